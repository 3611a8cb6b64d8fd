"""Nine houses, any attendance, any cancellation: invoices and ledger say the same, to the cent."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.accounts.models import ClassLevel
from portal.bookings.models import Booking, BookingGroup, LedgerKind
from portal.bookings.policy.charge import Ask, Party
from portal.bookings.policy.rules import HouseRules
from portal.bookings.queries import verify_money
from portal.bookings.requests import GroupRequest
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.db import make_engine, make_sessions, write_transaction
from portal.invoices.document import document_of
from portal.invoices.drafts import due_bookings, invoiced_by_booking
from portal.invoices.lines import Visited, expected_cents, items_of
from portal.invoices.models import Invoice, Kind
from portal.invoices.payments import How, Money, record_payment
from portal.invoices.service import issue_all
from portal.invoices.vat import Rate
from portal.offers.models import PriceUnit
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_request
from tests.portal.bookings.policy.houses import HOUSES
from tests.portal.invoices.money_world import AFTER, another_date, make_billed_world
from tests.portal.invoices.test_payments import laws
from tests.portal.tables import make_tables
from tests.thorough import tries

LEVELS = st.sampled_from(list(ClassLevel))


@st.composite
def parties(draw):
    pupils = draw(st.integers(1, 40))
    came = draw(st.none() | st.integers(0, 45))
    return Party(
        draw(LEVELS),
        pupils,
        draw(st.integers(0, 6)),
        came,
        None if came is None else draw(st.integers(0, 6)),
        draw(st.integers(0, pupils)),
        draw(st.integers(0, 900)),
        draw(st.none() | st.integers(0, 1_500)),
    )


@given(
    st.sampled_from(sorted(HOUSES)),
    st.lists(parties(), min_size=1, max_size=5),
    st.sampled_from([BookingState.ATTENDED, BookingState.NO_SHOW, BookingState.CONFIRMED, BookingState.CANCELLED]),
    st.sampled_from(PriceUnit),
    st.integers(0, 60_000),
    st.integers(0, 60_000) | st.none(),
)
def test_the_lines_of_a_booking_are_what_it_owes(house, classes, state, unit, price, decided):
    """Whatever the rules make of it, and whatever somebody decided beside them."""
    rules: HouseRules = HOUSES[house]
    visit = Visited(state, price, 0, Ask(750, unit), tuple(classes))
    owed = expected_cents(rules, visit) if decided is None else decided

    items = items_of(rules, Visited(state, price, owed, visit.ask, visit.parties))

    assert sum(item.cents for item in items) == owed
    assert all(item.cents_each > 0 and item.count for item in items)
    assert len({(item.text, item.cents_each) for item in items}) == len(items)


WHAT = st.sampled_from(
    ["came", "came less", "stayed away", "cancelled early", "cancelled late", "by hand", "uncounted"]
)


@settings(
    max_examples=tries(6, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    house=st.sampled_from(sorted(HOUSES)),
    rate=st.sampled_from(Rate),
    visits=st.lists(st.tuples(WHAT, st.integers(1, 30), st.integers(0, 4)), min_size=1, max_size=3),
    paid=st.integers(0, 40_000),
    data=st.data(),
)
def test_whatever_happens_to_bookings_the_invoices_follow_the_ledger(house, rate, visits, paid, data):
    engine = make_engine("sqlite://")
    make_tables(engine)
    with make_sessions(engine)() as session:
        world = make_billed_world(session, rules=HOUSES[house], rate=rate)
        july = AFTER + timedelta(days=220)
        for number, (what, pupils, companions) in enumerate(visits):
            here = another_date(session, world, number)
            group = GroupRequest("4A", data.draw(LEVELS), pupils, companions)
            with write_transaction(session):
                booking = book_seats(session, a_request(here, group), now=MONDAY).booking
            _live(session, world, booking, what, pupils)
        _invoice(session, world, july)
        first = session.scalars(select(Invoice.id).where(Invoice.kind == Kind.INVOICE)).first()
        session.rollback()
        if first is not None and paid:
            with write_transaction(session):
                money = Money(paid, AFTER.date(), How.TRANSFER)
                record_payment(session, first, money, actor=world.staff, now=july)
        # Afterwards somebody puts one of them right, and it is invoiced again.
        with write_transaction(session):
            one = session.scalars(select(Booking).where(Booking.state != BookingState.CANCELLED)).first()
            if one is not None:
                owed = data.draw(st.integers(0, 50_000))
                take_step(session, one, Step(LedgerKind.CHARGED, owed_cents=owed), world.staff, now=july)
        _invoice(session, world, july)
    engine.dispose()


def _live(session, world, booking, what, pupils):
    when = SHOW_TIME - timedelta(days=45 if what == "cancelled early" else 3)
    with write_transaction(session):
        booking = session.scalars(
            select(Booking).where(Booking.id == booking.id).execution_options(populate_existing=True)
        ).one()
        if booking.state in {BookingState.HELD, BookingState.REQUESTED}:
            word = Step(LedgerKind.CONFIRMED, BookingState.CONFIRMED, owed_cents=booking.price_cents)
            take_step(session, booking, word, world.staff, now=MONDAY)
        if what.startswith("cancelled"):
            cancel_booking(session, booking.reference, actor=world.teacher, now=when)
        elif what == "stayed away":
            take_step(session, booking, Step(LedgerKind.NO_SHOW, BookingState.NO_SHOW), world.staff, now=AFTER)
        elif what == "by hand":
            take_step(session, booking, Step(LedgerKind.CHARGED, owed_cents=1_234), world.staff, now=AFTER)
        elif what != "uncounted":
            group = session.scalars(select(BookingGroup).where(BookingGroup.booking_id == booking.id)).one()
            group.came_pupils = pupils if what == "came" else pupils * 2 // 3
            group.came_companions = group.companions
            session.flush()
            take_step(session, booking, Step(LedgerKind.ATTENDED, BookingState.ATTENDED), world.staff, now=AFTER)


def _invoice(session, world, now):
    with write_transaction(session):
        issue_all(session, world.centre_id, actor=world.staff, now=now)
    owed = {
        one.id: one.owed_cents for one in session.scalars(select(Booking).execution_options(populate_existing=True))
    }
    standing = {booking: cents for booking, cents in session.execute(invoiced_by_booking())}  # noqa: C416
    assert {booking: cents for booking, cents in owed.items() if cents} == {
        booking: cents for booking, cents in standing.items() if cents
    }
    assert due_bookings(session, world.centre_id, now=now) == []
    assert verify_money(session) == []
    for invoice_id in session.scalars(select(Invoice.id)).all():
        document = document_of(session, invoice_id)
        assert document.total_cents == sum(line.cents for line in document.lines)
        assert document.total_cents == document.base_cents + document.vat_cents
    laws(session)
