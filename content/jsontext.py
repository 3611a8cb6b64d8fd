"""The text of pack.json as plain Python values, stricter than `json` alone.

`json.loads` keeps the last of two equal keys, accepts NaN, and recurses as deep as the file likes.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from content.problem import PackError, Problem, Wording

NESTING_MAX = 40

# A string, also one that is never closed, is stepped over whole; possessive, so that nothing is tried twice.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)

NOT_TEXT = Wording(
    "json.encoding",
    nl=("'{file}' is geen UTF-8-tekst (byte {byte}).", "Bewaar het bestand opnieuw als UTF-8."),
    en=("'{file}' is not UTF-8 text (byte {byte}).", "Save the file again as UTF-8."),
)
NOT_JSON = Wording(
    "json.syntax",
    nl=(
        "'{file}' is geen geldige JSON: regel {line}, kolom {column}.",
        "Kijk op die plaats naar een vergeten komma, aanhalingsteken of haakje.",
    ),
    en=(
        "'{file}' is not valid JSON: line {line}, column {column}.",
        "Look there for a forgotten comma, quotation mark or bracket.",
    ),
)
DUPLICATE = Wording(
    "json.duplicate-key",
    nl=("De sleutel '{key}' staat twee keer in hetzelfde blok.", "Hou er een van de twee."),
    en=("The key '{key}' is in the same block twice.", "Keep one of the two."),
)
NOT_A_NUMBER = Wording(
    "json.number",
    nl=("'{number}' is geen getal dat in een pakket kan staan.", "Schrijf een gewoon getal."),
    en=("'{number}' is no number that a pack can hold.", "Write an ordinary number."),
)
TOO_DEEP = Wording(
    "json.too-deep",
    nl=(
        "De blokken in '{file}' zitten meer dan {limit} diep in elkaar.",
        "Een pakket is nooit zo diep: begin opnieuw.",
    ),
    en=("The blocks in '{file}' are nested more than {limit} deep.", "A pack is never that deep: start again."),
)
NOT_AN_OBJECT = Wording(
    "json.no-object",
    nl=("'{file}' moet met een accolade beginnen: {{ ... }}.", "Kijk naar een pakket van 'foyer pack new'."),
    en=("'{file}' must start with a curly bracket: {{ ... }}.", "Look at a pack made by 'foyer pack new'."),
)
HALF_A_CHARACTER = Wording(
    "json.character",
    nl=("In '{file}' staat een half teken (\\ud800 tot \\udfff).", "Typ het teken opnieuw."),
    en=("'{file}' holds half a character (\\ud800 to \\udfff).", "Type the character again."),
)


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_object(data: bytes, file: str) -> dict[str, Any]:
    """The object that `data` spells out; a byte order mark is passed over.

    Raises:
        PackError: not UTF-8, not JSON, or JSON that could be read in two ways.
    """
    text = _text(data, file)
    if _nesting(text) > NESTING_MAX:
        raise PackError([TOO_DEEP.at(file, file=file, limit=NESTING_MAX)])
    repeated: list[Problem] = []
    try:
        value = _parsed(text, file, repeated)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise PackError([NOT_JSON.at(file, file=file, line=error.lineno, column=error.colno)]) from error
    except UnicodeEncodeError as error:
        raise PackError([HALF_A_CHARACTER.at(file, file=file)]) from error
    except _Refused as refused:
        raise PackError([refused.problem]) from refused
    if repeated:
        raise PackError(repeated)
    if not isinstance(value, dict):
        raise PackError([NOT_AN_OBJECT.at(file, file=file)])
    return value


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError([NOT_TEXT.at(file, file=file, byte=error.start)]) from error


def _nesting(text: str) -> int:
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        first = token.group()[0]
        if first in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif first in "]}":
            depth -= 1
    return deepest


def _parsed(text: str, file: str, repeated: list[Problem]) -> object:
    def block(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    repeated.append(DUPLICATE.at(file, key=key))
                seen.add(key)
        return found

    def refuse(number: str) -> float:
        raise _Refused(NOT_A_NUMBER.at(file, number=number))

    def whole(number: str) -> int:
        # More digits than any pack needs, and than int() likes to read.
        return int(number) if len(number) <= 18 else int(refuse(number))

    def broken(number: str) -> float:
        value = float(number)
        return value if math.isfinite(value) else refuse(number)

    return json.loads(text, object_pairs_hook=block, parse_constant=refuse, parse_int=whole, parse_float=broken)
