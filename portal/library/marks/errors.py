"""What is refused of what a pupil keeps."""

from portal.errors import Refusal


class MarkUnknown(Refusal):
    """Not there, thrown away, or no longer shared."""

    code = "mark_unknown"
