"""Dates in bulk, and dates of the next season. Pure: no database, no clock.

Times are typed as the clock on the wall shows them, so "10.30 uur" stays 10.30 uur when the clocks change.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from portal.clock import BRUSSELS, local
from portal.places.school_calendar import fits_school_hours, holiday_on, school_year

FEASTS = {
    (1, 1): "Nieuwjaar",
    (5, 1): "Feest van de Arbeid",
    (7, 21): "nationale feestdag",
    (8, 15): "O.-L.-V.-Hemelvaart",
    (11, 1): "Allerheiligen",
    (11, 11): "Wapenstilstand",
    (12, 25): "Kerstmis",
}
"""Public holidays with a date of their own (law of 4 January 1974): the school calendar leaves out what falls in a
weekend, and a house may plan a Saturday. The moving ones are in the school calendar, all of them weekdays."""
SPAN_MAX_DAYS = 400
TIMES_MAX = 12
_TIME = re.compile(r"(\d{1,2})[.:u](\d{2})|(\d{1,2})u?")


@dataclass(frozen=True)
class Pattern:
    """ "Elke dinsdag en donderdag om 10.30 en 13.30 van .. tot ..". `weekdays`: Monday is 0; both days included."""

    weekdays: frozenset[int]
    times: tuple[time, ...]
    first: date
    last: date
    every_weeks: int = 1
    skips_holidays: bool = True


@dataclass(frozen=True)
class Busy:
    """When a hall is taken, and by what."""

    starts_at: datetime
    ends_at: datetime
    title: str


@dataclass(frozen=True)
class Proposal:
    """A date to tick off. What speaks against it stands with it; then it is not ticked beforehand."""

    starts_at: datetime
    ends_at: datetime
    holiday: str = ""
    clash: str = ""
    """What else is in the same hall then."""
    is_double: bool = False
    """The offer has this very moment already."""
    is_past: bool = False

    @property
    def is_sound(self) -> bool:
        return not (self.holiday or self.clash or self.is_double or self.is_past)

    @property
    def in_school_hours(self) -> bool:
        return fits_school_hours(local(self.starts_at), local(self.ends_at))


def read_time(typed: str) -> time | None:
    """ "10.30", "10:30", "10u30" or "9": a time of day; None for anything else."""
    found = _TIME.fullmatch(typed.strip().removesuffix("uur").strip())
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_at(day: date, clock: time) -> datetime:
    """The moment at which a clock on the wall in Flanders shows this.

    Of an hour that comes twice in October it is the first; one that the clocks skip in March becomes the hour after.
    """
    return datetime.combine(day, clock, BRUSSELS).astimezone(UTC)


def days_of(pattern: Pattern) -> list[date]:
    """The days that the pattern names, holidays too. Weeks are counted from the one that `first` lies in."""
    last = min(pattern.last, pattern.first + timedelta(days=SPAN_MAX_DAYS))
    monday = pattern.first - timedelta(days=pattern.first.weekday())
    every = max(1, pattern.every_weeks)
    days = (pattern.first + timedelta(days=offset) for offset in range((last - pattern.first).days + 1))
    return [day for day in days if day.weekday() in pattern.weekdays and (day - monday).days // 7 % every == 0]


def proposed(pattern: Pattern, duration: timedelta) -> list[Proposal]:
    """Every moment that the pattern names, in order; one in a holiday carries its name unless holidays are wanted."""
    return [
        _proposal(day, clock, duration, skips_holidays=pattern.skips_holidays)
        for day in days_of(pattern)
        for clock in sorted(set(pattern.times))
    ]


def free_day(day: date) -> str:
    """The school holiday or public holiday that a day belongs to; empty for none."""
    holiday = holiday_on(day)
    return holiday.name if holiday else FEASTS.get((day.month, day.day), "")


def _proposal(day: date, clock: time, duration: timedelta, *, skips_holidays: bool) -> Proposal:
    starts = moment_at(day, clock)
    return Proposal(starts, starts + duration, holiday=free_day(day) if skips_holidays else "")


def next_season(day: date) -> date:
    """The same weekday of the same week, one school year later: 52 weeks on, or 53 where that is still this year."""
    later = day + timedelta(weeks=52)
    return later if school_year(later) > school_year(day) else later + timedelta(weeks=1)


def moved_to_next_season(moments: Iterable[tuple[datetime, datetime]]) -> list[Proposal]:
    """Performances (start, end) as they would be next season: same weekday, same hour on the wall clock."""
    moved = []
    for starts, ends in sorted(moments):
        here = local(starts)
        day = next_season(here.date())
        moved.append(_proposal(day, here.time(), ends - starts, skips_holidays=True))
    return moved


def weighed(
    proposals: Iterable[Proposal], busy: Iterable[Busy], already: Collection[datetime], now: datetime
) -> list[Proposal]:
    """The proposals with what speaks against each: the hall is taken, the date is there already, or it is past."""
    taken = sorted(busy, key=lambda one: one.starts_at)
    return [
        replace(
            one,
            clash=next((other.title for other in taken if _overlap(one, other)), ""),
            is_double=one.starts_at in already,
            is_past=one.starts_at <= now,
        )
        for one in proposals
    ]


def _overlap(one: Proposal, other: Busy) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
