"""Invoices, credit notes, payments, and what banks say came in.

An invoice is never changed: triggers refuse it, as for the ledger. What happens to it later (paid, credited, sent)
are rows of their own, and the ledger keeps the money of each booking. Laws: the lines of a booking, credits off, are
what it owed when it was last invoiced; the shares of a payment are its sum; numbers have no gaps.
"""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Centre, School
from portal.accounts.privacy.guard import FORMER, append_only, keep
from portal.bookings.models import Booking
from portal.db import Base, UtcDateTime, words
from portal.invoices.vat import Rate
from portal.offers.models import Offer


class CentreBilling(Base):
    """Who sends the invoices of a house, and how it numbers them."""

    __tablename__ = "centre_billing"

    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id), primary_key=True)
    legal_name: Mapped[str] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(String(120))
    postal_code: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(60))
    enterprise: Mapped[str] = mapped_column(String(10))
    """Ten digits of the KBO."""
    has_vat_number: Mapped[bool] = mapped_column(default=False)
    """Whether that number is a VAT number too; a house that is exempt altogether has none."""
    iban: Mapped[str] = mapped_column(String(34))
    bic: Mapped[str] = mapped_column(String(11), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    prefix: Mapped[str] = mapped_column(String(8), default="F")
    """In front of the number of an invoice, "F2026-0001"; a credit note has a C behind it, "FC2026-0001"."""
    rate: Mapped[Rate] = mapped_column(words(Rate, "centre_vat"), default=Rate.EXEMPT)
    """Of every offer that says nothing else."""
    remind_after_days: Mapped[int | None]
    """So many days past the due date a reminder leaves by itself; None: only by hand."""
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OfferVat(Base):
    """The rate of one offer, where it is not that of its house."""

    __tablename__ = "offer_vat"

    offer_id: Mapped[int] = mapped_column(ForeignKey(Offer.id, ondelete="CASCADE"), primary_key=True)
    rate: Mapped[Rate] = mapped_column(words(Rate, "offer_vat_rate"))


class SchoolBilling(Base):
    """To whom the invoices of a school go."""

    __tablename__ = "school_billing"

    school_id: Mapped[int] = mapped_column(ForeignKey(School.id), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(String(120))
    postal_code: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(60))
    enterprise: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    peppol: Mapped[str] = mapped_column(String(60), default="")
    """Address on the Peppol network with its scheme, "0208:0123456749"."""
    order_reference: Mapped[str] = mapped_column(String(60), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Kind(enum.StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit-note"


class Series(Base):
    """The last number that was given, by house, kind and year. Its row is the lock of who numbers."""

    __tablename__ = "invoice_series"

    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id), primary_key=True)
    kind: Mapped[Kind] = mapped_column(words(Kind, "series_kind"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class Invoice(Base):
    """An invoice or a credit note, as it was sent. Money is positive in both."""

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("centre_id", "kind", "year", "sequence", name="uq_invoice_number"),
        UniqueConstraint("centre_id", "structured", name="uq_invoice_structured"),
        CheckConstraint("(kind = 'credit-note') = (credits_id IS NOT NULL)", name="credits"),
        CheckConstraint("sequence >= 1", name="sequence"),
        CheckConstraint("total_cents >= 0", name="total"),
        Index("ix_invoice_centre_id_id", "centre_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id))
    school_id: Mapped[int] = mapped_column(ForeignKey(School.id), index=True)
    kind: Mapped[Kind] = mapped_column(words(Kind, "invoice_kind"))
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(24))
    """As it is written: "F2026-0001"."""
    issued_on: Mapped[date]
    due_on: Mapped[date]
    structured: Mapped[str | None] = mapped_column(String(12))
    """The twelve digits of the payment reference; None for a credit note."""
    credits_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    """The invoice that a credit note takes back."""
    total_cents: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Seller, buyer and VAT as they were: `document.Facts`."""
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None]
    created_by_name: Mapped[str] = mapped_column(String(120))

    lines: Mapped[list["InvoiceLine"]] = relationship(lazy="raise_on_sql", order_by="InvoiceLine.position")


class InvoiceLine(Base):
    """So many at this price, for one booking."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        CheckConstraint("cents = count * cents_each", name="cents"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey(Invoice.id))
    position: Mapped[int]
    booking_id: Mapped[int] = mapped_column(ForeignKey(Booking.id), index=True)
    credits_line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_line.id"), unique=True)
    """The line that this one takes back; a line is taken back once."""
    what: Mapped[str] = mapped_column(String(120))
    """Title and date of the visit, with the booking."""
    text: Mapped[str] = mapped_column(String(160))
    count: Mapped[int]
    cents_each: Mapped[int]
    cents: Mapped[int]
    """Including VAT. Below 0 only for what the house took off."""
    rate: Mapped[Rate] = mapped_column(words(Rate, "line_vat"))


class How(enum.StrEnum):
    """How a payment came."""

    TRANSFER = "transfer"
    CASH = "cash"
    CARD = "card"
    BANK_FILE = "bank-file"
    """Found in a statement of the bank."""
    SETTLED = "settled"
    """From one invoice to another; no money moved, and the ledger knows nothing of it."""


class Payment(Base):
    """Money of a school (below 0: given back), on one invoice, or on a booking that has none yet."""

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("cents <> 0", name="cents"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey(School.id))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey(Invoice.id), index=True)
    paid_on: Mapped[date]
    cents: Mapped[int]
    how: Mapped[How] = mapped_column(words(How, "payment_how"))
    note: Mapped[str] = mapped_column(String(200), default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("bank_entry.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(120))


class PaymentShare(Base):
    """What of a payment went to which booking."""

    __tablename__ = "payment_share"

    payment_id: Mapped[int] = mapped_column(ForeignKey(Payment.id), primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey(Booking.id), primary_key=True, index=True)
    cents: Mapped[int]


class MailKind(enum.StrEnum):
    SENT = "sent"
    REMINDER = "reminder"


class InvoiceMail(Base):
    """That an invoice or a reminder was handed to the outbox. The number makes a reminder leave once."""

    __tablename__ = "invoice_mail"
    __table_args__ = (UniqueConstraint("invoice_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey(Invoice.id))
    kind: Mapped[MailKind] = mapped_column(words(MailKind, "invoice_mail_kind"))
    number: Mapped[int]
    to_email: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_name: Mapped[str] = mapped_column(String(120))


class BankFile(Base):
    """A file of statements that somebody read in."""

    __tablename__ = "bank_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_name: Mapped[str] = mapped_column(String(120))
    statements: Mapped[int]
    fresh: Mapped[int]
    """Credits that no file before had."""
    known: Mapped[int]
    """Credits that were read before."""
    matched: Mapped[int]
    debits: Mapped[int]
    """What left the account; that is the house's own business and is not kept."""


class EntryState(enum.StrEnum):
    MATCHED = "matched"
    """By its reference, by itself."""
    OPEN = "open"
    """Waits for a person."""
    ASSIGNED = "assigned"
    NOT_OURS = "not-ours"
    """No school's money: rent, a subsidy. Foyer leaves it alone."""


class BankEntry(Base):
    """Money that came in, as the bank tells it; once, in however many files it stands."""

    __tablename__ = "bank_entry"
    __table_args__ = (
        UniqueConstraint("centre_id", "key"),
        CheckConstraint("cents > 0", name="cents"),
        Index("ix_bank_entry_centre_id_state", "centre_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey(Centre.id))
    file_id: Mapped[int] = mapped_column(ForeignKey(BankFile.id))
    key: Mapped[str] = mapped_column(String(64))
    """What makes it the same entry in another file: `camt.Entry.key`."""
    booked_on: Mapped[date]
    cents: Mapped[int]
    payer: Mapped[str] = mapped_column(String(140), default="")
    payer_iban: Mapped[str] = mapped_column(String(34), default="")
    structured: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[EntryState] = mapped_column(words(EntryState, "bank_entry_state"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(120), default="")


NAMES: dict[str, tuple[str, dict[str, str]]] = {
    "invoice": ("created_by_id", {"created_by_name": FORMER}),
    "payment": ("actor_id", {"actor_name": FORMER}),
}
"""Of whom a row tells: the account, and what becomes of the name when it is erased."""

for _fixed in ("invoice", "invoice_line", "payment", "payment_share"):
    # Written once and never again.
    _table = Base.metadata.tables[_fixed]
    _who, _names = NAMES.get(_fixed, ("", {}))
    keep(_table, append_only(_table, who=_who, names=_names))
