# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""People of card: dancers, acrobats, musicians, readers."""

from __future__ import annotations

from random import Random

from portal.demo.motifs.registry import motif
from portal.demo.paper import (
    BOWING,
    CHEERING,
    HAIRS,
    LEAPING,
    SKINS,
    STANDING,
    STRIDING,
    TURNING,
    Look,
    Palette,
    Pose,
    circle,
    darker,
    ellipse,
    figure,
    glow,
    lighter,
    mix,
    note,
    path,
    polygon,
    random_look,
    rect,
    ring,
    round_tree,
    sheet,
    star,
    stroke,
)


@motif("drie dansers springen en draaien in het licht", "floor", "beams ribbons rays", "footlights curtain none")
def dancers(p: Palette, rng: Random) -> str:
    parts = [ellipse(x, 706, 120, 18, p.ink, opacity=0.25) for x in (330, 620, 900)]
    for x, y, h, pose in ((320, 700, 400, TURNING), (900, 690, 410, STRIDING), (615, 600, 440, LEAPING)):
        parts.append(figure(x, y, h, random_look(rng, p), pose))
    trail = stroke("M360 560C440 420 520 470 610 380S820 330 880 470", p.a, 16, opacity=0.9)
    return sheet(trail, lift=2) + "".join(parts)


@motif(
    "dansers in grote passen tussen flatgebouwen, hun schaduw danst mee", "street", "sun ribbons rays", "torn none"
)
def hiphop(p: Palette, rng: Random) -> str:
    freeze = Pose(
        lean=150, left_arm=(-30, 20), right_arm=(20, -12), left_leg=(-120, -170), right_leg=(140, 95), tilt=0
    )
    low = Pose(lean=24, left_arm=(-70, -10), right_arm=(110, 150), left_leg=(-60, -6), right_leg=(50, -14))
    parts = []
    for x, y, h, pose, style in ((270, 700, 360, CHEERING, "short"), (930, 720, 380, low, "scarf")):
        look = random_look(rng, p, skirt=False)
        parts.append(figure(x, y, h, Look(look.top, look.bottom, look.skin, look.hair, style), pose))
    look = random_look(rng, p, skirt=False)
    parts.append(figure(600, 560, 400, Look(p.b, p.ink, look.skin, HAIRS[1], "curls"), freeze))
    box = (
        sheet(rect(470, 676, 250, 92, p.ink, r=16), lift=2)
        + circle(528, 722, 32, "#8d86a0")
        + circle(528, 722, 14, p.ink)
        + circle(662, 722, 32, "#8d86a0")
        + circle(662, 722, 14, p.ink)
        + rect(572, 700, 46, 18, p.a, r=4)
    )
    return "".join(ellipse(x, 730, 110, 16, p.ink, opacity=0.3) for x in (270, 930)) + "".join(parts) + box


@motif(
    "een kring kinderen met gestrekte armen vormt samen een bloem, van bovenaf gezien",
    "none",
    "ribbons dots rays",
    "tunnel torn leaves",
)
def bodies(p: Palette, rng: Random) -> str:
    mat = sheet(circle(600, 410, 330, mix(p.mid, p.low, 0.35)), lift=2) + sheet(
        circle(600, 410, 286, mix(p.mid, p.low, 0.6)), lift=1
    )
    tones = (p.a, p.b, p.c, p.paper)
    petals = []
    for at in range(10):
        turn = at * 36
        tone = tones[at % 4]
        legs = stroke("M-12 -200L-30 -276M12 -200L30 -276", darker(tone, 0.35), 22)
        body = path("M-30 -120Q-42 -180 -26 -214H26Q42 -180 30 -120Q0 -100 -30 -120Z", tone)
        arms = stroke("M-24 -130Q-70 -150 -62 -196M24 -130Q70 -150 62 -196", SKINS[at % 5], 15)
        head = circle(0, -88, 32, HAIRS[at % 5]) + path(
            "M-24 -82Q0 -50 24 -82Q14 -94 0 -94Q-14 -94 -24 -82Z", SKINS[at % 5]
        )
        petals.append(
            f'<g transform="translate(600 410) rotate({turn})">{sheet(legs, arms, lift=1)}{sheet(body, head, lift=2)}</g>'
        )
    core = sheet(circle(600, 410, 40, p.a), lift=1) + star(600, 410, 26, p.paper, 10, 0.5)
    return mat + "".join(petals) + core


