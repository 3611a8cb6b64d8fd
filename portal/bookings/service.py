"""Book and cancel. Everything here runs inside `write_transaction`; it flushes, and never commits.

What is inside the lock is kept to a few Core statements: a hall that opens its season on Monday at 9 is one row
that a whole region wants at once, and objects of the ORM in there cost two thirds of the bookings a second.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.dml import ReturningInsert

from portal.accounts.models import ClassGroup
from portal.bookings.codes import new_reference, new_visit_code
from portal.bookings.errors import (
    AlreadyCancelled,
    BookingChanged,
    BookingClosed,
    InvalidField,
    InvalidGroups,
    KeyReused,
    NoSuchBooking,
    NoSuchPerformance,
    NotYours,
    PerformanceFull,
    SchoolLimit,
    TooLateToCancel,
)
from portal.bookings.head import head_confirms, must_head_confirm, office_of
from portal.bookings.house.moves import may_leave_free
from portal.bookings.journal import promise
from portal.bookings.ledger import Change, Recorded, write_ledger
from portal.bookings.models import Booking, BookingGroup, LedgerKind
from portal.bookings.policy.charge import Ask, Party, charge, owed_after_cancelling, price_of
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import is_in_force, read_rules, rules_of_version
from portal.bookings.requests import REASON_MAX, Actor, GroupRequest, SeatRequest, refuse_impossible
from portal.bookings.rounds.errors import InRound
from portal.bookings.rounds.keeping import kept_by
from portal.bookings.seats import held_by_school, house_of, seats_left, take_seats
from portal.bookings.start import CONFIRMED, Start, seated, start_of
from portal.bookings.states import OWING, SEATED, BookingState, before
from portal.bookings.steps import Step, take_step
from portal.clock import school_day
from portal.offers.models import Offer, OfferState, OfferTariff, Performance, PerformanceState
from portal.outbox.service import Letter, enqueue

BOOKING_CONFIRMED = "booking-confirmed"
BOOKING_CANCELLED = "booking-cancelled"
BOOKING_REQUESTED = "booking-requested"
BOOKING_ASKED = "booking-asked"
BOOKING_HELD = "booking-held"
BOOKING_TO_CONFIRM = "booking-to-confirm"

MILDEST = HouseRules()
"""Of a house that wrote none."""

DRAWS = 5
"""Tries for a reference and a code that nobody has; one is enough until there are millions of bookings."""


@dataclass(frozen=True)
class Terms:
    """The few facts of a performance that a booking needs."""

    centre_id: int
    ask: Ask
    max_seats_per_school: int | None
    policy_id: int | None
    rules: HouseRules
    closes_at: datetime
    starts_at: datetime
    head_confirms: bool
    reduced_cents: int | None = None
    """The lowest of the offer's tariffs for who has a right to it; None: it has none."""

    def start(self, now: datetime, *, is_given: bool = False) -> Start:
        """What a booking becomes, made now. `is_given`: the house gave the seats out itself."""
        start = seated if is_given else start_of
        return start(
            self.rules,
            head_confirms=self.head_confirms,
            now=now,
            closes_at=self.closes_at,
            starts_at=self.starts_at,
        )


@dataclass(frozen=True)
class Booked:
    """What came of a request for seats."""

    booking: Booking
    is_new: bool
    """False: it was made before, under the same key."""


