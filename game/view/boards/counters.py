"""An answer with the cards that are up for it: minus, how many, plus, and all who were not counted yet."""

from collections.abc import Sequence

from content.model import DilemmaOption, Option
from game.view.boards.board import View
from game.view.boards.common import pictured
from game.view.layout import Rect
from game.view.screen import Canvas
from game.view.slots import choices as choices_slots
from game.view.theme import CARDS, SIZE_BODY, TEAMS


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
    middle = y + (h - 104) / 2
    canvas.picture(f"team_{letter.lower()}", x + 12, middle - 98, (96, 96))
    canvas.words(letter, (x + 12, middle - 2, 96, 88), (72, SIZE_BODY), align="center")
    canvas.panel((x + 118, y + 6, w - 128, h - 110), "cream", radius=18, lift=2, plain=True)
    one, texts = options[place], tuple(option.text for option in options)
    pictured(canvas, view, one.image, one.text, (x + 136, y + 18, w - 164, h - 134), (76, 72, 68, SIZE_BODY), texts)
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
            canvas.picture(icon, x + 26, y + 4, (80, 80))
            canvas.words(label, (x + 120, y, w - 136, h - 12), (72, SIZE_BODY))
        else:
            canvas.picture(icon, x + (w - 72) / 2, y + 6, (72, 72))
    x, y, w, h = view.lies(choices_slots.vote_count(cell), "rest")
    canvas.panel((x, y - 4, w, h), "night", radius=22, lift=4, plain=True)
    canvas.words(str(count), (x, y - 6, w, h), (84, 72), CARDS["night"].ink, align="center")
