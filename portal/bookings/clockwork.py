"""What a worker does with terms that run out: holds, waiting lists, and numbers that become definitive.

Each booking is a transaction of its own, and each is looked at again inside it: so any number of workers may be at
it, one that was away for a day catches up, and one booking that can't be changed now keeps no other waiting.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session, sessionmaker

from portal.bookings.counts.service import counts_due, remind_of_counts, settle_by_itself
from portal.bookings.holds.service import BATCH, end_hold, holds_over, holds_to_remind_of, remind_of_hold
from portal.bookings.waiting.service import close, closed_entries, lapse, lapsed_offers, lines_to_serve, serve_line
from portal.db import write_transaction
from portal.errors import Refusal
from portal.journal.writer import JournalUnavailable

log = logging.getLogger(__name__)

Act = Callable[..., int]


WAITING_LISTS: tuple[tuple[str, Callable[..., list[int]], Callable[..., int]], ...] = (
    ("offers lapsed", lapsed_offers, lapse),
    ("entries closed", closed_entries, close),
    # Last, so that what came free just now is offered in the same round; and what a crash or a larger hall left.
    ("places offered", lines_to_serve, serve_line),
)


def run_clockwork(sessions: sessionmaker[Session], *, now: datetime) -> Counter[str]:
    """Do everything that is due now; how much of each kind was done.

    Raises:
        JournalUnavailable: no seat is let go without its line in the journal.
    """
    done: Counter[str] = Counter()
    while len(ids := _read(sessions, lambda session: holds_over(session, now=now))):
        ended = _each(sessions, ids, end_hold, now=now)
        done["holds ended"] += ended
        if ended == 0 or len(ids) < BATCH:
            break
    for what, read, act in WAITING_LISTS:
        due = _read(sessions, partial(read, now=now))
        done[what] += _each(sessions, due, act, now=now)
    reminded = _read(sessions, lambda session: holds_to_remind_of(session, now=now))
    done["holds reminded"] += _each(sessions, reminded, remind_of_hold, now=now)
    while True:
        with sessions() as session:
            counts = counts_due(session, now=now)
        settled = _each(sessions, counts.settle, settle_by_itself, now=now)
        asked = _each(sessions, counts.remind, remind_of_counts, now=now)
        done["counts settled"] += settled
        done["counts reminded"] += asked
        if not (settled or asked) or max(len(counts.settle), len(counts.remind)) < BATCH:
            return +done


def _read(sessions: sessionmaker[Session], read: Callable[[Session], list[int]]) -> list[int]:
    with sessions() as session:
        return read(session)


def _each(sessions: sessionmaker[Session], ids: Iterable[int], act: Act, *, now: datetime) -> int:
    """For how many bookings it was done; somebody who was at one of them just now leaves it to the next round."""
    done = 0
    for booking_id in ids:
        try:
            with sessions() as session, write_transaction(session):
                done += act(session, booking_id, now=now)
        except JournalUnavailable:
            raise
        except Refusal as refusal:
            log.info("booking %s is left to the next round: %s", booking_id, refusal.code)
    return done
