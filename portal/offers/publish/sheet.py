"""The form of an offer as it was typed: nothing is lost, errors stand with their field, and what is sound is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.accounts.models import LEVEL_AGES, ClassLevel
from portal.offers.models import Discipline, OfferKind, OfferMode, PriceUnit
from portal.offers.publish.facts import TRANSLATED, OfferFacts
from portal.offers.text import fold

TITLE_MAX, SHORT_MAX, TEXT_MAX, ANSWER_MAX = 90, 200, 6_000, 2_000
TARIFF_MAX, QUESTION_MAX = 80, 200
AGE_MAX, DURATION_MAX, SEATS_MAX, COMPANION_MAX = 25, 600, 5_000, 60
PRICE_MAX_CENTS = 500_000
ROWS_MAX = 12
SPARE_ROWS = 1

LANGUAGES = {
    "nl": "Nederlands",
    "fr": "Frans",
    "en": "Engels",
    "de": "Duits",
    "es": "Spaans",
    "it": "Italiaans",
    "ar": "Arabisch",
    "tr": "Turks",
    "uk": "Oekraïens",
}
SPEECH = ("spoken", "little", "none")
MODES = ("standard", "relaxed", "participatory", "school-hall")
ACCESS = ("wheelchair", "low_stimulus", "interpreter", "audio_description")
TEXTS = ("description", "before_text", "after_text", "content_notes")
CHOICES: dict[str, Sequence[str]] = {
    "kind": tuple(OfferKind),
    "discipline": tuple(Discipline),
    "mode": tuple(OfferMode),
    "language": SPEECH,
    "performance_mode": MODES,
    "price_unit": tuple(PriceUnit),
}
MARKS = ("levels", "languages", "access", "regions", "by_agreement")
"""Fields of several checkboxes, or of one."""
ROWS = {"tariffs": ("tariff_name", "tariff_price"), "questions": ("question", "answer")}
LINES = ("title", "short", *TEXTS, *CHOICES, "age_from", "age_to", "duration_min", "price", "companion")
TRANSLATIONS = {f"{code}_{part}": (code, part) for code in TRANSLATED for part in ("title", "short", "description")}
"""Fields of the translations, by id: "fr_title"."""
TYPED = (*LINES, "school_max", "towns", "available_from", "available_to", *TRANSLATIONS)

_EURO = re.compile(r"€?\s*(\d{1,5})(?:[.,](\d{1,2}|-))?\s*(?:euro|€)?")


@dataclass(frozen=True)
class Towns:
    """The municipalities by name and by code, for a working region that is typed."""

    codes: Mapping[str, str]
    """Folded name -> "nis-13040"."""
    names: Mapping[str, str]

    @classmethod
    def of(cls, places: Sequence[tuple[str, str]]) -> "Towns":
        """From pairs of NIS code and name."""
        return cls({fold(name): f"nis-{nis}" for nis, name in places}, {f"nis-{nis}": name for nis, name in places})


@dataclass(frozen=True)
class Sheet:
    """A form in the words that were typed. `facts` is what it says; None while something can't be read."""

    typed: Mapping[str, str]
    marked: Mapping[str, frozenset[str]]
    rows: Mapping[str, tuple[tuple[str, str], ...]]
    errors: Mapping[str, str] = field(default_factory=dict)
    """By id of the field; of a row its field with its number ("tariff_price-1")."""
    facts: OfferFacts | None = None

    @property
    def translated(self) -> list[str]:
        """The languages whose fields the form shows: the usual ones, and those that have something."""
        filled = {code for name, (code, _) in TRANSLATIONS.items() if self.typed.get(name)}
        return [code for code in TRANSLATED if code in filled or code in TRANSLATED[:3]]

    def spread(self, name: str) -> list[tuple[str, str]]:
        """The rows of a field with a spare one, as the form shows them."""
        rows = list(self.rows.get(name, ()))
        return [*rows, *[("", "")] * min(SPARE_ROWS, ROWS_MAX - len(rows))]


# --- From facts to a form -------------------------------------------------------------------------------------


def euro_text(cents: int) -> str:
    """Cents as people type them: "7,50", "8"."""
    return f"{cents // 100},{cents % 100:02d}".removesuffix(",00")


