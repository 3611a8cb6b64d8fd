"""Sums that tell about a class and not about a child.

A sum of a very small group tells on somebody: "1 of 2 has not opened chapter 3" is a name for who knows the class.
What leaves the teacher's own page (the curtain on the board, the report, the counters that stay) is therefore only
told of `SMALLEST_CLASS` readers and more, and the curtain moves in tenths.
"""

from collections.abc import Sequence

from portal.library.reading.queries import ReaderCard
from portal.visits.models import SMALLEST_CLASS

CURTAIN_STEPS = 10


def opened(readers: Sequence[ReaderCard], chapters: int) -> int | None:
    """How far the curtain of a class is open: 0 when nobody is past the first chapter, `CURTAIN_STEPS` when everybody
    is in the last. None for a group too small to show."""
    if len(readers) < SMALLEST_CLASS or chapters < 1:
        return None
    if chapters == 1:
        return CURTAIN_STEPS
    done = sum(min(reader.furthest, chapters) - 1 for reader in readers)
    return done * CURTAIN_STEPS // (len(readers) * (chapters - 1))


def reached(readers: Sequence[ReaderCard], chapters: int) -> list[int] | None:
    """By chapter how many opened it; None for a group too small to tell."""
    if len(readers) < SMALLEST_CLASS:
        return None
    return [sum(reader.furthest >= number for reader in readers) for number in range(1, chapters + 1)]
