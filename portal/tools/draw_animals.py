# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Draw the animals of the class reader and the pictures of its PIN: `portal/web/static/{animals,pin}/*.svg`.

    python -m portal.tools.draw_animals

Every picture is cut from the same card: pieces that lie on each other, a light upper cut edge, a soft shadow. A
pupil of six who can't read yet must know the animal at once and never take one for another, so each has its own
colour and its own outline; those whose face alone says too little (a snail, a whale) are shown whole.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from pathlib import Path

from portal.demo.paper import (
    circle,
    darker,
    ellipse,
    lighter,
    path,
    polygon,
    rect,
    sheet,
    smooth,
    star,
    stroke,
)
from portal.library.models import Animal

STATIC = Path(__file__).parents[1] / "web" / "static"
ANIMAL_SIDE, PIN_SIDE = 160, 120
INK, WHITE, PINK, CREAM = "#2a1020", "#fffaf0", "#f49aa6", "#fff0d6"

Draw = Callable[[], str]
ANIMALS: dict[Animal, Draw] = {}
PIN_PICTURES: dict[str, Draw] = {}


def animal(which: Animal) -> Callable[[Draw], Draw]:
    def add(draw: Draw) -> Draw:
        ANIMALS[which] = draw
        return draw

    return add


def pin(name: str) -> Callable[[Draw], Draw]:
    def add(draw: Draw) -> Draw:
        PIN_PICTURES[name] = draw
        return draw

    return add


def svg(inner: str, side: int) -> str:
    """A whole picture: the three heights at which card can lie, then its pieces."""
    lifts = "".join(_lift(step, drop, blur) for step, drop, blur in ((1, 1.4, 1.2), (2, 2.6, 2.2), (3, 4, 3.6)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f"<defs>{lifts}</defs>{inner}</svg>\n"
    )


def _lift(step: int, drop: float, blur: float) -> str:
    return (
        f'<filter id="lift{step}" x="-0.5" y="-0.8" width="2" height="2.6">'
        f'<feOffset in="SourceAlpha" dx="0.4" dy="{0.9 + 0.3 * step:.1f}" result="lower"/>'
        '<feComposite in="SourceAlpha" in2="lower" operator="out" result="edge"/>'
        '<feFlood flood-color="#fffaf0" flood-opacity="0.5"/><feComposite in2="edge" operator="in" result="rim"/>'
        f'<feGaussianBlur in="SourceAlpha" stdDeviation="{blur}"/><feOffset dx="{drop * 0.3:.1f}" dy="{drop}" result="blur"/>'
        '<feFlood flood-color="#1a0814" flood-opacity="0.42"/><feComposite in2="blur" operator="in" result="shadow"/>'
        '<feGaussianBlur in="SourceAlpha" stdDeviation="0.7"/><feOffset dy="0.3" result="close"/>'
        '<feFlood flood-color="#5a3a3a" flood-opacity="0.55"/><feComposite in2="close" operator="in" result="line"/>'
        '<feMerge><feMergeNode in="shadow"/><feMergeNode in="line"/><feMergeNode in="SourceGraphic"/><feMergeNode in="rim"/></feMerge></filter>'
    )


# Pieces that many animals share; faces look straight ahead, their middle is at x = 80.


def both(*parts: str) -> str:
    """The pieces, and once more on the other side of the face."""
    inner = "".join(parts)
    return inner + f'<g transform="matrix(-1 0 0 1 {ANIMAL_SIDE} 0)">{inner}</g>'


def eye(x: float, y: float, r: float = 5.5, colour: str = INK) -> str:
    return circle(x, y, r, colour) + circle(x + r * 0.3, y - r * 0.35, r * 0.36, WHITE)


def eyes(apart: float, y: float, r: float = 5.5) -> str:
    return eye(80 - apart, y, r) + eye(80 + apart, y, r)


def iris_eyes(apart: float, y: float, r: float, iris: str, slit: bool = False) -> str:
    parts = []
    for x in (80 - apart, 80 + apart):
        pupil = ellipse(x, y, r * 0.3, r * 0.75, INK) if slit else circle(x, y, r * 0.55, INK)
        parts.append(circle(x, y, r, iris) + pupil + circle(x + r * 0.25, y - r * 0.35, r * 0.22, WHITE))
    return "".join(parts)


def muzzle_line(y: float, w: float = 9, deep: float = 7, colour: str = INK) -> str:
    """The mouth of a cat, a dog or a bear: two curves under the nose."""
    return stroke(f"M{80 - w} {y}q{w / 2} {deep} {w} 0q{w / 2} {deep} {w} 0", colour, 2.6)


def grin(y: float, w: float = 12, deep: float = 8, colour: str = INK) -> str:
    return stroke(f"M{80 - w} {y}q{w} {deep} {2 * w} 0", colour, 2.6)


def nose(y: float, w: float = 9, colour: str = INK) -> str:
    """A soft triangle, point down."""
    return path(
        f"M{80 - w} {y - w * 0.4}q{w} {-w * 0.5} {2 * w} 0q{-w * 0.2} {w * 0.9} {-w} {w * 1.1}q{-w * 0.8} {-w * 0.2} {-w} {-w * 1.1}z",
        colour,
    ) + ellipse(80 - w * 0.3, y - w * 0.3, w * 0.25, w * 0.14, WHITE, opacity=0.6)


def cheeks(apart: float, y: float, r: float = 8) -> str:
    return circle(80 - apart, y, r, "#e8384a", opacity=0.22) + circle(80 + apart, y, r, "#e8384a", opacity=0.22)


def whiskers(apart: float, y: float, long: float = 26, colour: str = INK) -> str:
    return both("".join(stroke(f"M{80 + apart} {y + at * 5}l{long} {at * 6 - 2}", colour, 1.7) for at in (-1, 0, 1)))


def scalloped(x: float, y: float, r: float, bumps: int, size: float, colour: str) -> str:
    """A disc with a round-cut edge: wool and manes."""
    around = "".join(
        circle(x + r * cos(radians(at * 360 / bumps)), y + r * sin(radians(at * 360 / bumps)), size, colour)
        for at in range(bumps)
    )
    return around + circle(x, y, r, colour)


def spiky(x: float, y: float, outer: float, inner: float, spikes: int, colour: str) -> str:
    return star(x, y, outer, colour, spikes, inner / outer)


# Bears and their like.


@animal(Animal.BEER)
def bear() -> str:
    fur = "#8a5632"
    ears = both(circle(36, 42, 22, fur), circle(36, 43, 12, "#e0a878"))
    head = path("M80 26C118 26 138 54 138 88C138 122 112 144 80 144C48 144 22 122 22 88C22 54 42 26 80 26Z", fur)
    snout = ellipse(80, 108, 29, 25, "#e6bd8c")
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(snout, lift=1)
        + nose(98, 11)
        + muzzle_line(113)
        + eyes(26, 78)
    )


@animal(Animal.IJSBEER)
def polar_bear() -> str:
    fur = "#f3f7fc"
    ears = both(circle(42, 44, 16, fur), circle(42, 45, 8, "#a9c4e2"))
    head = path("M80 24C108 24 124 46 128 74C132 104 112 126 80 126C48 126 28 104 32 74C36 46 52 24 80 24Z", fur)
    scarf = rect(26, 118, 108, 24, "#c81e33", r=12) + path("M98 128h26l6 26h-28z", "#a3182a")
    knit = "".join(stroke(f"M{x} 120l-4 20", "#fff3d6", 3.5) for x in (44, 62, 80, 98, 116))
    snout = path(
        "M80 72C98 72 106 88 106 100C106 114 94 120 80 120C66 120 54 114 54 100C54 88 62 72 80 72Z", "#dfe9f4"
    )
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(scarf, knit, lift=2)
        + sheet(snout, lift=1)
        + nose(86, 12, "#33415c")
        + muzzle_line(103, colour="#33415c")
        + eyes(24, 64, 5)
    )


@animal(Animal.PANDA)
def panda() -> str:
    black = "#2c2733"
    ears = both(circle(34, 40, 21, black))
    head = ellipse(80, 88, 60, 54, "#fbf8f2")
    patches = both(ellipse(54, 82, 15, 20, black, transform="rotate(32 54 82)"))
    white_eyes = both(circle(56, 80, 6.5, WHITE)) + eyes(24, 80, 3.8)
    bamboo = stroke("M66 128L112 116", "#7fb241", 7) + "".join(
        path(f"M{x} {y}q12 {-15 * s} 27 {-9 * s}q-10 {15 * s} -27 {9 * s}z", "#4f8a34")
        for x, y, s in ((104, 117, 1), (96, 121, -1), (108, 117, -1))
    )
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(patches, lift=1)
        + white_eyes
        + nose(102, 9)
        + muzzle_line(112, 8)
        + sheet(bamboo, lift=1)
    )


