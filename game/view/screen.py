"""The board: one logical space of 1920 x 1080, one scale, and only what changed is painted.

A scene describes each picture anew as a flat list of pieces (`Canvas`); `Screen` compares it with the list
that is on the board and repaints the rectangles in which they differ. No scene has to remember what it
spoiled, and a still list costs a comparison and paints nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Executor
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pygame

from game.view.backdrop import Backdrop
from game.view.cutout import Cutout
from game.view.kept import CELL, Kept
from game.view.light import Light, around
from game.view.motion import Motion
from game.view.paper import MARGIN, Cut, Paper
from game.view.pictures import BUDGET_BYTES, Pictures, natural_size
from game.view.private import tidy_memory
from game.view.still import Stills
from game.view.text import Block, Type
from game.view.theme import CARDS, LOGICAL_H, LOGICAL_W, NIGHT

Box = tuple[float, float, float, float]
"""Logical x, y, w, h."""

_Pixels = tuple[int, int, int, int]
_Laid = tuple[pygame.Surface, tuple[int, int], _Pixels | None, int]
_Shown = tuple[pygame.Surface, int, int, _Pixels]
_LARGE = 0.2
"""The share of the board from which a change counts as a movement of the whole hall."""
_LONG_WAIT, _MANY = 4, 4
"""So many frames are waited for a new scene, or for so many pictures, and not for a new card."""
_WORTH_HIDING = 0.1
"""A share of the board: what hides less of what lies under it saves less than it costs to paint around it."""
_WORTH_SPARING = 0.03
"""The same for what need not even be painted itself, because nothing changes in it or before it."""
_MOST_SPARED = 6
_REPLACED = 24
"""So many pieces that differ, in lists of equal length, each took the place of another; more are not looked at so."""


class Piece(NamedTuple):
    """One thing on the board, in pixels. A fill has no surface, and neither has the light."""

    surface: pygame.Surface | Cutout | None
    rect: _Pixels
    colour: tuple[int, int, int]
    flags: int
    part: _Pixels | None = None
    """What is shown of the surface, when that is not all."""


class _Change(NamedTuple):
    """A place where two pictures differ."""

    rect: pygame.Rect
    front: int
    """The number of the first piece of the new picture that lies before all that changed there."""


_Plan = list[Piece | list[_Laid]]
_BLACK = (0, 0, 0)
LIGHT = -1
"""The flag of the light map; its level stands in place of the colour."""
_LEVELS = 24
_RUN, _WIDE = 16, 256
"""Pixels in a line of the processor's cache: what is wide and begins at one is copied in a third of the time."""
_STRIPS = {LIGHT: (0.32, 0.68), pygame.BLEND_RGB_MULT: (0.5,)}
"""Where the board is cut for a fade: of the hall, which hardly changes in the middle, and of everything."""


@lru_cache(maxsize=256)
def _rgb(colour: str) -> tuple[int, int, int]:
    found = pygame.Color(colour)
    return found.r, found.g, found.b


