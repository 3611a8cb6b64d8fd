"""Words on the board: Lexend, left aligned, 1.3 line height, drawn once and kept."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import fontpkg
import pygame

from game.view.theme import LINE_HEIGHT, SIZE_MIN

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Set = tuple[str, int, str, int, str]
"""A text with its size, its colour, its width in pixels of the canvas and its alignment."""

_KEPT = 600
"""Sizes and fittings that are kept: more than any screen has."""
_FONTS = 4
"""Fonts that stay open: each keeps every letter that it has drawn, and a board sets few texts anew."""
BUDGET_BYTES = 1024 * 1024
"""For blocks on a board of 1920 x 1080: more than the words of any screen take."""
_PACKED = 4
"""So many times less than its pixels a packed block takes: most of it is air."""


@dataclass(frozen=True, slots=True)
class Block:
    """Wrapped text as a picture. Sizes are logical; `surface` is in pixels of the board."""

    surface: pygame.Surface
    w: float
    h: float
    size: int
    lines: tuple[str, ...]
    fits: bool


@lru_cache(maxsize=1)
def lexend() -> Path:
    return Path(fontpkg.path("Lexend"))


class Type:
    """The composing room: sets text at the resolution of one board.

    `unfit` collects what had to be set wider or higher than its place; the tests want it empty.
    """

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.unfit: list[str] = []
        self.sizes_used: set[int] = set()
        self._fonts: OrderedDict[int, pygame.font.Font] = OrderedDict()
        self._blocks: dict[Set, Block] = {}
        self.used: list[Set] = []
        """The blocks that the picture of the board that is being described has so far."""
        self._picture = 0
        self._used: dict[Set, int] = {}
        self.held_bytes, self._budget_bytes = 0, round(BUDGET_BYTES * max(0.25, scale * scale))
        self._widths: OrderedDict[tuple[str, int], float] = OrderedDict()
        self._fits: OrderedDict[tuple[str, int, float, float], bool] = OrderedDict()
        self._fitted: OrderedDict[tuple[object, ...], tuple[int, bool]] = OrderedDict()

    def font(self, size: int) -> pygame.font.Font:
        """The font of a logical size."""
        font = self._fonts.get(size)
        if font is None:
            font = self._fonts[size] = pygame.font.Font(str(lexend()), max(6, round(size * self.scale)))
            if len(self._fonts) > _FONTS:
                self._fonts.popitem(last=False)
        else:
            self._fonts.move_to_end(size)
        return font

    def width(self, text: str, size: int) -> float:
        return _kept(self._widths, (text, size), lambda: self.font(size).size(text)[0] / self.scale)

    def wrap(self, text: str, size: int, width: float) -> list[str]:
        """Lines of at most `width`; a word that is longer stands alone on its line."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.width(longer, size) > width:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return lines

    def balanced(self, text: str, size: int, width: float) -> list[str]:
        """As few lines as the width needs, about equally long: no word is left alone on the last one."""
        lines = self.wrap(text, size, width)
        if len(lines) < 2 or (len(lines) > 3 and " " in lines[-1]):
            return lines  # Longer texts read better with full lines, when no word is left alone.
        low, high = width / len(lines) * 0.8, width
        for _ in range(7):
            middle = (low + high) / 2
            tried = self.wrap(text, size, middle)
            fits = len(tried) <= len(lines) and all(self.width(line, size) <= width for line in tried)
            low, high = (low, middle) if fits else (middle, high)
        return self.wrap(text, size, high)

    def block(self, text: str, size: int, colour: str, width: float, align: str = "left") -> Block:
        """The text at exactly this size."""
        key = (text, size, colour, round(width), align)
        block = self._blocks.get(key)
        self._used[key] = self._picture
        self.used.append(key)
        if block is None:
            block = self._blocks[key] = self._compose(text, size, colour, width, align)
            self.held_bytes += _weight(block)
            if self.held_bytes > self._budget_bytes:
                self._make_room()
        return block

    def _make_room(self) -> None:
        """Let go of what was used longest ago, but not of what this picture or the last one shows."""
        for key in sorted(self._blocks, key=lambda key: self._used[key]):
            if self.held_bytes <= self._budget_bytes or self._used[key] >= self._picture - 1:
                break
            self.held_bytes -= _weight(self._blocks.pop(key))
        self._used = {key: self._used[key] for key in self._blocks}

    def next_picture(self) -> None:
        """The board is described anew."""
        self._picture += 1
        self.used.clear()

    def use_again(self, blocks: Collection[Set]) -> None:
        """The picture of the board that is being described has these as well."""
        self.used += blocks
        for key in blocks:
            self._used[key] = self._picture

    def fit(
        self, text: str, colour: str, width: float, height: float, sizes: tuple[int, ...], align: str = "left"
    ) -> Block:
        """The text at the largest of `sizes` (falling) that stays within width and height."""
        key = (text, width, height, sizes)
        size, stands = _kept(self._fitted, key, lambda: self._largest(text, width, height, sizes))
        if not stands and text not in self.unfit:
            self.unfit.append(text)
        return self.block(text, size, colour, width, align)

    def fits(self, text: str, size: int, width: float, height: float) -> bool:
        """Whether the text stands within width and height at this size, without setting it."""
        key = (text, size, width, height)
        return _kept(self._fits, key, lambda: self._stands(self.wrap(text, size, width), size, width, height))

    def _largest(self, text: str, width: float, height: float, sizes: tuple[int, ...]) -> tuple[int, bool]:
        for size in sizes:
            if self.fits(text, size, width, height):
                return size, True
        return sizes[-1], False

    def _stands(self, lines: list[str], size: int, width: float, height: float) -> bool:
        high = ((len(lines) - 1) * LINE_HEIGHT + 1.25) * size
        return high <= height + 1 and all(self.width(line, size) <= width + 1 for line in lines)

    def _compose(self, text: str, size: int, colour: str, width: float, align: str) -> Block:
        font = self.font(size)
        self.sizes_used.add(size)
        lines = self.balanced(text, size, width)
        step = size * LINE_HEIGHT * self.scale
        widths = [font.size(line)[0] for line in lines]
        broad = max([1, *widths])
        high = round(step * (len(lines) - 1) + font.get_height())
        surface = pygame.Surface((broad, high), pygame.SRCALPHA)
        for number, line in enumerate(lines):
            if not line:
                continue
            drawn = font.render(line, True, colour)
            x = {"left": 0, "center": (broad - widths[number]) // 2, "right": broad - widths[number]}[align]
            surface.blit(drawn, (x, round(number * step)))
        # Packed by SDL, in runs: the air between letters takes no memory and no time, and what is solid is copied.
        surface.set_alpha(255, pygame.RLEACCEL)
        fits = size >= SIZE_MIN and max(widths) / self.scale <= width + 1
        return Block(surface, broad / self.scale, high / self.scale, size, tuple(lines), fits)


def _weight(block: Block) -> int:
    return block.surface.get_width() * block.surface.get_height() * 4 // _PACKED


def _kept(shelf: OrderedDict[K, V], key: K, make: Callable[[], V]) -> V:
    """What stands on the shelf under this key; the longest unused makes room."""
    found = shelf.get(key)
    if found is None:
        found = shelf[key] = make()
        if len(shelf) > _KEPT:
            shelf.popitem(last=False)
    else:
        shelf.move_to_end(key)
    return found
