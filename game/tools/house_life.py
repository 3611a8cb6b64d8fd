"""The life in the rooms of the house: who works there, and the mouse that is in every one of them.

A class looks at the map for minutes: in each lit room the mouse does what the people do. The cat is upstairs.
"""

from game.tools import draw_people
from game.tools.paper import (
    CREAM,
    GOLD,
    INK,
    RED,
    TEAMS,
    WOOD,
    Sheet,
    blob,
    box,
    curve,
    darker,
    lighter,
    limb,
    oval,
    poly,
)  # fmt: skip
from game.tools.puppets import Figure, Look, chair_behind, chair_front, puppet

FUR, EAR = "#b9aeb8", "#f3b8c0"


def who(
    s: Sheet,
    x: float,
    y: float,
    k: float,
    look: Look,
    mood: str = "happy",
    arms: tuple[str, str] = ("down", "down"),
    *,
    flip: bool = False,
    seated: bool = False,
) -> None:
    s.coarse = True
    puppet(look, mood, arms, stick_to=0, seated=seated).emit(s, x, y, k, border=9, lift=8, flip=flip)
    s.coarse = False


def on_wheels(s: Sheet, x: float, y: float, k: float, look: Look, mood: str, arms: tuple[str, str]) -> None:
    puppet(look, mood, arms, stick_to=0, seated=True, behind=chair_behind, held=chair_front).emit(s, x, y, k, lift=8)


def trade(s: Sheet, name: str, x: float, y: float, k: float) -> None:
    """One of the people of the theatre, with the tool in hand."""
    s.coarse = True
    draw_people.emit(s, draw_people.PEOPLE[name], x, y, k, stick_to=0)
    s.coarse = False


def mouse(colour: str = FUR) -> Figure:
    """A mouse on its hind legs, standing on (0, 0), 62 high."""
    f = Figure()
    f.ink("M12 -6Q34 -2 32 -20Q30 -34 42 -36", 4, darker(EAR, 0.12))
    f.piece(curve([(-16, 0), (-18, -20), (-9, -34), (9, -34), (18, -20), (16, 0)]), colour, lift=2)
    f.mark(blob(0, -14, 9, 11), lighter(colour, 0.4))
    for side in (-1, 1):
        f.piece(blob(side * 14, -56, 10, 11), colour, lift=2)
        f.mark(oval(side * 14, -56, 6, 7), EAR)
        f.mark(oval(side * 9, -1, 8, 4), EAR)
    f.piece(curve([(-16, -44), (-10, -56), (10, -56), (16, -44), (6, -32), (0, -29), (-6, -32)]), colour, lift=2)
    for side in (-1, 1):
        f.mark(oval(side * 7, -45, 3, 3.8), INK)
        f.ink(f"M{side * 6} -35l{side * 13} -2M{side * 6} -33l{side * 12} 3", 1.3, CREAM)
    f.mark(oval(0, -33, 3.6, 3), "#e8574e")
    return f


def paws(f: Figure, left: tuple[float, float], right: tuple[float, float]) -> Figure:
    for side, (x, y) in ((-1, left), (1, right)):
        f.piece(limb([(side * 11, -25), ((side * 11 + x) / 2, (y - 25) / 2 + 3), (x, y)], 7, 6), FUR, lift=1)
        f.mark(oval(x, y, 4), EAR)
    return f


def put(s: Sheet, f: Figure, x: float, y: float, k: float = 0.5, *, flip: bool = False, turn: float = 0) -> None:
    f.emit(s, x, y, k, border=4, lift=4, flip=flip, turn=turn)


def inkomhal(s: Sheet, w: int, h: int) -> None:
    """Last in the queue, with a ticket of its own size."""
    f = paws(mouse(), (-22, -30), (26, -42))
    f.piece(poly([(18, -62), (48, -56), (46, -40), (16, -46)], r=2), GOLD, lift=2)
    put(s, f, 214, h - 6, 0.56)
    # Umbrellas, still wet
    s.paper(poly([(4, h - 50), (24, h - 50), (22, h - 12), (6, h - 12)], r=2), "#4a6a8a", lift=3)
    for x, colour in ((8, RED), (14, TEAMS["c"]), (20, TEAMS["a"])):
        s.line(f"M{x} {h - 48}V{h - 74}q0 -6 5 -5", colour, 3)
    s.path(oval(18, h - 5, 14, 3), "#9fd2ee", op=0.7)


