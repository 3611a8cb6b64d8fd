"""kill -9 while a book is being added, by the command and by the page, and a full disk: whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import event, func, select

from portal.accounts.models import Library, Role
from portal.accounts.service import create_user, give_role
from portal.cli import main
from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.extensions import db
from portal.library.desk.routes import NOT_KEPT
from portal.library.models import Chapter, Licence, Title, TitleEntry, TitleFile
from portal.library.reading.models import ChapterText
from tests.portal.conftest import some_settings
from tests.portal.library.conftest import NOW, fill
from tests.portal.library.library_house import signed_in
from tests.portal.library.test_epub import WRITTEN, files_of, zipped
from tests.portal.quick import quick_app
from tests.portal.tables import make_migrated

ROOT = Path(__file__).parents[3]
TABLES: list[type[Base]] = [Title, Chapter, ChapterText, TitleEntry, TitleFile, Licence]


@pytest.fixture
def engine(database_url):
    """A library and somebody who works there, in a database as an operator has it."""
    engine = make_engine(database_url)
    make_migrated(engine)
    with make_sessions(engine)() as session:
        fill(session)
        with write_transaction(session):
            session.add(Library(slug="de-leesboom", name="De Leesboom", nis="13040"))
            session.flush()
            user = create_user(session, email="bib@demo.example", name="Bib", password_hash="-", now=NOW)
            give_role(session, user, Role.LIBRARY, ("library", "de-leesboom"))
    yield engine
    engine.dispose()


@pytest.fixture
def book(tmp_path) -> Path:
    file = tmp_path / "boek.epub"
    file.write_bytes(WRITTEN)
    return file


def rows(engine) -> list[int]:
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) for table in TABLES]


def around(database_url: str, folder: Path) -> dict[str, str]:
    return {"FOYER_DATABASE_URL": database_url, "FOYER_DATA_DIR": str(folder), "FOYER_SECRET_KEY": "tests only " * 4}


@pytest.mark.parametrize("way", ["command", "page"])
def test_a_process_that_is_killed_while_it_adds_a_book_leaves_nothing(
    way, engine, database_url, book, tmp_path
) -> None:
    before = rows(engine)
    adder = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("adder.py")), way, str(book)],
        env=os.environ | around(database_url, tmp_path) | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert adder.stdout is not None
        assert adder.stdout.readline() == "half\n"
    finally:
        adder.kill()
        adder.communicate()

    assert adder.returncode == -signal.SIGKILL
    assert rows(engine) == before
    again = CliRunner().invoke(main, ["portal", "title", "add", str(book)], env=around(database_url, tmp_path))
    assert (again.exit_code, rows(engine)[0]) == (0, before[0] + 1), again.output


@pytest.fixture
def no_room(database_url):
    """No page more in a database file: what a full disk is to SQLite."""

    def shrink(raw, *_) -> None:
        raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0]}")

    return shrink


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_in_words_and_keeps_nothing(engine, database_url, book, no_room, tmp_path) -> None:
    before = rows(engine)
    # Longer than what is left on the pages that each table has.
    book.write_bytes(zipped(files_of("<p>" + "Het licht ging uit. " * 10_000 + "</p>")))
    app = quick_app(some_settings(tmp_path, database_url))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        event.listen(db.engine, "checkout", no_room)
        browser = signed_in(app, db.session, "bib@demo.example")
        with book.open("rb") as content:
            facts = {"age_from": "8", "age_to": "11", "books": [(content, book.name)]}
            told = browser.post("/bibliotheek/toevoegen", data=facts)
        db.engine.dispose()

    assert told.status_code == 422
    assert NOT_KEPT in told.text
    assert rows(engine) == before
