"""Put something in a basket, take it out, and book it. Functions flush and never commit."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.bookings.basket.errors import BasketFull, LineRefused, NoSuchLine
from portal.bookings.basket.models import Basket, BasketLine
from portal.bookings.errors import KeyReused, NoSuchPerformance, SchoolLimit
from portal.bookings.models import Booking
from portal.bookings.requests import Actor, GroupRequest, SeatRequest, refuse_impossible
from portal.bookings.seats import held_by_school
from portal.bookings.service import (
    book_seats,
    open_performance,
    refuse_foreign_classes,
    refuse_strangers,
    refuse_unknown_tariff,
)
from portal.bookings.waiting import service as waiting
from portal.errors import Refusal
from portal.journal.writer import JournalUnavailable
from portal.offers.models import Performance

LINES_MAX = 40
"""More than a school books in one evening; a page of this length is still read."""
TOGETHER = "together"
"""`BasketLine.refused` of a line that could be booked, but for another of the same class and day."""


def put_in(session: Session, request: SeatRequest, *, now: datetime) -> None:
    """Keep what somebody means to book. Takes no seats. The same key again changes nothing.

    Refuses at once what can never be booked, so that nothing impossible lies in a basket until June.

    Raises:
        InvalidGroups, NotYours, NoSuchPerformance, BookingClosed, InRound: as for `book_seats`.
        SchoolLimit: the house gives one school fewer seats than this together with what the school has.
        KeyReused: this very form was booked with already.
        BasketFull: there are `LINES_MAX` lines.
    """
    refuse_impossible(request)
    refuse_strangers(session, request)
    terms = open_performance(session, request.performance_id, request.school_id, now=now)
    refuse_unknown_tariff(request, terms)
    refuse_foreign_classes(session, request)
    _refuse_above(session, request, terms.max_seats_per_school)
    if (reference := _booked_with(session, request)) is not None:
        raise KeyReused(reference)
    _basket(session, request.actor.id, now=now)
    _refuse_overfull(session, request)
    values = {
        "user_id": request.actor.id,
        "school_id": request.school_id,
        "request_key": request.key,
        "performance_id": request.performance_id,
        "groups": write_groups(request.groups),
        "contact": request.contact,
        "note": request.note,
        "added_at": now,
        "refused": "",
    }
    session.execute(_insert(session, BasketLine).values(values).on_conflict_do_nothing())


def _refuse_above(session: Session, request: SeatRequest, limit: int | None) -> None:
    if limit is None:
        return
    held = held_by_school(session, request.performance_id, request.school_id)
    if held + request.seats > limit:
        raise SchoolLimit(request.performance_id, request.seats, limit, held)


def _insert(session: Session, model: type[Basket] | type[BasketLine]) -> Any:
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(model)


def _booked_with(session: Session, request: SeatRequest) -> str | None:
    return session.scalar(
        select(Booking.reference).where(Booking.school_id == request.school_id, Booking.request_key == request.key)
    )


def _basket(session: Session, user_id: int, *, now: datetime) -> None:
    made = _insert(session, Basket).values(user_id=user_id, whole_days=False, changed_at=now)
    session.execute(made.on_conflict_do_update(index_elements=["user_id"], set_={"changed_at": now}))


def _refuse_overfull(session: Session, request: SeatRequest) -> None:
    """Counted after the basket's own row was written: nobody else adds a line of this person until we commit."""
    lines = select(func.count()).where(BasketLine.user_id == request.actor.id, BasketLine.request_key != request.key)
    if (session.scalar(lines) or 0) >= LINES_MAX:
        raise BasketFull(LINES_MAX)


def write_groups(groups: Iterable[GroupRequest]) -> str:
    return json.dumps([asdict(group) for group in groups], ensure_ascii=False)


def read_groups(text: str) -> tuple[GroupRequest, ...]:
    return tuple(replace(GroupRequest(**one), level=ClassLevel(one["level"])) for one in json.loads(text))


def take_out(session: Session, user_id: int, line_id: int) -> None:
    """What was booked stays booked. A line that is gone already is no mistake: people click twice.

    Raises:
        NoSuchLine: it is somebody else's.
    """
    owner = session.scalar(select(BasketLine.user_id).where(BasketLine.id == line_id))
    if owner not in (None, user_id):
        raise NoSuchLine
    session.execute(delete(BasketLine).where(BasketLine.id == line_id))


