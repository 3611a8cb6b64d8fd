"""Makes the foghorn of the show pack `vuurtoren` with the standard library: `python -m content.tools.foghorn`.

Two low tones over a breath of air, far away: it swells in over half a second, because no sound of a pack may
make a child jump. 22 050 Hz, mono, 16 bit; the air comes from a seeded stream, so the file is always the same.
"""

import math
import sys
import wave
from array import array
from pathlib import Path
from random import Random

TARGET = Path(__file__).resolve().parents[1] / "packs" / "vuurtoren" / "sounds" / "misthoorn.wav"

RATE = 22_050
PEAK = 10 ** (-9 / 20)
SWELL_S = 0.5
BLASTS = ((0.0, 1.7, 110.0), (1.75, 1.5, 87.31))
"""Start and length in seconds, and the tone: A, then the lower F, as the old horns of the coast did."""


def blast(seconds: float, tone: float, air: Random) -> list[float]:
    """One call of the horn: a reed with its overtones, a slow tremble, and air."""
    samples = []
    breath = 0.0
    for i in range(int(seconds * RATE)):
        at = i / RATE
        swell = min(1.0, at / SWELL_S, (seconds - at) / SWELL_S)
        tremble = 1 + 0.06 * math.sin(math.tau * 5.2 * at)
        reed = sum(math.sin(math.tau * tone * n * at) / n**1.5 for n in range(1, 9))
        breath += 0.08 * (air.uniform(-1, 1) - breath)
        samples.append(swell * swell * (reed * tremble + 0.5 * breath))
    return samples


def foghorn() -> list[float]:
    """The whole sound, scaled to its peak."""
    air = Random("misthoorn")
    length = int((max(start + seconds for start, seconds, _ in BLASTS) + 0.6) * RATE)
    mix = [0.0] * length
    for start, seconds, tone in BLASTS:
        first = int(start * RATE)
        for echo, gain in ((0, 1.0), (0.19, 0.3), (0.37, 0.13)):
            shift = first + int(echo * RATE)
            for i, value in enumerate(blast(seconds, tone, air)):
                if shift + i < length:
                    mix[shift + i] += gain * value
    loudest = max(abs(value) for value in mix)
    return [value / loudest * PEAK for value in mix]


def main() -> int:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    frames = array("h", (round(value * 32_767) for value in foghorn()))
    if sys.byteorder == "big":
        frames.byteswap()
    with wave.open(str(TARGET), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(frames.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
