# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Things of card, each with a life of its own."""

from __future__ import annotations

from random import Random

from portal.demo.motifs.registry import motif
from portal.demo.paper import (
    HAIRS,
    SKINS,
    Look,
    Palette,
    Pose,
    circle,
    darker,
    ellipse,
    eye,
    figure,
    glow,
    group,
    leaf,
    lighter,
    mix,
    note,
    path,
    pine,
    polygon,
    rect,
    ring,
    scatter,
    sheet,
    star,
    stroke,
)


@motif(
    "een cello met een gezicht roert in een dampende soepkom",
    "floor",
    "strips dots ribbons",
    "curtain footlights arch",
)
def cello(p: Palette, rng: Random) -> str:
    wood = "#b9602c"
    body = path(
        "M500 660C400 650 390 550 450 510C480 490 480 460 456 436C400 390 430 300 530 296C630 300 660 390 604 436C580 460 580 490 610 510C670 550 660 650 560 660Z",
        wood,
    )
    shine = path(
        "M462 620C420 590 430 550 466 524C500 500 500 450 474 424C440 390 450 340 490 320C460 360 470 396 496 420C524 452 520 500 490 530C456 560 440 590 462 620Z",
        lighter(wood, 0.3),
        opacity=0.7,
    )
    holes = stroke("M470 450q-14 30 4 56M590 450q14 30 -4 56", "#4a2010", 8)
    neck = rect(516, 120, 28, 330, "#3a1a10", r=6)
    scroll = path(
        "M530 70c-34 0 -34 44 0 44c30 0 24 -30 6 -30", "none", stroke=wood, stroke_width=20, stroke_linecap="round"
    )
    pegs = "".join(rect(x, y, 34, 10, "#3a1a10", r=5) for x, y in ((484, 132), (542, 146), (484, 162), (542, 176)))
    strings = "".join(
        stroke(f"M{x} 120L{x2} 600", "#f6e3bd", 2.5) for x, x2 in ((521, 512), (527, 524), (533, 536), (539, 548))
    )
    bridge = path("M492 540q38 -30 76 0l-8 12h-60z", "#e8c48a") + path("M506 590h48l-10 60h-28z", "#3a1a10")
    face = (
        eye(492, 376, 20)
        + eye(568, 376, 20)
        + stroke("M500 416q30 26 60 0", "#4a2010", 7)
        + circle(466, 404, 13, "#e8384a", opacity=0.35)
        + circle(594, 404, 13, "#e8384a", opacity=0.35)
    )
    spike = stroke("M530 660V716", "#3a1a10", 9)
    bowl = (
        sheet(
            path("M730 590H1010Q1000 700 910 706H830Q740 700 730 590Z", p.b),
            ellipse(870, 590, 140, 30, lighter(p.b, 0.3)),
            lift=3,
        )
        + ellipse(870, 592, 118, 22, "#f0a53a")
        + "".join(
            circle(x, 592 + (at % 2) * 8, 9, ("#d9483b", "#6f9f3a", "#fff0c0")[at % 3])
            for at, x in enumerate((800, 840, 880, 920, 950))
        )
    )
    steam = "".join(stroke(f"M{x} 550q-30 -40 0 -80t0 -80", p.paper, 11, opacity=0.7) for x in (810, 870, 930))
    arm = sheet(stroke("M610 470Q700 440 780 520", wood, 20), stroke("M770 500L850 600", "#d9b98a", 12), lift=2)
    notes = "".join(
        sheet(note(x, y, s, p.a if at % 2 else p.paper, at == 1), lift=1)
        for at, (x, y, s) in enumerate(((330, 320, 90), (260, 450, 110), (760, 300, 80), (980, 330, 100)))
    )
    return (
        glow(620, 430, 380)
        + spike
        + sheet(body, shine, lift=3)
        + holes
        + sheet(neck, scroll, pegs, lift=2)
        + strings
        + bridge
        + face
        + steam
        + bowl
        + arm
        + notes
    )


@motif("pannen, potten en pollepels dansen uit een keukenkast", "table", "dots confetti rays", "none arch footlights")
def pots(p: Palette, rng: Random) -> str:
    shelf = sheet(rect(170, 210, 860, 24, "#8a5430"), lift=2) + "".join(
        stroke(f"M{x} 234v26q16 18 26 0", p.ink, 5) for x in (260, 420, 780, 920)
    )
    parts = []
    for x, y, w, h, tone, turn in (
        (330, 480, 210, 150, p.b, -14),
        (620, 430, 250, 180, p.a, 6),
        (900, 500, 190, 130, p.c, 16),
    ):
        pot = path(
            f"M{-w / 2} {-h / 2}H{w / 2}V{h * 0.3}Q{w / 2} {h / 2} {w * 0.36} {h / 2}H{-w * 0.36}Q{-w / 2} {h / 2} {-w / 2} {h * 0.3}Z",
            tone,
        )
        rim = rect(-w / 2 - 10, -h / 2 - 10, w + 20, 24, lighter(tone, 0.3), r=10)
        ears = stroke(f"M{-w / 2} -20h-34v36h34M{w / 2} -20h34v36h-34", darker(tone, 0.25), 13)
        lid = group(
            path(f"M{-w / 2} 0Q0 {-h * 0.55} {w / 2} 0Z", lighter(tone, 0.15)),
            circle(0, -h * 0.3, 13, p.ink),
            at=(0, -h / 2 - 44),
            turn=-turn * 1.4,
        )
        face = (
            eye(-w * 0.16, -6, 15)
            + eye(w * 0.16, -6, 15)
            + path(f"M{-w * 0.16} 26q{w * 0.16} 44 {w * 0.32} 0z", darker(tone, 0.5))
        )
        legs = stroke(f"M{-w * 0.2} {h / 2}l-16 50h-20M{w * 0.2} {h / 2}l20 40h22", p.ink, 9)
        parts.append(group(legs, sheet(ears, pot, rim, lift=2), sheet(lid, lift=2), face, at=(x, y), turn=turn))
    spoons = "".join(
        sheet(
            group(stroke("M0 60V-50", "#c98a4e", 13), ellipse(0, -74, 24, 32, "#c98a4e"), at=(x, y), turn=t), lift=2
        )
        for x, y, t in ((470, 330, -36), (780, 300, 30), (200, 360, -60), (1030, 360, 52))
    )
    hung = "".join(
        sheet(circle(x, 318, 44, "#5a5f73"), circle(x, 318, 32, "#727890"), lift=2)
        + stroke(f"M{x} 276V250", "#5a5f73", 10)
        for x in (440, 800)
    )
    bangs = "".join(star(x, y, 32, p.glow, 8, 0.4) for x, y in ((475, 480), (760, 480), (545, 270)))
    notes = "".join(
        sheet(note(x, y, 80, p.paper, at % 2 == 1), lift=1)
        for at, (x, y) in enumerate(((240, 590), (1020, 600), (690, 250)))
    )
    return shelf + hung + glow(620, 450, 360) + "".join(parts) + spoons + sheet(bangs, lift=1) + notes


@motif(
    "twee linkerschoenen dansen samen onder een lamp", "floor", "beams ribbons rays dots", "curtain footlights none"
)
def shoes(p: Palette, rng: Random) -> str:
    def shoe(tone: str, sole: str) -> str:
        upper = path(
            "M-150 60C-160 -40 -140 -110 -90 -130C-60 -140 -20 -130 -10 -100C20 -40 90 -20 150 0C190 14 196 50 190 74H-150Z",
            tone,
        )
        mouth = ellipse(-74, -122, 62, 24, darker(tone, 0.5))
        cap = path("M96 -18C170 0 196 30 190 74H110C130 40 120 0 96 -18Z", p.paper)
        base = rect(-160, 66, 356, 34, sole, r=14)
        laces = "".join(stroke(f"M{-30 + at * 34} {-92 + at * 24}l52 -16", p.paper, 9) for at in range(4)) + stroke(
            "M-10 -120q-40 -60 -80 -40M-10 -120q50 -50 80 -16", p.paper, 7
        )
        stripe = stroke("M-120 30Q-60 -30 10 -26", lighter(tone, 0.5), 13)
        return (
            sheet(base, upper, mouth, cap, stripe, lift=3)
            + laces
            + eye(20, 6, 15)
            + eye(66, 18, 15)
            + stroke("M26 44q26 14 46 2", darker(tone, 0.5), 5)
        )

    floor = ellipse(420, 716, 170, 20, p.ink, opacity=0.3) + ellipse(790, 716, 190, 20, p.ink, opacity=0.3)
    tracks = "".join(
        ellipse(x, y, 26, 12, p.ink, opacity=0.22, transform=f"rotate({t} {x} {y})")
        for x, y, t in ((200, 740, -30), (270, 710, 10), (1000, 730, 20), (1070, 700, -20))
    )
    swirl = stroke("M420 640C500 700 700 660 760 590C820 500 700 420 610 450", p.a, 9, stroke_dasharray="2 22")
    return (
        glow(600, 460, 420)
        + floor
        + tracks
        + swirl
        + group(shoe(p.b, p.paper), at=(420, 560), turn=-24, scale=1.15)
        + group(shoe(p.a, p.paper), at=(790, 400), turn=14, scale=1.3)
    )


