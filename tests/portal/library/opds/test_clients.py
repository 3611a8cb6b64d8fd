"""The feeds as programs read them that others wrote: Palace's models (2.0) and feedparser (1.2).

Palace's need Python 3.12, and an older python-dateutil than the portal runs with, so they are no dependency:
`uv run --isolated --python 3.12 --with palace-opds pytest -n 0 tests/portal/library/opds/test_clients.py`.
"""

from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.library.models import Title
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, join
from tests.portal.library.opds.feed_readers import LIBRARIAN, TEACHER, add_open_title, add_title, pupil, put_in_front

HOSTILE = '<script>alert(1)</script> & "x" ]]>\x07'
PAGES = (
    "",
    "titels",
    "titels?query=nergens",
    "titels?query=zee&taal=en",
    "titels?orde=nieuw&pagina=2",
    "titels?kijker=1",
    "plank",
)


@pytest.fixture
def everybody(client: FlaskClient, house: Session, place: Place) -> dict[str, dict[str, str] | None]:
    """A shelf of two pages with all that a title can be, and who asks for it."""
    add_open_title(house, themes="zee, licht", language="en")
    add_title(house, HOSTILE, slug="hostile", themes="a&b, <b>", language='"><x', summary="<img onerror=1>", lot=None)
    for number in range(45):
        add_title(house, f"Boek {number:02}", themes="zee", lot={"copies": number} if number else None)
    put_in_front(house, house.get_one(Title, place.title))
    made = a_set(house, place, copies=30, first=-1)
    a_set(house, place, copies=5, first=20, last=30, group=1)
    join(device(client.application), made.code, "vos")
    return {"anybody": None, "pupil": pupil(made), "teacher": TEACHER, "library": LIBRARIAN}


def test_palace_reads_every_feed(client: FlaskClient, everybody: dict[str, Any]) -> None:
    opds2 = pytest.importorskip("palace.opds.opds2", reason="palace-opds is not installed")
    documents = pytest.importorskip("palace.opds.authentication.document")

    for name, who in everybody.items():
        for path in PAGES if who else PAGES[:-1]:
            feed = opds2.Feed.model_validate_json(client.get(f"/opds/2.0/{path}", headers=who).data)
            assert feed.links.get(rel="self").href.startswith("http://127.0.0.1:8000/opds/2.0/"), (name, path)
            for book in feed.publications:
                alone = client.get(book.links.get(rel="self").href.removeprefix("http://127.0.0.1:8000"), headers=who)
                assert opds2.Publication.model_validate_json(alone.data).metadata.title

    shelf = opds2.Feed.model_validate_json(client.get("/opds/2.0/plank", headers=everybody["pupil"]).data)
    way = shelf.publications[0].links.get(rel="http://opds-spec.org/acquisition")
    assert way.properties.availability.available
    listed = opds2.Feed.model_validate_json(client.get("/opds/2.0/titels?query=jits").data)
    borrow = listed.publications[0].links.get(rel="http://opds-spec.org/acquisition/borrow")
    assert (borrow.properties.copies.total, borrow.properties.copies.available) == (30, 0)
    document = documents.AuthenticationDocument.model_validate_json(client.get("/opds/2.0/plank").data)
    assert document.by_type("http://opds-spec.org/auth/basic").labels.login.startswith("Klascode")


def test_feedparser_reads_every_feed_without_a_complaint(client: FlaskClient, everybody: dict[str, Any]) -> None:
    for name, who in everybody.items():
        for path in PAGES if who else PAGES[:-1]:
            feed = feedparser.parse(client.get(f"/opds/1.2/{path}", headers=who).data)
            assert (feed.version, feed.bozo) == ("atom10", False), (name, path, feed.get("bozo_exception"))
            assert feed.feed.title

    start = feedparser.parse(client.get("/opds/1.2/").data).entries[0]
    assert (start.title, start.links[0].rel) == ("In de kijker", "http://opds-spec.org/featured")
    sea = feedparser.parse(client.get("/opds/1.2/titels?query=zee&taal=en").data).entries[0]
    assert (sea.title, sea.author) == ("De zee", "Foyer")
    ways = {one.rel: one for one in sea.links}
    assert ways["http://opds-spec.org/acquisition/open-access"].type == "application/epub+zip"
    assert ways["http://opds-spec.org/image"].type == "image/jpeg"
    hostile = feedparser.parse(client.get("/opds/1.2/titels?query=script").data).entries[0]
    assert hostile.title == HOSTILE.replace("\x07", "")
    assert hostile.title_detail.type == "text/plain"
