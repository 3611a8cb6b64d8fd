"""What somebody looks for: read from a query string, written back into one.

`OfferFilter.from_query` never fails: what can't be read is named in the `BadParameter`s it gives beside the filter,
and left out. Where a filter needs the database (a place by name, the school of who asks) it waits for
`offers.where.located`.
"""

import enum
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from portal.accounts.models import ClassLevel
from portal.clock import BRUSSELS
from portal.offers.models import Discipline, OfferKind, OfferMode
from portal.offers.terms import meaning_of
from portal.places.queries import Box, Circle
from portal.places.regions import region_code

LIMIT, LIMIT_MAX = 24, 500
START_MAX = 10_000
SEATS_MAX = 2_000
TEXT_MAX = 200
DISTANCE_MAX_KM = 300
VALUES_MAX = 100
"""Values of one parameter. Each has a link on the page that names all others: ten thousand took seven gigabytes."""
AGE_MAX = 120
EURO_MAX = 10_000
CLASS_SIZE = 20
"""A price per group counts as spread over so many pupils, where nobody said how many come."""

T = TypeVar("T")
E = TypeVar("E", bound=enum.StrEnum)


class Access(enum.StrEnum):
    WHEELCHAIR = "wheelchair"
    LOW_STIMULUS = "low-stimulus"
    INTERPRETER = "interpreter"
    AUDIO_DESCRIPTION = "audio-description"


class Fit(enum.StrEnum):
    """Days and hours that suit a school."""

    SCHOOL_HOURS = "school-hours"
    NO_HOLIDAYS = "no-holidays"


class Sort(enum.StrEnum):
    DATE = "date"
    TITLE = "title"
    PRICE = "price"
    DISTANCE = "distance"
    SCORE = "score"


class Facet(enum.StrEnum):
    """What a search counts, each under the name of its parameter."""

    REGIONS = "regions"
    LEVELS = "levels"
    DISCIPLINES = "disciplines"
    KINDS = "kinds"
    MODE = "mode"
    PRICES = "prices"
    ACCESS = "access"
    FITS = "fits"
    MONTHS = "months"
    LANGUAGES = "languages"


FACET_ALIASES = {"types": Facet.KINDS, "themes": Facet.DISCIPLINES, "facilities": Facet.ACCESS}
"""How UiTdatabank calls what we count."""


class PriceBand(enum.StrEnum):
    """Price per pupil. Each band holds its upper bound; they do not overlap."""

    FREE = "free"
    TO_5 = "to-5"
    TO_8 = "to-8"
    TO_12 = "to-12"
    ABOVE_12 = "above-12"


BAND_TOPS: dict[PriceBand, int | None] = {
    PriceBand.FREE: 0,
    PriceBand.TO_5: 500,
    PriceBand.TO_8: 800,
    PriceBand.TO_12: 1200,
    PriceBand.ABOVE_12: None,
}
"""The highest price of each band in cents, in order."""


class Query(Protocol):
    """A query string as Werkzeug gives it."""

    def getlist(self, key: str) -> list[str]: ...

    def __contains__(self, key: object) -> bool: ...


