"""The because-card: why, for right and wrong alike. A mistake is something that was nearly known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.model import DilemmaOption, Image, Option
from game.rules.activity import Card, Event, Explained
from game.rules.choices import ChoicesState
from game.rules.finish import FinishState
from game.rules.run import Run, Stage
from game.rules.veil import VeilState
from game.view import layout, theatre
from game.view.boards.about import about
from game.view.boards.board import View
from game.view.boards.common import alive, buttons, fitted, pack_picture
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
_PICTURES = (560.0, 480.0, 400.0)
"""Sides of the picture beside a reason: the first that leaves its words room, at a larger size of type if it can."""
_STRIP = 152.0
"""What the answer takes of a card with words alone, from its upper edge."""
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
        seen = answered(run, card) or about(run, card)
        if seen is None or not self._with_picture(canvas, view, run, card, seen, at):
            self._with_words(canvas, run, card, at)

    def _with_words(self, canvas: Canvas, run: Run, card: Card, at: Box) -> None:
        """The reason over the width of the card: nothing is to be seen of it, or it is too long for a picture."""
        ink = CARDS[_style(card)].ink
        x, y, w, h = self._below_answer(canvas, run, card, at)
        text = (x + 190, y + 190, w - 250, h - 220)
        why = canvas.type.fit(card.text, ink, text[2], text[3], _TEXT_SIZES)
        # A short reason stands in the middle of the card with its heading, instead of leaving the lower half empty.
        down = max(0.0, (text[3] - why.h) / 2 - 20)
        canvas.picture(_icon(run, card), x + 60, y + 52 + down)
        heading = (x + 190, y + 36 + down, w - 240, 126)
        canvas.words(_heading(run, card), heading, (SIZE_TITLE, SIZE_QUESTION), ink)
        canvas.block(why, text[0], text[1] + down)

    def _below_answer(self, canvas: Canvas, run: Run, card: Card, at: Box) -> Box:
        """Which answer in words the card is about, in the colour of its place; and what is left of the card."""
        x, y, w, h = at
        place, option = next(_of_card(run, card), (0, None))
        left = (x, y + _STRIP - 12, w, h - _STRIP + 12)
        if option is None or not canvas.type.fits(card.text, SIZE_BODY, w - 250, left[3] - 220):
            return at
        team = f"team_{TEAMS[place].letter.lower()}"
        canvas.panel((x + 40, y + 40, w - 80, _STRIP - 40), team, radius=26, lift=6)
        canvas.picture(team, x + 56, y + 48, (96, 96))
        canvas.panel((x + 172, y + 50, w - 224, _STRIP - 60), "cream", radius=18, lift=2, plain=True)
        canvas.words(option.text, (x + 202, y + 46, w - 280, _STRIP - 56), _TEXT_SIZES[3:])
        return left

    def _with_picture(
        self, canvas: Canvas, view: View, run: Run, card: Card, seen: "_Answer | Image | str", at: Box
    ) -> bool:
        """What it is about, large, and whether that is right; for who can't read yet.

        False when the reason is too long to stand beside it.
        """
        x, y, w, h = at
        ink = CARDS[_style(card)].ink
        high = h - 88 - 136
        wide = {side: w - 44 - (side + 108) for side in _PICTURES}
        tried = ((side, size) for size in (72, SIZE_BODY) for side in _PICTURES)
        side = next((side for side, size in tried if canvas.type.fits(card.text, size, wide[side], high)), None)
        if side is None:
            return False
        why = canvas.type.fit(card.text, ink, wide[side], high, _TEXT_SIZES)
        told = canvas.type.fit(_heading(run, card), ink, wide[side], 116, (96, SIZE_QUESTION, 76, 72, SIZE_BODY))
        top, left = y + (h - told.h - 20 - why.h) / 2, x + side + 108
        canvas.block(told, left, top)
        canvas.block(why, left, top + told.h + 20)
        frame = (x + 44, y + (h - side) / 2, side, side)
        self._framed(canvas, view, seen, frame)
        corner = (frame[0] + side - 116, frame[1] + side - 116, 136, 136)
        canvas.panel(corner, "cream" if card.verdict == "wrong" else "green", radius=68, lift=8)
        canvas.picture(_icon(run, card), corner[0] + 20, corner[1] + 20, (96, 96))
        return True

    def _framed(self, canvas: Canvas, view: View, seen: "_Answer | Image | str", at: Box) -> None:
        """An answer in the colour of its place, with the shape that the class held up for it; anything else plain."""
        x, y, side, _ = at
        team = f"team_{TEAMS[seen.place].letter.lower()}" if isinstance(seen, _Answer) else ""
        canvas.panel(at, team or "gold", radius=30, lift=8)
        rim = 34 if team else 18
        inside = (x + rim, y + rim, side - 2 * rim, side - 2 * rim)
        canvas.panel(inside, "cream", radius=20, lift=2, plain=True)
        if isinstance(seen, str):
            fitted(canvas, seen, _within(inside, side * 0.07))
        else:
            pack_picture(canvas, view, seen.image if isinstance(seen, _Answer) else seen, _within(inside, 12))
        if team:
            canvas.panel((x - 18, y - 18, 132, 132), "cream", radius=66, lift=6)
            canvas.picture(team, x - 2, y - 2, (100, 100))


def _within(box: Box, rim: float) -> Box:
    return box[0] + rim, box[1] + rim, box[2] - 2 * rim, box[3] - 2 * rim


def _of_makers(run: Run) -> bool:
    return run.stage is Stage.PLAY and isinstance(run.play, VeilState)


def _heading(run: Run, card: Card) -> str:
    return MAKERS if _of_makers(run) else HEADINGS[card.verdict]


def _icon(run: Run, card: Card) -> str:
    return "icon_people" if _of_makers(run) else ICONS[card.verdict]


def _style(card: Card) -> str:
    return "cream" if card.verdict == "wrong" else "green"


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that is a picture, and its place among the answers: the shape that the class held up for it."""

    place: int
    image: Image


def answered(run: Run, card: Card) -> _Answer | None:
    """The answer that the card is about, where answers are pictures."""
    return next((_Answer(place, one.image) for place, one in _of_card(run, card) if one.image is not None), None)


def _of_card(run: Run, card: Card) -> Iterator[tuple[int, Option | DilemmaOption]]:
    """The answer that a card is about, with its place on the board."""
    options: Sequence[Option | DilemmaOption] = ()
    if run.stage is Stage.RECALL and run.recall is not None:
        options = run.recall.options
    elif run.stage is Stage.PLAY and isinstance(run.play, ChoicesState):
        options = run.play.dilemma.options
    elif run.stage is Stage.PLAY and isinstance(run.play, FinishState):
        options = run.play.seat.options
    return ((place, one) for place, one in enumerate(options) if one.because == card.text)
