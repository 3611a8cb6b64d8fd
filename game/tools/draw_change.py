"""Cuts what comes between two scenes: `python -m game.tools.draw_change`.

Both are narrow and stand side by side, so that a whole stage of them takes the memory of a strip.
"""

from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    NIGHT_BLUE,
    RED_DEEP,
    WOOD,
    WOOD_DARK,
    Sheet,
    box,
    darker,
    lighter,
    polar,
    poly,
    star,
)

HIGH = 1096
FLAT_W, DROP_W = 322, 480


def flat() -> None:
    """A flat on its wooden frame: painted canvas, gold below and above, a star in the middle."""
    s = Sheet("change/change_flat", FLAT_W, HIGH)
    s.path(f"M0 0H{FLAT_W}V{HIGH}H0Z", WOOD_DARK)
    s.path(f"M6 0H{FLAT_W - 6}V{HIGH}H6Z", s.grad([(0, WOOD), (1, darker(WOOD, 0.4))]))
    s.path(
        f"M26 22H{FLAT_W - 26}V{HIGH - 22}H26Z",
        s.grad([(0, "#4a1030"), (0.55, "#5d1638"), (1, "#3a0c28")]),
    )
    s.grain(26, 22, FLAT_W - 52, HIGH - 44, 8, 0.07)
    middle = FLAT_W / 2
    for x in range(58, FLAT_W - 40, 52):
        s.path(f"M{x} 150V{HIGH - 170}", stroke="#7a2448", sw=4, op=0.35)
    for y, side in ((22, 1), (HIGH - 22, -1)):
        for n in range(3):
            left = 26 + n * (FLAT_W - 52) / 3
            wide = (FLAT_W - 52) / 3
            s.path(f"M{left:g} {y}Q{left + wide / 2:g} {y + side * 130:g} {left + wide:g} {y}Z", s.gold("v"), op=0.9)
            s.path(star(left + wide / 2, y + side * 32, 13), RED_DEEP)
    s.line(f"M26 22V{HIGH - 22}H{FLAT_W - 26}V22Z", GOLD_DARK, 3)
    diamond = [polar(middle, HIGH / 2, 190 if n % 2 else 118, 90 * n) for n in range(4)]
    s.paper(poly(diamond), s.grad([(0, lighter("#7a2448", 0.1)), (1, "#5d1638")]), flat="#6d1d40", lift=8)
    s.paper(star(middle, HIGH / 2, 74), s.gold("d"), flat=GOLD, lift=8)
    s.save()


def drop() -> None:
    """A strip of the cloth that comes down from the flies: a painted night, its hem on a batten."""
    s = Sheet("change/change_drop", DROP_W, HIGH)
    s.path(f"M0 0H{DROP_W}V{HIGH}H0Z", s.grad([(0, "#141a48"), (0.6, NIGHT_BLUE), (1, "#33408c")]))
    for x, y, size in (
        (60, 120, 15),
        (210, 70, 9),
        (380, 170, 18),
        (130, 300, 10),
        (300, 380, 13),
        (440, 470, 9),
        (70, 540, 17),
        (230, 640, 9),
        (390, 720, 13),
        (120, 800, 9),
    ):
        s.path(star(x, y, size), GOLD_LIGHT, op=0.85)
    for n in range(4):
        left = n * DROP_W / 4
        wide = DROP_W / 4
        s.path(
            f"M{left:g} {HIGH - 40}V{HIGH - 96}Q{left + wide / 2:g} {HIGH - 190} {left + wide:g} {HIGH - 96}"
            f"V{HIGH - 40}Z",
            "#22306e" if n % 2 else "#2a3a80",
        )
    s.path(f"M0 {HIGH - 46}H{DROP_W}V{HIGH - 8}H0Z", s.grad([(0, WOOD), (1, WOOD_DARK)]))
    s.path(f"M0 {HIGH - 46}H{DROP_W}V{HIGH - 40}H0Z", CREAM, op=0.35)
    s.path(f"M0 {HIGH - 8}H{DROP_W}V{HIGH}H0Z", "#0d0a26")
    for x in (120, 360):
        s.path(box(x - 9, HIGH - 58, 18, 56, r=4), GOLD)
    s.save()


def main() -> None:
    flat()
    drop()


if __name__ == "__main__":
    main()
