"""The light in the hall: bright on the stage, darker towards the corners, multiplied with what lies under it.

No map of the board's size is kept or scaled: at 3840 x 2160 that alone would cost three copies of a frame. The map
is as wide as the board and a few rows high, and each of its rows stands for some rows of the board; two neighbouring
rows of the map differ by no more than an eye can tell. The hall is as dark below its middle as above it, so that
the map has rows for the upper half and for what the lower half has more.
"""

import math
from functools import lru_cache

import pygame

_ROWS = 108
_MIDDLE = 51
"""The row of the map at which the lower half begins."""
_BLOCK = 3
"""Rows of the board that lie in the light of one row of the map."""
_WIDE, _HIGH = 64, 36
"""The small picture of the dark, from which the map is made; three rows of the map for each of its own."""


_ACROSS, _DOWN = 0.50, 0.62
"""Where the dark is measured from the middle, as parts of the board: 1 across, 1 down ..."""
_BRIGHT = 0.45
"""... and up to this part of the way there is none."""
_CORNER = math.sqrt(0.5)
_Laid = tuple[pygame.Surface, tuple[int, int]]


class Light:
    """The light map of one board; `stage` is where the board's picture lies in the window."""

    def __init__(self, stage: tuple[int, int, int, int]) -> None:
        self._left, self._top, self._wide, self._high = stage
        self._level = -1.0
        self._dark: pygame.Surface | None = None
        self._map = pygame.Surface((self._wide, _ROWS - _MIDDLE), 0, 32)
        self._sheet = pygame.Surface(self._map.get_size(), 0, 32)
        self._tall, self._spread, self._blocks = self._laid()

    def shine(self, window: pygame.Surface, rect: pygame.Rect, level: float) -> None:
        """Multiply the part `rect` of the window by the light of a hall of which the house light is at `level`.

        Leaves the window's clip at that part.
        """
        bright = self.untouched(rect)
        for part in around(rect, bright) if bright.w and bright.h else (rect,):
            self._lay(window, part, level, pygame.BLEND_RGB_MULT)
        window.set_clip(rect.clip((self._left, self._top, self._wide, self._high)))

    def shine_on(self, window: pygame.Surface, rect: pygame.Rect, level: float, picture: pygame.Surface) -> None:
        """Show the part `rect` of a picture of the window's size in that light.

        The light is laid first and the picture multiplied onto it, the same by a third less work: rows that are
        copied cost half of rows that are multiplied. Leaves the window's clip at that part.
        """
        self._lay(window, rect, level, 0)
        window.blit(picture, rect, rect, pygame.BLEND_RGB_MULT)

    def untouched(self, rect: pygame.Rect) -> pygame.Rect:
        """What of `rect` lies in the middle, which is as bright at every level."""
        wide, high = (2 * _BRIGHT * part * _CORNER for part in (_ACROSS, _DOWN))
        middle = pygame.Rect(0, 0, round((wide - 2 / _WIDE) * self._wide), round((high - 2 / _HIGH) * self._high))
        middle.center = self._left + self._wide // 2, self._top + _MIDDLE * self._high // _ROWS
        return middle.clip(rect)

    def _lay(self, window: pygame.Surface, rect: pygame.Rect, level: float, flags: int) -> None:
        if level != self._level:
            self._set(level)
        at = rect.clip((self._left, self._top, self._wide, self._high))
        window.set_clip(at)
        top, bottom = at.top - self._top, at.bottom - self._top
        window.fblits(self._blocks[top // _BLOCK : (bottom - 1) // _BLOCK + 1], flags)

    def _set(self, level: float) -> None:
        """White less what the dark takes, which is the same dark for every level, weaker or stronger."""
        if self._dark is None:
            self._dark = pygame.Surface(self._map.get_size(), 0, 32)
            rows = pygame.transform.smoothscale(_dark(), (self._wide, _ROWS))
            self._dark.blit(rows, (0, 0), (0, 0, self._wide, _MIDDLE))
            self._dark.blit(rows, (0, _MIDDLE), (0, 2 * _MIDDLE, self._wide, _ROWS - 2 * _MIDDLE))
        self._level = level
        part = round(255 * (1 - level))
        self._sheet.fill((part, part, part))
        self._sheet.blit(self._dark, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        self._map.fill((255, 255, 255))
        self._map.blit(self._sheet, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
        self._tall.fblits(self._spread)

    def _laid(self) -> tuple[pygame.Surface, list[_Laid], list[_Laid]]:
        """Room for each row of the map as often as it lies on the board side by side; how the rows come there, and
        how they lie on the board from there: in blocks, of which a narrow place needs few.
        """
        count = self._map.get_height()
        tall = pygame.Surface((self._wide, count * _BLOCK), 0, 32)
        rows = [self._map.subsurface((0, row, self._wide, 1)) for row in range(count)]
        spread: list[_Laid] = [(rows[y // _BLOCK], (0, y)) for y in range(count * _BLOCK)]
        blocks = [tall.subsurface((0, row * _BLOCK, self._wide, _BLOCK)) for row in range(count)]
        on_board = range(0, self._high, _BLOCK)
        return tall, spread, [(blocks[self._row(y)], (self._left, self._top + y)) for y in on_board]

    def _row(self, y: int) -> int:
        """Where the map keeps the light of a row of the board."""
        return _stored(y // _BLOCK * _BLOCK * _ROWS // self._high)


def around(rect: pygame.Rect, hole: pygame.Rect) -> list[pygame.Rect]:
    """What of `rect` lies above, below, left and right of a `hole` in it."""
    parts = [
        pygame.Rect(rect.left, rect.top, rect.w, hole.top - rect.top),
        pygame.Rect(rect.left, hole.bottom, rect.w, rect.bottom - hole.bottom),
        pygame.Rect(rect.left, hole.top, hole.left - rect.left, hole.h),
        pygame.Rect(hole.right, hole.top, rect.right - hole.right, hole.h),
    ]
    return [part for part in parts if part.w and part.h]


def _stored(row: int) -> int:
    """Where the map keeps the light of a row: of two that lie equally far from the middle once."""
    if row < _MIDDLE:
        return row
    return 2 * _MIDDLE - 1 - row if row < 2 * _MIDDLE else row - _MIDDLE


@lru_cache(maxsize=1)
def _dark() -> pygame.Surface:
    """How much of red, green and blue the corners lose when the house light is out."""
    picture = pygame.Surface((_WIDE, _HIGH), 0, 32)
    for row in range(_HIGH):
        for column in range(_WIDE):
            across = (column + 0.5 - _WIDE / 2) / (_WIDE * _ACROSS)
            down = (row + 0.5 - _MIDDLE * _HIGH / _ROWS) / (_HIGH * _DOWN)
            dark = min(1.0, max(0.0, (math.hypot(across, down) - _BRIGHT) / 0.65))
            picture.set_at((column, row), [round(255 * part * dark) for part in (0.78, 0.80, 0.66)])
    return picture
