"""Bookings that go into one transaction: each of them what it would have been by itself, on both databases."""

import threading
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from portal.bookings import together
from portal.bookings.errors import KeyReused, PerformanceFull
from portal.bookings.journal import Book, attach, compare, ledger_lines, rows_told, table_of
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.bookings.together import Made, book_in_line
from portal.db import write_transaction
from portal.journal.writer import Journal, JournalUnavailable
from portal.offers.models import Offer
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, a_group, a_request, add_performance, add_school, for_school, make_world

CLASS = 25
BOOKERS = 16


@pytest.fixture
def book(sessions, tmp_path: Path) -> Book:
    engine = sessions.kw["bind"]
    assert isinstance(engine, Engine)
    return attach(engine, Journal(tmp_path / "journal", lambda: MONDAY))


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """For each batch: how many asked, and how many it booked. The first one waits until the others stand in line."""
    seen: list[tuple[int, int]] = []
    write, alone, first = together.write_together, together._alone, threading.Event()

    def counted(session, batch):
        write(session, batch)
        seen.append((len(batch), sum(one.made is not None for one in batch)))

    def slowly(session, request, now):
        if not first.is_set():
            first.set()
            line = together._line_of(session)
            while len(line._waiting) < BOOKERS - 1:
                threading.Event().wait(0.001)
        return alone(session, request, now)

    monkeypatch.setattr(together, "write_together", counted)
    monkeypatch.setattr(together, "_alone", slowly)
    return seen


def schools(sessions, world, number):
    with sessions() as session, write_transaction(session):
        made = [add_school(session, f"School {index}") for index in range(number)]
        return [for_school(world, school.id, teacher) for school, teacher in made]


def ask(sessions, request):
    with sessions() as session:
        # As a page does, that reads who is signed in and afterwards shows what was booked.
        session.scalar(select(func.count()).select_from(Booking))
        made = book_in_line(session, request, now=MONDAY)
        assert session.scalar(select(Booking.id).where(Booking.reference == made.reference)) is not None
        return made


def tally(outcomes):
    return Counter(type(outcome).__name__ for outcome in outcomes)


def assert_lawful(sessions, book):
    with sessions() as session:
        assert (verify(session), verify_money(session)) == ([], [])
        bookings = session.scalar(select(func.count()).select_from(Booking))
        assert session.scalar(select(func.count()).select_from(LedgerRow)) == bookings
        letters = [payload["booking_id"] for payload in session.scalars(select(Message.payload))]
        assert len(set(letters)) == len(letters) == bookings
    assert compare(book.engine, book.journal.folder).agrees


def test_who_waits_in_line_is_booked_in_one_transaction(sessions, at_once, book, batches):
    with sessions() as session:
        world = make_world(session, capacity=10_000)
        with write_transaction(session):
            other = add_performance(session, session.get_one(Offer, world.offer_id), capacity=10_000).id
    towns = schools(sessions, world, BOOKERS)
    halls = (world.performance_id, other)
    asked = [
        replace(a_request(one, a_group("4A", CLASS), a_group("4B", 20, 2)), performance_id=halls[number % 2])
        for number, one in enumerate(towns)
    ]

    outcomes = at_once([partial(ask, sessions, one) for one in asked])

    assert tally(outcomes) == {"Made": BOOKERS}
    assert batches == [(BOOKERS - 1, BOOKERS - 1)]
    assert_lawful(sessions, book)
    with sessions() as session:
        for request, made in zip(asked, outcomes, strict=True):
            booking = session.scalars(select(Booking).where(Booking.reference == made.reference)).one()
            groups = session.scalars(select(BookingGroup).where(BookingGroup.booking_id == booking.id)).all()
            assert (booking.request_key, booking.school_id) == (request.key, request.school_id)
            assert sorted((group.name, group.pupils) for group in groups) == [("4A", CLASS), ("4B", 20)]


def test_the_journal_hears_the_rows_as_the_database_has_them(sessions, at_once, book, batches):
    with sessions() as session:
        world = make_world(session, capacity=10_000)
    towns = schools(sessions, world, BOOKERS)

    at_once([partial(ask, sessions, a_request(one, a_group(pupils=CLASS))) for one in towns])

    told = [line.data for _, line in ledger_lines(book.journal.folder)]
    assert len(told) == BOOKERS
    with book.engine.connect() as connection:
        for line in told:
            for said, table, column in (
                ([line["row"]], LedgerRow, "id"),
                ([line["booking"]], Booking, "id"),
                (line["groups"], BookingGroup, "booking_id"),
            ):
                assert said == rows_told(connection, table_of(table), column, [said[0][column]])


def test_one_too_many_undoes_the_batch_and_leaves_the_others_their_seats(sessions, at_once, book, batches):
    with sessions() as session:
        world = make_world(session, capacity=10 * CLASS)
    towns = schools(sessions, world, BOOKERS)

    outcomes = at_once([partial(ask, sessions, a_request(one, a_group(pupils=CLASS))) for one in towns])

    assert tally(outcomes) == {"Made": 10, "PerformanceFull": BOOKERS - 10}
    assert batches == [(BOOKERS - 1, 0)]
    assert all(one.left == 0 for one in outcomes if isinstance(one, PerformanceFull))
    assert_lawful(sessions, book)


def test_one_request_that_comes_many_times_at_once_is_one_booking(sessions, at_once, book, batches):
    with sessions() as session:
        world = make_world(session, capacity=10_000)
    request, another = (a_request(world, a_group(pupils=pupils), key="one") for pupils in (CLASS, 3))
    asked = [request] * (BOOKERS - 2) + [another] * 2

    outcomes = at_once([partial(ask, sessions, one) for one in asked])

    made = [one for one in outcomes if isinstance(one, Made)]
    assert len({one.reference for one in made}) == 1
    assert len(made) in {2, BOOKERS - 2}
    assert all(isinstance(one, Made | KeyReused) for one in outcomes)
    assert_lawful(sessions, book)


def test_what_the_journal_does_not_take_nobody_hears_of(sessions, at_once, book, batches, monkeypatch):
    with sessions() as session:
        world = make_world(session, capacity=10_000)
    towns = schools(sessions, world, BOOKERS)
    asked = [a_request(one, a_group(pupils=CLASS)) for one in towns]
    put = Journal._put

    def full(self, file, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "_put", full)
    refused = at_once([partial(ask, sessions, one) for one in asked])
    monkeypatch.setattr(Journal, "_put", put)
    later = [ask(sessions, one) for one in asked]

    assert tally(refused) == {"JournalUnavailable": BOOKERS}
    assert all(isinstance(one, JournalUnavailable) for one in refused)
    assert tally(later) == {"Made": BOOKERS}
    assert_lawful(sessions, book)


def test_without_the_rule_that_undoes_a_batch_a_hall_would_be_oversold(sessions, at_once, book, batches, monkeypatch):
    """The control: the tests above can see it."""
    monkeypatch.setattr(together, "take_seats", lambda *_: None)
    with sessions() as session:
        world = make_world(session, capacity=10 * CLASS)
    towns = schools(sessions, world, BOOKERS)

    outcomes = at_once([partial(ask, sessions, a_request(one, a_group(pupils=CLASS))) for one in towns])

    assert tally(outcomes) == {"Made": BOOKERS}
    with sessions() as session:
        assert verify(session) != []
