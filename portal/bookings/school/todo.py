"""What a school has to do next. Pure: bookings in, tasks out, what is due first on top."""

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.bookings.school.queries import SchoolLine
from portal.bookings.states import BookingState


class TaskKind(enum.StrEnum):
    CONFIRM = "confirm"
    """Seats are held until a moment, and then let go."""
    COUNTS = "counts"
    """The numbers become definitive on a day."""
    TRANSPORT = "transport"
    """Nobody has said how they come."""
    PAY = "pay"


@dataclass(frozen=True)
class Task:
    """One kind of thing to do, for all bookings that want it, the most urgent first."""

    kind: TaskKind
    lines: tuple[SchoolLine, ...]
    due: datetime | None
    """Of the first of them; None: there is no hurry that we know of."""
    cents: int = 0
    """What is to be paid, all together."""


COMING = frozenset({BookingState.HELD, BookingState.CONFIRMED, BookingState.DEFINITIVE})


def tasks(lines: Iterable[SchoolLine], *, now: datetime) -> list[Task]:
    """What is to be done, what is due first on top; paying last, for an invoice has its own day."""
    known = list(lines)
    found = [
        _task(TaskKind.CONFIRM, [line for line in known if line.state is BookingState.HELD], _held_until),
        _task(TaskKind.COUNTS, [line for line in known if _wants_counts(line, now)], _counts_by),
        _task(TaskKind.TRANSPORT, [line for line in known if _wants_transport(line, now)], _starts_at),
        _task(TaskKind.PAY, [line for line in known if _wants_money(line, now)], None),
    ]
    waiting = [task for task in found if task.lines]
    return sorted(waiting, key=lambda task: (task.due is None, task.due))


def _wants_counts(line: SchoolLine, now: datetime) -> bool:
    return line.state is BookingState.CONFIRMED and line.counts_by is not None and now < line.counts_by


def _wants_transport(line: SchoolLine, now: datetime) -> bool:
    return line.travels and line.how is None and line.state in COMING and line.starts_at > now


def _wants_money(line: SchoolLine, now: datetime) -> bool:
    return line.open_cents > 0 and (line.starts_at <= now or line.state is BookingState.CANCELLED)


def _held_until(line: SchoolLine) -> datetime:
    return line.held_until or line.starts_at


def _counts_by(line: SchoolLine) -> datetime:
    """Still on the last day: the moment itself is the midnight after it."""
    return (line.counts_by or line.starts_at) - timedelta(seconds=1)


def _starts_at(line: SchoolLine) -> datetime:
    return line.starts_at


def _task(kind: TaskKind, lines: Sequence[SchoolLine], due: Callable[[SchoolLine], datetime] | None) -> Task:
    ordered = tuple(sorted(lines, key=due or _starts_at))
    cents = sum(line.open_cents for line in ordered) if kind is TaskKind.PAY else 0
    return Task(kind, ordered, due(ordered[0]) if due and ordered else None, cents)
