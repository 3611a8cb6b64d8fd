"""What transport is called on pages, in letters and on paper."""

from collections.abc import Mapping

from portal.bookings.transport.models import ShareState, Travel
from portal.bookings.transport.rules import Hint

TRAVEL: Mapping[Travel, str] = {
    Travel.SCHOOL_BUS: "bus van de school",
    Travel.HOUSE_BUS: "bus van het huis of de stad",
    Travel.PUBLIC: "openbaar vervoer",
    Travel.FOOT: "te voet",
    Travel.BIKE: "met de fiets",
}
SHARE: Mapping[ShareState, str] = {
    ShareState.ASKED: "gevraagd",
    ShareState.ACCEPTED: "afgesproken",
    ShareState.DECLINED: "kan niet",
    ShareState.WITHDRAWN: "ingetrokken",
}
HINTS: Mapping[Hint, str] = {
    Hint.TOO_MANY: "Een gratis rit is voor hoogstens 30 personen: splits jullie groep over twee ritten.",
    Hint.THERE: "De heenrit valt buiten de uren van de gratis ritten.",
    Hint.BACK: "De terugrit valt buiten de uren van de gratis ritten.",
}
FREE_RIDES = (
    "Gratis met De Lijn? Volgens de voorwaarden van dynamoOPWEG die wij vonden: hoogstens 30 personen per rit, op "
    "weekdagen van 9.00 tot 15.30 uur en na 18.30 uur, niet op woensdag van 11.45 tot 13.00 uur, vanaf gewone haltes "
    "en volgens de dienstregeling. Kijk op cultuurkuur.be na of dat dit schooljaar nog zo is."
)
