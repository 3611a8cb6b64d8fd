"""`foyer portal round verify FILE`: draw a published round again. Needs no database and no settings."""

from pathlib import Path

import click

from portal.bookings.rounds.protocol import FILE_MAX_BYTES, NotAProtocol, verify
from portal.bookings.rounds.words import CHECKS
from portal.cli import Refused


@click.group("round")
def round_commands() -> None:
    """Verdelingen met voorkeuren."""


@round_commands.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def round_verify(file: Path) -> None:
    """Reken een gepubliceerde verdeling helemaal na: belofte, zaad, volgorde, elke beurt en wie wat kreeg."""
    try:
        with file.open("rb") as source:
            verdict = verify(source.read(FILE_MAX_BYTES + 1))
    except OSError as problem:
        raise click.BadParameter(f"{file}: {problem.strerror}", param_hint="FILE") from None
    except NotAProtocol as problem:
        raise click.BadParameter(f"{file} is geen bestand van een verdeling ({problem})", param_hint="FILE") from None
    click.echo(f"{verdict.title}: {verdict.groups} groepen")
    click.echo(f"vingerafdruk van dit bestand: {verdict.digest}")
    for check in verdict.checks:
        click.echo(f"{'klopt' if check.matches else 'KLOPT NIET'}: {CHECKS[check.name]}")
        if check.detail:
            click.echo(f"  {check.detail}", err=True)
    if not verdict.matches:
        raise Refused("Dit bestand is niet wat de loting met deze wensen en dit zaad geeft.")
    click.echo("Alles klopt: wie dit narekent, komt hetzelfde uit. Vergelijk de vingerafdruk met die op de pagina.")
