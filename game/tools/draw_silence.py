"""Cuts scene 2, "Ssst, het licht gaat uit": `python -m game.tools.draw_silence`."""

from game.tools.pack_pieces import phone
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
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
    limb,
    oval,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure

IRON, IRON_DARK = "#3a3450", "#26203a"
FUR, FUR_DARK, EAR = "#b9aeb0", "#8f8489", "#efb8bc"


# -- the corners -------------------------------------------------------------------------------------------
def lantern(*, lit: bool) -> None:
    """A round paper lantern; the picture of the team comes in its window, its badge hangs below."""
    s = Sheet(f"silence/lantern{'_lit' if lit else ''}", 200, 250)
    if lit:
        s.glow(100, 118, 98, "#ffd774", 0.75)
    s.line("M100 0V26", GOLD_DARK, 6)
    s.line("M99 0V26", GOLD_LIGHT, 2, op=0.8)
    s.paper(box(70, 18, 60, 18, r=6), GOLD, lift=4)
    face = "#ffe9a8" if lit else "#6a4a5c"
    s.paper(blob(100, 118, 88, 84, n=14, jit=0.01), darker(face, 0.12), lift=9)
    for k in (0.86, 0.6, 0.3):
        s.line(f"M{100 - 86 * k:.0f} 118Q100 {118 - 92:.0f} {100 + 86 * k:.0f} 118", darker(face, 0.24), 2, op=0.5)
        s.line(f"M{100 - 86 * k:.0f} 118Q100 {118 + 92:.0f} {100 + 86 * k:.0f} 118", darker(face, 0.24), 2, op=0.5)
    s.paper(blob(100, 118, 70, 68, n=12, jit=0.01), "#fff8e0" if lit else "#4a2c42", lift=3)
    if not lit:
        # A closed eye: nothing to be seen here for who doesn't watch.
        s.line("M66 116Q100 146 134 116", CREAM_SHADE, 7, op=0.85)
        for x, y, dx in ((74, 128, -8), (100, 134, 0), (126, 128, 8)):
            s.line(f"M{x} {y}l{dx} 14", CREAM_SHADE, 6, op=0.85)
    s.paper(box(74, 196, 52, 15, r=5), GOLD, lift=4)
    for x in (84, 100, 116):
        s.line(f"M{x} 212V{236 if x == 100 else 230}", RED, 6)
    s.save()


# -- the lever of the house light --------------------------------------------------------------------------
def lever(*, down: bool) -> None:
    s = Sheet(f"silence/lever_{'down' if down else 'up'}", 440, 368)
    s.paper(poly([(28, 128), (412, 128), (436, 352), (4, 352)], r=22), "#4a2c5c", lift=14)
    s.paper(poly([(50, 146), (390, 146), (408, 334), (32, 334)], r=16), "#35204a", lift=0, edge=2)
    s.fibres(50, 150, 340, 180, 14, CREAM, 0.06)
    for side in (-1, 1):
        for i in range(2):
            x = 220 + side * (112 + i * 52)
            s.paper(box(x - 7, 176, 14, 124, r=7), "#1d1030", lift=0, edge=1.2)
            y = 196 + ((i * 2 + (side > 0)) * 37) % 80
            s.paper(box(x - 20, y, 40, 22, r=7), TEAMS["abcd"[i * 2 + (side > 0)]], lift=4)
    # The house lamp: full above, dark below.
    s.paper(box(204, 150, 32, 176, r=16), "#140a20", lift=0, edge=2)
    for y, part in ((164, 1.0), (206, 0.66), (248, 0.33), (290, 0.0)):
        s.path(oval(256, y + 8, 7), GOLD_LIGHT if part > 0.1 else "#5a4470", op=max(0.25, part))
    top = 262 if down else 118
    s.line(f"M220 {296 if down else 200}V{top + 40}", "#12030c", 30, op=0.35)
    s.line(f"M216 {296 if down else 200}V{top + 40}", "#cfc4d8", 22)
    s.line(f"M211 {296 if down else 200}V{top + 40}", "#ffffff", 6, op=0.5)
    s.paper(
        box(142, top, 156, 70, r=34), s.grad([(0, lighter(RED, 0.3)), (0.5, RED), (1, RED_DEEP)]), flat=RED, lift=12
    )
    s.path(box(160, top + 12, 120, 14, r=7, jit=0), "#ffffff", op=0.25)
    _finger_on_lips(s, 220, top + 36)
    s.save()


