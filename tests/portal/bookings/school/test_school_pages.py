"""The desk of a school through the test client: all bookings, the maximum bill, transport and needs."""

import csv
import io
from datetime import timedelta

import pytest
from flask import g
from sqlalchemy import select, update

from portal.accounts.models import Role
from portal.accounts.queries import school_year
from portal.accounts.session import begin
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.needs.models import GroupNeed, Need
from portal.bookings.needs.service import KEPT, forget_old_needs, may_see_needs, needs_of, totals
from portal.bookings.policy.rules import Counts, HouseRules
from portal.bookings.policy.service import save_rules
from portal.bookings.requests import GroupRequest
from portal.bookings.service import book_seats
from portal.bookings.transport.models import Transport, Travel
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import (
    SHOW_TIME,
    a_request,
    add_class,
    add_performance,
    add_user,
    make_world,
)
from tests.portal.words import typed


@pytest.fixture
def world(app):
    return make_world(db.session, capacity=200)


@pytest.fixture
def people(world):
    """A colleague, the office, and somebody who only makes the house's programme."""
    with write_transaction(db.session):
        return {
            "colleague": add_user(db.session, "Mieke Maes", Role.TEACHER, school_id=world.school_id),
            "office": add_user(db.session, "Griet Peeters", Role.OFFICE, school_id=world.school_id),
            "editor": add_user(db.session, "Programma", Role.EDITOR, centre_id=world.centre_id),
            "door": add_user(db.session, "Onthaal", Role.DOOR, centre_id=world.centre_id),
        }


@pytest.fixture
def classes(world):
    with write_transaction(db.session):
        made = [add_class(db.session, world.school_id, name, 20) for name in ("4A", "4B")]
        for group in made:
            group.school_year = school_year(school_day(utc_now()))
    return made


@pytest.fixture
def as_(client):
    def sign_in(person):
        g.pop("_login_user", None)
        with client.session_transaction() as cookies:
            cookies.clear()
            cookies["_user_id"] = f"{person.id}:stamp"
            begin(cookies, utc_now())
        return client

    return sign_in


@pytest.fixture
def two_visits(world, people, classes):
    """The teacher's with 4A, and a month later a colleague's with 4B; 20 pupils of 7.50 each."""
    with write_transaction(db.session):
        offer = db.session.get_one(Offer, world.offer_id)
        later = add_performance(db.session, offer, capacity=60, starts_at=SHOW_TIME + timedelta(days=28))
    made = []
    for person, group, performance_id in (
        (world.teacher, classes[0], world.performance_id),
        (people["colleague"], classes[1], later.id),
    ):
        wish = GroupRequest(group.name, group.level, 20, class_group_id=group.id)
        asked = a_request(world, wish)
        with write_transaction(db.session):
            request = type(asked)(asked.key, performance_id, world.school_id, person, (wish,))
            made.append(book_seats(db.session, request, now=utc_now()).booking)
    return made


def test_a_teacher_sees_the_own_visits_first_and_the_office_all_by_date(as_, world, people, two_visits):
    page = typed(as_(world.teacher).get("/school").text)
    assert page.index("Van jou") < page.index("Van collega")
    assert "2</strong> bezoeken" in page
    assert "€ 300</strong> samen" in page
    assert "Regel het vervoer van 2 bezoeken" in page

    office = as_(people["office"]).get("/school").text
    assert "Van jou" not in office
    assert office.index(two_visits[0].reference) < office.index(two_visits[1].reference)


def test_bookings_are_found_by_class_teacher_and_state(as_, world, people, classes, two_visits):
    client = as_(people["office"])

    for question in (f"klas=%23{classes[1].id}", f"wie={people['colleague'].id}"):
        rows = list(csv.reader(io.StringIO(client.get(f"/school/boekingen.csv?{question}").text), delimiter=";"))
        assert [row[-1] for row in rows[1:]] == [two_visits[1].reference]
        assert rows[1][9] == "150,00"
    assert "Geen bezoeken die hieraan voldoen" in client.get("/school?toestand=waiting").text
    assert "Nog geen bezoek dit schooljaar" in client.get("/school?jaar=2025").text


