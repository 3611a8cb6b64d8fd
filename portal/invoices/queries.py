"""Invoices as lists and cards: what is open, overdue, paid or taken back. One statement each."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Centre, School
from portal.bookings.models import Booking
from portal.clock import school_day
from portal.invoices.document import Facts
from portal.invoices.models import How, Invoice, InvoiceMail, Kind, MailKind, Payment, PaymentShare
from portal.invoices.transfer import Transfer, transfer_to
from portal.offers.models import Offer, Performance


class Stage(enum.StrEnum):
    """Where an invoice stands on a day."""

    OPEN = "open"
    PART = "part"
    OVERDUE = "overdue"
    PAID = "paid"
    OVERPAID = "overpaid"
    CREDITED = "credited"
    CREDIT_NOTE = "credit-note"


@dataclass(frozen=True)
class Standing:
    """An invoice with the money on it."""

    id: int
    kind: Kind
    number: str
    issued_on: date
    due_on: date
    structured: str | None
    centre_id: int
    centre_name: str
    school_id: int
    school_name: str
    total_cents: int
    credited_cents: int
    paid_cents: int
    credits_id: int | None
    sent_at: datetime | None
    reminders: int

    @property
    def open_cents(self) -> int:
        """Still to be paid; below 0: paid too much. A credit note has nothing to pay."""
        return 0 if self.kind is Kind.CREDIT_NOTE else self.total_cents - self.credited_cents - self.paid_cents

    def stage(self, today: date) -> Stage:
        if self.kind is Kind.CREDIT_NOTE:
            return Stage.CREDIT_NOTE
        if self.open_cents < 0:
            return Stage.OVERPAID
        if self.open_cents == 0:
            return Stage.CREDITED if self.credited_cents and not self.paid_cents else Stage.PAID
        if self.due_on < today:
            return Stage.OVERDUE
        return Stage.PART if self.paid_cents else Stage.OPEN


def _sum(query: Select[Any]) -> ScalarSelect[Any]:
    return query.scalar_subquery()


def _credited() -> ScalarSelect[int]:
    note = aliased(Invoice)
    return _sum(select(func.coalesce(func.sum(note.total_cents), 0)).where(note.credits_id == Invoice.id))


def _paid() -> ScalarSelect[int]:
    return _sum(select(func.coalesce(func.sum(Payment.cents), 0)).where(Payment.invoice_id == Invoice.id))


def _standings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Invoice.id,
            Invoice.kind,
            Invoice.number,
            Invoice.issued_on,
            Invoice.due_on,
            Invoice.structured,
            Invoice.centre_id,
            Centre.name,
            Invoice.school_id,
            School.name,
            Invoice.total_cents,
            _credited(),
            _paid(),
            Invoice.credits_id,
            _sum(select(func.max(InvoiceMail.at)).where(InvoiceMail.invoice_id == Invoice.id)),
            _sum(
                select(func.count())
                .select_from(InvoiceMail)
                .where(InvoiceMail.invoice_id == Invoice.id, InvoiceMail.kind == MailKind.REMINDER)
            ),
        )
        .join(Centre, Centre.id == Invoice.centre_id)
        .join(School, School.id == Invoice.school_id)
    )


def how_many_overdue(centres: Collection[int], now: datetime) -> ScalarSelect[int]:
    """The invoices of these houses that are `Stage.OVERDUE`, counted."""
    return _sum(
        select(func.count(Invoice.id)).where(
            Invoice.centre_id.in_(centres),
            Invoice.kind == Kind.INVOICE,
            Invoice.due_on < school_day(now),
            Invoice.total_cents > _credited() + _paid(),
        )
    )


def standing_of(session: Session, invoice_id: int) -> Standing | None:
    row = session.execute(_standings().where(Invoice.id == invoice_id)).one_or_none()
    return None if row is None else Standing(*row)


def standings(
    session: Session,
    *,
    centres: Collection[int] | None = None,
    schools: Collection[int] | None = None,
    ids: Collection[int] | None = None,
    year: int | None = None,
    search: str = "",
) -> list[Standing]:
    """Invoices and credit notes of these houses or schools, or just these, the newest first."""
    query = _standings().order_by(Invoice.id.desc())
    if centres is not None:
        query = query.where(Invoice.centre_id.in_(centres))
    if schools is not None:
        query = query.where(Invoice.school_id.in_(schools))
    if ids is not None:
        query = query.where(Invoice.id.in_(ids))
    if year is not None:
        query = query.where(Invoice.year == year)
    found = [Standing(*row) for row in session.execute(query)]
    wanted = search.strip().casefold()
    if not wanted:
        return found
    digits = "".join(sign for sign in wanted if sign.isdigit())
    return [
        one
        for one in found
        if wanted in one.school_name.casefold()
        or wanted in one.number.casefold()
        or (len(digits) >= 5 and digits in (one.structured or ""))
    ]


def transfers(session: Session, found: Collection[Standing]) -> dict[int, Transfer]:
    """How to pay what is open on these invoices, by id; what is settled and credit notes are left out."""
    asking = {one.id: one for one in found if one.open_cents > 0}
    facts = session.execute(select(Invoice.id, Invoice.facts).where(Invoice.id.in_(asking)))
    ways = {
        one: transfer_to(Facts.model_validate(said).seller, asking[one].structured, asking[one].open_cents)
        for one, said in facts
    }
    return {one: way for one, way in ways.items() if way is not None}


def open_invoices(session: Session, centre_id: int) -> list[Standing]:
    """The invoices of a house on which something is open, the oldest first."""
    found = standings(session, centres=[centre_id])
    return [one for one in reversed(found) if one.open_cents > 0]


@dataclass(frozen=True)
class PaymentLine:
    id: int
    paid_on: date
    cents: int
    how: How
    note: str
    at: datetime
    actor_name: str


def payments_of(session: Session, invoice_id: int) -> list[PaymentLine]:
    rows = session.execute(
        select(Payment.id, Payment.paid_on, Payment.cents, Payment.how, Payment.note, Payment.at, Payment.actor_name)
        .where(Payment.invoice_id == invoice_id)
        .order_by(Payment.id)
    )
    return [PaymentLine(*row) for row in rows]


@dataclass(frozen=True)
class MailLine:
    kind: MailKind
    number: int
    to_email: str
    at: datetime
    actor_name: str


def mails_of(session: Session, invoice_id: int) -> list[MailLine]:
    rows = session.execute(
        select(InvoiceMail.kind, InvoiceMail.number, InvoiceMail.to_email, InvoiceMail.at, InvoiceMail.actor_name)
        .where(InvoiceMail.invoice_id == invoice_id)
        .order_by(InvoiceMail.id)
    )
    return [MailLine(*row) for row in rows]


def credit_notes_of(session: Session, invoice_id: int) -> list[Standing]:
    return [Standing(*row) for row in session.execute(_standings().where(Invoice.credits_id == invoice_id))]


@dataclass(frozen=True)
class LooseMoney:
    """A booking without an invoice on which money stands that the school doesn't owe (any more)."""

    booking_id: int
    reference: str
    school_name: str
    title: str
    surplus_cents: int


