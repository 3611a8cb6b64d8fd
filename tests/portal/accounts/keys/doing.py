"""What somebody does in a browser, for the tests of the keys of an account."""

import re
from datetime import datetime

from flask import current_app
from pyotp import TOTP
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.accounts.keys.codes import STEP_S, factor_key
from portal.accounts.keys.models import SecondFactor
from portal.accounts.queries import Person
from portal.extensions import db
from tests.portal.accounts.keys.conftest import PASSWORD
from tests.portal.desks import Browser


def log_in(browser: Browser, somebody: Person, password: str = PASSWORD, **more: str) -> TestResponse:
    return browser.post("/aanmelden", data={"email": somebody.email, "password": password} | more)


def is_in(browser: Browser) -> bool:
    return browser.get("/klassen").status_code == 200


def link_in(letter: str) -> str:
    found = re.search(r"https?://[^/]+(/nieuw-wachtwoord/\S+)", letter)
    assert found is not None, letter
    return found[1]


def app_code(nonce: str, now: datetime) -> str:
    """What the app on a phone tells at this moment."""
    key = factor_key(current_app.extensions["foyer_settings"].secret_key, nonce)
    return TOTP(key).generate_otp(int(now.timestamp()) // STEP_S)


def own_code(somebody: Person, now: datetime) -> str:
    """The code of a second step that is on."""
    db.session.rollback()
    nonce = db.session.scalar(select(SecondFactor.nonce).where(SecondFactor.user_id == somebody.id))
    assert nonce is not None
    return app_code(nonce, now)


def turn_on(browser: Browser, now: datetime) -> list[str]:
    """Set the second step up for who is in; the codes on paper."""
    browser.get("/mijn-account/tweede-stap")
    with browser.session_transaction() as cookie:
        nonce = cookie["nieuwe-stap"]
    done = browser.post("/mijn-account/tweede-stap", data={"current": PASSWORD, "code": app_code(nonce, now)})
    assert done.status_code == 200, done.status_code
    return re.findall(r"<li><code>([a-z2-9-]+)</code>", done.text)
