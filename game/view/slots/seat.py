"""Naar je stoel: envelopes, hooks, doors, rows and seats."""

from collections.abc import Sequence

from game.rules import seat
from game.rules.activity import Together
from game.rules.seat import (
    CloseClue,
    EnterDoor,
    Floor,
    HangCoat,
    OpenClue,
    SeatPhase,
    SeatState,
    Seek,
    Side,
    Sit,
    Walk,
)
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MIN_TARGET, REACH, WIDE_RIGHT, Rect, Slot, line, main

CLUE_CARD = Rect(288, 350, 824, 334)
"""Where the open clue is shown, large; above reach, because it is for reading."""
MINI_PLAN = Rect(1136, 350, 496, 334)
"""Where the class sees the hint of the seat scene; on the board only while the pupil's back is turned."""
_ARMS, _NAMES = 36, 400
"""Between two seats where the row has room, and what the names of the rows take of its width."""
HALL_PLAN = Rect(288, 340, 1608, 130)
"""The stage edge above the seats."""


def seats_directly(state: SeatState, reach: int = REACH) -> bool:
    """Whether all seats fit below the line; otherwise the pupil walks to a row first."""
    rows = state.plan.rows + state.plan.balcony_rows
    return rows * (MIN_TARGET + GAP) - GAP <= BOTTOM - max(reach, REACH)


def slots(state: SeatState, reach: int) -> list[Slot]:
    match state.phase:
        case SeatPhase.CLUES:
            done = [] if state.needed else [main("seek", Seek())]
            return [*_envelopes(state), *done]
        case SeatPhase.HOOK:
            return _hooks(state)
        case SeatPhase.DOOR:
            return _doors()
        case SeatPhase.SEAT:
            return _seats(state, reach) if seats_directly(state, reach) else _rows_then_seats(state, reach)
        case SeatPhase.STUCK:
            return [main("together", Together(), long=True)]
    return []


def _envelopes(state: SeatState) -> list[Slot]:
    parts = seat.parts(state.plan)
    width = min(249, (AREA_RIGHT - AREA_X - GAP * (len(parts) - 1)) // len(parts))
    left = (AREA_X + AREA_RIGHT - len(parts) * (width + GAP) + GAP) // 2
    return [
        Slot(
            f"clue:{part}",
            Rect(left + index * (width + GAP), 708, width, 360),
            CloseClue() if state.open == part else OpenClue(part),
            key=str(index + 1),
        )
        for index, part in enumerate(parts)
    ]


def _hooks(state: SeatState) -> list[Slot]:
    count = state.plan.coats
    step = 150 + 2 * GAP
    left = (AREA_X + WIDE_RIGHT - 116 - count * step + 2 * GAP) // 2
    return [
        Slot(f"hook:{hook}", Rect(left + (hook - 1) * step, 780, 150, 200), HangCoat(hook), key=str(hook))
        for hook in range(1, count + 1)
    ]


def _doors() -> list[Slot]:
    return [
        Slot("door:left", Rect(500, 700, 220, 360), EnterDoor(Side.LEFT), key="1"),
        Slot("door:right", Rect(1440, 700, 220, 360), EnterDoor(Side.RIGHT), key="2"),
    ]


def _floors(state: SeatState) -> list[tuple[Floor, int]]:
    """All rows from the stage to the back: the stalls, then the balcony."""
    stalls = [(Floor.STALLS, row) for row in range(1, state.plan.rows + 1)]
    return stalls + [(Floor.BALCONY, row) for row in range(1, state.plan.balcony_rows + 1)]


def _seats(state: SeatState, reach: int) -> list[Slot]:
    rows = _floors(state)
    top = max(reach, REACH)
    width = (WIDE_RIGHT - AREA_X - GAP * (state.plan.seats - 1)) // state.plan.seats
    size = min(190, width, (BOTTOM - top - GAP * (len(rows) - 1)) // len(rows))
    lines = _rows_of_seats(state, len(rows), size, top)
    return [
        slot
        for (floor, row), line in zip(rows, lines, strict=True)
        for slot in _line_of_seats(state, floor, row, line)
    ]


def _rows_of_seats(state: SeatState, rows: int, size: int, top: int) -> list[list[Rect]]:
    room = WIDE_RIGHT - AREA_X - _NAMES - state.plan.seats * size
    apart = max(GAP, min(_ARMS, room // max(1, state.plan.seats - 1)))
    left = (AREA_X + WIDE_RIGHT - state.plan.seats * (size + apart) + apart) // 2
    top += (BOTTOM - top - rows * (size + GAP) + GAP) // 2
    return [
        [Rect(left + n * (size + apart), top + row * (size + GAP), size, size) for n in range(state.plan.seats)]
        for row in range(rows)
    ]


def _line_of_seats(state: SeatState, floor: Floor, row: int, line: Sequence[Rect]) -> list[Slot]:
    return [
        Slot(f"seat:{floor}:{row}:{number}", rect, Sit(floor, row, number))
        for number, rect in enumerate(line, start=1)
        if seat.Place(floor, row, number) not in state.found
    ]


def _rows_then_seats(state: SeatState, reach: int) -> list[Slot]:
    """Row buttons in a line per floor; below them the seats of the row in which the pupil stands."""
    found: list[Slot] = []
    top = max(reach, REACH)
    size = _row_size(state)
    floors = [floor for floor in Floor if any(where is floor for where, _ in _floors(state))]
    height = min(150, (BOTTOM - top - size) // len(floors) - GAP)
    for floor in floors:
        rows = [row for where, row in _floors(state) if where is floor]
        across = line(top, height, len(rows), 236)
        found += [Slot(f"row:{floor}:{row}", rect, Walk(floor, row)) for row, rect in zip(rows, across, strict=True)]
        top += height + GAP
    if state.aisle is not None:
        found += _line_of_seats(state, *state.aisle, row_of_seats(state))
    return found


def row_of_seats(state: SeatState) -> list[Rect]:
    """Where the seats of the row stand in which the pupil walks."""
    size = _row_size(state)
    return line(BOTTOM - size, size, state.plan.seats, size)


def _row_size(state: SeatState) -> int:
    return min(140, (WIDE_RIGHT - AREA_X + GAP) // state.plan.seats - GAP)
