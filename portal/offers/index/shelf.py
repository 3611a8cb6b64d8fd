"""The catalogue as sets of bits: the shelf that one thread fills, and the snapshots of it that all others read.

A row is written once. An offer that changes leaves its row and gets a new one, so that nothing has to be taken out of
any set but the one of who is there; only the places left of a performance are written over. Sets are ints and never
change under a reader; arrays only grow, and what a reader sees too much of has no bit in the sets of its snapshot.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from sys import intern
from typing import Any

from portal.clock import school_day
from portal.offers.index.bits import bits_of, merged, slices_of, without
from portal.offers.index.blocks import Layout, Rooms, capacity_for
from portal.offers.index.facts import DAY_BITS, FIRST_DAY, LEFT_BITS, LEFT_MAX, Facts, Town, Words, moment
from portal.offers.index.vocabulary import Vocabulary
from portal.places.school_calendar import school_holidays, school_year

Sets = Mapping[str, Mapping[Any, int]]
GARBAGE_LEAST, GARBAGE_SHARE = 2_000, 4
"""Rows left behind before it pays to build anew: so many, and one in so many of what there is."""
KEPT_MAX = 128
FOREVER = 1 << 62


class Kept(dict[Any, Any]):
    """Answers to partial questions, for as long as what they stand on doesn't change. Forgets all when it is full."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= KEPT_MAX:
            self.clear()
        super().__setitem__(key, value)


@dataclass(frozen=True)
class Snapshot:
    """All that a search needs, as it was at one moment. Sets of offers hold rows, sets of performances hold slots."""

    layout: Layout
    towns: Mapping[str, Town]
    since: datetime
    """Performances that had started by then were never read."""
    right: tuple[int, int]
    """`live` is right from the first of these moments until just before the second."""
    holidays_from: int
    """The school year from which `term_time` is right."""

    present: int
    """Offers that there are."""
    alive: int
    """Those of them that are published."""
    travelling: int
    """Those with a working region: they take place there, and not in their house."""
    sets: Sets
    """Name of a condition -> value -> offers."""
    prices: tuple[int, ...]
    """Price in cents, digit by digit."""
    group_prices: int
    """Offers whose price is for a group."""
    row_prices: array[int]
    """The same, of a row."""
    price_values: tuple[frozenset[int], frozenset[int]]
    """Every price per pupil that there is, and every price per group."""

    live: int
    """Performances to come."""
    in_hours: int
    term_time: int
    days: tuple[int, ...]
    left: tuple[int, ...]
    months: Mapping[int, int]
    """Year * 100 + month -> performances."""

    offer_ids: array[int]
    row_titles: list[str]
    place_of: array[int]
    """Of a row: which of `places`."""
    places: tuple[str | tuple[str, ...], ...]
    """The municipality of a house, or the working region of who travels."""
    row_of: array[int]
    """Of a slot."""
    starts: array[int]
    """Of a slot, in microseconds."""
    day_of: array[int]
    """Of a slot, in days since `FIRST_DAY`."""
    left_of: array[int]
    """Places left in a slot; the newest, which may be newer than `left`."""
    performance_ids: array[int]
    """Of a slot."""
    timeline: array[int]
    """Slots, soonest first, then by offer."""
    moments: array[int]
    """When each of the timeline starts."""
    by_title: array[int]
    """Rows."""
    vocabulary: Vocabulary

    of_places: dict[Any, Any] = field(default_factory=dict)
    """Offers by municipality, province and region, made when first asked for; right until an offer changes."""
    of_offers: Kept = field(default_factory=Kept)
    """Partial answers that hold until an offer changes."""
    of_dates: Kept = field(default_factory=Kept)
    """Partial answers that hold until a place is booked."""

    def answers(self, now: datetime) -> bool:
        """Whether it can: the clock of whoever asks stands where this snapshot was made for."""
        first, end = self.right
        return first <= moment(now) < end and school_year(school_day(now)) == self.holidays_from


