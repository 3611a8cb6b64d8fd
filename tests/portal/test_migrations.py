"""The migrations and the models tell one story, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Enum, inspect, text

from portal.db import make_engine
from portal.migrations import state
from portal.migrations.tables import metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_a_migrated_database_has_the_tables_of_the_models(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    state.upgrade(engine)

    with engine.connect() as connection:
        assert _differences(connection) == []
        assert state.is_current(connection)
    engine.dispose()


def test_bringing_up_to_date_twice_changes_nothing(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    state.upgrade(engine)
    state.upgrade(engine)

    with engine.connect() as connection:
        assert state.revision_of(connection) == state.newest()
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
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


def test_an_empty_database_is_not_current(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)

    with engine.connect() as connection:
        assert not state.is_current(connection)
    engine.dispose()


def test_a_table_that_gets_a_column_keeps_its_rows_and_what_hangs_on_them(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    state.upgrade(engine, to="0006")
    with engine.begin() as connection:
        for statement in OLD_OFFER:
            connection.execute(text(statement))

    state.upgrade(engine)

    with engine.connect() as connection:
        kept = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM offer), (SELECT count(*) FROM offer_level),"
                " (SELECT count(*) FROM performance)"
            )
        ).one()
        agreed = connection.execute(text("SELECT slug FROM offer WHERE by_agreement")).scalars().all()
        region = connection.execute(text("SELECT region FROM municipality")).scalars().all()
        words = connection.execute(
            text("SELECT offer_id, word, weight FROM offer_word ORDER BY offer_id, word")
        ).all()
    assert tuple(kept) == (2, 1, 1)
    assert agreed == ["in-overleg"]
    assert region == ["kempen"]
    assert [tuple(row) for row in words] == [
        (1, "toren", 11),
        (1, "vuurtoren", 12),
        (2, "toren", 4),
        (2, "vuurtoren", 1),
    ]
    engine.dispose()


OLD_OFFER = (
    "INSERT INTO municipality VALUES ('13040', 'Turnhout', 'Turnhout', 'antwerpen', 51.3, 4.9, 46000)",
    "INSERT INTO centre (id, slug, name, nis, street, postal_code, email, phone, about, how_to_arrive,"
    " arrive_minutes_early) VALUES (1, 'huis', 'Huis', '13040', '', '', '', '', '', '', 15)",
    "INSERT INTO offer (id, slug, centre_id, kind, discipline, mode, state, title, short, description, before_text,"
    " after_text, content_notes, age_from, age_to, duration_min, language, performance_mode, price_cents, price_unit,"
    " pupils_per_free_companion, wheelchair, low_stimulus, interpreter, audio_description, picture, picture_alt,"
    " picture_credit, created_at, updated_at) VALUES (1, 'met-datum', 1, 'performance', 'theatre', 'on-site',"
    " 'published', 'Titel', '', '', '', '', '', 6, 8, 50, 'spoken', 'standard', 700, 'pupil', 15, false, false,"
    " false, false, '', '', '', '2026-09-01 08:00:00', '2026-09-01 08:00:00')",
    "INSERT INTO offer SELECT 2, 'in-overleg', centre_id, production_id, kind, discipline, mode, state, title,"
    " short, description, before_text, after_text, content_notes, age_from, age_to, duration_min, language,"
    " performance_mode, price_cents, price_unit, pupils_per_free_companion, max_seats_per_school, wheelchair,"
    " low_stimulus, interpreter, audio_description, picture, picture_alt, picture_credit, created_at, updated_at"
    " FROM offer",
    "INSERT INTO offer_level VALUES (1, 'lager-1')",
    "INSERT INTO offer_word (offer_id, word, stem, weight) VALUES (1, 'vuurtoren', 'vuurtoor', 12),"
    " (2, 'vuurtoren', 'vuurtoor', 1), (2, 'toren', 'toor', 4)",
    "INSERT INTO performance (id, offer_id, starts_at, ends_at, day, capacity, seats_taken, closes_at,"
    " in_school_hours, state) VALUES (1, 1, '2027-01-14 09:30:00', '2027-01-14 10:30:00', '2027-01-14', 100, 0,"
    " '2027-01-12 09:30:00', true, 'planned')",
)
"""Two offers as they were stored before working regions and the like."""


def test_a_migrated_database_allows_every_word_of_the_models(empty_database_url: str) -> None:
    """The comparison above sees no CHECK: a word that is added to an enumeration needs a migration too."""
    engine = make_engine(empty_database_url)

    state.upgrade(engine)

    found = inspect(engine)
    unknown = []
    for table in metadata.sorted_tables:
        rules = {str(one["name"]): str(one["sqltext"]) for one in found.get_check_constraints(table.name)}
        for column in table.columns:
            if isinstance(column.type, Enum) and column.type.create_constraint:
                rule = next((text for name, text in rules.items() if name.endswith(f"_{column.type.name}")), "")
                unknown += [
                    f"{table.name}.{column.name}: {word}" for word in column.type.enums if f"'{word}'" not in rule
                ]
    assert unknown == []
    engine.dispose()
