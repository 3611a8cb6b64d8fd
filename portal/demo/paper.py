"""Paper, scissors and light: the shapes that the demo region's pictures are cut from.

Everything here returns a fragment of SVG as a string, in a picture of 1200 by 800. Only presentation attributes
are used, no `style` and no script, so that the pictures pass the strictest content security policy.
A `sheet` is one piece of card: it throws a shadow, and its upper cut edges catch the light.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

WIDTH, HEIGHT = 1200, 800
FLOOR = 655

Point = tuple[float, float]

SKINS = ("#f6cba6", "#e0a878", "#a86f4b", "#7a4a32", "#fbdcc0")
HAIRS = ("#3a2418", "#1f1518", "#7a4a22", "#c98a3a", "#b5502c")


@dataclass(frozen=True)
class Palette:
    """Colours of one picture: two of the sky, its light, three of the land from far to near, three for accents."""

    name: str
    top: str
    low: str
    glow: str
    far: str
    mid: str
    near: str
    a: str
    b: str
    c: str
    paper: str = "#fff3d6"
    ink: str = "#2a1020"


def mix(first: str, second: str, share: float) -> str:
    """A colour between two `#rrggbb` colours; `share` 0 is the first, 1 the second."""
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def lighter(colour: str, share: float = 0.25) -> str:
    return mix(colour, "#fff6e0", share)


def darker(colour: str, share: float = 0.25) -> str:
    return mix(colour, "#1a0814", share)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def attributes(values: dict[str, object]) -> str:
    """Names are written with dashes; a single trailing underscore is dropped (`class_`)."""
    shown = {name: number(value) if isinstance(value, float) else value for name, value in values.items()}
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{value}"' for name, value in shown.items())


def path(d: str, fill: str, **more: object) -> str:
    return f'<path d="{d}" fill="{fill}"{attributes(more)}/>'


def stroke(d: str, colour: str, width: float, **more: object) -> str:
    """A strip of card that follows the path `d`."""
    line = {"stroke": colour, "stroke_width": width, "stroke_linecap": "round", "stroke_linejoin": "round"}
    return path(d, "none", **(line | more))


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{attributes(more)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    at = f'cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}"'
    return f'<ellipse {at} fill="{fill}"{attributes(more)}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, **more: object) -> str:
    at = f'x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    rounded = f' rx="{number(r)}"' if r else ""
    return f'<rect {at}{rounded} fill="{fill}"{attributes(more)}/>'


def polygon(points: Sequence[Point], fill: str, **more: object) -> str:
    return path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z", fill, **more)


def polyline(points: Sequence[Point]) -> str:
    """Path data through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def smooth(points: Sequence[Point]) -> str:
    """Path data of a flowing line through the points, curved at the middles between them."""
    (x, y), *rest = points
    parts = [f"M{number(x)} {number(y)}"]
    for (x1, y1), (x2, y2) in itertools.pairwise(rest):
        parts.append(f"Q{number(x1)} {number(y1)} {number((x1 + x2) / 2)} {number((y1 + y2) / 2)}")
    x, y = rest[-1]
    return "".join(parts) + f"L{number(x)} {number(y)}"


def group(
    *parts: str, at: Point = (0, 0), scale: float = 1, turn: float = 0, flip: bool = False, opacity: float = 1
) -> str:
    steps = [f"translate({number(at[0])} {number(at[1])})"]
    if turn:
        steps.append(f"rotate({number(turn)})")
    if scale != 1 or flip:
        steps.append(f"scale({-scale if flip else scale:.3f} {scale:.3f})")
    seen = f' opacity="{opacity}"' if opacity != 1 else ""
    return f'<g transform="{" ".join(steps)}"{seen}>{"".join(parts)}</g>'


def sheet(*parts: str, lift: int = 2) -> str:
    """One piece of card; `lift` 1 lies close to what is behind it, 3 far in front."""
    return f'<g filter="url(#lift{lift})">{"".join(parts)}</g>'


