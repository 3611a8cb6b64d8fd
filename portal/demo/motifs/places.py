# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Houses, ships and other places of card."""

from __future__ import annotations

from random import Random

from portal.demo.motifs.registry import motif
from portal.demo.paper import (
    Look,
    Palette,
    Pose,
    circle,
    darker,
    ellipse,
    figure,
    glow,
    house,
    lighter,
    mix,
    path,
    pine,
    polygon,
    rect,
    round_tree,
    sheet,
    star,
    stroke,
    waves,
)


@motif(
    "een vuurtoren op een rots werpt zijn licht over de nachtelijke zee",
    "sea",
    "stars moon clouds",
    "tunnel clouds arch",
)
def lighthouse(p: Palette, rng: Random) -> str:
    beams = path("M600 214L-80 40V330Z", "url(#glow)", opacity=0.75) + path(
        "M600 214L1280 60V360Z", "url(#glow)", opacity=0.75
    )
    beams += polygon(((600, 214), (-60, 90), (-60, 270)), p.glow, opacity=0.35) + polygon(
        ((600, 214), (1260, 110), (1260, 290)), p.glow, opacity=0.35
    )
    rock = path(
        "M330 700L392 590L450 612L500 548L560 570L640 542L716 584L770 566L836 640L900 700Z", darker(p.near, 0.1)
    ) + path("M392 590L450 612L500 548L520 600L470 660Z", lighter(p.near, 0.14))
    tower = polygon(((536, 580), (560, 268), (640, 268), (664, 580)), p.paper)
    bands = "".join(
        polygon(((x1, y), (1200 - x1, y), (1200 - x1 + 4.6, y + 60), (x1 - 4.6, y + 60)), p.b)
        for y, x1 in ((310, 556.6), (430, 547.4), (550 - 30, 540.5))
    )
    shade = polygon(((616, 580), (612, 268), (640, 268), (664, 580)), "#2a1020", opacity=0.14)
    gallery = (
        sheet(rect(540, 252, 120, 20, p.ink, r=6), lift=2)
        + "".join(rect(x, 226, 5, 28, p.ink) for x in range(546, 656, 18))
        + rect(540, 222, 120, 6, p.ink)
    )
    lamp = rect(566, 176, 68, 78, p.glow, r=6) + stroke("M583 176V252M600 176V252M617 176V252", p.ink, 4)
    cap = path("M552 180Q600 104 648 180Z", p.b) + circle(600, 128, 9, p.a)
    windows = "".join(
        path(f"M{588} {y}v-18a12 12 0 0 1 24 0v18z", p.glow if at else p.ink)
        for at, y in enumerate((410, 395 + 105, 350))
    )
    door = path("M580 580v-40a20 20 0 0 1 40 0v40z", p.ink)
    cottage = sheet(
        rect(690, 540, 100, 62, p.paper), polygon(((676, 544), (740, 496), (804, 544)), p.b), lift=2
    ) + rect(720, 560, 28, 24, p.glow)
    surf = sheet(waves(676, 30, 190, darker(p.mid, 0.15), rng.uniform(0, 80)), lift=2) + sheet(
        waves(736, 34, 240, p.near, rng.uniform(0, 80)), lift=3
    )
    boat = sheet(
        path("M905 640h130l-26 40h-84z", p.a),
        polygon(((966, 634), (966, 540), (1030, 626)), p.paper),
        polygon(((956, 634), (956, 560), (914, 628)), lighter(p.b, 0.3)),
        lift=2,
    )
    return (
        beams
        + glow(600, 214, 260)
        + sheet(rock, lift=3)
        + cottage
        + sheet(tower, bands, shade, lift=3)
        + windows
        + door
        + gallery
        + lamp
        + sheet(cap, lift=2)
        + glow(600, 214, 100)
        + boat
        + surf
    )


