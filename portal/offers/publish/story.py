"""The history of an offer in Dutch words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from portal.clock import local
from portal.offers.history import Change, ChangeKind, Via
from portal.offers.publish.sheet import LANGUAGES, euro_text
from portal.web import formats

LABELS = {
    "title": "titel",
    "short": "in één zin",
    "description": "beschrijving",
    "before_text": "vooraf",
    "after_text": "achteraf",
    "content_notes": "goed om te weten",
    "kind": "soort",
    "discipline": "discipline",
    "mode": "waar het doorgaat",
    "levels": "niveaus",
    "age_from": "jongste leeftijd",
    "age_to": "oudste leeftijd",
    "duration_min": "duur",
    "language": "taal die nodig is",
    "languages": "talen",
    "performance_mode": "soort bezoek",
    "price_cents": "prijs",
    "price_unit": "prijs per",
    "tariffs": "andere tarieven",
    "pupils_per_free_companion": "leerlingen per gratis begeleider",
    "max_seats_per_school": "hoogstens per school",
    "wheelchair": "rolstoeltoegankelijk",
    "low_stimulus": "prikkelarm",
    "interpreter": "tolk Vlaamse Gebarentaal",
    "audio_description": "audiodescriptie",
    "regions": "werkgebied",
    "by_agreement": "datum in overleg",
    "available_from": "beschikbaar vanaf",
    "available_to": "beschikbaar tot",
    "questions": "vragen en antwoorden",
    "translations": "vertalingen",
    "production_id": "productie",
    "production": "productie van een gezelschap",
    "picture": "foto",
    "picture_alt": "wat er op de foto staat",
    "picture_credit": "van wie de foto is",
    "state": "toestand",
    "photos": "foto's",
    "dates_added": "data erbij",
    "dates_changed": "data gewijzigd",
    "dates_removed": "data geschrapt",
    "starts_at": "wanneer",
    "venue": "zaal",
    "capacity": "plaatsen",
    "closes_at": "online boeken tot",
}
KINDS = {
    ChangeKind.CREATED: "maakte dit aanbod",
    ChangeKind.CHANGED: "wijzigde dit aanbod",
    ChangeKind.PUBLISHED: "publiceerde dit aanbod",
    ChangeKind.WITHDRAWN: "trok dit aanbod in",
}
WAYS = {
    Via.IMPORT: "door een bestand in te lezen",
    Via.COMPANY: "door te volgen wat het gezelschap schreef",
    Via.COPY: "als kopie van een vorig seizoen",
}
HIDDEN = frozenset({"open_fields"})
LONG = 140
PRICES = frozenset({"price_cents"})
MOMENTS = frozenset({"starts_at", "closes_at"})
DAYS = frozenset({"available_from", "available_to"})


@dataclass(frozen=True)
class Line:
    """One field: what it was and what it became. `added` holds lists, such as sixty dates, in place of both."""

    label: str
    before: str = ""
    after: str = ""
    items: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        return len(self.before) > LONG or len(self.after) > LONG


@dataclass(frozen=True)
class Entry:
    """One change as the page tells it."""

    at: datetime
    who: str
    what: str
    way: str
    lines: tuple[Line, ...]


def told(change: Change) -> Entry:
    who = change.who or ("Een import" if change.via == Via.IMPORT else "Het systeem")
    is_new = change.kind is ChangeKind.CREATED
    lines = tuple(line for line in _lines(change.details) if not (is_new and not line.after and not line.items))
    way = WAYS[Via(change.via)] if change.via else ""
    if is_new and change.via == Via.COMPANY:
        way = "met wat het gezelschap van zijn productie schreef"
    return Entry(change.at, who, KINDS[change.kind], way, lines)


def label_of(name: str) -> str:
    return LABELS.get(name, name)


def _lines(details: Mapping[str, Any]) -> Iterator[Line]:
    for name, value in details.items():
        if name in HIDDEN:
            continue
        if name.startswith("dates_"):
            yield Line(_many(name, len(value)), items=tuple(_months(value)))
        elif name.startswith("performance ") and isinstance(value, dict):
            when = _moment(name.removeprefix("performance "))
            yield from (Line(f"{when}: {label_of(one)}", *_both(one, pair)) for one, pair in value.items())
        elif isinstance(value, list) and len(value) == 2:
            yield Line(label_of(name), *_both(name, value))


def _many(name: str, number: int) -> str:
    what = {"dates_added": "erbij", "dates_changed": "gewijzigd", "dates_removed": "geschrapt"}[name]
    return f"{formats.count(number, 'datum', 'data')} {what}"


def _months(moments: list[str]) -> Iterator[str]:
    """Dates of bulk changes, a line a month: "januari 2027: di 12 10.30, do 14 10.30 en 13.30"."""
    read = [_read(text) for text in moments]
    for text, moment in zip(moments, read, strict=True):
        if moment is None:
            yield text  # What older imports wrote is Dutch already.
    here = sorted(local(moment) for moment in read if moment is not None)
    for (year, month), in_month in groupby(here, key=lambda one: (one.year, one.month)):
        days = [
            f"{formats.DAYS[day.weekday()]} {day.day} om {formats.names([one.strftime('%H.%M') for one in ones])}"
            for day, ones in groupby(in_month, key=lambda one: one.date())
        ]
        yield f"{formats.MONTHS[month - 1]} {year}: {', '.join(days)}"


def _read(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _moment(text: str) -> str:
    moment = _read(text)
    return formats.day_time(moment) if moment else text


def _both(name: str, pair: list[Any]) -> tuple[str, str]:
    return in_words(name, pair[0]), in_words(name, pair[1])


def in_words(name: str, value: Any) -> str:
    """A value of a field for people; empty for none."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if name in PRICES:
        return formats.price(value)
    if name == "duration_min":
        return formats.minutes(value)
    if name in MOMENTS:
        return _moment(str(value))
    if name in DAYS:
        return formats.day(datetime.fromisoformat(str(value)).date())
    if isinstance(value, (list, tuple)):
        return _list_in_words(name, value)
    return formats.word(str(value)) if name in _WORDS else str(value)


_WORDS = frozenset({"kind", "discipline", "mode", "language", "performance_mode", "price_unit", "state", "levels"})


def _list_in_words(name: str, values: Any) -> str:
    if name == "levels":
        return formats.levels([str(value) for value in values])
    if name == "languages":
        return ", ".join(LANGUAGES.get(value, value) for value in values)
    if name == "tariffs":
        return "; ".join(f"{one}: € {euro_text(cents)}" for one, cents in values)
    if name == "questions":
        return " · ".join(f"{one[-2]} {one[-1]}" for one in values)
    if name == "translations":
        return "; ".join(f"{LANGUAGES.get(one[0], one[0])}: {one[1]}" for one in values)
    return ", ".join(str(value) for value in values)
