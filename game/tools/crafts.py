"""The tools of the trade: one thing for every person of the theatre, by which a class knows the person.

Each function answers a `Figure` that stands on (0, 0) or is held at (0, 0), as its docstring says.
"""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from game.tools import props
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    TEAMS,
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
    star,
)  # fmt: skip
from game.tools.puppets import Figure

STEEL, STEEL_DARK, COAL = "#c9cce0", "#6f7488", "#2d2a44"


def torch(beam: float = 150) -> Figure:
    """A torch held at (0, 0), shining to the right."""
    f = Figure()
    if beam:
        f.do(lambda s: _beam(s, 44, 0, beam, 62))
    f.piece(box(-34, -11, 62, 22, r=7), COAL, lift=3)
    f.piece(poly([(22, -11), (44, -22), (44, 22), (22, 11)], r=4), GOLD, lift=3)
    f.mark(oval(45, 0, 6, 20), "#fff6d0")
    f.mark(box(-8, -8, 14, 7, r=3, jit=0), RED)
    return f


def _beam(s: Sheet, x: float, y: float, length: float, half: float, turn: float = 0) -> None:
    fill = s.grad([(0, "#fff3c0", 0.85), (0.6, "#fff3c0", 0.3), (1, "#fff3c0", 0)], "h")
    with s.at(x, y, turn=turn):
        s.path(f"M0 -18L{length} {-half}V{half}L0 18Z", fill)
        s.glow(0, 0, 42, "#fff3c0", 0.9)


def masks() -> Figure:
    """The laughing and the weeping mask, in the middle of (0, 0)."""
    f = Figure()
    _mask(f, 34, 16, "#f2d7a2", happy=False)
    _mask(f, -30, -12, CREAM, happy=True)
    return f


def mask(*, happy: bool = True) -> Figure:
    """One mask on a stick, held at (0, 0)."""
    f = Figure()
    f.piece(box(-4, -40, 8, 62, r=3), WOOD, lift=2)
    _mask(f, 0, -72, CREAM, happy=happy)
    return f


def _mask(f: Figure, x: float, y: float, colour: str, *, happy: bool) -> None:
    f.piece(
        curve(
            [
                (x - 46, y - 44),
                (x, y - 36),
                (x + 46, y - 44),
                (x + 48, y + 4),
                (x + 28, y + 44),
                (x, y + 58),
                (x - 28, y + 44),
                (x - 48, y + 4),
            ],
            tension=0.8,
        ),
        colour,
        lift=5,
    )
    for side in (-1, 1):
        eye = (
            f"M{x + side * 20 - 12} {y - 6}Q{x + side * 20} {y - 24 if happy else y + 8} {x + side * 20 + 12} {y - 6}"
        )
        f.ink(eye, 6)
        f.do(lambda s, side=side: s.glow(x + side * 30, y + 14, 15, "#f2685c", 0.6))  # type: ignore[misc]
    if happy:
        f.mark(
            f"M{x - 24} {y + 16}Q{x} {y + 22} {x + 24} {y + 16}Q{x + 18} {y + 44} {x} {y + 44}Q{x - 18} {y + 44} {x - 24} {y + 16}Z",
            "#6b1020",
        )
    else:
        f.ink(f"M{x - 20} {y + 38}Q{x} {y + 14} {x + 20} {y + 38}", 6)
        f.mark(f"M{x + 24} {y + 6}q9 14 0 20q-9 -6 0 -20Z", TEAMS["b"])


def dance_shoes() -> Figure:
    """A pair of dance shoes with ribbons, in the middle of (0, 0)."""
    f = Figure()
    pink = TEAMS["d"]
    for x, turn in ((-36, -1), (36, 1)):
        f.piece(
            limb([(x, -10), (x - turn * 22, -56), (x + turn * 6, -92), (x + turn * 34, -118)], 9, 10),
            lighter(pink, 0.25),
            lift=2,
        )
        f.piece(
            limb([(x, -10), (x + turn * 26, -50), (x + turn * 2, -88), (x - turn * 18, -122)], 9, 10),
            lighter(pink, 0.25),
            lift=2,
        )
        f.piece(
            curve([(x - 24, -24), (x + 24, -24), (x + 30, 20), (x + 16, 82), (x, 100), (x - 16, 82), (x - 30, 20)]),
            pink,
            lift=5,
        )
        f.mark(oval(x, -10, 19, 24), darker(pink, 0.45))
        f.piece(
            curve([(x - 20, 66), (x, 60), (x + 20, 66), (x + 14, 92), (x, 102), (x - 14, 92)]),
            lighter(pink, 0.3),
            lift=2,
        )
        f.piece(blob(x, 20, 9), CREAM, lift=2)
    return f


