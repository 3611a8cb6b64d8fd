"""Ssst and Applaus on the real board: by touch, from the desk, and fit to read at every level and kind of show."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from content.model import PerformanceMode
from game.rules import run as rules
from game.rules import silence
from game.rules.activity import changed
from game.rules.applause import ApplausePhase
from game.rules.run import EnterScene, Stage
from game.rules.silence import SilencePhase
from game.scenes import ears
from game.view import theatre
from game.view.boards import applause as applause_board
from game.view.boards import silence as silence_board
from game.view.boards.silence import DARK
from tests.game.flows.playing import assert_a_scene_can_be_read_and_reached, entered, settled

LEVELS = ("L1", "L2", "L3", "L4")
SCENES = ("ssst", "applaus")


def played_as(klas: Any, mode: PerformanceMode) -> None:
    """The same scene for another kind of show."""
    play = klas.run.play
    heard = changed(play.setup, performance_mode=mode)
    klas.lesson.session.run = changed(klas.run, play=rules.RULES[klas.run.scene.kind].start(play.scene, heard))
    settled(klas)


SHOWS = [
    *[(level, PerformanceMode.STANDARD) for level in LEVELS],
    *[(level, PerformanceMode.RELAXED) for level in ("L1", "L3")],
    *[(level, PerformanceMode.PARTICIPATORY) for level in ("L2", "L4")],
    ("L2", PerformanceMode.SCHOOL_HALL),
]


@pytest.mark.parametrize(("level", "mode"), SHOWS)
@pytest.mark.parametrize("scene", SCENES)
def test_every_word_can_be_read_and_every_target_reached(
    klas: Any, theatercode: LoadedPack, scene: str, level: str, mode: PerformanceMode
) -> None:
    entered(klas, theatercode, scene, level=level, touch="latch", reach=596)
    played_as(klas, mode)

    assert_a_scene_can_be_read_and_reached(klas, seed=2)


def test_the_show_of_the_lighthouse_brings_its_own_moments(klas: Any) -> None:
    vuurtoren = complete(load_pack("vuurtoren"))

    entered(klas, vuurtoren, "applaus", level="L3")
    ids = {moment.id for moment in klas.run.play.scene.moments}

    assert "drie-keer-hoorn" in ids
    assert "taart" not in ids


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("scene", SCENES)
def test_a_class_plays_it_to_the_end_by_touch(klas: Any, theatercode: LoadedPack, scene: str, mirrored: bool) -> None:
    entered(klas, theatercode, scene, level="L1", touch="turns", mirrored=mirrored)

    klas.play_on(klas.tap, lambda: klas.run.stage is not Stage.PLAY)

    assert scene in [result.id for result in klas.run.results if result.done]


# The lever --------------------------------------------------------------------------------------------------------


def at_the_lever(klas: Any, pack: LoadedPack, **wishes: Any) -> Any:
    entered(klas, pack, "ssst", level="L2", **wishes)
    while klas.run.play.phase is not SilencePhase.WATCH:
        klas.lesson.perform(rules.moves(klas.run)[0])
    settled(klas)
    x, y, w, h = klas.target("lever").box
    return x + w / 2, y + h / 2


def test_the_light_goes_down_as_long_as_a_finger_holds_the_lever(klas: Any, theatercode: LoadedPack) -> None:
    lever = at_the_lever(klas, theatercode, touch="multi")

    klas.finger(pygame.FINGERDOWN, lever)
    klas.seconds(1)
    held = klas.run.play.elapsed
    klas.finger(pygame.FINGERUP, lever)
    klas.seconds(1)

    assert held > 20
    assert klas.run.play.elapsed <= held + 15
    assert not klas.run.play.silent


@pytest.mark.parametrize("touch", ["latch", "turns", "keys"])
def test_a_tap_begins_the_silence_and_a_tap_ends_it(klas: Any, theatercode: LoadedPack, touch: str) -> None:
    lever = at_the_lever(klas, theatercode, touch=touch)

    klas.tap_at(lever)
    assert klas.run.play.silent
    klas.seconds(1)
    klas.tap_at(lever)

    assert not klas.run.play.silent
    assert klas.run.play.elapsed > 20


@pytest.mark.parametrize("touch", ["multi", "keys"])
def test_the_space_bar_does_the_same_at_the_desk(klas: Any, theatercode: LoadedPack, touch: str) -> None:
    at_the_lever(klas, theatercode, touch=touch)

    klas.key(pygame.K_SPACE, " ")
    assert klas.run.play.silent
    klas.seconds(1)
    klas.key(pygame.K_SPACE, " ")

    assert not klas.run.play.silent
    assert klas.run.play.elapsed > 20


def test_the_house_light_follows_the_silence_in_slow_steps(klas: Any, theatercode: LoadedPack) -> None:
    at_the_lever(klas, theatercode, touch="latch")
    motion = klas.app.desk.motion
    seen, wanted = [], silence.house_light(klas.run.play)
    for _ in range(3000):
        if klas.run.play.phase not in (SilencePhase.WATCH, SilencePhase.BLACKOUT):
            break
        if moves := rules.moves(klas.run):
            klas.lesson.perform(moves[0])
        klas.frames(1)
        seen.append(motion.light_level(DARK, wanted))
    steps = [one - other for one, other in pairwise(seen)]

    assert seen[0] == 1.0
    assert min(seen) < 0.1
    # A whole fade takes 0.4 s or more, so that no frame of a sixtieth changes more than a fifteenth of the light.
    assert max(map(abs, steps)) <= 0.07


def test_the_curtain_stays_closed_also_after_undo(klas: Any, theatercode: LoadedPack) -> None:
    at_the_lever(klas, theatercode, touch="latch")
    klas.lesson.perform(rules.moves(klas.run)[0])
    klas.lesson.undo()
    klas.seconds(1)

    assert klas.app.desk.motion.value(theatre.CURTAIN, 1.0) == 0.0
    assert klas.app.desk.motion.value("question", 0.0) == 0.0


# What is said -----------------------------------------------------------------------------------------------------


def test_a_relaxed_show_asks_for_sounds_where_another_asks_for_silence(klas: Any, theatercode: LoadedPack) -> None:
    at_the_lever(klas, theatercode, touch="latch")
    strict = silence_board.asked(klas.run.play), silence_board.do_now(klas.run.play)
    played_as(klas, PerformanceMode.RELAXED)
    while klas.run.play.phase is not SilencePhase.WATCH:
        klas.lesson.perform(rules.moves(klas.run)[0])
    easy = silence_board.asked(klas.run.play), silence_board.do_now(klas.run.play)

    assert strict == (
        "Team A kijkt naar zijn lampion. De anderen: ogen dicht en stil.",
        "Muisstil? Tik op de hendel.",
    )
    assert easy[0].endswith("Maak samen zacht de zee na.")
    assert easy[1] == "Klinkt de zee? Tik op de hendel."


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("standard", "Kies in stilte. Tik, en tel samen af!"),
        ("relaxed", "Hier mag veel. Tik, en tel samen af!"),
        ("participatory", "De zaal speelt mee. Tik en tel af!"),
    ],
)
def test_the_hall_hears_what_kind_of_show_it_is_in(klas: Any, theatercode: LoadedPack, mode: str, said: str) -> None:
    entered(klas, theatercode, "applaus", level="L2", touch="latch")
    played_as(klas, PerformanceMode(mode))
    while klas.run.play.phase is not ApplausePhase.SCENE:
        klas.lesson.perform(rules.moves(klas.run)[0])

    assert applause_board.do_now(klas.run.play) == said


def test_the_line_says_what_is_still_to_be_entered(klas: Any, theatercode: LoadedPack) -> None:
    entered(klas, theatercode, "applaus", level="L2", touch="latch", calm=True)
    while klas.run.play.phase is not ApplausePhase.ENTER:
        klas.lesson.perform(rules.moves(klas.run)[0])

    said = []
    while klas.run.phase == "play" and klas.run.play.phase is ApplausePhase.ENTER:
        said.append(applause_board.do_now(klas.run.play))
        klas.lesson.perform(rules.moves(klas.run)[0])

    assert said == [
        "Tik per team, of tik rechts voor allen.",
        "Wie begon? Tik op zijn vlam.",
        "Klopt het? Tik op het vinkje.",
    ]


def test_letters_and_numbers_enter_the_answer_of_the_hall_from_the_desk(klas: Any, theatercode: LoadedPack) -> None:
    entered(klas, theatercode, "applaus", level="L2", touch="keys", calm=True)
    while klas.run.play.phase is not ApplausePhase.ENTER:
        klas.key(pygame.K_RETURN) if klas.run.play.phase is ApplausePhase.SCENE else klas.lesson.perform(
            rules.moves(klas.run)[0]
        )

    klas.key(pygame.K_2, "2")
    klas.key(pygame.K_c, "c")

    assert len(set(klas.run.play.given)) == 1
    assert "" not in klas.run.play.given
    assert klas.run.play.began == "C"


# The microphone, for who wants it -----------------------------------------------------------------------------------


class Room:
    """A microphone in a room of which the test sets the loudness."""

    def __init__(self) -> None:
        self.level, self.is_open, self.is_there = 0.01, True, True

    def levels(self) -> Iterator[tuple[float, float]]:
        if self.is_there:
            yield self.level, 1 / 60

    def close(self) -> None:
        self.is_open = False


def with_ears(klas: Any, pack: LoadedPack, monkeypatch: pytest.MonkeyPatch, **wishes: Any) -> Room:
    room = Room()
    monkeypatch.setattr(ears, "open_microphone", lambda: room)
    at_the_lever(klas, pack, **wishes)
    klas.activity._do("microphone")
    klas.frames(2)
    assert klas.app.desk.screen.type.unfit == []
    klas.tap("yes")
    return room


@pytest.mark.parametrize("touch", ["multi", "latch"])
def test_the_microphone_holds_the_lever_while_the_room_is_silent(
    klas: Any, theatercode: LoadedPack, monkeypatch: pytest.MonkeyPatch, touch: str
) -> None:
    room = with_ears(klas, theatercode, monkeypatch, touch=touch)
    klas.seconds(2)
    assert not klas.run.play.silent

    klas.seconds(4)
    assert klas.run.play.silent
    room.level = 0.3
    klas.seconds(0.6)

    assert not klas.run.play.silent


def test_a_microphone_that_is_pulled_out_is_told_and_the_hand_goes_on(
    klas: Any, theatercode: LoadedPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = with_ears(klas, theatercode, monkeypatch, touch="latch")
    klas.seconds(2)

    room.is_there = False
    klas.seconds(5)

    assert not room.is_open
    assert klas.app.desk.notice == "De microfoon is weg. Je hand doet het even goed."
    klas.tap("lever")
    assert klas.run.play.silent


def test_nobody_listens_after_the_scene_or_without_a_yes(
    klas: Any, theatercode: LoadedPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = with_ears(klas, theatercode, monkeypatch, touch="latch")
    klas.lesson.to_house()
    klas.seconds(1)
    assert not room.is_open

    asked = Room()
    monkeypatch.setattr(ears, "open_microphone", lambda: pytest.fail("nobody said yes"))
    at_the_lever_again(klas)
    klas.activity._do("microphone")
    klas.tap("no")
    klas.seconds(1)
    assert asked.is_open


def at_the_lever_again(klas: Any) -> None:
    klas.lesson.perform(EnterScene("ssst"))
    klas.lesson.perform(rules.StartPlay())
    while klas.run.play.phase is not SilencePhase.WATCH:
        klas.lesson.perform(rules.moves(klas.run)[0])
    settled(klas)


def test_a_computer_without_a_microphone_says_so_and_plays_on(
    klas: Any, theatercode: LoadedPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ears, "open_microphone", lambda: None)
    at_the_lever(klas, theatercode, touch="latch")

    klas.activity._do("microphone")
    klas.tap("yes")

    assert klas.app.desk.notice == "Er is geen microfoon. Je hand doet het even goed."
    klas.tap("lever")
    assert klas.run.play.silent
