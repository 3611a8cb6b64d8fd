"""What the offers feature refuses."""

from portal.errors import Refusal


class OfferUnknown(Refusal):
    """No offer with this slug or id, or none that is shown to everybody."""

    code = "offer_unknown"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class PerformanceUnknown(Refusal):
    code = "performance_unknown"

    def __init__(self, performance_id: int) -> None:
        super().__init__(str(performance_id))
        self.performance_id = performance_id