def ribbon() -> Figure:
    """A dancer's ribbon on its wand, held at (0, 0)."""
    f = Figure()
    f.piece(limb([(-8, 12), (16, -20), (40, -52)], 7, 6), WOOD, lift=2)
    swing = [
        (40, -52),
        (76, -84),
        (112, -58),
        (98, -14),
        (68, -18),
        (74, 22),
        (108, 40),
        (116, 82),
        (88, 108),
        (92, 146),
    ]
    f.piece(limb(swing, 15, 22), TEAMS["a"], lift=3)
    return f


def guitar() -> Figure:
    """A guitar, its belly at (0, 0) and its neck to the upper right."""
    f = Figure()
    f.piece(limb([(34, -22), (96, -58), (150, -90)], 17, 14), "#5a3423", lift=3)
    f.piece(poly([(142, -98), (176, -116), (186, -98), (152, -78)], r=5), "#5a3423", lift=3)
    for x, y in ((150, -106), (164, -113), (158, -74), (172, -83)):
        f.piece(blob(x, y, 5), GOLD, lift=1)
    body = [
        (52, -46),
        (26, -52),
        (4, -38),
        (-28, -40),
        (-66, -14),
        (-70, 30),
        (-38, 58),
        (2, 50),
        (22, 24),
        (52, 16),
        (66, -10),
    ]
    f.piece(curve(body), "#d9772e", lift=6)
    f.ink(curve(body), 4, "#8a3d14", op=0.55)
    f.mark(oval(8, -6, 22), "#3d1c10")
    f.ink(oval(8, -6, 26), 3, GOLD_LIGHT, op=0.9)
    f.piece(poly([(-44, 10), (-32, 30), (-24, 26), (-36, 5)], r=2), "#5a3423", lift=1)
    for d in (-4, 0, 4):
        f.ink(f"M{-36 + d * 0.5} {18 + d}L{150 + d * 0.4:.1f} {-92 + d}", 1.6, "#fff3d6", op=0.9)
    return f


def marionette() -> Figure:
    """A puppet on strings under its wooden cross, which is held at (0, 0)."""
    f = Figure()
    for x, y in ((-50, 118), (50, 118), (-20, 74), (20, 74)):
        f.ink(f"M{x * 0.96:.0f} 2L{x} {y}", 2.6, CREAM)
    f.ink("M-12 6L-18 176M12 6L18 176", 2, CREAM, op=0.7)
    for side in (-1, 1):
        f.piece(limb([(side * 10, 156), (side * 18, 184), (side * 14, 210)], 14, 11), NIGHT_BLUE, lift=2)
        f.piece(blob(side * 18, 214, 12, 8), RED, lift=2)
        f.piece(limb([(side * 18, 116), (side * 40, 132), (side * 50, 118)], 13, 10), "#4cc38a", lift=2)
        f.piece(blob(side * 51, 116, 8), "#e8b98a", lift=1)
    f.piece(poly([(-20, 106), (20, 106), (28, 164), (-28, 164)], r=6), "#4cc38a", lift=3)
    f.inner(star(0, 134, 12), GOLD)
    f.piece(blob(0, 84, 27, 26), "#e8b98a", lift=3)
    f.piece(poly([(-27, 74), (0, 26), (27, 74)], r=4), RED, lift=3)
    f.mark(blob(0, 28, 8), GOLD_LIGHT)
    for x in (-10, 10):
        f.mark(oval(x, 84, 4, 5), INK)
    f.ink("M-9 95Q0 104 9 95", 3)
    f.mark(oval(0, 91, 4.5), RED)
    f.piece(box(-60, -6, 120, 12, r=5), WOOD, lift=3)
    f.piece(box(-7, -26, 14, 52, r=5), WOOD_DARK, lift=3)
    for x in (-56, 56):
        f.do(lambda s, x=x: s.brad(x, 0, 5))  # type: ignore[misc]
    return f


