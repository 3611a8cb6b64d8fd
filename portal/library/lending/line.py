"""Who is next in line for a title. Pure: no database, no clock.

The rule, as it is published. A class is served whole or not at all, in the order in which the classes asked. Nobody
overtakes a class on a day that it needs: what comes free then waits until the class fits, or leaves the line. On
other days somebody behind it may go first, for that delays nobody. A class that could not be served even if all
copies came back holds nobody up. Whoever comes now - a new set, a set that grows or goes on longer - stands behind
all who wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.library.lending.seats import ONE_DAY, Period, Spread, Stock, earliest_start

DAYS_AT_LEAST = 7
"""When copies come free after the first day, the class gets what is left of its period; a week at least."""


@dataclass(frozen=True)
class Waiting:
    """A class in line; lines are given in order."""

    id: int
    class_group_id: int
    copies: int
    period: Period

    def rest(self, today: date) -> Period | None:
        """What can still be had of its period; None when too little is left."""
        left = Period(max(self.period.first, today), self.period.last)
        return left if left.days >= self.days else None

    @property
    def days(self) -> int:
        """The fewest days it is served for."""
        return min(DAYS_AT_LEAST, self.period.days)


@dataclass(frozen=True)
class Served:
    entry: Waiting
    period: Period
    spread: Spread


@dataclass(frozen=True)
class Turn:
    """What becomes of a line."""

    served: tuple[Served, ...]
    passed: tuple[int, ...]
    """Ids of who waits on while somebody behind was served, on days that they don't need."""
    stock: Stock
    """What is left for who comes now."""


def turn(line: Sequence[Waiting], stock: Stock, today: date) -> Turn:
    """Go through the line once, from the front. Once is enough: on the way there is only less to give."""
    served: list[Served] = []
    waiting: list[tuple[int, int]] = []
    hope = stock.emptied()
    for entry in line:
        rest = entry.rest(today)
        if rest is None:
            continue
        found = _serve(entry, rest, stock, today)
        if found is not None:
            served.append(found)
            stock = stock.lend(found.spread, found.period)
            continue
        waiting.append((entry.id, len(served)))
        if can_hope(entry, rest, hope):
            stock = replace(stock, kept=(*stock.kept, rest))
    return Turn(tuple(served), tuple(one for one, before in waiting if before < len(served)), stock)


def can_hope(entry: Waiting, rest: Period, hope: Stock) -> bool:
    """Could it be served if all came back? Else it holds nobody up."""
    return earliest_start(hope, entry.copies, rest, days=entry.days) is not None


def _serve(entry: Waiting, rest: Period, stock: Stock, today: date) -> Served | None:
    """From its first day, or from today; from tomorrow when what was given back today is free from then on.

    Room that is known to come later is not offered yet: more may come before, and who says no to half a period
    would lose its place in line.
    """
    start = earliest_start(stock, entry.copies, rest, days=entry.days)
    if start is None or start > max(rest.first, today + ONE_DAY):
        return None
    period = Period(start, rest.last)
    return Served(entry, period, stock.spread(entry.copies, period))
