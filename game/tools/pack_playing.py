"""Pictures of the core pack: the kinds of playing, and the parts of a play."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from dataclasses import replace

from game.tools import crafts, draw_people, props
from game.tools.draw_people import DANCER, MUSICIAN
from game.tools.pack_making import SKIES
from game.tools.pack_pieces import (
    ACTOR,
    HIGH,
    KIDS,
    LOW,
    beam,
    bubble,
    bust,
    curtain,
    face_front,
    floor,
    head_back,
    lines,
    little_stage,
    note,
    open_hand,
    picture,
    seat_back,
    shade,
    standing,
    tile,
)  # fmt: skip
from game.tools.paper import (
    CREAM,
    GOLD,
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
    limb,
    oval,
    poly,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look

GROUND = f"M{LOW} 412H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z"


@picture
def rol(s: Sheet) -> None:
    tile(s, "wood", (330, 220), 0.4)
    s.path(GROUND, "#6d2a3a")
    s.paper(box(244, 64, 204, 376, r=96), GOLD, lift=10)
    s.path(box(262, 82, 168, 340, r=82, jit=0), s.grad([(0, "#d8eef5"), (1, "#8fb8d0")], "d"))
    child = Look(
        skin=SKINS["olive"], hair=HAIRS["chestnut"], style="tail", top="#e8574e", pattern="star", trim=GOLD_LIGHT
    )
    king = replace(child, outfit="coat", top="#7b4bd1", pattern="buttons", extras=("crown", "cape"))
    standing(s, king, "joy", ("hip", "up"), x=346, y=412, k=1.12)
    s.path(poly([(276, 330), (350, 96), (376, 104), (296, 372)], jit=0), "#ffffff", op=0.2)
    standing(s, child, "happy", ("hip", "down"), x=128, y=458, k=1.24)


@picture
def personage(s: Sheet) -> None:
    tile(s, "night", (256, 180), 0.5)
    s.glow(256, 300, 190, "#ffe27a", 0.8)
    # A dragon, a queen and a robot step out of a book
    with s.at(128, 316):
        s.paper(limb([(-10, 30), (-34, -40), (-10, -104), (30, -120)], 70, 44), "#3fa86c", lift=6)
        s.paper(blob(36, -126, 46, 36), "#3fa86c", lift=5)
        for x, y in ((-46, -20), (-44, -64), (-22, -112), (2, -152)):
            s.paper(poly([(x, y + 18), (x - 20, y - 8), (x + 12, y - 6)], r=2), TEAMS["a"], lift=2)
        s.path(oval(30, -140, 9, 11), CREAM)
        s.path(oval(33, -138, 5, 7), INK)
        s.line("M46 -110Q62 -102 76 -114", INK, 5)
        s.path(oval(70, -132, 4), INK)
    face_front(
        s, 260, 190, 0.98, Look(skin=SKINS["deep"], hair=HAIRS["black"], style="long", extras=("crown",)), "kind"
    )
    with s.at(392, 236):
        s.paper(box(-52, -74, 104, 96, r=14), "#a9b0c8", lift=6)
        s.paper(box(-38, 28, 76, 60, r=8), "#8f94ac", lift=5)
        s.line("M0 -76V-104", "#6f7488", 7)
        s.path(oval(0, -110, 11), RED)
        for x in (-22, 22):
            s.path(oval(x, -32, 15), "#ffe27a")
            s.path(oval(x, -32, 7), INK)
        s.line("M-24 4H24M-12 -4V12M0 -4V12M12 -4V12", INK, 4)
    crafts.open_book().emit(s, 256, 400, 3.05, border=0, lift=9)


@picture
def scene(s: Sheet) -> None:
    tile(s, "plum", (256, 230), 0.4)
    for x, motif, sky in ((66, "tree", "day"), (446, "moon", "night")):
        little_stage(s, x, 250, 90, 150, SKIES[sky], motif)
        s.path(box(x - 54, 166, 108, 168, jit=0), "#2a0c1e", op=0.5)
    little_stage(s, 256, 240, 260, 300, SKIES["dusk"], "")
    standing(s, KIDS["red"], "joy", ("hip", "wave"), x=200, y=382, k=0.76)
    standing(s, KIDS["curls"], "surprised", ("stop", "hip"), x=312, y=382, k=0.76)
    s.line("M118 428V452H394V428", GOLD_LIGHT, 12)
    s.line("M256 452V470", GOLD_LIGHT, 12)


@picture
def bedrijf(s: Sheet) -> None:
    tile(s, "green", (256, 240), 0.4)
    for i, (x, colour) in enumerate(((98, "#8f7fc4"), (256, RED), (414, "#8f7fc4"))):
        chosen = i == 1
        top, wide = (70, 150) if chosen else (120, 116)
        s.paper(box(x - wide / 2, top, wide, 440 - top, r=12), colour, lift=10 if chosen else 5)
        for j in range(3):
            h = 106 if chosen else 84
            y = top + 62 + j * (h + 8)
            little_stage(
                s,
                x,
                y,
                wide - 44,
                h - 26,
                SKIES[("day", "dusk", "night")[(i + j) % 3]],
                ("tree", "boat", "moon")[(i + j) % 3],
            )
        for d in range(i + 1):
            s.path(oval(x + (d - i / 2) * 26, 458, 9), GOLD_LIGHT if chosen else CREAM, op=1 if chosen else 0.6)
        if not chosen:
            s.path(box(x - wide / 2, top, wide, 440 - top, r=12, jit=0), "#12301f", op=0.42)


@picture
def monoloog(s: Sheet) -> None:
    tile(s, "dark", (180, 260), 0.0)
    floor(s, 404)
    s.path("M120 30H180L262 440H40Z", s.grad([(0, "#fff6cf", 0.75), (1, "#fff6cf", 0.3)]))
    s.halo(152, 440, 118, 26, "#fff6cf", 0.9)
    standing(s, ACTOR, "whisper", ("heart", "out"), x=150, y=446, k=1.06)
    bubble(s, 350, 170, 238, 232, -128)
    lines(s, 258, 92, (176, 150, 184, 120, 170, 184, 90), 26)


@picture
def dialoog(s: Sheet) -> None:
    tile(s, "plum", (256, 260), 0.4)
    floor(s, 408)
    bubble(s, 146, 114, 208, 124, 30)
    lines(s, 66, 90, (160, 124, 80), 26)
    bubble(s, 376, 142, 176, 100, -18, fill="#bfe8f7")
    lines(s, 306, 126, (140, 96), 28, "#2f5f8a")
    standing(s, ACTOR, "whisper", ("heart", "out"), x=142, y=458, k=0.72)
    standing(
        s,
        replace(ACTOR, skin=SKINS["rose"], hair=HAIRS["red"], style="wavy", outfit="dress", top="#3f9a6c", extras=()),
        "whisper",
        ("out", "hip"),
        x=370,
        y=458,
        k=0.72,
    )


@picture
def mime(s: Sheet) -> None:
    tile(s, "sky", (256, 220), 0.5)
    look = Look(
        skin="#fff6ea",
        hair=HAIRS["black"],
        style="short",
        outfit="overall",
        top="#fffaf0",
        pattern="stripes",
        trim=INK,
        bottom="#2d2438",
        adult=True,
    )
    bust(s, replace(look, outfit="tee"), "surprised", ("stop", "stop"), k=1.36, low=476)
    f = Figure()
    f.piece(curve([(190, 62), (214, 26), (256, 16), (298, 26), (322, 62), (256, 78)]), "#2d2438", lift=5)
    f.piece(limb([(180, 74), (256, 86), (332, 74)], 20, 20), RED, lift=4)
    f.emit(s, 0, 78, 1, border=6)
    for x in (222, 292):
        s.path(f"M{x} 218v18", "none", stroke=INK, sw=5)
    for side in (-1, 1):
        open_hand(s, 256 + side * 158, 330, 0.76, "#fff6ea", flip=side > 0, sleeve="#fffaf0", sleeve_to=40)
    for x in (72, 440):
        s.line(f"M{x} 72V440", "#ffffff", 7, dash="24 20")
    s.line("M72 72H440", "#ffffff", 7, dash="24 20")


@picture
def muziektheater(s: Sheet) -> None:
    tile(s, "plum", (220, 220), 0.3)
    floor(s, 404)
    beam(s, 160, 36, 60, 280, 430, 0.6)
    singer = replace(ACTOR, outfit="dress", top=RED, style="long", extras=("crown",))
    standing(s, singer, "whisper", ("heart", "cup"), x=160, y=452, k=1.02)
    x, y = 160 + 41 * 1.02, 452 - 252 * 1.02
    crafts.microphone().emit(s, x - 4, y, 0.78, border=5, turn=-32)
    with s.at(356, 462, scale=0.76):
        draw_people.emit(s, replace(draw_people.PEOPLE["muzikant"], look=MUSICIAN), 0, 0, stick_to=0)
    for nx, ny, k, colour in (
        (268, 96, 1.2, GOLD_LIGHT),
        (356, 70, 1.0, TEAMS["d"]),
        (442, 110, 0.9, TEAMS["b"]),
        (70, 92, 0.9, TEAMS["c"]),
    ):
        note(s, nx, ny, k, colour)


@picture
def dans(s: Sheet) -> None:
    tile(s, "sun", (256, 220), 0.6)
    s.path(GROUND, "#c8783a")
    shade(s, 256, 452, 160, 16)
    partner = replace(
        DANCER, skin=SKINS["deep"], hair=HAIRS["black"], style="bun", top=RED, bottom="#8e1226", shoes=RED
    )
    with s.at(158, 448, turn=-5):
        draw_people.emit(s, replace(draw_people.PEOPLE["danser"], front=(), grips=()), 0, 0, 0.98, stick_to=0)
    with s.at(362, 448, flip=True, turn=-5):
        draw_people.emit(s, draw_people.Person(partner, "happy", ("arc", "wing")), 0, 0, 0.98, stick_to=0)
    for side in (-1, 1):
        s.line(f"M{256 + side * 194} 236q{side * 20} 60 {side * -6} 120", RED, 11)
    note(s, 258, 86, 0.9, "#8e1226")


@picture
def improviseren(s: Sheet) -> None:
    tile(s, "teal", (256, 200), 0.5)
    s.path(GROUND, "#114a55")
    bust(s, KIDS["boy"], "surprised", ("up", "shrug"), x=150, k=1.36, low=486)
    for x, y, r, turn, kind in ((352, 158, 70, 14, "moon"), (398, 344, 74, -12, "boat")):
        with s.at(x, y, turn=turn):
            s.paper(box(-r, -r, 2 * r, 2 * r, r=20), "#fffaf0", lift=9)
            if kind == "moon":
                props.crown().emit(s, 0, 40, 0.76, border=0, lift=3)
            else:
                s.path(poly([(-46, 10), (46, 10), (28, 40), (-28, 40)], r=4), RED)
                s.path(poly([(2, -48), (38, 0), (2, 0)], r=3), TEAMS["b"])
                s.line("M0 -50V10", WOOD_DARK, 6)
    for x, y in ((262, 78), (300, 256), (452, 244)):
        s.line(
            f"M{x - 14} {y - 16}Q{x - 10} {y - 36} {x + 6} {y - 32}Q{x + 22} {y - 24} {x + 12} {y - 8}Q{x + 2} {y} {x + 2} {y + 8}",
            GOLD_LIGHT,
            10,
        )
        s.path(oval(x + 2, y + 26, 7), GOLD_LIGHT)


@picture
def vierde_wand(s: Sheet) -> None:
    tile(s, "night", (150, 230), 0.4)
    s.paper(box(LOW, 356, 236, 126, r=4), WOOD, lift=6)
    curtain(s, LOW, 82, 36, 358, 2)
    standing(s, ACTOR, "joy", ("hip", "stop"), x=160, y=366, k=0.84)
    wall = poly([(270, 62), (314, 92), (314, 470), (270, 424)], jit=0)
    s.path(wall, "#9fe8ff", op=0.35)
    s.line(wall, "#e8fbff", 7, dash="22 16")
    s.line("M270 150L314 186M270 240L314 280M270 332L314 376", "#e8fbff", 5, op=0.8)
    for n, (x, y) in enumerate(((372, 318), (440, 378), (364, 412))):
        head_back(s, x, y, 36, (1, 4, 2)[n])
        seat_back(s, x, min(y + 82, 486), 88, 72, RED)
