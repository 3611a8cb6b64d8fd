"""The recall flash: one question, and the four shapes that the class holds up as cards."""

from collections.abc import Sequence
from dataclasses import replace

from content.model import DilemmaOption, Option
from game.rules.activity import Event
from game.rules.recall import Answered, RecallState, good
from game.rules.run import RecallStarted, Run
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, drop_question, pictured, question, sou, to_do
from game.view.layout import Rect
from game.view.screen import Box, Canvas
from game.view.theme import CARDS, SIZE_BODY, TEAMS

Answerable = Option | DilemmaOption


class RecallBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        match event:
            case RecallStarted():
                drop_question(view)
                theatre.open_curtain(view.motion)
                view.motion.light(theatre.HOUSE, 0.55)
            case Answered(option=option, right=False):
                view.motion.go(("wobble", option), 26, 0, 0.5)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state = run.recall
        if state is None:
            return
        to_do(canvas, view, "Kaarten omhoog! Tik het antwoord.")
        question(canvas, view, state.item.prompt, image=state.item.image)
        cells = layout.answer_cells(len(state.order), view.wishes.reach, pictured=layout.has_pictures(state.options))
        # Under the because-card they would be cut in two: they sink into the pit as it rises.
        sunk = round((layout.HEIGHT - min(cell.y for cell in cells)) * view.covered)
        for place, cell in enumerate(cells if view.covered < 1 else ()):
            view.part(canvas, self._answer, view, state, place, replace(cell, y=cell.y + sunk), key=place)
        sou(canvas, view, "whisper" if state.hint else "listen")
        buttons(canvas, view)

    def _answer(self, canvas: Canvas, view: View, state: RecallState, place: int, cell: Rect) -> None:
        answer_card(canvas, view, place, cell, state.options, tried=place in state.tried, slot_id=f"answer:{place}")
        x, y, w, h = view.lies(cell, "answer")
        if state.shown and place == good(state):
            canvas.cut(canvas.paper.ring(w, h - 12), x, y)


def answer_card(
    canvas: Canvas, view: View, place: int, cell: Rect, options: Sequence[Answerable], *, tried: bool, slot_id: str
) -> None:
    """An answer: the shape, letter, colour and pattern that the class has as a card, and picture and words."""
    x, y, w, h = view.lies(cell, slot_id)
    x += view.motion.value(("wobble", place), 0.0)
    letter = TEAMS[place].letter
    pressed = view.pressed(slot_id)
    canvas.cut(canvas.paper.button(w, h, "grey" if tried else f"team_{letter.lower()}", pressed=pressed), x, y)
    y += 9 if pressed else 0
    inner = _badge(canvas, letter, (x, y, w, h - 12))
    canvas.panel(inner, "cream", radius=20, lift=2, plain=True)
    one, texts = options[place], tuple(option.text for option in options)
    # Centred words under a picture need no margin of their own: a long name then stays on its card.
    side = 22 if one.image is None else 8
    room = (inner[0] + side, inner[1] + 10, inner[2] - side - min(side, 18), inner[3] - 20)
    pictured(canvas, view, one.image, one.text, room, (84, 80, 76, 72, 68, SIZE_BODY), texts)


def _badge(canvas: Canvas, letter: str, at: Box) -> Box:
    """Shape and letter along the top of a high card, else along its left side; gives the room that is left."""
    x, y, w, h = at
    name = f"team_{letter.lower()}"
    ink = CARDS["cream"].ink
    if h > w:
        canvas.picture(name, x + 24, y + 16, (92, 92))
        canvas.words(letter, (x + 128, y + 14, 80, 92), (72,), ink)
        return x + 16, y + 118, w - 32, h - 134
    if h < 220:
        canvas.picture(name, x + 26, y + (h - 96) / 2, (96, 96))
        canvas.words(letter, (x + 134, y + (h - 92) / 2, 70, 88), (72, SIZE_BODY), ink)
        return x + 206, y + 16, w - 226, h - 34
    middle = y + h / 2
    canvas.picture(name, x + 18, middle - 102, (100, 100))
    canvas.words(letter, (x + 20, middle, 96, 88), (72, SIZE_BODY), ink, align="center")
    return x + 124, y + 20, w - 146, h - 40
