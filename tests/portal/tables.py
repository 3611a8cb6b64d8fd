"""Databases with all tables, made once in a test process and then copied: to make a hundred tables takes longer than
most tests do."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL

from portal.db import Base, make_engine
from portal.migrations import tables
from portal.migrations.state import upgrade

assert tables.metadata is Base.metadata

T = TypeVar("T")

_images: dict[str, tuple[bytes, Any]] = {}
"""By name: a SQLite file, and what filling it gave."""
_templates: dict[tuple[URL, str], Any] = {}


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
    server, name = engine.url.set(database="postgres"), engine.url.database
    if (server, template) not in _templates:
        _run(server, f"CREATE DATABASE {template}")
        _templates[server, template] = _built_template(server.set(database=template), build)
    engine.dispose()
    _run(server, f'DROP DATABASE "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE {template}')
    return _templates[server, template]  # type: ignore[no-any-return]


def _built_template(url: URL, build: Callable[[Engine], T]) -> T:
    engine = make_engine(url.render_as_string(hide_password=False))
    gave = build(engine)
    engine.dispose()
    return gave


def _run(server: URL, *statements: str) -> None:
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    admin.dispose()
