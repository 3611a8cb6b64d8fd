"""Why the door does not count a class. Facts only; the web edge finds the words."""

from datetime import date, datetime

from portal.bookings.states import BookingState
from portal.errors import Refusal


class NotAtThisDoor(Refusal):
    """There is no such performance or class, or it is of a house at whose door this person does not stand."""

    code = "not_found"


class OtherDate(Refusal):
    """The class is booked for another performance."""

    code = "other_date"

    def __init__(self, title: str, starts_at: datetime) -> None:
        super().__init__(title, starts_at)
        self.title = title
        self.starts_at = starts_at


class NotToday(Refusal):
    """The door opens on the day itself."""

    code = "not_today"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class CalledOff(Refusal):
    """The performance does not take place."""

    code = "called_off"


class NotExpected(Refusal):
    """The booking gives no seats: cancelled, not confirmed, on the waiting list."""

    code = "not_expected"

    def __init__(self, reference: str, state: BookingState) -> None:
        super().__init__(reference, state)
        self.reference = reference
        self.state = state

    def facts(self) -> dict[str, object]:
        return {"reference": self.reference, "state": self.state.value}


class AlreadyInvoiced(Refusal):
    """The count stands on an invoice; from here on a credit note corrects it."""

    code = "already_invoiced"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class ImpossibleCount(Refusal):
    """A number that is none, or more heads than a class can have."""

    code = "impossible_count"
