"""Why an answer to a request is refused."""

from portal.errors import Refusal


class ReasonMissing(Refusal):
    """A no without a reason helps nobody."""

    code = "reason_missing"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
