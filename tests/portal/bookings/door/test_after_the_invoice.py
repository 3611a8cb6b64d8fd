"""Until a booking stands on an invoice the door corrects itself; from there on a credit note does."""

import pytest
from sqlalchemy import select

import portal.invoices.closed
from portal.accounts.models import Role
from portal.bookings.counts.service import Numbers, change_counts
from portal.bookings.door.errors import AlreadyInvoiced
from portal.bookings.door.models import TapKind
from portal.bookings.door.service import Tap, count_class
from portal.bookings.models import BookingGroup, LedgerKind
from portal.bookings.policy.rules import Basis, Cancelling, HouseRules
from portal.bookings.queries import verify_money
from portal.bookings.steps import Step, take_step
from portal.db import write_transaction
from portal.invoices.service import credit
from tests.portal.booking_world import MONDAY, add_user
from tests.portal.bookings.door.at_the_door import ARRIVAL
from tests.portal.invoices.money_world import AFTER, booked, cancelled, invoiced, make_billed_world

assert portal.invoices.closed.is_invoiced


def test_an_invoice_closes_the_door_for_its_booking_and_a_credit_note_opens_it(session):
    world = make_billed_world(session)
    booking = booked(session, world)
    with write_transaction(session):
        keeper = add_user(session, "An Deur", Role.DOOR, centre_id=world.centre_id)
    group = session.scalars(select(BookingGroup.id).where(BookingGroup.booking_id == booking.id)).one()

    def count(nonce, pupils, now):
        with write_transaction(session):
            count_class(
                session, Tap(nonce, world.performance_id, group, TapKind.CAME, now, pupils, 0), keeper, now=now
            )

    count("een", 22, ARRIVAL)
    invoice = invoiced(session, world)
    with pytest.raises(AlreadyInvoiced):
        count("twee", 20, AFTER)
    assert booking.owed_cents == invoice.total_cents == 22 * 750

    with write_transaction(session):
        credit(session, invoice.id, actor=world.staff, now=AFTER, reason="verkeerd geteld")
    count("drie", 20, AFTER)
    assert booking.owed_cents == 20 * 750


def test_what_the_house_let_a_school_off_by_hand_stays_off_whatever_the_door_counts(session):
    """24 were booked and three places given; then 20 came, no 24, no 2, no 22."""
    world = make_billed_world(session, rules=HouseRules(basis=Basis.ATTENDED))
    booking = booked(session, world)
    with write_transaction(session):
        keeper = add_user(session, "An Deur", Role.DOOR, centre_id=world.centre_id)
        step = Step(LedgerKind.CHARGED, owed_cents=21 * 750, reason="drie plaatsen cadeau")
        take_step(session, booking, step, world.staff, now=ARRIVAL)
    group = session.scalars(select(BookingGroup.id).where(BookingGroup.booking_id == booking.id)).one()

    owed = []
    for number, pupils in enumerate((20, 24, 2, 22)):
        tap = Tap(f"tap-{number}", world.performance_id, group, TapKind.CAME, ARRIVAL, pupils, 0)
        with write_transaction(session):
            count_class(session, tap, keeper, now=ARRIVAL)
        owed.append(booking.owed_cents)

    assert owed == [17 * 750, 21 * 750, 0, 19 * 750]
    # The invoice says so as well, with a line of its own.
    assert invoiced(session, world).total_cents == 19 * 750


@pytest.mark.parametrize("given", [3 * 750, 24 * 750], ids=["three places", "all of them"])
def test_what_the_house_let_a_school_off_by_hand_stays_off_whatever_the_numbers_become(session, given):
    """24 were booked; then 20 are to come, no 2, no 26, and 26 did."""
    world = make_billed_world(session)
    booking = booked(session, world)
    with write_transaction(session):
        step = Step(LedgerKind.CHARGED, owed_cents=24 * 750 - given, reason="een gebaar")
        take_step(session, booking, step, world.staff, now=MONDAY)

    owed = []
    for pupils in (20, 2, 26):
        with write_transaction(session):
            change_counts(session, booking.reference, [Numbers(pupils)], actor=world.staff, now=MONDAY)
        owed.append(booking.owed_cents)

    assert owed == [max(0, pupils * 750 - given) for pupils in (20, 2, 26)]
    assert booking.price_cents == 26 * 750
    assert verify_money(session) == []
    assert invoiced(session, world).total_cents == 26 * 750 - given


def test_who_cancels_owes_a_part_of_what_it_owed_and_not_of_what_was_let_off(session):
    rules = HouseRules(cancelling=Cancelling(percent=25))
    world = make_billed_world(session, rules=rules)
    booking = booked(session, world)
    with write_transaction(session):
        step = Step(LedgerKind.CHARGED, owed_cents=20 * 750, reason="vier plaatsen cadeau")
        take_step(session, booking, step, world.staff, now=MONDAY)

    assert cancelled(session, world, booking).owed_cents == 5 * 750
