"""One construction for every puppet: pieces of card on a stick, with a cream cut edge around the whole.

A figure stands on (0, 0); y grows downwards, so a child's head is near y = -215. Expression, pose and look are
data; the drawing is the same for Sou, the pupils, the actors and the people who work in the house.
"""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    INK,
    RED,
    TEAMS,
    WOOD,
    Point,
    Points,
    Sheet,
    blob,
    box,
    brightness,
    capsule,
    curve,
    darker,
    lighter,
    limb,
    mix,
    oval,
    poly,
    star,
)  # fmt: skip

SKINS = {
    "rose": "#f7cfae",
    "peach": "#eeb98c",
    "olive": "#d9a272",
    "tan": "#b97c50",
    "brown": "#8f5a3a",
    "deep": "#623c28",
}
HAIRS = {
    "black": "#2a1a1c",
    "brown": "#5d3722",
    "chestnut": "#8a4f2a",
    "blond": "#e0ad52",
    "red": "#b8542a",
    "grey": "#b9aeb0",
    "dark": "#3d2620",
}


@dataclass(frozen=True)
class Expression:
    eyes: str = "open"
    brow: tuple[float, float] = (0, 0)  # how far the inner and outer end drop
    mouth: str = "smile"
    gaze: Point = (0, 0)
    cheeks: float = 0.55


EXPRESSIONS = {
    "neutral": Expression(mouth="soft"),
    "happy": Expression(mouth="grin", brow=(-3, -1), cheeks=0.75),
    "joy": Expression(eyes="joy", mouth="grin", brow=(-5, -3), cheeks=0.8),
    "sad": Expression(mouth="sad", brow=(-9, 5), gaze=(0, 3), cheeks=0.3),
    "annoyed": Expression(eyes="half", mouth="flat", brow=(6, -4), gaze=(4, 0), cheeks=0.35),
    "unsure": Expression(mouth="wavy", brow=(-7, 3), gaze=(-4, -2), cheeks=0.45),
    "surprised": Expression(eyes="wide", mouth="o", brow=(-9, -8)),
    "proud": Expression(eyes="joy", mouth="soft", brow=(-3, 2), cheeks=0.8),
    "sleepy": Expression(eyes="sleep", mouth="small", brow=(0, 3)),
    "wink": Expression(eyes="wink", mouth="smirk", brow=(-3, -1), cheeks=0.75),
    "whisper": Expression(mouth="talk", gaze=(5, 0), brow=(-4, -2)),
    "think": Expression(mouth="side", gaze=(4, -5), brow=(-2, -5)),
    "point": Expression(mouth="grin", gaze=(5, -3), brow=(-4, -3), cheeks=0.7),
    "kind": Expression(mouth="smile", brow=(-3, 0)),
    "laugh": Expression(eyes="joy", mouth="laugh", brow=(-7, -4), cheeks=0.85),
    "comfort": Expression(mouth="soft", brow=(-10, 6), gaze=(0, 3), cheeks=0.5),
    "left": Expression(mouth="grin", gaze=(-6, 0), brow=(-4, -3), cheeks=0.7),
    "right": Expression(mouth="grin", gaze=(6, 0), brow=(-4, -3), cheeks=0.7),
    "hush": Expression(mouth="small", brow=(-5, -3), gaze=(0, 1)),
}


@dataclass(frozen=True)
class Look:
    skin: str = SKINS["peach"]
    hair: str = HAIRS["brown"]
    style: str = "short"
    outfit: str = "tee"
    top: str = "#3f86c6"
    bottom: str = "#39407a"
    shoes: str = "#5a2a2a"
    pattern: str = ""
    trim: str = CREAM
    extras: tuple[str, ...] = ()
    adult: bool = False
    build: str = ""
    legs: str = ""


@dataclass(frozen=True)
class Build:
    """Measures of a body, from the head down."""

    head_y: float = -215
    r: float = 58
    shoulder: Point = (38, -150)
    hem: Point = (48, -66)
    leg: float = 19


CHILD = Build()
ADULT = Build(head_y=-292, r=50, shoulder=(43, -232), hem=(50, -112))
BUILDS = {
    "": ADULT,
    "broad": Build(head_y=-284, r=50, shoulder=(54, -222), hem=(70, -104), leg=25),
    "tall": Build(head_y=-310, r=49, shoulder=(42, -250), hem=(46, -122), leg=18),
    "slim": Build(head_y=-292, r=49, shoulder=(37, -232), hem=(40, -112), leg=16),
    "small": Build(head_y=-264, r=50, shoulder=(43, -204), hem=(52, -98)),
    "bow": Build(head_y=-186, r=50, shoulder=(46, -208), hem=(52, -112)),
}


def build_of(look: Look) -> Build:
    return BUILDS[look.build] if look.adult else CHILD


# (elbow, hand) of the arm on the viewer's right, from the shoulder, for a child; the left arm is mirrored.
ARMS: dict[str, tuple[Point, Point]] = {
    "down": ((20, 34), (24, 74)),
    "hip": ((38, 34), (16, 66)),
    "up": ((34, -14), (42, -66)),
    "wave": ((44, 4), (66, -52)),
    "out": ((34, 26), (72, 22)),
    "point": ((36, 6), (84, -16)),
    "chin": ((30, 44), (-8, 4)),
    "belly": ((26, 40), (-18, 58)),
    "heart": ((28, 40), (-22, 26)),
    "shrug": ((32, 38), (62, 10)),
    "hold": ((24, 42), (2, 50)),
    "stop": ((36, 16), (46, -34)),
    "cup": ((30, 10), (8, -34)),
    "torch": ((36, 34), (54, 6)),
    "fetch": ((30, 40), (58, 52)),
    "mouth": ((48, 16), (14, -40)),
    "high": ((46, -20), (30, -84)),
    "reach": ((40, 18), (70, -10)),
    "lap": ((28, 40), (4, 70)),
    "arc": ((52, -34), (24, -106)),
    "wing": ((46, 2), (92, -14)),
    "radio": ((44, 24), (36, -26)),
    "pull": ((30, 34), (50, -18)),
}


