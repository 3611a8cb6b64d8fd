"""`foyer portal ledger`: who booked, from the ledger alone; and whether all counts agree."""

import json
from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from portal.bookings.models import LedgerKind
from portal.bookings.queries import LedgerLine, all_ledger_rows, centre_by_slug, verify, verify_money
from portal.bookings.sheets import LEDGER_COLUMNS, as_csv, ledger_values
from portal.cli import Refused, the_settings
from portal.commands import opened
from portal.db import make_sessions
from portal.web.formats import day_time, euro, word


def _session() -> Session:
    return make_sessions(opened(the_settings()))()


@click.group(invoke_without_command=True)
@click.option("--centre", metavar="SLUG", help="Enkel de rijen van dit centrum.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.pass_context
def ledger(context: click.Context, centre: str | None, form: str) -> None:
    """Het logboek: wie heeft wat geboekt of geannuleerd, en voor hoeveel."""
    if context.invoked_subcommand is not None:
        return
    with _session() as session:
        if centre is not None and centre_by_slug(session, centre) is None:
            raise Refused(f"Er is geen centrum met de slug {centre}.")
        lines = all_ledger_rows(session, centre)
        {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](lines)


@ledger.command("verify")
def ledger_verify() -> None:
    """Kijk na of logboek, boekingen en bezette plaatsen overal hetzelfde zeggen."""
    with _session() as session:
        wrong, references = verify(session), verify_money(session)
        rows = sum(1 for _ in all_ledger_rows(session))
    for one in wrong:
        click.echo(
            f"voorstelling {one.performance_id}: bezet {one.seats_taken}, logboek {one.in_ledger}, "
            f"boekingen {one.in_bookings}, zaal {one.capacity}",
            err=True,
        )
    for reference in references:
        click.echo(f"boeking {reference}: het bedrag in het logboek klopt niet", err=True)
    if wrong or references:
        raise Refused(f"Het logboek klopt niet: {len(wrong)} voorstellingen, {len(references)} bedragen.")
    click.echo(f"Alles klopt: {rows} rijen in het logboek, elke plaats en elke cent is terug te vinden.")


def _print_json(lines: Iterator[LedgerLine]) -> None:
    click.echo(json.dumps([dict(zip(LEDGER_COLUMNS, ledger_values(line), strict=True)) for line in lines], indent=1))


def _print_csv(lines: Iterator[LedgerLine]) -> None:
    click.echo(as_csv(LEDGER_COLUMNS, (ledger_values(line) for line in lines)), nl=False)


def _print_table(lines: Iterator[LedgerLine]) -> None:
    table = Table(box=None, pad_edge=False, show_footer=True)
    for name in ("wanneer", "centrum", "voorstelling", "boeking", "wat"):
        table.add_column(name, overflow="fold")
    table.add_column("plaatsen", justify="right")
    table.add_column("bedrag", justify="right", no_wrap=True)
    for name in ("school", "door"):
        table.add_column(name, overflow="fold")
    seats = cents = 0
    for line in lines:
        seats, cents = seats + line.seats, cents + line.cents
        table.add_row(
            day_time(line.at),
            line.centre_slug,
            f"{line.title}, {day_time(line.starts_at)}",
            line.reference,
            "geboekt" if line.kind is LedgerKind.BOOKED else word(line.kind),
            f"{line.seats:+d}",
            euro(line.cents),
            line.school_name,
            line.actor_name,
        )
    table.columns[4].footer, table.columns[5].footer, table.columns[6].footer = "samen", str(seats), euro(cents)
    Console().print(table)
