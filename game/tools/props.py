"""Things of the theatre as loose pieces of card, standing on or hanging from (0, 0).

Every function returns a `Figure`: emit it without border inside a room, with border as a prop of its own.
"""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import math

from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    RED,
    RED_DEEP,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Point,
    blob,
    box,
    curve,
    darker,
    lighter,
    limb,
    mix,
    oval,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import Figure


def suitcase(colour: str = "#b0563a") -> Figure:
    f = Figure()
    f.piece(
        "M-22 -84V-104Q-22 -114 -12 -114H12Q22 -114 22 -104V-84H12V-100Q12 -104 8 -104H-8Q-12 -104 -12 -100V-84Z",
        "#5a2a2a",
    )
    f.piece(box(-66, -90, 132, 86, r=12), colour, lift=4)
    for x in (-40, 30):
        f.inner(box(x, -90, 13, 86), darker(colour, 0.35), lift=1)
        f.mark(box(x - 2, -62, 17, 14, r=3, jit=0), GOLD)
    f.inner(blob(2, -30, 15, 14), CREAM, lift=1)
    f.mark(star(2, -30, 10), TEAMS["b"])
    for x, y in ((-66, -90), (66, -90), (-66, -4), (66, -4)):
        f.mark(blob(x * 0.9, y + (9 if y < -50 else -9), 9), darker(colour, 0.45))
    f.ink("M-64 -48H64", 2.4, darker(colour, 0.5), op=0.7)
    return f


def lantern() -> Figure:
    f = Figure()
    f.do(lambda s: s.glow(0, -58, 82, "#ffd774", 0.75))
    f.ink("M-18 -104Q0 -150 18 -104", 6, "#4a3424")
    f.piece(poly([(-30, -98), (0, -122), (30, -98)], r=4), "#5d4330")
    f.piece(poly([(-26, -98), (26, -98), (32, -16), (-32, -16)], r=3), "#ffd873", lift=3)
    f.mark("M0 -84Q20 -50 8 -28H-8Q-20 -50 0 -84Z", "#fff6d0")
    f.mark("M0 -62Q9 -44 4 -30H-4Q-9 -44 0 -62Z", "#ff9a3c")
    f.ink("M-9 -98L-11 -16M9 -98L11 -16", 4, "#5d4330")
    f.piece(box(-38, -18, 76, 18, r=5), "#5d4330")
    return f


def crown() -> Figure:
    f = Figure()
    f.piece(
        poly([(-56, -8), (-68, -86), (-34, -50), (0, -104), (34, -50), (68, -86), (56, -8), (0, 0)], r=4),
        GOLD,
        lift=4,
    )
    f.inner(
        curve([(-56, -26), (0, -17), (56, -26), (54, -4), (0, 4), (-54, -4)], tension=0.7),
        mix(GOLD, RED, 0.0),
        lift=1,
    )
    for x, colour, y in ((-32, TEAMS["b"], -16), (0, RED, -11), (32, TEAMS["c"], -16)):
        f.inner(oval(x, y, 9), colour, lift=1)
    for x, y in ((-68, -88), (0, -108), (68, -88)):
        f.piece(blob(x, y, 10), GOLD_LIGHT, lift=2)
    f.ink("M-50 -34Q0 -25 50 -34", 2.4, GOLD_DARK, op=0.8)
    return f


def chair(colour: str = "#8a5430") -> Figure:
    f = Figure()
    for x in (-34, 34):
        f.piece(poly([(x - 6, -62), (x + 6, -62), (x + 8, 0), (x - 4, 0)], r=2), darker(colour, 0.15))
    f.piece(poly([(-40, -140), (40, -140), (36, -60), (-36, -60)], r=14), colour)
    f.inner(poly([(-26, -126), (26, -126), (23, -70), (-23, -70)], r=10), RED)
    f.piece(poly([(-46, -70), (46, -70), (52, -50), (-52, -50)], r=8), RED, lift=4)
    f.ink("M-46 -52H46", 3, GOLD, op=0.9)
    for x in (-46, 46):
        f.piece(poly([(x - 6, -52), (x + 6, -52), (x + 5, 4), (x - 4, 4)], r=2), colour)
    return f


