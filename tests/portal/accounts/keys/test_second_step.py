"""The second step of a log-in: a code of an app, or one on paper."""

from collections.abc import Callable

import pytest
from flask import Flask
from pyotp import TOTP
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.keys.codes import STEP_S, factor_key, recovery_digest
from portal.accounts.keys.errors import WrongCode
from portal.accounts.keys.models import RecoveryCode, SecondFactor
from portal.accounts.keys.queries import has_factor
from portal.accounts.keys.service import set_password, spend_code
from portal.accounts.queries import Person
from portal.accounts.service import hash_password
from portal.db import make_sessions, write_transaction
from portal.extensions import db
from tests.portal.accounts.keys.conftest import BETTER, PASSWORD, Post, Wall
from tests.portal.accounts.keys.doing import app_code, is_in, log_in, own_code, turn_on
from tests.portal.at_once import at_once
from tests.portal.booking_world import MONDAY, add_municipality, add_school
from tests.portal.desks import Browser
from tests.portal.quick import quick_app

Browsers = Callable[[], Browser]
NONCE = "0" * 32


def give_code(browser: Browser, code: str) -> int:
    return browser.post("/aanmelden/code", data={"code": code}).status_code


@pytest.fixture
def papers(teacher: Person, browsers: Browsers, wall: Wall) -> list[str]:
    """The second step is on; the codes on paper. Half a minute has passed since."""
    desk = browsers()
    log_in(desk, teacher)
    codes = turn_on(desk, wall.now)
    wall.passes(seconds=60)
    return codes


