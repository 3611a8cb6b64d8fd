"""A house that can invoice, and bookings at every stage of their road, made by the services themselves."""

from datetime import timedelta
from itertools import count

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.queries import Person
from portal.bookings.models import Booking, BookingGroup, LedgerKind
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.db import write_transaction
from portal.invoices.drafts import Draft, drafts_of
from portal.invoices.models import CentreBilling, Invoice, SchoolBilling
from portal.invoices.numbers import enterprise, iban_of
from portal.invoices.service import issue
from portal.invoices.vat import Rate
from tests.portal.booking_world import MONDAY, SHOW_TIME, World, a_group, a_request, add_performance, make_world

AFTER = SHOW_TIME + timedelta(days=1)
"""The day after the visit."""
HOUSE_IBAN = iban_of("BE", "539007547034")
SCHOOL_IBAN = iban_of("BE", "001234567869")

_versions = count(1)


def make_billed_world(
    session: Session, *, rules: HouseRules | None = None, rate: Rate = Rate.EXEMPT, **offer
) -> World:
    """A centre with its invoicing data and, when given, these rules; a school with its own."""
    world = make_world(session, capacity=500, **offer)
    with write_transaction(session):
        add_billing(session, world, rate)
        if rules is not None:
            session.add(
                PolicyVersion(
                    centre_id=world.centre_id,
                    number=next(_versions),
                    rules=rules.model_dump_json(),
                    made_at=MONDAY,
                    made_by_id=world.staff.id,
                    made_by_name=world.staff.name,
                )
            )
    return world


def add_billing(session: Session, world: World, rate: Rate = Rate.EXEMPT) -> None:
    session.add(
        CentreBilling(
            centre_id=world.centre_id,
            legal_name="De Lantaarn vzw",
            street="Warandestraat 42",
            postal_code="2300",
            city="Turnhout",
            enterprise=enterprise(1234567),
            has_vat_number=rate is not Rate.EXEMPT,
            iban=HOUSE_IBAN,
            rate=rate,
            updated_at=MONDAY,
        )
    )
    session.add(
        SchoolBilling(
            school_id=world.school_id,
            name="Scholengroep De Berken vzw",
            street="Berkenlaan 3",
            postal_code="2300",
            city="Turnhout",
            enterprise=enterprise(1345678),
            email="boekhouding@zilverberk.example",
            order_reference="ZB-2027-014",
            updated_at=MONDAY,
        )
    )
    session.flush()


def booked(session: Session, world: World, pupils: int = 24, companions: int = 0, **values) -> Booking:
    with write_transaction(session):
        return book_seats(session, a_request(world, a_group("4A", pupils, companions), **values), now=MONDAY).booking


def step(session: Session, booking: Booking, kind: LedgerKind, actor: Person, **values) -> Booking:
    with write_transaction(session):
        fresh = session.scalars(
            select(Booking).where(Booking.id == booking.id).execution_options(populate_existing=True)
        ).one()
        return take_step(session, fresh, Step(kind, **values), actor, now=AFTER)


def came(session: Session, world: World, booking: Booking, pupils: int) -> Booking:
    """The door counted so many pupils; what it makes of the sum is left to the invoice."""
    with write_transaction(session):
        session.execute(
            update(BookingGroup)
            .where(BookingGroup.booking_id == booking.id)
            .values(came_pupils=pupils, came_companions=BookingGroup.companions)
        )
    return step(session, booking, LedgerKind.ATTENDED, world.staff, then=BookingState.ATTENDED)


def cancelled(session: Session, world: World, booking: Booking, now=MONDAY) -> Booking:
    with write_transaction(session):
        return cancel_booking(session, booking.reference, actor=world.teacher, now=now)


def drafts(session: Session, world: World, now=AFTER) -> list[Draft]:
    found = drafts_of(session, world.centre_id, now=now)
    session.rollback()
    return found


def invoiced(session: Session, world: World, now=AFTER) -> Invoice:
    """The invoice of the only draft."""
    (draft,) = drafts(session, world, now)
    with write_transaction(session):
        made = issue(session, world.centre_id, draft, actor=world.staff, now=now)
    assert made.invoice is not None
    return made.invoice


def another_date(session: Session, world: World, days: int) -> World:
    """The same house and school, with a visit so many days later."""
    from dataclasses import replace

    from portal.offers.models import Offer

    with write_transaction(session):
        offer = session.get_one(Offer, world.offer_id)
        performance = add_performance(session, offer, capacity=500, starts_at=SHOW_TIME + timedelta(days=days))
    return replace(world, performance_id=performance.id)
