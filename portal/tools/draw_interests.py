# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Draw what children choose by: `portal/web/static/pictures/{interests,cakes}/*.svg`.

    python -m portal.tools.draw_interests

Every picture is a small paper theatre: a backdrop with its light, pieces of card that lie on each other, and a strip
in front. A child who can't read yet must know from the back of the class what it is about, so each has one large
thing in the middle and colours of its own. The cakes have as many candles as the child has years.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from portal.demo.paper import (
    burst,
    circle,
    cloud,
    darker,
    ellipse,
    eye,
    group,
    lighter,
    note,
    path,
    pine,
    polygon,
    rect,
    round_tree,
    sheet,
    star,
    stroke,
)
from portal.library.choosing.interests import BY_SLUG
from portal.library.choosing.routes import SHOW_AGES
from portal.library.models import Animal
from portal.tools.draw_animals import ANIMALS, _lift

STATIC = Path(__file__).parents[1] / "web" / "static" / "pictures"
SIDE = 320
INK, CREAM, RED, GOLD, NIGHT, SKY, GRASS = "#2a1020", "#fff3d6", "#c81e33", "#e0a93c", "#1b2a6b", "#8fd0ee", "#4f9a5a"

Draw = Callable[[], str]
SCENES: dict[str, Draw] = {}


def scene(slug: str) -> Callable[[Draw], Draw]:
    def add(draw: Draw) -> Draw:
        SCENES[slug] = draw
        return draw

    return add


def svg(inner: str, top: str, low: str, glow: str, glow_at: tuple[int, int] = (160, 130)) -> str:
    """A whole picture: a backdrop from `top` to `low` with a light in it, and what stands before it."""
    lifts = "".join(_lift(step, drop, blur) for step, drop, blur in ((1, 2, 1.8), (2, 4, 3.4), (3, 6, 5.2)))
    x, y = glow_at
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f'<defs>{lifts}<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{low}"/></linearGradient>'
        f'<radialGradient id="glow"><stop offset="0" stop-color="{glow}" stop-opacity="0.95"/>'
        f'<stop offset="1" stop-color="{glow}" stop-opacity="0"/></radialGradient></defs>'
        f'<rect width="{SIDE}" height="{SIDE}" fill="url(#sky)"/>'
        f'<circle cx="{x}" cy="{y}" r="150" fill="url(#glow)"/>{inner}</svg>\n'
    )


def hill(y: float, fill: str, bend: float = 30) -> str:
    """A strip of land from y down."""
    return sheet(path(f"M-20 {y + bend}Q80 {y - bend} 170 {y + 4}T340 {y}V340H-20Z", fill), lift=2)


def sea(y: float, fill: str, shift: float = 0) -> str:
    """A strip of waves from y down."""
    crest = "q14 -18 30 -7q-9 2 12 7"
    return sheet(path(f"M{-60 + shift} {y}{crest * 12}V340H-60Z", fill), lift=2)


def stars(*points: tuple[float, float, float], fill: str = "#ffe9a8") -> str:
    return "".join(star(x, y, r, fill, 4, 0.35) for x, y, r in points)


def moon(x: float, y: float, r: float, fill: str = "#ffe9a8") -> str:
    return sheet(
        circle(x, y, r, fill),
        circle(x - r * 0.3, y - r * 0.2, r * 0.16, darker(fill, 0.1)),
        circle(x + r * 0.3, y + r * 0.25, r * 0.22, darker(fill, 0.1)),
        lift=1,
    )


def face(x: float, y: float, r: float, skin: str, hair: str, *, smile: str = "q{w} {d} {v} 0") -> str:
    """A paper face that looks straight at you."""
    w, v, d = r * 0.36, r * 0.72, r * 0.4
    mouth = smile.format(w=f"{w:.1f}", v=f"{v:.1f}", d=f"{d:.1f}")
    return (
        sheet(
            path(
                f"M{x - r * 1.15} {y + r * 0.5}V{y - r * 0.2}a{r * 1.15} {r * 1.15} 0 0 1 {r * 2.3} 0V{y + r * 0.5}z",
                hair,
            ),
            lift=1,
        )
        + sheet(circle(x, y, r, skin), lift=1)
        + path(
            f"M{x - r} {y - r * 0.15}A{r} {r} 0 0 1 {x + r} {y - r * 0.15}Q{x} {y - r * 0.6} {x - r} {y - r * 0.15}Z",
            hair,
        )
        + "".join(circle(x + side * r * 0.36, y + r * 0.12, r * 0.11, INK) for side in (-1, 1))
        + "".join(circle(x + side * r * 0.58, y + r * 0.4, r * 0.16, "#e8384a", opacity=0.3) for side in (-1, 1))
        + stroke(f"M{x - w:.1f} {y + r * 0.42:.1f}{mouth}", "#7a2430", r * 0.1)
    )


def animal_head(which: Animal, x: float, y: float, size: float) -> str:
    return group(ANIMALS[which](), at=(x - size / 2, y - size / 2), scale=size / 160)


@scene("dieren")
def animals() -> str:
    heads = (
        animal_head(Animal.BEER, 95, 130, 150)
        + animal_head(Animal.UIL, 232, 112, 130)
        + animal_head(Animal.VOS, 168, 214, 168)
    )
    return svg(hill(190, "#7fb069") + heads + hill(292, "#3f7d4a", 12), "#bfe6f2", "#e8f6df", "#fffbe0")


