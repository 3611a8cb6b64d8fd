"""An offer as an event in the shape of UiTdatabank, with the places that are left.

What the shape has no place for stands under `foyer` (see `offers.intake.own`), so that our own import, and that of
another portal like this one, gets the same offer back.
"""

import html
import re
from datetime import time
from typing import Any

from portal.accounts.models import ClassLevel
from portal.clock import local
from portal.offers.export.queries import Dated, WholeOffer
from portal.offers.intake.own import NAME
from portal.offers.intake.records import AGE_MAX, at
from portal.offers.intake.vocabulary import NIL_PLACE, PREFIX, PROVINCES, WHERE_AGREED
from portal.offers.models import Discipline, Offer, OfferKind, OfferMode, OfferState, PerformanceState, PriceUnit
from portal.offers.terms import FACILITIES

CONTEXT = "https://io.uitdatabank.be/contexts/event"
_MIDNIGHT, _LAST_MINUTE = time(), time(23, 59)
PLACES = "https://io.uitdatabank.be/places/"

TYPES: dict[OfferKind | Discipline, tuple[str, str]] = {
    OfferKind.WORKSHOP: ("0.3.1.0.0", "Cursus of workshop"),
    OfferKind.TOUR: ("0.7.0.0.0", "Begeleide rondleiding"),
    OfferKind.FILM: ("0.50.6.0.0", "Film"),
    OfferKind.TRAINING: ("0.3.2.0.0", "Lezing of congres"),
    Discipline.MUSIC: ("0.50.4.0.0", "Concert"),
    Discipline.DANCE: ("0.54.0.0.0", "Dansvoorstelling"),
    OfferKind.PERFORMANCE: ("0.55.0.0.0", "Theatervoorstelling"),
}
THEMES = {
    Discipline.THEATRE: ("1.3.1.0.0", "Tekst- en muziektheater"),
    Discipline.PUPPETRY: ("1.3.5.0.0", "Figuren- en poppentheater"),
    Discipline.DANCE: ("1.9.2.0.0", "Moderne dans"),
    Discipline.MUSIC: ("1.8.1.0.0", "Klassieke muziek"),
    Discipline.MUSIC_THEATRE: ("1.4.0.0.0", "Musical"),
    Discipline.CIRCUS: ("0.52.0.0.0", "Circus"),
    Discipline.FILM: ("1.7.12.0.0", "Animatie en kinderfilms"),
    Discipline.VISUAL_ARTS: ("1.0.9.0.0", "Meerdere kunstvormen"),
    Discipline.LITERATURE: ("1.10.0.0.0", "Literatuur"),
    Discipline.HERITAGE: ("1.11.0.0.0", "Geschiedenis"),
}
FACILITY_NAMES = {
    "wheelchair": "Rolstoeltoegankelijk",
    "low_stimulus": "Prikkelarm aanbod",
    "interpreter": "Tolken Vlaamse Gebarentaal",
    "audio_description": "Audiodescriptie",
}
_BASIC, _PRIMARY = "Gewoon-basisonderwijs", "Gewoon-lager-onderwijs"
_SECONDARY = "Voltijds-gewoon-secundair-onderwijs"
LABELS = {
    ClassLevel.KLEUTER: (_BASIC, "Gewoon-kleuteronderwijs"),
    ClassLevel.LAGER_1: (_BASIC, _PRIMARY, "1ste-graad"),
    ClassLevel.LAGER_2: (_BASIC, _PRIMARY, "2de-graad"),
    ClassLevel.LAGER_3: (_BASIC, _PRIMARY, "3de-graad"),
    ClassLevel.SECUNDAIR_1: (_SECONDARY, "eerste-graad"),
    ClassLevel.SECUNDAIR_2: (_SECONDARY, "tweede-graad"),
    ClassLevel.SECUNDAIR_3: (_SECONDARY, "derde-graad"),
    ClassLevel.BUITENGEWOON_BASIS: ("Buitengewoon-basisonderwijs",),
    ClassLevel.BUITENGEWOON_SECUNDAIR: ("Buitengewoon-secundair-onderwijs",),
    ClassLevel.OKAN: (_SECONDARY, "Onthaalonderwijs-voor-anderstalige-nieuwkomers-OKAN"),
}
"""The label of each level, with its parents: they must be there too."""

Json = dict[str, Any]


def page_of_events(events: list[Json], *, total: int, limit: int) -> Json:
    """A page of search results."""
    return {
        "@context": "http://www.w3.org/ns/hydra/context.jsonld",
        "@type": "PagedCollection",
        "itemsPerPage": limit,
        "totalItems": total,
        "member": events,
    }


