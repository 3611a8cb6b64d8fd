"""The door counts until a booking stands on an invoice; then a credit note corrects it. Importing this says so."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from portal.bookings.door.service import closes_with
from portal.invoices.models import Invoice, InvoiceLine, Kind


@closes_with
def is_invoiced(session: Session, booking_id: int) -> bool:
    """Whether a line of an invoice for this booking has not been taken back."""
    taken_back = aliased(InvoiceLine)
    stands = (
        select(InvoiceLine.id)
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(InvoiceLine.booking_id == booking_id, Invoice.kind == Kind.INVOICE)
        .where(~exists().where(taken_back.credits_line_id == InvoiceLine.id))
    )
    return bool(session.scalar(select(stands.exists())))
