"""A basket as its page shows it: what each line costs now, how many places are left, and what clashes."""

import enum
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.bookings.basket.models import Basket, BasketLine
from portal.bookings.basket.plan import Clash, Going, clashes_of, class_key, class_keys
from portal.bookings.basket.service import read_groups
from portal.bookings.budget.rules import shares
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.policy.charge import Ask, Until, charge, what_cancelling_costs
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import is_in_force, read_rules
from portal.bookings.requests import GroupRequest
from portal.bookings.service import lowest_tariff, parties_of
from portal.bookings.states import OFF, BookingState
from portal.clock import school_day
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Venue
from portal.places.models import Municipality


class Standing(enum.StrEnum):
    """Whether a line can be booked as things stand."""

    OPEN = "open"
    FULL = "full"
    """Fewer places are left than the classes need."""
    CLOSED = "closed"
    """Past the last moment, called off, or no longer on the programme."""


@dataclass(frozen=True)
class OtherDate:
    """Another date of the same offer that has room for the whole line."""

    performance_id: int
    starts_at: datetime
    seats_left: int


@dataclass(frozen=True)
class Line:
    """What waits to be booked. The price is of now: it is fixed by booking."""

    id: int
    performance_id: int
    offer_id: int
    slug: str
    title: str
    starts_at: datetime
    ends_at: datetime
    hall: str | None
    centre_id: int
    centre_name: str
    municipality: str
    seats_left: int
    groups: tuple[GroupRequest, ...]
    cents: int
    standing: Standing
    refused: str
    """Why it was not booked when it was last tried; empty: not tried yet."""
    cancelling: tuple[Until, ...]
    has_waiting_list: bool
    clashes: tuple[Clash, ...] = ()
    other_dates: tuple[OtherDate, ...] = ()

    @property
    def seats(self) -> int:
        return sum(group.pupils + group.companions for group in self.groups)

    @property
    def pupils(self) -> int:
        return sum(group.pupils for group in self.groups)

    @property
    def wants_another(self) -> bool:
        """It can't be booked as it stands; also when places are there, but kept for who waits."""
        return self.standing is not Standing.OPEN or self.refused == "performance_full"

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.groups)

    @property
    def day(self) -> date:
        return school_day(self.starts_at)


@dataclass(frozen=True)
class Done:
    """A line that has become a booking."""

    line_id: int
    reference: str
    state: BookingState
    seats: int
    cents: int
    title: str
    starts_at: datetime
    centre_name: str
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """A sum over the lines that wait: of a house, or of a class."""

    name: str
    lines: int
    pupils: int
    seats: int
    cents: int
    class_group_id: int | None = None


@dataclass(frozen=True)
class BasketPage:
    lines: tuple[Line, ...]
    done: tuple[Done, ...]
    whole_days: bool

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def seats(self) -> int:
        return sum(line.seats for line in self.lines)

    @property
    def centres(self) -> list[Total]:
        grouped: defaultdict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            grouped[line.centre_id].append(line)
        return [
            Total(
                some[0].centre_name,
                len(some),
                sum(line.pupils for line in some),
                sum(line.seats for line in some),
                sum(line.cents for line in some),
            )
            for some in grouped.values()
        ]

    @property
    def classes(self) -> list[Total]:
        """Per class; the price of a line is shared by its classes' pupils, to the cent."""
        found: dict[str, Total] = {}
        for line in self.lines:
            for group, cents in zip(line.groups, shares_of(line), strict=True):
                key = class_key(group.name, group.class_group_id)
                so_far = found.get(key, Total(group.name, 0, 0, 0, 0, group.class_group_id))
                found[key] = Total(
                    so_far.name,
                    so_far.lines + 1,
                    max(so_far.pupils, group.pupils),
                    so_far.seats + group.pupils + group.companions,
                    so_far.cents + cents,
                    so_far.class_group_id,
                )
        return sorted(found.values(), key=lambda total: total.name)


def shares_of(line: Line) -> list[int]:
    return shares(line.cents, [group.pupils for group in line.groups])


def lines_waiting(session: Session, user_id: int) -> int:
    """How many lines wait to be booked, for the menu."""
    return (
        session.scalar(select(func.count()).where(BasketLine.user_id == user_id, BasketLine.booking_id.is_(None)))
        or 0
    )


