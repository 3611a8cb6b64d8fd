"""The report of an import: a line a row, and the sums."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from portal.offers.intake.models import Outcome
from portal.offers.intake.records import Note

COLUMNS = ("rij", "uitkomst", "wat", "titel", "boekingen", "veld", "code", "uitleg")
OUTCOMES = {
    Outcome.ACCEPTED: "aanvaard",
    Outcome.CORRECTED: "verbeterd",
    Outcome.UNCHANGED: "ongewijzigd",
    Outcome.REFUSED: "geweigerd",
}
ACTIONS = {"new": "nieuw", "changed": "gewijzigd", "withdrawn": "ingetrokken", "same": "", "none": ""}

FIELDS = {
    "address": "adres",
    "audience": "publiek",
    "availableFrom": "zichtbaar vanaf",
    "availableTo": "zichtbaar tot",
    "birthdateRange": "geboortejaren",
    "calendar": "data",
    "calendarType": "soort kalender",
    "capacity": "plaatsen",
    "description": "beschrijving",
    "endDate": "einde",
    "faqs": "vragen",
    "image": "foto",
    "location": "plaats",
    "mediaObject": "foto",
    "name": "titel",
    "openingHours": "openingsuren",
    "priceInfo": "prijs",
    "remainingCapacity": "plaatsen over",
    "startDate": "begin",
    "subEvent": "data",
    "terms": "soort",
    "typicalAgeRange": "leeftijd",
    "workflowStatus": "status",
}
"""What the fields of UiTdatabank are about, for who looks at a page and not at the file."""


@dataclass(frozen=True)
class Line:
    row: int
    title: str
    outcome: Outcome
    action: str = "none"
    """new, changed, withdrawn, same, or none."""
    slug: str = ""
    bookings: int = 0
    """Bookings that hang on an offer that changed or was withdrawn; none of them was touched."""
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "status": self.outcome.value,
            "action": self.action,
            "title": self.title,
            "slug": self.slug,
            "bookings": self.bookings,
            "notes": notes_as_json(self.notes),
        }

    def as_text(self) -> str:
        """One line for a terminal: the status first, as scripts read it."""
        said = "; ".join(f"{note.field}: {note.text}" if note.field else note.text for note in self.notes)
        booked = f" [{self.bookings} boekingen blijven staan]" if self.bookings else ""
        doing = f" ({ACTIONS[self.action]})" if ACTIONS[self.action] else ""
        head = f"{self.outcome.value:<9} {self.row}: {self.title or 'zonder titel'}{doing}{booked}"
        return f"{head} - {said}" if said else head


@dataclass
class Sums:
    counts: Counter[Outcome] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    bookings: int = 0
    strangers: int = 0
    """Rows that are no records at all."""

    def add(self, line: Line) -> None:
        self.counts[line.outcome] += 1
        self.actions[line.action] += 1
        self.bookings += line.bookings
        self.strangers += any(note.code == "not_a_record" for note in line.notes)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def is_nothing_known(self) -> bool:
        """Not one row was a record: the file is of another kind."""
        return self.total == self.strangers

    @property
    def is_refused(self) -> bool:
        return self.total == self.counts[Outcome.REFUSED]

    def as_json(self) -> dict[str, int]:
        return {outcome.value: self.counts[outcome] for outcome in Outcome} | {"bookings": self.bookings}


def notes_as_json(notes: Iterable[Note]) -> list[dict[str, Any]]:
    return [{"code": n.code, "field": n.field, "text": n.text, "correction": n.is_correction} for n in notes]


def notes_from_json(text: str) -> tuple[Note, ...]:
    return tuple(Note(one["code"], one["field"], one["text"], one["correction"]) for one in json.loads(text))


def as_sheet(lines: Iterable[Line]) -> str:
    """CSV as a Belgian Excel opens it: a row for every remark. What would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        for note in line.notes or (Note("", "", ""),):
            cells = (OUTCOMES[line.outcome], ACTIONS[line.action], line.title, line.bookings, note.field, note.code)
            writer.writerow([line.row, *(_harmless(cell) for cell in (*cells, note.text))])
    return "\ufeff" + out.getvalue()


def _harmless(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
