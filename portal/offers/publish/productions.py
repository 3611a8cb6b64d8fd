"""A production, entered once by its company; houses programme it and stay linked.

What follows by itself: the texts, on every offer whose house left them as the company wrote them, because a
corrected sentence or a new content note should reach teachers today. What is proposed: title and facts (levels, ages,
duration, language), because schools have booked on those; the house takes them over with one click. A field that the
house wrote itself is never touched. No column keeps score of this: it follows from comparing what stands there with
what the company wrote before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel, Company
from portal.errors import Refusal
from portal.offers.history import Author, ChangeKind, Via, note_down
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferPhoto,
    OfferState,
    Production,
    ProductionLevel,
    ProductionPhoto,
)
from portal.offers.publish.errors import EditedMeanwhile
from portal.offers.publish.facts import OfferFacts, facts_of
from portal.offers.publish.service import create_draft, rewrite
from portal.offers.service import reindex_all
from portal.offers.slugs import free_slug
from portal.offers.text import fold

TEXTS = ("short", "description", "before_text", "after_text", "content_notes")
"""What follows by itself."""
PROPOSED = (
    "title",
    "kind",
    "discipline",
    "levels",
    "age_from",
    "age_to",
    "duration_min",
    "language",
    "performance_mode",
)
"""What the house takes over with one click."""
LINKED = (*TEXTS, *PROPOSED)


class ProductionUnknown(Refusal):
    code = "production_unknown"

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class ProductionNotReady(Refusal):
    """Houses can't programme a show of which these fields are empty."""

    code = "production_not_ready"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True)
class ProductionFacts:
    """What a company says of its production; None and empty are not filled in yet."""

    title: str
    short: str = ""
    description: str = ""
    before_text: str = ""
    after_text: str = ""
    content_notes: str = ""
    kind: OfferKind = OfferKind.PERFORMANCE
    discipline: Discipline | None = None
    levels: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    duration_min: int | None = None
    language: str = "spoken"
    performance_mode: str = "standard"


COLUMNS = tuple(field.name for field in fields(ProductionFacts) if field.name != "levels")
NEEDED = ("short", "description", "discipline", "levels", "duration_min")


def facts_of_production(session: Session, production: Production) -> ProductionFacts:
    query = select(ProductionLevel.level).where(ProductionLevel.production_id == production.id)
    there = {level.value for level in session.scalars(query)}
    levels = tuple(level.value for level in ClassLevel if level.value in there)
    return ProductionFacts(**{name: getattr(production, name) for name in COLUMNS}, levels=levels)


def lacking(facts: ProductionFacts) -> tuple[str, ...]:
    """What houses miss before they can programme it."""
    return tuple(name for name in NEEDED if not getattr(facts, name))


def production_of(session: Session, slug: str, companies: Iterable[int], *, lock: bool = False) -> Production:
    """A production of these companies.

    Raises:
        ProductionUnknown: there is none, or it is another company's.
    """
    query = select(Production).where(Production.slug == slug, Production.company_id.in_(list(companies)))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        raise ProductionUnknown(slug[:100])
    return found


def create_production(session: Session, company_id: int, facts: ProductionFacts, *, now: datetime) -> Production:
    production = Production(
        slug=free_slug(session, Production, facts.title), company_id=company_id, title=facts.title, updated_at=now
    )
    session.add(production)
    session.flush()
    _write(session, production, facts)
    return production


def _write(session: Session, production: Production, facts: ProductionFacts) -> None:
    for name in COLUMNS:
        setattr(production, name, getattr(facts, name))
    gone = delete(ProductionLevel).where(ProductionLevel.production_id == production.id)
    session.execute(gone.execution_options(synchronize_session="fetch"))
    session.add_all(ProductionLevel(production_id=production.id, level=ClassLevel(level)) for level in facts.levels)
    session.flush()


def change_production(
    session: Session,
    production: Production,
    facts: ProductionFacts,
    version: datetime | None,
    *,
    author: Author,
    now: datetime,
) -> int:
    """Write what the company says now; how many offers of houses followed. It comes locked.

    Raises:
        EditedMeanwhile: a colleague saved after this form was opened.
        ProductionNotReady: houses programme it already, and this would take away what they need.
    """
    before = facts_of_production(session, production)
    if before == facts:
        return 0
    if production.updated_at != version:
        raise EditedMeanwhile(production.id, production.updated_at or now)
    if production.is_shared and (gone := lacking(facts)):
        raise ProductionNotReady(gone)
    _write(session, production, facts)
    production.updated_at = now
    return _follow(session, production.id, before, facts, author=author, now=now)


