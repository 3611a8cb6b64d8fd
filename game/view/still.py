"""What stands still is described once: its pieces are laid down again until a fact or a movement changes.

A part of a picture depends on the facts that its painter names, and on the movements that it asked for while it was
described; the second is found by itself, because `Motion` notes when what was asked for will look different.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.view.kept import Held, Kept
from game.view.motion import Motion
from game.view.text import Set, Type

if TYPE_CHECKING:
    from game.view.screen import Piece

LONGEST_S = 1.0
"""A part is described again after this time whatever is known of it, like the whole picture."""


@dataclass(frozen=True, slots=True)
class _Part:
    facts: object
    stamp: tuple[object, ...]
    """What may change every part at once."""
    until_s: float
    """When something in it moves."""
    old_s: float
    pieces: tuple["Piece", ...]
    pictures: tuple[Held, ...]
    blocks: tuple[Set, ...]
    inner: tuple[Hashable, ...]
    """The names of the parts within it."""


class Stills:
    """The parts of the last picture of the board, by name."""

    def __init__(self, kept: Kept, type_: Type) -> None:
        self._kept, self._type = kept, type_
        self._before: dict[Hashable, _Part] = {}
        self._now: dict[Hashable, _Part] = {}
        self._named: list[Hashable] = []

    def next_picture(self) -> None:
        """The board is described anew; parts that the last picture did not have are forgotten."""
        self._before, self._now = self._now, {}
        self._named.clear()

    def lay(
        self, pieces: list["Piece"], motion: Motion, name: Hashable, facts: object, describe: Callable[[], None]
    ) -> None:
        """Lay down what `describe` would lay down at the end of `pieces`; see `Canvas.still`."""
        stamp = (motion.version, motion.calm, motion.ambient, self._kept.version)
        part = self._before.get(name)
        still = part is not None and part.stamp == stamp and motion.now_s < min(part.until_s, part.old_s)
        if part is not None and still and part.facts == facts:
            self._lay_again(pieces, motion, name, part)
        else:
            self._describe(pieces, motion, name, facts, stamp, describe)

    def _lay_again(self, pieces: list["Piece"], motion: Motion, name: Hashable, part: _Part) -> None:
        pieces += part.pieces
        motion.until(part.until_s)
        self._kept.ask_again(part.pictures)
        self._type.use_again(part.blocks)
        self._now[name] = part
        for inner in part.inner:
            if inner in self._before:
                self._now[inner] = self._before[inner]
        self._named += (*part.inner, name)

    def _describe(
        self,
        pieces: list["Piece"],
        motion: Motion,
        name: Hashable,
        facts: object,
        stamp: tuple[object, ...],
        describe: Callable[[], None],
    ) -> None:
        kept, type_ = self._kept, self._type
        marks = len(pieces), len(kept.asked), len(type_.used), len(self._named)
        unfinished, until_s = kept.unfinished, motion.watch()
        describe()
        part = _Part(
            facts, stamp, motion.changes_s, motion.now_s + LONGEST_S, tuple(pieces[marks[0] :]),
            tuple(kept.asked[marks[1] :]), tuple(type_.used[marks[2] :]), tuple(self._named[marks[3] :]),
        )  # fmt: skip
        motion.until(until_s)
        self._named.append(name)
        # A part that waits for a picture is not what it will be, and one that moves now is not what it was.
        if kept.unfinished == unfinished and part.until_s > motion.now_s:
            self._now[name] = part

    def drop(self, pieces: Callable[["Piece"], bool]) -> None:
        """Have every part that holds such a piece described anew."""
        self._now = {name: part for name, part in self._now.items() if not any(map(pieces, part.pieces))}

    def forget(self) -> None:
        """Hold on to no picture."""
        self._before, self._now = {}, {}
