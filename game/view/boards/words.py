"""Lights up: one word at a time comes into the spot, with its picture and what it means."""

from game.rules.activity import Event
from game.rules.run import Run, SceneEntered, WordLit
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, has_picture, sou, word_picture
from game.view.screen import Canvas
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION, SIZE_TITLE

_TOP, _HIGH = 116.0, 700.0


class WordsBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        match event:
            case SceneEntered():
                theatre.open_curtain(view.motion)
            case WordLit():
                view.motion.go("word", -760, 0, 0.65)
                view.motion.light(theatre.HOUSE, 0.35)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion, seats=False)
        concept = run.words[run.word]
        x, w = float(layout.AREA_X), float(layout.AREA_RIGHT - layout.AREA_X)
        if view.mirrored:
            x = LOGICAL_W - x - w
        y, h = _TOP + view.motion.value("word", 0.0), _HIGH
        theatre.spot(canvas, 960, 812, 2.2)
        for rope in (x + 170, x + w - 170):
            canvas.fill((rope - 4, 0, 9, max(0.0, y + 20)), "#9b6a1c")
            canvas.fill((rope - 3, 0, 3, max(0.0, y + 20)), "#e9c470")
        canvas.panel((x, y, w, h), "cream", radius=36, lift=22)
        left = 60.0
        if has_picture(concept):
            canvas.panel((x + 50, y + 90, 430, 520), "night", radius=24, lift=5)
            word_picture(canvas, view, concept, (x + 82, y + 122, 366, 456))
            left = 526.0
        room = w - left - 50
        term = concept.terms.get("nl", concept.id)
        canvas.words(
            term, (x + left, y + 44, room, 150), (SIZE_TITLE, 96, SIZE_QUESTION, 76, 72, 68, SIZE_BODY), "#8e1226"
        )
        at = (x + left, y + 206, room, h - 236)
        canvas.words(concept.definition, at, (76, 72, 68, SIZE_BODY), CARDS["cream"].ink, middle=False)
        self._progress(canvas, run)
        sou(canvas, view, "point")
        buttons(canvas, view)

    def _progress(self, canvas: Canvas, run: Run) -> None:
        """One seat for each word, lit as far as the class is."""
        count, step = len(run.words), 110.0
        x = (LOGICAL_W - count * step) / 2 + 15
        for number in range(count):
            lit = number <= run.word
            if lit:
                theatre.glow(canvas, x + number * step + 40, 944, 170)
            canvas.picture("seat_goal_lit" if lit else "seat_goal_dark", x + number * step, 904)
