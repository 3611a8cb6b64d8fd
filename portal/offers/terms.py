"""The terms of UiTdatabank, and what they mean here: kinds, disciplines and access.

An import reads them, an export writes them, and a search may ask for them.
"""

from dataclasses import dataclass

from portal.offers.models import Discipline, OfferKind

EVENT_TYPES: dict[str, tuple[OfferKind, Discipline]] = {
    "0.0.0.0.0": (OfferKind.TOUR, Discipline.VISUAL_ARTS),
    "0.3.1.0.0": (OfferKind.WORKSHOP, Discipline.HERITAGE),
    "0.3.1.0.1": (OfferKind.WORKSHOP, Discipline.HERITAGE),
    "0.3.2.0.0": (OfferKind.TRAINING, Discipline.LITERATURE),
    "0.5.0.0.0": (OfferKind.PERFORMANCE, Discipline.THEATRE),
    "0.7.0.0.0": (OfferKind.TOUR, Discipline.HERITAGE),
    "0.17.0.0.0": (OfferKind.TOUR, Discipline.HERITAGE),
    "0.50.4.0.0": (OfferKind.PERFORMANCE, Discipline.MUSIC),
    "0.50.6.0.0": (OfferKind.FILM, Discipline.FILM),
    "0.50.21.0.0": (OfferKind.WORKSHOP, Discipline.THEATRE),
    "0.54.0.0.0": (OfferKind.PERFORMANCE, Discipline.DANCE),
    "0.55.0.0.0": (OfferKind.PERFORMANCE, Discipline.THEATRE),
}
PRECISE_THEMES = {
    "0.52.0.0.0": Discipline.CIRCUS,
    "1.3.5.0.0": Discipline.PUPPETRY,
    "1.4.0.0.0": Discipline.MUSIC_THEATRE,
    "1.5.0.0.0": Discipline.MUSIC_THEATRE,
}
"""Themes that say more than the first numbers of their id."""
THEMES = {
    "1.0.": Discipline.VISUAL_ARTS,
    "1.1.": Discipline.VISUAL_ARTS,
    "1.2.": Discipline.HERITAGE,
    "1.3.": Discipline.THEATRE,
    "1.4.": Discipline.MUSIC_THEATRE,
    "1.7.": Discipline.FILM,
    "1.8.": Discipline.MUSIC,
    "1.9.": Discipline.DANCE,
    "1.10": Discipline.LITERATURE,
    "1.11": Discipline.HERITAGE,
}
FACILITIES = {
    "3.27.0.0.0": "wheelchair",
    "H28fcfRKFQAQs00K9NF9hh": "low_stimulus",
    "3.33.0.0.0": "interpreter",
    "3.13.2.0.0": "audio_description",
}
"""What a facility says of an offer: the column that is then true."""

PLAYED: dict[str, frozenset[Discipline]] = {
    "0.50.4.0.0": frozenset({Discipline.MUSIC}),
    "0.54.0.0.0": frozenset({Discipline.DANCE}),
    "0.55.0.0.0": frozenset(Discipline) - {Discipline.MUSIC, Discipline.DANCE},
}
"""Event types that say which discipline: for puppets and circus UiTdatabank has themes, its type is theatre. Of the
other types, such as a guided tour, an import can only guess the discipline, so a search doesn't ask for it."""


@dataclass(frozen=True)
class Meaning:
    """What an offer has to be to be called so: one of these kinds and disciplines, with this access."""

    kinds: frozenset[OfferKind] = frozenset(OfferKind)
    disciplines: frozenset[Discipline] = frozenset(Discipline)
    access: str = ""
    """A value of `filter.Access`; empty: any."""


def meaning_of(code: str) -> Meaning | None:
    """What an id of UiTdatabank says; None for one that we don't know."""
    if code in EVENT_TYPES:
        kind, _usual = EVENT_TYPES[code]
        return Meaning(frozenset({kind}), PLAYED.get(code, frozenset(Discipline)))
    if code in FACILITIES:
        return Meaning(access=FACILITIES[code].replace("_", "-"))
    discipline = discipline_of_theme(code)
    return None if discipline is None else Meaning(disciplines=frozenset({discipline}))


def discipline_of_theme(code: str) -> Discipline | None:
    if code in PRECISE_THEMES:
        return PRECISE_THEMES[code]
    return next((discipline for head, discipline in THEMES.items() if code.startswith(head)), None)
