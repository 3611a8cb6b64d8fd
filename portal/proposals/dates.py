"""Dates that can be talked about, and what a side should know of each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.clock import local, school_day
from portal.places.school_calendar import SATURDAY, fits_school_hours, holiday_on

DATES_MAX = 5
NOTICE = timedelta(days=1)
"""Nothing is agreed for tomorrow morning by somebody who reads it tonight."""


@dataclass(frozen=True)
class Window:
    """When the house can be asked for dates; None: no bound on that side."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Known:
    """Something that stands on a day already: a visit of the school, or a use of the house's."""

    starts_at: datetime
    ends_at: datetime
    what: str


def problem_with(starts_at: datetime, window: Window, *, now: datetime) -> str:
    """Why this moment can't be, as a Dutch sentence; empty when it can."""
    day = school_day(starts_at)
    if starts_at < now + NOTICE:
        return "Deze datum is te dichtbij of voorbij."
    if day > school_day(now) + timedelta(days=730):
        return "Deze datum ligt te ver weg."
    if window.first is not None and day < window.first:
        return f"Dit aanbod kan pas vanaf {window.first:%d/%m/%Y}."
    if window.last is not None and day > window.last:
        return f"Dit aanbod kan tot {window.last:%d/%m/%Y}."
    return ""


def warnings_about(starts_at: datetime, duration: timedelta, known: Sequence[Known]) -> list[str]:
    """What speaks against a moment without making it impossible: holidays, hours, and what is planned already."""
    here, ends_at = local(starts_at), starts_at + duration
    said = []
    holiday = holiday_on(here.date())
    if holiday is not None:
        said.append(f"{holiday.name} voor de scholen")
    elif here.weekday() >= SATURDAY:
        said.append("in het weekend")
    elif not fits_school_hours(here, local(ends_at)):
        said.append("buiten de schooluren")
    same_day = [one for one in known if school_day(one.starts_at) == here.date()]
    for one in same_day:
        overlaps = one.starts_at < ends_at and starts_at < one.ends_at
        said.append(f"{'tegelijk met' if overlaps else 'dezelfde dag als'} {one.what} om {_clock(one.starts_at)}")
    return said


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H.%M} uur".lstrip("0")
