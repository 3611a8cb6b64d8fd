"""The log of what changed in the catalogue: written by the database itself, read by every process.

Triggers write it, so that no way of writing can forget to: a service, an import, a booking, somebody's own SQL. A
change that is rolled back takes its row along. Nothing is counted up in one place: on PostgreSQL 500 bookings a
second would all wait for that row.

Which rows are new? On SQLite writers go one by one, and the numbers come in the order of the commits. On PostgreSQL a
lower number may be committed later; so a row tells its transaction, and a reader asks again for everything that was
not settled when it last looked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Index, Integer, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base

EVERYTHING = 0
"""As `offer_id`: more changed than is worth naming; build anew."""

KEPT = 50_000
"""Rows that stay in the log. A process that slept through more builds its index anew."""


class CatalogueChange(Base):
    """An offer to look at again. The law of bookings has its own ledger; this is no history."""

    __tablename__ = "catalogue_change"
    __table_args__ = (
        Index("ix_catalogue_change_offer_id", "offer_id", "performance_id"),
        # Numbers are never used twice, also when the log was emptied.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    transaction_id: Mapped[int] = mapped_column(BigInteger, index=True)
    """PostgreSQL's number of the transaction; 0 on SQLite."""
    offer_id: Mapped[int]
    performance_id: Mapped[int]
    """Of this one only the places changed; 0: anything may have."""


@dataclass(frozen=True)
class Position:
    """How far a process has read."""

    last_id: int = 0
    horizon: int = 0
    """PostgreSQL: every transaction below this number was settled."""
    seen: frozenset[int] = frozenset()
    """Rows at or above the horizon that were read."""


@dataclass(frozen=True)
class News:
    """What changed since a position. `everything`: too much to name."""

    offers: frozenset[int]
    places: frozenset[tuple[int, int]]
    """Offer and performance whose places left changed, of offers that didn't change otherwise."""
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.offers or self.places or self.everything)


_ANY_SINCE = "SELECT 1 FROM catalogue_change WHERE id > ? LIMIT 1"
# One statement, so one snapshot: the horizon fits the rows.
_PG_SINCE = (
    "SELECT c.id, c.offer_id, c.performance_id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    " FROM (SELECT 1) AS always LEFT JOIN catalogue_change AS c ON c.transaction_id >= %(horizon)s ORDER BY c.id"
)
_SINCE = {
    "sqlite": text("SELECT id, offer_id, performance_id, 0 FROM catalogue_change WHERE id > :last_id ORDER BY id"),
    "postgresql": text(_PG_SINCE.replace("::", r"\:\:").replace("%(horizon)s", ":horizon")),
}
_OLDEST = text("SELECT min(id) FROM catalogue_change")
_NOW = {
    "sqlite": text("SELECT coalesce(max(id), 0), 0 FROM catalogue_change"),
    "postgresql": text(
        "SELECT coalesce(max(id), 0), pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM catalogue_change"
    ),
}


def position(connection: Connection) -> Position:
    """Where the log ends now. Read it before what it is about: a change in between is then seen twice, not never."""
    last_id, horizon = connection.execute(_NOW[connection.dialect.name]).one()
    return Position(last_id, horizon)


def unless_news(engine: Engine, since: Position) -> Position | None:
    """The position after a look that found nothing new; None where something may have been committed since.

    Every search asks, so through the driver alone and, on PostgreSQL, without a transaction around the one statement:
    BEGIN and ROLLBACK would be two more journeys.
    """
    raw = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            cursor = raw.cursor()
            cursor.execute(_ANY_SINCE, (since.last_id,))
            return since if cursor.fetchone() is None else None
        driver: Any = raw.driver_connection
        driver.autocommit = True
        try:
            rows = driver.execute(_PG_SINCE, {"horizon": since.horizon}).fetchall()
        finally:
            driver.autocommit = False
        seen = frozenset(row[0] for row in rows if row[0] is not None)
        return Position(since.last_id, rows[0][3], seen) if seen <= since.seen else None
    finally:
        raw.close()


def news(connection: Connection, since: Position) -> tuple[News, Position]:
    """What was committed since, and the position after it."""
    dialect = connection.dialect.name
    values = {"last_id": since.last_id} if dialect == "sqlite" else {"horizon": since.horizon}
    rows = [tuple(row) for row in connection.execute(_SINCE[dialect], values)]
    horizon = rows[0][3] if rows else since.horizon
    found = [row for row in rows if row[0] is not None]
    fresh = [row for row in found if row[0] not in since.seen]
    if not fresh:
        return NOTHING, Position(since.last_id, horizon, frozenset(row[0] for row in found))
    last_id = max(since.last_id, fresh[-1][0])
    after = Position(last_id, horizon, frozenset(row[0] for row in found) if dialect != "sqlite" else frozenset())
    if min(row[0] for row in fresh) > since.last_id + 1 and connection.scalar(_OLDEST) > since.last_id + 1:
        return News(frozenset(), frozenset(), everything=True), after
    return _sorted(fresh), after


NOTHING = News(frozenset(), frozenset())


