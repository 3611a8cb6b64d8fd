"""How many copies of a frame a picture costs.

CPU time of this process, so that other programs count little, and a copy of one frame in memory after each measured
frame: what the memory of this computer can do at that moment, with the same caches.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

import pygame

from game.rules.run import Stage
from game.scenes.pause import Pause
from game.scenes.stack import Stack
from game.view import theatre
from game.view.cutout import Cutout
from game.view.screen import LIGHT, Canvas, Piece
from tests.bench.game.board import Board

MOVING = 5
"""Things that move in a usual frame."""
_USUAL, _FULL, _FADE = 24, 9, 75
_POSES_S = 45.0
"""Within this time everybody who waits has blinked and looked about."""
_LEAST = 5
"""Frames that make a movement: a single one is a new picture being drawn, which in a lesson the crew does."""
_LIGHTS = (LIGHT, pygame.BLEND_RGB_MULT)
_CLOTH = 0.7
"""A pleat is higher than this part of the board, and narrower."""
_SMALL, _LARGE = 0.002, 0.05
"""Shares of the board between which a picture counts as a thing that moves."""


@dataclass(frozen=True, slots=True)
class Costs:
    """In copies of one frame; None where this picture has no such movement."""

    usual: float
    full: float
    fade: float | None
    curtain: float | None


class Copies:
    """Times frames against copies of a frame."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._from, self._to = bytearray(size[0] * size[1] * 4), bytearray(size[0] * size[1] * 4)

    def ratio(self, work: Callable[[], bool], times: int) -> float | None:
        """The median of `work` over the median copy. Only times at which `work` answers True count.

        None when those were too few to be a movement.
        """
        took, copies = [], []
        for _ in range(times):
            start = time.process_time()
            counts = work()
            done = time.process_time()
            self._to[:] = self._from
            if counts:
                took.append(done - start)
                copies.append(time.process_time() - done)
        return median(took) / median(copies) if len(took) >= _LEAST else None


def costs(board: Board, copies: Copies) -> Costs:
    """What the picture that the board stands at costs."""
    return Costs(
        usual=_usual(board, copies),
        full=_full(board, copies),
        fade=_fade(board, copies),
        curtain=_curtain(board, copies),
    )


def _usual(board: Board, copies: Copies) -> float:
    """Up to five pictures of the scene itself are carried to and fro, by a hand on top of the painter."""
    screen, stack = board.desk.screen, board.desk.stack
    turn = 0

    def painted_and_moved(canvas: Canvas) -> None:
        nonlocal turn
        turn += 1
        Stack.paint(stack, canvas)
        _carry(canvas, turn, screen.size)

    def work() -> bool:
        board.desk.motion.changes_s = 0.0
        return bool(board.frame())

    stack.paint = painted_and_moved  # type: ignore[method-assign]
    try:
        for _ in range(12):  # The backdrop comes after a few frames, as it does when a puppet walks.
            work()
        return copies.ratio(work, _USUAL) or 0.0
    finally:
        del stack.paint
        board.settle()


def _carry(canvas: Canvas, turn: int, size: tuple[int, int]) -> None:
    board = size[0] * size[1]
    able = [
        number
        for number, piece in enumerate(canvas.pieces)
        if isinstance(piece.surface, Cutout) and _SMALL < piece.rect[2] * piece.rect[3] / board < _LARGE
    ]
    step = (turn % 24) * size[0] // 960
    for number in able[-MOVING:]:
        piece = canvas.pieces[number]
        x, y, w, h = piece.rect
        canvas.pieces[number] = piece._replace(rect=(x + step, y - step // 2, w, h))


def _full(board: Board, copies: Copies) -> float:
    def work() -> bool:
        board.desk.screen.forget()
        board.desk.motion.changes_s = 0.0
        return bool(board.frame())

    return copies.ratio(work, _FULL) or 0.0


def _fade(board: Board, copies: Copies) -> float | None:
    """The house light goes out and comes back, the veil of a pause comes down and goes up: the dearest of them."""
    motion = board.desk.motion
    work = _counted(board, lambda piece: piece.surface is None and piece.flags in _LIGHTS)
    found: list[float | None] = []
    _seen_before(board)
    before = motion.light_level(theatre.HOUSE, 1.0)
    for level in (1.0 if before < 0.7 else 0.3, before):
        motion.light(theatre.HOUSE, level)
        found.append(copies.ratio(work, _FADE))
    if board.desk.run is not None and board.run.stage is not Stage.HOUSE:
        board.desk.stack.push(Pause(board.desk))
        found.append(copies.ratio(work, _FADE))
        board.desk.stack.pop()
        found.append(copies.ratio(work, _FADE))
    board.settle()
    return max((ratio for ratio in found if ratio is not None), default=None)


def _seen_before(board: Board) -> None:
    """The pictures of a pause are drawn when one is first opened, which is no part of a fade."""
    board.desk.stack.push(Pause(board.desk))
    board.settle()
    board.desk.stack.pop()
    board.settle()


def _counted(board: Board, belongs: Callable[[Piece], bool]) -> Callable[[], bool]:
    """A frame that counts when it painted and one of the pieces that `belongs` to the movement had changed.

    Or when it painted the half of the board that was still to follow.
    """
    screen = board.desk.screen
    shown: list[Piece] = []

    def work() -> bool:
        nonlocal shown
        follows = screen.stale
        painted = board.frame()
        before, shown = shown, [piece for piece in screen.shown if belongs(piece)]
        return bool(painted) and (follows or shown != before)

    return work


def _curtain(board: Board, copies: Copies) -> float | None:
    motion, high = board.desk.motion, board.desk.screen.size[1]
    work = _counted(board, lambda piece: piece.rect[3] > _CLOTH * high > piece.rect[2])
    before = motion.value(theatre.CURTAIN, 0.0)
    motion.go(theatre.CURTAIN, 0.5, 0.5, 0.0)
    board.settle()
    motion.go(theatre.CURTAIN, 1.0, 0.0, 1.2)
    found = copies.ratio(work, _FADE)
    motion.go(theatre.CURTAIN, before, before, 0.0)
    board.settle()
    return found


def idle_share(board: Board, seconds: float) -> float:
    """The share of a core that the real loop takes while nobody does anything, once every pose has been drawn."""
    for _ in range(round(_POSES_S / 0.1)):
        board.now_s += 0.1
        board.app.frame()
    pace = pygame.time.Clock()
    began, cpu = time.monotonic(), time.process_time()
    start_s = board.now_s
    while time.monotonic() - began < seconds:
        board.now_s = start_s + time.monotonic() - began
        board.app.frame()
        pace.tick(board.app.pace)
    return (time.process_time() - cpu) / (time.monotonic() - began)


def still(board: Board, seconds: float) -> float:
    """The same in calm mode, in which nothing breathes."""
    board.desk.wishes = replace(board.desk.wishes, calm=True)
    board.desk.apply_wishes()
    board.settle()
    share = idle_share(board, seconds)
    board.desk.wishes = replace(board.desk.wishes, calm=False)
    board.desk.apply_wishes()
    board.settle()
    return share
