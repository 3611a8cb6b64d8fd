"""Decorwissel: the handles and brakes of the ropes, the stagehand, and the cue."""

from game.rules import flies
from game.rules.activity import Together
from game.rules.flies import CallFree, FliesPhase, FliesState, Grab, LetGo, Now
from game.rules.together import Zone, held
from game.view.layout import AREA_X, GAP, WIDE_RIGHT, Rect, Slot, main

STAGE = Rect(736, 340, 712, 716)
DROP = Rect(832, 360, 520, 420)
STAGEHAND = Rect(992, 796, 200, 260)
NOW = Rect(912, 880, 360, 160)
ROPE_LINE = Rect(288, 288, 1344, 80)
"""The same above the ropes: between the cue and the tags."""
ROPE_SIZE = (90, 620)
ROPE_COLUMN = 200


def rope_column(rope: int, ropes: int) -> Rect:
    """The column of a rope (1 first): the first half left of the stage, the rest right of it."""
    left = -(-ropes // 2)
    step = ROPE_COLUMN + GAP
    if rope <= left:
        return Rect(AREA_X + (rope - 1) * step, 220, ROPE_COLUMN, 836)
    return Rect(WIDE_RIGHT - ROPE_COLUMN - (ropes - rope) * step, 220, ROPE_COLUMN, 836)


def rope_picture(rope: int, ropes: int) -> Rect:
    """Where the rope hangs; its handle is the lower end and lies in `rope_handle`."""
    column = rope_column(rope, ropes)
    return Rect(column.centre[0] - ROPE_SIZE[0] // 2, column.y, *ROPE_SIZE)


def rope_handle(rope: int, ropes: int) -> Rect:
    return Rect(rope_column(rope, ropes).x + 20, 640, 160, 200)


def rope_brake(rope: int, ropes: int) -> Rect:
    return Rect(rope_column(rope, ropes).x + 20, 880, 160, 176)


def slots(state: FliesState, reach: int) -> list[Slot]:
    match state.phase:
        case FliesPhase.STUCK:
            return [main("together", Together(), long=True)]
        case FliesPhase.LANDED | FliesPhase.DONE:
            return []
    found = [slot for number in range(1, len(state.ropes) + 1) for slot in _rope(state, number)]
    if flies.someone_below(state):
        found.append(Slot("stagehand", STAGEHAND, CallFree(), key="v"))
    if state.phase is FliesPhase.READY:
        found.append(Slot("now", NOW, Now(), key="return"))
    return found


def _rope(state: FliesState, number: int) -> list[Slot]:
    """The handle and the brake of a rope; keys 1-4 pull, keys 5-8 brake."""
    rects = {"rope": rope_handle(number, len(state.ropes)), "brake": rope_brake(number, len(state.ropes))}
    return [
        Slot(
            f"{part}:{number}",
            rect,
            Grab(number, part),
            LetGo(number, part),
            key=str(number + further),
            on=Zone(number, part) in held(state.holds),
        )
        for (part, rect), further in zip(rects.items(), (0, 4), strict=True)
    ]
