"""Scene 10: votes, convincing, consequences, other branches."""

import pytest

from content.model import PerformanceMode
from game.rules import choices
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, Hinted, IllegalAction, Together
from game.rules.choices import (
    CONVINCE_TICKS,
    ChoicesPhase,
    ConvinceStarted,
    Decide,
    DoorAjar,
    DoorOpened,
    Reveal,
    SetAbsent,
    SetCount,
    View,
    VoteAgain,
)
from tests.game.packs import PACK, a_choice, a_dilemma, a_pack, a_setup, choices_scene


def opened(pack=PACK, **setup):
    run = rules.start(pack, a_setup(**setup))
    for action in (rules.EnterScene("choices"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def one_dilemma(*others, **setup):
    """Option 0 is right, 1 is fine too, 2 is wrong."""
    scene = choices_scene(dilemmas=[a_dilemma("snoep"), *others], rounds={"L2": 1})
    return opened(a_pack(scenes=[scene]), **setup)


def done(state, *actions):
    for action in actions:
        state, _ = choices.apply(state, action)
    return state


def voted(state, *counts):
    return done(state, *(SetCount(option, count) for option, count in enumerate(counts)))


def test_the_vote_opens_when_everybody_has_voted():
    state = one_dilemma()
    with pytest.raises(IllegalAction, match="count_short"):
        done(voted(state, 18, 1, 0), Reveal())
    with pytest.raises(IllegalAction, match="too_many"):
        voted(state, 18, 3)

    assert done(voted(state, 18, 2, 0), Reveal()).phase is ChoicesPhase.CONSEQUENCE


def test_who_is_absent_does_not_count():
    state = done(one_dilemma(), SetAbsent(4))

    assert state.voters == 16
    assert done(voted(state, 16, 0, 0), Reveal()).phase is ChoicesPhase.CONSEQUENCE


def test_below_the_share_the_class_convinces_and_votes_again_as_long_as_it_likes():
    state, events = choices.apply(voted(one_dilemma(), 15, 5, 0), Reveal())

    assert ConvinceStarted(0) in events
    assert state.phase is ChoicesPhase.CONVINCE
    assert not choices.needs_ticks(state)
    state = done(state, VoteAgain())
    assert (state.phase, state.counts) == (ChoicesPhase.VOTE, (0, 0, 0))


def test_with_the_timer_on_the_vote_opens_again_after_thirty_seconds():
    state = done(voted(one_dilemma(timed=True), 10, 10, 0), Reveal())

    assert done(state, Advance(CONVINCE_TICKS - 1)).phase is ChoicesPhase.CONVINCE
    assert done(state, Advance(CONVINCE_TICKS)).phase is ChoicesPhase.VOTE


def test_two_votes_are_the_classs_own_then_sou_whispers_then_they_decide_in_talk():
    state = one_dilemma()
    hints = []
    for _ in range(4):
        state = done(voted(state, 10, 10, 0), Reveal())
        hints.append(state.hint)
        if state.phase is ChoicesPhase.CONVINCE:
            state = done(state, VoteAgain())

    assert hints == [0, 1, 2, 2]
    assert state.phase is ChoicesPhase.STUCK
    state = done(state, Together(), Decide(1))
    assert (state.phase, state.chosen) == (ChoicesPhase.CONSEQUENCE, 1)


def test_hints_carry_the_words_of_the_pack():
    state = done(voted(one_dilemma(), 10, 10, 0), Reveal(), VoteAgain())

    _, events = choices.apply(voted(state, 10, 10, 0), Reveal())

    assert Hinted(1, "Denk aan de speler.") in events


def test_agreement_opens_the_door_with_its_consequence_and_then_tells_why():
    state, events = choices.apply(voted(one_dilemma(), 0, 20, 0), Reveal())
    assert DoorOpened(1) in events
    assert state.consequence is not None
    assert state.card is None

    state = done(state, GoOn())

    assert state.card is not None
    assert state.card.verdict == "ok"
    assert done(state, GoOn()).phase is ChoicesPhase.AFTER


def test_a_wrong_choice_leaves_the_door_ajar_and_costs_nothing():
    state, events = choices.apply(voted(one_dilemma(), 0, 0, 20), Reveal())
    assert DoorAjar(2) in events

    state = done(state, GoOn(), GoOn())

    assert state.phase is ChoicesPhase.VOTE
    assert state.tried == (2,)
    with pytest.raises(IllegalAction, match="tried"):
        done(state, SetCount(2, 1))
    state = done(voted(state, 20), Reveal(), GoOn())
    assert (state.score.rounds, state.score.first_try) == (1, 0)


def test_every_other_branch_can_be_viewed_afterwards():
    state = done(voted(one_dilemma(), 20, 0, 0), Reveal(), GoOn(), GoOn())

    state = done(state, View(2))
    assert state.played == state.dilemma.options[2]
    state = done(state, GoOn())
    assert (state.viewing, state.phase) == (None, ChoicesPhase.AFTER)

    assert choices.is_complete(done(state, GoOn()))


def test_a_choice_may_lead_to_a_dilemma_of_its_own():
    leads = a_dilemma("gsm", options=[a_choice("goed", next="snoep"), a_choice("slecht", "wrong")])
    scene = choices_scene(dilemmas=[leads, a_dilemma("snoep")], rounds={"L2": 1})
    state = opened(a_pack(scenes=[scene]))
    assert state.dilemma.id == "gsm"

    state = done(voted(state, 20, 0), Reveal(), GoOn(), GoOn(), GoOn())

    assert (state.dilemma.id, state.round, state.phase) == ("snoep", 1, ChoicesPhase.VOTE)


def test_a_wrong_choice_that_leads_on_is_mended_in_the_next_dilemma():
    leads = a_dilemma("gsm", options=[a_choice("goed"), a_choice("slecht", "wrong", next="snoep")])
    scene = choices_scene(dilemmas=[leads, a_dilemma("snoep")], rounds={"L2": 1})
    state = opened(a_pack(scenes=[scene]))

    state = done(voted(state, 0, 20), Reveal(), GoOn())
    assert state.card is not None
    assert state.card.verdict == "wrong"
    state = done(state, GoOn())

    assert (state.dilemma.id, state.mistakes, state.phase) == ("snoep", 0, ChoicesPhase.VOTE)
    assert (state.score.rounds, state.score.first_try) == (1, 0)


@pytest.mark.parametrize("mode", list(PerformanceMode))
def test_only_what_is_true_for_this_performance_is_asked(mode):
    for seed in range(10):
        state = opened(performance_mode=mode, seed=seed)
        for dilemma in (state.dilemma, *state.queue):
            assert not dilemma.modes or mode in dilemma.modes


def test_the_class_keeps_its_absent_pupils_in_the_next_dilemma():
    state = done(opened(), SetAbsent(2))
    first = state.dilemma
    while state.dilemma == first:
        state = done(state, choices.moves(state)[0])

    assert state.absent == 2
