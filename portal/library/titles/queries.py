"""The titles of all collections, their contents and their files: the reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.library.epub.pictures import small_name
from portal.library.models import Basis, Chapter, Layout, Title, TitleFile
from portal.library.titles.words import AccessLine, access_lines, language_name, levels_of

WORDS_A_MINUTE = 120
"""Silent reading of Dutch at ten years; the fourth form reads 110 to 130 words a minute (AVI norms, rounded)."""


@dataclass(frozen=True)
class TitleCard:
    id: int
    slug: str
    name: str
    author: str
    language: str
    summary: str
    themes: tuple[str, ...]
    age_from: int
    age_to: int
    word_count: int
    cover: str
    layout: Layout
    name_direction: str

    @property
    def small_cover(self) -> str:
        """The cover for a shelf; titles of before there was one show the large one."""
        return small_name(self.cover) if self.cover else ""

    @property
    def levels(self) -> tuple[ClassLevel, ...]:
        return levels_of(self.age_from, self.age_to)

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def is_pictures(self) -> bool:
        """A book of pages with a size of their own: words say nothing about how long it takes."""
        return self.layout is Layout.FIXED

    @property
    def reading_minutes(self) -> int:
        """Reading time in whole minutes at the pace of a ten-year-old."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))


_CARD = (
    Title.id,
    Title.slug,
    Title.name,
    Title.author,
    Title.language,
    Title.summary,
    Title.themes,
    Title.age_from,
    Title.age_to,
    Title.word_count,
    Title.cover,
    Title.layout,
    Title.name_direction,
)


def _card(row: Sequence[object]) -> TitleCard:
    values = list(row)
    values[6] = tuple(word.strip() for word in str(values[6]).split(",") if word.strip())
    return TitleCard(*values)  # type: ignore[arg-type]


def title_cards(session: Session, text: str = "", age: int | None = None) -> list[TitleCard]:
    """The titles of all collections that are not withdrawn, by name; `text` looks in name, author and themes."""
    query = select(*_CARD).where(Title.withdrawn_at.is_(None)).order_by(Title.name, Title.id)
    for word in text.lower().split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(
            func.lower(Title.name + " " + Title.author + " " + Title.themes).like(pattern, escape="\\")
        )
    if age is not None:
        query = query.where(Title.age_from <= age, Title.age_to >= age)
    return [_card(row) for row in session.execute(query)]


def title_card(session: Session, slug: str) -> TitleCard | None:
    row = session.execute(select(*_CARD).where(Title.slug == slug)).one_or_none()
    return None if row is None else _card(row)


def title_by_id(session: Session, title_id: int) -> TitleCard:
    """The card of a title that is known to be there."""
    return _card(session.execute(select(*_CARD).where(Title.id == title_id)).one())


def cards_where(session: Session, title_ids: Select[int]) -> list[TitleCard]:
    """The cards of the titles that a question gives the ids of, by name."""
    rows = session.execute(select(*_CARD).where(Title.id.in_(title_ids)).order_by(Title.name, Title.id))
    return [_card(row) for row in rows]


@dataclass(frozen=True)
class Facts:
    """What the page of a title tells beside its card."""

    creators: tuple[tuple[str, str], ...]
    """Name and what they did, in the order of the book."""
    publisher: str
    year: int | None
    rights: str
    basis: Basis
    may_download: bool
    access: tuple[AccessLine, ...]
    withdrawn_at: datetime | None
    withdrawn_because: str


ROLES = {"aut": "", "ill": "tekeningen", "trl": "vertaling", "edt": "redactie", "nrt": "stem", "pht": "foto's"}
"""Roles of makers (MARC) as words; one that isn't here stays unsaid."""


def facts(session: Session, title_id: int) -> Facts:
    row = session.execute(
        select(
            Title.creators,
            Title.publisher,
            Title.year,
            Title.rights,
            Title.basis,
            Title.may_download,
            Title.access,
            Title.layout,
            Title.withdrawn_at,
            Title.withdrawn_because,
        ).where(Title.id == title_id)
    ).one()
    return Facts(
        creators=tuple((name, ROLES.get(role, "")) for name, _sort, role in row.creators),
        publisher=row.publisher,
        year=row.year,
        rights=row.rights,
        basis=row.basis,
        may_download=row.may_download,
        access=access_lines(row.access, row.layout),
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because,
    )


@dataclass(frozen=True)
class ContentsEntry:
    position: int
    heading: str
    word_count: int


def contents(session: Session, title_id: int) -> list[ContentsEntry]:
    """The chapters of the reading order; loose pages are no part of it."""
    rows = session.execute(
        select(Chapter.position, Chapter.heading, Chapter.word_count)
        .where(Chapter.title_id == title_id, Chapter.is_linear)
        .order_by(Chapter.position)
    )
    return [ContentsEntry(*row) for row in rows]


def title_file(session: Session, title_id: int, name: str) -> TitleFile | None:
    return session.scalar(select(TitleFile).where(TitleFile.title_id == title_id, TitleFile.name == name))


def picture_of(session: Session, title_id: int, name: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a picture of a title."""
    row = session.execute(
        select(TitleFile.media_type, TitleFile.content).where(TitleFile.title_id == title_id, TitleFile.name == name)
    ).one_or_none()
    return None if row is None else (row.media_type, row.content)


def cover_file(session: Session, title_id: int) -> TitleFile | None:
    cover = select(Title.cover).where(Title.id == title_id).scalar_subquery()
    return session.scalar(select(TitleFile).where(TitleFile.title_id == title_id, TitleFile.name == cover))
