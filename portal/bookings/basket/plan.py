"""Which lines of a basket belong together, and what clashes. Pure: no database, no clock."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.bookings.requests import GroupRequest
from portal.clock import school_day
from portal.places.school_calendar import SATURDAY, holiday_on


def class_key(name: str, class_group_id: int | None) -> str:
    """The same for the same class, whether it stands in the school's list or was typed."""
    return f"#{class_group_id}" if class_group_id is not None else " ".join(name.split()).casefold()


def class_keys(groups: Iterable[GroupRequest]) -> dict[str, str]:
    """The classes of a line: key -> name."""
    return {class_key(group.name, group.class_group_id): group.name for group in groups}


@dataclass(frozen=True)
class Going:
    """Classes that go somewhere: a line of the basket, or what is booked already (`line_id` None)."""

    line_id: int | None
    classes: dict[str, str]
    title: str
    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        return school_day(self.starts_at)

    def overlaps(self, other: "Going") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class ClashKind(enum.StrEnum):
    SAME_TIME = "same-time"
    SAME_DAY = "same-day"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"


@dataclass(frozen=True)
class Clash:
    """Something to look at before booking; never a reason to refuse."""

    kind: ClashKind
    classes: tuple[str, ...] = ()
    other: str = ""
    """Title of the other outing, or the name of the holiday."""
    at: datetime | None = None
    """When the other outing begins."""


def clashes_of(one: Going, all_of_them: Iterable[Going]) -> list[Clash]:
    """What clashes with this outing: its day, and other outings of the same classes."""
    return [*_of_the_day(one.day), *_with_others(one, all_of_them)]


def _of_the_day(day: date) -> list[Clash]:
    if (holiday := holiday_on(day)) is not None:
        return [Clash(ClashKind.HOLIDAY, other=holiday.name)]
    return [Clash(ClashKind.WEEKEND)] if day.weekday() >= SATURDAY else []


def _with_others(one: Going, others: Iterable[Going]) -> list[Clash]:
    found = []
    for other in others:
        if other is one or other.day != one.day:
            continue
        both = tuple(name for key, name in one.classes.items() if key in other.classes)
        if both:
            kind = ClashKind.SAME_TIME if one.overlaps(other) else ClashKind.SAME_DAY
            found.append(Clash(kind, both, other.title, other.starts_at))
    return found


def bundles(lines: Sequence[Going]) -> list[list[int]]:
    """The ids of lines that are booked together: all that one class does on one day, and what hangs on it.

    A line with two classes ties the days of both together, for it can't be half in one transaction.
    """
    found: list[tuple[date, set[str], list[int]]] = []
    for line in lines:
        if line.line_id is None:
            continue
        day, keys, ids = line.day, set(line.classes), [line.line_id]
        apart = []
        for bundle in found:
            if bundle[0] == day and bundle[1] & keys:
                keys |= bundle[1]
                ids = bundle[2] + ids
            else:
                apart.append(bundle)
        found = [*apart, (day, keys, ids)]
    return [ids for _, _, ids in found]
