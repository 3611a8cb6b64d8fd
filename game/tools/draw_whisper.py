"""Cuts scene 8, "De souffleur": `python -m game.tools.draw_whisper`."""

from game.tools import props
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
    Sheet,
    blob,
    box,
    curve,
    darker,
    lighter,
    oval,
    pick,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Look, build_of, puppet

WIDE, HIGH = 1920, 1158
GLASS = (330, 339, 1260, 530)
"""The glass of the mirror on the sheet; 39 px lower than on the board."""
COUNTER = 892
PUPIL = Look(
    skin=SKINS["olive"],
    hair=HAIRS["dark"],
    style="short",
    top="#7b4bd1",
    pattern="stripes",
    trim=GOLD_LIGHT,
    bottom="#39407a",
)


def dressing_room() -> None:
    s = Sheet("whisper/dressing_room", WIDE, HIGH)
    s.path(f"M0 0H{WIDE}V{HIGH}H0Z", s.grad([(0, "#6a3450"), (0.7, "#9a5a7a"), (1, "#8a4c6a")]))
    for i in range(49):
        s.path(f"M{i * 40} 0H{i * 40 + 18}V{COUNTER}H{i * 40}Z", "#b5708f", op=0.38)
    for i in range(24):
        s.path(star(29 + i * 80, 70 + (i % 2) * 60, 9), GOLD_LIGHT, op=0.28)
    s.grain(0, 0, WIDE, COUNTER, 10, 0.05)
    _bunting(s)
    _clothes(s)
    _hats(s)
    _mirror(s)
    _counter(s)
    s.path(f"M0 0H{WIDE}V150H0Z", s.grad([(0, "#2a0c20", 0.6), (1, "#2a0c20", 0)]))
    s.save()


def _bunting(s: Sheet) -> None:
    """Paper flags of the last party, in the four colours."""
    s.line("M-10 62Q480 186 960 66Q1440 186 1930 62", "#f3dcb0", 4)
    for i in range(22):
        x = 30 + i * 88
        part = x / 960 if x < 960 else (x - 960) / 960
        y = 64 + 240 * part * (1 - part)
        s.paper(poly([(x - 26, y), (x + 26, y + 2), (x, y + 58)], r=3), tuple(TEAMS.values())[i % 4], lift=4)


def _clothes(s: Sheet) -> None:
    """A rail with costumes on the left, behind Sou."""
    s.line("M-20 330H272", GOLD_DARK, 16)
    s.line("M-20 326H272", GOLD_LIGHT, 4, op=0.7)
    s.paper(oval(276, 330, 16), GOLD, lift=4)
    for x, colour, low in ((40, RED, 760), (112, "#2f8087", 700), (186, "#e0a93c", 740), (246, "#39407a", 660)):
        s.line(f"M{x} 330v26", "#c9cce0", 5)
        s.line(f"M{x - 46} 384L{x} 354L{x + 46} 384", WOOD_DARK, 8)
        dress = (
            f"M{x - 46} 382Q{x} 366 {x + 46} 382L{x + 38} 500Q{x + 70} 620 {x + 62} {low}"
            f"H{x - 62}Q{x - 70} 620 {x - 38} 500Z"
        )
        s.paper(dress, colour, lift=10)
        for dx in (-26, 0, 26):
            s.line(f"M{x + dx * 0.5} 520Q{x + dx} 620 {x + dx * 1.3} {low - 12}", darker(colour, 0.4), 4, op=0.5)
        s.path(box(x - 40, 494, 80, 16, r=6), lighter(colour, 0.4), op=0.9)
        for i in range(3):
            s.path(oval(x, 410 + i * 28, 6), GOLD_LIGHT)


def _hats(s: Sheet) -> None:
    """A shelf with wigs and a crown on the right."""
    for y in (470, 720):
        s.paper(box(1648, y, 300, 22, r=4), WOOD, lift=9)
    for x, hair in ((1716, HAIRS["red"]), (1828, HAIRS["grey"])):
        props.wig_head(hair).emit(s, x, 470, 1.35, border=0, lift=6)
    props.crown().emit(s, 1720, 712, 1.1, border=0, lift=6)
    s.paper(box(1790, 640, 110, 80, r=8), TEAMS["b"], lift=7)
    s.path(box(1790, 640, 110, 24, r=8), lighter(TEAMS["b"], 0.4))
    s.line("M1845 640V720M1790 682H1900", RED, 9)


def _mirror(s: Sheet) -> None:
    x, y, w, h = GLASS
    s.paper(box(x - 116, y - 64, w + 232, h + 104, r=44), "#5c2a20", lift=22, edge=3)
    s.paper(box(x - 104, y - 52, w + 208, h + 84, r=38), s.gold("d"), flat=GOLD, lift=4, edge=2)
    s.path(box(x - 24, y - 22, w + 48, h + 44, r=22), darker(GOLD_DARK, 0.5))
    s.path(box(x - 16, y - 14, w + 32, h + 28, r=18), s.grad([(0, "#dfeef2"), (1, "#86a9b8")], "d"))
    for dx in (90, 190, 860):
        s.path(
            poly([(x + dx, y + h), (x + dx + 190, y), (x + dx + 250, y), (x + dx + 60, y + h)], jit=0),
            "#ffffff",
            op=0.22,
        )
    for cx in (x - 62, x + w + 62):
        s.line(f"M{cx} {y - 20}V{y + h + 14}", darker(GOLD_DARK, 0.25), 34, op=0.5)


