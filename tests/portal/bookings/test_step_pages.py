"""Where a booking stands, and what comes next, on the pages of a school and of its house."""

import re

import pytest

from portal.accounts.models import Role, School
from portal.bookings.models import Booking
from portal.bookings.policy.rules import Allocation, Cancelling, Counts
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, OfferTariff
from tests.portal.booking_world import a_group, a_request, add_school, add_user, make_world
from tests.portal.bookings.rules_in import give_rules
from tests.portal.desks import browser_of


@pytest.fixture
def world(app):
    return make_world(db.session, capacity=60)


@pytest.fixture
def teacher(app, world):
    return browser_of(app, world.teacher)


@pytest.fixture
def staff(app, world):
    return browser_of(app, world.staff)


def book(world, *groups):
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world, *(groups or (a_group("4A", 22, 2),))), now=utc_now()).booking


def page(browser, path):
    """The words of a page on one line, and where its forms and links lead."""
    answer = browser.get(path)
    assert answer.status_code == 200
    text = answer.text.replace("\u00a0", " ").replace("&nbsp;", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()), set(re.findall(r'(?:action|href)="([^"]+)"', text))


def state(booking):
    db.session.expire_all()
    return db.session.get(Booking, booking.id).state


def test_a_request_is_never_called_booked_and_gets_its_answer(world, teacher, staff):
    give_rules(db.session, world, allocation=Allocation.APPROVAL)
    yes, no = book(world), book(world, a_group("4B", 20, 1))

    words, links = page(teacher, f"/boekingen/{yes.reference}")
    assert "Aangevraagd, nog niet geboekt" in words
    assert "Aanvraag intrekken" in words
    assert "bezoekcode" not in words.lower()
    assert f"/boekingen/{yes.reference}/ja" not in links
    own, _ = page(teacher, "/boekingen")
    assert "Nog niet zeker" in own
    asked, _ = page(staff, "/centrum/aanvragen")
    assert "4A" in asked
    assert "gevraagd: 45 plaatsen" in asked

    assert staff.post(f"/boekingen/{yes.reference}/ja", data={"lijst": "1"}).location == "/centrum/aanvragen"
    assert staff.post(f"/boekingen/{no.reference}/nee", data={"reden": " "}).status_code == 303
    assert state(no) is BookingState.REQUESTED
    staff.post(f"/boekingen/{no.reference}/nee", data={"reden": "Die dag is er een première."})
    assert (state(yes), state(no)) == (BookingState.CONFIRMED, BookingState.DECLINED)
    assert "Jullie bezoekcode" in page(teacher, f"/boekingen/{yes.reference}")[0]
    assert "zei nee op deze aanvraag" in page(teacher, f"/boekingen/{no.reference}")[0]


def test_a_yes_to_more_than_there_is_says_how_many_there_are(world, staff):
    give_rules(db.session, world, allocation=Allocation.APPROVAL)
    first, second = book(world, a_group("4A", 40)), book(world, a_group("4B", 40))
    staff.post(f"/boekingen/{first.reference}/ja")

    answer = staff.post(f"/boekingen/{second.reference}/ja", follow_redirects=True)

    assert "Er zijn nog 20 plaatsen, en deze aanvraag is voor 40" in answer.text
    assert state(second) is BookingState.REQUESTED


def test_a_hold_is_confirmed_on_its_page_and_costs_nothing_to_drop(world, teacher, staff):
    give_rules(db.session, world, hold_hours=48, cancelling=Cancelling(percent=100))
    first, second = book(world), book(world)

    assert "Nog te bevestigen" in page(teacher, f"/boekingen/{first.reference}")[0]
    assert "Dat kost niets" in page(teacher, f"/boekingen/{second.reference}/annuleren")[0]
    until = first.held_until
    staff.post(f"/boekingen/{first.reference}/langer", data={"langer": "168"})
    db.session.expire_all()
    assert db.session.get(Booking, first.id).held_until > until
    teacher.post(f"/boekingen/{first.reference}/bevestigen")
    teacher.post(f"/boekingen/{second.reference}/annuleren")
    assert (state(first), state(second)) == (BookingState.CONFIRMED, BookingState.CANCELLED)
    assert verify_money(db.session) == []


