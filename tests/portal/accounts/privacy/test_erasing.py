"""An account is erased: nobody can tell who it was, and what a house has to keep still adds up."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import ApiToken, Membership, Role, User
from portal.accounts.people.errors import LastManager
from portal.accounts.people.service import invite
from portal.accounts.privacy.erasing import erase, is_erased
from portal.accounts.privacy.guard import FORMER
from portal.accounts.privacy.held import BY_NAME, TRACES, tables_of_the_account, unclassified
from portal.accounts.queries import person_by_id, person_for_token
from portal.accounts.service import create_token, create_user
from portal.bookings.basket.service import put_in
from portal.bookings.journal import ERASED, Book, attach, compare, complete, lines
from portal.bookings.models import Booking, LedgerRow
from portal.bookings.queries import verify, verify_money, visit_by_id
from portal.bookings.rebuild import rebuild
from portal.bookings.service import book_seats, cancel_booking
from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.invoices.models import BankFile, Invoice, Payment
from portal.journal.chain import Line
from portal.journal.writer import Journal
from portal.mail.transports import RecordingTransport
from portal.migrations import state
from portal.outbox.models import Message
from portal.outbox.service import KEPT, Letter, enqueue, forget_settled
from portal.outbox.worker import deliver
from portal.settings import Settings
from portal.work import handlers
from tests.portal.booking_world import MONDAY, a_group, a_request, add_user, make_world
from tests.portal.conftest import some_settings
from tests.portal.tables import make_migrated, make_tables


def erased(session, user_id, now=MONDAY):
    with write_transaction(session):
        return erase(session, user_id, now=now)


def everything(session) -> str:
    """All text that stands in the database."""
    rows = [
        row for table in Base.metadata.sorted_tables for row in session.execute(select(table)).mappings() if table.c
    ]
    return json.dumps([dict(row) for row in rows], default=str)


def a_busy_teacher(session):
    """Somebody with a booking, a basket, a token and an invitation sent."""
    world = make_world(session)
    with write_transaction(session):
        teacher = world.teacher
        booking = book_seats(session, a_request(world, a_group("4A", 20)), now=MONDAY).booking
        booking.contact = "An Peeters, 0470 12 34 56"
        put_in(session, a_request(world, a_group("4B", 20)), now=MONDAY)
        token = create_token(session, teacher.id, now=MONDAY)
    return world, booking.id, token


def test_nothing_tells_any_more_who_it_was(both_session):
    session = both_session
    world, booking_id, token = a_busy_teacher(session)
    assert world.teacher.email in everything(session)

    assert erased(session, world.teacher.id)

    with write_transaction(session):
        assert forget_settled(session, MONDAY) == 0
        session.execute(update(Message).values(sent_at=MONDAY))
        forget_settled(session, MONDAY + KEPT)
    said = everything(session)
    assert world.teacher.email not in said
    assert "An Peeters" not in said
    assert "0470 12 34 56" not in said
    row = session.scalars(select(LedgerRow)).one()
    assert (row.actor_id, row.actor_name, row.actor_email) == (world.teacher.id, FORMER, "")
    assert session.get_one(Booking, booking_id).booked_by == world.teacher.id
    assert (verify(session), verify_money(session)) == ([], [])
    assert person_by_id(session, world.teacher.id) is None
    assert person_for_token(session, token) is None
    assert not erased(session, world.teacher.id)


def test_letters_about_what_is_to_come_go_to_the_school(session):
    world, booking_id, _ = a_busy_teacher(session)
    address = visit_by_id(session, booking_id).school.email

    erased(session, world.teacher.id)
    session.expire_all()

    assert visit_by_id(session, booking_id).booker_email == address
    assert visit_by_id(session, booking_id).booker_name == "Basisschool De Zilverberk"


def test_no_letter_leaves_for_an_account_that_is_gone(session, tmp_path: Path):
    world, booking_id, _ = a_busy_teacher(session)
    erased(session, world.teacher.id)
    with write_transaction(session):
        session.execute(update(Booking).values(letters_to=""))
        enqueue(session, Letter("booking-confirmed", {"booking_id": booking_id}), now=MONDAY)
    mail = RecordingTransport()
    settings: Settings = some_settings(tmp_path)

    deliver(make_sessions(session.get_bind()), mail, handlers(settings), worker="test", clock=lambda: MONDAY)

    assert mail.letters == []


def test_only_the_name_of_an_erased_account_may_change_in_what_only_grows(both_session):
    session = both_session
    world, _, _ = a_busy_teacher(session)
    mine = LedgerRow.actor_id == world.teacher.id
    nobody = {"actor_name": FORMER, "actor_email": ""}
    for values in (nobody, {"cents": 1}):
        with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
            session.execute(update(LedgerRow).where(mine).values(values))

    erased(session, world.teacher.id)

    row = session.execute(select(LedgerRow.__table__)).mappings().one()
    for column in LedgerRow.__table__.c:
        other = {"actor_id": world.staff.id, "kind": "moved", "reason": "x", "school_name": "x", "reference": "x"}
        changed = other.get(column.name, "Iemand" if isinstance(row[column.name], str) else 7)
        if column.name == "at":
            changed = MONDAY + timedelta(days=1)
        with pytest.raises(DBAPIError), write_transaction(session):
            session.execute(update(LedgerRow.__table__).where(mine).values({**nobody, column.name: changed}))
    with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
        session.execute(text("DELETE FROM ledger"))


def test_invoices_and_payments_keep_their_sums_and_lose_their_maker(session):
    world, _, _ = a_busy_teacher(session)
    with write_transaction(session):
        facts = {"centre_id": world.centre_id, "school_id": world.school_id}
        session.execute(
            insert(Invoice).values(
                kind="invoice",
                year=2026,
                sequence=1,
                number="F2026-0001",
                issued_on=MONDAY.date(),
                due_on=MONDAY.date(),
                total_cents=100,
                facts={},
                note="",
                created_at=MONDAY,
                created_by_id=world.staff.id,
                created_by_name=world.staff.name,
                **facts,
            )
        )
        session.execute(
            insert(Payment).values(
                paid_on=MONDAY.date(),
                cents=100,
                how="cash",
                note="",
                at=MONDAY,
                actor_id=world.staff.id,
                actor_name=world.staff.name,
                **facts,
            )
        )

    erased(session, world.staff.id)

    assert session.execute(select(Invoice.created_by_name, Invoice.total_cents)).one() == (FORMER, 100)
    assert session.execute(select(Payment.actor_name, Payment.cents)).one() == (FORMER, 100)
    with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
        session.execute(update(Invoice).values(total_cents=1, created_by_name=FORMER))


def test_an_account_that_nothing_hangs_on_goes_whole(session):
    with write_transaction(session):
        user = create_user(session, email="x@demo.example", name="X", password_hash="x", now=MONDAY)
        session.add(ApiToken(user_id=user.id, digest="d", created_at=MONDAY))
        user_id = user.id
        create_user(session, email="y@demo.example", name="Y", password_hash="x", now=MONDAY)

    assert erased(session, user_id)

    assert session.scalar(select(User.id).where(User.id == user_id)) is None
    assert session.scalar(select(ApiToken.id)) is None
    assert is_erased(session, user_id)


def test_no_account_ever_gets_the_number_of_an_erased_one(both_session):
    """The journal says for good whose account was erased: a rebuild erases by number."""
    session, numbers = both_session, []
    for name in ("een", "twee", "drie"):
        with write_transaction(session):
            user = create_user(session, email=f"{name}@demo.example", name=name, password_hash="x", now=MONDAY)
            numbers.append(user.id)
        assert erased(session, numbers[-1])

    assert len(set(numbers)) == 3
    assert "@demo.example" not in everything(session)


def test_the_last_who_looks_after_the_platform_stays(session):
    with write_transaction(session):
        first = add_user(session, "Een", Role.ADMIN)
    with pytest.raises(LastManager):
        erased(session, first.id)
    with write_transaction(session):
        add_user(session, "Twee", Role.ADMIN)

    assert erased(session, first.id)


def test_a_name_that_a_colleague_has_too_stays_where_no_account_stands(session):
    """Columns with a name and nothing else: the colleague who is still there may be meant."""
    world = make_world(session)
    with write_transaction(session):
        double = add_user(session, world.staff.name, Role.DOOR, centre_id=world.centre_id)
        counts = dict.fromkeys(("statements", "fresh", "known", "matched", "debits"), 0)
        facts = {"centre_id": world.centre_id, "name": "maart.xml", "digest": "d", "at": MONDAY}
        session.add(BankFile(actor_name=world.staff.name, **facts, **counts))

    erased(session, world.staff.id)
    assert session.scalar(select(BankFile.actor_name)) == double.name

    erased(session, double.id)
    assert session.scalar(select(BankFile.actor_name)) == FORMER


def test_every_column_that_names_an_account_is_classified():
    assert unclassified() == []
    for trace in TRACES:
        table = Base.metadata.tables[trace.table]
        assert {trace.column, *trace.names} <= set(table.c.keys())
    for name, column in BY_NAME:
        assert column in Base.metadata.tables[name].c
    assert {"membership", "api_token", "basket", "second_factor"} <= {one.name for one, _ in tables_of_the_account()}


# --- The journal ------------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_tables(engine)
    yield attach(engine, Journal(tmp_path / "journal", lambda: MONDAY))
    engine.dispose()


def told_erased(book: Book) -> list[int]:
    return [one.data["user"] for _, one in lines(book.journal.folder) if isinstance(one, Line) and one.kind == ERASED]


def test_the_journal_stays_whole_and_a_rebuild_erases_again(book: Book, tmp_path: Path):
    with make_sessions(book.engine)() as session:
        world = make_world(session)
        with write_transaction(session):
            reference = book_seats(session, a_request(world, a_group("4A", 20)), now=MONDAY).booking.reference
        erased(session, world.teacher.id)
        with write_transaction(session):
            cancel_booking(session, reference, actor=world.staff, now=MONDAY)

    assert told_erased(book) == [world.teacher.id]
    assert compare(book.engine, book.journal.folder).agrees
    fresh = make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    make_migrated(fresh)
    with make_sessions(fresh)() as session:
        rebuild(session, book.journal.folder, now=MONDAY)
        names = list(session.scalars(select(LedgerRow.actor_name).order_by(LedgerRow.id)))
        assert names == [FORMER, world.staff.name]
        assert world.teacher.email not in everything(session)
        assert (verify(session), verify_money(session)) == ([], [])
    fresh.dispose()


def test_an_erasure_that_a_killed_process_left_untold_is_told_later(book: Book, monkeypatch):
    with make_sessions(book.engine)() as session:
        world = make_world(session)
        with write_transaction(session):
            book_seats(session, a_request(world, a_group("4A", 20)), now=MONDAY)
        monkeypatch.setattr("portal.accounts.privacy.erasing.AFTERWARDS", [])
        erased(session, world.teacher.id)
    assert told_erased(book) == []

    complete(book, now=MONDAY)
    complete(book, now=MONDAY + timedelta(hours=5))

    assert told_erased(book) == [world.teacher.id]


def test_a_table_that_the_guards_ask_for_can_still_be_copied_by_a_migration(tmp_path: Path):
    """SQLite changes a table by making it anew; while it does, the triggers of the ledger speak of nothing."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_migrated(engine)
    with engine.connect() as connection, state.tables_may_be_rebuilt(connection) as free, free.begin():
        operations = Operations(MigrationContext.configure(free))
        with operations.batch_alter_table("user_account", recreate="always") as batch:
            batch.alter_column("name", nullable=True)
        state.check_foreign_keys(free)
    with make_sessions(engine)() as session:
        world, _, _ = a_busy_teacher(session)
        with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
            session.execute(update(LedgerRow).values(cents=1))
        assert erased(session, world.teacher.id)
    engine.dispose()


def test_what_a_house_invited_stays_open_when_who_invited_is_gone(session):
    world = make_world(session)
    from portal.accounts.people.houses import House, HouseKind
    from portal.accounts.people.models import Invitation

    with write_transaction(session):
        boss = add_user(session, "Baas", Role.CENTRE_ADMIN, centre_id=world.centre_id)
        house = House(HouseKind.CENTRE, world.centre_id, "", "")
        invite(session, house, "nieuw@demo.example", [Role.DOOR], actor_id=boss.id, secret_key="s" * 32, now=MONDAY)

    erased(session, boss.id)

    assert session.scalar(select(Invitation.email)) == "nieuw@demo.example"
    assert session.scalar(select(Membership.id).where(Membership.user_id == boss.id)) is None
