"""Coulissengeheugen and De souffleur on the real board: by touch, from the desk, and fit to read at every level."""

from itertools import product
from typing import Any

import pygame
import pytest

from content.load import LoadedPack
from game.rules.activity import Card, changed
from game.rules.pairs import PairsPhase
from game.rules.run import Stage
from game.rules.whisper import WhisperPhase
from game.view.boards.pairs import PairsBoard
from game.view.boards.whisper import WhisperBoard
from tests.game.flows.playing import assert_a_scene_can_be_read_and_reached, entered, settled

LEVELS = ("L1", "L2", "L3", "L4")
SCENES = ("coulissengeheugen", "de-souffleur")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scene", SCENES)
def test_every_card_and_word_can_be_read_and_reached(
    klas: Any, theatercode: LoadedPack, scene: str, level: str
) -> None:
    entered(klas, theatercode, scene, level=level, touch="turns", reach=596)

    assert_a_scene_can_be_read_and_reached(klas, seed=1)


@pytest.mark.parametrize("level", LEVELS)
def test_every_two_cards_of_a_level_can_be_read_side_by_side(klas: Any, theatercode: LoadedPack, level: str) -> None:
    entered(klas, theatercode, "coulissengeheugen", level=level, touch="turns")
    state, view = klas.run.play, klas.activity.view()
    pool = [pair.concept for pair in state.scene.pairs if level in pair.levels]
    half = len(state.cards) // 2
    canvas = klas.app.desk.screen.canvas()

    for one, other in product(pool, pool):
        left = (one, *[concept for concept in pool if concept not in (one, other)][: half - 1])
        right = (other, *[concept for concept in (one, *pool) if concept != other][: half - 1])
        beside = changed(
            state,
            cards=(*left, *right),
            phase=PairsPhase.SECOND,
            first=0,
            missed=(half,),
            card=Card("wrong", "Bijna."),
        )
        PairsBoard().paint(canvas, changed(klas.run, play=beside), view)

    assert canvas.type.unfit == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_word_of_a_level_can_be_read_with_every_hint(klas: Any, theatercode: LoadedPack, level: str) -> None:
    entered(klas, theatercode, "de-souffleur", level=level, touch="turns")
    state, view = klas.run.play, klas.activity.view()
    canvas = klas.app.desk.screen.canvas()

    for guess, hint in product(state.scene.guesses, (0, 1, 2)):
        if level in guess.levels:
            given = changed(state, queue=(guess.concept, *state.queue), phase=WhisperPhase.WORD, hint=hint)
            WhisperBoard().paint(canvas, changed(klas.run, play=given), view)

    assert canvas.type.unfit == []


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("scene", SCENES)
def test_a_class_plays_it_to_the_end_by_touch(klas: Any, theatercode: LoadedPack, scene: str, mirrored: bool) -> None:
    entered(klas, theatercode, scene, level="L2", touch="multi", mirrored=mirrored, calm=True)

    klas.play_on(klas.tap, lambda: klas.run.stage is not Stage.PLAY)

    assert scene in [result.id for result in klas.run.results if result.done]


def test_the_teacher_plays_the_souffleur_from_the_desk(klas: Any, theatercode: LoadedPack) -> None:
    entered(klas, theatercode, "de-souffleur", level="L3", touch="keys", calm=True)
    first = klas.run.play.queue[0]

    klas.key(pygame.K_RETURN)
    assert klas.run.play.phase is WhisperPhase.WORD
    klas.key(pygame.K_n, "n")
    assert klas.run.play.queue[-1] == first
    klas.key(pygame.K_PAGEDOWN)
    assert klas.run.play.phase is WhisperPhase.GUESSED
    klas.seconds(2)
    klas.key(pygame.K_RETURN)
    assert klas.run.play.phase is WhisperPhase.TURN


def test_cards_are_opened_and_wings_looked_behind_from_the_desk(klas: Any, theatercode: LoadedPack) -> None:
    entered(klas, theatercode, "coulissengeheugen", level="L4", touch="keys", calm=True)
    while klas.run.play.phase is PairsPhase.PEEK:
        klas.key(pygame.K_RETURN)

    klas.key(pygame.K_c, "c")
    assert klas.run.play.peeking == "C"
    while klas.run.play.peeking is not None:
        klas.key(pygame.K_RETURN)
    klas.key(pygame.K_2, "2")
    assert klas.run.play.first == 1
    klas.key(pygame.K_6, "6")
    assert klas.run.play.card is not None


def test_a_team_sees_all_its_definitions_before_its_flats_close(klas: Any, theatercode: LoadedPack) -> None:
    entered(klas, theatercode, "coulissengeheugen", level="L4", touch="turns", calm=True)
    while klas.run.play.to_peek[0] != "C":
        klas.tap(klas.good_move())
    klas.tap("seek")

    klas.tap("go-on")

    assert klas.run.play.peeking == "C"
    klas.tap("go-on")
    assert klas.run.play.peeking is None


def test_no_word_is_painted_before_the_actor_has_turned_round(klas: Any, theatercode: LoadedPack) -> None:
    pictures = []
    for shift in (0, 1):
        entered(klas, theatercode, "de-souffleur", level="L2", calm=True)
        state = klas.run.play
        queue = state.queue[shift:] + state.queue[:shift]
        klas.lesson.session.run = changed(klas.run, play=changed(state, queue=queue))
        settled(klas)
        pictures.append(pygame.image.tobytes(klas.window, "RGB"))

    assert pictures[0] == pictures[1]
