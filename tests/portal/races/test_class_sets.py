"""Many teachers, one title: never more copies out than there are, on both databases; with its control."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from portal.accounts.models import ClassGroup, ClassLevel
from portal.db import make_sessions, write_transaction
from portal.library.errors import NoRoom
from portal.library.lending import service
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import ClassSet
from tests.portal.library.conftest import NOW, Place, fill, filled
from tests.portal.tables import make_tables

__all__ = ["filled"]

TEACHERS = 12
SEATS = 10
COPIES = 30


def more_classes(engine: Engine, place: Place) -> list[int]:
    with make_sessions(engine)() as session, write_transaction(session):
        groups = [
            ClassGroup(
                school_id=place.school, name=f"K{n}", level=ClassLevel.LAGER_2, pupils=9, school_year="2026-2027"
            )
            for n in range(TEACHERS)
        ]
        session.add_all(groups)
        session.flush()
        return [group.id for group in groups]


def race(engine: Engine, place: Place) -> int:
    """All teachers at once; how many seats were given out."""
    classes = more_classes(engine, place)
    sessions, gate = make_sessions(engine), threading.Barrier(TEACHERS)

    def assign(group: int) -> None:
        days = Period(date(2027, 5, 1), date(2027, 5, 10))
        request = SetRequest(place.title, group, place.school, SEATS, days, f"key-{group}")
        gate.wait(timeout=30)
        try:
            with sessions() as session, write_transaction(session):
                assign_set(session, request, assigned_by=place.teacher, now=NOW)
        except NoRoom:
            return

    with ThreadPoolExecutor(TEACHERS) as pool:
        list(pool.map(assign, classes))
    with sessions() as session:
        return session.scalar(select(func.sum(ClassSet.copies))) or 0


def test_twelve_teachers_at_once_get_exactly_the_copies_there_are(filled: tuple[Engine, Place]) -> None:
    engine, place = filled

    assert race(engine, place) == COPIES


def test_without_the_lock_the_same_race_gives_out_too_many(pg_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control. On SQLite the one writer is the lock, so this shows it on PostgreSQL."""
    from portal.db import make_engine

    engine = make_engine(pg_url)
    make_tables(engine)
    with make_sessions(engine)() as session:
        place = fill(session)
    all_have_looked = threading.Barrier(TEACHERS)
    look = service.take_room

    def look_and_wait(*args: object, **kwargs: object) -> object:
        found = look(*args, **kwargs)  # type: ignore[arg-type]
        all_have_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(service, "lock_title", lambda *_: None)
    monkeypatch.setattr(service, "take_room", look_and_wait)

    assert race(engine, place) == TEACHERS * SEATS > COPIES
    engine.dispose()
