"""A process that cancels bookings and books for others in between, as fast as it can.

Run as `python queuer.py DATABASE_URL PERFORMANCE_ID SCHOOL_ID USER_ID REFERENCE...`; tells how many it booked.
"""

import sys
from contextlib import suppress

from portal.bookings.errors import PerformanceFull
from portal.bookings.requests import SeatRequest
from portal.bookings.service import book_seats, cancel_booking
from portal.db import make_engine, make_sessions, write_transaction
from tests.portal.booking_world import MONDAY, a_group
from tests.portal.races.booker import Booker


def main(url: str, performance_id: int, school_id: int, user_id: int, references: list[str]) -> None:
    sessions = make_sessions(make_engine(url))
    booked = 0
    for reference in references:
        with sessions() as session, write_transaction(session):
            house = Booker(user_id, frozenset(), is_admin=True)
            cancel_booking(session, reference, actor=house, now=MONDAY)
        for number in range(3):
            key = f"{reference}-{number}"
            with suppress(PerformanceFull), sessions() as session, write_transaction(session):
                actor = Booker(user_id, frozenset({school_id}))
                book_seats(session, SeatRequest(key, performance_id, school_id, actor, (a_group(),)), now=MONDAY)
                booked += 1
    print(booked)


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:5]), sys.argv[5:])
