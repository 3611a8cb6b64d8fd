"""Cuts the pictures of the hall: `python -m game.tools.draw_hall`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import math
from collections.abc import Sequence

from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    NIGHT,
    RED,
    RED_LIGHT,
    TEAMS,
    WOOD_DARK,
    Point,
    Sheet,
    blob,
    box,
    curve,
    darker,
    lighter,
    limb,
    mix,
    oval,
    pick,
    place,
    polar,
    poly,
    star,
    wobble,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Look, puppet

HAIR = ["#2b1a18", "#6b3d20", "#d9a24a", "#1d1418", "#a5522a", "#3d2a22", "#8a5a34", "#e6c27a"]
SKIN = ["#f5cba7", "#8d5a3a", "#c98f63", "#5d3826", "#e8b48c"]


# -- wall ------------------------------------------------------------------------------------------------
def wall() -> None:
    s = Sheet("hall/wall", 1920, 1080)
    # Without its middle, which nobody sees: the stage or the curtain always stands before it.
    s.path("M0 0H1920V1080H0ZM336 120V840H1584V120Z", s.grad([(0, "#43152d"), (0.5, "#341025"), (1, NIGHT)]))
    _wallpaper(s)
    for side in (0, 1):
        with s.at(1920 if side else 0, 0, flip=bool(side)):
            _side_wall(s, side)
    _ceiling(s)
    s.path("M0 900H1920V1080H0Z", s.grad([(0, NIGHT, 0), (1, "#0d030a", 0.95)]))
    s.save()


def _wallpaper(s: Sheet) -> None:
    for row in range(13):
        for col in range(15):
            x, y = 60 + col * 130 + (65 if row % 2 else 0), 120 + row * 74
            if 330 < x < 1590:
                continue
            d = f"M{x} {y - 26}Q{x + 22} {y - 8} {x} {y + 26}Q{x - 22} {y - 8} {x} {y - 26}Z"
            s.path(d, "#5a1e3a", op=0.35)
            s.path(blob(x, y + 3, 4, 7), "#7a2c48", op=0.5)


def _ceiling(s: Sheet) -> None:
    for depth, colour in ((74, "#2a0c1e"), (46, "#3f1429"), (22, "#571c34")):
        points: list[Point] = [(-20, -30), (1940, -30), (1940, depth)]
        d = f"M-20 -30H1940V{depth}"
        n = 16
        for i in range(n):
            x1 = 1940 - (i + 1) * 1960 / n
            xm = x1 + 1960 / n / 2
            d += f"Q{xm + wobble(6):.0f} {depth + 34 + wobble(5):.0f} {x1:.0f} {depth + wobble(3):.0f}"
        s.paper(d + "Z", colour, lift=9, edge=1.6)
        del points
    for i in range(16):
        s.path(oval(61 + i * 122.5, 24, 5), GOLD, op=0.55)


def _side_wall(s: Sheet, side: int) -> None:
    """The left wall: two boxes with gilt fronts, a pilaster, lamps."""
    s.paper(box(-20, 60, 40, 1000), "#2a0c1e", lift=10)
    for below, y in enumerate((150, 470)):
        _loge(s, 28, y, side * 2 + below)
    _sconce(s, 118, 430)
    _sconce(s, 118, 752)
    s.paper(poly([(-10, 806), (238, 822), (238, 862), (-10, 852)], r=6), "#4a1730", lift=8)
    s.paper(box(-10, 806, 248, 12, r=4), GOLD_DARK, lift=3)


def _arch(x: float, y: float, w: float, h: float, drop: float = 0) -> str:
    top = y + w * 0.42
    return (
        f"M{x} {y + h + drop}V{top}C{x} {y + 6} {x + w * 0.2} {y} {x + w / 2} {y}"
        f"C{x + w * 0.8} {y} {x + w} {y + 6} {x + w} {top}V{y + h + drop}Z"
    )


def dimmed(colour: str) -> str:
    """What sits in the shadow of a box."""
    return mix(colour, "#2d0f22", 0.42)


def guest(skin: str, hair: str, style: str, top: str, **more: object) -> Look:
    return Look(skin=SKINS[skin], hair=HAIRS.get(hair, hair), style=style, top=top, **more)  # type: ignore[arg-type]


# Who sits in which box: left above, left below, right above, right below.
GUESTS = (
    ((90, guest("tan", "grey", "bun", "#3d6a8a", outfit="jacket"), "kind"),),
    (
        (58, guest("brown", "black", "puffs", "#c9772e"), "joy"),
        (124, guest("rose", "red", "spiky", "#3d8a66"), "surprised"),
    ),
    (
        (58, guest("peach", "blond", "short", "#8a4a9a"), "happy"),
        (124, guest("deep", "black", "afro", "#b8404a"), "kind"),
    ),
    ((92, guest("olive", "#3f7f9a", "hijab", "#4a9c78"), "joy"),),
)


def _loge(s: Sheet, x: float, y: float, box_number: int) -> None:
    s.paper(_arch(x - 10, y - 12, 200, 196), "#571c34", lift=9)
    s.paper(_arch(x + 2, y, 176, 180), "#7a2740", lift=5)
    s.path(_arch(x + 12, y + 10, 156, 170), s.grad([(0, "#12050d"), (1, "#3a1420")]))
    s.glow(x + 90, y + 120, 96, "#ffb15a", 0.28)
    d = f"M{x + 12} {y + 180}V{y + 60}Q{x + 20} {y + 16} {x + 84} {y + 10}Q{x + 70} {y + 90} {x + 30} {y + 120}Q{x + 40} {y + 150} {x + 30} {y + 180}Z"
    s.paper(d, "#8e1730", lift=5, edge=1)
    d = f"M{x + 168} {y + 180}V{y + 60}Q{x + 160} {y + 16} {x + 96} {y + 10}Q{x + 110} {y + 90} {x + 150} {y + 120}Q{x + 140} {y + 150} {x + 150} {y + 180}Z"
    s.paper(d, "#7d1229", lift=5, edge=1)
    s.tone = dimmed
    for px, look, mood in GUESTS[box_number]:
        puppet(look, mood, ("belly", "down"), stick_to=0, seated=True).emit(
            s, x + px, y + 222, 0.46, border=5, lift=5
        )
    s.tone = None
    front = f"M{x - 18} {y + 164}Q{x + 90} {y + 176} {x + 198} {y + 164}Q{x + 206} {y + 200} {x + 184} {y + 226}Q{x + 90} {y + 240} {x - 4} {y + 226}Q{x - 26} {y + 200} {x - 18} {y + 164}Z"
    s.paper(front, s.gold(), flat=GOLD, lift=9)
    inner = f"M{x - 4} {y + 180}Q{x + 90} {y + 191} {x + 184} {y + 180}Q{x + 188} {y + 200} {x + 174} {y + 216}Q{x + 90} {y + 228} {x + 6} {y + 216}Q{x - 8} {y + 200} {x - 4} {y + 180}Z"
    s.path(inner, s.grad([(0, "#a51c34"), (1, "#5c0c1c")]))
    for i in range(5):
        cx = x + 22 + i * 34
        s.line(f"M{cx} {y + 186 + 3 * math.sin(i)}q17 34 34 0" if i < 4 else f"M{cx} {y + 186}", GOLD, 2.5, op=0.8)
    s.path(star(x + 90, y + 204, 13), GOLD_LIGHT, op=0.95)


def _sconce(s: Sheet, x: float, y: float) -> None:
    s.glow(x, y - 6, 120, "#ffc46a", 0.5)
    s.paper(f"M{x - 9} {y + 14}Q{x} {y + 60} {x + 9} {y + 14}Z", GOLD, lift=3)
    s.paper(f"M{x - 20} {y + 16}Q{x} {y + 26} {x + 20} {y + 16}L{x + 12} {y - 2}H{x - 12}Z", GOLD, lift=3)
    s.path(
        f"M{x} {y - 44}Q{x + 20} {y - 14} {x + 8} {y}H{x - 8}Q{x - 20} {y - 14} {x} {y - 44}Z",
        s.grad([(0, "#fffbe6"), (1, "#ffd56e")]),
    )


# -- backstage and floor -----------------------------------------------------------------------------------
def backstage() -> None:
    s = Sheet("hall/backstage", 1260, 760)
    s.path("M0 0H1260V760H0Z", s.grad([(0, "#131c4e"), (0.5, "#2d3580"), (0.78, "#7a5a9a"), (1, "#c98a86")]))
    s.grain(0, 0, 1260, 560, 5, 0.05)
    for i in range(70):
        x, y, r = pick(20, 1240), pick(10, 400), pick(1.2, 3.4)
        s.path(
            star(x, y, r * 2.1, r * 0.8, n=4) if i % 4 == 0 else oval(x, y, r), "#fff6d8", op=round(pick(0.4, 0.9), 2)
        )
    s.glow(905, 176, 220, "#fff0b8", 0.5)
    s.paper(blob(905, 176, 72), s.grad([(0, "#fffbe4"), (1, "#f1d68e")], "lamp"), flat="#fdf0c0", lift=7)
    for cx, cy, r in ((884, 158, 14), (926, 196, 10), (914, 146, 6), (882, 204, 7)):
        s.path(blob(cx, cy, r), "#e4c87c", op=0.55)
    for y, colour, amp in ((392, "#5a5aa8", 46), (450, "#424593", 38), (512, "#2f3377", 26)):
        points = [(-30.0, 800.0), (-30.0, y + wobble(20))]
        points += [(i * 150.0, y + math.sin(i * 1.7 + y) * amp + wobble(12)) for i in range(1, 9)]
        points += [(1290, y + wobble(20)), (1290, 800)]
        s.paper("M-30 800" + curve(points[1:-1], closed=False).replace("M", "L", 1) + "L1290 800Z", colour, lift=9)
    for x, y, k in ((210, 250, 1.0), (520, 150, 0.8), (1080, 330, 0.9)):
        _cloud(s, x, y, k)
    for i, x in enumerate((60, 150, 1010, 1110, 1200)):
        _fir(s, x, 606 + (i % 2) * 20, 1 + 0.25 * (i % 3))
    s.path("M0 560H1260V760H0Z", s.grad([(0, "#1a1030", 0), (1, "#1a1030", 0.55)]))
    s.save()


def _cloud(s: Sheet, x: float, y: float, k: float) -> None:
    points = [
        (-110, 22),
        (-96, -8),
        (-60, -18),
        (-34, -44),
        (12, -46),
        (40, -22),
        (78, -24),
        (108, 4),
        (112, 24),
        (0, 30),
    ]
    s.paper(curve([(x + px * k, y + py * k) for px, py in points]), "#8a86c4", lift=8)
    s.path(curve([(x + px * k * 0.82, y + 6 + py * k * 0.6) for px, py in points]), "#a7a2d6", op=0.6)


def _fir(s: Sheet, x: float, y: float, k: float, colour: str = "#1d4a52") -> None:
    s.paper(box(x - 8 * k, y - 30 * k, 16 * k, 60 * k), "#4a2c2a", lift=4)
    for i in range(3):
        w, top, low = (70 - i * 15) * k, y - (90 + i * 52) * k, y - (12 + i * 52) * k
        s.paper(
            poly(
                [
                    (x + wobble(4), top),
                    (x + w, low),
                    (x + w * 0.3, low + 10 * k),
                    (x - w * 0.4, low + 4 * k),
                    (x - w, low + 4),
                ],
                r=5 * k,
            ),
            lighter(colour, 0.05 * i),
            lift=6,
        )


def floor() -> None:
    s = Sheet("hall/floor", 1500, 260)
    s.shadow(poly([(20, 204), (1480, 204), (1480, 250), (20, 250)]), 14)
    s.path("M150 0H1350L1490 206H10Z", s.grad([(0, "#6b3d24"), (0.35, WOOD_DARK), (1, "#cf9358")]))
    s.grain(160, 10, 1180, 180, 8, 0.05)
    n = 22
    for i in range(n):
        t0, t1 = i / n, (i + 1) / n
        x0, x1, x2, x3 = 150 + 1200 * t0, 150 + 1200 * t1, 10 + 1480 * t1, 10 + 1480 * t0
        tint = ("#2a1020", "#ffe3b0", "#2a1020", "#8a3c20")[i * 7 % 4]
        s.path(f"M{x0:.1f} 0H{x1:.1f}L{x2:.1f} 206H{x3:.1f}Z", tint, op=(0.1, 0.07, 0.04, 0.08)[i * 5 % 4])
        s.line(f"M{x0:.1f} 0L{x3:.1f} 206", "#3d1c14", 1.8, op=0.6)
        s.line(f"M{x0 + 2:.1f} 0L{x3 + 2.5:.1f} 206", "#ffd9a0", 1, op=0.22)
        for joint in (0.28 + 0.13 * (i % 3), 0.74 - 0.1 * (i % 4)):
            xa, xb, y = x0 + (x3 - x0) * joint, x1 + (x2 - x1) * joint, 206 * joint
            s.line(f"M{xa:.1f} {y:.1f}H{xb:.1f}", "#3d1c14", 1.5, op=0.5)
    s.path("M150 0H1350L1384 50H116Z", s.grad([(0, "#1e0616", 0.6), (1, "#1e0616", 0)]))
    s.halo(750, 130, 600, 80, "#ffe0a0", 0.3)
    s.paper(box(0, 204, 1500, 48, r=4), s.grad([(0, "#6b3a22"), (1, "#331410")]), flat="#6b3a22", lift=0)
    for i in range(15):
        s.path(box(14 + i * 99, 218, 84, 24, r=5), s.grad([(0, "#4a2318"), (1, "#5d3020")]))
        s.line(f"M{16 + i * 99} 219h80", "#200a0c", 2, op=0.5)
    s.paper(box(-4, 196, 1508, 14, r=5), s.gold(), flat=GOLD, lift=3)
    s.save()


def apron() -> None:
    """The front of the stage: it hides where a set ends and carries the footlights."""
    s = Sheet("hall/apron", 1500, 84)
    s.shadow(box(6, 10, 1488, 60), 12)
    s.paper(box(0, 12, 1500, 60, r=4), s.grad([(0, "#6b3a22"), (1, "#331410")]), flat="#6b3a22", lift=0)
    for i in range(15):
        x = 14 + i * 99
        s.path(box(x, 28, 84, 34, r=6), s.grad([(0, "#3d1c14"), (1, "#5d3020")]))
        s.line(f"M{x + 4} 29.5h76", "#1e0a0a", 2.4, op=0.5)
        s.path(star(x + 42, 45, 9), GOLD, op=0.7)
    s.paper(box(-4, 3, 1508, 15, r=6), s.gold(), flat=GOLD, lift=4)
    s.save()


# -- proscenium ------------------------------------------------------------------------------------------
def proscenium() -> None:
    s = Sheet("hall/proscenium", 1920, 1080)
    # Depth: the frame throws a shadow into the opening.
    s.path("M318 108H1602V170H318Z", s.grad([(0, "#12030c", 0.75), (1, "#12030c", 0)]))
    s.path("M318 108H372V872H318Z", s.grad([(0, "#12030c", 0.6), (1, "#12030c", 0)], "h"))
    s.path("M1574 108H1602V872H1574Z", s.grad([(0, "#12030c", 0), (1, "#12030c", 0.45)], "h"))
    for side in (0, 1):
        with s.at(1920 if side else 0, 0, flip=bool(side)):
            _column(s, right=bool(side))
    _entablature(s)
    _cartouche(s)
    s.save()


def _column(s: Sheet, *, right: bool) -> None:
    s.paper(box(206, 96, 116, 800), "#6b1226", lift=16)
    s.path(box(206, 96, 116, 800), s.grad([(0, "#3a0816", 0.8), (0.5, "#8e1730", 0.2), (1, "#2a0410", 0.8)], "h"))
    stops = [(0, "#8f5f19"), (0.28, "#ffe39a"), (0.55, GOLD), (1, "#7d4f14")]
    if right:
        stops = [(1 - k, c) for k, c in reversed(stops)]
    s.paper(box(220, 130, 90, 736), s.grad(stops, "h"), flat=GOLD, lift=6)
    for i in range(5):
        x = 228 + i * 15.6
        d = f"M{x:.1f} 186q5.5 -12 11 0V806q-5.5 12 -11 0Z"
        s.path(d, s.grad([(0, "#7a4c12"), (0.6, "#b98327"), (1, "#f5cf7c")], "h"), op=0.85)
        s.path(d, "#fff3c4", op=0.25, shift=(1.5 if not right else -1.5, 1))
        s.path(d, s.grad([(0, "#6d420f"), (0.6, "#a8741f"), (1, "#e6b853")], "h"), op=0.75)
    for y, w, h in ((124, 116, 22), (146, 104, 14), (160, 96, 10)):
        s.paper(box(265 - w / 2, y, w, h, r=5), s.gold(), flat=GOLD, lift=4)
    for dx in (-34, 34):
        spiral = f"M{265 + dx} 150a13 13 0 1 1 {-1 if dx > 0 else 1} 0"
        s.paper(oval(265 + dx, 152, 16), s.gold(), flat=GOLD, lift=4)
        s.line(spiral, GOLD_DARK, 3)
        s.path(oval(265 + dx, 152, 5), GOLD_DARK)
    for y, w, h in ((812, 100, 14), (826, 110, 18), (844, 124, 60)):
        s.paper(box(265 - w / 2, y, w, h, r=5), s.gold(), flat=GOLD, lift=5)
    s.path(box(216, 856, 98, 36, r=6), "#8e1730")
    s.path(box(216, 856, 98, 36, r=6), s.grad([(0, "#4a0716", 0.9), (1, "#c81e33", 0.2)]))
    s.path(star(265, 874, 15), GOLD_LIGHT)
    # A ribbon with little round lamps, on the inner side of the frame.
    for i in range(12):
        y = 196 + i * 54
        s.glow(314, y, 26, "#ffd774", 0.4)
        s.path(oval(314, y, 8.5), "#6b1226")
        s.path(oval(314, y, 6), s.grad([(0, "#fffbe6"), (1, "#ffd56e")], "lamp"))


def _entablature(s: Sheet) -> None:
    s.paper(poly([(190, 100), (210, 62), (1710, 62), (1730, 100), (1722, 132), (198, 132)], r=6), "#7d1229", lift=12)
    s.path(
        poly([(206, 126), (212, 96), (1708, 96), (1714, 126)], r=4, jit=0), s.grad([(0, "#a51c34"), (1, "#5c0c1c")])
    )
    for i in range(46):
        x = 226 + i * 31.9
        if 790 < x < 1120:
            continue
        s.path(f"M{x:.1f} 98h18v15q-9 14 -18 0Z", s.gold(), shift=(0, 0))
        s.path(oval(x + 9, 120 + (i % 2), 2.4), GOLD_LIGHT, op=0.8)
    s.paper(box(176, 66, 1568, 20, r=8), s.gold(), flat=GOLD, lift=6)
    s.paper(poly([(160, 42), (1760, 42), (1744, 70), (176, 70)], r=5), s.gold(), flat=GOLD, lift=8)
    s.path("M196 51H1724V56H196Z", GOLD_DARK, op=0.55)
    s.line("M182 45.5H1738", "#fff6d0", 2.5, op=0.8)
    s.paper(box(318, 106, 1284, 12, r=4), s.gold(), flat=GOLD, lift=7)
    for x, team in ((265, "a"), (560, "b"), (1360, "c"), (1655, "d")):
        _rosette(s, x, 97, TEAMS[team], team)


def _rosette(s: Sheet, x: float, y: float, colour: str, team: str) -> None:
    s.paper(blob(x, y, 33, jit=0.02), s.gold(), flat=GOLD, lift=6)
    s.path(oval(x, y, 25), "#5c0c1c")
    shape = {
        "a": oval(x, y, 15),
        "b": box(x - 13.5, y - 13.5, 27, 27, r=2, jit=0),
        "c": poly([(x, y - 17), (x + 17, y + 12), (x - 17, y + 12)], r=2, jit=0),
        "d": star(x, y + 1, 19, 9),
    }[team]
    s.paper(shape, colour, lift=3, edge=1)


def _cartouche(s: Sheet) -> None:
    for side in (-1, 1):
        with s.at(960, 84, flip=side < 0):
            for d, colour in (
                ("M84 10Q150 -40 196 -8Q222 14 196 32Q176 42 164 26Q176 28 182 16Q178 0 152 12Q120 30 96 52Z", GOLD),
                (
                    "M70 40Q128 34 150 62Q162 84 140 90Q124 92 124 76Q134 80 136 70Q122 54 76 74Z",
                    mix(GOLD, GOLD_DARK, 0.25),
                ),
                (
                    "M60 -24Q96 -62 136 -48Q150 -40 140 -28Q128 -20 120 -30Q126 -34 118 -38Q98 -36 78 -8Z",
                    mix(GOLD, GOLD_LIGHT, 0.3),
                ),
            ):
                s.paper(d, colour, lift=6)
    shield = "M960 8C1010 6 1052 24 1074 54C1084 92 1056 132 960 166C864 132 836 92 846 54C868 24 910 6 960 8Z"
    s.paper(shield, s.gold(), flat=GOLD, lift=10, edge=2)
    s.path(
        "M960 24C1004 22 1038 36 1056 60C1062 88 1040 118 960 148C880 118 858 88 864 60C882 36 916 22 960 24Z",
        s.grad([(0, "#c22238"), (1, "#6d0a1a")]),
    )
    s.path(
        "M960 24C1004 22 1038 36 1056 60C1060 70 1058 78 1054 86C1020 50 900 40 866 86C862 78 860 70 864 60C882 36 916 22 960 24Z",
        "#2a0410",
        op=0.35,
    )
    _mask(s, 922, 78, -9, happy=True)
    _mask(s, 1000, 86, 10, happy=False)


def _mask(s: Sheet, x: float, y: float, turn: float, *, happy: bool) -> None:
    with s.at(x, y, turn=turn):
        s.paper(
            "M-33 -30Q0 -40 33 -30Q38 6 22 28Q0 46 -22 28Q-38 6 -33 -30Z",
            CREAM if happy else "#f7d98c",
            lift=6,
            edge=1.5,
        )
        s.path(blob(-17, 8, 7, 5), "#ef8f7f", op=0.5)
        s.path(blob(17, 8, 7, 5), "#ef8f7f", op=0.5)
        bend = -7 if happy else 5
        s.line(f"M-20 -7Q-13 {-7 + bend} -6 -7", INK, 4)
        s.line(f"M6 -7Q13 {-7 + bend} 20 -7", INK, 4)
        if happy:
            s.path("M-17 10Q0 16 17 10Q13 30 0 30Q-13 30 -17 10Z", INK)
            s.path("M-8 25Q0 20 8 25Q4 29 0 29Q-4 29 -8 25Z", RED_LIGHT)
        else:
            s.line("M-13 24Q0 9 13 24", INK, 4.5)
            s.path("M15 0q5 8 0 11q-5 -3 0 -11Z", TEAMS["b"])


# -- curtain ---------------------------------------------------------------------------------------------
def _fold_fill(s: Sheet, k: int) -> str:
    """Pleats are alike, not equal: four gradients take turns."""
    light = (0.0, -0.05, -0.12, -0.02)[k % 4]
    stops = [
        (0, "#7d0d1f"),
        (0.16, RED),
        (0.36 + 0.04 * (k % 3), RED_LIGHT),
        (0.6, "#b8182d"),
        (0.84, "#7a0c1e"),
        (1, "#4d0613"),
    ]
    return s.grad([(offset, darker(colour, -light)) for offset, colour in stops], "h")


def _fringe(s: Sheet, xs: list[float], y: float, hem: Sequence[float]) -> None:
    """A gold braid and strands along the hem; `hem` is how far each fold hangs at its middle."""
    for i in range(len(xs) - 1):
        x0, x1, low = xs[i], xs[i + 1], hem[i]
        mid = (x0 + x1) / 2
        band = f"M{x0:.1f} {y - 34}Q{mid:.1f} {y - 34 + low:.1f} {x1:.1f} {y - 34}V{y - 16}Q{mid:.1f} {y - 16 + low:.1f} {x0:.1f} {y - 16}Z"
        n = max(3, round((x1 - x0) / 9))
        for j in range(n):
            t = (j + 0.5) / n
            sx, sy = x0 + (x1 - x0) * t, y - 18 + low * 2 * t * (1 - t)
            shade = mix(GOLD_LIGHT, GOLD_DARK, min(1, abs(t - 0.35) * 1.5))
            s.path(f"M{sx - 3.6:.1f} {sy:.1f}h7.2l{wobble(0.8):.1f} 24q-3.6 5 -7.2 0Z", shade)
        s.path(band, s.grad([(0, GOLD_DARK), (0.36, GOLD_LIGHT), (0.62, GOLD), (1, "#6d450f")], "h"))
        s.line(f"M{x0:.1f} {y - 29}Q{mid:.1f} {y - 29 + low:.1f} {x1:.1f} {y - 29}", "#fff6d0", 1.5, op=0.5)
        s.line(f"M{x0:.1f} {y - 20}Q{mid:.1f} {y - 20 + low:.1f} {x1:.1f} {y - 20}", "#6d450f", 1.5, op=0.6)


def curtain(side: str) -> None:
    s = Sheet(f"hall/curtain_{side}", 700, 780)
    left = side == "left"
    edges: list[float] = [2]
    widths = [74, 58, 82, 64, 90, 60, 78, 66, 76, 50]
    if not left:
        widths = [50, 74, 62, 84, 58, 88, 66, 74, 60, 82]
    for w in widths:
        edges.append(edges[-1] + w)
    scale = 690 / edges[-1]
    edges = [e * scale for e in edges]
    s.shadow(f"M{edges[0]:.0f} 4H{edges[-1]:.0f}V752H{edges[0]:.0f}Z", 12, 0.9)
    lines = [_fold_line(x, i, i in (0, len(edges) - 1)) for i, x in enumerate(edges)]
    hem = [16 + 6 * (i % 3) for i in range(len(edges) - 1)]
    for i in range(len(edges) - 1):
        a, b = lines[i], lines[i + 1]
        down = curve(b, closed=False)
        up = curve(a[::-1], closed=False).replace("M", "L", 1)
        xm = (a[-1][0] + b[-1][0]) / 2
        body = down + f"Q{xm:.1f} {750 + hem[i] * 1.6:.1f} {a[-1][0]:.1f} {a[-1][1]:.1f}" + up + "Z"
        s.path(body, _fold_fill(s, i * 3 + (1 if left else 0)))
        s.line(curve(a, closed=False), "#ff8b8b", 1.6, op=0.35)
        inner = [(x + (b[j][0] - x) * 0.72, y) for j, (x, y) in enumerate(a)]
        s.line(curve(inner, closed=False), "#3d0410", 2.2, op=0.28)
        # Small paper stars, one to a fold, in two rows.
        for row, y in enumerate((560, 640)):
            if (i + row) % 2 == 0:
                t = y / 750
                xs = a[-1][0] * t + a[0][0] * (1 - t) + (b[0][0] - a[0][0]) * 0.42
                s.path(star(xs, y + wobble(4), 11, 4.8), GOLD, op=0.85)
    _fringe(s, [p[-1][0] for p in lines], 752, hem)
    s.path("M0 0H700V150H0Z", s.grad([(0, "#1e0208", 0.62), (1, "#1e0208", 0)]))
    s.halo(520 if left else 180, 730, 520, 210, "#ffb060", 0.24)
    s.save()


def _fold_line(x: float, i: int, end: bool) -> list[Point]:
    sway = 0 if end else 1
    return [
        (x, 0),
        (x + sway * (5 * math.sin(i * 1.3) + wobble(2)), 190),
        (x + sway * (-6 * math.sin(i * 0.9 + 1) + wobble(3)), 380),
        (x + sway * (7 * math.sin(i * 1.1 + 2) + wobble(3)), 570),
        (x + sway * (4 * math.sin(i * 1.7) + wobble(2)), 750),
    ]


FOLDS = 3
FOLD_W = 90


def curtain_fold(number: int) -> None:
    """One pleat of the curtain, 90 x 790. Ten of them, each over the one before, make a half that moves as cloth.

    Pleats are laid from the column to the middle, 65 apart when the curtain hangs, closer when it is pulled.
    """
    s = Sheet(f"hall/curtain_fold_{number + 1}", FOLD_W, 790)
    xa, xb = _fold_line(4, number * 2 + 1, False), _fold_line(FOLD_W - 4, number * 2 + 2, False)
    hem = 16 + 6 * number
    # The cloth ends behind the braid: between the strands of the fringe one looks through.
    xa[-1], xb[-1] = (xa[-1][0], 730), (xb[-1][0], 730)
    body = curve(xb, closed=False) + f"Q{FOLD_W / 2} {730 + hem:.1f} {xa[-1][0]:.1f} {xa[-1][1]:.1f}"
    body += curve(xa[::-1], closed=False).replace("M", "L", 1) + "Z"
    s.path(body, _fold_fill(s, number * 3 + 1))
    s.line(curve(xa, closed=False), "#ff8b8b", 1.6, op=0.35)
    inner = [(x + (xb[j][0] - x) * 0.72, y) for j, (x, y) in enumerate(xa)]
    s.line(curve(inner, closed=False), "#3d0410", 2.2, op=0.28)
    for y in ((560,), (640,), ())[number]:
        s.path(star(FOLD_W * 0.4, y, 11, 4.8), GOLD, op=0.85)
    _fringe(s, [xa[-1][0], xb[-1][0]], 752, [hem])
    s.path(f"M2 0H{FOLD_W - 2}V150H2Z", s.grad([(0, "#1e0208", 0.62), (1, "#1e0208", 0)]))
    s.path(f"M4 560H{FOLD_W - 4}V732H4Z", s.grad([(0, "#ffb060", 0), (1, "#ffb060", 0.13)]))
    s.save()


def curtain_edge() -> None:
    """The soft shadow that the moving edge of the curtain throws on the stage, 60 x 790."""
    s = Sheet("hall/curtain_edge", 60, 790)
    s.path("M0 0H60V772H0Z", s.grad([(0, "#12030c", 0.5), (0.4, "#12030c", 0.2), (1, "#12030c", 0)], "h"))
    s.save()


def curtain_tied(side: str) -> None:
    s = Sheet(f"hall/curtain_tied_{side}", 300, 780)
    with s.at(0 if side == "left" else 300, 0, flip=side == "right"):
        n = 9
        lines = []
        for i in range(n + 1):
            t = i / n
            top, waist, low = 2 + 282 * t**0.95, 6 + 104 * t, 2 + 176 * t**1.05
            bow = 26 * t
            lines.append([
                (top, 0), (top + bow * 0.4 * (1 - t) + wobble(2), 130), (2 + 232 * t + bow * 0.2, 280),
                (4 + 150 * t, 400), (waist, 478), (4 + 124 * t + wobble(2), 560), (2 + 158 * t, 660), (low, 752),
            ])  # fmt: skip
        outline = curve(lines[-1], closed=False) + "L0 752V0Z"
        s.shadow(outline, 14)
        hem = [14 + 5 * (i % 3) for i in range(n)]
        for i in range(n):
            a, b = lines[i], lines[i + 1]
            xm = (a[-1][0] + b[-1][0]) / 2
            d = (
                curve(b, closed=False)
                + f"Q{xm:.1f} {752 + hem[i] * 1.4:.1f} {a[-1][0]:.1f} 752"
                + curve(a[::-1], closed=False).replace("M", "L", 1)
                + "Z"
            )
            s.path(d, _fold_fill(s, i * 3 + 2))
            s.line(curve(b, closed=False), "#ff8b8b", 1.6, op=0.35)
            s.line(
                curve([(p[0] * 0.35 + q[0] * 0.65, p[1]) for p, q in zip(a, b, strict=True)], closed=False),
                "#3d0410",
                2,
                op=0.3,
            )
        _fringe(s, [p[-1][0] for p in lines], 752, hem)
        s.path("M0 0H300V140H0Z", s.grad([(0, "#1e0208", 0.6), (1, "#1e0208", 0)]))
        s.path("M0 500H120Q150 560 150 640H0Z", s.grad([(0, "#1e0208", 0.45), (0.7, "#1e0208", 0)]))
        s.paper("M-6 450Q60 500 118 466Q130 478 122 492Q60 530 -6 486Z", s.gold(), flat=GOLD, lift=7)
        s.line("M0 462Q60 508 118 476", "#fff6d0", 2, op=0.7)
        s.line("M0 476Q60 520 120 486", "#6d450f", 2, op=0.6)
        tassel(s, 118, 488, 1.15)
    s.save()


def tassel(s: Sheet, x: float, y: float, k: float) -> None:
    """A gold tassel hanging from (x, y)."""
    skirt = poly(
        [(x - 11 * k, y + 24 * k), (x + 11 * k, y + 24 * k), (x + 17 * k, y + 66 * k), (x - 17 * k, y + 66 * k)], r=4
    )
    s.paper(skirt, s.grad([(0, GOLD_DARK), (0.4, GOLD_LIGHT), (1, GOLD_DARK)], "h"), flat=GOLD, lift=5 * k)
    for i in range(-2, 3):
        s.line(
            f"M{x + i * 4 * k:.1f} {y + 30 * k:.1f}L{x + i * 6.4 * k:.1f} {y + 64 * k:.1f}", "#6d450f", 1.5, op=0.5
        )
    s.paper(
        blob(x, y + 12 * k, 14 * k),
        s.grad([(0, "#fff3c4"), (0.5, GOLD), (1, GOLD_DARK)], "lamp"),
        flat=GOLD,
        lift=4 * k,
    )
    s.path(box(x - 12 * k, y + 22 * k, 24 * k, 7 * k, r=3), GOLD_DARK)


def valance() -> None:
    s = Sheet("hall/valance", 1300, 180)
    s.path("M0 0H1300V40H0Z", "#5c0a1a")
    n = 7
    w = 1300 / n
    order = [0, 6, 1, 5, 2, 4, 3]
    for i in order:
        x, deep = i * w, 132 + (10 if i in (2, 4) else 0) + (18 if i == 3 else 0)
        a, b = x - 14, x + w + 14
        mid = (a + b) / 2
        swag = f"M{a:.1f} -6L{b:.1f} -6C{b - 12:.1f} {deep * 0.66:.1f} {mid + 62:.1f} {deep:.1f} {mid:.1f} {deep:.1f}S{a + 12:.1f} {deep * 0.66:.1f} {a:.1f} -6Z"
        for j in range(21):
            t = (j + 0.5) / 21
            u = 1 - t
            sx = a * u**3 + 3 * (a + 12) * u * u * t + 3 * (b - 12) * u * t * t + b * t**3
            sy = -6 * u**3 + 3 * deep * 0.93 * u * u * t * 1.18 + 3 * deep * 0.93 * u * t * t * 1.18 - 6 * t**3
            sy = min(sy, deep)
            s.path(
                f"M{sx - 4:.1f} {sy - 6:.1f}h8l{wobble(1):.1f} 26q-4 5 -8 0Z",
                mix(GOLD_LIGHT, GOLD_DARK, abs(t - 0.4)),
            )
        s.paper(swag, s.grad([(0, "#5c0a1a"), (0.45, RED), (0.8, RED_LIGHT), (1, "#9c1226")]), flat=RED, lift=9)
        for k in range(1, 5):
            t = k / 5
            s.line(
                f"M{a + 16 + 9 * k:.1f} 0C{a + 24 + 10 * k:.1f} {deep * t * 0.7:.1f} {mid - 40:.1f} {deep * t:.1f} {mid:.1f} {deep * t:.1f}S{b - 24 - 10 * k:.1f} {deep * t * 0.7:.1f} {b - 16 - 9 * k:.1f} 0",
                "#4d0613",
                3,
                op=0.4,
            )
            s.line(
                f"M{a + 16 + 9 * k:.1f} 4C{a + 24 + 10 * k:.1f} {deep * t * 0.7 + 4:.1f} {mid - 40:.1f} {deep * t + 4:.1f} {mid:.1f} {deep * t + 4:.1f}S{b - 24 - 10 * k:.1f} {deep * t * 0.7 + 4:.1f} {b - 16 - 9 * k:.1f} 4",
                "#ff9a9a",
                1.5,
                op=0.35,
            )
        inset = f"M{a + 4:.1f} 4C{b * 0 + a + 16:.1f} {deep * 0.66 - 6:.1f} {mid - 62:.1f} {deep - 8:.1f} {mid:.1f} {deep - 8:.1f}S{b - 16:.1f} {deep * 0.66 - 6:.1f} {b - 4:.1f} 4"
        s.line(inset, GOLD_DARK, 9)
        s.line(inset, GOLD, 6.5)
        s.line(inset, "#fff3c4", 1.5, op=0.7)
    for i in range(1, n):
        x = i * w
        s.paper(poly([(x - 15, -8), (x + 15, -8), (x + 19, 70), (x, 92), (x - 19, 70)], r=6), "#9c1226", lift=6)
        s.line(f"M{x - 6:.1f} 0L{x - 9:.1f} 72M{x + 6:.1f} 0L{x + 9:.1f} 72", "#4d0613", 2, op=0.5)
        tassel(s, x, 72, 0.95)
    s.path("M0 0H1300V54H0Z", s.grad([(0, "#1e0208", 0.75), (1, "#1e0208", 0)]))
    s.save()


# -- lights and seats ------------------------------------------------------------------------------------
def footlights() -> None:
    s = Sheet("hall/footlights", 1300, 120)
    for i in range(7):
        x = 95 + i * 185
        s.glow(x, 62, 58, "#ffd774", 0.7)
    for i in range(7):
        x = 95 + i * 185
        s.path(f"M{x - 20} 74a20 22 0 0 1 40 0Z", s.grad([(0, "#fffbe6"), (1, "#ffc95a")]))
        shell = (
            curve(
                [(x - 38, 96), (x - 40, 72), (x - 28, 48), (x, 40), (x + 28, 48), (x + 40, 72), (x + 38, 96)],
                closed=False,
            )
            + f"L{x + 24} 96Q{x} 58 {x - 24} 96Z"
        )
        s.paper(
            f"M{x - 34} 96Q{x - 40} 52 {x} 48Q{x + 40} 52 {x + 34} 96L{x + 22} 96Q{x + 20} 66 {x} 64Q{x - 20} 66 {x - 22} 96Z",
            s.gold(),
            flat=GOLD,
            lift=4,
        )
        del shell
        for k in (-24, -12, 0, 12, 24):
            s.line(
                f"M{x + k * 0.72:.1f} {66 + abs(k) * 0.35:.1f}L{x + k * 1.2:.1f} {52 + abs(k) * 0.5:.1f}",
                GOLD_DARK,
                2,
                op=0.7,
            )
        s.path(box(x - 42, 92, 84, 12, r=4), "#5d3020")
    s.save()


def _head(s: Sheet, x: float, y: float, k: float, who: int) -> None:
    """A child seen from behind, from the shoulders up."""
    hair, skin = HAIR[who % len(HAIR)], SKIN[(who * 2 + who // 3) % len(SKIN)]
    jumper = ("#3f6fb0", "#c9772e", "#3d8a66", "#8a4a9a", "#b8404a", "#d0a030")[who % 6]
    style = who % 7
    s.paper(blob(x, y + 92 * k, 78 * k, 46 * k, jit=0.02), darker(jumper, 0.25), lift=5)
    s.path(box(x - 14 * k, y + 30 * k, 28 * k, 34 * k, r=8), darker(skin, 0.25))
    for side in (-1, 1):
        s.paper(blob(x + side * 48 * k, y + 8 * k, 11 * k, 15 * k), darker(skin, 0.12), lift=3, edge=1)
    cap = ("#2f8087", "#a8386a")[who % 2] if style == 5 else hair
    if style == 1:
        for side in (-1, 1):
            s.paper(blob(x + side * 44 * k, y - 34 * k, 30 * k, n=9, jit=0.07), hair, lift=5)
    if style == 3:
        for side in (-1, 1):
            braid = [(34, 12), (56, 30), (52, 86), (42, 96), (34, 80)]
            s.paper(curve([(x + side * px * k, y + py * k) for px, py in braid]), hair, lift=4)
            s.path(blob(x + side * 46 * k, y + 78 * k, 10 * k, 6 * k), TEAMS["a"])
    outlines = {
        0: [
            (-52, 0),
            (-46, -34),
            (-20, -52),
            (18, -53),
            (46, -34),
            (53, 0),
            (58, 62),
            (28, 76),
            (0, 72),
            (-28, 77),
            (-58, 60),
        ],
        5: [
            (-52, 0),
            (-46, -34),
            (-20, -54),
            (18, -55),
            (46, -34),
            (53, 0),
            (70, 70),
            (34, 90),
            (0, 94),
            (-34, 90),
            (-70, 70),
        ],
    }
    if style in outlines:
        s.paper(curve([(x + px * k, y + py * k) for px, py in outlines[style]]), cap, lift=6)
    elif style == 4:
        s.paper(blob(x, y - 10 * k, 66 * k, 62 * k, n=15, jit=0.06), hair, lift=6)
    else:
        s.paper(blob(x, y, 50 * k, 52 * k, n=11, jit=0.03), cap, lift=6)
    if style == 2:
        tail = [(-10, -26), (14, -26), (34, 0), (28, 60), (4, 92), (-16, 52), (-20, 0)]
        s.paper(curve([(x + px * k, y + py * k) for px, py in tail]), lighter(hair, 0.06), lift=5)
        for side in (-1, 1):
            bow = [(0, -24), (side * 26, -38), (side * 30, -12)]
            s.paper(poly([(x + px * k, y + py * k) for px, py in bow], r=4 * k, jit=0), TEAMS["d"], lift=3, edge=1)
        s.path(blob(x, y - 24 * k, 7 * k), darker(TEAMS["d"], 0.2))
    if style == 5:
        for low in (40, 62):
            s.line(
                f"M{x - 46 * k:.0f} {y + low * k:.0f}Q{x:.0f} {y + (low + 20) * k:.0f} {x + 46 * k:.0f} {y + low * k:.0f}",
                lighter(cap, 0.3),
                3,
                op=0.6,
            )
        return
    # Light on the hair comes from above left, as everywhere.
    for reach, op in ((0.84, 0.5), (0.66, 0.4), (0.48, 0.3)):
        r = 46 * k * reach
        start, end = polar(x, y - 4 * k, r, 186 + wobble(8)), polar(x, y - 4 * k, r, 268 + wobble(10))
        s.line(
            f"M{start[0]:.0f} {start[1]:.0f}A{r:.0f} {r:.0f} 0 0 1 {end[0]:.0f} {end[1]:.0f}",
            lighter(cap, 0.3),
            2.6,
            op=op,
        )


def _seat_row(s: Sheet, y: float, w: float, offset: float, heads: dict[int, int], colour: str) -> None:
    n = int(1920 / w) + 2
    for i in range(n):
        x = offset + i * w
        if i in heads:
            _head(s, x + w / 2, y - w * 0.16, w / 168, heads[i])
    for i in range(n):
        x, h = offset + i * w + 5, 330
        a = w - 10
        seat = f"M{x + a * 0.06:.1f} {y + h}L{x:.1f} {y + 60}C{x - 2:.1f} {y + 6 + wobble(3):.1f} {x + a * 0.2:.1f} {y:.1f} {x + a / 2:.1f} {y + wobble(2):.1f}S{x + a + 2:.1f} {y + 6 + wobble(3):.1f} {x + a:.1f} {y + 60}L{x + a * 0.94:.1f} {y + h}Z"
        s.paper(
            seat,
            s.grad([(0, lighter(colour, 0.16)), (0.18, colour), (0.65, darker(colour, 0.55))]),
            flat=colour,
            lift=9,
            edge=2,
        )
        k = a / 160
        inset = f"M{x + a * 0.14:.1f} {y + 240}L{x + a * 0.11:.1f} {y + 66}C{x + a * 0.1:.1f} {y + 24} {x + a * 0.26:.1f} {y + 16} {x + a / 2:.1f} {y + 16}S{x + a * 0.9:.1f} {y + 24} {x + a * 0.89:.1f} {y + 66}L{x + a * 0.86:.1f} {y + 240}"
        s.line(inset, GOLD, 2.6, op=0.55, dash="7 6")
        for bx in (0.32, 0.5, 0.68):
            s.path(oval(x + a * bx, y + 62 * k + (10 if bx == 0.5 else 0), 4.2), darker(colour, 0.5))
            s.path(oval(x + a * bx - 1, y + 61 * k + (10 if bx == 0.5 else 0), 2.2), lighter(colour, 0.3))


def seats() -> None:
    s = Sheet("hall/seats", 1920, 300)
    _seat_row(s, 150, 150, -60, {1: 2, 2: 4, 4: 5, 6: 1, 7: 0, 9: 3, 11: 6, 12: 11}, "#8e1730")
    s.path("M0 190H1920V300H0Z", s.grad([(0, NIGHT, 0), (1, NIGHT, 0.5)]))
    _seat_row(s, 222, 190, -40, {1: 10, 3: 9, 5: 14, 8: 12, 9: 8}, "#a51c38")
    s.path("M0 200H1920V300H0Z", s.grad([(0, NIGHT, 0), (1, NIGHT, 0.75)]))
    s.save()


def _hands_up(s: Sheet, x: float, y: float, k: float, n: int) -> None:
    """Arms in the air behind a head, for whoever cheers."""
    skin = darker(SKIN[(n * 2 + n // 3) % len(SKIN)], 0.12)
    jumper = darker(("#3f6fb0", "#c9772e", "#3d8a66", "#8a4a9a", "#b8404a", "#d0a030")[n % 6], 0.2)
    for side in (-1, 1):
        elbow, hand = (x + side * 82 * k, y + 10 * k), (x + side * (62 + n % 3 * 12) * k, y - 78 * k)
        s.paper(limb([(x + side * 58 * k, y + 84 * k), elbow, hand], 32 * k, 25 * k), jumper, lift=5)
        for finger in (-1, 0, 1):
            s.paper(blob(hand[0] + finger * 10 * k, hand[1] - 20 * k, 6 * k, 14 * k, n=7), skin, lift=2, edge=0.8)
        s.paper(blob(hand[0], hand[1] - 6 * k, 17 * k, 17 * k), skin, lift=3)


def full_seats() -> None:
    """The same rows as `seats`, with somebody in every one of them."""
    s = Sheet("hall/seats_full", 1920, 300)
    for y, w, offset, colour, shade in ((150, 150, -60, "#8e1730", 0.5), (222, 190, -40, "#a51c38", 0.75)):
        n = int(1920 / w) + 2
        heads = {i: i * 5 + (3 if w > 160 else 0) for i in range(n)}
        for i in range(n):
            if i % 3 == (1 if w > 160 else 0):
                _hands_up(s, offset + (i + 0.5) * w, y - w * 0.16, w / 190, heads[i])
        _seat_row(s, y, w, offset, heads, colour)
        s.path(f"M0 {y + 44}H1920V300H0Z", s.grad([(0, NIGHT, 0), (1, NIGHT, shade)]))
    s.save()


def lights() -> None:
    s = Sheet("hall/beam", 520, 860)
    for k, op in ((1.0, 0.16), (0.8, 0.15), (0.6, 0.15), (0.4, 0.14)):
        half = 250 * k
        fill = s.grad([(0, "#fff6cf", op * 1.6), (0.7, "#ffedb0", op * 0.6), (1, "#ffe29a", 0)])
        s.path(
            f"M{260 - 16 * k:.0f} 0H{260 + 16 * k:.0f}L{260 + half:.0f} 820Q260 {820 + 40 * k:.0f} {260 - half:.0f} 820Z",
            fill,
        )
    s.save()
    s = Sheet("hall/spot_pool", 560, 180)
    s.halo(280, 90, 276, 86, "#ffeeb8", 0.9)
    s.halo(280, 90, 220, 62, "#fff6d0", 0.5)
    s.save()
    s = Sheet("hall/glow", 400, 400)
    s.glow(200, 200, 196, "#ffd98a", 0.85)
    s.save()


# Top left corners on the canvas, from back to front; the opening is what the frame leaves free.
PLACES = {
    "opening": {"x": 320, "y": 110, "w": 1280, "h": 750},
    "wall": {"x": 0, "y": 0},
    "backstage": {"x": 330, "y": 105},
    "floor": {"x": 210, "y": 680},
    "apron": {"x": 210, "y": 868},
    "curtain_left": {"x": 312, "y": 100},
    "curtain_right": {"x": 908, "y": 100},
    "curtain_tied_left": {"x": 316, "y": 100},
    "curtain_tied_right": {"x": 1304, "y": 100},
    "valance": {"x": 310, "y": 104},
    "proscenium": {"x": 0, "y": 0},
    "footlights": {"x": 310, "y": 800},
    "seats": {"x": 0, "y": 780},
}


def main() -> None:
    place("hall", PLACES)
    wall()
    backstage()
    floor()
    apron()
    proscenium()
    for side in ("left", "right"):
        curtain(side)
        curtain_tied(side)
    valance()
    footlights()
    seats()
    full_seats()
    lights()
    for number in range(FOLDS):
        curtain_fold(number)
    curtain_edge()


if __name__ == "__main__":
    main()
