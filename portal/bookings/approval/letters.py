"""The letter to a house that a school asked for places."""

from collections.abc import Mapping
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.bookings.letters.stationery import Desk, template
from portal.bookings.queries import visit_by_id
from portal.bookings.service import BOOKING_ASKED
from portal.bookings.states import BookingState
from portal.mail.letters import Draft, Envelope, letter
from portal.outbox.worker import Handler

HERE = Path(__file__).parent / "templates"


def handlers(desk: Desk) -> dict[str, Handler]:
    return {BOOKING_ASKED: partial(asked, desk)}


def asked(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """Nothing for a house without an address, or when the request was answered or taken back meanwhile."""
    visit = visit_by_id(session, payload["booking_id"])
    if visit is None or visit.state is not BookingState.REQUESTED or not visit.centre.email:
        return None
    facts = {"visit": visit, "url": f"{desk.base_url}/centrum/aanvragen"}
    draft = Draft(
        to_name=visit.centre.name,
        to_email=visit.centre.email,
        subject=f"Een aanvraag: {visit.offer.title}, van {visit.school.name} ({visit.reference})",
        text=template(HERE, "asked.txt").render(facts),
        html=template(HERE, "asked.html").render(facts),
        attachments=(),
        reply_to=visit.booker_email,
    )
    return letter(draft, Envelope(desk.sender, "Foyer", desk.domain, token, visit.created_at))