class Canvas:
    """The picture that a scene asks for, from back to front, in logical coordinates."""

    def __init__(self, screen: "Screen") -> None:
        self.pieces: list[Piece] = []
        self._screen = screen
        self.type, self.pictures, self.paper = screen.type, screen.pictures, screen.paper

    # -- pieces -----------------------------------------------------------------------------------------
    def surface(
        self, surface: pygame.Surface | Cutout, x: float, y: float, flags: int = 0, part: Box | None = None
    ) -> None:
        """A picture with its top left at x, y; or only `part` of it (in pixels of the picture)."""
        screen = self._screen
        at = (round(x * screen.scale) + screen.left, round(y * screen.scale) + screen.top)
        if part is None:
            self.pieces.append(Piece(surface, at + surface.get_size(), _BLACK, flags))
        else:
            shown = (int(part[0]), int(part[1]), int(part[2]), int(part[3]))
            self.pieces.append(Piece(surface, at + shown[2:], _BLACK, flags, shown))

    def fill(self, at: Box, colour: str | tuple[int, int, int], flags: int = 0) -> None:
        rgb = _rgb(colour) if isinstance(colour, str) else colour
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
        steps = round(level * _LEVELS)
        self.pieces.append(Piece(None, self._screen.stage, (steps, 0, 0), LIGHT))

    def still(self, motion: Motion, name: Hashable, facts: object, describe: Callable[[], None]) -> None:
        """Lay down what `describe` lays down on this canvas, or once more what it laid down last time.

        The `facts` are all that it looks at, beside movement, which is watched; the `name` stands once in a picture.
        """
        self._screen.stills.lay(self.pieces, motion, name, facts, describe)

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
    """One board of pixels; knows its scale, its letterbox and what it shows now.

    With a `crew` pictures are drawn beside the main loop, and a board that still waits for one is not shown.
    """

    def __init__(self, window: pygame.Surface, crew: Executor | None = None) -> None:
        self.window = window
        self.size, self.flags = window.get_size(), window.get_flags()
        self.scale = min(self.size[0] / LOGICAL_W, self.size[1] / LOGICAL_H)
        self.left = round((self.size[0] - LOGICAL_W * self.scale) / 2)
        self.top = round((self.size[1] - LOGICAL_H * self.scale) / 2)
        self.stage = (self.left, self.top, round(LOGICAL_W * self.scale), round(LOGICAL_H * self.scale))
        self.kept = Kept(round(BUDGET_BYTES * max(0.25, self.scale**2)), max(8, round(CELL * self.scale)), crew)
        self.pictures = Pictures(self.scale, self.kept)
        self.type = Type(self.scale)
        self.paper = Paper(self.pictures)
        self.stills = Stills(self.kept, self.type)
        self.painted: list[pygame.Rect] = []
        """What the last `show` painted; empty when nothing had changed."""
        self._shown: list[Piece] = []
        self._waited = 0
        """For how many pictures of the board something was still being drawn."""
        self._fresh = True
        self._strips: list[list[pygame.Rect]] = []
        """Where a fade is seen that changes nothing but the light: strips that take turns, the next one first."""
        self._fading = 0
        """The number of the light that does."""
        self._owing = 0
        """How many of them still show an earlier step."""
        self._light = Light(self.stage)
        self._backdrop = Backdrop(window)
        self._front: list[Piece] = []
        """What lay before the light in the last step of a fade, and how it is painted where."""
        self._plans: dict[_Pixels, _Plan] = {}
        self._worth_hiding = round(_WORTH_HIDING * self.stage[2] * self.stage[3])

    @property
    def shown(self) -> list[Piece]:
        """What lies on the board."""
        return self._shown

    @property
    def stale(self) -> bool:
        """Whether something is to be painted even when nothing has changed."""
        return self._fresh or self._owing > 0

    @property
    def waiting(self) -> bool:
        """Whether the last canvas asked for a picture that is still being drawn."""
        return self.kept.waiting

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

    # -- painting ---------------------------------------------------------------------------------------
    def canvas(self) -> Canvas:
        self.kept.next_picture()
        self.type.next_picture()
        self.stills.next_picture()
        return Canvas(self)

    def again(self) -> None:
        """Present the whole board once more: another window lay over ours, and our own pixels are still there."""
        pygame.display.flip()

    def forget(self) -> None:
        """Paint everything at the next `show`."""
        self._fresh = True

    def show(self, canvas: Canvas) -> list[pygame.Rect]:
        """Bring the board in line with the canvas and say which rectangles were painted."""
        pieces = canvas.pieces
        self._waited = self._waited + 1 if self.waiting else 0
        if self._waited == (1 if self.kept.coming >= _MANY else _LONG_WAIT):
            self._let_go()
        self.kept.begin()
        if self.waiting or (pieces == self._shown and not self.stale):
            if not self.waiting and not self._backdrop.rests:
                self._backdrop.rest(pieces)
            self.painted = []
            return self.painted
        self._paint_changes(pieces)
        self._shown = pieces
        if self.painted:
            pygame.display.update(self.painted)
        return self.painted

    def _let_go(self) -> None:
        """What the board shows makes room for a scene that is on its way, and that is painted whole."""
        self._shown, self._fresh = [], True
        self._backdrop.drop()
        self.stills.forget()
        tidy_memory()

    def _paint_changes(self, pieces: list[Piece]) -> None:
        if pieces == self._shown and not self._fresh:
            self.painted = self._next_strip()
            self._paint(self.painted, pieces)
            return
        whole = pygame.Rect((0, 0), self.size)
        same = _same_start(self._shown, pieces)
        fades = not self._fresh and _is_fade(self._shown, pieces, same)
        goes_on = fades and bool(self._strips) and self._fading == same
        if self._fresh:
            large, changed = True, [whole]
        elif goes_on:
            large, changed = True, []
        else:
            changes, still = _changes(self._shown, pieces, same)
            merged = self._merged(changes)
            large = sum(change.rect.w * change.rect.h for change in merged) > _LARGE * whole.w * whole.h
            changed = self._seen(merged, pieces, still) if large else [change.rect for change in merged]
        if not large:
            self._front, self._plans = [], {}
        self._keep_less(pieces)
        if behind := self._backdrop.wanted(pieces, 0 if self._fresh else same, large=large):
            self._keep_back(pieces[:behind])
        if not goes_on:
            changed += [rect for rect in self._owed() if not any(one.contains(rect) for one in changed)]
            self._strips, self._owing = [], 0
        if fades and large:
            if not goes_on:
                self._fading = same
                self._strips = self._cut_in_strips(changed, pieces[same].flags)
            self._owing = len(self._strips)
            changed = self._next_strip()
        self._paint(changed, pieces)
        self._fresh, self.painted = False, changed

    def _keep_back(self, back: list[Piece]) -> None:
        """Paint what stands still behind on a sheet of its own; what was kept of it lies there already."""
        whole, kept = pygame.Rect((0, 0), self.size), len(self._backdrop)
        window, self.window = self.window, self._backdrop.sheet()
        if kept:
            come = back[kept:]
            self._lay(whole.clip(self.stage), come, [piece.rect for piece in come], 0)
            self.window.set_clip(None)
        else:
            self._paint([whole], back)
        self.window = window
        self._backdrop.take(back)

    def _keep_less(self, pieces: list[Piece]) -> None:
        """Take off the sheet what is no longer so, when that was small: a puppet before the rest of the board."""
        kept, still = len(self._backdrop), self._backdrop.still(pieces)
        if not 0 < still < kept:
            return
        gone = self._merged([_Change(pygame.Rect(piece.rect), 0) for piece in self._backdrop.pieces[still:]])
        if sum(change.rect.w * change.rect.h for change in gone) <= _LARGE * self.size[0] * self.size[1]:
            back = pieces[:still]
            self._backdrop.take([])
            window, self.window = self.window, self._backdrop.sheet()
            self._paint([change.rect for change in gone], back)
            self.window = window
            self._backdrop.take(back)

    def _cut_in_strips(self, changed: list[pygame.Rect], flags: int) -> list[list[pygame.Rect]]:
        """The parts of a fade, from left to right: each is painted in a frame of its own."""
        edges = [0, *(round(self.size[0] * part) // _RUN * _RUN for part in _STRIPS[flags]), self.size[0]]
        strips = [pygame.Rect(left, 0, right - left, self.size[1]) for left, right in pairwise(edges)]
        if flags == LIGHT and (bright := self._light.untouched(pygame.Rect(self.stage))).w:
            changed = [part for rect in changed for part in around(rect, rect.clip(bright))]
        return [[one for rect in changed if (one := rect.clip(strip)).w and one.h] for strip in strips]

    def _next_strip(self) -> list[pygame.Rect]:
        self._strips.append(self._strips.pop(0))
        self._owing -= 1
        return self._strips[-1]

    def _owed(self) -> list[pygame.Rect]:
        """Where the board still shows an earlier step of a fade."""
        return [rect for strip in self._strips[: self._owing] for rect in strip]

    def _seen(self, changes: list[_Change], pieces: list[Piece], still: list[int]) -> list[pygame.Rect]:
        """Where changes are seen: not behind what stays as it is and hides them, with all that lies before it."""
        least = _WORTH_SPARING * self.stage[2] * self.stage[3]
        seen: list[pygame.Rect] = []
        for rect, front in sorted(changes, key=lambda change: -change.rect.w * change.rect.h):
            if any(other.contains(rect) for other in seen):
                continue
            free = [rect]
            if rect.w * rect.h > 2 * least:
                spared = [
                    common
                    for number, hidden in _solid(pieces, [n for n in still if n >= front], least)
                    if (common := hidden.clip(rect)).w * common.h >= least
                ]
                spared.sort(key=lambda common: -common.w * common.h)
                for hole in spared[:_MOST_SPARED]:
                    free = [
                        part
                        for one in free
                        for part in (around(one, one.clip(hole)) if one.colliderect(hole) else [one])
                    ]
            seen += free
        return seen

    def _paint(self, changed: list[pygame.Rect], pieces: list[Piece]) -> None:
        """Paint the rectangles, and under what hides much nothing: the wall behind a card is not painted first."""
        behind = len(self._backdrop) if len(self._backdrop) <= len(pieces) else 0
        front = pieces[behind:]
        rects = [piece.rect for piece in front]
        hiders = self._hiders(front)
        left = [(rect, 0) for rect in changed]
        while left:
            rect, first = left.pop()
            for place in range(first, len(hiders)):
                number, hidden = hiders[place]
                common = hidden.clip(rect)
                if common == rect or common.w * common.h >= self._worth_hiding:
                    self._lay(common, front, rects, number)
                    left += [(part, place + 1) for part in around(rect, common)]
                    break
            else:
                self._lay_all(rect, front, rects, kept=behind > 0)
        self.window.set_clip(None)

    def _lay_all(self, rect: pygame.Rect, front: list[Piece], rects: list[_Pixels], *, kept: bool) -> None:
        """Paint in `rect` the backdrop, if one is kept, and all pieces before it."""
        window = self.window
        window.set_clip(rect)
        if not kept:
            window.fill(NIGHT)
        elif front and front[0].flags == LIGHT and (picture := self._backdrop.surface):
            self._light.shine_on(window, rect, front[0].colour[0] / _LEVELS, picture)
            for bar in around(rect, rect.clip(self.stage)):
                window.set_clip(bar)
                self._backdrop.lay(bar)
            self._lay_again(rect.clip(self.stage), front, rects)
            return
        else:
            self._backdrop.lay(rect)
        self._lay(rect.clip(self.stage), front, rects, 0)

    def _hiders(self, pieces: list[Piece]) -> list[tuple[int, pygame.Rect]]:
        """Large parts through which nothing is seen, with the number of their piece, from the front to the back.

        A set may be larger than the stage: beside it, on a board of another shape, nothing is painted.
        """
        solid = _solid(pieces, range(len(pieces) - 1, -1, -1), self._worth_hiding)
        return [(number, rect.clip(self.stage)) for number, rect in solid]

    def _lay(self, rect: pygame.Rect, pieces: list[Piece], rects: list[_Pixels], first: int) -> None:
        """Paint in `rect` the pieces from number `first` on."""
        self._follow(_plan(rect, pieces, rects, first), rect)

    def _lay_again(self, rect: pygame.Rect, front: list[Piece], rects: list[_Pixels]) -> None:
        """The same before a light: at every step of a fade the same pieces lie there, where they lay."""
        if front[1:] != self._front:
            self._front, self._plans = front[1:], {}
        place = (rect.x, rect.y, rect.w, rect.h)
        if place not in self._plans:
            self._plans[place] = _plan(rect, front, rects, 1)
        self._follow(self._plans[place], rect)

    def _follow(self, plan: _Plan, rect: pygame.Rect) -> None:
        window = self.window
        window.set_clip(rect)
        for step in plan:
            if not isinstance(step, Piece):
                window.blits(step, False)  # type: ignore[arg-type]  # "All of it" is None; the stubs don't say so.
            elif step.flags == LIGHT:
                self._light.shine(window, rect, step.colour[0] / _LEVELS)
            else:
                window.fill(step.colour, step.rect, step.flags)

    def _merged(self, changes: list[_Change]) -> list[_Change]:
        """Places that touch become one, but for those that are a large part of the board."""
        whole = pygame.Rect((0, 0), self.size)
        large: list[_Change] = []
        left: list[_Change] = []
        for rect, front in changes:
            rect = (_from_run(rect) if rect.w > _WIDE else rect).clip(whole)
            if rect.w * rect.h > _LARGE * whole.w * whole.h:
                large = [_together(large[0], _Change(rect, front))] if large else [_Change(rect, front)]
            elif rect.w and rect.h:
                left.append(_Change(rect, front))
        rects, fronts = [change.rect for change in left], [change.front for change in left]
        merged: list[_Change] = []
        while rects:
            rect, front = rects.pop(), fronts.pop()
            while hit := rect.collidelistall(rects):
                rect, front = rect.unionall([rects[one] for one in hit]), max(front, *(fronts[one] for one in hit))
                for one in reversed(hit):
                    del rects[one], fronts[one]
            merged.append(_Change(rect, front))
        return large + merged


def _is_fade(old: list[Piece], new: list[Piece], same: int) -> bool:
    """Whether nothing but one light became brighter or darker."""
    return (
        len(old) == len(new) > same
        and old[same + 1 :] == new[same + 1 :]
        and new[same].surface is None is old[same].surface
        and new[same].flags == old[same].flags in _STRIPS
        and new[same].rect == old[same].rect
    )


def _from_run(rect: pygame.Rect) -> pygame.Rect:
    left = rect.left // _RUN * _RUN
    return pygame.Rect(left, rect.top, rect.right - left, rect.h)


def _together(one: _Change, other: _Change) -> _Change:
    return _Change(one.rect.union(other.rect), max(one.front, other.front))


def _solid(pieces: list[Piece], numbers: Iterable[int], least: float) -> list[tuple[int, pygame.Rect]]:
    """The parts of these pieces through which nothing is seen and that cover at least `least` pixels."""
    found: list[tuple[int, pygame.Rect]] = []
    for number in numbers:
        surface, at, _, flags, part = pieces[number]
        if flags or at[2] * at[3] < least:
            continue
        if surface is None:
            found.append((number, pygame.Rect(at)))
        elif isinstance(surface, Cutout):
            x, y = (at[0], at[1]) if part is None else (at[0] - part[0], at[1] - part[1])
            for rect in surface.solid:
                if rect.w * rect.h < least:
                    break
                seen = rect.move(x, y).clip(at)
                if seen.w * seen.h >= least:
                    found.append((number, seen))
    return found


def _plan(rect: pygame.Rect, pieces: list[Piece], rects: list[_Pixels], first: int) -> _Plan:
    """How `rect` is painted: what is copied and mixed in one go, and the fills and lights between."""
    plan: _Plan = []
    run: list[_Laid] = []
    for number in rect.collidelistall(rects):
        if number < first:
            continue
        piece = pieces[number]
        surface, at, _, flags, part = piece
        if isinstance(surface, Cutout):
            run += _laid(surface, rect, at, flags, part)
        elif surface is not None:
            run.append((surface, at[:2], part, flags))
        else:
            plan += [run, piece] if run else [piece]
            run = []
    return [*plan, run] if run else plan


def _laid(cutout: Cutout, rect: pygame.Rect, at: _Pixels, flags: int, part: _Pixels | None) -> list[_Laid]:
    """The parts of a picture that lie in `rect`, ready to be painted."""
    x, y = at[0], at[1]
    if part is None:
        if rect.contains(at):
            return [(one.surface, (x + one.at[0], y + one.at[1]), None, flags) for one in cutout.parts]
        found = [cutout.parts[n] for n in rect.move(-x, -y).collidelistall(cutout.rects)]
        return [(one.surface, (x + one.at[0], y + one.at[1]), None, flags) for one in found]
    # Only some of the picture is shown, and of that only what lies in `rect`.
    seen = pygame.Rect(part).clip(rect.move(part[0] - x, part[1] - y))
    return [
        (surface, (x + seen.x - part[0] + dx, y + seen.y - part[1] + dy), area, flags)
        for surface, dx, dy, area in _part_of(cutout, seen)
    ]


def _part_of(cutout: Cutout, seen: pygame.Rect) -> list[_Shown]:
    """What lies in a part of a picture, and where in that part."""
    found = []
    for number in seen.collidelistall(cutout.rects):
        lies = cutout.rects[number]
        x, y, w, h = lies.clip(seen)
        found.append((cutout.parts[number].surface, x - seen.x, y - seen.y, (x - lies.x, y - lies.y, w, h)))
    return found


def _same_start(old: list[Piece], new: list[Piece]) -> int:
    """How many pieces at the back are the same in both."""
    start = 0
    for one, other in zip(old, new, strict=False):
        if one is not other and one != other:
            break
        start += 1
    return start


def _changes(old: list[Piece], new: list[Piece], start: int) -> tuple[list[_Change], list[int]]:
    """Where two lists differ after their first `start` pieces: what came, went, or changed its order.

    And the numbers of the pieces after those that are the same in both, in the order in which they lie.
    """
    if len(old) == len(new):
        unlike = [
            number
            for number, (one, other) in enumerate(zip(old[start:], new[start:], strict=True), start)
            if one is not other and one != other
        ]
        if len(unlike) <= _REPLACED:
            changes = [
                _Change(pygame.Rect(piece.rect), number + 1)
                for number in unlike
                for piece in (old[number], new[number])
            ]
            replaced = set(unlike)
            return changes, [number for number in range(start, len(new)) if number not in replaced]
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    gone, come = Counter(before), Counter(after)
    both = [piece for piece, times in come.items() if times == 1 == gone[piece]]
    stays = {piece: number for number, piece in enumerate(both)}
    kept = [piece for piece in before if piece in stays]
    for one, other in zip(kept, both, strict=True):
        if one != other:
            stays.pop(one, None)
            stays.pop(other, None)
    at = {piece: number for number, piece in enumerate(after, start) if piece in stays}
    changes, front = [], start
    for piece in before:
        if piece in at:
            front = at[piece] + 1
        else:
            changes.append(_Change(pygame.Rect(piece.rect), front))
    changes += [
        _Change(pygame.Rect(piece.rect), number) for number, piece in enumerate(after, start + 1) if piece not in at
    ]
    return changes, [*at.values(), *range(len(new) - end, len(new))]
