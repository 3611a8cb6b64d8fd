"""Lengths, and the plan in the teacher's hands."""

from itertools import pairwise

import pytest

from content.model import Level
from game.rules import plan
from game.rules import run as rules
from game.rules.activity import IllegalAction, SceneSetup
from game.rules.chance import Stream
from game.rules.run import DropScene, EnterScene, PlanScene, SetMinutes
from tests.game.packs import EVERY, PACK, a_pack, a_setup, choices_scene, flies_scene, seat_scene


def started(**setup):
    return rules.start(PACK, a_setup(**setup))


def planned(run, *actions):
    for action in actions:
        run, _ = rules.apply(run, action)
    return run


def test_a_shorter_lesson_has_fewer_words_rounds_and_questions():
    lengths = [plan.length_of(minutes) for minutes in (10, 25, 50)]

    for shorter, longer in pairwise(lengths):
        assert shorter.share < longer.share
        assert shorter.rounds < longer.rounds
        assert shorter.words <= longer.words
        assert shorter.recalls < longer.recalls


@pytest.mark.parametrize(("minutes", "rounds"), [(10, (1, 1, 2, 2)), (25, (1, 2, 2, 3)), (50, (1, 2, 3, 4))])
def test_rounds_follow_the_length_and_there_is_always_one(minutes, rounds):
    setup = SceneSetup(
        pack=PACK,
        level=Level.L2,
        class_size=20,
        input=a_setup().input,
        performance_mode=a_setup().performance_mode,
        stream=Stream(1),
        minutes=minutes,
    )

    assert tuple(setup.rounds(written) for written in (1, 2, 3, 4)) == rounds


def test_ten_minutes_light_three_words_of_a_scene():
    run = planned(started(minutes=10), EnterScene("seat"))

    assert [word.id for word in run.words] == ["rij", "stoelnummer", "vestiaire"]


def test_the_teacher_moves_drops_and_adds_scenes():
    run = started(minutes=50)
    assert run.plan == ("seat", "flies", "choices")

    assert planned(run, PlanScene("choices", 0)).plan == ("choices", "seat", "flies")
    fewer = planned(run, DropScene("flies"))
    assert fewer.plan == ("seat", "choices")
    assert planned(fewer, PlanScene("flies", 2)).plan == ("seat", "choices", "flies")


def test_a_plan_keeps_one_scene():
    run = planned(started(), DropScene("flies"), DropScene("seat"))

    with pytest.raises(IllegalAction, match="last_scene"):
        planned(run, DropScene("choices"))


@pytest.mark.parametrize("action", [PlanScene("choices", 7), PlanScene("choices", -1), DropScene("nowhere")])
def test_a_place_outside_the_plan_is_refused(action):
    with pytest.raises(IllegalAction, match="not_there"):
        planned(started(), action)


def test_the_plan_changes_in_the_house_only():
    with pytest.raises(IllegalAction, match="between_scenes"):
        planned(started(), EnterScene("seat"), DropScene("flies"))


def test_another_length_makes_another_plan():
    pack = a_pack(scenes=[seat_scene(), flies_scene(minutes=20), choices_scene()])
    run = planned(rules.start(pack, a_setup(minutes=50)), SetMinutes(10))

    assert run.plan == ("seat", "choices")
    with pytest.raises(IllegalAction, match="not_there"):
        planned(run, SetMinutes(11))


def test_a_class_that_plays_again_meets_other_rooms():
    scenes = EVERY.scenes
    plans = {tuple(scene.id for scene in plan.chosen(scenes, 50, Stream(seed))) for seed in range(12)}

    assert len(plans) > 4
    for one in plans:
        assert {"seat", "choices", "finish"} <= set(one)
        assert one[-1] == "finish"


def test_a_class_that_comes_back_gets_what_it_has_not_played():
    first = started_with(EVERY, minutes=25)
    second = started_with(EVERY, minutes=25, played=first)
    everything = started_with(EVERY, minutes=25, played=tuple(scene.id for scene in EVERY.scenes))

    assert set(first) & set(second) == {"finish"}
    assert everything == first


def started_with(pack, **setup):
    return rules.start(pack, a_setup(**setup)).plan
