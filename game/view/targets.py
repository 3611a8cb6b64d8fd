"""What can be touched, and how it looks as paper."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.view.screen import Box, Canvas
from game.view.theme import CARDS

_PRESS_DROP = 9


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


def paint_targets(canvas: Canvas, targets: Iterable[Target], look: Look) -> None:
    """All buttons, with the keyboard's ring on top."""
    for target in targets:
        if target.painted:
            paint_button(canvas, target, pressed=target.id in look.pressed)
        if target.id == look.focus:
            paint_focus(canvas, target.box)