def cat(colour: str = "#3a2a3c") -> Figure:
    """A theatre cat, sitting."""
    f = Figure()
    f.piece(limb([(24, -10), (52, -14), (58, -44), (44, -54)], 15, 11), colour, lift=2)
    f.piece(curve([(-28, 0), (-32, -34), (-18, -64), (12, -64), (30, -34), (30, 0)]), colour)
    f.piece(poly([(-34, -72), (-32, -112), (-12, -94)], r=3), colour, lift=1)
    f.piece(poly([(26, -72), (24, -112), (4, -94)], r=3), colour, lift=1)
    f.piece(blob(-4, -76, 32, 27), colour, lift=3)
    for x in (-16, 8):
        f.mark(oval(x, -78, 6.5, 8), "#ffe27a")
        f.mark(oval(x, -78, 2.4, 6.4), "#1a0814")
    f.mark(poly([(-8, -67), (0, -67), (-4, -62)], r=1, jit=0), "#ef8fbf")
    f.ink("M-4 -62q-5 7 -10 2M-4 -62q5 7 10 2", 2, CREAM, op=0.8)
    f.ink("M-20 -64l-18 -3M-20 -61l-17 4M12 -64l18 -3M12 -61l17 4", 1.6, CREAM, op=0.6)
    f.mark(blob(-2, -22, 12, 18), lighter(colour, 0.25), op=0.8)
    return f


def plant(k: float = 1) -> Figure:
    f = Figure()
    for i, a in enumerate((-150, -30, -125, -55, -100, -78)):
        x, y = polar(0, -40 * k, (62 + (i % 3) * 14) * k, a)
        f.piece(
            curve([(0, -40 * k), ((x - 12 * k) * 0.6, y * 0.75), (x, y), ((x + 14 * k) * 0.7, y * 0.66)]),
            mix("#2f8f66", "#1d5f50", (i % 3) / 3),
            lift=2,
        )
    f.piece(poly([(-28 * k, -46 * k), (28 * k, -46 * k), (20 * k, 0), (-20 * k, 0)], r=5), "#c46a3c", lift=3)
    f.mark(box(-30 * k, -50 * k, 60 * k, 12 * k, r=4), darker("#c46a3c", 0.2))
    return f


def chandelier(lit: bool = True) -> Figure:
    """Hangs from (0, 0), 100 deep."""
    f = Figure()
    f.ink("M0 0V36", 4, GOLD_DARK)
    if lit:
        f.do(lambda s: s.glow(0, 66, 130, "#ffd98a", 0.55))
    f.piece("M-70 62Q-40 92 0 76Q40 92 70 62Q40 106 0 96Q-40 106 -70 62Z", GOLD)
    f.piece(blob(0, 48, 12, 18), GOLD, lift=2)
    for x, y in ((-70, 60), (-36, 78), (0, 74), (36, 78), (70, 60)):
        f.piece(box(x - 5, y - 20, 10, 20, r=2), CREAM, lift=1)
        f.mark(
            f"M{x} {y - 38}Q{x + 8} {y - 24} {x} {y - 20}Q{x - 8} {y - 24} {x} {y - 38}Z",
            "#ffe27a" if lit else "#8a7a6a",
        )
    for x in (-52, -18, 18, 52):
        f.mark(f"M{x} {90}q5 8 0 14q-5 -6 0 -14Z", "#bfe3f5", op=0.9)
    return f


