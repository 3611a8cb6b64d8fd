"""All that a house says of an offer, as one frozen value: read from the tables, compared, written back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLanguage,
    OfferLevel,
    OfferMode,
    OfferQuestion,
    OfferRegion,
    OfferTariff,
    OfferTranslation,
    PriceUnit,
)


@dataclass(frozen=True)
class OfferFacts:
    """What stands in the form of an offer. `open_fields` names numbers that a draft leaves open."""

    title: str
    short: str = ""
    description: str = ""
    before_text: str = ""
    after_text: str = ""
    content_notes: str = ""
    kind: OfferKind = OfferKind.PERFORMANCE
    discipline: Discipline = Discipline.THEATRE
    mode: OfferMode = OfferMode.ON_SITE
    levels: tuple[str, ...] = ()
    age_from: int = 0
    age_to: int = 0
    duration_min: int = 0
    language: str = "spoken"
    languages: tuple[str, ...] = ()
    performance_mode: str = "standard"
    price_cents: int = 0
    price_unit: PriceUnit = PriceUnit.PUPIL
    tariffs: tuple[tuple[str, int], ...] = ()
    """Name and cents."""
    pupils_per_free_companion: int = 15
    max_seats_per_school: int | None = None
    wheelchair: bool = False
    low_stimulus: bool = False
    interpreter: bool = False
    audio_description: bool = False
    regions: tuple[str, ...] = ()
    by_agreement: bool = False
    available_from: date | None = None
    available_to: date | None = None
    questions: tuple[tuple[str, str], ...] = ()
    """Question and answer."""
    translations: tuple[tuple[str, str, str, str], ...] = ()
    """Language, title, one sentence, description; only the languages of `TRANSLATED`."""
    open_fields: tuple[str, ...] = ()


TRANSLATED = ("fr", "en", "de", "es", "it", "ar", "tr", "uk")
"""What a house can write itself; a translation into another language, by an import, is left as it is."""
LISTS = ("levels", "languages", "regions", "tariffs", "questions", "translations", "open_fields")
COLUMNS = tuple(field.name for field in fields(OfferFacts) if field.name not in LISTS)


def facts_of(session: Session, offer: Offer) -> OfferFacts:
    """What the tables say of an offer now."""

    def column(of: Any, order: Any) -> tuple[Any, ...]:
        return tuple(session.scalars(select(of).where(order.class_.offer_id == offer.id).order_by(order)))

    tariffs = session.execute(
        select(OfferTariff.name, OfferTariff.price_cents)
        .where(OfferTariff.offer_id == offer.id)
        .order_by(OfferTariff.id)
    )
    questions = session.execute(
        select(OfferQuestion.question, OfferQuestion.answer)
        .where(OfferQuestion.offer_id == offer.id)
        .order_by(OfferQuestion.position)
    )
    translated = session.execute(
        select(
            OfferTranslation.language, OfferTranslation.title, OfferTranslation.short, OfferTranslation.description
        )
        .where(OfferTranslation.offer_id == offer.id, OfferTranslation.language.in_(TRANSLATED))
        .order_by(OfferTranslation.language)
    )
    levels = {str(level) for level in column(OfferLevel.level, OfferLevel.level)}
    return OfferFacts(
        **{name: getattr(offer, name) for name in COLUMNS},
        levels=tuple(level.value for level in ClassLevel if level in levels),
        languages=column(OfferLanguage.language, OfferLanguage.language),
        regions=column(OfferRegion.region, OfferRegion.region),
        tariffs=tuple((row.name, row.price_cents) for row in tariffs),
        questions=tuple((row.question, row.answer) for row in questions),
        translations=tuple((row.language, row.title, row.short, row.description) for row in translated),
        open_fields=tuple(offer.open_fields.split()),
    )


def write_facts(session: Session, offer: Offer, before: OfferFacts, after: OfferFacts) -> None:
    """Bring the tables from one to the other. Flushes."""
    for name in COLUMNS:
        if getattr(before, name) != getattr(after, name):
            setattr(offer, name, getattr(after, name))
    offer.open_fields = " ".join(after.open_fields)
    session.flush()
    if before.levels != after.levels:
        _anew(session, offer.id, [OfferLevel(level=ClassLevel(level)) for level in after.levels], OfferLevel)
    if before.languages != after.languages:
        _anew(session, offer.id, [OfferLanguage(language=code) for code in after.languages], OfferLanguage)
    if before.regions != after.regions:
        _anew(session, offer.id, [OfferRegion(region=code) for code in after.regions], OfferRegion)
    if before.tariffs != after.tariffs:
        rows = [OfferTariff(name=name, price_cents=cents) for name, cents in after.tariffs]
        _anew(session, offer.id, rows, OfferTariff)
    if before.questions != after.questions:
        asked = [
            OfferQuestion(position=place, question=question, answer=answer)
            for place, (question, answer) in enumerate(after.questions)
        ]
        _anew(session, offer.id, asked, OfferQuestion)
    if before.translations != after.translations:
        texts = [
            OfferTranslation(language=language, title=title, short=short, description=description)
            for language, title, short, description in after.translations
        ]
        _anew(session, offer.id, texts, OfferTranslation, OfferTranslation.language.in_(TRANSLATED))


def _anew(session: Session, offer_id: int, rows: list[Any], table: Any, *which: Any) -> None:
    gone = delete(table).where(table.offer_id == offer_id, *which)
    session.execute(gone.execution_options(synchronize_session="fetch"))
    for row in rows:
        row.offer_id = offer_id
    session.add_all(rows)
    session.flush()


def as_json(facts: OfferFacts) -> dict[str, Any]:
    """The facts as the history keeps them: numbers, words and lists. What a draft leaves open is None."""
    told = {name: _plain(value) for name, value in asdict(facts).items()}
    hollow = {*facts.open_fields, *(("age_to",) if "age_from" in facts.open_fields else ())}
    return told | dict.fromkeys(hollow)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [list(one) if isinstance(one, tuple) else one for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def with_json(facts: OfferFacts, told: Mapping[str, Any]) -> OfferFacts:
    """The facts with some fields as the history tells them; what it tells of other things is left out."""
    return replace(facts, **{name: _read(name, value) for name, value in told.items() if name in READERS})


def _read(name: str, value: Any) -> Any:
    """A value out of the history; where it was open, the stand-in that the columns hold."""
    return getattr(OfferFacts, name, None) if value is None else READERS[name](value)


def _pairs(value: Any) -> tuple[tuple[Any, Any], ...]:
    # An import writes their place down before them.
    return tuple((one[-2], one[-1]) for one in value)


def _translations(value: Any) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((one[0], one[1], one[2], one[3]) for one in value if one[0] in TRANSLATED)


READERS: dict[str, Any] = (
    {field.name: lambda value: value for field in fields(OfferFacts)}
    | dict.fromkeys(LISTS, tuple)
    | {"kind": OfferKind, "discipline": Discipline, "mode": OfferMode, "price_unit": PriceUnit}
    | {"tariffs": _pairs, "questions": _pairs, "translations": _translations}
    | dict.fromkeys(("available_from", "available_to"), date.fromisoformat)
)
