"""Where everything is: pure geometry on the 1920 x 1080 canvas, and the hit test.

What pupils touch lies below the reach line; story and information lie above it. The line moves with the
teacher's slider, and everything can be mirrored for left-handers. Slots are at least 100 px, at least 24 px
apart, and the property tests hold this for every phase, level, mode and reach.

A slot carries the action that it stands for, so that a screen only performs it. Four slots stand for no action
of the rules: `undo`, `corner` (the teacher's corner) and `sou` without a hint belong to the screen.

    24   264 288                                    1632 1656  1896
    +------------------------------------------------------+ +-----+
    |  question (40..330)                                  | |corner
    +------------------------------------------------------+ +-----+
    - - - - - - - - - reach line (486, by slider) - - - - - - - - -
    +----+ +--------------------------------------------+ +-------+
    |undo| |                    area                    | |       |
    |sou | |                                            | | main  |
    +----+ +--------------------------------------------+ +-------+
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from content.model import DilemmaOption, Option
from game.rules import flies, seat
from game.rules.activity import Action, GoOn, Hint, IllegalAction, Together
from game.rules.choices import ChoicesPhase, ChoicesState, Decide, Reveal, SetAbsent, SetCount, View, VoteAgain
from game.rules.choices import open_options as open_choices
from game.rules.flies import CallFree, FliesPhase, FliesState, Grab, LetGo, Now
from game.rules.recall import Answer, RecallState
from game.rules.run import BECAUSE, EnterScene, GoHome, Run, Stage, apply, scene_of
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

WIDTH, HEIGHT = 1920, 1080
GAP = 24
MIN_TARGET = 100
BOTTOM = 1068

REACH = 486
"""Default reach line: the lower 55 % of the canvas is for pupils."""
REACH_HIGHEST, REACH_LOWEST = 300, 596


@dataclass(frozen=True, slots=True)
class Rect:
    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.w // 2, self.y + self.h // 2

    @property
    def box(self) -> tuple[int, int, int, int]:
        """As pygame takes it."""
        return self.x, self.y, self.w, self.h

    def contains(self, at: tuple[float, float]) -> bool:
        return self.x <= at[0] < self.right and self.y <= at[1] < self.bottom

    def mirrored(self) -> "Rect":
        return replace(self, x=WIDTH - self.right)

    def distance(self, other: "Rect") -> int:
        """The gap in px along the axis that separates the two most; negative when they overlap."""
        across = max(other.x - self.right, self.x - other.right)
        down = max(other.y - self.bottom, self.y - other.bottom)
        return max(across, down)


@dataclass(frozen=True, slots=True)
class Slot:
    """Something to touch. `held` slots act on touch and `release` on letting go; others on release inside."""

    id: str
    rect: Rect
    action: Action | None = None
    release: Action | None = None
    key: str | None = None
    """The key at the desk that does the same."""
    long: bool = False
    """Needs a long press: it is for the teacher."""

    @property
    def held(self) -> bool:
        return self.release is not None


QUESTION = Rect(40, 40, 1712, 290)
CORNER = Rect(1780, 24, 116, 100)
SOU = Rect(24, 768, 240, 300)
MAIN = Rect(1656, 918, 240, 150)
AREA_X, AREA_RIGHT = 288, 1632
WIDE_RIGHT = 1896

CLUE_CARD = Rect(288, 350, 824, 334)
"""Where the open clue is shown, large; above reach, because it is for reading."""
MINI_PLAN = Rect(1136, 350, 496, 334)
"""Where the class sees the hint of the seat scene; on the board only while the pupil's back is turned."""
HALL_PLAN = Rect(288, 340, 1608, 130)
"""The stage edge above the seats."""
BECAUSE_CARD = Rect(288, 350, 1344, 718)
RECALL_PICTURE = Rect(288, 340, 1344, 130)
STAGE = Rect(736, 340, 712, 716)
DROP = Rect(832, 360, 520, 420)
STAGEHAND = Rect(992, 796, 200, 260)
NOW = Rect(912, 880, 360, 160)
VOTE_TOP = 400
"""High enough for two lines of text above each counter, low enough that the upper counters stay in reach."""
VOTE_LINE = Rect(288, 298, 1344, 94)
"""What the class does while it votes, in one line."""
ROPE_LINE = Rect(288, 288, 1344, 80)
"""The same above the ropes: between the cue and the tags."""
ROPE_SIZE = (90, 620)
ROPE_COLUMN = 200
PUPPETS = (Rect(288, 350, 432, 560), Rect(744, 350, 432, 560), Rect(1200, 350, 432, 560))
"""Actor, neighbour, you: the three whom a choice touches."""


