"""The blueprint of the pupils' pages: those in front of the book (`routes`) and those of the open book (`book`)."""

from flask import Blueprint, Response

blueprint = Blueprint("reader", __name__, template_folder="../templates")


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    """Pages of pupils stay out of the browser's cache: a tablet goes from hand to hand, and a page that "back"
    takes from the cache would be one the portal doesn't know is open. Pictures may stay."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
