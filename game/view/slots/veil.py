"""Tipje van de sluier: the guesses of the team that owns the curtain, and the nod of another one."""

import textwrap
from collections.abc import Sequence

from content.model import Guess
from game.rules.activity import GoOn, Together
from game.rules.veil import Nod, PickGuess, VeilPhase, VeilState
from game.view.layout import BOTTOM, REACH, WIDE_RIGHT, Rect, Slot, grid, main

POSTER = Rect(288, 372, 640, 690)
"""The poster in its frame, with room below the picture for its title."""
CHOICES_X = 960
WALL = Rect(CHOICES_X, 344, WIDE_RIGHT - CHOICES_X, 562)
"""Where the labels of all curtains hang at the end, above the button that goes on."""
_LINE = 7
"""Letters of the smallest type that stand side by side on a third of the area."""
TALL_MAX = 3
"""Pictured guesses that stand side by side; more of them lie below each other."""


def choices(guesses: Sequence[Guess], reach: int) -> tuple[Rect, ...]:
    """High cards where every guess has a picture, else long ones."""
    top = max(reach, REACH)
    area = Rect(CHOICES_X, top, WIDE_RIGHT - CHOICES_X, BOTTOM - top)
    return grid(area, len(guesses), 1) if is_tall(guesses) else grid(area, 1, len(guesses))


def is_tall(guesses: Sequence[Guess]) -> bool:
    """Few guesses with a picture, and words short enough for two lines of a narrow card."""
    pictured = all(guess.picture or guess.image for guess in guesses)
    return len(guesses) <= TALL_MAX and pictured and all(_is_short(guess.text) for guess in guesses)


def _is_short(text: str) -> bool:
    lines = textwrap.wrap(text, _LINE, break_long_words=False)
    return len(lines) <= 2 and all(len(line) <= _LINE for line in lines)


def nods(reach: int) -> tuple[Rect, ...]:
    """Yes and not yet."""
    top = max(reach, REACH)
    return grid(Rect(CHOICES_X, top, WIDE_RIGHT - CHOICES_X, BOTTOM - top), 2, 1)


def slots(state: VeilState, reach: int) -> list[Slot]:
    match state.phase:
        case VeilPhase.ASK | VeilPhase.CHOOSE:
            cells = choices(state.question.guesses, reach)
            return [Slot(f"tip:{n}", cell, PickGuess(state.owner, n), key=str(n + 1)) for n, cell in enumerate(cells)]
        case VeilPhase.AGREE:
            yes, no = nods(reach)
            return [
                Slot("nod:yes", yes, Nod(state.second, agrees=True), key="1"),
                Slot("nod:no", no, Nod(state.second, agrees=False), key="2"),
            ]
        case VeilPhase.STUCK:
            return [main("together", Together(), long=True)]
        case VeilPhase.WALL:
            return [main("go-on", GoOn())]
    return []
