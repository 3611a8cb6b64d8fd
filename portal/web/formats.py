"""How moments, money and words look on a page, in a mail and on paper: as Flemish people write them."""

import enum
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from portal.clock import local

if TYPE_CHECKING:
    from flask import Flask

STATIC = Path(__file__).parent / "static"
NO_BREAK = "\u00a0"
"""The space between a number and its unit: at the end of a line both go down together."""

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
LONG_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

LEVELS = {
    "kleuter": "kleuter",
    "lager-1": "1e graad lager",
    "lager-2": "2e graad lager",
    "lager-3": "3e graad lager",
    "secundair-1": "1e graad secundair",
    "secundair-2": "2e graad secundair",
    "secundair-3": "3e graad secundair",
    "buitengewoon-basis": "buitengewoon basis",
    "buitengewoon-secundair": "buitengewoon secundair",
    "okan": "OKAN",
}
SCHOOL_YEARS = {
    "kleuter": "kleuterklas",
    "lager-1": "1e en 2e leerjaar",
    "lager-2": "3e en 4e leerjaar",
    "lager-3": "5e en 6e leerjaar",
    "secundair-1": "1e en 2e middelbaar",
    "secundair-2": "3e en 4e middelbaar",
    "secundair-3": "5e, 6e en 7e middelbaar",
}

WORDS = LEVELS | {
    # What is offered.
    "performance": "voorstelling",
    "workshop": "workshop",
    "tour": "rondleiding",
    "training": "vorming",
    "theatre": "theater",
    "puppetry": "figurentheater",
    "dance": "dans",
    "music": "muziek",
    "music-theatre": "muziektheater",
    "circus": "circus",
    "film": "film",
    "visual-arts": "beeldende kunst",
    "literature": "literatuur",
    "heritage": "erfgoed",
    "on-site": "in het centrum",
    "at-school": "bij jou op school",
    "streamed": "via de stream",
    "spoken": "met gesproken Nederlands",
    "little": "met weinig taal",
    "none": "zonder taal",
    "pupil": "per leerling",
    "group": "per groep",
    "wheelchair": "rolstoeltoegankelijk",
    "low-stimulus": "prikkelarm",
    "interpreter": "met tolk Vlaamse Gebarentaal",
    "audio-description": "met audiodescriptie",
    "hearing-loop": "met ringleiding",
    # How a visit goes; `performance_mode` of an offer.
    "standard": "gewone voorstelling",
    "relaxed": "ontspannen voorstelling",
    "participatory": "met meespelen",
    "school-hall": "in de turnzaal van de school",
    # States of offers, performances and bookings.
    "draft": "ontwerp",
    "published": "gepubliceerd",
    "withdrawn": "ingetrokken",
    "planned": "gepland",
    "requested": "aangevraagd",
    "held": "in optie",
    "confirmed": "bevestigd",
    "definitive": "definitief",
    "attended": "geweest",
    "waiting": "op de wachtlijst",
    "declined": "geweigerd",
    "cancelled": "geannuleerd",
    "expired": "vervallen",
    "no-show": "niet gekomen",
    "booked": "geboekt",
    "counts": "aantallen gewijzigd",
    "moved": "verplaatst",
    "charged": "bedrag aangepast",
    "repaid": "terugbetaald",
    "paid": "betaald",
    "open": "te betalen",
    # Roles.
    "teacher": "leraar",
    "office": "secretariaat",
    "editor": "programmamaker",
    "booker": "boekingen",
    "door": "onthaal",
    "centre-admin": "beheerder van het centrum",
    "author": "gezelschap",
    "library": "bibliotheek",
    "admin": "platformbeheer",
    # Places.
    "antwerpen": "Antwerpen",
    "limburg": "Limburg",
    "oost-vlaanderen": "Oost-Vlaanderen",
    "vlaams-brabant": "Vlaams-Brabant",
    "west-vlaanderen": "West-Vlaanderen",
    "brussel": "Brussel",
    "brugge": "Brugge",
    "denderregio": "Denderregio",
    "gent": "Gent",
    "halle-vilvoorde": "Halle-Vilvoorde",
    "kempen": "Kempen",
    "midwest": "Midwest",
    "oost-brabant": "Oost-Brabant",
    "oostende": "Oostende",
    "rivierenland": "Rivierenland",
    "vlaamse-ardennen": "Vlaamse Ardennen",
    "waasland": "Waasland",
    "westhoek": "Westhoek",
    "zuid-west-vlaanderen": "Zuid-West-Vlaanderen",
}


