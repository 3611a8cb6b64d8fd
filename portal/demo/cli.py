"""`foyer demo`: the first command of a newcomer."""

from pathlib import Path

import click

from portal.cli import Refused, the_settings


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Poort van het portaal.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Map voor de gegevens van de demo.")
@click.option("--no-game", is_flag=True, help="Open het spel niet.")
@click.option("--no-browser", is_flag=True, help="Open geen browser.")
def demo(port: int, data: Path | None, no_game: bool, no_browser: bool) -> None:
    """Maak een demoregio en start het portaal en het spel."""
    from portal.demo.prepare import DemoProblem, prepare
    from portal.demo.run import run
    from portal.server import PortTaken, listen

    try:
        sock = listen("127.0.0.1", port)
    except PortTaken as taken:
        raise Refused(
            f"Poort {port} is niet vrij ({taken.reason}). Draait Foyer al? Een andere poort: foyer demo --port 8010"
        ) from None
    with sock:
        address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        settings = the_settings(data=data, base_url=address)
        try:
            prepare(settings)
        except DemoProblem as problem:
            raise Refused(str(problem)) from None
        run(settings, sock, open_game=not no_game, open_browser=not no_browser)
