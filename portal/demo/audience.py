"""Books other schools of the demo region into its season, so that some halls are nearly full and some sold out.

Every seat comes from a real booking through `bookings.service`: the ledger's law holds from the first row on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, ClassLevel, School
from portal.accounts.queries import Person, person_by_id, user_id_for_email
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.service import book_seats
from portal.clock import BRUSSELS
from portal.db import write_transaction
from portal.demo.fiction import Fiction
from portal.demo.season import FIRST_COME
from portal.offers.models import Offer, OfferKind, OfferLevel, OfferMode, Performance, PerformanceState, Production
from portal.outbox.models import Message
from portal.places.models import Municipality
from portal.places.queries import distance_km

DEMO_SCHOOL = "de-zilverberk"
"""Books nothing here: what the demo teacher sees is what the demo teacher did."""

FULL_HOUSES, OTHER_VISITS = 34, 90
FARTHEST_KM = 95
BOOKED_OVER_DAYS = 40
FRIDAY = 4
OFFICE_OPENS, OFFICE_MINUTES = time(8, 15), 8 * 60
"""A school's office books from 8.15 to 16.15 uur."""
PUPILS_PER_COMPANION = 12
SPARE_ADULTS = 4
"""So many last seats are taken by parents who help out: that is how a hall sells out in practice."""


@dataclass(frozen=True)
class Guests:
    """A school that may come, with who books for it."""

    id: int
    booker: Person
    latitude: float
    longitude: float
    classes: tuple[ClassGroup, ...]


@dataclass(frozen=True)
class Sitting:
    """A performance as a school looks at it."""

    id: int
    day: date
    places: int
    levels: frozenset[ClassLevel]
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Visit:
    """A booking to be made, and when the school made it."""

    sitting: Sitting
    guests: Guests
    groups: tuple[GroupRequest, ...]
    booked: datetime

    @property
    def seats(self) -> int:
        return sum(group.pupils + group.companions for group in self.groups)


def book_the_audience(
    session: Session, fiction: Fiction, *, today: date, progress: Callable[[str, int, int], None]
) -> None:
    """Make about a hundred bookings, dated over the past weeks. Commits."""
    visits = sorted(_visits(session, fiction, today), key=lambda visit: visit.booked)
    step = "De eerste boekingen"
    progress(step, 0, len(visits))
    with write_transaction(session):
        for number, visit in enumerate(visits):
            key = f"demo-{visit.sitting.id}-{visit.guests.id}"
            request = SeatRequest(key, visit.sitting.id, visit.guests.id, visit.guests.booker, visit.groups)
            book_seats(session, request, now=visit.booked)
            if number % 10 == 0:
                progress(step, number, len(visits))
        # Their confirmations belong to the past; a first start must not send a hundred letters.
        session.execute(update(Message).where(Message.sent_at.is_(None)).values(sent_at=Message.created_at))
    progress(step, len(visits), len(visits))


def _visits(session: Session, fiction: Fiction, today: date) -> Iterator[Visit]:
    rng = Random(f"audience {today}")
    sittings, guests = _sittings(session), _guests(session, fiction)
    out: set[tuple[int, date]] = set()
    """Classes that are on their way already, by day."""
    can_fill = [sitting for sitting in sittings if _pupils_near(guests, sitting) > 0.85 * sitting.places]
    full = rng.sample(can_fill, min(len(can_fill), FULL_HOUSES))
    others = rng.sample([sitting for sitting in sittings if sitting not in full], OTHER_VISITS)
    for sitting in (*full, *others):
        schools, most = (len(guests), 8) if sitting in full else (1, 2)
        left = sitting.places
        for school in _nearest(guests, sitting)[:schools]:
            if groups := _groups(school, sitting, left, most, out):
                visit = Visit(sitting, school, groups, _booked(today, rng))
                left -= visit.seats
                yield visit


def _booked(today: date, rng: Random) -> datetime:
    """A moment of the past weeks when a school's office is open."""
    day = today - timedelta(days=rng.randrange(1, BOOKED_OVER_DAYS))
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return datetime.combine(day, OFFICE_OPENS, BRUSSELS) + timedelta(minutes=rng.randrange(OFFICE_MINUTES))


def _pupils_near(guests: Sequence[Guests], sitting: Sitting) -> int:
    return sum(
        group.pupils
        for school in _nearest(guests, sitting)
        for group in school.classes
        if group.level in sitting.levels
    )


def _groups(
    school: Guests, sitting: Sitting, left: int, most: int, out: set[tuple[int, date]]
) -> tuple[GroupRequest, ...]:
    """The classes of a school that fit: by level, by places, and not elsewhere that day."""
    groups: list[GroupRequest] = []
    for group in school.classes:
        companions = -(-group.pupils // PUPILS_PER_COMPANION)
        fits = group.level in sitting.levels and group.pupils + companions <= left
        if not fits or len(groups) == most or (group.id, sitting.day) in out:
            continue
        out.add((group.id, sitting.day))
        left -= group.pupils + companions
        groups.append(GroupRequest(group.name, group.level, group.pupils, companions, class_group_id=group.id))
    if groups and 0 < left <= SPARE_ADULTS:
        groups[-1] = replace(groups[-1], companions=groups[-1].companions + left)
    return tuple(groups)


def _nearest(guests: Sequence[Guests], sitting: Sitting) -> list[Guests]:
    def away(school: Guests) -> float:
        return distance_km(sitting.latitude, sitting.longitude, school.latitude, school.longitude)

    return sorted((school for school in guests if away(school) <= FARTHEST_KM), key=away)


def _sittings(session: Session) -> list[Sitting]:
    """What can be booked, without the offers whose seats are promised to be free."""
    levels: dict[int, set[ClassLevel]] = {}
    for offer_id, level in session.execute(select(OfferLevel.offer_id, OfferLevel.level)):
        levels.setdefault(offer_id, set()).add(level)
    rows = session.execute(
        select(Performance, Municipality.latitude, Municipality.longitude)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == Offer.production_id)
        .where(
            Performance.state == PerformanceState.PLANNED,
            Offer.mode == OfferMode.ON_SITE,
            Offer.kind != OfferKind.TRAINING,
            Offer.slug != FIRST_COME,
            Offer.max_seats_per_school.is_(None),
            Production.pack_id.is_(None),
        )
        .order_by(Performance.id)
    )
    return [
        Sitting(one.id, one.day, one.capacity, frozenset(levels[one.offer_id]), latitude, longitude)
        for one, latitude, longitude in rows
    ]


def _guests(session: Session, fiction: Fiction) -> list[Guests]:
    bookers = {school.slug: school.booker_email for school in fiction.schools}
    rows = session.execute(
        select(School, Municipality.latitude, Municipality.longitude)
        .join(Municipality, Municipality.nis == School.nis)
        .where(School.slug != DEMO_SCHOOL)
        .order_by(School.id)
    ).all()
    found = []
    for school, latitude, longitude in rows:
        user_id = user_id_for_email(session, bookers[school.slug])
        booker = person_by_id(session, user_id) if user_id is not None else None
        if booker is None:
            raise LookupError(f"Nobody books for {school.name}.")
        groups = session.scalars(select(ClassGroup).where(ClassGroup.school_id == school.id).order_by(ClassGroup.id))
        found.append(Guests(school.id, booker, latitude, longitude, tuple(groups)))
    return found
