"""The rules, plans and round of the demo hang together with its houses."""

import tomllib
from pathlib import Path

import pytest

import portal.demo
from portal.bookings.policy.rules import Allocation
from portal.bookings.seating.plan import read_plan
from portal.demo.rules import PLANS, RULES

HOUSES = {
    house["slug"]: house
    for house in tomllib.loads((Path(portal.demo.__file__).parent / "data" / "houses.toml").read_text())["centre"]
}


@pytest.mark.parametrize(("slug", "name"), sorted(PLANS))
def test_a_plan_has_as_many_places_as_its_hall(slug, name):
    plan, problems = read_plan(PLANS[slug, name])
    hall = next(hall for hall in HOUSES[slug]["halls"] if hall[0] == name)

    assert not problems
    assert (len(plan.seats), len(plan.wheelchairs)) == (hall[1], hall[2])


def test_the_demo_shows_houses_that_let_schools_in_in_three_ways():
    assert set(RULES) <= set(HOUSES)
    assert RULES["de-lantaarn"].allocation is Allocation.FIRST_COME, "demo-eerst-komt is first come"
    assert RULES["de-lantaarn"].hold_hours == 0
    assert len({(rules.allocation, rules.hold_hours) for rules in RULES.values()}) == len(RULES)