@motif(
    "een koorddanser met een paraplu steekt over tussen twee schoorstenen",
    "street",
    "moon stars sun clouds",
    "none tunnel torn",
)
def tightrope(p: Palette, rng: Random) -> str:
    left = sheet(
        rect(60, 420, 150, 400, mix(p.b, p.near, 0.4)), rect(44, 398, 182, 40, mix(p.b, p.near, 0.15), r=6), lift=3
    )
    right = sheet(
        rect(990, 380, 150, 440, mix(p.a, p.near, 0.4)), rect(974, 358, 182, 40, mix(p.a, p.near, 0.15), r=6), lift=3
    )
    rope = stroke("M130 404Q600 520 1070 366", p.paper, 7)
    walk = Pose(lean=-6, left_arm=(-96, -84), right_arm=(120, 160), left_leg=(-20, 12), right_leg=(24, -8))
    man = figure(600, 462, 310, Look(p.b, p.ink, SKINS[2], HAIRS[1], "short"), walk)
    umbrella = sheet(
        path(
            "M618 176Q690 70 800 130Q860 170 856 224Q820 196 790 214Q760 176 724 196Q690 160 660 184Q640 164 618 176Z",
            p.a,
        ),
        lift=2,
    ) + stroke("M735 196L706 262", p.ink, 7)
    pigeons = "".join(
        sheet(path(f"M{x} {y}c-4 -26 20 -40 40 -32l20 10l-18 6c0 24 -16 34 -42 34l-30 16z", "#8d93a8"), lift=1)
        for x, y in ((320, 432), (860, 420), (900, 414))
    )
    smoke = "".join(
        circle(1064 + dx, 330 - dy, r, lighter(p.low, 0.5), opacity=0.8)
        for dx, dy, r in ((0, 0, 26), (22, 44, 36), (-6, 100, 44))
    )
    return smoke + left + right + rope + umbrella + man + pigeons


@motif(
    "twee trapezeartiesten reiken naar elkaar, hoog boven de piste",
    "none",
    "stars rays beams garlands",
    "arch curtain proscenium",
)
def trapeze(p: Palette, rng: Random) -> str:
    ring_ = (
        sheet(ellipse(600, 770, 520, 120, mix(p.b, p.near, 0.3)), lift=2)
        + ellipse(600, 764, 460, 92, "#e8c48a")
        + ellipse(600, 764, 200, 36, "#fff0c0", opacity=0.6)
    )
    crowd = "".join(
        circle(x, 660 - 40 * ((x - 600) / 600) ** 2 * -1 - 20, 24, mix((p.a, p.b, p.c)[at % 3], p.near, 0.6))
        for at, x in enumerate(range(20, 1200, 52))
    )
    one = stroke("M250 -20L420 300M330 -20L500 300", p.paper, 5) + stroke("M408 300H512", "#8a5430", 15)
    two = stroke("M930 -20L800 250M1010 -20L880 250", p.paper, 5) + stroke("M788 250H892", "#8a5430", 15)
    hang = Pose(lean=172, left_arm=(30, 40), right_arm=(48, 58), left_leg=(-172, -100), right_leg=(170, 100), tilt=0)
    fly = Pose(
        lean=62, left_arm=(-100, -96), right_arm=(-112, -104), left_leg=(82, 70), right_leg=(100, 96), tilt=-40
    )
    catcher = figure(452, 490, 400, Look(p.b, p.paper, SKINS[1], HAIRS[0], "short"), hang)
    flyer = figure(880, 640, 430, Look(p.a, p.c, SKINS[3], HAIRS[1], "bun"), fly)
    return sheet(crowd, lift=1) + ring_ + one + two + glow(650, 440, 280, 0.7) + catcher + flyer


@motif(
    "een jongleur houdt twaalf ballen in de lucht", "floor", "rays dots confetti garlands", "curtain arch footlights"
)
def juggler(p: Palette, rng: Random) -> str:
    tones = (p.a, p.b, p.c, p.paper)
    balls = []
    for at, (x, y) in enumerate(ring(14, 265, (600, 340), 2.46)[:12]):
        tone = tones[at % 4]
        balls.append(
            sheet(
                circle(x, y * 0.98, 36, tone),
                path(
                    f"M{x - 34:.0f} {y * 0.98 + 4:.0f}q34 -26 68 0", "none", stroke=darker(tone, 0.25), stroke_width=6
                ),
                lift=2,
            )
        )
    pose = Pose(left_arm=(-66, -130), right_arm=(66, 130), left_leg=(-12, -8), right_leg=(12, 8))
    man = figure(600, 716, 380, Look(p.b, p.ink, SKINS[0], HAIRS[4], "curls"), pose)
    hat = sheet(polygon(((560, 340), (600, 240), (640, 340)), p.a), circle(600, 238, 16, p.paper), lift=1)
    drum = sheet(ellipse(600, 716, 150, 30, p.paper), path("M450 716V790H750V716Q600 760 450 716Z", p.b), lift=2)
    return glow(600, 360, 420) + ellipse(600, 740, 200, 26, p.ink, opacity=0.25) + drum + man + hat + "".join(balls)


