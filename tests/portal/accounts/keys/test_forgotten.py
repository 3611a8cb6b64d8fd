"""A forgotten password: a link by mail that works once and tells nobody who has an account."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.accounts import service as accounts
from portal.accounts.keys.models import PasswordAsk
from portal.accounts.keys.service import reset_link, reset_password
from portal.accounts.models import User
from portal.accounts.queries import Person
from portal.db import make_sessions, write_transaction
from portal.extensions import db
from portal.outbox.models import Message
from tests.portal.accounts.keys.conftest import BETTER, PASSWORD, Post, Wall
from tests.portal.accounts.keys.doing import is_in, link_in, log_in, own_code, turn_on
from tests.portal.at_once import at_once
from tests.portal.booking_world import MONDAY, add_municipality, add_school
from tests.portal.desks import Browser

Browsers = Callable[[], Browser]
NOBODY = "niemand@voorbeeld.example"


def ask(browser: Browser, email: str) -> tuple[int, str]:
    """The answer to a request, and the page that it leads to."""
    answer = browser.post("/wachtwoord-vergeten", data={"email": email})
    page = browser.get(answer.location) if answer.location else answer
    return answer.status_code, re.sub(r'name="csrf_token".*?>', "", page.text)


def a_link(browsers: Browsers, somebody: Person, post: Post) -> str:
    ask(browsers(), somebody.email)
    return link_in(post()[-1])


def choose(browser: Browser, link: str, password: str = BETTER, **more: str) -> int:
    """Open a link and choose a password; the status of the answer."""
    browser.get(link, follow_redirects=True)
    return browser.post("/nieuw-wachtwoord", data={"password": password} | more).status_code


def test_scenario_56_known_and_unknown_addresses_are_answered_the_same(
    teacher: Person, browsers: Browsers, post: Post, queries: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(accounts, "is_password", lambda stored, _password: hashed.append(stored) or False)
    answers, costs = [], []
    for email in (teacher.email, NOBODY):
        with queries() as sent:  # type: ignore[attr-defined]
            answers.append(ask(browsers(), email))
        costs.append(len(sent))

    assert answers[0] == answers[1]
    assert answers[0][0] == 303
    assert costs[0] == costs[1], "the same statements, so no clock tells them apart"
    assert hashed == []
    assert len(post()) == 1, "nobody is written to at an address of nobody"


def test_scenario_56_a_second_request_soon_is_refused_the_same_for_both(
    teacher: Person, browsers: Browsers, post: Post, wall: Wall
) -> None:
    again = []
    for email in (teacher.email, NOBODY):
        ask(browsers(), email)
        wall.passes(minutes=4)
        again.append(ask(browsers(), f" {email.upper()} "))
        wall.passes(minutes=-4)

    assert again[0] == again[1]
    assert again[0][0] == 429
    assert "vijf minuten" in again[0][1]
    assert len(post()) == 1

    wall.passes(minutes=5, seconds=1)
    assert ask(browsers(), teacher.email)[0] == 303
    assert len(post()) == 2
    assert db.session.scalar(select(func.count()).select_from(PasswordAsk)) == 1, "older requests are forgotten"


def test_the_link_sets_the_password_once_and_ends_every_session(
    teacher: Person, browsers: Browsers, post: Post
) -> None:
    desk, mailbox = browsers(), browsers()
    log_in(desk, teacher)
    link = a_link(browsers, teacher, post)

    assert choose(mailbox, link) == 303

    assert not is_in(desk)
    assert not is_in(mailbox), "a link is no log-in"
    assert log_in(browsers(), teacher).status_code == 422
    assert log_in(mailbox, teacher, BETTER).status_code == 303
    assert choose(browsers(), link, "nog een ander wachtwoord") == 410
    assert "Je wachtwoord is veranderd" in post()[-1]


def test_what_opens_links_to_look_at_them_changes_nothing(teacher: Person, browsers: Browsers, post: Post) -> None:
    link = a_link(browsers, teacher, post)

    for _time in range(3):
        page = browsers().get(link, follow_redirects=True)
        assert page.status_code == 200
        assert teacher.email in page.text

    assert log_in(browsers(), teacher).status_code == 303
    assert is_in(browsers()) is False
    assert choose(browsers(), link) == 303


def test_the_link_stands_in_no_address_that_a_page_could_pass_on(
    teacher: Person, browsers: Browsers, post: Post
) -> None:
    secret = a_link(browsers, teacher, post).rsplit("/", 1)[1]
    mailbox = browsers()

    first = mailbox.get(f"/nieuw-wachtwoord/{secret}")

    assert (first.status_code, first.location) == (303, "/nieuw-wachtwoord")
    assert "no-store" in first.headers["Cache-Control"]
    assert secret not in mailbox.get(first.location).text


def test_nothing_that_is_stored_opens_an_account(teacher: Person, browsers: Browsers, post: Post) -> None:
    link = a_link(browsers, teacher, post).rsplit("/", 1)[1]

    message = db.session.scalars(select(Message)).first()

    assert message is not None
    assert link.rsplit("-", 1)[1] not in repr(message.payload)
    forged = reset_link("another secret", teacher.id, message.payload["stamp"], message.payload["ends"])
    assert choose(browsers(), f"/nieuw-wachtwoord/{forged}") == 410


def test_a_link_dies_after_an_hour_and_says_what_to_do(
    teacher: Person, browsers: Browsers, post: Post, wall: Wall
) -> None:
    link, mailbox = a_link(browsers, teacher, post), browsers()
    wall.passes(minutes=60)

    page = mailbox.get(link, follow_redirects=True)

    assert page.status_code == 410
    assert "werkt niet meer" in page.text
    assert 'href="/wachtwoord-vergeten"' in page.text
    assert choose(mailbox, link) == 410


def test_older_links_die_when_a_newer_one_is_used_or_the_password_changes(
    teacher: Person, browsers: Browsers, post: Post, wall: Wall
) -> None:
    older = a_link(browsers, teacher, post)
    wall.passes(minutes=6)
    newer = a_link(browsers, teacher, post)
    assert older != newer

    assert choose(browsers(), newer) == 303
    assert choose(browsers(), older, "nog een ander wachtwoord") == 410

    wall.passes(minutes=6)
    last, desk = a_link(browsers, teacher, post), browsers()
    log_in(desk, teacher, BETTER)
    desk.post("/mijn-account/wachtwoord", data={"current": BETTER, "password": PASSWORD})
    assert choose(browsers(), last, "nog een ander wachtwoord") == 410


def test_who_has_a_second_step_is_asked_for_it_here_too(
    teacher: Person, browsers: Browsers, post: Post, wall: Wall
) -> None:
    desk = browsers()
    log_in(desk, teacher)
    turn_on(desk, wall.now)
    link = a_link(browsers, teacher, post)
    wall.passes(seconds=60)

    assert choose(browsers(), link) == 422
    assert choose(browsers(), link, code="000000") == 422
    assert log_in(browsers(), teacher).location == "/aanmelden/code", "nothing changed"
    assert choose(browsers(), link, code=own_code(teacher, wall.now)) == 303


@pytest.mark.parametrize("weak", ["kort", "1234567890", "wachtwoord1", "zilverberk-26"])
def test_a_weak_password_is_refused_with_its_reason_and_the_link_still_works(
    teacher: Person, browsers: Browsers, post: Post, weak: str
) -> None:
    link, mailbox = a_link(browsers, teacher, post), browsers()
    mailbox.get(link)

    page = mailbox.post("/nieuw-wachtwoord", data={"password": weak})

    assert page.status_code == 422
    assert "field__error" in page.text
    assert weak not in page.text
    assert choose(mailbox, link) == 303


def test_a_closed_account_gets_no_letter(app: Flask, teacher: Person, browsers: Browsers, post: Post) -> None:
    with write_transaction(db.session):
        db.session.execute(update(User).where(User.id == teacher.id).values(is_active=False))

    assert ask(browsers(), teacher.email)[0] == 303
    assert post() == []


@pytest.mark.parametrize("nonsense", ["x", "1-2-3", "9" * 40, "1-1795428000-" + "a" * 43, "1-9999999999-" + "é" * 43])
def test_an_invented_link_is_answered_as_an_old_one(browsers: Browsers, wall: Wall, nonsense: str) -> None:
    assert choose(browsers(), f"/nieuw-wachtwoord/{nonsense}") == 410


def test_of_two_who_use_a_link_at_once_one_wins(both_session: Session) -> None:
    """On PostgreSQL both have read the account before one of them changes it."""
    with write_transaction(both_session):
        add_municipality(both_session)
        _school, somebody = add_school(both_session)
    ends = int((MONDAY + timedelta(hours=1)).timestamp())
    link = reset_link("secret", somebody.id, somebody.session_stamp, ends)
    sessions = make_sessions(both_session.get_bind())  # type: ignore[arg-type]

    def use(number: int) -> Person:
        with sessions() as session, write_transaction(session):
            return reset_password(session, link, f"hash {number}", code="", secret_key="secret", now=MONDAY)

    done = at_once([partial(use, number) for number in range(4)])

    assert sorted(type(one).__name__ for one in done) == ["LinkOver"] * 3 + ["Person"]