def as_event(whole: WholeOffer, base_url: str) -> Json:
    """The event; what it doesn't have is left out."""
    offer = whole.offer
    address = f"{base_url}/aanbod/{offer.slug}"
    languages = ["nl", *(one.language for one in whole.translations)]
    event = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": address,
        "mainLanguage": "nl",
        "languages": languages,
        "completedLanguages": ["nl", *(one.language for one in whole.translations if one.title and one.description)],
        "name": {"nl": offer.title} | {one.language: one.title for one in whole.translations},
        "description": {"nl": _as_html(offer.description)}
        | {one.language: _as_html(one.description) for one in whole.translations if one.description},
        **_calendar(whole),
        "attendanceMode": "online" if offer.mode is OfferMode.STREAMED else "offline",
        "location": _location(whole, base_url),
        "organizer": _organizer(whole, base_url),
        "terms": list(_terms(offer)),
        "labels": list(_labels(whole)),
        "regions": [f"prv-{whole.town.province.value}", f"nis-{whole.town.nis}"],
        "typicalAgeRange": f"{offer.age_from or ''}-{offer.age_to if offer.age_to < AGE_MAX else ''}",
        "audience": {"audienceType": "education"},
        "priceInfo": _prices(whole),
        "bookingInfo": _booking_info(whole, address),
        "contactPoint": _contact(whole),
        "workflowStatus": "APPROVED" if offer.state is OfferState.PUBLISHED else "DRAFT",
        "created": _moment(offer.created_at),
        "modified": _moment(offer.updated_at),
        "sameAs": [f"urn:uuid:{whole.source_id}"] if _UUID.fullmatch(whole.source_id) else [],
        "faqs": [
            {"id": f"{offer.slug}-{one.position}", "nl": {"question": one.question, "answer": _as_html(one.answer)}}
            for one in whole.questions
        ],
        "mediaObject": _media(whole, base_url),
        "image": _picture(offer, base_url),
        "performer": {"@type": "PerformingGroup", "name": whole.company.name} if whole.company else None,
        "production": _production(whole, base_url),
        NAME: _beyond(whole),
    }
    return {name: value for name, value in event.items() if value not in (None, "", [])}


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MARKUP = re.compile(r"[<>&]")


def _as_html(text: str) -> str:
    """Text as it is; where a reader could take a part of it for mark-up, as HTML that says the same."""
    if not _MARKUP.search(text):
        return text
    return "".join(f"<p>{html.escape(one).replace(chr(10), '<br>')}</p>" for one in text.split("\n\n"))


def _moment(moment: Any) -> str:
    """With the offset that counts in Flanders on that day."""
    return local(moment).isoformat(timespec="seconds")


# --- When -----------------------------------------------------------------------------------------------------


def _calendar(whole: WholeOffer) -> Json:
    offer, dates = whole.offer, whole.dates
    if offer.by_agreement or not dates:
        return {**_to_agree(offer), "status": {"type": "Available"}, "bookingAvailability": {"type": "Available"}}
    events = [_sub_event(place, one) for place, one in enumerate(dates)]
    is_on = any(one["status"]["type"] == "Available" for one in events)
    has_places = any(one["bookingAvailability"]["type"] == "Available" for one in events)
    return {
        "calendarType": "single" if len(events) == 1 else "multiple",
        "startDate": events[0]["startDate"],
        "endDate": max(one["endDate"] for one in events),
        "subEvent": events,
        "status": {"type": "Available" if is_on else "Unavailable"},
        "bookingAvailability": {"type": "Available" if has_places else "Unavailable"},
    }


def _to_agree(offer: Offer) -> Json:
    """ "In overleg": between two days that is a period, else it has neither begin nor end."""
    first, last = offer.available_from, offer.available_to
    if first is None or last is None:
        return {"calendarType": "permanent"}
    end = at(last, _LAST_MINUTE)
    return {
        "calendarType": "periodic",
        "startDate": at(first, _MIDNIGHT).isoformat(),
        "endDate": end.isoformat(),
    }


def _sub_event(place: int, dated: Dated) -> Json:
    performance = dated.performance
    left = max(0, performance.capacity - performance.seats_taken)
    gone = performance.state is PerformanceState.CANCELLED
    beyond = {"closes": _moment(performance.closes_at)} | ({"hall": dated.hall} if dated.hall else {})
    return {
        "@type": "Event",
        "id": place,
        "startDate": _moment(performance.starts_at),
        "endDate": _moment(performance.ends_at),
        "status": {"type": "Unavailable" if gone else "Available"},
        "bookingAvailability": {
            "type": "Available" if left else "Unavailable",
            "capacity": performance.capacity,
            "remainingCapacity": left,
        },
        NAME: beyond,
    }


# --- What and for whom ----------------------------------------------------------------------------------------


def _terms(offer: Offer) -> Any:
    kind = offer.discipline if offer.kind is OfferKind.PERFORMANCE and offer.discipline in TYPES else offer.kind
    for domain, (code, label) in (("eventtype", TYPES[kind]), ("theme", THEMES[offer.discipline])):
        yield {"id": code, "label": label, "domain": domain}
    for code, column in FACILITIES.items():
        if getattr(offer, column):
            yield {"id": code, "label": FACILITY_NAMES[column], "domain": "facility"}


