"""Coulissengeheugen: flats in four wings below the line, and a place to look again beside them."""

from game.rules import pairs
from game.rules.activity import GoOn, Together
from game.rules.pairs import OpenCard, PairsPhase, PairsState, Peek
from game.rules.together import TEAMS, Team
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MAIN, Rect, Slot, grid, main

OPEN_CARD = Rect(288, 24, 1344, 404)
"""Where an open card hangs, large: above reach, because it is for reading."""
SEARCH_LINE = Rect(288, 444, 1344, 94)
"""What the class does now, between the open card and the flats."""
WINGS_TOP = 560
MIDDLE = 96
"""The open stage between the two sides."""
AGAIN = Rect(MAIN.x, 456, MAIN.w, 88)
"""The word above the buttons with which a team looks again; its height follows them."""
PEEK_CARDS = Rect(288, 150, 1344, 918)
"""Where a team sees what lies behind its own flats."""


def places(state: PairsState, reach: int) -> tuple[Rect, ...]:
    """Where the card of each place lies, in the order of the places: four columns, two on either side."""
    top, count = max(reach, WINGS_TOP), pairs.rows(state)
    width = (AREA_RIGHT - AREA_X - MIDDLE - 2 * GAP) // 4
    height = (BOTTOM - top - GAP * (count - 1)) // count
    lefts = (AREA_X, AREA_X + width + GAP, AREA_RIGHT - 2 * width - GAP, AREA_RIGHT - width)
    return tuple(Rect(x, top + row * (height + GAP), width, height) for x in lefts for row in range(count))


def peek_buttons(reach: int) -> dict[Team, Rect]:
    """A button for each team beside the wings, two by two; together as wide as the main button."""
    cells = grid(Rect(MAIN.x, max(reach, WINGS_TOP), MAIN.w, 224), 2, 2)
    return dict(zip(TEAMS, cells, strict=True))


def slots(state: PairsState, reach: int) -> list[Slot]:
    if state.peeking is not None:
        return [main("go-on", GoOn())]
    match state.phase:
        case PairsPhase.PEEK:
            return [main("seek", Peek(state.to_peek[0]))]
        case PairsPhase.FIRST:
            return [*_cards(state, pairs.first_choices(state), reach), *_peeks(state, reach)]
        case PairsPhase.SECOND:
            return [*_cards(state, pairs.second_choices(state), reach), *_peeks(state, reach), *_help(state)]
        case PairsPhase.STUCK:
            return [main("together", Together(), long=True)]
    return []


def _cards(state: PairsState, among: tuple[int, ...], reach: int) -> list[Slot]:
    """Keys 1-8 open them in the order of the places."""
    rects = places(state, reach)
    return [
        Slot(f"card:{place}", rects[place], OpenCard(place), key=str(number))
        for number, place in enumerate(among, start=1)
    ]


def _peeks(state: PairsState, reach: int) -> list[Slot]:
    """Keys a-d: the team looks behind its own flats again."""
    buttons = peek_buttons(reach)
    return [
        Slot(f"peek:{team}", buttons[team], Peek(team), key=team.lower())
        for team in TEAMS
        if pairs.may_peek(state, team)
    ]


def _help(state: PairsState) -> list[Slot]:
    """After both hints the teacher may let the class do it together, also without a third mistake."""
    # No key: Enter belongs to the card that the keyboard points at.
    return [Slot("together", MAIN, Together(), long=True)] if state.hint >= 2 and not state.shown else []