@animal(Animal.KOALA)
def koala() -> str:
    fur, inner = "#93a3b5", "#f3d3d6"
    ears = both(scalloped(30, 62, 20, 9, 9, fur) + scalloped(31, 64, 10, 7, 5, inner))
    head = path("M80 34C112 34 128 58 128 88C128 120 108 138 80 138C52 138 32 120 32 88C32 58 48 34 80 34Z", fur)
    chin = path("M50 116Q80 146 110 116Q104 138 80 138Q56 138 50 116Z", "#e9eef2")
    big_nose = path("M80 70C92 70 96 84 95 98C94 110 88 116 80 116C72 116 66 110 65 98C64 84 68 70 80 70Z", "#3a3646")
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + chin
        + sheet(big_nose, lift=1)
        + ellipse(76, 80, 4, 6, WHITE, opacity=0.4)
        + eyes(30, 80)
        + grin(122, 9, 6)
    )


# Cats and dogs, large and small.


@animal(Animal.LEEUW)
def lion() -> str:
    mane = scalloped(80, 82, 52, 15, 16, "#b5602a") + scalloped(80, 84, 42, 15, 12, "#d1802f")
    ears = both(circle(46, 50, 13, "#f4bc55"), circle(46, 51, 6, "#b5602a"))
    head = ellipse(80, 88, 42, 40, "#f4bc55")
    snout = ellipse(68, 106, 16, 13, CREAM) + ellipse(92, 106, 16, 13, CREAM) + ellipse(80, 118, 10, 9, CREAM)
    return (
        sheet(mane, lift=2)
        + sheet(ears, lift=1)
        + sheet(head, lift=1)
        + sheet(snout, lift=1)
        + nose(94, 10, "#7a2f22")
        + muzzle_line(106, 10)
        + eyes(19, 78)
    )


@animal(Animal.TIJGER)
def tiger() -> str:
    fur, dark = "#f58a2c", "#33161a"
    ears = both(circle(38, 40, 19, fur), circle(39, 42, 10, CREAM))
    head = path(
        "M80 26C114 26 134 48 134 80L146 96L132 102L138 116L122 120C112 138 98 142 80 142C62 142 48 138 38 120L22 116L28 102L14 96L26 80C26 48 46 26 80 26Z",
        fur,
    )
    marks = path("M72 26h16l-8 28zM54 30l12-3-2 26zM106 30l-12-3 2 26z", dark) + both(
        path("M22 76l26 4-27 7zM16 96l30-3-18 11zM28 116l22-9-12 15z", dark)
    )
    white = ellipse(66, 112, 19, 15, CREAM) + ellipse(94, 112, 19, 15, CREAM) + ellipse(80, 126, 13, 11, CREAM)
    brows = both(ellipse(56, 68, 12, 9, CREAM))
    return (
        sheet(ears, lift=1)
        + sheet(head, marks, lift=2)
        + brows
        + sheet(white, lift=1)
        + nose(99, 10, "#c8455a")
        + muzzle_line(112, 10)
        + iris_eyes(24, 80, 8, "#ffe05c")
        + whiskers(24, 116, 20)
    )


@animal(Animal.KAT)
def cat() -> str:
    fur = "#41364f"
    tail = stroke("M126 138C148 132 150 108 140 94C132 84 138 72 146 76", fur, 13)
    ears = both(path("M22 76L26 18Q28 12 34 16L68 42Z", fur), path("M32 58L34 30L54 45Z", PINK))
    head = path("M80 36C116 36 138 58 138 90C138 124 112 142 80 142C48 142 22 124 22 90C22 58 44 36 80 36Z", fur)
    snout = ellipse(68, 112, 15, 12, "#f2e9ef") + ellipse(92, 112, 15, 12, "#f2e9ef")
    return (
        sheet(tail, lift=1)
        + sheet(ears, lift=2)
        + sheet(head, lift=2)
        + sheet(snout, lift=1)
        + nose(102, 7, "#f2788c")
        + muzzle_line(110, 9)
        + iris_eyes(28, 82, 13, "#b9e04a", slit=True)
        + whiskers(26, 110, 32, "#fffaf0")
    )


@animal(Animal.HOND)
def dog() -> str:
    ears = both(path("M46 38C26 32 8 52 10 84C12 110 30 116 38 100C44 86 44 60 46 38Z", "#7a4526"))
    head = path("M80 24C106 24 122 42 124 70C126 96 128 132 80 134C32 132 34 96 36 70C38 42 54 24 80 24Z", "#f0c68a")
    patch = path("M84 26C112 26 122 46 122 72C120 92 92 92 88 70Z", "#a8683f")
    collar = rect(42, 126, 76, 16, "#1f6fa8", r=8) + circle(80, 144, 9, "#e0a93c")
    snout = ellipse(80, 104, 32, 25, CREAM)
    tongue = path("M72 114h16v14a8 8 0 0 1 -16 0z", "#ee6a7c") + stroke("M80 116v10", "#c8455a", 1.6)
    return (
        sheet(head, patch, lift=2)
        + sheet(ears, lift=2)
        + sheet(collar, lift=1)
        + sheet(snout, lift=1)
        + sheet(tongue, lift=1)
        + nose(92, 12)
        + muzzle_line(108, 14, 10)
        + eyes(20, 68, 6)
    )


@animal(Animal.VOS)
def fox() -> str:
    fur = "#e2601f"
    ears = both(
        path("M22 78L22 14Q24 8 30 13L72 46Z", fur),
        path("M20 36L22 14Q24 8 30 13L42 24Z", INK),
        path("M32 62L33 34L54 50Z", CREAM),
    )
    head = path(
        "M80 40C104 40 132 56 150 96C132 104 112 116 98 134Q80 154 62 134C48 116 28 104 10 96C28 56 56 40 80 40Z", fur
    )
    white = both(path("M10 96C30 84 56 86 66 108L80 146Q68 142 62 134C48 116 28 104 10 96Z", WHITE))
    return (
        sheet(ears, lift=2)
        + sheet(head, lift=2)
        + sheet(white, lift=1)
        + sheet(nose(136, 11), lift=1)
        + eyes(24, 84, 6)
        + both(stroke("M48 72q8 -6 16 0", INK, 2.4))
    )


@animal(Animal.WOLF)
def wolf() -> str:
    fur, light = "#6c7a8c", "#dfe5ea"
    ears = both(path("M30 74L26 10Q28 6 33 10L66 42Z", fur), path("M36 56L35 28L54 44Z", "#3d4656"))
    head = path(
        "M80 32C100 32 116 42 124 60L150 78L136 88L150 108L130 110L134 128L112 124L94 144Q80 152 66 144L48 124L26 128L30 110L10 108L24 88L10 78L36 60C44 42 60 32 80 32Z",
        fur,
    )
    mask = path("M80 90L96 84L128 90L112 112L98 132Q80 148 62 132L48 112L32 90L64 84Z", light)
    forehead = path("M80 32L90 68L80 84L70 68Z", "#525e70")
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(mask, lift=1)
        + forehead
        + nose(116, 11)
        + muzzle_line(130, 11)
        + iris_eyes(25, 80, 8, "#ffd23f")
        + both(stroke("M46 66L64 74", "#3d4656", 4))
    )


@animal(Animal.DAS)
def badger() -> str:
    body = path("M80 40C130 40 152 84 150 146H10C8 84 30 40 80 40Z", "#8b8792")
    ears = both(circle(40, 44, 12, INK), path("M31 38a12 12 0 0 1 18 -2l-8 6z", WHITE))
    head = path(
        "M80 22C106 22 120 42 118 70C116 96 104 118 92 138Q80 148 68 138C56 118 44 96 42 70C40 42 54 22 80 22Z",
        "#fbf8f2",
    )
    stripes = both(
        path("M52 32C60 26 68 30 69 44C70 70 70 92 68 116C58 106 46 88 44 64C44 50 46 38 52 32Z", "#2c2733")
    )
    return (
        sheet(body, lift=1)
        + sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(stripes, lift=1)
        + both(circle(58, 78, 6.5, WHITE))
        + eyes(22, 78, 4.4)
        + sheet(nose(132, 12), lift=1)
    )


# Small ones that gnaw.


