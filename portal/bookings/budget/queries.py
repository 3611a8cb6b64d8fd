"""What the classes of a school cost a pupil this year, against what the school allows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, ClassLevel
from portal.bookings.budget.amounts import amounts_of
from portal.bookings.budget.models import BudgetLimit, ClassCost
from portal.bookings.budget.rules import (
    Meter,
    Other,
    Stage,
    Visit,
    meter,
    per_pupil,
    rounded,
    stage_of,
)
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import BookingState
from portal.bookings.transport.models import Transport
from portal.offers.models import Offer, Performance

COUNTED = frozenset(BookingState) - {BookingState.WAITING, BookingState.DECLINED, BookingState.EXPIRED}
"""A cancelled booking may still be owed in part; a place on a waiting list costs nothing until it is one."""


UNSURE = frozenset({BookingState.REQUESTED, BookingState.HELD})
"""Nothing is owed yet: the house, or the school, has still to say yes."""


@dataclass(frozen=True)
class Limit:
    """What one pupil of a stage may cost in a year."""

    stage: Stage
    cents: int
    since: str = ""
    """The school year that the amount was published for; empty: the school set its own."""

    @property
    def is_own(self) -> bool:
        return not self.since


def limits_of(session: Session, school_id: int, year: str) -> dict[Stage, Limit]:
    rows = session.execute(
        select(BudgetLimit.stage, BudgetLimit.cents).where(
            BudgetLimit.school_id == school_id, BudgetLimit.school_year == year
        )
    )
    own = {row.stage: row.cents for row in rows}
    published = amounts_of(year)
    return {
        stage: Limit(stage, own[stage]) if stage in own else Limit(stage, published.cents[stage], published.since)
        for stage in Stage
    }


@dataclass(frozen=True)
class VisitLine:
    """A booking in the year of a class."""

    reference: str
    title: str
    state: BookingState
    starts_at: datetime
    visit: Visit

    @property
    def per_pupil(self) -> int:
        return rounded(per_pupil(self.visit.cents + self.visit.bus_cents, self.visit.pupils))

    @property
    def bus_per_pupil(self) -> int:
        return rounded(per_pupil(self.visit.bus_cents, self.visit.pupils))


@dataclass(frozen=True)
class CostLine:
    """A cost that the office entered."""

    id: int
    word: str
    other: Other

    def per_pupil(self, class_pupils: int) -> int:
        if self.other.is_per_pupil:
            return self.other.cents
        return rounded(per_pupil(self.other.cents, class_pupils))


@dataclass(frozen=True)
class ClassYear:
    """A class with everything that its pupils pay for this year."""

    id: int
    name: str
    level: ClassLevel
    pupils: int
    limit: Limit | None
    visits: tuple[VisitLine, ...]
    costs: tuple[CostLine, ...]

    @property
    def meter(self) -> Meter:
        return self.meter_with(())

    def meter_with(self, more: Sequence[Visit]) -> Meter:
        """The meter as it would stand with these visits too."""
        return meter(
            [*(line.visit for line in self.visits), *more],
            [line.other for line in self.costs],
            class_pupils=self.pupils,
            limit=self.limit.cents if self.limit else None,
        )


def class_years(
    session: Session, school_id: int, year: str | None, *, only: Collection[int] | None = None
) -> dict[int, ClassYear]:
    """The classes of a school in a school year, by id, in order of their names; four statements.

    `only`: these classes and no others; then `year` may be None, for each class has its own.
    """
    wanted = select(ClassGroup).where(ClassGroup.school_id == school_id)
    if year is not None:
        wanted = wanted.where(ClassGroup.school_year == year)
    if only is not None:
        wanted = wanted.where(ClassGroup.id.in_(only))
    groups = session.scalars(wanted.order_by(ClassGroup.name)).all()
    if not groups:
        return {}
    limits = {one: limits_of(session, school_id, one) for one in {group.school_year for group in groups}}
    ids = [group.id for group in groups]
    visits, costs = _visits(session, ids), _costs(session, ids)
    return {
        group.id: ClassYear(
            group.id,
            group.name,
            group.level,
            group.pupils,
            limits[group.school_year][stage] if (stage := stage_of(group.level)) else None,
            tuple(visits.get(group.id, ())),
            tuple(costs.get(group.id, ())),
        )
        for group in groups
    }


def _visits(session: Session, class_ids: Sequence[int]) -> Mapping[int, list[VisitLine]]:
    """The bookings of these classes, soonest first. Pupils that the door counted are those who pay."""
    came = func.coalesce(BookingGroup.came_pupils, BookingGroup.pupils)
    everybody = (
        select(BookingGroup.booking_id, func.sum(came).label("came"), func.sum(BookingGroup.pupils).label("booked"))
        .group_by(BookingGroup.booking_id)
        .subquery()
    )
    rows = session.execute(
        select(
            BookingGroup.class_group_id,
            Booking.reference,
            Offer.title,
            Booking.state,
            Performance.starts_at,
            Booking.owed_cents,
            Booking.price_cents,
            everybody.c.came,
            everybody.c.booked,
            Transport.cost_cents,
        )
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .join(everybody, everybody.c.booking_id == Booking.id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Transport, Transport.booking_id == Booking.id)
        .where(BookingGroup.class_group_id.in_(class_ids), Booking.state.in_(COUNTED))
        .order_by(Performance.starts_at, Booking.id)
    )
    found: defaultdict[int, list[VisitLine]] = defaultdict(list)
    for row in rows:
        line = VisitLine(row.reference, row.title, row.state, row.starts_at, _visit(row))
        if line.visit.cents or line.visit.bus_cents:
            found[row.class_group_id].append(line)
    return found


def _visit(row: Any) -> Visit:
    is_asked = row.state in UNSURE
    is_off = row.state is BookingState.CANCELLED
    return Visit(
        cents=row.price_cents if is_asked else row.owed_cents,
        pupils=row.came or row.booked,
        is_sure=not is_asked,
        bus_cents=0 if is_off else row.cost_cents or 0,
    )


def _costs(session: Session, class_ids: Sequence[int]) -> Mapping[int, list[CostLine]]:
    found: defaultdict[int, list[CostLine]] = defaultdict(list)
    rows = session.scalars(select(ClassCost).where(ClassCost.class_group_id.in_(class_ids)).order_by(ClassCost.id))
    for row in rows:
        found[row.class_group_id].append(CostLine(row.id, row.word, Other(row.cents, row.is_per_pupil)))
    return found


@dataclass(frozen=True)
class Outlook:
    """Where a class stands now, and where after what somebody is about to book."""

    name: str
    before: Meter
    after: Meter


def outlooks(session: Session, school_id: int, wishes: Mapping[int, Sequence[Visit]]) -> list[Outlook]:
    """For each class with a maximum bill: the meter before and after these visits. `wishes` is by class id."""
    years = class_years(session, school_id, None, only=wishes.keys()) if wishes else {}
    return [
        Outlook(one.name, one.meter, one.meter_with(wishes[one.id]))
        for one in years.values()
        if one.limit is not None
    ]
