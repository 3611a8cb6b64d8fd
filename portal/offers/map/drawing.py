"""The drawing itself: outlines by region, and where a coordinate lies on it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("flanders.json")


@dataclass(frozen=True)
class Box:
    """A piece of the drawing, in its units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def __or__(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Outline:
    """One region: its border as an SVG path, where its name stands, and the box that it fills."""

    code: str
    path: str
    at: tuple[int, int]
    box: Box


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    sea: str
    land: str
    """All regions together, for the shadow under them."""
    outlines: dict[str, Outline]
    west: float
    north: float
    east: float
    """Units per degree of longitude, as `south` is per degree of latitude."""
    south: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        return round((longitude - self.west) * self.east, 1), round((self.north - latitude) * self.south, 1)

    def units(self, kilometres: float) -> float:
        return round(kilometres * self.south / 111.2, 1)

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)


@cache
def drawing() -> Drawing:
    """What `portal/tools/make_map.py` made; read once."""
    made = json.loads(FILE.read_text(encoding="utf-8"))
    return Drawing(
        width=made["width"],
        height=made["height"],
        sea=made["sea"],
        land=made["land"],
        outlines={
            code: Outline(code, one["path"], (one["at"][0], one["at"][1]), Box(*one["box"]))
            for code, one in made["regions"].items()
        },
        **made["place"],
    )
