"""`/mandje` through the test client: put in, look, book all, go on where it stopped."""

import re
from datetime import timedelta

import pytest
from flask import g
from sqlalchemy import func, select, update

from portal.accounts.models import ClassGroup
from portal.accounts.queries import school_year
from portal.accounts.session import begin
from portal.bookings.basket.models import BasketLine
from portal.bookings.models import Booking
from portal.bookings.policy.rules import Allocation, HouseRules, Waiting
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import (
    SHOW_TIME,
    a_group,
    a_request,
    add_centre,
    add_class,
    add_offer,
    add_performance,
    add_school,
    for_school,
    make_world,
)
from tests.portal.words import typed


@pytest.fixture
def world(app):
    return make_world(db.session, capacity=60, max_seats_per_school=50)


@pytest.fixture
def classes(world):
    with write_transaction(db.session):
        made = [add_class(db.session, world.school_id, "4A", 24), add_class(db.session, world.school_id, "4B", 22)]
        for group in made:
            group.school_year = school_year(school_day(utc_now()))
    return made


@pytest.fixture
def elsewhere(world):
    """The same afternoon at another house: id of a performance, slug of its offer."""
    with write_transaction(db.session):
        centre, _ = add_centre(db.session, "Theater De Kade")
        offer = add_offer(db.session, centre.id, title="Nachtvlucht", price_cents=600)
        performance = add_performance(db.session, offer, capacity=60, starts_at=SHOW_TIME + timedelta(hours=3))
    return performance.id, offer.slug


@pytest.fixture
def signed_in_as(client):
    def sign_in(person):
        g.pop("_login_user", None)
        with client.session_transaction() as cookies:
            cookies.clear()
            cookies["_user_id"] = f"{person.id}:stamp"
            begin(cookies, utc_now())
        return client

    return sign_in


@pytest.fixture
def teacher(signed_in_as, world):
    return signed_in_as(world.teacher)


def slug(world):
    return db.session.scalar(select(Offer.slug).where(Offer.id == world.offer_id))


def wish(performance_id, *groups, number=1, **fields):
    """The booking form with the button of the basket."""
    sent = {"sleutel": f"{number:032x}", "moment": str(performance_id), "klas": [str(one.id) for one in groups]}
    for one in groups:
        sent |= {f"leerlingen-{one.id}": str(one.pupils), f"begeleiders-{one.id}": "2", f"rolstoel-{one.id}": "0"}
    return sent | {"mandje": "1"} | fields


def lines():
    return db.session.scalar(select(func.count()).select_from(BasketLine))


def bookings():
    return db.session.scalar(select(func.count()).select_from(Booking))


def test_what_lies_in_the_basket_holds_no_seats_and_shows_what_counts(teacher, world, classes, elsewhere):
    answer = teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    assert (answer.status_code, answer.location) == (303, "/mandje")
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], *classes, number=2))

    text = typed(teacher.get("/mandje").text)

    assert db.session.scalar(select(func.sum(Performance.seats_taken))) == bookings() == 0
    assert "houdt geen plaatsen vast" in text
    # 24 x 7.50, and 46 x 6.00 with four of four companions free.
    assert "€ 180" in text
    assert "€ 276" in text
    assert "samen € 456" in text
    # Told once, at the later of the two.
    assert text.count("4A gaat die dag ook naar") == 1
    assert "4A gaat die dag ook naar “De vuurtoren die niet wou slapen” (10.30 uur)" in text
    assert "Annuleren kost niets." in text
    # 4A: 180 of its own and 24 of 46 shares of 276.
    assert "€ 324" in text
    assert "na dit mandje <strong>€ 13,50 van € 105</strong>" in text


def test_a_basket_survives_the_log_out(teacher, signed_in_as, world, classes):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    teacher.post("/afmelden")

    assert "De vuurtoren" in signed_in_as(world.teacher).get("/mandje").text


def test_everything_is_booked_once_however_often_it_is_sent(teacher, world, classes, elsewhere):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], classes[0], number=2))
    assert lines() == 2

    first = teacher.post("/mandje/boeken", data={"hoe": "elk"}, follow_redirects=True)
    teacher.post("/mandje/boeken", data={"hoe": "elk"})

    assert "2 boekingen zijn gemaakt" in first.text
    assert bookings() == 2
    assert verify(db.session) == []
    assert verify_money(db.session) == []
    # Once booked with, a form that comes back from the Back button is the booking, and no new line.
    again = teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[1]))
    assert again.status_code == 409
    assert "heb je al geboekt" in again.text
    teacher.post("/mandje/opruimen")
    assert lines() == 0
    assert bookings() == 2


def test_a_line_that_does_not_fit_says_so_and_offers_another_date(teacher, world, classes, elsewhere):
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], classes[0]))
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0], number=2))
    with write_transaction(db.session):
        db.session.execute(update(Performance).where(Performance.id == elsewhere[0]).values(capacity=10))
        offer = db.session.get_one(Performance, elsewhere[0]).offer_id
        other = add_performance(
            db.session, db.session.get_one(Offer, offer), capacity=40, starts_at=SHOW_TIME + timedelta(days=1)
        )

    answer = typed(teacher.post("/mandje/boeken", data={"hoe": "elk"}, follow_redirects=True).text)

    assert "1 gelukt, 1 niet" in answer
    assert "nog 10 plaatsen en jullie zijn met 26" in answer
    line_id = db.session.scalar(select(BasketLine.id).where(BasketLine.booking_id.is_(None)))
    assert teacher.post(f"/mandje/{line_id}/datum", data={"moment": world.performance_id}).status_code == 303
    assert db.session.scalar(select(BasketLine.performance_id).where(BasketLine.id == line_id)) == elsewhere[0]
    teacher.post(f"/mandje/{line_id}/datum", data={"moment": other.id})
    assert "1 boeking is gemaakt" in teacher.post("/mandje/boeken", data={}, follow_redirects=True).text
    assert bookings() == 2


