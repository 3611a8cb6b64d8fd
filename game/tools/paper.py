"""The paper kit: every picture of Foyer is cut from these few helpers, so that all are of one hand.

A `Sheet` is one SVG file. A piece of card is a path with a soft shadow below right, a lighter cut edge above
left and a darker one below right: one light for the whole house. Edges are a little uneven, as scissors leave
them. Only the SVG subset that SDL draws is written (`game/view/svg_lint.py` guards it).
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random

Point = tuple[float, float]
Points = Sequence[Point]
Tone = Callable[[str], str]

PICTURES = Path(__file__).resolve().parents[2] / "assets" / "pictures"

INK, NIGHT, WALL = "#2a1020", "#1a0814", "#3b1228"
RED, RED_DEEP, RED_LIGHT = "#c81e33", "#6d0a1a", "#e8384a"
CREAM, CREAM_SHADE = "#fff3d6", "#f3dcae"
GOLD, GOLD_LIGHT, GOLD_DARK = "#e0a93c", "#ffe9a8", "#9b6a1c"
WOOD_DARK, WOOD, NIGHT_BLUE = "#8a5430", "#c98a4e", "#1b2a6b"
TEAMS = {"a": "#f5b82e", "b": "#5bbcf0", "c": "#4cc38a", "d": "#ef8fbf"}

# One stream for every wobble; a Sheet reseeds it with its own name, so a file never depends on its neighbours.
_scissors = Random("foyer")


def mix(one: str, other: str, part: float) -> str:
    """Colour `part` (0-1) of the way from one hex colour to the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def lighter(colour: str, part: float = 0.3) -> str:
    return mix(colour, "#fff6e0", part)


def darker(colour: str, part: float = 0.3) -> str:
    return mix(colour, "#1e0616", part)


def brightness(colour: str) -> float:
    """How light a colour looks, 0-1."""
    return sum(int(colour[i : i + 2], 16) * weight for i, weight in ((1, 0.3), (3, 0.59), (5, 0.11))) / 255


def night(colour: str) -> str:
    """The same colour in a house without light."""
    level = f"{round(brightness(colour) * 255):02x}"
    return mix(mix(colour, "#" + level * 3, 0.25), "#241a52", 0.44)


def wobble(amount: float) -> float:
    return _scissors.uniform(-amount, amount)


def pick(low: float, high: float) -> float:
    return _scissors.uniform(low, high)


def polar(cx: float, cy: float, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return cx + radius * math.cos(angle), cy + radius * math.sin(angle)


def curve(points: Points, *, closed: bool = True, tension: float = 1.0) -> str:
    """A smooth line through the points (Catmull-Rom as cubics)."""
    n = len(points)
    out = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(n if closed else n - 1):
        p0 = points[(i - 1) % n] if closed or i else points[0]
        p1, p2 = points[i], points[(i + 1) % n]
        p3 = points[(i + 2) % n] if closed or i + 2 < n else p2
        k = tension / 6
        ax, ay = p1[0] + (p2[0] - p0[0]) * k, p1[1] + (p2[1] - p0[1]) * k
        bx, by = p2[0] - (p3[0] - p1[0]) * k, p2[1] - (p3[1] - p1[1]) * k
        out.append(f"C{ax:.1f} {ay:.1f} {bx:.1f} {by:.1f} {p2[0]:.1f} {p2[1]:.1f}")
    return "".join(out) + ("Z" if closed else "")


def blob(cx: float, cy: float, rx: float, ry: float | None = None, *, n: int = 10, jit: float = 0.025) -> str:
    """A hand-cut disc or oval; `jit` is the unevenness as part of the radius."""
    ry = rx if ry is None else ry
    points = []
    for i in range(n):
        angle, k = i * math.tau / n, 1 + wobble(jit)
        points.append((cx + rx * k * math.cos(angle), cy + ry * k * math.sin(angle)))
    return curve(points)


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    """An exact oval, for eyes and lamps."""
    ry = rx if ry is None else ry
    return f"M{cx - rx:.1f} {cy:.1f}a{rx:.1f} {ry:.1f} 0 1 1 {2 * rx:.1f} 0a{rx:.1f} {ry:.1f} 0 1 1 {-2 * rx:.1f} 0Z"


def poly(points: Points, *, r: float = 0, jit: float = 1.2) -> str:
    """A cut polygon: corners rounded by `r`, long sides bowing by up to `jit` pixels."""
    n = len(points)
    starts: list[Point] = []
    ends: list[Point] = []
    for i in range(n):
        p, a, b = points[i], points[i - 1], points[(i + 1) % n]
        starts.append(_towards(p, a, r))
        ends.append(_towards(p, b, r))
    out = [f"M{ends[0][0]:.1f} {ends[0][1]:.1f}"]
    for i in range(n):
        j = (i + 1) % n
        out.append(_side(ends[i], starts[j], jit))
        if r:
            p = points[j]
            out.append(f"Q{p[0]:.1f} {p[1]:.1f} {ends[j][0]:.1f} {ends[j][1]:.1f}")
    return "".join(out) + "Z"


def _towards(p: Point, q: Point, distance: float) -> Point:
    length = math.dist(p, q) or 1
    k = min(distance / length, 0.5)
    return p[0] + (q[0] - p[0]) * k, p[1] + (q[1] - p[1]) * k


def _side(a: Point, b: Point, jit: float) -> str:
    length = math.dist(a, b)
    if jit <= 0 or length < 24:
        return f"L{b[0]:.1f} {b[1]:.1f}"
    pieces = max(1, round(length / 130))
    nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
    out = []
    for i in range(pieces):
        mid, end = (i + 0.5) / pieces, (i + 1) / pieces
        bow = wobble(jit) * 2
        mx, my = a[0] + (b[0] - a[0]) * mid + nx * bow, a[1] + (b[1] - a[1]) * mid + ny * bow
        out.append(f"Q{mx:.1f} {my:.1f} {a[0] + (b[0] - a[0]) * end:.1f} {a[1] + (b[1] - a[1]) * end:.1f}")
    return "".join(out)


def box(x: float, y: float, w: float, h: float, *, r: float = 0, jit: float = 1.2) -> str:
    return poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], r=r, jit=jit)


