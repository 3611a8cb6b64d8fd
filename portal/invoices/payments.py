"""Money that comes in and goes back: on invoices, and so on bookings and in the ledger.

Each payment is divided over the bookings of its invoice by the rule of `spread`; each share is a step of that
booking. Everything here runs inside `write_transaction`; it flushes, and never commits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.bookings.errors import BookingChanged
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.requests import LedgerActor
from portal.bookings.seats import house_of
from portal.bookings.steps import Step, take_step
from portal.clock import school_day
from portal.invoices.drafts import net_of_line
from portal.invoices.errors import BadAmount, MoreThanPaid, NoSuchInvoice
from portal.invoices.models import How, Invoice, InvoiceLine, Kind, Payment, PaymentShare
from portal.invoices.spread import Stand, spread, take_back
from portal.offers.models import Performance

CENTS_MAX = 10_000_000
"""More than any school pays at once; above it somebody forgot the comma."""


@dataclass(frozen=True)
class Money:
    """What came in, or goes back: `cents` is above 0 in both."""

    cents: int
    paid_on: date
    how: How
    note: str = ""
    entry_id: int | None = None
    """The entry of the bank's statement that says so."""


def lock_bookings(session: Session, ids: Iterable[int]) -> None:
    """Nobody else invoices, pays or changes these bookings until the transaction ends; in the order of their ids."""
    session.execute(select(Booking.id).where(Booking.id.in_(set(ids))).order_by(Booking.id).with_for_update()).all()


