"""The same race through the front door: four processes of two servers, 32 schools, one performance."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import select

from portal.accounts.service import create_token
from portal.bookings.policy.rules import Waiting
from portal.bookings.queries import verify, verify_money
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.models import Performance
from tests.portal.booking_world import MONDAY, add_school, make_world
from tests.portal.bookings.rules_in import give_rules
from tests.portal.smtp_server import free_port
from tests.portal.tables import make_migrated

SERVERS = 2
"""Each with two processes, which answer by turns; one that starts costs three seconds of processor."""
BOOKERS = 32
CAPACITY = 200
START_S = 60


@pytest.fixture
def migrated_sessions(database_url):
    engine = make_engine(database_url)
    make_migrated(engine)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def doors(migrated_sessions, database_url, tmp_path):
    """The addresses of two servers on one database, started as an operator starts them."""
    environment = os.environ | {
        "FOYER_DATA_DIR": str(tmp_path),
        "FOYER_DATABASE_URL": database_url,
        "FOYER_SECRET_KEY": "tests only, tests only, tests only",
    }
    ports = [free_port() for _ in range(SERVERS)]
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "serve", "--port", str(port), "--workers", "2"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for port in ports
    ]
    try:
        for port, server in zip(ports, servers, strict=True):
            wait_until_ready(port, server)
        yield [f"http://127.0.0.1:{port}" for port in ports]
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.communicate(timeout=30)


def wait_until_ready(port, server):
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        assert server.poll() is None, server.stderr.read().decode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer on port {port}")


def post(door, path, token, body, key=None):
    """Status and body of a POST."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    request = urllib.request.Request(door + path, json.dumps(body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def a_booking(world, pupils=25, **values):
    group = {"name": "4A", "level": "lager-2", "pupils": pupils, "companions": 0, "wheelchair": 0}
    return {"performance_id": world.performance_id, "groups": [group], **values}


def test_scenario_28_and_32_four_processes_sell_each_seat_once_and_answer_each_key_with_one_booking(
    doors, migrated_sessions, at_once
):
    with migrated_sessions() as session:
        world = make_world(session, capacity=CAPACITY)
        give_rules(session, world, waiting=Waiting())
        with write_transaction(session):
            teachers = [add_school(session, f"School {number}")[1] for number in range(BOOKERS)]
            tokens = [create_token(session, teacher.id, now=MONDAY) for teacher in teachers]

    def book(door, number, key, **values):
        return partial(post, door, "/api/v1/bookings", tokens[number], a_booking(world, **values), key)

    outcomes = at_once([book(doors[number % SERVERS], number, "first") for number in range(BOOKERS)])

    assert Counter(status for status, _ in outcomes) == {201: 8, 409: 24}
    assert {body["code"] for status, body in outcomes if status == 409} == {"performance_full"}

    # A winner sends its request again through all doors: it is the same booking.
    winner = next(number for number, (status, _) in enumerate(outcomes) if status == 201)
    booked = outcomes[winner][1]
    assert at_once([book(door, winner, "first") for door in doors * 2]) == [(200, booked)] * 4

    # It cancels through all doors at once: the seats come back once.
    path = f"/api/v1/bookings/{booked['reference']}/cancel"
    cancels = at_once([partial(post, door, path, tokens[winner], {}) for door in doors * 4])
    assert Counter(status for status, _ in cancels) == {200: 1, 409: 7}

    # And one new request that arrives through all doors at once is one booking.
    twins = at_once([book(door, winner, "second") for door in doors * 4])
    assert Counter(status for status, _ in twins) == {201: 1, 200: 7}
    assert len({body["reference"] for _, body in twins}) == 1

    # It is full again: a request to wait that arrives through all doors at once joins the line once.
    loser = next(number for number, (status, _) in enumerate(outcomes) if status == 409)
    waits = at_once([book(door, loser, "third", waitlist=True) for door in doors * 4])
    assert Counter(status for status, _ in waits) == {202: 1, 200: 7}
    assert {body["state"] for _, body in waits} == {"waiting"}
    assert len({body["reference"] for _, body in waits}) == 1

    with migrated_sessions() as session:
        assert session.scalar(select(Performance.seats_taken)) == CAPACITY
        assert verify(session) == []
        assert verify_money(session) == []
