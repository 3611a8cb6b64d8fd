"""Class sets: the changes. All flush, none commits; all go one at a time for a title."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.clock import school_day
from portal.library.errors import (
    CannotReach,
    NoRoom,
    NotEnoughLoans,
    PeriodRefused,
    SeatsInUse,
    SetExists,
    SetOver,
    TitleUnknown,
    TitleWithdrawn,
    Why,
)
from portal.library.lending.blocks import (
    blocks_of_set,
    give_back,
    note_opened,
    readers_in,
    spend,
)
from portal.library.lending.line import DAYS_AT_LEAST
from portal.library.lending.promotion import end_waits_of, serve_line
from portal.library.lending.queries import HORIZON, Lending, lending
from portal.library.lending.reach import reach
from portal.library.lending.seats import (
    ONE_DAY,
    Period,
    Spread,
    Stock,
    earliest_start,
    first_fit,
)
from portal.library.models import COPIES_MAX, Animal, ClassSet, Reader, Title

PERIOD_MAX_DAYS = 366

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


def from_today(period: Period, today: date) -> Period:
    """The days that are still to come: a form that stayed open over midnight begins today."""
    return replace(period, first=max(period.first, today))


def lock_title(session: Session, title_id: int) -> None:
    """Let one change of a title's copies go at a time: a row lock on PostgreSQL; SQLite has one writer anyway."""
    if session.scalar(select(Title.id).where(Title.id == title_id).with_for_update()) is None:
        raise TitleUnknown


def refuse_withdrawn(session: Session, title_id: int) -> None:
    row = session.execute(select(Title.withdrawn_at, Title.withdrawn_because).where(Title.id == title_id)).one()
    if row.withdrawn_at is not None:
        raise TitleWithdrawn(row.withdrawn_because)


# --- A new set ----------------------------------------------------------------------------------------------------


def assign_set(session: Session, request: SetRequest, *, assigned_by: int, now: datetime) -> ClassSet:
    """Lend copies of a title to a class. Call inside `write_transaction`.

    A repeated `request.key` gives the first set back. What the class waited for in these days ends with it.
    Raises:
        PeriodRefused, TitleUnknown, TitleWithdrawn, SetExists, NoRoom, NotEnoughLoans.
    """
    lock_title(session, request.title_id)
    if (earlier := set_for_key(session, request.school_id, request.key)) is not None:
        return earlier
    today = school_day(now)
    refuse_period(request.period, today)
    refuse_withdrawn(session, request.title_id)
    period = from_today(request.period, today)
    refuse_second_set(session, request.title_id, request.class_group_id, period)
    released = end_waits_of(session, request.title_id, request.class_group_id, period, now=now)
    spread = take_room(session, replace(request, period=period), today=today)
    made = make_set(session, replace(request, period=period), assigned_by=assigned_by, now=now)
    spend(session, spread, class_set_id=made.id)
    if released:
        serve_line(session, request.title_id, now=now)
    return made


def make_set(session: Session, request: SetRequest, *, assigned_by: int, now: datetime) -> ClassSet:
    """The row itself; its seats were found."""
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
    return made


def set_for_key(session: Session, school_id: int, key: str) -> ClassSet | None:
    return session.scalar(select(ClassSet).where(ClassSet.school_id == school_id, ClassSet.request_key == key))


def refuse_second_set(
    session: Session, title_id: int, class_group_id: int, period: Period, *, but: int | None = None
) -> None:
    """One pupil, one seat: a class has a title once at a time. `but`: the set that is being changed.

    A set that was given back is read until the day before its copies are free.
    """
    still_read = and_(ClassSet.returned_on > period.first, ClassSet.returned_on > ClassSet.from_day)
    overlapping = session.scalar(
        select(ClassSet.id).where(
            ClassSet.title_id == title_id,
            ClassSet.class_group_id == class_group_id,
            ClassSet.from_day <= period.last,
            ClassSet.until_day >= period.first,
            or_(ClassSet.returned_on.is_(None), still_read),
            ClassSet.revoked_at.is_(None),
            ClassSet.id != (but or 0),
        )
    )
    if overlapping is not None:
        raise SetExists(overlapping)


def take_room(session: Session, request: SetRequest, *, today: date) -> Spread:
    """Make sure the seats fit on every day, and say on which lots."""
    found = lending(session, request.title_id, since=today)
    stock = found.for_newcomer(today, request.class_group_id)
    refuse_without_room(found, stock, request.copies, request.period, today=today)
    return stock.spread(request.copies, request.period)


def refuse_without_room(found: Lending, stock: Stock, copies: int, period: Period, *, today: date) -> None:
    """Refuse what does not fit, with the reason and what is possible instead."""
    room = stock.room(period)
    if room.free >= copies:
        return
    hope = found.stock.emptied()
    why = why_not(stock, hope, copies, Period(room.tightest, room.tightest))
    if why is not Why.LINE and stock.without_loan_totals().room(period).free >= copies:
        why = Why.LOANS
    kind = NotEnoughLoans if why is Why.LOANS else NoRoom
    days = min(period.days, DAYS_AT_LEAST)
    raise kind(
        copies,
        room.free,
        room.tightest,
        first_fit(stock, copies, period, horizon=today + HORIZON),
        why=why,
        waits=earliest_start(hope, copies, period, days=days) is not None,
    )


def why_not(stock: Stock, hope: Stock, copies: int, day: Period) -> Why:
    """What keeps so many copies from a class on a day."""
    if any(days.meets(day) for days in stock.kept):
        return Why.LINE
    return Why.OUT if hope.room(day).free >= copies else Why.LICENCE


def fresh_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if session.scalar(select(ClassSet.id).where(ClassSet.code == code)) is None:
            return code


# --- A set that changes -------------------------------------------------------------------------------------------


