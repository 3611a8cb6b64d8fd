"""What a class can read of a picture on the board: every set word measured in the pixels that are really there.

The composing room and the canvas know what was set where; the board's own pixels tell what became of it. Words that
lie in the shade (the veil of a pause, the cards of a team that has to wait) are not there to be read now.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pygame

from game.view.screen import Canvas, Piece
from game.view.text import Block
from game.view.theme import SIZE_MIN

CONTRAST = 7.0
_NEAR_PX = 3
"""How far around a stroke its surroundings are looked at."""
_CORE, _EDGE = 250, 8
_SHARE = 0.94
"""The share of the surroundings that has to be far enough from the ink: the rest is the line along a card."""
_SEEN = 0.9
"""The share of a word's strokes that has to be ink: what is less is covered or cut off."""


@dataclass(frozen=True, slots=True)
class Set:
    """A block of words as it was laid on the canvas. `order` counts the pieces that lie under it."""

    block: Block
    at: tuple[int, int]
    order: int


@contextmanager
def watched() -> Iterator[list[Set]]:
    """Notes every block of the pictures that are painted meanwhile; each new canvas begins anew."""
    found: list[Set] = []
    begin, lay = Canvas.__init__, Canvas.block

    def anew(canvas: Canvas, screen: Any) -> None:
        found.clear()
        begin(canvas, screen)

    def noted(canvas: Canvas, block: Block, x: float, y: float) -> None:
        lay(canvas, block, x, y)
        found.append(Set(block, canvas.pieces[-1].rect[:2], len(canvas.pieces) - 1))

    Canvas.__init__, Canvas.block = anew, noted  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Canvas.__init__, Canvas.block = begin, lay  # type: ignore[method-assign]


def troubles(klas: Any, found: list[Set]) -> list[str]:
    """What a class could not read in the picture that is on the board now, in sentences."""
    screen, window = klas.app.desk.screen, klas.window
    stage = pygame.Rect(screen.stage)
    pieces: list[Piece] = screen._shown
    wrong = [f"no picture of {name}" for name in sorted(screen.pictures.missing)]
    wrong += [f"set wider or higher than its place: {text}" for text in screen.type.unfit]
    shades = [(n, pygame.Rect(piece.rect)) for n, piece in enumerate(pieces) if _is_shade(piece)]
    for one in found:
        middle = pygame.Rect(one.at, one.block.surface.get_size()).center
        if not any(n > one.order and rect.collidepoint(middle) for n, rect in shades):
            wrong += _of_block(window, stage, one)
    return wrong


def _is_shade(piece: Piece) -> bool:
    """The house light is none: words in a dark hall are to be read."""
    return piece.surface is None and piece.flags == pygame.BLEND_RGB_MULT and sum(piece.colour) < 600


def _of_block(window: pygame.Surface, stage: pygame.Rect, one: Set) -> list[str]:
    words = " ".join(one.block.lines)
    rect = pygame.Rect(one.at, one.block.surface.get_size())
    if not words.strip() or not rect.colliderect(stage):
        return []  # Flown up or not yet down.
    wrong = []
    if one.block.size < SIZE_MIN:
        wrong.append(f"set at {one.block.size} px: {words}")
    if not stage.inflate(4, 4).contains(rect):
        wrong.append(f"beyond the board at {rect}: {words}")
    core, near = _masks(one.block.surface)
    ink = _luminances(window, core, rect.topleft)
    around = _luminances(window, near, (rect.x - _NEAR_PX, rect.y - _NEAR_PX))
    if not ink or not around:
        return wrong
    own = _luminance(_colour(one.block.surface))
    # Ink under the house light is darker than it was set; what covers a word has quite another colour.
    typical = _typical(ink)
    seen = sum(count for value, count in ink.items() if _contrast(value, typical) < 1.4) / ink.total()
    if seen < _SEEN or _contrast(typical, own) > 2.5:
        wrong.append(f"covered, {seen:.0%} to be seen: {words}")
        return wrong
    apart = sum(count for value, count in around.items() if _contrast(value, typical) >= CONTRAST) / around.total()
    if apart < _SHARE:
        least = _least(around, typical)
        wrong.append(f"contrast {least:.1f} (only {apart:.0%} of the ground is at {CONTRAST:.0f}): {words}")
    return wrong


@lru_cache(maxsize=400)
def _masks(surface: pygame.Surface) -> tuple[pygame.mask.Mask, pygame.mask.Mask]:
    """The strokes of the letters, and the ground right around them (larger by `_NEAR_PX` on every side)."""
    core = pygame.mask.from_surface(surface, _CORE)
    inked = pygame.mask.from_surface(surface, _EDGE)
    size = (inked.get_size()[0] + 2 * _NEAR_PX, inked.get_size()[1] + 2 * _NEAR_PX)
    near = pygame.mask.Mask(size)
    for dx, dy in ((0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (2, 1), (1, 2), (2, 2)):
        near.draw(inked, (dx * _NEAR_PX, dy * _NEAR_PX))
    near.erase(inked, (_NEAR_PX, _NEAR_PX))
    return core, near


def _luminances(window: pygame.Surface, mask: pygame.mask.Mask, at: tuple[int, int]) -> Counter[float]:
    """How often each luminance stands on the board where the mask is set, in steps of a hundredth."""
    shown = pygame.Surface(mask.get_size(), 0, 32)
    shown.fill(_NONE)
    board = window.get_rect().clip((at, mask.get_size()))
    if not board.w or not board.h:
        return Counter()
    copy = pygame.Surface(mask.get_size(), 0, 32)
    copy.fill(_NONE)
    copy.blit(window, (board.x - at[0], board.y - at[1]), board)
    mask.to_surface(shown, setsurface=copy, unsetcolor=None)
    raw = pygame.image.tobytes(shown, "RGB")
    colours = Counter(raw[i : i + 3] for i in range(0, len(raw), 3))
    del colours[bytes(_NONE)]
    found: Counter[float] = Counter()
    for colour, count in colours.items():
        found[_luminance((colour[0], colour[1], colour[2]))] += count
    return found


_NONE = (255, 0, 254)


@lru_cache(maxsize=100_000)
def _luminance(colour: tuple[int, int, int]) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 3)


def _colour(surface: pygame.Surface) -> tuple[int, int, int]:
    """The ink that a block was set in."""
    raw = pygame.image.tobytes(surface, "RGBA")
    full = Counter(raw[i : i + 3] for i in range(0, len(raw), 4) if raw[i + 3] >= _CORE)
    most = full.most_common(1)[0][0]
    return most[0], most[1], most[2]


def _typical(values: Counter[float]) -> float:
    """The median."""
    left = values.total() / 2
    for value in sorted(values):
        left -= values[value]
        if left <= 0:
            return value
    raise ValueError("no pixels")


def _least(around: Counter[float], ink: float) -> float:
    """The contrast of the worst part of the ground."""
    left = around.total() * (1 - _SHARE)
    for value in sorted(around, key=lambda one: _contrast(one, ink)):
        left -= around[value]
        if left <= 0:
            return _contrast(value, ink)
    return 21.0


def _contrast(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
