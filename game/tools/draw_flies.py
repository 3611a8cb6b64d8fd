"""Cuts scene 4, "Decorwissel": `python -m game.tools.draw_flies`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import math
from collections.abc import Callable

from game.tools import props
from game.tools.cast import HAND
from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    INK,
    RED,
    TEAMS,
    WOOD,
    WOOD_DARK,
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
    poly,
    star,
    wobble,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look, hand_at, puppet
from game.tools.teams import team_patch

ROPE, ROPE_DARK, ROPE_LIGHT = "#d9b98a", "#9a7748", "#f3dcb0"


# -- the tower ---------------------------------------------------------------------------------------------
def tower() -> None:
    s = Sheet("flies/tower", 1260, 760)
    s.path("M0 0H1260V760H0Z", s.grad([(0, "#241a3a"), (0.5, "#3a2c52"), (1, "#4a3550")]))
    for row in range(20):
        for col in range(18):
            if (row * 7 + col * 3) % 5 < 3:
                x, y = -30 + col * 74 + (37 if row % 2 else 0), 4 + row * 34
                tint = "#12030c" if (row + col) % 2 else "#fff0d0"
                s.path(box(x, y, 70, 30, r=3), tint, op=0.1 if (row + col) % 2 else 0.035)
    s.glow(330, 120, 420, "#8a9ae0", 0.16)
    # The grid and its pulleys
    for y, h, colour in ((14, 20, "#6f5a3c"), (46, 8, "#54432e")):
        s.paper(box(-10, y, 1280, h, r=3), colour, lift=9)
    for i in range(12):
        x = 60 + i * 104
        s.paper(blob(x, 46, 17), GOLD_DARK, lift=4)
        s.path(oval(x, 46, 10), "#c9a05a")
        s.path(oval(x, 46, 4), INK)
    # Old drops far up, in the dark
    for x, w, h, colour in ((150, 270, 120, "#2f5a6a"), (480, 300, 96, "#6a3a5c"), (846, 250, 134, "#3d6a50")):
        for dx in (20, w - 20):
            s.line(f"M{x + dx} 54V96", ROPE_DARK, 2.5)
        s.paper(box(x, 96, w, h, r=3), mix(colour, "#241a3a", 0.35), lift=8)
        for i in range(4):
            s.path(f"M{x + 20 + i * w / 4.4:.0f} {96 + h - 12}q24 -40 48 0Z", "#1d1430", op=0.4)
        s.paper(box(x - 12, 90, w + 24, 9, r=4), "#8f94ac", lift=4)
    for side in (0, 1):
        with s.at(1260 if side else 0, 0, flip=bool(side)):
            _gallery(s)
    # The stage floor with marks of tape
    s.path("M0 690H1260V760H0Z", s.grad([(0, "#5c3822"), (1, "#a06a3c")]))
    s.path("M0 686H1260V693H0Z", "#241016")
    for i in range(20):
        s.line(f"M{i * 66 - 10} 693L{i * 70 - 40} 760", "#2f1812", 2, op=0.6)
    for i, (x, team) in enumerate(((250, "a"), (500, "b"), (750, "c"), (1000, "d"))):
        s.line(f"M{x - 14} {722 + i % 2 * 6}h28m-14 -11v22", TEAMS[team], 6)
    s.halo(630, 712, 520, 60, "#ffe0a0", 0.28)
    s.path("M0 0H1260V120H0Z", s.grad([(0, "#0d0614", 0.75), (1, "#0d0614", 0)]))
    s.save()


def _gallery(s: Sheet) -> None:
    """The fly floor at the side: rail, ladder, coiled ropes, a small lamp."""
    s.paper(box(-10, 40, 26, 660, r=2), "#33264a", lift=8)
    s.glow(58, 268, 120, "#ffc46a", 0.4)
    s.paper(poly([(-10, 342), (118, 342), (122, 360), (-10, 362)], r=3), WOOD, lift=9)
    for x in (24, 66, 108):
        s.paper(box(x - 4, 262, 8, 84, r=2), "#8f94ac", lift=3)
    for y in (262, 300):
        s.paper(box(-8, y - 4, 126, 8, r=4), "#8f94ac", lift=3)
    for i in range(9):
        s.paper(box(34, 386 + i * 34, 44, 8, r=3), WOOD, lift=2)
    for x in (32, 76):
        s.paper(box(x - 5, 362, 10, 340, r=2), WOOD_DARK, lift=4)
    s.paper(poly([(46, 232), (70, 232), (64, 258), (52, 258)], r=3), "#2d2438", lift=3)
    s.path(oval(58, 258, 9, 6), "#fff0b8")
    for r in (22, 15, 8):
        s.line(oval(96, 322, r, r * 0.55), ROPE, 5)


def batten() -> None:
    s = Sheet("flies/batten", 900, 30)
    s.paper(
        box(8, 6, 880, 14, r=7, jit=0.6),
        s.grad([(0, "#d9dcec"), (0.4, "#9a9eb8"), (1, "#55587a")]),
        flat="#9a9eb8",
        lift=5,
    )
    for x in (120, 450, 780):
        s.paper(box(x - 9, 2, 18, 22, r=4), GOLD_DARK, lift=2)
    s.save()


# -- ropes -------------------------------------------------------------------------------------------------
def rope(team: str, *, held: bool) -> None:
    s = Sheet(f"flies/rope_{team}{'_held' if held else ''}", 90, 620)
    handle = 470 if held else 438
    if held:
        s.glow(45, handle + 46, 45, TEAMS[team], 0.9)
    _strand(s, 45, -10, handle + 8, 12, taut=held)
    # The tail hangs free below the handle.
    tail = [(45, handle + 80), (45 + (2 if held else 12), handle + 112), (45 + (-2 if held else -8), handle + 140)]
    s.line(curve(tail, closed=False), ROPE_DARK, 12)
    s.line(curve(tail, closed=False), ROPE, 8)
    for i in range(4):
        s.line(f"M{tail[-1][0] - 5 + i * 3:.0f} {tail[-1][1]:.0f}l{-4 + i * 3} 10", ROPE_LIGHT, 2.6)
    card = Figure()
    card.piece(
        poly(
            [
                (45 - 34, handle + 14),
                (45, handle - 12),
                (45 + 34, handle + 14),
                (45 + 34, handle + 84),
                (45, handle + 98),
                (45 - 34, handle + 84),
            ],
            r=9,
        ),
        TEAMS[team],
        lift=4,
    )
    if held:
        s.path(card.outline[0], "#ffe27a", stroke="#ffe27a", sw=16)
        s.path(card.outline[0], "#fffbe6", stroke="#fffbe6", sw=9)
    card.emit(s, 0, 0, border=6, lift=0 if held else 6)
    team_patch(s, team, 45, handle + 46, 26)
    s.brad(45, handle + 4, 5)
    s.save()


def _strand(s: Sheet, x: float, top: float, low: float, w: float, *, taut: bool) -> None:
    """A twisted rope of paper, bowing a little when nobody pulls."""
    bow = 0.0 if taut else 5.0

    def at(y: float) -> float:
        return x + bow * math.sin((y - top) / 150)

    points = [(at(y), y) for y in range(int(top), int(low) + 1, 40)] + [(at(low), low)]
    line = curve(points, closed=False)
    s.path(line, stroke="#12030c", sw=w + 3, op=0.22, shift=(4, 5))
    s.line(line, ROPE_DARK, w + 2)
    s.line(line, ROPE, w - 1)
    y = top
    while y < low - 6:
        cx = at(y)
        s.line(
            f"M{cx - w * 0.42:.1f} {y + 8:.1f}Q{cx:.1f} {y + 7:.1f} {cx + w * 0.42:.1f} {y:.1f}",
            ROPE_DARK,
            2,
            op=0.75,
        )
        s.line(
            f"M{cx - w * 0.3:.1f} {y + 5:.1f}Q{cx - 1:.1f} {y + 4:.1f} {cx + w * 0.2:.1f} {y - 1:.1f}",
            ROPE_LIGHT,
            1.4,
            op=0.8,
        )
        y += 11


def hands() -> None:
    s = Sheet("flies/hands", 120, 120)
    for y, skin, sleeve, flip in ((40, SKINS["peach"], "#3f86c6", False), (78, SKINS["brown"], RED, True)):
        f = Figure()
        side = -1 if flip else 1
        f.piece(
            limb([(60 + side * 60, y + 26), (60 + side * 40, y + 12), (60 + side * 26, y + 4)], 34, 28),
            sleeve,
            lift=3,
        )
        f.piece(blob(60 + side * 6, y, 23, 18), skin, lift=2)
        for i in range(4):
            f.piece(
                limb(
                    [
                        (60 - side * 12, y - 12 + i * 8),
                        (60 - side * 2, y - 13 + i * 8),
                        (60 + side * 8, y - 12 + i * 8),
                    ],
                    10,
                    10,
                ),
                skin,
                lift=1,
                edge=0.8,
            )
        f.piece(
            limb([(60 + side * 14, y - 16), (60 + side * 2, y - 20), (60 - side * 6, y - 18)], 11, 9), skin, lift=1
        )
        f.emit(s, 0, 0, border=5, lift=5)
    s.save()


def counterweight() -> None:
    s = Sheet("flies/counterweight", 90, 120)
    s.line("M45 -4V22", ROPE_DARK, 9)
    s.line("M45 -4V22", ROPE, 6)
    s.paper(box(14, 16, 62, 92, r=6), "#4a4668", lift=7, edge=1.6)
    for i in range(4):
        s.paper(box(8, 30 + i * 19, 74, 15, r=4), ("#2d2a44", "#3a3658")[i % 2], lift=3)
        s.line(f"M16 {34 + i * 19}H70", "#8f94ac", 1.8, op=0.6)
    s.paper(box(30, 12, 30, 12, r=4), GOLD, lift=2)
    s.save()


# -- drops -------------------------------------------------------------------------------------------------
def drop(name: str, sky: tuple[str, ...], draw: Callable[[Sheet], None]) -> None:
    """A painted cloth of 520 x 420: hung by three lines from its batten, with a cream cut edge."""
    s = Sheet(f"flies/drop_{name}", 520, 420)
    for x in (80, 260, 440):
        s.line(f"M{x} -4V24", ROPE_DARK, 5)
        s.line(f"M{x} -4V24", ROPE, 3)
    cloth = "M14 26H506L503 150L507 280L503 404Q380 412 260 404Q140 396 17 404L13 280L17 150Z"
    s.paper(cloth, CREAM, lift=9, edge=1.8)
    stops = [(i / (len(sky) - 1), colour) for i, colour in enumerate(sky)]
    s.path("M24 36H496V396Q380 402 260 395Q140 388 24 395Z", s.grad(stops))
    s.halo(170, 110, 200, 90, "#ffffff", 0.12)
    draw(s)
    s.path("M14 26H506V36H14Z", CREAM)
    s.paper(
        box(4, 16, 512, 14, r=7, jit=0.6),
        s.grad([(0, "#d9dcec"), (0.4, "#9a9eb8"), (1, "#55587a")]),
        flat="#9a9eb8",
        lift=4,
    )
    s.save()


def hills(s: Sheet, y: float, colour: str, amp: float, seed: float, low: float = 392) -> None:
    points = [(24 + i * 59, y + math.sin(i * 1.3 + seed) * amp + wobble(5)) for i in range(9)]
    s.paper(
        f"M24 {low}L" + curve(points, closed=False)[1:] + f"L496 {low + 2}Q260 {low + 4} 24 {low}Z", colour, lift=6
    )


def fir(s: Sheet, x: float, y: float, k: float, colour: str, snow: bool = False) -> None:
    s.paper(box(x - 7 * k, y - 24 * k, 14 * k, 26 * k), "#6a3a26", lift=3)
    for i in range(3):
        w, top, low = (52 - i * 11) * k, y - (76 + i * 40) * k, y - (14 + i * 40) * k
        s.paper(
            poly([(x + wobble(3), top), (x + w, low), (x, low + 8 * k), (x - w, low)], r=5 * k),
            lighter(colour, 0.07 * i),
            lift=4,
        )
        if snow:
            s.path(
                poly(
                    [
                        (x, top),
                        (x + w * 0.5, top + (low - top) * 0.5),
                        (x + w * 0.2, top + (low - top) * 0.42),
                        (x, top + (low - top) * 0.55),
                        (x - w * 0.24, top + (low - top) * 0.42),
                        (x - w * 0.5, top + (low - top) * 0.5),
                    ],
                    r=3,
                ),
                "#ffffff",
            )


def forest(s: Sheet) -> None:
    hills(s, 250, "#5aa06a", 18, 1)
    for x, y, k, colour in (
        (90, 330, 1.15, "#2a7a5a"),
        (190, 318, 0.85, "#3a8f66"),
        (420, 326, 1.2, "#2a7a5a"),
        (330, 316, 0.8, "#3a8f66"),
    ):
        fir(s, x, y, k, colour)
    hills(s, 336, "#3d8a4e", 10, 3)
    s.paper("M228 392Q250 340 236 318Q260 306 282 318Q280 350 316 393Z", "#e8c98a", lift=3)
    for x, k in ((88, 1.0), (432, 1.1)):
        fir(s, x, 386, k, "#1d6a4e")
    for x, y in ((160, 372), (178, 380), (366, 374)):
        s.paper(box(x - 4, y - 12, 8, 14, r=3), CREAM, lift=1)
        s.paper(f"M{x - 14} {y - 10}Q{x} {y - 34} {x + 14} {y - 10}Z", RED, lift=2)
        s.path(oval(x - 4, y - 17, 2.6), CREAM)
        s.path(oval(x + 4, y - 15, 2), CREAM)
    bird = "M{0} {1}q10 -12 18 0q8 -12 18 0"
    for x, y in ((210, 90), (262, 112), (330, 84)):
        s.line(bird.format(x, y), INK, 3.5)


def castle(s: Sheet) -> None:
    s.glow(400, 110, 90, "#fff0b8", 0.6)
    s.paper(blob(400, 110, 34), "#fff0c0", lift=5)
    hills(s, 300, "#5a4a9a", 16, 2)
    for x, w, top, roof in ((150, 56, 170, True), (320, 56, 150, True), (206, 114, 220, False), (236, 54, 152, True)):
        s.paper(box(x, top, w, 392 - top - 20, r=2), mix("#9a8ac8", "#b59ad8", (x % 3) / 3), lift=6)
        if roof:
            s.paper(poly([(x - 10, top + 2), (x + w / 2, top - 76), (x + w + 10, top + 2)], r=4), RED, lift=5)
            s.line(f"M{x + w / 2} {top - 74}v-24", WOOD_DARK, 3)
            s.paper(
                poly([(x + w / 2, top - 98), (x + w / 2 + 26, top - 89), (x + w / 2, top - 80)], r=2),
                TEAMS["a"],
                lift=2,
            )
        s.paper(f"M{x + w / 2 - 8} {top + 50}v-18q8 -12 16 0v18Z", "#ffe27a", lift=1, edge=1)
    for i in range(6):
        s.paper(box(206 + i * 20, 208, 12, 16, r=1), "#a595d0", lift=2)
    s.paper("M238 372V318Q263 284 288 318V372Z", "#4a2a3a", lift=3)
    for x in (248, 258, 268, 278):
        s.line(f"M{x} 306V372", "#7a5a4a", 2)
    hills(s, 352, "#4a8a5c", 8, 5)
    s.paper("M214 393Q250 374 246 360H282Q280 376 318 394Z", "#e8c98a", lift=2)


def sea(s: Sheet) -> None:
    s.glow(260, 190, 130, "#fff0b0", 0.8)
    s.paper(blob(260, 196, 52), "#ffd966", lift=5)
    for row in range(5):
        y = 214 + row * 34
        d = (
            f"M24 {y}"
            + "".join(f"q{59 / 4:.1f} {-15 if (row + i) % 2 else -9} {59 / 2:.1f} 0" for i in range(16))
            + "L496 393Q260 400 24 392Z"
        )
        s.paper(d, mix("#7cc8e8", "#1f5a9a", row / 4), lift=6)
        if row == 1:
            s.paper(
                curve([(128, 232), (190, 240), (252, 232), (236, 264), (190, 270), (146, 264)], tension=0.7),
                RED,
                lift=5,
            )
            s.paper(box(186, 140, 7, 94, r=2), WOOD_DARK, lift=2)
            s.paper(poly([(196, 144), (196, 226), (244, 226)], r=4), CREAM, lift=4)
            s.paper(poly([(183, 160), (183, 226), (146, 226)], r=4), TEAMS["a"], lift=4)
        if row == 3:
            s.paper(
                curve(
                    [(360, 332), (380, 300), (416, 296), (440, 322), (462, 306), (470, 318), (448, 340), (400, 344)]
                ),
                "#5a7ab8",
                lift=4,
            )
            s.path(oval(384, 318, 4), INK)
            s.line("M398 290q-6 -22 -20 -22M398 290q4 -24 18 -24", "#d8f0fa", 5)


def city(s: Sheet) -> None:
    x = 26.0
    for i in range(6):
        w, top = pick(64, 92), 150 + (i * 53) % 90
        w = min(w, 492 - x)
        colour = ("#d8735a", "#e0a85a", "#7a9ac0", "#b86a8a", "#6aa08a", "#c98a5a")[i]
        roof = [(x, 380), (x, top + 30)]
        if i % 3 == 0:
            for k in range(3):
                roof += [(x + w * k / 6, top + 30 - k * 16), (x + w * (k + 1) / 6, top + 30 - k * 16)]
            for k in range(3):
                roof += [
                    (x + w * (3 + k) / 6, top + 30 - (2 - k) * 16),
                    (x + w * (4 + k) / 6, top + 30 - (2 - k) * 16),
                ]
        elif i % 3 == 1:
            roof += [(x + w / 2, top - 20)]
        else:
            roof += [(x, top), (x + w, top)]
        roof += [(x + w, top + 30), (x + w, 380)]
        s.paper(poly(roof, r=2), colour, lift=6)
        for row in range(3):
            for col in range(2):
                wx, wy = x + w * (0.18 + 0.42 * col), top + 50 + row * 46
                if wy < 340:
                    s.paper(
                        box(wx, wy, w * 0.22, 26, r=2),
                        "#ffe9a0" if (i + row + col) % 3 else "#3a4a7a",
                        lift=1,
                        edge=1,
                    )
        s.paper(box(x + w * 0.36, 346, w * 0.28, 36, r=3), darker(colour, 0.5), lift=1)
        x += w - 2
        if x > 470:
            break
    s.path("M24 376H496V396Q380 402 260 395Q140 388 24 395Z", "#5a5068")
    for i in range(9):
        s.line(f"M{40 + i * 52} 387h24", CREAM, 3, op=0.7)
    s.paper(box(250, 262, 6, 116, r=2), "#2d2438", lift=3)
    s.glow(253, 256, 40, "#ffe27a", 0.8)
    s.paper(blob(253, 256, 12), "#fff0b8", lift=2)


def room(s: Sheet) -> None:
    for i in range(12):
        s.path(f"M{34 + i * 40} 36h16V320h-16Z", "#ffffff", op=0.1)
    s.path("M24 318H496V396Q380 402 260 395Q140 388 24 395Z", "#b5763c")
    s.path("M24 308H496V320H24Z", CREAM, op=0.9)
    s.paper(box(70, 84, 120, 150, r=4), CREAM, lift=5)
    s.path(box(80, 94, 100, 130), s.grad([(0, "#4a6ac0"), (1, "#a0c0e8")]))
    s.path(star(110, 124, 8), "#fff6d8")
    s.path(oval(152, 130, 13), "#fff0c0")
    s.line("M130 94V224M80 160H180", CREAM, 6)
    for side in (-1, 1):
        s.paper(
            curve(
                [
                    (130 + side * 30, 76),
                    (130 + side * 78, 76),
                    (130 + side * 74, 240),
                    (130 + side * 50, 236),
                    (130 + side * 62, 160),
                ]
            ),
            TEAMS["d"],
            lift=4,
        )
    s.paper("M220 366V270Q220 226 262 226H372Q414 226 414 270V366Z", "#3f8a8a", lift=6)
    s.paper(box(204, 288, 226, 70, r=16), "#55a5a5", lift=5)
    s.paper(poly([(262, 262), (306, 256), (312, 300), (268, 306)], r=8), TEAMS["a"], lift=3)
    s.paper(box(320, 110, 84, 66, r=3), GOLD, lift=4)
    s.path(box(328, 118, 68, 50), "#8ac0e0")
    s.path(poly([(330, 166), (352, 134), (368, 152), (378, 142), (394, 166)]), "#4a8a5c")
    s.paper(box(452, 180, 6, 190, r=2), WOOD_DARK, lift=3)
    s.glow(455, 168, 70, "#ffe27a", 0.6)
    s.paper(poly([(434, 132), (476, 132), (490, 182), (420, 182)], r=4), "#ffe0a0", lift=4)
    s.paper("M120 392Q260 366 400 393Z", RED, lift=3)
    props.cat("#5a4a5c").emit(s, 160, 372, 0.62, border=0, lift=4)


def snow(s: Sheet) -> None:
    hills(s, 262, "#b8cce8", 22, 4)
    for x, y, k in ((96, 330, 1.0), (430, 322, 1.15), (352, 316, 0.72)):
        fir(s, x, y, k, "#3a7a80", snow=True)
    hills(s, 330, "#f2f6ff", 10, 1)
    for y, r in ((352, 42), (294, 31), (250, 23)):
        s.paper(blob(236, y, r), "#ffffff", lift=5)
    s.line("M212 296L176 272M260 296L296 266", "#6a4a30", 5)
    s.paper(poly([(216, 234), (256, 234), (252, 192), (220, 192)], r=3), INK, lift=3)
    s.paper(box(206, 230, 60, 8, r=3), INK, lift=2)
    s.path(oval(228, 248, 3.4), INK)
    s.path(oval(244, 248, 3.4), INK)
    s.paper(poly([(236, 252), (266, 258), (236, 262)], r=2), "#f0803a", lift=1)
    s.paper(
        curve([(208, 268), (236, 276), (264, 268), (262, 280), (270, 316), (256, 318), (250, 284), (212, 282)]),
        RED,
        lift=3,
    )
    for _ in range(34):
        s.path(oval(pick(40, 480), pick(50, 380), pick(2, 5)), "#ffffff", op=0.9)


def lighthouse(s: Sheet) -> None:
    for _ in range(22):
        s.path(oval(pick(40, 480), pick(48, 190), pick(1, 2.6)), "#fff6d8", op=0.85)
    s.path("M318 96L496 40V190L318 108Z", s.grad([(0, "#fff3c0", 0.75), (1, "#fff3c0", 0.1)], "h"))
    s.path("M282 96L24 60V150L282 108Z", s.grad([(0, "#fff3c0", 0.08), (1, "#fff3c0", 0.6)], "h"))
    for row in range(2):
        y = 286 + row * 34
        d = (
            f"M24 {y}"
            + "".join(f"q{59 / 4:.1f} {-14 if (row + i) % 2 else -8} {59 / 2:.1f} 0" for i in range(16))
            + "L496 393Q260 400 24 392Z"
        )
        s.paper(d, mix("#3f6ab0", "#2a4a8a", row), lift=5)
    s.paper(
        curve([(180, 394), (200, 340), (250, 318), (300, 308), (356, 322), (404, 350), (430, 394)], tension=0.8),
        "#5a4a5c",
        lift=6,
    )
    s.paper(poly([(274, 126), (326, 126), (344, 330), (256, 330)], r=3), CREAM, lift=6)
    for y in (156, 226, 296):
        a, b = 26 + (y - 126) * 0.09, 26 + (y + 32 - 126) * 0.09
        s.path(poly([(300 - a, y), (300 + a, y), (300 + b, y + 32), (300 - b, y + 32)], jit=0), RED)
    s.paper(box(262, 114, 76, 14, r=4), "#3a3450", lift=4)
    s.glow(300, 98, 70, "#ffe27a", 0.9)
    s.paper(box(278, 76, 44, 40, r=4), "#fff0b0", lift=3)
    s.line("M292 76V116M308 76V116", GOLD_DARK, 3)
    s.paper(poly([(268, 78), (300, 42), (332, 78)], r=4), RED, lift=4)
    s.paper("M288 330V300Q300 286 312 300V330Z", "#4a2a3a", lift=2)
    s.paper(curve([(60, 330), (110, 338), (158, 330), (146, 354), (74, 354)], tension=0.7), TEAMS["a"], lift=4)
    s.paper(poly([(106, 270), (106, 326), (144, 326)], r=3), CREAM, lift=3)


def moon_drop(s: Sheet) -> None:
    for i in range(36):
        x, y = pick(40, 480), pick(48, 330)
        s.path(
            star(x, y, pick(4, 9)) if i % 4 == 0 else oval(x, y, pick(1.2, 3)), "#fff0b8", op=round(pick(0.5, 1), 2)
        )
    s.glow(250, 190, 190, "#fff0b8", 0.45)
    r = 108
    x, y = 246, 196
    s.paper(
        f"M{x - 0.3 * r:.1f} {y - r}A{r} {r} 0 1 0 {x + r} {y + 0.3 * r:.1f}A{0.8 * r:.1f} {0.8 * r:.1f} 0 0 1 {x - 0.3 * r:.1f} {y - r}Z",
        "#ffe08a",
        lift=9,
        edge=2,
    )
    s.line(f"M{x - 66} {y + 4}q10 10 22 0", GOLD_DARK, 5)
    s.line(f"M{x - 52} {y + 48}q22 16 40 -4", GOLD_DARK, 5)
    s.path(blob(x - 74, y + 30, 11, 8), "#f0a080", op=0.7)
    for px, py, k in ((110, 330, 1.0), (400, 340, 1.15), (260, 372, 1.3)):
        points = [
            (-84, 20),
            (-74, -4),
            (-44, -12),
            (-24, -34),
            (12, -36),
            (34, -16),
            (62, -18),
            (84, 6),
            (86, 22),
            (0, 26),
        ]
        s.paper(curve([(px + a * k, py + b * k) for a, b in points]), "#b5b0e0", lift=6)


# -- loose things and people -------------------------------------------------------------------------------
def loose() -> None:
    for name, figure, x, y, k in (
        ("suitcase", props.suitcase(), 78, 142, 1.02),
        ("lantern", props.lantern(), 80, 146, 0.95),
        ("crown", props.crown(), 79, 132, 0.92),
        ("chair", props.chair(), 79, 146, 0.92),
    ):
        s = Sheet(f"flies/prop_{name}", 160, 160)
        figure.emit(s, x, y, k, border=8, lift=7)
        s.save()


MANAGER = Look(
    skin=SKINS["brown"],
    hair=HAIRS["red"],
    style="tail",
    outfit="tee",
    top="#3a3450",
    bottom="#2d2438",
    extras=("headset",),
    adult=True,
)


def cue_book(f: Figure) -> None:
    x, y = hand_at(MANAGER, "hold", -1)
    f.piece(poly([(x - 34, y - 36), (x + 22, y - 44), (x + 30, y + 14), (x - 26, y + 22)], r=4), RED, lift=4)
    f.inner(poly([(x - 28, y - 34), (x + 20, y - 41), (x + 26, y + 10), (x - 22, y + 17)], r=3), CREAM, lift=1)
    for i in range(4):
        f.ink(f"M{x - 20 + i} {y - 22 + i * 9}l34 -4", 2.4, INK, op=0.45)
    f.mark(oval(x - 22, y - 12, 4), TEAMS["c"])
    f.mark(oval(x - 20, y + 4, 4), RED)
    f.piece(blob(x - 26, y + 4, 12, 11), MANAGER.skin, lift=1)


def people() -> None:
    s = Sheet("flies/stage_manager", 260, 420)
    puppet(MANAGER, "kind", ("hold", "up"), held=cue_book).emit(s, 126, 374, 0.9)
    s.save()
    s = Sheet("flies/stage_manager_go", 260, 420)
    puppet(MANAGER, "point", ("hold", "point"), held=cue_book).emit(s, 100, 374, 0.9)
    s.save()
    s = Sheet("flies/stagehand", 180, 320)
    puppet(HAND, "surprised", ("stop", "stop"), stick_to=0).emit(s, 90, 310, 0.74)
    s.save()


def cue_lights() -> None:
    for name, on, off in (("red", "#ff4a4a", "#1f4a30"), ("green", "#5ae08a", "#5a1420")):
        s = Sheet(f"flies/cue_light_{name}", 100, 100)
        s.paper(box(8, 24, 82, 54, r=14), "#2d2438", lift=5)
        # Two places, so that it can be told apart without colour: red burns on the left, green on the right.
        for i, x in enumerate((32, 66)):
            burning = (i == 0) == (name == "red")
            if burning:
                s.glow(x, 51, 34, on, 1)
            s.path(oval(x, 51, 17), GOLD_DARK)
            s.path(
                oval(x, 51, 14),
                s.grad([(0, "#ffffff"), (0.35, on), (1, darker(on, 0.25))], "lamp")
                if burning
                else s.grad([(0, lighter(off, 0.2)), (1, off)], "lamp"),
            )
        s.save()


def main() -> None:
    tower()
    batten()
    for team in TEAMS:
        for held in (False, True):
            rope(team, held=held)
    hands()
    counterweight()
    drop("forest", ("#a8dcee", "#dff0d8", "#f8efc8"), forest)
    drop("castle", ("#3a3a8a", "#8a6ab8", "#f0b0a0"), castle)
    drop("sea", ("#8ad0f0", "#ffe2b0", "#ffc890"), sea)
    drop("city", ("#6a5aa8", "#f0a080", "#ffd8a0"), city)
    drop("room", ("#c8884e", "#e0a868", "#e8b878"), room)
    drop("snow", ("#7a9ad0", "#b8d0f0", "#e0ecff"), snow)
    drop("lighthouse", ("#1b2a6b", "#4a4a9a", "#c07a8a"), lighthouse)
    drop("moon", ("#161a4e", "#2d3580", "#5a4a9a"), moon_drop)
    loose()
    people()
    cue_lights()
    place("batten", {"hang_y": 20, "drop_top_y": 22})
    place("rope_handle", {"x": 45, "y": 484, "held_y": 516, "r": 45})


if __name__ == "__main__":
    main()
