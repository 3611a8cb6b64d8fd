"""The one way to write a row of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, func, insert, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings import journal
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.requests import REASON_MAX, LedgerActor

LEDGER_TABLE = cast(Table, LedgerRow.__table__)
APPEND = (
    insert(LEDGER_TABLE)
    .returning(*LEDGER_TABLE.c)
    .values(school_name=select(School.name).where(School.id == bindparam("of_school")).scalar_subquery())
)
"""Made once: to put a statement together costs more than to run it, and this one runs while others wait."""


@dataclass(frozen=True)
class Recorded:
    """A booking that was made just now, as the database gave its rows back."""

    booking: Row[Any]
    groups: Sequence[Row[Any]]


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
    session: Session,
    booking: Booking,
    change: Change,
    actor: LedgerActor,
    *,
    centre_id: int,
    now: datetime,
    made: Recorded | None = None,
) -> None:
    """Append what this change does to seats and money; the journal is told when it is committed.

    The school's name is copied by the statement itself. `made`: the booking is of this very moment, and with its rows
    at hand the journal needn't read them back.
    Raises:
        JournalUnavailable: the journal can't be written now, so nothing may be promised.
    """
    journal.promise(session)
    values = ledger_row(booking, change, actor, centre_id=centre_id, now=now)
    row = session.connection().execute(APPEND, values | {"of_school": booking.school_id}).one()
    note(session, row, made)


def note(session: Session, row: Row[Any], made: Recorded | None = None) -> None:
    """Have the journal told of a row of the ledger that was just written."""
    journal.note(session, row, None if made is None else (made.booking, made.groups))


def let_off(session: Session, booking: Booking, by_rules: int) -> int:
    """Cents that somebody of the house let a school off by hand (below 0: added). They stay so much, whatever becomes
    of the numbers. `by_rules`: what the rules alone make of the booking as it stands.
    """
    cents, rows = session.execute(
        select(func.coalesce(func.sum(LedgerRow.cents), 0), func.count()).where(
            LedgerRow.booking_id == booking.id,
            LedgerRow.kind == LedgerKind.CHARGED,
            LedgerRow.cents != 0,
            LedgerRow.actor_id.is_not(None),
        )
    ).one()
    if rows == 0:
        return 0
    # Of a sum that can't go below nothing the difference says too little.
    return by_rules - booking.owed_cents if booking.owed_cents else -cents


def ledger_row(
    booking: Booking | Row[Any], change: Change, actor: LedgerActor, *, centre_id: int, now: datetime
) -> dict[str, Any]:
    """What a row says, but for the name of the school."""
    return {
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
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_email": actor.email,
        "reason": change.reason[:REASON_MAX],
    }