@motif(
    "een kasteel met scheve torens en een bordje in de tuin",
    "hills",
    "clouds sun garlands stars",
    "leaves curtain grass",
)
def castle(p: Palette, rng: Random) -> str:
    wall = mix(p.paper, p.far, 0.35)

    def tower(x: float, y: float, w: float, h: float, tone: str, roof: str) -> str:
        teeth = "".join(rect(x - 8 + at * (w + 16) / 5, y - h - 20, (w + 16) / 8, 24, tone) for at in range(5))
        cone = polygon(((x - 18, y - h - 14), (x + w / 2, y - h - 130), (x + w + 18, y - h - 14)), roof)
        flag = stroke(f"M{x + w / 2} {y - h - 126}v-46", p.ink, 4) + polygon(
            ((x + w / 2, y - h - 172), (x + w / 2 + 50, y - h - 156), (x + w / 2, y - h - 140)), p.a
        )
        slit = path(f"M{x + w / 2 - 14} {y - h + 90}v-34a14 14 0 0 1 28 0v34z", p.glow)
        return flag + sheet(rect(x, y - h, w, h, tone), teeth, lift=2) + sheet(cone, lift=2) + slit

    back = tower(390, 640, 90, 330, darker(wall, 0.12), darker(p.b, 0.1)) + tower(
        735, 640, 84, 390, darker(wall, 0.12), darker(p.b, 0.1)
    )
    keep = sheet(
        rect(430, 440, 340, 220, wall), "".join(rect(430 + at * 38, 418, 22, 26, wall) for at in range(9)), lift=2
    )
    front = (
        tower(540, 640, 120, 300, lighter(wall, 0.2), p.b)
        + tower(310, 660, 100, 200, lighter(wall, 0.1), p.a)
        + tower(800, 660, 104, 230, lighter(wall, 0.1), p.a)
    )
    gate = (
        sheet(path("M550 660V560a50 50 0 0 1 100 0V660Z", "#4a2a1a"), lift=1)
        + "".join(stroke(f"M{x} 520V660", "#7a4a2c", 5) for x in (570, 590, 610, 630))
        + stroke("M552 580H648M552 620H648", "#7a4a2c", 5)
    )
    road = path("M560 660H640L760 820H420Z", lighter(p.mid, 0.35))
    sign = sheet(rect(912, 600, 12, 110, "#7a4a2c"), rect(860, 560, 116, 66, p.paper, r=6), lift=2) + "".join(
        stroke(f"M876 {y}h{w}", mix(p.paper, p.b, 0.7), 7) for y, w in ((578, 84), (594, 62), (610, 74))
    )
    return (
        back
        + keep
        + front
        + gate
        + sheet(road, lift=1)
        + sheet(round_tree(230, 700, 150, mix(p.mid, "#3f8a4a", 0.5)), lift=1)
        + sign
    )


@motif(
    "een stad vol trapgevels met verlichte ramen, in elk raam een ander leven",
    "none",
    "moon stars hung ribbons",
    "none torn footlights",
)
def houses(p: Palette, rng: Random) -> str:
    rows = []
    tones = (p.a, p.b, p.c, p.paper, mix(p.a, p.b, 0.5), mix(p.c, p.mid, 0.4))
    for row, (base, tall, deep) in enumerate(((560, 300, 0.55), (690, 260, 0.3), (830, 250, 0.05))):
        x = -40.0 - row * 33
        at = row
        while x < 1220:
            w = rng.uniform(112, 168)
            tone = mix(tones[at % 6], p.far, deep)
            rows.append(
                house(
                    x,
                    base,
                    w,
                    tall * rng.uniform(0.75, 1.1),
                    tone,
                    darker(tone, 0.4),
                    p.glow,
                    ("step", "point", "flat", "step", "point")[at % 5],
                )
            )
            x += w + rng.uniform(2, 10)
            at += 1
    wire = stroke("M-20 250Q300 330 620 240T1230 270", p.ink, 3)
    wash = "".join(
        rect(x, 286 - abs(x - 300) * 0.05, 34, 46, tones[at % 4], r=4) for at, x in enumerate(range(190, 430, 52))
    )
    return "".join(rows[:10]) + wire + sheet(wash, lift=1) + "".join(rows[10:])


@motif(
    "een bos van gekleurde bomen gaat open als een toneelgordijn", "hills", "sun stars rays", "curtain leaves tunnel"
)
def forest(p: Palette, rng: Random) -> str:
    parts = []
    for depth, (y, tall, tone, xs) in enumerate(
        (
            (610, 330, mix(p.far, p.glow, 0.2), (330, 440, 540, 660, 760, 870)),
            (660, 430, p.mid, (230, 370, 830, 970)),
            (720, 560, p.near, (90, 230, 975, 1110)),
        )
    ):
        for at, x in enumerate(xs):
            lean = (x - 600) * 0.06
            trunk = path(
                f"M{x - 15 - depth * 5} {y}Q{x - 6} {y - tall / 2} {x + lean - 6} {y - tall}H{x + lean + 8}Q{x + 10} {y - tall / 2} {x + 18 + depth * 5} {y}Z",
                tone,
            )
            twigs = stroke(
                f"M{x + lean * 0.5} {y - tall * 0.55}q{60 if at % 2 else -60} -30 {80 if at % 2 else -80} -90",
                tone,
                10 + 2 * depth,
            )
            crown = "".join(
                circle(x + lean + dx, y - tall + dy, r, mix(tone, (p.a, p.b, p.c)[(at + depth) % 3], 0.55))
                for dx, dy, r in ((0, -10, 66), (-58, 26, 48), (56, 30, 52), (6, 44, 46))
            )
            parts.append(sheet(trunk, twigs, lift=2) + sheet(crown, lift=2))
        if depth == 0:
            parts.append(glow(600, 560, 260))
    deer = sheet(
        ellipse(600, 590, 62, 36, "#b9764a"),
        path("M640 580L668 510L690 506L700 524L672 540L660 590Z", "#b9764a"),
        stroke("M570 610V672M592 616V672M624 616V672M642 606V672", "#9c5f3a", 11),
        stroke(
            "M678 506q-14 -40 -40 -46M678 506q14 -40 36 -52M664 474q-14 0 -22 -26M694 468q12 -4 14 -30", "#7a4a2c", 6
        ),
        lift=2,
    )
    return "".join(parts) + deer + circle(684, 518, 4, "#2a1020")


