"""What makes Foyer a game for a class: teams, hands that hold, turns, and agreement.

A board doesn't know who touches it. What can be known is how many contacts there are at once, which team
owns a zone, whose turn it is, and what the class counted. The four input modes give the same rules to
boards that differ: many contacts (multi), one or two (latch), one at a time (turns), or none (keys).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LATCH_TICKS = 480
"""How long a tapped zone stays held: eight seconds, so that two fingers reach four zones without a rush."""

MIN_CLASS = 4
MAX_CLASS = 30


class InputMode(StrEnum):
    MULTI = "multi"
    LATCH = "latch"
    TURNS = "turns"
    KEYS = "keys"


class Team(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


TEAMS = tuple(Team)


def team_sizes(class_size: int) -> dict[Team, int]:
    """How many pupils each team has; four teams always, the first ones get the rest."""
    share, rest = divmod(class_size, len(TEAMS))
    return {team: share + (index < rest) for index, team in enumerate(TEAMS)}


@dataclass(frozen=True, slots=True)
class Zone:
    """A place on the board to hold: the rope of a set piece, or the brake beside it. Ropes count from 1."""

    rope: int
    part: str

    @property
    def team(self) -> Team:
        return TEAMS[self.rope - 1]


@dataclass(frozen=True, slots=True)
class Hold:
    """A zone that is held; `left` counts down in ticks, None holds until it is let go."""

    zone: Zone
    left: int | None = None


Holds = tuple[Hold, ...]


def held(holds: Holds) -> frozenset[Zone]:
    return frozenset(hold.zone for hold in holds)


def grab(holds: Holds, zone: Zone, mode: InputMode) -> Holds:
    """Hold `zone`; a latched zone that is tapped again gets its whole time back."""
    latched = mode in (InputMode.LATCH, InputMode.KEYS)
    return (*(hold for hold in holds if hold.zone != zone), Hold(zone, LATCH_TICKS if latched else None))


def let_go(holds: Holds, zone: Zone, mode: InputMode) -> Holds:
    """Only in multi does a lifted finger open the hand; elsewhere a tap is a hold that lasts."""
    if mode is not InputMode.MULTI:
        return holds
    return tuple(hold for hold in holds if hold.zone != zone)


def one_tick(holds: Holds) -> Holds:
    """The holds a tick later, without those whose time is up."""
    return tuple(hold if hold.left is None else replace(hold, left=hold.left - 1) for hold in holds if hold.left != 1)


def renewed(holds: Holds, ticks: int) -> Holds:
    """Latched holds that last at least `ticks` more: who is in time must not lose to the countdown itself."""
    return tuple(hold if hold.left is None else replace(hold, left=max(hold.left, ticks)) for hold in holds)


def turn(required: Sequence[Zone], holds: Holds) -> Team | None:
    """Whose turn it is when the board takes one finger: the first team that doesn't hold yet."""
    return next((zone.team for zone in required if zone not in held(holds)), None)


def leader(counts: Sequence[int]) -> int | None:
    """The option with most votes, None without votes or with a tie."""
    most = max(counts, default=0)
    return counts.index(most) if most and list(counts).count(most) == 1 else None


def agreed(counts: Sequence[int], share: float) -> int | None:
    """The option that at least `share` (0-1) of the votes stand behind, if there is one."""
    first = leader(counts)
    # The small allowance keeps 8 of 10 at 0.8, which binary fractions would refuse.
    return first if first is not None and counts[first] + 1e-9 >= share * sum(counts) else None


def agreement(counts: Iterable[int]) -> float:
    """The largest share of the votes, 0-1."""
    votes = tuple(counts)
    return max(votes) / sum(votes) if any(votes) else 0.0
