"""Cuts scene 3, "Applaus!": `python -m game.tools.draw_applause`."""

from game.tools import props
from game.tools.draw_choices import ACTOR
from game.tools.draw_vuurtoren import JITS
from game.tools.pack_pieces import door, open_hand, rays
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    TEAMS,
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
from game.tools.puppets import EXPRESSIONS, HAIRS, SKINS, Figure, Look, face, puppet

WIDE, HIGH, FLOOR = 1240, 520, 486
"""The size of a tableau, and where the feet of its puppets are."""

CLOWN = Look(
    skin=SKINS["peach"], hair=HAIRS["red"], style="afro", outfit="overall", top="#f5b82e", bottom="#c81e33",
    pattern="dots", trim=RED, adult=True, build="broad",
)  # fmt: skip
GIRL = Look(
    skin=SKINS["brown"], hair=HAIRS["black"], style="puffs", outfit="dress", top="#2f9e8a", bottom="#2d4a5a",
    pattern="dots", trim=GOLD_LIGHT,
)  # fmt: skip
SINGER = Look(
    skin=SKINS["tan"], hair=HAIRS["black"], style="long", outfit="dress", top="#8a4a9a", bottom="#3a2450",
    pattern="star", trim=GOLD_LIGHT, adult=True,
)  # fmt: skip
PLAYER = Look(
    skin=SKINS["rose"], hair=HAIRS["chestnut"], style="short", outfit="jacket", top="#3f6fb0", bottom="#39407a",
    trim=CREAM, adult=True,
)  # fmt: skip


def tableau(name: str) -> Sheet:
    return Sheet(f"applause/tableau_{name}", WIDE, HIGH)


def red_nose(look: Look) -> Figure:
    """A clown's nose; lies on the face of an adult puppet."""
    f = Figure()
    f.piece(blob(0, -284, 15, 14), RED, lift=3)
    f.mark(oval(-4, -289, 4), "#ffb0a8")
    return f


# -- the tableaux ------------------------------------------------------------------------------------------
def joke() -> None:
    """The clown sat down on the cake of the king."""
    s = tableau("joke")
    s.halo(560, FLOOR, 330, 30, "#12030c", 0.4)
    puppet(ACTOR, "surprised", ("up", "up")).emit(s, 330, FLOOR, 1.12)
    puppet(CLOWN, "joy", ("out", "shrug")).emit(s, 690, FLOOR, 1.2)
    red_nose(CLOWN).emit(s, 690, FLOOR, 1.2, border=0)
    f = Figure()
    f.piece(
        curve([(-90, 0), (-84, -36), (-40, -52), (20, -46), (78, -40), (92, -4), (40, 8), (-50, 8)]), CREAM, lift=5
    )
    f.piece(curve([(-72, -30), (-30, -60), (30, -58), (70, -34), (40, -22), (0, -34), (-40, -20)]), "#ef8fbf", lift=3)
    for x, y in ((-60, -44), (-8, -62), (48, -52)):
        f.piece(blob(x, y, 11), RED, lift=2)
    f.emit(s, 690, FLOOR - 6, 1)
    for x, y, r in ((560, 300, 15), (822, 250, 19), (860, 380, 12), (530, 410, 10), (780, 150, 11), (600, 180, 9)):
        s.paper(blob(x, y, r, jit=0.08), CREAM, lift=4)
    for x, y in ((900, 190), (960, 270)):
        s.path(star(x, y, 26), GOLD_LIGHT)
    s.save()


def sad() -> None:
    """A goodbye at the station."""
    s = tableau("sad")
    s.halo(620, FLOOR, 330, 28, "#12030c", 0.4)
    s.paper(box(930, 130, 14, 356), "#3a3450", lift=5)
    s.glow(937, 130, 90, "#ffd774", 0.55)
    s.paper(poly([(906, 136), (968, 136), (956, 92), (918, 92)], r=6), "#fff0b8", lift=4)
    puppet(GIRL, "sad", ("down", "wave")).emit(s, 480, FLOOR, 1.25)
    f = Figure()
    f.mark(curve([(0, -14), (9, 4), (0, 12), (-9, 4)]), "#7fd0ff")
    f.emit(s, 522, FLOOR - 232, 1.2, border=0, lift=2)
    props.suitcase().emit(s, 800, FLOOR + 4, 1.5)
    props.cat().emit(s, 660, FLOOR + 2, 1.5)
    s.save()


