"""Catalogues and questions drawn by lot. Values are few, so that questions meet and offers tie."""

import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel
from portal.clock import school_day
from portal.offers.filter import Access, Fit, Month, OfferFilter, PriceBand, Sort
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLanguage,
    OfferLevel,
    OfferMode,
    OfferRegion,
    OfferState,
    Performance,
    PerformanceState,
    PriceUnit,
)
from portal.offers.service import reindex
from portal.places.queries import Box, Circle

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOWNS = ("13040", "13008", "11002", "44021", "24062", "73028", "73111")
"""The last two, Herstappe and Tongeren, have the same coordinates in our list."""
REGIONS = ("nis-13040", "nis-44021", "prv-antwerpen", "prv-limburg", "reg-kempen", "reg-gent", "nis-00000")
TITLES = ("Huis van karton", "Walvis", "De walvissen", "Café Zee", "Élan", "zeep")
WORDS = ("licht", "donker", "thuis", "moed", "vuurtoren", "voorstellingen", "voorstelling", "zee")
TYPED = ("karton", "walvi", "walvsi", "zee", "zeee", "vor", "voorstel", "vuurtoren licht", "elan", "xyzzy", "de", "a")
DISCIPLINES = (Discipline.PUPPETRY, Discipline.DANCE, Discipline.MUSIC)
TURNHOUT = Circle("Turnhout", 51.32, 4.94, 25.0)
GENT = Circle("Gent", 51.05, 3.72, 60.0)


def draw_catalogue(session: Session, chance: random.Random, offers: int) -> list[Offer]:
    centres = []
    for number, nis in enumerate(TOWNS):
        code = f"huis-{chance.randrange(10**9)}-{number}"
        centres.append(Centre(slug=code, name=f"Huis {number}", nis=nis, street="", postal_code=""))
    session.add_all(centres)
    session.flush()
    return [draw_offer(session, chance, chance.choice(centres).id) for _ in range(offers)]


def draw_offer(session: Session, chance: random.Random, centre_id: int) -> Offer:
    agreed = chance.random() < 0.25
    since, until = (chance.choice([None, NOW.date() + timedelta(days=chance.randrange(200))]) for _ in range(2))
    if since and until and until < since:
        since, until = until, since
    offer = Offer(
        slug=f"aanbod-{chance.randrange(10**12)}",
        centre_id=centre_id,
        kind=chance.choice(list(OfferKind)),
        discipline=chance.choice(DISCIPLINES),
        mode=chance.choice(list(OfferMode)),
        state=chance.choice([OfferState.PUBLISHED] * 4 + [OfferState.DRAFT]),
        title=chance.choice(TITLES),
        short=" ".join(chance.sample(WORDS, 3)),
        description=" ".join(chance.sample(WORDS, 4)),
        age_from=chance.choice([0, 4, 8, 10]),
        age_to=chance.choice([10, 12, 99]),
        duration_min=60,
        price_cents=chance.choice([0, 400, 700, 800, 801, 1500]),
        price_unit=chance.choice([PriceUnit.PUPIL, PriceUnit.PUPIL, PriceUnit.GROUP]),
        by_agreement=agreed,
        available_from=since if agreed else None,
        available_to=until if agreed else None,
        created_at=NOW,
        updated_at=NOW,
        **{name: chance.random() < 0.3 for name in ("wheelchair", "low_stimulus", "interpreter")},
    )
    if offer.price_unit is PriceUnit.GROUP:
        offer.price_cents *= 20
    session.add(offer)
    session.flush()
    for level in chance.sample(list(ClassLevel), chance.randint(1, 3)):
        session.add(OfferLevel(offer_id=offer.id, level=level))
    if chance.random() < 0.3:
        for region in chance.sample(REGIONS[:-1], chance.randint(1, 2)):
            session.add(OfferRegion(offer_id=offer.id, region=region))
    for language in chance.choice([(), (), ("fr",), ("nl", "en")]):
        session.add(OfferLanguage(offer_id=offer.id, language=language))
    for _ in range(chance.choice([0, 1, 1, 2, 3, 7])):
        draw_performance(session, chance, offer)
    reindex(session, offer)
    return offer


def draw_performance(session: Session, chance: random.Random, offer: Offer) -> Performance:
    day = timedelta(days=chance.randrange(-3, 90), hours=chance.choice([-1, 0, 0, 4, 9, 14]))
    capacity = chance.choice([20, 50, 150, 3000])
    performance = Performance(
        offer_id=offer.id,
        starts_at=NOW + day,
        ends_at=NOW + day + timedelta(hours=1),
        day=school_day(NOW + day),
        capacity=capacity,
        seats_taken=chance.choice([0, capacity // 2, capacity - 1, capacity]),
        closes_at=NOW + day,
        state=chance.choice([PerformanceState.PLANNED] * 5 + [PerformanceState.CANCELLED]),
    )
    session.add(performance)
    session.flush()
    return performance


def draw_filter(chance: random.Random) -> OfferFilter:
    """Few conditions at a time: with all of them nothing would ever match."""

    def maybe(value: object, other: object = None) -> object:
        return value if chance.random() < 0.2 else other

    def some(values: object) -> frozenset[object]:
        found = list(values)
        chosen = chance.sample(found, min(len(found), chance.randint(1, 2)))
        return maybe(frozenset(chosen), frozenset())

    first = NOW.date() + timedelta(days=chance.randrange(-5, 80))
    return OfferFilter(
        text=maybe(chance.choice(TYPED), ""),
        regions=some(REGIONS),
        levels=some(ClassLevel),
        disciplines=some(DISCIPLINES),
        kinds=some(OfferKind),
        mode=some(OfferMode),
        languages=some(("nl", "fr", "en", "xx")),
        terms=maybe(frozenset({chance.choice(["0.55.0.0.0", "0.54.0.0.0", "0.3.1.0.0"])}), frozenset()),
        access=some(Access),
        fits=some(Fit),
        date_from=maybe(first),
        date_to=maybe(first + timedelta(days=chance.randrange(30))),
        months=some([Month(2026, 11), Month(2027, 1), Month(2027, 2), Month(2026, 12), Month(2027, 5)]),
        school_year=maybe(chance.choice([2025, 2026, 2027])),
        seats=maybe(chance.choice([1, 10, 24, 120, 2000])),
        min_age=maybe(chance.choice([3, 9, 12, 100])),
        max_age=maybe(chance.choice([3, 9, 12])),
        all_ages=maybe(chance.choice([True, False])),
        price=maybe(chance.choice([0, 700, 1400])),
        min_price=maybe(chance.choice([0, 400, 701])),
        max_price=maybe(chance.choice([0, 700, 800])),
        prices=some(PriceBand),
        sold_out=bool(maybe(False, True)),
        bounds=maybe(Box(50.9, 3.5, 51.4, 4.8)),
        within=maybe(frozenset(chance.sample(TOWNS, 2))),
        around=maybe(chance.choice([TURNHOUT, GENT])),
        sort=chance.choice([None, *Sort]),
        start=chance.choice([0, 0, 3, 40]),
        limit=chance.choice([5, 24, 500]),
    )


def a_day(days: int) -> date:
    return NOW.date() + timedelta(days=days)
