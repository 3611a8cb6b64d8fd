"""A drawn picture, cut into what is solid, what is half seen through, and what is not there at all.

Solid parts are copied, which is the quickest there is, and hide what lies behind them; empty parts cost neither time
nor memory. Of a proscenium that spans the board a sixth is solid and a tenth is edge: the rest was air.
"""

from dataclasses import dataclass
from functools import lru_cache

import pygame

_LEAST_CELLS = 20
"""A picture of fewer cells is painted faster in one."""
_LEAST_ACROSS = 4
"""And so is one of fewer cells across, such as a pleat: most of its cells lie at an edge."""
_SOLID_CELLS = 4
"""Cells that a solid part has at least; smaller ones stay with the edge they lie in."""
_SOLID_ALPHA = 254
_EMPTY, _MIXED, _SOLID = 0, 1, 2

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    surface: pygame.Surface
    at: Place
    """Where it lies in the picture."""
    solid: bool


@dataclass(frozen=True, slots=True, eq=False)
class Cutout:
    """A picture in parts. Two are equal only when they are the same."""

    size: tuple[int, int]
    parts: tuple[Part, ...] = ()
    rects: tuple[pygame.Rect, ...] = ()
    """Where the parts lie in the picture."""
    solid: tuple[pygame.Rect, ...] = ()
    """The parts through which nothing is seen."""

    def get_size(self) -> tuple[int, int]:
        return self.size

    def get_width(self) -> int:
        return self.size[0]

    def get_height(self) -> int:
        return self.size[1]

    @property
    def size_bytes(self) -> int:
        return sum(rect.w * rect.h for rect in self.rects) * 4


def cut(drawn: pygame.Surface, cell: int) -> Cutout:
    """The same picture, in parts of whole cells; a cell has `cell` pixels a side."""
    if not drawn.get_flags() & pygame.SRCALPHA:
        return _whole(drawn.convert(), solid=True)
    wide, high = drawn.get_size()
    solid = pygame.mask.from_surface(drawn, _SOLID_ALPHA)
    if solid.count() == wide * high:
        return _whole(drawn.convert(), solid=True)
    if wide * high < _LEAST_CELLS * cell * cell or min(wide, high) < _LEAST_ACROSS * cell:
        return _whole(drawn.convert_alpha(), solid=False)
    parts = tuple(
        Part(_lifted(drawn, rect, solid=is_solid), rect.topleft, is_solid)
        for rect, is_solid in _pieces(solid, pygame.mask.from_surface(drawn, 0), cell)
    )
    return _put_together((wide, high), parts)


def _whole(surface: pygame.Surface, *, solid: bool) -> Cutout:
    return _put_together(surface.get_size(), (Part(surface, (0, 0), solid),))


def _put_together(size: tuple[int, int], parts: tuple[Part, ...]) -> Cutout:
    rects = tuple(pygame.Rect(part.at, part.surface.get_size()) for part in parts)
    return Cutout(size, parts, rects, tuple(rect for part, rect in zip(parts, rects, strict=True) if part.solid))


def _lifted(drawn: pygame.Surface, rect: pygame.Rect, *, solid: bool) -> pygame.Surface:
    lifted = drawn.subsurface(rect)
    return lifted.convert() if solid else lifted.convert_alpha()


def _pieces(solid: pygame.mask.Mask, seen: pygame.mask.Mask, cell: int) -> list[tuple[pygame.Rect, bool]]:
    """Rectangles that together hold everything that is seen, and whether nothing shows through them."""
    whole = solid.get_rect()
    holes = solid.copy()
    holes.invert()
    grid = [
        [_kind(seen, holes, pygame.Rect(x, y, cell, cell).clip(whole)) for x in range(0, whole.w, cell)]
        for y in range(0, whole.h, cell)
    ]
    blocks = [(block, True) for block in _blocks(grid, _SOLID, _SOLID_CELLS)]
    blocks += [(block, False) for block in _blocks(grid, _MIXED, 1)]
    return [(pygame.Rect([side * cell for side in block]).clip(whole), is_solid) for block, is_solid in blocks]


def _kind(seen: pygame.mask.Mask, holes: pygame.mask.Mask, cell: pygame.Rect) -> int:
    filled = _filled(cell.size)
    if seen.overlap(filled, cell.topleft) is None:
        return _EMPTY
    return _SOLID if holes.overlap(filled, cell.topleft) is None else _MIXED


@lru_cache(maxsize=64)
def _filled(size: tuple[int, int]) -> pygame.mask.Mask:
    return pygame.mask.Mask(size, fill=True)


def _blocks(grid: list[list[int]], kind: int, least: int) -> list[tuple[int, int, int, int]]:
    """Blocks (column, row, across, down) of cells of a kind, each as wide and then as high as it gets.

    Taken cells become empty; solid ones that made no block of `least` become mixed.
    """
    found: list[tuple[int, int, int, int]] = []
    for row, cells in enumerate(grid):
        column = 0
        while column < len(cells):
            if cells[column] != kind:
                column += 1
                continue
            across = 1
            while column + across < len(cells) and cells[column + across] == kind:
                across += 1
            down = 1
            while row + down < len(grid) and all(cell == kind for cell in grid[row + down][column : column + across]):
                down += 1
            enough = across * down >= least
            for taken in grid[row : row + down]:
                taken[column : column + across] = [_EMPTY if enough else _MIXED] * across
            if enough:
                found.append((column, row, across, down))
            column += across
    return found
