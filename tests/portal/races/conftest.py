"""Many bookers at one door: a database that several threads reach through connections of their own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from portal.db import make_engine, make_sessions
from tests.portal.at_once import at_once as all_at_once
from tests.portal.tables import make_tables


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions on a database with all tables: a SQLite file, then PostgreSQL."""
    engine = make_engine(database_url)
    make_tables(engine)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def at_once() -> Callable[[list[Callable[[], Any]]], list[Any]]:
    return all_at_once
