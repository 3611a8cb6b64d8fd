from itertools import pairwise

import pytest

from portal.bookings.states import SEATED, TRANSITIONS, BookingState, before, can_become

ENDS = {BookingState.DECLINED, BookingState.CANCELLED, BookingState.EXPIRED}


def test_every_state_is_in_the_table():
    assert set(TRANSITIONS) == set(BookingState)


def test_the_good_road_can_be_walked_from_start_to_end():
    road = [BookingState(word) for word in ("requested", "held", "confirmed", "definitive", "attended")]

    assert all(can_become(one, then) for one, then in pairwise(road))


@pytest.mark.parametrize("state", sorted(ENDS))
def test_nothing_comes_after_an_end(state):
    assert not TRANSITIONS[state]


def test_no_state_becomes_itself():
    assert not any(can_become(state, state) for state in BookingState)


def test_every_state_but_the_first_can_be_reached():
    reached, front = {BookingState.REQUESTED}, [BookingState.REQUESTED]
    while front:
        for then in TRANSITIONS[front.pop()] - reached:
            reached.add(then)
            front.append(then)

    assert reached == set(BookingState)


def test_a_booking_that_ended_before_the_show_holds_no_seats():
    assert not ENDS & SEATED
    assert BookingState.CONFIRMED in SEATED


def test_a_class_that_sat_in_the_hall_can_not_be_cancelled():
    assert BookingState.ATTENDED not in before(BookingState.CANCELLED)
    assert BookingState.CONFIRMED in before(BookingState.CANCELLED)
