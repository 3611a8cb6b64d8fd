"""How classes come, the buses of a day, and rides that schools nearby may share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Centre, School, User
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import OFF, SEATED
from portal.bookings.transport.models import BusShare, BusStand, SchoolPickup, ShareState, Transport, Travel
from portal.bookings.transport.rules import is_stale
from portal.offers.models import Offer, OfferMode, Performance, PerformanceState, Venue
from portal.places.models import Municipality
from portal.places.queries import distance_km

NEAR_KM = 12.0
"""As the crow flies between municipalities: a bus makes this detour in a quarter of an hour."""
SAME_RIDE = timedelta(hours=1)
"""Performances that begin within this of each other can be reached with one bus."""


def ride_of(session: Session, booking_id: int) -> Transport | None:
    return session.scalar(
        select(Transport).where(Transport.booking_id == booking_id).execution_options(populate_existing=True)
    )


def pickup_of(session: Session, school_id: int) -> str:
    """The pick-up place that the school saved; empty: none."""
    return session.scalar(select(SchoolPickup.place).where(SchoolPickup.school_id == school_id)) or ""


def stand_of(session: Session, centre_id: int) -> str:
    return session.scalar(select(BusStand.place).where(BusStand.centre_id == centre_id)) or ""


@dataclass(frozen=True)
class BusOffer:
    """A bus of another school with free seats. Its office offered them; nothing else of it is shown."""

    giver_id: int
    school_name: str
    municipality: str
    km: float
    starts_at: datetime
    left: int


def offers_near(session: Session, booking_id: int) -> list[BusOffer]:
    """Buses with free seats to the same house at about the same time, of schools nearby, the nearest first."""
    here = session.execute(
        select(
            Booking.school_id, Offer.centre_id, Performance.starts_at, Municipality.latitude, Municipality.longitude
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(School, School.id == Booking.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .where(Booking.id == booking_id)
    ).one()
    rows = session.execute(
        select(
            Transport.booking_id,
            School.name,
            Municipality.name_nl,
            Municipality.latitude,
            Municipality.longitude,
            Performance.starts_at,
            (Transport.free_seats - Transport.given_seats).label("left"),
        )
        .join(Booking, Booking.id == Transport.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(School, School.id == Booking.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .where(
            Transport.free_seats > Transport.given_seats,
            Offer.centre_id == here.centre_id,
            Performance.starts_at.between(here.starts_at - SAME_RIDE, here.starts_at + SAME_RIDE),
            Booking.school_id != here.school_id,
            Booking.state.not_in(OFF),
        )
    )
    found = [
        BusOffer(
            row.booking_id,
            row.name,
            row.name_nl,
            distance_km(here.latitude, here.longitude, row.latitude, row.longitude),
            row.starts_at,
            row.left,
        )
        for row in rows
    ]
    return sorted((one for one in found if one.km <= NEAR_KM), key=lambda one: (one.km, one.school_name))


@dataclass(frozen=True)
class Contact:
    """Whom to ring about a shared bus; shown to the other school once it is accepted."""

    school_name: str
    email: str
    phone: str
    booker_name: str
    booker_email: str


@dataclass(frozen=True)
class Share:
    """A question about seats in a bus, as one of the two schools sees it."""

    id: int
    giver_id: int
    state: ShareState
    people: int
    message: str
    is_giver: bool
    """Whether the bus is this school's."""
    other_name: str
    other_municipality: str
    other: Contact | None
    """None until it is accepted."""
    pickup_place: str
    pickup_at: datetime | None


def shares_of(session: Session, booking_id: int) -> list[Share]:
    """Questions about this booking's bus and those that this booking asked, the latest first."""
    giving = _shares(session, booking_id, is_giver=True)
    asking = _shares(session, booking_id, is_giver=False)
    return sorted([*giving, *asking], key=lambda share: -share.id)


