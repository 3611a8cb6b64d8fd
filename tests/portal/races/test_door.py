"""Many phones at one door, on both databases."""

from datetime import timedelta
from itertools import repeat

import pytest
from sqlalchemy import Select, func, select

from portal.bookings.door.models import DoorTap
from portal.bookings.door.service import Outcome, count_class
from portal.bookings.errors import BookingChanged
from portal.bookings.models import Booking, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.db import write_transaction
from tests.portal.bookings.door.at_the_door import ARRIVAL, came, open_door


@pytest.fixture
def door(sessions):
    with sessions() as session:
        return open_door(session)


def counting(sessions, tap, who):
    def job():
        with sessions() as session, write_transaction(session):
            return count_class(session, tap, who, now=ARRIVAL + timedelta(minutes=5))

    return job


def test_one_tap_sent_by_many_at_once_counts_once(sessions, at_once, door):
    tap = door.tap("5A", heads=(20, 1))

    outcomes = at_once([counting(sessions, tap, door.an) for _ in range(6)])

    assert sorted(outcomes) == [Outcome.COUNTED, *repeat(Outcome.REPEATED, 5)]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(DoorTap)) == 1
        rows = select(func.count()).select_from(LedgerRow).where(LedgerRow.booking_id == door.second.id)
        assert session.scalar(rows) == 2


def both_classes(door):
    return [door.tap("4A", heads=(20, 2)), door.tap("4B", heads=(10, 2))]


def test_two_phones_that_count_two_classes_of_a_school_at_once_both_count(sessions, at_once, door):
    taps = both_classes(door)

    outcomes = at_once([counting(sessions, tap, who) for tap, who in zip(taps, (door.an, door.bert), strict=True)])

    assert outcomes == [Outcome.COUNTED, Outcome.COUNTED]
    with sessions() as session:
        # 30 pupils; of 4 companions 3 come in free, one for every started 15 of the 44 booked pupils.
        assert session.get_one(Booking, door.first.id).owed_cents == 30 * 750 + 750
        assert (came(session, door.groups["4A"]), came(session, door.groups["4B"])) == ((20, 2), (10, 2))
        assert (verify(session), verify_money(session)) == ([], [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_one_of_the_two_is_lost(sessions, at_once, door, monkeypatch):
    """The control: SQLite has one writer anyway, PostgreSQL needs the row held."""
    monkeypatch.setattr(Select, "with_for_update", lambda self, **_how: self)

    lost = False
    for _ in range(20):
        taps = [tap for _ in range(4) for tap in both_classes(door)]
        outcomes = at_once([counting(sessions, tap, door.an) for tap in taps])
        lost = any(isinstance(one, BookingChanged) for one in outcomes)
        if lost:
            break

    assert lost
