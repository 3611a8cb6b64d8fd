"""Dates in bulk, by value."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clock import local
from portal.offers.publish.dates import (
    Busy,
    Pattern,
    days_of,
    moment_at,
    moved_to_next_season,
    next_season,
    proposed,
    read_time,
    weighed,
)
from portal.places.school_calendar import school_year

HOUR = timedelta(hours=1)
TUESDAY, THURSDAY = 1, 3
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def every(first: date, last: date, *, times: tuple[time, ...] = (time(10, 30),), **more: object) -> Pattern:
    return Pattern(frozenset({TUESDAY, THURSDAY}), times, first, last, **more)


def test_every_tuesday_and_thursday_leaves_the_autumn_holidays_unticked() -> None:
    found = proposed(every(date(2026, 10, 27), date(2026, 11, 12), times=(time(13, 30), time(10, 30))), HOUR)

    assert [(local(one.starts_at).strftime("%d/%m %H.%M"), one.holiday) for one in found] == [
        ("27/10 10.30", ""),
        ("27/10 13.30", ""),
        ("29/10 10.30", ""),
        ("29/10 13.30", ""),
        ("03/11 10.30", "herfstvakantie"),
        ("03/11 13.30", "herfstvakantie"),
        ("05/11 10.30", "herfstvakantie"),
        ("05/11 13.30", "herfstvakantie"),
        ("10/11 10.30", ""),
        ("10/11 13.30", ""),
        ("12/11 10.30", ""),
        ("12/11 13.30", ""),
    ]


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 11, 11), "Wapenstilstand"),
        (date(2026, 12, 25), "kerstvakantie"),
        (date(2027, 5, 7), "hemelvaart"),
        (date(2027, 5, 17), "pinkstermaandag"),
        (date(2027, 7, 21), "zomervakantie"),
        (date(2027, 12, 25), "Kerstmis"),
        (date(2027, 1, 12), ""),
    ],
)
def test_holidays_of_school_and_state_are_named(day: date, holiday: str) -> None:
    (one,) = proposed(Pattern(frozenset({day.weekday()}), (time(10),), day, day), HOUR)

    assert (one.holiday, one.is_sound) == (holiday, not holiday)


def test_a_house_may_want_its_holidays() -> None:
    (one,) = proposed(every(date(2026, 11, 3), date(2026, 11, 3), skips_holidays=False), HOUR)

    assert one.is_sound


def test_every_other_week_counts_from_the_week_it_starts_in() -> None:
    found = days_of(every(date(2027, 1, 14), date(2027, 2, 4), every_weeks=2))

    assert found == [date(2027, 1, 14), date(2027, 1, 26), date(2027, 1, 28)]


def test_half_past_ten_stays_half_past_ten_when_the_clocks_change() -> None:
    found = proposed(every(date(2027, 3, 25), date(2027, 3, 30)), HOUR)

    assert [one.starts_at for one in found] == [
        datetime(2027, 3, 25, 9, 30, tzinfo=UTC),
        datetime(2027, 3, 30, 8, 30, tzinfo=UTC),
    ]


def test_an_hour_that_the_clocks_skip_or_repeat_is_one_moment() -> None:
    assert moment_at(date(2027, 3, 28), time(2, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert moment_at(date(2027, 10, 31), time(2, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_pattern_without_end_stops_by_itself() -> None:
    assert len(days_of(every(date(2026, 9, 1), date(9999, 1, 1)))) < 120


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10.30", time(10, 30)),
        ("10:30", time(10, 30)),
        ("10u30", time(10, 30)),
        ("9", time(9)),
        ("14u", time(14)),
        (" 9.15 uur ", time(9, 15)),
        ("24.00", None),
        ("10.60", None),
        ("half elf", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_next_season_is_the_same_weekday_in_the_next_school_year(day: date) -> None:
    later = next_season(day)

    assert later.weekday() == day.weekday()
    assert school_year(later) == school_year(day) + 1
    assert (later - day).days in {364, 371}


def test_a_season_moves_with_its_hours_and_names_the_holidays_it_falls_into() -> None:
    summer, autumn = moment_at(date(2026, 9, 22), time(13, 30)), moment_at(date(2026, 11, 10), time(10, 30))
    easter = moment_at(date(2027, 3, 25), time(10, 30))

    found = moved_to_next_season([(easter, easter + HOUR), (summer, summer + HOUR), (autumn, autumn + HOUR)])

    assert [(local(one.starts_at).strftime("%a %d/%m/%Y %H.%M"), one.holiday) for one in found] == [
        ("Tue 21/09/2027 13.30", ""),
        ("Tue 09/11/2027 10.30", ""),
        ("Thu 23/03/2028 10.30", ""),
    ]
    christmas = moment_at(date(2027, 1, 4), time(10)), moment_at(date(2027, 1, 4), time(11))
    assert moved_to_next_season([christmas])[0].holiday == "kerstvakantie"


def test_what_speaks_against_a_date_is_said_with_it() -> None:
    first, second, third = (proposed(every(date(2027, 1, 12), date(2027, 1, 19)), HOUR))[:3]
    busy = [Busy(first.starts_at + HOUR / 2, first.starts_at + 2 * HOUR, "Circus"), _just_after(second)]

    found = weighed([first, second, third], busy, {third.starts_at}, LONG_AGO)

    assert [(one.clash, one.is_double, one.is_sound) for one in found] == [
        ("Circus", False, False),
        ("", False, True),
        ("", True, False),
    ]
    assert all(one.is_past for one in weighed([first], [], (), first.starts_at))


def _just_after(one: object) -> Busy:
    return Busy(one.ends_at, one.ends_at + HOUR, "Opbouw")


def test_a_date_outside_the_lessons_says_so() -> None:
    wednesday = Pattern(frozenset({2}), (time(10), time(14)), date(2027, 1, 13), date(2027, 1, 13))

    assert [one.in_school_hours for one in proposed(wednesday, HOUR)] == [True, False]