@motif(
    "een rij trommels in alle maten en drie trommelaars midden in een slag",
    "floor",
    "sun ribbons rays",
    "leaves footlights torn",
)
def drums(p: Palette, rng: Random) -> str:
    parts = []
    strike = Pose(left_arm=(-96, -160), right_arm=(60, 100))
    tones = (p.a, p.b, p.c)
    for at, (x, h) in enumerate(((300, 360), (600, 400), (900, 350))):
        parts.append(
            figure(
                x,
                640,
                h,
                Look(tones[(at + 1) % 3], p.ink, SKINS[(at + 1) % 5], HAIRS[at % 2], ("scarf", "curls", "short")[at]),
                strike if at % 2 == 0 else CHEERING,
            )
        )
    for at, (x, w, h) in enumerate(
        ((190, 120, 110), (330, 170, 150), (600, 240, 170), (870, 170, 160), (1020, 130, 110))
    ):
        y, tone = 730 - h, tones[at % 3]
        side = path(
            f"M{x - w / 2} {y}Q{x - w * 0.42} {y + h / 2} {x - w * 0.4} {y + h}Q{x} {y + h + 22} {x + w * 0.4} {y + h}Q{x + w * 0.42} {y + h / 2} {x + w / 2} {y}Z",
            tone,
        )
        zig = stroke(
            "M"
            + "L".join(
                f"{x - w / 2 + 10 + i * (w - 20) / 8:.0f} {y + (34 if i % 2 else h - 30):.0f}" for i in range(9)
            ),
            p.paper,
            5,
        )
        skin = ellipse(x, y, w / 2, w * 0.12, "#f6e3bd") + ellipse(x, y, w * 0.36, w * 0.08, "#e8cf9c")
        parts.append(sheet(side, zig, skin, lift=3))
    waves_ = "".join(
        stroke(f"M{600 - r} {330 - r * 0.2}q{r} {-r * 0.7} {2 * r} 0", p.glow, 6, opacity=0.7)
        for r in (110, 170, 230)
    )
    return waves_ + "".join(parts)


@motif(
    "een rapper op een betonblok, de woorden vliegen als vogels uit de microfoon",
    "street",
    "rays ribbons dots moon",
    "torn none arch",
)
def rapper(p: Palette, rng: Random) -> str:
    block = sheet(
        polygon(((380, 700), (400, 610), (720, 610), (750, 700), (750, 820), (380, 820)), "#8d93a0"), lift=3
    ) + stroke("M470 640l30 24M600 660l60 10M430 720l40 -10", "#6f7585", 5)
    pose = Pose(lean=8, left_arm=(-60, -20), right_arm=(70, 172), left_leg=(-20, -8), right_leg=(20, 6))
    who = figure(540, 614, 420, Look(p.b, p.ink, SKINS[2], HAIRS[1], "curls"), pose)
    mic = sheet(stroke("M640 330L676 400", p.ink, 16), circle(634, 318, 24, "#b9bccb"), lift=2) + stroke(
        "M676 400C720 500 640 560 700 640", p.ink, 6
    )
    words = []
    for at, (x, y) in enumerate(
        ((730, 300), (800, 220), (880, 320), (940, 200), (1010, 300), (860, 430), (990, 420))
    ):
        tone = (p.a, p.paper, p.c)[at % 3]
        words.append(sheet(path(f"M{x} {y}l-44 -40l60 18l46 -30l-20 46l20 22z", tone), lift=2))
    cracks = "".join(
        stroke(f"M{660 + r} {300 - r * 0.5}q{r * 0.3} {r * 0.5} 0 {r}", p.glow, 8, opacity=0.8) for r in (30, 60, 90)
    )
    return glow(640, 340, 330) + block + who + mic + cracks + "".join(words)