@dataclass
class Figure:
    """Pieces in order from back to front; `outline` is what the cream edge and the shadow follow."""

    outline: list[str] = field(default_factory=list)
    steps: list[Callable[[Sheet], None]] = field(default_factory=list)
    skin: str = CREAM

    def piece(self, d: str, fill: str, *, lift: float = 3, edge: float = 1.1, flat: str = "") -> None:
        self.outline.append(d)
        self.steps.append(lambda s: s.paper(d, fill, lift=lift, edge=edge, flat=flat))

    def inner(self, d: str, fill: str, *, lift: float = 2, edge: float = 0.8) -> None:
        """A piece that lies within the others, so it needs no cream edge."""
        self.steps.append(lambda s: s.paper(d, fill, lift=lift, edge=edge))

    def mark(self, d: str, fill: str, *, op: float = 1) -> None:
        self.steps.append(lambda s: s.path(d, fill, op=op))

    def ink(self, d: str, width: float, colour: str = INK, *, op: float = 1) -> None:
        self.steps.append(lambda s: s.line(d, colour, width, op=op))

    def do(self, step: Callable[[Sheet], None]) -> None:
        self.steps.append(step)

    def emit(
        self,
        s: Sheet,
        x: float,
        y: float,
        k: float = 1,
        *,
        border: float = 9,
        lift: float = 9,
        flip: bool = False,
        turn: float = 0,
    ) -> None:
        with s.at(x, y, scale=k, flip=flip, turn=turn):
            side = -1 if flip else 1
            for d in () if s.coarse else self.outline:
                s.path(
                    d, "#12030c", op=0.07, stroke="#12030c", sw=border + lift, shift=(lift * 0.5 * side, lift * 0.85)
                )
            if border:
                for d in self.outline:
                    s.path(d, "#12030c", op=0.16, stroke="#12030c", sw=border, shift=(lift * 0.4 * side, lift * 0.6))
                for d in self.outline:
                    s.path(d, "#c9a877", stroke="#c9a877", sw=border, shift=(1.2 * side, 1.6))
                for d in self.outline:
                    s.path(d, CREAM, stroke=CREAM, sw=border)
            for step in self.steps:
                step(s)


# -- faces -----------------------------------------------------------------------------------------------
def face(f: Figure, cx: float, cy: float, r: float, mood: Expression, skin: str) -> None:
    """Eyes, brows, nose, cheeks and mouth on a head of radius `r`."""
    k = r / 60
    blush = mix("#f2685c", skin, 0.25)
    for side in (-1, 1):
        f.do(lambda s, side=side: s.glow(cx + side * 37 * k, cy + 21 * k, 15 * k, blush, mood.cheeks))  # type: ignore[misc]
    f.ink(
        f"M{cx - 4 * k:.1f} {cy + 16 * k:.1f}Q{cx + 1 * k:.1f} {cy + 20 * k:.1f} {cx + 5 * k:.1f} {cy + 15 * k:.1f}",
        3 * k,
        darker(skin, 0.35),
    )
    for side in (-1, 1):
        _eye(f, cx + side * 23 * k, cy + 3 * k, k, side, mood)
        (inner, outer), y = mood.brow, cy - 19 * k
        xa, xb = cx + side * 13 * k, cx + side * 33 * k
        f.ink(
            f"M{xa:.1f} {y + inner * k:.1f}Q{(xa + xb) / 2:.1f} {y - 5 * k + (inner + outer) * k / 2:.1f} {xb:.1f} {y + (outer + 2) * k:.1f}",
            4.2 * k,
            mix(INK, skin, 0.12),
        )
    _mouth(f, cx, cy + 32 * k, k, mood.mouth)


def _eye(f: Figure, x: float, y: float, k: float, side: int, mood: Expression) -> None:
    kind = mood.eyes
    if kind == "joy" or (kind == "wink" and side > 0):
        f.ink(f"M{x - 10 * k:.1f} {y + 3 * k:.1f}Q{x:.1f} {y - 11 * k:.1f} {x + 10 * k:.1f} {y + 3 * k:.1f}", 4.6 * k)
        return
    if kind == "shut":
        f.ink(f"M{x - 10 * k:.1f} {y + 1 * k:.1f}Q{x:.1f} {y + 6 * k:.1f} {x + 10 * k:.1f} {y + 1 * k:.1f}", 4.6 * k)
        return
    if kind == "sleep":
        f.ink(f"M{x - 10 * k:.1f} {y:.1f}Q{x:.1f} {y + 9 * k:.1f} {x + 10 * k:.1f} {y:.1f}", 4.4 * k)
        for dx in (-6, 0, 6):
            f.ink(f"M{x + dx * k:.1f} {y + (6 - abs(dx) * 0.3) * k:.1f}l{dx * 0.25 * k:.1f} {4 * k:.1f}", 2.4 * k)
        return
    rx, ry = (11, 14.5) if kind == "wide" else (9.4, 12.4)
    gx, gy = mood.gaze
    ex, ey = x + gx * 0.5 * k, y + gy * 0.5 * k
    f.mark(oval(ex, ey, rx * k, ry * k), "#25101c")
    f.mark(oval(ex + gx * 0.2 * k, ey + 4.5 * k, rx * 0.66 * k, ry * 0.45 * k), "#6b3a2a", op=0.75)
    f.mark(oval(ex + (gx * 0.4 - 3) * k, ey + (gy * 0.4 - 4.6) * k, 3.9 * k, 4.3 * k), "#ffffff")
    f.mark(oval(ex + (gx * 0.3 + 3.4) * k, ey + (gy * 0.3 + 4) * k, 1.8 * k), "#ffffff", op=0.85)
    if kind == "half":
        lid = f"M{x - 13 * k:.1f} {y - 2 * k:.1f}H{x + 13 * k:.1f}V{y - 15 * k:.1f}H{x - 13 * k:.1f}Z"
        f.do(lambda s: s.path(lid, f.skin))
        f.ink(f"M{x - 12 * k:.1f} {y - 2 * k:.1f}H{x + 12 * k:.1f}", 4 * k)


