"""Why a held booking isn't confirmed, or not held any longer."""

from datetime import datetime

from portal.errors import Refusal


class HeadConfirms(Refusal):
    """The school wants its head or office to say yes; this person is neither."""

    code = "head_confirms"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class HoldEnded(Refusal):
    """The seats were let go; they can be booked anew as long as there are any."""

    code = "hold_ended"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class ImpossibleTerm(Refusal):
    """Seats are held until a moment to come, and no longer than until `last`."""

    code = "impossible_term"

    def __init__(self, reference: str, last: datetime) -> None:
        super().__init__(reference, last)
        self.reference = reference
        self.last = last

    def facts(self) -> dict[str, object]:
        return {"reference": self.reference, "latest": self.last.isoformat()}
