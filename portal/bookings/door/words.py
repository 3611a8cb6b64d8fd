"""What the door says, in Dutch: why a class is not counted, and who counted it."""

from portal.bookings.door import errors
from portal.bookings.door.models import TapKind
from portal.bookings.door.queries import Counted, DoorClass
from portal.bookings.states import BookingState
from portal.bookings.transport.words import TRAVEL
from portal.errors import Refusal
from portal.web.formats import clock_time, day, short_day

__all__ = ["ASK", "STATES", "TRAVEL", "heads", "other", "reason", "said"]

STATES = {
    BookingState.CANCELLED: "De school heeft deze boeking geannuleerd.",
    BookingState.REQUESTED: "Deze boeking is aangevraagd, maar nog niet bevestigd.",
    BookingState.HELD: "Deze plaatsen worden vastgehouden, maar de school heeft ze niet bevestigd.",
    BookingState.WAITING: "Deze klas staat op de wachtlijst.",
    BookingState.DECLINED: "Het huis heeft deze aanvraag geweigerd.",
    BookingState.EXPIRED: "Deze boeking is vervallen: ze werd niet op tijd bevestigd.",
}
ASK = "Vraag het na bij het huis voor je de klas binnenlaat."


def reason(refusal: Refusal) -> str:
    """Why this tap is not counted, for who holds the phone."""
    if isinstance(refusal, errors.NotExpected):
        return f"{STATES.get(refusal.state, '')} {ASK}".strip()
    if isinstance(refusal, errors.OtherDate):
        return f"Deze klas heeft plaatsen voor een andere voorstelling: {refusal.title}, {day(refusal.starts_at)}."
    if isinstance(refusal, errors.NotToday):
        return f"Tellen kan vanaf de dag zelf, {short_day(refusal.day)}."
    if isinstance(refusal, errors.CalledOff):
        return "Deze voorstelling gaat niet door."
    if isinstance(refusal, errors.AlreadyInvoiced):
        return "Deze telling staat al op een factuur. Wie de facturen maakt, verbetert ze met een creditnota."
    if isinstance(refusal, errors.ImpossibleCount):
        return "Dat aantal kan niet kloppen. Tel nog eens na."
    return "Dit kan met deze boeking niet (meer). Laad de lijst opnieuw."


def heads(pupils: int | None, companions: int | None) -> str:
    """ "24 + 2": pupils and companions, as a door counts them."""
    return f"{pupils or 0} + {companions or 0}"


def said(one: DoorClass) -> str:
    """Who counted this class, and how many; empty where nobody has."""
    if not one.is_counted:
        return ""
    what = "Niet gekomen" if one.is_absent else f"{heads(one.came_pupils, one.came_companions)} binnen"
    return f"{what} · {_by(one.stands)}" if one.stands else what


def other(one: DoorClass) -> str:
    """Somebody else counted something else before."""
    before = one.other
    if before is None:
        return ""
    what = "niemand" if before.kind is TapKind.ABSENT else heads(before.pupils, before.companions)
    return f"{before.by} telde {what} om {clock_time(before.at)}; de laatste telling telt."


def _by(counted: Counted) -> str:
    return f"{counted.by}, {clock_time(counted.at)}"
