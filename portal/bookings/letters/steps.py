"""The letters of the steps of a booking: asked for, held, declined, other numbers, definitive."""

from sqlalchemy.orm import Session

from portal.bookings.approval.service import BOOKING_DECLINED
from portal.bookings.counts.service import BOOKING_COUNTS, BOOKING_COUNTS_REMINDER, BOOKING_DEFINITIVE
from portal.bookings.head import must_head_confirm
from portal.bookings.holds.service import BOOKING_EXPIRED, BOOKING_HOLD_ENDS
from portal.bookings.letters.stationery import Desk
from portal.bookings.letters.words import ANY_STATE, Letters, Payload, Words, in_words
from portal.bookings.policy.service import rules_of_version
from portal.bookings.policy.terms import last_day_of_counts
from portal.bookings.queries import Visit
from portal.bookings.service import BOOKING_HELD, BOOKING_REQUESTED, BOOKING_TO_CONFIRM
from portal.bookings.states import BookingState
from portal.clock import school_day
from portal.outbox.worker import Handler
from portal.web.formats import count as count_of
from portal.web.formats import day, day_time, price


def requested(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Aangevraagd",
        f"Aangevraagd, nog niet geboekt: {visit.offer.title}",
        (
            f"{visit.centre.name} zegt ja of nee op je aanvraag; je krijgt een mail zodra het antwoord er is.",
            "Tot dan zijn er nog geen plaatsen voor jullie, en je betaalt niets.",
            "Toch niet? Je trekt je aanvraag gratis in.",
        ),
        "Bekijk je aanvraag",
    )


def held(session: Session, visit: Visit, payload: Payload) -> Words:
    said = [f"Tot {_until(visit)} houden we jullie plaatsen vrij. Daarna krijgt een andere klas ze."]
    if payload.get("approved"):
        said.insert(0, f"{visit.centre.name} zegt ja op je aanvraag.")
    if payload.get("extended"):
        said = [f"{visit.centre.name} houdt jullie plaatsen langer vrij: tot {_until(visit)}."]
    if _head_confirms(session, visit):
        said.append("Jullie directie of secretariaat bevestigt de boeking; wij hebben hun gemaild.")
        title = f"Nog te bevestigen door de directie: {visit.offer.title}"
    else:
        said.append(f"Bevestig ze voor dan. Pas als je bevestigt, betaalt de school: {price(visit.price_cents)}.")
        title = f"Bevestig jullie plaatsen: {visit.offer.title}"
    return Words("Nog te bevestigen", title, tuple(said), "Bevestig of laat los")


def to_confirm(_session: Session, visit: Visit, payload: Payload) -> Words:
    return Words(
        "Bevestig deze boeking",
        f"Mag deze boeking doorgaan? {visit.offer.title}",
        (
            f"{payload['booker']} boekte voor jullie school. De directie of het secretariaat zegt ja of nee.",
            f"De plaatsen blijven vrij tot {_until(visit)}. Zegt niemand ja voor dan, dan vervallen ze.",
        ),
        "Zeg ja of nee",
    )


def hold_ends(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Nog even",
        f"Jullie plaatsen wachten nog tot {_until(visit)}: {visit.offer.title}",
        ("Bevestig ze voor dan. Anders krijgt een andere klas ze; dat kost jullie niets.",),
        "Bevestig of laat los",
    )


def expired(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Vervallen",
        f"De plaatsen zijn weer vrij: {visit.offer.title}",
        (
            "Niemand bevestigde ze op tijd, dus ze zijn er nu voor andere klassen. Je betaalt niets.",
            "Wil je toch komen? Boek opnieuw zolang er plaats is: alles wat je invulde, staat er nog.",
        ),
        "Boek opnieuw",
        f"/aanbod/{visit.offer.slug}/boeken?zoals={visit.reference}",
    )


def declined(_session: Session, visit: Visit, payload: Payload) -> Words:
    return Words(
        "Geweigerd",
        f"Dit keer niet: {visit.offer.title}",
        (
            f"{visit.centre.name} kan jullie op dit moment geen plaatsen geven. De reden: {payload['reason']}",
            "Er is niets geboekt en je betaalt niets. Misschien past een andere datum wel.",
        ),
        "Kijk naar andere data",
        f"/aanbod/{visit.offer.slug}",
    )


def counts(_session: Session, visit: Visit, payload: Payload) -> Words:
    before = payload["before"]
    change = f"van {before} naar {visit.seats}" if before != visit.seats else f"nog altijd {visit.seats}"
    return Words(
        "Andere aantallen",
        f"De aantallen zijn aangepast: {visit.offer.title}",
        (f"{payload['by']} paste ze aan. Plaatsen: {change}. Alles samen is dat nu {price(visit.bill_cents)}.",),
    )


def counts_reminder(session: Session, visit: Visit, _payload: Payload) -> Words | None:
    rules = rules_of_version(session, visit.policy_id)
    last = last_day_of_counts(rules.counts, school_day(visit.starts_at))
    if last is None:
        return None
    return Words(
        "Kloppen de aantallen nog?",
        f"Hoeveel komen er precies? {visit.offer.title}",
        (
            f"Jullie boekten {count_of(visit.seats, 'plaats', 'plaatsen')}. Je past dat zelf aan tot "
            f"en met {day(last)}; daarna worden de aantallen definitief zoals ze staan.",
        ),
        "Kijk de aantallen na",
        "aantallen",
    )


def definitive(_session: Session, visit: Visit, _payload: Payload) -> Words:
    return Words(
        "Definitief",
        f"De aantallen zijn definitief: {visit.offer.title}",
        (
            f"Samen {count_of(visit.seats, 'plaats', 'plaatsen')} voor {price(visit.bill_cents)}.",
            f"Verandert er toch nog iets? Laat het {visit.centre.name} weten.",
        ),
    )


LETTERS: Letters = {
    BOOKING_REQUESTED: (frozenset({BookingState.REQUESTED}), requested),
    BOOKING_HELD: (frozenset({BookingState.HELD}), held),
    BOOKING_TO_CONFIRM: (frozenset({BookingState.HELD}), to_confirm),
    BOOKING_HOLD_ENDS: (frozenset({BookingState.HELD}), hold_ends),
    BOOKING_EXPIRED: (ANY_STATE, expired),
    BOOKING_DECLINED: (ANY_STATE, declined),
    BOOKING_COUNTS: (ANY_STATE - {BookingState.CANCELLED, BookingState.EXPIRED, BookingState.DECLINED}, counts),
    BOOKING_COUNTS_REMINDER: (frozenset({BookingState.CONFIRMED}), counts_reminder),
    BOOKING_DEFINITIVE: (frozenset({BookingState.DEFINITIVE}), definitive),
}


def handlers(desk: Desk) -> dict[str, Handler]:
    return in_words(desk, LETTERS)


def _until(visit: Visit) -> str:
    return day_time(visit.held_until) if visit.held_until else "straks"


def _head_confirms(session: Session, visit: Visit) -> bool:
    return must_head_confirm(session, visit.school.id, visit.booked_by)
