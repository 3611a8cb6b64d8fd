"""Several bookings in one transaction: who comes while another one writes is written along with the next.

A Monday at nine is many schools that want the same few performances at the same moment. Each alone costs a
transaction, a flush of the database and a flush of the journal; together they share these, and each statement.

Exactly once stays as provable as it is for one. What goes together is only the plain case: a school books for itself,
the seats are there, nobody waits, nothing has to be confirmed, the key is new. The batch is one transaction with the
same conditional UPDATE and the same unique key of a request as one booking alone; whatever turns out otherwise in it,
also an error, undoes the batch whole, and each of its requests is then booked by itself, by `service.book_seats`, as
if there had never been a batch. Nobody hears anything before the transaction is committed and the journal flushed.
"""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Row, Select, bindparam, false, select, tuple_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, School
from portal.bookings.codes import new_reference, new_visit_code
from portal.bookings.journal import promise
from portal.bookings.ledger import LEDGER_TABLE, Change, Recorded, ledger_row, note
from portal.bookings.models import Booking
from portal.bookings.requests import SeatRequest, refuse_impossible
from portal.bookings.seats import take_seats
from portal.bookings.service import (
    BOOKING_CONFIRMED,
    BOOKING_TABLE,
    GROUP_TABLE,
    Terms,
    book_seats,
    booking_values,
    group_rows,
    in_order,
    refuse_strangers,
    terms_by,
    terms_of,
)
from portal.bookings.start import CONFIRMED
from portal.bookings.states import BookingState
from portal.db import end_reading, write_transaction
from portal.errors import Refusal
from portal.journal.writer import JournalUnavailable
from portal.offers.models import Performance, PerformanceState
from portal.outbox.service import Letter, enqueue_all
from portal.rows import insert_rows


@dataclass(frozen=True)
class Made:
    """A booking as whoever asked for it hears of it."""

    reference: str
    state: BookingState
    is_new: bool
    """False: it was made before, under the same key."""


def book_in_line(session: Session, request: SeatRequest, *, now: datetime) -> Made:
    """Book in a transaction of its own, or in one with others that came at the same time.

    Raises as `service.book_seats`, and JournalUnavailable.
    """
    refuse_impossible(request)
    if request.by_house or request.is_given:
        return _alone(session, request, now)
    refuse_strangers(session, request)
    # Whoever writes for it does so through another session: this one must see what came of it.
    end_reading(session)
    return _line_of(session).book(session, _Asked(request, now))


def _alone(session: Session, request: SeatRequest, now: datetime) -> Made:
    with write_transaction(session):
        booked = book_seats(session, request, now=now)
    return Made(booked.booking.reference, booked.booking.state, booked.is_new)


@dataclass(eq=False)
class _Asked:
    """What one thread wants; it sleeps until it is told, or until it is its turn to write."""

    request: SeatRequest
    now: datetime
    made: Made | None = None
    failure: JournalUnavailable | None = None
    is_looked_at: bool = False
    bell: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.bell.acquire()


GATHER_S = 0.002
"""How long who is next waits for those that were just answered: without it every second transaction is of one booking
alone. Who comes to a line where nobody wrote just now waits for nobody."""


@dataclass(eq=False)
class Line:
    """Those who want to write to one database. One of them writes, for all who came until it began."""

    _guard: threading.Lock = field(default_factory=threading.Lock)
    _waiting: list[_Asked] = field(default_factory=list)
    _is_busy: bool = False
    _expected: int = 1
    """As many as wrote together before, one less each time that fewer came."""
    _all_there: threading.Event = field(default_factory=threading.Event)
    _wrote_at: float = 0.0
    """By the monotonic clock."""

    def book(self, session: Session, mine: _Asked) -> Made:
        with self._guard:
            self._waiting.append(mine)
            writes = not self._is_busy
            self._is_busy = True
            if len(self._waiting) >= self._expected:
                self._all_there.set()
            gathers = not writes or time.monotonic() - self._wrote_at < GATHER_S
        if not writes:
            mine.bell.acquire()
        if not mine.is_looked_at:
            if gathers:
                # Nothing is locked or open meanwhile.
                self._all_there.wait(GATHER_S)
            self._write(session, mine)
        if mine.failure is not None:
            raise mine.failure
        return mine.made or _alone(session, mine.request, mine.now)

    def _write(self, session: Session, mine: _Asked) -> None:
        """It is this one's turn: for itself and for all who wait."""
        with self._guard:
            batch, self._waiting = self._waiting, []
            self._expected = max(len(batch), self._expected - 1)
            self._all_there.clear()
        try:
            if len(batch) > 1:
                write_together(session, batch)
            else:
                mine.made = _alone(session, mine.request, mine.now)
        finally:
            self._pass_on(mine, batch)

    def _pass_on(self, mine: _Asked, batch: Sequence[_Asked]) -> None:
        for one in batch:
            one.is_looked_at = True
        with self._guard:
            self._is_busy = bool(self._waiting)
            self._wrote_at = time.monotonic()
            after = self._waiting[:1]
        for one in (*after, *(one for one in batch if one is not mine)):
            one.bell.release()


_lines: WeakKeyDictionary[Engine, Line] = WeakKeyDictionary()
_lines_guard = threading.Lock()


def _line_of(session: Session) -> Line:
    with _lines_guard:
        return _lines.setdefault(cast(Engine, session.get_bind()), Line())


# --- One batch ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plain:
    """A request that can be booked at once, with all that is needed to write it."""

    asked: _Asked
    terms: Terms
    school_name: str

    @property
    def request(self) -> SeatRequest:
        return self.asked.request


