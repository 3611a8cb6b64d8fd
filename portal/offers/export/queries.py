"""Offers with everything that hangs on them, read together: about ten statements, however many offers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company
from portal.offers.intake.models import OfferSource
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferPhoto,
    OfferQuestion,
    OfferRegion,
    OfferState,
    OfferTariff,
    OfferTranslation,
    Performance,
    Production,
    Venue,
)
from portal.places.models import Municipality, Region

T = TypeVar("T")


@dataclass(frozen=True)
class Dated:
    """A date that is open to all, past ones too."""

    performance: Performance
    hall: str


@dataclass(frozen=True)
class WholeOffer:
    offer: Offer
    centre: Centre
    town: Municipality
    company: Company | None
    production: Production | None
    levels: tuple[str, ...]
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    towns_reached: tuple[str, ...]
    """The municipalities of the reference regions among them: others know no such regions."""
    photos: tuple[OfferPhoto, ...]
    tariffs: tuple[OfferTariff, ...]
    questions: tuple[OfferQuestion, ...]
    translations: tuple[OfferTranslation, ...]
    dates: tuple[Dated, ...]
    elsewhere: tuple[str, ...]
    """Slugs of the published offers of the same production."""
    source_id: str
    """Its id where it was imported from; empty for what was made here."""


def whole_offers(session: Session, ids: Sequence[int]) -> list[WholeOffer]:
    """In the order of `ids`; dates that were agreed with one school are left out."""
    if not ids:
        return []
    rows = session.execute(
        select(Offer, Centre, Municipality, Company, Production)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == Offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .where(Offer.id.in_(ids))
    ).all()
    levels = _values(session, OfferLevel, OfferLevel.level, ids)
    languages = _values(session, OfferLanguage, OfferLanguage.language, ids)
    regions = _values(session, OfferRegion, OfferRegion.region, ids)
    towns = _towns(session, {region for some in regions.values() for region in some if region.startswith("reg-")})
    photos = _rows(session, OfferPhoto, ids, OfferPhoto.position)
    tariffs = _rows(session, OfferTariff, ids, OfferTariff.id)
    questions = _rows(session, OfferQuestion, ids, OfferQuestion.position)
    translations = _rows(session, OfferTranslation, ids, OfferTranslation.language)
    dates = _dates(session, ids)
    shows = _shows(session, {row.Production.id for row in rows if row.Production is not None})
    origins = select(OfferSource.offer_id, OfferSource.external_id).where(OfferSource.offer_id.in_(ids))
    sources = {row.offer_id: row.external_id for row in session.execute(origins)}
    found = {}
    for offer, centre, town, company, production in rows:
        others = shows.get(production.id, ()) if production is not None else ()
        found[offer.id] = WholeOffer(
            offer=offer,
            centre=centre,
            town=town,
            company=company,
            production=production,
            levels=tuple(levels[offer.id]),
            languages=tuple(languages[offer.id]),
            regions=tuple(regions[offer.id]),
            towns_reached=tuple(nis for region in regions[offer.id] for nis in towns.get(region, ())),
            photos=tuple(photos[offer.id]),
            tariffs=tuple(tariffs[offer.id]),
            questions=tuple(questions[offer.id]),
            translations=tuple(translations[offer.id]),
            dates=tuple(dates[offer.id]),
            elsewhere=tuple(slug for slug in others if slug != offer.slug),
            source_id=sources.get(offer.id, ""),
        )
    return [found[offer_id] for offer_id in ids if offer_id in found]


def _values(session: Session, table: Any, column: Any, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for offer_id, value in session.execute(
        select(table.offer_id, column).where(table.offer_id.in_(ids)).order_by(column)
    ):
        found[offer_id].append(str(value))
    return found


def _rows(session: Session, table: type[T], ids: Sequence[int], order: Any) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    offer_id: Any = table.offer_id  # type: ignore[attr-defined]
    for row in session.scalars(select(table).where(offer_id.in_(ids)).order_by(order)):
        found[row.offer_id].append(row)  # type: ignore[attr-defined]
    return found


def _towns(session: Session, regions: Iterable[str]) -> dict[str, list[str]]:
    """The NIS codes of each reference region."""
    wanted = [Region(region.removeprefix("reg-")) for region in regions if region.removeprefix("reg-") in set(Region)]
    found: dict[str, list[str]] = {}
    if wanted:
        query = select(Municipality.region, Municipality.nis).where(Municipality.region.in_(wanted))
        for region, nis in session.execute(query.order_by(Municipality.nis)):
            found.setdefault(f"reg-{region.value}", []).append(nis)
    return found


def _dates(session: Session, ids: Sequence[int]) -> defaultdict[int, list[Dated]]:
    found: defaultdict[int, list[Dated]] = defaultdict(list)
    rows = session.execute(
        select(Performance, Venue.name)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(Performance.offer_id.in_(ids), Performance.agreed_with_id.is_(None))
        .order_by(Performance.starts_at, Performance.id)
    )
    for performance, hall in rows:
        found[performance.offer_id].append(Dated(performance, hall or ""))
    return found


def _shows(session: Session, productions: Iterable[int]) -> dict[int, list[str]]:
    wanted = list(productions)
    found: dict[int, list[str]] = {}
    if wanted:
        query = select(Offer.production_id, Offer.slug).where(
            Offer.production_id.in_(wanted), Offer.state == OfferState.PUBLISHED
        )
        for production_id, slug in session.execute(query.order_by(Offer.slug)):
            found.setdefault(production_id or 0, []).append(slug)
    return found
