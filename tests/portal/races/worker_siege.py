"""The real worker, killed again and again: no letter is lost, no place is given out twice.

    python -m tests.portal.races.worker_siege --kills 50
    python -m tests.portal.races.worker_siege --kills 50 --database postgresql+psycopg://foyer@localhost/empty

Holds have run out by the hundred while nobody looked, and behind each a line of classes waits. Two workers are
started as an operator starts them, and get SIGKILL as soon as some of their work can be seen, alone or both; a real
mail server writes down what reaches it. At the end they are left in peace, and then every hold has ended once, every
place that came free was offered once and in order, and every letter has left under one Message-ID.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine, Row, func, select, update

from portal.bookings.journal import attach, compare
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.policy.rules import HouseRules, Waiting, WaitingOrder
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats
from portal.bookings.states import BookingState
from portal.bookings.waiting.service import join
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal
from portal.migrations.state import upgrade
from portal.offers.models import Offer
from portal.outbox.models import Message
from tests.portal.booking_world import a_group, a_request, add_performance, add_school, for_school, make_world
from tests.portal.smtp_server import smtp_server

CLASS = 20
HELD, WAITING = 2, 3
"""Classes a hall: so many hold all its places, so many wait for them; one waits in vain."""
WORKERS = 2
PEACE_S = 120.0
PASSING = {"booking-held": BookingState.HELD, "waiting-joined": BookingState.WAITING}
"""Letters that only make sense while a booking stands so."""


@dataclass
class Postbox:
    """A mail server's handler: what it accepted, by Message-ID."""

    letters: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Whom it was for and what it said, once for each copy."""

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's.
        letter = message_from_bytes(envelope.content)
        self.letters[str(letter["Message-ID"])].append((str(letter["To"]), str(letter["Subject"])))
        return "250 OK"

    @property
    def copies(self) -> int:
        return sum(len(copies) for copies in self.letters.values())


@dataclass
class Report:
    kills: int = 0
    letters: int = 0
    copies: int = 0
    ended: int = 0
    offered: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Town:
    halls: list[int]
    first: dict[int, list[int]]
    """By hall, the bookings in line, in order."""


def settle(engine: Engine, halls: int, *, now: datetime) -> Town:
    """Halls full of holds that ran out yesterday, with a line before each."""
    upgrade(engine)
    earlier, lines = now - timedelta(days=3), {}
    with make_sessions(engine)() as session:
        world = make_world(session, capacity=HELD * CLASS)
        with write_transaction(session):
            rules = HouseRules(hold_hours=48, waiting=Waiting(order=WaitingOrder.STRICT))
            save_rules(session, world.centre_id, rules, after=0, actor=world.staff, now=earlier)
            offer = session.get_one(Offer, world.offer_id)
            when = now + timedelta(days=100)
            made = [add_performance(session, offer, capacity=HELD * CLASS, starts_at=when).id for _ in range(halls)]
            schools = [add_school(session, f"School {number}") for number in range(HELD + WAITING)]
        towns = [for_school(world, school.id, teacher) for school, teacher in schools]
        for hall in made:
            asked = [replace(a_request(one, a_group(pupils=CLASS)), performance_id=hall) for one in towns]
            with write_transaction(session):
                for request in asked[:HELD]:
                    book_seats(session, request, now=earlier)
                lines[hall] = [join(session, request, now=earlier).first.id for request in asked[HELD:]]
    return Town(made, lines)


@dataclass
class Siege:
    url: str
    folder: Path
    seed: int
    halls: int
    report: Report = field(default_factory=Report)
    post: Postbox = field(default_factory=Postbox)

    def run(self, kills: int) -> Report:
        self.dice = random.Random(self.seed)
        self.engine = make_engine(self.url)
        attach(self.engine, Journal(self.folder / "journal", utc_now))
        self.town = settle(self.engine, self.halls, now=utc_now())
        with smtp_server(self.post) as port:
            while self.report.kills < kills:
                with self._workers(port) as workers:
                    self._kill(workers)
            self._let_leases_end()
            with self._workers(port):
                self._wait_for_peace()
        self._look()
        self.engine.dispose()
        return self.report

    @contextlib.contextmanager
    def _workers(self, port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
        environment = os.environ | {
            "FOYER_DATA_DIR": str(self.folder),
            "FOYER_DATABASE_URL": self.url,
            "FOYER_SMTP_URL": f"smtp://127.0.0.1:{port}",
        }
        with (self.folder / "worker.log").open("ab") as out:
            command = [sys.executable, "-m", "portal", "worker"]
            workers = [subprocess.Popen(command, env=environment, stdout=out, stderr=out) for _ in range(WORKERS)]
        try:
            yield workers
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()

    def _kill(self, workers: list[subprocess.Popen[bytes]]) -> None:
        """One after the other, a moment after something can be seen of what they do."""
        for worker in self.dice.sample(workers, k=len(workers)):
            before, until = self._done(), time.monotonic() + 10
            while self._done() == before and time.monotonic() < until and worker.poll() is None:
                time.sleep(0.005)
            time.sleep(self.dice.uniform(0, 0.15))
            if worker.poll() is not None:
                self.report.faults.append(f"a worker ended by itself with {worker.returncode}")
            worker.send_signal(signal.SIGKILL)
            self.report.kills += 1

    def _done(self) -> int:
        with self.engine.connect() as connection:
            rows = connection.scalar(select(func.count()).select_from(LedgerRow)) or 0
        return rows + self.post.copies

    def _let_leases_end(self) -> None:
        """The two minutes go by for which the letters of the dead are still theirs."""
        with self.engine.begin() as connection:
            connection.execute(update(Message).where(Message.sent_at.is_(None)).values(leased_until=utc_now()))

    def _wait_for_peace(self) -> None:
        until = time.monotonic() + PEACE_S
        open_letters = select(func.count()).where(Message.sent_at.is_(None), Message.gave_up_at.is_(None))
        due = select(func.count()).where(Booking.state == BookingState.HELD, Booking.held_until < utc_now())
        while time.monotonic() < until:
            with self.engine.connect() as connection:
                if not connection.scalar(open_letters) and not connection.scalar(due):
                    return
            time.sleep(0.1)
        self.report.faults.append("two workers in peace did not come to an end")

    def _look(self) -> None:
        faults = self.report.faults
        with make_sessions(self.engine)() as session:
            faults += [f"seats disagree: {one}" for one in verify(session)]
            faults += [f"money disagrees: {one}" for one in verify_money(session)]
            rows = Counter(session.execute(select(LedgerRow.booking_id, LedgerRow.kind)).all())
            states = dict(session.execute(select(Booking.id, Booking.state)).all())
            letters = session.execute(select(Message.kind, Message.payload, Message.token, Message.sent_at)).all()
        told = Counter((letter.kind, letter.payload.get("booking_id")) for letter in letters)
        for hall in self.town.halls:
            line = self.town.first[hall]
            for place, booking in enumerate(line):
                is_offered = place < HELD
                expected = BookingState.HELD if is_offered else BookingState.WAITING
                if states[booking] is not expected:
                    faults.append(f"{booking}, number {place} in line, is {states[booking]}")
                if rows[booking, LedgerKind.HELD] != is_offered or told["waiting-offered", booking] != is_offered:
                    faults.append(f"{booking} was offered places {rows[booking, LedgerKind.HELD]} times")
        for (booking, kind), times in rows.items():
            if times != 1:
                faults.append(f"{booking} has {times} rows of {kind}")
        self._look_at_letters(letters, states)
        self.report.ended = sum(times for (_, kind), times in rows.items() if kind is LedgerKind.EXPIRED)
        self.report.offered = sum(times for (kind, _), times in told.items() if kind == "waiting-offered")
        if self.report.ended != HELD * len(self.town.halls):
            faults.append(f"{self.report.ended} holds ended of {HELD * len(self.town.halls)}")
        if not compare(self.engine, self.folder / "journal").agrees:
            faults.append("the journal disagrees")

    def _look_at_letters(self, letters: Sequence[Row[Any]], states: dict[int, BookingState]) -> None:
        """What counts as sent reached the server, every copy of it under the same id and with the same face.

        A letter that says what is over by now (that places are held, that a class stands in line) need not leave.
        """
        self.report.letters, self.report.copies = len(self.post.letters), self.post.copies
        arrived = {identity.strip("<>").partition("@")[0]: copies for identity, copies in self.post.letters.items()}
        for kind, payload, token, sent_at in letters:
            is_over = kind in PASSING and states[payload["booking_id"]] is not PASSING[kind]
            if sent_at is None or not (is_over or token in arrived):
                self.report.faults.append(f"{kind} of {payload} never came")
        known = {letter.token for letter in letters}
        for token, copies in arrived.items():
            if token not in known or len(set(copies)) > 1:
                self.report.faults.append(f"{token} came as {copies}")


@click.command(help=__doc__)
@click.option("--kills", default=50, show_default=True)
@click.option("--database", default="", help="Address of an empty database; without it a SQLite file.")
@click.option("--halls", default=60, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(kills: int, database: str, halls: int, seed: int) -> None:
    with tempfile.TemporaryDirectory(prefix="foyer-siege-") as name:
        folder = Path(name)
        began = time.monotonic()
        report = Siege(database or f"sqlite:///{folder / 'foyer.sqlite'}", folder, seed, halls).run(kills)
    click.echo(
        f"{report.kills} kills in {time.monotonic() - began:.0f} s: {report.ended} holds ended, {report.offered} "
        f"offers, {report.letters} letters in {report.copies} copies."
    )
    for fault in report.faults:
        click.echo(fault, err=True)
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
