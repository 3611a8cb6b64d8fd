"""Scene 5: heads together, a number, agreement, and who comes."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import PerformanceMode
from game.rules import people
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, Hint, Hinted, IllegalAction, Together
from game.rules.people import (
    TALK_TICKS,
    CallNumber,
    HelperCame,
    NumberCalled,
    PeoplePhase,
    Picked,
    PickHelper,
    SendHelper,
    SteppedBack,
    Uncovered,
)
from game.rules.together import TEAMS, InputMode, Team, team_sizes
from tests.game.packs import EVERY, a_helper, a_pack, a_setup, a_trouble, people_scene


def opened(pack=EVERY, **setup):
    run = rules.start(pack, a_setup(**{"minutes": 50, **setup}))
    for action in (rules.EnterScene("people"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def one_trouble(*helpers, **setup):
    scene = people_scene(troubles=[a_trouble("gat", helpers=list(helpers) or None)], rounds={"L2": 1})
    return opened(a_pack(scenes=[scene]), **setup)


def done(state, *actions):
    for action in actions:
        state, _ = people.apply(state, action)
    return state


def called(state):
    """The state in which the heads of a number are to answer."""
    while state.phase is not PeoplePhase.ANSWER:
        state = done(state, people.moves(state)[0])
    return state


def at(state, verdict):
    return next(n for n in people.open_people(state) if state.trouble.helpers[n].verdict == verdict)


def all_pick(state, person):
    return done(state, *(PickHelper(team, person) for team in TEAMS))


def disagreed(state):
    right, wrong = at(state, "right"), at(state, "wrong")
    return done(state, PickHelper(Team.A, wrong), *(PickHelper(team, right) for team in TEAMS[1:]))


def test_the_trouble_is_seen_then_talked_about_and_only_then_a_number_is_called():
    state = opened()
    assert state.phase is PeoplePhase.TROUBLE
    with pytest.raises(IllegalAction):
        done(state, CallNumber())

    state = done(state, GoOn())
    assert state.phase is PeoplePhase.TALK
    state, events = people.apply(state, CallNumber())

    assert events == (NumberCalled(state.number),)
    assert state.phase is PeoplePhase.ANSWER


def test_teams_that_agree_call_the_person_and_the_card_tells_why():
    state = called(one_trouble())
    right = at(state, "right")

    state = done(state, *(PickHelper(team, right) for team in TEAMS[:3]))
    state, events = people.apply(state, PickHelper(Team.D, right))

    assert events == (Picked(Team.D), Uncovered(agreed=True), HelperCame(state.trouble.helpers[right].person, True))
    assert state.phase is PeoplePhase.ACT
    state = done(state, GoOn())
    assert state.card is not None
    assert (state.card.verdict, state.card.text) == ("right", state.trouble.helpers[right].because)
    state = done(state, GoOn())
    assert people.is_complete(state)
    assert (state.score.rounds, state.score.first_try) == (1, 1)


def test_who_may_help_too_is_thanked_as_well():
    state = called(
        one_trouble(
            a_helper("muzikant", "right"), a_helper("technieker", "ok"), a_helper("acteur"), a_helper("danser")
        )
    )

    state = done(all_pick(state, at(state, "ok")), GoOn())

    assert state.card is not None
    assert state.card.verdict == "ok"
    assert {asked.concept for asked in state.score.asked} == {"muzikant", "technieker"}


def test_what_a_team_chose_stays_covered_until_all_have_chosen():
    state = called(opened())
    chosen = [done(state, PickHelper(Team.A, n)) for n in people.open_people(state)]

    boards = {people.board_view(one) for one in chosen}

    assert len(boards) == 1
    assert boards.pop().voted == (True, False, False, False)


def test_a_team_may_change_its_mind_until_the_last_one_has_chosen():
    state = called(one_trouble())
    right, wrong = at(state, "right"), at(state, "wrong")

    state = done(state, PickHelper(Team.A, wrong), PickHelper(Team.A, right))

    assert all_pick(state, right).chosen == right


def test_without_agreement_each_gives_a_reason_and_another_number_is_called():
    state = called(one_trouble())
    first = state.number

    state = disagreed(state)
    assert state.phase is PeoplePhase.REASONS
    assert people.board_view(state).picks == state.picks
    state = done(state, CallNumber())

    assert state.phase is PeoplePhase.ANSWER
    assert state.number != first
    assert state.picks == (None, None, None, None)


def test_two_numbers_are_the_classs_own_then_sou_whispers_then_they_choose_together():
    state = called(one_trouble())
    hints = []
    for _ in range(4):
        state = disagreed(called(state))
        hints.append(state.hint)

    assert hints == [0, 1, 2, 2]
    assert state.phase is PeoplePhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        done(state, CallNumber())
    state = done(state, Together(), SendHelper(people.who_helps(state)), GoOn(), GoOn())
    assert people.is_complete(state)
    assert (state.score.first_try, state.score.together) == (0, 1)


def test_a_wrong_helper_comes_on_in_earnest_costs_nothing_and_is_not_called_again():
    state = called(one_trouble())
    wrong = at(state, "wrong")

    state = all_pick(state, wrong)
    assert state.came == state.trouble.helpers[wrong]
    state, events = people.apply(state, GoOn())

    assert Hinted(1, "Denk aan het gereedschap.") in events
    assert state.card is not None
    assert state.card.verdict == "wrong"
    state = done(state, GoOn())
    assert state.phase is PeoplePhase.TALK
    with pytest.raises(IllegalAction, match="tried"):
        done(state, CallNumber(), PickHelper(Team.A, wrong))
    state = all_pick(called(state), people.who_helps(state))
    assert done(state, GoOn()).score.first_try == 0


def test_hint_one_sends_a_wrong_helper_away_with_the_choice_that_a_team_made_for_it():
    state = called(one_trouble())
    back = at(state, "wrong")
    state = done(state, PickHelper(Team.B, back))

    state, events = people.apply(state, Hint())

    assert SteppedBack(state.trouble.helpers[back].person) in events
    assert back not in people.open_people(state)
    assert state.picks == (None, None, None, None)


def test_hint_two_shows_the_tool_of_who_can_help():
    state = done(called(one_trouble()), Hint())
    assert people.board_view(state).tool is None

    state = done(state, Hint())

    assert people.board_view(state).tool == state.trouble.helpers[people.who_helps(state)].person


def test_when_only_who_can_help_is_left_nobody_votes_for_form():
    state = called(one_trouble())
    for _ in range(2):
        state = done(all_pick(called(state), at(state, "wrong")), GoOn(), GoOn())

    assert state.phase is PeoplePhase.STUCK
    assert people.moves(state) == (Together(),)


@given(st.integers(4, 30), st.integers(0, 1000))
def test_no_number_is_called_twice_before_all_had_a_turn(size, seed):
    state = done(opened(class_size=size, seed=seed), GoOn())
    top = max(team_sizes(size).values())
    numbers = []
    for _ in range(3 * top):
        state, _ = people._call(state)
        numbers.append(state.number)

    for turn in range(3):
        assert sorted(numbers[turn * top : (turn + 1) * top]) == list(range(1, top + 1))
    assert top == 1 or all(one != other for one, other in itertools.pairwise(numbers))


@given(st.integers(4, 30), st.integers(1, 8))
def test_every_team_has_a_head_for_every_number(size, number):
    sizes = team_sizes(size)

    for team, head in people.called(a_play_setup(class_size=size), number).items():
        assert head == (number if number <= sizes[team] else 1)
        assert 1 <= head <= sizes[team]


def a_play_setup(**setup):
    return opened(**setup).setup


def test_the_numbers_go_on_in_the_next_trouble():
    state = opened(class_size=20)
    heads = Counter()
    while not people.is_complete(state):
        before = state.number
        state = done(state, people.moves(state)[0])
        if state.number != before:
            heads[state.number] += 1

    assert max(heads.values()) == 1
    assert len(heads) == state.round + 1


def test_with_the_timer_on_a_number_is_called_after_thirty_seconds():
    state = done(opened(timed=True), GoOn())
    assert people.needs_ticks(state)

    assert done(state, Advance(TALK_TICKS - 1)).phase is PeoplePhase.TALK
    assert done(state, Advance(TALK_TICKS)).phase is PeoplePhase.ANSWER


def test_without_the_timer_the_teams_talk_as_long_as_they_like():
    state = done(opened(), GoOn())

    assert not people.needs_ticks(state)
    assert done(state, Advance(100_000)) == state


@pytest.mark.parametrize("mode", [InputMode.TURNS, InputMode.KEYS])
def test_on_a_board_with_one_finger_the_game_says_whose_turn_it_is(mode):
    state = called(opened(input=mode))
    assert people.turn(state) is Team.A
    with pytest.raises(IllegalAction, match="not_your_turn"):
        done(state, PickHelper(Team.B, 0))

    state = done(state, people.moves(state)[0])

    assert people.turn(state) is Team.B


@pytest.mark.parametrize("mode", list(PerformanceMode))
def test_only_what_is_true_for_this_performance_goes_wrong(mode):
    for seed in range(10):
        state = opened(performance_mode=mode, seed=seed)
        assert all(not trouble.modes or mode in trouble.modes for trouble in (state.trouble, *state.queue))