def polar(x: float, y: float, distance: float, degrees: float) -> Point:
    """The point at this distance; 0 degrees is down, 90 right."""
    return x + distance * sin(radians(degrees)), y + distance * cos(radians(degrees))


def star(x: float, y: float, r: float, fill: str, points: int = 5, waist: float = 0.45) -> str:
    corners = []
    for corner in range(2 * points):
        reach = r if corner % 2 == 0 else r * waist
        corners.append(polar(x, y, reach, 180 + corner * 180 / points))
    return polygon(corners, fill)


def burst(x: float, y: float, reach: float, rays: int, fill: str, opacity: float = 0.35) -> str:
    """Rays from one point, as cut from one sheet."""
    wedge = 180 / rays
    data = []
    for ray in range(rays):
        (x1, y1), (x2, y2) = polar(x, y, reach, 2 * ray * wedge), polar(x, y, reach, (2 * ray + 1) * wedge)
        data.append(f"M{number(x)} {number(y)}L{number(x1)} {number(y1)}L{number(x2)} {number(y2)}Z")
    return path("".join(data), fill, opacity=opacity)


def glow(x: float, y: float, r: float, strength: float = 1) -> str:
    """Light on the paper, in the palette's colour."""
    return circle(x, y, r, "url(#glow)", opacity=strength)


def cloud(x: float, y: float, w: float, fill: str) -> str:
    """A cloud with a flat foot, `w` wide, standing on y."""
    u = w / 10
    bumps = ((2, 1.6, 1.6), (4.2, 2.6, 2.4), (6.6, 2.1, 2), (8.3, 1.3, 1.4))
    puffs = "".join(circle(x + dx * u, y - dy * u, r * u, fill) for dx, dy, r in bumps)
    return puffs + rect(x + 0.4 * u, y - 2.2 * u, 9.2 * u, 2.2 * u, fill, r=1.1 * u)


def leaf(x: float, y: float, length: float, turn: float, fill: str) -> str:
    half = length * 0.28
    data = f"M0 0Q{number(length / 2)} {number(-half)} {number(length)} 0Q{number(length / 2)} {number(half)} 0 0Z"
    vein = stroke(f"M{number(length * 0.1)} 0L{number(length * 0.85)} 0", darker(fill, 0.2), length * 0.025)
    return group(path(data, fill), vein, at=(x, y), turn=turn)


def branch(x: float, y: float, length: float, turn: float, fill: str, leaves: int = 7) -> str:
    """A twig with leaves on both sides; it grows to the right before turning."""
    twig = [stroke(f"M0 0Q{number(length / 2)} {number(-length * 0.08)} {number(length)} 0", darker(fill), 6)]
    for index in range(leaves):
        along = length * (0.15 + 0.8 * index / leaves)
        side = 1 if index % 2 else -1
        twig.append(leaf(along, -length * 0.04, length * 0.3, side * 52, lighter(fill, 0.08 * (index % 3))))
    twig.append(leaf(length, 0, length * 0.28, 0, fill))
    return group(*twig, at=(x, y), turn=turn)


def pine(x: float, y: float, h: float, fill: str) -> str:
    """A fir tree of three cut layers, standing on (x, y)."""
    parts = [rect(x - h * 0.04, y - h * 0.16, h * 0.08, h * 0.16, darker(fill, 0.45))]
    for layer, (foot, width, tip) in enumerate(((0.1, 0.3, 0.58), (0.34, 0.24, 0.78), (0.56, 0.17, 1.0))):
        corners = ((x - h * width, y - h * foot), (x + h * width, y - h * foot), (x, y - h * tip))
        parts.append(sheet(polygon(corners, lighter(fill, 0.08 * layer)), lift=1))
    return "".join(parts)