@motif(
    "een huisje onder dikke sneeuw, met een sneeuwman die te warm gekleed is",
    "snow",
    "snow",
    "torn clouds none tunnel",
)
def snow(p: Palette, rng: Random) -> str:
    hut = sheet(rect(230, 480, 270, 180, "#a8683f"), lift=2) + "".join(
        stroke(f"M232 {y}H498", "#8a5430", 4) for y in (516, 552, 588, 624)
    )
    roof = sheet(polygon(((190, 500), (365, 350), (540, 500)), p.b), lift=2) + sheet(
        path(
            "M182 506Q196 470 365 330Q540 470 548 506Q530 524 512 500Q490 520 470 496Q440 520 420 490Q390 512 365 486Q330 514 306 492Q280 520 256 498Q226 524 206 504Q190 518 182 506Z",
            "#fbfdff",
        ),
        lift=2,
    )
    parts = (
        glow(330, 580, 120)
        + rect(268, 540, 66, 60, "#ffe08a", r=6)
        + stroke("M301 540V600M268 570H334", "#6b4030", 6)
        + path("M400 660V578a34 34 0 0 1 68 0V660Z", "#5a2f1c")
        + circle(454, 622, 5, "#f5b82e")
    )
    chimney = sheet(rect(430, 330, 46, 80, "#8a4a3a"), rect(424, 320, 58, 22, "#fbfdff", r=10), lift=1)
    smoke = "".join(
        circle(456 + dx, 290 - dy, r, "#ffffff", opacity=0.7)
        for dx, dy, r in ((0, 0, 18), (22, 36, 25), (10, 84, 32))
    )
    man = sheet(circle(780, 590, 96, "#fbfdff"), circle(780, 446, 72, "#fbfdff"), lift=3) + sheet(
        circle(780, 330, 54, "#fbfdff"), lift=2
    )
    scarf = sheet(stroke("M720 380Q780 416 842 378", p.b, 30), stroke("M826 390L852 480", p.b, 28), lift=1) + stroke(
        "M722 384Q780 418 838 384", p.a, 6
    )
    hat = sheet(
        path("M726 300Q780 190 834 300Z", p.a),
        rect(716, 288, 128, 28, lighter(p.a, 0.4), r=14),
        circle(780, 226, 20, lighter(p.a, 0.5)),
        lift=1,
    )
    face = (
        circle(760, 326, 7, p.ink)
        + circle(802, 326, 7, p.ink)
        + sheet(polygon(((782, 336), (850, 346), (784, 356)), "#f28a2e"), lift=1)
        + stroke("M758 358q22 18 44 2", p.ink, 5)
    )
    arms = stroke("M700 440L610 380M634 396l-26 8M634 396l-4 -28", "#6b4030", 10) + stroke(
        "M862 440L950 400M924 412l28 10M924 412l8 -28", "#6b4030", 10
    )
    gloves = sheet(circle(606, 380, 22, p.b), circle(954, 402, 22, p.b), lift=1)
    buttons = "".join(circle(780, y, 8, p.ink) for y in (430, 470, 550, 600))
    return (
        smoke
        + chimney
        + hut
        + parts
        + roof
        + arms
        + man
        + scarf
        + hat
        + face
        + gloves
        + buttons
        + sheet(pine(1010, 690, 240, "#3f7a6b"), lift=1)
    )


@motif(
    "een zeilschip met gelapte zeilen vaart scheef over hoge golven",
    "sea",
    "clouds sun moon hung",
    "clouds tunnel arch",
)
def ship(p: Palette, rng: Random) -> str:
    masts = stroke("M520 600V160M700 600V200", "#6b4030", 16) + stroke("M850 560L960 470", "#6b4030", 13)
    sails = sheet(
        path("M420 210Q530 250 632 206Q652 300 628 372Q530 410 412 374Q440 290 420 210Z", p.paper),
        rect(450, 270, 60, 56, p.a, r=4),
        rect(560, 300, 46, 50, p.c, r=4),
        lift=2,
    )
    sails += sheet(
        path("M626 250Q710 280 790 246Q806 320 788 386Q706 416 622 388Q640 320 626 250Z", lighter(p.b, 0.25)),
        rect(700, 300, 50, 48, p.paper, r=4),
        lift=2,
    )
    sails += sheet(
        path("M436 400Q524 434 616 398Q626 450 610 500Q524 530 430 500Q446 450 436 400Z", lighter(p.paper, 0.3)),
        lift=2,
    ) + sheet(polygon(((716, 410), (716, 540), (930, 490)), p.a), lift=2)
    stitches = "".join(
        stroke(f"M{x} {y}h12", p.ink, 3)
        for x, y in ((446, 280), (446, 300), (504, 290), (556, 310), (600, 330), (696, 310), (744, 330))
    )
    hull = sheet(
        path("M330 540L900 560C890 650 830 700 740 700H460C390 690 340 630 330 540Z", "#a8683f"),
        rect(330, 540, 572, 26, p.b, r=8),
        lift=3,
    )
    boards = stroke("M352 600Q620 630 884 606M380 645Q620 672 856 650", "#7a4a2c", 5) + "".join(
        circle(x, 618, 18, p.ink) + circle(x, 618, 11, p.glow) for x in (450, 540, 630, 720, 810)
    )
    cabin = (
        sheet(polygon(((330, 544), (316, 450), (430, 462), (440, 546)), "#b9764a"), lift=2)
        + rect(345, 482, 30, 30, p.glow, r=4)
        + rect(388, 486, 28, 28, p.glow, r=4)
    )
    pennant = sheet(
        polygon(((520, 162), (430, 178), (520, 200)), p.b), polygon(((700, 200), (630, 214), (700, 232)), p.c), lift=1
    )
    boat = f'<g transform="rotate(-6 600 500)">{masts}{sails}{stitches}{pennant}{cabin}{hull}{boards}</g>'
    return (
        boat
        + sheet(waves(668, 36, 210, darker(p.mid, 0.1), rng.uniform(0, 90)), lift=3)
        + sheet(waves(736, 36, 250, p.near, rng.uniform(0, 90)), lift=3)
    )


