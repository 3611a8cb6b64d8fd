"""Scene 9 by value: whose slider, what the class sees, what speaks against it, and the makers at the end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level, PerformanceMode
from content.model.lights import SLIDERS
from game.rules import lights
from game.rules.activity import GoOn, Hint, IllegalAction, Together
from game.rules.choices import Decide, Reveal, SetCount
from game.rules.lights import CueStored, LightSet, LightsPhase, LightsState, Ready, Slide
from game.rules.together import TEAMS, InputMode, Team
from tests.game.packs import EVERY, a_pack, a_play, lights_scene

ONE_MOMENT = a_pack(scenes=[lights_scene(moments=lights_scene()["moments"][:1], rounds={"L2": 1})])
BLIJ, BANG, ALLEEN = range(3)


def scene(pack=ONE_MOMENT, **setup) -> LightsState:
    return a_play(pack, "lights", **setup)


def done(state, *actions):
    for action in actions:
        state, _ = lights.apply(state, action)
    return state


def aiming(mood=BANG, **setup) -> LightsState:
    """The teams are at their sliders, and the class has agreed on a mood."""
    return done(scene(**setup), GoOn(), SetCount(mood, 20), Reveal())


def all_ready(state):
    return done(state, *(Ready(team) for team in TEAMS))


def seen(state, mood):
    """The light as it is, all ready, and the whole class names this mood."""
    return done(all_ready(state), GoOn(), SetCount(mood, 20), Reveal())


def test_the_class_sees_the_stage_in_work_light_until_it_has_chosen_a_mood():
    state = scene()

    assert state.lit == (2, 4, state.moment.stands, 2)
    assert done(state, GoOn()).lit == state.lit
    assert aiming().lit == state.values


def test_a_round_starts_far_from_every_mood():
    for seed in range(20):
        state = scene(seed=seed)
        for mood in lights.moods_of(state):
            assert len(lights.against(mood, state.values, state.moment.stands)) >= 2


def test_a_team_slides_step_by_step_and_never_past_the_end():
    state = replace(aiming(), values=(3, 2, 2, 2))
    state = done(state, Slide(Team.A, 1))

    assert state.values == (4, 2, 2, 2)
    with pytest.raises(IllegalAction, match="not_there"):
        lights.apply(state, Slide(Team.A, 1))


@pytest.mark.parametrize("by", [0, 2, -4])
def test_a_slider_goes_one_step_at_a_time(by):
    with pytest.raises(IllegalAction, match="not_there"):
        lights.apply(aiming(), Slide(Team.A, by))


def test_who_slides_again_is_not_ready_any_more():
    state = replace(aiming(), values=(2, 2, 2, 2))
    state = done(state, Ready(Team.A), Ready(Team.B), Slide(Team.A, 1))

    assert state.ready == (False, True, False, False)


def test_the_class_looks_once_all_four_are_ready():
    state = done(aiming(), *(Ready(team) for team in TEAMS[:3]))
    assert state.phase is LightsPhase.SET

    state, events = lights.apply(state, Ready(Team.D))

    assert state.phase is LightsPhase.LOOK
    assert LightSet() in events


@pytest.mark.parametrize("mode", [InputMode.TURNS, InputMode.KEYS])
def test_where_one_team_is_at_a_time_the_game_runs_whose_turn_it_is(mode):
    state = aiming(input=mode)
    assert lights.turn(state) is Team.A
    with pytest.raises(IllegalAction, match="not_your_turn"):
        lights.apply(state, Ready(Team.B))

    assert lights.turn(done(state, Ready(Team.A))) is Team.B


def test_what_the_class_sees_goes_above_what_the_pack_says():
    """The light is no "bang" at all by the pack; if the class feels it, it is right."""
    state = replace(aiming(), values=(4, 4, 1, 4))
    state = seen(state, BANG)

    assert state.card is not None
    assert state.card.verdict == "right"
    assert state.book[0].values == (4, 4, 1, 4)


def test_when_the_class_sees_another_mood_the_card_says_which_slider_speaks_against_it():
    state = seen(replace(aiming(), values=(0, 0, 3, 4)), BLIJ)

    assert state.card is not None
    assert state.card.verdict == "wrong"
    assert state.card.text == "Want backdrop."
    assert state.hint == 1
    state = done(state, GoOn())
    assert state.phase is LightsPhase.SET
    assert state.ready == (False,) * 4
    assert lights.doubted(state) == "backdrop"


def test_within_the_mood_the_card_leaves_the_class_its_own_eyes():
    state = seen(replace(aiming(), values=(0, 0, 3, 0)), BLIJ)

    assert state.card is not None
    assert state.card.text == "Licht is voor iedereen anders."


def test_half_of_the_cards_for_another_mood_is_no_majority_for_this_one():
    state = done(all_ready(aiming()), GoOn(), SetCount(BANG, 10), SetCount(BLIJ, 10), Reveal())

    assert state.card is not None
    assert state.card.verdict == "wrong"


def test_the_spot_is_counted_from_who_stands_there():
    bang, alleen = lights.moods_of(scene())[BANG], lights.moods_of(scene())[ALLEEN]

    assert lights.steps_of(bang, "spot", 1) == {0, 2, 3, 4}
    assert lights.steps_of(alleen, "spot", 3) == {3}
    assert lights.steps_of(alleen, "warmth", 3) == {0, 1, 2, 3, 4}


def test_hint_two_marks_the_steps_of_the_mood():
    state = aiming()
    assert lights.board_view(state).marks is None

    state = done(state, Hint(), Hint())

    assert lights.board_view(state).marks == lights.marks(state)
    assert lights.marks(state)[0] == {0, 1}


def test_after_three_lights_that_did_not_speak_the_class_sets_one_together():
    state = aiming()
    for _ in range(3):
        state = done(seen(replace(state, values=(4, 4, 1, 4)), BLIJ), GoOn())
    assert state.phase is LightsPhase.STUCK

    state = done(state, Together())

    assert state.phase is LightsPhase.LOOK
    goal = lights.aim(state)
    assert goal is not None
    assert lights.against(goal, state.values, state.moment.stands) == ()
    state = done(state, GoOn(), SetCount(BLIJ, 20), Reveal())
    assert state.card is not None
    assert state.card.verdict == "right"


def test_a_class_that_does_not_agree_on_a_mood_votes_again_and_then_talks():
    state = done(scene(), GoOn())
    for _ in range(3):
        state = done(state, SetCount(BLIJ, 7), SetCount(BANG, 7), SetCount(ALLEEN, 6), Reveal())
    assert state.phase is LightsPhase.STUCK
    assert lights.moves(state) == (Together(),)

    state = done(state, Together(), Decide(ALLEEN))

    assert state.phase is LightsPhase.SET
    assert state.goal == ALLEEN


def test_more_cards_than_pupils_are_refused_and_too_few_are_no_class():
    state = done(scene(), GoOn())
    with pytest.raises(IllegalAction, match="too_many"):
        lights.apply(state, SetCount(0, 21))
    with pytest.raises(IllegalAction, match="count_short"):
        lights.apply(done(state, SetCount(0, 10)), Reveal())

    assert done(state, SetCount(0, 11), Reveal()).phase is LightsPhase.SET


def test_a_light_that_speaks_goes_into_the_book_and_then_the_makers_show_theirs():
    state = replace(aiming(), values=(0, 0, 3, 0))
    state, events = lights.apply(
        done(all_ready(state), GoOn(), SetCount(BANG, 20)),
        Reveal(),
    )
    assert CueStored(1) in events
    assert [asked.concept for asked in state.score.asked] == ["cue"]
    assert state.score.first_try == 1

    state = done(state, GoOn())
    assert state.phase is LightsPhase.MAKERS
    assert state.lit == (0, 4, 3, 2)
    assert lights.is_complete(done(state, GoOn()))


def test_moments_of_another_way_of_performing_are_left_out():
    names = {moment.id for moment in lights.offered(scene(EVERY).scene, scene(EVERY).setup)}

    assert names == {"bos", "feest"}


def test_what_this_way_of_performing_makes_different_goes_first():
    for seed in range(10):
        assert scene(EVERY, seed=seed, performance_mode=PerformanceMode.PARTICIPATORY).moment.id == "mee"


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("mode", list(InputMode))
@pytest.mark.parametrize("size", [4, 5, 30])
def test_it_is_played_to_its_end_at_every_level_in_every_way(level, mode, size):
    state = scene(EVERY, level=level, input=mode, class_size=size)
    for _ in range(300):
        if lights.is_complete(state):
            break
        state = done(state, lights.moves(state)[0])

    assert lights.is_complete(state)
    assert len(state.book) == state.rounds


@given(st.integers(0, 100), st.lists(st.integers(0, 9), max_size=60))
def test_the_light_stays_on_the_sliders(seed, numbers):
    state = scene(EVERY, seed=seed)
    for number in numbers:
        candidates = (*lights.moves(state), *lights.slips(state))
        if not candidates:
            break
        state = done(state, candidates[number % len(candidates)])
        assert all(0 <= step <= 4 for step in state.lit)
        assert len(state.lit) == len(SLIDERS)
