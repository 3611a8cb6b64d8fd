"""Marks and places as they are kept: the reads."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.library.marks.merge import Anchor, Mark, Told, texts_of
from portal.library.marks.models import DeviceKind, DevicePlace, MarkKind
from portal.library.marks.models import Mark as MarkRow
from portal.library.models import Animal, Chapter, ClassSet, Layout, Reader, Title
from portal.library.reading.service import ReadingPlace


def mark_of(row: MarkRow) -> Mark:
    return Mark(
        row.key,
        row.kind,
        Anchor(row.chapter, row.piece, row.start, row.end_piece, row.stop, row.quote),
        texts_of(row.text),
        is_shared=row.is_shared,
        is_gone=row.is_gone,
        version=row.version,
    )


def marks_of(session: Session, reader_id: int) -> list[Mark]:
    """All marks of a pupil in reading order, those that are gone too: other devices must hear of it."""
    rows = session.scalars(select(MarkRow).where(MarkRow.reader_id == reader_id))
    return sorted(map(mark_of, rows), key=lambda mark: (mark.anchor, mark.key))


def standing(marks: Iterable[Mark]) -> str:
    """A short name for how the marks stand: a device that knows it needs none of them."""
    told = sorted((mark.key, mark.version, mark.text, mark.is_shared, mark.is_gone) for mark in marks)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Device:
    told: Told
    kind: DeviceKind


def devices_of(session: Session, reader_id: int) -> dict[str, Device]:
    rows = session.scalars(select(DevicePlace).where(DevicePlace.reader_id == reader_id))
    return {row.device: Device(told_of(row), row.kind) for row in rows}


def told_of(row: DevicePlace) -> Told:
    return Told(row.turn, ReadingPlace(row.chapter, row.piece, row.part, row.far), row.aside)


@dataclass(frozen=True)
class Writer:
    """Whose words they are, also of a pupil who left the class or whose book is closed."""

    reader_id: int
    stamp: str
    pin_hash: str
    animal: Animal
    title_name: str
    title_slug: str
    is_pictures: bool
    """Of pages with a size of their own, which nobody calls chapters."""


def writers_of(session: Session, set_id: int) -> list[Writer]:
    """Everybody who read in a set, by animal."""
    rows = session.execute(
        select(
            Reader.id,
            Reader.stamp,
            Reader.pin_hash,
            Reader.animal,
            Title.name,
            Title.slug,
            Title.layout == Layout.FIXED,
        )
        .join(ClassSet, ClassSet.id == Reader.class_set_id)
        .join(Title, Title.id == ClassSet.title_id)
        .where(Reader.class_set_id == set_id)
        .order_by(Reader.animal)
    )
    return [Writer(*row) for row in rows]


@dataclass(frozen=True)
class SharedNote:
    """A note that a pupil showed to the teacher."""

    id: int
    animal: Animal
    chapter: int
    heading: str
    kind: MarkKind
    quote: str
    text: str


def shared_notes(session: Session, set_id: int) -> list[SharedNote]:
    """The notes that pupils of a set share with their teacher, in reading order."""
    rows = session.execute(
        select(MarkRow.id, Reader.animal, MarkRow.chapter, Chapter.heading, MarkRow.kind, MarkRow.quote, MarkRow.text)
        .join(Reader, Reader.id == MarkRow.reader_id)
        .join(ClassSet, ClassSet.id == Reader.class_set_id)
        .join(Chapter, (Chapter.title_id == ClassSet.title_id) & (Chapter.position == MarkRow.chapter))
        .where(Reader.class_set_id == set_id, MarkRow.is_shared, ~MarkRow.is_gone)
        .order_by(MarkRow.chapter, MarkRow.piece, MarkRow.start, MarkRow.id)
    )
    return [SharedNote(*row) for row in rows]
