"""Seats that are held until the school says yes: confirm, hold on, remind, let go. Functions flush, never commit.

A hold counts until it is let go: whoever confirms after its last moment, but before a worker came by, still has the
seats, for nobody else could take them meanwhile.
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from portal.bookings.errors import ImpossibleStep, NotYours
from portal.bookings.found import Found, find_booking, find_by_id, refuse_unless_house, refuse_when_over
from portal.bookings.head import may_confirm, must_head_confirm, office_of
from portal.bookings.holds.errors import HeadConfirms, HoldEnded, ImpossibleTerm
from portal.bookings.letters.reminders import Reminder, ReminderKind, is_first_reminder
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.policy.terms import WARN_HOURS, hold_reminder
from portal.bookings.requests import CLOCKWORK, Actor
from portal.bookings.service import BOOKING_CONFIRMED, BOOKING_HELD
from portal.bookings.states import OWING, BookingState
from portal.bookings.steps import Step, take_step
from portal.bookings.waiting.models import WaitingEntry
from portal.outbox.service import Letter, enqueue

BOOKING_HOLD_ENDS = "booking-hold-ends"
BOOKING_EXPIRED = "booking-expired"

BATCH = 200


def confirm_hold(session: Session, reference: str, *, actor: Actor, now: datetime) -> Booking:
    """The school says yes: from here on it owes the price. Somebody of the house may say it for a school that phones.

    Who confirms what is confirmed gets the same booking.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may confirm.
        HeadConfirms: the school wants its head or office to do this.
        HoldEnded: the seats were let go.
        ImpossibleStep, BookingChanged: it isn't held; somebody else was at it.
        BookingClosed: the performance has begun or is called off.
    """
    found = find_booking(session, reference)
    booking = found.booking
    _refuse_who_may_not_confirm(session, found, actor)
    if booking.state in OWING:
        return booking
    if booking.state is BookingState.EXPIRED:
        raise HoldEnded(reference)
    if booking.state is not BookingState.HELD:
        raise ImpossibleStep(reference, booking.state, BookingState.CONFIRMED)
    refuse_when_over(found, now=now)
    step = Step(LedgerKind.CONFIRMED, BookingState.CONFIRMED, owed_cents=booking.price_cents)
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    enqueue(session, Letter(BOOKING_CONFIRMED, {"booking_id": booking.id}), now=now)
    return booking


def _refuse_who_may_not_confirm(session: Session, found: Found, actor: Actor) -> None:
    if found.centre_id in actor.handles or actor.is_admin:
        return
    if found.booking.school_id not in actor.schools:
        raise NotYours
    if not may_confirm(session, found.booking.school_id, actor.id):
        raise HeadConfirms(found.booking.reference)


def extend_hold(session: Session, reference: str, until: datetime, *, actor: Actor, now: datetime) -> Booking:
    """The house holds the seats longer (or less long); all classes of the booking alike.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference whose hold the actor may change.
        ImpossibleStep: it isn't held (any more).
        ImpossibleTerm: that moment is past, or later than seats can be held.
    """
    found = find_booking(session, reference)
    refuse_unless_house(found, actor)
    booking, last = found.booking, found.last_moment(now)
    if booking.state is not BookingState.HELD:
        raise ImpossibleStep(reference, booking.state, BookingState.HELD)
    if not now < until <= last:
        raise ImpossibleTerm(reference, last)
    step = Step(LedgerKind.HELD, held_until=until, reason="verlengd")
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    enqueue(session, Letter(BOOKING_HELD, {"booking_id": booking.id, "extended": True}), now=now)
    return booking


# --- What ends by itself --------------------------------------------------------------------------------------


def holds_over(session: Session, *, now: datetime, limit: int = BATCH) -> list[int]:
    """Bookings whose hold has ended, the longest ago first. A reading only: `end_hold` decides.

    Without what a waiting list holds for somebody: that ends there, in other words (`waiting.service.lapse`).
    """
    return list(
        session.scalars(
            select(Booking.id)
            .where(Booking.held_until <= now, Booking.state == BookingState.HELD)
            .where(~exists().where(WaitingEntry.booking_id == Booking.id))
            .order_by(Booking.held_until, Booking.id)
            .limit(limit)
        )
    )


def end_hold(session: Session, booking_id: int, *, now: datetime) -> bool:
    """Let the seats of a hold go and tell the school; False when it has been confirmed, extended or ended meanwhile.

    Raises:
        BookingChanged: that happened between reading and writing.
    """
    found = find_by_id(session, booking_id)
    if found is None or found.booking.state is not BookingState.HELD:
        return False
    booking = found.booking
    if booking.held_until is None or booking.held_until > now:
        return False
    step = Step(LedgerKind.EXPIRED, BookingState.EXPIRED, owed_cents=0, reason="niet op tijd bevestigd")
    take_step(session, booking, step, CLOCKWORK, now=now, centre_id=found.centre_id)
    enqueue(session, Letter(BOOKING_EXPIRED, {"booking_id": booking.id}), now=now)
    return True


def holds_to_remind_of(session: Session, *, now: datetime, limit: int = BATCH) -> list[int]:
    """Bookings whose hold ends soon, that nobody was reminded of yet."""
    noted = and_(
        Reminder.booking_id == Booking.id,
        Reminder.kind == ReminderKind.HOLD,
        Reminder.term == Booking.held_until,
    )
    held_since = select(func.max(LedgerRow.at)).where(
        LedgerRow.booking_id == Booking.id, LedgerRow.kind == LedgerKind.HELD
    )
    rows = session.execute(
        select(Booking.id, Booking.held_until, held_since.scalar_subquery().label("held_since"))
        .outerjoin(Reminder, noted)
        .where(Booking.state == BookingState.HELD, Reminder.id.is_(None))
        .where(Booking.held_until > now, Booking.held_until <= now + timedelta(hours=WARN_HOURS))
        .order_by(Booking.held_until, Booking.id)
        .limit(limit)
    )
    return [
        row.id
        for row in rows
        if now >= hold_reminder(held_since=row.held_since or row.held_until, held_until=row.held_until)
    ]


def remind_of_hold(session: Session, booking_id: int, *, now: datetime) -> bool:
    """Tell who has to say yes that the seats are let go soon; False when there is nothing to say (any more)."""
    found = find_by_id(session, booking_id)
    if found is None or found.booking.state is not BookingState.HELD or found.booking.held_until is None:
        return False
    booking, until = found.booking, found.booking.held_until
    if not is_first_reminder(session, booking.id, ReminderKind.HOLD, term=until, now=now):
        return False
    for to in _who_says_yes(session, booking):
        enqueue(
            session, Letter(BOOKING_HOLD_ENDS, {"booking_id": booking.id, "to": to, "at": now.isoformat()}), now=now
        )
    return True


def _who_says_yes(session: Session, booking: Booking) -> list[int]:
    heads = must_head_confirm(session, booking.school_id, booking.booked_by)
    return (office_of(session, booking.school_id) if heads else []) or [booking.booked_by]
