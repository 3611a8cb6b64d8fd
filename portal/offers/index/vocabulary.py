"""Which offers have a word, by start, by stem, and by a typing error."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.offers.index.bits import bits_of
from portal.offers.index.facts import Words
from portal.offers.text import near_misses, stem

AFTER_Z = "{"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
INSTEAD_MAX = 10
DENSE = 96
"""A word that stands in more than one of so many offers is kept as a set, any other as a list of rows."""


@dataclass
class Entry:
    """A word with one stem: for each weight, the rows where it has that weight."""

    word: str
    stem: str
    rows: dict[int, array[int] | int] = field(default_factory=dict)


Weighed = dict[int, int]
"""For each weight, highest first: the offers whose best find of a typed word has that weight."""


class Vocabulary:
    """Only ever grows: rows of offers that changed are out of every set of offers that is alive.

    One thread writes; others read meanwhile. What they read too much of lies beyond their own offers.
    """

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}
        self._by_stem: dict[str, list[Entry]] = {}
        self._by_word: dict[str, list[Entry]] = {}
        self._sorted: list[str] = []

    def add(self, words: Words, row_of: Mapping[int, int], size: int) -> None:
        """Words of offers that have a row; `size` is how many rows there are in all."""
        grown: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for offer_id, word, root, weight in words:
            # One that came after its offer was looked for is in the log, and read again.
            if (row := row_of.get(offer_id)) is not None:
                grown[word, root, weight].append(row)
        fresh = []
        for (word, root, weight), where in grown.items():
            entry = self._entries.get((word, root))
            if entry is None:
                entry = self._entries[word, root] = Entry(word, root)
                self._by_stem.setdefault(root, []).append(entry)
                if word not in self._by_word:
                    fresh.append(word)
                self._by_word.setdefault(word, []).append(entry)
            _grow(entry, weight, where, size)
        if len(fresh) > 100:
            self._sorted = sorted([*self._sorted, *fresh])
        elif fresh:
            # A copy: somebody may be reading the old one.
            known = list(self._sorted)
            for word in fresh:
                insort(known, word)
            self._sorted = known

    def finds(self, typed: str) -> list[Entry]:
        """The entries that answer a typed word: its start, its stem, its bare stem as a word."""
        root = stem(typed)
        words = self._sorted
        found = {
            id(entry): entry
            for word in words[bisect_left(words, typed) : bisect_left(words, typed + AFTER_Z)]
            for entry in self._by_word[word]
        }
        for other in (*self._by_stem.get(typed, ()), *self._by_stem.get(root, ()), *self._by_word.get(root, ())):
            found[id(other)] = other
        return list(found.values())

    def instead(self, typed: str, present: int) -> list[Entry]:
        """The entries of words one typing error away that an offer of `present` has."""
        if len(typed) < 4:
            return []
        words = {
            word
            for pattern in near_misses(typed)
            for word in _spelled(pattern)
            if any(has(entry, present) for entry in self._by_word.get(word, ()))
        }
        return [entry for word in sorted(words)[:INSTEAD_MAX] for entry in self._by_word[word]]


def _spelled(pattern: str) -> Iterable[str]:
    before, gap, after = pattern.partition("_")
    return (f"{before}{letter}{after}" for letter in LETTERS) if gap else (pattern,)


def _grow(entry: Entry, weight: int, rows: list[int], size: int) -> None:
    there = entry.rows.get(weight)
    if isinstance(there, int):
        entry.rows[weight] = there | bits_of(rows)
        return
    there = there or array("I")
    there.extend(rows)
    entry.rows[weight] = bits_of(there) if len(there) * DENSE > size and len(there) > DENSE else there


def has(entry: Entry, present: int) -> bool:
    """Whether an offer of `present` has the word."""
    return any(
        (rows if isinstance(rows, int) else bits_of(list(rows))) & present for rows in list(entry.rows.values())
    )


def weighed(entries: Sequence[Entry], among: int) -> Weighed:
    """The offers of `among` with one of the entries, each under its highest weight only."""
    sets: dict[int, int] = {}
    lists: dict[int, list[int]] = {}
    for entry in entries:
        for weight, rows in list(entry.rows.items()):
            if isinstance(rows, int):
                sets[weight] = sets.get(weight, 0) | rows
            else:
                lists.setdefault(weight, []).extend(rows)
    found: Weighed = {}
    for weight in sorted({*sets, *lists}, reverse=True):
        rows = (sets.get(weight, 0) | bits_of(lists.get(weight, ()))) & among
        among ^= rows
        if rows:
            found[weight] = rows
    return found