def _finger_on_lips(s: Sheet, x: float, y: float) -> None:
    """A finger before closed lips, small enough for the handle."""
    s.paper(oval(x, y, 31), CREAM, lift=3)
    for side in (-1, 1):
        s.path(oval(x + side * 12, y - 10, 3.6), INK)
    s.line(f"M{x - 15} {y + 10}Q{x} {y + 17} {x + 15} {y + 10}", "#a5263a", 7)
    s.line(f"M{x + 3} {y - 4}V{y + 27}", darker(SKINS["tan"], 0.2), 11)
    s.line(f"M{x + 3} {y - 4}V{y + 27}", SKINS["tan"], 8)


# -- making the hall ready -----------------------------------------------------------------------------------
def step(name: str) -> Sheet:
    return Sheet(f"silence/step_{name}", 290, 300)


def gong(*, done: bool) -> None:
    s = step("gong_done" if done else "gong")
    s.line("M52 292V70Q52 40 84 40H206Q238 40 238 70V292", "#12030c", 20, op=0.2)
    s.line("M48 288V66Q48 36 80 36H202Q234 36 234 66V288", WOOD_DARK, 19)
    s.line("M45 284V66Q45 33 80 33H202Q236 33 236 66V284", WOOD, 7, op=0.7)
    s.paper(box(20, 278, 60, 18, r=6), WOOD_DARK, lift=4)
    s.paper(box(206, 278, 60, 18, r=6), WOOD_DARK, lift=4)
    s.line("M112 44L100 88M170 44L182 88", CREAM_SHADE, 5)
    s.paper(oval(141, 158, 84), s.gold("d"), flat=GOLD, lift=10)
    s.line(oval(141, 158, 62), GOLD_DARK, 6, op=0.7)
    s.paper(oval(141, 158, 29), s.grad([(0, "#fff6d0"), (0.6, GOLD), (1, "#b87d22")], "lamp"), flat=GOLD, lift=3)
    if done:
        for r in (100, 122):
            for a in (-1, 1):
                s.line(f"M{141 + a * r} {158 - 46}Q{141 + a * (r + 20)} 158 {141 + a * r} {158 + 46}", GOLD_LIGHT, 8)
    with s.at(196, 190, turn=40):
        s.paper(box(0, -8, 96, 16, r=6), WOOD, lift=4)
        s.paper(oval(-10, 0, 27, 24), CREAM, lift=5)
        s.line("M-28 -5Q-10 -14 8 -5M-28 7Q-10 16 8 7", RED, 4.5)
    s.save()


def doors(*, done: bool) -> None:
    s = step("doors_done" if done else "doors")
    s.paper("M38 292V106Q38 18 145 18Q252 18 252 106V292Z", s.gold("v"), flat=GOLD, lift=10)
    s.path("M58 292V110Q58 38 145 38Q232 38 232 110V292Z", s.grad([(0, "#fff6cf"), (1, "#ffc766")]))
    for side in (-1, 1):
        if done:
            d = f"M145 292V40Q{145 + side * 85} 42 {145 + side * 85} 110V292Z"
            s.paper(d, "#a51c34", lift=4)
            s.line(box(145 + side * 42 - 26, 120, 52, 60, r=6, jit=0), GOLD, 4, op=0.8)
            s.line(box(145 + side * 42 - 26, 200, 52, 66, r=6, jit=0), GOLD, 4, op=0.8)
            s.path(oval(145 + side * 13, 188, 8), GOLD_LIGHT)
        else:
            a, b = 145 + side * 87, 145 + side * 132
            s.paper(poly([(a, 76), (b, 96), (b, 298), (a, 292)], r=3), "#a51c34", lift=7)
            s.path(oval(b - side * 12, 196, 7), GOLD_LIGHT)
    if not done:
        s.paper(poly([(96, 292), (126, 200), (164, 200), (194, 292)], r=2), RED, lift=3)
    s.save()


def phones(*, done: bool) -> None:
    s = step("phones_done" if done else "phones")
    if not done:
        s.glow(145, 150, 140, "#9fe4ff", 0.6)
    with s.at(145, 150, scale=0.86):
        phone(s, 0, 0, lit=not done, turn=-7)
    if not done:
        for a in (-1, 1):
            s.line(f"M{145 + a * 104} 66Q{145 + a * 124} 96 {145 + a * 112} 130", CREAM, 9)
        s.paper(blob(160, 150, 30, 26), TEAMS["c"], lift=3)
        s.path(poly([(142, 168), (150, 186), (164, 172)], r=2), TEAMS["c"])
    s.save()


