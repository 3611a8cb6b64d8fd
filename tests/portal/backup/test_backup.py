"""A backup is one moment of a portal that serves on, and comes back whole or not at all."""

import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from portal.backup.archive import MANIFEST, Damaged, Reader, is_safe, read_backup
from portal.backup.rows import lines_of, one_moment, tables_in
from portal.backup.service import NewerSchema, NotEmpty, OtherSchema, back_up, restore
from portal.bookings.journal import attach, compare
from portal.bookings.models import Booking
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats
from portal.cli import main
from portal.commands import complete_journal
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.migrations import state
from portal.offers.index import changes
from portal.outbox.models import Message
from portal.settings import Settings
from tests.portal.booking_world import MONDAY, World, a_request, make_world
from tests.portal.conftest import some_settings
from tests.portal.tables import make_migrated

PICTURE = b"\x89not really a picture" * 999


class House:
    """A portal with a journal, in which somebody books."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings = engine, settings
        attach(engine, Journal(settings.journal_dir, lambda: MONDAY))
        self.sessions: sessionmaker[Session] = make_sessions(engine)
        with self.sessions() as session:
            self.world: World = make_world(session, capacity=5000)
        (settings.uploads_dir / "poster.png").write_bytes(PICTURE)

    def book(self) -> None:
        with self.sessions() as session, write_transaction(session):
            book_seats(session, a_request(self.world, seats=3), now=MONDAY)


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    engine = make_engine(database_url)
    make_migrated(engine)
    yield House(engine, some_settings(tmp_path / "serving", database_url))
    engine.dispose()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[House]:
    url = f"sqlite:///{tmp_path / 'serving.sqlite'}"
    engine = make_engine(url)
    make_migrated(engine)
    house = House(engine, some_settings(tmp_path / "serving", url))
    house.book()
    yield house
    engine.dispose()


@pytest.fixture
def kept(on_sqlite: House, tmp_path: Path) -> Path:
    back_up(on_sqlite.engine, on_sqlite.settings, tmp_path / "kept.zip", now=MONDAY)
    return tmp_path / "kept.zip"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[str], tuple[Engine, Settings]]]:
    """Makes an empty target, whose database is beside the one that serves."""
    engines = []

    def make(like: str) -> tuple[Engine, Settings]:
        url = make_url(like)
        if url.get_backend_name() == "sqlite":
            target = f"sqlite:///{tmp_path / 'target.sqlite'}"
        else:
            target = url.set(database=f"{url.database}_target").render_as_string(hide_password=False)
            _run(like, f'CREATE DATABASE "{make_url(target).database}"')
        engines.append((like, make_engine(target)))
        return engines[-1][1], some_settings(tmp_path / "target", target)

    yield make
    for like, engine in engines:
        engine.dispose()
        if engine.dialect.name == "postgresql":
            _run(like, f'DROP DATABASE "{engine.url.database}" WITH (FORCE)')


def _run(url: str, statement: str) -> None:
    engine = make_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


def content(engine: Engine) -> dict[str, list[bytes]]:
    with one_moment(engine) as connection:
        return {name: list(lines_of(connection, table)) for name, table in tables_in(connection).items()}


def put_back(path: Path, engine: Engine, settings: Settings) -> None:
    with read_backup(path) as reader:
        restore(engine, settings, reader)


def test_every_row_and_file_comes_back_and_the_portal_books_on(
    house: House, empty: Callable[[str], tuple[Engine, Settings]], tmp_path: Path
) -> None:
    house.book()
    back_up(house.engine, house.settings, tmp_path / "kept.zip", now=MONDAY)
    engine, settings = empty(house.settings.database_url)

    put_back(tmp_path / "kept.zip", engine, settings)

    assert content(engine) == content(house.engine)
    assert (settings.uploads_dir / "poster.png").read_bytes() == PICTURE
    assert compare(engine, settings.journal_dir).agrees
    with engine.connect() as connection:
        assert changes.is_watched(connection)
    attach(engine, Journal(settings.journal_dir, lambda: MONDAY))
    with make_sessions(engine)() as session:
        with write_transaction(session):
            book_seats(session, a_request(house.world, seats=3), now=MONDAY)
        assert verify(session) == []
        assert verify_money(session) == []
        assert session.scalar(select(func.count()).select_from(Booking)) == 2


def test_while_people_book_it_shows_one_moment(
    house: House, empty: Callable[[str], tuple[Engine, Settings]], tmp_path: Path
) -> None:
    stop, booked = threading.Event(), threading.Event()

    def keep_booking() -> None:
        while not stop.is_set():
            house.book()
            booked.set()

    thread = threading.Thread(target=keep_booking)
    thread.start()
    try:
        assert booked.wait(timeout=60)
        back_up(house.engine, house.settings, tmp_path / "kept.zip", now=MONDAY)
        booked.clear()
        assert booked.wait(timeout=60)
    finally:
        stop.set()
        thread.join()
    engine, settings = empty(house.settings.database_url)

    put_back(tmp_path / "kept.zip", engine, settings)

    complete_journal(engine, settings)
    assert compare(engine, settings.journal_dir).agrees
    with make_sessions(engine)() as session:
        assert verify(session) == []
        assert verify_money(session) == []
        bookings, letters = (session.scalar(select(func.count()).select_from(one)) for one in (Booking, Message))
        assert bookings == letters
    with house.sessions() as session:
        assert bookings < (session.scalar(select(func.count()).select_from(Booking)) or 0)


def test_a_portal_that_outgrew_sqlite_moves_to_postgresql_and_back(
    on_sqlite: House, kept: Path, empty_pg_url: str, tmp_path: Path
) -> None:
    moved, back = make_engine(empty_pg_url), make_engine(f"sqlite:///{tmp_path / 'back.sqlite'}")
    of_moved = some_settings(tmp_path / "moved", empty_pg_url)

    put_back(kept, moved, of_moved)
    back_up(moved, of_moved, tmp_path / "again.zip", now=MONDAY)
    put_back(tmp_path / "again.zip", back, some_settings(tmp_path / "back", str(back.url)))

    assert content(back) == content(on_sqlite.engine)
    with make_sessions(moved)() as session, write_transaction(session):
        book_seats(session, a_request(on_sqlite.world, seats=3), now=MONDAY)
    moved.dispose()
    back.dispose()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    empty_database_url: str, empty: Callable[[str], tuple[Engine, Settings]], tmp_path: Path
) -> None:
    old = make_engine(empty_database_url)
    state.upgrade(old, to="0016")
    back_up(old, some_settings(tmp_path / "old", empty_database_url), tmp_path / "old.zip", now=MONDAY)
    engine, settings = empty(empty_database_url)

    put_back(tmp_path / "old.zip", engine, settings)

    with engine.connect() as connection:
        assert state.is_current(connection)
    old.dispose()


def test_a_database_or_folder_that_holds_something_is_left_as_it_is(
    on_sqlite: House, kept: Path, empty: Callable[[str], tuple[Engine, Settings]]
) -> None:
    before = content(on_sqlite.engine)
    engine, settings = empty("sqlite:///x")

    with pytest.raises(NotEmpty):
        put_back(kept, on_sqlite.engine, settings)
    (settings.uploads_dir / "mine.png").touch()
    with pytest.raises(NotEmpty):
        put_back(kept, engine, settings)

    assert content(on_sqlite.engine) == before
    assert [path.name for path in settings.uploads_dir.iterdir()] == ["mine.png"]
    assert content(engine) == {}


def test_a_target_of_another_revision_and_a_backup_of_a_later_one_are_refused(
    kept: Path, empty: Callable[[str], tuple[Engine, Settings]], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, settings = empty("sqlite:///x")
    state.upgrade(engine, to="0003")

    with pytest.raises(OtherSchema):
        put_back(kept, engine, settings)
    monkeypatch.setattr(state, "newest", lambda: "0003")
    with pytest.raises(NewerSchema):
        put_back(kept, engine, settings)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with its members, by name, changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _lose_a_table(members: dict[str, bytes]) -> None:
    del members["tables/booking.jsonl"]


def _change_a_row(members: dict[str, bytes]) -> None:
    members["tables/booking.jsonl"] = members["tables/booking.jsonl"].replace(b"4A", b"4B") + b" "


def _add_a_file(members: dict[str, bytes]) -> None:
    members["uploads/more.png"] = b""


def _lose_the_manifest(members: dict[str, bytes]) -> None:
    del members[MANIFEST]


def _climb(members: dict[str, bytes]) -> None:
    members["uploads/../../evil"] = members.pop("uploads/poster.png")
    members[MANIFEST] = members[MANIFEST].replace(b"uploads/poster.png", b"uploads/../../evil")


@pytest.mark.parametrize(
    "change", [_lose_a_table, _change_a_row, _add_a_file, _lose_the_manifest, _climb], ids=lambda one: one.__name__
)
def test_an_archive_that_was_changed_is_refused_before_anything_is_written(
    kept: Path, empty: Callable[[str], tuple[Engine, Settings]], change: Callable[[dict[str, bytes]], None]
) -> None:
    engine, settings = empty("sqlite:///x")

    with pytest.raises(Damaged):
        put_back(rewritten(kept, change), engine, settings)

    assert content(engine) == {}
    assert not list(settings.uploads_dir.iterdir())
    assert not (settings.data_dir.parent / "evil").exists()


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_truncated_archive_is_refused(kept: Path, share: float) -> None:
    kept.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])

    with pytest.raises(Damaged), read_backup(kept):
        pass


def test_rows_that_fit_nothing_leave_an_empty_portal_in_which_the_whole_backup_still_goes(
    kept: Path, empty: Callable[[str], tuple[Engine, Settings]], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, settings = empty("sqlite:///x")
    with monkeypatch.context() as patched:
        whole = Reader.lines
        # Digests agree in a file that was made so; the database still looks at every row.
        patched.setattr(Reader, "lines", lambda me, table: iter([next(whole(me, table))]) if table == "offer"
                        else whole(me, table))  # fmt: skip
        with pytest.raises(Damaged):
            put_back(kept, engine, settings)
    assert not list(settings.uploads_dir.iterdir())
    assert not list(settings.journal_dir.iterdir())

    put_back(kept, engine, settings)

    assert (settings.uploads_dir / "poster.png").is_file()


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "uploads",
        "uploads/",
        "uploads/../x",
        "uploads//x",
        "other/x",
        "uploads/a\\b",
        "uploads/C:x",
        "",
    ],
)
def test_a_name_that_could_leave_its_folder_is_not_safe(name: str) -> None:
    assert not is_safe(name)


def command(*words: str, data: Path) -> Result:
    return CliRunner().invoke(main, ["portal", *words], env={"FOYER_DATA_DIR": str(data), "FOYER_DATABASE_URL": ""})


def test_the_commands_say_what_they_did_and_why_not(tmp_path: Path) -> None:
    data, target, file = tmp_path / "data", tmp_path / "target", tmp_path / "kept.zip"

    not_yet = command("backup", str(file), data=data)
    command("migrate", data=data)
    done = command("backup", str(file), data=data)
    again = command("backup", str(file), data=data)
    nowhere = command("backup", str(tmp_path / "no" / "kept.zip"), data=data)
    absent = command("restore", str(tmp_path / "none.zip"), data=target)
    restored = command("restore", str(file), data=target)
    file.write_bytes(b"no zip")
    damaged = command("restore", str(file), data=target)

    assert [not_yet.exit_code, done.exit_code, again.exit_code, nowhere.exit_code] == [1, 0, 1, 2]
    assert [absent.exit_code, restored.exit_code, damaged.exit_code] == [2, 0, 1]
    assert "foyer portal migrate" in not_yet.stderr
    assert "bestaat al" in again.stderr
    assert "Teruggezet" in restored.stdout
    assert "beschadigd" in damaged.stderr
    assert [path.name for path in tmp_path.glob("*.part")] == []
