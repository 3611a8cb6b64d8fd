"""SVG pictures: nothing that runs, nothing from elsewhere, nothing that our renderer would leave out.

The game draws SVG with a small renderer that skips what it doesn't know without a word, so text or a mask in
a picture of a company would simply be gone on the board. The portal shows the same file in a browser, where a
script or a reference to another site would be obeyed. Both are refused here, by a list of what is allowed.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from content.problem import Both, Problem, Wording

SIDE_MAX = 4096
DEPTH_MAX = 64
ELEMENTS_MAX = 20_000
VALUE_MAX = 200
"""Characters of a colour or a length. A longer one is no such thing, and could keep a search busy for hours."""

NAMESPACE = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"

_DRAWN = """
    svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop
    title desc style metadata
"""
DRAWN = frozenset(_DRAWN.split())
_ACTIVE = """
    script foreignObject iframe object embed audio video a handler listener
    animate animateMotion animateTransform animateColor set mpath
"""
ACTIVE = frozenset(_ACTIVE.split())

FETCHING = frozenset({"href", "src", "base"})
NOT_DRAWN_ATTRIBUTES = frozenset({"filter", "mask", "clip-path"})
COLOURED = frozenset({"fill", "stroke", "stop-color"})
# Numbers and nothing else to any reader; most of what there is to read.
_GEOMETRY = """
    d x y x1 y1 x2 y2 cx cy r rx ry width height points viewBox offset opacity fill-opacity stroke-opacity
    stop-opacity stroke-width stroke-linecap stroke-linejoin fill-rule
