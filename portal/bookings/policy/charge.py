"""What a visit costs under the rules of a house. Pure: the same sum on the page before anybody books, in "what if
we cancel on this day", and on the invoice.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.accounts.models import ClassLevel
from portal.bookings.policy.rules import Basis, Cancelling, Companions, HouseRules
from portal.offers.models import OfferKind, PriceUnit
from portal.places.school_calendar import school_year


@dataclass(frozen=True)
class Ask:
    """What the offer itself asks, and what it is."""

    cents: int
    unit: PriceUnit
    kind: OfferKind = OfferKind.PERFORMANCE
    pupils_per_free: int = 15
    """One companion comes in free for every started number of so many pupils; 0: all of them."""


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
    cents_each: int | None = None
    """The price as it was when they booked; None: what it is today."""


class Why(enum.StrEnum):
    """What a line of a charge is for."""

    PUPILS = "pupils"
    REDUCED = "reduced"
    COMPANIONS = "companions"
    GROUP = "group"
    EMPTY_SEATS = "empty-seats"


@dataclass(frozen=True)
class Line:
    """So many at this price."""

    why: Why
    count: int
    cents_each: int
    level: ClassLevel

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
        prices = [_price(rules, ask, party) for party in parties]
        lines = tuple(Line(Why.GROUP, 1, cents, party.level) for cents, party in zip(prices, parties, strict=True))
        return Charge(lines, sum(party.companions for party in parties))
    free = _free_companions(companions_of(rules, ask), parties)
    lines = tuple(
        line
        for party, free_here in zip(parties, free, strict=True)
        for line in _heads(rules, ask, party, free_here)
        if line.count
    )
    return Charge(lines, sum(free))


def _heads(rules: HouseRules, ask: Ask, party: Party, free: int) -> list[Line]:
    cents = _price(rules, ask, party)
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


def companions_of(rules: HouseRules, ask: Ask) -> Companions:
    """The house's rule for companions, else the offer's own."""
    if rules.companions is not None:
        return rules.companions
    return Companions(all_free=True) if ask.pupils_per_free == 0 else Companions(pupils_per_free=ask.pupils_per_free)


def _free_companions(rule: Companions, parties: Sequence[Party]) -> list[int]:
    """How many companions of each class come in free; what one class leaves over, the next may use."""
    come = [party.companions if party.came_companions is None else party.came_companions for party in parties]
    if rule.all_free:
        return come
    if rule.counted_per_class:
        return [
            min(there, -(-party.pupils // rule.pupils_per_free)) for there, party in zip(come, parties, strict=True)
        ]
    left = -(-sum(party.pupils for party in parties) // rule.pupils_per_free)
    free = []
    for there in come:
        free.append(min(there, left))
        left -= free[-1]
    return free


def _price(rules: HouseRules, ask: Ask, party: Party) -> int:
    return price_of(rules, ask, party.level) if party.cents_each is None else party.cents_each


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


def owed_after_cancelling(
    rules: HouseRules, price_cents: int, *, on: date, performance: date, force_majeure: bool = False
) -> int:
    """Cents that are owed when the school cancels on this day. `force_majeure`: the house has said that it was."""
    if force_majeure and rules.cancelling.force_majeure_free:
        return 0
    return share(price_cents, cancellation_percent(rules.cancelling, on=on, performance=performance))


@dataclass(frozen=True)
class Until:
    """To cancel up to and including `last` costs this much; `last` None: until the performance."""

    last: date | None
    cents: int
    percent: int


def what_cancelling_costs(rules: HouseRules, price_cents: int, *, today: date, performance: date) -> list[Until]:
    """The price of cancelling from today on, a step each time it gets dearer; in order, the last one open."""
    steps: list[Until] = []
    day = today
    percents = [
        cancellation_percent(rules.cancelling, on=day + timedelta(days=n), performance=performance)
        for n in range(max(0, (performance - today).days) + 1)
    ]
    for number, percent in enumerate(percents):
        is_last = number == len(percents) - 1
        if is_last or percents[number + 1] != percent:
            steps.append(
                Until(None if is_last else day + timedelta(days=number), share(price_cents, percent), percent)
            )
    return steps


def charge_no_show(rules: HouseRules, price_cents: int) -> int:
    """Cents that are owed when nobody came and nobody said so."""
    return share(price_cents, rules.cancelling.no_show_percent)


def share(cents: int, percent: int) -> int:
    """So many per cent, to the nearest cent, half a cent up."""
    return (cents * percent + 50) // 100
