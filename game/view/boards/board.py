"""What a board is: a painter of one kind of state. Where things are and what they do is the layout's business."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol

from content.load import LoadedPack
from game.rules.activity import Event
from game.rules.run import Run
from game.saved import Wishes
from game.view import layout
from game.view.layout import Rect, Slot
from game.view.motion import Motion
from game.view.screen import Box, Canvas
from game.view.targets import Look


@dataclass(frozen=True, slots=True)
class View:
    """What a painter may know beside the state."""

    motion: Motion
    wishes: Wishes
    pack: LoadedPack
    look: Look
    slots: tuple[Slot, ...] = ()
    """What can be touched now."""
    covered: float = 0.0
    """How far the because-card lies on the board, 0-1."""
    keys: bool = False
    """The class plays from the keyboard: what has a number tells it."""

    @property
    def mirrored(self) -> bool:
        return self.wishes.mirrored

    def place(self, rect: Rect) -> Box:
        """A rectangle of the layout as it lies for this class."""
        x, y, w, h = layout.place(rect, mirrored=self.mirrored).box
        return float(x), float(y), float(w), float(h)

    def lies(self, rect: Rect, slot_id: str) -> Box:
        """The same for a rectangle that belongs to a slot."""
        x, y, w, h = layout.lies(rect, slot_id, mirrored=self.mirrored).box
        return float(x), float(y), float(w), float(h)

    @property
    def aside(self) -> float:
        """How far the wide area moved to the left for left-handers."""
        return float(layout.WIDTH - layout.AREA_X - layout.WIDE_RIGHT) if self.mirrored else 0.0

    def slot(self, slot_id: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def part(self, canvas: Canvas, paint: Callable[..., None], *facts: Any, key: Hashable = None) -> None:
        """Let a board `paint(canvas, *facts)` a part of its picture, anew only when a fact or a movement changed.

        What the board itself remembers counts as a fact too. The `key` tells parts apart that are painted alike.
        """
        board = getattr(paint, "__self__", None)
        known = tuple(vars(board).values()) if board is not None else ()
        canvas.still(self.motion, (paint.__qualname__, key), (facts, known), lambda: paint(canvas, *facts))

    def pressed(self, slot_id: str) -> bool:
        return slot_id in self.look.pressed


class Board(Protocol):
    def happened(self, event: Event, run: Run, view: View) -> None:
        """Start the movement that belongs to an event of the rules."""
        ...

    def paint(self, canvas: Canvas, run: Run, view: View) -> None: ...


def play_of(run: Run) -> Any:
    """The state of the scene that is played."""
    if run.play is None:
        raise RuntimeError("no scene is being played")
    return run.play
