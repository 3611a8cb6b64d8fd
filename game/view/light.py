"""The light in the hall: bright on the stage, darker towards the corners, multiplied onto what lies under it.

No map of the board's size is kept or scaled: at 3840 x 2160 that alone would cost three copies of a frame. The map
is as wide as the board and a few rows high, and each of its rows is laid on the rows of the board that it stands
for. Two neighbouring rows of the map differ by no more than an eye can tell.
"""

import math
from functools import lru_cache

import pygame

_ROWS = 108
_BLOCK = 2
"""Rows of the board that are darkened in one go; each row of the map lies there as often."""
_SHEET = 24
"""Rows of the map that are made in one go, small enough to stay in the processor's own memory."""
_WIDE, _HIGH = 64, 36
"""The small picture of the dark, from which the map is made."""


class Light:
    """The light map of one board; `stage` is where the board's picture lies in the window."""

    def __init__(self, stage: tuple[int, int, int, int]) -> None:
        self._left, self._top, self._wide, self._high = stage
        self._level = -1.0
        self._dark: pygame.Surface | None = None
        self._map = pygame.Surface((self._wide, _ROWS * _BLOCK), 0, 32)
        self._sheet = pygame.Surface((self._wide, _SHEET), 0, 32)
        self._rows: list[tuple[pygame.Surface, tuple[int, int]]] = []

    def shine(self, window: pygame.Surface, rect: pygame.Rect, level: float) -> None:
        """Multiply the part `rect` of the window by the light of a hall of which the house light is at `level`.

        Leaves the window's clip at that part.
        """
        if level != self._level:
            self._set(level)
        if not self._rows:
            self._rows = self._laid()
        at = rect.clip((self._left, self._top, self._wide, self._high))
        window.set_clip(at)
        first, last = (at.top - self._top) // _BLOCK, (at.bottom - self._top - 1) // _BLOCK
        window.fblits(self._rows[first : last + 1], pygame.BLEND_RGB_MULT)

    def _set(self, level: float) -> None:
        """White less what the dark takes, which is the same dark for every level, weaker or stronger.

        In strips on one small sheet: a sheet of the map's size made anew for each level of a fade cost as much as
        the light itself.
        """
        if self._dark is None:
            rows = pygame.transform.smoothscale(_dark(), (self._wide, _ROWS))
            self._dark = pygame.transform.scale(rows, self._map.get_size())
        self._level = level
        part = round(255 * (1 - level))
        self._map.fill((255, 255, 255))
        for top in range(0, self._map.get_height(), _SHEET):
            self._sheet.fill((part, part, part))
            self._sheet.blit(self._dark, (0, -top), special_flags=pygame.BLEND_RGB_MULT)
            self._map.blit(self._sheet, (0, top), special_flags=pygame.BLEND_RGB_SUB)

    def _laid(self) -> list[tuple[pygame.Surface, tuple[int, int]]]:
        """For each row of the board the row of the map that lies on it."""
        rows = [self._map.subsurface((0, row * _BLOCK, self._wide, _BLOCK)) for row in range(_ROWS)]
        return [(rows[y * _ROWS // self._high], (self._left, self._top + y)) for y in range(0, self._high, _BLOCK)]


@lru_cache(maxsize=1)
def _dark() -> pygame.Surface:
    """How much of red, green and blue the corners lose when the house light is out."""
    picture = pygame.Surface((_WIDE, _HIGH), 0, 32)
    for row in range(_HIGH):
        for column in range(_WIDE):
            across = (column + 0.5 - _WIDE / 2) / (_WIDE * 0.50)
            down = (row + 0.5 - _HIGH * 0.47) / (_HIGH * 0.62)
            dark = min(1.0, max(0.0, (math.hypot(across, down) - 0.45) / 0.65))
            picture.set_at((column, row), [round(255 * part * dark) for part in (0.78, 0.80, 0.66)])
    return picture