@scene("zee")
def the_sea() -> str:
    tower = sheet(polygon(((206, 250), (222, 96), (262, 96), (278, 250)), "#fffaf0"), lift=3)
    bands = "".join(
        polygon(
            (
                (206 + 3.6 * k, 250 - 34 * k),
                (278 - 3.6 * k, 250 - 34 * k),
                (274 - 3.6 * k, 250 - 34 * k - 20),
                (210 + 3.6 * k, 250 - 34 * k - 20),
            ),
            RED,
        )
        for k in (0.4, 2, 3.6)
    )
    lamp = sheet(rect(222, 66, 40, 32, "#ffe9a8", r=3), polygon(((214, 68), (270, 68), (242, 40)), RED), lift=1)
    beam = polygon(((240, 80), (-10, 26), (-10, 118)), "#ffe9a8", opacity=0.55)
    boat = (
        sheet(path("M44 236H150L132 272H62Z", "#8a5430"), lift=3)
        + sheet(polygon(((96, 230), (96, 134), (44, 226)), CREAM), lift=2)
        + sheet(polygon(((104, 230), (104, 150), (144, 226)), "#f5b82e"), lift=2)
    )
    inner = (
        beam
        + sea(206, "#2f6fb0")
        + tower
        + bands
        + lamp
        + sea(238, "#2a5fa0", 20)
        + boat
        + sea(266, "#1d4a86", 6)
        + sea(294, "#163a6c", 30)
    )
    return svg(inner, "#123a6a", "#5fa8cf", "#ffe9a8", (242, 82))


@scene("ruimte")
def space() -> str:
    ship = (
        path("M160 246q-26 30 0 66q26 -36 0 -66z", "#f5b82e")
        + path("M160 246q-12 18 0 42q12 -24 0 -42z", RED)
        + sheet(
            polygon(((120, 214), (84, 262), (128, 248)), RED),
            polygon(((200, 214), (236, 262), (192, 248)), RED),
            lift=2,
        )
        + sheet(path("M160 34C206 84 212 176 194 250H126C108 176 114 84 160 34Z", "#fffaf0"), lift=3)
        + path("M160 34C180 56 192 84 198 110H122C128 84 140 56 160 34Z", RED)
        + circle(160, 148, 27, darker(GOLD, 0.2))
        + circle(160, 148, 20, "#5bbcf0")
        + ellipse(153, 140, 7, 5, "#fffaf0", opacity=0.8)
    )
    planet = (
        sheet(circle(62, 96, 40, "#ef8fbf"), lift=2)
        + group(ellipse(0, 0, 66, 13, "none", stroke="#ffe9a8", stroke_width=8), at=(62, 96), turn=-18)
        + path("M24 90A40 40 0 0 1 100 82L62 60Z", "#ef8fbf", opacity=0)
    )
    inner = (
        stars((30, 40, 9), (250, 44, 12), (292, 130, 8), (34, 220, 10), (280, 218, 9), (120, 26, 6))
        + planet
        + moon(262, 282, 50, "#d8d2e6")
        + group(ship, at=(14, -6), turn=8)
    )
    return svg(inner, "#0f0c35", "#3a2a78", "#6a4fc0", (160, 160))


@scene("griezelen")
def scary() -> str:
    ghost = sheet(
        path("M92 292V148a68 68 0 0 1 136 0V292q-17 -26 -34 0q-17 -26 -34 0q-17 -26 -34 0q-17 -26 -34 0z", "#f6f2ff"),
        lift=3,
    )
    eyes = (
        ellipse(138, 148, 13, 20, INK)
        + ellipse(182, 148, 13, 20, INK)
        + circle(142, 141, 4, "#fff")
        + circle(186, 141, 4, "#fff")
        + ellipse(160, 198, 17, 24, INK)
        + ellipse(160, 208, 10, 11, RED)
    )
    house = sheet(polygon(((10, 300), (10, 178), (44, 128), (78, 178), (78, 300)), "#120a24"), lift=1) + rect(
        34, 196, 20, 28, "#f5b82e"
    )
    bat = path(
        "M0 0q-14 -16 -34 -6q12 4 10 16q12 -8 18 2q2 6 6 8q4 -2 6 -8q6 -10 18 -2q-2 -12 10 -16q-20 -10 -34 6z",
        "#0c0618",
    )
    inner = (
        moon(244, 78, 44)
        + group(bat, at=(244, 84), scale=1.0)
        + group(bat, at=(70, 74), scale=0.7)
        + house
        + hill(274, "#1c1136", 10)
        + ghost
        + eyes
        + group(stroke("M0 0V-40M-20 -24L0 -10M22 -34L0 -16", "#0c0618", 8), at=(286, 292))
    )
    return svg(inner, "#1d1040", "#6a3c8e", "#b48ae0", (230, 90))


@scene("ridders")
def knights() -> str:
    wall = "#b9a58c"

    def turret(x: float, w: float, top: float) -> str:
        merlons = "".join(rect(x + k * w / 3 + 2, top - 16, w / 3 - 8, 18, wall) for k in range(3))
        return sheet(rect(x, top, w, 300 - top, wall), merlons, lift=2)

    roofs = "".join(
        sheet(polygon(((x, 116), (x + 36, 44), (x + 72, 116)), RED), lift=2)
        + stroke(f"M{x + 36} 44V14", INK, 4)
        + polygon(((x + 36, 12), (x + 66, 22), (x + 36, 32)), GOLD)
        for x in (38, 210)
    )
    gate = sheet(path("M126 300V226a34 34 0 0 1 68 0V300z", "#4a2c1a"), lift=1) + stroke(
        "M143 300V200M160 300V194M177 300V200M128 240H192M128 270H192", "#2a1810", 4
    )
    windows = "".join(rect(x, y, 14, 26, "#3b2a20", r=7) for x, y in ((67, 150), (239, 150), (67, 206), (239, 206)))
    shield = (
        sheet(path("M118 118H202V160Q200 196 160 214Q120 196 118 160Z", "#1b4a9b"), lift=3)
        + path("M160 118V214Q120 196 118 160V118Z", GOLD)
        + star(160, 158, 24, "#fffaf0")
    )
    inner = (
        cloud(14, 74, 74, "#fffaf0")
        + turret(108, 104, 150)
        + turret(44, 60, 116)
        + turret(216, 60, 116)
        + roofs
        + windows
        + gate
        + shield
        + hill(288, "#6a9a4a", 10)
    )
    return svg(inner, "#7fc3e6", "#dff0e8", "#fff6d0")


