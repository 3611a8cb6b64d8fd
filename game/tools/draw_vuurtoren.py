"""Cuts the poster and pictures of the show pack `vuurtoren`: `python -m game.tools.draw_vuurtoren [name ...]`."""

# ruff: noqa: E501 (the data of a path is one line, however long: broken up it can no longer be read or pasted)

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from game.tools import props
from game.tools.pack_pieces import HIGH, LOW, SIZE, bust, face_front, frame, rays, standing, tile
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    RED,
    WOOD,
    WOOD_DARK,
    Sheet,
    box,
    curve,
    darker,
    lighter,
    oval,
    pick,
    polar,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look, puppet

PACK = Path(__file__).resolve().parents[2] / "content" / "packs" / "vuurtoren" / "images"

JITS = Look(
    skin=SKINS["tan"], hair=HAIRS["chestnut"], style="bob", outfit="coat", top="#f5b82e", bottom="#39407a",
    shoes="#c81e33", trim="#fff3d6", pattern="buttons",
)  # fmt: skip

Draw = Callable[[Sheet], None]
PICTURES: dict[str, Draw] = {}


def picture(draw: Draw) -> Draw:
    PICTURES[draw.__name__] = draw
    return draw


# -- pieces ----------------------------------------------------------------------------------------------
def lighthouse(s: Sheet, x: float, y: float, k: float = 1, *, lit: bool = True) -> None:
    """The lighthouse of Jits on (x, y), 420 high at k = 1; its lamp is 352 above the foot."""
    with s.at(x, y, scale=k):
        if lit:
            s.glow(0, -352, 150, "#ffd774", 0.95)
        s.paper(poly([(-66, 0), (-42, -300), (42, -300), (66, 0)], r=3), "#fff6e4", lift=9)
        for low, high in ((-40, -96), (-152, -208), (-258, -300)):
            a, b = 66 + low * 0.08, 66 + high * 0.08
            s.path(
                poly([(-a, low), (-b, high), (b, high), (a, low)], jit=0),
                s.grad([(0, "#e8384a"), (0.5, RED), (1, "#8c1022")], "h"),
            )
        s.path(poly([(24, 0), (16, -300), (42, -300), (66, 0)], jit=0), "#12030c", op=0.16)
        s.paper("M-20 0V-44a20 22 0 0 1 40 0V0Z", WOOD_DARK, lift=3)
        for wy in (-124, -232):
            s.paper(oval(0, wy, 15, 19), "#3a2a5c", lift=2)
            s.path(oval(0, wy, 10, 14), "#ffd774" if lit else "#1b2a6b")
        s.paper(box(-62, -318, 124, 22, r=6), "#4a3424", lift=6)
        s.line("M-60 -344H60", "#4a3424", 6)
        for px in (-58, -30, 30, 58):
            s.line(f"M{px} -344V-316", "#4a3424", 5)
        s.paper(box(-36, -386, 72, 70, r=6), "#ffe9a8" if lit else "#3d3a5c", lift=5)
        if lit:
            s.path(oval(0, -352, 26, 30), s.grad([(0, "#ffffff"), (0.5, "#fff3c0"), (1, "#ffd774", 0)], "r"))
        s.line("M-36 -352H36M-12 -386V-318M12 -386V-318", "#4a3424", 4, op=0.75)
        s.paper("M-46 -384Q-38 -430 0 -436Q38 -430 46 -384Z", RED, lift=6)
        s.line("M0 -436V-460", "#4a3424", 6)
        s.paper(oval(0, -462, 9), GOLD, lift=2)


def light_beam(
    s: Sheet, x: float, y: float, points: tuple[tuple[float, float], tuple[float, float]], op: float = 0.8
) -> None:
    (ax, ay), (bx, by) = points
    way = "h" if ax > x else "hl"
    stops = [(0, "#fff6cf", op), (1, "#fff6cf", 0.03)]
    fill = s.grad(stops if way == "h" else [(0, "#fff6cf", 0.03), (1, "#fff6cf", op)], "h")
    s.path(f"M{x} {y - 9}L{ax} {ay}L{bx} {by}L{x} {y + 9}Z", fill)


