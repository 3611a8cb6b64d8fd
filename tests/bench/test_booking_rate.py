"""How many bookings a second the service takes on SQLite. Printed, never asserted: machines differ."""

import time

from portal.bookings.queries import verify
from portal.bookings.service import book_seats
from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.migrations import tables
from portal.offers.models import Performance
from tests.portal.booking_world import MONDAY, a_request, make_world
from tests.portal.tables import make_tables

BOOKINGS = 200
AIM = 300
"""Bookings a second, one thread, each acknowledged after its own flush to disk."""

assert tables.metadata is Base.metadata


def test_bookings_a_second_on_sqlite(tmp_path, capsys):
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_tables(engine)
    sessions = make_sessions(engine)
    with sessions() as session:
        world = make_world(session, capacity=BOOKINGS * 24)
    requests = [a_request(world, seats=24) for _ in range(BOOKINGS)]

    start = time.perf_counter()
    for request in requests:
        with sessions() as session, write_transaction(session):
            book_seats(session, request, now=MONDAY)
    rate = BOOKINGS / (time.perf_counter() - start)

    with sessions() as session:
        assert session.get(Performance, world.performance_id).seats_taken == BOOKINGS * 24
        assert verify(session) == []
    engine.dispose()
    with capsys.disabled():
        print(f"\nbookings on SQLite: {rate:.0f} a second, {rate / AIM:.1f} times the aim of {AIM}")
