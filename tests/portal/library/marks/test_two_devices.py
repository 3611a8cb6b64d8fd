"""One pupil on two devices at the same moment: nothing is lost, nothing is there twice; with the controls."""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from portal.db import make_sessions, write_transaction
from portal.library.marks import service
from portal.library.marks.queries import marks_of
from portal.library.marks.service import keep_marks, tell_place
from portal.library.models import Animal, ClassSet, Reader
from portal.library.reading.service import ReadingPlace, join_set
from portal.library.together import service as together
from portal.library.together.models import Answer
from portal.library.together.service import Asked, answer, ask
from tests.portal.at_once import at_once
from tests.portal.library.conftest import NOW, Place
from tests.portal.library.library_house import PIN, a_set
from tests.portal.library.marks.test_service import a_mark

DEVICES = 2
HAD = a_mark(text="Eerst")


class Fox:
    """A pupil with a mark, and a question to answer."""

    def __init__(self, sessions: sessionmaker[Session], made: ClassSet) -> None:
        self.sessions = sessions
        with sessions() as session, write_transaction(session):
            self.question = ask(session, made.id, Asked(1, "Waarom?"), now=NOW).id
            self.id = join_set(session, made, Animal.VOS, PIN, now=made.created_at).id
            keep_marks(session, self.id, [HAD], now=NOW)

    def does(self, act: Callable[..., Any], *said: Any, **more: Any) -> Any:
        with self.sessions() as session, write_transaction(session):
            return act(session, self.id, *said, **more)

    def notes(self, number: int) -> Callable[[], Any]:
        """What this device made of the mark that both have, and a mark of its own."""
        marks = [a_mark(text=f"Toestel {number}", version=2), a_mark(f"eigen{number}xx")]
        return partial(self.does, keep_marks, marks, now=NOW)

    def is_at(self, number: int) -> Callable[[], Any]:
        return partial(self.does, tell_place, f"toestel{number}", ReadingPlace(1, far=number / 10), now=NOW)

    def answers(self, number: int) -> Callable[[], Any]:
        return partial(self.does, answer, self.question, f"Daarom {number}.")

    def texts(self) -> set[str]:
        with self.sessions() as session:
            return set(next(mark for mark in marks_of(session, self.id) if mark.key == HAD.key).texts)

    def given(self) -> list[str]:
        with self.sessions() as session:
            return list(session.scalars(select(Answer.text)))


@pytest.fixture
def fox(filled: tuple[Engine, Place]) -> Fox:
    engine, place = filled
    sessions = make_sessions(engine)
    with sessions() as session:
        return Fox(sessions, a_set(session, place, first=-1))


def all_wait(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but no device does it before all have come so far."""
    here = Barrier(DEVICES)

    def waits(*args: Any, **more: Any) -> Any:
        here.wait(timeout=30)
        return act(*args, **more)

    return waits


def test_two_devices_at_once_lose_nothing_and_keep_one_answer(fox: Fox) -> None:
    numbers = range(DEVICES)

    outcomes = at_once([do(number) for number in numbers for do in (fox.notes, fox.is_at, fox.answers)])

    assert not [one for one in outcomes if isinstance(one, BaseException)]
    assert fox.texts() == {f"Toestel {number}" for number in numbers}
    assert fox.given() in [[f"Daarom {number}."] for number in numbers]
    with fox.sessions() as session:
        assert len(marks_of(session, fox.id)) == 1 + DEVICES
        assert session.get_one(Reader, fox.id).place == pytest.approx((DEVICES - 1) / 10)


# On SQLite the one writer is the lock, so the controls show it on PostgreSQL.
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_postgresql
def test_the_control_without_the_lock_loses_what_one_device_wrote(fox: Fox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_lock", lambda *_: None)
    monkeypatch.setattr(service, "merge_mark", all_wait(service.merge_mark))

    at_once([fox.notes(number) for number in range(DEVICES)])

    assert len(fox.texts()) == 1


@on_postgresql
@pytest.mark.parametrize("is_guarded", [True, False])
def test_an_answer_that_came_in_between_is_written_over_and_without_the_guard_is_an_error(
    fox: Fox, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """Both devices found no answer before either gives one."""
    monkeypatch.setattr(Session, "begin_nested", all_wait(Session.begin_nested))
    if not is_guarded:
        monkeypatch.setattr(together, "IntegrityError", ZeroDivisionError)

    outcomes = at_once([fox.answers(number) for number in range(DEVICES)])

    assert len(fox.given()) == 1
    assert sum(isinstance(one, IntegrityError) for one in outcomes) == (0 if is_guarded else 1)
