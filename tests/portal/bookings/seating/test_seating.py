import pytest
from sqlalchemy import select

from portal.accounts.models import Role
from portal.bookings.models import Booking
from portal.bookings.seating.service import places_of_school, save_plan, seating_of, tell_seating
from portal.bookings.service import book_seats, cancel_booking
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Performance
from tests.portal.booking_world import (
    MONDAY,
    World,
    a_group,
    a_request,
    add_centre,
    add_school,
    add_user,
    for_school,
    make_world,
)
from tests.portal.desks import browser_of

PLAN = "\n".join(f"{name}: oooooooooo  oooooooooo" for name in "ABCD") + "\nE: rr  oooooooooo  rr"


@pytest.fixture
def world(app) -> World:
    return make_world(db.session, capacity=94)


@pytest.fixture
def hall_id(world):
    return db.session.scalar(select(Performance.venue_id).where(Performance.id == world.performance_id))


@pytest.fixture
def planned(world, hall_id):
    with write_transaction(db.session) as session:
        save_plan(session, hall_id, PLAN, by=world.staff, now=MONDAY)


def book(world, *groups) -> Booking:
    with write_transaction(db.session) as session:
        return book_seats(session, a_request(world, *groups), now=MONDAY).booking


def tell(world):
    with write_transaction(db.session) as session:
        return tell_seating(session, world.performance_id, by=world.staff, now=MONDAY)


def words_of(world) -> dict[str, str]:
    hall = seating_of(db.session, world.performance_id)
    return {one.name: one.words for one in hall.classes}


def test_a_hall_without_a_plan_only_counts(world):
    book(world)

    assert seating_of(db.session, world.performance_id) is None
    assert tell(world) is None


def test_classes_of_several_schools_get_rows_of_their_own(world, planned):
    with write_transaction(db.session) as session:
        school, teacher = add_school(session, "Basisschool De Meidoorn")
    book(world, a_group("4A", 18, 2))
    book(for_school(world, school.id, teacher), a_group("5B", 16, 2, wheelchair=1))

    said = words_of(world)

    assert said["4A"] == "rij A 1-20"
    assert "rij E 1" in said["5B"]


def test_a_school_sees_its_places_once_the_house_told_them_and_nobody_elses(world, planned):
    booking = book(world, a_group("4A", 18, 2))
    with write_transaction(db.session) as session:
        school, _ = add_school(session, "Basisschool De Meidoorn")

    assert places_of_school(db.session, world.performance_id, {world.school_id}) == []
    tell(world)
    (seen,) = places_of_school(db.session, world.performance_id, {world.school_id})

    assert (seen.reference, seen.words) == (booking.reference, "rij A 1-20")
    assert places_of_school(db.session, world.performance_id, {school.id}) == []


def test_who_was_told_its_places_keeps_them_when_the_class_in_front_cancels(world, planned):
    first, _ = book(world, a_group("4A", 18, 2)), book(world, a_group("4B", 18, 2))
    tell(world)
    with write_transaction(db.session) as session:
        cancel_booking(session, first.reference, actor=world.teacher, now=MONDAY)

    hall = seating_of(db.session, world.performance_id)

    assert hall.has_changed
    assert words_of(world) == {"4B": "rij B 1-20"}
    book(world, a_group("4C", 10, 1))
    assert words_of(world) == {"4B": "rij B 1-20", "4C": "rij A 1-11"}


def test_the_pages_draw_the_hall_and_tell_the_schools(app, world, hall_id, planned):
    booking = book(world, a_group("4A", 18, 2))
    house, teacher = browser_of(app, world.staff), browser_of(app, world.teacher)
    here = f"/centrum/voorstelling/{world.performance_id}/plaatsen"

    page = house.get(here).text
    assert page.count('class="place place--') == 94
    assert "rij A 1-20" in page
    assert "rij A 1-20" not in teacher.get(f"/boekingen/{booking.reference}").text

    assert house.post(here).status_code == 303
    assert "4A: rij A 1-20" in teacher.get(f"/boekingen/{booking.reference}").text
    assert teacher.get(here).status_code == 403


def test_a_plan_that_can_not_be_read_is_given_back_with_the_line_and_not_kept(app, world, hall_id):
    with write_transaction(db.session) as session:
        editor = add_user(session, "Els Maes", Role.EDITOR, centre_id=world.centre_id)
        _, stranger = add_centre(session, "Elders")
    house = browser_of(app, editor)
    here = f"/centrum/zalen/{hall_id}/plan"

    wrong = house.post(here, data={"plan": "A: ooo\nB ooo"})
    looked = house.post(here, data={"plan": PLAN, "bekijk": "1"})
    kept = house.post(here, data={"plan": PLAN})

    assert wrong.status_code == 422
    assert "Lijn 2" in wrong.text
    assert "B ooo" in wrong.text
    assert looked.status_code == 200
    assert kept.status_code == 303
    assert browser_of(app, stranger).get(here).status_code in (403, 404)
