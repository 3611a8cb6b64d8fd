"""The letters of a house: a performance is off, it moves, a message to everybody, and a small audience to itself."""

from collections.abc import Mapping
from datetime import date
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.bookings.house.audience import SMALL_AUDIENCE
from portal.bookings.house.models import HouseLetter, SmallAudience
from portal.bookings.house.moves import PERFORMANCE_MOVED, open_move
from portal.bookings.house.off import CALLED_OFF
from portal.bookings.house.writing import HOUSE_WROTE
from portal.bookings.letters.stationery import Desk, Told, desk_of, invitation, template, to_booker
from portal.bookings.queries import visit_by_id
from portal.mail.letters import Draft, Envelope, letter
from portal.offers.models import Offer, Performance, PerformanceState
from portal.outbox.worker import Handler
from portal.web.formats import day_time, short_day

HERE = Path(__file__).parent / "templates"


def handlers(base_url: str) -> dict[str, Handler]:
    desk = desk_of(base_url)
    return {
        CALLED_OFF: partial(called_off, desk),
        PERFORMANCE_MOVED: partial(moved, desk),
        HOUSE_WROTE: partial(wrote, desk),
        SMALL_AUDIENCE: partial(small_audience, desk),
    }


def called_off(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    visit = visit_by_id(session, payload["booking_id"])
    if visit is None:
        return None
    told = Told(
        subject=f"Gaat niet door: {visit.offer.title}, {short_day(visit.starts_at)} ({visit.reference})",
        text=template(HERE, "called_off.txt"),
        html=template(HERE, "called_off.html"),
        facts={"why": payload["why"], "words": payload["words"], "by": payload["by"]},
        at=visit.cancelled_at or visit.created_at,
        attachments=(invitation(desk, visit),),
    )
    return to_booker(desk, visit, told, token)


def moved(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """Nothing is sent to who answered, left, or was moved once more before this letter left."""
    visit = visit_by_id(session, payload["booking_id"])
    move = open_move(session, payload["booking_id"])
    if visit is None or move is None or move.move_id != payload["move_id"]:
        return None
    again = bool(payload.get("again"))
    told = Told(
        subject=f"{'Herinnering: ' if again else ''}Verplaatst: {visit.offer.title}, nu op "
        f"{day_time(move.starts_after)} ({visit.reference})",
        text=template(HERE, "moved.txt"),
        html=template(HERE, "moved.html"),
        facts={"move": move, "again": again},
        at=move.at,
        attachments=(invitation(desk, visit),),
    )
    return to_booker(desk, visit, told, token)


def wrote(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    visit = visit_by_id(session, payload["booking_id"])
    said = session.get(HouseLetter, payload["letter_id"])
    if visit is None or said is None or visit.is_cancelled:
        return None
    told = Told(
        subject=f"{said.subject} ({visit.offer.title}, {short_day(visit.starts_at)})",
        text=template(HERE, "wrote.txt"),
        html=template(HERE, "wrote.html"),
        facts={"said": said},
        at=said.at,
    )
    return to_booker(desk, visit, told, token)


def small_audience(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """To the house; nothing when it was called off meanwhile, or when enough schools came after all."""
    row = session.execute(
        select(Performance, SmallAudience.told_at, Offer.title, Centre.name, Centre.email)
        .join(SmallAudience, SmallAudience.performance_id == Performance.id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .where(Performance.id == payload["performance_id"])
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or not row.email:
        return None
    one: Performance = row.Performance
    if one.state is PerformanceState.CANCELLED or one.seats_taken >= payload["minimum"]:
        return None
    facts = {
        "title": row.title,
        "starts_at": one.starts_at,
        "seats": one.seats_taken,
        "minimum": payload["minimum"],
        "last": date.fromisoformat(payload["last"]),
        "centre": row.name,
        "url": f"{desk.base_url}/centrum/voorstelling/{one.id}",
    }
    draft = Draft(
        to_name=row.name,
        to_email=row.email,
        subject=f"Weinig publiek: {row.title}, {short_day(one.starts_at)}",
        text=template(HERE, "small_audience.txt").render(facts),
        html=template(HERE, "small_audience.html").render(facts),
    )
    return letter(draft, Envelope(desk.sender, "Foyer", desk.domain, token, row.told_at))
