"""Lots, free seats and class sets: the reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.library.lending.seats import ONE_DAY, Loan, Lot, Period, room
from portal.library.models import ClassSet, Licence, Reader, Title


@dataclass(frozen=True)
class OwnedLot:
    """A lot with its id and what is left of its loans (None: no total)."""

    id: int
    lot: Lot
    loans_left: int | None

    def covers(self, period: Period) -> bool:
        return (self.lot.first is None or self.lot.first <= period.first) and (
            self.lot.last is None or self.lot.last >= period.last
        )


def lots_of(session: Session, title_id: int) -> list[OwnedLot]:
    rows = session.scalars(select(Licence).where(Licence.title_id == title_id).order_by(Licence.id))
    return [
        OwnedLot(
            row.id,
            Lot(row.copies, row.from_day, row.until_day),
            None if row.loans_total is None else row.loans_total - row.loans_spent,
        )
        for row in rows
    ]


def loans_of(session: Session, title_id: int) -> list[Loan]:
    """The seats that are or will be out; an early return ends a loan the day before it is free again."""
    rows = session.execute(
        select(ClassSet.copies, ClassSet.from_day, ClassSet.until_day, ClassSet.returned_on).where(
            ClassSet.title_id == title_id
        )
    )
    return [loan for row in rows if (loan := _loan(*row)) is not None]


def _loan(copies: int, first: date, last: date, returned: date | None) -> Loan | None:
    """None for a set that was given back before it began."""
    end = last if returned is None else min(last, returned - ONE_DAY)
    return Loan(copies, first, end) if end >= first else None


def free_on(session: Session, title_ids: Iterable[int], day: date) -> dict[int, int]:
    """How many copies of each title are free on a day; two statements for a whole shelf."""
    wanted = list(title_ids)
    lots: dict[int, list[Lot]] = defaultdict(list)
    loans: dict[int, list[Loan]] = defaultdict(list)
    for title_id, copies, first, last in session.execute(
        select(Licence.title_id, Licence.copies, Licence.from_day, Licence.until_day).where(
            Licence.title_id.in_(wanted)
        )
    ):
        lots[title_id].append(Lot(copies, first, last))
    out = select(ClassSet.title_id, ClassSet.copies, ClassSet.from_day, ClassSet.until_day, ClassSet.returned_on)
    for title_id, copies, first, last, returned in session.execute(
        out.where(ClassSet.title_id.in_(wanted), ClassSet.from_day <= day, ClassSet.until_day >= day)
    ):
        if (loan := _loan(copies, first, last, returned)) is not None:
            loans[title_id].append(loan)
    return {title_id: room(lots[title_id], loans[title_id], Period(day, day)).free for title_id in wanted}


def set_for_code(session: Session, code: str) -> ClassSet | None:
    """The set of a class code as a child types it: any case, spaces and dashes ignored."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())[:12]
    return session.scalar(select(ClassSet).where(ClassSet.code == tidy))


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
    readers: int

    def turn(self, today: date) -> int:
        """Its place in the life of a set: 0 while the class reads, 1 before it begins, 2 when it is over."""
        if self.until_day < today or (self.returned_on is not None and self.returned_on <= today):
            return 2
        return 1 if self.from_day > today else 0


def sets_of_school(session: Session, school_id: int, today: date) -> list[SetCard]:
    """The school's sets: those that are read now, those to come, those that are over; each newest period first."""
    readers = (
        select(Reader.class_set_id, func.count().label("readers")).group_by(Reader.class_set_id).subquery("readers")
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
            func.coalesce(readers.c.readers, 0),
        )
        .join(Title, Title.id == ClassSet.title_id)
        .join(ClassGroup, ClassGroup.id == ClassSet.class_group_id)
        .outerjoin(readers, readers.c.class_set_id == ClassSet.id)
        .where(ClassSet.school_id == school_id)
        .order_by(ClassSet.from_day.desc(), ClassSet.id.desc())
    )
    return sorted((SetCard(*row) for row in rows), key=lambda card: card.turn(today))


def set_of_school(session: Session, school_id: int, set_id: int) -> ClassSet | None:
    """A set of this school; another school's set is not there."""
    return session.scalar(select(ClassSet).where(ClassSet.id == set_id, ClassSet.school_id == school_id))
