# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Animals of card."""

from __future__ import annotations

from random import Random

from portal.demo.motifs.registry import motif
from portal.demo.paper import (
    Palette,
    circle,
    darker,
    ellipse,
    eye,
    glow,
    group,
    lighter,
    mix,
    path,
    polygon,
    rect,
    round_tree,
    scatter,
    sheet,
    star,
    stroke,
)


@motif("een walvis met een huisje op haar rug zwemt door de nacht", "sea", "stars moon hung", "clouds tunnel")
def whale(p: Palette, rng: Random) -> str:
    skin = mix(p.mid, p.a, 0.12)
    tail = path(
        "M905 470C990 430 1010 360 990 300C950 318 925 330 900 365C880 325 845 310 800 312C815 370 850 420 870 480Z",
        skin,
    )
    body = path(
        "M215 480C215 350 370 285 560 290C720 298 830 360 935 430C940 500 900 590 760 626C560 668 215 650 215 480Z",
        skin,
    )
    belly = path(
        "M222 505C260 590 420 640 620 636C700 634 770 622 820 590C700 600 560 590 450 556C360 530 280 500 222 505Z",
        p.paper,
    )
    lines = "".join(
        stroke(f"M{300 + at * 70} {556 + at * 12}q60 40 150 46", mix(p.paper, skin, 0.35), 4) for at in range(4)
    )
    fin = path("M520 560C560 640 620 680 690 690C680 640 650 590 610 555Z", darker(skin, 0.2))
    spots = "".join(
        circle(x, y, 5 + rng.random() * 7, lighter(skin, 0.3), opacity=0.6)
        for x, y in scatter(rng, 14, (400, 320, 760, 430), 60)
    )
    hut = sheet(rect(540, 214, 110, 92, p.paper), rect(575, 246, 40, 60, p.b, r=6), lift=1)
    roof = sheet(polygon(((522, 220), (595, 150), (668, 220)), p.b), lift=1) + rect(632, 160, 20, 40, darker(p.b))
    spout = "".join(stroke(f"M430 292q{dx} -90 {2 * dx} -70", p.glow, 9) for dx in (-38, -15, 15, 38))
    face = (
        eye(330, 460, 21)
        + stroke("M232 530q70 34 150 14", darker(skin, 0.5), 7)
        + circle(375, 505, 20, p.b, opacity=0.35)
    )
    return (
        glow(595, 260, 220, 0.6)
        + sheet(spout, lift=1)
        + sheet(tail, lift=2)
        + sheet(body, belly, lines, spots, lift=3)
        + roof
        + hut
        + sheet(fin, lift=2)
        + face
    )


@motif("een papieren tijger sluipt tussen grote bladeren", "hills", "sun rays dots", "leaves tunnel")
def tiger(p: Palette, rng: Random) -> str:
    fur, dark, cream = "#f2913d", "#3a1a14", "#fff0d2"
    tail = stroke("M842 470C960 470 985 380 930 300C905 262 930 232 965 240", fur, 38) + stroke(
        "M936 258Q948 236 965 240", dark, 38
    )
    body = path(
        "M330 420C400 350 780 350 860 430C890 500 880 560 860 600H790L770 540H480L455 600H385C350 560 330 500 330 420Z",
        fur,
    )
    stripes = "".join(
        path(f"M{x} 372q{6 - at % 3 * 6} 60 -8 {96 - at % 2 * 24}q-26 -40 -14 -96z", dark)
        for at, x in enumerate(range(520, 830, 58))
    )
    legs = "".join(
        sheet(
            rect(x, 540, 66, 125, fur, r=30),
            rect(x, 636, 66, 30, cream, r=14),
            rect(x + 2, 580, 62, 13, dark, r=6),
            lift=2,
        )
        for x in (400, 480, 730, 800)
    )
    ears = "".join(circle(x, 300, 36, fur) + circle(x, 304, 19, "#f7b3a0") for x in (290, 450))
    head = ellipse(370, 385, 128, 112, fur)
    muzzle = (
        ellipse(330, 436, 42, 34, cream) + ellipse(408, 436, 42, 34, cream) + path("M348 406h44l-22 26z", "#c8455a")
    )
    marks = path("M352 276h36l-18 54zM306 288l30 4 2 40zM434 288l-30 4-2 40z", dark)
    sides = path("M244 380l50 6-46 16zM244 420l50 4-44 18zM496 380l-50 6 46 16zM496 420l-50 4 44 18z", dark)
    whiskers = "".join(
        stroke(f"M{x} {y}l{dx} {dy}", dark, 3)
        for x, y, dx, dy in ((312, 440, -82, -8), (312, 450, -80, 14), (428, 440, 82, -8), (428, 450, 80, 14))
    )
    face = eye(322, 372, 19, "#fff6b0") + eye(412, 372, 19, "#fff6b0") + stroke("M338 456q32 22 64 0", dark, 5)
    return (
        sheet(tail, lift=2)
        + legs
        + sheet(body, stripes, lift=2)
        + sheet(ears, head, marks, sides, lift=3)
        + muzzle
        + face
        + whiskers
    )