@cache
def _holidays(from_year: int) -> frozenset[int]:
    days = (h for year in range(from_year, from_year + 3) for h in school_holidays(year))
    return frozenset(
        day - FIRST_DAY for holiday in days for day in range(holiday.first.toordinal(), holiday.last.toordinal() + 1)
    )


class Shelf:
    """Fills and changes; one thread at a time."""

    def __init__(self, towns: Mapping[str, Town], since: datetime, capacities: Mapping[int, int]) -> None:
        self.towns = towns
        self.since = since
        self.garbage = 0
        self._cut = since
        self._past = 0
        self._holidays_from = school_year(school_day(since))
        self._rooms = Rooms()
        rows: dict[int, int] = defaultdict(int)
        for dates, number in capacities.items():
            rows[capacity_for(dates)] += number
        self._rooms.reserve(rows)
        self._row_of_offer: dict[int, int] = {}
        self._sets: dict[str, dict[Any, int]] = {}
        self._prices: list[int] = []
        self._price_values: tuple[set[int], set[int]] = (set(), set())
        self._group_prices = self._present = self._alive = self._travelling = 0
        self._used = self._in_hours = self._term_time = 0
        self._days, self._left = [0] * DAY_BITS, [0] * LEFT_BITS
        self._months: dict[int, int] = {}
        self._offer_ids, self._row_prices, self._place_of = array("q"), array("q"), array("I")
        self._numbers_of_places: dict[str | tuple[str, ...], int] = {}
        self._titles: list[str] = []
        self._row_of, self._starts = array("I"), array("q")
        self._day_of, self._left_of, self._performance_ids = array("H"), array("i"), array("q")
        self._timeline, self._moments, self._by_title = array("I"), array("q"), array("I")
        self._vocabulary = Vocabulary()
        self._of_places: dict[Any, Any] = {}
        self._of_offers = Kept()

    def __len__(self) -> int:
        return len(self._row_of_offer)

    @property
    def is_worn(self) -> bool:
        return self.garbage > GARBAGE_LEAST + len(self) // GARBAGE_SHARE

    def snapshot(self, now: datetime) -> Snapshot:
        """What there is, seen from `now`."""
        self._turn_to(now)
        return Snapshot(
            layout=self._rooms.layout,
            towns=self.towns,
            since=self.since,
            right=self._right(),
            holidays_from=self._holidays_from,
            present=self._present,
            alive=self._alive,
            travelling=self._travelling,
            sets={name: dict(values) for name, values in self._sets.items()},
            prices=tuple(self._prices),
            row_prices=self._row_prices,
            group_prices=self._group_prices,
            price_values=(frozenset(self._price_values[0]), frozenset(self._price_values[1])),
            live=without(self._used, self._past),
            in_hours=self._in_hours,
            term_time=self._term_time,
            days=tuple(self._days),
            left=tuple(self._left),
            months=dict(self._months),
            offer_ids=self._offer_ids,
            row_titles=self._titles,
            place_of=self._place_of,
            places=tuple(self._numbers_of_places),
            row_of=self._row_of,
            starts=self._starts,
            day_of=self._day_of,
            left_of=self._left_of,
            performance_ids=self._performance_ids,
            timeline=self._timeline,
            moments=self._moments,
            by_title=self._by_title,
            vocabulary=self._vocabulary,
            of_places=self._of_places,
            of_offers=self._of_offers,
        )

    # --- Offers -----------------------------------------------------------------------------------------------

    def drop(self, offer_ids: Iterable[int]) -> None:
        """Forget offers; those that aren't here are no matter."""
        rows = [row for offer_id in offer_ids if (row := self._row_of_offer.pop(offer_id, None)) is not None]
        gone = bits_of(rows)
        self._present = without(self._present, gone)
        self._alive = without(self._alive, gone)
        self._used = without(self._used, bits_of([s for row in rows for s in self._rooms.layout.slots_of(row)]))
        self.garbage += len(rows)
        self._of_places, self._of_offers = {}, Kept()

    def add(self, offers: Sequence[Facts], words: Words) -> None:
        """Put in offers that aren't here, with their words; `drop` them first where they may be."""
        placed = [(self._rooms.take(len(facts.dates)), facts) for facts in offers]
        self._make_room()
        for row, facts in placed:
            self._row_of_offer[facts.id] = row
            self._offer_ids[row] = facts.id
            # One text for all houses that programme a show.
            self._titles[row] = intern(facts.title)
            self._place_of[row] = self._number_of_place(facts)
        self._note_rows(placed)
        self._note_dates([(row, facts) for row, facts in placed if facts.dates])
        self._sort_titles([row for row, _facts in placed])
        self._vocabulary.add(words, self._row_of_offer, self._rooms.layout.rows)
        self._of_places, self._of_offers = {}, Kept()

    def _make_room(self) -> None:
        """Arrays reach as far as the layout."""
        layout = self._rooms.layout
        for values in (self._offer_ids, self._row_prices, self._place_of):
            values.extend([0] * (layout.rows - len(values)))
        self._titles.extend([""] * (layout.rows - len(self._titles)))
        for values in (self._row_of, self._starts, self._day_of, self._left_of, self._performance_ids):
            values.extend([0] * (layout.slots - len(values)))

    def _number_of_place(self, facts: Facts) -> int:
        place = tuple(sorted(facts.regions)) or facts.nis
        return self._numbers_of_places.setdefault(place, len(self._numbers_of_places))

    def _note_rows(self, placed: Sequence[tuple[int, Facts]]) -> None:
        found: dict[tuple[str, Any], list[int]] = defaultdict(list)
        for row, facts in placed:
            for name, value in _values(facts, self.towns[facts.nis]):
                found[name, value].append(row)
        for (name, value), rows in found.items():
            values = self._sets.setdefault(name, {})
            values[value] = values.get(value, 0) | bits_of(rows)
        rows = [row for row, _facts in placed]
        self._present |= bits_of(rows)
        self._alive |= bits_of([row for row, facts in placed if facts.is_published])
        self._travelling |= bits_of([row for row, facts in placed if facts.regions])
        self._group_prices |= bits_of([row for row, facts in placed if facts.is_group_price])
        for row, facts in placed:
            self._row_prices[row] = facts.price_cents
            self._price_values[facts.is_group_price].add(facts.price_cents)
        prices = [facts.price_cents for _row, facts in placed]
        digits = max(max(prices, default=0).bit_length(), len(self._prices))
        self._prices += [0] * (digits - len(self._prices))
        for place, bits in enumerate(slices_of(rows, prices, digits)):
            self._prices[place] |= bits

    def _note_dates(self, placed: Sequence[tuple[int, Facts]]) -> None:
        layout, holidays = self._rooms.layout, _holidays(self._holidays_from)
        fresh: list[tuple[int, int, int]] = []
        months: dict[int, list[int]] = defaultdict(list)
        in_hours, term_time = [], []
        for row, facts in placed:
            for slot, at in zip(layout.slots_of(row), facts.dates, strict=False):
                fresh.append((at.starts, facts.id, slot))
                self._row_of[slot], self._starts[slot] = row, at.starts
                self._day_of[slot], self._left_of[slot] = at.day, at.left
                self._performance_ids[slot] = at.id
                months[month_of(at.day)].append(slot)
                if at.in_school_hours:
                    in_hours.append(slot)
                if at.day not in holidays:
                    term_time.append(slot)
        slots = [slot for _starts, _id, slot in fresh]
        self._used |= bits_of(slots)
        self._in_hours |= bits_of(in_hours)
        self._term_time |= bits_of(term_time)
        for month, some in months.items():
            self._months[month] = self._months.get(month, 0) | bits_of(some)
        for place, bits in enumerate(slices_of(slots, [self._day_of[slot] for slot in slots], DAY_BITS)):
            self._days[place] |= bits
        for place, bits in enumerate(
            slices_of(slots, [asked_left(self._left_of[slot]) for slot in slots], LEFT_BITS)
        ):
            self._left[place] |= bits
        self._past |= bits_of([slot for starts, _id, slot in fresh if starts <= moment(self._cut)])
        self._sort_dates(sorted(fresh))

    def _sort_dates(self, fresh: Sequence[tuple[int, int, int]]) -> None:
        """The timeline with new slots in it: copies, because somebody may be walking along the old one."""
        places = []
        for starts, offer_id, _slot in fresh:
            first = bisect_left(self._moments, starts)
            last = bisect_right(self._moments, starts, first)
            places.append(bisect_left(self._timeline, offer_id, first, last, key=self._offer_of_slot))
        self._timeline = merged(self._timeline, [slot for _starts, _id, slot in fresh], places)
        self._moments = merged(self._moments, [starts for starts, _id, _slot in fresh], places)

    def _offer_of_slot(self, slot: int) -> int:
        return self._offer_ids[self._row_of[slot]]

    def _sort_titles(self, rows: Sequence[int]) -> None:
        title = self._titles.__getitem__
        fresh = sorted(rows, key=title)
        self._by_title = merged(
            self._by_title, fresh, [bisect_left(self._by_title, title(row), key=title) for row in fresh]
        )

    # --- Places and time --------------------------------------------------------------------------------------

    def set_places(self, changes: Mapping[int, tuple[int, int]]) -> None:
        """Places left by performance, with the offer of each; performances that aren't here are no matter."""
        slots, flips = [], []
        for performance_id, (offer_id, left) in changes.items():
            row = self._row_of_offer.get(offer_id)
            for slot in self._rooms.layout.slots_of(row) if row is not None else ():
                if self._performance_ids[slot] == performance_id and self._left_of[slot] != left:
                    slots.append(slot)
                    flips.append(asked_left(self._left_of[slot]) ^ asked_left(left))
                    self._left_of[slot] = left
        if slots:
            for place, bits in enumerate(slices_of(slots, flips, LEFT_BITS)):
                self._left[place] ^= bits

    def _right(self) -> tuple[int, int]:
        at = bisect_right(self._moments, moment(self._cut))
        first = self._moments[at - 1] if at else moment(self.since)
        return first, self._moments[at] if at < len(self._moments) else FOREVER

    def _turn_to(self, now: datetime) -> None:
        """Let what has started by `now` be past, and nothing else."""
        old, new = (bisect_right(self._moments, moment(at)) for at in (self._cut, now))
        if new > old:
            self._past |= bits_of(self._timeline[old:new])
        else:
            self._past = without(self._past, bits_of(self._timeline[new:old]))
        self._cut = now
        if (year := school_year(school_day(now))) != self._holidays_from:
            self._holidays_from = year
            holidays = _holidays(year)
            self._term_time = bits_of([slot for slot in self._timeline if self._day_of[slot] not in holidays])


def asked_left(left: int) -> int:
    """Places left as questions tell them apart."""
    return min(left, LEFT_MAX)


@cache
def month_of(day: int) -> int:
    found = date.fromordinal(day + FIRST_DAY)
    return found.year * 100 + found.month


def _values(facts: Facts, town: Town) -> Iterable[tuple[str, Any]]:
    """What an offer can be found by, as (name of the condition, value)."""
    yield "disciplines", facts.discipline
    yield "kinds", facts.kind
    yield "mode", facts.mode
    if facts.regions:
        for region in facts.regions:
            yield "comes_to", region
    else:
        yield "towns", town.nis
    yield "houses", town.nis
    yield "age_from", facts.age_from
    yield "age_to", facts.age_to
    for access in facts.access:
        yield "access", access
    for level in facts.levels:
        yield "levels", level
    for language in facts.languages or ("nl",):
        yield "languages", language
    if facts.by_agreement:
        yield "windows", facts.available