def coat(colour: str, kind: str = "coat") -> Figure:
    """A garment on a hook at (0, 0); about 120 deep."""
    f = Figure()
    if kind == "scarf":
        f.piece(limb([(-8, 4), (-16, 50), (-14, 112)], 22, 24), colour, lift=3)
        f.piece(limb([(8, 2), (16, 44), (18, 92)], 22, 24), lighter(colour, 0.12), lift=3)
        for y in (36, 60, 84):
            f.ink(f"M-26 {y}l22 2M6 {y - 8}l22 2", 5, CREAM, op=0.8)
        for i in range(4):
            f.ink(f"M{-24 + i * 7} 112v12M{8 + i * 7} 92v12", 3, colour)
        return f
    if kind == "cape":
        f.piece(
            curve(
                [
                    (0, 0),
                    (-26, 16),
                    (-44, 70),
                    (-52, 124),
                    (-20, 132),
                    (0, 126),
                    (20, 132),
                    (52, 124),
                    (44, 70),
                    (26, 16),
                ]
            ),
            colour,
            lift=4,
        )
        f.piece(curve([(-24, 12), (0, 4), (24, 12), (18, 30), (0, 24), (-18, 30)]), darker(colour, 0.2), lift=2)
        f.ink("M-14 34L-24 124M14 34L24 124M0 30V122", 2.4, darker(colour, 0.4), op=0.5)
        f.mark(oval(0, 24, 5), GOLD)
        return f
    long = 128 if kind == "coat" else 104
    for side in (-1, 1):
        f.piece(limb([(side * 26, 20), (side * 44, 58), (side * 42, 100)], 26, 22), darker(colour, 0.1), lift=2)
    f.piece(
        curve(
            [(-12, 2), (12, 2), (32, 14), (36, 60), (44, long), (0, long + 6), (-44, long), (-36, 60), (-32, 14)],
            tension=0.6,
        ),
        colour,
        lift=4,
    )
    f.ink(f"M0 26V{long}", 2.2, darker(colour, 0.45), op=0.7)
    for i in range(3):
        f.mark(oval(7, 44 + i * 24, 4.2), GOLD_LIGHT)
    for side in (-1, 1):
        f.inner(
            poly([(side * 14, 76), (side * 32, 74), (side * 33, 92), (side * 15, 94)], r=3),
            darker(colour, 0.16),
            lift=1,
        )
    if kind == "hood":
        f.piece(curve([(-24, 18), (-18, -6), (0, -12), (18, -6), (24, 18), (0, 30)]), darker(colour, 0.16), lift=3)
        f.mark(blob(0, 12, 12, 11), darker(colour, 0.5))
    else:
        for side in (-1, 1):
            f.inner(poly([(0, 36), (side * 24, 14), (side * 14, 2), (0, 12)], r=3), darker(colour, 0.2), lift=1)
    return f


def spotlight(colour: str = "#3a3450", turn: float = 0) -> Figure:
    """A theatre lamp hanging from (0, 0), pointing down."""
    f = Figure()
    f.ink("M0 -6V8", 6, "#221c34")
    f.piece("M-20 4H20V18H14V12H-14V18H-20Z", "#221c34", lift=1)
    points: list[Point] = [(-15, 10), (15, 10), (22, 44), (-22, 44)]
    a = math.radians(turn)
    turned = [
        (x * math.cos(a) - (y - 12) * math.sin(a), 12 + x * math.sin(a) + (y - 12) * math.cos(a)) for x, y in points
    ]
    f.piece(poly(turned, r=5), colour, lift=3)
    (xa, ya), (xb, yb) = turned[2], turned[3]
    f.ink(f"M{xa:.1f} {ya:.1f}L{xb:.1f} {yb:.1f}", 5, "#ffe9a8")
    return f


def ladder(h: float = 150, colour: str = WOOD) -> Figure:
    f = Figure()
    steps = int(h / 26)
    for i in range(1, steps):
        y, w = -h + i * 26, 14 + i * 26 / h * 14
        f.piece(box(-w, y, w * 2, 7, r=2), lighter(colour, 0.1), lift=1)
    for side in (-1, 1):
        f.piece(poly([(side * 11, -h), (side * 19, -h), (side * 34, 0), (side * 25, 0)], r=2), colour, lift=2)
    return f


def music_stand() -> Figure:
    f = Figure()
    f.ink("M0 -60V0M0 -6L-16 2M0 -6L16 2", 4, "#2d2438")
    f.piece(poly([(-30, -94), (30, -94), (34, -60), (-34, -60)], r=3), "#2d2438", lift=2)
    f.inner(poly([(-26, -98), (0, -94), (26, -98), (28, -64), (0, -62), (-28, -64)], r=2), CREAM, lift=1)
    for y in (-88, -80, -72):
        f.ink(f"M-20 {y}H-4M4 {y}H20", 1.6, INK, op=0.5)
    return f


def cello() -> Figure:
    f = Figure()
    f.piece(box(-4, -150, 8, 80, r=2), "#4a2418", lift=1)
    f.piece(
        curve(
            [
                (0, -84),
                (-24, -78),
                (-20, -52),
                (-32, -28),
                (-20, -4),
                (0, 0),
                (20, -4),
                (32, -28),
                (20, -52),
                (24, -78),
            ]
        ),
        "#b5652e",
        lift=3,
    )
    f.ink("M-3 -146V-20M3 -146V-20", 1.4, CREAM, op=0.8)
    f.ink("M-13 -46q-6 10 0 20M13 -46q6 10 0 20", 2.6, "#4a2418")
    f.inner(box(-10, -26, 20, 6, r=2), "#4a2418", lift=1)
    f.piece(blob(0, -152, 8, 7), "#4a2418", lift=1)
    f.ink("M0 0V14", 3, "#8a8a9a")
    return f


