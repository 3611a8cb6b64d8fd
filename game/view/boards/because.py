"""The because-card: why, for right and wrong alike. A mistake is something that was nearly known."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.model import DilemmaOption, Image, Option
from game.rules.activity import Card, Event, Explained
from game.rules.choices import ChoicesState
from game.rules.making import MakingPhase, MakingState, clash_at
from game.rules.pairs import PairsState
from game.rules.people import PeopleState
from game.rules.run import Run, Stage
from game.rules.veil import VeilState
from game.rules.whisper import WhisperState
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import alive, buttons, pack_picture
from game.view.screen import Box, Canvas
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION, SIZE_TITLE, TEAMS

HEADINGS = {"right": "Ja, want ...", "ok": "Dat kan ook!", "wrong": "Bijna! Want ..."}
MAKERS = "De makers vertellen"
"""Where no answer is right or wrong, the card is what the makers have to say."""
MOODS = {"right": "proud", "ok": "happy", "wrong": "think"}
ICONS = {"right": "icon_check", "ok": "icon_check", "wrong": "icon_eye"}
_TOP, _HIGH = 190.0, 690.0
_BELOW = 930.0
_COMES_S = 0.9
"""So much light card may not come faster, or half the board brightens at once."""
_PICTURE = 420.0
_ANSWER = 560.0
_TEXT_SIZES = (88, SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY)


class BecauseBoard:
    """Lies on the board that asked; that one is painted first."""

    def happened(self, event: Event, run: Run, view: View) -> None:
        if isinstance(event, Explained):
            view.motion.go("because", _BELOW, 0, _COMES_S, wait_s=0.9)

    @staticmethod
    def is_up(view: View) -> bool:
        """Whether the card is to be seen: what happened on the board has a second of its own first."""
        return view.motion.value("because", 0.0) < _BELOW / 2

    @staticmethod
    def cover(view: View) -> float:
        """How far the card has come up, 0-1."""
        return min(1.0, max(0.0, 1 - view.motion.value("because", 0.0) / _BELOW))

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        card = run.card
        if card is None:
            return
        rise = view.motion.value("because", 0.0)
        if rise >= _BELOW:
            return
        theatre.veil(canvas, view.motion)
        x, w = float(layout.AREA_X), float(layout.AREA_RIGHT - layout.AREA_X)
        if view.mirrored:
            x = LOGICAL_W - x - w
        at = (x, _TOP + rise, w, _HIGH)
        view.part(canvas, self._card, view, run, card, at)
        left, top, wide, high = view.place(layout.SOU)
        sou = (left + (wide - 330) / 2 + 20, top + high - 286 + rise)
        canvas.picture(alive(f"sou_{MOODS[card.verdict]}", view.motion), *sou, (330, 286), mirrored=view.mirrored)
        buttons(canvas, view)

    def _card(self, canvas: Canvas, view: View, run: Run, card: Card, at: Box) -> None:
        canvas.panel(at, _style(card), radius=40, lift=24)
        answer = _answered(run, card)
        if answer is None or not self._with_answer(canvas, view, card, answer, at):
            self._with_reason(canvas, view, run, card, at)

    def _with_reason(self, canvas: Canvas, view: View, run: Run, card: Card, at: Box) -> None:
        """The reason over the width of the card, with what it is about beside it where that leaves room."""
        x, y, w, h = at
        ink = CARDS[_style(card)].ink
        text = (x + 190, y + 190, w - 250, h - 220)
        image = _image(run, card)
        narrow = text[2] - _PICTURE - 40
        if image is not None and canvas.type.fits(card.text, SIZE_BODY, narrow, text[3]):
            pack_picture(canvas, view, image, (x + w - _PICTURE - 60, y + (h - _PICTURE) / 2, _PICTURE, _PICTURE))
            text = (text[0], text[1], narrow, text[3])
        why = canvas.type.fit(card.text, ink, text[2], text[3], _TEXT_SIZES)
        # A short reason stands in the middle of the card with its heading, instead of leaving the lower half empty.
        down = max(0.0, (text[3] - why.h) / 2 - 20)
        makers = run.stage is Stage.PLAY and isinstance(run.play, VeilState)
        canvas.picture("icon_people" if makers else ICONS[card.verdict], x + 60, y + 52 + down)
        heading = (x + 190, y + 36 + down, w - 240, 126)
        told = MAKERS if makers else HEADINGS[card.verdict]
        canvas.words(told, heading, (SIZE_TITLE, SIZE_QUESTION), ink)
        canvas.block(why, text[0], text[1] + down)

    def _with_answer(self, canvas: Canvas, view: View, card: Card, answer: "_Answer", at: Box) -> bool:
        """The answer itself, large and with the class's own shape, and whether it is right; for who can't read yet.

        False when the reason is too long to stand beside it.
        """
        x, y, w, h = at
        ink = CARDS[_style(card)].ink
        left = x + _ANSWER + 108
        room = (left, y + 44, x + w - 44 - left, h - 88)
        if not canvas.type.fits(card.text, SIZE_BODY, room[2], room[3] - 136):
            return False
        why = canvas.type.fit(card.text, ink, room[2], room[3] - 136, _TEXT_SIZES)
        told = canvas.type.fit(HEADINGS[card.verdict], ink, room[2], 116, (96, SIZE_QUESTION, 76, 72))
        top = y + (h - told.h - 20 - why.h) / 2
        canvas.block(told, left, top)
        canvas.block(why, left, top + told.h + 20)
        frame = (x + 44, y + (h - _ANSWER) / 2, _ANSWER, _ANSWER)
        letter = TEAMS[answer.place].letter.lower()
        canvas.panel(frame, f"team_{letter}", radius=30, lift=8)
        inside = (frame[0] + 34, frame[1] + 34, _ANSWER - 68, _ANSWER - 68)
        canvas.panel(inside, "cream", radius=20, lift=2, plain=True)
        pack_picture(canvas, view, answer.image, (inside[0] + 12, inside[1] + 12, inside[2] - 24, inside[3] - 24))
        canvas.panel((frame[0] - 18, frame[1] - 18, 132, 132), "cream", radius=66, lift=6)
        canvas.picture(f"team_{letter}", frame[0] - 2, frame[1] - 2, (100, 100))
        corner = (frame[0] + _ANSWER - 116, frame[1] + _ANSWER - 116, 136, 136)
        canvas.panel(corner, "cream" if card.verdict == "wrong" else "green", radius=68, lift=8)
        canvas.picture(ICONS[card.verdict], corner[0] + 20, corner[1] + 20, (96, 96))
        return True


def _style(card: Card) -> str:
    return "cream" if card.verdict == "wrong" else "green"


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that is a picture, and its place among the answers: the shape that the class held up for it."""

    place: int
    image: Image


