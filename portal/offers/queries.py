"""Finding and showing offers. SQL is the truth; `conditions` says what matches.

`find_offers(session, filter, now)` answers ids, total and facets; `offer_cards` turns ids into cards. An index in
memory may answer the first later, with the same signature and the tests of this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, extract, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel, Company
from portal.offers.conditions import (
    Search,
    class_price,
    has_access,
    matched_words,
    performance_conditions,
    price_band,
    score,
)
from portal.offers.errors import OfferUnknown, PerformanceUnknown
from portal.offers.filter import Access, Fit, OfferFilter, Sort
from portal.offers.models import (
    Offer,
    OfferLevel,
    OfferState,
    Performance,
    PerformanceState,
    Production,
    Venue,
)
from portal.places.models import Municipality
from portal.places.queries import AnySelect, Circle, distance_km, square_distance

FACETS = ("regions", "levels", "disciplines", "kinds", "mode", "prices", "access", "fits", "months")
ID_MAX = 2**31 - 1
"""The largest id that PostgreSQL can look for."""

Facets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Found:
    """The answer to a filter: this page's ids in order, how many there are in all, and counts per choice."""

    ids: tuple[int, ...]
    total: int
    facets: Facets


def find_offers(
    session: Session, wanted: OfferFilter, now: datetime, *, home: Circle | None = None, with_facets: bool = True
) -> Found:
    """The offers that match. `home` is where distances are measured from when the filter names no place itself."""
    search = Search(wanted, now, matched_words(session, wanted.text))
    return Found(
        ids=_page_of_ids(session, search, wanted.around or home),
        total=_total(session, search),
        facets=_facets(session, search) if with_facets else {},
    )


def count_offers(session: Session, wanted: OfferFilter, now: datetime) -> int:
    return _total(session, Search(wanted, now, matched_words(session, wanted.text)))


def _total(session: Session, search: Search, *without: str) -> int:
    dates = search.dates(*without)
    number: int = session.execute(search.offers(dates, *without)(select(func.count()))).scalar_one()
    return number


def _page_of_ids(session: Session, search: Search, origin: Circle | None) -> tuple[int, ...]:
    dates = search.dates()
    wanted = search.wanted
    order: list[Any] = [dates.c.first.asc().nulls_last(), Offer.id]
    if wanted.order is Sort.TITLE:
        order.insert(0, func.lower(Offer.title))
    elif wanted.order is Sort.PRICE:
        order.insert(0, class_price(wanted)[0])
    elif wanted.order is Sort.DISTANCE and origin is not None:
        order.insert(0, square_distance(origin.latitude, origin.longitude))
    elif wanted.order is Sort.SCORE and search.words:
        # Of the same show in five towns, the nearest comes first.
        near = [square_distance(origin.latitude, origin.longitude)] if origin is not None else []
        order = [score(search.words).desc(), *near, *order]
    query = search.offers(dates)(select(Offer.id)).order_by(*order)
    return tuple(session.scalars(query.offset(wanted.start).limit(wanted.limit)))


def _facets(session: Session, search: Search) -> Facets:
    """Counts per choice, each facet without its own filter, in one statement.

    Of `access` and `fits`, where choices narrow instead of widen, a count says what remains with that choice added.
    """
    plain = search.dates()
    selects: list[AnySelect] = []
    for name, value in (
        ("regions", literal("prv-").concat(_as_text(Municipality.province))),
        ("regions", literal("nis-").concat(Centre.nis)),
        ("disciplines", _as_text(Offer.discipline)),
        ("kinds", _as_text(Offer.kind)),
        ("mode", _as_text(Offer.mode)),
        ("prices", price_band(search.wanted)),
    ):
        rows = search.offers(plain, name)(_counted(name, value))
        # By its name: PostgreSQL takes the same expression with other parameters for another one.
        selects.append(rows.group_by("value"))
    level = _as_text(OfferLevel.level)
    levels = search.offers(plain, "levels")(_counted("levels", level))
    selects.append(levels.join(OfferLevel, OfferLevel.offer_id == Offer.id).group_by("value"))
    selects += [
        search.offers(plain)(_counted("access", literal(access.value))).where(has_access(access)) for access in Access
    ]
    for fit in Fit:
        counted = _counted("fits", literal(fit.value))
        selects.append(search.offers(search.dates(fit=fit), dated=True)(counted))
    selects.append(_months(search))
    facets: Facets = {name: {} for name in FACETS}
    for name, value, number in session.execute(union_all(*selects)):
        if number:
            facets[name][f"{value[:4]}-{value[4:6]}" if name == "months" else value] = number
    return facets


