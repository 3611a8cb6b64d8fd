"""`foyer portal backup FILE` and `foyer portal restore FILE`."""

from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from portal.backup.archive import Damaged, NewerFormat, read_backup
from portal.backup.service import NewerSchema, NotEmpty, NotMigrated, OtherSchema, back_up
from portal.backup.service import restore as put_back
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import MIGRATE_FIRST, reason_of
from portal.db import make_engine
from portal.migrations import state


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Bewaar databank, uploads en journaal in één bestand, ook terwijl het portaal draait."""
    if file.exists():
        raise Refused(f"{file} bestaat al; een back-up komt nooit over een andere. Kies een andere naam.")
    if not file.absolute().parent.is_dir():
        raise click.BadParameter(f"de map {file.absolute().parent} bestaat niet", param_hint="FILE")
    settings = the_settings()
    engine = make_engine(settings.database_url)
    try:
        made = back_up(engine, settings, file, now=utc_now())
    except NotMigrated:
        raise Refused(f"In deze databank staat nog geen portaal. {MIGRATE_FIRST}") from None
    except SQLAlchemyError as problem:
        raise Refused(f"De databank antwoordt niet: {reason_of(problem)}") from None
    except OSError as problem:
        raise Refused(f"De back-up kan niet geschreven worden ({problem.strerror}); er is niets bewaard.") from None
    finally:
        engine.dispose()
    click.echo(
        f"Bewaard in {file}: {made.rows} rijen in {len(made.tables)} tabellen en {len(made.files)} bestanden "
        f"(versie {made.revision}, {file.stat().st_size / 1_000_000:.1f} MB)."
    )
    click.echo("De geheime sleutel zit er niet in; bewaar die apart.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
def restore(file: Path) -> None:
    """Zet een back-up terug in een lege databank en een lege gegevensmap."""
    settings = the_settings()
    engine = make_engine(settings.database_url)
    try:
        with read_backup(file) as kept:
            put_back(engine, settings, kept)
            made = kept.manifest
    except NewerFormat:
        raise Refused(f"{file} is gemaakt door een nieuwere Foyer. Werk eerst Foyer bij.") from None
    except NewerSchema:
        raise Refused(f"De databank in {file} is van een nieuwere Foyer. Werk eerst Foyer bij.") from None
    except Damaged as problem:
        raise Refused(f"{file} is beschadigd: {problem}. Er is niets teruggezet.") from None
    except NotEmpty as there:
        raise Refused(
            f"Er is niets teruggezet: {there.what} is niet leeg. Terugzetten kan enkel in een lege databank en map."
        ) from None
    except OtherSchema:
        raise Refused(
            "Er is niets teruggezet: deze databank heeft al tabellen van een andere versie dan de back-up. "
            "Begin met een nieuwe, lege databank, zonder 'migrate'."
        ) from None
    except SQLAlchemyError as problem:
        raise Refused(f"Terugzetten lukt niet: {reason_of(problem)}") from None
    except OSError as problem:
        raise Refused(f"Terugzetten lukt niet ({problem.strerror}); er is niets teruggezet.") from None
    finally:
        engine.dispose()
    click.echo(
        f"Teruggezet: {made.rows} rijen in {len(made.tables)} tabellen en {len(made.files)} bestanden van "
        f"{made.made_at:%Y-%m-%d %H:%M} UTC (versie {made.revision} -> {state.newest()})."
    )
