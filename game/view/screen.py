"""The board: one logical space of 1920 x 1080, one scale, and only what changed is painted.

A scene describes each picture anew as a flat list of pieces (`Canvas`); `Screen` compares it with the list
that is on the board and repaints the rectangles in which they differ. No scene has to remember what it
spoiled, and a still list costs a comparison and paints nothing.
"""

import math
from collections import Counter
from typing import NamedTuple

import pygame

from game.view.paper import MARGIN, Cut, Paper
from game.view.pictures import Pictures, natural_size
from game.view.text import Block, Type
from game.view.theme import CARDS, LOGICAL_H, LOGICAL_W, NIGHT

Box = tuple[float, float, float, float]
"""Logical x, y, w, h."""


class Piece(NamedTuple):
    """One thing on the board, in pixels. A fill has no surface."""

    surface: pygame.Surface | None
    rect: tuple[int, int, int, int]
    colour: tuple[int, int, int]
    flags: int


class Canvas:
    """The picture that a scene asks for, from back to front, in logical coordinates."""

    def __init__(self, screen: "Screen") -> None:
        self.pieces: list[Piece] = []
        self._screen = screen
        self.type, self.pictures, self.paper = screen.type, screen.pictures, screen.paper

    # -- pieces -----------------------------------------------------------------------------------------
    def surface(self, surface: pygame.Surface, x: float, y: float, flags: int = 0) -> None:
        px, py = self._screen.pixel(x, y)
        self.pieces.append(Piece(surface, (px, py, *surface.get_size()), (0, 0, 0), flags))

    def fill(self, at: Box, colour: str | tuple[int, int, int], flags: int = 0) -> None:
        rgb = tuple(pygame.Color(colour))[:3] if isinstance(colour, str) else colour
        self.pieces.append(Piece(None, self._screen.pixel_box(at), (rgb[0], rgb[1], rgb[2]), flags))

    def shade(self, at: Box, light: tuple[float, float, float]) -> None:
        """Multiply by light (0-1 a channel): how a room gets dark without a veil over it."""
        rgb = tuple(max(0, min(255, round(part * 255))) for part in light)
        if rgb != (255, 255, 255):
            self.fill(at, (rgb[0], rgb[1], rgb[2]), pygame.BLEND_RGB_MULT)

    def picture(
        self,
        name: str,
        x: float,
        y: float,
        size: tuple[float, float] | None = None,
        *,
        tilt: float = 0,
        mirrored: bool = False,
        flags: int = 0,
    ) -> None:
        """A picture with its top left at x, y; tilted ones keep their middle."""
        drawn = self.pictures.get(name, size, tilt=tilt, mirrored=mirrored)
        if round(tilt):
            straight = self.pictures.get(name, size, mirrored=mirrored)
            x -= (drawn.get_width() - straight.get_width()) / 2 / self._screen.scale
            y -= (drawn.get_height() - straight.get_height()) / 2 / self._screen.scale
        self.surface(drawn, x, y, flags)

    def standing(
        self, name: str, foot_x: float, foot_y: float, part: float = 1, *, tilt: float = 0, mirrored: bool = False
    ) -> None:
        """A puppet with the middle of its foot at a place on the floor; `part` of its natural size."""
        w, h = natural_size(name)
        size = None if part == 1 else (w * part, h * part)
        self.picture(name, foot_x - w * part / 2, foot_y - h * part, size, tilt=tilt, mirrored=mirrored)

    def cut(self, cut: Cut, x: float, y: float) -> None:
        self.surface(cut.surface, x - MARGIN, y - MARGIN)

    def panel(
        self, at: Box, card: str = "cream", *, radius: float = 26, lift: float = 14, plain: bool = False
    ) -> None:
        self.cut(self.paper.panel(at[2], at[3], card, radius=radius, lift=lift, plain=plain), at[0], at[1])

    def light_map(self, level: float) -> None:
        """The house light: bright on the stage, darker towards the corners, multiplied in one go."""
        self.surface(self._screen.light_map(level), 0, 0, pygame.BLEND_RGB_MULT)

    # -- words ------------------------------------------------------------------------------------------
    def block(self, block: Block, x: float, y: float) -> None:
        self.surface(block.surface, x, y)

    def words(
        self,
        text: str,
        at: Box,
        sizes: tuple[int, ...],
        colour: str = CARDS["cream"].ink,
        *,
        align: str = "left",
        middle: bool = True,
    ) -> Block:
        """Text fitted into a box, in the middle of its height unless `middle` is False."""
        x, y, w, h = at
        block = self.type.fit(text, colour, w, h, sizes, align)
        if align == "center":
            x += (w - block.w) / 2
        elif align == "right":
            x += w - block.w
        self.block(block, x, y + ((h - block.h) / 2 if middle else 0))
        return block