def _shares(session: Session, booking_id: int, *, is_giver: bool) -> list[Share]:
    mine, other_id = (BusShare.giver_id, BusShare.asker_id) if is_giver else (BusShare.asker_id, BusShare.giver_id)
    other = aliased(Booking)
    rows = session.execute(
        select(BusShare, other.state, School, Municipality.name_nl, User.name, User.email, Transport)
        .join(other, other.id == other_id)
        .join(School, School.id == other.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .join(User, User.id == other.booked_by)
        .join(Transport, Transport.booking_id == BusShare.giver_id)
        .where(mine == booking_id)
        .execution_options(populate_existing=True)
    )
    return [_share(row, is_giver=is_giver) for row in rows]


def _share(row: Any, *, is_giver: bool) -> Share:
    share, school = row.BusShare, row.School
    state = ShareState.WITHDRAWN if row.state in OFF and share.state is not ShareState.DECLINED else share.state
    is_on = state is ShareState.ACCEPTED
    contact = Contact(school.name, school.email, school.phone, row.name, row.email)
    return Share(
        id=share.id,
        giver_id=share.giver_id,
        state=state,
        people=share.people,
        message=share.message,
        is_giver=is_giver,
        other_name=school.name,
        other_municipality=row.name_nl,
        other=contact if is_on else None,
        pickup_place=row.Transport.pickup_place if is_on else "",
        pickup_at=row.Transport.pickup_at if is_on else None,
    )


@dataclass(frozen=True)
class Arrival:
    """A booking in the list of buses of a day. `how` None: the school hasn't said yet."""

    booking_id: int
    reference: str
    school_name: str
    municipality: str
    class_names: tuple[str, ...]
    title: str
    hall: str | None
    starts_at: datetime
    arrives_at: datetime
    seats: int
    contact: str
    how: Travel | None
    people: int
    pickup_place: str
    pickup_at: datetime | None
    return_at: datetime | None
    note: str
    bay: str
    shares_with: str
    """The school in whose bus they sit, or that sits in theirs; empty: nobody."""


def days_with_classes(session: Session, centres: Collection[int], *, from_day: date) -> list[date]:
    """The days from here on when classes come to these houses, in order."""
    rows = session.scalars(
        select(Performance.day)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Booking, Booking.performance_id == Performance.id)
        .where(
            Offer.centre_id.in_(centres),
            Offer.mode == OfferMode.ON_SITE,
            Performance.day >= from_day,
            Performance.state == PerformanceState.PLANNED,
            Booking.state.in_(SEATED),
        )
        .distinct()
        .order_by(Performance.day)
    )
    return list(rows)


def arrivals(session: Session, centres: Collection[int], day: date) -> list[Arrival]:
    """Who comes on this day, in the order in which they arrive; three statements."""
    rows = session.execute(
        select(
            Booking.id,
            Booking.reference,
            School.name.label("school_name"),
            Municipality.name_nl,
            Offer.title,
            Venue.name.label("hall"),
            Performance.starts_at,
            Centre.arrive_minutes_early,
            Booking.seats,
            Booking.contact,
            Transport,
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(School, School.id == Booking.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .outerjoin(Transport, Transport.booking_id == Booking.id)
        .where(
            Offer.centre_id.in_(centres),
            Offer.mode == OfferMode.ON_SITE,
            Performance.day == day,
            Performance.state == PerformanceState.PLANNED,
            Booking.state.in_(SEATED),
        )
        .order_by(Performance.starts_at, School.name, Booking.id)
        .execution_options(populate_existing=True)
    ).all()
    ids = [row.id for row in rows]
    classes, together = _class_names(session, ids), _together(session, ids)
    found = [_arrival(row, classes.get(row.id, ()), together.get(row.id, "")) for row in rows]
    return sorted(found, key=lambda one: (one.arrives_at, one.school_name, one.booking_id))


def _arrival(row: Any, classes: tuple[str, ...], shares_with: str) -> Arrival:
    ride: Transport | None = row.Transport
    # Who stands outside must not wait at the hour of another day.
    hours = (
        ride if ride is not None and not is_stale(ride.pickup_at, ride.return_at, starts_at=row.starts_at) else None
    )
    return Arrival(
        booking_id=row.id,
        reference=row.reference,
        school_name=row.school_name,
        municipality=row.name_nl,
        class_names=classes,
        title=row.title,
        hall=row.hall,
        starts_at=row.starts_at,
        arrives_at=row.starts_at - timedelta(minutes=row.arrive_minutes_early),
        seats=row.seats,
        contact=row.contact,
        how=ride.how if ride else None,
        people=ride.people if ride else row.seats,
        pickup_place=ride.pickup_place if ride else "",
        pickup_at=hours.pickup_at if hours else None,
        return_at=hours.return_at if hours else None,
        note=ride.note if ride else "",
        bay=ride.bay if ride else "",
        shares_with=shares_with,
    )


def _class_names(session: Session, booking_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    named: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(BookingGroup.booking_id, BookingGroup.name)
        .where(BookingGroup.booking_id.in_(booking_ids))
        .order_by(BookingGroup.id)
    )
    for booking_id, name in rows:
        named[booking_id] = (*named.get(booking_id, ()), name)
    return named


def _together(session: Session, booking_ids: Collection[int]) -> dict[int, str]:
    """By booking: the school that it shares a bus with, for both of them."""
    asker, giver, asking, giving = aliased(Booking), aliased(Booking), aliased(School), aliased(School)
    rows = session.execute(
        select(BusShare.giver_id, BusShare.asker_id, giving.name.label("giver"), asking.name.label("asker"))
        .join(giver, giver.id == BusShare.giver_id)
        .join(giving, giving.id == giver.school_id)
        .join(asker, asker.id == BusShare.asker_id)
        .join(asking, asking.id == asker.school_id)
        .where(
            BusShare.state == ShareState.ACCEPTED,
            BusShare.giver_id.in_(booking_ids),
            giver.state.not_in(OFF),
            asker.state.not_in(OFF),
        )
    )
    found: dict[int, str] = {}
    for row in rows:
        found[row.giver_id] = ", ".join(filter(None, (found.get(row.giver_id, ""), row.asker)))
        found[row.asker_id] = row.giver
    return found
