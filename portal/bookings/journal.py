"""What the journal is told of bookings: every row of the ledger, with the booking as it then stands and everything
that it takes to make both again elsewhere.

A row is told right after its transaction is committed and before the answer goes out. So the journal never knows of
a booking that was rolled back; and what a killed process didn't get to tell, `complete` finds in the ledger, at the
next start and every hour. Personal data: what the ledger has itself (the names and addresses of the adults who
booked); of pupils there is nothing but counts.
"""

import json
import math
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Connection, Engine, Row, Select, Table, bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, Company, School, User
from portal.accounts.privacy.erasing import AFTERWARDS
from portal.accounts.privacy.guard import FORMER
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.policy.models import PolicyVersion
from portal.db import Base, after_commit
from portal.journal.chain import Fault, Line, files_of, read
from portal.journal.writer import FACT, Entry, Journal
from portal.offers.models import Offer, OfferLevel, Performance, Production, Venue

LEDGER = "ledger"
"""Kind of a line that holds a row of the ledger."""

ERASED = "erased"
"""Kind of a line that says whose account was erased: what stands of them in older lines is nobody's. Those stay as
they are, for a chain of digests can't forget; a rebuild follows the line."""

LOOK_AGAIN_S = 600.0
"""Seconds after which a school or a show that stands in the file is looked at again for changes."""

COMPLETE_BEFORE = timedelta(hours=1)
"""Rows this old are told or never will be: no transaction lasts as long. Younger ones are looked for again."""

BATCH = 500

Values = dict[str, Any]


def table_of(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} has no table of its own")
    return table


@dataclass(frozen=True)
class Change:
    """A row of the ledger with the booking and its groups as they stand by now."""

    row: Values
    booking: Values
    groups: list[Values]
    beside: dict[str, list[Values]] = field(default_factory=dict)
    """By table, what features above this one have of the booking: see `tell_beside`."""


@dataclass(eq=False)
class _Asked:
    """Rows that a thread wants told; it waits until they are."""

    items: Collection["int | Change"]
    failure: Exception | None = None
    is_done: bool = False


@dataclass(eq=False)
class Book:
    """The journal of one database, and what of it this process has told lately."""

    engine: Engine
    journal: Journal
    place: str = ""
    told_at: dict[tuple[str, int], float] = field(default_factory=dict)
    _waiting: list[_Asked] = field(default_factory=list)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, items: Collection["int | Change"]) -> None:
        """Write these rows of the ledger, by their id or as they were just made; those that were rolled back to a
        savepoint aren't there and are left out.

        Threads that come while another one waits for the disk are served together afterwards: one reading, one flush.

        Raises:
            JournalUnavailable: see `Journal.append`.
        """
        asked = _Asked(items)
        with self._turn:
            self._waiting.append(asked)
        with self._telling:
            if not asked.is_done:
                with self._turn:
                    together, self._waiting = self._waiting, []
                self._tell_together(together)
        if asked.failure is not None:
            raise asked.failure

    def tell_erased(self, people: Collection[int]) -> None:
        """Write whose accounts were erased. Raises as `tell` does."""
        self.journal.append([(ERASED, {"user": user_id}) for user_id in people])

    def _tell_together(self, together: list[_Asked]) -> None:
        failure: Exception | None = None
        try:
            self._tell([one for asked in together for one in asked.items])
        except Exception as problem:
            # Whoever waits hears why; each of them decides what that means for its answer.
            failure = problem
        for asked in together:
            asked.failure, asked.is_done = failure, True

    def _tell(self, items: Collection["int | Change"]) -> None:
        changes = [one for one in items if isinstance(one, Change)]
        ids = [one for one in items if not isinstance(one, Change)]
        entries: list[Entry] = []
        self._turn_page()
        if ids or not all(self._is_recent(one) for change in changes for one in _hangs_on(change)):
            with self.engine.connect() as connection:
                changes = _newest([*changes, *_changes(connection, ids)])
                entries = list(self._facts(connection, changes))
        self.journal.append([*entries, *((LEDGER, vars(change)) for change in changes)])

    def _turn_page(self) -> None:
        """A new file was told nothing yet."""
        place = self.journal.place()
        if place != self.place:
            self.place, self.told_at = place, {}

    def _is_recent(self, key: tuple[str, int]) -> bool:
        """Whether it stands in the file and was looked at a short while ago."""
        return time.monotonic() - self.told_at.get(key, -math.inf) < LOOK_AGAIN_S

    def _facts(self, connection: Connection, changes: list["Change"]) -> Iterator[Entry]:
        """What the rows hang on, parents first, but for what is recent."""
        now = time.monotonic()
        for table, found in list(_around(connection, changes, self._is_recent)):
            for values in found:
                key = (table.name, values["id"])
                self.told_at[key] = now
                yield FACT, {"name": f"{table.name}:{values['id']}", "table": table.name, "values": values}


