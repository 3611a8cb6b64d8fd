"""The bookings of one performance, locked in the order that everybody keeps: bookings by id, then the performance."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.bookings.house.errors import NoSuchVisit
from portal.bookings.models import Booking
from portal.bookings.requests import Actor
from portal.bookings.seats import house_of
from portal.bookings.states import BookingState

STANDING = (
    BookingState.REQUESTED,
    BookingState.WAITING,
    BookingState.HELD,
    BookingState.CONFIRMED,
    BookingState.DEFINITIVE,
)
"""The states in which a school still hopes to come."""
COMING = (BookingState.HELD, BookingState.CONFIRMED, BookingState.DEFINITIVE)


def own_house(session: Session, performance_id: int, actor: Actor) -> int:
    """The centre of a performance, when this actor belongs to it; raises `NoSuchVisit`."""
    centre_id = house_of(session, performance_id)
    if centre_id is None or centre_id not in actor.centres:
        raise NoSuchVisit(performance_id)
    return centre_id


def standing(session: Session, performance_id: int, states: Collection[BookingState] = STANDING) -> list[Booking]:
    """The bookings of a performance that stand, in order of id, locked on PostgreSQL."""
    return list(
        session.scalars(
            select(Booking)
            .where(Booking.performance_id == performance_id, Booking.state.in_(states))
            .order_by(Booking.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