@animal(Animal.MUIS)
def mouse() -> str:
    fur = "#a9a2b8"
    ears = both(circle(36, 50, 33, fur), circle(37, 52, 21, "#f7bcc4"))
    head = path("M80 48C106 48 122 70 120 92C118 116 98 138 80 142C62 138 42 116 40 92C38 70 54 48 80 48Z", fur)
    tail = stroke("M108 134C130 152 152 146 150 124C149 112 138 112 136 120", "#f08c9c", 5)
    return (
        sheet(tail, lift=1)
        + sheet(ears, lift=2)
        + sheet(head, lift=2)
        + cheeks(26, 110)
        + whiskers(12, 118, 34)
        + sheet(circle(80, 130, 10, "#ee6a7c"), lift=1)
        + circle(77, 127, 3, WHITE, opacity=0.7)
        + eyes(18, 92, 7)
    )


@animal(Animal.HAMSTER)
def hamster() -> str:
    fur = "#eba24a"
    ears = both(circle(42, 40, 15, fur), circle(42, 41, 8, PINK))
    head = path(
        "M80 26C106 26 120 46 126 68C150 82 152 118 126 130C110 142 50 142 34 130C8 118 10 82 34 68C40 46 54 26 80 26Z",
        fur,
    )
    pouches = both(ellipse(47, 104, 31, 25, WHITE)) + path("M80 34L92 80H68Z", WHITE)
    paws = both(ellipse(64, 138, 10, 8, "#f7bcc4"))
    seed = path("M80 116C92 124 92 142 80 150C68 142 68 124 80 116Z", "#4a3a2a") + stroke(
        "M77 124v18M84 126v14", WHITE, 2
    )
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(pouches, lift=1)
        + sheet(seed, lift=1)
        + sheet(paws, lift=1)
        + nose(90, 7, "#ee6a7c")
        + muzzle_line(100, 8)
        + eyes(26, 72, 6.5)
    )


@animal(Animal.BEVER)
def beaver() -> str:
    fur = "#6f4023"
    tail = path("M112 120C122 86 140 66 152 74C164 84 152 122 130 148Z", "#4b3a36")
    net = stroke("M122 118L150 84M126 130L154 96M128 96L150 110M120 108L144 126", "#7d6a62", 2.4)
    ears = both(circle(36, 48, 12, fur), circle(36, 49, 6, "#d59b6a"))
    head = path("M74 28C108 28 128 54 128 86C128 112 108 134 74 134C42 134 22 112 22 86C22 54 42 28 74 28Z", fur)
    snout = ellipse(60, 100, 21, 17, "#c48a58") + ellipse(90, 100, 21, 17, "#c48a58")
    teeth = rect(64, 108, 12, 24, WHITE, r=3) + rect(76, 108, 12, 24, WHITE, r=3)
    middle = f'<g transform="translate(-5 0)">{nose(88, 13)}{eyes(24, 70)}</g>'
    return (
        sheet(tail, net, lift=1)
        + sheet(ears.replace("matrix(-1 0 0 1 160 0)", "matrix(-1 0 0 1 150 0)"), lift=1)
        + sheet(head, lift=2)
        + sheet(teeth, lift=1)
        + sheet(snout, lift=1)
        + middle
    )


@animal(Animal.OTTER)
def otter() -> str:
    fur, pale = "#8a6a58", "#f0ddc8"
    body = path("M80 84C120 84 134 116 132 154H28C26 116 40 84 80 84Z", fur)
    belly = path("M80 104C104 104 114 126 112 154H48C46 126 56 104 80 104Z", pale)
    ears = both(circle(34, 54, 10, fur), circle(34, 55, 5, "#5f4538"))
    head = path("M80 20C114 20 130 44 130 66C130 92 108 106 80 106C52 106 30 92 30 66C30 44 46 20 80 20Z", fur)
    face = path("M80 56C108 56 124 70 120 84C112 100 96 106 80 106C64 106 48 100 40 84C36 70 52 56 80 56Z", pale)
    shell = path("M80 148C62 144 54 130 60 120C66 112 94 112 100 120C106 130 98 144 80 148Z", "#ef8fbf") + stroke(
        "M80 146V118M74 144L66 121M86 144L94 121", "#c45a92", 2
    )
    paws = both(ellipse(56, 128, 11, 9, darker(fur, 0.25)))
    return (
        sheet(body, lift=1)
        + belly
        + sheet(ears, lift=1)
        + sheet(head, lift=2)
        + sheet(face, lift=1)
        + sheet(shell, lift=1)
        + sheet(paws, lift=1)
        + whiskers(18, 86, 34)
        + nose(72, 11, "#4a2c2a")
        + muzzle_line(86, 10)
        + eyes(27, 56, 5)
    )


@animal(Animal.EEKHOORN)
def squirrel() -> str:
    fur = "#c2482a"
    tail = path(
        "M104 148C144 150 160 116 146 84C160 52 136 14 104 22C82 28 80 54 98 62C114 68 108 96 96 110Z", "#a83a20"
    )
    swirl = stroke("M112 132C136 124 136 100 124 86C134 66 128 42 108 40", "#e07a4a", 6)
    body = path("M60 92C86 92 104 114 100 150H24C22 116 38 92 60 92Z", fur)
    belly = ellipse(60, 134, 22, 26, CREAM)
    ears = (
        path("M34 46L26 8L52 34Z", fur)
        + path("M86 46L94 8L68 34Z", fur)
        + stroke("M28 16l-4 -10M92 16l4 -10", "#7a2414", 4)
    )
    head = ellipse(60, 66, 42, 36, fur)
    face = ellipse(60, 80, 24, 18, CREAM)
    acorn = (
        path("M48 118h24c0 18 -8 26 -12 28c-4 -2 -12 -10 -12 -28z", "#c98a4e")
        + path("M44 120c0 -14 32 -14 32 0z", "#6b4030")
        + stroke("M60 108v-5", "#6b4030", 4)
    )
    paws = circle(44, 128, 8, fur) + circle(76, 128, 8, fur)
    features = f'<g transform="translate(-20 0)">{nose(74, 6)}{muzzle_line(83, 8)}{eyes(18, 62, 6)}</g>'
    return (
        sheet(tail, swirl, lift=2)
        + sheet(body, lift=1)
        + belly
        + sheet(ears, lift=1)
        + sheet(head, lift=2)
        + face
        + sheet(acorn, lift=1)
        + sheet(paws, lift=1)
        + features
    )


@animal(Animal.EGEL)
def hedgehog() -> str:
    quills = spiky(80, 82, 72, 54, 21, "#54392d") + spiky(80, 84, 60, 44, 19, "#7a5540")
    ears = both(circle(42, 84, 12, "#d9a878"), circle(42, 85, 6, PINK))
    face = path("M80 72C88 60 112 62 118 86C122 108 104 134 80 142C56 134 38 108 42 86C48 62 72 60 80 72Z", "#f5d9b0")
    apple = (
        circle(112, 34, 15, "#d9283c")
        + stroke("M112 20q2 -8 6 -10", "#6b4030", 3.5)
        + path("M114 18q10 -10 18 -2q-10 8 -18 2z", "#5aa446")
    )
    return (
        sheet(quills, lift=2)
        + sheet(ears, lift=1)
        + sheet(face, lift=2)
        + sheet(apple, lift=1)
        + cheeks(24, 112, 7)
        + sheet(circle(80, 132, 10, INK), lift=1)
        + circle(77, 129, 3, WHITE, opacity=0.7)
        + eyes(18, 96, 5.5)
        + grin(116, 9, 5)
    )


@animal(Animal.KONIJN)
def rabbit() -> str:
    fur = "#efe6ea"
    left = path("M58 64C40 44 36 8 50 6C66 6 72 36 70 60Z", fur) + path(
        "M58 52C48 38 46 18 52 16C60 18 64 38 64 52Z", PINK
    )
    right = path(
        "M92 62C92 34 104 10 122 14C150 22 158 56 146 66C136 70 132 50 120 42C112 40 104 52 104 66Z", fur
    ) + path("M146 62C138 60 134 44 122 38L128 26C146 34 152 52 146 62Z", PINK)
    head = path("M80 48C110 48 130 70 130 96C130 124 108 142 80 142C52 142 30 124 30 96C30 70 50 48 80 48Z", fur)
    puffs = ellipse(66, 116, 18, 15, WHITE) + ellipse(94, 116, 18, 15, WHITE)
    teeth = rect(72, 122, 8, 15, WHITE, r=2) + rect(80, 122, 8, 15, WHITE, r=2)
    carrot = path(
        "M112 118C126 112 140 122 138 132C130 146 104 156 92 154C94 142 102 124 112 118Z", "#f28a2a"
    ) + stroke("M134 122q4 -12 14 -12M136 124q10 -4 16 2", "#4f8a34", 6)
    return (
        sheet(left, lift=1)
        + sheet(right, lift=2)
        + sheet(head, lift=2)
        + sheet(teeth, lift=1)
        + sheet(puffs, lift=1)
        + nose(104, 8, "#ee6a7c")
        + cheeks(38, 110)
        + eyes(26, 88, 6.5)
        + sheet(carrot, lift=2)
    )


