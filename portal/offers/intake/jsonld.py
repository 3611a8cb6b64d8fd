"""UiTdatabank JSON-LD, read and write models, old and new, as records. Lenient in shape, strict in sense.

A field may be a string, an object of languages or a list, depending on the year in which the record was made.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO

from portal.offers.intake import own
from portal.offers.intake import vocabulary as words
from portal.offers.intake.records import (
    AGE_MAX,
    LANGUAGES_MAX,
    MINUTES_MAX,
    NAME_MAX,
    QUESTIONS_MAX,
    REGIONS_MAX,
    SHORT_MAX,
    SLOTS_MAX,
    TARIFF_MAX,
    TARIFFS_MAX,
    TEXT_MAX,
    TITLE_MAX,
    USUAL,
    House,
    HouseRecord,
    Note,
    Read,
    Record,
    Refused,
    Slot,
    Translation,
    Unusable,
    Withdrawal,
    at,
    calendar_day,
    cents,
    cut,
    in_order,
    levels_for_ages,
    made_up_key,
    moment,
    plain,
    safe_text,
    short_key,
    whole,
)
from portal.offers.intake.stream import Broken, values
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PriceUnit
from portal.offers.terms import EVENT_TYPES, FACILITIES, PRECISE_THEMES, THEMES

CALENDARS = frozenset({"single", "multiple", "periodic", "permanent"})
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TAKEN_BACK = ("DELETED", "REJECTED")
"""A tuple: a file may hold a list in this place, which no set can look for."""
ALL_LEVELS_FROM, ALL_LEVELS_TO = 3, 18

SIGNS = frozenset(
    {"@id", "@type", "calendarType", "calendar", "workflowStatus", "location", "terms", "type", "address", "subEvent"}
)
"""What has none of these is something else: a word list, a facet."""

Json = dict[str, Any]


def read_jsonld(source: TextIO) -> Iterator[Read]:
    """Every record of a file; what can't be read stands in its place as `Refused`."""
    for row, value in enumerate(values(source), start=1):
        yield read_record(row, value)


def read_record(row: int, value: Any) -> Read:
    if isinstance(value, Broken):
        return Refused(row, "", (Note("unreadable", "", value.reason),))
    if not isinstance(value, dict) or not (SIGNS & value.keys()):
        return Refused(row, "", (Note("not_a_record", "", "Dit is geen evenement, plaats of organisator."),))
    title = plain(_text(value.get("name"), _language(value)))
    try:
        kind = _kind(value)
        if kind != "event":
            return _house_record(row, value)
        return _Event(row, value, title).record()
    except Unusable as problem:
        return Refused(row, cut(title, TITLE_MAX), (problem.note,))


def _kind(value: Json) -> str:
    address = str(value.get("@id") or "")
    told = str(value.get("@type") or "").rpartition(":")[2].lower() or str(value.get("@context") or "").lower()
    for kind in ("place", "organizer"):
        if kind in told or f"/{kind}" in address:
            return kind
    if "event" in told or "/event" in address or {"terms", "type", "subEvent", "calendar", "location"} & value.keys():
        return "event"
    return "organizer" if "url" in value or "address" in value else "event"


# --- Values in many shapes ------------------------------------------------------------------------------------


def _language(value: Json) -> str:
    told = value.get("mainLanguage")
    return told if isinstance(told, str) else "nl"


def _text(value: Any, main: str = "nl") -> str:
    """A text that is a string, or an object of languages: Dutch, else the main one, else any."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for language in ("nl", main, "en", "fr", *value):
            found = value.get(language)
            if isinstance(found, str) and found.strip():
                return found
    return ""


def _objects(value: Any) -> list[Json]:
    """An object, a list of objects or nothing, as a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _object(value: Any) -> Json:
    return next(iter(_objects(value)), {})


def _strings(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one.strip()]


def _labels(value: Json) -> list[str]:
    return _strings(value.get("labels")) + _strings(value.get("hiddenLabels"))