"""
GEOMETRY = frozenset(_GEOMETRY.split())
STYLED = NOT_DRAWN_ATTRIBUTES | COLOURED
# The names that the renderer knows; "lime" and its like come out grey.
COLOUR = re.compile(
    r"none|inherit|#[0-9a-f]{3}|#[0-9a-f]{6}|rgb\(.*\)|url\(.*\).*"
    r"|red|green|blue|yellow|cyan|magenta|black|grey|gray|white",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"url\(\s*+['\"]?+\s*+(?!#)|@import|javascript:|vbscript:|expression\s*\(|data:", re.IGNORECASE
)
# Possessive, and the end closes it too: a million opened comments must not cost a million searches.
COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|$)")
SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f]+")
LENGTH = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(px|pt|pc|mm|cm|in|em|ex|%)?")
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

BROKEN = Wording(
    "svg.broken",
    nl=("'{name}' is geen leesbare SVG-tekening (regel {line}).", "Bewaar de tekening opnieuw als gewone SVG."),
    en=("'{name}' is no readable SVG drawing (line {line}).", "Save the drawing again as plain SVG."),
)
UNSAFE = Wording(
    "svg.unsafe",
    nl=(
        "In '{name}' staat iets dat kan lopen of bewegen: {what}.",
        "Bewaar de tekening als gewone, stilstaande SVG zonder scripts, links of animatie.",
    ),
    en=(
        "'{name}' holds something that can run or move: {what}.",
        "Save the drawing as plain, still SVG without scripts, links or animation.",
    ),
)
OUTSIDE = Wording(
    "svg.outside",
    nl=(
        "'{name}' haalt iets op van buiten de tekening: {what}.",
        "Zet alles in de tekening zelf; het bord heeft niet altijd internet.",
    ),
    en=(
        "'{name}' fetches something from outside the drawing: {what}.",
        "Put everything in the drawing itself; the board is not always online.",
    ),
)
DOCTYPE = Wording(
    "svg.doctype",
    nl=(
        "'{name}' heeft een DOCTYPE of een entiteit; daarmee kan een tekening ontploffen.",
        "Haal de regel '<!DOCTYPE ...>' weg.",
    ),
    en=(
        "'{name}' has a DOCTYPE or an entity; those can make a drawing explode.",
        "Remove the line '<!DOCTYPE ...>'.",
    ),
)
NOT_DRAWN = Wording(
    "svg.not-drawn",
    nl=(
        "Het spel tekent dit niet: {what} in '{name}'.",
        "Zet tekst om naar lijnen en maskers naar vormen, of bewaar het beeld als PNG.",
    ),
    en=(
        "The game does not draw this: {what} in '{name}'.",
        "Turn text into outlines and masks into shapes, or save the picture as PNG.",
    ),
)
NO_SIZE = Wording(
    "svg.no-size",
    nl=("'{name}' zegt niet hoe groot het is.", 'Zet viewBox="0 0 breedte hoogte" op het svg-element.'),
    en=("'{name}' does not say how large it is.", 'Put viewBox="0 0 width height" on the svg element.'),
)
HUGE = Wording(
    "media.huge",
    nl=(
        "De tekening '{name}' is te groot of te zwaar ({what}).",
        "Maak ze kleiner dan {limit} x {limit} en eenvoudiger.",
    ),
    en=(
        "The drawing '{name}' is too large or too heavy ({what}).",
        "Make it smaller than {limit} x {limit} and simpler.",
    ),
)


class _Stop(Exception):
    """Enough was seen to refuse the drawing; reading on would only cost time."""


@dataclass
class _Drawing:
    """Follows the parser through one drawing and notes what it meets."""

    depth: int = 0
    elements: int = 0
    has_doctype: bool = False
    root: str = ""
    root_attributes: dict[str, str] = field(default_factory=dict)
    unsafe: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    not_drawn: set[str] = field(default_factory=set)
    in_style: bool = False
    style: list[str] = field(default_factory=list)

    @property
    def is_too_heavy(self) -> bool:
        return self.depth > DEPTH_MAX or self.elements > ELEMENTS_MAX

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        self.depth += 1
        self.elements += 1
        if self.is_too_heavy:
            raise _Stop
        if self.depth == 1:
            self.root, self.root_attributes = name, attributes
        self.in_style = tag == "style"
        self._judge_element(namespace, tag)
        for key, value in attributes.items():
            self._judge_attribute(key, value)

    def _judge_element(self, namespace: str, tag: str) -> None:
        if tag in ACTIVE or namespace == XHTML:
            self.unsafe.add(f"<{tag}>")
        elif namespace == NAMESPACE and (tag not in DRAWN or (tag == "svg" and self.depth > 1)):
            self.not_drawn.add(f"<{tag}>")

    def _judge_attribute(self, key: str, value: str) -> None:
        if key in GEOMETRY:
            return
        namespace, _, name = key.rpartition(" ")
        if name in FETCHING:
            if not value.strip().startswith("#"):
                self.outside.add(f"{name}={value[:40]}")
        elif namespace:
            return  # An editor's own note; nothing reads it.
        elif name[:2].lower() == "on":
            self.unsafe.add(name)
        elif _may_fetch(value) and ELSEWHERE.search(_bare(value)):
            self.outside.add(f"{name}={value[:40]}")
        elif name == "style":
            for declaration in value.split(";"):
                self._judge_style(*declaration.split(":", 1))
        elif name in STYLED:
            self._judge_style(name, value)

    def _judge_style(self, name: str, value: str = "") -> None:
        name, value = name.strip(), value.strip()
        is_missing = name in NOT_DRAWN_ATTRIBUTES and value != "none"
        if is_missing or (name in COLOURED and not _is_colour(value)):
            self.not_drawn.add(f'{name}="{value[:40]}"')

    def end(self, _: str) -> None:
        self.depth -= 1
        self.in_style = False

    def text(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def doctype(self, *_: object) -> None:
        self.has_doctype = True
        raise _Stop  # Before any entity is declared, so that none is ever expanded.

    def instruction(self, target: str, _: str) -> None:
        self.unsafe.add(f"<?{target}?>")

    def finish(self) -> None:
        """Judge the style sheet as a whole: its text comes in pieces."""
        style = _bare("".join(self.style))
        if ELSEWHERE.search(style):
            self.outside.add("<style>")
        elif "@" in style:
            self.unsafe.add("@...")


@functools.lru_cache(maxsize=2048)
def _is_colour(value: str) -> bool:
    """Does the renderer know this colour? Kept, because a drawing uses few colours many times."""
    return len(value) <= VALUE_MAX and COLOUR.fullmatch(value) is not None


def _may_fetch(value: str) -> bool:
    """All that `ELSEWHERE` looks for has one of these, or hides behind a backslash. A drawing is mostly numbers."""
    return "(" in value or ":" in value or "@" in value or "\\" in value


def _bare(value: str) -> str:
    """The value without the escapes and comments that hide a word from a search."""
    if "\\" not in value and "/*" not in value:
        return value
    value = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda code: _character(code.group(1)), value)
    return SPACE_OR_CONTROL.sub(" ", COMMENT.sub("", value).replace("\\", ""))


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else ""


def problems(name: str, data: bytes) -> Iterator[Problem]:
    """What is wrong with one drawing."""
    drawing = _Drawing()
    parser = _parser(drawing)
    try:
        parser.Parse(data, True)
    except _Stop:
        yield DOCTYPE.at(name, name=name) if drawing.has_doctype else _too_heavy(name, drawing)
    except (expat.ExpatError, ValueError, LookupError):  # The latter two: an encoding that nobody knows.
        yield BROKEN.at(name, name=name, line=parser.CurrentLineNumber)
    else:
        drawing.finish()
        yield from _judged(name, drawing)


def _parser(drawing: _Drawing) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.text
    parser.ProcessingInstructionHandler = drawing.instruction
    parser.StartDoctypeDeclHandler = drawing.doctype
    return parser


def _too_heavy(name: str, drawing: _Drawing) -> Problem:
    what = Both(f"meer dan {ELEMENTS_MAX} vormen", f"more than {ELEMENTS_MAX} shapes")
    if drawing.depth > DEPTH_MAX:
        what = Both(f"meer dan {DEPTH_MAX} groepen in elkaar", f"more than {DEPTH_MAX} groups in each other")
    return HUGE.at(name, name=name, what=what, limit=SIDE_MAX)


def _judged(name: str, drawing: _Drawing) -> Iterator[Problem]:
    if drawing.root != f"{NAMESPACE} svg":
        yield BROKEN.at(name, name=name, line=1)
        return
    if drawing.unsafe:
        yield UNSAFE.at(name, name=name, what=sorted(drawing.unsafe)[:5])
    if drawing.outside:
        yield OUTSIDE.at(name, name=name, what=sorted(drawing.outside)[:5])
    if drawing.not_drawn:
        yield NOT_DRAWN.at(name, name=name, what=sorted(drawing.not_drawn)[:5])
    yield from _size_problems(name, drawing.root_attributes)


def _size_problems(name: str, root: dict[str, str]) -> Iterator[Problem]:
    sides = _sides(root)
    if sides is None:
        yield NO_SIZE.at(name, name=name)
    elif any(side > SIDE_MAX for side in sides):
        width, height = sides
        yield HUGE.at(name, name=name, what=f"{width:.0f} x {height:.0f}", limit=SIDE_MAX)


def _sides(root: dict[str, str]) -> tuple[float, float] | None:
    """The larger of what `width`, `height` and `viewBox` say, in pixels; None when they say nothing usable."""
    box = [_length(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box_width, box_height = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
    if min(max(width, box_width), max(height, box_height)) <= 0:
        return None
    return max(width, box_width), max(height, box_height)


def _length(text: str) -> float:
    """Pixels; 0 for what is no length or depends on the page (%, em)."""
    text = text.strip()
    found = LENGTH.fullmatch(text) if len(text) <= VALUE_MAX else None
    if found is None:
        return 0.0
    unit = found.group(1) or ""
    return float(text.removesuffix(unit)) * PIXELS.get(unit, 0.0)
