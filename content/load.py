"""From a folder, a `.foyer` file, its bytes or the id of a shipped pack to a `LoadedPack`, or every problem.

bytes -> size and path checks -> json -> upgrade -> models -> lint. The game and the portal both come in here, so
that what a house publishes is what the board accepts.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from content import files
from content.archive import ARCHIVE_MAX, read_contents
from content.checks.rule import View
from content.digest import digest
from content.files import PACK_JSON, Contents
from content.jsontext import read_object
from content.lint import judge
from content.model import Concept, Item, Pack, Pair, PairsScene, Scene, WhisperScene, WhisperWord
from content.problem import PackError, PackNotOpened, Problem, Wording
from content.upgrade import upgrade
from content.validate import Validated, validate

__all__ = ["LoadedPack", "PackError", "PackNotOpened", "Problem", "complete", "load_pack", "shipped"]

SHIPPED = Path(__file__).parent / "packs"

NOT_THERE = Wording(
    "pack.not-found",
    nl=("Er is geen pakket '{name}'.", "Geef een map, een .foyer-bestand, of een van: {shipped}."),
    en=("There is no pack '{name}'.", "Give a folder, a .foyer file, or one of: {shipped}."),
)
NOT_READABLE = Wording(
    "pack.not-readable",
    nl=("'{name}' kan niet geopend worden.", "Kijk of je dit mag openen, en probeer opnieuw."),
    en=("'{name}' can't be opened.", "See whether you may open this, and try again."),
)


@dataclass(frozen=True)
class LoadedPack:
    """A sound pack with its files.

    Those of a house are all in memory, as a show must not stop for a memory stick that was pulled out. Those that
    ship lie beside the program itself and are read when they are asked for.
    """

    pack: Pack
    digest: str
    """The identity of the own pack, also when it stands on a base."""
    contents: Mapping[str, bytes] = field(repr=False, compare=False)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files, sorted."""
        return tuple(sorted(self.contents))

    def read(self, file: str) -> bytes:
        """The bytes of a picture or sound.

        Raises:
            KeyError: no such file; can't happen for a name that stands in `pack`.
            OSError: a file that ships is gone; then the program itself is.
        """
        return self.contents[file]


def shipped() -> tuple[str, ...]:
    """Ids of the packs that come with Foyer."""
    return tuple(sorted(folder.parent.name for folder in SHIPPED.glob(f"*/{PACK_JSON}")))


def load_pack(source: Path | bytes | str) -> LoadedPack:
    """A pack without problems. A `str` is the id of a shipped pack, else a path.

    A shipped pack is judged when it is asked for by its path, as `foyer pack check` and the tests do. By its id it
    only has to fit the models: the curtain does not wait for a verdict that was given before it was shipped.

    Raises:
        PackNotOpened: there is no such pack, or it may not be read.
        PackError: everything that is wrong with it.
    """
    if isinstance(source, str):
        if source in shipped():
            return _shipped(source)
        source = Path(source)
    contents = _contents(source)
    pack, problems = _judged(contents)
    if problems or pack is None:
        raise PackError(problems)
    return LoadedPack(pack, digest(contents.files), MappingProxyType(contents.files))


def complete(loaded: LoadedPack) -> LoadedPack:
    """The pack on its base: the base's concepts, items and scenes in their order, then the own ones.

    An own part takes the place of one with the same id, and an own file that of one with the same name. Own words
    join the scenes that play with any word.
    """
    if loaded.pack.base is None:
        return loaded
    base = load_pack(loaded.pack.base)
    pack = loaded.pack.model_copy(
        update={
            "concepts": _layered(base.pack.concepts, loaded.pack.concepts),
            "items": _layered(base.pack.items, loaded.pack.items),
            "scenes": tuple(joined(scene, loaded.pack) for scene in _layered(base.pack.scenes, loaded.pack.scenes)),
        }
    )
    return replace(loaded, pack=pack, contents=_Layers(loaded.contents, base.contents))


Part = TypeVar("Part", Concept, Item, Scene)


def _layered(under: tuple[Part, ...], over: tuple[Part, ...]) -> tuple[Part, ...]:
    by_id = {part.id: part for part in under}
    by_id.update({part.id: part for part in over})
    return tuple(by_id.values())


