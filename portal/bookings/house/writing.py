"""One letter of a house to everybody who booked a performance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.bookings.house.bookings_of import COMING, STANDING, own_house
from portal.bookings.house.errors import NobodyToWriteTo
from portal.bookings.house.models import HouseLetter
from portal.bookings.models import Booking
from portal.bookings.requests import Actor
from portal.outbox.service import Letter, enqueue

HOUSE_WROTE = "house-wrote"

SUBJECT_MAX = 120
TEXT_MAX = 4_000


@dataclass(frozen=True)
class Written:
    """What a house wants to say. `key` makes a second click the same letter."""

    key: str
    subject: str
    text: str
    to_waiting: bool = False
    """Also to schools that asked for places or wait for them."""


def addressees(session: Session, performance_id: int, *, to_waiting: bool) -> list[int]:
    """The bookings whose people get a letter."""
    states = STANDING if to_waiting else COMING
    return list(
        session.scalars(
            select(Booking.id)
            .where(Booking.performance_id == performance_id, Booking.state.in_(states))
            .order_by(Booking.id)
        )
    )


def how_many(session: Session, performance_id: int) -> tuple[int, int]:
    """How many bookings have places, and how many more asked for them or wait."""
    coming = len(addressees(session, performance_id, to_waiting=False))
    return coming, len(addressees(session, performance_id, to_waiting=True)) - coming


def write_to_all(session: Session, performance_id: int, written: Written, *, actor: Actor, now: datetime) -> int:
    """Queue the letter to each booking; to how many. A second click with the same key sends nothing more.

    Raises:
        NoSuchVisit: it is not a performance of the actor's house.
        NobodyToWriteTo: no booking stands.
    """
    own_house(session, performance_id, actor)
    to = addressees(session, performance_id, to_waiting=written.to_waiting)
    if not to:
        raise NobodyToWriteTo(performance_id)
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    letter_id = session.scalar(
        insert_new(HouseLetter)
        .values(
            performance_id=performance_id,
            request_key=written.key,
            at=now,
            by_id=actor.id,
            by_name=actor.name,
            subject=written.subject[:SUBJECT_MAX],
            text=written.text[:TEXT_MAX],
            addressees=len(to),
        )
        .on_conflict_do_nothing()
        .returning(HouseLetter.id)
    )
    if letter_id is None:
        return 0
    for booking_id in to:
        enqueue(session, Letter(HOUSE_WROTE, {"booking_id": booking_id, "letter_id": letter_id}), now=now)
    return len(to)


def letters_about(session: Session, performance_id: int) -> list[HouseLetter]:
    """What was written about a performance, the newest first."""
    return list(
        session.scalars(
            select(HouseLetter).where(HouseLetter.performance_id == performance_id).order_by(HouseLetter.id.desc())
        )
    )
