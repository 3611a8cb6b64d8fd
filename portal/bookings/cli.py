"""`foyer portal ledger`: who booked and who paid, from the ledger alone; and whether all counts agree."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.journal import compare
from portal.bookings.queries import LedgerLine, Narrowed, all_ledger_rows, centre_by_slug, verify, verify_money
from portal.bookings.rebuild import NotEmpty, rebuild
from portal.bookings.sheets import LEDGER_COLUMNS, as_csv, ledger_values
from portal.bookings.who.filter import WhoFilter
from portal.bookings.who.queries import all_who_lines
from portal.bookings.who.text import print_who
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import complete_journal, opened
from portal.db import make_engine, make_sessions
from portal.journal.chain import files_of
from portal.migrations import state
from portal.settings import checked_url
from portal.web.formats import day_time, euro, word

BY_DATE = WhoFilter(is_falling=False)


def _session() -> Session:
    return make_sessions(opened(the_settings()))()


@click.group(invoke_without_command=True)
@click.option("--centre", metavar="SLUG", help="Enkel de rijen van dit centrum.")
@click.option("--school", metavar="SLUG", help="Enkel de rijen van deze school.")
@click.option("--performance", "performance_id", type=int, metavar="ID", help="Enkel de rijen van deze voorstelling.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--who", is_flag=True, help="Eén rij per boeking: wie boekte, wie betaalde, wat open staat.")
@click.pass_context
def ledger(
    context: click.Context, centre: str | None, school: str | None, performance_id: int | None, form: str, who: bool
) -> None:
    """Het logboek: wie heeft wat geboekt of geannuleerd, en voor hoeveel."""
    if context.invoked_subcommand is not None:
        return
    with _session() as session:
        centre_id = None if centre is None else centre_by_slug(session, centre)
        if centre is not None and centre_id is None:
            raise Refused(f"Er is geen centrum met de slug {centre}.")
        school_id = None if school is None else session.scalar(select(School.id).where(School.slug == school))
        if school is not None and school_id is None:
            raise Refused(f"Er is geen school met de slug {school}.")
        if who:
            wanted = replace(BY_DATE, school_id=school_id, performance_id=performance_id)
            print_who(all_who_lines(session, None if centre_id is None else [centre_id], wanted), form)
            return
        lines = all_ledger_rows(session, Narrowed(centre, school_id, performance_id=performance_id))
        {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](lines)


@ledger.command("verify")
def ledger_verify() -> None:
    """Kijk na of logboek, boekingen, bezette plaatsen en journaal overal hetzelfde zeggen."""
    settings = the_settings()
    engine = opened(settings)
    late = complete_journal(engine, settings)
    with make_sessions(engine)() as session:
        wrong, references = verify(session), verify_money(session)
        rows = sum(1 for _ in all_ledger_rows(session))
    journal = compare(engine, settings.journal_dir)
    for one in wrong:
        click.echo(
            f"voorstelling {one.performance_id}: bezet {one.seats_taken}, logboek {one.in_ledger}, "
            f"boekingen {one.in_bookings}, zaal {one.capacity}",
            err=True,
        )
    for reference in references:
        click.echo(f"boeking {reference}: het bedrag in het logboek klopt niet", err=True)
    for fault in journal.faults:
        click.echo(f"journaal {fault.file}, regel {fault.line}: {FAULTS[fault.what]}", err=True)
    for row_id in journal.unknown:
        click.echo(f"journaal: rij {row_id} staat niet in de databank", err=True)
    for row_id in journal.different:
        click.echo(f"journaal: rij {row_id} is in de databank anders", err=True)
    if wrong or references:
        raise Refused(f"Het logboek klopt niet: {len(wrong)} voorstellingen, {len(references)} bedragen.")
    if not journal.agrees:
        raise Refused("Het journaal en de databank zeggen niet hetzelfde; `foyer portal ledger rebuild` leest het.")
    click.echo(f"Alles klopt: {rows} rijen in het logboek, elke plaats en elke cent is terug te vinden.")
    click.echo(f"Het journaal heeft ze alle {journal.rows}, in {journal.files} bestanden{_late(late)}.")


FAULTS = {
    "torn": "afgebroken (het proces werd daar gestopt)",
    "broken": "geen regel van een journaal",
    "changed": "is na het schrijven veranderd",
    "cut": "hier ontbreken regels, of ze zijn verplaatst",
}


def _late(rows: int) -> str:
    return f"; {rows} ervan stonden er nog niet in en zijn nu aangevuld" if rows else ""


@ledger.command("rebuild")
@click.option("--journal", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--into", "url", required=True, metavar="URL", help="Een lege databank, bijvoorbeeld sqlite:///nieuw.sqlite"
)
def ledger_rebuild(folder: Path, url: str) -> None:
    """Maak een nieuwe databank uit het journaal alleen: boekingen, plaatsen en bedragen."""
    if not folder.is_dir() or not files_of(folder):
        raise click.BadParameter(f"in {folder} staat geen journaal", param_hint="--journal")
    engine = _empty_database(url)
    with make_sessions(engine)() as session:
        try:
            built = rebuild(session, folder, now=utc_now())
        except NotEmpty:
            raise Refused("Die databank is niet leeg; herstellen gebeurt in een nieuwe.") from None
        wrong, references = verify(session), verify_money(session)
    for fault in built.faults:
        click.echo(f"journaal {fault.file}, regel {fault.line}: {FAULTS[fault.what]}", err=True)
    click.echo(
        f"{built.bookings} boekingen hersteld uit {built.rows} rijen: {built.seats} plaatsen, {euro(built.cents)}."
    )
    if wrong or references or any(fault.what != "torn" for fault in built.faults):
        raise Refused("Niet alles in dit journaal is nog zoals het geschreven werd; kijk de regels hierboven na.")


def _empty_database(url: str) -> Engine:
    try:
        engine = make_engine(checked_url(url))
        state.upgrade(engine)
    except (ValueError, SQLAlchemyError) as problem:
        raise click.BadParameter(str(problem).splitlines()[0], param_hint="--into") from None
    return engine


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
            word(line.kind),
            f"{line.seats:+d}",
            euro(line.cents),
            line.school_name,
            line.actor_name,
        )
    table.columns[4].footer, table.columns[5].footer, table.columns[6].footer = "samen", str(seats), euro(cents)
    Console().print(table)
