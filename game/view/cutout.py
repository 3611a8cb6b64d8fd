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
"""In a strip of fewer cells across, such as a pleat, most cells lie at an edge."""
_NIBBLE = 2
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
    """The parts through which nothing is seen, the largest first."""

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
    if min(wide, high) < _LEAST_ACROSS * cell <= max(wide, high) / 4:
        return _strip(drawn, solid)
    if wide * high < _LEAST_CELLS * cell * cell:
        return _whole(drawn.convert_alpha(), solid=False)
    parts = tuple(
        Part(_lifted(drawn, rect, solid=is_solid), rect.topleft, is_solid)
        for rect, is_solid in _pieces(solid, pygame.mask.from_surface(drawn, 0), cell)
    )
    return _put_together((wide, high), parts)


def _strip(drawn: pygame.Surface, solid: pygame.mask.Mask) -> Cutout:
    """A long and narrow picture: its core, if that is most of it, and what lies around."""
    whole = drawn.get_rect()
    core = _core(solid)
    if 2 * core.w * core.h < whole.w * whole.h:
        return _whole(drawn.convert_alpha(), solid=False)
    around = [
        pygame.Rect(0, 0, whole.w, core.top),
        pygame.Rect(0, core.bottom, whole.w, whole.h - core.bottom),
        pygame.Rect(0, core.top, core.left, core.h),
        pygame.Rect(core.right, core.top, whole.w - core.right, core.h),
    ]
    parts = [Part(_lifted(drawn, core, solid=True), core.topleft, solid=True)]
    parts += [
        Part(_lifted(drawn, rect, solid=False), rect.topleft, solid=False) for rect in around if rect.w and rect.h
    ]
    return _put_together(whole.size, tuple(parts))


def _core(solid: pygame.mask.Mask) -> pygame.Rect:
    """A rectangle through which nothing is seen: from the sides that have most holes a little is taken off."""
    holes = solid.copy()
    holes.invert()
    core = solid.get_rect()
    while core.w > 2 * _NIBBLE and core.h > 2 * _NIBBLE and _count(holes, core):
        x, y, w, h = core
        less = (
            pygame.Rect(x + _NIBBLE, y, w - _NIBBLE, h),
            pygame.Rect(x, y, w - _NIBBLE, h),
            pygame.Rect(x, y + _NIBBLE, w, h - _NIBBLE),
            pygame.Rect(x, y, w, h - _NIBBLE),
        )
        left = _count(holes, core)
        core = max(less, key=lambda rect: (left - _count(holes, rect)) / (w * h - rect.w * rect.h))
    return core


def _count(mask: pygame.mask.Mask, rect: pygame.Rect) -> int:
    """How many pixels are set in a rectangle."""
    return mask.overlap_area(pygame.mask.Mask(rect.size, fill=True), rect.topleft)


def _whole(surface: pygame.Surface, *, solid: bool) -> Cutout:
    return _put_together(surface.get_size(), (Part(surface, (0, 0), solid),))


def _put_together(size: tuple[int, int], parts: tuple[Part, ...]) -> Cutout:
    rects = tuple(pygame.Rect(part.at, part.surface.get_size()) for part in parts)
    solid = (rect for part, rect in zip(parts, rects, strict=True) if part.solid)
    return Cutout(size, parts, rects, tuple(sorted(solid, key=lambda rect: -rect.w * rect.h)))


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
