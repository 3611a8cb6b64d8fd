from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from portal.accounts.models import Role
from portal.bookings.queries import verify
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance, Venue
from tests.portal.booking_world import a_request, add_centre, add_school, add_user, make_world

PROBLEM = "application/problem+json"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_class(**values):
    return {"name": "4A", "level": "lager-2", "pupils": 24, "companions": 0, "wheelchair": 0} | values


def fields_of(answer):
    return [one["field"] for one in answer.json["errors"]]


def test_a_booking_is_made_and_told(post_booking, world):
    answer = post_booking()

    assert answer.status_code == 201
    told = answer.json
    assert answer.headers["Location"] == f"/api/v1/bookings/{told['reference']}"
    assert (told["state"], told["seats"], told["price_cents"]) == ("confirmed", 26, 24 * 750)
    assert len(told["visit_code"]) == 8
    assert told["performance_id"] == world.performance_id
    assert told["performance"]["start"] == "2027-01-14T10:30:00+01:00"
    assert told["performance"]["arrive"] == "2027-01-14T10:15:00+01:00"
    assert told["groups"] == [a_class(companions=2, wheelchair=1, reduced=0)]


def test_a_repeated_key_answers_200_with_the_same_body(post_booking):
    first, again = post_booking("same"), post_booking("same")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json


def test_a_key_with_another_body_is_409_key_reused(post_booking):
    post_booking("same")

    answer = post_booking("same", groups=[a_class(pupils=20)])

    assert answer.status_code == 409
    assert answer.content_type == PROBLEM
    assert answer.json["code"] == "key_reused"


def test_another_key_books_again(post_booking):
    assert post_booking("one").json["reference"] != post_booking("two").json["reference"]


def test_a_full_performance_is_409_with_the_seats_left(post_booking):
    post_booking("one", groups=[a_class(pupils=80)])

    answer = post_booking("two", groups=[a_class(pupils=24)])

    assert answer.status_code == 409
    assert answer.content_type == PROBLEM
    told = answer.json
    assert (told["code"], told["status"], told["seats_left"], told["seats_wanted"]) == (
        "performance_full",
        409,
        20,
        24,
    )
    assert told["title"]


def test_more_wheelchairs_than_the_hall_has_places_for_are_asked_about_and_not_refused(post_booking, world):
    with write_transaction(db.session):
        venue = db.session.get(Venue, db.session.get(Performance, world.performance_id).venue_id)
        venue.wheelchair_places = 2
    three = [a_class(wheelchair=2), a_class(name="4B", wheelchair=1)]

    asked = post_booking("one", groups=three)
    agreed = post_booking("one", groups=three, wheelchairs_agreed=True)
    # Whoever repeats it is not asked again, whatever is left by now.
    again = post_booking("one", groups=three)

    assert (asked.status_code, asked.json["code"]) == (409, "wheelchair_places")
    assert (asked.json["wheelchairs"], asked.json["wheelchair_places_left"]) == (3, 2)
    assert (agreed.status_code, again.status_code) == (201, 200)
    assert post_booking("two", groups=[a_class()]).status_code == 201


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"groups": []}, "groups"),
        ({"groups": "4A"}, "groups"),
        ({"groups": [a_class(pupils=0)]}, "groups.0.pupils"),
        ({"groups": [a_class(pupils=-3)]}, "groups.0.pupils"),
        ({"groups": [a_class(pupils="24")]}, "groups.0.pupils"),
        ({"groups": [a_class(pupils=24.5)]}, "groups.0.pupils"),
        ({"groups": [a_class(pupils=True)]}, "groups.0.pupils"),
        ({"groups": [a_class(pupils=10**30)]}, "groups.0.pupils"),
        ({"groups": [a_class(), a_class(level="lager-9")]}, "groups.1.level"),
        ({"groups": [a_class(name="  ")]}, "groups.0.name"),
        ({"groups": [a_class(wheelchair=25)]}, "groups.0.wheelchair"),
        ({"groups": [a_class(pupil_names=["Jits"])]}, "groups.0.pupil_names"),
        ({"performance_id": "x"}, "performance_id"),
        ({"performance_id": 10**12}, "performance_id"),
        ({"performance_id": 999}, "performance_id"),
        ({"surprise": 1}, "surprise"),
        ({"note": "n" * 601}, "note"),
    ],
)
def test_a_field_that_can_not_be_right_is_422_and_named(post_booking, fields, named):
    answer = post_booking(**fields)

    assert answer.status_code == 422
    assert answer.content_type == PROBLEM
    assert answer.json["code"] == "invalid"
    assert fields_of(answer) == [named]
    assert named in answer.json["detail"]


