"""The migrations and the models tell one story, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from portal.db import make_engine
from portal.migrations import state
from portal.migrations.tables import metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_a_migrated_database_has_the_tables_of_the_models(database_url: str) -> None:
    engine = make_engine(database_url)

    state.upgrade(engine)

    with engine.connect() as connection:
        assert _differences(connection) == []
        assert state.is_current(connection)
    engine.dispose()


def test_bringing_up_to_date_twice_changes_nothing(database_url: str) -> None:
    engine = make_engine(database_url)

    state.upgrade(engine)
    state.upgrade(engine)

    with engine.connect() as connection:
        assert state.revision_of(connection) == state.newest()
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE performance (id INTEGER)"))

    try:
        state.upgrade(engine)
        failed = False
    except Exception:
        failed = True

    assert failed
    with engine.connect() as connection:
        assert state.revision_of(connection) is None
    engine.dispose()


def test_an_empty_database_is_not_current(database_url: str) -> None:
    engine = make_engine(database_url)

    with engine.connect() as connection:
        assert not state.is_current(connection)
    engine.dispose()
