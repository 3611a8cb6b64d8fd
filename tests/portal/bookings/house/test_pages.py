import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.bookings.models import Booking
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.clock import local, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Performance, PerformanceState
from tests.portal.booking_world import SHOW_TIME, a_request, make_world
from tests.portal.desks import browser_of


@pytest.fixture
def world(app):
    world = make_world(db.session)
    with write_transaction(db.session):
        db.session.get_one(Performance, world.performance_id).starts_at = utc_now() + timedelta(days=60)
    return world


@pytest.fixture
def staff(app, world):
    return browser_of(app, world.staff)


@pytest.fixture
def teacher(app, world):
    return browser_of(app, world.teacher)


@pytest.fixture
def booking(world):
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world), now=SHOW_TIME - timedelta(days=50)).booking


def page(world, rest: str = "") -> str:
    return f"/centrum/voorstelling/{world.performance_id}{rest}"


def key_of(answer) -> str:
    found = re.search(r'name="sleutel" value="([0-9a-f]{32})"', answer.text)
    assert found
    return found[1]


A_CLASS = {
    "naam-anders-1": "4A",
    "niveau-anders-1": "lager-2",
    "leerlingen-anders-1": "24",
    "begeleiders-anders-1": "2",
    "email": "an@zilverberk.example",
}


def test_a_school_that_phones_is_found_and_booked_for(staff, world):
    found = staff.get(page(world, "/boeken?zoek=zilver"))
    assert f"/boeken?school={world.school_id}" in found.text
    form = staff.get(page(world, f"/boeken?school={world.school_id}"))
    sent = A_CLASS | {"sleutel": key_of(form), "school": str(world.school_id)}

    booked = staff.post(page(world, "/boeken"), data=sent)
    again = staff.post(page(world, "/boeken"), data=sent)

    made = db.session.scalars(select(Booking)).one()
    assert (made.seats, made.letters_to) == (26, "an@zilverberk.example")
    assert booked.location == again.location == f"/boekingen/{made.reference}"


def test_nothing_typed_is_lost_when_a_dictated_booking_does_not_fit(staff, world):
    sent = A_CLASS | {"sleutel": "a" * 32, "school": str(world.school_id), "leerlingen-anders-1": "199"}

    full = staff.post(page(world, "/boeken"), data=sent)
    empty = staff.post(page(world, "/boeken"), data={"school": str(world.school_id), "email": "geen adres"})

    assert full.status_code == 409
    assert 'value="199"' in full.text
    assert "Er is niets geboekt" in full.text
    assert empty.status_code == 422
    assert "geen adres" in empty.text


def test_a_school_that_nobody_knows_is_written_down_first(staff, world):
    sent = {"naam": "Basisschool De Nieuwe", "postcode": "9999", "email": "info@nieuwe.example"}

    refused = staff.post(page(world, "/school"), data=sent)

    assert refused.status_code == 422
    assert "Deze postcode kennen we niet" in refused.text
    assert "Basisschool De Nieuwe" in refused.text


def test_a_letter_to_all_is_refused_empty_and_sent_once(staff, world, booking):
    key = key_of(staff.get(page(world, "/schrijven")))

    empty = staff.post(page(world, "/schrijven"), data={"sleutel": key, "onderwerp": "Parking"})
    sent = staff.post(page(world, "/schrijven"), data={"sleutel": key, "onderwerp": "Parking", "bericht": "Dicht."})

    assert empty.status_code == 422
    assert 'value="Parking"' in empty.text
    assert sent.status_code == 303
    assert "Parking" in staff.get(page(world)).text


def test_a_school_says_yes_to_a_move_on_the_page_of_its_booking(staff, teacher, world, booking):
    there = local(utc_now() + timedelta(days=70))
    hall = db.session.get_one(Performance, world.performance_id).venue_id
    sent = {"datum": there.date().isoformat(), "uur": "13.30", "zaal": str(hall), "plaatsen": "200", "sluit": "2"}

    moved = staff.post(page(world, "/verplaatsen"), data=sent | {"reden": "De vloer wordt geschuurd."})
    assert moved.status_code == 303
    assert "Nog geen antwoord op de verplaatsing" in staff.get(page(world)).text
    asked = teacher.get(f"/boekingen/{booking.reference}").text
    assert "De vloer wordt geschuurd." in asked
    assert "Het past, we komen" in asked

    teacher.post(f"/boekingen/{booking.reference}/akkoord")
    assert "Het past, we komen" not in teacher.get(f"/boekingen/{booking.reference}").text
    assert "Nog geen antwoord op de verplaatsing" not in staff.get(page(world)).text


def test_calling_off_asks_for_a_reason_and_ends_every_booking(staff, world, booking):
    without = staff.post(page(world, "/afgelasten"), data={"waarom": "other"})
    done = staff.post(page(world, "/afgelasten"), data={"waarom": "other", "woorden": "De zaal staat onder water."})

    assert without.status_code == 422
    assert "Zeg in een zin waarom" in without.text
    assert done.status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Booking, booking.id).state is BookingState.CANCELLED
    assert db.session.get_one(Performance, world.performance_id).state is PerformanceState.CANCELLED
    assert "Deze voorstelling gaat niet door" in staff.get(page(world)).text


@pytest.mark.parametrize("rest", ["", "/boeken", "/schrijven", "/verplaatsen", "/afgelasten"])
def test_no_teacher_opens_the_desk_of_a_performance(teacher, world, rest):
    assert teacher.get(page(world, rest)).status_code == 403
