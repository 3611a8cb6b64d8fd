"""Everybody comes in at their own desk, and only there."""

import pytest
from flask.testing import FlaskClient

from portal.accounts.landing import LANDINGS, landing_of
from portal.accounts.models import Centre, Company, Library, Role, School
from portal.accounts.queries import Person
from portal.accounts.service import create_user, give_role, hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.booking_world import make_world

PASSWORD = "vestiaire-2026"
HASH = hash_password(PASSWORD)

DESKS = {
    Role.TEACHER: "/aanbod",
    Role.OFFICE: "/school",
    Role.EDITOR: "/centrum",
    Role.BOOKER: "/centrum",
    Role.DOOR: "/centrum",
    Role.CENTRE_ADMIN: "/centrum",
    Role.AUTHOR: "/gezelschap",
    Role.LIBRARY: "/bibliotheek",
    Role.ADMIN: "/beheer",
}


@pytest.fixture
def houses(app) -> dict[str, str]:
    """The slug of a house of each kind."""
    world = make_world(db.session)
    with write_transaction(db.session) as session:
        session.add(Company(slug="kartonnen-maan", name="Kartonnen Maan"))
        session.add(Library(slug="de-leesboom", name="Bibliotheek De Leesboom", nis="13040"))
        session.flush()
        return {
            "school": session.get(School, world.school_id).slug,
            "centre": session.get(Centre, world.centre_id).slug,
            "company": "kartonnen-maan",
            "library": "de-leesboom",
        }


def kind_of(role: Role) -> str | None:
    if role in (Role.TEACHER, Role.OFFICE):
        return "school"
    return {Role.AUTHOR: "company", Role.LIBRARY: "library", Role.ADMIN: None}.get(role, "centre")


def an_account(houses: dict[str, str], role: Role) -> str:
    email = f"{role.value}@demo.example"
    with write_transaction(db.session) as session:
        user = create_user(session, email=email, name=role.value, password_hash=HASH, now=utc_now())
        kind = kind_of(role)
        give_role(session, user, role, None if kind is None else (kind, houses[kind]))
    return email


def log_in(client: FlaskClient, email: str, **more: str):
    return client.post("/aanmelden", data={"email": email, "password": PASSWORD, **more})


@pytest.mark.parametrize("role", list(Role))
def test_after_the_login_everybody_is_at_their_own_desk(client, houses, role):
    email = an_account(houses, role)

    answer = log_in(client, email)

    assert (answer.status_code, answer.location) == (303, DESKS[role])
    assert client.get(DESKS[role]).status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_shows_the_own_doors_and_no_other(client, houses, role):
    log_in(client, an_account(houses, role))

    text = client.get("/boeken").text

    own = {DESKS[role]} | ({"/klassen", "/boekingen"} if kind_of(role) == "school" else set())
    for door in {"/klassen", "/boekingen", "/centrum", "/gezelschap", "/bibliotheek", "/beheer"}:
        menu = text.partition('id="menu"')[2].partition("</nav>")[0]
        assert (f'<a href="{door}"' in menu) is (door in own), door


@pytest.mark.parametrize("role", list(Role))
def test_a_desk_is_closed_to_every_other_role(client, houses, role):
    log_in(client, an_account(houses, role))

    for other, desk in DESKS.items():
        if desk != "/aanbod" and kind_of(other) != kind_of(role):
            assert client.get(desk).status_code == 403, desk


@pytest.mark.parametrize("desk", ["/gezelschap", "/bibliotheek", "/bibliotheek/toevoegen", "/beheer"])
def test_a_stranger_is_sent_to_the_login_and_then_on(client, houses, desk):
    answer = client.get(desk)

    assert (answer.status_code, answer.location) == (303, f"/aanmelden?volgende={desk}")


def test_who_was_on_the_way_to_a_page_gets_there(client, houses):
    email = an_account(houses, Role.AUTHOR)

    assert log_in(client, email, volgende="/aanbod?text=zee").location == "/aanbod?text=zee"


def test_who_is_signed_in_already_goes_to_the_desk_too(client, houses):
    log_in(client, an_account(houses, Role.LIBRARY))

    assert client.get("/aanmelden").location == "/bibliotheek"
    assert client.get("/aanmelden?volgende=/boeken").location == "/boeken"


def test_every_role_has_a_landing_and_somebody_without_a_role_the_home_page():
    assert LANDINGS == DESKS
    assert landing_of(Person(1, "wie@demo.example", "Wie", "", ())) == "/"
