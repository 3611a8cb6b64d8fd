"""Where the addresses of this folder hang, and the answers that are the same for everybody."""

from flask import Blueprint, Response

FRESH_S = 60

blueprint = Blueprint("export", __name__, template_folder="templates")


def public(body: str | bytes, kind: str, *, fresh_s: int = FRESH_S) -> Response:
    """An answer that programs and pages of elsewhere may read, and keep for a while."""
    answer = Response(body, content_type=kind)
    answer.headers["Cache-Control"] = f"public, max-age={fresh_s}"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
