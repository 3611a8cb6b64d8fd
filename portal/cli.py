"""`foyer`: the command line of the whole product. Without a command it starts the demo.

Commands are imported when they are called: the game's curtain must not wait for the portal's libraries.
"""

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from portal.settings import Settings

EXIT_REFUSED = 1


class Refused(click.ClickException):
    """A command that says why not: one clear sentence on standard error, exit code 1."""

    exit_code = EXIT_REFUSED

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class LazyGroup(click.Group):
    """A group that knows where its commands live and imports the one that is asked for."""

    def __init__(self, *args: Any, lazy: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._lazy[cmd_name].partition(":")
        return cast(click.Command, getattr(importlib.import_module(module), name))


class DemoByDefault(LazyGroup):
    """No command, or an option in its place, means `demo`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "-h", "--version"}):
            args = ["demo", *args]
        return super().parse_args(ctx, args)


def the_settings(*, need_secret: bool = False, data: Path | None = None, base_url: str | None = None) -> "Settings":
    """Settings for a command, or one message that names every bad variable."""
    from portal.settings import SettingsProblem, load_settings

    try:
        return load_settings(data_dir=data, need_secret=need_secret, base_url=base_url)
    except SettingsProblem as problem:
        raise Refused("\n".join(problem.lines)) from None


@click.group(
    cls=DemoByDefault,
    context_settings={"help_option_names": ["--help", "-h"]},
    lazy={
        "demo": "portal.demo.cli:demo",
        "game": "game.cli:game",
        "pack": "content.cli:pack",
        "doctor": "portal.doctor:doctor",
    },
)
@click.version_option(package_name="foyer", prog_name="foyer")
def main() -> None:
    """Foyer: van zoeken tot de zaal, met de hele klas. Zonder opdracht start de demo."""


@main.group(
    cls=LazyGroup,
    lazy={
        "serve": "portal.commands:serve",
        "migrate": "portal.commands:migrate",
        "check": "portal.commands:check",
        "worker": "portal.commands:worker",
        "backup": "portal.backup.cli:backup",
        "restore": "portal.backup.cli:restore",
        "user": "portal.commands:user",
        "token": "portal.commands:token",
        "import": "portal.import_command:import_offers",
        "seed": "portal.seed.cli:seed",
        "ledger": "portal.bookings.cli:ledger",
        "round": "portal.bookings.rounds.cli:round_commands",
        "title": "portal.library.desk.cli:title",
        "payments": "portal.invoices.cli:payments",
    },
)
def portal() -> None:
    """Het portaal: draaien, bijwerken, nakijken, wie geboekt heeft."""


if __name__ == "__main__":
    main()