def _sorted(rows: Iterable[tuple[Any, ...]]) -> News:
    offers, places = set(), set()
    for _id, offer_id, performance_id, _horizon in rows:
        if performance_id:
            places.add((offer_id, performance_id))
        else:
            offers.add(offer_id)
    if EVERYTHING in offers:
        return News(frozenset(), frozenset(), everything=True)
    return News(frozenset(offers), frozenset(pair for pair in places if pair[0] not in offers))


def trim(connection: Connection, *, keep: int = KEPT) -> int:
    """Forget all but the newest rows; gives how many went. Part of the worker's housekeeping."""
    gone = connection.execute(
        text("DELETE FROM catalogue_change WHERE id <= (SELECT max(id) FROM catalogue_change) - :keep"),
        {"keep": keep},
    ).rowcount
    if connection.dialect.name == "postgresql":
        # Rows of a backup may come from a server that numbered its transactions higher: they would stay new forever.
        foreign = text(
            "DELETE FROM catalogue_change"
            " WHERE transaction_id > pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        gone += connection.execute(foreign).rowcount
    return gone


def log_everything(connection: Connection) -> None:
    """Tell every process to build anew; for who filled the tables with the triggers away."""
    number = "0" if connection.dialect.name == "sqlite" else _PG_XID
    connection.execute(text(f"{_INSERT} VALUES ({number}, {EVERYTHING}, 0)".replace(":", r"\:")))


# --- The triggers ---------------------------------------------------------------------------------------------

OFFER_COLUMNS = (
    "id", "slug", "centre_id", "kind", "discipline", "mode", "state", "title", "age_from", "age_to", "language",
    "price_cents", "price_unit", "wheelchair", "low_stimulus", "interpreter", "audio_description", "by_agreement",
    "available_from", "available_to", "production_id", "duration_min",
)  # fmt: skip
PERFORMANCE_COLUMNS = ("id", "offer_id", "starts_at", "day", "agreed_with_id", "in_school_hours", "state")
PLACES = ("seats_taken", "capacity")
PARTS = ("offer_level", "offer_word", "offer_region", "offer_language")
"""Tables of which every row belongs to an offer."""

WATCHED = ("offer", "performance", *PARTS, "centre", "municipality")
PREFIX = "catalogue_"

_AROUND = {
    "centre": (("id", "nis"), "SELECT id FROM offer WHERE centre_id = NEW.id"),
    "municipality": (("nis", "name_nl", "province", "region", "latitude", "longitude"), f"SELECT {EVERYTHING} AS id"),
}
"""Where an offer lies: which columns matter, and which offers they move."""

_INSERT = "INSERT INTO catalogue_change (transaction_id, offer_id, performance_id)"
_PG_XID = "pg_current_xact_id()::text::bigint"


def install(connection: Connection) -> None:
    """Hang the triggers on the tables; those that are there are made anew."""
    remove(connection)
    for statement in _statements(connection.dialect.name):
        connection.execute(text(statement.replace(":", r"\:")))


def remove(connection: Connection) -> None:
    """Take the triggers away: for a migration, which copies tables on SQLite, and for filling empty tables fast."""
    there = triggers(connection)
    if connection.dialect.name == "sqlite":
        for name in sorted(there):
            connection.execute(text(f"DROP TRIGGER {name}"))
        return
    for name in sorted(there):
        connection.execute(text(f"DROP TRIGGER {name} ON {_table_of(name)}"))


def triggers(connection: Connection) -> set[str]:
    """The names of those triggers that are there."""
    if connection.dialect.name == "sqlite":
        found = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        found = text(
            "SELECT t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
    return {name for name in connection.scalars(found) if name.startswith(PREFIX)}


def is_watched(connection: Connection) -> bool:
    """Whether every change will be told. Where not, an index would grow stale and nobody would know."""
    return triggers(connection) == set(_names(connection.dialect.name))


@cache
def _names(dialect: str) -> tuple[str, ...]:
    statements = (words.split() for words in _statements(dialect))
    return tuple(words[2] for words in statements if words[:2] == ["CREATE", "TRIGGER"])


def _table_of(name: str) -> str:
    return name.removeprefix(PREFIX).rpartition("__")[0]


def _statements(dialect: str) -> list[str]:
    return list(_sqlite() if dialect == "sqlite" else _postgresql())


def _named(table: str, what: str) -> str:
    return f"{PREFIX}{table}__{what}"


def _changed(columns: Iterable[str], differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def _sqlite_note(offer: str, performance: str = "0") -> str:
    """The newest row of an offer stands for all earlier ones: forty words of a text make one row."""
    gone = f"DELETE FROM catalogue_change WHERE offer_id = {offer} AND performance_id = {performance};"  # noqa: S608
    return f"{gone} {_INSERT} VALUES (0, {offer}, {performance});"


def _sqlite() -> Iterable[str]:
    def trigger(table: str, what: str, when: str, body: str) -> str:
        return f"CREATE TRIGGER {_named(table, what)} AFTER {when} BEGIN {body} END"

    keys = {"offer": "id", **dict.fromkeys(("performance", *PARTS), "offer_id")}
    for table, key in keys.items():
        yield trigger(table, "insert", f"INSERT ON {table}", _sqlite_note(f"NEW.{key}"))
        yield trigger(table, "delete", f"DELETE ON {table}", _sqlite_note(f"OLD.{key}"))
    for table, columns in {"offer": OFFER_COLUMNS, "performance": PERFORMANCE_COLUMNS}.items():
        when = f"UPDATE OF {', '.join(columns)} ON {table} WHEN {_changed(columns, 'IS NOT')}"
        yield trigger(table, "update", when, _sqlite_note(f"OLD.{keys[table]}") + _sqlite_note(f"NEW.{keys[table]}"))
    for table in PARTS:
        both = _sqlite_note("OLD.offer_id") + _sqlite_note("NEW.offer_id")
        yield trigger(table, "update", f"UPDATE ON {table}", both)
    when = f"UPDATE OF {', '.join(PLACES)} ON performance WHEN {_changed(PLACES, 'IS NOT')}"
    yield trigger("performance", "places", when, _sqlite_note("NEW.offer_id", "NEW.id"))
    for table, (columns, offers) in _AROUND.items():
        when = f"UPDATE OF {', '.join(columns)} ON {table} WHEN {_changed(columns, 'IS NOT')}"
        yield trigger(table, "update", when, f"{_INSERT} SELECT 0, moved.id, 0 FROM ({offers}) AS moved;")  # noqa: S608


def _postgresql() -> Iterable[str]:
    def function(name: str, body: str) -> str:
        return (
            f"CREATE OR REPLACE FUNCTION {PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$"
        )

    def trigger(table: str, what: str, when: str, how: str) -> str:
        return f"CREATE TRIGGER {_named(table, what)} AFTER {when} {how}"

    each, all_rows = "FOR EACH ROW", "FOR EACH STATEMENT"
    keys = {"offer": "id", **dict.fromkeys(("performance", *PARTS), "offer_id")}
    for key in ("id", "offer_id"):
        # One row for each offer of a statement, however many words it wrote.
        changed = f"SELECT {_PG_XID}, {key}, 0 FROM changed GROUP BY {key}"  # noqa: S608
        yield function(f"rows_{key}", f"{_INSERT} {changed};")
        both = f"VALUES ({_PG_XID}, NEW.{key}, 0)"
        moved = f"IF OLD.{key} <> NEW.{key} THEN {_INSERT} VALUES ({_PG_XID}, OLD.{key}, 0); END IF;"
        yield function(f"row_{key}", f"{_INSERT} {both}; {moved}")
    yield function("places", f"{_INSERT} VALUES ({_PG_XID}, NEW.offer_id, NEW.id);")
    yield function("everything", f"{_INSERT} VALUES ({_PG_XID}, {EVERYTHING}, 0);")
    for table, key in keys.items():
        run = f"{all_rows} EXECUTE FUNCTION {PREFIX}rows_{key}()"
        yield trigger(table, "insert", f"INSERT ON {table} REFERENCING NEW TABLE AS changed", run)
        yield trigger(table, "delete", f"DELETE ON {table} REFERENCING OLD TABLE AS changed", run)
        gone = f"{all_rows} EXECUTE FUNCTION {PREFIX}everything()"
        yield trigger(table, "truncate", f"TRUNCATE ON {table}", gone)
    # A list of columns and a table of what changed don't go together: an update goes row by row.
    for table, columns in {
        "offer": OFFER_COLUMNS,
        "performance": PERFORMANCE_COLUMNS,
        **dict.fromkeys(PARTS),
    }.items():
        run = f"EXECUTE FUNCTION {PREFIX}row_{keys[table]}()"
        when = "" if columns is None else f"WHEN ({_changed(columns, 'IS DISTINCT FROM')}) "
        of = "" if columns is None else f" OF {', '.join(columns)}"
        yield trigger(table, "update", f"UPDATE{of} ON {table}", f"{each} {when}{run}")
    yield trigger(
        "performance",
        "places",
        f"UPDATE OF {', '.join(PLACES)} ON performance",
        f"{each} WHEN ({_changed(PLACES, 'IS DISTINCT FROM')}) EXECUTE FUNCTION {PREFIX}places()",
    )
    for table, (columns, offers) in _AROUND.items():
        yield function(table, f"{_INSERT} SELECT {_PG_XID}, moved.id, 0 FROM ({offers}) AS moved;")  # noqa: S608
        when = f"{each} WHEN ({_changed(columns, 'IS DISTINCT FROM')}) EXECUTE FUNCTION {PREFIX}{table}()"
        yield trigger(table, "update", f"UPDATE OF {', '.join(columns)} ON {table}", when)


def exist(connection: Connection) -> bool:
    """Whether the tables are there to hang triggers on."""
    return set(inspect(connection).get_table_names()) >= {CatalogueChange.__tablename__, *WATCHED}


@event.listens_for(Base.metadata, "after_create")
def _with_the_tables(_metadata: Any, connection: Connection, tables: Any = None, **_rest: Any) -> None:
    made = {table.name for table in tables or ()}
    if made >= {CatalogueChange.__tablename__, *WATCHED}:
        install(connection)