def corner(*, done: bool) -> None:
    """The quiet place: a tent of cloth with a cushion, and at the end its lamp is on."""
    s = step("corner_done" if done else "corner")
    if done:
        s.glow(145, 190, 140, "#ffd774", 0.7)
    s.paper(poly([(145, 28), (276, 286), (14, 286)], r=14), "#5bbcf0", lift=11)
    for x in (62, 104, 186, 228):
        s.line(f"M145 40L{x} 284", "#2f7fb0", 5, op=0.5)
    s.paper(poly([(145, 96), (206, 284), (84, 284)], r=10), "#fff0c0" if done else "#2d4a6a", lift=0, edge=2)
    s.paper(blob(145, 262, 62, 26), "#ef8fbf", lift=6)
    s.line("M98 262Q145 280 192 262", darker("#ef8fbf", 0.25), 4, op=0.6)
    s.line("M145 30V8", WOOD_DARK, 8)
    s.path(star(145, 14, 18), GOLD)
    s.save()


def window(*, done: bool) -> None:
    """The high window of a gym: daylight, or the cloth drawn before it."""
    s = step("window_done" if done else "window")
    s.paper(box(26, 30, 238, 250, r=8), "#7a5a3a", lift=10)
    s.path(box(42, 46, 206, 218, jit=0), s.grad([(0, "#bfe9ff"), (1, "#fff3c0")]))
    s.path(oval(190, 100, 30), "#ffe27a")
    s.line("M145 46V264M42 155H248", "#7a5a3a", 9)
    width = 108 if done else 44
    for side in (-1, 1):
        x0 = 145 + side * (4 if done else 68)
        x1 = x0 + side * width
        s.paper(
            poly([(x0, 30), (x1, 30), (x1 + side * 6, 286), (x0 - (0 if done else side * -10), 286)], r=4),
            "#39407a",
            lift=6,
        )
        for i in range(1, 4):
            x = x0 + (x1 - x0) * i / 4
            s.line(f"M{x:.0f} 36V280", "#20264f", 6, op=0.6)
    s.paper(box(10, 16, 270, 20, r=9), GOLD_DARK, lift=5)
    s.save()


# -- what tempts ---------------------------------------------------------------------------------------------
def bulb(*, lit: bool) -> None:
    """A lamp above the hall: one for each stretch of silence that is to come."""
    s = Sheet(f"silence/bulb{'_lit' if lit else ''}", 84, 100)
    if lit:
        s.glow(42, 56, 41, "#ffd774", 0.8)
    s.paper(box(30, 4, 24, 26, r=5), GOLD_DARK, lift=3)
    s.paper(blob(42, 56, 24, 27), "#fff0b8" if lit else "#4a3a5c", lift=4)
    s.line("M33 58L39 44L45 58L51 44", GOLD_DARK if lit else "#7a6a8a", 3)
    s.save()


def mouse() -> None:
    s = Sheet("silence/mouse", 190, 130)
    f = Figure()
    f.ink("M148 98Q184 96 176 62Q172 44 184 34", 6, EAR)
    f.piece(
        curve([(20, 92), (48, 66), (92, 50), (136, 60), (156, 92), (140, 108), (60, 110), (26, 104)]), FUR, lift=4
    )
    for x, y in ((70, 46), (96, 40)):
        f.piece(blob(x, y, 23, 24), FUR_DARK if x == 96 else FUR, lift=3)
        f.mark(blob(x - 1, y + 1, 13, 14), EAR)
    f.mark(oval(44, 80, 5.5), INK)
    f.mark(oval(42.5, 78, 2), "#ffffff")
    f.piece(blob(17, 94, 7, 6), EAR, lift=1)
    f.ink("M30 96l-22 -8M30 99l-24 2M32 102l-20 10", 2, INK, op=0.6)
    for x in (64, 82, 118, 134):
        f.mark(blob(x, 110, 10, 6), EAR)
    # The crown of a king who is looking for it.
    f.piece(poly([(72, 30), (70, 6), (82, 18), (92, 2), (101, 17), (113, 5), (110, 30)], r=2), GOLD, lift=2)
    f.emit(s, 0, 8, border=7, lift=6)
    s.save()


