"""Cuts the theatre in cross-section, the map of the game: `python -m game.tools.draw_house`.

Every room is one function, drawn twice: in the dark for the whole house, and lit with its people for the
picture that is laid over its place once the class has lit it.
"""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from collections.abc import Callable
from dataclasses import replace

from game.tools import crafts, draw_sou, house_life, props
from game.tools.cast import HAND
from game.tools.draw_choices import A as WHEELS
from game.tools.draw_people import LIGHTER, MAKER_UP, SOUNDER, TAILOR
from game.tools.house_life import on_wheels, trade, who
from game.tools.paper import (
    CREAM,
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
    lighter,
    mix,
    night,
    oval,
    pick,
    place,
    poly,
    star,
    wobble,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look

# id -> x, y, width, height on the canvas
ROOMS: dict[str, tuple[int, int, int, int]] = {
    "repetitielokaal": (70, 236, 360, 202),
    "foyer": (70, 456, 360, 262),
    "inkomhal": (70, 736, 360, 264),
    "lichtregie": (448, 244, 280, 186),
    "zaal": (448, 448, 560, 340),
    "vestiaire": (448, 806, 330, 194),
    "toneeltoren": (1026, 176, 420, 368),
    "podium": (1026, 562, 420, 226),
    "orkestbak": (796, 806, 350, 194),
    "atelier": (1164, 806, 690, 194),
    "kleedkamer": (1464, 336, 390, 208),
    "coulissen": (1464, 562, 390, 226),
}
Room = Callable[[Sheet, int, int, bool], None]

ANNA = Look(
    skin=SKINS["tan"],
    hair=HAIRS["black"],
    style="bun",
    outfit="jacket",
    top="#8e1730",
    bottom="#2d2438",
    trim=CREAM,
    extras=("tie",),
    adult=True,
)
WARD = Look(skin=SKINS["rose"], hair=HAIRS["grey"], style="short", outfit="coat", top="#2f6f8a", adult=True)
NOOR = Look(skin=SKINS["olive"], hair="#3f6f9a", style="hijab", outfit="dress", top="#4a9c78", bottom="#2d4a5a")
SAMI = Look(skin=SKINS["brown"], hair=HAIRS["black"], style="curly", top="#e0a93c", pattern="stripes", trim=RED)
LOTTE = Look(skin=SKINS["rose"], hair=HAIRS["red"], style="braids", outfit="overall", top="#fff3d6", bottom="#3f6fb0")
JEF = Look(skin=SKINS["peach"], hair=HAIRS["blond"], style="spiky", top="#c8524a", pattern="star")
AMA = Look(
    skin=SKINS["deep"],
    hair=HAIRS["black"],
    style="puffs",
    outfit="dress",
    top="#ef8fbf",
    trim=CREAM,
    bottom="#8a4a7a",
)
TECH = Look(
    skin=SKINS["peach"],
    hair=HAIRS["dark"],
    style="short",
    top="#3a3450",
    bottom="#2d2438",
    extras=("headset",),
    adult=True,
)
PAINTER = Look(
    skin=SKINS["rose"],
    hair=HAIRS["chestnut"],
    style="tail",
    outfit="tee",
    top="#5bbcf0",
    pattern="apron",
    trim=CREAM,
    adult=True,
)
KING = Look(
    skin=SKINS["peach"],
    hair=HAIRS["brown"],
    style="bob",
    outfit="coat",
    top="#7b4bd1",
    trim=GOLD,
    pattern="buttons",
    extras=("crown",),
    adult=True,
)
JITS = Look(
    skin=SKINS["rose"],
    hair=HAIRS["chestnut"],
    style="braids",
    outfit="coat",
    top="#f5c53c",
    bottom="#3f6fb0",
    trim=NIGHT_BLUE,
)
CARPENTER = Look(
    skin=SKINS["peach"],
    hair=HAIRS["red"],
    style="short",
    outfit="overall",
    top="#c8524a",
    bottom="#39507a",
    adult=True,
)
BAREHEADED = replace(KING, extras=())
SMALL_KING = replace(AMA, outfit="coat", top="#7b4bd1", extras=("crown",))
LADY = Look(
    skin=SKINS["rose"],
    hair=HAIRS["grey"],
    style="bun",
    outfit="dress",
    top="#c8723c",
    extras=("glasses",),
    adult=True,
)
GENT = Look(
    skin=SKINS["brown"],
    hair=HAIRS["black"],
    outfit="jacket",
    top="#2d2438",
    extras=("tie", "beard"),
    adult=True,
)
GRANDPA = Look(
    skin=SKINS["tan"], hair="#d9d3d6", style="bald", top="#5a7a4a", extras=("moustache", "wrinkles"), adult=True
)
GUEST = Look(skin=SKINS["deep"], hair=HAIRS["black"], style="curly", top="#8a5aa8", pattern="star")
SPECTATOR = Look(skin=SKINS["olive"], hair="#3f6f9a", style="hijab", top="#4a9c78")
PLAYER = Look(
    skin=SKINS["rose"], hair=HAIRS["black"], style="long", outfit="dress", top="#2d2438", bottom="#2d2438", adult=True
)


def prop(s: Sheet, f: Figure, x: float, y: float, k: float = 1, *, flip: bool = False, turn: float = 0) -> None:
    f.emit(s, x, y, k, border=0, lift=5, flip=flip, turn=turn)


def shell(s: Sheet, w: int, h: int, wall: str, floor: str, floor_h: int, lit: bool) -> None:
    """Back wall, skirting and floor of a room."""
    s.path(f"M-4 -4H{w + 4}V{h + 4}H-4Z", s.grad([(0, darker(wall, 0.18)), (0.5, wall), (1, lighter(wall, 0.08))]))
    s.grain(0, 0, w, h - floor_h, 5, 0.05)
    top = h - floor_h
    s.path(f"M-4 {top}H{w + 4}V{h + 4}H-4Z", s.grad([(0, darker(floor, 0.3)), (1, floor)]))
    s.path(f"M-4 {top - 9}H{w + 4}V{top}H-4Z", darker(wall, 0.35))
    s.path(f"M-4 {top - 10.5}H{w + 4}V{top - 8.5}H-4Z", lighter(wall, 0.3), op=0.6)
    if lit:
        s.halo(w / 2, h * 0.42, w * 0.62, h * 0.62, "#ffdc94", 0.5)


def finish(s: Sheet, w: int, h: int, lit: bool) -> None:
    """The card wall in front throws its shadow into the room."""
    deep = 0.5 if lit else 0.62
    s.path(f"M-4 -4H{w + 4}V26H-4Z", s.grad([(0, "#12030c", deep), (1, "#12030c", 0)]))
    s.path(f"M-4 -4H18V{h + 4}H-4Z", s.grad([(0, "#12030c", deep), (1, "#12030c", 0)], "h"))


def stripes(s: Sheet, w: int, h: int, colour: str, step: int) -> None:
    for x in range(step // 2, w, step):
        s.path(f"M{x} 0h{step // 3}V{h}h{-(step // 3)}Z", colour, op=0.22)


def window(s: Sheet, x: float, y: float, w: float, h: float) -> None:
    """A high window with the night outside."""
    arch = f"M{x} {y + h}V{y + w / 2}A{w / 2} {w / 2} 0 0 1 {x + w} {y + w / 2}V{y + h}Z"
    s.paper(
        f"M{x - 7} {y + h + 4}V{y + w / 2}A{w / 2 + 7} {w / 2 + 7} 0 0 1 {x + w + 7} {y + w / 2}V{y + h + 4}Z",
        GOLD,
        lift=3,
    )
    s.path(arch, s.grad([(0, "#141c50"), (1, "#4a4a96")]))
    for _ in range(5):
        s.path(oval(x + pick(6, w - 6), y + pick(w * 0.4, h - 10), 1.6), "#fff6d8")
    s.line(f"M{x + w / 2:.0f} {y}V{y + h}M{x} {y + h * 0.5:.0f}H{x + w}", GOLD_DARK, 4)


def frame(s: Sheet, x: float, y: float, w: float, h: float, back: str, motif: str) -> None:
    """A framed poster; the motif is a small shape, never words."""
    s.paper(box(x, y, w, h, r=2), GOLD_DARK, lift=4)
    s.path(box(x + 4, y + 4, w - 8, h - 8, jit=0), s.grad([(0, back), (1, darker(back, 0.35))]))
    cx, cy = x + w / 2, y + h * 0.44
    if motif == "moon":
        prop(s, props.moon(w * 0.2), cx, cy)
    elif motif == "house":
        s.path(poly([(cx - 9, cy + 14), (cx - 6, cy - 12), (cx + 6, cy - 12), (cx + 9, cy + 14)], r=1, jit=0), CREAM)
        s.path(box(cx - 7, cy - 19, 14, 7, jit=0), RED)
        s.path(poly([(cx - 7, cy - 16), (x + 5, cy - 24), (x + 5, cy - 8)], jit=0), "#ffe27a", op=0.7)
    else:
        s.path(star(cx, cy, w * 0.24), TEAMS[motif])
    s.path(box(x + 9, y + h - 16, w - 18, 4, jit=0), CREAM, op=0.8)
    s.path(box(x + 13, y + h - 10, w - 26, 3, jit=0), CREAM, op=0.6)


# -- the rooms ---------------------------------------------------------------------------------------------
def inkomhal(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#8a3a4a", "#c9a070", 46, lit)
    stripes(s, w, h - 46, "#a85060", 40)
    for i in range(10):
        for j in range(2):
            if (i + j) % 2:
                s.path(f"M{i * 38 - 6 - j * 4} {h - 46 + j * 22}h38l4 24h-38Z", "#7a4a3a", op=0.55)
    # Doors to the street
    s.paper(f"M16 {h - 46}V92Q74 30 132 92V{h - 46}Z", GOLD, lift=6)
    for x in (24, 77):
        s.path(box(x, 96, 47, h - 142, r=3, jit=0), s.grad([(0, "#1b2a6b"), (1, "#5a5aa8")]))
        s.line(f"M{x} 150H{x + 47}M{x + 23} 96V{h - 46}", GOLD_DARK, 3)
        s.path(oval(x + (40 if x < 50 else 8), 172, 4), GOLD_LIGHT)
    s.path("M26 90Q74 46 122 90Z", s.grad([(0, "#2d3a86"), (1, "#6a6ab0")]))
    frame(s, 152, 62, 46, 66, "#1b2a6b", "house")
    frame(s, 152, 140, 46, 62, "#6d0a1a", "d")
    # Ticket desk
    s.paper(f"M216 {h - 46}V66Q276 34 336 66V{h - 46}Z", "#6d0a1a", lift=6)
    s.path("M230 150V78Q276 52 322 78V150Z", s.grad([(0, "#3a1420"), (1, "#a5603a" if lit else "#4a2030")]))
    if lit:
        s.glow(276, 110, 60, "#ffd774", 0.7)
        who(s, 276, 240, 0.45, ANNA, "happy", ("hip", "wave"), seated=True)
    s.paper("M206 148H346V168H206Z", GOLD, lift=4)
    s.paper(f"M216 166H336V{h - 40}H216Z", "#8e1730", lift=3)
    prop(s, props.crown(), 276, 210, 0.3)
    for x in (234, 318):
        s.path(star(x, 192, 8), GOLD)
    prop(s, props.chandelier(lit), 150, -4, 0.62)
    prop(s, props.plant(0.8), 350, h - 8, 0.8)
    for x in (150, 196):
        s.paper(box(x - 3, h - 66, 6, 56, r=2), GOLD, lift=2)
        s.path(oval(x, h - 68, 6), GOLD_LIGHT)
    s.line(f"M150 {h - 58}Q173 {h - 32} 196 {h - 58}", RED, 7)
    if lit:
        who(s, 54, h - 14, 0.4, SAMI, "joy", ("down", "wave"))
        who(s, 98, h - 10, 0.4, AMA, "happy", ("wave", "down"))
        on_wheels(s, 166, h - 8, 0.42, WHEELS, "joy", ("belly", "up"))
        house_life.inkomhal(s, w, h)
    else:
        prop(s, props.cat(), 100, h - 10, 0.5)
    finish(s, w, h, lit)


def vestiaire(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#3f6a66", "#b5804e", 34, lit)
    s.paper(box(20, 26, 290, 9, r=3), WOOD, lift=3)
    kinds = [
        (RED, "coat"),
        ("#3f86c6", "hood"),
        (TEAMS["a"], "scarf"),
        ("#5a8a4a", "coat"),
        ("#8a5aa8", "cape"),
        ("#d07a3a", "hood"),
        (TEAMS["d"], "coat"),
        ("#2d4a7a", "hood"),
    ]
    for i, (colour, kind) in enumerate(kinds):
        x = 40 + i * 36
        s.path(oval(x, 30, 4), GOLD_LIGHT)
        prop(s, props.coat(colour, kind), x, 32 + (i % 3), 0.62, turn=wobble(3))
    for i, (colour, x) in enumerate((("#5d3722", 62), (NIGHT_BLUE, 150), ("#8a4a2a", 252))):
        s.paper(
            curve([(x - 22, 20), (x - 12, 16), (x - 10, 2), (x + 10, 2), (x + 12, 16), (x + 22, 20), (x, 24)]),
            colour,
            lift=2,
        )
        s.path(box(x - 11, 12, 22, 4, jit=0), (RED, GOLD, CREAM)[i])
    if lit:
        who(s, 236, h + 20, 0.46, WARD, "kind", ("belly", "out"), seated=True)
    s.paper(poly([(24, 122), (306, 122), (312, 138), (18, 138)], r=3), WOOD, lift=5)
    s.paper(poly([(30, 138), (300, 138), (296, h - 6), (34, h - 6)], r=3), WOOD_DARK, lift=4)
    for i in range(5):
        s.path(box(42 + i * 51, 146, 40, h - 162, r=4), darker(WOOD_DARK, 0.18))
        s.path(
            (
                oval(62 + i * 51, 160, 8),
                box(54 + i * 51, 152, 16, 16, jit=0),
                poly([(62 + i * 51, 150), (71 + i * 51, 167), (53 + i * 51, 167)], jit=0),
                star(62 + i * 51, 160, 10),
                oval(62 + i * 51, 160, 8),
            )[i],
            (*TEAMS.values(), GOLD)[i],
        )
    s.path(oval(92, 119, 10, 6), GOLD)
    s.path(oval(92, 112, 4), GOLD_LIGHT)
    if lit:
        who(s, 124, h - 4, 0.39, NOOR, "happy", ("down", "up"))
        who(s, 64, h - 4, 0.38, JEF, "joy", ("wave", "down"))
        house_life.vestiaire(s, w, h)
    else:
        prop(s, props.cat("#8a5a3a"), 276, 122, 0.36)
        house_life.vestiaire_dark(s, w, h)
    finish(s, w, h, lit)


def foyer(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#a5552e", "#8e1730", 44, lit)
    for i in range(6):
        for j in range(5):
            x, y = 30 + i * 62 + (31 if j % 2 else 0), 24 + j * 42
            s.path(f"M{x} {y - 12}q9 12 0 24q-9 -12 0 -24Z", "#c98a4e", op=0.32)
    window(s, 30, 52, 66, 128)
    window(s, 118, 52, 66, 128)
    s.path(f"M0 {h - 30}Q{w / 2} {h - 40} {w} {h - 30}V{h - 20}Q{w / 2} {h - 30} 0 {h - 20}Z", GOLD, op=0.5)
    # Bar
    s.paper(box(216, 60, 128, 10, r=3), WOOD, lift=3)
    s.paper(box(216, 98, 128, 10, r=3), WOOD, lift=3)
    for i in range(7):
        for y, colours in ((60, (TEAMS["b"], TEAMS["c"], CREAM)), (98, (RED, GOLD, TEAMS["d"]))):
            x, colour = 226 + i * 18, colours[i % 3]
            s.path(
                f"M{x - 4} {y}v-14q0 -5 2 -7v-6h4v6q2 2 2 7v14Z"
                if i % 2
                else f"M{x - 6} {y - 18}h12q0 9 -5 11v5h3v2h-8v-2h3v-5q-5 -2 -5 -11Z",
                colour,
                op=0.95,
            )
    if lit:
        who(s, 300, h - 22, 0.42, GENT, "kind", ("out", "belly"), seated=True)
    s.paper(poly([(200, 150), (360, 150), (364, 166), (196, 166)], r=3), GOLD, lift=5)
    s.paper(poly([(206, 166), (358, 166), (356, h - 12), (210, h - 12)], r=3), "#6d2a1e", lift=4)
    for i in range(3):
        s.path(box(220 + i * 46, 178, 36, h - 212, r=5), "#8a3a26")
        s.path(star(238 + i * 46, 202, 9), GOLD, op=0.8)
    prop(s, props.chandelier(lit), 150, -6, 0.78)
    # A standing table and a sofa
    s.paper(
        f"M20 {h - 20}V{h - 66}Q20 {h - 84} 38 {h - 84}H96Q114 {h - 84} 114 {h - 66}V{h - 20}Z", "#8a4a9a", lift=4
    )
    s.paper(f"M14 {h - 44}H120V{h - 16}H14Z", "#a565b5", lift=3)
    prop(s, props.table(58), 160, h - 14, 1.1)
    for x, colour in ((150, TEAMS["a"]), (170, TEAMS["b"])):
        s.path(f"M{x - 5} {h - 96}h10l-2 16h-6Z", colour)
    s.paper(oval(200, 34, 15), CREAM, lift=3)
    s.line("M200 34V25M200 34L207 37", INK, 2.4)
    if lit:
        trade(s, "programmator", 56, h - 12, 0.37)
        who(s, 118, h - 8, 0.38, LOTTE, "joy", ("wave", "belly"))
        who(s, 184, h - 6, 0.4, LADY, "happy", ("fetch", "down"))
        who(s, 246, h - 4, 0.38, NOOR, "kind", ("hold", "down"))
        house_life.foyer(s, w, h)
    finish(s, w, h, lit)


def zaal(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#6a1a38", "#4a1020", 30, lit)
    for i in range(7):
        s.path(f"M{20 + i * 82} 0Q{61 + i * 82} 58 {102 + i * 82} 0Z", "#8e2a48", op=0.35)
    # Arches in the back wall, then ceiling and balcony
    for i in range(3):
        x = 230 + i * 108
        s.paper(f"M{x} 224V110Q{x + 39} 60 {x + 78} 110V224Z", "#571630", lift=4)
        s.path(
            f"M{x + 8} 224V114Q{x + 39} 74 {x + 70} 114V224Z",
            s.grad([(0, "#38101f"), (1, "#8a3a3a" if lit else "#4a1828")]),
        )
        s.path(star(x + 39, 96, 9), GOLD)
    prop(s, props.chandelier(lit), 330, -4, 1.0)
    s.paper(poly([(-6, 150), (196, 180), (204, 202), (-6, 182)], r=5), GOLD, lift=7)
    s.paper(poly([(-6, 178), (200, 200), (190, 222), (-6, 204)], r=5), "#8e1730", lift=4)
    for i in range(5):
        s.line(f"M{10 + i * 38} {186 + i * 4}q19 24 38 4", GOLD, 2.6, op=0.85)
    for i in range(4):
        x, y = 28 + i * 44, 150 + i * 7
        prop(s, props.seat_side(0.9), x, y, 1)
    if lit:
        for i, look in enumerate((WARD, AMA, GUEST)):
            who(
                s,
                52 + i * 48,
                178 + i * 8,
                0.32,
                look,
                ("happy", "joy", "surprised")[i],
                ("belly", "down"),
                seated=True,
            )
        s.paper(poly([(-6, 152), (196, 182), (202, 198), (-6, 172)], r=4), GOLD, lift=3)
    # Raked stalls, running down to the stage
    for i in range(7):
        x, y = i * 76, 226 + i * 13
        s.paper(
            poly([(x - 6, y), (x + 84, y + 4), (x + 84, h + 6), (x - 6, h + 6)], r=2),
            mix("#6a2034", "#4a1224", i / 7),
            lift=3,
        )
        s.line(f"M{x - 4} {y + 5}L{x + 74} {y + 8}", GOLD, 4, op=0.75)
        s.path(oval(x + 38, y + 40, 5), "#ffe27a")
        s.glow(x + 38, y + 40, 24 if lit else 12, "#ffd774", 0.5 if lit else 0.2)
    for x in (214, 322, 430, 530):
        s.glow(x + 4, 176, 46 if lit else 16, "#ffd774", 0.6 if lit else 0.2)
        s.paper(poly([(x - 4, 184), (x + 12, 184), (x + 8, 198), (x, 198)], r=2), GOLD, lift=2)
        s.path(f"M{x + 4} 162q9 14 4 22h-8q-5 -8 4 -22Z", "#ffe9a8")
    for i in range(3):
        x = w - 22 + i * 10
        s.paper(f"M{x} -4H{x + 26}V{h - 30}H{x - 4}Q{x + 8} 150 {x} -4Z", "#a81428" if i % 2 else RED, lift=3)
    sitters = (SAMI, LADY, LOTTE, SPECTATOR, GRANDPA, JEF, None)
    for i in range(7):
        x, y = i * 76 + 34, 232 + i * 13
        sitter = sitters[i]
        prop(s, props.seat_side(1.35), x - 6, y + 2, 1)
        if lit and sitter:
            who(
                s,
                x + 8,
                y + 22,
                0.31 if sitter.adult else 0.38,
                sitter,
                ("joy", "happy", "kind", "surprised", "sleepy", "joy", "kind")[i],
                ("belly", "down"),
                seated=True,
            )
            s.paper(
                poly([(x - 12, y - 22), (x + 36, y - 20), (x + 36, y + 6), (x - 12, y + 6)], r=9), "#a51c38", lift=3
            )
    if lit:
        for x, y, r in ((366, 222, 5), (378, 208, 4), (388, 196, 3)):
            s.line(f"M{x} {y}h{r * 2}l{-r * 2} {r * 2}h{r * 2}", CREAM, 2)
        trade(s, "zaalwachter", w - 84, h - 6, 0.36)
        house_life.zaal(s, w, h)
    else:
        prop(s, props.cat("#5a4a5c"), 330, 286, 0.5)
    finish(s, w, h, lit)


def podium(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#2d3a86", "#b57a44", 44, lit)
    s.path(f"M0 0H{w}V{h - 44}H0Z", s.grad([(0, "#16205a"), (0.7, "#5a5aa8"), (1, "#e09a86")]))
    for _ in range(16):
        s.path(oval(pick(60, 360), pick(10, 100), pick(1, 2.2)), "#fff6d8", op=0.8)
    s.paper(
        curve([(40, h - 44), (90, 132), (170, 156), (250, 124), (330, 152), (390, 130), (420, h - 44)]),
        "#3d4a96",
        lift=5,
    )
    for i in range(3):
        y = h - 70 + i * 10
        d = f"M0 {y}" + "".join(f"q13 {-9 if (i + j) % 2 else 7} 26 0" for j in range(17)) + f"V{h - 36}H0Z"
        s.paper(d, mix("#3f86c6", "#1b3a7b", i / 3), lift=3)
    # The lighthouse of the show
    s.paper(poly([(282, 82), (318, 82), (328, h - 44), (272, h - 44)], r=2), CREAM, lift=5)
    for y in (104, 140):
        s.path(
            poly(
                [
                    (280 - (y - 82) * 0.09, y),
                    (320 + (y - 82) * 0.09, y),
                    (322 + (y - 82) * 0.09, y + 17),
                    (278 - (y - 82) * 0.09, y + 17),
                ],
                jit=0,
            ),
            RED,
        )
    if lit:
        s.path("M292 68L60 20V96Z", s.grad([(0, "#fff3c0", 0.05), (1, "#fff3c0", 0.6)], "h"))
    s.glow(300, 68, 60 if lit else 24, "#ffe27a", 0.8 if lit else 0.3)
    s.paper(box(286, 56, 28, 26, r=3), "#ffe9a8" if lit else "#8a8a9a", lift=2)
    s.paper(poly([(280, 58), (300, 36), (320, 58)], r=2), RED, lift=2)
    s.path(f"M0 {h - 44}H{w}V{h}H0Z", s.grad([(0, WOOD_DARK), (1, WOOD)]))
    for i in range(12):
        s.line(f"M{i * 38 - 10} {h - 44}L{i * 40 - 30} {h}", "#4a2418", 1.6, op=0.5)
    # House curtain, tied, on the side of the hall
    for i in range(4):
        x = -4 + i * 13
        s.paper(
            f"M{x} -4H{x + 22}Q{x + 24 - i * 6} 96 {16 + i * 3} 116Q{x + 20} 150 {x + 16} {h - 30}H{x - 2}Z",
            RED if i % 2 else "#a81428",
            lift=3,
        )
    s.paper(box(-4, 108, 42, 12, r=5), GOLD, lift=3)
    if lit:
        who(s, 206, h - 22, 0.46, JITS, "surprised", ("down", "up"))
        who(s, 128, h - 22, 0.43, KING, "happy", ("wave", "hip"))
        who(s, 372, h - 20, 0.4, AMA, "joy", ("up", "down"))
        with s.at(238, h - 56, scale=0.22):
            draw_sou.paint(s, "whisper")
        house_life.podium(s, w, h)
    else:
        # The ghost light: one bare lamp burns on an empty stage all night.
        tone, s.tone = s.tone, None
        s.glow(190, 110, 120, "#ffe08a", 0.75)
        s.line(f"M190 {h - 14}V118M178 {h - 12}H202", "#1a0f1c", 5)
        s.glow(190, 106, 34, "#fff6d0", 1)
        s.path(oval(190, 106, 9, 11), "#fffbe6")
        s.halo(190, h - 14, 110, 16, "#ffd98a", 0.5)
        s.tone = tone
    finish(s, w, h, lit)


def coulissen(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#3d3a5c", "#8a5a3c", 36, lit)
    for i in range(11):
        s.line(f"M{i * 38} {h - 36}L{i * 40 - 14} {h}", "#3a1c18", 1.5, op=0.5)
    # Wing flats, one behind the other
    for i, colour in enumerate(("#2d6a5a", "#3f8a6a", "#55a878")):
        x = 14 + i * 34
        s.paper(
            curve(
                [
                    (x, h - 34),
                    (x - 6, 90),
                    (x + 10, 46 + i * 8),
                    (x + 36, 30 + i * 10),
                    (x + 52, 64 + i * 8),
                    (x + 44, 100),
                    (x + 58, 130),
                    (x + 50, h - 30 + i * 2),
                ],
                tension=0.8,
            ),
            colour,
            lift=6,
        )
        s.paper(box(x + 18, 128, 13, h - 160, r=2), "#6a3a26", lift=2)
    # Ropes with their pins
    s.paper(box(148, 62, 92, 10, r=3), WOOD, lift=3)
    for i in range(5):
        x = 158 + i * 18
        s.line(f"M{x} -4V{62}", "#d9b98a", 4)
        s.line(f"M{x} 62q8 22 0 {36 + i % 2 * 8}q-8 -16 0 {-30}", "#d9b98a", 3.6)
        s.path(oval(x, 66, 4), tuple(TEAMS.values())[i % 4])
    # Prop table, each thing in its place
    prop(s, props.table(128), 222, h - 12, 1)
    prop(s, props.suitcase(), 182, h - 72, 0.36)
    prop(s, props.lantern(), 222, h - 72, 0.36)
    prop(s, props.crown(), 260, h - 72, 0.34)
    # Stage manager's desk
    s.paper(poly([(304, 118), (382, 106), (384, h - 10), (304, h - 10)], r=3), "#2d2438", lift=5)
    s.paper(box(312, 74, 58, 40, r=4), "#1a1428", lift=3)
    s.path(box(317, 79, 48, 30, r=2, jit=0), s.grad([(0, "#5bbcf0"), (1, "#2d5a96")]))
    for i, colour in enumerate((RED, TEAMS["a"], TEAMS["c"])):
        s.path(oval(320 + i * 16, 130, 5), colour)
    s.line("M374 110Q392 80 366 52", "#c9cce0", 4)
    if lit:
        s.glow(360, 70, 70, "#ffd774", 0.6)
        house_life.horse(s, 88, h - 8, 0.46)
        trade(s, "toneelmeester", 306, h - 8, 0.41)
        trade(s, "figurant", 172, h - 4, 0.38)
        house_life.coulissen(s, w, h)
    else:
        prop(s, props.ladder(160), 276, h - 10, 0.9)
    finish(s, w, h, lit)


def toneeltoren(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#4a3a5c", "#2d2438", 6, lit)
    for i in range(9):
        for j in range(12):
            s.path(box(4 + i * 50 + (25 if j % 2 else 0), 6 + j * 32, 46, 28, r=2, jit=0.6), "#12030c", op=0.09)
    # Grid and pulleys
    s.paper(box(-6, 20, w + 12, 12, r=2), "#6f5a3c", lift=5)
    for i in range(9):
        s.path(oval(34 + i * 44, 34, 7), "#c9a05a")
        s.path(oval(34 + i * 44, 34, 2.6), INK)
    for k, (y, xa, xb) in enumerate(((112, 40, 196), (150, 214, 348), (236, 60, 330))):
        for x in (xa + 16, (xa + xb) // 2, xb - 16):
            s.line(f"M{x} 38V{y}", "#d9b98a", 2.2, op=0.9)
        s.paper(box(xa - 10, y - 4, xb - xa + 20, 8, r=4), "#8f94ac", lift=4)
        if k == 0:
            s.paper(box(xa, y + 4, 148, 84, r=2), "#5bbcf0", lift=6)
            for cx, cy, r in ((74, 150, 20), (104, 142, 26), (138, 152, 22)):
                s.path(blob(cx, cy, r, r * 0.7), CREAM)
            s.path(box(xa, y + 70, 148, 18, jit=0), "#4cc38a")
        elif k == 1:
            prop(s, props.moon(38), 282, 208, 1)
            s.line("M282 154V172", "#d9b98a", 2)
        else:
            s.paper(f"M{xa} {y + 4}H{xb}V{h - 28}Q{(xa + xb) / 2} {h - 16} {xa} {h - 28}Z", "#1d5f50", lift=7)
            for i in range(6):
                cx = xa + 24 + i * 45
                s.paper(
                    poly([(cx, y + 14), (cx + 30, h - 44), (cx - 30, h - 44)], r=5),
                    mix("#2f8f66", "#1d6a5a", (i % 3) / 3),
                    lift=3,
                )
                s.path(box(cx - 4, h - 44, 8, 14, jit=0), "#6a3a26")
    # Fly gallery with counterweights
    s.paper(box(356, 36, 10, h, r=2), "#6f7488", lift=3)
    for i in range(3):
        x = 374 + i * 16
        s.line(f"M{x} 36V{h}", "#d9b98a", 3)
        s.paper(box(x - 7, 120 + i * 46, 14, 40, r=2), "#2d2a3c", lift=3)
        for j in range(3):
            s.line(f"M{x - 6} {130 + i * 46 + j * 10}h12", "#8f94ac", 1.5)
    s.paper(box(-6, h - 108, 66, 10, r=2), WOOD, lift=4)
    for x in (6, 30, 54):
        s.line(f"M{x} {h - 108}V{h - 146}", "#8f94ac", 3)
    s.line(f"M0 {h - 146}H58M0 {h - 128}H58", "#8f94ac", 3)
    for i, x in enumerate((90, 150, 236, 300)):
        prop(s, props.spotlight(turn=-12 + i * 9), x, 60, 0.62)
        if lit:
            s.path(
                f"M{x - 8} 90H{x + 8}L{x + 50 - i * 14} 250H{x - 50 - i * 14}Z",
                s.grad([(0, "#fff3c0", 0.4), (1, "#fff3c0", 0)]),
            )
    s.paper(box(70, 54, 262, 7, r=3), "#8f94ac", lift=3)
    if lit:
        who(s, 26, h - 108, 0.44, HAND, "happy", ("wave", "down"))
        s.line(f"M0 {h - 146}H58M0 {h - 128}H58", "#c9cce0", 3)
        house_life.toneeltoren(s, w, h)
    else:
        tone, s.tone = s.tone, None
        for x in (20, 34):
            s.path(oval(x, h - 122, 4.5, 5.5), "#ffe27a")
            s.path(oval(x, h - 122, 1.6, 4), INK)
        s.tone = tone
    finish(s, w, h, lit)


def lichtregie(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#2f4a7a", "#3a3450", 28, lit)
    s.paper(box(128, 26, 138, 72, r=6), "#1a1428", lift=4)
    s.path(box(136, 34, 122, 56, r=3, jit=0), s.grad([(0, "#6a1a38"), (1, "#c8524a")]))
    s.path("M136 34L180 34L136 90Z", "#ffffff", op=0.08)
    s.path(poly([(196, 90), (204, 56), (240, 56), (250, 90)], r=2), "#ffe9a8", op=0.8)
    s.path(poly([(200, 90), (214, 62), (232, 62), (244, 90)], r=2), NIGHT_BLUE)
    for i in range(3):
        s.paper(box(20 + i * 34, 30, 28, 22, r=3), "#1a1428", lift=3)
        s.path(box(23 + i * 34, 33, 22, 16, jit=0), (TEAMS["c"], TEAMS["b"], TEAMS["d"])[i], op=0.85)
    s.paper(box(16, 60, 96, 7, r=2), WOOD, lift=2)
    for i, colour in enumerate((RED, GOLD, TEAMS["b"], CREAM, TEAMS["c"], "#8a5aa8")):
        s.path(box(20 + i * 14, 72 - 12 - (i % 3) * 3, 10, 12 + (i % 3) * 3, jit=0), colour)
    if lit:
        who(s, 92, h + 18, 0.45, LIGHTER, "happy", ("hold", "out"), seated=True)
        who(s, 186, h + 18, 0.44, SOUNDER, "joy", ("belly", "hold"), seated=True)
    s.paper(poly([(30, 118), (256, 112), (268, 140), (18, 146)], r=4), "#4a4668", lift=5)
    s.paper(poly([(22, 146), (264, 140), (262, h - 8), (28, h - 8)], r=3), "#2d2a44", lift=3)
    for i in range(11):
        x = 50 + i * 18.5
        s.line(f"M{x:.0f} {122 - i * 0.3:.0f}V{139 - i * 0.3:.0f}", "#1a1428", 3)
        s.path(
            box(x - 5, 124 + (i * 7) % 12 - i * 0.3, 10, 6, r=1, jit=0),
            (TEAMS["a"], TEAMS["b"], TEAMS["c"], TEAMS["d"])[i % 4],
        )
    s.line("M40 116Q34 84 58 82", "#c9cce0", 3)
    s.path(poly([(52, 78), (66, 80), (62, 90), (50, 88)], jit=0), GOLD)
    if lit:
        s.glow(62, 96, 40, "#ffd774", 0.7)
    prop(s, props.spotlight(turn=-70), 246, 96, 0.7)
    s.path(f"M{44} {h - 8}q6 -18 18 -18q12 0 12 18Z", CREAM)
    s.path(f"M{50} {h - 26}h18v4h-18Z", RED)
    if lit:
        house_life.lichtregie(s, w, h)
    finish(s, w, h, lit)


def kleedkamer(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#9a5a7a", "#a5764e", 36, lit)
    stripes(s, w, h - 36, "#b5708f", 30)
    prop(s, props.rack((RED, "#7b4bd1", TEAMS["a"], "#2f8087", TEAMS["d"], "#39407a"), 150), 312, h - 14, 1.02)
    prop(s, props.mirror_table(), 72, h - 12, 1.02)
    prop(s, props.mirror_table(), 186, h - 12, 1.02)
    if lit:
        for x in (72, 186):
            s.glow(x, h - 108, 76, "#ffe9a8", 0.5)
    for i, (x, hair) in enumerate(((252, HAIRS["red"]), (290, HAIRS["grey"]), (330, TEAMS["b"]))):
        s.paper(box(x - 20, 46, 40, 6, r=2), WOOD, lift=2)
        prop(s, props.wig_head(hair), x, 46, 0.62 + 0.02 * i)
    s.line("M10 30Q60 48 110 28T216 30", "#c9cce0", 2)
    for i, x in enumerate((34, 62, 92, 134, 168)):
        s.path(poly([(x - 8, 36), (x + 8, 36), (x, 52)], jit=0), tuple(TEAMS.values())[i % 4])
    if lit:
        who(s, 122, h - 8, 0.42, BAREHEADED, "joy", ("hold", "down"))
        prop(s, props.crown(), 66, h - 66, 0.3)
        who(s, 182, h - 6, 0.43, MAKER_UP, "happy", ("reach", "down"))
        prop(s, crafts.brush(), 146, h - 106, 0.3, turn=-50)
        who(s, 262, h - 6, 0.42, SMALL_KING, "happy", ("wave", "down"))
        house_life.kleedkamer(s, w, h)
    else:
        prop(s, props.chair(), 128, h - 8, 0.5)
        prop(s, props.cat("#e8e0d0"), 128, h - 44, 0.42)
    finish(s, w, h, lit)


def orkestbak(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#4a3a6a", "#6a4030", 34, lit)
    for i in range(9):
        s.path(box(10 + i * 40, 12, 30, h - 66, r=4, jit=0.6), "#5d4a80", op=0.5)
    prop(s, props.piano(), 70, h - 22, 1.02)
    prop(s, props.drum(), 300, h - 20, 0.9)
    prop(s, props.cello(), 196, h - 16, 0.86, turn=10)
    prop(s, props.music_stand(), 148, h - 10, 0.86)
    prop(s, props.music_stand(), 250, h - 8, 0.86)
    if lit:
        who(s, 112, h - 10, 0.42, PLAYER, "joy", ("out", "hold"))
        trade(s, "muzikant", 226, h - 8, 0.41)
        who(s, 308, h - 34, 0.4, JEF, "joy", ("up", "wave"), seated=True)
        prop(s, props.drum(), 304, h - 12, 0.94)
        for x, y in ((160, 40), (240, 28), (96, 30), (282, 46)):
            s.line(f"M{x} {y}v22", CREAM, 3.4)
            s.path(blob(x - 5, y + 22, 7, 5.4), CREAM)
            s.line(f"M{x} {y}q10 4 10 12", CREAM, 3.4)
        house_life.orkestbak(s, w, h)
    else:
        prop(s, props.chair(), 244, h - 8, 0.46)
        s.path(blob(128, h - 12, 12, 8), "#b9aeb0")
        s.path(blob(118, h - 14, 6, 6), "#b9aeb0")
        s.line(f"M138 {h - 10}q16 -4 22 4", "#b9aeb0", 2.4)
        s.path(oval(115, h - 15, 1.6), INK)
    finish(s, w, h, lit)


def repetitielokaal(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#5a7a6a", "#c9965c", 42, lit)
    for i in range(3):
        x = 20 + i * 72
        s.paper(box(x, 28, 66, h - 76, r=3), CREAM, lift=3)
        s.path(box(x + 4, 32, 58, h - 84, r=2, jit=0), s.grad([(0, "#bfe0ea"), (1, "#7fa8ba")], "d"))
        s.path(poly([(x + 8, h - 60), (x + 34, 36), (x + 48, 36), (x + 22, h - 60)], jit=0), "#ffffff", op=0.25)
    s.line(f"M14 {h - 92}H240", WOOD_DARK, 5)
    for i in range(4):
        s.line(f"M{120 + i * 26 - 8} {h - 26}l16 14m0 -14l-16 14", tuple(TEAMS.values())[i], 4)
    prop(s, props.piano(), 296, h - 26, 0.86)
    window(s, 262, 24, 38, 54)
    window(s, 314, 24, 34, 54)
    prop(s, props.chair("#3f6fb0"), 240, h - 10, 0.42)
    if lit:
        trade(s, "danser", 48, h - 8, 0.37)
        who(s, 132, h - 10, 0.42, JITS, "surprised", ("up", "wave"))
        who(s, 196, h - 8, 0.4, KING, "sad", ("heart", "out"))
        trade(s, "regisseur", 280, h - 6, 0.4)
        house_life.repetitielokaal(s, w, h)
    else:
        s.paper(poly([(70, h - 18), (96, h - 24), (104, h - 12), (78, h - 6)], r=1), CREAM, lift=2)
        s.line(f"M80 {h - 17}l14 -3M82 {h - 12}l14 -3", INK, 1.4, op=0.5)
    finish(s, w, h, lit)


def atelier(s: Sheet, w: int, h: int, lit: bool) -> None:
    shell(s, w, h, "#8a6a4a", "#a5804e", 34, lit)
    for i in range(18):
        s.line(f"M{i * 40} 0V{h - 34}", "#4a2e1c", 1.6, op=0.3)
    # Tools on the wall
    s.paper(box(24, 30, 120, 62, r=3), "#6a4a30", lift=3)
    for i, x in enumerate((40, 60, 80, 100, 124)):
        s.line(f"M{x} 40v{26 + i % 2 * 10}", "#d9a25a", 5)
        s.path(
            box(x - 8, 36, 16, 9, r=2)
            if i % 2
            else poly([(x - 4, 66), (x + 4, 66), (x + 10, 84), (x - 10, 84)], r=1),
            "#c9cce0",
        )
    prop(s, props.table(150), 92, h - 12, 1.05)
    s.paper(poly([(40, h - 82), (140, h - 90), (142, h - 80), (42, h - 74)], r=1), "#e0b878", lift=2)
    s.path(poly([(116, h - 112), (128, h - 112), (150, h - 88), (146, h - 84)], r=1), "#c9cce0")
    # A wave machine in the making, a flat with a castle being painted
    s.paper(box(196, 16, 172, h - 42, r=2), CREAM, lift=7)
    s.path(box(202, 22, 160, h - 54, jit=0), s.grad([(0, "#5a9ad0"), (0.7, "#c0d8e0"), (1, "#f0d8b0")]))
    castle = [
        (222, h - 34),
        (222, 70),
        (232, 70),
        (232, 80),
        (242, 80),
        (242, 70),
        (252, 70),
        (252, 96),
        (290, 96),
        (290, 60),
        (312, 34),
        (334, 60),
        (334, h - 34),
    ]
    s.paper(poly(castle, r=1), "#b06a9a", lift=3)
    s.path(poly([(290, 60), (312, 34), (334, 60)], r=1), RED)
    s.path(f"M262 {h - 34}V{h - 62}q14 -16 28 0V{h - 34}Z", "#5a2a4a")
    s.path(box(306, 78, 12, 18, r=5), "#ffe27a")
    s.path(poly([(222, 70), (290, 96), (290, h - 34), (260, 120)], jit=0), CREAM, op=0.28)
    prop(s, props.ladder(150), 398, h - 12, 0.95)
    prop(s, props.paint_pots(), 330, h - 8, 0.72)
    # Costumes
    prop(s, props.mannequin(), 470, h - 12, 0.98)
    prop(s, props.table(126, "#b5763c"), 560, h - 12, 1.02)
    prop(s, props.sewing(), 548, h - 72, 0.9)
    s.paper(
        curve([(584, h - 74), (620, h - 78), (636, h - 40), (628, h - 16), (606, h - 26), (596, h - 50)]),
        TEAMS["d"],
        lift=3,
    )
    for i, colour in enumerate((RED, TEAMS["a"], "#2f8087", NIGHT_BLUE, TEAMS["c"])):
        s.paper(box(520 + i * 30, 32, 24, 30, r=6), colour, lift=3)
        s.path(oval(532 + i * 30, 32, 12, 4), lighter(colour, 0.3))
    s.paper(box(510, 62, 160, 7, r=2), WOOD, lift=3)
    prop(s, props.rack((TEAMS["b"], CREAM, RED), 60), 654, h - 12, 0.8)
    if lit:
        s.glow(548, h - 110, 70, "#ffe9a8", 0.6)
        who(s, 172, h - 8, 0.42, CARPENTER, "kind", ("hold", "down"))
        trade(s, "decorontwerper", 252, h - 6, 0.4)
        who(s, 378, h - 22, 0.42, PAINTER, "joy", ("up", "hip"))
        who(s, 512, h - 8, 0.42, TAILOR, "kind", ("chin", "out"))
        house_life.atelier(s, w, h)
    else:
        prop(s, props.cat("#a5642e"), 430, h - 10, 0.44)
    finish(s, w, h, lit)


DRAW: dict[str, Room] = {
    "inkomhal": inkomhal, "vestiaire": vestiaire, "foyer": foyer, "zaal": zaal, "podium": podium, "coulissen": coulissen,
    "toneeltoren": toneeltoren, "lichtregie": lichtregie, "kleedkamer": kleedkamer, "orkestbak": orkestbak,
    "repetitielokaal": repetitielokaal, "atelier": atelier,
}  # fmt: skip


# -- the house ---------------------------------------------------------------------------------------------
OUTSIDE = "M46 1022V214L92 196H410L452 226H1008V158H1464V300H1840L1872 328V1022Z"


def dusk(colour: str) -> str:
    """For the attic: darker than a lit room, lighter than a dark one."""
    return mix(colour, "#1d1238", 0.28)


def sky(s: Sheet) -> None:
    s.path("M0 0H1920V1080H0Z", s.grad([(0, "#120a2c"), (0.35, "#1b2a6b"), (0.75, "#4a3f8a"), (1, "#8a5a86")]))
    s.grain(0, 0, 1920, 600, 8, 0.04)
    for i in range(60):
        x, y = pick(10, 1910), pick(96, 420) if i % 3 else pick(20, 130)
        s.path(
            star(x, y, 4.6, 1.7, n=4) if i % 7 == 0 else oval(x, y, pick(0.9, 2)),
            "#fff6d8",
            op=round(pick(0.3, 0.8), 2),
        )
    s.glow(1690, 210, 170, "#fff0b8", 0.5)
    s.paper(blob(1690, 210, 52), s.grad([(0, "#fffbe4"), (1, "#f1d68e")], "lamp"), flat="#fdf0c0", lift=6)
    for cx, cy, r in ((1674, 196, 10), (1706, 226, 7), (1700, 190, 5)):
        s.path(blob(cx, cy, r), "#e4c87c", op=0.6)
    for x, y, k in ((620, 176, 0.9), (860, 190, 0.7), (1560, 250, 0.8), (240, 172, 0.6)):
        points = [
            (-110, 22),
            (-96, -8),
            (-60, -18),
            (-34, -40),
            (12, -42),
            (40, -22),
            (78, -24),
            (108, 4),
            (112, 24),
            (0, 30),
        ]
        s.paper(curve([(x + px * k, y + py * k) for px, py in points]), "#3f3f86", lift=7)
    # The town behind
    x = -20.0
    while x < 1940:
        w, h = pick(60, 120), pick(120, 330)
        top = 1022 - h
        s.paper(
            poly([(x, 1030), (x, top), (x + w / 2, top - pick(0, 46)), (x + w, top), (x + w, 1030)], r=2),
            "#2d2a5c",
            lift=5,
        )
        x += w + pick(-14, 6)


def walls(s: Sheet) -> None:
    """The card that is the house, with its rooms cut out."""
    holes = "".join(f"M{x} {y}V{y + h}H{x + w}V{y}Z" for x, y, w, h in ROOMS.values())
    card = s.grad([(0, "#7a4a5c"), (0.5, "#5d3348"), (1, "#452438")], "d")
    s.raw(f'<path d="{OUTSIDE}{holes}" fill="{card}" fill-rule="evenodd"/>')
    s.line(OUTSIDE, "#a8788a", 2.4, op=0.8)
    for x, y, w, h in ROOMS.values():
        s.line(f"M{x} {y + h}H{x + w}V{y}", "#b58a98", 2.2, op=0.75)
        s.line(f"M{x} {y + h}V{y}H{x + w}", "#1e0a18", 2.6, op=0.9)
    for y in (447, 727):
        s.line(f"M50 {y}H430", "#8a5a6c", 3, op=0.4)
    for x, y, w in ((46, 214, 406), (1008, 158, 456), (1464, 300, 376)):
        for i in range(int(w / 26)):
            s.path(oval(x + 22 + i * 26, y + 10, 3), GOLD, op=0.6)


def roofs(s: Sheet) -> None:
    s.paper(poly([(28, 222), (74, 178), (424, 178), (470, 222)], r=6), "#8a3040", lift=8)
    s.paper(poly([(440, 232), (500, 192), (1000, 192), (1022, 232)], r=5), "#6d2438", lift=8)
    s.paper(poly([(994, 168), (1006, 150), (1462, 150), (1476, 168)], r=4), "#8a3040", lift=8)
    s.paper(poly([(1452, 336), (1478, 284), (1836, 284), (1888, 336)], r=6), "#6d2438", lift=8)
    for x0, x1, y0, y1 in ((90, 410, 186, 214), (510, 990, 200, 226), (1490, 1830, 292, 328)):
        rows = 2
        for j in range(rows):
            y = y0 + (y1 - y0) * (j + 0.5) / rows
            d = f"M{x0} {y:.0f}" + "q8 7 16 0" * int((x1 - x0) / 16)
            s.line(d, "#3a0c1c", 2.2, op=0.5)
    # Attic between the control room and the tower: an owl, the hoist of the chandelier
    s.tone = dusk
    s.path(box(756, 250, 240, 178, r=4), s.grad([(0, "#241430"), (1, "#3a2240")]))
    s.line("M756 428V250H996", "#140814", 3)
    for x in (790, 876, 962):
        s.paper(poly([(x - 8, 428), (x - 8, 250), (x + 8, 250), (x + 8, 428)], r=1), "#5a3a30", lift=4)
    s.paper(poly([(752, 330), (1000, 316), (1000, 330), (752, 344)], r=1), "#6a4636", lift=4)
    s.paper(blob(834, 372, 24), "#8f6a3c", lift=4)
    s.path(blob(834, 372, 9), "#3a2420")
    s.line("M834 348V250M834 396V430", "#d9b98a", 3)
    owl = Figure()
    owl.piece(curve([(-22, 0), (-26, -34), (-20, -56), (0, -50), (20, -56), (26, -34), (22, 0)]), "#a5764e", lift=3)
    for x in (-9, 9):
        owl.mark(oval(x, -36, 9), CREAM)
        owl.mark(oval(x, -36, 5), "#ffb83a")
        owl.mark(oval(x, -36, 2.4), INK)
    owl.mark(poly([(-4, -28), (4, -28), (0, -20)], jit=0), GOLD)
    owl.ink("M-10 -14q5 6 10 0q5 6 10 0", 2, "#6a4a30")
    owl.emit(s, 920, 320, 0.9, border=0, lift=3)
    house_life.ghost(s, 862, 428, 0.86)
    for x in (908, 930):
        house_life.bat(s, x, 330, 0.8)
    for i, (x, colour) in enumerate(((776, "#8a4a3a"), (820, "#39507a"), (900, "#7a5a3a"), (950, "#5a3a6a"))):
        s.paper(box(x - 16, 428 - 26 - (i % 2) * 8, 34, 26 + (i % 2) * 8, r=2), colour, lift=3)
    s.tone = None


def street(s: Sheet) -> None:
    s.paper(poly([(-20, 1016), (1940, 1014), (1940, 1100), (-20, 1100)], r=0), "#3a2440", lift=9)
    s.path("M0 1040H1920V1080H0Z", s.grad([(0, "#2a1730"), (1, "#150a1c")]))
    for i in range(32):
        s.line(f"M{i * 62 + 10} 1020l-8 18", "#1e0f24", 2, op=0.6)
    # Street lamp and trees
    s.glow(1894, 870, 110, "#ffd774", 0.55)
    s.paper(box(1890, 880, 8, 140, r=3), "#2d2438", lift=4)
    s.paper(poly([(1880, 852), (1908, 852), (1904, 886), (1884, 886)], r=3), "#ffe9a8", lift=3)
    s.paper(poly([(1876, 852), (1894, 838), (1912, 852)], r=2), "#2d2438", lift=2)
    s.glow(22, 900, 90, "#ffd774", 0.45)
    s.paper(box(17, 906, 8, 114, r=3), "#2d2438", lift=4)
    s.paper(poly([(8, 880), (36, 880), (32, 910), (12, 910)], r=3), "#ffe9a8", lift=3)


def house() -> None:
    s = Sheet("house/house_dark", 1920, 1080)
    sky(s)
    s.shadow(OUTSIDE, 22)
    for name, (x, y, w, h) in ROOMS.items():
        s.tone = night
        with s.at(x, y):
            DRAW[name](s, w, h, False)
        s.tone = None
    walls(s)
    roofs(s)
    street(s)
    s.save()


def lit_room(name: str) -> None:
    _, _, w, h = ROOMS[name]
    s = Sheet(f"house/room_{name}_lit", w, h)
    DRAW[name](s, w, h, True)
    s.save()


def placement() -> dict[str, dict[str, int]]:
    """Rectangles, and the middle of the strip at the foot of each room where its name reads best."""
    return {
        name: {"x": x, "y": y, "w": w, "h": h, "label_x": x + w // 2, "label_y": y + h - 24}
        for name, (x, y, w, h) in ROOMS.items()
    }


def main() -> None:
    house()
    for name in ROOMS:
        lit_room(name)
    place("rooms", placement())


if __name__ == "__main__":
    main()
