"""The house says yes or no to a request. Functions flush and never commit."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.bookings.approval.errors import ReasonMissing
from portal.bookings.errors import ImpossibleStep
from portal.bookings.found import Found, find_booking, refuse_unless_house, refuse_when_over
from portal.bookings.head import must_head_confirm
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.service import rules_of_version
from portal.bookings.requests import REASON_MAX, Actor
from portal.bookings.service import tell_of_start
from portal.bookings.start import seated
from portal.bookings.states import OWING, BookingState
from portal.bookings.steps import Step, take_step
from portal.outbox.service import Letter, enqueue

BOOKING_DECLINED = "booking-declined"


def approve(session: Session, reference: str, *, actor: Actor, now: datetime) -> Booking:
    """Give a request its seats: confirmed, or held until the school confirms where rules or school want that.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may answer.
        ImpossibleStep, BookingChanged: it is no request (any more); a colleague was first, or the school cancelled.
        BookingClosed: the performance has begun or is called off.
        PerformanceFull: fewer places remain than the whole group needs. The request stays as it is.
    """
    found = _request(session, reference, BookingState.CONFIRMED, actor=actor)
    refuse_when_over(found, now=now)
    booking = found.booking
    start = seated(
        rules_of_version(session, booking.policy_id),
        head_confirms=must_head_confirm(session, booking.school_id, booking.booked_by),
        now=now,
        closes_at=found.closes_at,
        starts_at=found.starts_at,
    )
    step = Step(
        LedgerKind(start.state.value),
        start.state,
        owed_cents=booking.price_cents if start.state in OWING else 0,
        held_until=start.held_until,
    )
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    tell_of_start(session, booking, now=now, by_approval=True)
    return booking


def decline(session: Session, reference: str, *, reason: str, actor: Actor, now: datetime) -> Booking:
    """Say no to a request, and why. Raises as `approve` does, and `ReasonMissing`."""
    found = _request(session, reference, BookingState.DECLINED, actor=actor)
    if not reason.strip():
        raise ReasonMissing(reference)
    booking, why = found.booking, reason.strip()[:REASON_MAX]
    step = Step(LedgerKind.DECLINED, BookingState.DECLINED, reason=why)
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    payload = {"booking_id": booking.id, "by": actor.name, "reason": why}
    enqueue(session, Letter(BOOKING_DECLINED, payload), now=now)
    return booking


def _request(session: Session, reference: str, then: BookingState, *, actor: Actor) -> Found:
    found = find_booking(session, reference)
    refuse_unless_house(found, actor)
    if found.booking.state is not BookingState.REQUESTED:
        raise ImpossibleStep(reference, found.booking.state, then)
    return found
