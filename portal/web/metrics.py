"""`/metrics`: what a watcher of the service asks every minute, in the text format of Prometheus.

For this machine itself, or for who has the token; anybody else finds nothing there.
"""

import hmac
import ipaddress
import os
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.bookings.models import Booking, LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.bookings.states import BookingState
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.journal.chain import files_of
from portal.migrations.state import is_current
from portal.offers.models import Performance, PerformanceState
from portal.outbox.models import Message
from portal.web.access import settings

blueprint = Blueprint("metrics", __name__)

BUCKETS_S = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
SOUND_FOR_S = 60.0
"""How long one look at the whole ledger counts: it adds up every row."""

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
"""What a proxy adds. Behind one everybody comes from this machine."""

Value = float | int
Sample = tuple[Mapping[str, str], Value]


@dataclass
class Requests:
    """What this process answered since it started. Each process has its own; the watcher adds them up."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    by_status: Counter[str] = field(default_factory=Counter)
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_S) + 1))
    seconds: float = 0.0
    disagreements: tuple[float, int, int] | None = None
    """When the ledger was last looked at (on the clock of this process), and what was wrong: seats, money."""

    def count(self, status: int, seconds: float) -> None:
        with self.lock:
            self.by_status[f"{status // 100}xx"] += 1
            self.buckets[bisect_left(BUCKETS_S, seconds)] += 1
            self.seconds += seconds


def init_app(app: Flask) -> None:
    """Count the requests of this app."""
    requests = app.extensions["foyer_requests"] = Requests()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def stop(response: Response) -> Response:
        if "started" in g:
            requests.count(response.status_code, time.perf_counter() - g.started)
        return response


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    if not (_has_token() or _is_here()):
        abort(404)
    requests: Requests = current_app.extensions["foyer_requests"]
    lines = [*_of_the_process(requests), *_of_the_journal(settings().journal_dir)]
    try:
        lines += _of_the_database(db.session, requests, utc_now())
        up = 1
    except SQLAlchemyError:
        # The watcher must hear it from us: an answer without figures would look like a process that is gone.
        up = 0
    lines += metric("foyer_database_up", "gauge", "Whether the database answered.", [({}, up)])
    return Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_token() -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    wanted = settings().metrics_token
    return wanted is not None and kind == "Bearer" and hmac.compare_digest(given.encode(), wanted.encode())


def _is_here() -> bool:
    """Whether the connection itself comes from this machine, whatever its headers say."""
    if any(name in request.headers for name in FORWARDED):
        return False
    before_proxy = request.environ.get("werkzeug.proxy_fix.orig", {})
    peer = before_proxy.get("REMOTE_ADDR") or request.environ.get("REMOTE_ADDR", "")
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False


def metric(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    """The lines of one metric. Labels are words of our own, so nothing needs escaping."""
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{_braces(labels)} {value}"


def _braces(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}" if labels else ""


def _of_the_process(requests: Requests) -> Iterator[str]:
    me = {"process": str(os.getpid())}
    with requests.lock:
        by_status, buckets, seconds = dict(requests.by_status), list(requests.buckets), requests.seconds
    answered = [({**me, "status": status}, number) for status, number in sorted(by_status.items())]
    yield from metric("foyer_requests_total", "counter", "Answers of this process.", answered)
    name = "foyer_request_seconds"
    yield f"# HELP {name} Time to an answer in this process."
    yield f"# TYPE {name} histogram"
    total = 0
    for limit, number in zip([*(str(one) for one in BUCKETS_S), "+Inf"], buckets, strict=True):
        total += number
        yield f"{name}_bucket{_braces({**me, 'le': limit})} {total}"
    yield f"{name}_sum{_braces(me)} {seconds:.6f}"
    yield f"{name}_count{_braces(me)} {total}"


def _of_the_journal(folder: Path) -> Iterator[str]:
    """Of this machine: each has a journal of its own."""
    written = max((path.stat().st_mtime for path in files_of(folder)), default=0)
    about = "When the journal of this machine was last written; 0: never."
    yield from metric("foyer_journal_written_timestamp_seconds", "gauge", about, [({}, written)])


def _of_the_database(session: Session, requests: Requests, now: datetime) -> list[str]:
    current = int(is_current(session.connection()))
    lines = list(metric("foyer_schema_current", "gauge", "Whether the schema is this version's.", [({}, current)]))
    if current:
        lines += [*_of_bookings(session, now), *_of_the_outbox(session, now), *_of_the_ledger(session, requests)]
    return lines


def _of_bookings(session: Session, now: datetime) -> Iterator[str]:
    rows = session.execute(select(Booking.state, func.count()).group_by(Booking.state))
    found = {row[0]: row[1] for row in rows}
    by_state = [({"state": str(state)}, found.get(state, 0)) for state in BookingState]
    yield from metric("foyer_bookings", "gauge", "Bookings by state.", by_state)
    taken, capacity = session.execute(
        select(
            func.coalesce(func.sum(Performance.seats_taken), 0), func.coalesce(func.sum(Performance.capacity), 0)
        ).where(Performance.day >= school_day(now), Performance.state == PerformanceState.PLANNED)
    ).one()
    seats: list[Sample] = [({"kind": "taken"}, taken), ({"kind": "capacity"}, capacity)]
    yield from metric("foyer_seats_to_come", "gauge", "Places of performances from today on.", seats)


def _of_the_outbox(session: Session, now: datetime) -> Iterator[str]:
    is_waiting = Message.sent_at.is_(None) & Message.gave_up_at.is_(None)
    waiting, retrying, oldest = session.execute(
        select(func.count(), func.count().filter(Message.attempts > 0), func.min(Message.due_at)).where(is_waiting)
    ).one()
    failed = session.scalar(select(func.count()).select_from(Message).where(Message.gave_up_at.is_not(None))) or 0
    letters: list[Sample] = [
        ({"state": "new"}, waiting - retrying),
        ({"state": "retrying"}, retrying),
        ({"state": "failed"}, failed),
    ]
    yield from metric("foyer_outbox_messages", "gauge", "Letters that have not left.", letters)
    late = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    yield from metric("foyer_outbox_late_seconds", "gauge", "How long ago a letter should have left.", [({}, late)])


def _of_the_ledger(session: Session, requests: Requests) -> Iterator[str]:
    at = session.scalar(select(LedgerRow.at).order_by(LedgerRow.id.desc()).limit(1))
    stamp = at.timestamp() if at else 0
    about = "When the last row of the ledger was written; 0: never."
    yield from metric("foyer_ledger_written_timestamp_seconds", "gauge", about, [({}, stamp)])
    seen = requests.disagreements
    if seen is None or time.monotonic() - seen[0] > SOUND_FOR_S:
        seen = requests.disagreements = (time.monotonic(), len(verify(session)), len(verify_money(session)))
    wrong: list[Sample] = [({"of": "seats"}, seen[1]), ({"of": "money"}, seen[2])]
    yield from metric("foyer_ledger_disagreements", "gauge", "Where ledger and bookings differ; 0 is sound.", wrong)
