"""A picture of a title as an answer."""

from flask import Response, abort

from portal.extensions import db
from portal.library.epub.pictures import SMALL
from portal.library.titles.queries import cover_file, title_file

DRAWING_POLICY = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def picture_response(title_id: int, name: str) -> Response:
    found = title_file(db.session, title_id, name)
    if found is None and name.endswith(SMALL):
        # A title of before covers had a small version.
        found = cover_file(db.session, title_id)
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=found.media_type)
    # A drawing that is opened by itself is a document: it may draw and do nothing else.
    response.headers["Content-Security-Policy"] = DRAWING_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    # The name is a digest of the picture's place in this very file, so its content never changes.
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response
