"""`foyer portal title add`: why a book may be lent, who may take its file along, and a disk without room."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from portal.cli import main
from portal.library.models import Basis, Chapter, Licence, Title, TitleEpub
from tests.portal.library.test_epub import WRITTEN, files_of, zipped
from tests.portal.tables import make_migrated


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_migrated(engine)
    return engine


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "boek.epub"
    file.write_bytes(WRITTEN)
    return file


def add(file: Path, *options: str) -> Result:
    around = {"FOYER_DATA_DIR": str(file.parent), "FOYER_SECRET_KEY": "tests only " * 4}
    return CliRunner().invoke(main, ["portal", "title", "add", str(file), *options], env=around)


@pytest.mark.parametrize(
    ("options", "basis", "is_kept"),
    [
        ((), Basis.LICENSED, False),
        (("--basis", "public", "--download"), Basis.PUBLIC, True),
        (("--basis", "own"), Basis.OWN, False),
    ],
)
def test_the_command_says_why_a_book_may_be_lent_and_keeps_its_file_only_when_asked(
    engine: Engine, book: Path, options: tuple[str, ...], basis: Basis, is_kept: bool
) -> None:
    answer = add(book, *options)

    assert answer.exit_code == 0, answer.output
    with Session(engine) as session:
        title = session.scalars(select(Title)).one()
        assert (title.basis, title.may_download) == (basis, is_kept)
        assert session.scalars(select(TitleEpub.content)).all() == ([WRITTEN] if is_kept else [])


def test_a_book_that_was_there_keeps_its_reason_and_the_command_says_so(engine: Engine, book: Path) -> None:
    add(book, "--basis", "own")

    assert "stond er al" not in add(book, "--copies", "5").output
    assert "blijft wat het was (--basis own" in add(book, "--basis", "public").output
    with Session(engine) as session:
        assert session.scalars(select(Title.basis)).one() is Basis.OWN
        assert session.scalar(select(func.count()).select_from(Licence)) == 3


def test_a_file_of_a_licence_can_not_be_taken_along(engine: Engine, book: Path) -> None:
    for options in (("--download",), ("--download", "--basis", "licensed")):
        answer = add(book, *options)
        assert (answer.exit_code, "--basis own, open of public" in answer.output) == (2, True)
    assert add(book, "--basis", "gestolen").exit_code == 2


def test_a_full_disk_is_told_with_what_to_do_and_keeps_nothing(engine: Engine, book: Path) -> None:
    def shrink(raw, *_) -> None:
        """No page more in the file: what a full disk is to SQLite."""
        raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0]}")

    book.write_bytes(zipped(files_of("<p>" + "Het licht ging uit. " * 10_000 + "</p>")))
    event.listen(Pool, "checkout", shrink)
    try:
        answer = add(book)
    finally:
        event.remove(Pool, "checkout", shrink)

    assert answer.exit_code == 1
    for words in ("niet bewaard, ook niet half", "disk is full", "Zorg dat er plaats is"):
        assert words in answer.output
    with Session(engine) as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in (Title, Chapter, Licence)] == [
            0
        ] * 3
    assert add(book).exit_code == 0
