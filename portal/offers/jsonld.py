"""An offer as schema.org JSON-LD, for search engines and for programs that collect events."""

from typing import Any

from portal.clock import local
from portal.offers.models import Discipline, OfferMode, PriceUnit
from portal.offers.queries import OfferPage, PerformanceLine

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


def event(page: OfferPage, base_url: str) -> dict[str, Any]:
    """The whole offer, with each performance as a sub-event. Dates carry the offset that counts in Flanders."""
    offer = page.offer
    address = f"{base_url}/aanbod/{offer.slug}"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": address,
        "@type": TYPES.get(offer.discipline, "Event"),
        "url": address,
        "name": offer.title,
        "description": offer.short,
        "inLanguage": "nl-BE",
        "typicalAgeRange": f"{offer.age_from}-{offer.age_to}",
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE.get(offer.mode, 'OfflineEventAttendanceMode')}",
        "organizer": {"@type": "Organization", "name": page.centre.name},
        "location": _location(page),
        "subEvent": [_performance(page, line, address) for line in page.performances],
    }
    if offer.picture:
        found["image"] = f"{base_url}/uploads/{offer.picture}"
    if page.company:
        found["performer"] = {"@type": "PerformingGroup", "name": page.company.name}
    if page.performances:
        found["startDate"] = local(page.performances[0].starts_at).isoformat()
        found["endDate"] = local(page.performances[-1].ends_at).isoformat()
    return found


def _location(page: OfferPage) -> dict[str, Any]:
    centre = page.centre
    address = {
        "@type": "PostalAddress",
        "streetAddress": centre.street,
        "postalCode": centre.postal_code,
        "addressLocality": page.municipality,
        "addressCountry": "BE",
    }
    return {"@type": "Place", "name": centre.name, "address": address}


def _performance(page: OfferPage, line: PerformanceLine, address: str) -> dict[str, Any]:
    offer = page.offer
    status = "EventCancelled" if line.status == "cancelled" else "EventScheduled"
    return {
        "@type": TYPES.get(offer.discipline, "Event"),
        "name": offer.title,
        "startDate": local(line.starts_at).isoformat(),
        "endDate": local(line.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": _location(page),
        "maximumAttendeeCapacity": line.capacity,
        "remainingAttendeeCapacity": line.left,
        "offers": {
            "@type": "Offer",
            "url": address,
            "price": f"{offer.price_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "eligibleQuantity": {
                "@type": "QuantitativeValue",
                "unitText": "leerling" if offer.price_unit is PriceUnit.PUPIL else "groep",
            },
            "availability": f"https://schema.org/{AVAILABILITY[line.status]}",
        },
    }
