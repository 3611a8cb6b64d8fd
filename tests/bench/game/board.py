"""A game on a board without a screen, and every kind of picture that a class sees on it.

Shared by the bench and the soak: both take scene kinds from the pack, so a new kind joins by itself.
"""

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from content.load import complete, load_pack
from game.app import App
from game.rules import run as rules
from game.rules.run import EnterScene, Run, Stage, StartPlay
from game.saved import Folder
from game.scenes.lesson import Lesson, begin
from game.view.private import set_hints, settle_memory
from game.view.screen import Screen

PACK = "vuurtoren"
"""The show pack stands on the core pack and has a scene of every kind."""
FRAME_S = 1 / 60
_MOST_MOVES = 120
_WATCHED_S, _GLANCE_S = 4.0, 0.05
_WAITS = 10
"""Steps of two seconds: a full hall lights its seats one after the other."""


class Board:
    """The real game with a clock that its owner turns."""

    def __init__(self, folder: Path, size: tuple[int, int], crew: Executor | None = None) -> None:
        """With a crew pictures are drawn as in a lesson: beside the loop, which waits for all that a scene needs."""
        set_hints()
        settle_memory()
        pygame.display.init()
        pygame.font.init()
        self.window = pygame.display.set_mode(size)
        self.now_s = 10.0
        self.app = App(Screen(self.window, crew), Folder(folder), clock=lambda: self.now_s)
        self.desk = self.app.desk
        self.desk.seed = 7

    def frame(self) -> list[pygame.Rect]:
        self.now_s += FRAME_S
        return self._turn()

    def _turn(self) -> list[pygame.Rect]:
        painted = self.app.frame()
        while self.desk.screen.waiting:
            time.sleep(FRAME_S)
            painted = self.app.frame()
        return painted

    def settle(self) -> None:
        """Everything that moves comes to rest, and every light that waits for its turn has had it."""
        for _ in range(_WAITS):
            self.now_s += 2.0
            self._turn()
        for _ in range(3):
            self.frame()

    def watch(self) -> None:
        """A class looks on for some seconds: a movement is seen in many frames, and who waits has blinked."""
        for _ in range(round(_WATCHED_S / _GLANCE_S)):
            self.now_s += _GLANCE_S
            self._turn()

    def open_title(self) -> None:
        self.app.open_title(None)
        self.settle()
        self.app.ahead.wait()

    def begin(self, *, level: str = "L2", touch: str = "latch", calm: bool = False, seed: int = 7) -> None:
        """A run of fifty minutes, in the house."""
        desk = self.desk
        desk.wishes = replace(desk.wishes, level=level, minutes=50, touch=touch, calm=calm)
        desk.apply_wishes()
        desk.seed = seed
        desk.pack, desk.pack_source = complete(load_pack(PACK)), PACK
        if not begin(desk):
            raise RuntimeError(f"there is nothing to play at {level}")
        self.settle()

    @property
    def lesson(self) -> Lesson:
        if self.desk.run is None:
            raise RuntimeError("no run is open")
        return self.desk.run

    @property
    def run(self) -> Run:
        return self.lesson.state

    def scenes(self) -> dict[str, str]:
        """The first scene of each kind that this class can play: kind -> id."""
        found: dict[str, str] = {}
        for scene in self.run.pack.scenes:
            if rules.offers(self.run.pack, scene, self.run.setup):
                found.setdefault(scene.kind, scene.id)
        return found

    def stops(self, only: str = "") -> Iterator[str]:
        """Stop at each different kind of picture: title, house, every scene; or at those whose name begins so."""
        self.open_title()
        if "title".startswith(only):
            yield "title"
        self.begin()
        if "house".startswith(only):
            yield "house"
        for kind, scene in self.scenes().items():
            if kind.startswith(only.partition("/")[0]):
                yield from (stop for stop in self._stops_of(kind, scene) if stop.startswith(only))

    def _stops_of(self, kind: str, scene: str) -> Iterator[str]:
        self.lesson.perform(EnterScene(scene))
        seen: set[str] = set()
        for _ in range(_MOST_MOVES):
            run = self.run
            if run.stage in (Stage.HOUSE, Stage.FINALE):
                return
            name = str(getattr(run.play, "phase", "")) if run.phase == "play" else run.phase
            if name not in seen:
                seen.add(name)
                self.quiet()
                self.watch()
                self.settle()
                yield f"{kind}/{name}"
            self.move(random.Random(len(seen)))

    def move(self, chance: random.Random) -> None:
        """What a class that cooperates does next; time goes by when there is nothing to do."""
        run = self.run
        moves = rules.moves(run)
        if run.stage is Stage.WORDS and run.phase != "because":
            self.lesson.perform(StartPlay())
        elif not moves or not self.lesson.perform(moves[chance.randrange(len(moves))]):
            self.lesson.advance(60)

    def quiet(self) -> None:
        """Take away what Sou says and asks."""
        while len(self.desk.stack) > 1:
            self.desk.stack.pop()

    def close(self) -> None:
        if self.desk.run is not None:
            self.desk.run.close()
            self.desk.run = None
        pygame.display.quit()
