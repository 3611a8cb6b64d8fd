"""What only Foyer knows of an offer, as its own export writes it beside the words that everybody shares.

UiTdatabank's shape has no place for a summary, a free companion or what a class does before. Our export puts those
under `foyer`, so that an offer that goes out and comes back is the same offer; a reader that doesn't know the name
passes over it. Nothing in it is trusted: a value that doesn't fit is left out.
"""

from collections.abc import Callable
from typing import Any

from portal.accounts.models import ClassLevel
from portal.offers.intake.records import (
    LANGUAGES_MAX,
    MINUTES_MAX,
    REGIONS_MAX,
    SHORT_MAX,
    TEXT_MAX,
    calendar_day,
    cut,
    in_order,
    paragraphs,
    plain,
    whole,
)
from portal.offers.models import Discipline, OfferKind

NAME = "foyer"
SPOKEN = frozenset({"spoken", "little", "none"})
MODES = frozenset({"standard", "relaxed", "participatory", "school-hall"})
REGION_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def facts_beyond(told: Any) -> dict[str, Any]:
    """The fields of a `Record` that the export says in its own words."""
    if not isinstance(told, dict):
        return {}
    read = ((name, reader(told.get(name))) for name, reader in READERS.items() if name in told)
    # None stands for "not readable", but for these it is a value.
    return {name: value for name, value in read if value is not None or name in OPEN}


def summaries(told: Any) -> dict[str, str]:
    """The one-line summary by language."""
    given = told.get("short") if isinstance(told, dict) else None
    if not isinstance(given, dict):
        return {}
    return {str(key): cut(plain(text), SHORT_MAX) for key, text in given.items() if isinstance(text, str) and text}


def _text(told: Any) -> str | None:
    return cut(paragraphs(told), TEXT_MAX) if isinstance(told, str) else None


def _one_of(words: frozenset[str]) -> Callable[[Any], str | None]:
    return lambda told: told if isinstance(told, str) and told in words else None


def _strings(told: Any, most: int) -> tuple[str, ...] | None:
    if not isinstance(told, list):
        return None
    return tuple(dict.fromkeys(one for one in told[:most] if isinstance(one, str)))


def _levels(told: Any) -> tuple[ClassLevel, ...] | None:
    given = _strings(told, len(ClassLevel))
    return None if given is None else in_order(ClassLevel(one) for one in given if one in set(ClassLevel))


def _languages(told: Any) -> tuple[str, ...] | None:
    given = _strings(told, LANGUAGES_MAX)
    return None if given is None else tuple(one for one in given if is_language(one))


def _regions(told: Any) -> tuple[str, ...] | None:
    given = _strings(told, REGIONS_MAX)
    return None if given is None else tuple(one for one in given if REGION_CHARACTERS.issuperset(one))


def is_language(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.islower()


READERS: dict[str, Callable[[Any], Any]] = {
    "before_text": _text,
    "after_text": _text,
    "content_notes": _text,
    "kind": lambda told: OfferKind(told) if isinstance(told, str) and told in set(OfferKind) else None,
    "discipline": lambda told: Discipline(told) if isinstance(told, str) and told in set(Discipline) else None,
    "language": _one_of(SPOKEN),
    "performance_mode": _one_of(MODES),
    "duration_min": lambda told: whole(told, least=1, most=MINUTES_MAX),
    "pupils_per_free_companion": lambda told: whole(told, most=1_000),
    "max_seats_per_school": lambda told: whole(told, least=1),
    "by_agreement": lambda told: told if isinstance(told, bool) else None,
    "levels": _levels,
    "languages": _languages,
    "regions": _regions,
    "available_from": calendar_day,
    "available_to": calendar_day,
}
OPEN = frozenset({"max_seats_per_school", "available_from", "available_to"})
