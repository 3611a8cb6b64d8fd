"""Colours, teams and type sizes: the one place where the look has numbers."""

from dataclasses import dataclass

LOGICAL_W, LOGICAL_H = 1920, 1080

NIGHT = "#1a0814"
WALL = "#3b1228"
RED, RED_DEEP, RED_LIGHT = "#c81e33", "#6d0a1a", "#e8384a"
CREAM, CREAM_SHADE = "#fff3d6", "#f3dcae"
GOLD, GOLD_LIGHT, GOLD_DARK = "#e0a93c", "#ffe9a8", "#9b6a1c"
INK = "#2a1020"
GREEN_CARD, ROSE_CARD, GREY_CARD = "#bfe6c4", "#f7c9c4", "#d9cdbb"

# Type sizes on the 1080 canvas. A 65" board at 8 m asks for a cap height of about 60 px: 84 px of Lexend.
SIZE_TITLE = 104
SIZE_QUESTION = 84
SIZE_BODY = 64
SIZE_MIN = 64
LINE_HEIGHT = 1.3

TARGET_MIN = 100


@dataclass(frozen=True, slots=True)
class Team:
    """A team is told by colour and shape and letter and pattern, never by one of them alone."""

    letter: str
    colour: str
    name: str
    shape: str
    pattern: str


TEAMS = (
    Team("A", "#f5b82e", "zon", "cirkel", "dots"),
    Team("B", "#5bbcf0", "lucht", "vierkant", "lines"),
    Team("C", "#4cc38a", "boom", "driehoek", "zigzag"),
    Team("D", "#ef8fbf", "ster", "ster", "checks"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A colour of card and the ink that may be set on it (at least 7:1)."""

    face: str
    ink: str
    pattern: str = ""


CARDS = {
    "cream": Card(CREAM, INK),
    "gold": Card("#f0bd52", INK),
    "night": Card("#2b0f22", CREAM),
    "wine": Card("#5a0c1c", CREAM),
    "green": Card(GREEN_CARD, INK),
    "rose": Card(ROSE_CARD, INK),
    "grey": Card(GREY_CARD, INK),
    **{f"team_{team.letter.lower()}": Card(team.colour, INK, team.pattern) for team in TEAMS},
}


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour as WCAG defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