def _answered(run: Run, card: Card) -> _Answer | None:
    """The answer that the card is about, where answers are pictures."""
    options: Sequence[Option | DilemmaOption] = ()
    if run.stage is Stage.RECALL and run.recall is not None:
        options = run.recall.options
    elif run.stage is Stage.PLAY and isinstance(run.play, ChoicesState):
        options = run.play.dilemma.options
    return next(
        (_Answer(place, one.image) for place, one in enumerate(options) if one.image and one.because == card.text),
        None,
    )


def _of_word(run: Run, name: str) -> Image | None:
    return next((concept.image for concept in run.pack.concepts if concept.id == name), None)


def _of_missing_step(run: Run, state: MakingState) -> Image | None:
    """What had to come first: who can't read yet sees it hang where the question mark hung."""
    clash = clash_at(state, state.at)
    if clash is None:
        return None
    step = state.scene.step(clash.needs)
    return step.image or _of_word(run, step.concept)


def _image(run: Run, card: Card) -> Image | None:
    """The picture of the answer that the card is about."""
    if run.stage == Stage.RECALL and run.recall is not None:
        return next((one.image for one in run.recall.options if one.because == card.text), None)
    if isinstance(run.play, ChoicesState):
        return next((one.image for one in run.play.dilemma.options if one.because == card.text), None)
    if isinstance(run.play, PairsState | WhisperState):
        return run.play.told.image if run.play.told is not None else None
    if isinstance(run.play, VeilState):
        return run.play.question.image
    if isinstance(run.play, PeopleState) and run.play.came is not None:
        return _of_word(run, run.play.came.person)
    if isinstance(run.play, MakingState) and run.play.phase is MakingPhase.CLASH:
        return _of_missing_step(run, run.play)
    return None
