"""Makes every sound of the game with nothing but the standard library: `python -m game.tools.make_sounds`.

22 050 Hz, mono, 16 bit. The chance in clapping and rustling is seeded by the name of the sound, so that the
same files come out every time. Each sound is set by how loud its loudest moment is to an ear and not by its highest
peak, which says little of a clap; peaks stay under -4 dB, so that nothing clips when two sounds meet.
"""

import math
import wave
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

SOUNDS = Path(__file__).resolve().parents[2] / "assets" / "sounds"
RATE = 22_050
PEAK = 10 ** (-4 / 20)
Samples = list[float]


def silence(seconds: float) -> Samples:
    return [0.0] * int(seconds * RATE)


def add(into: Samples, at_s: float, sound: Samples, gain: float = 1.0) -> None:
    """Mix `sound` into `into` from `at_s` on; what would run past the end is dropped."""
    start = int(at_s * RATE)
    for i, value in enumerate(sound[: max(0, len(into) - start)]):
        into[start + i] += value * gain


def partials(freqs: list[tuple[float, float, float]], seconds: float, attack_s: float = 0.004) -> Samples:
    """A struck body: (frequency, loudness, time in which it falls to a third)."""
    out = silence(seconds)
    for freq, gain, fall in freqs:
        step = math.tau * freq / RATE
        for i in range(len(out)):
            t = i / RATE
            out[i] += gain * math.sin(step * i) * math.exp(-t / fall) * min(1, t / attack_s)
    return out


def noise(seconds: float, rng: Random, low_hz: float, high_hz: float) -> Samples:
    """Noise between two frequencies (one-pole filters: soft edges, which is what paper and cloth sound like)."""
    a, b = 1 - math.exp(-math.tau * high_hz / RATE), 1 - math.exp(-math.tau * low_hz / RATE)
    fast = slow = 0.0
    out = []
    for _ in range(int(seconds * RATE)):
        fast += a * (rng.uniform(-1, 1) - fast)
        slow += b * (fast - slow)
        out.append(fast - slow)
    return out


def shaped(sound: Samples, shape: Callable[[float], float]) -> Samples:
    """Loudness over the sound's own time, 0 to 1."""
    n = len(sound)
    return [value * shape(i / n) for i, value in enumerate(sound)]


def swell(rise: float) -> Callable[[float], float]:
    """Up until `rise`, then gently down to nothing."""
    return lambda t: (t / rise) ** 1.5 if t < rise else ((1 - t) / (1 - rise)) ** 1.5


# -- the sounds --------------------------------------------------------------------------------------------
def gong(rng: Random) -> Samples:
    out = silence(4.2)
    body = [
        (98, 0.9, 1.9),
        (147, 0.5, 1.5),
        (196.6, 0.55, 1.3),
        (248, 0.3, 1.0),
        (311, 0.28, 0.8),
        (402, 0.2, 0.55),
        (529, 0.14, 0.4),
        (701, 0.08, 0.25),
    ]
    add(out, 0, partials(body, 4.2, 0.03))
    add(out, 0, partials([(f * 1.004, g * 0.5, fall) for f, g, fall in body], 4.2, 0.05))
    add(out, 0, shaped(noise(0.3, rng, 200, 1500), lambda t: (1 - t) ** 3), 0.25)
    return out


def wood_knock(rng: Random, depth: float = 1.0) -> Samples:
    out = partials(
        [(128 * depth, 1.0, 0.06), (211 * depth, 0.6, 0.045), (344 * depth, 0.3, 0.03), (612, 0.16, 0.015)],
        0.4,
        0.002,
    )
    add(out, 0, shaped(noise(0.05, rng, 300, 3000), lambda t: (1 - t) ** 4), 0.5)
    return out


def knocks(rng: Random) -> Samples:
    """The three knocks before the curtain."""
    out = silence(2.6)
    for i in range(3):
        add(out, 0.1 + i * 0.75, wood_knock(rng, 0.94 + 0.03 * i), 1 + 0.08 * i)
    return out


