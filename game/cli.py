"""`foyer game`: play, replay, photograph and try out packs. Bad input gets a sentence, never a traceback.

What draws, and what reads packs, is imported inside the commands: `--help`, `autoplay` and the portal never load
pygame, and the curtain of `play` waits for nothing.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from content.load import LoadedPack, PackError
    from game.app import App

PLAY = "play"
LEVELS = click.Choice(["L1", "L2", "L3", "L4"])
MODES = click.Choice(["multi", "latch", "turns", "keys"])
QUALITIES = click.Choice(["auto", "full", "hd", "half", "still"])
PACKS = Path(__file__).resolve().parents[1] / "content" / "packs"


class Refused(click.ClickException):
    """One clear sentence on standard error; exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class NotOpened(Refused):
    """A file that can't be opened; exit code 2."""

    exit_code = 2


class Size(click.ParamType[tuple[int, int]]):
    """Width x height in pixels, such as 1920x1080."""

    name = "BxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        wide, _, high = str(value).lower().partition("x")
        if not (wide.isdigit() and high.isdigit()) or not (320 <= int(wide) <= 7680 and 240 <= int(high) <= 4320):
            self.fail(f"{value!r} is geen schermgrootte; geef bijvoorbeeld 1920x1080.", param, ctx)
        return int(wide), int(high)


