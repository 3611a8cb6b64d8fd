"""Plain values against the models: every mistake becomes a Problem in plain words.

A pack with one broken question has other mistakes too, and its author wants to hear of all at once. So the
parts that are sound are kept beside the mistakes, for the lint to judge as far as it can.
"""

import copy
import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content import model
from content.model import KINDS, Pack
from content.problem import TOLD_MAX, Both, Problem, Wording
from content.where import Loc, point

UNKNOWN_KEY = Wording(
    "schema.unknown-key",
    nl=("de sleutel '{key}' bestaat hier niet.", "{hint}"),
    en=("the key '{key}' does not exist here.", "{hint}"),
)
MISSING = Wording(
    "schema.missing",
    nl=("'{key}' ontbreekt.", "{hint}"),
    en=("'{key}' is missing.", "{hint}"),
)
TOO_LONG = Wording(
    "schema.too-long",
    nl=(
        "'{key}' telt {found} tekens; hoogstens {limit} zijn achteraan in de klas te lezen.",
        "Kort de tekst in tot {limit} tekens.",
    ),
    en=(
        "'{key}' has {found} characters; at most {limit} can be read at the back of the class.",
        "Shorten the text to {limit} characters.",
    ),
)
TOO_SHORT = Wording(
    "schema.too-short",
    nl=("'{key}' is leeg of te kort.", "Vul minstens {limit} teken(s) in."),
    en=("'{key}' is empty or too short.", "Fill in at least {limit} character(s)."),
)
TOO_FEW = Wording(
    "schema.too-few",
    nl=("'{key}' telt er {found}; er moeten er minstens {limit} zijn.", "Vul aan tot {limit}."),
    en=("'{key}' has {found}; there must be at least {limit}.", "Add until there are {limit}."),
)
TOO_MANY = Wording(
    "schema.too-many",
    nl=("'{key}' telt er {found}; er mogen er hoogstens {limit} zijn.", "Hou er {limit} over."),
    en=("'{key}' has {found}; there may be at most {limit}.", "Keep {limit}."),
)
RANGE = Wording(
    "schema.range",
    nl=("'{key}' is {found}, en dat kan niet: {limit}.", "Kies een getal: {limit}."),
    en=("'{key}' is {found}, which can't be: {limit}.", "Choose a number: {limit}."),
)
PATTERN = Wording(
    "schema.pattern",
    nl=("'{found}' kan niet voor '{key}'.", "{hint}"),
    en=("'{found}' can't be a '{key}'.", "{hint}"),
)
CHOICE = Wording(
    "schema.choice",
    nl=("'{found}' kan niet voor '{key}'.", "Kies uit: {choices}."),
    en=("'{found}' can't be a '{key}'.", "Choose from: {choices}."),
)
TYPE = Wording(
    "schema.type",
    nl=("'{key}' heeft de verkeerde vorm.", "Schrijf hier {wanted}."),
    en=("'{key}' has the wrong shape.", "Write {wanted} here."),
)
OTHER = Wording(
    "schema.invalid",
    nl=("'{key}' klopt niet ({reason}).", "Kijk naar een pakket van 'foyer pack new'."),
    en=("'{key}' is not right ({reason}).", "Look at a pack made by 'foyer pack new'."),
)

LONGEST_KEY = 40

