"""Cuts Sou, the souffleur, in the prompter's box: `python -m game.tools.draw_sou`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

from dataclasses import replace

from game.tools import crafts
from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    NIGHT_BLUE,
    RED,
    TEAMS,
    Point,
    Sheet,
    blob,
    box,
    curve,
    darker,
    limb,
    mix,
    oval,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import EXPRESSIONS, Expression, Figure, face, hand_of, sleeve

PAPER = "#fff1d4"
COAT = "#2f8087"
GLOVES = "#8fd0f5"
CURLS = "#a8482c"

# name -> (expression, head tilt in degrees, head shift, (elbow, hand) left, (elbow, hand) right), around (150, 0)
Arm = tuple[Point, Point] | None
REST_L: Arm = ((92, 212), (112, 214))
REST_R: Arm = ((208, 212), (188, 214))
POSES: dict[str, tuple[str, float, Point, Arm, Arm]] = {
    "neutral": ("kind", 0, (0, 0), REST_L, REST_R),
    "whisper": ("whisper", 7, (6, 2), REST_L, ((232, 196), (214, 134))),
    "happy": ("happy", -4, (0, -3), ((74, 176), (60, 126)), ((226, 176), (240, 126))),
    "think": ("think", 6, (2, 2), REST_L, ((222, 204), (176, 178))),
    "point": ("point", 5, (2, 0), REST_L, ((220, 170), (258, 128))),
    "surprised": ("surprised", 0, (0, -4), ((84, 198), (96, 152)), ((216, 198), (204, 152))),
    "sleepy": ("sleepy", -11, (-4, 14), ((100, 214), (140, 212)), ((212, 214), (176, 214))),
    "proud": ("proud", -3, (0, -4), ((88, 208), (140, 200)), ((212, 208), (164, 204))),
    "wink": ("wink", 8, (4, 0), REST_L, ((224, 180), (240, 138))),
    "listen": ("think", -9, (-6, 2), ((70, 190), (82, 134)), REST_R),
    "laugh": ("laugh", -9, (-3, -2), ((96, 214), (134, 196)), ((204, 214), (166, 196))),
    "laugh_move": ("laugh", 7, (3, -7), ((96, 212), (134, 192)), ((204, 212), (166, 192))),
    "comfort": ("comfort", 9, (4, 3), REST_L, ((220, 200), (188, 186))),
    "left": ("left", -5, (-2, 0), ((74, 182), (34, 150)), REST_R),
    "right": ("right", 5, (2, 0), REST_L, ((226, 182), (266, 150))),
    "hush": ("hush", 3, (0, 2), REST_L, ((194, 226), (164, 180))),
    "clap": ("happy", -3, (0, -9), ((84, 210), (138, 175)), ((216, 210), (162, 175))),
    "clap_move": ("happy", 3, (0, -9), ((78, 206), (104, 166)), ((222, 206), (196, 166))),
}
POINTING = {"point": 1, "right": 1, "left": -1, "hush": 1}
"""The side of the arm with one finger out."""
ALIVE: dict[str, str] = {"neutral": "blink look", "listen": "blink look", "point": "blink", "whisper": "blink", "happy": "blink",
         "think": "blink", "comfort": "blink", "left": "blink", "right": "blink", "hush": "blink"}  # fmt: skip
"""Small life: which poses blink, and which look aside for a moment (`sou_<pose>_blink`, `sou_<pose>_look`)."""


def shell(s: Sheet) -> None:
    """The hood of the prompter's box: a paper scallop."""
    base: Point = (150, 246)
    n = 9
    arc = [polar(0, 0, 1, 176 + i * (188 / n)) for i in range(n + 1)]
    rim = [(150 + x * 138, 168 + y * 150 + (14 if i in (0, n) else 0)) for i, (x, y) in enumerate(arc)]
    s.shadow(curve([base, *rim]), 9)
    for i in (0, 8, 1, 7, 2, 6, 3, 5, 4):
        (ax, ay), (bx, by) = rim[i], rim[i + 1]
        mx, my = (ax + bx) / 2, (ay + by) / 2
        ox, oy = mx + (mx - 150) * 0.14, my + (my - 190) * 0.16
        lobe = f"M{base[0]} {base[1]}L{ax:.1f} {ay:.1f}Q{ox:.1f} {oy:.1f} {bx:.1f} {by:.1f}Z"
        colour = mix(GOLD, "#d98a3c", 0.3) if i % 2 else GOLD
        s.paper(lobe, s.grad([(0, "#ffe9a8"), (0.5, colour), (1, darker(colour, 0.35))], "d"), flat=colour, lift=4)
        s.line(f"M{base[0]} {base[1]}L{mx:.1f} {my:.1f}", GOLD_DARK, 2, op=0.35)
    niche = "M58 250C40 150 62 52 150 50C238 52 260 150 242 250Z"
    s.path(niche, "#7a4a12", shift=(-2, -3))
    s.path(niche, s.grad([(0, "#3a0614"), (0.5, "#7d1229"), (1, "#4a0a1a")]))
    s.glow(150, 170, 105, "#ffb45a", 0.55)
    s.path(
        "M58 250C40 150 62 52 150 50C238 52 260 150 242 250C236 150 220 78 156 72C96 74 74 150 70 250Z",
        "#12030c",
        op=0.32,
    )


