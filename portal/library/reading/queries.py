"""Who reads what, and how far a class is: the reads."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from portal.library.models import (
    Animal,
    Chapter,
    ChapterKind,
    ClassSet,
    Direction,
    EntryKind,
    Flow,
    Layout,
    Reader,
    Title,
    TitleEntry,
)


@dataclass(frozen=True)
class ChapterPage:
    position: int
    heading: str
    html: str
    kind: ChapterKind
    is_linear: bool
    width: int | None
    height: int | None
    language: str
    direction: str
    last: int
    """How many chapters the reading order has; loose pages come after them."""


def chapter(session: Session, title_id: int, position: int) -> ChapterPage | None:
    row = session.execute(
        select(
            Chapter.position,
            Chapter.heading,
            Chapter.html,
            Chapter.kind,
            Chapter.is_linear,
            Chapter.width,
            Chapter.height,
            Chapter.language,
            Chapter.direction,
            func.coalesce(_last(title_id).scalar_subquery(), 0),
        ).where(Chapter.title_id == title_id, Chapter.position == position)
    ).one_or_none()
    return None if row is None else ChapterPage(*tuple(row))


def fixed_page(session: Session, title_id: int, position: int) -> str | None:
    """The page as its maker drew it, to stand alone in a frame; None when this chapter has no such page."""
    return session.scalar(
        select(Chapter.fixed_html).where(
            Chapter.title_id == title_id, Chapter.position == position, Chapter.kind == ChapterKind.FIXED
        )
    )


def outside_address(session: Session, title_id: int, position: int, number: int) -> str | None:
    """Where a link out of the book leads."""
    addresses = session.scalar(
        select(Chapter.outside).where(Chapter.title_id == title_id, Chapter.position == position)
    )
    return addresses[number] if addresses and number < len(addresses) else None


def last_position(session: Session, title_id: int) -> int:
    return session.scalar(_last(title_id)) or 0


def _last(title_id: int) -> Select[int]:
    inside = aliased(Chapter)
    return select(func.max(inside.position)).where(inside.title_id == title_id, inside.is_linear)


DEPTH_MAX = 6
"""Deeper lines of the contents stand as deep as this."""


@dataclass(frozen=True)
class Line:
    """A line of a book's contents."""

    label: str
    depth: int
    chapter: int | None
    """None: a heading over others."""
    anchor: str


def contents_count(session: Session, title_id: int, kind: EntryKind = EntryKind.CONTENTS) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(TitleEntry)
            .where(TitleEntry.title_id == title_id, TitleEntry.kind == kind)
        )
        or 0
    )


def contents_lines(session: Session, title_id: int, first: int, many: int) -> list[Line]:
    """So many lines of the contents from number `first` (from 1)."""
    rows = session.execute(
        select(TitleEntry.label, TitleEntry.depth, TitleEntry.chapter, TitleEntry.anchor)
        .where(
            TitleEntry.title_id == title_id,
            TitleEntry.kind == EntryKind.CONTENTS,
            TitleEntry.position.between(first, first + many - 1),
        )
        .order_by(TitleEntry.position)
    )
    return [Line(row.label, min(row.depth, DEPTH_MAX), row.chapter, row.anchor) for row in rows]


def line_of_chapter(session: Session, title_id: int, position: int) -> int:
    """Number of the last line that leads to this chapter or one before it; 1 when there is none."""
    return (
        session.scalar(
            select(func.max(TitleEntry.position)).where(
                TitleEntry.title_id == title_id,
                TitleEntry.kind == EntryKind.CONTENTS,
                TitleEntry.chapter <= position,
            )
        )
        or 1
    )


def headings(session: Session, title_id: int, first: int, many: int) -> list[Line]:
    """The chapters themselves as contents, for a book that brings none."""
    rows = session.execute(
        select(Chapter.heading, Chapter.position)
        .where(Chapter.title_id == title_id, Chapter.position.between(first, first + many - 1))
        .order_by(Chapter.position)
    )
    return [Line(heading, 1, position, "") for heading, position in rows]


