"""Somebody with an account, the clock on the wall, and the mailbox."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import update

from portal import app as the_app
from portal.accounts import entry, routes
from portal.accounts.keys import own_pages
from portal.accounts.keys import routes as keys
from portal.accounts.keys.letters import handlers
from portal.accounts.models import User
from portal.accounts.queries import Person
from portal.accounts.service import hash_password
from portal.db import make_sessions, write_transaction
from portal.extensions import db
from portal.mail.transports import RecordingTransport
from portal.outbox.worker import deliver
from portal.settings import Settings
from tests.portal.booking_world import add_municipality, add_school
from tests.portal.desks import Browser

PASSWORD = "rode pluche stoelen"
BETTER = "groene houten trappen"


class Wall:
    """The clock that every page of the log-in looks at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    for module in (the_app, entry, routes, keys, own_pages):
        monkeypatch.setattr(module, "utc_now", wall)
    return wall


@pytest.fixture
def teacher(app: Flask, wall: Wall) -> Person:
    """Somebody of a school, whose password is `PASSWORD`."""
    with write_transaction(db.session) as session:
        add_municipality(session)
        _school, somebody = add_school(session)
        session.execute(update(User).where(User.id == somebody.id).values(password_hash=hash_password(PASSWORD)))
    return somebody


@pytest.fixture
def browsers(app: Flask) -> Callable[[], Browser]:
    """A browser of nobody in particular, as many as a test wants."""
    return lambda: Browser(app, app.response_class)


Post = Callable[[], list[str]]


@pytest.fixture
def post(app: Flask, wall: Wall) -> Post:
    """Let the worker send what waits; the subjects and texts of what left, the newest last."""
    settings = cast(Settings, app.extensions["foyer_settings"])
    mail = RecordingTransport()

    def take() -> list[str]:
        db.session.rollback()
        writers = handlers(settings.base_url, settings.secret_key)
        deliver(make_sessions(db.engine), mail, writers, worker="test", clock=lambda: wall.now)
        bodies = [(one["Subject"], one.get_body(("plain",))) for one in mail.letters]
        return [f"{subject}\n{body.get_content() if body is not None else ''}" for subject, body in bodies]

    return take