def test_what_is_due_first_stands_on_top(as_, world, people, two_visits):
    with write_transaction(db.session):
        rules = HouseRules(counts=Counts(definitive_days_before=20))
        kept = save_rules(db.session, world.centre_id, rules, after=0, actor=world.staff, now=utc_now())
        db.session.execute(update(Booking).values(policy_id=kept.id))
        held = {"state": "held", "held_until": utc_now() + timedelta(days=2), "owed_cents": 0}
        db.session.execute(update(Booking).where(Booking.id == two_visits[1].id).values(held))

    text = typed(as_(people["office"]).get("/school").text)

    assert text.index("Bevestig 1 bezoek") < text.index("Geef de aantallen door van 1 bezoek")
    assert text.index("Geef de aantallen door") < text.index("Regel het vervoer van 2 bezoeken")
    # Twenty days before 14 January, the whole of that day.
    assert "tot en met vr 25 december" in text


def test_the_overview_costs_the_same_however_long_it_is(as_, world, people, two_visits, queries):
    counts = []
    for _ in range(2):
        with write_transaction(db.session):
            book_seats(db.session, a_request(world, seats=2), now=utc_now())
        client = as_(people["office"])
        db.session.expunge_all()
        with queries() as sent:
            client.get("/school")
        counts.append(len([one for one in sent if one.startswith("SELECT")]))

    # Who asks; the school, its bookings and their classes; what each class costs a pupil; who waits for the office.
    assert counts == [10, 10]


def test_the_office_sets_amounts_and_enters_costs_and_a_teacher_reads_them(as_, world, people, classes, two_visits):
    office = as_(people["office"])
    assert "kijk het na" in office.get("/school/maximumfactuur").text
    assert office.post("/school/maximumfactuur", data={"lager": "veel"}).status_code == 422
    office.post("/school/maximumfactuur", data={"kleuter": "", "lager": "20"})
    path = f"/school/klassen/{classes[0].id}"
    assert office.post(path, data={"wat": "", "bedrag": "0"}).status_code == 422
    cost = {"sleutel": "1" * 32, "wat": "Zwemmen", "bedrag": "300", "hoe": "klas"}
    for _ in range(2):
        office.post(path, data=cost)

    page = typed(as_(world.teacher).get(path).text)

    # 7.50 of the show and 300 / 20 of the swimming, against 20.
    assert "€ 2,50 per leerling over de maximumfactuur" in page
    assert page.count("Zwemmen") == 1
    assert "Een kost erbij" not in page
    teacher = as_(world.teacher)
    assert teacher.post(path, data=cost).status_code == 403
    assert teacher.post("/school/maximumfactuur", data={"lager": "1"}).status_code == 403
    assert "over" in teacher.get("/school/maximumfactuur").text


def test_the_bill_says_what_a_pupil_pays_this_year_before_anybody_books(as_, world, people, classes, two_visits):
    as_(people["office"]).post("/school/maximumfactuur", data={"lager": "14"})
    slug = db.session.scalar(select(Offer.slug))
    sent = {"moment": str(world.performance_id), "klas": str(classes[0].id), "prijs": "1"}
    sent |= {f"leerlingen-{classes[0].id}": "20", f"begeleiders-{classes[0].id}": "0"}

    bill = typed(as_(world.teacher).post(f"/aanbod/{slug}/boeken", data=sent, headers={"X-Fragment": "bill"}).text)

    assert "4A: na deze voorstelling <strong>€ 15</strong> van € 14, € 1 te veel" in bill
    # A warning and no block: the booking itself goes through.
    del sent["prijs"]
    done = as_(world.teacher).post(f"/aanbod/{slug}/boeken", data=sent | {"sleutel": "2" * 32, "toch": "1"})
    assert done.status_code == 303


RIDE = {
    "vervoer": "school-bus",
    "mensen": "21",
    "ophaalplaats": "Berkenlaan 3",
    "ophaaluur": "9.30",
    "terug": "12:15",
}