def drum(colour: str = "#c0683a") -> Figure:
    f = Figure()
    f.piece(curve([(-46, -54), (-42, -20), (-22, -2), (22, -2), (42, -20), (46, -54)], tension=0.8), colour, lift=3)
    f.piece(oval(0, -56, 48, 13), CREAM, lift=1)
    f.ink("M-36 -46L-20 -8M36 -46L20 -8M0 -44V-2", 2.6, GOLD, op=0.9)
    f.ink("M-30 -84L8 -58M34 -86L-4 -60", 4, WOOD_DARK)
    f.mark(blob(-32, -86, 7), CREAM)
    f.mark(blob(36, -88, 7), CREAM)
    return f


def piano() -> Figure:
    f = Figure()
    f.piece(box(-62, -104, 124, 104, r=5), "#4a2430", lift=4)
    f.inner(box(-54, -96, 108, 34, r=4), "#5f3040", lift=1)
    f.piece(box(-68, -56, 136, 14, r=3), "#38182a", lift=2)
    f.mark(box(-62, -56, 124, 9, jit=0), "#fffaf0")
    for i in range(15):
        f.mark(box(-58 + i * 8, -56, 4, 5.5, jit=0), INK)
    f.inner(poly([(-20, -90), (20, -90), (22, -66), (-22, -66)], r=2), CREAM, lift=1)
    f.ink("M-14 -84H14M-14 -78H14M-14 -72H8", 1.5, INK, op=0.5)
    return f


def table(w: float = 120, colour: str = WOOD) -> Figure:
    f = Figure()
    for x in (-w / 2 + 10, w / 2 - 10):
        f.piece(poly([(x - 5, -52), (x + 5, -52), (x + 4, 0), (x - 4, 0)], r=2), darker(colour, 0.25), lift=2)
    f.piece(box(-w / 2, -60, w, 12, r=4), colour, lift=3)
    return f


def mirror_table() -> Figure:
    """A dressing table: a mirror with lamps around it."""
    f = Figure()
    f.piece(box(-46, -132, 92, 82, r=10), GOLD, lift=4)
    f.inner(box(-36, -122, 72, 64, r=6), "#a9cfe0", lift=0)
    f.mark(poly([(-30, -64), (-8, -116), (8, -116), (-14, -64)], r=2, jit=0), "#ffffff", op=0.35)
    for i in range(5):
        for y in (-127, -55):
            f.mark(oval(-36 + i * 18, y, 4.6), "#fff6d0")
    for y in (-108, -90, -72):
        f.mark(oval(-41, y, 4.6), "#fff6d0")
        f.mark(oval(41, y, 4.6), "#fff6d0")
    f.piece(box(-60, -50, 120, 12, r=4), WOOD, lift=3)
    for x in (-50, 50):
        f.piece(box(x - 5, -40, 10, 40), WOOD_DARK, lift=1)
    for x, colour, h in ((-44, RED, 16), (-30, TEAMS["b"], 22), (38, TEAMS["d"], 18)):
        f.piece(box(x - 5, -50 - h, 10, h, r=3), colour, lift=1)
    return f


def rack(colours: tuple[str, ...], w: float = 130) -> Figure:
    """A costume rack on wheels; the clothes hang close."""
    f = Figure()
    f.ink(f"M{-w / 2:.0f} 0V-118H{w / 2:.0f}V0", 5, "#8f94ac")
    n = len(colours)
    for i, colour in enumerate(colours):
        x = -w / 2 + 16 + i * (w - 32) / max(1, n - 1)
        low = -22 - (i * 13) % 26
        f.piece(
            curve(
                [
                    (x - 5, -110),
                    (x + 5, -110),
                    (x + 17, -96),
                    (x + 15, -60),
                    (x + 20, low),
                    (x, low + 4),
                    (x - 20, low),
                    (x - 15, -60),
                    (x - 17, -96),
                ],
                tension=0.7,
            ),
            colour,
            lift=2,
        )
        f.ink(f"M{x:.0f} -116q6 -6 0 -10", 2, "#8f94ac")
        if i % 2:
            f.mark(star(x, -70, 7), GOLD_LIGHT)
        else:
            f.ink(f"M{x - 12:.0f} -52h24", 4, GOLD_LIGHT, op=0.8)
    for x in (-w / 2, w / 2):
        f.mark(oval(x, 2, 6), "#3a3450")
    return f


