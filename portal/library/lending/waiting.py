"""Standing in line for a title with a whole class: join, answer, leave, and what the clock does. None commits."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.library.errors import AlreadyWaiting, AnsweredTooLate, NeverFits, NoOffer, PeriodRefused, RoomNow
from portal.library.lending.blocks import blocks_of_wait
from portal.library.lending.line import Waiting, can_hope
from portal.library.lending.models import SetWait, WaitEnd
from portal.library.lending.promotion import end_wait, serve_line
from portal.library.lending.queries import lending
from portal.library.lending.seats import ONE_DAY, Period
from portal.library.lending.service import (
    SetRequest,
    from_today,
    lock_title,
    make_set,
    refuse_period,
    refuse_second_set,
    refuse_withdrawn,
    set_for_key,
)
from portal.library.models import ClassSet
from portal.outbox.service import Letter, enqueue
from portal.places.school_calendar import is_school_day

WAIT_MAX_DAYS = 62
"""While a class waits nobody behind it gets copies on its days, so it names the days that it can use."""

SET_LAPSED = "set-lapsed"
SET_WAIT_CLOSED = "set-wait-closed"
SET_REMINDED = "set-reminded"
SET_ENDS = "set-ends"

TOLD_SCHOOL_DAYS = 3
"""So many school days before the last one the teacher hears that a set ends."""


def join_line(session: Session, request: SetRequest, *, asked_by: int, now: datetime) -> SetWait:
    """Put a class at the end of the line of a title. Call inside `write_transaction`.

    A repeated `request.key` gives the first place back.
    Raises:
        PeriodRefused, TitleUnknown, TitleWithdrawn, SetExists, AlreadyWaiting.
        RoomNow: it fits; the caller assigns.
        NeverFits: it would not fit if all copies came back.
    """
    lock_title(session, request.title_id)
    known = select(SetWait).where(SetWait.school_id == request.school_id, SetWait.request_key == request.key)
    if (earlier := session.scalar(known)) is not None:
        return earlier
    today = school_day(now)
    refuse_period(request.period, today)
    if request.period.days > WAIT_MAX_DAYS:
        raise PeriodRefused("Wachten kan voor hoogstens twee maanden. Kies een kortere periode.")
    refuse_withdrawn(session, request.title_id)
    period = from_today(request.period, today)
    refuse_second_set(session, request.title_id, request.class_group_id, period)
    _refuse_second_wait(session, request, period)
    found = lending(session, request.title_id, since=today)
    if found.for_newcomer(today).room(period).free >= request.copies:
        raise RoomNow
    entry = Waiting(0, request.class_group_id, request.copies, period)
    if not can_hope(entry, period, found.stock.emptied()):
        raise NeverFits(request.copies)
    wait = SetWait(
        title_id=request.title_id,
        class_group_id=request.class_group_id,
        school_id=request.school_id,
        asked_by=asked_by,
        copies=request.copies,
        from_day=period.first,
        until_day=period.last,
        request_key=request.key,
        joined_at=now,
    )
    session.add(wait)
    session.flush()
    # It may be served at once: with fewer days than it asked for.
    serve_line(session, request.title_id, now=now)
    session.refresh(wait)
    return wait


def _refuse_second_wait(session: Session, request: SetRequest, period: Period) -> None:
    waits = session.scalar(
        select(SetWait.id).where(
            SetWait.title_id == request.title_id,
            SetWait.class_group_id == request.class_group_id,
            SetWait.ended_at.is_(None),
            SetWait.from_day <= period.last,
            SetWait.until_day >= period.first,
        )
    )
    if waits is not None:
        raise AlreadyWaiting(waits)


def _seen_locked(session: Session, wait: SetWait) -> None:
    lock_title(session, wait.title_id)
    session.refresh(wait)


def accept_offer(session: Session, wait: SetWait, *, now: datetime) -> ClassSet:
    """Say yes to what is kept; twice gives the same set.

    What is kept counts until a worker let it go, for nobody else could take it.
    Raises:
        NoOffer, AnsweredTooLate.
        SetExists: the class reads the title already.
    """
    _seen_locked(session, wait)
    key = f"wacht-{wait.id}"
    if wait.outcome is WaitEnd.ACCEPTED and (made := set_for_key(session, wait.school_id, key)) is not None:
        return made
    if wait.outcome is WaitEnd.LAPSED:
        raise AnsweredTooLate
    if wait.ended_at is not None or wait.offered_from is None:
        raise NoOffer
    today = school_day(now)
    if wait.until_day < today:
        raise AnsweredTooLate
    period = from_today(Period(wait.offered_from, wait.until_day), today)
    refuse_second_set(session, wait.title_id, wait.class_group_id, period)
    wish = SetRequest(wait.title_id, wait.class_group_id, wait.school_id, wait.copies, period, key)
    made = make_set(session, wish, assigned_by=wait.asked_by, now=now)
    for block in blocks_of_wait(session, wait.id):
        block.class_set_id, block.set_wait_id = made.id, None
    session.flush()
    end_wait(session, wait.id, WaitEnd.ACCEPTED, now=now)
    return made


def refuse_offer(session: Session, wait: SetWait, *, now: datetime) -> None:
    """Say no to what is kept; it goes to who is next, in this transaction.

    Raises:
        NoOffer: nothing is kept, or it was answered.
    """
    _seen_locked(session, wait)
    if wait.ended_at is not None or wait.offered_at is None:
        raise NoOffer
    _end(session, wait, WaitEnd.REFUSED, now=now)


def leave_line(session: Session, wait: SetWait, *, now: datetime) -> None:
    """Stand in line no more; twice changes nothing."""
    _seen_locked(session, wait)
    _end(session, wait, WaitEnd.LEFT if wait.offered_at is None else WaitEnd.REFUSED, now=now)


def _end(session: Session, wait: SetWait, outcome: WaitEnd, *, now: datetime) -> bool:
    ended = end_wait(session, wait.id, outcome, now=now)
    if ended:
        serve_line(session, wait.title_id, now=now)
    session.refresh(wait)
    return ended


# --- The clock ----------------------------------------------------------------------------------------------------


def turn_lines(session: Session, now: datetime) -> int:
    """What a worker does: end offers that nobody answered and waits that came to nothing, remind, and serve who is
    next where copies came free another way (a lot was bought, a day has passed). How much was done.

    Any number of workers: each title is locked, in order of id, and looked at behind its lock.
    """
    waiting = select(SetWait.title_id).where(SetWait.ended_at.is_(None)).distinct().order_by(SetWait.title_id)
    return sum(_turn_line(session, title_id, now) for title_id in session.scalars(waiting).all())


def _turn_line(session: Session, title_id: int, now: datetime) -> int:
    lock_title(session, title_id)
    today = school_day(now)
    waits = session.scalars(
        select(SetWait)
        .where(SetWait.title_id == title_id, SetWait.ended_at.is_(None))
        .order_by(SetWait.id)
        .execution_options(populate_existing=True)
    ).all()
    done = sum(_by_clock(session, wait, today, now) for wait in waits)
    return done + serve_line(session, title_id, now=now)


def _by_clock(session: Session, wait: SetWait, today: date, now: datetime) -> int:
    if wait.answer_by is not None and wait.answer_by < today:
        return _tell_end(session, wait, WaitEnd.LAPSED, SET_LAPSED, now)
    if wait.answer_by is None:
        entry = Waiting(wait.id, wait.class_group_id, wait.copies, Period(wait.from_day, wait.until_day))
        return 0 if entry.rest(today) else _tell_end(session, wait, WaitEnd.CLOSED, SET_WAIT_CLOSED, now)
    # Who heard yesterday or today needs no reminder.
    heard = wait.offered_at is not None and today - school_day(wait.offered_at) <= ONE_DAY
    if wait.reminded_at is None and wait.answer_by <= today + ONE_DAY and not heard:
        wait.reminded_at = now
        session.flush()
        enqueue(session, Letter(SET_REMINDED, {"wait_id": wait.id, "at": now.isoformat()}), now=now)
        return 1
    return 0


def _tell_end(session: Session, wait: SetWait, outcome: WaitEnd, letter: str, now: datetime) -> int:
    if not end_wait(session, wait.id, outcome, now=now):
        return 0
    enqueue(session, Letter(letter, {"wait_id": wait.id, "at": now.isoformat()}), now=now)
    return 1


def tell_of_ends(session: Session, now: datetime) -> int:
    """Write to the teachers whose set ends in three school days: it may go on, or not. Sets of under two weeks need
    no such letter: who planned ten days knows."""
    today = school_day(now)
    last = _school_days_on(today, TOLD_SCHOOL_DAYS)
    due = session.execute(
        select(ClassSet.id, ClassSet.from_day, ClassSet.until_day).where(
            ClassSet.until_day.between(today, last),
            ClassSet.from_day <= today,
            ClassSet.end_told_at.is_(None),
            ClassSet.returned_on.is_(None),
            ClassSet.revoked_at.is_(None),
        )
    ).all()
    ids = [row.id for row in due if Period(row.from_day, row.until_day).days > 2 * 7]
    if not ids:
        return 0
    told = session.scalars(
        update(ClassSet)
        .where(ClassSet.id.in_(ids), ClassSet.end_told_at.is_(None))
        .values(end_told_at=now)
        .returning(ClassSet.id)
        .execution_options(synchronize_session=False)
    ).all()
    for set_id in told:
        enqueue(session, Letter(SET_ENDS, {"set_id": set_id, "at": now.isoformat()}), now=now)
    return len(told)


def _school_days_on(today: date, number: int) -> date:
    day = today
    while number:
        day += timedelta(days=1)
        number -= is_school_day(day)
    return day