def _months(search: Search) -> AnySelect:
    conditions = performance_conditions(search.wanted, search.now)
    conditions.pop("months", None)
    year, month = extract("year", Performance.day), extract("month", Performance.day)
    # 202701: a number that both databases write alike.
    number = year * 100 + month
    dates = search.dates("months")
    return (
        search.offers(dates, "months")(
            select(literal("months").label("facet"), _as_text(number).label("value"), func.count(Offer.id.distinct()))
        )
        .join(Performance, Performance.offer_id == Offer.id)
        .where(*conditions.values())
        .group_by("value")
    )


def _counted(facet: str, value: ColumnElement[Any]) -> AnySelect:
    return select(literal(facet).label("facet"), value.label("value"), func.count().label("number"))


def _as_text(value: Any) -> ColumnElement[str]:
    return cast(value, String)


# --- Showing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfferCard:
    """An offer as a search result. The dates are those that match the filter."""

    id: int
    slug: str
    title: str
    short: str
    kind: str
    discipline: str
    mode: str
    company: str | None
    centre: str
    municipality: str
    nis: str
    province: str
    km: float | None
    picture: str
    picture_alt: str
    age_from: int
    age_to: int
    duration_min: int
    price_cents: int
    price_unit: str
    levels: tuple[str, ...]
    access: tuple[str, ...]
    dates: int
    first: datetime | None
    most_left: int | None
    """Most places left in one performance; None where the date is agreed with the school."""
    pack_id: str | None


def offer_cards(
    session: Session, ids: Sequence[int], wanted: OfferFilter, now: datetime, *, home: Circle | None = None
) -> list[OfferCard]:
    """Cards in the order of `ids`; two statements however many there are."""
    if not ids:
        return []
    # Without the places filter: a card that says "volzet" has to know of the full performances too.
    dates = Search(wanted, now, ()).dates("seats")
    rows = session.execute(
        select(
            Offer,
            Company.name.label("company"),
            Production.pack_id,
            Centre.name.label("centre"),
            Municipality,
            func.coalesce(dates.c.dates, 0).label("dates"),
            dates.c.first,
            dates.c.most_left,
        )
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == Offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .outerjoin(dates, dates.c.offer_id == Offer.id)
        .where(Offer.id.in_(ids))
    ).all()
    levels = _levels_of(session, ids)
    origin = wanted.around or home
    cards = {row.Offer.id: _card(row, levels.get(row.Offer.id, ()), origin) for row in rows}
    return [cards[offer_id] for offer_id in ids if offer_id in cards]


