"""How a letter about one booking is put together: templates of a feature, to who booked, in the name of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from portal.bookings.calendar import calendar_file
from portal.bookings.queries import Visit
from portal.mail.letters import Attachment, Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.web.formats import FILTERS, names

FRAME = Path(__file__).parent.parent / "templates"
"""Where the frame lies that all letters have."""


@dataclass(frozen=True)
class Desk:
    """Where letters come from: the portal's address and its sender."""

    base_url: str
    sender: str

    @property
    def domain(self) -> str:
        return mail_domain(self.base_url)


def desk_of(base_url: str, sender: str | None = None) -> Desk:
    return Desk(base_url, sender or sender_for(None, base_url))


@dataclass(frozen=True)
class Told:
    """What one letter says. `at`: when what it tells happened, for the date of the letter."""

    subject: str
    text: Template
    html: Template
    facts: Mapping[str, Any]
    at: datetime
    attachments: tuple[Attachment, ...] = ()


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([folder, FRAME]),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def template(folder: Path, name: str) -> Template:
    """A letter in `folder`/letters; it may extend "letters/frame.html"."""
    return _environment(folder).get_template(f"letters/{name}")


def to_booker(desk: Desk, visit: Visit, told: Told, token: str) -> EmailMessage:
    """The letter to who booked. Beside its own facts a template has the visit, its classes and its addresses."""
    facts = {
        **told.facts,
        "visit": visit,
        "classes": names([group.name for group in visit.groups]),
        "visit_url": f"{desk.base_url}/bezoek/{visit.visit_code}",
        "booking_url": f"{desk.base_url}/boekingen/{visit.reference}",
        "offer_url": f"{desk.base_url}/aanbod/{visit.offer.slug}",
    }
    draft = Draft(
        to_name=visit.booker_name,
        to_email=visit.booker_email,
        subject=told.subject,
        text=told.text.render(facts),
        html=told.html.render(facts),
        attachments=told.attachments,
        reply_to=visit.centre.email,
    )
    sender_name = f"{visit.centre.name} via Foyer"
    return letter(draft, Envelope(desk.sender, sender_name, desk.domain, token, told.at))


def invitation(desk: Desk, visit: Visit) -> Attachment:
    """The visit as a calendar file, that adds, moves or strikes out its entry."""
    return Attachment(
        name=f"{visit.reference}.ics",
        data=calendar_file(visit, base_url=desk.base_url, domain=desk.domain),
        maintype="text",
        subtype="calendar",
        params=(("charset", "utf-8"), ("method", "CANCEL" if visit.is_off else "PUBLISH")),
    )