def curtain(rng: Random) -> Samples:
    out = silence(2.4)
    add(out, 0, shaped(noise(2.3, rng, 250, 2600), swell(0.35)), 1.0)
    for i in range(22):
        ring = partials([(rng.uniform(2200, 3400), 0.5, 0.012)], 0.06, 0.001)
        add(out, 0.1 + i * 0.088 + rng.uniform(-0.02, 0.02), ring, 0.05)
    add(out, 2.0, wood_knock(rng, 0.7), 0.12)
    return out


def clap(rng: Random) -> Samples:
    tone = rng.uniform(750, 1700)
    out = shaped(noise(0.07, rng, tone * 0.5, tone * 1.9), lambda t: (1 - t) ** 5)
    add(out, 0.011, [value * 0.5 for value in out])
    return out


def applause(rng: Random, people: int, seconds: float) -> Samples:
    """Every clapper has a pace and a hand of its own, starts a little late and tires."""
    out = silence(seconds)
    for number in range(people):
        hand, pace = clap(rng), rng.uniform(0.19, 0.3)
        at, stop, gain = (
            rng.uniform(0, 0.5) if number else 0.01,
            seconds * rng.uniform(0.68, 0.96),
            rng.uniform(0.4, 1),
        )
        while at < stop:
            add(out, at, hand, gain * (1 - 0.6 * at / seconds))
            at += pace * rng.uniform(0.92, 1.09)
    return shaped(out, lambda t: 1 if t < 0.7 else ((1 - t) / 0.3) ** 1.3)


def applause_small(rng: Random) -> Samples:
    """A few hands."""
    return applause(rng, 9, 2.6)


def applause_half(rng: Random) -> Samples:
    """Half a hall."""
    return applause(rng, 32, 3.6)


def applause_big(rng: Random) -> Samples:
    """A full hall; one of them whistles through his teeth, as one does."""
    out = applause(rng, 90, 5.2)
    for at, low, high in ((1.2, 1500, 2300), (2.5, 1600, 2500)):
        add(out, at, slide(low, high, 0.34), 0.4)
    return out


def slide(low_hz: float, high_hz: float, seconds: float) -> Samples:
    """A whistle that glides up, and swells and sinks on its way."""
    n, phase, out = int(seconds * RATE), 0.0, []
    for i in range(n):
        phase += math.tau * (low_hz + (high_hz - low_hz) * i / n) / RATE
        out.append(math.sin(phase) * math.sin(math.pi * i / n))
    return out


def tap(rng: Random) -> Samples:
    out = partials([(520, 0.7, 0.018), (1040, 0.25, 0.01)], 0.12, 0.001)
    add(out, 0, shaped(noise(0.02, rng, 800, 4000), lambda t: (1 - t) ** 3), 0.5)
    return out


def bell(freq: float, seconds: float = 1.2) -> Samples:
    """One tooth of a music box."""
    return partials(
        [(freq, 1.0, 0.42), (freq * 2.002, 0.32, 0.24), (freq * 3.01, 0.16, 0.12), (freq * 5.4, 0.06, 0.05)],
        seconds,
        0.002,
    )


def soft_yes(_: Random) -> Samples:
    out = silence(1.5)
    for i, freq in enumerate((523.25, 659.25, 783.99)):
        add(out, i * 0.11, bell(freq), 0.9)
    return out


def soft_no(_: Random) -> Samples:
    """Neutral: a question, not a verdict. Two low wooden notes, the second a little higher."""
    out = silence(0.9)
    for at, freq in ((0.0, 294.0), (0.2, 330.0)):
        add(out, at, partials([(freq, 1.0, 0.12), (freq * 3.9, 0.14, 0.03)], 0.6, 0.004))
    return out


def rope_creak(rng: Random) -> Samples:
    """Fibres that stick and slip: a train of soft clicks whose pace rises and falls."""
    out = silence(1.5)
    at = 0.05
    while at < 1.35:
        slow = math.sin(math.pi * (at - 0.05) / 1.3)
        grain = partials([(rng.uniform(380, 470), 0.6, 0.012), (rng.uniform(820, 960), 0.35, 0.008)], 0.05, 0.001)
        add(out, at, grain, 0.3 + 0.7 * slow)
        at += 0.052 - 0.034 * slow + rng.uniform(-0.003, 0.003)
    add(out, 0, shaped(noise(1.4, rng, 500, 1800), swell(0.5)), 0.12)
    return out


