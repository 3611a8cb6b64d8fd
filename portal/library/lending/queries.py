"""Lots, free seats and class sets: the reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.library.lending.line import Waiting, can_hope, turn
from portal.library.lending.models import SeatBlock, SetWait
from portal.library.lending.seats import ONE_DAY, Loan, Lot, Meter, Period, Spread, Stock, first_fit
from portal.library.models import ClassSet, Licence, Reader, Title

HORIZON = timedelta(days=366)
"""How far ahead a period may begin, and another one is looked for."""


@dataclass(frozen=True)
class Lending:
    """All that is known of a title's copies: what is out or kept, and who waits, in order."""

    stock: Stock
    line: tuple[Waiting, ...] = ()

    def for_newcomer(self, today: date, class_group_id: int | None = None) -> Stock:
        """What is left for who comes now, behind all who wait; a class is not behind itself."""
        return turn([entry for entry in self.line if entry.class_group_id != class_group_id], self.stock, today).stock

    def kept(self, today: date, class_group_id: int) -> tuple[Period, ...]:
        """The days of who waits and may be served one day, but for this class."""
        hope = self.stock.emptied()
        return tuple(
            rest
            for entry in self.line
            if entry.class_group_id != class_group_id
            and (rest := entry.rest(today)) is not None
            and can_hope(entry, rest, hope)
        )


def lendings(
    session: Session, title_ids: Collection[int], *, since: date, without_set: int | None = None
) -> dict[int, Lending]:
    """The copies of titles from a day on, as if one set were not there; a title without lots has none to lend.

    Three statements for a whole shelf, and one more where lots count their loans.
    """
    lots = session.execute(
        select(
            Licence.id,
            Licence.title_id,
            Licence.copies,
            Licence.from_day,
            Licence.until_day,
            Licence.loans_total,
            Licence.loans_spent,
        )
        .join(Title, Title.id == Licence.title_id)
        .where(Licence.title_id.in_(title_ids), Licence.revoked_at.is_(None), Title.withdrawn_at.is_(None))
        .order_by(Licence.id)
    ).all()
    waits = session.execute(
        select(
            SetWait.id,
            SetWait.title_id,
            SetWait.class_group_id,
            SetWait.copies,
            SetWait.from_day,
            SetWait.until_day,
            SetWait.offered_from,
        )
        .where(SetWait.title_id.in_(title_ids), SetWait.ended_at.is_(None))
        .order_by(SetWait.id)
    ).all()
    metered = [row.id for row in lots if row.loans_total is not None]
    blocks = _blocks(session, metered) if metered else {}
    out: dict[int, list[_Held]] = defaultdict(list)
    for row in _sets_out(session, title_ids, since):
        held = _held(row.copies, row.from_day, row.until_day, row.returned_on, blocks.get((row.id, None), {}))
        if held is not None and row.id != without_set:
            out[row.title_id].append(held)
    line: dict[int, list[Waiting]] = defaultdict(list)
    for row in waits:
        if row.offered_from is None:
            period = Period(row.from_day, row.until_day)
            line[row.title_id].append(Waiting(row.id, row.class_group_id, row.copies, period))
        elif (
            held := _held(row.copies, row.offered_from, row.until_day, None, blocks.get((None, row.id), {}))
        ) is not None:
            out[row.title_id].append(held)
    return {
        title_id: Lending(
            _stock([row for row in lots if row.title_id == title_id], out[title_id]), tuple(line[title_id])
        )
        for title_id in title_ids
    }


def lending(session: Session, title_id: int, *, since: date, without_set: int | None = None) -> Lending:
    """The copies of one title."""
    return lendings(session, [title_id], since=since, without_set=without_set)[title_id]


def _sets_out(session: Session, title_ids: Collection[int], since: date) -> Sequence[Any]:
    return session.execute(
        select(
            ClassSet.id,
            ClassSet.title_id,
            ClassSet.copies,
            ClassSet.from_day,
            ClassSet.until_day,
            ClassSet.returned_on,
        ).where(ClassSet.title_id.in_(title_ids), ClassSet.until_day >= since, ClassSet.revoked_at.is_(None))
    ).all()


