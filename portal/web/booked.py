"""How many bookings hang on performances; handed to features that lie below the bookings."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.bookings.models import Booking


def booked_at(session: Session, performance_ids: Iterable[int]) -> dict[int, int]:
    """Bookings per performance, in whatever state: while there is one, the performance can't be taken away."""
    wanted = list(performance_ids)
    if not wanted:
        return {}
    query = select(Booking.performance_id.label("place"), func.count().label("many"))
    rows = session.execute(query.where(Booking.performance_id.in_(wanted)).group_by(Booking.performance_id))
    return {row.place: row.many for row in rows}
