"""The lint rules of scene 5: each meets a pack that breaks it and the nearest one that doesn't."""

import pytest

from content.checks import people
from tests.content.factories import Tree, a_concept, a_pack, a_scene, an_item, problems_of, rules_of
from tests.content.test_lint import Case, drop, put


def a_helper(person: str, verdict: str = "wrong") -> Tree:
    return {
        "person": person,
        "verdict": verdict,
        "act": "Kijk, daar komt iemand op.",
        "because": "Zo werkt dat hier.",
    }


def a_trouble(**changes: object) -> Tree:
    trouble = {
        "id": "gat",
        "levels": ["L1", "L2"],
        "prompt": "Er zit een gat in de jas. Wie komt er?",
        "helpers": [a_helper("naaister", "right"), a_helper("bakker"), a_helper("visser")],
        "hint1": "Denk aan draad.",
        "hint2": "Kijk naar de schaar.",
        "picture": "trouble_costume",
    }
    return {**trouble, **changes}


def a_people_pack() -> Tree:
    tree = a_pack()
    names = ("naaister", "bakker", "visser", "brandweer")
    tree["concepts"] += [a_concept(name, category="mens") for name in names]
    tree["items"].append(an_item("naald", concepts=["naaister"]))
    tree["scenes"].append(a_scene("wie", "people", troubles=[a_trouble()], rounds={"L1": 1, "L2": 1}))
    return tree


WIE = 3
HELPERS = ("scenes", WIE, "troubles", 0, "helpers")

CASES = {
    "people.unknown": Case(put(*HELPERS, 1, to=a_helper("ticket")), put(*HELPERS, 1, to=a_helper("brandweer"))),
    "people.twice": Case(put(*HELPERS, 1, to=a_helper("visser")), put(*HELPERS, 1, to=a_helper("brandweer"))),
    "people.no-right": Case(put(*HELPERS, 0, "verdict", to="wrong"), put(*HELPERS, 0, "verdict", to="right")),
    "people.too-easy": Case(
        put(*HELPERS, 1, "verdict", to="ok"),
        put(
            *HELPERS,
            to=[a_helper("naaister", "right"), a_helper("bakker", "ok"), a_helper("visser"), a_helper("brandweer")],
        ),
    ),
    "people.no-picture": Case(
        drop("scenes", WIE, "troubles", 0, "picture"), put("scenes", WIE, "troubles", 0, "picture", to="trouble_seat")
    ),
    "people.same-hints": Case(
        put("scenes", WIE, "troubles", 0, "hint2", to="Denk aan draad!"),
        put("scenes", WIE, "troubles", 0, "hint2", to="Denk aan een naald."),
    ),
}


def spoilt(change) -> Tree:
    tree = a_people_pack()
    change(tree, {})
    return tree


def test_every_rule_of_the_scene_has_its_fixtures():
    assert {rule.id for rule in people.RULES} == CASES.keys()


def test_the_pack_all_fixtures_start_from_has_no_problems():
    assert problems_of(a_people_pack()) == ()


@pytest.mark.parametrize("rule", CASES)
def test_a_pack_that_breaks_a_rule_is_told_so(rule):
    assert rule in rules_of(spoilt(CASES[rule].bad))


@pytest.mark.parametrize("rule", CASES)
def test_the_nearest_pack_that_keeps_the_rule_has_no_problems(rule):
    assert problems_of(spoilt(CASES[rule].good)) == ()
