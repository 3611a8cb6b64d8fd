"""Actions and events as JSON: their `kind` plus their fields. Also the fingerprint of a state.

A journal comes from a file that somebody may have edited, so decoding checks every field and its type.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, get_type_hints

from pydantic import BaseModel

from game.rules import activity, probe, recall, run
from game.rules.activity import Action, Event

_ACTIONS: tuple[type[Action], ...] = (
    activity.Advance,
    activity.GoOn,
    activity.Hint,
    activity.Together,
    *(action for rules in run.RULES.values() for action in rules.ACTIONS),
    recall.Answer,
    run.EnterScene,
    run.StartPlay,
    run.SkipScene,
    run.GoHome,
    run.SetLevel,
    run.SetInput,
    run.SetClassSize,
    run.SetTimed,
    run.SetCalm,
    run.SetMinutes,
    run.PlanScene,
    run.DropScene,
    probe.SetTally,
)

ACTIONS: Mapping[str, type[Action]] = MappingProxyType({action.kind: action for action in _ACTIONS})
"""Kind -> action; a kind in old journals is never given to another action."""


class BadAction(Exception):
    """The JSON is no action. `what` says which part."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def encode(value: Action | Event) -> dict[str, Any]:
    return {"kind": value.kind} | {field.name: plain(getattr(value, field.name)) for field in fields(value)}


def _fields(cls: type[Action]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def decode(data: object) -> Action:
    """The action that `encode` wrote. Raises BadAction."""
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise BadAction("no kind")
    cls = ACTIONS.get(data["kind"])
    if cls is None:
        raise BadAction(f"unknown kind {data['kind'][:40]!r}")
    expected = _fields(cls)
    if data.keys() - {"kind"} != expected.keys():
        raise BadAction(f"{cls.kind} has other fields")
    return cls(**{name: _read(cls.kind, name, kind, data[name]) for name, kind in expected.items()})


def _read(action: str, name: str, kind: Any, value: object) -> object:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if isinstance(value, str) and value in tuple(kind):
            return kind(value)
    elif type(value) is kind:  # not isinstance: true is no number here
        return value
    raise BadAction(f"{action}.{name} is no {getattr(kind, '__name__', kind)}")


def plain(value: object) -> Any:
    """The value in JSON's own types; what comes from the pack is named by its id."""
    if isinstance(value, BaseModel):
        return getattr(value, "id", None) or value.model_dump(mode="json")
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in fields(value) if not _is_unused(field, value)}
        return {name: plain(one) for name, one in told.items()}
    if isinstance(value, frozenset):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def _is_unused(field: Field[Any], owner: object) -> bool:
    return "later" in field.metadata and getattr(owner, field.name) == field.default


def fingerprint(value: object) -> str:
    """sha256 of a state, equal on every machine; the pack itself is known by its digest."""
    text = json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
