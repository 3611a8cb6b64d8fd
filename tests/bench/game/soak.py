"""Random hands for a whole lesson: `python -m tests.bench.game.soak [--minutes 50] [--seed N] [--size WxH]`.

Touches, holds, palms, lost ends, keys, windows that change and a laptop that sleeps, through the real main loop and
faster than real time, scene after scene. It ends with 1 when the game crashes, sticks, or has grown.
"""

import random
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

import pygame

from game.app import App
from game.rules.run import EnterScene, GoHome, Stage, StartPlay
from tests.bench.game.board import FRAME_S, Board

KEYS = (
    pygame.K_RETURN, pygame.K_SPACE, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_TAB,
    pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_4, pygame.K_u, pygame.K_p, pygame.K_h, pygame.K_ESCAPE,
)  # fmt: skip
LEVELS = ("L1", "L2", "L3", "L4")
MODES = ("multi", "latch", "turns", "keys")
SCENE_S = 20.0
"""Time that is spent in one scene before the hands go to the next."""
GROWN_MB = 25.0
"""More than this between the first round of all scenes and the last is a leak."""
_AWAY = {"title", "setup", "packs", "code", "address", "file"}


class Hands:
    """Forty fingers and a keyboard that do anything but stop the lesson."""

    def __init__(self, app: App, chance: random.Random) -> None:
        self._app, self._chance = app, chance
        self._down: dict[int, tuple[float, float]] = {}
        self._fingers = 0
        self._visited: set[str] = set()

    @property
    def scenes(self) -> int:
        """Different pictures that the hands have come to."""
        return len(self._visited)

    def move(self) -> None:
        """What hands do within a frame: mostly nothing, often a touch, now and then something awful."""
        chance = self._chance.random()
        if chance < 0.10:
            self._touch()
        elif chance < 0.20 and self._down:
            self._leave()
        elif chance < 0.26 and self._down:
            self._slide()
        elif chance < 0.28:
            self._key()
        elif chance < 0.2815:
            self._palm()
        elif chance < 0.2830:
            self._down.clear()  # Unplugged: no end comes.
        elif chance < 0.2840:
            self._window()

    def look(self) -> None:
        """See where the game is, and say no when it asks whether to stop."""
        stack = self._app.desk.stack
        top = stack.top
        self._visited.add(f"{top.name}/{getattr(self._app.desk.run and self._app.desk.run.state, 'phase', '')}")
        if top.name == "ask":
            stack.pop()

    def _touch(self) -> None:
        """Half of the fingers aim."""
        targets = [target for target in self._app.desk.stack.top.targets() if target.id != "stop"]
        at = (self._chance.uniform(-20, 1940), self._chance.uniform(-20, 1100))
        if targets and self._chance.random() < 0.6:
            x, y, w, h = self._chance.choice(targets).box
            at = (x + w * self._chance.random(), y + h * self._chance.random())
        if len(self._down) < 40:
            self._fingers += 1
            self._down[self._fingers] = at
            self._finger(pygame.FINGERDOWN, self._fingers, at)

    def _leave(self) -> None:
        number = self._chance.choice(list(self._down))
        self._finger(pygame.FINGERUP, number, self._down.pop(number))

    def _slide(self) -> None:
        number = self._chance.choice(list(self._down))
        x, y = self._down[number]
        self._down[number] = (x + self._chance.uniform(-200, 200), y + self._chance.uniform(-200, 200))
        self._finger(pygame.FINGERMOTION, number, self._down[number])

    def _palm(self) -> None:
        x, y = self._chance.uniform(0, 1920), self._chance.uniform(0, 1080)
        for _ in range(14):
            self._fingers += 1
            at = (x + self._chance.uniform(-90, 90), y + self._chance.uniform(-60, 60))
            self._down[self._fingers] = at
            self._finger(pygame.FINGERDOWN, self._fingers, at)

    def _key(self) -> None:
        key = self._chance.choice(KEYS)
        letter = chr(key) if 32 < key < 127 else ""
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=letter, mod=0))

    def _window(self) -> None:
        kinds = (pygame.WINDOWFOCUSLOST, pygame.VIDEOEXPOSE, pygame.WINDOWMINIMIZED, pygame.WINDOWMOVED)
        pygame.event.post(pygame.event.Event(self._chance.choice(kinds)))
        pygame.event.post(pygame.event.Event(pygame.WINDOWRESTORED))

    def _finger(self, kind: int, number: int, at: tuple[float, float]) -> None:
        screen = self._app.desk.screen
        x, y = screen.pixel(*at)
        place = {"x": x / screen.size[0], "y": y / screen.size[1]}
        pygame.event.post(
            pygame.event.Event(kind, touch_id=7, finger_id=number, dx=0.0, dy=0.0, pressure=1.0, **place)
        )


