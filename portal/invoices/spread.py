"""How a payment is divided over the bookings of its invoice. Pure.

The written rule: the oldest visit first, each up to what it still owes on this invoice; what is left over goes to the
youngest, where it shows as paid too much. What is given back comes first from where too much was paid, the youngest
first, and then from the youngest that paid anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stand:
    """A booking on an invoice: what it is charged there, credits off, and what was paid of it."""

    booking_id: int
    charged: int
    paid: int

    @property
    def open(self) -> int:
        return max(0, self.charged - self.paid)

    @property
    def surplus(self) -> int:
        return max(0, self.paid - max(0, self.charged))


def spread(cents: int, stands: Sequence[Stand]) -> dict[int, int]:
    """What of a payment goes to which booking; `stands` in the order of their visits, oldest first, at least one."""
    shares: dict[int, int] = {}
    left = cents
    for stand in stands:
        if part := min(left, stand.open):
            shares[stand.booking_id] = part
            left -= part
    if left:
        youngest = stands[-1].booking_id
        shares[youngest] = shares.get(youngest, 0) + left
    return shares


def take_back(cents: int, stands: Sequence[Stand]) -> dict[int, int]:
    """What of a sum that is given back comes from which booking; at most what was paid of it."""
    shares: dict[int, int] = {}
    left = cents
    for surplus_only in (True, False):
        for stand in reversed(stands):
            so_far = shares.get(stand.booking_id, 0)
            if (part := min(left, stand.surplus if surplus_only else stand.paid - so_far)) > 0:
                shares[stand.booking_id] = so_far + part
                left -= part
    return shares
