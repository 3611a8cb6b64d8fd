"""Saying where in a pack something is: as a path for a program, and in words for who wrote it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from content.files import PACK_JSON
from content.problem import Fact, Problem, Wording, shown

Loc = tuple[str | int, ...]
"""Keys and indexes from the top of pack.json down, as pydantic gives them."""

NOUNS = {
    "concepts": ("begrip", "concept"),
    "items": ("vraag", "question"),
    "scenes": ("scène", "scene"),
    "dilemmas": ("dilemma", "dilemma"),
    "options": ("antwoord", "answer"),
    "themes": ("thema", "theme"),
    "inspirations": ("inspiratie", "inspiration"),
    "sets": ("decorstuk", "set piece"),
    "changes": ("wissel", "change"),
    "places": ("plan", "plan"),
    "troubles": ("voorval", "trouble"),
    "helpers": ("helper", "helper"),
    "steps": ("stap", "step"),
    "roads": ("weg", "road"),
}


def spelled(loc: Loc) -> str:
    """`items[3].options[0].because`"""
    path = ""
    for step in loc:
        path += f"[{step}]" if isinstance(step, int) else f".{shown(step)}"
    return path.removeprefix(".")


def point(wording: Wording, tree: Mapping[str, Any], loc: Loc, /, **facts: Fact) -> Problem:
    """The problem of `wording` at `loc`, its message led by the part of the pack that is meant.

    Wordings used here start small, because they follow a colon: "Vraag 'gong-1', antwoord 2: ...".
    """
    problem = wording.at(PACK_JSON, spelled(loc), **facts)
    message = _led(_place(tree, loc, 0), problem.message)
    english = _led(_place(tree, loc, 1), problem.english[0])
    return replace(problem, message=message, english=(english, problem.english[1]))


def _led(place: str, message: str) -> str:
    text = f"{place}: {message}" if place else message
    return text[:1].upper() + text[1:]


def _place(tree: Mapping[str, Any], loc: Loc, language: int) -> str:
    named = []
    for part, collection, index in _steps(tree, loc):
        if collection in NOUNS:
            name = part.get("id") if isinstance(part, Mapping) else None
            which = f"'{shown(name)}'" if isinstance(name, str) else str(index + 1)
            named.append(f"{NOUNS[collection][language]} {which}")
    return ", ".join(named)


def _steps(tree: object, loc: Loc) -> Iterator[tuple[Any, str, int]]:
    """Each list element on the way to `loc`, with the name of its list and its place in it."""
    here, name = tree, ""
    for step in loc:
        if isinstance(step, int):
            if not isinstance(here, Sequence) or isinstance(here, str) or step >= len(here):
                return
            here = here[step]
            yield here, name, step
        else:
            if not isinstance(here, Mapping):
                return
            here, name = here.get(step), step


def values(tree: object) -> list[tuple[Loc, Any]]:
    """Every value in the tree with its place, from the top down."""
    found: list[tuple[Loc, Any]] = []
    _collect(tree, (), found)
    return found


def _collect(here: object, loc: Loc, found: list[tuple[Loc, Any]]) -> None:
    # Into one list: a generator inside a generator for each level took ten times as long.
    found.append((loc, here))
    if isinstance(here, dict):
        for key, value in here.items():
            _collect(value, (*loc, key), found)
    elif isinstance(here, list):
        for index, value in enumerate(here):
            _collect(value, (*loc, index), found)