def test_a_missing_field_is_named(client, world, bearer):
    answer = client.post("/api/v1/bookings", json={}, headers=bearer(world.teacher) | {"Idempotency-Key": "k"})

    assert answer.status_code == 422
    assert fields_of(answer) == ["performance_id", "groups"]


@pytest.mark.parametrize("key", [None, "", " ", "a b", "k" * 201, "é"])
def test_a_booking_needs_a_key(post_booking, key):
    answer = post_booking(key)

    assert answer.status_code == 400
    assert answer.json["code"].startswith("idempotency_key_")


def test_a_body_that_is_no_json_is_a_problem(client, world, bearer):
    header = bearer(world.teacher) | {"Idempotency-Key": "k"}

    broken = client.post("/api/v1/bookings", data="{", content_type="application/json", headers=header)
    other = client.post("/api/v1/bookings", data="a=1", headers=header)
    null = client.post("/api/v1/bookings", data="null", content_type="application/json", headers=header)

    assert [answer.status_code for answer in (broken, other, null)] == [400, 415, 422]
    assert {answer.content_type for answer in (broken, other, null)} == {PROBLEM}


def test_without_a_token_nothing_but_401(client, world):
    for answer in (
        client.get("/api/v1/bookings"),
        client.post("/api/v1/bookings", json={}),
        client.get("/api/v1/bookings/FY-2222-22"),
        client.get("/api/v1/bookings", headers={"Authorization": "Bearer nonsense"}),
        client.get("/api/v1/bookings", headers={"Authorization": "Basic YTpi"}),
        client.get("/api/v1/centres/x/ledger"),
    ):
        assert answer.status_code == 401
        assert answer.content_type == PROBLEM
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_who_acts_for_no_school_can_not_book(client, world, bearer):
    answer = client.post("/api/v1/bookings", json={}, headers=bearer(world.staff) | {"Idempotency-Key": "k"})

    assert answer.status_code == 403


def test_a_school_sees_its_own_bookings_only(client, world, bearer, post_booking):
    reference = post_booking().json["reference"]
    with write_transaction(db.session):
        _school, stranger = add_school(db.session, "De Beuk")
        _centre, other_staff = add_centre(db.session, "De Beurs")

    for person, status, listed in (
        (world.teacher, 200, [reference]),
        (world.staff, 200, [reference]),
        (stranger, 404, []),
        (other_staff, 404, []),
    ):
        header = bearer(person)
        assert client.get(f"/api/v1/bookings/{reference}", headers=header).status_code == status
        items = client.get("/api/v1/bookings", headers=header).json["items"]
        assert [item["reference"] for item in items] == listed
        if status == 404:
            answer = client.post(f"/api/v1/bookings/{reference}/cancel", headers=header)
            assert (answer.status_code, answer.content_type) == (404, PROBLEM)


def test_the_list_is_paged(client, world, bearer, post_booking):
    references = [post_booking(f"key-{number}", groups=[a_class(pupils=5)]).json["reference"] for number in range(3)]
    header = bearer(world.teacher)

    first = client.get("/api/v1/bookings?limit=2", headers=header).json["items"]
    rest = client.get("/api/v1/bookings?limit=2&start=2", headers=header).json["items"]

    assert [item["reference"] for item in first + rest] == references[::-1]


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "start=-1", "limit=١"])
def test_a_wrong_page_is_named(client, world, bearer, query):
    answer = client.get(f"/api/v1/bookings?{query}", headers=bearer(world.teacher))

    assert answer.status_code == 422
    assert fields_of(answer) == [query.partition("=")[0]]


