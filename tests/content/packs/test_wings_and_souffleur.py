"""The cards of the wings and the words of the souffleur, as we ship them."""

import pytest

from content.load import load_pack
from content.model import Level, PairsScene, PerformanceMode, WhisperScene

OLDEST = {Level.L1: 8, Level.L2: 10, Level.L3: 12, Level.L4: 14}
PACK = load_pack("theatercode").pack
CONCEPTS = {concept.id: concept for concept in PACK.concepts}
PAIRS = next(scene for scene in PACK.scenes if isinstance(scene, PairsScene))
WHISPER = next(scene for scene in PACK.scenes if isinstance(scene, WhisperScene))


@pytest.mark.parametrize("level", list(Level))
def test_a_class_can_play_twice_with_other_words(level: Level) -> None:
    assert (PAIRS.rounds_written(level, PerformanceMode.STANDARD) or 0) >= 2 * PAIRS.rounds[level]
    assert (WHISPER.rounds_written(level, PerformanceMode.STANDARD) or 0) >= 2 * WHISPER.rounds[level]


@pytest.mark.parametrize("level", list(Level))
def test_words_are_for_the_age_of_the_level(level: Level) -> None:
    told = [one.concept for one in (*PAIRS.pairs, *WHISPER.guesses) if level in one.levels]

    assert [name for name in told if CONCEPTS[name].age_from > OLDEST[level]] == []


@pytest.mark.parametrize("level", list(Level))
def test_the_words_of_lights_up_are_in_the_game(level: Level) -> None:
    for scene, parts in ((PAIRS, PAIRS.pairs), (WHISPER, WHISPER.guesses)):
        played = {one.concept for one in parts if level in one.levels}
        assert set(scene.words[level]) - played == set(), scene.id


def test_at_the_hardest_level_most_cards_can_be_taken_for_another() -> None:
    pool = {pair.concept: pair for pair in PAIRS.pairs if Level.L4 in pair.levels}
    near = {one for pair in pool.values() for other in pair.near if other in pool for one in (pair.concept, other)}

    assert len(near) >= 0.8 * len(pool)


def test_no_word_depends_on_how_quiet_a_show_is() -> None:
    told = {one.concept for one in (*PAIRS.pairs, *WHISPER.guesses)}

    assert {name for name in told if CONCEPTS[name].category == "code"} == set()


def test_a_tip_never_says_the_word() -> None:
    for guess in WHISPER.guesses:
        assert CONCEPTS[guess.concept].terms["nl"].casefold() not in guess.tip.casefold().split(), guess.concept
