"""What the terms of UiTdatabank mean here: which kinds and disciplines an event type or a theme stands for."""

from dataclasses import dataclass

from portal.offers.intake.vocabulary import EVENT_TYPES, THEMES
from portal.offers.models import Discipline, OfferKind

ON_STAGE = frozenset(Discipline) - {Discipline.MUSIC, Discipline.DANCE, Discipline.FILM}
"""What UiTdatabank calls theatre: for puppets and circus it has themes, not types."""

PLAYED: dict[str, frozenset[Discipline]] = {
    "0.50.4.0.0": frozenset({Discipline.MUSIC}),
    "0.54.0.0.0": frozenset({Discipline.DANCE}),
    "0.55.0.0.0": ON_STAGE,
}
"""Event types that also say which discipline. Of the others, such as a guided tour, an import can only guess it."""


@dataclass(frozen=True)
class Meaning:
    """The kinds and the disciplines that a term stands for; an offer has one of each."""

    kinds: frozenset[OfferKind] = frozenset(OfferKind)
    disciplines: frozenset[Discipline] = frozenset(Discipline)


def meaning_of(code: str) -> Meaning | None:
    """What an id of UiTdatabank says; None for one that we don't know."""
    if code in EVENT_TYPES:
        kind, _usual = EVENT_TYPES[code]
        return Meaning(frozenset({kind}), PLAYED.get(code, frozenset(Discipline)))
    found = next((discipline for head, discipline in THEMES.items() if code.startswith(head)), None)
    return None if found is None else Meaning(disciplines=frozenset({found}))