def sheet_of(facts: OfferFacts, towns: Towns) -> Sheet:
    """The form as it opens."""

    def number(name: str, value: object) -> str:
        return "" if name in facts.open_fields or value is None else str(value)

    named = [towns.names.get(code, "") for code in facts.regions if code.startswith("nis-")]
    typed = {name: str(getattr(facts, name)) for name in ("title", "short", *TEXTS, *CHOICES)} | {
        "discipline": number("discipline", facts.discipline),
        "age_from": number("age_from", facts.age_from),
        "age_to": number("age_from", facts.age_to),
        "duration_min": number("duration_min", facts.duration_min),
        "price": number("price_cents", euro_text(facts.price_cents)),
        "companion": str(facts.pupils_per_free_companion),
        "school_max": number("", facts.max_seats_per_school),
        "towns": ", ".join(sorted(filter(None, named))),
        "available_from": number("", facts.available_from),
        "available_to": number("", facts.available_to),
    }
    told = {
        code: dict(zip(("title", "short", "description"), texts, strict=True)) for code, *texts in facts.translations
    }
    typed |= {name: told.get(code, {}).get(part, "") for name, (code, part) in TRANSLATIONS.items()}
    marked = {
        "levels": frozenset(facts.levels),
        "languages": frozenset(facts.languages or ("nl",)),
        "access": frozenset(name for name in ACCESS if getattr(facts, name)),
        "regions": frozenset(code for code in facts.regions if not code.startswith("nis-")),
        "by_agreement": frozenset({"ja"} if facts.by_agreement else ()),
    }
    rows = {
        "tariffs": tuple((name, euro_text(cents)) for name, cents in facts.tariffs),
        "questions": facts.questions,
    }
    return Sheet(typed, marked, rows, facts=facts)


# --- From a form to facts -------------------------------------------------------------------------------------


def read_sheet(form: MultiDict[str, str], towns: Towns, regions: Sequence[str]) -> Sheet:
    """The form as it was sent. `regions`: the codes of wider regions that exist."""
    typed = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in TYPED}
    typed |= {name: " ".join(typed[name].split()) for name in ("title", "short")}
    marked = {name: frozenset(form.getlist(name)) for name in MARKS}
    rows = {name: _rows(form, *columns) for name, columns in ROWS.items()}
    reader = _Reader(typed, marked, rows, towns, frozenset(regions))
    facts = reader.facts()
    return Sheet(typed, marked, rows, reader.errors, None if reader.errors else facts)


def _rows(form: MultiDict[str, str], first: str, second: str) -> tuple[tuple[str, str], ...]:
    pairs = [
        (" ".join(form.get(f"{first}-{n}", "").split()), form.get(f"{second}-{n}", "").replace("\r\n", "\n").strip())
        for n in range(ROWS_MAX)
    ]
    return tuple(pair for pair in pairs if any(pair))


def read_euro(typed: str) -> int | None:
    """Cents of "7,50", "€ 8" or "gratis"; None for anything else."""
    if typed.casefold() == "gratis":
        return 0
    found = _EURO.fullmatch(typed.strip())
    if found is None:
        return None
    rest = (found[2] or "").replace("-", "")
    return int(found[1]) * 100 + int(rest.ljust(2, "0") or 0)


