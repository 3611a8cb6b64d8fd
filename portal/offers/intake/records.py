"""What a file says, in our words: a `Record` an offer, a `HouseRecord`, a `Withdrawal`, or `Refused` with the reason.

Reading is pure. Nothing in here knows a database; the same bytes always give the same records and digests.
"""

import hashlib
import html
import json
import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import nh3

from portal.accounts.models import LEVEL_AGES, ClassLevel
from portal.clock import BRUSSELS
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PriceUnit

TITLE_MAX, SHORT_MAX, TEXT_MAX, NAME_MAX, KEY_MAX = 90, 200, 20_000, 120, 200
TARIFF_MAX, TARIFFS_MAX, QUESTIONS_MAX, LANGUAGES_MAX, REGIONS_MAX, PICTURES_MAX = 80, 20, 20, 8, 400, 8
AGE_MAX = 99
"""A source that says no age means everybody; an open end reaches this far."""
PRICE_MAX_CENTS, SEATS_MAX, SLOTS_MAX, MINUTES_MAX = 10_000_000, 100_000, 500, 60 * 24
FIRST_YEAR, LAST_YEAR = 1970, 2100
USUAL = timedelta(hours=1)
"""How long something takes where nobody says so: a lesson hour, as most school performances."""


@dataclass(frozen=True)
class Note:
    """Something that whoever sent the file should know. `code` is stable, `text` is for people."""

    code: str
    field: str
    text: str
    is_correction: bool = True
    """False: it was not in the file and we filled in what is usual."""


class Unusable(Exception):
    """A record that can't become an offer, and where it goes wrong."""

    def __init__(self, code: str, field: str, text: str) -> None:
        super().__init__(text)
        self.note = Note(code, field, text)


@dataclass(frozen=True)
class Slot:
    """One dated occurrence."""

    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False
    capacity: int | None = None
    left: int | None = None
    """Places left according to the source; it wins over everything else that the source says of places."""
    is_full: bool = False
    closes_at: datetime | None = None
    hall: str = ""


@dataclass(frozen=True)
class House:
    """A house as the source names it; one without a postal code or town can only be found by its id."""

    external_id: str
    name: str = ""
    postal_code: str = ""
    town: str = ""
    street: str = ""
    email: str = ""
    phone: str = ""
    about: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Translation:
    """The texts of an offer in another language."""

    language: str
    title: str
    short: str = ""
    description: str = ""