@motif(
    "een heel orkestje speelt in een opengeklapte schoendoos",
    "table",
    "strips hung confetti stars",
    "none arch proscenium",
)
def shoebox(p: Palette, rng: Random) -> str:
    lid = sheet(polygon(((230, 300), (970, 300), (1000, 190), (200, 190)), mix(p.b, p.paper, 0.2)), lift=2)
    back = sheet(rect(250, 300, 700, 330, "#d9b98a"), lift=2) + rect(270, 320, 660, 290, p.near) + glow(600, 480, 330)
    players = []
    for _at, (x, y) in enumerate(((340, 560), (470, 545), (730, 545), (860, 560))):
        players.append(figure(x, y, 190, random_look(rng, p), Pose(left_arm=(-50, 40), right_arm=(60, -40))))
    violin = sheet(
        ellipse(372, 478, 34, 20, "#a8542c", transform="rotate(-24 372 478)"),
        stroke("M396 468L440 446", "#4a2414", 7),
        lift=1,
    )
    horn = sheet(path("M486 470q40 -20 60 -60l36 60q-40 -10 -86 14z", "#e0a93c"), lift=1)
    flute = sheet(stroke("M690 474L800 452", "#c9d6df", 12), lift=1)
    bass = sheet(
        path("M880 600c-50 0 -50 -60 -20 -76c-24 -40 0 -66 20 -66s44 26 20 66c30 16 30 76 -20 76z", "#8a4a24"),
        stroke("M880 460V380", "#4a2414", 9),
        lift=1,
    )
    leader = figure(600, 620, 250, Look(p.ink, p.ink, SKINS[1], HAIRS[3], "bun"), CHEERING, face=False)
    front = (
        sheet(path("M220 600H980L950 720H250Z", mix(p.b, p.paper, 0.35)), lift=3)
        + sheet(rect(480, 626, 240, 60, p.paper, r=8), lift=1)
        + "".join(rect(505 + at * 34, 642, 20, 28, mix(p.paper, p.b, 0.45), r=4) for at in range(6))
    )
    notes = "".join(
        sheet(note(x, y, s, p.paper, at % 2 == 0), lift=1)
        for at, (x, y, s) in enumerate(((420, 260, 80), (560, 190, 100), (700, 250, 84), (820, 160, 70)))
    )
    shoe = sheet(path("M1010 700c0 -60 20 -90 60 -90q20 60 90 66q30 6 26 40h-176z", p.a), lift=2) + stroke(
        "M1060 640l34 -8M1072 660l34 -8", p.paper, 6
    )
    return lid + back + "".join(players) + violin + horn + flute + bass + leader + front + notes + shoe


@motif(
    "een vertelster met een rugzak vol vlaggetjes en huizen zit in een kring van kinderen",
    "hills",
    "moon stars sun",
    "none torn",
)
def storyteller(p: Palette, rng: Random) -> str:
    tree = round_tree(900, 690, 430, mix(p.mid, "#4f9a5a", 0.5))
    bag = sheet(
        path("M430 620C420 480 450 430 530 430C610 430 640 480 630 620Z", p.b),
        rect(468, 520, 126, 84, darker(p.b, 0.2), r=16),
        lift=2,
    )
    tower = "".join(
        sheet(part, lift=1)
        for part in (
            rect(452, 352, 56, 82, p.a) + polygon(((444, 354), (480, 310), (516, 354)), p.c),
            rect(512, 330, 50, 104, p.paper) + polygon(((504, 332), (537, 286), (570, 332)), p.b),
            rect(566, 364, 50, 70, p.c) + polygon(((558, 366), (591, 326), (624, 366)), p.a),
        )
    )
    globe = sheet(
        circle(590, 284, 40, "#5bbcf0"),
        path("M566 262q20 -14 34 2q10 20 -14 24q-20 4 -20 -26zM596 300q18 -6 26 4q-8 20 -26 14z", "#4cc38a"),
        lift=2,
    )
    teller = figure(
        660,
        690,
        330,
        Look(p.a, p.c, SKINS[3], HAIRS[1], "scarf", skirt=True),
        Pose(left_arm=(-130, -110), right_arm=(110, 140)),
    )
    kids = []
    for x, h in ((230, 170), (340, 150), (800, 150), (470, 160), (930, 165), (1040, 150)):
        kids.append(figure(x, 760, h, random_look(rng, p), STANDING if rng.random() < 0.5 else CHEERING, face=True))
    fire = glow(600, 720, 220)
    return tree + fire + tower + bag + globe + teller + "".join(kids)


