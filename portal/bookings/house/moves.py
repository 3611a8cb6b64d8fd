"""Move a performance to another moment or hall. The schools keep their seats; until they agreed, leaving is free."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.errors import NoSuchBooking
from portal.bookings.house.bookings_of import STANDING, own_house, standing
from portal.bookings.house.errors import AlreadyOff, HallTaken, NothingMoves
from portal.bookings.house.models import MoveAnswer, PerformanceMove
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.requests import REASON_MAX, Actor
from portal.bookings.steps import Step, take_step
from portal.offers.history import Author
from portal.offers.models import Offer, Performance, PerformanceState, Venue
from portal.offers.publish.halls import hall_of
from portal.offers.publish.service import Slot, change_date
from portal.outbox.service import Letter, enqueue

PERFORMANCE_MOVED = "performance-moved"


def move_performance(
    session: Session, performance_id: int, slot: Slot, *, reason: str, actor: Actor, now: datetime
) -> PerformanceMove:
    """Move a performance and ask every school that booked it whether that suits. Flushes, never commits.

    Raises:
        NoSuchVisit: it is not a performance of the actor's house, or the hall isn't.
        AlreadyOff: it was called off, or it has begun.
        NothingMoves: neither moment nor hall changes.
        HallTaken: another performance stands in that hall then.
        FewerThanBooked: the new hall has fewer places than are taken.
    """
    centre_id = own_house(session, performance_id, actor)
    bookings = standing(session, performance_id)
    performance = session.get_one(Performance, performance_id, populate_existing=True, with_for_update=True)
    if performance.state is PerformanceState.CANCELLED or performance.starts_at <= now or slot.starts_at <= now:
        raise AlreadyOff(performance_id)
    if (slot.starts_at, slot.venue_id) == (performance.starts_at, performance.venue_id):
        raise NothingMoves
    _refuse_taken_hall(session, performance, slot, centre_id)
    move = PerformanceMove(
        performance_id=performance_id,
        at=now,
        by_id=actor.id,
        by_name=actor.name,
        starts_before=performance.starts_at,
        starts_after=slot.starts_at,
        hall_before=_hall_name(session, performance.venue_id),
        hall_after=_hall_name(session, slot.venue_id),
        reason=reason[:REASON_MAX],
    )
    session.add(move)
    session.flush()
    offer = session.get_one(Offer, performance.offer_id)
    change_date(session, offer, performance, slot, bookings=0, author=Author(actor.id, actor.name), now=now)
    session.flush()
    for booking in bookings:
        step = Step(LedgerKind.MOVED, reason=move.reason)
        take_step(session, booking, step, actor, now=now, centre_id=centre_id)
        session.execute(insert(MoveAnswer).values(move_id=move.id, booking_id=booking.id, agreed_by=""))
        enqueue(session, Letter(PERFORMANCE_MOVED, {"booking_id": booking.id, "move_id": move.id}), now=now)
    return move


def _hall_name(session: Session, venue_id: int | None) -> str:
    return (session.scalar(select(Venue.name).where(Venue.id == venue_id)) or "") if venue_id else ""


def _refuse_taken_hall(session: Session, performance: Performance, slot: Slot, centre_id: int) -> None:
    if slot.venue_id is None:
        return
    if hall_of(session, slot.venue_id, {centre_id}) is None:
        raise HallTaken
    there = session.scalar(
        select(func.count())
        .select_from(Performance)
        .where(
            Performance.venue_id == slot.venue_id,
            Performance.id != performance.id,
            Performance.state == PerformanceState.PLANNED,
            Performance.starts_at < slot.ends_at,
            Performance.ends_at > slot.starts_at,
        )
    )
    if there:
        raise HallTaken


@dataclass(frozen=True)
class OpenMove:
    """A move that a school has still to say yes to."""

    move_id: int
    booking_id: int
    at: datetime
    by_name: str
    starts_before: datetime
    starts_after: datetime
    hall_before: str
    hall_after: str
    reason: str


def open_move(session: Session, booking_id: int) -> OpenMove | None:
    """The latest move of this booking's performance, as long as the school hasn't agreed to it.

    A school that was moved twice answers the last one; where it stood before the first is what it knew.
    """
    rows = session.execute(
        select(PerformanceMove, MoveAnswer.agreed_at)
        .join(MoveAnswer, MoveAnswer.move_id == PerformanceMove.id)
        .join(Booking, Booking.id == MoveAnswer.booking_id)
        .where(MoveAnswer.booking_id == booking_id, Booking.state.in_(STANDING))
        .order_by(PerformanceMove.id.desc())
    ).all()
    if not rows or rows[0].agreed_at is not None:
        return None
    last = rows[0].PerformanceMove
    first = last
    for row in rows:
        if row.agreed_at is not None:
            break
        first = row.PerformanceMove
    return OpenMove(
        last.id,
        booking_id,
        last.at,
        last.by_name,
        first.starts_before,
        last.starts_after,
        first.hall_before,
        last.hall_after,
        last.reason,
    )


def may_leave_free(session: Session, booking_id: int) -> bool:
    """Whether cancelling costs nothing, because the house moved the performance and the school didn't agree yet."""
    return open_move(session, booking_id) is not None


def agree_to_move(session: Session, booking_id: int, *, actor: Actor, now: datetime) -> bool:
    """The school agrees, or the house notes that it did by phone; whether there was something to agree to.

    Raises:
        NoSuchBooking: the booking is neither of the actor's school nor at the actor's house.
    """
    row = session.execute(
        select(Booking.reference, Booking.school_id, Offer.centre_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.id == booking_id)
    ).one_or_none()
    if row is None or not (row.school_id in actor.schools or row.centre_id in actor.centres):
        raise NoSuchBooking(str(booking_id))
    agreed = session.execute(
        update(MoveAnswer)
        .where(MoveAnswer.booking_id == booking_id, MoveAnswer.agreed_at.is_(None))
        .values(agreed_at=now, agreed_by=actor.name)
        .execution_options(synchronize_session=False)
    )
    return cast(CursorResult[Any], agreed).rowcount > 0


@dataclass(frozen=True)
class Unanswered:
    """A school that hasn't said yet whether the new moment suits."""

    booking_id: int
    reference: str
    school_name: str
    phone: str
    email: str
    contact: str


def unanswered(session: Session, performance_id: int) -> list[Unanswered]:
    """Whom to ring about the last move of a performance."""
    last = select(func.max(PerformanceMove.id)).where(PerformanceMove.performance_id == performance_id)
    rows = session.execute(
        select(Booking.id, Booking.reference, School.name, School.phone, School.email, Booking.contact)
        .join(MoveAnswer, MoveAnswer.booking_id == Booking.id)
        .join(School, School.id == Booking.school_id)
        .where(
            MoveAnswer.move_id == last.scalar_subquery(),
            MoveAnswer.agreed_at.is_(None),
            Booking.state.in_(STANDING),
        )
        .order_by(School.name, Booking.id)
    )
    return [Unanswered(*row) for row in rows]


def remind_of_move(session: Session, performance_id: int, *, actor: Actor, now: datetime) -> int:
    """Send the letter of the last move again to who hasn't answered; to how many."""
    own_house(session, performance_id, actor)
    move_id = session.scalar(
        select(func.max(PerformanceMove.id)).where(PerformanceMove.performance_id == performance_id)
    )
    silent = unanswered(session, performance_id)
    for one in silent:
        payload = {"booking_id": one.booking_id, "move_id": move_id, "again": True}
        enqueue(session, Letter(PERFORMANCE_MOVED, payload), now=now)
    return len(silent)
