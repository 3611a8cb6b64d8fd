"""A performance of today at the demo's own house, so that its door is worth opening: four schools with notes and
wheelchairs, two of them in one bus, and one that cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, Membership, School
from portal.accounts.queries import Person, person_by_id
from portal.bookings.models import Booking
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.transport.models import BusShare, Travel
from portal.bookings.transport.service import Ride, ShareRequest, answer_share, ask_share, plan_ride
from portal.clock import BRUSSELS, school_day
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message

OFFER = "kabaal-in-de-keuken-de-lantaarn"
STARTS, LASTS = time(10, 30), timedelta(minutes=55)
CLOSED_BEFORE, BOOKED_BEFORE, CANCELLED_BEFORE = timedelta(days=5), timedelta(days=24), timedelta(days=9)
PLANNED_BEFORE, ASKED_BEFORE, ANSWERED_BEFORE = timedelta(days=16), timedelta(days=13), timedelta(days=12)


@dataclass(frozen=True)
class Way:
    """How a school comes: when it leaves for the house and for home, and seats for a school on its way."""

    how: Travel
    leaves: time
    home: time
    free_seats: int = 0
    note: str = ""


@dataclass(frozen=True)
class Guests:
    """Classes of a school by name, and what it wrote to the house."""

    school: str
    classes: tuple[str, ...]
    contact: str = ""
    note: str = ""
    wheelchair: int = 0
    cancels: bool = False
    way: Way | None = None


GUESTS = (
    Guests(
        "de-regenpijp",
        ("1", "2", "3"),
        "meester Karim, 0470 00 00 12",
        way=Way(Travel.SCHOOL_BUS, time(8, 40), time(11, 50), note="Klas 3 rijdt mee met De Windhaan."),
    ),
    Guests(
        "de-tramhalte",
        ("1B", "2B", "4B"),
        "juf Els, 0470 00 00 47",
        "We komen met de tram.",
        way=Way(Travel.PUBLIC, time(8, 15), time(12)),
    ),
    Guests("de-wilgenkatjes", ("Zon", "Maan"), "juf Noor, 0470 00 00 85", "Liefst aan de gang, bij de deur.", 2),
    Guests("de-windhaan", ("1-2", "3-4"), "", "", 1, way=Way(Travel.SCHOOL_BUS, time(7, 55), time(11, 50), 30)),
    Guests("de-ponton", ("OKAN 1",), cancels=True),
)
BUS_OF, RIDES_ALONG = "de-windhaan", "de-regenpijp"
"""From Oostende over Gent to Turnhout: the first gives a class of the second seats in its bus."""
CLASS_ALONG = 28


def load_today(session: Session, *, now: datetime) -> None:
    """Put the performance on the programme and book it as those schools would have, with how they come. Commits."""
    with write_transaction(session):
        performance_id = _performance(session, now)
        booked = {guests.school: _book(session, guests, performance_id, now=now) for guests in GUESTS}
        for guests in GUESTS:
            if guests.way is not None:
                _plan(session, booked[guests.school], guests.way, now=now)
        _share_a_bus(session, booked[BUS_OF], booked[RIDES_ALONG], now=now)
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


def _book(session: Session, guests: Guests, performance_id: int, *, now: datetime) -> Booking:
    school = session.scalars(select(School).where(School.slug == guests.school)).one()
    booker = booker_of(session, school.id)
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
    booking = book_seats(session, request, now=now - BOOKED_BEFORE).booking
    if guests.cancels:
        cancel_booking(session, booking.reference, actor=booker, now=now - CANCELLED_BEFORE, reason="studiedag")
    return booking


def _plan(session: Session, booking: Booking, way: Way, *, now: datetime) -> None:
    today = school_day(now)
    ride = Ride(
        way.how,
        booking.seats,
        pickup_place="Aan de schoolpoort",
        pickup_at=datetime.combine(today, way.leaves, BRUSSELS),
        return_at=datetime.combine(today, way.home, BRUSSELS),
        note=way.note,
        free_seats=way.free_seats,
    )
    plan_ride(session, booking, ride, booker_of(session, booking.school_id), now=now - PLANNED_BEFORE)


def _share_a_bus(session: Session, giver: Booking, asker: Booking, *, now: datetime) -> None:
    wish = ShareRequest(giver.id, asker.id, CLASS_ALONG, "Onze bus is te klein voor drie klassen. Mag klas 3 mee?")
    ask_share(session, wish, booker_of(session, asker.school_id), now=now - ASKED_BEFORE)
    asked = session.scalars(select(BusShare.id).where(BusShare.asker_id == asker.id)).one()
    answer_share(session, asked, booker_of(session, giver.school_id), yes=True, now=now - ANSWERED_BEFORE)


def booker_of(session: Session, school_id: int) -> Person:
    """Who books for a school."""
    user_id = session.scalars(select(Membership.user_id).where(Membership.school_id == school_id).limit(1)).one()
    somebody = person_by_id(session, user_id)
    if somebody is None:
        raise LookupError(f"Nobody books for school {school_id}.")
    return somebody
