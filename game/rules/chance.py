"""A seeded stream of chance that lives in the state, so that a replay draws what the class drew.

splitmix64 (Steele, Lea, Flood 2014): eight lines, equal on every machine and every version of Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_MASK = (1 << 64) - 1
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stream:
    """The position in the stream; drawing gives the value and the next position."""

    state: int

    def below(self, n: int) -> tuple[int, "Stream"]:
        """A number in 0..n-1."""
        state = (self.state + 0x9E3779B97F4A7C15) & _MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return ((z ^ (z >> 31)) * n) >> 64, Stream(state)

    def shuffled(self, items: Sequence[_T]) -> tuple[tuple[_T, ...], "Stream"]:
        """The items in a drawn order (Fisher and Yates)."""
        order, stream = list(items), self
        for last in range(len(order) - 1, 0, -1):
            chosen, stream = stream.below(last + 1)
            order[last], order[chosen] = order[chosen], order[last]
        return tuple(order), stream

    def fork(self, name: str) -> "Stream":
        """A stream of its own for `name`, so that one more draw in one scene shifts nothing in another."""
        state = self.state ^ 0xCBF29CE484222325
        for byte in name.encode():
            state = ((state ^ byte) * 0x100000001B3) & _MASK
        return Stream(state)
