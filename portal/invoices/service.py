"""Make invoices and credit notes. Everything here runs inside `write_transaction`; it flushes, and never commits.

Order of locks: the bookings by their ids, then the series of the house. Under the lock everything is read again, so
that of two who press the button one makes the invoice and the other finds nothing left.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.requests import LedgerActor
from portal.bookings.steps import Step, take_step
from portal.clock import school_day
from portal.invoices.document import Facts, Seller, Side, Sum
from portal.invoices.drafts import Draft, DueBooking, due_bookings, laid_together
from portal.invoices.errors import BadAmount, NoBilling, NoSuchInvoice, NothingToCredit, NothingToInvoice
from portal.invoices.models import CentreBilling, Invoice, InvoiceLine, Kind, SchoolBilling, Series
from portal.invoices.payments import adopt, lock_bookings, settle
from portal.invoices.structured import structured
from portal.invoices.vat import Rate, taxed
from portal.places.models import Municipality

SEQUENCE_MAX = 99_999
"""Numbers of one house in a year; more don't fit the structured reference."""


@dataclass(frozen=True)
class NewLine:
    booking_id: int
    what: str
    text: str
    count: int
    cents_each: int
    rate: Rate
    credits_line_id: int | None = None

    @property
    def cents(self) -> int:
        return self.count * self.cents_each


@dataclass(frozen=True)
class Made:
    """What came of a draft: an invoice where something is owed, credit notes where an earlier one was wrong."""

    invoice: Invoice | None
    credit_notes: tuple[Invoice, ...]


def seller_of(session: Session, centre_id: int) -> tuple[CentreBilling, Seller]:
    """Raises `NoBilling` when the house hasn't said who sends its invoices."""
    row = session.execute(
        select(CentreBilling, Centre.name, Centre.phone, Centre.email)
        .join(Centre, Centre.id == CentreBilling.centre_id)
        .where(CentreBilling.centre_id == centre_id)
    ).one_or_none()
    if row is None:
        raise NoBilling
    billing: CentreBilling = row[0]
    seller = Seller(
        name=billing.legal_name,
        trade_name=row[1],
        street=billing.street,
        postal_code=billing.postal_code,
        city=billing.city,
        enterprise=billing.enterprise,
        has_vat_number=billing.has_vat_number,
        email=billing.email or row[3],
        phone=row[2],
        iban=billing.iban,
        bic=billing.bic,
    )
    return billing, seller


def buyer_of(session: Session, school_id: int) -> tuple[Side, str]:
    """To whom the invoices of a school go, and its order reference; what its office didn't fill in is its address."""
    filled = session.get(SchoolBilling, school_id)
    school, city = session.execute(
        select(School, Municipality.name_nl)
        .join(Municipality, Municipality.nis == School.nis)
        .where(School.id == school_id)
    ).one()
    if filled is None:
        side = Side(
            name=school.name, street=school.street, postal_code=school.postal_code, city=city, email=school.email
        )
        return side, ""
    side = Side(
        name=filled.name,
        street=filled.street,
        postal_code=filled.postal_code,
        city=filled.city,
        enterprise=filled.enterprise,
        email=filled.email or school.email,
        peppol=filled.peppol,
    )
    return side, filled.order_reference


def issue(session: Session, centre_id: int, draft: Draft, *, actor: LedgerActor, now: datetime) -> Made:
    """Make the invoice of a draft, after the credit notes for what was invoiced of it before.

    The sums are read again under the lock: what the ledger says then is what the invoice says. A booking whose rules
    come to another sum by now (the door counted) gets that sum in the ledger first.

    Raises:
        NoBilling: the house hasn't said who sends its invoices.
        NothingToInvoice: somebody was first.
    """
    ids = [booking.id for booking in draft.bookings]
    billing, seller = seller_of(session, centre_id)
    lock_bookings(session, ids)
    dues = due_bookings(session, centre_id, now=now, ids=ids)
    if not dues:
        raise NothingToInvoice
    fresh = replace(draft, bookings=tuple(dues))
    bookings = {booking.id: booking for booking in session.scalars(select(Booking).where(Booking.id.in_(ids)))}
    notes = tuple(_take_back(session, fresh.bookings, billing, actor=actor, now=now))
    invoice = _make_invoice(session, fresh, billing, seller, actor=actor, now=now)
    number = invoice.number if invoice is not None else notes[-1].number
    word = "factuur" if invoice is not None else "creditnota"
    for due in fresh.bookings:
        # A row also where the sum stays: so the ledger, and with it the journal, knows of every invoice.
        step = Step(LedgerKind.CHARGED, owed_cents=due.owed_cents, reason=f"{word} {number}")
        take_step(session, bookings[due.id], step, actor, now=now, centre_id=centre_id)
    for note in notes:
        if invoice is not None and note.credits_id is not None:
            settle(session, note.credits_id, invoice.id, actor=actor, now=now)
    return Made(invoice, notes)


