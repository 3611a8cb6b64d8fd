"""Cuts scene 7, "Coulissengeheugen": `python -m game.tools.draw_pairs`."""

from game.tools import props
from game.tools.paper import (
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Sheet,
    box,
    darker,
    lighter,
    oval,
    pick,
    poly,
    star,
)  # fmt: skip

WIDE, HIGH = 1920, 1158
"""A little higher than the board, as all full-bleed sets: 39 px above and below."""
FLOOR = 1016
LEGS = (
    (600, 770, "#34203f"),
    (330, 640, "#2c1838"),
    (-40, 372, "#241230"),
)
"""The black legs of the left side, from the stage to the wall: left, right, colour."""


def wings() -> None:
    """The stage as the stagehands see it: legs of cloth on both sides, and between them a strip of light."""
    s = Sheet("pairs/wings", WIDE, HIGH)
    s.path(f"M0 0H{WIDE}V{HIGH}H0Z", s.grad([(0, "#160a1e"), (0.6, "#2a1834"), (1, "#38203c")]))
    _lit_stage(s)
    _floor(s)
    for side in (0, 1):
        with s.at(WIDE if side else 0, 0, flip=bool(side)):
            for left, right, colour in LEGS:
                _leg(s, left, right, colour)
            _rope_rail(s)
    _grid(s)
    s.path(f"M0 0H{WIDE}V190H0Z", s.grad([(0, "#0d0614", 0.8), (1, "#0d0614", 0)]))
    s.save()


def _lit_stage(s: Sheet) -> None:
    """What is played there now: a paper moon over hills, in the warm light."""
    s.path(f"M600 0H1320V{FLOOR}H600Z", s.grad([(0, "#1b2a6b"), (0.55, "#5a4a9a"), (1, "#e08a6a")]))
    s.glow(960, 700, 520, "#ffd774", 0.55)
    props.moon(62).emit(s, 960, 330, border=0, lift=8)
    for _ in range(14):
        s.path(star(pick(690, 1230), pick(150, 620), pick(5, 11)), GOLD_LIGHT, op=0.8)
    for y, colour, high in ((760, "#3a4f8a", 90), (840, "#2c3a70", 70), (920, "#22285a", 60)):
        s.paper(
            f"M590 {FLOOR + 10}V{y}Q700 {y - high} 800 {y}T1010 {y - 10}T1200 {y}T1330 {y - 20}V{FLOOR + 10}Z",
            colour,
            lift=8,
        )


def _floor(s: Sheet) -> None:
    s.path(f"M0 {FLOOR}H{WIDE}V{HIGH}H0Z", s.grad([(0, "#5c3822"), (1, "#a06a3c")]))
    s.path(f"M0 {FLOOR - 4}H{WIDE}V{FLOOR + 4}H0Z", "#241016")
    for i in range(27):
        s.line(f"M{i * 74} {FLOOR + 4}L{960 + (i * 74 - 960) * 1.16:.0f} {HIGH}", "#2f1812", 2, op=0.6)
    for i, team in enumerate(("a", "b", "c", "d")):
        x = (300, 620, 1300, 1620)[i]
        s.line(f"M{x - 18} {FLOOR + 56}h36m-18 -14v28", TEAMS[team], 7, op=0.9)
    s.halo(960, FLOOR + 24, 560, 60, "#ffe0a0", 0.5)


def _leg(s: Sheet, left: float, right: float, colour: str) -> None:
    """A narrow curtain that hides who waits: soft folds, and the light of the stage along its inner edge."""
    low = FLOOR + 26
    outline = poly([(left, -10), (right, -10), (right - 6, low - 26), (left, low - 26)], r=4, jit=2)
    s.shadow(outline, 26)
    s.path(outline, colour)
    folds = max(2, round((right - left) / 62))
    step = (right - left) / folds
    for i in range(folds):
        x = left + i * step
        soft = s.grad(
            [(0, darker(colour, 0.5)), (0.4, lighter(colour, 0.1)), (0.7, colour), (1, darker(colour, 0.55))], "h"
        )
        s.path(
            f"M{x:.0f} -10H{x + step:.0f}L{x + step - 3:.0f} {low}Q{x + step / 2:.0f} {low + 22} {x:.0f} {low}Z", soft
        )
    s.path(
        poly([(right - 16, -10), (right, -10), (right - 6, low), (right - 20, low)], jit=0),
        s.grad([(0, "#ffcf70", 0.0), (1, "#ffdf9a", 0.55)], "h"),
    )


def _rope_rail(s: Sheet) -> None:
    """Ropes along the wall with a rail and sandbags, where the flying man works."""
    for i, x in enumerate((22, 62, 104)):
        s.line(f"M{x} -10V{690 + i * 26}", "#12030c", 13, op=0.35)
        s.line(f"M{x - 2} -10V{690 + i * 26}", "#9a7748", 11)
        s.line(f"M{x - 4} -10V{690 + i * 26}", "#f3dcb0", 3, op=0.7, dash="9 10")
    s.paper(box(-20, 640, 190, 30, r=8), WOOD, lift=8)
    for i, x in enumerate((22, 62, 104)):
        s.paper(box(x - 8, 618, 15, 64, r=7), GOLD_DARK, lift=4)
        y = 690 + i * 26
        s.paper(
            f"M{x - 22} {y + 18}Q{x} {y - 14} {x + 20} {y + 18}L{x + 26} {y + 92}Q{x} {y + 108} {x - 28} {y + 92}Z",
            "#7a6248",
            lift=6,
        )
        s.line(f"M{x - 20} {y + 22}Q{x} {y + 30} {x + 18} {y + 22}", darker("#7a6248", 0.4), 4)


def _grid(s: Sheet) -> None:
    """The battens above, with their lamps."""
    for y, h, colour in ((52, 18, "#6f5a3c"), (96, 8, "#4a3c28")):
        s.paper(box(-10, y, WIDE + 20, h, r=3), colour, lift=9)
    for i in range(7):
        x = 130 + i * 278
        s.line(f"M{x} 60V104", GOLD_DARK, 6)
        s.paper(poly([(x - 26, 102), (x + 26, 102), (x + 36, 164), (x - 36, 164)], r=8), "#2c2438", lift=7)
        s.path(oval(x, 164, 34, 11), s.grad([(0, GOLD_LIGHT), (1, GOLD)]))
        s.glow(x, 176, 96, "#ffe0a0", 0.4)
    for i in range(12):
        x = 60 + i * 164
        s.paper(oval(x, 61, 13), WOOD_DARK, lift=3)
        s.path(oval(x, 61, 6), GOLD)


def eye_shut() -> None:
    """A closed eye: this team doesn't look now."""
    s = Sheet("pairs/eye_shut", 96, 96)
    for colour, width in (("#fff3d6", 13), (INK, 8)):
        s.line("M12 42Q48 78 84 42", colour, width)
        for x, y, dx, dy in ((20, 53, -8, 13), (38, 61, -4, 15), (58, 61, 4, 15), (76, 53, 8, 13)):
            s.line(f"M{x} {y}l{dx} {dy}", colour, width - 1)
    s.save()


def main() -> None:
    wings()
    eye_shut()


if __name__ == "__main__":
    main()
