"""Cuts scene 11, "Tipje van de sluier": `python -m game.tools.draw_veil`."""

from collections.abc import Callable

from game.tools import props
from game.tools.draw_vuurtoren import shell_fan
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    RED_DEEP,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Sheet,
    blob,
    box,
    darker,
    lighter,
    oval,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import EXPRESSIONS, HAIRS, SKINS, Figure, Look, face, puppet

WIDE, HIGH = 1920, 1158
FLOOR = 930
FRAME = (700, 750)
"""The frame with the shadow around it; the frame itself is 640 x 690, from 30, 30."""
TIP = 220
GIRL = Look(
    skin=SKINS["brown"],
    hair=HAIRS["black"],
    style="curly",
    outfit="dress",
    top="#e0a93c",
    pattern="dots",
    trim=CREAM,
)


# -- the room --------------------------------------------------------------------------------------------
def entrance() -> None:
    """The hall behind the front door, with a wall to hang a poster on."""
    s = Sheet("veil/entrance", WIDE, HIGH)
    s.path(f"M0 0H{WIDE}V{HIGH}H0Z", s.grad([(0, "#5c1f33"), (0.7, "#8a3a4a"), (1, "#7a3042")]))
    for i in range(33):
        s.path(f"M{i * 60} 0H{i * 60 + 28}V{FLOOR}H{i * 60}Z", "#a8526a", op=0.3)
        s.path(star(i * 60 + 14, 120 + (i % 2) * 90, 8), GOLD_LIGHT, op=0.2)
    s.grain(0, 0, WIDE, FLOOR, 10, 0.05)
    _arch(s)
    _panels(s)
    _tiles(s)
    _lamps(s)
    s.path(f"M0 0H{WIDE}V170H0Z", s.grad([(0, "#1e0614", 0.7), (1, "#1e0614", 0)]))
    s.save()


def _arch(s: Sheet) -> None:
    """The glass front door, with the street behind it in the evening."""
    s.paper(f"M-60 {FLOOR}V420Q110 250 262 420V{FLOOR}Z", s.gold("d"), flat=GOLD, lift=16)
    s.path(f"M-60 {FLOOR}V436Q108 284 238 436V{FLOOR}Z", s.grad([(0, NIGHT_BLUE), (0.7, "#5a5aa8"), (1, "#c98a6a")]))
    for x, y, r in ((40, 470, 4), (120, 420, 5), (176, 500, 4), (84, 540, 3)):
        s.path(star(x, y, r * 2.4, n=4), "#fff6d8")
    props.moon(40).emit(s, 154, 590, 1, border=0)
    for x, h in ((-20, 190), (60, 130), (124, 210), (196, 150)):
        s.path(box(x, FLOOR - h, 70, h, jit=2), "#2b1a4a", op=0.85)
        for wy in range(FLOOR - h + 26, FLOOR - 30, 52):
            s.path(box(x + 16, wy, 16, 22, jit=0), "#ffd774", op=0.9)
    s.line(f"M89 320V{FLOOR}M-60 660H238", GOLD_DARK, 12)
    for x in (70, 108):
        s.paper(box(x - 6, 720, 12, 90, r=6), GOLD_LIGHT, lift=4)


def _panels(s: Sheet) -> None:
    s.paper(box(250, 700, WIDE, FLOOR - 700 + 20, jit=2), "#5a2530", lift=10)
    s.path(box(250, 700, WIDE, 22, jit=0), s.gold())
    for i in range(7):
        x = 290 + i * 240
        s.line(box(x, 752, 196, 140, r=10), GOLD, 4, op=0.75)
        s.path(star(x + 98, 822, 22), GOLD, op=0.5)