def counter(s: Sheet) -> None:
    """The front of the box, over which Sou leans."""
    s.paper(
        poly([(22, 216), (278, 216), (268, 258), (32, 258)], r=8),
        s.grad([(0, "#8e1730"), (1, "#4a0a1a")]),
        flat="#8e1730",
        lift=6,
    )
    for i in range(6):
        x = 56 + i * 38
        s.line(f"M{x} 226Q{x + 19} 252 {x + 38} 226" if i < 5 else f"M{x} 226", GOLD, 2.6, op=0.8)
    for x in (94, 132, 170, 208):
        s.path(oval(x - 0, 229, 4), GOLD_LIGHT)
    s.paper(box(14, 208, 272, 13, r=6), s.gold(), flat=GOLD, lift=4)


def body(f: Figure) -> None:
    f.piece(
        curve([(106, 176), (150, 168), (194, 176), (214, 206), (218, 244), (150, 250), (82, 244), (86, 206)]),
        COAT,
        lift=4,
    )
    f.ink("M150 196V246", 2, darker(COAT, 0.4), op=0.6)


def scarf(f: Figure) -> None:
    f.piece(limb([(182, 186), (192, 208), (188, 236)], 26, 30), NIGHT_BLUE, lift=4)
    f.piece(
        curve([(98, 172), (150, 184), (202, 172), (206, 188), (196, 200), (150, 210), (104, 200), (94, 188)]),
        "#26398a",
        lift=4,
    )
    for x, y, team in ((113, 187, "a"), (138, 195, "b"), (163, 195, "c"), (187, 187, "d")):
        shape = {
            "a": oval(x, y, 7.5),
            "b": box(x - 7, y - 7, 14, 14, r=1, jit=0),
            "c": poly([(x, y - 9), (x + 9, y + 7), (x - 9, y + 7)], r=1, jit=0),
            "d": star(x, y + 0.5, 10, 4.6),
        }[team]
        f.inner(shape, TEAMS[team], lift=1.5, edge=0.7)
    for i in range(5):
        f.ink(f"M{178 + i * 5} {234}l{-1 + i * 0.6:.1f} 10", 3, "#26398a")


def head(f: Figure, mood: Expression) -> None:
    """Sou's head around (0, 0): paper hat with a quill, curls of paper, the face."""
    for side in (-1, 1):
        for x, y, r in ((54, -18, 14), (60, 2, 13), (56, 20, 12)):
            f.piece(blob(side * x, y, r, n=8, jit=0.05), CURLS, lift=2)
            f.ink(f"M{side * x - 6} {y + 2}q5 -10 10 -3q2 6 -5 5", 2.4, mix(CURLS, CREAM, 0.4), op=0.7)
    f.piece(
        curve(
            [(0, -56), (40, -44), (57, -4), (50, 34), (22, 53), (0, 56), (-22, 53), (-50, 34), (-57, -4), (-40, -44)]
        ),
        PAPER,
        lift=3,
    )
    face(f, 0, 2, 58, mood, PAPER)
    f.piece(curve([(26, -50), (54, -84), (92, -98), (84, -68), (60, -50), (34, -38)]), TEAMS["b"], lift=3)
    f.ink("M28 -44Q56 -70 88 -94", 2.6, "#ffffff", op=0.85)
    f.ink("M58 -72l16 2M48 -62l14 4M66 -80l14 0", 2, darker(TEAMS["b"], 0.35), op=0.6)
    f.piece(poly([(-44, -38), (-4, -98), (40, -38)], r=5), "#fbe7bf", lift=3)
    f.ink("M-4 -94L2 -44", 2, GOLD_DARK, op=0.45)
    f.piece(
        curve(
            [
                (-70, -56),
                (-36, -50),
                (0, -46),
                (36, -50),
                (70, -56),
                (60, -30),
                (30, -22),
                (0, -19),
                (-30, -22),
                (-60, -30),
            ],
            tension=0.8,
        ),
        CREAM,
        lift=3,
    )
    for i, (x, y, w) in enumerate(((-50, -42, 26), (-18, -38, 30), (20, -38, 22), (-44, -33, 34), (0, -30, 36))):
        f.ink(f"M{x} {y}q{w / 2} {3 + i % 2} {w} 1", 2, INK, op=0.16)
    f.inner(star(-50, -44, 7), RED, lift=1, edge=0.5)


