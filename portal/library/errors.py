"""What the library refuses."""

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


class NoRoom(Refusal):
    """Not enough copies on every day. What is possible instead: another period, or fewer seats."""

    code = "no_room"

    def __init__(self, wanted: int, free: int, tightest: date, instead: Period | None) -> None:
        super().__init__(f"{wanted} wanted, {free} free on {tightest}")
        self.wanted = wanted
        self.free = free
        self.tightest = tightest
        self.instead = instead


class NotEnoughLoans(Refusal):
    """The lot's total of loans is nearly spent."""

    code = "not_enough_loans"

    def __init__(self, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} wanted, {left} left")
        self.wanted = wanted
        self.left = left


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


class AnimalTaken(Refusal):
    code = "animal_taken"


class WrongPin(Refusal):
    code = "wrong_pin"


class SetFull(Refusal):
    """All copies of the set have a reader."""

    code = "set_full"
