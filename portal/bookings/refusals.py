"""Status and words of this feature's refusals, for pages and problem documents alike. Importing it registers them."""

from portal.bookings import errors
from portal.bookings.approval.errors import ReasonMissing
from portal.bookings.counts.errors import CountsLocked
from portal.bookings.holds.errors import HeadConfirms, HoldEnded, ImpossibleTerm
from portal.errors import Refusal
from portal.journal.writer import JournalUnavailable
from portal.web.refusals import Page, show

NOT_THERE = Page(
    404, "We vinden die boeking niet", "Ze bestaat niet, of ze is van een andere school of een ander huis."
)

WORDS: dict[type[Refusal], Page] = {
    errors.NoSuchPerformance: Page(404, "We vinden die voorstelling niet", "Ze staat niet (meer) op het programma."),
    errors.PerformanceFull: Page(
        409,
        "Niet genoeg plaatsen",
        "Er zijn minder plaatsen over dan jullie nodig hebben; een klas wordt nooit gesplitst.",
    ),
    errors.SeatsPromised: Page(
        409,
        "Die plaatsen zijn voor wie wacht",
        "Er staan klassen op de wachtlijst, en wie vrijkomende plaatsen krijgt volgt de regel van de lijst.",
    ),
    errors.BookingClosed: Page(
        409, "Boeken kan niet meer", "De voorstelling is afgelast, of ze is te dichtbij om nog online te boeken."
    ),
    errors.SchoolLimit: Page(
        409, "Meer dan één school mag nemen", "Dit huis bewaart plaatsen voor andere scholen. Bel gerust even."
    ),
    errors.KeyReused: Page(
        409, "Dit is een andere boeking", "Met deze sleutel is al iets anders geboekt. Gebruik een nieuwe sleutel."
    ),
    errors.InvalidGroups: Page(422, "Niet alles is juist ingevuld", "Kijk de aantallen nog even na."),
    errors.NotYours: NOT_THERE,
    errors.NoSuchBooking: NOT_THERE,
    errors.AlreadyCancelled: Page(
        409, "Deze boeking was al geannuleerd", "De plaatsen zijn toen al vrijgegeven; er verandert niets meer."
    ),
    errors.ImpossibleStep: Page(
        409, "Dat kan met deze boeking niet (meer)", "Ze staat intussen anders. Open ze opnieuw om te zien hoe."
    ),
    errors.BookingChanged: Page(
        409,
        "Iemand anders was je net voor",
        "Deze boeking veranderde terwijl je ermee bezig was. Er is niets gebeurd: open ze opnieuw en kijk of het nog "
        "moet.",
    ),
    errors.TooLateToCancel: Page(
        409, "Annuleren kan niet meer", "De voorstelling is al begonnen. Bel het huis als er iets scheelt."
    ),
    ReasonMissing: Page(422, "Zeg ook waarom niet", "De school leest je reden in haar mail; zo weet ze wat wel kan."),
    HeadConfirms: Page(
        403,
        "Dit bevestigt de directie",
        "Jullie school wil dat de directie of het secretariaat elke boeking bevestigt. Wij hebben hun gemaild.",
    ),
    HoldEnded: Page(
        409,
        "De plaatsen zijn weer vrij",
        "Niemand bevestigde ze op tijd. Boek opnieuw zolang er plaats is; je betaalt niets voor wat vervallen is.",
    ),
    ImpossibleTerm: Page(
        422, "Zo lang kan het niet", "Kies een moment dat nog komt, en ten laatste dat waarop het boeken sluit."
    ),
    CountsLocked: Page(
        409,
        "De aantallen liggen vast",
        "Ze zijn definitief; enkel het huis past ze nog aan. Bel of mail het gerust even.",
    ),
    JournalUnavailable: Page(
        503,
        "Boeken lukt even niet",
        "Ons logboek kan nu niets opschrijven, en zonder logboek beloven we niets. Probeer het over enkele minuten "
        "opnieuw: als je boeking toch al doorging, krijg je diezelfde boeking te zien.",
    ),
}

for _refusal, _page in WORDS.items():
    show(_refusal, _page)
