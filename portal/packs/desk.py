"""What a company sees of its productions: where they play, and for how many classes. Sums, never schools."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.states import SEATED
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Production, ProductionPhoto
from portal.packs.queries import PackCard, pack_cards
from portal.places.models import Municipality


@dataclass(frozen=True)
class Date:
    """A performance of a production in one house, with who comes in counts."""

    centre_name: str
    municipality: str
    offer_slug: str
    offer_state: OfferState
    starts_at: datetime
    state: PerformanceState
    classes: int
    pupils: int

    @property
    def is_cancelled(self) -> bool:
        return self.state is PerformanceState.CANCELLED


@dataclass(frozen=True)
class Tally:
    dates: int
    houses: int
    classes: int
    pupils: int


def tally(dates: Sequence[Date]) -> Tally:
    """The sums of these dates; a cancelled one counts for nothing."""
    playing = [date for date in dates if not date.is_cancelled]
    return Tally(
        dates=len(playing),
        houses=len({(date.centre_name, date.municipality) for date in playing}),
        classes=sum(date.classes for date in playing),
        pupils=sum(date.pupils for date in playing),
    )


@dataclass(frozen=True)
class ProductionDesk:
    """A production of a company: the pack that its classes play now, and its dates in order."""

    id: int
    slug: str
    title: str
    company_name: str
    is_shared: bool
    """Whether all houses can find it and put it on their programme."""
    picture: str
    """Its first photo; empty where it has none."""
    pack: PackCard
    dates: tuple[Date, ...]

    def to_come(self, now: datetime) -> tuple[Date, ...]:
        return tuple(date for date in self.dates if date.starts_at >= now)

    def played(self, now: datetime) -> tuple[Date, ...]:
        return tuple(date for date in self.dates if date.starts_at < now)


def company_names(session: Session, companies: Collection[int]) -> list[str]:
    return list(session.scalars(select(Company.name).where(Company.id.in_(companies)).order_by(Company.name)))


def productions_of(session: Session, companies: Collection[int], slug: str | None = None) -> list[ProductionDesk]:
    """The productions of these companies by title, or the one with this slug; three statements.

    A production of another company is not there.
    """
    photo = (
        select(ProductionPhoto.file)
        .where(ProductionPhoto.production_id == Production.id)
        .order_by(ProductionPhoto.position)
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(
            Production.id,
            Production.slug,
            Production.title,
            Production.pack_id,
            Production.is_shared,
            Company.name,
            func.coalesce(photo, "").label("picture"),
        )
        .join(Company, Company.id == Production.company_id)
        .where(Company.id.in_(companies))
        .order_by(Production.title, Production.id)
    )
    if slug is not None:
        wanted = wanted.where(Production.slug == slug)
    rows = session.execute(wanted).all()
    if not rows:
        return []
    packs = pack_cards(session, {row.id: row.pack_id for row in rows})
    dates = _dates(session, list(packs))
    return [
        ProductionDesk(
            id=row.id,
            slug=row.slug,
            title=row.title,
            company_name=row.name,
            is_shared=row.is_shared,
            picture=row.picture,
            pack=packs[row.id],
            dates=tuple(dates.get(row.id, ())),
        )
        for row in rows
    ]


def _dates(session: Session, production_ids: Sequence[int]) -> dict[int, list[Date]]:
    """The dates per production; what a house is still writing stays with that house."""
    booked = (
        select(
            Booking.performance_id,
            func.count().label("classes"),
            func.sum(BookingGroup.pupils).label("pupils"),
        )
        .join(BookingGroup, BookingGroup.booking_id == Booking.id)
        .where(Booking.state.in_(SEATED))
        .group_by(Booking.performance_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Offer.production_id,
            Centre.name,
            Municipality.name_nl,
            Offer.slug,
            Offer.state,
            Performance.starts_at,
            Performance.state,
            func.coalesce(booked.c.classes, 0),
            func.coalesce(booked.c.pupils, 0),
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(booked, booked.c.performance_id == Performance.id)
        .where(Offer.production_id.in_(production_ids), Offer.state != OfferState.DRAFT)
        .order_by(Performance.starts_at, Performance.id)
    )
    found: dict[int, list[Date]] = {}
    for production_id, *date in rows:
        found.setdefault(production_id or 0, []).append(Date(*date))
    return found