@motif("een roestige robot met een bloem probeert te glimlachen", "hills", "hung clouds dots sun", "grass none arch")
def robot(p: Palette, rng: Random) -> str:
    rust, steel = "#b5662e", "#9fb0bd"
    legs = "".join(
        sheet(rect(x, 580, 56, 84, steel, r=8), rect(x - 14, 648, 84, 38, rust, r=14), lift=2) for x in (510, 634)
    )
    body = sheet(rect(460, 370, 280, 226, rust, r=30), lift=3) + rect(500, 410, 200, 120, darker(rust, 0.35), r=16)
    dials = (
        circle(550, 470, 36, p.paper)
        + stroke("M550 470L570 444", p.b, 6)
        + "".join(
            circle(x, y, 13, tone)
            for x, y, tone in ((620, 444, p.b), (660, 444, p.a), (620, 490, p.c), (660, 490, p.glow))
        )
    )
    bolts = "".join(circle(x, y, 7, darker(rust, 0.4)) for x in (482, 718) for y in (392, 574))
    patches = "".join(ellipse(x, y, 34, 18, darker(rust, 0.16)) for x, y in ((510, 566), (690, 560), (600, 384)))
    neck = rect(566, 336, 68, 40, steel) + stroke("M568 346H632M568 360H632", darker(steel, 0.3), 4)
    head = sheet(rect(480, 160, 240, 184, steel, r=34), lift=3) + rect(506, 192, 188, 84, p.ink, r=24)
    face = (
        circle(556, 234, 27, p.glow)
        + circle(644, 234, 27, p.glow)
        + circle(560, 236, 11, p.ink)
        + circle(648, 236, 11, p.ink)
        + stroke("M540 304q60 34 120 0", p.ink, 8)
        + "".join(stroke(f"M{x} 300v18", p.ink, 4) for x in (566, 600, 634))
    )
    aerial = stroke("M600 160V110", steel, 9) + sheet(circle(600, 96, 22, p.b), lift=1) + glow(600, 96, 80)
    ears = sheet(rect(452, 210, 34, 74, rust, r=10), rect(714, 210, 34, 74, rust, r=10), lift=1)
    left = sheet(
        stroke("M464 420Q370 450 366 560", steel, 30),
        path("M336 556h62l-10 50l-16 -24l-20 28l-20 -26z", rust),
        lift=2,
    )
    right = sheet(
        stroke("M736 420Q850 420 850 310", steel, 30),
        path("M820 316h62l6 -52l-24 22l-14 -30l-14 30l-22 -22z", rust),
        lift=2,
    )
    flower = (
        stroke("M852 280Q840 220 866 160", "#4f9a5a", 9)
        + leaf(850, 230, 50, -30, "#4f9a5a")
        + sheet(
            "".join(ellipse(866, 112, 17, 30, p.b, transform=f"rotate({a} 866 146)") for a in range(0, 360, 60)),
            circle(866, 146, 20, p.a),
            lift=2,
        )
    )
    return (
        glow(600, 360, 400)
        + legs
        + body
        + patches
        + dials
        + bolts
        + neck
        + ears
        + head
        + face
        + aerial
        + left
        + right
        + flower
    )


@motif(
    "een parapluboom: kleurige paraplu's hangen omgekeerd en vangen sterren in plaats van regen",
    "hills",
    "rain clouds stars",
    "none torn leaves",
)
def umbrellas(p: Palette, rng: Random) -> str:
    tones = (p.b, p.a, p.c, p.paper)

    def umbrella(x: float, y: float, s: float, tone: str, turn: float) -> str:
        dome = path(
            "M-130 0C-130 -110 -60 -150 0 -150C60 -150 130 -110 130 0Q108 -24 86 0Q64 -24 43 0Q22 -24 0 0Q-22 -24 -43 0Q-64 -24 -86 0Q-108 -24 -130 0Z",
            tone,
        )
        panels = path(
            "M-43 0C-50 -80 -20 -140 0 -150C20 -140 50 -80 43 0Q22 -24 0 0Q-22 -24 -43 0Z", lighter(tone, 0.22)
        )
        stick = stroke("M0 -170V120q0 34 30 34t30 -30", p.ink, 9)
        return group(stick, sheet(dome, panels, lift=3), at=(x, y), scale=s, turn=turn)

    group_ = "".join(
        umbrella(x, y, s, tones[at % 4], t)
        for at, (x, y, s, t) in enumerate(
            (
                (250, 300, 0.75, -18),
                (960, 270, 0.8, 16),
                (410, 210, 0.5, 20),
                (800, 180, 0.55, -12),
                (1080, 480, 0.6, 30),
                (150, 520, 0.6, -26),
            )
        )
    )
    girl = figure(
        600,
        706,
        320,
        Look(p.a, p.b, SKINS[1], HAIRS[0], "bob", skirt=True),
        Pose(left_arm=(-24, -10), right_arm=(120, 176)),
    )
    big = umbrella(694, 380, 1.35, p.b, 4)
    puddle = ellipse(600, 716, 250, 22, lighter(p.low, 0.3), opacity=0.8)
    boots = sheet(rect(566, 672, 34, 42, p.a, r=8), rect(604, 672, 34, 42, p.a, r=8), lift=1)
    return group_ + puddle + big + girl + boots


@motif(
    "papieren vliegtuigjes en brieven vliegen uit een open brievenbus",
    "hills",
    "sun clouds ribbons stars",
    "torn none clouds",
)
def letters(p: Palette, rng: Random) -> str:
    post = sheet(rect(286, 470, 28, 240, "#7a4a2c"), lift=2)
    box = (
        sheet(path("M180 480V400a80 80 0 0 1 80 -80h130a70 70 0 0 1 70 70v90z", p.b), lift=3)
        + path("M380 480V390a50 50 0 0 1 80 0v90z", darker(p.b, 0.4))
        + sheet(path("M380 480h80l60 60h-90z", lighter(p.b, 0.15)), lift=1)
    )
    flag = sheet(stroke("M230 390V300", p.ink, 9), polygon(((230, 296), (290, 312), (230, 332)), p.a), lift=1)
    trail = stroke(
        "M430 440C560 380 520 250 640 250S760 420 900 330S1000 160 1120 130", p.paper, 5, stroke_dasharray="4 18"
    )
    planes = []
    for at, (x, y, s, t) in enumerate(
        (
            (560, 330, 0.9, -26),
            (700, 220, 1.1, -12),
            (840, 400, 1.25, -24),
            (980, 230, 1.5, -20),
            (640, 500, 0.8, 6),
            (1010, 520, 1, -8),
        )
    ):
        tone = (p.paper, p.a, p.c, p.paper)[at % 4]
        planes.append(
            sheet(
                group(
                    polygon(((-90, 30), (90, 0), (-50, -44)), tone),
                    polygon(((-50, -44), (90, 0), (-40, 8)), darker(tone, 0.18)),
                    polygon(((-40, 8), (90, 0), (-24, 50)), lighter(tone, 0.4)),
                    at=(x, y),
                    scale=s,
                    turn=t,
                ),
                lift=2,
            )
        )
    for x, y, t in ((520, 450, -12), (780, 550, 10), (470, 210, 16)):
        planes.append(
            sheet(
                group(
                    rect(-52, -34, 104, 68, "#fffaf0"),
                    stroke("M-52 -34L0 8L52 -34", mix(p.paper, p.ink, 0.35), 5),
                    rect(26, 10, 18, 18, p.b),
                    at=(x, y),
                    turn=t,
                ),
                lift=2,
            )
        )
    return post + box + flag + trail + "".join(planes)