@motif(
    "een piepklein eiland met palmboom, tent en vlag, midden in zee",
    "sea",
    "sun clouds hung moon",
    "clouds tunnel leaves",
)
def island(p: Palette, rng: Random) -> str:
    sand = sheet(path("M270 640C340 560 480 540 600 536C740 540 860 570 930 640Z", "#f3d59a"), lift=3) + path(
        "M330 630C420 584 520 570 600 568C540 590 470 604 420 636Z", "#fbe7b8"
    )
    trunk = sheet(stroke("M700 560C680 470 690 390 740 300", "#9c6a3f", 34), lift=2) + "".join(
        stroke(f"M{682 + at * 6} {520 - at * 42}q18 8 34 -4", "#7a4a2c", 5) for at in range(5)
    )
    fronds = "".join(
        sheet(
            path(
                "M0 0Q60 -70 190 -10Q150 -4 140 16Q110 -2 98 22Q70 0 56 22Q36 4 0 0Z",
                mix("#3f9a5a", p.mid, at % 2 * 0.35),
                transform=f"translate(742 298) rotate({turn})",
            ),
            lift=2,
        )
        for at, turn in enumerate((-8, 34, 80, 200, 165, -58, 240))
    )
    nuts = circle(730, 318, 17, "#7a4a2c") + circle(762, 322, 17, "#6b3f24")
    tent = (
        sheet(polygon(((400, 600), (490, 440), (600, 600)), p.b), lift=2)
        + sheet(polygon(((460, 600), (490, 448), (522, 600)), p.ink), lift=1)
        + stroke("M490 440V410", "#6b4030", 7)
        + polygon(((490, 406), (540, 420), (490, 434)), p.a)
    )
    bottle = sheet(path("M300 610l70 -26l10 24l-70 26z", "#8fd0c0", opacity=0.9), lift=1) + rect(
        324, 596, 34, 18, p.paper, transform="rotate(-20 341 605)"
    )
    fire = (
        glow(610, 600, 130)
        + path("M586 606q-10 -50 24 -80q30 36 20 80z", "#f28a2e")
        + path("M598 606q-2 -30 14 -46q16 22 8 46z", "#ffe08a")
        + stroke("M576 612L640 600M580 600L636 614", "#6b4030", 10)
    )
    fins = "".join(
        sheet(path(f"M{x} {y}q20 -60 60 -66q-16 40 0 66z", "#5b6f86"), lift=1) for x, y in ((180, 640), (960, 660))
    )
    return (
        sand
        + trunk
        + nuts
        + fronds
        + tent
        + fire
        + bottle
        + fins
        + sheet(waves(690, 28, 190, p.mid, rng.uniform(0, 80)), lift=2)
        + sheet(waves(748, 30, 240, p.near, rng.uniform(0, 80)), lift=3)
    )


