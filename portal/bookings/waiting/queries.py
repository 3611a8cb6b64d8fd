"""Reads of waiting lists: what a school sees of its place, and what a house sees of its lists."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import School
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.policy.rules import Waiting
from portal.bookings.policy.service import rules_in_force
from portal.bookings.states import BookingState
from portal.bookings.waiting.line import line_at, waits_at
from portal.bookings.waiting.models import Outcome, WaitingEntry, WaitingSkip
from portal.bookings.waiting.order import Why
from portal.offers.models import Offer, Performance, PerformanceState, Venue


@dataclass(frozen=True)
class Moment:
    """Another moment of the same wish."""

    reference: str
    starts_at: datetime
    state: BookingState
    position: int
    """Place in its line, 1 for the first; 0 when it doesn't wait (any more)."""


@dataclass(frozen=True)
class Place:
    """Where a booking stands on its list, or how that ended."""

    reference: str
    state: BookingState
    position: int
    """1 for the first; 0 when it doesn't wait (any more)."""
    ahead: tuple[int, ...]
    """Seats of those in front of it, in order."""
    behind: int
    waiting: Waiting | None
    """The house's rule now; None: it keeps no list at the moment."""
    joined_at: datetime
    offered_at: datetime | None
    answer_by: datetime | None
    outcome: Outcome | None
    closes_at: datetime
    others: tuple[Moment, ...]
    last_passed: tuple[datetime, int] | None
    """When it was passed over last, and how many seats were free then."""

    @property
    def is_waiting(self) -> bool:
        return self.state is BookingState.WAITING

    @property
    def is_offered(self) -> bool:
        return self.state is BookingState.HELD and self.offered_at is not None


def place_of(session: Session, booking_id: int) -> Place | None:
    """None for a booking that never stood on a list."""
    row = session.execute(
        select(
            Booking.reference,
            Booking.state,
            Booking.held_until,
            Booking.performance_id,
            WaitingEntry.wish,
            WaitingEntry.joined_at,
            WaitingEntry.offered_at,
            WaitingEntry.outcome,
            Performance.closes_at,
            Offer.centre_id,
        )
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.id == booking_id)
    ).one_or_none()
    if row is None:
        return None
    position, ahead, behind = _standing(session, row.performance_id, booking_id)
    passed = session.execute(
        select(WaitingSkip.at, WaitingSkip.free)
        .where(WaitingSkip.booking_id == booking_id)
        .order_by(WaitingSkip.id.desc())
        .limit(1)
    ).one_or_none()
    return Place(
        reference=row.reference,
        state=row.state,
        position=position,
        ahead=ahead,
        behind=behind,
        waiting=rules_in_force(session, row.centre_id).rules.waiting,
        joined_at=row.joined_at,
        offered_at=row.offered_at,
        answer_by=row.held_until,
        outcome=row.outcome,
        closes_at=row.closes_at,
        others=tuple(_moments(session, row.wish, booking_id)),
        last_passed=None if passed is None else (passed.at, passed.free),
    )


def _standing(session: Session, performance_id: int, booking_id: int) -> tuple[int, tuple[int, ...], int]:
    line = line_at(session, performance_id)
    at = next((number for number, entry in enumerate(line) if entry.booking_id == booking_id), None)
    if at is None:
        return 0, (), 0
    return at + 1, tuple(entry.seats for entry in line[:at]), len(line) - at - 1


def _moments(session: Session, wish: str, booking_id: int) -> list[Moment]:
    rows = session.execute(
        select(Booking.id, Booking.performance_id, Booking.reference, Booking.state, Performance.starts_at)
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .join(Performance, Performance.id == Booking.performance_id)
        .where(WaitingEntry.wish == wish, Booking.id != booking_id)
        .order_by(Performance.starts_at, Booking.id)
    ).all()
    return [
        Moment(row.reference, row.starts_at, row.state, _standing(session, row.performance_id, row.id)[0])
        for row in rows
    ]


def how_long(session: Session, performance_ids: Collection[int]) -> dict[int, int]:
    """How many bookings wait at these performances; those without are left out."""
    rows = session.execute(
        select(Booking.performance_id, func.count())
        .where(waits_at(Booking, *performance_ids))
        .group_by(Booking.performance_id)
    )
    return dict(rows.all()) if performance_ids else {}


# --- The house ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListCard:
    """The list of one performance among those of a house."""

    performance_id: int
    title: str
    starts_at: datetime
    closes_at: datetime
    state: PerformanceState
    hall: str | None
    capacity: int
    seats_left: int
    waiting: int
    seats_wanted: int
    offered: int
    """How many have an offer that they haven't answered yet."""
    past: int
    """How many it ended for."""


