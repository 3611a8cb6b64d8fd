"""Who is next on a waiting list, by value: no database, no clock.

The published rule. A class is served whole or not at all. FITTING: whenever places are free, the first class in line
that fits is served; who is passed over keeps its place and is told. STRICT: nobody passes anybody, so the places wait
until the first class fits or leaves. And whoever books or grows without standing in line counts as the last one in
it: the booking goes through exactly when the rule would serve that last one.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.bookings.policy.rules import WaitingOrder


class Why(enum.StrEnum):
    """Why somebody in line was not served while a later one was."""

    TOO_LARGE = "too-large"
    SCHOOL_LIMIT = "school-limit"
    """Its school has as many seats there as the house gives one school; more would be against that rule."""


@dataclass(frozen=True)
class InLine:
    """A booking that waits; lines are given in order, the first to be served first."""

    booking_id: int
    school_id: int
    seats: int


@dataclass(frozen=True)
class Passed:
    entry: InLine
    free: int
    """How many seats were free when its turn came."""
    why: Why
    by: InLine
    """The first who was served in its stead."""


@dataclass(frozen=True)
class Turn:
    """What becomes of a line when so many seats are free."""

    served: tuple[InLine, ...]
    passed: tuple[Passed, ...]
    left: int
    """How many seats are free afterwards for who comes last: none where STRICT keeps them for the first in line."""


def turn(line: Sequence[InLine], free: int, order: WaitingOrder, rooms: Mapping[int, int]) -> Turn:
    """Go through the line once, from the front.

    `rooms`: how many seats more a school may have, for schools that a limit holds. Once is enough: seats only become
    fewer on the way, so who didn't fit doesn't fit later. A school at its limit blocks nobody, under STRICT either:
    it can't have the seats, however many come free.
    """
    room = dict(rooms)
    served: list[InLine] = []
    waiting: list[tuple[InLine, int, Why, int]] = []
    for entry in line:
        if entry.seats > room.get(entry.school_id, entry.seats):
            waiting.append((entry, free, Why.SCHOOL_LIMIT, len(served)))
        elif entry.seats <= free:
            served.append(entry)
            free -= entry.seats
            if entry.school_id in room:
                room[entry.school_id] -= entry.seats
        elif order is WaitingOrder.STRICT:
            free = 0
            break
        else:
            waiting.append((entry, free, Why.TOO_LARGE, len(served)))
    passed = tuple(
        Passed(entry, was_free, why, served[before])
        for entry, was_free, why, before in waiting
        if before < len(served)
    )
    return Turn(tuple(served), passed, free)


def left_for_newcomers(line: Sequence[InLine], free: int, order: WaitingOrder, rooms: Mapping[int, int]) -> int:
    """How many of the free seats are for who doesn't stand in line."""
    return turn(line, free, order, rooms).left