class _Reader:
    """Reads a typed form field by field, and writes down what is wrong by the id of the field."""

    def __init__(
        self,
        typed: Mapping[str, str],
        marked: Mapping[str, frozenset[str]],
        rows: Mapping[str, tuple[tuple[str, str], ...]],
        towns: Towns,
        regions: frozenset[str],
    ) -> None:
        self.typed, self.marked, self.rows = typed, marked, rows
        self.towns, self.regions = towns, regions
        self.errors: dict[str, str] = {}
        self.open: list[str] = []

    def facts(self) -> OfferFacts:
        if not self.typed["title"]:
            self.errors["title"] = "Geef een titel; de rest mag later."
        levels = tuple(level.value for level in ClassLevel if level.value in self.marked["levels"])
        age_from, age_to = self._ages(levels)
        return OfferFacts(
            title=self._text("title", TITLE_MAX),
            short=self._text("short", SHORT_MAX),
            description=self._text("description", TEXT_MAX),
            before_text=self._text("before_text", TEXT_MAX),
            after_text=self._text("after_text", TEXT_MAX),
            content_notes=self._text("content_notes", TEXT_MAX),
            kind=OfferKind(self._choice("kind", OfferKind.PERFORMANCE)),
            discipline=Discipline(self._discipline()),
            mode=OfferMode(self._choice("mode", OfferMode.ON_SITE)),
            levels=levels,
            age_from=age_from,
            age_to=age_to,
            duration_min=self._number("duration_min", 5, DURATION_MAX, "Vul de duur in minuten in") or 0,
            language=self._choice("language", "spoken"),
            languages=self._languages(),
            performance_mode=self._choice("performance_mode", "standard"),
            price_cents=self._price(),
            price_unit=PriceUnit(self._choice("price_unit", PriceUnit.PUPIL)),
            tariffs=tuple(self._tariffs()),
            pupils_per_free_companion=self._companion(),
            max_seats_per_school=self._limit(),
            wheelchair="wheelchair" in self.marked["access"],
            low_stimulus="low_stimulus" in self.marked["access"],
            interpreter="interpreter" in self.marked["access"],
            audio_description="audio_description" in self.marked["access"],
            regions=self._regions(),
            by_agreement=bool(self.marked["by_agreement"]),
            questions=tuple(self._questions()),
            translations=tuple(self._translations()),
            **self._available(),
            # Last: the fields above write down what they found open.
            open_fields=tuple(sorted(self.open)),
        )

    def _text(self, name: str, most: int) -> str:
        typed = self.typed[name]
        if len(typed) > most:
            self.errors[name] = f"Hou het bij {most} tekens; nu zijn het er {len(typed)}."
        return typed

    def _choice(self, name: str, usual: str) -> str:
        typed = self.typed[name] or usual
        if typed in CHOICES[name]:
            return typed
        self.errors[name] = "Kies een van de mogelijkheden."
        return usual

    def _discipline(self) -> str:
        if not self.typed["discipline"]:
            self.open.append("discipline")
        return self._choice("discipline", Discipline.THEATRE)

    def _number(self, name: str, least: int, most: int, what: str, column: str = "") -> int | None:
        typed = self.typed[name]
        if not typed:
            self.open.append(column or name)
            return None
        if re.fullmatch(r"[0-9]{1,5}", typed) and least <= int(typed) <= most:
            return int(typed)
        self.errors[name] = f"{what}: een getal van {least} tot {most}."
        return None

    def _ages(self, levels: tuple[str, ...]) -> tuple[int, int]:
        """Both ages; where neither was typed, those of the levels."""
        if not self.typed["age_from"] and not self.typed["age_to"]:
            if not levels:
                self.open.append("age_from")
                return 0, 0
            spans = [LEVEL_AGES[ClassLevel(level)] for level in levels]
            return min(first for first, _ in spans), max(last for _, last in spans)
        before = len(self.open)
        first = self._number("age_from", 0, AGE_MAX, "Vul een leeftijd in")
        last = self._number("age_to", 0, AGE_MAX, "Vul een leeftijd in")
        del self.open[before:]
        if first is None and not self.typed["age_from"]:
            first = last
        if last is None and not self.typed["age_to"]:
            last = first
        if first is not None and last is not None and last < first:
            self.errors["age_to"] = f"Dit is jonger dan {first} jaar. Zet de jongste leeftijd eerst."
        return first or 0, last or 0

    def _price(self) -> int:
        typed = self.typed["price"]
        if not typed:
            self.open.append("price_cents")
            return 0
        return self._euro("price", typed)

    def _euro(self, name: str, typed: str) -> int:
        cents = read_euro(typed)
        if cents is None or cents > PRICE_MAX_CENTS:
            self.errors[name] = "Vul een bedrag in, bijvoorbeeld 7,50. Is het gratis, vul dan 0 in."
            return 0
        return cents

    def _tariffs(self) -> Iterator[tuple[str, int]]:
        seen: set[str] = set()
        for number, (name, typed) in enumerate(self.rows["tariffs"]):
            if not name:
                self.errors[f"tariff_name-{number}"] = "Voor wie is dit tarief?"
            elif len(name) > TARIFF_MAX:
                self.errors[f"tariff_name-{number}"] = f"Hou het bij {TARIFF_MAX} tekens."
            elif name in seen:
                self.errors[f"tariff_name-{number}"] = "Dit tarief staat er al."
            seen.add(name)
            yield name, self._euro(f"tariff_price-{number}", typed)

    def _questions(self) -> Iterator[tuple[str, str]]:
        for number, (question, answer) in enumerate(self.rows["questions"]):
            if not question:
                self.errors[f"question-{number}"] = "Wat is de vraag bij dit antwoord?"
            elif len(question) > QUESTION_MAX:
                self.errors[f"question-{number}"] = f"Hou de vraag bij {QUESTION_MAX} tekens."
            if not answer:
                self.errors[f"answer-{number}"] = "Wat is het antwoord?"
            elif len(answer) > ANSWER_MAX:
                self.errors[f"answer-{number}"] = f"Hou het antwoord bij {ANSWER_MAX} tekens."
            yield question, answer

    def _translations(self) -> Iterator[tuple[str, str, str, str]]:
        for code in sorted(TRANSLATED):
            limits = (("title", TITLE_MAX), ("short", SHORT_MAX), ("description", TEXT_MAX))
            title, short, description = (self._text(f"{code}_{part}", most) for part, most in limits)
            if (short or description) and not title:
                self.errors[f"{code}_title"] = f"Geef ook de titel in het {LANGUAGES[code]}."
            if title:
                yield code, title, short, description

    def _companion(self) -> int:
        found = self._number("companion", 0, COMPANION_MAX, "Vul in per hoeveel leerlingen er één gratis is")
        if "companion" in self.open:
            self.open.remove("companion")
            return OfferFacts.pupils_per_free_companion
        return OfferFacts.pupils_per_free_companion if found is None else found

    def _limit(self) -> int | None:
        if not self.typed["school_max"]:
            return None
        return self._number("school_max", 1, SEATS_MAX, "Vul een aantal plaatsen in, of laat het leeg")

    def _languages(self) -> tuple[str, ...]:
        """The languages spoken; Dutch alone needs no row."""
        found = tuple(sorted(self.marked["languages"] & LANGUAGES.keys()))
        return () if found == ("nl",) else found

    def _regions(self) -> tuple[str, ...]:
        codes = set(self.marked["regions"] & self.regions)
        unknown = []
        for name in filter(None, (part.strip() for part in re.split(r"[,;\n]", self.typed["towns"]))):
            code = self.towns.codes.get(fold(name))
            if code is None:
                unknown.append(name)
            else:
                codes.add(code)
        if unknown:
            self.errors["towns"] = f"Deze gemeente kennen we niet: {', '.join(unknown)[:80]}. Kijk de naam na."
        return tuple(sorted(codes))

    def _available(self) -> dict[str, Any]:
        days = {name: self._day(name) for name in ("available_from", "available_to")}
        first, last = days.values()
        if first and last and last < first:
            self.errors["available_to"] = "Deze dag ligt voor de eerste. Draai ze om."
        return days

    def _day(self, name: str) -> date | None:
        typed = self.typed[name]
        if not typed:
            return None
        try:
            return read_day(typed)
        except ValueError:
            self.errors[name] = "Vul een datum in, bijvoorbeeld 14/1/2027."
            return None


