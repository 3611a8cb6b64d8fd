"""Wie roep je?: the helpers with a sign of every team below each, or whole helpers where one team is at a time."""

from game.rules import people
from game.rules.activity import GoOn, Together
from game.rules.people import CallNumber, PeoplePhase, PeopleState, PickHelper, SendHelper
from game.rules.together import TEAMS
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MIN_TARGET, WIDE_RIGHT, Rect, Slot, main

HELPERS_TOP = 310
"""Heads and names stand above the reach line; only the signs below are touched."""
NAME_TOP, NAME_HIGH = 662, 166
SIGNS_TOP = BOTTOM - 2 * MIN_TARGET - GAP
STAGE = Rect(AREA_X, 320, AREA_RIGHT - AREA_X, 748)
"""Where the trouble and who comes for it are played."""
NUMBERS = Rect(AREA_X, 880, AREA_RIGHT - AREA_X, 164)
"""The numbers of the heads, while the teams talk."""
SNAPSHOT = Rect(28, 28, 340, 252)
"""What goes wrong, small, beside the question."""
ASKED = Rect(388, 40, 1364, 280)
"""The question, where the snapshot hangs beside it."""

TALK_LINE = Rect(AREA_X, 280, AREA_RIGHT - AREA_X, 84)
"""What the teams do while they talk: between the question and the heads of the helpers."""


def columns(count: int) -> list[Rect]:
    """One column per helper, from heads to signs."""
    wide = (WIDE_RIGHT - AREA_X - GAP * (count - 1)) // count
    width = min(wide, 460)
    left = (AREA_X + WIDE_RIGHT - count * (width + GAP) + GAP) // 2
    return [Rect(left + n * (width + GAP), HELPERS_TOP, width, BOTTOM - HELPERS_TOP) for n in range(count)]


def sign(column: Rect, team: int) -> Rect:
    """The sign of a team below a helper: two by two."""
    width = (column.w - GAP) // 2
    x = column.x + team % 2 * (width + GAP)
    return Rect(x, SIGNS_TOP + team // 2 * (MIN_TARGET + GAP), width, MIN_TARGET)


def name_and_below(column: Rect) -> Rect:
    """What is touched of a helper as a whole."""
    return Rect(column.x, NAME_TOP, column.w, BOTTOM - NAME_TOP)


def slots(state: PeopleState, reach: int) -> list[Slot]:
    match state.phase:
        case PeoplePhase.TROUBLE | PeoplePhase.ACT:
            return [main("go-on", GoOn())]
        case PeoplePhase.TALK | PeoplePhase.REASONS:
            return [main("call", CallNumber())]
        case PeoplePhase.ANSWER:
            return _whole_helpers(state) if people.turn(state) is not None else _signs(state)
        case PeoplePhase.STUCK:
            return [main("together", Together(), long=True)]
        case PeoplePhase.CHOOSE:
            return [
                Slot(f"send:{n}", name_and_below(column), SendHelper(n), key=str(n + 1))
                for n, column in _open_columns(state)
            ]
    return []


def _open_columns(state: PeopleState) -> list[tuple[int, Rect]]:
    places = columns(len(state.trouble.helpers))
    return [(n, places[n]) for n in people.open_people(state)]


def _whole_helpers(state: PeopleState) -> list[Slot]:
    team = people.next_team(state)
    return [
        Slot(f"pick:{n}", name_and_below(column), PickHelper(team, n), key=str(n + 1))
        for n, column in _open_columns(state)
        if team is not None
    ]


def _signs(state: PeopleState) -> list[Slot]:
    """Four pupils at the board at once. The number keys choose for the first team that has not chosen."""
    first = people.next_team(state)
    return [
        Slot(
            f"sign:{team}:{n}",
            sign(column, index),
            PickHelper(team, n),
            key=str(n + 1) if team is first else None,
        )
        for n, column in _open_columns(state)
        for index, team in enumerate(TEAMS)
    ]