def issue_all(
    session: Session, centre_id: int, *, actor: LedgerActor, now: datetime, keys: Collection[str] | None = None
) -> list[Made]:
    """Make every invoice that is ripe, or those of these keys whether ripe or not."""
    today = school_day(now)
    drafts = laid_together(due_bookings(session, centre_id, now=now))
    wanted = [draft for draft in drafts if (draft.is_ripe(today) if keys is None else draft.key in keys)]
    # All bookings first and in order, so that two who do this at once can't hold what the other needs.
    lock_bookings(session, [booking.id for draft in wanted for booking in draft.bookings])
    made = []
    for draft in wanted:
        try:
            made.append(issue(session, centre_id, draft, actor=actor, now=now))
        except NothingToInvoice:
            continue
    return made


def _make_invoice(
    session: Session,
    draft: Draft,
    billing: CentreBilling,
    seller: Seller,
    *,
    actor: LedgerActor,
    now: datetime,
) -> Invoice | None:
    lines = [
        NewLine(due.id, due.what, item.text, item.count, item.cents_each, due.rate)
        for due in draft.bookings
        for item in due.items
    ]
    if not lines:
        return None
    buyer, order_reference = buyer_of(session, draft.school_id)
    today = school_day(now)
    prepaid = adopt(session, {due.id: due.owed_cents for due in draft.bookings}, actor=actor, now=now)
    facts = Facts(
        seller=seller,
        buyer=buyer,
        vat=_sums(lines),
        order_reference=order_reference,
        prepaid_cents=prepaid.cents,
    )
    invoice = _store(
        session,
        Kind.INVOICE,
        billing,
        draft.school_id,
        facts,
        lines,
        due_on=today + timedelta(days=draft.pay_within_days),
        actor=actor,
        now=now,
    )
    prepaid.put_on(session, invoice)
    return invoice


def _sums(lines: Iterable[NewLine]) -> tuple[Sum, ...]:
    sums = taxed((line.rate, line.cents) for line in lines)
    return tuple(Sum(rate=one.rate, base_cents=one.base_cents, vat_cents=one.vat_cents) for one in sums)


def _take_back(
    session: Session, dues: Iterable[DueBooking], billing: CentreBilling, *, actor: LedgerActor, now: datetime
) -> list[Invoice]:
    """Credit notes for all lines of these bookings that stand, one for each invoice they stand on."""
    ids = [due.id for due in dues if due.is_correction]
    by_invoice: dict[int, list[InvoiceLine]] = {}
    for line in standing_lines(session, booking_ids=ids):
        by_invoice.setdefault(line.invoice_id, []).append(line)
    return [
        _credit(session, session.get_one(Invoice, one), lines, billing, "Aangepast bedrag", actor=actor, now=now)
        for one, lines in by_invoice.items()
    ]


def standing_lines(
    session: Session, *, booking_ids: Collection[int] | None = None, invoice_id: int | None = None
) -> list[InvoiceLine]:
    """Lines of invoices that no credit note took back."""
    back = select(InvoiceLine.credits_line_id).where(InvoiceLine.credits_line_id.is_not(None))
    query = (
        select(InvoiceLine)
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(Invoice.kind == Kind.INVOICE, InvoiceLine.id.not_in(back))
        .order_by(InvoiceLine.invoice_id, InvoiceLine.position)
    )
    if booking_ids is not None:
        query = query.where(InvoiceLine.booking_id.in_(booking_ids))
    if invoice_id is not None:
        query = query.where(InvoiceLine.invoice_id == invoice_id)
    return list(session.scalars(query))


