"""Cuts scene 6, "Van idee tot applaus": `python -m game.tools.draw_making`."""

from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    TEAMS,
    Sheet,
    blob,
    box,
    curve,
    limb,
    oval,
    poly,
)
from game.tools.puppets import SKINS


def road() -> None:
    """The long paper road, a little rolled up at both ends."""
    s = Sheet("making/road", 1664, 236)
    body = curve(
        [
            (30, 26),
            (420, 14),
            (840, 26),
            (1250, 14),
            (1634, 26),
            (1640, 118),
            (1634, 212),
            (1250, 222),
            (840, 210),
            (420, 222),
            (30, 212),
            (24, 118),
        ],
        tension=0.7,
    )
    s.paper(body, CREAM, lift=12, edge=2.4)
    s.fibres(60, 40, 1540, 150, 70)
    s.line("M60 118Q440 104 832 118Q1224 132 1604 118", GOLD_DARK, 5, op=0.55, dash="26 18")
    for x, side in ((26, -1), (1638, 1)):
        s.paper(box(x - 22, 8, 44, 220, r=20), CREAM_SHADE, lift=6, edge=2)
        s.path(oval(x + side * 4, 20, 13, 7), GOLD_DARK, op=0.5)
        s.line(f"M{x} 32V214", GOLD_DARK, 3, op=0.4)
    s.save()


def idea() -> None:
    """A bulb that has just lit up."""
    s = Sheet("making/idea", 200, 230)
    s.glow(100, 96, 96, "#ffe27a", 0.9)
    for turn in range(7):
        with s.at(100, 96, turn=turn * 36 - 108):
            s.line("M0 -78V-94", GOLD_LIGHT, 8)
    s.paper(blob(100, 94, 58, 60, n=14, jit=0.012), "#ffe27a", lift=6, edge=2)
    s.line("M80 118L88 92L100 110L112 92L120 118", GOLD_DARK, 5)
    s.paper(poly([(74, 140), (126, 140), (120, 178), (80, 178)], r=6), "#8a93a8", lift=4)
    for y in (150, 163):
        s.line(f"M76 {y}H124", INK, 4, op=0.5)
    s.paper(box(88, 178, 24, 16, r=6), INK, lift=3)
    s.save()


def clap() -> None:
    """Hands of four that clap."""
    s = Sheet("making/clap", 230, 230)
    for x, y, side, skin, sleeve in (
        (92, 120, -1, SKINS["peach"], TEAMS["a"]),
        (138, 120, 1, SKINS["deep"], TEAMS["d"]),
    ):
        s.paper(limb([(x + side * 66, 222), (x + side * 46, 186), (x + side * 26, 152)], 56, 44), sleeve, lift=5)
        s.paper(blob(x + side * 8, y + 10, 34, 40), skin, lift=5)
        for finger in range(4):
            fx = x - side * 14 + side * finger * 15
            s.paper(
                limb([(fx, y - 8), (fx - side * 4, y - 40), (fx - side * 8, y - 62 + finger * 7)], 16, 13),
                skin,
                lift=2,
            )
    for turn in (-52, -26, 0, 26, 52):
        with s.at(115, 92, turn=turn):
            s.line("M0 -62V-84", GOLD, 9)
    s.save()


def main() -> None:
    road()
    idea()
    clap()


if __name__ == "__main__":
    main()
