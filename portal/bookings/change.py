"""One step of one booking, without what follows from it for others: `steps.take_step` is the way to do one.

Whatever a step is (a yes of the house, a count that changed, a payment, a class that didn't come), it is one UPDATE
that finds the booking as it was read, the difference in seats at the performance, and one row of the ledger that says
who, when and why. So seats and money agree with the ledger after every step, and of two who are at it at the same
time one is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from portal.bookings.errors import BookingChanged, ImpossibleStep
from portal.bookings.ledger import Change, write_ledger
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.requests import LedgerActor
from portal.bookings.seats import give_seats_back, house_of, take_seats
from portal.bookings.states import SEATED, BookingState, can_become, can_go_back


@dataclass(frozen=True)
class Step:
    """What becomes of a booking. None: that stays as it was."""

    kind: LedgerKind
    then: BookingState | None = None
    seats: int | None = None
    price_cents: int | None = None
    """What the visit is to cost from here on, everybody coming."""
    owed_cents: int | None = None
    """What the school owes from here on."""
    paid_cents: int | None = None
    """What the school has paid by now, all together."""
    held_until: datetime | None = None
    """When the seats are let go, for a step to HELD or for a booking that is held on; every other state clears it."""
    reason: str = ""
    takes_back: bool = False
    """Whether it undoes what the door did by mistake (`states.TAKEN_BACK`)."""


def change_booking(
    session: Session,
    booking: Booking,
    step: Step,
    actor: LedgerActor,
    *,
    now: datetime,
    centre_id: int | None = None,
    from_line: bool = False,
) -> None:
    """Do one step with a booking, whole or not at all; `booking` is as it was read in this transaction.

    `from_line`: it is its turn on the waiting list, so it needn't stand behind those who wait.
    Raises as `steps.take_step`.
    """
    can_follow = can_go_back if step.takes_back else can_become
    if step.then is not None and not can_follow(booking.state, step.then):
        raise ImpossibleStep(booking.reference, booking.state, step.then)
    change = difference(booking, step)
    _update(session, booking, step, now=now)
    house = house_of(session, booking.performance_id) if centre_id is None else centre_id
    write_ledger(session, booking, change, actor, centre_id=cast(int, house), now=now)
    # Last, because on PostgreSQL this is where everybody else starts to wait for us.
    if change.seats > 0:
        take_seats(session, booking.performance_id, change.seats, from_line=from_line)
    elif change.seats < 0:
        give_seats_back(session, booking.performance_id, -change.seats)


def difference(booking: Booking, step: Step) -> Change:
    """What this step changes of seats and money."""
    then = booking.state if step.then is None else step.then
    seats = booking.seats if step.seats is None else step.seats
    before = booking.seats if booking.state in SEATED else 0
    after = seats if then in SEATED else 0
    owed = 0 if step.owed_cents is None else step.owed_cents - booking.owed_cents
    paid = 0 if step.paid_cents is None else step.paid_cents - booking.paid_cents
    return Change(step.kind, after - before, owed, step.reason, paid)


def _update(session: Session, booking: Booking, step: Step, *, now: datetime) -> None:
    values: dict[str, Any] = {
        name: value
        for name in ("seats", "price_cents", "owed_cents", "paid_cents")
        if (value := getattr(step, name)) is not None
    }
    if step.then is not None:
        values |= {"state": step.then, "held_until": step.held_until}
    elif step.held_until is not None:
        values["held_until"] = step.held_until
    if step.then is BookingState.CANCELLED:
        values["cancelled_at"] = now
    if not values:
        # The row is written all the same, so that two steps at once meet here and not in the ledger.
        values = {"seats": booking.seats}
    changed = session.execute(
        update(Booking)
        .where(
            Booking.id == booking.id,
            Booking.state == booking.state,
            Booking.seats == booking.seats,
            Booking.owed_cents == booking.owed_cents,
            Booking.paid_cents == booking.paid_cents,
            # Nothing else tells a hold that was just extended from the one that ran out.
            Booking.held_until.is_not_distinct_from(booking.held_until),
        )
        .values(values)
        .execution_options(synchronize_session="fetch")
    )
    if cast(CursorResult[Any], changed).rowcount != 1:
        raise BookingChanged(booking.reference)
