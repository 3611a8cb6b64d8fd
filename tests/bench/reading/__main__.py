"""What reading costs: `python -m tests.bench.reading`. Printed, never asserted: machines differ.

A book of 2 000 chapters of a thousand words, on SQLite and on PostgreSQL. In this process, in milliseconds of CPU,
each with its ratio to the portal serving a static file of as many bytes: a chapter with its contents beside it,
packed and not, keeping a place, a page of the contents, a search for a common word, for one that is nowhere, and
writing the words of the book down, once. Then through HTTP, one process of waitress: a class of 30 types the code,
chooses and begins at the same moment, and all open chapter after chapter.

Goal: a chapter under 20 ms.

    python -m tests.bench.reading --database sqlite --chapters 200
"""

import gzip
import random
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask, send_from_directory
from flask.testing import FlaskClient
from sqlalchemy import Engine

from portal.app import create_app
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.library.models import Animal, Chapter, Licence, Title, TitleEntry
from portal.migrations.state import upgrade
from portal.settings import load_settings
from tests.bench.bookings.__main__ import _cpu_of_group
from tests.bench.offers.server import postgres
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import PIN, a_set, furnish
from tests.portal.library.reading.class_room import Tablet, all_at_once, children
from tests.portal.races.siege import serve

GOAL_MS = 20.0
PIECES, WORDS_A_PIECE, VOCABULARY = 16, 60, 6_000
CLASS = 30
OPENINGS = 10
"""Chapters that each pupil of the class opens, one after another."""
TIMES = 60


def sow(engine: Engine, chapters: int) -> str:
    """The book on the shelf, lent to a class; gives the class code."""
    upgrade(engine)
    dice = random.Random(7)
    letters = "abdefghiklmnoprstuvwé"
    words = ["licht", *("".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(VOCABULARY))]
    with make_sessions(engine)() as session:
        place = furnish(session)
        with write_transaction(session):
            title = Title(slug="lang", digest="7" * 64, name="Tweeduizend avonden", word_count=0, added_at=utc_now())
            session.add(title)
            session.flush()
            session.add(Licence(title_id=title.id, copies=100))
            for number in range(1, chapters + 1):
                session.add(
                    Chapter(
                        title_id=title.id,
                        position=number,
                        heading=f"Avond {number}",
                        html=_chapter(number, words, dice),
                        word_count=PIECES * WORDS_A_PIECE,
                    )
                )
                depth = 1 if number % 10 == 1 else 2
                session.add(
                    TitleEntry(
                        title_id=title.id, position=number, depth=depth, label=f"Avond {number}", chapter=number
                    )
                )
        ours = Place(place.school, place.other_school, place.classes, place.teacher, title.id)
        return a_set(session, ours, copies=CLASS + 1).code


def _chapter(number: int, words: list[str], dice: random.Random) -> str:
    pieces = (
        f'<p data-n="{n}">{" ".join(dice.choices(words, k=WORDS_A_PIECE)).capitalize()}.</p>'
        for n in range(2, PIECES + 2)
    )
    return f'<h1 data-n="1">Avond {number}</h1>' + "".join(pieces)


def in_process(app: Flask, code: str, chapters: int, folder: Path) -> None:
    files = folder / "static"
    files.mkdir(exist_ok=True)
    app.add_url_rule("/zo-groot/<name>", view_func=lambda name: send_from_directory(files, name))
    client = app.test_client()
    begin = {f"prent{n}": picture for n, picture in enumerate(PIN, start=1)}
    client.post(f"/klas/{code}/{Animal.ZEBRA}", data=begin)
    dice, here = random.Random(3), f"/klas/{code}/lees"

    def chapter(**headers: str) -> bytes:
        return bytes(client.get(f"{here}/{dice.randint(1, chapters)}", headers=headers).data)

    def keep() -> bytes:
        return bytes(client.post(f"{here}/1/plaats", data={"plaats": dice.random(), "stuk": 3, "deel": 0.5}).data)

    first = _cpu_ms(lambda: client.get(f"{here}/zoek?q=licht").data)
    client.get(f"{here}/1")
    rows: list[tuple[str, Callable[[], bytes]]] = [
        ("a chapter", chapter),
        ("the same, packed", partial(chapter, **{"Accept-Encoding": "gzip"})),
        ("the chapter that is open", lambda: client.get(f"{here}/1").data),
        ("keep a place", keep),
        ("a page of the contents", lambda: client.get(f"{here}/inhoud?vanaf={dice.randint(1, chapters)}").data),
        ("search, a common word", lambda: client.get(f"{here}/zoek?q=licht").data),
        ("search, two words", lambda: client.get(f"{here}/zoek?q=licht+{dice.choice('abdefg')}").data),
        ("search, a word that is nowhere", lambda: client.get(f"{here}/zoek?q=qqqq").data),
    ]
    print(f"{'in-process':<32}{'bytes':>8}{'CPU ms':>9}{'x static':>10}")
    for name, work in rows:
        size = len(work())
        ms = median(_cpu_ms(work) for _ in range(TIMES))
        mark = "!" if "chapter" in name and ms > GOAL_MS else ""
        print(f"{name:<32}{size:>8}{ms:>9.1f}{ms / _static_ms(client, files, size):>10.1f}{mark}")
    print(f"{'the first search of the book':<32}{'':>8}{first:>9.0f}")
    page = chapter(**{"Accept-Encoding": "gzip"})
    style = gzip.compress((Path(app.root_path) / "web/static/reader.css").read_bytes(), 9)
    print(f"a first chapter: {len(page)} bytes, with its style sheet {len(page) + len(style)} (goal: 15 000)")