_books: WeakKeyDictionary[Engine, Book] = WeakKeyDictionary()


Reader = Callable[[Connection, Collection[int]], dict[str, list[Values]]]
Finisher = Callable[[Connection], None]
MONEY = frozenset({LedgerKind.CHARGED, LedgerKind.PAID, LedgerKind.REPAID})

BESIDE: list[tuple[Reader, Finisher]] = []


def tell_beside(read: Reader, finish: Finisher) -> None:
    """Have the rows that `read` finds for bookings told whenever money of theirs is; booking itself costs no more.

    `finish` is called when a rebuild has put them all back.
    """
    BESIDE.append((read, finish))


def attach(engine: Engine, journal: Journal) -> Book:
    """From here on every change of seats or money in this database is told to this journal."""
    book = Book(engine, journal)
    _books[engine] = book
    return book


def promise(session: Session) -> None:
    """Before a row is written: is there a journal that can take it? Without one there is nothing to ask.

    Raises:
        JournalUnavailable: it can't be written now.
    """
    book = _book_of(session)
    if book is not None:
        book.journal.refuse_if_unavailable()


def note(session: Session, row: Row[Any], made: tuple[Row[Any], Sequence[Row[Any]]] | None = None) -> None:
    """Have this row of the ledger told as soon as the transaction is committed.

    `made`: its booking and that one's groups, made just before. They are told as they are; everything else, and what
    a savepoint may still undo, is read back after the commit.
    """
    book = _book_of(session)
    if book is None:
        return
    item: int | Change = row.id
    if made is not None and not session.in_nested_transaction():
        item = Change(_as_json(row), _as_json(made[0]), [_as_json(group) for group in made[1]])
    after_commit(session, book.tell, item)


def _book_of(session: Session) -> Book | None:
    engine = session.get_bind()
    return _books.get(engine) if isinstance(engine, Engine) else None


def _note_erased(session: Session, user_id: int) -> None:
    book = _book_of(session)
    if book is not None:
        after_commit(session, book.tell_erased, user_id)


AFTERWARDS.append(_note_erased)


# --- Rows as JSON ---------------------------------------------------------------------------------------------


def rows_told(connection: Connection, table: Table, column: str, ids: Iterable[Any]) -> list[Values]:
    """The rows with these values in a column, by id, as JSON can hold them."""
    wanted = sorted(set(ids) - {None})
    if not wanted:
        return []
    found = connection.execute(_rows_by(table, column), {"wanted": wanted})
    return [_as_json(row) for row in found]


@lru_cache
def _rows_by(table: Table, column: str) -> Select[Any]:
    """Made once: to put a statement together costs more than to run it."""
    wanted: BindParameter[Any] = bindparam("wanted", expanding=True)
    return select(table).where(table.c[column].in_(wanted)).order_by(*table.primary_key)


def _as_json(row: Row[Any]) -> Values:
    return {name: _plain(value) for name, value in row._mapping.items()}


_AS_IT_IS = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Any:
    # First what most are: a booking that is told has fifty values. The words of an enum are no plain texts.
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


SECRET = {"user_account": ("id", "email", "name")}
"""Of these tables only these columns are told: a journal needs to know who booked, and no passwords."""