def spear() -> Figure:
    """A guard's spear of card, held at (0, 0): 300 high, with a point that nobody can hurt."""
    f = Figure()
    f.piece(box(-6, -170, 12, 320, r=4), WOOD, lift=3)
    f.piece(poly([(0, -250), (26, -204), (12, -172), (-12, -172), (-26, -204)], r=3), STEEL, lift=4)
    f.ink("M0 -240V-176", 3, STEEL_DARK, op=0.8)
    f.piece(
        poly([(-16, -176), (16, -176), (22, -138), (8, -148), (0, -132), (-8, -148), (-22, -138)], r=2), RED, lift=2
    )
    return f


def shield() -> Figure:
    """A knight's shield, in the middle of (0, 0)."""
    f = Figure()
    outline = [(-56, -66), (0, -76), (56, -66), (54, 6), (30, 56), (0, 78), (-30, 56), (-54, 6)]
    f.piece(curve(outline, tension=0.6), GOLD, lift=5)
    inner = [(x * 0.82, y * 0.84) for x, y in outline]
    f.inner(curve(inner, tension=0.6), "#3f6fb0")
    f.mark("M0 -62L46 -54L44 4L25 46L0 62Z", "#5bbcf0")
    f.inner(star(0, -4, 31), GOLD_LIGHT)
    return f


def megaphone() -> Figure:
    """A megaphone held at (0, 0), calling to the right."""
    f = Figure()
    f.piece(box(-12, 8, 18, 46, r=7), COAL, lift=3)
    f.piece(box(-52, -14, 26, 30, r=6), COAL, lift=2)
    f.piece(poly([(-30, -18), (66, -58), (66, 60), (-30, 20)], r=5), RED, lift=5)
    f.mark("M-2 -29L20 -38V40L-2 32Z", CREAM)
    f.piece(oval(68, 1, 16, 62), CREAM, lift=3)
    f.mark(oval(70, 1, 10, 50), "#5a1224")
    return f


def calls() -> Figure:
    """Three arcs of sound to the right of (0, 0)."""
    f = Figure()
    for i, r in enumerate((18, 40, 62)):
        (xa, ya), (xb, yb) = polar(0, 0, r, -38), polar(0, 0, r, 38)
        f.ink(f"M{xa:.0f} {ya:.0f}A{r} {r} 0 0 1 {xb:.0f} {yb:.0f}", 9 - i, GOLD)
    return f


def director_chair() -> Figure:
    """A folding chair of canvas, standing on (0, 0), 200 high."""
    f = Figure()
    for side in (-1, 1):
        f.piece(limb([(side * 58, -88), (0, -44), (-side * 58, 0)], 13, 13), WOOD, lift=3)
    f.do(lambda s: s.brad(0, -44, 7))
    for side in (-1, 1):
        f.piece(box(side * 62 - 7, -196, 14, 112, r=5), WOOD, lift=3)
        f.piece(box(side * 62 - 13, -134, 26, 12, r=5), WOOD_DARK, lift=2)
        f.piece(box(side * 58 - 22, -8, 44, 12, r=5), WOOD_DARK, lift=2)
    f.piece(poly([(-70, -96), (70, -96), (66, -76), (-66, -76)], r=6), RED, lift=4)
    f.piece(poly([(-74, -192), (74, -192), (72, -138), (-72, -138)], r=7), RED, lift=4)
    f.inner(star(0, -164, 21), GOLD_LIGHT)
    return f


def scroll() -> Figure:
    """A long sheet full of lines, its top held at (0, 0), its end curled on the floor."""
    f = Figure()
    f.piece(
        curve(
            [(-42, -10), (42, -10), (46, 90), (42, 200), (64, 226), (40, 246), (-34, 238), (-46, 214), (-40, 100)],
            tension=0.6,
        ),
        "#fffaf0",
        lift=5,
    )
    for i in range(12):
        wide = (56, 62, 40, 60, 30, 58, 62, 48, 60, 34, 56, 44)[i]
        f.ink(f"M-28 {14 + i * 17}h{wide}", 4.5, RED if i in (0, 5, 9) else "#5a4a6a", op=0.9)
    f.piece(limb([(-38, 240), (2, 250), (62, 234)], 22, 20), CREAM_SHADE, lift=3)
    f.piece(limb([(-48, -12), (0, -14), (48, -12)], 18, 18), CREAM_SHADE, lift=3)
    return f


