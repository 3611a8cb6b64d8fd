"""How classes come, and two schools in one bus, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.transport.errors import BusFull, NoSuchShare, SeatsGiven
from portal.bookings.transport.letters import handlers
from portal.bookings.transport.models import BusShare, ShareState, Transport, Travel
from portal.bookings.transport.queries import arrivals, offers_near, shares_of
from portal.bookings.transport.rules import Hint, hints
from portal.bookings.transport.service import (
    Ride,
    ShareRequest,
    answer_share,
    ask_share,
    end_share,
    let_go,
    plan_ride,
)
from portal.clock import BRUSSELS, school_day
from portal.db import write_transaction
from portal.offers.models import Offer
from portal.outbox.models import Message
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_group,
    a_request,
    add_performance,
    add_school,
    for_school,
    make_world,
)

BUS = Ride(Travel.SCHOOL_BUS, 26, pickup_place="Berkenlaan 3", free_seats=24)


@pytest.fixture
def town(both_session):
    """A session, the school that has a bus and the school that has none, each with a booking."""
    world = make_world(both_session)
    with write_transaction(both_session):
        other = for_school(world, *_ids(add_school(both_session, "Basisschool De Eik")))
        giver = book_seats(both_session, a_request(world, a_group(pupils=24, companions=2)), now=MONDAY).booking
        asker = book_seats(both_session, a_request(other, a_group("6B", pupils=18, companions=2)), now=MONDAY).booking
        plan_ride(both_session, giver, BUS, world.teacher, now=MONDAY)
    return both_session, world, other, giver, asker


def _ids(made):
    school, teacher = made
    return school.id, teacher


def given(session):
    return session.scalar(select(Transport.given_seats))


def state(session):
    return session.scalar(select(BusShare.state).execution_options(populate_existing=True))


def ask(town, people=20):
    session, _, other, giver, asker = town
    with write_transaction(session):
        ask_share(session, ShareRequest(giver.id, asker.id, people, "Mogen we mee?"), other.teacher, now=MONDAY)
    return session.scalar(select(BusShare.id))


def test_a_ride_is_said_again_and_again_and_is_one(town):
    session, world, _, giver, _ = town

    with write_transaction(session):
        plan_ride(session, giver, replace(BUS, how=Travel.FOOT), world.teacher, now=MONDAY)

    ride = session.scalars(select(Transport)).one()
    # Who walks has no seats to give.
    assert (ride.how, ride.free_seats) == (Travel.FOOT, 0)


def test_two_schools_share_a_bus_and_see_each_other_once_both_said_yes(town):
    session, world, other, giver, asker = town
    assert [(one.school_name, one.left) for one in offers_near(session, asker.id)] == [
        ("Basisschool De Zilverberk", 24)
    ]
    share_id = ask(town)
    assert shares_of(session, asker.id)[0].other is None

    with write_transaction(session):
        answer_share(session, share_id, world.teacher, yes=True, now=MONDAY)

    assert given(session) == 20
    assert shares_of(session, asker.id)[0].other.booker_email == world.teacher.email
    assert shares_of(session, giver.id)[0].other.booker_email == other.teacher.email
    rows = arrivals(session, [world.centre_id], school_day(SHOW_TIME))
    assert {row.school_name: row.shares_with for row in rows} == {
        "Basisschool De Zilverberk": "Basisschool De Eik",
        "Basisschool De Eik": "Basisschool De Zilverberk",
    }
    kinds = session.scalars(select(Message.kind).where(Message.kind.like("bus-%")).order_by(Message.id)).all()
    assert kinds == ["bus-asked", "bus-answered"]
    letter = handlers("https://foyer.example")["bus-answered"](session, {"share_id": share_id}, "t" * 32)
    assert other.teacher.email in letter["To"]
    assert "Berkenlaan 3" in letter.get_body(("plain",)).get_content()


def test_to_ask_twice_is_one_question_and_only_the_owner_answers(town):
    session, _, other, _, _ = town
    share_id = ask(town)
    assert ask(town) == share_id

    with pytest.raises(NoSuchShare), write_transaction(session):
        answer_share(session, share_id, other.teacher, yes=True, now=MONDAY)

    assert session.scalar(select(func.count()).select_from(BusShare)) == 1
    assert session.scalar(select(func.count()).where(Message.kind == "bus-asked")) == 1
    assert given(session) == 0


def test_a_bus_is_never_promised_beyond_its_seats(town):
    session, world, _, giver, _ = town
    with write_transaction(session):
        third = for_school(world, *_ids(add_school(session, "Basisschool De Beuk")))
        also = book_seats(session, a_request(third, a_group("2A", pupils=8)), now=MONDAY).booking
        ask_share(session, ShareRequest(giver.id, also.id, 8), third.teacher, now=MONDAY)
    first = session.scalar(select(BusShare.id))
    ask(town, 20)
    second = session.scalar(select(func.max(BusShare.id)))
    with write_transaction(session):
        answer_share(session, first, world.teacher, yes=True, now=MONDAY)

    with pytest.raises(BusFull) as full, write_transaction(session):
        answer_share(session, second, world.teacher, yes=True, now=MONDAY)
    with pytest.raises(SeatsGiven), write_transaction(session):
        plan_ride(session, giver, replace(BUS, free_seats=5), world.teacher, now=MONDAY)

    assert full.value.left == 16
    assert given(session) == 8


def test_seats_come_free_when_a_school_stops_or_cancels(town):
    session, world, other, giver, asker = town
    share_id = ask(town)
    with write_transaction(session):
        answer_share(session, share_id, world.teacher, yes=True, now=MONDAY)
        end_share(session, share_id, other.teacher, now=MONDAY)
    assert (given(session), state(session)) == (0, ShareState.WITHDRAWN)

    ask(town)
    with write_transaction(session):
        answer_share(session, share_id, world.teacher, yes=True, now=MONDAY)
        cancel_booking(session, asker.reference, actor=other.teacher, now=MONDAY)
        let_go(session, giver.id)

    assert (given(session), state(session)) == (0, ShareState.WITHDRAWN)


@pytest.mark.parametrize("why", ["nothing offered", "another day", "its own", "cancelled"])
def test_a_bus_that_is_not_offered_to_a_school_is_not_there(town, why):
    session, world, other, giver, asker = town
    asked = ShareRequest(giver.id, asker.id, 10)
    with write_transaction(session):
        if why == "nothing offered":
            plan_ride(session, giver, replace(BUS, free_seats=0), world.teacher, now=MONDAY)
        elif why == "another day":
            offer = session.get_one(Offer, world.offer_id)
            later = add_performance(session, offer, capacity=90, starts_at=SHOW_TIME + timedelta(days=1))
            on_that_day = a_request(replace(other, performance_id=later.id), a_group("3C", 10))
            asked = replace(asked, asker_id=book_seats(session, on_that_day, now=MONDAY).booking.id)
        elif why == "its own":
            own = book_seats(session, a_request(world, a_group("5A", 10)), now=MONDAY).booking
            asked = replace(asked, asker_id=own.id)
        else:
            cancel_booking(session, giver.reference, actor=world.teacher, now=MONDAY)

    with pytest.raises(NoSuchShare), write_transaction(session):
        ask_share(session, asked, other.teacher, now=MONDAY)


def at(text):
    return datetime.fromisoformat(f"2027-01-{text}").replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("people", "there", "back", "told"),
    [
        (30, "14T09:00", "14T15:30", set()),
        (31, "14T09:00", None, {Hint.TOO_MANY}),
        (20, "14T08:45", "14T15:45", {Hint.THERE, Hint.BACK}),
        (20, "13T09:15", "13T12:00", {Hint.BACK}),
        (20, "13T13:00", "13T18:30", set()),
        (20, "16T10:00", None, {Hint.THERE}),
    ],
    ids=["fits", "31 people", "too early and late", "wednesday noon", "evening", "saturday"],
)
def test_free_rides_have_hours_and_a_size(people, there, back, told):
    assert set(hints(people, there=at(there), back=at(back) if back else None)) == told
