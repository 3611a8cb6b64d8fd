"""Who was asked what, and who paid, comes back from the journal alone; and numbers go on where they stopped."""

from datetime import timedelta

from sqlalchemy import select

from portal.bookings.journal import attach, complete
from portal.bookings.models import LedgerKind
from portal.bookings.policy.rules import Bundle, HouseRules, Invoicing
from portal.bookings.queries import verify, verify_money
from portal.bookings.rebuild import rebuild
from portal.db import make_engine, make_sessions, write_transaction
from portal.invoices.document import document_of
from portal.invoices.models import (
    CentreBilling,
    Invoice,
    InvoiceLine,
    Payment,
    PaymentShare,
    SchoolBilling,
    Series,
)
from portal.invoices.payments import How, Money, pay_booking, record_payment
from portal.invoices.service import issue
from portal.journal.writer import Journal
from tests.portal.booking_world import MONDAY
from tests.portal.invoices.money_world import (
    AFTER,
    another_date,
    booked,
    drafts,
    invoiced,
    make_billed_world,
    step,
)
from tests.portal.tables import make_migrated, make_tables

KEPT = (Invoice, InvoiceLine, Payment, PaymentShare, Series, CentreBilling, SchoolBilling)


def content(session):
    found = {}
    for model in KEPT:
        table = model.__table__
        rows = session.execute(select(table).order_by(*table.primary_key)).mappings()
        found[table.name] = [{name: value for name, value in row.items() if name != "entry_id"} for row in rows]
    session.rollback()
    return found


def live(session):
    """Two visits of a year on one invoice, paid before and in part; one is put right, credited and invoiced anew."""
    world = make_billed_world(session, rules=HouseRules(invoicing=Invoicing(bundle=Bundle.YEAR)))
    first = booked(session, world, 24)
    booked(session, another_date(session, world, 5), 10)
    with write_transaction(session):
        pay_booking(session, first, Money(1_000, AFTER.date(), How.CASH), actor=world.staff, now=AFTER)
    july = AFTER + timedelta(days=200)
    invoice = invoiced(session, world, july)
    with write_transaction(session):
        record_payment(session, invoice.id, Money(20_000, july.date(), How.TRANSFER), actor=world.staff, now=july)
    step(session, first, LedgerKind.CHARGED, world.staff, owed_cents=15_000, reason="geteld")
    (draft,) = drafts(session, world, july)
    with write_transaction(session):
        issue(session, world.centre_id, draft, actor=world.staff, now=july)
    return world, july


def test_invoices_and_payments_come_back_from_the_journal_alone(database_url, tmp_path):
    engine = make_engine(database_url)
    make_tables(engine)
    book = attach(engine, Journal(tmp_path / "journal", lambda: MONDAY))
    fresh = make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    make_migrated(fresh)
    with make_sessions(engine)() as session:
        world, july = live(session)
        before = content(session)
    book.journal.close()

    with make_sessions(fresh)() as session:
        rebuild(session, tmp_path / "journal", now=july)

        assert content(session) == before
        assert verify(session) == []
        assert verify_money(session) == []
        newest = session.scalars(select(Invoice.id).order_by(Invoice.id.desc())).first()
        assert document_of(session, newest).seller.name == "De Lantaarn vzw"
        session.rollback()
        booked(session, another_date(session, world, 9), 8)
        assert invoiced(session, world, july).number == "F2027-0003"
    engine.dispose()
    fresh.dispose()


def test_what_a_killed_process_left_untold_is_told_with_its_invoices(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'live.sqlite'}")
    make_tables(engine)
    with make_sessions(engine)() as session:
        _, july = live(session)
        before = content(session)
    book = attach(engine, Journal(tmp_path / "journal", lambda: MONDAY))
    complete(book, now=july)
    book.journal.close()
    fresh = make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    make_migrated(fresh)

    with make_sessions(fresh)() as session:
        rebuild(session, tmp_path / "journal", now=july)
        assert content(session) == before
    engine.dispose()
    fresh.dispose()