def _blocks(session: Session, licence_ids: Collection[int]) -> dict[tuple[int | None, int | None], dict[int, int]]:
    """Per set or offer: how many seats it has on which metered lot."""
    found: dict[tuple[int | None, int | None], dict[int, int]] = defaultdict(dict)
    for block in session.execute(
        select(SeatBlock.class_set_id, SeatBlock.set_wait_id, SeatBlock.licence_id, SeatBlock.seats).where(
            SeatBlock.licence_id.in_(licence_ids)
        )
    ):
        found[block.class_set_id, block.set_wait_id][block.licence_id] = block.seats
    return found


@dataclass(frozen=True)
class _Held:
    spread: Spread
    period: Period


def _held(copies: int, first: date, last: date, returned: date | None, metered: Mapping[int, int]) -> _Held | None:
    """None for a set that was given back before it began. An early return ends it the day before it is free."""
    end = last if returned is None else min(last, returned - ONE_DAY)
    return _Held(Spread(copies - sum(metered.values()), metered), Period(first, end)) if end >= first else None


def _stock(lots: Sequence[Any], out: Sequence[_Held]) -> Stock:
    plain = tuple(Lot(row.copies, row.from_day, row.until_day) for row in lots if row.loans_total is None)
    loans = tuple(Loan(one.spread.plain, one.period.first, one.period.last) for one in out if one.spread.plain)
    meters = tuple(
        Meter(
            row.id,
            Lot(row.copies, row.from_day, row.until_day),
            row.loans_total - row.loans_spent,
            tuple(Loan(n, one.period.first, one.period.last) for one in out if (n := one.spread.metered.get(row.id))),
        )
        for row in lots
        if row.loans_total is not None
    )
    return Stock(plain, loans, meters)


def free_on(session: Session, title_ids: Iterable[int], day: date) -> dict[int, int]:
    """How many copies of each title somebody who comes now can have on a day: what waits for a class in line is not
    free, and a title or a lot that was taken back has none. `UNLIMITED`: no bound."""
    found = lendings(session, list(title_ids), since=day)
    return {title_id: one.for_newcomer(day).room(Period(day, day)).free for title_id, one in found.items()}


def free_over(session: Session, title_id: int, period: Period, *, today: date) -> int:
    """How many copies somebody who comes now can have on every day of a period."""
    return lending(session, title_id, since=today).for_newcomer(today).room(period).free


def next_period(session: Session, title_id: int, seats: int, period: Period, *, today: date) -> Period | None:
    """The first period as long as the asked one, from its first day on, with so many copies; None: not within
    `HORIZON`."""
    stock = lending(session, title_id, since=today).for_newcomer(today)
    return first_fit(stock, seats, period, horizon=today + HORIZON)


def set_for_code(session: Session, code: str) -> ClassSet | None:
    """The set of a class code as a child types it: any case, spaces and dashes ignored."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())[:12]
    return session.scalar(select(ClassSet).where(ClassSet.code == tidy))


@dataclass(frozen=True)
class Place:
    """Where a class stands, as its own teacher may see it: how many classes are before it, never which."""

    position: int
    ahead: tuple[int, ...]
    """Copies of the classes before it that need some of its days."""
    free: int
    """Copies that are free in its days, or kept for this line."""


def place_of(session: Session, wait: SetWait, today: date) -> Place:
    """For a wait that goes on."""
    found = lending(session, wait.title_id, since=today)
    days = Period(max(wait.from_day, today), wait.until_day)
    before = tuple(one.copies for one in found.line if one.id < wait.id and one.period.meets(days))
    return Place(len(before) + 1, before, found.stock.room(days).free if days.days > 0 else 0)


@dataclass(frozen=True)
class WaitCard:
    """A place in line, or what is kept, on the list of a school."""

    id: int
    title_name: str
    title_slug: str
    title_cover: str
    class_name: str
    copies: int
    from_day: date
    until_day: date
    offered_from: date | None
    answer_by: date | None


def waits_of_school(session: Session, school_id: int) -> list[WaitCard]:
    """What the classes of a school wait for; what is kept for them comes first."""
    rows = session.execute(
        select(
            SetWait.id,
            Title.name,
            Title.slug,
            Title.cover,
            ClassGroup.name,
            SetWait.copies,
            SetWait.from_day,
            SetWait.until_day,
            SetWait.offered_from,
            SetWait.answer_by,
        )
        .join(Title, Title.id == SetWait.title_id)
        .join(ClassGroup, ClassGroup.id == SetWait.class_group_id)
        .where(SetWait.school_id == school_id, SetWait.ended_at.is_(None))
        .order_by(SetWait.answer_by.is_(None), SetWait.answer_by, SetWait.id)
    )
    return [WaitCard(*tuple(row)) for row in rows]


def wait_of_school(session: Session, school_id: int, wait_id: int) -> SetWait | None:
    """A place in line of this school; another school's is not there."""
    return session.scalar(select(SetWait).where(SetWait.id == wait_id, SetWait.school_id == school_id))


