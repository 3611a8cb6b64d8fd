"""Who may see a page. Anonymous people are sent to log in; others get a 403 that says whom the page is for."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast
from urllib.parse import SplitResult, urlsplit

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts.queries import Person
from portal.settings import Settings

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def settings() -> Settings:
    return cast(Settings, current_app.extensions["foyer_settings"])


def person() -> Person:
    """The person signed in; call it in views behind one of the decorators."""
    return cast(Person, current_user._get_current_object())


def person_or_none() -> Person | None:
    return person() if current_user.is_authenticated else None


def _guarded(allowed: Callable[[Person], bool]) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            somebody = person_or_none()
            if somebody is None:
                return redirect(url_for("accounts.login", volgende=_here()), code=303)
            if not allowed(somebody):
                abort(403)
            return view(*args, **kwargs)

        return checked

    return decorate


def _here() -> str:
    """Where to go on after the log-in: this page, or for a form that was sent, the page it stood on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    parts = _parts(request.referrer)
    return safe_target(parts.path if parts else None)


def _parts(address: str | None) -> SplitResult | None:
    """An address in its parts; None for what is none, like "//[", on which `urlsplit` raises."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return None


def safe_target(target: str | None) -> str:
    """A path of this portal, or "/": an address of elsewhere would send people who log in to a stranger."""
    parts = _parts(target)
    # A backslash or a control character is read as a slash, or dropped, by browsers.
    if not target or parts is None or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return "/"
    return target if target.isprintable() and "\\" not in target else "/"


signed_in = _guarded(lambda somebody: True)
for_school = _guarded(lambda somebody: bool(somebody.schools))
for_centre = _guarded(lambda somebody: bool(somebody.centres))
for_editor = _guarded(lambda somebody: bool(somebody.edits))
for_booker = _guarded(lambda somebody: bool(somebody.handles))
for_door = _guarded(lambda somebody: bool(somebody.receives))
for_company = _guarded(lambda somebody: bool(somebody.companies))
for_library = _guarded(lambda somebody: bool(somebody.libraries))
for_admin = _guarded(lambda somebody: somebody.is_admin)
