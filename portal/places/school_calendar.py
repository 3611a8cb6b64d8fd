"""School days in Flanders and in Dutch-speaking education in Brussels.

The dates follow from rules, so every school year is known: article 7 of the Decision of the Flemish
Government of 31 August 2001 on the organisation of the school year in secondary education, and the same rules
in the Decision of 17 April 1991 for primary education. Days that a school chooses for itself (facultatieve
verlofdagen, pedagogische studiedagen) are not in here: they differ from school to school.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

MONDAY, WEDNESDAY, SATURDAY = 0, 2, 5
LESSONS_FROM, LESSONS_UNTIL, NOON_ON_WEDNESDAY = time(8, 15), time(16, 0), time(12, 15)
"""The widest hours that most primary schools keep; a class that comes back later than this misses its bus."""


@dataclass(frozen=True)
class Holiday:
    """A holiday, both days included."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, leap_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def school_year(day: date) -> int:
    """The year in which the school year of this day begins: 2026 for 14 January 2027."""
    return day.year if day.month >= 9 else day.year - 1


@lru_cache(maxsize=64)
def school_holidays(year: int) -> tuple[Holiday, ...]:
    """The holidays of the school year that begins in September of `year`, in order."""
    summer = Holiday("zomervakantie", date(year + 1, 7, 1), date(year + 1, 8, 31))
    spring = year + 1
    return (
        _weeks("herfstvakantie", _autumn(year), 1),
        Holiday("Wapenstilstand", date(year, 11, 11), date(year, 11, 11)),
        _weeks("kerstvakantie", _christmas(year), 2),
        _weeks("krokusvakantie", easter(spring) - timedelta(days=48), 1),
        *_easter_holidays(spring),
        Holiday("Feest van de Arbeid", date(spring, 5, 1), date(spring, 5, 1)),
        Holiday("hemelvaart", easter(spring) + timedelta(days=39), easter(spring) + timedelta(days=40)),
        Holiday("pinkstermaandag", easter(spring) + timedelta(days=50), easter(spring) + timedelta(days=50)),
        summer,
    )


def holiday_on(day: date) -> Holiday | None:
    """The holiday that this day belongs to; weekends outside holidays are none."""
    return next((holiday for holiday in school_holidays(school_year(day)) if day in holiday), None)


def is_school_day(day: date) -> bool:
    return day.weekday() < SATURDAY and holiday_on(day) is None


def has_afternoon_lessons(day: date) -> bool:
    """Whether schools are open after noon: every school day but Wednesday."""
    return is_school_day(day) and day.weekday() != WEDNESDAY


def fits_school_hours(starts: datetime, ends: datetime) -> bool:
    """Whether a visit from `starts` to `ends` (wall clock) lies inside the lessons of one school day."""
    if starts.date() != ends.date() or not is_school_day(starts.date()):
        return False
    until = LESSONS_UNTIL if has_afternoon_lessons(starts.date()) else NOON_ON_WEDNESDAY
    return starts.time() >= LESSONS_FROM and ends.time() <= until


def school_days(first: date, last: date) -> Iterator[date]:
    """The school days from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if is_school_day(day):
            yield day


def _autumn(year: int) -> date:
    """Monday of the week of 1 November, or 2 November when the 1st is a Sunday."""
    all_saints = date(year, 11, 1)
    return _monday_after(all_saints) if all_saints.weekday() > SATURDAY else _monday_of(all_saints)


def _christmas(year: int) -> date:
    """Monday of the week of 25 December, or the Monday after when that day falls in a weekend."""
    christmas = date(year, 12, 25)
    return _monday_after(christmas) if christmas.weekday() >= SATURDAY else _monday_of(christmas)


def _easter_holidays(year: int) -> tuple[Holiday, ...]:
    """Two weeks, and Easter Monday where that falls outside them."""
    sunday = easter(year)
    monday = sunday + timedelta(days=1)
    if sunday.month == 3:
        weeks = _weeks("paasvakantie", monday, 2)
    elif sunday > date(year, 4, 15):
        weeks = _weeks("paasvakantie", sunday - timedelta(days=13), 2)
    else:
        weeks = _weeks("paasvakantie", _first_monday_of_april(year), 2)
    return (weeks,) if monday in weeks else (weeks, Holiday("paasmaandag", monday, monday))


def _first_monday_of_april(year: int) -> date:
    first = date(year, 4, 1)
    return first if first.weekday() == MONDAY else _monday_after(first)


def _weeks(name: str, monday: date, count: int) -> Holiday:
    return Holiday(name, monday, monday + timedelta(days=7 * count - 1))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _monday_after(day: date) -> date:
    return _monday_of(day) + timedelta(days=7)
