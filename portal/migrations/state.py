"""Bring a database up to date, and say whether it is."""

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


def upgrade(engine: Engine) -> None:
    """Run every migration that is missing, in one transaction: an interrupted one leaves nothing behind."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection = connection.execution_options(foyer_write=True)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
