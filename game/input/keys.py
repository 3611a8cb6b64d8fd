"""What the keyboard and a clicker mean. One table, so that the help and the code can't disagree."""

from enum import Enum

import pygame


class Key(Enum):
    """A wish from the desk. `typed` letters come apart, for the visit code."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    AROUND = "around"
    """The next target in reading order, whatever lies where."""
    CHOOSE = "choose"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    UNDO = "undo"
    PAUSE = "pause"
    TEACHER = "teacher"
    NEXT = "next"
    BACK = "back"

    @property
    def number(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None


KEYS: dict[int, Key] = {
    pygame.K_LEFT: Key.LEFT,
    pygame.K_RIGHT: Key.RIGHT,
    pygame.K_UP: Key.UP,
    pygame.K_DOWN: Key.DOWN,
    pygame.K_TAB: Key.AROUND,
    pygame.K_RETURN: Key.CHOOSE,
    pygame.K_KP_ENTER: Key.CHOOSE,
    pygame.K_SPACE: Key.CHOOSE,
    pygame.K_1: Key.ONE,
    pygame.K_KP1: Key.ONE,
    pygame.K_2: Key.TWO,
    pygame.K_KP2: Key.TWO,
    pygame.K_3: Key.THREE,
    pygame.K_KP3: Key.THREE,
    pygame.K_4: Key.FOUR,
    pygame.K_KP4: Key.FOUR,
    pygame.K_u: Key.UNDO,
    pygame.K_BACKSPACE: Key.UNDO,
    pygame.K_p: Key.PAUSE,
    pygame.K_ESCAPE: Key.TEACHER,
    # The two keys every presenter's clicker has.
    pygame.K_PAGEDOWN: Key.NEXT,
    pygame.K_PAGEUP: Key.BACK,
}
