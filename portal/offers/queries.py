"""Finding and showing offers. SQL is the truth; `conditions` says what matches.

`find_offers(session, filter, now)` answers ids, total and facets; `offer_cards` turns ids into cards. The index in
memory (`offers.index`) may answer the first; `find_in_sql` and `count_in_sql` are what it is held against.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from math import ceil
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    bindparam,
    cast,
    extract,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.accounts.models import Centre, ClassLevel, Company
from portal.offers.conditions import (
    DUTCH,
    Search,
    by_alphabet,
    can_be_agreed_in,
    class_price,
    day_table,
    has_access,
    matched_words,
    performance_conditions,
    places_of_offers,
    price_band,
    score,
    travels,
)
from portal.offers.days import Days, asked_days, months_to_agree
from portal.offers.errors import OfferUnknown, PerformanceUnknown
from portal.offers.filter import Access, Facet, Fit, Liking, OfferFilter, Sort
from portal.offers.index.answer import NO_DATES, Dates
from portal.offers.index.catalogue import index_of
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferRegion,
    OfferState,
    Performance,
    PerformanceState,
    Production,
    Venue,
)
from portal.places.models import Municipality
from portal.places.queries import AnySelect, Circle, Place, all_places, distance_km, square_distance

ID_MAX = 2**31 - 1
"""The largest id that PostgreSQL can look for."""

Facets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Found:
    """The answer to a filter: this page's ids in order, how many there are in all, and counts per choice."""

    ids: tuple[int, ...]
    total: int
    facets: Facets
    dates: Mapping[int, Dates] | None = None
    """What the dates of these offers are, where the index said so along with the rest."""


def find_offers(
    session: Session,
    wanted: OfferFilter,
    now: datetime,
    *,
    home: Circle | None = None,
    facets: Collection[Facet] = tuple(Facet),
) -> Found:
    """The offers that match. `home` is where distances are measured from when the filter names no place itself."""
    if (index := index_of(session, wanted)) is not None:
        said = index.find(wanted, now, home=home, facets=facets)
        if said is not None:
            dates, total, counts = said
            return Found(tuple(dates), total, counts, dates)
    return find_in_sql(session, wanted, now, home=home, facets=facets)


def count_offers(session: Session, wanted: OfferFilter, now: datetime) -> int:
    index = index_of(session, wanted)
    number = None if index is None else index.count(wanted, now)
    return count_in_sql(session, wanted, now) if number is None else number


def known_places(session: Session) -> list[Place]:
    """Every municipality, by name: a page has them to choose from, and needs no statement for it."""
    index = index_of(session, OfferFilter())
    there = None if index is None else index.places()
    return all_places(session) if there is None else there


def find_in_sql(
    session: Session,
    wanted: OfferFilter,
    now: datetime,
    *,
    home: Circle | None = None,
    facets: Collection[Facet] = tuple(Facet),
) -> Found:
    search = Search(wanted, now, matched_words(session, wanted.text))
    return Found(
        ids=_page_of_ids(session, search, wanted.around or home),
        total=_total(session, search),
        facets=_facets(session, search, facets),
    )


def drawn_by(
    session: Session, wanted: OfferFilter, now: datetime, likings: Mapping[str, Liking], *, draw: int, most: int
) -> dict[int, frozenset[str]]:
    """Some of the offers that match: of each liking and of all together about `most`, or all where there are no more.
    Each comes with the names of its likings. Of very many every `draw` gets others: two draws have the same of a
    liking, or nothing in common.
    """
    if (index := index_of(session, wanted)) is not None:
        said = index.drawn(wanted, now, likings, draw, most)
        if said is not None:
            return said
    return drawn_in_sql(session, wanted, now, likings, draw, most)


def drawn_in_sql(
    session: Session, wanted: OfferFilter, now: datetime, likings: Mapping[str, Liking], draw: int, most: int
) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = dict.fromkeys(_some_in_sql(session, wanted, now, draw, most), frozenset())
    for name, liking in likings.items():
        asked = [replace(wanted, text=f"{wanted.text} {word}".strip()) for word in liking.words]
        if liking.disciplines:
            asked.append(replace(wanted, disciplines=liking.disciplines))
        for question in asked:
            for offer_id in _some_in_sql(session, question, now, draw, most):
                found[offer_id] = found.get(offer_id, frozenset()) | {name}
    return found


