"""Serving the line of a title, inside the transaction that frees its copies and behind the lock of the title."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, exists, select, update
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.library.lending.blocks import blocks_of_wait, give_back, spend
from portal.library.lending.line import DAYS_AT_LEAST, Served, turn
from portal.library.lending.models import SetWait, WaitEnd
from portal.library.lending.queries import lending
from portal.library.lending.seats import ONE_DAY, Period
from portal.outbox.service import Letter, enqueue
from portal.places.school_calendar import is_school_day

HOLD_DAYS = 3
"""How long copies are kept for a class that has not answered, at least."""

SET_OFFERED = "set-offered"


def answer_by(today: date, period: Period) -> date:
    """The last day on which a class may say yes: three days from now, and a school day, for a letter of Friday
    evening is read on Monday. Never so late that too little is left of the period."""
    day = today + timedelta(days=HOLD_DAYS)
    while not is_school_day(day):
        day += ONE_DAY
    useful = period.last - timedelta(days=min(DAYS_AT_LEAST, period.days) - 1)
    return max(today, min(day, useful))


def serve_line(session: Session, title_id: int, *, now: datetime) -> int:
    """Keep what is free for who is next, and write to them; how many classes got an offer.

    Call it whenever copies come free. Whoever has an offer is not in line any more, so doing it twice, in two
    workers, or with a clock that went back gives nobody two.
    """
    waits = exists().where(SetWait.title_id == title_id, SetWait.ended_at.is_(None), SetWait.offered_at.is_(None))
    if not session.scalar(select(waits)):
        return 0
    today = school_day(now)
    found = lending(session, title_id, since=today)
    outcome = turn(found.line, found.stock, today)
    for served in outcome.served:
        _offer(session, served, today, now=now)
    if outcome.passed:
        session.execute(update(SetWait).where(SetWait.id.in_(outcome.passed)).values(passed=SetWait.passed + 1))
    return len(outcome.served)


def _offer(session: Session, served: Served, today: date, *, now: datetime) -> None:
    offered = session.execute(
        update(SetWait)
        .where(SetWait.id == served.entry.id, SetWait.offered_at.is_(None), SetWait.ended_at.is_(None))
        .values(
            offered_at=now,
            offered_from=served.period.first,
            answer_by=answer_by(today, served.period),
            reminded_at=None,
        )
    )
    if cast(CursorResult[Any], offered).rowcount != 1:
        raise RuntimeError(f"{served.entry.id} left the line behind the lock of its title")
    spend(session, served.spread, set_wait_id=served.entry.id)
    enqueue(session, Letter(SET_OFFERED, {"wait_id": served.entry.id, "at": now.isoformat()}), now=now)


def end_wait(session: Session, wait_id: int, outcome: WaitEnd, *, now: datetime) -> bool:
    """End a wait and let go of what is kept for it; False when it had ended. The caller serves who is next."""
    ended = session.execute(
        update(SetWait).where(SetWait.id == wait_id, SetWait.ended_at.is_(None)).values(outcome=outcome, ended_at=now)
    )
    if cast(CursorResult[Any], ended).rowcount != 1:
        return False
    if outcome is not WaitEnd.ACCEPTED:
        give_back(session, blocks_of_wait(session, wait_id))
    return True


def end_waits_of(session: Session, title_id: int, class_group_id: int, period: Period, *, now: datetime) -> bool:
    """A class gets the title another way: what it waits for in these days ends. Was anything in line or kept?"""
    ids = list(
        session.scalars(
            select(SetWait.id).where(
                SetWait.title_id == title_id,
                SetWait.class_group_id == class_group_id,
                SetWait.ended_at.is_(None),
                SetWait.from_day <= period.last,
                SetWait.until_day >= period.first,
            )
        )
    )
    for wait_id in ids:
        end_wait(session, wait_id, WaitEnd.ELSEWHERE, now=now)
    return bool(ids)
