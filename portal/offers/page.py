"""What the search page shows besides its cards: a view, the way to everything else, and ways out of nothing."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import starmap
from math import ceil
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.offers.calendar.month import MonthSheet
from portal.offers.choices import Chip, Group, chips_of, groups
from portal.offers.filter import BadParameter, Month, OfferFilter, Sort
from portal.offers.map.queries import IN_A_SENTENCE
from portal.offers.map.view import RegionMap
from portal.offers.queries import Found, Nearby, OfferCard, count_offers, nearest_outside
from portal.places.queries import Circle, Place
from portal.places.school_calendar import school_year
from portal.web import formats

DISTANCES_KM = (5, 10, 15, 25, 40, 60)
WITHOUT_FIELD = frozenset(
    {"coordinates", "bounds", "minAge", "maxAge", "allAges", "price", "minPrice", "maxPrice", "termIds", "limit"}
)
LISTED_REGIONS = 3
"""So many places are named in a sentence; more are "daar"."""

SORTS = {
    Sort.DATE: "eerste datum",
    Sort.SCORE: "best passend",
    Sort.DISTANCE: "dichtst bij",
    Sort.PRICE: "laagste prijs",
    Sort.TITLE: "titel",
}


class View(enum.StrEnum):
    """How the answers are laid out; the value stands in the address."""

    LIST = "lijst"
    CALENDAR = "kalender"
    MAP = "kaart"


@dataclass(frozen=True)
class Look:
    """Which view somebody looks at, and of the calendar which month."""

    view: View = View.LIST
    month: Month | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What an address says of it; the list goes without saying."""
        said = [] if self.view is View.LIST else [("weergave", self.view.value)]
        return said + ([("maand", str(self.month))] if self.month and self.view is View.CALENDAR else [])


@lru_cache(maxsize=4_096)
def _pair(name: str, value: str) -> str:
    """A parameter as an address has it. A page writes hundreds of addresses, which have most of their pairs alike."""
    return urlencode([(name, value)], safe=",*")


@dataclass(frozen=True)
class Links:
    """Addresses of searches. Where a page would put a distance in by itself, an empty one says that none is meant."""

    look: Look
    home: Place | None
    base_url: str
    _made: dict[tuple[OfferFilter, Look], str] = field(default_factory=dict, repr=False, compare=False)
    """A map has every address twice, in the drawing and in the list."""

    def __call__(self, wanted: OfferFilter, view: str = "", month: Month | None = None) -> str:
        """The address of another search, in the same view unless another is named."""
        key = wanted, Look(View(view) if view else self.look.view, month)
        if key not in self._made:
            query = "&".join(starmap(_pair, (*wanted.pairs(), *self._nowhere(wanted), *key[1].pairs)))
            self._made[key] = f"/aanbod?{query}" if query else "/aanbod"
        return self._made[key]

    def _nowhere(self, wanted: OfferFilter) -> list[tuple[str, str]]:
        from_school = self.home is not None and not (wanted.names_a_place or wanted.regions)
        return [("distance", "")] if not wanted.distance and (wanted.place or from_school) else []

    def for_anybody(self, wanted: OfferFilter) -> str:
        """The query string of the same search for somebody of another school, or of none: a place by its name."""
        if wanted.around is not None and not wanted.names_a_place:
            wanted = replace(wanted, place=wanted.around.label)
        pairs = [*replace(wanted, start=0).pairs()]
        nowhere = not (wanted.distance or wanted.regions or wanted.postal_code or wanted.coordinates)
        return urlencode([*pairs, *([("distance", "")] if nowhere else [])], safe=",*")


@dataclass(frozen=True)
class WayOut:
    """What to take away to see something after all, and how much there is then."""

    label: str
    wanted: OfferFilter
    offers: int


