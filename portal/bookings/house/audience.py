"""Performances that draw fewer people than the house's rules ask, told in time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.bookings.house.models import SmallAudience
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import Audience
from portal.bookings.policy.service import rules_in_force
from portal.clock import school_day
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.outbox.service import Letter, enqueue

SMALL_AUDIENCE = "small-audience"

WARN_DAYS = 7
"""So many days before the last one on which the house may call off for this reason, it is told."""


@dataclass(frozen=True)
class Small:
    """A performance with too few, and until when the house may call it off for that."""

    performance_id: int
    title: str
    starts_at: datetime
    seats_taken: int
    minimum: int
    last: date


def last_day(audience: Audience, day: date) -> date:
    """The last day on which the house may still call off a performance of this day for its small audience."""
    return day - timedelta(days=audience.days_before)


def is_due(audience: Audience, *, seats: int, day: date, today: date) -> bool:
    """Whether it is time to decide: too few, and the last day to say so is near and not past."""
    if audience.minimum is None or seats >= audience.minimum:
        return False
    last = last_day(audience, day)
    return last - timedelta(days=WARN_DAYS) <= today <= last


def small_audiences(session: Session, centres: Collection[int], *, now: datetime) -> list[Small]:
    """The performances of these houses about which somebody has to decide now, the first to decide on top."""
    found = []
    today = school_day(now)
    for centre_id in sorted(centres):
        audience = rules_in_force(session, centre_id).rules.audience
        if audience.minimum is None:
            continue
        rows = session.execute(
            select(Performance.id, Offer.title, Performance.starts_at, Performance.seats_taken, Performance.day)
            .join(Offer, Offer.id == Performance.offer_id)
            .where(
                Offer.centre_id == centre_id,
                Offer.state == OfferState.PUBLISHED,
                Performance.state == PerformanceState.PLANNED,
                Performance.agreed_with_id.is_(None),
                Performance.starts_at > now,
                Performance.seats_taken < audience.minimum,
                Performance.day <= today + timedelta(days=audience.days_before + WARN_DAYS),
            )
        )
        for row in rows:
            if is_due(audience, seats=row.seats_taken, day=row.day, today=today):
                last = last_day(audience, row.day)
                found.append(Small(row.id, row.title, row.starts_at, row.seats_taken, audience.minimum, last))
    return sorted(found, key=lambda one: (one.last, one.starts_at))


def tell_of_small_audiences(session: Session, now: datetime) -> int:
    """Queue a letter to each house about each performance that draws too few; once, whoever else looks too."""
    told = 0
    for centre_id in session.scalars(select(PolicyVersion.centre_id).distinct()).all():
        for small in small_audiences(session, {centre_id}, now=now):
            if _first_to_tell(session, small.performance_id, now=now):
                payload = {"performance_id": small.performance_id, "minimum": small.minimum, "last": str(small.last)}
                enqueue(session, Letter(SMALL_AUDIENCE, payload), now=now)
                told += 1
    return told


def _first_to_tell(session: Session, performance_id: int, *, now: datetime) -> bool:
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    made = session.execute(
        insert_new(SmallAudience).values(performance_id=performance_id, told_at=now).on_conflict_do_nothing()
    )
    return cast(CursorResult[Any], made).rowcount == 1
