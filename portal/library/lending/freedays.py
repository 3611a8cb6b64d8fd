"""The free copies of a title as a calendar. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.library.lending.seats import ONE_DAY, Period, Stock
from portal.places.school_calendar import SATURDAY, holiday_on

MONTHS_SHOWN = 3


@dataclass(frozen=True)
class FreeDay:
    """A day and what is free on it; once a first day is picked, what is free on every day from that one on."""

    day: date
    free: int
    is_past: bool
    waits: bool
    """What is free waits for a class in line."""
    holiday: str

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY


@dataclass(frozen=True)
class FreeMonth:
    first: date
    weeks: tuple[tuple[FreeDay | None, ...], ...]
    """Of seven places, from Monday; None outside the month."""


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_on(first: date, number: int) -> date:
    """The first day of the month so many months further, or back."""
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def free_months(
    stock: Stock, first: date, *, today: date, since: date | None = None, months: int = MONTHS_SHOWN
) -> list[FreeMonth]:
    """So many months from the one of `first`; `since`: the first day that was picked."""
    return [_month(stock, months_on(month_of(first), number), today, since) for number in range(months)]


def _month(stock: Stock, first: date, today: date, since: date | None) -> FreeMonth:
    days = list(_days(stock, first, today, since))
    places: list[FreeDay | None] = [None] * first.weekday() + days
    places += [None] * (-len(places) % 7)
    return FreeMonth(first, tuple(tuple(places[at : at + 7]) for at in range(0, len(places), 7)))


def _days(stock: Stock, first: date, today: date, since: date | None) -> Iterator[FreeDay]:
    day, end = first, months_on(first, 1)
    while day < end:
        period = Period(since, day) if since is not None and since <= day else Period(day, day)
        holiday = holiday_on(day)
        yield FreeDay(
            day,
            0 if day < today else stock.room(period).free,
            day < today,
            any(kept.first <= day <= kept.last for kept in stock.kept),
            holiday.name if holiday else "",
        )
        day += ONE_DAY
