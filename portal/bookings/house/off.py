"""Call a performance off: nobody owes anything for it any more, and everybody is told."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from portal.bookings.house.audience import last_day
from portal.bookings.house.bookings_of import own_house, standing
from portal.bookings.house.errors import AlreadyOff, EnoughAudience, TooLateForTooFew
from portal.bookings.house.models import WhyOff
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.service import rules_in_force
from portal.bookings.requests import REASON_MAX, Actor
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.clock import school_day
from portal.offers.history import Author, ChangeKind, moment_text, note_down
from portal.offers.models import Offer, Performance, PerformanceState
from portal.outbox.service import Letter, enqueue

CALLED_OFF = "performance-called-off"


def call_off(
    session: Session, performance_id: int, *, why: WhyOff, words: str, actor: Actor, now: datetime
) -> list[Booking]:
    """Cancel every booking of a performance, at no cost to the schools, and tell them why. Flushes, never commits.

    What a school paid already stands on its booking as more than it owes; the house pays it back.

    Raises:
        NoSuchVisit: it is not a performance of the actor's house.
        AlreadyOff: it was called off before, or it has begun.
        EnoughAudience, TooLateForTooFew: "too few" is no reason, or no longer one.
    """
    centre_id = own_house(session, performance_id, actor)
    if why is WhyOff.TOO_FEW:
        _refuse_as_too_few(session, performance_id, centre_id, now=now)
    # Bookings before the performance, as everybody else: two who wait for each other would both be thrown out.
    standing(session, performance_id)
    _shut(session, performance_id, now=now)
    _note_in_history(session, performance_id, actor, now=now)
    ended = []
    # Read again: whoever booked between the two is here now, and nobody can any more.
    for booking in standing(session, performance_id):
        reason = words[:REASON_MAX]
        step = Step(LedgerKind.CANCELLED, BookingState.CANCELLED, owed_cents=0, reason=reason)
        ended.append(take_step(session, booking, step, actor, now=now, centre_id=centre_id))
        payload = {"booking_id": booking.id, "why": why.value, "words": words, "by": actor.name}
        enqueue(session, Letter(CALLED_OFF, payload), now=now)
    return ended


def _refuse_as_too_few(session: Session, performance_id: int, centre_id: int, *, now: datetime) -> None:
    audience = rules_in_force(session, centre_id).rules.audience
    performance = session.get_one(Performance, performance_id, populate_existing=True)
    if audience.minimum is None or performance.seats_taken >= audience.minimum:
        raise EnoughAudience
    last = last_day(audience, school_day(performance.starts_at))
    if school_day(now) > last:
        raise TooLateForTooFew(last)


def _shut(session: Session, performance_id: int, *, now: datetime) -> None:
    """From here on `take_seats` refuses; row count 1 decides who of two was first."""
    shut = session.execute(
        update(Performance)
        .where(
            Performance.id == performance_id,
            Performance.state == PerformanceState.PLANNED,
            Performance.starts_at > now,
        )
        .values(state=PerformanceState.CANCELLED)
        .execution_options(synchronize_session="fetch")
    )
    if cast(CursorResult[Any], shut).rowcount != 1:
        raise AlreadyOff(performance_id)


def _note_in_history(session: Session, performance_id: int, actor: Actor, *, now: datetime) -> None:
    row = session.execute(
        select(Performance.offer_id, Performance.starts_at).where(Performance.id == performance_id)
    ).one()
    changed = {"state": [PerformanceState.PLANNED.value, PerformanceState.CANCELLED.value]}
    session.execute(
        update(Offer)
        .where(Offer.id == row.offer_id)
        .values(updated_at=now)
        .execution_options(synchronize_session=False)
    )
    key = f"performance {moment_text(row.starts_at)}"
    note_down(session, row.offer_id, ChangeKind.CHANGED, {key: changed}, author=Author(actor.id, actor.name), now=now)
