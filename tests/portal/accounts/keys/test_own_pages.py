"""Mijn account: what somebody changes about the own account."""

import re
from collections.abc import Callable

import pytest

from portal.accounts.keys.service import TOKENS_MAX
from portal.accounts.queries import Person, person_for_token
from portal.extensions import db
from tests.portal.accounts.keys.conftest import BETTER, PASSWORD, Post
from tests.portal.accounts.keys.doing import is_in, log_in
from tests.portal.desks import Browser

Browsers = Callable[[], Browser]


@pytest.fixture
def desk(teacher: Person, browsers: Browsers) -> Browser:
    desk = browsers()
    log_in(desk, teacher)
    return desk


def test_the_name_in_the_header_leads_to_the_own_account(desk: Browser, teacher: Person) -> None:
    assert 'href="/mijn-account"' in desk.get("/klassen").text
    page = desk.get("/mijn-account").text
    assert teacher.email in page
    assert "Basisschool De Zilverberk" in page
    assert len(re.findall(r' id="', page)) == len(set(re.findall(r' id="([^"]+)"', page))), "ids are there once"


def test_a_name_is_changed_and_an_empty_one_is_not(desk: Browser) -> None:
    assert desk.post("/mijn-account/naam", data={"name": "  An   Peeters-Claes "}).status_code == 303
    assert "An Peeters-Claes" in desk.get("/mijn-account").text
    assert desk.post("/mijn-account/naam", data={"name": "   "}).status_code == 422


def test_a_new_password_asks_the_old_one_and_ends_the_other_sessions(
    desk: Browser, teacher: Person, browsers: Browsers, post: Post
) -> None:
    elsewhere = browsers()
    log_in(elsewhere, teacher)
    new = {"password": BETTER}
    assert desk.post("/mijn-account/wachtwoord", data=new | {"current": "een ander"}).status_code == 422

    assert desk.post("/mijn-account/wachtwoord", data=new | {"current": PASSWORD}).status_code == 303

    assert is_in(desk)
    assert not is_in(elsewhere)
    assert log_in(browsers(), teacher, BETTER).status_code == 303
    assert "Je wachtwoord is veranderd" in post()[-1]


@pytest.mark.parametrize("weak", ["kort", "20262026202620", "Welkom2026!", "an.peeters.26"])
def test_scenario_57_a_weak_password_is_refused_on_the_own_page_too(desk: Browser, weak: str) -> None:
    answer = desk.post("/mijn-account/wachtwoord", data={"current": PASSWORD, "password": weak})

    assert answer.status_code == 422
    assert "Neem" in answer.text
    assert weak not in answer.text


def test_signing_out_everywhere_is_everywhere(desk: Browser, teacher: Person, browsers: Browsers) -> None:
    elsewhere = browsers()
    log_in(elsewhere, teacher)

    answer = desk.post("/mijn-account/overal-afmelden")

    assert answer.status_code == 303
    assert not is_in(desk)
    assert not is_in(elsewhere)


def test_a_key_is_shown_once_and_worth_nothing_after_it_is_taken_back(desk: Browser, teacher: Person) -> None:
    refused = desk.post("/mijn-account/sleutels", data={"program": "boekhouding", "token_password": "een ander"})
    assert refused.status_code == 422
    made = desk.post("/mijn-account/sleutels", data={"program": "boekhouding", "token_password": PASSWORD})
    key = made.text.split("<code>")[1].split("</code>")[0]
    page = desk.get("/mijn-account").text
    assert "boekhouding" in page
    assert key not in page
    assert person_for_token(db.session, key) is not None

    path = page.split('action="/mijn-account/sleutels/')[1].split('"')[0]
    assert desk.post(f"/mijn-account/sleutels/{path}").status_code == 303

    db.session.rollback()
    assert person_for_token(db.session, key) is None
    assert desk.post(f"/mijn-account/sleutels/{path}").status_code == 404


def test_the_letter_of_a_key_says_that_another_password_alone_does_not_stop_it(desk: Browser, post: Post) -> None:
    desk.post("/mijn-account/sleutels", data={"program": "boekhouding", "token_password": PASSWORD})
    desk.post("/mijn-account/wachtwoord", data={"current": PASSWORD, "password": BETTER})

    of_key, of_password = (" ".join(letter.split()) for letter in post())

    assert "trek de sleutel in op je account: een nieuw wachtwoord alleen houdt hem niet tegen" in of_key
    assert "Sleutels voor programma's blijven werken" in of_password


def test_there_are_ten_keys_at_most(desk: Browser) -> None:
    asked = {"program": "e-reader", "token_password": PASSWORD}
    answers = [desk.post("/mijn-account/sleutels", data=asked).status_code for _number in range(TOKENS_MAX + 1)]

    assert answers == [200] * TOKENS_MAX + [409]


def test_scenario_54_another_browser_with_the_cookie_is_nobody(desk: Browser, browsers: Browsers) -> None:
    stolen = desk.get_cookie("foyer")
    assert stolen is not None
    assert is_in(desk)

    elsewhere = browsers()
    elsewhere.set_cookie("foyer", stolen.value)
    answer = elsewhere.get("/klassen", headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/145.0"})

    assert answer.status_code == 303
    assert answer.location.startswith("/aanmelden")