def _mouth(f: Figure, x: float, y: float, k: float, kind: str) -> None:
    def q(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float) -> str:
        return (
            f"M{x + x0 * k:.1f} {y + y0 * k:.1f}Q{x + x1 * k:.1f} {y + y1 * k:.1f} {x + x2 * k:.1f} {y + y2 * k:.1f}"
        )

    if kind == "grin":
        f.mark(
            q(-18, -4, 0, 2, 18, -4)
            + f"Q{x + 15 * k:.1f} {y + 16 * k:.1f} {x:.1f} {y + 16 * k:.1f}Q{x - 15 * k:.1f} {y + 16 * k:.1f} {x - 18 * k:.1f} {y - 4 * k:.1f}Z",
            "#6b1020",
        )
        f.mark(
            q(-14, -2, 0, 3, 14, -2)
            + f"Q{x + 12 * k:.1f} {y + 5 * k:.1f} {x:.1f} {y + 5.5 * k:.1f}Q{x - 12 * k:.1f} {y + 5 * k:.1f} {x - 14 * k:.1f} {y - 2 * k:.1f}Z",
            "#fffaf0",
        )
        f.mark(q(-9, 14, 0, 5, 9, 14) + f"Q{x:.1f} {y + 18 * k:.1f} {x - 9 * k:.1f} {y + 14 * k:.1f}Z", "#f0707a")
    elif kind == "laugh":
        f.mark(
            q(-24, -8, 0, -2, 24, -8)
            + f"Q{x + 20 * k:.1f} {y + 24 * k:.1f} {x:.1f} {y + 24 * k:.1f}Q{x - 20 * k:.1f} {y + 24 * k:.1f} {x - 24 * k:.1f} {y - 8 * k:.1f}Z",
            "#6b1020",
        )
        f.mark(
            q(-20, -6, 0, 0, 20, -6)
            + f"Q{x + 16 * k:.1f} {y + 3 * k:.1f} {x:.1f} {y + 4 * k:.1f}Q{x - 16 * k:.1f} {y + 3 * k:.1f} {x - 20 * k:.1f} {y - 6 * k:.1f}Z",
            "#fffaf0",
        )
        f.mark(oval(x, y + 18 * k, 11 * k, 6 * k), "#f0707a")
    elif kind == "talk":
        f.mark(oval(x + 3 * k, y + 3 * k, 8 * k, 9 * k), "#6b1020")
        f.mark(oval(x + 3 * k, y + 8 * k, 5 * k, 3.4 * k), "#f0707a")
    elif kind == "o":
        f.mark(oval(x, y + 5 * k, 9 * k, 11 * k), "#6b1020")
        f.mark(oval(x, y + 11 * k, 5.5 * k, 4 * k), "#f0707a")
    elif kind == "wavy":
        f.ink(
            f"M{x - 15 * k:.1f} {y + 3 * k:.1f}q{7 * k:.1f} {-8 * k:.1f} {14 * k:.1f} 0t{15 * k:.1f} {-2 * k:.1f}",
            4.2 * k,
        )
    else:
        lines = {
            "smile": (-15, -1, 0, 15, 15, -1),
            "soft": (-12, 0, 0, 9, 12, 0),
            "small": (-7, 3, 0, 7, 7, 3),
            "flat": (-13, 4, 0, 2, 13, 3),
            "side": (-4, 4, 6, 6, 15, -1),
            "smirk": (-12, 2, 4, 14, 17, -5),
            "sad": (-13, 9, 0, -5, 13, 9),
        }
        f.ink(q(*lines[kind]), 4.4 * k)


# -- hair ------------------------------------------------------------------------------------------------
CAP = [(-63, 6), (-67, -28), (-48, -60), (0, -73), (48, -60), (67, -28), (63, 6)]
FRINGES: dict[str, list[Point]] = {
    "short": [(56, -4), (52, -24), (30, -36), (6, -29), (-10, -37), (-34, -25), (-52, -22), (-56, -2)],
    "swept": [(57, 2), (54, -20), (36, -40), (2, -32), (-32, -15), (-52, -12), (-57, 6)],
    "bangs": [(58, 8), (53, -12), (30, -19), (2, -16), (-28, -19), (-53, -12), (-58, 8)],
    "parted": [(58, 8), (51, -14), (26, -33), (-6, -46), (-30, -30), (-51, -14), (-58, 8)],
    "high": [(57, 0), (54, -24), (34, -42), (0, -47), (-34, -42), (-54, -24), (-57, 0)],
}
BACKS: dict[str, list[Point]] = {
    "bob": [(0, -70), (-60, -40), (-74, 20), (-68, 56), (-30, 62), (30, 62), (68, 56), (74, 20), (60, -40)],
    "long": [
        (0, -70),
        (-62, -40),
        (-74, 24),
        (-80, 84),
        (-58, 112),
        (-20, 96),
        (20, 96),
        (58, 112),
        (80, 84),
        (74, 24),
        (62, -40),
    ],
    "hijab": [
        (0, -80),
        (-54, -64),
        (-74, -14),
        (-76, 44),
        (-72, 92),
        (-30, 112),
        (0, 116),
        (30, 112),
        (72, 92),
        (76, 44),
        (74, -14),
        (54, -64),
    ],
}
STYLE_PARTS = {
    "short": ("", "short"), "swept": ("", "swept"), "bob": ("bob", "bangs"), "long": ("long", "parted"),
    "bun": ("", "high"), "puffs": ("", "parted"), "braids": ("", "parted"), "tail": ("", "swept"),
    "afro": ("", ""), "curly": ("", ""), "spiky": ("", ""), "hijab": ("hijab", ""), "bald": ("", ""),
    "turban": ("", ""), "locs": ("", "high"), "wavy": ("long", "swept"),
}  # fmt: skip


def _at(points: Points, cx: float, cy: float, k: float) -> list[Point]:
    return [(cx + x * k, cy + y * k) for x, y in points]


