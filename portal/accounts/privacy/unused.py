"""Accounts that nobody uses: a letter after 23 months, erased after 24. Any use starts the count anew.

Use is noted to the month and not to the minute: enough to tell what is abandoned, too little to see who works when,
and a write a month for each account costs nothing.
"""

from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.people.errors import LastManager
from portal.accounts.privacy.erasing import erase
from portal.clock import school_day
from portal.outbox.service import Letter, enqueue

UNUSED = "account-unused"

NOTED_EVERY = timedelta(days=30)
ERASED_AFTER = timedelta(days=730)
WARNED_BEFORE = timedelta(days=30)
AT_ONCE = 50
"""A backlog goes a piece at a time: each round is one short transaction."""


def note_use(session: Session, user_id: int, *, now: datetime) -> None:
    """From here on it is counted anew, and a letter that warned of its end says nothing any more."""
    session.execute(update(User).where(User.id == user_id).values(last_used_on=school_day(now), warned_on=None))


def keep_accounts(session: Session, now: datetime) -> int:
    """One round: start to count, warn, erase; how many accounts were erased. Each step is conditional."""
    today = school_day(now)
    session.execute(
        update(User).where(User.last_used_on.is_(None), User.erased_at.is_(None)).values(last_used_on=today)
    )
    _warn(session, today, now)
    over = session.scalars(
        select(User.id)
        .where(
            User.last_used_on <= today - ERASED_AFTER,
            User.warned_on <= today - WARNED_BEFORE,
            User.erased_at.is_(None),
        )
        .order_by(User.id)
        .limit(AT_ONCE)
    ).all()
    return sum(_erase(session, user_id, now) for user_id in over)


def _erase(session: Session, user_id: int, now: datetime) -> bool:
    try:
        return erase(session, user_id, now=now)
    except LastManager:
        # Without its last admin nobody could help a house that lost its people.
        return False


def _warn(session: Session, today: date, now: datetime) -> None:
    due = session.scalars(
        select(User.id)
        .where(
            User.last_used_on <= today - ERASED_AFTER + WARNED_BEFORE,
            User.warned_on.is_(None),
            User.erased_at.is_(None),
        )
        .order_by(User.id)
        .limit(AT_ONCE)
    ).all()
    for user_id in due:
        # The condition again: of two workers one tells.
        told = update(User).where(User.id == user_id, User.warned_on.is_(None)).values(warned_on=today)
        if cast(CursorResult[Any], session.execute(told)).rowcount:
            enqueue(session, Letter(UNUSED, {"user_id": user_id, "at": now.isoformat()}), now=now)
