"""Queue a message, claim it with a lease, settle it. Knows no feature: `kind` names the handler."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Table, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from portal.outbox.models import Message

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
ATTEMPTS_MAX = 14
"""With doubling waits: about two days, long enough for a mail server that is down over a weekend day."""


NOWHERE = "@erased.invalid"
"""How the address of an account ends that was erased: a name that no mail server will ever have (RFC 2606)."""

KEPT = timedelta(days=90)
"""How long a letter that left, or never will, can still be looked up. Names of adults stand in some."""
FORGOTTEN_AT_ONCE = 2000


@dataclass(frozen=True)
class Letter:
    """A message that waits to be written: which handler, and the facts it needs."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Claim:
    """A message that this worker, and nobody else, may send until its lease ends."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    token: str
    attempts: int
    """This try included."""
    worker: str


_ENQUEUE = insert(cast(Table, Message.__table__))


def enqueue(session: Session, letter: Letter, *, now: datetime) -> None:
    """Write the message in the caller's transaction: it exists if and only if the change does."""
    enqueue_all(session, [(letter, now)])


def enqueue_all(session: Session, letters: Iterable[tuple[Letter, datetime]]) -> None:
    """The same for several letters, each with its moment, in one statement."""
    messages = [
        {
            "kind": letter.kind,
            "payload": dict(letter.payload),
            "token": secrets.token_hex(16),
            "created_at": now,
            "due_at": now,
            "attempts": 0,
            "last_error": "",
        }
        for letter, now in letters
    ]
    session.connection().execute(_ENQUEUE, messages)


def due_ids(session: Session, *, now: datetime, limit: int = 20) -> list[int]:
    """Messages to try now, oldest first. A reading only: `claim` decides who gets one."""
    waiting = (
        select(Message.id)
        .where(Message.sent_at.is_(None), Message.gave_up_at.is_(None), Message.due_at <= now, _unleased(now))
        .order_by(Message.due_at, Message.id)
        .limit(limit)
    )
    return list(session.scalars(waiting))


def claim(session: Session, message_id: int, *, worker: str, now: datetime, lease: timedelta) -> Claim | None:
    """Take the lease of one message; None when another worker has it, or it is settled.

    One conditional UPDATE decides, as for seats. A worker that dies leaves a lease that ends by itself.
    """
    taken = session.execute(
        update(Message)
        .where(
            Message.id == message_id,
            Message.sent_at.is_(None),
            Message.gave_up_at.is_(None),
            Message.due_at <= now,
            _unleased(now),
        )
        .values(leased_by=worker, leased_until=now + lease, attempts=Message.attempts + 1)
        .returning(Message.id, Message.kind, Message.payload, Message.token, Message.attempts)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        return None
    return Claim(taken.id, taken.kind, taken.payload, taken.token, taken.attempts, worker)


def settle_sent(session: Session, claim: Claim, *, now: datetime) -> bool:
    """The letter left. False: the lease ended meanwhile and the message is another worker's now."""
    return _settle(session, claim, {"sent_at": now, "last_error": ""})


def settle_failed(session: Session, claim: Claim, error: str, *, now: datetime, for_good: bool) -> bool:
    """The letter did not leave: try again later, or give up `for_good` or after `ATTEMPTS_MAX` tries."""
    if for_good or claim.attempts >= ATTEMPTS_MAX:
        return _settle(session, claim, {"gave_up_at": now, "last_error": error})
    return _settle(session, claim, {"due_at": now + wait_after(claim.attempts), "last_error": error})


def forget_settled(session: Session, now: datetime) -> int:
    """Remove letters that are settled for long; how many. A backlog goes a piece at a time."""
    old = (
        select(Message.id)
        .where(or_(Message.sent_at <= now - KEPT, Message.gave_up_at <= now - KEPT))
        .order_by(Message.id)
        .limit(FORGOTTEN_AT_ONCE)
    )
    gone = delete(Message).where(Message.id.in_(old)).execution_options(synchronize_session=False)
    return cast(CursorResult[Any], session.execute(gone)).rowcount


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: 30 s, 1 min, 2 min, ... up to 6 hours."""
    doublings = min(attempts - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _unleased(now: datetime) -> Any:
    return or_(Message.leased_until.is_(None), Message.leased_until <= now)


def _settle(session: Session, claim: Claim, values: dict[str, Any]) -> bool:
    settled = session.execute(
        update(Message)
        .where(Message.id == claim.id, Message.leased_by == claim.worker, Message.sent_at.is_(None))
        .values(leased_by=None, leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return cast(CursorResult[Any], settled).rowcount == 1
