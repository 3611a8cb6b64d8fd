"""A drawing (SVG) of a book, written anew from elements and attributes that can only draw.

It is shown as a picture (`<img>`), where a browser runs nothing and fetches nothing; what is written here would
be harmless inside a page too. Pictures in a drawing travel in it as data, because an `<img>` fetches none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

import lxml.etree

from portal.library.epub.style import css_text, declarations_of, safe_declarations, sheet_of, written

ELEMENTS_MAX = 40_000
DEPTH_MAX = 60
USES_MAX = 2_000

_NAMES = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath image clipPath mask "
    "pattern marker linearGradient radialGradient stop switch"
)
ELEMENTS = {name.lower(): name for name in _NAMES.split()}
"""By the lower-case name that the mender of HTML makes of it."""

_ATTRIBUTES = (
    "id x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d dx dy points width height viewBox preserveAspectRatio "
    "transform gradientTransform gradientUnits patternTransform patternUnits patternContentUnits clipPathUnits "
    "maskUnits maskContentUnits markerUnits markerWidth markerHeight orient refX refY offset spreadMethod "
    "startOffset textLength lengthAdjust rotate fill fill-opacity fill-rule stroke stroke-width stroke-opacity "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display "
    "visibility clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity font-family "
    "font-size font-style font-weight font-variant letter-spacing word-spacing text-anchor text-decoration "
    "dominant-baseline alignment-baseline baseline-shift writing-mode direction unicode-bidi paint-order overflow "
    "vector-effect"
)
ATTRIBUTES = {name.lower(): name for name in _ATTRIBUTES.split()}
XLINK = "{http://www.w3.org/1999/xlink}href"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OWN_URL = re.compile(r"url\(\s*[\"']?#[\w.:-]+[\"']?\s*\)")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

Image = Callable[[str], str | None]
"""Turns a picture's address in the drawing into what the drawing may hold; None leaves it out."""


@dataclass(frozen=True)
class Drawing:
    content: bytes
    words: str
    """What it says: its title and description, else its letters; for who can't see it."""
    width: int | None
    height: int | None
    left_out: bool
    """Something of it is not drawn."""
    lone_picture: str = ""
    """The address of the only thing in it, when that is a picture: then the picture itself serves better."""


@dataclass
class _Pen:
    image: Image
    out: list[str] = field(default_factory=list)
    count: int = 0
    uses: int = 0
    shapes: int = 0
    left_out: bool = False
    styles: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    reused: frozenset[str] = frozenset()
    prefix: str = ""
    """For a drawing inside a page: what its own classes begin with, because a page allows no style in an element."""