@motif(
    "een circustent bij avond met vlaggetjes en lichtjes", "hills", "stars rays garlands moon", "arch curtain none"
)
def circus(p: Palette, rng: Random) -> str:
    top, waist, foot = 190, 430, 670
    stripes = []
    for at in range(8):
        x1, x2 = 290 + at * 77.5, 290 + (at + 1) * 77.5
        u1, u2 = 600 + (x1 - 600) * 0.06, 600 + (x2 - 600) * 0.06
        tone = p.b if at % 2 else p.paper
        stripes.append(
            path(
                f"M{u1} {top}Q{(u1 + x1) / 2} {top + 150} {x1} {waist}H{x2}Q{(u2 + x2) / 2} {top + 150} {u2} {top}Z",
                tone,
            )
        )
    walls = "".join(
        rect(310 + at * 72.5, waist, 73, foot - waist, darker(p.b, 0.15) if at % 2 else darker(p.paper, 0.1))
        for at in range(8)
    )
    scallops = "".join(
        path(f"M{290 + at * 77.5} {waist}h77.5v10a38.75 36 0 0 1 -77.5 0z", p.a if at % 2 else lighter(p.b, 0.15))
        for at in range(8)
    )
    door = (
        glow(600, 600, 220)
        + path("M510 670Q560 560 600 480Q640 560 690 670Z", "#2a0c14")
        + sheet(
            path("M600 480Q560 560 510 670H470Q540 560 600 480Z", p.a),
            path("M600 480Q640 560 690 670H730Q660 560 600 480Z", p.a),
            lift=2,
        )
    )
    flag = stroke(f"M600 {top + 6}V104", p.ink, 7) + sheet(
        path("M600 106q50 -18 96 8q-40 14 0 44q-50 -18 -96 4z", p.a), lift=1
    )
    ropes = stroke("M290 432L150 690M910 432L1050 690", p.ink, 4)
    lamps = "".join(
        glow(x, y, 30) + circle(x, y, 8, p.glow)
        for x, y in [(600 - 30 - t * 280, 230 + t * 180 + 40 * t * (1 - t)) for t in (0.2, 0.5, 0.8)]
        + [(600 + 30 + t * 280, 230 + t * 180 + 40 * t * (1 - t)) for t in (0.2, 0.5, 0.8)]
    )
    star_ = star(600, 390, 44, p.a) + star(600, 390, 24, p.paper)
    return (
        ropes
        + flag
        + sheet(walls, lift=3)
        + door
        + sheet(*stripes, lift=3)
        + sheet(scallops, lift=2)
        + sheet(star_, lift=1)
        + lamps
    )


@motif("een museumzaal waar de schilderijen uit hun lijst leunen", "floor", "strips dots", "none footlights arch")
def frames(p: Palette, rng: Random) -> str:
    gold = "#e0a93c"

    def picture(x: float, y: float, w: float, h: float, inside: str, tilt: float) -> str:
        wire = stroke(f"M{x + 20} {y}L{x + w / 2} {y - 56}L{x + w - 20} {y}", p.ink, 3) + circle(
            x + w / 2, y - 56, 6, p.ink
        )
        outer = rect(x - 18, y - 18, w + 36, h + 36, gold, r=6) + rect(x - 8, y - 8, w + 16, h + 16, "#9b6a1c")
        return f'<g transform="rotate({tilt} {x + w / 2} {y - 56})">{wire}{sheet(outer, lift=3)}{inside}</g>'

    sea = (
        rect(200, 250, 220, 170, "#8fd0e0")
        + circle(370, 290, 26, "#ffd45c")
        + path("M200 350q30 -24 56 0t56 0t56 0t52 0v70H200z", "#2f6f9f")
        + polygon(((270, 372), (330, 372), (318, 392), (282, 392)), "#c81e33")
        + polygon(((300, 368), (300, 308), (330, 360)), "#fff3d6")
    )
    splash = sheet(path("M262 400q30 40 10 84q-6 30 16 40q30 -4 20 -44q-2 -44 30 -76z", "#2f6f9f"), lift=1)
    lady = (
        rect(520, 190, 170, 220, "#3f5a4a")
        + ellipse(605, 400, 76, 70, p.b)
        + ellipse(605, 300, 44, 56, "#f3c9a0")
        + path("M556 310Q548 222 605 226Q662 222 654 310Q640 262 605 262Q570 262 556 310Z", "#4a2a1a")
        + circle(590, 300, 5, p.ink)
        + circle(622, 300, 5, p.ink)
        + stroke("M592 324q14 10 28 -2", "#8a2a34", 5)
    )
    arm = sheet(stroke("M668 400Q740 440 744 372", p.b, 30), circle(746, 362, 19, "#f3c9a0"), lift=2)
    shapes = (
        rect(800, 240, 200, 190, p.paper)
        + circle(866, 304, 40, p.a)
        + rect(900, 320, 70, 80, p.b)
        + polygon(((830, 410), (880, 340), (916, 416)), "#2f6f9f")
        + stroke("M812 262L990 400", p.ink, 7)
    )
    bench = sheet(rect(430, 610, 330, 36, "#6b4030", r=12), stroke("M470 646V710M720 646V710", "#5a3220", 18), lift=2)
    cat = sheet(
        ellipse(560, 590, 44, 28, "#2a1020"),
        circle(602, 566, 24, "#2a1020"),
        polygon(((586, 556), (588, 528), (604, 546)), "#2a1020"),
        polygon(((604, 546), (622, 530), (622, 558)), "#2a1020"),
        stroke("M520 600q-50 -10 -30 -56", "#2a1020", 10),
        lift=1,
    )
    return (
        picture(200, 250, 220, 170, sea, -3)
        + splash
        + picture(520, 190, 170, 220, lady, 2)
        + arm
        + picture(800, 240, 200, 190, shapes, 6)
        + bench
        + cat
    )


