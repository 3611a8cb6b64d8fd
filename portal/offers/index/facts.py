"""What the index needs to know of offers, read with a few statements for many at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, String, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from portal.accounts.models import Centre
from portal.offers.conditions import by_alphabet
from portal.offers.filter import SEATS_MAX, Access
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferRegion,
    OfferState,
    OfferWord,
    Performance,
    PerformanceState,
    PriceUnit,
)
from portal.places.models import Municipality

CHUNK = 4_000
"""Offers read at a time: what lies in memory between the database and the index stays small."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST_DAY = date(2000, 1, 1).toordinal()
DAY_BITS = 16
LEFT_BITS = SEATS_MAX.bit_length()
LEFT_MAX = (1 << LEFT_BITS) - 1
"""Nobody can ask for more places than `SEATS_MAX`, so no question tells more than this apart."""


@dataclass(frozen=True)
class Town:
    nis: str
    name: str
    province: str
    region: str
    latitude: float
    longitude: float


@dataclass(slots=True)
class Date:
    """A planned performance."""

    id: int
    starts: int
    day: int
    left: int
    in_school_hours: bool


@dataclass(slots=True)
class Facts:
    """An offer, as far as somebody can search by it."""

    id: int
    is_published: bool
    kind: str
    discipline: str
    mode: str
    nis: str
    title: str
    """As the database sorts it."""
    age_from: int
    age_to: int
    price_cents: int
    is_group_price: bool
    access: tuple[str, ...]
    by_agreement: bool
    available: tuple[date | None, date | None]
    levels: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)


Words = Sequence[tuple[int, str, str, int]]
"""Offer, word, stem and weight: four million of them at 100 000 offers, so they stay as the driver gives them."""


def moment(at: datetime) -> int:
    """Microseconds since 1970: a moment that an array can hold."""
    return (at - EPOCH) // MICROSECOND


def day_number(day: date) -> int:
    return min(max(day.toordinal() - FIRST_DAY, 0), (1 << DAY_BITS) - 1)


def at_moment(moment: int) -> datetime:
    return EPOCH + timedelta(microseconds=moment)


def towns(connection: Connection) -> dict[str, Town]:
    rows = connection.execute(
        select(
            Municipality.nis,
            Municipality.name_nl,
            type_coerce(Municipality.province, String),
            type_coerce(Municipality.region, String),
            Municipality.latitude,
            Municipality.longitude,
        )
    )
    return {row[0]: Town(*row) for row in rows}


def all_facts(connection: Connection, since: datetime) -> Iterator[tuple[list[Facts], Words]]:
    """Every offer, in chunks; of performances only those that start after `since`."""
    last = 0
    while True:
        found = _offers(connection, [Offer.id > last], CHUNK)
        if not found:
            return
        first, last = found[0].id, found[-1].id
        yield found, _complete(connection, found, lambda column, a=first, b=last: column.between(a, b), since)


