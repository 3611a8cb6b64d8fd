"""A new database from the journal alone: houses, schools, shows, performances, bookings and the ledger.

What the journal never knew stays away: passwords, offers that nobody booked, pictures, e-books. Accounts come back
with a name and an address and no way in; `foyer portal user create` or a reset link gives them one.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Enum, Table, case, func, insert, select, text, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.privacy.erasing import forget
from portal.bookings.journal import BESIDE, ERASED, LEDGER, Values, lines, table_of
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.waiting.rebuild import restore_lines
from portal.db import Base, UtcDateTime, write_transaction
from portal.journal.chain import Fault
from portal.journal.writer import FACT
from portal.offers.models import Offer, OfferLevel, Performance
from portal.offers.service import reindex_all
from portal.places.service import load_municipalities

NO_HASH = "!"
"""Stored as the hash of an account that comes from a journal: no password gives it."""

ORPHANED = {"offer": ("copied_from_id",)}
"""Columns that name what the journal may never have heard of, and that nothing depends on."""


class NotEmpty(Exception):
    """The database holds bookings already; a rebuild writes into an empty one only."""


@dataclass(frozen=True)
class Rebuilt:
    """What came back, and what in the journal could not be read."""

    bookings: int
    rows: int
    seats: int
    cents: int
    faults: tuple[Fault, ...]


def rebuild(session: Session, folder: Path, *, now: datetime) -> Rebuilt:
    """Fill an empty, migrated database from the journal in `folder`. Opens its own write transaction.

    Raises:
        NotEmpty: there are accounts, offers or bookings in it.
    """
    with write_transaction(session):
        for model in (Booking, Offer, User):
            if session.scalar(select(func.count()).select_from(model)):
                raise NotEmpty
        load_municipalities(session)
        builder = _Builder(session.connection(), now)
        faults = tuple(builder.read(folder))
        builder.settle()
        reindex_all(session)
        seats, cents = session.execute(select(func.sum(LedgerRow.seats), func.sum(LedgerRow.cents))).one()
    return Rebuilt(builder.bookings, len(builder.seen), seats or 0, cents or 0, faults)


class _Builder:
    """Puts facts and bookings in as they come. Files of several processes overlap in time: of what is told more
    than once, that counts which stood beside the highest row of the ledger."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection, self.now = connection, now
        self.seen: set[int] = set()
        self.newest: dict[tuple[str, int], int] = {}
        self.bookings = 0
        self.erased: set[int] = set()
        self.beside: dict[str, dict[tuple[Any, ...], tuple[int, Values]]] = {}

    def read(self, folder: Path) -> Iterator[Fault]:
        waiting: list[Mapping[str, Any]] = []
        for _, one in lines(folder):
            if isinstance(one, Fault):
                yield one
            elif one.kind == FACT:
                waiting.append(one.data)
            elif one.kind == ERASED:
                self.erased.add(one.data["user"])
            elif one.kind == LEDGER:
                row_id = one.data["row"]["id"]
                for fact in waiting:
                    self._fact(fact, row_id)
                waiting = []
                self._ledger(one.data, row_id)

    def _fact(self, fact: Mapping[str, Any], row_id: int) -> None:
        table = Base.metadata.tables[fact["table"]]
        values = dict(fact["values"])
        levels = values.pop("levels", None)
        values |= dict.fromkeys(ORPHANED.get(table.name, ()))
        if table.name == "user_account":
            values |= {"password_hash": NO_HASH, "created_at": self.now.isoformat(), "session_stamp": ""}
        if table.name == "performance":
            values["seats_taken"] = 0
        if not self._put(table, values, row_id) or levels is None:
            return
        of_levels = table_of(OfferLevel)
        self.connection.execute(of_levels.delete().where(of_levels.c.offer_id == values["id"]))
        for level in levels:
            self._insert(of_levels, {"offer_id": values["id"], "level": level})

    def _ledger(self, data: Mapping[str, Any], row_id: int) -> None:
        is_new = ("booking", data["booking"]["id"]) not in self.newest
        if self._put(table_of(Booking), data["booking"], row_id):
            groups = table_of(BookingGroup)
            self.connection.execute(groups.delete().where(groups.c.booking_id == data["booking"]["id"]))
            for group in data["groups"]:
                self._insert(groups, group)
        self.bookings += is_new
        if row_id not in self.seen:
            self.seen.add(row_id)
            self._insert(table_of(LedgerRow), data["row"])
        for name, rows in data.get("beside", {}).items():
            self._keep(name, rows, row_id)

    def _keep(self, name: str, rows: list[Values], row_id: int) -> None:
        """Rows that hang on several bookings wait until all of these are there."""
        kept = self.beside.setdefault(name, {})
        for values in rows:
            key = tuple(values[column.name] for column in Base.metadata.tables[name].primary_key)
            if key not in kept or kept[key][0] < row_id:
                kept[key] = (row_id, values)

    def _put_beside(self) -> None:
        for table in Base.metadata.sorted_tables:
            rows = self.beside.get(table.name, {})
            for key in sorted(rows):
                self._insert(table, rows[key][1])
        for _, finish in BESIDE:
            finish(self.connection)

    def _put(self, table: Table, values: Values, row_id: int) -> bool:
        """Insert, or write over what an earlier row of the ledger said; whether it did."""
        key = (table.name, values["id"])
        before = self.newest.get(key)
        if before is not None and before > row_id:
            return False
        self.newest[key] = row_id
        if before is None:
            self._insert(table, values)
        else:
            self.connection.execute(update(table).where(table.c.id == values["id"]).values(_typed(table, values)))
        return True

    def _insert(self, table: Table, values: Values) -> None:
        self.connection.execute(insert(table).values(_typed(table, values)))

    def settle(self) -> None:
        """Seats from the ledger, and PostgreSQL's counters past the ids that came back."""
        performance, ledger = table_of(Performance), table_of(LedgerRow)
        taken = (
            select(func.coalesce(func.sum(ledger.c.seats), 0))
            .where(ledger.c.performance_id == performance.c.id)
            .scalar_subquery()
        )
        # What was told of a hall may be older than its last bookings: a larger one has been found for them meanwhile.
        capacity = case((performance.c.capacity < taken, taken), else_=performance.c.capacity)
        self.connection.execute(update(performance).values(seats_taken=taken, capacity=capacity))
        self._put_beside()
        restore_lines(self.connection)
        # What older lines still tell of them comes back as nobody's.
        for user_id in sorted(self.erased):
            forget(self.connection, user_id, now=self.now)
        if self.connection.dialect.name == "postgresql":
            for name in sorted({name for name, _ in self.newest} | {"ledger", "booking_group"} | self._numbered()):
                self._raise_counter(name)

    def _numbered(self) -> set[str]:
        return {name for name in self.beside if "id" in Base.metadata.tables[name].c}

    def _raise_counter(self, table: str) -> None:
        highest = self.connection.scalar(select(func.max(Base.metadata.tables[table].c.id)))
        self.connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"),
            {"name": table, "highest": highest or 1},
        )


def _typed(table: Table, values: Mapping[str, Any]) -> Values:
    """The values as their columns want them; what this version has no column for is left out."""
    return {name: _read(table, name, value) for name, value in values.items() if name in table.c}


def _read(table: Table, name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and isinstance(kind.enum_class, type) and issubclass(kind.enum_class, enum.StrEnum):
        return kind.enum_class(value)
    return value
