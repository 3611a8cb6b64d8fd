"""What stands under "Samen" on the booking form: seats, price, and what it costs to change one's mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.bookings.forms import BookingForm
from portal.bookings.policy.charge import Line, Until, charge, what_cancelling_costs
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.words import sentences
from portal.bookings.queries import Choice, Programme
from portal.bookings.service import parties_of
from portal.clock import school_day


@dataclass(frozen=True)
class Bill:
    seats: int
    cents: int
    lines: Sequence[Line]
    free_companions: int
    steps: Sequence[Until]
    """Of cancelling; empty as long as no date is chosen."""
    too_few: int | None
    """How many places are left on the chosen date, when that is not enough."""
    is_offers_price: bool
    """Whether a head costs what the offer asks; else the house has prices of its own, which its rules tell."""
    rules: Sequence[str]
    """The rules of the house, in sentences."""


def bill_of(form: BookingForm, programme: Programme, rules: HouseRules, *, today: date) -> Bill:
    """The bill of the groups whose counts can be read, as if everybody comes."""
    made = charge(rules, programme.ask, parties_of(form.groups, programme.tariff_cents))
    chosen = programme.choice(form.performance_id)
    return Bill(
        seats=form.seats,
        cents=made.cents,
        lines=made.lines,
        free_companions=made.free_companions,
        steps=_steps(rules, made.cents, chosen, today) if made.cents else [],
        too_few=chosen.seats_left if chosen is not None and chosen.seats_left < form.seats else None,
        is_offers_price=not rules.prices,
        rules=sentences(rules),
    )


def _steps(rules: HouseRules, cents: int, chosen: Choice | None, today: date) -> list[Until]:
    if chosen is None:
        return []
    return what_cancelling_costs(rules, cents, today=today, performance=school_day(chosen.starts_at))
