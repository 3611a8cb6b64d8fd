"""The programme of a house on its own site."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Role
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.export.colours import CURTAIN, DARK, LIGHT, button_of, checked, contrast, readable
from portal.offers.models import OfferState, PerformanceState
from portal.places.service import load_municipalities
from portal.web.formats import STATIC
from tests.portal.booking_world import add_school, add_user
from tests.portal.desks import browser_of
from tests.portal.offers.region import add_centre, add_offer, add_performance

SOON = utc_now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=30)
COLOURS = st.from_regex("[0-9a-f]{6}", fullmatch=True).map(checked)


@pytest.fixture
def house(app: Flask) -> Centre:
    with write_transaction(db.session):
        load_municipalities(db.session)
        return add_centre(db.session)


def shown(client: FlaskClient, path: str) -> list[str]:
    tree = html.fromstring(client.get(path).text)
    return [title.text_content().strip() for title in tree.find_class("offer__title")]


def test_it_shows_what_is_to_come_soonest_first_and_then_what_is_agreed(client: FlaskClient, house: Centre) -> None:
    session: Session = db.session
    with write_transaction(session):
        add_offer(session, house, at=(), by_agreement=True, title="In overleg")
        add_offer(session, house, at=(SOON + timedelta(days=1),), title="Later", capacity=40, taken=12)
        add_offer(session, house, at=(SOON, SOON + timedelta(days=2)), title="Eerst", capacity=50, taken=50)
        add_offer(session, house, at=(utc_now() - timedelta(days=3),), title="Voorbij")
        add_offer(session, house, at=(SOON,), title="Ontwerp", state=OfferState.DRAFT)
        add_offer(session, add_centre(session, name="Elders"), at=(SOON,), title="Van een ander")
        off = add_offer(session, house, at=(), title="Afgelast")
        add_performance(session, off, SOON, state=PerformanceState.CANCELLED)
        agreed = add_offer(session, house, at=(), title="Met één school")
        add_performance(session, agreed, SOON).agreed_with_id = add_school(session)[0].id

    page = client.get(f"/insluiten/{house.slug}").text

    assert shown(client, f"/insluiten/{house.slug}") == ["Eerst", "Later", "In overleg"]
    assert ["volzet" in page, "nog 28 plaatsen" in page, "datum in overleg" in page] == [True, True, True]
    assert shown(client, f"/insluiten/{house.slug}?aantal=1") == ["Eerst"]
    assert "Alle 3 bekijken" in client.get(f"/insluiten/{house.slug}?aantal=1").text


def test_it_may_stand_in_any_page_and_sets_no_cookie_also_for_who_is_signed_in(app: Flask, house: Centre) -> None:
    with write_transaction(db.session):
        somebody = add_user(db.session, "Nele Maes", Role.EDITOR, centre_id=house.id)
    for path in (f"/insluiten/{house.slug}", f"/widget/{house.slug}.js", "/widget/kleur-a5142a.css"):
        answer = browser_of(app, somebody).get(path)

        assert answer.status_code == 200
        assert answer.headers.getlist("Set-Cookie") == []
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "public" in answer.headers["Cache-Control"]

    frame = app.test_client().get(f"/insluiten/{house.slug}")
    policy = frame.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "X-Frame-Options" not in frame.headers
    assert ["default-src 'none'" in policy, "form-action 'none'" in policy, "unsafe" in policy] == [True, True, False]


def test_every_other_page_stays_out_of_frames(client: FlaskClient, house: Centre) -> None:
    for path in ("/", "/aanbod", "/insluiten/nergens", f"/widget/{house.slug}.js"):
        answer = client.get(path)

        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("told", ["rood", "", "12345", "a5142a;}", "<script>", "#a5142a80", "١٢٣"])
def test_what_is_no_colour_is_the_red_of_the_curtain(client: FlaskClient, house: Centre, told: str) -> None:
    assert checked(told) == CURTAIN
    page = client.get(f"/insluiten/{house.slug}", query_string={"accent": told, "thema": told, "aantal": told})
    assert 'data-theme="auto"' in page.text
    assert f"/widget/kleur-{CURTAIN[1:]}.css" in page.text


@given(COLOURS)
def test_any_colour_can_be_read_on_both_papers_and_on_its_button(colour: str) -> None:
    button, ink = button_of(colour)

    assert contrast(readable(colour, LIGHT), LIGHT) >= 4.5
    assert contrast(readable(colour, DARK), DARK) >= 4.5
    assert contrast(button, ink) >= 4.5


def test_the_style_sheet_stands_on_the_papers_that_colours_are_made_readable_on() -> None:
    css = STATIC.joinpath("widget.css").read_text(encoding="utf-8")
    papers = {name: set(re.findall(rf"--{name}: (#[0-9a-f]+);", css)) for name in ("paper", "sheet")}

    assert papers == {"paper": {LIGHT, "#1d0f18"}, "sheet": {"#fff", DARK}}
    assert contrast("#ffffff", "#1d0f18") > contrast("#ffffff", DARK)


def test_the_colours_are_a_style_sheet_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/widget/kleur-0a7cc4.css")

    assert answer.mimetype == "text/css"
    assert re.fullmatch(r":root \{ (--[a-z-]+: #[0-9a-f]{6}(; )?)+ \}\n", answer.text)
    assert client.get("/widget/kleur-}body{.css").text == client.get(f"/widget/kleur-{CURTAIN[1:]}.css").text


def test_a_house_sees_its_widget_and_copies_one_line(app: Flask, house: Centre) -> None:
    with write_transaction(db.session):
        house.name = 'De "Lantaarn" & co'
        somebody = add_user(db.session, "Nele Maes", Role.EDITOR, centre_id=house.id)

    answer = browser_of(app, somebody).get("/centrum/insluiten?accent=%230a7cc4&thema=donker")
    script, frame = (field.text for field in html.fromstring(answer.text).xpath("//textarea"))

    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    line = html.fragment_fromstring(script)
    assert line.get("src") == f"http://127.0.0.1:8000/widget/{house.slug}.js?accent=0a7cc4&thema=donker"
    assert line.get("data-titel") == 'Voor scholen bij De "Lantaarn" & co'
    assert html.fragment_fromstring(frame).get("src").endswith(f"/insluiten/{house.slug}?accent=0a7cc4&thema=donker")