def printed_page(session: Session, title_id: int, label: str) -> tuple[int, str] | None:
    """Chapter and anchor where a page of the printed book begins."""
    row = session.execute(
        select(TitleEntry.chapter, TitleEntry.anchor)
        .where(
            TitleEntry.title_id == title_id,
            TitleEntry.kind == EntryKind.PAGE,
            func.lower(TitleEntry.label) == label.strip().lower(),
            TitleEntry.chapter.is_not(None),
        )
        .order_by(TitleEntry.position)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.chapter, row.anchor)


@dataclass(frozen=True)
class ReaderCard:
    """How far an animal is. Only the teacher of the class sees it; never ranked."""

    id: int
    animal: Animal
    chapter: int
    place: float
    furthest: int
    seen_at: datetime


def readers_of(session: Session, set_id: int) -> list[ReaderCard]:
    """The animals of a set in the order of the alphabet, which says nothing about how fast they read."""
    rows = session.execute(
        select(Reader.id, Reader.animal, Reader.chapter, Reader.place, Reader.furthest, Reader.seen_at)
        .where(Reader.class_set_id == set_id, Reader.left_at.is_(None))
        .order_by(Reader.animal)
    )
    return [ReaderCard(*row) for row in rows]


@dataclass(frozen=True)
class Progress:
    """How far a class is, as sums. `reached[n]` is how many animals have opened chapter n + 1."""

    readers: int
    reached: tuple[int, ...]

    @property
    def in_last(self) -> int:
        """How many are in the last chapter, or through it."""
        return self.reached[-1] if self.reached else 0


def progress(readers: Sequence[ReaderCard], chapters: int) -> Progress:
    return Progress(
        len(readers),
        tuple(sum(reader.furthest >= number for reader in readers) for number in range(1, chapters + 1)),
    )


class Seat(enum.Enum):
    """Whether an animal can be chosen."""

    FREE = "free"
    TAKEN = "taken"
    CHOOSES_AGAIN = "chooses-again"
    """The teacher let this animal choose new pictures."""


def seat_of(session: Session, set_id: int, animal: Animal) -> Seat:
    pin_hash = session.scalar(select(Reader.pin_hash).where(Reader.class_set_id == set_id, Reader.animal == animal))
    if pin_hash is None:
        return Seat.FREE
    return Seat.TAKEN if pin_hash else Seat.CHOOSES_AGAIN


def taken_animals(session: Session, set_id: int) -> set[Animal]:
    return set(session.scalars(select(Reader.animal).where(Reader.class_set_id == set_id)))


@dataclass(frozen=True)
class Reading:
    """Who is reading what: one row for every page a pupil turns."""

    reader_id: int
    stamp: str
    animal: Animal
    chapter: int
    place: float
    piece: int
    part: float
    set_id: int
    code: str
    title_id: int
    title_slug: str
    title_name: str
    language: str
    direction: Direction
    layout: Layout
    flow: Flow

    @property
    def is_pictures(self) -> bool:
        """A book of pages with a size of their own: what it has are pages, and nobody calls them chapters."""
        return self.layout is Layout.FIXED


def reading(session: Session, reader_id: int) -> Reading | None:
    row = session.execute(
        select(
            Reader.id,
            Reader.stamp,
            Reader.animal,
            Reader.chapter,
            Reader.place,
            Reader.piece,
            Reader.part,
            ClassSet.id,
            ClassSet.code,
            Title.id,
            Title.slug,
            Title.name,
            Title.language,
            Title.direction,
            Title.layout,
            Title.flow,
        )
        .join(ClassSet, ClassSet.id == Reader.class_set_id)
        .join(Title, Title.id == ClassSet.title_id)
        .where(Reader.id == reader_id, Reader.left_at.is_(None))
    ).one_or_none()
    return None if row is None else Reading(*tuple(row))
