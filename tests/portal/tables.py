"""Databases with all tables, made once in a test process and then copied: to make a hundred tables takes longer than
most tests do. On PostgreSQL the tests of a process use one database, one after another: where a test left the tables
as they were, their rows are taken out for the next, which costs a fifth of a new copy."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from portal.db import Base, make_engine
from portal.migrations import tables
from portal.migrations.state import upgrade

assert tables.metadata is Base.metadata

T = TypeVar("T")

_images: dict[str, tuple[bytes, Any]] = {}
"""By name: a SQLite file, and what filling it gave."""
_templates: dict[tuple[URL, str], Any] = {}
_with_tables: dict[URL, str] = {}
"""The databases that have all tables (with rows of a test that is over), and the shape these had at first."""

ALONE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

SHAPE = """
    SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
        SELECT conrelid::text || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid >= 16384
        UNION ALL SELECT tgrelid::text || tgname || tgenabled::text FROM pg_trigger
        UNION ALL SELECT oid::text || proname || md5(prosrc) FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT attrelid::text || attnum || attname || atttypid || attnotnull || atthasdef
            FROM pg_attribute WHERE attrelid >= 16384 AND NOT attisdropped
    ) AS shape (line)
"""
"""All of tables, constraints, triggers and functions that a test could change."""

EMPTY_OUT = """
    DO $$
    DECLARE one text;
    BEGIN
        -- Without triggers: those of the ledger and of invoices keep their rows, and a foreign key its order.
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE 'DELETE FROM ' || one;
        END LOOP;
        FOR one IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE last_value IS NOT NULL LOOP
            PERFORM setval(one, 1, false);
        END LOOP;
    END $$
"""


def make_tables(engine: Engine) -> None:
    """All tables in the empty database behind `engine`."""
    _copy(engine, "tables", Base.metadata.create_all)


def make_migrated(engine: Engine) -> None:
    """The same as an operator gets them, by the migrations: one database that says which revision it is."""
    _copy(engine, "migrated", upgrade)


def make_filled(engine: Engine, name: str, fill: Callable[[Engine], T]) -> T:
    """All tables, and in them what `fill` puts there: it is called once for a name, who comes later gets a copy."""

    def build(engine: Engine) -> T:
        Base.metadata.create_all(engine)
        return fill(engine)

    return _copy(engine, name, build)


def _copy(engine: Engine, name: str, build: Callable[[Engine], T]) -> T:
    if engine.dialect.name == "postgresql":
        return _copy_template(engine, f"foyer_{name}", build)
    if name not in _images:
        _images[name] = _built_image(build)
    image, gave = _images[name]
    if (database := engine.url.database) in (None, "", ":memory:"):
        raw = engine.raw_connection()
        _driver(raw.driver_connection).deserialize(image)
        raw.close()
    else:
        _write_file(Path(str(database)), image)
    return gave  # type: ignore[no-any-return]


def _driver(connection: object) -> sqlite3.Connection:
    assert isinstance(connection, sqlite3.Connection)
    return connection


def _write_file(path: Path, image: bytes) -> None:
    assert not path.exists() or path.stat().st_size == 0, f"{path} is not empty"
    path.write_bytes(image)


def _built_image(build: Callable[[Engine], T]) -> tuple[bytes, T]:
    engine = make_engine("sqlite://")
    gave = build(engine)
    raw = engine.raw_connection()
    image = _driver(raw.driver_connection).serialize()
    raw.close()
    engine.dispose()
    return image, gave


def _copy_template(engine: Engine, template: str, build: Callable[[Engine], T]) -> T:
    """Put a copy of the template in the place of the database, which nobody else may have open."""
    server, database = engine.url.set(database="postgres"), engine.url
    if (server, template) not in _templates:
        _run(server, f"CREATE DATABASE {template}")
        _templates[server, template] = _built_template(server.set(database=template), build)
    engine.dispose()
    shape, has_rows = _with_tables.pop(database, ""), template != "foyer_tables"
    if has_rows or not shape or not _is_emptied(database, shape):
        name = database.database
        _run(
            server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE {template}'
        )
    if not has_rows:
        _with_tables[database] = shape or str(_run(database, SHAPE))
    return _templates[server, template]  # type: ignore[no-any-return]


def _is_emptied(database: URL, shape: str) -> bool:
    """Take all rows out, unless the tables are no longer what they were."""
    try:
        if _run(database, ALONE, SHAPE) == shape:
            _run(database, EMPTY_OUT)
            return True
    except OperationalError:
        pass  # A test closed it, or took it away.
    return False


def _built_template(url: URL, build: Callable[[Engine], T]) -> T:
    engine = make_engine(url.render_as_string(hide_password=False))
    gave = build(engine)
    engine.dispose()
    return gave


def _run(database: URL, *statements: str) -> object:
    """The first value of the last one's answer, if it has one."""
    engine = create_engine(database, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            answer = connection.exec_driver_sql(statement)
        return answer.scalar() if answer.returns_rows else None
