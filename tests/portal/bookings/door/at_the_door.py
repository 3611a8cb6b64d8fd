"""A performance of today with two schools, and people at its door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.accounts.queries import Person
from portal.bookings.door.models import TapKind
from portal.bookings.door.service import Outcome, Tap, count_class
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.service import book_seats
from portal.db import write_transaction
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    World,
    a_group,
    a_request,
    add_school,
    add_user,
    for_school,
    make_world,
)

ARRIVAL = SHOW_TIME - timedelta(minutes=20)
_nonces = count(1)


@dataclass(frozen=True)
class Door:
    """What a test at the door names: `first` has 4A (24 + 2) and 4B (20 + 2), `second` has 5A (22 + 1)."""

    world: World
    first: Booking
    second: Booking
    an: Person
    bert: Person
    groups: dict[str, int]

    def tap(
        self, name: str, kind: TapKind = TapKind.CAME, heads: tuple[int, int] | None = None, **values: object
    ) -> Tap:
        heads = heads or ((24, 2) if kind is TapKind.CAME else None)
        made = Tap(
            nonce=f"nonce-{next(_nonces)}",
            performance_id=self.world.performance_id,
            group_id=self.groups[name],
            kind=kind,
            counted_at=ARRIVAL,
            pupils=heads[0] if heads else None,
            companions=heads[1] if heads else None,
        )
        return replace(made, **values)  # type: ignore[arg-type]


def open_door(session: Session, *, now: datetime = MONDAY, **offer: object) -> Door:
    world = make_world(session, **offer)
    with write_transaction(session):
        school, teacher = add_school(session, "De Beuk")
        an = add_user(session, "An Deur", Role.DOOR, centre_id=world.centre_id)
        first = book_seats(session, a_request(world, a_group("4A", 24, 2, 1), a_group("4B", 20, 2)), now=now).booking
        other = for_school(world, school.id, teacher)
        second = book_seats(session, a_request(other, a_group("5A", 22, 1)), now=now).booking
    groups = {one.name: one.id for one in session.scalars(select(BookingGroup))}
    return Door(world, first, second, an, world.staff, groups)


def send(session: Session, tap: Tap, who: Person, now: datetime = ARRIVAL) -> Outcome:
    with write_transaction(session):
        return count_class(session, tap, who, now=now)


def came(session: Session, group_id: int) -> tuple[int | None, int | None]:
    group = session.get_one(BookingGroup, group_id)
    return group.came_pupils, group.came_companions


def history(session: Session, booking: Booking) -> list[tuple[str, int, str, str]]:
    rows = session.scalars(select(LedgerRow).where(LedgerRow.booking_id == booking.id).order_by(LedgerRow.id))
    return [(row.kind.value, row.cents, row.actor_name, row.reason) for row in rows]
