"""What the search page shows besides its cards: choices with counts, chips of what is on, ways out of nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.offers.filter import Access, BadParameter, Fit, Month, OfferFilter, PriceBand, Sort
from portal.offers.models import Discipline, OfferKind, OfferMode
from portal.offers.queries import Facets, Found, Nearby, OfferCard, count_offers, nearest_outside
from portal.places.models import Province
from portal.places.queries import Place
from portal.web import formats

DISTANCES_KM = (5, 10, 15, 25, 40, 60)
MUNICIPALITIES_SHOWN = 8
WITHOUT_FIELD = frozenset({"coordinates", "minAge", "maxAge", "minPrice", "maxPrice", "limit"})
NO_PLACE = {"place": "", "postal_code": "", "coordinates": None, "distance": None, "around": None, "within": None}

BANDS = {
    PriceBand.FREE: "gratis",
    PriceBand.TO_5: "tot € 5",
    PriceBand.TO_8: "€ 5 tot € 8",
    PriceBand.TO_12: "€ 8 tot € 12",
    PriceBand.ABOVE_12: "meer dan € 12",
}
FITS = {Fit.SCHOOL_HOURS: "tijdens de schooluren", Fit.NO_HOLIDAYS: "niet in een schoolvakantie"}
SORTS = {
    Sort.DATE: "eerste datum",
    Sort.SCORE: "best passend",
    Sort.DISTANCE: "dichtst bij",
    Sort.PRICE: "laagste prijs",
    Sort.TITLE: "titel",
}


@dataclass(frozen=True)
class Choice:
    """One checkbox of a facet."""

    name: str
    value: str
    label: str
    hint: str
    number: int
    is_on: bool


@dataclass(frozen=True)
class Group:
    """A facet: a heading with choices. `more` are folded away."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()

    @property
    def is_on(self) -> bool:
        return any(choice.is_on for choice in (*self.choices, *self.more))


@dataclass(frozen=True)
class Chip:
    """A condition that is on, and the filter without it."""

    label: str
    without: OfferFilter


@dataclass(frozen=True)
class WayOut:
    """What to take away to see something after all, and how much there is then."""

    label: str
    wanted: OfferFilter
    offers: int


