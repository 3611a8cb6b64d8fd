"""All bookings of a school, over classes and teachers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, User
from portal.bookings.basket.plan import class_key
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import read_rules
from portal.bookings.policy.terms import counts_end
from portal.bookings.states import OFF, OWING, BookingState
from portal.bookings.transport.models import Transport, Travel
from portal.bookings.transport.rules import is_stale
from portal.offers.models import Offer, OfferMode, Performance
from portal.places.models import Municipality


@dataclass(frozen=True)
class SchoolLine:
    """A booking on the desk of its school."""

    id: int
    reference: str
    state: BookingState
    seats: int
    price_cents: int
    owed_cents: int
    paid_cents: int
    held_until: datetime | None
    starts_at: datetime
    title: str
    centre_name: str
    municipality: str
    travels: bool
    """Whether the class leaves the school for it."""
    how: Travel | None
    counts_by: datetime | None
    """From when its numbers are definitive."""
    booker_id: int
    booker_name: str
    classes: dict[str, str]
    """Key of a class -> its name."""
    pupils: int

    @property
    def is_off(self) -> bool:
        return self.state in OFF

    @property
    def cents(self) -> int:
        """What it costs: what is owed, or is to be owed once it is sure."""
        return self.owed_cents if self.is_off or self.state in OWING else self.price_cents

    @property
    def open_cents(self) -> int:
        return self.owed_cents - self.paid_cents


@dataclass(frozen=True)
class Wanted:
    """Which bookings somebody wants to see; empty: all."""

    class_key: str = ""
    booker_id: int | None = None
    state: BookingState | None = None

    def fits(self, line: SchoolLine) -> bool:
        return (
            (not self.class_key or self.class_key in line.classes)
            and (self.booker_id is None or self.booker_id == line.booker_id)
            and (self.state is None or self.state is line.state)
        )


def school_lines(session: Session, school_id: int, *, first: date, last: date) -> list[SchoolLine]:
    """The bookings of a school for performances from `first` to `last`, soonest first; two statements."""
    rows = session.execute(
        select(
            Booking,
            Performance.starts_at,
            Offer.title,
            Offer.mode,
            Centre.name.label("centre_name"),
            Municipality.name_nl,
            User.name.label("booker_name"),
            Transport.how,
            Transport.pickup_at,
            Transport.return_at,
            PolicyVersion.rules,
        )
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .join(User, User.id == Booking.booked_by)
        .outerjoin(Transport, Transport.booking_id == Booking.id)
        .outerjoin(PolicyVersion, PolicyVersion.id == Booking.policy_id)
        .where(Booking.school_id == school_id, Performance.day.between(first, last))
        .order_by(Performance.starts_at, Booking.id)
        .execution_options(populate_existing=True)
    ).all()
    groups = _groups(session, [row.Booking.id for row in rows])
    return [_line(row, groups.get(row.Booking.id, ())) for row in rows]


def _groups(session: Session, booking_ids: Sequence[int]) -> dict[int, list[BookingGroup]]:
    found: defaultdict[int, list[BookingGroup]] = defaultdict(list)
    rows = session.scalars(
        select(BookingGroup).where(BookingGroup.booking_id.in_(booking_ids)).order_by(BookingGroup.id)
    )
    for group in rows:
        found[group.booking_id].append(group)
    return found


def _line(row: Any, groups: Sequence[BookingGroup]) -> SchoolLine:
    booking: Booking = row.Booking
    rules = read_rules(row.rules) if row.rules else HouseRules()
    return SchoolLine(
        id=booking.id,
        reference=booking.reference,
        state=booking.state,
        seats=booking.seats,
        price_cents=booking.price_cents,
        owed_cents=booking.owed_cents,
        paid_cents=booking.paid_cents,
        held_until=booking.held_until,
        starts_at=row.starts_at,
        title=row.title,
        centre_name=row.centre_name,
        municipality=row.name_nl,
        travels=row.mode is OfferMode.ON_SITE,
        # Hours of before the performance was moved count as not said.
        how=None if is_stale(row.pickup_at, row.return_at, starts_at=row.starts_at) else row.how,
        counts_by=counts_end(rules.counts, row.starts_at),
        booker_id=booking.booked_by,
        booker_name=row.booker_name,
        classes={class_key(group.name, group.class_group_id): group.name for group in groups},
        pupils=sum(group.pupils for group in groups),
    )


@dataclass(frozen=True)
class Sums:
    visits: int
    pupils: int
    seats: int
    cents: int
    open_cents: int


def sums(lines: Sequence[SchoolLine]) -> Sums:
    """Totals of what stands; what is still to be paid counts cancelled ones too, for they may cost."""
    standing = [line for line in lines if not line.is_off]
    return Sums(
        len(standing),
        sum(line.pupils for line in standing),
        sum(line.seats for line in standing),
        sum(line.cents for line in lines),
        sum(max(0, line.open_cents) for line in lines),
    )
