"""What the pictures of the content packs share: the tile, seats, curtains, hands, a few puppets' looks.

A picture is 512 x 512: a cream card with a lit panel and one thing on it, big enough to name from the back row.
"""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from collections.abc import Callable

from game.tools import puppets
from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    RED,
    RED_LIGHT,
    WOOD,
    WOOD_DARK,
    Point,
    Sheet,
    blob,
    box,
    curve,
    darker,
    lighter,
    limb,
    oval,
    polar,
    poly,
)  # fmt: skip
from game.tools.puppets import EXPRESSIONS, HAIRS, SKINS, Figure, Look, puppet

Draw = Callable[[Sheet], None]
PICTURES: dict[str, Draw] = {}
"""What is drawn, by the name of the picture: `@picture` puts it here."""


def picture(draw: Draw) -> Draw:
    PICTURES[draw.__name__] = draw
    return draw


SIZE = 512
LOW, HIGH = 30.0, 482.0
"""The lit panel of a tile runs from LOW to HIGH, both ways."""

TONES = {
    "plum": ("#7d2c56", "#33102a"),
    "red": ("#b02a3c", "#4a0a1a"),
    "night": ("#2c3f92", "#101a4a"),
    "dark": ("#2a1a3c", "#0e0716"),
    "teal": ("#2f8f94", "#114a55"),
    "green": ("#3f9a6c", "#14503f"),
    "sun": ("#ffd98a", "#e39a3c"),
    "sky": ("#a7dcf5", "#4a93cf"),
    "pink": ("#f6b6cf", "#c8638f"),
    "wood": ("#c98a4e", "#6d3d20"),
    "cream": ("#fff3d6", "#ecca90"),
}

USHER = Look(
    skin=SKINS["brown"],
    hair=HAIRS["black"],
    style="bun",
    outfit="jacket",
    top=RED,
    trim=GOLD_LIGHT,
    extras=("cap",),
    adult=True,
)
CREW = Look(
    skin=SKINS["peach"],
    hair=HAIRS["chestnut"],
    style="short",
    outfit="tee",
    top="#3a3f5c",
    extras=("headset",),
    adult=True,
)
MANAGER = Look(
    skin=SKINS["olive"],
    hair=HAIRS["black"],
    style="swept",
    outfit="tee",
    top="#2f6a78",
    extras=("headset", "glasses"),
    adult=True,
)
ACTOR = Look(
    skin=SKINS["tan"],
    hair=HAIRS["dark"],
    style="curly",
    outfit="coat",
    top="#7b4bd1",
    bottom="#4a2793",
    trim=GOLD_LIGHT,
    extras=("crown", "cape"),
    adult=True,
)
KIDS = {
    "girl": Look(skin=SKINS["deep"], hair=HAIRS["black"], style="puffs", outfit="dress", top="#ef8fbf", trim=CREAM),
    "boy": Look(
        skin=SKINS["rose"], hair=HAIRS["blond"], style="spiky", outfit="tee", top="#4cc38a", pattern="stripes"
    ),
    "hijab": Look(skin=SKINS["olive"], hair="#5b4bb0", style="hijab", outfit="tee", top="#f5b82e", pattern="star"),
    "red": Look(
        skin=SKINS["rose"], hair=HAIRS["red"], style="braids", outfit="overall", top="#fff3d6", bottom="#3f86c6"
    ),
    "curls": Look(
        skin=SKINS["brown"], hair=HAIRS["dark"], style="curly", outfit="tee", top="#5bbcf0", pattern="dots"
    ),
}


# -- tile ------------------------------------------------------------------------------------------------
def tile(s: Sheet, tone: str, light: Point = (256, 216), strength: float = 0.5) -> None:
    """The card and its panel, with warm light where the thing will be."""
    top, low = TONES[tone]
    s.paper(box(12, 10, 484, 486, r=44), CREAM, lift=9, edge=2)
    s.path(box(LOW - 3, LOW - 3, 458, 458, r=32), "#b98f5c", op=0.75)
    s.path(box(LOW, LOW, 452, 452, r=30), s.grad([(0, top), (1, low)]))
    s.glow(light[0], light[1], 218, "#fff0b8", strength)


