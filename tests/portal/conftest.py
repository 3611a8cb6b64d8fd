"""Real databases for the portal's tests: in-memory SQLite, SQLite in a file, and a PostgreSQL of our own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from portal.db import make_engine, make_sessions
from portal.extensions import db
from portal.settings import Settings
from tests.portal.quick import quick_app
from tests.portal.tables import make_tables


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An in-memory SQLite with all tables."""
    engine = make_engine("sqlite://")
    make_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with make_sessions(engine)() as session:
        yield session


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_somebody_else() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; where the tests are root, it runs as `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid}
    return {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL started for this test run; gives the address of its maintenance database."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    somebody = _as_somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="foyer-pg-"))
    try:
        if somebody:
            os.chown(folder, somebody["user"], somebody["group"])
        data, port = folder / "data", _free_port()
        run: dict[str, Any] = {"check": True, "capture_output": True, "cwd": folder, **somebody}
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "foyer", "-A", "trust", "-E", "UTF8", "--no-sync"], **run
        )
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
            # Tests kill our processes, never the server or the machine: what it wrote needs no disk under it. With
            # the disk each database that is dropped costs a second.
            " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        )
        log = folder / "log"
        subprocess.run([binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], **run)
        try:
            yield f"postgresql+psycopg://foyer@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty_pg_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**10}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_server.rsplit("/", 1)[0] + f"/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def pg_url(postgres_server: str) -> str:
    """A PostgreSQL database for `make_tables` and its like, which take out what the test before left there."""
    return postgres_server.rsplit("/", 1)[0] + "/foyer_test"


BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A file of SQLite, then PostgreSQL, for `make_tables` and its like."""
    return _one_of_both(request, tmp_path, "pg_url")


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same, empty: for what makes its tables itself."""
    return _one_of_both(request, tmp_path, "empty_pg_url")


def _one_of_both(request: pytest.FixtureRequest, folder: Path, postgresql: str) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'foyer.sqlite'}"
    url: str = request.getfixturevalue(postgresql)
    return url


@pytest.fixture
def both_session(database_url: str) -> Iterator[Session]:
    """A session on a database with all tables, once on SQLite and once on PostgreSQL."""
    engine = make_engine(database_url)
    make_tables(engine)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def some_settings(data_dir: Path, database_url: str | None = None) -> Settings:
    (data_dir / "uploads").mkdir(parents=True, exist_ok=True)
    return Settings(
        data_dir=data_dir,
        database_url=database_url or f"sqlite:///{data_dir / 'foyer.sqlite'}",
        secret_key="tests only, tests only, tests only",
        journal_dir=data_dir / "journal",
        base_url="http://127.0.0.1:8000",
    )


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The whole portal on an empty SQLite file with all tables."""
    app = quick_app(some_settings(tmp_path))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        make_tables(db.engine)
        yield app
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def queries(app: Flask) -> Callable[[], Any]:
    """`with queries() as q: ...; assert len(q) == 2`: the statements a page sends."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return count