def _follow(
    session: Session,
    production_id: int,
    before: ProductionFacts,
    after: ProductionFacts,
    *,
    author: Author,
    now: datetime,
) -> int:
    """Take changed texts along to the offers that still have the company's own."""
    changed = [name for name in TEXTS if getattr(before, name) != getattr(after, name)]
    done = 0
    offers = session.scalars(select(Offer).where(Offer.production_id == production_id).order_by(Offer.id)).all()
    for offer in offers:
        old = facts_of(session, offer)
        # An empty text of an imported show is nobody's: the house wrote its own, or nothing.
        new = {
            name: getattr(after, name)
            for name in changed
            if getattr(before, name) and getattr(old, name) == getattr(before, name)
        }
        author_of = replace(author, via=Via.COMPANY)
        done += bool(new) and rewrite(session, offer, old, replace(old, **new), author=author_of, now=now)
    # Titles of productions are searched too.
    reindex_all(session, [offer.id for offer in offers])
    return done


def share(session: Session, production: Production, *, is_shared: bool) -> None:
    """Let all houses find a production, or keep it to the company again; who programmed it keeps it.

    Raises:
        ProductionNotReady: something is missing.
    """
    if is_shared and (gone := lacking(facts_of_production(session, production))):
        raise ProductionNotReady(gone)
    production.is_shared = is_shared
    session.flush()


# --- What houses do with it -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProductionCard:
    slug: str
    title: str
    short: str
    company: str
    discipline: str | None
    age_from: int | None
    age_to: int | None
    duration_min: int | None
    levels: tuple[str, ...]
    picture: str
    picture_alt: str
    pack_id: str | None
    own_offers: int
    """How many offers of the house that asks programme it already."""


def shared_productions(
    session: Session, centres: Iterable[int], text: str = "", *, start: int = 0, limit: int = 60
) -> list[ProductionCard]:
    """The productions that houses can programme, by title; `text` is looked for in title and company."""
    own = (
        select(Offer.production_id, func.count().label("many"))
        .where(Offer.centre_id.in_(list(centres)), Offer.state != OfferState.WITHDRAWN)
        .group_by(Offer.production_id)
        .subquery()
    )
    query = (
        select(Production, Company.name, func.coalesce(own.c.many, 0))
        .join(Company, Company.id == Production.company_id)
        .outerjoin(own, own.c.production_id == Production.id)
        .where(Production.is_shared)
        .order_by(Production.title, Production.id)
    )
    wanted = fold(text).split()
    rows = [
        row
        for row in session.execute(query)
        if all(word in fold(f"{row.Production.title} {row.name}") for word in wanted)
    ][start : start + limit]
    ids = [row.Production.id for row in rows]
    levels = _levels(session, ids)
    pictures = _pictures(session, ids)
    return [
        ProductionCard(
            slug=production.slug,
            title=production.title,
            short=production.short,
            company=company,
            discipline=production.discipline,
            age_from=production.age_from,
            age_to=production.age_to,
            duration_min=production.duration_min,
            levels=levels.get(production.id, ()),
            picture=pictures.get(production.id, ("", ""))[0],
            picture_alt=pictures.get(production.id, ("", ""))[1],
            pack_id=production.pack_id,
            own_offers=many,
        )
        for production, company, many in rows
    ]


def _levels(session: Session, ids: list[int]) -> dict[int, tuple[str, ...]]:
    query = select(ProductionLevel.production_id, ProductionLevel.level).where(ProductionLevel.production_id.in_(ids))
    found: dict[int, set[str]] = {}
    for production_id, level in session.execute(query):
        found.setdefault(production_id, set()).add(level.value)
    return {one: tuple(level.value for level in ClassLevel if level.value in there) for one, there in found.items()}


def _pictures(session: Session, ids: list[int]) -> dict[int, tuple[str, str]]:
    query = (
        select(ProductionPhoto.production_id, ProductionPhoto.file, ProductionPhoto.alt)
        .where(ProductionPhoto.production_id.in_(ids))
        .order_by(ProductionPhoto.position.desc())
    )
    return {row.production_id: (row.file, row.alt) for row in session.execute(query)}


def programme(session: Session, slug: str, centre_id: int, *, author: Author, now: datetime) -> Offer:
    """A draft of a house, filled in by the company and linked to its production.

    Raises:
        ProductionUnknown: there is none that houses can programme.
    """
    production = session.scalar(select(Production).where(Production.slug == slug, Production.is_shared))
    if production is None:
        raise ProductionUnknown(slug[:100])
    told = facts_of_production(session, production)
    known = {name: getattr(told, name) for name in LINKED if getattr(told, name) is not None}
    left_open = [name for name in ("age_from", "discipline", "duration_min") if getattr(told, name) is None]
    facts = OfferFacts(**known, open_fields=tuple(sorted([*left_open, "price_cents"])))
    offer = create_draft(
        session, centre_id, facts, author=replace(author, via=Via.COMPANY), now=now, production_id=production.id
    )
    _copy_photos(session, production.id, offer)
    return offer


