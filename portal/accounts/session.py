"""How long a log-in lasts: three hours without a click, twelve hours at most (portal design, "Accounts").

The moments stand in the signed cookie, so nothing is stored; `seen` is renewed every few minutes only, because
each renewal sends the cookie again.
"""

from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

IDLE = timedelta(hours=3)
ABSOLUTE = timedelta(hours=12)
RENEW = timedelta(minutes=5)

SINCE, SEEN = "since", "seen"


def begin(cookie: MutableMapping[str, Any], now: datetime) -> None:
    """A log-in starts now."""
    cookie[SINCE] = cookie[SEEN] = int(now.timestamp())


def is_over(cookie: MutableMapping[str, Any], now: datetime) -> bool:
    """Has this log-in lasted too long? One that still lasts is marked as seen.

    A clock that went back ends nothing: a negative age is young.
    """
    since, seen = _moment(cookie.get(SINCE)), _moment(cookie.get(SEEN))
    if since is None or seen is None or now - since > ABSOLUTE or now - seen > IDLE:
        return True
    if now - seen > RENEW:
        cookie[SEEN] = int(now.timestamp())
    return False


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else None
