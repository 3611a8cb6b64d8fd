"""Which words a scene plays with, out of all that its level has."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from game.rules.activity import SceneSetup
from game.rules.chance import Stream


class OfConcept(Protocol):
    @property
    def concept(self) -> str: ...


P = TypeVar("P", bound=OfConcept)


def drawn(parts: Sequence[P], setup: SceneSetup, count: int) -> tuple[tuple[P, ...], Stream]:
    """The parts in a drawn order, and the stream after it.

    Half of the first `count` ask for what the class missed, and then for what was just lit; the others are a
    surprise, so that a class that plays again doesn't meet the same words.
    """
    shuffled, stream = setup.stream.shuffled(parts)
    wanted = tuple(dict.fromkeys((*setup.missed, *setup.due)))
    needed = sorted(
        (part for part in shuffled if part.concept in wanted), key=lambda part: wanted.index(part.concept)
    )
    first = tuple(needed[: -(-count // 2)])
    return (*first, *(part for part in shuffled if part not in first)), stream