def sewing() -> Figure:
    f = Figure()
    f.piece(
        poly(
            [(-34, -44), (-34, -78), (20, -78), (30, -68), (30, -46), (16, -46), (16, -60), (-14, -60), (-14, -44)],
            r=6,
        ),
        "#39407a",
        lift=3,
    )
    f.piece(box(-42, -46, 84, 12, r=4), "#39407a", lift=2)
    f.mark(oval(30, -62, 8), GOLD)
    f.piece(box(-8, -90, 8, 13, r=2), RED, lift=1)
    f.ink("M22 -46V-36", 2.6, "#c9cce0")
    return f


def paint_pots() -> Figure:
    f = Figure()
    for i, colour in enumerate((RED, TEAMS["a"], TEAMS["b"], TEAMS["c"])):
        x = -48 + i * 32
        f.piece(poly([(x - 13, -28), (x + 13, -28), (x + 11, 0), (x - 11, 0)], r=3), "#c9cce0", lift=2)
        f.mark(oval(x, -28, 13, 5), colour)
        f.mark(f"M{x - 9} -27q2 14 5 3q3 10 6 -2Z", colour)
    f.ink("M-10 -30L8 -62", 5, WOOD)
    f.mark(poly([(5, -58), (12, -56), (18, -74), (9, -76)], r=2, jit=0), INK)
    return f


def mannequin(colour: str = "#8a5aa8") -> Figure:
    f = Figure()
    f.ink("M0 -40V0M0 -4L-20 4M0 -4L20 4", 5, WOOD_DARK)
    f.piece(
        curve(
            [(-8, -128), (8, -128), (30, -114), (24, -80), (36, -30), (0, -24), (-36, -30), (-24, -80), (-30, -114)]
        ),
        colour,
        lift=3,
    )
    f.piece(blob(0, -134, 9, 8), WOOD, lift=1)
    f.ink("M-24 -78Q0 -70 24 -78", 4, GOLD)
    f.ink("M0 -70V-28M-12 -72L-20 -30M12 -72L20 -30", 2, darker(colour, 0.4), op=0.5)
    return f


def wig_head(hair: str) -> Figure:
    f = Figure()
    f.piece(poly([(-8, -22), (8, -22), (13, 0), (-13, 0)], r=3), CREAM, lift=2)
    f.piece(blob(0, -38, 17, 20), CREAM, lift=2)
    f.piece(
        curve([(-22, -20), (-24, -50), (0, -66), (24, -50), (22, -20), (14, -40), (0, -46), (-14, -40)]), hair, lift=2
    )
    return f


def moon(r: float = 40) -> Figure:
    f = Figure()
    f.piece(
        f"M{-0.3 * r:.1f} {-r:.1f}A{r} {r} 0 1 0 {r:.1f} {0.3 * r:.1f}A{0.8 * r:.1f} {0.8 * r:.1f} 0 0 1 {-0.3 * r:.1f} {-r:.1f}Z",
        "#ffe08a",
        lift=4,
    )
    f.ink(
        f"M{-0.62 * r:.1f} {0.02 * r:.1f}q{0.1 * r:.1f} {0.1 * r:.1f} {0.2 * r:.1f} 0M{-0.44 * r:.1f} {0.5 * r:.1f}q{0.2 * r:.1f} {0.12 * r:.1f} {0.3 * r:.1f} {-0.06 * r:.1f}",
        2.4,
        GOLD_DARK,
    )
    return f


def seat_side(k: float = 1) -> Figure:
    """A folding seat from the side, facing right."""
    f = Figure()
    f.piece(
        poly([(-16 * k, -50 * k), (-4 * k, -52 * k), (4 * k, -16 * k), (-8 * k, -14 * k)], r=5 * k), "#a51c38", lift=2
    )
    f.piece(poly([(-6 * k, -22 * k), (24 * k, -22 * k), (24 * k, -10 * k), (-6 * k, -9 * k)], r=5 * k), RED, lift=2)
    f.mark(box(2 * k, -10 * k, 7 * k, 11 * k, jit=0), RED_DEEP)
    return f
