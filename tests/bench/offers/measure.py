"""The measurements, each in a process of its own. The database is that of the environment."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import Engine, func, select, text

from portal.accounts.models import ClassLevel
from portal.app import create_app
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.extensions import db, limiter
from portal.offers.filter import Access, Facet, OfferFilter, Sort
from portal.offers.index.catalogue import attach
from portal.offers.models import Discipline, Offer, Performance
from portal.places.queries import Circle, all_places
from portal.settings import load_settings

QUESTIONS, PAGES, REQUESTS, ROUNDS = 400, 60, 150, 5
WORDS = ("vuurtoren", "licht", "moed", "muziek", "walvis", "klimaat", "vriendschap", "poppen", "schaduw", "vuurtorne")
PAGE = "/aanbod?distance=&levels=lager-2&regions=prv-antwerpen&seats=25"
API = "/api/v1/offers?levels=lager-2&regions=prv-antwerpen&seats=25"


def search() -> dict[str, Any]:
    """The filter, the page and the API in this process."""
    app = create_app(load_settings())
    limiter.enabled = False
    with app.app_context():
        engine = db.engine
    catalogue = attach(engine)
    if catalogue is None:
        raise SystemExit("No index for a database in memory.")
    before, began, now = _memory_mb(), time.process_time(), utc_now()
    catalogue.build(now)
    found: dict[str, Any] = {"build_s": time.process_time() - began, "memory_mb": _memory_mb() - before}
    times = sorted(
        _cpu_ms(partial(catalogue.find, wanted, now, facets=tuple(Facet))) for wanted in _questions(engine)
    )
    with engine.connect() as connection:
        found["performances"] = connection.scalar(select(func.count(Performance.id)))
    found |= {
        "bare look-up": _bare_ms(engine),
        "filter, median": median(times),
        "filter, 99th percentile": times[len(times) * 99 // 100],
    }
    return found | _pages(app)


def _questions(engine: Engine) -> list[OfferFilter]:
    """Combined filters as teachers ask them, each another one."""
    chance = random.Random(3)
    with make_sessions(engine)() as session:
        places = all_places(session)

    def one() -> OfferFilter:
        first = utc_now().date() + timedelta(days=chance.randrange(10, 250))
        place = chance.choice(places)
        wanted: dict[str, Any] = {"levels": frozenset(chance.sample(list(ClassLevel)[:7], 2))}
        if chance.random() < 0.6:
            wanted["around"] = Circle(place.name, place.latitude, place.longitude, chance.choice((10.0, 25.0, 40.0)))
        elif chance.random() < 0.5:
            wanted["regions"] = frozenset({f"prv-{place.province}"})
        if chance.random() < 0.6:
            wanted |= {"date_from": first, "date_to": first + timedelta(days=chance.randrange(14, 90))}
        if chance.random() < 0.6:
            wanted["seats"] = chance.randrange(15, 80)
        if chance.random() < 0.3:
            wanted["text"] = chance.choice(WORDS)
        if chance.random() < 0.3:
            wanted["max_price"] = chance.randrange(400, 1_200)
        if chance.random() < 0.3:
            wanted["disciplines"] = frozenset({chance.choice(list(Discipline))})
        if chance.random() < 0.2:
            wanted["access"] = frozenset({Access.WHEELCHAIR})
        return OfferFilter(**wanted, sort=chance.choice((None, None, Sort.PRICE, Sort.TITLE)))

    return [one() for _ in range(QUESTIONS)]


def _pages(app: Flask) -> dict[str, float]:
    client = app.test_client()
    return {
        "page, in-process": median(_cpu_ms(lambda: _ok(client.get(PAGE).status_code)) for _ in range(PAGES)),
        "API, in-process": median(_cpu_ms(lambda: _ok(client.get(API).status_code)) for _ in range(PAGES)),
    }


def _ok(status: int) -> None:
    if status != 200:
        raise SystemExit(f"answered {status}")


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def _bare_ms(engine: Engine) -> float:
    """A row by its primary key, through the driver alone."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        last = connection.scalar(select(func.max(Offer.id)))
        chance = random.Random(5)
        query = f"SELECT title FROM offer WHERE id = {mark}"  # noqa: S608 - the mark of a parameter.

        def look() -> None:
            cursor.execute(query, (chance.randint(1, last),))
            cursor.fetchone()

        # Fifty at a time: one is shorter than the clock's step.
        return median(_cpu_ms(lambda: [look() for _ in range(50)]) for _ in range(100)) / 50


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# Through HTTP -------------------------------------------------------------------------------------------------


