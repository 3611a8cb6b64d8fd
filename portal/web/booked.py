"""How many bookings hang on performances; handed to features that lie below the bookings."""

from collections.abc import Collection, Iterable

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from portal.bookings.models import Booking
from portal.bookings.queries import WhoBooked, who_booked
from portal.bookings.rounds.models import RoundPerformance
from portal.bookings.states import BookingState

ENDED = (BookingState.CANCELLED, BookingState.DECLINED, BookingState.EXPIRED)


def booked_at(session: Session, performance_ids: Iterable[int]) -> dict[int, int]:
    """Bookings per performance, in whatever state: while there is one, the performance can't be taken away.

    A place in a preference round counts as one: schools wish for it, or it was drawn once.
    """
    wanted = list(performance_ids)
    if not wanted:
        return {}
    hangs = union_all(
        select(Booking.performance_id.label("place")).where(Booking.performance_id.in_(wanted)),
        select(RoundPerformance.performance_id).where(RoundPerformance.performance_id.in_(wanted)),
    ).subquery()
    rows = session.execute(select(hangs.c.place, func.count().label("many")).group_by(hangs.c.place))
    return {row.place: row.many for row in rows}


def alive_at(session: Session, performance_ids: Iterable[int]) -> dict[int, int]:
    """Bookings per performance that still count: confirmed, asked for or waiting."""
    wanted = list(performance_ids)
    if not wanted:
        return {}
    query = select(Booking.performance_id.label("place"), func.count().label("many"))
    mine = (Booking.performance_id.in_(wanted), Booking.state.not_in(ENDED))
    rows = session.execute(query.where(*mine).group_by(Booking.performance_id))
    return {row.place: row.many for row in rows}


def booked_by(
    session: Session, centres: Collection[int], performance_ids: Iterable[int]
) -> dict[int, list[WhoBooked]]:
    """Who has places at these performances, per performance."""
    wanted = set(performance_ids)
    return {
        place: [one for one in lines if one.seats]
        for place, lines in who_booked(session, centres=centres).items()
        if place in wanted and any(one.seats for one in lines)
    }