def euro(cents: int) -> str:
    """Cents as "€ 7,50"; whole thousands get a point, and the sign never leaves its number."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}€{NO_BREAK}{whole:,}".replace(",", ".") + f",{rest:02d}"


def price(cents: int) -> str:
    """A price for people: "gratis" instead of € 0,00, and no ",00"."""
    if cents == 0:
        return "gratis"
    return euro(cents).removesuffix(",00")


def percent(share: int) -> str:
    return f"{share}{NO_BREAK}%"


def day(value: date) -> str:
    """ "do 14 januari 2027"; moments are read on the Flemish wall clock."""
    value = _day_of(value)
    return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def long_day(value: date) -> str:
    value = _day_of(value)
    return f"{LONG_DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """ "do 14 januari": where the year goes without saying."""
    value = _day_of(value)
    return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def month_name(value: date) -> str:
    """ "januari": where the year goes without saying."""
    return MONTHS[value.month - 1]


def clock_time(moment: datetime) -> str:
    """ "10.30 uur", always with minutes: times under each other line up. "uur" never leaves its number."""
    here = local(moment)
    return f"{here.hour}.{here.minute:02d}{NO_BREAK}uur"


def day_time(moment: datetime) -> str:
    return f"{day(moment)}, {clock_time(moment)}"


def iso(value: date) -> str:
    """For `<time datetime>`: with the offset that counts in Flanders, and no finer than HTML reads it."""
    return local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def word(value: str) -> str:
    """The Dutch word for a value of one of our enumerations; the value itself where there is none."""
    return WORDS.get(value.value if isinstance(value, enum.Enum) else value, str(value))


def level_name(level: str) -> str:
    return word(level)


def level_years(level: str) -> str:
    """The school years of a level, as teachers call them; empty where the level has none."""
    return SCHOOL_YEARS.get(level.value if isinstance(level, enum.Enum) else level, "")


def levels(values: Iterable[str]) -> str:
    """Levels together, youngest first: "2e en 3e graad lager, OKAN"; all of them are "alle niveaus"."""
    if set(values := list(values)) >= LEVELS.keys():
        return "alle niveaus"
    stages: dict[str, list[str]] = {}
    alone: list[str] = []
    for name in (word(value) for value in values):
        number, _, stage = name.partition(" graad ")
        if stage:
            stages.setdefault(stage, []).append(number)
        else:
            alone.append(name)
    early = [name for name in alone if name == LEVELS["kleuter"]]
    graded = [f"{names(numbers)} graad {stage}" for stage, numbers in stages.items()]
    return ", ".join([*early, *graded, *(name for name in alone if name not in early)])


def ages(first: int, last: int) -> str:
    return f"{first} jaar" if first == last else f"{first} tot {last} jaar"


def minutes(duration: int) -> str:
    """ "50 min", "1 u 15"."""
    hours, rest = divmod(duration, 60)
    if not hours or duration < 75:
        return f"{duration}{NO_BREAK}min"
    return f"{hours}{NO_BREAK}u{NO_BREAK}{rest:02d}" if rest else f"{hours}{NO_BREAK}uur"


def kilometres(distance: float) -> str:
    """Kilometres as the crow flies between municipalities: no decimals, they would promise too much."""
    return "vlakbij" if distance < 1 else f"{distance:.0f} km"


def count(number: int, one: str, many: str) -> str:
    """ "1 voorstelling", "3 voorstellingen"."""
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


def names(values: list[str] | tuple[str, ...]) -> str:
    """ "a, b en c"."""
    *first, last = values or [""]
    return f"{', '.join(first)} en {last}" if first else last


def _day_of(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed_ns: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def static_file(name: str) -> str:
    """The address of a file of ours, with its fingerprint: browsers may keep it for ever."""
    path = STATIC / name
    return f"/static/{name}?v={_fingerprint(path, path.stat().st_mtime_ns)}"


FILTERS: dict[str, Callable[..., str]] = {
    "ages": ages,
    "clock_time": clock_time,
    "count_of": count,
    "day": day,
    "day_time": day_time,
    "euro": euro,
    "iso": iso,
    "km": kilometres,
    "level_name": level_name,
    "levels": levels,
    "level_years": level_years,
    "long_day": long_day,
    "minutes": minutes,
    "month": month,
    "month_name": month_name,
    "names": names,
    "percent": percent,
    "price": price,
    "short_day": short_day,
    "time": clock_time,
    "word": word,
}


def init_app(app: "Flask") -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(static_file=static_file)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
