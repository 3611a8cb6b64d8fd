"""Nobody lights a mood alone: every slider has one owner, all four must be ready, and a class must see it."""

from dataclasses import replace
from itertools import product

import pytest

from content.model import Level
from game.rules import lights
from game.rules.activity import GoOn, Hint, IllegalAction, Together
from game.rules.choices import Reveal, SetCount
from game.rules.lights import LightsPhase, LightsState, Ready, Slide
from game.rules.together import TEAMS, Team
from tests.game.packs import EVERY, a_play


def at_the_desk(**setup) -> LightsState:
    """The teams are at their sliders, and the class has agreed on a mood."""
    state = a_play(EVERY, "lights", **setup)
    while state.phase is not LightsPhase.SET:
        state, _ = lights.apply(state, lights.moves(state)[0])
    return state


def reached(start: LightsState, actions: list[object]) -> list[LightsState]:
    """Every state that these actions lead to, in whatever order."""
    seen, waiting = [start], [start]
    while waiting:
        state = waiting.pop()
        for action in actions:
            try:
                following, _ = lights.apply(state, action)
            except IllegalAction:
                continue
            if following not in seen:
                seen.append(following)
                waiting.append(following)
    return seen


def all_of(team: Team) -> list[object]:
    return [Slide(team, -1), Slide(team, 1), Ready(team), Hint(), Reveal(), GoOn()]


@pytest.mark.parametrize("team", TEAMS)
def test_one_team_never_gets_the_class_to_look(team):
    for state in reached(at_the_desk(), all_of(team)):
        assert state.phase is LightsPhase.SET
        others = [value for value, one in zip(state.values, TEAMS, strict=True) if one is not team]
        assert others == [value for value, one in zip(at_the_desk().values, TEAMS, strict=True) if one is not team], (
            "a slider that belongs to another team moved"
        )


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("seed", range(12))
def test_where_the_others_only_say_ready_one_team_never_lights_the_mood(team, seed):
    """However far it slides: at least one more slider speaks against every mood from the start."""
    start = at_the_desk(seed=seed)
    place = TEAMS.index(team)
    for mood in lights.moods_of(start):
        for step in range(5):
            values = (*start.values[:place], step, *start.values[place + 1 :])
            assert lights.against(mood, values, start.moment.stands)


@pytest.mark.parametrize("level", list(Level))
def test_control_four_teams_light_every_mood(level):
    start = at_the_desk(level=level)
    for goal, _ in enumerate(lights.moods_of(start)):
        state = replace(start, goal=goal)
        for _ in range(40):
            if state.phase is LightsPhase.LOOK:
                break
            state, _ = lights.apply(state, lights.moves(state)[0])
        assert state.phase is LightsPhase.LOOK
        mood = lights.aim(state)
        assert mood is not None
        assert lights.against(mood, state.values, state.moment.stands) == ()


def test_no_light_counts_before_most_of_the_class_has_shown_a_card():
    state = at_the_desk()
    for team in TEAMS:
        state, _ = lights.apply(state, Ready(team))
    state, _ = lights.apply(state, GoOn())
    for one, two in product(range(4), repeat=2):
        few, _ = lights.apply(state, SetCount(0, one))
        few, _ = lights.apply(few, SetCount(1, two))
        with pytest.raises(IllegalAction, match="count_short"):
            lights.apply(few, Reveal())


def test_the_board_does_not_tell_where_a_mood_lies_before_the_second_hint():
    state = at_the_desk()
    boards = [lights.board_view(replace(state, goal=goal)) for goal in range(len(state.counts))]

    assert all(replace(board, goal=None) == replace(boards[0], goal=None) for board in boards)


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = at_the_desk()
    other = (state.goal + 1) % len(state.counts)
    for _ in range(3):
        for action in (*(Ready(team) for team in TEAMS), GoOn(), SetCount(other, 20), Reveal(), GoOn()):
            state, _ = lights.apply(state, action)

    assert lights.moves(state) == (Together(),)
    assert reached(state, [one for team in TEAMS for one in all_of(team)]) == [state]