@dataclass(frozen=True)
class PictureFile:
    """A picture by the name of its file."""

    name: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Record:
    row: int
    external_id: str
    title: str
    short: str = ""
    description: str = ""
    before_text: str = ""
    after_text: str = ""
    content_notes: str = ""
    kind: OfferKind = OfferKind.PERFORMANCE
    discipline: Discipline = Discipline.THEATRE
    mode: OfferMode = OfferMode.ON_SITE
    state: OfferState = OfferState.PUBLISHED
    age_from: int = 0
    age_to: int = AGE_MAX
    levels: tuple[ClassLevel, ...] = ()
    duration_min: int = 60
    language: str = "spoken"
    price_cents: int = 0
    price_unit: PriceUnit = PriceUnit.PUPIL
    pupils_per_free_companion: int = 15
    max_seats_per_school: int | None = None
    wheelchair: bool = False
    low_stimulus: bool = False
    interpreter: bool = False
    audio_description: bool = False
    performance_mode: str = "standard"
    by_agreement: bool = False
    available_from: date | None = None
    available_to: date | None = None
    slots: tuple[Slot, ...] = ()
    languages: tuple[str, ...] = ()
    """In which it is given; none: Dutch."""
    regions: tuple[str, ...] = ()
    """Where it travels to, as the filter `regions` writes it; municipalities that we don't know among them."""
    tariffs: tuple[tuple[str, int], ...] = ()
    """Other prices: name and cents."""
    questions: tuple[tuple[str, str], ...] = ()
    """With their answers."""
    translations: tuple[Translation, ...] = ()
    pictures: tuple[PictureFile, ...] = ()
    """Files that lie beside the table; they are looked for in the folder that was given along."""
    houses: tuple[House, ...] = ()
    """Who may own it, the likeliest first."""
    production: tuple[str, str] | None = None
    """Id and title of the show that several houses programme."""
    company: str = ""
    notes: tuple[Note, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class HouseRecord:
    """A place or an organizer of its own."""

    row: int
    house: House
    is_deleted: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Withdrawal:
    """The source took an offer back."""

    row: int
    external_id: str
    title: str


@dataclass(frozen=True)
class Refused:
    row: int
    title: str
    notes: tuple[Note, ...]


Read = Record | HouseRecord | Withdrawal | Refused

NOT_IN_DIGEST = {"row", "notes"}


def digest(record: Record) -> str:
    """The same for two records that say the same, wherever they stand and however they are written.

    What is as usual is left out: a field that we learn to read later changes no digest of a record without it.
    """
    facts = {
        one.name: getattr(record, one.name)
        for one in fields(record)
        if one.name not in NOT_IN_DIGEST and getattr(record, one.name) != one.default
    }
    told = {name: [asdict(one) for one in value] if _is_nested(value) else value for name, value in facts.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _is_nested(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def made_up_key(title: str, place: str, first: datetime | None) -> str:
    """How a record without an id is known: by title, place and first date."""
    told = "\0".join((title.casefold(), place.casefold(), first.isoformat() if first else ""))
    return f"zonder-id:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def short_key(key: str) -> str:
    """A key that fits its column; a longer one is known by its sum."""
    return key if len(key) <= KEY_MAX else f"lang:{hashlib.sha256(key.encode()).hexdigest()}"


# --- Text -----------------------------------------------------------------------------------------------------

_TAGS = {"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "tr", "blockquote"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
_HTML = re.compile(r"<\s*/?\s*[a-zA-Z!]|&[a-zA-Z#][a-zA-Z0-9]{1,10};")
_UNSAFE = re.compile(r"<\s*(script|style|iframe|object|embed|svg|img|form)|\son\w+\s*=|javascript:", re.IGNORECASE)
_LINE = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|ul|ol|div|h[1-4]|tr|blockquote)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """One line without control characters, half characters and needless spaces."""
    return " ".join(_sound(text).split())


def _sound(text: str) -> str:
    # A lone half of a surrogate pair is legal in JSON, and no database takes it.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub(" ", whole)


def safe_text(text: str) -> tuple[str, bool]:
    """Paragraphs of plain text from text or HTML, and whether there was something in it that may not stand on a page.

    HTML becomes text: nothing of the source's mark-up or script reaches a page, and a mail or the API can use it too.
    """
    sound = _sound(text)
    if not _HTML.search(sound):
        return paragraphs(sound), False
    clean = nh3.clean(sound, tags=_TAGS, attributes={}, clean_content_tags={"script", "style"})
    unsafe = bool(_UNSAFE.search(sound))
    # In HTML a line break of the source is a space; paragraphs and lists say where lines end.
    flat = " ".join(clean.split())
    lines = _BLOCK.sub("\n\n", _ITEM.sub("\n– ", _LINE.sub("\n", flat)))
    return paragraphs(html.unescape(_ANY_TAG.sub("", lines))), unsafe


def paragraphs(text: str) -> str:
    """Lines without needless spaces, and at most one empty line between them."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def cut(text: str, limit: int) -> str:
    """At most so many characters, cut after a word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:.-") + "…"


# --- Numbers, dates -------------------------------------------------------------------------------------------


def whole(value: Any, *, least: int = 0, most: int = SEATS_MAX) -> int | None:
    """A whole number within bounds, from a number or what people type; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and not (math.isfinite(value) and value.is_integer()):
        return None
    text = str(int(value)) if isinstance(value, int | float) else str(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return None
    number = int(text)
    return number if least <= number <= most else None


def cents(value: Any) -> int | None:
    """Euros to cents, from a number or "€ 7,50"; None for what is no amount or lies out of bounds."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return None
    text = re.sub(r"(?i)eur(o)?|€|\s", "", str(value))[:30]
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})*,[0-9]{1,2}", text) or re.fullmatch(r"[0-9]+,[0-9]{1,4}", text):
        text = text.replace(".", "").replace(",", ".")
    if text.lower() in {"gratis", "-"}:
        return 0
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount < 0 or amount > PRICE_MAX_CENTS // 100:
        return None
    return int((amount * 100).to_integral_value(rounding="ROUND_HALF_UP"))


def moment(value: Any) -> tuple[datetime, bool] | None:
    """A moment from ISO 8601, and whether its time zone was missing (Brussels then); None for what is no moment."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        naive = found.tzinfo is None
        # On the Flemish wall clock: one moment is written one way, whatever offset the source uses.
        here = found.replace(tzinfo=BRUSSELS) if naive else found.astimezone(BRUSSELS)
    except (ValueError, OverflowError):
        return None
    return (here, naive) if FIRST_YEAR <= here.year <= LAST_YEAR else None


def calendar_day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=BRUSSELS)


def levels_for_ages(first: int, last: int) -> tuple[ClassLevel, ...]:
    """The ordinary levels in which pupils of these ages sit; the special ones only where a house says so itself."""
    ordinary = [level for level in LEVEL_AGES if not level.startswith(("buitengewoon", "okan"))]
    return tuple(lv for lv in ordinary if LEVEL_AGES[lv][0] <= last and LEVEL_AGES[lv][1] >= first)


def in_order(levels: Iterable[ClassLevel]) -> tuple[ClassLevel, ...]:
    """Youngest first, each once."""
    there = set(levels)
    return tuple(level for level in ClassLevel if level in there)
