"""What banks say came in, laid beside the invoices. Functions flush and never commit.

An entry with the reference of an invoice is paid by itself; everything else waits for a person, who says which
invoice it is for, or that it is none of ours. Nothing is lost: every credit is
kept, once, whatever file it stands in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.bookings.requests import LedgerActor
from portal.invoices.camt import Entry, Statement, read_statements
from portal.invoices.errors import AlreadyDecided, BadStatement, NoBilling, NoSuchInvoice
from portal.invoices.models import BankEntry, BankFile, CentreBilling, EntryState, How, Invoice, InvoiceLine, Kind
from portal.invoices.numbers import show_iban
from portal.invoices.payments import Money, lock_bookings, record_payment
from portal.invoices.queries import Standing, open_invoices, standing_of

OTHER_ACCOUNT = "other-account"


@dataclass(frozen=True)
class Outcome:
    """What became of one entry."""

    entry_id: int
    entry: Entry
    number: str
    """Of the invoice; "" for one that waits for a person."""
    open_cents: int
    """What was still open on the invoice before it; above the payment: part, below: too much."""

    @property
    def word(self) -> str:
        if not self.number:
            return "unknown"
        if self.entry.cents < self.open_cents:
            return "part"
        return "over" if self.entry.cents > self.open_cents else "matched"


@dataclass(frozen=True)
class Intake:
    """What a file came to."""

    statements: int
    outcomes: tuple[Outcome, ...]
    known: int
    debits: int
    announced: int
    other_currency: int
    other_accounts: tuple[str, ...]
    """Statements of accounts that are not the house's own: left alone."""

    def count(self, word: str) -> int:
        return sum(outcome.word == word for outcome in self.outcomes)


def take_in(session: Session, centre_id: int, name: str, data: bytes, *, actor: LedgerActor, now: datetime) -> Intake:
    """Read a file of statements and pay what it can. The same file again, or one that overlaps, changes nothing.

    Raises:
        BadStatement: it is no camt.053, or only of other accounts.
        NoBilling: the house hasn't said what its account is.
    """
    own = session.scalar(select(CentreBilling.iban).where(CentreBilling.centre_id == centre_id))
    if own is None:
        raise NoBilling
    statements = read_statements(data)
    ours = [one for one in statements if one.iban == own]
    others = tuple(dict.fromkeys(show_iban(one.iban) for one in statements if one.iban != own))
    if not ours:
        raise BadStatement(OTHER_ACCOUNT, ", ".join(others)[:120])
    file = _file(session, centre_id, name, data, ours, actor=actor, now=now)
    entries = [entry for statement in ours for entry in statement.entries]
    fresh = _keep(session, centre_id, file.id, entries)
    _lock(session, centre_id, [entry.structured for _, entry in fresh])
    outcomes = tuple(_pay(session, centre_id, *one, actor=actor, now=now) for one in fresh)
    known = len(entries) - len(fresh)
    matched = sum(bool(outcome.number) for outcome in outcomes)
    file.fresh, file.known, file.matched = len(fresh), known, matched
    session.flush()
    return Intake(
        statements=len(ours),
        outcomes=outcomes,
        known=known,
        debits=file.debits,
        announced=sum(one.announced for one in ours),
        other_currency=sum(one.other_currency for one in ours),
        other_accounts=others,
    )


def _file(
    session: Session,
    centre_id: int,
    name: str,
    data: bytes,
    ours: Sequence[Statement],
    *,
    actor: LedgerActor,
    now: datetime,
) -> BankFile:
    file = BankFile(
        centre_id=centre_id,
        name=name[:200],
        digest=sha256(data).hexdigest(),
        at=now,
        actor_name=actor.name,
        statements=len(ours),
        fresh=0,
        known=0,
        matched=0,
        debits=sum(one.debits for one in ours),
    )
    session.add(file)
    session.flush()
    return file


