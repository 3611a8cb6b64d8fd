"""What waits for a house: each feature counts its own, and the house's first page tells all of it in one statement.

    WAITS.append(Wait("/centrum/aanvragen", "aanvraag wacht op je antwoord", "aanvragen wachten ...", how_many_asked))

in a feature's pages is all that a feature does for it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from portal.web.desk import DESK

Counting = Callable[[Collection[int], datetime], ScalarSelect[int]]
"""How many wait at these houses at this moment (UTC), as part of a statement."""


@dataclass(frozen=True)
class Wait:
    path: str
    """The page on which they are decided on, of the menu, with a question after it or not."""
    one: str
    more: str
    counting: Counting


@dataclass(frozen=True)
class Todo:
    """So many of one kind."""

    path: str
    count: int
    words: str


WAITS: list[Wait] = []
"""Of centres."""
SCHOOL_WAITS: list[Wait] = []
ADMIN_WAITS: list[Wait] = []
"""Of the platform, which is no house: its countings need no ids."""


def todos(session: Session, centres: Collection[int], *, now: datetime) -> list[Todo]:
    """What waits at these houses, in the order of the menu; what doesn't is left out. One statement."""
    if not centres:
        return []
    return _counted(session, sorted(WAITS, key=lambda wait: _ORDER[wait.path.partition("?")[0]]), centres, now)


def school_todos(session: Session, schools: Collection[int], *, now: datetime) -> list[Todo]:
    """What waits for the office of these schools, beside their bookings."""
    return _counted(session, SCHOOL_WAITS, schools, now) if schools else []


def admin_todos(session: Session, *, now: datetime) -> list[Todo]:
    return _counted(session, ADMIN_WAITS, (), now)


def _counted(session: Session, waits: Sequence[Wait], houses: Collection[int], now: datetime) -> list[Todo]:
    counts = session.execute(select(*(wait.counting(houses, now) for wait in waits))).one()
    return [
        Todo(wait.path, count, wait.one if count == 1 else wait.more)
        for wait, count in zip(waits, counts, strict=True)
        if count
    ]


_ORDER = {entry.path: place for place, entry in enumerate(entry for group in DESK for entry in group.entries)}
