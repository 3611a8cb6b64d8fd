from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from portal.bookings.models import Booking, LedgerRow
from portal.bookings.queries import (
    Narrowed,
    all_ledger_rows,
    latest_ledger_rows,
    ledger_rows,
    verify,
    verify_money,
    who_booked,
)
from portal.bookings.service import book_seats, cancel_booking
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_request,
    add_centre,
    add_offer,
    add_performance,
    add_school,
    for_school,
    make_world,
)
from tests.portal.tables import make_migrated, make_tables


def book(session, request, now=MONDAY):
    with write_transaction(session):
        return book_seats(session, request, now=now).booking


def cancel(session, booking, actor):
    with write_transaction(session):
        return cancel_booking(session, booking.reference, actor=actor, now=MONDAY + timedelta(hours=1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET seats = 0",
        "UPDATE ledger SET reason = 'vergeten'",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE id = 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_ledger(both_session, statement):
    session = both_session
    world = make_world(session)
    book(session, a_request(world))

    with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
        session.execute(text(statement))

    assert len(ledger_rows(session)) == 1


def test_postgresql_refuses_to_empty_the_ledger(pg_url):
    engine = make_engine(pg_url)
    make_tables(engine)
    with make_sessions(engine)() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE ledger CASCADE"))
    engine.dispose()


def test_rows_are_read_in_pages_by_cursor(session):
    world = make_world(session)
    references = [book(session, a_request(world, seats=10)).reference for _ in range(5)]

    first = ledger_rows(session, limit=2)
    rest = ledger_rows(session, cursor=first[-1].id, limit=10)

    assert [line.reference for line in first + rest] == references
    assert [line.reference for line in all_ledger_rows(session, page=2)] == references


def test_a_centre_reads_its_own_rows_only(session):
    world = make_world(session)
    with write_transaction(session):
        other, _staff = add_centre(session, "De Beurs")
        elsewhere = add_performance(session, add_offer(session, other.id), capacity=100)
        slug = other.slug
    book(session, a_request(world))
    there = book(session, replace(a_request(world), performance_id=elsewhere.id))

    assert [line.reference for line in ledger_rows(session, Narrowed(slug))] == [there.reference]
    assert len(ledger_rows(session)) == 2
    assert ledger_rows(session, Narrowed("geen-huis")) == []


def test_it_is_narrowed_to_a_school_an_offer_and_a_performance(session):
    world = make_world(session)
    with write_transaction(session):
        other_school, teacher = add_school(session, "Basisschool De Wilg")
        offer = session.get_one(Offer, world.offer_id)
        later = add_performance(session, offer, capacity=100, starts_at=SHOW_TIME + timedelta(days=7))
    first = book(session, a_request(world))
    second = book(session, a_request(for_school(world, other_school.id, teacher)))
    third = book(session, replace(a_request(world), performance_id=later.id))

    def found(**values):
        of = Narrowed(**values)
        both = ledger_rows(session, of), latest_ledger_rows(session, [world.centre_id], of)
        assert [line.id for line in both[0]] == [line.id for line in reversed(both[1])]
        return [line.reference for line in both[0]]

    assert found(school_id=world.school_id) == [first.reference, third.reference]
    assert found(performance_id=later.id) == [third.reference]
    assert found(offer_id=world.offer_id) == [first.reference, second.reference, third.reference]
    assert found(school_id=other_school.id, performance_id=later.id) == []


def test_who_booked_is_summed_from_the_ledger_alone(session):
    world = make_world(session)
    with write_transaction(session):
        school, teacher = add_school(session, "De Beuk")
    first = book(session, a_request(world, seats=24))
    second = book(session, a_request(for_school(world, school.id, teacher), seats=20))
    cancel(session, first, world.teacher)

    lines = who_booked(session, centres=[world.centre_id])[world.performance_id]

    assert [(line.reference, line.school_name, line.seats, line.cents) for line in lines] == [
        (first.reference, "Basisschool De Zilverberk", 0, 0),
        (second.reference, "De Beuk", 20, 20 * 750),
    ]
    assert [line.is_cancelled for line in lines] == [True, False]
    assert who_booked(session, centres=[]) == {}


def test_who_booked_can_be_asked_for_one_performance(session):
    world = make_world(session)
    with write_transaction(session):
        offer = session.get(Offer, world.offer_id)
        other = add_performance(session, offer, capacity=50, starts_at=SHOW_TIME + timedelta(days=1))
    book(session, a_request(world))

    assert who_booked(session, centres=[world.centre_id], performance_id=other.id) == {}
    assert list(who_booked(session, centres=[world.centre_id], performance_id=world.performance_id)) == [
        world.performance_id
    ]


def test_verify_names_a_performance_whose_count_was_tampered_with(session):
    world = make_world(session)
    book(session, a_request(world, seats=24))
    with write_transaction(session):
        session.execute(update(Performance).values(seats_taken=20))

    (wrong,) = verify(session)

    assert (wrong.performance_id, wrong.seats_taken, wrong.in_ledger, wrong.in_bookings) == (
        world.performance_id,
        20,
        24,
        24,
    )


def test_verify_names_a_booking_whose_debt_was_tampered_with(session):
    world = make_world(session)
    booking = book(session, a_request(world))
    with write_transaction(session):
        session.execute(update(Booking).values(owed_cents=1))

    assert verify(session) == []
    assert verify_money(session) == [booking.reference]


def test_a_performance_with_a_ledger_can_not_be_deleted(both_session):
    session = both_session
    world = make_world(session)
    book(session, a_request(world))

    with pytest.raises(DBAPIError), write_transaction(session):
        session.execute(text("DELETE FROM performance"))
    assert session.query(LedgerRow).count() == 1


def test_a_migrated_database_guards_its_ledger_too(database_url):
    engine = make_engine(database_url)
    make_migrated(engine)
    with make_sessions(engine)() as session:
        world = make_world(session)
        book(session, a_request(world))

        for statement in ("UPDATE ledger SET seats = 0", "DELETE FROM ledger"):
            with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
                session.execute(text(statement))
    engine.dispose()
