"""The API on an empty portal: a small world, and people with tokens."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.queries import Person
from portal.accounts.service import create_token
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.booking_world import MONDAY, World, make_world


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(db.session, capacity=100)


@pytest.fixture
def bearer(app: Flask) -> Callable[[Person], dict[str, str]]:
    """The header with a new token of somebody."""

    def header(person: Person) -> dict[str, str]:
        with write_transaction(db.session):
            token = create_token(db.session, person.id, now=MONDAY)
        return {"Authorization": f"Bearer {token}"}

    return header


@pytest.fixture
def post_booking(client: FlaskClient, world: World, bearer: Callable[[Person], dict[str, str]]) -> Callable[..., Any]:
    """POST /bookings for the teacher of the world, one class of 24 unless `groups` says else."""
    header = bearer(world.teacher)

    def post(key: str | None = "key-1", **fields: object) -> Any:
        group = {"name": "4A", "level": "lager-2", "pupils": 24, "companions": 2, "wheelchair": 1}
        body = {"performance_id": world.performance_id, "groups": [group]} | fields
        return client.post("/api/v1/bookings", json=body, headers=header | ({"Idempotency-Key": key} if key else {}))

    return post
