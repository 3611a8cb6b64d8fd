"""Who reads what, and how far a class is: the reads."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.library.models import Animal, Chapter, ClassSet, Reader, Title


@dataclass(frozen=True)
class ChapterPage:
    position: int
    heading: str
    html: str


def chapter(session: Session, title_id: int, position: int) -> ChapterPage | None:
    row = session.execute(
        select(Chapter.position, Chapter.heading, Chapter.html).where(
            Chapter.title_id == title_id, Chapter.position == position
        )
    ).one_or_none()
    return None if row is None else ChapterPage(*row)


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
        .where(Reader.class_set_id == set_id)
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
        )
        .join(ClassSet, ClassSet.id == Reader.class_set_id)
        .join(Title, Title.id == ClassSet.title_id)
        .where(Reader.id == reader_id)
    ).one_or_none()
    return None if row is None else Reading(*row)
