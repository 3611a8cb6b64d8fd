from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.bookings.errors import (
    AlreadyCancelled,
    NoSuchBooking,
    NotYours,
    PerformanceFull,
    TooLateToCancel,
)
from portal.bookings.models import Booking, LedgerRow
from portal.bookings.queries import ledger_rows, verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Performance
from portal.outbox.models import Message
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_request,
    add_centre,
    add_school,
    make_world,
)

TUESDAY = MONDAY + timedelta(days=1)


def book(session, request):
    with write_transaction(session):
        return book_seats(session, request, now=MONDAY).booking


def cancel(session, reference, actor, now=TUESDAY, reason=""):
    with write_transaction(session):
        return cancel_booking(session, reference, actor=actor, now=now, reason=reason)


def taken(session, performance_id):
    return session.scalar(select(Performance.seats_taken).where(Performance.id == performance_id))


@pytest.fixture
def world(session):
    return make_world(session)


def test_cancelling_gives_the_seats_back(session, world):
    booking = book(session, a_request(world, seats=24))

    cancelled = cancel(session, booking.reference, world.teacher, reason="De klas is op bosklas.")

    assert cancelled.state is BookingState.CANCELLED
    assert cancelled.cancelled_at == TUESDAY
    assert taken(session, world.performance_id) == 0
    booked, back = session.scalars(select(LedgerRow).order_by(LedgerRow.id))
    assert (booked.seats + back.seats, booked.cents + back.cents) == (0, 0)
    assert back.reason == "De klas is op bosklas."


def test_cancelling_queues_a_letter(session, world):
    booking = book(session, a_request(world))

    cancel(session, booking.reference, world.teacher)

    kinds = list(session.scalars(select(Message.kind).order_by(Message.id)))
    assert kinds == ["booking-confirmed", "booking-cancelled"]


def test_seats_are_given_back_once(session, world):
    booking = book(session, a_request(world, seats=24))
    book(session, a_request(world, seats=30))
    cancel(session, booking.reference, world.teacher)

    with pytest.raises(AlreadyCancelled):
        cancel(session, booking.reference, world.teacher)

    assert taken(session, world.performance_id) == 30
    assert session.scalar(select(func.count()).select_from(LedgerRow)) == 3


def test_freed_seats_can_be_booked(session):
    world = make_world(session, capacity=24)
    booking = book(session, a_request(world, seats=24))
    cancel(session, booking.reference, world.teacher)

    assert book(session, a_request(world, seats=24)).seats == 24


def test_scenario_52_the_house_may_cancel_for_a_school_and_is_named_in_the_ledger(session, world):
    booking = book(session, a_request(world))

    cancel(session, booking.reference, world.staff)

    assert ledger_rows(session)[-1].actor_name == world.staff.name


def test_nobody_else_may_cancel(session, world):
    booking = book(session, a_request(world))
    with write_transaction(session):
        _school, other_teacher = add_school(session, "De Beuk")
        _centre, other_staff = add_centre(session, "De Beurs")

    for stranger in (other_teacher, other_staff):
        with pytest.raises(NotYours):
            cancel(session, booking.reference, stranger)
    assert taken(session, world.performance_id) == 24


def test_an_unknown_reference_is_refused(session, world):
    with pytest.raises(NoSuchBooking):
        cancel(session, "FY-XXXX-XX", world.teacher)


def test_scenario_44_a_show_that_has_begun_can_not_be_cancelled(session, world):
    booking = book(session, a_request(world))
    cancel_at = SHOW_TIME

    with pytest.raises(TooLateToCancel):
        cancel(session, booking.reference, world.teacher, now=cancel_at)
    assert session.get(Booking, booking.id).state is BookingState.CONFIRMED


def test_both_databases_cancel_the_same(both_session):
    session = both_session
    world = make_world(session, capacity=50)
    booking = book(session, a_request(world, seats=50))

    cancel(session, booking.reference, world.teacher)
    with pytest.raises(AlreadyCancelled):
        cancel(session, booking.reference, world.teacher)

    assert taken(session, world.performance_id) == 0
    assert verify(session) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(1, 40)), max_size=12))
def test_whatever_is_booked_and_cancelled_ledger_bookings_and_count_agree(session, steps):
    """The law of the house: ledger sum = seats_taken = seats of the bookings, always within the capacity."""
    world = make_world(session, capacity=70)
    references, lefts = [], []
    expected = 0

    for books, which, seats in steps:
        try:
            if books or not references:
                references.append((book(session, a_request(world, seats=seats)).reference, seats))
                expected += seats
            else:
                reference, held = references[which % len(references)]
                cancel(session, reference, world.teacher)
                expected -= held
        except PerformanceFull as refusal:
            lefts.append((refusal.left, 70 - expected))
        except AlreadyCancelled:
            pass

    assert taken(session, world.performance_id) == expected
    assert 0 <= expected <= 70
    assert all(told == true for told, true in lefts)
    assert verify(session) == []
    assert verify_money(session) == []
