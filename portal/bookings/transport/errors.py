"""What transport refuses."""

from portal.errors import Refusal


class SeatsGiven(Refusal):
    """Seats of this bus were promised to another school already."""

    code = "bus_seats_given"

    def __init__(self, given: int) -> None:
        super().__init__(given)
        self.given = given


class BusFull(Refusal):
    """There are fewer free seats in it than are asked for."""

    code = "bus_full"

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class NoSuchShare(Refusal):
    """None of this school, or it was answered or taken back already."""

    code = "not_found"
