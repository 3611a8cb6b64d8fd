"""Reads of the ledger alone: its rows, who booked, and whether all counts are one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.states import SEATED
from portal.offers.models import (
    Offer,
    Performance,
)


@dataclass(frozen=True)
class LedgerLine:
    """A row of the ledger; `id` is the cursor for what comes after it."""

    id: int
    at: datetime
    centre_slug: str
    performance_id: int
    starts_at: datetime
    title: str
    reference: str
    kind: LedgerKind
    seats: int
    cents: int
    paid_cents: int
    school_id: int
    school_name: str
    actor_name: str
    actor_email: str
    reason: str


@dataclass(frozen=True)
class Narrowed:
    """Of which rows of the ledger one wants to read."""

    centre_slug: str | None = None
    school_id: int | None = None
    offer_id: int | None = None
    performance_id: int | None = None


EVERYTHING = Narrowed()


def ledger_rows(
    session: Session, of: Narrowed = EVERYTHING, *, cursor: int = 0, limit: int = 200
) -> list[LedgerLine]:
    """Rows after `cursor`, oldest first."""
    wanted = _ledger(of).where(LedgerRow.id > cursor).order_by(LedgerRow.id).limit(limit)
    return [LedgerLine(*row) for row in session.execute(wanted)]


def latest_ledger_rows(
    session: Session,
    centres: Collection[int],
    of: Narrowed = EVERYTHING,
    *,
    before: int | None = None,
    limit: int | None = 50,
) -> list[LedgerLine]:
    """Rows of these centres from before row `before`, the newest first."""
    wanted = _ledger(of).where(LedgerRow.centre_id.in_(centres)).order_by(LedgerRow.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(LedgerRow.id < before)
    return [LedgerLine(*row) for row in session.execute(wanted)]


def _ledger(of: Narrowed) -> Select[*tuple[Any, ...]]:
    columns = {
        Centre.slug: of.centre_slug,
        LedgerRow.school_id: of.school_id,
        Performance.offer_id: of.offer_id,
        LedgerRow.performance_id: of.performance_id,
    }
    return (
        select(
            LedgerRow.id,
            LedgerRow.at,
            Centre.slug,
            LedgerRow.performance_id,
            Performance.starts_at,
            Offer.title,
            LedgerRow.reference,
            LedgerRow.kind,
            LedgerRow.seats,
            LedgerRow.cents,
            LedgerRow.paid_cents,
            LedgerRow.school_id,
            LedgerRow.school_name,
            LedgerRow.actor_name,
            LedgerRow.actor_email,
            LedgerRow.reason,
        )
        .join(Centre, Centre.id == LedgerRow.centre_id)
        .join(Performance, Performance.id == LedgerRow.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(*(column == value for column, value in columns.items() if value is not None))
    )


def all_ledger_rows(session: Session, of: Narrowed = EVERYTHING, *, page: int = 1000) -> Iterator[LedgerLine]:
    """The whole ledger, read in pages, so that years of it never lie in memory at once."""
    cursor = 0
    while lines := ledger_rows(session, of, cursor=cursor, limit=page):
        yield from lines
        cursor = lines[-1].id


@dataclass(frozen=True)
class WhoBooked:
    """A school at a performance, summed up from the ledger alone: what it holds and owes, and since when."""

    performance_id: int
    reference: str
    school_name: str
    actor_name: str
    actor_email: str
    booked_at: datetime
    seats: int
    cents: int
    paid_cents: int

    @property
    def is_cancelled(self) -> bool:
        return self.seats == 0

    @property
    def open_cents(self) -> int:
        """What is still to be paid; below 0: what the house has to pay back."""
        return self.cents - self.paid_cents


def who_booked(
    session: Session, *, centres: Collection[int], performance_id: int | None = None
) -> dict[int, list[WhoBooked]]:
    """Per performance of these centres: who booked, from the ledger alone, in order of booking.

    A cancelled booking stays in the list with 0 seats: "did they ever book?" is what people ring about.
    """
    first = func.min(LedgerRow.id)
    sums = (
        select(
            LedgerRow.booking_id,
            first.label("first_id"),
            func.sum(LedgerRow.seats).label("seats"),
            func.sum(LedgerRow.cents).label("cents"),
            func.sum(LedgerRow.paid_cents).label("paid_cents"),
        )
        .where(LedgerRow.centre_id.in_(centres))
        .group_by(LedgerRow.booking_id)
    )
    if performance_id is not None:
        sums = sums.where(LedgerRow.performance_id == performance_id)
    summed = sums.subquery()
    rows = session.execute(
        select(
            LedgerRow.performance_id,
            LedgerRow.reference,
            LedgerRow.school_name,
            LedgerRow.actor_name,
            LedgerRow.actor_email,
            LedgerRow.at,
            summed.c.seats,
            summed.c.cents,
            summed.c.paid_cents,
        )
        .join(summed, summed.c.first_id == LedgerRow.id)
        .order_by(LedgerRow.id)
    )
    found: dict[int, list[WhoBooked]] = {}
    for row in rows:
        found.setdefault(row.performance_id, []).append(WhoBooked(*row))
    return found


@dataclass(frozen=True)
class Disagreement:
    """A performance whose three counts of seats differ; it must never exist."""

    performance_id: int
    seats_taken: int
    in_ledger: int
    in_bookings: int
    capacity: int


def verify(session: Session) -> list[Disagreement]:
    """Every performance where ledger, bookings and the count itself are not one, or leave 0..capacity.

    One statement, so that all three are seen at one moment also while people book.
    """
    ledger = _sums(LedgerRow.performance_id, LedgerRow.seats).subquery()
    bookings = _sums(Booking.performance_id, Booking.seats).where(Booking.state.in_(SEATED)).subquery()
    in_ledger, in_bookings = func.coalesce(ledger.c.seats, 0), func.coalesce(bookings.c.seats, 0)
    rows = session.execute(
        select(Performance.id, Performance.seats_taken, in_ledger, in_bookings, Performance.capacity)
        .outerjoin(ledger, ledger.c.performance_id == Performance.id)
        .outerjoin(bookings, bookings.c.performance_id == Performance.id)
        .where(
            or_(
                Performance.seats_taken != in_ledger,
                Performance.seats_taken != in_bookings,
                Performance.seats_taken < 0,
                Performance.seats_taken > Performance.capacity,
            )
        )
        .order_by(Performance.id)
    )
    return [Disagreement(*row) for row in rows]


def _sums(performance_id: Any, seats: Any) -> Select[Any]:
    return select(performance_id.label("performance_id"), func.sum(seats).label("seats")).group_by(performance_id)


def verify_money(session: Session) -> list[str]:
    """References whose money in the ledger is not what their booking says is owed and paid."""
    summed = (
        select(
            LedgerRow.booking_id,
            func.sum(LedgerRow.cents).label("cents"),
            func.sum(LedgerRow.paid_cents).label("paid_cents"),
        )
        .group_by(LedgerRow.booking_id)
        .subquery()
    )
    return list(
        session.scalars(
            select(Booking.reference)
            .outerjoin(summed, summed.c.booking_id == Booking.id)
            .where(
                or_(
                    func.coalesce(summed.c.cents, 0) != Booking.owed_cents,
                    func.coalesce(summed.c.paid_cents, 0) != Booking.paid_cents,
                )
            )
            .order_by(Booking.id)
        )
    )
