"""Lights up: one word at a time comes into the spot, with its picture and what it means."""

from content.model import Concept
from game.rules.activity import Event
from game.rules.run import Run, SceneEntered, WordLit
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, has_picture, sou, word_picture
from game.view.boards.photos import photo_of, print_of
from game.view.screen import Box, Canvas
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION, SIZE_TITLE

_TOP, _HIGH = 116.0, 700.0
_BETWEEN = 20.0
_KNOWN = "Deze ken je al!"
_TERM_SIZES = (SIZE_TITLE, 96, SIZE_QUESTION, 76, 72, 68, SIZE_BODY)
_TEXT_SIZES = (76, 72, 68, SIZE_BODY)


class WordsBoard:
    def __init__(self) -> None:
        self._of: Run | None = None
        self._lit: tuple[Concept, ...] = ()
        self._met: frozenset[str] = frozenset()

    def _words(self, run: Run) -> tuple[Concept, ...]:
        """The words of this state, found once: at the end of a run they follow from all that was asked."""
        if run is not self._of:
            self._of, self._lit, self._met = run, run.words, run.met_before
        return self._lit

    def happened(self, event: Event, run: Run, view: View) -> None:
        match event:
            case SceneEntered():
                theatre.open_curtain(view.motion)
            case WordLit():
                view.motion.go("word", -760, 0, 0.9)
                view.motion.light(theatre.HOUSE, 0.35)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion, seats=False)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        x, w = float(layout.AREA_X), float(layout.AREA_RIGHT - layout.AREA_X)
        if view.mirrored:
            x = LOGICAL_W - x - w
        theatre.spot(canvas, 960, 812, 2.2)
        falls = view.motion.value("word", 0.0)
        if falls < 0 and run.word:
            # The word before hangs there until the new one covers it: light comes and goes once less.
            view.part(canvas, self._panel, view, self._words(run)[run.word - 1], (x, _TOP, w, _HIGH), key="before")
        view.part(canvas, self._panel, view, self._words(run)[run.word], (x, _TOP + falls, w, _HIGH))
        view.part(canvas, self._progress, run)
        sou(canvas, view, "point")
        buttons(canvas, view)

    def _panel(self, canvas: Canvas, view: View, concept: Concept, at: Box) -> None:
        """A word on its board, on two ropes."""
        x, y, w, h = at
        for rope in (x + 170, x + w - 170):
            canvas.fill((rope - 4, 0, 9, max(0.0, y + 20)), "#9b6a1c")
            canvas.fill((rope - 3, 0, 3, max(0.0, y + 20)), "#e9c470")
        canvas.panel(at, "cream", radius=36, lift=22)
        left = 60.0
        if photo := photo_of(view, concept.id):
            canvas.panel((x + 44, y + 85, 500, 530), "night", radius=24, lift=5)
            print_of(canvas, view, photo, (x + 60, y + 101, 468, 498))
            left = 588.0
        elif has_picture(concept):
            canvas.panel((x + 44, y + 85, 500, 530), "night", radius=24, lift=5)
            word_picture(canvas, view, concept, (x + 62, y + 103, 464, 494))
            left = 588.0
        self._text(canvas, concept, (x + left, y + 44, w - left - 44, h - 88))
        if concept.id in self._met:
            self._known(canvas, x + w, y)

    def _known(self, canvas: Canvas, right: float, top: float) -> None:
        """A small sign over the upper edge: this class met the word before."""
        wide = canvas.type.width(_KNOWN, SIZE_BODY) + 136
        at = (right - wide - 40, top - 62, wide, 100)
        canvas.panel(at, "gold", radius=24, lift=8)
        canvas.picture("icon_check", at[0] + 24, at[1] + 10, (76, 76))
        canvas.words(_KNOWN, (at[0] + 112, at[1], wide - 124, 96), (SIZE_BODY,), CARDS["gold"].ink)

    def _text(self, canvas: Canvas, concept: Concept, at: Box) -> None:
        """The word and what it means, together in the middle of the card's height."""
        x, y, w, h = at
        term = canvas.type.fit(concept.terms.get("nl", concept.id), "#8e1226", w, 150, _TERM_SIZES)
        means = canvas.type.fit(concept.definition, CARDS["cream"].ink, w, h - term.h - _BETWEEN, _TEXT_SIZES)
        top = y + (h - term.h - _BETWEEN - means.h) / 2
        canvas.block(term, x, top)
        canvas.block(means, x, top + term.h + _BETWEEN)

    def _progress(self, canvas: Canvas, run: Run) -> None:
        """One seat for each word, lit as far as the class is."""
        count, step = len(self._words(run)), 110.0
        x = (LOGICAL_W - count * step) / 2 + 15
        for number in range(count):
            lit = number <= run.word
            if lit:
                theatre.glow(canvas, x + number * step + 40, 944, 170)
            canvas.picture("seat_goal_lit" if lit else "seat_goal_dark", x + number * step, 904)
