from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.places.school_calendar import (
    easter,
    has_afternoon_lessons,
    is_school_day,
    school_days,
    school_holidays,
    school_year,
)

# As schools published them: autumn, Christmas, crocus and Easter, first and last day.
PUBLISHED = {
    2009: "2009-11-02 2009-11-08 2009-12-21 2010-01-03 2010-02-15 2010-02-21 2010-04-05 2010-04-18",
    2018: "2018-10-29 2018-11-04 2018-12-24 2019-01-06 2019-03-04 2019-03-10 2019-04-08 2019-04-21",
    2019: "2019-10-28 2019-11-03 2019-12-23 2020-01-05 2020-02-24 2020-03-01 2020-04-06 2020-04-19",
    2020: "2020-11-02 2020-11-08 2020-12-21 2021-01-03 2021-02-15 2021-02-21 2021-04-05 2021-04-18",
    2021: "2021-11-01 2021-11-07 2021-12-27 2022-01-09 2022-02-28 2022-03-06 2022-04-04 2022-04-17",
    2025: "2025-10-27 2025-11-02 2025-12-22 2026-01-04 2026-02-16 2026-02-22 2026-04-06 2026-04-19",
    2026: "2026-11-02 2026-11-08 2026-12-21 2027-01-03 2027-02-08 2027-02-14 2027-03-29 2027-04-11",
}
WEEKS = ("herfstvakantie", "kerstvakantie", "krokusvakantie", "paasvakantie")


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_rules_give_the_published_holidays(year):
    weeks = [holiday for holiday in school_holidays(year) if holiday.name in WEEKS]

    found = " ".join(f"{holiday.first} {holiday.last}" for holiday in weeks)
    assert found == PUBLISHED[year]


@pytest.mark.parametrize("day", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"])
def test_easter_falls_where_the_calendar_says(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-11",
        "2027-05-06",  # Ascension Day
        "2027-05-07",  # and the day after it
        "2027-05-17",  # Whit Monday
        "2028-04-17",  # Easter Monday after a holiday that ended the day before
        "2028-05-01",
        "2027-07-01",
        "2027-08-31",
        "2026-11-22",  # a Sunday
    ],
)
def test_no_lessons_on_public_holidays_and_weekends(day):
    assert not is_school_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-09-01", "2026-11-09", "2026-12-18", "2027-01-04", "2027-06-30"])
def test_lessons_on_the_edges_of_holidays(day):
    assert is_school_day(date.fromisoformat(day))


def test_wednesday_ends_at_noon():
    assert is_school_day(date(2027, 1, 13))
    assert not has_afternoon_lessons(date(2027, 1, 13))
    assert has_afternoon_lessons(date(2027, 1, 14))


def test_a_school_year_runs_from_september():
    assert school_year(date(2027, 1, 14)) == 2026
    assert school_year(date(2027, 9, 1)) == 2027


@given(st.integers(2001, 2060))
def test_every_school_year_has_the_usual_number_of_days(year):
    days = list(school_days(date(year, 9, 1), date(year + 1, 6, 30)))

    assert 172 <= len(days) <= 188
    assert all(day.weekday() < 5 for day in days)


@given(st.integers(2001, 2060))
def test_holidays_follow_each_other_without_overlap(year):
    holidays = sorted(school_holidays(year), key=lambda holiday: holiday.first)

    for earlier, later in pairwise(holidays):
        # 1 May and Ascension Day can be one day, as in 2008.
        if {earlier.name, later.name} != {"Feest van de Arbeid", "hemelvaart"}:
            assert earlier.last + timedelta(days=1) <= later.first