def hat(colour: str) -> Figure:
    f = Figure()
    f.piece(curve([(-22, 0), (-20, -30), (0, -36), (20, -30), (22, 0)], tension=0.7), colour, lift=3)
    f.mark(box(-21, -12, 42, 9, jit=0), RED)
    f.piece(oval(0, 0, 42, 8), colour, lift=3)
    return f


def vestiaire(s: Sheet, w: int, h: int) -> None:
    """Asleep in the hat that somebody forgot last winter."""
    s.paper(oval(262, 118, 24, 6), darker("#39407a", 0.2), lift=2)
    put(s, mouse(), 262, 132, 0.46)
    s.paper("M240 118H284L279 98Q262 92 245 98Z", "#39407a", lift=3)
    s.path("M243 108H281V114H243Z", GOLD)
    for x, y, r in ((284, 92, 4), (292, 82, 3)):
        s.line(f"M{x} {y}h{r * 2}l{-r * 2} {r * 2}h{r * 2}", CREAM, 1.8)
    # One lost glove, and an umbrella with a puddle
    s.paper(
        curve([(196, h - 10), (200, h - 24), (206, h - 12), (214, h - 20), (212, h - 6), (202, h - 3)]),
        TEAMS["d"],
        lift=2,
    )


def vestiaire_dark(s: Sheet, w: int, h: int) -> None:
    put(s, hat("#39407a"), 200, 122, 0.62)


def foyer(s: Sheet, w: int, h: int) -> None:
    """At the bar, with a straw."""
    f = paws(mouse(), (-10, -26), (22, -30))
    put(s, f, 250, 150, 0.5)
    s.paper(poly([(264, 122), (278, 122), (276, 150), (266, 150)], r=1), "#eaf7fc", lift=2)
    s.path(poly([(265, 132), (277, 132), (275, 148), (267, 148)], jit=0), "#ff9a3c")
    s.line("M272 142L260 124", RED, 2)
    # Somebody under the table
    for x in (153, 163):
        s.path(oval(x, h - 38, 3.6, 4.4), "#ffffff")
        s.path(oval(x + 0.8, h - 37, 1.8, 2.4), INK)


def zaal(s: Sheet, w: int, h: int) -> None:
    """On the rail of the balcony, with opera glasses."""
    f = paws(mouse(), (-6, -42), (7, -42))
    for side in (-1, 1):
        f.piece(box(side * 7 - 5, -52, 10, 12, r=3), GOLD, lift=1)
    put(s, f, 15, 158, 0.5)


def podium(s: Sheet, w: int, h: int) -> None:
    """Peeps round the curtain: is it full?"""
    put(s, paws(mouse(), (-14, -18), (18, -34)), 58, h - 26, 0.56)


def coulissen(s: Sheet, w: int, h: int) -> None:
    """Ready for its entrance, on the table of the props, with a crown that fits."""
    f = paws(mouse(), (-22, -28), (22, -44))
    f.piece(poly([(-12, -58), (-14, -76), (-5, -66), (0, -80), (5, -66), (14, -76), (12, -58)], r=1), GOLD, lift=2)
    put(s, f, 232, h - 72, 0.5)


