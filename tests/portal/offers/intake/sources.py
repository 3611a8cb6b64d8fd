"""Records as a source writes them, and the shapes they may come in."""

import io
import json
from typing import Any

from portal.offers.intake.jsonld import read_jsonld
from portal.offers.intake.table import csv_rows, read_table

HOUSE = {
    "@type": "Place",
    "@id": "https://bron.example/place/huis-1",
    "name": {"nl": "Cultuurhuis De Lantaarn"},
    "address": {
        "nl": {
            "addressCountry": "BE",
            "addressLocality": "Turnhout",
            "postalCode": "2300",
            "streetAddress": "Warandestraat 42",
        }
    },
}


def a_date(start="2027-01-14T10:30:00+01:00", end="2027-01-14T11:30:00+01:00", **more: Any) -> dict[str, Any]:
    return {"startDate": start, "endDate": end} | more


def an_event(number: int = 1, **more: Any) -> dict[str, Any]:
    """A school performance that needs no correction. A value of None leaves the field out."""
    event = {
        "@id": f"https://bron.example/event/aanbod-{number}",
        "mainLanguage": "nl",
        "name": {"nl": "De vuurtoren die niet wou slapen"},
        "description": {"nl": "Een verhaal over licht en donker."},
        "calendarType": "multiple",
        "subEvent": [a_date(bookingAvailability={"type": "Available", "capacity": 120, "remainingCapacity": 120})],
        "terms": [{"id": "0.55.0.0.0", "domain": "eventtype"}],
        "typicalAgeRange": "8-12",
        "labels": ["cultuurkuur_Gewoon-lager-onderwijs", "cultuurkuur_2de-graad"],
        "priceInfo": [{"category": "base", "name": "Basistarief", "price": 7.5, "priceCurrency": "EUR"}],
        "audience": {"audienceType": "education"},
        "location": HOUSE,
        "workflowStatus": "APPROVED",
    } | more
    return {name: value for name, value in event.items() if value is not None}


def read(*records: Any) -> list[Any]:
    return list(read_jsonld(io.StringIO(json.dumps(list(records)))))


def read_text(text: str) -> list[Any]:
    return list(read_jsonld(io.StringIO(text)))


def read_one(**more: Any) -> Any:
    (found,) = read(an_event(**more))
    return found


def read_sheet(text: str) -> list[Any]:
    return list(read_table(csv_rows(io.StringIO(text, newline=""))))


def codes(read_record: Any, *, corrections_only: bool = True) -> list[str]:
    return [note.code for note in read_record.notes if note.is_correction or not corrections_only]