@scene("toveren")
def magic() -> str:
    hat = (
        sheet(polygon(((88, 214), (186, 30), (232, 214)), "#4a2a8e"), lift=3)
        + sheet(ellipse(160, 214, 116, 30, "#3a1f74"), lift=2)
        + path("M90 208Q160 240 230 208L224 184Q160 212 98 184Z", GOLD)
    )
    marks = (
        star(166, 112, 18, "#ffe9a8")
        + star(140, 168, 11, "#ffe9a8")
        + star(194, 166, 13, "#ef8fbf")
        + moon(182, 72, 9)
    )
    wand = (
        sheet(stroke("M38 296L120 250", "#2a1810", 13), lift=3)
        + stroke("M38 296L56 286", "#fffaf0", 13)
        + stroke("M110 256L120 250", "#fffaf0", 13)
    )
    sparks = burst(128, 246, 46, 8, "#ffe9a8", 0.7) + stars(
        (128, 246, 24), (84, 208, 9), (60, 150, 13), (270, 92, 14), (282, 262, 12), (232, 276, 8), (44, 76, 9)
    )
    return svg(hill(276, "#2a1650", 8) + hat + marks + sparks + wand, "#2b1560", "#8a4fb8", "#f0a8e8", (150, 150))


@scene("vriendschap")
def friends() -> str:
    left = sheet(path("M44 320V244Q46 204 104 204Q160 204 162 244V320Z", "#f5b82e"), lift=2) + face(
        104, 142, 50, "#a86f4b", "#1f1518"
    )
    right = sheet(path("M158 320V250Q160 212 214 212Q270 212 274 250V320Z", "#4cc38a"), lift=2) + face(
        214, 152, 48, "#f6cba6", "#c98a3a"
    )
    arm = sheet(stroke("M70 246Q160 292 248 250", "#f5b82e", 30), lift=2) + circle(250, 250, 17, "#a86f4b")
    heart = sheet(
        path("M160 92C134 62 104 62 104 34C104 6 146 4 160 32C174 4 216 6 216 34C216 62 186 62 160 92Z", "#e8384a"),
        lift=3,
    ) + ellipse(132, 28, 8, 11, "#fff", opacity=0.6)
    return svg(left + right + arm + group(heart, at=(40, 14), scale=0.75), "#ffd9b0", "#fff0d6", "#fffbe8")


@scene("thuis")
def home() -> str:
    walls = sheet(rect(76, 148, 168, 142, "#f3dcae"), lift=2)
    roof = sheet(polygon(((48, 160), (160, 56), (272, 160)), RED), lift=3) + sheet(
        rect(214, 68, 26, 62, "#8a5430"), lift=1
    )
    windows = "".join(
        sheet(rect(x, 178, 46, 44, "#ffe27a", r=4), lift=1)
        + stroke(f"M{x + 23} 178V222M{x} 200H{x + 46}", "#8a5430", 5)
        for x in (92, 182)
    )
    door = sheet(path("M138 290V246a22 22 0 0 1 44 0V290z", "#1d5c38"), lift=1) + circle(173, 266, 4, GOLD)
    smoke = (
        circle(230, 50, 12, "#fffaf0", opacity=0.9)
        + circle(246, 30, 16, "#fffaf0", opacity=0.8)
        + circle(270, 12, 20, "#fffaf0", opacity=0.7)
    )
    heart = path(
        "M160 138C148 124 134 124 134 110C134 96 154 95 160 109C166 95 186 96 186 110C186 124 172 124 160 138Z",
        "#ffe9a8",
    )
    inner = (
        round_tree(36, 292, 130, "#5d9a4a")
        + smoke
        + walls
        + roof
        + heart
        + windows
        + door
        + round_tree(292, 296, 104, "#4a8a44")
        + hill(284, "#7fb069", 8)
    )
    return svg(inner, "#f6a86a", "#ffe2b0", "#fff6d0")


@scene("lachen")
def laughing() -> str:
    hair = "".join(
        sheet(circle(x, y, r, "#f08a24"), lift=1)
        for x, y, r in ((62, 150, 38), (258, 150, 38), (74, 106, 32), (246, 106, 32), (60, 194, 30), (260, 194, 30))
    )
    head = sheet(circle(160, 168, 96, "#ffe6cc"), lift=3)
    paint = (
        ellipse(122, 142, 20, 26, "#fffaf0")
        + ellipse(198, 142, 20, 26, "#fffaf0")
        + circle(122, 146, 9, INK)
        + circle(198, 146, 9, INK)
        + stroke("M104 108q18 -14 36 0M180 108q18 -14 36 0", INK, 6)
    )
    mouth = (
        sheet(path("M96 196Q160 206 224 196Q214 258 160 258Q106 258 96 196Z", "#7a1424"), lift=1)
        + path("M104 200Q160 210 216 200L210 216Q160 224 110 216Z", "#fffaf0")
        + path("M126 246Q160 224 194 246Q160 262 126 246Z", "#ef8fbf")
    )
    nose = sheet(circle(160, 176, 25, RED), lift=3) + ellipse(152, 167, 7, 6, "#fff", opacity=0.7)
    hat = (
        sheet(path("M118 82L172 6L212 72Q166 60 118 82Z", "#1b8a9b"), lift=3)
        + circle(172, 10, 14, "#f5b82e")
        + circle(160, 60, 6, "#ffe9a8")
        + circle(182, 46, 6, "#ffe9a8")
    )
    return svg(
        burst(160, 160, 260, 12, "#fffaf0", 0.35) + hair + head + paint + mouth + nose + hat,
        "#f5b82e",
        "#ffe27a",
        "#fffbe0",
    )


@scene("avontuur")
def adventure() -> str:
    paper = sheet(path("M34 92L112 66L206 92L288 62V246L206 276L112 250L34 278Z", "#f3dcae"), lift=3) + path(
        "M112 66L206 92V276L112 250Z", "#e6c88a"
    )
    land = path(
        "M58 130q30 -24 54 -8t58 10q44 -10 60 16t-18 52q-36 22 -72 6t-62 -6q-42 -20 -20 -70z", "#8cbf72", opacity=0.9
    )
    trail = stroke("M74 236Q98 196 132 210T186 170T228 138", RED, 8, stroke_dasharray="3 18")
    cross = stroke("M214 112l32 32M246 112l-32 32", RED, 13)
    palm = stroke("M106 182q6 -22 2 -44", "#8a5430", 9) + "".join(
        group(path("M0 0q24 -20 44 4q-24 -4 -44 -4z", "#2f7d4a"), at=(108, 138), turn=turn)
        for turn in (-10, 50, 130, 190, -70)
    )
    compass = (
        sheet(circle(266, 266, 42, GOLD), lift=3)
        + circle(266, 266, 32, "#fffaf0")
        + polygon(((266, 238), (274, 266), (258, 266)), RED)
        + polygon(((266, 294), (274, 266), (258, 266)), "#1b4a9b")
    )
    return svg(paper + land + palm + trail + cross + compass, "#2f8f7a", "#a8dcc0", "#eafbe8")


