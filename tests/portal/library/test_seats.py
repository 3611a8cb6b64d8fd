"""The day-by-day rule, by value and against brute force; numbers are those of the class-set scenarios."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.library.lending.seats import Loan, Lot, Period, first_fit, room


def may(day: int) -> date:
    return date(2027, 5, day)


THIRTY = [Lot(30, None, None)]


def test_seats_that_fit_beside_another_class_are_free() -> None:
    loans = [Loan(20, may(1), may(10))]

    assert room(THIRTY, loans, Period(may(1), may(10))).free == 10
    assert room(THIRTY, loans, Period(may(1), may(10))).tightest == may(1)


def test_the_last_day_of_a_set_still_counts() -> None:
    loans = [Loan(20, may(1), may(10))]

    assert room(THIRTY, loans, Period(may(10), may(20))).free == 10
    assert room(THIRTY, loans, Period(may(11), may(20))).free == 30


def test_sets_that_never_meet_do_not_add_up() -> None:
    loans = [Loan(20, may(1), may(5)), Loan(20, may(20), may(25))]

    assert room(THIRTY, loans, Period(may(1), may(30))).free == 10


def test_a_lot_that_expires_inside_the_period_gives_no_room() -> None:
    lots = [Lot(30, None, may(15))]

    found = room(lots, [], Period(may(10), may(20)))
    assert (found.free, found.tightest) == (0, may(16))


def test_two_lots_that_follow_each_other_carry_a_period_over_both() -> None:
    lots = [Lot(30, may(1), may(15)), Lot(30, may(16), may(31))]

    assert room(lots, [], Period(may(10), may(20))).free == 30


def test_when_it_does_not_fit_the_first_period_of_that_length_is_offered() -> None:
    loans = [Loan(20, may(1), may(10))]

    assert first_fit(THIRTY, loans, 11, Period(may(1), may(7)), horizon=may(31)) == Period(may(11), may(17))
    assert first_fit(THIRTY, loans, 31, Period(may(1), may(7)), horizon=may(31)) is None


days = st.integers(0, 40).map(lambda n: may(1) + timedelta(days=n))
spans = st.tuples(days, st.integers(0, 20)).map(lambda s: (s[0], s[0] + timedelta(days=s[1])))
lots = st.lists(st.tuples(st.integers(1, 40), spans).map(lambda v: Lot(v[0], *v[1])), max_size=4)
loans = st.lists(st.tuples(st.integers(1, 30), spans).map(lambda v: Loan(v[0], *v[1])), max_size=6)


@given(lots, loans, spans)
def test_looking_at_turning_days_equals_looking_at_every_day(
    lots: list[Lot], loans: list[Loan], span: tuple[date, date]
) -> None:
    period = Period(*span)
    every = [period.first + timedelta(days=n) for n in range(period.days)]
    free = min(sum(lot.on(d) for lot in lots) - sum(x.seats for x in loans if x.first <= d <= x.last) for d in every)

    assert room(lots, loans, period).free == max(free, 0)


@given(lots, loans, st.integers(1, 30), spans)
def test_the_period_offered_is_the_first_that_fits(
    lots: list[Lot], loans: list[Loan], seats: int, span: tuple[date, date]
) -> None:
    wanted, horizon = Period(*span), may(1) + timedelta(days=80)

    found = first_fit(lots, loans, seats, wanted, horizon=horizon)

    length = timedelta(days=wanted.days - 1)
    starts = (wanted.first + timedelta(days=n) for n in range((horizon - wanted.first).days + 1))
    fitting = (s for s in starts if room(lots, loans, Period(s, s + length)).free >= seats)
    first = next(fitting, None)
    assert (found.first if found else None) == first
