"""Coulissengeheugen: looking behind one's own flats, telling the class, and finding what belongs together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level
from game.rules import pairs
from game.rules.activity import Advance, GoOn, Hint, IllegalAction, RoundDone, SceneDone, Together
from game.rules.pairs import (
    CardOpened,
    FlatsClosed,
    FlatsOpened,
    Matched,
    Missed,
    NewSearch,
    OpenCard,
    PairsPhase,
    PairsState,
    Peek,
)
from game.rules.together import TEAMS, Team
from tests.game.packs import CONCEPTS, EVERY, a_play


def opened(**setup) -> PairsState:
    return a_play(EVERY, "pairs", **setup)


def looked(state: PairsState) -> PairsState:
    """Every team has looked behind its own flats."""
    while state.phase is PairsPhase.PEEK:
        state, _ = pairs.apply(state, pairs.moves(state)[0])
    return state


def searching(**setup) -> PairsState:
    """A first card lies open."""
    state = looked(opened(**setup))
    state, _ = pairs.apply(state, pairs.moves(state)[0])
    return state


def wrong(state: PairsState) -> tuple[PairsState, tuple]:
    """The class opens a card that doesn't belong to the first one, and reads why."""
    state, events = pairs.apply(state, pairs.slips(state)[0])
    state, _ = pairs.apply(state, GoOn())
    return state, events


def found(state: PairsState) -> PairsState:
    state, _ = pairs.apply(state, OpenCard(pairs.partner(state, state.first)))
    state, _ = pairs.apply(state, GoOn())
    return state


def refused(state: PairsState, action) -> str:
    with pytest.raises(IllegalAction) as refusal:
        pairs.apply(state, action)
    return refusal.value.reason


