"""What lies still behind a movement: painted once, and only copied from then on.

During a fade, a curtain, or a puppet that breathes, most of the board stays as it is from frame to frame. Nobody says
which part that is; the lists of pieces of two pictures tell, because both begin with what is the same.
"""

from collections.abc import Sequence

import pygame

_ENOUGH = 3
"""Pieces that are worth keeping as one."""
_QUIET = 4
"""Small changes after which the scene counts as waiting: then there is time to paint what is behind it."""


class Backdrop:
    """The still pieces at the back as one surface, of the size of the window."""

    def __init__(self, window: pygame.Surface) -> None:
        self._window = window
        self.surface: pygame.Surface | None = None
        self._pieces: list[object] = []
        self._moved = False
        """Whether the last picture changed a large part of the board: then the next one will too."""
        self._same, self._small = 0, 0

    def __len__(self) -> int:
        """How many pieces it stands for."""
        return len(self._pieces)

    def wanted(self, pieces: Sequence[object], same: int, *, large: bool) -> int:
        """How many pieces at the back are worth keeping now; 0 for no change.

        `same` of them are as in the picture before, and the change is `large` or not.
        """
        if self._pieces and pieces[: len(self._pieces)] != self._pieces:
            self._pieces = []
        # The halves of a curtain move in turn: what is still is what neither of two pictures changed.
        goes_on = self._moved if large else self._small > 0
        self._same = min(self._same, same) if goes_on else same
        self._small = 0 if large else self._small + 1
        wanted = self._same if (large and self._moved) or self._small >= _QUIET else 0
        self._moved = large
        return wanted if wanted >= _ENOUGH and wanted > len(self._pieces) else 0

    def take(self, pieces: Sequence[object]) -> None:
        """Keep what the window shows now: exactly these pieces."""
        if self.surface is None:
            self.surface = pygame.Surface(self._window.get_size(), 0, self._window)
        self.surface.blit(self._window, (0, 0))
        self._pieces = list(pieces)

    def drop(self) -> None:
        """Keep nothing, and no room for it."""
        self.surface, self._pieces = None, []

    def lay(self, rect: pygame.Rect) -> None:
        """Copy a part of it to the window."""
        if self.surface is not None:
            self._window.blit(self.surface, rect, rect)
