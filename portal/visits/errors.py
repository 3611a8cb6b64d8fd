"""Why the counts of a run are not kept."""

from portal.errors import Refusal


class GroupTooSmall(Refusal):
    """In a group below `least` a count says something about a child."""

    code = "group_too_small"

    def __init__(self, pupils: int, least: int) -> None:
        super().__init__()
        self.pupils = pupils
        self.least = least
