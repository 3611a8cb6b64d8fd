"""Any order of assigning, growing, waiting, returning, buying and taking back keeps the laws of lending.

The laws are read from the rows, day by day, and not through the code that keeps them.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.db import make_engine, make_sessions, write_transaction
from portal.errors import Refusal
from portal.library.errors import NoRoom
from portal.library.lending.line import DAYS_AT_LEAST, turn
from portal.library.lending.models import SeatBlock, SetWait
from portal.library.lending.queries import lending
from portal.library.lending.seats import ONE_DAY, Period
from portal.library.lending.service import (
    SetRequest,
    assign_set,
    change_period,
    leave_set,
    resize_set,
    return_set,
)
from portal.library.lending.taking_back import restore_lot, revoke_lot
from portal.library.lending.waiting import accept_offer, join_line, leave_line, turn_lines
from portal.library.models import Animal, ClassSet, Licence, Reader
from portal.outbox.models import Message
from tests.portal.library.conftest import Place, fill
from tests.portal.library.lending.lending_world import more_classes
from tests.portal.tables import make_tables
from tests.thorough import tries

START = date(2027, 5, 3)
CLASSES = 6
HORIZON = 45

sessions: list[Callable[[], Session]] = []
places: list[tuple[Place, list[int]]] = []


def world() -> tuple[Session, Place, list[int]]:
    """One database for all runs: making its tables takes longer than a run."""
    if not sessions:
        engine = make_engine("sqlite://")
        make_tables(engine)
        sessions.append(make_sessions(engine))
        with sessions[0]() as session:
            place = fill(session)
            places.append((place, more_classes(session, place, CLASSES)))
    return sessions[0](), *places[0]


numbers = st.integers(0, 9)
seats = st.integers(1, 10)
offsets = st.integers(0, 8)
lengths = st.integers(0, 20)


class Lending(RuleBasedStateMachine):
    """A title with two lots, one of which counts its loans, and six classes that all want it."""

    def __init__(self) -> None:
        super().__init__()
        self.session, self.place, self.groups = world()
        self.today = START
        self.keys = 0
        self.gone_for_good: dict[int, int] = {}
        """Per set: loans that pupils have used up, the most that was ever seen. Counted here, from the rows."""

    @initialize()
    def begin(self) -> None:
        with write_transaction(self.session):
            for table in (SeatBlock, SetWait, Reader, ClassSet, Licence, Message):
                self.session.execute(delete(table))
            self.session.add(Licence(title_id=self.place.title, copies=12))
            self.session.add(
                Licence(title_id=self.place.title, copies=6, loans_total=14, until_day=START + timedelta(days=30))
            )
        self.session.expunge_all()
        # Scarce from the first step on: all is out, and two classes wait.
        for group, copies in enumerate((9, 3, 4)):
            wish = self.wish(group, copies, 0, 16)
            assert isinstance(
                self.do(partial(assign_set, request=wish, assigned_by=self.place.teacher, now=self.now)), ClassSet
            )
        for group, copies in ((3, 7), (4, 3)):
            wish = self.wish(group, copies, group - 3, 14)
            assert isinstance(
                self.do(partial(join_line, request=wish, asked_by=self.place.teacher, now=self.now)), SetWait
            )

    def teardown(self) -> None:
        self.session.close()

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC)

    def do(self, change: Callable[[Session], Any]) -> Any:
        """A change in a transaction of its own; a refusal changes nothing, and is given back."""
        self.look_who_opened()
        try:
            with write_transaction(self.session):
                return change(self.session)
        except Refusal as refusal:
            return refusal

    def wish(self, group: int, copies: int, offset: int, length: int) -> SetRequest:
        first = self.today + timedelta(days=offset)
        self.keys += 1
        period = Period(first, first + timedelta(days=length))
        return SetRequest(
            self.place.title, self.groups[group % CLASSES], self.place.school, copies, period, f"k{self.keys}"
        )

    def sets(self) -> list[ClassSet]:
        return list(self.session.scalars(select(ClassSet).order_by(ClassSet.id)))

    def pick(self, kind: type[Any], number: int) -> Any:
        """One of them, the newest first: what is over is at the end."""
        found = list(self.session.scalars(select(kind).order_by(kind.id.desc())))
        return found[number % len(found)] if found else None

    # --- What people do

    @rule(group=numbers, copies=seats, offset=offsets, length=lengths)
    def assign(self, group: int, copies: int, offset: int, length: int) -> None:
        wish = self.wish(group, copies, offset, length)
        free = self.naive_free(wish.period)
        waits = any(wait.class_group_id != wish.class_group_id for wait in self.line())
        waited, plain = self.held_by(wish.class_group_id), self.plain_free(wish.period)

        outcome = self.do(lambda s: assign_set(s, wish, assigned_by=self.place.teacher, now=self.now))

        if isinstance(outcome, NoRoom) and not self.held_by(wish.class_group_id):
            assert outcome.free < copies
            assert waits or outcome.free == free
        elif isinstance(outcome, ClassSet):
            assert free >= copies or self.had_offer(wish.class_group_id)
            if not waited:
                assert self.cost(outcome.id) == max(0, copies - plain), (
                    "a seat costs a loan when no plain one is free"
                )
                self.behind_the_line(outcome, wish.period.first)

    @rule(group=numbers, copies=seats, offset=offsets, length=lengths)
    def wait(self, group: int, copies: int, offset: int, length: int) -> None:
        wish = self.wish(group, copies, offset, length)
        self.overtaking(lambda s: join_line(s, wish, asked_by=self.place.teacher, now=self.now))

    @rule(number=numbers, shift=st.integers(-6, 12), start=st.integers(-3, 3))
    def change(self, number: int, shift: int, start: int) -> None:
        if (made := self.pick(ClassSet, number)) is not None:
            first = made.from_day + timedelta(days=start if made.from_day > self.today else 0)
            period = Period(first, made.until_day + timedelta(days=shift))
            self.overtaking(lambda s: change_period(s, made, period, now=self.now))

    @rule(number=numbers, copies=seats)
    def resize(self, number: int, copies: int) -> None:
        if (made := self.pick(ClassSet, number)) is not None:
            had, cost = made.copies, self.cost(made.id)
            plain = (
                self.plain_free(Period(max(made.from_day, self.today), made.until_day))
                if self.is_to_come(made)
                else 0
            )

            self.overtaking(lambda s: resize_set(s, made, copies, now=self.now))

            more = made.copies - had
            if more > 0:
                assert self.cost(made.id) == cost + max(0, more - plain)
                self.behind_the_line(made, self.today)
            elif more < 0:
                assert self.cost(made.id) == max(self.gone_for_good[made.id], cost + more)

    @rule(number=numbers)
    def give_back(self, number: int) -> None:
        if (made := self.pick(ClassSet, number)) is not None:
            was = made.returned_on
            self.overtaking(lambda s: return_set(s, made, now=self.now))
            if made.returned_on != was:
                # Later a lot may be taken back under who reads on until tonight, and their new seats cost loans.
                assert self.cost(made.id) == self.gone_for_good[made.id]

    @rule(number=numbers, animal=st.sampled_from(list(Animal)[:8]))
    def read(self, number: int, animal: Animal) -> None:
        made = self.pick(ClassSet, number)
        if made is not None and self.is_open(made):
            self.do(lambda s: self.open_book(s, made, animal))

    def open_book(self, session: Session, made: ClassSet, animal: Animal) -> None:
        """As `join_set` without the hash of a picture PIN, which takes longer than all the rest."""
        readers = list(session.scalars(select(Reader).where(Reader.class_set_id == made.id)))
        if any(one.animal is animal for one in readers) or sum(one.left_at is None for one in readers) >= made.copies:
            return
        session.add(
            Reader(
                class_set_id=made.id, animal=animal, pin_hash="x", stamp="x", chapter=1, place=0.0, seen_at=self.now
            )
        )

    @rule(number=numbers)
    def leave_class(self, number: int) -> None:
        if (reader := self.pick(Reader, number)) is not None:
            made = self.session.get_one(ClassSet, reader.class_set_id)
            self.overtaking(lambda s: leave_set(s, made, reader.animal, now=self.now))

    @rule(number=numbers)
    def say_yes(self, number: int) -> None:
        if (wait := self.pick(SetWait, number)) is not None:
            self.overtaking(lambda s: accept_offer(s, wait, now=self.now))

    @rule(number=numbers)
    def leave_line(self, number: int) -> None:
        if (wait := self.pick(SetWait, number)) is not None:
            self.overtaking(lambda s: leave_line(s, wait, now=self.now))

    @rule(copies=seats, loans=st.one_of(st.none(), st.integers(1, 20)), length=lengths)
    def buy(self, copies: int, loans: int | None, length: int) -> None:
        lot = Licence(
            title_id=self.place.title,
            copies=copies,
            loans_total=loans,
            from_day=self.today,
            until_day=self.today + timedelta(days=length),
        )
        self.do(lambda s: s.add(lot))
        self.overtaking(lambda s: turn_lines(s, self.now))

    @precondition(lambda self: len(self.lots()) > 2)
    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        lot = self.pick(Licence, number)
        self.overtaking(lambda s: revoke_lot(s, self.place.title, lot.id, "Opgezegd.", now=self.now))

    @precondition(lambda self: self.session.scalar(select(Licence.id).where(Licence.revoked_at.is_not(None))))
    @rule(number=numbers)
    def put_back(self, number: int) -> None:
        lot = self.pick(Licence, number)
        # What was closed opens before who waits.
        self.do(lambda s: restore_lot(s, self.place.title, lot.id, now=self.now))

    @precondition(lambda self: self.today < START + timedelta(days=25))
    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.overtaking(lambda s: turn_lines(s, self.now))

    # --- What is read from the rows

    def blocks(self, made: int) -> list[SeatBlock]:
        query = select(SeatBlock).where(SeatBlock.class_set_id == made)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def cost(self, made: int) -> int:
        """Loans that a set holds or has used up."""
        return sum(block.loans for block in self.blocks(made))

    def look_who_opened(self) -> None:
        """Pupils sit on plain seats first; one on a metered seat has used its loan, whatever becomes of the seat."""
        readers = list(self.session.scalars(select(Reader.class_set_id).where(Reader.left_at.is_(None))))
        for made in self.sets():
            blocks = self.blocks(made.id)
            metered = sum(block.seats for block in blocks)
            sitting = min(metered, max(0, readers.count(made.id) - (made.copies - metered)))
            left = sum(block.loans - block.seats for block in blocks)
            self.gone_for_good[made.id] = max(self.gone_for_good.get(made.id, 0), left + sitting)

    def plain_free(self, period: Period) -> int:
        """Seats that cost nothing, over a whole period."""
        lots, out = self.lots(), self.out()
        free = (
            self.plain_on(day, lots) - sum(plain for plain, _, at in out if at.first <= day <= at.last)
            for day in days_of(period)
        )
        return max(0, min(free))

    def is_to_come(self, made: ClassSet) -> bool:
        return max(made.from_day, self.today) <= made.until_day

    def behind_the_line(self, made: ClassSet, first: date) -> None:
        """Whoever comes now has nothing on the days of a class that waits and may hope."""
        for ahead in self.line():
            if ahead.class_group_id != made.class_group_id and self.can_hope(ahead):
                assert ahead.until_day < max(first, made.from_day) or made.until_day < max(ahead.from_day, self.today)

    def line(self) -> list[SetWait]:
        query = select(SetWait).where(SetWait.ended_at.is_(None), SetWait.offered_at.is_(None)).order_by(SetWait.id)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def held_by(self, group: int) -> bool:
        return any(
            wait.class_group_id == group and wait.ended_at is None for wait in self.session.scalars(select(SetWait))
        )

    def had_offer(self, group: int) -> bool:
        return any(
            wait.class_group_id == group and wait.offered_at is not None
            for wait in self.session.scalars(select(SetWait))
        )

    def overtaking(self, change: Callable[[Session], Any]) -> None:
        """Do it, and see that whoever got an offer took nothing from somebody before them in line."""
        before = {wait.id: wait for wait in self.line()}
        self.do(change)
        waiting = self.line()
        served = self.session.scalars(
            select(SetWait).where(SetWait.offered_at.is_not(None), SetWait.id.in_(before))
        ).all()
        for one in served:
            for ahead in waiting:
                if ahead.id < one.id and self.can_hope(ahead):
                    assert ahead.until_day < one.offered_from or one.until_day < max(ahead.from_day, self.today)

    def can_hope(self, wait: SetWait) -> bool:
        """Are there so many copies at all, on enough of its days up to the last?"""
        first = max(wait.from_day, self.today)
        days = min(DAYS_AT_LEAST, (wait.until_day - wait.from_day).days + 1)
        last_start = wait.until_day - timedelta(days=days - 1)
        if last_start < first:
            return False
        period = Period(last_start, wait.until_day)
        lots = self.lots()
        plain = min(self.plain_on(day, lots) for day in days_of(period))
        return plain + sum(self.metered_over(lot, period, 0, self.seats_out(lot)) for lot in lots) >= wait.copies

    def lots(self) -> list[Licence]:
        return list(self.session.scalars(select(Licence).where(Licence.revoked_at.is_(None))))

    def plain_on(self, day: date, lots: list[Licence]) -> int:
        return sum(lot.copies or 0 for lot in lots if lot.loans_total is None and is_valid(lot, day))

    def seats_out(self, lot: Licence) -> int:
        """Loans that are on somebody's seat today or later: they might come back."""
        out = self.out()
        return sum(metered.get(lot.id, 0) for _, metered, _ in out)

    def metered_over(self, lot: Licence, period: Period, out: int, back: int = 0) -> int:
        if lot.loans_total is None or not all(is_valid(lot, day) for day in days_of(period)):
            return 0
        return max(0, min((lot.copies or 0) - out, lot.loans_total - lot.loans_spent + back))

    def out(self) -> list[tuple[int, dict[int, int], Period]]:
        """Per set and offer that goes on: seats on plain lots, on metered ones, and its days from today."""
        blocks = list(self.session.scalars(select(SeatBlock)))
        found = []
        for made in self.sets():
            last = made.until_day if made.returned_on is None else min(made.until_day, made.returned_on - ONE_DAY)
            if made.revoked_at is None and last >= self.today and last >= made.from_day:
                mine = {b.licence_id: b.seats for b in blocks if b.class_set_id == made.id and b.seats}
                found.append((made.copies - sum(mine.values()), mine, Period(max(made.from_day, self.today), last)))
        for wait in self.session.scalars(select(SetWait).where(SetWait.ended_at.is_(None))):
            if wait.offered_from is not None and wait.until_day >= self.today:
                mine = {b.licence_id: b.seats for b in blocks if b.set_wait_id == wait.id and b.seats}
                first = max(wait.offered_from, self.today)
                found.append((wait.copies - sum(mine.values()), mine, Period(first, wait.until_day)))
        return found

    def naive_free(self, period: Period) -> int:
        """Copies on every day of a period, when nobody waits."""
        lots, out = self.lots(), self.out()

        def used(day: date, of: Callable[[tuple[int, dict[int, int], Period]], int]) -> int:
            return sum(of(one) for one in out if one[2].first <= day <= one[2].last)

        plain = min(self.plain_on(day, lots) - used(day, lambda one: one[0]) for day in days_of(period))
        metered = 0
        for lot in lots:
            busiest = max(used(day, lambda one, lot=lot: one[1].get(lot.id, 0)) for day in days_of(period))  # type: ignore[misc]
            metered += self.metered_over(lot, period, busiest)
        return max(0, plain) + metered

    def is_open(self, made: ClassSet) -> bool:
        last = made.until_day if made.returned_on is None else made.returned_on - ONE_DAY
        return made.revoked_at is None and made.from_day <= self.today <= last

    # --- The laws

    @invariant()
    def no_day_has_more_seats_out_than_copies(self) -> None:
        self.session.expire_all()
        lots, out = self.lots(), self.out()
        for day in days_of(Period(self.today, self.today + timedelta(days=HORIZON))):
            here = [one for one in out if one[2].first <= day <= one[2].last]
            assert sum(plain for plain, _, _ in here) <= self.plain_on(day, lots), day
            for lot in lots:
                seats = sum(metered.get(lot.id, 0) for _, metered, _ in here)
                assert seats <= (lot.copies or 0)
                assert not seats or is_valid(lot, day)
            # Nobody stands on a lot that was taken back.
            assert all(metered.keys() <= {lot.id for lot in lots} for _, metered, _ in here)

    @invariant()
    def each_lot_has_spent_what_its_seats_cost(self) -> None:
        blocks = list(self.session.scalars(select(SeatBlock)))
        for lot in self.session.scalars(select(Licence)):
            assert lot.loans_spent == sum(block.loans for block in blocks if block.licence_id == lot.id)
            assert lot.loans_total is None or lot.loans_spent <= lot.loans_total

    @invariant()
    def what_a_pupil_opened_stays_spent_and_what_nobody_opened_comes_back(self) -> None:
        self.look_who_opened()
        for made in self.sets():
            cost, used = self.cost(made.id), self.gone_for_good[made.id]
            assert cost >= used
            if made.revoked_at is not None:
                assert cost == used

    @invariant()
    def a_wait_that_is_over_or_not_offered_holds_no_loan(self) -> None:
        holding = select(SetWait).join(SeatBlock, SeatBlock.set_wait_id == SetWait.id)
        for wait in self.session.scalars(holding):
            assert wait.ended_at is None
            assert wait.offered_at is not None

    @invariant()
    def nobody_who_reads_is_without_a_seat(self) -> None:
        readers = list(self.session.scalars(select(Reader).where(Reader.left_at.is_(None))))
        for made in self.sets():
            assert sum(reader.class_set_id == made.id for reader in readers) <= made.copies

    @invariant()
    def a_class_has_the_title_once_a_day(self) -> None:
        seen: set[tuple[int, date]] = set()
        for made in self.sets():
            last = made.until_day if made.returned_on is None else made.returned_on - ONE_DAY
            for day in days_of(Period(made.from_day, last)) if made.revoked_at is None else ():
                assert (made.class_group_id, day) not in seen
                seen.add((made.class_group_id, day))

    @invariant()
    def nobody_waits_for_what_is_free(self) -> None:
        found = lending(self.session, self.place.title, since=self.today)
        assert turn(found.line, found.stock, self.today).served == ()
        assert len({wait.id for wait in self.line()}) == len(self.line())


def days_of(period: Period) -> list[date]:
    return [period.first + timedelta(days=n) for n in range(period.days)]


def is_valid(lot: Licence, day: date) -> bool:
    return (lot.from_day or day) <= day <= (lot.until_day or day)


TestLending = Lending.TestCase
TestLending.settings = settings(
    max_examples=tries(5, 100),
    stateful_step_count=tries(25, 40),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
