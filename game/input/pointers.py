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
PALM_CONTACTS = 4
"""So many of them are a palm or a sleeve that leans on the board, and mean nothing at all."""
LOST_TICKS = 3600
"""A contact that says nothing for a minute has gone and its end was lost: a cable was pulled, a board fell asleep."""
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
    heard: int
    """The tick at which it last said something."""
    begun: bool = False
    neighbours: int = 1
    """Contacts of the same hand, itself among them."""


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
        self._downs: list[tuple[int, Point, int]] = []
        """When and where contacts came lately, and the contact whose hand they belong to."""
        self._palms: set[int] = set()
        """Contacts that turned out to be a palm, for as long as more of it may come."""

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
                    gestures += self._down(sample, at)
                case "move":
                    gestures += self._moved(sample, at)
                case "up":
                    gestures += self._up(sample, at)
                case "cancel":
                    gestures += self._cancelled(sample.id, sample.tick)
        for number, contact in tuple(self._contacts.items()):
            if tick - contact.heard >= LOST_TICKS:
                gestures += self._cancelled(number, tick)
        return gestures + self._begin(tick)

    def cancel_all(self, tick: int) -> list[Gesture]:
        """The window lost the focus or another screen came: all holds end, nothing is tapped."""
        return [gesture for contact in tuple(self._contacts) for gesture in self._cancelled(contact, tick)]

    def _clamped(self, at: Point) -> Point:
        return min(max(at[0], 0.0), self._size[0] - 1.0), min(max(at[1], 0.0), self._size[1] - 1.0)

    def _down(self, sample: Sample, at: Point) -> list[Gesture]:
        if sample.mouse and self._is_echo(at, sample.tick):
            return []
        if not sample.mouse:
            self._remember(at, sample.tick)
        # A contact that comes down twice never told its end: what it held is let go of, and it begins anew.
        ended = self._cancelled(sample.id, sample.tick)
        hand = self._hand(at, sample.tick)
        self._downs.append((sample.tick, at, sample.id if hand is None else hand))
        if hand is not None:
            return ended + self._joined(hand, sample.tick)
        if len(self._contacts) < MAX_CONTACTS:
            self._contacts[sample.id] = _Contact(at, at, sample.tick, self._hit(at), sample.mouse, sample.tick)
        return ended

    def _remember(self, at: Point, tick: int) -> None:
        self._fingers = [finger for finger in self._fingers if tick - finger[0] <= ECHO_TICKS]
        self._fingers.append((tick, at))

    def _is_echo(self, at: Point, tick: int) -> bool:
        return any(tick - when <= ECHO_TICKS and _near(at, where, ECHO_PX) for when, where in self._fingers)

    def _hand(self, at: Point, tick: int) -> int | None:
        """The contact whose hand has just come down here, if one has; its parts may be a chain."""
        self._downs = [down for down in self._downs if tick - down[0] <= PALM_TICKS]
        self._palms &= {number for _, _, number in self._downs}
        # A finger that has been lifted may tap the same place again at once; a palm comes down bit by bit.
        here = (number for _, where, number in self._downs if _near(at, where, PALM_PX))
        return next((number for number in here if number in self._contacts or number in self._palms), None)

    def _joined(self, number: int, tick: int) -> list[Gesture]:
        """One more contact of a hand: a finger stays one finger, a palm lets go."""
        contact = self._contacts.get(number)
        if contact is None:
            return []
        self._contacts[number] = replace(contact, neighbours=contact.neighbours + 1)
        if contact.neighbours + 1 < PALM_CONTACTS:
            return []
        self._palms.add(number)
        return self._cancelled(number, tick)

    def _begin(self, tick: int) -> list[Gesture]:
        """Contacts that have now lasted long enough to be meant."""
        begun: list[Gesture] = []
        for number, contact in self._contacts.items():
            if not contact.begun and tick - contact.since >= SHORTEST_TICKS:
                self._contacts[number] = replace(contact, begun=True)
                begun.append(HoldStarted(number, contact.start, contact.target))
        return begun

    def _moved(self, sample: Sample, at: Point) -> list[Gesture]:
        number = sample.id
        contact = self._contacts.get(number)
        if contact is None:
            return []
        self._contacts[number] = replace(contact, at=at, heard=sample.tick)
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