@motif("een muis knabbelt op een ladder aan de maan", "hills", "stars", "clouds tunnel torn")
def moonmouse(p: Palette, rng: Random) -> str:
    cheese = p.glow
    moon = circle(690, 330, 210, cheese)
    bites = "".join(
        circle(x, y, r, mix(p.top, p.low, 0.4)) for x, y, r in ((500, 268, 40), (488, 336, 46), (508, 408, 38))
    )
    craters = "".join(
        circle(x, y, r, darker(cheese, 0.16)) + circle(x + 4, y + 5, r * 0.8, darker(cheese, 0.08))
        for x, y, r in (
            (640, 230, 30),
            (770, 300, 44),
            (680, 420, 36),
            (800, 430, 22),
            (600, 330, 20),
            (740, 195, 17),
        )
    )
    ladder = stroke("M392 690L436 410M470 690L500 410", "#8a5430", 13) + "".join(
        stroke(f"M{392 + t * 11} {690 - t * 70}L{470 + t * 7.5} {690 - t * 70}", "#a8683f", 11)
        for t in (0.4, 1.2, 2, 2.8, 3.6)
    )
    grey = "#8d86a0"
    tail = stroke("M418 470C330 490 310 420 350 390C372 372 352 340 326 350", "#e7a0a8", 10)
    body = ellipse(455, 430, 56, 72, grey) + ellipse(468, 442, 30, 50, "#e4dfea")
    ears = (
        circle(424, 316, 38, grey)
        + circle(424, 316, 24, "#e7a0a8")
        + circle(500, 310, 38, grey)
        + circle(500, 310, 24, "#e7a0a8")
    )
    head = path("M410 360C410 310 500 305 520 345L556 366Q552 388 524 388C490 408 410 408 410 360Z", grey)
    face = (
        eye(488, 348, 11)
        + circle(553, 370, 10, "#c8455a")
        + "".join(stroke(f"M530 376l30 {dy}", p.ink, 2) for dy in (8, 18))
    )
    arm = stroke("M478 410L520 392", grey, 18) + circle(524, 390, 11, "#e7a0a8")
    crumbs = "".join(
        polygon(((x, y), (x + 12, y + 4), (x + 5, y + 14)), cheese)
        for x, y in scatter(rng, 9, (470, 450, 560, 620), 30)
    )
    return (
        glow(690, 330, 420)
        + sheet(moon, craters, lift=3)
        + sheet(bites, lift=1)
        + sheet(ladder, lift=2)
        + sheet(tail, lift=1)
        + sheet(body, lift=2)
        + sheet(ears, head, lift=2)
        + face
        + sheet(arm, crumbs, lift=1)
    )


