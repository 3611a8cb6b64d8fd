"""The price of an offer in one line, as the house asks it: beside a sum that is made under the same rules."""

from collections.abc import Sequence

from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import Ask, companions_of, price_of
from portal.bookings.policy.rules import Companions, HouseRules
from portal.offers.models import PriceUnit
from portal.web import formats


def price_line(rules: HouseRules, ask: Ask, levels: Sequence[ClassLevel]) -> str:
    """ "€ 4 per leerling voor kleuter, € 6,50 voor 1e graad lager; 1 begeleider gratis per 15 leerlingen."

    `levels` are those of the offer; nothing where nobody pays.
    """
    by_cents: dict[int, list[ClassLevel]] = {}
    for level in levels or list(ClassLevel):
        by_cents.setdefault(price_of(rules, ask, level), []).append(level)
    if set(by_cents) == {0}:
        return ""
    unit = "per groep" if ask.unit is PriceUnit.GROUP else "per leerling"
    dearest, *others = sorted(by_cents.items(), reverse=True)
    asked = f"{formats.price(dearest[0])} {unit}"
    if others:
        asked += f" voor {formats.levels(dearest[1])}"
        asked += "".join(f", {formats.price(cents)} voor {formats.levels(some)}" for cents, some in others)
    return f"{asked}." if ask.unit is PriceUnit.GROUP else f"{asked}; {_free(companions_of(rules, ask))}."


def _free(companions: Companions) -> str:
    if companions.all_free:
        return "begeleiders komen gratis mee"
    per = " van een klas" if companions.counted_per_class else ""
    return f"1 begeleider gratis per {companions.pupils_per_free} leerlingen{per}"
