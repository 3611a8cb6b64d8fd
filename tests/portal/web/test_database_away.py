"""A database that goes away, or has no room: people read one clear sentence, and a retry finishes what they began."""

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, text

from portal.accounts.service import create_token
from portal.bookings.queries import verify, verify_money
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.booking_world import MONDAY, make_world
from tests.portal.conftest import some_settings
from tests.portal.quick import quick_app
from tests.portal.tables import make_tables


@pytest.fixture
def post(world_app):
    """Book through the API with a key."""
    app, world, token = world_app
    group = {"name": "4A", "level": "lager-2", "pupils": 24, "companions": 0, "wheelchair": 0}
    body = {"performance_id": world.performance_id, "groups": [group], "note": "Een lange opmerking. " * 25}

    def book(key="once"):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return app.test_client().post("/api/v1/bookings", json=body, headers=headers)

    return book


MANY = 100
"""More bookings than fit in the pages of an empty database."""


@pytest.fixture
def world_app(database_url, tmp_path):
    app: Flask = quick_app(some_settings(tmp_path, database_url))
    with app.app_context():
        make_tables(db.engine)
        world = make_world(db.session, capacity=100_000)
        with write_transaction(db.session) as session:
            token = create_token(session, world.teacher.id, now=MONDAY)
        db.session.close()
        yield app, world, token
        db.session.close()
        db.engine.dispose()


def assert_lawful():
    assert verify(db.session) == []
    assert verify_money(db.session) == []


def assert_told(answer):
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.json["code"] == "database_unavailable"
    assert "niets half gebeurd" in answer.json["detail"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_and_returns_loses_nothing(world_app, post, pg_url):
    app, *_ = world_app
    server, name = pg_url.rsplit("/", 1)
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")

    def let_in(yes: bool) -> None:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(yes).lower()}"))
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
            )

    let_in(False)
    assert_told(post())
    page = app.test_client().get("/aanbod")
    assert page.status_code == 503
    assert "De boeken liggen even niet open" in page.text
    of_pupil = app.test_client().get("/klas/ABC2345?a=1")
    assert of_pupil.status_code == 503
    assert "Wat je las en schreef, blijft bewaard" in of_pupil.text
    assert 'href="/klas/ABC2345?a=1">Probeer opnieuw' in of_pupil.text
    assert "geboekt" not in of_pupil.text

    let_in(True)
    admin.dispose()
    first, again = post(), post()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["reference"] == again.json["reference"]
    assert_lawful()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_disk_without_room_refuses_whole_and_takes_the_same_request_later(world_app, post):
    room = {"pages": 0}

    def shrink(raw, *_):
        raw.execute(f"PRAGMA max_page_count={room['pages'] or 1_000_000}")

    event.listen(db.engine, "checkout", shrink)
    with db.engine.connect() as connection:
        room["pages"] = connection.scalar(text("PRAGMA page_count"))

    # A booking or more may find room in pages that are there; the next one needs another page.
    keys = (f"key-{number}" for number in range(MANY))
    key, told = next((key, answer) for key in keys if (answer := post(key)).status_code != 201)
    assert_told(told)
    assert_lawful()

    room["pages"] = 0
    assert post(key).status_code == 201
    assert post(key).status_code == 200
    assert_lawful()
    event.remove(db.engine, "checkout", shrink)
