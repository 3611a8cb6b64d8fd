"""The rows that hang on an offer, table by table: what a record says of them, and what is there."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.db import Base
from portal.offers.intake.records import Record
from portal.offers.models import (
    OfferLanguage,
    OfferLevel,
    OfferQuestion,
    OfferRegion,
    OfferTariff,
    OfferTranslation,
)

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    name: str
    """As the history of an offer calls it."""
    table: type[Base]
    columns: tuple[str, ...]
    told: Callable[[Record], list[Row]]


PARTS = (
    Part("levels", OfferLevel, ("level",), lambda r: [(level,) for level in r.levels]),
    Part("languages", OfferLanguage, ("language",), lambda r: [(one,) for one in r.languages]),
    Part("regions", OfferRegion, ("region",), lambda r: [(one,) for one in r.regions]),
    Part("tariffs", OfferTariff, ("name", "price_cents"), lambda r: list(r.tariffs)),
    Part(
        "questions",
        OfferQuestion,
        ("position", "question", "answer"),
        lambda r: [(place, *one) for place, one in enumerate(r.questions)],
    ),
    Part(
        "translations",
        OfferTranslation,
        ("language", "title", "short", "description"),
        lambda r: [(one.language, one.title, one.short, one.description) for one in r.translations],
    ),
)


class Parts:
    """The parts of the offers of one wave: compared one by one, written together."""

    def __init__(self, session: Session, offer_ids: Iterable[int]) -> None:
        """`offer_ids`: the offers that were there already; a new one has no parts yet."""
        self.session = session
        self.there: dict[str, dict[int, set[Row]]] = {part.name: defaultdict(set) for part in PARTS}
        self.gone: dict[str, list[int]] = {part.name: [] for part in PARTS}
        self.new: dict[str, list[dict[str, Any]]] = {part.name: [] for part in PARTS}
        wanted = list(offer_ids)
        for part in PARTS if wanted else ():
            table = part.table.__table__
            columns = [table.c[name] for name in part.columns]
            for offer_id, *row in session.execute(
                select(table.c.offer_id, *columns).where(table.c.offer_id.in_(wanted))
            ):
                self.there[part.name][offer_id].add(tuple(row))

    def set(self, offer_id: int, record: Record) -> dict[str, Any]:
        """Note what has to be written; gives what is different, before and after."""
        changes: dict[str, Any] = {}
        for part in PARTS:
            told, there = part.told(record), self.there[part.name].get(offer_id, set())
            if set(told) == there:
                continue
            if there:
                self.gone[part.name].append(offer_id)
            self.new[part.name] += [
                {"offer_id": offer_id} | dict(zip(part.columns, row, strict=True)) for row in told
            ]
            changes[part.name] = [_shown(there), _shown(told)]
        return changes

    def write(self) -> None:
        for part in PARTS:
            if gone := self.gone[part.name]:
                self.session.execute(delete(part.table).where(part.table.__table__.c.offer_id.in_(gone)))
            if new := self.new[part.name]:
                self.session.execute(insert(part.table), new)


def _shown(rows: Iterable[Row]) -> list[Any]:
    return sorted(row[0] if len(row) == 1 else list(row) for row in rows)
