"""One page of a set of offers, in order.

An order is groups of offers that come one after the other (by score, by distance, by price, by title), and within a
group by first date. Whole groups before the page are counted and skipped. Within one, a walk along the timeline
finds the soonest when there are many, and a look at each offer when there are few.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from heapq import nsmallest
from itertools import groupby

from portal.offers.filter import CLASS_SIZE, OfferFilter, Sort
from portal.offers.index.bits import bits_of, equal, numbers_in, without
from portal.offers.index.distance import square_km
from portal.offers.index.facts import moment
from portal.offers.index.shelf import Snapshot
from portal.offers.index.vocabulary import Weighed
from portal.places.queries import Circle

LOOK_COST = 6
"""What a look at one offer costs, in steps along the timeline."""

FEW = 24
"""Offers of one title or price that are looked at one by one."""

SORTED_AT_ONCE = 2_000
"""Up to so many offers are sorted in one go; of more, the whole order is walked until the page is full."""

NEVER = 1 << 62

AROUND = 48 * 3600 * 1_000_000
"""Microseconds: the performances of a day start within them of its noon, wherever they are."""

Groups = Iterator[int | list[int]]
"""Sets of offers, or lists of rows, first things first. Together they hold every offer of the page's set."""


@dataclass(frozen=True)
class Page:
    shelf: Snapshot
    wanted: OfferFilter
    performances: int
    """Those that match."""
    dated: int
    """The offers that have one of them."""

    def rows(self, offers: int, words: Sequence[Weighed], origin: Circle | None) -> list[int]:
        """From `wanted.start` on, as many as `wanted.limit`."""
        skipped, wanted = 0, self.wanted
        found: list[int] = []
        for group in self._groups(offers, words, origin):
            number = group.bit_count() if isinstance(group, int) else len(group)
            if skipped + number > wanted.start:
                found += self._part(group, max(wanted.start - skipped, 0), wanted.limit - len(found))
                if len(found) == wanted.limit:
                    break
            skipped += number
        return found

    def _groups(self, offers: int, words: Sequence[Weighed], origin: Circle | None) -> Groups:
        order = self.wanted.order
        if order is Sort.TITLE:
            return _by_title(self.shelf, offers)
        if order is Sort.PRICE:
            return _by_price(self.shelf, offers, self.wanted.seats or CLASS_SIZE)
        if order is Sort.DISTANCE and origin is not None:
            return _by_distance(self.shelf, offers, origin)
        if order is Sort.SCORE and words:
            return _by_score(self.shelf, offers, words, origin)
        return iter((offers,))

    def _part(self, group: int | list[int], start: int, limit: int) -> list[int]:
        """The rows of one group, by date."""
        if isinstance(group, int):
            return self._by_date(group, start, limit)
        if len(group) > FEW:
            return self._by_date(bits_of(group), start, limit)
        return self._rows_by_date(group)[start:][:limit]

    def _rows_by_date(self, rows: list[int]) -> list[int]:
        """The same as `_by_date` for rows one can count on one's fingers, without a set as long as the catalogue."""
        if len(rows) == 1:
            return rows
        return sorted(rows, key=lambda row: (self._first_of(row), self.shelf.offer_ids[row]))

    def _first_of(self, row: int) -> int:
        """When the first matching performance of a row starts; after all others where it has none."""
        matching = self._matching
        slots = self.shelf.layout.slots_of(row)
        return next((self.shelf.starts[slot] for slot in slots if matching[slot >> 3] >> (slot & 7) & 1), NEVER)

    def _by_date(self, offers: int, start: int, limit: int) -> list[int]:
        """By first matching performance, those without one last; then by id."""
        dated = offers & self.dated
        number = dated.bit_count()
        found = self._soonest(dated, number, start, limit) if start < number else []
        if len(found) < limit:
            undated = sorted(numbers_in(without(offers, dated)), key=self.shelf.offer_ids.__getitem__)
            found += undated[max(start - number, 0) :][: limit - len(found)]
        return found

    def _soonest(self, dated: int, number: int, start: int, limit: int) -> list[int]:
        steps = self.steps
        # How many steps lie between two finds, if what matches is spread evenly.
        apart = len(steps) / self.performances.bit_count() * self.dated.bit_count() / number
        if (start + limit) * apart < number * LOOK_COST:
            return self._walk(dated, steps, start, limit)
        return self._look(dated, start, limit)

    @cached_property
    def steps(self) -> range:
        """The part of the timeline that can match."""
        wanted, moments = self.wanted, self.shelf.moments
        first, last = bisect_right(moments, self.shelf.right[0]), len(moments)
        if days := [wanted.date_from] if wanted.date_from else [month.first for month in wanted.months]:
            first = max(first, bisect_left(moments, _noon(min(days)) - AROUND))
        if days := [wanted.date_to] if wanted.date_to else [month.last for month in wanted.months]:
            last = bisect_right(moments, _noon(max(days)) + AROUND)
        return range(first, max(first, last))

    @cached_property
    def _matching(self) -> bytes:
        return self.performances.to_bytes(self.shelf.layout.slots // 8 + 1, "little")

    def _walk(self, dated: int, steps: range, start: int, limit: int) -> list[int]:
        """Along the timeline, until the page is full."""
        matching, row_of, timeline = self._matching, self.shelf.row_of, self.shelf.timeline
        wanted = bytearray(dated.to_bytes(self.shelf.layout.rows // 8 + 1, "little"))
        rows: list[int] = []
        for at in steps:
            slot = timeline[at]
            if matching[slot >> 3] >> (slot & 7) & 1:
                row = row_of[slot]
                bit = 1 << (row & 7)
                if wanted[row >> 3] & bit:
                    wanted[row >> 3] ^= bit
                    rows.append(row)
                    if len(rows) == start + limit:
                        break
        return rows[start:]

    def _look(self, dated: int, start: int, limit: int) -> list[int]:
        """At the performances of each offer."""
        matching, slots_of = self._matching, self.shelf.layout.slots_of
        starts, ids = self.shelf.starts, self.shelf.offer_ids
        firsts = []
        for row in numbers_in(dated):
            for slot in slots_of(row):
                if matching[slot >> 3] >> (slot & 7) & 1:
                    firsts.append((starts[slot], ids[row], row))
                    break
        return [row for _starts, _id, row in nsmallest(start + limit, firsts)[start:]]


def _noon(day: date) -> int:
    return moment(datetime.combine(day, time(12), UTC))


# --- Groups ---------------------------------------------------------------------------------------------------


def _by_score(shelf: Snapshot, offers: int, words: Sequence[Weighed], origin: Circle | None) -> Groups:
    """By the weights of the best finds, summed; of equals, the nearest first."""
    scored = {0: offers}
    for word in words:
        longer: dict[int, int] = {}
        for score, some in scored.items():
            for weight, rows in word.items():
                if both := some & rows:
                    longer[score + weight] = longer.get(score + weight, 0) | both
        scored = longer
    for score in sorted(scored, reverse=True):
        if origin is None:
            yield scored[score]
        else:
            yield from _by_distance(shelf, scored[score], origin)


def _by_distance(shelf: Snapshot, offers: int, origin: Circle) -> Groups:
    """Municipality after municipality; some lie on the same spot."""
    houses = shelf.sets.get("houses", {})
    key = ("distances", origin.latitude, origin.longitude)
    near = shelf.of_offers.get(key)
    if near is None:
        far = [(square_km(origin.latitude, origin.longitude, shelf.towns[nis]), nis) for nis in houses]
        near = shelf.of_offers[key] = [
            sum(houses[nis] for _far, nis in some)
            for _distance, some in groupby(sorted(far), key=lambda pair: pair[0])
        ]
    return (some for town in near if (some := offers & town))


def _by_price(shelf: Snapshot, offers: int, pupils: int) -> Groups:
    """By what a class of so many pupils pays."""
    single, grouped = without(offers, shelf.group_prices), offers & shelf.group_prices
    if offers.bit_count() <= SORTED_AT_ONCE:
        price = shelf.row_prices.__getitem__
        priced = [(price(row) * pupils, row) for row in numbers_in(single)]
        priced += [(price(row), row) for row in numbers_in(grouped)]
        priced.sort()
        yield from ([row for _cost, row in same] for _cost, same in groupby(priced, key=lambda pair: pair[0]))
        return
    costs = [(cents * pupils, cents, single) for cents in shelf.price_values[0]]
    costs += [(cents, cents, grouped) for cents in shelf.price_values[1]]
    for _cost, some in groupby(sorted(costs), key=lambda cost: cost[0]):
        found = 0
        for _same, cents, among in some:
            found |= equal(shelf.prices, cents, among)
        if found:
            yield found


def _by_title(shelf: Snapshot, offers: int) -> Groups:
    titles = shelf.row_titles.__getitem__
    if offers.bit_count() <= SORTED_AT_ONCE:
        some = sorted(numbers_in(offers), key=titles)
        return (list(same) for _title, same in groupby(some, key=titles))
    there = offers.to_bytes(shelf.layout.rows // 8 + 1, "little")
    rows = (row for row in shelf.by_title if there[row >> 3] >> (row & 7) & 1)
    return (list(same) for _title, same in groupby(rows, key=titles))
