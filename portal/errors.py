"""What every refusal of the portal is. A refusal carries facts; the web edge chooses status and words."""


class Refusal(Exception):
    """Base of all refusals. `code` is stable: it is the `code` of the API's problem document."""

    code: str = "refused"

    def facts(self) -> dict[str, object]:
        """What the web edge may show or put in the problem document, by name."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}
