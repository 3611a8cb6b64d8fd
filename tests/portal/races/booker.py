"""A process that books one class after another and tells each booking only when it is committed and journalled.

Run as `python booker.py DATABASE_URL JOURNAL PERFORMANCE_ID SCHOOL_ID USER_ID`, to be killed by its test.
"""

import sys
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from portal.bookings.journal import attach
from portal.bookings.requests import SeatRequest
from portal.bookings.service import book_seats
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from tests.portal.booking_world import MONDAY, a_group


@dataclass(frozen=True)
class Booker:
    id: int
    schools: frozenset[int]
    name: str = "An"
    email: str = "an@voorbeeld.example"
    centres: frozenset[int] = field(default_factory=frozenset)
    is_admin: bool = False


def main(url: str, journal: Path, performance_id: int, school_id: int, user_id: int) -> None:
    engine = make_engine(url)
    attach(engine, Journal(journal, utc_now))
    sessions = make_sessions(engine)
    booker = Booker(user_id, frozenset({school_id}))
    for number in count():
        request = SeatRequest(f"{school_id}-{number}", performance_id, school_id, booker, (a_group(pupils=2),))
        with sessions() as session, write_transaction(session):
            booking = book_seats(session, request, now=MONDAY).booking
        print(booking.reference, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *(int(argument) for argument in sys.argv[3:]))
