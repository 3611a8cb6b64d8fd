"""A letter that says where a booking stands and what to do next: its words, and one template for all.

A letter is written when it is sent, from the booking as it then is: what is no longer true is not sent any more, for
the step that made it so has a letter of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.bookings.letters.stationery import FRAME, Desk, Told, template, to_booker
from portal.bookings.models import LedgerRow
from portal.bookings.queries import Visit, visit_by_id
from portal.bookings.states import BookingState
from portal.outbox.worker import Handler
from portal.web.formats import short_day

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """What one letter says: the subject in short, a title, sentences, and one thing to do."""

    subject: str
    title: str
    lines: tuple[str, ...]
    button: str = "Bekijk de boeking"
    path: str = ""
    """After the address of the booking; with a slash in front, of the portal."""


Writer = Callable[[Session, Visit, Payload], Words | None]

ANY_STATE = frozenset(BookingState)

Letters = Mapping[str, tuple[frozenset[BookingState], Writer]]
"""Which states a letter is still true in, and who writes it."""


def in_words(desk: Desk, letters: Letters) -> dict[str, Handler]:
    """The handlers of the outbox for letters that are words alone."""
    return {kind: partial(_write, desk, states, writer) for kind, (states, writer) in letters.items()}


def _write(
    desk: Desk, states: frozenset[BookingState], writer: Writer, session: Session, payload: Payload, token: str
) -> EmailMessage | None:
    visit = visit_by_id(session, payload["booking_id"])
    if visit is None or visit.state not in states:
        return None
    words = writer(session, visit, {**payload, "booker": visit.booker_name})
    if words is None:
        return None
    told = Told(
        f"{words.subject}: {visit.offer.title}, {short_day(visit.starts_at)} ({visit.reference})",
        template(FRAME, "step.txt"),
        template(FRAME, "step.html"),
        {"words": words, "to": _address(desk, visit, words)},
        _at(session, visit, payload),
    )
    return to_booker(desk, _addressed(session, visit, payload), told, token)


def _address(desk: Desk, visit: Visit, words: Words) -> str:
    if words.path.startswith("/"):
        return f"{desk.base_url}{words.path}"
    return f"{desk.base_url}/boekingen/{visit.reference}" + (f"/{words.path}" if words.path else "")


def _addressed(session: Session, visit: Visit, payload: Payload) -> Visit:
    """To who booked, or to the person that the message names."""
    to = payload.get("to")
    if to is None or to == visit.booked_by:
        return visit
    row = session.execute(select(User.name, User.email).where(User.id == to)).one()
    return replace(visit, booker_name=row.name, booker_email=row.email)


def _at(session: Session, visit: Visit, payload: Payload) -> datetime:
    """When what it tells happened."""
    if "at" in payload:
        return datetime.fromisoformat(payload["at"])
    return session.scalar(select(func.max(LedgerRow.at)).where(LedgerRow.booking_id == visit.id)) or visit.created_at
