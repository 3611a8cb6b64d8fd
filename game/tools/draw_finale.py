"""Cuts "de zaal is klaar", the hall as the players see it, empty and full: `python -m game.tools.draw_finale`."""

from game.tools import props
from game.tools.paper import (
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    RED,
    TEAMS,
    Sheet,
    blob,
    curve,
    darker,
    lighter,
    limb,
    oval,
    place,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS
from game.tools.teams import team_shape

SKIN, HAIR = tuple(SKINS.values()), tuple(HAIRS.values())
STYLES = ("short", "puffs", "hijab", "afro", "bob", "braids", "bald", "bun", "spiky", "cap")
JUMPERS = (TEAMS["a"], TEAMS["b"], TEAMS["c"], TEAMS["d"], "#7b4bd1", "#e8574e", "#2fa8a8", "#fff3d6")


def guest(s: Sheet, x: float, y: float, k: float, n: int, *, cheers: bool) -> None:
    """Somebody in a seat, seen from the stage; in few pieces, because there are sixty of them."""
    skin, hair = SKIN[(n * 5 + n // 4) % 6], HAIR[(n * 3 + n // 6) % 7]
    style, jumper = STYLES[(n * 7 + n // 3) % 10], JUMPERS[(n * 3 + n // 3) % 8]
    if skin in (SKINS["deep"], SKINS["brown"]) and hair in (HAIRS["blond"], HAIRS["red"], HAIRS["chestnut"]):
        hair = HAIRS["black"]
    with s.at(x, y, scale=k):
        if cheers:
            _arms(s, skin, jumper, n)
        s.paper(curve([(-66, 150), (-62, 84), (-30, 66), (30, 66), (62, 84), (66, 150)]), jumper, lift=6)
        _hair_behind(s, style, hair, n)
        outline = blob(0, 0, 50, 53, n=10, jit=0.02)
        s.path(outline, darker(skin, 0.3), stroke=darker(skin, 0.3), sw=4)
        for side in (-1, 1):
            s.path(oval(side * 50, 6, 10, 13), skin)
        s.path(outline, s.card(skin))
        _face(s, skin, n)
        _hair_before(s, style, hair, n)


def _arms(s: Sheet, skin: str, jumper: str, n: int) -> None:
    for side in (-1, 1):
        hand = (side * (68 + n % 2 * 4), -22 - n % 3 * 4)
        s.paper(limb([(side * 50, 96), (side * 76, 48), hand], 30, 25), jumper, lift=4)
        s.paper(blob(hand[0], hand[1] - 10, 18, 20), skin, lift=3)
        for i in (-1, 0, 1):
            s.line(f"M{hand[0] + i * 9:.0f} {hand[1] - 22}v-14", skin, 9)


def _face(s: Sheet, skin: str, n: int) -> None:
    for side in (-1, 1):
        s.glow(side * 30, 18, 14, "#f2685c", 0.5)
        if n % 3 == 0:
            s.line(f"M{side * 19 - 9} 0q9 -12 18 0", INK, 5)
        else:
            s.path(oval(side * 19, -2, 8, 10.5), INK)
            s.path(oval(side * 19 - 3, -6, 3.2), "#ffffff")
    if n % 2:
        s.path("M-17 22Q0 28 17 22Q14 42 0 42Q-14 42 -17 22Z", "#6b1020")
        s.path("M-13 24Q0 28 13 24Q10 30 0 30Q-10 30 -13 24Z", "#fffaf0")
    else:
        s.line("M-14 24Q0 38 14 24", darker(skin, 0.75), 5)
    if n % 7 == 3:
        for side in (-1, 1):
            s.line(oval(side * 19, -1, 15), "#3a2a4a", 3.4)
        s.line("M-4 -2h8", "#3a2a4a", 3.4)


def _hair_behind(s: Sheet, style: str, hair: str, n: int) -> None:
    if style == "puffs":
        for side in (-1, 1):
            s.paper(blob(side * 46, -40, 27, n=9, jit=0.06), hair, lift=4)
    elif style == "afro":
        s.paper(blob(0, -6, 70, 64, n=15, jit=0.02), hair, lift=5)
    elif style == "bun":
        s.paper(blob(0, -56, 17), hair, lift=4)
    elif style == "bob":
        s.paper(curve([(0, -60), (-52, -36), (-62, 20), (-54, 52), (54, 52), (62, 20), (52, -36)]), hair, lift=4)
    elif style == "braids":
        for side in (-1, 1):
            for i in range(3):
                s.paper(blob(side * (56 + i * 3), 14 + i * 24, 15, 14), hair, lift=3)
    elif style == "hijab":
        s.paper(
            curve([(0, -68), (-48, -52), (-64, 0), (-62, 70), (0, 100), (62, 70), (64, 0), (48, -52)]),
            JUMPERS[(n + 4) % 8],
            lift=5,
        )


def _hair_before(s: Sheet, style: str, hair: str, n: int) -> None:
    if style == "hijab":
        cloth = JUMPERS[(n + 4) % 8]
        s.path("M-52 14C-58 -70 58 -70 52 14L44 6C44 -52 -44 -52 -44 6Z", lighter(cloth, 0.2))
    elif style == "cap":
        s.paper(curve([(-52, -18), (-46, -52), (0, -66), (46, -52), (52, -18), (0, -30)]), RED, lift=3)
    elif style == "spiky":
        spikes = [
            (-52, -8),
            (-62, -34),
            (-42, -40),
            (-44, -64),
            (-18, -54),
            (0, -76),
            (18, -54),
            (44, -64),
            (42, -40),
            (62, -34),
            (52, -8),
            (24, -28),
            (0, -22),
            (-24, -28),
        ]
        s.paper(poly(spikes, r=4), hair, lift=3)
    elif style != "bald":
        s.paper(
            curve(
                [
                    (-53, 2),
                    (-55, -26),
                    (-38, -52),
                    (0, -62),
                    (38, -52),
                    (55, -26),
                    (53, 2),
                    (44, -22),
                    (14, -34),
                    (-16, -26),
                    (-42, -20),
                ],
                tension=0.8,
            ),
            hair,
            lift=3,
        )
    else:
        s.path("M-20 -44Q-6 -52 10 -48", "none", stroke="#ffffff", sw=4, op=0.5)


def chair(s: Sheet, x: float, y: float, k: float) -> None:
    """The back of a seat, behind whoever sits in it."""
    with s.at(x, y, scale=k):
        s.paper(
            curve([(-84, 190), (-90, 60), (-66, 16), (0, 2), (66, 16), (90, 60), (84, 190)], tension=0.8),
            "#a81c36",
            lift=7,
        )
        s.line("M-70 190L-74 66Q-56 26 0 18Q56 26 74 66L70 190", GOLD, 3, op=0.6)


# Rows of the stalls from the back to the front: y of the heads, size, seats, first guest, colour of the row before.
ROWS = ((566, 0.62, 16, 3, "#4a1026"), (694, 0.78, 13, 8, "#571430"), (850, 0.98, 11, 14, "#641a38"))


def row(s: Sheet, y: float, k: float, count: int, first: int, colour: str, *, taken: bool) -> None:
    """One row of the stalls, with the back of the row in front of it."""
    step = 1980 / count
    for i in range(count):
        x = -30 + step * (i + 0.5)
        chair(s, x, y - 26 * k, k)
        if taken:
            guest(s, x, y, k, first + i * 3 + i // 4, cheers=(i + first) % 3 != 1)
    top = y + 112 * k
    s.paper(
        f"M-20 {top:.0f}Q960 {top + 26:.0f} 1940 {top:.0f}V1100H-20Z",
        s.grad([(0, colour), (1, darker(colour, 0.4))]),
        flat=colour,
        lift=9,
    )
    s.line(f"M-20 {top + 6:.0f}Q960 {top + 32:.0f} 1940 {top + 6:.0f}", GOLD, 5, op=0.75)


def gallery(s: Sheet, y: float, *, taken: bool) -> None:
    """The balcony, garlands and the four shapes on its front."""
    s.path(f"M0 {y - 190}H1920V{y + 40}H0Z", s.grad([(0, "#2a0a1c"), (1, "#5a1630")]))
    for i in range(16 if taken else 0):
        guest(s, 60 + i * 120, y - 78 - 26 * (1 - ((i - 7.5) / 8) ** 2) * -1, 0.6, i * 5 + 2, cheers=i % 2 == 0)
    front = f"M-20 {y - 28}Q960 {y + 42} 1940 {y - 28}V{y + 66}Q960 {y + 142} -20 {y + 66}Z"
    s.paper(front, s.grad([(0, GOLD_LIGHT), (0.25, GOLD), (1, GOLD_DARK)]), flat=GOLD, lift=14)
    s.paper(f"M-20 {y - 36}Q960 {y + 34} 1940 {y - 36}V{y - 10}Q960 {y + 60} -20 {y - 10}Z", RED, lift=6)
    for i in range(9):
        x = 120 + i * 210
        low = y + 46 - ((x - 960) / 960) ** 2 * 68 + 34
        s.paper(oval(x, low, 34), "#7a1228", lift=4)
        team = "abcd"[i % 4]
        s.path(team_shape(team, x, low, 20), TEAMS[team])
        if i < 8:
            nx = x + 210
            nlow = y + 46 - ((nx - 960) / 960) ** 2 * 68 + 34
            s.line(
                f"M{x + 38} {low - 16:.0f}Q{x + 105} {(low + nlow) / 2 + 40:.0f} {nx - 38} {nlow - 16:.0f}", RED, 9
            )


def house(name: str, *, taken: bool) -> None:
    s = Sheet(f"finale/{name}", 1920, 1080)
    s.coarse = True
    s.path("M0 0H1920V1080H0Z", s.grad([(0, "#3a1028"), (0.4, "#7a2040"), (1, "#3a0e22")]))
    s.grain(0, 0, 1920, 500, 8, 0.05)
    # The ceiling with its rings of lamps, and the arches of the upper wall
    for i in range(8):
        x = 60 + i * 257
        s.paper(f"M{x - 86} 330V150Q{x} 40 {x + 86} 150V330Z", "#5a1830", lift=7)
        s.path(f"M{x - 66} 330V160Q{x} 72 {x + 66} 160V330Z", s.grad([(0, "#2a0a1c"), (1, "#8a3a3a")]))
        s.glow(x, 250, 96, "#ffd774", 0.55)
        s.paper(poly([(x - 14, 262), (x + 14, 262), (x + 7, 296), (x - 7, 296)], r=3), GOLD, lift=3)
        s.path(f"M{x} 214q17 30 7 48h-14q-10 -18 7 -48Z", "#fff0b8")
        s.path(star(x, 116, 15), GOLD)
    s.halo(960, 90, 760, 170, "#ffd98a", 0.5)
    props.chandelier().emit(s, 960, -26, 2.2, border=0, lift=10)
    gallery(s, 392, taken=taken)
    s.path("M-20 458Q960 534 1940 458V520Q960 620 -20 520Z", s.grad([(0, "#12030c", 0.4), (1, "#12030c", 0)]))
    for y, k, count, first, colour in ROWS:
        row(s, y, k, count, first, colour, taken=taken)
    s.halo(960, 560, 1000, 400, "#ffdc94", 0.22)
    s.path("M0 900H1920V1080H0Z", s.grad([(0, "#12030c", 0), (1, "#12030c", 0.6)]))
    s.save()


def seats() -> list[dict[str, int]]:
    """The part of `full_house` that holds each seat, from the back to the front.

    Laid one after another over `empty_house` they fill the hall, seat by seat; the gallery goes last.
    """
    found = []
    for y, k, count, _first, _colour in ROWS:
        step = 1980 / count
        for i in range(count):
            left, right = max(0, -30 + step * i), min(1920, -30 + step * (i + 1))
            top = round(y - 76 * k)
            found.append({"x": round(left), "y": top, "w": round(right) - round(left), "h": round(y + 116 * k) - top})
    return [*found, {"x": 0, "y": 200, "w": 1920, "h": 210}]


def main() -> None:
    house("empty_house", taken=False)
    house("full_house", taken=True)
    place("full_house", {"seats": seats()})


if __name__ == "__main__":
    main()
