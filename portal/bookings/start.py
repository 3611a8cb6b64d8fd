"""What a booking becomes the moment it is made: the house's rules and the school's own wish decide. Pure."""

from dataclasses import dataclass
from datetime import datetime

from portal.bookings.models import LedgerKind
from portal.bookings.policy.rules import Allocation, HouseRules
from portal.bookings.policy.terms import hold_ends
from portal.bookings.states import BookingState


@dataclass(frozen=True)
class Start:
    state: BookingState
    kind: LedgerKind
    held_until: datetime | None = None


CONFIRMED = Start(BookingState.CONFIRMED, LedgerKind.BOOKED)
REQUESTED = Start(BookingState.REQUESTED, LedgerKind.REQUESTED)


def start_of(
    rules: HouseRules, *, head_confirms: bool, now: datetime, closes_at: datetime, starts_at: datetime
) -> Start:
    """Where a booking of a school starts. `head_confirms`: its head says yes to what this person books.

    Preferences are given in a round, before anybody books; what is left afterwards is first come, first served.
    """
    if rules.allocation is Allocation.APPROVAL:
        return REQUESTED
    return seated(rules, head_confirms=head_confirms, now=now, closes_at=closes_at, starts_at=starts_at)


def seated(
    rules: HouseRules, *, head_confirms: bool, now: datetime, closes_at: datetime, starts_at: datetime
) -> Start:
    """Where it goes on once nobody of the house has to say anything (any more): the seats are the school's."""
    if not (rules.hold_hours or head_confirms):
        return CONFIRMED
    until = hold_ends(rules, now=now, closes_at=closes_at, starts_at=starts_at)
    return Start(BookingState.HELD, LedgerKind.HELD, until)