def _running(session: Session, made: ClassSet, today: date) -> None:
    """Lock its title, and see the set as it is now.

    Raises:
        SetOver: nothing of it is to come.
    """
    lock_title(session, made.title_id)
    # Its own row too: pupils who take a seat lock no more than that.
    session.refresh(made, with_for_update=True)
    if made.returned_on is not None or made.revoked_at is not None or made.until_day < today:
        raise SetOver


def change_period(session: Session, made: ClassSet, period: Period, *, now: datetime) -> None:
    """Let a set go on longer or end sooner, and begin on another day while it has not begun. Code and places stay.

    Raises:
        SetOver, PeriodRefused, SetExists.
        CannotReach: its seats are not free on the days that come in addition.
    """
    today = school_day(now)
    _running(session, made, today)
    refuse_period(period, today)
    if period.first != made.from_day and (made.from_day <= today or period.first < today):
        raise PeriodRefused(
            "De eerste dag ligt vast zodra het lezen begonnen is."
            if made.from_day <= today
            else "Die dag is al voorbij."
        )
    refuse_second_set(session, made.title_id, made.class_group_id, period, but=made.id)
    _refuse_unreachable(session, made, period, today)
    sooner = period.last < made.until_day or period.first > made.from_day
    if period.last > made.until_day:
        made.end_told_at = None
    made.from_day, made.until_day = period.first, period.last
    session.flush()
    if sooner:
        serve_line(session, made.title_id, now=now)


def _refuse_unreachable(session: Session, made: ClassSet, period: Period, today: date) -> None:
    found = reach(session, made, today)
    first = max(period.first, today)
    if first < found.held.first and not found.fits(first, found.held.last):
        raise CannotReach(first, found.why_not(first), None)
    if period.last <= found.held.last or found.fits(first, period.last):
        return
    until = found.until(first, period.last)
    day = max(found.held.last, first) if until is None else until + ONE_DAY
    raise CannotReach(day, found.why_not(day), until if until is not None and until > found.held.last else None)


def resize_set(session: Session, made: ClassSet, copies: int, *, now: datetime) -> None:
    """More or fewer seats, from today on. Nobody who reads loses the book.

    Raises:
        SetOver.
        NoRoom, NotEnoughLoans: `wanted` is how many more were asked.
        SeatsInUse: more pupils read than there would be seats.
    """
    if not 1 <= copies <= COPIES_MAX:
        raise ValueError(f"{copies} copies")
    today = school_day(now)
    _running(session, made, today)
    more = copies - made.copies
    if more > 0:
        _grow(session, made, more, today)
    elif more < 0:
        _shrink(session, made, -more)
        serve_line(session, made.title_id, now=now)


def _grow(session: Session, made: ClassSet, more: int, today: date) -> None:
    period = from_today(Period(made.from_day, made.until_day), today)
    found = lending(session, made.title_id, since=today)
    stock = found.for_newcomer(today, made.class_group_id)
    refuse_without_room(found, stock, more, period, today=today)
    blocks = blocks_of_set(session, made.id)
    # Before there are more plain seats: afterwards it would look as if fewer metered ones had been opened.
    note_opened(session, made, blocks)
    spend(session, stock.spread(more, period), class_set_id=made.id)
    made.copies += more
    session.flush()


def _shrink(session: Session, made: ClassSet, fewer: int) -> None:
    readers = readers_in(session, made.id)
    if made.copies - fewer < readers:
        raise SeatsInUse(readers)
    blocks = blocks_of_set(session, made.id)
    note_opened(session, made, blocks)
    give_back(session, blocks, fewer)
    made.copies -= fewer
    session.flush()


def leave_set(session: Session, made: ClassSet, animal: Animal, *, now: datetime) -> bool:
    """A pupil leaves the class: the seat is free at once, and the loan of a metered one is spent.

    What the pupil wrote stays until the end of the set, to be taken along. False: nobody is this animal any more.
    Raises:
        SetOver.
        SeatsInUse: it is the only seat; then the set is given back instead.
    """
    today = school_day(now)
    _running(session, made, today)
    reader_id = session.scalar(
        select(Reader.id).where(Reader.class_set_id == made.id, Reader.animal == animal, Reader.left_at.is_(None))
    )
    if reader_id is None:
        return False
    if made.copies == 1:
        raise SeatsInUse(1)
    blocks = blocks_of_set(session, made.id)
    note_opened(session, made, blocks)
    if made.copies == sum(block.seats for block in blocks):
        block = next(block for block in blocks if block.opened)
        block.opened -= 1
        session.flush()
        block.seats -= 1
    made.copies -= 1
    session.execute(update(Reader).where(Reader.id == reader_id).values(left_at=now, stamp=secrets.token_hex(8)))
    session.flush()
    serve_line(session, made.title_id, now=now)
    return True


def return_set(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Give the seats back: free from tomorrow, for the class reads on until tonight. Twice changes nothing.

    Nobody who had not begun can begin any more, so the loans of unopened seats come back.
    """
    today = school_day(now)
    try:
        _running(session, made, today)
    except SetOver:
        return
    if today == made.until_day:
        return
    blocks = blocks_of_set(session, made.id)
    note_opened(session, made, blocks)
    returned = give_back(session, blocks)
    free_from = today + ONE_DAY
    if returned == made.copies:
        free_from = today  # Nobody has begun: there is no one to read on.
    else:
        made.copies -= returned
    made.returned_on = max(free_from, made.from_day)
    session.flush()
    serve_line(session, made.title_id, now=now)


def class_of(session: Session, made: ClassSet) -> ClassGroup:
    group = session.get(ClassGroup, made.class_group_id)
    if group is None:
        raise LookupError(f"class set {made.id} has no class")
    return group
