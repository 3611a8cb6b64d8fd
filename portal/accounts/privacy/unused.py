"""Accounts that nobody uses: a letter after 23 months, erased after 24. Any use starts the count anew.

Use is noted to the month and not to the minute: enough to tell what is abandoned, too little to see who works when,
and a write a month for each account costs nothing.
"""

import logging
from datetime import date, datetime, timedelta
from typing import Any, cast

from flask import Flask, Response, g, request
from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.people.errors import LastManager
from portal.accounts.privacy.erasing import erase
from portal.accounts.queries import Person
from portal.clock import school_day, utc_now
from portal.db import is_writing, write_transaction
from portal.extensions import db
from portal.outbox.service import Letter, enqueue

UNUSED = "account-unused"

NOTED_EVERY = timedelta(days=30)
ERASED_AFTER = timedelta(days=730)
WARNED_BEFORE = timedelta(days=30)
AT_ONCE = 50
"""A backlog goes a piece at a time: each round is one short transaction."""

API_CALLER = "foyer.api_caller"
"""Where the API leaves who called; it knows no log-in."""

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.after_request(_note_use)


def _note_use(response: Response) -> Response:
    somebody = g.get("_login_user") or request.environ.get(API_CALLER)
    if isinstance(somebody, Person) and response.status_code < 500 and _is_old(somebody.last_used_on):
        try:
            if not is_writing(db.session):
                with write_transaction(db.session) as session:
                    note_use(session, somebody.id, now=utc_now())
        except SQLAlchemyError:
            # The answer is made; the next one notes it.
            log.exception("The use of account %s was not noted", somebody.id)
    return response


def _is_old(day: date | None) -> bool:
    return day is not None and day <= school_day(utc_now()) - NOTED_EVERY


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
