"""What a booking costs, in integer cents. Pure: the same rules for the page, the API and the invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.offers.models import PriceUnit


class Heads(Protocol):
    """The counts of one group."""

    @property
    def pupils(self) -> int: ...

    @property
    def companions(self) -> int: ...


@dataclass(frozen=True)
class Tariff:
    """What one offer asks. `pupils_per_free` 0: every companion is free."""

    price_cents: int
    unit: PriceUnit
    pupils_per_free: int


@dataclass(frozen=True)
class Price:
    """A price with what it was made of. `paying` counts heads, or groups where the offer asks per group."""

    cents: int
    paying: int
    free_companions: int


def free_companions(pupils: int, companions: int, pupils_per_free: int) -> int:
    """How many of the companions come in free: one for every started `pupils_per_free` pupils of the booking.

    Counted over the whole booking and not per class: three companions with two classes are three adults,
    whichever row they sit in.
    """
    if pupils_per_free == 0:
        return companions
    return min(companions, -(-pupils // pupils_per_free))


def price(groups: Sequence[Heads], tariff: Tariff) -> Price:
    """The price of these groups; companions beyond the free ones pay as a pupil does."""
    pupils = sum(group.pupils for group in groups)
    companions = sum(group.companions for group in groups)
    if tariff.unit is PriceUnit.GROUP:
        return Price(len(groups) * tariff.price_cents, len(groups), companions)
    free = free_companions(pupils, companions, tariff.pupils_per_free)
    paying = pupils + companions - free
    return Price(paying * tariff.price_cents, paying, free)