_OURS = re.compile(r"https?://([^/\s]+)/(aanbod|centra)/([^/\s?#]+?)(?:\.jsonld)?", re.IGNORECASE)


def _uuid(value: Any) -> str:
    """The last part of an address, lower case: the same record is /event/X and /events/X, on any host.

    A slug of a portal like ours is short, and counts with its host: "aanbod:foyer.example/de-vuurtoren".
    """
    if isinstance(value, str) and (ours := _OURS.fullmatch(plain(value))):
        return short_key(f"{ours[2]}:{ours[1]}/{ours[3]}".lower())
    return short_key(plain(value).rstrip("/").rpartition("/")[2].lower()) if isinstance(value, str) else ""


def _address(value: Json) -> Json:
    """One address from an object or an object of languages; a field that one language lacks comes from another."""
    given = value.get("address")
    whole_one = given if isinstance(given, dict) else {}
    if "postalCode" in whole_one or "addressLocality" in whole_one:
        return whole_one
    merged: Json = {}
    for language in (_language(value), "nl", *whole_one):
        for name, told in _object(whole_one.get(language)).items():
            if isinstance(told, str) and told.strip():
                merged.setdefault(name, told)
    return merged


def _house(value: Json) -> House:
    address = _address(value)
    contact = {name: _strings(value.get(name)) for name in ("email", "phone")}
    for point in _objects(value.get("contactPoint")):
        for name in contact:
            contact[name] += _strings(point.get(name))
    about = safe_text(_text(value.get("educationalDescription")) or _text(value.get("description")))[0]
    again = [_uuid(one) for one in (*_strings(value.get("duplicatedBy")), *_strings(value.get("duplicateOf")))]
    code = re.search(r"[1-9][0-9]{3}", str(address.get("postalCode") or ""))
    return House(
        external_id=_uuid(value.get("@id") or value.get("id")),
        name=cut(plain(_text(value.get("name"), _language(value))), NAME_MAX),
        postal_code=code[0] if code else "",
        town=cut(plain(str(address.get("addressLocality") or "")), 60),
        street=cut(plain(str(address.get("streetAddress") or "")), NAME_MAX),
        email=next(
            (one.strip() for one in contact["email"] if re.fullmatch(r"\S{1,100}@\S{1,150}", one.strip())), ""
        ),
        phone=cut(plain(next(iter(contact["phone"]), "")), 40),
        about=cut(about, TEXT_MAX),
        aliases=tuple(filter(None, again)),
    )


def _house_record(row: int, value: Json) -> HouseRecord:
    house = _house(value)
    if not house.name:
        raise Unusable("no_name", "name", "De plaats of organisator heeft geen naam.")
    return HouseRecord(row, house, is_deleted=value.get("workflowStatus") == "DELETED")


# --- An event -------------------------------------------------------------------------------------------------


