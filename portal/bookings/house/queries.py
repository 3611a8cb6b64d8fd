"""One performance as the people of its house see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.states import SEATED, BookingState
from portal.offers.models import Offer, Performance, PerformanceState, Venue


@dataclass(frozen=True)
class Evening:
    """A performance with what its people need to decide anything about it."""

    id: int
    offer_id: int
    offer_slug: str
    title: str
    centre_id: int
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    state: PerformanceState
    venue_id: int | None
    hall: str | None
    capacity: int
    seats_taken: int

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def is_off(self) -> bool:
        return self.state is PerformanceState.CANCELLED

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.starts_at


def evening_of(session: Session, performance_id: int, centres: Collection[int]) -> Evening | None:
    """A performance of these centres; None for another."""
    row = session.execute(
        select(Performance, Offer.slug, Offer.title, Offer.centre_id, Venue.name)
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Performance.id == performance_id, Offer.centre_id.in_(centres))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    one, slug, title, centre_id, hall = row
    return Evening(
        *(one.id, one.offer_id, slug, title, centre_id, one.starts_at, one.ends_at, one.closes_at, one.state),
        *(one.venue_id, hall, one.capacity, one.seats_taken),
    )


@dataclass(frozen=True)
class Coming:
    """A school in the list of one performance."""

    reference: str
    state: BookingState
    school_name: str
    seats: int

    @property
    def has_seats(self) -> bool:
        return self.state in SEATED


def coming_to(session: Session, performance_id: int) -> list[Coming]:
    """Who booked a performance, in order of booking; those who left stand at the end."""
    rows = session.execute(
        select(Booking.reference, Booking.state, School.name, Booking.seats)
        .join(School, School.id == Booking.school_id)
        .where(Booking.performance_id == performance_id)
        .order_by(Booking.id)
    )
    return sorted((Coming(*row) for row in rows), key=lambda one: not one.has_seats)


@dataclass(frozen=True)
class Happened:
    """A row of the ledger about one booking."""

    at: datetime
    kind: LedgerKind
    seats: int
    cents: int
    paid_cents: int
    actor_name: str
    reason: str


def history_of(session: Session, booking_id: int) -> list[Happened]:
    """What happened to a booking, from the ledger, in order."""
    rows = session.execute(
        select(
            LedgerRow.at,
            LedgerRow.kind,
            LedgerRow.seats,
            LedgerRow.cents,
            LedgerRow.paid_cents,
            LedgerRow.actor_name,
            LedgerRow.reason,
        )
        .where(LedgerRow.booking_id == booking_id)
        .order_by(LedgerRow.id)
    )
    return [Happened(*row) for row in rows]
