"""Who booked and who paid, for `foyer portal ledger --who`."""

import json
from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table

from portal.bookings.sheets import as_csv
from portal.bookings.who.queries import WhoLine
from portal.clock import local
from portal.web.formats import day_time, euro, word

COLUMNS = (
    *("reference", "state", "centre", "performance_id", "start", "title", "school", "seats"),
    *(
        "owed_cents",
        "paid_cents",
        "open_cents",
        "booked_by",
        "booked_by_email",
        "booked_at",
        "paid_at",
        "paid_noted_by",
    ),
)


def _values(line: WhoLine) -> tuple[str | int | None, ...]:
    """In the order of `COLUMNS`; times with their offset."""
    return (
        line.reference,
        line.state.value,
        line.centre_slug,
        line.performance_id,
        local(line.starts_at).isoformat(timespec="minutes"),
        line.title,
        line.school_name,
        line.seats,
        line.owed_cents,
        line.paid_cents,
        line.open_cents,
        line.booked_by,
        line.booked_by_email,
        local(line.booked_at).isoformat(timespec="seconds"),
        local(line.paid_at).isoformat(timespec="seconds") if line.paid_at else None,
        line.paid_noted_by,
    )


def print_who(lines: Iterator[WhoLine], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([dict(zip(COLUMNS, _values(line), strict=True)) for line in lines], indent=1))
    elif form == "csv":
        rows = ([value if value is not None else "" for value in _values(line)] for line in lines)
        click.echo(as_csv(COLUMNS, rows), nl=False)
    else:
        Console().print(_table(lines))


def _table(lines: Iterator[WhoLine]) -> Table:
    table = Table(box=None, pad_edge=False, show_footer=True)
    for name in ("boeking", "school", "voorstelling", "staat"):
        table.add_column(name, overflow="fold")
    for name in ("plaatsen", "gevraagd", "betaald", "open"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("geboekt door", overflow="fold")
    sums = [0, 0, 0, 0]
    for line in lines:
        numbers = (line.seats, line.owed_cents, line.paid_cents, line.open_cents)
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        amounts = (str(line.seats), *(euro(cents) for cents in numbers[1:]))
        show = f"{line.title}, {day_time(line.starts_at)}"
        table.add_row(line.reference, line.school_name, show, word(line.state), *amounts, line.booked_by)
    for column, text in zip(table.columns[4:8], (str(sums[0]), *(euro(cents) for cents in sums[1:])), strict=True):
        column.footer = text
    table.columns[3].footer = "samen"
    return table
