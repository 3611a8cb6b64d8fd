"""The limits of the API and of guessing, with a clock that the test moves."""

from types import SimpleNamespace

import limits.storage.memory
import pytest
from pyotp import TOTP
from werkzeug.test import TestResponse

from portal.accounts.keys.codes import STEP_S as CODE_STEP_S
from portal.accounts.keys.codes import factor_key
from portal.accounts.keys.models import SecondFactor
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web import tally
from tests.portal.security.town import PASSWORD, Town, give_password

PROBLEM = "application/problem+json"
STEP_S = 61


class Clock:
    """The clock of the counts: it stands still until a minute is let pass."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for counts in (tally, limits.storage.memory):
        monkeypatch.setattr(counts, "time", SimpleNamespace(time=clock.time))
    return clock


def is_pause(answer: TestResponse) -> bool:
    """429 as promised: a problem document, and when to come back."""
    if answer.status_code != 429:
        return False
    assert int(answer.headers["Retry-After"]) >= 1
    if answer.content_type == PROBLEM:
        assert answer.json["code"] == "too_many_requests"
    else:
        assert "Even pauze" in answer.text
    return True


def answered(town: Town, times: int, *paths: str, headers: dict[str, str] | None = None) -> int:
    """How many of so many calls, spread over the paths, are not paused."""
    client = town.client()
    asked = [client.get(paths[number % len(paths)], headers=headers) for number in range(times)]
    return sum(not is_pause(answer) for answer in asked)


def test_an_address_has_300_calls_a_minute_over_all_calls_together(clock: Clock, limited_town: Town) -> None:
    paths = ("/api/v1/offers/nergens", "/api/v1/performances/999999", "/api/v1/openapi.json")

    assert answered(limited_town, 303, *paths) == 300
    assert answered(limited_town, 1, "/aanbod") == 1, "pages are not counted"
    clock.now += STEP_S
    assert answered(limited_town, 1, *paths) == 1


def test_a_token_has_600_calls_a_minute_of_its_own(clock: Clock, limited_town: Town) -> None:
    path, header = "/api/v1/performances/999999", limited_town.bearer("teacher")
    assert answered(limited_town, 300, path) == 300

    assert answered(limited_town, 602, path, headers=header) == 600
    assert answered(limited_town, 1, path, headers=limited_town.bearer("staff")) == 1
    clock.now += STEP_S
    assert answered(limited_town, 1, path, headers=header) == 1


def test_invented_tokens_have_no_calls_of_their_own(clock: Clock, limited_town: Town) -> None:
    path, client = "/api/v1/performances/999999", limited_town.client()

    asked = [client.get(path, headers={"Authorization": f"Bearer foyer_{number}"}) for number in range(303)]

    assert sum(not is_pause(answer) for answer in asked) == 300


def test_the_headers_say_how_much_is_left(clock: Clock, limited_town: Town) -> None:
    first = limited_town.client().get("/api/v1/performances/999999")

    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("300", "299")


def test_twenty_unknown_tokens_a_minute_and_then_a_pause(clock: Clock, limited_town: Town) -> None:
    client = limited_town.client()

    def guess() -> TestResponse:
        return client.get("/api/v1/bookings", headers={"Authorization": "Bearer foyer_geraden"})

    assert [guess().status_code for _ in range(20)] == [401] * 20
    assert is_pause(guess())
    assert client.get("/api/v1/bookings", headers=limited_town.bearer("teacher")).status_code == 200
    clock.now += STEP_S
    assert guess().status_code == 401


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/api/v1/visits/2222CCCC/pack", "/api/v1/visits/{visit_code}/pack"),
        ("/bezoek/2222CCCC", "/bezoek/{visit_code}"),
        ("/klas/2222222", "/klas/{set_code}"),
    ],
)
def test_unknown_codes_are_counted_and_known_ones_are_not(
    clock: Clock, limited_town: Town, wrong: str, right: str
) -> None:
    client, known = limited_town.client(), right.format(**limited_town.near)
    assert [client.get(known).status_code for _ in range(25)] == [200] * 25

    assert [client.get(wrong).status_code for _ in range(20)] == [404] * 20
    assert is_pause(client.get(wrong))
    assert client.get(known).status_code == 200, "a school shares one address"
    clock.now += STEP_S
    assert client.get(wrong).status_code == 404


def log_in(town: Town, email: str, password: str) -> TestResponse:
    return town.client().post("/aanmelden", data={"email": email, "password": password})


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Argon2 takes a tenth of a second a try; here only the counts matter. Gives the tries in order."""
    from portal.accounts import service

    tried: list[str] = []

    def matches(_stored: str, password: str) -> bool:
        tried.append(password)
        return password == PASSWORD

    monkeypatch.setattr(service, "is_password", matches)
    return tried


