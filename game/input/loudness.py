"""Whether a room is silent, told from nothing but how loud it is; no sound is kept, only a number at a time.

The first two seconds are the zero: a class that sits still, a fan, the street. A voice is clearly louder than that
for a fifth of a second, so that a chair or a cough costs nothing. The times are those of the sound itself.
"""

from statistics import median

ZERO_S = 2.0
VOICE_S = 0.2
LOUDER, LEAST = 2.5, 0.012
"""A voice is so many times the zero, and at least so far above it (RMS, 0-1)."""


class Loudness:
    def __init__(self) -> None:
        self._zeros: list[float] = []
        self._measured_s = 0.0
        self._limit = 0.0
        self._loud_s = 0.0
        self.quiet_s = 0.0
        """How long nobody has spoken; 0 while the zero is being measured."""

    @property
    def is_ready(self) -> bool:
        """The zero is known."""
        return self._measured_s >= ZERO_S

    @property
    def is_voice(self) -> bool:
        return self._loud_s >= VOICE_S

    def heard(self, level: float, lasts_s: float) -> None:
        """The room was so loud (RMS, 0-1) for so long."""
        if not self.is_ready:
            self._zeros.append(level)
            self._measured_s += lasts_s
            zero = median(self._zeros)
            self._limit = max(zero * LOUDER, zero + LEAST)
        elif level > self._limit:
            self._loud_s += lasts_s
            if self.is_voice:
                self.quiet_s = 0.0
        else:
            self._loud_s = 0.0
            self.quiet_s += lasts_s

    def wait(self) -> None:
        """Begin to count silence anew: something else is to happen first."""
        self.quiet_s = 0.0
