"""Scene 5 is not for one: a head of every team, agreement, and a board that tells nothing."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import people
from game.rules.activity import Together
from game.rules.people import PeoplePhase, PeopleState, PickHelper
from game.rules.together import TEAMS, Team, team_sizes
from tests.game.packs import EVERY, a_helper, a_pack, a_play, a_trouble, people_scene

PEOPLE = ("technieker", "acteur", "danser", "muzikant")


def a_world(right: str) -> PeopleState:
    """The same board, where only `right` can help."""
    helpers = [a_helper(person, "right" if person == right else "wrong") for person in PEOPLE]
    scene = people_scene(troubles=[a_trouble("gat", helpers=helpers)], rounds={"L2": 1})
    return a_play(a_pack(scenes=[scene]), "people")


def asked(state: PeopleState) -> PeopleState:
    """The state in which the called heads are to choose, or in which the tries are over."""
    while state.phase not in (PeoplePhase.ANSWER, PeoplePhase.STUCK, PeoplePhase.DONE):
        state, _ = people.apply(state, people.moves(state)[0])
    return state


def all_pick(state: PeopleState, person: int) -> PeopleState:
    for team in TEAMS:
        state, _ = people.apply(state, PickHelper(team, person))
    return state


def test_the_board_looks_the_same_whoever_can_help():
    boards = [people.board_view(asked(a_world(right))) for right in PEOPLE]
    covered = [people.board_view(people.apply(asked(a_world(right)), PickHelper(Team.A, 0))[0]) for right in PEOPLE]

    assert all(board == boards[0] for board in boards)
    assert all(board == covered[0] for board in covered)


@given(st.integers(0, 50), st.lists(st.sampled_from(list(TEAMS[:3])), max_size=20), st.integers(0, 1))
def test_three_teams_never_bring_anybody_on_the_stage(seed, teams, person):
    state = asked(a_play(EVERY, "people", seed=seed))
    for team in teams:
        state, _ = people.apply(state, PickHelper(team, person))

    assert state.phase is PeoplePhase.ANSWER
    assert state.came is None


@pytest.mark.parametrize("team", TEAMS)
def test_one_head_that_thinks_something_else_must_be_heard_first(team):
    for right, other in product(range(4), repeat=2):
        if right == other:
            continue
        state = asked(a_world(PEOPLE[0]))
        for one in TEAMS:
            state, _ = people.apply(state, PickHelper(one, other if one is team else right))
        assert state.phase is PeoplePhase.REASONS


def test_control_four_heads_that_agree_bring_the_person_they_call():
    for right in PEOPLE:
        state = asked(a_world(right))
        state = all_pick(state, people.who_helps(state))
        assert state.phase is PeoplePhase.ACT
        assert state.came is not None
        assert state.came.person == right


def test_whoever_only_guesses_for_all_four_meets_a_trouble_that_is_never_mended():
    for guesses in permutations(range(4), 3):
        assert any(_guessed(a_world(right), guesses) is PeoplePhase.STUCK for right in PEOPLE)


def _guessed(state: PeopleState, guesses: tuple[int, ...]) -> PeoplePhase:
    for guess in guesses:
        state = asked(state)
        if state.phase is PeoplePhase.ANSWER and guess in people.open_people(state):
            state = all_pick(state, guess)
            if state.came is not None and state.came.verdict == "right":
                return state.phase
    return asked(state).phase


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = asked(a_world("danser"))
    for _ in range(3):
        if state.phase is PeoplePhase.ANSWER:
            wrong = next(n for n in people.open_people(state) if state.trouble.helpers[n].verdict == "wrong")
            state = asked(all_pick(state, wrong))

    assert state.phase is PeoplePhase.STUCK
    assert people.moves(state) == (Together(),)


@given(st.integers(4, 30), st.integers(0, 500))
def test_the_same_pupil_is_never_called_for_a_team_twice_before_its_others(size, seed):
    """Everybody has to know: in one turn of the numbers each head of a team comes, its first for who lacks too."""
    state = a_play(EVERY, "people", class_size=size, seed=seed)
    came: dict[Team, list[int]] = {team: [] for team in TEAMS}
    for _ in range(people.heads(state.setup)):
        state, _ = people._call(state)
        for team, head in people.called(state.setup, state.number or 1).items():
            came[team].append(head)

    for team, count in team_sizes(size).items():
        assert set(came[team]) == set(range(1, count + 1))
        assert all(came[team].count(head) == 1 for head in range(2, count + 1))
