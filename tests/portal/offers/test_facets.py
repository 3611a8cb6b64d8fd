"""The law of the facets: a count is what the same question gives when that choice is made."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.offers.filter import Access, Facet, Fit, Month, OfferFilter, PriceBand
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PriceUnit
from portal.offers.queries import count_in_sql, find_in_sql
from portal.places.queries import Box, Circle
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
from tests.thorough import tries

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
    "languages": str,
}
VALUES = {
    "levels": list(ClassLevel),
    "disciplines": list(Discipline),
    "kinds": list(OfferKind),
    "mode": list(OfferMode),
    "prices": list(PriceBand),
    "access": list(Access),
    "fits": list(Fit),
    "regions": ["prv-antwerpen", "prv-limburg", "reg-kempen", "reg-midwest", f"nis-{TURNHOUT}", f"nis-{GENT}"],
    "months": ["2026-11", "2026-12", "2027-01", "2027-02", "2027-07", "2028-06", "2028-09"],
    "languages": ["nl", "fr", "en", "de"],
}
NARROWING = {"access", "fits"}

REGIONS = ["prv-antwerpen", "prv-limburg", f"nis-{TURNHOUT}", f"nis-{GENT}", "nis-00000", "reg-kempen", "reg-gent"]


SATURDAY = date(2027, 1, 16)


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
    school_year=st.sampled_from([None, None, None, 2026, 2027]),
    terms=st.sampled_from([frozenset(), frozenset(), frozenset({"0.55.0.0.0"}), frozenset({"1.9.1.0.0"})]),
    languages=st.sampled_from([frozenset(), frozenset(), frozenset({"nl"}), frozenset({"fr", "en"})]),
    seats=st.sampled_from([None, None, 1, 24, 120]),
    min_age=st.sampled_from([None, None, 9]),
    max_age=st.sampled_from([None, None, 9]),
    all_ages=st.sampled_from([None, None, None, True, False]),
    price=st.sampled_from([None, None, None, 800]),
    bounds=st.sampled_from([None, None, None, Box(51.1, 4.3, 51.4, 5.0)]),
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
            languages=tuple(chance.sample(["nl", "fr", "en"], chance.choice([0, 0, 1, 2]))),
            works_in=tuple(chance.sample(REGIONS, chance.choice([0, 0, 0, 1, 3]))),
            by_agreement=chance.random() < 0.3,
            available_from=chance.choice([None, None, SATURDAY, SATURDAY + timedelta(days=20)]),
            available_to=chance.choice([None, None, SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=45)]),
            age_from=chance.choice([0, 4, 8, 10]),
            age_to=chance.choice([10, 12, 99]),
            price_cents=chance.choice([0, 400, 800, 801, 1500]),
            price_unit=chance.choice([PriceUnit.PUPIL, PriceUnit.PUPIL, PriceUnit.GROUP]),
            **{name: chance.random() < 0.3 for name in ("wheelchair", "low_stimulus", "interpreter")},
        )
    return region


@given(wanted=questions, chance=st.randoms(use_true_random=False))
@settings(max_examples=tries(8, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_count_is_what_the_question_gives_with_that_choice(full_region, wanted, chance):
    found = find_in_sql(full_region, wanted, NOW)

    assert found.total == len(found.ids) == len(set(found.ids))
    assert set(found.facets) == set(Facet)
    counts = [(name, value) for name, values in found.facets.items() for value in values]
    nothing = [(name, str(value)) for name, values in VALUES.items() for value in values]
    nothing = [(name, value) for name, value in nothing if value not in found.facets[name]]
    # Those without a count give nothing.
    for name, value in chance.sample(counts, min(7, len(counts))) + chance.sample(nothing, min(4, len(nothing))):
        chosen = {READ[name](value)} | (getattr(wanted, name) if name in NARROWING else set())
        asked_again = replace(wanted, **{name: frozenset(chosen)})
        assert found.facets[name].get(value, 0) == count_in_sql(full_region, asked_again, NOW), (name, value)


def test_a_travelling_offer_counts_once_in_each_place_it_comes_to(region):
    offer = add_offer(region, add_centre(region, GENT), works_in=("reg-kempen", "nis-13040", "prv-antwerpen"))

    counts = find_in_sql(region, OfferFilter(), NOW).facets["regions"]

    assert set(counts.values()) == {1}
    assert counts.keys() >= {"prv-antwerpen", "reg-kempen", "reg-antwerpen", "reg-rivierenland", "nis-11002"}
    assert not counts.keys() & {"reg-gent", "nis-44021", "prv-oost-vlaanderen"}
    assert len([code for code in counts if code.startswith("nis-")]) == 67
    assert find_in_sql(region, OfferFilter(), NOW).ids == (offer.id,)
