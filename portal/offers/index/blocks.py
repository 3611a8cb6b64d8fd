"""Where performances have their bits.

An offer has a row (a bit in sets of offers); its performances have slots (bits in sets of performances). A block
holds the rows of offers with room for equally many performances: first the first slot of each row, then the second of
each, and so on. So "which offers have one of these performances" is a few shifts, and no table has to be walked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.offers.index.bits import low

CAPACITIES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128)
"""Above, the powers of two."""

SPARE_LEAST, SPARE_SHARE = 16, 32
"""A new block holds more rows than are needed now: one in so many of what there is, and at least the first."""


def capacity_for(performances: int) -> int:
    if performances <= CAPACITIES[-1]:
        return CAPACITIES[bisect_left(CAPACITIES, performances)]
    return 1 << (performances - 1).bit_length()


@dataclass(frozen=True)
class Block:
    capacity: int
    rows: int
    first_row: int
    first_slot: int

    @property
    def slots(self) -> int:
        return self.capacity * self.rows

    @cached_property
    def halvings(self) -> tuple[tuple[int, int], ...]:
        """How to lay the layers on each other: shift, and what to keep after."""
        found, layers = [], self.capacity
        while layers > 1:
            layers = (layers + 1) // 2
            found.append((layers * self.rows, low(layers * self.rows)))
        return tuple(found)

    @cached_property
    def below(self) -> int:
        """All slots of the blocks before."""
        return low(self.first_slot)


@dataclass(frozen=True)
class Layout:
    """All blocks. Growing adds one at the end, so sets that were made before stay right."""

    blocks: tuple[Block, ...] = ()

    @property
    def rows(self) -> int:
        return self.blocks[-1].first_row + self.blocks[-1].rows if self.blocks else 0

    @property
    def slots(self) -> int:
        return self.blocks[-1].first_slot + self.blocks[-1].slots if self.blocks else 0

    def with_block(self, capacity: int, rows: int) -> "Layout":
        return Layout((*self.blocks, Block(capacity, rows, self.rows, self.slots)))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(block.first_row for block in self.blocks)

    def slots_of(self, row: int) -> range:
        """The slots of a row, soonest performance first."""
        block = self.blocks[bisect_right(self._starts, row) - 1]
        first = block.first_slot + row - block.first_row
        return range(first, first + block.slots, block.rows) if block.capacity else range(0)

    def slots_with(self, rows: int) -> int:
        """All slots of these rows."""
        found = 0
        for block in reversed(self.blocks):
            piece = 0
            if block.capacity and (here := rows >> block.first_row & low(block.rows)):
                for _layer in range(block.capacity):
                    piece = piece << block.rows | here
            found = found << block.slots | piece
        return found

    def offers_with(self, performances: int) -> int:
        """The rows that have one of these performances."""
        found = 0
        # From the last block to the first: what is cut off the top is short, and so is each shift.
        for block in reversed(self.blocks):
            piece = performances >> block.first_slot
            if piece:
                performances &= block.below
                for shift, kept in block.halvings:
                    piece = piece & kept | piece >> shift
            found = found << block.rows | piece
        return found


class Rooms:
    """Gives out rows; writer only."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._free: dict[int, Iterator[int]] = {}

    def reserve(self, wanted: Mapping[int, int]) -> None:
        """Blocks for a first filling: how many offers of each capacity there are."""
        for capacity, rows in sorted(wanted.items()):
            self._grow(capacity, rows + max(SPARE_LEAST, rows // SPARE_SHARE))

    def take(self, performances: int) -> int:
        """A row that was never used, with room for so many performances."""
        capacity = capacity_for(performances)
        row = next(self._free.get(capacity, iter(())), None)
        if row is None:
            self._grow(capacity, max(SPARE_LEAST, self.layout.rows // SPARE_SHARE) if capacity <= 8 else SPARE_LEAST)
            row = next(self._free[capacity])
        return row

    def _grow(self, capacity: int, rows: int) -> None:
        self.layout = self.layout.with_block(capacity, rows)
        first = self.layout.blocks[-1].first_row
        self._free[capacity] = iter(range(first, first + rows))
