"""kill -9 in the middle of booking: what was told is in the database and in the journal, what was not is whole or
not there at all, and the journal alone gives all of it back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.bookings.journal import Book, compare, complete, ledger_lines
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.bookings.rebuild import rebuild
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.outbox.models import Message
from tests.portal.booking_world import add_school, for_school, make_world
from tests.portal.tables import make_migrated

BOOKERS = 3
TOLD_EACH = 25
ROOT = Path(__file__).parents[3]


@pytest.fixture
def bookers(sessions, database_url, tmp_path):
    """Three processes that book at the same performance."""
    with sessions() as session:
        world = make_world(session, capacity=100_000)
        with write_transaction(session):
            made = [add_school(session, f"School {number}") for number in range(BOOKERS)]
    running = [
        subprocess.Popen(
            [
                *(
                    sys.executable,
                    str(Path(__file__).with_name("booker.py")),
                    database_url,
                    str(tmp_path / "journal"),
                ),
                *(str(number) for number in (one.performance_id, one.school_id, one.teacher.id)),
            ],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for one in (for_school(world, school.id, teacher) for school, teacher in made)
    ]
    yield running
    for process in running:
        process.kill()
        process.communicate()


def test_no_booking_that_was_told_is_lost_and_none_is_half(bookers, sessions, tmp_path):
    told = [bookers[number % BOOKERS].stdout.readline().strip() for number in range(BOOKERS * TOLD_EACH)]

    for process in bookers:
        process.kill()
    for process in bookers:
        # What was told before the kill and not read yet counts too; a line cut in two was not told.
        told += [line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]

    with sessions() as session:
        booked = {booking.id: booking.reference for booking in session.scalars(select(Booking))}
        assert set(told) <= set(booked.values())
        for table in (BookingGroup, LedgerRow):
            assert sorted(session.scalars(select(table.booking_id))) == sorted(booked)
        payloads = session.scalars(select(Message.payload))
        assert sorted(payload["booking_id"] for payload in payloads) == sorted(booked)
        assert verify(session) == []
        assert verify_money(session) == []
        engine = session.get_bind()
    folder = tmp_path / "journal"
    journalled = {line.data["row"]["reference"] for _, line in ledger_lines(folder)}
    assert set(told) <= journalled <= set(booked.values())
    complete(Book(engine, Journal(folder, utc_now)), now=utc_now())
    assert compare(engine, folder).agrees
    assert_rebuilt_equal(engine, folder, tmp_path)


def assert_rebuilt_equal(engine, folder, tmp_path):
    """From the journal alone come the same bookings, groups and ledger."""
    fresh = make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    make_migrated(fresh)
    with make_sessions(fresh)() as session:
        rebuild(session, folder, now=utc_now())
    for table in (Booking.__table__, BookingGroup.__table__, LedgerRow.__table__):
        with engine.connect() as old, fresh.connect() as new:
            wanted, found = (
                connection.execute(select(table).order_by(table.c.id)).all() for connection in (old, new)
            )
        assert [tuple(row) for row in found] == [tuple(row) for row in wanted]
    fresh.dispose()