def quill(colour: str = "#5bbcf0") -> Figure:
    """A feather to write with, held at (0, 0), its point to the lower left."""
    f = Figure()
    f.piece(curve([(4, -6), (6, -60), (34, -108), (72, -130), (74, -84), (54, -40), (22, -4)]), colour, lift=4)
    f.ink("M-22 34L10 -12L64 -112", 4, CREAM)
    f.ink("M22 -32l24 -2M30 -52l26 -6M38 -70l24 -10M16 -44l2 -26M28 -66l4 -26", 3, darker(colour, 0.4), op=0.55)
    f.mark(poly([(-28, 44), (-22, 26), (-12, 32)], r=1, jit=0), INK)
    return f


def ink_and_paper() -> Figure:
    """A sheet with a feather and a pot of ink, in the middle of (0, 0)."""
    f = Figure()
    f.piece(poly([(-104, -78), (62, -96), (84, 92), (-84, 106)], r=5), "#fffaf0", lift=6)
    for i in range(6):
        f.ink(
            f"M{-74 + i * 2} {-50 + i * 22}L{-74 + i * 2 + (110, 124, 80, 118, 96, 40)[i]} {-60 + i * 22}",
            7,
            RED if i == 0 else "#5a4a6a",
        )
    f.piece(poly([(48, 52), (108, 52), (118, 112), (38, 112)], r=10), NIGHT_BLUE, lift=5)
    f.piece(box(56, 36, 44, 20, r=5), "#11194a", lift=3)
    return f


def follow_spot(*, lit: bool = True, beam: float = 120) -> Figure:
    """A follow spot on its tripod, standing on (0, 0), aiming to the upper right; the handle is at (-70, -176)."""
    f = Figure()
    if lit:
        f.do(lambda s: _beam(s, 82, -256, beam, beam * 0.62, -22))
    for x in (-52, 0, 52):
        f.piece(limb([(0, -132), (x * 0.5, -66), (x, 0)], 12, 10), STEEL_DARK, lift=3)
    f.piece(box(-9, -176, 18, 60, r=5), STEEL_DARK, lift=3)
    f.piece(limb([(-34, -204), (-56, -190), (-78, -172)], 10, 10), COAL, lift=2)
    barrel = [(-62, -232), (52, -280), (78, -222), (-38, -172)]
    f.piece(poly(barrel, r=12), "#3f4a8a", lift=6)
    f.mark(poly([(-30, -242), (-14, -249), (12, -193), (-4, -186)], jit=0), GOLD)
    f.piece(poly([(44, -286), (66, -294), (100, -220), (78, -210)], r=5), COAL, lift=4)
    f.mark(poly([(68, -290), (76, -293), (104, -222), (97, -219)], r=3, jit=0), "#fff6c8" if lit else STEEL)
    f.do(lambda s: s.brad(2, -212, 9))
    return f


def mixing_desk(k: float = 1) -> Figure:
    """A sloping desk full of sliders, standing on (0, 0), 240 wide; its top edge is at -150."""
    f = Figure()
    for side in (-1, 1):
        f.piece(poly([(side * 72, -70), (side * 88, -70), (side * 98, 0), (side * 82, 0)], r=3), COAL, lift=3)
    f.piece(poly([(-98, -150), (98, -150), (122, -72), (-122, -72)], r=9), "#4a4f7a", lift=6)
    f.piece(box(-122, -76, 244, 22, r=7), "#33385c", lift=4)
    heights = (30, 14, 40, 24, 8, 34, 18)
    colours = (RED, TEAMS["a"], TEAMS["b"], TEAMS["c"], TEAMS["d"], TEAMS["a"], RED)
    for i in range(7):
        x = -84 + i * 28
        f.ink(f"M{x * 0.94:.0f} -136L{x * 1.1:.0f} -86", 5, "#1d2040")
        f.inner(box(x - 9, -96 - heights[i], 19, 13, r=4), colours[i])
    for i in range(4):
        f.mark(oval(-54 + i * 36, -65, 6), (TEAMS["c"], TEAMS["c"], TEAMS["a"], RED)[i])
    return f


def microphone() -> Figure:
    """A microphone held at (0, 0)."""
    f = Figure()
    f.piece(poly([(-9, -26), (9, -26), (6, 40), (-6, 40)], r=4), COAL, lift=3)
    f.piece(blob(0, -42, 20, 22), STEEL, lift=3)
    f.ink("M-14 -50Q0 -44 14 -50M-17 -40Q0 -34 17 -40M-6 -62V-24M6 -62V-24", 2, STEEL_DARK, op=0.8)
    f.piece(box(-14, -27, 28, 8, r=3), GOLD, lift=2)
    return f