@motif(
    "een openstaande koffer waaruit een trein, een trouwjurk en een hele straat oprijzen",
    "table",
    "stars ribbons moon strips",
    "tunnel arch none",
)
def suitcase(p: Palette, rng: Random) -> str:
    leather = "#8a4a2a"
    lid = sheet(
        path("M270 540L320 250Q324 226 350 226H850Q876 226 880 250L930 540Z", darker(leather, 0.2)), lift=3
    ) + path("M300 530L344 264Q346 252 360 252H840Q854 252 856 264L900 530Z", mix(p.c, p.paper, 0.45))
    dots = "".join(
        circle(x, y, 5, mix(p.c, p.ink, 0.2), opacity=0.5) for x, y in scatter(rng, 40, (350, 270, 850, 500), 44)
    )
    street = "".join(
        sheet(
            rect(x, 540 - h, w, h, tone),
            polygon(((x - 6, 544 - h), (x + w / 2, 500 - h), (x + w + 6, 544 - h)), darker(tone, 0.4)),
            rect(x + w / 2 - 12, 564 - h, 24, 30, p.glow),
            lift=2,
        )
        for x, w, h, tone in ((330, 80, 120, p.a), (415, 70, 170, p.b), (720, 84, 150, p.c), (808, 70, 110, p.a))
    )
    dress = sheet(
        path("M560 300q40 24 80 0l-14 70q60 90 66 190H508q6 -100 66 -190z", "#fffaf0"),
        stroke("M540 520q60 30 120 0", "#e9dccb", 6),
        lift=3,
    ) + stroke("M600 260V296M560 300Q600 250 640 300", p.ink, 5)
    train = (
        sheet(
            rect(446, 470, 96, 62, p.b, r=8),
            rect(430, 452, 34, 80, darker(p.b, 0.25), r=4),
            rect(514, 440, 20, 34, p.ink),
            lift=2,
        )
        + circle(466, 538, 20, p.ink)
        + circle(520, 538, 20, p.ink)
        + "".join(
            circle(524 + dx, 418 - dy, r, p.paper, opacity=0.8)
            for dx, dy, r in ((0, 0, 14), (-14, 30, 20), (-40, 60, 26))
        )
    )
    case = (
        sheet(rect(250, 536, 700, 160, leather, r=18), lift=3)
        + rect(250, 590, 700, 16, darker(leather, 0.3))
        + "".join(rect(x, 560, 60, 44, "#e0a93c", r=6) for x in (350, 790))
        + sheet(stroke("M540 690q60 40 120 0", darker(leather, 0.3), 20), lift=1)
    )
    labels = sheet(
        circle(470, 650, 32, p.a),
        rect(540, 620, 90, 46, p.paper, r=4),
        polygon(((690, 668), (720, 616), (750, 668)), p.c),
        lift=1,
    )
    return glow(600, 380, 400) + lid + dots + street + train + dress + case + labels


@motif(
    "een fiets met een mand vol zonnebloemen tegen een blauwe deur",
    "street",
    "sun clouds garlands",
    "none torn leaves",
)
def bicycle(p: Palette, rng: Random) -> str:
    wall = sheet(rect(200, 130, 800, 560, mix(p.paper, p.a, 0.2)), lift=3) + "".join(
        stroke(f"M{x} {y}h56", mix(p.paper, p.ink, 0.18), 5) for x, y in scatter(rng, 20, (220, 160, 920, 660), 100)
    )
    door = (
        sheet(path("M620 690V330a90 90 0 0 1 180 0V690Z", "#2f6f9f"), lift=2)
        + stroke("M710 300V690M640 440H780", "#24567c", 6)
        + circle(770, 500, 9, "#f5b82e")
    )
    window = (
        sheet(rect(290, 230, 190, 190, p.paper), lift=2)
        + rect(304, 244, 162, 162, "#8fd0e0")
        + stroke("M385 244V406M304 325H466", p.paper, 9)
        + sheet(rect(280, 414, 210, 40, "#8a5430", r=6), lift=2)
        + "".join(
            circle(x, 404, 18, tone) for x, tone in ((310, p.b), (346, p.a), (384, p.b), (424, p.c), (460, p.b))
        )
    )
    wheels = "".join(
        circle(x, 610, 104, "none", stroke=p.ink, stroke_width=15)
        + "".join(stroke(f"M{x} 610L{a:.0f} {b:.0f}", "#8d93a8", 2.5) for a, b in ring(12, 98, (x, 610)))
        + circle(x, 610, 13, "#8d93a8")
        for x in (400, 770)
    )
    frame_ = stroke(
        "M400 610L480 450H700L590 610H400L466 420M700 450L770 610M700 450L684 380H640M684 380q40 -20 56 10", p.b, 17
    )
    saddle = (
        rect(430, 402, 84, 22, "#4a2414", r=11) + circle(590, 610, 24, p.ink) + stroke("M590 610l28 44h30", p.ink, 10)
    )
    basket = sheet(
        path("M690 380h130l-18 96h-94z", "#c98a4e"),
        stroke("M700 408h112M706 436h100M740 380v94M772 380v94", "#9c6a3f", 5),
        lift=2,
    )
    suns = "".join(
        stroke(f"M{750 + (x - 750) * 0.4} 390L{x} {y}", "#4f9a5a", 8)
        + sheet(
            "".join(
                ellipse(x, y - 36, 12, 24, "#f5b82e", transform=f"rotate({a} {x} {y})") for a in range(0, 360, 30)
            ),
            circle(x, y, 26, "#6b3f1c"),
            lift=1,
        )
        for x, y in ((690, 310), (760, 270), (830, 320))
    )
    return wall + window + door + sheet(wheels, lift=2) + sheet(frame_, saddle, lift=2) + suns + basket


@motif(
    "een oude projector werpt een bundel licht waarin kleine figuurtjes tot leven komen",
    "table",
    "strips dots stars",
    "arch tunnel proscenium",
)
def projector(p: Palette, rng: Random) -> str:
    screen = sheet(rect(640, 130, 430, 320, "#fffaf0", r=6), lift=3)
    beam = path("M430 470L640 130H1070V450L430 520Z", "#fff3c0", opacity=0.55)
    play = (
        polygon(((700, 440), (760, 330), (830, 440)), "#8fb7d9")
        + polygon(((790, 440), (890, 260), (1010, 440)), "#5b86b5")
        + circle(960, 200, 36, "#f5b82e")
        + rect(640, 420, 430, 30, "#4cae6a")
    )
    horse = (
        path(
            "M760 420v-40q-6 -40 30 -44h50q20 -40 50 -46l4 20l26 22l-16 12l-24 -6q-6 40 -18 46l4 36h-14l-10 -34h-40l-12 34z",
            "#7a2f3f",
        )
        + circle(830, 300, 15, "#f3c9a0")
        + stroke("M830 318V346", "#c81e33", 17)
    )
    body = (
        sheet(rect(250, 420, 200, 170, "#4a4f63", r=16), rect(440, 456, 50, 80, "#2f3346", r=8), lift=3)
        + rect(272, 450, 90, 60, "#5f657d", r=8)
        + circle(405, 550, 16, p.b)
        + circle(365, 550, 10, p.a)
    )
    reels = "".join(
        sheet(circle(x, y, r, p.b if r > 90 else p.a), lift=2)
        + "".join(circle(a, b, r * 0.24, p.near) for a, b in ring(5, r * 0.58, (x, y), 0.3))
        + circle(x, y, r * 0.14, "#2f3346")
        for x, y, r in ((270, 320, 100), (440, 350, 74))
    )
    stand = stroke("M290 590L240 690M410 590L460 690M350 590V690", "#2f3346", 14)
    strip = [stroke("M180 360C90 460 180 560 120 640S240 720 330 690", p.ink, 46)]
    strip += [
        rect(x, y, 20, 15, p.glow, r=3)
        for x, y in ((140, 440), (148, 500), (130, 560), (112, 620), (150, 680), (220, 700))
    ]
    dust = "".join(
        circle(x, y, rng.uniform(2, 5), "#fffbe0", opacity=0.9) for x, y in scatter(rng, 24, (490, 240, 640, 500), 26)
    )
    return sheet(*strip, lift=1) + beam + screen + play + horse + dust + stand + body + reels


