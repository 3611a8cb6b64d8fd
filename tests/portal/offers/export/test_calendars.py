"""The calendar of a house, as other people's programs read it."""

from datetime import timedelta

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from portal.accounts.models import Centre
from portal.clock import local, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.history import Author, ChangeKind, note_down
from portal.offers.models import OfferState, PerformanceState
from portal.places.service import load_municipalities
from tests.portal.booking_world import add_school
from tests.portal.offers.region import add_centre, add_offer, add_performance

SOON = utc_now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=30)
LATER = SOON + timedelta(days=1)


@pytest.fixture
def house(app: Flask) -> Centre:
    with write_transaction(db.session):
        load_municipalities(db.session)
        return add_centre(db.session, name="Zaal, kelder; en café")


def test_two_programs_read_the_same_dates_from_it(client: FlaskClient, house: Centre) -> None:
    title = "Een titel, met; tekens\\ en een heel lange naam die over de rand van tweeënzeventig bytes gaat: café"
    with write_transaction(db.session):
        offer = add_offer(db.session, house, at=(SOON,), title=title[:90])
        add_performance(db.session, offer, LATER, state=PerformanceState.CANCELLED)
        add_performance(db.session, offer, LATER).agreed_with_id = add_school(db.session)[0].id
        add_offer(db.session, house, at=(SOON,), state=OfferState.DRAFT)
        add_offer(db.session, add_centre(db.session), at=(SOON,))

    answer = client.get(f"/centra/{house.slug}/kalender.ics")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    simple = vobject.readOne(answer.text).vevent_list

    assert answer.mimetype == "text/calendar"
    assert [event["SUMMARY"] for event in events] == [title[:90]] * 2
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CANCELLED"]
    starts = [event.decoded("DTSTART") for event in events]
    assert starts == [local(SOON), local(LATER)]
    assert [event.dtstart.value for event in simple] == starts
    assert {event.summary.value for event in simple} == {title[:90]}


def test_every_line_keeps_the_rules_of_the_format(client: FlaskClient, house: Centre) -> None:
    with write_transaction(db.session):
        add_offer(db.session, house, at=(SOON,), title="é" * 90, short="Zin.\nNog een zin, met komma; en meer. " * 4)

    data = client.get(f"/centra/{house.slug}/kalender.ics").data
    lines = data.split(b"\r\n")

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert {b"BEGIN:VTIMEZONE", b"METHOD:PUBLISH", b"VERSION:2.0"} <= set(lines)
    assert sum(line.startswith((b"DTSTAMP:", b"UID:", b"SEQUENCE:")) for line in lines) == 3


def test_a_change_keeps_its_entry_and_counts_up(client: FlaskClient, house: Centre) -> None:
    with write_transaction(db.session):
        offer = add_offer(db.session, house, at=(SOON,))
    path = f"/centra/{house.slug}/kalender.ics"
    (before,) = Calendar.from_ical(client.get(path).data).walk("VEVENT")

    with write_transaction(db.session):
        note_down(db.session, offer.id, ChangeKind.CHANGED, {}, author=Author(None), now=SOON)
    (after,) = Calendar.from_ical(client.get(path).data).walk("VEVENT")

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_a_program_that_asks_again_gets_it_only_when_it_changed(client: FlaskClient, house: Centre) -> None:
    with write_transaction(db.session):
        add_offer(db.session, house, at=(SOON,))
    path = f"/centra/{house.slug}/kalender.ics"

    first = client.get(path)

    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers.getlist("Set-Cookie") == []
    assert client.get("/centra/nergens/kalender.ics").status_code == 404