def _hair_back(f: Figure, cx: float, cy: float, k: float, look: Look) -> None:
    style, hair = look.style, look.hair
    back = STYLE_PARTS[style][0]
    if back and style != "hijab":
        f.piece(curve(_at(BACKS[back], cx, cy, k)), darker(hair, 0.12))
    if style == "afro":
        f.piece(blob(cx, cy - 16 * k, 90 * k, 84 * k, n=18, jit=0.022), hair)
    if style == "puffs":
        for side in (-1, 1):
            f.piece(blob(cx + side * 58 * k, cy - 54 * k, 35 * k, n=11, jit=0.06), hair)
            f.inner(blob(cx + side * 46 * k, cy - 42 * k, 12 * k), TEAMS["a"])
    if style == "bun":
        f.piece(blob(cx + 4 * k, cy - 78 * k, 28 * k, 25 * k), hair)
    if style == "braids":
        for side in (-1, 1):
            for i in range(4):
                f.piece(
                    blob(cx + side * (64 + i * 3) * k, cy + (14 + i * 24) * k, (17 - i * 1.5) * k, 15 * k),
                    hair,
                    lift=2,
                )
            f.piece(blob(cx + side * 77 * k, cy + 104 * k, 11 * k, 8 * k), RED, lift=2)
    if style == "locs":
        for side in (-1, 1):
            for i in range(4):
                x = 40 + i * 9
                path = [(side * x, -34), (side * (x + 14), 14 + i * 4), (side * (x + 6), 66 - i * 12)]
                f.piece(limb(_at(path, cx, cy, k), 17 * k, 13 * k), hair, lift=2)
                f.mark(oval(cx + side * (x + 7) * k, cy + (58 - i * 12) * k, 5 * k), GOLD)
        f.piece(blob(cx, cy - 70 * k, 32 * k, 24 * k, n=9, jit=0.06), hair)
    if style == "tail":
        f.piece(
            curve(_at([(40, -44), (84, -46), (104, 0), (92, 62), (76, 70), (74, 20), (54, -10)], cx, cy, k)), hair
        )


def _hair_front(f: Figure, cx: float, cy: float, k: float, look: Look) -> None:
    style, hair = look.style, look.hair
    fringe = STYLE_PARTS[style][1]
    if fringe:
        f.piece(curve(_at(CAP + FRINGES[fringe], cx, cy, k), tension=0.8), hair)
        for x0, y0, x1, y1, x2, y2 in (
            (-40, -52, -24, -62, -2, -64),
            (-50, -36, -34, -52, -12, -54),
            (22, -62, 40, -54, 50, -38),
        ):
            f.ink(
                f"M{cx + x0 * k:.1f} {cy + y0 * k:.1f}Q{cx + x1 * k:.1f} {cy + y1 * k:.1f} {cx + x2 * k:.1f} {cy + y2 * k:.1f}",
                2.6 * k,
                lighter(hair, 0.4),
                op=0.6,
            )
    if style == "spiky":
        spikes = [
            (-61, -8),
            (-78, -34),
            (-62, -38),
            (-70, -64),
            (-46, -60),
            (-44, -84),
            (-22, -72),
            (-8, -92),
            (8, -74),
            (30, -88),
            (36, -68),
            (62, -72),
            (56, -48),
            (78, -40),
            (61, -10),
            (52, -30),
            (30, -26),
            (22, -42),
            (0, -26),
            (-14, -40),
            (-30, -24),
            (-50, -30),
        ]
        f.piece(poly(_at(spikes, cx, cy, k), r=5 * k), hair)
    if style == "turban":
        _turban(f, cx, cy, k, hair)
    if style in ("afro", "curly"):
        curls = [
            (-54, -16, 17),
            (-48, -42, 20),
            (-26, -56, 22),
            (2, -62, 23),
            (28, -55, 22),
            (49, -40, 20),
            (55, -14, 16),
        ]
        if style == "curly":
            curls += [(-36, -74, 16), (0, -82, 18), (34, -73, 16), (-62, 2, 12), (62, 2, 12)]
        for x, y, r in curls:
            f.piece(blob(cx + x * k, cy + y * k, r * k, n=9, jit=0.06), hair, lift=2, edge=0.9)
            f.ink(
                f"M{cx + (x - r * 0.4) * k:.1f} {cy + y * k:.1f}q{r * 0.2 * k:.1f} {-r * 0.5 * k:.1f} {r * 0.7 * k:.1f} {-r * 0.3 * k:.1f}",
                2.2 * k,
                lighter(hair, 0.35),
                op=0.55,
            )
    if style == "hijab":
        band = [
            (-54, 8),
            (-50, -30),
            (-26, -52),
            (0, -57),
            (26, -52),
            (50, -30),
            (54, 8),
            (46, -16),
            (28, -38),
            (0, -43),
            (-28, -38),
            (-46, -16),
        ]
        f.inner(curve(_at(band, cx, cy, k)), lighter(hair, 0.25))
        f.ink(
            f"M{cx - 50 * k:.1f} {cy + 56 * k:.1f}Q{cx:.1f} {cy + 84 * k:.1f} {cx + 60 * k:.1f} {cy + 62 * k:.1f}M{cx - 52 * k:.1f} {cy + 76 * k:.1f}Q{cx:.1f} {cy + 104 * k:.1f} {cx + 54 * k:.1f} {cy + 88 * k:.1f}",
            2.6 * k,
            darker(hair, 0.3),
            op=0.5,
        )


def _turban(f: Figure, cx: float, cy: float, k: float, cloth: str) -> None:
    """Bands of cloth that cross above the forehead."""
    whole = [
        (-62, -12),
        (-74, -46),
        (-54, -86),
        (0, -100),
        (54, -86),
        (74, -46),
        (62, -12),
        (34, -26),
        (0, -44),
        (-34, -26),
    ]
    f.piece(curve(_at(whole, cx, cy, k)), cloth, lift=3)
    for side in (1, -1):
        for low, high in ((-22, -42), (-38, -66), (-54, -84)):
            f.ink(
                f"M{cx + side * 66 * k:.1f} {cy + low * k:.1f}Q{cx + side * 20 * k:.1f} {cy + (high - 6) * k:.1f} {cx - side * 20 * k:.1f} {cy + (high - 6) * k:.1f}",
                3 * k,
                darker(cloth, 0.35),
                op=0.55,
            )
    f.inner(poly(_at([(-16, -54), (0, -92), (16, -54), (0, -44)], cx, cy, k), r=4), lighter(cloth, 0.25))


def _beard(f: Figure, cy: float, r: float, look: Look, mood: Expression) -> None:
    """A beard or a moustache, with the mouth again on top of it."""
    k = r / 60
    hair = HAIRS["black"] if look.style == "turban" else look.hair
    if "beard" in look.extras:
        jaw = [
            (-60, -2),
            (-54, 38),
            (-32, 68),
            (0, 80),
            (32, 68),
            (54, 38),
            (60, -2),
            (48, 14),
            (28, 24),
            (12, 19),
            (0, 22),
            (-12, 19),
            (-28, 24),
            (-48, 14),
        ]
        f.piece(curve(_at(jaw, 0, cy, k)), hair, lift=2)
        f.mark(oval(0, cy + 36 * k, 21 * k, 13 * k), look.skin)
    if "moustache" in look.extras:
        for side in (-1, 1):
            half = [
                (0, 20),
                (side * 16, 17),
                (side * 34, 28),
                (side * 40, 22),
                (side * 30, 38),
                (side * 12, 33),
                (0, 29),
            ]
            f.inner(curve(_at(half, 0, cy, k)), hair, lift=1)
    _mouth(f, 0, cy + (38 if "moustache" in look.extras else 34) * k, k * 0.92, mood.mouth)