@scene("speuren")
def secrets() -> str:
    lens = (
        sheet(circle(140, 132, 92, darker(GOLD, 0.25)), lift=3)
        + circle(140, 132, 76, "#eaf6ff")
        + path("M80 104A70 70 0 0 1 124 64L132 76A58 58 0 0 0 94 112Z", "#fff")
    )
    grip = sheet(stroke("M208 200L282 280", "#5a2c1a", 30), lift=2) + stroke("M206 198L222 215", GOLD, 30)
    print_ = "".join(
        group(
            ellipse(0, 0, 13, 21, INK) + ellipse(0, -25, 9, 7, INK, opacity=0),
            ellipse(0, 30, 10, 11, INK),
            at=at,
            turn=turn,
        )
        for at, turn in (((118, 152), -14), ((160, 108), 12))
    )
    steps = "".join(
        group(ellipse(0, 0, 9, 15, "#1c2f5c") + ellipse(0, 21, 7, 8, "#1c2f5c"), at=at, turn=turn)
        for at, turn in (((40, 284), 30), ((78, 262), 46), ((276, 66), 24), ((252, 30), 10))
    )
    return svg(
        steps
        + grip
        + lens
        + print_
        + group(
            path(
                "M0 0c0 -26 40 -26 40 4c0 22 -22 20 -22 42",
                "none",
                stroke="#f5b82e",
                stroke_width=13,
                stroke_linecap="round",
            )
            + circle(18, 70, 9, "#f5b82e"),
            at=(252, 128),
            scale=1.0,
        ),
        "#2b4a86",
        "#8ab4dc",
        "#dff0ff",
        (140, 132),
    )


@scene("sport")
def sport() -> str:
    patch = "".join(
        group(polygon(((0, -26), (25, -8), (15, 21), (-15, 21), (-25, -8)), INK), at=at, scale=scale, turn=turn)
        for at, scale, turn in (
            ((160, 168), 1.1, 0),
            ((160, 84), 0.7, 180),
            ((240, 142), 0.7, 250),
            ((80, 142), 0.7, 110),
            ((210, 236), 0.7, 320),
            ((110, 236), 0.7, 40),
        )
    )
    seams = stroke("M160 140V100M187 160L222 148M133 160L98 148M176 192L200 222M144 192L120 222", "#2a1020", 4)
    ball = (
        sheet(circle(160, 168, 98, "#fffaf0"), lift=3)
        + f'<clipPath id="ball"><circle cx="160" cy="168" r="98"/></clipPath><g clip-path="url(#ball)">{patch}</g>'
        + seams
        + ellipse(122, 116, 22, 14, "#fff", opacity=0.8)
    )
    lines = stroke("M-10 292H340", "#fffaf0", 6) + stroke("M40 320Q160 250 280 320", "#fffaf0", 6)
    flags = "".join(
        polygon(((x, 20), (x + 44, 20), (x + 22, 56)), colour)
        for x, colour in (
            (0, RED),
            (46, "#f5b82e"),
            (92, "#5bbcf0"),
            (138, "#4cc38a"),
            (184, "#ef8fbf"),
            (230, RED),
            (276, "#f5b82e"),
        )
    )
    return svg(
        hill(232, "#4f9a5a", 6) + lines + sheet(flags, lift=1) + stroke("M0 20H320", "#fffaf0", 5) + ball,
        "#6cc0e8",
        "#d6f0e0",
        "#fffbe0",
    )


@scene("muziek")
def music() -> str:
    drum = (
        sheet(path("M60 200V272Q60 304 132 304Q204 304 204 272V200Z", RED), lift=3)
        + stroke("M64 224L96 296L132 232L168 296L200 224", "#fffaf0", 5)
        + sheet(ellipse(132, 200, 72, 28, CREAM), lift=1)
        + ellipse(132, 200, 72, 28, "none", stroke=GOLD, stroke_width=9)
    )
    sticks = sheet(stroke("M104 190L26 110", "#8a5430", 10) + circle(104, 190, 10, "#c98a4e"), lift=2) + sheet(
        stroke("M160 188L206 92", "#8a5430", 10) + circle(160, 188, 10, "#c98a4e"), lift=2
    )
    dancer = group(
        sheet(path("M0 -26L-34 44H34Z", "#f5b82e"), lift=2)
        + sheet(circle(0, -46, 18, "#7a4a32"), lift=1)
        + circle(0, -62, 11, "#1f1518")
        + stroke("M-6 -20Q-40 -40 -30 -84M6 -20Q44 -30 52 -70", "#7a4a32", 9)
        + stroke("M-10 44L-16 92M10 44L44 76", "#7a4a32", 10),
        at=(256, 200),
        scale=1.15,
    )
    notes = (
        sheet(note(120, 92, 92, "#ffe9a8", double=True), lift=1)
        + sheet(note(28, 66, 54, "#ef8fbf"), lift=1)
        + sheet(note(232, 72, 56, "#5bbcf0"), lift=1)
    )
    return svg(
        burst(132, 200, 280, 10, "#ffd0a0", 0.14) + hill(288, "#3b1228", 8) + dancer + drum + sticks + notes,
        "#5a1240",
        "#c84a6a",
        "#ffc89a",
        (140, 180),
    )


