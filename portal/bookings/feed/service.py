"""Make, look up and take back the calendar address of a school. Functions flush and never commit."""

import hashlib
import hmac
import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.bookings.feed.models import SchoolFeed
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import OFF, OWING
from portal.offers.models import Offer, Performance, PerformanceState
from portal.places.models import Municipality

KEY_LENGTH = 32
KEPT = timedelta(days=400)
"""A school year back: a calendar forgets what a feed no longer names."""


def key_of(session: Session, school_id: int, secret: str) -> str | None:
    """The secret part of the address; None where the school has none."""
    feed = session.get(SchoolFeed, school_id)
    return None if feed is None else _key(school_id, feed.salt, secret)


def opens(session: Session, school_id: int, key: str, secret: str) -> bool:
    known = key_of(session, school_id, secret)
    return known is not None and hmac.compare_digest(known.encode(), key.encode("utf-8", "replace"))


def renew(session: Session, school_id: int, *, now: datetime) -> None:
    """A new address; the old one, if any, is nothing from now on."""
    take_back(session, school_id)
    session.add(SchoolFeed(school_id=school_id, salt=secrets.token_hex(16), made_at=now))
    session.flush()


def take_back(session: Session, school_id: int) -> None:
    session.execute(delete(SchoolFeed).where(SchoolFeed.school_id == school_id))


def _key(school_id: int, salt: str, secret: str) -> str:
    told = f"calendar of school {school_id}: {salt}"
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True)
class Outing:
    """A booking as a calendar shows it: without the visit code, for calendars are shared widely."""

    reference: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_off: bool
    is_sure: bool
    """The school has said yes, and so has the house."""
    place: str
    classes: tuple[str, ...]
    seats: int
    arrive_early: timedelta
    changed_at: datetime


def outings_of(session: Session, school_id: int, now: datetime) -> list[Outing]:
    """The bookings of a school from a year ago on, soonest first; two statements."""
    rows = session.execute(
        select(Booking, Performance, Offer.title, Centre, Municipality.name_nl)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(Booking.school_id == school_id, Performance.starts_at > now - KEPT)
        .order_by(Performance.starts_at, Booking.id)
    ).all()
    classes: defaultdict[int, list[str]] = defaultdict(list)
    query = select(BookingGroup.booking_id, BookingGroup.name).order_by(BookingGroup.id)
    for booking_id, name in session.execute(
        query.where(BookingGroup.booking_id.in_([row.Booking.id for row in rows]))
    ):
        classes[booking_id].append(name)
    return [_outing(*row, tuple(classes[row.Booking.id])) for row in rows]


def _outing(
    booking: Booking, performance: Performance, title: str, centre: Centre, town: str, classes: tuple[str, ...]
) -> Outing:
    address = f"{centre.postal_code} {town}".strip()
    return Outing(
        reference=booking.reference,
        title=title,
        starts_at=performance.starts_at,
        ends_at=max(performance.ends_at, performance.starts_at + timedelta(minutes=15)),
        is_off=booking.state in OFF or performance.state is PerformanceState.CANCELLED,
        is_sure=booking.state in OWING,
        place=", ".join(part for part in (centre.name, centre.street, address) if part),
        classes=classes,
        seats=booking.seats,
        arrive_early=timedelta(minutes=centre.arrive_minutes_early),
        changed_at=booking.cancelled_at or booking.created_at,
    )
