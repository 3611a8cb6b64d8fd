"""Seats of a performance: taken and given back by one conditional statement each."""

from dataclasses import replace
from functools import cache
from typing import cast

from sqlalchemy import Integer, Table, bindparam, exists, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from portal.bookings.errors import BookingClosed, PerformanceFull, SeatsPromised
from portal.bookings.models import Booking
from portal.bookings.states import SEATED
from portal.bookings.waiting.line import line_at, lock_hall, turn_now, waits_at
from portal.offers.models import Offer, Performance, PerformanceState

_HALL = cast(Table, Performance.__table__)


def take_seats(session: Session, performance_id: int, seats: int, *, from_line: bool = False) -> None:
    """The one statement that decides. A row comes back: the seats are this booking's; none: there were too few.

    Reading first and writing then sold 307 of 300 seats in a trial; the condition in the UPDATE sells 300, and
    the CHECK on the table repeats the law. Where a class waits, the rule of its list is asked too, from behind the
    lock that the UPDATE took: a hand that takes seats counts as the last one in line, unless it comes `from_line`.

    Raises:
        PerformanceFull: fewer than `seats` places remain.
        SeatsPromised: they remain, for a class that waits.
        BookingClosed: the performance is called off.
    """
    # Bookings are locked before their performance, also those that the session still has to write.
    session.flush()
    asked = {"performance": performance_id, "more": seats}
    somebody_waits = session.connection().execute(_take(), asked).scalar_one_or_none()
    if somebody_waits is None:
        _refuse_called_off(session, performance_id)
        raise PerformanceFull(performance_id, seats, seats_left(session, performance_id))
    if somebody_waits and not from_line:
        refuse_to_pass(session, performance_id, seats)


@cache
def _take() -> ReturningUpdate[bool]:
    """Made once: to put a statement together costs more than to run it, and this one runs while others wait. Of the
    table and not of the class, whose UPDATE the ORM copies for each run."""
    hall = _HALL.c
    performance, more = bindparam("performance", type_=Integer), bindparam("more", type_=Integer)
    return (
        update(_HALL)
        .where(
            hall.id == performance,
            hall.seats_taken + more <= hall.capacity,
            # It may have been called off since we read it.
            hall.state == PerformanceState.PLANNED,
        )
        .values(seats_taken=hall.seats_taken + more)
        .returning(exists().where(waits_at(Booking, performance)))
    )


def refuse_to_pass(session: Session, performance_id: int, seats: int) -> None:
    """After `seats` were taken: raises `SeatsPromised` when the rule gives them to who waits."""
    hall = lock_hall(session, performance_id)
    before = replace(hall, free=hall.free + seats)
    line = line_at(session, performance_id)
    left = turn_now(session, before, line).left
    if left < seats:
        raise SeatsPromised(performance_id, seats, left, len(line))


def give_seats_back(session: Session, performance_id: int, seats: int) -> None:
    """The CHECK refuses a count below 0. Also for a performance that is called off."""
    session.execute(
        update(Performance)
        .where(Performance.id == performance_id)
        .values(seats_taken=Performance.seats_taken - seats)
        .execution_options(synchronize_session=False)
    )


def _refuse_called_off(session: Session, performance_id: int) -> None:
    row = session.execute(
        select(Performance.state, Performance.closes_at).where(Performance.id == performance_id)
    ).one_or_none()
    if row is not None and row.state is PerformanceState.CANCELLED:
        raise BookingClosed(performance_id, row.closes_at, cancelled=True)


def seats_left(session: Session, performance_id: int) -> int:
    left = session.scalar(
        select(Performance.capacity - Performance.seats_taken).where(Performance.id == performance_id)
    )
    return int(left or 0)


def held_by_school(session: Session, performance_id: int, school_id: int) -> int:
    """Seats that this school has at this performance, all its bookings together."""
    total = session.scalar(
        select(func.coalesce(func.sum(Booking.seats), 0)).where(
            Booking.performance_id == performance_id,
            Booking.school_id == school_id,
            Booking.state.in_(SEATED),
        )
    )
    return int(total or 0)


def house_of(session: Session, performance_id: int) -> int | None:
    """The centre of a performance; None where there is none of this id."""
    return session.scalar(
        select(Offer.centre_id)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id == performance_id)
    )
