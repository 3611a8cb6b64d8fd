"""What a booking costs: `python -m tests.bench.bookings`. Printed, never asserted: machines differ.

Through HTTP, as schools book (a class of 25 through the API, with ledger and journal on, both flushed to disk):
1, 8 and 32 clients, on one hot performance and on ten, on SQLite and on PostgreSQL with four server processes. For
each: bookings a second, milliseconds of CPU of the server a booking (of the database beside it), the 95th percentile
of the waiting, requests that failed.

Goals: 140 bookings a second on PostgreSQL (forty times the 3.5 of the best open peer that was measured on such a
machine), at most 12 ms of the server's CPU each, and no failed request on either database. And with 8
writers in one process at least half of what disk and database can do at all: one conditional UPDATE, three INSERTs
and a flushed commit, as bare statements.

    python -m tests.bench.bookings --database sqlite --seconds 5 --clients 8
"""

import os
import random
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from portal.accounts.service import create_token
from portal.bookings.journal import attach
from portal.bookings.queries import verify, verify_money
from portal.bookings.requests import SeatRequest
from portal.bookings.together import book_in_line
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.migrations.state import upgrade
from portal.offers.models import Offer
from tests.bench.offers.server import postgres
from tests.portal.booking_world import MONDAY, a_group, add_performance, add_school, make_world
from tests.portal.races.siege import UNHEARD, ask, serve

PEER = {"sqlite": None, "postgresql": {1: 1.5, 8: 3.5, 32: 3.4}}
"""Orders of a class of 25 a second of the best open peer (PostgreSQL, four workers); on SQLite two thirds of its
concurrent orders failed."""
PEER_CPU_MS = 550.0
"""What one of its orders costs of the server's CPU: the ratio to compare where other programs use the machine too."""
GOAL_TIMES, GOAL_CPU_MS = 40, 12.0

SCHOOLS = 64
"""A token may ask 600 times a minute: so many schools are never slowed down."""
WRITERS = 8
PROCESSES = 4
HALLS = (1, 10)
TITLES = {
    "clients": 8,
    "halls": 7,
    "a second": 10,
    "x peer": 8,
    "CPU ms": 8,
    "x its": 8,
    "+ db": 7,
    "p95 ms": 8,
    "failed": 8,
}
HEAD = "".join(f"{title:>{width}}" for title, width in TITLES.items())
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Town:
    performances: tuple[int, ...]
    schools: tuple[tuple[int, str], ...]
    """Ids and tokens."""


def settle(engine: Engine) -> Town:
    upgrade(engine)
    with make_sessions(engine)() as session:
        world = make_world(session, capacity=10_000_000)
        with write_transaction(session):
            offer = session.get_one(Offer, world.offer_id)
            more = [add_performance(session, offer, capacity=10_000_000).id for _ in range(max(HALLS) - 1)]
            made = [add_school(session, f"School {number}") for number in range(SCHOOLS)]
            schools = tuple((school.id, create_token(session, teacher.id, now=MONDAY)) for school, teacher in made)
    return Town((world.performance_id, *more), schools)


@dataclass(frozen=True)
class Load:
    bookings: int
    failed: int
    seconds: float
    waits: list[float]
    server_cpu_s: float
    database_cpu_s: float

    @property
    def rate(self) -> float:
        return self.bookings / self.seconds


def load(town: Town, port: int, pid: int, *, clients: int, halls: int, seconds: float, database: str) -> Load:
    """Let so many clients book without pause for so long."""
    waits: list[list[float]] = [[] for _ in range(clients)]
    failed = [0] * clients
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        dice = random.Random(number)
        schools = town.schools[number::clients] or town.schools
        while time.monotonic() < until:
            _, token = dice.choice(schools)
            began = time.monotonic()
            if _books(port, token, dice.choice(town.performances[:halls]), f"{dice.getrandbits(64):x}-{began}"):
                waits[number].append(time.monotonic() - began)
            else:
                failed[number] += 1

    before, began = (_cpu_of_group(pid), _cpu_of("postgres")), time.monotonic()
    _together([partial(client, number) for number in range(clients)])
    took = time.monotonic() - began
    after = (_cpu_of_group(pid), _cpu_of("postgres"))
    every = sorted(one for some in waits for one in some)
    of_database = after[1] - before[1] if database == "postgresql" else 0.0
    return Load(len(every), sum(failed), took, every, after[0] - before[0], of_database)


def _books(port: int, token: str, performance_id: int, key: str) -> bool:
    group = {"name": "4A", "level": "lager-2", "pupils": 25, "companions": 0, "wheelchair": 0}
    body = {"performance_id": performance_id, "groups": [group]}
    try:
        status, _ = ask(port, "POST", "/api/v1/bookings", token=token, key=key, body=body)
    except UNHEARD:
        return False
    return status == 201