def test_the_report_tells_what_each_house_makes_of_a_line(teacher, world, classes, elsewhere):
    with write_transaction(db.session):
        rules = HouseRules(allocation=Allocation.APPROVAL)
        save_rules(db.session, world.centre_id, rules, after=0, actor=world.staff, now=utc_now())
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], classes[0], number=2))

    text = teacher.post("/mandje/boeken", data={"hoe": "dag"}, follow_redirects=True).text

    # A request is no refusal: the day stands, with one house that has still to say yes.
    assert "Het huis moet nog ja zeggen" in text
    assert "aangevraagd" in text
    assert "bevestigd" in text
    # Only what is sure is owed; the meter tells the rest apart.
    assert "waarvan" in typed(teacher.get("/school/maximumfactuur").text)


def test_a_full_line_goes_on_the_waiting_list_whole(teacher, world, classes):
    with write_transaction(db.session):
        rules = HouseRules(waiting=Waiting())
        save_rules(db.session, world.centre_id, rules, after=0, actor=world.staff, now=utc_now())
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    line_id = db.session.scalar(select(BasketLine.id))
    assert teacher.post(f"/mandje/{line_id}/wachtlijst").status_code == 409
    with write_transaction(db.session):
        school, colleague = add_school(db.session, "Basisschool De Eik")
        theirs = for_school(world, school.id, colleague)
        book_seats(db.session, a_request(theirs, a_group(pupils=45)), now=utc_now())
    assert "op de wachtlijst" in teacher.get("/mandje").text

    answer = teacher.post(f"/mandje/{line_id}/wachtlijst", follow_redirects=True)

    assert "Jullie staan op de wachtlijst" in answer.text
    states = db.session.scalars(select(Booking.state).order_by(Booking.id)).all()
    assert states == [BookingState.CONFIRMED, BookingState.WAITING]
    assert verify(db.session) == []


def test_all_of_a_class_and_day_or_nothing(teacher, world, classes, elsewhere):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], classes[0], number=2))
    with write_transaction(db.session):
        db.session.execute(update(Performance).where(Performance.id == elsewhere[0]).values(capacity=10))

    answer = teacher.post("/mandje/boeken", data={"hoe": "dag"}, follow_redirects=True)

    assert "Er is niets geboekt" in answer.text
    assert "omdat iets anders van dezelfde klas op die dag niet lukte" in answer.text
    assert bookings() == 0
    assert 'value="dag" checked' in answer.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"leerlingen": "-3"}, 422),
        ({"leerlingen": "veel"}, 422),
        ({"leerlingen": "100"}, 409),
        ({"moment": "elsewhere"}, 422),
        ({"moment": "999999"}, 422),
    ],
    ids=["negative", "not a number", "over the school's limit", "of another offer", "unknown"],
)
def test_scenario_15_an_impossible_wish_is_refused_and_nothing_is_kept(
    teacher, world, classes, elsewhere, sent, status
):
    data = wish(world.performance_id, classes[0])
    if "moment" in sent:
        data["moment"] = str(elsewhere[0]) if sent["moment"] == "elsewhere" else sent["moment"]
    else:
        data[f"leerlingen-{classes[0].id}"] = sent["leerlingen"]

    answer = teacher.post(f"/aanbod/{slug(world)}/boeken", data=data)

    assert answer.status_code == status
    assert lines() == 0


def test_nobody_reaches_into_the_basket_of_another(teacher, signed_in_as, world, classes):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    line_id = db.session.scalar(select(BasketLine.id))
    with write_transaction(db.session):
        _, stranger = add_school(db.session, "Basisschool De Eik")

    other = signed_in_as(stranger)

    assert "De vuurtoren" not in other.get("/mandje").text
    assert other.post(f"/mandje/{line_id}/weg").status_code == 404
    assert other.post(f"/mandje/{line_id}/datum", data={"moment": world.performance_id}).status_code == 404
    other.post("/mandje/boeken", data={})
    assert (lines(), bookings()) == (1, 0)
    owner = signed_in_as(world.teacher)
    for _ in range(2):
        assert owner.post(f"/mandje/{line_id}/weg").status_code == 303
    assert lines() == 0


def test_the_page_costs_the_same_whatever_is_in_it(teacher, world, classes, elsewhere, queries):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    with queries() as few:
        teacher.get("/mandje")
    teacher.post(f"/aanbod/{elsewhere[1]}/boeken", data=wish(elsewhere[0], *classes, number=2))
    with queries() as many:
        teacher.get("/mandje")

    assert len(many) == len(few)


def test_a_class_that_was_removed_meanwhile_is_told_in_its_line(teacher, world, classes):
    teacher.post(f"/aanbod/{slug(world)}/boeken", data=wish(world.performance_id, classes[0]))
    with write_transaction(db.session):
        db.session.delete(db.session.get_one(ClassGroup, classes[0].id))

    answer = teacher.post("/mandje/boeken", data={"hoe": "elk"}, follow_redirects=True)

    assert "Een van de klassen bestaat niet meer" in answer.text
    assert re.search(r"/mandje/\d+/weg", answer.text)
