"""A yes, a no and a clock at the same moment: one of them wins, and seats, money and letters say the same."""

from collections import Counter
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from portal.bookings.approval.service import approve, decline
from portal.bookings.counts.service import Numbers, change_counts
from portal.bookings.holds.service import confirm_hold, end_hold
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.policy.rules import Allocation
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, a_group, a_request, make_world
from tests.portal.bookings.rules_in import give_rules

CLASS = 25


def book(sessions, world, times=1):
    made = []
    for _ in range(times):
        with sessions() as session, write_transaction(session):
            made.append(book_seats(session, a_request(world, a_group("4A", CLASS)), now=MONDAY).booking)
    return made


def acting(sessions, act, *args, **facts):
    with sessions() as session, write_transaction(session):
        return act(session, *args, **facts)


def sound(session):
    return (verify(session), verify_money(session)) == ([], [])


def test_scenario_31_of_six_requests_for_two_classes_of_places_two_get_them(sessions, at_once):
    with sessions() as session:
        world = make_world(session, capacity=2 * CLASS)
        give_rules(session, world, allocation=Allocation.APPROVAL)
    asked = book(sessions, world, times=6)
    say_yes = partial(acting, sessions, approve, actor=world.staff, now=MONDAY)

    outcomes = at_once([partial(say_yes, one.reference) for one in asked])

    assert Counter(type(one).__name__ for one in outcomes) == {"Booking": 2, "PerformanceFull": 4}
    with sessions() as session:
        assert session.get(Performance, world.performance_id).seats_taken == 2 * CLASS
        assert sound(session)


def test_a_yes_and_a_no_to_one_request_are_one_answer(sessions, at_once):
    with sessions() as session:
        world = make_world(session, capacity=CLASS)
        give_rules(session, world, allocation=Allocation.APPROVAL)
    (asked,) = book(sessions, world)
    yes = partial(acting, sessions, approve, asked.reference, actor=world.staff, now=MONDAY)
    no = partial(acting, sessions, decline, asked.reference, reason="Nee.", actor=world.staff, now=MONDAY)

    outcomes = at_once([yes, no] * 4)

    assert sum(isinstance(one, Booking) for one in outcomes) == 1
    with sessions() as session:
        state = session.scalar(select(Booking.state))
        answer = "booking-confirmed" if state is BookingState.CONFIRMED else "booking-declined"
        assert set(session.scalars(select(Message.kind))) == {"booking-requested", "booking-asked", answer}
        assert sound(session)


def test_a_school_that_confirms_as_the_hold_ends_has_the_seats_or_hasnt(sessions, at_once):
    with sessions() as session:
        world = make_world(session, capacity=CLASS)
        give_rules(session, world, hold_hours=1)
    (held,) = book(sessions, world)
    ends = MONDAY + timedelta(hours=1)
    confirm = partial(acting, sessions, confirm_hold, held.reference, actor=world.teacher, now=ends)
    end = partial(acting, sessions, end_hold, held.id, now=ends)

    at_once([confirm, end, end, end] * 2)

    with sessions() as session:
        booking = session.get(Booking, held.id)
        seats = session.get(Performance, world.performance_id).seats_taken
        assert (booking.state, seats) in {(BookingState.CONFIRMED, CLASS), (BookingState.EXPIRED, 0)}
        ended = list(session.scalars(select(Message.kind).where(Message.kind == "booking-expired")))
        assert len(ended) == (booking.state is BookingState.EXPIRED)
        assert sound(session)


def test_numbers_that_two_people_change_are_those_of_one_of_them(sessions, at_once):
    with sessions() as session:
        world = make_world(session, capacity=60)
    (booked,) = book(sessions, world)
    change = partial(acting, sessions, change_counts, booked.reference, actor=world.teacher, now=MONDAY)

    at_once([partial(change, [Numbers(CLASS + more, more)]) for more in range(1, 7)])

    with sessions() as session:
        booking = session.get(Booking, booked.id)
        pupils, companions = session.execute(select(BookingGroup.pupils, BookingGroup.companions)).one()
        assert pupils == CLASS + companions
        assert booking.seats == pupils + companions
        assert booking.price_cents == booking.owed_cents
        assert sound(session)
