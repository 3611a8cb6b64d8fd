"""The worker: claims what is due, sends it after commit, settles it after sending.

A worker that is killed between sending and settling leaves a lease; when it ends, another worker sends the same
letter again under the same Message-ID. At least once is the promise: losing a confirmation is worse than a
second copy that mail programs fold into the first.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from portal.clock import utc_now
from portal.db import write_transaction
from portal.outbox.service import NOWHERE, Claim, claim, due_ids, settle_failed, settle_sent

LEASE = timedelta(minutes=2)
"""Longer than any SMTP conversation (30 s time-out a step), short enough that a killed worker is soon replaced."""
POLL_S = 0.5

log = logging.getLogger(__name__)


class SendFailed(Exception):
    """A transport could not hand a letter over. `for_good`: trying again can't help (the address is refused)."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class Transport(Protocol):
    """Hands letters over to whoever carries them; returns when they are accepted.

    Raises:
        SendFailed: it was not accepted.
    """

    def send(self, letter: EmailMessage) -> None: ...


Handler = Callable[[Session, Mapping[str, Any], str], EmailMessage | None]
"""Writes the letter of a message from (session, payload, token); None: there is nothing to say any more."""


def deliver(
    sessions: sessionmaker[Session],
    transport: Transport,
    handlers: Mapping[str, Handler],
    *,
    worker: str,
    clock: Callable[[], datetime] = utc_now,
    lease: timedelta = LEASE,
) -> int:
    """Send everything that is due once; how many letters left."""
    with sessions() as session:
        waiting = due_ids(session, now=clock())
    sent = 0
    for message_id in waiting:
        with sessions() as session:
            with write_transaction(session):
                mine = claim(session, message_id, worker=worker, now=clock(), lease=lease)
            if mine is not None:
                sent += _send(session, transport, handlers, mine, clock)
    return sent


def _send(
    session: Session,
    transport: Transport,
    handlers: Mapping[str, Handler],
    mine: Claim,
    clock: Callable[[], datetime],
) -> bool:
    """Write, hand over, settle. No transaction is open while the mail server is talked to."""
    try:
        has_left = _hand_over(session, transport, handlers, mine)
    except SendFailed as failure:
        log.warning("message %s (%s), try %s: %s", mine.id, mine.kind, mine.attempts, failure.reason)
        with write_transaction(session):
            settle_failed(session, mine, failure.reason, now=clock(), for_good=failure.for_good)
        return False
    with write_transaction(session):
        settle_sent(session, mine, now=clock())
    return has_left


def _hand_over(session: Session, transport: Transport, handlers: Mapping[str, Handler], mine: Claim) -> bool:
    """Whether a letter left; False when there is nothing to say any more.

    Raises:
        SendFailed: whatever went wrong. One letter must not keep the others waiting behind it.
    """
    handler = handlers.get(mine.kind)
    if handler is None:
        # A newer version wrote it while this older worker still runs: leave it to the next one.
        raise SendFailed(f"no handler for {mine.kind!r}")
    try:
        letter = handler(session, mine.payload, mine.token)
        session.rollback()
        if letter is not None and str(letter["To"]).rstrip(">").endswith(NOWHERE):
            # Whoever it was for is gone; what they waited for is told to nobody.
            letter = None
        if letter is not None:
            transport.send(letter)
    except (SendFailed, SQLAlchemyError):
        raise
    except Exception as error:
        log.exception("message %s (%s) can't be written or sent", mine.id, mine.kind)
        raise SendFailed(f"{type(error).__name__}: {error}") from error
    return letter is not None


def worker_loop(
    sessions: sessionmaker[Session],
    transport: Transport,
    handlers: Mapping[str, Handler],
    stop: threading.Event,
    *,
    poll_s: float = POLL_S,
) -> None:
    """Deliver until `stop` is set. A database that is away for a moment is waited for."""
    worker = secrets.token_hex(8)
    wait_s = poll_s
    while not stop.is_set():
        try:
            deliver(sessions, transport, handlers, worker=worker)
            wait_s = poll_s
        except SQLAlchemyError:
            wait_s = min(wait_s * 2, 30.0)
            log.exception("the database did not answer; next try in %.1f s", wait_s)
        stop.wait(wait_s)