def round_tree(x: float, y: float, h: float, fill: str, trunk: str = "#6b4030") -> str:
    crown = ((0, -0.72, 0.26), (-0.18, -0.6, 0.2), (0.18, -0.58, 0.21), (0.02, -0.52, 0.2))
    puffs = "".join(circle(x + dx * h, y + dy * h, r * h, fill) for dx, dy, r in crown)
    stem = path(
        f"M{number(x - h * 0.045)} {number(y)}Q{number(x - h * 0.02)} {number(y - h * 0.3)} "
        f"{number(x - h * 0.02)} {number(y - h * 0.5)}H{number(x + h * 0.02)}"
        f"Q{number(x + h * 0.02)} {number(y - h * 0.3)} {number(x + h * 0.05)} {number(y)}Z",
        trunk,
    )
    shine = circle(x - h * 0.08, y - h * 0.78, h * 0.09, lighter(fill, 0.22), opacity=0.7)
    return stem + sheet(puffs, lift=1) + shine


def land(rng: Random, y: float, swing: float, fill: str, steps: int = 7) -> str:
    """A strip of rolling land from y down, over the whole width."""
    step = (WIDTH + 200) / steps
    tops = [(-100 + at * step, y + rng.uniform(-swing, swing)) for at in range(steps + 1)]
    return path(smooth([(-100, y), *tops, (WIDTH + 100, y)]) + f"V{HEIGHT + 40}H-100Z", fill)


def waves(y: float, height: float, length: float, fill: str, shift: float = 0) -> str:
    """A strip of sea from y down; the crests curl to the left."""
    crest = (
        f"q{number(length * 0.28)} {number(-height * 1.5)} {number(length * 0.62)} {number(-height * 0.7)}"
        f"q{number(-length * 0.22)} {number(height * 0.2)} {number(length * 0.38)} {number(height * 0.7)}"
    )
    start = number(shift - length)
    count = int((WIDTH + 3 * length) / length)
    return path(f"M{start} {number(y)}{crest * count}V{HEIGHT + 40}H{start}Z", fill)


def house(x: float, y: float, w: float, h: float, wall: str, roof: str, light: str, gable: str = "point") -> str:
    """A narrow town house standing on y, its left wall at x; some windows are lit."""
    parts = []
    if gable == "step":
        step, rise = w / 7, w * 0.11
        corners = [(x, y - h)]
        for at in range(4):
            corners += [(x + at * step, y - h - at * rise), (x + (at + 1) * step, y - h - at * rise)]
        corners = [*corners[:-1], (x + w / 2 + step / 2, y - h - 3 * rise)]
        corners += [(x + w - (px - x), py) for px, py in reversed(corners[:-1])]
        parts.append(polygon([*corners, (x + w, y), (x, y)], wall))
    elif gable == "point":
        parts.append(polygon(((x, y), (x, y - h), (x + w / 2, y - h - w * 0.55), (x + w, y - h), (x + w, y)), wall))
        ridge = ((x - 8, y - h + 6), (x + w / 2, y - h - w * 0.6), (x + w + 8, y - h + 6))
        parts.append(stroke(polyline(ridge), roof, 14))
    else:
        parts += [rect(x, y - h, w, h, wall), rect(x - 6, y - h - 10, w + 12, 18, roof, r=4)]
    columns, rows = (2 if w < 130 else 3), max(1, int(h / 90))
    gap = w / (columns + 1)
    for row in range(rows):
        for column in range(columns):
            lit = (row * 2 + column * 3 + int(x)) % 5 < 3
            left, up = x + gap * (column + 1) - gap * 0.3, y - h + 24 + row * (h - 70) / rows
            parts.append(rect(left, up, gap * 0.6, 42, light if lit else darker(wall, 0.35), r=4))
    parts.append(path(f"M{number(x + w / 2 - 17)} {number(y)}v-46a17 17 0 0 1 34 0v46z", darker(wall, 0.5)))
    return sheet(*parts, lift=2)


@dataclass(frozen=True)
class Look:
    """What a paper figure wears."""

    top: str
    bottom: str
    skin: str = SKINS[0]
    hair: str = HAIRS[0]
    style: str = "bob"
    skirt: bool = False