@animal(Animal.HAAS)
def hare() -> str:
    fur = "#b98a55"
    ears = both(
        path("M56 66C40 46 22 16 30 4C42 -2 66 30 72 58Z", fur),
        path("M58 56C46 40 34 20 36 14C46 20 58 38 64 52Z", "#f3d0b0"),
        path("M39 28C31 18 26 10 30 4C36 1 46 10 54 22Z", INK),
    )
    head = path("M80 48C102 48 114 62 116 82C118 108 102 144 80 146C58 144 42 108 44 82C46 62 58 48 80 48Z", fur)
    white = path(
        "M80 104C98 104 104 118 98 132C94 142 88 146 80 146C72 146 66 142 62 132C56 118 62 104 80 104Z", CREAM
    )
    rings = both(ellipse(53, 80, 13, 15, CREAM))
    teeth = rect(74, 126, 6, 11, WHITE, r=2) + rect(80, 126, 6, 11, WHITE, r=2)
    return (
        sheet(ears, lift=2)
        + sheet(head, lift=2)
        + rings
        + sheet(white, lift=1)
        + sheet(teeth, lift=1)
        + nose(110, 8, "#7a3b34")
        + muzzle_line(120, 8)
        + iris_eyes(26, 80, 9, "#e8952c")
        + whiskers(14, 122, 30)
    )


# With hooves.


@animal(Animal.PAARD)
def horse() -> str:
    coat, hair = "#a5522b", "#3f2118"
    ears = both(path("M52 46L50 8Q60 10 70 36Z", coat), path("M56 40L55 18L64 34Z", "#e8b48c"))
    mane = path("M70 14C106 4 140 40 132 96C128 118 118 124 112 112C114 80 106 40 78 32Z", hair)
    head = path(
        "M80 26C104 26 112 46 110 70C108 92 106 100 108 120C110 142 96 152 80 152C64 152 50 142 52 120C54 100 52 92 50 70C48 46 56 26 80 26Z",
        coat,
    )
    blaze = path("M80 34C90 34 90 60 88 84C88 100 92 108 80 110C68 108 72 100 72 84C70 60 70 34 80 34Z", WHITE)
    muzzle = path("M54 118C60 106 100 106 106 118C114 142 96 152 80 152C64 152 46 142 54 118Z", "#e3a983")
    lock = path("M64 26C74 10 100 18 96 32C94 46 84 56 78 60C80 46 70 40 64 26Z", hair)
    bridle = (
        stroke("M51 96Q80 106 109 96", "#c81e33", 6) + circle(53, 96, 5, "#ffe9a8") + circle(107, 96, 5, "#ffe9a8")
    )
    return (
        sheet(mane, lift=1)
        + sheet(ears, lift=1)
        + sheet(head, lift=2)
        + blaze
        + sheet(muzzle, lift=1)
        + sheet(bridle, lift=1)
        + sheet(lock, lift=1)
        + both(ellipse(68, 128, 4, 6, darker(coat, 0.5)))
        + grin(140, 12, 6)
        + eyes(22, 72, 6)
    )


@animal(Animal.EZEL)
def donkey() -> str:
    coat, dark = "#8f8b95", "#4a4552"
    ears = both(
        path("M60 56C34 48 4 24 8 10C22 0 58 24 70 46Z", coat),
        path("M52 44C34 36 16 22 16 16C28 14 48 30 60 42Z", "#e8c9c2"),
    )
    head = path(
        "M80 34C106 34 116 54 112 78C110 96 110 104 114 120C118 142 100 152 80 152C60 152 42 142 46 120C50 104 50 96 48 78C44 54 54 34 80 34Z",
        coat,
    )
    muzzle = path("M48 118C54 102 106 102 112 118C120 142 100 152 80 152C60 152 40 142 48 118Z", "#fbf3e6")
    rings = both(ellipse(59, 80, 12, 11, "#fbf3e6"))
    tuft = spiky(80, 34, 22, 12, 9, dark)
    return (
        sheet(ears, lift=2)
        + sheet(head, lift=2)
        + rings
        + sheet(muzzle, lift=1)
        + sheet(tuft, lift=1)
        + both(ellipse(66, 122, 5, 6, dark))
        + grin(136, 16, 8)
        + eyes(21, 80, 6)
    )


@animal(Animal.ZEBRA)
def zebra() -> str:
    black = "#2c2733"
    mane = polygon(
        (
            (58, 44),
            (56, 14),
            (66, 24),
            (68, 2),
            (76, 16),
            (80, 2),
            (84, 16),
            (92, 2),
            (94, 24),
            (104, 14),
            (102, 44),
        ),
        black,
    )
    ears = both(
        path("M54 54C34 50 22 34 26 24C38 20 58 32 66 44Z", WHITE),
        path("M50 46C40 42 32 34 32 30C40 30 50 36 56 42Z", black),
    )
    head = path(
        "M80 30C106 30 114 52 112 74C110 94 106 104 108 120C110 144 96 154 80 154C64 154 50 144 52 120C54 104 50 94 48 74C46 52 54 30 80 30Z",
        "#fbf8f2",
    )
    stripes = path("M80 32L86 62H74Z", black) + both(
        path(
            "M62 34C64 46 68 56 74 62L64 60C58 52 56 44 56 40ZM48 56Q58 60 66 70Q56 68 47 66ZM49 88Q60 86 68 92Q60 96 51 98ZM53 106Q62 100 70 104Q62 110 53 114Z",
            black,
        )
    )
    muzzle = path("M53 122C60 112 100 112 107 122C112 146 96 154 80 154C64 154 48 146 53 122Z", "#454050")
    return (
        sheet(mane, lift=1)
        + sheet(ears, lift=1)
        + sheet(head, stripes, lift=2)
        + sheet(muzzle, lift=1)
        + both(ellipse(69, 128, 4, 5, INK))
        + stroke("M68 142q12 6 24 0", "#fbf8f2", 2.6)
        + eyes(22, 78, 6)
    )


@animal(Animal.KOE)
def cow() -> str:
    horns = both(path("M50 42C34 38 28 24 34 12C40 24 50 28 62 34Z", "#f3dcae"))
    ears = both(
        path("M46 56C28 44 6 48 4 60C10 76 34 76 48 68Z", "#3a3036"),
        path("M38 60C26 54 14 56 12 60C18 68 32 68 40 66Z", PINK),
    )
    head = path("M80 28C106 28 116 48 114 74L112 116Q80 140 48 116L46 74C44 48 54 28 80 28Z", "#fbf8f2")
    spots = path("M48 52C52 34 66 28 74 30C78 50 72 88 50 86Q46 70 48 52Z", "#3a3036") + path(
        "M114 70C104 68 96 84 100 98Q108 106 112 104Z", "#3a3036"
    )
    muzzle = ellipse(80, 118, 44, 24, "#f4a9ad")
    bell = path("M71 136h18l6 15H65z", "#e0a93c") + circle(80, 151, 3.6, "#9b6a1c")
    tuft = spiky(80, 32, 14, 8, 8, "#3a3036")
    return (
        sheet(horns, lift=1)
        + sheet(ears, lift=2)
        + sheet(bell, lift=1)
        + sheet(head, spots, lift=2)
        + sheet(tuft, lift=1)
        + sheet(muzzle, lift=1)
        + both(ellipse(62, 112, 6, 7, "#a8505c"))
        + grin(126, 16, 8)
        + both(circle(60, 74, 7, WHITE))
        + eyes(20, 74, 5.4)
    )


@animal(Animal.GEIT)
def goat() -> str:
    horns = both(
        path("M70 46C56 44 34 34 28 8C24 -2 34 2 38 10C46 26 62 30 76 36Z", "#8a7a68")
        + stroke("M38 22l6 -5M46 31l4 -6M56 37l3 -6", "#5f5246", 2.2)
    )
    ears = both(
        path("M52 62C34 56 10 64 8 84C20 92 44 84 54 74Z", "#e9dcc6"),
        path("M44 68C32 66 20 70 16 80C26 82 38 78 46 73Z", PINK),
    )
    beard = path("M66 124H94C96 140 88 152 84 158L80 148L75 158C70 150 64 140 66 124Z", "#b8a68c")
    head = path("M80 34C102 34 110 52 108 74C106 96 104 132 80 134C56 132 54 96 52 74C50 52 58 34 80 34Z", "#f5ecdc")
    stripe = both(path("M58 46C64 40 68 42 70 50L66 96C58 88 54 72 54 62Z", "#a8764a"))
    return (
        sheet(horns, lift=1)
        + sheet(ears, lift=2)
        + sheet(beard, lift=1)
        + sheet(head, lift=2)
        + stripe
        + iris_eyes(21, 76, 7.5, "#f0c23c")
        + nose(112, 9, "#a8505c")
        + muzzle_line(122, 8)
    )


