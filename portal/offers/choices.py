"""The choices beside the results with their counts, and a chip for every condition that is on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.accounts.models import ClassLevel
from portal.offers.conditions import DUTCH
from portal.offers.filter import Access, Fit, Month, OfferFilter, PriceBand
from portal.offers.map.view import NO_PLACE
from portal.offers.models import Discipline, OfferKind, OfferMode
from portal.offers.queries import Facets
from portal.offers.terms import meaning_of
from portal.places.models import Province, Region
from portal.web import formats

MUNICIPALITIES_SHOWN, MUNICIPALITIES_FOLDED = 8, 24
"""Most offers first. Others are found by name or on the map: 304 boxes would weigh more than the rest of the page."""
TERM_WORDS = 3
"""A term that stands for more disciplines is named by its kind alone."""

LANGUAGES = {
    "nl": "Nederlands",
    "ar": "Arabisch",
    "bg": "Bulgaars",
    "de": "Duits",
    "en": "Engels",
    "es": "Spaans",
    "fr": "Frans",
    "it": "Italiaans",
    "pl": "Pools",
    "ro": "Roemeens",
    "ru": "Russisch",
    "tr": "Turks",
    "uk": "Oekraïens",
}

BANDS = {
    PriceBand.FREE: "gratis",
    PriceBand.TO_5: "tot € 5",
    PriceBand.TO_8: "€ 5 tot € 8",
    PriceBand.TO_12: "€ 8 tot € 12",
    PriceBand.ABOVE_12: "meer dan € 12",
}
FITS = {Fit.SCHOOL_HOURS: "tijdens de schooluren", Fit.NO_HOLIDAYS: "niet in een schoolvakantie"}


@dataclass(frozen=True)
class Choice:
    """One checkbox of a facet."""

    name: str
    value: str
    label: str
    hint: str
    number: int
    is_on: bool


@dataclass(frozen=True)
class Group:
    """A facet: a heading with choices. `more` are folded away."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()

    @property
    def is_on(self) -> bool:
        return any(choice.is_on for choice in (*self.choices, *self.more))


@dataclass(frozen=True)
class Chip:
    """A condition that is on, and the filter without it."""

    label: str
    without: OfferFilter


def groups(wanted: OfferFilter, facets: Facets, names: Mapping[str, str]) -> Iterable[Group]:
    """Every facet; `names` are those of regions, provinces and municipalities by their code."""

    def choices(
        name: str,
        values: Iterable[str],
        on: Iterable[object],
        label: Callable[[str], str],
        *,
        all_shown: bool = False,
    ) -> tuple[Choice, ...]:
        counts, chosen = facets.get(name, {}), {str(value) for value in on}
        return tuple(
            Choice(name, value, label(value), formats.level_years(value), counts.get(value, 0), value in chosen)
            for value in (str(value) for value in values)
            if all_shown or value in chosen or counts.get(value, 0)
        )

    yield Group(
        "levels", "Voor welke klas", choices("levels", ClassLevel, wanted.levels, formats.word, all_shown=True)
    )
    months = choices("months", sorted(_months(wanted, facets)), wanted.months, _month_label)
    yield Group("months", "Maand", tuple(replace(one, hint=_month_hint(one.value)) for one in months))
    yield Group("fits", "Past bij school", choices("fits", Fit, wanted.fits, lambda fit: FITS[Fit(fit)]))
    regions = sorted((f"reg-{region}" for region in Region), key=names.__getitem__)
    yield Group("regions", "Streek", choices("regions", regions, wanted.regions, names.__getitem__))
    provinces = [f"prv-{province}" for province in Province]
    yield Group("provinces", "Provincie", choices("regions", provinces, wanted.regions, names.__getitem__))
    counts = facets.get("regions", {})
    towns = sorted(
        (code for code in counts.keys() | wanted.regions if code.startswith("nis-") and code in names),
        key=lambda code: (code not in wanted.regions, -counts.get(code, 0), names[code]),
    )
    most = towns[: max(MUNICIPALITIES_SHOWN + MUNICIPALITIES_FOLDED, len(wanted.regions))]
    found = choices("regions", most, wanted.regions, names.__getitem__)
    yield Group("towns", "Gemeente", found[:MUNICIPALITIES_SHOWN], found[MUNICIPALITIES_SHOWN:])
    yield Group("disciplines", "Discipline", choices("disciplines", Discipline, wanted.disciplines, formats.word))
    yield Group("kinds", "Soort", choices("kinds", OfferKind, wanted.kinds, formats.word))
    yield Group("prices", "Prijs per leerling", choices("prices", PriceBand, wanted.prices, _band_label))
    yield Group("access", "Toegankelijk", choices("access", Access, wanted.access, formats.word))
    yield Group("mode", "Waar het doorgaat", choices("mode", OfferMode, wanted.mode, formats.word))
    spoken = sorted(facets.get("languages", {}).keys() | wanted.languages, key=_language_order)
    if spoken != [DUTCH]:
        yield Group("languages", "Taal", choices("languages", spoken, wanted.languages, language_name))


def _months(wanted: OfferFilter, facets: Facets) -> set[str]:
    return set(facets.get("months", {})) | {str(month) for month in wanted.months}


