"""What a filter gives, from a snapshot: the same as `queries.find_in_sql`, to the last count.

`conditions.py` is the law. Each condition is a set of offers; what is asked of a date is one set of performances, so
that one and the same performance satisfies it all.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from math import ceil
from typing import Any, TypeVar

from portal.clock import school_day
from portal.offers.conditions import EVERY_AGE_TO
from portal.offers.days import (
    Days,
    asked_days,
    can_be_agreed,
    days_of_school_year,
    days_without_lessons,
    months_to_agree,
)
from portal.offers.filter import BAND_TOPS, CLASS_SIZE, Access, Facet, Fit, Liking, Month, OfferFilter, PriceBand
from portal.offers.index.bits import at_least, numbers_in, part_of, picked, without
from portal.offers.index.distance import lies_in, nearest_town, square_km, towns_within
from portal.offers.index.facts import FIRST_DAY, Town, at_moment, day_number
from portal.offers.index.order import LOOK_COST, Page
from portal.offers.index.shelf import Snapshot
from portal.offers.index.vocabulary import Weighed, weighed
from portal.offers.terms import meaning_of
from portal.offers.text import search_words
from portal.places.models import Province
from portal.places.queries import Circle, Place, distance_km

T = TypeVar("T")
Counts = dict[str, dict[str, int]]
Dates = tuple[int, datetime | None, int | None]
"""Of an offer: how many of its performances match, places left or not; the first; the most places left in one."""
NO_DATES: Dates = (0, None, None)

UNDERSTOOD = frozenset(
    {
        "text", "regions", "place", "postal_code", "coordinates", "distance", "bounds", "levels", "disciplines",
        "kinds", "mode", "terms", "languages", "access", "fits", "date_from", "date_to", "months", "school_year",
        "seats", "min_age", "max_age", "all_ages", "price", "min_price", "max_price", "prices", "sold_out", "sort",
        "start", "limit", "within", "around",
    }
)  # fmt: skip
"""Fields of a filter that the index answers. One that came later makes SQL answer until it stands here."""

LOOKS = 48
"""Offers that can be looked at in the time in which those of one municipality are counted."""

NAMED_MAX = 1_000
"""Offers that a statement may name one by one."""

_PLAIN = OfferFilter()


def is_understood(wanted: OfferFilter) -> bool:
    return all(
        one.name in UNDERSTOOD or getattr(wanted, one.name) == getattr(_PLAIN, one.name) for one in fields(wanted)
    )


def places_by_name(shelf: Snapshot) -> list[Place]:
    return _kept(shelf.of_places, "by name", lambda: _sorted_places(shelf.towns.values()))


def _sorted_places(towns: Iterable[Town]) -> list[Place]:
    found = (Place(one.nis, one.name, Province(one.province), one.latitude, one.longitude) for one in towns)
    return sorted(found, key=lambda place: place.name)


@dataclass(frozen=True)
class First:
    """The first performances of a question, and what it takes to find those that belong beside them."""

    performances: tuple[int, ...]
    """Ids, soonest first."""
    until: date | None
    """The day of the last of them; None where there is less than was asked for."""
    offers: tuple[int, ...] | None
    """Every offer with the conditions of an offer; None where there are too many to name."""
    has: Callable[[int], bool]
    """Whether an offer is one of them."""


@dataclass(frozen=True)
class Answer:
    """A question, put to a snapshot that answers for `now`."""

    shelf: Snapshot
    wanted: OfferFilter
    now: datetime

    @cached_property
    def today(self) -> date:
        return school_day(self.now)

    # --- The three things that are asked ----------------------------------------------------------------------

    @cached_property
    def offers(self) -> int:
        """The offers that match."""
        return self._matching()

    @property
    def total(self) -> int:
        return self.offers.bit_count()

    def page(self, origin: Circle | None) -> dict[int, Dates]:
        """The ids of this page, in order, each with what its dates are."""
        page = Page(self.shelf, self.wanted, self.performances(), self._dated())
        rows = page.rows(self.offers, self.words, origin)
        return {self.shelf.offer_ids[row]: dates for row, dates in zip(rows, self._dates_of(rows), strict=True)}

    def _dates_of(self, rows: Iterable[int]) -> Iterator[Dates]:
        # Also those without enough places: a card that says "volzet" has to know of them.
        matching = self.performances("seats").to_bytes(self.shelf.layout.slots // 8 + 1, "little")
        starts, left = self.shelf.starts, self.shelf.left_of
        for row in rows:
            slots = [slot for slot in self.shelf.layout.slots_of(row) if matching[slot >> 3] >> (slot & 7) & 1]
            if slots:
                yield len(slots), at_moment(starts[slots[0]]), max(left[slot] for slot in slots)
            else:
                yield NO_DATES

    def showings(self, few: int) -> dict[date, tuple[int, tuple[int, ...]]]:
        """By day: how many performances match, and the ids of the first few."""
        shelf, numbers = self.shelf, Counter[int]()
        firsts: dict[int, list[tuple[int, int]]] = {}
        for slot in self._in_time(self.performances() & shelf.layout.slots_with(self.offers)):
            day, starts = shelf.day_of[slot], shelf.starts[slot]
            there = firsts.setdefault(day, [])
            numbers[day] += 1
            # Of those that start together the lowest ids come first.
            if len(there) < few or starts == there[-1][0]:
                there.append((starts, shelf.performance_ids[slot]))
        return {
            date.fromordinal(day + FIRST_DAY): (number, tuple(one for _starts, one in sorted(firsts[day])[:few]))
            for day, number in numbers.items()
        }

    def first(self, most: int) -> First:
        """The first `most` performances. What was cancelled or is over is not here."""
        shelf, offers = self.shelf, self._all_conditions()
        few = offers.bit_count() <= NAMED_MAX
        slots = list(islice(self._in_time(self.performances() & shelf.layout.slots_with(offers)), most))
        there = offers.to_bytes(shelf.layout.rows // 8 + 1, "little")
        row_of = self._kept_of_offers(
            "rows", lambda: {shelf.offer_ids[row]: row for row in numbers_in(shelf.present)}
        )

        def has(offer_id: int) -> bool:
            row = row_of.get(offer_id)
            return row is not None and bool(there[row >> 3] >> (row & 7) & 1)

        return First(
            performances=tuple(shelf.performance_ids[slot] for slot in slots),
            until=date.fromordinal(shelf.day_of[slots[-1]] + FIRST_DAY) if len(slots) == most else None,
            offers=tuple(shelf.offer_ids[row] for row in numbers_in(offers)) if few else None,
            has=has,
        )

    def _find_rows(self) -> dict[int, int]:
        return {self.shelf.offer_ids[row]: row for row in numbers_in(self.shelf.present)}

    def _in_time(self, performances: int) -> Iterable[int]:
        """Slots, soonest first."""
        steps = Page(self.shelf, self.wanted, performances, self._dated()).steps
        if performances.bit_count() * LOOK_COST < len(steps):
            return sorted(numbers_in(performances), key=self.shelf.starts.__getitem__)
        there = performances.to_bytes(self.shelf.layout.slots // 8 + 1, "little")
        slots = (self.shelf.timeline[at] for at in steps)
        return (slot for slot in slots if there[slot >> 3] >> (slot & 7) & 1)

    def facets(self, wanted: Collection[Facet]) -> Counts:
        return {facet.value: dict(self._counts(facet)) for facet in Facet if facet in wanted}

    def drawn(self, likings: Mapping[str, Liking], draw: int, most: int) -> dict[int, frozenset[str]]:
        """See `queries.drawn_by`."""
        shelf, base = self.shelf, self.offers
        liked = {name: base & self._liked(liking) for name, liking in likings.items()}
        rows: set[int] = set()
        for offers in (*liked.values(), base):
            # Parts of equal size: the last of them is no leftover.
            parts = max(1, ceil((total := offers.bit_count()) / most))
            size = ceil(total / parts)
            rows.update(part_of(offers, draw % parts * size, size))
        there = {name: offers.to_bytes(shelf.layout.rows // 8 + 1, "little") for name, offers in liked.items()}
        return {
            shelf.offer_ids[row]: frozenset(name for name, on in there.items() if on[row >> 3] >> (row & 7) & 1)
            for row in sorted(rows)
        }

    def _liked(self, liking: Liking) -> int:
        words = (
            _all_of(_any_of(self._word(typed).values()) for typed in search_words(word)) for word in liking.words
        )
        of_kind = (self._set("disciplines", discipline.value) for discipline in liking.disciplines)
        return _any_of((*words, *of_kind))

    def nearest_outside(self, circle: Circle) -> list[tuple[str, float, int]]:
        """The nearest municipality with houses where the question has answers when it asks for no place: its name,
        kilometres, and how many offers. Empty where there is none.
        """
        found = without(self._matching("place"), self.shelf.travelling)
        nearest: tuple[float, Town, int] | None = None
        for nis, houses in self.shelf.sets.get("houses", {}).items():
            town = self.shelf.towns[nis]
            far = square_km(circle.latitude, circle.longitude, town)
            if (nearest is None or far < nearest[0]) and (some := found & houses):
                nearest = far, town, some.bit_count()
        if nearest is None:
            return []
        _far, town, offers = nearest
        km = distance_km(circle.latitude, circle.longitude, town.latitude, town.longitude)
        return [(town.name, km, offers)]

    # --- Offers -----------------------------------------------------------------------------------------------

    def _matching(self, *omitted: str, fit: Fit | None = None) -> int:
        """The offers that match when conditions of these names are left out."""
        found = self._takes_place(*omitted, fit=fit)
        for name, offers in self.conditions.items():
            if name not in omitted:
                found &= offers
        return found

    def _takes_place(self, *omitted: str, fit: Fit | None = None) -> int:
        """Offers with a performance that matches, and those on whose date school and house can still agree."""
        # Of all names only these are asked of a date.
        key = "months" in omitted, fit
        if key not in self._taking:
            self._taking[key] = self._dated(*omitted, fit=fit) | self._agreed(omitted)
        return self._taking[key]

    def _agreed(self, omitted: tuple[str, ...]) -> int:
        """Offers whose date can be agreed on a day that was asked for."""
        wanted = self.wanted
        dates = (wanted.date_from, wanted.date_to) if "dates" not in omitted else None
        months = wanted.months if "months" not in omitted else None
        key = ("agreed", self.today, dates, months, wanted.school_year)
        return self._kept_of_offers(key, lambda: self._find_agreed(omitted))

    def _find_agreed(self, omitted: tuple[str, ...], month: Month | None = None) -> int:
        """The same, in one month."""
        windows = self.shelf.sets.get("windows", {})
        if not windows:
            return 0
        if omitted not in self._asked:
            self._asked[omitted] = asked_days(self.wanted, self.today, *omitted)
        asked, closed = self._asked[omitted], days_without_lessons(self.today)
        if month is not None:
            first, last = month.first, month.last
            cut = (Days(max(one.first, first), min(one.last, last)) for one in asked)
            asked = tuple(one for one in cut if one.first <= one.last)
        if not asked:
            return 0
        return _any_of(offers for (since, to), offers in windows.items() if can_be_agreed(since, to, asked, closed))

    @cached_property
    def _taking(self) -> dict[tuple[bool, Fit | None], int]:
        return {}

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], tuple[Days, ...]]:
        return {}

    @cached_property
    def conditions(self) -> dict[str, int]:
        """What the offer itself has to satisfy, by name of the filter."""
        wanted = self.wanted
        found = {"published": self.shelf.alive}
        if wanted.regions:
            found["regions"] = self._in_regions(wanted.regions)
        if wanted.within is not None:
            found["place"] = self._at(nis for nis in wanted.within)
        if wanted.around is not None:
            found["place"] = self._near(wanted.around)
        if wanted.bounds is not None:
            box = wanted.bounds
            found["bounds"] = self._at(town.nis for town in self.shelf.towns.values() if lies_in(town, box))
        for name in ("levels", "disciplines", "kinds", "mode", "languages"):
            if values := getattr(wanted, name):
                found[name] = _any_of(self._set(name, str(value)) for value in values)
        if wanted.terms:
            found["terms"] = _all_of(self._called(term) for term in wanted.terms)
        if wanted.access:
            found["access"] = _all_of(self._set("access", access.value) for access in wanted.access)
        found |= self._ages()
        found |= self._prices()
        if self.words:
            found["text"] = _all_of(_any_of(word.values()) for word in self.words)
        return found

    def _set(self, name: str, value: Hashable) -> int:
        return self.shelf.sets.get(name, {}).get(value, 0)

    def _called(self, term: str) -> int:
        meaning = meaning_of(term)
        if meaning is None:
            return 0
        if meaning.access:
            return self._set("access", meaning.access)
        return _any_of(self._set("kinds", kind.value) for kind in meaning.kinds) & _any_of(
            self._set("disciplines", discipline.value) for discipline in meaning.disciplines
        )

    def _ages(self) -> dict[str, int]:
        wanted, sets = self.wanted, self.shelf.sets
        found = {}
        to, since = sets.get("age_to", {}), sets.get("age_from", {})
        if wanted.min_age is not None or wanted.max_age is not None:
            least, most = wanted.min_age, wanted.max_age
            old_enough = _any_of(offers for age, offers in to.items() if least is None or age >= least)
            found["ages"] = old_enough & _any_of(
                offers for age, offers in since.items() if most is None or age <= most
            )
        if wanted.all_ages is not None:
            for_all = since.get(0, 0) & _any_of(offers for age, offers in to.items() if age >= EVERY_AGE_TO)
            found["all_ages"] = for_all if wanted.all_ages else without(self.shelf.present, for_all)
        return found

    # --- Prices -----------------------------------------------------------------------------------------------

    @property
    def _pupils(self) -> int:
        return self.wanted.seats or CLASS_SIZE

    def _costs_at_least(self, cents: int) -> int:
        """Offers that cost a pupil so much or more; a price per group is spread over the pupils."""
        shelf, grouped = self.shelf, self.shelf.group_prices
        single = without(shelf.present, grouped)
        return at_least(shelf.prices, cents, single) | at_least(shelf.prices, cents * self._pupils, grouped)

    def _costs_at_most(self, cents: int) -> int:
        shelf, grouped = self.shelf, self.shelf.group_prices
        single = without(shelf.present, grouped)
        # How many pupils come changes what a group pays, and nothing else.
        cheap = self._kept_of_offers(
            ("single", cents), lambda: without(single, at_least(shelf.prices, cents + 1, single))
        )
        return cheap | without(grouped, at_least(shelf.prices, cents * self._pupils + 1, grouped))

    def _prices(self) -> dict[str, int]:
        wanted = self.wanted
        found = {}
        if wanted.price is not None:
            found["exact_price"] = self._costs_at_least(wanted.price) & self._costs_at_most(wanted.price)
        if wanted.min_price is not None or wanted.max_price is not None:
            found["price"] = self.shelf.present
            if wanted.min_price is not None:
                found["price"] &= self._costs_at_least(wanted.min_price)
            if wanted.max_price is not None:
                found["price"] &= self._costs_at_most(wanted.max_price)
        if wanted.prices:
            found["prices"] = _any_of(self._bands[band] for band in wanted.prices)
        return found

    @cached_property
    def _bands(self) -> dict[PriceBand, int]:
        return self._kept_of_offers(("bands", self._pupils), self._find_bands)

    def _find_bands(self) -> dict[PriceBand, int]:
        found, below = {}, 0
        for band, top in BAND_TOPS.items():
            to_here = self.shelf.present if top is None else self._costs_at_most(top)
            found[band] = without(to_here, below)
            below = to_here
        return found

    # --- Places -----------------------------------------------------------------------------------------------

    @cached_property
    def _towns(self) -> dict[str, int]:
        """For each municipality, the offers that take place there: of its houses, and those that travel to it."""
        return _kept(self.shelf.of_places, "towns", self._find_towns)

    def _find_towns(self) -> dict[str, int]:
        comes = self.shelf.sets.get("comes_to", {})
        return {
            nis: self._set("towns", nis) | (_any_of(comes.get(code, 0) for code in _codes(town)) if comes else 0)
            for nis, town in self.shelf.towns.items()
        }

    def _at(self, places: Iterable[str]) -> int:
        return _any_of(self._towns.get(nis, 0) for nis in places)

    def _in_regions(self, regions: frozenset[str]) -> int:
        return _any_of(self._region(code) for code in regions)

    def _region(self, code: str) -> int:
        if code.startswith("nis-"):
            return self._towns.get(code[4:], 0)
        return _kept(
            self.shelf.of_places,
            code,
            lambda: self._at(nis for nis, town in self.shelf.towns.items() if code in _codes(town)),
        )

    @cached_property
    def _towns_asked(self) -> list[Town]:
        """Where the houses of all answers stand, as far as a place was asked for."""
        wanted, towns = self.wanted, self.shelf.towns
        if wanted.around is not None:
            circle = wanted.around
            return self._kept_of_offers(("within", circle), lambda: list(towns_within(towns.values(), circle)))
        if wanted.within is not None:
            return [towns[nis] for nis in wanted.within if nis in towns]
        return list(towns.values())

    def _near(self, circle: Circle) -> int:
        """Houses within the circle, and who travels to the municipality in its middle."""
        houses = _any_of(self._set("towns", town.nis) for town in self._towns_asked)
        comes = self.shelf.sets.get("comes_to", {})
        if not comes:
            return houses
        middle = self._nearest(circle)
        return houses | _any_of(comes.get(code, 0) for code in _codes(middle))

    def _nearest(self, circle: Circle) -> Town:
        """The municipality in the middle; nearly always a circle stands round the spot of one."""
        spots = _kept(self.shelf.of_places, "spots", self._find_spots)
        spot = circle.latitude, circle.longitude
        return spots.get(spot) or nearest_town(*spot, self.shelf.towns.values())

    def _find_spots(self) -> dict[tuple[float, float], Town]:
        towns = sorted(self.shelf.towns.values(), key=lambda town: town.nis, reverse=True)
        return {(town.latitude, town.longitude): town for town in towns}

    # --- Words ------------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> tuple[Weighed, ...]:
        """For each typed word, the offers that have it, by weight."""
        return tuple(self._word(word) for word in search_words(self.wanted.text))

    def _word(self, typed: str) -> Weighed:
        return self._kept_of_offers(("word", typed), lambda: self._find_word(typed))

    def _find_word(self, typed: str) -> Weighed:
        vocabulary, shelf = self.shelf.vocabulary, self.shelf
        entries = vocabulary.finds(typed)
        found = weighed(entries, shelf.alive)
        return found or weighed(vocabulary.instead(typed, shelf.alive), shelf.alive)

    # --- Performances -----------------------------------------------------------------------------------------

    def performances(self, *omitted: str, fit: Fit | None = None) -> int:
        """Those that match, when conditions of these names are left out."""
        key = self._key_of_dates(omitted, fit)
        return self._kept_of_dates(("performances", *key), lambda: self._find_performances(omitted, fit))

    def _dated(self, *omitted: str, fit: Fit | None = None) -> int:
        """Offers with a performance that matches."""
        key = self._key_of_dates(omitted, fit)
        return self._kept_of_dates(
            ("dated", *key), lambda: self.shelf.layout.offers_with(self.performances(*omitted, fit=fit))
        )

    def _key_of_dates(self, omitted: tuple[str, ...], fit: Fit | None) -> tuple[Hashable, ...]:
        wanted = self.wanted
        fits = wanted.fits if fit is None else wanted.fits | {fit}
        dates = (wanted.date_from, wanted.date_to) if "dates" not in omitted else None
        # Without what was not asked for it is the same question.
        months = wanted.months if "months" not in omitted else frozenset()
        return dates, months, wanted.school_year, self._least(omitted), fits

    def _least(self, omitted: tuple[str, ...]) -> int:
        """Places that have to be left."""
        return 0 if "seats" in omitted else self.wanted.seats or (0 if self.wanted.sold_out else 1)

    def _find_performances(self, omitted: tuple[str, ...], fit: Fit | None) -> int:
        wanted, shelf = self.wanted, self.shelf
        if fit is not None:
            return self.performances(*omitted) & self._that_fit(fit)
        found = shelf.live
        if "dates" not in omitted:
            found = self._between(found, wanted.date_from, wanted.date_to)
        if wanted.months and "months" not in omitted:
            found &= _any_of(shelf.months.get(month.year * 100 + month.month, 0) for month in wanted.months)
        if wanted.school_year is not None:
            year = days_of_school_year(wanted.school_year)
            found = self._between(found, year.first, year.last)
        if least := self._least(omitted):
            found = at_least(shelf.left, least, found)
        for one in wanted.fits:
            found &= self._that_fit(one)
        return found

    def _that_fit(self, fit: Fit) -> int:
        return self.shelf.in_hours if fit is Fit.SCHOOL_HOURS else self.shelf.term_time

    def _between(self, found: int, first: date | None, last: date | None) -> int:
        if first is not None:
            found = at_least(self.shelf.days, day_number(first), found)
        if last is not None:
            found = without(found, at_least(self.shelf.days, day_number(last) + 1, found))
        return found

    # --- Facets -----------------------------------------------------------------------------------------------

    def _counts(self, facet: Facet) -> Iterable[tuple[str, int]]:
        """Offers for each choice, without what was chosen of this facet; of what narrows, with it."""
        if facet is Facet.REGIONS:
            return self._regions(self._matching("regions")).items()
        pairs = self._sets_of(facet)
        return ((value, number) for value, offers in pairs if (number := offers.bit_count()))

    def _sets_of(self, facet: Facet) -> Iterable[tuple[str, int]]:
        match facet:
            case Facet.ACCESS:
                return ((access.value, self.offers & self._set("access", access.value)) for access in Access)
            case Facet.FITS:
                return ((fit.value, self._matching(fit=fit)) for fit in Fit)
            case Facet.MONTHS:
                return self._months(self._all_conditions("months"))
            case Facet.PRICES:
                found = self._matching("prices")
                return ((band.value, found & offers) for band, offers in self._bands.items())
            case _:
                found = self._matching(facet.value)
                return ((value, found & offers) for value, offers in self.shelf.sets.get(facet.value, {}).items())

    def _all_conditions(self, *omitted: str) -> int:
        return _all_of(offers for name, offers in self.conditions.items() if name not in omitted)

    def _regions(self, found: int) -> Mapping[str, int]:
        if found.bit_count() <= LOOKS * len(self._towns_asked):
            return self._regions_of_few(found)
        # Who tries one region after the other leaves all else as it is.
        return self._kept_of_offers(("regions", found), lambda: self._regions_of_many(found))

    def _regions_of_many(self, found: int) -> dict[str, int]:
        """A house stands in one municipality; who travels is looked at, for few do."""
        shelf = self.shelf
        travelling = found & shelf.travelling
        counts = self._regions_of_few(travelling) if travelling else {}
        houses, of_town = shelf.sets.get("towns", {}), self._codes_of_towns
        for town in self._towns_asked:
            if number := (found & houses.get(town.nis, 0)).bit_count():
                for code in of_town[town.nis]:
                    counts[code] = counts.get(code, 0) + number
        return counts

    def _regions_of_few(self, found: int) -> dict[str, int]:
        """The same by looking at each offer: there are three hundred municipalities to count otherwise."""
        reached, counts = self._reached, dict[str, int]()
        for number, offers in Counter(picked(self.shelf.place_of, found)).items():
            for code in reached[number]:
                counts[code] = counts.get(code, 0) + offers
        return counts

    @cached_property
    def _reached(self) -> tuple[tuple[str, ...], ...]:
        """Of each of `places`: every code of a municipality, or of all that somebody travels to."""
        return _kept(self.shelf.of_places, "reached", self._find_reached)

    @cached_property
    def _codes_of_towns(self) -> dict[str, tuple[str, str, str]]:
        towns = self.shelf.towns.items()
        return _kept(self.shelf.of_places, "codes", lambda: {nis: _codes(town) for nis, town in towns})

    def _find_reached(self) -> tuple[tuple[str, ...], ...]:
        shelf = self.shelf
        of_town = self._codes_of_towns
        lying_in: dict[str, set[str]] = {}
        for codes in of_town.values():
            for code in codes:
                lying_in.setdefault(code, set()).update(codes)

        def codes_of(place: str | tuple[str, ...]) -> tuple[str, ...]:
            if isinstance(place, str):
                return of_town[place]
            return tuple({code for region in place for code in lying_in.get(region, ())})

        return tuple(codes_of(place) for place in shelf.places)

    def _months(self, found: int) -> Iterator[tuple[str, int]]:
        dated = self._kept_of_dates(("months", *self._key_of_dates(("months",), None)), self._find_months)
        wanted = self.wanted
        key = ("agreed in", self.today, wanted.date_from, wanted.date_to, wanted.school_year)
        agreed = self._kept_of_offers(key, self._find_agreed_months)
        return ((name, found & (dated.get(name, 0) | agreed.get(name, 0))) for name in {**dated, **agreed})

    def _find_agreed_months(self) -> dict[str, int]:
        return {str(month): self._find_agreed(("months",), month) for month in months_to_agree(self.today)}

    def _find_months(self) -> dict[str, int]:
        """Offers with a matching performance in each month."""
        found, performances = {}, self.performances("months")
        for month, some in self.shelf.months.items():
            if inside := performances & some:
                found[f"{month // 100:04d}-{month % 100:02d}"] = self.shelf.layout.offers_with(inside)
        return found

    # --- Remembering ------------------------------------------------------------------------------------------

    def _kept_of_offers(self, key: Hashable, find: Callable[[], T]) -> T:
        return _kept(self.shelf.of_offers, key, find)

    def _kept_of_dates(self, key: Hashable, find: Callable[[], T]) -> T:
        return _kept(self.shelf.of_dates, key, find)


def _kept(kept: dict[Any, Any], key: Hashable, find: Callable[[], T]) -> T:
    # One look: another thread may empty it in between.
    found = kept.get(key)
    if found is None:
        found = kept[key] = find()
    return found


def _any_of(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _all_of(sets: Iterable[int]) -> int:
    """Of one set at least."""
    found = -1
    for one in sets:
        found &= one
    return found


def _codes(town: Town) -> tuple[str, str, str]:
    return f"nis-{town.nis}", f"prv-{town.province}", f"reg-{town.region}"
