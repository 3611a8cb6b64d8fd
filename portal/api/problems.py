"""Problem documents (RFC 9457) of the API: one shape for a body that is wrong, one for a refusal."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from portal.bookings.errors import InvalidGroups
from portal.errors import Refusal
from portal.web.refusals import page_of, problem

M = TypeVar("M", bound=BaseModel)

REASONS = {
    "missing": "is missing",
    "too_few": "is less than {limit}",
    "too_many": "is more than {limit}",
    "too_long": "is longer than {limit} characters",
    "unknown": "is not known",
}


class InvalidBody(Exception):
    """What was sent can't be right. `errors`: (field, code, message), all of them."""

    def __init__(self, errors: Iterable[tuple[str, str, str]]) -> None:
        super().__init__()
        self.errors = tuple(errors)


def answer_with_problems(blueprint: Blueprint) -> None:
    """Refusals and wrong bodies of this blueprint become problem documents."""
    blueprint.register_error_handler(Refusal, _refused)
    blueprint.register_error_handler(InvalidBody, _invalid)


def body(model: type[M]) -> M:
    """The JSON body of this request as a model.

    Raises:
        InvalidBody: fields are missing, wrong or unknown; each is named.
    """
    sent = _sent_as_json()
    if nul := tuple(_with_nul(_parsed(sent))):
        raise InvalidBody((field, "nul", "holds a NUL character") for field in nul)
    try:
        return model.model_validate_json(sent)
    except ValidationError as error:
        raise InvalidBody(
            (".".join(str(step) for step in one["loc"]) or "body", one["type"], one["msg"]) for one in error.errors()
        ) from error


def _sent_as_json() -> bytes:
    if not request.is_json:
        raise UnsupportedMediaType
    return request.get_data()


def _parsed(sent: bytes) -> object:
    """What stands in a JSON text; 400 for what is none, since that is no wrong field.

    Not `request.get_json`: the parser of the standard library falls over a body of brackets within brackets.
    """
    try:
        found: object = from_json(sent)
    except ValueError as error:
        raise BadRequest from error
    return found


def _with_nul(value: object, at: str = "") -> Iterator[str]:
    """The fields whose text or name holds a NUL, which no database of ours stores."""
    if isinstance(value, str) and "\0" in value:
        yield at or "body"
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _with_nul(one, f"{at}.{number}" if at else f"{number}")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _with_nul(name, at)
            yield from _with_nul(one, f"{at}.{name}" if at else name)


def _invalid(error: InvalidBody) -> ResponseReturnValue:
    return _fields(error.errors)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if isinstance(refusal, InvalidGroups):
        return _fields(
            (one.field, one.reason, REASONS[one.reason].format(limit=one.limit)) for one in refusal.problems
        )
    page = page_of(refusal)
    facts = {name: _plain(value) for name, value in refusal.facts().items()}
    return problem(page.status, refusal.code, page.title, page.text, **facts)


def _fields(errors: Iterable[tuple[str, str, str]]) -> Response:
    listed = [{"field": field, "code": code, "message": message} for field, code, message in errors]
    named = ", ".join(dict.fromkeys(one["field"] for one in listed))
    return problem(422, "invalid", "Niet alles is juist ingevuld", f"Kijk na: {named}.", errors=listed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
