"""Reads of one booking with everything about it."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel, School, User
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.requests import Actor
from portal.bookings.states import OFF, SEATED, BookingState, can_become
from portal.offers.models import (
    Offer,
    OfferMode,
    Performance,
    PerformanceState,
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
    """Made once for each column: to put such a statement together costs more than to run it."""
    return (
        select(
            *(Booking, Performance, Offer, Centre, School, User),
            Venue.name.label("hall"),
            Municipality.name_nl,
            _moves().label("moves"),
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .join(School, School.id == Booking.school_id)
        .join(User, User.id == Booking.booked_by)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(getattr(Booking, column) == bindparam("wanted"))
        # A letter is written by a session that may have seen this booking before it was changed.
        .execution_options(populate_existing=True)
    )


def _visit(session: Session, column: str, wanted: int | str) -> Visit | None:
    row = session.execute(_visits_by(column), {"wanted": wanted}).one_or_none()
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
        held_until=booking.held_until,
        booked_by=booking.booked_by,
        booker_name=(booking.contact or row.School.name) if booking.letters_to else row.User.name,
        booker_email=booking.letters_to or row.User.email,
        performance_id=performance.id,
        starts_at=performance.starts_at,
        ends_at=performance.ends_at,
        closes_at=performance.closes_at,
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
        moves=row.moves,
    )


def _moves() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(LedgerRow.booking_id == Booking.id, LedgerRow.kind == LedgerKind.MOVED)
        .correlate(Booking)
        .scalar_subquery()
    )


def _offer_card(offer: Offer) -> OfferCard:
    return OfferCard(*(getattr(offer, field.name) for field in fields(OfferCard)))


def _house(house: Centre | School) -> House:
    return House(*(getattr(house, field.name) for field in fields(House)))


@cache
def _groups() -> Select[*tuple[Any, ...]]:
    return (
        select(*(getattr(BookingGroup, field.name) for field in fields(GroupCard)))
        .where(BookingGroup.booking_id == bindparam("booking"))
        .order_by(BookingGroup.id)
    )


def groups_of(session: Session, booking_id: int) -> tuple[GroupCard, ...]:
    rows = session.execute(_groups(), {"booking": booking_id})
    return tuple(GroupCard(*row) for row in rows)
