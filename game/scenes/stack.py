"""A stack of scenes: the top one listens, everything from the last opaque one up is painted.

Pause, teacher's bar and questions lie on what they interrupt, and taking them away is all it takes to go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from game.input.keys import Key
from game.view.motion import Motion
from game.view.screen import Box, Canvas
from game.view.sound import SoundBoard
from game.view.theme import CARDS, LOGICAL_W, REACH_TOP

if TYPE_CHECKING:
    from game.scenes.desk import Desk

_PRESS_DROP = 9
_WRONG_SWAY_S = 0.5


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched, clicked, or chosen with the keys."""

    id: str
    box: Box
    label: str = ""
    icon: str = ""
    card: str = "gold"
    number: int | None = None
    """The key 1-4 that chooses it."""
    enabled: bool = True
    painted: bool = True
    """False when the scene paints it itself, for instance a rope."""
    sizes: tuple[int, ...] = (72, 64)

    def holds(self, at: tuple[float, float]) -> bool:
        x, y, w, h = self.box
        return x <= at[0] < x + w and y <= at[1] < y + h


@dataclass(frozen=True, slots=True)
class Look:
    """What targets look like at this moment: which are pressed, and where the keyboard is."""

    pressed: frozenset[str] = field(default_factory=frozenset)
    focus: str = ""


class Scene:
    """One screen. A scene answers wishes by their target's id and describes its picture anew each frame."""

    opaque = True
    name = "scene"

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.look = Look()
        self._down: dict[object, str] = {}

    # -- life -------------------------------------------------------------------------------------------
    def enter(self) -> None:
        """The scene came to the top, also when what lay on it went away."""

    def leave(self) -> None:
        """The scene goes off the stack."""

    def tick(self) -> None:
        """A sixtieth of a second of game time went by."""

    def targets(self) -> list[Target]:
        return []

    def choose(self, target: str) -> None:
        """A target was tapped, clicked, or chosen with the keys."""

    def paint(self, canvas: Canvas) -> None:
        raise RuntimeError(f"{type(self).__name__} has no picture")

    # -- pointers ---------------------------------------------------------------------------------------
    def press(self, pointer: object, at: tuple[float, float]) -> None:
        hit = self.target_at(at)
        if hit is not None:
            self._down[pointer] = hit.id
            self._show_pressed()

    def move(self, pointer: object, at: tuple[float, float]) -> None:
        """A finger that slides off a target lets go of it without choosing."""
        held = self._down.get(pointer)
        hit = self.target_at(at)
        if held is not None and (hit is None or hit.id != held):
            self._down.pop(pointer)
            self._show_pressed()

    def release(self, pointer: object) -> None:
        self._down.pop(pointer, None)
        self._show_pressed()

    def tap(self, at: tuple[float, float]) -> None:
        hit = self.target_at(at)
        if hit is None:
            return
        self.look = replace(self.look, focus="")
        self._choose(hit)

    def target_at(self, at: tuple[float, float]) -> Target | None:
        return next((target for target in self.targets() if target.enabled and target.holds(at)), None)

    def _show_pressed(self) -> None:
        self.look = replace(self.look, pressed=frozenset(self._down.values()))

    def _choose(self, target: Target) -> None:
        self.desk.sounds.play("tap")
        self.choose(target.id)

    # -- keys -------------------------------------------------------------------------------------------
    def key(self, key: Key) -> bool:
        """Whether the scene had a use for it."""
        if key in (Key.LEFT, Key.RIGHT, Key.UP, Key.DOWN):
            self._walk(key)
            return True
        if key is Key.NEXT:
            return self._choose_id(self._first())
        if key is Key.CHOOSE:
            return self._choose_id(self.look.focus or self._first())
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
        chosen = able[0] if here is None else _neighbour(here, able, key)
        self.look = replace(self.look, focus=chosen.id)

    # -- picture ----------------------------------------------------------------------------------------
    def paint_targets(self, canvas: Canvas, targets: Iterable[Target] | None = None) -> None:
        for target in self.targets() if targets is None else targets:
            if target.painted:
                paint_button(canvas, target, pressed=target.id in self.look.pressed)
            if target.id == self.look.focus:
                paint_focus(canvas, target.box)


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


def paint_focus(canvas: Canvas, box: Box) -> None:
    canvas.cut(canvas.paper.ring(box[2], box[3]), box[0], box[1])


def paint_button(canvas: Canvas, target: Target, *, pressed: bool) -> None:
    """A thick piece of card with a picture, words, or both."""
    x, y, w, h = target.box
    card = target.card if target.enabled else "grey"
    canvas.cut(canvas.paper.button(w, h, card, pressed=pressed), x, y)
    y += _PRESS_DROP if pressed else 0
    h -= 12
    side = min(h - 24, 96.0)
    if target.icon and not target.label:
        canvas.picture(target.icon, x + (w - side) / 2, y + (h - side) / 2, (side, side))
        return
    left = 28.0
    if target.icon:
        canvas.picture(target.icon, x + 24, y + (h - side) / 2, (side, side))
        left = 24 + side + 18
    room = (x + left, y, w - left - 26, h)
    canvas.words(target.label, room, target.sizes, CARDS[card].ink, align="left" if target.icon else "center")


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

    def push(self, scene: Scene) -> None:
        self._scenes.append(scene)
        scene.enter()

    def pop(self) -> None:
        self._scenes.pop().leave()
        if self._scenes:
            self._scenes[-1].enter()

    def replace(self, *scenes: Scene) -> None:
        """Clear the house and open these."""
        while self._scenes:
            self._scenes.pop().leave()
        for scene in scenes[:-1]:
            self._scenes.append(scene)
        self.push(scenes[-1])

    def paint(self, canvas: Canvas) -> None:
        first = max(i for i, scene in enumerate(self._scenes) if scene.opaque)
        for scene in self._scenes[first:]:
            scene.paint(canvas)


def row(
    ids_labels: Iterable[tuple[str, str]], y: float, h: float, *, gap: float = 36, left: float = 60, right: float = LOGICAL_W - 60
) -> list[Target]:
    """Equal buttons side by side."""
    pairs = list(ids_labels)
    w = (right - left - gap * (len(pairs) - 1)) / len(pairs)
    return [Target(target_id, (left + i * (w + gap), y, w, h), label) for i, (target_id, label) in enumerate(pairs)]


__all__ = ["REACH_TOP", "Key", "Look", "Motion", "Scene", "SoundBoard", "Stack", "Target", "paint_button", "paint_focus", "row"]
