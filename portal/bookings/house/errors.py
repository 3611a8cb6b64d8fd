"""Why somebody of a house is refused."""

from datetime import date

from portal.errors import Refusal


class NoSuchVisit(Refusal):
    """No such performance or booking of this house."""

    code = "not_found"


class AlreadyOff(Refusal):
    """The performance was called off before, or it has begun."""

    code = "already_off"


class TooLateForTooFew(Refusal):
    """The house's rules promise to say it by `last`; a small audience is no reason any more."""

    code = "too_late_for_too_few"

    def __init__(self, last: date) -> None:
        super().__init__(last)
        self.last = last


class EnoughAudience(Refusal):
    """There is no minimum in the rules, or it is reached: "too few" is not the reason."""

    code = "enough_audience"


class NobodyToWriteTo(Refusal):
    """No booking stands at this performance."""

    code = "nobody"


class NothingMoves(Refusal):
    """The moment and the hall are what they were."""

    code = "nothing_moves"


class HallTaken(Refusal):
    """Another performance stands in that hall at that hour."""

    code = "hall_taken"
