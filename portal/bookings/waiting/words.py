"""The rule of a list and what came of it, in the words of a teacher."""

from portal.bookings.policy.rules import Waiting, WaitingOrder
from portal.bookings.waiting.models import Outcome
from portal.bookings.waiting.order import Why
from portal.web.formats import count, names

OUTCOMES = {
    Outcome.CONFIRMED: "kwam",
    Outcome.REFUSED: "zei nee",
    Outcome.LAPSED: "antwoordde niet op tijd",
    Outcome.LEFT: "ging van de lijst",
    Outcome.CLOSED: "geen plaats gevonden",
    Outcome.ELSEWHERE: "kreeg een ander moment",
    Outcome.REMOVED: "door het huis van de lijst gehaald",
}
WHY = {
    Why.TOO_LARGE: "te groot voor wat vrij was",
    Why.SCHOOL_LIMIT: "de school heeft het hoogste aantal plaatsen al",
}


def ordinal(position: int) -> str:
    """ "1e", "2e", "8e": as it is said with a figure."""
    return f"{position}e"


def ahead(seats: tuple[int, ...]) -> str:
    """ "2 klassen van 26 en 22 voor jullie" or "niemand voor jullie"; a booking of two classes counts as one."""
    if not seats:
        return "niemand staat voor jullie"
    if len(seats) > 6:
        return f"{len(seats)} groepen voor jullie, samen {sum(seats)} plaatsen"
    return f"{count(len(seats), 'groep', 'groepen')} van {names([str(one) for one in seats])} voor jullie"


def rule(waiting: Waiting | None) -> tuple[str, ...]:
    """The published rule, in sentences."""
    if waiting is None:
        return ("Dit huis houdt op dit moment geen wachtlijst bij: er wordt niets toegewezen.",)
    whole = "Een groep krijgt plaatsen voor iedereen samen, of ze wacht verder."
    hours = count(waiting.hours_to_answer, "uur", "uur")
    answer = (
        f"Komt er plaats, dan houden we ze vrij en krijg je een mail. Je hebt {hours} om ja te zeggen, en altijd "
        "minstens vier lesuren; nooit langer dan tot het boeken sluit. Geen antwoord is nee."
    )
    if waiting.order is WaitingOrder.STRICT:
        order = (
            "Niemand steekt voor: wat vrijkomt, wacht tot de eerste groep past of van de lijst gaat. Zolang iemand "
            "wacht, kan ook niemand anders nog boeken."
        )
    else:
        order = (
            "Wat vrijkomt, is voor de eerste groep die er helemaal in past. Wie te groot is, houdt zijn plaats en "
            "krijgt bericht. Alleen wat voor elke wachtende groep te klein is, kan iemand anders boeken."
        )
    return whole, order, answer
