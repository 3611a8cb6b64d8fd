"""Numbers that are provisional until a day, and definitive after it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.bookings.counts.errors import CountsLocked
from portal.bookings.counts.service import (
    Numbers,
    change_counts,
    counts_due,
    remind_of_counts,
    settle_by_itself,
    settle_counts,
)
from portal.bookings.errors import InvalidGroups, NotYours, PerformanceFull, SchoolLimit
from portal.bookings.models import BookingGroup, LedgerKind
from portal.bookings.policy.rules import Allocation, Counts
from portal.bookings.queries import ledger_rows, verify, verify_money
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Offer, OfferTariff, Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_group, a_request, add_school, make_world
from tests.portal.bookings.rules_in import give_rules

TWO_WEEKS_BEFORE = SHOW_TIME - timedelta(days=13)
"""After the end of the day that is fourteen days before the performance."""


@pytest.fixture
def world(session):
    world = make_world(session, capacity=60)
    give_rules(session, world, counts=Counts(definitive_days_before=14, reminder_days=7))
    return world


def book(session, world, *groups, now=MONDAY):
    with write_transaction(session):
        return book_seats(session, a_request(world, *(groups or (a_group("4A", 22, 2),))), now=now).booking


def change(session, booking, *numbers, actor, now=MONDAY):
    with write_transaction(session):
        return change_counts(session, booking.reference, [Numbers(*one) for one in numbers], actor=actor, now=now)


def seats_taken(session, world):
    return session.scalar(select(Performance.seats_taken).where(Performance.id == world.performance_id))


def heads(session, booking):
    rows = session.execute(
        select(BookingGroup.pupils, BookingGroup.companions, BookingGroup.wheelchair)
        .where(BookingGroup.booking_id == booking.id)
        .order_by(BookingGroup.id)
    )
    return [tuple(row) for row in rows]


def kinds(session):
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def test_other_numbers_move_seats_and_price(session, world):
    booking = book(session, world, a_group("4A", 22, 2), a_group("4B", 20, 2))
    before = booking.price_cents

    change(session, booking, (24, 2, 1), (17, 2, 0), actor=world.teacher)

    assert heads(session, booking) == [(24, 2, 1), (17, 2, 0)]
    assert (booking.seats, seats_taken(session, world)) == (45, 45)
    assert booking.owed_cents == booking.price_cents == before - 750
    row = ledger_rows(session)[-1]
    assert (row.kind, row.seats, row.reason) == (LedgerKind.COUNTS, -1, "4A 22+2 naar 24+2, 4B 20+2 naar 17+2")
    assert kinds(session) == ["booking-confirmed", "booking-counts"]
    assert (verify(session), verify_money(session)) == ([], [])


def test_the_same_numbers_change_nothing(session, world):
    booking = book(session, world)

    change(session, booking, (22, 2, 0), actor=world.teacher)

    assert len(ledger_rows(session)) == 1
    assert kinds(session) == ["booking-confirmed"]


def test_more_than_there_is_is_refused_whole_and_the_old_numbers_stay(session, world):
    booking = book(session, world, a_group("4A", 22, 2), a_group("4B", 22, 2))

    with pytest.raises(PerformanceFull) as full:
        change(session, booking, (30, 2, 0), (30, 2, 0), actor=world.teacher)

    assert full.value.left == 12
    session.expire_all()
    assert heads(session, booking) == [(22, 2, 0), (22, 2, 0)]
    assert (seats_taken(session, world), verify(session)) == (48, [])


def test_a_school_grows_no_further_than_its_limit_and_the_house_may_let_it(session, world):
    with write_transaction(session):
        session.get(Offer, world.offer_id).max_seats_per_school = 30
    booking = book(session, world)

    with pytest.raises(SchoolLimit):
        change(session, booking, (30, 2, 0), actor=world.teacher)
    change(session, booking, (30, 2, 0), actor=world.staff)

    assert seats_taken(session, world) == 32


@pytest.mark.parametrize("wrong", [[(0, 2)], [(201, 2)], [(20, 2, 23)], [(20, -1)], [(20, 2), (20, 2)], []])
def test_numbers_that_cannot_be_are_refused(session, world, wrong):
    booking = book(session, world)

    with pytest.raises(InvalidGroups):
        change(session, booking, *wrong, actor=world.teacher)


def test_another_school_has_no_say(session, world):
    booking = book(session, world)
    with write_transaction(session):
        _school, stranger = add_school(session, "De Beuk")

    with pytest.raises(NotYours):
        change(session, booking, (20, 2), actor=stranger)
    with pytest.raises(NotYours), write_transaction(session):
        settle_counts(session, booking.reference, actor=stranger, now=MONDAY)


def test_after_the_day_only_the_house_changes_numbers(session, world):
    booking = book(session, world)

    with pytest.raises(CountsLocked) as locked:
        change(session, booking, (20, 2), actor=world.teacher, now=TWO_WEEKS_BEFORE)
    change(session, booking, (20, 2), actor=world.staff, now=TWO_WEEKS_BEFORE)

    assert locked.value.since is not None
    assert seats_taken(session, world) == 22


def test_the_day_itself_is_still_provisional(session, world):
    booking = book(session, world)

    change(session, booking, (20, 2), actor=world.teacher, now=SHOW_TIME - timedelta(days=14))

    assert seats_taken(session, world) == 22


def test_a_house_that_does_not_lock_lets_schools_change_until_booking_closes(session, world):
    give_rules(session, world, counts=Counts(definitive_days_before=14, locked=False))
    booking = book(session, world)
    closes_at = session.scalar(select(Performance.closes_at).where(Performance.id == world.performance_id))

    change(session, booking, (20, 2), actor=world.teacher, now=closes_at - timedelta(hours=1))
    with pytest.raises(CountsLocked):
        change(session, booking, (19, 2), actor=world.teacher, now=closes_at)


def test_a_school_makes_its_numbers_definitive_and_cannot_change_them_any_more(session, world):
    booking = book(session, world)

    for _ in range(2):
        with write_transaction(session):
            settle_counts(session, booking.reference, actor=world.teacher, now=MONDAY)

    assert booking.state is BookingState.DEFINITIVE
    assert kinds(session) == ["booking-confirmed", "booking-definitive"]
    with pytest.raises(CountsLocked):
        change(session, booking, (20, 2), actor=world.teacher)


def test_a_request_changes_its_numbers_without_seats_or_debt(session, world):
    give_rules(session, world, allocation=Allocation.APPROVAL)
    booking = book(session, world)

    change(session, booking, (30, 3), actor=world.teacher)

    assert (booking.seats, booking.owed_cents, seats_taken(session, world)) == (33, 0, 0)
    assert verify_money(session) == []


def test_the_deadline_reminds_once_and_then_settles_as_they_stand(session, world):
    early = book(session, world)
    reminder = SHOW_TIME - timedelta(days=20)
    late = book(session, world, a_group("4B", 20, 2), now=reminder)

    assert counts_due(session, now=MONDAY + timedelta(days=1)) == counts_due(session, now=MONDAY)
    due = counts_due(session, now=reminder)
    assert (due.settle, due.remind) == ((), (early.id,))
    with write_transaction(session):
        assert remind_of_counts(session, early.id, now=reminder)
        assert not remind_of_counts(session, early.id, now=reminder)
    assert counts_due(session, now=reminder).remind == ()

    # A worker that was away for a day finds them all the same.
    after = TWO_WEEKS_BEFORE + timedelta(days=1)
    due = counts_due(session, now=after)
    assert due.settle == (early.id, late.id)
    for booking_id in due.settle:
        with write_transaction(session):
            assert settle_by_itself(session, booking_id, now=after)
        with write_transaction(session):
            assert not settle_by_itself(session, booking_id, now=after)
    assert counts_due(session, now=after).settle == ()
    assert early.state is BookingState.DEFINITIVE
    assert ledger_rows(session)[-1].actor_name == "Foyer"
    assert kinds(session).count("booking-definitive") == 2
    assert kinds(session).count("booking-counts-reminder") == 1


def test_who_books_after_the_day_gets_no_second_letter(session, world):
    booking = book(session, world, now=TWO_WEEKS_BEFORE)

    with write_transaction(session):
        settle_by_itself(session, booking.id, now=TWO_WEEKS_BEFORE)

    assert booking.state is BookingState.DEFINITIVE
    assert kinds(session) == ["booking-confirmed"]


def test_pupils_with_a_right_to_it_pay_the_reduced_tariff(session, world):
    with pytest.raises(InvalidGroups):
        book(session, world, a_group("4A", 22, 0, reduced=2))
    with write_transaction(session):
        session.add(OfferTariff(offer_id=world.offer_id, name="UiTPAS met kansentarief", price_cents=150))
    booking = book(session, world, a_group("4A", 22, 0, reduced=2))
    assert booking.price_cents == 20 * 750 + 2 * 150

    change(session, booking, (22, 0, 0, 5), actor=world.teacher)

    assert booking.owed_cents == 17 * 750 + 5 * 150
    assert verify_money(session) == []


def test_both_databases_change_counts_the_same(both_session):
    session = both_session
    world = make_world(session, capacity=30)
    give_rules(session, world, counts=Counts(definitive_days_before=14, reminder_days=7))
    booking = book(session, world)

    change(session, booking, (28, 2), actor=world.teacher)
    with pytest.raises(PerformanceFull):
        change(session, booking, (29, 2), actor=world.teacher)
    with write_transaction(session):
        remind_of_counts(session, booking.id, now=SHOW_TIME - timedelta(days=20))
        settle_by_itself(session, booking.id, now=TWO_WEEKS_BEFORE)

    assert booking.state is BookingState.DEFINITIVE
    assert (seats_taken(session, world), verify(session), verify_money(session)) == (30, [], [])
