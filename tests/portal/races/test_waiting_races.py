"""Waiting lists when everybody is at them at once, on both databases; each race with the control that can see it."""

import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select, update

from portal.bookings import seats, steps
from portal.bookings.errors import BookingChanged, PerformanceFull
from portal.bookings.models import Booking
from portal.bookings.policy.rules import HouseRules, Waiting
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.waiting import promotion, service
from portal.bookings.waiting.errors import AlreadyWaiting
from portal.bookings.waiting.models import WaitingEntry
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, a_group, a_request, add_performance, add_school, for_school, make_world

CLASS = 24
FULL = 6
WAITING = 8
HELD = BookingState.HELD


def book(sessions, world, pupils=CLASS):
    with sessions() as session, write_transaction(session):
        return book_seats(session, a_request(world, a_group(pupils=pupils)), now=MONDAY).booking


def ask_to_wait(sessions, request, *, also=()):
    with sessions() as session, write_transaction(session):
        return service.join(session, request, also=also, now=MONDAY)


def wait(sessions, world, *, also=(), name="4A"):
    return ask_to_wait(sessions, a_request(world, a_group(name, CLASS)), also=also).bookings


def cancel(sessions, booking, actor):
    with sessions() as session, write_transaction(session):
        return cancel_booking(session, booking.reference, actor=actor, now=MONDAY)


def serve(sessions, performance_id):
    with sessions() as session, write_transaction(session):
        return service.serve_line(session, performance_id, now=MONDAY)


@pytest.fixture
def world(sessions):
    with sessions() as session:
        made = make_world(session, capacity=FULL * CLASS)
        with write_transaction(session):
            rules = HouseRules(waiting=Waiting())
            save_rules(session, made.centre_id, rules, after=0, actor=made.staff, now=MONDAY)
    return made


def schools(sessions, world, number):
    with sessions() as session, write_transaction(session):
        made = [add_school(session, f"School {index}") for index in range(number)]
    return [for_school(world, school.id, teacher) for school, teacher in made]


@pytest.fixture
def full(sessions, world):
    """The bookings that fill the hall, with who may cancel them."""
    return [(book(sessions, one), one.teacher) for one in schools(sessions, world, FULL)]


@pytest.fixture
def line(sessions, world, full):
    """The bookings that wait, in order."""
    return [wait(sessions, one)[0] for one in schools(sessions, world, WAITING)]


def states(sessions, bookings):
    with sessions() as session:
        found = dict(session.execute(select(Booking.id, Booking.state)).all())
    return [found[booking.id] for booking in bookings]


def offers(sessions):
    """The bookings that were told of a place, in order."""
    with sessions() as session:
        rows = session.scalars(select(Message.payload).where(Message.kind == "waiting-offered").order_by(Message.id))
        return [payload["booking_id"] for payload in rows]


def lawful(sessions):
    with sessions() as session:
        return verify(session) == [] and verify_money(session) == []


def rush(sessions, at_once, world, full):
    """Everybody who has a place cancels, and as many from outside try to book; how many of those had luck."""
    strangers = schools(sessions, world, FULL)
    cancels = [partial(cancel, sessions, booking, actor) for booking, actor in full]
    books = [partial(book, sessions, one) for one in strangers]
    outcomes = at_once([job for pair in zip(cancels, books, strict=True) for job in pair])
    assert {type(one) for one in outcomes} <= {Booking, PerformanceFull, seats.SeatsPromised}
    return sum(isinstance(one, Booking) for one in outcomes[1::2])


def test_what_comes_free_goes_to_the_line_in_order_and_to_nobody_else(sessions, at_once, world, full, line):
    assert rush(sessions, at_once, world, full) == 0

    assert states(sessions, line) == [HELD] * FULL + [BookingState.WAITING] * (WAITING - FULL)
    assert sorted(offers(sessions)) == [booking.id for booking in line[:FULL]]
    assert lawful(sessions)


def test_the_control_without_promotion_and_guard_lets_the_public_in(
    sessions, at_once, world, full, line, monkeypatch
):
    monkeypatch.setattr(steps, "serve", lambda *_, **__: [])
    monkeypatch.setattr(seats, "refuse_to_pass", lambda *_: None)

    rush(sessions, at_once, world, full)

    # A place is free now, a class waits for it, and the next stranger gets it.
    assert book(sessions, schools(sessions, world, 1)[0]).state is BookingState.CONFIRMED
    assert states(sessions, line) == [BookingState.WAITING] * WAITING


def larger_hall(sessions, world, more):
    with sessions() as session, write_transaction(session):
        session.execute(
            update(Performance)
            .where(Performance.id == world.performance_id)
            .values(capacity=Performance.capacity + more)
        )


