"""Composition root and the one main loop: read, run whole ticks, paint when something changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pygame

from game.fetch import Visits
from game.input.events import Dropped, Happening, Notice, Pressed, Reader, Touch
from game.input.keys import Key
from game.saved import Folder
from game.scenes.common import captions
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view.motion import Motion
from game.view.screen import Screen
from game.view.sound import NullSounds, SoundBoard, open_sounds

FRAMES_A_SECOND = 60
TICK_S = 1 / 60
MOST_TICKS_A_FRAME = 6
"""After a hiccup the game goes on where it was; it doesn't race to catch up."""
SHORTEST_TOUCH_S = 0.05


class App:
    """One game on one board. `frame` does everything; `run` calls it sixty times a second."""

    def __init__(
        self,
        window: pygame.Surface,
        folder: Folder,
        *,
        sounds: SoundBoard | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        screen = Screen(window)
        self.desk = Desk(
            screen=screen,
            motion=Motion(),
            sounds=sounds or NullSounds(),
            folder=folder,
            visits=Visits(folder.root),
            wishes=folder.wishes(),
        )
        self.desk.apply_wishes()
        self._clock = clock
        self._began = self._last = clock()
        self._owed_s = 0.0
        self._reader = Reader(screen)
        self._fingers: dict[tuple[str, int, int], tuple[float, tuple[float, float]]] = {}
        self._resized = False

    # -- loop -------------------------------------------------------------------------------------------
    def run(self) -> None:
        """Until the teacher stops or the window closes."""
        pace = pygame.time.Clock()
        while self.desk.open:
            self.frame()
            pace.tick(FRAMES_A_SECOND)

    def frame(self) -> list[pygame.Rect]:
        """One turn of the loop; what it painted."""
        desk = self.desk
        now_s = self._clock()
        desk.motion.now_s = now_s - self._began
        for happening in self._reader.read(now_s):
            self._handle(happening, now_s)
        self._run_ticks(now_s)
        if not desk.open or not len(desk.stack):
            return []
        canvas = desk.screen.canvas()
        desk.stack.paint(canvas)
        captions(canvas, desk)
        return desk.screen.show(canvas)

    def _run_ticks(self, now_s: float) -> None:
        self._owed_s = min(self._owed_s + now_s - self._last, MOST_TICKS_A_FRAME * TICK_S)
        self._last = now_s
        while self._owed_s >= TICK_S - 1e-9:
            self._owed_s -= TICK_S
            self.desk.tick += 1
            self.desk.stack.top.tick()
