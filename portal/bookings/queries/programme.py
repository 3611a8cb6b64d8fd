"""Reads for the booking form: an offer with its dates, and the classes that are in already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.accounts.models import Centre, ClassLevel
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.policy.charge import Ask
from portal.bookings.states import SEATED
from portal.offers.models import (
    Offer,
    OfferKind,
    OfferLevel,
    OfferState,
    OfferTariff,
    Performance,
    PerformanceState,
    PriceUnit,
    Venue,
)
from portal.places.models import Municipality


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
    tariff_name: str | None = None
    """Of the lowest tariff for who has a right to it ("UiTPAS met kansentarief"); None: there is none."""
    tariff_cents: int | None = None

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
        select(Offer, Centre.name, Municipality.name_nl, _lowest(OfferTariff.name), _lowest(OfferTariff.price_cents))
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
        tariff_name=row[3],
        tariff_cents=row[4],
    )


def _lowest(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """Of the lowest tariff of the `Offer` that the statement is about."""
    lowest = select(column).where(OfferTariff.offer_id == Offer.id).order_by(OfferTariff.price_cents, OfferTariff.id)
    return lowest.limit(1).scalar_subquery()


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
