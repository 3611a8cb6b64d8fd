"""The words of UiTdatabank and of people's sheets, and ours for them."""

import re

from portal.accounts.models import ClassLevel as L
from portal.offers.models import Discipline, OfferKind
from portal.offers.text import fold

NIL_PLACE = "00000000-0000-0000-0000-000000000000"
"""The place of what happens online."""
WHERE_AGREED = "c3f9278e-228b-4199-8f9a-b9716a17e58f"
PLACES_TO_AGREE = frozenset({WHERE_AGREED, "3b92c85b-a923-4895-85f5-ed056dae11e2"})
"""Stand-ins for "in agreement with the school", of the live and the test database."""

PROVINCES = {
    "01000": "brussel",
    "10000": "antwerpen",
    "20001": "vlaams-brabant",
    "30000": "west-vlaanderen",
    "40000": "oost-vlaanderen",
    "70000": "limburg",
}
"""Provinces, and the region of Brussels, by their code."""
WORDS = (
    ("figuren", Discipline.PUPPETRY),
    ("poppen", Discipline.PUPPETRY),
    ("object", Discipline.PUPPETRY),
    ("circus", Discipline.CIRCUS),
    ("muziektheater", Discipline.MUSIC_THEATRE),
    ("musical", Discipline.MUSIC_THEATRE),
    ("opera", Discipline.MUSIC_THEATRE),
    ("theater", Discipline.THEATRE),
    ("toneel", Discipline.THEATRE),
    ("dans", Discipline.DANCE),
    ("film", Discipline.FILM),
    ("concert", Discipline.MUSIC),
    ("muziek", Discipline.MUSIC),
    ("literatuur", Discipline.LITERATURE),
    ("lezing", Discipline.LITERATURE),
    ("beeldend", Discipline.VISUAL_ARTS),
    ("kunst", Discipline.VISUAL_ARTS),
    ("erfgoed", Discipline.HERITAGE),
    ("geschiedenis", Discipline.HERITAGE),
)
"""How a discipline sounds in the label of a term or in a cell; the first one that is met counts."""
KINDS = (
    ("voorstelling", OfferKind.PERFORMANCE),
    ("concert", OfferKind.PERFORMANCE),
    ("workshop", OfferKind.WORKSHOP),
    ("atelier", OfferKind.WORKSHOP),
    ("rondleiding", OfferKind.TOUR),
    ("bezoek", OfferKind.TOUR),
    ("film", OfferKind.FILM),
    ("vorming", OfferKind.TRAINING),
    ("nascholing", OfferKind.TRAINING),
)

LAGER = (L.LAGER_1, L.LAGER_2, L.LAGER_3)
SECUNDAIR = (L.SECUNDAIR_1, L.SECUNDAIR_2, L.SECUNDAIR_3)
PREFIX = "cultuurkuur_"
_BASIC, _ORDINARY = "gewoon-basisonderwijs", "voltijds-gewoon-secundair-onderwijs"
LABELS: dict[str, tuple[tuple[L, ...], str]] = {
    _BASIC: ((L.KLEUTER, *LAGER), ""),
    "gewoon-kleuteronderwijs": ((L.KLEUTER,), _BASIC),
    "kleuter-2-3-jaar": ((L.KLEUTER,), _BASIC),
    "kleuter-3-4-jaar": ((L.KLEUTER,), _BASIC),
    "kleuter-4-5-jaar": ((L.KLEUTER,), _BASIC),
    "gewoon-lager-onderwijs": (LAGER, _BASIC),
    "1ste-graad": ((L.LAGER_1,), "gewoon-lager-onderwijs"),
    "2de-graad": ((L.LAGER_2,), "gewoon-lager-onderwijs"),
    "3de-graad": ((L.LAGER_3,), "gewoon-lager-onderwijs"),
    "onthaalonderwijs-voor-anderstalige-nieuwkomers (okan)": ((L.OKAN,), _BASIC),
    "buitengewoon-basisonderwijs": ((L.BUITENGEWOON_BASIS,), ""),
    "buitengewoon-kleuteronderwijs": ((L.BUITENGEWOON_BASIS,), ""),
    "buitengewoon-lager-onderwijs": ((L.BUITENGEWOON_BASIS,), ""),
    _ORDINARY: (SECUNDAIR, ""),
    "eerste-graad": ((L.SECUNDAIR_1,), _ORDINARY),
    "tweede-graad": ((L.SECUNDAIR_2,), _ORDINARY),
    "derde-graad": ((L.SECUNDAIR_3,), _ORDINARY),
    "secundair-na-secundair-(se-n-se)": ((L.SECUNDAIR_3,), _ORDINARY),
    "onthaalonderwijs-voor-anderstalige-nieuwkomers-okan": ((L.OKAN,), _ORDINARY),
    "buitengewoon-secundair-onderwijs": ((L.BUITENGEWOON_SECUNDAIR,), ""),
    "deeltijds-leren-en-werken": ((L.SECUNDAIR_2, L.SECUNDAIR_3), ""),
}
"""The levels of a label, and the broader label that it makes more precise. Higher, adult and part-time art education
are no school classes here and have no levels."""