@motif(
    "een camera op statief filmt een wereld van klei, stukje voor stukje",
    "table",
    "dots hung clouds",
    "none arch torn",
)
def clay(p: Palette, rng: Random) -> str:
    set_ = (
        sheet(rect(480, 560, 560, 130, mix(p.mid, "#4f9a5a", 0.6), r=20), lift=3)
        + sheet(rect(520, 250, 480, 320, lighter(p.top, 0.35), r=10), lift=2)
        + sheet(circle(900, 330, 44, p.a), lift=1)
    )
    mound = sheet(path("M540 570Q620 440 700 570Z", "#6fb36a"), path("M650 570Q780 380 900 570Z", "#4f9a5a"), lift=2)
    hero = (
        sheet(path("M690 640c-30 -10 -34 -70 0 -90c-20 -50 20 -80 50 -80s70 30 50 80c34 20 30 80 0 90z", p.b), lift=2)
        + eye(722, 500, 14)
        + eye(762, 500, 14)
        + stroke("M722 530q20 22 40 0", darker(p.b, 0.5), 6)
        + sheet(stroke("M694 570q-40 0 -50 -40M786 570q40 0 54 -50", p.b, 22), lift=1)
    )
    sheep = sheet(
        "".join(
            circle(x, y, 24, "#fffaf0")
            for x, y in ((900, 600), (930, 586), (960, 600), (930, 616), (912, 582), (950, 582))
        ),
        circle(886, 598, 20, p.ink),
        stroke("M910 626v26M946 626v26", p.ink, 9),
        lift=2,
    ) + circle(880, 592, 4, "#fff")
    balls = "".join(
        sheet(circle(x, 676, r, tone), lift=1) for x, r, tone in ((540, 22, p.a), (590, 16, p.c), (630, 20, p.b))
    )
    legs = stroke("M270 470L200 720M270 470L350 720M270 470V720", p.ink, 14)
    cam = (
        sheet(rect(170, 360, 210, 130, p.ink, r=16), rect(210, 330, 80, 40, p.ink, r=8), lift=3)
        + sheet(circle(370, 426, 56, "#4a4f63"), lift=2)
        + circle(370, 426, 38, "#1a2038")
        + circle(370, 426, 20, "#5bbcf0")
        + circle(360, 416, 8, "#fff")
        + circle(206, 386, 9, "#e8384a")
    )
    flash = stroke("M440 400L480 390M444 426H486M440 452L480 464", p.glow, 6)
    return set_ + mound + sheep + hero + balls + legs + cam + flash


@motif("een lantaarn en twee handen maken een schaduwhaas op de muur", "table", "none", "curtain tunnel arch")
def shadows(p: Palette, rng: Random) -> str:
    wall = (
        rect(0, 0, 1200, 660, mix(p.glow, p.a, 0.25))
        + circle(690, 330, 330, lighter(p.glow, 0.4))
        + glow(690, 330, 460)
    )
    hare = mix(p.near, "#1a0814", 0.4)
    shadow = path(
        "M560 600C540 480 560 420 620 390C600 300 590 200 630 150C660 200 660 290 664 350C690 290 720 190 770 160C780 240 740 330 720 386C790 400 820 440 812 480C800 510 770 512 740 510C760 550 770 580 764 620Z",
        hare,
        opacity=0.85,
    ) + circle(742, 440, 12, lighter(p.glow, 0.4))
    table = sheet(rect(-20, 649, 1240, 200, "#6b4030"), rect(-20, 649, 1240, 22, "#8a5a3c"), lift=2)
    lamp = (
        glow(210, 520, 300)
        + sheet(
            rect(140, 610, 150, 60, p.ink, r=10),
            path("M150 610V470h130v140z", p.glow),
            rect(130, 440, 170, 40, p.ink, r=10),
            lift=3,
        )
        + stroke("M160 440q55 -90 110 0", p.ink, 12)
        + path("M215 600q-40 -50 0 -104q40 54 0 104z", "#f28a2e")
        + path("M215 600q-18 -26 0 -54q18 28 0 54z", "#fff0b0")
    )
    skin = SKINS[0]
    hands = sheet(
        path(
            "M420 820C400 740 420 690 460 660C450 600 450 540 470 516C490 520 488 590 494 630C510 580 530 530 552 522C562 550 536 610 526 648C570 656 590 684 584 704C570 720 548 716 530 716C540 750 544 790 540 820Z",
            skin,
        ),
        lift=3,
    ) + sheet(path("M400 820L414 736Q470 716 548 736L560 830Z", p.b), lift=2)
    return wall + shadow + table + lamp + hands


@motif(
    "een muur vol maskers: lachend, woedend, slaperig, verliefd",
    "none",
    "strips dots ribbons",
    "curtain proscenium arch none",
)
def masks(p: Palette, rng: Random) -> str:
    parts = []
    spots = (
        (300, 260, 0.9),
        (600, 230, 1.15),
        (900, 270, 0.9),
        (420, 540, 1.05),
        (760, 550, 1.1),
        (180, 530, 0.7),
        (1020, 540, 0.7),
    )
    tones = (p.a, p.b, p.c, p.paper, lighter(p.b, 0.3), p.c, p.a)
    for at, (x, y, s) in enumerate(spots):
        tone = tones[at]
        dark = darker(tone, 0.55)
        shape = path(
            (
                "M-110 -90Q0 -150 110 -90Q130 60 0 150Q-130 60 -110 -90Z",
                "M-100 -110H100Q130 0 90 110Q0 150 -90 110Q-130 0 -100 -110Z",
                "M0 -140Q140 -120 120 20Q90 130 0 140Q-90 130 -120 20Q-140 -120 0 -140Z",
            )[at % 3],
            tone,
        )
        eyes = (
            path("M-70 -30q24 -34 48 0zM22 -30q24 -34 48 0z", dark),
            ellipse(-44, -30, 24, 30, dark) + ellipse(44, -30, 24, 30, dark),
            path("M-76 -50l56 24q-10 26 -36 20q-20 -8 -20 -44zM76 -50l-56 24q10 26 36 20q20 -8 20 -44z", dark),
            stroke("M-70 -24q24 22 48 0M22 -24q24 22 48 0", dark, 9),
        )[at % 4]
        mouth = (
            path("M-60 30Q0 60 60 30Q50 100 0 104Q-50 100 -60 30Z", dark),
            ellipse(0, 64, 26, 34, dark),
            path("M-60 92Q0 30 60 92Q0 64 -60 92Z", dark),
            path("M-34 56Q0 40 34 56Q0 84 -34 56Z", dark),
        )[at % 4]
        nose = path("M0 -20Q26 30 0 34Q-16 32 -8 20Z", darker(tone, 0.16))
        deco = (
            "".join(
                path("M0 -120Q-14 -190 0 -220Q14 -190 0 -120Z", (p.b, p.c, p.paper)[i % 3], transform=f"rotate({a})")
                for i, a in enumerate((-36, -18, 0, 18, 36))
            ),
            polygon(((-100, -106), (-110, -200), (-40, -130), (0, -210), (40, -130), (110, -200), (100, -106)), p.a),
            "".join(circle(px, py - 10, 26, darker(tone, 0.2)) for px, py in ring(14, 128)),
        )[at % 3]
        cheeks = circle(-70, 26, 20, p.b, opacity=0.4) + circle(70, 26, 20, p.b, opacity=0.4)
        parts.append(
            group(
                stroke("M0 -140V-700", p.ink, 3),
                sheet(deco, lift=2),
                sheet(shape, lift=3),
                eyes,
                nose,
                mouth,
                cheeks,
                at=(x, y),
                scale=s,
                turn=rng.uniform(-9, 9),
            )
        )
    return "".join(parts)


@motif(
    "een kijkdoos met een toneeltje vol bomen, een draak en een ridder van karton",
    "table",
    "dots hung strips",
    "none torn leaves",
)
def boxtheatre(p: Palette, rng: Random) -> str:
    box = sheet(rect(230, 150, 740, 520, "#c98a4e", r=10), lift=3) + sheet(
        rect(290, 210, 620, 410, darker("#c98a4e", 0.35)), lift=1
    )
    sky = (
        rect(300, 220, 600, 390, lighter(p.top, 0.15))
        + glow(600, 380, 300)
        + sheet(circle(780, 310, 52, p.glow), lift=1)
    )
    lands = sheet(path("M300 520Q420 430 560 500T900 470V612H300Z", p.mid), lift=2) + sheet(
        path("M300 570Q480 520 640 560T900 540V612H300Z", p.near), lift=2
    )
    trees = pine(360, 580, 190, "#3f7a4a") + pine(440, 590, 140, "#4f9a5a") + pine(850, 580, 210, "#3f7a4a")
    dragon = (
        sheet(
            path(
                "M520 580C470 520 500 440 560 440C580 380 640 370 660 400L700 396L672 424C680 470 640 480 620 500C660 540 640 590 600 590Z",
                "#4cae6a",
            ),
            path("M556 446C520 370 480 370 450 400C490 410 500 440 530 480Z", p.b),
            lift=2,
        )
        + eye(640, 404, 9)
        + path("M702 400q40 -16 60 4q-20 0 -10 18q-30 8 -54 -8z", "#f28a2e")
    )
    knight = (
        figure(
            770,
            596,
            150,
            Look("#b9c2cc", "#8d97a3", SKINS[0], HAIRS[3], "short"),
            Pose(left_arm=(-90, -120), right_arm=(30, 10)),
        )
        + stroke("M716 540L680 470", "#e9eef2", 8)
        + sheet(path("M790 520h50v34q-25 30 -50 0z", p.b), lift=1)
    )
    strings = stroke("M560 -20V440M640 -20V396M770 -20V470", p.paper, 2.5)
    frame_ = sheet(path("M210 130H990V690H210ZM300 220V610H900V220Z", p.b, fill_rule="evenodd"), lift=3) + sheet(
        "".join(path(f"M{x} 212h100v20q-50 50 -100 0z", p.a) for x in range(300, 900, 100)), lift=2
    )
    tools = sheet(
        stroke("M120 710L210 620", "#c9d6df", 15),
        circle(110, 724, 20, "none", stroke=p.b, stroke_width=10),
        circle(146, 740, 20, "none", stroke=p.b, stroke_width=10),
        lift=2,
    ) + sheet(rect(1020, 640, 60, 76, p.paper, r=8), rect(1030, 610, 40, 34, p.c, r=6), lift=2)
    return box + sky + lands + trees + dragon + knight + frame_ + strings + tools