def horse(s: Sheet, x: float, y: float, k: float) -> None:
    """A horse of cloth, with the shoes of the two who are in it."""
    f = Figure()
    brown = "#b5784a"
    for dx, shoe in ((-58, RED), (-30, RED), (44, "#39407a"), (72, "#39407a")):
        f.piece(limb([(dx, -70), (dx + 2, -36), (dx, -10)], 26, 20), darker(brown, 0.12), lift=2)
        f.piece(curve([(dx - 14, 2), (dx - 12, -14), (dx + 6, -14), (dx + 22, -4), (dx + 20, 2)]), shoe, lift=2)
    f.piece(limb([(-84, -104), (-104, -78), (-98, -44)], 14, 22), "#5a3420", lift=2)
    f.piece(
        curve(
            [
                (-88, -100),
                (-60, -128),
                (20, -120),
                (70, -132),
                (98, -110),
                (94, -70),
                (40, -58),
                (-40, -58),
                (-86, -68),
            ]
        ),
        brown,
        lift=4,
    )
    f.piece(limb([(72, -104), (92, -148), (104, -176)], 52, 46), brown, lift=3)
    f.piece(
        curve([(82, -204), (112, -214), (150, -186), (166, -164), (152, -148), (116, -158), (88, -168)]),
        brown,
        lift=4,
    )
    for dx in (88, 104):
        f.piece(poly([(dx, -206), (dx + 4, -230), (dx + 16, -208)], r=2), brown, lift=1)
    f.piece(limb([(80, -208), (66, -168), (58, -128)], 24, 14), "#5a3420", lift=2)
    f.mark(oval(120, -186, 7, 9), "#ffffff")
    f.mark(oval(122, -184, 4, 5.5), INK)
    f.mark(oval(156, -162, 3.4), INK)
    f.ink("M132 -152Q146 -146 156 -154", 3)
    for dx, dy in ((-50, -100), (0, -90), (40, -104), (-20, -110)):
        f.mark(blob(dx, dy, 10, 8), lighter(brown, 0.35))
    f.ink("M6 -124V-60", 3, "#6a3a20", op=0.7)
    f.emit(s, x, y, k, border=6, lift=6)


def toneeltoren(s: Sheet, w: int, h: int) -> None:
    """On a swing of its own; the cat lies on the gridiron and watches."""
    s.line("M222 38V196M250 38V196", "#d9b98a", 2)
    s.paper(box(216, 194, 40, 6, r=2), WOOD, lift=2)
    put(s, paws(mouse(), (-26, -44), (26, -44)), 236, 196, 0.5)
    cat = Figure()
    cat.piece(limb([(34, 14), (52, 26), (50, 54), (60, 64)], 9, 6), "#3a2a3c", lift=2)
    cat.piece(curve([(-44, 18), (-40, -6), (0, -14), (36, -6), (44, 18)]), "#3a2a3c", lift=3)
    cat.piece(poly([(-58, -8), (-56, -32), (-44, -20)], r=2), "#3a2a3c", lift=1)
    cat.piece(poly([(-26, -8), (-28, -32), (-38, -20)], r=2), "#3a2a3c", lift=1)
    cat.piece(blob(-42, -4, 20, 18), "#3a2a3c", lift=2)
    for x in (-49, -35):
        cat.mark(oval(x, -4, 4.6, 5), "#ffe27a")
        cat.mark(oval(x + 0.6, -3, 1.6, 4), INK)
    cat.mark(poly([(-45, 5), (-39, 5), (-42, 9)], jit=0), TEAMS["d"])
    cat.ink("M-56 4l-12 -2M-56 7l-11 4M-28 4l12 -2M-28 7l11 4", 1.6, CREAM, op=0.7)
    put(s, cat, 176, 12, 0.78)
    # A nest on the batten
    s.paper(curve([(318, 146), (322, 134), (346, 134), (350, 146)]), "#8a6a3a", lift=2)
    for x in (328, 336, 343):
        s.path(oval(x, 132, 4, 5), "#bfe3f5")


def lichtregie(s: Sheet, w: int, h: int) -> None:
    """Pushes one slider up, all by itself."""
    f = paws(mouse(), (-26, -18), (-24, -30))
    put(s, f, 222, 124, 0.5)
    s.paper(poly([(24, 128), (44, 126), (44, 144), (26, 144)], r=3), CREAM, lift=2)
    s.line("M44 130q8 0 8 6t-8 5", CREAM, 2.6)
    s.line("M30 120q-4 -6 0 -10M38 120q-4 -6 0 -10", "#ffffff", 1.8, op=0.6)