@scene("circus")
def circus() -> str:
    stripes = "".join(
        path(
            f"M160 70Q{160 + (k - 3.5) * 34:.0f} 132 {40 + k * 34.3:.0f} 176L{40 + (k + 1) * 34.3:.0f} 176Q{160 + (k - 2.5) * 34:.0f} 132 160 70Z",
            RED if k % 2 == 0 else "#fffaf0",
        )
        for k in range(7)
    )
    walls = "".join(
        path(
            f"M{40 + k * 34.3:.0f} 176H{40 + (k + 1) * 34.3:.0f}L{48 + (k + 1) * 32:.0f} 292H{48 + k * 32:.0f}Z",
            RED if k % 2 == 0 else "#fffaf0",
        )
        for k in range(7)
    )
    edge = "".join(circle(57 + k * 34.3, 178, 17, GOLD if k % 2 == 0 else "#f5c96a") for k in range(7))
    opening = (
        sheet(path("M160 196Q124 236 118 292H202Q196 236 160 196Z", "#2a0a1a"), lift=1)
        + path("M160 196Q124 236 118 292H140Q142 236 160 196Z", "#6d0a1a")
        + path("M160 196Q196 236 202 292H180Q178 236 160 196Z", "#6d0a1a")
    )
    flag = stroke("M160 72V22", INK, 5) + sheet(polygon(((160, 20), (212, 34), (160, 50)), "#f5b82e"), lift=1)
    balls = "".join(
        sheet(circle(x, y, 14, colour), lift=2)
        for x, y, colour in ((46, 92, "#5bbcf0"), (82, 54, "#4cc38a"), (272, 92, "#ef8fbf"), (242, 56, "#f5b82e"))
    )
    return svg(
        stars((26, 40, 10), (296, 40, 10))
        + sheet(walls, lift=2)
        + sheet(stripes, lift=3)
        + sheet(edge, lift=1)
        + opening
        + flag
        + balls
        + hill(288, "#c98a4e", 6),
        "#1b4a9b",
        "#8ac6ee",
        "#fff3d0",
    )


