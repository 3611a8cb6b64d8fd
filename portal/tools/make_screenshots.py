"""Make the README's pictures: real pages in a real browser, real screens of the game.

    uv run python -m portal.tools.make_screenshots [--into assets/screenshots] [--widths]

Starts a demo of its own in a temporary folder, so nobody's data is touched. Needs Chromium. With `--widths` every
page is also taken at 390, 1280 and 1920 px into the folder, for looking at; those are not committed.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from portal.app import create_app
from portal.bookings.models import Booking
from portal.db import make_engine, make_sessions
from portal.demo.journey import CENTRE, SHOW
from portal.demo.prepare import DEMO_PASSWORD, prepare
from portal.library.models import ClassSet
from portal.server import listen, serve
from portal.settings import Settings, load_settings

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
GAME = {"house": "house", "seat": "naar-je-stoel", "flies": "decorwissel", "choices": "wat-doe-jij"}
WIDTH_PX = 1280
WIDTHS = {390: 844, 1280: 800, 1920: 1080}
QUALITY = 88
"""Of JPEG: no bands in the paper's soft shadows, and a third of a PNG's bytes."""


@contextmanager
def running() -> Iterator[Settings]:
    """A demo portal on a free port, in a folder that goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="foyer-shots-"))
    sock = listen("127.0.0.1", 0)
    try:
        settings = load_settings({}, data_dir=folder, base_url=f"http://127.0.0.1:{sock.getsockname()[1]}")
        prepare(settings)
        app = create_app(settings, testing=True)
        threading.Thread(target=_serve, args=(app, sock), daemon=True).start()
        yield settings
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(app: Flask, sock: socket.socket) -> None:
    with suppress(OSError):  # The socket is closed under it at the end.
        serve(app, sock)


def codes(settings: Settings) -> tuple[str, str, str]:
    """Reference and visit code of the demo's booking, and the class code of its set."""
    engine = make_engine(settings.database_url)
    with make_sessions(engine)() as session:
        booking = session.scalars(select(Booking).where(Booking.request_key == "demo-journey")).one()
        found = booking.reference, booking.visit_code, session.scalars(select(ClassSet.code)).first() or ""
    engine.dispose()
    return found


def sign_in(page: Page, email: str) -> None:
    page.goto("/aanmelden")
    page.fill("#email", email)
    page.fill("#password", DEMO_PASSWORD)
    page.locator("main button").click()


def become_pupil(page: Page, code: str) -> None:
    page.goto(f"/klas/{code}/vos")
    for place, picture in enumerate(("ster", "maan", "vis"), start=1):
        page.locator(f"input[name=prent{place}][value={picture}]").check(force=True)
    page.locator("main form button").click()


def readme_pages(browser: Browser, settings: Settings, into: Path) -> None:
    _, visit, klas = codes(settings)
    page = browser.new_page(base_url=settings.base_url, locale="nl-BE", viewport={"width": WIDTH_PX, "height": 800})
    sign_in(page, "leraar@demo.example")
    for name, address in {
        "search": "/aanbod",
        "offer": f"/aanbod/{SHOW}-{CENTRE}",
        "visit": f"/bezoek/{visit}",
    }.items():
        page.goto(address)
        keep(page.screenshot(), into / f"{name}.jpg")
    become_pupil(page, klas)
    keep(page.screenshot(), into / "reader.jpg")


def all_widths(browser: Browser, settings: Settings, into: Path) -> None:
    reference, visit, klas = codes(settings)
    doors = {
        "": ["/", "/aanbod", "/aanbod?text=zzz", "/aanbod/demo-eerst-komt", "/boeken", "/aanmelden", "/klas",
             f"/klas/{klas}", f"/klas/{klas}/vos", f"/bezoek/{visit}", "/bestaat-niet"],
        "leraar": ["/aanbod", "/boekingen", f"/boekingen/{reference}", "/klassen", "/klassets", "/klassets/1",
                   "/aanbod/demo-eerst-komt/boeken", "/klassets/1/bord"],
        "centrum": ["/centrum", "/centrum/boekingen", "/centrum/logboek"],
        "gezelschap": ["/gezelschap", f"/gezelschap/{SHOW}"],
        "bib": ["/bibliotheek", "/bibliotheek/toevoegen"],
        "beheer": ["/beheer"],
    }  # fmt: skip
    for width, height in WIDTHS.items():
        for who, addresses in doors.items():
            context = browser.new_context(
                base_url=settings.base_url, locale="nl-BE", viewport={"width": width, "height": height}
            )
            page = context.new_page()
            if who:
                sign_in(page, f"{who}@demo.example")
            for address in addresses:
                page.goto(address)
                # Pictures far down are loaded when they are scrolled to.
                page.evaluate("for (const one of document.images) one.loading = 'eager'")
                page.wait_for_load_state("networkidle")
                name = f"{who}{address.replace('/', '_').replace('?', '_')}"
                page.screenshot(path=into / f"{name}-{width}.png", full_page=True)
            context.close()


def keep(picture: bytes, path: Path) -> None:
    """A picture small enough to commit."""
    raw = path.with_suffix(".raw.png")
    raw.write_bytes(picture)
    shrink(raw, path)


def shrink(raw: Path, path: Path) -> None:
    with Image.open(raw) as image:
        small = image.convert("RGB")
        small.thumbnail((WIDTH_PX, WIDTH_PX))
        small.save(path, quality=QUALITY, optimize=True, progressive=True)
    raw.unlink()


def game_screens(into: Path) -> None:
    for name, scene in GAME.items():
        raw = into / f"{name}.raw.png"
        command = [sys.executable, "-m", "game", "shot", "theatercode", scene, "--size", "1920x1080"]
        command += ["--level", "L2", "--out", str(raw)]
        if scene != "house":
            command += ["--phase", "play"]
        subprocess.run(command, check=True)
        shrink(raw, into / f"{name}.jpg")


@click.command(help=__doc__)
@click.option("--into", type=click.Path(path_type=Path), default=Path("assets/screenshots"), show_default=True)
@click.option("--widths", is_flag=True)
def main(into: Path, widths: bool) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise click.ClickException("Chromium is not installed.")
    into.mkdir(parents=True, exist_ok=True)
    with running() as settings, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        if widths:
            all_widths(browser, settings, into)
        else:
            readme_pages(browser, settings, into)
        browser.close()
    if not widths:
        game_screens(into)


if __name__ == "__main__":
    main()
