"""Nobody finds the pairs alone: what lies behind a wing only its team has seen. With its control."""

from dataclasses import replace
from itertools import permutations

import pytest

from content.model import Level
from game.rules import pairs
from game.rules.activity import GoOn, IllegalAction, Together
from game.rules.pairs import OpenCard, PairsPhase, PairsState
from tests.game.packs import EVERY, a_play


def searching(level: Level = Level.L1) -> PairsState:
    """All teams have looked; team A opened its upper card."""
    state = a_play(EVERY, "pairs", level=level)
    while state.phase is PairsPhase.PEEK:
        state, _ = pairs.apply(state, pairs.moves(state)[0])
    state, _ = pairs.apply(state, OpenCard(0))
    return state


def worlds(level: Level = Level.L1) -> list[PairsState]:
    """The same board with the cards across in every order (at least every place for the one that is sought)."""
    state = searching(level)
    half = len(state.cards) // 2
    left, right = state.cards[:half], state.cards[half:]
    orders = permutations(right) if half <= 4 else (right[shift:] + right[:shift] for shift in range(half))
    return [replace(state, cards=(*left, *order)) for order in orders]


def seen_by_who_guesses(state: PairsState, guesses) -> list[object]:
    """What a player who only guesses gets to see, until the pair is found or the tries are over."""
    seen: list[object] = [pairs.board_view(state)]
    for place in guesses:
        state, _ = pairs.apply(state, OpenCard(place))
        if state.phase is PairsPhase.FOUND:
            return [*seen, "found"]
        state, _ = pairs.apply(state, GoOn())
        seen.append(pairs.board_view(state))
        if state.phase is PairsPhase.STUCK:
            return [*seen, "stuck"]
    return seen


@pytest.mark.parametrize("level", list(Level))
def test_the_board_tells_nothing_of_what_lies_behind_a_closed_flat(level):
    boards = [pairs.board_view(state) for state in worlds(level)]

    assert all(board == boards[0] for board in boards)
    assert dict(boards[0].open).keys() == {0}


def test_also_while_a_team_looks_the_others_learn_nothing():
    boards = []
    for state in worlds():
        fresh = replace(state, phase=PairsPhase.PEEK, first=None, to_peek=pairs.TEAMS)
        for _ in range(8):
            boards.append(pairs.board_view(fresh))
            fresh, _ = pairs.apply(fresh, pairs.moves(fresh)[0])

    assert all(board == boards[index % 8] for index, board in enumerate(boards))


@pytest.mark.parametrize("level", list(Level))
def test_whatever_one_player_guesses_there_is_a_stage_on_which_the_pair_is_never_found(level):
    across = pairs.second_choices(searching(level))

    for guesses in permutations(across, 3):
        outcomes = [seen_by_who_guesses(state, guesses)[-1] for state in worlds(level)]
        assert "stuck" in outcomes


def test_hints_that_come_with_mistakes_narrow_nothing_for_who_sees_only_the_board():
    first, second, *_ = (
        state for state in worlds() if pairs.partner(state, 0) in (6, 7) and state.cards[4] == worlds()[0].cards[5]
    )
    guess = 4

    assert seen_by_who_guesses(first, [guess]) == seen_by_who_guesses(second, [guess])


@pytest.mark.parametrize("level", list(Level))
def test_control_with_what_the_owners_tell_the_same_player_finds_it_at_once(level):
    for state in worlds(level):
        concept = state.cards[0]
        told = next(
            place
            for team in pairs.across(state)
            for place in pairs.wing(state, team)
            if state.cards[place] == concept
        )
        found, _ = pairs.apply(state, OpenCard(told))
        assert found.phase is PairsPhase.FOUND


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = worlds()[0]
    for _ in range(3):
        state, _ = pairs.apply(state, pairs.slips(state)[0])
        state, _ = pairs.apply(state, GoOn())

    assert pairs.moves(state) == (Together(),)
    for place in range(len(state.cards)):
        with pytest.raises(IllegalAction):
            pairs.apply(state, OpenCard(place))
