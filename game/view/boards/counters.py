"""An answer with the cards that are up for it: minus, how many, plus, and all who were not counted yet."""

from collections.abc import Sequence

from content.model import DilemmaOption, Option
from game.view.boards.board import View
from game.view.boards.common import pictured
from game.view.layout import Rect
from game.view.screen import Canvas
from game.view.slots import choices as choices_slots
from game.view.theme import CARDS, SIZE_BODY, TEAMS

_CORNERS = 92.0
"""What shape and letter take of a narrow card; a picture lies between them, words stand below."""


def counted_option(
    canvas: Canvas,
    view: View,
    place: int,
    cell: Rect,
    options: Sequence[Option | DilemmaOption],
    count: int,
    missing: int,
    *,
    tried: bool = False,
) -> None:
    """The card of an answer (shape, letter, colour and pattern of the class's own cards) and its counter."""
    x, y, w, h = view.lies(cell, "rest")
    letter = TEAMS[place].letter
    canvas.panel((x, y, w, h - 46), "grey" if tried else f"team_{letter.lower()}", radius=28, lift=12)
    if choices_slots.is_narrow(cell):
        room = (x + 8, y + 8, w - 16, h - 250)
    else:
        middle = y + (h - 104) / 2
        canvas.picture(f"team_{letter.lower()}", x + 12, middle - 98, (96, 96))
        canvas.words(letter, (x + 12, middle - 2, 96, 88), (72, SIZE_BODY), align="center")
        room = (x + 114, y + 6, w - 120, h - 110)
    canvas.panel(room, "cream", radius=18, lift=2, plain=True)
    one, texts = options[place], tuple(option.text for option in options)
    side = 8.0 if one.image is None or choices_slots.is_narrow(cell) else 18.0
    inside = (room[0] + side, room[1] + 12, room[2] - 2 * side, room[3] - 24)
    if choices_slots.is_narrow(cell) and one.image is None:
        inside = (inside[0], inside[1] + _CORNERS, inside[2], inside[3] - _CORNERS)
    pictured(canvas, view, one.image, one.text, inside, (76, 72, 68, SIZE_BODY), texts)
    if choices_slots.is_narrow(cell):
        # In the upper corners of the paper, so that the picture may have the height.
        canvas.picture(f"team_{letter.lower()}", x + 16, y + 16, (92, 92))
        canvas.words(letter, (x + w - 92, y + 14, 76, 92), (72,), align="center")
    if not tried:
        _counter(canvas, view, place, cell, count, max(0, missing))


def _counter(canvas: Canvas, view: View, place: int, cell: Rect, count: int, missing: int) -> None:
    for kind, icon, label in (
        ("minus", "icon_minus", ""),
        ("plus", "icon_plus", ""),
        ("rest", "icon_people", f"+{missing}"),
    ):
        slot = view.slot(f"{kind}:{place}")
        if slot is None:
            continue
        x, y, w, h = (float(side) for side in slot.rect.box)
        canvas.cut(canvas.paper.button(w, h, "cream", pressed=view.pressed(slot.id), radius=24), x, y)
        if label:
            left = x + (w - 272) / 2
            canvas.picture(icon, left + 26, y + 4, (80, 80))
            canvas.words(label, (left + 120, y, 136, h - 12), (72, SIZE_BODY))
        else:
            canvas.picture(icon, x + (w - 72) / 2, y + 6, (72, 72))
    x, y, w, h = view.lies(choices_slots.vote_count(cell), "rest")
    canvas.panel((x, y - 4, w, h), "night", radius=22, lift=4, plain=True)
    canvas.words(str(count), (x, y - 6, w, h), (84, 72), CARDS["night"].ink, align="center")