@motif(
    "een donker museumdepot met kisten, een zaklamp schijnt op een gouden masker",
    "floor",
    "strips stars",
    "tunnel arch",
)
def crates(p: Palette, rng: Random) -> str:
    wood = ("#b9855a", "#a8734a", "#c6946a")

    def crate(x: float, y: float, w: float, h: float, at: int) -> str:
        planks = "".join(stroke(f"M{x} {y + h * part}h{w}", "#7a4f30", 4) for part in (0.25, 0.5, 0.75))
        edge = rect(x, y, w, h, "none", stroke="#8a5a38", stroke_width=14)
        cross = stroke(f"M{x + 8} {y + 8}L{x + w - 8} {y + h - 8}", "#8a5a38", 12)
        return sheet(rect(x, y, w, h, wood[at % 3]), planks, cross, edge, lift=2)

    stacks = "".join(
        crate(*box, at)
        for at, box in enumerate(
            (
                (140, 500, 200, 190),
                (170, 330, 160, 168),
                (850, 480, 220, 210),
                (880, 300, 150, 178),
                (330, 560, 150, 130),
                (760, 590, 120, 110),
            )
        )
    )
    beam = path("M300 760L520 250H740L360 780Z", p.glow, opacity=0.4)
    open_box = crate(470, 520, 270, 170, 1)
    straw = "".join(
        stroke(
            f"M{x} 524q{rng.uniform(-20, 20):.0f} -24 {rng.uniform(-34, 34):.0f} -{rng.uniform(24, 50):.0f}",
            "#f0cf7a",
            6,
        )
        for x in range(486, 730, 11)
    )
    mask = path(
        "M510 330C510 250 700 250 700 330C704 420 660 500 605 516C550 500 506 420 510 330Z", "#f0b93a"
    ) + path("M605 270V516C550 500 506 420 510 330C510 280 560 270 605 270Z", "#ffd973")
    face = (
        ellipse(560, 360, 28, 17, "#4a2414")
        + ellipse(650, 360, 28, 17, "#4a2414")
        + path("M570 450q36 34 72 0q-36 8 -72 0z", "#4a2414")
        + stroke("M605 370V420", "#b9802a", 7)
    )
    gems = "".join(circle(x, y, 11, tone) for x, y, tone in ((605, 296, p.b), (566, 304, p.c), (644, 304, p.c)))
    shine = "".join(
        star(x, y, r, "#fffbe0", 4, 0.25)
        for x, y, r in ((470, 270, 26), (742, 250, 32), (760, 400, 18), (450, 420, 16))
    )
    torch = sheet(
        rect(236, 724, 130, 44, p.ink, r=10, transform="rotate(-24 300 746)"),
        rect(344, 690, 40, 62, p.b, r=8, transform="rotate(-24 364 721)"),
        lift=3,
    )
    return (
        stacks
        + beam
        + glow(605, 390, 300)
        + sheet(straw, lift=1)
        + sheet(mask, face, gems, lift=3)
        + open_box
        + shine
        + torch
    )


@motif("achter het doek: touwen, een trap, een kroon op een haak", "floor", "strips beams", "curtain arch")
def backstage(p: Palette, rng: Random) -> str:
    ropes = "".join(
        stroke(f"M{x} -20V{y}", "#d9b98a", 9) + sheet(rect(x - 18, y, 36, 64, "#4a4f63", r=8), lift=1)
        for x, y in ((330, 330), (400, 250), (470, 390), (770, 300), (850, 420))
    )
    flat = sheet(polygon(((520, 680), (520, 260), (700, 260), (700, 680)), "#d9b98a"), lift=3) + stroke(
        "M520 262L700 470M700 262L520 470M520 470H700M520 680L700 470M520 262V678H700V262Z", "#a8734a", 12
    )
    ladder = stroke("M740 690L800 210M830 690L872 210", "#c98a4e", 15) + "".join(
        stroke(f"M{744 + t * 8} {660 - t * 62}L{832 + t * 5.6} {660 - t * 62}", "#c98a4e", 12) for t in range(8)
    )
    rack = sheet(stroke("M190 330H460M210 330V690M440 330V690", p.ink, 12), lift=2)
    clothes = "".join(
        sheet(path(f"M{x} 356l26 -18l26 18l22 60h-18v{long}h-62v-{long}h-16z", tone), lift=2)
        for x, long, tone in ((215, 170, p.b), (280, 200, p.a), (345, 150, p.c), (392, 190, p.paper))
    )
    crown = sheet(
        path("M880 470l22 -60l26 40l28 -54l28 54l26 -40l22 60z", "#f5b82e"),
        rect(878, 466, 156, 26, "#e0a93c", r=5),
        lift=2,
    ) + "".join(circle(x, 479, 7, p.b) for x in (910, 956, 1002))
    hook = stroke("M956 -20V392", "#d9b98a", 5)
    lamp = (
        glow(610, 180, 260)
        + stroke("M610 -20V130", p.ink, 6)
        + sheet(path("M560 182Q566 128 610 128Q654 128 660 182Z", p.b), lift=2)
        + circle(610, 186, 22, "#fff6d0")
    )
    return ropes + rack + clothes + flat + sheet(ladder, lift=2) + hook + crown + lamp


