"""Rows out of a database and into one, as lines of JSON that say nothing of its kind.

Tables are read from the database itself and not from the models: a backup before an upgrade has the old schema.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

BATCH = 200
"""Rows held in memory at a time; some hold a whole book."""

LEFT_OUT = frozenset({"alembic_version", "catalogue_change"})
"""The revision is in the manifest. The log of the catalogue speaks of transactions of one database, to processes that
run now."""


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at the first question, however long reading takes and whoever
    books meanwhile: a snapshot on PostgreSQL, a read transaction beside the write-ahead log on SQLite."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def tables_in(connection: Connection) -> dict[str, Table]:
    """The tables of Foyer in this database, as they are, by name."""
    metadata = MetaData()
    metadata.reflect(connection, resolve_fks=False)
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = bool(column.nullable)
    return {name: table for name, table in sorted(metadata.tables.items()) if name not in LEFT_OUT}


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """The names of the columns, then a list for each row."""
    yield _line([column.name for column in table.columns])
    write = [_writer(column) for column in table.columns]
    statement = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(statement):
        yield _line([None if value is None else put(value) for put, value in zip(write, row, strict=True)])


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def fill(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    """Put the lines of `lines_of` into an empty table.

    Raises:
        ValueError: they are not of this table.
    """
    names = json.loads(next(lines))
    if sorted(names) != sorted(column.name for column in table.columns):
        raise ValueError(table.name)
    read = [_reader(table.columns[name]) for name in names]
    for batch in _batches(lines):
        rows = [
            {
                name: None if value is None else get(value)
                for name, get, value in zip(names, read, json.loads(line), strict=True)
            }
            for line in batch
        ]
        connection.execute(insert(table), rows)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _same(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    # SQLite keeps no zone: what we stored was UTC.
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


def _writer(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return _moment
    if isinstance(column.type, Date):
        return date.isoformat
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode("ascii")
    return _same


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    return _same


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Rows may come in any order: some tables speak of themselves. PostgreSQL's keys are taken away and hung back,
    which looks at every row; on SQLite they are off, and `state.upgrade` looks at the end."""
    if connection.dialect.name != "postgresql":
        yield
        return
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, rule in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")


def raise_counters(connection: Connection, tables: Mapping[str, Table]) -> None:
    """PostgreSQL numbers on from its own counters, which rows that bring their number don't move."""
    if connection.dialect.name != "postgresql":
        return
    for name, table in tables.items():
        for column in table.columns:
            counter = connection.scalar(
                text("SELECT pg_get_serial_sequence(quote_ident(:name), :column)"),
                {"name": name, "column": column.name},
            )
            highest = connection.scalar(select(func.max(column))) if counter else None
            if highest is not None:
                connection.execute(
                    text("SELECT setval(:counter, :highest)"), {"counter": counter, "highest": highest}
                )
