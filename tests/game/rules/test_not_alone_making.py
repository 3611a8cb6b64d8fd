"""Scene 6 is not for one: who sees only the board sees closed envelopes, whatever is in them."""

from dataclasses import replace
from functools import lru_cache
from itertools import permutations

import pytest

from game.rules import making
from game.rules.activity import GoOn, IllegalAction, Together
from game.rules.making import MakingPhase, MakingState, OpenCards, PutCard, RunThrough, TakeCard, ToRoad
from game.rules.together import TEAMS
from tests.game.packs import a_pack, a_play, making_scene

STEPS = ("idee", "decor", "oefenen", "spelen")
WORLDS = tuple(permutations(STEPS))


def a_world(cards: tuple[str, ...]) -> MakingState:
    """The same board with these steps in the envelopes, closed again after every team looked."""
    scene = making_scene()
    scene["steps"] = [
        {**step, "after": [clash for clash in step["after"] if clash["needs"] in STEPS]}
        for step in scene["steps"]
        if step["id"] in STEPS
    ]
    scene["roads"] = [{**scene["roads"][0], "steps": list(STEPS)}]
    state = replace(a_play(a_pack(scenes=[scene]), "making"), cards=cards)
    for action in (*(OpenCards(team) for team in TEAMS), ToRoad()):
        state, _ = making.apply(state, action)
    return state


def tried(state: MakingState, order: tuple[int, ...]) -> MakingState:
    """What lies open stays; the player lays the envelopes in an order and lets it play."""
    for stop, card in enumerate(order):
        if stop >= state.locked and state.stops[stop] != card:
            state, _ = making.apply(state, TakeCard(card))
            state, _ = making.apply(state, PutCard(stop))
    state, _ = making.apply(state, RunThrough())
    while state.phase in (MakingPhase.FILM, MakingPhase.CLASH):
        state, _ = making.apply(state, GoOn())
    return state


def can_always_be_solved(boards: frozenset[tuple[str, ...]], states: dict[tuple[str, ...], MakingState]) -> bool:
    """Whether a player who sees only the board has a plan that works in all these worlds, which all look the same."""
    one = next(iter(states.values()))
    assert all(making.board_view(state) == making.board_view(one) for state in states.values())
    if one.phase is MakingPhase.STUCK:
        return False
    fixed = tuple(card for card in one.stops[: one.locked] if card is not None)
    for rest in permutations(card for card in range(len(STEPS)) if card not in fixed):
        outcomes: dict[object, dict[tuple[str, ...], MakingState]] = {}
        for cards in boards:
            after = tried(states[cards], fixed + rest)
            if after.phase is not MakingPhase.APPLAUSE:
                outcomes.setdefault(making.board_view(after), {})[cards] = after
        if all(can_always_be_solved(frozenset(group), group) for group in outcomes.values()):
            return True
    return False


@lru_cache(maxsize=1)
def all_worlds() -> dict[tuple[str, ...], MakingState]:
    return {cards: a_world(cards) for cards in WORLDS}


def test_the_board_looks_the_same_whatever_lies_in_the_envelopes():
    views = [making.board_view(state) for state in all_worlds().values()]
    looking = []
    for cards in WORLDS[:6]:
        state = replace(all_worlds()[cards], phase=MakingPhase.CARDS)
        looking.append(making.board_view(making.apply(state, OpenCards(TEAMS[0]))[0]))

    assert all(view == views[0] for view in views)
    assert all(view == looking[0] for view in looking)


def test_no_plan_of_a_player_who_sees_only_the_board_works_in_every_world():
    """All plans are tried, with all that the run-through tells after each: four envelopes, three tries."""
    assert not can_always_be_solved(frozenset(WORLDS), all_worlds())


@pytest.mark.parametrize("cards", WORLDS)
def test_control_with_what_the_teams_know_the_first_try_is_right(cards):
    state = all_worlds()[cards]

    state = tried(state, tuple(cards.index(step) for step in STEPS))

    assert state.phase is MakingPhase.APPLAUSE
    assert state.score.first_try == 1


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = all_worlds()[STEPS]
    backwards = (3, 2, 1, 0)
    for _ in range(3):
        state = tried(state, backwards)
        if state.card is not None:
            state, _ = making.apply(state, GoOn())

    assert state.phase is MakingPhase.STUCK
    assert making.moves(state) == (Together(),)
    with pytest.raises(IllegalAction, match="only_together"):
        making.apply(state, RunThrough())