class Screen:
    """One board of pixels; knows its scale, its letterbox and what it shows now."""

    def __init__(self, window: pygame.Surface) -> None:
        self.window = window
        self.size = window.get_size()
        self.scale = min(self.size[0] / LOGICAL_W, self.size[1] / LOGICAL_H)
        self.left = round((self.size[0] - LOGICAL_W * self.scale) / 2)
        self.top = round((self.size[1] - LOGICAL_H * self.scale) / 2)
        self.pictures = Pictures(self.scale)
        self.type = Type(self.scale)
        self.paper = Paper(self.pictures)
        self.painted: list[pygame.Rect] = []
        """What the last `show` painted; empty when nothing had changed."""
        self._shown: list[Piece] = []
        self._fresh = True
        self._light: tuple[float, pygame.Surface] | None = None

    # -- places -----------------------------------------------------------------------------------------
    def pixel(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self.scale) + self.left, round(y * self.scale) + self.top

    def pixel_box(self, at: Box) -> tuple[int, int, int, int]:
        x, y = self.pixel(at[0], at[1])
        right, bottom = self.pixel(at[0] + at[2], at[1] + at[3])
        return x, y, right - x, bottom - y

    def logical(self, px: float, py: float) -> tuple[float, float]:
        """A place on the canvas for a place on the window; the bars beside it count as the nearest edge."""
        x, y = (px - self.left) / self.scale, (py - self.top) / self.scale
        return min(max(x, 0.0), LOGICAL_W - 1.0), min(max(y, 0.0), LOGICAL_H - 1.0)

    def light_map(self, level: float) -> pygame.Surface:
        """Made small and smooth, once for each level; only the last is kept, it is as large as the board."""
        level = round(level * 16) / 16
        if self._light is None or self._light[0] != level:
            size = (round(LOGICAL_W * self.scale), round(LOGICAL_H * self.scale))
            self._light = (level, pygame.transform.smoothscale(_glimmer(level), size).convert())
        return self._light[1]

    # -- painting ---------------------------------------------------------------------------------------
    def canvas(self) -> Canvas:
        return Canvas(self)

    def forget(self) -> None:
        """Paint everything at the next `show`, for instance after another window lay over ours."""
        self._fresh = True

    def show(self, canvas: Canvas) -> list[pygame.Rect]:
        """Bring the board in line with the canvas and say which rectangles were painted."""
        pieces = canvas.pieces
        if self._fresh:
            self.painted = [pygame.Rect((0, 0), self.size)]
            self._fresh = False
        elif pieces == self._shown:
            self.painted = []
            return self.painted
        else:
            self.painted = self._merged(_changes(self._shown, pieces))
        self._shown = pieces
        for rect in self.painted:
            self._paint(rect, pieces)
        if self.painted:
            pygame.display.update(self.painted)
        return self.painted

    def _paint(self, rect: pygame.Rect, pieces: list[Piece]) -> None:
        window = self.window
        window.set_clip(rect)
        window.fill(NIGHT)
        stage = pygame.Rect(self.left, self.top, round(LOGICAL_W * self.scale), round(LOGICAL_H * self.scale))
        window.set_clip(rect.clip(stage))
        for piece in pieces:
            if not rect.colliderect(piece.rect):
                continue
            if piece.surface is None:
                window.fill(piece.colour, piece.rect, piece.flags)
            else:
                window.blit(piece.surface, piece.rect[:2], special_flags=piece.flags)
        window.set_clip(None)

    def _merged(self, rects: list[pygame.Rect]) -> list[pygame.Rect]:
        """Rectangles that touch become one; more than half of the board becomes the whole board."""
        whole = pygame.Rect((0, 0), self.size)
        left = [rect.clip(whole) for rect in rects]
        left = [rect for rect in left if rect.w and rect.h]
        merged: list[pygame.Rect] = []
        while left:
            rect = left.pop()
            hit = rect.collidelist(left)
            while hit >= 0:
                rect = rect.union(left.pop(hit))
                hit = rect.collidelist(left)
            other = rect.collidelist(merged)
            if other >= 0:
                left.append(rect.union(merged.pop(other)))
            else:
                merged.append(rect)
        if sum(rect.w * rect.h for rect in merged) * 2 > whole.w * whole.h:
            return [whole]
        return merged


def _changes(old: list[Piece], new: list[Piece]) -> list[pygame.Rect]:
    """Where two lists differ: pieces that came, went, or changed their order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    gone, come = Counter(before), Counter(after)
    changed = list((gone - come).elements()) + list((come - gone).elements())
    both = gone & come
    kept_before = [piece for piece in before if piece in both]
    kept_after = [piece for piece in after if piece in both]
    changed += [one for one, other in zip(kept_before, kept_after, strict=False) if one != other]
    changed += [other for one, other in zip(kept_before, kept_after, strict=False) if one != other]
    return [pygame.Rect(piece.rect) for piece in changed]


def _glimmer(level: float) -> pygame.Surface:
    """A small picture of the light in a hall of which the house light is at `level`."""
    wide, high = 64, 36
    picture = pygame.Surface((wide, high), 0, 24)
    for row in range(high):
        for column in range(wide):
            far = math.hypot((column + 0.5 - wide / 2) / (wide * 0.50), (row + 0.5 - high * 0.47) / (high * 0.62))
            dark = (1 - level) * min(1.0, max(0.0, (far - 0.45) / 0.65))
            tint = (1 - 0.78 * dark, 1 - 0.80 * dark, 1 - 0.66 * dark)
            picture.set_at((column, row), [round(part * 255) for part in tint])
    return picture
