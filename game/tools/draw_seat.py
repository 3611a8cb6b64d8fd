"""Cuts scene 1, "Naar je stoel": `python -m game.tools.draw_seat`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from game.tools import props
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    RED_LIGHT,
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
    place,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look, hand_at, puppet

USHER = Look(
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
PLAYER = Look(
    skin=SKINS["peach"],
    hair=HAIRS["chestnut"],
    style="curly",
    top="#2f9a8a",
    pattern="star",
    trim=GOLD,
    bottom="#39407a",
)
SITTERS = (
    (Look(skin=SKINS["rose"], hair=HAIRS["red"], style="braids", top="#5bbcf0", pattern="dots"), "joy"),
    (
        Look(skin=SKINS["deep"], hair=HAIRS["black"], style="afro", top="#f5b82e", pattern="stripes", trim=RED),
        "happy",
    ),
    (Look(skin=SKINS["olive"], hair="#8a4a9a", style="hijab", top="#4cc38a"), "kind"),
    (
        Look(
            skin=SKINS["peach"],
            hair=HAIRS["grey"],
            style="short",
            top="#39407a",
            pattern="buttons",
            extras=("glasses",),
        ),
        "kind",
    ),
)


# -- seats -------------------------------------------------------------------------------------------------
def seat_back(s: Sheet, colour: str, rim: str) -> None:
    back = "M22 100L18 44C18 18 34 9 60 9S102 18 102 44L98 100Z"
    s.paper(back, rim, lift=6, edge=1.6)
    s.path(
        "M27 98L24 46C24 24 38 16 60 16S96 24 96 46L93 98Z",
        s.grad([(0, lighter(colour, 0.2)), (0.4, colour), (1, darker(colour, 0.4))]),
    )
    for x, y in ((44, 38), (60, 34), (76, 38), (52, 56), (68, 56)):
        s.path(oval(x, y, 2.8), darker(colour, 0.45))
        s.path(oval(x - 0.7, y - 0.8, 1.4), lighter(colour, 0.4))


def seat_cushion(s: Sheet, colour: str, rim: str) -> None:
    for side in (-1, 1):
        s.paper(box(60 + side * 46 - 8, 66, 16, 42, r=7), rim, lift=3)
    s.paper("M22 84Q60 74 98 84Q104 98 98 106Q60 113 22 106Q16 98 22 84Z", colour, lift=5, edge=1.5)
    s.line("M28 99Q60 106 92 99", lighter(colour, 0.4), 2, op=0.6)
    s.paper(box(47, 90, 26, 12, r=4), GOLD, lift=2, edge=1)


def seats() -> None:
    looks = {"free": (RED, GOLD), "dim": ("#5c2038", "#6a4a3a"), "lit": ("#f0a92e", GOLD_LIGHT)}
    for name, (colour, rim) in looks.items():
        s = Sheet(f"seat/seat_{name}", 120, 120)
        if name == "lit":
            s.glow(60, 60, 60, "#fff0b0", 1)
            s.glow(60, 60, 58, "#ffe27a", 0.8)
        seat_back(s, colour, rim)
        seat_cushion(s, colour, rim)
        if name == "lit":
            s.paper(star(60, 48, 19), "#fff6d0", lift=3)
        s.save()
    for i, (look, mood) in enumerate(SITTERS, 1):
        s = Sheet(f"seat/seat_taken_{i}", 120, 120)
        seat_back(s, "#8e2440", "#a5804a")
        puppet(look, mood, ("belly", "belly"), stick_to=0, seated=True).emit(
            s, 60, 126, 0.37 if look.style != "afro" else 0.35, border=9, lift=7
        )
        seat_cushion(s, "#8e2440", "#a5804a")
        s.save()


# -- people ------------------------------------------------------------------------------------------------
def torch(f: Figure) -> None:
    x, y = hand_at(USHER, "torch", 1)
    f.piece(limb([(x - 14, y + 4), (x + 10, y - 2), (x + 30, y - 8)], 13, 19), "#3a3450", lift=3)
    f.mark(oval(x + 30, y - 8, 6, 10), "#fff6d0")
    f.piece(blob(x + 2, y + 2, 11, 10), USHER.skin, lift=1)


def people() -> None:
    s = Sheet("seat/usher", 260, 420)
    puppet(USHER, "happy", ("heart", "torch"), held=torch).emit(s, 92, 376, 0.84)
    hx, hy = hand_at(USHER, "torch", 1)
    x, y = 92 + (hx + 31) * 0.84, 376 + (hy - 9) * 0.84
    s.path(
        f"M{x:.0f} {y - 8:.0f}L260 {y - 84:.0f}V{y + 48:.0f}L{x:.0f} {y + 8:.0f}Z",
        s.grad([(0, "#fff3c0", 0.8), (0.6, "#fff3c0", 0.25), (1, "#fff3c0", 0)], "h"),
    )
    s.glow(x, y, 40, "#fff3c0", 0.9)
    s.save()
    s = Sheet("seat/usher_no", 260, 420)
    puppet(USHER, "unsure", ("shrug", "shrug")).emit(s, 130, 376, 0.86)
    s.save()
    s = Sheet("seat/player", 160, 300)
    puppet(PLAYER, "happy", ("down", "up")).emit(s, 76, 258, 0.8)
    s.save()


# -- doors -------------------------------------------------------------------------------------------------
def door(side: str, *, is_open: bool) -> None:
    s = Sheet(f"seat/door_{side}{'_open' if is_open else ''}", 220, 360)
    with s.at(220 if side == "right" else 0, 0, flip=side == "right"):
        s.paper("M14 356V92Q110 6 206 92V356Z", "#5c1024", lift=8)
        s.paper("M24 356V98Q110 22 196 98V356Z", s.gold("d"), flat=GOLD, lift=5, edge=1.8)
        s.path("M38 356V108Q110 46 182 108V356Z", s.grad([(0, "#2a0a16"), (1, "#5a2a2a")]))
        if is_open:
            s.path("M38 356V108Q110 46 182 108V356Z", s.grad([(0, "#ffcf70"), (0.6, "#ffe9a8"), (1, "#fff6d8")]))
            for i in range(3):
                y = 236 + i * 34
                s.path(f"M{62 + i * -8} {y + 40}V{y}q24 -20 48 0V{y + 40}Z", "#c8524a", op=0.55)
                s.path(f"M{118 + i * 2} {y + 40}V{y}q24 -20 48 0V{y + 40}Z", "#c8524a", op=0.55)
            s.path("M38 356L70 330H150L182 356Z", "#8e1730", op=0.7)
            s.paper("M182 356V108Q172 96 160 88L138 108V340Z", "#a51c38", lift=8)
            s.path("M176 344V122Q168 112 160 106L146 120V332Z", s.grad([(0, "#8e1730"), (1, "#5c0c1c")]))
            s.path(oval(146, 232, 4, 7), GOLD_LIGHT)
            s.glow(100, 230, 130, "#ffe9a8", 0.5)
        else:
            for x0, x1, top in ((40, 109, 104), (111, 180, 68)):
                leaf = f"M{x0} 356V{104 if x0 < 100 else 70}Q{(x0 + x1) / 2} {78} {x1} {70 if x0 < 100 else 104}V356Z"
                s.paper(leaf, "#a51c38", lift=4)
                del top
            for cx in (74, 146):
                s.paper(blob(cx, 152, 22), GOLD, lift=3)
                s.path(oval(cx, 152, 15), s.grad([(0, "#ffe9a8"), (1, "#c98a3c")]))
                s.path(f"M{cx - 10} 158L{cx + 4} 140L{cx + 10} 144L{cx - 4} 164Z", "#ffffff", op=0.4)
                for row in range(4):
                    for col in (-1, 0, 1):
                        s.path(oval(cx + col * 20, 204 + row * 36, 3.6), GOLD)
                        s.line(
                            f"M{cx + col * 20} {204 + row * 36}l10 18M{cx + col * 20} {204 + row * 36}l-10 18",
                            "#5c0c1c",
                            1.6,
                            op=0.55,
                        )
            for cx in (101, 119):
                s.paper(box(cx - 5, 232, 10, 44, r=5), GOLD, lift=3)
        # A plaque with an arrow that says which side of the hall this door opens on.
        s.paper(blob(110, 56, 36, 27, n=12, jit=0.01), GOLD, lift=5)
        s.path(oval(110, 56, 29, 20.5), "#2d0f22")
        s.path(
            poly([(88, 56), (106, 42), (106, 50), (132, 50), (132, 62), (106, 62), (106, 70)], r=2, jit=0), GOLD_LIGHT
        )
    s.save()


# -- cloakroom ---------------------------------------------------------------------------------------------
HOOKS = (
    (RED, "coat"),
    ("#3f86c6", "hood"),
    ("#f5b82e", "scarf"),
    ("#3d9a66", "cape"),
    ("#8a5aa8", "coat"),
    ("#e0803a", "hood"),
)


def hooks() -> None:
    for i, (colour, kind) in enumerate(HOOKS, 1):
        s = Sheet(f"seat/hook_{i}", 150, 200)
        s.paper(box(20, 8, 110, 44, r=12), WOOD, lift=5)
        s.fibres(30, 14, 80, 30, 6, WOOD_DARK, 0.3)
        s.line("M75 40V54Q75 64 86 62", GOLD_DARK, 9)
        s.line("M75 40V54Q75 63 85 61", GOLD, 5.5)
        garment = props.coat(colour, kind)
        if i == 6:
            for y in (52, 74, 96):
                garment.ink(f"M-34 {y}Q0 {y + 8} 34 {y}", 5, CREAM, op=0.9)
        if i == 5:
            for x, y in ((-18, 50), (20, 58), (-20, 92), (22, 104), (-12, 116)):
                garment.mark(star(x, y, 7), GOLD_LIGHT)
        if i == 1:
            garment.inner(blob(0, 4, 17, 9), CREAM, lift=2)
        garment.emit(s, 75, 60, 0.95, border=7, lift=7)
        s.paper(blob(75, 30, 19, n=12, jit=0.01), GOLD, lift=3)
        s.path(oval(75, 30, 14.5), CREAM)
        s.save()
    place("hook_tag", {"x": 75, "y": 30, "r": 14})


def coat_check() -> None:
    s = Sheet("seat/coat_check", 1260, 520)
    s.path("M0 0H1260V520H0Z", s.grad([(0, "#2d504e"), (0.6, "#417471"), (1, "#355c5a")]))
    for i in range(22):
        s.path(f"M{10 + i * 60} 0h22V390h-22Z", "#5a9490", op=0.22)
    s.grain(0, 0, 1260, 380, 8, 0.05)
    for x in (210, 630, 1050):
        s.glow(x, 60, 220, "#ffd98a", 0.45)
    s.paper(box(-10, 40, 1280, 34, r=6), WOOD_DARK, lift=8)
    s.paper(box(-10, 230, 1280, 20, r=5), WOOD_DARK, lift=8)
    for x in (60, 1200):
        s.paper(box(x - 14, 30, 28, 370, r=5), WOOD, lift=8)
    # A frame, so that the cabinet ends as furniture and not as a cut picture.
    s.paper(box(-10, -6, 1280, 18, r=4), WOOD, lift=6)
    for x in (-8, 1250):
        s.paper(box(x, -6, 18, 410, r=4), WOOD, lift=6)
    hats = ((180, "#5d3722"), (430, NIGHT_BLUE), (840, "#8a4a2a"), (1090, "#5c1024"))
    for x, colour in hats:
        s.paper(
            curve(
                [(x - 52, 38), (x - 30, 30), (x - 26, 2), (x, -6), (x + 26, 2), (x + 30, 30), (x + 52, 38), (x, 44)]
            ),
            colour,
            lift=5,
        )
        s.path(box(x - 28, 20, 56, 9), GOLD)
    puppet(
        Look(
            skin=SKINS["rose"],
            hair=HAIRS["grey"],
            style="short",
            outfit="coat",
            top="#2f6f8a",
            adult=True,
            extras=("glasses",),
        ),
        "kind",
        ("belly", "wave"),
        stick_to=0,
        seated=True,
    ).emit(s, 1000, 500, 0.92)
    s.paper(poly([(-20, 392), (1280, 392), (1290, 428), (-30, 428)], r=5), WOOD, lift=10)
    s.fibres(20, 396, 1200, 26, 30, WOOD_DARK, 0.3)
    s.paper(box(-20, 426, 1300, 110), s.grad([(0, "#7a4628"), (1, "#4a2418")]), flat="#7a4628", lift=0)
    for i in range(8):
        s.path(box(24 + i * 155, 440, 132, 90, r=8), darker(WOOD_DARK, 0.2))
        s.path(box(32 + i * 155, 448, 116, 90, r=6), darker(WOOD_DARK, 0.05))
        s.path(star(90 + i * 155, 486, 20), GOLD, op=0.85)
    s.paper("M232 392Q236 352 270 350Q304 352 308 392Z", GOLD, lift=5)
    s.path(oval(270, 346, 8), GOLD_LIGHT)
    s.paper(box(222, 388, 96, 10, r=4), GOLD_DARK, lift=3)
    s.save()


# -- the plan and paper goods ------------------------------------------------------------------------------
def hallplan() -> None:
    s = Sheet("seat/hallplan", 1500, 700)
    outline = "M90 24Q750 -12 1410 24L1478 150L1488 640Q1300 690 750 690Q200 690 12 640L22 150Z"
    s.paper(outline, CREAM, lift=10, edge=2)
    s.paper(
        "M104 38Q750 4 1396 38L1462 154L1472 628Q1290 674 750 674Q210 674 28 628L38 154Z",
        s.grad([(0, "#5c1a34"), (0.4, "#4a1430"), (1, "#340d22")]),
        flat="#4a1430",
        lift=0,
        edge=1.5,
    )
    s.grain(60, 120, 1380, 500, 8, 0.05)
    for i in range(6):
        y = 196 + i * 84
        s.line(f"M70 {y}Q750 {y + 34} 1430 {y}", "#8a3a54", 2.4, op=0.4)
    # The stage
    s.paper(
        "M330 40Q750 18 1170 40L1130 112Q750 136 370 112Z", s.grad([(0, WOOD_DARK), (1, WOOD)]), flat=WOOD, lift=8
    )
    for i in range(11):
        s.line(f"M{410 + i * 68} 34L{426 + i * 65} 118", "#4a2418", 1.6, op=0.5)
    s.halo(750, 82, 260, 40, "#fff0b8", 0.6)
    for side in (0, 1):
        with s.at(1500 if side else 0, 0, flip=bool(side)):
            for i in range(5):
                x = 322 + i * 19
                s.paper(f"M{x} 22H{x + 24}L{x + 30 - i * 2} 104q-14 12 -26 0Z", RED if i % 2 else "#a81428", lift=3)
            # Doors left and right
            s.paper(poly([(16, 320), (58, 320), (58, 452), (14, 452)], r=6), GOLD, lift=5)
            s.path(box(24, 330, 28, 112, r=4), s.grad([(0, "#ffe9a8"), (1, "#ffcf70")], "h"))
            s.glow(60, 386, 90, "#ffd774", 0.35)
    s.paper("M352 108Q750 134 1148 108L1150 124Q750 150 350 124Z", s.gold(), flat=GOLD, lift=4)
    for i in range(9):
        x = 430 + i * 80
        s.glow(x, 130, 26, "#ffe27a", 0.7)
        s.path(oval(x, 130, 5.5), "#fff6d0")
    s.save()
    s = Sheet("seat/balcony_rail", 1400, 60)
    s.paper("M8 14Q700 40 1392 14L1388 40Q700 66 12 40Z", s.gold(), flat=GOLD, lift=7)
    for i in range(27):
        along = 46 + i * 50.4
        s.path(star(along, 29 + 12 * (1 - ((along - 700) / 700) ** 2), 6), "#8e1730", op=0.9)
    s.save()


def ticket() -> None:
    s = Sheet("seat/ticket", 560, 260)
    d = "M24 18H384A18 18 0 0 0 420 18H536Q544 18 544 28V108A22 22 0 0 0 544 152V232Q544 242 536 242H420A18 18 0 0 0 384 242H24Q14 242 14 232V152A22 22 0 0 0 14 108V28Q14 18 24 18Z"
    s.paper(d, s.grad([(0, "#fff8e6"), (0.6, CREAM), (1, CREAM_SHADE)], "d"), flat=CREAM, lift=9, edge=1.8)
    s.line("M402 44V218", GOLD_DARK, 3.4, dash="1 11")
    s.line("M50 36H378Q366 130 378 224H50V150Q58 130 50 110Z", GOLD, 3.5)
    s.line("M426 36H526V110Q520 130 526 150V224H426Q438 130 426 36Z", GOLD, 3.5)
    for x, y in ((64, 50), (364, 50), (64, 210), (364, 210)):
        s.path(star(x, y, 8), RED)
    s.fibres(60, 60, 290, 140, 12, GOLD_DARK, 0.2)
    s.fibres(440, 60, 70, 140, 5, GOLD_DARK, 0.2)
    s.save()
    s = Sheet("seat/clue_back", 420, 300)
    s.paper(box(10, 8, 396, 278, r=22), CREAM, lift=9, edge=1.8)
    s.path(box(26, 24, 364, 246, r=14), s.grad([(0, "#a51c34"), (1, "#6d0a1a")], "d"))
    for row in range(6):
        for col in range(9):
            x, y = 46 + col * 42 + (21 if row % 2 else 0), 46 + row * 41
            if x < 384:
                s.path(poly([(x, y - 12), (x + 10, y), (x, y + 12), (x - 10, y)], r=1, jit=0), "#d8485a", op=0.5)
    s.line("M40 38H376V256H40Z", GOLD, 3.5)
    s.paper(blob(208, 147, 66, jit=0.015), GOLD, lift=6)
    s.path(oval(208, 147, 54), "#4a0a1a")
    # A whispering mouth and an ear of paper: someone knows, someone asks.
    s.paper(
        curve([(172, 146), (190, 134), (200, 139), (210, 134), (228, 146), (212, 168), (200, 172), (186, 166)]),
        RED_LIGHT,
        lift=3,
    )
    s.line("M176 147Q200 152 226 147", "#5c0715", 3.4)
    for r in (12, 22, 32):
        s.line(f"M{232 + r * 0.3:.0f} {146 - r * 0.8:.0f}q{r * 0.6:.0f} {r * 0.8:.0f} 0 {r * 1.6:.0f}", CREAM, 4)
    s.save()


def badge(name: str, colour: str) -> Sheet:
    s = Sheet(f"seat/clue_{name}", 160, 160)
    s.paper(blob(80, 78, 72, n=14, jit=0.008), CREAM, lift=7, edge=1.8)
    s.path(oval(80, 78, 62), s.grad([(0, lighter(colour, 0.15)), (1, darker(colour, 0.2))], "d"))
    return s


def mini_seat(s: Sheet, x: float, y: float, k: float, colour: str) -> None:
    s.paper(
        f"M{x - 13 * k:.1f} {y + 14 * k:.1f}L{x - 14 * k:.1f} {y - 6 * k:.1f}Q{x - 13 * k:.1f} {y - 18 * k:.1f} {x:.1f} {y - 18 * k:.1f}Q{x + 13 * k:.1f} {y - 18 * k:.1f} {x + 14 * k:.1f} {y - 6 * k:.1f}L{x + 13 * k:.1f} {y + 14 * k:.1f}Z",
        colour,
        lift=2,
    )
    s.paper(box(x - 17 * k, y + 4 * k, 34 * k, 13 * k, r=5 * k), lighter(colour, 0.1), lift=2)


def clue_icons() -> None:
    s = badge("row", NIGHT_BLUE)
    for row, y in enumerate((46, 80, 114)):
        for x in (46, 80, 114) if row == 1 else (54, 80, 106):
            mini_seat(s, x, y, 0.78, TEAMS["a"] if row == 1 else "#5a5a9a")
    s.save()
    s = badge("seat", "#6d0a1a")
    for x in (40, 120):
        mini_seat(s, x, 86, 0.9, "#a5485a")
    mini_seat(s, 80, 82, 1.5, TEAMS["a"])
    s.save()
    s = badge("door", "#2f6f6a")
    s.paper("M48 126V66Q80 30 112 66V126Z", GOLD, lift=4)
    s.path("M56 126V70Q80 44 104 70V126Z", "#fff0b8")
    s.paper("M56 126V70Q66 58 78 56L78 120Z", RED, lift=3)
    s.path(oval(72, 94, 3.4), GOLD_LIGHT)
    s.save()
    s = badge("coat", "#8a4a9a")
    s.line("M80 24V36", GOLD_DARK, 5)
    props.coat(TEAMS["b"], "coat").emit(s, 80, 34, 0.72, border=6, lift=4)
    s.save()
    s = badge("floor", "#a5552e")
    for x in (52, 80, 108):
        mini_seat(s, x, 46, 0.66, TEAMS["d"])
    s.paper("M30 62Q80 74 130 62L128 76Q80 88 32 76Z", GOLD, lift=4)
    for x in (40, 67, 94, 120):
        mini_seat(s, x, 108, 0.66, "#8e1730")
    s.save()


def signs() -> None:
    def fish(f: Figure) -> None:
        f.piece(poly([(72, 50), (95, 28), (92, 50), (95, 72)], r=6), "#f0803a", lift=3)
        f.piece(curve([(10, 52), (28, 30), (52, 24), (76, 48), (76, 54), (52, 76), (28, 72)]), "#f59a4a", lift=3)
        f.mark(oval(28, 46, 6), INK)
        f.mark(oval(26, 44, 2.2), "#ffffff")
        f.ink("M42 34q10 16 0 32M56 36q8 14 0 28", 3.4, "#c8602a")

    def boat(f: Figure) -> None:
        f.piece(poly([(50, 10), (50, 60), (18, 60)], r=3), CREAM, lift=3)
        f.piece(poly([(55, 18), (80, 60), (55, 60)], r=3), TEAMS["b"], lift=3)
        f.piece(box(48, 8, 6, 58, r=2), WOOD_DARK, lift=2)
        f.piece(curve([(8, 64), (50, 70), (92, 64), (78, 88), (50, 92), (22, 88)], tension=0.7), RED, lift=3)

    def bird(f: Figure) -> None:
        f.piece(poly([(74, 52), (97, 36), (94, 60)], r=4), "#3f6fb0", lift=2)
        f.piece(curve([(14, 44), (28, 24), (50, 30), (78, 52), (62, 76), (34, 76), (18, 60)]), TEAMS["b"], lift=3)
        f.piece(curve([(42, 48), (72, 50), (62, 68), (46, 64)]), "#3f86c6", lift=3)
        f.piece(poly([(16, 42), (3, 48), (16, 54)], r=2), GOLD, lift=2)
        f.mark(oval(29, 42, 5), INK)
        f.mark(oval(27.5, 40, 1.8), "#ffffff")
        f.ink("M44 76v14M56 76v14", 4, GOLD_DARK)

    def tree(f: Figure) -> None:
        f.piece(poly([(43, 60), (57, 60), (60, 94), (40, 94)], r=3), "#7a4a2a", lift=2)
        f.piece(blob(50, 38, 34, 32, n=9, jit=0.07), TEAMS["c"], lift=3)
        for x, y in ((36, 32), (60, 26), (56, 48), (40, 50)):
            f.mark(blob(x, y, 6), RED)

    def key(f: Figure) -> None:
        f.piece(
            poly(
                [(44, 44), (92, 44), (92, 70), (82, 70), (82, 58), (74, 58), (74, 66), (64, 66), (64, 57), (44, 57)],
                r=3,
            ),
            GOLD,
            lift=3,
        )
        f.piece(blob(30, 50, 24), GOLD, lift=3)
        f.mark(oval(27, 50, 9.5), "#5c1024")

    def star_sign(f: Figure) -> None:
        f.piece(star(50, 53, 44, 20), TEAMS["a"], lift=4)
        f.mark(star(50, 53, 22, 10), GOLD_LIGHT, op=0.8)

    def moon_sign(f: Figure) -> None:
        r = 38
        f.piece(
            f"M{52 - 0.3 * r:.1f} {50 - r}A{r} {r} 0 1 0 {52 + r} {50 + 0.3 * r:.1f}A{0.8 * r:.1f} {0.8 * r:.1f} 0 0 1 {52 - 0.3 * r:.1f} {50 - r}Z",
            "#ffe08a",
            lift=4,
        )
        f.mark(blob(30, 62, 6), "#e0b850")
        f.mark(blob(50, 74, 5), "#e0b850")

    def apple(f: Figure) -> None:
        f.ink("M51 26q-1 -12 6 -18", 5, "#7a4a2a")
        f.piece(curve([(56, 20), (66, 8), (86, 8), (78, 22), (64, 26)]), TEAMS["c"], lift=2)
        f.piece(
            curve(
                [(50, 28), (66, 22), (86, 32), (88, 56), (72, 88), (50, 90), (28, 88), (12, 56), (14, 32), (34, 22)]
            ),
            "#e02a3c",
            lift=4,
        )
        f.mark(curve([(24, 38), (32, 32), (34, 40), (26, 54), (22, 50)]), "#ffb0a8", op=0.9)

    def pear(f: Figure) -> None:
        f.ink("M50 18q0 -8 6 -14", 5, "#7a4a2a")
        f.piece(curve([(54, 16), (66, 4), (84, 6), (74, 18), (62, 20)]), TEAMS["c"], lift=2)
        f.piece(
            curve(
                [(50, 14), (62, 20), (65, 38), (80, 60), (76, 84), (50, 94), (24, 84), (20, 60), (35, 38), (38, 20)]
            ),
            "#d8d23a",
            lift=4,
        )
        for x, y in ((46, 62), (58, 72), (40, 78), (60, 54)):
            f.mark(oval(x, y, 2.6), "#8f8a1c")
        f.mark(curve([(30, 58), (36, 52), (38, 60), (32, 72), (28, 68)]), "#fffbd0", op=0.9)

    def cherries(f: Figure) -> None:
        f.ink("M30 58Q34 28 62 12M70 62Q70 32 62 12", 5, "#5f7a2a")
        f.piece(curve([(60, 14), (72, 2), (94, 8), (84, 24), (68, 22)]), TEAMS["c"], lift=2)
        for x, y in ((28, 70), (70, 74)):
            f.piece(blob(x, y, 21), "#b3163a", lift=4)
            f.mark(oval(x - 7, y - 8, 5), "#ff9ab0")

    def grapes(f: Figure) -> None:
        f.ink("M50 24V8", 5, "#7a4a2a")
        f.piece(curve([(52, 18), (66, 4), (90, 12), (82, 28), (62, 26)]), TEAMS["c"], lift=2)
        for y, xs in ((34, (24, 50, 76)), (54, (37, 63)), (72, (50,)), (50, (50,))):
            for x in xs:
                f.piece(blob(x, y, 15), "#7a4ab8", lift=3)
                f.mark(oval(x - 4, y - 5, 3.4), "#c8a8f0")

    drawings = {
        "apple": apple,
        "pear": pear,
        "cherries": cherries,
        "grapes": grapes,
        "star": star_sign,
        "moon": moon_sign,
        "fish": fish,
        "boat": boat,
        "bird": bird,
        "tree": tree,
        "key": key,
    }
    for name, draw in drawings.items():
        s = Sheet(f"seat/sign_{name}", 100, 100)
        f = Figure()
        draw(f)
        with s.at(4, 3, scale=0.92):
            f.emit(s, 0, 0, border=8, lift=5)
        s.save()
    s = Sheet("seat/sign_crown", 100, 100)
    props.crown().emit(s, 49, 82, 0.54, border=12, lift=8)
    s.save()


def main() -> None:
    seats()
    people()
    for side in ("left", "right"):
        for is_open in (False, True):
            door(side, is_open=is_open)
    hooks()
    coat_check()
    hallplan()
    ticket()
    clue_icons()
    signs()


if __name__ == "__main__":
    main()
