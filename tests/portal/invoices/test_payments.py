"""Payments: on an invoice, spread over its bookings, paid too much, given back, and carried on to a new invoice."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.policy.rules import Bundle, Cancelling, HouseRules, Invoicing
from portal.bookings.queries import verify_money
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.invoices.at_booking import money_of
from portal.invoices.document import document_of
from portal.invoices.errors import BadAmount, MoreThanPaid, NoSuchInvoice
from portal.invoices.models import How, Payment, PaymentShare
from portal.invoices.payments import (
    Money,
    pay_booking,
    record_payment,
    record_repayment,
    repay_booking,
    settle,
    stands_of,
    take_payment,
)
from portal.invoices.queries import Stage, standing_of
from portal.invoices.service import credit, issue
from portal.invoices.spread import Stand, spread, take_back
from tests.portal.invoices.money_world import (
    AFTER,
    another_date,
    booked,
    cancelled,
    drafts,
    invoiced,
    make_billed_world,
    step,
)

YEARLY = HouseRules(invoicing=Invoicing(bundle=Bundle.YEAR))
JULY = AFTER + timedelta(days=200)


def money(cents, how=How.TRANSFER, note=""):
    return Money(cents, date(2027, 1, 20), how, note)


def pay(session, world, invoice, cents, record=record_payment):
    with write_transaction(session):
        return record(session, invoice.id, money(cents), actor=world.staff, now=AFTER)


def booking_of(session, booking):
    found = session.scalars(
        select(Booking).where(Booking.id == booking.id).execution_options(populate_existing=True)
    ).one()
    session.rollback()
    return found


def stage(session, invoice, today=date(2027, 1, 20)):
    found = standing_of(session, invoice.id)
    session.rollback()
    return found.stage(today), found.open_cents


def laws(session):
    """What must be so whatever happened: shares are payments, and what is paid of a booking is its shares."""
    assert verify_money(session) == []
    shares = select(func.sum(PaymentShare.cents)).where(PaymentShare.payment_id == Payment.id).scalar_subquery()
    assert session.scalars(select(Payment.id).where(shares != Payment.cents)).all() == []
    by_booking = (
        select(func.coalesce(func.sum(PaymentShare.cents), 0))
        .where(PaymentShare.booking_id == Booking.id)
        .scalar_subquery()
    )
    assert session.scalars(select(Booking.id).where(by_booking != Booking.paid_cents)).all() == []
    session.rollback()


STANDS = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 60_000)), min_size=1, max_size=6).map(
    lambda found: [Stand(number, *one) for number, one in enumerate(found)]
)


@given(STANDS, st.integers(1, 200_000))
def test_a_payment_is_divided_to_the_cent_and_only_the_youngest_gets_too_much(stands, cents):
    shares = spread(cents, stands)

    assert sum(shares.values()) == cents
    for stand in stands[:-1]:
        assert 0 <= shares.get(stand.booking_id, 0) <= stand.open
    for older, younger in pairwise(stands):
        if shares.get(younger.booking_id, 0):
            assert shares.get(older.booking_id, 0) == older.open


@given(STANDS, st.data())
def test_what_goes_back_comes_first_from_what_was_too_much(stands, data):
    paid = sum(stand.paid for stand in stands)
    cents = data.draw(st.integers(0, paid))

    shares = take_back(cents, stands)

    assert sum(shares.values()) == cents
    assert all(0 <= shares.get(stand.booking_id, 0) <= stand.paid for stand in stands)
    surplus = sum(stand.surplus for stand in stands)
    taken = sum(min(shares.get(stand.booking_id, 0), stand.surplus) for stand in stands)
    assert taken == min(cents, surplus)


def test_a_payment_in_parts_goes_to_the_oldest_visit_first(both_session):
    session = both_session
    world = make_billed_world(session, rules=YEARLY)
    first, second = booked(session, world, 24), booked(session, another_date(session, world, 5), 10)
    invoice = invoiced(session, world, JULY)

    pay(session, world, invoice, 20_000)

    assert booking_of(session, first).paid_cents == 18_000
    assert booking_of(session, second).paid_cents == 2_000
    assert stage(session, invoice) == (Stage.PART, 5_500)
    pay(session, world, invoice, 5_500)
    assert stage(session, invoice) == (Stage.PAID, 0)
    rows = session.execute(
        select(LedgerRow.booking_id, LedgerRow.paid_cents, LedgerRow.reason)
        .where(LedgerRow.kind == LedgerKind.PAID)
        .order_by(LedgerRow.id)
    ).all()
    assert rows == [
        (first.id, 18_000, f"factuur {invoice.number}"),
        (second.id, 2_000, f"factuur {invoice.number}"),
        (second.id, 5_500, f"factuur {invoice.number}"),
    ]
    laws(session)


def test_paid_too_much_shows_and_goes_back(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    invoice = invoiced(session, world)

    pay(session, world, invoice, 20_000)
    assert stage(session, invoice) == (Stage.OVERPAID, -2_000)
    pay(session, world, invoice, 2_000, record_repayment)

    assert stage(session, invoice) == (Stage.PAID, 0)
    assert booking_of(session, booking).paid_cents == 18_000
    laws(session)


def test_scenario_43_nobody_gets_back_more_than_was_paid(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    invoice = invoiced(session, world)
    pay(session, world, invoice, 10_000)

    with pytest.raises(MoreThanPaid) as refusal:
        pay(session, world, invoice, 10_001, record_repayment)

    assert refusal.value.paid_cents == 10_000
    laws(session)


def test_scenario_39_what_was_paid_for_a_visit_that_is_called_off_in_time_goes_back_whole(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    with write_transaction(session):
        pay_booking(session, booking_of(session, booking), money(18_000), actor=world.teacher, now=AFTER)
    cancelled(session, world, booking)

    with write_transaction(session):
        repay_booking(session, booking_of(session, booking), money(18_000), actor=world.staff, now=AFTER)

    found = booking_of(session, booking)
    assert (found.state, found.owed_cents, found.paid_cents) == (BookingState.CANCELLED, 0, 0)
    laws(session)


def test_scenario_40_a_visit_that_costs_all_of_it_when_cancelled_gives_nothing_back(session):
    world = make_billed_world(session, rules=HouseRules(cancelling=Cancelling(percent=100)))
    booking = booked(session, world, 24)
    with write_transaction(session):
        pay_booking(session, booking_of(session, booking), money(18_000), actor=world.teacher, now=AFTER)
    cancelled(session, world, booking)

    invoice = invoiced(session, world)

    assert stage(session, invoice) == (Stage.PAID, 0)
    assert document_of(session, invoice.id).payable_cents == 0


def test_scenario_17_and_18_money_for_a_booking_that_lapsed_is_kept_apart_and_brings_no_seats_back(session):
    """Nobody buys a place by paying: a hold is confirmed by word, and one that lapsed stays so, full or not."""
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    cancelled(session, world, booking)

    with write_transaction(session):
        pay_booking(session, booking_of(session, booking), money(18_000), actor=world.staff, now=AFTER)

    found = booking_of(session, booking)
    assert (found.state, found.owed_cents, found.paid_cents) == (BookingState.CANCELLED, 0, 18_000)
    laws(session)


def test_scenario_19_an_invoice_is_paid_after_its_day_too(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    invoice = invoiced(session, world)
    late = invoice.due_on + timedelta(days=400)
    assert stage(session, invoice, late) == (Stage.OVERDUE, 18_000)

    with write_transaction(session):
        record_payment(session, invoice.id, replace(money(18_000), paid_on=late), actor=world.staff, now=AFTER)

    assert stage(session, invoice, late) == (Stage.PAID, 0)


def test_what_was_paid_before_stands_on_the_invoice(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    with write_transaction(session):
        pay_booking(session, booking_of(session, booking), money(8_000, How.CASH), actor=world.staff, now=AFTER)

    invoice = invoiced(session, world)

    document = document_of(session, invoice.id)
    assert (document.total_cents, document.prepaid_cents, document.payable_cents) == (18_000, 8_000, 10_000)
    assert stage(session, invoice) == (Stage.PART, 10_000)
    laws(session)


def test_what_only_the_ledger_knows_as_paid_stands_on_the_invoice_too(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    step(session, booking, LedgerKind.PAID, world.staff, paid_cents=18_000)

    invoice = invoiced(session, world)

    assert stage(session, invoice) == (Stage.PAID, 0)
    laws(session)


def test_money_on_a_corrected_invoice_goes_along_to_the_new_one(both_session):
    session = both_session
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    first = invoiced(session, world)
    pay(session, world, first, 18_000)
    step(session, booking, LedgerKind.CHARGED, world.staff, owed_cents=15_000, reason="geteld")

    (draft,) = drafts(session, world)
    with write_transaction(session):
        made = issue(session, world.centre_id, draft, actor=world.staff, now=AFTER)

    assert stage(session, made.invoice) == (Stage.PAID, 0)
    assert stage(session, first) == (Stage.OVERPAID, -3_000)
    pay(session, world, first, 3_000, record_repayment)
    assert stage(session, first) == (Stage.CREDITED, 0)
    assert booking_of(session, booking).paid_cents == 15_000
    laws(session)


def test_who_pays_the_old_invoice_after_a_correction_pays_the_new_one(session):
    world = make_billed_world(session)
    booking = booked(session, world, 24)
    first = invoiced(session, world)
    step(session, booking, LedgerKind.CHARGED, world.staff, owed_cents=15_000, reason="geteld")
    second = invoiced(session, world)

    pay(session, world, first, 15_000)

    assert stage(session, first) == (Stage.CREDITED, 0)
    assert stage(session, second) == (Stage.PAID, 0)
    laws(session)


def test_a_credit_note_is_not_paid(session):
    world = make_billed_world(session)
    booked(session, world, 24)
    invoice = invoiced(session, world)
    with write_transaction(session):
        note = credit(session, invoice.id, actor=world.staff, now=AFTER)

    with pytest.raises(NoSuchInvoice):
        pay(session, world, note, 100)
    assert settle(session, invoice.id, invoice.id, actor=world.staff, now=AFTER) == 0


@pytest.mark.parametrize("cents", [0, -1, 10_000_001])
def test_an_amount_that_is_none_is_refused(session, cents):
    world = make_billed_world(session)
    booked(session, world, 24)
    invoice = invoiced(session, world)

    for record in (record_payment, record_repayment):
        with pytest.raises(BadAmount):
            pay(session, world, invoice, cents, record)
    assert [stand.paid for stand in stands_of(session, invoice.id)] == [0]


def test_a_payment_of_a_booking_goes_to_the_oldest_invoice_on_which_it_owes(session):
    world = make_billed_world(session)
    booking = booked(session, world)

    def paid(cents):
        with write_transaction(session):
            fresh = session.get_one(Booking, booking.id, populate_existing=True)
            return take_payment(session, fresh, money(cents), actor=world.staff, now=AFTER).invoice_id

    assert paid(1_000) is None
    first = invoiced(session, world)
    assert paid(2_000) == first.id
    assert money_of(session, booking.id).open_cents == 15_000

    # Corrected: what was paid went along to the new one, and so does what comes.
    step(session, booking, LedgerKind.CHARGED, world.staff, owed_cents=9_000, reason="geteld")
    second = invoiced(session, world)
    assert paid(6_000) == second.id
    found = money_of(session, booking.id)
    assert (found.owed_cents, found.paid_cents, found.open_cents, found.to_pay) == (9_000, 9_000, 0, None)
    assert [(paper.standing.number, paper.cents) for paper in found.papers] == [
        (first.number, 18_000),
        (found.papers[1].standing.number, -18_000),
        (second.number, 9_000),
    ]
    assert [share.cents for share in found.shares] == [1_000, 2_000, 6_000]

    # Nothing is open any more: it is money beside the invoices, to be given back.
    assert paid(500) is None
    laws(session)


def test_on_a_bundle_the_page_of_one_booking_tells_of_the_others(session):
    world = make_billed_world(session, rules=YEARLY)
    older = booked(session, world, 10)
    younger = booked(session, another_date(session, world, 7), 8)
    invoice = invoiced(session, world, JULY)
    session.rollback()

    with write_transaction(session):
        take_payment(session, session.get_one(Booking, older.id), money(7_500), actor=world.staff, now=JULY)

    assert money_of(session, older.id).to_pay is None
    (paper,) = money_of(session, younger.id).papers
    assert (paper.cents, paper.bookings, paper.standing.open_cents) == (6_000, 2, 6_000)
    assert money_of(session, younger.id).to_pay.standing.id == invoice.id
    laws(session)
