"""Where a booking stands for who looks at it, and what they can do next: for its page and for the lists."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from portal.bookings.counts.service import CHANGEABLE, Provisional, provisional
from portal.bookings.head import may_confirm, must_head_confirm
from portal.bookings.policy.service import rules_of_version
from portal.bookings.queries import Visit
from portal.bookings.requests import Actor
from portal.bookings.seats import seats_left
from portal.bookings.states import BookingState
from portal.clock import school_day
from portal.offers.models import PerformanceState


@dataclass(frozen=True)
class Standing:
    can_confirm: bool
    """It is held, and this person's yes counts."""
    head_confirms: bool
    """It is held, and only the school's head or office may say yes."""
    can_answer: bool
    """It is requested, and this person may answer for the house."""
    seats_left: int
    """At the performance now; for who answers."""
    can_extend: bool
    can_change_counts: bool
    can_settle: bool
    counts_until: date | None
    """The last day of the provisional numbers, as long as there is one to come."""


def standing_of(session: Session, visit: Visit, actor: Actor, *, now: datetime) -> Standing:
    is_over = now >= visit.starts_at or visit.performance_state is PerformanceState.CANCELLED
    is_school, is_house = visit.school.id in actor.schools, visit.centre.id in actor.handles
    is_held = visit.state is BookingState.HELD and not is_over
    can_answer = visit.state is BookingState.REQUESTED and is_house and not is_over
    numbers = provisional_of(session, visit, now=now)
    changeable = visit.state in CHANGEABLE and not is_over
    return Standing(
        can_confirm=is_held and (is_house or (is_school and may_confirm(session, visit.school.id, actor.id))),
        head_confirms=is_held and must_head_confirm(session, visit.school.id, visit.booked_by),
        can_answer=can_answer,
        seats_left=seats_left(session, visit.performance_id) if can_answer else 0,
        can_extend=is_held and is_house,
        can_change_counts=changeable and (is_house or (is_school and numbers.by_school)),
        can_settle=numbers.can_settle and (is_school or is_house),
        counts_until=school_day(numbers.ends - timedelta(seconds=1)) if numbers.ends and now < numbers.ends else None,
    )


def provisional_of(session: Session, visit: Visit, *, now: datetime) -> Provisional:
    return provisional(
        rules_of_version(session, visit.policy_id),
        visit.state,
        starts_at=visit.starts_at,
        closes_at=visit.closes_at,
        now=now,
    )