@motif("een zwerm papieren vogels zwenkt over de heuvels", "hills", "ribbons sun clouds", "torn none tunnel")
def birds(p: Palette, rng: Random) -> str:
    tones = (p.paper, p.a, p.b, p.c, p.paper)

    def bird(x: float, y: float, s: float, tone: str, turn: float) -> str:
        wing = polygon(((0, 0), (-46, -52), (-4, -66), (26, -8)), lighter(tone, 0.15))
        back = polygon(((4, -4), (34, -62), (66, -58), (30, -2)), darker(tone, 0.15))
        body = polygon(((-70, 6), (-8, -14), (54, -8), (86, 4), (50, 16), (-6, 20)), tone)
        return sheet(group(back, body, wing, at=(x, y), scale=s, turn=turn), lift=2)

    flock = []
    for at in range(40):
        t = at / 39
        spread = 170 * (1 - abs(2 * t - 1)) + 20
        y = 470 - 260 * t + rng.uniform(-spread, spread)
        flock.append(bird(150 + 900 * t, y, rng.uniform(0.5, 1.25), tones[at % 5], rng.uniform(-38, 4)))
    return "".join(flock)


@motif("bijen vliegen van bloem tot bloem rond een gouden korf", "hills", "sun dots clouds", "grass leaves")
def bees(p: Palette, rng: Random) -> str:
    hive = "".join(
        sheet(rect(600 - w, 250 + at * 62, 2 * w, 74, mix("#e0a93c", "#c07a24", at % 2 * 0.5), r=36), lift=1)
        for at, w in enumerate((90, 150, 185, 196, 180, 140))
    )
    door = path("M560 620v-46a40 40 0 0 1 80 0v46z", "#4a2414")
    bough = sheet(
        stroke("M-20 190C240 150 420 230 600 214C820 190 1000 240 1230 160", "#6b4030", 34), lift=2
    ) + stroke("M600 214V258", "#6b4030", 16)

    def bee(x: float, y: float, s: float, flip: bool) -> str:
        wings = ellipse(-8, -34, 20, 30, "#ffffff", opacity=0.8, transform="rotate(-24 -8 -34)") + ellipse(
            20, -32, 17, 27, "#ffffff", opacity=0.8, transform="rotate(18 20 -32)"
        )
        body = ellipse(0, 0, 48, 31, "#f5b82e")
        bands = rect(-14, -29, 14, 58, "#2a1020", r=5) + rect(12, -27, 13, 54, "#2a1020", r=5)
        sting = polygon(((46, -5), (66, 0), (46, 6)), "#2a1020")
        face = (
            eye(-30, -6, 9)
            + stroke("M-40 10q7 8 15 2", "#2a1020", 3)
            + stroke("M-36 -24q-10 -22 -24 -20M-26 -28q-2 -22 -16 -28", "#2a1020", 3)
        )
        return sheet(group(sting, body, bands, wings, face, at=(x, y), scale=s, flip=flip), lift=2)

    swarm = "".join(
        bee(x, y, s, f)
        for x, y, s, f in (
            (300, 330, 1.15, True),
            (905, 300, 1.25, False),
            (240, 520, 0.8, True),
            (970, 520, 0.9, False),
            (420, 250, 0.6, True),
            (800, 470, 0.75, False),
            (760, 210, 0.5, False),
            (380, 610, 0.7, True),
        )
    )
    trail = "".join(
        stroke(d, p.paper, 4, stroke_dasharray="3 16", opacity=0.9)
        for d in ("M500 560C440 480 400 420 360 352", "M700 540C780 480 800 400 850 330")
    )
    return bough + glow(600, 420, 300, 0.6) + hive + door + trail + swarm