def headphones() -> Figure:
    """Large headphones, in the middle of (0, 0)."""
    f = Figure()
    f.piece("M-92 34C-108 -126 108 -126 92 34L70 34C82 -92 -82 -92 -70 34Z", COAL, lift=5)
    for side in (-1, 1):
        f.piece(blob(side * 82, 44, 34, 48), TEAMS["a"], lift=5)
        f.mark(oval(side * 82, 44, 18, 28), COAL)
    return f


def wrench() -> Figure:
    """A spanner held at (0, 0), its jaw up."""
    f = Figure()
    f.piece(limb([(0, 54), (0, 0), (0, -50)], 24, 22), STEEL, lift=4)
    f.piece(
        poly(
            [
                (-34, -62),
                (-38, -98),
                (-18, -112),
                (-14, -84),
                (14, -84),
                (18, -112),
                (38, -98),
                (34, -62),
                (10, -44),
                (-10, -44),
            ],
            r=7,
        ),
        STEEL,
        lift=4,
    )
    f.piece(oval(0, 58, 22, 24), STEEL, lift=3)
    f.mark(oval(0, 58, 10, 11), STEEL_DARK)
    f.ink("M0 30V-44", 5, STEEL_DARK, op=0.45)
    return f


def cable() -> Figure:
    """A coil of cable, in the middle of (0, 0)."""
    f = Figure()
    for r, colour in ((62, "#e8574e"), (50, "#c8392f"), (38, "#e8574e")):
        f.piece(oval(0, 0, r * 0.74, r), colour, lift=2)
    f.mark(oval(0, 0, 18, 26), "#4a1418")
    f.piece(box(-12, -66, 24, 34, r=5), COAL, lift=2)
    f.piece(limb([(26, 44), (50, 66), (46, 92)], 11, 11), "#c8392f", lift=2)
    f.piece(box(34, 88, 24, 26, r=5), COAL, lift=2)
    return f


def little_stage() -> Figure:
    """The scale model of a set, in the middle of (0, 0), 210 wide."""
    f = Figure()
    f.piece(box(-104, -78, 208, 156, r=7), WOOD, lift=6)
    f.mark(box(-90, -62, 180, 118, jit=0), "#5bbcf0")
    f.mark(blob(48, -34, 17), "#ffe08a")
    f.mark("M-90 56V26Q-50 -4 -8 24Q40 2 90 28V56Z", "#3f9a6c")
    f.inner(
        poly([(-22, 46), (-22, -18), (-8, -18), (-8, -4), (8, -4), (8, -18), (22, -18), (22, 46)], r=1), "#a58fd0"
    )
    f.inner(poly([(-28, -18), (-15, -44), (-2, -18)], r=2), RED)
    f.mark("M-6 46V24Q1 14 8 24V46Z", "#4a2793")
    for x, h in ((-58, 54), (58, 64)):
        f.inner(poly([(x - 21, 46), (x, 46 - h), (x + 21, 46)], r=3), "#1f7a5c")
        f.mark(box(x - 4, 44, 8, 10, jit=0), WOOD_DARK)
    for side in (-1, 1):
        f.inner(
            curve(
                [(side * 92, -64), (side * 58, -64), (side * 66, -20), (side * 84, 56), (side * 92, 56)], tension=0.6
            ),
            RED,
        )
    f.inner(curve([(-92, -66), (92, -66), (88, -44), (44, -52), (0, -40), (-44, -52), (-88, -44)], tension=0.7), RED)
    f.piece(poly([(-104, 54), (104, 54), (118, 84), (-118, 84)], r=5), "#b9773f", lift=4)
    return f


def pencil() -> Figure:
    """A large pencil held at (0, 0), its point down to the left."""
    f = Figure()
    with_turn: list[Point] = [(-40, 56), (-32, 34), (30, -76), (50, -64), (-12, 46)]
    f.piece(poly(with_turn, r=3), TEAMS["a"], lift=4)
    f.mark(poly([(-40, 56), (-34, 36), (-18, 46)], r=1, jit=0), CREAM)
    f.mark(poly([(-40, 56), (-37, 46), (-30, 50)], jit=0), INK)
    f.mark(poly([(24, -66), (30, -77), (50, -65), (44, -54)], r=2, jit=0), TEAMS["d"])
    return f


