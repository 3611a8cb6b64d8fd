"""What a house sees of its own offers: the list of a season, and the dates of one offer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Venue
from portal.offers.text import fold
from portal.places.school_calendar import school_year

PAGE = 30


@dataclass(frozen=True)
class OfferRow:
    """An offer on its house's list. Dates and places are those to come."""

    id: int
    slug: str
    title: str
    centre: str
    state: OfferState
    picture: str
    by_agreement: bool
    dates: int
    first: datetime | None
    last: datetime | None
    seats_taken: int
    capacity: int
    past_dates: int
    updated_at: datetime


@dataclass(frozen=True)
class Season:
    """A page of the list, with how many offers there are in each state."""

    rows: list[OfferRow]
    total: int
    counts: dict[str, int]
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def season_of(
    session: Session,
    centres: Collection[int],
    now: datetime,
    *,
    state: OfferState | None = None,
    year: int | None = None,
    text: str = "",
    page: int = 1,
) -> Season:
    """The offers of these houses, drafts first and then by their next date; `year`: the school year begins in it."""
    wanted: list[ColumnElement[bool]] = [Offer.centre_id.in_(list(centres))]
    if year is not None:
        wanted.append(_in_season(year))
    # A house has hundreds of offers: folding them here finds "café" with "cafe" on every database.
    found = session.execute(select(Offer.id, Offer.title, Offer.state).where(*wanted)).all()
    words = fold(text).split()
    found = [row for row in found if all(word in fold(row.title) for word in words)]
    counts = {one.value: sum(row.state is one for row in found) for one in OfferState}
    ids = [row.id for row in found if state is None or row.state is state]
    rows = _rows(session, ids, now)
    last_page = max(1, -(-len(rows) // PAGE))
    number = min(max(1, page), last_page)
    return Season(rows[(number - 1) * PAGE : number * PAGE], len(rows), counts, number)


def _in_season(year: int) -> ColumnElement[bool]:
    first, last = date(year, 9, 1), date(year + 1, 8, 31)
    dated = exists().where(Performance.offer_id == Offer.id, Performance.day.between(first, last))
    # What has no date at all is shown in the seasons in which one could be agreed.
    undated = and_(
        ~exists().where(Performance.offer_id == Offer.id),
        or_(Offer.available_from.is_(None), Offer.available_from <= last),
        or_(Offer.available_to.is_(None), Offer.available_to >= first),
    )
    return or_(dated, undated)


def _rows(session: Session, ids: list[int], now: datetime) -> list[OfferRow]:
    coming = and_(Performance.starts_at > now, Performance.state == PerformanceState.PLANNED)
    sums = (
        select(
            Performance.offer_id,
            func.count().filter(coming).label("dates"),
            func.min(Performance.starts_at).filter(coming).label("first"),
            func.max(Performance.starts_at).filter(coming).label("last"),
            func.coalesce(func.sum(Performance.seats_taken).filter(coming), 0).label("taken"),
            func.coalesce(func.sum(Performance.capacity).filter(coming), 0).label("capacity"),
            func.count().filter(Performance.starts_at <= now).label("past"),
        )
        .group_by(Performance.offer_id)
        .subquery()
    )
    query = (
        select(Offer, Centre.name, sums)
        .join(Centre, Centre.id == Offer.centre_id)
        .outerjoin(sums, sums.c.offer_id == Offer.id)
        .where(Offer.id.in_(ids))
    )
    rows = [
        OfferRow(
            id=row.Offer.id,
            slug=row.Offer.slug,
            title=row.Offer.title,
            centre=row.name,
            state=row.Offer.state,
            picture=row.Offer.picture,
            by_agreement=row.Offer.by_agreement,
            dates=row.dates or 0,
            first=row.first,
            last=row.last,
            seats_taken=row.taken or 0,
            capacity=row.capacity or 0,
            past_dates=row.past or 0,
            updated_at=row.Offer.updated_at,
        )
        for row in session.execute(query)
    ]
    order = {OfferState.DRAFT: 0, OfferState.PUBLISHED: 1, OfferState.WITHDRAWN: 2}
    far = now.replace(year=9999)
    return sorted(rows, key=lambda one: (order[one.state], one.first or far, fold(one.title), one.id))


def school_years(session: Session, centres: Collection[int], today: date) -> list[int]:
    """The school years that the list can show: those with dates, this one and the next; newest first."""
    first, last = session.execute(
        select(func.min(Performance.day), func.max(Performance.day))
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Offer.centre_id.in_(list(centres)))
    ).one()
    this = school_year(today)
    begin = min(this, school_year(first)) if first else this
    end = max(this + 1, school_year(last)) if last else this + 1
    return list(range(end, begin - 1, -1))


@dataclass(frozen=True)
class DateRow:
    """A performance on the page of dates."""

    id: int
    starts_at: datetime
    ends_at: datetime
    venue_id: int | None
    venue: str | None
    capacity: int
    seats_taken: int
    closes_at: datetime
    state: PerformanceState
    in_school_hours: bool
    agreed_with: str | None
    is_past: bool

    @property
    def is_cancelled(self) -> bool:
        return self.state is PerformanceState.CANCELLED


def dates_of(session: Session, offer_id: int, now: datetime) -> list[DateRow]:
    """All performances of an offer in order, past ones too."""
    query = (
        select(Performance, Venue.name.label("hall"), School.name.label("school"))
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .outerjoin(School, School.id == Performance.agreed_with_id)
        .where(Performance.offer_id == offer_id)
        .order_by(Performance.starts_at, Performance.id)
    )
    return [
        DateRow(
            id=one.id,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            venue_id=one.venue_id,
            venue=hall,
            capacity=one.capacity,
            seats_taken=one.seats_taken,
            closes_at=one.closes_at,
            state=one.state,
            in_school_hours=one.in_school_hours,
            agreed_with=school,
            is_past=one.starts_at <= now,
        )
        for one, hall, school in session.execute(query)
    ]
