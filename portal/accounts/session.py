"""How long a log-in lasts: three hours without a click, twelve hours at most (portal design, "Accounts").

The moments stand in the signed cookie, so nothing is stored; `seen` is renewed every few minutes only, because
each renewal sends the cookie again. The cookie belongs to the browser that logged in: another one that shows it has
it from somewhere.
"""

import hashlib
import re
from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

IDLE = timedelta(hours=3)
ABSOLUTE = timedelta(hours=12)
RENEW = timedelta(minutes=5)

SINCE, SEEN, AGENT = "since", "seen", "agent"


def begin(cookie: MutableMapping[str, Any], now: datetime, agent: str | None = None) -> None:
    """A log-in starts now, in a browser that calls itself `agent`; None: in the one that shows the cookie first."""
    cookie[SINCE] = cookie[SEEN] = int(now.timestamp())
    if agent is not None:
        cookie[AGENT] = agent_mark(agent)


def is_over(cookie: MutableMapping[str, Any], now: datetime, agent: str = "") -> bool:
    """Has this log-in lasted too long, or moved to another browser? One that still lasts is marked as seen.

    A clock that went back ends nothing: a negative age is young.
    """
    since, seen = _moment(cookie.get(SINCE)), _moment(cookie.get(SEEN))
    if since is None or seen is None or now - since > ABSOLUTE or now - seen > IDLE:
        return True
    mark = agent_mark(agent)
    if cookie.get(AGENT, mark) != mark:
        return True
    if AGENT not in cookie:  # Logged in before the portal looked at browsers.
        cookie[AGENT] = mark
    if now - seen > RENEW:
        cookie[SEEN] = int(now.timestamp())
    return False


def agent_mark(agent: str) -> str:
    """A browser and its system without their versions: one that updates itself during a lesson is still the same."""
    plain = re.sub(r"[\d._]+", "", agent)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else None
