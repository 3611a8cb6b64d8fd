"""The line under a price says what the sum above it was made with."""

import pytest

from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import Ask, Party, charge
from portal.bookings.policy.price_line import price_line
from portal.bookings.policy.rules import Companions, HouseRules, PriceRule
from portal.offers.models import PriceUnit
from tests.portal.words import typed

ASK = Ask(650, PriceUnit.PUPIL, pupils_per_free=12)
SMALL, LARGE = ClassLevel.KLEUTER, ClassLevel.LAGER_2
CHEAP_FOR_SMALL = HouseRules(prices=(PriceRule(cents=400, levels=frozenset({SMALL})),))


@pytest.mark.parametrize(
    ("rules", "ask", "levels", "line"),
    [
        (HouseRules(), ASK, [LARGE], "€ 6,50 per leerling; 1 begeleider gratis per 12 leerlingen."),
        (
            HouseRules(companions=Companions(pupils_per_free=10, counted_per_class=True)),
            ASK,
            [LARGE],
            "€ 6,50 per leerling; 1 begeleider gratis per 10 leerlingen van een klas.",
        ),
        (
            HouseRules(prices=(PriceRule(cents=500),), companions=Companions(all_free=True)),
            ASK,
            [LARGE],
            "€ 5 per leerling; begeleiders komen gratis mee.",
        ),
        (
            CHEAP_FOR_SMALL,
            ASK,
            [SMALL, LARGE],
            "€ 6,50 per leerling voor 2e graad lager, € 4 voor kleuter; 1 begeleider gratis per 12 leerlingen.",
        ),
        (HouseRules(), Ask(12000, PriceUnit.GROUP), [LARGE], "€ 120 per groep."),
        (HouseRules(prices=(PriceRule(cents=0),)), ASK, [LARGE], ""),
    ],
)
def test_the_line_tells_the_price_of_the_house(
    rules: HouseRules, ask: Ask, levels: list[ClassLevel], line: str
) -> None:
    assert typed(price_line(rules, ask, levels)) == line


def test_the_line_and_the_sum_agree() -> None:
    asked = charge(CHEAP_FOR_SMALL, ASK, [Party(SMALL, 20)])

    assert asked.cents == 20 * 400
    assert typed(price_line(CHEAP_FOR_SMALL, ASK, [SMALL])).startswith("€ 4 per leerling")