def kleedkamer(s: Sheet, w: int, h: int) -> None:
    """Under the red wig."""
    put(s, mouse(), 252, 46, 0.46)
    s.paper(
        curve(
            [
                (236, 44),
                (234, 26),
                (242, 14),
                (252, 10),
                (262, 14),
                (270, 26),
                (268, 44),
                (262, 30),
                (252, 26),
                (242, 30),
            ]
        ),
        "#b8542a",
        lift=2,
    )


def orkestbak(s: Sheet, w: int, h: int) -> None:
    """Conducts."""
    f = paws(mouse(), (-26, -46), (24, -44))
    f.ink("M24 -44L40 -66", 3, CREAM)
    f.mark(poly([(-8, -28), (0, -25), (-8, -21)], jit=0), RED)
    f.mark(poly([(8, -28), (0, -25), (8, -21)], jit=0), RED)
    s.paper(box(158, h - 24, 30, 18, r=3), WOOD, lift=3)
    put(s, f, 173, h - 22, 0.6)


def repetitielokaal(s: Sheet, w: int, h: int) -> None:
    """Dances along, in a tutu."""
    f = paws(mouse(), (-24, -40), (24, -40))
    f.piece(curve([(-26, -12), (-12, -22), (12, -22), (26, -12), (12, -8), (-12, -8)]), TEAMS["d"], lift=2)
    put(s, f, 92, h - 4, 0.5)


def atelier(s: Sheet, w: int, h: int) -> None:
    """Paints its own front door; somebody walked through the red paint."""
    s.path(f"M98 {h - 34}V{h - 50}Q107 {h - 63} 116 {h - 50}V{h - 34}Z", "#2a140c")
    f = paws(mouse(), (-20, -24), (24, -38))
    f.ink("M24 -38L42 -46", 4, WOOD)
    f.mark(oval(44, -47, 6, 5), TEAMS["b"])
    put(s, f, 78, h - 10, 0.56)
    for i in range(6):
        x, y = 404 + i * 18, h - 7 - (i % 2) * 9
        s.path(oval(x, y, 6, 2.6), RED)
        s.path(oval(x - 8, y + 0.4, 2.6, 2), RED)


def ghost(s: Sheet, x: float, y: float, k: float) -> None:
    """The ghost of the attic: a sheet with somebody's shoes under it."""
    f = Figure()
    for dx in (-12, 12):
        f.piece(oval(dx, -2, 10, 6), RED, lift=1)
    f.piece(
        curve(
            [
                (-28, -6),
                (-26, -50),
                (-14, -74),
                (0, -80),
                (14, -74),
                (26, -50),
                (28, -6),
                (14, -12),
                (0, -6),
                (-14, -12),
            ]
        ),
        "#e8e6f2",
        lift=3,
    )
    for dx in (-9, 9):
        f.mark(oval(dx, -52, 5, 7), INK)
    f.mark(oval(0, -38, 4, 5), INK)
    f.emit(s, x, y, k, border=0, lift=3)


def bat(s: Sheet, x: float, y: float, k: float) -> None:
    """Hangs upside down from (x, y)."""
    f = Figure()
    for side in (-1, 1):
        f.piece(
            curve([(0, 8), (side * 16, 12), (side * 22, 34), (side * 8, 30), (0, 40)], tension=0.7), "#4a3a5c", lift=1
        )
    f.piece(blob(0, 26, 9, 15), "#5a4a6c", lift=1)
    for side in (-1, 1):
        f.mark(poly([(side * 3, 42), (side * 9, 52), (side * 9, 38)], r=1, jit=0), "#5a4a6c")
        f.mark(oval(side * 3.4, 36, 1.8), "#ffe27a")
    f.ink("M-3 12V0M3 12V0", 2, "#4a3a5c")
    f.emit(s, x, y, k, border=0, lift=2)
