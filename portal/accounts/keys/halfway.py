"""Between the two steps of a log-in: the password was right, the code is still to come.

It stands in the signed cookie for some minutes and opens nothing but the page that asks for the code.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LASTS = timedelta(minutes=10)
HALF = "halverwege"


@dataclass(frozen=True)
class Halfway:
    user_id: int
    stamp: str
    """The session stamp at the first step: a password that was changed meanwhile ends it."""
    target: str
    """The page that somebody is on the way to."""


def pause(cookie: MutableMapping[str, Any], half: Halfway, now: datetime) -> None:
    """The first step is done."""
    cookie[HALF] = [half.user_id, half.stamp, half.target, int(now.timestamp())]


def halfway(cookie: MutableMapping[str, Any], now: datetime) -> Halfway | None:
    """Who did the first step in this browser a moment ago; None for nobody, or too long ago."""
    match cookie.get(HALF):
        case [int(user_id), str(stamp), str(target), int(at)] if now.timestamp() - at <= LASTS.total_seconds():
            return Halfway(user_id, stamp, target)
    return None
