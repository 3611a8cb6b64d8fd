"""Sets of small numbers as one Python int each: number 5 is in when bit 5 is on.

`&`, `|` and `bit_count` of 100 000 bits take half a microsecond, half a microsecond and five, which is why. Never
write `~`: it costs four times as much as `without`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

T = TypeVar("T")

_ON = b"1"[0]
_ANY = bytes([0] + [1] * 255)
"""Marks the bytes that have a bit on."""
_IN_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
FEW = 24
"""Up to so many numbers are set one by one."""
SPARSE = 64
"""Where less than one number in so many is in, the next is looked for; else byte after byte is read."""


def bits_of(numbers: Sequence[int]) -> int:
    if not numbers:
        return 0
    if len(numbers) <= FEW:
        found = 0
        for number in numbers:
            found |= 1 << number
        return found
    size = max(numbers) + 1
    # The digits of the int as text, highest first: reading that is linear, and one assignment a bit is the least.
    digits = bytearray(b"0") * size
    last = size - 1
    for number in numbers:
        digits[last - number] = _ON
    return int(digits, 2)


def numbers_in(bits: int) -> list[int]:
    """The numbers of a set, lowest first."""
    written = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    if bits.bit_count() * SPARSE > bits.bit_length():
        some = zip(compress(range(0, len(written) * 8, 8), written), written.translate(None, b"\0"), strict=True)
        return [first + bit for first, byte in some for bit in _IN_BYTE[byte]]
    # From one byte that has something to the next: of a page's few offers, looking at every byte would be the work.
    marked = written.translate(_ANY)
    found: list[int] = []
    at = marked.find(1)
    while at >= 0:
        first = at << 3
        for bit in _IN_BYTE[written[at]]:
            found.append(first + bit)  # noqa: PERF401 - making a list for every byte costs more.
        at = marked.find(1, at + 1)
    return found


def picked(values: Sequence[T], bits: int) -> Iterable[T]:
    """Of each number of a set, its value."""
    return map(values.__getitem__, numbers_in(bits))


def part_of(bits: int, start: int, number: int) -> list[int]:
    """The same as `numbers_in(bits)[start : start + number]`, without a look at all others."""
    first = _place(bits, start)
    some = bits >> first
    return [first + one for one in numbers_in(some & low(_place(some, number)))]


def _place(bits: int, rank: int) -> int:
    """Where the number of that rank stands, the lowest being of rank 0; past all numbers where there are fewer."""
    at, size = 0, bits.bit_length()
    while size > 1:
        half = size >> 1
        lower = bits & low(half)
        there = lower.bit_count()
        if rank < there:
            bits, size = lower, half
        else:
            rank -= there
            bits >>= half
            at += half
            size -= half
    return at if rank < bits.bit_count() else at + size


def without(bits: int, others: int) -> int:
    return bits ^ (bits & others)


def low(count: int) -> int:
    """The set of the first `count` numbers."""
    return (1 << count) - 1


def at_least(slices: Sequence[int], least: int, everything: int) -> int:
    """Of columns of numbers, written as one set for each binary digit (lowest first): where it is `least` or more."""
    if least <= 0:
        return everything
    if least >> len(slices):
        return 0
    found = everything
    for place, digit in enumerate(slices):
        if least >> place & 1:
            found &= digit
        # No number has the digits on top of the largest.
        elif digit:
            found |= digit
    return found & everything


def equal(slices: Sequence[int], number: int, among: int) -> int:
    """Where the number is this one."""
    if number >> len(slices):
        return 0
    for place, digit in enumerate(slices):
        among = among & digit if number >> place & 1 else without(among, digit)
    return among


def slices_of(places: Sequence[int], values: Sequence[int], count: int) -> list[int]:
    """The digits of `values`, each at its place, as `count` sets."""
    pairs = list(zip(places, values, strict=True))
    return [bits_of([place for place, value in pairs if value >> digit & 1]) for digit in range(count)]


def merged(into: array[int], items: Iterable[int], places: Sequence[int]) -> array[int]:
    """A copy with `items` put in; item n goes before what stood at `places[n]`, and places only grow."""
    found = array(into.typecode)
    done = 0
    for item, place in zip(items, places, strict=True):
        found.extend(into[done:place])
        found.append(item)
        done = place
    found.extend(into[done:])
    return found
