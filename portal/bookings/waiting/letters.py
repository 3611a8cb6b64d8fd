"""The letters of a waiting list; like every letter they say what is true when they leave."""

from sqlalchemy.orm import Session

from portal.bookings.letters.stationery import desk_of
from portal.bookings.letters.words import ANY_STATE, Letters, Payload, Words, in_words
from portal.bookings.queries import Visit
from portal.bookings.states import BookingState
from portal.bookings.waiting.order import Why
from portal.bookings.waiting.promotion import WAITING_OFFERED, WAITING_PASSED
from portal.bookings.waiting.queries import place_of
from portal.bookings.waiting.service import WAITING_CLOSED, WAITING_JOINED, WAITING_LAPSED, WAITING_REMOVED
from portal.bookings.waiting.words import ahead, ordinal, rule
from portal.outbox.worker import Handler
from portal.web.formats import count, day_time, names, price


def joined(session: Session, visit: Visit, _payload: Payload) -> Words | None:
    place = place_of(session, visit.id)
    if place is None or not place.position:
        return None
    lines = [f"Jullie staan als {ordinal(place.position)}: {ahead(place.ahead)}."]
    if place.others:
        also = names([day_time(moment.starts_at) for moment in place.others])
        lines.append(f"Jullie wachten ook op {also}. Waar eerst plaats is, krijgen jullie; de rest vervalt.")
    lines += rule(place.waiting)
    lines.append("Wachten kost niets. Willen jullie niet meer? Eén klik op de pagina, en de volgende schuift op.")
    return Words(
        "Op de wachtlijst", f"Jullie staan op de wachtlijst: {visit.offer.title}", tuple(lines), "Zie waar je staat"
    )


def offered(session: Session, visit: Visit, payload: Payload) -> Words | None:
    place = place_of(session, visit.id)
    if place is None or not place.is_offered or place.answer_by is None:
        return None
    lines = [
        f"Er kwam plaats vrij, en jullie zijn aan de beurt. Tot {day_time(place.answer_by)} houden we "
        f"{count(visit.seats, 'plaats', 'plaatsen')} vrij. Zeg voor dan ja of nee; daarna is het aan de volgende.",
        f"Zeg je ja, dan is het geboekt, voor {price(visit.price_cents)}. Zeg je nee, dan kost het niets.",
    ]
    if payload.get("ended"):
        lines.append("De andere momenten waarop jullie wachtten, zijn hiermee vervallen.")
    return Words(
        "Er is plaats", f"Er is plaats voor jullie: {visit.offer.title}", tuple(lines), "Zeg ja of nee", "wachtlijst"
    )


def passed(session: Session, visit: Visit, payload: Payload) -> Words | None:
    place = place_of(session, visit.id)
    if place is None or not place.position:
        return None
    free = count(payload["free"], "plaats", "plaatsen")
    if payload["why"] == Why.SCHOOL_LIMIT:
        why = "Jullie school heeft voor deze voorstelling al zoveel plaatsen als dit huis één school geeft."
    else:
        why = f"Er {'was' if payload['free'] == 1 else 'waren'} {free} vrij en jullie hebben er {visit.seats} nodig."
    return Words(
        "Nog even wachten",
        f"Een kleinere groep ging voor: {visit.offer.title}"
        if payload["why"] != Why.SCHOOL_LIMIT
        else f"Een andere groep ging voor: {visit.offer.title}",
        (
            f"{why} De eerste groep op de lijst die wel paste, kreeg ze; zo staat het in de huisregels.",
            f"Jullie houden jullie plaats op de lijst: {ordinal(place.position)}, {ahead(place.ahead)}.",
        ),
        "Zie waar je staat",
    )


def lapsed(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Vervallen",
        f"Jullie plaats gaat naar de volgende: {visit.offer.title}",
        (
            "We hielden plaatsen voor jullie vrij, maar kregen op tijd geen antwoord. Je betaalt niets.",
            "Toch nog interesse? Zet je klas opnieuw op de lijst, of kijk naar andere data.",
        ),
        "Kijk naar de data",
        f"/aanbod/{visit.offer.slug}",
    )


def closed(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Geen plaats gevonden",
        f"De wachtlijst is gesloten: {visit.offer.title}",
        (
            "Er kwam voor jullie geen plaats meer vrij, en vanaf nu kan niemand nog boeken. Je betaalt niets.",
            "Misschien speelt deze voorstelling nog op een andere dag, of ergens anders.",
        ),
        "Kijk wat er nog is",
        f"/aanbod/{visit.offer.slug}",
    )


def removed(_session: Session, visit: Visit, payload: Payload) -> Words:
    return Words(
        "Van de wachtlijst",
        f"Jullie staan niet meer op de wachtlijst: {visit.offer.title}",
        (f"{visit.centre.name} haalde jullie van de lijst. De reden: {payload['reason']}", "Je betaalt niets."),
    )


LETTERS: Letters = {
    WAITING_JOINED: (frozenset({BookingState.WAITING}), joined),
    WAITING_OFFERED: (frozenset({BookingState.HELD}), offered),
    WAITING_PASSED: (frozenset({BookingState.WAITING}), passed),
    WAITING_LAPSED: (ANY_STATE, lapsed),
    WAITING_CLOSED: (ANY_STATE, closed),
    WAITING_REMOVED: (ANY_STATE, removed),
}


def handlers(base_url: str, sender: str | None = None) -> dict[str, Handler]:
    return in_words(desk_of(base_url, sender), LETTERS)
