"""How what two devices say becomes one: pure rules, in which no clock counts.

`merge_mark`, `merge_places` and `merge_place` are joins: the order in which devices come back, and how often each
says the same thing, change nothing (`merge(a, b) == merge(b, a)`, `merge(a, a) == a`, and grouping is free).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.library.marks.models import MarkKind
from portal.library.reading.service import ReadingPlace

BOTH = "\n⁂\n"
"""Between two texts that were written at once on two devices: the pupil sees both and makes one of them."""
TEXTS_MAX = 4
"""Texts that are kept of one note that was written at once on more devices than a pupil has."""
WELL_AHEAD = 0.05
"""So much of a chapter further on is worth a question to the pupil."""


@dataclass(frozen=True, order=True)
class Anchor:
    """Which characters of a chapter a mark is on."""

    chapter: int
    piece: int
    start: int
    end_piece: int
    stop: int
    quote: str = ""


@dataclass(frozen=True)
class Mark:
    """A mark as one device knows it. A mark that is gone has no words, of the pupil or of the book."""

    key: str
    kind: MarkKind
    anchor: Anchor
    texts: frozenset[str] = frozenset()
    is_shared: bool = False
    is_gone: bool = False
    version: int = 1

    @property
    def text(self) -> str:
        return BOTH.join(sorted(self.texts))


def texts_of(text: str) -> frozenset[str]:
    """The texts in what is kept or typed; blank ones are none."""
    return frozenset(part.strip() for part in text.split(BOTH.strip()) if part.strip())


def gone(mark: Mark) -> Mark:
    """The mark as it is kept once it was thrown away: that it was there, and nothing of what it said."""
    where = replace(mark.anchor, quote="")
    return replace(mark, anchor=where, texts=frozenset(), is_shared=False, is_gone=True)


def merge_mark(one: Mark, other: Mark) -> Mark:
    """One mark (the same key) of two devices.

    The higher version wins. At the same version, which is two changes that did not know of each other: a mark that is
    there beats one that is gone, both texts stay, and a note is shared only when both say so.
    """
    if _rank(one) != _rank(other):
        return max(one, other, key=_rank)
    return Mark(
        one.key,
        max(one.kind, other.kind),
        max(one.anchor, other.anchor),
        frozenset(sorted(one.texts | other.texts)[-TEXTS_MAX:]),
        is_shared=one.is_shared and other.is_shared,
        is_gone=one.is_gone,
        version=one.version,
    )


def _rank(mark: Mark) -> tuple[int, bool]:
    return mark.version, not mark.is_gone


@dataclass(frozen=True)
class Told:
    """What one device last said of its place, and up to which turn the pupil chose another place over it."""

    turn: int
    place: ReadingPlace
    aside: int = 0

    @property
    def is_aside(self) -> bool:
        return self.aside >= self.turn


Places = Mapping[str, Told]
"""By device."""


def merge_place(one: Told, other: Told) -> Told:
    """The last word of one device; a word that says something else in the same turn counts when it is further."""
    turn, place = max((one.turn, one.place), (other.turn, other.place))
    return Told(turn, place, max(one.aside, other.aside))


def merge_places(one: Places, other: Places) -> dict[str, Told]:
    shared = one.keys() & other.keys()
    return {**one, **other, **{device: merge_place(one[device], other[device]) for device in shared}}


def common_place(places: Places) -> ReadingPlace | None:
    """Where the pupil is: the furthest of the devices, but for those that the pupil laid aside.

    A device that goes back in the book takes the pupil along only when no other one is further.
    """
    counting = [told.place for told in places.values() if not told.is_aside]
    return max(counting or (told.place for told in places.values()), default=None)


def ahead_of(places: Places, device: str) -> str | None:
    """The device where the pupil had come well further than on this one, to ask about; None: nothing to ask."""
    if device not in places:
        return None
    here = places[device].place
    others = {name: told for name, told in places.items() if name != device and not told.is_aside}
    furthest = max(others, key=lambda name: (others[name].place, name), default=None)
    return furthest if furthest is not None and is_well_ahead(others[furthest].place, here) else None


def is_well_ahead(there: ReadingPlace, here: ReadingPlace) -> bool:
    if there.chapter != here.chapter:
        return there.chapter > here.chapter
    return there.far >= here.far + WELL_AHEAD


def not_followed(places: Places, here: str, there: str, seen: int) -> list[tuple[str, int]]:
    """The devices, each at a turn, to which the pupil doesn't go who says no to `there` at the turn `seen`.

    Those that were no further go with it: a no to page 4 is one to page 3. What has moved since is asked about anew.
    """
    said = [(there, seen)]
    if there in places and places[there].turn == seen:
        limit = places[there].place
        others = ((name, told) for name, told in places.items() if name not in {here, there})
        said += [(name, told.turn) for name, told in others if told.place <= limit]
    return said


def lay_aside(told: Told, seen: int) -> Told:
    """The pupil reads on elsewhere, having seen this device at that turn: until it goes on, it no longer counts."""
    return replace(told, aside=max(told.aside, min(seen, told.turn)))
