"""The one reader of pygame's queue: it turns what arrives into touches, keys and notices, each once.

SDL makes a mouse event of every touch. The hint in `game.view.private` stops most, the `touch` mark shows the
rest, and some drivers still send a second, unmarked click: a click close to a recent touch is an echo.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pygame

from game.input.keys import KEYS, Key
from game.view.screen import Screen

ECHO_S = 0.5
ECHO_PX = 40.0

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Touch:
    """A finger or the mouse button: down, moved, up. `pointer` stays the same from down to up."""

    kind: Literal["down", "move", "up"]
    pointer: tuple[str, int, int]
    at: Place
    """In logical coordinates, never outside the canvas."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key went down: what it means, if anything, and the letter it writes."""

    key: Key | None
    letter: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file was dropped on the window."""

    path: Path


@dataclass(frozen=True, slots=True)
class Notice:
    kind: Literal["quit", "focus-lost", "resized", "uncovered"]


Happening = Touch | Pressed | Dropped | Notice


class Reader:
    """Reads the queue. Remembers recent touches, to know their echoes."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._recent: list[tuple[float, Place]] = []

    def read(self, now_s: float) -> list[Happening]:
        """Everything that happened since the last call, in order."""
        self._recent = [(when, at) for when, at in self._recent if now_s - when <= ECHO_S]
        found = (self._one(event, now_s) for event in pygame.event.get())
        return [happening for happening in found if happening is not None]

    def _one(self, event: pygame.event.Event, now_s: float) -> Happening | None:
        if event.type in (pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP):
            return self._finger(event, now_s)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            return self._mouse(event, now_s)
        if event.type == pygame.KEYDOWN:
            return Pressed(KEYS.get(event.key), getattr(event, "unicode", ""))
        if event.type == pygame.DROPFILE:
            return Dropped(Path(event.file))
        if event.type == pygame.QUIT:
            return Notice("quit")
        if event.type == pygame.WINDOWFOCUSLOST:
            return Notice("focus-lost")
        if event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            return Notice("resized")
        if event.type in (pygame.VIDEOEXPOSE, pygame.WINDOWEXPOSED):
            return Notice("uncovered")
        return None

    def _finger(self, event: pygame.event.Event, now_s: float) -> Touch | None:
        if event.touch_id == -1:
            return None  # SDL made this touch from the mouse, which we read itself.
        # SDL doesn't promise 0..1: a finger on the frame of the board may report a little outside.
        x = min(max(event.x, 0.0), 1.0) * self.screen.size[0]
        y = min(max(event.y, 0.0), 1.0) * self.screen.size[1]
        self._recent.append((now_s, (x, y)))
        kind = {pygame.FINGERDOWN: "down", pygame.FINGERMOTION: "move", pygame.FINGERUP: "up"}[event.type]
        return Touch(kind, ("finger", event.touch_id, event.finger_id), self.screen.logical(x, y))  # type: ignore[arg-type]

    def _mouse(self, event: pygame.event.Event, now_s: float) -> Touch | None:
        if getattr(event, "touch", False) or self._is_echo(event.pos):
            return None
        if event.type == pygame.MOUSEMOTION:
            if not event.buttons[0]:
                return None
            return Touch("move", ("mouse", 0, 1), self.screen.logical(*event.pos))
        if event.button != 1:
            return None
        kind: Literal["down", "up"] = "down" if event.type == pygame.MOUSEBUTTONDOWN else "up"
        return Touch(kind, ("mouse", 0, 1), self.screen.logical(*event.pos))

    def _is_echo(self, at: Place) -> bool:
        return any(abs(at[0] - x) <= ECHO_PX and abs(at[1] - y) <= ECHO_PX for _, (x, y) in self._recent)
