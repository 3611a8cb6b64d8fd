"""`foyer portal seed`: a catalogue of any size, to measure and to try with."""

import click
from rich.console import Console
from rich.progress import Progress

from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import opened
from portal.db import make_sessions
from portal.seed.region import AlreadySeeded, seed_region


@click.command()
@click.option("--offers", default=1_000, show_default=True, type=click.IntRange(1, 1_000_000), help="Hoeveel aanbod.")
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0, 2**31), help="Hetzelfde getal, hetzelfde."
)
def seed(offers: int, seed: int) -> None:
    """Vul de databank met verzonnen aanbod: echte gemeenten, verzonnen huizen en stukken."""
    engine = opened(the_settings())
    console = Console(stderr=True)
    try:
        with make_sessions(engine)() as session, Progress(console=console, disable=not console.is_terminal) as shown:
            task = shown.add_task("Aanbod", total=offers)
            performances = seed_region(
                session, offers, seed, now=utc_now(), progress=lambda done: shown.update(task, completed=done)
            )
    except AlreadySeeded:
        raise Refused(f"Dit staat er al: er zijn huizen van zaaigetal {seed}. Neem een ander met --seed.") from None
    finally:
        engine.dispose()
    click.echo(f"{offers} keer aanbod met {performances} voorstellingen gemaakt.")