@motif(
    "een rij witte zuilen onder een felle zon, een groot treurend masker op de trappen",
    "hills",
    "sun rays ribbons",
    "torn arch none",
)
def columns(p: Palette, rng: Random) -> str:
    marble = "#f4ead8"
    steps = "".join(
        sheet(rect(230 - at * 40, 610 + at * 34, 740 + at * 80, 38, mix(marble, "#c9b79a", at * 0.2)), lift=2)
        for at in range(4)
    )
    shafts = []
    for at, x in enumerate((290, 430, 680, 830)):
        cut = (0, 0, 150, 0)[at]
        top = 290 + cut
        flutes = "".join(stroke(f"M{x + dx} {top + 24}V606", "#d9c9ad", 5) for dx in (16, 34, 52))
        head = rect(x - 14, 268, 96, 26, marble, r=6) if not cut else ""
        ragged = polygon(
            (
                (x, top + 10),
                (x + 18, top - 18),
                (x + 36, top + 8),
                (x + 52, top - 26),
                (x + 68, top + 10),
                (x + 68, 610),
                (x, 610),
            ),
            marble,
        )
        shafts.append(sheet(ragged if cut else rect(x, top, 68, 320, marble), head, flutes, lift=2))
    beam = sheet(
        rect(260, 226, 250, 44, marble), polygon(((240, 228), (390, 130), (530, 228)), lighter(marble, 0.3)), lift=3
    ) + "".join(rect(x, 238, 20, 20, "#d9c9ad") for x in range(276, 500, 40))
    lintel = sheet(polygon(((800, 272), (800, 226), (930, 226), (908, 250), (936, 272)), marble), lift=2)
    mask = sheet(path("M480 400Q600 340 720 400Q740 560 600 660Q460 560 480 400Z", p.b), lift=3)
    mask += path("M516 450q36 -14 60 16q-30 26 -60 -16zM684 450q-36 -14 -60 16q30 26 60 -16z", p.ink)
    mask += (
        path("M540 580Q600 500 660 580Q600 556 540 580Z", p.ink)
        + stroke("M510 424q34 -22 66 4M690 424q-34 -22 -66 4", darker(p.b, 0.4), 9)
        + path("M600 470q18 40 0 50q-14 0 -10 -14z", darker(p.b, 0.2))
    )
    mask += sheet(path("M520 484q-16 34 0 44q16 -10 0 -44z", "#8fd0e0"), lift=1)
    return beam + lintel + "".join(shafts) + steps + mask


@motif(
    "een bus rijdt door de avond, de raampjes verlicht, één passagier",
    "street",
    "stars moon ribbons",
    "torn none tunnel",
)
def bus(p: Palette, rng: Random) -> str:
    body = rect(250, 420, 700, 240, p.a, r=34) + rect(250, 560, 700, 34, p.paper)
    windows = "".join(rect(290 + at * 128, 450, 108, 92, p.glow, r=12) for at in range(5))
    rider = (
        circle(470, 498, 24, "#a86f4b")
        + path("M430 542q40 -40 80 0z", p.b)
        + path("M446 496q0 -28 26 -28q24 2 24 24q-26 -12 -50 4z", "#1f1518")
    )
    door = rect(862, 450, 62, 190, lighter(p.a, 0.45), r=8) + stroke("M893 454V636", darker(p.a, 0.3), 5)
    lights = circle(944, 616, 16, "#fff6d0") + rect(252, 600, 16, 34, "#e8384a", r=6)
    wheels = "".join(
        sheet(circle(x, 664, 54, "#2a1020"), circle(x, 664, 26, "#b9bccb"), circle(x, 664, 9, "#2a1020"), lift=2)
        for x in (390, 800)
    )
    beam = path("M956 600L1230 560V740L956 640Z", p.glow, opacity=0.5)
    sign = rect(560, 428, 10, 4, p.ink)
    lane = "".join(rect(x, 760, 90, 12, p.paper, r=4, opacity=0.8) for x in range(20, 1200, 180))
    stop = sheet(stroke("M1060 700V470", p.ink, 12), rect(1020, 430, 84, 64, p.b, r=10), lift=2) + circle(
        1062, 462, 18, p.paper
    )
    return (
        glow(600, 500, 440)
        + beam
        + sheet(body, lift=3)
        + windows
        + rider
        + door
        + lights
        + sign
        + wheels
        + lane
        + stop
    )


@motif(
    "een lange rij deuren, één staat op een kier en er valt licht uit",
    "floor",
    "strips dots ribbons",
    "tunnel none arch",
)
def door(p: Palette, rng: Random) -> str:
    parts = []
    for x, w, h, tone in (
        (130, 150, 330, p.c),
        (330, 160, 360, p.b),
        (760, 160, 360, mix(p.b, p.c, 0.5)),
        (960, 150, 330, p.a),
    ):
        tone = mix(tone, p.near, 0.25)
        panel = rect(x, 680 - h, w, h, tone, r=6)
        inset = "".join(
            rect(x + 20, y, w - 40, (h - 90) / 2, darker(tone, 0.15), r=4) for y in (680 - h + 30, 680 - h / 2 + 15)
        )
        parts.append(
            sheet(rect(x - 14, 666 - h, w + 28, h + 14, p.paper), lift=2)
            + panel
            + inset
            + circle(x + w - 22, 680 - h / 2 + 4, 9, "#f5b82e")
        )
    room = rect(512, 260, 196, 420, p.glow)
    ray = path("M520 680L700 680L1010 830H400Z", p.glow, opacity=0.75)
    leaf = (
        sheet(polygon(((708, 260), (820, 226), (820, 726), (708, 680)), p.a), lift=3)
        + polygon(((724, 290), (804, 268), (804, 460), (724, 456)), darker(p.a, 0.16))
        + polygon(((724, 490), (804, 496), (804, 690), (724, 654)), darker(p.a, 0.16))
        + circle(806, 480, 11, p.paper)
    )
    shadow = path("M560 680V480q0 -50 46 -50t46 50V680z", p.ink) + circle(606, 400, 38, p.ink)
    return (
        "".join(parts)
        + glow(610, 460, 380)
        + sheet(rect(496, 244, 228, 440, p.paper), lift=2)
        + room
        + shadow
        + ray
        + leaf
    )