@motif(
    "een drukpers met inktrollen drukt vel na vel vol vrolijke vormen",
    "table",
    "strips dots ribbons",
    "none arch torn",
)
def press(p: Palette, rng: Random) -> str:
    iron = "#3a3f55"
    frame_ = sheet(
        path("M330 690V230Q330 180 380 180H700Q750 180 750 230V690H690V250H390V690Z", iron), lift=3
    ) + sheet(rect(296, 660, 490, 40, iron, r=10), lift=2)
    screw = rect(518, 150, 44, 220, "#8d93a8") + "".join(
        stroke(f"M518 {y}l44 14", iron, 5) for y in range(170, 360, 22)
    )
    plate = (
        sheet(rect(410, 360, 260, 50, "#5a5f78", r=8), lift=2)
        + sheet(rect(396, 520, 288, 60, "#8a5430", r=6), lift=2)
        + rect(420, 506, 240, 18, p.paper)
    )
    lever = sheet(stroke("M540 160L760 90", "#8d93a8", 17), circle(772, 86, 30, p.b), lift=2)
    wheel = (
        sheet(circle(300, 420, 104, "none", stroke=p.b, stroke_width=20), lift=2)
        + "".join(stroke(f"M300 420L{x:.0f} {y:.0f}", p.b, 11) for x, y in ring(6, 100, (300, 420)))
        + circle(300, 420, 22, p.a)
    )
    sheets_ = []
    for at, (x, y, t) in enumerate(
        ((880, 590, -12), (930, 450, 10), (1010, 580, 18), (900, 300, -18), (1030, 350, 8))
    ):
        tone = (p.b, p.a, p.c, p.ink, p.b)[at]
        shape = (
            circle(0, 0, 34, tone),
            star(0, 0, 44, tone),
            polygon(((-36, 30), (0, -40), (36, 30)), tone),
            path("M0 40C-70 -10 -30 -60 0 -24C30 -60 70 -10 0 40Z", tone),
            note(-10, 26, 90, tone, True),
        )[at]
        sheets_.append(sheet(group(rect(-70, -86, 140, 172, "#fffaf0"), shape, at=(x, y), turn=t), lift=2))
    roller = sheet(
        stroke("M120 560L190 620", "#8a5430", 17),
        rect(150, 610, 130, 54, p.b, r=26, transform="rotate(-18 215 637)"),
        lift=2,
    )
    blots = "".join(
        circle(x, y, r, p.b if i % 2 else p.ink)
        for i, (x, y, r) in enumerate(
            ((190, 700, 24), (230, 722, 12), (150, 724, 14), (1080, 710, 20), (1040, 730, 10))
        )
    )
    return frame_ + screw + plate + lever + wheel + "".join(sheets_) + roller + blots


@motif(
    "een grote koptelefoon waaruit bladeren, vogels en klankgolven groeien",
    "pines",
    "ribbons clouds sun",
    "leaves tunnel none",
)
def headphones(p: Palette, rng: Random) -> str:
    band = stroke("M390 500C380 190 820 190 810 500", p.ink, 46) + stroke("M396 470C396 220 804 220 804 470", p.b, 15)
    cups = "".join(
        sheet(rect(x, 430, 120, 210, p.b, r=50), lift=3)
        + sheet(rect(x + (76 if x < 600 else -16), 450, 60, 170, p.ink, r=28), lift=1)
        + circle(x + 50, 535, 30, lighter(p.b, 0.35))
        for x in (316, 764)
    )
    waves_ = "".join(
        stroke(f"M{470 + at * 22} {536 - h}V{536 + h}", (p.a, p.c, p.paper)[at % 3], 13)
        for at, h in enumerate((20, 60, 110, 50, 140, 80, 30, 120, 70, 100, 40, 16))
    )
    growth = "".join(
        sheet(leaf(x, y, long, turn, tone), lift=1)
        for x, y, long, turn, tone in (
            (360, 440, 130, 210, "#4f9a5a"),
            (340, 480, 110, 180, "#7ac04a"),
            (360, 600, 120, 150, "#4f9a5a"),
            (840, 440, 130, -30, "#4f9a5a"),
            (866, 480, 110, 0, "#7ac04a"),
            (840, 600, 120, 30, "#4f9a5a"),
            (560, 262, 110, 240, "#7ac04a"),
            (640, 262, 110, -60, "#4f9a5a"),
        )
    )
    bird = sheet(
        path("M600 214c-30 0 -40 -40 -14 -58c20 -14 46 -4 50 16l24 8l-22 10c-4 20 -18 26 -38 24z", p.a),
        path("M590 180l-44 -10l30 34z", darker(p.a, 0.2)),
        lift=2,
    ) + circle(622, 172, 4, p.ink)
    mic = sheet(stroke("M980 690V560", p.ink, 13), rect(948, 440, 64, 130, "#8d93a8", r=32), lift=2) + "".join(
        stroke(f"M954 {y}h52", p.ink, 4) for y in (470, 490, 510)
    )
    return glow(600, 500, 380) + growth + sheet(band, lift=2) + cups + sheet(waves_, lift=1) + bird + mic


@motif(
    "vliegers in alle kleuren trekken een kind bijna van de heuvel",
    "hills",
    "clouds sun ribbons",
    "grass leaves none",
)
def kites(p: Palette, rng: Random) -> str:
    hand = (452, 470)
    parts = []
    for at, (x, y, s, t) in enumerate(
        ((760, 180, 1.3, 24), (940, 300, 1, 38), (600, 150, 0.8, 8), (1040, 150, 0.75, 30), (820, 430, 0.7, 48))
    ):
        one, two = (p.a, p.b, p.c, p.paper, p.b)[at], (p.b, p.paper, p.a, p.c, p.a)[at]
        parts.append(stroke(f"M{hand[0]} {hand[1]}Q{(hand[0] + x) / 2} {(hand[1] + y) / 2 + 70} {x} {y}", p.ink, 2.5))
        kite = (
            polygon(((0, -90), (60, 0), (0, 100), (-60, 0)), one)
            + polygon(((0, -90), (60, 0), (0, 0)), two)
            + polygon(((0, 100), (-60, 0), (0, 0)), two)
        )
        tail = stroke("M0 100C40 140 -30 170 10 210S-20 270 10 290", one, 5) + "".join(
            polygon(((dx - 22, y2 - 10), (dx, y2), (dx - 22, y2 + 12)), two)
            + polygon(((dx + 22, y2 - 10), (dx, y2), (dx + 22, y2 + 12)), two)
            for dx, y2 in ((12, 140), (-2, 190), (2, 250))
        )
        parts.append(sheet(group(tail, kite, at=(x, y), scale=s, turn=t), lift=3))
    kid = figure(
        370,
        640,
        300,
        Look(p.b, p.ink, SKINS[1], HAIRS[2], "bob"),
        Pose(lean=-24, left_arm=(70, 110), right_arm=(96, 116), left_leg=(-10, 16), right_leg=(40, 30)),
    )
    return "".join(parts) + kid


