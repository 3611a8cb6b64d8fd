import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import g
from icalendar import Calendar
from sqlalchemy import func, select

from portal.accounts.models import ClassGroup, ClassLevel
from portal.accounts.session import begin
from portal.bookings.models import Booking
from portal.bookings.queries import verify
from portal.bookings.service import book_seats, cancel_booking
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance, PerformanceState, Venue
from tests.portal.booking_world import (
    SHOW_TIME,
    a_group,
    a_request,
    add_centre,
    add_class,
    add_performance,
    add_school,
    for_school,
    make_world,
)
from tests.portal.words import typed


@pytest.fixture
def world(app):
    return make_world(db.session, capacity=100)


@pytest.fixture
def classes(world):
    """Two classes of the school, in this school year whatever today is."""
    day = school_day(utc_now())
    first = day.year if day.month >= 9 else day.year - 1
    with write_transaction(db.session):
        made = [add_class(db.session, world.school_id, "4A", 24), add_class(db.session, world.school_id, "4B", 22)]
        for group in made:
            group.school_year = f"{first}-{first + 1}"
    return made


@pytest.fixture
def signed_in_as(client, world):
    """The client, signed in as somebody."""

    def sign_in(person):
        # The app context of the test outlives its requests, and Flask-Login remembers the person in it.
        g.pop("_login_user", None)
        with client.session_transaction() as cookies:
            cookies["_user_id"] = f"{person.id}:stamp"
            begin(cookies, utc_now())
            cookies["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def teacher(signed_in_as, world):
    return signed_in_as(world.teacher)


@pytest.fixture
def staff(signed_in_as, world):
    return signed_in_as(world.staff)


def form_path():
    return f"/aanbod/{db.session.scalar(select(Offer.slug))}/boeken"


def key_on(answer):
    return re.search(r'name="sleutel" value="([0-9a-f]{32})"', answer.text)[1]


def fill(world, *groups, key="0" * 32, **fields):
    """What a browser sends: the classes ticked with their counts."""
    sent = {"sleutel": key, "moment": str(world.performance_id), "klas": [str(group.id) for group in groups]}
    for group in groups:
        sent[f"leerlingen-{group.id}"] = str(group.pupils)
        sent[f"begeleiders-{group.id}"] = "2"
        sent[f"rolstoel-{group.id}"] = "0"
    return sent | fields


def bookings():
    return db.session.scalar(select(func.count()).select_from(Booking))


def taken(world):
    return db.session.scalar(select(Performance.seats_taken).where(Performance.id == world.performance_id))


def booked(world, *groups):
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world, *groups), now=utc_now()).booking


def test_the_form_shows_the_dates_and_the_classes_with_their_pupils(teacher, world, classes):
    answer = teacher.get(f"{form_path()}?moment={world.performance_id}")

    assert answer.status_code == 200
    assert "do 14 januari 2027" in answer.text
    assert f'value="{world.performance_id}" data-left="100" checked' in answer.text
    for group in classes:
        assert f'name="leerlingen-{group.id}" value="{group.pupils}"' in answer.text
    assert "€ 7,50 per leerling" in typed(answer.text)


def test_every_form_carries_a_key_of_its_own(teacher, classes):
    keys = {key_on(teacher.get(form_path())) for _ in range(3)}

    assert len(keys) == 3


def test_a_booking_leads_to_its_page(teacher, world, classes):
    answer = teacher.post(form_path(), data=fill(world, *classes, contact="Juf An"))

    assert answer.status_code == 303
    assert taken(world) == 50
    shown = teacher.get(answer.headers["Location"])
    assert shown.status_code == 200
    assert "Geboekt!" in shown.text
    booking = db.session.scalars(select(Booking)).one()
    assert (booking.contact, booking.price_cents) == ("Juf An", 46 * 750)
    for fact in (
        booking.reference,
        f"{booking.visit_code[:4]} {booking.visit_code[4:]}",
        "10.15 uur",
        "Cultuurhuis De Lantaarn, Grote zaal",
        "Warandestraat 42, 2300 Turnhout",
        "€ 345",
        "Juf An",
        f"/boekingen/{booking.reference}.ics",
        f"/bezoek/{booking.visit_code}/qr.svg",
    ):
        assert fact in typed(shown.text), fact