class Soak:
    """A lesson of so many minutes, with every scene in turn, in every mode and level."""

    def __init__(self, board: Board, seed: int) -> None:
        self._board, self._chance = board, random.Random(seed)
        self._hands = Hands(board.app, self._chance)
        self._rounds = 0
        self._left: list[str] = []
        self._seen: set[str] = set()
        self.memory_mb: list[float] = []
        """After each round of all scenes."""
        self.minutes_mb: list[float] = []
        """After each minute of the lesson, also told at once: a long soak that is stopped has said something."""

    def play(self, minutes: float) -> None:
        board = self._board
        ends_s, next_s = board.now_s + minutes * 60, 0.0
        minute_s = board.now_s + 60
        while board.now_s < ends_s:
            if board.now_s >= next_s or board.desk.run is None or board.desk.stack.top.name in _AWAY:
                self._next_scene()
                next_s = board.now_s + SCENE_S
            self._hands.move()
            if self._chance.random() < 1e-5:
                board.now_s += 3600.0  # The laptop is closed.
                next_s, ends_s, minute_s = next_s + 3600.0, ends_s + 3600.0, minute_s + 3600.0
            if board.now_s >= minute_s:
                minute_s += 60
                self._note_minute()
            board.frame()
            self._hands.look()
            if not board.desk.open:
                raise RuntimeError("the game was closed by random hands")
        self._note()

    @property
    def scenes(self) -> list[str]:
        return sorted(self._seen)

    def _next_scene(self) -> None:
        board = self._board
        if not self._left or board.desk.run is None:
            self._new_run()
        if board.run.stage is not Stage.HOUSE:
            board.quiet()
            board.lesson.perform(GoHome())
        scene = self._left.pop()
        if not board.lesson.perform(EnterScene(scene)):
            return  # Hands have just ended the run, or this level has no such scene.
        self._seen.add(scene)
        if self._chance.random() < 0.8:
            board.lesson.perform(StartPlay())

    def _new_run(self) -> None:
        board = self._board
        if board.desk.run is not None:
            board.lesson.close()
        if self._rounds:
            self._note()
        level, touch = LEVELS[self._rounds % 4], MODES[self._rounds // 2 % 4]
        board.begin(level=level, touch=touch, calm=self._rounds % 5 == 4, seed=self._rounds)
        self._left = list(board.scenes().values())
        self._chance.shuffle(self._left)
        self._rounds += 1

    def _note_minute(self) -> None:
        self.minutes_mb.append(memory_mb())
        print(f"minute {len(self.minutes_mb)}: {self.minutes_mb[-1]:.1f} MB", flush=True)

    def _note(self) -> None:
        self.memory_mb.append(memory_mb())


def memory_mb() -> float:
    """Resident now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.bench.game.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", default="960x540")
    chosen = parser.parse_args()
    wide, high = chosen.size.split("x")
    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder), (int(wide), int(high)))
        board.open_title()
        soak = Soak(board, chosen.seed)
        began = time.monotonic()
        soak.play(chosen.minutes)
        board.close()
    rounds = ", ".join(f"{one:.0f}" for one in soak.memory_mb)
    grown = soak.memory_mb[-1] - soak.memory_mb[min(1, len(soak.memory_mb) - 1)]
    frames = chosen.minutes * 60 / FRAME_S
    print(f"{chosen.minutes:g} minutes, {frames:.0f} frames in {time.monotonic() - began:.0f} s")
    print(f"scenes: {', '.join(soak.scenes)}")
    print(f"MB after each round of all scenes: {rounds}; grown by {grown:.1f}")
    return 1 if grown > GROWN_MB else 0


if __name__ == "__main__":
    sys.exit(main())