class _Event:
    """Reads one event, and keeps what it had to correct."""

    def __init__(self, row: int, value: Json, title: str) -> None:
        self.row, self.value, self.title = row, value, title
        self.notes: list[Note] = []
        self.main = _language(value)
        self.by_agreement = False
        self.bounds: tuple[date | None, date | None] = (None, None)

    def corrected(self, code: str, field: str, text: str) -> None:
        note = Note(code, field, text)
        if note not in self.notes:
            self.notes.append(note)

    def filled(self, code: str, field: str, text: str) -> None:
        self.notes.append(Note(code, field, text, is_correction=False))

    def record(self) -> Record | Withdrawal:
        value = self.value
        place = _object(value.get("location"))
        key = _uuid(value.get("@id"))
        if value.get("workflowStatus") in TAKEN_BACK and key:
            return Withdrawal(self.row, key, cut(self.title, TITLE_MAX))
        if not self.title:
            raise Unusable("no_title", "name", "Er is geen titel.")
        slots = self._slots()
        first = slots[0].starts_at if slots else None
        if not key:
            where = _uuid(place.get("@id") or place.get("id")) or plain(_text(place.get("name")))
            key = made_up_key(self.title, where, first)
        if value.get("workflowStatus") in TAKEN_BACK:
            return Withdrawal(self.row, key, cut(self.title, TITLE_MAX))
        description = self._description()
        age_from, age_to = self._ages(first)
        kind, discipline = self._what()
        price_cents, unit, price_note = self._price()
        title = cut(self.title, TITLE_MAX)
        if title != self.title:
            self.corrected("title_cut", "name", f"De titel is ingekort tot {TITLE_MAX} tekens.")
        summaries = own.summaries(value.get(own.NAME))
        self._pictures()
        record = Record(
            row=self.row,
            external_id=key,
            title=title,
            short=summaries.get("nl") or cut(plain(description) or self.title, SHORT_MAX),
            description=description or self.title,
            content_notes=price_note,
            kind=kind,
            discipline=discipline,
            mode=self._mode(place),
            state=self._state(),
            age_from=age_from,
            age_to=age_to,
            levels=self._levels(age_from, age_to),
            duration_min=self._duration(slots),
            price_cents=price_cents,
            price_unit=unit,
            by_agreement=self.by_agreement,
            available_from=self.bounds[0],
            available_to=self.bounds[1],
            slots=tuple(slots),
            languages=self._given_in(),
            regions=tuple(words.regions_of_labels(_labels(value))[:REGIONS_MAX]),
            tariffs=self._tariffs(),
            questions=self._questions(),
            translations=self._translations(summaries),
            houses=self._houses(place),
            production=self._production(),
            company=cut(plain(_text(_object(value.get("performer")).get("name"))), NAME_MAX),
            notes=tuple(self.notes),
        )
        return replace(record, **self._facilities(place), **own.facts_beyond(value.get(own.NAME)))

    def _description(self) -> str:
        text, was_unsafe = safe_text(_text(self.value.get("description"), self.main))
        if was_unsafe:
            self.corrected("unsafe_html", "description", "Script of vreemde opmaak is uit de beschrijving gehaald.")
        if "\ufffd" in text or "\ufffd" in self.title:
            self.corrected("unreadable_signs", "description", "Enkele tekens waren niet leesbaar.")
        if len(text) > TEXT_MAX:
            self.corrected("description_cut", "description", "De beschrijving is ingekort.")
        return cut(text, TEXT_MAX)

    def _state(self) -> OfferState:
        self._check_available()
        if self.value.get("workflowStatus") == "DRAFT":
            return OfferState.DRAFT
        if _object(self.value.get("audience")).get("audienceType") == "members":
            self.filled("members_only", "audience", "Enkel voor leden: het blijft een ontwerp tot je het publiceert.")
            return OfferState.DRAFT
        return OfferState.PUBLISHED

    def _check_available(self) -> None:
        for name in ("availableFrom", "available"):
            told = self.value.get(name)
            found = moment(told)
            if told and (found is None or found[1]):
                shown = cut(plain(str(told)), 40)
                self.corrected("bad_available", name, f'"{shown}" is geen volledig moment; genegeerd.')

    # What and for whom.

    def _what(self) -> tuple[OfferKind, Discipline]:
        kind: OfferKind | None = None
        discipline: Discipline | None = None
        by_type: Discipline | None = None
        terms = _objects(self.value.get("terms"))
        terms += [
            _object(self.value.get(name)) | {"domain": name} for name in ("type", "theme") if self.value.get(name)
        ]
        for term in terms:
            told, label = str(term.get("id") or ""), plain(_text(term.get("label")))
            code = told.strip(" .")
            if code in EVENT_TYPES:
                if code != told:
                    self.corrected("term_typo", "terms", f'Soort "{cut(told, 30)}" gelezen als {code}.')
                kind, by_type = EVENT_TYPES[code]
            elif code in PRECISE_THEMES:
                discipline = PRECISE_THEMES[code]
            elif term.get("domain") in (None, "theme") and code.startswith("1."):
                by_prefix = next((d for head, d in THEMES.items() if code.startswith(head)), None)
                discipline = words.discipline_in(label) or by_prefix or discipline
            elif term.get("domain") == "eventtype":
                kind, by_type = kind or words.kind_in(label), by_type or words.discipline_in(label)
        if kind is None:
            self.filled("kind_unknown", "terms", "De soort is niet bekend: als voorstelling gezet.")
        theme_counts = by_type is None or kind in {OfferKind.WORKSHOP, OfferKind.TOUR, OfferKind.TRAINING}
        precise = discipline in {Discipline.PUPPETRY, Discipline.CIRCUS, Discipline.MUSIC_THEATRE}
        chosen = discipline if discipline and (theme_counts or precise) else by_type
        return kind or OfferKind.PERFORMANCE, chosen or Discipline.THEATRE

    def _ages(self, first: datetime | None) -> tuple[int, int]:
        born = _object(self.value.get("birthdateRange"))
        youngest, oldest = calendar_day(born.get("to")), calendar_day(born.get("from"))
        if youngest and oldest and oldest <= youngest:
            on = first.year if first else date(youngest.year + 6, 9, 1).year
            low, high = max(0, on - youngest.year - 1), min(AGE_MAX, max(0, on - oldest.year))
            self.filled("ages_from_births", "birthdateRange", f"Leeftijd {low} tot {high} uit de geboortejaren.")
            return low, high
        told = self.value.get("typicalAgeRange")
        if told in (None, "", "-"):
            return 0, AGE_MAX
        found = re.fullmatch(r"\s*(\d{0,3})\s*([-/–+])\s*(\d{0,3})\s*", str(told))
        if found is None:
            self.corrected("bad_ages", "typicalAgeRange", f'Leeftijd "{cut(plain(str(told)), 20)}" niet begrepen.')
            return 0, AGE_MAX
        low, high = int(found[1] or 0), int(found[3] or AGE_MAX)
        if found[2] != "-" or low > high or high > AGE_MAX:
            low, high = sorted((min(low, AGE_MAX), min(high, AGE_MAX)))
            self.corrected(
                "bad_ages", "typicalAgeRange", f'Leeftijd "{plain(str(told))}" gelezen als {low} tot {high}.'
            )
        return low, high

    def _levels(self, age_from: int, age_to: int) -> tuple[Any, ...]:
        if told := words.levels_of_labels(_labels(self.value)):
            return in_order(told)
        self.filled("levels_from_ages", "labels", "Geen onderwijsniveau: afgeleid van de leeftijd.")
        return levels_for_ages(age_from, age_to)

    # Price.

    def _price(self) -> tuple[int, PriceUnit, str]:
        rows = _objects(self.value.get("priceInfo"))
        booking = next((one for one in _objects(self.value.get("bookingInfo")) if one.get("price") is not None), None)
        if not rows and booking:
            rows = [booking | {"category": "base"}]
        if not rows:
            self.filled("no_price", "priceInfo", "Er staat geen prijs: op 0 gezet, met de vraag om te informeren.")
            return 0, PriceUnit.PUPIL, "De prijs is niet opgegeven; vraag hem aan het huis."
        bases = [one for one in rows if one.get("category") == "base"]
        if not bases:
            raise Unusable("no_base_price", "priceInfo", "Er is geen basisprijs.")
        names = [plain(_text(one.get("name"))).casefold() for one in rows if one.get("category") == "tariff"]
        if len(bases) > 1 or len(names) != len(set(names)):
            raise Unusable("double_tariff", "priceInfo", "Twee prijzen hebben dezelfde naam.")
        amounts = [cents(one.get("price")) for one in rows]
        amount = cents(bases[0].get("price"))
        if amount is None or None in amounts:
            raise Unusable("bad_price", "priceInfo", "Een prijs is geen bedrag van 0 euro of meer.")
        if bases[0].get("priceCurrency") not in (None, "EUR"):
            raise Unusable("bad_currency", "priceInfo", "Een prijs staat niet in euro.")
        return amount, PriceUnit.GROUP if bases[0].get("groupPrice") is True else PriceUnit.PUPIL, ""

    def _tariffs(self) -> tuple[tuple[str, int], ...]:
        """The prices beside the base; `_price` has refused what is no price."""
        rows = _objects(self.value.get("priceInfo"))
        base = next((one for one in rows if one.get("category") == "base"), {})
        others = [one for one in rows if one.get("category") in ("tariff", "uitpas")]
        found: dict[str, tuple[str, int]] = {}
        for one in others:
            name = plain(_text(one.get("name"), self.main)) or "Ander tarief"
            if bool(one.get("groupPrice")) != bool(base.get("groupPrice")):
                name += " (per groep)" if one.get("groupPrice") else " (per leerling)"
            found.setdefault(name.casefold(), (cut(name, TARIFF_MAX), cents(one.get("price")) or 0))
        if len(found) > TARIFFS_MAX:
            self.corrected("too_many_tariffs", "priceInfo", f"Enkel de eerste {TARIFFS_MAX} tarieven zijn genomen.")
        return tuple(found.values())[:TARIFFS_MAX]

    # Texts beside the Dutch ones.

    def _given_in(self) -> tuple[str, ...]:
        """Who writes no Dutch at all gives it in their own language; a translation alone says nothing of that."""
        name = self.value.get("name")
        is_foreign = own.is_language(self.main) and self.main != "nl" and isinstance(name, dict) and "nl" not in name
        return (self.main,) if is_foreign else ()

    def _translations(self, summaries: dict[str, str]) -> tuple[Translation, ...]:
        names, texts = (
            value if isinstance(value, dict) else {}
            for value in (self.value.get("name"), self.value.get("description"))
        )
        shown = "nl" if isinstance(names.get("nl"), str) and names["nl"].strip() else self.main
        there = [code for code in dict.fromkeys((*names, *texts)) if own.is_language(code) and code != shown]
        found = []
        for code in sorted(there)[:LANGUAGES_MAX]:
            title, text = plain(_text(names.get(code))), safe_text(_text(texts.get(code)))[0]
            if title or text:
                short = summaries.get(code, "") or cut(plain(text), SHORT_MAX)
                found.append(Translation(code, cut(title or self.title, TITLE_MAX), short, cut(text, TEXT_MAX)))
        return tuple(found)

    def _questions(self) -> tuple[tuple[str, str], ...]:
        """Questions with an answer. Each is an object of languages, or has a question that is one."""
        found = []
        for one in _objects(self.value.get("faqs")):
            told = _object(one.get("nl") or one.get(self.main)) or one
            question = plain(_text(told.get("question"), self.main))
            answer = safe_text(_text(told.get("answer"), self.main))[0]
            if question and answer:
                found.append((cut(question, SHORT_MAX), cut(answer, TEXT_MAX)))
        if len(found) > QUESTIONS_MAX:
            self.corrected("too_many_questions", "faqs", f"Enkel de eerste {QUESTIONS_MAX} vragen zijn genomen.")
        return tuple(found[:QUESTIONS_MAX])

    def _facilities(self, place: Json) -> dict[str, Any]:
        """What the offer, or the place itself, says of access."""
        terms = _objects(self.value.get("terms")) + _objects(place.get("terms"))
        ids = {str(term.get("id") or "") for term in terms}
        return {column: True for code, column in FACILITIES.items() if code in ids}

    def _pictures(self) -> None:
        """We fetch nothing from elsewhere; whoever reads the report learns which picture to add, and whose it is."""
        media = [one for one in _objects(self.value.get("mediaObject")) if one.get("contentUrl")]
        if media:
            told = [plain(_text(media[0].get(name), self.main)) for name in ("description", "copyrightHolder")]
            alt, credit = (cut(text, 80) for text in told)
            said = (f' "{alt}"' if alt else "") + (f" (beeld: {credit})" if credit else "")
            text = f"De foto{said} is niet overgenomen: we halen niets op van elders. Voeg ze zelf toe."
            self.filled("picture_not_taken", "mediaObject", text)
        elif self.value.get("image"):
            text = "De foto is niet overgenomen: we halen niets op van elders. Voeg ze zelf toe."
            self.filled("picture_not_taken", "image", text)

    # Where and by whom.

    def _mode(self, place: Json) -> OfferMode:
        key = _uuid(place.get("@id"))
        if self.value.get("attendanceMode") == "online" or key == words.NIL_PLACE:
            return OfferMode.STREAMED
        travels = any(one.lower().startswith(f"{words.PREFIX}op_verplaatsing") for one in _labels(self.value))
        agreed = key in words.PLACES_TO_AGREE or "in overleg" in _text(place.get("name")).lower()
        return OfferMode.AT_SCHOOL if travels or agreed else OfferMode.ON_SITE

    def _houses(self, place: Json) -> tuple[House, ...]:
        if not place:
            self.corrected("no_location", "location", "Er is geen locatie: het huis zelf is genomen.")
        where, by = _house(place), _house(_object(self.value.get("organizer")))
        if where.external_id in {words.NIL_PLACE, *words.PLACES_TO_AGREE}:
            where = House("")
        if by.name and not (by.postal_code or by.town):
            # An organizer without an address of its own is at home where it plays.
            by = replace(by, postal_code=where.postal_code, town=where.town)
        return tuple(house for house in (by, where) if house.name or house.external_id)

    def _production(self) -> tuple[str, str] | None:
        told = _object(self.value.get("production"))
        key, title = _uuid(told.get("id")), plain(_text(told.get("title")) or _text(told.get("name")))
        return (key, cut(title or self.title, TITLE_MAX)) if key else None

    # When.

    def _slots(self) -> list[Slot]:
        value = self.value
        calendar = value.get("calendarType")
        spans = _objects(_object(value.get("calendar")).get("timeSpans"))
        if spans and not value.get("subEvent"):
            self.corrected("old_calendar", "calendar", "Oude vorm van de data; omgezet.")
            return self._dated([{"startDate": one.get("start"), "endDate": one.get("end")} for one in spans])
        if calendar is None:
            calendar = "multiple" if value.get("subEvent") else "single" if value.get("startDate") else "permanent"
            self.filled("no_calendar", "calendarType", "Het soort kalender ontbreekt: afgeleid van de data.")
        if not isinstance(calendar, str) or calendar not in CALENDARS:
            shown = cut(plain(str(calendar)), 30)
            raise Unusable("bad_calendar", "calendarType", f'"{shown}" is geen soort kalender.')
        if calendar == "permanent":
            self.by_agreement = True
            return []
        if calendar == "periodic":
            return self._weekly()
        return self._dated(_objects(value.get("subEvent")) or [value])

    def _dated(self, moments: list[Json]) -> list[Slot]:
        if len(moments) > SLOTS_MAX:
            self.corrected("too_many_dates", "subEvent", f"Enkel de eerste {SLOTS_MAX} data zijn genomen.")
        found = [slot for one in moments[:SLOTS_MAX] if (slot := self._slot(one)) is not None]
        if not found:
            raise Unusable("no_dates", "startDate", "Geen enkele datum is leesbaar.")
        return sorted({slot.starts_at: slot for slot in found}.values(), key=lambda slot: slot.starts_at)

    def _slot(self, one: Json) -> Slot | None:
        start = self._moment(one.get("startDate"), "startDate")
        if start is None:
            return None
        end = self._moment(one.get("endDate"), "endDate") if one.get("endDate") else None
        if end is None:
            self.corrected("no_end", "endDate", "Er is geen einduur: een uur gerekend.")
            end = start + USUAL
        elif end < start:
            when = f"{start:%d-%m-%Y}"
            self.corrected(
                "end_before_start", "endDate", f"Op {when} ligt het einde voor het begin: een uur gerekend."
            )
            end = start + USUAL
        elif end == start:
            end = start + USUAL
        top = _object(self.value.get("status")).get("type")
        status = _object(one.get("status")).get("type") or top
        booking = _object(one.get("bookingAvailability"))
        capacity, left = whole(booking.get("capacity")), whole(booking.get("remainingCapacity"))
        for name, number in (("capacity", capacity), ("remainingCapacity", left)):
            if booking.get(name) is not None and number is None:
                self.corrected("bad_capacity", name, "Een aantal plaatsen is geen getal van 0 of meer; genegeerd.")
        if capacity is not None and left is not None and left > capacity:
            self.corrected("left_over_capacity", "remainingCapacity", "Meer plaatsen vrij dan er zijn; gelijk gezet.")
            left = capacity
        full = left is None and booking.get("type", self._top_booking()) == "Unavailable"
        known = _object(one.get(own.NAME))
        closes = moment(known.get("closes") or _object(self.value.get("bookingInfo")).get("availabilityEnds"))
        return Slot(
            start,
            end,
            is_cancelled=status in ("Unavailable", "TemporarilyUnavailable"),
            capacity=capacity,
            left=left,
            is_full=full,
            closes_at=min(closes[0], start) if closes else None,
            hall=cut(plain(_text(known.get("hall"))), 80),
        )

    def _top_booking(self) -> Any:
        return _object(self.value.get("bookingAvailability")).get("type")

    def _moment(self, told: Any, field: str) -> datetime | None:
        found = moment(told)
        if found is None:
            self.corrected("bad_date", field, f'"{cut(plain(str(told)), 40)}" is geen datum; overgeslagen.')
            return None
        if found[1]:
            self.corrected("no_zone", field, "Een datum heeft geen tijdzone: als Belgische tijd gelezen.")
        return found[0]

    def _weekly(self) -> list[Slot]:
        """The opening hours of a period as slots. Without hours: by agreement."""
        rows = _objects(self.value.get("openingHours"))
        start = self._moment(self.value.get("startDate"), "startDate")
        end = self._moment(self.value.get("endDate"), "endDate")
        if start is None or end is None or end < start:
            raise Unusable("bad_period", "startDate", "Van een periode moeten begin en einde kloppen.")
        self.bounds = (start.date(), end.date())
        hours = self._hours(rows)
        closed = self._days("openingHoursClosedDays")
        adjusted = {
            day: self._hours(_objects(one.get("openingHours")))
            for one in _objects(self.value.get("openingHoursAdjustedDays"))
            for day in _span(one)
        }
        slots: list[Slot] = []
        day = start.date()
        while day <= end.date() and len(slots) < SLOTS_MAX:
            if day not in closed:
                slots += [Slot(at(day, a), at(day, b)) for a, b in adjusted.get(day, hours).get(day.weekday(), ())]
            day += timedelta(days=1)
        if len(slots) >= SLOTS_MAX:
            self.corrected("too_many_dates", "openingHours", f"Enkel de eerste {SLOTS_MAX} momenten zijn genomen.")
        self.by_agreement = not slots
        if slots:
            self.bounds = (None, None)
        return slots[:SLOTS_MAX]

    def _hours(self, rows: list[Json]) -> dict[int, list[tuple[time, time]]]:
        hours: dict[int, list[tuple[time, time]]] = {}
        for row in rows:
            opens, closes = _clock(row.get("opens")), _clock(row.get("closes"))
            days = [WEEK.index(one.lower()) for one in _strings(row.get("dayOfWeek")) if one.lower() in WEEK]
            if opens is None or closes is None or opens >= closes or not days:
                self.corrected("bad_hours", "openingHours", "Een openingsuur is onvolledig; overgeslagen.")
                continue
            for day in days:
                hours.setdefault(day, []).append((opens, closes))
        return hours

    def _days(self, name: str) -> set[date]:
        return {day for one in _objects(self.value.get(name)) for day in _span(one)}

    def _duration(self, slots: list[Slot]) -> int:
        if not slots:
            return 60
        minutes = int((slots[0].ends_at - slots[0].starts_at).total_seconds() // 60)
        return minutes if 0 < minutes <= MINUTES_MAX else 60


def _clock(told: Any) -> time | None:
    try:
        return time.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _span(one: Json) -> list[date]:
    first, last = calendar_day(one.get("startDate")), calendar_day(one.get("endDate"))
    if first is None:
        return []
    return [first + timedelta(days=n) for n in range(min(((last or first) - first).days, 366) + 1)]
