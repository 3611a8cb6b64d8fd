"""Status and words of what is refused to the people of a house. Importing it registers them."""

from portal.bookings.house import errors
from portal.errors import Refusal
from portal.web.refusals import Page, show

WORDS: dict[type[Refusal], Page] = {
    errors.NoSuchVisit: Page(404, "We vinden die voorstelling niet", "Ze bestaat niet, of ze is van een ander huis."),
    errors.AlreadyOff: Page(409, "Dat kan niet meer", "De voorstelling was al afgelast, of ze is begonnen."),
    errors.TooLateForTooFew: Page(
        409,
        "Te weinig publiek is geen reden meer",
        "Jullie huisregels beloven scholen dat ze dat eerder horen. Is er iets anders, kies dan die reden.",
    ),
    errors.EnoughAudience: Page(
        409, "Er zijn genoeg plaatsen geboekt", "Het minimum uit jullie huisregels is gehaald, of er is er geen."
    ),
    errors.NobodyToWriteTo: Page(409, "Er is niemand om te schrijven", "Voor deze voorstelling staat geen boeking."),
    errors.NothingMoves: Page(409, "Er verandert niets", "Dag, uur en zaal zijn dezelfde als nu."),
    errors.HallTaken: Page(
        409, "Die zaal is niet vrij", "Er staat dan al iets anders, of het is geen zaal van jullie."
    ),
}

for _refusal, _page in WORDS.items():
    show(_refusal, _page)