def loose_surplus(session: Session, centre_id: int) -> list[LooseMoney]:
    """Money that was paid outside of invoices and that isn't owed: to be given back."""
    loose = (
        select(PaymentShare.booking_id, func.sum(PaymentShare.cents).label("cents"))
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .where(Payment.centre_id == centre_id, Payment.invoice_id.is_(None))
        .group_by(PaymentShare.booking_id)
        .subquery()
    )
    surplus = Booking.paid_cents - Booking.owed_cents
    rows = session.execute(
        select(Booking.id, Booking.reference, School.name, Offer.title, surplus, loose.c.cents)
        .join(loose, loose.c.booking_id == Booking.id)
        .join(School, School.id == Booking.school_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(surplus > 0, loose.c.cents > 0)
        .order_by(Booking.id)
    )
    return [
        LooseMoney(booking, reference, school, title, min(too_much, held))
        for booking, reference, school, title, too_much, held in rows
    ]


def sums(found: Collection[Standing], today: date) -> Mapping[str, int]:
    """What the list comes to: invoiced, credited, paid, still open, and of that overdue."""
    invoices = [one for one in found if one.kind is Kind.INVOICE]
    return {
        "invoiced": sum(one.total_cents for one in invoices),
        "credited": sum(one.credited_cents for one in invoices),
        "paid": sum(one.paid_cents for one in invoices),
        "open": sum(max(0, one.open_cents) for one in invoices),
        "overdue": sum(one.open_cents for one in invoices if one.stage(today) is Stage.OVERDUE),
    }
