"""Change the numbers of a booking, make them definitive, and what a deadline does by itself.

Functions flush and never commit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from portal.bookings.counts.errors import CountsLocked
from portal.bookings.errors import ImpossibleStep, InvalidField, InvalidGroups, NotYours, SchoolLimit
from portal.bookings.found import Found, find_booking, find_by_id, refuse_when_over
from portal.bookings.ledger import let_off
from portal.bookings.letters.reminders import Reminder, ReminderKind, is_first_reminder
from portal.bookings.models import Booking, BookingGroup, LedgerKind
from portal.bookings.policy.charge import Ask, Party, charge
from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import read_rules, rules_of_version
from portal.bookings.policy.terms import counts_end, counts_reminder
from portal.bookings.requests import CLOCKWORK, Actor, GroupRequest, refuse_impossible_groups
from portal.bookings.seats import held_by_school
from portal.bookings.states import OWING, SEATED, BookingState
from portal.bookings.steps import Step, take_step
from portal.offers.models import Offer, Performance
from portal.outbox.service import Letter, enqueue

BOOKING_COUNTS = "booking-counts"
BOOKING_COUNTS_REMINDER = "booking-counts-reminder"
BOOKING_DEFINITIVE = "booking-definitive"

BATCH = 200

CHANGEABLE = frozenset({BookingState.REQUESTED, BookingState.HELD, BookingState.CONFIRMED, BookingState.DEFINITIVE})
"""Who waits has a place in line for as many as asked; who was at the door is counted there."""


@dataclass(frozen=True)
class Numbers:
    """How many of one class come: the wheelchair users are among all, the reduced among the pupils."""

    pupils: int
    companions: int = 0
    wheelchair: int = 0
    reduced: int = 0


@dataclass(frozen=True)
class Provisional:
    """What a booking's rules say of its numbers now."""

    ends: datetime | None
    """From when they are definitive; None: the house names no day."""
    by_school: bool
    """Whether the school may change them now."""
    can_settle: bool
    """Whether it may make them definitive before that day."""


def provisional(
    rules: HouseRules, state: BookingState, *, starts_at: datetime, closes_at: datetime, now: datetime
) -> Provisional:
    """Pure. Without a day the school changes its numbers until booking closes; with one until then, and beyond it
    (or once they are definitive) until booking closes where the house doesn't lock them."""
    ends = counts_end(rules.counts, starts_at)
    is_definitive = state is BookingState.DEFINITIVE or (ends is not None and now >= ends)
    is_open = now < closes_at or (ends is not None and now < ends)
    may = state in CHANGEABLE and is_open and not (is_definitive and rules.counts.locked)
    can_settle = state is BookingState.CONFIRMED and ends is not None and now < ends
    return Provisional(ends, may, can_settle)


def change_counts(
    session: Session, reference: str, numbers: Sequence[Numbers], *, actor: Actor, now: datetime
) -> Booking:
    """Put other numbers in a booking, all its classes in their order: seats and price follow, whole or not at all.

    Numbers that are what they were change nothing. The house may change them also when they are locked.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference whose numbers the actor may change.
        InvalidGroups: numbers that can't be, or not as many classes as there are.
        CountsLocked: they are definitive, or booking has closed.
        ImpossibleStep, BookingChanged: it is past changing; somebody else was at it.
        PerformanceFull, SchoolLimit: more than there is, or than one school may have. Nothing is changed.
        BookingClosed: the performance has begun or is called off.
    """
    found = find_booking(session, reference)
    booking, groups = found.booking, groups_for_change(session, found.booking.id)
    _refuse_strangers(session, found, actor, now=now)
    _refuse_impossible(groups, numbers)
    if list(numbers) == [_numbers(group) for group in groups]:
        return booking
    before, seats = booking.seats, sum(one.pupils + one.companions for one in numbers)
    cents = price_of_numbers(session, booking, groups, numbers)
    step = Step(
        LedgerKind.COUNTS,
        seats=seats,
        price_cents=cents,
        owed_cents=owed_for(session, booking, cents),
        reason=_said(groups, numbers),
    )
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    for group, one in zip(groups, numbers, strict=True):
        session.execute(
            update(BookingGroup)
            .where(BookingGroup.id == group.id)
            .values(pupils=one.pupils, companions=one.companions, wheelchair=one.wheelchair, reduced=one.reduced)
            .execution_options(synchronize_session="fetch")
        )
    if seats > before and found.centre_id not in actor.handles:
        _refuse_above_limit(session, booking, seats - before)
    payload = {"booking_id": booking.id, "by": actor.name, "before": before}
    enqueue(session, Letter(BOOKING_COUNTS, payload), now=now)
    return booking


def groups_for_change(session: Session, booking_id: int) -> list[BookingGroup]:
    return list(
        session.scalars(
            select(BookingGroup)
            .where(BookingGroup.booking_id == booking_id)
            .order_by(BookingGroup.id)
            .execution_options(populate_existing=True)
        )
    )