def dark() -> None:
    """Everything out. Somewhere a cat."""
    s = tableau("dark")
    for x, y in ((600, 330), (650, 330)):
        s.glow(x, y, 40, "#ffe27a", 0.5)
        s.path(oval(x, y, 15, 17), "#ffe27a")
        s.path(oval(x, y, 4, 14), INK)
    s.path(star(300, 120, 7, n=4), CREAM, op=0.6)
    s.path(star(920, 90, 6, n=4), CREAM, op=0.5)
    s.path(star(820, 210, 5, n=4), CREAM, op=0.4)
    s.save()


def interval() -> None:
    """A board on the stage: a cup and a biscuit."""
    s = tableau("interval")
    s.halo(620, FLOOR, 260, 26, "#12030c", 0.4)
    for side in (-1, 1):
        s.line(f"M{620 + side * 110} 210L{620 + side * 200} {FLOOR}", WOOD_DARK, 20)
    s.paper(box(370, 60, 500, 330, r=22), "#6d0a1a", lift=14)
    s.line(box(390, 80, 460, 290, r=16, jit=0), GOLD, 6)
    s.paper(poly([(430, 170), (610, 170), (594, 318), (446, 318)], r=14), CREAM, lift=7)
    s.line("M608 200Q672 204 664 250Q656 288 600 284", CREAM_SHADE, 20)
    s.paper(oval(520, 172, 90, 20), "#7a3a20", lift=2)
    for x in (480, 520, 560):
        s.line(f"M{x} 140Q{x - 14} 120 {x} 104Q{x + 14} 88 {x} 72", CREAM, 8, op=0.75)
    s.paper(blob(752, 250, 74, 72, n=16, jit=0.05), "#d79a4e", lift=7)
    for x, y in ((728, 226), (772, 220), (752, 262), (786, 274), (722, 280)):
        s.path(blob(x, y, 10), "#5a2a18")
    s.save()


def question() -> None:
    """Where is the cat? The actor doesn't see it."""
    s = tableau("question")
    s.halo(600, FLOOR, 320, 28, "#12030c", 0.4)
    props.suitcase().emit(s, 830, FLOOR + 4, 1.75)
    props.cat().emit(s, 832, FLOOR - 118, 1.3)
    puppet(ACTOR, "unsure", ("out", "mouth")).emit(s, 470, FLOOR, 1.2)
    _bubble(s, 660, 96, "?")
    s.save()


def _bubble(s: Sheet, x: float, y: float, mark: str) -> None:
    """A balloon with a mark that needs no reading."""
    s.paper(blob(x, y, 92, 76, n=14, jit=0.012), CREAM, lift=8)
    s.path(poly([(x - 60, y + 44), (x - 96, y + 104), (x - 22, y + 66)], r=4), CREAM)
    if mark == "?":
        s.line(
            f"M{x - 26} {y - 18}Q{x - 22} {y - 46} {x + 4} {y - 44}Q{x + 34} {y - 38} {x + 22} {y - 10}"
            f"Q{x + 4} {y + 4} {x + 2} {y + 20}",
            RED,
            15,
        )
        s.path(oval(x + 2, y + 46, 9), RED)
    else:
        for dx in (-42, 0, 42):
            s.path(oval(x + dx, y, 13), INK)


def forgot() -> None:
    """He no longer knows his words."""
    s = tableau("forgot")
    s.halo(600, FLOOR, 280, 28, "#12030c", 0.4)
    puppet(PLAYER, "unsure", ("down", "chin")).emit(s, 500, FLOOR, 1.22)
    _bubble(s, 690, 100, "...")
    puppet(GIRL, "whisper", ("down", "mouth")).emit(s, 880, FLOOR, 1.15)
    for x, y in ((428, 128), (414, 168)):
        s.path(curve([(x, y - 14), (x + 9, y + 4), (x, y + 12), (x - 9, y + 4)]), "#7fd0ff")
    s.save()


