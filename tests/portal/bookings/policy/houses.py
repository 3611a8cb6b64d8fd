"""The rules of nine Flemish houses as they stood on their own pages in November 2026, under a letter each."""

from portal.accounts.models import ClassLevel
from portal.bookings.policy.rules import (
    Allocation,
    Audience,
    Basis,
    Bundle,
    Cancelling,
    Companions,
    Counts,
    HouseRules,
    Invoicing,
    Late,
    MonthDay,
    PriceRule,
    Tolerance,
    Waiting,
    WaitingOrder,
)
from portal.offers.models import OfferKind

PRIMARY = frozenset({ClassLevel.KLEUTER, ClassLevel.LAGER_1, ClassLevel.LAGER_2, ClassLevel.LAGER_3})
SECONDARY = frozenset({ClassLevel.SECUNDAIR_1, ClassLevel.SECUNDAIR_2, ClassLevel.SECUNDAIR_3})
SEPTEMBER_30 = MonthDay(month=9, day=30)

A = HouseRules(
    basis=Basis.ATTENDED,
    cancelling=Cancelling(percent=25, steps=(Late(percent=100, fewer_days_than=30),)),
    audience=Audience(minimum=40, days_before=14),
)
"""First come; cancelling 25 %, within a month all of it; no-show the booked number; billed by attendance."""

B = HouseRules(
    companions=Companions(all_free=True),
    prices=(
        PriceRule(cents=400, kinds=frozenset({OfferKind.FILM})),
        PriceRule(cents=500, levels=PRIMARY),
        PriceRule(cents=700, levels=SECONDARY),
    ),
    counts=Counts(definitive_by=SEPTEMBER_30),
    cancelling=Cancelling(steps=(Late(percent=50, fewer_days_than=30),)),
    audience=Audience(minimum=60, days_before=14),
)
"""Order of receipt, definitive in September; half within a month; 5, 7, film 4; teachers free."""

C = HouseRules(
    allocation=Allocation.PREFERENCE,
    companions=Companions(pupils_per_free=25, counted_per_class=True),
    tolerance=Tolerance(percent=10),
    counts=Counts(definitive_by=SEPTEMBER_30),
    cancelling=Cancelling(steps=(Late(percent=80, after=SEPTEMBER_30),)),
)
"""Preferences in June; empty seats above 10 % billed; after 30 September 80 %; one teacher free a class of 25."""

D = HouseRules(
    allocation=Allocation.PREFERENCE,
    counts=Counts(definitive_by=SEPTEMBER_30),
    cancelling=Cancelling(steps=(Late(percent=100, after=SEPTEMBER_30),)),
)
"""Order and preferred moment; binding after the scheme of September; sick pupils not billed."""

E = HouseRules(
    companions=Companions(all_free=True),
    tolerance=Tolerance(percent=10),
    prices=(
        PriceRule(cents=250, kinds=frozenset({OfferKind.WORKSHOP})),
        PriceRule(cents=400, levels=frozenset({ClassLevel.KLEUTER})),
        PriceRule(cents=500, levels=PRIMARY),
        PriceRule(cents=600, levels=SECONDARY),
    ),
    invoicing=Invoicing(pay_within_days=10),
)
"""10 % tolerance; 4, 5, 6, workshop 2.50; to be paid in 10 days; helpers free."""

F = HouseRules(tolerance=Tolerance(percent=10), cancelling=Cancelling(percent=100, force_majeure_free=True))
"""10 % tolerance on the real numbers; cancelling only by force majeure."""

G = HouseRules(
    tolerance=Tolerance(percent=10), cancelling=Cancelling(percent=100), invoicing=Invoicing(bundle=Bundle.TERM)
)
"""More than 10 % absent: 90 % is billed; the full amount on cancelling; one invoice a term."""

H = HouseRules(
    tolerance=Tolerance(percent=10, by_level={ClassLevel.KLEUTER: 25}),
    cancelling=Cancelling(percent=50, steps=(Late(percent=100, fewer_days_than=61),)),
)
"""Tolerance 10 %, small children 25 %; cancelling half, within two months all of it."""

I = HouseRules(  # noqa: E741 - the ninth letter.
    allocation=Allocation.PREFERENCE,
    counts=Counts(definitive_by=SEPTEMBER_30, reminder_days=21),
    waiting=Waiting(order=WaitingOrder.STRICT),
    hold_hours=72,
)
"""A lottery over preferences and reserves in May; provisional in June, definitive in September."""

HOUSES = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G, "H": H, "I": I}
