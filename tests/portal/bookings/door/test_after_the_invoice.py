"""Until a booking stands on an invoice the door corrects itself; from there on a credit note does."""

import pytest
from sqlalchemy import select

import portal.invoices.closed
from portal.accounts.models import Role
from portal.bookings.door.errors import AlreadyInvoiced
from portal.bookings.door.models import TapKind
from portal.bookings.door.service import Tap, count_class
from portal.bookings.models import BookingGroup
from portal.db import write_transaction
from portal.invoices.service import credit
from tests.portal.booking_world import add_user
from tests.portal.bookings.door.at_the_door import ARRIVAL
from tests.portal.invoices.money_world import AFTER, booked, invoiced, make_billed_world

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
