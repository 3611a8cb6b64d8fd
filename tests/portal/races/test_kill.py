"""kill -9 in the middle of booking: what was told is there, what was not is whole or not there at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.db import write_transaction
from portal.outbox.models import Message
from tests.portal.booking_world import add_school, for_school, make_world

BOOKERS = 3
TOLD_EACH = 25
ROOT = Path(__file__).parents[3]


@pytest.fixture
def bookers(sessions, database_url):
    """Three processes that book at the same performance."""
    with sessions() as session:
        world = make_world(session, capacity=100_000)
        with write_transaction(session):
            made = [add_school(session, f"School {number}") for number in range(BOOKERS)]
    running = [
        subprocess.Popen(
            [
                *(sys.executable, str(Path(__file__).with_name("booker.py")), database_url),
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


def test_no_booking_that_was_told_is_lost_and_none_is_half(bookers, sessions):
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