@animal(Animal.SCHAAP)
def sheep() -> str:
    wool = scalloped(80, 78, 46, 12, 19, "#fdf7ea")
    ears = both(
        path("M46 78C28 68 8 76 6 90C16 102 40 100 50 90Z", "#5a4650"),
        path("M40 84C30 80 18 84 14 90C24 94 36 94 42 90Z", PINK),
    )
    face = path("M80 56C104 56 112 76 108 98C106 122 96 142 80 142C64 142 54 122 52 98C48 76 56 56 80 56Z", "#5a4650")
    fringe = scalloped(80, 50, 16, 8, 11, "#fffdf6")
    return (
        sheet(wool, lift=2)
        + sheet(ears, lift=2)
        + sheet(face, lift=2)
        + sheet(fringe, lift=1)
        + both(circle(66, 90, 7, WHITE))
        + eyes(14, 90, 4.6)
        + nose(120, 8, "#f2a0aa")
        + muzzle_line(130, 8, 6, "#f2a0aa")
    )


@animal(Animal.HERT)
def deer() -> str:
    antlers = both(stroke("M66 50C56 40 40 38 34 8M46 36C34 34 24 32 14 18M38 24C42 18 48 14 50 4", "#7a5230", 8))
    ears = both(
        path("M54 66C38 50 16 50 12 60C18 78 42 84 56 78Z", "#b5753c"),
        path("M46 68C36 60 24 58 20 62C26 72 38 76 48 74Z", CREAM),
    )
    head = path(
        "M80 44C104 44 112 62 108 84C104 108 100 150 80 150C60 150 56 108 52 84C48 62 56 44 80 44Z", "#c98544"
    )
    snout = path(
        "M80 108C96 108 98 122 96 134C94 146 88 150 80 150C72 150 66 146 64 134C62 122 64 108 80 108Z", CREAM
    )
    dots = "".join(circle(x, y, 3.4, CREAM) for x, y in ((80, 56), (70, 62), (90, 62), (80, 70)))
    return (
        sheet(antlers, lift=2)
        + sheet(ears, lift=1)
        + sheet(head, lift=2)
        + dots
        + sheet(snout, lift=1)
        + nose(120, 10)
        + muzzle_line(134, 8)
        + eyes(21, 86, 6.5)
    )


@animal(Animal.VARKEN)
def pig() -> str:
    skin = "#f5a3b4"
    ears = both(
        path("M30 62C18 36 22 18 32 16C48 20 66 32 70 46Z", darker(skin, 0.1)),
        path("M36 54C30 38 32 28 36 26C46 30 54 36 58 42Z", "#d9748c"),
    )
    head = ellipse(80, 88, 58, 54, skin)
    snout = ellipse(80, 104, 30, 23, "#ee8199")
    return (
        sheet(head, lift=2)
        + sheet(ears, lift=2)
        + sheet(snout, lift=2)
        + both(ellipse(69, 103, 5.5, 9, "#9c3d56"))
        + eyes(28, 76)
        + cheeks(45, 98, 9)
        + grin(132, 12, 6, "#9c3d56")
    )


@animal(Animal.NIJLPAARD)
def hippo() -> str:
    skin = "#8d7fb0"
    ears = both(circle(46, 24, 13, skin), circle(46, 25, 6.5, PINK))
    head = path("M80 18C108 18 116 40 114 66H46C44 40 52 18 80 18Z", skin)
    jaw = path(
        "M80 60C124 54 152 74 150 104C148 134 116 146 80 146C44 146 12 134 10 104C8 74 36 54 80 60Z",
        lighter(skin, 0.14),
    )
    teeth = both(rect(52, 120, 13, 17, WHITE, r=4))
    return (
        sheet(ears, lift=1)
        + sheet(head, lift=1)
        + sheet(jaw, lift=2)
        + both(ellipse(52, 84, 9, 7, darker(skin, 0.45)))
        + stroke("M30 112Q80 142 130 112", darker(skin, 0.5), 4)
        + sheet(teeth, lift=1)
        + both(circle(60, 44, 10, WHITE))
        + eyes(20, 45, 6)
    )


@animal(Animal.OLIFANT)
def elephant() -> str:
    skin = "#6f9bc2"
    ears = both(
        path("M52 38C20 18 0 44 4 78C8 112 36 118 54 98Z", skin),
        path("M48 48C26 34 12 54 14 78C18 100 36 104 48 90Z", "#f2b6c0"),
    )
    head = path(
        "M80 24C110 24 122 50 118 80C116 96 104 104 80 104C56 104 44 96 42 80C38 50 50 24 80 24Z", lighter(skin, 0.08)
    )
    tusks = both(path("M58 98C54 112 46 122 38 122C44 130 60 126 68 102Z", WHITE))
    trunk = path(
        "M66 72H94C96 100 94 122 104 130C112 134 118 128 116 118L130 112C136 136 120 154 100 152C72 148 66 116 66 72Z",
        skin,
    )
    folds = stroke("M68 90h25M68 104h26M71 118q12 2 25 -2M79 133q10 0 20 -7", darker(skin, 0.3), 2.4)
    return (
        sheet(ears, lift=2)
        + sheet(head, lift=2)
        + sheet(tusks, lift=1)
        + sheet(trunk, folds, lift=2)
        + eyes(23, 66, 6)
    )


@animal(Animal.KAMEEL)
def camel() -> str:
    coat = "#d9a253"
    tail = stroke("M146 92q8 12 4 26", darker(coat, 0.3), 5)
    legs = "".join(rect(x, 106, 13, 46, darker(coat, 0.16), r=6) for x in (68, 86, 116, 133))
    body = path(
        "M10 40C8 26 22 18 34 22C48 24 50 36 48 48C50 70 52 84 60 84C66 64 74 44 84 44C94 44 96 62 102 66C106 54 114 42 124 44C138 48 150 76 150 98C150 118 132 122 106 122C72 124 54 118 44 102C34 86 34 66 32 56C20 58 12 52 10 40Z",
        coat,
    )
    humps = path("M72 62C76 50 80 44 85 44C92 46 94 56 98 63C90 56 80 56 72 62Z", "#a8702c") + path(
        "M108 56C112 46 118 43 124 44C132 46 138 56 142 66C132 54 118 50 108 56Z", "#a8702c"
    )
    ear = ellipse(40, 20, 5, 9, coat, transform="rotate(30 40 20)")
    muzzle = path("M10 40C8 30 14 26 22 28C28 36 28 50 22 56C14 54 10 48 10 40Z", "#f3d79c")
    return (
        sheet(tail, legs, lift=1)
        + sheet(body, ear, humps, lift=2)
        + sheet(muzzle, lift=1)
        + eye(33, 34, 4.5)
        + stroke("M27 28q6 -5 12 0", INK, 2)
        + stroke("M12 48q8 4 14 -2", INK, 2.4)
        + circle(14, 36, 2, INK)
    )


@animal(Animal.KANGOEROE)
def kangaroo() -> str:
    coat = "#b8623a"
    tail = stroke("M106 118C124 140 136 147 148 147", coat, 13)
    body = path("M56 52C74 48 80 66 92 78C116 88 128 112 116 134C104 148 70 148 58 132C48 112 50 76 56 52Z", coat)
    foot = path("M70 138C92 128 116 132 112 144C100 156 60 156 48 152C46 144 58 140 70 138Z", darker(coat, 0.12))
    head = path("M18 48C14 36 30 20 52 20C68 22 76 36 72 50C66 64 50 62 34 58C24 58 20 54 18 48Z", coat)
    ears = (
        path("M54 26C48 8 54 -2 62 2C70 8 68 22 64 30Z", coat)
        + path("M66 30C66 12 76 2 82 8C88 16 80 32 72 38Z", coat)
        + path("M58 22C54 10 58 6 61 8C64 12 64 20 62 24Z", PINK)
    )
    arm = stroke("M62 82C52 88 44 90 36 84", darker(coat, 0.14), 10)
    pouch = path("M58 108C70 102 86 104 92 112C92 128 82 136 72 136C62 134 56 122 58 108Z", "#e8b48c")
    joey = (
        circle(72, 100, 13, lighter(coat, 0.15))
        + ellipse(64, 84, 4.5, 10, lighter(coat, 0.15), transform="rotate(-14 64 84)")
        + ellipse(80, 84, 4.5, 10, lighter(coat, 0.15), transform="rotate(14 80 84)")
    )
    joey_face = circle(68, 98, 2.2, INK) + circle(77, 98, 2.2, INK) + circle(72, 104, 2.6, INK)
    return (
        sheet(tail, lift=1)
        + sheet(body, lift=2)
        + sheet(foot, lift=1)
        + sheet(joey, lift=1)
        + joey_face
        + sheet(pouch, lift=1)
        + sheet(arm, lift=1)
        + sheet(ears, head, lift=2)
        + circle(20, 44, 5.5, INK)
        + eye(46, 38, 5.5)
        + stroke("M24 54q10 4 18 0", INK, 2.2)
    )