def wave_band(
    s: Sheet,
    y: float,
    width: float,
    low: float,
    colour: str,
    *,
    step: float = 120,
    height: float = 30,
    shift: float = 0,
    x0: float = 0,
) -> None:
    """A strip of card waves with crests, from x0 to x0 + width and down to `low`."""
    d = f"M{x0} {low}V{y}"
    x = x0 - shift
    first = True
    while x < x0 + width:
        if first:
            d += f"L{x:.0f} {y}"
            first = False
        d += f"q{step * 0.3:.0f} {-height:.0f} {step * 0.62:.0f} {-height * 0.15:.0f}q{step * 0.1:.0f} {height * 0.3:.0f} {step * 0.38:.0f} {height * 0.15:.0f}"
        x += step
    d += f"L{x:.0f} {low}Z"
    s.paper(d, s.grad([(0, lighter(colour, 0.22)), (0.35, colour), (1, darker(colour, 0.3))]), flat=colour, lift=8)
    x = x0 - shift
    while x < x0 + width:
        s.line(
            f"M{x + step * 0.12:.0f} {y - height * 0.28:.0f}q{step * 0.2:.0f} {-height * 0.5:.0f} {step * 0.42:.0f} {-height * 0.3:.0f}",
            "#ffffff",
            4,
            op=0.5,
        )
        x += step


def night_sky(s: Sheet, x: float, y: float, w: float, h: float, stars: int) -> None:
    s.path(
        f"M{x} {y}H{x + w}V{y + h}H{x}Z",
        s.grad([(0, "#121a4f"), (0.5, "#2b3a86"), (0.82, "#6f5aa6"), (1, "#e79a86")]),
    )
    for i in range(stars):
        px, py = pick(x + 14, x + w - 14), y + 14 + (h * 0.7) * ((i * 0.618) % 1)
        if i % 4:
            s.path(oval(px, py, pick(1.6, 3.2)), "#fff6d8", op=round(pick(0.5, 0.95), 2))
        else:
            s.path(star(px, py, pick(5, 9), n=4), "#fff0b8", op=0.95)


def rock(s: Sheet, cx: float, y: float, w: float, h: float, colour: str = "#4a3a5a") -> None:
    for part, tone, dx in ((1.0, 0.18, 0), (0.74, 0.0, -w * 0.08), (0.42, -0.14, w * 0.1)):
        a, b = w * part / 2, h * (0.6 + part * 0.4) * (1 if part == 1 else part + 0.34)
        d = poly(
            [
                (cx + dx - a, y),
                (cx + dx - a * 0.72, y - b * 0.62),
                (cx + dx - a * 0.3, y - b),
                (cx + dx + a * 0.34, y - b * 0.94),
                (cx + dx + a * 0.8, y - b * 0.5),
                (cx + dx + a, y),
            ],
            r=14,
        )
        s.paper(d, darker(colour, tone) if tone >= 0 else lighter(colour, -tone), lift=8)


def lantern_in_hand(f: Figure) -> None:
    """A small lantern in the right hand of a child whose arm points."""
    lamp = props.lantern()
    f.do(lambda s: lamp.emit(s, 120, -100, 0.5, border=5, lift=4))


def _hull(s: Sheet, half: float, depth: float) -> None:
    """The side of a rowing boat, before whoever sits in it; the rim is at y = -72."""
    low = depth - 72
    s.paper(
        f"M{-half} -72H{half}Q{half * 0.86:.0f} {low - 18} {half * 0.57:.0f} {low}H{-half * 0.57:.0f}Q{-half * 0.86:.0f} {low - 18} {-half} -72Z",
        "#b0563a",
        lift=12,
    )
    s.paper(f"M{-half} -76H{half}L{half - 8} -50H{8 - half}Z", "#c96a48", lift=5)
    s.path(f"M{10 - half} -50H{half - 10}L{half - 15} -38H{15 - half}Z", GOLD)
    s.line(f"M{26 - half} -12Q0 2 {half - 26} -12", darker("#b0563a", 0.35), 4, op=0.6)


