"""A whole round on SQLite and on PostgreSQL: the same file, to the byte, whatever the database."""

import hashlib

from sqlalchemy import select, update

from portal.bookings.models import Booking
from portal.bookings.queries import verify as verify_ledger
from portal.bookings.rounds.draw import turn_rounds
from portal.bookings.rounds.models import PreferenceRound
from portal.bookings.rounds.protocol import sha256, verify
from portal.bookings.rounds.publish import publish_round
from portal.db import write_transaction
from tests.portal.booking_world import a_group
from tests.portal.bookings.rounds.conftest import CLOSES, DRAWS, make_town, the_round, wish

SECRET = "5" * 64
FILE = "9a8a8420ee7b86119deb012267ff96efbcde1fbc6887a39a3ea6a1b851ea569a"


def test_both_databases_draw_and_book_the_same(both_session) -> None:
    session = both_session
    town = make_town(session, capacity=60, schools=4, most_shows=2, title="Seizoen", beacon_source="")
    session.execute(update(PreferenceRound).values(secret=SECRET, commitment=sha256(SECRET)))
    session.commit()
    pair = (a_group("3A", 18, 2), a_group("3B", 20, 2))
    wish(session, town, 0, 1, 3, groups=pair, together=True, wants=2)
    for school in (1, 2, 3):
        wish(session, town, school, 1, 2, reserves=(3,), wants=2)
    for now in (CLOSES, DRAWS):
        with write_transaction(session):
            turn_rounds(session, now)
    with write_transaction(session):
        publish_round(session, town.round_id, actor=town.staff, now=DRAWS)

    text = the_round(session, town).protocol
    assert verify(text.encode()).matches
    assert hashlib.sha256(text.encode()).hexdigest() == FILE
    seats = session.scalars(select(Booking.seats)).all()
    assert sum(seats) == 102
    assert verify_ledger(session) == []
