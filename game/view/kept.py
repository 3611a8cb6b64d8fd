"""Pictures that are drawn once and kept, within a budget, by helpers where there are any."""

from collections.abc import Callable, Collection, Hashable
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock

import pygame

from game.view.cutout import Cutout, cut

Draw = Callable[[], pygame.Surface]
CELL = 24
"""Pixels of a cell on a board of 1920 x 1080."""
_TIDY = 10
"""Once in so many pictures of the board room is made, when no other picture came meanwhile."""
_SPARE = 0.1
"""The share of the budget for what is not on the board, however much is."""


@dataclass(slots=True, eq=False)
class Held:
    cutout: Cutout
    asked: int
    """The picture of the board that asked for it last."""


class Kept:
    """Pictures by key, within a budget of bytes.

    What the picture on the board asked for is never dropped, so a screen that is larger than the budget is slow
    to come and not slow at every frame. With a crew nothing is drawn here: what is not ready yet comes back as a
    dot, and `waiting` says that this picture of the board is not to be shown.
    """

    def __init__(self, budget: int, cell: int = CELL, crew: Executor | None = None) -> None:
        """Room for `budget` bytes; `cell` is the grain in which pictures are cut, in pixels."""
        self.crew = crew
        self._cell = cell
        self.waiting = False
        self._budget, self._held_bytes, self._picture = budget, 0, 0
        self.asked: list[Held] = []
        """What the picture of the board that is being described asked for so far."""
        self.version = self.unfinished = self._tidied = 0
        """How many pictures came, and how often one was not there yet."""
        self._held: dict[Hashable, Held] = {}
        self._orders: dict[Hashable, tuple[Draw, bool]] = {}
        """What the crew is to begin on once the picture of the board was described, and whether it is large."""
        self._coming: dict[Hashable, Future[Cutout]] = {}
        self._table = Lock()
        """Where one large picture is drawn at a time."""
        self._dot = Cutout((1, 1))

    @property
    def held_bytes(self) -> int:
        return self._held_bytes

    @property
    def coming(self) -> int:
        """How many pictures are on their way."""
        return len(self._coming) + len(self._orders)

    def next_picture(self) -> None:
        """The board is described anew."""
        self._picture += 1
        self.waiting = False
        self.asked.clear()
        for key in [key for key, coming in self._coming.items() if coming.done()]:
            self._keep(key, self._coming.pop(key).result())
        self._make_room()

    def get(self, key: Hashable, draw: Draw, *, instead: Hashable = None, large: bool = False) -> Cutout:
        """The picture of this key; `draw` makes it when it is not there.

        While the crew draws it, `instead` (another key) may stand in its place. A `large` one takes as much memory
        again while it is drawn and cut: the crew has one of those in hand at a time.
        """
        return self.there(key) or self._draw(key, draw, instead, large=large)

    def there(self, key: Hashable) -> Cutout | None:
        """The picture of this key if it is there: nearly always, and every frame asks dozens of times."""
        held = self._held.get(key)
        if held is None:
            return None
        held.asked = self._picture
        self.asked.append(held)
        return held.cutout

    def ask_again(self, asked: Collection[Held]) -> None:
        """The picture of the board that is being described has these as well."""
        self.asked += asked
        for held in asked:
            held.asked = self._picture

    def ahead(self, key: Hashable, draw: Draw, *, large: bool = False, anew: bool = False) -> None:
        """Let the crew draw what will be asked for soon; `anew` also what is there, until the new one is ready."""
        if self.crew is not None and key not in self._coming and (anew or key not in self._held):
            self._coming[key] = self.crew.submit(self._made, draw, large=large)

    def begin(self) -> None:
        """Let the crew draw what this picture of the board asked for in vain.

        Not while it is described: what the board shows can make room first.
        """
        for key, (draw, large) in self._orders.items():
            self.ahead(key, draw, large=large)
        self._orders.clear()

    def close(self) -> None:
        """Nothing of what is on its way is wanted any more."""
        self._orders.clear()
        for coming in self._coming.values():
            coming.cancel()
        self._coming.clear()

    def _draw(self, key: Hashable, draw: Draw, instead: Hashable, *, large: bool) -> Cutout:
        if self.crew is None:
            return self._keep(key, self._made(draw))
        if key not in self._coming:
            self._orders[key] = draw, large
        self.unfinished += 1
        if instead in self._held:
            return self._held[instead].cutout
        self.waiting = True
        return self._dot

    def _keep(self, key: Hashable, cutout: Cutout) -> Cutout:
        if (before := self._held.pop(key, None)) is not None:
            self._held_bytes -= before.cutout.size_bytes
        self._held[key] = held = Held(cutout, self._picture)
        self.asked.append(held)
        self.version += 1
        self._held_bytes += cutout.size_bytes
        return cutout

    def _make_room(self) -> None:
        """Drop what has been unused for longest, but nothing of the picture that is on the board.

        A picture that fills the budget alone leaves room for a few small ones: a puppet that opens its eyes again
        would otherwise be drawn anew at every blink.
        """
        if self._held_bytes <= self._budget or (self._tidied == self.version and self._picture % _TIDY):
            return
        self._tidied = self.version
        unused = [(key, held) for key, held in self._held.items() if held.asked < self._picture - 1]
        unused.sort(key=lambda item: item[1].asked)
        spare = sum(held.cutout.size_bytes for _, held in unused)
        for key, held in unused:
            if self._held_bytes <= self._budget or spare <= self._budget * _SPARE:
                break
            del self._held[key]
            self._held_bytes -= held.cutout.size_bytes
            spare -= held.cutout.size_bytes

    def _made(self, draw: Draw, *, large: bool = False) -> Cutout:
        with self._table if large else nullcontext():
            return cut(draw(), self._cell)