# Birds.


@animal(Animal.UIL)
def owl() -> str:
    body = path(
        "M22 20C34 32 48 30 80 30C112 30 126 32 138 20C142 46 142 68 140 92C138 128 114 150 80 150C46 150 22 128 20 92C18 68 18 46 22 20Z",
        "#8c5a86",
    )
    wings = both(path("M20 78C14 112 26 136 46 144C44 118 36 92 20 78Z", "#6d3f6c"))
    chest = path(
        "M80 92C106 92 116 112 110 130C102 146 92 150 80 150C68 150 58 146 50 130C44 112 54 92 80 92Z", "#f0d7c0"
    )
    scales = "".join(
        stroke(f"M{x} {y}q6 8 12 0", "#b58a8a", 2.6)
        for x, y in ((62, 112), (74, 112), (86, 112), (68, 124), (80, 124), (74, 136))
    )
    discs = both(circle(54, 66, 27, "#f7e6cc")) + both(circle(54, 66, 18, "#f5a623"))
    pupils = eye(56, 66, 11) + eye(104, 66, 11)
    beak = path("M80 72L90 84L80 100L70 84Z", "#e8752c")
    return (
        sheet(body, lift=2)
        + sheet(wings, lift=1)
        + sheet(chest, scales, lift=1)
        + sheet(discs, lift=1)
        + pupils
        + sheet(beak, lift=2)
    )


@animal(Animal.PINGUIN)
def penguin() -> str:
    black = "#27304d"
    wings = both(path("M36 70C20 82 8 104 10 122C24 122 38 110 42 94Z", black))
    feet = both(ellipse(60, 150, 17, 8, "#f5a623"))
    body = path("M80 8C112 8 124 36 126 74C128 116 118 150 80 150C42 150 32 116 34 74C36 36 48 8 80 8Z", black)
    belly = path(
        "M80 50C66 34 46 38 46 60C48 72 50 84 48 104C48 132 60 144 80 144C100 144 112 132 112 104C110 84 112 72 114 60C114 38 94 34 80 50Z",
        WHITE,
    )
    beak = path("M66 66Q80 56 94 66Q88 82 80 84Q72 82 66 66Z", "#f58a2c") + stroke("M67 67q13 6 26 0", "#b8551a", 2)
    return (
        sheet(feet, lift=1)
        + sheet(wings, lift=1)
        + sheet(body, lift=2)
        + sheet(belly, lift=1)
        + sheet(beak, lift=1)
        + eyes(18, 56)
        + cheeks(27, 74, 7)
    )


@animal(Animal.KIP)
def hen() -> str:
    coat = "#fdf6e8"
    legs = stroke("M72 132v18M60 152l12 -8l10 8M94 132v18M84 152l10 -8l12 8", "#f08a24", 5)
    tail = path("M112 84C128 76 132 44 152 44C158 60 150 72 156 80C150 92 146 104 132 112Z", "#d9c4a4")
    comb = path("M28 34C24 18 34 12 40 22C42 8 54 8 56 20C62 12 72 18 68 32L60 42H34Z", "#d9283c")
    body = path(
        "M48 28C68 28 72 46 76 62C88 76 104 84 120 78C138 74 148 92 140 112C130 136 102 142 78 138C46 134 28 108 28 78C28 50 30 30 48 28Z",
        coat,
    )
    wing = path("M76 88C96 84 116 92 122 106C112 122 88 124 76 112C70 104 70 94 76 88Z", "#e3cfae")
    beak = path("M30 48L8 56L30 64Z", "#f5a623")
    wattle = path("M28 64C20 72 22 84 30 84C38 82 36 70 34 64Z", "#d9283c")
    feathers = stroke("M86 96q8 8 2 16M98 96q9 8 3 17", "#b59a72", 2.6)
    return (
        sheet(legs, lift=1)
        + sheet(tail, lift=1)
        + sheet(comb, lift=1)
        + sheet(body, lift=2)
        + sheet(wing, feathers, lift=1)
        + sheet(wattle, beak, lift=1)
        + eye(46, 50, 5.5)
    )


@animal(Animal.EEND)
def duck() -> str:
    tail = path("M134 96C148 90 156 78 154 70C144 72 132 78 126 88Z", "#33302f") + stroke(
        "M140 76q6 -10 -2 -14", "#33302f", 4
    )
    body = path(
        "M46 88C56 96 96 78 124 82C146 86 152 106 140 124C128 142 70 146 46 134C26 122 26 96 46 88Z", "#b5aaa0"
    )
    breast = path("M46 88C56 94 64 94 70 92C76 110 70 132 58 138C30 132 26 98 46 88Z", "#7a4526")
    wing = path("M78 98C100 90 126 96 132 108C122 126 92 130 78 120Z", "#8f8378") + path(
        "M100 118C114 122 124 118 130 110L122 104C116 112 106 114 98 112Z", "#3a5fc0"
    )
    neck = path("M36 82C34 96 62 102 72 90L70 80H38Z", WHITE)
    head = path(
        "M56 20C80 20 88 44 82 62C78 72 74 80 72 86C62 92 44 90 38 84C36 76 28 66 28 50C28 32 40 20 56 20Z", "#1f8a54"
    )
    bill = path("M32 46C18 44 4 50 4 58C6 68 24 68 36 64Z", "#f5c02e")
    water = path(
        "M4 136q13 -10 26 0q13 -10 25 0q13 -10 25 0q13 -10 25 0q13 -10 25 0q13 -10 26 0v14q-76 8 -152 0z", "#5bbcf0"
    )
    return (
        sheet(tail, lift=1)
        + sheet(body, breast, lift=2)
        + sheet(wing, lift=1)
        + sheet(neck, lift=1)
        + sheet(head, lift=2)
        + sheet(bill, lift=1)
        + stroke("M8 58q14 4 26 0", "#b8801a", 2)
        + eye(50, 44, 5.5)
        + sheet(water, lift=1)
    )


@animal(Animal.GANS)
def goose() -> str:
    coat = "#f7f9fb"
    legs = stroke("M84 134v16M70 152h16M108 134v16M94 152h16", "#f08a24", 6)
    body = path(
        "M46 20C64 16 70 32 66 50C62 72 62 84 74 90C92 84 122 82 154 72C154 104 138 138 100 140C66 142 48 122 46 98C46 78 50 62 48 52C40 54 34 48 34 38C34 28 38 22 46 20Z",
        coat,
    )
    wing = path("M80 98C104 90 128 92 144 86C140 110 120 126 100 124C86 122 78 112 80 98Z", "#cfdbe6") + stroke(
        "M94 106q16 2 34 -6M98 115q14 2 26 -6", "#a3b6c8", 2.4
    )
    bill = path("M38 34L10 44Q10 50 16 50L40 48Z", "#f07a24") + stroke("M14 46L38 41", "#b8551a", 2)
    return sheet(legs, lift=1) + sheet(body, lift=2) + sheet(wing, lift=1) + sheet(bill, lift=1) + eye(49, 34, 4.8)


@animal(Animal.FAZANT)
def pheasant() -> str:
    legs = stroke("M60 128v20M48 150l12 -6l10 6M78 128v20M68 150l10 -6l12 6", "#8a7a68", 4.5)
    tail = path("M88 92C112 84 136 52 152 8C160 44 142 94 100 116Z", "#d98a34") + stroke(
        "M118 92l6 10M126 80l9 9M134 67l10 7M141 53l11 5M146 38l10 4", "#5f2f1a", 3.4
    )
    body = path("M36 62C52 66 62 66 78 78C100 86 116 98 106 116C92 134 62 138 44 122C30 108 26 80 36 62Z", "#a83c1e")
    spots = "".join(
        circle(x, y, 3, "#ffd98a")
        for x, y in ((52, 92), (64, 90), (58, 104), (72, 102), (66, 116), (80, 112), (48, 108), (86, 100))
    )
    neck = path("M30 58Q46 68 60 60L62 70Q46 78 28 70Z", WHITE)
    head = path("M44 18C60 16 66 30 64 44L60 62Q46 68 31 60C28 50 24 44 26 34C28 24 34 18 44 18Z", "#1c5f78")
    tufts = path("M58 24L72 12L66 32Z", "#1c5f78")
    mask = ellipse(42, 38, 12, 10, "#d9283c")
    bill = path("M27 36L8 44L28 49Z", "#f0dca0")
    return (
        sheet(tail, lift=1)
        + sheet(legs, lift=1)
        + sheet(body, spots, lift=2)
        + sheet(neck, lift=1)
        + sheet(head, tufts, lift=2)
        + sheet(mask, lift=1)
        + sheet(bill, lift=1)
        + eye(43, 37, 4.6)
    )