def write_together(session: Session, batch: Sequence[_Asked]) -> None:
    """Book those of a batch that are plain, in one transaction. The others, and all when anything goes otherwise,
    are left without an answer: they book by themselves."""
    try:
        with write_transaction(session):
            plain = _plain_ones(session, batch)
            made = _record(session, plain) if len(plain) > 1 else []
    except JournalUnavailable as unavailable:
        # Refused beforehand, or booked and not told: either way nobody may hear yes.
        for asked in batch:
            asked.failure = unavailable
    except (Refusal, DBAPIError):
        return
    else:
        for one, booking in zip(plain, made, strict=False):
            one.asked.made = Made(booking.reference, booking.state, is_new=True)


def _plain_ones(session: Session, batch: Sequence[_Asked]) -> list[_Plain]:
    promise(session)
    first = {(one.request.school_id, one.request.key): one for one in reversed(batch)}
    connection = session.connection()
    known = connection.execute(_known_keys(), {"keys": list(first)})
    for row in known:
        first.pop((row.school_id, row.request_key))
    performances = connection.execute(_terms(), {"performances": [one.request.performance_id for one in batch]})
    terms = {row.id: _Kept(row, terms_of(row)) for row in performances}
    schools = connection.execute(_schools(), {"schools": [one.request.school_id for one in batch]})
    names = {row.id: row.name for row in schools}
    classes = _classes(session, batch)
    return [
        _Plain(one, terms[one.request.performance_id].terms, names[one.request.school_id])
        for one in reversed(first.values())
        if one.request.school_id in names
        and one.request.performance_id in terms
        and _is_plain(one, terms[one.request.performance_id])
        and _ids(one.request) <= classes.get(one.request.school_id, frozenset())
    ]


@dataclass(frozen=True)
class _Kept:
    """A performance as it was read."""

    row: Row[Any]
    terms: Terms


def _is_plain(asked: _Asked, kept: _Kept) -> bool:
    row, terms, now = kept.row, kept.terms, asked.now
    return (
        row.state is PerformanceState.PLANNED
        and now < row.closes_at
        and row.kept_by is None
        and row.agreed_with_id is None
        and terms.max_seats_per_school is None
        and terms.start(now) == CONFIRMED
        and (terms.reduced_cents is not None or not any(group.reduced for group in asked.request.groups))
    )


def _ids(request: SeatRequest) -> set[int]:
    return {group.class_group_id for group in request.groups if group.class_group_id is not None}


def _classes(session: Session, batch: Iterable[_Asked]) -> dict[int, set[int]]:
    """Of the classes that are named by their id, those of each school."""
    found: dict[int, set[int]] = defaultdict(set)
    if ids := {one for asked in batch for one in _ids(asked.request)}:
        for row in session.connection().execute(_classes_by(), {"classes": list(ids)}):
            found[row.school_id].add(row.id)
    return found


def _record(session: Session, plain: Sequence[_Plain]) -> list[Row[Any]]:
    """Everything that `book_seats` writes, each table in one statement. A key or a code that is there already undoes
    the batch."""
    connection = session.connection()
    values = [_booking_values(one) for one in plain]
    by_reference = {row.reference: row for row in insert_rows(connection, BOOKING_TABLE, values)}
    bookings = [by_reference[one["reference"]] for one in values]
    rows = [
        row
        for one, booking in zip(plain, bookings, strict=True)
        for row in group_rows(booking.id, one.request, one.terms)
    ]
    groups: dict[int, list[Row[Any]]] = defaultdict(list)
    for group in in_order(insert_rows(connection, GROUP_TABLE, rows)):
        groups[group.booking_id].append(group)
    ledger = [_ledger_values(one, booking) for one, booking in zip(plain, bookings, strict=True)]
    by_id = {booking.id: booking for booking in bookings}
    for row in in_order(insert_rows(connection, LEDGER_TABLE, ledger)):
        note(session, row, Recorded(by_id[row.booking_id], groups[row.booking_id]))
    enqueue_all(
        session,
        (
            (Letter(BOOKING_CONFIRMED, {"booking_id": booking.id}), one.asked.now)
            for one, booking in zip(plain, bookings, strict=True)
        ),
    )
    # Last, because on PostgreSQL this is where everybody else starts to wait for us; and in one order everywhere.
    wanted = Counter[int]()
    for one in plain:
        wanted[one.request.performance_id] += one.request.seats
    for performance_id in sorted(wanted):
        take_seats(session, performance_id, wanted[performance_id])
    return bookings


def _booking_values(one: _Plain) -> dict[str, Any]:
    values = booking_values(one.request, one.terms, now=one.asked.now, state=CONFIRMED.state, held_until=None)
    return values | {"reference": new_reference(), "visit_code": new_visit_code()}


def _ledger_values(one: _Plain, booking: Row[Any]) -> dict[str, Any]:
    change = Change(CONFIRMED.kind, booking.seats, booking.owed_cents, one.request.reason)
    row = ledger_row(booking, change, one.request.actor, centre_id=one.terms.centre_id, now=one.asked.now)
    return row | {"school_name": one.school_name}


@cache
def _known_keys() -> Select[int, str]:
    asked = tuple_(Booking.school_id, Booking.request_key).in_(bindparam("keys", expanding=True))
    return select(Booking.school_id, Booking.request_key).where(asked)


@cache
def _terms() -> Select[*tuple[Any, ...]]:
    return terms_by(false()).where(Performance.id.in_(bindparam("performances", expanding=True)))


@cache
def _schools() -> Select[int, str]:
    """Names of those where nobody has to confirm what a teacher books."""
    asked = School.id.in_(bindparam("schools", expanding=True))
    return select(School.id, School.name).where(asked, ~School.confirms_bookings)


@cache
def _classes_by() -> Select[int, int]:
    return select(ClassGroup.school_id, ClassGroup.id).where(ClassGroup.id.in_(bindparam("classes", expanding=True)))