@dataclass(frozen=True)
class SearchPage:
    wanted: OfferFilter
    look: Look
    total: int
    cards: list[OfferCard]
    groups: dict[str, Group]
    chips: list[Chip]
    bad: tuple[BadParameter, ...]
    home: Place | None
    sorts: dict[str, str]
    """Value and label; the empty value is the order that the question asks for by itself."""
    nothing: str
    """What was looked for in vain, as a sentence without its full stop; empty where there is something."""
    ways_out: list[WayOut]
    nearby: Nearby | None
    wider: OfferFilter | None
    """The same question in a circle that takes the nearest answers in."""
    school_years: tuple[str, ...]
    """This one and the next, as "2026-2027"."""
    calendar: MonthSheet | None = None
    map: RegionMap | None = None
    views: tuple[tuple[str, str, str], ...] = field(
        default=(
            (View.LIST.value, "Lijst", "list"),
            (View.CALENDAR.value, "Kalender", "calendar"),
            (View.MAP.value, "Kaart", "map"),
        )
    )
    """Value, name and icon of every view."""

    @property
    def number(self) -> int:
        return self.wanted.start // self.wanted.limit + 1

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.wanted.limit))

    def on_page(self, number: int) -> OfferFilter:
        return replace(self.wanted, start=(number - 1) * self.wanted.limit)

    def on_day(self, day: date) -> OfferFilter:
        """Everything of one day of the calendar."""
        return replace(self.wanted, date_from=day, date_to=day, months=frozenset(), start=0)

    @property
    def from_start(self) -> OfferFilter:
        """The same question on its first page: pages of a list mean nothing in another view."""
        return replace(self.wanted, start=0)

    @property
    def everywhere(self) -> OfferFilter:
        return OfferFilter()

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address says and the form has no field for; sent along, so that it stays."""
        conditions = [(name, value) for name, value in self.wanted.pairs() if name in WITHOUT_FIELD]
        return conditions + self.look.pairs

    def problem(self, name: str) -> str:
        """What was wrong with a parameter, to stand next to its field."""
        return " ".join(bad.reason for bad in self.bad if bad.name == name)


def search_page(
    session: Session,
    wanted: OfferFilter,
    found: Found,
    cards: list[OfferCard],
    bad: tuple[BadParameter, ...],
    *,
    look: Look,
    places: list[Place],
    regions: Mapping[str, str],
    home: Place | None,
    now: datetime,
) -> SearchPage:
    """The page of a question; `regions` are the names of reference regions and provinces by their code."""
    names = {f"nis-{place.nis}": place.name for place in places} | dict(regions)
    chips, this_year = list(chips_of(wanted, names)), school_year(school_day(now))
    asked_year = wanted.school_year or this_year
    nearby, wider = (None, None) if found.total else _nearest(session, wanted, places, now)
    return SearchPage(
        wanted=wanted,
        look=look,
        total=found.total,
        cards=cards,
        groups={group.name: group for group in groups(wanted, found.facets, names)},
        chips=chips,
        bad=bad,
        home=home,
        sorts=_sorts(wanted, home),
        nothing="" if found.total else nothing(wanted, names),
        ways_out=[] if found.total else _ways_out(session, chips, now),
        nearby=nearby,
        wider=wider,
        school_years=tuple(f"{year}-{year + 1}" for year in sorted({this_year, this_year + 1, asked_year})),
    )


def _sorts(wanted: OfferFilter, home: Place | None) -> dict[str, str]:
    """The orders that mean something for this question."""
    usual = replace(wanted, sort=None).order
    pointless = {usual} if wanted.text else {usual, Sort.SCORE}
    if wanted.around is None and home is None:
        pointless.add(Sort.DISTANCE)
    others = {sort.value: label for sort, label in SORTS.items() if sort not in pointless}
    return {"": SORTS[usual]} | others


def nothing(wanted: OfferFilter, names: Mapping[str, str]) -> str:
    """ "Niets met “walvis” in Geel op die dagen": what somebody looked for, in their own words."""
    words = ["Niets", *_said_of_text(wanted), *_said_of_place(wanted, names), *_said_of_days(wanted)]
    return " ".join(words) if len(words) > 1 else "Niets met al deze keuzes samen"


def _said_of_text(wanted: OfferFilter) -> list[str]:
    return [f"met “{wanted.text}”"] if wanted.text else []


def _said_of_place(wanted: OfferFilter, names: Mapping[str, str]) -> list[str]:
    if wanted.around is not None:
        return [f"binnen {wanted.around.radius_km:g}{formats.NO_BREAK}km van {wanted.around.label}"]
    if wanted.within is not None:
        return [f"in {wanted.place or wanted.postal_code}"]
    if wanted.regions:
        called = (names.get(region, region) for region in sorted(wanted.regions))
        named = [IN_A_SENTENCE.get(name, name) for name in called]
        return [f"in {formats.names(named)}" if len(named) <= LISTED_REGIONS else "in die streken"]
    return []


def _said_of_days(wanted: OfferFilter) -> list[str]:
    if wanted.date_from is not None and wanted.date_from == wanted.date_to:
        return [f"op {formats.short_day(wanted.date_from)}"]
    if wanted.date_from or wanted.date_to:
        return ["op die dagen"]
    if wanted.school_year is not None and not wanted.months:
        return [f"in {wanted.school_year}-{wanted.school_year + 1}"]
    if len(wanted.months) == 1:
        return [f"in {formats.month(next(iter(wanted.months)).first)}"]
    return ["in die maanden"] if wanted.months else []


def _nearest(
    session: Session, wanted: OfferFilter, places: list[Place], now: datetime
) -> tuple[Nearby | None, OfferFilter | None]:
    """Where the same question does have answers, and the question in a circle that reaches them."""
    centre = wanted.around or _middle(wanted, places)
    if centre is None:
        return None, None
    asked = replace(wanted, within=None, around=centre)
    nearby = nearest_outside(session, asked, now)
    if nearby is None:
        return None, None
    # Next to a place and its circle, regions that were named have nothing more to say.
    return nearby, replace(wanted, distance=float(ceil(nearby.km) + 1), regions=frozenset(), start=0)


def _middle(wanted: OfferFilter, places: list[Place]) -> Circle | None:
    """The municipality that was named, as a spot to measure from."""
    for place in places:
        if wanted.within is not None and place.nis in wanted.within:
            return Circle(place.name, place.latitude, place.longitude, 0)
    return None


def _ways_out(session: Session, chips: list[Chip], now: datetime) -> list[WayOut]:
    """Which single condition stands in the way, most fruitful first; counted, not guessed."""
    counted = (WayOut(chip.label, chip.without, count_offers(session, chip.without, now)) for chip in chips[:12])
    return sorted((way for way in counted if way.offers), key=lambda way: -way.offers)[:3]
