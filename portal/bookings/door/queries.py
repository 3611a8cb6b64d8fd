"""What the door shows: performances of a day, and one performance with its schools and classes."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel, School
from portal.bookings.door.models import DoorTap, TapKind
from portal.bookings.door.service import EXPECTED
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.needs.models import GroupNeed, Need
from portal.bookings.states import BookingState
from portal.bookings.transport.models import BUSES, Transport, Travel
from portal.offers.models import Offer, Performance, PerformanceState, Venue
from portal.places.models import Municipality

SHORT = 3
"""Letters of a class's name up to which it needs the word "klas"."""
PHONE = re.compile(r"\+?[0-9](?:[0-9 ./-]{6,16})[0-9]")


@dataclass(frozen=True)
class Sitting:
    """A performance at the door. The heads are pupils and companions together."""

    performance_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    day: date
    state: PerformanceState
    hall: str | None
    centre_id: int
    centre_name: str
    arrive_minutes_early: int
    schools: int
    classes: int
    expected: int
    arrived: int
    to_come: int
    """Of the expected, in classes that nobody has counted yet."""

    @property
    def arrive_at(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.arrive_minutes_early)

    @property
    def is_called_off(self) -> bool:
        return self.state is PerformanceState.CANCELLED


def sittings_of(session: Session, centres: Collection[int], *, first: date, last: date) -> list[Sitting]:
    """Performances of these centres on these days in order, with their heads; one statement."""
    return _sittings(session, Offer.centre_id.in_(centres), Performance.day.between(first, last))


def next_sittings(session: Session, centres: Collection[int], *, after: date, limit: int) -> list[Sitting]:
    """The first performances after this day for which somebody booked."""
    booked = Performance.seats_taken > 0
    return _sittings(session, Offer.centre_id.in_(centres), Performance.day > after, booked, limit=limit)


def sitting_of(session: Session, performance_id: int, centres: Collection[int]) -> Sitting | None:
    """One performance; None where there is none of these centres."""
    found = _sittings(session, Performance.id == performance_id, Offer.centre_id.in_(centres))
    return found[0] if found else None


def _sittings(session: Session, *conditions: object, limit: int | None = None) -> list[Sitting]:
    heads, came = (
        BookingGroup.pupils + BookingGroup.companions,
        BookingGroup.came_pupils + BookingGroup.came_companions,
    )
    counts = (
        select(
            Booking.performance_id,
            func.count(func.distinct(Booking.school_id)).label("schools"),
            func.count(BookingGroup.id).label("classes"),
            func.sum(heads).label("expected"),
            func.sum(func.coalesce(came, 0)).label("arrived"),
            func.sum(case((BookingGroup.came_pupils.is_(None), heads), else_=0)).label("to_come"),
        )
        .join(BookingGroup, BookingGroup.booking_id == Booking.id)
        .where(Booking.state.in_(EXPECTED))
        .group_by(Booking.performance_id)
        .subquery()
    )
    rows = session.execute(
        select(
            *(Performance.id, Offer.title, Performance.starts_at, Performance.ends_at, Performance.day),
            *(Performance.state, Venue.name, Offer.centre_id, Centre.name, Centre.arrive_minutes_early),
            *(func.coalesce(counts.c[name], 0) for name in ("schools", "classes", "expected", "arrived", "to_come")),
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .outerjoin(counts, counts.c.performance_id == Performance.id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Performance.starts_at, Performance.id)
        .limit(limit)
    )
    return [Sitting(*tuple(row)) for row in rows]


@dataclass(frozen=True)
class Counted:
    """What somebody tapped for a class; heads None: not counts."""

    kind: TapKind
    pupils: int | None
    companions: int | None
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class DoorClass:
    """A class at the door: booked, came, and who says so."""

    group_id: int
    booking_id: int
    name: str
    level: ClassLevel
    pupils: int
    companions: int
    wheelchair: int
    came_pupils: int | None
    came_companions: int | None
    counts: tuple[Counted, ...] = ()
    """All counts of this class, the one that stands first."""
    notes: tuple[Counted, ...] = ()
    needs: tuple[tuple[Need, int], ...] = ()

    @property
    def title(self) -> str:
        """ "Klas 3", because a lone 3 beside numbers of heads is read as one."""
        return f"Klas {self.name}" if self.name[:1].isdigit() and len(self.name) <= SHORT else self.name

    @property
    def heads(self) -> int:
        return self.pupils + self.companions

    @property
    def arrived(self) -> int:
        return (self.came_pupils or 0) + (self.came_companions or 0)

    @property
    def is_counted(self) -> bool:
        return self.came_pupils is not None

    @property
    def is_here(self) -> bool:
        return self.arrived > 0

    @property
    def is_absent(self) -> bool:
        return self.is_counted and not self.is_here

    @property
    def stands(self) -> Counted | None:
        return self.counts[0] if self.counts and self.is_counted else None

    @property
    def other(self) -> Counted | None:
        """The count before the one that stands, when somebody else counted something else."""
        if self.stands is None:
            return None
        mine = self.stands
        others = (one for one in self.counts[1:] if one.kind is not TapKind.BACK and one.by != mine.by)
        return next((one for one in others if _heads(one) != _heads(mine)), None)


def _heads(one: Counted) -> tuple[int, int]:
    return one.pupils or 0, one.companions or 0


@dataclass(frozen=True)
class DoorSchool:
    """One booking at the door."""

    booking_id: int
    reference: str
    state: BookingState
    school_name: str
    municipality: str
    contact: str
    phone: str
    note: str
    owed_cents: int
    paid_cents: int
    cancelled_at: datetime | None
    travel: Travel | None
    bay: str | None
    ride_note: str | None
    classes: tuple[DoorClass, ...] = ()

    @property
    def is_expected(self) -> bool:
        return self.state in EXPECTED

    @property
    def open_cents(self) -> int:
        return self.owed_cents - self.paid_cents

    @property
    def comes_by_bus(self) -> bool:
        return self.travel in BUSES

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.classes)

    @property
    def companions(self) -> int:
        return sum(one.companions for one in self.classes)

    @property
    def number(self) -> str:
        """What a phone can ring: the number among the words of the contact, else the school's own."""
        found = PHONE.search(self.contact) or PHONE.search(self.phone)
        return re.sub(r"[^0-9+]", "", found[0]) if found else ""

    @property
    def heads(self) -> int:
        return sum(one.heads for one in self.classes)

    @property
    def waits_for(self) -> tuple[DoorClass, ...]:
        return tuple(one for one in self.classes if not one.is_counted)


