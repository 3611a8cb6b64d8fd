"""The recall flash: one question, and the four shapes that the class holds up as cards."""

from game.rules.activity import Event
from game.rules.recall import Answered, RecallState, good
from game.rules.run import RecallStarted, Run
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, drop_question, pack_picture, question, sou
from game.view.layout import Rect
from game.view.screen import Canvas
from game.view.theme import CARDS, SIZE_BODY, TEAMS


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
        state = run.recall
        theatre.hall(canvas, view.motion)
        if state is None:
            return
        question(canvas, view, state.item.prompt)
        cells = layout.answer_cells(len(state.order), view.wishes.reach)
        for place, cell in enumerate(cells):
            self._answer(canvas, view, state, place, cell)
        sou(canvas, view, "whisper" if state.hint else "listen")
        buttons(canvas, view)

    def _answer(self, canvas: Canvas, view: View, state: RecallState, place: int, cell: Rect) -> None:
        option = state.options[place]
        answer_card(canvas, view, place, cell, option.text, tried=place in state.tried, slot_id=f"answer:{place}")
        x, y, w, h = view.place(cell)
        if option.image is not None:
            pack_picture(canvas, view, option.image, (x + w - 190, y + 24, 160, h - 60))
        if state.shown and place == good(state):
            theatre.glow(canvas, x + 90, y + h / 2, 300)


def answer_card(canvas: Canvas, view: View, place: int, cell: Rect, text: str, *, tried: bool, slot_id: str) -> None:
    """An answer: the shape, letter, colour and pattern that the class has as a card, and the words."""
    x, y, w, h = view.place(cell)
    x += view.motion.value(("wobble", place), 0.0)
    team = TEAMS[place]
    pressed = view.pressed(slot_id)
    canvas.cut(canvas.paper.button(w, h, "grey" if tried else f"team_{team.letter.lower()}", pressed=pressed), x, y)
    y += 9 if pressed else 0
    side = min(100.0, (h - 40) / 2)
    middle = y + (h - 12) / 2
    canvas.picture(f"team_{team.letter.lower()}", x + 68 - side / 2, middle - side, (side, side))
    canvas.words(team.letter, (x + 20, middle - 2, 96, 88), (SIZE_BODY,), CARDS["cream"].ink, align="center")
    canvas.panel((x + 124, y + 20, w - 124 - 22, h - 52), "cream", radius=20, lift=2, plain=True)
    canvas.words(text, (x + 146, y + 12, w - 146 - 34, h - 36), (84, 80, 76, 72, 68, SIZE_BODY), CARDS["cream"].ink)
