"""Nobody lifts the veil alone: a team answers for its own curtain and never nods for itself. With its control."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level
from game.rules import veil
from game.rules.activity import GoOn, Hint, IllegalAction, Together, VisitRound
from game.rules.together import TEAMS, Team
from game.rules.veil import Nod, PickGuess, VeilPhase, VeilState
from tests.game.packs import EVERY, a_play


def all_of(team: Team) -> list[object]:
    """Everything that one team can do at the board."""
    picks = [PickGuess(team, number) for number in range(-1, 5)]
    return [*picks, Nod(team, True), Nod(team, False), Hint(), GoOn()]


def reached(start: VeilState, teams: tuple[Team, ...]) -> int:
    """The most curtains that these teams open, whatever they do and in whatever order."""
    actions = [action for team in teams for action in all_of(team)]
    seen, waiting, most = {str(start)}, [start], 0
    while waiting:
        state = waiting.pop()
        most = max(most, len(state.labels))
        for action in actions:
            try:
                following, _ = veil.apply(state, action)
            except IllegalAction:
                continue
            if following.phase is not VeilPhase.DONE and str(following) not in seen and len(seen) < 4000:
                seen.add(str(following))
                waiting.append(following)
    return most


@pytest.mark.parametrize("visit", list(VisitRound))
@pytest.mark.parametrize("team", TEAMS)
def test_one_team_opens_no_curtain_whatever_it_does(team, visit):
    assert reached(a_play(EVERY, "veil", visit=visit), (team,)) == 0


@pytest.mark.parametrize("team", TEAMS)
def test_nor_does_it_open_another_one_once_the_class_has_begun(team):
    """Also with the class on its way: at every curtain one team alone is short of a hand."""
    state = a_play(EVERY, "veil", level=Level.L1)
    while state.phase is not VeilPhase.WALL:
        if state.phase is VeilPhase.ASK and state.card is None:
            assert reached(state, (team,)) == len(state.labels)
        state, _ = veil.apply(state, veil.moves(state)[0])


@given(st.integers(0, 60), st.data())
def test_no_team_nods_for_its_own_guess(seed, data):
    state = a_play(EVERY, "veil", seed=seed)
    for _ in range(data.draw(st.integers(0, 12))):
        state, _ = veil.apply(state, data.draw(st.sampled_from((*veil.moves(state), *veil.slips(state)))))
        if state.phase in (VeilPhase.WALL, VeilPhase.DONE):
            return

    assert state.second is not state.owner


def test_control_four_teams_that_listen_to_each_other_open_all_six():
    state = a_play(EVERY, "veil")
    for _ in range(6):
        for action in (PickGuess(state.owner, 0), Nod(state.second, True), GoOn()):
            state, _ = veil.apply(state, action)

    assert state.phase is VeilPhase.WALL
    assert len(state.labels) == 6


def test_when_teams_keep_saying_no_only_the_teacher_goes_on():
    state = a_play(EVERY, "veil")
    for _ in range(3):
        state, _ = veil.apply(state, PickGuess(state.owner, 0))
        state, _ = veil.apply(state, Nod(state.second, False))

    assert veil.moves(state) == (Together(),)
    assert reached(state, TEAMS) == 0
