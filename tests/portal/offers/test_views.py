"""The calendar and the map of a search, and the search as a link for somebody else."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.db import write_transaction
from portal.extensions import db
from portal.offers.calendar.month import SHOWN_A_DAY, month_sheet
from portal.offers.filter import Month, OfferFilter
from portal.offers.map.drawing import drawing
from portal.offers.map.queries import REGION_NAMES, map_of, regions_of_towns
from portal.offers.models import PerformanceState
from portal.offers.page import Links, Look, View, nothing
from portal.places.models import Region
from portal.places.queries import all_places, place_by_nis
from portal.places.service import load_municipalities
from tests.portal.offers.region import (
    ANTWERPEN,
    GEEL,
    GENT,
    NOW,
    THURSDAY,
    TURNHOUT,
    add_centre,
    add_offer,
    add_performance,
    asked,
)

JANUARY = Month(2027, 1)
LATER = datetime(2031, 1, 16, 9, 30, tzinfo=UTC)
"""Far enough for the clock of the pages, which is the real one."""


@pytest.fixture
def house(app):
    with write_transaction(db.session):
        load_municipalities(db.session)
    return db.session


def page(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status
    return html.fromstring(response.text)


def said(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


# --- The calendar ---------------------------------------------------------------------------------------------


def sheet(session, question: str = "", month: Month | None = JANUARY, offers: dict[str, int] | None = None):
    return month_sheet(session, asked(session, question), NOW, month, offers or {"2027-01": 1})


def test_a_day_names_its_first_performances_and_counts_the_rest(house):
    with write_transaction(house):
        for _ in range(SHOWN_A_DAY + 2):
            add_offer(house)
        add_offer(house, at=(THURSDAY.replace(day=15),))

    found = {day.date.day: day for day in sheet(house).days if day.total}

    assert (len(found[14].showings), found[14].more) == (SHOWN_A_DAY, 2)
    assert found[15].total == 1
    assert sheet(house).showings == SHOWN_A_DAY + 3


def test_a_calendar_shows_what_matches_and_nothing_that_nobody_can_book(house, queries):
    with write_transaction(house):
        dated = add_offer(house, title="Walvis", capacity=40)
        add_performance(house, dated, THURSDAY.replace(day=20), state=PerformanceState.CANCELLED)
        add_performance(house, dated, THURSDAY.replace(day=21), capacity=10)
        add_performance(house, dated, THURSDAY.replace(month=3))
        add_offer(house, at=(), by_agreement=True)
        add_offer(house, title="Haai", at=(THURSDAY.replace(day=22),))

    sheet(house)  # Reads the index.
    with queries() as asked_for:
        shown = sheet(house, "text=walvis&seats=30")

    assert [(day.date, day.showings[0].title) for day in shown.days if day.total] == [(date(2027, 1, 14), "Walvis")]
    # What is new since, BEGIN, and the few that are shown: the index knows the rest.
    assert len(asked_for) <= 3


def test_a_calendar_opens_in_the_first_month_with_an_answer_and_never_turns_to_the_past(house):
    offers = {"2027-03": 2, "2027-01": 1}

    assert sheet(house, "", None, offers).month == JANUARY
    assert sheet(house, "months=2027-03", None, offers).month == Month(2027, 3)
    assert sheet(house, "dateFrom=2027-02-10", None, offers).month == Month(2027, 3)
    assert sheet(house, "", Month(2026, 11)).before is None
    assert sheet(house).before == Month(2026, 12)
    assert sheet(house, "", Month(2026, 12)).after == JANUARY


def test_a_calendar_knows_when_schools_are_closed(house):
    days = {day.date: day for day in sheet(house).days}

    assert days[date(2027, 1, 1)].says_holiday
    assert days[date(2027, 1, 1)].holiday == "kerstvakantie"
    assert not days[date(2027, 1, 2)].says_holiday
    assert days[date(2027, 1, 6)].is_free_after_noon
    assert days[date(2027, 1, 9)].is_weekend
    assert sheet(house).blanks == 4  # The first of January 2027 is a Friday.


def test_the_calendar_page_turns_by_links_and_leads_to_the_day(client, house):
    with write_transaction(house):
        for _ in range(SHOWN_A_DAY + 1):
            add_offer(house, at=(LATER,), title="Walvis")

    tree = page(client, "/aanbod?weergave=kalender&text=walvis")

    assert tree.get_element_by_id("month").text_content() == "januari 2031"
    assert tree.get_element_by_id("month-after").get("href").endswith("maand=2031-02")
    rest = tree.find_class("square__more")[0].find("a")
    assert rest.text_content() == "nog 1 op do 16 januari"
    assert parse_qs(urlsplit(rest.get("href")).query) == {
        "text": ["walvis"],
        "dateFrom": ["2031-01-16"],
        "dateTo": ["2031-01-16"],
    }
    empty = page(client, "/aanbod?weergave=kalender&maand=2031-02&text=walvis")
    assert "Deze maand is er niets" in said(empty)
    assert "Weergave: “wolk”" in said(page(client, "/aanbod?weergave=wolk&maand=2031-13"))


# --- The map --------------------------------------------------------------------------------------------------


def test_the_drawing_has_every_region_with_its_municipalities_inside(house):
    made = drawing()

    assert set(made.outlines) == {f"reg-{region}" for region in Region}
    assert len(made.land) + sum(len(one.path) for one in made.outlines.values()) < 40_000
    regions = regions_of_towns(house)
    for place in all_places(house):
        box = made.outlines[regions[place.nis]].box
        x, y = made.at(place.latitude, place.longitude)
        # The borders were simplified by some units.
        assert box.left - 6 <= x <= box.right + 6, place.name
        assert box.top - 6 <= y <= box.bottom + 6, place.name


def maps(session, question: str = "", home: str | None = None):
    somewhere = None if home is None else place_by_nis(session, home)
    return map_of(session, asked(session, question), NOW, all_places(session), somewhere)


@pytest.fixture
def three_towns(house):
    with write_transaction(house):
        for nis in (TURNHOUT, TURNHOUT, GEEL, GENT):
            add_offer(house, add_centre(house, nis))
    return house


def test_every_region_is_a_link_that_asks_for_it_wherever_one_was_looking(three_towns):
    seen = maps(three_towns, "place=Gent&distance=20&levels=lager-2")

    kempen = next(region for region in seen.regions if region.code == "reg-kempen")
    assert (kempen.name, kempen.number, kempen.is_on) == ("Kempen", 3, False)
    assert kempen.wanted.to_query() == "regions=reg-kempen&levels=lager-2"
    assert seen.circle.name == "Gent"
    assert seen.is_zoomed
    assert seen.whole.to_query() == "levels=lager-2"


def test_a_chosen_region_is_let_go_by_its_own_link_and_others_stay(three_towns):
    seen = maps(three_towns, "regions=reg-kempen&regions=reg-gent")

    on = {region.code: region.wanted.to_query() for region in seen.regions if region.is_on}
    assert on == {"reg-kempen": "regions=reg-gent", "reg-gent": "regions=reg-kempen"}


def test_a_municipality_narrows_its_region_and_gives_it_back(three_towns):
    towns = {town.name: town for town in maps(three_towns, "regions=reg-kempen").towns}
    assert set(towns) == {"Turnhout", "Geel"}
    assert towns["Turnhout"].r > towns["Geel"].r
    assert towns["Geel"].wanted.to_query() == f"regions=nis-{GEEL}"

    narrowed = {town.name: town for town in maps(three_towns, f"regions=nis-{GEEL}").towns}
    assert narrowed["Geel"].is_on
    assert narrowed["Geel"].wanted.to_query() == "regions=reg-kempen"


def test_what_travels_counts_in_its_region_and_puts_no_dot_where_no_house_is(three_towns):
    with write_transaction(three_towns):
        add_offer(three_towns, add_centre(three_towns, ANTWERPEN), works_in=("reg-kempen",), mode="at-school")

    seen = maps(three_towns)

    assert next(region.number for region in seen.regions if region.code == "reg-kempen") == 4
    assert {town.name for town in seen.towns} == {"Turnhout", "Geel", "Gent"}


def test_the_map_says_the_same_in_its_drawing_and_in_its_list(client, house):
    with write_transaction(house):
        add_offer(house, add_centre(house, TURNHOUT), at=(LATER,))

    tree = page(client, "/aanbod?weergave=kaart&regions=reg-kempen")

    drawn = tree.get_element_by_id("region-reg-kempen")
    assert drawn.get("aria-label") == "Kempen, 1 resultaat"
    assert drawn.get("aria-current") == "true"
    listed = {
        " ".join(link.text_content().split()): link.get("href") for link in tree.xpath("//ul[@class='places']//a")
    }
    assert listed["Kempen 1 resultaten"] == drawn.get("href") == "/aanbod?weergave=kaart"
    assert listed["Turnhout 1 resultaten"] == tree.get_element_by_id(f"town-{TURNHOUT}").get("href")
    # Sixteen outlines and their words are no heavier than a small picture.
    assert len(html.tostring(tree.find_class("map")[0])) < 40_000


# --- Nothing at all -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("text=walvis&place=Geel&distance=10", "Niets met “walvis” binnen 10\u00a0km van Geel"),
        ("place=Geel&dateFrom=2027-01-04&dateTo=2027-01-05", "Niets in Geel op die dagen"),
        (
            "regions=reg-kempen&regions=prv-limburg&months=2027-01",
            "Niets in de provincie Limburg en de Kempen in januari 2027",
        ),
        ("dateFrom=2027-01-04&dateTo=2027-01-04", "Niets op ma 4 januari"),
        ("levels=okan&seats=2000", "Niets met al deze keuzes samen"),
    ],
)
def test_an_empty_page_repeats_what_was_asked_in_plain_words(house, question, said):
    names = REGION_NAMES | {f"nis-{place.nis}": place.name for place in all_places(house)}

    assert nothing(asked(house, question), names) == said


def test_a_town_without_an_answer_leads_to_the_nearest_one_that_has(client, house):
    with write_transaction(house):
        add_offer(house, add_centre(house, TURNHOUT), at=(LATER,))
        add_offer(house, add_centre(house, GENT), at=(LATER,))

    tree = page(client, "/aanbod?place=Geel&distance=&levels=lager-2")

    assert "Niets in Geel. Wel 1 in Turnhout, op 18 km." in said(tree)
    wider = next(link.get("href") for link in tree.xpath("//a") if "Zoek tot" in link.text_content())
    assert len(page(client, wider).find_class("card")) == 1


# --- For somebody else ----------------------------------------------------------------------------------------


def test_a_link_gives_somebody_of_another_school_the_same_question(house):
    turnhout = place_by_nis(house, TURNHOUT)
    links = Links(Look(View.MAP), turnhout, "https://foyer.example")

    assert links.for_anybody(asked(house, "distance=25&levels=lager-2", turnhout)) == (
        "place=Turnhout&distance=25&levels=lager-2"
    )
    assert links.for_anybody(asked(house, "levels=lager-2")) == "levels=lager-2&distance="
    assert links.for_anybody(asked(house, "regions=reg-gent")) == "regions=reg-gent"
    assert links.for_anybody(OfferFilter(start=48)) == "distance="
    assert links(asked(house, "regions=reg-gent")) == "/aanbod?regions=reg-gent&weergave=kaart"