def thump(rng: Random) -> Samples:
    """A drop that lands: wood, cloth, dust."""
    out = silence(1.0)
    add(out, 0, partials([(62, 1.0, 0.13), (91, 0.6, 0.09), (140, 0.25, 0.05)], 0.8, 0.004))
    add(out, 0, shaped(noise(0.5, rng, 100, 900), lambda t: (1 - t) ** 4), 0.6)
    return out


def whisper(rng: Random) -> Samples:
    """Breath in syllables, without a word in it."""
    out = silence(1.6)
    at = 0.05
    for length, low, high in (
        (0.16, 900, 3200),
        (0.12, 1500, 5200),
        (0.2, 700, 2600),
        (0.1, 2000, 6000),
        (0.22, 800, 3000),
        (0.16, 1400, 4800),
    ):
        add(out, at, shaped(noise(length, rng, low, high), swell(0.3)), rng.uniform(0.7, 1))
        at += length + rng.uniform(0.02, 0.07)
    return out


def page(rng: Random) -> Samples:
    out = silence(0.6)
    add(out, 0, shaped(noise(0.34, rng, 1200, 5200), swell(0.65)), 0.8)
    add(out, 0.3, shaped(noise(0.16, rng, 600, 3000), lambda t: (1 - t) ** 3), 0.9)
    return out


def light_on(rng: Random) -> Samples:
    """A switch, then warmth coming up."""
    out = silence(1.8)
    add(out, 0, shaped(noise(0.02, rng, 700, 3500), lambda t: (1 - t) ** 3), 0.5)
    for i, freq in enumerate((392.0, 493.88, 587.33, 783.99)):
        tone = partials([(freq, 0.5, 0.8), (freq * 2, 0.12, 0.4)], 1.6, 0.25)
        add(out, 0.05 + i * 0.09, tone, 0.6)
    return shaped(out, lambda t: 1 if t < 0.75 else (1 - t) / 0.25)


def cough(rng: Random) -> Samples:
    """Two short breaths, somewhere in the hall."""
    out = silence(0.9)
    for at, gain in ((0.03, 1.0), (0.34, 0.7)):
        add(out, at, shaped(noise(0.17, rng, 260, 1700), lambda t: (1 - t) ** 2.2 * min(1, t * 14)), gain)
        add(out, at, partials([(172, 0.5, 0.05), (344, 0.25, 0.03)], 0.16, 0.006), gain * 0.5)
    return out


def buzz(_: Random) -> Samples:
    """A telephone that trembles in a pocket."""
    out = silence(1.3)
    hum = [(150.0, 1.0, 9.0), (300.0, 0.5, 9.0), (450.0, 0.34, 9.0), (602.0, 0.2, 9.0)]
    for at in (0.05, 0.65):
        add(out, at, shaped(partials(hum, 0.42, 0.02), lambda t: min(1, t * 12, (1 - t) * 9)))
    return out


def squeak(_: Random) -> Samples:
    """A mouse of paper: three small slides upwards."""
    out = silence(0.8)
    for at, low, high in ((0.03, 1900, 2700), (0.21, 2100, 3000), (0.45, 1800, 2500)):
        add(out, at, slide(low, high, 0.11))
    return out


def laughter(rng: Random) -> Samples:
    """Some twenty people who find something funny; each has a voice and a pace of its own."""
    out = silence(2.6)
    for _ in range(20):
        voice, pace, at = rng.uniform(170, 430), rng.uniform(0.15, 0.22), rng.uniform(0, 0.7)
        gain, breath = rng.uniform(0.4, 1), noise(0.1, rng, 500, 2400)
        for n in range(rng.randint(4, 7)):
            fall = voice * (1 - 0.035 * n)
            tone = [(fall, 1.0, 0.045), (fall * 2, 0.55, 0.04), (fall * 3, 0.3, 0.03), (fall * 4, 0.16, 0.02)]
            add(out, at + n * pace, partials(tone, 0.13, 0.012), gain * 0.5)
            add(out, at + n * pace, shaped(breath, lambda t: (1 - t) ** 3), gain * 0.5)
    return shaped(out, lambda t: 1 if t < 0.6 else ((1 - t) / 0.4) ** 1.2)


