"""Two who invoice, number or read in at once, on both databases; and the controls that show the tests can see it."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from portal.db import make_engine, make_sessions, write_transaction
from portal.invoices import service
from portal.invoices.bank import take_in
from portal.invoices.errors import NothingToInvoice
from portal.invoices.models import BankEntry, Invoice, InvoiceLine, Kind, Payment, Series
from portal.invoices.service import issue, issue_all
from tests.portal.at_once import at_once
from tests.portal.invoices.money_world import AFTER, another_date, booked, drafts, invoiced, make_billed_world
from tests.portal.invoices.statements import Credit, one_file
from tests.portal.tables import make_tables

PRESSES = 8


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(database_url)
    make_tables(engine)
    yield make_sessions(engine)
    engine.dispose()


def make_one(sessions, world, draft):
    with sessions() as session, write_transaction(session):
        return issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)


def numbers(sessions):
    with sessions() as session:
        found = session.scalars(
            select(Invoice.sequence).where(Invoice.kind == Kind.INVOICE).order_by(Invoice.sequence)
        )
        return list(found)


def test_numbers_have_no_gaps_however_many_invoice_at_once(sessions):
    with sessions() as session:
        world = make_billed_world(session)
        for day in range(PRESSES):
            booked(session, another_date(session, world, -day), 10 + day)
        found = drafts(session, world)

    # Two press on every draft: half of them find it made.
    outcomes = at_once([partial(make_one, sessions, world, draft) for draft in found for _ in range(2)])

    assert sum(isinstance(one, NothingToInvoice) for one in outcomes) == PRESSES
    assert numbers(sessions) == list(range(1, PRESSES + 1))


def test_all_invoices_are_made_once_by_two_who_press_the_button(sessions):
    with sessions() as session:
        world = make_billed_world(session)
        for day in range(3):
            booked(session, another_date(session, world, -day), 10)

    def press():
        with sessions() as session, write_transaction(session):
            return len(issue_all(session, world.centre_id, actor=world.staff, now=AFTER))

    assert sorted(at_once([press] * 4)) == [0, 0, 0, 3]
    assert numbers(sessions) == [1, 2, 3]


@pytest.fixture
def read_then_write(sessions, monkeypatch):
    """The guards taken away: everybody reads what is due and the last number, and then everybody writes.

    This is what a portal does that has no lock to wait for. The barrier makes the window as wide as it can be.
    """
    looked = threading.Barrier(2)
    seen = threading.local()
    read_due = service.due_bookings

    def look(world, draft):
        with sessions() as session:
            ids = [booking.id for booking in draft.bookings]
            seen.due = read_due(session, world.centre_id, now=AFTER, ids=ids)
            seen.last = session.scalar(select(func.max(Series.last))) or 0
        looked.wait(timeout=60)

    monkeypatch.setattr(service, "lock_bookings", lambda session, ids: None)
    monkeypatch.setattr(service, "due_bookings", lambda *asked, **named: seen.due)
    monkeypatch.setattr(
        service, "next_number", lambda session, billing, kind, year: (seen.last + 1, f"F{year}-{seen.last + 1:04d}")
    )
    return look


def test_the_control_without_the_locks_two_get_one_number(sessions, read_then_write):
    with sessions() as session:
        world = make_billed_world(session)
        booked(session, world, 10)
        (draft,) = drafts(session, world)

    def look_and_make():
        read_then_write(world, draft)
        return make_one(sessions, world, draft)

    outcomes = at_once([look_and_make] * 2)

    # Nobody finds it made; only the UNIQUE of the number still stands between the school and two invoices.
    assert not [one for one in outcomes if isinstance(one, NothingToInvoice)]
    assert sum(isinstance(one, IntegrityError) for one in outcomes) == 1


def test_one_file_read_in_by_four_at_once_pays_once(sessions):
    with sessions() as session:
        world = make_billed_world(session)
        booked(session, world, 24)
        invoice = invoiced(session, world)
        data = one_file(Credit(18_000, invoice.structured, ref="1"), Credit(5, text="?"))

    def read():
        with sessions() as session, write_transaction(session):
            return take_in(session, world.centre_id, "a.xml", data, actor=world.staff, now=AFTER).known

    assert sorted(at_once([read] * 4)) == [0, 2, 2, 2]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 1
        assert session.scalar(select(func.count()).select_from(BankEntry)) == 2
        assert session.scalar(select(func.sum(InvoiceLine.cents))) == 18_000
