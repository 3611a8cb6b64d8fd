"""Which days a question asks about, held against looking at every day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.offers.days import (
    Days,
    asked_days,
    can_be_agreed,
    days_without_lessons,
    last_day_to_agree,
    months_to_agree,
)
from portal.offers.filter import Month, OfferFilter
from portal.places.school_calendar import is_school_day, school_year

TODAY = date(2026, 11, 23)
EVERY_DAY = [TODAY + timedelta(days=number) for number in range((last_day_to_agree(TODAY) - TODAY).days + 1)]

some_days = st.dates(TODAY - timedelta(days=40), last_day_to_agree(TODAY) + timedelta(days=40))
questions = st.builds(
    OfferFilter,
    date_from=st.none() | some_days,
    date_to=st.none() | some_days,
    school_year=st.sampled_from([None, None, 2026, 2027]),
    months=st.frozensets(st.sampled_from([Month(2026, 12), Month(2027, 1), Month(2027, 7), Month(2028, 6)])),
)


def is_asked(wanted: OfferFilter, day: date) -> bool:
    return (
        (wanted.date_from is None or wanted.date_from <= day)
        and (wanted.date_to is None or day <= wanted.date_to)
        and (wanted.school_year is None or wanted.school_year == school_year(day))
        and (not wanted.months or Month(day.year, day.month) in wanted.months)
    )


@given(questions, st.none() | some_days, st.none() | some_days)
def test_a_date_can_be_agreed_when_a_school_day_of_the_window_is_asked_for(wanted, since, until):
    asked = asked_days(wanted, TODAY)

    expected = any(
        is_school_day(day) and is_asked(wanted, day) and (since or day) <= day <= (until or day) for day in EVERY_DAY
    )
    assert can_be_agreed(since, until, asked, days_without_lessons(TODAY)) == expected


@given(questions)
def test_every_range_begins_and_ends_with_a_school_day_and_none_overlap(wanted):
    asked = asked_days(wanted, TODAY)

    assert all(is_school_day(one.first) and is_school_day(one.last) and one.first <= one.last for one in asked)
    assert all(earlier.last < later.first for earlier, later in pairwise(asked))


def test_leaving_a_filter_out_asks_for_more():
    wanted = OfferFilter(months=frozenset({Month(2027, 1)}), date_from=date(2027, 1, 20))

    assert asked_days(wanted, TODAY) == (Days(date(2027, 1, 20), date(2027, 1, 29)),)
    assert asked_days(wanted, TODAY, "dates") == (Days(date(2027, 1, 4), date(2027, 1, 29)),)
    assert asked_days(wanted, TODAY, "months") == (Days(date(2027, 1, 20), date(2028, 6, 30)),)


def test_dates_are_agreed_until_the_end_of_the_next_school_year():
    assert last_day_to_agree(TODAY) == date(2028, 6, 30)
    assert last_day_to_agree(date(2027, 8, 31)) == date(2028, 6, 30)
    assert last_day_to_agree(date(2027, 9, 1)) == date(2029, 6, 30)
    assert months_to_agree(date(2027, 11, 30))[:3] == (Month(2027, 11), Month(2027, 12), Month(2028, 1))
    assert months_to_agree(TODAY)[-1] == Month(2028, 6)


def test_days_without_lessons_are_the_others():
    closed = {day for gap in days_without_lessons(TODAY) for day in EVERY_DAY if gap.first <= day <= gap.last}

    assert closed == {day for day in EVERY_DAY if not is_school_day(day)}
