"""Nobody claps for a whole hall: four sections answer, and who begins only one of them knows. With its control."""

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level
from game.rules import applause
from game.rules.activity import Advance, GoOn, IllegalAction, Together
from game.rules.applause import ApplausePhase, ApplauseState, Began, Bring, Count, Give, GiveAll
from game.rules.together import TEAMS, Team
from tests.game.packs import EVERY, a_play
from tests.game.rules.test_applause import done, until


def worlds() -> list[ApplauseState]:
    """The same hall with every possible set of secret cards."""
    state = until(a_play(EVERY, "applause", level=Level.L1), ApplausePhase.ENTER)
    return [replace(state, leaders=leaders) for leaders in product(TEAMS, repeat=len(state.moments))]


def tried(state: ApplauseState, teams) -> list[object]:
    """What somebody sees who knows how to react but not who begins, until it is right or the tries are over."""
    seen: list[object] = []
    for team in teams:
        state = done(until(state, ApplausePhase.ENTER), GiveAll(applause.best(state)), Began(team), Bring())
        if state.phase is ApplausePhase.LANDED:
            return [*seen, "right"]
        state = done(state, GoOn())
        seen.append(applause.board_view(state))
        if state.phase is ApplausePhase.STUCK:
            return [*seen, "stuck"]
    return seen


def test_the_board_looks_the_same_whoever_has_the_card():
    boards = [applause.board_view(state) for state in worlds()]

    assert all(board == boards[0] for board in boards)


def test_whoever_is_tried_there_is_a_hall_in_which_another_begins():
    for teams in permutations(TEAMS, 3):
        outcomes = {tried(state, teams)[-1] for state in worlds()}
        assert outcomes == {"right", "stuck"}


def test_a_wrong_try_tells_no_more_than_that_it_was_wrong():
    """Two halls with other cards look the same after the same wrong tries: nothing leaks but the no itself."""
    first = [state for state in worlds() if state.leader is Team.C]
    second = [state for state in worlds() if state.leader is Team.D]

    assert {str(tried(state, (Team.A, Team.B))) for state in (*first, *second)} == {
        str(tried(first[0], (Team.A, Team.B)))
    }


def test_control_with_the_team_that_has_the_card_the_same_hands_go_on():
    for state in worlds():
        (team,) = [team for team in TEAMS if state.moment in applause.begins_at(state, team)]

        assert tried(state, [team]) == ["right"]


@given(st.lists(st.sampled_from(TEAMS), max_size=8).filter(lambda teams: len(set(teams)) < 4))
def test_fewer_than_four_sections_are_no_hall(teams):
    state = worlds()[0]
    for team in teams:
        state = done(state, Give(team, applause.best(state)))
    state = done(state, Began(state.leader))

    with pytest.raises(IllegalAction, match="count_short"):
        applause.apply(state, Bring())


def test_control_the_fourth_section_makes_it_one():
    state = worlds()[0]
    for team in TEAMS:
        state = done(state, Give(team, applause.best(state)))

    assert done(state, Began(state.leader), Bring()).phase is ApplausePhase.LANDED


@pytest.mark.parametrize("team", TEAMS)
def test_one_section_against_three_keeps_the_show_waiting(team):
    state = worlds()[0]
    wrong = next(sign for sign, does in applause.reactions(state).items() if does.verdict == "wrong")

    state = done(state, GiveAll(applause.best(state)), Give(team, wrong), Began(state.leader), Bring())

    assert state.phase is ApplausePhase.SCENE
    assert state.score.rounds == 0


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = next(state for state in worlds() if state.leader is Team.D)
    for team in (Team.A, Team.B, Team.C):
        state = done(until(state, ApplausePhase.ENTER), GiveAll(applause.best(state)), Began(team), Bring(), GoOn())

    assert applause.moves(state) == (Together(),)
    for action in (Count(), Began("D"), GiveAll("clap"), Bring()):
        with pytest.raises(IllegalAction):
            applause.apply(state, action)
    assert done(state, Advance(100_000)) == state
