from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import update

from portal.bookings.service import book_seats, cancel_booking
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Performance
from portal.visits.service import keep_run
from tests.portal.booking_world import a_group, a_request, add_school, make_world
from tests.portal.desks import browser_of
from tests.portal.visits.test_runs import a_report, probe
from tests.portal.words import typed


@pytest.fixture
def world(app):
    return make_world(db.session)


@pytest.fixture
def booking(world):
    with write_transaction(db.session):
        return book_seats(
            db.session, a_request(world, a_group("4A", 24, 2), a_group("4B", 22, 1)), now=utc_now()
        ).booking


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


MEASURED = [
    probe("stilte", "before", 11),
    probe("stilte", "after", 19),
    probe("orkestbak", "before", 6, control=True),
    probe("orkestbak", "after", 7, control=True),
]


def play(booking, **values):
    with write_transaction(db.session):
        keep_run(db.session, booking.id, a_report(**values), now=utc_now())


def test_what_the_class_knew_is_shown_with_its_margin(client, booking):
    play(booking, probes=MEASURED)

    page = typed(client.get(f"/bezoek/{booking.visit_code}").text)

    assert "vooraf <strong>50 %</strong> van de antwoorden juist, erna <strong>86 %</strong>" in page
    assert "een woord dat niet in het spel zit, ging het van 27 % naar 32 %" in page
    assert "22 leerlingen: reken op 19 punten meer of minder." in page


def test_the_picture_and_the_table_say_the_same(client, booking):
    play(booking, probes=MEASURED)

    tree = html.fromstring(client.get(f"/bezoek/{booking.visit_code}").text)

    drawn = [
        (row.find_class("measure__word")[0].text.strip(), row.find_class("measure__dot")[0].get("cx"))
        for row in tree.find_class("measure__row")
    ]
    cells = [
        (row.findtext("th").strip(), row.findtext("td/strong"))
        for row in tree.xpath("//table[contains(@class, 'measure__table')]/tbody/tr")
    ]
    assert drawn == [("stilte", "50%"), ("orkestbak", "27%")]
    assert [(word, typed(share).replace(" ", "")) for word, share in cells] == drawn


def test_the_round_after_the_visit_is_shown_as_such(client, booking):
    play(booking, round="after_visit", probes=[probe("stilte", "after", 17)], scenes=[], concepts=[])

    page = client.get(f"/bezoek/{booking.visit_code}").text

    assert "Na de voorstelling</span>" in page
    assert "Wat bleef hangen" in page
    assert "Voor het spel" not in page


def test_after_the_performance_the_page_asks_for_the_round_after_it(client, booking):
    assert "Speel het spel op het bord" in client.get(f"/bezoek/{booking.visit_code}").text
    past = utc_now() - timedelta(days=1)
    with write_transaction(db.session) as session:
        session.execute(update(Performance).values(starts_at=past, ends_at=past + timedelta(hours=1)))

    assert "Speel de ronde na de voorstelling" in client.get(f"/bezoek/{booking.visit_code}").text


def test_the_teacher_reads_the_same_with_the_booking(app, booking, world):
    play(booking, probes=MEASURED)

    page = typed(browser_of(app, world.teacher).get(f"/boekingen/{booking.reference}").text)

    assert "22 leerlingen: reken op 19 punten meer of minder." in page


def test_another_house_that_is_signed_in_reads_nothing_of_one_class(app, booking, world):
    play(booking, probes=MEASURED)
    with write_transaction(db.session) as session:
        _school, other = add_school(session, "De Beuk")

    for somebody in (world.staff, other):
        assert "Zo ging het spel" not in browser_of(app, somebody).get(f"/bezoek/{booking.visit_code}").text


def test_a_centre_gets_no_code_of_a_class(app, booking, world):
    staff = browser_of(app, world.staff)

    for path in (f"/boekingen/{booking.reference}", f"/boekingen/{booking.reference}.ics", "/centrum/boekingen"):
        answer = staff.get(path)
        assert answer.status_code == 200
        assert booking.visit_code not in answer.text.replace(" ", "")
