"""How long a class has to answer when places come free for it. Pure; the house's rule is in hours on the clock.

A letter that leaves on Friday evening and asks for an answer by Sunday is read by nobody. So whatever the house's
hours are, at least `AT_LEAST` of them are school hours: the term is moved on, over weekends and holidays, until they
are. It never lies past the moment at which bookings close.
"""

from datetime import UTC, date, datetime, time, timedelta

from portal.clock import BRUSSELS, local
from portal.places.school_calendar import (
    LESSONS_FROM,
    LESSONS_UNTIL,
    NOON_ON_WEDNESDAY,
    has_afternoon_lessons,
    is_school_day,
)

AT_LEAST = timedelta(hours=4)
"""Half a school day: whoever reads mail in a break can still ask the colleague who goes along."""


def answer_by(now: datetime, hours: int, closes_at: datetime) -> datetime:
    """The moment until which seats are kept: `hours` from `now`, or later, and never past `closes_at`."""
    # In UTC, because hours added on the wall clock are an hour off in the nights that change it.
    now = now.astimezone(UTC)
    by = now + timedelta(hours=hours)
    if by >= closes_at:
        return closes_at
    return min(max(by, _after_school_hours(now, AT_LEAST, closes_at)), closes_at)


def _after_school_hours(now: datetime, wanted: timedelta, until: datetime) -> datetime:
    """When so many school hours have passed since `now`; `until` where they don't pass before."""
    day = local(now).date()
    while (opens := _at(day, LESSONS_FROM)) < until:
        if is_school_day(day):
            begins = max(opens, now)
            shuts = _at(day, LESSONS_UNTIL if has_afternoon_lessons(day) else NOON_ON_WEDNESDAY)
            if begins + wanted <= shuts:
                return begins + wanted
            wanted -= max(shuts - begins, timedelta(0))
        day += timedelta(days=1)
    return until


def _at(day: date, hour: time) -> datetime:
    """This hour on the wall clock, as an aware moment that can be counted with across a change of the clock."""
    return datetime.combine(day, hour, BRUSSELS).astimezone(UTC)