def credit(
    session: Session,
    invoice_id: int,
    *,
    actor: LedgerActor,
    now: datetime,
    line_ids: Collection[int] | None = None,
    reason: str = "",
    waive: bool = False,
) -> Invoice:
    """Take back an invoice, or some lines of it. Without `waive` the bookings still owe it and come up again to be
    invoiced; with it the school owes that much less.

    Raises:
        NoSuchInvoice: there is none of this id, or it is a credit note itself.
        NothingToCredit: all of it was taken back before.
        BadAmount: these lines alone would make a credit note of nothing, or less.
    """
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.kind is not Kind.INVOICE:
        raise NoSuchInvoice
    booked = set(session.scalars(select(InvoiceLine.booking_id).where(InvoiceLine.invoice_id == invoice_id)))
    lock_bookings(session, booked)
    lines = [
        line for line in standing_lines(session, invoice_id=invoice_id) if line_ids is None or line.id in line_ids
    ]
    if not lines:
        raise NothingToCredit
    if (cents := sum(line.cents for line in lines)) <= 0:
        raise BadAmount(cents)
    billing, _ = seller_of(session, invoice.centre_id)
    note = _credit(session, invoice, lines, billing, reason, actor=actor, now=now)
    off: dict[int, int] = {}
    for line in lines:
        off[line.booking_id] = off.get(line.booking_id, 0) + line.cents
    said = f"creditnota {note.number}" + (f": {reason}" if reason else "")
    for booking in session.scalars(
        select(Booking).where(Booking.id.in_(off)).order_by(Booking.id).execution_options(populate_existing=True)
    ):
        owed = max(0, booking.owed_cents - off[booking.id]) if waive else None
        step = Step(LedgerKind.CHARGED, owed_cents=owed, reason=said)
        take_step(session, booking, step, actor, now=now, centre_id=invoice.centre_id)
    return note


def _credit(
    session: Session,
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    billing: CentreBilling,
    reason: str,
    *,
    actor: LedgerActor,
    now: datetime,
) -> Invoice:
    back = [
        NewLine(line.booking_id, line.what, line.text, line.count, line.cents_each, line.rate, line.id)
        for line in lines
    ]
    # Seller and buyer as on the invoice: a credit note takes back that one, whoever moved since.
    facts = Facts.model_validate(invoice.facts).model_copy(update={"vat": _sums(back), "prepaid_cents": 0})
    return _store(
        session,
        Kind.CREDIT_NOTE,
        billing,
        invoice.school_id,
        facts,
        back,
        due_on=school_day(now),
        actor=actor,
        now=now,
        credits_id=invoice.id,
        note=reason,
    )


def next_number(session: Session, billing: CentreBilling, kind: Kind, year: int) -> tuple[int, str]:
    """The next of a series. The row is locked from here until the transaction ends, so numbers have no gaps: who is
    rolled back gives its number back.
    """
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    session.execute(
        insert_new(Series).values(centre_id=billing.centre_id, kind=kind, year=year, last=0).on_conflict_do_nothing()
    )
    sequence = session.execute(
        update(Series)
        .where(Series.centre_id == billing.centre_id, Series.kind == kind, Series.year == year)
        .values(last=Series.last + 1)
        .returning(Series.last)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    letter = "C" if kind is Kind.CREDIT_NOTE else ""
    return sequence, f"{billing.prefix}{letter}{year}-{sequence:04d}"


def reference_of(centre_id: int, year: int, sequence: int) -> str:
    """The payment reference of an invoice: house, year and number, so that it is the house's own for ever."""
    if sequence > SEQUENCE_MAX:
        raise ValueError(f"invoice {sequence} of a year has no room in a structured reference")
    return structured((centre_id % 1000) * 10**7 + (year % 100) * 10**5 + sequence)


def _store(
    session: Session,
    kind: Kind,
    billing: CentreBilling,
    school_id: int,
    facts: Facts,
    lines: Sequence[NewLine],
    *,
    due_on: date,
    actor: LedgerActor,
    now: datetime,
    credits_id: int | None = None,
    note: str = "",
) -> Invoice:
    today = school_day(now)
    sequence, number = next_number(session, billing, kind, today.year)
    invoice = Invoice(
        centre_id=billing.centre_id,
        school_id=school_id,
        kind=kind,
        year=today.year,
        sequence=sequence,
        number=number,
        issued_on=today,
        due_on=due_on,
        structured=reference_of(billing.centre_id, today.year, sequence) if kind is Kind.INVOICE else None,
        credits_id=credits_id,
        total_cents=sum(line.cents for line in lines),
        facts=facts.model_dump(mode="json"),
        note=note,
        created_at=now,
        created_by_id=actor.id,
        created_by_name=actor.name,
    )
    session.add(invoice)
    session.flush()
    session.add_all(
        InvoiceLine(
            invoice_id=invoice.id,
            position=position,
            booking_id=line.booking_id,
            credits_line_id=line.credits_line_id,
            what=line.what,
            text=line.text,
            count=line.count,
            cents_each=line.cents_each,
            cents=line.cents,
            rate=line.rate,
        )
        for position, line in enumerate(lines, start=1)
    )
    session.flush()
    return invoice