@motif(
    "kinderen op een berg kussens, elk met een eigen boek",
    "floor",
    "dots garlands strips hung",
    "footlights arch none",
)
def cushions(p: Palette, rng: Random) -> str:
    tones = (p.a, p.b, p.c, p.paper, mix(p.a, p.b, 0.5), mix(p.b, p.c, 0.5))
    heap = []
    for at, (x, y, w) in enumerate(
        (
            (220, 690, 230),
            (430, 700, 250),
            (660, 700, 260),
            (890, 690, 240),
            (330, 610, 230),
            (560, 600, 240),
            (790, 605, 230),
            (450, 520, 220),
            (680, 515, 220),
            (565, 430, 210),
        )
    ):
        tone = tones[at % 6]
        body = path(f"M{x} {y}q{w / 2} -26 {w} 0q18 46 0 88q{-w / 2} 24 {-w} 0q-18 -44 0 -88z", tone)
        seam = stroke(f"M{x + 14} {y + 44}q{w / 2 - 14} 12 {w - 28} 0", darker(tone, 0.16), 4)
        tuft = circle(x + w / 2, y + 40, 7, darker(tone, 0.3))
        heap.append(sheet(body, seam, tuft, lift=2))
    sit = Pose(left_arm=(-20, 60), right_arm=(20, -60), left_leg=(-70, -20), right_leg=(70, 20))
    readers = []
    for at, (x, y, h) in enumerate(((668, 470, 230), (330, 640, 220), (905, 640, 220), (560, 700, 200))):
        readers.append(figure(x, y, h, random_look(rng, p, skirt=False), sit))
        by = y - h * 0.48
        readers.append(
            sheet(
                path(
                    f"M{x} {by + 34}q-26 -16 -52 -4v-46q26 -12 52 4q26 -16 52 -4v46q-26 -12 -52 4z",
                    tones[(at + 2) % 6],
                ),
                lift=2,
            )
        )
    return "".join(heap) + "".join(readers)


@motif(
    "twee spelers op een leeg podium, een gekke hoed en een kip van karton tussen hen in",
    "floor",
    "beams dots strips",
    "curtain proscenium footlights",
)
def improvisation(p: Palette, rng: Random) -> str:
    one = figure(
        350,
        710,
        420,
        Look(p.a, p.ink, SKINS[0], HAIRS[2], "bob"),
        Pose(lean=10, left_arm=(-60, -150), right_arm=(86, 60), left_leg=(-24, -12), right_leg=(26, 12)),
    )
    two = figure(860, 710, 430, Look(p.b, p.ink, SKINS[2], HAIRS[1], "short"), BOWING)
    hen = sheet(
        path(
            "M540 640c-30 -80 20 -140 80 -130c20 -50 70 -50 80 -10c10 40 -10 60 -20 90c-10 60 -90 80 -140 50z",
            p.paper,
        ),
        lift=2,
    )
    hen += (
        sheet(path("M640 470q4 -34 22 -20q14 -26 26 0q20 -8 14 22z", "#e8384a"), lift=1)
        + polygon(((704, 500), (744, 512), (704, 524)), "#f5a52e")
        + circle(680, 498, 8, p.ink)
    )
    hen += stroke("M590 650V706M630 650V706M590 706h-20M630 706h24", "#f5a52e", 8) + path(
        "M570 570q50 -20 70 20q-30 40 -70 10z", mix(p.paper, p.ink, 0.2)
    )
    hat = sheet(
        path("M300 312L360 170Q400 150 430 190L460 312Z", p.c),
        ellipse(380, 314, 126, 22, darker(p.c, 0.15)),
        rect(318, 276, 134, 22, p.b),
        lift=2,
    )
    return "".join(ellipse(x, 716, 130, 18, p.ink, opacity=0.25) for x in (350, 620, 860)) + one + two + hen + hat


@motif(
    "kinderen stampen in de maat, onder hun voeten springen kleuren op",
    "floor",
    "confetti rays dots",
    "footlights torn curtain",
)
def stamping(p: Palette, rng: Random) -> str:
    tones = (p.a, p.b, p.c, p.paper)
    splash = "".join(
        sheet(star(x, 704, rng.uniform(60, 110), tones[at % 4], 9, 0.5), lift=1)
        for at, x in enumerate(range(200, 1050, 160))
    )
    poses = (
        Pose(left_arm=(-120, -150), right_arm=(60, 130), left_leg=(-70, 8), right_leg=(6, 2)),
        Pose(left_arm=(-60, -130), right_arm=(120, 150), left_leg=(-6, -2), right_leg=(70, -8)),
    )
    kids = "".join(
        figure(x, 706 - (at % 2) * 20, h, random_look(rng, p), poses[at % 2])
        for at, (x, h) in enumerate(((210, 310), (380, 340), (560, 320), (740, 350), (920, 320), (1060, 300)))
    )
    return splash + kids


