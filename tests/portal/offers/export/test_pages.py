"""What programs and search engines get: offers as data, and which pages there are."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.export import sitemap
from portal.offers.models import OfferMode, OfferState
from portal.places.service import load_municipalities
from tests.portal.booking_world import add_school
from tests.portal.offers.region import add_offer, add_performance

SOON = utc_now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=30)
NAMESPACE = {"s": sitemap.NAMESPACE}


@pytest.fixture
def house(app: Flask) -> Session:
    with write_transaction(db.session):
        load_municipalities(db.session)
    session: Session = db.session
    return session


def test_an_offer_is_an_event_with_the_places_that_are_left(client: FlaskClient, house: Session) -> None:
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), capacity=40, taken=12, company="Kartonnen Maan")

    answer = client.get(f"/aanbod/{offer.slug}.jsonld")
    event = answer.json

    assert answer.mimetype == "application/ld+json"
    assert event["subEvent"][0]["bookingAvailability"] == {
        "type": "Available",
        "capacity": 40,
        "remainingCapacity": 28,
    }
    assert (event["calendarType"], event["workflowStatus"]) == ("single", "APPROVED")
    assert event["labels"][-1] == "cultuurkuur_2de-graad"
    assert "Set-Cookie" not in answer.headers
    assert client.get("/aanbod/nergens.jsonld").status_code == 404


def test_a_date_that_was_agreed_with_one_school_is_nobody_elses_business(client: FlaskClient, house: Session) -> None:
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,))
        agreed = add_performance(house, offer, SOON + timedelta(days=1))
        agreed.agreed_with_id = add_school(house)[0].id

    assert len(client.get(f"/aanbod/{offer.slug}.jsonld").json["subEvent"]) == 1


def test_a_search_is_a_page_of_events_with_the_same_filters(client: FlaskClient, house: Session) -> None:
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), title="De lamp")
        add_offer(house, at=(SOON,), title="De zee")
        add_offer(house, at=(SOON,), title="De lamp in het geheim", state=OfferState.DRAFT)

    found = client.get("/aanbod.jsonld?text=lamp").json
    refused = client.get("/aanbod.jsonld?minAge=veel")
    (link,) = etree.HTML(client.get('/aanbod?text=lamp&limit="3').text).xpath("//link[@rel='alternate']/@href")

    assert (found["@type"], found["totalItems"]) == ("PagedCollection", 1)
    assert [one["@id"] for one in found["member"]] == [f"http://127.0.0.1:8000/aanbod/{offer.slug}"]
    assert link == '/aanbod.jsonld?text=lamp&limit="3'
    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (422, "minAge")


def test_the_page_of_an_offer_tells_search_engines_what_it_is(client: FlaskClient, house: Session) -> None:
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), capacity=40, taken=12, title="</script> & meer")

    tree = etree.HTML(client.get(f"/aanbod/{offer.slug}").text)

    (block,) = tree.xpath("//script[@type='application/ld+json']")
    event = json.loads(block.text)
    assert (event["@type"], event["name"]) == (["EducationEvent", "TheaterEvent"], "</script> & meer")
    assert event["subEvent"][0]["remainingAttendeeCapacity"] == 28
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"http://127.0.0.1:8000/aanbod/{offer.slug}"]
    assert tree.xpath("//meta[@property='og:title']/@content") == ["</script> & meer"]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [(OfferMode.ON_SITE, "Cultuurhuis De Lantaarn"), (OfferMode.AT_SCHOOL, "Op school"), (OfferMode.STREAMED, None)],
)
def test_search_engines_learn_where_it_happens(
    client: FlaskClient, house: Session, mode: OfferMode, kind: str | None
) -> None:
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), mode=mode)

    tree = etree.HTML(client.get(f"/aanbod/{offer.slug}").text)
    event = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)

    assert event["location"] == event["subEvent"][0]["location"]
    assert event["location"].get("name") == kind
    assert (event["location"]["@type"] == "VirtualLocation") is (kind is None)


def test_the_sitemap_names_what_is_published_and_when_it_changed(client: FlaskClient, house: Session) -> None:
    with write_transaction(house):
        offer = add_offer(house)
        add_offer(house, state=OfferState.DRAFT)
        add_offer(house, state=OfferState.WITHDRAWN)

    tree = etree.fromstring(client.get("/sitemap.xml").data)

    assert tree.xpath("//s:loc/text()", namespaces=NAMESPACE)[3:] == [f"http://127.0.0.1:8000/aanbod/{offer.slug}"]
    assert tree.xpath("//s:lastmod/text()", namespaces=NAMESPACE) == ["2026-11-23"]


def test_a_large_sitemap_is_a_list_of_files(
    client: FlaskClient, house: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "OFFERS_MAX", 2)
    with write_transaction(house):
        offers = [add_offer(house) for _ in range(3)]

    index = etree.fromstring(client.get("/sitemap.xml").data)
    files = index.xpath("//s:loc/text()", namespaces=NAMESPACE)
    found = [path for file in files for path in _paths(client, file)]

    assert (etree.QName(index).localname, len(files)) == ("sitemapindex", 2)
    assert found[3:] == [f"/aanbod/{offer.slug}" for offer in offers]
    assert client.get("/sitemap-2.xml").status_code == 404


def _paths(client: FlaskClient, file: str) -> list[str]:
    tree = etree.fromstring(client.get(file.removeprefix("http://127.0.0.1:8000")).data)
    return [loc.removeprefix("http://127.0.0.1:8000") for loc in tree.xpath("//s:loc/text()", namespaces=NAMESPACE)]


def test_search_engines_stay_out_of_what_is_somebodys_own(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    assert {"Disallow: /boekingen", "Disallow: /bezoek", "Disallow: /klas"} <= set(lines)
    assert not any("/aanbod".startswith(line.removeprefix("Disallow: ")) for line in lines if "Disallow" in line)
    assert lines[-1] == "Sitemap: http://127.0.0.1:8000/sitemap.xml"
