"""Time in ticks, 60 a second: whole ticks out of uneven frames, and what is due at which tick.

Nothing here looks at a clock; `game.app` does, once per frame.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

TICKS_PER_SECOND = 60
LONGEST_FRAME_S = 0.25
"""A frame that took longer (a sleeping laptop, a dragged window) counts as this much: the game never races."""

_T = TypeVar("_T")


@dataclass(slots=True)
class FixedStep:
    """Turns the seconds of a frame into whole ticks and keeps the rest for the next frame."""

    rest_s: float = 0.0

    def ticks(self, elapsed_s: float) -> int:
        """Whole ticks to run for a frame of `elapsed_s`."""
        self.rest_s += min(max(elapsed_s, 0.0), LONGEST_FRAME_S)
        # Adding a millionth of a tick keeps 60 frames of 1/60 s at 60 ticks, which binary fractions would miss.
        whole = int(self.rest_s * TICKS_PER_SECOND + 1e-6)
        self.rest_s = max(0.0, self.rest_s - whole / TICKS_PER_SECOND)
        return whole


@dataclass(slots=True)
class Schedule(Generic[_T]):
    """What is to happen at which tick, first come first served among equals. It stands still in a pause."""

    _waiting: list[tuple[int, int, _T]] = field(default_factory=list)
    _count: int = 0

    def at(self, tick: int, what: _T) -> None:
        heapq.heappush(self._waiting, (tick, self._count, what))
        self._count += 1

    def due(self, tick: int) -> Iterator[_T]:
        """Takes out everything that is due at `tick` or before."""
        while self._waiting and self._waiting[0][0] <= tick:
            yield heapq.heappop(self._waiting)[2]

    def clear(self) -> None:
        self._waiting.clear()