# -- pictures --------------------------------------------------------------------------------------------
@picture
def vuurtoren(s: Sheet) -> None:
    tile(s, "night", (256, 150), 0.15)
    night_sky(s, LOW, LOW, 452, 452, 26)
    light_beam(s, 256, 122, ((30, 60), (30, 200)), 0.85)
    light_beam(s, 256, 122, ((482, 60), (482, 200)), 0.85)
    rock(s, 256, 452, 280, 66)
    lighthouse(s, 256, 412, 0.83)
    wave_band(s, 440, 452, HIGH, "#2f7fc4", x0=LOW, step=113, height=30)


@picture
def misthoorn(s: Sheet) -> None:
    tile(s, "sky", (200, 230), 0.4)
    s.path(f"M{LOW} 398H{HIGH}V{HIGH}H{LOW}Z", s.grad([(0, "#8a7fa8"), (1, "#5a4f7a")]))
    s.paper(box(84, 300, 96, 130, r=10), "#4a3f6a", lift=8)
    s.paper(box(64, 414, 136, 34, r=8), "#3a3050", lift=6)
    horn = "M92 214Q96 172 150 176Q230 180 300 126L322 118V322L300 314Q230 268 150 272Q96 276 92 234Z"
    s.paper(horn, s.grad([(0, "#ff8a7a"), (0.4, "#e8384a"), (1, "#8c1022")]), flat=RED, lift=11)
    s.paper(oval(326, 220, 34, 104), s.gold(), flat=GOLD, lift=6)
    s.path(oval(330, 220, 23, 84), s.grad([(0, "#2a0610"), (1, "#6d0a1a")], "h"))
    s.line("M120 196Q190 200 262 160", "#ffd0c4", 9, op=0.75)
    for r in (0, 44, 88):
        s.line(
            f"M{374 + r * 0.86:.0f} {170 - r * 0.55:.0f}q{26 + r * 0.2:.0f} {50 + r * 0.55:.0f} 0 {100 + r * 1.1:.0f}",
            "#fff3d6",
            15,
        )
    for x, y, w in ((60, 104, 130), (300, 396, 170), (40, 356, 110)):
        s.path(
            f"M{x} {y}q{w * 0.2:.0f} -26 {w * 0.4:.0f} -6q{w * 0.3:.0f} -20 {w * 0.4:.0f} 8q{w * 0.3:.0f} 2 {w * 0.2:.0f} 22H{x - 6}q-14 -16 6 -24Z",
            "#ffffff",
            op=0.62,
        )


@picture
def lens(s: Sheet) -> None:
    tile(s, "dark", (256, 250), 0.0)
    s.glow(256, 246, 224, "#ffd774", 0.75)
    light_beam(s, 190, 246, ((30, 116), (30, 376)), 0.75)
    light_beam(s, 322, 246, ((482, 116), (482, 376)), 0.75)
    s.paper(box(150, 414, 212, 40, r=10), GOLD_DARK, lift=8)
    s.paper(box(178, 384, 156, 36, r=8), GOLD, lift=6)
    for n, (rx, tone) in enumerate(((112, "#5fb4d8"), (92, "#86cfea"), (70, "#b4e6f6"), (46, "#e2f8fd"))):
        ry = 178 - n * 36
        s.paper(
            oval(256, 234, rx, ry),
            s.grad([(0, "#ffffff"), (0.4, tone), (1, darker(tone, 0.28))], "d"),
            flat=tone,
            lift=5,
        )
    for y in (110, 146, 322, 358):
        w = 112 * (1 - ((y - 234) / 178) ** 2) ** 0.5
        s.line(f"M{256 - w:.0f} {y}Q256 {y + (14 if y > 234 else -14)} {256 + w:.0f} {y}", "#ffffff", 6, op=0.8)
    s.path(oval(256, 234, 30), s.grad([(0, "#ffffff"), (0.5, "#fff3a8"), (1, "#ffb62e")], "r"))
    rays(s, 256, 234, 42, 66, tuple(range(0, 360, 45)), "#fff0a0", 8)
    s.line("M176 150Q196 92 236 74", "#ffffff", 11, op=0.85)


