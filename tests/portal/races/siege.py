"""The real server under load, killed again and again: no booking that was acknowledged is lost, none is half made.

    python -m tests.portal.races.siege --kills 200
    python -m tests.portal.races.siege --kills 200 --database postgresql+psycopg://foyer@localhost/empty

runs it as long as somebody likes (about three seconds a kill); `test_siege.py` does ten kills in each test run. The
server is started as an operator starts it, with two processes; each kill is SIGKILL at a random moment, of all
processes at once or of one alone. Bookings and cancellations go through the API with their keys; what a client did
not hear back of is asked again after the restart, and must then be one booking.
"""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy import Engine, func, select

from portal.accounts.service import create_token
from portal.bookings.journal import Book, compare, complete
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.bookings.rebuild import rebuild
from portal.bookings.states import BookingState
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.migrations.state import upgrade
from portal.offers.models import Offer
from portal.outbox.models import Message
from tests.portal.booking_world import MONDAY, add_performance, add_school, make_world

CLIENTS = 6
SCHOOLS_EACH = 4
"""A token may ask 600 times a minute; several schools a client keep it busy."""
PROCESSES = 2
OFTEN = 20
START_S = 60.0
ANSWER_S = 20.0
LONGEST_S = 1.2
"""A kill comes within so many seconds after the server is ready."""

LISTENS = re.compile(r"Foyer luistert op http://[^:]+:(\d+) ")
UNHEARD = (OSError, http.client.HTTPException, json.JSONDecodeError)


@dataclass(eq=False)
class Wish:
    """A booking that a client wants, and what it heard of it."""

    token: str
    school_id: int
    key: str
    performance_id: int
    pupils: int
    reference: str = ""
    refused: str = ""
    cancel_asked: bool = False
    cancelled: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.reference or self.refused)


@dataclass(frozen=True)
class Town:
    """Whom the siege books for: many places, and a small hall that sells out."""

    large_id: int
    small_id: int
    schools: tuple[tuple[int, str], ...]
    """Ids and tokens."""


