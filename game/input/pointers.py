"""Fingers and mouse as gestures; pure, so that a recording of samples gives the same gestures everywhere.

Boards lie in four ways, and all four are settled here: they send a mouse click after a touch, they report a
sleeve for a few milliseconds, they see a palm as many fingers, and they lose the end of a touch when the window
loses the focus. Time is the tick of the sample (60 a second).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

Point = tuple[float, float]
Hit = Callable[[Point], str | None]

MAX_CONTACTS = 40
SHORTEST_TICKS = 3
"""50 ms: a shorter contact is a sleeve or a shadow on an infrared frame."""
ECHO_TICKS, ECHO_PX = 30, 40
"""A mouse press within 500 ms and 40 px of a finger is the same touch, told twice."""
PALM_TICKS, PALM_PX = 12, 70
"""Contacts that come this close to each other in time and place are one hand."""
DRAG_PX = 24


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing that a device said, in canvas coordinates."""

    kind: Literal["down", "move", "up", "cancel"]
    id: int
    at: Point
    tick: int
    mouse: bool = False


@dataclass(frozen=True, slots=True)
class Tap:
    """Pressed and released inside one target."""

    at: Point
    target: str | None


@dataclass(frozen=True, slots=True)
class HoldStarted:
    """A contact lasts long enough to be meant. Every tap begins with one, so that targets can look pressed."""

    id: int
    at: Point
    target: str | None


@dataclass(frozen=True, slots=True)
class HoldEnded:
    id: int
    at: Point
    target: str | None
    ticks: int
    """How long it was held, for what needs a long press."""


@dataclass(frozen=True, slots=True)
class Drag:
    """A contact has moved away from where it came down; one for every move, `at` is where it is now."""

    id: int
    start: Point
    at: Point
    target: str | None
    """Where it started."""


Gesture = Tap | HoldStarted | HoldEnded | Drag


@dataclass(frozen=True, slots=True)
class _Contact:
    start: Point
    at: Point
    since: int
    target: str | None
    mouse: bool
    begun: bool = False


def _near(a: Point, b: Point, px: int) -> bool:
    return abs(a[0] - b[0]) <= px and abs(a[1] - b[1]) <= px


class Pointers:
    """Feed it the samples of a frame, then the tick; it answers with gestures, oldest first."""

    def __init__(self, hit: Hit, size: tuple[int, int] = (1920, 1080)) -> None:
        self._hit = hit
        self._size = size
        self._contacts: dict[int, _Contact] = {}
        self._fingers: list[tuple[int, Point]] = []
        """Where and when fingers came and went lately, to know their echoes."""

    @property
    def contacts(self) -> tuple[Point, ...]:
        """Where the board is touched now."""
        return tuple(contact.at for contact in self._contacts.values())

    def feed(self, samples: Iterable[Sample], tick: int) -> list[Gesture]:
        """The gestures that `samples` and the time until `tick` make."""
        gestures: list[Gesture] = []
        for sample in samples:
            gestures += self._begin(sample.tick)
            at = self._clamped(sample.at)
            match sample.kind:
                case "down":
                    self._down(sample, at)
                case "move":
                    gestures += self._moved(sample.id, at)
                case "up":
                    gestures += self._up(sample, at)
                case "cancel":
                    gestures += self._cancelled(sample.id, sample.tick)
        return gestures + self._begin(tick)

    def cancel_all(self, tick: int) -> list[Gesture]:
        """The window lost the focus or another screen came: all holds end, nothing is tapped."""
        return [gesture for contact in tuple(self._contacts) for gesture in self._cancelled(contact, tick)]

    def _clamped(self, at: Point) -> Point:
        return min(max(at[0], 0.0), self._size[0] - 1.0), min(max(at[1], 0.0), self._size[1] - 1.0)

    def _down(self, sample: Sample, at: Point) -> None:
        if sample.mouse and self._is_echo(at, sample.tick):
            return
        if not sample.mouse:
            self._remember(at, sample.tick)
        known = sample.id in self._contacts
        if known or len(self._contacts) >= MAX_CONTACTS or self._is_palm(at, sample.tick):
            return
        self._contacts[sample.id] = _Contact(at, at, sample.tick, self._hit(at), sample.mouse)

    def _remember(self, at: Point, tick: int) -> None:
        self._fingers = [finger for finger in self._fingers if tick - finger[0] <= ECHO_TICKS]
        self._fingers.append((tick, at))

    def _is_echo(self, at: Point, tick: int) -> bool:
        return any(tick - when <= ECHO_TICKS and _near(at, where, ECHO_PX) for when, where in self._fingers)

    def _is_palm(self, at: Point, tick: int) -> bool:
        return any(
            tick - contact.since <= PALM_TICKS and _near(at, contact.start, PALM_PX)
            for contact in self._contacts.values()
        )

    def _begin(self, tick: int) -> list[Gesture]:
        """Contacts that have now lasted long enough to be meant."""
        begun: list[Gesture] = []
        for number, contact in self._contacts.items():
            if not contact.begun and tick - contact.since >= SHORTEST_TICKS:
                self._contacts[number] = replace(contact, begun=True)
                begun.append(HoldStarted(number, contact.start, contact.target))
        return begun

    def _moved(self, number: int, at: Point) -> list[Gesture]:
        contact = self._contacts.get(number)
        if contact is None:
            return []
        self._contacts[number] = replace(contact, at=at)
        if not contact.begun or (contact.at == contact.start and _near(at, contact.start, DRAG_PX)):
            return []
        return [Drag(number, contact.start, at, contact.target)]

    def _up(self, sample: Sample, at: Point) -> list[Gesture]:
        if not sample.mouse:
            self._remember(at, sample.tick)
        contact = self._contacts.pop(sample.id, None)
        if contact is None or not contact.begun:
            return []
        ended = HoldEnded(sample.id, at, contact.target, sample.tick - contact.since)
        inside = self._hit(at) == contact.target
        return [ended, Tap(at, contact.target)] if inside else [ended]

    def _cancelled(self, number: int, tick: int) -> list[Gesture]:
        contact = self._contacts.pop(number, None)
        if contact is None or not contact.begun:
            return []
        return [HoldEnded(number, contact.at, contact.target, tick - contact.since)]
