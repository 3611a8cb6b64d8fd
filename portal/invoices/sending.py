"""Invoices and reminders that leave by letter. Functions flush and never commit; `letters` writes them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.bookings.requests import CLOCKWORK, LedgerActor
from portal.clock import school_day
from portal.invoices.document import Facts
from portal.invoices.errors import NoAddress, NoSuchInvoice
from portal.invoices.models import CentreBilling, Invoice, InvoiceMail, MailKind
from portal.invoices.queries import Stage, Standing, standing_of, standings
from portal.outbox.service import Letter, enqueue

INVOICE_LETTER = "invoice"
REMINDERS_MAX = 3
"""Reminders that leave by themselves; after that somebody had better ring."""


def send(
    session: Session, invoice_id: int, kind: MailKind, *, actor: LedgerActor, now: datetime, number: int | None = None
) -> bool:
    """Hand an invoice, a credit note or a reminder to the outbox; False: this very one left before.

    `number`: of a reminder that leaves by itself, so that of many workers one sends it.

    Raises:
        NoSuchInvoice: there is none of this id.
        NoAddress: the school has no e-mail address.
    """
    invoice = session.get(Invoice, invoice_id)
    if invoice is None:
        raise NoSuchInvoice
    to_email = Facts.model_validate(invoice.facts).buyer.email
    if not to_email:
        raise NoAddress
    before = session.scalar(
        select(func.coalesce(func.max(InvoiceMail.number), 0)).where(
            InvoiceMail.invoice_id == invoice_id, InvoiceMail.kind == kind
        )
    )
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    mail_id = session.scalar(
        insert_new(InvoiceMail)
        .values(
            invoice_id=invoice_id,
            kind=kind,
            number=(before or 0) + 1 if number is None else number,
            to_email=to_email,
            at=now,
            actor_name=actor.name,
        )
        .on_conflict_do_nothing()
        .returning(InvoiceMail.id)
    )
    if mail_id is None:
        return False
    enqueue(session, Letter(INVOICE_LETTER, {"mail_id": mail_id}), now=now)
    return True


def send_all(session: Session, found: Iterable[Standing], *, actor: LedgerActor, now: datetime) -> int:
    """Send those that never were; gives how many left. Who has no address is passed over and stays on the list."""
    sent = 0
    for one in found:
        if one.sent_at is None:
            try:
                sent += send(session, one.id, MailKind.SENT, actor=actor, now=now)
            except NoAddress:
                continue
    return sent


def remind(session: Session, invoice_id: int, *, actor: LedgerActor, now: datetime) -> bool:
    """A reminder by hand. False: it is paid by now."""
    standing = standing_of(session, invoice_id)
    if standing is None:
        raise NoSuchInvoice
    if standing.stage(school_day(now)) is not Stage.OVERDUE:
        return False
    return send(session, invoice_id, MailKind.REMINDER, actor=actor, now=now)


def send_reminders(session: Session, now: datetime) -> int:
    """What leaves by itself, where a house set a number of days: at the due date plus so many days, plus twice, plus
    three times as many. Any number of workers may do this at once.
    """
    today, sent = school_day(now), 0
    houses = session.execute(
        select(CentreBilling.centre_id, CentreBilling.remind_after_days).where(
            CentreBilling.remind_after_days.is_not(None)
        )
    ).all()
    for centre_id, days in houses:
        for one in standings(session, centres=[centre_id]):
            number = one.reminders + 1
            if days and number <= REMINDERS_MAX and _is_due(one, today, days * number):
                try:
                    sent += send(session, one.id, MailKind.REMINDER, actor=CLOCKWORK, now=now, number=number)
                except NoAddress:
                    continue
    return sent


def _is_due(one: Standing, today: date, days: int) -> bool:
    return one.stage(today) is Stage.OVERDUE and one.due_on + timedelta(days=days) <= today
