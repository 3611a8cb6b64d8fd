"""Reads of many bookings: the list of a school or a centre, and the dates of a house."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import OFF, SEATED, BookingState
from portal.offers.models import (
    Offer,
    Performance,
    PerformanceState,
    Venue,
)
from portal.places.models import Municipality


@dataclass(frozen=True)
class BookingLine:
    """A booking in a list. `visit_code` is empty on the list of a centre: it opens what the class did in the game."""

    reference: str
    state: BookingState
    seats: int
    price_cents: int
    visit_code: str
    starts_at: datetime
    title: str
    offer_slug: str
    picture: str
    picture_alt: str
    centre_name: str
    municipality: str
    held_until: datetime | None
    classes: tuple[str, ...]

    @property
    def is_off(self) -> bool:
        return self.state in OFF

    @property
    def is_seated(self) -> bool:
        return self.state in SEATED


def bookings_of(
    session: Session,
    *,
    schools: Collection[int] = (),
    centres: Collection[int] = (),
    limit: int = 500,
    start: int = 0,
) -> list[BookingLine]:
    """Bookings of these schools or at these centres, the newest performance first; two statements."""
    rows = session.execute(
        select(
            Booking.id,
            Booking.reference,
            Booking.state,
            Booking.seats,
            Booking.price_cents,
            case((Booking.school_id.in_(schools), Booking.visit_code), else_=""),
            Performance.starts_at,
            Offer.title,
            Offer.slug,
            Offer.picture,
            Offer.picture_alt,
            Centre.name,
            Municipality.name_nl,
            Booking.held_until,
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(or_(Booking.school_id.in_(schools), Offer.centre_id.in_(centres)))
        .order_by(Performance.starts_at.desc(), Booking.id.desc())
        .offset(start)
        .limit(limit)
    ).all()
    classes = _classes_of(session, [row.id for row in rows])
    return [BookingLine(*(*_values(row)[1:], classes.get(row.id, ()))) for row in rows]


def _classes_of(session: Session, booking_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    named: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(BookingGroup.booking_id, BookingGroup.name)
        .where(BookingGroup.booking_id.in_(booking_ids))
        .order_by(BookingGroup.id)
    )
    for booking_id, name in rows:
        named[booking_id] = (*named.get(booking_id, ()), name)
    return named


@dataclass(frozen=True)
class HallLine:
    """A performance on the dashboard of its centre."""

    performance_id: int
    title: str
    offer_slug: str
    starts_at: datetime
    state: PerformanceState
    hall: str | None
    capacity: int
    seats_taken: int

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def percent(self) -> int:
        return round(100 * self.seats_taken / self.capacity) if self.capacity else 0


def halls_of(session: Session, centres: Collection[int], *, after: datetime | None = None) -> list[HallLine]:
    """Performances of these centres in order of date; from `after` on, when that is given."""
    wanted = (
        select(
            Performance.id,
            Offer.title,
            Offer.slug,
            Performance.starts_at,
            Performance.state,
            Venue.name,
            Performance.capacity,
            Performance.seats_taken,
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Offer.centre_id.in_(centres))
        .order_by(Performance.starts_at, Performance.id)
    )
    if after is not None:
        wanted = wanted.where(Performance.starts_at >= after)
    return [HallLine(*row) for row in session.execute(wanted)]


def centre_by_slug(session: Session, slug: str) -> int | None:
    return session.scalar(select(Centre.id).where(Centre.slug == slug))


def _values(row: Any) -> tuple[Any, ...]:
    """The columns of a row; SQLAlchemy types rows of up to ten columns only."""
    return tuple(row)
