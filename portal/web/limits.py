"""Rate limits of wrong guesses.

Known codes and right passwords are not counted: a whole school shares one address, and forty classes that
open their visit on Monday morning are not an attack. What is limited is being wrong.
"""

from flask import current_app
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from portal.extensions import limiter

WRONG_GUESSES = RateLimitItemPerMinute(20)
"""Unknown visit codes or failed log-ins a minute per address (the promise of the API)."""


def refuse_guessing(what: str) -> None:
    """Count one wrong guess of this address; from the 21st within a minute on, 429."""
    if not current_app.config.get("RATELIMIT_ENABLED", True):
        return
    if not limiter.limiter.hit(WRONG_GUESSES, "wrong", what, get_remote_address()):
        # A whole minute: the window slides, and who comes back sooner only finds it shut again.
        raise TooManyRequests(retry_after=60)
