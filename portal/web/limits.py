"""Rate limits of wrong guesses.

Known codes and right passwords are not counted: a whole school shares one address, and forty classes that
open their visit on Monday morning are not an attack. What is limited is being wrong.
"""

from flask import current_app
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from portal.extensions import limiter
from portal.web.tally import Tally

WRONG_GUESSES = RateLimitItemPerMinute(20)
"""Unknown visit codes or failed log-ins a minute per address (the promise of the API)."""

FLOOD = RateLimitItemPerMinute(100)
"""So many failed log-ins a minute from one address are no school that forgot its passwords. Beyond it nobody logs in
from there, or somebody who tries many accounts would still be told which try was right."""


WRONG_CODES = RateLimitItemPerHour(10)
"""Wrong codes of a second step an hour, for one account from anywhere: three of a million are right at any moment,
and who guesses has the password already."""

ANYWHERE = "anywhere"
"""In the place of an address: who guesses at one account from many is counted as one."""


def refuse_guessing(what: str, limit: RateLimitItem = WRONG_GUESSES) -> None:
    """Count one wrong guess of this address; from the one after `limit` on, 429."""
    if not current_app.config.get("RATELIMIT_ENABLED", True):
        return
    if not _counted(limit, what, get_remote_address()):
        raise _pause(limit)


def refuse_after_guessing(what: str, limit: RateLimitItem = WRONG_GUESSES, *, by: str | None = None) -> None:
    """429 for a right guess too once this address (or `by`) has guessed wrong too often.

    For secrets that are soon guessed: where only wrong guesses are refused, the right one would still get through.
    """
    if not current_app.config.get("RATELIMIT_ENABLED", True):
        return
    if not _has_room(limit, what, by or get_remote_address()):
        raise _pause(limit)


def refuse_flood(what: str) -> None:
    """429 for right and wrong alike once this address has been wrong far too often; see `FLOOD`."""
    refuse_after_guessing(f"{what}-flood", FLOOD)


def count_wrong(what: str, limit: RateLimitItem = WRONG_GUESSES, *, by: str | None = None) -> None:
    """Count one wrong guess without refusing yet: for a second limit beside the one that answers."""
    if current_app.config.get("RATELIMIT_ENABLED", True):
        _counted(limit, what, by or get_remote_address())


def _counted(limit: RateLimitItem, what: str, by: str) -> bool:
    try:
        return limiter.limiter.hit(limit, "wrong", what, by)
    except StorageError:
        return _alone.hit(limit, "wrong", what, by)


def _has_room(limit: RateLimitItem, what: str, by: str) -> bool:
    try:
        return limiter.limiter.test(limit, "wrong", what, by)
    except StorageError:
        return _alone.test(limit, "wrong", what, by)


_alone = FixedWindowRateLimiter(Tally())
"""Counts in this process while Redis is away: a looser limit, where none at all would be an open door and an error
would be a closed house."""


def _pause(limit: RateLimitItem) -> TooManyRequests:
    # The whole period: the window slides, and who comes back sooner only finds it shut again.
    return TooManyRequests(retry_after=limit.get_expiry())
