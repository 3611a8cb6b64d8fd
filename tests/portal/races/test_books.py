"""Two librarians bring the same book in at the same moment, and a process that is killed while it adds one."""

import threading
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Library
from portal.db import write_transaction
from portal.library.desk import shelf
from portal.library.desk.intake import About, Terms
from portal.library.desk.shelf import Taken, take_in
from portal.library.epub.read import read_book
from portal.library.models import Chapter, Licence, Title
from tests.portal.library.conftest import NOW, fill
from tests.portal.library.test_epub import WRITTEN

BOOK = read_book(WRITTEN)
LIBRARIANS = 2


@pytest.fixture
def library(sessions) -> int:
    with sessions() as session:
        fill(session)
        with write_transaction(session):
            made = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
            session.add(made)
        return made.id


def bring(sessions, library: int) -> Taken:
    with sessions() as session, write_transaction(session):
        terms = Terms(copies=20)
        return take_in(session, BOOK, library_id=library, about=About(), terms=terms, now=NOW)[0]


def on_the_shelf(sessions, library: int) -> tuple[Any, ...]:
    """How many titles, lots and chapters of these titles the library has."""
    with sessions() as session:
        ids = select(Title.id).where(Title.library_id == library)
        return tuple(
            session.scalar(select(func.count()).select_from(table).where(column.in_(ids)))
            for table, column in ((Title, Title.id), (Licence, Licence.title_id), (Chapter, Chapter.title_id))
        )


def test_two_librarians_who_bring_one_book_at_once_have_it_once(sessions, at_once, library) -> None:
    outcomes = at_once([partial(bring, sessions, library)] * LIBRARIANS)

    assert sorted(outcomes, key=str) == [Taken.NEW, Taken.SAME]
    assert on_the_shelf(sessions, library) == (1, 1, len(BOOK.chapters))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_one_at_a_time_has_them_run_into_each_other(
    sessions, at_once, library, monkeypatch
) -> None:
    """On SQLite the one writer is the lock, so this shows it on PostgreSQL: both find the book missing, so the slower
    breaks on its name, or, when it looks for a free name late enough, the library has the book twice."""
    all_have_looked = threading.Barrier(LIBRARIANS)
    add = shelf.add_title

    def look_and_wait(*args: Any, **kwargs: Any) -> Any:
        all_have_looked.wait(timeout=30)
        return add(*args, **kwargs)

    monkeypatch.setattr(shelf, "one_book_at_a_time", lambda _: None)
    monkeypatch.setattr(shelf, "add_title", look_and_wait)

    outcomes = at_once([partial(bring, sessions, library)] * LIBRARIANS)

    broken = sum(isinstance(one, Exception) for one in outcomes)
    assert Taken.SAME not in outcomes
    assert broken + on_the_shelf(sessions, library)[0] == LIBRARIANS
    assert broken < LIBRARIANS
