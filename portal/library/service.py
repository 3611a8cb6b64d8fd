"""Class sets and their readers: the changes. All flush, none commits."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup
from portal.clock import school_day
from portal.library.errors import (
    AnimalTaken,
    NoRoom,
    NotEnoughLoans,
    PeriodRefused,
    SetClosed,
    SetExists,
    SetFull,
    TitleUnknown,
    WrongPin,
)
from portal.library.models import Animal, ClassSet, Licence, Reader, Title
from portal.library.queries import loans_of, lots_of
from portal.library.seats import ONE_DAY, Period, first_fit, room

PERIOD_MAX_DAYS = 366
HORIZON = timedelta(days=366)
"""How far ahead a period may begin, and another one is looked for."""
ERASE_AFTER = timedelta(days=30)
"""How long animals and places are kept after the last day of their set."""

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that a code never spells a word; no 0, 1, O or I to mix up on a board."""
CODE_LENGTH = 7
"""28^7 is 13 thousand million: with 20 wrong guesses a minute a code is not found."""

PIN_PICTURES = ("ster", "maan", "zon", "vis", "boot", "boom", "sleutel", "kroon", "hart")
PIN_LENGTH = 3

# A picture PIN has 729 values, so its hash protects little by itself; the set's erasure and the limit on wrong
# guesses do. A light hash keeps a class of 30 that logs in at once from waiting.
_pin_hasher = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)


@dataclass(frozen=True)
class SetRequest:
    """A teacher's wish: this title for this class on these days. `key` makes a repeated click one set."""

    title_id: int
    class_group_id: int
    school_id: int
    copies: int
    period: Period
    key: str


def refuse_period(period: Period, today: date) -> None:
    if period.last < period.first:
        raise PeriodRefused("De laatste dag ligt voor de eerste.")
    if period.last < today:
        raise PeriodRefused("Deze periode is al voorbij.")
    if period.first > today + HORIZON:
        raise PeriodRefused("Kies een periode die binnen het jaar begint.")
    if period.days > PERIOD_MAX_DAYS:
        raise PeriodRefused("Een klasset duurt hoogstens één schooljaar.")


def assign_set(session: Session, request: SetRequest, *, assigned_by: int, now: datetime) -> ClassSet:
    """Lend copies of a title to a class. Call inside `write_transaction`.

    A repeated `request.key` gives the first set back.
    Raises:
        PeriodRefused, TitleUnknown, SetExists, NoRoom, NotEnoughLoans.
    """
    earlier = session.scalar(
        select(ClassSet).where(ClassSet.school_id == request.school_id, ClassSet.request_key == request.key)
    )
    if earlier is not None:
        return earlier
    refuse_period(request.period, school_day(now))
    lock_title(session, request.title_id)
    refuse_second_set(session, request)
    lot = take_room(session, request, today=school_day(now))
    made = ClassSet(
        title_id=request.title_id,
        class_group_id=request.class_group_id,
        school_id=request.school_id,
        assigned_by=assigned_by,
        licence_id=lot,
        copies=request.copies,
        from_day=request.period.first,
        until_day=request.period.last,
        code=fresh_code(session),
        request_key=request.key,
        created_at=now,
    )
    session.add(made)
    session.flush()  # The page that follows shows the code.
    return made


def lock_title(session: Session, title_id: int) -> None:
    """Let one assignment of a title go at a time: a row lock on PostgreSQL; SQLite has one writer anyway."""
    if session.scalar(select(Title.id).where(Title.id == title_id).with_for_update()) is None:
        raise TitleUnknown


def refuse_second_set(session: Session, request: SetRequest) -> None:
    overlapping = session.scalar(
        select(ClassSet.id).where(
            ClassSet.title_id == request.title_id,
            ClassSet.class_group_id == request.class_group_id,
            ClassSet.from_day <= request.period.last,
            ClassSet.until_day >= request.period.first,
            ClassSet.returned_on.is_(None),
        )
    )
    if overlapping is not None:
        raise SetExists(overlapping)