def _counter(s: Sheet) -> None:
    s.path(f"M0 {COUNTER}H{WIDE}V{HIGH}H0Z", s.grad([(0, "#7a4a2c"), (1, "#a5764e")]))
    s.paper(box(-20, COUNTER - 12, WIDE + 40, 34, r=6), WOOD, lift=12)
    for i in range(9):
        y = COUNTER + 50 + i * 27
        s.line(f"M0 {y + pick(-4, 4):.0f}Q960 {y - 6 + i} {WIDE} {y + 2}", "#5a331c", 2.5, op=0.35)


def mirror_cloth() -> None:
    """A cloth of red velvet with a golden hem that hides the glass."""
    s = Sheet("whisper/mirror_cloth", 1320, 580)
    low = 540
    hem = [(20 + i * 80, low + (18 if i % 2 else 0)) for i in range(17)]
    outline = "M20 22H1300V540" + curve(hem[::-1], closed=False)[len("M1300.0 540.0") :] + "V22Z"
    s.shadow(outline, 18)
    for i in range(16):
        x = 20 + i * 80
        fill = s.grad([(0, darker(RED, 0.45)), (0.35, lighter(RED, 0.08)), (0.65, RED), (1, RED_DEEP)], "h")
        s.path(f"M{x} 22H{x + 81}V{low}Q{x + 40} {low + 34} {x} {low}Z", fill)
    for i in range(16):
        x = 20 + i * 80
        s.line(f"M{x + 2} {low - 8}Q{x + 40} {low + 26} {x + 79} {low - 8}", GOLD, 13)
        s.line(f"M{x + 4} {low - 12}Q{x + 40} {low + 20} {x + 77} {low - 12}", GOLD_LIGHT, 3.5, op=0.8)
    s.paper(box(0, 0, 1320, 34, r=14), s.gold(), flat=GOLD, lift=8)
    for x in (8, 1312):
        s.paper(oval(x, 17, 24), GOLD, lift=5)
    s.save()


def bulbs() -> None:
    for name in ("dark", "lit"):
        s = Sheet(f"whisper/bulb_{name}", 88, 88)
        s.paper(oval(44, 44, 34), GOLD_DARK, lift=4)
        s.path(oval(44, 44, 29), darker(GOLD_DARK, 0.55))
        if name == "lit":
            s.glow(44, 44, 44, "#fff0b8", 1)
            s.path(oval(44, 44, 25), s.grad([(0, "#ffffff"), (0.5, "#fff3c0"), (1, "#ffcf5a")], "lamp"))
        else:
            s.path(oval(44, 44, 25), s.grad([(0, "#b9a6b0"), (0.5, "#7a6274"), (1, "#4a3446")], "lamp"))
            s.line("M36 50q8 -18 16 0", "#2a1020", 3, op=0.6)
        s.path(oval(35, 34, 6, 4), "#ffffff", op=0.7)
        s.save()


def actor_back() -> None:
    """Who stands with the back to the board: hair where a face would be."""
    s = Sheet("whisper/actor_back", 190, 330)
    f = puppet(PUPIL, "neutral", ("down", "down"), stick_to=0)
    build = build_of(PUPIL)
    y, r = build.head_y, build.r
    f.piece(blob(0, y - 2, r * 1.06, r * 1.04, n=14, jit=0.02), PUPIL.hair, lift=2)
    for dx in (-34, -16, 2, 20, 36):
        f.ink(
            f"M{dx} {y - r * 0.9:.0f}Q{dx * 1.3:.0f} {y:.0f} {dx * 1.1:.0f} {y + r * 0.86:.0f}",
            3,
            lighter(PUPIL.hair, 0.25),
            op=0.6,
        )
    f.emit(s, 95, 318, 1.08)
    s.save()


def no_words() -> None:
    """A speech balloon with a bar through it: this is not said."""
    s = Sheet("whisper/no_words", 100, 100)
    s.paper(
        "M50 12Q90 12 90 42Q90 70 52 70Q46 70 40 69L24 86L26 64Q10 57 10 42Q10 12 50 12Z", CREAM, lift=5, edge=1.6
    )
    for x in (32, 50, 68):
        s.path(oval(x, 41, 5.5), INK)
    s.line("M14 84L86 10", "#12030c", 15, op=0.25)
    s.line("M14 82L86 8", "#fff3d6", 15)
    s.line("M14 82L86 8", RED, 10)
    s.save()


def main() -> None:
    dressing_room()
    mirror_cloth()
    bulbs()
    actor_back()
    no_words()


if __name__ == "__main__":
    main()
