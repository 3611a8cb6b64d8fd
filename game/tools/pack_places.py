"""Pictures of the core pack: the places of the house, the visit, and what hangs and shines there."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from dataclasses import replace

from game.tools import crafts, props
from game.tools.pack_pieces import (
    ACTOR,
    CREW,
    HIGH,
    KIDS,
    LOW,
    USHER,
    arrow,
    beam,
    bust,
    castle,
    curtain,
    door,
    face_front,
    floor,
    head_back,
    lamp,
    lines,
    note,
    picture,
    pine,
    seat_back,
    shade,
    standing,
    tile,
    valance,
)  # fmt: skip
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
    Sheet,
    blob,
    box,
    curve,
    darker,
    limb,
    oval,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look

GROUND = f"M{LOW} 412H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z"
LADY = Look(skin=SKINS["rose"], hair=HAIRS["grey"], style="bun", outfit="dress", top="#2f6f8a", bottom="#2d4a5a", extras=("glasses",), adult=True)  # fmt: skip
GENT = Look(skin=SKINS["brown"], hair=HAIRS["black"], outfit="jacket", top="#7b4bd1", extras=("beard",), adult=True)


# -- places ------------------------------------------------------------------------------------------------
@picture
def schouwburg(s: Sheet) -> None:
    tile(s, "sky", (256, 180), 0.6)
    s.path(GROUND, "#8a94a8")
    s.paper(box(78, 196, 356, 222, r=3), "#f0d9a8", lift=8)
    s.path(box(170, 226, 172, 190), "#6d2a3a")
    door(s, 256, 414, 84, 140)
    for x in (104, 168, 344, 408):
        s.paper(poly([(x - 17, 206), (x + 17, 206), (x + 20, 414), (x - 20, 414)], r=3), CREAM, lift=5)
        s.line(f"M{x - 6} 220V404M{x + 6} 220V404", CREAM_SHADE, 4)
        s.paper(box(x - 25, 200, 50, 16, r=4), GOLD, lift=3)
    s.paper(poly([(52, 200), (256, 84), (460, 200)], r=6), "#f7e4b8", lift=8)
    s.path(poly([(104, 188), (256, 104), (408, 188)], r=4), "#d9b878")
    crafts.masks().emit(s, 254, 152, 0.5, border=8)
    for i, y in enumerate((412, 432, 452)):
        s.paper(box(120 - i * 34, y, 272 + i * 68, 22, r=4), ("#e8d2a0", "#d9bf88", "#c9ab70")[i], lift=4)
    for x, colour in ((90, RED), (422, RED)):
        s.line(f"M{x} 190V84", WOOD_DARK, 7)
        s.paper(poly([(x, 86), (x + 62, 102), (x, 126)], r=3), colour, lift=4)


@picture
def cultuurcentrum(s: Sheet) -> None:
    tile(s, "sky", (256, 170), 0.6)
    s.path(GROUND, "#7fb86a")
    s.paper(box(70, 150, 372, 270, r=8), "#c8523c", lift=9)
    s.paper(box(300, 96, 142, 324, r=8), "#2f7f8a", lift=7)
    for row in range(2):
        for col in range(3):
            x, y = 88 + col * 70, 170 + row * 0
            if row == 0:
                s.paper(box(x, y, 60, 72, r=5), "#bfe8f7", lift=3)
                s.path(
                    poly([(x + 6, y + 62), (x + 30, y + 8), (x + 44, y + 8), (x + 18, y + 66)], jit=0),
                    "#ffffff",
                    op=0.55,
                )
    for x, y, colour in ((371, 146, TEAMS["a"]), (371, 226, TEAMS["d"]), (371, 306, TEAMS["c"])):
        s.paper(oval(x, y, 34), colour, lift=4)
    note(s, 372, 152, 0.62)
    s.path(star(371, 227, 23), RED)
    s.path(curve([(352, 302), (366, 288), (388, 292), (394, 310), (380, 322), (362, 322)]), CREAM)
    for x, y, colour in ((364, 300, RED), (380, 302, "#3f6fb0"), (372, 313, "#7b4bd1")):
        s.path(oval(x, y, 5), colour)
    s.paper(box(92, 262, 198, 158, r=4), GOLD_LIGHT, lift=4)
    for x in (92, 158, 224):
        s.line(f"M{x} 262V420", "#8a4a2a", 6)
    s.line("M290 262V420M92 262H290", "#8a4a2a", 6)
    standing(s, KIDS["red"], "joy", ("wave", "down"), x=150, y=440, k=0.62)
    standing(s, KIDS["curls"], "happy", ("down", "wave"), x=236, y=444, k=0.62)
    s.paper(box(430, 380, 14, 50), WOOD_DARK, lift=3)
    s.paper(blob(438, 346, 44, 52), "#3f9a6c", lift=6)


@picture
def inkomhal(s: Sheet) -> None:
    tile(s, "plum", (256, 220), 0.4)
    s.path(GROUND, "#d9b070")
    for i in range(6):
        s.path(
            poly([(60 + i * 72, 412), (96 + i * 72, 412), (84 + i * 82, 482), (40 + i * 82, 482)], jit=0),
            "#a87840",
            op=0.6,
        )
    s.paper("M116 420V196A140 140 0 0 1 396 196V420Z", GOLD, lift=10)
    s.path("M134 420V196A122 122 0 0 1 378 196V420Z", s.grad([(0, "#7fc8f0"), (0.7, "#d7f0fb"), (1, "#b8e08a")]))
    s.path(oval(320, 150, 26), "#ffe27a")
    for side in (-1, 1):
        a, b = 256 + side * 122, 256 + side * 178
        s.paper(poly([(a, 200), (b, 226), (b, 446), (a, 418)], r=2), "#b9303f", lift=6)
        s.path(oval(a + side * 14, 320, 7), GOLD)
    s.line("M134 196H378", GOLD_DARK, 9)
    s.paper(poly([(170, 424), (342, 424), (376, 474), (136, 474)], r=3), "#2f7f5a", lift=4)
    standing(s, KIDS["hijab"], "joy", ("down", "wave"), x=214, y=446, k=0.94)
    standing(s, KIDS["boy"], "happy", ("up", "down"), x=304, y=452, k=0.9)
    for x in (72, 440):
        s.glow(x, 128, 74, "#ffd774", 0.9)
        s.paper(poly([(x - 14, 156), (x + 14, 156), (x + 22, 108), (x - 22, 108)], r=5), "#fff0b8", lift=4)


@picture
def foyer(s: Sheet) -> None:
    tile(s, "wood", (256, 160), 0.6)
    s.path(GROUND, "#8e1730")
    props.chandelier().emit(s, 256, 34, 1.3, border=0, lift=6)
    standing(s, GENT, "happy", ("down", "fetch"), x=128, y=462, k=0.94)
    standing(s, LADY, "joy", ("fetch", "down"), x=386, y=462, k=0.94)
    shade(s, 256, 466, 78, 12)
    s.paper(box(246, 316, 20, 146, r=4), WOOD_DARK, lift=4)
    s.paper(oval(256, 458, 58, 13), WOOD_DARK, lift=3)
    s.paper(oval(256, 314, 96, 20), CREAM, lift=6)
    for x, colour in ((222, "#ff9a3c"), (290, RED)):
        s.paper(poly([(x - 24, 232), (x + 24, 232), (x + 16, 310), (x - 16, 310)], r=4), "#e8f6fb", lift=4)
        s.path(poly([(x - 20, 254), (x + 20, 254), (x + 14, 306), (x - 14, 306)], r=3), colour)
        s.line(f"M{x + 6} 276L{x + 20} 204", CREAM, 7)


@picture
def ticketbalie(s: Sheet) -> None:
    tile(s, "teal", (256, 210), 0.4)
    s.path(GROUND, "#6d3d20")
    s.paper(box(86, 112, 340, 340, r=8), "#a81f36", lift=9)
    s.path("M118 150H394V316H118Z", s.grad([(0, "#ffe9b0"), (1, "#f2b65a")]))
    bust(s, replace(USHER, extras=("tie",), style="bob"), "happy", ("hip", "fetch"), x=230, k=0.86, low=326)
    s.paper(box(72, 306, 368, 34, r=7), WOOD, lift=8)
    for i in range(8):
        x = 70 + i * 46.5
        s.paper(f"M{x:.1f} 62H{x + 46.5:.1f}V106Q{x + 23:.1f} 134 {x:.1f} 106Z", (CREAM, RED)[i % 2], lift=4)
    s.paper(box(62, 52, 388, 26, r=8), GOLD, lift=5)
    for x in (146, 256, 366):
        s.paper(box(x - 42, 362, 84, 70, r=6), "#8a1428", lift=3)
        s.path(star(x, 396, 21), GOLD)
    with s.at(372, 282, turn=-12):
        d = "M-62 -34H62V-14a14 14 0 0 0 0 28V34H-62V14a14 14 0 0 0 0 -28Z"
        s.paper(d, GOLD_LIGHT, lift=6)
        s.path(star(-12, 0, 24), RED)
        s.line("M32 -30V30", GOLD_DARK, 4, dash="2 8")


@picture
def achter_de_schermen(s: Sheet) -> None:
    tile(s, "dark", (330, 250), 0.35)
    s.path(GROUND, "#4a2f22")
    s.glow(340, 180, 150, "#ffd774", 0.5)
    for x in (282, 318, 354):
        s.line(f"M{x} 34V190", "#d9b98a", 7)
    s.line("M270 96H470", "#8f94ac", 10)
    lamp(s, 420, 126, 0.9, turn=20)
    props.ladder(220).emit(s, 440, 436, 1.1, border=0)
    with s.at(330, 430):
        s.paper(poly([(-66, -190), (44, -190), (58, 0), (-76, 0)], r=3), "#b98a58", lift=6)
        s.line("M-58 -176L44 -14M-60 -100H50", WOOD_DARK, 9)
    props.suitcase().emit(s, 398, 456, 0.72, border=5)
    props.cat().emit(s, 300, 462, 0.78, border=5)
    s.path("M30 40H262Q246 250 292 462L270 482H60Q30 482 30 452Z", "#12030c", op=0.4)
    curtain(s, LOW, 250, 40, 470, 4)
    bust(s, KIDS["hijab"], "surprised", ("down", "point"), x=178, k=1.3, low=478)


@picture
def kleedkamer(s: Sheet) -> None:
    tile(s, "pink", (220, 200), 0.4)
    s.path(GROUND, "#8a4a6a")
    props.rack(("#7b4bd1", "#e0a93c", "#c81e33"), w=112).emit(s, 396, 450, 1.4, border=0, lift=7)
    s.paper(box(58, 84, 262, 262, r=26), GOLD, lift=10)
    s.path(box(88, 112, 202, 206, r=14, jit=0), s.grad([(0, "#d8eef5"), (1, "#8fb8c8")], "d"))
    face_front(s, 190, 228, 1.15, replace(ACTOR, extras=("crown",)), "happy")
    for i in range(5):
        for x, y in ((84 + i * 52, 98), (84 + i * 52, 332)):
            s.glow(x, y, 26, "#fff0b8", 0.9)
            s.path(oval(x, y, 10), "#fffbe6")
    for y in (150, 214, 278):
        for x in (73, 305):
            s.path(oval(x, y, 10), "#fffbe6")
    s.paper(box(40, 356, 300, 26, r=8), WOOD, lift=7)
    for x in (70, 300):
        s.paper(box(x, 380, 20, 80, r=4), WOOD_DARK, lift=4)
    for x, colour, h in ((74, RED, 42), (108, TEAMS["b"], 56), (288, TEAMS["c"], 48)):
        s.paper(box(x - 13, 358 - h, 26, h, r=7), colour, lift=3)


@picture
def orkestbak(s: Sheet) -> None:
    tile(s, "night", (256, 120), 0.3)
    curtain(s, LOW, 110, 34, 196, 2)
    curtain(s, 402, HIGH, 34, 196, 2)
    floor(s, 150, low=206, planks=6)
    s.paper(box(LOW, 200, 452, 26, r=2), GOLD, lift=6)
    s.path(
        f"M{LOW} 224H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z",
        s.grad([(0, "#1d0812"), (1, "#5a1a34")]),
    )
    s.path("M110 34H402V150H110Z", "#3a4fa8")
    castle(s, 256, 182, 0.6)
    faces = list(KIDS.values())
    for i, x in enumerate((116, 256, 396)):
        bust(
            s,
            replace(faces[(1, 2, 4)[i]], outfit="jacket", top="#2d2438", pattern=""),
            "happy",
            ("belly", "belly"),
            x=x,
            k=0.98,
            low=462,
        )
    props.cello().emit(s, 114, 474, 1.25, border=5)
    crafts.guitar().emit(s, 258, 424, 0.72, border=5)
    props.drum().emit(s, 400, 476, 1.1, border=5)
    for x, y in ((66, 282), (184, 264), (332, 270)):
        note(s, x, y, 0.7, GOLD_LIGHT)


@picture
def lichtregie(s: Sheet) -> None:
    tile(s, "dark", (256, 180), 0.3)
    s.paper(box(58, 60, 396, 196, r=10), "#4a4264", lift=8)
    s.path("M74 76H438V240H74Z", "#12081c")
    s.path("M140 240L232 84H280L372 240Z", s.grad([(0, "#fff0b8", 0.9), (1, "#fff0b8", 0.25)]))
    standing(s, ACTOR, "joy", ("out", "up"), x=256, y=238, k=0.38)
    curtain(s, 74, 138, 76, 240, 2)
    curtain(s, 374, 438, 76, 240, 2)
    bust(s, CREW, "happy", ("fetch", "fetch"), x=256, k=1.06, low=446)
    s.paper(poly([(52, 340), (460, 340), (486, 470), (26, 470)], r=14), "#3a4270", lift=10)
    for i in range(9):
        x = 82 + i * 43.5
        dx = (x - 256) * 0.1
        s.line(f"M{x:.0f} 362L{x + dx:.0f} 448", "#161a38", 9)
        y = (420, 386, 432, 400, 374, 410, 390, 436, 402)[i]
        s.paper(
            box(x - 15 + dx * 0.6, y - 11, 30, 22, r=6),
            (TEAMS["a"], TEAMS["b"], RED, TEAMS["c"], TEAMS["d"])[i % 5],
            lift=4,
        )


# -- the visit ---------------------------------------------------------------------------------------------
@picture
def affiche(s: Sheet) -> None:
    tile(s, "wood", (256, 230), 0.5)
    for row in range(6):
        for col in range(5):
            s.path(
                box(34 + col * 92 - (46 if row % 2 else 0) * (col > 0), 40 + row * 74, 84, 64, r=5),
                "#5a2a14",
                op=0.16,
            )
    with s.at(256, 254, turn=-3):
        s.paper(box(-142, -196, 284, 392, r=5), "#fffaf0", lift=12)
        s.path(box(-126, -180, 252, 268, jit=0), s.grad([(0, NIGHT_BLUE), (0.7, "#6a4fa8"), (1, "#f2a38a")]))
        s.path(oval(66, -118, 38), "#ffe08a")
        s.path(poly([(-126, 88), (-126, 30), (-40, 60), (40, 24), (126, 62), (126, 88)]), "#2a1a4a")
        castle(s, -26, 84, 0.72, "#a58fd0")
        for x, y in ((-90, -140), (-40, -152), (-100, -80), (14, -150)):
            s.path(star(x, y, 9), "#fff6d8")
        s.path(box(-112, 104, 224, 28, r=6, jit=0), RED)
        s.path(box(-84, 144, 168, 14, r=5, jit=0), "#8a6a5a")
        s.path(box(-56, 168, 112, 12, r=5, jit=0), "#8a6a5a")
        for x, y in ((-128, -182), (128, -182), (-128, 182), (128, 182)):
            s.brad(x, y, 9)


@picture
def programmablad(s: Sheet) -> None:
    tile(s, "sun", (256, 220), 0.6)
    for side, shade_of in ((-1, CREAM), (1, "#fffaf0")):
        with s.at(256, 250):
            s.paper(poly([(0, -170), (side * 178, -190), (side * 178, 150), (0, 174)], r=4), shade_of, lift=10)
    for y, face in ((146, "girl"), (262, "boy")):
        s.path(oval(160, y, 54), TEAMS["b"])
        face_front(s, 160, y + 4, 0.68, KIDS[face], "happy")
    lines(s, 112, 330, (104, 84), 22)
    s.line("M282 110L404 98", RED, 16)
    lines(s, 284, 148, (116, 96, 120, 80), 28)
    s.paper(star(344, 306, 46), GOLD, lift=4)
    lines(s, 292, 372, (100,), 22)
    for side, skin in ((-1, SKINS["brown"]), (1, SKINS["brown"])):
        f = Figure()
        f.piece(
            limb([(256 + side * 182, 474), (256 + side * 184, 430), (256 + side * 174, 388)], 66, 64), RED, lift=5
        )
        f.piece(blob(256 + side * 168, 374, 44, 42), skin, lift=4)
        f.piece(
            limb([(256 + side * 176, 366), (256 + side * 158, 336), (256 + side * 146, 312)], 32, 26), skin, lift=3
        )
        f.emit(s, 0, 0)


def _candles(s: Sheet, x: float, y: float, k: float) -> None:
    """The chandelier with its flames burning, but without the wide glow, which would leave the card."""
    props.chandelier(lit=False).emit(s, x, y, k, border=0, lift=9)
    for dx, dy in ((-70, 60), (-36, 78), (0, 74), (36, 78), (70, 60)):
        fx, fy = x + dx * k, y + (dy - 27) * k
        s.glow(fx, fy, 30, "#fff0b8", 0.95)
        s.path(
            f"M{fx:.1f} {fy - 11 * k:.1f}q{9 * k:.1f} {14 * k:.1f} 0 {18 * k:.1f}q{-9 * k:.1f} {-4 * k:.1f} 0 {-18 * k:.1f}Z",
            "#ffe27a",
        )


@picture
def zaallicht(s: Sheet) -> None:
    tile(s, "plum", (256, 170), 0.9)
    s.glow(256, 150, 220, "#ffe9a8", 0.9)
    with s.at(256, 34, scale=2.3):
        s.glow(0, 66, 76, "#ffd98a", 0.6)
    _candles(s, 256, 34, 2.3)
    s.path(f"M{LOW} 352H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#4a1228")
    for i, x in enumerate((148, 256, 364)):
        head_back(s, x, 346, 34, i)
    for y, xs in ((430, (94, 202, 310, 418)), (490, (70, 163, 256, 349, 442))):
        for x in xs:
            seat_back(s, x, y, 92, 84, RED)


@picture
def pauze(s: Sheet) -> None:
    tile(s, "red", (256, 200), 0.2)
    curtain(s, LOW, 258, 36, 482, 5)
    curtain(s, 254, HIGH, 36, 482, 5)
    valance(s, LOW, 66, 4)
    s.paper(oval(256, 218, 108), s.gold("d"), flat=GOLD, lift=12)
    s.path(oval(256, 218, 90), CREAM)
    for x in (222, 290):
        s.paper(box(x - 18, 166, 36, 104, r=9), INK, lift=3)
    s.path(f"M{LOW} 430H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", WOOD)
    for x, colour, k in ((158, "#ff9a3c", 1.0), (352, TEAMS["d"], 0.92)):
        with s.at(x, 452, scale=k):
            s.paper(poly([(-44, -136), (44, -136), (32, 0), (-32, 0)], r=6), "#eaf7fc", lift=7)
            s.path(poly([(-37, -92), (37, -92), (28, -6), (-28, -6)], r=4), colour)
            s.line("M10 -54L38 -190", RED, 11)
    s.paper(oval(256, 446, 48, 20), "#c98a4e", lift=5)
    for x, y in ((236, 440), (262, 436), (274, 450), (248, 454)):
        s.path(oval(x, y, 5), "#4a2418")


def bow(s: Sheet, x: float, y: float, k: float, look: Look, *, flip: bool = False) -> None:
    """A player who bows deeply, seen from the side."""
    f = Figure()
    for dx in (-12, 12):
        f.piece(limb([(dx, -118), (dx * 0.9, -60), (dx, -8)], 30, 24), look.bottom, lift=3)
        f.piece(curve([(dx - 16, 2), (dx - 14, -16), (dx + 6, -18), (dx + 28, -6), (dx + 28, 2)]), look.shoes, lift=2)
    f.piece(limb([(40, -176), (-10, -170), (-46, -128)], 24, 20), darker(look.top, 0.2), lift=3)
    f.piece(blob(-50, -124, 13), look.skin, lift=2)
    f.piece(limb([(-10, -116), (30, -150), (92, -146)], 80, 72), look.top, lift=5)
    f.emit(s, x, y, k, flip=flip)
    with s.at(x, y, scale=k, flip=flip):
        face_front(s, 138, -112, 0.86, look, "joy", turn=62)
    g = Figure()
    g.piece(limb([(84, -136), (74, -92), (26, -84)], 27, 21), look.top, lift=4)
    g.piece(blob(18, -84, 14), look.skin, lift=2)
    g.emit(s, x, y, k, flip=flip)


@picture
def buigen(s: Sheet) -> None:
    tile(s, "red", (256, 240), 0.5)
    curtain(s, LOW, HIGH, 36, 396, 9, "#8e1226")
    floor(s, 390)
    s.halo(256, 430, 190, 34, "#ffe9a8", 0.8)
    bow(s, 158, 450, 1.34, replace(ACTOR, outfit="tee"))
    for x, y, colour in ((78, 462, TEAMS["d"]), (122, 476, TEAMS["a"]), (440, 470, TEAMS["d"])):
        s.line(f"M{x} {y}l-26 10", "#3f9a6c", 6)
        s.paper(blob(x, y, 13, n=7, jit=0.14), colour, lift=3)
    for x, y, turn, colour in (
        (440, 210, 40, TEAMS["d"]),
        (404, 128, -20, TEAMS["a"]),
        (318, 96, 70, RED),
        (228, 130, 10, TEAMS["b"]),
    ):
        with s.at(x, y, turn=turn):
            s.line("M0 0Q10 26 4 52", "#3f9a6c", 7)
            s.paper(blob(0, 0, 22, n=7, jit=0.14), colour, lift=4)
            s.path(oval(0, 0, 8), GOLD_LIGHT)


@picture
def voorstelling(s: Sheet) -> None:
    tile(s, "night", (256, 190), 0.5)
    floor(s, 268, low=350)
    castle(s, 360, 290, 0.74)
    pine(s, 150, 296, 0.72)
    beam(s, 256, 60, 150, 362, 320, 0.55)
    standing(s, ACTOR, "happy", ("out", "wave"), x=216, y=332, k=0.6)
    standing(s, KIDS["red"], "joy", ("up", "up"), x=312, y=338, k=0.66)
    curtain(s, LOW, 104, 46, 352, 2)
    curtain(s, 408, HIGH, 46, 352, 2)
    valance(s, LOW, 64, 4)
    s.path(f"M{LOW} 348H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#2a0c1e")
    s.paper(box(LOW, 342, 452, 16, r=2), GOLD, lift=4)
    for i, x in enumerate((100, 204, 308, 412)):
        head_back(s, x, 408, 40, i + 1)
        seat_back(s, x, 486, 98, 66, RED)


# -- what is worn, and what shines -------------------------------------------------------------------------
@picture
def kostuum(s: Sheet) -> None:
    tile(s, "teal", (256, 230), 0.6)
    s.line("M40 92H472", WOOD_DARK, 16)
    s.line("M256 92q0 -26 16 -26q16 0 12 18M256 96V122", "#8f94ac", 9)
    s.paper(
        curve([(160, 166), (256, 116), (352, 166), (340, 176), (256, 138), (172, 176)], tension=0.6), WOOD, lift=5
    )
    cape = [(196, 150), (316, 150), (372, 210), (420, 440), (340, 458), (256, 444), (172, 458), (92, 440), (140, 210)]
    s.paper(curve(cape, tension=0.6), "#7b4bd1", lift=11)
    s.path("M220 170Q180 300 176 446Q256 430 336 446Q332 300 292 170Z", "#c9a8ff")
    s.paper(poly([(214, 160), (298, 160), (316, 440), (256, 430), (196, 440)], r=8), RED, lift=6)
    s.line("M256 190V420", GOLD, 7)
    for y in (220, 270, 320, 370):
        s.paper(oval(256, y, 12), GOLD, lift=2)
    s.paper(
        curve([(176, 150), (256, 190), (336, 150), (352, 176), (256, 226), (160, 176)], tension=0.7), CREAM, lift=6
    )
    for x, y in ((186, 172), (216, 192), (256, 206), (296, 192), (326, 172)):
        s.path(oval(x, y, 6, 9), INK)
    for x in (122, 390):
        s.path(star(x, 380, 17), GOLD_LIGHT)
        s.path(star(x + (12 if x < 256 else -12), 290, 14), GOLD_LIGHT)


@picture
def grime(s: Sheet) -> None:
    tile(s, "sky", (230, 230), 0.5)
    look = replace(KIDS["boy"], style="short", hair=HAIRS["brown"])
    face_front(s, 226, 264, 2.3, look, "happy")
    orange = "#f08a2e"
    s.path("M226 148Q300 150 336 226Q352 296 320 346Q286 388 226 394Z", orange, op=0.82)
    s.path(oval(278, 272, 31, 38), "#fffaf0", op=0.95)
    s.path(oval(278, 272, 20, 26), "#25101c")
    s.path(oval(271, 260, 8), "#ffffff")
    for d in (
        "M346 226l-44 12l42 12Z",
        "M352 278l-40 6l36 14Z",
        "M336 330l-38 -4l28 22Z",
        "M246 158l10 40l12 -38Z",
        "M282 168l0 34l22 -24Z",
    ):
        s.path(d, INK)
    s.path("M226 300q18 -14 30 0q-10 16 -30 18Z", INK)
    s.line("M226 350Q262 366 290 338", INK, 9)
    s.line("M262 336l70 -6M264 346l66 8", "#fffaf0", 4)
    crafts.brush(orange).emit(s, 404, 330, 1.75, border=6, turn=-38)
    f = Figure()
    f.piece(limb([(452, 470), (448, 420), (434, 376)], 62, 60), "#7b4bd1", lift=5)
    f.piece(blob(422, 356, 42, 38), SKINS["deep"], lift=4)
    for i in range(3):
        f.piece(blob(398 + i * 10, 338 + i * 18, 21, 14), SKINS["deep"], lift=2)
    f.emit(s, 0, 0)


@picture
def spot(s: Sheet) -> None:
    tile(s, "dark", (256, 240), 0.0)
    floor(s, 392)
    s.line("M60 62H452", "#5a5470", 14)
    s.path("M214 190L96 420Q256 470 416 420L310 150Z", s.grad([(0, "#fff6cf", 0.95), (1, "#fff0b8", 0.35)]))
    s.halo(256, 424, 166, 38, "#fff6cf", 1)
    s.path(oval(256, 424, 160, 32), "#fff6cf", op=0.55)
    lamp(s, 262, 122, 1.85, turn=12)


@picture
def volgspot(s: Sheet) -> None:
    tile(s, "dark", (350, 300), 0.15)
    floor(s, 404)
    s.path(
        "M146 196L300 84Q470 120 470 260Q470 390 344 436L262 420Z",
        s.grad([(0, "#fff6cf", 0.9), (1, "#fff0b8", 0.3)], "d"),
    )
    s.halo(364, 428, 116, 28, "#fff6cf", 1)
    standing(s, ACTOR, "joy", ("wave", "down"), x=364, y=436, k=0.94)
    with s.at(96, 462, scale=0.98):
        crafts.follow_spot(lit=False).emit(s, 0, 0, 1, border=7)
    s.glow(172, 202, 56, "#fff6cf", 1)
    arrow(s, 262, 456, 0, 120)
