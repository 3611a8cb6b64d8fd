"""The night that the clocks change, and a server's clock that is set back: terms are real hours, days are days on the
calendar, and the order of what happened is that of the ledger."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal.bookings.clockwork import run_clockwork
from portal.bookings.journal import attach, compare, complete
from portal.bookings.models import LedgerRow
from portal.bookings.policy.charge import cancellation_percent
from portal.bookings.policy.rules import Cancelling, HouseRules, Late
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.start import start_of
from portal.bookings.states import BookingState
from portal.clock import local, school_day
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_request, make_world
from tests.portal.tables import make_tables

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHTS = {"an hour less": date(2027, 3, 28), "an hour more": date(2026, 10, 25)}


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
def test_a_hold_over_the_night_lasts_its_real_hours(night):
    noon_before = datetime(night.year, night.month, night.day, 12, tzinfo=BRUSSELS) - timedelta(days=1)
    now = noon_before.astimezone(UTC)
    later = now + timedelta(days=60)

    start = start_of(HouseRules(hold_hours=24), head_confirms=False, now=now, closes_at=later, starts_at=later)

    assert start.held_until - now == timedelta(hours=24)
    assert local(start.held_until).hour == (13 if night.month == 3 else 11)


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
def test_days_before_a_performance_are_days_on_the_calendar(night):
    rules = Cancelling(steps=(Late(percent=50, fewer_days_than=2),))
    just_before, just_after = (
        school_day(datetime(night.year, night.month, night.day, *at, tzinfo=BRUSSELS).astimezone(UTC))
        for at in ((0, 5), (23, 55))
    )

    assert just_before == just_after == night
    assert cancellation_percent(rules, on=just_before, performance=night + timedelta(days=2)) == 0
    assert cancellation_percent(rules, on=just_after, performance=night + timedelta(days=1)) == 50


@pytest.fixture
def clock():
    """The clock of the server, which somebody may set back."""
    return {"now": MONDAY}


@pytest.fixture
def book(tmp_path, clock):
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_tables(engine)
    yield attach(engine, Journal(tmp_path / "journal", lambda: clock["now"]))
    engine.dispose()


def test_a_clock_that_goes_back_loses_no_order_and_no_line(book, clock):
    sessions = make_sessions(book.engine)
    with sessions() as session:
        world = make_world(session)
        with write_transaction(session):
            first = book_seats(session, a_request(world), now=clock["now"]).booking
        # A day back: the journal goes on in the file of a day that it had already left.
        clock["now"] = MONDAY - timedelta(days=1)
        with write_transaction(session):
            second = book_seats(session, a_request(world), now=clock["now"]).booking
            cancel_booking(session, first.reference, actor=world.teacher, now=clock["now"])
        clock["now"] = MONDAY + timedelta(hours=1)
        with write_transaction(session):
            cancel_booking(session, second.reference, actor=world.teacher, now=clock["now"])
            kinds = list(session.scalars(select(LedgerRow.kind).order_by(LedgerRow.id)))

        assert [kind.value for kind in kinds] == ["booked", "booked", "cancelled", "cancelled"]
        assert verify(session) == verify_money(session) == []
    assert complete(book, now=clock["now"]) == 0
    assert compare(book.engine, book.journal.folder).agrees


def test_a_hold_that_ran_out_stays_out_when_the_clock_goes_back(book):
    sessions = make_sessions(book.engine)
    with sessions() as session:
        world = make_world(session)
        with write_transaction(session):
            rules = HouseRules(hold_hours=24)
            save_rules(session, world.centre_id, rules, after=0, actor=world.staff, now=MONDAY)
            booking = book_seats(session, a_request(world), now=MONDAY).booking
        assert booking.state is BookingState.HELD

        run_clockwork(sessions, now=MONDAY + timedelta(hours=25))
        run_clockwork(sessions, now=MONDAY + timedelta(hours=1))
        run_clockwork(sessions, now=SHOW_TIME)

        session.refresh(booking)
        assert booking.state is BookingState.EXPIRED
        assert verify(session) == verify_money(session) == []