def test_a_second_click_is_the_same_booking(teacher, world, classes):
    first = teacher.post(form_path(), data=fill(world, *classes))
    again = teacher.post(form_path(), data=fill(world, *classes, toch="1"))

    assert first.headers["Location"] == again.headers["Location"]
    assert bookings() == 1


def test_a_form_that_was_used_and_changed_offers_a_new_key(teacher, world, classes):
    teacher.post(form_path(), data=fill(world, classes[0]))

    answer = teacher.post(form_path(), data=fill(world, classes[1]))

    assert answer.status_code == 409
    assert "Met dit formulier heb je al geboekt" in answer.text
    assert key_on(answer) != "0" * 32
    assert bookings() == 1


def test_the_same_class_twice_is_asked_about_and_then_booked(teacher, world, classes):
    teacher.post(form_path(), data=fill(world, classes[0]))

    asked = teacher.post(form_path(), data=fill(world, classes[0], key="1" * 32))

    assert asked.status_code == 200
    assert "4A heeft al plaatsen op deze voorstelling" in asked.text
    assert bookings() == 1
    sure = teacher.post(form_path(), data=fill(world, classes[0], key="1" * 32, toch="1"))
    assert sure.status_code == 303
    assert bookings() == 2


def test_a_class_of_another_level_is_asked_about(teacher, world, classes):
    with write_transaction(db.session):
        db.session.get(ClassGroup, classes[0].id).level = ClassLevel.KLEUTER

    answer = teacher.post(form_path(), data=fill(world, *classes))

    assert "niet voor het niveau van 4A gemaakt" in answer.text
    assert bookings() == 0


def test_more_wheelchairs_than_the_hall_has_places_for_are_asked_about_and_not_refused(teacher, world, classes):
    with write_transaction(db.session):
        venue = db.session.get(Venue, db.session.get(Performance, world.performance_id).venue_id)
        venue.wheelchair_places = 2
    data = fill(world, *classes)
    wheels = next(name for name in data if name.startswith("rolstoel-"))

    asked = teacher.post(form_path(), data=data | {wheels: "3"})
    fits = teacher.post(form_path(), data=data | {wheels: "2"})

    assert "nog 2 rolstoelplaatsen vrij" in asked.text
    assert fits.status_code == 303
    taken = teacher.post(form_path(), data=fill(world, *classes) | {wheels: "1", "sleutel": "nog-een"})
    assert "geen rolstoelplaats meer vrij" in taken.text
    assert bookings() == 1
    assert teacher.post(form_path(), data=data | {wheels: "3", "toch": "1", "sleutel": "toch"}).status_code == 303


def test_a_full_performance_keeps_what_was_typed_and_offers_other_dates(teacher, world, classes):
    with write_transaction(db.session):
        school, other = add_school(db.session, "De Beuk")
        later = add_performance(
            db.session, db.session.get(Offer, world.offer_id), capacity=80, starts_at=SHOW_TIME + timedelta(days=1)
        )
    booked(for_school(world, school.id, other), a_group(pupils=60))

    answer = teacher.post(form_path(), data=fill(world, *classes, contact="Juf An, 0470", opmerking="Met de bus"))

    assert answer.status_code == 409
    assert "Er zijn nog 40 plaatsen, en jullie hebben er 50 nodig." in answer.text
    assert "Kies hieronder een andere datum" in answer.text
    assert f'name="moment" value="{later.id}" data-left="80"' in answer.text
    assert 'value="Juf An, 0470"' in answer.text
    assert "Met de bus</textarea>" in answer.text
    assert answer.text.count("data-class checked") == 2
    assert bookings() == 1


