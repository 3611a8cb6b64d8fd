import pytest

from portal.bookings.service import book_seats, cancel_booking
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.visits.service import keep_run
from tests.portal.booking_world import a_group, a_request, make_world
from tests.portal.visits.test_runs import a_report
from tests.portal.words import typed


@pytest.fixture
def world(app):
    return make_world(db.session)


@pytest.fixture
def booking(world):
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world, a_group("4A", 24, 2), a_group("4B", 22, 1)), now=utc_now())


def test_everything_about_a_visit_is_open_to_who_has_the_code(client, booking):
    answer = client.get(f"/bezoek/{booking.visit_code}")

    assert answer.status_code == 200
    for fact in (
        "De vuurtoren die niet wou slapen",
        "donderdag 14 januari 2027",
        "10.30 uur",
        "Kom om <strong>10.15 uur</strong>",
        "Cultuurhuis De Lantaarn, Grote zaal",
        "Warandestraat 42, 2300 Turnhout",
        "De bus stopt voor de deur.",
        "4A: 24 leerlingen, 2 begeleiders",
        "Speel het spel op het bord.",
        "Praat na in een kring.",
        f"foyer game --code {booking.visit_code} --portal http://127.0.0.1:8000",
        f"/api/v1/visits/{booking.visit_code}/pack",
    ):
        assert fact in typed(answer.text), fact


def test_the_page_tells_nothing_about_who_booked_or_paid(client, booking, world):
    text = client.get(f"/bezoek/{booking.visit_code}").text

    for secret in (booking.reference, world.teacher.name, world.teacher.email, "345"):
        assert secret not in text


def test_a_code_is_read_as_people_type_it(client, booking):
    code = booking.visit_code

    assert client.get(f"/bezoek/{code[:4].lower()} {code[4:]}").status_code == 200
    found = client.get("/bezoek", query_string={"code": f" {code[:4].lower()}-{code[4:]}"})
    assert (found.status_code, found.headers["Location"]) == (303, f"/bezoek/{code}")


def test_what_can_be_no_code_is_told_beside_the_field(client, booking):
    answer = client.get("/bezoek?code=klas4a")

    assert answer.status_code == 422
    assert 'value="klas4a"' in answer.text
    assert "acht letters en cijfers" in answer.text


@pytest.mark.parametrize("path", ["/bezoek/2222CCCC", "/bezoek/2222CCCC/qr.svg", "/bezoek/x"])
def test_an_unknown_code_is_not_there(client, booking, path):
    assert client.get(path).status_code == 404


def test_the_code_of_a_cancelled_booking_opens_nothing(client, booking, world):
    with write_transaction(db.session):
        cancel_booking(db.session, booking.reference, actor=world.teacher, now=utc_now())

    assert client.get(f"/bezoek/{booking.visit_code}").status_code == 404


def test_the_qr_code_is_a_picture_of_our_own(client, booking):
    answer = client.get(f"/bezoek/{booking.visit_code}/qr.svg")

    assert answer.content_type.startswith("image/svg+xml")
    assert b"<svg" in answer.data
    assert b"style=" not in answer.data
    assert b"class=" not in answer.data


def test_what_the_class_played_is_shown_in_sums(client, booking):
    assert "Zo ging het spel" not in client.get(f"/bezoek/{booking.visit_code}").text
    with write_transaction(db.session):
        keep_run(db.session, booking.id, a_report(), now=utc_now())

    text = client.get(f"/bezoek/{booking.visit_code}").text

    assert "Zo ging het spel" in text
    assert "1 van 2 scènes gespeeld" in text
    assert "Hierover kan je nog even praten" in text
    assert text.index("vestiaire</span>") < text.index("coulissen</span>")


def test_a_visit_costs_few_statements(client, booking, queries):
    with queries() as sent:
        client.get(f"/bezoek/{booking.visit_code}")

    # The visit with its groups, the pack (stored or named), the runs.
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 6