@dataclass(frozen=True)
class SearchPage:
    wanted: OfferFilter
    total: int
    cards: list[OfferCard]
    groups: dict[str, Group]
    chips: list[Chip]
    bad: tuple[BadParameter, ...]
    home: Place | None
    sorts: dict[str, str]
    """Value and label; the empty value is the order that the question asks for by itself."""
    ways_out: list[WayOut]
    nearby: Nearby | None
    wider: OfferFilter | None
    """The same question in a circle that takes the nearest answers in."""

    @property
    def number(self) -> int:
        return self.wanted.start // self.wanted.limit + 1

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.wanted.limit))

    def on_page(self, number: int) -> OfferFilter:
        return replace(self.wanted, start=(number - 1) * self.wanted.limit)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Conditions of a shared link that the form has no field for; sent along, so that they stay."""
        return [(name, value) for name, value in self.wanted.pairs() if name in WITHOUT_FIELD]

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
    places: list[Place],
    home: Place | None,
    now: datetime,
) -> SearchPage:
    chips = list(_chips(wanted, {place.nis: place.name for place in places}))
    nearby = nearest_outside(session, wanted, now) if not found.total else None
    return SearchPage(
        wanted=wanted,
        total=found.total,
        cards=cards,
        groups={group.name: group for group in _groups(wanted, found.facets, places)},
        chips=chips,
        bad=bad,
        home=home,
        sorts=_sorts(wanted, home),
        ways_out=_ways_out(session, chips, now) if not found.total else [],
        nearby=nearby,
        wider=None if nearby is None else replace(wanted, distance=float(ceil(nearby.km) + 1), start=0),
    )


def _sorts(wanted: OfferFilter, home: Place | None) -> dict[str, str]:
    """The orders that mean something for this question."""
    usual = replace(wanted, sort=None).order
    pointless = {usual} if wanted.text else {usual, Sort.SCORE}
    if wanted.around is None and home is None:
        pointless.add(Sort.DISTANCE)
    others = {sort.value: label for sort, label in SORTS.items() if sort not in pointless}
    return {"": SORTS[usual]} | others


def _groups(wanted: OfferFilter, facets: Facets, places: list[Place]) -> Iterable[Group]:
    def choices(
        name: str,
        values: Iterable[str],
        on: Iterable[object],
        label: Callable[[str], str],
        *,
        all_shown: bool = False,
    ) -> tuple[Choice, ...]:
        counts, chosen = facets.get(name, {}), {str(value) for value in on}
        return tuple(
            Choice(name, value, label(value), formats.level_years(value), counts.get(value, 0), value in chosen)
            for value in (str(value) for value in values)
            if all_shown or value in chosen or counts.get(value, 0)
        )

    yield Group(
        "levels", "Voor welke klas", choices("levels", ClassLevel, wanted.levels, formats.word, all_shown=True)
    )
    months = choices("months", sorted(_months(wanted, facets)), wanted.months, _month_label)
    yield Group("months", "Maand", tuple(replace(one, hint=_month_hint(one.value)) for one in months))
    yield Group("fits", "Past bij school", choices("fits", Fit, wanted.fits, lambda fit: FITS[Fit(fit)]))
    provinces = [f"prv-{province}" for province in Province]
    yield Group("provinces", "Provincie", choices("regions", provinces, wanted.regions, _province_label))
    names = {f"nis-{place.nis}": place.name for place in places}
    counts = facets.get("regions", {})
    towns = sorted(names, key=lambda code: (code not in wanted.regions, -counts.get(code, 0), names[code]))
    found = choices("regions", towns, wanted.regions, names.__getitem__)
    yield Group("towns", "Gemeente", found[:MUNICIPALITIES_SHOWN], found[MUNICIPALITIES_SHOWN:])
    yield Group("disciplines", "Discipline", choices("disciplines", Discipline, wanted.disciplines, formats.word))
    yield Group("kinds", "Soort", choices("kinds", OfferKind, wanted.kinds, formats.word))
    yield Group("prices", "Prijs per leerling", choices("prices", PriceBand, wanted.prices, _band_label))
    yield Group("access", "Toegankelijk", choices("access", Access, wanted.access, formats.word))
    yield Group("mode", "Waar het doorgaat", choices("mode", OfferMode, wanted.mode, formats.word))


def _months(wanted: OfferFilter, facets: Facets) -> set[str]:
    return set(facets.get("months", {})) | {str(month) for month in wanted.months}


def _month_label(value: str) -> str:
    return formats.month(Month(int(value[:4]), int(value[5:])).first)


def _month_hint(value: str) -> str:
    return formats.SHORT_MONTHS[int(value[5:]) - 1]


def _province_label(value: str) -> str:
    return formats.word(value.removeprefix("prv-"))


def _band_label(value: str) -> str:
    return BANDS[PriceBand(value)]


def _chips(wanted: OfferFilter, names: dict[str, str]) -> Iterable[Chip]:
    """In the order in which people think of them: where, who, what, when, how much."""
    fresh = replace(wanted, start=0)
    if wanted.text:
        yield Chip(f"“{wanted.text}”", replace(fresh, text=""))
    if wanted.around is not None:
        label = f"{wanted.around.radius_km:g} km rond {wanted.around.label}"
        yield Chip(label, replace(fresh, **NO_PLACE))  # type: ignore[arg-type]
    elif wanted.within is not None:
        yield Chip(wanted.place or wanted.postal_code, replace(fresh, **NO_PLACE))  # type: ignore[arg-type]
    for region in sorted(wanted.regions):
        label = names.get(region[4:], region) if region.startswith("nis-") else _province_label(region)
        yield Chip(label, replace(fresh, regions=wanted.regions - {region}))
    for level in ClassLevel:
        if level in wanted.levels:
            yield Chip(formats.word(level), replace(fresh, levels=wanted.levels - {level}))
    if wanted.min_age is not None:
        yield Chip(f"vanaf {wanted.min_age} jaar", replace(fresh, min_age=None))
    if wanted.max_age is not None:
        yield Chip(f"tot {wanted.max_age} jaar", replace(fresh, max_age=None))
    for discipline in sorted(wanted.disciplines):
        yield Chip(formats.word(discipline), replace(fresh, disciplines=wanted.disciplines - {discipline}))
    for kind in sorted(wanted.kinds):
        yield Chip(formats.word(kind), replace(fresh, kinds=wanted.kinds - {kind}))
    for mode in sorted(wanted.mode):
        yield Chip(formats.word(mode), replace(fresh, mode=wanted.mode - {mode}))
    if wanted.date_from:
        yield Chip(f"vanaf {formats.short_day(wanted.date_from)}", replace(fresh, date_from=None))
    if wanted.date_to:
        yield Chip(f"tot {formats.short_day(wanted.date_to)}", replace(fresh, date_to=None))
    for month in sorted(wanted.months):
        yield Chip(formats.month(month.first), replace(fresh, months=wanted.months - {month}))
    for fit in sorted(wanted.fits):
        yield Chip(FITS[fit], replace(fresh, fits=wanted.fits - {fit}))
    if wanted.seats is not None:
        yield Chip(f"{wanted.seats} plaatsen", replace(fresh, seats=None))
    for band in PriceBand:
        if band in wanted.prices:
            yield Chip(BANDS[band], replace(fresh, prices=wanted.prices - {band}))
    if wanted.min_price is not None:
        yield Chip(f"vanaf {formats.price(wanted.min_price)}", replace(fresh, min_price=None))
    if wanted.max_price is not None:
        yield Chip(f"hoogstens {formats.price(wanted.max_price)}", replace(fresh, max_price=None))
    for access in sorted(wanted.access):
        yield Chip(formats.word(access), replace(fresh, access=wanted.access - {access}))
    if not wanted.sold_out:
        yield Chip("zonder volzet", replace(fresh, sold_out=True))


def _ways_out(session: Session, chips: list[Chip], now: datetime) -> list[WayOut]:
    """Which single condition stands in the way, most fruitful first; counted, not guessed."""
    counted = (WayOut(chip.label, chip.without, count_offers(session, chip.without, now)) for chip in chips[:12])
    return sorted((way for way in counted if way.offers), key=lambda way: -way.offers)[:3]