def arm(f: Figure, points: Arm, side: int) -> None:
    if points is None:
        return
    elbow, hand = points
    shoulder = (150 + side * 50, 196)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.72, elbow[1] + (hand[1] - elbow[1]) * 0.72)
    raised = hand[1] < 176
    hand_of(f, elbow, hand, GLOVES, side, fingers=4 if raised else 0)
    if hand[1] > 190:
        f.piece(limb([shoulder, elbow, wrist], 28, 23), COAT, lift=4)
    else:
        sleeve(f, shoulder, elbow, wrist, COAT, (28, 23))
    if not raised:
        creases = f"M{hand[0] - 4:.0f} {hand[1] + 3:.0f}l1 6M{hand[0] + 3:.0f} {hand[1] + 3:.0f}l1 6"
        f.ink(creases, 2, darker(GLOVES, 0.4), op=0.6)


def pointing(f: Figure, points: Arm, side: int) -> None:
    """An arm with one finger out."""
    if points is None:
        return
    elbow, hand = points
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.72, elbow[1] + (hand[1] - elbow[1]) * 0.72)
    hand_of(f, elbow, hand, GLOVES, side, fingers=1)
    sleeve(f, (150 + side * 50, 196), elbow, wrist, COAT, (28, 23))


def box_of(s: Sheet, *, book: bool) -> None:
    counter(s)
    if book:
        crafts.open_book().emit(s, 150, 204, 1.5, border=5, lift=5)


def empty_box(s: Sheet, x: float, y: float) -> None:
    """The prompter's box without Sou: a lamp and the text of the play."""
    with s.at(x, y):
        shell(s)
        s.glow(150, 150, 92, "#fff0b8", 0.7)
        box_of(s, book=True)


def eyes_of(mood: str, look: str) -> Expression:
    """The expression with its eyes shut, or aside."""
    if look == "blink":
        return replace(EXPRESSIONS[mood], eyes="shut")
    return replace(EXPRESSIONS[mood], gaze=(-6, 0)) if look == "look" else EXPRESSIONS[mood]


def paint(s: Sheet, name: str, *, book: bool = False, look: str = "") -> None:
    """Sou in the box, in one pose, on 300 x 260."""
    mood, tilt, (dx, dy), left, right = POSES[name]
    shell(s)
    torso = Figure()
    body(torso)
    scarf(torso)
    torso.emit(s, 0, 0, border=5, lift=5)
    top = Figure()
    head(top, eyes_of(mood, look))
    top.emit(s, 150 + dx, 122 + dy, 1, turn=tilt, border=6, lift=6)
    box_of(s, book=book)
    arms = Figure()
    for side, points in ((-1, left), (1, right)):
        if side < 0 and book:
            continue
        draw = pointing if POINTING.get(name) == side else arm
        draw(arms, points, side)
    arms.emit(s, 0, 0, border=5, lift=4)
    signs(s, name)


def signs(s: Sheet, name: str) -> None:
    """What hangs in the air around Sou: sleep, sound, a start."""
    if name == "sleepy":
        for x, y, r in ((232, 92, 15), (254, 62, 11), (240, 36, 8)):
            moon = f"M{x - 0.3 * r:.1f} {y - r}A{r} {r} 0 1 0 {x + r:.1f} {y + 0.3 * r:.1f}A{0.8 * r:.1f} {0.8 * r:.1f} 0 0 1 {x - 0.3 * r:.1f} {y - r}Z"
            s.paper(moon, "#26398a", lift=2)
    if name == "whisper":
        for r in (14, 25, 36):
            arc = f"M{238 + r * 0.5:.0f} {124 - r:.0f}q{r * 0.6:.0f} {r * 0.7:.0f} {r * 0.2:.0f} {r * 1.5:.0f}"
            s.line(arc, "#8e1730", 5)
    if name == "surprised":
        for a in (-60, -90, -120):
            (xa, ya), (xb, yb) = polar(150, 118, 118, a), polar(150, 118, 132, a)
            s.line(f"M{xa:.0f} {ya + 12:.0f}L{xb:.0f} {yb + 12:.0f}", "#8e1730", 5)


def sou(name: str, look: str = "") -> None:
    # Every look is cut with the scissors of its pose, so that nothing but the eyes moves.
    s = Sheet(f"sou/sou_{name}", 300, 260)
    paint(s, name, look=look)
    s.name += f"_{look}" if look else ""
    s.save()


def main() -> None:
    for name in POSES:
        sou(name)
    for name, looks in ALIVE.items():
        for look in looks.split():
            sou(name, look)


if __name__ == "__main__":
    main()
