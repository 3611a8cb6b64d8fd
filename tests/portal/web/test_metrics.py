"""`/metrics`: figures for a watcher on this machine or with the token, and nothing there for anybody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from portal.bookings.service import book_seats
from portal.db import make_engine, write_transaction
from portal.extensions import db
from portal.offers.models import Performance
from portal.settings import SettingsProblem, load_settings
from tests.portal.booking_world import MONDAY, a_request, make_world
from tests.portal.conftest import some_settings
from tests.portal.quick import quick_app
from tests.portal.tables import make_migrated

TOKEN = "a token of the watcher"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Flask]:
    """A portal behind https, so behind a proxy, that has a token."""
    yield from _watched(tmp_path, f"sqlite:///{tmp_path / 'foyer.sqlite'}")


@pytest.fixture
def watched_on_both(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    yield from _watched(tmp_path, database_url)


def _watched(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    engine = make_engine(database_url)
    make_migrated(engine)
    engine.dispose()
    settings = some_settings(tmp_path, database_url).model_copy(
        update={"metrics_token": TOKEN, "base_url": "https://foyer.example"}
    )
    app = quick_app(settings)
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def figures(app: Flask) -> dict[str, float]:
    answer = app.test_client().get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_it_tells_bookings_seats_letters_and_whether_the_ledger_agrees(watched_on_both: Flask) -> None:
    world = make_world(db.session, capacity=100)
    with write_transaction(db.session) as session:
        book_seats(session, a_request(world, seats=20), now=MONDAY)

    told = figures(watched_on_both)

    assert told["foyer_database_up"] == told["foyer_schema_current"] == 1
    assert sum(number for name, number in told.items() if name.startswith("foyer_bookings{")) == 1
    assert told['foyer_seats_to_come{kind="taken"}'] == 20
    assert told['foyer_seats_to_come{kind="capacity"}'] == 100
    assert told['foyer_outbox_messages{state="new"}'] == 1
    assert told['foyer_ledger_disagreements{of="seats"}'] == 0
    assert told["foyer_journal_written_timestamp_seconds"] > 0
    assert told["foyer_ledger_written_timestamp_seconds"] == MONDAY.timestamp()


def test_a_seat_that_the_ledger_does_not_know_is_counted(watched: Flask) -> None:
    make_world(db.session)
    with write_transaction(db.session) as session:
        session.execute(update(Performance).values(seats_taken=1))

    assert figures(watched)['foyer_ledger_disagreements{of="seats"}'] == 1


def test_answers_of_the_process_are_counted_by_kind_and_time(watched: Flask) -> None:
    client = watched.test_client()
    client.get("/healthz")
    client.get("/nergens")

    told = figures(watched)

    by_kind = {
        name.split('status="')[1][:3]: n for name, n in told.items() if name.startswith("foyer_requests_total")
    }
    assert by_kind == {"2xx": 1, "4xx": 1}
    assert [n for name, n in told.items() if name.startswith("foyer_request_seconds_bucket") and "+Inf" in name] == [
        2
    ]


def test_a_database_that_is_away_is_told_and_does_not_end_the_answer(app: Flask, tmp_path: Path) -> None:
    db.engine.dispose()
    (tmp_path / "foyer.sqlite").write_bytes(b"no database" * 999)

    assert figures(app)["foyer_database_up"] == 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {}),
        ("nonsense", {}),
        ("203.0.113.9", {"Authorization": "Bearer wrong"}),
        ("203.0.113.9", {"Authorization": f"Basic {TOKEN}"}),
        ("203.0.113.9", {"X-Forwarded-For": "127.0.0.1"}),
        # From the proxy beside us comes everybody.
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}),
    ],
)
def test_for_anybody_else_there_is_nothing(watched: Flask, address: str, headers: dict[str, str]) -> None:
    answer = watched.test_client().get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 404
    assert "foyer_" not in answer.text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {"Authorization": f"Bearer {TOKEN}"}),
        ("127.0.0.1", {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {}),
        ("::1", {}),
    ],
)
def test_this_machine_and_the_token_get_the_figures(watched: Flask, address: str, headers: dict[str, str]) -> None:
    answer = watched.test_client().get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 200


def test_a_token_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="FOYER_METRICS_TOKEN moet minstens 16 tekens"):
        load_settings({"FOYER_METRICS_TOKEN": "short"}, data_dir=tmp_path)