@scene("uitvinden")
def inventing() -> str:
    body = sheet(rect(92, 158, 136, 118, "#7ec8d8", r=16), lift=3)
    head = sheet(rect(106, 70, 108, 84, "#a8e0ea", r=18), lift=3)
    eyes = (
        circle(136, 110, 20, "#fffaf0")
        + circle(184, 110, 20, "#fffaf0")
        + circle(138, 112, 9, INK)
        + circle(186, 112, 9, INK)
        + stroke("M132 140h56", INK, 6, stroke_dasharray="7 6")
    )
    aerial = stroke("M160 70V34", INK, 6) + sheet(circle(160, 28, 13, RED), lift=2)
    dials = (
        sheet(circle(128, 208, 24, "#fffaf0"), lift=1)
        + stroke("M128 208L140 192", RED, 5)
        + "".join(
            circle(178 + 22 * (k % 2), 194 + 26 * (k // 2), 9, colour)
            for k, colour in enumerate((RED, "#f5b82e", "#4cc38a", "#ef8fbf"))
        )
        + rect(112, 246, 96, 12, INK, r=6, opacity=0.25)
    )
    arms = (
        sheet(stroke("M92 186Q48 190 48 138", "#5a9aaa", 18), lift=2)
        + stroke("M36 134q-4 -26 12 -30M60 134q6 -24 -8 -30", "#5a9aaa", 10)
        + sheet(stroke("M228 186Q276 190 272 232", "#5a9aaa", 18), lift=2)
    )
    legs = rect(116, 276, 26, 30, "#5a9aaa") + rect(178, 276, 26, 30, "#5a9aaa")

    def gear(x: float, y: float, r: float, fill: str) -> str:
        teeth = "".join(
            group(rect(-r * 0.17, -r * 1.22, r * 0.34, r * 0.5, fill), at=(x, y), turn=45 * k) for k in range(8)
        )
        return sheet(teeth, circle(x, y, r, fill), lift=1) + circle(x, y, r * 0.42, "#f0f6e8")

    return svg(
        gear(50, 64, 34, "#f0a83c")
        + gear(272, 82, 40, "#e8884a")
        + gear(282, 282, 34, "#f0c85a")
        + hill(296, "#6a5a8e", 4)
        + legs
        + arms
        + body
        + head
        + eyes
        + aerial
        + dials,
        "#8a7ac0",
        "#e0d4f4",
        "#fffbe8",
    )


@scene("natuur")
def nature() -> str:
    deer = animal_head(Animal.HERT, 160, 196, 150)
    trees = (
        pine(54, 262, 190, "#2f7a52")
        + pine(276, 266, 210, "#27694a")
        + pine(118, 240, 130, "#4a9a6a")
        + pine(222, 240, 120, "#4a9a6a")
    )
    flowers = "".join(
        "".join(circle(x + dx, y + dy, 7, colour) for dx, dy in ((-7, 0), (7, 0), (0, -7), (0, 7)))
        + circle(x, y, 5, "#ffe27a")
        for x, y, colour in ((40, 292, "#ef8fbf"), (96, 306, "#fffaf0"), (236, 300, "#f5b82e"), (288, 292, "#ef8fbf"))
    )
    return svg(
        sheet(circle(250, 56, 32, "#ffe27a"), lift=1)
        + cloud(20, 70, 90, "#fffaf0")
        + hill(214, "#8cc48a")
        + trees
        + deer
        + hill(276, "#5aa05a", 10)
        + flowers,
        "#a8dcf0",
        "#e4f6e0",
        "#fffbd8",
        (250, 60),
    )


@scene("vroeger")
def long_ago() -> str:
    body = sheet(
        path(
            "M70 262V196Q66 116 150 110Q206 104 232 140Q262 150 262 204V262H228V226H206V262H168V232H124V262Z",
            "#9a5a34",
        ),
        lift=3,
    )
    head = (
        sheet(circle(88, 152, 54, "#a8663c"), lift=3)
        + sheet(path("M96 98q-26 -34 -54 -8q24 2 26 26z", "#7a4224"), lift=1)
        + sheet(ellipse(126, 146, 22, 32, "#8a4e2c"), lift=1)
    )
    trunk = sheet(stroke("M62 180Q38 236 56 270Q72 290 88 270", "#a8663c", 26), lift=2)
    tusks = sheet(stroke("M76 196Q66 258 120 262", "#fff6e0", 14), lift=2)
    fur = "".join(
        stroke(f"M{x} {y}q-6 16 2 28", "#7a4224", 6)
        for x, y in ((140, 126), (168, 120), (196, 126), (222, 148), (152, 168), (186, 172), (218, 190), (244, 196))
    )
    peaks = (
        sheet(
            polygon(((-10, 240), (56, 92), (126, 240)), "#c8dcec"),
            polygon(((180, 240), (256, 64), (340, 240)), "#b4cee4"),
            lift=1,
        )
        + polygon(((36, 136), (56, 92), (78, 138), (58, 128)), "#fff")
        + polygon(((232, 118), (256, 64), (284, 122), (256, 108)), "#fff")
    )
    return svg(
        peaks
        + hill(226, "#e8f0f4", 8)
        + body
        + fur
        + head
        + eye(78, 146, 8)
        + trunk
        + tusks
        + hill(288, "#fffaf0", 8)
        + "".join(
            circle(x, y, 5, "#fff") for x, y in ((30, 40), (120, 30), (180, 66), (290, 40), (220, 24), (60, 76))
        ),
        "#6a9ac8",
        "#e8f0f0",
        "#fff6d8",
    )


@scene("reizen")
def travelling() -> str:
    globe = sheet(circle(160, 190, 96, "#3a8fd0"), lift=3)
    lands = (
        '<clipPath id="globe"><circle cx="160" cy="190" r="96"/></clipPath><g clip-path="url(#globe)">'
        + path("M84 140q40 -40 70 -16q6 30 -20 38q-8 34 -34 20q-26 -12 -16 -42z", "#6cbf6a")
        + path("M176 176q36 -30 68 0q18 44 -14 64q-24 40 -40 10q4 -34 -16 -42q-8 -18 2 -32z", "#6cbf6a")
        + path("M110 236q24 -10 34 10q4 30 -18 36q-24 -10 -16 -46z", "#6cbf6a")
        + "</g>"
        + ellipse(124, 140, 30, 18, "#fff", opacity=0.35)
    )
    plane = group(
        sheet(path("M-64 0Q-60 -14 -30 -14H40Q70 -10 78 0Q70 10 40 12H-30Q-60 12 -64 0Z", "#fffaf0"), lift=3)
        + sheet(polygon(((-6, 4), (26, 4), (-26, 56), (-44, 56)), RED), lift=2)
        + polygon(((-60, -2), (-44, -8), (-62, -40), (-76, -40)), RED)
        + "".join(circle(-16 + 18 * k, -3, 5, "#5bbcf0") for k in range(4))
        + path("M52 -10Q70 -8 76 -2H50Z", "#5bbcf0"),
        at=(196, 72),
        turn=-14,
        scale=1.15,
    )
    trail = stroke("M-10 150Q60 130 118 100", "#fffaf0", 9, stroke_dasharray="20 16")
    return svg(
        cloud(208, 174, 100, "#fffaf0")
        + globe
        + lands
        + cloud(6, 280, 110, "#fffaf0")
        + cloud(206, 310, 120, "#fffaf0")
        + trail
        + plane,
        "#58b4e8",
        "#cdeefa",
        "#fffbe0",
    )


@scene("gevoelens")
def feelings() -> str:
    def mask(x: float, y: float, fill: str, mouth: str, brow: str, turn: float) -> str:
        shape = sheet(path("M-70 -72Q0 -96 70 -72Q80 30 0 92Q-80 30 -70 -72Z", fill), lift=3)
        eyes = path("M-48 -26q20 -20 36 2q-18 12 -36 -2zM48 -26q-20 -20 -36 2q18 12 36 -2z", INK)
        return group(
            shape
            + eyes
            + path(mouth, INK)
            + stroke(brow, darker(fill, 0.45), 7)
            + circle(-42, 10, 13, "#e8384a", opacity=0.35)
            + circle(42, 10, 13, "#e8384a", opacity=0.35),
            at=(x, y),
            turn=turn,
        )

    sad = mask(206, 196, "#7fb4e8", "M-30 54Q0 14 30 54Q0 38 -30 54Z", "M-54 -44L-20 -56M54 -44L20 -56", 12) + group(
        path("M0 -18Q16 8 0 18Q-16 8 0 -18Z", "#2f6fc0"), at=(184, 206)
    )
    glad = mask(
        116,
        134,
        "#f5c84a",
        "M-40 24Q0 38 40 24Q30 66 0 66Q-30 66 -40 24Z",
        "M-54 -52Q-36 -66 -18 -54M54 -52Q36 -66 18 -54",
        -10,
    )
    ribbon = stroke("M40 96Q-6 150 30 220T10 320", RED, 12) + stroke(
        "M276 160Q316 220 280 280T300 330", "#1b4a9b", 12
    )
    return svg(ribbon + sad + glad, "#e88aa8", "#ffe0e0", "#fff6e8")


@scene("dromen")
def dreaming() -> str:
    crescent = sheet(path("M196 44A92 92 0 1 0 262 190A76 76 0 0 1 196 44Z", "#ffe27a"), lift=3)
    sleepy = (
        stroke("M128 138q12 10 24 0", "#8a5a10", 7)
        + stroke("M140 178q14 12 26 2", "#8a5a10", 6)
        + circle(122, 166, 12, "#e8384a", opacity=0.3)
    )
    bed = (
        sheet(rect(46, 196, 16, 96, "#8a5430", r=6), rect(258, 224, 16, 68, "#8a5430", r=6), lift=1)
        + sheet(rect(54, 240, 212, 40, "#c98a4e", r=8), lift=2)
        + sheet(ellipse(96, 232, 36, 20, "#fffaf0"), lift=1)
        + sheet(circle(100, 218, 22, "#e0a878"), lift=1)
        + path("M78 216a22 22 0 0 1 44 0q-22 -14 -44 0z", "#3a2418")
        + stroke("M90 222q4 4 9 0M106 222q4 4 9 0", INK, 3)
        + sheet(path("M112 236Q190 204 266 240V272H112Z", "#c84a8a"), lift=2)
        + "".join(circle(x, y, 7, "#ffe9a8") for x, y in ((150, 246), (186, 238), (222, 248), (168, 262), (206, 262)))
    )
    zed = "".join(
        group(
            path("M-10 -12H10L-10 12H10", "none", stroke="#fffaf0", stroke_width=6, stroke_linejoin="round"),
            at=(x, y),
            scale=s,
        )
        for x, y, s in ((128, 196, 0.7),)
    )
    return svg(
        stars((50, 50, 12), (96, 28, 8), (286, 60, 12), (40, 130, 9), (292, 140, 8), (258, 24, 7))
        + crescent
        + sleepy
        + cloud(-10, 306, 130, "#8a7ac8")
        + cloud(206, 312, 130, "#8a7ac8")
        + bed
        + zed,
        "#1a1850",
        "#5a4aa0",
        "#8a78d8",
        (170, 120),
    )


@scene("maken")
def making() -> str:
    palette = sheet(
        path(
            "M48 176Q44 88 150 80Q266 76 276 158Q280 206 232 204Q196 204 206 240Q210 284 150 284Q54 280 48 176Z",
            "#c98a4e",
        ),
        lift=3,
    ) + circle(222, 162, 20, "#fff3e0")
    blobs = "".join(
        sheet(circle(x, y, 24, colour), lift=1) + ellipse(x - 7, y - 8, 6, 4, "#fff", opacity=0.6)
        for x, y, colour in (
            (98, 144, RED),
            (146, 116, "#f5b82e"),
            (196, 116, "#4cc38a"),
            (90, 204, "#5bbcf0"),
            (134, 244, "#ef8fbf"),
        )
    )
    brush = group(
        sheet(rect(-9, -136, 18, 130, "#1b4a9b", r=8), lift=3)
        + rect(-11, -16, 22, 26, "#d8d2c8")
        + sheet(path("M-13 10Q-18 44 0 66Q18 44 13 10Z", RED), lift=1),
        at=(208, 216),
        turn=42,
    )
    pencil = group(
        sheet(rect(-12, -100, 24, 150, "#f5b82e"), lift=3)
        + polygon(((-12, 50), (12, 50), (0, 84)), "#f3dcae")
        + polygon(((-4, 72), (4, 72), (0, 84)), INK)
        + rect(-12, -116, 24, 20, "#ef8fbf", r=5)
        + stroke("M-4 -96V50M4 -96V50", "#d89a1c", 2),
        at=(48, 238),
        turn=-28,
    )
    splash = (
        circle(284, 60, 20, "#5bbcf0")
        + circle(262, 34, 9, "#5bbcf0")
        + circle(302, 88, 7, "#5bbcf0")
        + circle(36, 60, 16, "#ef8fbf")
        + circle(60, 40, 7, "#ef8fbf")
    )
    return svg(splash + palette + blobs + pencil + brush, "#fff0d0", "#ffd8b0", "#fffbe8")


@scene("sprookjes")
def fairy_tales() -> str:
    book = sheet(
        path("M160 284Q96 248 22 268V176Q96 158 160 194Q224 158 298 176V268Q224 248 160 284Z", RED), lift=3
    ) + sheet(
        path("M160 270Q98 236 36 252V168Q98 150 160 186Z", "#fffaf0"),
        path("M160 270Q222 236 284 252V168Q222 150 160 186Z", "#fff3d6"),
        lift=1,
    )
    lines = "".join(
        stroke(f"M56 {y}Q100 {y - 10} 142 {y + 14}M264 {y}Q220 {y - 10} 178 {y + 14}", "#d8b98a", 4)
        for y in (188, 206, 224, 240)
    )
    tower = (
        sheet(rect(132, 84, 56, 104, "#e8d4f0"), polygon(((122, 88), (160, 28), (198, 88)), "#8a4fb8"), lift=2)
        + path("M148 188V160a12 12 0 0 1 24 0V188z", "#5a2a80")
        + rect(150, 104, 20, 26, "#5a2a80", r=10)
        + stroke("M160 28V8", INK, 4)
        + polygon(((160, 6), (184, 14), (160, 22)), "#ef8fbf")
    )
    frog = animal_head(Animal.KIKKER, 244, 142, 84) + sheet(
        polygon(((220, 108), (220, 84), (232, 96), (244, 78), (256, 96), (268, 84), (268, 108)), GOLD), lift=1
    )
    rose = (
        stroke("M72 190Q64 150 76 120", "#2f7d4a", 8)
        + group(path("M0 0q20 -16 34 0q-18 8 -34 0z", "#2f7d4a"), at=(70, 160), turn=-30)
        + sheet(circle(78, 108, 24, "#e8384a"), lift=2)
        + stroke("M66 106q12 -18 24 -2q-2 14 -14 8q-4 -8 4 -8", "#8a0f24", 4)
    )
    return svg(
        stars((40, 50, 10), (286, 44, 10), (106, 40, 7), (214, 60, 8)) + tower + book + lines + rose + frog,
        "#6a4ab0",
        "#f0c8e4",
        "#fff0d8",
        (160, 130),
    )


@scene("feest")
def party() -> str:
    gift = (
        sheet(rect(96, 178, 128, 112, "#1b8a9b", r=4), lift=3)
        + sheet(rect(86, 152, 148, 36, "#26a8bc", r=4), lift=2)
        + rect(148, 152, 24, 138, "#f5b82e")
        + sheet(path("M160 152Q104 144 112 112Q126 90 160 152Q194 90 208 112Q216 144 160 152Z", "#f5b82e"), lift=2)
    )
    loons = "".join(
        stroke(f"M{x} {y + 46}Q{(x + k) / 2 + 8:.0f} {(y + 200) / 2:.0f} {k} 170", INK, 2)
        + sheet(
            ellipse(x, y, 34, 42, colour), polygon(((x - 7, y + 50), (x + 7, y + 50), (x, y + 38)), colour), lift=2
        )
        + ellipse(x - 11, y - 14, 7, 11, "#fff", opacity=0.6)
        for x, y, colour, k in ((58, 92, RED, 110), (262, 88, "#4cc38a", 210), (160, 56, "#ef8fbf", 160))
    )
    bits = "".join(
        group(rect(-6, -4, 12, 8, colour), at=(x, y), turn=x * 7 % 90)
        for x, y, colour in (
            (30, 190, "#f5b82e"),
            (60, 236, "#5bbcf0"),
            (38, 280, RED),
            (280, 196, RED),
            (258, 240, "#f5b82e"),
            (290, 280, "#4cc38a"),
            (110, 30, "#5bbcf0"),
            (212, 24, "#f5b82e"),
            (18, 30, "#4cc38a"),
            (300, 28, "#ef8fbf"),
        )
    )
    return svg(bits + loons + hill(282, "#c86a8a", 6) + gift, "#ffb86a", "#ffe8c0", "#fffbe0")


@scene("moed")
def courage() -> str:
    peak = (
        sheet(polygon(((-20, 320), (150, 148), (340, 320)), "#6a5a8e"), lift=2)
        + sheet(polygon(((40, 320), (196, 186), (340, 320)), "#544676"), lift=2)
        + polygon(((120, 178), (150, 148), (182, 178), (164, 172), (150, 184), (136, 172)), "#fffaf0")
    )
    cape = sheet(path("M140 86Q70 92 36 170Q84 158 128 168Z", RED), lift=3)
    body = (
        sheet(stroke("M140 150L126 196M156 150L178 190", "#1b2a6b", 15), lift=1)
        + sheet(path("M128 82H168L172 152H126Z", "#f5b82e"), lift=2)
        + star(149, 114, 15, "#fffaf0")
    )
    arms = (
        sheet(stroke("M166 92L206 34", "#e0a878", 13), lift=1)
        + circle(208, 32, 11, "#e0a878")
        + sheet(stroke("M130 92L104 124L126 138", "#f5b82e", 12), lift=1)
    )
    head = face(149, 56, 27, "#e0a878", "#3a2418")
    flag = stroke("M206 60V-6", "#5a3a1a", 6)
    return svg(
        burst(150, 130, 300, 10, "#fff6d0", 0.4)
        + sheet(circle(150, 190, 96, "#ffd86a"), lift=1)
        + peak
        + group(
            cape + flag + body + arms + head + sheet(path("M206 -4Q240 -14 266 2Q240 12 206 34Z", "#4cc38a"), lift=2),
            at=(10, 16),
        ),
        "#e8743c",
        "#ffd89a",
        "#fff6d0",
        (150, 150),
    )


def cake(years: int) -> str:
    """A birthday cake with a candle for each year, two rows of them where they are many."""
    plate = sheet(ellipse(160, 282, 132, 22, "#fffaf0"), lift=2)
    low = sheet(path("M48 206V262Q48 284 160 284Q272 284 272 262V206Z", "#f0a8c0"), lift=2)
    top_ = sheet(ellipse(160, 206, 112, 34, "#fff3e6"), lift=1)
    drip = "".join(
        path(f"M{48 + k * 28} 206v{14 + (k * 13) % 22}a14 14 0 0 0 28 0v-{14 + (k * 13) % 22}z", "#fff3e6")
        for k in range(8)
    )
    dots = "".join(
        circle(70 + k * 36, 256 + (8 if k % 2 else 0), 9, colour)
        for k, colour in enumerate((RED, "#f5b82e", "#5bbcf0", "#4cc38a", "#c86aa8", RED))
    )
    colours = (RED, "#5bbcf0", "#4cc38a", "#f5b82e", "#ef8fbf")
    back = years // 2 if years > 7 else 0
    candles = _candles(back, 172, 78, colours) + _candles(years - back, 200, 88 if back else 86, colours[::-1])
    return svg(plate + low + drip + top_ + dots + candles, *CAKE_SKIES[years % len(CAKE_SKIES)], (160, 120))


CAKE_SKIES = (
    ("#5fb8dc", "#d8f2f4", "#fffbe0"),
    ("#f0a05a", "#ffe6c0", "#fffbe0"),
    ("#8a7ac8", "#e8dcf8", "#fff6e0"),
    ("#5aac7a", "#dcf4dc", "#fffbe0"),
)


def _candles(count: int, foot: float, half: float, colours: tuple[str, ...]) -> str:
    parts = []
    for at in range(count):
        x = 160 + (0 if count == 1 else half * (2 * at / (count - 1) - 1))
        colour = colours[at % len(colours)]
        stick = sheet(rect(x - 7, foot - 74, 14, 76, colour, r=3), lift=1) + stroke(
            f"M{x - 6:.0f} {foot - 50:.0f}l12 -10M{x - 6:.0f} {foot - 24:.0f}l12 -10", lighter(colour, 0.5), 4
        )
        flame = (
            circle(x, foot - 96, 20, "#fff6c0", opacity=0.5)
            + path(f"M{x:.0f} {foot - 118:.0f}q17 24 0 38q-17 -14 0 -38z", "#f58a1e")
            + path(f"M{x:.0f} {foot - 104:.0f}q8 13 0 22q-8 -9 0 -22z", "#ffe27a")
        )
        parts.append(stick + flame)
    return "".join(parts)


def heart() -> str:
    """What sticks to a picture that a child likes."""
    shape = "M40 72C22 54 4 42 4 24C4 4 32 0 40 22C48 0 76 4 76 24C76 42 58 54 40 72Z"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 88 84" width="88" height="84"><path d="{shape}" fill="{RED}" stroke="#fffaf0" stroke-width="5" stroke-linejoin="round"/><ellipse cx="22" cy="22" rx="6" ry="8" fill="#fffaf0" opacity="0.6"/></svg>\n'


def main() -> None:
    if missing := BY_SLUG.keys() ^ SCENES.keys():
        raise SystemExit(f"An interest and its picture go together: {', '.join(sorted(missing))}")
    for folder, pictures in (
        ("interests", SCENES),
        ("cakes", {str(years): lambda years=years: cake(years) for years in SHOW_AGES}),
    ):
        (STATIC / folder).mkdir(parents=True, exist_ok=True)
        for name, draw in pictures.items():
            (STATIC / folder / f"{name}.svg").write_text(draw(), encoding="utf-8")
    (STATIC / "heart.svg").write_text(heart(), encoding="utf-8")


if __name__ == "__main__":
    main()