def test_scenario_55_a_log_in_asks_a_code_and_nobody_is_in_before_it(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    browser = browsers()

    first = log_in(browser, teacher, volgende="/klassen?x=1")
    assert (first.status_code, first.location) == (303, "/aanmelden/code")
    assert not is_in(browser)
    assert give_code(browser, "000000") == 422
    assert not is_in(browser)

    second = browser.post("/aanmelden/code", data={"code": f" {own_code(teacher, wall.now)} "})
    assert (second.status_code, second.location) == (303, "/klassen?x=1")
    assert is_in(browser)
    with browser.session_transaction() as cookie:
        assert "halverwege" not in cookie


def test_the_first_step_puts_out_who_was_in_before(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    browser = browsers()
    log_in(browser, teacher)
    give_code(browser, own_code(teacher, wall.now))
    assert is_in(browser)

    log_in(browser, teacher)

    assert not is_in(browser)


def test_it_is_on_only_after_a_right_code_and_the_own_password(
    teacher: Person, browsers: Browsers, wall: Wall
) -> None:
    desk = browsers()
    log_in(desk, teacher)
    page = desk.get("/mijn-account/tweede-stap")
    assert 'src="data:image/svg+xml' in page.text
    with desk.session_transaction() as cookie:
        right = app_code(cookie["nieuwe-stap"], wall.now)

    for current, code in ((PASSWORD, "123456"), ("een ander", right), (PASSWORD, "")):
        answer = desk.post("/mijn-account/tweede-stap", data={"current": current, "code": code})
        assert answer.status_code == 422
        db.session.rollback()
        assert not has_factor(db.session, teacher.id)

    assert desk.post("/mijn-account/tweede-stap", data={"current": PASSWORD, "code": right}).status_code == 200


def test_turning_it_on_ends_the_other_sessions_and_tells_the_owner(
    teacher: Person, browsers: Browsers, wall: Wall, post: Post
) -> None:
    desk, elsewhere = browsers(), browsers()
    for one in (desk, elsewhere):
        log_in(one, teacher)

    codes = turn_on(desk, wall.now)

    assert len(set(codes)) == 10
    assert is_in(desk)
    assert not is_in(elsewhere)
    assert "twee stappen" in post()[-1]
    assert desk.post("/mijn-account/tweede-stap", data={}).status_code == 409, "it can't be set up anew over it"


def test_a_code_of_one_step_works_once_and_so_do_those_before_it(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    early, right = own_code(teacher, wall.now), own_code(teacher, wall.now.replace(second=35))
    first, second, third = browsers(), browsers(), browsers()
    for one in (first, second, third):
        log_in(one, teacher)

    assert give_code(first, right) == 303, "a clock may be one step ahead"
    assert give_code(second, right) == 422
    assert give_code(third, early) == 422


def test_a_code_is_worth_nothing_when_it_is_two_steps_old(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    old, browser = own_code(teacher, wall.now), browsers()
    log_in(browser, teacher)
    wall.passes(seconds=60)

    assert give_code(browser, old) == 422


def test_the_first_step_is_forgotten_after_ten_minutes_and_by_a_new_password(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    late, overtaken = browsers(), browsers()
    for one in (late, overtaken):
        log_in(one, teacher)
    desk = browsers()
    log_in(desk, teacher)
    give_code(desk, own_code(teacher, wall.now))
    desk.post("/mijn-account/wachtwoord", data={"current": PASSWORD, "password": BETTER})
    wall.passes(seconds=30)

    again = overtaken.post("/aanmelden/code", data={"code": own_code(teacher, wall.now)})
    assert again.location == "/aanmelden"
    wall.passes(minutes=10)
    assert late.get("/aanmelden/code").location == "/aanmelden"
    assert not is_in(overtaken)


def test_guesses_with_the_old_password_keep_nobody_out_who_set_another(
    app: Flask, teacher: Person, browsers: Browsers, wall: Wall
) -> None:
    desk = browsers()
    log_in(desk, teacher)
    turn_on(desk, wall.now)
    wall.passes(minutes=2)
    limited = quick_app(app.extensions["foyer_settings"], testing=False)
    limited.config["WTF_CSRF_ENABLED"] = False

    def first_step(password: str) -> Browser:
        browser = Browser(limited, limited.response_class)
        assert log_in(browser, teacher, password).location == "/aanmelden/code"
        return browser

    guesser = first_step(PASSWORD)
    assert [give_code(guesser, "geen code") for _number in range(10)] == [422] * 10
    assert give_code(first_step(PASSWORD), own_code(teacher, wall.now)) == 429

    hashed = hash_password(BETTER)
    with write_transaction(db.session) as session:
        set_password(session, teacher.id, hashed, now=wall.now)

    assert give_code(first_step(BETTER), own_code(teacher, wall.now)) == 303


def test_a_code_on_paper_works_once_however_it_is_typed(
    teacher: Person, browsers: Browsers, papers: list[str], post: Post
) -> None:
    first, second = browsers(), browsers()
    for one in (first, second):
        log_in(one, teacher)
    typed = papers[3].replace("-", " ").upper()

    assert give_code(first, typed) == 303
    assert give_code(second, papers[3]) == 422
    assert give_code(second, papers[4]) == 303

    assert "herstelcode gebruikt" in post()[-1]
    assert "8 herstelcodes" in first.get("/mijn-account").text


def test_codes_on_paper_are_kept_as_digests(teacher: Person, papers: list[str]) -> None:
    db.session.rollback()
    kept = set(db.session.scalars(select(RecoveryCode.digest)))

    assert kept == {recovery_digest(code) for code in papers}
    assert not any(code.replace("-", "") in row for code in papers for row in kept)


def test_new_codes_on_paper_end_the_old_ones(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall
) -> None:
    desk = browsers()
    log_in(desk, teacher)
    give_code(desk, papers[0])

    page = desk.post("/mijn-account/tweede-stap/codes", data={"current": PASSWORD, "code": papers[1]})

    assert page.status_code == 200
    other = browsers()
    log_in(other, teacher)
    assert give_code(other, papers[2]) == 422
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 10


def test_turning_it_off_asks_password_and_code(
    teacher: Person, browsers: Browsers, papers: list[str], wall: Wall, post: Post
) -> None:
    desk = browsers()
    log_in(desk, teacher)
    give_code(desk, papers[0])

    for current, code in ((PASSWORD, "000000"), ("een ander", papers[1]), (PASSWORD, papers[0])):
        answer = desk.post("/mijn-account/tweede-stap/uit", data={"current": current, "code": code})
        assert answer.status_code == 422
    assert (
        desk.post("/mijn-account/tweede-stap/uit", data={"current": PASSWORD, "code": papers[1]}).status_code == 303
    )

    db.session.rollback()
    assert db.session.scalar(select(SecondFactor.user_id)) is None
    assert is_in(desk)
    assert log_in(browsers(), teacher).location != "/aanmelden/code"
    assert "staat uit" in post()[-1]


def test_a_password_alone_opens_no_shelf_of_who_has_a_second_step_but_a_key_does(
    teacher: Person, browsers: Browsers, papers: list[str]
) -> None:
    """The feeds for e-readers know a name and a password only: they are no way round the code."""
    desk, reader = browsers(), browsers()
    log_in(desk, teacher)
    give_code(desk, papers[0])
    made = desk.post("/mijn-account/sleutels", data={"program": "e-reader", "token_password": PASSWORD})
    key = made.text.split("<code>foyer_")[1].split("</code>")[0]

    def shelf(email: str, secret: str) -> int:
        return reader.get("/opds/2.0/plank", auth=(email, secret)).status_code

    assert shelf(teacher.email, PASSWORD) == 401
    assert shelf(teacher.email, f"foyer_{key}") == 200
    assert shelf("ander@voorbeeld.example", f"foyer_{key}") == 401


def test_without_a_second_step_the_password_opens_the_shelf(teacher: Person, browsers: Browsers) -> None:
    assert browsers().get("/opds/2.0/plank", auth=(teacher.email, PASSWORD)).status_code == 200


def test_of_several_with_one_code_at_once_one_is_let_in(both_session: Session) -> None:
    """Every one of them has read the same newest step on PostgreSQL; one statement decides."""
    with write_transaction(both_session):
        add_municipality(both_session)
        _school, somebody = add_school(both_session)
        both_session.add(SecondFactor(user_id=somebody.id, nonce=NONCE, last_step=0, on_since=MONDAY))
        both_session.add(RecoveryCode(user_id=somebody.id, digest=recovery_digest("abcd" * 4) or ""))
    sessions = make_sessions(both_session.get_bind())  # type: ignore[arg-type]

    def use(code: str) -> Callable[[], bool]:
        def job() -> bool:
            with sessions() as session, write_transaction(session):
                spend_code(session, somebody.id, code, secret_key="secret", now=MONDAY)
            return True

        return job

    code = TOTP(factor_key("secret", NONCE)).generate_otp(int(MONDAY.timestamp()) // STEP_S)
    for one in (code, "abcd-abcd-abcd-abcd"):
        done = at_once([use(one) for _guest in range(3)])
        assert sum(found is True for found in done) == 1
        assert sum(isinstance(found, WrongCode) for found in done) == 2
