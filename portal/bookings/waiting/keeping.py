"""The round of the worker over all waiting lists. Any number of workers may do it at once.

Each thing is its own short transaction, found by a reading and then looked at again behind its lock: two workers that
find the same do it once. What a crash left undone is simply found by the next round.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session, sessionmaker

from portal.bookings.waiting.service import close, closed_entries, lapse, lapsed_offers, lines_to_serve, serve_line
from portal.db import write_transaction

T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """What one round did."""

    lapsed: int
    closed: int
    offered: int


def keep_lists(sessions: sessionmaker[Session], *, now: datetime) -> Kept:
    """End offers without an answer, close lists whose bookings are closed, and offer what is free to who is next."""
    with sessions() as session:
        late, shut = lapsed_offers(session, now=now), closed_entries(session, now=now)
    lapsed = sum(_in_one(sessions, lapse, booking_id, now=now) for booking_id in late)
    closed = sum(_in_one(sessions, close, booking_id, now=now) for booking_id in shut)
    with sessions() as session:
        lines = lines_to_serve(session, now=now)
    offered = sum(len(_in_one(sessions, serve_line, performance_id, now=now)) for performance_id in lines)
    return Kept(lapsed, closed, offered)


def _in_one(sessions: sessionmaker[Session], do: Callable[..., T], row_id: int, *, now: datetime) -> T:
    with sessions() as session, write_transaction(session):
        return do(session, row_id, now=now)
