"""A browser of somebody who is signed in, for the tests of the desks."""

from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.queries import Person
from portal.accounts.session import begin
from portal.clock import utc_now


class Browser(FlaskClient):
    """The tests share one app context, in which Flask-Login remembers who asked last; this browser forgets it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        g.pop("_login_user", None)
        return super().open(*args, **kwargs)


def browser_of(app: Flask, somebody: Person) -> Browser:
    browser = Browser(app, app.response_class)
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = somebody.get_id()
        begin(cookie, utc_now())
    return browser


def statements(sent: list[str]) -> list[str]:
    """What a page asked of the database, without the words around it."""
    return [one for one in sent if not one.startswith(("BEGIN", "PRAGMA"))]