def book_seats(session: Session, request: SeatRequest, *, now: datetime) -> Booked:
    """Take the seats of a school's classes at one performance and queue the confirmation.

    Whole or not at all, first come first served. Flushes, never commits: the caller owns the transaction.
    Whoever repeats `request.key` for the same school gets the first booking back, also when it is full or
    closed by now.

    Raises:
        InvalidGroups: counts or names that can't be right, or a class of another school.
        NotYours: the actor doesn't act for this school.
        KeyReused: the key came before with another question.
        NoSuchPerformance: there is none, its offer is not published, or it was agreed with another school.
        BookingClosed: `now` is past `closes_at`, or the performance is cancelled.
        InRound: a preference round gives its places out.
        PerformanceFull: fewer than `request.seats` places remain.
        SchoolLimit: the house gives one school fewer seats than this.
    """
    refuse_impossible(request)
    refuse_strangers(session, request)
    if (earlier := booking_for_key(session, request)) is not None:
        # The journal may still owe its line: to say that it stands is to promise it.
        promise(session)
        return Booked(earlier, is_new=False)
    terms = open_performance(
        session,
        request.performance_id,
        request.school_id,
        now=now,
        by_house=request.by_house,
        booked_by=request.actor.id,
    )
    refuse_unknown_tariff(request, terms)
    refuse_foreign_classes(session, request)
    start = CONFIRMED if request.by_house else terms.start(now, is_given=request.is_given)
    made = record_booking(session, request, terms, now=now, state=start.state, held_until=start.held_until)
    if made is None:
        # A twin of this request was faster; its booking is the one.
        return Booked(cast(Booking, booking_for_key(session, request)), is_new=False)
    booking, is_seated = as_booking(session, made), start.state in SEATED
    booked = Change(start.kind, booking.seats if is_seated else 0, booking.owed_cents, request.reason)
    write_ledger(session, booking, booked, request.actor, centre_id=terms.centre_id, now=now, made=made)
    tell_of_start(session, booking, now=now)
    if is_seated:
        # Last, because on PostgreSQL this is where everybody else starts to wait for us.
        take_seats(session, request.performance_id, request.seats)
    else:
        refuse_hopeless(session, request)
    if terms.max_seats_per_school is not None and not request.by_house:
        refuse_above_limit(session, request, terms.max_seats_per_school, with_this=is_seated)
    return Booked(booking, is_new=True)


def tell_of_start(session: Session, booking: Booking, *, now: datetime, by_approval: bool = False) -> None:
    """Queue the letter that says where a booking stands, and ask the head of the school where it is theirs to say."""
    kind = {BookingState.REQUESTED: BOOKING_REQUESTED, BookingState.HELD: BOOKING_HELD}.get(
        booking.state, BOOKING_CONFIRMED
    )
    approved = {"approved": True} if by_approval else {}
    enqueue(session, Letter(kind, {"booking_id": booking.id, **approved}), now=now)
    if booking.state is BookingState.REQUESTED and _is_alone(session, booking):
        enqueue(session, Letter(BOOKING_ASKED, {"booking_id": booking.id}), now=now)
    if booking.state is BookingState.HELD and must_head_confirm(session, booking.school_id, booking.booked_by):
        for person_id in office_of(session, booking.school_id):
            enqueue(session, Letter(BOOKING_TO_CONFIRM, {"booking_id": booking.id, "to": person_id}), now=now)


def _is_alone(session: Session, booking: Booking) -> bool:
    """Whether no other request waits for this house: it is told of the first, and not of three hundred."""
    other = exists().where(
        Booking.state == BookingState.REQUESTED,
        Booking.id != booking.id,
        Booking.performance_id == Performance.id,
        Performance.offer_id == Offer.id,
        Performance.starts_at > booking.created_at,
        Offer.centre_id == house_of(session, booking.performance_id),
    )
    return not session.scalar(select(other))


def refuse_hopeless(session: Session, request: SeatRequest) -> None:
    """A request takes no seats, but one that can't be met is better refused at once than after a week."""
    if (left := seats_left(session, request.performance_id)) < request.seats:
        raise PerformanceFull(request.performance_id, request.seats, left)


def refuse_strangers(session: Session, request: SeatRequest) -> None:
    if request.by_house:
        if house_of(session, request.performance_id) not in request.actor.centres:
            raise NotYours
    elif request.school_id not in request.actor.schools and not request.actor.is_admin:
        raise NotYours


