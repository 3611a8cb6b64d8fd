"""Make the demo's database: whole or not at all.

A first start is built in a file beside the real one and moved into place when it is complete, so a start that
was killed, or a disk that filled up, leaves nothing half-made behind.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.models import User
from portal.clock import school_day, utc_now
from portal.db import make_engine, make_sessions
from portal.demo.journey import load_journey
from portal.demo.region import load_region
from portal.migrations import state
from portal.settings import Settings

DEMO_PASSWORD = "vestiaire-2026"  # noqa: S105 - printed on the screen of every demo.


class DemoProblem(Exception):
    """Why the demo can't start, as one Dutch sentence with a next step."""


def prepare(settings: Settings) -> None:
    """Make sure that the demo's database is there, complete and of this version.

    Raises:
        DemoProblem: with what to do about it; nothing is left half-made.
    """
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            _prepare_file(settings, Path(url.database))
        else:
            _prepare_server(settings)
    except SQLAlchemyError as problem:
        said = getattr(problem, "orig", None) or problem
        raise DemoProblem(_explained(str(said).strip().splitlines()[0], settings)) from None
    except sqlite3.Error as problem:
        raise DemoProblem(_explained(str(problem), settings)) from None
    except OSError as problem:
        raise DemoProblem(_explained(problem.strerror or str(problem), settings)) from None


def _explained(said: str, settings: Settings) -> str:
    if "full" in said or "No space" in said or "quota" in said.lower():
        return f"De schijf met {settings.data_dir} is vol. Er is niets half bewaard; maak plaats en start opnieuw."
    if "not a database" in said or "malformed" in said:
        return (
            f"Het bestand {make_url(settings.database_url).database} is geen (hele) databank van Foyer. "
            "Zet het opzij of kies een andere map met --data MAP."
        )
    return f"De databank kan niet klaargemaakt worden: {said}. Kies een andere map met --data MAP."


def _prepare_file(settings: Settings, path: Path) -> None:
    if path.exists() and path.stat().st_size > 0:
        engine = make_engine(settings.database_url)
        try:
            _bring_up_to_date(engine, settings)
        finally:
            engine.dispose()
        return
    making = path.with_name(path.name + ".making")
    _remove(making)
    engine = make_engine(f"sqlite:///{making}")
    try:
        _fill(engine, settings)
        engine.dispose()
        _gather(making)
    except BaseException:
        engine.dispose()
        _remove(making)
        raise
    _put_old_journal_aside(settings.journal_dir)
    os.replace(making, path)


def _put_old_journal_aside(folder: Path) -> None:
    """The journal of a database that was thrown away would contradict the new one."""
    if folder.exists() and any(folder.iterdir()):
        folder.rename(folder.with_name(f"{folder.name}-tot-{utc_now():%Y%m%d-%H%M%S}"))


def _gather(path: Path) -> None:
    """Put everything in the one file that is moved: what the write-ahead log still holds must come along."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _remove(path: Path) -> None:
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        name.unlink(missing_ok=True)


def _bring_up_to_date(engine: Engine, settings: Settings) -> None:
    """An existing database: migrate what is older, refuse what isn't ours or was never finished."""
    with engine.connect() as connection:
        revision = state.revision_of(connection)
    if revision is None:
        raise DemoProblem(
            f"De databank in {settings.data_dir} is niet van Foyer of niet afgewerkt. "
            "Zet ze opzij of kies een andere map met --data MAP."
        )
    if revision > state.newest():
        raise DemoProblem(
            f"De databank in {settings.data_dir} is van een nieuwere Foyer ({revision}). Werk Foyer bij."
        )
    state.upgrade(engine)
    with make_sessions(engine)() as session:
        if session.scalar(select(User.id).limit(1)) is None:
            raise DemoProblem(f"De databank in {settings.data_dir} is geen demo. Kies een andere map met --data MAP.")


def _prepare_server(settings: Settings) -> None:
    engine = make_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            revision = state.revision_of(connection)
        if revision is None:
            _fill(engine, settings)
        else:
            _bring_up_to_date(engine, settings)
    finally:
        engine.dispose()


def _fill(engine: Engine, settings: Settings) -> None:
    today = school_day(utc_now())
    with _ProgressLine() as report:
        report("De databank klaarzetten", 0, 1)
        state.upgrade(engine)
        report("De databank klaarzetten", 1, 1)
        with make_sessions(engine)() as session:
            load_region(session, today=today, uploads=settings.uploads_dir, password=DEMO_PASSWORD, progress=report)
            load_journey(session, now=utc_now(), progress=report)


class _ProgressLine:
    """A progress line that people see at once; on a plain log it is one line a step."""

    def __init__(self) -> None:
        self._console = Console()
        self._bars = Progress(
            TextColumn("{task.description:<34}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            console=self._console,
        )
        self._tasks: dict[str, object] = {}

    def __enter__(self) -> Callable[[str, int, int], None]:
        if self._console.is_terminal:
            self._bars.start()
        return self.report

    def report(self, step: str, done: int, total: int) -> None:
        first = step not in self._tasks
        if first:
            self._tasks[step] = self._bars.add_task(step, total=max(total, 1))
            if not self._console.is_terminal:
                self._console.print(f"{step} ...")
        self._bars.update(self._tasks[step], completed=done, total=max(total, 1))  # type: ignore[arg-type]

    def __exit__(self, *_problem: object) -> None:
        if self._console.is_terminal:
            self._bars.stop()
