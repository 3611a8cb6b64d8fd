"""The bot plays everything to its end, and says where it can't."""

import pytest

from content.load import complete, load_pack, shipped
from content.model import Level
from game.autoplay import play_to_end
from game.journal import read
from game.rules.run import Stage
from game.rules.together import InputMode
from game.session import resume
from tests.game.packs import EVERY, EVERY_KIND, LEVELS, PACK, a_choice, a_dilemma, a_pack, choices_scene
from tests.thorough import tries


@pytest.mark.parametrize("mode", list(InputMode))
@pytest.mark.parametrize("level", LEVELS)
def test_the_bot_plays_every_level_in_every_mode_to_the_end(level, mode):
    for seed in range(tries(1, 20)):
        report = play_to_end(EVERY, seed, level, (), mode)

        assert report.stuck is None
        assert sorted(result.id for result in report.results if result.done) == sorted(EVERY_KIND)


@pytest.mark.parametrize("size", [4, 5, 13, 30])
def test_small_and_large_classes_both_finish(size):
    report = play_to_end(PACK, 1, Level.L3, class_size=size)

    assert report.done


def test_scenes_are_chosen_by_kind():
    report = play_to_end(PACK, 1, Level.L2, ("flies", "choices"))

    assert report.plan == ("flies", "choices")


def test_the_same_seed_plays_the_same():
    first, second = (play_to_end(PACK, 7, Level.L2) for _ in range(2))

    assert first == second
    assert play_to_end(PACK, 8, Level.L2).fingerprint != first.fingerprint


@pytest.mark.parametrize("seed", range(tries(2, 20)))
@pytest.mark.parametrize(("number", "pack_id"), [*enumerate(shipped())])
def test_the_packs_that_we_ship_are_played_to_the_end(number, pack_id, seed):
    loaded = complete(load_pack(pack_id))
    mode = tuple(InputMode)[(2 * number + seed) % len(InputMode)]

    reports = [play_to_end(loaded.pack, seed, level, (), mode, digest=loaded.digest) for level in LEVELS]

    assert [report.stuck for report in reports] == [None] * len(LEVELS)


def test_a_pack_without_the_level_is_reported_and_not_raised():
    pack = a_pack(scenes=[choices_scene(words={"L4": ["stilte"]}, rounds={"L4": 1})])

    report = play_to_end(pack, 1, Level.L1)

    assert not report.done
    assert "L1" in (report.stuck or "")


def test_a_dilemma_that_leads_to_itself_is_found_out():
    loop = [a_choice("goed", next="rond"), a_choice("slecht", "wrong")]
    pack = a_pack(scenes=[choices_scene(dilemmas=[a_dilemma("rond", options=loop)])])

    report = play_to_end(pack, 1, Level.L2)

    assert "no end" in (report.stuck or "")


def test_the_report_carries_a_recording_that_replays():
    report = play_to_end(PACK, 2, Level.L3, digest="d")

    again = resume(PACK, "d", read(report.recording))

    assert again.run.stage is Stage.FINALE
    assert again.run.results == report.results
