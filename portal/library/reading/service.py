"""The readers of a class set, animals and never names: the changes. All flush, none commits."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import case, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.library.errors import (
    AnimalTaken,
    SetClosed,
    SetFull,
    SetRevoked,
    WrongPin,
)
from portal.library.lending.blocks import readers_in
from portal.library.lending.seats import ONE_DAY
from portal.library.models import Animal, ClassSet, Reader

PIN_PICTURES = ("ster", "maan", "zon", "vis", "boot", "boom", "sleutel", "kroon", "hart")
PIN_LENGTH = 3

PIECE_MAX = 1_000_000
"""More pieces of text than any chapter has."""

# A picture PIN has 729 values, so its hash protects little by itself; the set's erasure and the limit on wrong
# guesses do. A light hash keeps a class of 30 that logs in at once from waiting.
_pin_hasher = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)


@dataclass(frozen=True, order=True)
class ReadingPlace:
    """Where somebody is in a book; the later one in reading order is the greater.

    `piece` is the `data-n` of the piece of text at the top of the page (0: not known), `part` how much of it was
    read, `far` how far into the whole chapter that is. All three are 0 at the beginning of a chapter.
    """

    chapter: int
    piece: int = 0
    part: float = 0.0
    far: float = 0.0

    def __post_init__(self) -> None:
        if not (0 <= self.part <= 1 and 0 <= self.far <= 1 and 0 <= self.piece <= PIECE_MAX):
            raise ValueError(f"no such place: {self}")


def refuse_closed(made: ClassSet, today: date) -> None:
    """Readable from the first day 00.00 to the last day 24.00 in Brussels, or until it was given or taken back."""
    last = made.until_day if made.returned_on is None else min(made.until_day, made.returned_on - ONE_DAY)
    if made.revoked_at is not None:
        raise SetRevoked(made.from_day, last)
    if not made.from_day <= today <= last:
        raise SetClosed(made.from_day, last)


def join_set(
    session: Session,
    made: ClassSet,
    animal: Animal,
    pin: tuple[str, ...],
    *,
    now: datetime,
    expects_free: bool = False,
) -> Reader:
    """Become an animal of the class, or go on as one with its picture PIN.

    `expects_free`: the pupil's page said that the animal was nobody's.
    Raises:
        SetClosed: outside the reading period.
        AnimalTaken: it was nobody's, and somebody else was quicker.
        WrongPin: the animal is somebody's and the pictures are not theirs.
        SetFull: every copy has a reader.
    """
    refuse_closed(made, school_day(now))
    reader = session.scalar(select(Reader).where(Reader.class_set_id == made.id, Reader.animal == animal))
    if reader is not None:
        if reader.left_at is not None:
            raise AnimalTaken  # Of somebody who left the class: it stays theirs until the set is erased.
        if reader.pin_hash == "":
            reader.pin_hash = hash_pin(pin)  # The teacher let this animal choose again.
        elif not pin_matches(reader.pin_hash, pin):
            raise AnimalTaken if expects_free else WrongPin
        reader.seen_at = now
        return reader
    # Behind the row of the set: two pupils who come at once, or a set that shrinks meanwhile, see each other.
    copies = session.scalar(select(ClassSet.copies).where(ClassSet.id == made.id).with_for_update())
    if readers_in(session, made.id) >= (copies or 0):
        raise SetFull
    reader = Reader(
        class_set_id=made.id,
        animal=animal,
        pin_hash=hash_pin(pin),
        stamp=secrets.token_hex(8),
        chapter=1,
        place=0.0,
        furthest=1,
        seen_at=now,
    )
    session.add(reader)
    try:
        session.flush()  # Two pupils chose the same animal in the same second: the second one hears it here.
    except IntegrityError as taken:
        raise AnimalTaken from taken
    return reader


def hash_pin(pin: tuple[str, ...]) -> str:
    return _pin_hasher.hash("-".join(pin))


def pin_matches(stored: str, pin: tuple[str, ...]) -> bool:
    try:
        return _pin_hasher.verify(stored, "-".join(pin))
    except (VerificationError, InvalidHashError):
        return False


def renew_pin(session: Session, made: ClassSet, animal: Animal) -> None:
    """The teacher gives a pupil a new picture PIN: the place stays, the old device is signed out."""
    session.execute(
        update(Reader)
        .where(Reader.class_set_id == made.id, Reader.animal == animal)
        .values(pin_hash="", stamp=secrets.token_hex(8))
    )


def keep_place(session: Session, reader_id: int, at: ReadingPlace, *, now: datetime) -> None:
    """Remember where a pupil is. One statement: a class of 30 turns pages at once."""
    session.execute(
        update(Reader)
        .where(Reader.id == reader_id)
        .values(
            chapter=at.chapter,
            place=at.far,
            piece=at.piece,
            part=at.part,
            furthest=case((Reader.furthest < at.chapter, at.chapter), else_=Reader.furthest),
            seen_at=now,
        )
    )
