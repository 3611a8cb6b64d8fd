"""What several scenes have on them: Sou, a sign from above, captions, the corner buttons."""

from typing import TYPE_CHECKING

from game.view.boards.common import alive
from game.view.motion import Motion
from game.view.screen import Box, Canvas
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY

if TYPE_CHECKING:
    from game.scenes.desk import Desk

LEVELS = {"L1": "6-8 jaar", "L2": "9-10 jaar", "L3": "11-12 jaar", "L4": "12-14 jaar"}
SOU_W, SOU_H = 300.0, 260.0


def sou(canvas: Canvas, motion: Motion, mood: str, x: float, y: float, *, mirrored: bool = False) -> None:
    """Sou in the prompter's box; the picture already carries the box."""
    canvas.picture(alive(f"sou_{mood}", motion), x, y + round(motion.bob(1, 3, 3.2)), mirrored=mirrored)


def whisper(
    canvas: Canvas, text: str, at: Box, *, points_left: bool = True, sizes: tuple[int, ...] = (SIZE_BODY,)
) -> None:
    """A speech card of Sou."""
    x, y, w, h = at
    canvas.cut(canvas.paper.bubble(w, h, points_left=points_left), x, y)
    canvas.words(text, (x + 36, y + 16, w - 72, h - 32), sizes)


def captions(canvas: Canvas, desk: "Desk") -> None:
    """The caption of the last sound, and a line for the teacher, above everything."""
    text = desk.sounds.caption(desk.motion.now_s)
    if text:
        block = canvas.type.block(text, SIZE_BODY, CARDS["night"].ink, 1200)
        x = (LOGICAL_W - block.w) / 2
        y = desk.stack.top.captions_y
        canvas.panel((x - 46, y, block.w + 92, 104), "night", radius=40, lift=8)
        canvas.block(block, x, y + (104 - block.h) / 2)
    if desk.notice and desk.tick < desk.notice_until:
        block = canvas.type.block(desk.notice, SIZE_BODY, CARDS["gold"].ink, 1640)
        h = block.h + 44
        canvas.panel((100, 14, 1720, h), "gold", radius=30, lift=10)
        canvas.block(block, 140, 14 + (h - block.h) / 2)
