"""What a class needs to follow a show: counts, and who may see them. Functions flush and never commit."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, select
from sqlalchemy.orm import Session

from portal.accounts.queries import Person
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.needs.models import GroupNeed, Need
from portal.offers.models import Performance

WORDS: Mapping[Need, str] = {
    Need.LOW_STIMULUS: "rustige, prikkelarme plaats",
    Need.INTERPRETER: "zicht op de tolk Vlaamse Gebarentaal",
    Need.HEARING_LOOP: "ringleiding",
    Need.AUDIO_DESCRIPTION: "audiodescriptie",
}
"""As a house reads them: "2 × ringleiding"."""

Counts = dict[Need, int]


def may_see_needs(person: Person, *, school_id: int, centre_id: int) -> bool:
    """The school itself, and of the house those who handle its bookings or stand at its door; nobody else."""
    return school_id in person.schools or centre_id in person.receives


def needs_of(session: Session, booking_ids: Collection[int]) -> dict[int, dict[int, Counts]]:
    """By booking, then by class (`BookingGroup.id`): how many need what. Without needs a booking isn't in it.

    Whoever asks has checked `may_see_needs` first.
    """
    rows = session.execute(
        select(BookingGroup.booking_id, GroupNeed.group_id, GroupNeed.need, GroupNeed.people)
        .join(GroupNeed, GroupNeed.group_id == BookingGroup.id)
        .where(BookingGroup.booking_id.in_(booking_ids))
        .order_by(BookingGroup.id)
    )
    found: dict[int, dict[int, Counts]] = {}
    for row in rows:
        found.setdefault(row.booking_id, {}).setdefault(row.group_id, {})[row.need] = row.people
    return found


def totals(by_group: Mapping[int, Counts]) -> Counts:
    """The needs of a booking, its classes together, in the order of the list."""
    return {need: people for need in Need if (people := sum(counts.get(need, 0) for counts in by_group.values()))}


def set_needs(session: Session, booking_id: int, wanted: Mapping[int, Counts]) -> None:
    """Replace the needs of a booking; `wanted` is by class, and classes of other bookings in it are left alone."""
    own = set(session.scalars(select(BookingGroup.id).where(BookingGroup.booking_id == booking_id)))
    session.execute(delete(GroupNeed).where(GroupNeed.group_id.in_(own)))
    rows = [
        {"group_id": group_id, "need": need, "people": people}
        for group_id, counts in wanted.items()
        if group_id in own
        for need, people in counts.items()
        if people > 0
    ]
    if rows:
        session.execute(insert(GroupNeed), rows)


KEPT = timedelta(days=30)
"""How long after the visit needs are kept: long enough to ask what went wrong, then they are for nobody."""


def forget_old_needs(session: Session, now: datetime) -> int:
    """Erase the needs of visits that are over for `KEPT`; how many there were."""
    old = (
        select(BookingGroup.id)
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .where(Performance.starts_at < now - KEPT)
    )
    gone = session.execute(delete(GroupNeed).where(GroupNeed.group_id.in_(old)))
    return cast(CursorResult[Any], gone).rowcount
