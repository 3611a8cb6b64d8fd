"""Count at the door. Everything here runs inside `write_transaction`; it flushes, and never commits."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from sqlalchemy import CursorResult, exists, select, update
from sqlalchemy.orm import Session

from portal.bookings.door.errors import (
    AlreadyInvoiced,
    CalledOff,
    ImpossibleCount,
    NotAtThisDoor,
    NotExpected,
    NotToday,
    OtherDate,
)
from portal.bookings.door.models import NONCE_MAX, NOTE_MAX, DoorTap, TapKind
from portal.bookings.ledger import let_off
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.policy.charge import Ask, Party, charge, charge_no_show
from portal.bookings.policy.service import rules_of_version
from portal.bookings.requests import COMPANIONS_MAX, PUPILS_MAX
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.clock import local, school_day
from portal.offers.models import Offer, Performance, PerformanceState

EXPECTED = frozenset({BookingState.CONFIRMED, BookingState.DEFINITIVE, BookingState.ATTENDED, BookingState.NO_SHOW})
"""The states in which a class may come in."""

LATE_S = 120
"""A tap that was on its way longer than this has its own hour in the ledger."""


class Doorkeeper(Protocol):
    """Who counts: `accounts.queries.Person` is one."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def receives(self) -> frozenset[int]: ...


@dataclass(frozen=True)
class Tap:
    """One tap on a phone. `pupils` and `companions` for CAME only."""

    nonce: str
    performance_id: int
    group_id: int
    kind: TapKind
    counted_at: datetime
    pupils: int | None = None
    companions: int | None = None
    note: str = ""


class Outcome(enum.StrEnum):
    COUNTED = "counted"
    REPEATED = "repeated"
    """This very tap was counted before."""
    OUTDATED = "outdated"
    """Somebody counted this class later than this; kept, and changes nothing."""


@dataclass(frozen=True)
class Found:
    """A class with what a count of it depends on, its booking locked until the end of the transaction."""

    booking: Booking
    performance: Performance
    offer: Offer


Check = Callable[[Session, int], bool]
_invoiced: list[Check] = []


def closes_with(is_invoiced: Check) -> Check:
    """Have the door closed for bookings (by id) of which this says that they stand on an invoice."""
    _invoiced.append(is_invoiced)
    return is_invoiced


def count_class(session: Session, tap: Tap, keeper: Doorkeeper, *, now: datetime) -> Outcome:
    """Write down one tap, and what it means for the booking and for what is owed.

    The same tap sent again counts once. Of two counts of one class the later one stands, whichever came in first.
    Flushes, never commits.

    Raises:
        NotAtThisDoor, OtherDate, NotToday, CalledOff, NotExpected, AlreadyInvoiced, ImpossibleCount.
    """
    found = _found(session, tap, keeper)
    # Asked once the booking is locked: its twin may have been on the way.
    if session.scalar(select(exists().where(DoorTap.nonce == tap.nonce))):
        return Outcome.REPEATED
    _refuse(session, found, tap, now=now)
    stands = tap.kind is not TapKind.NOTE and not _later_count(session, tap)
    session.add(_row(tap, keeper, now=now))
    session.flush()
    if stands:
        _settle(session, found, tap, keeper, now=now)
    return Outcome.COUNTED if stands or tap.kind is TapKind.NOTE else Outcome.OUTDATED


