"""The line and the licences in the words of a teacher."""

from datetime import date

from portal.library.errors import CannotReach, NoRoom, Why
from portal.library.lending.line import DAYS_AT_LEAST
from portal.library.lending.models import WaitEnd
from portal.library.lending.promotion import HOLD_DAYS
from portal.web.formats import count, names, short_day

ENDS = {
    WaitEnd.ACCEPTED: "Je zei ja: het boek staat klaar.",
    WaitEnd.REFUSED: "Je zei nee; de exemplaren gingen naar de volgende klas.",
    WaitEnd.LAPSED: "Er kwam geen antwoord op tijd; de exemplaren gingen naar de volgende klas.",
    WaitEnd.LEFT: "Je haalde je klas van de wachtlijst.",
    WaitEnd.CLOSED: "Er kwam geen plaats in deze periode.",
    WaitEnd.ELSEWHERE: "Je klas kreeg het boek op een andere manier.",
    WaitEnd.WITHDRAWN: "De bibliotheek leent dit boek niet meer uit.",
}


def ordinal(position: int) -> str:
    """ "1e", "2e", "8e": as it is said with a figure."""
    return f"{position}e"


def ahead(copies: tuple[int, ...]) -> str:
    """ "2 klassen van 26 en 22 voor jullie" or "niemand staat voor jullie"; never which ones."""
    if not copies:
        return "niemand staat voor jullie"
    if len(copies) > 6:
        return f"{len(copies)} klassen voor jullie, samen {sum(copies)} exemplaren"
    return f"{count(len(copies), 'klas', 'klassen')} van {names([str(one) for one in copies])} voor jullie"


def rule() -> tuple[str, ...]:
    """The published rule, in sentences."""
    return (
        "Een klas krijgt exemplaren voor iedereen samen, of ze wacht verder. Wie eerst vroeg, is eerst aan de beurt.",
        "Niemand steekt voor: wat vrijkomt op dagen die jullie nodig hebben, blijft voor jullie opzij tot het er "
        "genoeg zijn, of tot je van de lijst gaat. Op andere dagen mag een klas achter jullie wel eerst.",
        "Komen ze pas na je eerste dag vrij, dan krijg je wat er van je periode rest, maar nooit minder dan "
        f"{DAYS_AT_LEAST} dagen.",
        f"Zijn jullie aan de beurt, dan krijg je een mail en houden we de exemplaren minstens {HOLD_DAYS} dagen voor "
        "jullie vrij, altijd tot op een schooldag. Geen antwoord is nee.",
    )


def copies_free(number: int) -> str:
    return f"{'is' if number == 1 else 'zijn'} er nog {count(number, 'exemplaar', 'exemplaren')} vrij"


def no_room(refusal: NoRoom) -> str:
    """Why a class can't have as many copies as it asked for, in one sentence beside the field."""
    on = f"Op {short_day(refusal.tightest)}"
    if refusal.why is Why.LINE:
        return f"{on} wacht een andere klas op de exemplaren die nog vrij zijn."
    if refusal.why is Why.LOANS:
        left = count(refusal.free, "uitlening", "uitleningen")
        return f"De licentie van dit boek is bijna op: er {'is' if refusal.free == 1 else 'zijn'} nog {left} over."
    if refusal.why is Why.LICENCE and not refusal.free:
        return f"{on} heeft de bibliotheek geen exemplaren van dit boek."
    if refusal.why is Why.LICENCE:
        return f"{on} {copies_free(refusal.free)}; meer heeft de bibliotheek er niet."
    if not refusal.free:
        return f"{on} zijn alle exemplaren uitgeleend."
    return f"{on} {copies_free(refusal.free)}."


def cannot_reach(refusal: CannotReach, last: date) -> str:
    """Why a set can't begin or go on so long, and until when it can."""
    on = short_day(refusal.day)
    why = {
        Why.LINE: f"vanaf {on} wacht een andere klas op dit boek",
        Why.LICENCE: f"op {on} loopt de licentie van de bibliotheek niet meer",
        Why.OUT: f"op {on} zijn de exemplaren voor een andere klas",
        Why.LOANS: f"op {on} zijn er te weinig uitleningen over",
    }[refusal.why]
    if refusal.until is None:
        return f"Dat gaat niet: {why}."
    return f"Tot en met {short_day(last)} gaat niet: {why}. Het kan wel tot en met {short_day(refusal.until)}."