@motif(
    "een balkon, een klimroos en een gsm zonder streepjes in de maneschijn",
    "hills",
    "moon stars",
    "leaves curtain tunnel",
)
def balcony(p: Palette, rng: Random) -> str:
    tower = sheet(rect(660, 150, 330, 560, mix(p.paper, p.far, 0.45)), lift=3) + "".join(
        stroke(f"M{x} {y}h50", mix(p.paper, p.ink, 0.3), 5) for x, y in scatter(rng, 14, (680, 180, 920, 680), 80)
    )
    arch_ = sheet(path("M730 450V310a90 90 0 0 1 180 0v140z", p.glow), lift=1) + glow(820, 380, 200)
    who = figure(
        820,
        500,
        230,
        Look(p.b, p.c, SKINS[2], HAIRS[1], "curls", skirt=True),
        Pose(lean=-10, left_arm=(-100, -130), right_arm=(50, -30)),
    )
    rail = sheet(rect(690, 440, 270, 24, p.paper, r=6), rect(680, 540, 290, 30, p.paper, r=6), lift=3) + "".join(
        sheet(path(f"M{x} 464q-16 40 0 76h16q16 -36 0 -76z", p.paper), lift=1) for x in range(706, 950, 40)
    )
    rose = (
        stroke("M680 720C640 620 720 600 670 520S730 420 684 340", "#3f7a4a", 11)
        + "".join(
            leaf(x, y, 44, t, "#4f9a5a")
            for x, y, t in ((668, 660, 200), (690, 600, 20), (678, 540, 190), (700, 460, 10), (690, 390, 200))
        )
        + "".join(
            sheet(circle(x, y, 19, p.b), circle(x, y, 10, darker(p.b, 0.25)), lift=1)
            for x, y in ((650, 600), (706, 540), (670, 450), (712, 360))
        )
    )
    boy = figure(
        380,
        712,
        320,
        Look(p.a, p.ink, SKINS[0], HAIRS[3], "short"),
        Pose(lean=6, left_arm=(-30, -10), right_arm=(130, 168), tilt=8),
    )
    phone = sheet(
        group(rect(-26, -46, 52, 92, p.ink, r=9), rect(-20, -36, 40, 66, "#5bbcf0", r=4), at=(466, 404), turn=14),
        lift=2,
    )
    bars = "".join(
        rect(500 + at * 22, 350 - at * 12, 14, 22 + at * 12, p.paper, r=3, opacity=0.95 if at == 0 else 0.35)
        for at in range(4)
    ) + stroke("M496 300L590 380", p.b, 9)
    return tower + arch_ + who + rail + rose + boy + phone + sheet(bars, lift=1)


@motif(
    "reusachtige schaakstukken, en een meisje dat het bord oversteekt", "none", "strips dots moon", "none tunnel arch"
)
def chess(p: Palette, rng: Random) -> str:
    squares = []
    for row in range(5):
        y1, y2 = 470 + row * row * 14 + row * 20, 470 + (row + 1) * (row + 1) * 14 + (row + 1) * 20
        s1, s2 = 1 + row * 0.42, 1 + (row + 1) * 0.42
        for column in range(-6, 6):
            tone = p.paper if (row + column) % 2 else p.near
            squares.append(
                polygon(
                    (
                        (600 + column * 90 * s1, y1),
                        (600 + (column + 1) * 90 * s1, y1),
                        (600 + (column + 1) * 90 * s2, y2),
                        (600 + column * 90 * s2, y2),
                    ),
                    tone,
                )
            )

    def piece(x: float, y: float, s: float, tone: str, kind: str) -> str:
        foot = rect(-70, -34, 140, 34, tone, r=12) + path("M-52 -34Q-20 -120 -26 -220H26Q20 -120 52 -34Z", tone)
        tops = {
            "pawn": circle(0, -252, 50, tone),
            "queen": path("M-60 -220L-80 -350L-38 -290L0 -370L38 -290L80 -350L60 -220Z", tone)
            + circle(0, -380, 17, p.a)
            + circle(-80, -358, 12, p.a)
            + circle(80, -358, 12, p.a),
            "rook": path("M-64 -220V-340H-36V-312H-14V-340H14V-312H36V-340H64V-220Z", tone),
            "horse": path(
                "M-54 -220C-64 -300 -30 -350 10 -380L20 -410L46 -376C80 -350 92 -300 100 -280L70 -250L20 -280C36 -250 50 -240 54 -220Z",
                tone,
            )
            + circle(36, -340, 8, p.glow),
        }[kind]
        collar = rect(-58, -236, 116, 24, lighter(tone, 0.2), r=11)
        return sheet(group(foot, tops, collar, at=(x, y), scale=s), lift=3)

    red, dark = p.b, mix(p.ink, p.near, 0.4)
    pieces = (
        piece(250, 560, 0.9, dark, "rook")
        + piece(420, 520, 0.7, dark, "pawn")
        + piece(900, 600, 1.1, red, "queen")
        + piece(1060, 540, 0.7, red, "pawn")
        + piece(150, 720, 1.15, dark, "horse")
        + piece(740, 510, 0.6, red, "rook")
    )
    girl = figure(
        560,
        720,
        250,
        Look(p.a, p.c, SKINS[3], HAIRS[1], "bun", skirt=True),
        Pose(lean=6, left_arm=(-38, 10), right_arm=(42, 75), left_leg=(-30, -40), right_leg=(30, 10)),
    )
    return sheet(*squares, lift=2) + pieces + ellipse(560, 722, 90, 12, p.ink, opacity=0.35) + girl


@motif(
    "een piano als bed: een kind slaapt onder een deken van toetsen, de noten zweven naar de maan",
    "floor",
    "moon stars",
    "tunnel clouds curtain",
)
def piano(p: Palette, rng: Random) -> str:
    body = sheet(path("M230 430H800C900 430 970 480 960 560V620H230Z", p.ink), lift=3) + stroke(
        "M280 620V716M900 620V716M560 620V716", p.ink, 24
    )
    lid = sheet(
        path("M300 430L420 230Q620 170 800 230Q900 270 940 470Q880 430 800 430Z", lighter(p.ink, 0.12)), lift=2
    ) + stroke("M760 420L700 250", "#c98a4e", 9)
    keys = "".join(rect(250 + at * 35, 560, 33, 92, "#fffaf0", r=5) for at in range(20)) + "".join(
        rect(274 + at * 35, 560, 20, 54, "#2a1020", r=4) for at in range(19) if at % 7 not in (2, 6)
    )
    pillow = sheet(path("M300 470q70 -30 140 0q14 40 0 76q-70 18 -140 0q-14 -38 0 -76z", "#fffaf0"), lift=2)
    head = (
        sheet(
            circle(392, 486, 46, SKINS[2]),
            path("M346 486a46 46 0 0 1 92 0q-20 -30 -50 -26q-30 -2 -42 26z", HAIRS[1]),
            lift=1,
        )
        + stroke("M374 494q8 7 16 0M402 494q8 7 16 0", p.ink, 4)
        + stroke("M388 512q8 5 14 0", "#7a2430", 4)
    )
    quilt = sheet(path("M430 500Q600 440 860 520L880 600H420Z", p.b), lift=2) + "".join(
        rect(470 + at * 64, 520 + at % 2 * 26, 40, 34, (p.a, p.c, p.paper)[at % 3], r=5) for at in range(6)
    )
    notes = "".join(
        sheet(note(x, y, s, p.glow, at % 2 == 0), lift=1)
        for at, (x, y, s) in enumerate(
            ((470, 380, 60), (560, 310, 76), (660, 240, 90), (780, 180, 104), (420, 300, 50))
        )
    )
    bear = (
        sheet(
            circle(520, 478, 34, "#b9855a"), circle(496, 448, 14, "#b9855a"), circle(544, 448, 14, "#b9855a"), lift=1
        )
        + circle(510, 474, 4, p.ink)
        + circle(530, 474, 4, p.ink)
        + ellipse(520, 488, 9, 7, "#e8c99a")
    )
    return lid + body + pillow + head + bear + quilt + sheet(keys, lift=2) + notes


