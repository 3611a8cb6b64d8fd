"""Puts a letter together: text, simple HTML, attachments, and headers that mail servers trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime


@dataclass(frozen=True)
class Attachment:
    name: str
    data: bytes
    maintype: str
    subtype: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Draft:
    """What a letter says, before it gets an envelope."""

    to_name: str
    to_email: str
    subject: str
    text: str
    html: str
    attachments: Sequence[Attachment] = ()
    reply_to: str = ""


@dataclass(frozen=True)
class Envelope:
    """Who sends, from which domain, under which token. The Message-ID follows, so that a repeat is the same."""

    sender: str
    sender_name: str
    domain: str
    token: str
    date: datetime

    @property
    def message_id(self) -> str:
        return f"<{self.token}@{self.domain}>"


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)


def letter(draft: Draft, envelope: Envelope) -> EmailMessage:
    """The letter as it goes over the wire; raises ValueError for an address that is none."""
    message = EmailMessage()
    message["Message-ID"] = envelope.message_id
    message["Date"] = format_datetime(envelope.date)
    message["From"] = _mailbox(envelope.sender_name, envelope.sender)
    message["To"] = _mailbox(draft.to_name, draft.to_email)
    message["Subject"] = " ".join(draft.subject.split())
    message["Content-Language"] = "nl-BE"
    # Keeps "I am out of office" answers of schools from coming back (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if draft.reply_to:
        message["Reply-To"] = draft.reply_to
    message.set_content(draft.text)
    message.add_alternative(draft.html, subtype="html")
    for extra in draft.attachments:
        message.add_attachment(
            extra.data,
            maintype=extra.maintype,
            subtype=extra.subtype,
            filename=extra.name,
            params=dict(extra.params),
        )
    return message
