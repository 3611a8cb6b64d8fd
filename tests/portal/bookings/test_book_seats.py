from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from portal.accounts.models import ClassLevel, Role
from portal.bookings import service
from portal.bookings.errors import (
    BookingClosed,
    InvalidGroups,
    KeyReused,
    NoSuchPerformance,
    NotYours,
    PerformanceFull,
    SchoolLimit,
)
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import (
    bookings_of,
    classes_held,
    programme_by_slug,
    verify,
    verify_money,
    visit_by_reference,
)
from portal.bookings.requests import GroupRequest
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, PriceUnit
from portal.outbox.models import Message
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_group,
    a_request,
    add_class,
    add_performance,
    add_school,
    add_user,
    for_school,
    make_world,
)


def book(session, request, now=MONDAY):
    with write_transaction(session):
        return book_seats(session, request, now=now).booking


def taken(session, performance_id):
    return session.scalar(select(Performance.seats_taken).where(Performance.id == performance_id))


def rows(session, table):
    return session.scalar(select(func.count()).select_from(table))


@pytest.fixture
def world(session):
    return make_world(session)


def test_a_date_agreed_with_one_school_is_booked_by_that_school_alone(session, world):
    other, _teacher = add_school(session)
    session.execute(update(Performance).values(agreed_with_id=other.id))
    session.commit()

    with pytest.raises(NoSuchPerformance):
        book(session, a_request(world))
    slug = session.scalar(select(Offer.slug))
    assert programme_by_slug(session, slug).choices == ()
    assert len(programme_by_slug(session, slug, [other.id]).choices) == 1

    session.execute(update(Performance).values(agreed_with_id=world.school_id))
    session.commit()
    assert book(session, a_request(world)).seats > 0


def test_two_classes_get_their_seats_in_one_booking(session, world):
    booking = book(session, a_request(world, a_group("4A", 24, 2, 1), a_group("4B", 22, 1)))

    assert booking.state is BookingState.CONFIRMED
    assert (booking.seats, booking.price_cents) == (49, 46 * 750)
    assert taken(session, world.performance_id) == 49
    visit = visit_by_reference(session, booking.reference, world.teacher)
    assert [(group.name, group.pupils, group.companions, group.wheelchair) for group in visit.groups] == [
        ("4A", 24, 2, 1),
        ("4B", 22, 1, 0),
    ]


def test_a_booking_writes_one_ledger_row_and_one_message_that_tell_the_same(session, world):
    booking = book(session, a_request(world, a_group(pupils=24, companions=2)))

    row = session.scalars(select(LedgerRow)).one()
    assert (row.reference, row.seats, row.cents) == (booking.reference, 26, 24 * 750)
    assert (row.actor_name, row.actor_email) == (world.teacher.name, world.teacher.email)
    assert row.school_name == "Basisschool De Zilverberk"
    assert row.centre_id == world.centre_id
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.payload) == ("booking-confirmed", {"booking_id": booking.id})


def test_scenario_2_a_full_performance_refuses_one_more_class(session):
    world = make_world(session, capacity=50)
    book(session, a_request(world, seats=50))

    with pytest.raises(PerformanceFull) as refusal:
        book(session, a_request(world, seats=1))
    assert (refusal.value.wanted, refusal.value.left) == (1, 0)


def test_a_class_is_booked_whole_or_not_at_all(session):
    world = make_world(session, capacity=30)
    book(session, a_request(world, seats=10))

    with pytest.raises(PerformanceFull) as refusal:
        book(session, a_request(world, a_group(pupils=24)))

    assert refusal.value.left == 20
    assert taken(session, world.performance_id) == 10


def test_a_refused_booking_leaves_nothing_behind(session):
    world = make_world(session, capacity=10)

    with pytest.raises(PerformanceFull):
        book(session, a_request(world, seats=11))

    assert [rows(session, table) for table in (Booking, BookingGroup, LedgerRow, Message)] == [0, 0, 0, 0]


def test_scenario_1_all_seats_that_are_left_can_be_taken(session):
    world = make_world(session, capacity=24)

    assert book(session, a_request(world, seats=24)).seats == 24


def test_scenario_10_one_date_does_not_take_the_seats_of_another(session, world):
    with write_transaction(session):
        offer = session.get(Offer, world.offer_id)
        other = add_performance(session, offer, capacity=40, starts_at=SHOW_TIME + timedelta(days=1))

    book(session, a_request(world, seats=24))

    assert taken(session, other.id) == 0