@motif(
    "een schoolbord waarop een getekend mannetje net uit het bord stapt",
    "floor",
    "strips dots garlands",
    "arch none footlights",
)
def blackboard(p: Palette, rng: Random) -> str:
    board = (
        sheet(rect(220, 130, 760, 470, "#8a5430", r=12), lift=3)
        + rect(246, 156, 708, 418, "#1f4a44")
        + rect(246, 156, 708, 418, "#ffffff", opacity=0.04)
    )
    c = "#eef4e8"
    sketch = (
        stroke("M300 520H520V360L410 260L300 360Z", c, 7)
        + stroke("M370 520V430H440V520M330 380h50v44h-50z", c, 6)
        + circle(340, 220, 34, "none", stroke=p.a, stroke_width=7)
        + "".join(
            stroke(f"M{x:.0f} {y:.0f}L{x2:.0f} {y2:.0f}", p.a, 6)
            for (x, y), (x2, y2) in zip(ring(9, 46, (340, 220)), ring(9, 64, (340, 220)), strict=True)
        )
        + stroke("M560 540q60 -30 120 0t120 0t120 0", "#7ac04a", 6)
        + stroke("M850 420c-40 0 -40 -50 -6 -54c6 -40 70 -40 74 0c34 4 30 54 -6 54z", c, 6)
    )
    man = (
        stroke("M650 420L690 560L760 690M690 560L640 690M660 450L570 400M660 450L770 470L820 420", c, 20)
        + circle(640, 360, 58, "none", stroke=c, stroke_width=18)
        + circle(622, 350, 7, c)
        + circle(656, 350, 7, c)
        + stroke("M616 382q24 22 46 0", c, 8)
    )
    dust = "".join(
        circle(x, y, rng.uniform(2, 6), c, opacity=0.7) for x, y in scatter(rng, 26, (560, 600, 860, 720), 28)
    )
    ledge = (
        sheet(rect(220, 596, 760, 24, "#a8683f", r=6), lift=2)
        + rect(300, 584, 50, 14, c, r=5)
        + rect(370, 584, 40, 14, p.b, r=5)
        + sheet(rect(860, 572, 84, 28, p.a, r=6), lift=1)
    )
    foot = ellipse(700, 706, 120, 14, p.ink, opacity=0.3)
    desk = sheet(
        rect(240, 690, 260, 26, "#c98a4e", r=6), stroke("M270 716V800M470 716V800", "#8a5430", 16), lift=2
    ) + sheet(circle(330, 672, 24, "#e8384a"), stroke("M330 650q4 -16 16 -18", "#4f9a5a", 6), lift=1)
    return board + sketch + ledge + foot + sheet(man, lift=2) + dust + desk


@motif(
    "een technicus achter een lichttafel, honderd schuifjes, en één lamp die verliefd brandt",
    "floor",
    "beams",
    "none arch footlights",
)
def lights(p: Palette, rng: Random) -> str:
    desk = sheet(polygon(((230, 560), (970, 560), (1060, 740), (140, 740)), "#3a3f55"), lift=3) + polygon(
        ((260, 580), (940, 580), (1010, 720), (190, 720)), "#4a5068"
    )
    faders = []
    for at in range(15):
        x1, x2 = 290 + at * 44, 240 + at * 51
        t = (at * 7 % 10) / 10
        faders.append(
            stroke(f"M{x1} 600L{x2} 700", "#23283a", 7)
            + rect(x1 + (x2 - x1) * t - 13, 600 + 92 * t, 28, 18, (p.a, p.b, p.c, p.paper)[at % 4], r=4)
        )
    who = figure(
        600, 700, 400, Look(p.ink, p.ink, SKINS[1], HAIRS[2], "bob"), Pose(left_arm=(-60, 20), right_arm=(60, -20))
    )
    phones = (
        stroke("M546 330Q600 262 654 330", p.b, 13)
        + rect(532, 322, 26, 48, p.b, r=12)
        + rect(642, 322, 26, 48, p.b, r=12)
    )
    heart = glow(600, 190, 190) + sheet(
        path("M600 240C500 170 550 100 600 150C650 100 700 170 600 240Z", p.b), lift=2
    )
    plugs = (
        stroke("M180 740C120 640 210 560 150 470", p.b, 11)
        + sheet(rect(128, 420, 44, 56, p.ink, r=8), lift=1)
        + stroke("M140 420v-24M160 420v-24", "#8d93a8", 7)
    )
    return heart + who + phones + desk + "".join(faders) + plugs


@motif(
    "een gevel als een gezicht: ramen als ogen, een balkon als mond, een vergrootglas ervoor",
    "street",
    "clouds sun hung",
    "none torn leaves",
)
def facade(p: Palette, rng: Random) -> str:
    wall = sheet(
        path(
            "M350 700V300L390 260V230L440 200V170L500 140H700L760 170V200L810 230V260L850 300V700Z",
            mix(p.b, p.paper, 0.25),
        ),
        lift=3,
    )
    bricks = "".join(
        stroke(f"M{x} {y}h40", mix(p.b, p.ink, 0.2), 4) for x, y in scatter(rng, 34, (370, 260, 790, 660), 56)
    )
    lids = "".join(
        sheet(path(f"M{x} 420V360a60 60 0 0 1 120 0v60z", p.paper), lift=1)
        + circle(x + 60, 384, 34, "#8fd0e0")
        + circle(x + 66, 388, 16, p.ink)
        + circle(x + 72, 380, 6, "#fff")
        for x in (430, 650)
    )
    brows = sheet(stroke("M424 300q66 -44 130 -6M646 294q66 -38 130 6", p.a, 17), lift=1)
    nose = sheet(rect(584, 400, 32, 90, p.a, r=14), circle(600, 486, 26, p.a), lift=1)
    mouth = sheet(rect(450, 540, 300, 20, p.paper, r=6), rect(440, 600, 320, 24, p.paper, r=6), lift=2) + "".join(
        rect(x, 558, 12, 44, p.paper) for x in range(466, 740, 30)
    )
    door = path("M566 700V650a34 34 0 0 1 68 0v50z", p.ink)
    glass = sheet(
        circle(880, 520, 120, "none", stroke="#c98a4e", stroke_width=26),
        stroke("M968 604L1070 710", "#8a5430", 34),
        lift=3,
    ) + circle(880, 520, 108, "#ffffff", opacity=0.3)
    seen = circle(860, 520, 44, "#8fd0e0") + circle(868, 526, 22, p.ink) + circle(878, 516, 8, "#fff")
    plant = "".join(
        leaf(x, 540, 46, t, "#4f9a5a") for x, t in ((470, -110), (480, -70), (600, -90), (720, -60), (708, -120))
    )
    return wall + bricks + lids + brows + nose + plant + mouth + door + glass + seen


@motif(
    "een beer slaapt onder een deken met sterren, boven hem hangen wol, een veer, een maan en een bel",
    "none",
    "stars",
    "clouds tunnel leaves",
)
def blanket(p: Palette, rng: Random) -> str:
    folds = "".join(
        sheet(
            path(
                f"M-40 {540 + at * 60}C200 {480 + at * 60} 420 {600 + at * 60} 640 {540 + at * 60}S1040 {490 + at * 60} 1240 {550 + at * 60}V860H-40Z",
                mix(p.mid, p.near, at / 5),
            ),
            lift=2,
        )
        for at in range(6)
    )
    sewn = "".join(star(x, y, rng.uniform(12, 22), p.a) for x, y in scatter(rng, 16, (60, 600, 1140, 780), 120))
    mobile = stroke("M600 -20V150M330 180Q600 110 870 180", p.paper, 6)
    hung = "".join(
        stroke(f"M{x} {174 - 40 * (1 - ((x - 600) / 270) ** 2):.0f}V{y}", p.paper, 3) + part
        for x, y, part in (
            (
                330,
                300,
                sheet(
                    circle(330, 330, 44, p.b),
                    stroke("M300 316q30 20 60 -2M298 340q32 20 64 0M310 302q22 30 40 52", lighter(p.b, 0.4), 5),
                    lift=2,
                ),
            ),
            (
                460,
                340,
                sheet(
                    path("M460 340q-40 70 0 130q40 -60 0 -130z", p.c),
                    stroke("M460 350V470", darker(p.c, 0.3), 4),
                    lift=2,
                ),
            ),
            (600, 250, sheet(path("M600 250a70 70 0 1 0 60 104a56 56 0 1 1 -60 -104z", p.glow), lift=2)),
            (
                740,
                330,
                sheet(
                    path("M700 400q0 -70 40 -70t40 70l16 20h-112z", "#e0a93c"),
                    circle(740, 428, 14, "#9b6a1c"),
                    lift=2,
                ),
            ),
            (870, 300, sheet(star(870, 344, 48, p.a), lift=2)),
        )
    )
    fur = "#b9855a"
    bear = sheet(
        ellipse(720, 560, 170, 90, fur),
        circle(560, 520, 84, fur),
        circle(506, 456, 32, fur),
        circle(606, 448, 32, fur),
        lift=2,
    )
    face = (
        stroke("M516 516q16 13 32 0M576 516q16 13 32 0", p.ink, 7)
        + ellipse(560, 552, 30, 21, "#e8c99a")
        + circle(560, 542, 9, p.ink)
    )
    sleeper = bear + face
    return mobile + hung + glow(600, 330, 320) + sleeper + folds + sheet(sewn, lift=1)