def _static_ms(client: FlaskClient, files: Path, size: int) -> float:
    name = f"{size}.txt"
    (files / name).write_bytes(b"x" * size)
    return median(_cpu_ms(lambda: client.get(f"/zo-groot/{name}").data) for _ in range(TIMES))


def _cpu_ms(work: Callable[[], bytes]) -> float:
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)


def a_class(folder: Path, url: str, code: str, chapters: int) -> None:
    """Thirty children begin together, and read."""
    names = [animal.value for animal in Animal][:CLASS]
    with serve(folder, url, 1) as server:
        Tablet(server.port).open("/klas")  # The first page of a process compiles its templates.
        pid = server.process.pid
        wishes = [names[child:] + names[:child] for child in range(CLASS)]
        cpu, began = _cpu_of_group(pid), time.monotonic()
        tablets = all_at_once(children(server.port, code, wishes))
        took, cpu = time.monotonic() - began, _cpu_of_group(pid) - cpu
        asked = sum(tablet.requests for tablet in tablets)
        print(
            f"a class of {CLASS} begins in {took:.1f} s: {asked} requests, {1000 * cpu / CLASS:.0f} ms of CPU a child"
        )

        waits: list[float] = []
        cpu, began = _cpu_of_group(pid), time.monotonic()
        threads = [threading.Thread(target=_reads, args=(tablet, code, chapters, waits)) for tablet in tablets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took, cpu = time.monotonic() - began, _cpu_of_group(pid) - cpu
        waits.sort()
        p95 = 1000 * waits[len(waits) * 95 // 100]
        each = f"{1000 * cpu / len(waits):.1f} ms of CPU, 95th percentile {p95:.0f} ms"
        print(f"{CLASS} open {OPENINGS} chapters each: {len(waits) / took:.0f} a second, {each}")


def _reads(tablet: Tablet, code: str, chapters: int, waits: list[float]) -> None:
    dice = random.Random(tablet.cookies["foyer"])
    for _ in range(OPENINGS):
        began = time.monotonic()
        assert tablet.open(f"/klas/{code}/lees/{dice.randint(1, chapters)}").status == 200
        waits.append(time.monotonic() - began)


def measure(database: str, chapters: int) -> None:
    with tempfile.TemporaryDirectory(prefix="foyer-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _database(database, folder) as url:
            engine = make_engine(url)
            code = sow(engine, chapters)
            engine.dispose()
            print(f"\n{database}, {chapters} chapters")
            settings = load_settings(
                {"FOYER_DATABASE_URL": url}, data_dir=folder / "here", base_url="http://127.0.0.1"
            )
            app = create_app(settings)
            app.config["WTF_CSRF_ENABLED"] = False
            in_process(app, code, chapters, folder)
            a_class(folder, url, code, chapters)


def _database(database: str, folder: Path) -> AbstractContextManager[str]:
    return postgres(folder) if database == "postgresql" else nullcontext(f"sqlite:///{folder / 'foyer.sqlite'}")


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench.reading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--chapters", type=int, default=2_000)
    chosen = parser.parse_args()
    for database in chosen.database:
        measure(database, chosen.chapters)


if __name__ == "__main__":
    main()
