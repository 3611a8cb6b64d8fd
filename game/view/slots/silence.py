"""Ssst, het licht gaat uit: what makes the hall ready, the lever of the house light, and the row of pictures."""

from game.rules.activity import Together
from game.rules.silence import (
    CheckRow,
    Hush,
    LookAgain,
    PlacePicture,
    Prepare,
    Shout,
    SilencePhase,
    SilenceState,
    TakePicture,
    Voice,
    choices,
    held_by_finger,
)
from game.rules.together import TEAMS
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MAIN, Rect, Slot, main

LEVER = Rect(740, 700, 440, 368)
"""The lever that takes the house light down; here it is silent as long as it is held."""
STEPS_TOP, STEP_WIDE = 620, 424
TEAMS_TOP, ROW_TOP, PICTURES_TOP = 604, 728, 900
PICTURE_WIDE = 200
CORNERS = dict(
    zip(
        TEAMS,
        (Rect(366, 400, 200, 250), Rect(1354, 400, 200, 250), Rect(366, 666, 200, 250), Rect(1354, 666, 200, 250)),
        strict=True,
    )
)
"""The lantern of each team, in a corner of its own; information, so its upper ones may hang above the reach line."""
BULBS_TOP = 560


def across(top: int, height: int, count: int, width: int) -> list[Rect]:
    """`count` rectangles side by side, in the middle between Sou and the main button."""
    width = min(width, (AREA_RIGHT - AREA_X + GAP) // count - GAP)
    left = (AREA_X + AREA_RIGHT - count * (width + GAP) + GAP) // 2
    return [Rect(left + index * (width + GAP), top, width, height) for index in range(count)]


def step_cells(count: int) -> list[Rect]:
    return across(STEPS_TOP, BOTTOM - STEPS_TOP, count, STEP_WIDE)


def team_cells(count: int) -> list[Rect]:
    """Above each place of the row: whose picture it is."""
    return across(TEAMS_TOP, 100, count, PICTURE_WIDE)


def row_cells(count: int) -> list[Rect]:
    return across(ROW_TOP, 148, count, PICTURE_WIDE)


def picture_cells(count: int) -> list[Rect]:
    """What the class chooses between."""
    return across(PICTURES_TOP, BOTTOM - PICTURES_TOP, count, PICTURE_WIDE)


def slots(state: SilenceState, reach: int) -> list[Slot]:
    match state.phase:
        case SilencePhase.PREPARE:
            return _steps(state)
        case SilencePhase.WATCH | SilencePhase.BLACKOUT:
            return [_lever(state), Slot("microphone", MAIN, long=True)]
        case SilencePhase.CALL:
            return [Slot("shout", LEVER, Shout(), key="return")]
        case SilencePhase.ASK:
            return _asked(state)
        case SilencePhase.STUCK:
            return [main("together", Together(), long=True)]
    return []


def _steps(state: SilenceState) -> list[Slot]:
    return [
        Slot(f"ready:{step.id}", cell, Prepare(step.id), key=str(number))
        for number, (step, cell) in enumerate(zip(state.steps, step_cells(len(state.steps)), strict=True), start=1)
        if step.id not in state.ready
    ]


def _lever(state: SilenceState) -> Slot:
    if held_by_finger(state):
        return Slot("lever", LEVER, Hush(), Voice(), key="return", on=state.silent)
    return Slot("lever", LEVER, Voice() if state.silent else Hush(), key="return", on=state.silent)


def _asked(state: SilenceState) -> list[Slot]:
    """All pictures keep their place on the board, also when one of them went into the row or away."""
    on_board, count = state.dark.pictures, len(state.dark.watches)
    found = [
        Slot(f"picture:{name}", cell, PlacePicture(name), key=str(number))
        for number, (name, cell) in enumerate(zip(on_board, picture_cells(len(on_board)), strict=True), start=1)
        if name in choices(state) and name not in state.row and len(state.row) < count
    ]
    if state.row:
        last = len(state.row) - 1
        found.append(Slot(f"placed:{last}", row_cells(count)[last], TakePicture()))
    if state.hint >= 2 and not state.shown:
        found += [Slot(f"look:{place}", cell, LookAgain(place)) for place, cell in enumerate(team_cells(count))]
    if len(state.row) == count:
        found.append(main("check-row", CheckRow()))
    return found