@motif(
    "een microfoon op een keukentafel tussen koppen en krabbels, geluidsgolven rondom",
    "table",
    "ribbons dots strips",
    "none arch torn",
)
def podcast(p: Palette, rng: Random) -> str:
    rings_ = "".join(
        circle(600, 330, r, "none", stroke=tone, stroke_width=18, opacity=0.85)
        for r, tone in ((300, p.c), (240, p.a), (180, p.b))
    )
    mic = (
        sheet(rect(520, 190, 160, 260, "#8d93a8", r=80), lift=3)
        + "".join(stroke(f"M530 {y}h140", "#5a5f78", 6) for y in (240, 270, 300, 330, 360))
        + rect(520, 384, 160, 28, p.b)
    )
    stand = sheet(
        stroke("M480 340v60a120 110 0 0 0 240 0v-60", p.ink, 18),
        rect(588, 500, 24, 140, p.ink),
        rect(500, 630, 200, 34, p.ink, r=16),
        lift=2,
    )
    cups = "".join(
        sheet(
            path(f"M{x} 570h110v60q0 40 -40 40h-30q-40 0 -40 -40z", tone),
            stroke(f"M{x + 110} 590q44 0 40 34t-46 24", tone, 13),
            lift=2,
        )
        + stroke(f"M{x + 34} 548q-16 -24 0 -46t0 -46M{x + 74} 548q-16 -24 0 -46t0 -46", p.paper, 7, opacity=0.7)
        for x, tone in ((250, p.a), (830, p.c))
    )
    paper_ = sheet(
        group(
            rect(-80, -50, 160, 100, "#fffaf0"),
            stroke("M-60 -24H40M-60 0H56M-60 24H10", mix(p.paper, p.ink, 0.4), 6),
            at=(400, 710),
            turn=-10,
        ),
        group(
            rect(-80, -50, 160, 100, "#fffaf0"),
            stroke("M-60 -24H50M-60 0H30M-60 24H56", mix(p.paper, p.ink, 0.4), 6),
            at=(800, 716),
            turn=12,
        ),
        lift=2,
    )
    return sheet(rings_, lift=1) + glow(600, 330, 260) + stand + mic + cups + paper_


@motif(
    "ballen, hoepels en tonnen rollen een heuvel af, een clown holt erachteraan",
    "hills",
    "sun confetti clouds garlands",
    "grass none arch",
)
def rolling(p: Palette, rng: Random) -> str:
    slope = sheet(path("M-40 300Q500 380 1240 720V860H-40Z", mix(p.mid, p.near, 0.4)), lift=3)
    parts = []
    for x, r, tone, kind in (
        (380, 70, p.b, "ball"),
        (560, 90, p.a, "hoop"),
        (760, 76, p.c, "ball"),
        (950, 100, p.b, "barrel"),
        (1100, 54, p.a, "ball"),
    ):
        y = 300 + (x + 40) * 0.02 + ((x + 40) / 1280) ** 1.6 * 420 - r + 24
        if kind == "hoop":
            parts.append(sheet(circle(x, y, r, "none", stroke=tone, stroke_width=19), lift=2))
        elif kind == "barrel":
            parts.append(
                sheet(
                    circle(x, y, r, "#a8683f"),
                    circle(x, y, r * 0.8, "#c98a4e"),
                    circle(x, y, r * 0.5, "#a8683f"),
                    circle(x, y, r * 0.22, p.ink),
                    lift=2,
                )
            )
        else:
            parts.append(
                sheet(
                    circle(x, y, r, tone),
                    path(
                        f"M{x - r} {y:.0f}Q{x} {y - r * 0.7:.0f} {x + r} {y:.0f}Q{x} {y + r * 0.4:.0f} {x - r} {y:.0f}Z",
                        lighter(tone, 0.4),
                    ),
                    star(x, y, r * 0.3, p.paper),
                    lift=2,
                )
            )
        parts.append(
            stroke(f"M{x - r - 20} {y - r * 0.4:.0f}l-60 -24M{x - r - 26} {y:.0f}l-50 -18", p.paper, 6, opacity=0.8)
        )
    clown = figure(
        210,
        352,
        270,
        Look(p.a, p.b, SKINS[0], "#e8384a", "curls"),
        Pose(lean=22, left_arm=(-110, -150), right_arm=(110, 140), left_leg=(-50, -80), right_leg=(50, -6)),
    ) + circle(261, 170, 9, "#e8384a")
    return slope + "".join(parts) + clown


@motif(
    "tekstballonnen in alle vormen stijgen op uit een microfoon", "floor", "rays dots ribbons", "torn footlights none"
)
def bubbles(p: Palette, rng: Random) -> str:
    tones = (p.paper, p.a, p.c, p.b)
    parts = []
    for at, (x, y, s) in enumerate(
        (
            (330, 300, 1.2),
            (600, 190, 1.35),
            (880, 290, 1.25),
            (190, 480, 0.8),
            (460, 450, 0.75),
            (760, 440, 0.8),
            (1020, 480, 0.85),
        )
    ):
        tone = tones[at % 4]
        balloon = (
            path("M-110 -60Q0 -130 110 -60Q150 20 60 62L20 66L-30 118L-26 68Q-150 40 -110 -60Z", tone),
            path("M-120 -80H120V60H10L-40 112V60H-120Z", tone, stroke=tone, stroke_width=16, stroke_linejoin="round"),
            path(
                "M-120 0L-84 -34L-104 -80L-48 -70L-20 -112L14 -72L66 -98L72 -48L122 -30L84 8L104 56L46 50L20 60L-36 116L-34 56L-88 60L-82 20Z",
                tone,
            ),
        )[at % 3]
        ink = darker(tone, 0.55)
        mark = (
            note(-14, 34, 100, ink, True),
            "".join(circle(dx, -10, 17, ink) for dx in (-52, 0, 52)),
            path("M0 40C-84 -20 -40 -80 0 -36C40 -80 84 -20 0 40Z", ink),
            star(0, -12, 50, ink),
            stroke("M-60 -20q20 -44 40 0t40 0t40 0", ink, 13),
        )[at % 5]
        parts.append(sheet(group(balloon, mark, at=(x, y), scale=s, turn=rng.uniform(-8, 8), flip=at == 2), lift=3))
    mic = sheet(stroke("M600 760V600", p.ink, 18), rect(548, 470, 104, 170, "#8d93a8", r=52), lift=3)
    mic += "".join(stroke(f"M556 {y}h88", "#5a5f78", 5) for y in (504, 530, 556)) + rect(548, 584, 104, 22, p.b)
    foot = sheet(path("M500 770q0 -30 100 -30t100 30z", p.ink), lift=2)
    return glow(600, 500, 300) + "".join(parts) + foot + mic


@motif(
    "drie mensen, op de rug gezien, kijken lang naar een reusachtig schilderij",
    "floor",
    "dots strips",
    "none arch footlights",
)
def painting(p: Palette, rng: Random) -> str:
    canvas = sheet(rect(210, 70, 780, 470, "#e0a93c", r=6), lift=3) + rect(234, 94, 732, 422, "#fffaf0")
    art = rect(234, 94, 240, 422, p.b) + circle(560, 300, 150, p.a) + circle(560, 300, 84, lighter(p.a, 0.45))
    art += path("M474 516Q620 380 760 470T966 400V516Z", darker(p.b, 0.35)) + polygon(
        ((780, 94), (966, 94), (966, 300)), p.c
    )
    art += stroke("M300 140Q380 330 300 470M360 140Q440 330 360 470", p.paper, 11) + circle(850, 380, 30, p.ink)
    art += "".join(circle(x, y, rng.uniform(4, 12), p.ink) for x, y in scatter(rng, 14, (620, 130, 780, 280), 30))
    lamp = glow(600, 90, 260, 0.8) + sheet(rect(500, 28, 200, 20, p.ink, r=9), stroke("M600 30V76", p.ink, 7), lift=2)
    people = "".join(
        figure(x, 740, h, Look(top, p.ink, SKINS[at], HAIRS[at], style), pose, face=False)
        + circle(x + lean, 740 - h * 0.85, h * 0.115, HAIRS[at])
        for at, (x, h, lean, top, style, pose) in enumerate(
            (
                (400, 330, 4, p.c, "bob", Pose(lean=2, tilt=2)),
                (600, 300, -2, p.paper, "bun", Pose(left_arm=(-30, 60), right_arm=(30, -60))),
                (800, 350, 2, p.a, "short", Pose(right_arm=(60, 150), tilt=-2)),
            )
        )
    )
    rope = sheet(
        stroke("M180 640V740M1020 640V740", "#e0a93c", 16),
        circle(180, 634, 16, "#e0a93c"),
        circle(1020, 634, 16, "#e0a93c"),
        lift=2,
    )
    rope += stroke("M180 660Q600 740 1020 660", p.b, 13)
    return canvas + art + lamp + rope + people
