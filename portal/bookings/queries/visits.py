"""Reads of one booking with everything about it."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import Bundle, Session

from portal.accounts.models import Centre, ClassLevel, School, User
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.requests import Actor
from portal.bookings.states import OFF, OWING, SEATED, BookingState, can_become
from portal.db import Base
from portal.offers.models import Offer, OfferMode, Performance, PerformanceState, Venue
from portal.places.models import Municipality


@dataclass(frozen=True)
class GroupCard:
    name: str
    level: ClassLevel
    pupils: int
    companions: int
    wheelchair: int
    reduced: int
    reduced_cents: int


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
    held_until: datetime | None
    booked_by: int
    booker_name: str
    booker_email: str
    performance_id: int
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
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
    moves: int = 0
    """How often the house moved it: the calendar file counts on."""

    @property
    def bill_cents(self) -> int:
        """What it costs the school as it stands: what it owes, or what it will owe once everybody has said yes."""
        return self.owed_cents if self.state in OWING else self.price_cents

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
    def reduced(self) -> int:
        return sum(group.reduced for group in self.groups)

    @property
    def is_cancelled(self) -> bool:
        return self.state is BookingState.CANCELLED

    @property
    def is_off(self) -> bool:
        """Nothing will come of it (any more): cancelled, declined or expired."""
        return self.state in OFF

    @property
    def is_seated(self) -> bool:
        """The seats are the school's; before that there is no visit to prepare, and its code opens nothing."""
        return self.state in SEATED

    def can_be_cancelled(self, now: datetime) -> bool:
        return now < self.starts_at and can_become(self.state, BookingState.CANCELLED)


def visit_by_reference(session: Session, reference: str, actor: Actor) -> Visit | None:
    """A booking with everything about it; None for one that is not there or not this actor's to see.

    The visit code is for its school: it opens what one class did in the game, and a centre sees sums of five or more.
    """
    visit = _visit(session, "reference", reference)
    if visit is None or not may_see(visit, actor):
        return None
    return visit if visit.school.id in actor.schools else replace(visit, visit_code="")


def visit_by_code(session: Session, visit_code: str) -> Visit | None:
    """The visit behind a code: whoever has the code may see it."""
    return _visit(session, "visit_code", visit_code)


def booking_by_code(session: Session, visit_code: str) -> Booking | None:
    """The booking behind a code that has its seats; the code of any other opens nothing (any more)."""
    return session.scalar(select(Booking).where(Booking.visit_code == visit_code, Booking.state.in_(SEATED)))


def visit_by_id(session: Session, booking_id: int) -> Visit | None:
    return _visit(session, "id", booking_id)


def may_see(visit: Visit, actor: Actor) -> bool:
    return visit.school.id in actor.schools or visit.centre.id in actor.centres or actor.is_admin


@cache
def _visits_by(column: str) -> Select[*tuple[Any, ...]]:
    """A row for each class of the booking. Made once for each column: to put such a statement together costs more
    than to run it; and without objects of the ORM, for six of those cost twice as much as the rest."""
    return (
        select(
            Bundle("booking", *(getattr(Booking, name) for name in _OF_BOOKING)),
            Bundle("performance", *(getattr(Performance, name) for name in _OF_PERFORMANCE)),
            Bundle("offer", *_fields(Offer, OfferCard)),
            Bundle("centre", *_fields(Centre, House)),
            Bundle("school", *_fields(School, House)),
            Bundle("group", *_fields(BookingGroup, GroupCard)),
            *(Centre.slug, Centre.how_to_arrive, Centre.arrive_minutes_early, Municipality.name_nl),
            *(Booking.letters_to, User.name.label("booker"), User.email, Venue.name.label("hall")),
            _moves().label("moves"),
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .join(School, School.id == Booking.school_id)
        .join(User, User.id == Booking.booked_by)
        .join(BookingGroup, BookingGroup.booking_id == Booking.id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(getattr(Booking, column) == bindparam("wanted"))
        .order_by(BookingGroup.id)
    )


_OF_BOOKING = (
    *("id", "reference", "state", "seats", "price_cents", "owed_cents", "policy_id", "visit_code", "contact", "note"),
    *("created_at", "cancelled_at", "held_until", "booked_by", "performance_id"),
)
_OF_PERFORMANCE = ("starts_at", "ends_at", "closes_at", "state")


def _fields(table: type[Base], card: type[Any]) -> list[Any]:
    """The columns of a card."""
    return [getattr(table, field.name) for field in fields(card)]


def _visit(session: Session, column: str, wanted: int | str) -> Visit | None:
    rows = session.execute(_visits_by(column), {"wanted": wanted}).all()
    if not rows:
        return None
    row = rows[0]
    *when, performance_state = row.performance
    school = House(*row.school)
    return Visit(
        **dict(zip(_OF_BOOKING, row.booking, strict=True)),
        **dict(zip(_OF_PERFORMANCE[:-1], when, strict=True)),
        performance_state=performance_state,
        booker_name=(row.booking.contact or school.name) if row.letters_to else row.booker,
        booker_email=row.letters_to or row.email,
        offer=OfferCard(*row.offer),
        hall=row.hall,
        centre=House(*row.centre),
        centre_slug=row.slug,
        municipality=row.name_nl,
        how_to_arrive=row.how_to_arrive,
        arrive_minutes_early=row.arrive_minutes_early,
        school=school,
        groups=tuple(GroupCard(*one.group) for one in rows),
        moves=row.moves,
    )


def _moves() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(LedgerRow.booking_id == Booking.id, LedgerRow.kind == LedgerKind.MOVED)
        .correlate(Booking)
        .scalar_subquery()
    )