def maker_of(session: Session, offer: Offer) -> tuple[str, str] | None:
    """Title and company of the production that an offer is; None where no company made it, as with imported ones."""
    row = session.execute(
        select(Production.title, Company.name)
        .join(Company, Company.id == Production.company_id)
        .where(Production.id == offer.production_id)
    ).one_or_none()
    return None if row is None else (row.title, row.name)


def link(session: Session, offer: Offer, slug: str, *, author: Author, now: datetime) -> Production:
    """Tie an offer that a house made by itself, which comes locked, to the production that it is.

    Its words and dates stay as they are; what the company says otherwise can be taken over, and its pack and other
    houses come along.

    Raises:
        ProductionUnknown: there is none that houses can programme.
    """
    query = select(Production).where(Production.slug == slug, Production.is_shared)
    production = session.scalar(query.where(Production.company_id.is_not(None)))
    if production is None:
        raise ProductionUnknown(slug[:100])
    if offer.production_id != production.id:
        _tie(session, offer, production, author=author, now=now)
    return production


def unlink(session: Session, offer: Offer, *, author: Author, now: datetime) -> bool:
    """Let an offer, which comes locked, stand by itself again; False where it did."""
    if maker_of(session, offer) is None:
        return False
    _tie(session, offer, None, author=author, now=now)
    return True


def _tie(session: Session, offer: Offer, production: Production | None, *, author: Author, now: datetime) -> None:
    before, after = maker_of(session, offer), None if production is None else production.title
    offer.production_id = None if production is None else production.id
    offer.updated_at = now
    changes = {"production": [before[0] if before else None, after]}
    note_down(session, offer.id, ChangeKind.CHANGED, changes, author=author, now=now)
    # Titles of productions are searched too.
    reindex_all(session, [offer.id])


def _copy_photos(session: Session, production_id: int, offer: Offer) -> None:
    query = select(ProductionPhoto).where(ProductionPhoto.production_id == production_id)
    photos = session.scalars(query.order_by(ProductionPhoto.position)).all()
    for place, photo in enumerate(photos):
        size = {"file": photo.file, "width": photo.width, "height": photo.height}
        session.add(OfferPhoto(offer_id=offer.id, position=place, alt=photo.alt, credit=photo.credit, **size))
    if photos:
        first = photos[0]
        offer.picture, offer.picture_alt, offer.picture_credit = first.file, first.alt, first.credit
    session.flush()


@dataclass(frozen=True)
class Difference:
    """A field in which an offer says something else than its company does."""

    name: str
    own: Any
    company: Any


def differing(session: Session, offer: Offer) -> list[Difference]:
    """Where an offer differs from what its company wrote; fields that the company left empty are no proposal."""
    production = session.get(Production, offer.production_id) if offer.production_id else None
    if production is None or production.updated_at is None:
        return []
    told, own = facts_of_production(session, production), facts_of(session, offer)
    pairs = ((name, getattr(own, name), getattr(told, name)) for name in LINKED)
    return [Difference(name, mine, theirs) for name, mine, theirs in pairs if theirs and mine != theirs]


def take_over(session: Session, offer: Offer, names: Iterable[str], *, author: Author, now: datetime) -> int:
    """Write what the company says in these fields of an offer, which comes locked; how many changed."""
    wanted = set(names)
    new: Mapping[str, Any] = {one.name: one.company for one in differing(session, offer) if one.name in wanted}
    if not new:
        return 0
    before = facts_of(session, offer)
    still_open = tuple(name for name in before.open_fields if name not in new)
    after = replace(before, **new, open_fields=still_open)
    rewrite(session, offer, before, after, author=replace(author, via=Via.COMPANY), now=now)
    return len(new)


def news_for(session: Session, centres: Iterable[int]) -> set[int]:
    """The offers of these houses whose company wrote something since the house last saved them."""
    query = (
        select(Offer)
        .join(Production, Production.id == Offer.production_id)
        .where(Offer.centre_id.in_(list(centres)), Offer.state != OfferState.WITHDRAWN)
        .where(Production.updated_at >= Offer.updated_at)
    )
    return {offer.id for offer in session.scalars(query) if differing(session, offer)}
