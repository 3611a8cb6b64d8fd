"""What a visit costs under the rules of a house. Pure: the same sum on the page before anybody books, in "what if
we cancel on this day", and on the invoice.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import ClassLevel
from portal.bookings.policy.rules import Basis, Cancelling, HouseRules
from portal.offers.models import OfferKind, PriceUnit
from portal.places.school_calendar import school_year


@dataclass(frozen=True)
class Ask:
    """What the offer itself asks, and what it is."""

    cents: int
    unit: PriceUnit
    kind: OfferKind


@dataclass(frozen=True)
class Party:
    """One class: what was booked and, once the door has counted, who came."""

    level: ClassLevel
    pupils: int
    companions: int = 0
    came_pupils: int | None = None
    """None: not counted (yet), so everybody counts as there."""
    came_companions: int | None = None
    reduced: int = 0
    """Of the pupils, how many have a right to the reduced tariff, and what it is."""
    reduced_cents: int = 0


class Why(enum.StrEnum):
    """What a line of a charge is for."""

    PUPILS = "pupils"
    REDUCED = "reduced"
    COMPANIONS = "companions"
    GROUP = "group"
    EMPTY_SEATS = "empty-seats"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"


@dataclass(frozen=True)
class Line:
    """So many at this price. For `CANCELLED` and `NO_SHOW` one, at the share that is owed."""

    why: Why
    count: int
    cents_each: int
    level: ClassLevel | None = None
    percent: int = 100

    @property
    def cents(self) -> int:
        return self.count * self.cents_each


@dataclass(frozen=True)
class Charge:
    lines: tuple[Line, ...]
    free_companions: int = 0

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


def charge(rules: HouseRules, ask: Ask, parties: Sequence[Party]) -> Charge:
    """What these classes owe for coming; before the door has counted, as if everybody comes.

    Per group: one price a class, whoever stays away. Per pupil: the heads of `billed`, with companions beyond the
    free ones at the price of their class.
    """
    if ask.unit is PriceUnit.GROUP:
        prices = [price_of(rules, ask, party.level) for party in parties]
        lines = tuple(Line(Why.GROUP, 1, cents, party.level) for cents, party in zip(prices, parties, strict=True))
        return Charge(lines, sum(party.companions for party in parties))
    free = _free_companions(rules, parties)
    lines = tuple(
        line
        for party, free_here in zip(parties, free, strict=True)
        for line in _heads(rules, ask, party, free_here)
        if line.count
    )
    return Charge(lines, sum(free))


def _heads(rules: HouseRules, ask: Ask, party: Party, free: int) -> list[Line]:
    cents = price_of(rules, ask, party.level)
    there = party.pupils if party.came_pupils is None else party.came_pupils
    empty = billed(rules, party) - there
    # Who pays less is among those who came: an empty seat has no UiTPAS.
    reduced = min(party.reduced, there)
    companions = party.companions if party.came_companions is None else party.came_companions
    return [
        Line(Why.PUPILS, there - reduced, cents, party.level),
        Line(Why.REDUCED, reduced, min(party.reduced_cents, cents), party.level),
        Line(Why.EMPTY_SEATS, empty, cents, party.level),
        Line(Why.COMPANIONS, companions - free, cents, party.level),
    ]


def billed(rules: HouseRules, party: Party) -> int:
    """The pupils that are billed: all who came and, of the empty seats, those beyond the tolerance."""
    if party.came_pupils is None:
        return party.pupils
    if rules.basis is Basis.BOOKED:
        return max(party.came_pupils, party.pupils)
    may_stay_away = party.pupils * rules.tolerance.by_level.get(party.level, rules.tolerance.percent) // 100
    return max(party.came_pupils, party.pupils - may_stay_away)


def _free_companions(rules: HouseRules, parties: Sequence[Party]) -> list[int]:
    """How many companions of each class come in free; what one class leaves over, the next may use."""
    come = [party.companions if party.came_companions is None else party.came_companions for party in parties]
    if rules.companions.all_free:
        return come
    per = rules.companions.pupils_per_free
    if rules.companions.counted_per_class:
        return [min(there, -(-party.pupils // per)) for there, party in zip(come, parties, strict=True)]
    left = -(-sum(party.pupils for party in parties) // per)
    free = []
    for there in come:
        free.append(min(there, left))
        left -= free[-1]
    return free


def price_of(rules: HouseRules, ask: Ask, level: ClassLevel) -> int:
    """Cents for one pupil (or group) of this level: the first price of the house that fits, else the offer's own."""
    return next((rule.cents for rule in rules.prices if rule.fits(level, ask.kind)), ask.cents)


def cancellation_percent(cancelling: Cancelling, *, on: date, performance: date) -> int:
    """The share of the price that is owed when the school cancels on this day: the dearest step that applies."""
    year, left = school_year(performance), (performance - on).days
    reached = (
        step.percent
        for step in cancelling.steps
        if (step.fewer_days_than is not None and left < step.fewer_days_than)
        or (step.after is not None and on > step.after.in_school_year(year))
    )
    return max((cancelling.percent, *reached))


def charge_cancelled(
    rules: HouseRules, ask: Ask, parties: Sequence[Party], *, on: date, performance: date, force_majeure: bool = False
) -> Charge:
    """What is owed when the school cancels on this day. `force_majeure`: the house has said that it was."""
    if force_majeure and rules.cancelling.force_majeure_free:
        return Charge(())
    percent = cancellation_percent(rules.cancelling, on=on, performance=performance)
    return _share(rules, ask, parties, Why.CANCELLED, percent)


def charge_no_show(rules: HouseRules, ask: Ask, parties: Sequence[Party]) -> Charge:
    """What is owed when nobody came and nobody said so."""
    return _share(rules, ask, parties, Why.NO_SHOW, rules.cancelling.no_show_percent)


def _share(rules: HouseRules, ask: Ask, parties: Sequence[Party], why: Why, percent: int) -> Charge:
    whole = charge(rules, ask, [Party(p.level, p.pupils, p.companions) for p in parties]).cents
    cents = (whole * percent + 50) // 100
    return Charge((Line(why, 1, cents, percent=percent),) if cents else ())