def take_room(session: Session, request: SetRequest, *, today: date) -> int | None:
    """Make sure the seats fit on every day; spend a metered lot's loans and give its id."""
    lots = lots_of(session, request.title_id)
    loans = loans_of(session, request.title_id)
    found = room([lot.lot for lot in lots], loans, request.period)
    if found.free < request.copies:
        instead = first_fit([lot.lot for lot in lots], loans, request.copies, request.period, horizon=today + HORIZON)
        raise NoRoom(request.copies, found.free, found.tightest, instead)
    # A lot without a total is spent first: a metered one loses loans for good.
    covering = [lot for lot in lots if lot.covers(request.period)]
    if any(lot.loans_left is None for lot in covering):
        return None
    for lot in sorted(covering, key=lambda lot: (lot.lot.last or date.max, lot.id)):
        if lot.loans_left is not None and lot.loans_left >= request.copies:
            session.execute(
                update(Licence).where(Licence.id == lot.id).values(loans_spent=Licence.loans_spent + request.copies)
            )
            return lot.id
    raise NotEnoughLoans(request.copies, max((lot.loans_left or 0 for lot in covering), default=0))


def fresh_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if session.scalar(select(ClassSet.id).where(ClassSet.code == code)) is None:
            return code


def return_set(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Give the seats back today: free from tomorrow. Doing it twice changes nothing."""
    if made.returned_on is None and school_day(now) < made.until_day:
        made.returned_on = max(school_day(now) + ONE_DAY, made.from_day)


def erase_readers(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Erase animals, PINs and places of a set at once, on the teacher's word or when its time has come."""
    session.execute(delete(Reader).where(Reader.class_set_id == made.id))
    made.erased_at = now


def erase_due(session: Session, now: datetime) -> int:
    """Erase the readers of every set whose last day is 30 days ago; gives the number of sets that had any.

    Call inside `write_transaction`. A set that was given back early ended on the day before `returned_on`.
    """
    limit = school_day(now) - ERASE_AFTER
    due = or_(ClassSet.until_day < limit, ClassSet.returned_on <= limit)
    with_readers = select(Reader.class_set_id).join(ClassSet, ClassSet.id == Reader.class_set_id).where(due)
    set_ids = list(session.scalars(with_readers.distinct()))
    session.execute(delete(Reader).where(Reader.class_set_id.in_(set_ids)))
    session.execute(update(ClassSet).where(ClassSet.id.in_(set_ids)).values(erased_at=now))
    return len(set_ids)


def refuse_closed(made: ClassSet, today: date) -> None:
    """Readable from the first day 00.00 to the last day 24.00 in Brussels, or until it was given back."""
    last = made.until_day if made.returned_on is None else min(made.until_day, made.returned_on - ONE_DAY)
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
        if reader.pin_hash == "":
            reader.pin_hash = hash_pin(pin)  # The teacher let this animal choose again.
        elif not pin_matches(reader.pin_hash, pin):
            raise AnimalTaken if expects_free else WrongPin
        reader.seen_at = now
        return reader
    readers = session.scalar(select(func.count()).where(Reader.class_set_id == made.id)) or 0
    if readers >= made.copies:
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


def keep_place(session: Session, reader_id: int, *, chapter: int, place: float, now: datetime) -> None:
    """Remember where a pupil is. One statement: a class of 30 turns pages at once."""
    session.execute(
        update(Reader)
        .where(Reader.id == reader_id)
        .values(
            chapter=chapter,
            place=min(max(place, 0.0), 1.0),
            furthest=case((Reader.furthest < chapter, chapter), else_=Reader.furthest),
            seen_at=now,
        )
    )


def class_of(session: Session, made: ClassSet) -> ClassGroup:
    group = session.get(ClassGroup, made.class_group_id)
    if group is None:
        raise LookupError(f"class set {made.id} has no class")
    return group
