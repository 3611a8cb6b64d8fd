"""Seats that wait for a yes of the school. Numbers in the names are those of the scenarios of other systems."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Role, School
from portal.bookings.clockwork import run_clockwork
from portal.bookings.errors import BookingChanged, BookingClosed, ImpossibleStep, NotYours, PerformanceFull
from portal.bookings.holds.errors import HeadConfirms, HoldEnded, ImpossibleTerm
from portal.bookings.holds.service import confirm_hold, end_hold, extend_hold
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.rules import Cancelling
from portal.bookings.queries import ledger_rows, verify, verify_money
from portal.bookings.requests import CLOCKWORK
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.db import make_sessions, write_transaction
from portal.offers.models import Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_request, add_school, add_user, make_world
from tests.portal.bookings.rules_in import give_rules

HOURS = 48
UNTIL = MONDAY + timedelta(hours=HOURS)


@pytest.fixture
def world(session):
    world = make_world(session, capacity=30)
    give_rules(session, world, hold_hours=HOURS)
    return world


@pytest.fixture
def sessions(engine):
    return make_sessions(engine)


def book(session, world, seats=24, now=MONDAY):
    request = a_request(world, seats=seats)
    with write_transaction(session):
        return book_seats(session, request, now=now).booking


def confirm(session, booking, actor, now=MONDAY):
    with write_transaction(session):
        return confirm_hold(session, booking.reference, actor=actor, now=now)


def tick(session, *, now):
    """What a worker does in one round. The session lets go of what it reads: they share one connection."""
    session.rollback()
    return run_clockwork(make_sessions(session.get_bind()), now=now)


def seats_taken(session, world):
    return session.scalar(select(Performance.seats_taken).where(Performance.id == world.performance_id))


def kinds(session):
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def test_scenario_3_and_6_a_hold_keeps_its_seats_and_owes_nothing(session, world):
    booking = book(session, world)

    assert (booking.state, booking.held_until) == (BookingState.HELD, UNTIL)
    assert (seats_taken(session, world), booking.owed_cents) == (24, 0)
    assert ledger_rows(session)[-1].kind is LedgerKind.HELD
    assert kinds(session) == ["booking-held"]
    assert (verify(session), verify_money(session)) == ([], [])


def test_a_yes_of_the_school_makes_it_owe_and_a_second_yes_is_the_same(session, world):
    booking = book(session, world)

    for _ in range(2):
        confirm(session, booking, world.teacher)

    assert (booking.state, booking.held_until) == (BookingState.CONFIRMED, None)
    assert booking.owed_cents == booking.price_cents > 0
    assert [row.kind for row in ledger_rows(session)] == [LedgerKind.HELD, LedgerKind.CONFIRMED]
    assert kinds(session) == ["booking-held", "booking-confirmed"]
    assert (verify(session), verify_money(session)) == ([], [])


def test_scenario_4_a_hold_past_its_moment_counts_until_it_is_let_go(session, world):
    booking = book(session, world)

    with pytest.raises(PerformanceFull):
        book(session, world, seats=10, now=UNTIL + timedelta(minutes=1))
    confirm(session, booking, world.teacher, now=UNTIL + timedelta(minutes=1))

    assert booking.state is BookingState.CONFIRMED


def test_scenario_5_a_hold_that_ends_frees_its_seats_and_says_so(session, world):
    booking = book(session, world)

    assert tick(session, now=UNTIL - timedelta(seconds=1))["holds ended"] == 0
    assert tick(session, now=UNTIL)["holds ended"] == 1
    assert tick(session, now=UNTIL)["holds ended"] == 0

    session.expire_all()
    assert session.get(Booking, booking.id).state is BookingState.EXPIRED
    assert seats_taken(session, world) == 0
    row = ledger_rows(session)[-1]
    assert (row.kind, row.seats, row.cents, row.actor_name) == (LedgerKind.EXPIRED, -24, 0, "Foyer")
    assert kinds(session) == ["booking-held", "booking-hold-ends", "booking-expired"]
    assert (verify(session), verify_money(session)) == ([], [])


def test_scenario_12_an_extended_hold_keeps_all_its_classes_until_the_new_moment(session, world):
    booking = book(session, world, seats=28)
    later = UNTIL + timedelta(days=3)

    with write_transaction(session):
        extend_hold(session, booking.reference, later, actor=world.staff, now=MONDAY)

    assert tick(session, now=UNTIL)["holds ended"] == 0
    assert seats_taken(session, world) == 28
    assert tick(session, now=later)["holds ended"] == 1


def test_scenario_12_who_extends_while_a_worker_reads_keeps_the_seats(session, sessions, world):
    """The control is the condition on `held_until` in the step: without it the worker lets go what was extended."""
    booking = book(session, world)
    with sessions() as worker:
        stale = worker.get(Booking, booking.id)
        worker.expunge(stale)
    with write_transaction(session):
        extend_hold(session, booking.reference, UNTIL + timedelta(days=1), actor=world.staff, now=MONDAY)

    with pytest.raises(BookingChanged), sessions() as worker, write_transaction(worker):
        take_step(worker, stale, Step(LedgerKind.EXPIRED, BookingState.EXPIRED), CLOCKWORK, now=UNTIL)
    assert seats_taken(session, world) == 24


def test_scenario_13_what_ended_is_booked_anew_when_there_is_room(session, world):
    booking = book(session, world)
    with write_transaction(session):
        end_hold(session, booking.id, now=UNTIL)

    with pytest.raises(HoldEnded):
        confirm(session, booking, world.teacher, now=UNTIL)
    assert book(session, world, now=UNTIL).state is BookingState.HELD


def test_scenario_14_what_ended_and_is_sold_out_stays_ended(session, world):
    booking = book(session, world)
    with write_transaction(session):
        end_hold(session, booking.id, now=UNTIL)
    book(session, world, seats=20, now=UNTIL)

    with pytest.raises(PerformanceFull) as full:
        book(session, world, now=UNTIL)
    assert full.value.left == 10
    assert booking.state is BookingState.EXPIRED


def test_scenario_16_a_hold_never_lasts_beyond_the_end_of_booking(session, world):
    closes_at = session.scalar(select(Performance.closes_at).where(Performance.id == world.performance_id))

    booking = book(session, world, now=closes_at - timedelta(hours=5))

    assert booking.held_until == closes_at
    with pytest.raises(ImpossibleTerm), write_transaction(session):
        extend_hold(
            session,
            booking.reference,
            closes_at + timedelta(minutes=1),
            actor=world.staff,
            now=closes_at - timedelta(hours=4),
        )
    with pytest.raises(BookingClosed):
        book(session, world, seats=2, now=closes_at)
    with pytest.raises(BookingClosed):
        confirm(session, booking, world.teacher, now=SHOW_TIME)


def test_dropping_a_hold_costs_nothing_whatever_the_rules_ask_later(session, world):
    give_rules(session, world, hold_hours=HOURS, cancelling=Cancelling(percent=100))
    booking = book(session, world)

    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)

    assert (booking.owed_cents, seats_taken(session, world)) == (0, 0)


def test_who_has_to_say_yes_is_reminded_once_and_again_of_a_new_moment(session, world):
    booking = book(session, world)

    assert tick(session, now=UNTIL - timedelta(hours=25)) == {}
    for _ in range(2):
        tick(session, now=UNTIL - timedelta(hours=23))
    assert kinds(session).count("booking-hold-ends") == 1
    later = UNTIL + timedelta(days=2)
    with write_transaction(session):
        extend_hold(session, booking.reference, later, actor=world.staff, now=UNTIL)
    tick(session, now=later - timedelta(hours=1))
    assert kinds(session).count("booking-hold-ends") == 2


def test_a_short_hold_reminds_half_way(session, world):
    give_rules(session, world, hold_hours=4)
    book(session, world)

    assert tick(session, now=MONDAY + timedelta(hours=1)) == {}
    assert tick(session, now=MONDAY + timedelta(hours=2)) == {"holds reminded": 1}


def test_strangers_and_the_wrong_state_are_refused(session, world):
    booking = book(session, world)
    with write_transaction(session):
        _school, stranger = add_school(session, "De Beuk")

    with pytest.raises(NotYours):
        confirm(session, booking, stranger)
    with pytest.raises(NotYours), write_transaction(session):
        extend_hold(session, booking.reference, UNTIL + timedelta(hours=1), actor=world.teacher, now=MONDAY)
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)
    with pytest.raises(ImpossibleStep):
        confirm(session, booking, world.teacher)


# --- The head of the school says yes ---------------------------------------------------------------------------


@pytest.fixture
def head(session, world):
    """The school's office; its head confirms what teachers book. The house holds nothing by itself."""
    give_rules(session, world)
    with write_transaction(session):
        session.get(School, world.school_id).confirms_bookings = True
        return add_user(session, "Mia Claes", Role.OFFICE, school_id=world.school_id)


