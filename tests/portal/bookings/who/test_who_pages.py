"""The screen of who booked and who paid, as its people open it."""

import io
import re

import pytest
from openpyxl import load_workbook

from portal.bookings.models import LedgerKind
from portal.bookings.service import book_seats
from portal.bookings.steps import Step, take_step
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.booking_world import MONDAY, a_request, make_world
from tests.portal.desks import browser_of, statements


@pytest.fixture
def world(app):
    return make_world(db.session, capacity=10_000)


@pytest.fixture
def staff(app, world):
    return browser_of(app, world.staff)


def book(world, number, **values):
    with write_transaction(db.session):
        return [
            book_seats(db.session, a_request(world, seats=10, **values), now=MONDAY).booking for _ in range(number)
        ]


def test_a_booking_that_was_paid_shows_its_amounts_and_leads_to_it(staff, world):
    [booking] = book(world, 1)
    with write_transaction(db.session):
        take_step(db.session, booking, Step(LedgerKind.PAID, paid_cents=5_000), world.staff, now=MONDAY)

    page = staff.get("/centrum/boekingen?geld=open").text.replace("\u00a0", " ")

    for part in ("€ 75,00", "€ 50,00", "€ 25,00", "An Peeters", "door Bert Claes"):
        assert part in page
    assert f'href="/boekingen/{booking.reference}"' in page
    assert booking.reference not in staff.get("/centrum/boekingen?geld=betaald").text
    assert 'name="moment"' in staff.get(f"/centrum/boekingen?aanbod={world.offer_id}").text


def test_what_is_asked_stays_through_pages_order_and_downloads(staff, world, queries):
    book(world, 120)
    with queries() as sent:
        first = staff.get("/centrum/boekingen?zoek=zilverberk&sorteer=plaatsen").text

    # Who is signed in, the page, its sums, and two for what can be chosen.
    assert len(statements(sent)) == 5
    assert "Pagina 1 van 3" in first
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert following == "/centrum/boekingen?zoek=zilverberk&sorteer=plaatsen&pagina=2"
    assert "Pagina 2 van 3" in staff.get(following).text
    assert 'href="/centrum/boekingen.xlsx?zoek=zilverberk&amp;sorteer=plaatsen"' in first
    # A page that is past the end, after somebody narrowed the list.
    assert staff.get("/centrum/boekingen?pagina=99").location == "/centrum/boekingen?pagina=3"

    answer = staff.get("/centrum/boekingen.xlsx?zoek=zilverberk")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet.max_row == 122
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="boekingen-')


def test_nothing_found_says_so_and_nothing_booked_too(staff, world):
    assert "Nog geen boekingen" in staff.get("/centrum/boekingen").text
    book(world, 1)

    assert "Niets gevonden" in staff.get("/centrum/boekingen?zoek=nergens").text
