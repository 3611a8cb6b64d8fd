"""The map of a search: regions and municipalities as links that change the filter, with what each of them has.

Which region a municipality lies in, and how regions are called, comes from `portal.places`; how many offers there are
comes from the facet `regions`. This module decides what to show of them, where, and how large.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from portal.offers.filter import OfferFilter
from portal.offers.map.drawing import Box, Drawing, Outline, drawing
from portal.places.queries import Circle, Place

NO_PLACE: dict[str, Any] = {
    "place": "",
    "postal_code": "",
    "coordinates": None,
    "distance": None,
    "bounds": None,
    "around": None,
    "within": None,
}
SHADES = 4
"""How many tints tell few from many."""
ZOOM_SHAPE = 1.7
"""Width to height of a piece of the map that was zoomed in on."""
ZOOM_MIN = 170.0
"""The narrowest piece, in units: closer than this the straight borders would pretend to be exact."""
NEARBY_KM = 60
"""A circle up to this size is zoomed in on."""
LINE_MAX = 11
"""Letters of a region's name on one line."""


@dataclass(frozen=True)
class RegionLink:
    """A region on the map and in the list beside it."""

    code: str
    name: str
    lines: tuple[str, ...]
    """The name as it stands on the map."""
    path: str
    x: float
    y: float
    number: int
    shade: int
    """0: nothing; 1 to `SHADES`: few to many."""
    is_on: bool
    is_named: bool
    """Whether its name fits on a piece that was zoomed in on; on the whole map every name does."""
    wanted: OfferFilter
    """The filter after choosing it, or after letting it go."""


@dataclass(frozen=True)
class TownLink:
    """A municipality with offers: a dot on the map."""

    nis: str
    name: str
    x: float
    y: float
    r: float
    number: int
    is_on: bool
    is_named: bool
    wanted: OfferFilter


@dataclass(frozen=True)
class Spot:
    """A place of the person who looks, or a circle round one."""

    name: str
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class RegionMap:
    box: Box
    sea: str
    land: str
    is_zoomed: bool
    scale: float
    """How many units of the drawing look like one of the whole map: letters and dots keep their size on the page."""
    regions: tuple[RegionLink, ...]
    towns: tuple[TownLink, ...]
    home: Spot | None
    circle: Spot | None
    whole: OfferFilter
    """The same question asked everywhere."""

    @property
    def listed(self) -> list[RegionLink]:
        return sorted(self.regions, key=lambda region: region.name)

    @property
    def listed_towns(self) -> list[TownLink]:
        return sorted(self.towns, key=lambda town: (-town.number, town.name))

    @property
    def view_box(self) -> str:
        return f"{self.box.left:g} {self.box.top:g} {self.box.width:g} {self.box.height:g}"


def region_map(
    wanted: OfferFilter,
    regions: Mapping[str, int],
    towns: Mapping[str, int],
    *,
    places: Iterable[Place],
    names: Mapping[str, str],
    region_of: Callable[[str], str],
    home: Place | None,
) -> RegionMap:
    """The map of a question.

    `regions` counts offers by region code for the question without its place, `towns` by "nis-..." code; `names` are
    the regions' names, and `region_of` gives the region of a NIS code.
    """
    sheet, known = drawing(), {place.nis: place for place in places}
    chosen = _chosen(wanted, known, region_of)
    box = _shown(sheet, wanted, chosen)
    zoomed = box.width < sheet.width
    scale = box.width / sheet.width
    most = max((regions.get(code, 0) for code in sheet.outlines), default=0)
    links = tuple(
        _region(outline, names[code], wanted, regions.get(code, 0), most, code in chosen)
        for code, outline in sheet.outlines.items()
    )
    dots = list(_towns(sheet, wanted, towns, known, region_of, box if zoomed else None, scale))
    if zoomed:
        dots, links = _named(dots, links, box, scale)
    return RegionMap(
        box=box,
        sea=sheet.sea,
        land=sheet.land,
        is_zoomed=zoomed,
        scale=scale,
        regions=links,
        towns=tuple(dots),
        home=_home(sheet, home, box),
        circle=None if wanted.around is None else _circle(sheet, wanted.around),
        whole=replace(wanted, **NO_PLACE, regions=frozenset(), start=0),
    )


def _chosen(wanted: OfferFilter, known: Mapping[str, Place], region_of: Callable[[str], str]) -> frozenset[str]:
    """The regions that the question names, or that lie in what it names."""
    codes = {code for code in wanted.regions if not code.startswith("nis-")}
    towns = {code[4:] for code in wanted.regions if code.startswith("nis-")} | (wanted.within or set())
    in_provinces = {place.nis for place in known.values() if f"prv-{place.province}" in codes}
    return frozenset(codes | {region_of(nis) for nis in towns | in_provinces if nis in known})


def _shown(sheet: Drawing, wanted: OfferFilter, chosen: frozenset[str]) -> Box:
    """The piece of the map to show: round what is chosen, else everything."""
    boxes = [sheet.outlines[code].box for code in chosen if code in sheet.outlines]
    if wanted.around is not None and wanted.around.radius_km <= NEARBY_KM:
        spot = _circle(sheet, wanted.around)
        boxes = [Box(spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r)]
    if not boxes:
        return sheet.box
    box = boxes[0]
    for other in boxes[1:]:
        box |= other
    return _framed(box, sheet.box)