def test_scenario_34_a_repeated_key_gives_the_first_booking_back(session, world):
    request = a_request(world, seats=24)
    first = book(session, request)

    again = book(session, request)

    assert again.reference == first.reference
    assert taken(session, world.performance_id) == 24
    assert rows(session, LedgerRow) == rows(session, Message) == 1


def test_a_repeated_key_is_answered_when_the_performance_is_full_and_closed_by_now(session):
    world = make_world(session, capacity=24)
    request = a_request(world, seats=24)
    first = book(session, request)

    assert book(session, request, now=SHOW_TIME).reference == first.reference


def test_a_colleague_who_repeats_the_key_gets_the_same_booking(session, world):
    request = a_request(world, seats=24)
    first = book(session, request)
    with write_transaction(session):
        colleague = add_user(session, "Els Maes", Role.OFFICE, school_id=world.school_id)

    assert book(session, replace(request, actor=colleague)).reference == first.reference


def test_a_key_with_another_question_is_refused(session, world):
    request = a_request(world, a_group("4A", 24))
    first = book(session, request)

    with pytest.raises(KeyReused) as refusal:
        book(session, replace(request, groups=(a_group("4A", 25),)))

    assert refusal.value.reference == first.reference
    assert taken(session, world.performance_id) == 24


def test_scenario_36_two_schools_may_use_the_same_key(session, world):
    with write_transaction(session):
        school, teacher = add_school(session, "De Beuk")
    book(session, a_request(world, seats=24, key="same"))

    book(session, a_request(for_school(world, school.id, teacher), seats=20, key="same"))

    assert taken(session, world.performance_id) == 44


def test_scenario_35_two_groups_of_one_name_are_two_bookings_when_the_keys_differ(session, world):
    book(session, a_request(world, a_group("4A")))
    book(session, a_request(world, a_group("4A")))

    assert taken(session, world.performance_id) == 48
    assert classes_held(session, world.school_id, world.performance_id) == ["4A", "4A"]


def test_scenario_38_a_key_that_failed_may_be_tried_again(session):
    world = make_world(session, capacity=30)
    request = a_request(world, seats=31, key="again")
    with pytest.raises(PerformanceFull):
        book(session, request)
    with write_transaction(session):
        session.get(Performance, world.performance_id).capacity = 40

    assert book(session, request).seats == 31


def test_scenario_16_booking_stops_at_the_closing_moment(session, world):
    closes_at = SHOW_TIME - timedelta(days=2)
    book(session, a_request(world), now=closes_at - timedelta(seconds=1))

    with pytest.raises(BookingClosed) as refusal:
        book(session, a_request(world), now=closes_at)
    assert refusal.value.closes_at == closes_at
    assert not refusal.value.cancelled


def test_a_cancelled_performance_takes_no_bookings(session, world):
    with write_transaction(session):
        session.get(Performance, world.performance_id).state = PerformanceState.CANCELLED

    with pytest.raises(BookingClosed) as refusal:
        book(session, a_request(world))
    assert refusal.value.cancelled


@pytest.mark.parametrize("state", [OfferState.DRAFT, OfferState.WITHDRAWN])
def test_an_offer_that_is_not_published_is_not_there(session, world, state):
    with write_transaction(session):
        session.get(Offer, world.offer_id).state = state

    with pytest.raises(NoSuchPerformance):
        book(session, a_request(world))


def test_a_performance_that_is_not_there_is_refused(session, world):
    with pytest.raises(NoSuchPerformance):
        book(session, replace(a_request(world), performance_id=999))


def test_scenario_7_a_school_gets_no_more_than_the_house_gives_one_school(session):
    world = make_world(session, max_seats_per_school=50)
    book(session, a_request(world, seats=30))

    with pytest.raises(SchoolLimit) as refusal:
        book(session, a_request(world, seats=21))
    assert (refusal.value.limit, refusal.value.held, refusal.value.wanted) == (50, 30, 21)

    book(session, a_request(world, seats=20))
    assert taken(session, world.performance_id) == 50


def test_the_limit_of_one_school_is_not_the_limit_of_another(session):
    world = make_world(session, max_seats_per_school=30)
    with write_transaction(session):
        school, teacher = add_school(session, "De Beuk")
    book(session, a_request(world, seats=30))

    book(session, a_request(for_school(world, school.id, teacher), seats=30))

    assert taken(session, world.performance_id) == 60


def test_nobody_books_for_a_school_that_is_not_theirs(session, world):
    with write_transaction(session):
        school, _teacher = add_school(session, "De Beuk")

    with pytest.raises(NotYours):
        book(session, replace(a_request(world), school_id=school.id))