def levels_of_labels(labels: list[str]) -> set[L]:
    """The levels that labels stand for. A parent counts only where none of its children is there."""
    known = {_known(label.lower().removeprefix(PREFIX)) for label in labels if label.lower().startswith(PREFIX)}
    known.discard("")
    told = set(known)
    for name in known:
        parent = LABELS[name][1]
        while parent:
            told.discard(parent)
            parent = LABELS[parent][1]
    return {level for name in told for level in LABELS[name][0]}


def _known(name: str) -> str:
    """The label itself, or the degree that its stream or finality belongs to."""
    if name in LABELS:
        return name
    return next((head for head in ("eerste-graad", "tweede-graad", "derde-graad") if name.startswith(head)), "")


_REGION = re.compile(r"werkingsregio_(provincie_)?nis-([0-9]{5})[a-z]?")


def regions_of_labels(labels: list[str]) -> list[str]:
    """The working regions that labels name, in order: provinces as "prv-antwerpen", municipalities as "nis-13040"."""
    found = (_REGION.fullmatch(label.lower().removeprefix(PREFIX)) for label in labels)
    return list(dict.fromkeys(region_of(one[2]) for one in found if one))


def region_of(code: str) -> str:
    """A NIS code as the filter writes it."""
    return f"prv-{PROVINCES[code]}" if code in PROVINCES else f"nis-{code}"


def discipline_in(text: str) -> Discipline | None:
    folded = fold(text)
    return next((discipline for word, discipline in WORDS if word in folded), None)


def kind_in(text: str) -> OfferKind | None:
    folded = fold(text)
    return next((kind for word, kind in KINDS if word in folded), None)


LEVEL_WORDS = (
    (re.compile(r"kleuter"), (L.KLEUTER,)),
    (re.compile(r"buitengewoon.*(secundair|buso)|buso"), (L.BUITENGEWOON_SECUNDAIR,)),
    (re.compile(r"buitengewoon|bubao"), (L.BUITENGEWOON_BASIS,)),
    (re.compile(r"okan"), (L.OKAN,)),
)


def levels_in(text: str) -> set[L] | None:
    """Levels from a cell: our own words, or "2e graad lager", "secundair 3"; None when one is unclear."""
    found: set[L] = set()
    for part in filter(None, (fold(piece).strip() for piece in re.split(r"[,;/+]| en ", text))):
        if (some := _one_level(part)) is None:
            return None
        found.update(some)
    return found


def _one_level(part: str) -> tuple[L, ...] | None:
    if part in set(L):
        return (L(part),)
    for pattern, levels in LEVEL_WORDS:
        if pattern.search(part):
            return levels
    stage = LAGER if "lager" in part else SECUNDAIR if re.search("secundair|middelbaar", part) else None
    degree = re.search(r"(?:graad\s*)?([123])\s*(?:e|ste|de)?\b", part)
    if stage is None:
        return None
    return (stage[int(degree[1]) - 1],) if degree else stage
