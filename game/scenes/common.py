"""What several scenes have on them: Sou, a sign from above, captions, the corner buttons."""

from typing import TYPE_CHECKING

from game.view.motion import Motion
from game.view.screen import Box, Canvas
from game.view.targets import Target
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION

if TYPE_CHECKING:
    from game.scenes.desk import Desk

SOU_W, SOU_H = 300.0, 260.0


def sou(canvas: Canvas, motion: Motion, mood: str, x: float, y: float, *, mirrored: bool = False) -> None:
    """Sou in the prompter's box; the picture already carries the box."""
    canvas.picture(f"sou_{mood}", x, y + round(motion.bob(1, 3, 3.2)), mirrored=mirrored)


def whisper(
    canvas: Canvas, text: str, at: Box, *, points_left: bool = True, sizes: tuple[int, ...] = (SIZE_BODY,)
) -> None:
    """A speech card of Sou."""
    x, y, w, h = at
    canvas.cut(canvas.paper.bubble(w, h, points_left=points_left), x, y)
    canvas.words(text, (x + 36, y + 16, w - 72, h - 32), sizes)


def hanging_sign(
    canvas: Canvas, motion: Motion, text: str, at: Box, *, key: object = "sign", card: str = "cream"
) -> None:
    """A question on a board that comes down from the flies."""
    x, y, w, h = at
    y += motion.value(("sign", key), 0.0)
    canvas.cut(canvas.paper.sign(w, h, card), x, y)
    canvas.words(text, (x + 44, y + 20, w - 88, h - 40), (SIZE_QUESTION, 76, 72, 68, SIZE_BODY), CARDS[card].ink)


def drop_sign(motion: Motion, key: object = "sign") -> None:
    motion.go(("sign", key), -360, 0, 0.7)


def corner(desk: "Desk", target_id: str, icon: str, place: int, *, left: bool, enabled: bool = True) -> Target:
    """A round-ish button in a lower corner; `place` counts upwards from the corner."""
    if desk.wishes.mirrored:
        left = not left
    x = 28.0 if left else LOGICAL_W - 28 - 128
    return Target(target_id, (x, 1080 - 24 - 132 - place * 160, 128, 132), icon=icon, card="night", enabled=enabled)


def captions(canvas: Canvas, desk: "Desk") -> None:
    """The caption of the last sound, and a line for the teacher, above everything."""
    text = desk.sounds.caption(desk.motion.now_s)
    if text:
        block = canvas.type.block(text, SIZE_BODY, CARDS["night"].ink, 1200)
        x = (LOGICAL_W - block.w) / 2
        canvas.panel((x - 46, 14, block.w + 92, 104), "night", radius=40, lift=8)
        canvas.block(block, x, 14 + (104 - block.h) / 2)
    if desk.notice and desk.tick < desk.notice_until:
        block = canvas.type.block(desk.notice, SIZE_BODY, CARDS["gold"].ink, 1640)
        h = block.h + 44
        canvas.panel((100, 14, 1720, h), "gold", radius=30, lift=10)
        canvas.block(block, 140, 14 + (h - block.h) / 2)
