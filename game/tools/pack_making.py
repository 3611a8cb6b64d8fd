"""Pictures of the core pack: how a show is made, from the first idea to the last night."""

from dataclasses import replace

from game.tools import crafts, props
from game.tools.pack_pieces import (
    ACTOR,
    HIGH,
    KIDS,
    LOW,
    beam,
    bust,
    castle,
    curtain,
    face_front,
    floor,
    head_back,
    lines,
    little_stage,
    picture,
    rays,
    seat_back,
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
    oval,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Look

GROUND = f"M{LOW} 412H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z"
SKIES = {"night": (NIGHT_BLUE, "#6a4fa8"), "day": ("#8fd2f5", "#e8f6fb"), "dusk": ("#f2a38a", "#ffd98a")}
PLAIN = Look(skin=SKINS["tan"], hair=HAIRS["dark"], style="curly", top="#4a9c78", bottom="#39407a", adult=True)
OTHER = Look(skin=SKINS["rose"], hair=HAIRS["red"], style="bob", top="#3f86c6", bottom="#4a3a5a", adult=True)


def _bulb(s: Sheet, x: float, y: float, k: float) -> None:
    with s.at(x, y, scale=k):
        s.glow(0, -20, 150, "#ffe27a", 0.95)
        s.paper(
            curve([(-30, 46), (-40, 20), (-64, -20), (-44, -76), (0, -94), (44, -76), (64, -20), (40, 20), (30, 46)]),
            "#ffe27a",
            lift=6,
        )
        s.line("M-14 42L-22 -16Q0 10 22 -16L14 42", "#c97a12", 7)
        for i, w in enumerate((32, 28, 20)):
            s.paper(box(-w, 44 + i * 17, 2 * w, 15, r=6), ("#a9b0c8", "#8f94ac", "#6f7488")[i], lift=2)
        s.path(oval(-24, -48, 12, 18), "#ffffff", op=0.7)


@picture
def inspiratie(s: Sheet) -> None:
    tile(s, "plum", (256, 150), 0.3)
    bust(s, KIDS["curls"], "surprised", ("up", "chin"), k=1.5, x=250, low=486)
    _bulb(s, 356, 158, 0.96)
    rays(s, 356, 140, 88, 108, (-165, -130, -50, -15, 20), GOLD_LIGHT, 10)
    s.paper(curve([(92, 128), (104, 84), (140, 66), (176, 84), (188, 128), (140, 146)]), "#f6c3a8", lift=5)
    s.line("M140 142V74M140 142L108 88M140 142L172 88", "#c8785a", 5)
    s.paper(star(96, 214, 28), TEAMS["b"], lift=4)


@picture
def verbeelding(s: Sheet) -> None:
    tile(s, "teal", (256, 150), 0.3)
    cloud = [
        (70, 180),
        (60, 120),
        (110, 84),
        (160, 92),
        (200, 54),
        (290, 50),
        (340, 82),
        (410, 78),
        (450, 130),
        (436, 190),
        (380, 214),
        (300, 222),
        (220, 216),
        (130, 222),
    ]
    s.paper(curve(cloud), "#f4fbff", lift=9)
    s.path("M120 190Q160 168 200 190T280 190T360 190T420 182Q420 206 380 208H140Q116 208 120 190Z", "#5bbcf0")
    s.paper(poly([(158, 150), (354, 150), (322, 196), (192, 196)], r=6), WOOD_DARK, lift=4)
    s.line("M256 150V66", WOOD_DARK, 8)
    s.paper(poly([(264, 70), (334, 140), (264, 140)], r=4), RED, lift=3)
    s.paper(poly([(248, 84), (190, 140), (248, 140)], r=4), CREAM, lift=3)
    for x, y, r in ((228, 244, 13), (240, 268, 9)):
        s.paper(oval(x, y, r), "#f4fbff", lift=3)
    bust(s, KIDS["girl"], "think", ("hip", "up"), x=256, k=1.0, low=436)
    s.paper(poly([(118, 380), (394, 380), (374, 476), (138, 476)], r=4), "#c98a4e", lift=9)
    s.path(poly([(118, 380), (394, 380), (388, 402), (124, 402)], r=3), "#a86a34")
    s.path(poly([(236, 380), (276, 380), (274, 474), (238, 474)]), "#e0b078", op=0.8)


@picture
def tekst(s: Sheet) -> None:
    tile(s, "night", (256, 240), 0.4)
    with s.at(256, 256, turn=-4):
        for d in (16, 8):
            s.paper(box(-150 + d, -196 + d, 300, 390, r=8), CREAM_SHADE, lift=5)
        s.paper(box(-150, -196, 300, 390, r=8), "#fffaf0", lift=6)
        for y in (-168, -112, -56, 0, 56, 112, 168):
            s.path(oval(-130, y, 8), "#8f94ac")
        for i, (y, colour, face) in enumerate(
            ((-136, TEAMS["a"], "girl"), (-16, TEAMS["b"], "red"), (104, TEAMS["a"], "girl"))
        ):
            face_front(s, -84, y + 8, 0.42, KIDS[face], "happy")
            s.path(box(-42, y - 34, 174, 84, r=16, jit=0), colour, op=0.9)
            s.path(poly([(-40, y - 4), (-58, y + 6), (-40, y + 16)], jit=0), colour, op=0.9)
            for j, wide in enumerate(((136, 110, 80), (120, 140, 60), (140, 96, 0))[i]):
                if wide:
                    s.line(f"M-24 {y - 14 + j * 22}h{wide}", INK, 8, op=0.75)


@picture
def auditie(s: Sheet) -> None:
    tile(s, "plum", (256, 170), 0.3)
    floor(s, 268, low=400)
    beam(s, 256, 40, 160, 352, 330, 0.7)
    standing(s, KIDS["red"], "joy", ("up", "out"), x=256, y=336, k=1.02)
    curtain(s, LOW, 96, 40, 330, 2)
    curtain(s, 416, HIGH, 40, 330, 2)
    s.path(f"M{LOW} 384H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#2a0c1e")
    for n, x in enumerate((136, 256, 376)):
        head_back(s, x, 408, 36, (0, 3, 4)[n])
        s.paper(
            curve([(x - 54, 482), (x - 46, 446), (x, 436), (x + 46, 446), (x + 54, 482)]),
            ("#2f7f8a", "#8a5aa8", "#c46a3c")[n],
            lift=5,
        )
    for x, y, colour in ((196, 420, GOLD), (316, 420, GOLD)):
        s.line(f"M{x} {y + 40}V{y - 4}", WOOD, 9)
        s.paper(oval(x, y - 30, 36), CREAM, lift=5)
        s.paper(star(x, y - 30, 25), colour, lift=2)


@picture
def casting(s: Sheet) -> None:
    tile(s, "teal", (256, 230), 0.45)
    for i, (x, name) in enumerate(((112, "girl"), (256, "boy"), (400, "hijab"))):
        with s.at(x, 166, turn=(-3, 2, -2)[i]):
            s.paper(box(-64, -90, 128, 178, r=8), "#fffaf0", lift=8)
            s.path(box(-52, -78, 104, 120, r=4, jit=0), (TEAMS["a"], TEAMS["b"], TEAMS["d"])[i])
            face_front(s, 0, -12, 0.66, KIDS[name], ("kind", "happy", "joy")[i])
            s.brad(0, -90, 8)
    for x0, x1 in ((112, 256), (256, 400), (400, 112)):
        s.line(f"M{x0} 262C{x0} 320 {x1} 308 {x1} 366", RED, 9, dash="2 17")
    for x in (112, 256, 400):
        s.paper(oval(x, 404, 60), CREAM, lift=8)
    props.moon(32).emit(s, 112, 404, border=0, lift=3)
    props.crown().emit(s, 256, 440, 0.62, border=0, lift=3)
    with s.at(400, 404):
        s.paper(
            curve([(-34, 26), (-38, -12), (-18, -34), (0, -12), (18, -34), (38, -12), (34, 26), (0, 38)]),
            "#8a6a5a",
            lift=3,
        )
        for x in (-13, 13):
            s.path(oval(x, 2, 5.5, 7), INK)
        s.path(oval(0, 18, 9, 6), INK)


@picture
def repetitie(s: Sheet) -> None:
    tile(s, "wood", (256, 200), 0.6)
    s.path(GROUND, "#8a5430")
    for x, y in ((120, 440), (392, 440)):
        for turn in (45, -45):
            with s.at(x, y, turn=turn):
                s.path(box(-46, -7, 92, 14, jit=0), TEAMS["b"])
    standing(s, PLAIN, "happy", ("hip", "fetch"), x=150, y=436, k=1.0)
    standing(s, OTHER, "whisper", ("fetch", "hip"), x=362, y=436, k=1.0)
    for x, turn in ((246, 8), (272, -8)):
        with s.at(x, 288, turn=turn):
            s.paper(box(-28, -40, 56, 76, r=4), "#fffaf0", lift=5)
            lines(s, -18, -24, (36, 30, 36), 16)
    s.line("M224 84A46 46 0 1 1 218 130", RED, 15)
    s.path(poly([(198, 134), (240, 122), (214, 98)], r=4), RED)


@picture
def decorbouw(s: Sheet) -> None:
    tile(s, "sun", (256, 220), 0.5)
    s.path(GROUND, "#a8643a")
    castle(s, 300, 424, 1.42, "#a58fd0")
    s.paper(box(56, 396, 190, 18, r=4), WOOD, lift=5)
    for x in (76, 212):
        s.paper(poly([(x - 8, 412), (x + 8, 412), (x + 14, 466), (x - 14, 466)], r=3), WOOD_DARK, lift=4)
    with s.at(142, 380, turn=-18):
        s.paper(poly([(-96, -20), (50, -34), (50, 14), (-96, 4)], r=4), "#c9cce0", lift=6)
        for i in range(12):
            s.path(poly([(-94 + i * 12, 4), (-82 + i * 12, 5), (-88 + i * 12, 15)], jit=0), "#c9cce0")
        s.paper(curve([(46, -40), (96, -44), (108, 0), (92, 34), (50, 22)]), RED, lift=5)
        s.path(oval(76, -4, 15, 18), "#6d0a1a")
    with s.at(120, 176, turn=-32):
        s.paper(box(-12, -40, 24, 178, r=8), WOOD, lift=7)
        s.paper(poly([(-72, -84), (44, -84), (56, -62), (44, -36), (-50, -36), (-72, -52)], r=7), "#6f7488", lift=7)
    for x, colour in ((392, RED), (448, TEAMS["b"])):
        s.paper(poly([(x - 32, 398), (x + 32, 398), (x + 27, 466), (x - 27, 466)], r=5), "#dfe3f0", lift=6)
        s.paper(oval(x, 398, 32, 11), colour, lift=2)
        s.path(f"M{x - 24} 400q4 34 12 8q6 26 14 -4Z", colour)
    with s.at(420, 356, turn=24):
        s.paper(box(-7, -78, 14, 90, r=5), WOOD_DARK, lift=4)
        s.paper(box(-20, -116, 40, 44, r=4), RED, lift=3)


def _runs(s: Sheet, y: float) -> None:
    for i, (x, sky, motif) in enumerate(((108, "day", "tree"), (256, "dusk", "castle"), (404, "night", "moon"))):
        little_stage(s, x, y, 116, 132, SKIES[sky], motif)
        s.path(oval(x, y + 92, 7), (TEAMS["c"], TEAMS["c"], TEAMS["c"])[i])


@picture
def doorloop(s: Sheet) -> None:
    tile(s, "green", (256, 220), 0.4)
    _runs(s, 172)
    s.path("M56 344H376V304L462 372L376 440V400H56Q44 372 56 344Z", "#12030c", op=0.3)
    s.paper("M52 338H372V298L458 366L372 434V394H52Q40 366 52 338Z", s.gold(), flat=GOLD, lift=8)
    s.line("M80 366H366", GOLD_DARK, 8, dash="26 20")
    standing(s, PLAIN, "happy", ("hip", "out"), x=112, y=440, k=0.42)
    standing(s, OTHER, "happy", ("out", "out"), x=196, y=440, k=0.42)


@picture
def generale(s: Sheet) -> None:
    tile(s, "night", (256, 190), 0.3)
    floor(s, 280, low=360)
    castle(s, 372, 300, 0.82)
    for x0, x1 in ((150, 230), (362, 290)):
        s.path(f"M{x0} 60L{x1 - 70} 330H{x1 + 70}Z", s.grad([(0, "#fff6cf", 0.8), (1, "#fff6cf", 0.1)]))
    standing(s, ACTOR, "joy", ("wave", "out"), x=256, y=342, k=0.64)
    curtain(s, LOW, 96, 46, 352, 2)
    curtain(s, 416, HIGH, 46, 352, 2)
    valance(s, LOW, 60, 4)
    s.path(f"M{LOW} 352H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#2a0c1e")
    for x in (84, 428):
        seat_back(s, x, 424, 100, 62, "#8e1226")
    s.paper(oval(246, 400, 38, 42), SKINS["deep"], lift=5)
    s.path(curve([(208, 430), (246, 446), (284, 430), (280, 452), (212, 452)]), RED)
    for x in (72, 164, 256, 348, 440):
        seat_back(s, x, 486, 90, 66, RED)
    with s.at(338, 412, turn=10):
        s.paper(box(-34, -46, 68, 90, r=6), WOOD, lift=6)
        s.path(box(-27, -36, 54, 74, r=3, jit=0), "#fffaf0")
        for i in range(3):
            s.line(f"M-20 {-22 + i * 22}l6 7l10 -14M4 {-20 + i * 22}h16", "#1f8f5a" if i < 2 else RED, 4)


@picture
def try_out(s: Sheet) -> None:
    tile(s, "teal", (256, 180), 0.4)
    little_stage(s, 256, 164, 300, 190, SKIES["dusk"], "boat")
    standing(s, KIDS["boy"], "unsure", ("shrug", "shrug"), x=186, y=254, k=0.56)
    for n, x in enumerate((116, 256, 396)):
        head_back(s, x, 396, 48, (2, 1, 4)[n])
        seat_back(s, x, 486, 116, 66, RED)
    for x, kind in ((180, "up"), (326, "ask")):
        s.line(f"M{x} 440V356", WOOD, 10)
        s.paper(oval(x, 316, 50), CREAM, lift=7)
        if kind == "up":
            s.path("M156 312H170V346H156Z", "#1f8f5a")
            s.path("M174 312L188 278Q202 278 198 306H212Q218 326 206 346H174Z", "#1f8f5a")
        else:
            s.line("M308 302Q310 280 328 282Q348 286 342 306Q338 316 327 322V332", NIGHT_BLUE, 11)
            s.path(oval(327, 347, 7), NIGHT_BLUE)


def _flower(s: Sheet, x: float, y: float, colour: str) -> None:
    for i in range(5):
        px, py = polar(x, y, 14, i * 72 - 90)
        s.paper(oval(px, py, 12), colour, lift=2)
    s.path(oval(x, y, 8), GOLD)


@picture
def premiere(s: Sheet) -> None:
    tile(s, "red", (256, 190), 0.3)
    s.path("M128 60H384V330H128Z", s.grad([(0, "#ffe9a8"), (1, "#ffb45a")]))
    rays(s, 256, 190, 130, 168, (-160, -125, -55, -20), "#ffffff", 8)
    s.paper(oval(256, 174, 78), s.gold("d"), flat=GOLD, lift=9)
    s.path(oval(256, 174, 60), CREAM)
    s.line("M240 148L262 132V216", RED, 19)
    for side in (-1, 1):
        s.paper(
            poly(
                [
                    (256 + side * 22, 236),
                    (256 + side * 66, 222),
                    (256 + side * 84, 316),
                    (256 + side * 54, 300),
                    (256 + side * 36, 322),
                ],
                r=3,
            ),
            "#3f6fb0",
            lift=4,
        )
    curtain(s, LOW, 140, 36, 402, 3)
    curtain(s, 372, HIGH, 36, 402, 3)
    valance(s, LOW, 58, 4)
    s.path(f"M{LOW} 396H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", WOOD)
    s.paper(poly([(206, 356), (306, 356), (372, 484), (140, 484)], r=2), "#e8384a", lift=4)
    s.line("M206 358L144 480M306 358L368 480", GOLD, 7)
    for x, y, colour in (
        (74, 392, TEAMS["d"]),
        (106, 374, TEAMS["a"]),
        (134, 398, "#fffaf0"),
        (96, 410, RED),
        (120, 420, TEAMS["b"]),
    ):
        _flower(s, x, y, colour)
    s.paper(poly([(72, 424), (146, 424), (116, 478), (100, 478)], r=4), "#fffaf0", lift=4)


@picture
def tournee(s: Sheet) -> None:
    tile(s, "sky", (256, 170), 0.5)
    s.path(
        f"M{LOW} 330Q150 250 262 318T{HIGH} 290V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#7fb86a"
    )
    for x, y, roof in ((92, 268, RED), (414, 246, "#3f6fb0")):
        s.paper(box(x - 32, y - 32, 64, 60, r=3), CREAM, lift=5)
        s.paper(poly([(x - 44, y - 30), (x, y - 74), (x + 44, y - 30)], r=4), roof, lift=4)
        s.path(box(x - 9, y - 6, 18, 34, jit=0), WOOD_DARK)
        with s.at(x + 4, y - 118):
            s.paper("M0 44C-34 6 -30 -34 0 -36C30 -34 34 6 0 44Z", RED, lift=5)
            s.path(oval(0, -4, 13), CREAM)
    s.paper(f"M{LOW} 384H{HIGH}V462H{LOW}Z", "#5a5470", lift=0, edge=0)
    s.line("M44 424H470", GOLD_LIGHT, 7, dash="34 26")
    s.paper(box(86, 236, 232, 160, r=18), RED, lift=9)
    s.paper(poly([(306, 272), (364, 272), (410, 330), (420, 396), (306, 396)], r=12), "#e8384a", lift=7)
    s.path(poly([(318, 286), (358, 286), (392, 332), (318, 332)], r=6), "#bfe8f7")
    crafts.masks().emit(s, 200, 304, 0.78, border=8)
    s.path("M86 366H420V382H86Z", GOLD)
    for x in (150, 352):
        s.paper(oval(x, 400, 38), "#2d2a44", lift=5)
        s.path(oval(x, 400, 18), "#c9cce0")
    props.suitcase().emit(s, 160, 238, 0.62, border=4)
    props.suitcase("#3f7fb0").emit(s, 240, 238, 0.5, border=4)
    s.line("M62 300H34M70 340H40", "#ffffff", 9)


@picture
def derniere(s: Sheet) -> None:
    tile(s, "plum", (256, 210), 0.5)
    floor(s, 400)
    s.halo(256, 440, 150, 30, "#ffe9a8", 0.8)
    standing(s, replace(ACTOR, outfit="coat"), "sad", ("heart", "wave"), x=246, y=444, k=0.96)
    s.path("M270 190q13 19 0 28q-15 -9 0 -28Z", "#5bbcf0")
    curtain(s, LOW, 158, 36, 462, 4)
    curtain(s, 368, HIGH, 36, 462, 4)
    valance(s, LOW, 52, 4)
    props.suitcase().emit(s, 372, 474, 0.9, border=6)
    for x, y, colour in ((120, 470, TEAMS["d"]), (156, 478, TEAMS["a"])):
        s.line(f"M{x} {y}l28 6", "#3f9a6c", 6)
        s.paper(blob(x, y, 15, n=7, jit=0.14), colour, lift=3)


def _butterfly(s: Sheet, x: float, y: float, k: float, colour: str, turn: float) -> None:
    with s.at(x, y, scale=k, turn=turn):
        for side in (-1, 1):
            s.paper(curve([(0, 0), (side * 12, -26), (side * 36, -28), (side * 34, -4)]), colour, lift=2)
            s.paper(curve([(0, 2), (side * 30, 4), (side * 26, 26), (side * 8, 20)]), darker(colour, 0.15), lift=2)
            s.path(oval(side * 24, -16, 5), CREAM)
        s.line("M0 -16V18", INK, 6)
        s.line("M0 -16l-8 -12M0 -16l8 -12", INK, 3)


@picture
def plankenkoorts(s: Sheet) -> None:
    tile(s, "dark", (256, 230), 0.4)
    floor(s, 400)
    s.path("M392 60H470V430L400 420Z", s.grad([(0, "#ffe9a8"), (1, "#ffb45a")]))
    curtain(s, 360, 452, 36, 452, 3)
    look = Look(
        skin=SKINS["rose"],
        hair=HAIRS["blond"],
        style="bob",
        outfit="dress",
        top="#8a5aa8",
        trim=GOLD,
        extras=("crown",),
    )
    standing(s, look, "unsure", ("shrug", "chin"), x=214, y=458, k=1.34)
    s.path(oval(214, 336, 60, 54), "#fffaf0", op=0.3)
    _butterfly(s, 188, 340, 0.9, TEAMS["a"], -16)
    _butterfly(s, 242, 324, 0.8, TEAMS["b"], 18)
    _butterfly(s, 226, 374, 0.76, TEAMS["d"], 6)
    for side in (-1, 1):
        for r in (0, 20):
            x = 214 + side * (100 + r)
            s.line(f"M{x} 376q{side * 12} 16 0 32t0 32", GOLD_LIGHT, 8)
    for x, y in ((122, 118), (300, 104)):
        s.path(f"M{x} {y}q15 20 0 32q-16 -12 0 -32Z", "#5bbcf0")