def shell_fan(s: Sheet, x: float, y: float, k: float, colour: str, turn: float = 0) -> None:
    with s.at(x, y, scale=k, turn=turn):
        rim = [polar(0, 40, 118 + (8 if i % 2 else 0), -168 + i * 26) for i in range(7)]
        d = "M-20 54Q0 74 20 54" + f"L{rim[6][0]:.0f} {rim[6][1]:.0f}"
        for (ax, ay), (bx, by) in zip(rim[::-1], rim[-2::-1], strict=False):
            mx, my = (ax + bx) / 2, (ay + by) / 2
            d += f"Q{mx * 1.14:.0f} {(my - 40) * 1.14 + 40:.0f} {bx:.0f} {by:.0f}"
        s.paper(
            d + "Z", s.grad([(0, lighter(colour, 0.5)), (0.6, colour), (1, darker(colour, 0.2))]), flat=colour, lift=8
        )
        for px, py in rim[1:-1]:
            s.line(f"M0 56L{px * 0.94:.0f} {(py - 40) * 0.94 + 40:.0f}", darker(colour, 0.3), 5, op=0.6)


@picture
def schelpen(s: Sheet) -> None:
    tile(s, "sky", (256, 220), 0.5)
    s.path(f"M{LOW} 320Q150 286 256 316T{HIGH} 300V{HIGH}H{LOW}Z", s.grad([(0, "#ffe3a8"), (1, "#e0b060")]))
    wave_band(s, 250, 452, 316, "#3f9bd4", x0=LOW, step=113, height=24)
    s.path(f"M{LOW} 310Q150 280 256 308T{HIGH} 296V{HIGH}H{LOW}Z", s.grad([(0, "#ffedc4"), (1, "#e6b868")]))
    shell_fan(s, 176, 372, 1.06, "#f58a9a", -14)
    shell_fan(s, 376, 410, 0.72, "#f5b25a", 16)
    with s.at(350, 300, scale=0.98, turn=-8):
        s.paper(
            curve([(-92, 22), (-54, -40), (6, -58), (66, -34), (92, 18), (66, 62), (0, 72), (-62, 58)]),
            "#c9a2e0",
            lift=9,
        )
        s.line("M64 30Q72 -8 34 -22Q-8 -30 -24 2Q-26 34 6 36Q28 30 22 12", "#6a3f8a", 10)
        s.path("M-92 22Q-60 60 0 72Q-40 78 -78 56Z", "#fff0f8", op=0.7)


@picture
def live_muziek(s: Sheet) -> None:
    tile(s, "plum", (220, 220), 0.5)
    s.path(f"M{LOW} 400H{HIGH}V{HIGH}H{LOW}Z", s.grad([(0, WOOD_DARK), (1, WOOD)]))
    player = Look(
        skin=SKINS["brown"], hair=HAIRS["black"], style="afro", outfit="dress", top="#2f8f94", trim=GOLD_LIGHT
    )
    standing(s, player, "joy", ("down", "out"), x=196, y=446, k=1.3)
    props.cello().emit(s, 282, 452, 1.5)
    for x, y, k in ((394, 170, 1.0), (436, 92, 0.8), (92, 110, 0.85)):
        with s.at(x, y, scale=k):
            s.line("M-14 34V-34L34 -46V22", GOLD_LIGHT, 12)
            s.path(oval(-27, 36, 19, 14), GOLD_LIGHT)
            s.path(oval(21, 24, 19, 14), GOLD_LIGHT)


