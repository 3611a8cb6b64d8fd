"""Movement by time, started by events of the rules; and the one place where light may change.

Rules never wait for motion: a tween only shows how the board gets from what was to what is.
"""

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LIGHT_STEP_S = 0.4
"""No change of brightness is shorter."""
LIGHT_GAP_S = 0.5
"""Two changes of brightness start at least this far apart: two a second at most."""

_BOB_STEPS, _BREATH_STEPS = 12, 6
"""Steps a second of what flutters, and of what only breathes: at most `_BREATH` grains a second."""
_BREATH = 20.0


def smooth(part: float) -> float:
    return part * part * (3 - 2 * part)


def arrive(part: float) -> float:
    """Quick start, gentle end."""
    return 1 - (1 - part) ** 3


def settle(part: float) -> float:
    """A little past its place and back, as card on a string."""
    return 1 - math.cos(part * math.pi * 2.5) * (1 - part) ** 2 * (1 if part < 1 else 0)


@dataclass(frozen=True, slots=True)
class Tween:
    start: float
    end: float
    begins_s: float
    lasts_s: float
    curve: Callable[[float], float]

    def at(self, now_s: float) -> float:
        if now_s <= self.begins_s:
            return self.start
        if now_s >= self.begins_s + self.lasts_s:
            return self.end
        return self.start + (self.end - self.start) * self.curve((now_s - self.begins_s) / self.lasts_s)

    def over(self, now_s: float) -> bool:
        return now_s >= self.begins_s + self.lasts_s


class Motion:
    """All that moves, by key. `now_s` is set once a frame by the main loop.

    In calm mode nothing bobs or swings and things are simply where they belong; light still changes
    slowly, because a sudden step would be the opposite of calm. A slow computer has no `ambient` movement:
    what waits, waits still.

    `changes_s` is when something that the last picture asked for looks different: until then the picture need
    not be described again.
    """

    def __init__(self) -> None:
        self.now_s = 0.0
        self.calm = False
        self.ambient = True
        self.changes_s = 0.0
        self.version = 0
        """How many movements have begun."""
        self._tweens: dict[Hashable, Tween] = {}
        self._lights: dict[Hashable, Tween] = {}
        self._last_light_s = -10.0

    def watch(self) -> float:
        """A picture, or a part of one, is going to be described: note from now on what in it moves.

        Answers what was noted before.
        """
        noted_s, self.changes_s = self.changes_s, math.inf
        return noted_s

    def until(self, when_s: float) -> None:
        """What is being described looks the same until then, and no longer."""
        self.changes_s = min(self.changes_s, when_s)

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """What is described meanwhile waits still, as on a slow computer: behind a card nothing draws the eye."""
        ambient, self.ambient = self.ambient, False
        try:
            yield
        finally:
            self.ambient = ambient

    def _noted(self, tween: Tween) -> None:
        if not tween.over(self.now_s):
            self.until(max(self.now_s, tween.begins_s))

    def go(
        self,
        key: Hashable,
        start: float,
        end: float,
        lasts_s: float,
        *,
        wait_s: float = 0,
        curve: Callable[[float], float] = smooth,
    ) -> None:
        """Move from `start` to `end`; in calm mode it is there at once."""
        if self.calm:
            lasts_s = wait_s = 0
        self._tweens[key] = Tween(start, end, self.now_s + wait_s, lasts_s, curve)
        self.version += 1
        self.changes_s = self.now_s

    def value(self, key: Hashable, otherwise: float) -> float:
        tween = self._tweens.get(key)
        if tween is None:
            return otherwise
        self._noted(tween)
        return tween.at(self.now_s)

    def in_steps(self, key: Hashable, otherwise: float, steps: int, phase: float) -> tuple[float, float]:
        """The value at the last of so many steps a second, and when that was; `phase` (0-1) shifts the steps."""
        step = math.floor(self.now_s * steps + phase)
        when_s = (step - phase) / steps
        tween = self._tweens.get(key)
        if tween is None or tween.over(when_s):
            return otherwise if tween is None else tween.end, self.now_s
        self.until(max((step + 1 - phase) / steps, tween.begins_s))
        return tween.at(when_s), when_s

    def moving(self, key: Hashable) -> bool:
        tween = self._tweens.get(key)
        if tween is None or tween.over(self.now_s):
            return False
        self.changes_s = self.now_s
        return True

    def bob(self, key: int, height: float, period_s: float = 2.4, *, grain: float = 1.0) -> float:
        """A slow breath for what waits to be touched, in multiples of `grain`; 0 in calm mode.

        At twelve or six steps a second, and noted no sooner than when it comes to another multiple: a breath of three
        pixels is four pictures a second.
        """
        if self.calm or not self.ambient:
            return 0.0
        steps = _BREATH_STEPS if height * math.tau / period_s / grain <= _BREATH else _BOB_STEPS

        def breath(step: int) -> int:
            return round(height * math.sin((step / steps / period_s + key * 0.37) * math.tau) / grain)

        step = math.floor(self.now_s * steps)
        now = breath(step)
        later = (step + ahead for ahead in range(1, steps + 1))
        self.until(next((at for at in later if breath(at) != now), step + steps) / steps)
        return now * grain

    # -- light ------------------------------------------------------------------------------------------
    def light(self, key: Hashable, level: float, lasts_s: float = 0.9) -> None:
        """Bring a light to `level` (0-1), never in less than 0.4 s, never a third step within a second."""
        current = self._lights.get(key)
        if current is not None and current.end == level:
            return
        now = self.light_level(key, level if current is None else current.end)
        if current is None:
            self._lights[key] = Tween(level, level, self.now_s, 0, smooth)
            self.version += 1
            return
        begins = max(self.now_s, self._last_light_s + LIGHT_GAP_S)
        self._last_light_s = begins
        self._lights[key] = Tween(now, level, begins, max(LIGHT_STEP_S, lasts_s), smooth)
        self.version += 1
        self.changes_s = self.now_s

    def light_level(self, key: Hashable, otherwise: float) -> float:
        """The level now, in steps of 1/48, so that a fade repaints no more often than an eye can tell."""
        tween = self._lights.get(key)
        if tween is None:
            return otherwise
        self._noted(tween)
        return round(tween.at(self.now_s) * 48) / 48
