"""Measuring: the same words before and after, one control, counts only."""

import pytest

from game.rules import probe
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, IllegalAction, VisitRound
from game.rules.probe import SetTally, Tally, When
from game.rules.run import SkipScene, Stage
from tests.game.packs import a_pack, a_probe, a_setup

TAUGHT = ("rij", "stoelnummer", "vestiaire", "cue")


PACK = a_pack(items=[item for concept in (*TAUGHT, "gsm", "stilte") for item in a_probe(concept)])


def started(**setup):
    return rules.start(PACK, a_setup(measure=True, class_size=20, **setup))


def counted(run, *counts):
    for option, count in enumerate(counts):
        run, _ = rules.apply(run, SetTally(option, count))
    return rules.apply(run, GoOn())[0]


def to_the_probe_after(run):
    while run.stage is not Stage.PROBE:
        moves = rules.moves(run)
        run, _ = rules.apply(run, moves[0] if moves else Advance(60))
    return run


def test_three_words_of_the_run_are_asked_and_one_that_it_does_not_teach():
    state = started().probe

    asked = [item.concepts[0] for item in state.items]
    assert len(set(asked)) == len(asked) == 4
    assert set(asked[:3]) <= set(TAUGHT)
    assert state.controls == {asked[3]} <= {"gsm", "stilte"}


def test_without_measuring_the_house_comes_first():
    assert rules.start(PACK, a_setup()).stage is Stage.HOUSE


def test_what_was_asked_before_comes_back_as_its_twin_after_the_scenes():
    run = started()
    before = [item.id for item in run.probe.items]
    for _ in before:
        run = counted(run, 5, 9, 2)
    assert run.stage is Stage.HOUSE

    run = to_the_probe_after(run)

    twins = {item.id: item.twin for item in PACK.items}
    assert [item.id for item in run.probe.items] == [twins[item] for item in before]
    for _ in before:
        run = counted(run, 12, 4, 0)
    assert run.stage is Stage.FINALE
    assert [tally.when for tally in run.tallies] == [When.BEFORE] * 4 + [When.AFTER] * 4
    assert {(tally.right, tally.answered) for tally in run.tallies} == {(5, 16), (12, 16)}
    assert [tally.control for tally in run.tallies] == [False, False, False, True] * 2


def test_half_of_the_runs_ask_the_twins_first():
    first = {started(seed=seed).probe.items[0].phase for seed in range(12)}

    assert first == {"probe", "after"}


def test_no_more_cards_than_pupils_and_none_is_fine_too():
    run = started()
    run, _ = rules.apply(run, SetTally(0, 20))

    with pytest.raises(IllegalAction, match="too_many"):
        rules.apply(run, SetTally(1, 1))
    with pytest.raises(IllegalAction, match="not_there"):
        rules.apply(run, SetTally(7, 1))
    empty = counted(started())
    assert empty.probe.tallies == ()
    assert empty.probe.place == 1


def test_a_teacher_who_skips_the_probe_keeps_what_was_counted():
    run = counted(started(), 5, 5, 5)

    run, _ = rules.apply(run, SkipScene())

    assert run.stage is Stage.HOUSE
    assert len(run.tallies) == 1


def test_what_was_not_asked_before_is_not_asked_after():
    run, _ = rules.apply(counted(started(), 5, 5, 5), SkipScene())

    assert len(to_the_probe_after(run).probe.items) == 1


def test_after_the_visit_the_twins_are_asked_once_before_the_scenes():
    run = started(visit=VisitRound.AFTER)
    while run.stage is Stage.PROBE:
        run = counted(run, 15, 3, 2)

    assert [tally.when for tally in run.tallies] == [When.AFTER] * 4
    while not rules.is_complete(run):
        assert run.stage is not Stage.PROBE
        moves = rules.moves(run)
        run, _ = rules.apply(run, moves[0] if moves else Advance(60))
    assert len(run.tallies) == 4


def test_a_pack_without_probe_items_is_played_without_a_probe():
    assert rules.start(a_pack(items=[]), a_setup(measure=True)).stage is Stage.HOUSE


def test_a_tally_knows_no_more_than_counts():
    assert set(Tally.__slots__) == {"item", "concept", "when", "control", "right", "answered"}
    assert probe.TAUGHT == 3
