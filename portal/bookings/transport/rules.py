"""What a ride must keep to. Pure.

The conditions of dynamoOPWEG, free rides with De Lijn for classes, as their page told them when it was read: at most
30 persons a ride; on weekdays from 9.00 to 15.30 and from 18.30 on, not on Wednesday from 11.45 to 13.00; ordinary
stops and timetable; a regional officer may still refuse. Whether the scheme runs this year could not be verified, so
these are hints and refuse nothing.
"""

import enum
from collections.abc import Iterator
from datetime import datetime, time

from portal.clock import local, school_day
from portal.places.school_calendar import SATURDAY, WEDNESDAY

PERSONS_MAX = 30
BY_DAY = (time(9, 0), time(15, 30))
EVENING_FROM = time(18, 30)
WEDNESDAY_NOON = (time(11, 45), time(13, 0))


class Hint(enum.StrEnum):
    """Why a ride with De Lijn may not be one of dynamoOPWEG."""

    TOO_MANY = "too-many"
    THERE = "there"
    """The way there is outside its hours."""
    BACK = "back"


def is_stale(pickup_at: datetime | None, return_at: datetime | None, *, starts_at: datetime) -> bool:
    """The hours of a ride are of before its performance was moved: they are to be said again."""
    days = {school_day(moment) for moment in (pickup_at, return_at) if moment is not None}
    return bool(days - {school_day(starts_at)}) or (pickup_at is not None and pickup_at > starts_at)


def hints(people: int, *, there: datetime | None, back: datetime | None) -> Iterator[Hint]:
    """What to look at when a class takes the bus or tram of De Lijn."""
    if people > PERSONS_MAX:
        yield Hint.TOO_MANY
    if there is not None and not is_in_hours(there):
        yield Hint.THERE
    if back is not None and not is_in_hours(back):
        yield Hint.BACK


def is_in_hours(moment: datetime) -> bool:
    here = local(moment)
    if here.weekday() >= SATURDAY:
        return False
    if here.weekday() == WEDNESDAY and WEDNESDAY_NOON[0] <= here.time() < WEDNESDAY_NOON[1]:
        return False
    return BY_DAY[0] <= here.time() <= BY_DAY[1] or here.time() >= EVENING_FROM
