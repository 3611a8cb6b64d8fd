"""Say how classes come, and share a bus. Functions flush and never commit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.bookings.models import Booking
from portal.bookings.requests import Actor
from portal.bookings.states import OFF
from portal.bookings.transport.errors import BusFull, NoSuchShare, SeatsGiven
from portal.bookings.transport.models import (
    BUSES,
    BusShare,
    BusStand,
    SchoolPickup,
    ShareState,
    Transport,
    Travel,
)
from portal.offers.models import Offer, Performance
from portal.outbox.service import Letter, enqueue

BUS_ASKED = "bus-asked"
BUS_ANSWERED = "bus-answered"

PLACE_MAX = 160
NOTE_MAX = 200
MESSAGE_MAX = 300
SEATS_MAX = 90
"""Of the largest bus on two floors."""


@dataclass(frozen=True)
class Ride:
    """How a booking's classes come and go, as the school says it."""

    how: Travel
    people: int
    pickup_place: str = ""
    pickup_at: datetime | None = None
    return_at: datetime | None = None
    cost_cents: int | None = None
    note: str = ""
    free_seats: int = 0
    """Seats for a school nearby; to offer none is the rule."""


def plan_ride(session: Session, booking: Booking, ride: Ride, actor: Actor, *, now: datetime) -> None:
    """Keep how this booking's classes come; a next time replaces it.

    Raises:
        SeatsGiven: other schools were promised more seats than it offers now.
    """
    let_go(session, booking.id)
    free = ride.free_seats if ride.how in BUSES else 0
    values = {
        "how": ride.how,
        "people": ride.people,
        "pickup_place": ride.pickup_place,
        "pickup_at": ride.pickup_at,
        "return_at": ride.return_at,
        "cost_cents": ride.cost_cents,
        "note": ride.note,
        "free_seats": free,
        "changed_by": actor.id,
        "changed_at": now,
    }
    made = _insert(session, Transport).values(booking_id=booking.id, given_seats=0, bay="", **values)
    kept = session.scalar(
        made.on_conflict_do_update(
            index_elements=["booking_id"], set_=values, where=Transport.given_seats <= free
        ).returning(Transport.booking_id)
    )
    if kept is None:
        raise SeatsGiven(_given(session, booking.id))


def forget_ride(session: Session, booking: Booking) -> None:
    """It isn't known any more how they come.

    Raises:
        SeatsGiven: another school counts on a seat.
    """
    let_go(session, booking.id)
    if given := _given(session, booking.id):
        raise SeatsGiven(given)
    session.execute(delete(Transport).where(Transport.booking_id == booking.id))


def _given(session: Session, booking_id: int) -> int:
    return session.scalar(select(Transport.given_seats).where(Transport.booking_id == booking_id)) or 0


def remember_pickup(session: Session, school_id: int, place: str) -> None:
    """Where this school's buses stand from now on; empty: nowhere in particular."""
    session.execute(delete(SchoolPickup).where(SchoolPickup.school_id == school_id))
    if place:
        session.execute(_insert(session, SchoolPickup).values(school_id=school_id, place=place))


def set_stand(session: Session, centre_id: int, place: str) -> None:
    """Where buses stand at this house."""
    session.execute(delete(BusStand).where(BusStand.centre_id == centre_id))
    if place:
        session.execute(_insert(session, BusStand).values(centre_id=centre_id, place=place))


def set_bay(session: Session, centres: Collection[int], booking_id: int, bay: str) -> None:
    """Where one bus stands; a booking at another house stays as it is."""
    own = (
        select(Booking.id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.id == booking_id, Offer.centre_id.in_(centres))
    )
    session.execute(update(Transport).where(Transport.booking_id.in_(own)).values(bay=bay))


# --- Two schools, one bus -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShareRequest:
    """A school asks for seats in the bus of another."""

    giver_id: int
    """The booking whose bus it is; `asker_id` the booking of the school that asks."""
    asker_id: int
    people: int
    message: str = ""


def ask_share(session: Session, request: ShareRequest, actor: Actor, *, now: datetime) -> None:
    """Ask, and tell the other school. To ask again for the same ride is the same question.

    Raises:
        NoSuchShare: that bus is not offered to this booking: another house or day, its own school, or no free seats.
        BusFull: fewer seats are free.
    """
    let_go(session, request.giver_id)
    left = _seats_offered(session, request)
    if left is None:
        raise NoSuchShare
    if left < request.people:
        raise BusFull(left)
    values = {
        "people": request.people,
        "message": request.message,
        "state": ShareState.ASKED,
        "asked_by": actor.id,
        "asked_at": now,
    }
    made = _insert(session, BusShare).values(giver_id=request.giver_id, asker_id=request.asker_id, **values)
    # After a withdrawal a school may ask anew; a question that waits or was answered stays what it is.
    asked = session.scalar(
        made.on_conflict_do_update(
            index_elements=["giver_id", "asker_id"],
            set_=values | {"answered_by": None, "answered_at": None},
            where=BusShare.state == ShareState.WITHDRAWN,
        ).returning(BusShare.id)
    )
    if asked is not None:
        enqueue(session, Letter(BUS_ASKED, {"share_id": asked}), now=now)