def frame(s: Sheet) -> None:
    """The cream edge of the card again, as a window over whatever runs on behind it."""
    s.line(box(LOW + 2, LOW + 3, 450, 450, r=30, jit=0), "#12030c", 9, op=0.22)
    inner = "M60 30Q30 30 30 60V452Q30 482 60 482H452Q482 482 482 452V60Q482 30 452 30Z"
    outer = "M56 10H452Q496 10 496 54V452Q496 496 452 496H56Q12 496 12 452V54Q12 10 56 10Z"
    s.path(outer + inner, s.grad([(0, "#fff9e8"), (0.5, CREAM), (1, "#f0dcb4")], "d"))
    s.line(inner, "#b98f5c", 3, op=0.7)


def shade(s: Sheet, cx: float, cy: float, rx: float, ry: float, op: float = 0.4) -> None:
    s.path(oval(cx, cy, rx, ry), s.grad([(0, "#12030c", op), (0.6, "#12030c", op * 0.6), (1, "#12030c", 0)], "r"))


def beam(s: Sheet, x: float, y: float, left: float, right: float, low: float, op: float = 0.55) -> None:
    """A beam of light from a lamp at (x, y) to the floor."""
    s.path(
        f"M{x - 14} {y}L{x + 14} {y}L{right} {low}L{left} {low}Z", s.grad([(0, "#fff6cf", op), (1, "#fff6cf", 0.08)])
    )
    s.path(
        oval((left + right) / 2, low, (right - left) / 2, (right - left) / 9),
        s.grad([(0, "#fff3c4", 0.9), (0.6, "#ffe29a", 0.5), (1, "#ffe29a", 0)], "r"),
    )


# -- house -----------------------------------------------------------------------------------------------
def floor(s: Sheet, y: float, *, low: float = HIGH, planks: int = 7) -> None:
    """The boards of a stage, from y down, with a gilt edge in front."""
    s.path(f"M{LOW} {y}H{HIGH}V{low}H{LOW}Z", s.grad([(0, WOOD_DARK), (1, WOOD)]))
    for i in range(planks + 1):
        x = LOW + i * (HIGH - LOW) / planks
        top = 256 + (x - 256) * 0.72
        s.line(f"M{top:.0f} {y}L{x:.0f} {low}", "#6d3d20", 3, op=0.55)


def curtain(s: Sheet, x0: float, x1: float, y0: float, y1: float, folds: int, colour: str = RED) -> None:
    """A hanging curtain with folds and a gilt hem."""
    w = (x1 - x0) / folds
    d = f"M{x0} {y0}H{x1}V{y1}"
    for i in range(folds):
        d += f"q{-w / 2:.1f} {10 if i % 2 else 15} {-w:.1f} 0"
    s.shadow(d + "Z", 7)
    s.path(d + "Z", colour)
    for i in range(folds):
        x = x0 + i * w
        fold = f"M{x:.1f} {y0}H{x + w:.1f}V{y1 + 4}H{x:.1f}Z"
        s.path(
            fold,
            s.grad(
                [
                    (0, darker(colour, 0.6)),
                    (0.35, colour),
                    (0.55, lighter(colour, 0.16)),
                    (0.8, darker(colour, 0.25)),
                    (1, darker(colour, 0.62)),
                ],
                "h",
            ),
        )
    s.path(f"M{x0} {y1 - 12}H{x1}V{y1 - 2}H{x0}Z", s.gold("v"))


