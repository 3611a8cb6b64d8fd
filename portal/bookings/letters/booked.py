"""The letters of a booking: confirmation and cancellation, in text and HTML, with a calendar file.

A letter is written when it is sent, from the booking as it then is: a confirmation that waited for the mail
server while its booking was cancelled is not sent any more, the cancellation is.
"""

from collections.abc import Mapping
from datetime import date
from email.message import EmailMessage
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.bookings.approval import letters as approval
from portal.bookings.codes import show_visit_code
from portal.bookings.letters import steps
from portal.bookings.letters.stationery import FRAME, Desk, Told, desk_of, invitation, template, to_booker
from portal.bookings.policy.service import rules_of_version
from portal.bookings.policy.terms import last_day_of_counts
from portal.bookings.queries import Visit, visit_by_id
from portal.bookings.service import BOOKING_CANCELLED, BOOKING_CONFIRMED
from portal.bookings.states import OWING
from portal.clock import school_day
from portal.outbox.worker import Handler
from portal.web.formats import short_day


def handlers(base_url: str, sender: str | None = None) -> dict[str, Handler]:
    """The handlers of the outbox that write the letters of this feature."""
    desk = desk_of(base_url, sender)
    own = {BOOKING_CONFIRMED: partial(confirmed, desk), BOOKING_CANCELLED: partial(cancelled, desk)}
    return own | steps.handlers(desk) | approval.handlers(desk)


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


def _letter(desk: Desk, visit: Visit, token: str, name: str, subject: str, facts: Mapping[str, Any]) -> EmailMessage:
    told = Told(
        subject,
        template(FRAME, f"{name}.txt"),
        template(FRAME, f"{name}.html"),
        {**facts, "code": show_visit_code(visit.visit_code)},
        visit.cancelled_at or visit.created_at,
        (invitation(desk, visit),),
    )
    return to_booker(desk, visit, told, token)
