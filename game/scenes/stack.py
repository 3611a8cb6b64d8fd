"""A stack of scenes: the top one listens, everything from the last opaque one up is painted.

Pause, teacher's bar and questions lie on what they interrupt, and taking them away is all it takes to go on.
"""

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from game.input.keys import Key
from game.rules.activity import Event
from game.view.screen import Box, Canvas
from game.view.targets import Look, Target, paint_targets

if TYPE_CHECKING:
    from game.scenes.desk import Desk


class Scene:
    """One screen. A scene answers wishes by their target's id and describes its picture anew each frame."""

    opaque = True
    name = "scene"
    veiled = False
    """Whether what lies under it is darkened; `game.app` lets the veil down and up, never faster than light may."""
    captions_y = 14.0
    """Where the captions of sounds come, so that they cover no words."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.look = Look()
        self._down: dict[int, str] = {}

    # -- life -------------------------------------------------------------------------------------------
    def enter(self) -> None:
        """The scene came to the top, also when what lay on it went away."""

    def leave(self) -> None:
        """The scene goes off the stack."""

    def tick(self) -> None:
        """A sixtieth of a second of game time went by."""

    def happened(self, event: Event) -> None:
        """Something happened in the rules; every open scene hears of it."""

    def targets(self) -> list[Target]:
        return []

    def choose(self, target: str) -> None:
        """A target was tapped, clicked, or chosen with the keys."""

    def paint(self, canvas: Canvas) -> None:
        raise RuntimeError(f"{type(self).__name__} has no picture")

    # -- pointers ---------------------------------------------------------------------------------------
    def held(self, contact: int, target_id: str) -> None:
        """A finger lies on a target long enough to be meant."""
        self._down[contact] = target_id
        self._show_pressed()

    def let_go(self, contact: int, target_id: str, ticks: int) -> None:
        """It went away after `ticks`, or slid off the target."""
        self._down.pop(contact, None)
        self._show_pressed()

    def slid_off(self, contact: int) -> None:
        """A finger left its target: it lets go of it without choosing."""
        self._down.pop(contact, None)
        self._show_pressed()

    def dragged(self, contact: int, at: tuple[float, float]) -> None:
        """A finger that has left its place is here now."""

    def tap(self, target_id: str) -> None:
        self.look = replace(self.look, focus="")
        self._choose_id(target_id)

    def target_at(self, at: tuple[float, float]) -> str | None:
        return next((target.id for target in self.targets() if target.enabled and target.holds(at)), None)

    def _show_pressed(self) -> None:
        self.look = replace(self.look, pressed=frozenset(self._down.values()))

    def _choose(self, target: Target) -> None:
        self.desk.sounds.play("tap")
        self.choose(target.id)

    # -- keys -------------------------------------------------------------------------------------------
    def key(self, key: Key) -> bool:
        """Whether the scene had a use for it."""
        if key in (Key.LEFT, Key.RIGHT, Key.UP, Key.DOWN, Key.AROUND):
            self._walk(key)
            return True
        if key is Key.NEXT:
            return self._choose_id(self._first())
        if key is Key.CHOOSE:
            return self._choose_id(self.look.focus or self._first())
        if key is Key.BACK:
            return self._choose_id("back")
        if key.number is not None:
            wanted = next((t for t in self.targets() if t.number == key.number and t.enabled), None)
            return wanted is not None and self._choose_id(wanted.id)
        return False

    def typed(self, letter: str) -> bool:
        """A letter of the real keyboard; only scenes in which one types have a use for it."""
        return False

    def _first(self) -> str:
        """What Enter means when the focus is nowhere."""
        return next((target.id for target in self.targets() if target.enabled), "")

    def _choose_id(self, target_id: str) -> bool:
        target = next((t for t in self.targets() if t.id == target_id and t.enabled), None)
        if target is None:
            return False
        self._choose(target)
        return True

    def _walk(self, key: Key) -> None:
        able = [target for target in self.targets() if target.enabled]
        if not able:
            return
        here = next((target for target in able if target.id == self.look.focus), None)
        if here is None:
            chosen = able[0]
        elif key is Key.AROUND:
            chosen = able[(able.index(here) + 1) % len(able)]
        else:
            chosen = _neighbour(here, able, key)
        self.look = replace(self.look, focus=chosen.id)

    # -- picture ----------------------------------------------------------------------------------------
    def paint_targets(self, canvas: Canvas) -> None:
        paint_targets(canvas, self.targets(), self.look)


def _neighbour(here: Target, able: list[Target], key: Key) -> Target:
    """The nearest target in the direction of the key; at the edge the next one in reading order."""
    cx, cy = _middle(here.box)
    dx, dy = {Key.LEFT: (-1, 0), Key.RIGHT: (1, 0), Key.UP: (0, -1), Key.DOWN: (0, 1)}[key]

    def cost(other: Target) -> float:
        ox, oy = _middle(other.box)
        along = (ox - cx) * dx + (oy - cy) * dy
        across = abs((ox - cx) * dy) + abs((oy - cy) * dx)
        return along + across * 3 if along > 1 else float("inf")

    best = min(able, key=cost)
    if cost(best) < float("inf"):
        return best
    step = 1 if key in (Key.RIGHT, Key.DOWN) else -1
    return able[(able.index(here) + step) % len(able)]


def _middle(box: Box) -> tuple[float, float]:
    return box[0] + box[2] / 2, box[1] + box[3] / 2


class Stack:
    """The scenes that are open, from the bottom to the one that listens."""

    def __init__(self) -> None:
        self._scenes: list[Scene] = []

    @property
    def top(self) -> Scene:
        return self._scenes[-1]

    def __len__(self) -> int:
        return len(self._scenes)

    def names(self) -> tuple[str, ...]:
        return tuple(scene.name for scene in self._scenes)

    def all(self) -> tuple[Scene, ...]:
        return tuple(self._scenes)

    def clear(self) -> None:
        while self._scenes:
            self._scenes.pop().leave()

    def push(self, scene: Scene) -> None:
        self._scenes.append(scene)
        scene.enter()

    def pop(self) -> None:
        self._scenes.pop().leave()
        if self._scenes:
            self._scenes[-1].enter()

    def replace(self, *scenes: Scene) -> None:
        """Clear the house and open these."""
        self.clear()
        for scene in scenes[:-1]:
            self._scenes.append(scene)
        self.push(scenes[-1])

    def paint(self, canvas: Canvas) -> None:
        first = max(i for i, scene in enumerate(self._scenes) if scene.opaque)
        veils = [i for i, scene in enumerate(self._scenes) if scene.veiled]
        for i, scene in enumerate(self._scenes[first:], first):
            with scene.desk.motion.hushed() if veils and i < veils[-1] else nullcontext():
                scene.paint(canvas)
