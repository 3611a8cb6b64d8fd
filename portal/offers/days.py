"""Which days a question asks about, for offers whose date is agreed with the school.

A dated performance is simply on one of the days or not. An offer "in overleg" has a window instead, in which a date
can be agreed; it answers when a school day of its window is among the days that were asked for.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from portal.offers.filter import Month, OfferFilter
from portal.places.school_calendar import is_school_day, school_year

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Days:
    """A range of days, both included."""

    first: date
    last: date


def last_day_to_agree(today: date) -> date:
    """The end of the next school year: nobody agrees on dates beyond it."""
    return date(school_year(today) + 2, 6, 30)


def days_of_school_year(year: int) -> Days:
    return Days(date(year, 9, 1), date(year + 1, 8, 31))


def asked_days(wanted: OfferFilter, today: date, *without: str) -> tuple[Days, ...]:
    """The days asked for from today on, in order; each range begins and ends with a school day.

    Names in `without` ("dates", "months", "school_year") leave those filters out.
    """
    first, last = today, last_day_to_agree(today)
    if "dates" not in without:
        first = max(first, wanted.date_from or first)
        last = min(last, wanted.date_to or last)
    if "school_year" not in without and wanted.school_year is not None:
        year = days_of_school_year(wanted.school_year)
        first, last = max(first, year.first), min(last, year.last)
    months = wanted.months if "months" not in without else frozenset()
    ranges = _joined(months) if months else (Days(first, last),)
    shrunk = (_from_school_day_to_school_day(max(one.first, first), min(one.last, last)) for one in ranges)
    return tuple(one for one in shrunk if one is not None)


def months_to_agree(today: date) -> tuple[Month, ...]:
    """Every month in which a date can be agreed, this one first."""
    last = last_day_to_agree(today)
    months, month = [], Month(today.year, today.month)
    while month.first <= last:
        months.append(month)
        month = Month(month.year + month.month // 12, month.month % 12 + 1)
    return tuple(months)


@lru_cache(maxsize=4)
def days_without_lessons(today: date) -> tuple[Days, ...]:
    """The longest ranges without any school day in which a window could lie: weekends, and holidays with theirs."""
    found, first = [], None
    day, last = today, last_day_to_agree(today) + DAY
    while day <= last:
        if is_school_day(day) or day == last:
            if first is not None:
                found.append(Days(first, day - DAY))
            first = None
        elif first is None:
            first = day
        day += DAY
    return tuple(found)


def can_be_agreed(
    available_from: date | None, available_to: date | None, asked: Iterable[Days], closed: Sequence[Days]
) -> bool:
    """Whether a school day of the window is among the days asked for; `closed` are the `days_without_lessons`.

    `conditions.can_be_agreed` says the same in SQL: a range begins and ends with a school day, so what overlaps it
    shares one with it, or lies inside and needs one of its own.
    """
    for one in asked:
        first, last = max(available_from or one.first, one.first), min(available_to or one.last, one.last)
        if first <= last and not _lies_in_one(first, last, closed):
            return True
    return False


def _lies_in_one(first: date, last: date, ranges: Sequence[Days]) -> bool:
    """Whether one of the ranges, in order and apart, holds all of these days."""
    before = bisect_right(ranges, first, key=_first)
    return before > 0 and last <= ranges[before - 1].last


def _first(days: Days) -> date:
    return days.first


def _from_school_day_to_school_day(first: date, last: date) -> Days | None:
    while first <= last and not is_school_day(first):
        first += DAY
    while first <= last and not is_school_day(last):
        last -= DAY
    return Days(first, last) if first <= last else None


def _joined(months: Iterable[Month]) -> Iterator[Days]:
    """Months that follow each other as one range: a window may cross the end of a month."""
    found: list[Days] = []
    for month in sorted(months):
        if found and found[-1].last + DAY == month.first:
            found[-1] = Days(found[-1].first, month.last)
        else:
            found.append(Days(month.first, month.last))
    return iter(found)
