"""Packs of an older format are brought up to date; newer ones say what to do."""

import copy

import pytest

from content.problem import PackError
from content.upgrade import upgrade
from tests.content.factories import a_pack, problems_of_source


def name_the_title(pack):
    """Format 1 -> 2 of a format that never was: `title` becomes `name`."""
    return {**{key: value for key, value in pack.items() if key != "title"}, "name": pack["title"]}


def shout_the_name(pack):
    """Format 2 -> 3: the name in capitals."""
    return {**pack, "name": pack["name"].upper()}


STEPS = {1: name_the_title, 2: shout_the_name}


def test_todays_format_is_left_as_it_is():
    assert upgrade(a_pack()) == a_pack()


def test_an_older_pack_climbs_every_step_and_the_given_one_stays():
    old = {"format": 1, "title": "De wolk"}
    before = copy.deepcopy(old)

    assert upgrade(old, steps=STEPS, newest=3) == {"format": 3, "name": "DE WOLK"}
    assert upgrade({"format": 2, "name": "De wolk"}, steps=STEPS, newest=3) == {"format": 3, "name": "DE WOLK"}
    assert old == before


@pytest.mark.parametrize(("found", "rule"), [(4, "format.newer"), (10**12, "format.newer"), (0, "format.unknown")])
def test_a_format_that_no_step_starts_from_is_refused(found, rule):
    (problem,) = problems_of_source(lambda: upgrade({"format": found}, steps=STEPS, newest=3))

    assert (problem.rule, problem.path) == (rule, "format")


@pytest.mark.parametrize("odd", [None, "1", 1.0, True, []])
def test_an_odd_format_is_left_for_the_model(odd):
    assert upgrade({"format": odd}) == {"format": odd}
    assert upgrade({}) == {}


def test_a_newer_format_is_refused_in_both_languages():
    with pytest.raises(PackError) as refusal:
        upgrade({"format": 2})

    (problem,) = refusal.value.problems
    assert "Werk Foyer bij" in problem.fix
    assert "Update Foyer" in problem.told_in("en").fix
