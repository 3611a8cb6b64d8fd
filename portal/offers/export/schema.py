"""An offer as schema.org JSON-LD, for search engines: embedded in its page."""

from typing import Any

from portal.clock import local
from portal.offers.intake.records import AGE_MAX
from portal.offers.models import Discipline, OfferMode, PriceUnit
from portal.offers.queries import OfferPage, PerformanceLine
from portal.web.formats import level_name

TYPES = {
    Discipline.THEATRE: "TheaterEvent",
    Discipline.PUPPETRY: "TheaterEvent",
    Discipline.MUSIC_THEATRE: "TheaterEvent",
    Discipline.DANCE: "DanceEvent",
    Discipline.MUSIC: "MusicEvent",
    Discipline.FILM: "ScreeningEvent",
    Discipline.VISUAL_ARTS: "ExhibitionEvent",
    Discipline.LITERATURE: "LiteraryEvent",
}
ATTENDANCE = {OfferMode.STREAMED: "OnlineEventAttendanceMode"}
AVAILABILITY = {"available": "InStock", "sold-out": "SoldOut", "closed": "SoldOut", "cancelled": "Discontinued"}


def schema_org(page: OfferPage, base_url: str) -> dict[str, Any]:
    """The whole offer, with each performance as a sub-event. Dates carry the offset that counts in Flanders."""
    offer = page.offer
    address = address_of(page, base_url)
    is_on = not page.performances or any(line.status != "cancelled" for line in page.performances)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": address,
        "@type": _types(page),
        "url": address,
        "name": offer.title,
        "description": offer.short,
        "inLanguage": "nl-BE",
        "typicalAgeRange": f"{offer.age_from}-{offer.age_to if offer.age_to < AGE_MAX else ''}",
        "educationalLevel": [level_name(level) for level in page.levels],
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE.get(offer.mode, 'OfflineEventAttendanceMode')}",
        "eventStatus": f"https://schema.org/{'EventScheduled' if is_on else 'EventCancelled'}",
        "organizer": {"@type": "Organization", "name": page.centre.name},
        "location": _location(page, base_url),
        "offers": _price(page, address),
        "subEvent": [_performance(page, line, base_url) for line in page.performances],
    }
    if offer.picture:
        found["image"] = f"{base_url}/uploads/{offer.picture}"
    if page.company:
        found["performer"] = {"@type": "PerformingGroup", "name": page.company.name}
    if page.performances:
        found["startDate"] = local(page.performances[0].starts_at).isoformat()
        found["endDate"] = local(max(line.ends_at for line in page.performances)).isoformat()
    return {name: value for name, value in found.items() if value != []}


def address_of(page: OfferPage, base_url: str) -> str:
    return f"{base_url}/aanbod/{page.offer.slug}"


def _types(page: OfferPage) -> list[str]:
    kind = TYPES.get(page.offer.discipline)
    return ["EducationEvent", kind] if kind else ["EducationEvent"]


def _location(page: OfferPage, base_url: str) -> dict[str, Any]:
    centre = page.centre
    if page.offer.mode is OfferMode.STREAMED:
        return {"@type": "VirtualLocation", "url": address_of(page, base_url)}
    if page.offer.mode is OfferMode.AT_SCHOOL:
        return {"@type": "Place", "name": "Op school", "address": {"@type": "PostalAddress", "addressCountry": "BE"}}
    address = {
        "@type": "PostalAddress",
        "streetAddress": centre.street,
        "postalCode": centre.postal_code,
        "addressLocality": page.municipality,
        "addressCountry": "BE",
    }
    return {"@type": "Place", "name": centre.name, "address": address}


def _price(page: OfferPage, address: str) -> dict[str, Any]:
    offer = page.offer
    return {
        "@type": "Offer",
        "url": address,
        "price": f"{offer.price_cents / 100:.2f}",
        "priceCurrency": "EUR",
        "eligibleQuantity": {
            "@type": "QuantitativeValue",
            "unitText": "leerling" if offer.price_unit is PriceUnit.PUPIL else "groep",
        },
    }


def _performance(page: OfferPage, line: PerformanceLine, base_url: str) -> dict[str, Any]:
    status = "EventCancelled" if line.status == "cancelled" else "EventScheduled"
    return {
        "@type": _types(page),
        "name": page.offer.title,
        "startDate": local(line.starts_at).isoformat(),
        "endDate": local(line.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": _location(page, base_url),
        "maximumAttendeeCapacity": line.capacity,
        "remainingAttendeeCapacity": line.left,
        "offers": _price(page, address_of(page, base_url))
        | {"availability": f"https://schema.org/{AVAILABILITY[line.status]}"},
    }