@motif("een uil met een bril leest voor op een stapel boeken", "table", "stars moon strips", "arch tunnel")
def owl(p: Palette, rng: Random) -> str:
    spines = ((p.a, 470), (p.b, 430), (p.c, 500), (darker(p.a, 0.3), 450))
    pile = "".join(
        sheet(
            rect(600 - w / 2 + rng.uniform(-18, 18), 606 - at * 46, w, 44, tone, r=8),
            rect(600 - w / 2 + 50, 606 - at * 46, 12, 44, lighter(tone, 0.35)),
            lift=1,
        )
        for at, (tone, w) in enumerate(spines)
    )
    brown = "#7a4a32"
    body = ellipse(600, 330, 128, 148, brown)
    belly = ellipse(600, 362, 86, 104, "#e8c99a")
    feathers = "".join(
        path(f"M{x} {y}q14 22 28 0z", "#b9855a")
        for y in (310, 345, 380, 415)
        for x in range(532 + (y // 35) % 2 * 14, 650, 30)
    )
    wings = path("M478 290C440 350 452 430 500 456C520 400 510 330 500 290Z", darker(brown, 0.3)) + path(
        "M722 290C760 350 748 430 700 456C680 400 690 330 700 290Z", darker(brown, 0.3)
    )
    tufts = polygon(((490, 250), (484, 168), (556, 212)), brown) + polygon(
        ((710, 250), (716, 168), (644, 212)), brown
    )
    eyes = "".join(
        circle(x, 262, 48, "#fff6dc")
        + circle(x, 262, 24, "#2a1020")
        + circle(x + 8, 253, 8, "#fff")
        + circle(x, 262, 50, "none", stroke=p.b, stroke_width=9)
        for x in (546, 654)
    )
    glasses = stroke("M594 258q6 -8 12 0", p.b, 9)
    beak = polygon(((582, 296), (618, 296), (600, 332)), "#f5a52e")
    book = path("M455 470Q530 430 600 466V560Q530 528 455 562Z", p.paper) + path(
        "M745 470Q670 430 600 466V560Q670 528 745 562Z", lighter(p.paper, 0.3)
    )
    lines = "".join(
        stroke(f"M{x} {y}q45 -14 92 2", mix(p.paper, p.ink, 0.4), 4)
        for x, y in ((480, 492), (480, 515), (630, 482), (630, 505))
    )
    stars = "".join(
        star(x, y, r, p.glow)
        for x, y, r in ((420, 400, 18), (380, 320, 12), (800, 390, 20), (836, 300, 12), (450, 330, 9), (770, 330, 9))
    )
    return (
        pile
        + glow(600, 420, 330)
        + sheet(tufts, body, belly, feathers, lift=3)
        + sheet(wings, lift=1)
        + eyes
        + glasses
        + beak
        + sheet(book, lift=2)
        + lines
        + sheet(stars, lift=1)
    )


@motif("een lachende dinosaurus kijkt over de bomen heen", "hills", "clouds hung sun", "grass leaves clouds")
def dinosaur(p: Palette, rng: Random) -> str:
    skin = mix("#4cae6a", p.a, 0.15)
    body = path(
        "M280 640C250 520 340 440 480 440C560 440 600 420 620 340C630 270 640 210 700 190C780 168 850 200 856 250C860 290 820 306 760 302C726 310 716 350 716 410C730 520 760 560 800 660H720L690 600H520L500 660H400L390 610C340 600 240 640 190 560C230 590 270 590 300 570Z",
        skin,
    )
    plates = "".join(
        sheet(polygon(((x - 30, y + 10), (x, y - 52), (x + 34, y + 14)), tone), lift=1)
        for x, y, tone in (
            (360, 462, p.b),
            (440, 440, p.a),
            (520, 436, p.b),
            (592, 400, p.a),
            (618, 320, p.b),
            (642, 240, p.a),
        )
    )
    belly = path("M520 600C560 560 650 560 690 600Z", lighter(skin, 0.4))
    spots = "".join(
        circle(x, y, r, darker(skin, 0.18))
        for x, y, r in (
            (420, 520, 22),
            (480, 490, 14),
            (560, 500, 24),
            (640, 460, 16),
            (670, 380, 12),
            (500, 560, 12),
        )
    )
    face = (
        eye(758, 226, 19)
        + stroke("M850 262Q810 286 764 276", darker(skin, 0.5), 6)
        + circle(838, 232, 5, darker(skin, 0.5))
        + circle(800, 262, 13, "#e8384a", opacity=0.25)
    )
    trees = (
        round_tree(180, 690, 200, mix(p.mid, "#2f7a4a", 0.6))
        + round_tree(980, 690, 260, mix(p.near, "#2f7a4a", 0.6))
        + round_tree(1070, 690, 180, mix(p.mid, "#2f7a4a", 0.5))
    )
    leaf_bit = path("M856 262q50 -10 74 20q-44 14 -74 -8z", "#7ac04a")
    return plates + sheet(body, belly, spots, lift=3) + face + sheet(leaf_bit, lift=1) + trees


@motif("een slak draagt een tuin vol bloemen op haar huisje", "hills", "rain sun dots", "grass leaves")
def snail(p: Palette, rng: Random) -> str:
    skin = "#e6b98a"
    foot = path(
        "M250 660C250 610 330 600 420 604H760C820 600 850 540 850 470C850 430 900 420 920 460C950 540 930 620 880 660Z",
        skin,
    )
    horns = stroke("M872 440L856 330M906 444L930 340", skin, 16) + eye(856, 322, 20) + eye(932, 332, 20)
    shell = circle(560, 450, 190, p.a)
    rings_ = "".join(
        sheet(circle(560 + dx, 450 + dy, r, tone), lift=1)
        for dx, dy, r, tone in (
            (12, 14, 150, lighter(p.a, 0.25)),
            (22, 24, 110, p.b),
            (28, 30, 72, lighter(p.b, 0.35)),
            (32, 32, 36, p.c),
        )
    )
    blooms = []
    for at, (x, y) in enumerate(((420, 290), (490, 240), (565, 220), (640, 236), (706, 284))):
        blooms.append(
            stroke(f"M{560 + (x - 560) * 0.75} {450 + (y - 450) * 0.8}Q{x + 10} {y + 40} {x} {y}", "#3f7a4a", 8)
        )
        petals = "".join(
            ellipse(x, y - 22, 13, 22, (p.b, p.c, p.paper)[at % 3], transform=f"rotate({a} {x} {y})")
            for a in range(0, 360, 60)
        )
        blooms.append(sheet(petals, circle(x, y, 13, "#f5b82e"), lift=1))
    smile = stroke("M872 500q24 20 46 -6", darker(skin, 0.5), 5) + circle(862, 492, 12, "#e8384a", opacity=0.3)
    can = sheet(
        rect(210, 560, 90, 80, p.b, r=10),
        stroke("M300 580q50 -20 66 -60", p.b, 16),
        stroke("M214 580q-50 -10 -40 60q10 18 40 -4", p.b, 12),
        lift=2,
    )
    return "".join(blooms) + sheet(foot, lift=2) + sheet(shell, lift=3) + rings_ + sheet(horns, lift=1) + smile + can


@motif(
    "een wolf in een rode jas zit voor de rechter, een lantaarn naast zich", "pines", "moon stars", "tunnel curtain"
)
def wolf(p: Palette, rng: Random) -> str:
    fur, pale, coat = "#5a5f73", "#d7d3d8", "#b3202c"
    tail = stroke("M470 640C380 650 340 590 372 530", fur, 46) + stroke("M366 556q-2 -14 6 -26", pale, 40)
    robe = path("M470 660C470 520 500 420 600 410C700 420 730 520 730 660Z", coat)
    collar = path("M520 440L600 540L680 440L640 410H560Z", pale)
    buttons = "".join(circle(600, y, 9, "#e0a93c") for y in (566, 600, 634))
    ears = polygon(((500, 250), (492, 130), (570, 200)), fur) + polygon(((700, 250), (708, 130), (630, 200)), fur)
    inner = polygon(((512, 226), (506, 164), (550, 204)), "#e7a0a8") + polygon(
        ((688, 226), (694, 164), (650, 204)), "#e7a0a8"
    )
    head = path(
        "M480 270C480 190 720 190 720 270C720 330 690 356 664 372L600 440L536 372C510 356 480 330 480 270Z", fur
    )
    mask = path("M536 320Q566 300 600 340Q634 300 664 320Q660 372 600 436Q540 372 536 320Z", pale)
    face = (
        eye(548, 284, 18, "#fff6b0")
        + eye(652, 284, 18, "#fff6b0")
        + ellipse(600, 396, 24, 17, "#2a1020")
        + stroke("M576 424q24 18 48 0", "#2a1020", 5)
    )
    brows = stroke("M522 252l44 10M678 252l-44 10", darker(fur, 0.5), 7)
    arms = (
        stroke("M500 480Q470 560 540 590M700 480Q730 560 660 590", coat, 40)
        + circle(548, 592, 22, fur)
        + circle(652, 592, 22, fur)
    )
    lamp = glow(860, 560, 200) + sheet(
        rect(820, 520, 80, 110, p.ink, r=12),
        rect(834, 534, 52, 82, p.glow, r=6),
        stroke("M830 520q30 -50 60 0", p.ink, 8),
        lift=2,
    )
    return (
        sheet(tail, lift=1)
        + sheet(robe, lift=2)
        + sheet(collar, buttons, lift=1)
        + sheet(ears, inner, head, mask, lift=3)
        + face
        + brows
        + sheet(arms, lift=1)
        + lamp
    )


@motif(
    "een koor van bonte vogels zingt op een rij draden", "none", "sun ribbons confetti clouds", "clouds torn curtain"
)
def choir(p: Palette, rng: Random) -> str:
    parts = []
    tones = (p.a, p.b, p.c, p.paper, mix(p.a, p.b, 0.5), mix(p.b, p.c, 0.5))
    for row, (y, size) in enumerate(((300, 0.8), (440, 0.95), (600, 1.15))):
        parts.append(stroke(f"M-20 {y - 12}Q600 {y + 46} 1220 {y - 12}", p.ink, 6))
        count = 8 - row
        for at in range(count):
            x = 600 + (at - (count - 1) / 2) * (1010 / count)
            foot = y - 12 + 29 * (1 - ((x - 600) / 600) ** 2)
            tone = tones[(at * 2 + row) % 6]
            body = path("M-44 0C-56 -70 -20 -112 10 -112C52 -112 62 -60 46 -14Q30 10 -44 0Z", tone) + ellipse(
                6, -34, 28, 36, lighter(tone, 0.45)
            )
            wing = path("M-38 -12C-60 -44 -40 -74 -18 -78C-2 -50 -10 -20 -38 -12Z", darker(tone, 0.18))
            tail = polygon(((-36, -8), (-66, 34), (-30, 22)), darker(tone, 0.2))
            wide = rng.uniform(6, 14)
            beak = polygon(((40, -86), (76, -84 - wide), (46, -74)), "#f5a52e") + polygon(
                ((40, -76), (70, -72 + wide), (40, -66)), "#d98324"
            )
            tuft = "".join(stroke(f"M10 -110q{dx} -20 {dx * 2} -24", darker(tone, 0.2), 5) for dx in (-6, 0, 6))
            parts.append(
                sheet(
                    group(
                        tail,
                        tuft,
                        body,
                        wing,
                        beak,
                        eye(22, -90, 8),
                        at=(x, foot),
                        scale=size,
                        flip=(at + row) % 2 == 0,
                    ),
                    lift=2,
                )
            )
    return "".join(parts)


@motif("een hond luistert met schuine kop naast een lege stoel", "floor", "strips beams dots", "curtain footlights")
def dog(p: Palette, rng: Random) -> str:
    coat, dark = "#c98a4e", "#7a4a2c"
    chair = stroke("M770 690V430M930 690V430M770 560H930M770 430H930M770 490H930", p.a, 20)
    seat = rect(752, 548, 200, 34, p.a, r=10) + stroke("M782 582L772 700M920 582L930 700", p.a, 20)
    body = path("M380 690C370 560 430 470 520 460C610 470 640 580 640 690Z", coat)
    chest = path("M460 690C456 600 490 540 530 530C572 545 584 610 578 690Z", "#f3dcae")
    tail = stroke("M400 650C330 650 310 590 330 550", coat, 28)
    head = group(
        path("M-92 -10C-92 -100 92 -100 92 -10C92 60 50 96 0 96C-50 96 -92 60 -92 -10Z", coat),
        path("M-80 -60C-150 -60 -150 60 -112 84C-84 60 -76 0 -60 -40Z", dark),
        path("M80 -60C130 -110 172 -60 160 -20C120 -26 92 -20 62 -36Z", dark),
        ellipse(0, 48, 48, 42, "#f3dcae"),
        ellipse(0, 26, 24, 17, "#2a1020"),
        eye(-36, -12, 16),
        eye(36, -12, 16),
        stroke("M-20 60q20 20 40 0", "#2a1020", 5),
        at=(520, 380),
        turn=14,
    )
    paws = "".join(rect(x, 640, 56, 60, coat, r=26) for x in (462, 534))
    collar = stroke("M452 470Q520 500 590 462", p.b, 18) + circle(522, 494, 16, "#f5b82e")
    waves_ = "".join(
        stroke(f"M{690 + r} {330 - r}q{r * 0.6} {r} 0 {2 * r}", p.glow, 7, opacity=0.9) for r in (24, 48, 72)
    )
    return (
        sheet(chair, seat, lift=2)
        + sheet(tail, lift=1)
        + sheet(body, chest, lift=2)
        + sheet(paws, collar, lift=1)
        + sheet(head, lift=3)
        + waves_
    )


@motif(
    "een poes van karton en een visje van zilverpapier, verbonden door een draad",
    "table",
    "hung dots garlands",
    "arch proscenium",
)
def cat(p: Palette, rng: Random) -> str:
    fur = p.ink if sum(int(p.low[at : at + 2], 16) for at in (1, 3, 5)) > 420 else p.paper
    tail = stroke("M400 630C300 640 270 540 320 470C346 430 320 396 290 410", fur, 34)
    body = path("M380 655C360 500 440 400 520 400C610 400 660 520 650 655Z", fur)
    head = path("M410 330L420 230L480 276H570L630 230L640 330C640 400 590 440 525 440C460 440 410 400 410 330Z", fur)
    eyes = "".join(
        ellipse(x, 332, 25, 29, "#f5e05a") + ellipse(x + 4, 334, 9, 25, "#1a0814") + circle(x + 8, 322, 6, "#fff")
        for x in (474, 576)
    )
    nose = polygon(((510, 372), (540, 372), (525, 390)), "#ef8fbf") + stroke(
        "M525 390v12q-18 16 -34 2M525 402q18 16 34 2", mix(fur, "#ef8fbf", 0.6), 5
    )
    whisk = "".join(
        stroke(f"M{x} {y}l{dx} {dy}", mix(fur, "#888888", 0.5), 3)
        for x, y, dx, dy in ((470, 386, -90, -12), (470, 396, -90, 10), (580, 386, 90, -12), (580, 396, 90, 10))
    )
    bow = (
        polygon(((525, 446), (470, 420), (470, 478)), p.b)
        + polygon(((525, 446), (580, 420), (580, 478)), p.b)
        + circle(525, 448, 15, p.a)
    )
    string = stroke("M640 540C740 560 760 420 850 360V-20", p.paper, 4)
    fish = sheet(
        path("M780 380C810 330 900 330 930 380C900 430 810 430 780 380Z", "#c9d6df"),
        polygon(((785, 380), (735, 346), (735, 414)), "#aebfca"),
        lift=2,
    ) + eye(898, 372, 10)
    scales = "".join(stroke(f"M{x} 356q12 24 0 48", "#93a8b5", 4) for x in (820, 846, 870))
    paw = stroke("M600 520Q660 520 664 566", fur, 40)
    return (
        string
        + sheet(tail, lift=1)
        + sheet(body, lift=2)
        + sheet(head, lift=3)
        + eyes
        + nose
        + whisk
        + sheet(bow, lift=1)
        + sheet(paw, lift=1)
        + fish
        + scales
    )