def slots(run: Run, reach: int = REACH, *, mirrored: bool = False) -> tuple[Slot, ...]:
    """Everything that can be touched now, with what it does."""
    reach = min(max(reach, REACH_HIGHEST), REACH_LOWEST)
    found = [*_always(run, reach), *_of_phase(run, reach)]
    if mirrored:
        found = [replace(slot, rect=lies(slot.rect, slot.id, mirrored=True)) for slot in found]
    return tuple(found)


def hit(among: Iterable[Slot], at: tuple[float, float]) -> Slot | None:
    """The slot under a point of the canvas."""
    return next((slot for slot in among if slot.rect.contains(at)), None)


_IN_ORDER = {
    **dict.fromkeys(("clue", "scene", "view", "minus", "plus", "rest"), 0),
    **dict.fromkeys(("answer", "decide", "hook", "door", "seat", "row"), WIDTH - AREA_X - WIDE_RIGHT),
    "absent": WIDTH - MAIN.x - MAIN.right,
}
"""What is read from left to right, and how far it moves for left-handers: the narrow area lies in the middle."""


def lies(rect: Rect, slot_id: str, *, mirrored: bool) -> Rect:
    """Where a slot lies for this class. Numbers, letters, and left and right keep their order in the mirror."""
    if not mirrored:
        return rect
    shift = _IN_ORDER.get(slot_id.partition(":")[0])
    return rect.mirrored() if shift is None else replace(rect, x=rect.x + shift)


def place(rect: Rect, *, mirrored: bool) -> Rect:
    """A rectangle of this module as it lies for this class."""
    return rect.mirrored() if mirrored else rect


