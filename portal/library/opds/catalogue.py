"""Which titles a feed lists, and how they stand today: the reads."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.accounts.models import LEVEL_AGES, ClassGroup, ClassLevel
from portal.library.choosing.models import TitlePush
from portal.library.choosing.shelf import is_in_front
from portal.library.lending.queries import HORIZON, Lending, lendings
from portal.library.lending.seats import ONE_DAY, UNLIMITED, Period, first_fit
from portal.library.models import Animal, ClassSet, Licence, Reader, Title, TitleEpub, TitleFile

PAGE = 40
"""Books on one page of a feed."""
TEXT_MAX = 80
LEVELS = tuple(level for level in ClassLevel if level.value.startswith(("kleuter", "lager", "secundair")))
"""The levels that are ages too."""


@dataclass(frozen=True)
class Wish:
    """Which titles somebody asks for."""

    text: str = ""
    level: ClassLevel | None = None
    language: str = ""
    theme: str = ""
    to_keep: bool = False
    """Only those whose EPUB may be taken along."""
    in_front: bool = False
    """Only those that a library puts in front today."""
    newest: bool = False
    """The newest first, instead of by name."""
    library_id: int | None = None
    """On the shelf of this library: its own and the shared ones."""
    title_ids: frozenset[int] | None = None
    """These alone, whatever else is asked; None: all that may be seen."""


@dataclass(frozen=True)
class Counts:
    """How many titles each choice of a facet would give, with the other choices as they are."""

    levels: dict[ClassLevel, int]
    languages: dict[str, int]
    themes: dict[str, int]


@dataclass(frozen=True)
class Found:
    """The ids of all titles that match, in order."""

    ids: tuple[int, ...]
    counts: Counts


class _Row(NamedTuple):
    """What the facets look at; a shelf has thousands."""

    id: int
    age_from: int
    age_to: int
    language: str
    themes: frozenset[str]

    def is_for(self, level: ClassLevel) -> bool:
        youngest, oldest = LEVEL_AGES[level]
        return self.age_from <= oldest and self.age_to >= youngest


def split_themes(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def primary(language: str) -> str:
    """The language without its region: "nl" for "nl-BE"."""
    return language.lower().partition("-")[0].partition("_")[0]


def _matching(columns: Sequence[InstrumentedAttribute[Any]], wish: Wish, today: date) -> Select[*tuple[Any, ...]]:
    """All that the text finds on the shelf that is asked for, in order; the other choices are made in Python."""
    newest, by_name = (Title.added_at.desc(), Title.id.desc()), (Title.name, Title.id)
    query = select(*columns).where(Title.withdrawn_at.is_(None)).order_by(*(newest if wish.newest else by_name))
    for word in wish.text.lower().split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(
            func.lower(Title.name + " " + Title.author + " " + Title.themes).like(pattern, escape="\\")
        )
    if wish.library_id is not None:
        query = query.where(or_(Title.library_id == wish.library_id, Title.library_id.is_(None)))
    if wish.title_ids is not None:
        query = query.where(Title.id.in_(wish.title_ids))
    if wish.in_front:
        query = query.where(Title.id.in_(select(TitlePush.title_id).where(is_in_front(today))))
    if wish.to_keep:
        query = query.where(Title.may_download, Title.id.in_(_licensed(today)))
    return query


def may_take(session: Session, title_id: int, today: date) -> bool:
    """May the EPUB of a title be taken along today?"""
    open_today = _matching((Title.id,), Wish(to_keep=True, title_ids=frozenset({title_id})), today)
    return session.scalar(open_today) is not None


def first_ids(session: Session, wish: Wish, today: date, limit: int) -> tuple[int, ...]:
    """The first titles of a list that no facet narrows."""
    return tuple(session.scalars(_matching((Title.id,), wish, today).limit(limit)))


def _licensed(today: date) -> Select[int]:
    """The titles with a lot that may be used today."""
    has_begun = or_(Licence.from_day.is_(None), Licence.from_day <= today)
    not_over = or_(Licence.until_day.is_(None), Licence.until_day >= today)
    return select(Licence.title_id).where(Licence.revoked_at.is_(None), has_begun, not_over)


def find(session: Session, wish: Wish, today: date) -> Found:
    """All titles that match, and what each other choice would give. One statement."""
    columns = (Title.id, Title.age_from, Title.age_to, Title.language, Title.themes)
    rows = [
        _Row(title_id, age_from, age_to, primary(language), frozenset(split_themes(themes)))
        for title_id, age_from, age_to, language, themes in session.execute(_matching(columns, wish, today))
    ]
    chosen = [row for row in rows if _matches(row, wish)]
    return Found(tuple(row.id for row in chosen), _counts(rows, chosen, wish))


def _matches(row: _Row, wish: Wish) -> bool:
    return (
        (wish.level is None or row.is_for(wish.level))
        and (not wish.language or row.language == wish.language)
        and (not wish.theme or wish.theme in row.themes)
    )


def _counts(rows: Sequence[_Row], chosen: Sequence[_Row], wish: Wish) -> Counts:
    """Each kind of choice is counted over what the others leave."""

    def without(other: Wish) -> Sequence[_Row]:
        return chosen if other == wish else [row for row in rows if _matches(row, other)]

    for_levels = without(replace(wish, level=None))
    languages = Counter(row.language for row in without(replace(wish, language="")) if row.language)
    themes = Counter(theme for row in without(replace(wish, theme="")) for theme in row.themes)
    return Counts(
        {level: sum(row.is_for(level) for row in for_levels) for level in LEVELS}, dict(languages), dict(themes)
    )


@dataclass(frozen=True)
class Book:
    """A title as a feed tells of it."""

    id: int
    slug: str
    digest: str
    name: str
    author: str
    creators: list[list[str]]
    language: str
    publisher: str
    year: int | None
    rights: str
    summary: str
    themes: str
    age_from: int
    age_to: int
    cover: str
    may_download: bool
    added_at: datetime


_BOOK = tuple(getattr(Title, name) for name in Book.__annotations__)


def books(session: Session, ids: Sequence[int]) -> list[Book]:
    """The titles of one page, in the order of `ids`, without those that were taken back."""
    rows = session.execute(select(*_BOOK).where(Title.id.in_(ids), Title.withdrawn_at.is_(None)))
    by_id = {row[0]: Book(*row) for row in rows}
    return [by_id[title_id] for title_id in ids if title_id in by_id]


def book_for(session: Session, slug: str) -> Book | None:
    """None for a title that nobody may have any more, too."""
    row = session.execute(select(*_BOOK).where(Title.slug == slug, Title.withdrawn_at.is_(None))).one_or_none()
    return None if row is None else Book(*row)


def newest_at(session: Session) -> datetime | None:
    """When the shelf last got a title."""
    return session.scalar(select(func.max(Title.added_at)))


@dataclass(frozen=True)
class Stand:
    """Copies of a title on a day."""

    copies: int | None
    """At once; None: no limit."""
    free: int
    free_from: date | None
    """The first day with a free copy, when none is free today and one will be."""
    waiting: int

    @property
    def is_licensed(self) -> bool:
        """Is there a lot that may be used today at all?"""
        return self.copies is None or self.copies > 0


def stands(session: Session, ids: Collection[int], today: date) -> dict[int, Stand]:
    """How titles stand for a class that comes now; as few statements for a page of them as for one."""
    return {title_id: _stand(found, today) for title_id, found in lendings(session, ids, since=today).items()}


def _stand(found: Lending, today: date) -> Stand:
    stock, one_day = found.for_newcomer(today), Period(today, today)
    free = stock.room(one_day).free
    copies = sum(lot.on(today) for lot in (*stock.lots, *(meter.lot for meter in stock.meters)))
    fit = None if free else first_fit(stock, 1, one_day, horizon=today + HORIZON)
    return Stand(
        copies=None if copies >= UNLIMITED else copies,
        free=free,
        free_from=fit.first if fit else None,
        waiting=len(found.line),
    )


@dataclass(frozen=True)
class SchoolSet:
    """A class set of a school that reads or will read."""

    id: int
    title_id: int
    class_name: str
    from_day: date
    until_day: date


def last_day(until: date, returned_on: date | None) -> date:
    """The last day of a set, which is the day before its seats are free again."""
    return until if returned_on is None else min(until, returned_on - ONE_DAY)


def _not_over(today: date) -> tuple[ColumnElement[bool], ...]:
    not_given_back = or_(ClassSet.returned_on.is_(None), ClassSet.returned_on > today)
    return ClassSet.until_day >= today, not_given_back, ClassSet.revoked_at.is_(None)


def school_sets(session: Session, school_id: int, today: date) -> list[SchoolSet]:
    """The sets of a school that are not over, the one that began first in front."""
    rows = session.execute(
        select(
            ClassSet.id,
            ClassSet.title_id,
            ClassGroup.name,
            ClassSet.from_day,
            ClassSet.until_day,
            ClassSet.returned_on,
        )
        .join(ClassGroup, ClassGroup.id == ClassSet.class_group_id)
        .join(Title, Title.id == ClassSet.title_id)
        .where(ClassSet.school_id == school_id, Title.withdrawn_at.is_(None), *_not_over(today))
        .order_by(ClassSet.from_day, ClassGroup.name, ClassSet.id)
    )
    return [SchoolSet(*row[:4], last_day(row[4], row[5])) for row in rows]


def picture_pin(session: Session, set_id: int, animal: Animal) -> str:
    """The hash of an animal's pictures; empty when nobody of the class is this animal, or it chooses again."""
    mine = select(Reader.pin_hash).where(
        Reader.class_set_id == set_id, Reader.animal == animal, Reader.left_at.is_(None)
    )
    return session.scalar(mine) or ""


def cover_file(session: Session, book: Book) -> bytes | None:
    if not book.cover:
        return None
    mine = TitleFile.title_id == book.id
    return session.scalar(select(TitleFile.content).where(mine, TitleFile.name == book.cover))


def epub_file(session: Session, title_id: int) -> bytes | None:
    return session.scalar(select(TitleEpub.content).where(TitleEpub.title_id == title_id))
