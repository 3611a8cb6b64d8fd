"""How often somebody asked, counted in this process: the limits where no Redis is set.

The memory storage of `limits` starts a thread for nearly every request, to sweep out what is over. Here that is done
by who counts, once in a while.
"""

import threading
import time

from limits.storage import Storage

SCHEME = "tally"
SWEEP_S = 30.0


class Tally(Storage):
    """Counts in fixed windows; safe to use from any number of threads."""

    STORAGE_SCHEME = [SCHEME]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        """By key: how many, and when that window is over."""
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Nothing that can go away is behind it."""
        return ()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        with self._lock:
            if now >= self._sweep_at:
                self._counts = {one: kept for one, kept in self._counts.items() if kept[1] > now}
                self._sweep_at = now + SWEEP_S
            count, over_at = self._counts.get(key, (0, 0.0))
            if over_at <= now:
                count, over_at = 0, now + expiry
            self._counts[key] = (count + amount, over_at)
            return count + amount

    def get(self, key: str) -> int:
        count, over_at = self._counts.get(key, (0, 0.0))
        return count if over_at > time.time() else 0

    def get_expiry(self, key: str) -> float:
        now = time.time()
        return max(now, self._counts.get(key, (0, now))[1])

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            count = len(self._counts)
            self._counts.clear()
        return count

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)