def word_cards(count: int) -> tuple[Rect, ...]:
    """The cards of "lights up": information, above and below the line alike; nobody need touch them."""
    columns = count if count <= 3 else -(-count // 2)
    rows = 1 if count <= 3 else 2
    return _grid(Rect(AREA_X, 350, AREA_RIGHT - AREA_X, BOTTOM - 350), columns, rows)[:count]


def answer_cells(count: int, reach: int = REACH, *, pictured: bool = False) -> tuple[Rect, ...]:
    """Two to four answers: high cards for pictures, long ones for words; four lie two by two."""
    top = max(reach, REACH)
    area = Rect(AREA_X, top, WIDE_RIGHT - AREA_X, BOTTOM - top)
    if count > 3:
        return _grid(area, 2, -(-count // 2))[:count]
    return _grid(area, count, 1) if pictured else _grid(area, 1, count)


def has_pictures(options: Iterable[Option | DilemmaOption]) -> bool:
    return any(option.image is not None for option in options)


def vote_cells(count: int) -> tuple[Rect, ...]:
    """The options of a dilemma with their counters. Only the counters are touched, so the text may stand higher."""
    area = Rect(AREA_X, VOTE_TOP, AREA_RIGHT - AREA_X, BOTTOM - VOTE_TOP)
    return _grid(area, 2, -(-count // 2))[:count]


def vote_count(cell: Rect) -> Rect:
    """Where the number of votes stands in a cell: between minus and plus."""
    return Rect(cell.x + 120, cell.bottom - 100, 124, 100)


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


def seats_directly(state: SeatState, reach: int = REACH) -> bool:
    """Whether all seats fit below the line; otherwise the pupil walks to a row first."""
    rows = state.plan.rows + state.plan.balcony_rows
    return rows * (MIN_TARGET + GAP) - GAP <= BOTTOM - max(reach, REACH)


# Slots of the phases ------------------------------------------------------------------------------------------


def _always(run: Run, reach: int) -> list[Slot]:
    return [
        Slot("corner", CORNER, long=True, key="escape"),
        Slot("undo", Rect(24, reach, 240, 100), key="u"),
        Slot("sou", SOU, Hint() if _is_legal(run, Hint()) else None, key="h"),
    ]


def _is_legal(run: Run, action: Action) -> bool:
    try:
        apply(run, action)
    except IllegalAction:
        return False
    return True


def _main(name: str, action: Action, *, long: bool = False) -> Slot:
    return Slot(name, MAIN, action, key="return", long=long)


def _of_phase(run: Run, reach: int) -> list[Slot]:
    if run.phase == BECAUSE:
        return [_main("go-on", GoOn())]
    match run.stage:
        case Stage.HOUSE:
            return [*_house(run), _main("go-on", GoOn())]
        case Stage.WORDS | Stage.SEAT:
            return [_main("go-on", GoOn())]
        case Stage.FINALE:
            return [_main("go-home", GoHome())]
        case Stage.RECALL:
            return _recall(run.recall, reach) if run.recall is not None else []
        case Stage.PLAY:
            return _play(run, reach)


def _play(run: Run, reach: int) -> list[Slot]:
    match run.play:
        case SeatState() as state:
            return _seat(state, reach)
        case FliesState() as state:
            return _flies(state)
        case ChoicesState() as state:
            return _choices(state, reach)
    return []


def _house(run: Run) -> list[Slot]:
    """One card per scene of the plan, in rows of three from the bottom up: a title is two lines of 64 px."""
    width, height = 432, 176
    rows = -(-len(run.plan) // 3)
    top = BOTTOM - rows * height - (rows - 1) * GAP
    return [
        Slot(
            f"scene:{scene_of(run.pack, scene).id}",
            Rect(AREA_X + index % 3 * (width + GAP), top + index // 3 * (height + GAP), width, height),
            EnterScene(scene),
            key=str(index + 1) if index < 9 else None,
        )
        for index, scene in enumerate(run.plan[:9])
    ]


def _recall(state: RecallState, reach: int) -> list[Slot]:
    cells = answer_cells(len(state.order), reach, pictured=has_pictures(state.options))
    return [
        Slot(f"answer:{index}", cell, Answer(index), key=str(index + 1))
        for index, cell in enumerate(cells)
        if index not in state.tried
    ]


def _seat(state: SeatState, reach: int) -> list[Slot]:
    match state.phase:
        case SeatPhase.CLUES:
            done = [] if state.needed else [_main("seek", Seek())]
            return [*_envelopes(state), *done]
        case SeatPhase.HOOK:
            return _hooks(state)
        case SeatPhase.DOOR:
            return _doors()
        case SeatPhase.SEAT:
            return _seats(state, reach) if seats_directly(state, reach) else _rows_then_seats(state, reach)
        case SeatPhase.STUCK:
            return [_main("together", Together(), long=True)]
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
    left = (AREA_X + WIDE_RIGHT - state.plan.seats * (size + GAP) + GAP) // 2
    top += (BOTTOM - top - rows * (size + GAP) + GAP) // 2
    return [
        [Rect(left + n * (size + GAP), top + row * (size + GAP), size, size) for n in range(state.plan.seats)]
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
    size = min(140, (WIDE_RIGHT - AREA_X + GAP) // state.plan.seats - GAP)
    floors = [floor for floor in Floor if any(where is floor for where, _ in _floors(state))]
    height = min(150, (BOTTOM - top - size) // len(floors) - GAP)
    for floor in floors:
        rows = [row for where, row in _floors(state) if where is floor]
        line = _line(top, height, len(rows), 177)
        found += [Slot(f"row:{floor}:{row}", rect, Walk(floor, row)) for row, rect in zip(rows, line, strict=True)]
        top += height + GAP
    if state.aisle is not None:
        line = _line(BOTTOM - size, size, state.plan.seats, size)
        found += _line_of_seats(state, *state.aisle, line)
    return found


def _line(top: int, height: int, count: int, width: int) -> list[Rect]:
    """`count` rectangles side by side in the middle of the wide area."""
    width = min(width, (WIDE_RIGHT - AREA_X + GAP) // count - GAP)
    left = (AREA_X + WIDE_RIGHT - count * (width + GAP) + GAP) // 2
    return [Rect(left + index * (width + GAP), top, width, height) for index in range(count)]


def _flies(state: FliesState) -> list[Slot]:
    match state.phase:
        case FliesPhase.STUCK:
            return [_main("together", Together(), long=True)]
        case FliesPhase.LANDED | FliesPhase.DONE:
            return []
    found = [slot for number in range(1, len(state.ropes) + 1) for slot in _rope(number, len(state.ropes))]
    if flies.someone_below(state):
        found.append(Slot("stagehand", STAGEHAND, CallFree(), key="v"))
    if state.phase is FliesPhase.READY:
        found.append(Slot("now", NOW, Now(), key="return"))
    return found


def _rope(number: int, ropes: int) -> list[Slot]:
    """The handle and the brake of a rope; keys 1-4 pull, keys 5-8 brake."""
    return [
        Slot(
            f"rope:{number}",
            rope_handle(number, ropes),
            Grab(number, "rope"),
            LetGo(number, "rope"),
            key=str(number),
        ),
        Slot(
            f"brake:{number}",
            rope_brake(number, ropes),
            Grab(number, "brake"),
            LetGo(number, "brake"),
            key=str(number + 4),
        ),
    ]


def _choices(state: ChoicesState, reach: int) -> list[Slot]:
    match state.phase:
        case ChoicesPhase.VOTE:
            return _votes(state, reach)
        case ChoicesPhase.CONVINCE:
            return [_main("vote-again", VoteAgain())]
        case ChoicesPhase.CONSEQUENCE:
            return [_main("go-on", GoOn())]
        case ChoicesPhase.AFTER:
            return [*_views(state), _main("go-on", GoOn())]
        case ChoicesPhase.STUCK:
            return [_main("together", Together(), long=True)]
        case ChoicesPhase.TALK:
            cells = answer_cells(len(state.counts), reach, pictured=has_pictures(state.dilemma.options))
            return [Slot(f"decide:{n}", cells[n], Decide(n), key=str(n + 1)) for n in open_choices(state)]
    return []


def _votes(state: ChoicesState, reach: int) -> list[Slot]:
    cells = vote_cells(len(state.counts))
    found = [slot for option in open_choices(state) for slot in _counter(state, option, cells[option])]
    # Together the two steppers are as wide as the main button below them.
    minus, plus = Rect(1656, max(reach, REACH), 108, 100), Rect(1788, max(reach, REACH), 108, 100)
    if state.absent > 0:
        found.append(Slot("absent:-", minus, SetAbsent(state.absent - 1)))
    found.append(Slot("absent:+", plus, SetAbsent(state.absent + 1)))
    return [*found, _main("reveal", Reveal())]


def _counter(state: ChoicesState, option: int, cell: Rect) -> list[Slot]:
    """Minus, plus, and "the rest": all who have not voted yet."""
    count, top = state.counts[option], cell.bottom - 100
    missing = max(0, state.voters - sum(state.counts))
    rest = SetCount(option, count + missing)
    return [
        Slot(f"minus:{option}", Rect(cell.x, top, 108, 100), SetCount(option, max(0, count - 1))),
        Slot(f"plus:{option}", Rect(cell.x + 256, top, 108, 100), SetCount(option, count + 1)),
        Slot(f"rest:{option}", Rect(cell.x + 388, top, 272, 100), rest, key=str(option + 1)),
    ]


def _views(state: ChoicesState) -> list[Slot]:
    return [
        Slot(f"view:{option}", Rect(AREA_X + option * 342, 948, 318, 120), View(option), key=str(option + 1))
        for option in range(len(state.counts))
        if option != state.chosen
    ]


def _grid(area: Rect, columns: int, rows: int) -> tuple[Rect, ...]:
    width = (area.w - GAP * (columns - 1)) // columns
    height = (area.h - GAP * (rows - 1)) // rows
    return tuple(
        Rect(area.x + column * (width + GAP), area.y + row * (height + GAP), width, height)
        for row in range(rows)
        for column in range(columns)
    )