def dressed_mannequin() -> Figure:
    """A tailor's dummy with half a dress pinned on it, standing on (0, 0), 260 high."""
    f = Figure()
    f.ink("M0 -90V-6", 9, WOOD_DARK)
    f.piece(limb([(-40, 2), (0, -10), (40, 2)], 12, 12), WOOD_DARK, lift=3)
    f.piece(
        curve(
            [
                (-12, -246),
                (12, -246),
                (48, -224),
                (36, -164),
                (50, -92),
                (0, -84),
                (-50, -92),
                (-36, -164),
                (-48, -224),
            ]
        ),
        CREAM_SHADE,
        lift=5,
    )
    f.piece(blob(0, -254, 14, 11), WOOD, lift=3)
    dress = [(4, -236), (48, -224), (36, -166), (84, -50), (10, -38), (-84, -50), (-36, -166), (-30, -200)]
    f.piece(curve(dress, tension=0.5), "#8a5aa8", lift=5)
    f.inner(curve([(-42, -168), (0, -158), (42, -168), (40, -150), (0, -140), (-40, -150)], tension=0.7), GOLD)
    f.ink("M-18 -138L-40 -56M18 -138L40 -56M0 -136V-46", 3.4, darker("#8a5aa8", 0.4), op=0.5)
    for x, y in ((-14, -214), (2, -222), (20, -206)):
        f.mark(oval(x, y, 5), RED)
    for x, y in ((-44, -84), (10, -72), (48, -88), (-12, -104)):
        f.mark(star(x, y, 9), GOLD_LIGHT)
    return f


def scissors() -> Figure:
    """Open scissors, held at (0, 0), their points up."""
    f = Figure()
    for side in (-1, 1):
        f.piece(limb([(-side * 14, 30), (0, -10), (side * 24, -78)], 14, 5), STEEL, lift=3)
        f.piece(oval(-side * 24, 50, 22, 27), RED, lift=3)
        f.mark(oval(-side * 24, 50, 11, 16), COAL)
    f.do(lambda s: s.brad(0, -10, 6))
    return f


def palette() -> Figure:
    """A palette of make-up, held at (0, 0)."""
    f = Figure()
    f.piece(
        curve([(-78, -8), (-50, -46), (10, -54), (66, -34), (82, 6), (52, 42), (8, 36), (-10, 54), (-56, 40)]),
        "#d9a05c",
        lift=6,
    )
    f.mark(oval(-36, 24, 14, 12), "#6a3a1c")
    for x, y, colour in (
        (-46, -18, RED),
        (-14, -32, TEAMS["d"]),
        (22, -30, "#7b4bd1"),
        (52, -8, TEAMS["b"]),
        (44, 20, TEAMS["c"]),
        (12, 8, "#fffaf0"),
    ):
        f.inner(blob(x, y, 15, 12, jit=0.08), colour, lift=2)
    return f


def brush(colour: str = RED) -> Figure:
    """A round make-up brush held at (0, 0), its hairs up."""
    f = Figure()
    f.piece(limb([(0, 58), (0, 10), (0, -32)], 9, 15), COAL, lift=3)
    f.piece(box(-11, -54, 22, 26, r=3), GOLD, lift=2)
    f.piece(
        curve([(-11, -52), (-27, -92), (-10, -112), (0, -116), (10, -112), (27, -92), (11, -52)]), "#f2c3a0", lift=3
    )
    f.mark(curve([(-23, -92), (-10, -111), (0, -115), (10, -111), (23, -92), (0, -82)]), colour)
    return f


def wig() -> Figure:
    """A curly wig on its head of cloth, standing on (0, 0)."""
    f = Figure()
    f.piece(poly([(-18, -40), (18, -40), (30, 0), (-30, 0)], r=5), CREAM_SHADE, lift=3)
    f.piece(blob(0, -78, 34, 42), CREAM_SHADE, lift=3)
    f.ink("M-14 -70q6 -6 12 0M6 -70q6 -6 12 0M-6 -50q8 6 16 0", 3, GOLD_DARK, op=0.7)
    for x, y, r in (
        (-42, -60, 20),
        (42, -60, 20),
        (-46, -92, 22),
        (46, -92, 22),
        (-30, -122, 24),
        (30, -122, 24),
        (0, -134, 26),
        (-50, -32, 16),
        (50, -32, 16),
    ):
        f.piece(blob(x, y, r, n=9, jit=0.06), "#4a9fd8", lift=2)
        f.ink(f"M{x - 8} {y}q5 -12 14 -6", 3, "#bfe6ff", op=0.7)
    return f


