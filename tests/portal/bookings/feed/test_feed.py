"""A school's bookings in its own calendar, behind an address that can be taken back."""

import pytest
from flask import Flask
from icalendar import Calendar
from lxml import html

from portal.accounts.models import Role
from portal.bookings.service import book_seats, cancel_booking
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.booking_world import MONDAY, World, a_group, a_request, add_school, make_world
from tests.portal.desks import Browser, browser_of


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(db.session)


@pytest.fixture
def teacher(app: Flask, world: World) -> Browser:
    return browser_of(app, world.teacher)


def book(world: World) -> str:
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world, a_group("4A, de vossen")), now=MONDAY).booking.reference


def address(browser: Browser) -> str:
    (field,) = html.fromstring(browser.get("/boekingen").text).xpath("//input[@id='agenda-adres']/@value")
    return str(field).removeprefix("http://127.0.0.1:8000")


def test_a_school_gets_an_address_with_all_its_visits(app: Flask, world: World, teacher: Browser) -> None:
    reference = book(world)
    teacher.post("/boekingen/agenda")

    answer = app.test_client().get(address(teacher))
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert str(event["UID"]).startswith(f"{reference.lower()}@")
    assert "4A, de vossen" in event["SUMMARY"]
    assert event["STATUS"] == "CONFIRMED"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers.getlist("Set-Cookie") == []


def test_a_cancelled_visit_stays_and_says_so(app: Flask, world: World, teacher: Browser) -> None:
    reference = book(world)
    teacher.post("/boekingen/agenda")
    with write_transaction(db.session):
        cancel_booking(db.session, reference, actor=world.teacher, now=MONDAY)

    (event,) = Calendar.from_ical(app.test_client().get(address(teacher)).data).walk("VEVENT")

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_it_tells_no_visit_code(app: Flask, world: World, teacher: Browser) -> None:
    book(world)
    teacher.post("/boekingen/agenda")

    assert "/bezoek/" not in app.test_client().get(address(teacher)).text


def test_a_new_address_shuts_the_old_one_and_none_shuts_both(app: Flask, world: World, teacher: Browser) -> None:
    nobody = app.test_client()
    teacher.post("/boekingen/agenda")
    first = address(teacher)
    teacher.post("/boekingen/agenda")
    second = address(teacher)

    assert [nobody.get(path).status_code for path in (first, second)] == [404, 200]
    teacher.post("/boekingen/agenda/weg")
    assert nobody.get(second).status_code == 404
    assert "agenda-adres" not in teacher.get("/boekingen").text


def test_the_key_of_one_school_opens_no_other(app: Flask, world: World, teacher: Browser) -> None:
    with write_transaction(db.session):
        other = add_school(db.session, "Basisschool Het Anker")[0].id
    teacher.post("/boekingen/agenda")
    mine = address(teacher)

    assert mine.split("/")[3] == str(world.school_id)
    for path in (
        mine.replace(f"/{world.school_id}/", f"/{other}/"),
        mine[:-5] + "x.ics",
        mine.replace(".ics", "é.ics"),
    ):
        assert app.test_client().get(path).status_code == 404


def test_only_a_school_makes_one(app: Flask, world: World) -> None:
    assert world.staff.hats[0].role is Role.BOOKER
    assert app.test_client().post("/boekingen/agenda").status_code == 303
    assert browser_of(app, world.staff).post("/boekingen/agenda").status_code == 403