def lists_of(session: Session, centres: Collection[int], *, performance_id: int | None = None) -> list[ListCard]:
    """Performances of these centres that somebody waits or waited at, in order of date; or the one that is asked for,
    also when nobody ever waited there."""
    still = and_(WaitingEntry.outcome.is_(None), Booking.state == BookingState.WAITING)
    offered = and_(WaitingEntry.outcome.is_(None), Booking.state == BookingState.HELD)
    one = performance_id is not None
    wanted: Select[*tuple[object, ...]] = (
        select(
            Performance.id,
            Offer.title,
            Performance.starts_at,
            Performance.closes_at,
            Performance.state,
            Venue.name,
            Performance.capacity,
            Performance.capacity - Performance.seats_taken,
            func.count(WaitingEntry.id).filter(still),
            func.coalesce(func.sum(Booking.seats).filter(still), 0),
            func.count(WaitingEntry.id).filter(offered),
            func.count(WaitingEntry.id).filter(WaitingEntry.outcome.is_not(None)),
        )
        .select_from(Performance)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Booking, Booking.performance_id == Performance.id, isouter=one)
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id, isouter=one)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Offer.centre_id.in_(centres))
        .group_by(Performance.id, Offer.title, Venue.name)
        .order_by(Performance.starts_at, Performance.id)
    )
    if performance_id is not None:
        wanted = wanted.where(Performance.id == performance_id)
    return [ListCard(*row) for row in session.execute(wanted)]  # type: ignore[arg-type]


@dataclass(frozen=True)
class EntryLine:
    """One booking on the list of a performance, as the house sees it."""

    reference: str
    school: str
    classes: tuple[str, ...]
    seats: int
    state: BookingState
    position: int
    priority: int
    joined_at: datetime
    offered_at: datetime | None
    answer_by: datetime | None
    outcome: Outcome | None
    ended_at: datetime | None
    said: str
    """The last reason that the ledger has of it."""
    times_passed: int


def entries_at(session: Session, performance_id: int) -> list[EntryLine]:
    """Who waits in order, then who has an offer, then how it ended for the others, the latest first."""
    order = {entry.booking_id: number for number, entry in enumerate(line_at(session, performance_id), start=1)}
    latest = aliased(LedgerRow)
    last_row = select(func.max(latest.id)).where(latest.booking_id == Booking.id).scalar_subquery()
    passed = select(func.count()).where(WaitingSkip.booking_id == Booking.id).scalar_subquery()
    rows = session.execute(
        select(Booking, WaitingEntry, School.name, LedgerRow.reason, passed.label("passed"))
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .join(School, School.id == Booking.school_id)
        .outerjoin(LedgerRow, and_(LedgerRow.booking_id == Booking.id, LedgerRow.id == last_row))
        .where(Booking.performance_id == performance_id)
        .execution_options(populate_existing=True)
    ).all()
    classes: dict[int, tuple[str, ...]] = {}
    for booking_id, name in session.execute(
        select(BookingGroup.booking_id, BookingGroup.name)
        .where(BookingGroup.booking_id.in_([row.Booking.id for row in rows]))
        .order_by(BookingGroup.id)
    ):
        classes[booking_id] = (*classes.get(booking_id, ()), name)
    lines = [
        EntryLine(
            reference=row.Booking.reference,
            school=row.name,
            classes=classes.get(row.Booking.id, ()),
            seats=row.Booking.seats,
            state=row.Booking.state,
            position=order.get(row.Booking.id, 0),
            priority=row.WaitingEntry.priority,
            joined_at=row.WaitingEntry.joined_at,
            offered_at=row.WaitingEntry.offered_at,
            answer_by=row.Booking.held_until or row.WaitingEntry.answer_by,
            outcome=row.WaitingEntry.outcome,
            ended_at=row.WaitingEntry.ended_at,
            said=row.reason or "",
            times_passed=row.passed,
        )
        for row in rows
    ]
    return sorted(lines, key=_in_reading_order)


def _in_reading_order(line: EntryLine) -> tuple[int, float]:
    if line.position:
        return 1, line.position
    if line.outcome is None:
        return 0, line.joined_at.timestamp()
    return 2, -(line.ended_at or line.joined_at).timestamp()


@dataclass(frozen=True)
class SkipLine:
    """Once that somebody was passed over."""

    at: datetime
    school: str
    reference: str
    wanted: int
    free: int
    why: Why
    served_school: str
    served_reference: str


def skips_at(session: Session, performance_id: int) -> list[SkipLine]:
    """The newest first."""
    served, school = aliased(Booking), aliased(School)
    rows = session.execute(
        select(
            WaitingSkip.at,
            School.name,
            Booking.reference,
            WaitingSkip.wanted,
            WaitingSkip.free,
            WaitingSkip.why,
            school.name,
            served.reference,
        )
        .join(Booking, Booking.id == WaitingSkip.booking_id)
        .join(School, School.id == Booking.school_id)
        .join(served, served.id == WaitingSkip.served_id)
        .join(school, school.id == served.school_id)
        .where(WaitingSkip.performance_id == performance_id)
        .order_by(WaitingSkip.id.desc())
    )
    return [SkipLine(*row) for row in rows]
