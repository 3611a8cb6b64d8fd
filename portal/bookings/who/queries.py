"""Who booked and who paid, summed up from the ledger alone: one statement for a page, one for what it adds up to.

Of the bookings themselves nothing is read, so that this stays an answer also when somebody doubts them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Centre
from portal.bookings.models import LedgerKind, LedgerRow
from portal.bookings.states import BookingState
from portal.bookings.who.filter import Money, Order, WhoFilter
from portal.offers.models import Offer, Performance
from portal.places.school_calendar import school_year

PAGE = 50

STATES: dict[LedgerKind, BookingState] = {
    LedgerKind.BOOKED: BookingState.CONFIRMED,
    **{LedgerKind(state.value): state for state in BookingState},
}
"""What a row of the ledger says of the state; the other kinds leave it as it was."""


@dataclass(frozen=True)
class WhoLine:
    """A booking as the ledger tells it."""

    booking_id: int
    reference: str
    centre_slug: str
    performance_id: int
    starts_at: datetime
    title: str
    school_id: int
    school_name: str
    state_kind: LedgerKind
    seats: int
    owed_cents: int
    paid_cents: int
    booked_by: str
    booked_by_email: str
    booked_at: datetime
    paid_at: datetime | None
    """Of the last payment, and who wrote it down."""
    paid_noted_by: str | None

    @property
    def state(self) -> BookingState:
        return STATES[self.state_kind]

    @property
    def open_cents(self) -> int:
        """What is still to be paid; below 0: what the house has to pay back."""
        return self.owed_cents - self.paid_cents

    @property
    def is_over(self) -> bool:
        """Whether it is a booking that came to nothing."""
        return self.state in {BookingState.CANCELLED, BookingState.DECLINED, BookingState.EXPIRED}


@dataclass(frozen=True)
class Totals:
    """What the whole list adds up to, not only the page."""

    bookings: int
    seats: int
    owed_cents: int
    paid_cents: int
    open_cents: int
    """To be paid by schools."""
    over_cents: int
    """To be paid back by the house."""


First, Stand, Place, Paid = (
    aliased(LedgerRow, name=name) for name in ("first_row", "state_row", "place_row", "paid_row")
)


def who_lines(
    session: Session, centres: Collection[int] | None, wanted: WhoFilter, *, limit: int | None = PAGE
) -> list[WhoLine]:
    """A page of the list; `limit` None: all of it. `centres` None: of every house."""
    start = None if limit is None else (wanted.page - 1) * limit
    rows = session.execute(_sorted(centres, wanted).offset(start).limit(limit))
    return [WhoLine(*tuple(row)) for row in rows]


def all_who_lines(session: Session, centres: Collection[int] | None, wanted: WhoFilter) -> Iterator[WhoLine]:
    """The whole list, row by row."""
    for row in session.execute(_sorted(centres, wanted)):
        yield WhoLine(*tuple(row))


def who_totals(session: Session, centres: Collection[int] | None, wanted: WhoFilter) -> Totals:
    found = _list(_summed(centres), wanted).subquery()
    still = found.c.owed_cents - found.c.paid_cents
    sums = (
        func.coalesce(func.sum(one), 0)
        for one in (
            *(found.c.seats, found.c.owed_cents, found.c.paid_cents),
            *(case((still > 0, still), else_=0), case((still < 0, -still), else_=0)),
        )
    )
    return Totals(*(int(value) for value in session.execute(select(func.count(), *sums).select_from(found)).one()))


def _sorted(centres: Collection[int] | None, wanted: WhoFilter) -> Select[Any]:
    summed = _summed(centres)
    return _list(summed, wanted).order_by(*_order(summed, wanted))


def _list(summed: Subquery, wanted: WhoFilter) -> Select[Any]:
    rows: Select[Any] = (
        select(
            summed.c.booking_id,
            First.reference,
            Centre.slug.label("centre_slug"),
            Place.performance_id,
            Performance.starts_at,
            Offer.title,
            First.school_id,
            First.school_name,
            Stand.kind,
            summed.c.seats,
            summed.c.owed_cents,
            summed.c.paid_cents,
            First.actor_name,
            First.actor_email,
            First.at,
            Paid.at.label("paid_at"),
            Paid.actor_name.label("paid_noted_by"),
        )
        .join(First, First.id == summed.c.first_id)
        .join(Stand, Stand.id == summed.c.state_id)
        .join(Place, Place.id == summed.c.place_id)
        .outerjoin(Paid, Paid.id == summed.c.paid_id)
        .join(Centre, Centre.id == First.centre_id)
        .join(Performance, Performance.id == Place.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
    )
    return rows.where(and_(True, *_conditions(wanted, summed.c.owed_cents, summed.c.paid_cents)))


def _summed(centres: Collection[int] | None) -> Subquery:
    """Per booking its sums, and which of its rows tell who booked, how it stands, where it is and who paid."""
    found = select(
        LedgerRow.booking_id,
        func.min(LedgerRow.id).label("first_id"),
        func.max(case((LedgerRow.kind.in_(STATES), LedgerRow.id))).label("state_id"),
        # Where it left, a move has seats below 0.
        func.max(case((LedgerRow.seats >= 0, LedgerRow.id))).label("place_id"),
        func.max(case((LedgerRow.kind == LedgerKind.PAID, LedgerRow.id))).label("paid_id"),
        func.sum(LedgerRow.seats).label("seats"),
        func.sum(LedgerRow.cents).label("owed_cents"),
        func.sum(LedgerRow.paid_cents).label("paid_cents"),
    ).group_by(LedgerRow.booking_id)
    of_centres = found if centres is None else found.where(LedgerRow.centre_id.in_(centres))
    return of_centres.subquery("sums")


def _conditions(wanted: WhoFilter, owed: Any, paid: Any) -> Iterator[ColumnElement[bool]]:
    if wanted.days is not None:
        yield Performance.day.between(*wanted.days)
    if wanted.offer_id is not None:
        yield Offer.id == wanted.offer_id
    if wanted.performance_id is not None:
        yield Performance.id == wanted.performance_id
    if wanted.school_id is not None:
        yield First.school_id == wanted.school_id
    if wanted.state is not None:
        yield Stand.kind.in_([kind for kind, state in STATES.items() if state is wanted.state])
    if wanted.money is Money.OPEN:
        yield owed > paid
    elif wanted.money is Money.PAID:
        yield and_(owed == paid, paid > 0)
    elif wanted.money is Money.OVERPAID:
        yield owed < paid
    if wanted.text:
        searched = (First.reference, First.school_name, First.actor_name, First.actor_email, Offer.title)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in searched))


def _order(summed: Subquery, wanted: WhoFilter) -> tuple[Any, ...]:
    """What was asked, and within it by performance, school and booking: pages never overlap."""
    by: dict[Order, ColumnElement[Any]] = {
        Order.WHEN: cast(ColumnElement[Any], Performance.starts_at),
        Order.SCHOOL: func.lower(First.school_name),
        Order.SEATS: summed.c.seats,
        Order.OWED: summed.c.owed_cents,
        Order.PAID: summed.c.paid_cents,
        Order.OPEN: summed.c.owed_cents - summed.c.paid_cents,
        Order.BOOKED: cast(ColumnElement[Any], First.id),
    }
    asked = by[wanted.order].desc() if wanted.is_falling else by[wanted.order].asc()
    return (asked, Performance.starts_at, func.lower(First.school_name), First.id)


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed to: only what the ledger knows."""

    years: tuple[int, ...]
    offers: tuple[tuple[int, str], ...]
    schools: tuple[tuple[int, str], ...]


