"""Many bookers at one door: a database that several threads reach through connections of their own."""

import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session, sessionmaker

from portal.db import make_engine, make_sessions
from tests.portal.tables import make_tables

T = TypeVar("T")


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions on a database with all tables: a SQLite file, then PostgreSQL."""
    engine = make_engine(database_url)
    make_tables(engine)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def at_once() -> Callable[[list[Callable[[], T]]], list[T | BaseException]]:
    """Run all callables at the same moment, a thread each; what each gave back or raised, in their order."""

    def run(jobs: list[Callable[[], T]]) -> list[T | BaseException]:
        outcomes: list[T | BaseException] = [AssertionError("did not run")] * len(jobs)
        start = threading.Barrier(len(jobs))

        def work(number: int) -> None:
            start.wait()
            try:
                outcomes[number] = jobs[number]()
            except BaseException as error:
                outcomes[number] = error

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        return outcomes

    return run
