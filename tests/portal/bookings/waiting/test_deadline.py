"""Until when a class can answer: the house's hours, at least half a school day, never past the closing."""

from datetime import UTC, datetime

import pytest

from portal.bookings.waiting.deadline import answer_by
from portal.clock import BRUSSELS

FAR = datetime(2027, 9, 30, 9, 0, tzinfo=UTC)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        # A Tuesday in term: 48 hours hold two school days.
        (at(2026, 11, 24, 10, 0), 48, at(2026, 11, 26, 10, 0)),
        # Friday evening: 48 hours later it is Sunday, so Monday at a quarter past noon.
        (at(2026, 11, 27, 18, 0), 48, at(2026, 11, 30, 12, 15)),
        # One hour on a Friday afternoon: one school hour then, three on Monday.
        (at(2026, 11, 27, 15, 0), 1, at(2026, 11, 30, 11, 15)),
        # On Wednesday schools close at noon: three hours and a quarter, and the rest on Thursday.
        (at(2026, 11, 25, 9, 0), 2, at(2026, 11, 26, 9, 0)),
        # The last afternoon before Christmas: the first school day is Monday 4 January.
        (at(2026, 12, 18, 17, 0), 48, at(2027, 1, 4, 12, 15)),
        # In the summer nobody is there to answer.
        (at(2027, 7, 5, 10, 0), 48, at(2027, 9, 1, 12, 15)),
    ],
)
def test_the_hours_of_the_house_hold_at_least_four_school_hours(now, hours, until):
    assert answer_by(now, hours, FAR) == until


def test_the_term_never_passes_the_moment_at_which_bookings_close():
    friday, closes = at(2026, 11, 27, 18, 0), at(2026, 11, 28, 9, 0)

    assert answer_by(friday, 48, closes) == closes
    assert answer_by(friday, 1, closes) == closes


def test_an_hour_that_the_clock_repeats_is_counted_once():
    # Summer time ends in the night of 24 to 25 October 2026: three days later it is an hour earlier.
    before = at(2026, 10, 24, 9, 0)

    assert answer_by(before, 72, FAR) == at(2026, 10, 27, 8, 0)