def _lines_of_age(f: Figure, cy: float, r: float, look: Look) -> None:
    k, ink = r / 60, darker(look.skin, 0.3)
    for side in (-1, 1):
        for y in (-2, 5):
            f.ink(
                f"M{side * 42 * k:.1f} {cy + y * k:.1f}l{side * 9 * k:.1f} {(y - 3) * 0.8 * k:.1f}",
                2.4 * k,
                ink,
                op=0.6,
            )
        f.ink(
            f"M{side * 25 * k:.1f} {cy + 20 * k:.1f}q{side * 6 * k:.1f} {8 * k:.1f} {side * 2 * k:.1f} {16 * k:.1f}",
            2.4 * k,
            ink,
            op=0.5,
        )


def _head(f: Figure, cy: float, r: float, look: Look, mood: Expression) -> None:
    k = r / 60
    if look.style != "hijab":
        for side in (-1, 1):
            f.piece(blob(side * 60 * k, cy + 6 * k, 12 * k, 15 * k), look.skin, lift=2)
            f.ink(
                f"M{side * 62 * k:.1f} {cy:.1f}q{side * 5 * k:.1f} {6 * k:.1f} 0 {11 * k:.1f}",
                2 * k,
                darker(look.skin, 0.3),
                op=0.6,
            )
        head = curve(
            _at(
                [
                    (0, -60),
                    (42, -46),
                    (61, -4),
                    (52, 36),
                    (22, 57),
                    (0, 60),
                    (-22, 57),
                    (-52, 36),
                    (-61, -4),
                    (-42, -46),
                ],
                0,
                cy,
                k,
            )
        )
        f.piece(head, look.skin)
    else:
        f.piece(curve(_at(BACKS["hijab"], 0, cy, k)), look.hair, lift=4)
        f.inner(
            curve(
                _at(
                    [
                        (0, -50),
                        (36, -40),
                        (51, -2),
                        (44, 34),
                        (20, 53),
                        (0, 56),
                        (-20, 53),
                        (-44, 34),
                        (-51, -2),
                        (-36, -40),
                    ],
                    0,
                    cy,
                    k,
                )
            ),
            look.skin,
        )
    f.skin = look.skin
    face(f, 0, cy, r, mood, look.skin)
    if "wrinkles" in look.extras:
        _lines_of_age(f, cy, r, look)
    if "freckles" in look.extras:
        for x, y in ((-34, 16), (-27, 21), (-39, 23), (34, 16), (27, 21), (39, 23)):
            f.mark(oval(x * r / 60, cy + y * r / 60, 2.1 * r / 60), darker(look.skin, 0.35), op=0.7)
    if "beard" in look.extras or "moustache" in look.extras:
        _beard(f, cy, r, look, mood)


# -- bodies ----------------------------------------------------------------------------------------------
def _pattern(f: Figure, build: Build, look: Look, low: float, low_w: float) -> None:
    (sx, sy), colour = build.shoulder, look.trim
    top = sy + 18
    span = low - top

    def half(y: float) -> float:
        return sx + (low_w - sx) * (y - sy) / (low - sy) - 2

    if look.pattern == "stripes":
        for i in range(4):
            y = top + 10 + i * span / 4
            w = half(y)
            f.mark(
                f"M{-w:.1f} {y:.1f}Q0 {y + 7:.1f} {w:.1f} {y:.1f}V{y + 9:.1f}Q0 {y + 16:.1f} {-w:.1f} {y + 9:.1f}Z",
                colour,
                op=0.9,
            )
    elif look.pattern == "dots":
        for i in range(3):
            for j in range(-1, 2):
                f.mark(blob(j * 22 + (11 if i % 2 else 0) - 4, top + 16 + i * span / 3.4, 5), colour, op=0.9)
    elif look.pattern == "star":
        f.inner(star(0, top + span * 0.45, 20), colour)
    elif look.pattern == "buttons":
        f.ink(f"M0 {top - 6}V{low - 4}", 2, darker(look.top, 0.4), op=0.6)
        for i in range(3):
            f.mark(oval(6, top + 14 + i * span / 3.3, 4.5), colour)
    elif look.pattern == "zigzag":
        y, w = top + span * 0.5, half(top + span * 0.5) - 1
        steps = 6
        d = f"M{-w:.1f} {y:.1f}" + "".join(
            f"L{-w + (i + 1) * 2 * w / steps:.1f} {y + (-9 if i % 2 == 0 else 9):.1f}" for i in range(steps)
        )
        f.ink(d, 7, colour)
    elif look.pattern == "apron":
        f.inner(poly([(-24, top + 6), (24, top + 6), (34, low + 20), (-34, low + 20)], r=7), colour)
        f.mark(box(-16, top + span * 0.55, 32, 22, r=4), darker(colour, 0.12))


def _dancing_legs(f: Figure, build: Build, look: Look) -> None:
    """On one running blade, the other knee out to the side."""
    hip = build.hem[1] - 6
    f.piece(limb([(16, hip), (64, hip + 26), (74, hip + 34)], 34, 26), look.bottom, lift=3)
    f.piece(limb([(72, hip + 30), (44, hip + 58), (14, hip + 80)], 26, 17), look.bottom, lift=3)
    f.piece(
        curve([(24, hip + 66), (8, hip + 74), (-12, hip + 92), (-4, hip + 98), (22, hip + 88), (32, hip + 78)]),
        look.shoes,
        lift=2,
    )
    f.piece(poly([(-26, hip), (8, hip), (4, -62), (-20, -62)], r=5), look.bottom, lift=3)
    f.piece(poly([(-21, -70), (5, -70), (0, -46), (-16, -46)], r=5), "#8f94ac", lift=2)
    f.piece(limb([(-8, -48), (-14, -32), (-6, -12), (16, -2), (32, -3)], 15, 11), "#2d2a44", lift=3)
    f.ink("M-11 -42Q-16 -28 -5 -13", 3, "#6f7488")


