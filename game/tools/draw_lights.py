"""Cuts scene 9, "Lichtplan": `python -m game.tools.draw_lights`."""

from game.tools import props
from game.tools.draw_veil import mood
from game.tools.draw_vuurtoren import JITS, lighthouse, rock, wave_band
from game.tools.paper import (
    CREAM,
    CREAM_SHADE,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    INK,
    RED,
    TEAMS,
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
from game.tools.puppets import HAIRS, SKINS, Look, puppet

WIDE, HIGH = 1260, 420
TRACK = (384, 112)
GIRL = Look(skin=SKINS["rose"], hair=HAIRS["red"], style="braids", outfit="dress", top="#4a9c78", trim=CREAM)
BOY = Look(skin=SKINS["deep"], hair=HAIRS["black"], style="short", top="#f5b82e", pattern="stripes", trim=RED)
OLD = Look(
    skin=SKINS["olive"],
    hair=HAIRS["grey"],
    style="short",
    outfit="jacket",
    top="#6a4a8a",
    bottom="#3a3050",
    adult=True,
)
FACES = {
    "glad": ("#f5b82e", "olive", "laugh"),
    "afraid": ("#7a6ab8", "rose", "surprised"),
    "secret": ("#3f8f8f", "brown", "wink"),
    "sad": ("#8fb8d8", "peach", "sad"),
    "angry": ("#e8604a", "tan", "annoyed"),
    "calm": ("#9fd0a0", "deep", "sleepy"),
    "alone": ("#8a90b0", "olive", "unsure"),
    "grand": ("#c9a2e0", "brown", "proud"),
}


def cloth() -> None:
    """A pale backdrop that takes any colour of light."""
    s = Sheet("lights/light_cloth", WIDE, 620)
    s.path(f"M0 0H{WIDE}V620H0Z", s.grad([(0, "#ffffff"), (0.75, "#fbf4ea"), (1, "#d9cdc4")]))
    for i in range(15):
        x = 40 + i * 84
        s.path(
            f"M{x} 0Q{x + pick(-14, 14):.0f} 310 {x + pick(-8, 8):.0f} 620H{x + 22}Q{x + 30} 300 {x + 18} 0Z",
            "#8a7a90",
            op=0.07,
        )
    s.grain(0, 0, WIDE, 600, 6, 0.03)
    s.path(f"M0 590H{WIDE}V620H0Z", "#3a2030", op=0.35)
    s.save()


# -- places ----------------------------------------------------------------------------------------------
def _sheet(name: str) -> Sheet:
    return Sheet(f"lights/scenery_{name}", WIDE, HIGH)


def _tree(s: Sheet, x: float, high: float, colour: str) -> None:
    s.paper(
        poly([(x - 22, HIGH), (x - 15, HIGH - high), (x + 15, HIGH - high), (x + 22, HIGH)], r=4), "#6d3d20", lift=8
    )
    for n, part in enumerate((1.0, 0.78, 0.54)):
        y = HIGH - high * (0.34 + n * 0.22)
        w = 116 * part
        crown = [
            (x, y - high * 0.36),
            (x + w, y + 10),
            (x + w * 0.4, y),
            (x, y + 16),
            (x - w * 0.4, y),
            (x - w, y + 10),
        ]
        s.paper(poly(crown, r=10), darker(colour, 0.1 - n * 0.07) if n < 2 else lighter(colour, 0.12), lift=9)


def forest() -> None:
    s = _sheet("forest")
    for x, high, colour in (
        (70, 400, "#2f7a4c"),
        (250, 330, "#3f8f5a"),
        (1010, 340, "#3f8f5a"),
        (1190, 410, "#2f7a4c"),
    ):
        _tree(s, x, high, colour)
    for x, w in ((130, 150), (420, 110), (860, 120), (1100, 170)):
        bush = [(x - w / 2, HIGH), (x - w / 3, HIGH - 54), (x, HIGH - 78), (x + w / 3, HIGH - 48), (x + w / 2, HIGH)]
        s.paper(curve(bush), "#57a866", lift=7)
    for x in (330, 356, 930):
        s.paper(f"M{x - 8} {HIGH}V{HIGH - 26}H{x + 8}V{HIGH}Z", CREAM, lift=3)
        s.paper(f"M{x - 24} {HIGH - 22}Q{x} {HIGH - 62} {x + 24} {HIGH - 22}Z", RED, lift=4)
    s.save()


def room() -> None:
    s = _sheet("room")
    s.paper(box(190, 60, 250, 230, r=8), CREAM, lift=9)
    s.path(box(208, 78, 214, 194, jit=0), s.grad([(0, "#8fb8e0"), (1, "#d9e8f0")]))
    s.line("M315 78V272M208 175H422", CREAM, 12)
    s.line("M150 26H480", WOOD_DARK, 12)
    for x, way in ((315 - 165, 1), (315 + 165, -1)):
        s.path(oval(x, 26, 13, 13), GOLD)
        drape = ((16, 24), (112, 24), (86, 130), (64, 214), (74, 318), (6, 318), (14, 160))
        s.paper(curve([(x + way * dx, y) for dx, y in drape], tension=0.5), "#b05a8a", lift=8)
        for dx in (36, 60, 84):
            s.line(
                f"M{x + way * dx} 34Q{x + way * (dx * 0.8)} 140 {x + way * (dx * 0.6 + 6)} 208", "#8a3f6a", 4, op=0.7
            )
        s.paper(box(x + (10 if way > 0 else -76), 206, 66, 18, r=8), GOLD, lift=3)
    s.paper(box(540, 70, 150, 130, r=6), WOOD, lift=7)
    s.path(box(554, 84, 122, 102, jit=0), "#f4e2c0")
    s.path("M562 178L606 112L640 158L654 140L670 178Z", "#6aa36a")
    s.path(oval(650, 108, 12, 12), GOLD)
    s.paper(box(770, 190, 330, 230, r=10), "#8a5430", lift=9)
    s.paper(box(758, 300, 354, 90, r=16), "#5b8fd0", lift=8)
    s.paper(box(980, 262, 110, 62, r=20), CREAM, lift=6)
    for x in (800, 860, 920):
        s.path(star(x, 346, 18), CREAM, op=0.9)
    s.paper(box(590, 322, 124, 22, r=6), WOOD, lift=7)
    for x in (602, 688):
        s.paper(box(x, 342, 14, 78, r=3), WOOD_DARK, lift=4)
    s.paper(box(646, 272, 12, 52, r=3), WOOD_DARK, lift=3)
    s.paper(box(624, 312, 56, 12, r=5), WOOD_DARK, lift=3)
    s.paper(poly([(626, 216), (678, 216), (702, 280), (602, 280)], r=5), "#f0d090", lift=6)
    s.save()


def party() -> None:
    s = _sheet("party")
    s.line("M0 60Q320 190 630 70Q940 190 1260 60", CREAM_SHADE, 5)
    for i in range(18):
        x = 20 + i * 72
        part = (x % 630) / 630
        y = 64 + 250 * part * (1 - part)
        s.paper(poly([(x - 24, y), (x + 24, y), (x, y + 54)], r=3), tuple(TEAMS.values())[i % 4], lift=4)
    s.paper(box(740, 300, 330, 28, r=6), CREAM, lift=7)
    for x in (770, 1020):
        s.paper(box(x, 326, 24, 94, r=4), WOOD_DARK, lift=5)
    s.paper(box(840, 220, 140, 82, r=10), "#f0a0b8", lift=6)
    s.paper("M836 240Q860 264 884 240Q910 264 936 240Q960 264 984 240V216H836Z", CREAM, lift=4)
    for x in (870, 910, 950):
        s.paper(box(x - 5, 176, 10, 42, r=3), RED, lift=3)
        s.path(f"M{x} 148Q{x + 14} 166 {x} 176Q{x - 14} 166 {x} 148Z", GOLD)
    for x, y, colour in ((210, 150, RED), (290, 106, "#5bbcf0"), (356, 168, "#4cc38a")):
        s.line(f"M{x} {y + 60}Q{x + 20} {y + 160} 290 {HIGH}", CREAM, 3)
        s.paper(oval(x, y, 48, 60), s.grad([(0, lighter(colour, 0.5)), (1, colour)], "lamp"), flat=colour, lift=7)
    s.save()


def street() -> None:
    s = _sheet("street")
    for x, w, high, colour in (
        (20, 210, 330, "#a85a4a"),
        (226, 180, 270, "#c9905a"),
        (870, 190, 290, "#8a6a9a"),
        (1056, 190, 360, "#b0705a"),
    ):
        s.paper(box(x, HIGH - high, w, high, r=3), colour, lift=9)
        top = HIGH - high
        s.paper(
            poly([(x - 12, top + 6), (x + w / 2, top - 74), (x + w + 12, top + 6)], r=5), darker(colour, 0.4), lift=7
        )
        for wy in range(int(top) + 40, HIGH - 110, 84):
            for wx in (x + 30, x + w - 74):
                s.paper(box(wx, wy, 44, 54, r=3), "#e8dcc0", lift=3)
        s.paper(box(x + w / 2 - 28, HIGH - 96, 56, 96, r=4), WOOD_DARK, lift=4)
    for x in (480, 790):
        s.line(f"M{x} {HIGH}V130", "#4a3a50", 14)
        s.paper(poly([(x - 34, 76), (x + 34, 76), (x + 24, 136), (x - 24, 136)], r=4), "#fff0b8", lift=6)
        s.paper(poly([(x - 42, 78), (x, 44), (x + 42, 78)], r=4), "#4a3a50", lift=5)
    s.save()


def sea() -> None:
    s = _sheet("sea")
    rock(s, 940, HIGH - 66, 340, 110, "#5a4a66")
    lighthouse(s, 940, HIGH - 130, 0.62, lit=False)
    wave_band(s, HIGH - 120, WIDE, HIGH, "#7fa8d0", step=210, height=44)
    wave_band(s, HIGH - 70, WIDE, HIGH, "#9cc4e4", step=158, height=40, shift=70)
    s.paper(f"M0 {HIGH}Q220 {HIGH - 50} 480 {HIGH - 26}T900 {HIGH}Z", "#e6cf9c", lift=8)
    s.save()


def lamp_room() -> None:
    """The top of a lighthouse from inside: glass all round, and a lamp that is not said to burn."""
    s = _sheet("lamp_room")
    for x in (150, 420, 760, 1110):
        s.paper(box(x - 14, 0, 28, HIGH, r=4), "#a03a44", lift=8)
    s.paper(box(0, 300, WIDE, 40, r=4), "#7a2a34", lift=8)
    for x in range(30, WIDE, 120):
        s.line(f"M{x} 340V{HIGH}", "#7a2a34", 12)
    s.paper(box(845, 330, 190, 90, r=8), GOLD_DARK, lift=8)
    s.paper(box(875, 290, 130, 48, r=8), GOLD, lift=6)
    for n, (rx, tone) in enumerate(((104, "#8fc8dc"), (84, "#b0dcec"), (62, "#d0eef6"), (38, "#f0fbff"))):
        ry = 140 - n * 28
        s.paper(
            oval(940, 156, rx, ry),
            s.grad([(0, "#ffffff"), (0.4, tone), (1, darker(tone, 0.2))], "d"),
            flat=tone,
            lift=5,
        )
    for y in (66, 100, 212, 246):
        w = 104 * (1 - ((y - 156) / 140) ** 2) ** 0.5
        s.line(f"M{940 - w:.0f} {y}Q940 {y + (12 if y > 156 else -12)} {940 + w:.0f} {y}", "#ffffff", 5, op=0.8)
    props.ladder(260).emit(s, 250, HIGH, 1.1, border=0)
    s.save()


def actors() -> None:
    for name, look, face, arms, k in (
        ("girl", GIRL, "neutral", ("down", "heart"), 1.34),
        ("boy", BOY, "neutral", ("down", "down"), 1.34),
        ("old", OLD, "neutral", ("down", "chin"), 1.1),
        ("jits", JITS, "neutral", ("down", "heart"), 1.34),
    ):
        s = Sheet(f"lights/lit_{name}", 280, 420)
        puppet(look, face, arms, stick_to=0).emit(s, 140, 404, k)
        s.save()


def faces() -> None:
    for name, (ground, skin, face) in FACES.items():
        s = Sheet(f"lights/mood_{name}", 220, 220)
        mood(s, ground, skin, face)
        s.save()


# -- the desk --------------------------------------------------------------------------------------------
def desk() -> None:
    """The lighting desk in the box at the back of the hall."""
    s = Sheet("lights/light_desk", 1960, 290)
    s.paper(poly([(0, 40), (1960, 40), (1990, 320), (-30, 320)], r=10), "#3a2a4a", lift=14)
    s.path(poly([(6, 46), (1954, 46), (1955, 60), (4, 60)], jit=0), "#7a6a90")
    for x in range(40, 1960, 70):
        s.path(oval(x, 282, 5), "#5a4a6a")
    s.save()


def _slot(s: Sheet) -> None:
    w, h = TRACK
    s.paper(box(0, 0, w, h, r=18), "#241632", lift=6)
    s.path(box(64, h / 2 - 9, w - 128, 18, r=9, jit=0), "#0f0818")
    for n in range(5):
        x = 82 + n * (w - 164) / 4
        s.line(f"M{x:.0f} {h / 2 + 24}v14", "#c9b8d8", 5)


def tracks() -> None:
    w, h = TRACK
    low = h / 2
    s = Sheet("lights/track_warmth", w, h)
    _slot(s)
    for i in range(3):
        (ax, ay), (bx, by) = polar(32, low, 22, i * 60), polar(32, low, -22, i * 60)
        s.line(f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}", "#bfe6ff", 6)
    for i in range(8):
        (ax, ay), (bx, by) = polar(w - 32, low, 17, i * 45), polar(w - 32, low, 26, i * 45)
        s.line(f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}", "#ffb03a", 6)
    s.path(oval(w - 32, low, 12), "#ffb03a")
    s.path(box(64, low - 9, w - 128, 18, r=9, jit=0), s.grad([(0, "#6fb4ff"), (0.5, "#fff6e0"), (1, "#ff9a2e")], "h"))
    s.save()

    s = Sheet("lights/track_brightness", w, h)
    _slot(s)
    s.path(oval(32, low, 21), "#6a5a80")
    s.path(oval(41, low - 6, 17), "#241632")
    s.glow(w - 32, low, 34, "#fff3c0", 0.9)
    s.path(oval(w - 32, low, 17), "#fff8d8")
    s.path(box(64, low - 9, w - 128, 18, r=9, jit=0), s.grad([(0, "#1a1024"), (1, "#fff6d8")], "h"))
    s.save()

    s = Sheet("lights/track_spot", w, h)
    _slot(s)
    for n in range(5):
        x = 82 + n * (w - 164) / 4
        s.path(f"M{x:.0f} {low - 38}L{x + 20:.0f} {low + 6}H{x - 20:.0f}Z", "#fff3c0", op=0.85)
        s.path(oval(x, low + 6, 20, 7), "#fff8d8")
    for x, way in ((30, -1), (w - 30, 1)):
        s.path(poly([(x - 10 * way, low - 20), (x + 18 * way, low), (x - 10 * way, low + 20)], r=4), "#fff3c0")
    s.save()

    s = Sheet("lights/track_backdrop", w, h)
    _slot(s)
    for n, colour in enumerate(BACKDROPS):
        x = 82 + n * (w - 164) / 4
        s.paper(box(x - 25, low - 42, 50, 60, r=6), colour, lift=3)
        s.line(f"M{x - 25} {low - 42}h50", GOLD, 5)
    s.save()


BACKDROPS = ("#22307a", "#7a4f9e", "#8fb0a8", "#e0633c", "#f7cf5a")
"""Night, dusk, mist, evening, sun; the board lights its cloth with the same."""


def knobs() -> None:
    for name, colour in TEAMS.items():
        s = Sheet(f"lights/knob_{name}", 76, 100)
        s.paper(box(8, 8, 60, 84, r=14), darker(colour, 0.35), lift=9)
        s.paper(box(8, 4, 60, 78, r=14), colour, lift=3)
        s.line("M20 43H56", INK, 8)
        s.line("M20 26H56M20 60H56", INK, 3, op=0.5)
        s.save()


def mark() -> None:
    """Where the mood begins: a golden tick above a step."""
    s = Sheet("lights/light_mark", 48, 40)
    s.paper(poly([(4, 4), (44, 4), (24, 36)], r=4), GOLD_LIGHT, lift=4)
    s.save()


def book() -> None:
    """The light book, in which the cues are kept."""
    s = Sheet("lights/light_book", 200, 150)
    s.paper(box(10, 10, 180, 130, r=8), "#8e1730", lift=9)
    s.paper(box(20, 14, 164, 118, r=5), CREAM_SHADE, lift=3)
    s.paper(box(20, 10, 160, 116, r=5), CREAM, lift=3)
    s.path(star(52, 68, 24), GOLD)
    s.save()


def main() -> None:
    cloth()
    forest()
    room()
    party()
    street()
    sea()
    lamp_room()
    actors()
    faces()
    desk()
    tracks()
    knobs()
    mark()
    book()


if __name__ == "__main__":
    main()
