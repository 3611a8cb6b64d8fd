"""Reads of bookings and ledger: rows become frozen cards, one statement each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel, School, User
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.policy.charge import Ask
from portal.bookings.requests import Actor
from portal.bookings.states import SEATED, BookingState, can_become
from portal.offers.models import (
    Offer,
    OfferKind,
    OfferLevel,
    OfferMode,
    OfferState,
    Performance,
    PerformanceState,
    PriceUnit,
    Venue,
)
from portal.places.models import Municipality


@dataclass(frozen=True)
class GroupCard:
    name: str
    level: ClassLevel
    pupils: int
    companions: int
    wheelchair: int


@dataclass(frozen=True)
class House:
    """A centre or school with what a letter, a route or a phone call needs."""

    id: int
    name: str
    street: str
    postal_code: str
    email: str
    phone: str


@dataclass(frozen=True)
class Visit:
    """Everything about one booking that a confirmation, a letter or the visit page shows."""

    id: int
    reference: str
    state: BookingState
    seats: int
    price_cents: int
    owed_cents: int
    policy_id: int | None
    visit_code: str
    contact: str
    note: str
    created_at: datetime
    cancelled_at: datetime | None
    booker_name: str
    booker_email: str
    performance_id: int
    starts_at: datetime
    ends_at: datetime
    performance_state: PerformanceState
    offer: "OfferCard"
    hall: str | None
    centre: House
    centre_slug: str
    municipality: str
    how_to_arrive: str
    arrive_minutes_early: int
    school: House
    groups: tuple[GroupCard, ...]

    @property
    def pupils(self) -> int:
        return sum(group.pupils for group in self.groups)

    @property
    def companions(self) -> int:
        return sum(group.companions for group in self.groups)

    @property
    def wheelchair(self) -> int:
        return sum(group.wheelchair for group in self.groups)

    @property
    def arrive_at(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.arrive_minutes_early)

    @property
    def class_travels(self) -> bool:
        """False: the makers come to the school, or the class watches a stream."""
        return self.offer.mode is OfferMode.ON_SITE

    @property
    def place(self) -> str:
        """ "Cultuurhuis De Lantaarn, Grote zaal"."""
        if self.offer.mode is OfferMode.AT_SCHOOL:
            return f"bij jullie op school, {self.school.name}"
        if self.offer.mode is OfferMode.STREAMED:
            return f"in jullie klas, via de stream van {self.centre.name}"
        return f"{self.centre.name}, {self.hall}" if self.hall else self.centre.name

    @property
    def address(self) -> str:
        """ "Warandestraat 42, 2300 Turnhout", as far as it is known; empty when the class stays at school."""
        if not self.class_travels:
            return ""
        town = f"{self.centre.postal_code} {self.municipality}".strip()
        return f"{self.centre.street}, {town}" if self.centre.street else town

    @property
    def is_cancelled(self) -> bool:
        return self.state is BookingState.CANCELLED

    def can_be_cancelled(self, now: datetime) -> bool:
        return now < self.starts_at and can_become(self.state, BookingState.CANCELLED)


@dataclass(frozen=True)
class OfferCard:
    """What a visit tells of its offer."""

    id: int
    slug: str
    title: str
    short: str
    before_text: str
    after_text: str
    content_notes: str
    mode: OfferMode
    performance_mode: str
    duration_min: int
    picture: str
    picture_alt: str
    picture_credit: str
    production_id: int | None


def visit_by_reference(session: Session, reference: str, actor: Actor) -> Visit | None:
    """A booking with everything about it; None for one that is not there or not this actor's to see.

    The visit code is for its school: it opens what one class did in the game, and a centre sees sums of five or more.
    """
    visit = _visit(session, Booking.reference == reference)
    if visit is None or not may_see(visit, actor):
        return None
    return visit if visit.school.id in actor.schools else replace(visit, visit_code="")


def visit_by_code(session: Session, visit_code: str) -> Visit | None:
    """The visit behind a code: whoever has the code may see it."""
    return _visit(session, Booking.visit_code == visit_code)


def booking_by_code(session: Session, visit_code: str) -> Booking | None:
    """The standing booking behind a code; the code of a cancelled one opens nothing any more."""
    return session.scalar(
        select(Booking).where(Booking.visit_code == visit_code, Booking.state != BookingState.CANCELLED)
    )


def visit_by_id(session: Session, booking_id: int) -> Visit | None:
    return _visit(session, Booking.id == booking_id)


def may_see(visit: Visit, actor: Actor) -> bool:
    return visit.school.id in actor.schools or visit.centre.id in actor.centres or actor.is_admin


def _visit(session: Session, condition: Any) -> Visit | None:
    row = session.execute(
        select(Booking, Performance, Offer, Centre, School, User, Venue.name.label("hall"), Municipality.name_nl)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .join(School, School.id == Booking.school_id)
        .join(User, User.id == Booking.booked_by)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(condition)
        # A letter is written by a session that may have seen this booking before it was changed.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    booking, performance, centre = row.Booking, row.Performance, row.Centre
    return Visit(
        id=booking.id,
        reference=booking.reference,
        state=booking.state,
        seats=booking.seats,
        price_cents=booking.price_cents,
        owed_cents=booking.owed_cents,
        policy_id=booking.policy_id,
        visit_code=booking.visit_code,
        contact=booking.contact,
        note=booking.note,
        created_at=booking.created_at,
        cancelled_at=booking.cancelled_at,
        booker_name=row.User.name,
        booker_email=row.User.email,
        performance_id=performance.id,
        starts_at=performance.starts_at,
        ends_at=performance.ends_at,
        performance_state=performance.state,
        offer=_offer_card(row.Offer),
        hall=row.hall,
        centre=_house(centre),
        centre_slug=centre.slug,
        municipality=row.name_nl,
        how_to_arrive=centre.how_to_arrive,
        arrive_minutes_early=centre.arrive_minutes_early,
        school=_house(row.School),
        groups=groups_of(session, booking.id),
    )


def _offer_card(offer: Offer) -> OfferCard:
    return OfferCard(*(getattr(offer, field.name) for field in fields(OfferCard)))


def _house(house: Centre | School) -> House:
    return House(*(getattr(house, field.name) for field in fields(House)))


def groups_of(session: Session, booking_id: int) -> tuple[GroupCard, ...]:
    rows = session.execute(
        select(*(getattr(BookingGroup, field.name) for field in fields(GroupCard)))
        .where(BookingGroup.booking_id == booking_id)
        .order_by(BookingGroup.id)
    )
    return tuple(GroupCard(*row) for row in rows)


def _values(row: Any) -> tuple[Any, ...]:
    """The columns of a row; SQLAlchemy types rows of up to ten columns only."""
    return tuple(row)


@dataclass(frozen=True)
class BookingLine:
    """A booking in a list. `visit_code` is empty on the list of a centre: it opens what the class did in the game."""

    reference: str
    state: BookingState
    seats: int
    price_cents: int
    visit_code: str
    starts_at: datetime
    title: str
    offer_slug: str
    picture: str
    picture_alt: str
    centre_name: str
    municipality: str
    classes: tuple[str, ...]

    @property
    def is_cancelled(self) -> bool:
        return self.state is BookingState.CANCELLED


def bookings_of(
    session: Session,
    *,
    schools: Collection[int] = (),
    centres: Collection[int] = (),
    limit: int = 500,
    start: int = 0,
) -> list[BookingLine]:
    """Bookings of these schools or at these centres, the newest performance first; two statements."""
    rows = session.execute(
        select(
            Booking.id,
            Booking.reference,
            Booking.state,
            Booking.seats,
            Booking.price_cents,
            case((Booking.school_id.in_(schools), Booking.visit_code), else_=""),
            Performance.starts_at,
            Offer.title,
            Offer.slug,
            Offer.picture,
            Offer.picture_alt,
            Centre.name,
            Municipality.name_nl,
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(or_(Booking.school_id.in_(schools), Offer.centre_id.in_(centres)))
        .order_by(Performance.starts_at.desc(), Booking.id.desc())
        .offset(start)
        .limit(limit)
    ).all()
    classes = _classes_of(session, [row.id for row in rows])
    return [BookingLine(*(*_values(row)[1:], classes.get(row.id, ()))) for row in rows]


def _classes_of(session: Session, booking_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    named: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(BookingGroup.booking_id, BookingGroup.name)
        .where(BookingGroup.booking_id.in_(booking_ids))
        .order_by(BookingGroup.id)
    )
    for booking_id, name in rows:
        named[booking_id] = (*named.get(booking_id, ()), name)
    return named


@dataclass(frozen=True)
class Choice:
    """A performance as the booking form offers it."""

    performance_id: int
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    state: PerformanceState
    capacity: int
    seats_left: int
    hall: str | None

    def is_open(self, now: datetime) -> bool:
        return self.state is PerformanceState.PLANNED and now < self.closes_at


@dataclass(frozen=True)
class Programme:
    """An offer with all its dates, as the booking form needs it."""

    offer_id: int
    slug: str
    title: str
    picture: str
    picture_alt: str
    price_unit: PriceUnit
    price_cents: int
    kind: OfferKind
    pupils_per_free: int
    max_seats_per_school: int | None
    centre_id: int
    centre_name: str
    municipality: str
    levels: frozenset[ClassLevel]
    choices: tuple[Choice, ...]

    @property
    def ask(self) -> Ask:
        return Ask(self.price_cents, self.price_unit, self.kind, self.pupils_per_free)

    def choice(self, performance_id: int | None) -> Choice | None:
        return next((one for one in self.choices if one.performance_id == performance_id), None)

    def open_choices(self, now: datetime) -> tuple[Choice, ...]:
        return tuple(one for one in self.choices if one.is_open(now) and one.seats_left > 0)


def programme_by_slug(session: Session, slug: str, schools: Collection[int] = ()) -> Programme | None:
    """A published offer with its performances in order of date; None where there is none. Three statements.

    Dates that were agreed with one of `schools` are among them.
    """
    row = session.execute(
        select(Offer, Centre.name, Municipality.name_nl)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(Offer.slug == slug, Offer.state == OfferState.PUBLISHED)
    ).one_or_none()
    if row is None:
        return None
    offer = row.Offer
    levels = session.scalars(select(OfferLevel.level).where(OfferLevel.offer_id == offer.id))
    return Programme(
        offer_id=offer.id,
        slug=offer.slug,
        title=offer.title,
        picture=offer.picture,
        picture_alt=offer.picture_alt,
        price_unit=offer.price_unit,
        price_cents=offer.price_cents,
        kind=offer.kind,
        centre_id=offer.centre_id,
        pupils_per_free=offer.pupils_per_free_companion,
        max_seats_per_school=offer.max_seats_per_school,
        centre_name=row[1],
        municipality=row[2],
        levels=frozenset(levels),
        choices=_choices(session, offer.id, schools),
    )


def _choices(session: Session, offer_id: int, schools: Collection[int]) -> tuple[Choice, ...]:
    theirs = Performance.agreed_with_id.in_(sorted(schools))
    rows = session.execute(
        select(
            Performance.id,
            Performance.starts_at,
            Performance.ends_at,
            Performance.closes_at,
            Performance.state,
            Performance.capacity,
            Performance.capacity - Performance.seats_taken,
            Venue.name,
        )
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Performance.offer_id == offer_id, or_(Performance.agreed_with_id.is_(None), theirs))
        .order_by(Performance.starts_at, Performance.id)
    )
    return tuple(Choice(*row) for row in rows)


def classes_held(session: Session, school_id: int, performance_id: int) -> list[str]:
    """Names of the school's classes that have seats at this performance."""
    return list(
        session.scalars(
            select(BookingGroup.name)
            .join(Booking, Booking.id == BookingGroup.booking_id)
            .where(
                Booking.performance_id == performance_id,
                Booking.school_id == school_id,
                Booking.state.in_(SEATED),
            )
            .order_by(BookingGroup.id)
        )
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


def ledger_rows(
    session: Session, centre_slug: str | None = None, *, cursor: int = 0, limit: int = 200
) -> list[LedgerLine]:
    """Rows after `cursor`, oldest first, of one centre or of all."""
    wanted = _ledger().where(LedgerRow.id > cursor).order_by(LedgerRow.id).limit(limit)
    if centre_slug is not None:
        wanted = wanted.where(Centre.slug == centre_slug)
    return [LedgerLine(*_values(row)) for row in session.execute(wanted)]


def latest_ledger_rows(
    session: Session, centres: Collection[int], *, before: int | None = None, limit: int = 50
) -> list[LedgerLine]:
    """Rows of these centres from before row `before`, the newest first."""
    wanted = _ledger().where(LedgerRow.centre_id.in_(centres)).order_by(LedgerRow.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(LedgerRow.id < before)
    return [LedgerLine(*_values(row)) for row in session.execute(wanted)]


def _ledger() -> Select[*tuple[Any, ...]]:
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
    )


def all_ledger_rows(session: Session, centre_slug: str | None = None, *, page: int = 1000) -> Iterator[LedgerLine]:
    """The whole ledger, read in pages, so that years of it never lie in memory at once."""
    cursor = 0
    while lines := ledger_rows(session, centre_slug, cursor=cursor, limit=page):
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
class HallLine:
    """A performance on the dashboard of its centre."""

    performance_id: int
    title: str
    offer_slug: str
    starts_at: datetime
    state: PerformanceState
    hall: str | None
    capacity: int
    seats_taken: int

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def percent(self) -> int:
        return round(100 * self.seats_taken / self.capacity) if self.capacity else 0


def halls_of(session: Session, centres: Collection[int], *, after: datetime | None = None) -> list[HallLine]:
    """Performances of these centres in order of date; from `after` on, when that is given."""
    wanted = (
        select(
            Performance.id,
            Offer.title,
            Offer.slug,
            Performance.starts_at,
            Performance.state,
            Venue.name,
            Performance.capacity,
            Performance.seats_taken,
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Offer.centre_id.in_(centres))
        .order_by(Performance.starts_at, Performance.id)
    )
    if after is not None:
        wanted = wanted.where(Performance.starts_at >= after)
    return [HallLine(*row) for row in session.execute(wanted)]


def centre_by_slug(session: Session, slug: str) -> int | None:
    return session.scalar(select(Centre.id).where(Centre.slug == slug))


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