def valance(s: Sheet, y: float = LOW, depth: float = 66, swags: int = 4, x0: float = LOW, x1: float = HIGH) -> None:
    """The scalloped strip above a stage."""
    w = (x1 - x0) / swags
    d = f"M{x0} {y}H{x1}V{y + depth * 0.6}"
    for _ in range(swags):
        d += f"q{-w / 2:.1f} {depth * 0.8:.1f} {-w:.1f} 0"
    s.paper(d + "Z", s.grad([(0, "#7d0d1f"), (0.6, RED), (1, "#8c1022")]), flat=RED, lift=7)
    for i in range(swags):
        x = x0 + i * w
        s.line(f"M{x:.1f} {y + depth * 0.56:.1f}q{w / 2:.1f} {depth * 0.8:.1f} {w:.1f} 0", GOLD, 6)


def seat(
    s: Sheet, x: float, y: float, k: float = 1, *, colour: str = RED, plate: bool = False, plain: bool = False
) -> None:
    """A theatre seat from the front, standing on (x, y), 150 wide and 190 high at k = 1."""
    with s.at(x, y, scale=k):
        s.path(box(-52, -34, 18, 34, jit=0), "#4a2f22")
        s.path(box(34, -34, 18, 34, jit=0), "#4a2f22")
        s.paper(
            curve([(-60, -60), (-64, -150), (-44, -186), (0, -194), (44, -186), (64, -150), (60, -60)], tension=0.7),
            darker(colour, 0.12),
            lift=7,
        )
        s.paper(
            curve([(-46, -70), (-49, -146), (-34, -172), (0, -178), (34, -172), (49, -146), (46, -70)], tension=0.7),
            colour,
            lift=2,
        )
        for bx in () if plain else (-20, 20):
            for by in (-146, -112):
                s.path(oval(bx, by, 4.5), darker(colour, 0.4))
        s.paper(box(-58, -84, 116, 40, r=16), lighter(colour, 0.08), lift=6)
        s.path(box(-56, -54, 112, 10, r=5, jit=0), darker(colour, 0.4), op=0.7)
        for side in (-1, 1):
            s.paper(
                poly([(side * 56, -112), (side * 78, -112), (side * 76, -18), (side * 60, -18)], r=5),
                WOOD_DARK,
                lift=4,
            )
            s.paper(box(side * 67 - 16, -122, 32, 18, r=8), s.gold(), flat=GOLD, lift=3)
        if plate:
            s.paper(oval(0, -130, 40), s.gold("d"), flat=GOLD, lift=4)
            s.path(oval(0, -130, 31), CREAM)
            s.line("M14 -150H-9L-12 -131Q14 -138 14 -121Q13 -107 -12 -111", INK, 9)


def seat_back(s: Sheet, x: float, y: float, w: float, h: float, colour: str = "#8e1730") -> None:
    """The back of a seat, as who sits behind sees it."""
    d = curve(
        [
            (x - w / 2, y),
            (x - w * 0.52, y - h * 0.66),
            (x - w * 0.36, y - h * 0.95),
            (x, y - h),
            (x + w * 0.36, y - h * 0.95),
            (x + w * 0.52, y - h * 0.66),
            (x + w / 2, y),
        ],
        tension=0.7,
    )
    s.paper(d, s.grad([(0, lighter(colour, 0.22)), (0.3, colour), (1, darker(colour, 0.5))]), flat=colour, lift=6)
    s.line(
        f"M{x - w * 0.34:.0f} {y - h * 0.9:.0f}Q{x} {y - h * 0.99:.0f} {x + w * 0.34:.0f} {y - h * 0.9:.0f}", GOLD, 5
    )


HEADS = (
    (HAIRS["black"], SKINS["deep"]),
    (HAIRS["blond"], SKINS["rose"]),
    ("#5b4bb0", "#5b4bb0"),
    (HAIRS["red"], SKINS["rose"]),
    (HAIRS["brown"], SKINS["tan"]),
)


