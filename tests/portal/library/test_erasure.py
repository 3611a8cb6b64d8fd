"""What is known of pupils goes by itself, 30 days after the last day of their set."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.bookings.journal import Book
from portal.clock import school_day, utc_now
from portal.db import make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set, return_set
from portal.library.models import Animal, ClassSet, Reader
from portal.library.reading.service import join_set
from portal.library.together.erasing import erase_due
from portal.work import keep_house
from tests.portal.library.conftest import NOW, Place

PIN = ("ster", "maan", "vis")
LAST = school_day(NOW) + timedelta(days=10)


def noon(day_after_last: int) -> datetime:
    return datetime(LAST.year, LAST.month, LAST.day, 10, 0, tzinfo=UTC) + timedelta(days=day_after_last)


@pytest.fixture
def made(session: Session, place: Place) -> ClassSet:
    wish = SetRequest(place.title, place.classes[0], place.school, 5, Period(school_day(NOW), LAST), "k")
    with write_transaction(session):
        made = assign_set(session, wish, assigned_by=place.teacher, now=NOW)
        join_set(session, made, Animal.VOS, PIN, now=NOW)
    return made


def erased(session: Session, now: datetime) -> int:
    with write_transaction(session):
        return erase_due(session, now)


def test_readers_go_on_the_thirty_first_day_and_the_set_stays(session: Session, made: ClassSet) -> None:
    assert erased(session, noon(30)) == 0
    assert session.scalars(select(Reader)).one().animal == Animal.VOS

    assert erased(session, noon(31)) == 1
    assert session.scalars(select(Reader)).all() == []
    session.refresh(made)
    assert made.erased_at == noon(31)
    assert erased(session, noon(32)) == 0


def test_a_set_given_back_early_ended_that_day(session: Session, made: ClassSet) -> None:
    with write_transaction(session):
        return_set(session, made, now=NOW)
    last = (school_day(NOW) - LAST).days

    assert erased(session, noon(last + 30)) == 0
    assert erased(session, noon(last + 31)) == 1


def test_other_sets_are_left_alone(session: Session, made: ClassSet, place: Place) -> None:
    later = Period(school_day(NOW), LAST + timedelta(days=20))
    wish = SetRequest(place.title, place.classes[1], place.school, 5, later, "k2")
    with write_transaction(session):
        other = assign_set(session, wish, assigned_by=place.teacher, now=NOW)
        join_set(session, other, Animal.UIL, PIN, now=NOW)

    assert erased(session, noon(31)) == 1
    assert session.scalars(select(Reader.class_set_id)).all() == [other.id]


def test_the_worker_erases_when_it_starts_and_stops_when_told(
    engine: Engine, session: Session, made: ClassSet, tmp_path: Path
) -> None:
    stop, rounds = threading.Event(), []

    def clock() -> datetime:
        rounds.append(1)
        if len(rounds) == 2:
            stop.set()
        return noon(31)

    session.commit()
    book = Book(engine, Journal(tmp_path / "journal", clock=utc_now))
    keep_house(make_sessions(engine), book, stop, every_s=0.0, clock=clock)

    assert len(rounds) >= 2
    assert session.scalars(select(Reader)).all() == []
