"""Cuts the pictures of the core pack: `python -m game.tools.draw_pack [name ...]`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import sys
from dataclasses import replace
from pathlib import Path

from game.tools import pack_making, pack_people, pack_places, pack_playing, props
from game.tools.pack_pieces import (
    ACTOR,
    HIGH,
    KIDS,
    LOW,
    PICTURES,
    SIZE,
    Draw,
    arrow,
    ban,
    beam,
    bust,
    castle,
    curtain,
    door,
    face_front,
    floor,
    frame,
    head_back,
    heart,
    lamp,
    open_hand,
    phone,
    picture,
    pine,
    rays,
    seat,
    seat_back,
    shade,
    standing,
    sweet,
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
    RED,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Sheet,
    blob,
    box,
    curve,
    lighter,
    limb,
    oval,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import SKINS, Figure, Look

ELSEWHERE = (pack_places, pack_people, pack_making, pack_playing)
"""More words, by what they are about; each module adds its pictures to `PICTURES`."""
PACK = Path(__file__).resolve().parents[2] / "content" / "packs" / "theatercode" / "images"

LIGHT = [(0, "#fff6cf", 0.95), (1, "#fff6cf", 0.1)]


# -- coming in -------------------------------------------------------------------------------------------
@picture
def ticket(s: Sheet) -> None:
    tile(s, "teal", strength=0.35)
    with s.at(256, 256, turn=-14):
        d = "M-184 -96H184V-38a38 38 0 0 0 0 76V96H-184V38a38 38 0 0 0 0 -76Z"
        s.paper(d, s.grad([(0, "#fff0b8"), (0.5, GOLD), (1, "#c98a2c")], "d"), flat=GOLD, lift=12)
        s.line("M-146 -72H146V-50M146 50V72H-146V50M-146 -50V-72", GOLD_DARK, 5, op=0.6)
        s.line("M84 -84V84", GOLD_DARK, 6, dash="4 15")
        s.paper(star(-34, 4, 70), RED, lift=5)
        s.path(star(-34, 4, 34), GOLD_LIGHT, op=0.85)
        for y in (-30, 0, 30):
            s.path(oval(122, y, 9), GOLD_DARK)


@picture
def zaal(s: Sheet) -> None:
    tile(s, "plum", (256, 190), 0.2)
    s.path("M118 96H394V262H118Z", s.grad([(0, "#2c3f92"), (0.7, "#8a6fc0"), (1, "#f2a38a")]))
    s.path("M110 250H402L424 286H88Z", s.grad([(0, WOOD_DARK), (1, WOOD)]))
    beam(s, 256, 70, 176, 336, 264, 0.6)
    s.paper(star(256, 176, 40), GOLD, lift=4)
    curtain(s, LOW, 138, 74, 276, 3)
    curtain(s, 374, HIGH, 74, 276, 3)
    valance(s, LOW, 74, 4)
    s.path("M30 286H482V482H30Z", s.grad([(0, "#4a1730"), (1, "#1d0812")]))
    for y, k, xs in (
        (340, 84, (70, 163, 256, 349, 442)),
        (408, 100, (96, 202, 310, 416)),
        (482, 112, (88, 200, 312, 424)),
    ):
        for x in xs:
            seat_back(s, x, y, k, k * 0.98, RED if y != 408 else "#b01a30")


@picture
def rij(s: Sheet) -> None:
    tile(s, "sun", (256, 250), 0.5)
    s.path(f"M{LOW} 350H{HIGH}V{HIGH}H{LOW}Z", s.grad([(0, "#a8643a"), (1, "#6d3d20")]))
    for x in (110, 256, 402):
        shade(s, x, 420, 80, 16)
        seat(s, x, 416, 1.06)


@picture
def podium(s: Sheet) -> None:
    tile(s, "night", (256, 200), 0.35)
    floor(s, 318)
    s.path(f"M{LOW} 428H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#5a2f18")
    s.path(f"M{LOW} 424H{HIGH}V438H{LOW}Z", s.gold())
    beam(s, 256, 60, 140, 372, 376, 0.75)
    curtain(s, LOW, 128, 70, 352, 3)
    curtain(s, 384, HIGH, 70, 352, 3)
    valance(s, LOW, 80, 4)


@picture
def vestiaire(s: Sheet) -> None:
    tile(s, "green", (256, 230), 0.45)
    s.paper(box(58, 78, 396, 46, r=12), WOOD, lift=8)
    s.grain(70, 80, 370, 40, 4)
    for x in (108, 208, 306, 404):
        s.line(f"M{x} 102v26q0 18 18 16", GOLD_DARK, 11)
        s.line(f"M{x} 100v26q0 16 16 15", GOLD, 6)
        s.brad(x, 100, 9)
    props.coat("#e8384a", "hood").emit(s, 138, 140, 2.05, lift=8)
    _rucksack(s, 318, 150)
    props.coat(TEAMS["a"], "scarf").emit(s, 422, 140, 1.45, lift=6)


def _rucksack(s: Sheet, x: float, y: float) -> None:
    with s.at(x, y, scale=1.2):
        s.line("M-16 34Q-18 -6 0 -6Q18 -6 16 34", "#1b2a6b", 11)
        s.paper(
            curve([(-62, 70), (-48, 26), (0, 16), (48, 26), (62, 70), (66, 180), (0, 190), (-66, 180)], tension=0.7),
            "#5bbcf0",
            lift=9,
        )
        s.paper(box(-48, 104, 96, 66, r=18), "#3f86c6", lift=4)
        s.line("M-40 122H40", CREAM, 5)
        s.paper(star(0, 66, 26), GOLD, lift=3)


@picture
def gong(s: Sheet) -> None:
    tile(s, "red", (240, 256), 0.5)
    s.line("M110 450V98Q110 66 142 66H338Q370 66 370 98V450", WOOD_DARK, 24)
    s.line("M106 446V98Q106 62 142 62H338Q374 62 374 98V446", WOOD, 9, op=0.7)
    s.line("M196 78L178 150M284 78L302 150", CREAM_SHADE, 7)
    s.paper(oval(240, 246, 122), s.gold("d"), flat=GOLD, lift=12)
    s.line(oval(240, 246, 92), GOLD_DARK, 8, op=0.7)
    s.paper(oval(240, 246, 44), s.grad([(0, "#fff6d0"), (0.6, GOLD), (1, "#b87d22")], "lamp"), flat=GOLD, lift=4)
    for r in (150, 182):
        s.line(
            f"M{240 - r * 0.94:.0f} {246 - r * 0.34:.0f}A{r} {r} 0 0 0 {240 - r * 0.94:.0f} {246 + r * 0.34:.0f}",
            GOLD_LIGHT,
            11,
            op=0.95,
        )
    with s.at(330, 272, turn=38):
        s.paper(box(0, -11, 160, 22, r=9), WOOD, lift=6)
        s.paper(oval(-16, 0, 40, 36), CREAM, lift=6)
        s.line("M-44 -8Q-16 -22 12 -8M-44 10Q-16 24 12 10", RED, 6)


@picture
def stoelnummer(s: Sheet) -> None:
    tile(s, "sky", (256, 220), 0.5)
    shade(s, 256, 452, 170, 24)
    seat(s, 256, 448, 2.05, plate=True)


@picture
def tribune(s: Sheet) -> None:
    tile(s, "night", (256, 180), 0.35)
    faces = list(KIDS.values())
    for n, top in enumerate((140, 230, 322)):
        tone = ("#6d3d52", "#8a4f63", "#a86a78")[n]
        s.paper(box(LOW + 6, top + 26, 440, HIGH - top - 30, r=4), tone, lift=7)
        s.path(f"M{LOW + 6} {top + 26}H476v10H{LOW + 6}Z", GOLD, op=0.9)
        for i, x in enumerate((84, 168, 344, 428)):
            seat(s, x, top + 32, 0.56, plain=True)
            if (n, i) in ((0, 1), (1, 2), (2, 0)):
                face_front(s, x, top - 40, 0.46, faces[(n * 2 + i) % 5], ("happy", "joy", "kind")[n])
    for n in range(6):
        y, w = 172 + n * 48, 66 + n * 9
        s.paper(box(256 - w / 2, y, w, 50, r=3), ("#f3dcae", "#e2c38c")[n % 2], lift=4)
        s.path(f"M{256 - w / 2:.0f} {y}h{w}v9h{-w}Z", GOLD)
    s.path(f"M{LOW} 462H{HIGH}V{HIGH}H{LOW}Z", "#3a1d10")


@picture
def nooduitgang(s: Sheet) -> None:
    tile(s, "dark", (256, 240), 0.0)
    s.glow(256, 246, 226, "#6dffb0", 0.6)
    s.line("M150 60V126M362 60V126", "#8f94ac", 8)
    s.paper(box(58, 122, 396, 252, r=20), "#0f8f4c", lift=12)
    s.path(box(72, 136, 368, 224, r=12, jit=0), s.grad([(0, "#1fb765"), (1, "#0c8a48")]))
    s.path("M330 158H420V340H330Z", "#f4fff8")
    s.path("M342 170H408V340H342Z", "#0c8a48")
    with s.at(220, 250, scale=1.05):
        white = "#f4fff8"
        s.path(oval(26, -76, 22), white)
        s.line("M14 -42L-6 14", white, 34)
        s.line("M12 -38L52 -14L80 -34", white, 17)
        s.line("M8 -38L-38 -22L-54 12", white, 17)
        s.line("M-2 16L42 40L44 88", white, 20)
        s.line("M-8 16L-30 56L-76 62", white, 20)
    arrow(s, 128, 422, 0, 250, "#1fb765")


def _two_floors(s: Sheet, up: bool) -> None:
    tile(s, "plum", (256, 150 if up else 390), 0.55)
    s.path(
        f"M{LOW} 260H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z",
        s.grad([(0, "#1d0812"), (1, "#4a1730")]),
    )
    faces = list(KIDS.values())
    if up:
        for i, x in enumerate((116, 256, 396)):
            face_front(s, x, 148, 0.92, faces[i], ("joy", "happy", "kind")[i])
    front = f"M{LOW} 204Q256 250 {HIGH} 204V288Q256 338 {LOW} 288Z"
    s.paper(
        front, s.gold() if up else s.grad([(0, "#8a6a3c"), (1, "#4f3818")]), flat=GOLD if up else "#6d5028", lift=11
    )
    s.paper(f"M{LOW} 196Q256 242 {HIGH} 196V220Q256 266 {LOW} 220Z", RED if up else "#6d1a2a", lift=6)
    for x, y in ((92, 252), (174, 270), (256, 276), (338, 270), (420, 252)):
        s.paper(star(x, y + 8, 22), CREAM if up else "#b99a60", lift=3)
    for x in (84, 199, 313, 428):
        seat_back(s, x, 482, 106, 98, RED if not up else "#5a1224")
    if not up:
        for i, x in enumerate((142, 256, 370)):
            seat(s, x, 470, 0.9)
            face_front(s, x, 358, 0.8, faces[i], ("joy", "happy", "kind")[i])


@picture
def balkon(s: Sheet) -> None:
    _two_floors(s, True)
    arrow(s, 256, 470, -90, 104)


@picture
def parterre(s: Sheet) -> None:
    _two_floors(s, False)
    arrow(s, 256, 64, 90, 112)


# -- on stage --------------------------------------------------------------------------------------------
@picture
def decor(s: Sheet) -> None:
    tile(s, "sky", (256, 200), 0.5)
    floor(s, 372)
    for x, w in ((130, 70), (352, 90)):
        s.line(f"M{x} 300L{x + w} 414H{x}", WOOD_DARK, 12)
    castle(s, 338, 410, 1.24)
    pine(s, 186, 416, 1.05)
    pine(s, 114, 442, 1.22, "#33967c")
    shade(s, 130, 444, 110, 12, 0.3)


@picture
def toneeldoek(s: Sheet) -> None:
    tile(s, "dark", (256, 256), 0.3)
    floor(s, 408)
    s.glow(256, 300, 120, "#ffd774", 0.9)
    s.path("M244 90H268L286 420H226Z", "#ffe9a8", op=0.85)
    curtain(s, LOW, 250, 70, 424, 5)
    curtain(s, 262, HIGH, 70, 424, 5)
    valance(s, LOW, 96, 4)
    for i in range(4):
        s.paper(oval(86.5 + i * 113, 124, 12, 17), GOLD, lift=3)


@picture
def achterdoek(s: Sheet) -> None:
    tile(s, "plum", (256, 200), 0.3)
    floor(s, 366)
    s.line("M50 82H462", WOOD_DARK, 16)
    for x in (92, 256, 420):
        s.line(f"M{x} 34V84", CREAM_SHADE, 6)
    d = "M62 86H450V368q-24 14 -48 0t-49 0t-48 0t-49 0t-48 0t-49 0t-48 0t-59 0Z"
    s.paper(d, s.grad([(0, "#8fd2f5"), (1, "#ffe3c0")]), flat="#8fd2f5", lift=11)
    s.paper(oval(352, 168, 48), "#ffd04a", lift=3)
    s.path(
        "M62 330L170 168L242 270L296 208L450 350V366q-24 14 -48 0t-49 0t-48 0t-49 0t-48 0t-49 0t-48 0t-59 0Z",
        "#5a8fc4",
    )
    s.path("M170 168L206 220L184 214L170 232L152 214L136 220Z", "#ffffff")
    s.path("M62 346Q170 290 290 334T450 330V366q-24 14 -48 0t-49 0t-48 0t-49 0t-48 0t-49 0t-48 0t-59 0Z", "#4ca36a")
    for x in (126, 190, 256, 320, 386):
        s.line(f"M{x} 92Q{x + 8} 220 {x - 2} 360", "#12030c", 4, op=0.1)


@picture
def coulissen(s: Sheet) -> None:
    tile(s, "sun", (380, 210), 0.7)
    floor(s, 386)
    beam(s, 400, 40, 280, 478, 410, 0.85)
    s.path(
        f"M{LOW} 60Q{LOW} {LOW} 60 {LOW}H262V482H60Q{LOW} 482 {LOW} 452Z",
        s.grad([(0, "#241a38"), (1, "#0c0814")], "h"),
    )
    standing(s, KIDS["boy"], "wink", ("down", "chin"), x=240, y=456, k=1.3)
    curtain(s, LOW, 216, LOW + 2, 462, 4, "#453a68")


@picture
def rekwisiet(s: Sheet) -> None:
    tile(s, "sun", (256, 230), 0.5)
    s.path(
        f"M{LOW} 360H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z",
        s.grad([(0, "#a8643a"), (1, "#6d3d20")]),
    )
    props.crown().emit(s, 146, 224, 1.5)
    with s.at(352, 200, turn=12):
        s.paper(box(-92, -62, 184, 124, r=8), CREAM, lift=9)
        s.path("M-92 -58L0 18L92 -58V-62H-92Z", CREAM_SHADE)
        s.line("M-90 -58L0 18L90 -58M-90 60L-26 2M90 60L26 2", "#b98f5c", 5)
        s.paper(blob(0, 14, 25, 25, n=9, jit=0.06), RED, lift=3)
        s.path(star(0, 14, 13), lighter(RED, 0.5))
    shade(s, 256, 444, 160, 18)
    props.suitcase().emit(s, 256, 448, 1.72)


@picture
def figurentheater(s: Sheet) -> None:
    tile(s, "plum", (256, 270), 0.6)
    floor(s, 412)
    shade(s, 262, 440, 120, 16)
    for x, low in ((196, 232), (256, 214), (330, 330)):
        s.line(f"M{256 + (x - 256) * 0.86:.0f} 92L{x} {low}", CREAM, 5, op=0.9)
    s.paper(poly([(130, 82), (382, 64), (384, 90), (132, 108)], r=8), WOOD, lift=8)
    s.paper(poly([(238, 40), (268, 40), (274, 132), (244, 134)], r=8), WOOD_DARK, lift=6)
    f = Figure()
    boot = [(182, 214), (324, 206), (326, 330), (380, 352), (410, 396), (402, 432), (188, 436), (176, 330)]
    f.piece(curve(boot, tension=0.72), "#a8643a", lift=8)
    f.emit(s, 0, 0, 1, border=12)
    s.paper(poly([(172, 198), (334, 190), (336, 240), (176, 248)], r=14), "#c98a4e", lift=6)
    s.paper(curve([(184, 418), (300, 416), (408, 408), (410, 440), (184, 446)], tension=0.5), "#5a2f18", lift=4)
    for x in (222, 290):
        s.paper(oval(x, 286, 29, 32), "#fffaf0", lift=4)
        s.path(oval(x + 5, 291, 14, 17), INK)
        s.path(oval(x, 284, 5), "#ffffff")
    s.path("M212 344Q262 398 316 340Q318 386 266 392Q218 390 212 344Z", "#6b1020")
    s.path("M240 376Q264 362 292 374Q286 392 264 392Q246 390 240 376Z", "#f0707a")
    for y in (346, 370):
        s.line(f"M342 {y}l30 -14M340 {y - 14}l34 14", CREAM_SHADE, 5)


@picture
def trekkenwand(s: Sheet) -> None:
    tile(s, "wood", (256, 220), 0.45)
    s.paper(box(48, 52, 416, 36, r=8), "#3a3450", lift=7)
    for n, x in enumerate((104, 180, 256, 332, 408)):
        low = (300, 220, 398, 250, 330)[n]
        s.path(oval(x, 88, 24), "#221c34")
        s.path(oval(x, 88, 9), GOLD)
        s.line(f"M{x - 15} 92V470", CREAM_SHADE, 9)
        s.line(f"M{x + 15} 92V{low}", CREAM_SHADE, 9)
        for i in range(4 if n % 2 else 3):
            s.paper(box(x - 12, low + i * 31, 54, 29, r=5), ("#4a4f6c", "#6f7488")[i % 2], lift=4)
    s.path("M30 440H482V452Q482 482 452 482H60Q30 482 30 452Z", "#3a2016")
    for y, flip in ((352, False), (300, True)):
        _fist(s, 241, y, flip)


def _fist(s: Sheet, x: float, y: float, flip: bool) -> None:
    f = Figure()
    side = -1 if flip else 1
    f.piece(limb([(side * 100, 98), (side * 66, 62), (side * 24, 12)], 74, 52), "#3a3f5c" if flip else RED, lift=5)
    f.piece(blob(0, 0, 46, 40), SKINS["peach"], lift=4)
    for i in range(4):
        f.piece(blob(-side * 12 + side * 3, -24 + i * 17, 31, 11), SKINS["peach"], lift=2)
    f.emit(s, x, y, 1.0)


@picture
def toneeltoren(s: Sheet) -> None:
    tile(s, "night", (320, 190), 0.5)
    s.path("M30 440H482V452Q482 482 452 482H60Q30 482 30 452Z", "#14503f")
    s.paper(poly([(54, 446), (54, 300), (140, 262), (262, 300), (262, 446)], r=6), "#a8544a", lift=9)
    s.path(
        poly([(74, 430), (74, 314), (140, 286), (252, 316), (252, 430)], jit=0),
        s.grad([(0, "#4a1730"), (1, "#7d2740")]),
    )
    for n, x in enumerate((100, 150, 200)):
        seat_back(s, x, 430 - n * 0, 44, 54, RED)
        head_back(s, x, 376, 15, n + 1)
    s.paper(poly([(246, 446), (246, 74), (256, 60), (450, 60), (460, 74), (460, 446)], r=8), "#c46a58", lift=11)
    s.path("M264 80H442V430H264Z", s.grad([(0, "#2a1a3c"), (0.6, "#5a3a6a"), (1, "#ffca7a")]))
    for x, colour, low, part in (
        (290, "#33967c", 216, "tree"),
        (336, "#8f7fc4", 240, "wall"),
        (382, "#5bbcf0", 206, "sea"),
        (424, "#f5b82e", 226, "sun"),
    ):
        s.line(f"M{x} 82V120", CREAM, 5)
        s.paper(box(x - 19, 116, 38, low - 116, r=3), colour, lift=4)
        if part == "tree":
            s.path(poly([(x - 16, low - 10), (x, 130), (x + 16, low - 10)], r=4), "#14503f")
        if part == "sun":
            s.path(oval(x, 160, 13), "#fff6d0")
    s.path("M264 414H442V430H264Z", WOOD_DARK)
    standing(s, KIDS["girl"], "happy", ("up", "up"), x=354, y=416, k=0.6)


@picture
def cue(s: Sheet) -> None:
    tile(s, "plum", (256, 330), 0.1)
    s.glow(256, 348, 210, "#6dff9c", 0.85)
    s.paper(box(146, 60, 220, 392, r=40), "#2b2740", lift=12)
    s.path(box(162, 76, 188, 360, r=28, jit=0), "#1a1728")
    s.paper(oval(256, 168, 74), "#5a1a26", lift=3)
    s.path(oval(256, 168, 62), s.grad([(0, "#7d2a36"), (1, "#3d0f18")], "lamp"))
    s.glow(256, 344, 130, "#8dffb4", 0.95)
    s.path(oval(256, 344, 74), s.grad([(0, "#f2fff4"), (0.45, "#55f08a"), (1, "#0f9a4a")], "lamp"))
    rays(s, 256, 344, 112, 160, (-8, 8, 30, 150, 172, 188), "#c9ffda", 11)


@picture
def decorwissel(s: Sheet) -> None:
    tile(s, "sky", (256, 220), 0.4)
    floor(s, 404)
    for x in (140, 372):
        s.line(f"M{x - 50} 34V120M{x + 50} 34V120", CREAM, 7)
    s.line("M60 98H224M288 98H452", WOOD_DARK, 15)
    for x, k in ((100, 0.84), (182, 0.92)):
        pine(s, x, 304, k)
    castle(s, 366, 342, 0.94)
    arrow(s, 142, 430, -90, 104)
    arrow(s, 366, 356, 90, 104, RED)


@picture
def donkerslag(s: Sheet) -> None:
    tile(s, "dark", (256, 240), 0.0)
    curtain(s, LOW, 110, 40, 460, 2, "#241430")
    curtain(s, 402, HIGH, 40, 460, 2, "#241430")
    s.line("M120 74H392", "#4a4264", 13)
    lamp(s, 256, 126, 1.5, lit=False)
    for x, y, r in ((196, 350, 27), (330, 384, 22)):
        for side in (-1, 1):
            s.path(oval(x + side * r * 1.25, y, r, r * 1.12), "#fffaf0")
            s.path(oval(x + side * r * 1.25, y + r * 0.1, r * 0.5, r * 0.58), "#1a0814")
            s.path(oval(x + side * r * 1.25 - r * 0.2, y - r * 0.2, r * 0.17), "#ffffff")


# -- people and manners ----------------------------------------------------------------------------------
@picture
def publiek(s: Sheet) -> None:
    tile(s, "night", (256, 150), 0.2)
    s.path("M96 60H416V268H96Z", s.grad([(0, "#ffe9a8"), (1, "#ffb45a")]))
    s.paper(star(256, 158, 60), RED, lift=5)
    curtain(s, LOW, 118, 40, 276, 3)
    curtain(s, 394, HIGH, 40, 276, 3)
    s.path("M30 268H482V482H30Z", "#2a0c1e")
    for n, x in enumerate((148, 256, 364)):
        head_back(s, x, 292, 40, n + 2)
        seat_back(s, x, 400, 108, 86, "#a81428")
    for n, x in enumerate((92, 202, 312, 420)):
        head_back(s, x, 372, 46, n)
        seat_back(s, x, 482, 106, 84, RED)


@picture
def applaus(s: Sheet) -> None:
    tile(s, "sun", (256, 220), 0.6)
    open_hand(s, 184, 372, 1.3, SKINS["brown"], turn=21, sleeve="#4cc38a", sleeve_to=74)
    open_hand(s, 328, 372, 1.3, SKINS["rose"], turn=-21, flip=True, sleeve="#ef8fbf", sleeve_to=74)
    rays(s, 256, 210, 146, 176, (-118, -90, -62), RED, 15)
    rays(s, 256, 200, 196, 226, (-160, -20), RED, 15)


@picture
def telefoon_uit(s: Sheet) -> None:
    tile(s, "cream", (256, 256), 0.3)
    phone(s, 256, 256, lit=False)
    ban(s)


@picture
def telefoon_aan(s: Sheet) -> None:
    tile(s, "night", (256, 256), 0.0)
    s.glow(256, 250, 222, "#9fe8ff", 0.85)
    phone(s, 256, 256, lit=True, turn=10)
    with s.at(256, 256, turn=10):
        s.paper("M-34 26Q-34 -46 0 -46Q34 -46 34 26L46 44H-46Z", GOLD, lift=4)
        s.path(oval(0, 54, 13), GOLD_DARK)
        s.path(oval(0, -50, 9), GOLD_DARK)
    for side in (-1, 1):
        for r in (0, 36):
            x = 256 + side * (138 + r)
            s.line(f"M{x} {204 - r * 0.5}q{side * 26} 50 0 {104 + r}", GOLD_LIGHT, 13)


@picture
def niet_snoepen(s: Sheet) -> None:
    tile(s, "cream", (256, 256), 0.3)
    sweet(s, 256, 256, 0.92)
    ban(s)


@picture
def snoep(s: Sheet) -> None:
    tile(s, "teal", (256, 256), 0.4)
    sweet(s, 246, 262, 1.24, torn=True)
    for x, y, turn in ((430, 120, -30), (404, 90, -58), (452, 158, -6)):
        with s.at(x, y, turn=turn):
            s.line("M0 0l14 -10l10 14l16 -10", GOLD_LIGHT, 9)


@picture
def live(s: Sheet) -> None:
    tile(s, "plum", (256, 190), 0.6)
    actor = Look(skin=ACTOR.skin, hair=ACTOR.hair, style="curly", extras=("crown",))
    face_front(s, 146, 290, 1.5, actor, "point", turn=6)
    face_front(s, 366, 312, 1.3, KIDS["girl"], "point", turn=-6, flip=True)
    s.path(f"M{LOW} 420H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", s.gold())
    s.path(f"M{LOW} 420H{HIGH}v12H{LOW}Z", GOLD_LIGHT)
    s.paper(star(262, 104, 54), GOLD, lift=6)
    rays(s, 262, 104, 74, 100, (-150, -30), GOLD_LIGHT, 11)


@picture
def stilte(s: Sheet) -> None:
    tile(s, "sky", (256, 230), 0.5)
    face_front(s, 256, 250, 2.1, KIDS["curls"], "proud")
    f = Figure()
    skin = KIDS["curls"].skin
    f.piece(limb([(306, 462), (298, 446), (284, 424)], 100, 80), TEAMS["a"], lift=5)
    f.piece(blob(276, 400, 56, 50), skin, lift=4)
    f.piece(limb([(262, 392), (258, 346), (256, 292)], 38, 30), skin, lift=4)
    for i in range(3):
        f.piece(blob(290 + i * 14, 374 + i * 18, 23, 18), skin, lift=2)
    f.emit(s, 0, 0, 1)


@picture
def reageren(s: Sheet) -> None:
    tile(s, "plum", (256, 230), 0.4)
    face_front(s, 256, 172, 1.2, KIDS["boy"], "joy")
    face_front(s, 142, 350, 1.12, KIDS["hijab"], "surprised", turn=-6)
    face_front(s, 376, 350, 1.12, KIDS["red"], "sad", turn=6)
    for x in (346, 404):
        s.path(f"M{x} 376q16 24 0 34q-18 -10 0 -34Z", "#5bbcf0")
    rays(s, 256, 172, 112, 142, (-150, -30), GOLD_LIGHT, 12)


@picture
def blijven_zitten(s: Sheet) -> None:
    tile(s, "green", (256, 220), 0.5)
    shade(s, 256, 452, 170, 20)
    seat(s, 256, 448, 2.0)
    look = KIDS["boy"]
    bust(s, look, "happy", ("belly", "belly"), k=1.18, low=352)
    for side in (-1, 1):
        x = 256 + side * 40
        s.paper(
            curve([(x - 34, 326), (x, 316), (x + 34, 326), (x + 32, 410), (x, 420), (x - 32, 410)], tension=0.8),
            look.bottom,
            lift=6,
        )
        s.paper(curve([(x - 34, 452), (x - 32, 414), (x, 402), (x + 34, 416), (x + 36, 452)]), "#e8384a", lift=5)


@picture
def rechtstaan(s: Sheet) -> None:
    tile(s, "red", (256, 200), 0.3)
    shade(s, 196, 440, 110, 14)
    seat(s, 196, 440, 1.15)
    standing(s, KIDS["girl"], "happy", ("out", "up"), x=186, y=352, k=0.98)
    bust(s, KIDS["curls"], "annoyed", ("hip", "hip"), x=388, k=1.25, low=484)


@picture
def op_tijd_komen(s: Sheet) -> None:
    tile(s, "sky", (180, 190), 0.5)
    s.path(f"M{LOW} 420H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#a83244")
    door(s, 344, 430, 116, 250)
    s.paper(oval(168, 168, 120), s.gold("d"), flat=GOLD, lift=11)
    s.path(oval(168, 168, 99), "#fffaf0")
    for i in range(12):
        with s.at(168, 168, turn=i * 30):
            s.line("M0 -84V-70", INK, 9 if i % 3 == 0 else 5)
    s.line("M168 168V104", INK, 14)
    s.line("M168 168L124 144", RED, 11)
    s.path(oval(168, 168, 12), INK)
    standing(s, KIDS["boy"], "joy", ("wave", "out"), x=214, y=458, k=0.7)


@picture
def nagesprek(s: Sheet) -> None:
    tile(s, "teal", (256, 180), 0.5)
    for x, flip in ((150, False), (362, True)):
        with s.at(x, 150, flip=flip):
            s.paper(
                "M-100 -50Q-100 -104 -46 -104H46Q100 -104 100 -50V-10Q100 44 46 44H-4L-46 92L-48 44Q-100 40 -100 -10Z",
                CREAM,
                lift=8,
            )
    s.paper(heart(150, 122, 40), RED, lift=4)
    s.line("M336 98Q338 66 366 66Q396 68 394 98Q392 116 366 128V146", "#1b2a6b", 17)
    s.path(oval(366, 172, 11), "#1b2a6b")
    bust(s, KIDS["hijab"], "happy", ("heart", "down"), x=134, k=1.26)
    bust(s, replace(ACTOR, outfit="jacket"), "kind", ("down", "chin"), x=372, k=1.06)


@picture
def toilet(s: Sheet) -> None:
    tile(s, "sky", (256, 230), 0.5)
    s.path(f"M{LOW} 412H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#4cc38a")
    shade(s, 256, 440, 140, 18)
    white, grey = "#ffffff", "#dfe7f2"
    s.paper(box(150, 78, 212, 132, r=20), white, lift=9)
    s.paper(box(140, 66, 232, 36, r=14), grey, lift=5)
    s.paper(oval(256, 60, 24, 13), GOLD, lift=3)
    s.paper(
        curve([(196, 300), (316, 300), (306, 380), (318, 440), (194, 440), (206, 380)], tension=0.6), grey, lift=8
    )
    s.paper(
        curve([(146, 250), (256, 226), (366, 250), (356, 320), (300, 366), (212, 366), (156, 320)], tension=0.8),
        white,
        lift=9,
    )
    s.paper(oval(256, 262, 116, 48), grey, lift=5)
    s.path(oval(256, 264, 84, 31), s.grad([(0, "#2c6f9f"), (1, "#7fd0f2")]))
    with s.at(432, 200):
        s.paper(box(-34, -30, 66, 62, r=12), CREAM, lift=5)
        s.path(oval(0, -28, 32, 12), "#e8d6b0")
        s.path(oval(0, -28, 11, 5), WOOD_DARK)
        s.paper(poly([(-34, 20), (10, 20), (8, 76), (-32, 70)], r=3), CREAM, lift=3)


@picture
def hand(s: Sheet) -> None:
    tile(s, "pink", (256, 240), 0.6)
    f = Figure()
    f.piece(limb([(436, 92), (390, 140), (318, 214)], 130, 96), "#2f6a78", lift=8)
    f.piece(
        curve([(340, 176), (356, 236), (318, 300), (252, 316), (214, 282), (226, 224), (280, 178)]),
        SKINS["olive"],
        lift=5,
    )
    for i in range(4):
        f.piece(
            limb([(286 - i * 16, 224 + i * 24), (238 - i * 12, 254 + i * 22), (206 - i * 3, 296 + i * 13)], 37, 30),
            SKINS["olive"],
            lift=3,
        )
    f.emit(s, 0, 0, 1)
    g = Figure()
    g.piece(limb([(78, 438), (120, 404), (176, 350)], 96, 72), TEAMS["a"], lift=8)
    g.piece(blob(204, 322, 54, 50), SKINS["brown"], lift=5)
    for i in range(3):
        g.piece(
            limb([(206 + i * 14, 286 + i * 17), (246 + i * 10, 268 + i * 20), (274 + i * 4, 278 + i * 20)], 26, 22),
            SKINS["brown"],
            lift=2,
        )
    g.emit(s, 0, 0, 1)
    h = Figure()
    h.piece(limb([(314, 232), (274, 250), (236, 284)], 44, 34), SKINS["olive"], lift=4)
    h.emit(s, 0, 0, 1, border=0)
    s.paper(heart(148, 150, 46), RED, lift=7)


@picture
def naar_buiten(s: Sheet) -> None:
    tile(s, "plum", (330, 230), 0.5)
    s.path(f"M{LOW} 424H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#6d3d20")
    door(s, 306, 436, 170, 320)
    s.path("M222 436H390L430 470H170Z", "#ffe9a8", op=0.5)
    standing(s, KIDS["boy"], "kind", ("down", "point"), x=176, y=462, k=1.2)
    arrow(s, 276, 190, 0, 96)


@picture
def meedoen(s: Sheet) -> None:
    tile(s, "sky", (256, 220), 0.6)
    open_hand(s, 128, 404, 1.1, SKINS["brown"], turn=-7, sleeve=TEAMS["a"])
    open_hand(s, 384, 404, 1.1, SKINS["rose"], turn=7, flip=True, sleeve=TEAMS["d"])
    open_hand(s, 256, 396, 1.35, SKINS["olive"], sleeve=TEAMS["c"])
    rays(s, 256, 230, 186, 200, (-118, -62), GOLD, 12)


@picture
def bewegen(s: Sheet) -> None:
    tile(s, "sun", (256, 220), 0.6)
    shade(s, 256, 450, 120, 16)
    with s.at(256, 446, turn=9):
        standing(s, KIDS["hijab"], "joy", ("wave", "up"), x=0, y=0, k=1.34)
    for side in (-1, 1):
        for r in (0, 34):
            x = 256 + side * (142 + r)
            s.line(f"M{x} {250 - r * 0.4}q{side * 30} 56 0 {112 + r * 0.4}", RED, 13)
    s.line("M396 112V62l42 -10V100", INK, 9)
    s.path(oval(384, 114, 16, 12), INK)
    s.path(oval(426, 102, 16, 12), INK)


def cut(name: str, draw: Draw, folder: Path) -> None:
    s = Sheet(f"pack/{name}", SIZE, SIZE)
    s.coarse = True
    draw(s)
    frame(s)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(s.svg(), encoding="utf-8", newline="\n")


def main(names: list[str]) -> int:
    for name, draw in PICTURES.items():
        if not names or name in names:
            cut(name, draw, PACK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
