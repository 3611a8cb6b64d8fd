"""Goals by the week: whole weeks whatever the clocks do, no school no goal, chapters by their length."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.clock import school_day
from portal.library.lending.seats import Period
from portal.library.together.weeks import goal_of_week, goal_that_is_due, monday_of, proposed_goals, weeks_of

MARCH = Period(date(2027, 3, 8), date(2027, 4, 25))
"""Seven weeks, with the Easter holidays from 29 March to 11 April 2027 in them."""


def test_a_period_is_cut_at_its_mondays() -> None:
    weeks = weeks_of(Period(date(2027, 1, 14), date(2027, 1, 26)))

    assert [(week.first, week.last) for week in weeks] == [
        (date(2027, 1, 14), date(2027, 1, 17)),
        (date(2027, 1, 18), date(2027, 1, 24)),
        (date(2027, 1, 25), date(2027, 1, 26)),
    ]
    assert [len(week.school_days) for week in weeks] == [2, 5, 2]
    assert weeks_of(Period(date(2027, 1, 17), date(2027, 1, 17)))[0].school_days == ()


def test_chapters_are_spread_by_their_words_over_school_days() -> None:
    three_weeks = weeks_of(Period(date(2027, 1, 11), date(2027, 1, 31)))

    assert list(proposed_goals([100] * 9, three_weeks).values()) == [3, 6, 9]
    assert list(proposed_goals([100, 100, 700], three_weeks).values()) == [2, 3, 3]
    assert list(proposed_goals([900, 10, 10], three_weeks).values()) == [1, 1, 3]
    assert proposed_goals([], three_weeks) == {}


def test_a_short_week_asks_less() -> None:
    from_thursday = weeks_of(Period(date(2027, 1, 14), date(2027, 1, 22)))

    assert list(proposed_goals([100] * 7, from_thursday).values()) == [2, 7]


@pytest.mark.parametrize("chapters", [1, 2, 8, 40])
def test_goals_never_go_back_and_end_with_the_book(chapters: int) -> None:
    goals = list(proposed_goals([37 * (n % 5) for n in range(chapters)], weeks_of(MARCH)).values())

    assert goals == sorted(goals)
    assert goals[-1] == chapters


def test_scenario_32_a_holiday_asks_nothing_and_puts_nobody_behind() -> None:
    weeks = weeks_of(MARCH)
    goals = proposed_goals([100] * 10, weeks)

    assert [week.holiday for week in weeks] == ["", "", "", "paasvakantie", "paasvakantie", "", ""]
    assert list(goals.values()) == [2, 4, 6, 8, 10]
    before = goals[date(2027, 3, 22)]
    holidays_and_the_week_after = [date(2027, 3, 27) + timedelta(days=n) for n in range(21)]
    assert {goal_that_is_due(goals, weeks, day) for day in holidays_and_the_week_after} == {before}
    assert goal_of_week(goals, date(2027, 4, 7)) is None
    assert goal_that_is_due(goals, weeks, date(2027, 4, 17)) == goals[date(2027, 4, 12)]


def test_a_week_is_due_after_its_last_school_day() -> None:
    weeks = weeks_of(MARCH)
    goals = proposed_goals([100] * 10, weeks)

    assert goal_that_is_due(goals, weeks, date(2027, 3, 12)) is None
    assert goal_that_is_due(goals, weeks, date(2027, 3, 13)) == 2


def test_a_goal_that_a_teacher_sets_in_a_holiday_is_due_when_its_week_is_over() -> None:
    weeks = weeks_of(MARCH)

    assert goal_that_is_due({date(2027, 3, 29): 3}, weeks, date(2027, 4, 4)) is None
    assert goal_that_is_due({date(2027, 3, 29): 3}, weeks, date(2027, 4, 5)) == 3


@pytest.mark.parametrize(
    ("last_minute", "first_minute"),
    [
        # The night of 28 March 2027 lasts an hour less, that of 31 October 2027 an hour more.
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), datetime(2027, 10, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_scenario_20_goals_turn_at_midnight_of_monday_in_weeks_in_which_the_clocks_change(
    last_minute: datetime, first_minute: datetime
) -> None:
    sunday, monday = school_day(last_minute), school_day(first_minute)
    weeks = weeks_of(Period(sunday - timedelta(days=20), sunday + timedelta(days=21)))

    assert monday_of(sunday) + timedelta(days=7) == monday_of(monday) == monday
    assert all((week.last - week.first).days == 6 for week in weeks)
    goals = {week.monday: number for number, week in enumerate(weeks, start=1)}
    assert (goal_of_week(goals, sunday), goal_of_week(goals, monday)) == (3, 4)


def test_a_book_for_the_summer_gets_no_goals() -> None:
    assert proposed_goals([100, 100], weeks_of(Period(date(2027, 7, 5), date(2027, 8, 15)))) == {}