@dataclass(frozen=True)
class BadParameter:
    """A parameter that could not be read; `reason` is a Dutch sentence for the page and the problem document."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class OfferFilter:
    """All conditions, joined by AND; several values of one condition by OR, but of `access` and `fits` by AND."""

    text: str = ""
    regions: frozenset[str] = frozenset()
    """"nis-13040", "prv-antwerpen" and "reg-kempen" mixed: an offer lies in one of them, or comes to one."""
    place: str = ""
    """A municipality by name or postal code, as somebody typed it."""
    postal_code: str = ""
    coordinates: tuple[float, float] | None = None
    distance: float | None = None
    """Kilometres round the place, the coordinates or, without either, the school of who asks."""
    bounds: Box | None = None
    """The window of a map."""
    levels: frozenset[ClassLevel] = frozenset()
    disciplines: frozenset[Discipline] = frozenset()
    kinds: frozenset[OfferKind] = frozenset()
    mode: frozenset[OfferMode] = frozenset()
    terms: frozenset[str] = frozenset()
    """Ids of UiTdatabank for kinds and themes (`offers.terms`); an offer has to be what each of them says."""
    languages: frozenset[str] = frozenset()
    """Codes of two letters; an offer that names no language is in Dutch."""
    access: frozenset[Access] = frozenset()
    fits: frozenset[Fit] = frozenset()
    date_from: date | None = None
    date_to: date | None = None
    months: frozenset[Month] = frozenset()
    school_year: int | None = None
    """The year in which it begins: 2026 for 2026-2027."""
    seats: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    all_ages: bool | None = None
    """Only offers for every age, or only those that are not."""
    price: int | None = None
    """Exactly so many cents per pupil; `min_price` and `max_price` are cents per pupil too."""
    min_price: int | None = None
    max_price: int | None = None
    prices: frozenset[PriceBand] = frozenset()
    sold_out: bool = True
    """Whether sold-out offers show."""
    sort: Sort | None = None
    start: int = 0
    limit: int = LIMIT

    # Found by `offers.where.located`, never read from a query string.
    within: frozenset[str] | None = field(default=None, compare=False)
    """NIS codes of the place."""
    around: Circle | None = field(default=None, compare=False)

    @classmethod
    def from_query(cls, args: Query) -> "tuple[OfferFilter, tuple[BadParameter, ...]]":
        """The filter of a query string, and what of it could not be read. Unknown names are left alone."""
        reading = _Reading(args)
        found = cls(
            text=reading.one("text", _text) or "",
            regions=reading.many("regions", _region),
            place=reading.one("place", _text) or "",
            postal_code=reading.one("postalCode", _postal_code) or "",
            coordinates=reading.one("coordinates", _coordinates),
            distance=reading.one("distance", _distance),
            bounds=reading.one("bounds", _bounds),
            levels=reading.many("levels", _one_of(ClassLevel)),
            disciplines=reading.many("disciplines", _one_of(Discipline)),
            kinds=reading.many("kinds", _one_of(OfferKind)),
            mode=reading.many("mode", _one_of(OfferMode)),
            terms=reading.many("termIds", _term),
            languages=reading.many("languages", _language),
            access=reading.many("access", _one_of(Access)),
            fits=reading.many("fits", _one_of(Fit)),
            date_from=reading.one("dateFrom", _date),
            date_to=reading.one("dateTo", _date),
            months=reading.many("months", _month),
            school_year=reading.one("schoolYear", _school_year),
            seats=reading.one("seats", _whole(1, SEATS_MAX)),
            min_age=reading.one("minAge", _whole(0, AGE_MAX)),
            max_age=reading.one("maxAge", _whole(0, AGE_MAX)),
            all_ages=reading.one("allAges", _yes_or_no),
            price=reading.one("price", _cents),
            min_price=reading.one("minPrice", _cents),
            max_price=reading.one("maxPrice", _cents),
            prices=reading.many("prices", _one_of(PriceBand)),
            sold_out=reading.one("soldOut", _sold_out) is not False,
            sort=reading.one("sort", _one_of(Sort)),
            start=reading.one("start", _whole(0, START_MAX)) or 0,
            limit=reading.one("limit", _whole(1, LIMIT_MAX)) or LIMIT,
        )
        return _ordered(found, reading.bad)

    def to_query(self) -> str:
        """The query string that reads back as this filter; what is at its default is left out."""
        return urlencode(list(self.pairs()), safe=",*")

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Name and value of every parameter that isn't at its default."""
        for own_name, default in _defaults():
            value = getattr(self, own_name)
            if value != default:
                name, write = PARAMETERS[own_name]
                yield from ((name, text) for text in write(value))

    @property
    def names_a_place(self) -> bool:
        return bool(self.place or self.postal_code or self.coordinates or self.bounds)

    @property
    def order(self) -> Sort:
        """By how well the words fit when there are words, else by the next date."""
        return self.sort or (Sort.SCORE if self.text else Sort.DATE)


@dataclass(frozen=True)
class Liking:
    """Offers that have one of these words, or are of one of these disciplines."""

    words: tuple[str, ...] = ()
    disciplines: frozenset[Discipline] = frozenset()


def asked_facets(args: Query) -> tuple[frozenset[Facet], tuple[BadParameter, ...]]:
    """Which counts somebody asks for with `facets` ("none" for no counts, nothing for all), and what was misread."""
    reading = _Reading(args)
    if reading.one("facets", lambda value: value == "none"):
        return frozenset(), ()
    return reading.many("facets", _facet) or frozenset(Facet), tuple(reading.bad)


def _ordered(found: OfferFilter, bad: list[BadParameter]) -> tuple[OfferFilter, tuple[BadParameter, ...]]:
    """Pairs the wrong way round are named and the second one dropped: an empty page would explain nothing."""
    if found.date_from and found.date_to and found.date_to < found.date_from:
        bad.append(BadParameter("dateTo", found.date_to.isoformat(), "Deze datum ligt voor de begindatum."))
        found = replace(found, date_to=None)
    if found.min_age is not None and found.max_age is not None and found.max_age < found.min_age:
        bad.append(BadParameter("maxAge", str(found.max_age), "Deze leeftijd ligt onder de laagste leeftijd."))
        found = replace(found, max_age=None)
    if found.min_price is not None and found.max_price is not None and found.max_price < found.min_price:
        bad.append(BadParameter("maxPrice", _euros(found.max_price), "Deze prijs ligt onder de laagste prijs."))
        found = replace(found, max_price=None)
    return found, tuple(bad)


