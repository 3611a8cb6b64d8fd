"""The forms of dates as they were typed: a series, one date, and where it goes on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from werkzeug.datastructures import MultiDict

from portal.clock import local
from portal.offers.publish.dates import SPAN_MAX_DAYS, TIMES_MAX, Pattern, moment_at, read_time
from portal.offers.publish.halls import HallCard
from portal.offers.publish.service import Slot, closing
from portal.offers.publish.sheet import read_day

CAPACITY_MAX = 10_000
DAYS_BEFORE, DAYS_BEFORE_MAX = 2, 365
SERIES = ("van", "tot", "uren", "weken")
WHERE = ("zaal", "plaatsen", "sluit")
ONE = ("datum", "uur")
NO_HALL = "geen"


@dataclass(frozen=True)
class Where:
    """In which hall, for how many, and until how many days before people book online."""

    venue_id: int | None
    capacity: int
    days_before: int

    def slot(self, starts_at: datetime, duration: timedelta) -> Slot:
        return Slot(
            starts_at, starts_at + duration, self.venue_id, self.capacity, closing(starts_at, self.days_before)
        )


@dataclass(frozen=True)
class DateSheet:
    """What was typed, what is wrong with it by field, and what could be read."""

    typed: Mapping[str, str]
    days: frozenset[int] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    pattern: Pattern | None = None
    moment: datetime | None = None
    where: Where | None = None


def empty_sheet(halls: Sequence[HallCard]) -> DateSheet:
    """The form as it opens: in the largest hall, with all its places."""
    hall = halls[0] if halls else None
    typed = {
        "zaal": str(hall.id) if hall else NO_HALL,
        "plaatsen": str(hall.seats) if hall else "",
        "sluit": str(DAYS_BEFORE),
        "weken": "1",
    }
    return DateSheet(typed)


def read_series(sent: MultiDict[str, str], halls: Sequence[HallCard]) -> DateSheet:
    """A series: from, to, weekdays, times, and where."""
    errors: dict[str, str] = {}
    typed = {name: sent.get(name, "").strip() for name in (*SERIES, *WHERE)} | {"vrij": sent.get("vrij", "")}
    days = frozenset(int(one) for one in sent.getlist("dag") if one in set("0123456"))
    first, last = _day("van", typed, errors), _day("tot", typed, errors)
    times = _times(typed["uren"], errors)
    if not days:
        errors["dag-0"] = "Kruis minstens één weekdag aan."
    if first and last and last < first:
        errors["tot"] = "Deze dag ligt voor de eerste. Draai ze om."
    elif first and last and (last - first).days > SPAN_MAX_DAYS:
        errors["tot"] = "Een reeks duurt hoogstens een schooljaar."
    where = _where(typed, halls, errors)
    pattern = None
    if not errors and first and last:
        every = int(typed["weken"]) if typed["weken"] in {"1", "2", "3", "4"} else 1
        pattern = Pattern(days, times, first, last, every, skips_holidays=not typed["vrij"])
    return DateSheet(typed, days, errors, pattern=pattern, where=where)


def read_one(sent: MultiDict[str, str], halls: Sequence[HallCard]) -> DateSheet:
    """One date, and where."""
    errors: dict[str, str] = {}
    typed = {name: sent.get(name, "").strip() for name in (*ONE, *WHERE)}
    day, clock = _day("datum", typed, errors), read_time(typed["uur"])
    if clock is None:
        errors["uur"] = "Vul een uur in, bijvoorbeeld 10.30."
    where = _where(typed, halls, errors)
    moment = moment_at(day, clock) if day and clock else None
    return DateSheet(typed, errors=errors, moment=moment, where=where)


def sheet_of_date(starts_at: datetime, venue_id: int | None, capacity: int, closes_at: datetime) -> DateSheet:
    """The form of a performance as it stands."""
    here = local(starts_at)
    typed = {
        "datum": here.date().isoformat(),
        "uur": here.strftime("%H.%M"),
        "zaal": NO_HALL if venue_id is None else str(venue_id),
        "plaatsen": str(capacity),
        "sluit": str(max(0, round((starts_at - closes_at).total_seconds() / 86_400))),
    }
    return DateSheet(typed)


def _day(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> date | None:
    try:
        day = read_day(typed[name])
    except ValueError:
        errors[name] = "Vul een datum in, bijvoorbeeld 14/1/2027."
        return None
    if not 2000 <= day.year <= 2100:
        errors[name] = "Kijk het jaar na."
        return None
    return day


def _times(typed: str, errors: dict[str, str]) -> tuple[time, ...]:
    parts = [part for part in re.split(r"[,;+&\n]|\ben\b", typed) if part.strip()]
    times = [read_time(part) for part in parts]
    if not times or None in times or len(times) > TIMES_MAX:
        errors["uren"] = "Vul een of meer uren in, bijvoorbeeld 10.30 en 13.30."
        return ()
    return tuple(one for one in times if one is not None)


def _where(typed: Mapping[str, str], halls: Sequence[HallCard], errors: dict[str, str]) -> Where | None:
    hall = next((one for one in halls if str(one.id) == typed["zaal"]), None)
    if hall is None and typed["zaal"] not in {"", NO_HALL}:
        errors["zaal"] = "Kies een van jullie zalen."
    capacity = _number("plaatsen", typed, 1, CAPACITY_MAX, errors, usual=hall.seats if hall else None)
    if hall is not None and capacity is not None and capacity > hall.seats:
        errors["plaatsen"] = f"{hall.name} heeft {hall.seats} plaatsen."
    days_before = _number("sluit", typed, 0, DAYS_BEFORE_MAX, errors, usual=DAYS_BEFORE)
    if capacity is None or days_before is None or {"zaal", "plaatsen"} & errors.keys():
        return None
    return Where(hall.id if hall else None, capacity, days_before)


def _number(
    name: str, typed: Mapping[str, str], least: int, most: int, errors: dict[str, str], *, usual: int | None
) -> int | None:
    if not typed[name] and usual is not None:
        return usual
    if re.fullmatch(r"[0-9]{1,5}", typed[name]) and least <= int(typed[name]) <= most:
        return int(typed[name])
    errors[name] = f"Vul een getal van {least} tot {most:,} in.".replace(",", ".")
    return None