def _tiles(s: Sheet) -> None:
    s.path(f"M0 {FLOOR}H{WIDE}V{HIGH}H0Z", s.grad([(0, "#b98a5c"), (1, "#d9ae78")]))
    rows = ((FLOOR, 52), (FLOOR + 52, 76), (FLOOR + 128, 110))
    for row, (y, high) in enumerate(rows):
        wide = 120 + row * 34
        for i in range(-1, WIDE // wide + 2):
            if (i + row) % 2:
                x = i * wide + row * 30
                s.path(f"M{x} {y}H{x + wide}L{x + wide + 16} {y + high}H{x - 16}Z", "#7a4030", op=0.6)
    s.path(f"M0 {FLOOR}H{WIDE}V{FLOOR + 26}H0Z", s.grad([(0, "#12030c", 0.4), (1, "#12030c", 0)]))


def _lamps(s: Sheet) -> None:
    for x in (1752, 960):
        s.glow(x, 196, 210, "#ffd774", 0.5)
        s.line(f"M{x} 0V120", GOLD_DARK, 8)
        s.paper(f"M{x - 54} 204Q{x - 44} 124 {x} 120Q{x + 44} 124 {x + 54} 204Z", s.gold("d"), flat=GOLD, lift=9)
        s.path(oval(x, 208, 42, 15), "#fff6d8")


def frame() -> None:
    """A golden frame with wood behind it; the board hangs the poster and its title in there."""
    s = Sheet("veil/poster_frame", *FRAME)
    x, y, w, h = 30, 30, 640, 690
    s.paper(box(x, y, w, h, r=18), s.gold("d"), flat=GOLD, lift=22, edge=3)
    s.line(box(x + 9, y + 9, w - 18, h - 18, r=12), GOLD_LIGHT, 3, op=0.8)
    s.path(box(x + 22, y + 22, w - 44, h - 44, r=8), darker(GOLD_DARK, 0.45))
    s.path(box(x + 28, y + 28, w - 56, h - 56, r=5), s.grad([(0, "#3b2030"), (1, "#2a1424")]))
    for cx in (x + 14, x + w - 14):
        for cy in (y + 14, y + h - 14):
            s.paper(star(cx, cy, 22, n=6), GOLD_LIGHT, lift=4)
            s.brad(cx, cy, 6)
    s.save()


def curtain() -> None:
    """One of the six small curtains: red velvet on a golden rod."""
    s = Sheet("veil/tip_curtain", 216, 330)
    folds, wide = 5, 216 / 5
    s.shadow("M2 14H214V300H2Z", 10)
    for i in range(folds):
        x = i * wide
        fill = s.grad([(0, darker(RED, 0.5)), (0.35, lighter(RED, 0.1)), (0.66, RED), (1, RED_DEEP)], "h")
        s.path(f"M{x:.1f} 14H{x + wide + 0.6:.1f}V298Q{x + wide / 2:.1f} 328 {x:.1f} 298Z", fill)
    for y, colour, thick in ((289, GOLD, 9), (285, GOLD_LIGHT, 2.5)):
        hem = "".join(f"Q{(i + 0.5) * wide:.1f} {y + 24} {(i + 1) * wide:.1f} {y}" for i in range(folds))
        s.line(f"M0 {y}{hem}", colour, thick)
    s.paper(box(0, 2, 216, 20, r=10), s.gold(), flat=GOLD, lift=5)
    s.save()


def core_poster() -> None:
    """The game's own poster, for packs without a show: a suitcase on its way to the moon."""
    s = Sheet("veil/poster_suitcase", 1168, 880)
    s.path("M0 0H1168V880H0Z", s.grad([(0, "#1b2a6b"), (0.5, "#4a4aa0"), (0.8, "#e07a6a"), (1, "#f5b25a")]))
    s.grain(0, 0, 1168, 600, 8, 0.05)
    for i in range(40):
        x, y = (i * 211) % 1150 + 9, (i * 97) % 420 + 12
        s.path(star(x, y, 4 + (i % 3) * 3, n=4), "#fff6d8", op=0.9)
    s.glow(880, 210, 260, "#ffe9a8", 0.6)
    s.paper(oval(880, 210, 118), s.grad([(0, "#fffbe0"), (1, "#f3d98b")], "lamp"), flat="#f8e6b0", lift=12)
    for x, y, r in ((850, 176, 20), (918, 236, 15), (884, 268, 9)):
        s.path(oval(x, y, r), "#e8cc7c")
    s.paper("M0 640Q220 520 460 620T900 590T1168 640V880H0Z", "#6a3f7a", lift=14)
    s.paper("M0 740Q300 620 620 720T1168 700V880H0Z", "#3f8f6a", lift=14)
    s.paper("M420 880Q520 780 640 740Q760 700 790 652L816 660Q800 730 710 782Q640 824 640 880Z", "#f0c070", lift=8)
    case = props.suitcase("#c81e33")
    with s.at(470, 700, turn=-9):
        for x, turn in ((-110, 14), (96, -12)):
            with s.at(x, 0, turn=turn):
                s.line("M0 0V92", INK, 26)
                s.paper("M-26 84H34Q48 110 34 116H-26Z", "#39407a", lift=6)
        case.emit(s, 0, 20, 3.1, lift=14)
    for dx in (-52, 52):
        s.path(oval(462 + dx, 508, 25, 30), CREAM)
        s.path(oval(470 + dx, 512, 13, 17), INK)
        s.path(oval(475 + dx, 505, 5), "#ffffff")
    s.line("M428 574Q466 606 508 570", INK, 9)
    girl = puppet(GIRL, "surprised", ("up", "reach"), stick_to=0)
    girl.emit(s, 190, 812, 1.5, lift=12)
    for x, y, k, turn in ((650, 330, 1.0, -18), (760, 430, 0.7, 10), (560, 236, 0.8, -6)):
        with s.at(x, y, scale=k, turn=turn):
            s.paper(poly([(-60, 10), (66, -40), (10, 34)], r=4), CREAM, lift=8)
            s.paper(poly([(10, 34), (66, -40), (-4, 6)], r=3), CREAM_SHADE, lift=4)
    s.path("M0 0H1168V880H0Z", "none", stroke=CREAM, sw=22)
    s.save()


# -- what a team may expect ------------------------------------------------------------------------------
Draw = Callable[[Sheet], None]
TIPS: dict[str, Draw] = {}


def tip(draw: Draw) -> Draw:
    TIPS[draw.__name__] = draw
    return draw


def _ground(s: Sheet, colour: str) -> None:
    s.paper(oval(110, 112, 96), colour, lift=7, edge=2)


def _bust(s: Sheet, look: Look, mood: str) -> None:
    f = Figure(skin=look.skin)
    f.do(lambda sheet: puppet(look, mood, stick_to=0).emit(sheet, 0, 0, 1, border=7))
    f.emit(s, 110, 206, 0.66, border=0, lift=0)


@tip
def eye(s: Sheet) -> None:
    _ground(s, "#5bbcf0")
    s.paper("M28 112Q110 36 192 112Q110 188 28 112Z", "#ffffff", lift=6)
    s.path(oval(110, 112, 38), s.grad([(0, "#4a8f5a"), (1, "#1f5a4a")], "r"))
    s.path(oval(110, 112, 19), INK)
    s.path(oval(122, 98, 9), "#ffffff")
    s.line("M28 110Q110 34 192 110", INK, 8)


@tip
def ear(s: Sheet) -> None:
    _ground(s, "#f5b25a")
    s.paper(
        "M78 146Q56 112 70 78Q88 40 126 48Q166 58 160 104Q156 130 136 146Q132 180 108 184Q84 182 86 158",
        SKINS["peach"],
        lift=6,
    )
    s.line("M92 110Q88 76 118 72Q142 76 138 106Q132 124 116 130Q108 140 116 152", darker(SKINS["peach"], 0.45), 8)
    for r in (0, 20):
        s.line(f"M{36 - r * 0.5:.0f} {90 - r}q-14 26 0 {46 + r * 2}", INK, 8)


@tip
def heart(s: Sheet) -> None:
    _ground(s, "#ef8fbf")
    s.paper("M110 182C40 132 34 66 74 56Q100 52 110 84Q120 52 146 56C186 66 180 132 110 182Z", RED, lift=8)
    s.path("M66 84Q72 68 90 70", "none", stroke="#ffd0c4", sw=9)


@tip
def someone(s: Sheet) -> None:
    _ground(s, "#4cc38a")
    _bust(s, GIRL, "happy")


@tip
def place(s: Sheet) -> None:
    _ground(s, "#5bbcf0")
    s.path("M22 148Q110 116 198 148Q180 206 110 208Q40 206 22 148Z", "#4a9c58")
    s.paper(box(66, 94, 88, 80, r=4), CREAM, lift=6)
    s.paper(poly([(52, 100), (110, 48), (168, 100)], r=5), RED, lift=6)
    s.paper(box(98, 128, 26, 46, r=3), WOOD_DARK, lift=2)
    s.path(box(76, 112, 18, 18, jit=0), "#ffd774")
    s.path(box(130, 112, 18, 18, jit=0), "#ffd774")


@tip
def thing(s: Sheet) -> None:
    _ground(s, "#f5b82e")
    props.suitcase("#8a4fb0").emit(s, 110, 176, 1.12, border=8)


@tip
def own(s: Sheet) -> None:
    """Something else: a balloon that is still empty."""
    s.paper(
        "M110 26Q196 26 196 96Q196 164 118 166Q104 166 92 163L52 198L58 150Q24 132 24 96Q24 26 110 26Z",
        CREAM,
        lift=8,
        edge=2,
    )
    for x in (70, 110, 150):
        s.path(oval(x, 97, 12), INK)


@tip
def sun(s: Sheet) -> None:
    _ground(s, "#8fd3f5")
    for i in range(10):
        (ax, ay), (bx, by) = polar(110, 112, 58, i * 36), polar(110, 112, 84, i * 36)
        s.line(f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}", "#f5a62e", 13)
    s.paper(oval(110, 112, 48), s.grad([(0, "#fff3a8"), (1, "#f5b82e")], "lamp"), flat="#f5b82e", lift=6)


@tip
def moon(s: Sheet) -> None:
    _ground(s, NIGHT_BLUE)
    for x, y, r in ((60, 70, 10), (158, 62, 8), (164, 150, 11), (54, 150, 7)):
        s.path(star(x, y, r, n=4), "#fff6d8")
    props.moon(54).emit(s, 110, 114, 1, border=0)


@tip
def sea(s: Sheet) -> None:
    _ground(s, "#bfe6f5")
    s.path(
        "M16 112q18 -22 34 0q18 -22 34 0q18 -22 34 0q18 -22 34 0q18 -22 50 0Q198 206 110 208Q22 206 16 112Z",
        "#2f7fc4",
    )
    s.path(
        "M18 142q18 -22 34 0q18 -22 34 0q18 -22 34 0q18 -22 34 0q18 -22 46 0Q190 206 110 208Q30 206 18 142Z",
        "#5bbcf0",
    )
    s.paper("M76 100H150Q144 128 128 128H96Q80 126 76 100Z", RED, lift=4)
    s.paper(poly([(110, 96), (110, 40), (152, 90)], r=3), CREAM, lift=4)


@tip
def music(s: Sheet) -> None:
    _ground(s, "#b48ae0")
    s.line("M84 150V66L150 46V132", INK, 12)
    s.path("M84 66L150 46V64L84 84Z", INK)
    s.paper(oval(68, 154, 24, 19), INK, lift=3)
    s.paper(oval(134, 136, 24, 19), INK, lift=3)


@tip
def animal(s: Sheet) -> None:
    _ground(s, "#f5b25a")
    props.cat("#4a3a5a").emit(s, 110, 176, 1.3, border=8)


@tip
def light(s: Sheet) -> None:
    _ground(s, "#39306a")
    props.lantern().emit(s, 110, 182, 1.1, border=6)


@tip
def paths(s: Sheet) -> None:
    """Far away: a road to the hills."""
    _ground(s, "#8fd3f5")
    s.path("M18 132Q70 84 112 122Q150 82 202 132Q190 206 110 208Q30 206 18 132Z", "#4a9c58")
    s.path("M92 207Q116 176 112 150Q110 134 124 122L136 124Q128 140 140 156Q150 180 138 205Z", "#f0d090")
    s.paper(oval(150, 70, 22), "#f5d05a", lift=4)


@tip
def everyone(s: Sheet) -> None:
    _ground(s, "#f7c9c4")
    for x, y, k, skin, hair, style in (
        (64, 204, 0.44, "deep", "black", "afro"),
        (156, 204, 0.44, "rose", "red", "short"),
        (110, 210, 0.5, "olive", "brown", "bob"),
    ):
        look = Look(skin=SKINS[skin], hair=HAIRS[hair], style=style, top=TEAMS["b" if x == 110 else "a"])
        puppet(look, "happy", stick_to=0).emit(s, x, y, k, border=8)


@tip
def two(s: Sheet) -> None:
    _ground(s, "#5bbcf0")
    for x, skin, hair, style, top in ((72, "deep", "black", "afro", "a"), (150, "rose", "red", "braids", "c")):
        look = Look(skin=SKINS[skin], hair=HAIRS[hair], style=style, top=TEAMS[top])
        puppet(look, "happy", stick_to=0).emit(s, x, 206, 0.56, border=8)


@tip
def yes(s: Sheet) -> None:
    _ground(s, "#4cc38a")
    s.line("M60 116L98 156L162 72", "#12030c", 34, op=0.25)
    s.line("M60 112L98 152L162 68", CREAM, 32)


@tip
def a_bit(s: Sheet) -> None:
    _ground(s, "#f5b82e")
    for y in (88, 132):
        s.line(f"M56 {y}q28 -26 54 0t54 0", CREAM, 24)


@tip
def different(s: Sheet) -> None:
    """Quite another thing than was expected: an arrow that turns off."""
    _ground(s, "#5bbcf0")
    s.line("M70 176V132Q70 98 104 98H132", CREAM, 28)
    s.path(poly([(126, 60), (180, 98), (126, 136)], r=6), CREAM)


def mood(s: Sheet, ground: str, skin: str, mood: str) -> None:
    _ground(s, ground)
    s.paper(blob(110, 112, 74, 76), SKINS[skin], lift=6)
    f = Figure(skin=SKINS[skin])
    face(f, 110, 118, 74, EXPRESSIONS[mood], SKINS[skin])
    for step in f.steps:
        step(s)


@tip
def glad(s: Sheet) -> None:
    mood(s, "#f5b82e", "olive", "laugh")


@tip
def thrill(s: Sheet) -> None:
    mood(s, "#7a6ab8", "rose", "surprised")


@tip
def quiet(s: Sheet) -> None:
    mood(s, "#8fb8d8", "brown", "comfort")


@tip
def story(s: Sheet) -> None:
    _ground(s, "#c98a4e")
    s.paper("M110 62Q70 40 34 56V164Q70 150 110 172Z", CREAM, lift=7)
    s.paper("M110 62Q150 40 186 56V164Q150 150 110 172Z", lighter(CREAM, 0.3), lift=7)
    for y in (84, 106, 128):
        s.line(f"M48 {y - 4}Q74 {y - 10} 98 {y + 4}M122 {y + 4}Q146 {y - 10} 172 {y - 4}", WOOD, 5)


@tip
def shell(s: Sheet) -> None:
    _ground(s, "#bfe6f5")
    shell_fan(s, 110, 128, 0.62, "#f58a9a", -8)


def tips() -> None:
    for name, draw in TIPS.items():
        s = Sheet(f"veil/tip_{name}", TIP, TIP)
        draw(s)
        s.save()


def main() -> None:
    entrance()
    frame()
    curtain()
    core_poster()
    tips()


if __name__ == "__main__":
    main()
