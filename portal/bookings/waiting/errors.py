"""Why something is refused on a waiting list. Facts only."""

from datetime import datetime

from portal.errors import Refusal


class NoWaitingList(Refusal):
    """The house keeps none."""

    code = "no_waiting_list"

    def __init__(self, performance_id: int) -> None:
        super().__init__(performance_id)
        self.performance_id = performance_id


class SeatsFree(Refusal):
    """There is place for the whole group right now: book, don't wait."""

    code = "seats_free"

    def __init__(self, performance_id: int, left: int) -> None:
        super().__init__(performance_id, left)
        self.performance_id = performance_id
        self.left = left


class NeverFits(Refusal):
    """The group is larger than the hall; waiting can't help, and under STRICT it would keep everybody waiting."""

    code = "never_fits"

    def __init__(self, performance_id: int, wanted: int, capacity: int) -> None:
        super().__init__(performance_id, wanted, capacity)
        self.performance_id = performance_id
        self.wanted = wanted
        self.capacity = capacity


class AlreadyWaiting(Refusal):
    """This class stands on this list, or has an offer from it; twice would be two places in line for one class."""

    code = "already_waiting"

    def __init__(self, reference: str, name: str) -> None:
        super().__init__(reference, name)
        self.reference = reference
        self.name = name


class NotOneOffer(Refusal):
    """The moments of a wish are of one offer."""

    code = "not_one_offer"


class NotWaiting(Refusal):
    """The booking is not on a list (any more)."""

    code = "not_waiting"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class NoOffer(Refusal):
    """Nothing is offered to this booking, or it has been answered."""

    code = "no_offer"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class AnsweredTooLate(Refusal):
    """The term has run out; the seats go to who is next."""

    code = "answered_too_late"

    def __init__(self, reference: str, answer_by: datetime) -> None:
        super().__init__(reference, answer_by)
        self.reference = reference
        self.answer_by = answer_by


class ReasonMissing(Refusal):
    """Who gives somebody priority says why."""

    code = "reason_missing"