def moth() -> None:
    s = Sheet("silence/moth", 150, 130)
    f = Figure()
    for side in (-1, 1):
        f.piece(
            curve([(75, 60), (75 + side * 30, 16), (75 + side * 66, 22), (75 + side * 58, 66)]), "#e8d8f0", lift=3
        )
        f.piece(
            curve([(75, 66), (75 + side * 50, 72), (75 + side * 42, 112), (75 + side * 12, 96)]), "#cbb4e0", lift=3
        )
        f.mark(blob(75 + side * 46, 44, 10), GOLD)
        f.ink(f"M75 34Q{75 + side * 12} 14 {75 + side * 20} 8", 3, INK)
    f.piece(blob(75, 66, 10, 32), "#7a6a8a", lift=3)
    for side in (-1, 1):
        f.mark(oval(75 + side * 4, 42, 2.6), "#ffffff")
    f.emit(s, 0, 4, border=6, lift=5)
    s.save()


def lit_phone() -> None:
    """Somebody's screen between the seats."""
    s = Sheet("silence/phone_lit", 240, 260)
    s.glow(120, 110, 118, "#9fe4ff", 0.8)
    with s.at(120, 118, scale=0.55, turn=8):
        phone(s, 0, 0, lit=True)
    f = Figure()
    f.piece(limb([(196, 258), (176, 214), (150, 184)], 58, 42), "#3f86c6", lift=4)
    f.piece(blob(148, 178, 28, 24), SKINS["tan"], lift=3)
    for i in range(4):
        f.piece(limb([(150, 158 + i * 13), (132, 156 + i * 13), (118, 158 + i * 12)], 13, 12), SKINS["tan"], lift=1)
    f.emit(s, 0, 0, border=6, lift=5)
    s.save()


def cough() -> None:
    """Somebody in the row before, seen from behind, with a fist before the mouth."""
    s = Sheet("silence/cough", 260, 250)
    f = Figure()
    f.piece(curve([(30, 250), (40, 176), (100, 146), (160, 146), (214, 178), (226, 250)]), "#2f6f6a", lift=5)
    f.piece(blob(126, 96, 66, 68), SKINS["peach"], lift=4)
    f.piece(
        curve([(58, 104), (60, 50), (104, 20), (156, 26), (194, 64), (190, 112), (150, 134), (100, 136)]),
        HAIRS["dark"],
        lift=3,
    )
    f.piece(blob(196, 112, 14, 18), SKINS["peach"], lift=2)
    f.piece(limb([(214, 240), (236, 190), (212, 148)], 46, 34), "#2f6f6a", lift=4)
    f.piece(blob(208, 140, 24, 22), SKINS["peach"], lift=3)
    f.emit(s, 0, 0, border=7, lift=7)
    for dx, dy in ((0, -34), (16, -6), (14, 24)):
        s.line(f"M{228 + dx * 0.4:.0f} {112 + dy}l{14 + dx * 0.3:.0f} {dy * 0.4:.0f}", CREAM, 7)
    s.save()


def microphone() -> None:
    """On a button: the computer may listen too."""
    s = Sheet("silence/icon_microphone", 96, 96)
    s.paper(box(34, 10, 28, 50, r=14), INK, lift=2)
    s.line("M20 44Q20 74 48 74Q76 74 76 44", INK, 7)
    s.line("M48 74V86M32 88H64", INK, 7)
    s.save()


def exit_sign() -> None:
    """The green lamp above the way out, which stays on whatever goes dark."""
    s = Sheet("silence/exit", 170, 110)
    s.glow(85, 55, 54, "#7dffb0", 0.5)
    s.paper(box(20, 22, 130, 66, r=8), "#0f7a46", lift=4)
    s.path(box(28, 29, 114, 52, r=4, jit=0), "#17a45f")
    s.path(box(104, 34, 28, 42, jit=0), "#f2fff6")
    s.path(oval(66, 40, 6.5), "#f2fff6")
    s.line("M62 50L52 62M62 50L74 56L84 52M60 50L62 62L74 68L72 78M62 62L52 74L42 74", "#f2fff6", 6)
    s.save()


def main() -> None:
    for lit in (False, True):
        lantern(lit=lit)
        lever(down=lit)
        bulb(lit=lit)
    for done in (False, True):
        for draw in (gong, doors, phones, corner, window):
            draw(done=done)
    mouse()
    moth()
    lit_phone()
    cough()
    exit_sign()
    microphone()


if __name__ == "__main__":
    main()
