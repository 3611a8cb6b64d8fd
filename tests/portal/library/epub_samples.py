"""What Foyer makes of a folder of EPUB files: a line each, through the command and through the page of a library.

    python -m tests.portal.library.epub_samples FOLDER [--browser] [--only WORD]

By hand, for files that are no part of this repository; the tests make their own of the same shapes. Each file goes
through `foyer portal title add` in a process of its own (exit code, seconds of the processor, most memory used, what
was said), and with `--browser` all of them at once through the upload page in Chromium. A "!" marks a file that took
more than 5 s or 200 MB, or left with another code than 0 or 1. The start of the command itself is in the figures.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

COMMAND = "from portal.cli import main; main()"
SECONDS_MAX = 5.0
MEGABYTES_MAX = 200


@dataclass(frozen=True)
class Outcome:
    code: int
    seconds: float
    megabytes: float
    said: str

    @property
    def mark(self) -> str:
        return "!" if self.seconds > SECONDS_MAX or self.megabytes > MEGABYTES_MAX or self.code not in {0, 1} else ""


def _portal(folder: Path, *words: str) -> None:
    environment = os.environ | {"FOYER_DATA_DIR": str(folder / "data")}
    subprocess.run([sys.executable, "-c", COMMAND, "portal", *words], env=environment, check=True)


def through_the_command(file: Path, folder: Path) -> Outcome:
    """Add one file in a process of its own."""
    out = folder / "said.txt"
    with out.open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "portal", "title", "add", str(file)],
            env=os.environ | {"FOYER_DATA_DIR": str(folder / "data")},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in kibibytes, macOS in bytes.
    megabytes = usage.ru_maxrss / (1_048_576 if sys.platform == "darwin" else 1_024)
    text = " ".join(out.read_text(encoding="utf-8").split())
    return Outcome(process.returncode, usage.ru_utime + usage.ru_stime, megabytes, text)


def through_the_page(files: list[Path], folder: Path) -> Iterator[str]:
    """Add all files at once as a library does, and give the lines that the page shows."""
    from playwright.sync_api import sync_playwright

    from portal.accounts.models import Library, Role
    from portal.accounts.service import create_user, give_role, hash_password
    from portal.app import create_app
    from portal.clock import utc_now
    from portal.db import make_engine, make_sessions, write_transaction
    from portal.migrations import state
    from portal.places.models import Municipality, Province, Region
    from portal.server import listen, serve
    from portal.settings import load_settings

    sock = listen("127.0.0.1", 0)
    home = f"http://127.0.0.1:{sock.getsockname()[1]}"
    settings = load_settings({}, data_dir=folder / "page", base_url=home)
    engine = make_engine(settings.database_url)
    state.upgrade(engine)
    word = "een lang wachtwoord 2026"
    with make_sessions(engine)() as session, write_transaction(session):
        here = Municipality(
            nis="13040",
            name_nl="Turnhout",
            name_fr="Turnhout",
            province=Province.ANTWERPEN,
            region=Region.KEMPEN,
            latitude=51.32,
            longitude=4.94,
            inhabitants=48_000,
        )
        session.add(here)
        session.flush()
        session.add(Library(slug="proef", name="Proefbibliotheek", nis="13040"))
        session.flush()
        user = create_user(
            session, email="bib@demo.example", name="Bib", password_hash=hash_password(word), now=utc_now()
        )
        give_role(session, user, Role.LIBRARY, ("library", "proef"))
    engine.dispose()
    threading.Thread(target=serve, args=(create_app(settings, testing=True), sock), daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("FOYER_CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(base_url=home)
        page.goto("/aanmelden?volgende=/bibliotheek/toevoegen")
        page.fill("[name=email]", "bib@demo.example")
        page.fill("[name=password]", word)
        page.click("main form button")
        page.set_input_files("#books", [str(file) for file in files])
        page.click("form button:has-text('Toevoegen')")
        page.wait_for_selector(f".outcome:nth-child({len(files)}):not(.outcome--busy)", timeout=600_000)
        yield from (" ".join(text.split()) for text in page.locator(".outcome").all_inner_texts())
        browser.close()


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar="FOYER_SAMPLES")
@click.option("--browser", is_flag=True, help="Also all at once through the page.")
@click.option("--only", default="", help="Files with this in their name.")
def main(folder: Path, browser: bool, only: str) -> None:
    files = sorted(file for file in folder.rglob("*.epub") if only in file.name)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        _portal(work, "migrate")
        for file in files:
            found = through_the_command(file, work)
            facts = f"{found.code}  {found.seconds:5.1f} s  {found.megabytes:4.0f} MB"
            click.echo(f"{file.relative_to(folder).as_posix():52} {facts}{found.mark or ' '} {found.said}")
        if browser:
            click.echo("\nThrough the page, all at once:")
            for line in through_the_page(files, work):
                click.echo(f"- {line}")


if __name__ == "__main__":
    main()
