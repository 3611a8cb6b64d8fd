"""The maximum bill of a class, as sums. Pure: no database, no clock.

What parents may be asked for day trips and other activities that school days are for is capped per pupil and school
year in primary education (the "scherpe maximumfactuur", circular BaO/2007/05 of the Flemish education department,
on article 27bis of the decree of 25 February 1997). Secondary education has no such cap. The government sets
the amounts anew each year (`amounts.py`), and a school may set its own.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.accounts.models import ClassLevel


class Stage(enum.StrEnum):
    """The two halves of primary education that have an amount each."""

    KLEUTER = "kleuter"
    LAGER = "lager"


STAGES: Mapping[ClassLevel, Stage] = {
    ClassLevel.KLEUTER: Stage.KLEUTER,
    ClassLevel.LAGER_1: Stage.LAGER,
    ClassLevel.LAGER_2: Stage.LAGER,
    ClassLevel.LAGER_3: Stage.LAGER,
    ClassLevel.BUITENGEWOON_BASIS: Stage.LAGER,
}
"""Levels without a stage have no maximum bill."""


def stage_of(level: ClassLevel) -> Stage | None:
    return STAGES.get(level)


@dataclass(frozen=True)
class Visit:
    """A booking as far as money goes: what it costs together, and for how many pupils."""

    cents: int
    """What is owed or, while nothing is sure, what it is to cost."""
    pupils: int
    """Of the whole booking, all its classes together."""
    is_sure: bool = True
    """False: asked for, or on a waiting list."""
    bus_cents: int = 0
    """The ride, shared by all pupils of the booking."""


@dataclass(frozen=True)
class Other:
    """A cost that the office entered: per pupil, or of the class together."""

    cents: int
    is_per_pupil: bool


@dataclass(frozen=True)
class Meter:
    """Where a class stands, in cents per pupil. `limit` None: its level has no maximum bill."""

    sure: int
    pending: int
    limit: int | None

    @property
    def total(self) -> int:
        return self.sure + self.pending

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.total > self.limit

    @property
    def over(self) -> int:
        return max(0, self.total - self.limit) if self.limit is not None else 0

    @property
    def left(self) -> int:
        return max(0, self.limit - self.total) if self.limit is not None else 0

    @property
    def share(self) -> Fraction:
        """Of the limit, how much is spent; above 1 it is over."""
        return Fraction(self.total, self.limit) if self.limit else Fraction(self.total)

    @property
    def percent(self) -> int:
        """How full the meter is, 0 to 100."""
        if not self.limit:
            return 100 if self.total else 0
        return min(100, self.total * 100 // self.limit)


def meter(visits: Iterable[Visit], others: Iterable[Other], *, class_pupils: int, limit: int | None) -> Meter:
    """What a pupil of this class pays this year. Shares are added up exactly and rounded once, half a cent up."""
    sure, pending = Fraction(), Fraction()
    for visit in visits:
        share = per_pupil(visit.cents + visit.bus_cents, visit.pupils)
        if visit.is_sure:
            sure += share
        else:
            pending += share
    for other in others:
        sure += other.cents if other.is_per_pupil else per_pupil(other.cents, class_pupils)
    whole = rounded(sure + pending)
    # The two parts add up to the whole, whatever each was rounded to.
    return Meter(rounded(sure), whole - rounded(sure), limit)


def per_pupil(cents: int, pupils: int) -> Fraction:
    return Fraction(cents, max(1, pupils))


def rounded(cents: Fraction) -> int:
    return int(cents + Fraction(1, 2) if cents >= 0 else cents - Fraction(1, 2))


def shares(cents: int, pupils: Sequence[int]) -> list[int]:
    """An amount divided over classes by their pupils, to the cent: the shares add up to the amount.

    Cents that are left over go one by one to the classes that lost most by rounding down, the first of equals first.
    """
    everybody = sum(pupils)
    if not everybody:
        return [0 for _ in pupils]
    down = [cents * here // everybody for here in pupils]
    lost = sorted(range(len(pupils)), key=lambda number: (-(cents * pupils[number] % everybody), number))
    for number in lost[: cents - sum(down)]:
        down[number] += 1
    return down
