"""Class sets: the changes. All flush, none commits."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.clock import school_day
from portal.library.errors import (
    NoRoom,
    NotEnoughLoans,
    PeriodRefused,
    SetExists,
    TitleUnknown,
)
from portal.library.lending.models import SeatBlock
from portal.library.lending.queries import loans_of, lots_of
from portal.library.lending.seats import ONE_DAY, Period, first_fit, room
from portal.library.models import ClassSet, Licence, Title

PERIOD_MAX_DAYS = 366
HORIZON = timedelta(days=366)
"""How far ahead a period may begin, and another one is looked for."""

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that a code never spells a word; no 0, 1, O or I to mix up on a board."""
CODE_LENGTH = 7
"""28^7 is 13 thousand million: with 20 wrong guesses a minute a code is not found."""


@dataclass(frozen=True)
class SetRequest:
    """A teacher's wish: this title for this class on these days. `key` makes a repeated click one set."""

    title_id: int
    class_group_id: int
    school_id: int
    copies: int
    period: Period
    key: str


def refuse_period(period: Period, today: date) -> None:
    if period.last < period.first:
        raise PeriodRefused("De laatste dag ligt voor de eerste.")
    if period.last < today:
        raise PeriodRefused("Deze periode is al voorbij.")
    if period.first > today + HORIZON:
        raise PeriodRefused("Kies een periode die binnen het jaar begint.")
    if period.days > PERIOD_MAX_DAYS:
        raise PeriodRefused("Een klasset duurt hoogstens één schooljaar.")


def assign_set(session: Session, request: SetRequest, *, assigned_by: int, now: datetime) -> ClassSet:
    """Lend copies of a title to a class. Call inside `write_transaction`.

    A repeated `request.key` gives the first set back.
    Raises:
        PeriodRefused, TitleUnknown, SetExists, NoRoom, NotEnoughLoans.
    """
    earlier = session.scalar(
        select(ClassSet).where(ClassSet.school_id == request.school_id, ClassSet.request_key == request.key)
    )
    if earlier is not None:
        return earlier
    refuse_period(request.period, school_day(now))
    lock_title(session, request.title_id)
    refuse_second_set(session, request)
    lot = take_room(session, request, today=school_day(now))
    made = ClassSet(
        title_id=request.title_id,
        class_group_id=request.class_group_id,
        school_id=request.school_id,
        assigned_by=assigned_by,
        copies=request.copies,
        from_day=request.period.first,
        until_day=request.period.last,
        code=fresh_code(session),
        request_key=request.key,
        created_at=now,
    )
    session.add(made)
    session.flush()  # The page that follows shows the code.
    if lot is not None:
        session.add(SeatBlock(licence_id=lot, class_set_id=made.id, seats=request.copies, loans=request.copies))
    return made


def lock_title(session: Session, title_id: int) -> None:
    """Let one assignment of a title go at a time: a row lock on PostgreSQL; SQLite has one writer anyway."""
    if session.scalar(select(Title.id).where(Title.id == title_id).with_for_update()) is None:
        raise TitleUnknown


def refuse_second_set(session: Session, request: SetRequest) -> None:
    overlapping = session.scalar(
        select(ClassSet.id).where(
            ClassSet.title_id == request.title_id,
            ClassSet.class_group_id == request.class_group_id,
            ClassSet.from_day <= request.period.last,
            ClassSet.until_day >= request.period.first,
            ClassSet.returned_on.is_(None),
        )
    )
    if overlapping is not None:
        raise SetExists(overlapping)


def take_room(session: Session, request: SetRequest, *, today: date) -> int | None:
    """Make sure the seats fit on every day; spend a metered lot's loans and give its id."""
    lots = lots_of(session, request.title_id)
    loans = loans_of(session, request.title_id)
    found = room([lot.lot for lot in lots], loans, request.period)
    if found.free < request.copies:
        instead = first_fit([lot.lot for lot in lots], loans, request.copies, request.period, horizon=today + HORIZON)
        raise NoRoom(request.copies, found.free, found.tightest, instead)
    # A lot without a total is spent first: a metered one loses loans for good.
    covering = [lot for lot in lots if lot.covers(request.period)]
    if any(lot.loans_left is None for lot in covering):
        return None
    for lot in sorted(covering, key=lambda lot: (lot.lot.last or date.max, lot.id)):
        if lot.loans_left is not None and lot.loans_left >= request.copies:
            session.execute(
                update(Licence).where(Licence.id == lot.id).values(loans_spent=Licence.loans_spent + request.copies)
            )
            return lot.id
    raise NotEnoughLoans(request.copies, max((lot.loans_left or 0 for lot in covering), default=0))


def fresh_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if session.scalar(select(ClassSet.id).where(ClassSet.code == code)) is None:
            return code


def return_set(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Give the seats back today: free from tomorrow. Doing it twice changes nothing."""
    if made.returned_on is None and school_day(now) < made.until_day:
        made.returned_on = max(school_day(now) + ONE_DAY, made.from_day)


def class_of(session: Session, made: ClassSet) -> ClassGroup:
    group = session.get(ClassGroup, made.class_group_id)
    if group is None:
        raise LookupError(f"class set {made.id} has no class")
    return group
