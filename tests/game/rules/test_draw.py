"""Half of what a class plays is what it needs; the other half is a surprise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from game.rules.chance import Stream
from game.rules.draw import drawn
from tests.game.packs import EVERY, a_play

SCENE = next(scene for scene in EVERY.scenes if scene.kind == "whisper")
NAMES = [guess.concept for guess in SCENE.guesses]
SETUP = a_play(EVERY, "whisper").setup

needs = st.lists(st.sampled_from(NAMES), unique=True)


@given(st.integers(0, 2**32), needs, needs, st.integers(1, len(NAMES)))
def test_every_part_is_drawn_once_and_what_was_missed_goes_before_what_was_lit(seed, missed, due, count):
    setup = replace(SETUP, missed=tuple(missed), due=tuple(due), stream=Stream(seed))

    parts, _ = drawn(SCENE.guesses, setup, count)

    wanted = list(dict.fromkeys((*missed, *due)))
    half = -(-count // 2)
    assert sorted(part.concept for part in parts) == sorted(NAMES)
    assert [part.concept for part in parts][: min(half, len(wanted))] == wanted[:half]


def test_two_classes_that_need_the_same_still_get_other_words():
    setups = [replace(SETUP, due=("rij", "cue"), stream=Stream(seed)) for seed in range(20)]

    games = {frozenset(part.concept for part in drawn(SCENE.guesses, setup, 4)[0][:4]) for setup in setups}

    assert len(games) > 5
    assert all({"rij", "cue"} <= game for game in games)