def price_of_numbers(
    session: Session, booking: Booking, groups: Sequence[BookingGroup], numbers: Sequence[Numbers]
) -> int:
    """Cents that these numbers cost by the rules and at the prices of when they booked, everybody coming."""
    offer = session.execute(
        select(Offer.price_cents, Offer.price_unit, Offer.kind, Offer.pupils_per_free_companion)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id == booking.performance_id)
    ).one()
    parties = [
        Party(
            group.level,
            one.pupils,
            one.companions,
            reduced=one.reduced,
            reduced_cents=group.reduced_cents,
            cents_each=group.cents_each,
        )
        for group, one in zip(groups, numbers, strict=True)
    ]
    return charge(rules_of_version(session, booking.policy_id), Ask(*offer), parties).cents


def owed_for(session: Session, booking: Booking, price_cents: int) -> int | None:
    """What the school owes once the price is this; None as long as it owes nothing. What the house let it off by hand
    is an amount and stays one: a gift of three places is no less with two pupils more."""
    if booking.state not in OWING:
        return None
    return max(0, price_cents - let_off(session, booking, booking.price_cents))


def _refuse_strangers(session: Session, found: Found, actor: Actor, *, now: datetime) -> None:
    booking = found.booking
    is_house = found.centre_id in actor.handles or actor.is_admin
    if not is_house and booking.school_id not in actor.schools:
        raise NotYours
    if booking.state not in CHANGEABLE:
        raise ImpossibleStep(booking.reference, booking.state, booking.state)
    refuse_when_over(found, now=now)
    if is_house:
        return
    now_is = provisional(
        rules_of_version(session, booking.policy_id),
        booking.state,
        starts_at=found.starts_at,
        closes_at=found.closes_at,
        now=now,
    )
    if not now_is.by_school:
        raise CountsLocked(booking.reference, now_is.ends)


def _refuse_impossible(groups: Sequence[BookingGroup], numbers: Sequence[Numbers]) -> None:
    if len(groups) != len(numbers):
        raise InvalidGroups((InvalidField("groups", "too_few" if len(numbers) < len(groups) else "too_many"),))
    asked = [
        GroupRequest(group.name, group.level, one.pupils, one.companions, one.wheelchair, reduced=one.reduced)
        for group, one in zip(groups, numbers, strict=True)
    ]
    refuse_impossible_groups(asked)
    if foreign := tuple(_without_tariff(groups, numbers)):
        raise InvalidGroups(foreign)


def _without_tariff(groups: Sequence[BookingGroup], numbers: Sequence[Numbers]) -> Iterator[InvalidField]:
    """What was booked without a reduced tariff gets none afterwards: nobody told the school what it would be."""
    for number, (group, one) in enumerate(zip(groups, numbers, strict=True)):
        if one.reduced > group.reduced and not group.reduced_cents:
            yield InvalidField(f"groups.{number}.reduced", "too_many", group.reduced)


def _refuse_above_limit(session: Session, booking: Booking, more: int) -> None:
    """Counted after the seats were taken, as for a new booking."""
    limit = session.scalar(
        select(Offer.max_seats_per_school)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id == booking.performance_id)
    )
    held = held_by_school(session, booking.performance_id, booking.school_id)
    if limit is not None and held > limit and booking.state in SEATED:
        raise SchoolLimit(booking.performance_id, more, limit, held - more)


def _numbers(group: BookingGroup) -> Numbers:
    return Numbers(group.pupils, group.companions, group.wheelchair, group.reduced)


def _said(groups: Sequence[BookingGroup], numbers: Sequence[Numbers]) -> str:
    """For the ledger: "4A 24+2 naar 22+2"; `take_step` cuts what is too long."""
    changed = [
        f"{group.name} {group.pupils}+{group.companions} naar {one.pupils}+{one.companions}"
        for group, one in zip(groups, numbers, strict=True)
        if one != _numbers(group)
    ]
    return ", ".join(changed)


def settle_counts(session: Session, reference: str, *, actor: Actor, now: datetime) -> Booking:
    """The school (or the house for it) says that its numbers are definitive. Who says it twice gets the same booking.

    Raises:
        NoSuchBooking, NotYours: there is none of this reference that the actor may settle.
        ImpossibleStep, BookingChanged: it isn't confirmed; somebody else was at it.
        BookingClosed: the performance has begun or is called off.
    """
    found = find_booking(session, reference)
    booking = found.booking
    if not (found.centre_id in actor.handles or booking.school_id in actor.schools or actor.is_admin):
        raise NotYours
    if booking.state is BookingState.DEFINITIVE:
        return booking
    refuse_when_over(found, now=now)
    step = Step(LedgerKind.DEFINITIVE, BookingState.DEFINITIVE)
    take_step(session, booking, step, actor, now=now, centre_id=found.centre_id)
    enqueue(session, Letter(BOOKING_DEFINITIVE, {"booking_id": booking.id}), now=now)
    return booking


