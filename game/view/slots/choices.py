"""Wat doe jij?: counters for the votes, answers to decide on, and other choices to look at."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from content.model import DilemmaOption, Option
from game.rules.activity import Action, GoOn, Together
from game.rules.choices import (
    ChoicesPhase,
    ChoicesState,
    Decide,
    Reveal,
    SetAbsent,
    SetCount,
    View,
    VoteAgain,
    missing_votes,
)
from game.rules.choices import open_options as open_choices
from game.view.layout import (
    AREA_RIGHT,
    AREA_X,
    BOTTOM,
    REACH,
    Rect,
    Slot,
    answer_cells,
    grid,
    has_pictures,
    main,
)

VOTE_TOP = 400
"""High enough for two lines of text above each counter, low enough that the upper counters stay in reach."""
PUPPETS = (Rect(288, 350, 432, 560), Rect(744, 350, 432, 560), Rect(1200, 350, 432, 560))
"""Actor, neighbour, you: the three whom a choice touches."""


def vote_cells(options: Sequence[Option | DilemmaOption]) -> tuple[Rect, ...]:
    """The answers with their counters. Only the counters are touched, so the text may stand higher.

    Three stand side by side, also those with pictures: a class that can't read needs large pictures more than long
    lines. Three with a word that such a card is too narrow for stand two and one, the last one in the middle.
    """
    count = len(options)
    area = Rect(AREA_X, VOTE_TOP, AREA_RIGHT - AREA_X, BOTTOM - VOTE_TOP)
    if count != 3:
        return grid(area, 2, -(-count // 2))[:count]
    if has_pictures(options) or _longest_word(options) < _LONG_WORD:
        return grid(area, 3, 1)
    left, right, last, _ = grid(area, 2, 2)
    return left, right, replace(last, x=(AREA_X + AREA_RIGHT - last.w) // 2)


_LONG_WORD = 10
"""From so many letters a word may be wider than a third of the area, at the size that a class reads."""


def _longest_word(options: Sequence[Option | DilemmaOption]) -> int:
    return max(len(word) for option in options for word in option.text.split())


def is_narrow(cell: Rect) -> bool:
    """Whether "the rest" has no room beside minus and plus, and stands above them."""
    return cell.w < 660


def vote_count(cell: Rect) -> Rect:
    """Where the number of votes stands in a cell: between minus and plus."""
    wide = cell.w - 240 if is_narrow(cell) else 124
    return Rect(cell.x + 120, cell.bottom - 100, wide, 100)


def slots(state: ChoicesState, reach: int) -> list[Slot]:
    match state.phase:
        case ChoicesPhase.VOTE:
            return _votes(state, reach)
        case ChoicesPhase.CONVINCE:
            return [main("vote-again", VoteAgain())]
        case ChoicesPhase.CONSEQUENCE:
            return [main("go-on", GoOn())]
        case ChoicesPhase.AFTER:
            return [*_views(state), main("go-on", GoOn())]
        case ChoicesPhase.STUCK:
            return [main("together", Together(), long=True)]
        case ChoicesPhase.TALK:
            cells = answer_cells(len(state.counts), reach, pictured=has_pictures(state.dilemma.options))
            return [Slot(f"decide:{n}", cells[n], Decide(n), key=str(n + 1)) for n in open_choices(state)]
    return []


def _votes(state: ChoicesState, reach: int) -> list[Slot]:
    cells = vote_cells(state.dilemma.options)
    missing = max(0, missing_votes(state))
    found = [
        slot
        for option in open_choices(state)
        for slot in counter(option, state.counts[option], missing, cells[option], SetCount)
    ]
    # Together the two steppers are as wide as the main button below them.
    minus, plus = Rect(1656, max(reach, REACH), 108, 100), Rect(1788, max(reach, REACH), 108, 100)
    if state.absent > 0:
        found.append(Slot("absent:-", minus, SetAbsent(state.absent - 1)))
    found.append(Slot("absent:+", plus, SetAbsent(state.absent + 1)))
    return [*found, main("reveal", Reveal())]


def counter(option: int, count: int, missing: int, cell: Rect, counted: Callable[[int, int], Action]) -> list[Slot]:
    """Minus, plus, and "the rest": the `missing` ones that were not counted yet."""
    top, rest = cell.bottom - 100, counted(option, count + missing)
    beside = Rect(cell.x + 388, top, 272, 100)
    above = Rect(cell.x, top - 124, cell.w, 100)
    return [
        Slot(f"minus:{option}", Rect(cell.x, top, 108, 100), counted(option, max(0, count - 1))),
        Slot(f"plus:{option}", Rect(vote_count(cell).right + 12, top, 108, 100), counted(option, count + 1)),
        Slot(f"rest:{option}", above if is_narrow(cell) else beside, rest, key=str(option + 1)),
    ]


def _views(state: ChoicesState) -> list[Slot]:
    return [
        Slot(f"view:{option}", Rect(AREA_X + option * 342, 948, 318, 120), View(option), key=str(option + 1))
        for option in range(len(state.counts))
        if option != state.chosen
    ]