def class_name(session: Session, class_group_id: int) -> str:
    return session.scalars(select(ClassGroup.name).where(ClassGroup.id == class_group_id)).one()


@dataclass(frozen=True)
class TitleStand:
    """Whether a title was taken back, and why."""

    withdrawn_at: datetime | None
    withdrawn_because: str


def title_stand(session: Session, title_id: int) -> TitleStand:
    row = session.execute(select(Title.withdrawn_at, Title.withdrawn_because).where(Title.id == title_id)).one()
    return TitleStand(*row)


@dataclass(frozen=True)
class Demand:
    """Who waits for a title, as sums: all that its library needs to know whether to buy more."""

    classes: int
    copies: int
    kept: int
    """Copies that are kept for classes that may still say yes."""
    first: date | None
    last: date | None


def demands(session: Session, title_ids: Collection[int]) -> dict[int, Demand]:
    """Only titles that somebody waits for."""
    rows = session.execute(
        select(
            SetWait.title_id,
            func.count(),
            func.sum(SetWait.copies),
            func.sum(case((SetWait.offered_at.is_not(None), SetWait.copies), else_=0)),
            func.min(SetWait.from_day),
            func.max(SetWait.until_day),
        )
        .where(SetWait.title_id.in_(title_ids), SetWait.ended_at.is_(None))
        .group_by(SetWait.title_id)
    )
    return {title_id: Demand(*sums) for title_id, *sums in rows}


@dataclass(frozen=True)
class SetCard:
    """A class set as the teacher sees it."""

    id: int
    code: str
    title_name: str
    title_slug: str
    title_cover: str
    class_name: str
    copies: int
    from_day: date
    until_day: date
    returned_on: date | None
    revoked_at: datetime | None
    readers: int

    def turn(self, today: date) -> int:
        """Its place in the life of a set: 0 while the class reads, 1 before it begins, 2 when it is over."""
        if (
            self.revoked_at is not None
            or self.until_day < today
            or (self.returned_on is not None and self.returned_on <= today)
        ):
            return 2
        return 1 if self.from_day > today else 0


def sets_of_school(session: Session, school_id: int, today: date) -> list[SetCard]:
    """The school's sets: those that are read now, those to come, those that are over; each newest period first."""
    readers = (
        select(Reader.class_set_id, func.count().label("readers"))
        .where(Reader.left_at.is_(None))
        .group_by(Reader.class_set_id)
        .subquery("readers")
    )
    rows = session.execute(
        select(
            ClassSet.id,
            ClassSet.code,
            Title.name,
            Title.slug,
            Title.cover,
            ClassGroup.name,
            ClassSet.copies,
            ClassSet.from_day,
            ClassSet.until_day,
            ClassSet.returned_on,
            ClassSet.revoked_at,
            func.coalesce(readers.c.readers, 0),
        )
        .join(Title, Title.id == ClassSet.title_id)
        .join(ClassGroup, ClassGroup.id == ClassSet.class_group_id)
        .outerjoin(readers, readers.c.class_set_id == ClassSet.id)
        .where(ClassSet.school_id == school_id)
        .order_by(ClassSet.from_day.desc(), ClassSet.id.desc())
    )
    return sorted((SetCard(*tuple(row)) for row in rows), key=lambda card: card.turn(today))


def set_of_school(session: Session, school_id: int, set_id: int) -> ClassSet | None:
    """A set of this school; another school's set is not there."""
    return session.scalar(select(ClassSet).where(ClassSet.id == set_id, ClassSet.school_id == school_id))
