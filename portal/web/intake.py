"""What comes in, before any view sees it: text that both databases can hold, and numbers that they can look for.

PostgreSQL stores and compares no NUL, and SQLite takes no number above 64 bits; without this each view would have to
know, and the one that forgot would answer with a 500.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORM_MAX_BYTES = 1_000_000
ROW_ID_MAX = 2**63 - 1
NUL_WRITTEN = re.compile("%00|\0")
UNREADABLE = "%EF%BF%BD"
"""U+FFFD, as a browser shows what it can't read. With it a path or search finds nothing, in the words of its page."""


class RowId(IntegerConverter):
    """`<int:...>` in an address: more than a database can number is simply not there."""

    def __init__(self, map: Map, max: int = ROW_ID_MAX, **options: Any) -> None:  # noqa: A002 - their names.
        super().__init__(map, max=max, **options)


def row_id(text: str) -> int:
    """For `request.args.get(name, type=row_id)`: an id that both databases can look for; ValueError for others."""
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > ROW_ID_MAX:
        raise ValueError(text)
    return int(text)


class WithoutNul:
    """WSGI middleware: no NUL in path or query."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if "\0" in environ.get("PATH_INFO", ""):
            environ["PATH_INFO"] = environ["PATH_INFO"].replace(
                "\0", "\xef\xbf\xbd"
            )  # UTF-8 read as Latin-1, PEP 3333.
        if NUL_WRITTEN.search(environ.get("QUERY_STRING", "")):
            environ["QUERY_STRING"] = NUL_WRITTEN.sub(UNREADABLE, environ["QUERY_STRING"])
        return self.app(environ, start_response)


def _refuse_large_forms() -> None:
    """Only files may be large: they are kept on disk while they come in, a form without files is read into memory."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = FORM_MAX_BYTES


def _refuse_nul_in_forms() -> None:
    """No keyboard types one: 400. The API reads no forms, and says itself which field of its JSON is wrong."""
    if request.blueprint is None or request.path.startswith("/api/") or request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if any("\0" in name or "\0" in value for name, value in request.form.items(multi=True)):
        abort(400)


def init_app(app: Flask) -> None:
    """Call it before the features, whose addresses are read with the converters of that moment, and before what reads
    forms."""
    app.url_map.converters["int"] = RowId
    app.wsgi_app = WithoutNul(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_refuse_large_forms)
    app.before_request(_refuse_nul_in_forms)
