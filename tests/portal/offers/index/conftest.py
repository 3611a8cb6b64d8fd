"""Databases with a catalogue of which everything is drawn by lot, committed, so that every connection sees it."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from portal.db import make_engine, make_sessions
from portal.places.service import load_municipalities
from tests.portal.offers.index.lots import draw_catalogue
from tests.portal.tables import make_tables


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'foyer.sqlite'}"
    else:
        url = _fresh_postgres(request.getfixturevalue("postgres_server"))
    engine = make_engine(url)
    make_tables(engine)
    with make_sessions(engine)() as session:
        load_municipalities(session)
        draw_catalogue(session, random.Random(4), 120)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with make_sessions(engine)() as session:
        yield session


def _fresh_postgres(server: str) -> str:
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS catalogue WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE catalogue"))
    admin.dispose()
    return server.rsplit("/", 1)[0] + "/catalogue"