def joined(scene: Scene, pack: Pack) -> Scene:
    """A scene with the words that the pack brings for it."""
    if isinstance(scene, PairsScene) and pack.pairs:
        return scene.model_copy(update={"pairs": _of_words(scene.pairs, pack.pairs)})
    if isinstance(scene, WhisperScene) and pack.guesses:
        return scene.model_copy(update={"guesses": _of_words(scene.guesses, pack.guesses)})
    return scene


Played = TypeVar("Played", Pair, WhisperWord)


def _of_words(under: tuple[Played, ...], over: tuple[Played, ...]) -> tuple[Played, ...]:
    own = {one.concept for one in over}
    left = tuple(one for one in under if one.concept not in own)
    return over + left


def _contents(source: Path | bytes) -> Contents:
    if isinstance(source, bytes):
        return read_contents(source)
    if source.name == PACK_JSON:
        source = source.parent  # Who points at the text means the pack.
    try:
        if source.is_dir():
            return files.read_folder(source)
        if source.exists() and not source.is_file():
            raise OSError  # A pipe or a device: reading it might never end.
        with source.open("rb") as file:
            return read_contents(file.read(ARCHIVE_MAX + 1))
    except FileNotFoundError as error:
        raise PackNotOpened([NOT_THERE.at(str(source), name=str(source), shipped=shipped())]) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path.
        raise PackNotOpened([NOT_READABLE.at(str(source), name=str(source))]) from error


def _judged(contents: Contents) -> tuple[Pack | None, list[Problem]]:
    """The pack as far as it is sound, and all that is wrong with it and its files."""
    problems = list(contents.problems)
    if PACK_JSON not in contents.files:
        return None, problems
    try:
        tree = upgrade(read_object(contents.files[PACK_JSON], PACK_JSON))
    except PackError as refused:
        return None, [*problems, *refused.problems]
    validated = validate(tree)
    problems += validated.problems
    problems += _cross_checked(tree, validated, frozenset(contents.names))
    return validated.pack, problems


def _cross_checked(tree: Mapping[str, Any], validated: Validated, names: frozenset[str]) -> Iterator[Problem]:
    # All names, also of files that were refused: those are there, and were told already.
    if validated.pack is None:
        return
    base = _base(validated.pack.base)
    view = View(validated.pack, names, tree, base, validated.lost_ids, validated.kept, is_whole=validated.is_whole)
    yield from judge(view)


def _base(name: str | None) -> Pack | None:
    """The pack a show stands on; None as well when it came to us broken, which its own verdict tells."""
    try:
        return _shipped(name).pack if name is not None and name in shipped() else None
    except PackError:
        return None


class _Folder(Mapping[str, bytes]):
    """The files of a folder by their names, read when they are asked for and not kept."""

    def __init__(self, folder: Path) -> None:
        self._places = files.places(folder)

    def __getitem__(self, name: str) -> bytes:
        return self._places[name].read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self._places  # Without reading it.

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Layers(Mapping[str, bytes]):
    """The files of a pack over those of its base."""

    def __init__(self, over: Mapping[str, bytes], under: Mapping[str, bytes]) -> None:
        self._over, self._under = over, under

    def __getitem__(self, name: str) -> bytes:
        return (self._over if name in self._over else self._under)[name]

    def __contains__(self, name: object) -> bool:
        return name in self._over or name in self._under

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._under), **dict.fromkeys(self._over)})

    def __len__(self) -> int:
        return len(set(self._under) | set(self._over))


@functools.cache
def _shipped(name: str) -> LoadedPack:
    """A pack that ships: one of each, also under a show."""
    contents = _Folder(SHIPPED / name)
    # Before the models: the tree of plain values that it makes would leave ten megabytes of holes among them.
    identity = digest(contents)
    try:
        # Straight into the models: a tree in between is eight times the work.
        pack = Pack.model_validate_json(contents[PACK_JSON], strict=True)
    except ValidationError:
        pack = _told(contents[PACK_JSON])
    return LoadedPack(pack, identity, contents)


def _told(text: bytes) -> Pack:
    """The slow way, which says what is wrong."""
    validated = validate(upgrade(read_object(text, PACK_JSON)))
    if validated.pack is None or validated.problems:
        raise PackError(validated.problems)
    return validated.pack
