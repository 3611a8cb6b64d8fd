"""The search and the offer as people see them."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.accounts.models import Membership, Role, School, User
from portal.accounts.session import begin
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import OfferState, PerformanceState
from portal.places.service import load_municipalities
from tests.portal.offers.region import GENT, TURNHOUT, add_centre, add_offer, add_performance
from tests.portal.words import typed

SOON = utc_now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=30)


@pytest.fixture
def house(app):
    """The portal with every municipality; gives the session to add offers with."""
    with write_transaction(db.session):
        load_municipalities(db.session)
    return db.session


def page(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status
    return html.fromstring(response.text)


def titles(tree: html.HtmlElement) -> list[str]:
    return [title.text_content().strip() for title in tree.find_class("card__title")]


def chips(tree: html.HtmlElement) -> dict[str, str]:
    return {chip.text_content().strip(): chip.get("href") for chip in tree.find_class("chip")}


def sign_in(client: FlaskClient, session, nis: str = TURNHOUT) -> None:
    """Sign in as a teacher of a school in that municipality."""
    with write_transaction(session):
        school = School(slug="de-zilverberk", name="De Zilverberk", nis=nis)
        user = User(
            email="an@school.example", name="An Peeters", password_hash="-", created_at=utc_now(), session_stamp="s"
        )
        session.add_all([school, user])
        session.flush()
        session.add(Membership(user_id=user.id, role=Role.TEACHER, school_id=school.id))
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{user.id}:s"
        begin(cookie, utc_now())


def test_the_search_shows_cards_and_counts(client, house):
    with write_transaction(house):
        add_offer(house, at=(SOON,), title="Walvis op zolder")

    tree = page(client, "/aanbod?text=walvis")

    assert titles(tree) == ["Walvis op zolder"]
    assert "1 voorstelling of activiteit" in tree.text_content()
    assert chips(tree) == {"“walvis”": "/aanbod"}


def test_a_page_of_cards_costs_few_statements_however_many_there_are(client, house, queries):
    with write_transaction(house):
        centre = add_centre(house)
        for _ in range(30):
            add_offer(house, centre, at=(SOON,))
    page(client, "/aanbod")

    with queries() as many:
        assert len(titles(page(client, "/aanbod?levels=lager-2"))) == 24
    with queries() as two:
        page(client, "/aanbod?levels=lager-2&limit=2")

    # BEGIN, what changed since the index was read, cards, their dates and lists, municipalities.
    assert len(two) == len(many) <= 6


def test_what_cannot_be_read_is_named_on_the_page_and_next_to_its_field(client, house):
    tree = page(client, "/aanbod?dateFrom=gisteren&place=Rijsel&seats=veel")

    text = tree.text_content()
    assert "Vanaf: “gisteren”" in text
    assert "Waar: “Rijsel”" in text
    assert tree.get_element_by_id("place").get("value") == "Rijsel"
    assert tree.get_element_by_id("seats").get("aria-invalid") == "true"
    assert "Vul een getal" in tree.get_element_by_id("seats-error").text_content()


@pytest.mark.parametrize("query", ["text=%00", "start=999999", "limit=-1", "regions=%ff", "levels=&levels=x", "%"])
def test_no_question_breaks_the_page(client, house, query):
    page(client, f"/aanbod?{query}")


def test_a_teacher_starts_round_the_school_and_can_let_go_of_it(client, house):
    with write_transaction(house):
        add_offer(house, add_centre(house, TURNHOUT), at=(SOON,), title="Dichtbij")
        add_offer(house, add_centre(house, GENT), at=(SOON,), title="Ver weg")
    sign_in(client, house)

    tree = page(client, "/aanbod")
    assert titles(tree) == ["Dichtbij"]
    everywhere = chips(tree)["25 km rond Turnhout"]

    assert titles(page(client, everywhere)) == ["Dichtbij", "Ver weg"]


def test_who_names_a_municipality_means_its_neighbourhood(client, house):
    tree = page(client, "/aanbod?place=Turnhout")
    assert "25 km rond Turnhout" in chips(tree)

    assert "Turnhout" in chips(page(client, "/aanbod?place=Turnhout&distance="))


def test_nothing_found_says_what_to_let_go_and_where_it_does_play(client, house):
    with write_transaction(house):
        add_offer(house, add_centre(house, GENT), at=(SOON,), title="Walvis")

    tree = page(client, "/aanbod?text=walvis&place=Turnhout&distance=10")

    assert "Niets gevonden" in tree.text_content()
    assert "Wel 1 in Gent" in tree.text_content()
    assert "Niets met “walvis” binnen 10 km van Turnhout." in typed(tree.text_content())
    assert "zonder 10 km rond Turnhout 1 resultaten" in " ".join(tree.text_content().split())
    wider = next(a.get("href") for a in tree.find_class("button") if "Zoek tot" in a.text_content())
    assert titles(page(client, wider)) == ["Walvis"]


def test_the_script_gets_only_the_choices_and_the_cards(client, house):
    with write_transaction(house):
        add_offer(house, at=(SOON,))

    response = client.get("/aanbod", headers={"X-Fragment": "cards"})

    assert "<html" not in response.text
    assert [part.get("data-part") for part in html.fromstring(response.text).xpath("//*[@data-part]")] == [
        "distance",
        "filters",
        "results",
    ]
    assert "X-Fragment" in response.headers["Vary"]


def test_pages_carry_no_inline_script_or_style(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,))

    for path in ("/", "/aanbod", f"/aanbod/{offer.slug}", "/nergens"):
        tree = html.fromstring(client.get(path).text)
        assert not tree.xpath("//style | //script[not(@src or @type='application/ld+json')] | //@style | //@onclick")
        assert tree.get("lang") == "nl-BE"


def test_an_offer_says_when_how_many_places_and_where_to_book(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), capacity=40, taken=28, company="Kartonnen Maan", pack_id="vuurtoren")
        full = add_performance(house, offer, SOON + timedelta(days=1), capacity=10, taken=10)
        off = add_performance(house, offer, SOON + timedelta(days=2), state=PerformanceState.CANCELLED)
        near = add_performance(house, offer, utc_now() + timedelta(days=1))

    tree = page(client, f"/aanbod/{offer.slug}")

    text = " ".join(tree.text_content().split())
    books = tree.xpath("//a[contains(@href, '/boeken?moment=')]/@href")
    assert len(books) == 1
    assert books[0].startswith(f"/aanbod/{offer.slug}/boeken?moment=")
    assert not {f"={one.id}" for one in (full, off, near)} & {books[0][books[0].rindex("=") :]}
    for said in (
        "nog 12 plaatsen",
        "volzet",
        "gaat niet door",
        "online boeken is afgelopen",
        "Een spel voor op het bord",
    ):
        assert said in text


def test_an_offer_says_what_the_class_pays_in_all(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,), price_cents=700)

    tree = page(client, f"/aanbod/{offer.slug}?leerlingen=30&begeleiders=4")
    assert "€ 224" in typed(tree.text_content())

    wrong = page(client, f"/aanbod/{offer.slug}?leerlingen=veel")
    assert "Vul een getal van 1 tot 500 in." in wrong.text_content()
    # A number field can hold no word, and HTML forbids one in its value.
    assert wrong.get_element_by_id("leerlingen").get("value") == ""

    part = client.get(f"/aanbod/{offer.slug}?leerlingen=30&begeleiders=4", headers={"X-Fragment": "cost"}).text
    assert "€ 224" in typed(part)
    assert "<html" not in part


def test_an_id_leads_to_the_slug_and_a_draft_leads_nowhere(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(SOON,))
        draft = add_offer(house, at=(SOON,), state=OfferState.DRAFT)

    assert client.get(f"/aanbod/{offer.id}").headers["Location"] == f"/aanbod/{offer.slug}"
    assert "van de affiche" in page(client, f"/aanbod/{draft.slug}", 404).text_content()
    page(client, "/aanbod/%00", 404)
    page(client, "/aanbod/99999999999999999999", 404)


def test_an_offer_by_agreement_gives_the_house_to_call(client, house):
    with write_transaction(house):
        offer = add_offer(house, at=(), by_agreement=True)

    assert "spreek je af met Cultuurhuis De Lantaarn" in page(client, f"/aanbod/{offer.slug}").text_content()