def tidy_up(session: Session, user_id: int) -> None:
    """Take out what is booked."""
    session.execute(delete(BasketLine).where(BasketLine.user_id == user_id, BasketLine.booking_id.is_not(None)))


def choose_way(session: Session, user_id: int, *, whole_days: bool) -> None:
    session.execute(update(Basket).where(Basket.user_id == user_id).values(whole_days=whole_days))


def move_line(session: Session, actor: Actor, line_id: int, performance_id: int, *, now: datetime) -> None:
    """Take another date of the same offer, with the same classes.

    Raises:
        NoSuchLine: it isn't there, or it is booked.
        NoSuchPerformance: that is no date of this offer; BookingClosed: it takes no bookings any more.
    """
    line = session.scalar(_open_lines(actor.id, [line_id]))
    if line is None:
        raise NoSuchLine
    offers = session.scalars(
        select(Performance.offer_id).where(Performance.id.in_([line.performance_id, performance_id])).distinct()
    ).all()
    if len(offers) != 1:
        raise NoSuchPerformance(performance_id)
    open_performance(session, performance_id, line.school_id, now=now)
    line.performance_id, line.refused = performance_id, ""
    session.flush()


def book_lines(session: Session, actor: Actor, line_ids: Collection[int], *, now: datetime) -> list[Booking]:
    """Book these lines, all or none: who calls undoes the transaction when one is refused.

    The performances are taken in the order of their ids, as everybody takes them: two schools that want the same two
    halls on one day never wait for each other in a ring. A line that is booked already is left as it is, so sending
    again books once and goes on where a process was killed.

    Raises:
        LineRefused: one of them can't be booked, with why.
        JournalUnavailable: nothing may be promised now.
    """
    booked = []
    for line in session.scalars(_open_lines(actor.id, line_ids)).all():
        try:
            booking = _booking_of(session, actor, line, now=now)
        except JournalUnavailable:
            raise
        except Refusal as refusal:
            raise LineRefused(line.id, refusal) from refusal
        line.booking_id, line.refused = booking.id, ""
        session.flush()
        booked.append(booking)
    return booked


def _open_lines(user_id: int, line_ids: Collection[int]) -> Any:
    # Locked, so that the same basket sent twice at once is booked by one, and the other finds it done.
    return (
        select(BasketLine)
        .where(BasketLine.id.in_(line_ids), BasketLine.user_id == user_id, BasketLine.booking_id.is_(None))
        .order_by(BasketLine.performance_id, BasketLine.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def wait_for(session: Session, actor: Actor, line_id: int, *, now: datetime) -> Booking:
    """Put the classes of a line on the waiting list instead; with it the line is dealt with.

    Raises:
        NoSuchLine: it isn't there, or it is booked.
        NoWaitingList, SeatsFree, NeverFits, AlreadyWaiting, BookingClosed, SchoolLimit: as for `waiting.join`.
    """
    line = session.scalar(_open_lines(actor.id, [line_id]))
    if line is None:
        raise NoSuchLine
    booking = waiting.join(session, _request(actor, line), now=now).first
    line.booking_id, line.refused = booking.id, ""
    session.flush()
    return booking


def _booking_of(session: Session, actor: Actor, line: BasketLine, *, now: datetime) -> Booking:
    return book_seats(session, _request(actor, line), now=now).booking


def _request(actor: Actor, line: BasketLine) -> SeatRequest:
    return SeatRequest(
        key=line.request_key,
        performance_id=line.performance_id,
        school_id=line.school_id,
        actor=actor,
        groups=read_groups(line.groups),
        contact=line.contact,
        note=line.note,
    )


def note_refusal(session: Session, line_ids: Collection[int], refused: LineRefused) -> None:
    """Remember why these lines were not booked, for the page that tells it."""
    mine = update(BasketLine).where(BasketLine.id.in_(line_ids), BasketLine.booking_id.is_(None))
    session.execute(mine.values(refused=TOGETHER))
    session.execute(mine.where(BasketLine.id == refused.line_id).values(refused=refused.refusal.code))