def test_what_a_teacher_books_waits_a_week_for_the_head(session, world, head):
    booking = book(session, world)

    assert (booking.state, booking.held_until) == (BookingState.HELD, MONDAY + timedelta(days=7))
    assert kinds(session) == ["booking-held", "booking-to-confirm"]
    with pytest.raises(HeadConfirms):
        confirm(session, booking, world.teacher)
    confirm(session, booking, head)
    assert booking.state is BookingState.CONFIRMED
    assert ledger_rows(session)[-1].actor_name == "Mia Claes"


def test_what_the_office_itself_books_waits_for_nobody(session, world, head):
    with write_transaction(session):
        request = a_request(world, seats=20)
        booking = book_seats(session, replace(request, actor=head), now=MONDAY).booking

    assert booking.state is BookingState.CONFIRMED


def test_the_head_is_reminded_and_silence_frees_the_seats(session, world, head):
    booking = book(session, world)

    tick(session, now=booking.held_until - timedelta(hours=2))
    reminded = session.scalars(select(Message).where(Message.kind == "booking-hold-ends")).one()
    assert reminded.payload["to"] == head.id
    # A day after the worker should have come by.
    tick(session, now=booking.held_until + timedelta(days=1))
    assert seats_taken(session, world) == 0


def test_a_head_that_says_no_costs_nothing(session, world, head):
    booking = book(session, world)

    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=head, now=MONDAY, reason="Die week is er bosklas.")

    assert (booking.state, booking.owed_cents, seats_taken(session, world)) == (BookingState.CANCELLED, 0, 0)


def test_both_databases_end_holds_the_same(both_session):
    session = both_session
    world = make_world(session, capacity=30)
    give_rules(session, world, hold_hours=HOURS)
    first, second = book(session, world, seats=10), book(session, world, seats=10)
    confirm(session, first, world.teacher)

    done = tick(session, now=UNTIL)

    session.expire_all()
    assert done == {"holds ended": 1}
    assert session.get(Booking, second.id).state is BookingState.EXPIRED
    assert (seats_taken(session, world), verify(session), verify_money(session)) == (10, [], [])
