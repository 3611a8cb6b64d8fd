"""What the parts of a round are called on a page, in a letter and on the command line."""

from portal.bookings.rounds.lottery import FITS, FULL, SAME_DAY, SAME_SHOW, SCHOOL_LIMIT
from portal.bookings.rounds.models import RoundState

CHECKS = {
    "commitment": "het geheime deel is dat van de belofte vooraf",
    "wishes": "het openbare deel is de vingerafdruk van deze voorkeuren",
    "seed": "het zaad is uit die delen gemaakt",
    "order": "de volgorde van de beurten volgt uit het zaad",
    "log": "elke beurt volgt uit de regels",
    "allocation": "wie wat kreeg, volgt uit de beurten",
    "statistics": "de samenvatting telt juist",
}

STATES = {
    RoundState.PLANNED: "aangekondigd",
    RoundState.OPEN: "open",
    RoundState.CLOSED: "gesloten, nog niet geloot",
    RoundState.DRAWN: "geloot, het huis kijkt na",
    RoundState.PUBLISHED: "verdeeld",
}

VERDICTS = {
    FITS: "krijgt plaats",
    FULL: "te weinig plaatsen over",
    SCHOOL_LIMIT: "de school zit aan haar maximum",
    SAME_SHOW: "ziet dit stuk al",
    SAME_DAY: "heeft die dag al iets",
}


def choice_name(number: int, preferences: int) -> str:
    """ "1e keuze", or "2e reserve" for what stands beyond the preferences."""
    return f"{number}e keuze" if number <= preferences else f"{number - preferences}e reserve"