# From the water, the garden and the air.


@animal(Animal.KIKKER)
def frog() -> str:
    skin = "#5cb531"
    bulges = both(circle(46, 46, 27, skin))
    head = path("M80 48C124 48 150 70 148 98C146 128 116 142 80 142C44 142 14 128 12 98C10 70 36 48 80 48Z", skin)
    belly = path("M22 112Q80 146 138 112Q126 142 80 142Q34 142 22 112Z", "#d6ee9a")
    whites = both(circle(46, 44, 17, WHITE))
    return (
        sheet(bulges, lift=1)
        + sheet(head, lift=2)
        + belly
        + sheet(whites, lift=1)
        + eyes(33, 46, 9)
        + stroke("M26 98Q80 132 134 98", "#2c5a18", 4)
        + both(circle(73, 80, 2.6, "#2c5a18"))
        + cheeks(52, 92, 9)
    )


@animal(Animal.SCHILDPAD)
def turtle() -> str:
    skin = "#9ccf5a"
    legs = (
        rect(46, 112, 26, 34, skin, r=12)
        + rect(106, 112, 26, 34, skin, r=12)
        + path("M140 114C152 112 158 120 156 126C148 128 138 126 132 122Z", skin)
    )
    head = path("M40 104C44 84 38 60 22 60C6 60 0 80 8 92C14 102 24 114 40 118Z", skin)
    shell = path("M34 118C32 66 60 34 92 34C126 34 150 66 148 118Q92 134 34 118Z", "#2f7a5a")
    plates = "".join(
        polygon(points, "#58ab7c")
        for points in (
            ((78, 50), (106, 50), (116, 76), (92, 92), (68, 76)),
            ((62, 80), (86, 97), (80, 120), (48, 116), (50, 92)),
            ((122, 80), (98, 97), (104, 120), (136, 116), (134, 92)),
        )
    )
    rim = path("M30 112Q92 132 152 112Q156 122 150 126Q92 142 34 126Q28 122 30 112Z", "#c9a24a")
    return (
        sheet(legs, lift=1)
        + sheet(head, lift=1)
        + sheet(shell, lift=2)
        + sheet(plates, lift=1)
        + sheet(rim, lift=1)
        + eye(20, 76, 5)
        + stroke("M6 90q8 5 17 0", INK, 2.4)
        + circle(28, 90, 5, "#e8384a", opacity=0.25)
    )


@animal(Animal.SLAK)
def snail() -> str:
    skin = "#e8c07c"
    foot = path(
        "M12 144C8 118 14 92 34 88C50 88 48 112 60 122C90 132 130 126 154 144Q156 152 146 152H22Q12 152 12 144Z", skin
    )
    stalks = stroke("M24 94L12 62M38 92L46 60", skin, 7)
    shell = circle(94, 84, 46, "#c45a8a")
    spiral = stroke(
        "M94 86C98 80 106 86 102 94C94 106 78 98 80 82C84 62 112 60 120 80C126 106 102 126 78 116C60 108 54 88 60 70",
        "#f7cfe0",
        7,
    )
    return (
        sheet(stalks, lift=1)
        + sheet(foot, lift=2)
        + sheet(shell, spiral, lift=2)
        + circle(12, 60, 9, WHITE)
        + circle(46, 58, 9, WHITE)
        + eye(11, 60, 5)
        + eye(45, 58, 5)
        + stroke("M20 118q8 7 16 0", INK, 2.6)
        + circle(18, 110, 4, "#e8384a", opacity=0.25)
    )


@animal(Animal.KRAB)
def crab() -> str:
    shell = "#e0352b"
    legs = both(stroke("M44 108Q24 112 16 130M50 118Q34 126 28 144M60 124Q50 136 48 150", darker(shell, 0.16), 7))
    arms = both(stroke("M40 92Q14 92 18 62", darker(shell, 0.1), 10))
    claws = both(path("M20 66C0 60 -2 26 18 14C20 26 22 32 26 38C30 30 34 26 42 22C50 44 40 66 20 66Z", shell))
    body = path("M80 62C120 62 136 84 132 104C126 126 104 134 80 134C56 134 34 126 28 104C24 84 40 62 80 62Z", shell)
    stalks = both(stroke("M66 68L62 46", darker(shell, 0.1), 6))
    return (
        sheet(legs, lift=1)
        + sheet(arms, lift=1)
        + sheet(claws, lift=2)
        + sheet(stalks, lift=1)
        + sheet(body, lift=2)
        + sheet(both(circle(61, 42, 12, WHITE)), lift=1)
        + eyes(18, 43, 6.5)
        + grin(104, 18, 12, "#6d0a1a")
        + cheeks(36, 98, 7)
        + "".join(circle(x, y, 3, lighter(shell, 0.35)) for x, y in ((70, 78), (80, 74), (90, 78)))
    )


@animal(Animal.WALVIS)
def whale() -> str:
    skin = "#2f64b0"
    spout = stroke("M58 48C58 30 46 22 34 30M58 48C58 26 70 18 84 28M58 48V20", "#7fd0f5", 7)
    tail = path(
        "M122 92C134 84 140 70 136 56C128 54 118 44 116 34C130 32 142 38 146 48C150 38 158 36 160 36C160 52 154 62 148 66C152 92 144 110 128 122Z",
        skin,
    )
    body = path("M8 98C8 66 34 48 66 48C98 48 118 72 138 92C138 122 110 142 74 142C32 142 8 126 8 98Z", skin)
    belly = path("M8 102C30 118 62 120 98 116C84 134 76 142 66 142C30 140 10 126 8 102Z", "#cfe6f7")
    grooves = stroke("M24 120q18 8 40 8M36 130q14 5 28 5", "#8fb9dd", 2.4)
    fin = path("M76 108C84 126 96 132 108 130C108 116 100 106 90 102Z", darker(skin, 0.22))
    return (
        sheet(spout, lift=1)
        + sheet(tail, lift=1)
        + sheet(body, lift=2)
        + sheet(belly, grooves, lift=1)
        + sheet(fin, lift=1)
        + eye(38, 90, 5.5)
        + stroke("M14 108q16 12 36 6", INK, 2.6)
    )


@animal(Animal.DOLFIJN)
def dolphin() -> str:
    skin = "#35a3b8"
    tail = path(
        "M124 108C132 118 144 120 156 114C154 128 146 136 138 136C136 146 128 152 118 152C120 140 118 128 112 118Z",
        skin,
    )
    body = path(
        "M4 88C4 82 14 80 22 78C26 50 54 26 88 30C116 36 132 72 126 116L112 122C106 98 96 86 78 88C60 92 48 98 32 96C20 96 6 96 4 88Z",
        skin,
    )
    fin = path("M84 32C92 16 108 8 122 12C116 24 114 36 118 50Z", darker(skin, 0.14))
    belly = path(
        "M6 90C24 88 50 92 70 84C88 76 102 84 114 118L112 122C106 98 96 86 78 88C60 92 48 98 32 96C20 96 8 96 6 90Z",
        "#e3f5f5",
    )
    flipper = path("M70 84C66 100 56 110 44 112C46 98 52 88 60 82Z", darker(skin, 0.2))
    water = path(
        "M2 134q14 -12 27 0q13 -12 26 0q13 -12 26 0q13 -12 26 0q13 -12 26 0q12 -12 25 0v18q-78 8 -156 0z", "#2a6fb8"
    )
    drops = "".join(
        circle(x, y, r, "#8fd8f0") for x, y, r in ((30, 116, 4), (18, 108, 3), (84, 112, 4), (94, 120, 3))
    )
    return (
        sheet(tail, lift=1)
        + sheet(fin, lift=1)
        + sheet(body, lift=2)
        + belly
        + sheet(flipper, lift=1)
        + drops
        + sheet(water, lift=1)
        + eye(42, 66, 5)
        + stroke("M10 86q20 2 34 -8", INK, 2.2)
    )