def read_day(typed: str) -> date:
    """A date as a date field sends it, or as people type it (14/1/2027); ValueError for others."""
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", typed.strip()):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(typed.strip())


# --- Two people at once ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Merged:
    """My form after somebody else saved theirs: what I did not touch is theirs, the rest is mine."""

    sheet: Sheet
    taken_over: tuple[str, ...]
    """Fields that became theirs."""
    disputed: Mapping[str, str]
    """Fields that both changed, with what stands there now."""


def merged(mine: Sheet, base: Sheet, theirs: Sheet) -> Merged:
    """Bring together what two people did to the form `base`."""
    typed, marked, rows = dict(mine.typed), dict(mine.marked), dict(mine.rows)
    taken: list[str] = []
    disputed: dict[str, str] = {}
    parts: list[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any], dict[str, Any]]] = [
        (mine.typed, base.typed, theirs.typed, typed),
        (mine.marked, base.marked, theirs.marked, marked),
        (mine.rows, base.rows, theirs.rows, rows),
    ]
    for own, old, other, kept in parts:
        for name in other:
            if other[name] == old.get(name) or other[name] == own.get(name):
                continue
            if own.get(name) == old.get(name):
                kept[name] = other[name]
                taken.append(name)
            else:
                disputed[name] = _as_text(name, other[name])
    return Merged(Sheet(typed, marked, rows, mine.errors), tuple(taken), disputed)


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "; ".join(f"{first}: {second}" for first, second in value)