def _some_in_sql(session: Session, wanted: OfferFilter, now: datetime, draw: int, most: int) -> tuple[int, ...]:
    parts = max(1, ceil(count_in_sql(session, wanted, now) / most))
    return find_in_sql(session, replace(wanted, start=draw % parts * most, limit=most), now, facets=()).ids


def count_in_sql(session: Session, wanted: OfferFilter, now: datetime) -> int:
    return _total(session, Search(wanted, now, matched_words(session, wanted.text)))


def _total(session: Session, search: Search) -> int:
    number: int = session.execute(search.offers(search.dates())(select(func.count()))).scalar_one()
    return number


def _page_of_ids(session: Session, search: Search, origin: Circle | None) -> tuple[int, ...]:
    dates = search.dates()
    wanted = search.wanted
    order: list[Any] = [dates.c.first.asc().nulls_last(), Offer.id]
    if wanted.order is Sort.TITLE:
        order.insert(0, by_alphabet(Offer.title))
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


def _facets(session: Session, search: Search, wanted: Collection[Facet]) -> Facets:
    """Counts per choice, each facet without its own filter, in one statement.

    Of `access` and `fits`, where choices narrow instead of widen, a count says what remains with that choice added.
    """
    facets: Facets = {facet.value: {} for facet in Facet if facet in wanted}
    plain = search.dates()
    selects = [one for facet in Facet if facet in wanted for one in _counts(search, facet, plain)]
    if selects:
        for name, value, number in session.execute(union_all(*selects)):
            if number:
                facets[name][f"{value[:4]}-{value[4:6]}" if name == Facet.MONTHS else value] = number
    return facets


def _counts(search: Search, facet: Facet, plain: CTE) -> list[AnySelect]:
    if facet is Facet.ACCESS:
        counted = ((access, search.offers(plain)(_counted(facet, literal(access.value)))) for access in Access)
        return [rows.where(has_access(access)) for access, rows in counted]
    if facet is Facet.FITS:
        return [search.offers(search.dates(fit=fit))(_counted(facet, literal(fit.value))) for fit in Fit]
    if facet is Facet.MONTHS:
        return [_months(search)]
    # By its name: PostgreSQL takes the same expression with other parameters for another one.
    return [_valued(search, facet, plain).group_by("value")]


PLAIN_FACETS = {Facet.DISCIPLINES: Offer.discipline, Facet.KINDS: Offer.kind, Facet.MODE: Offer.mode}
"""Facets whose value stands in the row of the offer."""


def _valued(search: Search, facet: Facet, plain: CTE) -> AnySelect:
    """A row for each value of each offer."""

    def offers(value: ColumnElement[Any]) -> AnySelect:
        return search.offers(plain, facet.value)(_counted(facet, value))

    match facet:
        case Facet.REGIONS:
            places, codes = places_of_offers()
            rows = offers(codes.c.code).join(places, places.c.offer_id == Offer.id)
            return rows.join(codes, codes.c.nis == places.c.nis)
        case Facet.LEVELS:
            return offers(_as_text(OfferLevel.level)).join(OfferLevel, OfferLevel.offer_id == Offer.id)
        case Facet.LANGUAGES:
            named = func.coalesce(OfferLanguage.language, DUTCH)
            return offers(named).outerjoin(OfferLanguage, OfferLanguage.offer_id == Offer.id)
        case Facet.PRICES:
            return offers(price_band(search.wanted))
        case _:
            return offers(_as_text(PLAIN_FACETS[facet]))


