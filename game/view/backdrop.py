"""What lies still behind a movement: painted once, and only copied from then on.

During a fade, a curtain, or a puppet that breathes, most of the board stays as it is from frame to frame. Nobody says
which part that is; the lists of pieces of two pictures tell, because both begin with what is the same.
"""

from collections import deque
from collections.abc import Sequence

import pygame

_ENOUGH = 3
"""Pieces that are worth keeping as one."""
_QUIET = 4
"""Small changes after which the scene counts as waiting: there is time to paint what stood still in all of them."""


class Backdrop:
    """The still pieces at the back as one surface, of the size of the window."""

    def __init__(self, window: pygame.Surface) -> None:
        self._window = window
        self.surface: pygame.Surface | None = None
        self._pieces: list[object] = []
        self._moved = False
        """Whether the last picture changed a large part of the board: then the next one will too."""
        self._same = 0
        self._small: deque[int] = deque(maxlen=_QUIET)
        """How many pieces the last small changes left as they were."""

    def __len__(self) -> int:
        """How many pieces it stands for."""
        return len(self._pieces)

    def wanted(self, pieces: Sequence[object], same: int, *, large: bool) -> int:
        """How many pieces at the back are worth keeping now; 0 for no change.

        `same` of them are as in the picture before, and the change is `large` or not.
        """
        if self._pieces and pieces[: len(self._pieces)] != self._pieces:
            self._pieces = []
        if large:
            # The halves of a curtain move in turn: what is still is what neither of two pictures changed.
            self._same = min(self._same, same) if self._moved else same
            self._small.clear()
            wanted = self._same if self._moved else 0
        else:
            self._small.append(same)
            wanted = min(self._small) if len(self._small) == _QUIET else 0
        self._moved = large
        return wanted if wanted >= _ENOUGH and wanted > len(self._pieces) else 0

    def sheet(self) -> pygame.Surface:
        """Where the pieces are to be painted that `take` is told of; those that are kept lie there."""
        if self.surface is None:
            self.surface = pygame.Surface(self._window.get_size(), 0, self._window)
        return self.surface

    def take(self, pieces: Sequence[object]) -> None:
        """Keep what was painted on the sheet: exactly these pieces."""
        self._pieces = list(pieces)

    def drop(self) -> None:
        """Keep nothing, and no room for it."""
        self.surface, self._pieces = None, []

    def lay(self, rect: pygame.Rect) -> None:
        """Copy a part of it to the window."""
        if self.surface is not None:
            self._window.blit(self.surface, rect, rect)
