"""Statements laid beside invoices: paid, in part, too much, unknown; twice the same changes nothing."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from portal.accounts.models import Centre
from portal.bookings.models import Booking
from portal.bookings.policy.rules import Bundle, HouseRules, Invoicing
from portal.cli import main
from portal.db import make_engine, make_sessions, write_transaction
from portal.invoices.bank import assign, entries_of, leave, suggestions, take_in, take_up_again, waiting
from portal.invoices.errors import AlreadyDecided, BadStatement, NoBilling, NoSuchInvoice
from portal.invoices.models import BankEntry, EntryState, Payment
from portal.invoices.queries import Stage, standing_of
from portal.invoices.structured import show, structured
from portal.migrations import state
from tests.portal.booking_world import make_world
from tests.portal.invoices.money_world import (
    AFTER,
    SCHOOL_IBAN,
    another_date,
    booked,
    invoiced,
    make_billed_world,
)
from tests.portal.invoices.statements import Credit, camt, one_file, statement
from tests.portal.invoices.test_payments import laws


def take(session, world, data, name="januari.xml"):
    with write_transaction(session):
        return take_in(session, world.centre_id, name, data, actor=world.staff, now=AFTER)


def two_invoices(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    first = invoiced(session, world)
    booked(session, another_date(session, world, -7), 10)
    return world, first, invoiced(session, world)


def stage(session, invoice):
    found = standing_of(session, invoice.id).stage(date(2027, 1, 21))
    session.rollback()
    return found


def open_entries(session, world):
    found = entries_of(session, world.centre_id, [EntryState.OPEN])
    session.rollback()
    return found


def test_a_file_pays_what_it_knows_and_leaves_the_rest_to_a_person(both_session):
    session = both_session
    world, first, second = two_invoices(session)
    data = one_file(
        Credit(18_000, first.structured, ref="1"),
        Credit(5_000, text=show(second.structured), ref="2"),
        Credit(12_345, text="subsidie", ref="3"),
        Credit(99, structured(77), ref="4"),
    )

    intake = take(session, world, data)

    assert [outcome.word for outcome in intake.outcomes] == ["matched", "part", "unknown", "unknown"]
    assert (stage(session, first), stage(session, second)) == (Stage.PAID, Stage.PART)
    assert [entry.cents for entry in open_entries(session, world)] == [12_345, 99]
    laws(session)


def test_the_same_file_again_and_one_that_overlaps_change_nothing(both_session):
    session = both_session
    world, first, second = two_invoices(session)
    one, two = Credit(18_000, first.structured, ref="1"), Credit(7_500, second.structured)
    loose = Credit(50, text="koffie")
    take(session, world, one_file(one, loose))

    again = take(session, world, one_file(one, loose))
    more = take(session, world, camt(statement(one, loose, two), statement(two, number=2)))

    assert (len(again.outcomes), again.known) == (0, 2)
    assert ([outcome.number for outcome in more.outcomes], more.known) == ([second.number], 3)
    assert session.scalar(select(func.count()).select_from(BankEntry)) == 3
    session.rollback()
    assert (stage(session, first), stage(session, second)) == (Stage.PAID, Stage.PAID)
    laws(session)


def test_too_much_is_paid_and_shown_as_such(session):
    world, first, _ = two_invoices(session)

    intake = take(session, world, one_file(Credit(20_000, first.structured)))

    assert intake.outcomes[0].word == "over"
    assert stage(session, first) is Stage.OVERPAID
    laws(session)


def test_a_bundle_is_paid_in_the_order_of_its_visits(session):
    world = make_billed_world(session, rules=HouseRules(invoicing=Invoicing(bundle=Bundle.YEAR)))
    older, younger = booked(session, world, 24), booked(session, another_date(session, world, 9), 10)
    invoice = invoiced(session, world, AFTER + timedelta(days=200))

    take(session, world, one_file(Credit(20_000, invoice.structured)))

    paid = {
        one.id: one.paid_cents for one in session.scalars(select(Booking).execution_options(populate_existing=True))
    }
    assert paid == {older.id: 18_000, younger.id: 2_000}


def test_a_person_says_what_the_rest_is(session):
    world, first, second = two_invoices(session)
    take(session, world, one_file(Credit(18_000, ref="1"), Credit(400, text="huur van de zaal", ref="2")))
    mine, rent = open_entries(session, world)

    with write_transaction(session):
        assign(session, mine.id, first.id, actor=world.staff, now=AFTER)
        leave(session, rent.id, actor=world.staff, now=AFTER)
    for again in (
        lambda: assign(session, mine.id, second.id, actor=world.staff, now=AFTER),
        lambda: leave(session, rent.id, actor=world.staff, now=AFTER),
    ):
        with pytest.raises(AlreadyDecided), write_transaction(session):
            again()

    assert stage(session, first) is Stage.PAID
    assert waiting(session, world.centre_id) == 0
    session.rollback()
    with write_transaction(session):
        take_up_again(session, rent.id)
    assert [entry.id for entry in open_entries(session, world)] == [rent.id]
    laws(session)


def test_money_of_one_house_never_pays_the_invoice_of_another(session):
    _, first, _ = two_invoices(session)
    other = make_billed_world(session)
    take(session, other, one_file(Credit(18_000, first.structured)))
    (entry,) = open_entries(session, other)

    with pytest.raises(NoSuchInvoice), write_transaction(session):
        assign(session, entry.id, first.id, actor=other.staff, now=AFTER)
    assert stage(session, first) is not Stage.PAID


def test_suggestions_come_by_number_and_else_by_amount(session):
    world, first, second = two_invoices(session)
    take(
        session,
        world,
        one_file(
            Credit(1, text=f"betreft {second.number.lower()}", ref="1"),
            Credit(18_000, text="theater", ref="2"),
            Credit(2, text="theater", ref="3"),
        ),
    )

    found = [[one.id for one in entry.suggestions] for entry in open_entries(session, world)]

    assert found == [[second.id], [first.id], []]
    assert suggestions(5, "", []) == []


def test_statements_of_another_account_are_left_alone(session):
    world, first, _ = two_invoices(session)
    theirs = statement(Credit(18_000, first.structured), iban=SCHOOL_IBAN)

    with pytest.raises(BadStatement) as refusal:
        take(session, world, camt(theirs))
    intake = take(session, world, camt(theirs, statement(Credit(10, ref="1"))))

    assert refusal.value.why == "other-account"
    assert len(intake.other_accounts) == 1
    assert [entry.cents for entry in open_entries(session, world)] == [10]


def test_a_house_without_an_account_is_asked_for_it(session):
    world = make_world(session)

    with pytest.raises(NoBilling):
        take(session, world, one_file())


def test_the_command_reads_a_file_and_tells_what_came_of_it(tmp_path, monkeypatch):
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path))
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    state.upgrade(engine)
    with make_sessions(engine)() as session:
        world, first, _ = two_invoices(session)
        slug = session.get_one(Centre, world.centre_id).slug
        number, digits = first.number, first.structured
    file = tmp_path / "januari.xml"
    file.write_bytes(one_file(Credit(18_000, digits), Credit(7, text="?")))
    broken = tmp_path / "stuk.xml"
    broken.write_bytes(b"<html/>")

    def run(*words):
        return CliRunner().invoke(main, ["portal", "payments", "import", *words])

    once, twice = (run(str(file), "--centre", slug) for _ in range(2))

    assert once.exit_code == 0, once.output
    assert number in once.output
    assert "1 juist, 0 deels, 0 te veel, 1 te bekijken" in once.output
    assert "Al ingelezen in een eerder bestand: 2 betalingen." in twice.output
    assert run(str(broken), "--centre", slug).exit_code == 1
    assert run(str(file), "--centre", "niemand").exit_code == 1
    assert run(str(tmp_path / "weg.xml"), "--centre", slug).exit_code == 2
    with make_sessions(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 1
    assert list((tmp_path / "journal").glob("*"))
    engine.dispose()