def test_above_the_limit_of_a_school_the_page_says_how_many_may_come(teacher, world, classes):
    with write_transaction(db.session):
        db.session.get(Offer, world.offer_id).max_seats_per_school = 30

    answer = teacher.post(form_path(), data=fill(world, *classes))

    assert answer.status_code == 409
    assert "hoogstens 30 plaatsen" in answer.text
    assert bookings() == 0


def test_a_performance_that_was_cancelled_meanwhile_is_told(teacher, world, classes):
    with write_transaction(db.session):
        offer = db.session.get(Offer, world.offer_id)
        add_performance(db.session, offer, capacity=80, starts_at=SHOW_TIME + timedelta(days=1))
        db.session.get(Performance, world.performance_id).state = PerformanceState.CANCELLED

    answer = teacher.post(form_path(), data=fill(world, *classes))

    assert answer.status_code == 409
    assert "Deze voorstelling gaat niet door." in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("leerlingen", "0", "van 1 tot 200"),
        ("leerlingen", "", "van 1 tot 200"),
        ("leerlingen", "veel", "van 1 tot 200"),
        ("leerlingen", "-3", "van 1 tot 200"),
        ("leerlingen", "9999999999999", "van 1 tot 200"),
        ("leerlingen", "²", "van 1 tot 200"),
        ("begeleiders", "51", "van 0 tot 50"),
        ("rolstoel", "27", "meer dan er meekomen"),
    ],
)
def test_a_wrong_count_is_told_at_its_field(teacher, world, classes, field, typed, message):
    name = f"{field}-{classes[0].id}"

    answer = teacher.post(form_path(), data=fill(world, classes[0]) | {name: typed})

    assert answer.status_code == 422
    assert message in answer.text
    assert f'aria-describedby="{name}-error"' in answer.text
    assert f'name="{name}" value="{typed}"' in answer.text
    assert bookings() == 0


def test_no_class_and_no_date_are_told(teacher, world, classes):
    answer = teacher.post(form_path(), data={"sleutel": "0" * 32})

    assert answer.status_code == 422
    assert "Kruis minstens één klas aan." in answer.text
    assert "Kies een voorstelling." in answer.text


def test_a_group_that_is_no_class_of_the_list_can_be_booked(teacher, world, classes):
    extra = {
        "klas": ["anders"],
        "naam-anders": "Kunstklas",
        "niveau-anders": "lager-3",
        "leerlingen-anders": "12",
        "begeleiders-anders": "1",
        "rolstoel-anders": "",
    }

    assert teacher.post(form_path(), data=fill(world) | extra).status_code == 303
    assert taken(world) == 13


def test_a_class_of_another_school_can_not_be_smuggled_in(teacher, world, classes):
    with write_transaction(db.session):
        school, _other = add_school(db.session, "De Beuk")
        foreign = add_class(db.session, school.id, "6B", 20)

    answer = teacher.post(form_path(), data=fill(world, foreign))

    assert answer.status_code == 422
    assert bookings() == 0


def test_a_moment_of_another_offer_is_no_choice(teacher, world, classes):
    other = make_world(db.session)

    answer = teacher.post(form_path(), data=fill(world, *classes, moment=str(other.performance_id)))

    assert answer.status_code == 422
    assert bookings() == 0


def test_the_price_can_be_asked_without_a_script(teacher, world, classes):
    answer = teacher.post(form_path(), data=fill(world, *classes, prijs="1"))

    assert answer.status_code == 200
    assert "€ 345" in typed(answer.text)
    assert bookings() == 0


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client, world):
    answer = client.get(f"{form_path()}?moment={world.performance_id}")

    assert answer.status_code == 303
    assert "/aanmelden?volgende=" in answer.headers["Location"]


def test_who_has_no_school_can_not_book(staff):
    assert staff.get(form_path()).status_code == 403