def _legs(f: Figure, build: Build, look: Look) -> None:
    if look.legs == "dance":
        _dancing_legs(f, build, look)
        return
    top = build.hem[1] - 14
    for side in (-1, 1):
        x = side * build.leg
        bare = look.outfit == "dress"
        leg = poly([(x - 14, top), (x + 14, top), (x + 12, -10), (x - 12, -10)], r=4)
        f.piece(leg, look.skin if bare else look.bottom, lift=2)
        if bare:
            f.inner(poly([(x - 12.5, -30), (x + 12.5, -30), (x + 12, -8), (x - 12, -8)], r=2), look.bottom)
        f.piece(
            curve(
                [
                    (x - 15, 0),
                    (x - 15, -14),
                    (x, -18),
                    (x + 13, -13),
                    (x + 19 * (1 if side > 0 else 0.75), -4),
                    (x + 15, 2),
                    (x, 2),
                ]
            ),
            look.shoes,
            lift=2,
        )


def _torso(f: Figure, build: Build, look: Look) -> None:
    (sx, sy), (hx, hy) = build.shoulder, build.hem
    f.inner(poly([(-13, sy - 16), (13, sy - 16), (15, sy + 8), (-15, sy + 8)], r=3), darker(look.skin, 0.14))
    low, low_w = hy, hx
    if look.outfit == "dress":
        low, low_w = hy * 0.5, hx + 26
    elif look.outfit == "coat":
        low, low_w = hy * 0.42, hx + 8
    shape = [
        (-sx + 8, sy - 4),
        (0, sy + 3),
        (sx - 8, sy - 4),
        (sx + 2, sy + 12),
        (low_w, low - 6),
        (low_w * 0.55, low + 3),
        (0, low + 5),
        (-low_w * 0.55, low + 3),
        (-low_w, low - 6),
        (-sx - 2, sy + 12),
    ]
    f.piece(curve(shape, tension=0.55), look.top, lift=4)
    _pattern(f, build, look, low if look.outfit != "dress" else hy, low_w if look.outfit != "dress" else hx)
    if look.outfit == "dress":
        f.mark(
            f"M{-low_w + 3:.1f} {low - 14}Q0 {low - 2} {low_w - 3:.1f} {low - 14}L{low_w:.1f} {low - 6}Q0 {low + 12} {-low_w:.1f} {low - 6}Z",
            look.trim,
            op=0.95,
        )
        f.ink(
            f"M-20 {hy}L-30 {low - 12}M20 {hy}L30 {low - 12}M0 {hy + 4}V{low - 8}",
            2.4,
            darker(look.top, 0.35),
            op=0.45,
        )
    if look.outfit in ("coat", "jacket"):
        for side in (-1, 1):
            f.inner(
                poly([(0, sy + 40), (side * 22, sy + 14), (side * 20, sy - 6), (side * 4, sy - 2)], r=3),
                darker(look.top, 0.18),
            )
        f.mark(poly([(-9, sy - 2), (9, sy - 2), (0, sy + 34)], r=2), look.trim)
    if look.outfit == "overall":
        f.inner(poly([(-24, sy + 30), (24, sy + 30), (low_w - 4, low), (-low_w + 4, low)], r=6), look.bottom)
        for side in (-1, 1):
            f.inner(limb([(side * 20, sy + 34), (side * 24, sy + 14), (side * 26, sy - 2)], 10, 9), look.bottom)
            f.do(lambda s, side=side: s.brad(side * 18, sy + 38, 4))  # type: ignore[misc]
        f.mark(box(-12, sy + 48, 24, 18, r=4), darker(look.bottom, 0.2))


# Open hands spread four fingers, pointing hands one; the others are closed paper mittens.
FINGERS = {"up": 4, "wave": 4, "stop": 4, "out": 4, "shrug": 4, "point": 1}


def hand_of(f: Figure, elbow: Point, hand: Point, skin: str, side: int, *, fingers: int) -> None:
    length = math.dist(elbow, hand) or 1
    dx, dy = (hand[0] - elbow[0]) / length, (hand[1] - elbow[1]) / length
    for i in range(fingers):
        spread = (i - (fingers - 1) / 2) * 6.6
        reach = 25 if fingers == 1 else 21 - abs(spread) * 0.35
        root = (hand[0] - dy * spread * 0.7, hand[1] + dx * spread * 0.7)
        tip = (hand[0] + dx * reach - dy * spread * 1.35, hand[1] + dy * reach + dx * spread * 1.35)
        f.piece(limb([root, ((root[0] + tip[0]) / 2, (root[1] + tip[1]) / 2), tip], 9.5, 7.5), skin, lift=1, edge=0.7)
    f.piece(blob(hand[0], hand[1], 13.5, 13), skin, lift=2 if not fingers else 0, edge=1.1 if not fingers else 0)
    thumb = (
        (hand[0] - side * 11, hand[1] - 7)
        if not fingers
        else (hand[0] + dy * side * 13 + dx * 3, hand[1] - dx * side * 13 + dy * 3)
    )
    f.piece(blob(thumb[0], thumb[1], 6, 7), skin, lift=0, edge=0.6)


def sleeve(f: Figure, shoulder: Point, elbow: Point, wrist: Point, colour: str, ends: Point = (31, 24)) -> None:
    """One strip of card; where the arm folds back sharply, two strips over each other."""
    upper = (elbow[0] - shoulder[0], elbow[1] - shoulder[1])
    lower = (wrist[0] - elbow[0], wrist[1] - elbow[1])
    bend = (upper[0] * lower[0] + upper[1] * lower[1]) / (math.hypot(*upper) * math.hypot(*lower))
    if bend > -0.3:
        f.piece(limb([shoulder, elbow, wrist], *ends), colour, lift=4)
        return
    f.piece(capsule(shoulder, elbow, ends[0], ends[0] - 3), colour, lift=4)
    f.piece(capsule(elbow, wrist, ends[0] - 3, ends[1]), colour, lift=3)


