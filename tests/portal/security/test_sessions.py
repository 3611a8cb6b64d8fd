"""Logging in and out: what a cookie is worth, and when it is worth nothing any more."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts import service
from portal.accounts.models import User
from portal.accounts.session import SEEN, SINCE
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.security.town import PASSWORD, Town, give_password


@pytest.fixture
def email(town: Town) -> str:
    return give_password(town, "teacher")


def log_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/aanmelden", data={"email": email, "password": password} | more)


def cookie_of(client: FlaskClient) -> str | None:
    found = client.get_cookie("foyer")
    return found.value if found else None


def is_in(client: FlaskClient) -> bool:
    return client.get("/klassen").status_code == 200


def test_the_cookie_changes_at_the_log_in_and_keeps_nothing_of_before(town: Town, email: str) -> None:
    client = town.client()
    with client.session_transaction() as planted:
        planted["csrf_token"] = "van een vreemde"
        planted["iets"] = "anders"
    before = cookie_of(client)

    assert log_in(client, email).status_code == 303

    assert cookie_of(client) != before
    with client.session_transaction() as kept:
        assert "iets" not in kept
        assert kept.get("csrf_token") != "van een vreemde"
    assert is_in(client)


def test_after_logging_out_the_browser_is_nobody(town: Town, email: str) -> None:
    client = town.client()
    log_in(client, email)

    assert client.post("/afmelden").status_code == 303

    assert not is_in(client)
    with client.session_transaction() as kept:
        assert "_user_id" not in kept


def test_a_new_stamp_ends_all_sessions_of_an_account_at_once(town: Town, email: str) -> None:
    desk, board = town.client(), town.client()
    for client in (desk, board):
        log_in(client, email)
        assert is_in(client)

    with town.app.app_context(), write_transaction(db.session):
        db.session.get_one(User, town.people["teacher"].id).session_stamp = "anders"

    assert not is_in(desk)
    assert not is_in(board)


def test_an_account_that_is_closed_is_out_at_once_and_so_are_its_tokens(town: Town, email: str) -> None:
    client = town.client("teacher")
    with town.app.app_context(), write_transaction(db.session):
        db.session.get_one(User, town.people["teacher"].id).is_active = False

    assert not is_in(client)
    assert client.get("/api/v1/bookings", headers=town.bearer("teacher")).status_code == 401
    assert log_in(town.client(), email).status_code == 422


@pytest.mark.parametrize(
    ("mark", "age"), [(SINCE, timedelta(hours=12, minutes=1)), (SEEN, timedelta(hours=3, minutes=1))]
)
def test_an_old_cookie_is_worth_nothing(town: Town, mark: str, age: timedelta) -> None:
    client = town.client("teacher")
    with client.session_transaction() as cookie:
        cookie[mark] = int((utc_now() - age).timestamp())

    assert not is_in(client)


@pytest.mark.parametrize("forged", ["", ".", "eyJfdXNlcl9pZCI6IjE6c3RhbXAifQ.x.y", "x" * 4_000, "\x01"])
def test_a_cookie_that_we_did_not_sign_is_no_cookie(town: Town, forged: str) -> None:
    client = town.client()
    client.set_cookie("foyer", forged)

    assert client.get("/klassen").status_code == 303


@pytest.mark.parametrize("user_id", ["", "x", "1", "1:", "²:stamp", f"{9**30}:stamp", 1, None])
def test_a_signed_cookie_of_an_older_build_is_nobody(town: Town, user_id: object) -> None:
    client = town.client("teacher")
    with client.session_transaction() as cookie:
        cookie["_user_id"] = user_id

    assert client.get("/klassen").status_code == 303


def test_known_and_unknown_addresses_cost_one_hash_each_and_read_alike(
    town: Town, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By counting, since a clock in a test would lie."""
    checked: list[str] = []
    real = service.is_password

    def counted(stored: str, password: str) -> bool:
        checked.append(stored)
        return real(stored, password)

    monkeypatch.setattr(service, "is_password", counted)
    pages = []
    for address in (email, "niemand@voorbeeld.example", town.people["staff"].email):
        answer = log_in(town.client(), address, "fout")
        assert answer.status_code == 422
        pages.append(re.sub(r'(?s)name="csrf_token".*?>', "", answer.text.replace(address, "")))
        assert len(checked) == len(pages)

    known, unknown, without_password = pages
    assert known == unknown == without_password
    # The decoy is a real hash with the same cost, not something that fails at once.
    assert checked[1].split("$")[:4] == checked[0].split("$")[:4]


ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//[",
    "http://[::1",
    "evil.example",
    " //evil.example",
    "/%09/evil.example\r\nSet-Cookie: a=b",
    "\u2028//evil.example",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site_after_the_log_in(town: Town, email: str, target: str) -> None:
    fresh, known = town.client(), town.client("teacher")
    form = fresh.get("/aanmelden", query_string={"volgende": target})
    assert form.status_code == 200
    assert "evil.example" not in form.text

    for answer in (
        log_in(fresh, email, volgende=target),
        known.get("/aanmelden", query_string={"volgende": target}),
    ):
        assert answer.status_code == 303
        assert answer.location.startswith("/")
        assert not answer.location.startswith(("//", "/\\"))
        assert "evil.example" not in answer.location


@pytest.mark.parametrize("referrer", ["http://[", "https://evil.example/x", "//evil.example", "\xff", "/boekingen"])
def test_the_page_that_sent_a_form_is_never_one_elsewhere(town: Town, referrer: str) -> None:
    answer = town.client().post("/klassen", data={}, headers={"Referer": referrer})

    assert answer.status_code == 303
    assert answer.location.startswith("/aanmelden?volgende=/")
    assert "evil" not in answer.location


HOSTS = ("evil.example", "evil.example:99999", "localhost@evil.example", "a b", "[", "é.example", "x" * 300, "")


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_that_a_browser_names_stands_nowhere(town: Town, host: str) -> None:
    """Links that leave the page (letters, calendar, QR) come from the settings; redirects are paths."""
    client = town.client("teacher")
    reference, code = town.near["reference"], town.near["set_code"]
    for path in (
        "/",
        "/aanmelden",
        f"/boekingen/{reference}",
        f"/boekingen/{reference}.ics",
        f"/klas/{code}/lees",
        "/x",
    ):
        answer = client.get(path, headers={"Host": host, "X-Forwarded-Host": host or "evil.example"})
        assert answer.status_code < 500, path
        assert answer.headers.get("Location", "/").startswith("/")
        assert "evil.example" not in answer.text
        assert "evil.example" not in str(answer.headers)