@dataclass
class Server:
    """`foyer portal serve` with several processes, in a process group of its own."""

    process: subprocess.Popen[bytes]
    log: Path
    said_before: int
    """Bytes of the log that earlier servers wrote."""
    port: int = 0
    """0 until the server says which it has."""

    def find_port(self) -> bool:
        said = LISTENS.search(self.log.read_bytes()[self.said_before :].decode(errors="replace"))
        self.port = int(said[1]) if said else 0
        return self.port != 0

    def kill_all(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_one(self, dice: random.Random) -> bool:
        """One of the processes that answer; its parent starts another."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = children.read_text().split() if children.exists() else []
        if not found:
            return False
        os.kill(int(dice.choice(found)), signal.SIGKILL)
        return True


@dataclass
class Report:
    kills: int = 0
    whole: int = 0
    """Of the kills, how many took all processes."""
    acknowledged: int = 0
    asked_again: int = 0
    """Bookings that a client had heard nothing of."""
    found_made: int = 0
    """Of those, how many had been made after all."""
    cancelled: int = 0
    rows: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Siege:
    url: str
    folder: Path
    seed: int
    report: Report = field(default_factory=Report)
    wishes: list[Wish] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.engine = make_engine(self.url)
        self.town = settle_town(self.engine)

    def run(self, kills: int, tell: Callable[[Report], None] = lambda _: None) -> Report:
        """`tell` hears how it goes after each round, so that a siege that is cut short has said what it saw."""
        while self.report.kills < kills:
            self._round(kills)
            tell(self.report)
        with self._server() as server:
            self._ask_again(server.port)
        self._settle()
        self.engine.dispose()
        return self.report

    def _round(self, kills: int) -> None:
        """Start, load, perhaps kill a process or two alone, then all at once; then look."""
        with self._server() as server:
            stop = threading.Event()
            clients = [Client(self, number, server.port, stop) for number in range(CLIENTS)]
            for client in clients:
                client.start()
            while self.report.kills < kills - 1 and self.dice.random() < 0.3:
                time.sleep(self.dice.uniform(0.1, LONGEST_S))
                self.report.kills += server.kill_one(self.dice)
            time.sleep(self.dice.uniform(0.1, LONGEST_S))
            server.kill_all()
            self.report.kills += 1
            self.report.whole += 1
            stop.set()
            for client in clients:
                client.join()
                self.wishes += client.wishes
                self.report.faults += client.faults
        self._look()

    def _server(self) -> contextlib.AbstractContextManager[Server]:
        return serve(self.folder, self.url, PROCESSES)

    def _look(self) -> None:
        """Every booking that was acknowledged is there, whole, and all sums agree."""
        with make_sessions(self.engine)() as session:
            there = {
                (row.school_id, row.request_key): row
                for row in session.execute(
                    select(Booking.school_id, Booking.request_key, Booking.reference, Booking.state)
                )
            }
            for wish in self.wishes:
                self._compare(wish, there.get((wish.school_id, wish.key)))
            half = session.scalars(
                select(Booking.reference).where(
                    ~select(BookingGroup.id).where(BookingGroup.booking_id == Booking.id).exists()
                    | ~select(LedgerRow.id).where(LedgerRow.booking_id == Booking.id).exists()
                )
            )
            self.report.faults += [f"{reference} is half made" for reference in half]
            self.report.faults += [f"seats disagree: {one}" for one in verify(session)]
            self.report.faults += [f"money disagrees: {one}" for one in verify_money(session)]
            booked = session.scalar(select(func.count()).select_from(Booking)) or 0
            letters = Counter(
                payload["booking_id"]
                for payload in session.scalars(select(Message.payload).where(Message.kind == "booking-confirmed"))
            )
            if len(letters) != booked or set(letters.values()) - {1}:
                self.report.faults.append(f"{booked} bookings have {sum(letters.values())} confirmations")

    def _compare(self, wish: Wish, row: object) -> None:
        if wish.reference and (row is None or row.reference != wish.reference):  # type: ignore[attr-defined]
            self.report.faults.append(f"{wish.reference} was acknowledged and is gone")
        elif wish.cancelled and row.state is not BookingState.CANCELLED:  # type: ignore[attr-defined]
            self.report.faults.append(f"the cancellation of {wish.reference} was acknowledged and is gone")
        elif wish.refused and row is not None:
            self.report.faults.append(f"{wish.key} was refused and is booked")

    def _ask_again(self, port: int) -> None:
        """Whoever heard nothing asks once more, with the same key: then there is one booking, or a refusal."""
        with make_sessions(self.engine)() as session:
            made = {
                (row.school_id, row.request_key)
                for row in session.execute(select(Booking.school_id, Booking.request_key))
            }
        for wish in self.wishes:
            if wish.is_open:
                self.report.asked_again += 1
                self.report.found_made += (wish.school_id, wish.key) in made
                book(port, wish)
        self._look()

    def _settle(self) -> None:
        """The journal is complete and agrees, and the journal alone gives the same bookings back."""
        folder = self.folder / "journal"
        complete(Book(self.engine, Journal(folder, utc_now)), now=utc_now())
        said = compare(self.engine, folder)
        if not said.agrees:
            self.report.faults.append(f"the journal disagrees: {said}")
        fresh = make_engine(f"sqlite:///{self.folder / 'rebuilt.sqlite'}")
        upgrade(fresh)
        with make_sessions(fresh)() as session:
            rebuild(session, folder, now=utc_now())
        for table in (Booking.__table__, BookingGroup.__table__, LedgerRow.__table__):
            question = select(table).order_by(table.c.id)
            with self.engine.connect() as old, fresh.connect() as new:
                if old.execute(question).all() != new.execute(question).all():
                    self.report.faults.append(f"{table.name} is not the same when it is rebuilt")
        with self.engine.connect() as connection:
            self.report.rows = connection.scalar(select(func.count()).select_from(LedgerRow)) or 0
        self.report.acknowledged = sum(bool(wish.reference) for wish in self.wishes)
        self.report.cancelled = sum(wish.cancelled for wish in self.wishes)
        fresh.dispose()


class Client(threading.Thread):
    """Books and cancels without pause, for a few schools, until the server is gone."""

    def __init__(self, siege: Siege, number: int, port: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.dice = random.Random(siege.dice.random())
        self.town, self.port, self.stop = siege.town, port, stop
        self.schools = siege.town.schools[number * SCHOOLS_EACH : (number + 1) * SCHOOLS_EACH]
        self.wishes: list[Wish] = []
        self.faults: list[str] = []
        """Answers that nobody should get."""

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self._do_something()
            except UNHEARD:
                # A process was killed under us; another one may still answer.
                time.sleep(0.02)
            except RuntimeError as unexpected:
                self.faults.append(str(unexpected))
                return

    def _do_something(self) -> None:
        standing = [wish for wish in self.wishes if wish.reference and not wish.cancel_asked]
        if standing and self.dice.random() < 0.25:
            cancel(self.port, self.dice.choice(standing))
            return
        school_id, token = self.dice.choice(self.schools)
        hall = self.town.small_id if self.dice.random() < 0.3 else self.town.large_id
        wish = Wish(token, school_id, f"{self.dice.getrandbits(64):x}", hall, self.dice.randint(1, 30))
        self.wishes.append(wish)
        book(self.port, wish)


@contextlib.contextmanager
def serve(folder: Path, url: str, processes: int) -> Iterator[Server]:
    """`foyer portal serve` on a port of its own choice, ready to answer; killed at the end.

    A port that we chose could be taken by a neighbour before the server has it, who would then be asked in its place.
    """
    log = folder / "server.log"
    said_before = log.stat().st_size if log.exists() else 0
    command = [sys.executable, "-m", "portal", "serve", "--port", "0", "--workers", str(processes)]
    environment = os.environ | {
        "FOYER_DATA_DIR": str(folder),
        "FOYER_DATABASE_URL": url,
        "FOYER_SECRET_KEY": "tests only, tests only, tests only",
    }
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    server = Server(process, log, said_before)
    try:
        wait_until_ready(server)
        yield server
    finally:
        server.kill_all()


def settle_town(engine: Engine) -> Town:
    upgrade(engine)
    with make_sessions(engine)() as session:
        world = make_world(session, capacity=1_000_000)
        with write_transaction(session):
            small = add_performance(session, session.get_one(Offer, world.offer_id), capacity=400)
            made = [add_school(session, f"School {number}") for number in range(CLIENTS * SCHOOLS_EACH)]
            schools = tuple((school.id, create_token(session, teacher.id, now=MONDAY)) for school, teacher in made)
        return Town(world.performance_id, small.id, schools)


def wait_until_ready(server: Server) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(
                f"the server ended with {server.process.returncode}:\n{server.log.read_text()[-2000:]}"
            )
        try:
            status = ask(server.port, "GET", "/readyz")[0] if server.port or server.find_port() else 0
        except UNHEARD:
            status = 0
        if status == 200:
            return
        time.sleep(0.05)
    raise RuntimeError("the server is not ready")


def ask(
    port: int, method: str, path: str, *, token: str = "", key: str = "", body: object = None
) -> tuple[int, dict[str, object]]:
    """Status and body of an answer; raises one of `UNHEARD` when it never came."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if key:
        headers["Idempotency-Key"] = key
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_S)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.status, json.loads(text) if is_json else {}
    finally:
        connection.close()