# (beat, note in half tones above C5) of a lullaby in three-four, eight bars.
MELODY = (
    (0, 4), (1, 7), (2, 9), (3, 7), (5, 4), (6, 5), (7, 9), (8, 12), (9, 11), (11, 7),
    (12, 9), (13, 7), (14, 4), (15, 5), (16, 2), (17, -1), (18, 0), (20, 4), (21, 7), (22, 4), (23, 0),
)  # fmt: skip
BASS = (
    (0, (-12, -5)),
    (3, (-12, -8)),
    (6, (-7, 0)),
    (9, (-5, -1)),
    (12, (-3, 0)),
    (15, (-10, -5)),
    (18, (-12, -5)),
    (21, (-12, -8)),
)


def theme(_: Random) -> Samples:
    out = silence(9.0)  # a longer one would weigh more than 400 kB
    beat = 0.35

    def freq(half_tones: int) -> float:
        return 523.25 * 2 ** (half_tones / 12)

    for at, note in MELODY:
        add(out, at * beat, bell(freq(note + 12), 1.5), 0.62)
    for at, (low, high) in BASS:
        add(out, at * beat, bell(freq(low), 2.2), 0.5)
        add(out, (at + 1) * beat, bell(freq(high), 1.4), 0.26)
        add(out, (at + 2) * beat, bell(freq(high), 1.4), 0.26)
    add(out, 24 * beat, bell(freq(12), 1.4), 0.5)
    return shaped(out, lambda t: 1 if t < 0.92 else (1 - t) / 0.08)


ALL: dict[str, Callable[[Random], Samples]] = {
    "gong": gong, "knocks": knocks, "curtain": curtain, "tap": tap, "page": page, "whisper": whisper,
    "applause_small": applause_small, "applause": applause_half, "applause_big": applause_big,
    "soft_yes": soft_yes, "soft_no": soft_no,
    "rope_creak": rope_creak, "thump": thump, "light_on": light_on, "theme": theme,
    "cough": cough, "buzz": buzz, "squeak": squeak, "laughter": laughter,
}  # fmt: skip

LOUDEST_DB: dict[str, float] = {
    "gong": -13, "knocks": -13, "thump": -14, "applause_big": -14,
    "curtain": -17, "applause": -18, "laughter": -18, "soft_yes": -17, "soft_no": -17, "light_on": -17,
    "theme": -19, "rope_creak": -20, "buzz": -21, "applause_small": -22, "whisper": -22, "page": -22, "tap": -22,
    "cough": -22, "squeak": -24,
}  # fmt: skip
"""The loudest twentieth of a second. Calls of the theatre stand out, what plays often or under speech stays below."""

MOMENT_S = 0.05
_EASED_S = 0.004


def loudest(samples: Sequence[float]) -> float:
    """The loudness (root of the mean square) of the loudest moment."""
    step = int(MOMENT_S * RATE)
    moments = (samples[start : start + step] for start in range(0, len(samples), step))
    return max(math.sqrt(sum(value * value for value in moment) / len(moment)) for moment in moments)


def finished(samples: Samples, loudest_db: float) -> "array[int]":
    """Around zero, at its loudness, and with both ends eased to nothing so that no file clicks."""
    middle = sum(samples) / len(samples)
    samples = [value - middle for value in samples]
    scale = min(10 ** (loudest_db / 20) / loudest(samples), PEAK / max(abs(value) for value in samples))
    last, ease = len(samples) - 1, _EASED_S * RATE
    return array(
        "h",
        (round(value * scale * 32_767 * min(1, (last - i) / ease, i / ease)) for i, value in enumerate(samples)),
    )


def save(name: str) -> None:
    SOUNDS.mkdir(parents=True, exist_ok=True)
    frames = finished(ALL[name](Random(name)), LOUDEST_DB[name])
    with wave.open(str(SOUNDS / f"{name}.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(frames.tobytes())


def main() -> None:
    for name in ALL:
        save(name)


if __name__ == "__main__":
    main()