@dataclass(frozen=True)
class Pose:
    """Angles of a paper figure's limbs in degrees: 0 hangs down, 90 points right, -90 left, 180 up.

    Arms and legs are given as (upper, lower), left on the picture first.
    """

    lean: float = 0
    left_arm: Point = (-18, -8)
    right_arm: Point = (18, 8)
    left_leg: Point = (-7, -3)
    right_leg: Point = (7, 3)
    tilt: float = 0


STANDING = Pose()
CHEERING = Pose(left_arm=(-140, -165), right_arm=(140, 165))
LEAPING = Pose(lean=12, left_arm=(-120, -100), right_arm=(110, 130), left_leg=(-75, -95), right_leg=(62, 40))
TURNING = Pose(lean=-6, left_arm=(-100, -190), right_arm=(95, 160), left_leg=(-4, -2), right_leg=(70, -60))
BOWING = Pose(lean=38, left_arm=(-30, 10), right_arm=(95, 120), left_leg=(-10, -4), right_leg=(10, 3), tilt=25)
STRIDING = Pose(lean=6, left_arm=(-38, 10), right_arm=(42, 75), left_leg=(-34, -48), right_leg=(34, 12))


def random_look(rng: Random, palette: Palette, skirt: bool | None = None) -> Look:
    top, bottom = rng.sample((palette.a, palette.b, palette.c, palette.paper), 2)
    return Look(
        top=top,
        bottom=darker(bottom, 0.2),
        skin=rng.choice(SKINS),
        hair=rng.choice(HAIRS),
        style=rng.choice(("bob", "curls", "short", "bun", "scarf")),
        skirt=rng.random() < 0.4 if skirt is None else skirt,
    )


def figure(x: float, y: float, h: float, look: Look, pose: Pose = STANDING, face: bool = True) -> str:
    """A jointed paper figure of height `h` (standing); (x, y) is the point between its feet when it stands."""
    u = h / 100
    hip = (x, y - 40 * u)
    neck = polar(*hip, 31 * u, 180 - pose.lean)
    head = polar(*neck, 14 * u, 180 - pose.lean - pose.tilt)
    legs = "".join(
        _limb((hip[0] + side * 4 * u, hip[1]), bend, 20 * u, 9 * u, look.bottom, darker(look.bottom, 0.5), u)
        for side, bend in ((-1, pose.left_leg), (1, pose.right_leg))
    )
    arms = "".join(
        _limb((neck[0] + side * 7 * u, neck[1] + 4 * u), bend, 14 * u, 7.5 * u, darker(look.top, 0.1), look.skin, u)
        for side, bend in ((-1, pose.left_arm), (1, pose.right_arm))
    )
    body = _body(hip, neck, look, u)
    return sheet(legs, lift=1) + sheet(body, lift=1) + sheet(arms, lift=1) + sheet(_head(head, look, u, face), lift=1)


def _limb(start: Point, bend: Point, length: float, width: float, sleeve: str, end: str, u: float) -> str:
    knee = polar(*start, length, bend[0])
    tip = polar(*knee, length, bend[1])
    return stroke(polyline((start, knee, tip)), sleeve, width) + circle(*tip, width * 0.55, end)


def _body(hip: Point, neck: Point, look: Look, u: float) -> str:
    wide = 17 if look.skirt else 9
    drop = 14 if look.skirt else 4
    outline = (
        (neck[0] - 8 * u, neck[1] + 3 * u),
        (neck[0] + 8 * u, neck[1] + 3 * u),
        (hip[0] + wide * u, hip[1] + drop * u),
        (hip[0] - wide * u, hip[1] + drop * u),
    )
    trim = stroke(polyline(outline[2:]), lighter(look.top, 0.45), 2.4 * u)
    return polygon(outline, look.top, stroke=look.top, stroke_width=6 * u, stroke_linejoin="round") + trim