def stands_of(session: Session, invoice_id: int) -> list[Stand]:
    """The bookings of an invoice, oldest visit first: what each is charged there, credits off, and what was paid."""
    charged = (
        select(InvoiceLine.booking_id, func.sum(net_of_line()).label("cents"))
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where((Invoice.id == invoice_id) | (Invoice.credits_id == invoice_id))
        .group_by(InvoiceLine.booking_id)
        .subquery()
    )
    paid = (
        select(PaymentShare.booking_id, func.sum(PaymentShare.cents).label("cents"))
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .where(Payment.invoice_id == invoice_id)
        .group_by(PaymentShare.booking_id)
        .subquery()
    )
    rows = session.execute(
        select(charged.c.booking_id, charged.c.cents, func.coalesce(paid.c.cents, 0))
        .join(Booking, Booking.id == charged.c.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .outerjoin(paid, paid.c.booking_id == charged.c.booking_id)
        .order_by(Performance.starts_at, charged.c.booking_id)
    )
    return [Stand(*row) for row in rows]


def record_payment(session: Session, invoice_id: int, money: Money, *, actor: LedgerActor, now: datetime) -> Payment:
    """A school paid (part of) an invoice, or too much.

    What is too much because the invoice was corrected goes on to the one that took its place.

    Raises:
        NoSuchInvoice: there is none, or it is a credit note.
        BadAmount: nothing, or more than anybody pays.
    """
    invoice = _payable(session, invoice_id, money)
    lock_bookings(session, _bookings_on(session, invoice_id))
    shares = spread(money.cents, stands_of(session, invoice_id))
    payment = _store(session, invoice.centre_id, invoice.school_id, invoice_id, money, shares, 1, actor, now)
    _tell_ledger(session, shares, 1, _said(f"factuur {invoice.number}", money), actor, invoice.centre_id, now)
    for other in _successors(session, invoice_id):
        settle(session, invoice_id, other, actor=actor, now=now)
    return payment


def record_repayment(
    session: Session, invoice_id: int, money: Money, *, actor: LedgerActor, now: datetime
) -> Payment:
    """The house gave money back that was paid on an invoice.

    Raises:
        NoSuchInvoice, BadAmount: see `record_payment`.
        MoreThanPaid: nobody gets back more than was paid.
    """
    invoice = _payable(session, invoice_id, money)
    lock_bookings(session, _bookings_on(session, invoice_id))
    stands = stands_of(session, invoice_id)
    if money.cents > (paid := sum(stand.paid for stand in stands)):
        raise MoreThanPaid(money.cents, paid)
    shares = take_back(money.cents, stands)
    payment = _store(session, invoice.centre_id, invoice.school_id, invoice_id, money, shares, -1, actor, now)
    _tell_ledger(session, shares, -1, _said(f"factuur {invoice.number}", money), actor, invoice.centre_id, now)
    return payment


def pay_booking(session: Session, booking: Booking, money: Money, *, actor: LedgerActor, now: datetime) -> Payment:
    """A school paid a booking that has no invoice yet, at the counter or in advance. Its invoice will say so.

    Raises `BadAmount`.
    """
    _refuse_bad(money)
    lock_bookings(session, [booking.id])
    centre_id = cast(int, house_of(session, booking.performance_id))
    shares = {booking.id: money.cents}
    payment = _store(session, centre_id, booking.school_id, None, money, shares, 1, actor, now)
    _tell_ledger(session, shares, 1, _said("voor de factuur", money), actor, centre_id, now)
    return payment


def take_payment(session: Session, booking: Booking, money: Money, *, actor: LedgerActor, now: datetime) -> Payment:
    """A school paid for this booking: on the oldest invoice on which it has something open, else before there is one.

    Raises:
        BadAmount: see `record_payment`.
        BookingChanged: somebody invoiced it just then.
    """
    invoice_id = open_on(session, booking.id)
    if invoice_id is not None:
        return record_payment(session, invoice_id, money, actor=actor, now=now)
    payment = pay_booking(session, booking, money, actor=actor, now=now)
    # Asked again now that the booking is locked: what is put beside a new invoice would stay beside it.
    if open_on(session, booking.id) is not None:
        raise BookingChanged(booking.reference)
    return payment


def open_on(session: Session, booking_id: int) -> int | None:
    """The oldest invoice on which this booking has something to pay."""
    invoices = session.scalars(
        select(Invoice.id)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .where(InvoiceLine.booking_id == booking_id, Invoice.kind == Kind.INVOICE)
        .distinct()
        .order_by(Invoice.id)
    )
    for invoice_id in invoices.all():
        if any(stand.booking_id == booking_id and stand.open for stand in stands_of(session, invoice_id)):
            return invoice_id
    return None


def repay_booking(session: Session, booking: Booking, money: Money, *, actor: LedgerActor, now: datetime) -> Payment:
    """Money that was paid without an invoice goes back, such as after a cancellation that costs nothing.

    Raises:
        BadAmount: see `record_payment`.
        MoreThanPaid: nobody gets back more than was paid outside of invoices.
    """
    _refuse_bad(money)
    lock_bookings(session, [booking.id])
    loose = _loose(session, [booking.id])
    if money.cents > (paid := sum(loose.get(booking.id, (0, 0)))):
        raise MoreThanPaid(money.cents, paid)
    centre_id = cast(int, house_of(session, booking.performance_id))
    shares = {booking.id: money.cents}
    payment = _store(session, centre_id, booking.school_id, None, money, shares, -1, actor, now)
    _tell_ledger(session, shares, -1, _said("zonder factuur", money), actor, centre_id, now)
    return payment


# --- From one place to another: no money moves, and the ledger stays as it is -----------------------------------


@dataclass
class Prepaid:
    """What was paid of bookings before their invoice is made."""

    actor: LedgerActor
    now: datetime
    held: dict[int, int] = field(default_factory=dict)
    """On payments without an invoice."""
    found: dict[int, int] = field(default_factory=dict)
    """In the ledger alone: somebody marked the booking itself as paid."""

    @property
    def cents(self) -> int:
        return sum(self.held.values()) + sum(self.found.values())

    def put_on(self, session: Session, invoice: Invoice) -> None:
        """Count it as paid on this invoice."""
        together = {
            booking: cents
            for booking in {**self.held, **self.found}
            if (cents := self.held.get(booking, 0) + self.found.get(booking, 0))
        }
        if not together:
            return
        where = (invoice.centre_id, invoice.school_id)
        on = school_day(self.now)
        if self.held:
            money = Money(sum(self.held.values()), on, How.SETTLED, f"naar factuur {invoice.number}")
            _store(session, *where, None, money, self.held, -1, self.actor, self.now)
        money = Money(sum(together.values()), on, How.SETTLED, "betaald voor de factuur er was")
        _store(session, *where, invoice.id, money, together, 1, self.actor, self.now)


def adopt(session: Session, owed: Mapping[int, int], *, actor: LedgerActor, now: datetime) -> Prepaid:
    """What was paid of these bookings outside of invoices, at most what each owes (`owed`, by booking)."""
    prepaid = Prepaid(actor, now)
    for booking, (held, found) in _loose(session, owed).items():
        room = owed[booking]
        if taken := min(room, max(0, held)):
            prepaid.held[booking] = taken
        if more := min(room - taken, max(0, found)):
            prepaid.found[booking] = more
    return prepaid


def _loose(session: Session, ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each booking what is paid on no invoice: held by payments, and known to the ledger alone."""
    ids = list(ids)
    rows = session.execute(select(Booking.id, Booking.paid_cents).where(Booking.id.in_(ids)))
    paid = {booking: cents for booking, cents in rows}  # noqa: C416 - a Result is no mapping.
    shares: dict[int, list[int]] = {}
    for booking, invoice, cents in session.execute(
        select(PaymentShare.booking_id, Payment.invoice_id, func.sum(PaymentShare.cents))
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .where(PaymentShare.booking_id.in_(ids))
        .group_by(PaymentShare.booking_id, Payment.invoice_id)
    ):
        known = shares.setdefault(booking, [0, 0])
        known[0] += cents if invoice is None else 0
        known[1] += cents
    return {
        booking: (shares.get(booking, [0, 0])[0], cents - shares.get(booking, [0, 0])[1])
        for booking, cents in paid.items()
    }


def settle(session: Session, from_id: int, to_id: int, *, actor: LedgerActor, now: datetime) -> int:
    """Move what was paid too much on one invoice to another with the same bookings, as far as that is open; gives
    how many cents. It is the same money of the same bookings, so the ledger has nothing to tell.
    """
    there = {stand.booking_id: stand for stand in stands_of(session, to_id)}
    shares = {
        stand.booking_id: cents
        for stand in stands_of(session, from_id)
        if stand.booking_id in there and (cents := min(stand.surplus, there[stand.booking_id].open))
    }
    if not shares:
        return 0
    giving, getting = session.get_one(Invoice, from_id), session.get_one(Invoice, to_id)
    on, sum_ = school_day(now), sum(shares.values())
    where = (giving.centre_id, giving.school_id)
    _store(session, *where, from_id, Money(sum_, on, How.SETTLED, f"naar {getting.number}"), shares, -1, actor, now)
    _store(session, *where, to_id, Money(sum_, on, How.SETTLED, f"van {giving.number}"), shares, 1, actor, now)
    return sum_


def _successors(session: Session, invoice_id: int) -> list[int]:
    """Younger invoices with bookings of this one, oldest first."""
    mine = select(InvoiceLine.booking_id).where(InvoiceLine.invoice_id == invoice_id)
    return list(
        session.scalars(
            select(Invoice.id)
            .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
            .where(Invoice.kind == Kind.INVOICE, Invoice.id > invoice_id, InvoiceLine.booking_id.in_(mine))
            .distinct()
            .order_by(Invoice.id)
        )
    )


# --- Rows -----------------------------------------------------------------------------------------------------


def _refuse_bad(money: Money) -> None:
    if not 0 < money.cents <= CENTS_MAX:
        raise BadAmount(money.cents)


def _payable(session: Session, invoice_id: int, money: Money) -> Invoice:
    _refuse_bad(money)
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.kind is not Kind.INVOICE:
        raise NoSuchInvoice
    return invoice


def _bookings_on(session: Session, invoice_id: int) -> list[int]:
    return list(session.scalars(select(InvoiceLine.booking_id).where(InvoiceLine.invoice_id == invoice_id)))


def _said(where: str, money: Money) -> str:
    return f"{where}: {money.note}" if money.note else where


def _store(
    session: Session,
    centre_id: int,
    school_id: int,
    invoice_id: int | None,
    money: Money,
    shares: Mapping[int, int],
    sign: int,
    actor: LedgerActor,
    now: datetime,
) -> Payment:
    payment = Payment(
        centre_id=centre_id,
        school_id=school_id,
        invoice_id=invoice_id,
        paid_on=money.paid_on,
        cents=sign * money.cents,
        how=money.how,
        note=money.note[:200],
        entry_id=money.entry_id,
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    session.add(payment)
    session.flush()
    session.add_all(
        PaymentShare(payment_id=payment.id, booking_id=booking, cents=sign * cents)
        for booking, cents in shares.items()
    )
    session.flush()
    return payment


def _tell_ledger(
    session: Session,
    shares: Mapping[int, int],
    sign: int,
    reason: str,
    actor: LedgerActor,
    centre_id: int,
    now: datetime,
) -> None:
    kind = LedgerKind.PAID if sign > 0 else LedgerKind.REPAID
    for booking in session.scalars(
        select(Booking).where(Booking.id.in_(shares)).order_by(Booking.id).execution_options(populate_existing=True)
    ):
        paid = booking.paid_cents + sign * shares[booking.id]
        take_step(session, booking, Step(kind, paid_cents=paid, reason=reason), actor, now=now, centre_id=centre_id)