def basket_of(session: Session, user_id: int, *, now: datetime) -> BasketPage:
    """The basket of this person as it stands now: five statements, whatever is in it."""
    whole_days = session.scalar(select(Basket.whole_days).where(Basket.user_id == user_id))
    if whole_days is None:
        return BasketPage((), (), whole_days=False)
    rows = session.execute(
        select(
            BasketLine,
            Performance,
            Offer,
            Centre.name.label("centre_name"),
            Municipality.name_nl,
            Venue.name.label("hall"),
            PolicyVersion.rules,
            lowest_tariff().label("reduced_cents"),
            Booking.reference,
            Booking.state,
            Booking.seats,
            Booking.price_cents,
        )
        .join(Performance, Performance.id == BasketLine.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .outerjoin(PolicyVersion, and_(PolicyVersion.centre_id == Offer.centre_id, is_in_force()))
        .outerjoin(Booking, Booking.id == BasketLine.booking_id)
        .where(BasketLine.user_id == user_id)
        .order_by(Performance.starts_at, BasketLine.id)
        .execution_options(populate_existing=True)
    ).all()
    waiting = [_line(row, now=now) for row in rows if row.BasketLine.booking_id is None]
    done = [_done(row) for row in rows if row.BasketLine.booking_id is not None]
    schools = {row.BasketLine.school_id for row in rows}
    booked = booked_on(session, schools, {line.day for line in waiting})
    dates = _other_dates(session, [line for line in waiting if line.wants_another], schools, now=now)
    return BasketPage(tuple(_complete(waiting, booked, dates)), tuple(done), whole_days=whole_days)


def _line(row: Any, *, now: datetime) -> Line:
    line, performance, offer = row.BasketLine, row.Performance, row.Offer
    groups = read_groups(line.groups)
    rules = read_rules(row.rules) if row.rules else HouseRules()
    ask = Ask(offer.price_cents, offer.price_unit, offer.kind, offer.pupils_per_free_companion)
    cents = charge(rules, ask, parties_of(groups, row.reduced_cents)).cents
    left = performance.capacity - performance.seats_taken
    is_open = (
        offer.state is OfferState.PUBLISHED
        and performance.state is PerformanceState.PLANNED
        and now < performance.closes_at
    )
    wanted = sum(group.pupils + group.companions for group in groups)
    standing = Standing.CLOSED if not is_open else Standing.FULL if left < wanted else Standing.OPEN
    steps = what_cancelling_costs(rules, cents, today=school_day(now), performance=school_day(performance.starts_at))
    return Line(
        id=line.id,
        performance_id=performance.id,
        offer_id=offer.id,
        slug=offer.slug,
        title=offer.title,
        starts_at=performance.starts_at,
        ends_at=performance.ends_at,
        hall=row.hall,
        centre_id=offer.centre_id,
        centre_name=row.centre_name,
        municipality=row.name_nl,
        seats_left=left,
        groups=groups,
        cents=cents,
        standing=standing,
        refused=line.refused,
        cancelling=tuple(steps),
        has_waiting_list=rules.waiting is not None,
    )


def _done(row: Any) -> Done:
    line = row.BasketLine
    return Done(
        line_id=line.id,
        reference=row.reference,
        state=row.state,
        seats=row.seats,
        cents=row.price_cents,
        title=row.Offer.title,
        starts_at=row.Performance.starts_at,
        centre_name=row.centre_name,
        class_names=tuple(group.name for group in read_groups(line.groups)),
    )


def _complete(lines: Sequence[Line], booked: Sequence[Going], dates: dict[int, list[OtherDate]]) -> list[Line]:
    """The lines with their clashes and with other dates that fit. A clash of two lines is told at the later one."""
    going = [Going(line.id, class_keys(line.groups), line.title, line.starts_at, line.ends_at) for line in lines]
    return [
        replace(
            line,
            clashes=tuple(clashes_of(one, [*booked, *going[:place]])),
            other_dates=tuple(date for date in dates.get(line.offer_id, ()) if date.seats_left >= line.seats),
        )
        for place, (line, one) in enumerate(zip(lines, going, strict=True))
    ]


def booked_on(session: Session, schools: Collection[int], days: Collection[date]) -> list[Going]:
    """Where the classes of these schools go on these days already."""
    if not days:
        return []
    rows = session.execute(
        select(
            Booking.id,
            BookingGroup.name,
            BookingGroup.class_group_id,
            Offer.title,
            Performance.starts_at,
            Performance.ends_at,
        )
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(
            Booking.school_id.in_(schools),
            Booking.state.not_in(OFF),
            Performance.state == PerformanceState.PLANNED,
            Performance.day.in_(days),
        )
        .order_by(Performance.starts_at, BookingGroup.id)
    )
    found: dict[int, Going] = {}
    for row in rows:
        going = found.setdefault(row.id, Going(None, {}, row.title, row.starts_at, row.ends_at))
        going.classes[class_key(row.name, row.class_group_id)] = row.name
    return list(found.values())


def _other_dates(
    session: Session, lines: Sequence[Line], schools: Collection[int], *, now: datetime
) -> dict[int, list[OtherDate]]:
    """Per offer of these lines: the dates that can still be booked, in order."""
    if not lines:
        return {}
    left = Performance.capacity - Performance.seats_taken
    rows = session.execute(
        select(Performance.offer_id, Performance.id, Performance.starts_at, left.label("left"))
        .join(Offer, Offer.id == Performance.offer_id)
        .where(
            Performance.offer_id.in_({line.offer_id for line in lines}),
            Offer.state == OfferState.PUBLISHED,
            Performance.state == PerformanceState.PLANNED,
            Performance.closes_at > now,
            or_(Performance.agreed_with_id.is_(None), Performance.agreed_with_id.in_(schools)),
            left > 0,
        )
        .order_by(Performance.starts_at, Performance.id)
    )
    found: defaultdict[int, list[OtherDate]] = defaultdict(list)
    for row in rows:
        found[row.offer_id].append(OtherDate(row.id, row.starts_at, row.left))
    return found
