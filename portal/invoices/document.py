"""An invoice or credit note as it is printed: the same facts for the page, the PDF and the UBL."""

from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.bookings.models import Booking
from portal.invoices.models import Invoice, InvoiceLine, Kind
from portal.invoices.numbers import ENTERPRISE_SCHEME
from portal.invoices.vat import Rate, Taxed


class Side(BaseModel):
    """Seller or buyer, as they were on the day."""

    model_config = ConfigDict(frozen=True)

    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    enterprise: str = ""
    email: str = ""
    phone: str = ""
    peppol: str = ""

    @property
    def endpoint(self) -> tuple[str, str] | None:
        """Scheme and address for the Peppol network; None: there is no way to reach them."""
        if self.peppol:
            scheme, _, value = self.peppol.partition(":")
            return scheme, value
        # An e-mail address is none: Peppol's list of schemes has no EM any more (PEPPOL-EN16931-CL008).
        return (ENTERPRISE_SCHEME, self.enterprise) if self.enterprise else None


class Seller(Side):
    trade_name: str = ""
    has_vat_number: bool = False
    iban: str
    bic: str = ""


class Sum(BaseModel):
    model_config = ConfigDict(frozen=True)

    rate: Rate
    base_cents: int
    vat_cents: int


class Facts(BaseModel):
    """What an invoice keeps of its day, as JSON in its row."""

    model_config = ConfigDict(frozen=True)

    seller: Seller
    buyer: Side
    vat: tuple[Sum, ...]
    order_reference: str = ""
    prepaid_cents: int = 0
    """What was paid before the invoice was made."""


@dataclass(frozen=True)
class DocumentLine:
    id: int
    what: str
    text: str
    count: int
    cents_each: int
    cents: int
    rate: Rate
    reference: str
    """Of the booking."""
    is_credited: bool = False


@dataclass(frozen=True)
class Document:
    id: int
    kind: Kind
    number: str
    issued_on: date
    due_on: date
    structured: str | None
    credits: "tuple[int, str, date] | None"
    """Of a credit note: id, number and day of the invoice that it takes back."""
    school_id: int
    centre_id: int
    seller: Seller
    buyer: Side
    order_reference: str
    lines: tuple[DocumentLine, ...]
    taxed: tuple[Taxed, ...]
    total_cents: int
    prepaid_cents: int
    note: str
    is_draft: bool = False

    @property
    def is_credit(self) -> bool:
        return self.kind is Kind.CREDIT_NOTE

    @property
    def base_cents(self) -> int:
        return sum(one.base_cents for one in self.taxed)

    @property
    def vat_cents(self) -> int:
        return sum(one.vat_cents for one in self.taxed)

    @property
    def payable_cents(self) -> int:
        return self.total_cents - self.prepaid_cents

    @property
    def is_exempt(self) -> bool:
        return any(one.rate is Rate.EXEMPT for one in self.taxed)

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.reference for line in self.lines))

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"{'creditnota' if self.is_credit else 'factuur'}-{self.number}"


def document_of(session: Session, invoice_id: int) -> Document | None:
    """An invoice by its id; whose it is, the caller looks at."""
    credited = aliased(Invoice)
    row = session.execute(
        select(Invoice, credited.number, credited.issued_on)
        .outerjoin(credited, credited.id == Invoice.credits_id)
        .where(Invoice.id == invoice_id)
    ).one_or_none()
    if row is None:
        return None
    invoice: Invoice = row[0]
    taking_back = aliased(InvoiceLine)
    lines = session.execute(
        select(InvoiceLine, Booking.reference, taking_back.id)
        .join(Booking, Booking.id == InvoiceLine.booking_id)
        .outerjoin(taking_back, taking_back.credits_line_id == InvoiceLine.id)
        .where(InvoiceLine.invoice_id == invoice_id)
        .order_by(InvoiceLine.position)
    ).all()
    facts = Facts.model_validate(invoice.facts)
    return Document(
        id=invoice.id,
        kind=invoice.kind,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        structured=invoice.structured,
        credits=(invoice.credits_id, row[1], row[2]) if invoice.credits_id is not None else None,
        school_id=invoice.school_id,
        centre_id=invoice.centre_id,
        seller=facts.seller,
        buyer=facts.buyer,
        order_reference=facts.order_reference,
        lines=tuple(
            DocumentLine(
                line.id,
                line.what,
                line.text,
                line.count,
                line.cents_each,
                line.cents,
                line.rate,
                reference,
                back is not None,
            )
            for line, reference, back in lines
        ),
        taxed=tuple(Taxed(one.rate, one.base_cents, one.vat_cents) for one in facts.vat),
        total_cents=invoice.total_cents,
        prepaid_cents=facts.prepaid_cents,
        note=invoice.note,
    )