@pytest.mark.parametrize("path", ["/aanbod/bestaat-niet/boeken"])
def test_an_offer_that_is_not_there_is_not_bookable(teacher, path):
    assert teacher.get(path).status_code == 404
    assert teacher.post(path).status_code == 404


def test_the_list_shows_what_comes_first_on_top(teacher, world):
    with write_transaction(db.session):
        offer = db.session.get(Offer, world.offer_id)
        later = add_performance(db.session, offer, capacity=80, starts_at=SHOW_TIME + timedelta(days=7))
    last = booked(replace(world, performance_id=later.id), a_group("6A"))
    first, gone = booked(world, a_group("4A")), booked(world, a_group("5A"))
    with write_transaction(db.session):
        cancel_booking(db.session, gone.reference, actor=world.teacher, now=utc_now())

    text = teacher.get("/boekingen").text

    assert text.index(first.reference) < text.index(last.reference) < text.index(gone.reference)
    assert "2 bezoeken op komst" in text


def test_a_school_without_bookings_is_told_what_to_do(teacher):
    assert "Naar het aanbod" in teacher.get("/boekingen").text


def test_the_calendar_file_can_be_read(teacher, world):
    booking = booked(world)

    answer = teacher.get(f"/boekingen/{booking.reference}.ics")

    assert answer.content_type == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.data).events
    assert event.start == SHOW_TIME


def test_a_reference_is_read_in_any_case(teacher, world):
    booking = booked(world)

    assert teacher.get(f"/boekingen/{booking.reference.lower()}").status_code == 200


def test_cancelling_asks_first_and_then_frees_the_seats_once(teacher, world):
    booking = booked(world)
    path = f"/boekingen/{booking.reference}/annuleren"

    asked = teacher.get(path)
    assert asked.status_code == 200
    assert "24 plaatsen" in asked.text
    assert taken(world) == 24

    for _ in range(2):
        assert teacher.post(path, data={"reden": "Bosklas"}).status_code == 303
    assert taken(world) == 0
    assert verify(db.session) == []
    shown = teacher.get(f"/boekingen/{booking.reference}").text
    assert "Deze boeking is geannuleerd" in shown
    assert booking.visit_code not in shown
    assert teacher.get(path).status_code == 303


def test_the_pages_of_a_booking_are_closed_to_strangers(signed_in_as, world):
    booking = booked(world)
    with write_transaction(db.session):
        _school, other_teacher = add_school(db.session, "De Beuk")
        _centre, other_staff = add_centre(db.session, "De Beurs")

    paths = [f"/boekingen/{booking.reference}{end}" for end in ("", ".ics", "/annuleren")]
    for stranger in (other_teacher, other_staff):
        client = signed_in_as(stranger)
        assert [client.get(path).status_code for path in paths] == [404, 404, 404]
        assert client.post(paths[2]).status_code == 404
    assert taken(world) == 24
    assert booking.reference not in signed_in_as(other_teacher).get("/boekingen").text


def test_nobody_sees_bookings_without_signing_in(client, world):
    booking = booked(world)

    for path in (
        "/boekingen",
        f"/boekingen/{booking.reference}",
        "/centrum",
        "/centrum/boekingen",
        "/centrum/logboek",
    ):
        assert client.get(path).status_code == 303


def test_a_centre_sees_its_halls_and_who_booked(staff, world):
    booking = booked(world)

    overview, who, ledger = (staff.get(path) for path in ("/centrum", "/centrum/boekingen", "/centrum/logboek"))

    assert "<h1>Cultuurhuis De Lantaarn</h1>" in overview.text
    assert "24 van 100" in overview.text
    for page_text in (who.text, ledger.text):
        assert booking.reference in page_text
        assert "Basisschool De Zilverberk" in page_text
        assert "An Peeters" in page_text
    assert staff.get(f"/boekingen/{booking.reference}").status_code == 200


