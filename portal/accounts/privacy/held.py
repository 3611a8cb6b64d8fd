"""Where something of an adult stands, table by table. A new column that names an account is classified here, or a
test fails: nothing of a person is forgotten by forgetting about it.

By name and not by model: this is about the tables of every feature, and accounts know none of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Table

from portal.accounts.privacy.guard import FORMER
from portal.db import Base

ACCOUNT = "user_account"


@dataclass(frozen=True)
class Trace:
    """A column with the account, in rows that stay; and the columns beside it that say who that was."""

    table: str
    column: str
    title: str
    """What these rows are, for who reads the own data."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By column, what becomes of it."""


NAME = {"actor_name": FORMER}

TRACES = (
    Trace("booking", "booked_by", "boekingen die je maakte"),
    Trace("ledger", "actor_id", "regels in het logboek", {"actor_name": FORMER, "actor_email": ""}),
    Trace("round_wish", "wished_by", "wensen bij een verdeling"),
    Trace("proposal", "proposed_by", "voorstellen voor een datum"),
    Trace("proposal_round", "actor_id", "antwoorden over een datum", NAME),
    Trace("class_set", "assigned_by", "klassets die je uitdeelde"),
    Trace("set_wait", "asked_by", "wachtplaatsen voor een boek"),
    Trace("class_cost", "added_by", "kosten op de maximumfactuur"),
    Trace("transport", "changed_by", "vervoer dat je regelde"),
    Trace("bus_share", "asked_by", "plaatsen in een bus die je vroeg"),
    Trace("bus_share", "answered_by", "plaatsen in een bus die je gaf"),
    Trace("door_tap", "actor_id", "tellingen aan de deur", NAME),
    Trace("house_letter", "by_id", "brieven aan scholen", {"by_name": FORMER}),
    Trace("performance_move", "by_id", "voorstellingen die je verplaatste", {"by_name": FORMER}),
    Trace("policy_version", "made_by_id", "huisregels die je schreef", {"made_by_name": FORMER}),
    Trace("preference_round", "made_by_id", "verdelingen die je maakte", {"made_by_name": FORMER}),
    Trace("round_correction", "by_id", "rechtzettingen bij een verdeling", {"by_name": FORMER}),
    Trace("offer_change", "actor_id", "wijzigingen aan het aanbod", NAME),
    Trace("import_run", "actor_id", "ingelezen seizoenen"),
    Trace("invoice", "created_by_id", "facturen die je maakte", {"created_by_name": FORMER}),
    Trace("payment", "actor_id", "betalingen die je noteerde", NAME),
    Trace("invitation", "invited_by", "uitnodigingen die je stuurde"),
)

BY_NAME = (
    ("bank_file", "actor_name"),
    ("bank_entry", "decided_by"),
    ("invoice_mail", "actor_name"),
    ("preference_round", "drawn_by"),
    ("preference_round", "published_by"),
    ("seat_plan", "by_name"),
    ("told_seating", "by_name"),
    ("move_answer", "agreed_by"),
)
"""Columns that hold the name of who did it and nothing else of them."""

SECRET = frozenset(
    {
        *("password_hash", "session_stamp", "digest", "nonce", "request_key", "request_digest", "last_step"),
        # Of a class, a visit, a draw that is still to come, a file that waits: known on the pages of who may, as long
        # as they may.
        *("code", "visit_code", "secret", "token"),
    }
)
"""Columns that nobody is shown, not even who they are of: they would open something."""


def tables_of_the_account() -> Iterator[tuple[Table, Column[int]]]:
    """What belongs to an account and goes with it: roles, tokens, keys, the basket. The models say so themselves."""
    for table, column, how in _pointing():
        if how == "CASCADE":
            yield table, column


def _pointing() -> Iterator[tuple[Table, Column[int], str | None]]:
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name == ACCOUNT:
                    yield table, column, key.ondelete


def unclassified() -> list[str]:
    """Columns that name an account and stand nowhere above; a test wants none."""
    known = {(trace.table, trace.column) for trace in TRACES}
    return [
        f"{table.name}.{column.name}"
        for table, column, how in _pointing()
        if how != "CASCADE" and (table.name, column.name) not in known
    ]
