"""Pages of the waiting list, as a teacher and somebody of a house use them, and the API's way in."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Role
from portal.accounts.service import create_token
from portal.bookings.models import Booking
from portal.bookings.policy.rules import HouseRules, Waiting
from portal.bookings.policy.service import save_rules
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.waiting.letters import handlers
from portal.bookings.waiting.service import join
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message
from tests.portal.booking_world import (
    a_group,
    a_request,
    add_centre,
    add_class,
    add_performance,
    add_school,
    add_user,
    for_school,
    make_world,
)
from tests.portal.desks import browser_of


@pytest.fixture
def world(app):
    """A hall of 48 that two schools filled, at a house that keeps a list."""
    made = make_world(db.session, capacity=48)
    with write_transaction(db.session):
        performance = db.session.get_one(Performance, made.performance_id)
        move(performance, utc_now() + timedelta(days=60))
        save_rules(
            db.session, made.centre_id, HouseRules(waiting=Waiting()), after=0, actor=made.staff, now=utc_now()
        )
    return made


def move(performance: Performance, starts_at: datetime) -> None:
    performance.starts_at, performance.ends_at = starts_at, starts_at + timedelta(hours=1)
    performance.day, performance.closes_at = starts_at.date(), starts_at - timedelta(days=2)


@pytest.fixture
def booked(world):
    return [book(world, 24), book(world, 24)]


@pytest.fixture
def teacher(app, world):
    return browser_of(app, world.teacher)


@pytest.fixture
def staff(app, world):
    return browser_of(app, world.staff)


def another_school(world, name="Sint-Jan"):
    with write_transaction(db.session):
        school, teacher = add_school(db.session, name)
    return for_school(world, school.id, teacher)


def book(world, seats):
    request = a_request(another_school(world), a_group(pupils=seats))
    with write_transaction(db.session):
        return book_seats(db.session, request, now=utc_now()).booking


def wait(world, seats, name="4A"):
    request = a_request(world, a_group(name, seats))
    with write_transaction(db.session):
        return join(db.session, request, now=utc_now()).first


def free(booking):
    from portal.accounts.queries import person_by_id

    actor = person_by_id(db.session, booking.booked_by)
    with write_transaction(db.session):
        cancel_booking(db.session, booking.reference, actor=actor, now=utc_now())


def state(booking):
    db.session.rollback()
    return db.session.get_one(Booking, booking.id, populate_existing=True).state


def slug():
    return db.session.scalar(select(Offer.slug))


def typed(world, *, key="a" * 32, pupils="24", **more):
    return {
        "sleutel": key,
        "moment": str(world.performance_id),
        "klas": "anders",
        "naam-anders": "4C",
        "niveau-anders": "lager-2",
        "leerlingen-anders": pupils,
        "begeleiders-anders": "0",
        "rolstoel-anders": "0",
        **more,
    }


def letter(kind):
    """The last letter of this kind, as it would leave now."""
    row = db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id.desc())).first()
    message = handlers("https://foyer.example")[kind](db.session, row.payload, "token")
    return None if message is None else message.get_body(("plain",)).get_content()


def test_a_full_performance_leads_to_the_list_with_everything_that_was_typed(world, booked, teacher):
    refused = teacher.post(f"/aanbod/{slug()}/boeken", data=typed(world))
    sent_on = teacher.post(f"/aanbod/{slug()}/wachtlijst", data=typed(world))
    joined = teacher.post(f"/aanbod/{slug()}/wachtlijst", data=typed(world, zet="1"))

    assert refused.status_code == 409
    assert f'formaction="/aanbod/{slug()}/wachtlijst"' in refused.text
    assert sent_on.status_code == 200
    assert 'value="4C"' in sent_on.text
    assert joined.status_code == 303
    booking = db.session.scalars(select(Booking).where(Booking.state == BookingState.WAITING)).one()
    assert joined.location == f"/boekingen/{booking.reference}"
    page = teacher.get(joined.location).text
    assert "1e" in page
    assert "niemand staat voor jullie" in page
    assert "Jullie staan als 1e" in letter("waiting-joined")


def test_the_page_of_a_full_offer_leads_to_the_list(app, world, booked):
    slug = db.session.scalars(select(Offer.slug)).one()

    page = app.test_client().get(f"/aanbod/{slug}").text

    assert f"/aanbod/{slug}/wachtlijst?moment={world.performance_id}" in page


def test_the_page_tells_how_many_of_what_size_are_in_front(world, booked, teacher):
    wait(another_school(world), 26)
    wait(another_school(world), 22)
    third = wait(world, 24)

    page = teacher.get(f"/boekingen/{third.reference}").text

    assert "<strong>3e</strong>" in page
    assert "2 groepen van 26 en 22 voor jullie" in page
    assert "Sint-Jan" not in page


def test_leaving_takes_one_click(world, booked, teacher):
    booking = wait(world, 24)

    left = teacher.post(f"/boekingen/{booking.reference}/wachtlijst/weg")

    assert left.status_code == 303
    assert state(booking) is BookingState.CANCELLED
    again = teacher.post(f"/boekingen/{booking.reference}/wachtlijst/weg")
    assert again.status_code == 409
    assert "Niet meer op de wachtlijst" in again.text


def test_the_letter_leads_to_a_page_that_answers_only_by_a_button(world, booked, teacher):
    booking, behind = wait(world, 24), wait(another_school(world), 20)
    free(booked[0])

    text = letter("waiting-offered")
    looked = teacher.get(f"/boekingen/{booking.reference}/wachtlijst")
    yes = teacher.post(f"/boekingen/{booking.reference}/wachtlijst/ja")

    assert f"https://foyer.example/boekingen/{booking.reference}/wachtlijst" in text
    assert "Ja, we komen" in looked.text
    assert yes.status_code == 303
    assert state(booking) is BookingState.CONFIRMED
    free(booked[1])
    assert state(behind) is BookingState.HELD


def test_a_no_hands_the_places_on(world, booked, teacher):
    booking, behind = wait(world, 24), wait(another_school(world), 20)
    free(booked[0])

    teacher.post(f"/boekingen/{booking.reference}/wachtlijst/nee")

    assert [state(one) for one in (booking, behind)] == [BookingState.CANCELLED, BookingState.HELD]


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"moment": ""}, 422, "Kies minstens één moment"),
        ({"klas": ""}, 422, "Kruis minstens één klas aan"),
        ({"leerlingen-anders": "60"}, 409, "in de zaal is plaats voor 48"),
    ],
)
def test_what_can_not_wait_is_said_beside_what_was_typed(world, booked, teacher, sent, status, says):
    answer = teacher.post(f"/aanbod/{slug()}/wachtlijst", data=typed(world, zet="1", **sent))

    assert answer.status_code == status
    assert says in answer.text
    assert 'value="4C"' in answer.text


def test_where_there_is_place_the_page_says_to_book(world, teacher):
    answer = teacher.post(f"/aanbod/{slug()}/wachtlijst", data=typed(world, zet="1"))

    assert answer.status_code == 409
    assert f"/aanbod/{slug()}/boeken?moment={world.performance_id}" in answer.text


def test_several_moments_are_one_wish(app, world, booked, teacher):
    with write_transaction(db.session):
        offer = db.session.get_one(Offer, world.offer_id)
        second = add_performance(db.session, offer, capacity=20, starts_at=utc_now() + timedelta(days=70))
    from dataclasses import replace

    book(replace(world, performance_id=second.id), 20)

    sent = typed(world, zet="1", pupils="18") | {"moment": [str(world.performance_id), str(second.id)]}
    answer = teacher.post(f"/aanbod/{slug()}/wachtlijst", data=sent)

    waiting = db.session.scalars(select(Booking).where(Booking.state == BookingState.WAITING)).all()
    assert len(waiting) == 2
    assert "Ook op de lijst voor" in teacher.get(answer.location).text
    teacher.post(f"{answer.location}/wachtlijst/weg", data={"alles": "1"})
    assert {state(one) for one in waiting} == {BookingState.CANCELLED}


def test_the_house_sees_who_waits_who_was_passed_and_gives_priority_with_a_reason(world, booked, staff):
    first, second, third = (
        wait(another_school(world, name), seats)
        for name, seats in (("Sint-Jan", 30), ("De Linde", 20), ("Het Zonnetje", 24))
    )
    free(booked[0])
    path = f"/centrum/wachtlijsten/{world.performance_id}"

    overview, page = staff.get("/centrum/wachtlijsten").text, staff.get(path).text
    without = staff.post(path, data={"boeking": third.reference, "wat": "voorrang", "reden": " "})
    given = staff.post(path, data={"boeking": third.reference, "wat": "voorrang", "reden": "rolstoelbus al betaald"})

    assert f'href="{path}"' in overview
    assert "te groot voor wat vrij was: 24 vrij, 30 nodig" in page
    assert "Aangeboden op" in page
    assert without.status_code == 422
    assert given.status_code == 303
    assert "voorrang: rolstoelbus al betaald" in staff.get(path).text
    staff.post(path, data={"boeking": first.reference, "wat": "weg", "reden": "op vraag van de school"})
    assert state(first) is BookingState.DECLINED
    assert "op vraag van de school" in " ".join(letter("waiting-removed").split())
    assert state(second) is BookingState.HELD


def test_lists_and_answers_are_closed_to_strangers(app, world, booked, teacher):
    booking = wait(world, 24)
    stranger = browser_of(app, another_school(world).teacher)
    with write_transaction(db.session):
        _, foreign = add_centre(db.session, "Elders")
        door = add_user(db.session, "Deur", Role.DOOR, centre_id=world.centre_id)
    house, doorkeeper = browser_of(app, foreign), browser_of(app, door)

    for path in ("", "/ja", "/nee", "/weg"):
        address = f"/boekingen/{booking.reference}/wachtlijst{path}"
        asked = stranger.post(address) if path else stranger.get(address)
        assert asked.status_code == 404
    path = f"/centrum/wachtlijsten/{world.performance_id}"
    assert house.get(path).status_code == 404
    assert house.post(path, data={"boeking": booking.reference, "reden": "zomaar"}).status_code == 404
    assert teacher.get(path).status_code == doorkeeper.get(path).status_code == 403
    assert state(booking) is BookingState.WAITING


def test_the_api_waits_when_asked_to(app, world, booked):
    with write_transaction(db.session):
        token = create_token(db.session, world.teacher.id, now=utc_now())
    client = app.test_client()
    groups = [{"name": "4A", "level": "lager-2", "pupils": 24}]

    def post(key, **more):
        return client.post(
            "/api/v1/bookings",
            json={"performance_id": world.performance_id, "groups": groups, **more},
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
        )

    refused, waits, again = post("a"), post("b", waitlist=True), post("b", waitlist=True)
    twice = post("c", waitlist=True)

    assert (refused.status_code, refused.json["code"]) == (409, "performance_full")
    assert waits.status_code == 202
    assert waits.json["state"] == "waiting"
    assert waits.json["waiting"] == {"position": 1, "seats_ahead": []}
    assert (again.status_code, again.json) == (200, waits.json)
    assert (twice.status_code, twice.json["code"]) == (409, "already_waiting")


def test_a_letter_that_is_no_longer_true_is_not_sent(world, booked):
    booking = wait(world, 24)
    with write_transaction(db.session):
        cancel_booking(db.session, booking.reference, actor=world.teacher, now=utc_now())

    assert letter("waiting-joined") is None


def test_classes_of_the_school_can_be_put_on_the_list(world, booked, teacher):
    with write_transaction(db.session):
        add_class(db.session, world.school_id, "4A")

    assert teacher.get(f"/aanbod/{slug()}/wachtlijst?moment={world.performance_id}").status_code == 200
