"""The page of an offer: what a teacher asks of it, answered on top, and everything that a house can tell below."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.db import write_transaction
from portal.extensions import db
from portal.offers.details import details_of
from portal.offers.models import OfferPhoto, OfferQuestion, OfferState, OfferTariff, OfferTranslation
from portal.offers.queries import offer_page
from portal.places.queries import place_by_nis
from portal.places.service import load_municipalities
from tests.portal.offers.region import ANTWERPEN, GEEL, GENT, NOW, TURNHOUT, add_centre, add_offer, add_performance
from tests.portal.words import typed

SOON = datetime(2031, 1, 16, 9, 30, tzinfo=UTC)


@pytest.fixture
def house(app):
    with write_transaction(db.session):
        load_municipalities(db.session)
    return db.session


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.text)


def answers(tree: html.HtmlElement) -> dict[str, str]:
    """The summary on top: question and answer."""
    return {
        item.find(".//h3").text_content(): typed(
            " ".join(" ".join(line.text_content() for line in item.findall(".//p")).split())
        )
        for item in tree.find_class("brief__item")
    }


def test_the_questions_of_a_teacher_are_answered_on_top(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), capacity=60, taken=40, pupils_per_free_companion=12)
        add_performance(house, offer, SOON + timedelta(days=1), capacity=60)

    asked = answers(page(client, f"/aanbod/{offer.slug}?leerlingen=25&begeleiders=4"))

    assert asked == {
        "Voor wie?": "2e graad lager 8 tot 10 jaar, 60 min",
        "Wanneer?": "do 16 januari, 10.30 uur en nog 1 andere datum",
        "Plaatsen?": "nog 20 van 60 op een andere datum 60",
        "Voor mijn klas?": "€ 182 samen 25 leerlingen en 4 begeleiders",
        "Hoe komen we er?": "Turnhout 15 minuten vroeger aankomen",
        "Vooraf en achteraf?": "spel op het bord en samen een boek lezen",
    }


def test_an_offer_that_travels_says_where_to_and_whether_it_comes_to_this_school(client, house):
    with write_transaction(house):
        offer = add_offer(
            house,
            add_centre(house, ANTWERPEN),
            at=(),
            works_in=("reg-kempen", f"nis-{GENT}"),
            languages=("fr", "nl"),
            by_agreement=True,
            available_from=date(2031, 1, 10),
            available_to=date(2031, 6, 20),
        )
    shown = offer_page(house, offer.slug, NOW)

    tree = page(client, f"/aanbod/{offer.slug}")

    assert answers(tree)["Wanneer?"] == "in overleg van vr 10 januari tot vr 20 juni 2031"
    assert answers(tree)["Hoe komen we er?"] == "bij jou op school in Gent en Kempen"
    assert "In het Frans en Nederlands." in tree.text_content()
    assert (
        tree.find_class("map--small")[0].get("aria-label")
        == "Kaart van Vlaanderen en Brussel met de werkstreek: Gent en Kempen"
    )
    for nis, comes in ((TURNHOUT, True), (GENT, True), (ANTWERPEN, False)):
        assert details_of(house, shown, NOW, place_by_nis(house, nis)).region.comes_home is comes


def test_what_a_house_tells_more_stands_on_the_page(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), description="Een doos.\n\nEn een lamp.", picture="oud.svg")
        house.add_all(
            [
                OfferPhoto(
                    offer_id=offer.id, position=2, file="b.svg", width=900, height=600, alt="Achter", credit=""
                ),
                OfferPhoto(
                    offer_id=offer.id, position=1, file="a.svg", width=1600, height=900, alt="Voor", credit="Mo"
                ),
                OfferTariff(offer_id=offer.id, name="Kansentarief", price_cents=150),
                OfferQuestion(offer_id=offer.id, position=1, question="Is er een map?", answer="Ja."),
                OfferTranslation(offer_id=offer.id, language="en", title="The box", description="A lamp."),
            ]
        )

    tree = page(client, f"/aanbod/{offer.slug}")

    pictures = tree.xpath("//*[contains(@class, 'gallery')]//img")
    assert [(one.get("alt"), one.get("width"), one.get("loading")) for one in pictures] == [
        ("Voor", "1600", None),
        ("Achter", "900", "lazy"),
    ]
    said = typed(" ".join(tree.text_content().split()))
    for one in ("Beeld: Mo", "Kansentarief", "€ 1,50", "Is er een map?", "The box"):
        assert one in said
    assert [p.text_content() for p in tree.xpath("//div[@class='play__text']//div[@class='prose'][1]/p")][:2] == [
        "Een doos.",
        "En een lamp.",
    ]
    assert tree.xpath("//details[@lang='en']/summary")[0].text_content() == "The box"


def test_the_same_show_elsewhere_comes_nearest_first_and_only_where_a_class_can_go(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), company="Kartonnen Maan")
        made = {"production_id": offer.production_id}
        for nis, at in ((GENT, (SOON,)), (GEEL, (SOON, SOON + timedelta(days=1)))):
            add_offer(house, add_centre(house, nis), at=at, **made)
        add_offer(house, add_centre(house, ANTWERPEN), at=(), by_agreement=True, **made)
        add_offer(house, add_centre(house, GENT), at=(NOW - timedelta(days=400),), **made)
        add_offer(house, at=(SOON,), state=OfferState.DRAFT, **made)

    found = page(client, f"/aanbod/{offer.slug}").find_class("elsewhere")[0]

    assert [item.find(".//strong").text_content() for item in found] == ["Geel", "Antwerpen", "Gent"]
    assert "vanaf do 16 januari" in found[0].text_content()
    assert "datum in overleg" in found[1].text_content()


def test_dates_are_proposed_where_the_portal_can_and_asked_by_telephone_where_it_cannot(app, client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(), by_agreement=True)
    address = f"/aanbod/{offer.slug}/datums"

    links = page(client, f"/aanbod/{offer.slug}").xpath("//main//a/@href")

    assert (address in links) is ("proposals.propose" in app.view_functions)


def test_the_page_of_an_offer_costs_the_same_few_statements_however_much_it_tells(client, house, queries):
    with write_transaction(house):
        bare = add_offer(house, at=(SOON,))
        rich = add_offer(house, at=tuple(SOON + timedelta(days=day) for day in range(20)), company="Kartonnen Maan")
        house.add_all(OfferTariff(offer_id=rich.id, name=f"Tarief {n}", price_cents=n) for n in range(9))
        for nis in (GENT, GEEL, ANTWERPEN):
            add_offer(house, add_centre(house, nis), at=(SOON,), production_id=rich.production_id)
    page(client, f"/aanbod/{bare.slug}")

    with queries() as plain:
        page(client, f"/aanbod/{bare.slug}")
    with queries() as much:
        page(client, f"/aanbod/{rich.slug}")

    # The other houses of the show, and where this one lies to measure from.
    assert len(much) - len(plain) == 2
    assert len(plain) <= 12
