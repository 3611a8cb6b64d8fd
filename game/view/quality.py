"""The quality ladder: what a board PC can carry, from its own resolution down to a stage on which nothing breathes.

A short probe behind the closed curtain measures one copy of a frame and one presentation; what a fade costs follows
from those (tests/bench/game measures how many copies it is). Pure: numbers in, a rung out.
"""

from dataclasses import dataclass

HD = (1920, 1080)
FADE_COPIES = 5
"""What the dearest frame, a fade of the whole hall, costs at most in copies of a frame."""


@dataclass(frozen=True, slots=True)
class Rung:
    name: str
    native: bool
    """Whether the board's own resolution is used; else a real 1920 x 1080 mode, which the panel itself enlarges."""
    frames: int
    """Frames a second."""
    ambient: bool
    """Whether what waits breathes and sways."""


BEST = Rung("full", native=True, frames=60, ambient=True)
LADDER = (
    BEST,
    Rung("hd", native=False, frames=60, ambient=True),
    Rung("half", native=False, frames=30, ambient=True),
    Rung("still", native=False, frames=30, ambient=False),
)
NAMES = tuple(rung.name for rung in LADDER)


@dataclass(frozen=True, slots=True)
class Probe:
    """What this computer took, in milliseconds, at the size it was measured at."""

    size: tuple[int, int]
    copy_ms: float
    """Copying one frame in memory."""
    present_ms: float
    """Bringing one frame to the screen."""

    def frame_ms(self, size: tuple[int, int]) -> float:
        """The dearest frame at another size."""
        part = size[0] * size[1] / (self.size[0] * self.size[1])
        return (FADE_COPIES * self.copy_ms + self.present_ms) * part


def rung_named(name: str) -> Rung:
    return next(rung for rung in LADDER if rung.name == name)


def choose_rung(probe: Probe, *, modes: bool = True) -> Rung:
    """The highest rung on which the dearest frame is ready in time; the lowest when none is.

    On a screen that has no `modes` but its own every rung is played at that size.
    """
    for rung in LADDER[:-1]:
        size = probe.size if rung.native or not modes else _smaller(probe.size)
        if probe.frame_ms(size) <= 1000 / rung.frames:
            return rung
    return LADDER[-1]


def _smaller(size: tuple[int, int]) -> tuple[int, int]:
    """The size of the 1920 x 1080 mode, or the board's own where that is no larger."""
    return HD if size[0] * size[1] > HD[0] * HD[1] else size