def head_back(s: Sheet, x: float, y: float, r: float, n: int) -> None:
    """A head from behind; the third wears a scarf, the first has a big round of curls."""
    hair, skin = HEADS[n % len(HEADS)]
    s.path(box(x - r * 0.3, y + r * 0.6, r * 0.6, r * 0.7, jit=0), darker(skin, 0.2))
    if n % 5 == 0:
        s.paper(blob(x, y - r * 0.1, r * 1.2, r * 1.15, n=14, jit=0.03), hair, lift=4)
        return
    for side in (-1, 1):
        s.path(blob(x + side * r, y + r * 0.1, r * 0.2, r * 0.26), skin)
    s.paper(blob(x, y, r, r * 1.05, n=12, jit=0.02), hair, lift=4)
    if n % 5 == 3:
        for side in (-1, 1):
            s.paper(blob(x + side * r * 0.9, y + r * 0.9, r * 0.3, r * 0.55), hair, lift=2)
    s.line(
        f"M{x - r * 0.5:.0f} {y - r * 0.5:.0f}"
        f"Q{x - r * 0.1:.0f} {y - r * 0.86:.0f} {x + r * 0.4:.0f} {y - r * 0.6:.0f}",
        lighter(hair, 0.4),
        4,
        op=0.6,
    )


def head(look: Look, mood: str) -> Figure:
    """Only the head of a puppet, centred on (0, 0) with radius 60."""
    f = Figure()
    puppets._hair_back(f, 0, 0, 1, look)
    puppets._head(f, 0, 60, look, EXPRESSIONS[mood])
    puppets._hair_front(f, 0, 0, 1, look)
    puppets._extras(f, puppets.Build(head_y=0, r=60), look)
    return f


def face_front(
    s: Sheet, x: float, y: float, k: float, look: Look, mood: str, *, turn: float = 0, flip: bool = False
) -> None:
    """Only the head of a puppet, centred on (x, y)."""
    head(look, mood).emit(s, x, y, k, turn=turn, flip=flip)


def bust(
    s: Sheet,
    look: Look,
    mood: str,
    arms: tuple[str, str],
    *,
    x: float = 256,
    k: float = 1.5,
    low: float = 480,
    **more: object,
) -> None:
    """Head to hips, rising from behind the lower edge of the card."""
    hem = 112 if look.adult else 66
    puppet(look, mood, arms, stick_to=0, seated=True, **more).emit(s, x, low + (hem - 8) * k, k)  # type: ignore[arg-type]


def standing(
    s: Sheet,
    look: Look,
    mood: str,
    arms: tuple[str, str],
    *,
    x: float = 256,
    y: float = 452,
    k: float = 1.35,
    **more: object,
) -> None:
    shade(s, x, y + 4, 84 * k, 15 * k)
    puppet(look, mood, arms, stick_to=0, **more).emit(s, x, y, k)  # type: ignore[arg-type]


# -- signs -----------------------------------------------------------------------------------------------
def ban(s: Sheet, cx: float = 256, cy: float = 256, r: float = 178) -> None:
    """A red ring with a bar: this stays outside."""
    bar = r * 0.707
    for width, colour in ((50, CREAM), (36, RED)):
        s.line(oval(cx, cy, r), colour, width)
        s.line(f"M{cx - bar:.0f} {cy - bar:.0f}L{cx + bar:.0f} {cy + bar:.0f}", colour, width)
    s.line(f"M{cx - r * 0.92:.0f} {cy - r * 0.5:.0f}A{r} {r} 0 0 1 {cx:.0f} {cy - r:.0f}", RED_LIGHT, 9, op=0.8)


def arrow(s: Sheet, x: float, y: float, degrees: float, length: float = 96, colour: str = GOLD) -> None:
    """A paper arrow that starts at (x, y)."""
    with s.at(x, y, turn=degrees):
        d = poly(
            [
                (0, -15),
                (length * 0.55, -15),
                (length * 0.55, -38),
                (length, 0),
                (length * 0.55, 38),
                (length * 0.55, 15),
                (0, 15),
            ],
            r=5,
            jit=0,
        )
        s.path(d, CREAM, stroke=CREAM, sw=12)
        s.paper(d, colour, lift=4)


