"""Dates as they are typed: a day and an hour side by side, five times at most. Nothing typed is lost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from portal.clock import BRUSSELS, local
from portal.proposals.dates import DATES_MAX


@dataclass(frozen=True)
class DatesForm:
    """What stands in the fields, and the moments that could be read."""

    typed: tuple[tuple[str, str], ...]
    moments: tuple[datetime, ...] = ()
    errors: Mapping[int, str] = field(default_factory=dict)
    """By row; -1 for all of them."""
    message: str = ""


def empty_dates() -> DatesForm:
    return DatesForm((("", ""),) * DATES_MAX)


def read_dates(days: Sequence[str], hours: Sequence[str], message: str) -> DatesForm:
    """The rows as they were sent; an empty row is none."""
    rows = list(zip(days, hours, strict=False))[:DATES_MAX]
    rows += [("", "")] * (DATES_MAX - len(rows))
    typed = tuple((day.strip(), hour.strip()) for day, hour in rows)
    errors: dict[int, str] = {}
    moments = []
    for number, (day, hour) in enumerate(typed):
        if not day and not hour:
            continue
        moment = _moment(day, hour)
        if moment is None:
            errors[number] = "Geef een dag en een uur, zoals 10.30."
        else:
            moments.append(moment)
    return DatesForm(typed, tuple(moments), errors, message.strip())


def _moment(day: str, hour: str) -> datetime | None:
    found = re.fullmatch(r"([0-9]{1,2})[.:u]?([0-9]{2})?", hour, re.ASCII)
    try:
        if found is None:
            return None
        clock = time(int(found[1]), int(found[2] or 0))
        here = datetime.combine(date.fromisoformat(day), clock, BRUSSELS)
    except ValueError:
        return None
    moment = here.astimezone(UTC)
    # An hour that the clocks skip in March comes back as another one.
    return moment if local(moment).time() == clock else None


def read_moment(sent: str) -> datetime | None:
    """A moment as a hidden field gives it back."""
    try:
        moment = datetime.fromisoformat(sent)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo is not None else None
