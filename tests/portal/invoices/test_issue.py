"""Invoices from what the ledger says: their sums, numbers and corrections, on both databases where it matters."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.policy.rules import Basis, Bundle, Cancelling, HouseRules, Invoicing, Late, Tolerance
from portal.bookings.queries import verify, verify_money
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.invoices.document import document_of
from portal.invoices.drafts import drafts_of
from portal.invoices.errors import NoBilling, NothingToCredit, NothingToInvoice
from portal.invoices.models import Invoice, InvoiceLine, Kind
from portal.invoices.service import credit, issue, issue_all
from portal.invoices.structured import is_structured
from portal.invoices.vat import Rate
from tests.portal.booking_world import MONDAY, make_world
from tests.portal.invoices.money_world import (
    AFTER,
    another_date,
    booked,
    came,
    cancelled,
    drafts,
    invoiced,
    make_billed_world,
    step,
)


def read(session, invoice):
    document = document_of(session, invoice.id)
    session.rollback()
    assert document is not None
    return document


def again(session, booking):
    found = session.scalars(
        select(Booking).where(Booking.id == booking.id).execution_options(populate_existing=True)
    ).one()
    session.rollback()
    return found


def test_a_visit_is_invoiced_the_day_after_and_not_before(session):
    world = make_billed_world(session)
    booked(session, world, 24, 3)

    assert drafts(session, world, MONDAY) == []
    document = read(session, invoiced(session, world))

    # 24 pupils at 7.50 and one companion too many: two are free.
    assert [(line.text, line.count, line.cents) for line in document.lines] == [
        ("Leerlingen (2e graad lager)", 24, 18_000),
        ("Begeleider (2e graad lager)", 1, 750),
    ]
    assert document.total_cents == 18_750
    assert document.number == "F2027-0001"
    assert document.issued_on == date(2027, 1, 15)
    assert document.due_on == date(2027, 2, 14)
    assert is_structured(document.structured)
    assert (document.seller.name, document.buyer.name) == ("De Lantaarn vzw", "Scholengroep De Berken vzw")
    assert document.order_reference == "ZB-2027-014"
    assert drafts(session, world) == []


def test_who_came_is_billed_and_the_ledger_hears_of_it(session):
    rules = HouseRules(basis=Basis.ATTENDED, tolerance=Tolerance(percent=10))
    world = make_billed_world(session, rules=rules)
    booking = came(session, world, booked(session, world, 24), 20)

    document = read(session, invoiced(session, world))

    assert [(line.text, line.count) for line in document.lines] == [
        ("Leerlingen (2e graad lager)", 20),
        ("Lege plaatsen boven de speling (2e graad lager)", 2),
    ]
    assert document.total_cents == again(session, booking).owed_cents == 22 * 750
    row = session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc())).first()
    assert (row.kind, row.cents, row.reason) == (LedgerKind.CHARGED, -2 * 750, "factuur F2027-0001")
    assert verify_money(session) == []


def test_what_the_house_decided_by_hand_stands_with_a_line_that_says_so(session):
    world = make_billed_world(session)
    booking = came(session, world, booked(session, world, 24), 24)
    step(session, booking, LedgerKind.CHARGED, world.staff, owed_cents=15_000, reason="het licht viel uit")

    document = read(session, invoiced(session, world))

    assert [(line.text, line.count, line.cents) for line in document.lines] == [
        ("Leerlingen (2e graad lager)", 24, 18_000),
        ("Afgesproken vermindering", -1, -3_000),
    ]
    assert document.total_cents == 15_000


def test_scenario_42_a_late_cancellation_is_invoiced_for_its_share(session):
    rules = HouseRules(cancelling=Cancelling(percent=25, steps=(Late(percent=100, fewer_days_than=30),)))
    world = make_billed_world(session, rules=rules)
    cancelled(session, world, booked(session, world, 24))

    (draft,) = drafts(session, world, MONDAY)
    document = read(session, invoiced(session, world, MONDAY))

    assert draft.cents == document.total_cents == 4_500
    assert document.lines[0].text == "Annulering: 25 % van €\u00a0180,00"


def test_scenario_39_a_free_cancellation_leaves_nothing_to_invoice(session):
    world = make_billed_world(session)
    cancelled(session, world, booked(session, world, 24))

    assert drafts(session, world) == []


def test_a_class_that_stayed_away_pays_what_the_rules_say(session):
    world = make_billed_world(session, rules=HouseRules(cancelling=Cancelling(no_show_percent=80)))
    booking = booked(session, world, 24)
    step(session, booking, LedgerKind.NO_SHOW, world.staff, then=BookingState.NO_SHOW)

    document = read(session, invoiced(session, world))

    assert document.total_cents == again(session, booking).owed_cents == 14_400
    assert document.lines[0].text.startswith("Niet gekomen zonder te verwittigen: 80 %")


def test_a_house_without_invoicing_data_is_asked_for_it(session):
    world = make_world(session)
    booked(session, world, 24)
    (draft,) = drafts_of(session, world.centre_id, now=AFTER)

    with pytest.raises(NoBilling), write_transaction(session):
        issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)


def test_the_visits_of_a_term_stand_on_one_invoice_and_wait_for_its_end(session):
    world = make_billed_world(session, rules=HouseRules(invoicing=Invoicing(bundle=Bundle.TERM, pay_within_days=10)))
    booked(session, world, 24)
    booked(session, another_date(session, world, 20), 10)
    spring = another_date(session, world, 100)
    booked(session, spring, 12)
    later = AFTER + timedelta(days=30)

    (draft,) = drafts(session, world, later)
    with write_transaction(session):
        assert issue_all(session, world.centre_id, actor=world.staff, now=later) == []
    april = AFTER + timedelta(days=110)
    with write_transaction(session):
        made = issue_all(session, world.centre_id, actor=world.staff, now=april)

    assert (draft.name, draft.ripe_on, draft.cents) == ("2e trimester 2026-2027", date(2027, 4, 1), 34 * 750)
    (one,) = made
    assert one.invoice.total_cents == 34 * 750
    assert one.invoice.due_on - one.invoice.issued_on == timedelta(days=10)
    assert [draft.name for draft in drafts(session, world, april)] == ["3e trimester 2026-2027"]


def test_a_count_put_right_makes_a_credit_note_and_a_new_invoice(both_session):
    session = both_session
    world = make_billed_world(session)
    booking = came(session, world, booked(session, world, 24), 24)
    first = invoiced(session, world)
    came_back = step(session, booking, LedgerKind.CHARGED, world.staff, owed_cents=20 * 750, reason="verteld")

    (draft,) = drafts(session, world)
    with write_transaction(session):
        made = issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)

    (note,) = made.credit_notes
    assert (note.number, note.credits_id, note.total_cents) == ("FC2027-0001", first.id, 18_000)
    assert (made.invoice.number, made.invoice.total_cents) == ("F2027-0002", 15_000)
    assert read(session, note).credits == (first.id, "F2027-0001", date(2027, 1, 15))
    assert read(session, first).lines[0].is_credited
    assert drafts(session, world) == []
    assert again(session, came_back).owed_cents == 15_000
    assert verify(session) == []
    assert verify_money(session) == []


def test_an_invoice_is_credited_whole_once_and_comes_up_again(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    first = invoiced(session, world)

    with write_transaction(session):
        credit(session, first.id, actor=world.staff, now=AFTER, reason="verkeerde school")
    with pytest.raises(NothingToCredit), write_transaction(session):
        credit(session, first.id, actor=world.staff, now=AFTER)

    (draft,) = drafts(session, world)
    assert (draft.cents, draft.credited_cents) == (18_000, 0)


def test_a_line_that_is_credited_for_good_is_owed_no_more(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24, 3)
    first = invoiced(session, world)
    companion = read(session, first).lines[1].id

    with write_transaction(session):
        note = credit(session, first.id, line_ids=[companion], waive=True, actor=world.staff, now=AFTER)

    assert (note.total_cents, again(session, booking).owed_cents) == (750, 18_000)
    assert drafts(session, world) == []


def test_a_second_press_on_the_button_makes_nothing(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    (draft,) = drafts(session, world)
    invoiced(session, world)

    with pytest.raises(NothingToInvoice), write_transaction(session):
        issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)
    assert session.scalar(select(func.count()).select_from(Invoice)) == 1


def test_a_number_that_was_not_used_is_given_again(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    (draft,) = drafts(session, world)

    with pytest.raises(RuntimeError), write_transaction(session):
        issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)
        raise RuntimeError("the power fails here")

    assert invoiced(session, world).number == "F2027-0001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoice SET total_cents = 1",
        "DELETE FROM invoice_line",
        "UPDATE invoice_line SET cents_each = 0, cents = 0",
        "DELETE FROM invoice",
        "UPDATE payment_share SET cents = 1",
    ],
)
def test_the_database_itself_refuses_to_change_an_invoice(both_session, statement):
    session = both_session
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    invoice = invoiced(session, world)
    from portal.invoices.models import How
    from portal.invoices.payments import Money, record_payment

    with write_transaction(session):
        record_payment(session, invoice.id, Money(100, date(2027, 1, 20), How.CASH), actor=world.staff, now=AFTER)

    with pytest.raises(DBAPIError, match="append-only"), write_transaction(session):
        session.execute(text(statement))
    assert again(session, booking).paid_cents == 100


def test_a_house_that_charges_vat_says_how_much_for_each_rate(session):
    world = make_billed_world(session, rate=Rate.LOW)
    booked(session, world, 24)

    document = read(session, invoiced(session, world))

    (only,) = document.taxed
    assert (only.rate, only.base_cents, only.vat_cents) == (Rate.LOW, 16_981, 1_019)
    assert document.total_cents == 18_000


def test_credit_notes_have_numbers_of_their_own_and_next_year_begins_anew(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    first = invoiced(session, world)
    with write_transaction(session):
        note = credit(session, first.id, actor=world.staff, now=AFTER)
    next_year = AFTER + timedelta(days=360)

    second = invoiced(session, world, next_year)

    assert [one.number for one in (first, note, second)] == ["F2027-0001", "FC2027-0001", "F2028-0001"]
    assert len({first.structured, second.structured}) == 2
    assert note.kind is Kind.CREDIT_NOTE
    assert note.structured is None


def test_lines_are_told_apart_by_their_booking(session):
    world = make_billed_world(session, rules=HouseRules(invoicing=Invoicing(bundle=Bundle.YEAR)))
    one, two = booked(session, world, 24), booked(session, another_date(session, world, 3), 10)
    july = AFTER + timedelta(days=200)
    invoice = invoiced(session, world, july)

    rows = session.execute(
        select(InvoiceLine.booking_id, func.sum(InvoiceLine.cents))
        .where(InvoiceLine.invoice_id == invoice.id)
        .group_by(InvoiceLine.booking_id)
    )
    sums = {booking: cents for booking, cents in rows}  # noqa: C416 - a Result is no mapping.
    assert sums == {one.id: 18_000, two.id: 7_500}
