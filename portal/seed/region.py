"""Writes a made-up season of any size over the real municipalities, the same for the same numbers and day.

Nothing is booked: the places taken are the sum of a ledger, and there is none for these.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any, cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from portal.accounts.models import LEVEL_AGES, Centre, ClassLevel, Company
from portal.clock import BRUSSELS
from portal.db import write_transaction
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
    PriceUnit,
    Production,
    Venue,
)
from portal.offers.service import reindex_all
from portal.places.models import Municipality
from portal.places.school_calendar import fits_school_hours, school_days
from portal.places.service import load_municipalities
from portal.seed import words

Progress = Callable[[int], None]
"""Told how many offers there are so far."""

CHUNK = 1_000
"""Offers a transaction: others can book in between."""
FIRST_DAY, LAST_DAY = 10, 310
HOURS = (time(9), time(10, 30), time(10, 30), time(13, 30), time(13, 30), time(14), time(20))
CAPACITIES = (25, 40, 60, 90, 120, 180, 250, 400, 700)
PRICES = (0, 300, 400, 500, 550, 600, 650, 700, 750, 800, 850, 900, 1000, 1200, 1500)
DATES = (1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 8, 10, 12)
"""How many dates an offer has: five on average."""


class AlreadySeeded(Exception):
    """The houses of this seed are there already."""


@dataclass(frozen=True)
class House:
    id: int
    nis: str
    province: str
    region: str
    halls: tuple[tuple[int, int], ...]
    """Id and seats."""


@dataclass(frozen=True)
class Show:
    production_id: int
    title: str
    short: str
    description: str
    discipline: Discipline
    levels: tuple[ClassLevel, ...]
    duration_min: int


def seed_region(session: Session, offers: int, seed: int, *, now: datetime, progress: Progress) -> int:
    """Write `offers` offers with about five times as many performances; gives how many performances. Commits.

    Raises:
        AlreadySeeded: this seed was sown before.
    """
    chance = Random(seed)  # noqa: S311 - a season, no secret.
    with write_transaction(session):
        load_municipalities(session)
        houses = _add_houses(session, chance, seed, max(3, min(900, offers // 60)))
        shows = _add_shows(session, chance, seed, max(3, offers // 4), now)
    days = tuple(school_days(now.date() + timedelta(days=FIRST_DAY), now.date() + timedelta(days=LAST_DAY)))
    written = 0
    for first in range(0, offers, CHUNK):
        with write_transaction(session):
            written += _add_offers(
                session, chance, seed, range(first, min(first + CHUNK, offers)), houses, shows, days, now
            )
        progress(min(first + CHUNK, offers))
    return written


def _write(session: Session, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Rows into a table, and their ids in the same order."""
    table = cast(Table, model.__table__)
    found = session.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    return list(found.scalars())


def _add_houses(session: Session, chance: Random, seed: int, number: int) -> list[House]:
    if session.scalar(select(func.count()).where(Centre.slug.startswith(f"zaai-{seed}-"))):
        raise AlreadySeeded
    towns = session.execute(
        select(Municipality.nis, Municipality.province, Municipality.region, Municipality.inhabitants).order_by(
            Municipality.nis
        )
    ).all()
    weights = list(accumulate(town.inhabitants for town in towns))
    chosen = [towns[bisect_left(weights, chance.randrange(1, weights[-1] + 1))] for _ in range(number)]
    ids = _write(
        session,
        Centre,
        [
            {
                "slug": f"zaai-{seed}-huis-{place}",
                "name": words.house(chance),
                "nis": town.nis,
                "street": f"Kerkstraat {chance.randint(1, 120)}",
                "postal_code": "",
                "email": f"scholen@zaai-{seed}-huis-{place}.example",
                "phone": "",
                "about": "",
                "how_to_arrive": "",
                "arrive_minutes_early": 15,
            }
            for place, town in enumerate(chosen)
        ],
    )
    halls: list[dict[str, Any]] = [
        {"centre_id": centre, "name": words.HALLS[place], "seats": chance.choice(CAPACITIES), "wheelchair_places": 4}
        for centre in ids
        for place in range(chance.randint(1, 3))
    ]
    of_centre: dict[int, list[tuple[int, int]]] = {}
    for hall_id, hall in zip(_write(session, Venue, halls), halls, strict=True):
        of_centre.setdefault(hall["centre_id"], []).append((hall_id, hall["seats"]))
    return [
        House(centre, town.nis, town.province.value, town.region.value, tuple(of_centre[centre]))
        for centre, town in zip(ids, chosen, strict=True)
    ]


