"""Everything a house and its schools do with bookings, in any order: approval, holds, numbers, waiting list, door,
invoices, payments, other rules, other capacities, dates called off, days that pass. Whatever is refused changes
nothing; after every step seats and money agree with the ledger, and in the end the journal alone gives it back."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, func, select

from portal.accounts.queries import Person, person_by_id
from portal.bookings.approval.service import approve, decline
from portal.bookings.clockwork import run_clockwork
from portal.bookings.counts.service import Numbers, change_counts, settle_counts
from portal.bookings.door.models import TapKind
from portal.bookings.door.service import Tap, count_class
from portal.bookings.holds.service import confirm_hold, extend_hold
from portal.bookings.house.off import WhyOff, call_off
from portal.bookings.journal import attach, compare, table_of
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.policy.rules import Allocation, HouseRules, Waiting, WaitingOrder
from portal.bookings.policy.service import rules_in_force, save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.rebuild import rebuild
from portal.bookings.service import Owes, cancel_booking
from portal.bookings.states import OFF, SEATED
from portal.bookings.together import book_in_line
from portal.bookings.waiting import service as waiting
from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.errors import Refusal
from portal.invoices.models import How, Invoice, InvoiceLine, Kind, Payment, PaymentShare
from portal.invoices.payments import Money, record_payment, record_repayment
from portal.invoices.service import credit, issue_all
from portal.journal.writer import Journal
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import MONDAY, World, a_group, a_request, add_performance, add_school, for_school
from tests.portal.invoices.money_world import make_billed_world
from tests.portal.tables import make_tables
from tests.thorough import tries

CAPACITY = 60
PICK = st.integers(0, 99)
CENTS = st.integers(1, 60_000)
TOLD: tuple[type[Base], ...] = (Booking, BookingGroup, LedgerRow, Invoice, InvoiceLine, Payment, PaymentShare)
RULES = (
    HouseRules(waiting=Waiting(order=WaitingOrder.FITTING)),
    HouseRules(allocation=Allocation.APPROVAL, hold_hours=48, waiting=Waiting(order=WaitingOrder.STRICT)),
    HouseRules(hold_hours=72),
    HouseRules(allocation=Allocation.APPROVAL),
)


class AnyOrderOfAll(RuleBasedStateMachine):
    @initialize(rules=st.sampled_from(RULES))
    def open(self, rules: HouseRules) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Path(self.folder.name) / "journal"
        self.engine: Engine = make_engine("sqlite://")
        make_tables(self.engine)
        attach(self.engine, Journal(self.journal, lambda: self.now))
        self.sessions, self.now, self.numbers = make_sessions(self.engine), MONDAY, count(1)
        self.session = self.sessions()
        self.world = make_billed_world(self.session, rules=rules)
        with write_transaction(self.session):
            offer = self.session.get_one(Offer, self.world.offer_id)
            days = (20, 45)
            made = [
                add_performance(self.session, offer, capacity=CAPACITY, starts_at=self.later(day)) for day in days
            ]
            self.halls = [one.id for one in made]
            schools = [add_school(self.session, f"School {number}") for number in range(3)]
        self.schools = [for_school(self.world, school.id, teacher) for school, teacher in schools]

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        self.session.close()
        assert compare(self.engine, self.journal).agrees
        fresh = make_engine("sqlite://")
        make_tables(fresh)
        with make_sessions(fresh)() as session:
            rebuild(session, self.journal, now=self.now)
            assert (verify(session), verify_money(session)) == ([], [])
        for model in TOLD:
            assert rows(fresh, model) == rows(self.engine, model)
        fresh.dispose()
        self.engine.dispose()
        self.folder.cleanup()

    def later(self, days: int):  # type: ignore[no-untyped-def]
        return self.now + timedelta(days=days, hours=1)

    def act(self, what: Callable[[], object]) -> None:
        """In a transaction of its own; a refusal is an answer, and undoes it whole."""
        with suppress(Refusal), write_transaction(self.session):
            what()

    def one(self, pick: int) -> Booking | None:
        self.session.rollback()
        ids = self.session.scalars(select(Booking.id).order_by(Booking.id)).all()
        return self.session.get_one(Booking, ids[pick % len(ids)], populate_existing=True) if ids else None

    def owner(self, booking: Booking) -> Person:
        found = person_by_id(self.session, booking.booked_by)
        assert found is not None
        return found

    def invoice(self, pick: int) -> int | None:
        ids = self.session.scalars(select(Invoice.id).where(Invoice.kind == Kind.INVOICE).order_by(Invoice.id)).all()
        self.session.rollback()
        return ids[pick % len(ids)] if ids else None

    def wish(self, school: int, hall: int, pupils: int) -> tuple[World, object]:
        world = replace(self.schools[school], performance_id=self.halls[hall])
        return world, a_request(world, a_group(f"klas {next(self.numbers)}", pupils, 2))

    @rule(school=st.integers(0, 2), hall=st.integers(0, 1), pupils=st.integers(5, 40), waits=st.booleans())
    def book(self, school: int, hall: int, pupils: int, waits: bool) -> None:
        _, request = self.wish(school, hall, pupils)
        with suppress(Refusal):
            if waits:
                self.act(lambda: waiting.join(self.session, request, now=self.now))  # type: ignore[arg-type]
            else:
                book_in_line(self.session, request, now=self.now)  # type: ignore[arg-type]

    @rule(pick=PICK, is_yes=st.booleans())
    def house_answers(self, pick: int, is_yes: bool) -> None:
        if (one := self.one(pick)) is not None:
            staff = self.world.staff
            if is_yes:
                self.act(lambda: approve(self.session, one.reference, actor=staff, now=self.now))
            else:
                self.act(lambda: decline(self.session, one.reference, reason="vol", actor=staff, now=self.now))

    @rule(pick=PICK, what=st.sampled_from(("confirm", "accept", "refuse", "leave", "settle")))
    def school_answers(self, pick: int, what: str) -> None:
        if (one := self.one(pick)) is not None:
            does: dict[str, Callable[..., object]] = {
                "confirm": confirm_hold,
                "accept": waiting.accept,
                "refuse": waiting.refuse,
                "leave": waiting.leave,
                "settle": settle_counts,
            }
            actor = self.owner(one)
            self.act(lambda: does[what](self.session, one.reference, actor=actor, now=self.now))

    @rule(pick=PICK, days=st.integers(0, 9))
    def hold_longer(self, pick: int, days: int) -> None:
        if (one := self.one(pick)) is not None:
            until, staff = self.later(days), self.world.staff
            self.act(lambda: extend_hold(self.session, one.reference, until, actor=staff, now=self.now))

    @rule(pick=PICK, pupils=st.integers(0, 45), by_house=st.booleans())
    def other_numbers(self, pick: int, pupils: int, by_house: bool) -> None:
        if (one := self.one(pick)) is not None:
            actor = self.world.staff if by_house else self.owner(one)
            numbers = [Numbers(pupils, 2)]
            self.act(lambda: change_counts(self.session, one.reference, numbers, actor=actor, now=self.now))

    @rule(pick=PICK, by_house=st.booleans(), owes=st.sampled_from(Owes))
    def cancel(self, pick: int, by_house: bool, owes: Owes) -> None:
        if (one := self.one(pick)) is not None:
            actor = self.world.staff if by_house else self.owner(one)
            self.act(lambda: cancel_booking(self.session, one.reference, actor=actor, now=self.now, owes=owes))

    @rule(pick=PICK)
    def first_in_line(self, pick: int) -> None:
        if (one := self.one(pick)) is not None:
            staff = self.world.staff
            self.act(
                lambda: waiting.give_priority(
                    self.session, one.reference, reason="vorig jaar uitgevallen", actor=staff, now=self.now
                )
            )

    @rule(pick=PICK, kind=st.sampled_from((TapKind.CAME, TapKind.ABSENT, TapKind.BACK)), pupils=st.integers(0, 45))
    def at_the_door(self, pick: int, kind: TapKind, pupils: int) -> None:
        """Also before the day itself, when it is refused."""
        if (one := self.one(pick)) is not None:
            group = self.session.scalars(select(BookingGroup.id).where(BookingGroup.booking_id == one.id)).first()
            heads = (pupils, 2) if kind is TapKind.CAME else (None, None)
            tap = Tap(f"tap-{next(self.numbers)}", one.performance_id, group or 0, kind, self.now, *heads)
            self.act(lambda: count_class(self.session, tap, self.world.staff, now=self.now))

    @rule()
    def invoices(self) -> None:
        self.act(lambda: issue_all(self.session, self.world.centre_id, actor=self.world.staff, now=self.now))

    @rule(pick=PICK, waive=st.booleans())
    def take_back(self, pick: int, waive: bool) -> None:
        if (one := self.invoice(pick)) is not None:
            staff = self.world.staff
            self.act(lambda: credit(self.session, one, actor=staff, now=self.now, reason="fout", waive=waive))

    @rule(pick=PICK, cents=CENTS, back=st.booleans())
    def money(self, pick: int, cents: int, back: bool) -> None:
        if (one := self.invoice(pick)) is not None:
            does = record_repayment if back else record_payment
            given = Money(cents, self.now.date(), How.TRANSFER)
            self.act(lambda: does(self.session, one, given, actor=self.world.staff, now=self.now))

    @rule(rules=st.sampled_from(RULES))
    def other_rules(self, rules: HouseRules) -> None:
        number = rules_in_force(self.session, self.world.centre_id).number
        staff = self.world.staff
        self.act(
            lambda: save_rules(self.session, self.world.centre_id, rules, after=number, actor=staff, now=self.now)
        )

    @rule(hall=st.integers(0, 1), more=st.integers(-20, 20))
    def another_hall(self, hall: int, more: int) -> None:
        """By somebody who knows of no waiting list."""
        self.session.rollback()
        with write_transaction(self.session):
            one = self.session.get_one(Performance, self.halls[hall], populate_existing=True)
            one.capacity = max(one.capacity + more, one.seats_taken, 1)

    @rule(hall=st.integers(0, 9))
    def off(self, hall: int) -> None:
        """Seldom: it ends so much."""
        if hall < 1:
            words, staff = "De acteur is ziek.", self.world.staff
            self.act(
                lambda: call_off(
                    self.session, self.halls[hall], why=WhyOff.ILLNESS, words=words, actor=staff, now=self.now
                )
            )

    @rule(hours=st.sampled_from((1, 30, 80, 24 * 9)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.session.rollback()
        run_clockwork(self.sessions, now=self.now)

    @rule(hall=st.integers(0, 1))
    def the_day_comes(self, hall: int) -> None:
        self.session.rollback()
        starts = self.session.get_one(Performance, self.halls[hall]).starts_at
        if starts > self.now:
            self.now = starts - timedelta(minutes=15)
            self.session.rollback()
            run_clockwork(self.sessions, now=self.now)

    @invariant()
    def the_laws_stand(self) -> None:
        if not hasattr(self, "session"):
            return
        self.session.rollback()
        self.session.expire_all()
        assert (verify(self.session), verify_money(self.session)) == ([], [])
        for hall in self.session.scalars(select(Performance)):
            assert 0 <= hall.seats_taken <= hall.capacity
        sizes = dict(
            self.session.execute(
                select(BookingGroup.booking_id, func.sum(BookingGroup.pupils + BookingGroup.companions)).group_by(
                    BookingGroup.booking_id
                )
            ).all()
        )
        for one in self.session.scalars(select(Booking)):
            assert sizes[one.id] == one.seats, "a class is split"
            assert one.owed_cents >= 0
            if one.state not in SEATED and one.state not in OFF:
                assert one.owed_cents == 0, f"{one.state} owes"
        self.session.rollback()


def rows(engine: Engine, model: type[Base]) -> list[dict[str, object]]:
    table = table_of(model)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


TestAnyOrderOfAll = AnyOrderOfAll.TestCase
TestAnyOrderOfAll.settings = settings(
    max_examples=tries(5, 140),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