def rays(
    s: Sheet,
    cx: float,
    cy: float,
    inner: float,
    outer: float,
    angles: tuple[float, ...],
    colour: str = GOLD_LIGHT,
    width: float = 12,
) -> None:
    for angle in angles:
        (ax, ay), (bx, by) = polar(cx, cy, inner, angle), polar(cx, cy, outer, angle)
        s.line(f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}", colour, width)


def heart(cx: float, cy: float, r: float) -> str:
    left, right, wide = cx - r * 1.9, cx + r * 1.9, r * 0.9
    dip, top, side = cy - r * 0.5, cy - r * 1.5, cy - r * 0.2
    return (
        f"M{cx} {cy + r}C{left} {side} {cx - wide} {top} {cx} {dip}C{cx + wide} {top} {right} {side} {cx} {cy + r}Z"
    )


# -- things ----------------------------------------------------------------------------------------------
def open_hand(
    s: Sheet,
    x: float,
    y: float,
    k: float,
    skin: str,
    *,
    turn: float = 0,
    flip: bool = False,
    sleeve: str = "#3f86c6",
    sleeve_to: float = 70,
) -> None:
    """A flat hand with the fingers up; the wrist is at (x, y), the tip 190 above at k = 1."""
    f = Figure()
    f.piece(limb([(0, sleeve_to), (0, sleeve_to / 2), (0, 4)], 86, 78), sleeve, lift=5)
    for fx, top, lean in ((-37, -128, -15), (-13, -158, -5), (13, -156, 4), (37, -130, 14)):
        f.piece(limb([(fx * 0.86, -50), (fx + lean * 0.4, (top - 50) / 2), (fx + lean, top)], 27, 24), skin, lift=2)
    f.piece(limb([(28, -24), (60, -46), (80, -84)], 34, 24), skin, lift=2)
    f.piece(
        curve([(-44, -8), (-50, -60), (-34, -84), (0, -88), (34, -84), (50, -56), (42, -8), (0, 6)], tension=0.8),
        skin,
        lift=2,
    )
    f.ink("M-26 -58Q0 -40 30 -60M-30 -36Q-4 -24 18 -22", 3.4, darker(skin, 0.35), op=0.55)
    f.emit(s, x, y, k, turn=turn, flip=flip)


def sweet(s: Sheet, cx: float, cy: float, k: float = 1, *, torn: bool = False) -> None:
    """A wrapped sweet."""
    with s.at(cx, cy, scale=k, turn=-18):
        for side in (-1, 1):
            if torn and side > 0:
                d = poly(
                    [(70, -20), (120, -78), (146, -40), (132, -14), (164, 10), (124, 30), (142, 66), (74, 26)], r=4
                )
            else:
                d = poly(
                    [
                        (side * 74, -14),
                        (side * 152, -74),
                        (side * 138, -26),
                        (side * 166, 0),
                        (side * 138, 28),
                        (side * 150, 76),
                        (side * 74, 14),
                    ],
                    r=6,
                )
            s.paper(d, "#f7a0c6", lift=6)
            s.line(
                f"M{side * 82} -6L{side * 138} -44M{side * 84} 0H{side * 140}M{side * 82} 6L{side * 136} 44",
                "#c8538a",
                4,
                op=0.6,
            )
        s.paper(blob(0, 0, 96, 78, n=12, jit=0.015), "#e8488f", lift=8)
        for x in (-58, -10, 38):
            s.path(f"M{x} -74Q{x + 34} 0 {x - 6} 74L{x + 22} 74Q{x + 60} 0 {x + 30} -72Z", "#fff3d6", op=0.85)
        s.path("M-66 -26Q-44 -62 0 -64Q-40 -48 -54 -18Z", "#ffffff", op=0.6)


