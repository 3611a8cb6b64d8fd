"""Everything of a portal into one file while it serves, and back into an empty one."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, exists, select
from sqlalchemy.exc import SQLAlchemyError

from portal.backup.archive import PIECE, Damaged, Manifest, Reader, Writer, table_member
from portal.backup.rows import fill, lines_of, one_moment, raise_counters, tables_in, without_foreign_keys
from portal.journal.chain import files_of
from portal.migrations import state
from portal.offers.index import changes
from portal.settings import Settings

TELLING = ("user_account", "offer", "booking", "centre", "school")
"""Where one of these has a row, the database is somebody's. Municipalities come with the schema."""

HALF = ".half"
"""Ends the name of a picture that is still being written."""


class NotMigrated(Exception):
    """The database has no schema of Foyer."""


class NotEmpty(Exception):
    """The target holds something already; `what` is a Dutch noun phrase for it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NewerSchema(Exception):
    """The backup has a schema that this version of Foyer doesn't know."""


class OtherSchema(Exception):
    """The target is empty but stands at another revision than the backup."""


def back_up(engine: Engine, settings: Settings, path: Path, *, now: datetime) -> Manifest:
    """Write all rows as they are at one moment, and every file they speak of, into `path`.

    The order keeps the parts true to each other. The journal goes first: it is told after a commit, so it knows no
    row that the database doesn't have yet, and what it misses is completed at a start. Pictures go before the rows,
    since one may be removed meanwhile, and once more after them, since one may have come.
    Raises:
        NotMigrated: there is no schema in the database.
        OSError: the file can't be written.
    """
    with Writer(path) as archive:
        for file in files_of(settings.journal_dir):
            archive.add_lines(f"journal/{file.name}", _whole_lines(file))
        _add_files(archive, settings)
        with one_moment(engine) as connection:
            revision = state.revision_of(connection)
            if revision is None:
                raise NotMigrated
            for name, table in tables_in(connection).items():
                archive.add_lines(table_member(name), lines_of(connection, table), rows=True)
        _add_files(archive, settings)
        return archive.finish(revision, now)


def _add_files(archive: Writer, settings: Settings) -> None:
    for folder, root in _folders(settings).items():
        for file in sorted(root.rglob("*")):
            name = f"{folder}/{file.relative_to(root).as_posix()}"
            if name in archive.members or file.suffix == HALF or file.is_symlink() or not file.is_file():
                continue
            # Gone since it was listed: then no row of the snapshot that follows speaks of it, or it was kept before.
            with suppress(FileNotFoundError), file.open("rb") as content:
                archive.add_lines(name, iter(lambda content=content: content.read(PIECE), b""))  # type: ignore[misc]


def _folders(settings: Settings) -> dict[str, Path]:
    return {"uploads": settings.uploads_dir, "imports": settings.data_dir / "imports"}


def _whole_lines(file: Path) -> Iterator[bytes]:
    """What the file holds now, without a line that is being written."""
    left = file.stat().st_size
    with file.open("rb") as lines:
        for line in lines:
            left -= len(line)
            if left < 0 or not line.endswith(b"\n"):
                return
            yield line


def restore(engine: Engine, settings: Settings, backup: Reader) -> None:
    """Fill an empty portal from a backup that was looked at, and bring it up to date. All or nothing.

    Raises:
        NewerSchema, OtherSchema, NotEmpty: this target can't have it.
        Damaged: its rows don't fit its schema.
        OSError, SQLAlchemyError: the target gives no room.
    """
    revision = backup.manifest.revision
    if revision > state.newest():
        raise NewerSchema
    _refuse_what_is_there(engine, settings, revision)
    state.upgrade(engine, to=revision)
    put: list[Path] = []
    try:
        _put_files(settings, backup, put)
        _put_rows(engine, backup)
    except BaseException:
        for path in put:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    state.upgrade(engine)


def _refuse_what_is_there(engine: Engine, settings: Settings, revision: str) -> None:
    for name, folder in _folders(settings).items():
        if folder.is_dir() and any(folder.iterdir()):
            raise NotEmpty(f"de map {name} ({folder})")
    if files_of(settings.journal_dir):
        raise NotEmpty(f"het journaal ({settings.journal_dir})")
    with engine.connect() as connection:
        there = tables_in(connection)
        found = state.revision_of(connection)
        for name in TELLING:
            if name in there and connection.scalar(select(exists(select(there[name])))):
                raise NotEmpty("de databank")
        if found is None and there:
            raise NotEmpty("de databank")
    if found not in (None, revision):
        raise OtherSchema


def _put_files(settings: Settings, backup: Reader, put: list[Path]) -> None:
    """Beside their place first, then into it; `put` names what stands there, for who has to take it back."""
    places = {**_folders(settings), "journal": settings.journal_dir}
    for folder, place in places.items():
        names = [name for name in backup.manifest.files if name.startswith(f"{folder}/")]
        place.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=place))
        try:
            for name in names:
                backup.extract(name, aside / name.removeprefix(f"{folder}/"))
            for piece in sorted(aside.iterdir()):
                put.append(piece.rename(place / piece.name))  # noqa: PERF401 - counted one by one, for taking back.
        finally:
            shutil.rmtree(aside)


def _put_rows(engine: Engine, backup: Reader) -> None:
    with engine.connect() as connection, state.tables_may_be_rebuilt(connection) as free, free.begin():
        changes.remove(free)
        tables = tables_in(free)
        if set(tables) != set(backup.manifest.tables):
            raise Damaged("de tabellen zijn niet die van zijn versie")
        try:
            with without_foreign_keys(free):
                _replace_rows(free, tables, backup)
            state.check_foreign_keys(free)
        except (ValueError, TypeError, RuntimeError, StopIteration, SQLAlchemyError) as problem:
            raise Damaged("de rijen passen niet bij elkaar") from problem
        raise_counters(free, tables)
        if changes.exist(free):
            changes.install(free)
            changes.log_everything(free)


def _replace_rows(connection: Connection, tables: Mapping[str, Table], backup: Reader) -> None:
    for table in tables.values():
        # A migration may have put rows there that the backup has too.
        connection.execute(table.delete())
    for name, table in tables.items():
        fill(connection, table, backup.lines(name))