def booking_for_key(session: Session, request: SeatRequest) -> Booking | None:
    """The booking that this very request made before; raises `KeyReused` when it asked something else."""
    earlier = session.scalar(_earlier(), {"school": request.school_id, "key": request.key})
    if earlier is not None and earlier.request_digest != request.digest:
        raise KeyReused(earlier.reference)
    return earlier


@cache
def _earlier() -> Select[Booking]:
    """Statements of a booking are made once: to put one together costs more than to run it."""
    return select(Booking).where(Booking.school_id == bindparam("school"), Booking.request_key == bindparam("key"))


def open_performance(
    session: Session,
    performance_id: int,
    school_id: int,
    *,
    now: datetime,
    by_house: bool = False,
    booked_by: int = 0,
) -> Terms:
    """The terms of a performance that this school can book at this moment; what was agreed with another it can't.

    `by_house`: somebody of the house may, until it begins. `booked_by`: the person of the school who books.
    """
    asked = {"performance": performance_id, "school": school_id, "booker": booked_by}
    row = session.execute(_open_performance(), asked).one_or_none()
    if row is None:
        raise NoSuchPerformance(performance_id)
    is_cancelled = row.state is PerformanceState.CANCELLED
    open_until = row.starts_at if by_house else row.closes_at
    if is_cancelled or now >= open_until:
        raise BookingClosed(performance_id, open_until, cancelled=is_cancelled)
    if row.kept_by is not None:
        raise InRound(performance_id, row.kept_by)
    return terms_of(row)


def terms_of(row: Row[Any]) -> Terms:
    """Of a row of `terms_by`."""
    return Terms(
        row.centre_id,
        Ask(row.price_cents, row.price_unit, row.kind, row.pupils_per_free_companion),
        row.max_seats_per_school,
        row.policy_id,
        read_rules(row.rules) if row.rules else MILDEST,
        row.closes_at,
        row.starts_at,
        row.head_confirms,
        row.reduced_cents,
    )


@cache
def _open_performance() -> Select[*tuple[Any, ...]]:
    school, booker = bindparam("school", type_=Integer), bindparam("booker", type_=Integer)
    return (
        terms_by(head_confirms(school, booker))
        .where(Performance.id == bindparam("performance"))
        .where(or_(Performance.agreed_with_id.is_(None), Performance.agreed_with_id == school))
    )


