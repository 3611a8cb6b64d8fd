"""What our SVG pictures may contain: the subset that SDL's renderer draws.

SDL drops what it does not know without a word (text, filters, masks, ids in CSS, most colour names), so a
picture can look right in a browser and lack half of itself on the board. Everything not allowed here is a
problem. Pure: no pygame, so the linter and the portal may use it too.
"""

import re
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"

_SHAPE = {
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "opacity",
    "transform",
}
# stroke-dasharray is left out on purpose: SDL draws stray bars where a dash ends in a corner.
_GRADIENT = {"id", "gradientUnits", "gradientTransform", "spreadMethod", HREF}
# fx and fy are left out on purpose: SDL ignores the focus of a round gradient.
ALLOWED: dict[str, set[str]] = {
    "svg": {"viewBox", "width", "height"},
    "defs": set(),
    "title": set(),
    "desc": set(),
    "g": _SHAPE,
    "path": _SHAPE | {"d"},
    "rect": _SHAPE | {"x", "y", "width", "height", "rx", "ry"},
    "circle": _SHAPE | {"cx", "cy", "r"},
    "ellipse": _SHAPE | {"cx", "cy", "rx", "ry"},
    "line": _SHAPE | {"x1", "y1", "x2", "y2"},
    "polyline": _SHAPE | {"points"},
    "polygon": _SHAPE | {"points"},
    "linearGradient": _GRADIENT | {"x1", "y1", "x2", "y2"},
    "radialGradient": _GRADIENT | {"cx", "cy", "r"},
    "stop": {"offset", "stop-color", "stop-opacity"},
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}$|#[0-9a-fA-F]{3}$")
_PAINT = re.compile(r"none$|url\(#([\w-]+)\)$|#[0-9a-fA-F]{6}$|#[0-9a-fA-F]{3}$")
_PERCENT = re.compile(r"-?\d+(\.\d+)?%$")
_FORBIDDEN = re.compile(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)


def problems(svg_text: str) -> list[str]:
    """Everything in the picture that SDL would drop or draw wrong, in reading order; empty when it is safe."""
    if found := _FORBIDDEN.search(svg_text):
        return [f"{found.group(0)} is not allowed"]
    try:
        # Entities, the one danger in this parser, have been refused above.
        root = ElementTree.fromstring(svg_text)  # noqa: S314
    except ElementTree.ParseError as error:
        return [f"not well-formed XML: {error}"]
    out = _root_problems(root)
    gradients = {node.get("id") for node in root.iter() if node.tag.endswith("Gradient")}
    for depth, node in _walk(root, 0):
        out += _node_problems(node, depth, gradients)
    return out


def _root_problems(root: ElementTree.Element) -> list[str]:
    if root.tag != f"{SVG}svg":
        return ["the root is not <svg> in the SVG namespace"]
    numbers = (root.get("viewBox") or "").split()
    if len(numbers) != 4 or numbers[:2] != ["0", "0"]:
        return ['viewBox must be "0 0 width height": it is the size on the 1920 x 1080 canvas']
    if numbers[2:] != [root.get("width"), root.get("height")]:
        return ["width and height must repeat the viewBox"]
    return []


def _walk(node: ElementTree.Element, depth: int) -> list[tuple[int, ElementTree.Element]]:
    out = [(depth, node)]
    for child in node:
        out += _walk(child, depth + 1)
    return out


def _node_problems(node: ElementTree.Element, depth: int, gradients: set[str | None]) -> list[str]:
    name = str(node.tag).removeprefix(SVG)
    if name not in ALLOWED:
        return [f"<{name}> is not drawn by SDL"]
    if name == "svg" and depth:
        return ["a nested <svg> is not drawn by SDL"]
    out = [f"<{name}> has {key.rpartition('}')[2]!r}" for key in node.attrib if key not in ALLOWED[name]]
    for key in ("fill", "stroke"):
        if (value := node.get(key)) is not None:
            out += _paint_problems(name, key, value, gradients)
    if name == "stop" and not _COLOUR.match(node.get("stop-color", "")):
        out.append(f"<stop> has colour {node.get('stop-color')!r}: write #rrggbb")
    if name.endswith("Gradient"):
        out += _gradient_problems(node, name, gradients)
    return out


def _paint_problems(name: str, key: str, value: str, gradients: set[str | None]) -> list[str]:
    match = _PAINT.match(value)
    if match is None:
        return [f"<{name}> has {key} {value!r}: write #rrggbb, none or url(#gradient)"]
    if match.group(1) and match.group(1) not in gradients:
        return [f"<{name}> uses gradient {match.group(1)!r}, which does not exist"]
    return []


def _gradient_problems(node: ElementTree.Element, name: str, gradients: set[str | None]) -> list[str]:
    out = []
    if (href := node.get(HREF)) is not None and href.removeprefix("#") not in gradients:
        out.append(f"<{name}> inherits from {href!r}, which does not exist")
    if node.get("gradientUnits") != "userSpaceOnUse":
        # Bare numbers on the bounding box ("x2='1'") are read as pixels.
        out += [
            f"<{name}> has {key}={value!r}: write a percentage"
            for key in ("x1", "y1", "x2", "y2", "cx", "cy", "r")
            if (value := node.get(key)) is not None and not _PERCENT.match(value)
        ]
    return out
