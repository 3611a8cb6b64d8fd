"""A house that says yes or no to each request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Role
from portal.bookings.approval.errors import ReasonMissing
from portal.bookings.approval.service import approve, decline
from portal.bookings.errors import ImpossibleStep, NotYours, PerformanceFull, SchoolLimit
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.rules import Allocation
from portal.bookings.queries import ledger_rows, verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, a_request, add_school, add_user, for_school, make_world
from tests.portal.bookings.rules_in import give_rules

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def world(session):
    world = make_world(session, capacity=50)
    give_rules(session, world, allocation=Allocation.APPROVAL)
    return world


def ask(session, world, seats=24, **values):
    with write_transaction(session):
        return book_seats(session, a_request(world, seats=seats, **values), now=MONDAY).booking


def say_yes(session, booking, actor, now=TUESDAY):
    with write_transaction(session):
        return approve(session, booking.reference, actor=actor, now=now)


def taken(session, world):
    return session.scalar(select(Performance.seats_taken).where(Performance.id == world.performance_id))


def letters(session):
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def test_a_request_takes_no_seats_and_owes_nothing(session, world):
    booking = ask(session, world)

    assert booking.state is BookingState.REQUESTED
    assert (booking.owed_cents, booking.price_cents > 0) == (0, True)
    assert taken(session, world) == 0
    (row,) = ledger_rows(session)
    assert (row.kind, row.seats, row.cents) == (LedgerKind.REQUESTED, 0, 0)
    assert letters(session) == ["booking-requested", "booking-asked"]
    assert verify(session) == []


def test_a_house_hears_of_the_first_request_and_again_when_all_are_answered(session, world):
    first, second = ask(session, world, seats=10), ask(session, world, seats=10)
    assert letters(session).count("booking-asked") == 1

    for one in (first, second):
        say_yes(session, one, world.staff)
    ask(session, world, seats=10)
    assert letters(session).count("booking-asked") == 2


def test_a_yes_gives_the_seats_and_the_debt(session, world):
    booking = say_yes(session, ask(session, world), world.staff)

    assert booking.state is BookingState.CONFIRMED
    assert booking.owed_cents == booking.price_cents
    assert taken(session, world) == 24
    assert ledger_rows(session)[-1].actor_name == world.staff.name
    assert letters(session)[-1] == "booking-confirmed"
    assert (verify(session), verify_money(session)) == ([], [])


def test_a_yes_holds_the_seats_where_the_school_still_confirms(session, world):
    give_rules(session, world, allocation=Allocation.APPROVAL, hold_hours=48)

    booking = say_yes(session, ask(session, world), world.staff)

    assert booking.state is BookingState.HELD
    assert booking.held_until == TUESDAY + timedelta(hours=48)
    assert (taken(session, world), booking.owed_cents) == (24, 0)
    assert letters(session)[-1] == "booking-held"
    assert verify_money(session) == []


def test_a_yes_to_more_than_there_is_says_so_and_leaves_the_request(session, world):
    first, second = ask(session, world, seats=30), ask(session, world, seats=30)
    say_yes(session, first, world.staff)

    with pytest.raises(PerformanceFull) as full:
        say_yes(session, second, world.staff)

    assert (full.value.wanted, full.value.left) == (30, 20)
    session.expire_all()
    assert session.get(Booking, second.id).state is BookingState.REQUESTED
    assert taken(session, world) == 30


def test_a_no_comes_with_a_reason(session, world):
    booking = ask(session, world)
    with pytest.raises(ReasonMissing), write_transaction(session):
        decline(session, booking.reference, reason="  ", actor=world.staff, now=TUESDAY)

    with write_transaction(session):
        decline(session, booking.reference, reason="Die dag is er een première.", actor=world.staff, now=TUESDAY)

    assert booking.state is BookingState.DECLINED
    assert ledger_rows(session)[-1].reason == "Die dag is er een première."
    assert letters(session)[-1] == "booking-declined"


def test_only_who_handles_the_bookings_of_the_house_answers(session, world):
    booking = ask(session, world)
    with write_transaction(session):
        door = add_user(session, "Vrijwilliger", Role.DOOR, centre_id=world.centre_id)

    for stranger in (world.teacher, door):
        with pytest.raises(NotYours):
            say_yes(session, booking, stranger)


def test_two_colleagues_answer_once(session, world):
    booking = ask(session, world)
    say_yes(session, booking, world.staff)

    with pytest.raises(ImpossibleStep):
        say_yes(session, booking, world.staff)
    with pytest.raises(ImpossibleStep), write_transaction(session):
        decline(session, booking.reference, reason="Toch niet", actor=world.staff, now=TUESDAY)
    assert taken(session, world) == 24


def test_a_request_that_is_taken_back_costs_nothing(session, world):
    booking = ask(session, world)

    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=TUESDAY)

    assert (booking.state, booking.owed_cents, taken(session, world)) == (BookingState.CANCELLED, 0, 0)


def test_a_request_that_cannot_be_met_is_refused_at_once(session, world):
    with pytest.raises(PerformanceFull):
        ask(session, world, seats=51)

    with write_transaction(session):
        session.get(Offer, world.offer_id).max_seats_per_school = 20
    with pytest.raises(SchoolLimit):
        ask(session, world, seats=24)
    assert session.scalar(select(Booking.id)) is None


def test_both_databases_answer_requests_the_same(both_session):
    session = both_session
    world = make_world(session, capacity=30)
    give_rules(session, world, allocation=Allocation.APPROVAL)
    with write_transaction(session):
        school, colleague = add_school(session, "De Beuk")
    mine = ask(session, world, seats=30)
    other = for_school(world, school.id, colleague)
    with write_transaction(session):
        theirs = book_seats(session, a_request(other, seats=30), now=MONDAY).booking

    say_yes(session, theirs, world.staff)
    with pytest.raises(PerformanceFull):
        say_yes(session, mine, world.staff)

    assert (verify(session), verify_money(session)) == ([], [])
