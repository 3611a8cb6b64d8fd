"""`foyer pack`: check, start, build and describe content packs."""

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from pydantic import TypeAdapter, ValidationError

from content import archive
from content.files import PACK_JSON
from content.load import SHIPPED, LoadedPack, load_pack, shipped
from content.model import Slug
from content.problem import Language, PackError, PackNotOpened, Problem
from content.schema import json_schema

STARTER = Path(__file__).parent / "starter"

REFUSED, NOT_OPENED = 1, 2

language_option = click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of the messages.",
)


@click.group()
def pack() -> None:
    """Make and check content packs: the words, questions and scenes of the game."""
    # A name from a stranger's pack may hold characters that this terminal can't show; that must not end in a
    # traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@pack.command()
@click.argument("path")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@language_option
def check(path: str, form: str, language: Language) -> None:
    """Tell everything that is wrong with the pack at PATH: a folder, a .foyer file or the id of a shipped pack."""
    code = 0
    loaded: LoadedPack | None = None
    problems: Sequence[Problem] = ()
    try:
        loaded = load_pack(_source(path))
    except PackNotOpened as error:
        problems, code = error.problems, NOT_OPENED
    except PackError as error:
        problems, code = error.problems, REFUSED
    problems = [problem.told_in(language) for problem in problems]
    if form == "json":
        click.echo(json.dumps({"problems": [problem.as_json() for problem in problems]}, indent=2))
    elif loaded is not None:
        click.echo(_praise(loaded, language))
    elif code == REFUSED:
        click.echo("\n\n".join(map(_told, problems)))
    if code == NOT_OPENED:
        _complain(problems)
    elif code == REFUSED and form == "text":
        click.echo(_counted(len(problems), language), err=True)
    sys.exit(code)


@pack.command()
@click.argument("pack_id", metavar="ID")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder to make it in; default the current one.",
)
@language_option
def new(pack_id: str, into: Path, language: Language) -> None:
    """Write a small complete pack named ID, to be overwritten with a show of your own."""
    _require_slug(pack_id, language)
    folder = into / pack_id
    if pack_id in shipped() or folder.exists():
        taken = "bestaat al; kies een andere naam." if language == "nl" else "exists already; choose another name."
        _refuse(f"'{pack_id}' {taken}", REFUSED)
    try:
        _write_starter(folder, pack_id)
    except OSError as error:
        _refuse(_unwritable(folder, error, language), NOT_OPENED)
    if language == "nl":
        click.echo(f"Het pakket staat in {folder}. Pas {PACK_JSON} aan en kijk het na: foyer pack check {folder}")
    else:
        click.echo(f"The pack is in {folder}. Change {PACK_JSON} and check it: foyer pack check {folder}")


@pack.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The .foyer file.")
@language_option
def build(folder: Path, out: Path, language: Language) -> None:
    """Make a .foyer file of the pack in DIR. Refuses a pack with problems; the same pack gives the same bytes."""
    if out.suffix != ".foyer":
        wanted = "De naam moet eindigen op .foyer." if language == "nl" else "The name must end in .foyer."
        raise click.BadParameter(wanted, param_hint="--out")
    if out.resolve().is_relative_to(folder.resolve()):
        wanted = "Kies een plaats buiten de map." if language == "nl" else "Choose a place outside the folder."
        raise click.BadParameter(wanted, param_hint="--out")
    try:
        loaded = load_pack(folder)
    except PackError as error:
        problems = [problem.told_in(language) for problem in error.problems]
        _complain(problems)
        sys.exit(NOT_OPENED if isinstance(error, PackNotOpened) else REFUSED)
    try:
        _write_whole(out, archive.write_archive(loaded.contents))
    except OSError as error:
        _refuse(_unwritable(out, error, language), NOT_OPENED)
    click.echo(f"{out}: {loaded.digest}")


@pack.command()
def schema() -> None:
    """Print the JSON Schema of pack.json, for an editor that completes and checks while you type."""
    click.echo(json.dumps(json_schema(), indent=2))


def _source(path: str) -> Path:
    """What stands on disk goes before a shipped pack of that name: who checks a path means the path.

    A shipped pack too is named by its place: by its id it would not be judged.
    """
    return SHIPPED / path if path in shipped() and not os.path.lexists(path) else Path(path)


def _told(problem: Problem) -> str:
    place = " ".join(part for part in (problem.file, problem.path) if part)
    return "\n".join(filter(None, (f"{place}  [{problem.rule}]".strip(), f"  {problem.message}", f"  {problem.fix}")))


def _counted(count: int, language: Language) -> str:
    if language == "nl":
        return "1 probleem." if count == 1 else f"{count} problemen."
    return "1 problem." if count == 1 else f"{count} problems."


def _praise(loaded: LoadedPack, language: Language) -> str:
    pack, pictures = loaded.pack, len(loaded.files) - 1
    name = f"{pack.id} {pack.version}"
    counts = (len(pack.scenes), len(pack.items), len(pack.concepts), pictures)
    if language == "nl":
        nouns = ("scènes", "vragen", "begrippen", "beelden en klanken")
        verdict = "geen problemen"
    else:
        nouns = ("scenes", "questions", "concepts", "pictures and sounds")
        verdict = "no problems"
    told = ", ".join(f"{noun}: {count}" for noun, count in zip(nouns, counts, strict=True))
    return f"{name}: {verdict} ({told})."


def _complain(problems: Sequence[Problem]) -> None:
    click.echo("\n\n".join(map(_told, problems)), err=True)


def _refuse(reason: str, code: int) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(code)


def _unwritable(path: Path, error: OSError, language: Language) -> str:
    reason = error.strerror or str(error)
    if language == "nl":
        return f"'{path}' kan niet geschreven worden: {reason}."
    return f"'{path}' can't be written: {reason}."


def _require_slug(pack_id: str, language: Language) -> None:
    try:
        TypeAdapter(Slug).validate_python(pack_id)
    except ValidationError as error:
        wanted = "kleine letters, cijfers en '-', zoals 'mijn-voorstelling'"
        if language == "en":
            wanted = "small letters, digits and '-', such as 'my-show'"
        raise click.BadParameter(f"'{pack_id}': {wanted}.", param_hint="ID") from error


def _write_starter(folder: Path, pack_id: str) -> None:
    """The starter under its new id, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as workplace:
        made = Path(workplace) / folder.name
        shutil.copytree(STARTER, made, copy_function=shutil.copyfile)
        text = (made / PACK_JSON).read_text(encoding="utf-8")
        named = re.sub(r'"id": "voorbeeld"', f'"id": "{pack_id}"', text, count=1)
        (made / PACK_JSON).write_text(named, encoding="utf-8", newline="\n")
        made.rename(folder)


def _write_whole(out: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a full disk leaves no half file under the good name."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, out)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