def rope(low: float = 150, high: float = -230) -> Figure:
    """A rope from `high` to `low`, held at (0, 0)."""
    f = Figure()
    f.piece(box(-8.5, high, 17, low - high, r=8), "#d9b98a", lift=4)
    steps = int((low - high) / 20)
    for i in range(steps):
        f.ink(f"M-7 {high + 12 + i * 20}l14 9", 3.4, "#9a7748", op=0.8)
    return f


def rope_and_radio() -> Figure:
    """A rope with its red and green mark and a walkie-talkie, in the middle of (0, 0)."""
    f = Figure()
    f.piece(box(-64, -124, 24, 248, r=10), "#d9b98a", lift=4)
    for i in range(11):
        f.ink(f"M-64 {-108 + i * 20}l22 12", 4.5, "#9a7748", op=0.8)
    f.piece(box(-70, -24, 36, 26, r=4), RED, lift=2)
    f.piece(box(-70, 6, 36, 26, r=4), "#1fb765", lift=2)
    f.piece(box(44, -126, 16, 74, r=6), COAL, lift=3)
    f.piece(box(4, -60, 84, 176, r=15), "#3a4a6a", lift=6)
    f.mark(box(18, -46, 56, 34, r=5, jit=0), "#bff0c8")
    for i in range(4):
        f.ink(f"M22 {6 + i * 14}H70", 6, "#1d2438")
    f.inner(oval(46, 84, 16), RED)
    return f


def radio() -> Figure:
    """A walkie-talkie held at (0, 0)."""
    f = Figure()
    f.piece(box(8, -78, 9, 42, r=4), COAL, lift=2)
    f.piece(box(-20, -42, 42, 84, r=9), "#3a4a6a", lift=3)
    f.mark(box(-12, -34, 26, 17, r=3, jit=0), "#bff0c8")
    for i in range(3):
        f.ink(f"M-10 {-6 + i * 8}H12", 3.4, "#1d2438")
    f.inner(oval(1, 28, 8), RED)
    return f


def dance_plan() -> Figure:
    """A sheet with footprints and the way they go, in the middle of (0, 0), 150 x 190."""
    f = Figure()
    f.piece(poly([(-76, -98), (76, -94), (72, 98), (-72, 94)], r=5), "#fffaf0", lift=6)
    steps = (
        (-38, 62, -12, RED),
        (0, 42, 14, "#2f7fb8"),
        (-26, 4, -24, RED),
        (22, -14, 20, "#2f7fb8"),
        (6, -58, -4, RED),
        (46, -58, 12, "#2f7fb8"),
    )
    f.ink("M-52 78Q10 60 -10 18T34 -66", 3, GOLD_DARK, op=0.35)
    for x, y, turn, colour in steps:
        f.do(lambda s, x=x, y=y, turn=turn, colour=colour: _footprint(s, x, y, turn, colour))  # type: ignore[misc]
    f.do(lambda s: s.brad(0, -90, 6))
    return f


def _footprint(s: Sheet, x: float, y: float, turn: float, colour: str) -> None:
    with s.at(x, y, turn=turn, scale=1.05):
        s.path(oval(0, -9, 11, 15), colour)
        s.path(oval(0, 13, 8, 8), colour)


def books() -> Figure:
    """A pile of books, standing on (0, 0), 120 wide."""
    f = Figure()
    for i, (x, w, h, colour) in enumerate(
        ((0, 124, 28, "#2f7f8a"), (8, 108, 24, RED), (-6, 116, 30, "#7b4bd1"), (6, 98, 24, GOLD))
    ):
        y = -sum((28, 24, 30, 24)[:i]) - h
        f.piece(box(x - w / 2, y, w, h, r=5), colour, lift=3)
        f.mark(box(x - w / 2 + 8, y + 5, w - 8, h - 10, jit=0), "#fffaf0")
        f.mark(box(x - w / 2, y, 26, h, r=5, jit=0), colour)
        f.ink(f"M{x - w / 2 + 34:.0f} {y + h / 2:.0f}h{w - 44:.0f}", 1.6, GOLD_DARK, op=0.5)
    f.mark(poly([(34, -50), (46, -50), (46, -26), (40, -32), (34, -26)], jit=0), TEAMS["c"])
    return f