@motif(
    "een bibliotheek met ladders tot aan de wolken en een kind dat een boek uitkiest",
    "floor",
    "strips clouds",
    "arch curtain footlights",
)
def library(p: Palette, rng: Random) -> str:

    tones = (p.a, p.b, p.c, p.paper, darker(p.a, 0.25), darker(p.b, 0.25), mix(p.c, p.ink, 0.3))
    parts = []
    for left in (170, 690):
        parts.append(sheet(rect(left, 110, 340, 580, "#7a4a2c", r=8), lift=3))
        for row in range(5):
            y = 222 + row * 112
            parts.append(rect(left + 16, y - 96, 308, 100, "#4a2a1a"))
            x = left + 22.0
            at = row
            while x < left + 296:
                w, h = rng.uniform(16, 34), rng.uniform(62, 88)
                parts.append(
                    rect(x, y - h, w, h, tones[at % 7], r=3)
                    + rect(x + 3, y - h + 12, w - 6, 5, lighter(tones[at % 7], 0.5))
                )
                x += w + 2
                at += rng.randrange(1, 4)
            parts.append(sheet(rect(left + 8, y, 324, 14, "#a8683f"), lift=1))
    ladder = sheet(
        stroke("M520 690L590 70M620 690L660 70", "#d9a86a", 15),
        "".join(
            stroke(f"M{526 + t * 9} {640 - t * 78}L{625 + t * 5} {640 - t * 78}", "#d9a86a", 12) for t in range(8)
        ),
        lift=2,
    )
    reader = figure(
        585,
        500,
        210,
        Look(p.b, p.c, "#a86f4b", "#1f1518", "curls"),
        Pose(lean=6, left_arm=(-40, -150), right_arm=(95, 120), left_leg=(-16, 10), right_leg=(20, -10)),
    )
    flying = "".join(
        sheet(path(f"M{x} {y}q-34 -30 -66 -8q30 4 66 26q36 -22 66 -26q-32 -22 -66 8z", tone), lift=2)
        for x, y, tone in ((600, 130, p.paper), (520, 210, p.a), (690, 230, p.c))
    )
    return "".join(parts) + ladder + reader + flying


@motif(
    "golven van blauw papier, een stoel blijft achter op het strand", "none", "ribbons sun clouds", "torn none clouds"
)
def ebb(p: Palette, rng: Random) -> str:
    tones = [mix(p.far, p.near, t) for t in (0, 0.25, 0.5, 0.75, 1)]
    sea = "".join(
        sheet(waves(360 + at * 54, 30 + 5 * at, 170 + at * 30, tone, rng.uniform(0, 100)), lift=2)
        for at, tone in enumerate(tones)
    )
    sand = sheet(
        path("M-40 700C200 620 420 640 620 660C840 690 1040 640 1260 670V860H-40Z", "#f0d8a8"), lift=3
    ) + path(
        "M-40 730C220 660 480 690 700 706C900 716 1080 690 1260 706V720C1080 706 900 734 700 724C480 706 220 680 -40 750Z",
        "#fff6dc",
        opacity=0.8,
    )
    chair = sheet(
        stroke("M520 720V440M660 700V470M520 560L660 580M520 440L660 470M520 500L660 522", p.b, 16),
        stroke("M520 580L610 620M660 590L750 620M610 620V740M750 620V730M610 620L750 620", p.b, 16),
        polygon(((516, 566), (664, 582), (756, 622), (606, 626)), lighter(p.b, 0.15)),
        lift=2,
    )
    shawl = sheet(
        path("M500 440Q580 420 668 462Q700 540 676 620Q650 560 600 540Q540 520 512 560Q500 500 500 440Z", p.a), lift=2
    )
    shells = "".join(
        sheet(path(f"M{x} {y}q18 -34 36 0q-18 14 -36 0z", p.paper), lift=1)
        + stroke(f"M{x + 18} {y + 4}v-18M{x + 18} {y + 4}l-9 -12M{x + 18} {y + 4}l9 -12", "#d9a890", 3)
        for x, y in ((250, 740), (900, 740), (380, 770), (1040, 760))
    )
    gulls = "".join(
        stroke(f"M{x} {y}q26 -28 44 0q22 -28 46 -2", p.paper, 8) for x, y in ((240, 180), (860, 150), (960, 240))
    )
    return sea + sand + chair + shawl + shells + sheet(gulls, lift=1)
