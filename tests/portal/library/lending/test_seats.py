"""The day-by-day rule, by value and against brute force; numbers are those of the class-set scenarios."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.library.lending.seats import (
    UNLIMITED,
    Loan,
    Lot,
    Meter,
    Period,
    Stock,
    earliest_start,
    first_fit,
    latest_end,
    room,
)
from tests.thorough import tries


def may(day: int) -> date:
    return date(2027, 5, day)


THIRTY = [Lot(30, None, None)]


LAW = settings(max_examples=tries(40, 400), deadline=None)


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
    stock = Stock(tuple(THIRTY), (Loan(20, may(1), may(10)),))

    assert first_fit(stock, 11, Period(may(1), may(7)), horizon=may(31)) == Period(may(11), may(17))
    assert first_fit(stock, 31, Period(may(1), may(7)), horizon=may(31)) is None


days = st.integers(0, 40).map(lambda n: may(1) + timedelta(days=n))
spans = st.tuples(days, st.integers(0, 20)).map(lambda s: (s[0], s[0] + timedelta(days=s[1])))
lots = st.lists(st.tuples(st.integers(1, 40), spans).map(lambda v: Lot(v[0], *v[1])), max_size=4)
loans = st.lists(st.tuples(st.integers(1, 30), spans).map(lambda v: Loan(v[0], *v[1])), max_size=6)


@LAW
@given(lots, loans, spans)
def test_looking_at_turning_days_equals_looking_at_every_day(
    lots: list[Lot], loans: list[Loan], span: tuple[date, date]
) -> None:
    period = Period(*span)
    every = [period.first + timedelta(days=n) for n in range(period.days)]
    free = min(sum(lot.on(d) for lot in lots) - sum(x.seats for x in loans if x.first <= d <= x.last) for d in every)

    assert room(lots, loans, period).free == max(free, 0)


meters = st.lists(
    st.tuples(
        st.tuples(st.integers(1, 40), spans).map(lambda v: Lot(v[0], *v[1])), st.integers(0, 40), loans.map(tuple)
    ),
    max_size=3,
).map(lambda found: tuple(Meter(n, lot, left, out) for n, (lot, left, out) in enumerate(found)))
stocks = st.builds(
    Stock, lots.map(tuple), loans.map(tuple), meters, st.lists(spans.map(lambda s: Period(*s)), max_size=1).map(tuple)
)


def every_day(period: Period) -> list[date]:
    return [period.first + timedelta(days=n) for n in range(period.days)]


def naive_room(stock: Stock, period: Period) -> int:
    """Day by day and lot by lot, as somebody would count it on paper."""
    if any(days.first <= day <= days.last for days in stock.kept for day in every_day(period)):
        return 0
    plain = min(
        sum(lot.on(day) for lot in stock.lots) - sum(x.seats for x in stock.loans if x.first <= day <= x.last)
        for day in every_day(period)
    )
    metered = 0
    for meter in stock.meters:
        out = [sum(x.seats for x in meter.loans if x.first <= day <= x.last) for day in every_day(period)]
        free = min(meter.lot.on(day) - gone for day, gone in zip(every_day(period), out, strict=True))
        metered += max(0, min(meter.left, free))
    return max(plain, 0) + metered


@LAW
@given(stocks, spans)
def test_room_on_plain_and_metered_lots_equals_counting_every_day(stock: Stock, span: tuple[date, date]) -> None:
    period = Period(*span)

    found = stock.room(period)

    assert found.free == naive_room(stock, period)
    assert period.first <= found.tightest <= period.last


@LAW
@given(stocks, st.integers(1, 40), spans)
def test_seats_that_fit_are_spread_over_lots_that_carry_them(
    stock: Stock, seats: int, span: tuple[date, date]
) -> None:
    period = Period(*span)
    if stock.room(period).free < seats:
        return

    spread = stock.spread(seats, period)

    assert spread.seats == seats
    assert stock.carries(spread, period)
    assert all(meter.left >= spread.metered.get(meter.licence_id, 0) for meter in stock.meters)
    assert stock.lend(spread, period).room(period).free == stock.room(period).free - seats


@LAW
@given(stocks, st.integers(1, 40), spans)
def test_the_period_offered_is_the_first_that_fits(stock: Stock, seats: int, span: tuple[date, date]) -> None:
    wanted, horizon = Period(*span), may(1) + timedelta(days=80)

    found = first_fit(stock, seats, wanted, horizon=horizon)

    length = timedelta(days=wanted.days - 1)
    starts = (wanted.first + timedelta(days=n) for n in range((horizon - wanted.first).days + 1))
    first = next((s for s in starts if naive_room(stock, Period(s, s + length)) >= seats), None)
    assert (found.first if found else None) == first


@LAW
@given(stocks, st.integers(1, 40), spans, st.integers(1, 7))
def test_the_start_that_is_offered_is_the_first_from_which_there_is_room_until_the_end(
    stock: Stock, seats: int, span: tuple[date, date], days: int
) -> None:
    period = Period(*span)

    found = earliest_start(stock, seats, period, days=days)

    starts = every_day(period)[: max(0, period.days - days + 1)]
    assert found == next((s for s in starts if naive_room(stock, Period(s, period.last)) >= seats), None)


@LAW
@given(stocks, st.integers(1, 40), spans)
def test_the_end_that_is_offered_is_the_last_until_which_there_is_room(
    stock: Stock, seats: int, span: tuple[date, date]
) -> None:
    first, last = span

    found = latest_end(lambda day: stock.room(Period(first, day)).free >= seats, first, last)

    ends = reversed(every_day(Period(first, last)))
    assert found == next((day for day in ends if naive_room(stock, Period(first, day)) >= seats), None)


def test_no_limit_less_what_is_out_is_still_no_limit() -> None:
    stock = Stock((Lot(None, None, None),), (Loan(24, may(1), may(9)),))

    assert stock.room(Period(may(1), may(3))).free == UNLIMITED


def test_lots_that_lapse_pay_first_and_then_the_one_with_most_loans() -> None:
    """The order of Palace: plain lots, then what lapses soonest, then what has most loans left."""
    period = Period(may(1), may(9))
    stock = Stock(
        (Lot(4, None, None),),
        (),
        (
            Meter(1, Lot(30, None, None), 5),
            Meter(2, Lot(30, None, None), 9),
            Meter(3, Lot(2, None, may(31)), 50),
            Meter(4, Lot(3, None, may(20)), 50),
        ),
    )

    assert stock.spread(22, period).plain == 4
    assert stock.spread(22, period).metered == {4: 3, 3: 2, 2: 9, 1: 4}
