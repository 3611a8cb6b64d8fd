"""What the class knew before and knows after: a few questions, cards up, heads down, the teacher counts.

Four questions: three about words that the run teaches and one about a word that it doesn't (the control: who gets
better at it got better at answering). Afterwards come their twins. Half of the runs ask the twins first, so that a
harder twin doesn't look like learning. No card says what was right: before the lesson that would be the lesson.
What is kept: per question how many cards were up and how many of them were right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import Item, Phase, fits
from game.rules.activity import Action, Event, GoOn, IllegalAction, SceneSetup

TAUGHT = 3


class When(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class SetTally(Action):
    """So many cards are up for the option at this place on the board, 0 first."""

    kind: ClassVar[str] = "set-tally"
    option: int
    count: int


@dataclass(frozen=True, slots=True)
class ProbeAsked(Event):
    """The next question of the probe is on the board."""

    kind: ClassVar[str] = "probe-asked"
    item: str


@dataclass(frozen=True, slots=True)
class ProbeDone(Event):
    kind: ClassVar[str] = "probe-done"


@dataclass(frozen=True, slots=True)
class Tally:
    """What the class answered to one question of the probe."""

    item: str
    concept: str
    when: When
    control: bool
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class ProbeState:
    items: tuple[Item, ...]
    """Two to four answers each; they stand on the board in the order of the pack, the same before and after."""
    controls: frozenset[str]
    """Concepts that the run doesn't teach."""
    when: When
    class_size: int
    place: int = 0
    counts: tuple[int, ...] = ()
    tallies: tuple[Tally, ...] = ()

    @property
    def item(self) -> Item:
        return self.items[min(self.place, len(self.items) - 1)]

    @property
    def complete(self) -> bool:
        return self.place >= len(self.items)

    @property
    def missing(self) -> int:
        """Cards that were not counted; a pupil may keep the cards down."""
        return self.class_size - sum(self.counts)


def pairs(items: Iterable[Item], taught: Sequence[str], setup: SceneSetup) -> tuple[tuple[Item, Item], ...]:
    """The questions to ask before, each with its twin for after: about words of the run, then one control."""
    by_id = {item.id: item for item in items}
    found = [
        (item, by_id[item.twin])
        for item in by_id.values()
        if item.phase is Phase.PROBE and item.twin in by_id and fits(item, setup.level, setup.performance_mode)
    ]
    drawn, stream = setup.stream.fork("probe").shuffled(found)
    lit = [pair for pair in drawn if set(pair[0].concepts) <= set(taught)]
    never = {concept for scene in setup.pack.scenes for words in scene.words.values() for concept in words}
    control = [pair for pair in drawn if not set(pair[0].concepts) & {*taught, *never}]
    swapped, _ = stream.below(2)
    kept = (*_of_different_concepts(lit)[:TAUGHT], *control[:1])
    return tuple((after, before) if swapped else (before, after) for before, after in kept)


def _of_different_concepts(found: Iterable[tuple[Item, Item]]) -> tuple[tuple[Item, Item], ...]:
    kept: dict[tuple[str, ...], tuple[Item, Item]] = {}
    for pair in found:
        kept.setdefault(pair[0].concepts, pair)
    return tuple(kept.values())


def start(items: tuple[Item, ...], taught: Sequence[str], when: When, class_size: int) -> ProbeState:
    controls = frozenset(item.concepts[0] for item in items if not set(item.concepts) & set(taught))
    return _asked(ProbeState(items=items, controls=controls, when=when, class_size=class_size))


def _asked(state: ProbeState) -> ProbeState:
    return replace(state, counts=() if state.complete else (0,) * len(state.item.options))


def apply(state: ProbeState, action: Action) -> tuple[ProbeState, tuple[Event, ...]]:
    match action:
        case SetTally(option, count):
            return _counted(state, option, count), ()
        case GoOn():
            return _next(state)
    raise IllegalAction("not_now")


def moves(state: ProbeState) -> tuple[Action, ...]:
    """A class in which all cards are up, most of them right."""
    right = next(place for place, option in enumerate(state.item.options) if option.verdict == "right")
    return (SetTally(right, state.missing),) if not any(state.counts) else (GoOn(),)


def slips(state: ProbeState) -> tuple[Action, ...]:
    wrong = [place for place, option in enumerate(state.item.options) if option.verdict == "wrong"]
    return tuple(SetTally(place, state.class_size // 2) for place in wrong) if not any(state.counts) else ()


def _counted(state: ProbeState, option: int, count: int) -> ProbeState:
    if not 0 <= option < len(state.counts) or count < 0:
        raise IllegalAction("not_there")
    counts = (*state.counts[:option], count, *state.counts[option + 1 :])
    if sum(counts) > state.class_size and count > state.counts[option]:
        raise IllegalAction("too_many")
    return replace(state, counts=counts)


def _next(state: ProbeState) -> tuple[ProbeState, tuple[Event, ...]]:
    """On to the next question; one for which no card was counted leaves nothing behind."""
    item, answered = state.item, sum(state.counts)
    right = sum(count for count, option in zip(state.counts, item.options, strict=True) if option.verdict == "right")
    concept = item.concepts[0]
    tally = Tally(item.id, concept, state.when, concept in state.controls, right, answered)
    state = _asked(
        replace(state, place=state.place + 1, tallies=(*state.tallies, tally) if answered else state.tallies)
    )
    return state, (ProbeDone(),) if state.complete else (ProbeAsked(state.item.id),)