REMEDIES = {
    "because": Both(
        "Schrijf waarom, ook bij een fout antwoord: daarvan leert de klas.",
        "Write why, for a wrong answer too: that is what the class learns from.",
    ),
    "alt": Both(
        "Zeg in een paar woorden wat er te zien is, voor wie het beeld niet ziet.",
        "Say in a few words what is to be seen, for who can't see the picture.",
    ),
    "caption": Both(
        "Zeg in een paar woorden wat er te horen is, voor wie het niet hoort.",
        "Say in a few words what is to be heard, for who can't hear it.",
    ),
    "kind": Both("Kies uit: seat, flies, choices.", "Choose from: seat, flies, choices."),
    "format": Both('Schrijf "format": 1 bovenaan.', 'Write "format": 1 at the top.'),
}
PATTERNS = {
    "version": Both("Schrijf drie getallen, zoals 1.0.0.", "Write three numbers, such as 1.0.0."),
    "id": Both(
        "Gebruik kleine letters, cijfers en '-' of '_', zoals 'wachten-in-de-foyer'.",
        "Use small letters, digits and '-' or '_', such as 'waiting-in-the-foyer'.",
    ),
    "locale": Both("Schrijf een taalcode, zoals nl, fr of nl-BE.", "Write a language code, such as nl or fr."),
}
SHAPES = {
    "string": Both('tekst tussen aanhalingstekens: "..."', 'text in quotation marks: "..."'),
    "int": Both("een geheel getal, zonder aanhalingstekens", "a whole number, without quotation marks"),
    "float": Both("een getal, zonder aanhalingstekens", "a number, without quotation marks"),
    "bool": Both("true of false", "true or false"),
    "tuple": Both("een lijst: [ ... ]", "a list: [ ... ]"),
    "dict": Both("een blok: { ... }", "a block: { ... }"),
    "model": Both("een blok: { ... }", "a block: { ... }"),
}
LIMITS = {
    "greater_than_equal": ("ge", Both("minstens {}", "at least {}")),
    "less_than_equal": ("le", Both("hoogstens {}", "at most {}")),
    "greater_than": ("gt", Both("meer dan {}", "more than {}")),
    "less_than": ("lt", Both("minder dan {}", "less than {}")),
}
COLLECTIONS = ("themes", "inspirations", "concepts", "items", "scenes", "pairs", "guesses")
# What stands in for a broken line at the top while the rest is linted.
STAND_INS = {"format": 1, "id": "pakket", "version": "0.0.0", "title": "-", "locales": ["nl"]}