def test_a_school_says_how_it_comes_and_the_house_has_it_on_its_list(as_, world, people, two_visits):
    path = f"/boekingen/{two_visits[0].reference}"
    teacher = as_(world.teacher)
    wrong = teacher.post(f"{path}/vervoer", data=RIDE | {"terug": "9.00", "mensen": "veel"})
    assert wrong.status_code == 422
    assert "Jullie vertrekken naar huis na het ophalen" in wrong.text
    assert 'value="veel"' in wrong.text

    teacher.post(f"{path}/vervoer", data=RIDE | {"kost": "240", "onthoud": "1"})

    ride = db.session.scalars(select(Transport)).one()
    assert (ride.how, ride.people, ride.cost_cents) == (Travel.SCHOOL_BUS, 21, 24_000)
    # 7.50 for the show and 240 / 20 for the bus.
    assert "€ 19,50 van" in typed(teacher.get("/school/maximumfactuur").text)
    assert 'value="Berkenlaan 3"' in teacher.get(f"/boekingen/{two_visits[1].reference}/praktisch").text
    door = as_(people["door"])
    day = "/centrum/bussen?dag=2027-01-14"
    door.post(day, data={"standplaats": "Warandestraat", f"vak-{two_visits[0].id}": "vak 3"})
    page = typed(door.get(day).text)
    assert "10.15 uur" in page
    assert "bus van de school" in page
    assert 'value="vak 3"' in page
    rows = list(csv.reader(io.StringIO(door.get("/centrum/bussen.csv?dag=2027-01-14").text), delimiter=";"))
    assert rows[1][:2] == ["10:15", "10:30"]
    assert rows[1][6:12] == ["21", "bus van de school", "vak 3", "Berkenlaan 3", "09:30", "12:15"]
    assert door.get("/centrum/bussen.pdf?dag=2027-01-14").data.startswith(b"%PDF-")
    assert "Bussen staan: Warandestraat. Jullie bus: vak 3." in as_(world.teacher).get(f"{path}/praktisch").text
    assert as_(people["editor"]).get(day).status_code == 403


def test_a_ride_of_before_a_move_is_asked_about_again(as_, world, people, two_visits):
    path = f"/boekingen/{two_visits[0].reference}"
    teacher = as_(world.teacher)
    teacher.post(f"{path}/vervoer", data=RIDE)
    assert "Regel het vervoer van 1 bezoek" in typed(teacher.get("/school").text)
    with write_transaction(db.session):
        later = {"starts_at": SHOW_TIME + timedelta(days=7), "ends_at": SHOW_TIME + timedelta(days=7, hours=1)}
        later["day"] = school_day(later["starts_at"])
        db.session.execute(update(Performance).where(Performance.id == world.performance_id).values(later))

    assert "Regel het vervoer van 2 bezoeken" in typed(teacher.get("/school").text)
    assert "Kijk de uren hieronder na" in teacher.get(f"{path}/praktisch").text
    sheet = as_(people["door"]).get("/centrum/bussen.csv?dag=2027-01-21").text
    assert "bus van de school" in sheet
    assert "09:30" not in sheet
    as_(world.teacher).post(f"{path}/vervoer", data=RIDE)
    assert "Regel het vervoer van 1 bezoek" in typed(as_(world.teacher).get("/school").text)


def test_needs_are_counts_for_the_school_and_the_door_and_are_erased_afterwards(as_, world, people, two_visits):
    booking = two_visits[0]
    group_id = db.session.scalar(select(BookingGroup.id).where(BookingGroup.booking_id == booking.id))
    path = f"/boekingen/{booking.reference}/noden"
    field = f"nood-{group_id}-low-stimulus"
    teacher = as_(world.teacher)
    assert teacher.post(path, data={field: "21"}).status_code == 422

    teacher.post(path, data={field: "2"})

    assert totals(needs_of(db.session, [booking.id])[booking.id]) == {Need.LOW_STIMULUS: 2}
    shown = {name: as_(people[name]).get(f"/boekingen/{booking.reference}").text for name in ("door", "editor")}
    assert ["2 × rustige, prikkelarme plaats" in shown[name] for name in ("door", "editor")] == [True, False]
    house = {"school_id": 0, "centre_id": world.centre_id}
    assert [may_see_needs(people[name], **house) for name in ("door", "editor")] == [True, False]
    assert may_see_needs(world.staff, **house)
    assert may_see_needs(world.teacher, school_id=world.school_id, centre_id=0)
    with write_transaction(db.session):
        assert forget_old_needs(db.session, SHOW_TIME + KEPT) == 0
        assert forget_old_needs(db.session, SHOW_TIME + KEPT + timedelta(seconds=1)) == 1
    assert db.session.scalars(select(GroupNeed)).all() == []