def _keep(session: Session, centre_id: int, file_id: int, entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Store the entries that nobody told of before; gives those with their ids.

    ON CONFLICT: two people with the same file each find what the other stored.
    """
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    fresh: list[tuple[int, Entry]] = []
    for entry in entries:
        values: dict[str, Any] = {
            "centre_id": centre_id,
            "file_id": file_id,
            "key": entry.key,
            "booked_on": entry.booked_on,
            "cents": entry.cents,
            "payer": entry.payer,
            "payer_iban": entry.payer_iban,
            "structured": entry.structured,
            "text": entry.text,
            "state": EntryState.OPEN,
            "decided_by": "",
        }
        entry_id = session.scalar(
            insert_new(BankEntry).values(values).on_conflict_do_nothing().returning(BankEntry.id)
        )
        if entry_id is not None:
            fresh.append((entry_id, entry))
    return fresh


def _lock(session: Session, centre_id: int, references: Sequence[str]) -> None:
    """All bookings that these references pay, at once and in order, before the first is paid."""
    lock_bookings(
        session,
        session.scalars(
            select(InvoiceLine.booking_id)
            .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
            .where(Invoice.centre_id == centre_id, Invoice.structured.in_({*references} - {""}))
        ),
    )


def _pay(
    session: Session, centre_id: int, entry_id: int, entry: Entry, *, actor: LedgerActor, now: datetime
) -> Outcome:
    invoice_id = None
    if entry.structured:
        invoice_id = session.scalar(
            select(Invoice.id).where(
                Invoice.centre_id == centre_id,
                Invoice.structured == entry.structured,
                Invoice.kind == Kind.INVOICE,
            )
        )
    if invoice_id is None:
        return Outcome(entry_id, entry, "", 0)
    standing = standing_of(session, invoice_id)
    if standing is None:
        raise NoSuchInvoice
    money = Money(entry.cents, entry.booked_on, How.BANK_FILE, entry.payer, entry_id)
    _decide(session, entry_id, EntryState.MATCHED, "Foyer", now)
    record_payment(session, invoice_id, money, actor=actor, now=now)
    return Outcome(entry_id, entry, standing.number, max(0, standing.open_cents))


def _decide(session: Session, entry_id: int, state: EntryState, by: str, now: datetime) -> None:
    """Raises `AlreadyDecided`: of two who decide at once, one does."""
    decided = session.execute(
        update(BankEntry)
        .where(BankEntry.id == entry_id, BankEntry.state == EntryState.OPEN)
        .values(state=state, decided_at=now, decided_by=by)
        .returning(BankEntry.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if decided is None:
        raise AlreadyDecided


def assign(session: Session, entry_id: int, invoice_id: int, *, actor: LedgerActor, now: datetime) -> None:
    """A person says which invoice this money is for.

    Raises:
        AlreadyDecided: somebody said what it is.
        NoSuchInvoice: it is of another house, or a credit note.
    """
    entry = session.get_one(BankEntry, entry_id)
    if session.scalar(select(Invoice.centre_id).where(Invoice.id == invoice_id)) != entry.centre_id:
        raise NoSuchInvoice
    _decide(session, entry_id, EntryState.ASSIGNED, actor.name, now)
    money = Money(entry.cents, entry.booked_on, How.BANK_FILE, entry.payer, entry_id)
    record_payment(session, invoice_id, money, actor=actor, now=now)


def leave(session: Session, entry_id: int, *, actor: LedgerActor, now: datetime) -> None:
    """A person says that it is no school's money, or that it went back. Raises `AlreadyDecided`."""
    _decide(session, entry_id, EntryState.NOT_OURS, actor.name, now)


def take_up_again(session: Session, entry_id: int) -> None:
    """What was left alone was ours after all. Raises `AlreadyDecided`: it is on an invoice."""
    reopened = session.execute(
        update(BankEntry)
        .where(BankEntry.id == entry_id, BankEntry.state == EntryState.NOT_OURS)
        .values(state=EntryState.OPEN, decided_at=None, decided_by="")
        .returning(BankEntry.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if reopened is None:
        raise AlreadyDecided


# --- Reads ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EntryCard:
    id: int
    centre_id: int
    booked_on: date
    cents: int
    payer: str
    payer_iban: str
    structured: str
    text: str
    state: EntryState
    decided_by: str
    decided_at: datetime | None
    suggestions: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class FileCard:
    name: str
    at: datetime
    actor_name: str
    fresh: int
    known: int
    matched: int


def files_of(session: Session, centre_id: int, *, limit: int = 12) -> list[FileCard]:
    rows = session.execute(
        select(BankFile.name, BankFile.at, BankFile.actor_name, BankFile.fresh, BankFile.known, BankFile.matched)
        .where(BankFile.centre_id == centre_id)
        .order_by(BankFile.id.desc())
        .limit(limit)
    )
    return [FileCard(*row) for row in rows]


def how_many_open(centres: Collection[int], _now: datetime) -> ScalarSelect[int]:
    """Entries of these houses that wait for a person."""
    entries = select(func.count(BankEntry.id)).where(BankEntry.state == EntryState.OPEN)
    return entries.where(BankEntry.centre_id.in_(centres)).scalar_subquery()


def entries_of(
    session: Session, centre_id: int, states: Collection[EntryState], *, limit: int = 200
) -> list[EntryCard]:
    """Entries of a house in these states, oldest first; those that wait with the invoices they may be for."""
    found = session.scalars(
        select(BankEntry)
        .where(BankEntry.centre_id == centre_id, BankEntry.state.in_(states))
        .order_by(BankEntry.booked_on, BankEntry.id)
        .limit(limit)
        .execution_options(populate_existing=True)
    ).all()
    may_be = open_invoices(session, centre_id) if EntryState.OPEN in states and found else []
    return [_card(entry, may_be) for entry in found]


def entry_of(session: Session, entry_id: int, centres: Collection[int]) -> EntryCard | None:
    """An entry of one of these houses."""
    entry = session.get(BankEntry, entry_id, populate_existing=True)
    if entry is None or entry.centre_id not in centres:
        return None
    return _card(entry, open_invoices(session, entry.centre_id))


def waiting(session: Session, centre_id: int) -> int:
    """How many entries wait for a person."""
    return (
        session.scalar(
            select(func.count())
            .select_from(BankEntry)
            .where(BankEntry.centre_id == centre_id, BankEntry.state == EntryState.OPEN)
        )
        or 0
    )


def _card(entry: BankEntry, may_be: Sequence[Standing]) -> EntryCard:
    return EntryCard(
        entry.id,
        entry.centre_id,
        entry.booked_on,
        entry.cents,
        entry.payer,
        entry.payer_iban,
        entry.structured,
        entry.text,
        entry.state,
        entry.decided_by,
        entry.decided_at,
        tuple(suggestions(entry.cents, f"{entry.payer} {entry.text}", may_be)),
    )


def suggestions(cents: int, text: str, may_be: Sequence[Standing]) -> list[Standing]:
    """The open invoices that this may be for: by a number in the text, else by the sum, the school's name first."""
    said = _letters(text)
    by_number = [one for one in may_be if _letters(one.number) in said]
    if by_number:
        return by_number
    same = [one for one in may_be if one.open_cents == cents]
    return sorted(same, key=lambda one: _letters(one.school_name) not in said)[:5]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