def _levels_of(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The levels of each offer, youngest first."""
    order = {level: place for place, level in enumerate(ClassLevel)}
    found: dict[int, list[ClassLevel]] = {}
    for offer_id, level in session.execute(
        select(OfferLevel.offer_id, OfferLevel.level).where(OfferLevel.offer_id.in_(ids))
    ):
        found.setdefault(offer_id, []).append(level)
    return {o: tuple(level.value for level in sorted(given, key=order.__getitem__)) for o, given in found.items()}


def _card(row: Any, levels: tuple[str, ...], origin: Circle | None) -> OfferCard:
    offer, town = row.Offer, row.Municipality
    return OfferCard(
        id=offer.id,
        slug=offer.slug,
        title=offer.title,
        short=offer.short,
        kind=offer.kind.value,
        discipline=offer.discipline.value,
        mode=offer.mode.value,
        company=row.company,
        centre=row.centre,
        municipality=town.name_nl,
        nis=town.nis,
        province=town.province.value,
        km=_km(origin, town),
        picture=offer.picture,
        picture_alt=offer.picture_alt,
        age_from=offer.age_from,
        age_to=offer.age_to,
        duration_min=offer.duration_min,
        price_cents=offer.price_cents,
        price_unit=offer.price_unit.value,
        levels=levels,
        access=access_of(offer),
        dates=row.dates,
        first=row.first,
        most_left=row.most_left,
        pack_id=row.pack_id,
    )


def _km(origin: Circle | None, town: Municipality) -> float | None:
    if origin is None:
        return None
    return distance_km(origin.latitude, origin.longitude, town.latitude, town.longitude)


def access_of(offer: Offer) -> tuple[str, ...]:
    told = (
        (Access.WHEELCHAIR, offer.wheelchair),
        (Access.LOW_STIMULUS, offer.low_stimulus),
        (Access.INTERPRETER, offer.interpreter),
        (Access.AUDIO_DESCRIPTION, offer.audio_description),
    )
    return tuple(access.value for access, there in told if there)


@dataclass(frozen=True)
class PerformanceLine:
    """One dated performance on the page of its offer."""

    id: int
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    venue: str | None
    wheelchair_places: int
    capacity: int
    left: int
    status: str
    """available, sold-out, closed or cancelled."""
    in_school_hours: bool

    @property
    def is_open(self) -> bool:
        return self.status == "available"


@dataclass(frozen=True)
class OfferPage:
    """Everything about one offer."""

    offer: Offer
    centre: Centre
    municipality: str
    km: float | None
    company: Company | None
    production: Production | None
    levels: tuple[str, ...]
    access: tuple[str, ...]
    performances: tuple[PerformanceLine, ...]
    is_by_agreement: bool
    """No date was ever set: school and house agree on one."""


def published_offer(session: Session, key: str) -> Offer:
    """The published offer with this slug or id.

    Raises:
        OfferUnknown: there is none, or it is a draft or withdrawn.
    """
    # PostgreSQL can't compare with NUL, and no slug has one.
    found = [Offer.slug == key.replace("\0", "")]
    if key.isascii() and key.isdigit() and int(key[:12]) <= ID_MAX:
        found.append(Offer.id == int(key))
    # A slug of digits only beats the id of another offer.
    query = select(Offer).where(or_(*found), Offer.state == OfferState.PUBLISHED).order_by(Offer.slug != key)
    offer = session.scalars(query.limit(1)).first()
    if offer is None:
        raise OfferUnknown(key[:100])
    return offer


def offer_page(session: Session, key: str, now: datetime, *, home: Circle | None = None) -> OfferPage:
    """The page of an offer by its slug or id, with its coming performances, soonest first.

    Raises:
        OfferUnknown: see `published_offer`.
    """
    offer = published_offer(session, key)
    centre, town, production, company = session.execute(
        select(Centre, Municipality, Production, Company)
        .select_from(Centre)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .where(Centre.id == offer.centre_id)
    ).one()
    performances = tuple(_lines(session, Performance.offer_id == offer.id, now))
    never_dated = not performances and not session.scalar(select(exists().where(Performance.offer_id == offer.id)))
    return OfferPage(
        offer=offer,
        centre=centre,
        municipality=town.name_nl,
        km=_km(home, town),
        company=company,
        production=production,
        levels=_levels_of(session, [offer.id]).get(offer.id, ()),
        access=access_of(offer),
        performances=performances,
        is_by_agreement=never_dated,
    )


def performance_line(session: Session, performance_id: int, now: datetime) -> tuple[PerformanceLine, Offer]:
    """A coming performance of a published offer, and that offer.

    Raises:
        PerformanceUnknown: there is none, or it lies in the past.
    """
    found = _lines(session, Performance.id == performance_id, now) if performance_id <= ID_MAX else []
    offer = session.scalar(
        select(Offer)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id.in_([line.id for line in found]), Offer.state == OfferState.PUBLISHED)
    )
    if offer is None:
        raise PerformanceUnknown(performance_id)
    return found[0], offer


def _lines(session: Session, which: ColumnElement[bool], now: datetime) -> list[PerformanceLine]:
    rows = session.execute(
        select(Performance, Venue.name, Venue.wheelchair_places)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(which, Performance.starts_at > now)
        .order_by(Performance.starts_at, Performance.id)
    )
    return [_line(row.Performance, row.name, row.wheelchair_places or 0, now) for row in rows]


def _line(performance: Performance, venue: str | None, wheelchair_places: int, now: datetime) -> PerformanceLine:
    left = performance.capacity - performance.seats_taken
    if performance.state is PerformanceState.CANCELLED:
        status = "cancelled"
    elif left <= 0:
        status = "sold-out"
    elif performance.closes_at <= now:
        status = "closed"
    else:
        status = "available"
    return PerformanceLine(
        id=performance.id,
        starts_at=performance.starts_at,
        ends_at=performance.ends_at,
        closes_at=performance.closes_at,
        venue=venue,
        wheelchair_places=wheelchair_places,
        capacity=performance.capacity,
        left=left,
        status=status,
        in_school_hours=performance.in_school_hours,
    )


# --- When nothing matches -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nearby:
    """The nearest municipality outside the circle where something matches."""

    municipality: str
    km: float
    offers: int


def nearest_outside(session: Session, wanted: OfferFilter, now: datetime) -> Nearby | None:
    """Where the same question does have answers, nearest first; None where it has none anywhere."""
    circle = wanted.around
    if circle is None:
        return None
    search = Search(wanted, now, matched_words(session, wanted.text))
    dates = search.dates()
    far = square_distance(circle.latitude, circle.longitude)
    row = session.execute(
        search.offers(dates, "place")(
            select(Municipality.name_nl, Municipality.latitude, Municipality.longitude, func.count().label("offers"))
        )
        .group_by(Municipality.nis, Municipality.name_nl, Municipality.latitude, Municipality.longitude)
        .order_by(far)
        .limit(1)
    ).first()
    if row is None:
        return None
    return Nearby(
        row.name_nl, distance_km(circle.latitude, circle.longitude, row.latitude, row.longitude), row.offers
    )
