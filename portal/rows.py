"""Several rows of one table, written by one statement that is always the same.

A list of VALUES is another statement for every number of rows: the driver of PostgreSQL reads each anew, for it keeps
short ones only, and the server plans each anew. That was a third of the time of bookings that come at once. So there
the rows go as one JSON text, in a statement that is soon prepared. On SQLite a list of VALUES is as cheap.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnClause,
    Connection,
    CursorResult,
    Insert,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.sql.dml import ReturningInsert

Values = dict[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> CursorResult[Any]:
    """Write these rows, all with the same columns; gives them back as they stand, in no order that is promised."""
    if connection.dialect.name != "postgresql":
        return connection.execute(_from_values(table), rows)
    return connection.execute(_from_json(table, tuple(rows[0])), {"rows": json.dumps(rows, default=_told)})


@lru_cache
def _from_values(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(*table.c)


@lru_cache
def _from_json(table: Table, names: tuple[str, ...]) -> ReturningInsert[Any]:
    """The database itself reads each value as what its column is."""
    text = cast(bindparam("rows", type_=Text), JSON)
    shape: ColumnClause[Any] = literal_column(f"NULL::{table.name}")
    rows = func.json_populate_recordset(shape, text).table_valued(*(column(name) for name in names), name="told")
    written: Insert = insert(table).from_select(list(names), select(*rows.c))
    return written.returning(*table.c)


def _told(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    raise TypeError(f"{value!r} can't be written among several rows")
