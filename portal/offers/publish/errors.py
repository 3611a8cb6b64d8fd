"""What publishing refuses."""

from datetime import datetime

from portal.errors import Refusal


class NotReady(Refusal):
    """Something is missing that every published offer has."""

    code = "offer_not_ready"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class EditedMeanwhile(Refusal):
    """Somebody else changed the same offer after this form was opened."""

    code = "edited_meanwhile"

    def __init__(self, offer_id: int, version: datetime) -> None:
        super().__init__(str(offer_id))
        self.offer_id = offer_id
        self.version = version


class HasBookings(Refusal):
    """The date has bookings: what happens to those is decided with the bookings."""

    code = "performance_has_bookings"

    def __init__(self, performance_id: int, bookings: int) -> None:
        super().__init__(f"{performance_id}: {bookings}")
        self.performance_id = performance_id
        self.bookings = bookings


class FewerThanBooked(Refusal):
    """Fewer places than are taken already."""

    code = "fewer_than_booked"

    def __init__(self, performance_id: int, wanted: int, taken: int) -> None:
        super().__init__(f"{performance_id}: {wanted} < {taken}")
        self.performance_id = performance_id
        self.wanted = wanted
        self.taken = taken


class HallInUse(Refusal):
    """Performances stand in this hall, so it can't go."""

    code = "hall_in_use"

    def __init__(self, venue_id: int, performances: int) -> None:
        super().__init__(f"{venue_id}: {performances}")
        self.venue_id = venue_id
        self.performances = performances


class LastPhoto(Refusal):
    """A published offer keeps at least one picture."""

    code = "last_photo"

    def __init__(self, offer_id: int) -> None:
        super().__init__(str(offer_id))
        self.offer_id = offer_id
