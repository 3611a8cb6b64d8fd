"""The line at a performance as it stands, and the locks that keep it so.

Whoever takes or frees seats, joins or leaves holds the row of the performance, so line and seats are seen together.
Bookings are locked before it and by id, as everywhere: all that wait there and, because one offer ends the other
moments of a wish, those of the same wishes elsewhere.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from portal.bookings.models import Booking
from portal.bookings.policy.rules import Waiting
from portal.bookings.policy.service import rules_in_force
from portal.bookings.states import SEATED
from portal.bookings.waiting.models import WaitingEntry
from portal.bookings.waiting.order import InLine, Turn, turn
from portal.offers.models import Offer, OfferState, Performance, PerformanceState


@dataclass(frozen=True)
class Hall:
    """A performance as the line needs it, read while it is locked."""

    performance_id: int
    centre_id: int
    is_open: bool
    """Planned, and of an offer that is published."""
    closes_at: datetime
    capacity: int
    free: int
    max_seats_per_school: int | None
    waiting: Waiting | None
    """The house's rule now; None: it keeps no list, so nobody is served and nobody held back."""


def waits_at(booking: type[Booking], *performance_ids: Any) -> ColumnElement[bool]:
    """A literal and no parameter: the index holds these rows only, and SQLite uses it for nothing less."""
    (first, *more) = performance_ids
    here = booking.performance_id.in_(performance_ids) if more else booking.performance_id == first
    return and_(here, booking.state == literal_column("'waiting'"))


def lock_line(session: Session, *performance_ids: int, others: Collection[int] = ()) -> frozenset[int]:
    """Lock the bookings that wait at performances, their other moments, and these `others`; gives all their ids.

    Who joins after this was read is not among them, and is served in the next round.
    """
    here, elsewhere, own = aliased(WaitingEntry), aliased(WaitingEntry), aliased(Booking)
    wishes = (
        select(here.wish)
        .join(own, own.id == here.booking_id)
        .where(waits_at(own, *performance_ids))
        .scalar_subquery()
    )
    siblings = select(elsewhere.booking_id).where(elsewhere.wish.in_(wishes), elsewhere.ended_at.is_(None))
    locked = session.scalars(
        select(Booking.id)
        .where(or_(waits_at(Booking, *performance_ids), Booking.id.in_(siblings), Booking.id.in_(others)))
        .order_by(Booking.id)
        .with_for_update(key_share=True)
    )
    return frozenset(locked)


def lock_hall(session: Session, performance_id: int) -> Hall:
    """The performance, locked until the transaction ends, as it is now."""
    row = session.execute(
        select(
            Performance.state,
            Performance.closes_at,
            Performance.capacity,
            Performance.seats_taken,
            Offer.centre_id,
            Offer.state.label("offer_state"),
            Offer.max_seats_per_school,
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Performance.id == performance_id)
        # NO KEY UPDATE: a booking that is being made has its foreign key on this row and mustn't wait for that.
        .with_for_update(of=Performance, key_share=True)
    ).one()
    return Hall(
        performance_id=performance_id,
        centre_id=row.centre_id,
        is_open=row.state is PerformanceState.PLANNED and row.offer_state is OfferState.PUBLISHED,
        closes_at=row.closes_at,
        capacity=row.capacity,
        free=row.capacity - row.seats_taken,
        max_seats_per_school=row.max_seats_per_school,
        waiting=rules_in_force(session, row.centre_id).rules.waiting,
    )


def line_at(session: Session, performance_id: int) -> list[InLine]:
    """Everybody who waits there, the first to be served first."""
    rows = session.execute(
        select(Booking.id, Booking.school_id, Booking.seats)
        .outerjoin(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .where(waits_at(Booking, performance_id))
        .order_by(func.coalesce(WaitingEntry.priority, 0).desc(), WaitingEntry.id)
    )
    return [InLine(*row) for row in rows]


def rooms_of(session: Session, hall: Hall, line: Sequence[InLine]) -> Mapping[int, int]:
    """How many seats more each school in line may have, where the house limits them."""
    if hall.max_seats_per_school is None or not line:
        return {}
    schools = {entry.school_id for entry in line}
    held = dict(
        session.execute(
            select(Booking.school_id, func.sum(Booking.seats))
            .where(
                Booking.performance_id == hall.performance_id,
                Booking.school_id.in_(schools),
                Booking.state.in_(SEATED),
            )
            .group_by(Booking.school_id)
        ).all()
    )
    return {school: hall.max_seats_per_school - held.get(school, 0) for school in schools}


def turn_now(session: Session, hall: Hall, line: Sequence[InLine]) -> Turn:
    """What the rule makes of this line; nobody is served where no list is kept, or nothing is sold any more."""
    if hall.waiting is None or not line:
        return Turn((), (), hall.free)
    return turn(line, hall.free, hall.waiting.order, rooms_of(session, hall, line))