def _add_shows(session: Session, chance: Random, seed: int, number: int, now: datetime) -> list[Show]:
    companies = _write(
        session,
        Company,
        [
            {"slug": f"zaai-{seed}-gezelschap-{place}", "name": words.maker(chance), "about": ""}
            for place in range(max(2, number // 20))
        ],
    )
    texts = [(words.title(chance), words.short(chance), words.description(chance)) for _ in range(number)]
    productions = _write(
        session,
        Production,
        [
            {
                "slug": f"zaai-{seed}-stuk-{place}",
                "company_id": chance.choice(companies),
                "title": title,
                "kind": OfferKind.PERFORMANCE,
                "short": short,
                "description": description,
                "before_text": "",
                "after_text": "",
                "content_notes": "",
                "language": "spoken",
                "performance_mode": "standard",
                "is_shared": True,
                "updated_at": now,
            }
            for place, (title, short, description) in enumerate(texts)
        ],
    )
    return [_show(chance, production, *text) for production, text in zip(productions, texts, strict=True)]


def _show(chance: Random, production_id: int, title: str, short: str, description: str) -> Show:
    levels = list(ClassLevel)
    first = chance.randrange(7)
    chosen = {*levels[first : first + chance.randint(1, 3)]}
    if chance.random() < 0.1:
        chosen.add(chance.choice(levels[7:]))
    ordered = tuple(level for level in levels if level in chosen)
    return Show(
        production_id,
        title,
        short,
        description,
        chance.choice(list(Discipline)),
        ordered,
        chance.choice((40, 50, 60, 75)),
    )


def _add_offers(
    session: Session,
    chance: Random,
    seed: int,
    numbers: range,
    houses: Sequence[House],
    shows: Sequence[Show],
    days: Sequence[date],
    now: datetime,
) -> int:
    drawn = [(number, chance.choice(houses), chance.choice(shows)) for number in numbers]
    rows = [_offer(chance, seed, number, house, show, now) for number, house, show in drawn]
    ids = _write(session, Offer, rows)
    pairs = list(zip(ids, rows, drawn, strict=True))
    levels = [{"offer_id": o, "level": level} for o, _row, (_n, _h, show) in pairs for level in show.levels]
    session.execute(insert(cast(Table, OfferLevel.__table__)), levels)
    languages = [{"offer_id": o, "language": chance.choice(("fr", "en"))} for o in ids if chance.random() < 0.04]
    if languages:
        session.execute(insert(cast(Table, OfferLanguage.__table__)), languages)
    regions = [
        {"offer_id": o, "region": chance.choice((f"prv-{house.province}", f"reg-{house.region}", f"nis-{house.nis}"))}
        for o, row, (_n, house, _s) in pairs
        if row["mode"] is OfferMode.AT_SCHOOL
    ]
    if regions:
        session.execute(insert(cast(Table, OfferRegion.__table__)), regions)
    performances = [
        one
        for o, row, (_n, house, show) in pairs
        if not row["by_agreement"]
        for one in _performances(chance, o, house, show, days)
    ]
    session.execute(insert(cast(Table, Performance.__table__)), performances)
    reindex_all(session, ids)
    return len(performances)


def _offer(chance: Random, seed: int, number: int, house: House, show: Show, now: datetime) -> dict[str, Any]:
    kind = chance.choice((OfferKind.PERFORMANCE,) * 8 + (OfferKind.WORKSHOP, OfferKind.TOUR, OfferKind.FILM))
    by_agreement = chance.random() < 0.06
    at_school = by_agreement or chance.random() < 0.04
    grouped = kind is not OfferKind.PERFORMANCE and chance.random() < 0.5
    price = chance.choice(PRICES)
    return {
        "slug": f"zaai-{seed}-{number}",
        "centre_id": house.id,
        "production_id": show.production_id,
        "kind": kind,
        "discipline": show.discipline,
        "mode": OfferMode.AT_SCHOOL if at_school else OfferMode.ON_SITE,
        "state": OfferState.PUBLISHED,
        "title": show.title,
        "short": show.short,
        "description": show.description,
        "before_text": "",
        "after_text": "",
        "content_notes": "",
        "age_from": min(LEVEL_AGES[level][0] for level in show.levels),
        "age_to": max(LEVEL_AGES[level][1] for level in show.levels),
        "duration_min": show.duration_min,
        "language": chance.choice(("spoken", "spoken", "spoken", "little", "none")),
        "performance_mode": "standard",
        "price_cents": price * 20 if grouped else price,
        "price_unit": PriceUnit.GROUP if grouped else PriceUnit.PUPIL,
        "pupils_per_free_companion": 15,
        "wheelchair": chance.random() < 0.7,
        "low_stimulus": chance.random() < 0.1,
        "interpreter": chance.random() < 0.05,
        "audio_description": chance.random() < 0.03,
        "by_agreement": by_agreement,
        "open_fields": "",
        "picture": "",
        "picture_alt": "",
        "picture_credit": "",
        "created_at": now,
        "updated_at": now,
    }


def _performances(
    chance: Random, offer_id: int, house: House, show: Show, days: Sequence[date]
) -> list[dict[str, Any]]:
    hall, seats = chance.choice(house.halls)
    found = []
    for _ in range(chance.choice(DATES)):
        day = chance.choice(days)
        starts = datetime.combine(day, chance.choice(HOURS), BRUSSELS)
        ends = starts + timedelta(minutes=show.duration_min)
        found.append(
            {
                "offer_id": offer_id,
                "venue_id": hall,
                "starts_at": starts,
                "ends_at": ends,
                "day": day,
                "capacity": min(seats, chance.choice(CAPACITIES)),
                "seats_taken": 0,
                "closes_at": starts - timedelta(days=5),
                "in_school_hours": fits_school_hours(starts, ends),
                "state": "planned",
            }
        )
    return found