def choices_of(session: Session, centres: Collection[int]) -> Choices:
    """Two statements: years and offers, and schools."""
    places = select(LedgerRow.performance_id).where(LedgerRow.centre_id.in_(centres)).distinct()
    rows = session.execute(
        select(Offer.id, Offer.title, func.min(Performance.day), func.max(Performance.day))
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id.in_(places))
        .group_by(Offer.id, Offer.title)
        .order_by(func.lower(Offer.title), Offer.id)
    ).all()
    # The name that stands in the ledger, the last one where a school has got another.
    schools = session.execute(
        select(LedgerRow.school_id, func.max(LedgerRow.school_name))
        .where(LedgerRow.centre_id.in_(centres))
        .group_by(LedgerRow.school_id)
        .order_by(func.lower(func.max(LedgerRow.school_name)))
    )
    days: list[date] = [day for row in rows for day in (row[2], row[3])]
    years = range(school_year(min(days)), school_year(max(days)) + 1) if days else ()
    return Choices(tuple(years), tuple((row[0], row[1]) for row in rows), tuple((row[0], row[1]) for row in schools))


@dataclass(frozen=True)
class Moment:
    """The performance that the list is about."""

    performance_id: int
    title: str
    starts_at: datetime
    capacity: int
    seats_taken: int


def moments_of(session: Session, offer_id: int, centres: Collection[int]) -> list[tuple[int, datetime]]:
    """The performances of an offer that the ledger knows, in order."""
    places = select(LedgerRow.performance_id).where(LedgerRow.centre_id.in_(centres)).distinct()
    rows = session.execute(
        select(Performance.id, Performance.starts_at)
        .where(Performance.offer_id == offer_id, Performance.id.in_(places))
        .order_by(Performance.starts_at, Performance.id)
    )
    return [(row[0], row[1]) for row in rows]


def moment_of(session: Session, performance_id: int, centres: Collection[int]) -> Moment | None:
    row = session.execute(
        select(Performance.id, Offer.title, Performance.starts_at, Performance.capacity, Performance.seats_taken)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Performance.id == performance_id, Offer.centre_id.in_(centres))
    ).one_or_none()
    return Moment(*row) if row else None