def _found(session: Session, tap: Tap, keeper: Doorkeeper) -> Found:
    row = session.execute(
        select(Booking, Performance, Offer)
        .join(BookingGroup, BookingGroup.booking_id == Booking.id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(BookingGroup.id == tap.group_id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or row.Offer.centre_id not in keeper.receives:
        raise NotAtThisDoor
    return Found(row.Booking, row.Performance, row.Offer)


def _refuse(session: Session, found: Found, tap: Tap, *, now: datetime) -> None:
    booking, performance = found.booking, found.performance
    if performance.id != tap.performance_id:
        raise OtherDate(found.offer.title, performance.starts_at)
    if performance.state is PerformanceState.CANCELLED:
        raise CalledOff
    if booking.state not in EXPECTED:
        raise NotExpected(booking.reference, booking.state)
    if school_day(now) < performance.day:
        raise NotToday(performance.day)
    if tap.kind is not TapKind.NOTE and any(check(session, booking.id) for check in _invoiced):
        raise AlreadyInvoiced(booking.reference)
    if not 1 <= len(tap.nonce) <= NONCE_MAX or not _can_be(tap):
        raise ImpossibleCount


def _can_be(tap: Tap) -> bool:
    if tap.kind is not TapKind.CAME:
        return tap.pupils is None and tap.companions is None
    if tap.pupils is None or tap.companions is None:
        return False
    return 0 <= tap.pupils <= PUPILS_MAX and 0 <= tap.companions <= COMPANIONS_MAX


def _later_count(session: Session, tap: Tap) -> bool:
    later = exists().where(
        DoorTap.group_id == tap.group_id, DoorTap.kind != TapKind.NOTE, DoorTap.counted_at > tap.counted_at
    )
    return bool(session.scalar(select(later)))


def _row(tap: Tap, keeper: Doorkeeper, *, now: datetime) -> DoorTap:
    return DoorTap(
        nonce=tap.nonce,
        performance_id=tap.performance_id,
        group_id=tap.group_id,
        kind=tap.kind,
        pupils=tap.pupils,
        companions=tap.companions,
        note=tap.note[:NOTE_MAX],
        counted_at=tap.counted_at,
        received_at=now,
        actor_id=keeper.id,
        actor_name=keeper.name,
    )


def _settle(session: Session, found: Found, tap: Tap, keeper: Doorkeeper, *, now: datetime) -> None:
    """Write the heads into the booking and take the step that follows; the same heads again are no step."""
    booking = found.booking
    groups = session.scalars(
        select(BookingGroup)
        .where(BookingGroup.booking_id == booking.id)
        .order_by(BookingGroup.id)
        .execution_options(populate_existing=True)
    ).all()
    group = next(one for one in groups if one.id == tap.group_id)
    heads = {TapKind.CAME: (tap.pupils, tap.companions), TapKind.ABSENT: (0, 0)}.get(tap.kind, (None, None))
    if heads == (group.came_pupils, group.came_companions):
        return
    off = let_off(session, booking, _by_the_rules(session, found, groups, whole(groups)))
    group.came_pupils, group.came_companions = heads
    session.flush()
    step = _step(session, found, groups, f"{group.name}: {_said(tap, now=now)}", off)
    take_step(session, booking, step, keeper, now=now, centre_id=found.offer.centre_id)


def _step(session: Session, found: Found, groups: Sequence[BookingGroup], reason: str, off: int) -> Step:
    booking, then = found.booking, whole(groups)
    owed = max(0, _by_the_rules(session, found, groups, then) - off)
    if then is booking.state or (then is None and booking.state not in _KINDS):
        return Step(LedgerKind.COUNTS, owed_cents=owed, reason=reason)
    if then is None:
        earlier = _before_the_door(session, booking.id)
        return Step(LedgerKind(earlier.value), earlier, owed_cents=owed, reason=reason, takes_back=True)
    return Step(_KINDS[then], then, owed_cents=owed, reason=reason)


_KINDS = {BookingState.ATTENDED: LedgerKind.ATTENDED, BookingState.NO_SHOW: LedgerKind.NO_SHOW}


def whole(groups: Sequence[BookingGroup]) -> BookingState | None:
    """What the classes of a booking make of it: somebody came, nobody did, or (None) nobody yet."""
    if any((one.came_pupils or 0) + (one.came_companions or 0) for one in groups):
        return BookingState.ATTENDED
    return BookingState.NO_SHOW if all(one.came_pupils == 0 for one in groups) else None


def _before_the_door(session: Session, booking_id: int) -> BookingState:
    was_definitive = exists().where(LedgerRow.booking_id == booking_id, LedgerRow.kind == LedgerKind.DEFINITIVE)
    return BookingState.DEFINITIVE if session.scalar(select(was_definitive)) else BookingState.CONFIRMED


def _by_the_rules(session: Session, found: Found, groups: Sequence[BookingGroup], then: BookingState | None) -> int:
    """What is owed by the rules the booking was made under. A class that is not counted yet counts as booked."""
    booking, offer = found.booking, found.offer
    if then is None:
        return booking.price_cents
    rules = rules_of_version(session, booking.policy_id)
    if then is BookingState.NO_SHOW:
        return charge_no_show(rules, booking.price_cents)
    ask = Ask(offer.price_cents, offer.price_unit, offer.kind, offer.pupils_per_free_companion)
    return charge(rules, ask, [party_of(one) for one in groups]).cents


def party_of(group: BookingGroup) -> Party:
    """A class as it is charged: what was booked at the price of then, and who came."""
    return Party(
        group.level,
        group.pupils,
        group.companions,
        group.came_pupils,
        group.came_companions,
        group.reduced,
        group.reduced_cents,
        group.cents_each,
    )


def _said(tap: Tap, *, now: datetime) -> str:
    """For the ledger, in Dutch as its other reasons are."""
    here = local(tap.counted_at)
    late = f" om {here.hour}.{here.minute:02d} uur" if (now - tap.counted_at).total_seconds() > LATE_S else ""
    if tap.kind is TapKind.ABSENT:
        return f"niet gekomen{late}"
    if tap.kind is TapKind.BACK:
        return f"telling teruggenomen{late}"
    return f"{tap.pupils} leerlingen en {tap.companions} begeleiders geteld{late}"


NOTES_KEPT = timedelta(days=30)
"""How long after the visit what the door wrote down is kept, as what a class needed is; the counts stay."""


def forget_old_notes(session: Session, now: datetime) -> int:
    """Erase what was written at doors that closed `NOTES_KEPT` ago; how many notes there were."""
    old = select(Performance.id).where(Performance.starts_at < now - NOTES_KEPT)
    gone = session.execute(update(DoorTap).where(DoorTap.note != "", DoorTap.performance_id.in_(old)).values(note=""))
    return cast(CursorResult[Any], gone).rowcount
