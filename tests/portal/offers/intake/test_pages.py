"""The import in the browser: look first, then do, and only for one's own house."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Role
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.intake.models import ImportLine, ImportRun
from portal.offers.models import Offer
from tests.portal.booking_world import World, add_centre, add_user, make_world
from tests.portal.desks import Browser, browser_of
from tests.portal.offers.intake.sources import an_event

START = "/centrum/import"


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(db.session)


@pytest.fixture
def editor(app: Flask, world: World) -> Browser:
    with write_transaction(db.session):
        somebody = add_user(db.session, "Nele Maes", Role.EDITOR, centre_id=world.centre_id)
    return browser_of(app, somebody)


def hand_in(browser: Browser, body: bytes, name: str = "seizoen.json") -> Any:
    return browser.post(START, data={"bestand": (io.BytesIO(body), name)}, content_type="multipart/form-data")


def offers() -> int:
    return db.session.scalar(select(func.count()).select_from(Offer)) or 0


EVENTS = json.dumps(
    [an_event(1), an_event(2, calendarType="foobar"), an_event(3, terms=[{"id": ".0.55.0.0.0"}])]
).encode()


def test_a_file_is_looked_at_first_and_then_carried_out(editor: Browser) -> None:
    before = offers()

    looked = hand_in(editor, EVENTS)
    page = editor.get(looked.location)

    assert looked.status_code == 303
    assert offers() == before
    assert "Wat dit bestand zou doen" in page.text
    assert "foobar" in page.text

    done = editor.post(looked.location)
    report = editor.get(done.location)

    assert done.status_code == 303
    assert offers() == before + 2
    assert "Verslag van het inlezen" in report.text
    assert "/aanbod/de-vuurtoren-die-niet-wou-slapen" in report.text


def test_a_second_click_changes_nothing(editor: Browser) -> None:
    address = hand_in(editor, EVENTS).location
    editor.post(address)
    after = offers()

    editor.post(address)

    assert offers() == after


def test_the_same_file_again_says_that_nothing_would_change(editor: Browser) -> None:
    editor.post(hand_in(editor, EVENTS).location)

    page = editor.get(hand_in(editor, EVENTS).location)

    assert "Dit bestand zou niets veranderen." in page.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Dit bestand is leeg."),
        (b"%PDF-1.7", "Dit is geen JSON, CSV of XLSX."),
        (b'[{"label": "x"}]', "Hier staat geen aanbod in"),
        (b"[]", "Hier staat geen enkele rij in."),
        (b"klas;aantal\n4A;24\n", "geen kolom"),
        (b"[" + b" " * 10_000_001, "te groot voor de browser"),
    ],
)
def test_a_file_that_is_nothing_for_us_is_refused_on_the_form(
    editor: Browser, app: Flask, body: bytes, reason: str
) -> None:
    answer = hand_in(editor, body)

    assert answer.status_code == 422
    assert reason in answer.text
    folder = app.extensions["foyer_settings"].data_dir / "imports"
    assert list(folder.iterdir()) == []


def test_no_file_is_said_on_the_form(editor: Browser) -> None:
    answer = editor.post(START, data={})

    assert answer.status_code == 422
    assert "Kies eerst een bestand." in answer.text


def test_the_report_can_be_filtered_and_taken_home(editor: Browser) -> None:
    address = hand_in(editor, EVENTS).location

    refused = editor.get(f"{address}?toon=refused")
    sheet = editor.get(f"{address}.csv")

    assert refused.text.count('data-label="Uitkomst"') == 1
    assert sheet.text.startswith("\ufeffrij;uitkomst;")
    assert "geweigerd" in sheet.text


@pytest.mark.parametrize(("name", "start"), [("sjabloon.csv", b"\xef\xbb\xbfkenmerk;"), ("sjabloon.xlsx", b"PK")])
def test_the_templates_can_be_downloaded_and_handed_in_again(editor: Browser, name: str, start: bytes) -> None:
    template = editor.get(f"{START}/{name}")

    assert template.data.startswith(start)
    assert hand_in(editor, template.data, name).status_code == 303


def test_a_file_that_was_only_looked_at_makes_room_for_the_next(editor: Browser, app: Flask) -> None:
    hand_in(editor, EVENTS)

    hand_in(editor, EVENTS)

    assert db.session.scalar(select(func.count()).select_from(ImportRun)) == 1
    assert db.session.scalar(select(func.count()).select_from(ImportLine)) == 3
    folder = app.extensions["foyer_settings"].data_dir / "imports"
    assert len(list(folder.iterdir())) == 1


def test_a_report_is_for_its_own_house_only(editor: Browser, app: Flask) -> None:
    address = hand_in(editor, EVENTS).location
    with write_transaction(db.session):
        centre, _staff = add_centre(db.session, "Het andere huis")
        stranger = add_user(db.session, "Wout", Role.EDITOR, centre_id=centre.id)
    elsewhere = browser_of(app, stranger)

    assert [elsewhere.get(f"{address}{end}").status_code for end in ("", ".csv")] == [404, 404]
    assert elsewhere.post(address).status_code == 404


def test_who_only_takes_bookings_imports_nothing(app: Flask, world: World) -> None:
    booker = browser_of(app, world.staff)

    assert booker.get(START).status_code == 403
    assert START not in booker.get("/centrum").text
    assert hand_in(booker, EVENTS).status_code == 403


def test_the_tab_stands_beside_the_others_for_who_makes_the_programme(editor: Browser) -> None:
    assert START in editor.get("/centrum").text


def test_a_page_of_a_report_asks_little_of_the_database(editor: Browser, queries: Callable[[], Any]) -> None:
    address = hand_in(editor, EVENTS).location

    with queries() as sent:
        editor.get(address)

    assert len([one for one in sent if one.startswith("SELECT")]) <= 6