def _framed(box: Box, sheet: Box) -> Box:
    """Some room round the box, in the shape of the frame; the whole sheet where that is no smaller."""
    width = max(box.width * 1.16, box.height * 1.16 * ZOOM_SHAPE, ZOOM_MIN)
    if width >= sheet.width * 0.8:
        return sheet
    height = width / ZOOM_SHAPE
    x = _within((box.left + box.right) / 2, width, sheet.width)
    y = _within((box.top + box.bottom) / 2, height, sheet.height)
    return Box(round(x - width / 2), round(y - height / 2), round(x + width / 2), round(y + height / 2))


def _within(middle: float, size: float, sheet: float) -> float:
    """The middle moved so that the piece stays on the sheet; the sheet's own middle where it doesn't fit."""
    return sheet / 2 if size > sheet else min(max(middle, size / 2), sheet - size / 2)


def _region(outline: Outline, name: str, wanted: OfferFilter, number: int, most: int, on: bool) -> RegionLink:
    x, y = outline.at
    return RegionLink(
        code=outline.code,
        name=name,
        lines=_lines(name),
        path=outline.path,
        x=x,
        y=y,
        number=number,
        shade=0 if not number else 1 + min(SHADES - 1, SHADES * (number - 1) // max(most, 1)),
        is_on=on,
        is_named=False,
        wanted=_toggled(wanted, outline.code, on),
    )


def _toggled(wanted: OfferFilter, code: str, on: bool) -> OfferFilter:
    """Choosing a region leaves the other place that was named; letting go of the last one asks everywhere."""
    fresh = replace(wanted, **NO_PLACE, start=0)
    kept = frozenset(region for region in wanted.regions if region.startswith(("reg-", "prv-")))
    if not on:
        return replace(fresh, regions=kept | {code})
    # A region may be on through a town or a province of it: without those it goes off with them.
    return replace(fresh, regions=frozenset(r for r in kept - {code} if r.startswith("reg-")))


def _lines(name: str) -> tuple[str, ...]:
    """The name in lines that fit: "Zuid-West-", "Vlaanderen"."""
    lines = [""]
    for piece in name.replace("-", "- ").split():
        joined = f"{lines[-1]}{'' if lines[-1].endswith('-') else ' '}{piece}".strip()
        if lines[-1] and len(joined) > LINE_MAX:
            lines.append(piece)
        else:
            lines[-1] = joined
    return tuple(lines)


def _towns(
    sheet: Drawing,
    wanted: OfferFilter,
    numbers: Mapping[str, int],
    known: Mapping[str, Place],
    region_of: Callable[[str], str],
    box: Box | None,
    scale: float,
) -> Iterator[TownLink]:
    """The municipalities with offers on the piece that is shown, most first: what lies on top must stay readable."""
    inside = []
    for code, number in numbers.items():
        place = known.get(code.removeprefix("nis-")) if code.startswith("nis-") else None
        if place is None or not number:
            continue
        x, y = sheet.at(place.latitude, place.longitude)
        if box is None or (box.left < x < box.right and box.top < y < box.bottom):
            inside.append((number, place, x, y))
    most = max((number for number, *_ in inside), default=1)
    fresh = replace(wanted, **NO_PLACE, start=0)
    for number, place, x, y in sorted(inside, key=lambda one: (-one[0], one[1].name)):
        code = f"nis-{place.nis}"
        on = code in wanted.regions or place.nis in (wanted.within or ())
        yield TownLink(
            nis=place.nis,
            name=place.name,
            x=x,
            y=y,
            r=round((3 + 7 * sqrt(number / most)) * scale, 1),
            number=number,
            is_on=on,
            is_named=False,
            wanted=_town_toggled(fresh, wanted.regions, code, on, region_of(place.nis)),
        )


def _town_toggled(fresh: OfferFilter, chosen: frozenset[str], code: str, on: bool, region: str) -> OfferFilter:
    """A municipality narrows the region that it lies in; letting go of it gives the region back."""
    if on:
        return replace(fresh, regions=chosen - {code} or frozenset({region}))
    return replace(fresh, regions=(chosen - {region}) | {code})


def _named(
    dots: list[TownLink], regions: tuple[RegionLink, ...], box: Box, scale: float
) -> tuple[list[TownLink], tuple[RegionLink, ...]]:
    """The same, with a name wherever there is room: of what is chosen, then of large towns, then of regions."""
    taken = [Box(dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r) for dot in dots]
    towns = []
    for dot in sorted(dots, key=lambda one: not one.is_on):
        label = _label(dot.name, dot.x, dot.y - dot.r - 9 * scale, scale)
        fits = _has_room(label, taken, box)
        taken += [label] if fits else []
        towns.append(replace(dot, is_named=fits))
    named = (replace(one, is_named=_has_room(_label(one.name, one.x, one.y, scale), taken, box)) for one in regions)
    return towns, tuple(named)


def _label(name: str, x: float, y: float, scale: float) -> Box:
    """About the room that a name takes round its middle."""
    half = len(name) * 4.2 * scale
    return Box(x - half, y - 8 * scale, x + half, y + 8 * scale)


def _has_room(label: Box, taken: Iterable[Box], box: Box) -> bool:
    inside = box.left < label.left and label.right < box.right and box.top < label.top and label.bottom < box.bottom
    return inside and not any(_overlap(label, other) for other in taken)


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _home(sheet: Drawing, home: Place | None, box: Box) -> Spot | None:
    """The school's municipality, where it lies on the piece that is shown."""
    if home is None:
        return None
    x, y = sheet.at(home.latitude, home.longitude)
    inside = box.left < x < box.right and box.top < y < box.bottom
    return Spot(home.name, x, y, 0) if inside else None


def _circle(sheet: Drawing, circle: Circle) -> Spot:
    return Spot(circle.label, *sheet.at(circle.latitude, circle.longitude), sheet.units(circle.radius_km))
