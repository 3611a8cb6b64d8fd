"""Who calls: a bearer token is a person, and every call counts towards a limit."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from portal.accounts.privacy.noting import API_CALLER
from portal.accounts.queries import Person, person_for_token
from portal.extensions import csrf, db, limiter
from portal.web.limits import refuse_guessing

P = ParamSpec("P")

PREFIX = "/api/v1"
TOKEN_LIMIT = "600 per minute"  # noqa: S105 - a limit, not a token.
ADDRESS_LIMIT = "300 per minute"
BODY_MAX_BYTES = 1_000_000
"""The largest run of the game is some 40 kB."""


def api_blueprint(name: str) -> Blueprint:
    """A blueprint under /api/v1: limited, and without form tokens, since no cookie is looked at."""
    blueprint = Blueprint(name, f"portal.api.{name}", url_prefix=PREFIX)
    csrf.exempt(blueprint)
    # Shared: the promise is about all calls of a caller together, not about each of the calls.
    limiter.shared_limit(_limit, scope="api", key_func=_caller)(blueprint)
    blueprint.before_request(_refuse_large_bodies)
    return blueprint


def _refuse_large_bodies() -> None:
    request.max_content_length = BODY_MAX_BYTES


def _token() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _somebody() -> Person | None:
    """Whose token came along; None without one, and for one that nobody has. Looked up once a request."""
    if API_CALLER not in request.environ:
        token = _token()
        request.environ[API_CALLER] = person_for_token(db.session, token) if token else None
    found: Person | None = request.environ[API_CALLER]
    return found


def _limit() -> str:
    return TOKEN_LIMIT if _somebody() else ADDRESS_LIMIT


def _caller() -> str:
    """What calls are counted under. A digest, so that no token stands in a shared cache.

    Only a token that is known counts by itself: with a new invention for every call there would be no limit at all.
    """
    token = _token()
    if token is None or _somebody() is None:
        return f"address:{get_remote_address()}"
    return f"token:{hashlib.sha256(token.encode()).hexdigest()}"


def with_token(
    view: Callable[Concatenate[Person, P], ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Call the view with the person of the token; 401 without one, and an unknown one counts as a wrong guess."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        somebody = _somebody()
        if somebody is None:
            if _token():
                refuse_guessing("token")
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "foyer"}))
        return view(somebody, *args, **kwargs)

    return checked


def needs(allowed: object) -> None:
    """403 unless `allowed`: the caller is known, and this is not theirs to do."""
    if not allowed:
        abort(403)
