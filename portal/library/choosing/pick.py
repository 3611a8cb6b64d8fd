"""Which five. Pure: the same turn gives the same five, another turn gives others.

All that matches lies in a circle, shuffled by the turn's lap, and turn after turn takes the next few: everything
comes up equally often, and two neighbours share no title as long as there are ten. What a library puts in front
takes the last place in half of the turns. Behind the first ones lies the rest in an order of the visit's own, for
"nog vijf": who goes on sees everything.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from portal.library.choosing.turns import Turn

FIVE = 5


def _chance(*about: object) -> int:
    """A number that nobody can foresee who doesn't know what it is about, the same on every machine."""
    return int.from_bytes(blake2b(repr(about).encode(), digest_size=8).digest(), "big")


def ordered(ids: Collection[int], pushed: Collection[int], turn: Turn, first: int = FIVE) -> list[int]:
    """All of `ids` in the order in which this turn shows them; its first `first` are dealt fairly over the turns."""
    circle = sorted(set(ids), key=lambda one: (_chance(turn.lap, one), one))
    if not circle or first < 1:
        return circle
    start = first * turn.number % len(circle)
    turned = circle[start:] + circle[:start]
    dealt, rest = turned[:first], turned[first:]
    rest.sort(key=lambda one: (_chance(turn.lap, turn.number, one), one))
    in_front = [one for one in rest if one in pushed]
    if in_front and _chance(turn.lap, turn.number, "push") % 2:
        rest.remove(in_front[0])
        rest.append(dealt[-1])
        dealt[-1] = in_front[0]
    return dealt + rest


def one_of(ids: Collection[int], turn: Turn) -> int:
    """One of several that are the same to a child; the same one in every turn of a lap, or neighbours would meet."""
    return min(ids, key=lambda one: (_chance(turn.lap, one), one))


@dataclass(frozen=True)
class Five:
    """What one page shows: those that fit what was chosen, then those that fill it up."""

    fitting: tuple[int, ...]
    others: tuple[int, ...]
    is_all: bool
    """There is nothing else to show."""


def five(fitting: Collection[int], others: Collection[int], pushed: Collection[int], turn: Turn, again: int) -> Five:
    """The five of a turn after `again` times "nog vijf"; after the last it begins anew.

    `others` fill up where too few fit.
    """
    fits = set(fitting)
    spare = [one for one in others if one not in fits]
    first = min(FIVE, len(fits))
    line = ordered(fits, pushed, turn, first) + ordered(spare, pushed, turn, FIVE - first or FIVE)
    shown = _page(line, again)
    return Five(
        fitting=tuple(one for one in shown if one in fits),
        others=tuple(one for one in shown if one not in fits),
        is_all=len(line) <= FIVE,
    )


def _page(line: Sequence[int], again: int) -> list[int]:
    """The five after `again` pages; the last page is filled from the beginning."""
    if len(line) <= FIVE:
        return list(line)
    pages = -(-len(line) // FIVE)
    start = again % pages * FIVE
    shown = list(line[start : start + FIVE])
    return shown + list(line[: FIVE - len(shown)])