@dataclass(frozen=True)
class Board:
    """Everything the door shows of one performance; the schools by name."""

    sitting: Sitting
    schools: tuple[DoorSchool, ...]
    """Those that may come in."""
    others: tuple[DoorSchool, ...] = field(default=())
    """Those that booked and may not: cancelled, not confirmed."""

    @property
    def classes(self) -> tuple[DoorClass, ...]:
        return tuple(one for school in self.schools for one in school.classes)

    @property
    def wheelchair(self) -> int:
        return sum(one.wheelchair for one in self.classes)

    @property
    def shape(self) -> str:
        """Changes with who is expected and how many, not with who came: a page of another shape is out of date."""
        facts = [(s.reference, s.state in EXPECTED) for s in (*self.schools, *self.others)]
        heads = [(one.group_id, one.name, one.pupils, one.companions, one.wheelchair) for one in self.classes]
        return hashlib.sha256(repr((facts, heads)).encode()).hexdigest()[:16]


def board_of(session: Session, performance_id: int, centres: Collection[int]) -> Board | None:
    """The door of one performance; None where there is none of these centres. Five statements."""
    sitting = sitting_of(session, performance_id, centres)
    if sitting is None:
        return None
    classes = _classes(session, performance_id)
    rows = session.execute(
        select(
            *(Booking.id, Booking.reference, Booking.state, School.name, Municipality.name_nl, Booking.contact),
            *(School.phone, Booking.note, Booking.owed_cents, Booking.paid_cents, Booking.cancelled_at),
            *(Transport.how, Transport.bay, Transport.note),
        )
        .join(School, School.id == Booking.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .outerjoin(Transport, Transport.booking_id == Booking.id)
        .where(Booking.performance_id == performance_id)
        .order_by(func.lower(School.name), Booking.id)
    )
    schools = [DoorSchool(*(*tuple(row), classes.get(row.id, ()))) for row in rows]
    return Board(
        sitting,
        tuple(one for one in schools if one.is_expected),
        tuple(one for one in schools if not one.is_expected),
    )


def _classes(session: Session, performance_id: int) -> dict[int, tuple[DoorClass, ...]]:
    taps, needs = _taps(session, performance_id), _needs(session, performance_id)
    rows = session.execute(
        select(
            *(BookingGroup.id, BookingGroup.booking_id, BookingGroup.name, BookingGroup.level, BookingGroup.pupils),
            *(BookingGroup.companions, BookingGroup.wheelchair),
            *(BookingGroup.came_pupils, BookingGroup.came_companions),
        )
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .where(Booking.performance_id == performance_id)
        .order_by(BookingGroup.booking_id, BookingGroup.id)
    )
    made = (DoorClass(*row, *_told(taps.get(row[0], ())), needs.get(row[0], ())) for row in rows)
    return {booking: tuple(classes) for booking, classes in groupby(made, key=lambda one: one.booking_id)}


def _needs(session: Session, performance_id: int) -> Mapping[int, tuple[tuple[Need, int], ...]]:
    rows = session.execute(
        select(GroupNeed.group_id, GroupNeed.need, GroupNeed.people)
        .join(BookingGroup, BookingGroup.id == GroupNeed.group_id)
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .where(Booking.performance_id == performance_id)
        .order_by(GroupNeed.group_id, GroupNeed.need)
    )
    per_group = groupby(rows, key=lambda row: row[0])
    return {group: tuple((row[1], row[2]) for row in of_group) for group, of_group in per_group}


def _taps(session: Session, performance_id: int) -> Mapping[int, tuple[Counted, ...]]:
    """All taps of each class, the latest first."""
    rows = session.execute(
        select(
            *(DoorTap.group_id, DoorTap.kind, DoorTap.pupils, DoorTap.companions),
            *(DoorTap.actor_name, DoorTap.counted_at, DoorTap.note),
        )
        .where(DoorTap.performance_id == performance_id)
        .order_by(DoorTap.group_id, DoorTap.counted_at.desc(), DoorTap.id.desc())
    )
    per_group = groupby(rows, key=lambda row: row[0])
    return {group: tuple(Counted(*row[1:]) for row in taps) for group, taps in per_group}


def _told(taps: Iterable[Counted]) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    """Counts and notes of one class."""
    told = tuple(taps)
    return tuple(one for one in told if one.kind is not TapKind.NOTE), tuple(one for one in told if one.note)