def song() -> None:
    s = tableau("song")
    s.halo(620, FLOOR, 320, 28, "#12030c", 0.4)
    s.halo(600, 300, 300, 240, "#9fb4ff", 0.35)
    puppet(SINGER, "whisper", ("heart", "out")).emit(s, 600, FLOOR, 1.25)
    props.cello().emit(s, 850, FLOOR + 2, 1.5)
    for x, y, k in ((760, 120, 1.0), (420, 150, 0.8), (900, 200, 0.7), (360, 270, 0.6)):
        s.paper(oval(x, y + 46 * k, 16 * k, 12 * k), GOLD_LIGHT, lift=3)
        s.line(
            f"M{x + 14 * k} {y + 44 * k}V{y - 14 * k}Q{x + 36 * k} {y - 4 * k} {x + 36 * k} {y + 22 * k}",
            GOLD_LIGHT,
            7 * k,
        )
    s.save()


def scare() -> None:
    """A sheet with a torch below it: boo."""
    s = tableau("scare")
    s.halo(680, FLOOR, 330, 28, "#12030c", 0.4)
    s.halo(760, 260, 220, 230, "#bfe9ff", 0.5)
    f = Figure()
    f.piece(
        curve(
            [
                (-130, 0),
                (-118, -170),
                (-86, -290),
                (0, -346),
                (86, -290),
                (118, -170),
                (130, 0),
                (86, -26),
                (44, 4),
                (0, -24),
                (-44, 4),
                (-86, -26),
            ],
            tension=0.8,
        ),
        "#f2f6ff",
        lift=8,
    )
    f.mark(oval(-34, -236, 17, 24), INK)
    f.mark(oval(34, -236, 17, 24), INK)
    f.mark(oval(0, -172, 22, 32), INK)
    for side in (-1, 1):
        f.piece(limb([(side * 84, -220), (side * 140, -250), (side * 166, -300)], 54, 40), "#f2f6ff", lift=4)
    f.emit(s, 780, FLOOR, 1.2)
    puppet(GIRL, "surprised", ("up", "up")).emit(s, 420, FLOOR, 1.2)
    s.save()


