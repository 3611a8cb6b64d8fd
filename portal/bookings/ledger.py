"""The one way to write a row of the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings import journal
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.requests import REASON_MAX, LedgerActor

_LEDGER = cast(Table, LedgerRow.__table__)
_APPEND = (
    insert(_LEDGER)
    .values(school_name=select(School.name).where(School.id == bindparam("of_school")).scalar_subquery())
    .returning(_LEDGER.c.id)
)
"""Made once: to put a statement together costs more than to run it, and this one runs while others wait."""


@dataclass(frozen=True)
class Change:
    """What happened: how many seats more are taken and how much more is owed from here on (below 0: less)."""

    kind: LedgerKind
    seats: int
    cents: int
    reason: str = ""
    paid_cents: int = 0
    """How much was paid (below 0: paid back)."""


def write_ledger(
    session: Session, booking: Booking, change: Change, actor: LedgerActor, *, centre_id: int, now: datetime
) -> None:
    """Append what this change does to seats and money; the journal is told when it is committed.

    The school's name is copied by the statement itself.
    Raises:
        JournalUnavailable: the journal can't be written now, so nothing may be promised.
    """
    journal.promise(session)
    row = {
        "at": now,
        "centre_id": centre_id,
        "performance_id": booking.performance_id,
        "booking_id": booking.id,
        "reference": booking.reference,
        "kind": change.kind,
        "seats": change.seats,
        "cents": change.cents,
        "paid_cents": change.paid_cents,
        "school_id": booking.school_id,
        "of_school": booking.school_id,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_email": actor.email,
        "reason": change.reason[:REASON_MAX],
    }
    row_id = session.connection().scalar(_APPEND, row)
    journal.note(session, cast(int, row_id))
