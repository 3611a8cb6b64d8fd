"""A class at the board: the real main loop on SDL's dummy drivers, with a clock that the test turns."""

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from game.app import App
from game.rules import run as rules
from game.rules.run import Run
from game.rules.seat import Sit, Walk
from game.saved import Folder
from game.scenes.activity import Activity
from game.scenes.lesson import Lesson
from game.view.private import set_hints
from game.view.targets import Target

SIZE = (960, 540)
"""Small, because a test waits for every pixel; other sizes have tests of their own."""


class Klas:
    """Fingers, a mouse, a keyboard, and time."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE) -> None:
        set_hints()
        pygame.display.init()
        pygame.font.init()
        pygame.event.clear()
        self.window = pygame.display.set_mode(size)
        self._now_s = 10.0
        self.app = App(self.window, Folder(folder), clock=lambda: self._now_s)
        self.app.desk.seed = 5

    # -- time -------------------------------------------------------------------------------------------
    def frames(self, count: int = 1, *, a_second: int = 60) -> list[pygame.Rect]:
        """Let frames of a sixtieth go by; what the last one painted."""
        painted: list[pygame.Rect] = []
        for _ in range(count):
            self._now_s += 1 / a_second
            painted = self.app.frame()
        return painted

    def seconds(self, count: float) -> None:
        """Let time go by in large frames: for movement that nobody has to see."""
        for _ in range(max(1, round(count * 5))):
            self._now_s += 0.2
            self.app.frame()

    # -- hands ------------------------------------------------------------------------------------------
    def finger(self, kind: int, at: tuple[float, float], number: int = 1) -> None:
        screen = self.app.desk.screen
        x, y = screen.pixel(*at)
        fields = {"touch_id": 7, "finger_id": number, "x": x / screen.size[0], "y": y / screen.size[1]}
        pygame.event.post(pygame.event.Event(kind, dx=0.0, dy=0.0, pressure=1.0, **fields))

    def tap(self, target: str) -> None:
        self.tap_at(_middle(self.target(target)))

    def tap_at(self, at: tuple[float, float]) -> None:
        self.finger(pygame.FINGERDOWN, at)
        self.frames(6)
        self.finger(pygame.FINGERUP, at)
        self.frames(2)

    def click(self, target: str) -> None:
        at = self.app.desk.screen.pixel(*_middle(self.target(target)))
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1, touch=False))
        self.frames(6)
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1, touch=False))
        self.frames(2)

    def key(self, key: int, letter: str = "") -> None:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=letter, mod=0))
        self.frames(2)

    # -- what is to be seen -----------------------------------------------------------------------------
    @property
    def scene(self) -> str:
        return self.app.desk.stack.top.name

    def targets(self) -> list[Target]:
        return self.app.desk.stack.top.targets()

    def target(self, target_id: str) -> Target:
        return next(target for target in self.targets() if target.id == target_id)

    @property
    def lesson(self) -> Lesson:
        assert self.app.desk.run is not None
        return self.app.desk.run

    @property
    def run(self) -> Run:
        return self.lesson.state

    # -- playing ----------------------------------------------------------------------------------------
    def open(self, pack: LoadedPack | None = None, **wishes: Any) -> None:
        """The title, or the set-up of a pack."""
        self.app.open_title(pack, source="theatercode", changes=wishes)
        self.frames(2)

    def begin(self, pack: LoadedPack, **wishes: Any) -> None:
        self.open(pack, **wishes)
        self.tap("start")
        assert self.scene == "house"

    def good_move(self) -> str:
        """The target that a class which knows the answer touches now; empty when it has to wait."""
        by_action = {slot.action: slot.id for slot in self.activity.slots()}
        for action in rules.moves(self.run):
            if action in by_action:
                return by_action[action]
            if isinstance(action, Sit):  # A large hall: first to the row.
                return by_action[Walk(action.floor, action.row)]
        return ""

    @property
    def activity(self) -> Activity:
        top = self.app.desk.stack.top
        assert isinstance(top, Activity)
        return top

    def play_on(self, touch: Any, until: Any, *, most: int = 600) -> None:
        """Do what a class that cooperates does, with `touch`, until `until()`."""
        for _ in range(most):
            if until():
                self.change_over()
                return
            self._one_move(touch)
        raise AssertionError(f"stuck in {self.scene}, {self.run.phase}, {self.run.play}")

    def change_over(self) -> None:
        """Wait until flats, cloth or dark have let the next picture be seen."""
        top = self.app.desk.stack.top
        while isinstance(top, Activity) and top.is_changing:
            self.seconds(0.2)

    def _one_move(self, touch: Any) -> None:
        if self.scene == "whisper":
            touch("ok")
        elif self.scene == "house":
            touch("go-on")
        elif not self.targets():
            self.seconds(1.2)
        elif target := self.good_move():
            touch(target)
        else:
            self.seconds(0.6)


def _middle(target: Target) -> tuple[float, float]:
    x, y, w, h = target.box
    return x + w / 2, y + h / 2


@pytest.fixture
def klas(tmp_path: Path) -> Iterator[Klas]:
    klas = Klas(tmp_path)
    yield klas
    if klas.app.desk.run is not None:
        klas.app.desk.run.close()
    pygame.display.quit()


@pytest.fixture(scope="session")
def theatercode() -> LoadedPack:
    return complete(load_pack("theatercode"))
