"""What a basket refuses."""

from portal.errors import Refusal


class BasketFull(Refusal):
    """There are as many lines in it as anybody can look over."""

    code = "basket_full"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoSuchLine(Refusal):
    """None of this person's lines that still waits to be booked."""

    code = "not_found"


class LineRefused(Exception):
    """One line can't be booked, so the transaction it stood in is undone. For the basket alone: no page shows it."""

    def __init__(self, line_id: int, refusal: Refusal) -> None:
        super().__init__(line_id, refusal)
        self.line_id = line_id
        self.refusal = refusal