def phone(s: Sheet, cx: float, cy: float, *, lit: bool, turn: float = 0) -> None:
    with s.at(cx, cy, turn=turn):
        s.paper(box(-84, -152, 168, 304, r=28), "#2b2740", lift=9)
        screen = (
            s.grad([(0, "#e8fbff"), (0.5, "#7fd8ff"), (1, "#3f9be0")], "d")
            if lit
            else s.grad([(0, "#17131f"), (0.5, "#2c2740"), (1, "#0e0b16")], "d")
        )
        s.path(box(-70, -126, 140, 244, r=10, jit=0), screen)
        s.path(oval(0, 135, 9), "#5a5470")
        s.path(box(-20, -142, 40, 6, r=3, jit=0), "#5a5470")
        if not lit:
            s.path("M-70 60L40 -126H70V-110L-40 118H-70Z", "#ffffff", op=0.07)


def door(s: Sheet, x: float, y: float, w: float, h: float, *, leaf: str = "#8e1730") -> None:
    """An open double door, with light behind it; (x, y) is the middle of the sill."""
    s.paper(box(x - w / 2 - 18, y - h - 18, w + 36, h + 18, r=8), GOLD_DARK, lift=7)
    s.path(box(x - w / 2, y - h, w, h, jit=0), s.grad([(0, "#fff6cf"), (1, "#ffc766")]))
    for side in (-1, 1):
        a, b = x + side * w / 2, x + side * (w / 2 + w * 0.34)
        s.paper(poly([(a, y - h), (b, y - h + 26), (b, y + 26), (a, y)], r=2), leaf, lift=6)
        s.path(oval(a + (b - a) * 0.8 - side * w * 0.1, y - h * 0.45, 7), GOLD)


def pine(s: Sheet, x: float, y: float, k: float, colour: str = "#278069") -> None:
    with s.at(x, y, scale=k):
        s.paper(box(-12, -60, 24, 60), "#5a3823", lift=3)
        for top, low, w, tone in ((-170, -40, 74, 0.18), (-220, -100, 60, 0.0), (-262, -160, 44, -0.12)):
            d = poly([(-w, low), (0, top), (w, low)], r=8)
            s.paper(d, darker(colour, tone) if tone >= 0 else lighter(colour, -tone), lift=5)


def castle(s: Sheet, x: float, y: float, k: float, colour: str = "#8f7fc4") -> None:
    """A castle cut from one flat, standing on (x, y), 220 wide and 240 high."""
    dark = darker(colour, 0.2)
    with s.at(x, y, scale=k):
        s.paper(
            poly(
                [
                    (-60, 0),
                    (-60, -120),
                    (-60, -140),
                    (-36, -140),
                    (-36, -122),
                    (-12, -122),
                    (-12, -140),
                    (12, -140),
                    (12, -122),
                    (36, -122),
                    (36, -140),
                    (60, -140),
                    (60, 0),
                ]
            ),
            colour,
            lift=5,
        )
        for side in (-1, 1):
            s.paper(box(side * 82 - 30, -166, 60, 166), dark, lift=5)
            s.paper(poly([(side * 82 - 42, -160), (side * 82, -232), (side * 82 + 42, -160)], r=4), RED, lift=5)
            s.path(f"M{side * 82 - 11} -96v-24a11 13 0 0 1 22 0v24z", "#ffd774")
        s.path("M-26 0V-46a26 30 0 0 1 52 0V0Z", "#3a1d10")
        s.line("M0 -140V-206", WOOD_DARK, 6)
        s.paper(poly([(2, -206), (52, -192), (2, -176)], r=3), GOLD, lift=3)


def lamp(s: Sheet, x: float, y: float, k: float = 1, *, lit: bool = True, turn: float = 0) -> None:
    """A theatre lamp on its bracket, shining down from (x, y)."""
    with s.at(x, y, scale=k, turn=turn):
        s.line("M0 -46V-10", "#15101f", 12)
        s.line("M-42 34Q-44 -14 0 -14Q44 -14 42 34", "#221c34", 11)
        s.paper(poly([(-28, -6), (28, -6), (46, 78), (-46, 78)], r=8), "#4a4264", lift=6)
        for y2 in (14, 32, 50):
            s.line(f"M{-24 - y2 * 0.2:.0f} {y2}H{24 + y2 * 0.2:.0f}", "#2b2540", 5)
        s.path(oval(0, 80, 47, 13), "#ffe9a8" if lit else "#1a1426")
        if lit:
            s.path(oval(0, 81, 34, 8), "#ffffff")