def test_a_right_password_does_not_get_through_among_guesses(
    clock: Clock, limited_town: Town, quick_hashes: list[str]
) -> None:
    email, other = (limited_town.people[name].email for name in ("teacher", "staff"))

    assert [log_in(limited_town, email, "fout").status_code for _ in range(20)] == [422] * 20
    assert is_pause(log_in(limited_town, email, PASSWORD))
    assert is_pause(log_in(limited_town, email.upper(), PASSWORD))
    assert len(quick_hashes) == 20, "and costs no hash"
    assert log_in(limited_town, other, PASSWORD).status_code == 303, "a colleague at the same address is let in"
    clock.now += STEP_S
    assert log_in(limited_town, email, PASSWORD).status_code == 303


def test_wrong_passwords_for_many_accounts_are_paused_and_in_the_end_right_ones_too(
    clock: Clock, limited_town: Town, quick_hashes: list[str]
) -> None:
    email = limited_town.people["teacher"].email

    tried = [log_in(limited_town, f"iemand{number}@voorbeeld.example", "fout") for number in range(100)]

    assert [answer.status_code for answer in tried[:20]] == [422] * 20
    assert all(is_pause(answer) for answer in tried[20:])
    assert is_pause(log_in(limited_town, email, PASSWORD))
    clock.now += STEP_S
    assert log_in(limited_town, email, PASSWORD).status_code == 303


def test_right_passwords_are_never_counted(clock: Clock, limited_town: Town, quick_hashes: list[str]) -> None:
    email = limited_town.people["teacher"].email

    assert [log_in(limited_town, email, PASSWORD).status_code for _ in range(120)] == [303] * 120


def test_a_real_log_in_goes_through_all_of_it(limited_town: Town) -> None:
    assert log_in(limited_town, give_password(limited_town, "teacher"), PASSWORD).status_code == 303


def test_ten_wrong_codes_stop_the_guessing_from_anywhere_and_a_right_one_too(
    clock: Clock, limited_town: Town, quick_hashes: list[str]
) -> None:
    """Who guesses at the second step has the password: the account is counted, from whichever address."""
    nonce, email = "0" * 32, give_password(limited_town, "teacher")
    with limited_town.app.app_context(), write_transaction(db.session) as session:
        of_teacher = limited_town.people["teacher"].id
        session.add(SecondFactor(user_id=of_teacher, nonce=nonce, last_step=0, on_since=utc_now()))

    def guess(code: str, number: int) -> TestResponse:
        client, address = limited_town.client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        first = client.post("/aanmelden", data={"email": email, "password": PASSWORD}, environ_overrides=address)
        assert first.location == "/aanmelden/code"
        return client.post("/aanmelden/code", data={"code": code}, environ_overrides=address)

    assert [guess("geen code", number).status_code for number in range(10)] == [422] * 10

    key = factor_key(limited_town.app.extensions["foyer_settings"].secret_key, nonce)
    stopped = guess(TOTP(key).generate_otp(int(utc_now().timestamp()) // CODE_STEP_S), 99)
    assert stopped.status_code == 429
    assert "Even pauze" in stopped.text
    clock.now += 60 * STEP_S
    assert guess(TOTP(key).generate_otp(int(utc_now().timestamp()) // CODE_STEP_S), 99).status_code == 303
