"""The weeks of a reading period, and how far a class could be at the end of each. Days only, nothing by the hour.

A week in which no school is open asks nothing: it gets no goal of its own, and nobody is behind because of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from portal.library.lending.seats import ONE_DAY, Period
from portal.places.school_calendar import holiday_on, school_days

ONE_WEEK = timedelta(days=7)

Goals = Mapping[date, int]
"""By the Monday of a week: up to and with which chapter."""


@dataclass(frozen=True)
class Week:
    """The part of a calendar week that lies in the period."""

    first: date
    last: date
    school_days: tuple[date, ...]

    @property
    def monday(self) -> date:
        return monday_of(self.first)

    @property
    def holiday(self) -> str:
        """The holiday that takes the whole week; empty in a week with school."""
        found = None if self.school_days else holiday_on(self.first)
        return found.name if found else ""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(period: Period) -> tuple[Week, ...]:
    """The weeks of a period in order; the first and the last may be short."""
    starts = [period.first]
    while (following := monday_of(starts[-1]) + ONE_WEEK) <= period.last:
        starts.append(following)
    ends = [*(start - ONE_DAY for start in starts[1:]), period.last]
    return tuple(Week(first, last, tuple(school_days(first, last))) for first, last in zip(starts, ends, strict=True))


def proposed_goals(words: Sequence[int], weeks: Sequence[Week]) -> dict[date, int]:
    """A goal for every week with school: the same number of words on every school day, rounded to whole chapters.

    `words` is how long each chapter is. The last goal is the last chapter. Without a single school day (a book for
    the summer) there is nothing to propose.
    """
    with_school = [week for week in weeks if week.school_days]
    if not with_school or not words:
        return {}
    read_after = list(accumulate(max(count, 1) for count in words))
    days = list(accumulate(len(week.school_days) for week in with_school))
    wanted = [read_after[-1] * so_far / days[-1] for so_far in days]
    return {
        week.monday: _nearest(read_after, words_then) for week, words_then in zip(with_school, wanted, strict=True)
    }


def _nearest(read_after: Sequence[int], words: float) -> int:
    """The chapter at the end of which the number of words read is nearest; the longer way where two are as near."""
    return min(range(len(read_after)), key=lambda n: (abs(read_after[n] - words), -n)) + 1


def goal_of_week(goals: Goals, day: date) -> int | None:
    return goals.get(monday_of(day))


def goal_that_is_due(goals: Goals, weeks: Sequence[Week], day: date) -> int | None:
    """The goal of the last week whose school days are all over; None while no week is.

    In a holiday, and on the Monday after it, that is still the goal of the last week before it.
    """
    over = [goals[week.monday] for week in weeks if week.monday in goals and _last_day(week) < day]
    return over[-1] if over else None


def _last_day(week: Week) -> date:
    """The last school day; a teacher may set a goal in a holiday, and then that is due when its week is over."""
    return week.school_days[-1] if week.school_days else week.last