def test_another_centre_sees_nothing_of_it(signed_in_as, world):
    booking = booked(world)
    with write_transaction(db.session):
        _centre, other = add_centre(db.session, "De Beurs")
    client = signed_in_as(other)

    for path in ("/centrum", "/centrum/boekingen", "/centrum/logboek", "/centrum/boekingen.csv"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert booking.reference not in answer.text
        assert "Zilverberk" not in answer.text
    assert client.get(f"/centrum/boekingen?moment={world.performance_id}").status_code == 404
    assert client.get(f"/centrum/boekingen.csv?moment={world.performance_id}").status_code == 404


def test_a_school_has_no_key_to_the_pages_of_a_centre(teacher):
    for path in ("/centrum", "/centrum/boekingen", "/centrum/boekingen.csv", "/centrum/logboek"):
        assert teacher.get(path).status_code == 403


def test_the_sheet_of_a_centre_opens_in_a_belgian_excel(staff, world):
    booking = booked(world)

    answer = staff.get("/centrum/boekingen.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    header, row = answer.text.lstrip("\ufeff").splitlines()
    assert header.startswith("voorstelling;wanneer;school;plaatsen;bedrag")
    assert f";24;180,00;{booking.reference};" in row


def test_the_ledger_of_a_centre_is_narrowed_and_saved(staff, world):
    with write_transaction(db.session):
        school, teacher = add_school(db.session, "Basisschool De Wilg")
    mine = booked(world, a_group("4A"))
    theirs = booked(for_school(world, school.id, teacher), a_group("5B"))

    page = staff.get(f"/centrum/logboek?school={school.id}&moment={world.performance_id}").text
    sheet = staff.get(f"/centrum/logboek.csv?school={school.id}")
    whole = staff.get("/centrum/logboek.csv").text

    assert theirs.reference in page
    assert mine.reference not in page
    assert f'<option value="{school.id}" selected>' in page
    assert [row["reference"] for row in csv.DictReader(io.StringIO(sheet.text.lstrip("\ufeff")), delimiter=";")] == [
        theirs.reference
    ]
    assert whole.index(mine.reference) < whole.index(theirs.reference)
    assert "Hier is nog niets gebeurd" in staff.get("/centrum/logboek?school=999").text


def test_the_ledger_of_a_centre_is_read_in_pages(staff, world):
    for number in range(30):
        gone = booked(world, a_group(f"klas {number}", pupils=1))
        with write_transaction(db.session):
            cancel_booking(db.session, gone.reference, actor=world.teacher, now=utc_now())

    first = staff.get("/centrum/logboek").text
    older = re.search(r"/centrum/logboek\?voor=(\d+)", first)[0]

    assert first.count("<tr>") == 51
    assert staff.get(older).text.count("<tr>") == 11


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/boekingen", 4),
        ("/centrum/boekingen", 5),
        ("/centrum", 5),
        ("/centrum/logboek", 5),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(signed_in_as, world, queries, path, statements):
    counts = []
    for _ in range(2):
        for number in range(3):
            booked(world, a_group(f"klas {number}", pupils=2))
        client = signed_in_as(world.staff if path.startswith("/centrum") else world.teacher)
        with queries() as sent:
            assert client.get(path).status_code == 200
        counts.append(len([statement for statement in sent if not statement.startswith("BEGIN")]))

    # One for who is signed in, the others for the page (on that of a school also: has it an address for its agenda?).
    assert counts == [statements, statements]


def test_the_form_and_the_booking_cost_few_statements(signed_in_as, world, classes, queries):
    path, booking = form_path(), booked(world)
    with queries() as of_form:
        signed_in_as(world.teacher).get(path)
    with queries() as of_page:
        signed_in_as(world.teacher).get(f"/boekingen/{booking.reference}")

    # Who is signed in; then offer, levels, dates, classes, rules, head, rounds; or the visit, what
    # was played, what moved, what happened, what waits, where they sit, how they come,
    # what they need, and which books go with it.
    assert [len([one for one in sent if not one.startswith("BEGIN")]) for sent in (of_form, of_page)] == [8, 10]
