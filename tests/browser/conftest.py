"""A real browser against the real portal with the demo region, served by waitress in this process."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from portal.app import create_app
from portal.db import make_engine, make_sessions
from portal.demo.prepare import DEMO_PASSWORD, prepare
from portal.mail.transports import RecordingTransport
from portal.outbox.worker import deliver
from portal.server import listen, serve
from portal.settings import Settings, load_settings
from portal.work import handlers
from tests.portal import quick

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

assert quick.PASSWORDS_AS_SERVED  # Everybody here signs in with a password that is cheap to check.

BROKEN = "/stuk"
"""A page that breaks: the only way to look at what people see when something of ours fell over."""

# Without the last five, Chromium asks its maker's hosts for things at every start.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "headless": True, "args": SWITCHES}


@dataclass(frozen=True)
class Portal:
    """The portal as it runs: its settings, its database and what it mailed."""

    settings: Settings
    sessions: sessionmaker[Session]
    mail: RecordingTransport

    def deliver(self) -> None:
        """Let the worker send all that waits, what other tests of this process left too."""
        while deliver(self.sessions, self.mail, handlers(self.settings), worker="test"):
            pass


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    data = tmp_path_factory.mktemp("portal")
    sock = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    settings = load_settings({}, data_dir=data, base_url=address)
    prepare(settings)
    threading.Thread(target=_serve, args=(settings, sock), daemon=True).start()
    engine = make_engine(settings.database_url)
    yield Portal(settings, make_sessions(engine), RecordingTransport())
    engine.dispose()


def _serve(settings: Settings, sock: Any) -> None:
    # The app is made here and not in the test's thread: Playwright keeps an event loop there, and the database
    # extension refuses to close an app context in a thread that has one.
    # Not for testing: a page that breaks is a page here, and who guesses too often is stopped.
    app = create_app(settings)
    app.add_url_rule(BROKEN, view_func=_break)
    # The socket is closed under it when the tests end.
    with contextlib.suppress(OSError):
        serve(app, sock)


def _break() -> str:
    raise ArithmeticError


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    return portal.settings.base_url


@pytest.fixture
def password() -> str:
    return DEMO_PASSWORD


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a failing look leaves its picture."""
    return tmp_path_factory.mktemp("shots")
