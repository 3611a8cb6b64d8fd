import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from content.archive import write_archive
from content.files import PACK_JSON
from content.load import SHIPPED, PackError, load_pack
from portal.bookings.service import book_seats
from portal.db import write_transaction
from portal.offers.models import Offer, Production
from portal.packs.models import StoredPack
from portal.packs.queries import CORE, pack_for_booking, pack_for_production, shipped_pack
from portal.packs.service import store_pack
from tests.portal.booking_world import MONDAY, a_request, make_world


def a_pack(version="1.0.0", **values):
    """The bytes of a small pack of a show, standing on the theatre code."""
    facts = {
        "format": 1,
        "id": "kleine-show",
        "version": version,
        "title": "De kleine show",
        "locales": ["nl"],
        "base": CORE,
    }
    return write_archive({PACK_JSON: json.dumps(facts | values).encode()})


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def production(session, world):
    return session.get(Production, session.get(Offer, world.offer_id).production_id)


def book(session, world):
    with write_transaction(session):
        return book_seats(session, a_request(world), now=MONDAY).booking


def test_a_show_without_a_pack_plays_the_theatre_code(session, world, production):
    with write_transaction(session):
        production.pack_id = None

    file = pack_for_booking(session, book(session, world))

    assert file.pack_id == CORE
    assert load_pack(file.data).digest == file.digest
    assert file.filename == f"{CORE}-{file.version}.foyer"


def test_a_show_that_names_a_pack_we_do_not_ship_plays_the_theatre_code(session, world, production):
    with write_transaction(session):
        production.pack_id = "nergens"

    assert pack_for_booking(session, book(session, world)).pack_id == CORE


def test_an_offer_without_a_production_plays_the_theatre_code(session, world):
    with write_transaction(session):
        session.get(Offer, world.offer_id).production_id = None

    assert pack_for_booking(session, book(session, world)).pack_id == CORE


def test_a_shipped_pack_as_a_file_is_the_pack_itself():
    file = shipped_pack(CORE)

    assert file.digest == load_pack(SHIPPED / CORE).digest
    assert shipped_pack(CORE).data == file.data


def test_the_newest_stored_pack_is_played(session, world, production):
    with write_transaction(session):
        store_pack(session, production.id, a_pack("1.0.0"), now=MONDAY)
        newest = store_pack(session, production.id, a_pack("1.1.0"), now=MONDAY + timedelta(days=1))

    file = pack_for_booking(session, book(session, world))

    assert (file.pack_id, file.version, file.digest) == ("kleine-show", "1.1.0", newest.digest)
    assert load_pack(file.data).digest == file.digest


def test_storing_the_same_pack_again_changes_nothing(session, production):
    with write_transaction(session):
        first = store_pack(session, production.id, a_pack(), now=MONDAY)
        again = store_pack(session, production.id, a_pack(), now=MONDAY)

    assert first.id == again.id
    assert session.scalar(select(func.count()).select_from(StoredPack)) == 1


def test_going_back_to_an_older_pack_is_possible(session, production):
    with write_transaction(session):
        for version in ("1.0.0", "1.1.0", "1.0.0"):
            store_pack(session, production.id, a_pack(version), now=MONDAY)

    assert pack_for_production(session, production.id).version == "1.0.0"


def test_a_pack_with_problems_is_not_stored(session, production):
    with pytest.raises(PackError), write_transaction(session):
        store_pack(session, production.id, a_pack(surprise=True), now=MONDAY)

    assert session.scalar(select(func.count()).select_from(StoredPack)) == 0


def test_what_is_no_archive_is_not_stored(session, production):
    with pytest.raises(PackError), write_transaction(session):
        store_pack(session, production.id, b"%PDF-1.7", now=MONDAY)