# --- What the deadline does by itself -------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """Confirmed bookings whose deadline has passed, and those that are to hear of one that comes."""

    settle: tuple[int, ...]
    remind: tuple[int, ...]


def counts_due(session: Session, *, now: datetime, limit: int = BATCH) -> Due:
    """A reading only; `settle_by_itself` and `remind_of_counts` decide.

    Deadlines are worked out anew each time, a few for each performance: so they are right also after a performance
    has moved, and for who booked under older rules.
    """
    settle: list[int] = []
    remind: list[int] = []
    for policy_id, performance_id, ends, reminder in _deadlines(session, now=now):
        if ends <= now and len(settle) < limit:
            settle += _confirmed(session, policy_id, performance_id, limit - len(settle))
        elif reminder <= now < ends and len(remind) < limit:
            remind += _unreminded(session, policy_id, performance_id, ends, reminder, limit - len(remind))
    return Due(tuple(settle), tuple(remind))


def _deadlines(session: Session, *, now: datetime) -> Iterator[tuple[int, int, datetime, datetime]]:
    """(policy, performance, end of the provisional numbers, when to remind), for what is confirmed and to come."""
    pairs = session.execute(
        select(Booking.policy_id, Booking.performance_id, Performance.starts_at)
        .distinct()
        .join(Performance, Performance.id == Booking.performance_id)
        .where(Booking.state == BookingState.CONFIRMED, Booking.policy_id.is_not(None), Performance.starts_at > now)
        .order_by(Performance.starts_at, Booking.performance_id, Booking.policy_id)
    ).all()
    ids = {pair.policy_id for pair in pairs}
    texts = session.execute(select(PolicyVersion.id, PolicyVersion.rules).where(PolicyVersion.id.in_(ids)))
    counts = {row.id: read_rules(row.rules).counts for row in texts}
    for pair in pairs:
        ends = counts_end(counts[pair.policy_id], pair.starts_at)
        if ends is not None:
            yield pair.policy_id, pair.performance_id, ends, counts_reminder(counts[pair.policy_id], ends)


def _confirmed(session: Session, policy_id: int, performance_id: int, limit: int) -> list[int]:
    return list(
        session.scalars(
            select(Booking.id)
            .where(
                Booking.performance_id == performance_id,
                Booking.policy_id == policy_id,
                Booking.state == BookingState.CONFIRMED,
            )
            .order_by(Booking.id)
            .limit(limit)
        )
    )


def _unreminded(
    session: Session, policy_id: int, performance_id: int, ends: datetime, reminder: datetime, limit: int
) -> list[int]:
    """Who booked after that moment has just read it in the confirmation."""
    noted = and_(Reminder.booking_id == Booking.id, Reminder.kind == ReminderKind.COUNTS, Reminder.term == ends)
    return list(
        session.scalars(
            select(Booking.id)
            .outerjoin(Reminder, noted)
            .where(
                Booking.performance_id == performance_id,
                Booking.policy_id == policy_id,
                Booking.state == BookingState.CONFIRMED,
                Booking.created_at < reminder,
                Reminder.id.is_(None),
            )
            .order_by(Booking.id)
            .limit(limit)
        )
    )


def settle_by_itself(session: Session, booking_id: int, *, now: datetime) -> bool:
    """Make the numbers definitive as they stand; False when there is nothing to do (any more).

    Who booked after the deadline knew, and hears nothing more.
    Raises:
        BookingChanged: somebody changed the booking between reading and writing.
    """
    found = find_by_id(session, booking_id)
    if found is None or found.booking.state is not BookingState.CONFIRMED:
        return False
    booking = found.booking
    ends = counts_end(rules_of_version(session, booking.policy_id).counts, found.starts_at)
    if ends is None or ends > now:
        return False
    step = Step(
        LedgerKind.DEFINITIVE, BookingState.DEFINITIVE, reason="de dag van de definitieve aantallen is voorbij"
    )
    take_step(session, booking, step, CLOCKWORK, now=now, centre_id=found.centre_id)
    if booking.created_at < ends:
        enqueue(session, Letter(BOOKING_DEFINITIVE, {"booking_id": booking.id}), now=now)
    return True


def remind_of_counts(session: Session, booking_id: int, *, now: datetime) -> bool:
    """Ask a school once to look at its numbers; False when there is nothing to ask (any more)."""
    found = find_by_id(session, booking_id)
    if found is None or found.booking.state is not BookingState.CONFIRMED or not found.is_planned:
        return False
    ends = counts_end(rules_of_version(session, found.booking.policy_id).counts, found.starts_at)
    if ends is None or ends <= now:
        return False
    if not is_first_reminder(session, booking_id, ReminderKind.COUNTS, term=ends, now=now):
        return False
    enqueue(session, Letter(BOOKING_COUNTS_REMINDER, {"booking_id": booking_id, "at": now.isoformat()}), now=now)
    return True