def test_six_workers_offer_each_place_once(sessions, at_once, world, line):
    larger_hall(sessions, world, 5 * CLASS)

    outcomes = at_once([partial(serve, sessions, world.performance_id)] * 6)

    assert sorted(outcomes) == [0, 0, 0, 0, 0, 5]
    assert offers(sessions) == [booking.id for booking in line[:5]]
    assert lawful(sessions)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_the_locks_has_workers_that_run_into_each_other(
    sessions, at_once, world, line, monkeypatch
):
    """On SQLite the one writer is the lock, so this shows it on PostgreSQL."""
    larger_hall(sessions, world, 5 * CLASS)
    all_have_looked = threading.Barrier(6)
    look = promotion.turn_now

    def look_and_wait(*args):
        found = look(*args)
        all_have_looked.wait(timeout=30)
        return found

    def unlocked(session, performance_id):
        left = select(Performance.capacity - Performance.seats_taken).where(Performance.id == performance_id)
        return replace(hall, free=session.scalar(left))

    with sessions() as session:
        hall = service.lock_hall(session, world.performance_id)
        waiting = frozenset(session.scalars(select(Booking.id)))
    monkeypatch.setattr(promotion, "turn_now", look_and_wait)
    monkeypatch.setattr(service, "lock_hall", unlocked)
    monkeypatch.setattr(service, "lock_line", lambda *_: waiting)

    outcomes = at_once([partial(serve, sessions, world.performance_id)] * 6)

    # The rows themselves still refuse the second offer; without the locks that is an error and not an order.
    assert sum(isinstance(one, BookingChanged) for one in outcomes) == 5
    assert len(offers(sessions)) == 5


def test_one_class_joins_once_however_many_teachers_ask(sessions, at_once, world, full):
    (school,) = schools(sessions, world, 1)

    outcomes = at_once([partial(wait, sessions, school)] * 8)

    assert sorted(type(one).__name__ for one in outcomes) == [AlreadyWaiting.__name__] * 7 + ["tuple"]


def test_one_request_to_wait_that_comes_eight_times_at_once_joins_once(sessions, at_once, world, full):
    (school,) = schools(sessions, world, 1)
    request = a_request(school, a_group(pupils=CLASS))

    outcomes = at_once([partial(ask_to_wait, sessions, request)] * 8)

    assert {type(one) for one in outcomes} == {service.Joined}
    assert Counter(one.is_new for one in outcomes) == {True: 1, False: 7}
    assert len({one.first.reference for one in outcomes}) == 1


def test_the_control_without_the_question_has_one_class_in_line_eight_times(
    sessions, at_once, world, full, monkeypatch
):
    monkeypatch.setattr(service, "refuse_same_class", lambda *_: None)
    (school,) = schools(sessions, world, 1)

    outcomes = at_once([partial(wait, sessions, school)] * 8)

    assert {type(one) for one in outcomes} == {tuple}


@pytest.fixture
def twice(sessions, world, full):
    """A wish for two performances that are both full; what each of two cancellations frees, and its bookings."""
    with sessions() as session, write_transaction(session):
        offer = session.get_one(Offer, world.offer_id)
        other = add_performance(session, offer, capacity=CLASS).id
    (there,) = schools(sessions, replace(world, performance_id=other), 1)
    there = replace(there, performance_id=other)
    filling = book(sessions, there)
    (school,) = schools(sessions, world, 1)
    wish = wait(sessions, school, also=(other,))
    return [full[0], (filling, there.teacher)], wish


def test_a_wish_for_two_moments_gets_one_offer_when_both_come_free_at_once(sessions, at_once, twice):
    frees, wish = twice

    outcomes = at_once([partial(cancel, sessions, booking, actor) for booking, actor in frees])

    assert {type(one) for one in outcomes} == {Booking}
    assert sorted(states(sessions, wish)) == [BookingState.CANCELLED, HELD]
    assert len(offers(sessions)) == 1
    assert lawful(sessions)


def test_the_control_that_ends_no_other_moment_gives_one_wish_two_offers(sessions, at_once, twice, monkeypatch):
    monkeypatch.setattr(promotion, "_end_other_moments", lambda *_, **__: [])
    frees, wish = twice

    at_once([partial(cancel, sessions, booking, actor) for booking, actor in frees])

    assert states(sessions, wish) == [HELD, HELD]


def test_four_processes_cancel_and_book_and_the_line_is_served_in_order(sessions, database_url, world, full, line):
    strangers = schools(sessions, world, 4)
    actor = full[0][1]
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.portal.races.queuer", database_url),
                *(str(one) for one in (world.performance_id, stranger.school_id, actor.id)),
                *(booking.reference for booking, _ in full[number::4]),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, stranger in enumerate(strangers)
    ]
    booked = [process.communicate(timeout=120)[0].strip() for process in running]

    assert booked == ["0"] * 4
    assert states(sessions, line) == [HELD] * FULL + [BookingState.WAITING] * (WAITING - FULL)
    assert sorted(offers(sessions)) == [booking.id for booking in line[:FULL]]
    with sessions() as session:
        assert session.scalar(select(func.count()).where(WaitingEntry.offered_at.is_not(None))) == FULL
    assert lawful(sessions)