def terms_by(head_confirms: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The terms of published performances."""
    return (
        select(
            Performance.id,
            Performance.state,
            Performance.agreed_with_id,
            Offer.centre_id,
            Offer.price_cents,
            Offer.price_unit,
            Offer.kind,
            Offer.pupils_per_free_companion,
            Offer.max_seats_per_school,
            PolicyVersion.id.label("policy_id"),
            PolicyVersion.rules,
            Performance.closes_at,
            Performance.starts_at,
            head_confirms.label("head_confirms"),
            lowest_tariff().label("reduced_cents"),
            kept_by().label("kept_by"),
        )
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(PolicyVersion, and_(PolicyVersion.centre_id == Offer.centre_id, is_in_force()))
        .where(Offer.state == OfferState.PUBLISHED)
    )


def lowest_tariff() -> ScalarSelect[int]:
    """Of the `Offer` that the statement is about."""
    return select(func.min(OfferTariff.price_cents)).where(OfferTariff.offer_id == Offer.id).scalar_subquery()


def refuse_unknown_tariff(request: SeatRequest, terms: Terms) -> None:
    """A count of who pays less makes no sense where nobody does."""
    if terms.reduced_cents is not None:
        return
    wrong = [number for number, group in enumerate(request.groups) if group.reduced]
    if wrong:
        raise InvalidGroups(tuple(InvalidField(f"groups.{number}.reduced", "too_many", 0) for number in wrong))


def refuse_foreign_classes(session: Session, request: SeatRequest) -> None:
    """A class that is named by its id must be one of this school."""
    ids = {group.class_group_id for group in request.groups if group.class_group_id is not None}
    if not ids:
        return
    own = set(
        session.scalars(
            select(ClassGroup.id).where(ClassGroup.id.in_(ids), ClassGroup.school_id == request.school_id)
        )
    )
    foreign = tuple(
        InvalidField(f"groups.{number}.class_group_id", "unknown")
        for number, group in enumerate(request.groups)
        if group.class_group_id is not None and group.class_group_id not in own
    )
    if foreign:
        raise InvalidGroups(foreign)


def record_booking(
    session: Session,
    request: SeatRequest,
    terms: Terms,
    *,
    now: datetime,
    state: BookingState = BookingState.CONFIRMED,
    held_until: datetime | None = None,
) -> Recorded | None:
    """Write the booking with its groups; None when the same request has just been recorded by its twin.

    Who hasn't got the seats for good owes nothing yet; `price_cents` says what it is to cost.

    ON CONFLICT instead of catching the error: it leaves the transaction whole on PostgreSQL, where it waits
    for a twin that is still being recorded and then finds it.
    """
    values = booking_values(request, terms, now=now, state=state, held_until=held_until)
    connection = session.connection()
    for _ in range(DRAWS):
        codes = {"reference": new_reference(), "visit_code": new_visit_code()}
        booking = connection.execute(_record(connection.dialect.name), values | codes).one_or_none()
        if booking is not None:
            rows = group_rows(booking.id, request, terms)
            return Recorded(booking, in_order(connection.execute(RECORD_GROUPS, rows)))
        if booking_for_key(session, request) is not None:
            return None
    raise RuntimeError("No free booking reference or visit code in five draws.")


def booking_values(
    request: SeatRequest, terms: Terms, *, now: datetime, state: BookingState, held_until: datetime | None
) -> dict[str, Any]:
    """What is written of a booking, but for its two codes."""
    cents = charge(terms.rules, terms.ask, parties_of(request.groups, terms.reduced_cents)).cents
    return {
        "request_key": request.key,
        "request_digest": request.digest,
        "performance_id": request.performance_id,
        "school_id": request.school_id,
        "booked_by": request.actor.id,
        "state": state,
        "seats": request.seats,
        "price_cents": cents,
        "owed_cents": cents if state in OWING else 0,
        "held_until": held_until,
        "policy_id": terms.policy_id,
        "contact": request.contact,
        "letters_to": request.letters_to,
        "note": request.note,
        "paid_cents": 0,
        "created_at": now,
    }


def as_booking(session: Session, made: Recorded) -> Booking:
    """The booking as the session knows it from here on. The ORM's own INSERT costs three times as much."""
    ghost = session.identity_map.get(identity_key(Booking, made.booking.id))
    if ghost is not None:
        # One that was rolled back, whose number SQLite has given to this one.
        session.expunge(ghost)
    booking = Booking(**made.booking._mapping)
    make_transient_to_detached(booking)
    session.add(booking)
    return booking


@cache
def _record(dialect: str) -> ReturningInsert[Any]:
    written = sqlite.insert(BOOKING_TABLE) if dialect == "sqlite" else postgresql.insert(BOOKING_TABLE)
    return written.on_conflict_do_nothing().returning(*BOOKING_TABLE.c)


BOOKING_TABLE = cast(Table, Booking.__table__)
GROUP_TABLE = cast(Table, BookingGroup.__table__)
RECORD_GROUPS = insert(GROUP_TABLE).returning(*GROUP_TABLE.c)


def in_order(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Rows as they were written: RETURNING promises no order."""
    return sorted(rows, key=attrgetter("id"))


def parties_of(groups: Iterable[GroupRequest], reduced_cents: int | None = None) -> list[Party]:
    """Classes as they are charged: everybody comes."""
    return [
        Party(
            group.level,
            group.pupils,
            group.companions,
            reduced=group.reduced if reduced_cents is not None else 0,
            reduced_cents=reduced_cents or 0,
        )
        for group in groups
    ]


def group_rows(booking_id: int, request: SeatRequest, terms: Terms) -> list[dict[str, Any]]:
    return [
        {
            "booking_id": booking_id,
            "class_group_id": group.class_group_id,
            "name": group.name.strip(),
            "level": group.level,
            "pupils": group.pupils,
            "companions": group.companions,
            "wheelchair": group.wheelchair,
            "cents_each": price_of(terms.rules, terms.ask, group.level),
            "reduced": group.reduced,
            "reduced_cents": terms.reduced_cents or 0,
        }
        for group in request.groups
    ]


def refuse_above_limit(session: Session, request: SeatRequest, limit: int, *, with_this: bool = True) -> None:
    """Counted after the seats were taken: from there on no other booking of this performance can slip between.

    `with_this` False: they weren't taken, so they aren't counted yet.
    """
    held = held_by_school(session, request.performance_id, request.school_id)
    held_with_this = held if with_this else held + request.seats
    if held_with_this > limit:
        raise SchoolLimit(request.performance_id, request.seats, limit, held_with_this - request.seats)


class Owes(enum.StrEnum):
    """What a school owes after the house cancelled for it."""

    NOTHING = "nothing"
    AS_RULED = "as-ruled"
    """The school asked for it, by phone for instance: what its rules say."""
    FORCE_MAJEURE = "force-majeure"
    """Nothing, when the rules have it so; else as they say."""


def cancel_booking(
    session: Session,
    reference: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    owes: Owes = Owes.NOTHING,
) -> Booking:
    """Cancel a booking, give its seats back exactly once and queue the letter that says so.

    `owes` is for the people of the house to say; a school that cancels owes what its rules say. Never commits.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may touch.
        AlreadyCancelled: somebody was first.
        TooLateToCancel: the performance has begun, or the booking is past cancelling.
    """
    found = cancellable(session, reference, actor=actor, now=now)
    booking = found.booking
    is_school = booking.school_id in actor.schools
    owed = owed_when_cancelled(session, found, Owes.AS_RULED if is_school else owes, now=now)
    step = Step(LedgerKind.CANCELLED, BookingState.CANCELLED, owed_cents=owed, reason=reason)
    payload = {"booking_id": booking.id, "by": actor.name, "reason": reason[:REASON_MAX]}
    enqueue(session, Letter(BOOKING_CANCELLED, payload), now=now)
    try:
        take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    except BookingChanged:
        raise AlreadyCancelled(reference) from None
    return booking


@dataclass(frozen=True)
class Cancellable:
    """A booking that can be cancelled now, with what that depends on."""

    booking: Booking
    centre_id: int
    starts_at: datetime


def owed_when_cancelled(session: Session, found: Cancellable, owes: Owes, *, now: datetime) -> int:
    """What the school owes after cancelling now: of what it owed until then, what the rules say that it booked under.

    Nothing for who has not said yes yet, and for who was moved by the house and did not agree to it.
    """
    booking = found.booking
    if owes is Owes.NOTHING or booking.state not in OWING or may_leave_free(session, booking.id):
        return 0
    return owed_after_cancelling(
        rules_of_version(session, booking.policy_id),
        booking.owed_cents,
        on=school_day(now),
        performance=school_day(found.starts_at),
        force_majeure=owes is Owes.FORCE_MAJEURE,
    )


def cancellable(session: Session, reference: str, *, actor: Actor, now: datetime) -> Cancellable:
    """The booking, when this actor may cancel it at this moment."""
    row = session.execute(
        select(Booking, Performance.starts_at, Offer.centre_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.reference == reference)
        # The session may have shown this booking on a page before somebody else cancelled it.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NoSuchBooking(reference)
    booking: Booking = row.Booking
    if not (booking.school_id in actor.schools or row.centre_id in actor.centres or actor.is_admin):
        raise NotYours
    if booking.state is BookingState.CANCELLED:
        raise AlreadyCancelled(reference)
    if now >= row.starts_at or booking.state not in before(BookingState.CANCELLED):
        raise TooLateToCancel(reference, booking.state, row.starts_at)
    return Cancellable(booking, row.centre_id, row.starts_at)
