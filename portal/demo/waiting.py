"""A waiting line at the demo's own house: one of its halls is full, and three schools hope for a cancellation."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, School
from portal.bookings.models import Booking
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.service import book_seats
from portal.bookings.waiting.service import join
from portal.db import write_transaction
from portal.demo.audience import DEMO_SCHOOL, PUPILS_PER_COMPANION
from portal.demo.season import FIRST_COME
from portal.demo.today import booker_of
from portal.offers.models import Offer, OfferLevel, OfferMode, Performance, PerformanceState, Production
from portal.outbox.models import Message

CENTRE = "de-lantaarn"
LARGEST_CLASS = 30
"""Every class of the demo fits, with who comes along."""
AHEAD = timedelta(days=21)
FILLED_BEFORE = timedelta(days=12)
JOINED_BEFORE = timedelta(days=9), timedelta(days=6), timedelta(days=2)


def load_waiting_line(session: Session, *, now: datetime) -> None:
    """Fill what is left of the fullest hall, and put three classes on its list. Commits."""
    with write_transaction(session):
        performance = _fullest(session, now)
        guests = _guests(session, performance)
        _fill(session, performance, guests, now=now)
        for before, (school, group) in zip(JOINED_BEFORE, guests, strict=False):
            companions = -(-group.pupils // PUPILS_PER_COMPANION)
            asked = GroupRequest(group.name, group.level, group.pupils, companions, class_group_id=group.id)
            join(session, _request(session, "wacht", performance.id, school, asked), now=now - before)
        # Their letters went out long ago.
        session.execute(update(Message).where(Message.sent_at.is_(None)).values(sent_at=Message.created_at))


def _fullest(session: Session, now: datetime) -> Performance:
    """Neither the offer that promises free seats nor a show with a game, whose seats the demo needs."""
    return session.scalars(
        select(Performance)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .outerjoin(Production, Production.id == Offer.production_id)
        .where(
            Centre.slug == CENTRE,
            Offer.slug != FIRST_COME,
            Offer.mode == OfferMode.ON_SITE,
            Offer.max_seats_per_school.is_(None),
            Production.pack_id.is_(None),
            Performance.state == PerformanceState.PLANNED,
            Performance.capacity >= LARGEST_CLASS,
            Performance.closes_at > now + AHEAD,
        )
        .order_by(Performance.capacity - Performance.seats_taken, Performance.starts_at)
        .limit(1)
    ).one()


def _guests(session: Session, performance: Performance) -> Iterator[tuple[School, ClassGroup]]:
    """Classes that fit, those of schools that don't come yet first; of each school one, then the others."""
    levels = select(OfferLevel.level).where(OfferLevel.offer_id == performance.offer_id)
    coming = set(session.scalars(select(Booking.school_id).where(Booking.performance_id == performance.id)))
    rows = session.execute(
        select(School, ClassGroup)
        .join(ClassGroup, ClassGroup.school_id == School.id)
        .where(School.slug != DEMO_SCHOOL, ClassGroup.level.in_(levels))
        .order_by(School.id, ClassGroup.id)
    )
    asked = Counter[int]()
    ranked = []
    for school, group in rows:
        asked[school.id] += 1
        ranked.append((asked[school.id], school.id in coming, school.id, school, group))
    for *_, school, group in sorted(ranked, key=lambda one: one[:3]):
        yield school, group


def _fill(
    session: Session, performance: Performance, guests: Iterator[tuple[School, ClassGroup]], *, now: datetime
) -> None:
    """Nothing where the hall is full already, as one of the house nearly always is."""
    left = performance.capacity - performance.seats_taken
    while left > 0:
        school, group = next(guests)
        pupils = min(group.pupils, left)
        asked = GroupRequest(group.name, group.level, pupils, min(2, left - pupils), class_group_id=group.id)
        book_seats(session, _request(session, "vol", performance.id, school, asked), now=now - FILLED_BEFORE)
        left -= asked.pupils + asked.companions


def _request(session: Session, what: str, performance_id: int, school: School, group: GroupRequest) -> SeatRequest:
    key = f"demo-{what}-{school.slug}-{group.class_group_id}"
    return SeatRequest(key, performance_id, school.id, booker_of(session, school.id), (group,))