def _seats_offered(session: Session, request: ShareRequest) -> int | None:
    """Free seats in a bus that is offered to this booking; None where it isn't."""
    asker = session.execute(_going(request.asker_id)).one_or_none()
    giver = session.execute(_going(request.giver_id)).one_or_none()
    if asker is None or giver is None or giver.school_id == asker.school_id:
        return None
    if (giver.centre_id, giver.day) != (asker.centre_id, asker.day) or not giver.free_seats:
        return None
    return int(giver.free_seats - giver.given_seats)


def _going(booking_id: int) -> Any:
    return (
        select(Booking.school_id, Offer.centre_id, Performance.day, Transport.free_seats, Transport.given_seats)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Transport, Transport.booking_id == Booking.id)
        .where(Booking.id == booking_id, Booking.state.not_in(OFF))
    )


def answer_share(session: Session, share_id: int, actor: Actor, *, yes: bool, now: datetime) -> None:
    """The school whose bus it is says yes or no. The seats are taken by one conditional statement, as in a hall.

    Raises:
        NoSuchShare: it is not this school's to answer, or was answered already.
        BusFull: fewer seats are free by now.
    """
    share = _share(session, share_id)
    if share is None or _school_of(session, share.giver_id) not in actor.schools:
        raise NoSuchShare
    let_go(session, share.giver_id)
    then = ShareState.ACCEPTED if yes else ShareState.DECLINED
    _change(session, share, (ShareState.ASKED,), then, actor, now=now)
    if yes:
        _take(session, share.giver_id, share.people)
    enqueue(session, Letter(BUS_ANSWERED, {"share_id": share_id}), now=now)


def end_share(session: Session, share_id: int, actor: Actor, *, now: datetime) -> None:
    """Either school takes it back; accepted seats are free again, and the other school is told.

    Raises:
        NoSuchShare: it is of neither, or it is over already.
    """
    share = _share(session, share_id)
    schools = {_school_of(session, share.giver_id), _school_of(session, share.asker_id)} if share else set()
    if share is None or not schools & actor.schools:
        raise NoSuchShare
    was = share.state
    _change(session, share, (ShareState.ASKED, ShareState.ACCEPTED), ShareState.WITHDRAWN, actor, now=now)
    if was is ShareState.ACCEPTED:
        _take(session, share.giver_id, -share.people)
    enqueue(session, Letter(BUS_ANSWERED, {"share_id": share_id}), now=now)


def let_go(session: Session, giver_id: int) -> None:
    """Free the seats of schools whose booking is off by now."""
    rows = session.execute(
        select(BusShare.id, BusShare.people)
        .join(Booking, Booking.id == BusShare.asker_id)
        .where(BusShare.giver_id == giver_id, BusShare.state == ShareState.ACCEPTED, Booking.state.in_(OFF))
    ).all()
    for share_id, people in rows:
        gone = session.execute(
            update(BusShare)
            .where(BusShare.id == share_id, BusShare.state == ShareState.ACCEPTED)
            .values(state=ShareState.WITHDRAWN)
            .execution_options(synchronize_session=False)
        )
        if cast(CursorResult[Any], gone).rowcount == 1:
            _take(session, giver_id, -people)


def _share(session: Session, share_id: int) -> BusShare | None:
    return session.scalar(select(BusShare).where(BusShare.id == share_id).execution_options(populate_existing=True))


def _school_of(session: Session, booking_id: int) -> int | None:
    return session.scalar(select(Booking.school_id).where(Booking.id == booking_id))


def _change(
    session: Session,
    share: BusShare,
    before: tuple[ShareState, ...],
    then: ShareState,
    actor: Actor,
    *,
    now: datetime,
) -> None:
    changed = session.execute(
        update(BusShare)
        .where(BusShare.id == share.id, BusShare.state == share.state, BusShare.state.in_(before))
        .values(state=then, answered_by=actor.id, answered_at=now)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], changed).rowcount != 1:
        raise NoSuchShare


def _take(session: Session, giver_id: int, people: int) -> None:
    taken = session.execute(
        update(Transport)
        .where(Transport.booking_id == giver_id, Transport.given_seats + people <= Transport.free_seats)
        .values(given_seats=Transport.given_seats + people)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], taken).rowcount != 1:
        left = session.scalar(
            select(Transport.free_seats - Transport.given_seats).where(Transport.booking_id == giver_id)
        )
        raise BusFull(left or 0)


def _insert(session: Session, model: type[Any]) -> Any:
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(model)
