"""What a run tells the portal: counts of a class."""

from content.model import Level
from game.results import visit_results
from game.rules import run as rules
from game.rules.activity import GoOn
from game.rules.probe import SetTally
from game.rules.run import EnterScene, GoHome, SkipScene, Stage, StartPlay
from game.rules.together import InputMode
from game.session import Session
from tests.game.packs import PACK, a_setup


def play(session: Session) -> None:
    tick = 0
    while not session.complete:
        moves = rules.moves(session.run)
        tick += 1 if moves else 60
        if moves:
            session.perform(tick, moves[0])
        else:
            session.advance(tick)


def test_results_have_counts_of_the_class_and_nothing_else():
    session = Session(PACK, a_setup(level=Level.L2, class_size=18, input=InputMode.LATCH))
    play(session)

    results = visit_results(session.run, run_id="r1", app_version="0.1.0")

    assert results == {
        "run_id": "r1",
        "pack": {"id": "proef", "version": "1.0.0", "digest": "d" * 64},
        "level": "L2",
        "mode": "latch",
        "class_size": 18,
        "scenes": results["scenes"],
        "concepts": results["concepts"],
        "round": "before_visit",
        "probes": [],
        "app_version": "0.1.0",
    }
    assert results["scenes"][0] == {
        "id": "seat",
        "kind": "seat",
        "done": True,
        "rounds": 2,
        "first_try": 2,
        "hints": 0,
        "together": 0,
    }
    assert {"id": "cue", "asked": 3, "first_try": 3} in results["concepts"]


def test_a_class_that_measures_tells_what_it_knew_before_and_after():
    session = Session(PACK, a_setup(measure=True, class_size=18, level=Level.L2))
    while session.run.stage is Stage.PROBE:
        session.perform(0, SetTally(1, 11))
        session.perform(0, SetTally(0, 4))
        session.perform(0, GoOn())
    play(session)

    probes = visit_results(session.run, run_id="r1", app_version="")["probes"]

    assert [(row["phase"], row["right"], row["answered"]) for row in probes] == [
        *[("before", 4, 15)] * 3,
        *[("after", 18, 18)] * 3,
    ]
    assert {row["concept"] for row in probes if row["control"]} == {"gsm"}
    twins = {item.id: item.twin for item in PACK.items}
    assert [twins[row["item"]] for row in probes[:3]] == [row["item"] for row in probes[3:]]


def test_a_question_that_few_answered_is_told_to_nobody():
    session = Session(PACK, a_setup(measure=True, class_size=18))
    session.perform(0, SetTally(0, 7))
    session.perform(0, GoOn())

    assert session.run.probe.tallies[0].answered == 7
    session.perform(0, SkipScene())
    assert visit_results(session.run, run_id="r1", app_version="")["probes"] == []


def test_a_scene_that_was_not_played_is_named_as_not_done():
    session = Session(PACK, a_setup())
    session.perform(0, EnterScene("seat"))
    session.perform(0, SkipScene())

    scenes = visit_results(session.run, run_id="r", app_version="")["scenes"]

    assert [(scene["id"], scene["done"], scene["rounds"]) for scene in scenes] == [
        ("seat", False, 0),
        ("flies", False, 0),
        ("choices", False, 0),
    ]


def test_a_second_try_that_is_broken_off_does_not_hide_the_first():
    session = Session(PACK, a_setup())
    play(session)
    session.perform(9999, EnterScene("seat"))
    session.perform(9999, StartPlay())
    session.perform(9999, GoHome())

    scenes = visit_results(session.run, run_id="r", app_version="")["scenes"]

    assert scenes[0]["done"] is True
