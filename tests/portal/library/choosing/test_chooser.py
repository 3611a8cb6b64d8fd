"""The pages of the chooser: an age, pictures, five; plain links and forms that keep nothing."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Library
from portal.clock import school_day, utc_now
from portal.db import make_sessions, write_transaction
from portal.extensions import db
from portal.library.choosing.interests import INTERESTS
from portal.library.choosing.models import TitlePush
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Title
from portal.migrations.tables import metadata
from portal.offers.models import Discipline, Offer, Production
from portal.offers.service import reindex_all
from tests.portal.booking_world import World, add_class, add_municipality, add_offer, add_performance, make_world
from tests.portal.library.choosing.conftest import AddTitle
from tests.portal.library.library_house import device, page, words

CHOSEN = "/kies?leeftijd=9&interesse=zee&klaar=1"


@dataclass(frozen=True)
class Shelf:
    """Twelve titles about the sea, four about knights, one for older children."""

    session: Session
    sea: frozenset[str]
    knights: frozenset[str]
    late: str


@pytest.fixture
def shelf(app: Flask, add_title: AddTitle) -> Iterator[Shelf]:
    with app.app_context(), make_sessions(db.engine)() as session:
        sea = [add_title(session, "zee, schepen") for _ in range(12)]
        knights = [add_title(session, "ridders") for _ in range(4)]
        late = add_title(session, "zee", ages=(12, 16))
        slugs = dict(session.execute(select(Title.id, Title.slug)).all())
        yield Shelf(
            session, frozenset(slugs[one] for one in sea), frozenset(slugs[one] for one in knights), slugs[late]
        )


def found(tree: html.HtmlElement, start: str = "/boeken/") -> list[str]:
    doors = tree.xpath("//a[contains(@class, 'find__door')]/@href")
    return [str(door).removeprefix(start) for door in doors]


def turn_of(tree: html.HtmlElement) -> str:
    return str(tree.xpath("//input[@name='beurt']/@value")[0])


def test_three_plain_pages_lead_to_five_books_that_are_free(app: Flask, shelf: Shelf) -> None:
    client = device(app)
    ages = page(client.get("/kies"))
    assert [button.get("value") for button in ages.xpath("//button[@name='leeftijd']")] == [
        str(age) for age in range(5, 15)
    ]
    address = f"/kies?beurt={turn_of(ages)}&leeftijd=9"

    deck = page(client.get(address))
    pictures = deck.xpath("//input[@name='interesse']/@value")
    assert {"zee", "ridders"} <= set(pictures)
    assert len(pictures) >= 8
    assert all(label.text_content().strip() for label in deck.xpath("//li[@class='taste']/label"))
    form = {name: value for name, value in deck.forms[0].form_values() if name != "interesse"}

    five = page(client.get("/kies?" + urlencode([*form.items(), ("interesse", "zee")])))
    shown = found(five)
    assert len(set(shown)) == 5
    assert set(shown) <= shelf.sea

    # "Vijf andere" are others, and the third time the last two of twelve.
    seen = set(shown)
    for _ in range(2):
        more = five.xpath("//a[contains(., 'Vijf andere')]/@href")[0]
        five = page(client.get(more))
        seen |= set(found(five))
    assert seen >= shelf.sea


def test_two_tablets_that_start_together_get_other_books(app: Flask, shelf: Shelf) -> None:
    tablets = [device(app) for _ in range(6)]
    turns = [turn_of(page(tablet.get("/kies"))) for tablet in tablets]

    fives = [
        set(found(page(tablet.get(f"{CHOSEN}&beurt={turn}")))) for tablet, turn in zip(tablets, turns, strict=True)
    ]

    assert len(set(turns)) == 6
    for one, next_to_it in pairwise(fives):
        assert not one & next_to_it
    # A link without a turn is a visit of its own too.
    assert set(found(page(tablets[0].get(CHOSEN)))) != set(found(page(tablets[1].get(CHOSEN))))


def test_what_fits_comes_first_and_the_page_says_what_is_not_there(app: Flask, shelf: Shelf) -> None:
    knights = page(device(app).get("/kies?leeftijd=9&interesse=ridders&klaar=1"))
    assert set(found(knights)[:4]) == shelf.knights
    assert set(found(knights)[4:]) <= shelf.sea
    assert "past ook bij jouw leeftijd" in words(knights)

    space = page(device(app).get("/kies?leeftijd=9&interesse=ruimte&klaar=1"))
    assert len(found(space)) == 5
    assert "Over de ruimte staat er nu niets klaar" in words(space)

    older = page(device(app).get("/kies?leeftijd=14&interesse=zee&klaar=1"))
    assert found(older) == [shelf.late]
    assert not older.xpath("//a[contains(., 'Vijf andere')]")


def test_a_book_that_is_out_is_not_shown_and_a_class_needs_a_copy_for_everybody(app: Flask, shelf: Shelf) -> None:
    world, today = make_world(shelf.session), school_day(utc_now())
    with write_transaction(shelf.session) as session:
        group = add_class(session, world.school_id, "4A", 24)
        title_id = session.scalar(select(Title.id).where(Title.slug == shelf.late))
        days = Period(today, today + timedelta(days=3))
        wish = SetRequest(title_id or 0, group.id, world.school_id, 10, days, "some of them")
        assign_set(session, wish, assigned_by=world.teacher.id, now=utc_now())
    client = device(app)

    assert found(page(client.get("/kies?leeftijd=14&klaar=1"))) == [shelf.late]
    # A teacher who came from the class finds it filled in on the page of the book.
    chosen = page(client.get("/kies?klas=7&leeftijd=14&klaar=1&plaatsen=20"))
    assert found(chosen) == [f"{shelf.late}?klas=7&exemplaren=20"]
    alone = page(client.get("/kies?leeftijd=14&klaar=1&plaatsen=25"))
    assert found(alone) == []
    assert "Hier is nu niets vrij" in words(alone)


def test_what_a_library_puts_in_front_says_why(app: Flask, shelf: Shelf) -> None:
    today = school_day(utc_now())
    with write_transaction(shelf.session) as session:
        add_municipality(session)
        library = Library(slug="bib", name="Bib", nis="13040")
        session.add(library)
        session.flush()
        title_id = session.scalars(select(Title.id).where(Title.slug == shelf.late)).one()
        push = TitlePush(library_id=library.id, title_id=title_id, line="In één avond uit!", created_at=utc_now())
        push.from_day = push.until_day = today
        session.add(push)

    shown = words(page(device(app).get("/kies?leeftijd=14&klaar=1")))

    assert "In de kijker" in shown
    assert "In één avond uit!" in shown


def rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables
    }


def test_nothing_of_a_choice_is_kept(
    app: Flask, shelf: Shelf, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    before = rows(shelf.session)
    shelf.session.rollback()
    caplog.set_level(logging.DEBUG)
    client = device(app)

    for path in ("/kies", "/kies?leeftijd=9", CHOSEN, f"{CHOSEN}&nog=2", "/kies/voorstellingen?leeftijd=9&klaar=1"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "private, no-store"

    assert client.get_cookie("foyer") is None
    assert rows(shelf.session) == before
    said = caplog.text + "".join(capfd.readouterr())
    assert "zee" not in said
    assert "leeftijd" not in said


@pytest.mark.parametrize(
    "query",
    [
        "leeftijd=99&klaar=1",
        "leeftijd=negen",
        "leeftijd=" + "9" * 40,
        "leeftijd=9&klaar=1&beurt=..%2F..&nog=-1&plaatsen=0",
        "leeftijd=9&klaar=1&nog=" + "9" * 19,
        "leeftijd=9&klaar=1&plaatsen=" + "9" * 19,
        "leeftijd=9&klaar=1&interesse=%00&interesse=%3Cscript%3E&waar=%F0%9F%8E%AD",
        "leeftijd=9&klaar=1&" + "&".join(f"interesse=x{number}" for number in range(2_000)),
        "niveau=onbekend&leeftijd=9&klaar=1",
    ],
)
@pytest.mark.parametrize("path", ["/kies", "/kies/voorstellingen"])
def test_what_an_address_can_not_say_was_not_said(app: Flask, shelf: Shelf, path: str, query: str) -> None:
    answer = device(app).get(f"{path}?{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.text


# --- Shows ----------------------------------------------------------------------------------------------------


@pytest.fixture
def season(app: Flask) -> Iterator[World]:
    """Seven shows with a date to come, all with a lighthouse, one of them music; and one that is full."""
    with app.app_context(), make_sessions(db.engine)() as session:
        world = make_world(session)
        soon = utc_now() + timedelta(days=30)
        with write_transaction(session):
            for number in range(5):
                offer = add_offer(session, world.centre_id, description="Vis, zee en een vuurtoren.")
                add_performance(session, offer, capacity=100 + number, starts_at=soon)
            music = add_offer(session, world.centre_id, discipline=Discipline.MUSIC)
            add_performance(session, music, capacity=100, starts_at=soon)
            full = add_offer(session, world.centre_id, description="Zee, zee, zee.")
            add_performance(session, full, capacity=10, starts_at=soon).seats_taken = 10
            reindex_all(session)
        yield world


def test_five_shows_that_have_places_now(app: Flask, season: World) -> None:
    client = device(app)
    ages = page(client.get("/kies/voorstellingen"))
    assert len(ages.xpath("//button[@name='leeftijd']")) == 12
    assert ages.xpath("//select[@name='waar']//option[@value='reg-kempen']")
    assert len(page(client.get("/kies/voorstellingen?leeftijd=9")).xpath("//input[@name='interesse']")) == len(
        INTERESTS
    )

    sea = page(client.get("/kies/voorstellingen?leeftijd=9&interesse=zee&klaar=1"))
    assert len(set(found(sea, "/aanbod/"))) == 5
    assert len(sea.xpath("//p[@class='find__because']")) == 5

    music = page(client.get("/kies/voorstellingen?leeftijd=9&interesse=muziek&klaar=1"))
    assert len(found(music, "/aanbod/")) == 5
    assert len(music.xpath("//p[@class='find__because']")) == 1

    seen = set[str]()
    for again in range(2):
        more = client.get(f"/kies/voorstellingen?beurt=ab-1&leeftijd=9&klaar=1&nog={again}")
        seen |= set(found(page(more), "/aanbod/"))
    assert len(seen) == 7  # Never the one that is full.
    by_level = page(client.get("/kies/voorstellingen?niveau=lager-2&waar=reg-kempen&klaar=1"))
    assert len(found(by_level, "/aanbod/")) == 5
    here, there = (
        page(client.get(f"/kies/voorstellingen?leeftijd=9&waar={where}&interesse=zee&klaar=1"))
        for where in ("reg-kempen", "prv-limburg")
    )
    assert "Kempen" in words(here)
    assert "Hier is nu niets vrij" in words(there)


def test_a_show_that_plays_in_three_houses_is_one_of_the_five(app: Flask, season: World) -> None:
    with app.app_context(), make_sessions(db.engine)() as session, write_transaction(session):
        show = Production(slug="op-tournee", title="Op tournee")
        session.add(show)
        session.flush()
        offers = session.scalars(select(Offer).where(Offer.description.startswith("Vis")).limit(3)).all()
        for offer in offers:
            offer.production_id = show.id
        slugs = {offer.slug for offer in offers}

    five = page(device(app).get("/kies/voorstellingen?leeftijd=9&interesse=zee&klaar=1"))

    seen = set(found(five, "/aanbod/"))
    assert len(seen) == 5
    assert len(seen & slugs) == 1


def test_no_page_of_the_chooser_carries_a_script_in_itself(app: Flask, shelf: Shelf) -> None:
    client: FlaskClient = device(app)
    for path in ("/kies", "/kies?leeftijd=9", CHOSEN):
        text = client.get(path).text
        assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", text)
