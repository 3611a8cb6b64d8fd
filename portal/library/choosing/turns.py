"""Who is whose neighbour: every visit to the chooser gets a turn, which stands in its address. Nothing is kept of it.

A process counts its visits. Two that follow each other therefore know what the other one shows, without anybody's
device being remembered: `pick.ordered` deals them different titles.
"""

import os
import re
import secrets
from dataclasses import dataclass
from itertools import count

_WRITTEN = re.compile(r"([0-9a-z]{1,12})-([0-9]{1,9})")


@dataclass(frozen=True)
class Turn:
    lap: str
    """Chance of this process: how its shelf lies shuffled."""
    number: int

    def __str__(self) -> str:
        return f"{self.lap}-{self.number}"


class Turns:
    """Hands out turns, to any number of threads."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._process, self._lap, self._numbers = os.getpid(), secrets.token_hex(4), count()

    def take(self) -> Turn:
        # A server that forks would give its children one and the same order.
        if os.getpid() != self._process:
            self._begin()
        return Turn(self._lap, next(self._numbers))


def read_turn(text: str) -> Turn | None:
    """The turn that an address names; None where it names none."""
    found = _WRITTEN.fullmatch(text)
    return None if found is None else Turn(found[1], int(found[2]))
