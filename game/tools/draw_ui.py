"""Cuts the marks of the screens: team badges, icons, goal seats, clip, emblem. `python -m game.tools.draw_ui`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from collections.abc import Callable

from game.tools import props
from game.tools.draw_house import AMA, NOOR
from game.tools.draw_seat import PLAYER, seat_back, seat_cushion
from game.tools.draw_sou import head
from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Sheet,
    box,
    mix,
    oval,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import EXPRESSIONS, Figure, puppet
from game.tools.teams import team_badge

W = 9.5


def shape(s: Sheet, d: str) -> None:
    s.path(d, INK)


def ink(s: Sheet, d: str, w: float = W) -> None:
    s.line(d, INK, w)


def play(s: Sheet) -> None:
    s.path(poly([(28, 16), (80, 48), (28, 80)], r=7, jit=0), INK)


def pause(s: Sheet) -> None:
    shape(s, box(22, 16, 19, 64, r=6, jit=0))
    shape(s, box(55, 16, 19, 64, r=6, jit=0))


def undo(s: Sheet) -> None:
    ink(s, "M26 38H56A20 20 0 0 1 56 78H34", 11)
    shape(s, poly([(10, 38), (38, 14), (38, 62)], r=4, jit=0))


def speaker(s: Sheet) -> None:
    shape(s, poly([(10, 36), (26, 36), (48, 16), (48, 80), (26, 60), (10, 60)], r=5, jit=0))


def sound_on(s: Sheet) -> None:
    speaker(s)
    ink(s, "M60 36Q68 48 60 60", 8)
    ink(s, "M71 24Q86 48 71 72", 8)


def sound_off(s: Sheet) -> None:
    speaker(s)
    ink(s, "M62 36L86 60M86 36L62 60", 10)


def calm(s: Sheet) -> None:
    """A moon and a closed eye: quiet."""
    r, x, y = 32, 46, 46
    shape(
        s,
        f"M{x - 0.3 * r:.1f} {y - r}A{r} {r} 0 1 0 {x + r} {y + 0.3 * r:.1f}A{0.8 * r:.1f} {0.8 * r:.1f} 0 0 1 {x - 0.3 * r:.1f} {y - r}Z",
    )
    shape(s, star(70, 26, 13, 5.5))


def go_next(s: Sheet) -> None:
    ink(s, "M14 48H66", 12)
    shape(s, poly([(56, 18), (88, 48), (56, 78)], r=5, jit=0))


def go_back(s: Sheet) -> None:
    ink(s, "M82 48H30", 12)
    shape(s, poly([(40, 18), (8, 48), (40, 78)], r=5, jit=0))


def go_up(s: Sheet) -> None:
    ink(s, "M48 82V30", 12)
    shape(s, poly([(18, 40), (48, 8), (78, 40)], r=5, jit=0))


def go_down(s: Sheet) -> None:
    ink(s, "M48 14V66", 12)
    shape(s, poly([(18, 56), (48, 88), (78, 56)], r=5, jit=0))


def clock(s: Sheet) -> None:
    ink(s, "M48 12A36 36 0 1 1 47.9 12Z", 10)
    ink(s, "M48 28V50L64 60", 9)


def printer(s: Sheet) -> None:
    """A sheet that comes out of a machine."""
    shape(s, box(10, 36, 76, 34, r=8, jit=0))
    ink(s, "M26 34V12H70V34", 8)
    ink(s, "M28 62V84H68V62", 8)


def home(s: Sheet) -> None:
    """The theatre: a gable over a stage."""
    shape(s, poly([(48, 8), (90, 42), (82, 50), (48, 24), (14, 50), (6, 42)], r=3, jit=0))
    s.raw(f'<path d="M18 50L48 27L78 50V86H18ZM36 86V62Q48 50 60 62V86Z" fill="{INK}" fill-rule="evenodd"/>')


def plus(s: Sheet) -> None:
    ink(s, "M48 18V78M18 48H78", 14)


def minus(s: Sheet) -> None:
    ink(s, "M18 48H78", 14)


def check(s: Sheet) -> None:
    ink(s, "M16 52L38 74L80 24", 14)


def hand_shape(s: Sheet, x: float, y: float) -> None:
    """A pointing hand, its fingertip at (x, y)."""
    shape(s, box(x - 7, y, 14, 46, r=7, jit=0))
    for i in range(3):
        shape(s, box(x + 7 + i * 11, y + 24 + i * 4, 13, 30, r=6, jit=0))
    d = f"M{x - 7} {y + 34}L{x - 7} {y + 44}L{x - 20} {y + 36}Q{x - 28} {y + 36} {x - 24} {y + 46}L{x - 6} {y + 72}H{x + 34}Q{x + 42} {y + 60} {x + 40} {y + 40}H{x}Z"
    shape(s, d)


def hand(s: Sheet) -> None:
    """A raised open hand."""
    for x, y, h in ((26, 26, 34), (39, 14, 44), (52, 14, 44), (65, 22, 36)):
        shape(s, box(x - 5.4, y, 10.8, h, r=5.4, jit=0))
    shape(s, "M20.600 50H70.400V66Q70 86 50 88Q38 88 30 78L10 56Q8 46 18 48L27 57Z")


def touch(s: Sheet) -> None:
    with s.at(4, 7, scale=0.9):
        hand_shape(s, 42, 22)
        ink(s, "M24 32A20 20 0 1 1 60 32", 7)


def mouse(s: Sheet) -> None:
    s.raw(f'<rect x="24" y="10" width="48" height="76" rx="24" ry="24" fill="none" stroke="{INK}" stroke-width="9"/>')
    ink(s, "M48 26V40", 9)


def keyboard(s: Sheet) -> None:
    s.raw(f'<rect x="8" y="24" width="80" height="50" rx="9" ry="9" fill="none" stroke="{INK}" stroke-width="8"/>')
    for x in (22, 38, 54, 70):
        shape(s, box(x - 4, 36, 9, 8, r=2, jit=0))
    ink(s, "M30 60H66", 8)


def eye(s: Sheet) -> None:
    s.path("M6 48Q48 2 90 48Q48 94 6 48Z", stroke=INK, sw=9)
    shape(s, oval(48, 48, 15))
    s.path(oval(43, 43, 4.5), CREAM)


def turn_around(s: Sheet) -> None:
    """A child, and an arrow all the way around."""
    shape(s, oval(47, 38, 10))
    shape(s, "M31 70V64Q31 51 47 51Q63 51 63 64V70Z")
    ink(s, "M66 82A37 37 0 1 1 81 34", 8)
    shape(s, poly([(92, 22), (90, 52), (64, 40)], r=3, jit=0))


def lock(s: Sheet) -> None:
    ink(s, "M30 46V32A18 18 0 0 1 66 32V46", 10)
    s.raw(
        f'<path d="M22 42H74Q80 42 80 48V82Q80 88 74 88H22Q16 88 16 82V48Q16 42 22 42ZM48 56A8 8 0 0 0 44 71V79H52V71A8 8 0 0 0 48 56Z" fill="{INK}" fill-rule="evenodd"/>'
    )


def skip(s: Sheet) -> None:
    shape(s, poly([(10, 20), (42, 48), (10, 76)], r=5, jit=0))
    shape(s, poly([(40, 20), (72, 48), (40, 76)], r=5, jit=0))
    shape(s, box(73, 20, 12, 56, r=5, jit=0))


def close(s: Sheet) -> None:
    ink(s, "M24 24L72 72M72 24L24 72", 14)


def file(s: Sheet) -> None:
    s.path("M20 10H58L78 30V86H20Z", stroke=INK, sw=8)
    shape(s, poly([(56, 12), (78, 34), (56, 34)], r=2, jit=0))
    ink(s, "M34 50H64M34 66H64", 7)


def ticket(s: Sheet) -> None:
    d = "M8 28H88V40A9 9 0 0 0 88 58V70H8V58A9 9 0 0 0 8 40Z"
    s.path(d, stroke=INK, sw=8)
    ink(s, "M60 36V40M60 48V52M60 60V63", 6)
    shape(s, star(34, 49, 14))


def reach(s: Sheet) -> None:
    """A child reaching up along a measure."""
    shape(s, oval(36, 34, 11))
    ink(s, "M36 50V70M36 70L26 88M36 70L46 88M36 54L20 64M36 54L52 26", 9)
    ink(s, "M78 14V84", 7)
    shape(s, poly([(64, 24), (78, 6), (92, 24)], r=2, jit=0))
    shape(s, poly([(64, 74), (78, 92), (92, 74)], r=2, jit=0))


def mirror(s: Sheet) -> None:
    ink(s, "M48 10V22M48 34V46M48 58V70M48 80V88", 7)
    shape(s, poly([(36, 24), (36, 74), (6, 74)], r=4, jit=0))
    s.path(poly([(62, 26), (62, 72), (88, 72)], r=3, jit=0), stroke=INK, sw=7)


def people(s: Sheet) -> None:
    for x, y, r in ((22, 40, 11), (74, 40, 11), (48, 26, 13)):
        shape(s, oval(x, y, r))
    shape(s, "M4 82V72Q4 55 22 55Q28 55 31 58Q26 66 26 78V82Z")
    shape(s, "M92 82V72Q92 55 74 55Q68 55 65 58Q70 66 70 78V82Z")
    shape(s, "M30 84V66Q30 44 48 44Q66 44 66 66V84Z")


ICONS: dict[str, Callable[[Sheet], None]] = {
    "play": play, "pause": pause, "undo": undo, "sound_on": sound_on, "sound_off": sound_off, "calm": calm, "next": go_next,
    "up": go_up, "down": go_down, "clock": clock, "print": printer,
    "back": go_back, "home": home, "plus": plus, "minus": minus, "check": check, "hand": hand, "touch": touch, "mouse": mouse,
    "keyboard": keyboard, "eye": eye, "turn_around": turn_around, "lock": lock, "skip": skip, "close": close, "file": file,
    "ticket": ticket, "reach": reach, "mirror": mirror, "people": people,
}  # fmt: skip


def goal_seats() -> None:
    for name in ("dark", "lit"):
        s = Sheet(f"ui/seat_goal_{name}", 80, 80)
        lit = name == "lit"
        if lit:
            s.glow(40, 40, 40, "#fff0b0", 1)
        with s.at(2, 2, scale=0.63):
            seat_back(s, "#f0a92e" if lit else "#4a2038", GOLD_LIGHT if lit else "#6a4a4a")
            seat_cushion(s, "#f5b82e" if lit else "#4a2038", GOLD_LIGHT if lit else "#6a4a4a")
            if lit:
                s.paper(star(60, 48, 20), "#fffbe6", lift=3)
        s.save()


def clip() -> None:
    s = Sheet("ui/card_clip", 80, 110)
    s.paper(poly([(20, 6), (56, 6), (60, 44), (54, 98), (22, 98), (16, 44)], r=7), WOOD, lift=6, edge=1.6)
    s.line("M38 10V44M38 62V94", WOOD_DARK, 3, op=0.7)
    s.paper(box(12, 44, 52, 16, r=6), "#c9cce0", lift=3)
    s.line("M16 49H60", "#ffffff", 2.4, op=0.8)
    s.fibres(24, 12, 26, 26, 3, WOOD_DARK, 0.4)
    s.fibres(26, 64, 22, 28, 3, WOOD_DARK, 0.4)
    s.save()


def logo() -> None:
    """The emblem: a toy theatre that opens, with its people. No letters: the word stands beside it."""
    s = Sheet("ui/logo", 900, 300)
    s.halo(450, 152, 440, 146, "#ffcf70", 0.5)
    for i in range(12):
        xb, yb = polar(450, 176, 228 + (i % 2) * 22, -160 + i * 12.7)
        s.path(star(xb, max(14, yb), 9 + i % 3 * 3), (GOLD_LIGHT, GOLD)[i % 2], op=0.95)
    for side in (0, 1):
        with s.at(900 if side else 0, 0, flip=bool(side)):
            for d, colour in (
                (
                    "M318 236Q214 268 132 218Q84 184 112 150Q140 128 164 152Q172 172 154 180Q150 164 136 168Q124 184 156 204Q224 236 318 204Z",
                    GOLD,
                ),
                (
                    "M322 196Q252 196 214 156Q190 124 214 104Q236 94 248 114Q250 128 238 130Q232 118 226 126Q224 142 248 158Q282 178 322 172Z",
                    mix(GOLD, GOLD_LIGHT, 0.4),
                ),
            ):
                s.paper(d, colour, lift=7, edge=1.6)
    props.moon(30).emit(s, 96, 96, 1, border=7, lift=7)
    puppet(PLAYER, "joy", ("up", "down"), stick_to=40).emit(s, 252, 250, 0.62, flip=False)
    puppet(AMA, "joy", ("down", "up"), stick_to=40).emit(s, 648, 250, 0.62)
    # The theatre
    s.paper(poly([(312, 262), (318, 74), (582, 74), (588, 262)], r=4), "#6d0a1a", lift=12, edge=2)
    s.path("M338 98H562V240H338Z", s.grad([(0, NIGHT_BLUE), (0.7, "#5a4fa3"), (1, "#f2a38a")]))
    s.glow(450, 190, 110, "#ffe9a8", 0.7)
    for x, y in ((380, 120), (420, 134), (478, 116), (520, 132), (500, 152), (396, 156)):
        s.path(star(x, y, 6), "#fff6d8")
    face = Figure()
    head(face, EXPRESSIONS["happy"])
    face.emit(s, 450, 204, 0.74, border=8, lift=6)
    for side in (0, 1):
        with s.at(900 if side else 0, 0, flip=bool(side)):
            for i in range(4):
                x = 332 + i * 17
                s.paper(
                    f"M{x} 92H{x + 24}Q{x + 18 - i * 5} 160 {x + 2 - i * 8} 182Q{x + 6 - i * 4} 214 {x + 6 - i * 3} 246H{334 + i * 4}Z",
                    RED if i % 2 else "#a81428",
                    lift=4,
                )
            s.paper(box(328, 176, 30, 11, r=5), GOLD, lift=3)
            s.paper(box(310, 82, 24, 176, r=3), s.gold("h"), flat=GOLD, lift=5)
    for i in range(6):
        x = 334 + i * 39
        s.paper(f"M{x - 3} 88H{x + 42}Q{x + 36} 122 {x + 19.5} 122Q{x + 3} 122 {x - 3} 88Z", RED, lift=4)
        s.line(f"M{x} 96Q{x + 5} 117 {x + 19.5} 117Q{x + 34} 117 {x + 39} 96", GOLD, 4)
    s.paper(poly([(296, 92), (302, 64), (598, 64), (604, 92)], r=4), s.gold(), flat=GOLD, lift=6)
    s.paper("M378 66Q450 -14 522 66Z", s.gold(), flat=GOLD, lift=7)
    s.path("M398 62Q450 4 502 62Z", "#8e1730")
    s.path(star(450, 44, 20), GOLD_LIGHT)
    s.paper(poly([(280, 246), (620, 246), (636, 276), (264, 276)], r=4), WOOD, lift=9)
    s.paper(box(264, 272, 372, 20, r=4), "#6b3a22", lift=4)
    for x, team in ((320, "a"), (407, "b"), (493, "c"), (580, "d")):
        mark = {
            "a": oval(x, 282, 7),
            "b": box(x - 6.5, 275.5, 13, 13, jit=0),
            "c": poly([(x, 274), (x + 8, 288), (x - 8, 288)], jit=0),
            "d": star(x, 282.5, 9, 4.2),
        }[team]
        s.path(mark, TEAMS[team])
    puppet(NOOR, "happy", ("up", "down"), stick_to=40).emit(s, 764, 262, 0.5)
    s.save()


def main() -> None:
    for team in TEAMS:
        team_badge(team)
    for name, draw in ICONS.items():
        s = Sheet(f"ui/icon_{name}", 96, 96)
        draw(s)
        s.save()
    goal_seats()
    clip()
    logo()


if __name__ == "__main__":
    main()