def _changes(connection: Connection, ids: Collection[int]) -> list[Change]:
    ledger = rows_told(connection, table_of(LedgerRow), "id", ids)
    bookings = rows_told(connection, table_of(Booking), "id", (row["booking_id"] for row in ledger))
    found = {booking["id"]: (booking, list[Values]()) for booking in bookings}
    for group in rows_told(connection, table_of(BookingGroup), "booking_id", found):
        found[group["booking_id"]][1].append(group)
    changes = [Change(row, *found[row["booking_id"]]) for row in ledger]
    if of_money := [change for change in changes if change.row["kind"] in MONEY]:
        ids = {change.row["booking_id"] for change in of_money}
        beside = {name: rows for read, _ in BESIDE for name, rows in read(connection, ids).items() if rows}
        # One of them carries it for all: an invoice of a year has the bookings of a year.
        changes = [replace(one, beside=beside) if one is of_money[-1] else one for one in changes]
    return changes


def _newest(changes: list[Change]) -> list[Change]:
    """In the order of the ledger, each row once: SQLite gives the number of one that was undone to the next.

    What was changed again in the same breath is told as it stands by now.
    """
    rows = {int(change.row["id"]): change for change in changes}
    changes = [rows[number] for number in sorted(rows)]
    last = {change.booking["id"]: change for change in changes}
    return [
        replace(one, booking=last[one.booking["id"]].booking, groups=last[one.booking["id"]].groups)
        for one in changes
    ]


def _hangs_on(change: Change) -> set[tuple[str, int]]:
    """Table and id of what a row and its booking name themselves; what those hang on was told with them."""
    row, booking = change.row, change.booking
    named = [
        ("performance", row["performance_id"]),
        ("centre", row["centre_id"]),
        ("school", row["school_id"]),
        ("user_account", row["actor_id"]),
        ("user_account", booking["booked_by"]),
        ("policy_version", booking["policy_id"]),
        *(("class_group", group["class_group_id"]) for group in change.groups),
    ]
    return {(table, one) for table, one in named if one is not None}


def _around(
    connection: Connection, changes: list[Change], is_recent: Callable[[tuple[str, int]], bool]
) -> Iterator[tuple[Table, list[Values]]]:
    """What changes hang on, parents before children; without what `is_recent`."""

    def fetch(model: type[Base], ids: Iterable[int | None]) -> list[Values]:
        table = table_of(model)
        rows = rows_told(connection, table, "id", {one for one in ids if one and not is_recent((table.name, one))})
        kept = SECRET.get(table.name)
        return rows if kept is None else [{name: row[name] for name in kept} for row in rows]

    ledger, bookings = [change.row for change in changes], [change.booking for change in changes]
    performances = fetch(Performance, (row["performance_id"] for row in ledger))
    offers = fetch(Offer, (one["offer_id"] for one in performances))
    for offer in offers:
        levels = rows_told(connection, table_of(OfferLevel), "offer_id", [offer["id"]])
        offer["levels"] = [one["level"] for one in levels]
    policies = fetch(PolicyVersion, (one["policy_id"] for one in bookings))
    productions = fetch(Production, (one["production_id"] for one in offers))
    schools = {row["school_id"] for row in ledger} | {one["agreed_with_id"] for one in performances}
    people = {row["actor_id"] for row in ledger} | {one["booked_by"] for one in bookings}
    people |= {one["made_by_id"] for one in policies}
    classes = (group["class_group_id"] for change in changes for group in change.groups)
    yield table_of(Centre), fetch(Centre, (row["centre_id"] for row in ledger))
    yield table_of(School), fetch(School, schools)
    yield table_of(User), fetch(User, people)
    yield table_of(PolicyVersion), policies
    yield table_of(ClassGroup), fetch(ClassGroup, classes)
    yield table_of(Company), fetch(Company, (one["company_id"] for one in productions))
    yield table_of(Production), productions
    yield table_of(Venue), fetch(Venue, (one["venue_id"] for one in performances))
    yield table_of(Offer), offers
    yield table_of(Performance), performances


# --- Complete, and compare ------------------------------------------------------------------------------------

MARK = "complete.json"