def _months(search: Search) -> AnySelect:
    """Offers per month: those with a date in it, and those "in overleg" that can still be agreed on in it."""
    conditions = performance_conditions(search.wanted, search.now)
    conditions.pop("months", None)
    # 202701: a number that both databases write alike.
    number = extract("year", Performance.day) * 100 + extract("month", Performance.day)
    offers = search.offers(search.dates("months"), "months")
    pairs = [
        offers(select(Offer.id.label("offer_id"), _as_text(number).label("value")))
        .join(Performance, Performance.offer_id == Offer.id)
        .where(*conditions.values())
    ]
    if table := _months_to_agree(search):
        months = day_table("months_to_agree", table)
        pairs.append(
            offers(select(Offer.id, months.c.value)).join(months, can_be_agreed_in(months, search.holidays_only))
        )
    found = union(*pairs).subquery("in_month")
    count = select(literal(Facet.MONTHS.value).label("facet"), found.c.value, func.count().label("number"))
    return count.group_by(found.c.value)


def _months_to_agree(search: Search) -> list[tuple[str, Days]]:
    """What the question leaves of each month in which a date can be agreed."""
    return [
        (f"{month.year:04d}{month.month:02d}", days)
        for month in months_to_agree(search.today)
        for days in asked_days(replace(search.wanted, months=frozenset({month})), search.today)
    ]


def _counted(facet: Facet, value: ColumnElement[Any]) -> AnySelect:
    # Distinct: an offer that travels takes place in many municipalities of one province.
    number = func.count(Offer.id.distinct()) if facet is Facet.REGIONS else func.count()
    return select(literal(facet.value).label("facet"), value.label("value"), number.label("number"))


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
    languages: tuple[str, ...]
    """Codes of two letters; Dutch alone where the offer names none."""
    works_in: tuple[str, ...]
    """The working region of an offer that travels, as codes of regions; empty: it takes place in its house."""
    access: tuple[str, ...]
    by_agreement: bool
    available_from: date | None
    """First and last day on which a date can be agreed, like `available_to`."""
    available_to: date | None
    dates: int
    first: datetime | None
    most_left: int | None
    """Most places left in one performance; None where the date is agreed with the school."""
    pack_id: str | None


def offer_cards(
    session: Session,
    ids: Sequence[int],
    wanted: OfferFilter,
    now: datetime,
    *,
    home: Circle | None = None,
    dates: Mapping[int, Dates] | None = None,
) -> list[OfferCard]:
    """Cards in the order of `ids`; two statements however many there are, or one where `dates` are known."""
    if not ids:
        return []
    rows = session.execute(_CARD_FACTS, {"ids": ids}).all()
    origin = wanted.around or home
    if dates is None:
        dates = dates_in_sql(session, ids, wanted, now)
    cards = {row.id: _card(row, dates.get(row.id, NO_DATES), origin) for row in rows}
    return [cards[offer_id] for offer_id in ids if offer_id in cards]


def _as_stored(value: InstrumentedAttribute[Any]) -> Any:
    """A word as the database has it: a card needs no enum, and 24 cards have a hundred."""
    return type_coerce(value, String).label(value.key)


def _in_one(name: str, owner: InstrumentedAttribute[int], value: InstrumentedAttribute[Any]) -> Any:
    """All values of an offer with commas between, in no order: a statement more costs more than its rows do."""
    joined = select(func.aggregate_strings(type_coerce(value, String), ",")).where(owner == Offer.id)
    return joined.correlate(Offer).scalar_subquery().label(name)


_LISTS = (
    _in_one("levels", OfferLevel.offer_id, OfferLevel.level),
    _in_one("languages", OfferLanguage.offer_id, OfferLanguage.language),
    _in_one("works_in", OfferRegion.offer_id, OfferRegion.region),
)