def test_the_head_turns_it_on_and_says_yes_for_everybody(app, world, teacher):
    with write_transaction(db.session):
        head = add_user(db.session, "Mia Claes", Role.OFFICE, school_id=world.school_id)
    office = browser_of(app, head)

    assert teacher.post("/school/bevestigen", data={"directie": "ja"}).status_code == 403
    office.post("/school/bevestigen", data={"directie": "ja"})
    db.session.expire_all()
    assert db.session.get(School, world.school_id).confirms_bookings
    booking = book(world)
    assert f"/boekingen/{booking.reference}/bevestigen" not in page(teacher, f"/boekingen/{booking.reference}")[1]
    assert teacher.post(f"/boekingen/{booking.reference}/bevestigen").status_code == 403
    assert f"/boekingen/{booking.reference}/bevestigen" in page(office, "/school/bevestigen")[1]
    office.post(f"/boekingen/{booking.reference}/bevestigen", data={"lijst": "1"})
    assert state(booking) is BookingState.CONFIRMED


def test_numbers_show_what_they_cost_before_they_are_kept(world, teacher):
    give_rules(db.session, world, counts=Counts(definitive_days_before=1))
    with write_transaction(db.session):
        db.session.add(OfferTariff(offer_id=world.offer_id, name="UiTPAS", price_cents=150))
    booking = book(world)
    path, typed = f"/boekingen/{booking.reference}/aantallen", {"leerlingen-0": "24", "tarief-0": "4"}

    worked = teacher.post(path, data=typed)
    assert "26 plaatsen voor €\u00a0156" in worked.text
    assert state(booking) is BookingState.CONFIRMED
    assert db.session.get(Booking, booking.id).seats == 24
    assert teacher.post(path, data=typed | {"bewaar": "1"}).status_code == 303
    db.session.expire_all()
    assert (db.session.get(Booking, booking.id).seats, db.session.get(Booking, booking.id).price_cents) == (26, 15600)
    full = teacher.post(path, data={"leerlingen-0": "90", "bewaar": "1"})
    assert full.status_code == 409
    assert "jullie houden 26 plaatsen" in full.text
    assert 'value="90"' in full.text
    wrong = teacher.post(path, data={"leerlingen-0": "niets"})
    assert wrong.status_code == 422
    assert 'id="leerlingen-0-error"' in wrong.text
    teacher.post(f"/boekingen/{booking.reference}/definitief")
    assert state(booking) is BookingState.DEFINITIVE
    assert "De aantallen liggen vast" in page(teacher, path)[0]
    assert teacher.post(path, data=typed | {"bewaar": "1"}).status_code == 409
    assert (verify(db.session), verify_money(db.session)) == ([], [])


def test_the_form_says_what_a_booking_becomes_and_is_filled_like_an_earlier_one(world, teacher):
    booking = book(world, a_group("De kikkers", 21, 3, 1))
    give_rules(db.session, world, allocation=Allocation.APPROVAL)
    slug = db.session.get(Offer, world.offer_id).slug

    answer = teacher.get(f"/aanbod/{slug}/boeken?zoals={booking.reference}")

    assert "Vraag deze plaatsen aan" in answer.text
    assert 'value="De kikkers"' in answer.text
    assert re.search(r'name="leerlingen-anders" value="21"', answer.text)


def test_pages_of_steps_are_closed_to_strangers(app, world):
    give_rules(db.session, world, hold_hours=48)
    booking = book(world)
    with write_transaction(db.session):
        _school, somebody = add_school(db.session, "De Beuk")
    stranger = browser_of(app, somebody)

    assert stranger.get(f"/boekingen/{booking.reference}/aantallen").status_code == 404
    for what in ("bevestigen", "aantallen", "definitief"):
        assert stranger.post(f"/boekingen/{booking.reference}/{what}").status_code == 404
    for what in ("ja", "nee", "langer"):
        assert stranger.post(f"/boekingen/{booking.reference}/{what}").status_code == 403
    assert state(booking) is BookingState.HELD
