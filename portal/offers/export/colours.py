"""The accent of a widget: any colour a house likes, made readable on paper and in the dark. Pure."""

import re

LIGHT, DARK = "#fffcf4", "#2b1724"
"""Of what a widget's text stands on in each theme, that on which it reads worst; `widget.css` has the same."""
CURTAIN = "#a5142a"
TEXT_CONTRAST = 4.6
"""WCAG 2.2 asks 4.5 of text; a little more, for rounding."""
NEAR_WHITE = 3
"""From here on a colour is nearer to a dark button than to a light one; a lighter one bears black well."""
STEPS = 40
BLACK, WHITE = "#000000", "#ffffff"

Rgb = tuple[int, int, int]


def checked(told: str) -> str:
    """A colour as "#a5142a" from "a5142a", "#A5142A" or "a12"; the curtain's red for what is none."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", told.strip())
    if found is None:
        return CURTAIN
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """Between 1 and 21, as WCAG reckons it."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour, darker or lighter by as little as text on this paper needs."""
    end = max((BLACK, WHITE), key=lambda ink: contrast(ink, paper))
    mixed = (_mixed(colour, end, step / STEPS) for step in range(STEPS + 1))
    return next(one for one in mixed if contrast(one, paper) >= TEXT_CONTRAST)


def button_of(colour: str) -> tuple[str, str]:
    """A button in this colour, and the ink on it: white on a somewhat darker one where that is near, else black."""
    if contrast(colour, WHITE) >= NEAR_WHITE:
        return readable(colour, WHITE), WHITE
    return colour, BLACK


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(rgb: Rgb) -> float:
    parts = [part / 255 for part in rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, share: float) -> str:
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_rgb(colour), _rgb(other), strict=True))
