"""The actor guesses nothing alone: with the back to the board there is no word. With its control."""

from dataclasses import replace

import pytest

from content.model import Level
from game.rules import whisper
from game.rules.activity import GoOn, Hint
from game.rules.whisper import Guessed, Pass, Turned, WhisperPhase, WhisperState
from tests.game.packs import CONCEPTS, EVERY, a_play


def worlds(level: Level = Level.L2) -> list[WhisperState]:
    """The same moment with every word in turn on the board."""
    state = a_play(EVERY, "whisper", level=level)
    state, _ = whisper.apply(state, Turned())
    others = len(state.queue) - 1
    return [
        replace(state, queue=(word, *[other for other in CONCEPTS if other != word][:others])) for word in CONCEPTS
    ]


def an_actor(view: object) -> str:
    """Whoever answers from the view alone: to the same view always the same answer."""
    return CONCEPTS[sum(str(view).encode()) % len(CONCEPTS)]


@pytest.mark.parametrize("level", list(Level))
def test_who_has_the_back_to_the_board_sees_the_same_whatever_the_word(level):
    views = [whisper.board_view(state) for state in worlds(level)]

    assert all(view == views[0] for view in views)
    assert not any(word in str(views[0]) for word in CONCEPTS)


@pytest.mark.parametrize("actions", [(Hint(),), (Hint(), Hint()), (Pass(),), (Pass(), Hint())])
def test_hints_and_passes_tell_nothing_to_who_does_not_see_the_board(actions):
    views = []
    for state in worlds():
        for action in actions:
            state, _ = whisper.apply(state, action)
        views.append(whisper.board_view(state))

    assert all(view == views[0] for view in views)


@pytest.mark.parametrize("level", list(Level))
def test_one_answer_to_what_is_seen_is_right_for_one_word_at_most(level):
    right = [state for state in worlds(level) if an_actor(whisper.board_view(state)) == state.queue[0]]

    assert len(right) <= 1


@pytest.mark.parametrize("level", list(Level))
def test_control_with_what_the_class_gives_the_same_actor_knows_every_word(level):
    for state in worlds(level):
        given = whisper.word(state).concept  # What the class mimes and whispers leads to this and no other.
        assert given == state.queue[0]
        state, _ = whisper.apply(state, Guessed())
        assert state.phase is WhisperPhase.GUESSED


def test_after_the_word_the_actor_reads_with_the_others_what_it_means():
    state, _ = whisper.apply(worlds()[0], Guessed())

    assert whisper.board_view(state).card is state.card
    state, _ = whisper.apply(state, GoOn())
    assert whisper.board_view(state).card is None
