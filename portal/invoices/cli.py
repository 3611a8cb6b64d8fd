"""`foyer portal payments import FILE`: what the bank says came in, a line for each credit and the sums."""

from datetime import date
from pathlib import Path

import click

from portal.bookings.journal import attach
from portal.bookings.queries import centre_by_slug
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import opened
from portal.db import make_sessions, write_transaction
from portal.invoices.bank import Intake, take_in
from portal.invoices.camt import BYTES_MAX
from portal.invoices.errors import BadStatement, NoBilling
from portal.invoices.words import OUTCOMES, intake_words, why_words
from portal.journal.writer import Journal, JournalUnavailable
from portal.web.formats import euro


class CommandLine:
    """Who acts when nobody is signed in; the ledger names it."""

    id = None
    name = "Foyer (opdrachtregel)"
    email = ""


@click.group()
def payments() -> None:
    """Betalingen."""


@payments.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--centre", "slug", required=True, metavar="SLUG", help="Het huis waarvan de rekening is.")
def import_statements(file: Path, slug: str) -> None:
    """Lees rekeninguittreksels in (camt.053). Twee keer hetzelfde bestand verandert niets."""
    settings = the_settings()
    engine = opened(settings)
    try:
        # One byte more than is taken, so that a disk full of zeros isn't read to its end.
        with file.open("rb") as opened_file:
            data = opened_file.read(BYTES_MAX + 1)
    except OSError as problem:
        raise click.BadParameter(
            f"{file} kan niet gelezen worden ({problem.strerror or problem})", param_hint="FILE"
        ) from None
    attach(engine, Journal(settings.journal_dir, utc_now))
    with make_sessions(engine)() as session:
        centre = centre_by_slug(session, slug)
        if centre is None:
            raise Refused(f"Er is geen centrum met de slug {slug}.")
        try:
            with write_transaction(session):
                intake = take_in(session, centre, file.name, data, actor=CommandLine(), now=utc_now())
        except BadStatement as bad:
            raise Refused(f"{file}: {why_words(bad.why, bad.detail)}") from None
        except NoBilling:
            raise Refused("Dit huis heeft nog geen facturatiegegevens (/centrum/facturen/gegevens).") from None
        except JournalUnavailable as problem:
            raise Refused(f"Het journaal kan niet geschreven worden: {problem}") from None
    engine.dispose()
    _tell(intake)


def _tell(intake: Intake) -> None:
    for outcome in intake.outcomes:
        entry = outcome.entry
        click.echo(
            f"{OUTCOMES[outcome.word]:<14} {_iso(entry.booked_on)} {euro(entry.cents):>12}  "
            f"{outcome.number or '-':<12} {entry.payer}"
        )
    for line in intake_words(intake):
        click.echo(line)


def _iso(day: date) -> str:
    return day.isoformat()
