"""A booking that somebody wants to change, with the few facts of its performance that decide whether it can be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.bookings.errors import BookingClosed, NoSuchBooking, NotYours
from portal.bookings.models import Booking
from portal.bookings.requests import Actor
from portal.offers.models import Offer, Performance, PerformanceState


@dataclass(frozen=True)
class Found:
    booking: Booking
    centre_id: int
    starts_at: datetime
    closes_at: datetime
    is_planned: bool

    def last_moment(self, now: datetime) -> datetime:
        """Until when the seats can be held: till booking closes, and once it has, till the performance."""
        return self.closes_at if now < self.closes_at else self.starts_at


def find_booking(session: Session, reference: str) -> Found:
    """Raises `NoSuchBooking`. Not locked: the step that follows finds the booking as it was read here, or refuses."""
    found = _find(session, Booking.reference == reference)
    if found is None:
        raise NoSuchBooking(reference)
    return found


def find_by_id(session: Session, booking_id: int) -> Found | None:
    return _find(session, Booking.id == booking_id)


def _find(session: Session, condition: Any) -> Found | None:
    row = session.execute(
        select(Booking, Offer.centre_id, Performance.starts_at, Performance.closes_at, Performance.state)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(condition)
        # The session may have shown this booking on a page before somebody else changed it.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    return Found(row.Booking, row.centre_id, row.starts_at, row.closes_at, row.state is PerformanceState.PLANNED)


def refuse_unless_house(found: Found, actor: Actor) -> None:
    """Raises `NotYours` for who doesn't handle the bookings of this house."""
    if found.centre_id not in actor.handles and not actor.is_admin:
        raise NotYours


def refuse_when_over(found: Found, *, now: datetime) -> None:
    """Raises `BookingClosed` when the performance has begun or is called off."""
    if not found.is_planned or now >= found.starts_at:
        raise BookingClosed(found.booking.performance_id, found.starts_at, cancelled=not found.is_planned)
