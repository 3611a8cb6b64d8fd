"""Run the demo: the portal and its worker in this process, the game in one of its own."""

import os
import socket
import subprocess
import sys
import threading
import webbrowser

import click
from sqlalchemy import select

from portal.app import create_app
from portal.bookings.models import Booking
from portal.db import make_engine, make_sessions
from portal.demo.journey import JOURNEY
from portal.demo.prepare import DEMO_PASSWORD
from portal.server import exit_on_term, serve
from portal.settings import Settings
from portal.work import run_worker

ACCOUNTS = (
    ("leraar@demo.example", "leerkracht"),
    ("school@demo.example", "secretariaat van de school"),
    ("centrum@demo.example", "cultuurcentrum"),
    ("gezelschap@demo.example", "gezelschap"),
    ("bib@demo.example", "bibliotheek"),
    ("beheer@demo.example", "beheer van het platform"),
)


def has_screen() -> bool:
    """Is there a screen to open a window on? Windows and macOS always have one for a program started by hand."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(settings: Settings, sock: socket.socket, *, open_game: bool, open_browser: bool) -> None:
    """Serve until Ctrl-C or TERM, then stop the worker and the game."""
    exit_on_term()
    app = create_app(settings)
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    with sessions() as session:
        code = session.scalar(select(Booking.visit_code).where(Booking.request_key == JOURNEY))
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(sessions, settings, stop), name="worker", daemon=True)
    worker.start()
    game: subprocess.Popen[bytes] | None = None
    try:
        announce(settings, code)
        threading.Timer(0.5, _open, (settings.base_url, open_browser)).start()
        game = _start_game(settings, code) if open_game and code else None
        serve(app, sock)
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        if game is not None and game.poll() is None:
            game.terminate()
        worker.join(timeout=10)
        engine.dispose()
        click.echo("Foyer is gestopt. Alles is bewaard.")


def announce(settings: Settings, code: str | None) -> None:
    click.echo()
    click.echo(f"  Foyer draait op {settings.base_url}")
    click.echo(f"  Gegevens: {settings.data_dir}")
    click.echo()
    click.echo(f"  Demo-accounts, wachtwoord {DEMO_PASSWORD}:")
    for email, who in ACCOUNTS:
        click.echo(f"    {email:<26} {who}")
    if code:
        click.echo()
        click.echo(f"  Bezoek van de demoklas: {settings.base_url}/bezoek/{code}")
        click.echo(f"  Het spel bij dat bezoek: foyer game --code {code} --portal {settings.base_url}")
    click.echo()
    click.echo("  Stoppen: Ctrl-C")


def _open(address: str, wanted: bool) -> None:
    if not wanted:
        return
    if not has_screen():
        click.echo("  Geen scherm gevonden: open het adres hierboven op een ander toestel of in een browser.")
        return
    try:
        webbrowser.get()
    except webbrowser.Error:
        click.echo("  Geen browser gevonden: open het adres hierboven zelf.")
        return
    webbrowser.open(address)


def _start_game(settings: Settings, code: str) -> subprocess.Popen[bytes] | None:
    if not has_screen():
        click.echo("  Geen scherm gevonden: het spel wordt niet geopend. Al het andere werkt.")
        return None
    command = [sys.executable, "-m", "game", "--code", code, "--portal", settings.base_url, "--window"]
    return subprocess.Popen(command, env={**os.environ, "FOYER_DATA_DIR": str(settings.data_dir)})  # noqa: S603
