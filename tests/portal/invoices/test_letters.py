"""Letters: the invoice with its files, reminders of what is overdue, once, and not of what is paid."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from portal.accounts.models import School
from portal.db import write_transaction
from portal.invoices.errors import NoAddress
from portal.invoices.letters import handlers
from portal.invoices.models import CentreBilling, InvoiceMail, MailKind, SchoolBilling
from portal.invoices.payments import How, Money, record_payment
from portal.invoices.sending import INVOICE_LETTER, remind, send, send_reminders
from portal.invoices.service import credit
from portal.invoices.structured import show
from portal.outbox.models import Message
from tests.portal.invoices.money_world import AFTER, booked, invoiced, make_billed_world

LATE = AFTER + timedelta(days=60)


@pytest.fixture
def world(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    return world


def written(session) -> list[EmailMessage | None]:
    """The letters of invoices that wait in the outbox."""
    write = handlers("https://foyer.example")[INVOICE_LETTER]
    waiting = session.scalars(select(Message).where(Message.kind == INVOICE_LETTER).order_by(Message.id)).all()
    letters = [write(session, message.payload, message.token) for message in waiting]
    session.rollback()
    return letters


def test_an_invoice_leaves_with_its_pdf_and_its_file_for_peppol(session, world):
    invoice = invoiced(session, world)
    with write_transaction(session):
        send(session, invoice.id, MailKind.SENT, actor=world.staff, now=AFTER)

    (letter,) = written(session)

    assert letter["To"].startswith("Scholengroep De Berken")
    assert "F2027-0001" in letter["Subject"]
    assert "180,00" in letter["Subject"]
    text = letter.get_body(("plain",)).get_content()
    assert show(invoice.structured) in text
    assert "BE68 5390 0754 7034" in text
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert set(files) == {"factuur-F2027-0001.pdf", "factuur-F2027-0001.xml"}
    assert files["factuur-F2027-0001.pdf"].startswith(b"%PDF")


def test_scenario_45_a_credit_note_names_its_amount(session, world):
    invoice = invoiced(session, world)
    with write_transaction(session):
        note = credit(session, invoice.id, actor=world.staff, now=AFTER)
        send(session, note.id, MailKind.SENT, actor=world.staff, now=AFTER)

    (letter,) = written(session)

    assert "Creditnota FC2027-0001" in letter["Subject"]
    assert "€ 180,00" in letter["Subject"]
    assert "F2027-0001" in letter.get_body(("plain",)).get_content()


def test_a_reminder_is_for_what_is_overdue_and_says_what_is_left(session, world):
    invoice = invoiced(session, world)
    with write_transaction(session):
        assert not remind(session, invoice.id, actor=world.staff, now=AFTER)
        record_payment(session, invoice.id, Money(8_000, AFTER.date(), How.CASH), actor=world.staff, now=AFTER)
        assert remind(session, invoice.id, actor=world.staff, now=LATE)

    (letter,) = written(session)

    assert letter["Subject"].startswith("Herinnering: factuur F2027-0001")
    assert "100,00" in letter["Subject"]


def test_a_reminder_of_what_is_paid_meanwhile_is_not_sent(session, world):
    invoice = invoiced(session, world)
    with write_transaction(session):
        remind(session, invoice.id, actor=world.staff, now=LATE)
        record_payment(session, invoice.id, Money(18_000, AFTER.date(), How.CASH), actor=world.staff, now=LATE)

    assert written(session) == [None]


def test_reminders_leave_by_themselves_where_the_house_wants_it_and_three_at_most(session, world):
    invoice = invoiced(session, world)
    with write_transaction(session):
        assert send_reminders(session, LATE) == 0
        session.get_one(CentreBilling, world.centre_id).remind_after_days = 10

    sent = []
    for days in (0, 5, 10, 11, 20, 30, 40, 100):
        with write_transaction(session):
            sent.append(send_reminders(session, AFTER + timedelta(days=30 + days)))

    assert sent == [0, 0, 1, 0, 1, 1, 0, 0]
    numbers = session.scalars(select(InvoiceMail.number).where(InvoiceMail.invoice_id == invoice.id)).all()
    assert numbers == [1, 2, 3]


def test_who_has_no_address_is_said_and_holds_nobody_up(session, world):
    with write_transaction(session):
        billing = session.get_one(SchoolBilling, world.school_id)
        session.delete(billing)
        session.get_one(School, world.school_id).email = ""
    invoice = invoiced(session, world)

    with pytest.raises(NoAddress), write_transaction(session):
        send(session, invoice.id, MailKind.SENT, actor=world.staff, now=AFTER)
    with write_transaction(session):
        session.get_one(CentreBilling, world.centre_id).remind_after_days = 1
        assert send_reminders(session, LATE) == 0
