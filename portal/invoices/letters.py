"""The letters of invoices: one with the invoice, with PDF and the file for Peppol, and reminders of what is overdue.

Written when they are sent: a reminder of what was paid meanwhile isn't sent any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.invoices.document import Document, document_of
from portal.invoices.errors import NoAddress
from portal.invoices.models import InvoiceMail, MailKind
from portal.invoices.numbers import show_iban
from portal.invoices.queries import standing_of
from portal.invoices.sending import INVOICE_LETTER
from portal.invoices.structured import show
from portal.invoices.ubl import peppol_xml
from portal.mail.letters import Attachment, Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.outbox.worker import Handler
from portal.web.formats import FILTERS, euro


@dataclass(frozen=True)
class Desk:
    base_url: str
    sender: str


def handlers(base_url: str) -> dict[str, Handler]:
    return {INVOICE_LETTER: partial(invoice_letter, Desk(base_url, sender_for(None, base_url)))}


def invoice_letter(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    mail = session.get(InvoiceMail, payload["mail_id"])
    if mail is None:
        return None
    document, standing = document_of(session, mail.invoice_id), standing_of(session, mail.invoice_id)
    if document is None or standing is None:
        return None
    is_reminder = mail.kind is MailKind.REMINDER
    if is_reminder and standing.open_cents <= 0:
        return None
    centre = session.scalars(select(Centre).where(Centre.id == document.centre_id)).one()
    facts = {
        "document": document,
        "is_reminder": is_reminder,
        "open_cents": max(0, standing.open_cents),
        "paid_cents": standing.paid_cents,
        "centre": centre,
        "visit": {"centre": centre},
        "iban": show_iban(document.seller.iban),
        "reference": show(document.structured) if document.structured else "",
        "url": f"{desk.base_url}/school/facturen",
    }
    name = "invoice"
    draft = Draft(
        to_name=document.buyer.name,
        to_email=mail.to_email,
        subject=_subject(document, centre.name, standing.open_cents, is_reminder=is_reminder),
        text=_templates().get_template(f"letters/{name}.txt").render(facts),
        html=_templates().get_template(f"letters/{name}.html").render(facts),
        attachments=_attachments(document, standing.open_cents),
        reply_to=document.seller.email,
    )
    sender_name = f"{centre.name} via Foyer"
    return letter(draft, Envelope(desk.sender, sender_name, mail_domain(desk.base_url), token, mail.at))


def _subject(document: Document, house: str, open_cents: int, *, is_reminder: bool) -> str:
    if document.is_credit:
        return f"Creditnota {document.number} van {house}: {euro(document.total_cents)}"
    word = "Herinnering: factuur" if is_reminder else "Factuur"
    return f"{word} {document.number} van {house}: {euro(open_cents if is_reminder else document.payable_cents)}"


def _attachments(document: Document, open_cents: int) -> tuple[Attachment, ...]:
    # Here and not above: the library takes half a second to import.
    from portal.invoices.pdf import pdf_of

    pdf = Attachment(f"{document.file_name}.pdf", pdf_of(document, open_cents), "application", "pdf")
    try:
        xml = peppol_xml(document)
    except NoAddress:
        # The school's number isn't known, so nobody could read the file anyway.
        return (pdf,)
    return pdf, Attachment(f"{document.file_name}.xml", xml, "application", "xml")


@cache
def _templates() -> Environment:
    here = Path(__file__).parent
    environment = Environment(
        # The frame of the letters of bookings is that of all letters.
        loader=FileSystemLoader([here / "templates", here.parent / "bookings" / "templates"]),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
