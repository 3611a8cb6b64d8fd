"""What the feeds say, field by field, in both formats; where validators disagree, what satisfies both."""

import io
import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.clock import utc_now
from portal.db import write_transaction
from portal.library.choosing.models import TitlePush
from portal.library.desk.intake import free_slug
from portal.library.lending.models import SetWait
from portal.library.models import Title
from portal.library.opds.catalogue import PAGE
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, join, selects, today
from tests.portal.library.opds.feed_readers import (
    LIBRARIAN,
    SPACES,
    TEACHER,
    add_open_title,
    add_title,
    atom,
    found,
    here,
    link,
    names,
    opds2,
    pupil,
    put_in_front,
    rels,
)

BORROW = "http://opds-spec.org/acquisition/borrow"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+|-)\d\d:\d\d")
HOSTILE = '<script>alert(1)</script> & "x" ]]> \x07'


@pytest.fixture
def shelf(house: Session, place: Place) -> Place:
    """Jits and two more."""
    add_open_title(house, themes="zee, licht", language="en", age_from=12, age_to=14, year=1851, publisher="Harper")
    add_title(house, "De berg", themes="licht, moed", summary="Een berg.", added_at=utc_now())
    return place


def walk(value: Any) -> list[Any]:
    """Everything in a document, itself first."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(one for part in inside for one in walk(part))]


FEEDS = ("", "titels", "titels?query=zee", "titels?query=nergens", "titels?orde=nieuw&niveau=lager-2", "plank")


def test_every_feed_keeps_the_rules_of_opds_2(client: FlaskClient, house: Session, shelf: Place) -> None:
    a_set(house, shelf, first=-1)
    a_set(house, shelf, first=20, last=30, group=1)

    for path in FEEDS:
        for who in (None, TEACHER, LIBRARIAN) if path != "plank" else (TEACHER, LIBRARIAN):
            keeps_the_rules_of_opds_2(opds2(client, path, who))


def keeps_the_rules_of_opds_2(feed: Any) -> None:
    assert feed["metadata"]["title"]
    assert link(feed, "self")["type"] == "application/opds+json"
    assert {"self", "start", "search", "http://opds-spec.org/shelf"} <= rels(feed)
    lists = [feed[name] for name in ("navigation", "publications", "groups") if name in feed]
    assert lists
    assert all(lists)  # An empty list is refused by the schema.
    assert all(one.get("title") and one["href"].startswith("http") for one in feed.get("navigation", []))
    assert all(len(facet["links"]) > 1 and facet["metadata"]["title"] for facet in feed.get("facets", []))
    books = feed.get("publications", []) + [one for group in feed.get("groups", []) for one in group["publications"]]
    for book in books:
        assert book["metadata"]["@type"] == "http://schema.org/Book"
        assert book["metadata"]["identifier"].startswith("urn:uuid:")
        assert {one["type"] for one in book["images"]} == {"image/jpeg"}
        assert any(str(one["rel"]).startswith("http://opds-spec.org/acquisition") for one in book["links"])
    for value in walk(feed):
        assert value not in ("", None, [], {})
        if isinstance(value, dict) and "availability" in value:
            when = value["availability"]
            assert all(RFC3339.fullmatch(when[name]) for name in ("since", "until") if name in when)
            assert "since" not in when or datetime.fromisoformat(when["since"]) <= utc_now()


def test_every_feed_keeps_the_rules_of_opds_1(client: FlaskClient, house: Session, shelf: Place) -> None:
    a_set(house, shelf, first=-1)

    for path in FEEDS:
        keeps_the_rules_of_opds_1(atom(client, path, TEACHER), "acquisition" if path else "navigation")


def keeps_the_rules_of_opds_1(feed: Any, kind: str) -> None:
    for holder in (feed, *found(feed, "a:entry")):
        for tag in ("id", "title", "updated"):
            (one,) = found(holder, f"a:{tag}")
            assert one.text
        assert RFC3339.fullmatch(found(holder, "a:updated")[0].text)
        assert found(holder, "a:link")
    assert len({one.text for one in found(feed, "a:entry/a:id")}) == len(found(feed, "a:entry"))
    (itself,) = found(feed, "a:link[@rel='self']")
    assert itself.get("type") == f"application/atom+xml;profile=opds-catalog;kind={kind}"
    for entry in found(feed, "a:entry") if kind == "acquisition" else []:
        assert found(entry, "a:link[starts-with(@rel, 'http://opds-spec.org/acquisition')]")
        assert len(found(entry, "a:link[@rel='http://opds-spec.org/image' and @type='image/jpeg']")) == 1
        assert len(found(entry, "a:link[@rel='http://opds-spec.org/image/thumbnail']")) == 1


def test_a_book_tells_what_it_is_in_both_formats(client: FlaskClient, shelf: Place) -> None:
    (book,) = opds2(client, "titels?query=zee&taal=en")["publications"]
    (entry,) = found(atom(client, "titels?query=zee&taal=en"), "a:entry")

    told = book["metadata"]
    assert (told["title"], told["author"], told["language"]) == ("De zee", [{"name": "Foyer"}], "en")
    assert told["publisher"] == "Harper"
    assert {one["name"] for one in told["subject"]} == {"zee", "licht", "12 tot 14 jaar"}
    values = {path: found(entry, path)[0].text for path in ("a:title", "a:author/a:name", "dc:language", "dc:issued")}
    assert list(values.values()) == ["De zee", "Foyer", "en", "1851"]
    assert found(entry, "a:id")[0].text == told["identifier"]
    ages = found(entry, "a:category[@scheme='http://schema.org/typicalAgeRange']")[0]
    assert ages.get("term") == "12-14"
    assert link(book, OPEN_ACCESS)["type"] == "application/epub+zip"
    assert found(entry, f"a:link[@rel='{OPEN_ACCESS}']")[0].get("href") == link(book, OPEN_ACCESS)["href"]


def test_a_book_stands_alone_as_it_stands_in_a_list(client: FlaskClient, shelf: Place) -> None:
    (book,) = opds2(client, "titels?query=zee&taal=en")["publications"]
    alone = client.get(here(link(book, "self")["href"]))
    assert alone.content_type == "application/opds-publication+json"
    assert json.loads(alone.data) == book

    (entry,) = found(atom(client, "titels?query=zee&taal=en"), "a:entry")
    way = found(entry, "a:link[@rel='self']")[0]
    assert way.get("type") == "application/atom+xml;type=entry;profile=opds-catalog"
    assert (
        found(etree.fromstring(client.get(here(way.get("href"))).data), "a:id")[0].text
        == found(entry, "a:id")[0].text
    )


def test_a_borrow_link_says_how_many_copies_there_are_and_who_waits(
    client: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place, copies=20, first=-1, last=5)
    way = link(opds2(client, "titels")["publications"][0], BORROW)
    assert way["type"] == "text/html"
    assert way["properties"] == {
        "availability": {"state": "available"},
        "copies": {"total": 30, "available": 10},
        "holds": {"total": 0},
        "indirectAcquisition": [{"type": "text/html"}],
    }

    a_set(house, place, copies=10, first=-1, last=8, group=1)
    with write_transaction(house):
        house.add(
            SetWait(
                title_id=place.title,
                class_group_id=place.classes[2],
                school_id=place.other_school,
                asked_by=place.teacher,
                copies=5,
                from_day=today() + timedelta(days=100),
                until_day=today() + timedelta(days=110),
                request_key="w",
                joined_at=utc_now(),
            )
        )

    stand = link(opds2(client, "titels")["publications"][0], BORROW)["properties"]
    assert stand["copies"] == {"total": 30, "available": 0}
    assert stand["holds"] == {"total": 1}
    assert stand["availability"]["state"] == "unavailable"
    assert datetime.fromisoformat(stand["availability"]["until"]).date() == made.until_day + timedelta(days=1)
    (old,) = found(atom(client, "titels"), f"a:entry/a:link[@rel='{BORROW}']")
    state, copies, holds = (found(old, f"opds:{name}")[0] for name in ("availability", "copies", "holds"))
    assert (state.get("status"), copies.get("available"), holds.get("total")) == ("unavailable", "0", "1")
    assert found(old, "opds:indirectAcquisition")[0].get("type") == "text/html"


def test_a_title_without_limit_names_no_copies(client: FlaskClient, shelf: Place) -> None:
    (book,) = opds2(client, "titels?query=berg")["publications"]

    assert set(link(book, BORROW)["properties"]) == {"availability", "indirectAcquisition"}


def test_facets_follow_each_other_and_lead_to_what_they_count(client: FlaskClient, shelf: Place) -> None:
    feed = opds2(client, "titels?thema=licht")
    assert names(feed) == ["De berg", "De zee"]

    facets = {facet["metadata"]["title"]: facet["links"] for facet in feed["facets"]}
    assert {one["title"] for one in facets["Taal"]} == {"Alle", "Engels", "Nederlands"}
    assert [one["title"] for one in facets["Thema"] if one.get("rel") == "self"] == ["licht"]
    for links in facets.values():
        for one in links:
            narrowed = opds2(client, here(one["href"]))
            if "properties" in one:
                assert narrowed["metadata"]["numberOfItems"] == one["properties"]["numberOfItems"], one
    old = found(atom(client, "titels?thema=licht"), "a:link[@rel='http://opds-spec.org/facet']")
    groups = [one.get(f"{{{SPACES['opds']}}}facetGroup") for one in old]
    assert list(dict.fromkeys(groups)) == list(facets)
    active = [one.get("title") for one in old if one.get(f"{{{SPACES['opds']}}}activeFacet") == "true"]
    assert "licht" in active
    counted = next(one for one in old if one.get("title") == "licht")
    assert counted.get(f"{{{SPACES['thr']}}}count") == "2"


SEARCHES = [
    ("query=zee", ["De zee"]),
    ("query=50%25", []),
    ("query=LICHT", ["De berg", "De zee"]),
    ("niveau=secundair-1&query=de", ["De berg", "De zee"]),
    ("niveau=lager-1&query=de", ["De berg"]),
    ("niveau=toneel&query=de", ["De berg", "De zee"]),
    ("taal=en", ["De zee"]),
    ("taal=%22%3Cx", []),
    ("thema=moed", ["De berg"]),
    ("thema=mo", []),
    ("meenemen=1", ["De zee"]),
    ("orde=nieuw&thema=licht", ["De berg", "De zee"]),
    ("pagina=-1&query=zee", ["De zee"]),
    ("pagina=99999999999999999999&query=zee", ["De zee"]),
]


def test_the_search_finds_what_the_shelf_would(client: FlaskClient, shelf: Place) -> None:
    for query, titles in SEARCHES:
        assert names(opds2(client, f"titels?{query}")) == titles, query


def test_what_a_library_puts_in_front_stands_first_in_both_feeds_while_it_is_there(
    client: FlaskClient, house: Session, shelf: Place
) -> None:
    sea, mountain = (house.scalars(select(Title).where(Title.name == name)).one() for name in ("De zee", "De berg"))
    put_in_front(house, mountain, last=3)
    put_in_front(house, sea, first=1, last=3)
    made = a_set(house, shelf)
    join(device(client.application), made.code, "vos")

    start = opds2(client)
    assert start["groups"][0]["metadata"]["title"] == "In de kijker"
    assert names(start["groups"][0]) == ["De berg"]
    way = start["navigation"][0]
    assert (way["rel"], way["title"]) == ("http://opds-spec.org/featured", "In de kijker")
    assert names(opds2(client, here(way["href"]))) == ["De berg"]
    (old,) = found(atom(client), "a:entry/a:link[@rel='http://opds-spec.org/featured']")
    assert [one.text for one in found(atom(client, here(old.get("href"))), "a:entry/a:title")] == ["De berg"]
    keeps_the_rules_of_opds_2(start)
    keeps_the_rules_of_opds_1(atom(client), "navigation")

    assert "In de kijker" not in json.dumps(opds2(client, "", pupil(made)))
    with write_transaction(house):
        house.execute(delete(TitlePush).where(TitlePush.title_id == mountain.id))
    assert "In de kijker" not in json.dumps(opds2(client)) + etree.tostring(atom(client), encoding=str)


def test_the_search_is_found_from_every_feed(client: FlaskClient, shelf: Place) -> None:
    way = link(opds2(client), "search")
    assert (way["templated"], way["type"]) == (True, "application/opds+json")
    assert names(opds2(client, here(way["href"].replace("{?query}", "?query=berg")))) == ["De berg"]

    old = found(atom(client), "a:link[@rel='search']")[0]
    assert old.get("type") == "application/opensearchdescription+xml"
    answer = client.get(here(old.get("href")))
    assert answer.content_type == "application/opensearchdescription+xml"
    (url,) = found(etree.fromstring(answer.data), "os:Url")
    asked = url.get("template").replace("{searchTerms}", "berg").replace("{startPage?}", "")
    assert [one.text for one in found(atom(client, here(asked)), "a:entry/a:title")] == ["De berg"]


def test_a_large_shelf_is_turned_page_by_page(client: FlaskClient, house: Session, place: Place) -> None:
    for number in range(2 * PAGE):
        add_title(house, f"Boek {number:03}")

    seen: list[str] = []
    path = "titels"
    while path:
        feed = opds2(client, path)
        paging = {name: feed["metadata"][name] for name in ("numberOfItems", "itemsPerPage")}
        assert paging == {"numberOfItems": 2 * PAGE + 1, "itemsPerPage": PAGE}
        seen += names(feed)
        path = here(link(feed, "next")["href"]) if "next" in rels(feed) else ""
    assert seen == sorted(seen)
    assert len(set(seen)) == 2 * PAGE + 1
    assert found(atom(client, "titels?pagina=2"), "os:startIndex")[0].text == str(PAGE + 1)
    assert found(atom(client, "titels?pagina=2"), "a:link[@rel='previous']")[0].get("href").endswith("/titels")


def test_a_page_of_a_feed_costs_as_many_statements_as_one_book(
    client: FlaskClient, house: Session, place: Place, queries: Any
) -> None:
    with queries() as few:
        opds2(client, "titels")
    for number in range(PAGE):
        add_title(house, f"Boek {number:03}", lot={"copies": 1})
    with queries() as many:
        opds2(client, "titels")

    assert len(selects(many)) == len(selects(few)) <= 7


def test_a_book_s_own_words_stay_words_in_every_feed(client: FlaskClient, house: Session, place: Place) -> None:
    title = add_title(house, HOSTILE, slug="hostile", themes="a&b, <b>", summary="<img src=x onerror=1> \x0b")
    with write_transaction(house):
        row = house.get_one(Title, title.id)
        row.author, row.publisher, row.rights, row.language = "</name><x/>", "A & B \ufffe", "<!--", '"><script>'
        row.creators = [["Ann <b>", "B, Ann", "aut"], ["Vertaler", "", "trl"], ["Ann <b>", "B, Ann", "aut"]]

    (book,) = opds2(client, "titels?query=script")["publications"]
    (entry,) = found(atom(client, "titels?query=script"), "a:entry")

    clean = HOSTILE.replace("\x07", "")
    assert book["metadata"]["title"] == found(entry, "a:title")[0].text == clean
    assert book["metadata"]["author"] == [{"name": "Ann <b>", "sortAs": "B, Ann"}]
    assert "language" not in book["metadata"]
    assert not found(entry, "dc:language")
    assert found(entry, "a:summary")[0].text == "<img src=x onerror=1> "
    assert [one.get("term") for one in found(entry, "a:category")][:2] == ["a&b", "<b>"]
    assert client.get("/opds/omslag/hostile/200.jpg").status_code == 200
    opds2(client, "titels", None)
    assert names(opds2(client, "/opds/2.0/titels?query=%00%1b%3Cx%3E&thema=%00")) == []


def test_the_door_of_the_catalogue_sends_people_to_the_page_that_tells_how(client: FlaskClient) -> None:
    browser = client.get("/opds/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.location == "/boeken/andere-apps"
    for accept in ("*/*", "application/opds+json, application/atom+xml", None):
        assert client.get("/opds/", headers={"Accept": accept} if accept else {}).location == "/opds/2.0/"


def test_no_title_takes_the_address_of_the_page_that_tells_how(house: Session, place: Place) -> None:
    assert free_slug(house, "Andere apps") == "andere-apps-2"


def test_what_an_app_has_need_not_travel_again(client: FlaskClient, shelf: Place) -> None:
    for path in ("/opds/2.0/titels", "/opds/1.2/", "/opds/omslag/jits/200.jpg"):
        first = client.get(path)
        assert "Authorization" in first.headers["Vary"]
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(("slug", "size"), [("jits", (200, 400)), ("de-zee", (200, 280))])
def test_a_cover_is_always_a_jpeg(client: FlaskClient, shelf: Place, slug: str, size: tuple[int, int]) -> None:
    """Its own, on paper where it is see-through, or one that is drawn."""
    answer = client.get(f"/opds/omslag/{slug}/200.jpg")

    assert answer.content_type == "image/jpeg"
    with Image.open(io.BytesIO(answer.data)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", size, "RGB")
    assert client.get(f"/opds/omslag/{slug}/201.jpg").status_code == 404
    assert client.get("/opds/omslag/nergens/200.jpg").status_code == 404


def test_an_address_with_odd_words_leads_back_to_its_list(client: FlaskClient, house: Session, place: Place) -> None:
    add_title(house, "Eén & ander", themes="zon & maan")

    feed = opds2(client, "titels?thema=zon+%26+maan")

    assert names(feed) == ["Eén & ander"]
    assert "thema=zon+&+maan" in unquote(link(feed, "self")["href"])
    assert names(opds2(client, here(link(feed, "self")["href"]))) == names(feed)