@picture
def licht_en_donker(s: Sheet) -> None:
    tile(s, "dark", (256, 256), 0.0)
    night_sky(s, LOW, LOW, 452, 452, 30)
    s.path(f"M{LOW} {LOW}H{HIGH}V{HIGH}H{LOW}Z", "#0c1038", op=0.55)
    s.glow(300, 280, 225, "#ffd774", 0.95)
    bust(s, replace(JITS, outfit="jacket"), "point", ("heart", "point"), x=190, k=1.5, low=484)
    props.lantern().emit(s, 366, 330, 1.3)


@picture
def thuis(s: Sheet) -> None:
    tile(s, "wood", (256, 240), 0.55)
    s.paper(oval(256, 196, 128), CREAM, lift=9)
    s.path(oval(256, 196, 108), s.grad([(0, "#16205a"), (1, "#6f5aa6")]))
    for x, y, r in ((200, 150, 5), (312, 232, 4), (216, 226, 3), (262, 128, 4)):
        s.path(star(x, y, r * 2, n=4), "#fff6d8")
    props.moon(38).emit(s, 300, 164, 1, border=0)
    s.line("M148 196H364M256 88V304", CREAM, 13)
    s.path(f"M{LOW} 404H{HIGH}V{HIGH}H{LOW}Z", "#6d3d20")
    s.paper(box(60, 356, 392, 84, r=14), "#8a5430", lift=9)
    s.paper(
        curve([(74, 372), (130, 346), (256, 344), (438, 366), (444, 430), (256, 438), (70, 430)], tension=0.6),
        "#5bbcf0",
        lift=8,
    )
    for x in (192, 262, 332, 402):
        s.path(star(x, 396, 21), CREAM, op=0.9)
    s.paper(curve([(66, 372), (82, 318), (156, 312), (182, 350), (166, 386), (86, 392)]), CREAM, lift=6)
    face_front(s, 128, 326, 0.86, JITS, "sleepy", turn=-16)
    s.paper(curve([(92, 388), (150, 374), (210, 372), (220, 420), (92, 426)]), "#5bbcf0", lift=5)
    with s.at(400, 344, scale=0.62):
        props.cat("#5a4a6a").emit(s, 0, 12, 1)


@picture
def moed(s: Sheet) -> None:
    tile(s, "night", (256, 200), 0.3)
    night_sky(s, LOW, LOW, 452, 452, 16)
    s.path(f"M{LOW} 60Q200 30 250 110T{HIGH} 90V{LOW}H{LOW}Z", "#3a4a7a", op=0.85)
    s.paper(
        poly([(352, 60), (300, 152), (346, 146), (312, 226), (408, 122), (360, 126), (398, 64)], r=4), GOLD, lift=6
    )
    wave_band(s, 372, 452, HIGH, "#2f6fb4", x0=LOW, step=150.7, height=64)
    with s.at(214, 424, turn=-7):
        puppet(JITS, "happy", ("hip", "up"), stick_to=0, seated=True).emit(s, 0, -16, 1.06)
        _hull(s, 150, 98)
    wave_band(s, 434, 452, HIGH, "#3f8fd4", x0=LOW, step=113, height=44)


@picture
def afscheid(s: Sheet) -> None:
    tile(s, "sun", (256, 200), 0.6)
    s.path(f"M{LOW} {LOW}H{HIGH}V300H{LOW}Z", s.grad([(0, "#f6a58c"), (1, "#ffe3a8")]))
    s.paper(oval(330, 240, 70), "#ffcf5a", lift=3)
    wave_band(s, 286, 452, 400, "#5a9fd4", x0=LOW, step=113, height=22)
    with s.at(356, 262, scale=0.62):
        s.paper("M-110 -26H110Q92 36 60 44H-62Q-96 34 -110 -26Z", WOOD, lift=8)
        s.line("M0 -26V-190", WOOD_DARK, 10)
        s.paper(poly([(10, -184), (100, -60), (10, -44)], r=6), CREAM, lift=6)
        s.paper(poly([(-10, -168), (-74, -60), (-10, -50)], r=6), CREAM_SHADE, lift=6)
    s.path(f"M{LOW} 366Q160 330 300 380T{HIGH} 400V{HIGH}H{LOW}Z", s.grad([(0, "#ffedc4"), (1, "#d9a85a")]))
    standing(s, JITS, "unsure", ("down", "wave"), x=160, y=458, k=1.22)