@motif(
    "een leerkracht speelt met grote gebaren een draak na voor het bord",
    "floor",
    "strips dots garlands",
    "arch footlights curtain",
)
def teacher(p: Palette, rng: Random) -> str:
    board = sheet(rect(260, 150, 680, 390, "#8a5430", r=10), lift=3) + rect(284, 174, 632, 342, "#244a40")
    chalk = "#e9f2e4"
    dragon = stroke("M340 440C380 300 470 290 520 360C560 420 640 410 660 330C680 250 780 240 830 300", chalk, 9)
    wings = (
        stroke("M500 340C470 230 560 210 600 250C640 210 700 240 660 330", chalk, 7)
        + stroke("M830 300l50 -20l-12 40l30 16l-60 14z", chalk, 7)
        + circle(838, 284, 6, chalk)
    )
    fire = "".join(stroke(f"M896 {320 + dy}q20 {dy} 0 {dy * 1.5}", p.a, 6) for dy in (-10, 0, 12))
    who = figure(
        600,
        720,
        400,
        Look(p.b, p.ink, SKINS[1], HAIRS[4], "bun"),
        Pose(lean=-8, left_arm=(-140, -110), right_arm=(120, 80), left_leg=(-26, -10), right_leg=(22, 4)),
    )
    cape = sheet(
        path("M560 470Q430 560 440 720Q520 680 560 700Q600 680 640 716Q690 680 760 716Q760 560 640 470Z", p.a), lift=1
    )
    chairs = "".join(sheet(stroke(f"M{x} 720V600h76V720M{x} 660h76", p.c, 12), lift=2) for x in (200, 330, 820, 950))
    sponge = rect(300, 528, 60, 18, p.a, r=4) + rect(380, 532, 40, 10, chalk, r=4)
    return board + dragon + wings + fire + sponge + cape + who + chairs


@motif("twee handen voelen aan een beeld van klei, draad en veren", "table", "dots ribbons sun", "tunnel none arch")
def touching(p: Palette, rng: Random) -> str:
    plinth = sheet(polygon(((440, 690), (460, 560), (740, 560), (760, 690)), p.paper), lift=2)
    lump = sheet(
        path("M480 565C450 430 520 380 540 300C556 230 650 220 670 300C690 380 750 430 722 565Z", "#b9755a"), lift=3
    )
    dents = "".join(
        ellipse(x, y, 22, 15, darker("#b9755a", 0.16))
        for x, y in ((550, 400), (630, 350), (660, 450), (560, 500), (640, 530))
    )
    wire = stroke("M560 300C440 200 660 120 690 210S500 260 640 300", "#c9d6df", 7)
    plumes = "".join(
        sheet(path("M0 0Q-26 -90 6 -170Q36 -90 0 0Z", tone, transform=f"translate({x} {y}) rotate({turn})"), lift=1)
        for x, y, turn, tone in ((640, 290, 24, p.a), (600, 270, -6, p.b), (560, 300, -34, p.c))
    )
    hands = []
    for flip in (False, True):
        skin = SKINS[3] if flip else SKINS[0]
        sleeve = p.b if flip else p.a
        arm = sheet(
            path("M-60 560Q140 470 270 470L286 560Q140 570 -40 680Z", skin),
            path("M-80 550Q40 500 120 492L140 600Q40 620 -60 700Z", sleeve),
            lift=3,
        )
        fingers = "".join(
            sheet(stroke(d, skin, 30), lift=1)
            for d in (
                "M270 484Q350 440 430 440",
                "M276 506Q370 470 460 484",
                "M280 528Q370 520 448 528",
                "M276 548Q350 560 420 566",
            )
        )
        thumb = sheet(stroke("M262 490Q290 420 350 392", skin, 32), lift=1)
        hands.append(
            f'<g transform="translate(1200 0) scale(-1 1)">{arm}{fingers}{thumb}</g>'
            if flip
            else arm + fingers + thumb
        )
    return glow(600, 420, 330) + plinth + plumes + wire + lump + dents + "".join(hands)
