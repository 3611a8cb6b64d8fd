"""The letters of a booking: confirmation and cancellation, in text and HTML, with a calendar file.

A letter is written when it is sent, from the booking as it then is: a confirmation that waited for the mail
server while its booking was cancelled is not sent any more, the cancellation is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy.orm import Session

from portal.bookings import step_letters
from portal.bookings.approval import letters as approval
from portal.bookings.calendar import calendar_file
from portal.bookings.codes import show_visit_code
from portal.bookings.policy.service import rules_of_version
from portal.bookings.policy.terms import last_day_of_counts
from portal.bookings.queries import Visit, visit_by_id
from portal.bookings.service import BOOKING_CANCELLED, BOOKING_CONFIRMED
from portal.bookings.states import OWING
from portal.clock import school_day
from portal.mail.letters import Attachment, Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.outbox.worker import Handler
from portal.web.formats import FILTERS, names, short_day


@dataclass(frozen=True)
class Desk:
    """Where letters come from: the portal's address and its sender."""

    base_url: str
    sender: str

    @property
    def domain(self) -> str:
        return mail_domain(self.base_url)


def handlers(base_url: str, sender: str | None = None) -> dict[str, Handler]:
    """The handlers of the outbox that write the letters of this feature."""
    desk = Desk(base_url, sender or sender_for(None, base_url))
    own = {BOOKING_CONFIRMED: partial(confirmed, desk), BOOKING_CANCELLED: partial(cancelled, desk)}
    return own | step_letters.handlers(desk) | approval.handlers(desk)


def confirmed(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    visit = visit_by_id(session, payload["booking_id"])
    if visit is None or visit.state not in OWING:
        return None
    subject = f"Geboekt: {visit.offer.title}, {short_day(visit.starts_at)} ({visit.reference})"
    told = {"approved": bool(payload.get("approved")), "counts_until": _counts_until(session, visit)}
    return _letter(desk, visit, token, "confirmed", subject, told)


def _counts_until(session: Session, visit: Visit) -> date | None:
    """The last day on which the school changes its numbers itself; None where they are definitive already."""
    last = last_day_of_counts(rules_of_version(session, visit.policy_id).counts, school_day(visit.starts_at))
    return last if last is not None and school_day(visit.created_at) <= last else None


def cancelled(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    visit = visit_by_id(session, payload["booking_id"])
    if visit is None:
        return None
    subject = f"Geannuleerd: {visit.offer.title}, {short_day(visit.starts_at)} ({visit.reference})"
    told = {"by": payload.get("by", visit.booker_name), "reason": payload.get("reason", "")}
    return _letter(desk, visit, token, "cancelled", subject, told)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _letter(desk: Desk, visit: Visit, token: str, name: str, subject: str, told: Mapping[str, Any]) -> EmailMessage:
    facts = {
        **told,
        "visit": visit,
        "classes": names([group.name for group in visit.groups]),
        "code": show_visit_code(visit.visit_code),
        "visit_url": f"{desk.base_url}/bezoek/{visit.visit_code}",
        "booking_url": f"{desk.base_url}/boekingen/{visit.reference}",
        "offer_url": f"{desk.base_url}/aanbod/{visit.offer.slug}",
    }
    calendar = calendar_file(visit, base_url=desk.base_url, domain=desk.domain)
    draft = Draft(
        to_name=visit.booker_name,
        to_email=visit.booker_email,
        subject=subject,
        text=_templates().get_template(f"letters/{name}.txt").render(facts),
        html=_templates().get_template(f"letters/{name}.html").render(facts),
        attachments=(_invitation(visit, calendar),),
        reply_to=visit.centre.email,
    )
    envelope = Envelope(
        sender=desk.sender,
        sender_name=f"{visit.centre.name} via Foyer",
        domain=desk.domain,
        token=token,
        date=visit.cancelled_at or visit.created_at,
    )
    return letter(draft, envelope)


def _invitation(visit: Visit, calendar: bytes) -> Attachment:
    method = "CANCEL" if visit.is_cancelled else "PUBLISH"
    return Attachment(
        name=f"{visit.reference}.ics",
        data=calendar,
        maintype="text",
        subtype="calendar",
        params=(("charset", "utf-8"), ("method", method)),
    )