_CARD_FACTS = (
    select(
        Offer.id,
        Offer.slug,
        Offer.title,
        Offer.short,
        _as_stored(Offer.kind),
        _as_stored(Offer.discipline),
        _as_stored(Offer.mode),
        Offer.picture,
        Offer.picture_alt,
        Offer.age_from,
        Offer.age_to,
        Offer.duration_min,
        Offer.price_cents,
        _as_stored(Offer.price_unit),
        Offer.wheelchair,
        Offer.low_stimulus,
        Offer.interpreter,
        Offer.audio_description,
        Offer.by_agreement,
        Offer.available_from,
        Offer.available_to,
        Company.name.label("company"),
        Production.pack_id,
        Centre.name.label("centre"),
        Municipality.name_nl.label("municipality"),
        Municipality.nis,
        _as_stored(Municipality.province),
        Municipality.latitude,
        Municipality.longitude,
        *_LISTS,
    )
    .join(Centre, Centre.id == Offer.centre_id)
    .join(Municipality, Municipality.nis == Centre.nis)
    .outerjoin(Production, Production.id == Offer.production_id)
    .outerjoin(Company, Company.id == Production.company_id)
    .where(Offer.id.in_(bindparam("ids", expanding=True)))
)
"""Columns and no objects, and made once: what the ORM adds to 24 cards costs more than the database."""


def dates_in_sql(session: Session, ids: Sequence[int], wanted: OfferFilter, now: datetime) -> dict[int, Dates]:
    """Of each offer that has any: how many performances match, the first of them, and the most places left in one."""
    conditions = performance_conditions(wanted, now)
    # Without the places filter: a card that says "volzet" has to know of the full performances too.
    conditions.pop("seats", None)
    rows = session.execute(
        select(
            Performance.offer_id,
            func.count(),
            func.min(Performance.starts_at),
            func.max(Performance.capacity - Performance.seats_taken),
        )
        .where(Performance.offer_id.in_(ids), *conditions.values())
        .group_by(Performance.offer_id)
    )
    return {offer_id: (number, first, most_left) for offer_id, number, first, most_left in rows}


@dataclass(frozen=True)
class OfferLists:
    """What an offer has several of: levels (youngest first), languages, codes of its working region."""

    levels: tuple[str, ...] = ()
    languages: tuple[str, ...] = (DUTCH,)
    works_in: tuple[str, ...] = ()


_YOUNGEST_FIRST = {level.value: place for place, level in enumerate(ClassLevel)}


@lru_cache(maxsize=2_048)
def _lists(levels: str | None, languages: str | None, works_in: str | None) -> OfferLists:
    """Read from `_LISTS`; most offers have the same few as others."""
    return OfferLists(
        levels=tuple(sorted(levels.split(","), key=_YOUNGEST_FIRST.__getitem__)) if levels else (),
        languages=tuple(sorted(languages.split(","))) if languages else (DUTCH,),
        works_in=tuple(sorted(works_in.split(","))) if works_in else (),
    )


def _card(row: Any, dates: Dates, origin: Circle | None) -> OfferCard:
    number, first, most_left = dates
    lists = _lists(row.levels, row.languages, row.works_in)
    return OfferCard(
        id=row.id,
        slug=row.slug,
        title=row.title,
        short=row.short,
        kind=row.kind,
        discipline=row.discipline,
        mode=row.mode,
        company=row.company,
        centre=row.centre,
        municipality=row.municipality,
        nis=row.nis,
        province=row.province,
        km=_km(origin, row),
        picture=row.picture,
        picture_alt=row.picture_alt,
        age_from=row.age_from,
        age_to=row.age_to,
        duration_min=row.duration_min,
        price_cents=row.price_cents,
        price_unit=row.price_unit,
        levels=lists.levels,
        languages=lists.languages,
        works_in=lists.works_in,
        access=access_of(row),
        by_agreement=row.by_agreement,
        available_from=row.available_from,
        available_to=row.available_to,
        dates=number,
        first=first,
        most_left=most_left,
        pack_id=row.pack_id,
    )


def _km(origin: Circle | None, town: Any) -> float | None:
    if origin is None:
        return None
    return distance_km(origin.latitude, origin.longitude, town.latitude, town.longitude)


def access_of(offer: Any) -> tuple[str, ...]:
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
    is_agreed: bool
    """Agreed with the school of who asks, and seen by nobody else."""

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
    languages: tuple[str, ...]
    works_in: tuple[str, ...]
    """The working region of an offer that travels, as codes of regions."""

    @property
    def is_by_agreement(self) -> bool:
        """School and house agree on a date."""
        return self.offer.by_agreement


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


