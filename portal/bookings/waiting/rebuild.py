"""The lines again from the ledger alone, after `foyer portal ledger rebuild`: who stands where, and who has an offer.

Nothing of its own is told to the journal: the order is that of the ledger's rows, priority is written there with its
reason, and the bookings of one wish have request keys that follow from the first.
"""

from typing import Any

from sqlalchemy import Connection, insert, select

from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.states import BookingState
from portal.bookings.waiting.models import WaitingEntry

PRIORITY = "voorrang: "
"""How the reason of a row begins that gave somebody priority."""
KEY_KEPT = 180


def key_of_another_moment(key: str, performance_id: int) -> str:
    """The request key of a further booking of a wish: unique, and it tells which was the first."""
    return f"{key[:KEY_KEPT]}/{performance_id}"


def restore_lines(connection: Connection) -> None:
    """Write the entries of everybody who waits or has an offer, in the order in which they joined."""
    rows = connection.execute(
        select(
            LedgerRow.booking_id,
            LedgerRow.kind,
            LedgerRow.at,
            LedgerRow.reason,
            Booking.reference,
            Booking.school_id,
            Booking.performance_id,
            Booking.request_key,
            Booking.state,
            Booking.held_until,
        )
        .join(Booking, Booking.id == LedgerRow.booking_id)
        .where(Booking.state.in_((BookingState.WAITING, BookingState.HELD)))
        .where(LedgerRow.kind.in_((LedgerKind.WAITING, LedgerKind.HELD)))
        .order_by(LedgerRow.id)
    ).all()
    entries: dict[int, dict[str, Any]] = {}
    wishes = {(row.school_id, row.request_key[:KEY_KEPT]): row.reference for row in reversed(rows)}
    for number, row in enumerate(rows, start=1):
        if row.kind is LedgerKind.HELD:
            if row.booking_id in entries and row.state is BookingState.HELD:
                entries[row.booking_id] |= {"offered_at": row.at, "answer_by": row.held_until}
        elif row.booking_id not in entries:
            first = wishes.get((row.school_id, row.request_key.rpartition("/")[0]), row.reference)
            entries[row.booking_id] = {
                "booking_id": row.booking_id,
                "wish": first,
                "priority": 0,
                "joined_at": row.at,
                "offered_at": None,
                "answer_by": None,
            }
        elif row.reason.startswith(PRIORITY):
            entries[row.booking_id]["priority"] = number
    for entry in entries.values():
        connection.execute(insert(WaitingEntry).values(entry))
