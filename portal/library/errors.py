"""What the library refuses."""

import enum
from datetime import date

from portal.errors import Refusal
from portal.library.lending.seats import Period


class BookRefused(Refusal):
    """A file that can't become a title. `reason` is a Dutch sentence and never echoes bytes of the file."""

    code = "book_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TitleUnknown(Refusal):
    code = "title_unknown"


class TitleWithdrawn(Refusal):
    """The library took the title back."""

    code = "title_withdrawn"

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class Why(enum.StrEnum):
    """What keeps copies from a class."""

    OUT = "out"
    """Other classes have them."""
    LICENCE = "licence"
    """There are no more copies on that day."""
    LOANS = "loans"
    """There are copies, but the lot has too few loans left."""
    LINE = "line"
    """What is free waits for a class that asked earlier."""


class NoRoom(Refusal):
    """Not enough copies on every day. What is possible instead: another period, fewer seats, or the waiting list."""

    code = "no_room"

    def __init__(
        self,
        wanted: int,
        free: int,
        tightest: date,
        instead: Period | None,
        *,
        why: Why = Why.OUT,
        waits: bool = False,
    ) -> None:
        super().__init__(f"{wanted} wanted, {free} free on {tightest}: {why}")
        self.wanted = wanted
        self.free = free
        self.tightest = tightest
        self.instead = instead
        self.why = why
        self.waits = waits
        """Would so many copies come free if all came back? Then a class can wait for them."""


class NotEnoughLoans(NoRoom):
    """The lots' totals of loans are nearly spent."""

    code = "not_enough_loans"

    @property
    def left(self) -> int:
        return self.free


class CannotReach(Refusal):
    """A set can't begin or go on so long. `until`: the last day that is possible, when that is any later than now."""

    code = "cannot_reach"

    def __init__(self, day: date, why: Why, until: date | None) -> None:
        super().__init__(f"not on {day}: {why}")
        self.day = day
        self.why = why
        self.until = until


class SetOver(Refusal):
    """The set has ended, was given back or taken back: there is nothing to change any more."""

    code = "set_over"


class SeatsInUse(Refusal):
    """Fewer seats than there are pupils who read."""

    code = "seats_in_use"

    def __init__(self, readers: int) -> None:
        super().__init__(str(readers))
        self.readers = readers


class AlreadyWaiting(Refusal):
    """This class waits for this title already."""

    code = "already_waiting"

    def __init__(self, wait_id: int) -> None:
        super().__init__(str(wait_id))
        self.wait_id = wait_id


class RoomNow(Refusal):
    """There is room for the whole class: no need to wait."""

    code = "room_now"


class NeverFits(Refusal):
    """Not even with all copies back."""

    code = "never_fits"

    def __init__(self, wanted: int) -> None:
        super().__init__(str(wanted))
        self.wanted = wanted


class NoOffer(Refusal):
    """Nothing is kept for this class, or it has answered."""

    code = "no_offer"


class AnsweredTooLate(Refusal):
    """The copies went to who is next."""

    code = "answered_too_late"


class PeriodRefused(Refusal):
    """The period lies in the past, ends before it starts, or is longer than a school year."""

    code = "period_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SetExists(Refusal):
    """This class already reads this title in (part of) the period."""

    code = "set_exists"

    def __init__(self, set_id: int) -> None:
        super().__init__(str(set_id))
        self.set_id = set_id


class CodeUnknown(Refusal):
    code = "code_unknown"


class SetClosed(Refusal):
    """The class's reading period has not begun or is over."""

    code = "set_closed"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} - {last}")
        self.first = first
        self.last = last


class SetRevoked(SetClosed):
    """The library or the publisher took the book back."""

    code = "set_revoked"


class AnimalTaken(Refusal):
    code = "animal_taken"


class WrongPin(Refusal):
    code = "wrong_pin"


class SetFull(Refusal):
    """All copies of the set have a reader."""

    code = "set_full"
