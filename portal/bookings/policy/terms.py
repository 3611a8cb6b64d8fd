"""When things end under the rules of a house: a hold, and the time in which numbers are provisional. Pure."""

from datetime import date, datetime, time, timedelta

from portal.bookings.policy.rules import Counts, HouseRules
from portal.clock import BRUSSELS, school_day
from portal.places.school_calendar import school_year

HEAD_HOURS = 7 * 24
"""How long a school's head has where the house sets no term of its own."""

WARN_HOURS = 24
"""So long before a hold ends, the school is reminded."""


def hold_ends(rules: HouseRules, *, now: datetime, closes_at: datetime, starts_at: datetime) -> datetime:
    """When seats that are held from now on are let go; never later than booking closes.

    A house that says yes after that moment holds them until the performance.
    """
    last = closes_at if now < closes_at else starts_at
    return min(now + timedelta(hours=rules.hold_hours or HEAD_HOURS), last)


def hold_reminder(*, held_since: datetime, held_until: datetime) -> datetime:
    """When to remind of a hold: a day before it ends, or half-way where it is short."""
    return max(held_until - timedelta(hours=WARN_HOURS), held_since + (held_until - held_since) / 2)


def last_day_of_counts(counts: Counts, performance: date) -> date | None:
    """The last day on which the numbers are provisional: of the two that a house may name, the one that comes first.

    None: the house names neither, so there is no moment at which they become definitive.
    """
    named = []
    if counts.definitive_by is not None:
        named.append(counts.definitive_by.in_school_year(school_year(performance)))
    if counts.definitive_days_before is not None:
        named.append(performance - timedelta(days=counts.definitive_days_before))
    return min(named, default=None)


def counts_end(counts: Counts, starts_at: datetime) -> datetime | None:
    """The moment from which the numbers are definitive: the end of that last day in Flanders, or the start of the
    performance where that comes first."""
    last = last_day_of_counts(counts, school_day(starts_at))
    if last is None:
        return None
    return min(datetime.combine(last + timedelta(days=1), time(), BRUSSELS), starts_at)


def counts_reminder(counts: Counts, ends: datetime) -> datetime:
    """When to remind a school of the end of its provisional numbers: in the morning, so many days before."""
    day = school_day(ends - timedelta(seconds=1)) - timedelta(days=counts.reminder_days)
    return datetime.combine(day, time(8), BRUSSELS)
