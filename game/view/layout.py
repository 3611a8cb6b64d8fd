"""Where everything is: pure geometry on the 1920 x 1080 canvas. What can be touched is in `game.view.touch`.

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

from collections.abc import Iterable
from dataclasses import dataclass, replace

from content.model import DilemmaOption, Option
from game.rules.activity import Action

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
    on: bool = False
    """A held slot that is held now."""
    long: bool = False
    """Needs a long press: it is for the teacher."""
    carried: bool = False
    """A finger may also carry it: sliding off takes it up, as a tap would."""
    receives: bool = False
    """What a finger carries may be lifted off here, as a tap would put it."""

    @property
    def held(self) -> bool:
        return self.release is not None


QUESTION = Rect(40, 40, 1712, 290)
CORNER = Rect(1780, 24, 116, 100)
SOU = Rect(24, 768, 240, 300)
MAIN = Rect(1656, 918, 240, 150)
AREA_X, AREA_RIGHT = 288, 1632
WIDE_RIGHT = 1896

BECAUSE_CARD = Rect(288, 350, 1344, 718)
RECALL_PICTURE = Rect(288, 340, 1344, 130)
VOTE_LINE = Rect(288, 298, 1344, 94)
"""What the class does while it votes, in one line."""


_IN_ORDER = {
    **dict.fromkeys(
        (
            "clue",
            "light",
            "plan",
            "scene",
            "view",
            "minus",
            "plus",
            "rest",
        ),
        0,
    ),
    **dict.fromkeys(("ready", "placed", "picture", "look", "body", "began", "secret"), 0),
    "card": 0,
    "mood": 0,
    **dict.fromkeys(("less", "more", "set"), WIDTH - AREA_X - WIDE_RIGHT),
    **dict.fromkeys(("tip", "nod"), 24 - 960),
    **dict.fromkeys(("answer", "decide", "hook", "door", "seat", "row"), WIDTH - AREA_X - WIDE_RIGHT),
    **dict.fromkeys(("lying", "cards"), 0),
    **dict.fromkeys(("pick", "send", "sign", "step", "stop"), WIDTH - AREA_X - WIDE_RIGHT),
    **dict.fromkeys(("absent", "all", "peek"), WIDTH - MAIN.x - MAIN.right),
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
    return grid(Rect(AREA_X, 350, AREA_RIGHT - AREA_X, BOTTOM - 350), columns, rows)[:count]


def answer_cells(count: int, reach: int = REACH, *, pictured: bool = False) -> tuple[Rect, ...]:
    """Two to four answers: high cards for pictures, long ones for words; four lie two by two."""
    top = max(reach, REACH)
    area = Rect(AREA_X, top, WIDE_RIGHT - AREA_X, BOTTOM - top)
    if count > 3:
        return grid(area, 2, -(-count // 2))[:count]
    return grid(area, count, 1) if pictured else grid(area, 1, count)


def has_pictures(options: Iterable[Option | DilemmaOption]) -> bool:
    return any(option.image is not None for option in options)


def main(name: str, action: Action, *, long: bool = False) -> Slot:
    """The one button that goes on, in its own corner; Enter and the clicker do the same."""
    return Slot(name, MAIN, action, key="return", long=long)


def line(top: int, height: int, count: int, width: int) -> list[Rect]:
    """`count` rectangles side by side in the middle of the wide area."""
    width = min(width, (WIDE_RIGHT - AREA_X + GAP) // count - GAP)
    left = (AREA_X + WIDE_RIGHT - count * (width + GAP) + GAP) // 2
    return [Rect(left + index * (width + GAP), top, width, height) for index in range(count)]


def grid(area: Rect, columns: int, rows: int) -> tuple[Rect, ...]:
    """Equal cells with the gap between them, line by line."""
    width = (area.w - GAP * (columns - 1)) // columns
    height = (area.h - GAP * (rows - 1)) // rows
    return tuple(
        Rect(area.x + column * (width + GAP), area.y + row * (height + GAP), width, height)
        for row in range(rows)
        for column in range(columns)
    )
