"""The law of the facets: a count is what the same question gives when that choice is made."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.offers.filter import Access, Fit, Month, OfferFilter, PriceBand
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PriceUnit
from portal.offers.queries import count_offers, find_offers
from portal.places.queries import Circle
from tests.portal.offers.region import (
    ANTWERPEN,
    GEEL,
    GENT,
    LEUVEN,
    NOW,
    THURSDAY,
    TURNHOUT,
    add_centre,
    add_offer,
)

READ = {
    "levels": ClassLevel,
    "disciplines": Discipline,
    "kinds": OfferKind,
    "mode": OfferMode,
    "prices": PriceBand,
    "access": Access,
    "fits": Fit,
    "regions": str,
    "months": lambda text: Month(int(text[:4]), int(text[5:])),
}
NARROWING = {"access", "fits"}

REGIONS = ["prv-antwerpen", "prv-limburg", f"nis-{TURNHOUT}", f"nis-{GENT}", "nis-00000"]


def some(values):
    return st.frozensets(st.sampled_from(list(values)), max_size=2)


questions = st.builds(
    OfferFilter,
    text=st.sampled_from(["", "", "karton", "verhaal", "walvsi"]),
    regions=some(REGIONS),
    levels=some(ClassLevel),
    disciplines=some([Discipline.PUPPETRY, Discipline.DANCE, Discipline.MUSIC]),
    kinds=some(OfferKind),
    mode=some(OfferMode),
    access=some(Access),
    fits=some(Fit),
    months=some([Month(2027, 1), Month(2027, 2), Month(2026, 12)]),
    date_from=st.sampled_from([None, None, (THURSDAY + timedelta(days=5)).date()]),
    date_to=st.sampled_from([None, None, (THURSDAY + timedelta(days=40)).date()]),
    seats=st.sampled_from([None, None, 1, 24, 120]),
    min_age=st.sampled_from([None, None, 9]),
    max_age=st.sampled_from([None, None, 9]),
    max_price=st.sampled_from([None, None, 800]),
    prices=some(PriceBand),
    sold_out=st.booleans(),
    around=st.sampled_from([None, None, Circle("Turnhout", 51.32, 4.94, 25.0)]),
    limit=st.just(500),
)


@pytest.fixture
def full_region(region):
    """Fifty offers that differ in everything, always the same fifty."""
    chance = random.Random(7)
    centres = [add_centre(region, nis) for nis in (TURNHOUT, GEEL, ANTWERPEN, GENT, LEUVEN)]
    for number in range(50):
        hours = [timedelta(hours=h) for h in (0, 4, 9)]
        at = tuple(
            THURSDAY + timedelta(days=chance.randrange(-40, 60)) + chance.choice(hours)
            for _ in range(chance.choice([0, 1, 1, 2, 3]))
        )
        capacity = chance.choice([20, 50, 150])
        add_offer(
            region,
            chance.choice(centres),
            at=at,
            capacity=capacity,
            taken=chance.choice([0, capacity // 2, capacity]),
            levels=tuple(chance.sample(list(ClassLevel), chance.randint(1, 3))),
            title=chance.choice(["Huis van karton", "Walvis", f"Stuk {number}"]),
            discipline=chance.choice([Discipline.PUPPETRY, Discipline.DANCE, Discipline.MUSIC]),
            kind=chance.choice(list(OfferKind)),
            mode=chance.choice(list(OfferMode)),
            state=chance.choice([OfferState.PUBLISHED] * 4 + [OfferState.DRAFT]),
            age_from=chance.choice([4, 8, 10]),
            age_to=chance.choice([10, 12]),
            price_cents=chance.choice([0, 400, 800, 801, 1500]),
            price_unit=chance.choice([PriceUnit.PUPIL, PriceUnit.PUPIL, PriceUnit.GROUP]),
            **{name: chance.random() < 0.3 for name in ("wheelchair", "low_stimulus", "interpreter")},
        )
    return region


@given(wanted=questions)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_count_is_what_the_question_gives_with_that_choice(full_region, wanted):
    found = find_offers(full_region, wanted, NOW)

    assert found.total == len(found.ids) == len(set(found.ids))
    for name, counts in found.facets.items():
        for value, number in counts.items():
            chosen = {READ[name](value)}
            if name in NARROWING:
                chosen |= getattr(wanted, name)
            asked_again = replace(wanted, **{name: frozenset(chosen)})
            assert number == count_offers(full_region, asked_again, NOW), (name, value)


@given(wanted=questions, value=st.sampled_from(list(ClassLevel)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_choice_without_a_count_gives_nothing(full_region, wanted, value):
    found = find_offers(full_region, wanted, NOW)

    if value not in found.facets["levels"]:
        assert count_offers(full_region, replace(wanted, levels=frozenset({value})), NOW) == 0
