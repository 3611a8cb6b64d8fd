"""Mijn gegevens: to take along, and to erase."""

import io
import json
import zipfile

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.accounts.keys.service import rename
from portal.accounts.models import User
from portal.accounts.privacy.erasing import is_erased
from portal.accounts.privacy.export import own_data
from portal.accounts.privacy.held import SECRET as HIDDEN
from portal.accounts.service import create_token, hash_password
from portal.bookings.service import book_seats
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.models import BankFile
from tests.portal.accounts.people.houses_of_people import Browser, as_somebody, make_town
from tests.portal.booking_world import MONDAY, a_group, a_request, make_world

PASSWORD = "vlonder kastanje orgel"


@pytest.fixture
def town(app: Flask):
    app.test_client_class = Browser
    town = make_town(db.session)
    with write_transaction(db.session):
        db.session.execute(update(User).values(password_hash=hash_password(PASSWORD)))
    return town


def test_the_zip_holds_everything_in_json_and_says_in_dutch_what_it_is(app: Flask, town):
    answer = as_somebody(app, town.teacher.id).post("/mijn-account/gegevens/download")

    assert answer.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as files:
        told = json.loads(files.read("gegevens.json"))
        read_me = files.read("LEESMIJ.txt").decode()
    assert told["account"]["e-mailadres"] == town.teacher.email
    assert told["rollen"] == ["leerkracht"]
    assert told["huizen"] == {"school": ["Basisschool De Zilverberk"]}
    assert "An Peeters" in read_me
    assert "Gegevensbeschermingsautoriteit" in read_me


def test_own_data_are_the_own_and_open_nothing(session):
    world = make_world(session)
    with write_transaction(session):
        mine = book_seats(session, a_request(world, a_group("4A", 20)), now=MONDAY).booking.reference
        token = create_token(session, world.teacher.id, now=MONDAY)

    told = own_data(session, world.teacher.id, now=MONDAY)

    assert [row["reference"] for row in told["boekingen die je maakte"]] == [mine]
    assert [row["actor_name"] for row in told["regels in het logboek"]] == [world.teacher.name]
    assert len(told["sleutels voor programma's"]) == 1
    said = json.dumps(told)
    assert token not in said
    assert "stamp" not in said
    assert not [name for name in HIDDEN if f'"{name}"' in said]
    assert own_data(session, world.staff.id, now=MONDAY)["boekingen die je maakte"] == []


def test_who_takes_the_name_of_somebody_else_is_told_nothing_of_that_house(session):
    """Tables that hold a name and no account: a bank file is not of everybody who is called like the bookkeeper."""
    world = make_world(session)
    with write_transaction(session):
        counts = dict.fromkeys(("statements", "fresh", "known", "matched", "debits"), 0)
        facts = {"centre_id": world.centre_id, "name": "maart-geheim.xml", "digest": "d", "at": MONDAY}
        session.add(BankFile(actor_name=world.staff.name, **facts, **counts))
        rename(session, world.teacher.id, world.staff.name)

    told = own_data(session, world.teacher.id, now=MONDAY)

    assert told["op naam in bank_file, actor_name"] == 1
    assert "maart-geheim" not in json.dumps(told)


def test_own_data_hold_no_code_that_opens_a_visit_or_a_draw(session):
    world = make_world(session)
    with write_transaction(session):
        book_seats(session, a_request(world, a_group("4A", 20)), now=MONDAY)

    (booking,) = own_data(session, world.teacher.id, now=MONDAY)["boekingen die je maakte"]

    assert not {"visit_code", "code", "secret", "token"} & set(booking)
    assert {"secret", "code"} <= HIDDEN  # Of a draw before it is told, of a class set.


def test_an_account_is_erased_with_the_password_and_a_tick(app: Flask, town):
    teacher = as_somebody(app, town.teacher.id)
    here = "/mijn-account/gegevens/wissen"
    for typed in ({}, {"password": PASSWORD}, {"password": "iets anders", "sure": "y"}):
        assert teacher.post(here, data=typed).status_code == 422
    assert not is_erased(db.session, town.teacher.id)

    answer = teacher.post(here, data={"password": PASSWORD, "sure": "y"})

    assert answer.location == "/"
    assert is_erased(db.session, town.teacher.id)
    assert teacher.get("/klassen").location.startswith("/aanmelden")


def test_every_open_log_in_of_an_erased_account_ends(app: Flask, town):
    here, there = as_somebody(app, town.teacher.id), as_somebody(app, town.teacher.id)

    here.post("/mijn-account/gegevens/wissen", data={"password": PASSWORD, "sure": "y"})

    assert there.get("/klassen").location.startswith("/aanmelden")


def test_who_is_the_last_is_told_and_the_last_admin_kept(app: Flask, town):
    office, admin = as_somebody(app, town.office.id), as_somebody(app, town.admin.id)

    assert (
        "Niemand anders laat collega's toe bij Basisschool De Zilverberk" in office.get("/mijn-account/gegevens").text
    )
    page = admin.post("/mijn-account/gegevens/wissen", data={"password": PASSWORD, "sure": "y"})

    assert page.status_code == 422
    assert "Jij bent de enige die Foyer beheert" in page.text
    assert db.session.scalar(select(User.id).where(User.id == town.admin.id)) is not None