def offer_page(
    session: Session, key: str, now: datetime, *, home: Circle | None = None, schools: Collection[int] = ()
) -> OfferPage:
    """The page of an offer by its slug or id, with its coming performances, soonest first.

    A date that was agreed with one of `schools`, those of who asks, is among them; nobody else sees it.

    Raises:
        OfferUnknown: see `published_offer`.
    """
    return page_of(session, published_offer(session, key), now, home=home, schools=schools)


def page_of(
    session: Session, offer: Offer, now: datetime, *, home: Circle | None = None, schools: Collection[int] = ()
) -> OfferPage:
    """The page of this very offer, whatever its state: its house looks at a draft as teachers will see it."""
    centre, town, production, company, *lists = session.execute(
        select(Centre, Municipality, Production, Company, *_LISTS)
        .select_from(Offer)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == Offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .where(Offer.id == offer.id)
    ).one()
    known = _lists(*lists)
    return OfferPage(
        offer=offer,
        centre=centre,
        municipality=town.name_nl,
        km=_km(home, town),
        company=company,
        production=production,
        levels=known.levels,
        access=access_of(offer),
        performances=tuple(_lines(session, Performance.offer_id == offer.id, now, schools)),
        languages=known.languages,
        works_in=known.works_in,
    )


def performance_line(
    session: Session, performance_id: int, now: datetime, *, schools: Collection[int] = ()
) -> tuple[PerformanceLine, Offer]:
    """A coming performance of a published offer, and that offer.

    Raises:
        PerformanceUnknown: there is none, it lies in the past, or it was agreed with none of `schools`.
    """
    found = _lines(session, Performance.id == performance_id, now, schools) if performance_id <= ID_MAX else []
    offer = session.scalar(
        select(Offer)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id.in_([line.id for line in found]), Offer.state == OfferState.PUBLISHED)
    )
    if offer is None:
        raise PerformanceUnknown(performance_id)
    return found[0], offer


def _lines(
    session: Session, which: ColumnElement[bool], now: datetime, schools: Collection[int]
) -> list[PerformanceLine]:
    theirs = Performance.agreed_with_id
    open_to_them = or_(theirs.is_(None), theirs.in_(sorted(schools)) if schools else false())
    rows = session.execute(
        select(Performance, Venue.name, Venue.wheelchair_places)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .where(which, open_to_them, Performance.starts_at > now)
        .order_by(Performance.starts_at, Performance.id)
    )
    return [_line(row.Performance, row.name, row.wheelchair_places or 0, now) for row in rows]


def _line(performance: Performance, venue: str | None, wheelchair_places: int, now: datetime) -> PerformanceLine:
    left = performance.capacity - performance.seats_taken
    if performance.state is PerformanceState.CANCELLED:
        status = "cancelled"
    elif performance.closes_at <= now:
        # Also where it is sold out: nobody can wait for a place any more.
        status = "closed"
    elif left <= 0:
        status = "sold-out"
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
        is_agreed=performance.agreed_with_id is not None,
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
    if (index := index_of(session, wanted)) is not None:
        said = index.nearest_outside(wanted, now)
        if said is not None:
            return next((Nearby(*one) for one in said), None)
    return nearest_in_sql(session, wanted, circle, now)


def nearest_in_sql(session: Session, wanted: OfferFilter, circle: Circle, now: datetime) -> Nearby | None:
    search = Search(wanted, now, matched_words(session, wanted.text))
    dates = search.dates()
    far = square_distance(circle.latitude, circle.longitude)
    row = session.execute(
        search.offers(dates, "place")(
            select(Municipality.name_nl, Municipality.latitude, Municipality.longitude, func.count().label("offers"))
        )
        # Who travels comes to the school or doesn't; where its house lies says nothing.
        .where(not_(travels()))
        .group_by(Municipality.nis, Municipality.name_nl, Municipality.latitude, Municipality.longitude)
        .order_by(far)
        .limit(1)
    ).first()
    if row is None:
        return None
    return Nearby(
        row.name_nl, distance_km(circle.latitude, circle.longitude, row.latitude, row.longitude), row.offers
    )