def bubble(s: Sheet, x: float, y: float, w: float, h: float, tail: float, *, fill: str = CREAM) -> None:
    """A speech bubble around (x, y); its tail points down, `tail` to the right or (negative) to the left."""
    a, b, c, d = x - w / 2, x + w / 2, y - h / 2, y + h / 2
    r = min(w, h) * 0.36
    point = x + tail
    s.paper(
        f"M{a} {c + r}Q{a} {c} {a + r} {c}H{b - r}Q{b} {c} {b} {c + r}V{d - r}Q{b} {d} {b - r} {d}"
        f"H{point * 0.55 + x * 0.45 + 18:.0f}L{point:.0f} {d + h * 0.34:.0f}L{point * 0.55 + x * 0.45 - 18:.0f} {d}"
        f"H{a + r}Q{a} {d} {a} {d - r}Z",
        fill,
        lift=7,
    )


def lines(s: Sheet, x: float, y: float, widths: tuple[int, ...], step: float = 20, colour: str = "#8a6a5a") -> None:
    """Words that nobody has to read."""
    for i, wide in enumerate(widths):
        s.line(f"M{x} {y + i * step}h{wide}", colour, 8)


def little_stage(s: Sheet, x: float, y: float, w: float, h: float, back: tuple[str, str], motif: str = "") -> None:
    """A small stage around (x, y), with one motif on it."""
    a, b, c, d = x - w / 2, x + w / 2, y - h / 2, y + h / 2
    s.paper(box(a - 8, c - 8, w + 16, h + 16, r=8), GOLD, lift=6)
    s.path(f"M{a} {c}H{b}V{d}H{a}Z", s.grad([(0, back[0]), (1, back[1])]))
    s.path(f"M{a} {d - h * 0.2:.0f}H{b}V{d}H{a}Z", WOOD)
    if motif == "moon":
        s.path(oval(x, y - h * 0.08, h * 0.22), "#ffe08a")
        s.path(oval(x + h * 0.1, y - h * 0.14, h * 0.18), back[0])
    elif motif == "sun":
        s.path(oval(x, y - h * 0.06, h * 0.2), "#ffd04a")
    elif motif == "tree":
        pine(s, x, d - h * 0.1, h / 380)
    elif motif == "castle":
        castle(s, x, d - h * 0.1, h / 400)
    elif motif == "boat":
        s.path(
            poly(
                [
                    (x - h * 0.28, y + h * 0.1),
                    (x + h * 0.28, y + h * 0.1),
                    (x + h * 0.16, y + h * 0.26),
                    (x - h * 0.16, y + h * 0.26),
                ]
            ),
            RED,
        )
        s.path(poly([(x, y - h * 0.26), (x + h * 0.22, y + h * 0.04), (x, y + h * 0.04)]), CREAM)
    for side in (-1, 1):
        e = x + side * w / 2
        s.path(
            curve(
                [(e, c), (e - side * w * 0.24, c), (e - side * w * 0.16, y), (e - side * w * 0.05, d), (e, d)],
                tension=0.5,
            ),
            RED,
        )
    s.path(
        f"M{a} {c}H{b}v{h * 0.1:.0f}Q{(x + b) / 2:.0f} {c + h * 0.22:.0f} {x} {c + h * 0.1:.0f}Q{(x + a) / 2:.0f} {c + h * 0.22:.0f} {a} {c + h * 0.1:.0f}Z",
        RED_LIGHT,
    )


def note(s: Sheet, x: float, y: float, k: float = 1, colour: str = INK) -> None:
    """Two quavers."""
    with s.at(x, y, scale=k):
        s.line("M-14 22V-30L26 -40V12", colour, 8)
        s.line("M-14 -22L26 -32", colour, 8)
        s.path(oval(-23, 24, 14, 10), colour)
        s.path(oval(17, 14, 14, 10), colour)
