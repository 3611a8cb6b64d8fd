"""What happens on a waiting list inside the transaction that stirs it: join, end, and serve who is next.

These functions change rows and queue letters; `steps.take_step` calls them whenever places come free, so that there
is no moment at which the public sees seats that the rule gives to somebody who waits. They expect the locks of
`line.py`.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from portal.bookings.change import Step, change_booking
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.rules import Waiting
from portal.bookings.requests import CLOCKWORK
from portal.bookings.states import BookingState
from portal.bookings.waiting.deadline import answer_by
from portal.bookings.waiting.line import Hall, line_at, turn_now
from portal.bookings.waiting.models import Outcome, WaitingEntry, WaitingSkip
from portal.bookings.waiting.order import InLine, Passed
from portal.outbox.service import Letter, enqueue

WAITING_OFFERED = "waiting-offered"
WAITING_PASSED = "waiting-passed"

_S = BookingState

OUTCOMES = {
    (_S.WAITING, _S.HELD): None,
    (_S.WAITING, _S.CONFIRMED): Outcome.CONFIRMED,
    (_S.WAITING, _S.CANCELLED): Outcome.LEFT,
    (_S.WAITING, _S.DECLINED): Outcome.REMOVED,
    (_S.WAITING, _S.EXPIRED): Outcome.CLOSED,
    (_S.HELD, _S.CONFIRMED): Outcome.CONFIRMED,
    (_S.HELD, _S.CANCELLED): Outcome.REFUSED,
    (_S.HELD, _S.EXPIRED): Outcome.LAPSED,
}
"""What a step means for the entry; None: the entry goes on."""


def join_line(session: Session, booking: Booking, *, wish: str, now: datetime) -> None:
    """Put a booking that has just begun to wait at the end of its line. The performance is locked."""
    session.execute(insert(WaitingEntry).values(booking_id=booking.id, wish=wish, priority=0, joined_at=now))


def end_entry(session: Session, booking_id: int, was: BookingState, then: BookingState, *, now: datetime) -> None:
    """Note how it ended; nothing for a booking that never stood on a list."""
    outcome = OUTCOMES[was, then]
    if outcome is not None:
        _close(session, booking_id, outcome, now=now)


def _close(session: Session, booking_id: int, outcome: Outcome, *, now: datetime) -> None:
    session.execute(
        update(WaitingEntry)
        .where(WaitingEntry.booking_id == booking_id, WaitingEntry.outcome.is_(None))
        .values(outcome=outcome, ended_at=now)
        .execution_options(synchronize_session=False)
    )


def serve(session: Session, hall: Hall, locked: Collection[int], *, now: datetime) -> list[int]:
    """Offer the seats that are free to who is next by the rule; gives the bookings that got an offer.

    Nothing when the house keeps no list, when bookings are closed, or when the performance is off. Of the line only
    those count that are `locked`; the others joined since, so they stand at its end and have the next round.
    """
    if hall.waiting is None or not hall.is_open or now >= hall.closes_at or hall.free <= 0:
        return []
    line = [entry for entry in line_at(session, hall.performance_id) if entry.booking_id in locked]
    outcome = turn_now(session, hall, line)
    for entry in outcome.served:
        _offer(session, entry, hall, hall.waiting, locked, now=now)
    for passed in outcome.passed:
        _note_passed(session, passed, hall, now=now)
    return [entry.booking_id for entry in outcome.served]


def _offer(
    session: Session, entry: InLine, hall: Hall, rule: Waiting, locked: Collection[int], *, now: datetime
) -> None:
    """Hold the seats for one class until it has answered, and end the other moments of its wish."""
    until = answer_by(now, rule.hours_to_answer, hall.closes_at)
    booking = session.get_one(Booking, entry.booking_id, populate_existing=True)
    step = Step(LedgerKind.HELD, BookingState.HELD, held_until=until, reason="aan de beurt op de wachtlijst")
    change_booking(session, booking, step, CLOCKWORK, now=now, centre_id=hall.centre_id, from_line=True)
    session.execute(
        update(WaitingEntry)
        .where(WaitingEntry.booking_id == booking.id)
        .values(offered_at=now, answer_by=until)
        .execution_options(synchronize_session=False)
    )
    others = _end_other_moments(session, booking, locked, now=now)
    enqueue(session, Letter(WAITING_OFFERED, {"booking_id": booking.id, "ended": others}), now=now)


def _end_other_moments(session: Session, booking: Booking, locked: Collection[int], *, now: datetime) -> list[int]:
    """Cancel what else waits for the same wish; gives those bookings. They hold no seats, so nothing comes free.

    Where the rule is STRICT one of them may have stood in front of somebody who fits: who is next there is found by
    the worker's next round, and until then nobody from outside can take those seats.
    """
    wish = select(WaitingEntry.wish).where(WaitingEntry.booking_id == booking.id).scalar_subquery()
    others = session.scalars(
        select(Booking)
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .where(WaitingEntry.wish == wish, Booking.id != booking.id, Booking.state == BookingState.WAITING)
        .where(Booking.id.in_(locked))
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    ).all()
    for other in others:
        reason = f"plaats gekregen voor {booking.reference}, een ander moment van dezelfde wens"
        step = Step(LedgerKind.CANCELLED, BookingState.CANCELLED, reason=reason)
        change_booking(session, other, step, CLOCKWORK, now=now)
        _close(session, other.id, Outcome.ELSEWHERE, now=now)
    return [other.id for other in others]


def _note_passed(session: Session, passed: Passed, hall: Hall, *, now: datetime) -> None:
    facts = {"wanted": passed.entry.seats, "free": passed.free, "why": passed.why}
    session.execute(
        insert(WaitingSkip).values(
            at=now,
            performance_id=hall.performance_id,
            booking_id=passed.entry.booking_id,
            served_id=passed.by.booking_id,
            **facts,
        )
    )
    told = {"booking_id": passed.entry.booking_id, "free": passed.free, "why": passed.why.value}
    enqueue(session, Letter(WAITING_PASSED, told), now=now)
