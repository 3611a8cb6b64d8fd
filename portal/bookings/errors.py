"""Why a booking or a cancellation is refused. Facts only; the web edge finds the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from portal.bookings.states import BookingState
from portal.errors import Refusal

InvalidReason = Literal["missing", "too_few", "too_many", "too_long", "unknown"]


class NoSuchPerformance(Refusal):
    """There is none of this id, or its offer is not published."""

    code = "performance_unknown"

    def __init__(self, performance_id: int) -> None:
        super().__init__(performance_id)
        self.performance_id = performance_id


class PerformanceFull(Refusal):
    """Fewer places are left than the whole group needs; a class is never split."""

    code = "performance_full"

    def __init__(self, performance_id: int, wanted: int, left: int) -> None:
        super().__init__(performance_id, wanted, left)
        self.performance_id = performance_id
        self.wanted = wanted
        self.left = left

    def facts(self) -> dict[str, object]:
        return {"performance_id": self.performance_id, "seats_wanted": self.wanted, "seats_left": self.left}


class SeatsPromised(PerformanceFull):
    """The places that are free are for classes on the waiting list; `left` are for who doesn't stand on it."""

    def __init__(self, performance_id: int, wanted: int, left: int, waiting: int) -> None:
        super().__init__(performance_id, wanted, left)
        self.waiting = waiting

    def facts(self) -> dict[str, object]:
        return super().facts() | {"bookings_waiting": self.waiting}


class BookingClosed(Refusal):
    """No booking is taken (any more): past `closes_at`, or the performance is cancelled."""

    code = "booking_closed"

    def __init__(self, performance_id: int, closes_at: datetime, *, cancelled: bool) -> None:
        super().__init__(performance_id, closes_at)
        self.performance_id = performance_id
        self.closes_at = closes_at
        self.cancelled = cancelled


class SchoolLimit(Refusal):
    """The house gives one school at most `limit` seats at a performance; `held` are taken by it already."""

    code = "school_limit"

    def __init__(self, performance_id: int, wanted: int, limit: int, held: int) -> None:
        super().__init__(performance_id, wanted, limit, held)
        self.performance_id = performance_id
        self.wanted = wanted
        self.limit = limit
        self.held = held


class KeyReused(Refusal):
    """The key of an earlier request came with another question."""

    code = "key_reused"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


@dataclass(frozen=True)
class InvalidField:
    """One field that can't be right. `limit` is the bound that was crossed, where there is one."""

    field: str
    reason: InvalidReason
    limit: int | None = None


class InvalidGroups(Refusal):
    """Some counts or names can't be right; all of them are named at once."""

    code = "invalid"

    def __init__(self, problems: tuple[InvalidField, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class NotYours(Refusal):
    """The booking, or the school booked for, is of somebody else; the edge says no more than "not there"."""

    code = "not_found"


class NoSuchBooking(Refusal):
    code = "not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class AlreadyCancelled(Refusal):
    """Somebody was first; the seats were given back once and are not given back again."""

    code = "already_cancelled"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class ImpossibleStep(Refusal):
    """What is asked can't follow the state that the booking has."""

    code = "impossible_step"

    def __init__(self, reference: str, state: BookingState, then: BookingState) -> None:
        super().__init__(reference, state, then)
        self.reference = reference
        self.state = state
        self.then = then

    def facts(self) -> dict[str, object]:
        return {"reference": self.reference, "state": self.state.value}


class BookingChanged(Refusal):
    """Somebody else changed the booking since it was read; nothing was done."""

    code = "booking_changed"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class TooLateToCancel(Refusal):
    """The performance has begun, or the booking has come to its end in another way."""

    code = "too_late_to_cancel"

    def __init__(self, reference: str, state: BookingState, starts_at: datetime) -> None:
        super().__init__(reference, state, starts_at)
        self.reference = reference
        self.state = state
        self.starts_at = starts_at
