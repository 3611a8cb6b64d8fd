"""The titles of all collections, their contents and their files: the reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.library.models import Chapter, Title, TitleFile

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
)


def _card(row: Sequence[object]) -> TitleCard:
    values = list(row)
    values[6] = tuple(word.strip() for word in str(values[6]).split(",") if word.strip())
    return TitleCard(*values)  # type: ignore[arg-type]


def title_cards(session: Session, text: str = "", age: int | None = None) -> list[TitleCard]:
    """The titles of all collections, by name; `text` looks in name, author and themes."""
    query = select(*_CARD).order_by(Title.name)
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
class ContentsEntry:
    position: int
    heading: str
    word_count: int


def contents(session: Session, title_id: int) -> list[ContentsEntry]:
    rows = session.execute(
        select(Chapter.position, Chapter.heading, Chapter.word_count)
        .where(Chapter.title_id == title_id)
        .order_by(Chapter.position)
    )
    return [ContentsEntry(*row) for row in rows]


def title_file(session: Session, title_id: int, name: str) -> TitleFile | None:
    return session.scalar(select(TitleFile).where(TitleFile.title_id == title_id, TitleFile.name == name))
