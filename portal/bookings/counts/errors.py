"""Why numbers aren't changed."""

from datetime import datetime

from portal.errors import Refusal


class CountsLocked(Refusal):
    """The numbers are definitive; only the house changes them now."""

    code = "counts_locked"

    def __init__(self, reference: str, since: datetime | None) -> None:
        super().__init__(reference, since)
        self.reference = reference
        self.since = since
        """None: the school itself made them definitive, or booking has closed."""

    def facts(self) -> dict[str, object]:
        return {"reference": self.reference, "since": self.since.isoformat() if self.since else None}