def _arm(f: Figure, build: Build, look: Look, pose: str, side: int) -> None:
    grow = 1.22 if look.adult else 1
    (sx, sy) = build.shoulder
    x0, y0 = side * (sx - 4), sy + 13
    (ex, ey), (hx, hy) = ARMS[pose]
    elbow = (x0 + side * ex * grow, y0 + ey * grow)
    hand = (x0 + side * hx * grow, y0 + hy * grow)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.82, elbow[1] + (hand[1] - elbow[1]) * 0.82)
    hand_of(f, elbow, hand, look.skin, side, fingers=FINGERS.get(pose, 0))
    sleeve(f, (x0, y0), elbow, wrist, look.top)
    f.ink(
        curve(
            [(wrist[0] - 8, wrist[1] - 4 * (1 if hand[1] < elbow[1] else -1)), (wrist[0] + 8, wrist[1] + 2)],
            closed=False,
        ),
        3,
        darker(look.top, 0.3),
        op=0.4,
    )
    f.do(lambda s: s.brad(x0, y0, 5))


def hand_at(look: Look, pose: str, side: int) -> Point:
    """Where the hand of an arm is, for things that are held."""
    build, grow = build_of(look), 1.22 if look.adult else 1.0
    (_, _), (hx, hy) = ARMS[pose]
    return side * (build.shoulder[0] - 4) + side * hx * grow, build.shoulder[1] + 13 + hy * grow


def stick(f: Figure, low: float) -> None:
    f.piece(poly([(-5, -16), (5, -16), (4.5, low), (-4.5, low)], r=2), WOOD, lift=2)


Prop = Callable[[Figure], None]


def puppet(
    look: Look, mood: str = "neutral", arms: tuple[str, str] = ("down", "down"), *, behind: Prop | None = None,
    held: Prop | None = None, stick_to: float = 46, seated: bool = False,
) -> Figure:  # fmt: skip
    """A whole puppet. `arms` are the poses on the viewer's left and right; `behind` and `held` add things."""
    build = build_of(look)
    f = Figure()
    k = build.r / 60
    if stick_to:
        stick(f, stick_to)
    if behind:
        behind(f)
    _hair_back(f, 0, build.head_y, k, look)
    if not seated:
        _legs(f, build, look)
    _torso(f, build, look)
    if "scarf" in look.extras:
        sy = build.shoulder[1]
        f.piece(limb([(20, sy), (26, sy + 34), (24, sy + 64)], 20, 18), look.trim, lift=3)
        f.piece(
            curve([(-36, sy - 10), (0, sy - 20), (36, sy - 10), (38, sy + 6), (0, sy + 14), (-38, sy + 6)]),
            look.trim,
            lift=3,
        )
    if "cape" in look.extras:
        sy = build.shoulder[1]
        f.piece(
            curve([(-40, sy - 8), (0, sy - 14), (40, sy - 8), (30, sy + 12), (0, sy + 20), (-30, sy + 12)]),
            GOLD,
            lift=3,
        )
    _head(f, build.head_y, build.r, look, EXPRESSIONS[mood])
    _hair_front(f, 0, build.head_y, k, look)
    _extras(f, build, look)
    _arm(f, build, look, arms[0], -1)
    _arm(f, build, look, arms[1], 1)
    if held:
        held(f)
    return f