@picture
def poster(s: Sheet) -> None:
    night_sky(s, 0, 0, 1200, 800, 70)
    s.grain(0, 0, 1200, 520, 8, 0.04)
    s.glow(250, 170, 220, "#ffe9a8", 0.5)
    s.paper(oval(250, 170, 92), s.grad([(0, "#fffbe0"), (1, "#f3d98b")], "lamp"), flat="#f8e6b0", lift=10)
    for x, y, r in ((224, 146, 16), (282, 196, 12), (248, 218, 8)):
        s.path(oval(x, y, r), "#e8cc7c")
    for cx, cy, k, op in ((470, 110, 1.0, 0.9), (690, 214, 0.76, 0.8), (96, 318, 0.9, 0.75)):
        with s.at(cx, cy, scale=k):
            cloud = curve(
                [(-130, 30), (-96, -14), (-40, -8), (0, -52), (62, -22), (104, -20), (134, 28), (60, 44), (-60, 44)]
            )
            s.path(cloud, "#12030c", op=0.14, shift=(5, 9))
            s.path(cloud, s.grad([(0, "#b9a9dc"), (1, "#7a69b4")]), op=op)
            s.line("M0 -52V-400", CREAM, 3, op=0.5)
    s.line("M250 78V0", CREAM, 3, op=0.5)
    s.path("M0 560Q180 470 360 540T760 520T1200 500V800H0Z", "#4a3f86", op=0.85)
    light_beam(s, 872, 196, ((0, 180), (0, 520)), 0.92)
    light_beam(s, 872, 196, ((1200, 60), (1200, 180)), 0.7)
    wave_band(s, 590, 1200, 800, "#23438f", step=200, height=46)
    rock(s, 880, 690, 520, 160, "#52415f")
    lighthouse(s, 872, 560, 1.035)
    wave_band(s, 648, 1200, 800, "#2c5fae", step=168, height=48, shift=60)
    with s.at(300, 664, turn=-6):
        puppet(JITS, "happy", ("hip", "point"), stick_to=0, seated=True, held=lantern_in_hand).emit(s, -8, -14, 1.24)
        _hull(s, 190, 118)
        s.paper(star(112, -10, 22), CREAM, lift=3)
    wave_band(s, 704, 1200, 800, "#3a7fcb", step=150, height=50, shift=20)
    wave_band(s, 752, 1200, 800, "#58a8e0", step=190, height=48, shift=110)
    for x, y, turn, colour in ((560, 700, 14, "#f5b25a"), (1060, 730, -18, "#f58a9a")):
        fish = Figure()
        fish.piece(curve([(-46, 0), (-10, -24), (34, -10), (46, 0), (34, 10), (-10, 24)]), colour, lift=4)
        fish.piece(poly([(-42, 0), (-76, -26), (-66, 0), (-76, 26)], r=5), darker(colour, 0.15), lift=3)
        fish.mark(oval(26, -5, 5), INK)
        fish.emit(s, x, y, 0.9, turn=turn)
    s.path("M0 0H1200V800H0Z", "none", stroke="#12030c", sw=26, op=0.28)
    s.path("M0 0H1200V800H0Z", "none", stroke=CREAM, sw=20)


def cut(name: str, draw: Draw) -> None:
    size = (1200, 800) if name == "poster" else (SIZE, SIZE)
    s = Sheet(f"vuurtoren/{name}", *size)
    draw(s)
    if name != "poster":
        frame(s)
    PACK.mkdir(parents=True, exist_ok=True)
    (PACK / f"{name}.svg").write_text(s.svg(), encoding="utf-8", newline="\n")


def main(names: list[str]) -> int:
    for name, draw in PICTURES.items():
        if not names or name in names:
            cut(name, draw)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