def local(element: lxml.etree._Element) -> str:
    """The name of an element without its namespace, in lower case; "" for a comment or instruction."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def drawing_of(root: lxml.etree._Element, image: Image) -> Drawing | None:
    """The drawing anew; None when it is no drawing or too large to be one."""
    markup, pen = _markup(root, image)
    if markup is None:
        return None
    width, height = size_of(root)
    style = "\n".join(pen.styles)
    lone = pen.pictures[0] if len(pen.pictures) == 1 and pen.shapes == 0 else ""
    head = f"<style>{escape(style)}</style>" if style else ""
    opening, _, rest = markup.partition(">")
    content = f'{opening} xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{head}{rest}'
    return Drawing(content.encode(), _words(root), width, height, pen.left_out, lone)


def inline_drawing(root: lxml.etree._Element, image: Image, prefix: str) -> tuple[str, str]:
    """The drawing as a piece of a page, and its stylesheet for the page's own; "" for what is none.

    `prefix` begins the classes that it makes, other ones for each drawing of a page.
    """
    markup, pen = _markup(root, image, prefix)
    return markup or "", "\n".join(pen.styles)


def _markup(root: lxml.etree._Element, image: Image, prefix: str = "") -> tuple[str | None, _Pen]:
    pen = _Pen(image, reused=_reused(root), prefix=prefix)
    if local(root) != "svg":
        return None, pen
    try:
        _draw(root, pen, 1)
    except _TooLarge:
        return None, pen
    return "".join(pen.out), pen


class _TooLarge(Exception):
    pass


def _reused(root: lxml.etree._Element) -> frozenset[str]:
    """Ids that a `use` inside a reused part would multiply: a few lines of those can ask for billions of shapes."""
    inner = {target for use in root.iter() if local(use) == "use" and (target := _own_target(use))}
    return frozenset(inner)


def _own_target(element: lxml.etree._Element) -> str:
    href = (element.get(XLINK) or element.get("xlink:href") or element.get("href") or "").strip()
    return href[1:] if href.startswith("#") else ""


def _draw(element: lxml.etree._Element, pen: _Pen, depth: int, *, in_reused: bool = False) -> None:
    name = ELEMENTS.get(local(element))
    if local(element) == "style":
        pen.styles.append(written(sheet_of("".join(map(str, element.itertext()))).rules, lambda _: None))
        return
    if local(element) == "a":
        _children(element, pen, depth, in_reused=in_reused)  # What it draws stays; where it leads goes.
        return
    if name is None:
        pen.left_out = pen.left_out or local(element) in {"foreignobject", "script", "filter", "video", "audio"}
        return
    pen.count += 1
    if pen.count > ELEMENTS_MAX or depth > DEPTH_MAX:
        raise _TooLarge
    extra = ""
    if name == "use":
        pen.uses += 1
        target = _own_target(element)
        if not target or in_reused or pen.uses > USES_MAX or not re.fullmatch(r"[\w.:-]+", target):
            pen.left_out = True
            return
        extra = f' href="#{target}"'
    if name == "image":
        source = (element.get(XLINK) or element.get("xlink:href") or element.get("href") or "").strip()
        found = pen.image(source) if source else None
        if found is None:
            pen.left_out = True
            return
        pen.pictures.append(source)
        extra = f' href="{escape(found, quote=True)}"'
    elif name not in {"svg", "g", "defs"}:
        pen.shapes += 1
    pen.out.append(f"<{name}{_attributes(element, pen)}{extra}>")
    if element.text and name in {"text", "tspan", "textPath"}:
        pen.out.append(escape(element.text))
    _children(element, pen, depth, in_reused=in_reused or element.get("id") in pen.reused or name == "symbol")
    pen.out.append(f"</{name}>")


def _children(element: lxml.etree._Element, pen: _Pen, depth: int, *, in_reused: bool) -> None:
    is_text = local(element) in {"text", "tspan", "textpath"}
    for child in element:
        _draw(child, pen, depth + 1, in_reused=in_reused)
        if child.tail and is_text:
            pen.out.append(escape(child.tail))


def _attributes(element: lxml.etree._Element, pen: _Pen) -> str:
    found = []
    classes = (element.get("class") or "").split()
    for key, value in element.attrib.items():
        name = ATTRIBUTES.get(str(key).lower())
        text = str(value)
        if name is not None and len(text) <= 400_000 and not _reaches_out(text):
            found.append(f' {name}="{escape(text, quote=True)}"')
    kept = safe_declarations(declarations_of(element.get("style") or ""), lambda _: None)
    if kept and pen.prefix:
        classes.append(f"{pen.prefix}{len(pen.styles)}")
        pen.styles.append(f".{classes[-1]}{{{css_text(kept, important=True)}}}")
    elif kept:
        found.append(f' style="{escape(css_text(kept), quote=True)}"')
    if classes:
        found.append(f' class="{escape(" ".join(classes), quote=True)}"')
    if element.get(SPACE) == "preserve" or element.get("xml:space") == "preserve":
        found.append(' xml:space="preserve"')
    return "".join(found)


def _reaches_out(value: str) -> bool:
    """Does it name something out of the drawing, or hide its words?"""
    return "url(" in _OWN_URL.sub("", value.lower()) or "\\" in value or "javascript:" in value.lower()


def size_of(root: lxml.etree._Element) -> tuple[int | None, int | None]:
    """Width and height in pixels as the drawing says them, else its viewBox."""
    box = re.split(r"[\s,]+", (root.get("viewBox") or root.get("viewbox") or "").strip())
    pairs = ((root.get("width"), 2), (root.get("height"), 3))
    found = [pixels(own) or (pixels(box[at]) if len(box) == 4 else None) for own, at in pairs]
    return found[0], found[1]


def pixels(text: str | None) -> int | None:
    """A length as whole pixels; None for a percentage, and for what no screen has."""
    match = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(px|pt|mm|cm|in|)\s*", text or "")
    length = round(float(match.group(1)) * _UNITS[match.group(2)]) if match else 0
    return length if 0 < length <= 20_000 else None


def _words(root: lxml.etree._Element) -> str:
    label = root.get("aria-label") or ""
    told = [label] if label else _said(root, {"title", "desc"}, top=True)
    said = told or _said(root, {"text"})
    return " ".join(" ".join(said).split())[:2_000]


def _said(root: lxml.etree._Element, names: set[str], *, top: bool = False) -> list[str]:
    elements = list(root) if top else list(root.iter())
    return ["".join(map(str, found.itertext())) for found in elements if local(found) in names]
