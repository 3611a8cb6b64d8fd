"""Offers and performances over the API."""

from datetime import datetime, timedelta

import pytest

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import OfferState
from portal.places.service import load_municipalities
from tests.portal.offers.region import GENT, TURNHOUT, add_centre, add_offer, add_performance

SOON = utc_now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=30)


@pytest.fixture
def house(app):
    with write_transaction(db.session):
        load_municipalities(db.session)
    return db.session


def test_offers_come_with_total_and_facets(client, house):
    with write_transaction(house):
        offer = add_offer(house, add_centre(house, TURNHOUT), at=(SOON,), company="Kartonnen Maan")
        add_offer(house, add_centre(house, GENT), at=(SOON,))
        add_offer(house, at=(SOON,), state=OfferState.DRAFT)

    found = client.get("/api/v1/offers?regions=nis-13040&limit=1").json

    assert (found["total"], found["start"], found["limit"]) == (1, 0, 1)
    assert [(item["id"], item["slug"], item["title"]) for item in found["items"]] == [
        (offer.id, offer.slug, offer.title)
    ]
    assert found["items"][0]["company"] == "Kartonnen Maan"
    assert found["items"][0]["centre"]["municipality"] == "Turnhout"
    assert datetime.fromisoformat(found["items"][0]["performances"]["first_start"]) == SOON
    assert found["facets"]["regions"] == {
        "nis-13040": 1,
        "nis-44021": 1,
        "prv-antwerpen": 1,
        "prv-oost-vlaanderen": 1,
        "reg-kempen": 1,
        "reg-gent": 1,
    }


def test_only_the_counts_that_were_asked_for_are_answered(client, house):
    assert set(client.get("/api/v1/offers?facets[]=regions&facets[]=types").json["facets"]) == {"regions", "kinds"}
    assert client.get("/api/v1/offers?facets=none").json["facets"] == {}
    assert client.get("/api/v1/offers?facets=labels").status_code == 422
    assert len(client.get("/api/v1/offers?audienceType=education&isDuplicate=false").json["facets"]) == 10


def test_an_offer_in_agreement_tells_where_and_when_it_can_come(client, house):
    with write_transaction(house):
        add_offer(
            house,
            at=(),
            by_agreement=True,
            available_from=SOON.date(),
            works_in=("reg-kempen", "nis-11002"),
            languages=("fr",),
        )

    item = client.get("/api/v1/offers?regions=nis-13040").json["items"][0]

    assert (item["by_agreement"], item["available_from"], item["available_to"]) == (True, str(SOON.date()), None)
    assert item["working_region"] == ["nis-11002", "reg-kempen"]
    assert item["languages"] == ["fr"]
    page = client.get(f"/api/v1/offers/{item['id']}").json
    for name in ("by_agreement", "available_from", "available_to", "working_region", "languages"):
        assert page[name] == item[name]


def test_paging_past_the_end_is_empty(client, house):
    with write_transaction(house):
        add_offer(house, at=(SOON,))

    found = client.get("/api/v1/offers?start=10000&limit=5").json

    assert (found["total"], found["items"]) == (1, [])
    assert client.get("/api/v1/offers?start=10001").status_code == 422


def test_bad_parameters_are_refused_by_name(client, house):
    answer = client.get("/api/v1/offers?dateFrom=x&levls=lager-1&seats=0&place=Rijsel&distance=5")

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "bad_parameter"
    assert {error["parameter"] for error in answer.json["errors"]} == {"dateFrom", "levls", "seats", "place"}


@pytest.mark.parametrize("limit", ["501", "0", "-1", "veel"])
def test_a_limit_outside_its_range_is_refused(client, house, limit):
    assert client.get(f"/api/v1/offers?limit={limit}").status_code == 422
    assert client.get("/api/v1/offers?limit=500").status_code == 200


def test_an_offer_is_known_by_id_and_by_slug_and_lists_its_performances(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), capacity=40, taken=12)
        full = add_performance(house, offer, SOON + timedelta(days=1), capacity=5, taken=5)
        shut = add_performance(house, offer, SOON + timedelta(days=2), capacity=5, taken=5)
        shut.closes_at = utc_now() - timedelta(minutes=1)

    by_slug, by_id = client.get(f"/api/v1/offers/{offer.slug}").json, client.get(f"/api/v1/offers/{offer.id}").json

    assert by_slug == by_id
    first, second, third = by_slug["performances"]
    assert (first["capacity"], first["seats_left"], first["status"]) == (40, 28, "available")
    assert (second["id"], second["seats_left"], second["status"]) == (full.id, 0, "sold-out")
    assert (third["id"], third["seats_left"], third["status"]) == (shut.id, 0, "closed")
    assert datetime.fromisoformat(first["start"]).utcoffset() is not None


def test_a_performance_is_the_same_as_in_its_offer_and_names_it(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,))

    listed = client.get(f"/api/v1/offers/{offer.id}").json["performances"][0]
    alone = client.get(f"/api/v1/performances/{listed['id']}").json

    assert alone.pop("offer") == {"id": offer.id, "slug": offer.slug, "title": offer.title}
    assert alone == listed


def test_what_is_not_published_is_not_there(client, house):
    with write_transaction(house):
        draft = add_offer(house, at=())
        hidden = add_performance(house, draft, SOON)
        draft.state = OfferState.WITHDRAWN

    for path in (f"offers/{draft.id}", f"offers/{draft.slug}", "offers/nergens", "offers/%00"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "offer_unknown")
    for key in (hidden.id, 10**12):
        answer = client.get(f"/api/v1/performances/{key}")
        assert (answer.status_code, answer.json["code"]) == (404, "performance_unknown")