class _Unreadable(ValueError):
    """Why a value can't be read, as a Dutch sentence."""


class _Reading:
    """Reads parameters and collects what went wrong."""

    def __init__(self, args: Query) -> None:
        self.args = args
        self.bad: list[BadParameter] = []

    def one(self, name: str, read: Callable[[str], T]) -> T | None:
        """The last value that isn't empty: a form sends empty fields along."""
        given = [text.strip() for text in self.args.getlist(name) if text.strip()]
        return self._read(name, given[-1], read) if given else None

    def many(self, name: str, read: Callable[[str], T]) -> frozenset[T]:
        """All values; repeated, joined by commas, or written "name[]" as the UiTdatabank does."""
        given = self.args.getlist(name) + self.args.getlist(f"{name}[]")
        texts = list(dict.fromkeys(text.strip() for several in given for text in several.split(",") if text.strip()))
        if len(texts) > VALUES_MAX:
            self.bad.append(BadParameter(name, texts[VALUES_MAX][:80], f"Kies er hoogstens {VALUES_MAX}."))
        read_ones = (self._read(name, text, read) for text in texts[:VALUES_MAX])
        return frozenset(one for one in read_ones if one is not None)

    def _read(self, name: str, text: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(text)
        except _Unreadable as problem:
            self.bad.append(BadParameter(name, text[:80], str(problem)))
            return None


def _text(value: str) -> str:
    # NUL can't be stored or compared by PostgreSQL.
    return " ".join(value.replace("\0", " ").split())[:TEXT_MAX]


def _one_of(kind: type[E]) -> Callable[[str], E]:
    def read(value: str) -> E:
        try:
            return kind(value)
        except ValueError:
            raise _Unreadable(f"Kies uit: {', '.join(kind)}.") from None

    return read


def _facet(value: str) -> Facet:
    return FACET_ALIASES[value] if value in FACET_ALIASES else _one_of(Facet)(value)


def _region(value: str) -> str:
    if (code := region_code(value)) is not None:
        return code
    raise _Unreadable(
        "Schrijf een gemeente als nis-13040, een provincie als prv-antwerpen, een referentieregio als reg-kempen."
    )


def _term(value: str) -> str:
    # Somebody's example in the UiTdatabank's documents has a dot too many in front.
    code = value.strip(" .")
    if meaning_of(code) is None:
        raise _Unreadable("Dit is geen soort of thema van UiTdatabank dat we kennen; schrijf het als 0.55.0.0.0.")
    return code


def _language(value: str) -> str:
    if re.fullmatch(r"[a-z]{2}", value.lower()):
        return value.lower()
    raise _Unreadable("Schrijf een taal met twee letters: nl, fr, en.")


def _postal_code(value: str) -> str:
    if re.fullmatch(r"[0-9]{4}|[0-9]{1,3}\*", value):
        return value
    raise _Unreadable("Een postcode heeft vier cijfers; 23* staat voor alle postcodes die met 23 beginnen.")


def _number(value: str) -> float:
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        raise _Unreadable("Dit is geen getal.") from None
    if not math.isfinite(number):
        raise _Unreadable("Dit is geen getal.")
    return number


def _coordinates(value: str) -> tuple[float, float]:
    pieces = value.split(",")
    if len(pieces) != 2:
        raise _Unreadable("Schrijf eerst de breedte en dan de lengte: 51.32,4.94.")
    latitude, longitude = _number(pieces[0]), _number(pieces[1])
    # A circle round a pole has no width in degrees, and nobody plays there.
    if abs(latitude) > 85 or abs(longitude) > 180:
        raise _Unreadable("Deze plek ligt niet op de kaart.")
    return round(latitude, 5), round(longitude, 5)


def _bounds(value: str) -> Box:
    corners = value.split("|")
    if len(corners) != 2:
        raise _Unreadable("Schrijf de hoek links onder en de hoek rechts boven: 51.2,4.8|51.4,5.1.")
    (south, west), (north, east) = _coordinates(corners[0]), _coordinates(corners[1])
    if south > north or west > east:
        raise _Unreadable("Schrijf eerst de hoek links onder en dan de hoek rechts boven.")
    return Box(south, west, north, east)


def _distance(value: str) -> float:
    kilometres = _number(re.sub(r"\s*km$", "", value.lower()))
    if not 0 < kilometres <= DISTANCE_MAX_KM:
        raise _Unreadable(f"Kies een afstand van 1 tot {DISTANCE_MAX_KM} km.")
    return kilometres


def _date(value: str) -> date:
    """A day, or the day on which a moment falls in Flanders; a moment without a zone is one on our clocks."""
    try:
        # A plus that was not escaped arrives as a space.
        moment = datetime.fromisoformat(value.replace(" ", "+")) if "T" in value else None
        if moment is not None and moment.tzinfo is not None:
            moment = moment.astimezone(BRUSSELS)
        found = date.fromisoformat(value) if moment is None else moment.date()
    except (ValueError, OverflowError):
        raise _Unreadable("Dit is geen datum. Schrijf ze als 2027-01-14.") from None
    if not 2000 <= found.year <= 2100:
        raise _Unreadable("Deze datum ligt te ver weg.")
    return found


def _month(value: str) -> Month:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", value):
        raise _Unreadable("Schrijf een maand als 2027-01.")
    return Month(int(value[:4]), int(value[5:]))


def _school_year(value: str) -> int:
    found = re.fullmatch(r"(20[0-9]{2})-(20[0-9]{2})", value)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise _Unreadable("Schrijf een schooljaar als 2026-2027.")
    return int(found[1])


def _yes_or_no(value: str) -> bool:
    if value not in {"true", "false"}:
        raise _Unreadable("Kies uit: true, false.")
    return value == "true"


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise _Unreadable(f"Vul een getal van {least} tot {most} in.")
        return int(value)

    return read


def _cents(value: str) -> int:
    euros = _number(value.removeprefix("€").strip())
    if not 0 <= euros <= EURO_MAX:
        raise _Unreadable(f"Vul een bedrag van 0 tot {EURO_MAX} euro in.")
    return round(euros * 100)


def _sold_out(value: str) -> bool:
    if value not in {"hide", "show"}:
        raise _Unreadable("Kies uit: hide, show.")
    return value == "show"


def _euros(cents: int) -> str:
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents / 100:.2f}"