def _labels(whole: WholeOffer) -> list[str]:
    found = [label for level in whole.levels for label in LABELS[ClassLevel(level)]]
    if whole.offer.mode is OfferMode.AT_SCHOOL:
        found.append("op_verplaatsing")
    if whole.offer.by_agreement:
        found.append("op_maat")
    codes = {f"prv-{name}": code for code, name in PROVINCES.items()}
    for region in whole.regions:
        if region in codes:
            found += [f"werkingsregio_provincie_nis-{codes[region]}", f"werkingsregio_nis-{codes[region]}"]
        elif region.startswith("nis-"):
            found.append(f"werkingsregio_{region}")
    found += [f"werkingsregio_nis-{nis}" for nis in whole.towns_reached]
    return [f"{PREFIX}{label}" for label in dict.fromkeys(found)]


def _prices(whole: WholeOffer) -> list[Json]:
    per_group = whole.offer.price_unit is PriceUnit.GROUP
    rows = [("base", "Basistarief", whole.offer.price_cents)]
    rows += [("tariff", one.name, one.price_cents) for one in whole.tariffs]
    return [
        {
            "category": kind,
            "name": {"nl": name},
            "price": cents / 100,
            "priceCurrency": "EUR",
            "groupPrice": per_group,
        }
        for kind, name, cents in rows
    ]


# --- Where and by whom ----------------------------------------------------------------------------------------


def _location(whole: WholeOffer, base_url: str) -> Json:
    if whole.offer.mode is OfferMode.STREAMED:
        return {"@type": "Place", "@id": f"{PLACES}{NIL_PLACE}", "name": {"nl": "Online"}}
    if whole.offer.mode is OfferMode.AT_SCHOOL:
        return {
            "@type": "Place",
            "@id": f"{PLACES}{WHERE_AGREED}",
            "mainLanguage": "nl",
            "name": {"nl": "Locatie in overleg met de school"},
        }
    return {"@type": "Place"} | _house(whole, base_url)


def _organizer(whole: WholeOffer, base_url: str) -> Json:
    centre = whole.centre
    found: Json = {"@type": "Organizer"} | _house(whole, base_url)
    found |= {"url": f"{base_url}/aanbod", "labels": [f"{PREFIX}organizer"], "workflowStatus": "ACTIVE"}
    if centre.about:
        found["educationalDescription"] = {"nl": _as_html(centre.about)}
    return found | {"contactPoint": _contact(whole)}


def _house(whole: WholeOffer, base_url: str) -> Json:
    centre = whole.centre
    address = {
        "addressCountry": "BE",
        "addressLocality": whole.town.name_nl,
        "postalCode": centre.postal_code,
        "streetAddress": centre.street,
    }
    return {
        "@id": f"{base_url}/centra/{centre.slug}",
        "mainLanguage": "nl",
        "name": {"nl": centre.name},
        "address": {"nl": address},
    }


def _contact(whole: WholeOffer) -> Json:
    centre = whole.centre
    return {"phone": [centre.phone] if centre.phone else [], "email": [centre.email] if centre.email else []}


def _booking_info(whole: WholeOffer, address: str) -> Json:
    centre = whole.centre
    found = {"url": address, "urlLabel": {"nl": "Boek voor je klas"}, "phone": centre.phone, "email": centre.email}
    return {name: value for name, value in found.items() if value}


def _media(whole: WholeOffer, base_url: str) -> list[Json]:
    photos = [(one.file, one.alt, one.credit) for one in whole.photos]
    if not photos and whole.offer.picture:
        photos = [(whole.offer.picture, whole.offer.picture_alt, whole.offer.picture_credit)]
    return [
        {
            "@type": "schema:ImageObject",
            "@id": f"{base_url}/uploads/{file}",
            "contentUrl": f"{base_url}/uploads/{file}",
            "thumbnailUrl": f"{base_url}/uploads/{file}",
            "description": alt,
            "copyrightHolder": credit,
            "inLanguage": "nl",
        }
        for file, alt, credit in photos
    ]


def _picture(offer: Offer, base_url: str) -> str:
    return f"{base_url}/uploads/{offer.picture}" if offer.picture else ""


def _production(whole: WholeOffer, base_url: str) -> Json | None:
    if whole.production is None or not whole.production.title:
        return None
    others = [f"{base_url}/aanbod/{slug}" for slug in whole.elsewhere]
    return {"id": f"foyer-{whole.production.slug}", "title": whole.production.title, "otherEvents": others}


def _beyond(whole: WholeOffer) -> Json:
    """The facts that the shape has no words for, or that its words say less precisely."""
    offer = whole.offer
    short = {"nl": offer.short} | {one.language: one.short for one in whole.translations if one.short}
    return {
        "short": short,
        "before_text": offer.before_text,
        "after_text": offer.after_text,
        "content_notes": offer.content_notes,
        "kind": offer.kind.value,
        "discipline": offer.discipline.value,
        "language": offer.language,
        "performance_mode": offer.performance_mode,
        "duration_min": offer.duration_min,
        "pupils_per_free_companion": offer.pupils_per_free_companion,
        "max_seats_per_school": offer.max_seats_per_school,
        "by_agreement": offer.by_agreement,
        "levels": list(whole.levels),
        "languages": list(whole.languages),
        "regions": list(whole.regions),
        "available_from": offer.available_from.isoformat() if offer.available_from else None,
        "available_to": offer.available_to.isoformat() if offer.available_to else None,
    }
