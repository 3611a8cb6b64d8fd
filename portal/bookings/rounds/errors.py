"""Why something of a round is refused. Facts only; the web edge finds the words."""

from datetime import datetime

from portal.errors import Refusal


class NoSuchRound(Refusal):
    """There is none, or it is of another house."""

    code = "round_unknown"


class InRound(Refusal):
    """The places of this performance are being given out by a preference round."""

    code = "in_round"

    def __init__(self, performance_id: int, slug: str) -> None:
        super().__init__(performance_id, slug)
        self.performance_id = performance_id
        self.slug = slug

    def facts(self) -> dict[str, object]:
        return {"performance_id": self.performance_id, "round": f"/verdeling/{self.slug}"}


class RoundNotOpen(Refusal):
    """Wishes are taken from `opens_at` until just before `closes_at`."""

    code = "round_not_open"

    def __init__(self, slug: str, opens_at: datetime, closes_at: datetime) -> None:
        super().__init__(slug)
        self.slug = slug
        self.opens_at = opens_at
        self.closes_at = closes_at


class RoundFixed(Refusal):
    """The window has opened, so what was announced stands; or the lot has been drawn."""

    code = "round_fixed"


class RoundNotReady(Refusal):
    """Too early to draw or publish: the window is open, or the number from outside isn't known yet."""

    code = "round_not_ready"


class BadRound(Refusal):
    """Some fields of a round can't be right; all are named at once."""

    code = "bad_round"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems
        """By field, a Dutch sentence."""


class BadWish(Refusal):
    """A list of choices that can't be right."""

    code = "bad_wish"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems
        """By field, a Dutch sentence."""


class TooFewSeats(Refusal):
    """Since the lot was drawn a performance lost seats: what was given out no longer fits. Nothing was booked."""

    code = "round_seats_gone"

    def __init__(self, performance_ids: tuple[int, ...]) -> None:
        super().__init__(performance_ids)
        self.performance_ids = performance_ids
