"""What the tests of lending share: wishes by day of May, and every change in a transaction of its own."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, ClassLevel
from portal.db import write_transaction
from portal.library.lending.models import SetWait
from portal.library.lending.queries import lending
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.lending.waiting import join_line
from portal.library.models import Animal, ClassSet, Licence, Reader, Title
from portal.library.reading.service import join_set
from portal.outbox.models import Message
from tests.portal.library.conftest import NOW, Place

PIN = ("ster", "maan", "vis")


def may(day: int) -> date:
    return date(2027, 5, day)


def on_may(day: int, hour: int = 10) -> datetime:
    """A moment on a day of May, by the clock of Brussels (two hours ahead)."""
    return datetime(2027, 5, day, hour - 2, tzinfo=UTC)


def a_wish(place: Place, seats: int, first: int, last: int, *, group: int = 0, key: str = "") -> SetRequest:
    school = place.other_school if group == 2 else place.school
    days = Period(may(first), may(last))
    return SetRequest(
        place.title, place.classes[group], school, seats, days, key or f"{group}-{seats}-{first}-{last}"
    )


def assign(session: Session, place: Place, wish: SetRequest, now: datetime = NOW) -> ClassSet:
    with write_transaction(session):
        return assign_set(session, wish, assigned_by=place.teacher, now=now)


def wait(session: Session, place: Place, wish: SetRequest, now: datetime = NOW) -> SetWait:
    with write_transaction(session):
        return join_line(session, wish, asked_by=place.teacher, now=now)


def more_classes(session: Session, place: Place, number: int) -> list[int]:
    with write_transaction(session):
        groups = [
            ClassGroup(
                school_id=place.school, name=f"K{n}", level=ClassLevel.LAGER_2, pupils=9, school_year="2026-2027"
            )
            for n in range(number)
        ]
        session.add_all(groups)
        session.flush()
        return [group.id for group in groups]


def the_lot(session: Session) -> Licence:
    return session.scalars(select(Licence).order_by(Licence.id)).first() or Licence()


def change_lot(session: Session, **facts: object) -> Licence:
    with write_transaction(session):
        lot = the_lot(session)
        for name, value in facts.items():
            setattr(lot, name, value)
    return lot


def add_lot(
    session: Session,
    place: Place,
    copies: int | None,
    first: date | None = None,
    last: date | None = None,
    loans: int | None = None,
) -> Licence:
    with write_transaction(session):
        lot = Licence(title_id=place.title, copies=copies, from_day=first, until_day=last, loans_total=loans)
        session.add(lot)
    return lot


def free(session: Session, place: Place, first: int, last: int) -> int:
    """How many copies somebody who comes on the first of May can have."""
    today = may(1)
    stock = lending(session, place.title, since=today).for_newcomer(today)
    return stock.room(Period(may(first), may(last))).free


def reads(session: Session, made: ClassSet, animal: Animal, now: datetime) -> Reader:
    with write_transaction(session):
        return join_set(session, made, animal, PIN, now=now)


def letters(session: Session) -> list[str]:
    return list(session.scalars(select(Message.kind).order_by(Message.id)))


def spent(session: Session) -> int:
    return session.scalars(select(Licence.loans_spent).order_by(Licence.id)).first() or 0


def title_of(session: Session, place: Place) -> Title:
    return session.get_one(Title, place.title)
