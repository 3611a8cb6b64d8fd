"""The light of the board as an eye gets it, frame by frame: the whole picture, and each of its quarters."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pygame

RATE = 60
STEP = 0.1
"""A change of relative luminance that counts, as in WCAG 2.3.1: a tenth of the most. Two of them that go opposite
ways are a flash, and WCAG allows three a second. Here a second has two steps at most, however light both are.
"""
_SOON = 2
"""Frames from what a hand does to the picture that answers."""
_TURN = 0.05
"""Less than this is no change of direction."""
_GRID = (48, 26)
_STRIDE = 3
"""Frames from one second that is looked at to the next."""
REGIONS = ("board", "top left", "top right", "lower left", "lower right")


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


_RED, _GREEN, _BLUE = ([share * _linear(value) for value in range(256)] for share in (0.2126, 0.7152, 0.0722))


@dataclass(frozen=True, slots=True)
class Step:
    """The light of a region went one way: from one frame to another, by so much."""

    region: str
    first: int
    last: int
    amount: float
    lasts_s: float
    """Between a tenth and nine tenths of the way."""

    def __str__(self) -> str:
        return f"{self.region} {self.amount:+.2f} at {self.first / RATE:.2f} s in {self.lasts_s:.2f} s"


@dataclass
class Meter:
    """Reads the window after every frame."""

    window: pygame.Surface
    series: dict[str, list[float]] = field(default_factory=lambda: {region: [] for region in REGIONS})
    notes: list[tuple[int, str]] = field(default_factory=list)

    def note(self, what: str) -> None:
        self.notes.append((len(self.series["board"]), what))

    def read(self, *, painted: bool) -> None:
        if not painted and self.series["board"]:
            for levels in self.series.values():
                levels.append(levels[-1])
            return
        small = pygame.transform.smoothscale(self.window, _GRID)
        raw = pygame.image.tobytes(small, "RGB")
        light = [
            _RED[red] + _GREEN[green] + _BLUE[blue]
            for red, green, blue in zip(raw[0::3], raw[1::3], raw[2::3], strict=True)
        ]
        wide, half, quarter = _GRID[0], _GRID[0] // 2, len(light) // 4
        rows = [light[at : at + wide] for at in range(0, len(light), wide)]
        upper, lower = rows[: len(rows) // 2], rows[len(rows) // 2 :]
        self.series["board"].append(sum(light) / len(light))
        for region, part, left in (
            ("top left", upper, True),
            ("top right", upper, False),
            ("lower left", lower, True),
            ("lower right", lower, False),
        ):
            total = sum(sum(row[:half] if left else row[half:]) for row in part)
            self.series[region].append(total / quarter)

    def steps(self) -> Iterator[Step]:
        for region, levels in self.series.items():
            yield from _steps(region, levels)

    def cut(self, step: Step) -> bool:
        """Whether somebody did something just then: another picture may stand there at once, as in a book."""
        return any(step.first - _SOON <= frame <= step.last + 1 for frame, _ in self.notes)

    def what(self, step: Step) -> str:
        """What was done last before a step."""
        return next((what for frame, what in reversed(self.notes) if frame <= step.first), "")


def _steps(region: str, levels: list[float]) -> Iterator[Step]:
    """Every way up or down of at least `STEP`, from turning point to turning point."""
    turns = [0]
    up: bool | None = None
    best = 0
    for frame, level in enumerate(levels):
        if up is None:
            if abs(level - levels[turns[0]]) > _TURN:
                up, best = level > levels[turns[0]], frame
        elif (level >= levels[best]) if up else (level <= levels[best]):
            best = frame if level != levels[best] else best
        elif abs(level - levels[best]) > _TURN:
            turns.append(best)
            up, best = not up, frame
    turns.append(best)
    for first, last in pairwise(turns):
        amount = levels[last] - levels[first]
        if abs(amount) >= STEP:
            yield _step(region, levels, first, last)


def _step(region: str, levels: list[float], first: int, last: int) -> Step:
    amount = levels[last] - levels[first]
    way = [(levels[frame] - levels[first]) / amount for frame in range(first, last + 1)]
    ends = next(at for at, part in enumerate(way) if part >= 0.9)
    begins = max(at for at, part in enumerate(way[: ends + 1]) if part <= 0.1)
    return Step(region, first + begins, first + ends, amount, (ends - begins) / RATE)


def troubles(meter: Meter, *, least_s: float, most: int) -> list[str]:
    """Steps that are too fast, and seconds in which the light goes up or down more than `most` times.

    What goes on for longer than a second counts in every second for what it does in it. A hand that turns a page may
    add one: with it that is a flash and a half.
    """
    found = sorted(meter.steps(), key=lambda step: (step.region, step.first))
    wrong = [
        f"too fast: {step} ({meter.what(step)})" for step in found if step.lasts_s < least_s and not meter.cut(step)
    ]
    for region, levels in meter.series.items():
        told = -RATE
        for first in range(0, len(levels) - 1, _STRIDE):
            steps = _steps(region, levels[first : first + RATE + 1])
            within = [replace(step, first=step.first + first, last=step.last + first) for step in steps]
            turned = any(step.lasts_s < least_s and meter.cut(step) for step in within)
            if len(within) > most + turned and first - told >= RATE:
                told = first
                after = next((what for frame, what in reversed(meter.notes) if frame <= first + RATE), "")
                ways = ", ".join(f"{step.amount:+.2f}" for step in within)
                wrong.append(f"too many: {region} {ways} in the second from {first / RATE:.2f} s ({after})")
    return wrong


def record(klas: Any, meter: Meter, seconds: float) -> None:
    for number in range(round(seconds * RATE)):
        painted = bool(klas.frames())
        meter.read(painted=painted or number == 0)  # A key or a tap lets frames go by that nobody read.
