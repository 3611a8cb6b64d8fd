"""The journal knows every seat and every cent, and a database comes back from it alone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.orm import Session, sessionmaker

from portal.bookings.approval.service import approve, decline
from portal.bookings.counts.service import Numbers, change_counts
from portal.bookings.journal import MARK, Book, attach, compare, complete, ledger_lines, table_of
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.policy.rules import Allocation
from portal.bookings.queries import verify, verify_money
from portal.bookings.rebuild import NotEmpty, rebuild
from portal.bookings.service import book_seats, cancel_booking
from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.migrations import state
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import MONDAY, World, a_request, add_school, for_school, make_world
from tests.portal.bookings.rules_in import give_rules
from tests.portal.tables import make_migrated, make_tables

COMPARED = (Booking, BookingGroup, LedgerRow, Performance)


@pytest.fixture
def book(database_url: str, tmp_path: Path) -> Iterator[Book]:
    engine = make_engine(database_url)
    make_tables(engine)
    yield attach(engine, Journal(tmp_path / "journal", lambda: MONDAY))
    engine.dispose()


@pytest.fixture
def sessions(book: Book) -> sessionmaker[Session]:
    return make_sessions(book.engine)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Engine]:
    """An empty database, migrated."""
    engine = make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    make_migrated(engine)
    yield engine
    engine.dispose()


def some_bookings(session: Session) -> tuple[World, list[str]]:
    """Two schools, three bookings, one of them cancelled."""
    world = make_world(session, capacity=200)
    with write_transaction(session):
        school, teacher = add_school(session, "Basisschool De Wilg")
    other = for_school(world, school.id, teacher)
    references = []
    for one, seats in ((world, 24), (other, 25), (world, 12)):
        with write_transaction(session):
            references.append(book_seats(session, a_request(one, seats=seats), now=MONDAY).booking.reference)
    with write_transaction(session):
        cancel_booking(session, references[1], actor=teacher, now=MONDAY, reason="ziek")
    return world, references


def told(book: Book) -> list[tuple[str, str, int]]:
    rows = [line.data["row"] for _, line in ledger_lines(book.journal.folder)]
    return [(row["reference"], row["kind"], row["seats"]) for row in sorted(rows, key=lambda row: row["id"])]


def content(engine: Engine) -> dict[str, list[dict[str, object]]]:
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
            for table in map(table_of, COMPARED)
        }


def test_every_change_of_seats_or_money_is_told(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        _, (first, second, third) = some_bookings(session)

    assert told(book) == [
        (first, "booked", 24),
        (second, "booked", 25),
        (third, "booked", 12),
        (second, "cancelled", -25),
    ]
    assert compare(book.engine, book.journal.folder).agrees


def test_what_is_rolled_back_is_never_told(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        world = make_world(session)
        with pytest.raises(ZeroDivisionError), write_transaction(session):
            book_seats(session, a_request(world), now=MONDAY)
            raise ZeroDivisionError
        with write_transaction(session):
            with pytest.raises(ZeroDivisionError), session.begin_nested():
                book_seats(session, a_request(world, seats=20), now=MONDAY)
                raise ZeroDivisionError
            kept = book_seats(session, a_request(world, seats=3), now=MONDAY).booking

    assert told(book) == [(kept.reference, "booked", 3)]


def test_several_changes_of_one_transaction_are_told_together(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        world = make_world(session)
        with write_transaction(session):
            pair = [book_seats(session, a_request(world, seats=n), now=MONDAY).booking.reference for n in (10, 11)]

    assert [reference for reference, _, _ in told(book)] == pair


def test_a_database_comes_back_from_the_journal_alone(
    book: Book, sessions: sessionmaker[Session], fresh: Engine
) -> None:
    with sessions() as session:
        some_bookings(session)

    with make_sessions(fresh)() as session:
        built = rebuild(session, book.journal.folder, now=MONDAY)
        assert (verify(session), verify_money(session)) == ([], [])
        offer = session.scalars(select(Offer)).one()

    assert (built.bookings, built.rows, built.seats, built.faults) == (3, 4, 36, ())
    assert content(fresh) == content(book.engine)
    assert offer.title == "De vuurtoren die niet wou slapen"


def test_bookings_in_a_hall_that_became_larger_after_it_was_told_come_back(
    book: Book, sessions: sessionmaker[Session], fresh: Engine
) -> None:
    with sessions() as session:
        world = make_world(session, capacity=30)
        with write_transaction(session):
            book_seats(session, a_request(world, seats=24), now=MONDAY)
        with write_transaction(session):
            session.get_one(Performance, world.performance_id).capacity = 60
        with write_transaction(session):
            book_seats(session, a_request(world, seats=25), now=MONDAY)

    with make_sessions(fresh)() as session:
        assert rebuild(session, book.journal.folder, now=MONDAY).seats == 49
        assert (verify(session), verify_money(session)) == ([], [])


def test_requests_holds_and_numbers_come_back_as_they_stood(
    book: Book, sessions: sessionmaker[Session], fresh: Engine
) -> None:
    with sessions() as session:
        world = make_world(session, capacity=200)
        give_rules(session, world, allocation=Allocation.APPROVAL, hold_hours=48)
        with write_transaction(session):
            yes = book_seats(session, a_request(world, seats=24), now=MONDAY).booking
        with write_transaction(session):
            no = book_seats(session, a_request(world, seats=20), now=MONDAY).booking
        with write_transaction(session):
            approve(session, yes.reference, actor=world.staff, now=MONDAY)
        with write_transaction(session):
            decline(session, no.reference, reason="Die dag niet.", actor=world.staff, now=MONDAY)
        with write_transaction(session):
            change_counts(session, yes.reference, [Numbers(20, 3, 1)], actor=world.teacher, now=MONDAY)

    with make_sessions(fresh)() as session:
        rebuild(session, book.journal.folder, now=MONDAY)
        assert (verify(session), verify_money(session)) == ([], [])
    assert content(fresh) == content(book.engine)


def test_a_rebuilt_database_takes_bookings_and_its_ledger_goes_on(
    book: Book, sessions: sessionmaker[Session], database_url: str
) -> None:
    with sessions() as session:
        world, _ = some_bookings(session)
    engine = book.engine
    Base.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    state.upgrade(engine)

    with sessions() as session:
        rebuild(session, book.journal.folder, now=MONDAY)
        with write_transaction(session):
            book_seats(session, a_request(world, seats=7), now=MONDAY)
        assert (verify(session), verify_money(session)) == ([], [])
        assert session.scalar(select(Performance.seats_taken)) == 43
    assert compare(engine, book.journal.folder).agrees


def test_a_rebuild_leaves_a_database_with_something_in_it_alone(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        some_bookings(session)
        with pytest.raises(NotEmpty):
            rebuild(session, book.journal.folder, now=MONDAY)


def test_what_a_killed_process_left_untold_is_completed_once(
    book: Book, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    with sessions() as session:
        some_bookings(session)
    before = told(book)
    # As after a kill between commit and line: the ledger has them, the journal hasn't.
    for path in book.journal.folder.glob("*.jsonl"):
        path.unlink()
    again = Book(book.engine, Journal(book.journal.folder, lambda: MONDAY))

    later = MONDAY + timedelta(days=1)
    assert complete(again, now=later) == 4
    assert complete(again, now=later) == 0
    assert told(book) == before
    assert json.loads((book.journal.folder / MARK).read_text())["day"] == MONDAY.date().isoformat()


def test_a_row_that_somebody_changed_in_the_database_is_found(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        some_bookings(session)
    changed = without_guard(
        book.engine, update(table_of(LedgerRow)).values(seats=1).where(table_of(LedgerRow).c.id == 1)
    )

    compared = compare(book.engine, book.journal.folder)

    assert changed == 1
    assert (compared.different, compared.unknown, compared.agrees) == ((1,), (), False)


def test_rows_that_the_database_lost_are_found(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        some_bookings(session)
    without_guard(book.engine, delete(table_of(LedgerRow)).where(table_of(LedgerRow).c.id > 2))

    assert compare(book.engine, book.journal.folder).unknown == (3, 4)


def without_guard(engine: Engine, statement) -> int:
    """What somebody with a database shell and bad intentions can do."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in ("ledger_keeps_rows", "ledger_keeps_words"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE ledger DISABLE TRIGGER ALL"))
        return connection.execute(statement).rowcount


def test_no_password_and_no_pupil_stands_in_the_journal(book: Book, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        some_bookings(session)
        assert session.scalar(select(func.count()).select_from(Booking)) == 3
    text_of_all = "".join(path.read_text() for path in book.journal.folder.glob("*.jsonl"))

    assert "password" not in text_of_all
    assert "session_stamp" not in text_of_all
    assert '"pupils":24' in text_of_all