def star(cx: float, cy: float, outer: float, inner: float | None = None, *, n: int = 5, turn: float = -90) -> str:
    inner = outer * 0.46 if inner is None else inner
    points = [polar(cx, cy, inner if i % 2 else outer, turn + i * 180 / n) for i in range(2 * n)]
    return poly(points, r=outer * 0.08, jit=0)


def limb(points: Points, start: float, end: float) -> str:
    """A tapering strip of card along the points, `start` and `end` wide, with a round end."""
    left: list[Point] = []
    right: list[Point] = []
    n = len(points)
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(n - 1, i + 1)]
        length = math.dist((ax, ay), (bx, by)) or 1
        half = (start + (end - start) * i / (n - 1)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return curve(left + right[::-1], tension=0.9)


def place(group: str, positions: object) -> None:
    """Put one group into assets/pictures/placement.json: where pictures belong on the 1920 x 1080 canvas."""
    target = PICTURES / "placement.json"
    known = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    known[group] = positions
    target.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def dashes(d: str, pattern: str) -> str:
    """The path in separate strokes, "on off" pixels long.

    SDL draws stroke-dasharray with stray bars where a dash ends in a corner, so we cut the dashes ourselves.
    Only absolute M, L, H, V, Q, C, S and Z are understood.
    """
    lengths = [float(part) for part in pattern.split()]
    out = []
    for line in _flattened(d):
        left, drawing, at = lengths[0], True, line[0]
        strokes = [[at]]
        for end in line[1:]:
            while (step := math.dist(at, end)) > left:
                at = _part_way(at, end, left / step)
                if drawing:
                    strokes[-1].append(at)
                else:
                    strokes.append([at])
                drawing = not drawing
                left = lengths[0] if drawing else lengths[-1]
            left -= step
            at = end
            if drawing:
                strokes[-1].append(at)
        out += [stroke for stroke in strokes if len(stroke) > 1]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in stroke) for stroke in out)


