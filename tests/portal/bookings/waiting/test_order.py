"""Who is next, by value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.bookings.policy.rules import WaitingOrder
from portal.bookings.waiting.order import InLine, Why, left_for_newcomers, turn

FITTING, STRICT = WaitingOrder.FITTING, WaitingOrder.STRICT


def line(*seats: int) -> list[InLine]:
    """Schools of their own, in order; booking 1 is the first."""
    return [InLine(number, 100 + number, size) for number, size in enumerate(seats, start=1)]


def served(seats: list[int], free: int, order: WaitingOrder) -> list[int]:
    return [entry.booking_id for entry in turn(line(*seats), free, order, {}).served]


@pytest.mark.parametrize(
    ("seats", "free", "fitting", "strict"),
    [
        ([24, 20], 24, [1], [1]),
        ([26, 22, 18], 24, [2], []),
        ([26, 22, 18], 48, [1, 2], [1, 2]),
        ([26, 22, 18], 44, [1, 3], [1]),
        ([10] * 10, 70, [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]),
        ([24], 23, [], []),
        ([], 100, [], []),
    ],
)
def test_fitting_serves_who_fits_and_strict_nobody_before_the_first(seats, free, fitting, strict):
    assert served(seats, free, FITTING) == fitting
    assert served(seats, free, STRICT) == strict


def test_who_is_passed_over_is_named_with_what_was_free_and_who_went_first():
    outcome = turn(line(26, 22, 18), 44, FITTING, {})

    (second,) = outcome.passed
    assert (second.entry.booking_id, second.free, second.why, second.by.booking_id) == (2, 18, Why.TOO_LARGE, 3)


def test_nobody_is_passed_over_when_nobody_behind_is_served():
    assert turn(line(26, 30), 20, FITTING, {}).passed == ()


def test_a_school_at_its_limit_blocks_nobody_also_where_the_order_is_strict():
    both = [InLine(1, 7, 24), InLine(2, 7, 24), InLine(3, 8, 24)]

    outcome = turn(both, 72, STRICT, {7: 30})

    assert [entry.booking_id for entry in outcome.served] == [1, 3]
    assert [(one.entry.booking_id, one.why) for one in outcome.passed] == [(2, Why.SCHOOL_LIMIT)]


def test_what_is_too_small_for_everybody_in_line_is_for_others_unless_the_order_is_strict():
    assert left_for_newcomers(line(26, 22), 15, FITTING, {}) == 15
    assert left_for_newcomers(line(26, 22), 15, STRICT, {}) == 0
    assert left_for_newcomers(line(26, 22), 30, FITTING, {}) == 4
    assert left_for_newcomers([], 15, STRICT, {}) == 15


sizes = st.lists(st.integers(1, 60), max_size=8)


@given(sizes, st.integers(0, 200), st.sampled_from(WaitingOrder))
def test_the_rule_keeps_its_word_whatever_the_line_is(seats, free, order):
    queue = line(*seats)

    outcome = turn(queue, free, order, {})

    given_out = sum(entry.seats for entry in outcome.served)
    assert given_out <= free
    unserved = [entry for entry in queue if entry not in outcome.served]
    if order is FITTING:
        assert all(entry.seats > free - given_out for entry in unserved)
        assert outcome.left == free - given_out
        # Only who had somebody served behind was passed over.
        last = max((queue.index(entry) for entry in outcome.served), default=-1)
        assert [one.entry for one in outcome.passed] == [
            entry for entry in queue[: max(last, 0)] if entry in unserved
        ]
    else:
        assert list(outcome.served) == queue[: len(outcome.served)]
        assert outcome.passed == ()
        assert outcome.left == (0 if unserved else free - given_out)


@given(sizes, st.integers(0, 200), st.integers(1, 60), st.sampled_from(WaitingOrder))
def test_a_newcomer_counts_as_the_last_in_line(seats, free, wanted, order):
    newcomer = InLine(99, 999, wanted)

    at_the_end = newcomer in turn([*line(*seats), newcomer], free, order, {}).served

    assert (wanted <= left_for_newcomers(line(*seats), free, order, {})) == at_the_end
