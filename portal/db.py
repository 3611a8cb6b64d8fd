"""Engines, column types and the one way to write.

SQLite and PostgreSQL run the same code. On SQLite the driver's own transaction handling is switched off
(`isolation_level=None`) and SQLAlchemy's `begin` event issues the BEGIN, because every other setting that was
tried oversold or failed under load: the default engine reads before it begins, so a read-then-write sold 307
of 300 seats.
"""

import enum
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 10_000

IDLE_S = 1.0
"""A connection that was used within so many seconds is taken to be there still."""
_IDLE_SINCE = "foyer_idle_since"

T = TypeVar("T")

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables. Relationships are declared `lazy="raise_on_sql"`: a template can't start a query."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored and given back in UTC. Naive values are refused instead of guessed at."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A naive datetime reached the database; give it a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone: what we stored was UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kind: type[enum.StrEnum], name: str) -> Enum:
    """A column of a closed set of words, kept as text with a CHECK, so both databases read the same."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda choices: [choice.value for choice in choices],
    )


class PendingChanges(RuntimeError):
    """Something changed objects outside `write_transaction`; that would be written by accident or lost."""


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine` that fit the database behind `url`."""
    # The message of a statement that failed goes to the log, and what people typed stays out of it.
    options: dict[str, Any] = {"hide_parameters": True}
    if not url.startswith("sqlite"):
        return options | {"pool_size": 10, "max_overflow": 20}
    options["connect_args"] = {"isolation_level": None, "check_same_thread": False}
    if ":memory:" in url or url.rstrip("/") == "sqlite:":
        options["poolclass"] = StaticPool
    return options


def prepare_engine(engine: Engine) -> Engine:
    """Hang our rules on an engine. Returns the engine.

    The pragmas cost two system calls a connection. `synchronous=FULL` keeps acknowledged bookings through a
    power cut; WAL lets people read while somebody books.
    """
    if engine.dialect.name != "sqlite":
        return _ask_after_rest(engine)

    @event.listens_for(engine, "connect")
    def set_pragmas(raw: Any, _record: Any) -> None:
        cursor = raw.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("foyer_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _ask_after_rest(engine: Engine) -> Engine:
    """Ask a connection that lay idle whether its database is still there, and have new ones made when it isn't.

    SQLAlchemy's own `pool_pre_ping` asks each time: at a busy hour that is one question in six.
    """

    @event.listens_for(engine, "checkin")
    def lay_down(_raw: Any, record: Any) -> None:
        record.info[_IDLE_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(raw: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get(_IDLE_SINCE, math.inf) < IDLE_S:
            return
        try:
            engine.dialect.do_ping(raw)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError from gone

    return engine


def make_engine(url: str) -> Engine:
    return prepare_engine(create_engine(url, **engine_options(url)))


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions as the portal uses them: objects stay readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)


_AFTER_COMMIT = "foyer_after_commit"


def after_commit(session: Session, follow_up: Callable[[list[T]], None], item: T) -> None:
    """Hand this over once the transaction that is open is committed and its lock free, before whoever wrote goes on.

    All items for one follow-up come together. After a rollback none comes; after one to a savepoint they do.
    """
    session.info.setdefault(_AFTER_COMMIT, {}).setdefault(follow_up, []).append(item)


_write_locks: dict[str, threading.Lock] = {}
_write_locks_guard = threading.Lock()


def _write_lock(engine: Engine) -> threading.Lock:
    with _write_locks_guard:
        return _write_locks.setdefault(str(engine.url), threading.Lock())


def end_reading(session: Session) -> None:
    """Let go of what was read: what is read next is what then stands.

    On SQLite a session that has read goes on seeing the database of that moment, also when another writes for it.

    Raises:
        PendingChanges: something was changed outside `write_transaction`.
    """
    if session.new or session.dirty or session.deleted:
        raise PendingChanges("Change objects inside write_transaction only.")
    session.commit()


@contextmanager
def write_transaction(session: Session) -> Iterator[Session]:
    """The one way to write: BEGIN IMMEDIATE on SQLite, commit at the end, roll back on any exception.

    Refuses pending changes. Ends the read snapshot first: Flask-Login has read the user through this very
    session, and on SQLite a later write in that snapshot fails with "database is locked" (11 of 12 threads
    in a trial). Keep the block short; nothing slow (mail, files, HTTP) belongs inside.
    """
    end_reading(session)
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("A session bound to a connection cannot open a write transaction.")
    session.info.pop(_AFTER_COMMIT, None)
    if engine.dialect.name != "sqlite":
        with _settled(session):
            yield session
    else:
        # SQLite's busy handler is unfair (waits of 3.1 s were seen); a queue in front makes it fair (40 ms).
        with _write_lock(engine):
            session.connection(execution_options={"foyer_write": True})
            with _settled(session):
                yield session
    for follow_up, items in session.info.pop(_AFTER_COMMIT, {}).items():
        follow_up(items)


_WRITING = "foyer_writing"


def is_writing(session: Session) -> bool:
    """Whether it holds what nobody else can see yet: it is inside `write_transaction`, or has pending changes."""
    return _WRITING in session.info or bool(session.new or session.dirty or session.deleted)


@contextmanager
def _settled(session: Session) -> Iterator[None]:
    session.info[_WRITING] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_WRITING, None)
