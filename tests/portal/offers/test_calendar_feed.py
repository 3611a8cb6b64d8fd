"""`/kalender.ics`: a search in somebody's own calendar program."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from portal.accounts.models import School
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.calendar.feed import EVENTS_MAX, calendar_of, feed_entries
from portal.offers.filter import OfferFilter
from portal.offers.models import OfferState, PerformanceState
from portal.places.service import load_municipalities
from tests.portal.offers.region import GENT, NOW, THURSDAY, TURNHOUT, add_centre, add_offer, add_performance

SUMMER = datetime(2031, 6, 12, 8, 30, tzinfo=UTC)
WINTER = datetime(2031, 1, 16, 9, 30, tzinfo=UTC)
"""Both 10.30 uur in Flanders."""


@pytest.fixture
def house(app):
    with write_transaction(db.session):
        load_municipalities(db.session)
    return db.session


def events(data: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_a_search_is_a_feed_that_calendar_programs_read(client, house):
    with write_transaction(house):
        offer = add_offer(
            house, add_centre(house), at=(WINTER, SUMMER), title="Walvis, of: het ijs " + "en meer " * 8
        )
        add_offer(house, add_centre(house, GENT), at=(WINTER,))

    response = client.get("/kalender.ics?place=Turnhout&distance=10")

    assert response.mimetype == "text/calendar"
    # Lines are folded at 75 bytes and end as the standard says.
    assert max(len(line) for line in response.data.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(response.data)
    assert calendar["X-WR-CALNAME"] == "Aanbod: 10 km rond Turnhout"
    first, second = events(response.data)
    assert first["UID"] != second["UID"]
    assert first["SUMMARY"] == offer.title
    assert first["LOCATION"] == "Cultuurhuis De Lantaarn, Warandestraat 42, 2300 Turnhout"
    assert first["URL"].endswith(f"/aanbod/{offer.slug}")
    assert [(one.start.hour, one.start.utcoffset()) for one in (first, second)] == [
        (10, timedelta(hours=1)),
        (10, timedelta(hours=2)),
    ]
    assert {"DTSTAMP", "LAST-MODIFIED", "STATUS", "DTEND"} <= set(first)
    assert b"TZID:Europe/Brussels" in response.data


def test_the_same_answer_has_the_same_tag_and_is_not_sent_twice(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(WINTER,))
    tag = client.get("/kalender.ics").headers["ETag"]

    assert client.get("/kalender.ics", headers={"If-None-Match": tag}).status_code == 304
    with write_transaction(house):
        add_performance(house, offer, SUMMER)
    assert client.get("/kalender.ics", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_cancelled_says_so_under_the_same_name(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(WINTER,))
        performance = add_performance(house, offer, SUMMER)
    before = [event["UID"] for event in events(client.get("/kalender.ics").data)]

    with write_transaction(house):
        house.merge(performance).state = PerformanceState.CANCELLED
    after = events(client.get("/kalender.ics").data)

    assert [event["UID"] for event in after] == before
    assert [event["STATUS"] for event in after] == ["CONFIRMED", "CANCELLED"]
    assert [event["SEQUENCE"] for event in after] == [0, 1]
    assert "gaat niet door" in after[1]["DESCRIPTION"]


def test_a_feed_keeps_what_is_just_over_and_tells_nothing_that_is_not_for_all(house):
    with write_transaction(house):
        offer = add_offer(house, at=(NOW - timedelta(days=2), NOW - timedelta(days=60), THURSDAY))
        add_offer(house, state=OfferState.DRAFT)
        add_offer(house, at=(), by_agreement=True)
        school = add_school(house)
        add_performance(house, offer, THURSDAY + timedelta(days=1), agreed_with=school)

    assert [entry.starts_at for entry in feed_entries(house, OfferFilter(), NOW)] == [
        NOW - timedelta(days=2),
        THURSDAY,
    ]


def add_school(session) -> int:
    school = School(slug="de-zilverberk", name="De Zilverberk", nis=TURNHOUT)
    session.add(school)
    session.flush()
    return school.id


def test_a_feed_without_end_says_how_to_ask_for_less(house):
    with write_transaction(house):
        add_offer(house)
    one = feed_entries(house, OfferFilter(), NOW)

    data = calendar_of(one * (EVENTS_MAX + 1), "Aanbod", base_url="https://foyer.example", domain="foyer.example")

    assert len(events(data)) == EVENTS_MAX
    assert "Enkel de eerste 1000 momenten" in str(icalendar.Calendar.from_ical(data)["X-WR-CALDESC"])


def test_a_calendar_program_gets_a_refusal_and_no_other_answer_than_it_asked_for(client, house):
    response = client.get("/kalender.ics?place=Nergenshuizen&levels=lager-2")

    assert response.status_code == 422
    assert "place: “Nergenshuizen”" in response.text
