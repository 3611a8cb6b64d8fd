"""A small region for tests of the search: real municipalities, and offers that differ in what a test names."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.accounts.models import Centre, ClassLevel, Company, School
from portal.clock import school_day
from portal.offers.filter import OfferFilter
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLanguage,
    OfferLevel,
    OfferRegion,
    OfferState,
    Performance,
    PerformanceState,
    Production,
    Venue,
)
from portal.offers.queries import count_offers, find_offers
from portal.offers.service import reindex
from portal.offers.where import located
from portal.places.queries import Place

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
"""10.30 uur in Flanders."""

TURNHOUT, GEEL, ANTWERPEN, GENT, LEUVEN = "13040", "13008", "11002", "44021", "24062"

_numbers = count(1)


def add_centre(session: Session, nis: str = TURNHOUT, name: str = "Cultuurhuis De Lantaarn") -> Centre:
    centre = Centre(
        slug=f"centrum-{next(_numbers)}", name=name, nis=nis, street="Warandestraat 42", postal_code="2300"
    )
    session.add(centre)
    session.flush()
    return centre


def add_offer(
    session: Session,
    centre: Centre | None = None,
    *,
    at: tuple[datetime, ...] = (THURSDAY,),
    capacity: int = 100,
    taken: int = 0,
    levels: tuple[ClassLevel, ...] = (ClassLevel.LAGER_2,),
    languages: tuple[str, ...] = (),
    works_in: tuple[str, ...] = (),
    company: str = "",
    pack_id: str | None = None,
    **values: object,
) -> Offer:
    """A published puppet show on a Thursday in January with 100 places, unless a test says otherwise."""
    number = next(_numbers)
    production_id = None
    if company:
        maker = Company(slug=f"gezelschap-{number}", name=company)
        session.add(maker)
        session.flush()
        production = Production(slug=f"productie-{number}", company_id=maker.id, title="", pack_id=pack_id)
        session.add(production)
        session.flush()
        production_id = production.id
    facts: dict[str, object] = {
        "slug": f"aanbod-{number}",
        "centre_id": (centre or add_centre(session)).id,
        "production_id": production_id,
        "kind": OfferKind.PERFORMANCE,
        "discipline": Discipline.PUPPETRY,
        "state": OfferState.PUBLISHED,
        "title": f"Het huis van karton {number}",
        "short": "Een klein verhaal.",
        "description": "Drie spelers en een doos.",
        "age_from": 8,
        "age_to": 10,
        "duration_min": 60,
        "price_cents": 700,
        "created_at": NOW,
        "updated_at": NOW,
    }
    offer = Offer(**(facts | values))
    session.add(offer)
    session.flush()
    session.add_all(OfferLevel(offer_id=offer.id, level=level) for level in levels)
    session.add_all(OfferLanguage(offer_id=offer.id, language=language) for language in languages)
    session.add_all(OfferRegion(offer_id=offer.id, region=code) for code in works_in)
    for moment in at:
        add_performance(session, offer, moment, capacity=capacity, taken=taken)
    reindex(session, offer)
    return offer


def add_performance(
    session: Session,
    offer: Offer,
    at: datetime = THURSDAY,
    *,
    capacity: int = 100,
    taken: int = 0,
    state: PerformanceState = PerformanceState.PLANNED,
    agreed_with: int | None = None,
) -> Performance:
    venue = Venue(centre_id=offer.centre_id, name="Grote zaal", seats=capacity, wheelchair_places=4)
    session.add(venue)
    session.flush()
    performance = Performance(
        offer_id=offer.id,
        venue_id=venue.id,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        day=school_day(at),
        capacity=capacity,
        seats_taken=taken,
        closes_at=at - timedelta(days=2),
        state=state,
        agreed_with_id=agreed_with,
    )
    session.add(performance)
    session.flush()
    return performance


def asked(session: Session, question: str = "", home: Place | None = None) -> OfferFilter:
    """The filter behind a query string; a test that misspells a parameter fails here."""
    pairs = [pair.partition("=")[::2] for pair in question.split("&") if pair]
    wanted, bad = OfferFilter.from_query(MultiDict(pairs))
    assert bad == ()
    wanted, bad = located(session, wanted, home)
    assert bad == ()
    return wanted


def ids(session: Session, question: str = "", home: Place | None = None) -> list[int]:
    wanted = asked(session, question, home)
    found = find_offers(session, wanted, NOW, facets=())
    assert found.total == count_offers(session, wanted, NOW) == len(found.ids)
    return list(found.ids)


def facets(session: Session, question: str = "") -> dict[str, dict[str, int]]:
    return find_offers(session, asked(session, question), NOW).facets


def add_school(session: Session, nis: str = TURNHOUT) -> School:
    school = School(slug=f"school-{next(_numbers)}", name="De Zilverberk", nis=nis)
    session.add(school)
    session.flush()
    return school
