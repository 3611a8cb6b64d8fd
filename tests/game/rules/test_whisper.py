"""De souffleur: whose turn it is, what may be said, and words that come back."""

from dataclasses import replace

import pytest

from content.model import Level, PerformanceMode
from game.rules import whisper
from game.rules.activity import (
    Advance,
    DoneTogether,
    GoOn,
    Hint,
    Hinted,
    IllegalAction,
    RoundDone,
    SceneDone,
    Together,
)
from game.rules.together import TEAMS, Team
from game.rules.whisper import (
    Guessed,
    NewActor,
    Pass,
    Turned,
    WhisperPhase,
    WhisperState,
    WordGuessed,
    WordPassed,
    WordShown,
)
from tests.game.packs import CONCEPTS, EVERY, a_play


def opened(**setup) -> WhisperState:
    return a_play(EVERY, "whisper", **setup)


def turned(state: WhisperState) -> WhisperState:
    state, _ = whisper.apply(state, Turned())
    return state


def guessed(state: WhisperState) -> WhisperState:
    """The actor turns round, says the word, and all read what it means."""
    for action in (Turned(), Guessed(), GoOn()):
        state, _ = whisper.apply(state, action)
    return state


def refused(state: WhisperState, action) -> str:
    with pytest.raises(IllegalAction) as refusal:
        whisper.apply(state, action)
    return refusal.value.reason


@pytest.mark.parametrize(("level", "rounds", "forbidden"), [("L1", 3, 0), ("L2", 4, 0), ("L3", 4, 2), ("L4", 5, 3)])
def test_a_level_has_its_number_of_words_and_of_forbidden_ones(level, rounds, forbidden):
    state = opened(level=Level(level))

    assert (state.round, state.rounds, len(set(state.queue))) == (0, rounds, rounds)
    assert len(whisper.forbidden(state)) == forbidden


def test_no_word_is_on_the_board_before_the_actor_has_turned_round():
    state = opened()
    assert whisper.moves(state) == (Turned(),)
    for action in (Guessed(), Pass(), Hint(), GoOn()):
        assert refused(state, action) == "not_now"

    state, events = whisper.apply(state, Turned())

    assert state.phase is WhisperPhase.WORD
    assert events == (WordShown(state.queue[0]),)
    assert refused(state, Turned()) == "not_now"


def test_a_guessed_word_is_explained_to_all_and_another_team_comes():
    state = turned(opened())
    concept = whisper.concept(state)

    state, events = whisper.apply(state, Guessed())

    assert events[:2] == (WordGuessed(concept.id), RoundDone(True))
    assert state.card.verdict == "right"
    assert concept.definition[1:] in state.card.text
    assert state.card.text.casefold().startswith(concept.terms["nl"])
    assert refused(state, Pass()) == "card"
    state, events = whisper.apply(state, GoOn())
    assert events[-1] == NewActor(Team.B)
    assert (state.round, state.guessed) == (1, (concept.id,))


def test_another_team_acts_every_round_and_never_gives_its_own_clues():
    state, seen = opened(level=Level.L4), []
    state = replace(state, queue=CONCEPTS)
    while not whisper.is_complete(state):
        seen.append((whisper.actor(state), whisper.giver(state)))
        state = guessed(state)

    assert [actor for actor, _ in seen[:4]] == list(TEAMS)
    assert {giver for _, giver in seen[:4]} == set(TEAMS)
    assert all(actor is not giver for actor, giver in seen)
    assert seen[0] != seen[4]


def test_a_passed_word_costs_nothing_and_comes_back_after_the_others_with_a_hint():
    state = turned(opened())
    first, *others = state.queue

    state, events = whisper.apply(state, Pass())

    assert events == (WordPassed(first), WordShown(others[0]))
    assert state.queue == (*others, first)
    assert (state.hint, state.score.rounds) == (0, 0)
    state, _ = whisper.apply(state, Guessed())
    state, _ = whisper.apply(state, GoOn())
    for _ in others[1:]:
        state = guessed(state)
    state, events = whisper.apply(state, Turned())
    assert events == (WordShown(first), Hinted(1, whisper.hint_text(state)))
    state, events = whisper.apply(state, Guessed())
    assert RoundDone(False) in events
    assert [(asked.concept, asked.first_try) for asked in state.score.asked][-1] == (first, False)


def test_the_last_word_is_not_passed():
    state = turned(replace(opened(), queue=("rij",)))

    assert refused(state, Pass()) == "not_now"


def test_hints_are_what_the_class_may_say_from_now_on():
    state = turned(replace(opened(), queue=("cue", "rij")))

    state, events = whisper.apply(state, Hint())
    assert events == (Hinted(1, "Nu mag je ook zeggen: het is iets van jullie bezoek."),)
    state, events = whisper.apply(state, Hint())
    assert events == (Hinted(2, "Nu mag je ook zeggen: het begint met de c."),)
    assert refused(state, Hint()) == "no_hint_left"


def test_after_both_hints_the_class_says_it_aloud_in_one_breath():
    state = turned(opened())
    assert refused(state, Together()) == "too_early"
    for action in (Hint(), Hint()):
        state, _ = whisper.apply(state, action)

    state, events = whisper.apply(state, Together())

    assert events == (DoneTogether(),)
    assert refused(state, Pass()) == "not_now"
    assert refused(state, Together()) == "not_now"
    state, events = whisper.apply(state, Guessed())
    assert RoundDone(False) in events
    assert state.score.together == 1


def test_the_last_word_ends_the_scene():
    state = replace(opened(), queue=("rij",))
    for action in (Turned(), Guessed()):
        state, _ = whisper.apply(state, action)
    state, events = whisper.apply(state, GoOn())

    assert events[-1] == SceneDone()
    assert whisper.is_complete(state)
    assert whisper.moves(state) == ()


@pytest.mark.parametrize("timed", [False, True])
def test_whispering_has_no_clock(timed):
    state = turned(opened(timed=timed))

    assert not whisper.needs_ticks(state)
    assert whisper.apply(state, Advance(100_000)) == (state, ())


def test_what_was_missed_before_is_among_the_words():
    state = opened(level=Level.L1)
    for concept in CONCEPTS:
        again = whisper.start(state.scene, replace(state.setup, missed=(concept,)))
        assert concept in again.queue


@pytest.mark.parametrize("mode", list(PerformanceMode))
def test_the_way_of_performing_changes_no_word(mode):
    assert opened(performance_mode=mode).queue == opened().queue