@animal(Animal.ZEEHOND)
def seal() -> str:
    skin = "#b3c0cc"
    tail = path("M128 126C136 112 142 92 156 84C160 98 152 104 158 114C156 128 146 140 132 142Z", skin)
    body = path("M20 140C10 106 22 80 58 76C96 78 124 104 140 124C146 140 132 150 110 150H34Q22 150 20 140Z", skin)
    head = path(
        "M58 20C90 20 104 44 102 68C100 92 82 104 58 104C34 104 16 92 14 68C12 44 26 20 58 20Z", lighter(skin, 0.12)
    )
    flipper = path("M64 122C78 130 88 142 84 152H46C46 138 54 126 64 122Z", darker(skin, 0.2))
    spots = "".join(
        ellipse(x, y, r, r * 0.8, "#7d8da0")
        for x, y, r in (
            (108, 116, 7),
            (122, 130, 5),
            (96, 104, 4),
            (100, 134, 6),
            (78, 32, 5),
            (88, 44, 4),
            (66, 28, 3.5),
        )
    )
    snout = ellipse(47, 80, 16, 13, "#f0f4f6") + ellipse(69, 80, 16, 13, "#f0f4f6")
    features = f'<g transform="translate(-22 0)">{nose(70, 8)}{muzzle_line(80, 9)}{eyes(22, 58, 9)}{whiskers(16, 80, 28)}</g>'
    return (
        sheet(tail, lift=1)
        + sheet(body, lift=2)
        + sheet(head, lift=2)
        + spots
        + sheet(snout, lift=1)
        + sheet(flipper, lift=1)
        + features
    )


@animal(Animal.VLINDER)
def butterfly() -> str:
    upper = both(path("M78 76C60 30 20 10 8 28C0 52 18 88 74 90Z", "#7a4fc0"))
    lower = both(path("M76 88C44 86 18 104 26 132C40 152 70 134 78 98Z", "#e85a9a"))
    marks = both(
        path("M66 74C54 44 30 30 22 38C18 52 32 76 66 82Z", "#f5b82e"),
        circle(28, 50, 6, WHITE),
        ellipse(46, 118, 13, 15, "#ffd9ea"),
        circle(46, 118, 6, "#7a4fc0"),
    )
    feelers = both(stroke("M76 58C72 40 62 30 56 26", INK, 3.4), circle(55, 25, 5, INK))
    body = path("M80 54C90 54 92 66 90 90C90 116 86 138 80 140C74 138 70 116 70 90C68 66 70 54 80 54Z", "#4a2c4f")
    return (
        sheet(lower, lift=1)
        + sheet(upper, lift=2)
        + marks
        + feelers
        + sheet(body, circle(80, 62, 15, "#4a2c4f"), lift=1)
        + both(circle(74, 60, 5, WHITE))
        + eyes(6, 60, 3)
        + stroke("M75 68q5 4 10 0", WHITE, 2)
    )


@animal(Animal.BIJ)
def bee() -> str:
    wings = both(ellipse(40, 56, 22, 36, "#cfeaf7", transform="rotate(-38 40 56)", opacity=0.95))
    sting = path("M72 140L80 158L88 140Z", INK)
    body = path(
        "M80 60C116 60 124 84 122 104C120 130 102 146 80 146C58 146 40 130 38 104C36 84 44 60 80 60Z", "#f7c52a"
    )
    bands = path("M40 88Q80 104 120 88Q124 98 122 108Q80 122 38 108Q36 98 40 88Z", INK) + path(
        "M42 122Q80 136 118 122Q114 132 106 138Q80 146 54 138Q46 132 42 122Z", INK
    )
    feelers = both(stroke("M68 32C62 22 58 16 48 14", INK, 3.6), circle(47, 14, 5, INK))
    head = circle(80, 54, 31, "#f7c52a")
    return (
        sheet(wings, lift=1)
        + sheet(sting, lift=1)
        + sheet(body, bands, lift=2)
        + sheet(feelers, lift=1)
        + sheet(head, lift=2)
        + eyes(13, 50, 6.5)
        + grin(62, 10, 9)
        + cheeks(21, 62, 6)
    )


# The pictures of the PIN.


@pin("ster")
def pin_star() -> str:
    return sheet(star(60, 62, 54, "#f5b82e"), lift=3) + sheet(star(60, 62, 32, "#ffe08a"), lift=1)


@pin("maan")
def pin_moon() -> str:
    moon = path("M78 8A53 53 0 1 0 110 84A44 44 0 1 1 78 8Z", "#7d8fe0")
    return sheet(moon, lift=3) + "".join(
        circle(x, y, r, "#5a6cc4") for x, y, r in ((28, 54, 7), (40, 84, 9), (42, 34, 4), (66, 98, 5))
    )


@pin("zon")
def pin_sun() -> str:
    face = circle(60, 60, 30, "#ffd23f")
    smile = circle(50, 56, 4, INK) + circle(70, 56, 4, INK) + stroke("M48 68q12 10 24 0", INK, 3.2)
    return sheet(star(60, 60, 56, "#f28a1e", 12, 0.7), lift=3) + sheet(face, lift=1) + smile


@pin("vis")
def pin_fish() -> str:
    tail = path("M82 60L114 30Q118 60 114 92Z", "#1f86b8")
    body = path("M4 62C14 34 44 22 66 28C84 34 92 50 94 62C90 76 82 90 64 96C40 100 14 88 4 62Z", "#3fb0e0")
    scales = "".join(
        stroke(f"M{x} {y}q8 8 0 16", "#1f86b8", 3.4)
        for x, y in ((52, 42), (68, 42), (60, 56), (76, 56), (52, 70), (68, 70))
    )
    return (
        sheet(tail, lift=2)
        + sheet(body, scales, lift=3)
        + circle(28, 54, 8, WHITE)
        + circle(27, 54, 4.6, INK)
        + stroke("M10 72q8 4 14 0", INK, 3)
    )


@pin("boot")
def pin_boat() -> str:
    mast = rect(55, 8, 6, 76, "#6b4030", r=3)
    sails = path("M64 12L108 76H64Z", "#ffd166") + path("M52 24L18 76H52Z", "#e8384a")
    hull = path("M8 82H112L96 110H26Z", "#a8602f")
    return sheet(mast, lift=1) + sheet(sails, lift=2) + sheet(hull, rect(6, 80, 108, 9, "#7a4020", r=4), lift=3)


@pin("boom")
def pin_tree() -> str:
    trunk = path("M50 112C54 96 53 84 52 70H68C67 84 66 96 70 112Z", "#8a5430")
    crown = "".join(
        circle(x, y, r, "#3f9a45") for x, y, r in ((60, 34, 28), (34, 52, 24), (86, 52, 24), (60, 60, 26))
    )
    apples = "".join(circle(x, y, 6, "#e8384a") for x, y in ((42, 40), (74, 34), (84, 58), (56, 62), (34, 60)))
    return sheet(trunk, lift=1) + sheet(crown, lift=3) + sheet(apples, lift=1)


@pin("sleutel")
def pin_key() -> str:
    ring = "M34 32A27 27 0 1 1 33.9 32Z"
    body = (
        stroke(ring, "#d99a2b", 14)
        + stroke("M56 78L108 26", "#d99a2b", 14)
        + stroke("M92 44L106 58M104 32L116 44", "#d99a2b", 11)
    )
    turned = f'<g transform="translate(4 10) scale(0.88)">{body}</g>'
    return sheet(turned, lift=3)


@pin("kroon")
def pin_crown() -> str:
    crown = polygon(((12, 34), (36, 62), (60, 16), (84, 62), (108, 34), (100, 104), (20, 104)), "#e0a93c")
    knobs = "".join(circle(x, y, 7, "#ffe08a") for x, y in ((12, 32), (60, 15), (108, 32)))
    gems = circle(38, 84, 7, "#c81e33") + circle(60, 84, 8, "#2f64b0") + circle(82, 84, 7, "#3f9a45")
    return (
        sheet(crown, lift=3)
        + sheet(knobs, lift=1)
        + sheet(rect(20, 98, 80, 10, "#b9792a", r=3), lift=1)
        + sheet(gems, lift=1)
    )


@pin("hart")
def pin_heart() -> str:
    heart = path("M60 110C24 82 6 62 8 38C12 12 46 8 60 34C74 8 108 12 112 38C114 62 96 82 60 110Z", "#d9283c")
    shine = stroke(smooth(((24, 42), (26, 30), (40, 26))), "#f78a98", 7)
    return sheet(heart, lift=3) + shine


def main() -> None:
    """Write every picture; the same code always writes the same bytes."""
    for folder, side, pictures in (
        ("animals", ANIMAL_SIDE, {which.value: draw for which, draw in ANIMALS.items()}),
        ("pin", PIN_SIDE, PIN_PICTURES),
    ):
        (STATIC / folder).mkdir(exist_ok=True)
        for name, draw in pictures.items():
            (STATIC / folder / f"{name}.svg").write_text(svg(draw(), side), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
