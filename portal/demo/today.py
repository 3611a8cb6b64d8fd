"""A performance of today at the demo's own house, so that its door is worth opening: four schools with notes and
wheelchairs, and one that cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, Membership, School
from portal.accounts.queries import Person, person_by_id
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.service import book_seats, cancel_booking
from portal.clock import BRUSSELS, school_day
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message

OFFER = "kabaal-in-de-keuken-de-lantaarn"
STARTS, LASTS = time(10, 30), timedelta(minutes=55)
CLOSED_BEFORE, BOOKED_BEFORE, CANCELLED_BEFORE = timedelta(days=5), timedelta(days=24), timedelta(days=9)


@dataclass(frozen=True)
class Guests:
    """Classes of a school by name, and what it wrote to the house."""

    school: str
    classes: tuple[str, ...]
    contact: str = ""
    note: str = ""
    wheelchair: int = 0
    cancels: bool = False


GUESTS = (
    Guests("de-regenpijp", ("1", "2", "3"), "meester Karim, 0470 00 00 12"),
    Guests("de-tramhalte", ("1B", "2B", "4B"), "juf Els, 0470 00 00 47", "We komen met de tram."),
    Guests("de-wilgenkatjes", ("Zon", "Maan"), "juf Noor, 0470 00 00 85", "Liefst aan de gang, bij de deur.", 2),
    Guests("de-windhaan", ("1-2", "3-4"), "", "", 1),
    Guests("de-ponton", ("OKAN 1",), cancels=True),
)


def load_today(session: Session, *, now: datetime) -> None:
    """Put the performance on the programme and book it as those schools would have. Commits."""
    with write_transaction(session):
        performance_id = _performance(session, now)
        for guests in GUESTS:
            _book(session, guests, performance_id, now=now)
        # Their letters went out long ago.
        session.execute(update(Message).where(Message.sent_at.is_(None)).values(sent_at=Message.created_at))


def _performance(session: Session, now: datetime) -> int:
    offer = session.scalars(select(Offer).where(Offer.slug == OFFER)).one()
    another = session.scalars(select(Performance).where(Performance.offer_id == offer.id).limit(1)).one()
    starts = datetime.combine(school_day(now), STARTS, BRUSSELS)
    performance = Performance(
        offer_id=offer.id,
        venue_id=another.venue_id,
        starts_at=starts,
        ends_at=starts + LASTS,
        day=school_day(now),
        capacity=another.capacity,
        closes_at=starts - CLOSED_BEFORE,
    )
    session.add(performance)
    session.flush()
    return performance.id


def _book(session: Session, guests: Guests, performance_id: int, *, now: datetime) -> None:
    school = session.scalars(select(School).where(School.slug == guests.school)).one()
    booker = _booker(session, school.id)
    classes = session.scalars(
        select(ClassGroup)
        .where(ClassGroup.school_id == school.id, ClassGroup.name.in_(guests.classes))
        .order_by(ClassGroup.name)
    ).all()
    groups = [GroupRequest(one.name, one.level, one.pupils, 2, class_group_id=one.id) for one in classes]
    groups[0] = replace(groups[0], wheelchair=guests.wheelchair)
    request = SeatRequest(
        key=f"demo-vandaag-{school.slug}",
        performance_id=performance_id,
        school_id=school.id,
        actor=booker,
        groups=tuple(groups),
        contact=guests.contact,
        note=guests.note,
    )
    booking = book_seats(session, request, now=now - BOOKED_BEFORE)
    if guests.cancels:
        cancel_booking(session, booking.reference, actor=booker, now=now - CANCELLED_BEFORE, reason="studiedag")


def _booker(session: Session, school_id: int) -> Person:
    user_id = session.scalars(select(Membership.user_id).where(Membership.school_id == school_id).limit(1)).one()
    somebody = person_by_id(session, user_id)
    if somebody is None:
        raise LookupError(f"Nobody books for school {school_id}.")
    return somebody
