"""Time in ticks, 60 a second: whole ticks out of uneven frames.

Nothing here looks at a clock; `game.app` does, once per frame.
"""

from dataclasses import dataclass

TICKS_PER_SECOND = 60
LONGEST_FRAME_S = 0.25
"""A frame that took longer (a sleeping laptop, a dragged window) counts as this much: the game never races."""


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