def magnifier() -> Figure:
    """A magnifying glass held at (0, 0), its lens up."""
    f = Figure()
    f.piece(limb([(0, 34), (0, 0), (0, -30)], 16, 12), WOOD_DARK, lift=3)
    f.piece(oval(0, -72, 44), GOLD, lift=5)
    f.mark(oval(0, -72, 34), "#cfeaf5")
    f.mark("M-24 -84Q-14 -104 8 -102Q-10 -94 -16 -76Z", "#ffffff", op=0.9)
    return f


def calendar() -> Figure:
    """The sheet of a season: a ring binding, months of little posters; in the middle of (0, 0), 190 x 210."""
    f = Figure()
    f.piece(poly([(-96, -100), (96, -100), (94, 108), (-94, 108)], r=8), "#fffaf0", lift=6)
    f.inner(poly([(-96, -102), (96, -102), (96, -62), (-96, -62)], r=8), RED)
    for x in (-60, -20, 20, 60):
        f.piece(box(x - 5, -118, 10, 30, r=5), STEEL, lift=2)
    cells = (
        (TEAMS["b"], "moon"),
        (CREAM_SHADE, ""),
        (TEAMS["a"], "star"),
        (CREAM_SHADE, ""),
        (TEAMS["d"], "mask"),
        (TEAMS["c"], "tree"),
        (TEAMS["a"], "note"),
        (CREAM_SHADE, ""),
        (TEAMS["b"], "star"),
    )
    for i, (colour, motif) in enumerate(cells):
        x, y = -60 + i % 3 * 60, -34 + i // 3 * 50
        f.inner(box(x - 26, y - 21, 52, 42, r=5), colour, lift=1)
        f.do(lambda s, x=x, y=y, motif=motif: _motif(s, x, y, motif))  # type: ignore[misc]
    return f


def _motif(s: Sheet, x: float, y: float, motif: str) -> None:
    if motif == "moon":
        props.moon(13).emit(s, x, y, border=0, lift=0)
    elif motif == "star":
        s.path(star(x, y, 16), RED)
    elif motif == "mask":
        s.path(oval(x, y, 14, 16), CREAM)
        s.line(f"M{x - 7} {y - 4}q3 -5 6 0M{x + 2} {y - 4}q3 -5 6 0M{x - 6} {y + 5}q6 7 12 0", INK, 2.6)
    elif motif == "tree":
        s.path(poly([(x - 14, y + 15), (x, y - 17), (x + 14, y + 15)], r=2, jit=0), "#12603f")
    elif motif == "note":
        s.line(f"M{x - 4} {y + 10}V{y - 13}l14 -4v20", INK, 3.4)
        s.path(oval(x - 8, y + 11, 6, 5), INK)
        s.path(oval(x + 6, y + 5, 6, 5), INK)


def pin_star() -> Figure:
    """A gold star to stick on a day, in the middle of (0, 0)."""
    f = Figure()
    f.piece(star(0, 0, 30), GOLD, lift=4)
    f.mark(star(0, 0, 15), GOLD_LIGHT)
    return f


def trunk() -> Figure:
    """A touring trunk, standing on (0, 0), 240 wide and 110 high."""
    f = Figure()
    f.piece(box(-120, -104, 240, 104, r=9), "#7a4426", lift=6)
    for x in (-120, 102):
        f.inner(box(x, -104, 18, 104, r=4), GOLD_DARK)
    f.inner(box(-120, -78, 240, 9), GOLD_DARK)
    f.piece(blob(0, -74, 14, 12), GOLD, lift=2)
    for x, y, r, colour in ((-62, -40, 21, TEAMS["b"]), (58, -44, 19, TEAMS["c"]), (0, -30, 17, TEAMS["d"])):
        f.inner(blob(x, y, r), CREAM, lift=1)
        f.mark(star(x, y, r * 0.7), colour)
    return f


def open_book() -> Figure:
    """An open book seen from the front, lying on (0, 0), 120 wide."""
    f = Figure()
    f.piece(poly([(-66, -6), (0, 4), (66, -6), (62, 10), (0, 18), (-62, 10)], r=4), "#8e1730", lift=4)
    for side in (-1, 1):
        f.piece(
            curve(
                [(0, 2), (side * 20, -14), (side * 60, -16), (side * 64, -2), (side * 30, 0), (0, 12)], tension=0.6
            ),
            "#fffaf0",
            lift=2,
        )
        f.ink(f"M{side * 14} -6L{side * 50} -10M{side * 14} 0L{side * 52} -4", 2.4, "#8a7a8a")
    return f
