"""The lint rules of scene 6: each meets a pack that breaks it and the nearest one that doesn't."""

import pytest

from content.checks import making
from content.checks.making import all_before
from content.model import MakingScene
from tests.content.factories import Tree, a_concept, a_pack, a_scene, an_item, problems_of, rules_of
from tests.content.test_lint import Case, add, both, drop, put


def a_clash(needs: str) -> Tree:
    return {"needs": needs, "oops": "Daar staan ze dan.", "because": "Dat moet er eerst zijn."}


def a_step(name: str, *needs: str) -> Tree:
    after = [a_clash(one) for one in needs]
    return {
        "id": name,
        "concept": "gong",
        "label": name,
        "film": "Dat lukt goed.",
        "people": ["bakker"],
        "after": after,
    }


def a_making_pack() -> Tree:
    steps = [
        a_step("vonk"),
        a_step("woord", "vonk"),
        a_step("doen", "woord"),
        a_step("tonen", "doen"),
        a_step("rust"),
    ]
    road = {
        "id": "weg",
        "levels": ["L1", "L2"],
        "prompt": "Hoe kom je aan het einde van de weg?",
        "steps": ["vonk", "woord", "doen", "tonen"],
        "because": "Elke stap heeft de vorige nodig.",
        "hint1": "Denk aan het begin.",
        "hint2": "Denk aan het einde.",
    }
    tree = a_pack()
    tree["concepts"].append(a_concept("bakker", category="mens"))
    tree["items"].append(an_item("brood", concepts=["bakker"]))
    tree["scenes"].append(a_scene("weg", "making", steps=steps, roads=[road], rounds={"L1": 1, "L2": 1}))
    return tree


WEG = 3
STEPS = ("scenes", WEG, "steps")
ROAD = ("scenes", WEG, "roads", 0)

CASES = {
    "making.unknown-step": Case(put(*ROAD, "steps", 3, to="vlug"), put(*ROAD, "steps", 0, to="rust")),
    "making.twice": Case(
        put(*ROAD, "steps", to=["vonk", "woord", "doen", "doen"]),
        put(*ROAD, "steps", to=["vonk", "woord", "doen", "rust"]),
    ),
    "making.unknown-word": Case(put(*STEPS, 0, "people", to=["ticket"]), put(*STEPS, 0, "people", to=["bakker"])),
    "making.no-picture": Case(
        drop("concepts", 1, "image"),
        both(*(put(*STEPS, n, "concept", to="ticket") for n in range(5))),
    ),
    "making.circle": Case(
        put(*STEPS, 0, "after", to=[a_clash("tonen")]),
        both(put(*STEPS, 0, "after", to=[a_clash("rust")])),
    ),
    "making.wrong-order": Case(
        put(*ROAD, "steps", to=["woord", "vonk", "doen", "tonen"]),
        put(*ROAD, "steps", to=["vonk", "rust", "woord", "doen"]),
    ),
    "making.gap": Case(
        put(*ROAD, "steps", to=["vonk", "woord", "tonen", "rust"]),
        both(
            put(*ROAD, "steps", to=["vonk", "woord", "tonen", "rust"]), add(*STEPS, 3, "after", part=a_clash("woord"))
        ),
    ),
    "making.same-hints": Case(put(*ROAD, "hint2", to="Denk aan het begin!"), put(*ROAD, "hint2", to="Wat is af?")),
}


def spoilt(change) -> Tree:
    tree = a_making_pack()
    change(tree, {})
    return tree


def test_every_rule_of_the_scene_has_its_fixtures():
    assert {rule.id for rule in making.RULES} == CASES.keys()


def test_the_pack_all_fixtures_start_from_has_no_problems():
    assert problems_of(a_making_pack()) == ()


@pytest.mark.parametrize("rule", CASES)
def test_a_pack_that_breaks_a_rule_is_told_so(rule):
    assert rule in rules_of(spoilt(CASES[rule].bad))


@pytest.mark.parametrize("rule", CASES)
def test_the_nearest_pack_that_keeps_the_rule_has_no_problems(rule):
    assert problems_of(spoilt(CASES[rule].good)) == ()


def test_what_must_come_before_is_found_through_the_steps_between():
    scene = MakingScene.model_validate(a_making_pack()["scenes"][WEG])

    assert all_before(scene)["tonen"] == {"vonk", "woord", "doen"}
    assert all_before(scene, frozenset({"vonk", "tonen"})) == {"vonk": set(), "tonen": set()}