def http_cost(path: str, port: int, server: int) -> float:
    """CPU of the server for a request, in milliseconds; each has a number of seats of its own."""
    client = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(seats: int) -> None:
        client.request("GET", path.replace("seats=25", f"seats={seats}"))
        answer = client.getresponse()
        answer.read()
        _ok(answer.status)

    for seats in range(1, 6):
        ask(seats)
    began = _ticks(server)
    # Below the 300 requests a minute that one address may send.
    for number in range(REQUESTS - 20):
        ask(5 + number % 60)
    return (_ticks(server) - began) / os.sysconf("SC_CLK_TCK") * 1000 / (REQUESTS - 20)


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def http() -> dict[str, float]:
    """`foyer portal serve`, asked by one client."""
    command = [sys.executable, "-m", "portal", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline().split("http://127.0.0.1:")[1].split()[0])
            _wait_for_index(port, server.pid)
            return {
                "API through HTTP": http_cost(API, port, server.pid),
                "page through HTTP": http_cost(PAGE, port, server.pid),
            }
        finally:
            server.terminate()


def _wait_for_index(port: int, server: int) -> None:
    """The first question makes it; a large one is made aside, until the server has nothing to do."""
    client = HTTPConnection("127.0.0.1", port, timeout=60)
    client.request("GET", API)
    client.getresponse().read()
    while True:
        before = _ticks(server)
        time.sleep(1)
        if _ticks(server) == before:
            return


# Seen in another process --------------------------------------------------------------------------------------

_WATCH = """
import sys, time
from portal.db import make_engine
from portal.migrations import tables
from portal.clock import utc_now
from portal.offers.filter import OfferFilter
from portal.offers.index.catalogue import Catalogue
from portal.settings import load_settings
catalogue, now = Catalogue(make_engine(load_settings().database_url)), utc_now()
catalogue.build(now)
print("ready", flush=True)
seats = OfferFilter(seats=1999)
for line in sys.stdin:
    before = catalogue.count(OfferFilter(price=987654), now), catalogue.count(seats, now)
    print("go", flush=True)
    while (catalogue.count(OfferFilter(price=987654), now), catalogue.count(seats, now)) == before:
        time.sleep(0.002)
    print(time.time(), flush=True)
"""


def news() -> dict[str, float]:
    """From the commit here until another process answers otherwise, in milliseconds of the clock."""
    engine = make_engine(load_settings().database_url)
    with subprocess.Popen(
        [sys.executable, "-c", _WATCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as watcher:
        assert watcher.stdout is not None
        watcher.stdout.readline()
        change = "UPDATE offer SET price_cents = :new, price_unit = 'pupil' WHERE id = :offer"
        booking = "UPDATE performance SET capacity = :new, seats_taken = 0 WHERE id = :performance"
        with make_sessions(engine)() as session:
            query = select(Performance.offer_id, Performance.id).where(Performance.starts_at > datetime.now(UTC))
            offer, performance = session.execute(query.order_by(Performance.id).limit(1)).one()
        values = {"offer": offer, "performance": performance}
        seen = {
            "a change seen elsewhere": [_seen(engine, watcher, change, values, n) for n in (987654, 700) * ROUNDS],
            "a booking seen elsewhere": [_seen(engine, watcher, booking, values, n) for n in (1999, 90) * ROUNDS],
        }
        watcher.kill()
    return {name: median(times) for name, times in seen.items()}


def _seen(engine: Engine, watcher: Any, statement: str, values: dict[str, int], new: int) -> float:
    watcher.stdin.write("go\n")
    watcher.stdin.flush()
    watcher.stdout.readline()
    with make_sessions(engine)() as session, write_transaction(session):
        session.execute(text(statement), {**values, "new": new})
    committed = time.time()
    return (float(watcher.stdout.readline()) - committed) * 1000
