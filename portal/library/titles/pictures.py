"""A picture of a title as an answer."""

from flask import Response, abort

from portal.extensions import db
from portal.library.titles.queries import title_file


def picture_response(title_id: int, name: str) -> Response:
    found = title_file(db.session, title_id, name)
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=found.media_type)
    # The name is a digest of the picture's place in this very file, so its content never changes.
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response
