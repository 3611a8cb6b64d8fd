"""What is refused of what a pupil keeps."""

from portal.errors import Refusal


class TooManyMarks(Refusal):
    """The pupil has as many marks as one keeps."""

    code = "too_many_marks"

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class NoSuchPlace(Refusal):
    """A mark or a place in a chapter that the book doesn't have."""

    code = "no_such_place"


class MarkUnknown(Refusal):
    """Not there, thrown away, or no longer shared."""

    code = "mark_unknown"
