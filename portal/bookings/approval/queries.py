"""What waits for an answer of a house."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import BookingState
from portal.offers.models import Offer, Performance, Venue


@dataclass(frozen=True)
class Asked:
    """A request as the house reads it."""

    reference: str
    school: str
    seats: int
    price_cents: int
    created_at: datetime
    note: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class AskedHall:
    """A performance with its requests, who asked first on top."""

    performance_id: int
    title: str
    starts_at: datetime
    hall: str | None
    seats_left: int
    asked: tuple[Asked, ...]

    @property
    def wanted(self) -> int:
        return sum(one.seats for one in self.asked)


def how_many_asked(centres: Collection[int], now: datetime) -> ScalarSelect[int]:
    """The requests of `requests_of`, counted."""
    asked = select(func.count(Booking.id)).join(Performance, Performance.id == Booking.performance_id)
    return (
        asked.join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.state == BookingState.REQUESTED, Offer.centre_id.in_(centres), Performance.starts_at > now)
        .scalar_subquery()
    )


def requests_of(session: Session, centres: Collection[int], *, now: datetime) -> list[AskedHall]:
    """The requests at these centres for performances to come, in order of date; two statements."""
    rows = session.execute(
        select(Booking, Performance, Offer.title, School.name.label("school"), Venue.name.label("hall"))
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(School, School.id == Booking.school_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Booking.state == BookingState.REQUESTED, Offer.centre_id.in_(centres), Performance.starts_at > now)
        .order_by(Performance.starts_at, Performance.id, Booking.id)
        .execution_options(populate_existing=True)
    ).all()
    names: dict[int, tuple[str, ...]] = {}
    groups = select(BookingGroup.booking_id, BookingGroup.name).order_by(BookingGroup.id)
    for booking_id, name in session.execute(
        groups.where(BookingGroup.booking_id.in_([row.Booking.id for row in rows]))
    ):
        names[booking_id] = (*names.get(booking_id, ()), name)
    halls: dict[int, AskedHall] = {}
    for row in rows:
        booking, performance = row.Booking, row.Performance
        one = Asked(
            booking.reference,
            row.school,
            booking.seats,
            booking.price_cents,
            booking.created_at,
            booking.note,
            names.get(booking.id, ()),
        )
        before = halls[performance.id].asked if performance.id in halls else ()
        halls[performance.id] = AskedHall(
            performance.id,
            row.title,
            performance.starts_at,
            row.hall,
            performance.capacity - performance.seats_taken,
            (*before, one),
        )
    return list(halls.values())
