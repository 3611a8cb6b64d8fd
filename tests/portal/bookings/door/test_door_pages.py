"""The pages of the door, as a browser without scripts and as the script ask for them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.accounts.models import Role
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.service import cancel_booking
from portal.clock import BRUSSELS, school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Performance
from tests.portal.booking_world import add_centre, add_user
from tests.portal.bookings.door.at_the_door import came, open_door
from tests.portal.desks import browser_of, statements


@pytest.fixture
def door(app):
    """The door of today, whatever today is."""
    door = open_door(db.session)
    today = utc_now().astimezone(BRUSSELS).replace(hour=10, minute=30, second=0, microsecond=0)
    with write_transaction(db.session):
        moved = {"starts_at": today, "ends_at": today + timedelta(hours=1), "day": school_day(today)}
        db.session.execute(update(Performance).values(**moved))
    return door


@pytest.fixture
def phone(app, door):
    return browser_of(app, door.an)


def path(door, more=""):
    return f"/centrum/deur/{door.world.performance_id}{more}"


def sent(page, name, **more):
    """The hidden fields of the form of a class, and what a thumb adds."""
    group = re.search(rf'id="klas-(\d+)"(?:(?!</li>).)*?<h3>{name}</h3>', page, re.DOTALL)[1]
    nonce = re.search(rf'value="([0-9a-f]+-{group})"', page)[1]
    return {
        "klas": group,
        "sleutel": nonce,
        "leerlingen": "22",
        "begeleiders": "1",
        "nota": "",
        "wat": "gekomen",
    } | more


def test_today_leads_to_the_door_and_the_door_to_the_classes(phone, door):
    start = phone.get("/centrum/deur").text
    assert f'href="{path(door)}"' in start
    assert "<strong>0</strong> van 71 binnen" in start

    page = phone.get(path(door)).text

    assert page.index("Basisschool De Zilverberk") < page.index("De Beuk")
    assert "44 leerlingen + 4 begeleiders" in page
    assert "Klas 4A" in page


def test_a_form_counts_once_however_often_it_is_sent_and_leads_back_to_its_class(phone, door):
    page = phone.get(path(door)).text
    form = sent(page, "Klas 5A")

    answers = [phone.post(path(door), data=form) for _ in range(2)]

    assert {answer.location for answer in answers} == {f"{path(door)}#klas-{form['klas']}"}
    assert came(db.session, door.groups["5A"]) == (22, 1)
    page = phone.get(path(door)).text
    assert re.search(r"22 \+ 1 binnen · An Deur, \d+\.\d\d\s+uur", page.replace("\u00a0", " "))
    assert "<strong data-arrived>23</strong> van 71 binnen" in page


def test_all_classes_of_a_school_come_in_by_one_tap(phone, door):
    page = phone.get(path(door)).text
    nonce = re.search(rf'value="([0-9a-f]+-b{door.first.id})"', page)[1]

    phone.post(path(door), data={"wat": "allen", "boeking": str(door.first.id), "sleutel": nonce})

    assert came(db.session, door.groups["4A"]) == (24, 2)
    assert came(db.session, door.groups["4B"]) == (20, 2)
    assert came(db.session, door.groups["5A"]) == (None, None)


def test_the_script_hears_how_it_stands_and_why_not(phone, door):
    page, script = phone.get(path(door)).text, {"Accept": "application/json"}
    counted = phone.post(path(door), data=sent(page, "Klas 5A", geleden="60000"), headers=script).get_json()
    told = counted["classes"][str(door.groups["5A"])]
    assert counted["outcome"] == "counted"
    assert (told["state"], told["pupils"]) == ("here", 22)
    assert counted["shape"] == re.search(r'data-shape="(\w+)"', page)[1]

    with write_transaction(db.session):
        db.session.execute(update(Performance).values(state="cancelled"))
    refused = phone.post(path(door), data=sent(page, "Klas 4A"), headers=script)

    assert (refused.status_code, refused.get_json()) == (409, {"refused": "Deze voorstelling gaat niet door."})


def test_a_phone_with_another_clock_counts_in_the_right_order(phone, door):
    page, script = phone.get(path(door)).text, {"Accept": "application/json"}
    now = sent(page, "Klas 5A", leerlingen="20")
    before = sent(page, "Klas 5A", leerlingen="11", sleutel="een-andere-telefoon", geleden="600000")

    outcomes = [phone.post(path(door), data=form, headers=script).get_json()["outcome"] for form in (now, before)]

    assert outcomes == ["counted", "outdated"]
    assert came(db.session, door.groups["5A"]) == (20, 1)


def test_who_may_not_come_in_stands_apart_with_the_reason_and_has_no_button(phone, door):
    with write_transaction(db.session):
        yesterday = utc_now() - timedelta(days=1)
        cancel_booking(db.session, door.second.reference, actor=door.bert, now=yesterday)
    page = phone.get(path(door)).text

    assert "Mogen niet binnen" in page
    assert "De school heeft deze boeking geannuleerd." in page
    assert f'id="klas-{door.groups["5A"]}"' not in page
    form = sent(page, "Klas 4A", klas=str(door.groups["5A"]))
    answer = phone.post(path(door), data=form, follow_redirects=True)
    assert "De school heeft deze boeking geannuleerd. Vraag het na bij het huis" in answer.text


def test_a_school_that_cancelled_and_booked_again_is_not_sent_away(phone, door):
    again = "Deze school heeft ook een boeking die wel geldt"
    with write_transaction(db.session):
        yesterday = utc_now() - timedelta(days=1)
        cancel_booking(db.session, door.second.reference, actor=door.bert, now=yesterday)
    assert again not in phone.get(path(door)).text
    with write_transaction(db.session):
        db.session.execute(update(Booking).where(Booking.id == door.second.id).values(school_id=door.first.school_id))

    assert again in phone.get(path(door)).text


@pytest.mark.parametrize("wrong", [{"wat": "dansen"}, {"sleutel": "x"}, {"sleutel": "a' OR 1"}])
def test_what_no_page_of_ours_sends_is_no_request(phone, door, wrong):
    assert phone.post(path(door), data=sent(phone.get(path(door)).text, "Klas 5A") | wrong).status_code == 400


def test_a_count_that_is_none_says_so_and_changes_nothing(phone, door):
    form = sent(phone.get(path(door)).text, "Klas 5A", leerlingen="veel")

    assert "Dat aantal kan niet kloppen." in phone.post(path(door), data=form, follow_redirects=True).text
    assert came(db.session, door.groups["5A"]) == (None, None)


def test_only_who_stands_at_this_door_opens_it(app, door):
    with write_transaction(db.session):
        _centre, stranger = add_centre(db.session, "De Beurs")
        editor = add_user(db.session, "Programma", Role.EDITOR, centre_id=door.world.centre_id)
    group = db.session.scalars(select(BookingGroup.id)).first()
    form = {"klas": str(group), "sleutel": "een-sleutel-van-ver", "wat": "niet"}

    for somebody, status in ((stranger, 404), (editor, 403), (door.world.teacher, 403)):
        browser = browser_of(app, somebody)
        assert browser.get(path(door)).status_code == status
        assert browser.get(path(door, "/stand")).status_code == status
        assert browser.get(path(door, "/lijst.pdf")).status_code == status
        assert browser.post(path(door), data=form).status_code == status


def test_the_keeper_of_pages_may_keep_the_door_and_nothing_else(client):
    answer = client.get("/centrum/deur/wachter.js")

    assert answer.headers["Service-Worker-Allowed"] == "/centrum/deur"
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_log_out_takes_what_the_phone_kept(phone):
    assert phone.post("/afmelden").headers["Clear-Site-Data"] == '"storage"'


def test_counts_that_wait_in_the_phone_survive_a_log_out(phone):
    phone.set_cookie("deur-wacht", "1")

    answer = phone.post("/afmelden")

    assert "Clear-Site-Data" not in answer.headers
    assert answer.location == "/centrum/afgemeld"
    page = phone.get(answer.location)
    assert page.status_code == 200
    assert "door-left" in page.text
    assert phone.get("/centrum/deur").status_code == 303


def test_the_door_costs_the_same_however_many_come(phone, door, queries):
    with queries() as few:
        phone.get(path(door))
    with write_transaction(db.session):
        for number in range(30):
            db.session.add(
                BookingGroup(
                    booking_id=door.first.id,
                    name=f"K{number}",
                    level="lager-2",
                    pupils=20,
                    companions=2,
                    wheelchair=0,
                    cents_each=750,
                )
            )
    with queries() as many:
        page = phone.get(path(door)).text

    # One for who is signed in.
    assert len(statements(few)) == len(statements(many)) == 6
    assert page.count("data-class=") == 33
