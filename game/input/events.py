"""The one reader of pygame's queue: samples for `Pointers`, keys, dropped files and notices of the window.

SDL makes a mouse event of every touch and the other way round. The hints in `game.view.private` stop most of it,
the `touch` mark shows the rest; a click that is marked as nothing and still follows a touch is told apart in
`Pointers`, which knows where fingers were.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pygame

from game.input.keys import KEYS, Key
from game.input.pointers import Sample
from game.view.screen import Screen

MOUSE = 0
"""The mouse's contact number; fingers count from 1."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key went down: what it means, if anything, and the letter it writes."""

    key: Key | None
    letter: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file was dropped on the window."""

    path: Path


NoticeKind = Literal["quit", "focus-lost", "resized", "uncovered", "hidden"]


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind


Happening = Sample | Pressed | Dropped | Notice

_NOTICES: dict[int, NoticeKind] = {
    pygame.QUIT: "quit",
    pygame.WINDOWFOCUSLOST: "focus-lost",
    pygame.VIDEORESIZE: "resized",
    pygame.WINDOWSIZECHANGED: "resized",
    pygame.VIDEOEXPOSE: "uncovered",
    pygame.WINDOWEXPOSED: "uncovered",
    pygame.WINDOWRESTORED: "uncovered",
    pygame.WINDOWSHOWN: "uncovered",
    pygame.WINDOWMINIMIZED: "hidden",
    pygame.WINDOWHIDDEN: "hidden",
}
_FINGERS: dict[int, Literal["down", "move", "up"]] = {
    pygame.FINGERDOWN: "down",
    pygame.FINGERMOTION: "move",
    pygame.FINGERUP: "up",
}


class Reader:
    """Reads the queue. Gives every finger a small number of its own."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._numbers: dict[tuple[int, int], int] = {}
        self._last = MOUSE

    def read(self, tick: int) -> list[Happening]:
        """Everything that happened since the last call, in order. `tick` is the time that samples get."""
        found = (self._one(event, tick) for event in pygame.event.get())
        return [happening for happening in found if happening is not None]

    def _one(self, event: pygame.event.Event, tick: int) -> Happening | None:
        if event.type in _FINGERS:
            return self._finger(event, tick)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            return self._mouse(event, tick)
        if event.type == pygame.KEYDOWN:
            return Pressed(KEYS.get(event.key), getattr(event, "unicode", ""))
        if event.type == pygame.DROPFILE:
            return Dropped(Path(event.file))
        notice = _NOTICES.get(event.type)
        return None if notice is None else Notice(notice)

    def _finger(self, event: pygame.event.Event, tick: int) -> Sample | None:
        if event.touch_id == -1:
            return None  # SDL made this touch from the mouse, which we read itself.
        at = self.screen.logical(event.x * self.screen.size[0], event.y * self.screen.size[1])
        return Sample(_FINGERS[event.type], self._number(event), at, tick)

    def _number(self, event: pygame.event.Event) -> int:
        """A number for as long as the finger lies there: boards give every touch a new one, all lesson long."""
        key = (event.touch_id, event.finger_id)
        if event.type == pygame.FINGERUP:
            return self._numbers.pop(key, 0) or self._next()
        if key not in self._numbers:
            self._numbers[key] = self._next()
        return self._numbers[key]

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _mouse(self, event: pygame.event.Event, tick: int) -> Sample | None:
        if getattr(event, "touch", False):
            return None
        at = self.screen.logical(*event.pos)
        if event.type == pygame.MOUSEMOTION:
            return Sample("move", MOUSE, at, tick, mouse=True) if event.buttons[0] else None
        if event.button != 1:
            return None
        return Sample("down" if event.type == pygame.MOUSEBUTTONDOWN else "up", MOUSE, at, tick, mouse=True)
