"""Who gets which feed: a class's reader, an account, anybody; and what a guesser learns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.lending.service import return_set
from portal.library.models import Animal, ClassSet, Reader
from portal.library.opds.access import read_password
from portal.library.reading.service import renew_pin
from portal.library.together.service import Asked, answer, ask
from tests.portal.conftest import some_settings
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, join, today
from tests.portal.library.opds.feed_readers import (
    EPUB_BYTES,
    LIBRARIAN,
    TEACHER,
    add_open_title,
    add_title,
    atom,
    basic,
    found,
    furnish_for_readers,
    link,
    names,
    no_cookie,
    opds2,
    pupil,
    rels,
)
from tests.portal.quick import quick_app
from tests.portal.tables import make_tables


@pytest.fixture
def made(app: Flask, house: Session, place: Place) -> ClassSet:
    """A set that is read now, with a fox in it."""
    made = a_set(house, place, first=-2)
    join(device(app), made.code, "vos")
    return made


@pytest.mark.parametrize(
    ("words", "animal", "pictures"),
    [
        ("vos ster maan zon", Animal.VOS, ("ster", "maan", "zon")),
        ("Vos, Ster-Maan-Zon", Animal.VOS, ("ster", "maan", "zon")),
        ("pinguïn/hart/hart/kroon", Animal.PINGUIN, ("hart", "hart", "kroon")),
        ("vos ster maan", None, ()),
        ("vos ster maan zon vis", None, ()),
        ("vos ster maan draak", None, ()),
        ("draak ster maan zon", None, ()),
        ("vosstermaanzon", None, ()),
        ("", None, ()),
        ("\U0001f98a ★ ☾ ☀", None, ()),
    ],
)
def test_a_picture_pin_is_typed_as_words(words: str, animal: Animal | None, pictures: tuple[str, ...]) -> None:
    assert read_password(words) == (animal, pictures)


def test_a_class_reader_sees_the_book_of_the_class_and_no_other(
    client: FlaskClient, house: Session, made: ClassSet
) -> None:
    add_open_title(house)

    for path in ("plank", "titels", "titels?query=zee", "titels?meenemen=1"):
        seen = names(opds2(client, path, pupil(made)))
        assert seen == ([] if "?" in path else ["Jits"]), path
        entries = found(atom(client, path, pupil(made)), "a:entry[a:link[contains(@rel, 'acquisition')]]/a:title")
        assert [entry.text for entry in entries] == seen, path
    start = opds2(client, "", pupil(made))
    assert [names(group) for group in start["groups"]] == [["Jits"]]
    ways = [one["title"] for one in start["navigation"]]
    assert ways == ["Mijn plank", "Alle boeken", "Nieuw op de plank", "Om mee te nemen"]
    for path in ("/opds/2.0/titels/de-zee", "/opds/omslag/de-zee/200.jpg", "/boeken/de-zee/boek.epub"):
        assert client.get(path).status_code == 200, path
        assert client.get(path, headers=pupil(made)).status_code == 404, path


def test_a_class_reader_reads_on_the_page_of_the_class_until_midnight_of_the_last_day(
    client: FlaskClient, made: ClassSet
) -> None:
    (book,) = opds2(client, "plank", pupil(made))["publications"]

    way = link(book, "http://opds-spec.org/acquisition")
    when = way["properties"]["availability"]
    assert (way["href"], way["type"]) == (f"http://127.0.0.1:8000/klas/{made.code}", "text/html")
    assert when["state"] == "available"
    first, last = (datetime.fromisoformat(when[name]) for name in ("since", "until"))
    assert (first.date(), last.date()) == (made.from_day, made.until_day + timedelta(days=1))
    assert first.utcoffset() in {timedelta(hours=1), timedelta(hours=2)}
    assert (last.hour, last.minute) == (0, 0)
    assert "http://opds-spec.org/acquisition/borrow" not in rels(book)


@pytest.mark.parametrize("why", ["over", "given-back", "taken-back"])
def test_when_the_curtain_is_down_the_shelf_of_the_class_is_empty(
    client: FlaskClient, house: Session, made: ClassSet, why: str
) -> None:
    with write_transaction(house):
        if why == "over":
            made.from_day, made.until_day = today() - timedelta(days=9), today() - timedelta(days=1)
        elif why == "given-back":
            return_set(house, made, now=utc_now() - timedelta(days=1))
        else:
            made.revoked_at = utc_now()

    feed = opds2(client, "plank", pupil(made))

    assert "publications" not in feed
    assert feed["navigation"][0]["href"].endswith(f"/klas/{made.code}")
    for path in ("/opds/2.0/titels/jits", "/opds/omslag/jits/200.jpg"):
        assert client.get(path, headers=pupil(made)).status_code == 404


def test_another_class_s_code_does_not_go_with_this_animal(
    client: FlaskClient, app: Flask, house: Session, place: Place, made: ClassSet
) -> None:
    other = a_set(house, place, group=1)

    assert client.get("/opds/2.0/plank", headers=pupil(other)).status_code == 401


def test_who_only_reads_on_an_e_reader_uses_the_account_too(
    client: FlaskClient, house: Session, place: Place
) -> None:
    """Otherwise it would be erased as one that nobody uses."""
    long_ago = school_day(utc_now()) - timedelta(days=729)
    with write_transaction(house):
        house.execute(update(User).values(last_used_on=long_ago, warned_on=long_ago))

    assert client.get("/opds/2.0/plank", headers=TEACHER).status_code == 200

    house.expire_all()
    teacher = house.get_one(User, place.teacher)
    assert (teacher.last_used_on, teacher.warned_on) == (school_day(utc_now()), None)


def test_whoever_left_or_chooses_again_is_not_let_in(client: FlaskClient, house: Session, made: ClassSet) -> None:
    assert client.get("/opds/2.0/plank", headers=pupil(made)).status_code == 200

    with write_transaction(house):
        renew_pin(house, made, Animal.VOS)
    assert client.get("/opds/2.0/plank", headers=pupil(made)).status_code == 401

    with write_transaction(house):
        reader = house.query(Reader).one()
        reader.left_at = utc_now()
    assert client.get("/opds/2.0/plank", headers=pupil(made)).status_code == 401


def test_a_code_is_typed_as_on_the_page(client: FlaskClient, made: ClassSet) -> None:
    typed = basic(f" {made.code[:3]} {made.code[3:].lower()}", "VOS  ster-maan-vis")

    assert names(opds2(client, "plank", typed)) == ["Jits"]


def test_a_teacher_s_shelf_has_the_sets_of_the_school_and_of_no_other(
    client: FlaskClient, house: Session, place: Place, made: ClassSet
) -> None:
    later = a_set(house, place, copies=3, first=20, last=30, group=1)
    a_set(house, place, copies=3, group=2)
    a_set(house, place, copies=3, first=-9, last=-3, group=1)

    feed = opds2(client, "plank", TEACHER)

    assert names(feed) == ["Jits (4A)", "Jits (4B)"]
    now, then = (link(book, "http://opds-spec.org/acquisition") for book in feed["publications"])
    assert now["href"].endswith(f"/klassets/{made.id}")
    assert now["properties"]["availability"]["state"] == "available"
    # A future `since` is refused by some clients: not yet, and until when not.
    waits = then["properties"]["availability"]
    assert waits["state"] == "unavailable"
    assert datetime.fromisoformat(waits["until"]).date() == later.from_day
    assert "since" not in waits
    assert len({book["metadata"]["identifier"] for book in feed["publications"]}) == 2


def test_a_library_s_shelf_has_its_own_and_the_shared_titles(
    client: FlaskClient, house: Session, place: Place
) -> None:
    add_title(house, "Van allen")
    add_title(house, "Van ver", library_id=2)

    assert names(opds2(client, "plank", LIBRARIAN)) == ["Jits", "Van allen"]
    assert names(opds2(client, "titels", LIBRARIAN)) == ["Jits", "Van allen", "Van ver"]


STRANGERS = [
    None,
    basic("leraar@demo.example", "een ander wachtwoord"),
    basic("niemand@demo.example", "een ander wachtwoord"),
    basic("BBBBBBB", "vos ster maan vis"),
    basic("", ""),
    basic("leraar@demo.example", "x" * 5000),
    {"Authorization": "Bearer foyer_x"},
    {"Authorization": "Basic onzin!"},
    {"Authorization": "vos"},
]


def test_who_is_not_let_in_gets_the_same_answer_whatever_was_wrong(client: FlaskClient, place: Place) -> None:
    document = client.get("/opds/aanmelden").data

    for who in STRANGERS:
        answer = client.get("/opds/1.2/plank", headers=who)
        assert answer.status_code == 401, who
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="Foyer", charset="UTF-8"'
        assert answer.content_type == "application/vnd.opds.authentication.v1.0+json"
        assert answer.data == document
        assert [one.rpartition("type=")[2] for one in answer.headers.getlist("Link")] == [
            '"application/vnd.opds.authentication.v1.0+json"',
            '"application/opds-authentication+json"',
        ]
        assert no_cookie(answer)


def test_a_wrong_password_is_refused_at_open_feeds_too(client: FlaskClient, place: Place) -> None:
    """Or an app would keep it, and its reader would look for what is not there."""
    assert client.get("/opds/2.0/", headers=basic("leraar@demo.example", "fout")).status_code == 401


def test_the_authentication_document_says_what_to_type(client: FlaskClient) -> None:
    document = client.get("/opds/aanmelden").json

    assert document["id"] == "http://127.0.0.1:8000/opds/aanmelden"
    (flow,) = document["authentication"]
    assert flow["type"] == "http://opds-spec.org/auth/basic"
    assert flow["labels"] == {
        "login": "Klascode (of e-mailadres)",
        "password": "Dier en prentjes (of wachtwoord)",
    }
    assert link(document, "http://opds-spec.org/shelf")["href"].endswith("/opds/2.0/plank")


def test_no_feed_looks_at_a_cookie_or_sets_one(
    app: Flask, client: FlaskClient, house: Session, made: ClassSet
) -> None:
    tablet = device(app)
    join(tablet, made.code, "das")
    assert tablet.get("/opds/2.0/plank").status_code == 401

    for path in ("/opds/2.0/", "/opds/1.2/titels", "/opds/2.0/plank", "/opds/omslag/jits/200.jpg", "/opds/aanmelden"):
        answer = client.get(path, headers=pupil(made))
        assert no_cookie(answer), path
        if path != "/opds/omslag/jits/200.jpg":
            assert answer.headers["Cache-Control"] == "private, no-store", path


def test_no_feed_tells_what_a_class_is_asked_or_answers(client: FlaskClient, house: Session, made: ClassSet) -> None:
    reader = house.scalars(select(Reader).where(Reader.class_set_id == made.id)).first()
    assert reader is not None
    with write_transaction(house):
        question = ask(house, made.id, Asked(1, "Waarom slaapt de lamp?", ("ja, stil", "nee, luid")), now=utc_now())
        answer(house, reader.id, question.id, "nee, luid")

    for path in ("", "titels", "plank", "titels?query=lamp"):
        for version in ("1.2", "2.0"):
            for who in (pupil(made), TEACHER, None):
                told = client.get(f"/opds/{version}/{path}", headers=who).text
                assert not [word for word in ("slaapt de lamp", "ja, stil", "nee, luid") if word in told], path


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Flask]:
    """A portal that counts wrong guesses."""
    app = quick_app(some_settings(tmp_path), testing=False)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        make_tables(db.engine)
        yield app
        db.engine.dispose()


def test_wrong_pictures_count_with_those_of_the_page_and_stop_the_right_ones_too(guarded: Flask) -> None:
    made = a_set(db.session, furnish_for_readers(db.session))
    page, client = device(guarded), guarded.test_client()
    assert join(page, made.code, "vos").status_code == 303
    for _ in range(5):
        assert join(page, made.code, "vos", ("zon", "zon", "zon")).status_code == 422
    for _ in range(5):
        assert client.get("/opds/2.0/plank", headers=pupil(made, "vos zon zon zon")).status_code == 401

    answer = client.get("/opds/2.0/plank", headers=pupil(made))

    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert join(page, made.code, "vos").status_code == 429


def test_guessing_at_codes_and_accounts_ends(guarded: Flask) -> None:
    client = guarded.test_client()

    for who in (basic("BBBBBBB", "vos ster maan vis"), basic("niemand@demo.example", "fout")):
        answers = [client.get("/opds/2.0/plank", headers=who).status_code for _ in range(21)]
        assert answers == [401] * 20 + [429]


def test_a_downloaded_book_is_the_file_and_continues_where_it_broke_off(
    client: FlaskClient, house: Session, place: Place
) -> None:
    add_open_title(house, 'Een "zee": van/licht', slug="zee", author="Ånne \u202e de Wit\n")

    answer = client.get("/boeken/zee/boek.epub")

    assert answer.data == EPUB_BYTES
    assert answer.content_type == "application/epub+zip"
    called = unquote(answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])
    assert called == "Een zee van licht - Ånne de Wit.epub"
    part = client.get("/boeken/zee/boek.epub", headers={"Range": "bytes=5-"})
    assert (part.status_code, part.data) == (206, EPUB_BYTES[5:])
    again = client.get("/boeken/zee/boek.epub", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_only_what_may_be_taken_along_can_be(client: FlaskClient, house: Session, place: Place) -> None:
    over = add_open_title(house, "Voorbij", lot={"copies": 5, "until_day": today() - timedelta(days=1)})
    gone = add_open_title(house, "Weg")
    with write_transaction(house):
        gone.withdrawn_at = utc_now()

    for slug in ("jits", over.slug, gone.slug, "nergens"):
        assert client.get(f"/boeken/{slug}/boek.epub").status_code == 404, slug
    assert names(opds2(client, "titels?meenemen=1")) == []
    shown = opds2(client, "titels")
    assert names(shown) == ["Jits", "Voorbij"]
    assert "http://opds-spec.org/acquisition/open-access" not in rels(shown["publications"][1])