class PlaysByDefault(click.Group):
    """`foyer game PACK` means `foyer game play PACK`, and `foyer game` alone opens the title."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args = [PLAY, *args]
        return super().parse_args(ctx, args)


@click.group(cls=PlaysByDefault, help="Het spel op het bord.")
def game() -> None:
    pass


@game.command(PLAY, help="Open het spel. Zonder PAKKET: het titelscherm.")
@click.argument("pack", required=False)
@click.option("--code", help="Bezoekcode van de bevestiging.")
@click.option("--portal", help="Adres van het portaal, bij --code.")
@click.option("--level", type=LEVELS, help="Leeftijd: L1 6-8, L2 9-10, L3 11-12, L4 12-14 jaar.")
@click.option("--minutes", type=click.Choice(["10", "25", "50"]), help="Hoelang er gespeeld wordt.")
@click.option("--size", type=Size(), help="Grootte van het venster, bijvoorbeeld 1920x1080.")
@click.option("--window", is_flag=True, help="In een venster in plaats van op het hele scherm.")
@click.option(
    "--quality",
    type=QUALITIES,
    default="auto",
    show_default=True,
    help="Wat deze computer aankan: full, hd (1920x1080), half (30 beelden per seconde), still (niets wiegt nog).",
)
@click.option("--calm", is_flag=True, help="Rustige modus: geen effecten, geen onverwachte geluiden.")
@click.option("--seed", type=int, help="Zelfde getal, zelfde verloop.")
@click.option("--record", type=click.Path(dir_okay=False), help="Bewaar het verloop in dit bestand.")
def play(
    pack: str | None,
    code: str | None,
    portal: str | None,
    level: str | None,
    minutes: str | None,
    size: tuple[int, int] | None,
    *,
    window: bool,
    quality: str,
    calm: bool,
    seed: int | None,
    record: str | None,
) -> None:
    if record is not None and not Path(record).resolve().parent.is_dir():
        raise NotOpened(f"De map van {record} bestaat niet.")
    loaded = None
    if pack and not _is_there(pack):
        open_pack(pack)  # It refuses, before a window opens.
    app = _open_app(size, windowed=window or size is not None, quality=quality)
    if pack:
        loaded = open_pack(pack)
    changes: dict[str, Any] = {"calm": True} if calm else {}
    if level:
        changes["level"] = level
    if minutes:
        changes["minutes"] = int(minutes)
    app.desk.seed, app.desk.record = seed, record
    app.open_title(loaded, source=_source(pack), changes=changes, code=code or "", portal=portal or "")
    app.run()


def _is_there(pack: str) -> bool:
    return (PACKS / pack).is_dir() or Path(pack).exists()


def _source(pack: str | None) -> str:
    from content.load import shipped

    if pack is None or pack in shipped():
        return pack or ""
    return str(Path(pack).resolve())


def open_pack(source: str) -> "LoadedPack":
    """The pack, or the reason why not as the command line says it."""
    from content.load import PackError, PackNotOpened, load_pack

    try:
        return load_pack(source)
    except PackNotOpened as error:
        raise NotOpened(_first_problem(error)) from error
    except PackError as error:
        raise Refused(f"{_first_problem(error)}\nAlles wat er mis is: foyer pack check {source}") from error


def _first_problem(error: "PackError") -> str:
    first = error.problems[0]
    return f"{first.message} {first.fix}".strip()


def _open_app(size: tuple[int, int] | None, *, windowed: bool, quality: str = "auto") -> "App":
    from game.start import open_house
    from game.view.private import NoScreen, WrongPygame

    try:
        house = open_house(size, windowed=windowed, quality=quality)
    except WrongPygame:
        raise Refused(
            "Hier staat pygame in plaats van pygame-ce. Doe: pip uninstall pygame && pip install pygame-ce"
        ) from None
    except NoScreen:
        raise Refused("Hier is geen scherm om het spel op te tonen. Start het op de computer van het bord.") from None
    # The curtain is the first thing ever seen; everything else loads behind it.
    from game.app import App
    from game.saved import Folder
    from game.view.sound import open_sounds

    sounds = open_sounds()
    for line in filter(None, (house.note, sounds.silent_because)):
        click.echo(line, err=True)
    return App(house.screen, Folder(), sounds=sounds, rung=house.rung, note=house.note)


@game.command(help="Speel een opname opnieuw en kijk of ze gelijk eindigt.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--fast", is_flag=True, help="Alleen nakijken, niet tonen.")
@click.option("--pack", help="Het pakket, als het niet met Foyer meekomt.")
def replay(file: str, *, fast: bool, pack: str | None) -> None:
    from content.load import complete
    from game.journal import JournalRefused, read
    from game.rules.codec import fingerprint
    from game.session import resume

    try:
        recording = read(Path(file).read_bytes())
    except OSError as error:
        raise NotOpened(f"{file} kan niet geopend worden: {error.strerror}.") from error
    except JournalRefused as error:
        raise Refused(str(error)) from error
    loaded = complete(open_pack(pack or recording.header.pack_id))
    try:
        session = resume(loaded.pack, loaded.digest, recording)
    except JournalRefused as error:
        raise Refused(str(error)) from error
    if not fast:
        app = _open_app(None, windowed=False)
        app.open_replay(loaded, recording)
        app.run()
    done = "tot het einde" if session.complete else f"tot: {session.run.phase}"
    click.echo(
        f"{len(recording.entries)} stappen, {done}, {session.tick / 60:.0f} s, {fingerprint(session.run)[:16]}"
    )


@game.command(help="Maak een foto van een scherm, zonder beeldscherm.")
@click.argument("pack")
@click.argument("scene")
@click.option("--size", type=Size(), default="1920x1080", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False), required=True, help="PNG-bestand.")
@click.option("--level", type=LEVELS, default="L2", show_default=True)
@click.option("--phase", help="words, play, because, recall, seat, of een fase van de scène zelf.")
@click.option("--input", "mode", type=MODES, default="latch", show_default=True)
@click.option("--steps", type=int, default=0, help="Zoveel goede zetten verder in de fase.")
@click.option("--wrong", is_flag=True, help="Met een fout antwoord.")
@click.option("--calm", is_flag=True)
@click.option("--mirror", is_flag=True)
@click.option("--seed", type=int, help="Van deze klas. Zonder: van de eerste die aan de fase komt.")
def shot(
    pack: str, scene: str, size: tuple[int, int], out: str, level: str, phase: str | None, mode: str, steps: int,
    seed: int | None, *, wrong: bool, calm: bool, mirror: bool,
) -> None:  # fmt: skip
    from game.photo import NoSuchPicture, take

    os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
    if not Path(out).resolve().parent.is_dir():
        raise NotOpened(f"De map van {out} bestaat niet.")
    loaded = open_pack(pack)
    try:
        take(loaded, scene, size, Path(out), level=level, phase=phase, mode=mode, steps=steps, wrong=wrong, calm=calm,
             mirrored=mirror, seed=seed)  # fmt: skip
    except NoSuchPicture as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise NotOpened(f"{out} kan niet geschreven worden: {error.strerror}.") from error


@game.command(help="Laat een denkbeeldige klas het pakket uitspelen, zonder beeld.")
@click.argument("pack")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--level", type=LEVELS, default="L2", show_default=True)
@click.option("--scenes", default="all", show_default=True, help="all, of soorten of ids met komma's.")
@click.option("--input", "mode", type=MODES, default="multi", show_default=True)
def autoplay(pack: str, seed: int, level: str, scenes: str, mode: str) -> None:
    from content.load import complete
    from content.model import Level
    from game.autoplay import play_to_end
    from game.rules.together import InputMode

    loaded = complete(open_pack(pack))
    wanted = () if scenes == "all" else tuple(name.strip() for name in scenes.split(",") if name.strip())
    known = {name for one in loaded.pack.scenes for name in (one.id, one.kind)}
    if unknown := [name for name in wanted if name not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is geen scène van dit pakket.", param_hint="--scenes")
    report = play_to_end(loaded.pack, seed, Level(level), wanted, InputMode(mode), digest=loaded.digest)
    if not report.done:
        raise Refused(f"Vastgelopen: {report.stuck}")
    played = ", ".join(report.plan)
    click.echo(f"{played}: {report.actions} zetten, {report.ticks / 60:.0f} s speeltijd, {report.fingerprint[:16]}")
