"""The one way to change a booking that exists: its state, its seats, what is owed and what is paid.

`change.py` does the step itself; here is what follows from it on the waiting list, in the same transaction: when
places come free they are offered to who waits before anybody else can see them.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.bookings.change import Step as Step
from portal.bookings.change import change_booking, difference
from portal.bookings.models import Booking
from portal.bookings.requests import LedgerActor
from portal.bookings.states import BookingState
from portal.bookings.waiting.line import lock_hall, lock_line
from portal.bookings.waiting.promotion import end_entry, join_line, serve


def take_step(
    session: Session, booking: Booking, step: Step, actor: LedgerActor, *, now: datetime, centre_id: int | None = None
) -> Booking:
    """Do one step with a booking, whole or not at all; `booking` is as it was read in this transaction.

    Takes or gives back the difference in seats, writes the ledger (a row also where neither seats nor money change:
    every state names its actor, time and reason), and serves the waiting list where that frees something. Letters
    about the booking itself are the caller's. Flushes, never commits.

    Raises:
        ImpossibleStep: the state can't follow the one that the booking has.
        BookingChanged: somebody else changed the booking since it was read.
        PerformanceFull, BookingClosed: it wants seats that aren't there, or that are for who waits.
    """
    was, joins = booking.state, step.then is BookingState.WAITING
    # The locks come before anything is written: bookings by id, then the performance.
    stirs = joins or was is BookingState.WAITING or difference(booking, step).seats < 0
    locked = lock_line(session, booking.performance_id, others=(booking.id,)) if stirs else frozenset()
    change_booking(session, booking, step, actor, now=now, centre_id=centre_id)
    if step.then is not None and was in {BookingState.WAITING, BookingState.HELD}:
        end_entry(session, booking.id, was, step.then, now=now)
    if booking.state is BookingState.WAITING or locked - {booking.id}:
        hall = lock_hall(session, booking.performance_id)
        if joins:
            join_line(session, booking, wish=booking.reference, now=now)
        serve(session, hall, locked, now=now)
    return booking
