"""What lies still behind a movement: painted once, and only copied from then on.

During a fade, a curtain, or a puppet that breathes, most of the board stays as it is from frame to frame. Nobody says
which part that is; the lists of pieces of two pictures tell, because both begin with what is the same.
"""

from collections import deque
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from game.view.screen import Piece

_ENOUGH = 3
"""Pieces that are worth keeping as one."""
_FIRST, _QUIET = 2, 4
"""Small changes after which the scene counts as waiting: there is time to paint what stood still in all of them.

The first two are one blink of an eye; more is added once the last four left it as it was.
"""


class Backdrop:
    """The still pieces at the back as one surface, of the size of the window."""

    def __init__(self, window: pygame.Surface) -> None:
        self._window = window
        self.surface: pygame.Surface | None = None
        self.pieces: list[Piece] = []
        self._moved = False
        """Whether the last picture changed a large part of the board: then the next one will too."""
        self.rests = False
        """Whether nothing large has changed since the whole board was kept."""
        self._same = 0
        self._small: deque[int] = deque(maxlen=_QUIET)
        """How many pieces the last small changes left as they were."""

    def __len__(self) -> int:
        """How many pieces it stands for."""
        return len(self.pieces)

    def still(self, pieces: Sequence["Piece"]) -> int:
        """How many of the pieces that are kept lie at the back of this picture too."""
        if pieces[: len(self.pieces)] == self.pieces:
            return len(self.pieces)
        return next(n for n, (one, other) in enumerate(zip_longest(self.pieces, pieces)) if one != other)

    def wanted(self, pieces: Sequence["Piece"], same: int, *, large: bool) -> int:
        """How many pieces at the back are worth keeping now; 0 for no change.

        `same` of them are as in the picture before, and the change is `large` or not.
        """
        if self.pieces and pieces[: len(self.pieces)] != self.pieces:
            self.pieces = []
        if large:
            # The halves of a curtain move in turn: what is still is what neither of two pictures changed.
            self._same = min(self._same, same) if self._moved else same
            self._small.clear()
            self.rests = False
            wanted = self._same if self._moved else 0
        else:
            self._small.append(same)
            wanted = min(self._small) if len(self._small) in (_FIRST, _QUIET) else 0
        self._moved = large
        return wanted if wanted >= _ENOUGH and wanted > len(self.pieces) else 0

    def sheet(self) -> pygame.Surface:
        """Where the pieces are to be painted that `take` is told of; those that are kept lie there."""
        if self.surface is None:
            self.surface = pygame.Surface(self._window.get_size(), 0, self._window)
        return self.surface

    def rest(self, pieces: Sequence["Piece"]) -> None:
        """Nothing moves: keep the whole board, by no more than a copy of it."""
        self.sheet().blit(self._window, (0, 0))
        self.take(pieces)
        self.rests = True

    def take(self, pieces: Sequence["Piece"]) -> None:
        """Keep what was painted on the sheet: exactly these pieces."""
        self.pieces = list(pieces)

    def drop(self) -> None:
        """Keep nothing, and no room for it."""
        self.surface, self.pieces, self.rests = None, [], False

    def lay(self, rect: pygame.Rect) -> None:
        """Copy a part of it to the window."""
        if self.surface is not None:
            self._window.blit(self.surface, rect, rect)