def test_scenario_49_who_works_for_two_schools_sees_the_bookings_of_both_and_of_no_third(session, world):
    made = []
    for name in ("De Beuk", "De Linde"):
        with write_transaction(session):
            school, teacher = add_school(session, name)
        made.append((school.id, book(session, a_request(for_school(world, school.id, teacher), seats=20)).reference))
    book(session, a_request(world, seats=20))
    (beuk, its), (linde, theirs) = made

    def seen(*schools):
        return {line.reference for line in bookings_of(session, schools=schools)}

    assert (seen(beuk), seen(beuk, linde), seen()) == ({its}, {its, theirs}, set())


def test_a_class_of_another_school_is_named(session, world):
    with write_transaction(session):
        school, _teacher = add_school(session, "De Beuk")
        own, foreign = add_class(session, world.school_id), add_class(session, school.id)
    groups = (replace(a_group(), class_group_id=own.id), replace(a_group(), class_group_id=foreign.id))

    with pytest.raises(InvalidGroups) as refusal:
        book(session, a_request(world, *groups))
    assert [problem.field for problem in refusal.value.problems] == ["groups.1.class_group_id"]


def test_scenario_15_everything_that_can_not_be_right_is_named_at_once(session, world):
    request = replace(
        a_request(
            world,
            GroupRequest("", ClassLevel.LAGER_1, pupils=0, companions=-1),
            GroupRequest("x" * 41, ClassLevel.LAGER_1, pupils=201, companions=51, wheelchair=253),
        ),
        note="n" * 601,
        contact="c" * 121,
    )

    with pytest.raises(InvalidGroups) as refusal:
        book(session, request)

    assert {(problem.field, problem.reason) for problem in refusal.value.problems} == {
        ("contact", "too_long"),
        ("note", "too_long"),
        ("groups.0.name", "missing"),
        ("groups.0.pupils", "too_few"),
        ("groups.0.companions", "too_few"),
        ("groups.1.name", "too_long"),
        ("groups.1.pupils", "too_many"),
        ("groups.1.companions", "too_many"),
        ("groups.1.wheelchair", "too_many"),
    }


def test_a_booking_without_groups_is_refused(session, world):
    with pytest.raises(InvalidGroups) as refusal:
        book(session, replace(a_request(world), groups=()))
    assert [(problem.field, problem.reason) for problem in refusal.value.problems] == [("groups", "missing")]


def test_a_price_per_group_is_asked_per_class(session):
    world = make_world(session, price_unit=PriceUnit.GROUP, price_cents=9000)

    assert book(session, a_request(world, a_group("4A"), a_group("4B"))).price_cents == 18000


def test_a_later_price_does_not_change_what_was_booked(session, world):
    booking = book(session, a_request(world, a_group(pupils=20)))
    with write_transaction(session):
        session.get(Offer, world.offer_id).price_cents = 1200

    visit = visit_by_reference(session, booking.reference, world.teacher)
    assert visit.price_cents == 20 * 750
    assert verify(session) == []
    assert verify_money(session) == []


def test_a_reference_or_code_that_is_taken_is_drawn_again(both_session, monkeypatch):
    session = both_session
    world = make_world(session)
    first = book(session, a_request(world))
    references = iter([first.reference, "FY-2222-22", "FY-3333-33"])
    codes = iter(["22222222", first.visit_code, "33333333"])
    monkeypatch.setattr(service, "new_reference", lambda: next(references))
    monkeypatch.setattr(service, "new_visit_code", lambda: next(codes))

    second = book(session, a_request(world))

    assert (second.reference, second.visit_code) == ("FY-3333-33", "33333333")
    assert verify(session) == []


def test_a_booking_costs_few_statements(both_session):
    session = both_session
    world = make_world(session)
    sent = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: sent.append(args[2]))

    book(session, a_request(world, a_group("4A"), a_group("4B")))

    words = [" ".join(statement.split()[:3]) for statement in sent if not statement.startswith("BEGIN")]
    assert [word.split()[0] for word in words] == [
        "SELECT",
        "SELECT",
        "INSERT",
        "INSERT",
        "INSERT",
        "INSERT",
        "UPDATE",
    ]


def test_both_databases_book_the_same(both_session):
    session = both_session
    world = make_world(session, capacity=60, max_seats_per_school=55)
    request = a_request(world, a_group("4A", 24, 2))

    first, again = book(session, request), book(session, request)
    with pytest.raises(SchoolLimit):
        book(session, a_request(world, seats=30))
    with pytest.raises(PerformanceFull):
        book(session, a_request(world, seats=35))
    with pytest.raises(KeyReused):
        book(session, replace(request, note="anders"))

    assert first.reference == again.reference
    assert taken(session, world.performance_id) == 26
    assert verify(session) == []