def _head(head: Point, look: Look, u: float, face: bool) -> str:
    x, y = head
    back = {
        "bob": path(
            f"M{number(x - 13 * u)} {number(y + 9 * u)}V{number(y - 2 * u)}a{number(13 * u)} {number(13 * u)} 0 0 1 "
            f"{number(26 * u)} 0V{number(y + 9 * u)}z",
            look.hair,
        ),
        "curls": "".join(circle(*polar(x, y, 10 * u, 110 + a), 6 * u, look.hair) for a in range(0, 160, 28)),
        "bun": circle(x, y - 15 * u, 5.5 * u, look.hair) + circle(x, y - 2 * u, 12 * u, look.hair),
        "short": circle(x, y - 2 * u, 12.2 * u, look.hair),
        "scarf": circle(x, y, 13.4 * u, look.bottom)
        + polygon(((x - 11 * u, y + 4 * u), (x + 11 * u, y + 4 * u), (x, y + 19 * u)), look.bottom),
    }[look.style]
    parts = [back, circle(x, y, 11 * u, look.skin) if look.style != "scarf" else circle(x, y + u, 9.4 * u, look.skin)]
    if look.style != "scarf":
        fringe = f"M{number(x - 11 * u)} {number(y - 2 * u)}A{number(11 * u)} {number(11 * u)} 0 0 1 "
        fringe += f"{number(x + 11 * u)} {number(y - 2 * u)}Q{number(x + 2 * u)} {number(y - 4 * u)} "
        parts.append(path(fringe + f"{number(x - 11 * u)} {number(y - 2 * u)}Z", look.hair))
    if face:
        parts += [circle(x + side * 4 * u, y + 1.5 * u, 1.5 * u, "#2a1020") for side in (-1, 1)]
        parts += [circle(x + side * 6.6 * u, y + 5 * u, 2 * u, "#e8384a", opacity=0.3) for side in (-1, 1)]
        mouth = f"M{number(x - 3 * u)} {number(y + 5 * u)}q{number(3 * u)} {number(3.6 * u)} {number(6 * u)} 0"
        parts.append(stroke(mouth, "#7a2430", 1.4 * u))
    return "".join(parts)


def eye(x: float, y: float, r: float, white: str = "#fffaf0") -> str:
    return (
        circle(x, y, r, white)
        + circle(x + r * 0.2, y, r * 0.6, "#2a1020")
        + circle(x + r * 0.4, y - r * 0.25, r * 0.2, white)
    )


def note(x: float, y: float, size: float, fill: str, double: bool = False) -> str:
    """A musical note."""
    head = ellipse(x, y, size * 0.2, size * 0.15, fill, transform=f"rotate(-20 {number(x)} {number(y)})")
    stem = rect(x + size * 0.13, y - size * 0.75, size * 0.06, size * 0.75, fill)
    if double:
        other = ellipse(x + size * 0.5, y, size * 0.2, size * 0.15, fill)
        beam = rect(x + size * 0.13, y - size * 0.78, size * 0.56, size * 0.13, fill)
        return head + stem + other + rect(x + size * 0.63, y - size * 0.75, size * 0.06, size * 0.75, fill) + beam
    flag = stroke(
        f"M{number(x + size * 0.16)} {number(y - size * 0.72)}q{number(size * 0.3)} {number(size * 0.1)} "
        f"{number(size * 0.2)} {number(size * 0.38)}",
        fill,
        size * 0.07,
    )
    return head + stem + flag


def scatter(rng: Random, count: int, area: tuple[float, float, float, float], apart: float) -> list[Point]:
    """Points in (left, top, right, bottom) that keep a distance; fewer when there is no room."""
    left, top, right, bottom = area
    found: list[Point] = []
    for _ in range(count * 12):
        x, y = rng.uniform(left, right), rng.uniform(top, bottom)
        if all((x - a) ** 2 + (y - b) ** 2 > apart * apart for a, b in found):
            found.append((x, y))
        if len(found) == count:
            break
    return found


def ring(count: int, r: float, at: Point = (0, 0), start: float = 0) -> list[Point]:
    return [
        (at[0] + r * cos(start + 2 * pi * index / count), at[1] + r * sin(start + 2 * pi * index / count))
        for index in range(count)
    ]
