"""Cuts what goes wrong in scene 5, "Wie roep je?", each also mended (`_ok`): `python -m game.tools.draw_troubles`."""

from collections.abc import Callable
from dataclasses import replace

from game.tools import crafts, props
from game.tools.draw_choices import ACTOR, YOU, A, B, C
from game.tools.draw_people import EXTRA
from game.tools.paper import (
    CREAM,
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
    curve,
    darker,
    lighter,
    limb,
    oval,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look, hand_at, puppet

WIDTH, HEIGHT, FLOOR = 900, 600, 548

KNIGHT = replace(EXTRA, extras=(), build="")
SINGER = Look(
    skin=SKINS["olive"],
    hair=HAIRS["chestnut"],
    style="wavy",
    outfit="dress",
    top="#2f8f6a",
    bottom="#1f6a58",
    pattern="dots",
    trim=GOLD_LIGHT,
    adult=True,
    build="tall",
)
TWIN = Look(
    skin=SKINS["rose"],
    hair=HAIRS["blond"],
    style="bun",
    top="#2f9a9a",
    bottom="#1f6a78",
    shoes="#2f9a9a",
    adult=True,
    build="slim",
    legs="dance",
)
TWIN_2 = replace(TWIN, skin=SKINS["deep"], hair=HAIRS["black"], style="short", top="#c8527a", bottom="#8a2a5a")
MONSTER = Look(
    skin=SKINS["peach"],
    hair="#3f7f4a",
    style="spiky",
    outfit="coat",
    top="#4a9c5a",
    bottom="#2d5a3a",
    shoes="#2d5a3a",
    pattern="zigzag",
    trim="#bfe06a",
    adult=True,
    build="broad",
)


# -- things that return ------------------------------------------------------------------------------------
def person(
    s: Sheet, look: Look, mood: str, arms: tuple[str, str], x: float, *, k: float = 1.1, turn: float = 0
) -> None:
    puppet(look, mood, arms).emit(s, x, FLOOR - 26, k, turn=turn)


def bubble(s: Sheet, x: float, y: float, w: float, h: float, tail: float) -> None:
    """What somebody thinks or says; `tail` is where its point goes, beside its middle."""
    s.paper(
        poly([(x + w / 2 - 26, y + h - 10), (x + w / 2 + tail, y + h + 52), (x + w / 2 + 22, y + h - 10)], r=4),
        CREAM,
        lift=5,
    )
    s.paper(box(x, y, w, h, r=44), CREAM, lift=8, edge=2)


def question_mark(s: Sheet, x: float, y: float, k: float = 1, colour: str = RED) -> None:
    with s.at(x, y, scale=k):
        hook = "M-22 -34C-22 -70 30 -70 28 -34C26 -10 0 -12 0 18"
        edge = CREAM if colour == RED else INK
        s.line(hook, edge, 31)
        s.path(oval(0, 46, 18), edge)
        s.line(hook, colour, 17)
        s.path(oval(0, 46, 11), colour)


def quaver(s: Sheet, x: float, y: float, k: float = 1, colour: str = GOLD_LIGHT, turn: float = 0) -> None:
    with s.at(x, y, scale=k, turn=turn):
        s.paper(blob(0, 0, 17, 13), colour, lift=4)
        s.line("M15 -2V-62Q40 -52 38 -26", colour, 9)


def tree(h: float = 330, colour: str = "#3f8f4a") -> Figure:
    """A flat tree with the brace that should hold it up."""
    f = Figure()
    f.piece(poly([(-22, 0), (22, 0), (14, -h * 0.5), (-14, -h * 0.5)], r=4), WOOD_DARK)
    for y, w in ((0.30, 118), (0.55, 96), (0.80, 66)):
        top = -h * (y + 0.26)
        f.piece(
            curve(
                [
                    (0, top),
                    (w * 0.62, -h * y - 18),
                    (w, -h * y + 26),
                    (0, -h * y + 6),
                    (-w, -h * y + 26),
                    (-w * 0.62, -h * y - 18),
                ]
            ),
            colour,
            lift=5,
        )
    return f


def trumpet() -> Figure:
    f = Figure()
    f.piece(limb([(-120, 0), (-30, 0), (60, 0)], 17, 20), GOLD)
    f.piece(poly([(52, -12), (132, -62), (140, 62), (52, 12)], r=8), GOLD, lift=5)
    f.piece(curve([(-50, 14), (-54, 58), (10, 58), (8, 14), (-4, 14), (-4, 44), (-38, 44), (-38, 14)]), GOLD_DARK)
    for x in (-40, -22, -4):
        f.inner(box(x - 6, -34, 12, 36, r=4), GOLD_LIGHT)
    f.mark(oval(136, 0, 8, 56), GOLD_DARK, op=0.8)
    return f


def throne() -> Figure:
    f = Figure()
    f.piece(poly([(-92, -10), (-98, -330), (0, -392), (98, -330), (92, -10)], r=16), RED_DEEP, lift=8)
    f.inner(poly([(-66, -120), (-70, -306), (0, -350), (70, -306), (66, -120)], r=12), RED)
    f.piece(box(-112, -146, 224, 46, r=12), GOLD, lift=5)
    for side in (-1, 1):
        f.piece(box(side * 96 - 18, -146, 36, 146, r=8), GOLD_DARK)
        f.piece(blob(side * 98, -336, 22), GOLD)
    f.inner(box(-82, -100, 164, 84, r=10), RED)
    return f


def seat_row(s: Sheet, x: float, *, lit: int | None = None) -> None:
    for n in range(3):
        at = x + n * 160
        if n == lit:
            s.glow(at + 66, FLOOR - 130, 170, "#ffd774", 0.9)
        s.paper(box(at, FLOOR - 214, 132, 150, r=34), RED, lift=7)
        s.paper(box(at + 16, FLOOR - 196, 100, 110, r=24), lighter(RED, 0.12), lift=0)
        s.paper(box(at - 8, FLOOR - 90, 148, 56, r=18), darker(RED, 0.12), lift=6)
        s.paper(box(at + 20, FLOOR - 36, 16, 36, r=4), WOOD_DARK, lift=3)
        s.paper(box(at + 96, FLOOR - 36, 16, 36, r=4), WOOD_DARK, lift=3)
        s.paper(box(at + 42, FLOOR - 200, 48, 40, r=8), GOLD_LIGHT if n == lit else CREAM, lift=2)
        for dot in range(n + 1):
            s.path(oval(at + 66 + (dot - n / 2) * 14, FLOOR - 180, 5), INK)


def blare(s: Sheet, x: float, y: float, count: int, length: float, colour: str) -> None:
    """Sound that jumps out of something, in forked strokes."""
    half = x + length * 0.5
    for n in range(count):
        dy = (n - (count - 1) / 2) * 62
        near, far = y + dy * 0.95, y + dy * 1.5
        s.line(f"M{x:.0f} {y + dy * 0.55:.0f}L{half:.0f} {near - 14:.0f}", colour, 12)
        s.line(f"M{half:.0f} {near - 14:.0f}L{half:.0f} {near + 10:.0f}L{x + length:.0f} {far:.0f}", colour, 12)


# -- what goes wrong, one by one ---------------------------------------------------------------------------
def seat(s: Sheet, ok: bool) -> None:
    """Somebody has a ticket and can't find the seat."""
    seat_row(s, 400, lit=1 if ok else None)
    person(s, YOU, "joy" if ok else "unsure", ("up", "up") if ok else ("shrug", "fetch"), 624 if ok else 240, k=1.25)
    if not ok:
        x, y = hand_at(YOU, "fetch", 1)
        with s.at(240 + (x + 6) * 1.25, FLOOR - 26 + y * 1.25, turn=-10):
            s.paper(box(-8, -34, 110, 62, r=8), GOLD, lift=5)
            s.path(box(8, -22, 50, 10, jit=0), INK, op=0.6)
            for dot in range(2):
                s.path(oval(76 + dot * 14, 2, 5), INK)
        question_mark(s, 250, 90, 1.2)


def light(s: Sheet, ok: bool) -> None:
    """An actor plays in the dark, under a lamp that is out."""
    if not ok:
        s.paper(box(120, 40, 660, 516, r=60), "#1a1236", lift=8)
    if ok:
        s.path(
            poly([(450, 96), (260, FLOOR), (650, FLOOR)], r=10), s.grad([(0, "#fff6c8", 0.95), (1, "#ffe08a", 0.28)])
        )
        s.halo(455, FLOOR - 6, 210, 34, "#fff0b0", 0.8)
    person(s, ACTOR, "joy" if ok else "unsure", ("out", "high") if ok else ("shrug", "shrug"), 450, k=1.0)
    if not ok:
        s.path(box(124, 44, 652, 508, r=58), "#140c2c", op=0.5)
    s.line("M300 26H620", GOLD_DARK, 12)
    props.spotlight("#3a3450").emit(s, 450, 34, 1.5)
    if not ok:
        question_mark(s, 640, 190, 1.0, GOLD_LIGHT)


def marionette(s: Sheet, ok: bool) -> None:
    """A puppet on strings that nobody holds."""
    if ok:
        s.glow(450, 330, 230, "#ffd774", 0.6)
        crafts.marionette().emit(s, 450, 120, 2.1)
        return
    s.paper(box(250, FLOOR - 120, 400, 120, r=14), WOOD, lift=7)
    s.paper(box(236, FLOOR - 140, 428, 34, r=10), WOOD_DARK, lift=5)
    crafts.marionette().emit(s, 640, 330, 1.9, turn=98)
    question_mark(s, 450, 110, 1.3)


def music(s: Sheet, ok: bool) -> None:
    """Instruments, and nobody who plays them."""
    props.music_stand().emit(s, 250, FLOOR, 1.5)
    props.cello().emit(s, 450, FLOOR, 1.6)
    props.drum().emit(s, 670, FLOOR, 1.9)
    if ok:
        for n, (x, y) in enumerate(((150, 250), (300, 180), (450, 140), (610, 190), (770, 270))):
            quaver(s, x, y, 1.5, (GOLD_LIGHT, TEAMS["b"], TEAMS["d"])[n % 3], turn=n * 9 - 18)
    else:
        question_mark(s, 640, 130, 1.4)


def king(s: Sheet, ok: bool) -> None:
    """The throne is empty: nobody plays the king."""
    s.halo(450, FLOOR - 4, 260, 30, "#ffd774", 0.5)
    throne().emit(s, 450, FLOOR, 1.15)
    if ok:
        person(s, ACTOR, "proud", ("hip", "wave"), 450, k=1.18)
    else:
        props.crown().emit(s, 450, FLOOR - 148, 1.0)
        question_mark(s, 690, 240, 1.3)


def dance(s: Sheet, ok: bool) -> None:
    """Music, light, a floor, and nobody who dances."""
    s.halo(450, FLOOR - 20, 330, 46, "#ffe08a", 0.7)
    for n, (x, y) in enumerate(((130, 200), (240, 110), (690, 120), (790, 220))):
        quaver(s, x, y, 1.4, (GOLD_LIGHT, TEAMS["b"])[n % 2], turn=n * 8 - 12)
    if ok:
        person(s, TWIN, "joy", ("arc", "wing"), 450, k=1.25)
    else:
        crafts.dance_shoes().emit(s, 450, FLOOR - 110, 1.2)
        question_mark(s, 456, 170, 1.4)


def falling(s: Sheet, ok: bool) -> None:
    """A tree of the set falls over."""
    tree().emit(s, 190, FLOOR, 1.3)
    if ok:
        tree(330, "#57a85a").emit(s, 640, FLOOR, 1.35)
        person(s, KNIGHT, "joy", ("up", "up"), 420, k=1.05)
        return
    tree(330, "#57a85a").emit(s, 720, FLOOR - 60, 1.3, turn=-50)
    for n in range(3):
        s.line(
            f"M{590 + n * 46} {120 + n * 34}Q{620 + n * 44} {100 + n * 36} {650 + n * 40} {112 + n * 40}",
            GOLD_LIGHT,
            9,
        )
    person(s, KNIGHT, "surprised", ("stop", "stop"), 330, k=1.05, turn=-7)


def costume(s: Sheet, ok: bool) -> None:
    """A coat that tore, just before the play."""
    s.halo(450, FLOOR - 6, 220, 30, "#ffd774", 0.4)
    person(s, ACTOR, "joy" if ok else "surprised", ("out", "high") if ok else ("belly", "shrug"), 450, k=1.3)
    if ok:
        s.paper(box(462, 300, 62, 62, r=8), TEAMS["d"], lift=4)
        s.line("M468 306h50v50h-50Z", INK, 4, dash="8 7")
        s.path(star(493, 331, 17), GOLD_LIGHT)
        return
    tear = poly(
        [
            (440, 262),
            (470, 296),
            (452, 320),
            (484, 352),
            (462, 384),
            (498, 424),
            (520, 390),
            (500, 358),
            (524, 330),
            (500, 300),
            (512, 268),
        ],
        r=3,
    )
    s.paper(tear, CREAM, lift=4)
    s.line("M440 262L470 296L452 320L484 352L462 384L498 424", RED, 7)
    s.paper(poly([(560, 470), (604, 452), (622, 496), (578, 512)], r=6), "#7b4bd1", lift=6)
    for n in range(3):
        s.line(f"M{560 + n * 30} {250 - n * 26}l{34} {-20}", GOLD_LIGHT, 9)


def loud(s: Sheet, ok: bool) -> None:
    """A trumpet so loud that nobody hears the singer."""
    person(s, SINGER, "joy" if ok else "annoyed", ("heart", "out") if ok else ("stop", "stop"), 690, k=1.08)
    trumpet().emit(s, 210, 300, 1.5, turn=-6)
    if ok:
        quaver(s, 420, 250, 1.1, GOLD_LIGHT, 8)
        for n, x in enumerate((560, 800, 850)):
            quaver(s, x, 110 + n * 40, 1.4, TEAMS["d"], n * 10)
        return
    blare(s, 424, 286, 5, 170, "#ff8a5a")
    blare(s, 424, 286, 4, 110, GOLD_LIGHT)


def face(s: Sheet, ok: bool) -> None:
    """A monster that has far too sweet a face."""
    look = replace(MONSTER, skin="#8fc25a") if ok else MONSTER
    person(s, look, "annoyed" if ok else "kind", ("high", "high") if ok else ("heart", "heart"), 420, k=1.32)
    if ok:
        for x, y, r in ((372, 180, 9), (392, 204, 7), (470, 186, 10), (452, 214, 6)):
            s.paper(blob(x, y, r), "#4f8a2f", lift=2)
        s.line("M366 138l44 16M478 138l-44 16", "#2d4a1a", 9)
        person(s, A, "surprised", ("up", "up"), 740, k=1.0)
        return
    for side in (-1, 1):
        s.paper(blob(420 + side * 44, 186, 17, 12), "#f28aa0", lift=0)
    bubble(s, 580, 60, 250, 180, -110)
    with s.at(705, 150, scale=1.3):
        s.paper(blob(0, 0, 54, 48), "#8fc25a", lift=3)
        s.path(oval(-18, -8, 8), INK)
        s.path(oval(18, -8, 8), INK)
        s.path(poly([(-32, 14), (32, 14), (22, 34), (12, 16), (0, 36), (-12, 16), (-22, 34)]), CREAM)


def forest(s: Sheet, ok: bool) -> None:
    """The story is in a wood, and there is no wood."""
    if ok:
        for x, k, colour in (
            (120, 1.3, "#2f7a44"),
            (300, 1.0, "#57a85a"),
            (610, 1.15, "#3f8f4a"),
            (790, 1.4, "#2f7a44"),
        ):
            tree(330, colour).emit(s, x, FLOOR, k)
        person(s, C, "joy", ("out", "wave"), 450, k=1.2)
        return
    for x, y, w, h in ((110, 380, 190, 168), (170, 268, 140, 116), (640, 400, 170, 148)):
        s.paper(box(x, y, w, h, r=5), "#c8955a", lift=7)
        s.line(f"M{x} {y + 34}H{x + w}M{x + w / 2} {y}V{y + 34}", "#8a5a30", 5)
    person(s, C, "unsure", ("shrug", "shrug"), 450, k=1.2)
    bubble(s, 540, 40, 270, 190, -120)
    for n, k in enumerate((0.34, 0.44, 0.34)):
        tree().emit(s, 606 + n * 70, 206, k, border=4, lift=3)


def bump(s: Sheet, ok: bool) -> None:
    """Two actors who don't know where to stand."""
    if ok:
        for x in (250, 650):
            s.line(
                f"M{x - 34} {FLOOR - 14}L{x + 34} {FLOOR + 14}M{x + 34} {FLOOR - 14}L{x - 34} {FLOOR + 14}", RED, 12
            )
        person(s, KNIGHT, "joy", ("hip", "reach"), 250)
        person(s, SINGER, "joy", ("reach", "hip"), 650)
        return
    person(s, KNIGHT, "surprised", ("down", "shrug"), 350, turn=12)
    person(s, SINGER, "annoyed", ("shrug", "down"), 560, turn=-12)
    for x, y, r in ((450, 90, 44), (372, 130, 24), (536, 126, 28), (452, 180, 20)):
        s.paper(star(x, y, r), GOLD_LIGHT, lift=4)


def ending(s: Sheet, ok: bool) -> None:
    """The last pages of the play are blank."""
    with s.at(450, 330, turn=-3):
        for side in (-1, 1):
            s.paper(poly([(0, -190), (side * 300, -220), (side * 316, 170), (0, 206)], r=10), CREAM, lift=10)
        s.line("M0 -190V206", darker(CREAM, 0.35), 6)
        lines = [(-1, n) for n in range(7)] + ([(1, n) for n in range(7)] if ok else [])
        for side, n in lines:
            x0, x1 = (-258, -46) if side < 0 else (46, 262)
            s.line(f"M{x0} {-142 + n * 44}H{x1 - (60 if n == 6 else n % 3 * 20)}", NIGHT_BLUE, 9, op=0.75)
        if ok:
            s.paper(star(236, 128, 34), GOLD, lift=4)
        else:
            question_mark(s, 160, -20, 2.0)
    crafts.quill(TEAMS["b"]).emit(s, 760, 250 if ok else 470, 1.4, turn=0 if ok else 40)


def forgotten(s: Sheet, ok: bool) -> None:
    """An actor opens the mouth and nothing comes."""
    person(s, KNIGHT, "joy" if ok else "surprised", ("out", "high") if ok else ("mouth", "shrug"), 300, k=1.25)
    bubble(s, 430, 60, 380, 230, -190)
    for n in range(3):
        if ok:
            s.line(f"M486 {124 + n * 50}q32 -22 64 0t64 0t64 0t{64 - n * 20} 0", NIGHT_BLUE, 12)
        else:
            s.path(oval(540 + n * 82, 178, 22), INK, op=0.75)


def opening(s: Sheet, ok: bool) -> None:
    """All is ready behind the curtain, and nobody says when."""
    s.path(box(150, 60, 600, 488, jit=0), s.grad([(0, "#2a1a5a"), (1, "#7a5ab0" if ok else "#3a2a6a")]))
    if ok:
        s.halo(450, FLOOR - 8, 260, 36, "#ffe08a", 0.8)
    person(s, ACTOR, "joy" if ok else "unsure", ("out", "wave") if ok else ("down", "cup"), 450, k=1.1)
    for side in (-1, 1):
        inner = 450 + side * (230 if ok else 54)
        outer = 450 + side * 350
        points = [
            (outer, 40),
            (inner, 40),
            (inner + side * 12, 300),
            (inner - side * 6, FLOOR + 10),
            (outer, FLOOR + 10),
        ]
        s.paper(poly(points, r=8), RED, lift=9)
        for n in range(1, 4):
            x = inner + (outer - inner) * n / 4
            s.line(f"M{x:.0f} 60V{FLOOR - 6}", RED_DEEP, 9, op=0.5)
    s.paper(box(96, 22, 708, 52, r=16), GOLD, lift=7)
    s.paper(blob(840, 300, 44), "#3a3450", lift=6)
    s.path(oval(840, 300, 28), TEAMS["c"] if ok else "#7a1a24")
    if ok:
        s.glow(840, 300, 90, "#8ff0b0", 0.9)
    else:
        question_mark(s, 842, 170, 1.1)


def tangle(s: Sheet, ok: bool) -> None:
    """Dancers who trip over each other's feet."""
    if ok:
        person(s, TWIN, "joy", ("arc", "wing"), 250)
        person(s, TWIN_2, "joy", ("arc", "wing"), 610)
        return
    person(s, TWIN, "surprised", ("wing", "up"), 320, turn=22)
    person(s, TWIN_2, "sad", ("up", "wing"), 600, turn=-20)
    for x, y, r in ((460, 110, 36), (400, 160, 20), (530, 150, 24)):
        s.paper(star(x, y, r), GOLD_LIGHT, lift=4)
    s.line("M350 566q40 -34 90 0t110 0", TEAMS["d"], 12)


def market(s: Sheet, ok: bool) -> None:
    """A busy market square with nobody on it."""
    for x in (90, 590):
        s.paper(box(x + 6, 330, 208, 218, r=5), WOOD, lift=6)
        s.paper(box(x, 318, 220, 40, r=6), WOOD_DARK, lift=4)
        for n in range(5):
            s.paper(box(x - 10 + n * 48, 150, 48, 78, r=10), RED if n % 2 else CREAM, lift=3)
            s.paper(blob(x + 26 + n * 42, 306, 20), ("#e8574e", TEAMS["a"], TEAMS["c"])[n % 3], lift=3)
        for post in (x + 4, x + 202):
            s.paper(box(post, 200, 14, 150, r=4), WOOD_DARK, lift=3)
    person(s, KNIGHT, "joy" if ok else "sad", ("wave", "out") if ok else ("shrug", "shrug"), 450, k=0.98)
    if ok:
        person(s, SINGER, "happy", ("hip", "down"), 250, k=0.9)
        person(s, B, "happy", ("down", "wave"), 620, k=1.0)
        person(s, A, "happy", ("down", "down"), 770, k=1.0)


def why(s: Sheet, ok: bool) -> None:
    """The king leaves, and nobody in the rehearsal room knows why."""
    person(s, ACTOR, "sad" if not ok else "proud", ("down", "fetch"), 640, k=1.05)
    props.suitcase().emit(s, 780, FLOOR, 1.4)
    person(s, B, "think" if not ok else "joy", ("chin", "down") if not ok else ("up", "up"), 230, k=1.2)
    bubble(s, 270, 30, 270, 180, -110)
    if ok:
        s.glow(405, 118, 90, "#ffd774", 0.9)
        s.paper(curve([(405, 176), (338, 112), (362, 66), (405, 92), (448, 66), (472, 112)]), RED, lift=4)
    else:
        question_mark(s, 405, 122, 1.2)


def season(s: Sheet, ok: bool) -> None:
    """The calendar of the house has a hole in it."""
    for n in range(6):
        x, y = 130 + n % 3 * 220, 60 + n // 3 * 250
        s.paper(box(x, y, 196, 222, r=14), CREAM, lift=8)
        s.paper(box(x, y, 196, 50, r=12), (TEAMS["b"], TEAMS["c"], TEAMS["d"])[n % 3], lift=2)
        for ring in (46, 150):
            s.line(f"M{x + ring} {y - 14}V{y + 22}", INK, 8)
        if n == 4 and not ok:
            question_mark(s, x + 98, y + 134, 1.2)
        elif n % 3 == 0:
            s.paper(star(x + 98, y + 138, 54), GOLD, lift=4)
        elif n % 3 == 1:
            props.moon(44).emit(s, x + 98, y + 138, 1, border=4, lift=4)
        else:
            crafts.mask().emit(s, x + 98, y + 132, 0.78, border=4, lift=4)


def journey(s: Sheet, ok: bool) -> None:
    """Ten towns, a heap of trunks, and one actor."""
    s.paper(box(420, 150, 400, 330, r=30), TEAMS["b"], lift=10)
    s.paper(box(448, 190, 150, 120, r=14), "#dff2ff", lift=2)
    s.paper(box(630, 190, 160, 250, r=12), darker(TEAMS["b"], 0.12), lift=3)
    s.path(star(710, 310, 46), GOLD_LIGHT)
    for x in (510, 730):
        s.paper(blob(x, 500, 58), "#2d2438", lift=6)
        s.paper(blob(x, 500, 26), CREAM, lift=2)
    props.suitcase("#b0563a").emit(s, 120, FLOOR, 1.3)
    props.suitcase("#3f7f9a").emit(s, 120, FLOOR - 96, 1.1)
    person(s, KNIGHT, "joy" if ok else "sad", ("wave", "wave") if ok else ("shrug", "shrug"), 290, k=0.98)
    if ok:
        person(s, SINGER, "happy", ("down", "wave"), 430, k=0.92)
        person(s, TWIN_2, "joy", ("up", "up"), 800, k=0.9)


TROUBLES: dict[str, Callable[[Sheet, bool], None]] = {
    "seat": seat,
    "light": light,
    "marionette": marionette,
    "music": music,
    "king": king,
    "dance": dance,
    "falling": falling,
    "costume": costume,
    "loud": loud,
    "face": face,
    "forest": forest,
    "bump": bump,
    "ending": ending,
    "forgotten": forgotten,
    "opening": opening,
    "tangle": tangle,
    "market": market,
    "why": why,
    "season": season,
    "journey": journey,
}


def main() -> None:
    for name, draw in TROUBLES.items():
        for ok in (False, True):
            s = Sheet(f"troubles/trouble_{name}{'_ok' if ok else ''}", WIDTH, HEIGHT)
            s.halo(450, FLOOR + 8, 400, 26, "#12030c", 0.5)
            draw(s, ok)
            s.save()


if __name__ == "__main__":
    main()