def complete(book: Book, *, now: datetime) -> int:
    """Tell what the ledger has and the journal hasn't, left by processes that were killed; gives how many rows.

    Raises:
        JournalUnavailable: see `Journal.append`.
    """
    folder, ledger = book.journal.folder, table_of(LedgerRow)
    mark = _mark(folder)
    told = {line.data["row"]["id"] for _, line in ledger_lines(folder, since=mark.day)}
    with book.engine.connect() as connection:
        rows = connection.execute(
            select(ledger.c.id, ledger.c.at).where(ledger.c.id > mark.id).order_by(ledger.c.id)
        ).all()
    missing = [row.id for row in rows if row.id not in told]
    for at in range(0, len(missing), BATCH):
        book.tell(missing[at : at + BATCH])
    _complete_erased(book, since=mark.day)
    old = [row for row in rows if row.at < now - COMPLETE_BEFORE]
    if old and old[-1].id > mark.id:
        _leave_mark(folder, Mark(old[-1].id, old[-1].at.date()))
    return len(missing)


def _complete_erased(book: Book, *, since: date | None) -> None:
    """Tell of the erasures that a killed process left untold, since the day up to which the journal is known."""
    people = table_of(User)
    with book.engine.connect() as connection:
        erased = connection.execute(select(people.c.id, people.c.erased_at).where(people.c.erased_at.is_not(None)))
        wanted = [row.id for row in erased if since is None or row.erased_at.date() >= since]
    if not wanted:
        return
    told = {
        one.data["user"]
        for _, one in lines(book.journal.folder, since=since)
        if isinstance(one, Line) and one.kind == ERASED
    }
    if missing := [user_id for user_id in wanted if user_id not in told]:
        book.tell_erased(missing)


@dataclass(frozen=True)
class Mark:
    """Up to this row of the ledger, and in files from before this day, the journal is known to be complete."""

    id: int = 0
    day: date | None = None


def _mark(folder: Path) -> Mark:
    try:
        said = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return Mark(int(said["id"]), date.fromisoformat(said["day"]))
    except (OSError, ValueError, KeyError, TypeError):
        # A mark only saves work; without it everything is looked at.
        return Mark()


def _leave_mark(folder: Path, mark: Mark) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{MARK}.part"
    aside.write_text(json.dumps({"id": mark.id, "day": str(mark.day)}), encoding="utf-8")
    aside.replace(folder / MARK)


def lines(folder: Path, *, since: date | None = None) -> Iterator[tuple[str, Line | Fault]]:
    """Every line and fault of the journal with the name of its file; `since` leaves out files of days before."""
    for path in files_of(folder):
        if since is None or path.name[:10] >= since.isoformat():
            yield from ((path.name, one) for one in read(path))


def ledger_lines(folder: Path, *, since: date | None = None) -> Iterator[tuple[str, Line]]:
    for name, one in lines(folder, since=since):
        if isinstance(one, Line) and one.kind == LEDGER:
            yield name, one


@dataclass(frozen=True)
class Comparison:
    """What journal and ledger say of each other."""

    files: int
    rows: int
    faults: tuple[Fault, ...]
    unknown: tuple[int, ...]
    """Rows that the journal has and the ledger hasn't: the database is not the one that was booked in."""
    different: tuple[int, ...]
    """Rows whose seats, money or booking differ."""

    @property
    def agrees(self) -> bool:
        return not (self.unknown or self.different or any(fault.what != "torn" for fault in self.faults))


def compare(engine: Engine, folder: Path) -> Comparison:
    """Walk all chains and hold each line against the ledger. A torn last line is what a kill leaves: no lie."""
    faults, unknown, different, files = [], [], [], set()
    told: dict[int, Values] = {}
    for name, one in lines(folder):
        files.add(name)
        if isinstance(one, Fault):
            faults.append(one)
        elif one.kind == LEDGER:
            told[one.data["row"]["id"]] = one.data["row"]
    ids = sorted(told)
    with engine.connect() as connection:
        for at in range(0, len(ids), BATCH):
            some = ids[at : at + BATCH]
            there = {row["id"]: row for row in rows_told(connection, table_of(LedgerRow), "id", some)}
            unknown += [one for one in some if one not in there]
            different += [one for one in some if one in there and not _agree(there[one], told[one])]
    return Comparison(len(files), len(told), tuple(faults), tuple(unknown), tuple(different))


def _agree(row: Values, told: Values) -> bool:
    """Whether a row is what was told of it; of somebody whose account was erased since, only the name is another."""
    if row["actor_id"] is not None and (row["actor_name"], row["actor_email"]) == (FORMER, ""):
        told = told | {"actor_name": FORMER, "actor_email": ""}
    return row == told