def _together(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _stats() -> Iterator[tuple[str, int, float]]:
    """Name, process group and seconds of CPU of every process here."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        yield name, int(fields[2]), (int(fields[11]) + int(fields[12])) / TICK


def _cpu_of_group(pid: int) -> float:
    return sum(seconds for _, group, seconds in _stats() if group == pid)


def _cpu_of(name: str) -> float:
    return sum(seconds for found, _, seconds in _stats() if found == name)


def in_process(engine: Engine, town: Town, folder: Path, *, each: int) -> float:
    """Bookings a second of 8 threads in one process, each acknowledged when database and journal are on the disk."""
    attach(engine, Journal(folder, utc_now))
    sessions = make_sessions(engine)
    with sessions() as session:
        people = dict(
            session.execute(text("SELECT school_id, min(user_id) FROM membership GROUP BY school_id")).all()
        )

    def writer(number: int) -> None:
        school_id = town.schools[number][0]
        booker = Booker(people[school_id], frozenset({school_id}))
        for turn in range(each):
            request = SeatRequest(f"{number}-{turn}", town.performances[0], school_id, booker, (a_group(pupils=25),))
            with sessions() as session:
                book_in_line(session, request, now=MONDAY)

    began = time.monotonic()
    _together([partial(writer, number) for number in range(WRITERS)])
    return WRITERS * each / (time.monotonic() - began)


@dataclass(frozen=True)
class Booker:
    id: int
    schools: frozenset[int]
    name: str = "An"
    email: str = "an@voorbeeld.example"
    centres: frozenset[int] = frozenset()
    is_admin: bool = False


def bare(engine: Engine, *, each: int) -> float:
    """Durable transactions a second of 8 writers: a conditional UPDATE, three INSERTs and a commit, nothing else."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare_hall (id integer PRIMARY KEY, taken integer, capacity integer)"))
        connection.execute(text("CREATE TABLE bare_row (a integer, b integer, c text)"))
        connection.execute(text("INSERT INTO bare_hall VALUES (1, 0, 100000000)"))
    sessions = make_sessions(engine)
    insert = text("INSERT INTO bare_row VALUES (1, 25, 'een rij zoals een boeking er een schrijft')")
    take = text("UPDATE bare_hall SET taken = taken + 25 WHERE id = 1 AND taken + 25 <= capacity")

    def writer() -> None:
        for _ in range(each):
            with sessions() as session, write_transaction(session):
                for _ in range(3):
                    session.execute(insert)
                session.execute(take)

    began = time.monotonic()
    _together([writer] * WRITERS)
    return WRITERS * each / (time.monotonic() - began)


def measure(database: str, chosen: Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="foyer-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _database(database, folder) as url:
            engine = make_engine(url)
            town = settle(engine)
            print(f"\n{database}, {PROCESSES} processes")
            print(HEAD)
            with serve(folder, url, PROCESSES) as server:
                for halls in HALLS:
                    for clients in chosen.clients:
                        done = load(
                            town,
                            server.port,
                            server.process.pid,
                            clients=clients,
                            halls=halls,
                            seconds=chosen.seconds,
                            database=database,
                        )
                        print(_line(done, clients, halls, PEER[database]))
            with make_sessions(engine)() as session:
                wrong = [*verify(session), *verify_money(session)]
                print("ledger, bookings and seats agree" if not wrong else f"DISAGREE: {wrong}")
            ours, our_cpu = _timed(partial(in_process, engine, town, folder / "journal-8", each=chosen.each))
            raw, raw_cpu = _timed(partial(bare, engine, each=chosen.each))
            mark, many = "" if ours >= raw / 2 else " !", WRITERS * chosen.each / 1000
            print(
                f"8 writers in one process: {ours:.0f} a second, {ours / raw:.2f} of {raw:.0f} bare ones (0.5){mark}"
            )
            print(f"their CPU: {our_cpu / many:.2f} ms, of a bare one {raw_cpu / many:.2f}")
            engine.dispose()


def _timed(work: Callable[[], float]) -> tuple[float, float]:
    """What it gave, and the seconds of this process's CPU that it took."""
    before = time.process_time()
    return work(), time.process_time() - before


def _database(database: str, folder: Path) -> AbstractContextManager[str]:
    return postgres(folder) if database == "postgresql" else nullcontext(f"sqlite:///{folder / 'foyer.sqlite'}")


def _line(done: Load, clients: int, halls: int, peer: dict[int, float] | None) -> str:
    many = max(1, done.bookings)
    times = done.rate / peer[clients] if peer and clients in peer else None
    cpu = 1000 * done.server_cpu_s / many
    p95 = 1000 * done.waits[len(done.waits) * 95 // 100] if done.waits else 0.0
    against = "" if times is None else f"{times:.0f}{'' if times >= GOAL_TIMES else '!'}"
    return (
        f"{clients:>8}{halls:>7}{done.rate:>10.0f}{against:>8}{cpu:>7.1f}{'' if cpu <= GOAL_CPU_MS else '!':1}"
        f"{PEER_CPU_MS / cpu if cpu else 0:>8.0f}"
        f"{1000 * done.database_cpu_s / many:>7.1f}{p95:>8.0f}{done.failed:>7}{'!' if done.failed else ''}"
    )


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench.bookings", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--clients", nargs="+", type=int, default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=8.0, help="of each load")
    parser.add_argument("--each", type=int, default=60, help="bookings of each writer in one process")
    chosen = parser.parse_args()
    for database in chosen.database:
        measure(database, chosen)


if __name__ == "__main__":
    main()
