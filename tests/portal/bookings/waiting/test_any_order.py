"""Join, leave, book, cancel, answer, lapse, priority, other halls, in any order: the laws stay, and the line is
served as a naive reading of the published rule says."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from portal.bookings.errors import PerformanceFull
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.policy.rules import WaitingOrder
from portal.bookings.requests import PUPILS_MAX
from portal.bookings.states import SEATED, BookingState
from portal.bookings.waiting.errors import NeverFits, SeatsFree
from portal.bookings.waiting.models import WaitingEntry
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import World, add_performance
from tests.portal.bookings.waiting.lists import Lists, lists
from tests.portal.tables import make_tables
from tests.thorough import tries

CONFIRMED, HELD, WAITING = BookingState.CONFIRMED, BookingState.HELD, BookingState.WAITING
CANCELLED, EXPIRED = BookingState.CANCELLED, BookingState.EXPIRED


SIZES = st.integers(8, 32)


@dataclass
class Hall:
    capacity: int
    line: list[int] = field(default_factory=list)


@dataclass
class Told:
    """What the rule, read naively, says of one booking."""

    hall: int
    seats: int
    state: BookingState
    wish: int


@dataclass
class Reading:
    """The published rule, played without a database."""

    order: WaitingOrder
    halls: dict[int, Hall]
    bookings: dict[int, Told] = field(default_factory=dict)

    def free(self, hall: int) -> int:
        seated = (one.seats for one in self.bookings.values() if one.hall == hall and one.state in SEATED)
        return self.halls[hall].capacity - sum(seated)

    def next_in(self, hall: int, line: list[tuple[int, int]]) -> list[int]:
        """Who of (booking, seats) is served by what is free."""
        free, served = self.free(hall), []
        for booking, seats in line:
            if seats <= free:
                served.append(booking)
                free -= seats
            elif self.order is WaitingOrder.STRICT:
                break
        return served

    def serve(self, hall: int) -> None:
        line = [(one, self.bookings[one].seats) for one in self.halls[hall].line]
        for booking in self.next_in(hall, line):
            self.halls[hall].line.remove(booking)
            self.bookings[booking].state = HELD
            for other, told in self.bookings.items():
                if told.wish == self.bookings[booking].wish and told.state is WAITING:
                    told.state = CANCELLED
                    self.halls[told.hall].line.remove(other)

    def newcomer_fits(self, hall: int, seats: int) -> bool:
        line = [(one, self.bookings[one].seats) for one in self.halls[hall].line]
        return -1 in self.next_in(hall, [*line, (-1, seats)])


class AnyOrder(RuleBasedStateMachine):
    @initialize(order=st.sampled_from(WaitingOrder), sizes=st.lists(SIZES, min_size=5, max_size=5))
    def open(self, order: WaitingOrder, sizes: list[int]) -> None:
        """Two full halls, and in front of each a line; one class waits at both."""
        capacity = 50
        self.engine = make_engine("sqlite://")
        make_tables(self.engine)
        self.session = make_sessions(self.engine)()
        self.lists: Lists = lists(self.session, capacity=capacity, order=order)
        first = self.lists.world.performance_id
        with write_transaction(self.session):
            offer = self.session.get_one(Offer, self.lists.world.offer_id)
            starts = self.lists.now + timedelta(days=2000)
            second = add_performance(self.session, offer, capacity=capacity, starts_at=starts).id
            # Far away, so that terms can run out many times before bookings close.
            self.session.get_one(Performance, first).closes_at = starts
        self.halls = [first, second]
        self.reading = Reading(order, {hall: Hall(capacity) for hall in self.halls})
        for hall, seats in ((0, 20), (0, 30), (1, 25), (1, 25)):
            self.book(hall, seats)
        for number, seats in enumerate(sizes):
            self.join(number % 2, seats, both=number == 1)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()

    def at(self, hall: int) -> World:
        return replace(self.lists.school(), performance_id=self.halls[hall])

    def one_in(self, state: BookingState, pick: int) -> Booking:
        ids = sorted(one for one, told in self.reading.bookings.items() if told.state is state)
        return self.session.get_one(Booking, ids[pick % len(ids)], populate_existing=True)

    def some_are(*states: BookingState):  # type: ignore[misc]
        return precondition(lambda self: any(one.state in states for one in self.reading.bookings.values()))

    @rule(hall=st.integers(0, 1), seats=SIZES)
    def book(self, hall: int, seats: int) -> None:
        world, expected = self.at(hall), self.reading.newcomer_fits(self.halls[hall], seats)
        try:
            booking = self.lists.book(seats, world)
        except PerformanceFull:
            assert not expected
            return
        assert expected
        self.reading.bookings[booking.id] = Told(self.halls[hall], seats, CONFIRMED, -booking.id)

    @some_are(WAITING)
    @rule(hall=st.integers(0, 1), more=st.integers(1, 40))
    def squeeze_in(self, hall: int, more: int) -> None:
        """Places come by another way, and before a worker looks somebody from outside asks for all that is free."""
        self.another_hall(hall, more)
        self.book(hall, min(self.reading.free(self.halls[hall]), PUPILS_MAX))

    @rule(hall=st.integers(0, 1), seats=SIZES, both=st.booleans())
    def join(self, hall: int, seats: int, both: bool) -> None:
        asked = self.halls if both else [self.halls[hall]]
        too_large = any(seats > self.reading.halls[one].capacity for one in asked)
        needless = any(self.reading.newcomer_fits(one, seats) for one in asked)
        made: list[Booking] = []
        with suppress(SeatsFree, NeverFits):
            made = self.lists.wish(seats, replace(self.at(hall), performance_id=asked[0]), also=tuple(asked))
        assert bool(made) is not (too_large or needless)
        for booking in made:
            self.reading.bookings[booking.id] = Told(booking.performance_id, seats, WAITING, made[0].id)
            self.reading.halls[booking.performance_id].line.append(booking.id)

    @some_are(CONFIRMED)
    @rule(pick=st.integers(0, 99))
    def cancel(self, pick: int) -> None:
        booking = self.one_in(CONFIRMED, pick)
        self.lists.cancel(booking)
        self._ended(booking, CANCELLED)

    @some_are(HELD)
    @rule(pick=st.integers(0, 99))
    def say_yes(self, pick: int) -> None:
        booking = self.one_in(HELD, pick)
        self.lists.accept(booking)
        self.reading.bookings[booking.id].state = CONFIRMED

    @some_are(HELD)
    @rule(pick=st.integers(0, 99))
    def say_no(self, pick: int) -> None:
        booking = self.one_in(HELD, pick)
        self.lists.refuse(booking)
        self._ended(booking, CANCELLED)

    @some_are(WAITING)
    @rule(pick=st.integers(0, 99))
    def leave(self, pick: int) -> None:
        booking = self.one_in(WAITING, pick)
        self.lists.leave(booking)
        self.reading.halls[booking.performance_id].line.remove(booking.id)
        self._ended(booking, CANCELLED)

    @some_are(WAITING)
    @rule(pick=st.integers(0, 99))
    def give_priority(self, pick: int) -> None:
        booking = self.one_in(WAITING, pick)
        self.lists.give_priority(booking)
        line = self.reading.halls[booking.performance_id].line
        line.remove(booking.id)
        line.insert(0, booking.id)
        self.reading.serve(booking.performance_id)

    def _ended(self, booking: Booking, state: BookingState) -> None:
        self.reading.bookings[booking.id].state = state
        self.reading.serve(booking.performance_id)

    @rule(hall=st.integers(0, 1), more=st.integers(-30, 30))
    def another_hall(self, hall: int, more: int) -> None:
        """By somebody who knows of no list; nothing is served before the worker's round."""
        number = self.halls[hall]
        told = self.reading.halls[number]
        told.capacity = max(told.capacity + more, told.capacity - self.reading.free(number))
        with write_transaction(self.session):
            self.session.get_one(Performance, number).capacity = told.capacity

    @rule(days=st.integers(0, 4))
    def time_passes(self, days: int) -> None:
        self.lists.now += timedelta(days=days)
        late = self.session.execute(
            select(Booking.id)
            .where(Booking.state == HELD, Booking.held_until <= self.lists.now)
            .order_by(Booking.held_until, Booking.id)
        ).all()
        self.lists.round()
        for row in late:
            self._ended(self.session.get_one(Booking, row.id), EXPIRED)
        for hall in self.halls:
            self.reading.serve(hall)

    @invariant()
    def everybody_is_where_the_rule_says(self) -> None:
        if not hasattr(self, "session"):
            return
        self.session.rollback()
        states = dict(self.session.execute(select(Booking.id, Booking.state)).all())
        assert states == {one: told.state for one, told in self.reading.bookings.items()}
        for hall in self.halls:
            assert self.lists.line(hall) == self.reading.halls[hall].line

    @invariant()
    def the_laws_stand(self) -> None:
        if not hasattr(self, "session"):
            return
        assert self.lists.keeps_the_laws()
        for hall in self.session.scalars(select(Performance).execution_options(populate_existing=True)):
            assert 0 <= hall.seats_taken <= hall.capacity
        # Nobody is split, nobody has two offers, and no wish has two.
        in_groups = select(
            BookingGroup.booking_id, func.sum(BookingGroup.pupils + BookingGroup.companions).label("n")
        )
        summed = in_groups.group_by(BookingGroup.booking_id).subquery()
        split = select(Booking.id).join(summed, summed.c.booking_id == Booking.id).where(summed.c.n != Booking.seats)
        assert self.session.scalars(split).all() == []
        wishes = (
            select(WaitingEntry.wish)
            .where(WaitingEntry.offered_at.is_not(None))
            .group_by(WaitingEntry.wish)
            .having(func.count() > 1)
        )
        assert self.session.scalars(wishes).all() == []


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=tries(6, 100),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Twenty steps can be read as they are; to look for fewer takes longer than a test may.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
