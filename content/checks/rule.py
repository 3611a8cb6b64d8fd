"""What a lint rule is, and the view of a pack that every rule gets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from content.model import (
    AnyScene,
    ChoicesScene,
    Concept,
    Dilemma,
    DilemmaOption,
    Item,
    Level,
    Option,
    Pack,
    Pair,
    PerformanceMode,
    WhisperWord,
)
from content.problem import Fact, Problem, Wording
from content.where import Loc, point, values

Finding = tuple[Loc, dict[str, Fact]]
Findings = Iterator[Finding]
Part = TypeVar("Part")


@dataclass(frozen=True)
class View:
    """A pack as the rules see it: its own parts, those of its base under them, and the files that are there.

    When a part is broken and left out, `pack` holds the rest and `lost_ids` the names of what is missing.
    """

    pack: Pack
    files: frozenset[str]
    tree: Mapping[str, Any]
    """pack.json as plain values, as its author wrote it."""
    base: Pack | None = None
    lost_ids: frozenset[str] = frozenset()
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Per collection the index in the file of each element of `pack`, where those differ."""
    is_whole: bool = True

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """By id; own ones win."""
        return {concept.id: concept for pack in self._layers for concept in pack.concepts}

    @cached_property
    def items(self) -> dict[str, Item]:
        """By id; own ones win."""
        return {item.id: item for pack in self._layers for item in pack.items}

    @cached_property
    def scenes(self) -> dict[str, AnyScene]:
        """By id; own ones win."""
        return {scene.id: scene for pack in self._layers for scene in pack.scenes}

    @cached_property
    def values(self) -> list[tuple[Loc, Any]]:
        """Every value in pack.json with its place."""
        return values(self.tree)

    @cached_property
    def texts(self) -> list[tuple[Loc, str]]:
        return [(loc, value) for loc, value in self.values if isinstance(value, str)]

    @cached_property
    def references(self) -> list[tuple[Loc, str]]:
        """Every picture and sound that is named, with its place."""
        return [(loc, text) for loc, text in self.texts if loc[-1:] == ("file",)]

    @property
    def _layers(self) -> tuple[Pack, ...]:
        return (self.pack,) if self.base is None else (self.base, self.pack)

    @property
    def modes(self) -> tuple[PerformanceMode, ...]:
        """The ways of performing this pack must be right for: that of its show, else all."""
        show = self.pack.show
        return (show.performance_mode,) if show is not None else tuple(PerformanceMode)

    def own_items(self) -> Iterator[tuple[Loc, Item]]:
        return self._placed("items", self.pack.items)

    def own_scenes(self) -> Iterator[tuple[Loc, AnyScene]]:
        return self._placed("scenes", self.pack.scenes)

    def own_pairs(self) -> Iterator[tuple[Loc, Pair]]:
        """Words that join the pairs of the base."""
        return self._placed("pairs", self.pack.pairs)

    def own_guesses(self) -> Iterator[tuple[Loc, WhisperWord]]:
        """Words that join the guesses of the base."""
        return self._placed("guesses", self.pack.guesses)

    def own_concepts(self) -> Iterator[tuple[Loc, Concept]]:
        return self._placed("concepts", self.pack.concepts)

    def own_dilemmas(self) -> Iterator[tuple[Loc, Dilemma]]:
        for loc, scene in self.own_scenes():
            if isinstance(scene, ChoicesScene):
                for index, dilemma in enumerate(scene.dilemmas):
                    yield (*loc, "dilemmas", index), dilemma

    def own_questions(self) -> Iterator[tuple[Loc, Item | Dilemma]]:
        """All that is asked: items and dilemmas."""
        yield from self.own_items()
        yield from self.own_dilemmas()

    def _placed(self, name: str, parts: Sequence[Part]) -> Iterator[tuple[Loc, Part]]:
        """Each part with its place in the file, which is further on when broken parts were left out before it."""
        indexes = self.kept.get(name, range(len(parts)))
        return (((name, index), part) for index, part in zip(indexes, parts, strict=True))


@dataclass(frozen=True)
class Rule:
    """One named law of a pack. `find` tells where it is broken, with the facts for the message."""

    wording: Wording
    find: Callable[[View], Findings]
    needs_whole: bool
    on_file: bool

    @property
    def id(self) -> str:
        return self.wording.rule

    @property
    def reason(self) -> str:
        """Why the rule is there."""
        return self.find.__doc__ or ""

    def problems(self, view: View) -> Iterator[Problem]:
        for loc, facts in self.find(view):
            if self.on_file:
                yield self.wording.at(str(loc[0]), **facts)
            else:
                yield point(self.wording, view.tree, loc, **facts)


def rule(
    wording_id: str, *, nl: tuple[str, str], en: tuple[str, str], needs_whole: bool = False, on_file: bool = False
) -> Callable[[Callable[[View], Findings]], Rule]:
    """Make a rule of a function that yields findings; its docstring is the reason.

    `nl` and `en` are (what is wrong, how to fix it). A rule that `needs_whole` can only be judged when no part
    was left out: it counts. One `on_file` is about a file, which it gives as the only step of the place.
    """

    def made(find: Callable[[View], Findings]) -> Rule:
        return Rule(Wording(wording_id, nl, en), find, needs_whole, on_file)

    return made


def at(*loc: str | int, **facts: Fact) -> Finding:
    return loc, facts


def answers(question: Item | Dilemma) -> tuple[Option | DilemmaOption, ...]:
    return question.options


def levels_of(scene: AnyScene) -> tuple[Level, ...]:
    """The levels that a scene offers: those it has words for."""
    return tuple(scene.words)
