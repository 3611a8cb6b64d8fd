"""Older pack formats, brought up to date one pure step at a time.

Format 1 is the first, so the table is empty; a next format adds the step that leads to it. A step gets the
plain dict of its own format and returns a new one of the next, without touching what it was given.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from content.files import PACK_JSON
from content.model import FORMAT
from content.problem import PackError, Wording

Step = Callable[[Mapping[str, Any]], dict[str, Any]]

STEPS: Mapping[int, Step] = MappingProxyType({})
"""Old format number -> the step that makes the next format of it."""

NEWER = Wording(
    "format.newer",
    nl=(
        "Dit pakket is gemaakt voor een nieuwere Foyer: formaat {found}, en deze Foyer kent tot {newest}.",
        "Werk Foyer bij, of vraag de maker om het pakket in formaat {newest} te bewaren.",
    ),
    en=(
        "This pack was made for a newer Foyer: format {found}, and this Foyer knows up to {newest}.",
        "Update Foyer, or ask the maker to save the pack in format {newest}.",
    ),
)
UNKNOWN = Wording(
    "format.unknown",
    nl=("Een pakket van formaat {found} bestaat niet.", 'Schrijf "format": {newest} bovenaan in pack.json.'),
    en=("There is no pack format {found}.", 'Write "format": {newest} at the top of pack.json.'),
)


def upgrade(pack: Mapping[str, Any], *, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT) -> dict[str, Any]:
    """`pack` in format `newest`. A missing or odd `format` is left for the model to name.

    Raises:
        PackError: a format that is newer than we know, or that never was.
    """
    current = dict(pack)
    while (found := _format(current)) is not None and found != newest:
        if found > newest:
            raise PackError([NEWER.at(PACK_JSON, "format", found=found, newest=newest)])
        if found not in steps:
            raise PackError([UNKNOWN.at(PACK_JSON, "format", found=found, newest=newest)])
        current = {**steps[found](current), "format": found + 1}
    return current


def _format(pack: Mapping[str, Any]) -> int | None:
    found = pack.get("format")
    return found if isinstance(found, int) and not isinstance(found, bool) else None
