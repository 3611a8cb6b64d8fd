"""Titles, free seats and class sets: the reads."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.library.models import Animal, Chapter, ClassSet, Licence, Reader, Title, TitleFile
from portal.library.seats import ONE_DAY, Loan, Lot, Period, room
from portal.offers.models import Production

WORDS_A_MINUTE = 120
"""Silent reading of Dutch at ten years; the fourth form reads 110 to 130 words a minute (AVI norms, rounded)."""


@dataclass(frozen=True)
class OwnedLot:
    """A lot with its id and what is left of its loans (None: no total)."""

    id: int
    lot: Lot
    loans_left: int | None

    def covers(self, period: Period) -> bool:
        return (self.lot.first is None or self.lot.first <= period.first) and (
            self.lot.last is None or self.lot.last >= period.last
        )


def lots_of(session: Session, title_id: int) -> list[OwnedLot]:
    rows = session.scalars(select(Licence).where(Licence.title_id == title_id).order_by(Licence.id))
    return [
        OwnedLot(
            row.id,
            Lot(row.copies, row.from_day, row.until_day),
            None if row.loans_total is None else row.loans_total - row.loans_spent,
        )
        for row in rows
    ]


def loans_of(session: Session, title_id: int) -> list[Loan]:
    """The seats that are or will be out; an early return ends a loan the day before it is free again."""
    rows = session.execute(
        select(ClassSet.copies, ClassSet.from_day, ClassSet.until_day, ClassSet.returned_on).where(
            ClassSet.title_id == title_id
        )
    )
    return [loan for row in rows if (loan := _loan(*row)) is not None]


def _loan(copies: int, first: date, last: date, returned: date | None) -> Loan | None:
    """None for a set that was given back before it began."""
    end = last if returned is None else min(last, returned - ONE_DAY)
    return Loan(copies, first, end) if end >= first else None


def free_on(session: Session, title_ids: Iterable[int], day: date) -> dict[int, int]:
    """How many copies of each title are free on a day; two statements for a whole shelf."""
    wanted = list(title_ids)
    lots: dict[int, list[Lot]] = defaultdict(list)
    loans: dict[int, list[Loan]] = defaultdict(list)
    for title_id, copies, first, last in session.execute(
        select(Licence.title_id, Licence.copies, Licence.from_day, Licence.until_day).where(
            Licence.title_id.in_(wanted)
        )
    ):
        lots[title_id].append(Lot(copies, first, last))
    out = select(ClassSet.title_id, ClassSet.copies, ClassSet.from_day, ClassSet.until_day, ClassSet.returned_on)
    for title_id, copies, first, last, returned in session.execute(
        out.where(ClassSet.title_id.in_(wanted), ClassSet.from_day <= day, ClassSet.until_day >= day)
    ):
        if (loan := _loan(copies, first, last, returned)) is not None:
            loans[title_id].append(loan)
    return {title_id: room(lots[title_id], loans[title_id], Period(day, day)).free for title_id in wanted}


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
    production_slug: str | None

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
    Title.production_slug,
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


def show_name(session: Session, production_slug: str) -> str | None:
    """The name of the show that a title goes with; None when no house knows it yet."""
    return session.scalar(select(Production.title).where(Production.slug == production_slug))


def titles_for_production(session: Session, production_id: int | None) -> list[TitleCard]:
    """The titles that go with a show, by name; none for an offer without a production."""
    if production_id is None:
        return []
    slug = select(Production.slug).where(Production.id == production_id).scalar_subquery()
    rows = session.execute(select(*_CARD).where(Title.production_slug == slug).order_by(Title.name))
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


def title_file(session: Session, title_id: int, name: str) -> TitleFile | None:
    return session.scalar(select(TitleFile).where(TitleFile.title_id == title_id, TitleFile.name == name))


def set_for_code(session: Session, code: str) -> ClassSet | None:
    """The set of a class code as a child types it: any case, spaces and dashes ignored."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())[:12]
    return session.scalar(select(ClassSet).where(ClassSet.code == tidy))


@dataclass(frozen=True)
class SetCard:
    """A class set as the teacher sees it."""

    id: int
    code: str
    title_name: str
    title_slug: str
    title_cover: str
    class_name: str
    copies: int
    from_day: date
    until_day: date
    returned_on: date | None
    readers: int

    def turn(self, today: date) -> int:
        """Its place in the life of a set: 0 while the class reads, 1 before it begins, 2 when it is over."""
        if self.until_day < today or (self.returned_on is not None and self.returned_on <= today):
            return 2
        return 1 if self.from_day > today else 0


def sets_of_school(session: Session, school_id: int, today: date) -> list[SetCard]:
    """The school's sets: those that are read now, those to come, those that are over; each newest period first."""
    readers = (
        select(Reader.class_set_id, func.count().label("readers")).group_by(Reader.class_set_id).subquery("readers")
    )
    rows = session.execute(
        select(
            ClassSet.id,
            ClassSet.code,
            Title.name,
            Title.slug,
            Title.cover,
            ClassGroup.name,
            ClassSet.copies,
            ClassSet.from_day,
            ClassSet.until_day,
            ClassSet.returned_on,
            func.coalesce(readers.c.readers, 0),
        )
        .join(Title, Title.id == ClassSet.title_id)
        .join(ClassGroup, ClassGroup.id == ClassSet.class_group_id)
        .outerjoin(readers, readers.c.class_set_id == ClassSet.id)
        .where(ClassSet.school_id == school_id)
        .order_by(ClassSet.from_day.desc(), ClassSet.id.desc())
    )
    return sorted((SetCard(*row) for row in rows), key=lambda card: card.turn(today))


def set_of_school(session: Session, school_id: int, set_id: int) -> ClassSet | None:
    """A set of this school; another school's set is not there."""
    return session.scalar(select(ClassSet).where(ClassSet.id == set_id, ClassSet.school_id == school_id))


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
    set_id: int
    title_id: int
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
            ClassSet.id,
            Title.id,
            Title.name,
            Title.language,
        )
        .join(ClassSet, ClassSet.id == Reader.class_set_id)
        .join(Title, Title.id == ClassSet.title_id)
        .where(Reader.id == reader_id)
    ).one_or_none()
    return None if row is None else Reading(*row)
