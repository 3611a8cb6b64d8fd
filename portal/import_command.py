"""`foyer portal import FILE...`: a line a record, and the sums. Here, for it sees offers and bookings both."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import opened
from portal.db import make_sessions
from portal.offers.intake.models import Outcome
from portal.offers.intake.pictures import Gallery, NoPictures, Shelf
from portal.offers.intake.reading import Reading, UnknownFile, opened_file
from portal.offers.intake.report import Line, Sums
from portal.offers.intake.service import Job, carry_out
from portal.places.service import load_municipalities
from portal.web.booked import booked_at

EXIT_UNREADABLE = 2


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--centre", "slug", metavar="SLUG", help="Het huis dat dit aanbiedt; anders zegt elk record het zelf.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="MAP",
    help="Map of zip met de foto's die een rekenblad in de kolom foto noemt.",
)
@click.option("--dry-run", is_flag=True, help="Enkel nakijken: er verandert niets.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def import_offers(files: tuple[Path, ...], slug: str | None, pictures: Path | None, dry_run: bool, form: str) -> None:
    """Lees aanbod in uit UiTdatabank (JSON-LD), CSV of XLSX. Twee keer hetzelfde bestand verandert niets."""
    settings = the_settings()
    engine = opened(settings)
    sums = Sums()
    lines: list[Line] | None = [] if form == "json" else None
    unreadable = False
    with make_sessions(engine)() as session:
        job = Job(
            utc_now(),
            centre_id=_centre(session, slug),
            is_dry=dry_run,
            own_host=settings.host,
            gallery=Gallery(_shelf(pictures), None if dry_run else settings.uploads_dir),
        )
        _know_places(session)
        for path in files:
            own = Sums()
            try:
                _one_file(session, path, job, own, lines)
                if own.is_nothing_known:
                    raise UnknownFile("Hier staat geen aanbod in: geen JSON-LD van UiTdatabank, CSV of XLSX.")
            except UnknownFile as problem:
                click.echo(f"{path}: {problem}", err=True)
                unreadable = True
            except OSError as problem:
                click.echo(f"{path}: kan niet gelezen worden ({problem.strerror or problem}).", err=True)
                unreadable = True
            sums.counts += own.counts
            sums.actions += own.actions
            sums.bookings += own.bookings
    engine.dispose()
    _print_sums(sums, lines, dry_run=dry_run)
    if unreadable:
        sys.exit(EXIT_UNREADABLE)
    sys.exit(1 if sums.is_refused else 0)


def _centre(session: Session, slug: str | None) -> int | None:
    if slug is None:
        return None
    found = session.scalar(select(Centre.id).where(Centre.slug == slug))
    if found is None:
        raise Refused(f"Er is geen centrum met de slug {slug}.")
    return found


def _shelf(folder: Path | None) -> Shelf | None:
    try:
        return Shelf(folder) if folder is not None else None
    except NoPictures as problem:
        raise click.UsageError(str(problem)) from None


def _know_places(session: Session) -> None:
    """A new database has no municipalities yet, and without them no house has a place."""
    from portal.db import write_transaction

    with write_transaction(session):
        load_municipalities(session)


def _one_file(session: Session, path: Path, job: Job, sums: Sums, lines: list[Line] | None) -> None:
    with opened_file(path) as reading, _progress() as progress:
        task = progress.add_task(path.name, total=reading.size)
        for line in carry_out(session, reading.reads, replace(job, now=utc_now()), booked_at):
            sums.add(line)
            if lines is None:
                click.echo(line.as_text())
            else:
                lines.append(line)
            _advance(progress, task, reading, sums.total)


def _progress() -> Progress:
    """On standard error, and only where somebody looks: the report itself may go into a file."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _advance(progress: Progress, task: TaskID, reading: Reading, done: int) -> None:
    if done % 50 == 0:
        progress.update(task, completed=reading.at)


def _print_sums(sums: Sums, lines: list[Line] | None, *, dry_run: bool) -> None:
    if lines is not None:
        found = {"dry_run": dry_run, "records": [line.as_json() for line in lines], "summary": sums.as_json()}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    counts = ", ".join(f"{sums.counts[outcome]} {outcome.value}" for outcome in Outcome)
    trial = " (proef: er is niets veranderd)" if dry_run else ""
    booked = f"; {sums.bookings} boekingen bij gewijzigd aanbod blijven staan" if sums.bookings else ""
    click.echo(f"samen {sums.total}: {counts}{booked}{trial}")
