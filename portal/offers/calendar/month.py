"""The calendar view of a search: one month of performances, with what schools have to know about its days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.clock import school_day
from portal.offers.conditions import Search, matched_words, performance_conditions, places_left
from portal.offers.filter import Month, OfferFilter
from portal.offers.index.catalogue import index_of
from portal.offers.models import Offer, Performance
from portal.places.models import Municipality
from portal.places.school_calendar import SATURDAY, WEDNESDAY, holiday_on

SHOWN_A_DAY = 3

SHOWING = (
    Performance.id,
    Performance.starts_at,
    Offer.slug,
    Offer.title,
    Offer.discipline,
    Centre.name.label("centre"),
    Municipality.name_nl.label("municipality"),
    places_left().label("left"),
)
"""What `Showing` holds."""


@dataclass(frozen=True)
class Showing:
    """One performance on its day."""

    id: int
    starts_at: datetime
    slug: str
    title: str
    discipline: str
    centre: str
    municipality: str
    left: int


@dataclass(frozen=True)
class Day:
    """A square of the calendar. `showings` are the first ones; `more` says how many others there are."""

    date: date
    showings: tuple[Showing, ...]
    more: int
    is_past: bool
    is_today: bool
    holiday: str
    """Name of the school holiday that this day lies in, or nothing."""
    says_holiday: bool
    """Whether the name stands here: on the first day of a holiday in the month."""

    @property
    def is_weekend(self) -> bool:
        return self.date.weekday() >= SATURDAY

    @property
    def is_free_after_noon(self) -> bool:
        """Wednesday: schools close at noon."""
        return self.date.weekday() == WEDNESDAY and not self.holiday

    @property
    def total(self) -> int:
        return len(self.showings) + self.more


@dataclass(frozen=True)
class MonthSheet:
    month: Month
    days: tuple[Day, ...]
    before: Month | None
    """The month to turn back to; None where everything lies in the past."""
    after: Month
    others: tuple[tuple[Month, int], ...]
    """Months with answers, and how many offers each has."""

    @property
    def showings(self) -> int:
        return sum(day.total for day in self.days)

    @property
    def blanks(self) -> int:
        """Squares before the first day; weeks begin on Monday."""
        return self.month.first.weekday()


def month_sheet(
    session: Session, wanted: OfferFilter, now: datetime, month: Month | None, offers: Mapping[str, int]
) -> MonthSheet:
    """One month of what matches. Without `month` the first that has something; `offers` counts them by month."""
    others = tuple((Month(int(name[:4]), int(name[5:])), number) for name, number in sorted(offers.items()))
    today = school_day(now)
    shown = month or _first(wanted, others) or Month(today.year, today.month)
    found = _showings(session, wanted, now, shown)
    this_month = Month(today.year, today.month)
    return MonthSheet(
        month=shown,
        days=tuple(_days(shown, found, today)),
        before=_step(shown, -1) if shown > this_month else None,
        after=_step(shown, 1),
        others=others,
    )


def _first(wanted: OfferFilter, others: Iterable[tuple[Month, int]]) -> Month | None:
    """The first month with an answer that the question itself doesn't exclude."""
    months = (month for month, _ in others if not wanted.months or month in wanted.months)
    return min((m for m in months if wanted.date_from is None or m.last >= wanted.date_from), default=None)


def _step(month: Month, by: int) -> Month:
    year, place = divmod(month.year * 12 + month.month - 1 + by, 12)
    return Month(year, place + 1)


def _days(month: Month, found: Mapping[date, tuple[int, list[Showing]]], today: date) -> Iterator[Day]:
    named = ""
    for number in range((month.last - month.first).days + 1):
        day = month.first + timedelta(days=number)
        total, showings = found.get(day, (0, []))
        holiday = holiday_on(day)
        name = "" if holiday is None else holiday.name
        yield Day(
            date=day,
            showings=tuple(showings),
            more=total - len(showings),
            is_past=day < today,
            is_today=day == today,
            holiday=name,
            says_holiday=bool(name) and name != named,
        )
        named = name


def in_month(wanted: OfferFilter, month: Month) -> OfferFilter:
    """The same question, asked of this month alone."""
    first = max(month.first, wanted.date_from) if wanted.date_from else month.first
    last = min(month.last, wanted.date_to) if wanted.date_to else month.last
    return replace(wanted, date_from=first, date_to=last)


def _showings(
    session: Session, wanted: OfferFilter, now: datetime, month: Month
) -> dict[date, tuple[int, list[Showing]]]:
    """By day: how many performances match, and the first few. One statement, however many there are."""
    asked = in_month(wanted, month)
    if (index := index_of(session, asked)) is not None:
        said = index.showings(asked, now, SHOWN_A_DAY)
        if said is not None:
            return _of_these(session, said)
    return showings_in_sql(session, asked, now)


def _of_these(
    session: Session, numbers: Mapping[date, tuple[int, tuple[int, ...]]]
) -> dict[date, tuple[int, list[Showing]]]:
    ids = [one for _number, some in numbers.values() for one in some]
    rows = session.execute(
        select(*SHOWING)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(Performance.id.in_(ids))
    )
    by_id = {row.id: _showing(row) for row in rows} if ids else {}
    return {day: (number, [by_id[one] for one in some if one in by_id]) for day, (number, some) in numbers.items()}


def showings_in_sql(session: Session, wanted: OfferFilter, now: datetime) -> dict[date, tuple[int, list[Showing]]]:
    """The same from the database alone: the law, and the way out while there is no index."""
    search = Search(wanted, now, matched_words(session, wanted.text))
    ranked = (
        search.offers(search.dates())(
            select(
                *SHOWING,
                Performance.day,
                func.row_number()
                .over(partition_by=Performance.day, order_by=(Performance.starts_at, Performance.id))
                .label("place"),
                func.count().over(partition_by=Performance.day).label("of_day"),
            )
        )
        .join(Performance, Performance.offer_id == Offer.id)
        .where(*performance_conditions(search.wanted, now).values())
        .subquery()
    )
    few = select(ranked).where(ranked.c.place <= SHOWN_A_DAY).order_by(ranked.c.day, ranked.c.place)
    days: dict[date, tuple[int, list[Showing]]] = {}
    for row in session.execute(few):
        days.setdefault(row.day, (row.of_day, []))[1].append(_showing(row))
    return days


def _showing(row: Any) -> Showing:
    return Showing(
        row.id,
        row.starts_at,
        row.slug,
        row.title,
        row.discipline.value,
        row.centre,
        row.municipality,
        row.left,
    )