def _month_label(value: str) -> str:
    return formats.month(Month(int(value[:4]), int(value[5:])).first)


def _month_hint(value: str) -> str:
    return formats.SHORT_MONTHS[int(value[5:]) - 1]


def _days(first: date | None, last: date | None) -> str:
    """From and to are one condition: nobody lets go of half a week."""
    if first and last:
        one = formats.short_day(first)
        return f"op {one}" if first == last else f"{one} tot {formats.short_day(last)}"
    return f"vanaf {formats.short_day(first)}" if first else f"tot {formats.short_day(last or date.max)}"


def language_name(code: str) -> str:
    """ "Frans" for "fr"; the code itself where we have no word."""
    return LANGUAGES.get(code, code)


def _language_order(code: str) -> tuple[bool, str]:
    return code != DUTCH, language_name(code)


def term_name(code: str) -> str:
    """What a term of UiTdatabank says here: "figurentheater", "rondleiding", "rolstoeltoegankelijk"."""
    meaning = meaning_of(code)
    if meaning is None:
        return code
    if meaning.access:
        return formats.word(Access(meaning.access))
    kinds = [] if len(meaning.kinds) == len(OfferKind) else sorted(meaning.kinds)
    disciplines = [] if len(meaning.disciplines) > TERM_WORDS else sorted(meaning.disciplines)
    return ", ".join(formats.word(one) for one in (*kinds, *disciplines)) or code


def _band_label(value: str) -> str:
    return BANDS[PriceBand(value)]


def chips_of(wanted: OfferFilter, names: Mapping[str, str]) -> Iterable[Chip]:
    """In the order in which people think of them: where, who, what, when, how much."""
    fresh = replace(wanted, start=0)
    if wanted.text:
        yield Chip(f"“{wanted.text}”", replace(fresh, text=""))
    if wanted.around is not None:
        label = f"{wanted.around.radius_km:g} km rond {wanted.around.label}"
        yield Chip(label, replace(fresh, **NO_PLACE))
    elif wanted.within is not None:
        yield Chip(wanted.place or wanted.postal_code, replace(fresh, **NO_PLACE))
    if wanted.bounds is not None:
        yield Chip("stuk van een kaart", replace(fresh, bounds=None))
    for region in sorted(wanted.regions):
        yield Chip(names.get(region, region), replace(fresh, regions=wanted.regions - {region}))
    for level in ClassLevel:
        if level in wanted.levels:
            yield Chip(formats.word(level), replace(fresh, levels=wanted.levels - {level}))
    if wanted.min_age is not None:
        yield Chip(f"vanaf {wanted.min_age} jaar", replace(fresh, min_age=None))
    if wanted.max_age is not None:
        yield Chip(f"tot {wanted.max_age} jaar", replace(fresh, max_age=None))
    if wanted.all_ages is not None:
        yield Chip("voor alle leeftijden" if wanted.all_ages else "voor één leeftijd", replace(fresh, all_ages=None))
    for term in sorted(wanted.terms):
        yield Chip(term_name(term), replace(fresh, terms=wanted.terms - {term}))
    for language in sorted(wanted.languages):
        yield Chip(f"in het {language_name(language)}", replace(fresh, languages=wanted.languages - {language}))
    for discipline in sorted(wanted.disciplines):
        yield Chip(formats.word(discipline), replace(fresh, disciplines=wanted.disciplines - {discipline}))
    for kind in sorted(wanted.kinds):
        yield Chip(formats.word(kind), replace(fresh, kinds=wanted.kinds - {kind}))
    for mode in sorted(wanted.mode):
        yield Chip(formats.word(mode), replace(fresh, mode=wanted.mode - {mode}))
    if wanted.date_from or wanted.date_to:
        yield Chip(_days(wanted.date_from, wanted.date_to), replace(fresh, date_from=None, date_to=None))
    if wanted.school_year is not None:
        year = f"schooljaar {wanted.school_year}-{wanted.school_year + 1}"
        yield Chip(year, replace(fresh, school_year=None))
    for month in sorted(wanted.months):
        yield Chip(formats.month(month.first), replace(fresh, months=wanted.months - {month}))
    for fit in sorted(wanted.fits):
        yield Chip(FITS[fit], replace(fresh, fits=wanted.fits - {fit}))
    if wanted.seats is not None:
        yield Chip(f"{wanted.seats} plaatsen", replace(fresh, seats=None))
    for band in PriceBand:
        if band in wanted.prices:
            yield Chip(BANDS[band], replace(fresh, prices=wanted.prices - {band}))
    if wanted.price is not None:
        yield Chip(f"precies {formats.price(wanted.price)}", replace(fresh, price=None))
    if wanted.min_price is not None:
        yield Chip(f"vanaf {formats.price(wanted.min_price)}", replace(fresh, min_price=None))
    if wanted.max_price is not None:
        yield Chip(f"hoogstens {formats.price(wanted.max_price)}", replace(fresh, max_price=None))
    for access in sorted(wanted.access):
        yield Chip(formats.word(access), replace(fresh, access=wanted.access - {access}))
    if not wanted.sold_out:
        yield Chip("zonder volzet", replace(fresh, sold_out=True))