def _same(value: object) -> list[str]:
    return [str(value)]


def _listed(values: Iterable[object]) -> list[str]:
    return sorted(str(value) for value in values)


PARAMETERS: dict[str, tuple[str, Callable[..., list[str]]]] = {
    "text": ("text", _same),
    "place": ("place", _same),
    "postal_code": ("postalCode", _same),
    "coordinates": ("coordinates", lambda at: [f"{at[0]:.5f},{at[1]:.5f}"]),
    "distance": ("distance", lambda km: [f"{km:g}"]),
    "bounds": ("bounds", lambda box: [f"{box.south:.5f},{box.west:.5f}|{box.north:.5f},{box.east:.5f}"]),
    "regions": ("regions", _listed),
    "levels": ("levels", _listed),
    "disciplines": ("disciplines", _listed),
    "kinds": ("kinds", _listed),
    "mode": ("mode", _listed),
    "terms": ("termIds", _listed),
    "languages": ("languages", _listed),
    "access": ("access", _listed),
    "fits": ("fits", _listed),
    "date_from": ("dateFrom", lambda day: [day.isoformat()]),
    "date_to": ("dateTo", lambda day: [day.isoformat()]),
    "months": ("months", _listed),
    "school_year": ("schoolYear", lambda year: [f"{year}-{year + 1}"]),
    "seats": ("seats", _same),
    "min_age": ("minAge", _same),
    "max_age": ("maxAge", _same),
    "all_ages": ("allAges", lambda chosen: ["true" if chosen else "false"]),
    "price": ("price", lambda cents: [_euros(cents)]),
    "min_price": ("minPrice", lambda cents: [_euros(cents)]),
    "max_price": ("maxPrice", lambda cents: [_euros(cents)]),
    "prices": ("prices", _listed),
    "sold_out": ("soldOut", lambda shown: ["show" if shown else "hide"]),
    "sort": ("sort", _same),
    "start": ("start", _same),
    "limit": ("limit", _same),
}
"""How each field is called in a query string, and how its value is written there."""

WITHOUT_EFFECT = frozenset({"audienceType", "isDuplicate", "disableDefaultFilters"})
"""Parameters of UiTdatabank that change nothing here: every offer is one for schools, and none is there twice."""


@cache
def _defaults() -> tuple[tuple[str, Any], ...]:
    """The fields that have a parameter, each with its default: a page writes hundreds of addresses."""
    plain = OfferFilter()
    return tuple((one.name, getattr(plain, one.name)) for one in fields(OfferFilter) if one.name in PARAMETERS)
