"""Bring a database up to date, and say whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HERE = Path(__file__).parent


@cache
def newest() -> str:
    """The revision this code was written for: the highest numbered file. Reading names costs nothing at start,
    while importing Alembic costs 0.8 s."""
    return max(path.stem.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def revision_of(connection: Connection) -> str | None:
    """The revision a database stands at; None for one that Foyer has never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def is_current(connection: Connection) -> bool:
    return revision_of(connection) == newest()


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Run every migration that is missing, in one transaction: an interrupted one leaves nothing behind.

    Raises:
        RuntimeError: on SQLite, when afterwards a row would hang on one that isn't there.
    """
    from alembic import command
    from alembic.config import Config

    from portal.offers.index import changes

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    with engine.connect() as connection, tables_may_be_rebuilt(connection) as free, free.begin():
        config.attributes["connection"] = free
        # A table can't be copied and renamed under triggers that speak of it.
        changes.remove(free)
        command.upgrade(config, to)
        if changes.exist(free):
            changes.install(free)
        check_foreign_keys(free)


def check_foreign_keys(connection: Connection) -> None:
    """What SQLite didn't look at while its foreign keys were off.

    Raises:
        RuntimeError: a row hangs on one that isn't there.
    """
    if connection.dialect.name == "sqlite" and (
        orphans := connection.execute(text("PRAGMA foreign_key_check")).all()
    ):
        raise RuntimeError(f"Rows without the row they hang on: {orphans[:5]}")


@contextmanager
def tables_may_be_rebuilt(connection: Connection) -> Iterator[Connection]:
    """SQLite changes a table by copying it and dropping the old one, and to drop it is to delete its rows: with
    foreign keys on, a new column of `offer` would take every performance along. Inside a transaction the setting
    can't be changed.
    """
    if connection.dialect.name != "sqlite":
        yield connection
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    # The ledger's triggers ask for the account of a row. While that table is being copied it isn't there for a while,
    # and a rename would look at them all.
    raw.execute("PRAGMA legacy_alter_table=ON")
    try:
        yield connection.execution_options(foyer_write=True)
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA legacy_alter_table=OFF")
        raw.close()