def _extras(f: Figure, build: Build, look: Look) -> None:
    cy, k = build.head_y, build.r / 60
    if "glasses" in look.extras:
        rim = "#3a2a4a" if brightness(look.skin) > 0.5 else "#ffd970"
        for side in (-1, 1):
            f.mark(oval(side * 23 * k, cy + 3 * k, 17 * k), "#ffffff", op=0.16)
            f.ink(oval(side * 23 * k, cy + 3 * k, 17 * k), 3.2 * k, rim)
        f.ink(f"M{-6 * k:.1f} {cy + 1 * k:.1f}Q0 {cy - 4 * k:.1f} {6 * k:.1f} {cy + 1 * k:.1f}", 3.2 * k, rim)
    if "hearing_aid" in look.extras:
        for side in (-1, 1):
            f.inner(
                curve(
                    _at([(side * 66, -8), (side * 76, 2), (side * 75, 18), (side * 68, 22), (side * 68, 6)], 0, cy, k)
                ),
                "#3f86c6",
            )
            f.ink(
                f"M{side * 68 * k:.1f} {cy - 6 * k:.1f}q{-side * 8 * k:.1f} {-6 * k:.1f} {-side * 12 * k:.1f} {8 * k:.1f}",
                2.6 * k,
                "#3f86c6",
            )
    if "headset" in look.extras:
        f.piece(
            f"M{-66 * k:.1f} {cy:.1f}C{-70 * k:.1f} {cy - 92 * k:.1f} {70 * k:.1f} {cy - 92 * k:.1f} {66 * k:.1f} {cy:.1f}L{57 * k:.1f} {cy:.1f}C{60 * k:.1f} {cy - 76 * k:.1f} {-60 * k:.1f} {cy - 76 * k:.1f} {-57 * k:.1f} {cy:.1f}Z",
            "#3a3450",
        )
        for side in (-1, 1):
            f.piece(blob(side * 63 * k, cy + 8 * k, 15 * k, 19 * k), "#3a3450")
            f.mark(oval(side * 63 * k, cy + 8 * k, 7 * k, 10 * k), GOLD)
        f.ink(
            f"M{-62 * k:.1f} {cy + 22 * k:.1f}Q{-48 * k:.1f} {cy + 52 * k:.1f} {-22 * k:.1f} {cy + 44 * k:.1f}",
            4.4 * k,
            "#3a3450",
        )
        f.mark(blob(-20 * k, cy + 43 * k, 7 * k, 5.5 * k), "#3a3450")
    if "cap" in look.extras:
        f.piece(
            curve(
                _at(
                    [(-62, -26), (-58, -58), (-30, -78), (0, -82), (30, -78), (58, -58), (62, -26), (0, -38)],
                    0,
                    cy,
                    k,
                )
            ),
            RED,
        )
        f.piece(
            curve(_at([(-64, -24), (0, -40), (64, -24), (60, -14), (0, -27), (-60, -14)], 0, cy, k)),
            darker(RED, 0.25),
        )
        f.mark(star(0, cy - 56 * k, 11 * k), GOLD)
    if "phones" in look.extras:
        arch = f"M{-66 * k:.1f} {cy:.1f}C{-72 * k:.1f} {cy - 100 * k:.1f} {72 * k:.1f} {cy - 100 * k:.1f} {66 * k:.1f} {cy:.1f}L{53 * k:.1f} {cy:.1f}C{58 * k:.1f} {cy - 78 * k:.1f} {-58 * k:.1f} {cy - 78 * k:.1f} {-53 * k:.1f} {cy:.1f}Z"
        f.piece(arch, "#2d2a44")
        for side in (-1, 1):
            f.piece(blob(side * 66 * k, cy + 8 * k, 22 * k, 29 * k), TEAMS["a"], lift=4)
            f.mark(oval(side * 66 * k, cy + 8 * k, 11 * k, 16 * k), "#2d2a44")
    if "helmet" in look.extras:
        bowl = [
            (-64, -10),
            (-62, -46),
            (-40, -76),
            (0, -88),
            (40, -76),
            (62, -46),
            (64, -10),
            (30, -18),
            (0, -20),
            (-30, -18),
        ]
        f.piece(limb(_at([(0, -84), (14, -112), (52, -114), (80, -92)], 0, cy, k), 22 * k, 12 * k), RED, lift=3)
        f.piece(curve(_at(bowl, 0, cy, k), tension=0.8), "#a9b0c8", lift=4)
        f.inner(
            curve(_at([(-68, -14), (0, -26), (68, -14), (66, 0), (0, -12), (-66, 0)], 0, cy, k), tension=0.7), GOLD
        )
        for x in (-48, -24, 0, 24, 48):
            f.mark(oval(x * k, cy + (-19 + abs(x) * 0.12) * k, 4 * k), GOLD_DARK)
        f.ink(
            f"M0 {cy - 86 * k:.1f}V{cy - 28 * k:.1f}M{-30 * k:.1f} {cy - 66 * k:.1f}Q{-44 * k:.1f} {cy - 50 * k:.1f} {-46 * k:.1f} {cy - 30 * k:.1f}",
            3 * k,
            "#5f6680",
            op=0.6,
        )
    if "tape" in look.extras:
        sy = build.shoulder[1]
        for side in (-1, 1):
            f.piece(
                limb(
                    [
                        (side * 14, sy - 8),
                        (side * 27, sy + 16),
                        (side * 24, sy + 62),
                        (side * 26, sy + 88 - side * 16),
                    ],
                    15,
                    14,
                ),
                TEAMS["a"],
                lift=3,
            )
            for i in range(5):
                f.ink(f"M{side * 25 - 6} {sy + 22 + i * 11}h{7 if i % 2 else 11}", 2, INK, op=0.7)
    if "pencil" in look.extras:
        f.piece(limb(_at([(34, -34), (58, -22), (86, -8)], 0, cy, k), 10 * k, 9 * k), TEAMS["a"], lift=2)
        f.mark(poly(_at([(82, -14), (98, -2), (80, -4)], 0, cy, k)), INK)
    if "belt" in look.extras:
        low, w = build.hem[1] - 12, build.hem[0]
        f.piece(box(-w - 4, low - 16, w * 2 + 8, 18, r=5), "#6d3d20", lift=3)
        f.inner(box(-13, low - 18, 26, 22, r=4), GOLD)
        for at, tool in ((-w + 6, "#e8384a"), (-w + 26, TEAMS["b"]), (w - 24, TEAMS["a"])):
            f.piece(box(at - 5, low + 4, 10, 36, r=4), tool, lift=2)
            f.inner(box(at - 10, low - 4, 20, 24, r=4), "#8a5430")
    if "crown" in look.extras:
        f.piece(
            poly(
                _at(
                    [(-46, -44), (-54, -98), (-26, -72), (0, -108), (26, -72), (54, -98), (46, -44), (0, -38)],
                    0,
                    cy,
                    k,
                ),
                r=3,
            ),
            GOLD,
        )
        for x, colour in ((-26, TEAMS["b"]), (0, RED), (26, TEAMS["b"])):
            f.mark(oval(x * k, cy - 55 * k, 6 * k), colour)
        f.ink(
            f"M{-44 * k:.1f} {cy - 44 * k:.1f}Q0 {cy - 37 * k:.1f} {44 * k:.1f} {cy - 44 * k:.1f}", 4 * k, GOLD_DARK
        )
    if "bow" in look.extras:
        for side in (-1, 1):
            f.piece(poly(_at([(22, -62), (22 + side * 24, -80), (22 + side * 26, -48)], 0, cy, k), r=5), RED, lift=2)
        f.inner(blob(22 * k, cy - 62 * k, 8 * k), darker(RED, 0.25))
    if "tie" in look.extras:
        sy = build.shoulder[1]
        for side in (-1, 1):
            f.inner(poly([(0, sy + 6), (side * 18, sy - 5), (side * 18, sy + 17)], r=4), RED)
        f.mark(oval(0, sy + 6, 5), darker(RED, 0.3))


def chair_behind(f: Figure) -> None:
    """The wheelchair of a child, behind the child."""
    f.piece(box(-44, -132, 88, 92, r=12), "#3a3f78", lift=3)
    for side in (-1, 1):
        f.piece(
            poly(
                [
                    (side * 44, -150),
                    (side * 60, -150),
                    (side * 60, -140),
                    (side * 50, -138),
                    (side * 50, -110),
                    (side * 43, -110),
                ],
                r=4,
            ),
            "#6f7488",
            lift=2,
        )


def chair_front(f: Figure) -> None:
    """Knees, wheels and footrest, in front of the child."""
    for side in (-1, 1):
        f.piece(
            curve(
                [
                    (side * 4, -72),
                    (side * 30, -76),
                    (side * 36, -58),
                    (side * 32, -22),
                    (side * 10, -22),
                    (side * 6, -50),
                ]
            ),
            "#39407a",
            lift=3,
        )
        f.piece(
            curve([(side * 6, -8), (side * 8, -24), (side * 22, -28), (side * 34, -20), (side * 36, -6)]), RED, lift=2
        )
    f.piece(box(-42, -8, 84, 9, r=4), "#6f7488", lift=2)
    for side in (-1, 1):
        x = side * 64
        f.piece(oval(x, -58, 20, 62), "#2d2a44", lift=4)
        f.mark(oval(x, -58, 14, 53), "#8f94ac")
        f.mark(oval(x, -58, 11, 48), "#3d3a5c")
        for y in (-34, -18, 0, 18, 34):
            f.ink(f"M{x - 9} {-58 + y}L{x + 9} {-58 - y}", 1.8, "#c9cce0", op=0.8)
        f.inner(oval(x, -58, 5, 9), TEAMS["a"])
