"""What an offer's page tells besides the offer itself: photos, other tariffs, questions, where else it plays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.offers.map.drawing import drawing
from portal.offers.map.queries import REGION_NAMES
from portal.offers.models import (
    Offer,
    OfferPhoto,
    OfferQuestion,
    OfferState,
    OfferTariff,
    OfferTranslation,
    Performance,
    PerformanceState,
)
from portal.offers.queries import OfferPage
from portal.places.models import Municipality
from portal.places.queries import Place, distance_km

ELSEWHERE_MAX = 6


@dataclass(frozen=True)
class Picture:
    """A photo, or the one drawing of an offer without photos; its size is None where nobody measured it."""

    file: str
    alt: str
    credit: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Elsewhere:
    """Another house that programmes the same production."""

    slug: str
    centre: str
    municipality: str
    km: float
    dates: int
    first: datetime | None
    """None: the date is agreed with the school."""
    most_left: int | None


@dataclass(frozen=True)
class WorkingRegion:
    """Where an offer that travels comes, in words and as pieces of the drawing."""

    names: tuple[str, ...]
    land: str
    """The outline of everything, and the size of the sheet that it is drawn on."""
    width: int
    height: int
    paths: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    home: tuple[float, float] | None
    comes_home: bool | None
    """Whether it comes to the school of who asks; None: nobody knows which school that is."""


@dataclass(frozen=True)
class OfferDetails:
    pictures: tuple[Picture, ...]
    tariffs: tuple[tuple[str, int], ...]
    """Name and price in cents of what others than the usual may pay, cheapest first."""
    questions: tuple[tuple[str, str], ...]
    translations: tuple[OfferTranslation, ...]
    elsewhere: tuple[Elsewhere, ...]
    region: WorkingRegion | None


def details_of(session: Session, page: OfferPage, now: datetime, home: Place | None = None) -> OfferDetails:
    """In a few statements, whatever there is; `home` is the municipality of who asks."""
    offer = page.offer
    tariffs = select(OfferTariff).where(OfferTariff.offer_id == offer.id).order_by(OfferTariff.price_cents)
    asked = select(OfferQuestion).where(OfferQuestion.offer_id == offer.id).order_by(OfferQuestion.position)
    told = select(OfferTranslation).where(OfferTranslation.offer_id == offer.id).order_by(OfferTranslation.language)
    return OfferDetails(
        pictures=_pictures(session, offer),
        tariffs=tuple((tariff.name, tariff.price_cents) for tariff in session.scalars(tariffs)),
        questions=tuple((one.question, one.answer) for one in session.scalars(asked)),
        translations=tuple(session.scalars(told)),
        elsewhere=_elsewhere(session, page, now, home),
        region=_working_region(session, page.works_in, home) if page.works_in else None,
    )


def _pictures(session: Session, offer: Offer) -> tuple[Picture, ...]:
    photos = session.scalars(
        select(OfferPhoto).where(OfferPhoto.offer_id == offer.id).order_by(OfferPhoto.position)
    ).all()
    if photos:
        return tuple(Picture(one.file, one.alt, one.credit, one.width, one.height) for one in photos)
    if offer.picture:
        return (Picture(offer.picture, offer.picture_alt, offer.picture_credit, None, None),)
    return ()


def _elsewhere(session: Session, page: OfferPage, now: datetime, home: Place | None) -> tuple[Elsewhere, ...]:
    """Nearest to the school first, or to this house where no school is known."""
    if page.offer.production_id is None:
        return ()
    dates = (
        select(
            Performance.offer_id,
            func.count().label("dates"),
            func.min(Performance.starts_at).label("first"),
            func.max(Performance.capacity - Performance.seats_taken).label("most_left"),
        )
        .where(
            Performance.state == PerformanceState.PLANNED,
            Performance.starts_at > now,
            Performance.agreed_with_id.is_(None),
        )
        .group_by(Performance.offer_id)
        .cte("dates")
    )
    rows = session.execute(
        select(Offer.slug, Centre.name, Municipality, dates.c.dates, dates.c.first, dates.c.most_left)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(dates, dates.c.offer_id == Offer.id)
        .where(
            and_(Offer.production_id == page.offer.production_id, Offer.id != page.offer.id),
            Offer.state == OfferState.PUBLISHED,
            or_(dates.c.dates.is_not(None), Offer.by_agreement),
        )
    ).all()
    here = home or _place_of(session, page.centre.nis)
    found = [
        Elsewhere(
            slug=row.slug,
            centre=row.name,
            municipality=row.Municipality.name_nl,
            km=distance_km(here.latitude, here.longitude, row.Municipality.latitude, row.Municipality.longitude),
            dates=row.dates or 0,
            first=row.first,
            most_left=row.most_left,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.km, one.centre))[:ELSEWHERE_MAX])


def _place_of(session: Session, nis: str) -> Municipality:
    return session.scalars(select(Municipality).where(Municipality.nis == nis)).one()


def _working_region(session: Session, codes: tuple[str, ...], home: Place | None) -> WorkingRegion:
    towns = session.scalars(select(Municipality)).all()
    covered = {town.nis for town in towns if _codes_of(town) & set(codes)}
    sheet = drawing()
    dots = [town for town in towns if f"nis-{town.nis}" in codes]
    names = REGION_NAMES | {f"nis-{town.nis}": town.name_nl for town in dots}
    return WorkingRegion(
        names=tuple(sorted(names.get(code, code) for code in codes)),
        land=sheet.land,
        width=sheet.width,
        height=sheet.height,
        paths=tuple(sheet.outlines[code].path for code in _mostly(covered, towns)),
        dots=tuple(sheet.at(town.latitude, town.longitude) for town in dots),
        home=None if home is None else sheet.at(home.latitude, home.longitude),
        comes_home=None if home is None else home.nis in covered,
    )


def _codes_of(town: Municipality) -> set[str]:
    return {f"nis-{town.nis}", f"prv-{town.province}", f"reg-{town.region}"}


def _mostly(covered: set[str], towns: Sequence[Municipality]) -> list[str]:
    """Regions of which most municipalities are covered: a province is nearly, but not quite, a sum of regions."""
    there = Counter(f"reg-{town.region}" for town in towns)
    reached = Counter(f"reg-{town.region}" for town in towns if town.nis in covered)
    return sorted(code for code, number in reached.items() if 2 * number > there[code])
