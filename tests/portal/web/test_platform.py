"""`/beheer`: what the admin sees, and that it costs little."""

import re

import pytest
from sqlalchemy import text, update

from portal.accounts.models import Role
from portal.bookings.service import book_seats
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.migrations.state import newest
from portal.offers.models import Performance
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, a_group, a_request, add_user, make_world
from tests.portal.desks import browser_of, statements


@pytest.fixture
def world(app):
    world = make_world(db.session)
    with write_transaction(db.session) as session:
        session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        session.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest()})
        book_seats(session, a_request(world, a_group("4A", 24, 2), a_group("4B", 22, 1)), now=MONDAY)
    return world


@pytest.fixture
def admin(app, world):
    with write_transaction(db.session) as session:
        somebody = add_user(session, "Beheer", Role.ADMIN)
    return browser_of(app, somebody)


def tally(page: str) -> dict[str, int]:
    found = re.findall(r"<li><strong>([\d.]+)</strong> ([^<]+?)\s*(?:<span|</li>)", page)
    return {what: int(number.replace(".", "")) for number, what in found}


def test_the_counts_of_the_platform_stand_on_one_page(admin):
    counts = tally(admin.get("/beheer").text)

    assert counts["centrum"] == 1
    assert counts["school"] == 1
    assert counts["accounts"] == 3
    assert counts["activiteit online"] == 1
    assert counts["boeking"] == 1
    assert counts["geboekte klassen"] == 2
    assert counts["geboekte leerlingen"] == 46
    assert counts["staat klaar om te vertrekken"] == 1


def test_a_sound_platform_says_so(admin):
    page = admin.get("/beheer").text

    assert "Het logboek klopt." in page
    assert f"schema {newest()}" in page


def test_a_seat_that_is_not_in_the_ledger_is_told_at_once(admin, world):
    with write_transaction(db.session) as session:
        session.execute(update(Performance).where(Performance.id == world.performance_id).values(seats_taken=50))

    page = admin.get("/beheer").text

    assert "zeggen niet hetzelfde" in page
    assert f"Voorstelling {world.performance_id}: 50 plaatsen bezet, 49 in het logboek" in page


def test_an_older_schema_is_told_with_what_to_do(admin):
    with write_transaction(db.session) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    page = admin.get("/beheer").text

    assert "De databank loopt achter" in page
    assert "foyer portal migrate" in page


def test_mail_that_never_left_is_told(admin):
    with write_transaction(db.session) as session:
        session.execute(update(Message).values(gave_up_at=utc_now(), attempts=14))

    page = admin.get("/beheer").text

    assert "1 mail is" in page
    assert tally(page)["niet vertrokken"] == 1


def test_the_page_changes_nothing_and_tells_no_names(admin, world):
    page = admin.get("/beheer").text

    assert "<form" not in page.partition('id="main"')[2]
    assert world.teacher.email not in page
    assert admin.post("/beheer").status_code == 405


def test_the_page_costs_few_statements(admin, queries):
    with queries() as sent:
        admin.get("/beheer")

    # The person, the counts, the schema (is there a table, what does it say), seats and money.
    assert len(statements(sent)) <= 6