@dataclass(frozen=True)
class Validated:
    """What the models made of a pack: the whole of it, or the sound parts and what is wrong with the others."""

    pack: Pack | None
    """None when not even a part could be saved."""
    problems: tuple[Problem, ...] = ()
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Per collection the index in the file of each element that was kept."""
    lost_ids: frozenset[str] = frozenset()
    """Ids of the parts that were left out; a reference to one of these is not dangling."""
    is_whole: bool = True
    """Nothing was left out; at most unknown keys were taken away."""


def validate(tree: Mapping[str, Any]) -> Validated:
    """Judge plain values; the result tells every mistake."""
    try:
        return Validated(_strict(tree))
    except ValidationError as error:
        mistakes = [mistake for mistake in error.errors(include_url=False) if not _is_echo(mistake)]
    problems = tuple(_problem(tree, mistake) for mistake in mistakes[:TOLD_MAX])
    return _with_sound_parts(tree, [(_loc(mistake["loc"]), mistake["type"]) for mistake in mistakes], problems)


def _strict(tree: Mapping[str, Any]) -> Pack:
    # By way of JSON, because pydantic's strict mode then knows that a list may be a tuple and a text an enum,
    # and still refuses "5" for 5, as the JSON Schema does.
    return Pack.model_validate_json(json.dumps(tree), strict=True)


def _is_echo(mistake: ErrorDetails) -> bool:
    """pydantic counts only the elements that are right, so two answers, one of them broken, are "too few"."""
    return mistake["type"] == "too_short" and len(mistake["input"]) >= mistake["ctx"]["min_length"]


def _with_sound_parts(
    tree: Mapping[str, Any], mistakes: Sequence[tuple[Loc, str]], problems: tuple[Problem, ...]
) -> Validated:
    sound = copy.deepcopy(dict(tree))
    broken: set[tuple[str, int]] = set()
    is_whole = True
    unknown = [loc for loc, kind in mistakes if kind == "extra_forbidden"]
    for loc in unknown:
        _remove(sound, loc)
    for loc in (loc for loc, kind in mistakes if kind != "extra_forbidden"):
        if len(loc) > 1 and loc[0] in COLLECTIONS and isinstance(loc[1], int):
            broken.add((str(loc[0]), loc[1]))
        elif loc:
            _stand_in(sound, str(loc[0]))
            is_whole = False
    kept = {}
    for name in COLLECTIONS:
        if isinstance(parts := sound.get(name), list):
            kept[name] = tuple(index for index in range(len(parts)) if (name, index) not in broken)
            sound[name] = [parts[index] for index in kept[name]]
    lost = frozenset(_ids(tree[name][index] for name, index in broken))
    try:
        return Validated(_strict(sound), problems, MappingProxyType(kept), lost, is_whole and not broken)
    except ValidationError:
        return Validated(None, problems, is_whole=False)


def _remove(tree: Any, loc: Loc) -> None:
    for step in loc[:-1]:
        tree = tree[step]
    tree.pop(loc[-1], None)


def _stand_in(tree: dict[str, Any], key: str) -> None:
    tree.pop(key, None)
    if key in STAND_INS:
        tree[key] = STAND_INS[key]


def _ids(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Mapping) and isinstance(part.get("id"), str):
            yield part["id"]


def _loc(loc: tuple[int | str, ...]) -> Loc:
    """The place in the file: without the scene kind and the marks that pydantic adds of its own."""
    steps = [step for step in loc if step != "[key]"]
    if len(steps) > 2 and steps[0] == "scenes" and steps[2] in KINDS:
        del steps[2]
    return tuple(steps)


def _problem(tree: Mapping[str, Any], mistake: ErrorDetails) -> Problem:
    loc, kind, context = _loc(mistake["loc"]), mistake["type"], mistake.get("ctx", {})
    key = str(next((step for step in reversed(loc) if isinstance(step, str)), "pack.json"))
    found = mistake["input"]
    match kind:
        case "missing":
            return point(MISSING, tree, loc, key=key, hint=_missing_hint(key))
        case "extra_forbidden":
            return point(UNKNOWN_KEY, tree, loc, key=key, hint=_key_hint(key))
        case "string_too_long":
            return point(TOO_LONG, tree, loc, key=key, found=len(found.strip()), limit=context["max_length"])
        case "string_too_short":
            return point(TOO_SHORT, tree, loc, key=key, limit=context["min_length"])
        case "too_short":
            return point(TOO_FEW, tree, loc, key=key, found=len(found), limit=context["min_length"])
        case "too_long":
            return point(TOO_MANY, tree, loc, key=key, found=len(found), limit=context["max_length"])
        case "string_pattern_mismatch":
            return point(PATTERN, tree, loc, key=key, found=found, hint=_pattern_hint(context["pattern"]))
        case "literal_error" | "enum":
            return point(CHOICE, tree, loc, key=key, found=str(found), choices=_choices(context["expected"]))
        case "union_tag_not_found":
            return point(MISSING, tree, (*loc, "kind"), key="kind", hint=REMEDIES["kind"])
        case "union_tag_invalid":
            choices = _choices(context["expected_tags"])
            return point(CHOICE, tree, (*loc, "kind"), key="kind", found=str(context["tag"]), choices=choices)
    if kind in LIMITS:
        return point(RANGE, tree, loc, key=key, found=str(found), limit=_limit(kind, context))
    if (shape := SHAPES.get(kind.split("_")[0])) is not None:
        return point(TYPE, tree, loc, key=key, wanted=shape)
    return point(OTHER, tree, loc, key=key, reason=mistake["msg"])


def _missing_hint(key: str) -> Both:
    return REMEDIES.get(key) or Both(f"Vul '{key}' in.", f"Fill in '{key}'.")


def _key_hint(key: str) -> Both:
    """The key that was probably meant; a typing mistake is by far the most common cause."""
    meant = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.7) if len(key) <= LONGEST_KEY else []
    if meant:
        return Both(
            f"Bedoelde je '{meant[0]}'? Haal de sleutel anders weg.", f"Did you mean '{meant[0]}'? Else remove it."
        )
    return Both("Haal deze sleutel weg.", "Remove this key.")


def _pattern_hint(pattern: str) -> Both:
    if "A-Z" in pattern:
        return PATTERNS["locale"]
    return PATTERNS["version" if r"\d" in pattern else "id"]


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _limit(kind: str, context: Mapping[str, Any]) -> Both:
    name, words = LIMITS[kind]
    return Both(words.nl.format(context[name]), words.en.format(context[name]))


def _keys() -> frozenset[str]:
    """Every key that some part of a pack may have."""
    models = (part for part in vars(model).values() if isinstance(part, type) and issubclass(part, BaseModel))
    return frozenset(key for part in models for key in part.model_fields)


KEYS = _keys()
