"""Join a waiting list, leave it, answer an offer; the house's own hand; and what the worker does.

Everything here runs inside `write_transaction`; it flushes, and never commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from portal.bookings.errors import BookingChanged, NoSuchBooking, NoSuchPerformance, NotYours, SchoolLimit
from portal.bookings.holds.service import confirm_hold
from portal.bookings.ledger import Change, write_ledger
from portal.bookings.models import Booking, BookingGroup, LedgerKind
from portal.bookings.requests import CLOCKWORK, REASON_MAX, Actor, SeatRequest, refuse_impossible
from portal.bookings.seats import held_by_school
from portal.bookings.service import (
    as_booking,
    booking_for_key,
    open_performance,
    record_booking,
    refuse_foreign_classes,
    refuse_strangers,
)
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.bookings.waiting.errors import (
    AlreadyWaiting,
    AnsweredTooLate,
    NeverFits,
    NoOffer,
    NotOneOffer,
    NotWaiting,
    NoWaitingList,
    ReasonMissing,
    SeatsFree,
)
from portal.bookings.waiting.line import Hall, line_at, lock_hall, lock_line, turn_now, waits_at
from portal.bookings.waiting.models import WaitingEntry
from portal.bookings.waiting.promotion import join_line, serve
from portal.bookings.waiting.rebuild import PRIORITY, key_of_another_moment
from portal.offers.models import Offer, Performance
from portal.outbox.service import Letter, enqueue

WAITING_JOINED = "waiting-joined"
WAITING_LAPSED = "waiting-lapsed"
WAITING_CLOSED = "waiting-closed"
WAITING_REMOVED = "waiting-removed"


# --- The school ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Joined:
    """What came of a request to wait: a booking for each moment that suits, in the order in which they were asked."""

    bookings: tuple[Booking, ...]
    is_new: bool
    """False: they wait since before, under the same key."""

    @property
    def first(self) -> Booking:
        return self.bookings[0]


def join(session: Session, request: SeatRequest, *, also: Sequence[int] = (), now: datetime) -> Joined:
    """Put a school's classes on the list of a performance, and of the others of the same offer that suit as well.

    A booking in state WAITING for each, in order of performance: no seats, nothing owed. One wish: the first offer
    ends the others. Whoever repeats `request.key` gets the first answer back.

    Raises:
        InvalidGroups, NotYours, KeyReused, NoSuchPerformance, BookingClosed, SchoolLimit: as `book_seats`.
        NoWaitingList: the house keeps none.
        NotOneOffer: the performances are not all of one offer.
        SeatsFree: there is place, by the rule, for the whole group at one of them.
        NeverFits: the group is larger than the hall.
        AlreadyWaiting: one of the classes stands on that list.
    """
    refuse_impossible(request)
    refuse_strangers(session, request)
    if (earlier := booking_for_key(session, request)) is not None:
        return Joined(tuple(wish_of(session, earlier)), is_new=False)
    asked = sorted({request.performance_id, *also})
    _refuse_several_offers(session, asked)
    refuse_foreign_classes(session, request)
    joined: list[Booking] = []
    for performance_id in asked:
        # The first has the key as it came, so that the retry of the whole finds it.
        key = request.key if not joined else key_of_another_moment(request.key, performance_id)
        booking = _join_one(session, replace(request, performance_id=performance_id, key=key), now=now)
        if booking is None:
            twin = cast(Booking, booking_for_key(session, request))
            return Joined(tuple(wish_of(session, twin)), is_new=False)
        joined.append(booking)
        join_line(session, booking, wish=joined[0].reference, now=now)
    enqueue(session, Letter(WAITING_JOINED, {"booking_id": joined[0].id}), now=now)
    return Joined(tuple(joined), is_new=True)


def _join_one(session: Session, request: SeatRequest, *, now: datetime) -> Booking | None:
    terms = open_performance(session, request.performance_id, request.school_id, now=now)
    # From here on nobody joins, books or frees a seat there until this is committed.
    hall = lock_hall(session, request.performance_id)
    if booking_for_key(session, request) is not None:
        # A twin was faster to the lock: this is no second class of the same name.
        return None
    _refuse_to_wait(session, request, hall)
    refuse_same_class(session, request)
    made = record_booking(session, request, terms, now=now, state=BookingState.WAITING)
    if made is None:
        return None
    booking, change = as_booking(session, made), Change(LedgerKind.WAITING, 0, 0, request.reason)
    write_ledger(session, booking, change, request.actor, centre_id=terms.centre_id, now=now, made=made)
    return booking


def _refuse_several_offers(session: Session, performance_ids: Sequence[int]) -> None:
    rows = session.execute(select(Performance.id, Performance.offer_id).where(Performance.id.in_(performance_ids)))
    offers = dict(rows.all())
    for performance_id in performance_ids:
        if performance_id not in offers:
            raise NoSuchPerformance(performance_id)
    if len(set(offers.values())) > 1:
        raise NotOneOffer


def _refuse_to_wait(session: Session, request: SeatRequest, hall: Hall) -> None:
    """Who can't be helped by waiting, or needn't wait."""
    if hall.waiting is None:
        raise NoWaitingList(hall.performance_id)
    if request.seats > hall.capacity:
        raise NeverFits(hall.performance_id, request.seats, hall.capacity)
    if hall.max_seats_per_school is not None:
        held = held_by_school(session, hall.performance_id, request.school_id)
        if held + request.seats > hall.max_seats_per_school:
            raise SchoolLimit(hall.performance_id, request.seats, hall.max_seats_per_school, held)
    left = turn_now(session, hall, line_at(session, hall.performance_id)).left
    if request.seats <= left:
        raise SeatsFree(hall.performance_id, left)


def refuse_same_class(session: Session, request: SeatRequest) -> None:
    """The performance is locked, so nobody can put the same class on the list meanwhile."""
    names = [" ".join(group.name.split()).lower() for group in request.groups]
    ids = [group.class_group_id for group in request.groups if group.class_group_id is not None]
    row = session.execute(
        select(Booking.reference, BookingGroup.name)
        .join(BookingGroup, BookingGroup.booking_id == Booking.id)
        .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
        .where(
            Booking.performance_id == request.performance_id,
            Booking.school_id == request.school_id,
            WaitingEntry.outcome.is_(None),
            or_(func.lower(BookingGroup.name).in_(names), BookingGroup.class_group_id.in_(ids)),
        )
        .order_by(Booking.id)
    ).first()
    if row is not None:
        raise AlreadyWaiting(row.reference, row.name)


def wish_of(session: Session, booking: Booking) -> list[Booking]:
    """A booking with the other moments of its wish, in the order in which they were asked."""
    own, other = aliased(WaitingEntry), aliased(WaitingEntry)
    found = session.scalars(
        select(Booking)
        .join(other, other.booking_id == Booking.id)
        .join(own, own.wish == other.wish)
        .where(own.booking_id == booking.id)
        .order_by(Booking.id)
    ).all()
    return list(found) or [booking]


def leave(
    session: Session, reference: str, *, actor: Actor, now: datetime, whole_wish: bool = False
) -> list[Booking]:
    """Take a booking off its list, for a school or for the house on its behalf; nothing is owed.

    `whole_wish`: the other moments too. Gives what left.
    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may touch.
        NotWaiting: it isn't on a list (any more).
    """
    booking = _own(session, reference, actor)
    leaving = wish_of(session, booking) if whole_wish else [booking]
    step = Step(LedgerKind.CANCELLED, BookingState.CANCELLED, owed_cents=0, reason="van de wachtlijst gegaan")
    # All at once and by id, before the first step locks a performance.
    lock_line(session, *(one.performance_id for one in leaving))
    left = [take_step(session, one, step, actor, now=now) for one in leaving if one.state is BookingState.WAITING]
    if booking not in left:
        raise NotWaiting(booking.reference)
    return left


def accept(session: Session, reference: str, *, actor: Actor, now: datetime) -> Booking:
    """Say yes to the places that are kept: the booking is confirmed and owed from here on.

    As with every hold, the seats are kept until they are let go: a yes after the term, but before a worker came by,
    still counts, for nobody else could have them meanwhile. Again for one that was accepted: the same answer.
    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may touch.
        NoOffer: nothing is offered to it.
        AnsweredTooLate: the seats went to who is next.
        HeadConfirms, BookingClosed: as `confirm_hold`.
    """
    booking = _own(session, reference, actor)
    answer_by = _answer_by(session, booking)
    if answer_by is not None and booking.state is BookingState.CONFIRMED:
        return booking
    _refuse_without_offer(booking, answer_by)
    return confirm_hold(session, booking.reference, actor=actor, now=now)


def refuse(session: Session, reference: str, *, actor: Actor, now: datetime) -> Booking:
    """Say no to the places that are kept; they go to who is next, in this transaction. Raises as `accept`."""
    booking = _own(session, reference, actor)
    _refuse_without_offer(booking, _answer_by(session, booking))
    reason = "nee op een plaats van de wachtlijst"
    step = Step(LedgerKind.CANCELLED, BookingState.CANCELLED, owed_cents=0, reason=reason)
    return take_step(session, booking, step, actor, now=now)


def _refuse_without_offer(booking: Booking, answer_by: datetime | None) -> None:
    if answer_by is None:
        raise NoOffer(booking.reference)
    if booking.state is BookingState.EXPIRED:
        raise AnsweredTooLate(booking.reference, answer_by)
    if booking.state is not BookingState.HELD:
        raise NoOffer(booking.reference)


def _answer_by(session: Session, booking: Booking) -> datetime | None:
    """Until when an answer to its offer was asked; None when it never had one."""
    return session.scalar(select(WaitingEntry.answer_by).where(WaitingEntry.booking_id == booking.id))


def _own(session: Session, reference: str, actor: Actor) -> Booking:
    """The booking as it is now, when the actor is of its school or of its house."""
    row = session.execute(
        select(Booking, Offer.centre_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.reference == reference.upper())
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NoSuchBooking(reference)
    if not (row.Booking.school_id in actor.schools or row.centre_id in actor.handles or actor.is_admin):
        raise NotYours
    booking: Booking = row.Booking
    return booking


# --- The house ----------------------------------------------------------------------------------------------------


def give_priority(session: Session, reference: str, *, reason: str, actor: Actor, now: datetime) -> Booking:
    """Put a booking in front of its line, by the house's hand and with its reason in the ledger.

    Whoever got priority later stands before who got it earlier. What is free and fits is offered at once.
    Raises:
        NoSuchBooking, NotYours: it is no booking at a house of the actor.
        NotWaiting: it isn't on a list (any more).
        ReasonMissing: no reason was given.
    """
    booking = _own_house(session, reference, actor)
    why = " ".join(reason.split())[:REASON_MAX]
    if not why:
        raise ReasonMissing
    lock_line(session, booking.performance_id)
    hall = lock_hall(session, booking.performance_id)
    if booking.state is not BookingState.WAITING:
        raise NotWaiting(booking.reference)
    highest = session.scalar(
        select(func.max(WaitingEntry.priority))
        .join(Booking, Booking.id == WaitingEntry.booking_id)
        .where(waits_at(Booking, booking.performance_id))
    )
    session.execute(
        update(WaitingEntry)
        .where(WaitingEntry.booking_id == booking.id)
        .values(priority=(highest or 0) + 1)
        .execution_options(synchronize_session=False)
    )
    step = Step(LedgerKind.WAITING, reason=f"{PRIORITY}{why}")
    # Of a booking that waits every step stirs its line, so this one also serves it.
    return take_step(session, booking, step, actor, now=now, centre_id=hall.centre_id)


def remove(session: Session, reference: str, *, reason: str, actor: Actor, now: datetime) -> Booking:
    """Take a booking off the list as the house, with a reason that the school reads. Raises as `give_priority`."""
    booking = _own_house(session, reference, actor)
    why = " ".join(reason.split())[:REASON_MAX]
    if not why:
        raise ReasonMissing
    if booking.state is not BookingState.WAITING:
        raise NotWaiting(booking.reference)
    step = Step(LedgerKind.DECLINED, BookingState.DECLINED, owed_cents=0, reason=why)
    enqueue(session, Letter(WAITING_REMOVED, {"booking_id": booking.id, "reason": why, "by": actor.name}), now=now)
    return take_step(session, booking, step, actor, now=now)


def _own_house(session: Session, reference: str, actor: Actor) -> Booking:
    booking = _own(session, reference, actor)
    house = session.scalar(
        select(Offer.centre_id)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id == booking.performance_id)
    )
    if house not in actor.handles:
        raise NotYours
    return booking


# --- The clock ----------------------------------------------------------------------------------------------------


def serve_line(session: Session, performance_id: int, *, now: datetime) -> int:
    """Serve a line outside a step: places came by another way, or a crash came between. How many got an offer."""
    locked = lock_line(session, performance_id)
    return len(serve(session, lock_hall(session, performance_id), locked, now=now)) if locked else 0


def lines_to_serve(session: Session, *, now: datetime) -> list[int]:
    """Performances that are open and where somebody waits who may fit; a reading only."""
    return list(
        session.scalars(
            select(Performance.id)
            .where(
                Performance.closes_at > now,
                Performance.seats_taken < Performance.capacity,
                select(Booking.id).where(waits_at(Booking, Performance.id)).exists(),
            )
            .order_by(Performance.id)
        )
    )


def lapsed_offers(session: Session, *, now: datetime) -> list[int]:
    """Bookings whose offer has run out without an answer; a reading only."""
    return list(
        session.scalars(
            select(Booking.id)
            .join(WaitingEntry, WaitingEntry.booking_id == Booking.id)
            .where(Booking.state == BookingState.HELD, Booking.held_until <= now)
            .order_by(Booking.held_until, Booking.id)
        )
    )


def lapse(session: Session, booking_id: int, *, now: datetime) -> bool:
    """End an offer that nobody answered and go on to who is next; False when another hand was first."""
    booking = session.get_one(Booking, booking_id, populate_existing=True)
    if booking.state is not BookingState.HELD or booking.held_until is None or booking.held_until > now:
        return False
    step = Step(LedgerKind.EXPIRED, BookingState.EXPIRED, owed_cents=0, reason="geen antwoord op tijd")
    return _by_clock(session, booking, step, WAITING_LAPSED, now=now)


def closed_entries(session: Session, *, now: datetime) -> list[int]:
    """Bookings that still wait where bookings are closed; a reading only."""
    return list(
        session.scalars(
            select(Booking.id)
            .join(Performance, Performance.id == Booking.performance_id)
            .where(waits_at(Booking, Performance.id), Performance.closes_at <= now)
            .order_by(Booking.id)
        )
    )


def close(session: Session, booking_id: int, *, now: datetime) -> bool:
    """End the waiting of somebody for whom no place came free; False when another hand was first."""
    booking = session.get_one(Booking, booking_id, populate_existing=True)
    if booking.state is not BookingState.WAITING:
        return False
    step = Step(LedgerKind.EXPIRED, BookingState.EXPIRED, owed_cents=0, reason="de wachtlijst is gesloten")
    return _by_clock(session, booking, step, WAITING_CLOSED, now=now)


def _by_clock(session: Session, booking: Booking, step: Step, letter: str, *, now: datetime) -> bool:
    try:
        take_step(session, booking, step, CLOCKWORK, now=now)
    except BookingChanged:
        # Another worker, or an answer that came in the very last second.
        return False
    enqueue(session, Letter(letter, {"booking_id": booking.id}), now=now)
    return True
