"""VAT out of prices that include it. Pure, in cents.

Prices of school tickets include VAT, so the sum that a school pays is what stands fast; VAT is taken out of it, once
per rate and per invoice, rounded to the nearest cent (half a cent up). Lines without VAT then share the base by
largest remainders, so that they add up to it exactly, as EN 16931 asks (BR-CO-10, BR-CO-13, BR-CO-15, BR-S-08).
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Rate(enum.StrEnum):
    """The rates that a Belgian house meets."""

    EXEMPT = "exempt"
    """Article 44 of the VAT code: most cultural and community centres."""
    LOW = "6"
    """Tickets of houses that are subject to VAT."""
    HIGH = "21"

    @property
    def percent(self) -> int:
        return 0 if self is Rate.EXEMPT else int(self.value)


@dataclass(frozen=True)
class Taxed:
    """One rate of an invoice; `base_cents` + `vat_cents` is what is paid at this rate."""

    rate: Rate
    base_cents: int
    vat_cents: int

    @property
    def cents(self) -> int:
        return self.base_cents + self.vat_cents


def vat_within(cents: int, percent: int) -> int:
    """The VAT in a sum that includes it, to the nearest cent, half a cent up (away from 0 below it)."""
    if cents < 0:
        return -vat_within(-cents, percent)
    whole = 100 + percent
    return (2 * cents * percent + whole) // (2 * whole)


def taxed(lines: Iterable[tuple[Rate, int]]) -> tuple[Taxed, ...]:
    """The VAT of an invoice per rate, lowest first, from its lines including VAT."""
    sums: dict[Rate, int] = {}
    for rate, cents in lines:
        sums[rate] = sums.get(rate, 0) + cents
    return tuple(
        Taxed(rate, sums[rate] - (vat := vat_within(sums[rate], rate.percent)), vat) for rate in Rate if rate in sums
    )


def without_vat(cents: Sequence[int], base_cents: int) -> list[int]:
    """Lines without VAT: each its share of the base, rounded so that together they are the base.

    `cents`: the lines of one rate, including VAT. The largest remainders round up; of equal ones the first.
    """
    whole = sum(cents)
    if whole == 0:
        return list(cents)
    shares = [divmod(one * base_cents, whole) for one in cents]
    net = [quotient for quotient, _ in shares]
    missing = base_cents - sum(net)
    by_remainder = sorted(range(len(shares)), key=lambda at: -abs(shares[at][1]))
    for at in by_remainder[:missing]:
        net[at] += 1
    return net