def test_cancelling_answers_with_the_booking_and_once_only(client, world, bearer, post_booking):
    reference = post_booking().json["reference"]
    header = bearer(world.teacher)

    answer = client.post(f"/api/v1/bookings/{reference}/cancel", json={"reason": "Griep"}, headers=header)
    again = client.post(f"/api/v1/bookings/{reference}/cancel", headers=header)

    assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    assert answer.json["cancelled_at"]
    assert (again.status_code, again.json["code"]) == (409, "already_cancelled")
    assert verify(db.session) == []


def test_a_closed_performance_is_409(post_booking, world):
    with write_transaction(db.session):
        db.session.execute(update(Performance).values(closes_at=LONG_AGO))

    answer = post_booking()

    assert (answer.status_code, answer.json["code"]) == (409, "booking_closed")
    assert answer.json["closes_at"].startswith("2020-01-01T")


def test_above_the_limit_of_a_school_is_409(post_booking):
    with write_transaction(db.session):
        db.session.execute(update(Offer).values(max_seats_per_school=20))

    answer = post_booking()

    assert (answer.status_code, answer.json["code"], answer.json["limit"]) == (409, "school_limit", 20)


def test_the_ledger_of_a_centre_is_paged_by_cursor(client, world, bearer, post_booking):
    references = [post_booking(f"key-{number}", groups=[a_class(pupils=5)]).json["reference"] for number in range(3)]
    header = bearer(world.staff)
    slug = client.get(f"/api/v1/bookings/{references[0]}", headers=header).json["centre"]["slug"]

    first = client.get(f"/api/v1/centres/{slug}/ledger?limit=2", headers=header).json
    rest = client.get(f"/api/v1/centres/{slug}/ledger?limit=2&cursor={first['next_cursor']}", headers=header).json

    assert [row["reference"] for row in first["items"] + rest["items"]] == references
    assert rest["next_cursor"] is None
    assert first["items"][0]["seats"] == 5
    assert first["items"][0]["school"] == "Basisschool De Zilverberk"


def test_the_ledger_is_closed_to_schools_and_to_other_centres(client, world, bearer, post_booking):
    reference = post_booking().json["reference"]
    slug = client.get(f"/api/v1/bookings/{reference}", headers=bearer(world.staff)).json["centre"]["slug"]
    with write_transaction(db.session):
        _centre, other_staff = add_centre(db.session, "De Beurs")
        admin = add_user(db.session, "Beheer", Role.ADMIN)

    statuses = [
        client.get(f"/api/v1/centres/{slug}/ledger", headers=bearer(person)).status_code
        for person in (world.teacher, other_staff, admin)
    ]

    assert statuses == [404, 404, 200]
    assert client.get("/api/v1/centres/none/ledger", headers=bearer(admin)).status_code == 404


def test_what_is_not_there_is_a_problem_document(client, world):
    for method, path, status in (
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/bookings", 405),
        ("GET", "/api/v1/bookings/FY-2222-22/nothing", 404),
    ):
        answer = client.open(path, method=method)
        assert answer.status_code == status
        assert answer.content_type == PROBLEM
        assert answer.json["status"] == status
        assert answer.json["code"]


def test_a_cookie_is_no_token(client, world):
    with client.session_transaction() as cookies:
        cookies["_user_id"] = f"{world.teacher.id}:stamp"

    assert client.get("/api/v1/bookings").status_code == 401


def test_a_booking_over_the_api_costs_few_statements(post_booking, queries):
    # The first one also tells the journal what this school, house and show are.
    plain = [a_class()]
    assert post_booking(groups=plain).status_code == 201

    with queries() as sent:
        assert post_booking("key-2", groups=plain).status_code == 201

    # One for the person of the token, seven for the booking, one to tell it; the journal knows it all. BEGINs beside.
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) == 9


def test_two_worlds_do_not_meet(client, bearer, world):
    """The same key in another school is another booking."""
    other = make_world(db.session, capacity=30)
    request = a_request(other)
    answer = client.post(
        "/api/v1/bookings",
        json={"performance_id": other.performance_id, "groups": [a_class(pupils=request.seats)]},
        headers=bearer(other.teacher) | {"Idempotency-Key": "key-1"},
    )

    assert answer.status_code == 201