def _part_way(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


_COMMAND = re.compile(r"([MLHVQCSZ])([^MLHVQCSZ]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")


def _flattened(d: str) -> list[list[Point]]:
    """The lines of a path, its curves in short straight pieces."""
    lines: list[list[Point]] = []
    control: Point | None = None
    for name, rest in _COMMAND.findall(d):
        numbers = [float(text) for text in _NUMBER.findall(rest)]
        if name == "M":
            lines.append([(numbers[0], numbers[1])])
            continue
        line = lines[-1]
        at = line[-1]
        if name == "Z":
            line.append(line[0])
        elif name == "H":
            line += [(x, at[1]) for x in numbers]
        elif name == "V":
            line += [(at[0], y) for y in numbers]
        elif name == "L":
            line += list(zip(numbers[::2], numbers[1::2], strict=True))
        else:
            control = _bend(line, name, list(zip(numbers[::2], numbers[1::2], strict=True)), control)
            continue
        control = None
    return lines


def _bend(line: list[Point], name: str, points: list[Point], control: Point | None) -> Point | None:
    """Add the curves of one command to the line; answers the last control point, which S mirrors."""
    each = {"Q": 2, "S": 2, "C": 3}[name]
    for i in range(0, len(points), each):
        a, given = line[-1], points[i : i + each]
        if name == "S":
            given = [(2 * a[0] - control[0], 2 * a[1] - control[1]) if control else a, *given]
        curve_points = [a, *given]
        for step in range(1, 9):
            row = curve_points
            while len(row) > 1:
                row = [_part_way(p, q, step / 8) for p, q in pairwise(row)]
            line.append(row[0])
        control = given[-2]
    return control


def capsule(a: Point, b: Point, start: float, end: float) -> str:
    """A straight strip with round ends, `start` wide at a and `end` wide at b."""
    length = math.dist(a, b) or 1
    nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
    p, q = start / 2, end / 2
    return (
        f"M{a[0] + nx * p:.1f} {a[1] + ny * p:.1f}A{p:.1f} {p:.1f} 0 0 1 {a[0] - nx * p:.1f} {a[1] - ny * p:.1f}"
        f"L{b[0] - nx * q:.1f} {b[1] - ny * q:.1f}A{q:.1f} {q:.1f} 0 0 1 {b[0] + nx * q:.1f} {b[1] + ny * q:.1f}Z"
    )


class Sheet:
    """One picture: definitions first, then the shapes from back to front."""

    def __init__(self, name: str, width: float, height: float, *, tone: Tone | None = None) -> None:
        self.name, self.width, self.height, self.tone = name, width, height, tone
        self.coarse = False
        """Draw shadows in one step instead of three: for small people in large pictures, where nobody sees it."""
        self._defs: dict[str, str] = {}
        self._body: list[str] = []
        _scissors.seed(name)

    # -- paint ------------------------------------------------------------------------------------------
    def colour(self, value: str) -> str:
        return self.tone(value) if self.tone and value.startswith("#") else value

    def grad(self, stops: Sequence[tuple[float, str] | tuple[float, str, float]], way: str = "v") -> str:
        """A gradient fill; `way` is v, h, d (from the light), u (away from below) or r (round)."""
        inner = "".join(
            f'<stop offset="{stop[0]:g}" stop-color="{self.colour(stop[1])}"'
            + (f' stop-opacity="{stop[2]:g}"' if len(stop) > 2 else "")
            + "/>"
            for stop in stops
        )
        ends = {
            "v": 'x1="0%" y1="0%" x2="0%" y2="100%"',
            "h": 'x1="0%" y1="0%" x2="100%" y2="0%"',
            "d": 'x1="0%" y1="0%" x2="100%" y2="100%"',
            "u": 'x1="0%" y1="100%" x2="0%" y2="0%"',
            "r": 'cx="50%" cy="50%" r="50%"',
            "lamp": 'cx="38%" cy="32%" r="75%"',
        }[way]
        kind = "radialGradient" if way in ("r", "lamp") else "linearGradient"
        text = f'<{kind} id="@" {ends}>{inner}</{kind}>'
        name = self._defs.setdefault(text, f"g{len(self._defs)}")
        return f"url(#{name})"

    def card(self, colour: str, depth: float = 0.13) -> str:
        """The fill of lit card: a little lighter above left, a little darker below right."""
        return self.grad([(0, lighter(colour, depth)), (0.55, colour), (1, darker(colour, depth))], "d")

    def gold(self, way: str = "v") -> str:
        return self.grad([(0, GOLD_LIGHT), (0.42, GOLD), (1, GOLD_DARK)], way)

    # -- shapes -----------------------------------------------------------------------------------------
    def raw(self, text: str) -> None:
        self._body.append(text)

    def path(
        self,
        d: str,
        fill: str = "none",
        *,
        op: float = 1,
        stroke: str = "",
        sw: float = 0,
        shift: Point | None = None,
        dash: str = "",
    ) -> None:
        text = f'<path d="{dashes(d, dash) if dash else d}" fill="{self.colour(fill)}"'
        if stroke:
            text += f' stroke="{self.colour(stroke)}" stroke-width="{sw:g}"'
            text += ' stroke-linecap="round" stroke-linejoin="round"'
        if op < 1:
            text += f' opacity="{op:g}"'
        if shift:
            text += f' transform="translate({shift[0]:.1f} {shift[1]:.1f})"'
        self.raw(text + "/>")

    def line(self, d: str, colour: str, width: float, *, op: float = 1, dash: str = "") -> None:
        self.path(d, stroke=colour, sw=width, op=op, dash=dash)

    def shadow(self, d: str, lift: float, strength: float = 1) -> None:
        """A soft shadow below right: the same outline, wider and fainter in three steps."""
        for spread, op in ((1.0, 0.2),) if self.coarse else ((1.7, 0.07), (0.95, 0.1), (0.3, 0.14)):
            self.path(
                d,
                "#12030c",
                op=round(op * strength, 3),
                stroke="#12030c",
                sw=round(lift * spread, 1),
                shift=(lift * 0.5, lift * 0.85),
            )

    def paper(self, d: str, fill: str, *, lift: float = 5, edge: float = 1.4, flat: str = "") -> None:
        """A piece of card. `fill` is a hex colour, or a gradient with its plain colour in `flat`."""
        base = flat or fill
        if lift:
            self.shadow(d, lift)
        if edge:
            self.path(d, darker(base, 0.35), shift=(edge * 0.8, edge))
            self.path(d, lighter(base, 0.16 + 0.34 * brightness(base)), shift=(-edge * 0.7, -edge))
        self.path(d, self.card(fill) if fill.startswith("#") else fill)

    def glow(self, cx: float, cy: float, radius: float, colour: str = "#ffd774", strength: float = 0.6) -> None:
        fill = self.grad([(0, colour, strength), (0.45, colour, strength * 0.38), (1, colour, 0)], "r")
        self.raw(f'<circle cx="{cx:g}" cy="{cy:g}" r="{radius:g}" fill="{fill}"/>')

    def halo(
        self, cx: float, cy: float, rx: float, ry: float, colour: str = "#ffd774", strength: float = 0.4
    ) -> None:
        """An oval glow. It is a stretched circle: SDL paints round gradients of ovals as circles."""
        with self.at(cx, cy):
            self.raw(f'<g transform="scale(1 {ry / rx:.3f})">')
            self.glow(0, 0, round(rx, 1), colour, strength)
            self.raw("</g>")

    def fibres(self, x: float, y: float, w: float, h: float, count: int, colour: str = INK, op: float = 0.06) -> None:
        """A few paper fibres, for large plain card."""
        for _ in range(count):
            px, py, turn, length = pick(x, x + w), pick(y, y + h), pick(0, 180), pick(5, 16)
            qx, qy = polar(px, py, length, turn)
            mx, my = (px + qx) / 2 + wobble(4), (py + qy) / 2 + wobble(4)
            self.line(f"M{px:.0f} {py:.0f}Q{mx:.0f} {my:.0f} {qx:.0f} {qy:.0f}", colour, 1.3, op=op)

    def grain(self, x: float, y: float, w: float, h: float, count: int = 6, op: float = 0.035) -> None:
        """Clouds of light and dark in a large sheet of card; they stay inside the rectangle."""
        for i in range(count):
            rx, ry = pick(w * 0.12, w * 0.3), pick(h * 0.12, h * 0.3)
            cx, cy = pick(x + rx, x + w - rx), pick(y + ry, y + h - ry)
            colour = "#fff0d0" if i % 2 else "#12030c"
            self.halo(cx, cy, rx, ry, colour, op * 2)

    def brad(self, x: float, y: float, r: float = 5) -> None:
        """The split pin that holds two pieces of card together."""
        self.path(oval(x + r * 0.25, y + r * 0.4, r * 1.05), "#12030c", op=0.3)
        self.path(oval(x, y, r), self.grad([(0, "#fff6d0"), (0.45, GOLD), (1, GOLD_DARK)], "lamp"))

    @contextmanager
    def at(
        self, x: float = 0, y: float = 0, *, scale: float = 1, turn: float = 0, flip: bool = False
    ) -> Iterator[None]:
        """Draw moved, turned and scaled."""
        sx = -scale if flip else scale
        parts = [f"translate({x:.1f} {y:.1f})"]
        if turn:
            parts.append(f"rotate({turn:.1f})")
        if sx != 1 or scale != 1:
            parts.append(f"scale({sx:.3f} {scale:.3f})")
        self.raw(f'<g transform="{" ".join(parts)}">')
        yield
        self.raw("</g>")

    # -- result -----------------------------------------------------------------------------------------
    def svg(self) -> str:
        defs = "\n".join(text.replace("@", name, 1) for text, name in self._defs.items())
        size = f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<defs>\n{defs}\n</defs>\n'
            + "\n".join(self._body)
            + "\n</svg>\n"
        )

    def save(self) -> None:
        """Write to assets/pictures/<name>.svg."""
        target = PICTURES / f"{self.name}.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.svg(), encoding="utf-8", newline="\n")
