"""The worked example beside the rules: one class, and what it pays when things go well, and when they don't."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import (
    Ask,
    Line,
    Party,
    Until,
    charge,
    charge_no_show,
    owed_after_cancelling,
    what_cancelling_costs,
)
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.terms import last_day_of_counts
from portal.offers.models import PriceUnit

DAYS_SHOWN = 120
"""How long before the performance the example books."""


@dataclass(frozen=True)
class Case:
    """24 pupils, 3 companions, 2 absent, cancelled 20 days before; the house may ask for another."""

    pupils: int = 24
    companions: int = 3
    absent: int = 2
    days_before: int = 20
    level: ClassLevel = ClassLevel.LAGER_2
    cents: int = 750
    """What the offer itself asks for a pupil."""
    performance: date = date(2027, 1, 14)


@dataclass(frozen=True)
class Worked:
    case: Case
    all_come: int
    free_companions: int
    some_absent: int
    lines: Sequence[Line]
    """Of the bill when some are absent."""
    cancelled: int
    no_show: int
    steps: Sequence[Until]
    counts_until: date | None
    """The last day on which the school changes its numbers; None: the house names none."""


def work_out(rules: HouseRules, case: Case) -> Worked:
    """Every sum of the example, in cents."""
    ask = Ask(case.cents, PriceUnit.PUPIL)
    booked = Party(case.level, case.pupils, case.companions)
    came = Party(case.level, case.pupils, case.companions, case.pupils - min(case.absent, case.pupils))
    whole, some = charge(rules, ask, [booked]), charge(rules, ask, [came])
    return Worked(
        case=case,
        all_come=whole.cents,
        free_companions=whole.free_companions,
        some_absent=some.cents,
        lines=some.lines,
        cancelled=owed_after_cancelling(
            rules,
            whole.cents,
            on=case.performance - timedelta(days=case.days_before),
            performance=case.performance,
        ),
        no_show=charge_no_show(rules, whole.cents),
        steps=what_cancelling_costs(
            rules, whole.cents, today=case.performance - timedelta(days=DAYS_SHOWN), performance=case.performance
        ),
        counts_until=last_day_of_counts(rules.counts, case.performance),
    )