def facts_of(connection: Connection, ids: Iterable[int], since: datetime) -> Iterator[tuple[list[Facts], Words]]:
    """Those of the offers that there are, in chunks."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        chunk = _offers(connection, [Offer.id.in_(some)], CHUNK)
        yield chunk, _complete(connection, chunk, lambda column, some=some: column.in_(some), since)


def places_of(connection: Connection, performances: Sequence[int]) -> dict[int, int]:
    """Places left in performances."""
    found: dict[int, int] = {}
    for start in range(0, len(performances), CHUNK):
        rows = connection.execute(
            select(Performance.id, Performance.capacity - Performance.seats_taken).where(
                Performance.id.in_(performances[start : start + CHUNK])
            )
        )
        found.update((performance_id, left) for performance_id, left in rows)
    return found


def capacities(connection: Connection, since: datetime) -> dict[int, int]:
    """How many offers have so many performances to come, for laying out the bits."""
    each = (
        select(func.count(Performance.id).label("dates"))
        .select_from(Offer)
        .outerjoin(Performance, (Performance.offer_id == Offer.id) & _to_come(since))
        .group_by(Offer.id)
        .subquery()
    )
    rows = connection.execute(select(each.c.dates, func.count()).group_by(each.c.dates))
    return {dates: number for dates, number in rows}  # noqa: C416 - a row is no pair to mypy.


def _to_come(since: datetime) -> Any:
    return (
        (Performance.state == PerformanceState.PLANNED)
        & (Performance.starts_at > since)
        & (func.coalesce(Performance.agreed_with_id, 0) == 0)
    )


ACCESS: tuple[tuple[str, InstrumentedAttribute[bool]], ...] = (
    (Access.WHEELCHAIR.value, Offer.wheelchair),
    (Access.LOW_STIMULUS.value, Offer.low_stimulus),
    (Access.INTERPRETER.value, Offer.interpreter),
    (Access.AUDIO_DESCRIPTION.value, Offer.audio_description),
)


def _offers(connection: Connection, where: Sequence[Any], limit: int) -> list[Facts]:
    rows = connection.execute(
        select(
            Offer.id,
            Offer.state,
            type_coerce(Offer.kind, String),
            type_coerce(Offer.discipline, String),
            type_coerce(Offer.mode, String),
            Centre.nis,
            by_alphabet(Offer.title),
            Offer.age_from,
            Offer.age_to,
            Offer.price_cents,
            Offer.price_unit,
            Offer.by_agreement,
            Offer.available_from,
            Offer.available_to,
            *(column for _name, column in ACCESS),
        )
        .join(Centre, Centre.id == Offer.centre_id)
        .where(*where)
        .order_by(Offer.id)
        .limit(limit)
    )
    return [_facts(row) for row in rows]


def _facts(row: Any) -> Facts:
    (
        number,
        state,
        kind,
        discipline,
        mode,
        nis,
        title,
        age_from,
        age_to,
        price,
        unit,
        agreed,
        first,
        last,
        *on,
    ) = row
    return Facts(
        id=number,
        is_published=state is OfferState.PUBLISHED,
        kind=kind,
        discipline=discipline,
        mode=mode,
        nis=nis,
        title=title,
        age_from=age_from,
        age_to=age_to,
        price_cents=price,
        is_group_price=unit is PriceUnit.GROUP,
        access=tuple(name for (name, _column), there in zip(ACCESS, on, strict=True) if there),
        by_agreement=agreed,
        available=(first, last),
    )


def _complete(connection: Connection, offers: list[Facts], chosen: Any, since: datetime) -> Words:
    """Adds what offers have several of; gives their words."""
    by_id = {facts.id: facts for facts in offers}

    def each(query: Any) -> Iterator[tuple[Facts, Any]]:
        # A row that came after its offer was looked for is in the log, and read again.
        return ((by_id[row[0]], row) for row in connection.execute(query).all() if row[0] in by_id)

    level = type_coerce(OfferLevel.level, String)
    for facts, row in each(select(OfferLevel.offer_id, level).where(chosen(OfferLevel.offer_id))):
        facts.levels.append(row[1])
    language = OfferLanguage.language
    for facts, row in each(select(OfferLanguage.offer_id, language).where(chosen(OfferLanguage.offer_id))):
        facts.languages.append(row[1])
    for facts, row in each(select(OfferRegion.offer_id, OfferRegion.region).where(chosen(OfferRegion.offer_id))):
        facts.regions.append(row[1])
    dates = (
        select(
            Performance.offer_id,
            Performance.id,
            Performance.starts_at,
            Performance.day,
            Performance.capacity - Performance.seats_taken,
            Performance.in_school_hours,
        )
        .where(chosen(Performance.offer_id), _to_come(since))
        .order_by(Performance.starts_at)
    )
    for facts, row in each(dates):
        _offer_id, number, starts, day, left, in_hours = row
        facts.dates.append(Date(number, moment(starts), day_number(day), left, in_hours))
    words = select(OfferWord.offer_id, OfferWord.word, OfferWord.stem, OfferWord.weight)
    return _as_driven(connection, words.where(chosen(OfferWord.offer_id)))


def _as_driven(connection: Connection, query: Any) -> list[Any]:
    """Rows as the driver has them, for columns that need no reading: a third of the time."""
    result = connection.execute(query)
    rows = list(result.cursor.fetchall()) if result.cursor is not None else []
    result.close()
    return rows
