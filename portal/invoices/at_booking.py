"""The money of one booking in one place: what it owes, what came in and how, on which invoices it stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.bookings.models import Booking
from portal.invoices.drafts import net_of_line
from portal.invoices.models import How, Invoice, InvoiceLine, Payment, PaymentShare
from portal.invoices.payments import open_on
from portal.invoices.queries import Standing, standings


@dataclass(frozen=True)
class Paper:
    """An invoice or a credit note on which a booking stands."""

    standing: Standing
    cents: int
    """Of this booking; below 0 on a credit note."""
    bookings: int
    """How many stand on it, this one among them."""


@dataclass(frozen=True)
class Share:
    """What of a payment went to this booking; below 0: given back."""

    paid_on: date
    how: How
    cents: int
    note: str
    actor_name: str


@dataclass(frozen=True)
class BookingMoney:
    """Of one booking; both sums are those of the ledger."""

    owed_cents: int
    paid_cents: int
    papers: tuple[Paper, ...]
    """The oldest first."""
    shares: tuple[Share, ...]
    """As they were noted down. What was only moved from one invoice to another is left out: no money came."""
    to_pay: Paper | None = None
    """The invoice on which its next payment comes."""

    @property
    def open_cents(self) -> int:
        """Still to be paid; below 0: paid too much."""
        return self.owed_cents - self.paid_cents

    @property
    def overpaid(self) -> Paper | None:
        """The invoice of which money is to be given back."""
        return next((one for one in self.papers if one.standing.open_cents < 0), None)


def money_of(session: Session, booking_id: int) -> BookingMoney:
    owed, paid = session.execute(select(Booking.owed_cents, Booking.paid_cents).where(Booking.id == booking_id)).one()
    papers = _papers(session, booking_id)
    next_id = open_on(session, booking_id) if papers else None
    to_pay = next((paper for paper in papers if paper.standing.id == next_id), None)
    return BookingMoney(owed, paid, papers, _shares(session, booking_id), to_pay)


def _papers(session: Session, booking_id: int) -> tuple[Paper, ...]:
    mine = select(InvoiceLine.invoice_id).where(InvoiceLine.booking_id == booking_id)
    rows = session.execute(
        select(
            Invoice.id,
            func.sum(case((InvoiceLine.booking_id == booking_id, net_of_line()), else_=0)),
            func.count(InvoiceLine.booking_id.distinct()),
        )
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(Invoice.id.in_(mine))
        .group_by(Invoice.id)
    )
    on = {invoice_id: (cents, bookings) for invoice_id, cents, bookings in rows}
    found = standings(session, ids=on) if on else []
    return tuple(Paper(one, *on[one.id]) for one in reversed(found))


def _shares(session: Session, booking_id: int) -> tuple[Share, ...]:
    rows = session.execute(
        select(Payment.paid_on, Payment.how, PaymentShare.cents, Payment.note, Payment.actor_name)
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .where(PaymentShare.booking_id == booking_id, Payment.how != How.SETTLED)
        .order_by(Payment.id)
    )
    return tuple(Share(*row) for row in rows)