@pytest.mark.parametrize(("level", "count"), [("L1", 4), ("L2", 6), ("L3", 6), ("L4", 8)])
def test_every_team_has_a_wing_of_the_same_height(level, count):
    state = opened(level=Level(level))

    assert len(state.cards) == 2 * count
    assert sorted(place for team in TEAMS for place in pairs.wing(state, team)) == list(range(2 * count))
    assert {len(pairs.wing(state, team)) for team in TEAMS} == {count // 2}


@given(st.integers(0, 500), st.sampled_from(list(Level)))
def test_of_every_pair_one_card_lies_on_either_side(seed, level):
    state = opened(seed=seed, level=level)
    half = len(state.cards) // 2

    assert sorted(state.cards[:half]) == sorted(state.cards[half:])
    assert len(set(state.cards)) == half
    for place in range(len(state.cards)):
        assert pairs.is_left(state, place) is not pairs.is_left(state, pairs.partner(state, place))


def test_a_short_lesson_plays_fewer_pairs_but_never_fewer_than_four():
    assert {len(opened(level=Level.L4, seed=seed).cards) for seed in range(3)} == {16}
    state = opened(level=Level.L1)
    assert len(pairs.start(state.scene, replace(state.setup, minutes=10)).cards) == 8
    assert len(pairs.start(state.scene, replace(state.setup, level=Level.L4, minutes=10)).cards) in (8, 12)


def test_what_was_missed_before_comes_back():
    state = opened(level=Level.L1)
    for concept in CONCEPTS:
        again = pairs.start(state.scene, replace(state.setup, missed=(concept,)))
        assert concept in again.cards


@given(st.integers(0, 300))
def test_at_the_level_of_near_misses_words_come_with_those_they_are_taken_for(seed):
    state = opened(level=Level.L4, seed=seed)

    assert {"rij", "stoelnummer"} <= set(state.cards)


def test_teams_look_one_after_the_other_behind_their_own_flats_only():
    state = opened()
    for team in TEAMS:
        for other in TEAMS:
            if other is not team:
                assert refused(state, Peek(other)) == "not_your_turn"
        state, events = pairs.apply(state, Peek(team))
        assert events == (FlatsOpened(team),)
        assert refused(state, Peek(team)) == "not_your_turn"
        assert refused(state, OpenCard(0)) == "not_now"
        state, events = pairs.apply(state, GoOn())
        assert events[0] == FlatsClosed(team)

    assert state.phase is PairsPhase.FIRST
    assert events[-1] == NewSearch(0)


def test_with_a_timer_the_flats_close_by_themselves():
    state = opened(timed=True)
    state, _ = pairs.apply(state, Peek(Team.A))
    assert pairs.needs_ticks(state)

    state, events = pairs.apply(state, Advance(3 * pairs.PEEK_TICKS - 1))
    assert events == ()
    state, events = pairs.apply(state, Advance(1))
    assert events == (FlatsClosed(Team.A),)
    assert not pairs.needs_ticks(state)


def test_without_a_timer_time_does_nothing():
    state, _ = pairs.apply(opened(), Peek(Team.A))

    assert pairs.apply(state, Advance(100_000)) == (state, ())


def test_the_first_card_is_opened_by_its_owner_and_the_second_across_the_stage():
    state = looked(opened())
    first = pairs.wing(state, Team.A)[1]
    assert refused(state, OpenCard(pairs.wing(state, Team.B)[0])) == "not_your_turn"
    assert refused(state, OpenCard(-1)) == "not_there"
    assert refused(state, OpenCard(99)) == "not_there"

    state, events = pairs.apply(state, OpenCard(first))

    assert events == (CardOpened(first),)
    assert refused(state, OpenCard(pairs.wing(state, Team.B)[0])) == "not_your_turn"
    assert {pairs.owner(state, place) for place in pairs.second_choices(state)} == {Team.C, Team.D}


def test_teams_take_turns_to_begin_from_left_and_right():
    state, begun = looked(opened(level=Level.L4)), []
    while state.phase is not PairsPhase.DONE:
        begun.append(pairs.opener(state))
        state, _ = pairs.apply(state, pairs.moves(state)[0])
        state = found(state)

    assert begun[:4] == [Team.A, Team.C, Team.B, Team.D]
    assert all((one in (Team.A, Team.B)) is (number % 2 == 0) for number, one in enumerate(begun))


def test_two_cards_that_belong_together_bring_the_reason_and_a_round():
    state = searching()
    concept, place = state.cards[state.first], pairs.partner(state, state.first)

    state, events = pairs.apply(state, OpenCard(place))

    assert events[:2] == (Matched(state.first, place), RoundDone(True))
    assert (state.card.verdict, state.card.text) == ("right", pairs.pair_of(state, concept).because)
    assert [(asked.concept, asked.first_try) for asked in state.score.asked] == [(concept, True)]
    assert state.found == (concept,)
    assert refused(state, OpenCard(0)) == "card"


def test_a_card_that_does_not_belong_says_what_it_is_and_costs_nothing():
    state = searching()
    slip = pairs.slips(state)[0]

    state, events = pairs.apply(state, slip)

    opened_concept = pairs.concept_of(state, state.cards[slip.place])
    assert events[0] == Missed(slip.place)
    assert state.card.verdict == "wrong"
    assert opened_concept.definition in state.card.text
    assert (state.score.rounds, state.found) == (0, ())
    state, _ = pairs.apply(state, GoOn())
    assert state.phase is PairsPhase.SECOND
    assert refused(state, slip) == "tried"


def test_words_that_are_easily_mixed_up_are_told_apart_in_both_directions():
    state = looked(opened(level=Level.L4))
    for one, other in (("rij", "stoelnummer"), ("stoelnummer", "rij")):
        first = next(place for place, concept in enumerate(state.cards) if concept == one)
        second = next(
            place
            for place, concept in enumerate(state.cards)
            if concept == other and pairs.is_left(state, place) is not pairs.is_left(state, first)
        )
        at_first = replace(state, phase=PairsPhase.SECOND, first=first)
        missed, _ = pairs.apply(at_first, OpenCard(second))
        assert missed.card.text == "Een rij heeft een letter, een stoel een nummer."


def test_what_was_opened_in_vain_stays_open_until_the_end_of_the_next_round():
    state = searching(level=Level.L4)
    state, events = wrong(state)
    place = events[0].place
    assert place in pairs.open_places(state)

    state = found(state)
    assert place in pairs.open_places(state)
    state, _ = pairs.apply(state, OpenCard(next(p for p in pairs.first_choices(state) if p != place)))
    if state.first != pairs.partner(state, place):
        assert place in pairs.open_places(state)
        state = found(state)
    assert place not in pairs.open_places(state)


def test_hints_let_the_teams_across_look_again_and_tell_the_board_nothing():
    state = searching()
    assert not any(pairs.may_peek(state, team) for team in TEAMS)
    before = pairs.board_view(state)

    state, _ = pairs.apply(state, Hint())
    assert [team for team in TEAMS if pairs.may_peek(state, team)] == [Team.C, Team.D]
    assert replace(pairs.board_view(state), hint=0) == before
    state, _ = pairs.apply(state, Hint())
    assert replace(pairs.board_view(state), hint=0) == before
    assert refused(state, Hint()) == "no_hint_left"

    right = pairs.partner(state, state.first)
    for team in (Team.C, Team.D):
        peeking, _ = pairs.apply(state, Peek(team))
        assert pairs.marked(peeking) == (right if pairs.owner(state, right) is team else None)
        assert pairs.moves(peeking) == (GoOn(),)


def test_between_two_rounds_any_team_may_look_again():
    state = looked(opened())
    state, _ = pairs.apply(state, Peek(Team.D))
    state, events = pairs.apply(state, GoOn())

    assert events == (FlatsClosed(Team.D),)
    assert state.phase is PairsPhase.FIRST


def test_after_three_mistakes_only_the_teacher_goes_on_and_the_board_shows_the_place():
    state = searching(level=Level.L4)
    for mistakes in (1, 2, 3):
        state, _ = wrong(state)
        assert state.hint == min(mistakes, 2)
    assert state.phase is PairsPhase.STUCK
    assert pairs.moves(state) == (Together(),)
    assert refused(state, OpenCard(pairs.partner(state, state.first))) == "only_together"

    state, _ = pairs.apply(state, Together())

    assert pairs.board_view(state).answer == pairs.partner(state, state.first)
    state, events = pairs.apply(state, OpenCard(pairs.answer(state)))
    assert RoundDone(False) in events
    assert not state.score.asked[0].first_try


def test_the_last_pair_ends_the_scene():
    state = looked(opened(level=Level.L1))
    for _ in range(4):
        state, _ = pairs.apply(state, pairs.moves(state)[0])
        state, _ = pairs.apply(state, OpenCard(pairs.partner(state, state.first)))
        state, events = pairs.apply(state, GoOn())

    assert events[-1] == SceneDone()
    assert pairs.is_complete(state)
    assert (state.score.rounds, state.score.first_try) == (4, 4)