def book(port: int, wish: Wish) -> None:
    group = {"name": "4A", "level": "lager-2", "pupils": wish.pupils, "companions": 0, "wheelchair": 0}
    body = {"performance_id": wish.performance_id, "groups": [group]}
    status, said = ask(port, "POST", "/api/v1/bookings", token=wish.token, key=wish.key, body=body)
    if status in (200, 201):
        wish.reference = str(said["reference"])
    elif status == 409 and said.get("code") == "performance_full":
        wish.refused = "performance_full"
    elif status != 429:
        raise RuntimeError(f"{status}: {said}")


def cancel(port: int, wish: Wish) -> None:
    wish.cancel_asked = True
    status, said = ask(port, "POST", f"/api/v1/bookings/{wish.reference}/cancel", token=wish.token, body={})
    if status == 200:
        wish.cancelled = True
    elif status != 429:
        raise RuntimeError(f"{status}: {said}")


def _tell_now_and_then() -> Callable[[Report], None]:
    """Every `OFTEN` kills a line, and each fault as soon as it is seen."""
    told = {"kills": 0, "faults": 0}

    def tell(report: Report) -> None:
        for fault in report.faults[told["faults"] :]:
            click.echo(fault, err=True)
        told["faults"] = len(report.faults)
        if report.kills - told["kills"] >= OFTEN:
            told["kills"] = report.kills
            click.echo(f"{report.kills} kills so far, {len(report.faults)} faults", err=True)

    return tell


@click.command(help=__doc__)
@click.option("--kills", default=200, show_default=True)
@click.option("--database", default="", help="Address of an empty database; without it a SQLite file.")
@click.option("--seed", default=1, show_default=True)
def main(kills: int, database: str, seed: int) -> None:
    with tempfile.TemporaryDirectory(prefix="foyer-siege-") as name:
        folder = Path(name)
        began = time.monotonic()
        siege = Siege(database or f"sqlite:///{folder / 'foyer.sqlite'}", folder, seed)
        report = siege.run(kills, tell=_tell_now_and_then())
    click.echo(
        f"{report.kills} kills ({report.whole} of all processes) in {time.monotonic() - began:.0f} s: "
        f"{report.acknowledged} bookings and {report.cancelled} cancellations acknowledged, {report.asked_again} "
        f"asked again of which {report.found_made} had been made, {report.rows} rows of the ledger."
    )
    for fault in dict.fromkeys(report.faults):
        click.echo(fault, err=True)
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