def storm() -> None:
    """A boat of card in waves of cloth, and a loud horn."""
    s = tableau("storm")
    s.path(box(0, 0, WIDE, 470, jit=0), s.grad([(0, "#141c50", 0), (0.35, "#141c50", 0.9), (1, "#1b2a6b", 0.4)]))
    s.glow(1010, 130, 200, "#ffe9a8", 0.6)
    s.paper(poly([(980, 470), (1060, 470), (1044, 160), (996, 160)], r=3), CREAM, lift=8)
    for y in (220, 320, 420):
        s.path(
            poly(
                [
                    (992 - (y - 160) * 0.04, y),
                    (1048 + (y - 160) * 0.04, y),
                    (1050 + (y - 160) * 0.04, y + 40),
                    (990 - (y - 160) * 0.04, y + 40),
                ],
                jit=0,
            ),
            RED,
        )
    s.paper(box(984, 110, 72, 52, r=8), GOLD_LIGHT, lift=5)
    s.paper(poly([(974, 112), (1066, 112), (1020, 64)], r=5), RED, lift=5)
    s.path(poly([(984, 136), (500, 60), (500, 230)], jit=0), "#fff3c0", op=0.3)
    puppet(JITS, "unsure", ("wave", "hold")).emit(s, 560, 430, 1.0)
    f = Figure()
    f.piece(curve([(-170, -70), (0, -48), (170, -76), (126, 10), (0, 22), (-128, 8)], tension=0.7), "#8a5430", lift=7)
    f.ink("M-140 -36Q0 -16 140 -40", 6, "#c98a4e", op=0.8)
    f.emit(s, 560, 440, 1)
    for row, (y, colour) in enumerate(((400, "#2f5fa8"), (440, "#3f86c6"), (478, "#1f4a8a"))):
        points = [(x, y + (18 if (x // 80 + row) % 2 else -14)) for x in range(0, WIDE + 80, 80)]
        s.paper(curve([*points, (WIDE + 40, HIGH + 20), (-40, HIGH + 20)], tension=0.9), colour, lift=6)
    s.save()


def gull() -> None:
    """A gull of card flies off with the sandwich."""
    s = tableau("gull")
    s.halo(560, FLOOR, 320, 28, "#12030c", 0.4)
    puppet(JITS, "surprised", ("point", "up")).emit(s, 430, FLOOR, 1.25)
    s.line("M700 486C720 330 760 260 800 190", WOOD_DARK, 9)
    f = Figure()
    f.piece(curve([(-60, 40), (-10, 14), (60, 10), (120, 34), (70, 72), (0, 78)]), CREAM, lift=6)
    f.piece(poly([(112, 30), (176, 22), (124, 56)], r=5), CREAM_SHADE, lift=3)
    f.piece(curve([(10, 26), (40, -60), (110, -112), (96, -30), (62, 36)]), "#cfd6e4", lift=5)
    f.piece(curve([(-14, 30), (-40, -50), (-110, -96), (-84, -16), (-40, 40)]), "#e4e9f2", lift=4)
    f.piece(blob(-66, 30, 36, 33), CREAM, lift=4)
    f.mark(oval(-78, 22, 6), INK)
    f.mark(oval(-80, 20, 2.2), "#ffffff")
    f.piece(poly([(-94, 26), (-148, 42), (-94, 52)], r=4), "#f0803a", lift=3)
    f.emit(s, 840, 160, 1.05)
    f = Figure()
    f.piece(box(-46, -14, 92, 15, r=5), "#c98a4e", lift=3)
    f.piece(box(-42, 0, 84, 10, r=3), TEAMS["c"], lift=1)
    f.piece(box(-46, 9, 92, 15, r=5), "#c98a4e", lift=3)
    f.emit(s, 664, 220, 1, turn=-14)
    for x, y in ((640, 300), (600, 340), (676, 350)):
        s.path(blob(x, y, 7, jit=0.1), "#e8c088")
    s.save()


def night() -> None:
    """Everything out, and one lamp that stays."""
    s = tableau("night")
    s.glow(700, 300, 250, "#ffd774", 0.55)
    puppet(JITS, "kind", ("down", "hold")).emit(s, 560, FLOOR, 1.25)
    props.lantern().emit(s, 690, 380, 1.7)
    s.path(star(280, 90, 8, n=4), CREAM, op=0.6)
    s.path(star(940, 120, 7, n=4), CREAM, op=0.5)
    s.path(star(1040, 60, 5, n=4), CREAM, op=0.4)
    s.save()


def lights() -> None:
    """The last word was said: everything is lit, the stage stays empty."""
    s = tableau("lights")
    for x in (180, 440, 800, 1060):
        for k, op in ((1.0, 0.16), (0.6, 0.18)):
            s.path(
                poly([(x - 14, 0), (x + 14, 0), (x + 120 * k, HIGH - 40), (x - 120 * k, HIGH - 40)], jit=0),
                "#ffedb0",
                op=op,
            )
        props.spotlight().emit(s, x, 26, 1.1, border=6)
    s.halo(620, FLOOR, 500, 40, "#ffe9a8", 0.6)
    props.chair().emit(s, 560, FLOOR + 4, 1.7)
    props.suitcase().emit(s, 760, FLOOR + 4, 1.4)
    s.save()


def bow() -> None:
    s = tableau("bow")
    s.halo(620, FLOOR, 470, 34, "#12030c", 0.4)
    for x, look, k in ((250, CLOWN, 1.18), (470, SINGER, 1.18), (900, PLAYER, 1.18)):
        bowed = Look(**{**look.__dict__, "build": "bow"})
        puppet(bowed, "proud", ("out", "out")).emit(s, x, FLOOR, k)
    puppet(GIRL, "joy", ("out", "out")).emit(s, 690, FLOOR, 1.18)
    for x, y, colour in ((120, 470, TEAMS["d"]), (580, 494, TEAMS["a"]), (1060, 476, RED), (800, 500, TEAMS["d"])):
        s.line(f"M{x} {y}l40 14", "#3f7a3a", 6)
        s.paper(blob(x, y, 19, jit=0.12), colour, lift=4)
        s.path(blob(x, y, 8), darker(colour, 0.25))
    s.save()


# -- what bodies do ------------------------------------------------------------------------------------------
def sign(name: str) -> Sheet:
    return Sheet(f"applause/body_{name}", 160, 160)


def clap() -> None:
    """Hands that clap below, hands that wave above: both are applause."""
    s = sign("clap")
    for side in (-1, 1):
        open_hand(
            s, 80 + side * 47, 76, 0.29, SKINS["tan"], turn=side * 16, flip=side > 0, sleeve=TEAMS["b"], sleeve_to=60
        )
        s.line(f"M{80 + side * 68} 5q{side * 7} 11 1 21", RED, 6)
    open_hand(s, 58, 142, 0.46, SKINS["brown"], turn=22, sleeve=TEAMS["c"], sleeve_to=40)
    open_hand(s, 102, 142, 0.46, SKINS["rose"], turn=-22, flip=True, sleeve=TEAMS["d"], sleeve_to=40)
    rays(s, 80, 84, 38, 58, (-112, -90, -68), RED, 7)
    s.save()


def _head(s: Sheet, look: Look, mood: str) -> None:
    f = Figure()
    f.piece(blob(80, 84, 60, 60, n=12, jit=0.01), look.skin, lift=4)
    face(f, 80, 84, 60, EXPRESSIONS[mood], look.skin)
    f.emit(s, 0, 0, border=6, lift=5)


def laugh() -> None:
    s = sign("laugh")
    _head(s, CLOWN, "joy")
    for side in (-1, 1):
        s.line(f"M{80 + side * 62} 32l{side * 8} -11M{80 + side * 69} 56l{side * 6} -4", RED, 6)
    s.save()


def silent() -> None:
    s = sign("silent")
    _head(s, PLAYER, "neutral")
    f = Figure()
    f.piece(limb([(86, 160), (84, 134), (82, 96)], 24, 20), SKINS["tan"], lift=3)
    f.piece(blob(92, 146, 26, 18), SKINS["tan"], lift=2)
    f.emit(s, 0, 0, border=4, lift=4)
    s.save()


def answer() -> None:
    s = sign("answer")
    _head(s, GIRL, "surprised")
    s.paper(blob(122, 36, 34, 29, n=12, jit=0.015), CREAM, lift=4)
    s.path(poly([(98, 52), (92, 72), (116, 62)], r=2), CREAM)
    s.line("M122 20V40", RED, 10)
    s.path(oval(122, 52, 5.5), RED)
    s.save()


def leave() -> None:
    s = sign("leave")
    door(s, 66, 146, 70, 112)
    s.paper(
        poly([(76, 82), (112, 82), (112, 60), (152, 98), (112, 136), (112, 114), (76, 114)], r=5), TEAMS["c"], lift=5
    )
    s.save()


# -- the hall --------------------------------------------------------------------------------------------------
def spark(*, lit: bool) -> None:
    """The flame of the section that begins."""
    s = Sheet(f"applause/spark{'_lit' if lit else ''}", 90, 96)
    if lit:
        s.glow(45, 50, 44, "#ffd774", 0.9)
    outer = curve([(45, 8), (62, 30), (72, 56), (60, 80), (45, 86), (30, 80), (18, 56), (30, 40), (34, 26)])
    s.paper(outer, "#f0803a" if lit else "#8a6a78", lift=4)
    s.path(curve([(46, 36), (56, 56), (52, 74), (44, 78), (34, 72), (33, 58)]), "#ffe27a" if lit else "#b79aa6")
    s.save()


def hands(team: str, skin: str) -> None:
    """Two arms that rise from the rows of a section."""
    s = Sheet(f"applause/hands_{team}", 230, 320)
    open_hand(s, 62, 138, 0.6, SKINS[skin], turn=-12, sleeve=TEAMS[team], sleeve_to=300)
    open_hand(s, 168, 138, 0.6, SKINS[skin], turn=12, flip=True, sleeve=TEAMS[team], sleeve_to=300)
    s.save()


def secret() -> None:
    """The back of a secret card: an eye that is told to look only here."""
    s = Sheet("applause/secret", 260, 170)
    s.paper(box(6, 6, 248, 158, r=16), "#3a2450", lift=7)
    s.line(box(20, 20, 220, 130, r=10, jit=0), GOLD, 4)
    for x, y in ((52, 50), (208, 50), (52, 120), (208, 120)):
        s.path(star(x, y, 13), GOLD_LIGHT, op=0.8)
    s.path(curve([(72, 85), (130, 46), (188, 85), (130, 124)], tension=0.9), CREAM)
    s.path(oval(130, 85, 27), NIGHT_BLUE)
    s.path(oval(130, 85, 13), INK)
    s.path(oval(138, 77, 6), "#ffffff")
    s.save()


def main() -> None:
    for draw in (joke, sad, dark, interval, question, forgot, song, scare, storm, gull, night, lights, bow):
        draw()
    for draw in (clap, laugh, silent, answer, leave):
        draw()
    for lit in (False, True):
        spark(lit=lit)
    for team, skin in (("a", "brown"), ("b", "peach"), ("c", "tan"), ("d", "deep")):
        hands(team, skin)
    secret()


if __name__ == "__main__":
    main()
