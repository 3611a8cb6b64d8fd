"""A performance with a waiting list, and schools that book and wait: plain steps for tests of the list."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.queries import Person, person_by_id
from portal.bookings.models import Booking, LedgerRow
from portal.bookings.policy.rules import HouseRules, Waiting, WaitingOrder
from portal.bookings.policy.service import rules_in_force, save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.waiting import service
from portal.bookings.waiting.line import line_at
from portal.bookings.waiting.models import WaitingEntry
from portal.db import write_transaction
from portal.offers.models import Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, World, a_group, a_request, add_school, for_school, make_world


@dataclass
class Lists:
    """One world and the hand that acts in it; each call is a transaction of its own."""

    session: Session
    world: World
    now: datetime = MONDAY

    def keep_a_list(self, waiting: Waiting | None) -> None:
        with write_transaction(self.session):
            number = rules_in_force(self.session, self.world.centre_id).number
            rules = HouseRules(waiting=waiting)
            actor = self.world.staff
            save_rules(self.session, self.world.centre_id, rules, after=number, actor=actor, now=self.now)

    def school(self, name: str = "School") -> World:
        """The same performance, seen by a new school."""
        with write_transaction(self.session):
            school, teacher = add_school(self.session, name)
        return for_school(self.world, school.id, teacher)

    def book(self, seats: int, by: World | None = None) -> Booking:
        request = a_request(by or self.school(), a_group(pupils=seats))
        with write_transaction(self.session):
            return book_seats(self.session, request, now=self.now).booking

    def join(self, seats: int, by: World | None = None, *, also: tuple[int, ...] = (), name: str = "4A") -> Booking:
        return self.wish(seats, by, also=also, name=name)[0]

    def wish(
        self, seats: int, by: World | None = None, *, also: tuple[int, ...] = (), name: str = "4A"
    ) -> tuple[Booking, ...]:
        by = by or self.school()
        with write_transaction(self.session):
            asked = a_request(by, a_group(name, seats))
            return service.join(self.session, asked, also=also, now=self.now).bookings

    def cancel(self, booking: Booking) -> None:
        actor = self.owner(booking)
        with write_transaction(self.session):
            cancel_booking(self.session, booking.reference, actor=actor, now=self.now)

    def accept(self, booking: Booking) -> Booking:
        actor = self.owner(booking)
        with write_transaction(self.session):
            return service.accept(self.session, booking.reference, actor=actor, now=self.now)

    def refuse(self, booking: Booking) -> None:
        actor = self.owner(booking)
        with write_transaction(self.session):
            service.refuse(self.session, booking.reference, actor=actor, now=self.now)

    def leave(self, booking: Booking) -> None:
        actor = self.owner(booking)
        with write_transaction(self.session):
            service.leave(self.session, booking.reference, actor=actor, now=self.now)

    def give_priority(self, booking: Booking, reason: str = "vorig jaar uitgevallen") -> None:
        with write_transaction(self.session):
            service.give_priority(
                self.session, booking.reference, reason=reason, actor=self.world.staff, now=self.now
            )

    def capacity(self, seats: int) -> None:
        """Changed by somebody who knows nothing of waiting lists."""
        with write_transaction(self.session):
            self.session.get_one(Performance, self.world.performance_id).capacity = seats

    def round(self) -> None:
        """What a worker does, in order."""
        for booking_id in service.lapsed_offers(self.session, now=self.now):
            with write_transaction(self.session):
                service.lapse(self.session, booking_id, now=self.now)
        for booking_id in service.closed_entries(self.session, now=self.now):
            with write_transaction(self.session):
                service.close(self.session, booking_id, now=self.now)
        for performance_id in service.lines_to_serve(self.session, now=self.now):
            with write_transaction(self.session):
                service.serve_line(self.session, performance_id, now=self.now)

    def owner(self, booking: Booking) -> Person:
        person = person_by_id(self.session, booking.booked_by)
        assert person is not None
        return person

    def state(self, booking: Booking) -> BookingState:
        self.session.rollback()
        return self.session.get_one(Booking, booking.id, populate_existing=True).state

    def line(self, performance_id: int | None = None) -> list[int]:
        self.session.rollback()
        return [one.booking_id for one in line_at(self.session, performance_id or self.world.performance_id)]

    def entry(self, booking: Booking) -> WaitingEntry:
        self.session.rollback()
        return self.session.scalars(
            select(WaitingEntry)
            .where(WaitingEntry.booking_id == booking.id)
            .execution_options(populate_existing=True)
        ).one()

    def hall(self) -> Performance:
        self.session.rollback()
        return self.session.get_one(Performance, self.world.performance_id, populate_existing=True)

    def ledger(self, booking: Booking) -> list[LedgerRow]:
        return list(
            self.session.scalars(select(LedgerRow).where(LedgerRow.booking_id == booking.id).order_by(LedgerRow.id))
        )

    def letters(self) -> list[tuple[str, int]]:
        """(kind, booking) of everything that was told, in order."""
        rows = self.session.execute(select(Message.kind, Message.payload).order_by(Message.id))
        return [(row.kind, row.payload["booking_id"]) for row in rows]

    def keeps_the_laws(self) -> bool:
        self.session.rollback()
        return verify(self.session) == [] and verify_money(self.session) == []


def lists(
    session: Session, *, capacity: int = 50, order: WaitingOrder = WaitingOrder.FITTING, **offer: object
) -> Lists:
    made = Lists(session, make_world(session, capacity=capacity, **offer))
    made.keep_a_list(Waiting(order=order))
    return made
