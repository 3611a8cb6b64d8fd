"""Databases with the real municipalities in them, made once: 1 500 rows a test would be most of its time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from portal.db import make_engine
from portal.places.service import load_municipalities
from tests.portal.tables import make_tables


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def places_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """SQLite and then PostgreSQL, with every municipality and nothing else."""
    url = "sqlite://" if request.param == "sqlite" else _fresh_postgres(request.getfixturevalue("postgres_server"))
    engine = make_engine(url)
    make_tables(engine)
    with Session(engine) as session:
        load_municipalities(session)
        session.commit()
    yield engine
    engine.dispose()


def _fresh_postgres(server: str) -> str:
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS offers WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE offers"))
    admin.dispose()
    return server.rsplit("/", 1)[0] + "/offers"


@pytest.fixture
def region(places_engine: Engine) -> Iterator[Session]:
    """A session whose changes are gone after the test."""
    with places_engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False) as session:
            yield session
        transaction.rollback()
