"""Plans the demo region's season: which house programmes what, on which school days, at what hour.

Pure: it decides and writes nothing. Chance is seeded by names and by `today`, so the same day always gives the
same season, and one show more leaves the others where they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from portal.demo.fiction import Fiction, Hall, House, Show
from portal.offers.models import OfferKind
from portal.places.school_calendar import has_afternoon_lessons, school_days

FIRST_DAY, LAST_DAY = 10, 310
"""The season lies this many days after today."""

FIRST_COME = "demo-eerst-komt"
FIRST_COME_SHOW = "het-grootste-koor-van-de-kempen"
FIRST_COME_PLACES = 600

HOME = ("de-lantaarn", "de-graankorrel", "de-leesboom")
"""Houses near the demo teacher's school get more, so that a first search finds a full page."""

BETWEEN = timedelta(minutes=45)
"""What a hall needs to let one audience out and the next one in."""

EVENING = "20.00"
NOON = time(12)
LESSONS_END = time(16)

SMALL = 100
"""Up to so many people sit better in a small hall."""


@dataclass(frozen=True)
class Date:
    """One performance, on the wall clock."""

    starts: datetime
    ends: datetime
    places: int
    hall: Hall | None
    """None: at the school."""
    cancelled: bool = False


@dataclass(frozen=True)
class Programmed:
    """A show at a house."""

    slug: str
    show: Show
    house: House
    price_cents: int
    at_school: bool
    first_of_show: bool
    dates: tuple[Date, ...]
    by_agreement: bool = False
    """School and makers agree on a date, so there is none yet."""


@dataclass
class Agenda:
    """Which hall is taken when."""

    taken: dict[tuple[str, str], list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, house: House, hall: Hall, starts: datetime, ends: datetime) -> bool:
        """Note it when the hall is free then, with time between; says whether it was."""
        visits = self.taken[house.slug, hall.name]
        if any(
            starts < other_ends + BETWEEN and other_starts < ends + BETWEEN for other_starts, other_ends in visits
        ):
            return False
        visits.append((starts, ends))
        return True


def plan_season(fiction: Fiction, today: date) -> tuple[Programmed, ...]:
    """Every offer with its dates; offers of one show follow each other."""
    days = tuple(school_days(today + timedelta(days=FIRST_DAY), today + timedelta(days=LAST_DAY)))
    agenda, load = Agenda(), Counter[str]()
    season = []
    # The one with a promised date comes first, before its hall is taken.
    for show in sorted(fiction.shows, key=lambda show: show.slug != FIRST_COME_SHOW):
        for number, house in enumerate(_houses_for(show, fiction, load)):
            load[house.slug] += 1
            season.append(_programmed(show, house, number, days, agenda))
    return tuple(season)


def _houses_for(show: Show, fiction: Fiction, load: Counter[str]) -> tuple[House, ...]:
    by_slug = {house.slug: house for house in fiction.centres}
    if not isinstance(show.houses, int):
        return tuple(by_slug[slug] for slug in show.houses)
    kinds = ("stage", "library") if show.where == "any" else (show.where,)
    rng = Random(show.slug)
    fitting = [house for house in fiction.centres if house.kind in kinds]
    fitting.sort(key=lambda house: load[house.slug] * (0.4 if house.slug in HOME else 1) + rng.random() * 2)
    return tuple(fitting[: show.houses])


def _programmed(show: Show, house: House, number: int, days: tuple[date, ...], agenda: Agenda) -> Programmed:
    is_first_come = show.slug == FIRST_COME_SHOW
    rng = Random(f"{show.slug} {house.slug} {days[0]}")
    at_school = show.at_school and isinstance(show.houses, int) and number == show.houses - 1
    slug = f"{show.slug}-{house.slug}{'-op-school' if at_school else ''}"
    change = 0 if is_first_come or number == 0 else rng.choice((-50, 0, 0, 50))
    count = 1 if is_first_come else rng.choice((1, 2, 2, 3))
    if show.pack:
        count = 3
    by_agreement = at_school and show.by_agreement
    if by_agreement:
        count = 0
    return Programmed(
        slug=FIRST_COME if is_first_come else slug,
        show=show,
        house=house,
        price_cents=show.price + change,
        at_school=at_school,
        first_of_show=number == 0,
        dates=tuple(_dates(show, house, at_school, count, days, agenda, rng)) if count else (),
        by_agreement=by_agreement,
    )


def _dates(
    show: Show, house: House, at_school: bool, count: int, days: tuple[date, ...], agenda: Agenda, rng: Random
) -> list[Date]:
    """`count` dates, most often two on one day, as companies travel."""
    hall = None if at_school else _hall_for(show, house)
    places = min(show.limit or 10_000, hall.seats if hall else 30)
    found: list[Date] = []
    for day in _order_of_days(show, days, rng):
        if show.weekdays and day.weekday() not in show.weekdays:
            continue
        for starts, ends in _hours(show, day, rng):
            if len(found) < count and (hall is None or agenda.take(house, hall, starts, ends)):
                found.append(Date(starts, ends, places, hall))
        if len(found) == count:
            break
    found.sort(key=lambda found_date: found_date.starts)
    return _with_a_cancelled_one(found, rng) if not show.pack else found


def _order_of_days(show: Show, days: tuple[date, ...], rng: Random) -> list[date]:
    """Any order will do; but a show with a game comes soon, so that it can be played for real."""
    if not show.pack:
        return rng.sample(days, len(days))
    soon, later = days[: len(days) // 8], days[len(days) // 4 :]
    first = rng.sample(soon, len(soon))
    return [first[0], *rng.sample(later, len(later)), *first[1:]]


def _with_a_cancelled_one(dates: list[Date], rng: Random) -> list[Date]:
    """Now and then the last of several dates is off: a season without that is no season."""
    if len(dates) < 3 or rng.random() > 0.1:
        return dates
    last = dates[-1]
    return [*dates[:-1], Date(last.starts, last.ends, last.places, last.hall, cancelled=True)]


def _hall_for(show: Show, house: House) -> Hall:
    """The large hall for shows and films; the smallest that holds the group for what is small."""
    people = show.limit or house.halls[0].seats
    if people > SMALL and show.kind in (OfferKind.PERFORMANCE, OfferKind.FILM):
        return house.halls[0]
    fitting = [hall for hall in house.halls if hall.seats >= people]
    return min(fitting or house.halls, key=lambda hall: hall.seats)


def _hours(show: Show, day: date, rng: Random) -> Iterator[tuple[datetime, datetime]]:
    """When it can start on this day, in the order to try; afternoons are free on Wednesdays."""
    for written in show.starts or _usual_starts(show, rng):
        starts = datetime.combine(day, _time(written))
        ends = starts + timedelta(minutes=show.minutes)
        if written == EVENING or show.kind is OfferKind.TRAINING or _in_lessons(starts, ends):
            yield starts, ends


def _usual_starts(show: Show, rng: Random) -> tuple[str, ...]:
    if show.evening and rng.random() < 0.5:
        return (EVENING,)
    if show.kind in (OfferKind.PERFORMANCE, OfferKind.FILM):
        return ("10.30", rng.choice(("13.30", "14.00")))
    return ("9.30", "13.30") if rng.random() < 0.5 else ("10.30", "13.30")


def _in_lessons(starts: datetime, ends: datetime) -> bool:
    if not has_afternoon_lessons(starts.date()):
        return ends.time() <= NOON
    return ends.time() <= LESSONS_END


def _time(written: str) -> time:
    hours, minutes = written.split(".")
    return time(int(hours), int(minutes))
