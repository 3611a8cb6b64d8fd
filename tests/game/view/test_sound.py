"""What is heard, by value: the data of every wave file, and how loud the mixer plays it."""

import math
import os
import wave
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from game.rules.run import SeatLit
from game.tools import make_sounds
from game.view import sound
from game.view.boards.sounds import sound_of
from game.view.sound import CAPTIONS, ROOT, NullSounds, Sounds, open_sounds

NAMES = sorted(CAPTIONS)
LOUDEST_DB, SOFTEST_DB = -13.0, -25.0
"""Between these lies the loudest moment of every sound: none startles beside another, none is lost."""


def data(name: str) -> list[float]:
    with wave.open(str(ROOT / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, make_sounds.RATE)
        return [value / 32768 for value in array("h", file.readframes(file.getnframes()))]


def db(value: float) -> float:
    return 20 * math.log10(value)


def loudness(samples: list[float]) -> float:
    return math.sqrt(sum(value * value for value in samples) / len(samples))


@pytest.fixture
def mixer() -> Iterator[Sounds]:
    pygame.mixer.quit()
    sounds = open_sounds()
    assert isinstance(sounds, Sounds)
    yield sounds
    pygame.mixer.quit()


# -- the files ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_a_sound_begins_and_ends_in_silence_and_never_clips(name: str) -> None:
    samples = data(name)

    assert samples[0] == samples[-1] == 0
    assert db(max(map(abs, samples))) <= -3.9
    assert abs(sum(samples) / len(samples)) < 0.0005


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_as_loud_as_its_place_in_the_game(name: str) -> None:
    loud = db(make_sounds.loudest(data(name)))

    assert SOFTEST_DB - 0.2 <= loud <= LOUDEST_DB + 0.2
    assert loud <= make_sounds.LOUDEST_DB[name] + 0.2


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_short_and_the_theme_not_long(name: str) -> None:
    seconds = len(data(name)) / make_sounds.RATE

    assert 0.1 <= seconds <= (12 if name == "theme" else 5.5)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_heard_at_once(name: str) -> None:
    """What answers a touch a quarter of a second late belongs to the next touch."""
    samples = data(name)
    heard = next(i for i, value in enumerate(samples) if abs(value) > 0.003)

    assert heard / make_sounds.RATE < 0.12


def test_applause_grows() -> None:
    rising = [data(name) for name in ("applause_small", "applause", "applause_big")]

    for less, more in pairwise(rising):
        assert db(loudness(more)) - db(loudness(less)) > 2
        assert db(make_sounds.loudest(more)) > db(make_sounds.loudest(less))
        assert len(more) > len(less)


def test_applause_grows_with_the_lit_seats_of_the_hall() -> None:
    heard = [sound_of(SeatLit("foyer", count)) for count in range(1, 13)]

    assert heard[0] == "applause_small"
    assert heard[-1] == "applause_big"
    assert list(dict.fromkeys(heard)) == ["applause_small", "applause", "applause_big"]


def test_there_are_three_knocks() -> None:
    samples, step = data("knocks"), make_sounds.RATE // 50
    moments = [loudness(samples[at : at + step]) > 0.04 for at in range(0, len(samples) - step, step)]

    assert sum(later and not earlier for earlier, later in pairwise(moments)) == 3


def test_the_answer_to_a_mistake_is_softer_than_the_answer_to_a_find() -> None:
    assert loudness(data("soft_no")) < loudness(data("soft_yes"))


@pytest.mark.parametrize("name", ["tap", "page", "soft_no", "soft_yes"])
def test_the_same_sounds_are_made_every_time(name: str) -> None:
    made = make_sounds.finished(make_sounds.ALL[name](Random(name)), make_sounds.LOUDEST_DB[name])

    assert [value / 32768 for value in made] == data(name)


def test_every_sound_is_made_by_our_own_code() -> None:
    assert set(make_sounds.ALL) == set(make_sounds.LOUDEST_DB) == set(CAPTIONS)


# -- captions ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("tap", "page")])
def test_every_sound_has_a_caption_that_fits_one_line(name: str) -> None:
    assert 4 < len(CAPTIONS[name]) <= 34
    assert CAPTIONS[name][0].isupper()


def test_a_caption_stays_long_enough_to_be_read() -> None:
    sounds = NullSounds()

    sounds.play("gong")

    assert sounds.caption(10.0) == CAPTIONS["gong"]
    assert sounds.caption(12.4) == CAPTIONS["gong"]
    assert sounds.caption(12.6) == ""


# -- volumes -----------------------------------------------------------------------------------------------
LEVELS = {"master": 0.8, "effects": 0.5, "music": 0.25, "voice": 1.0}


@pytest.mark.parametrize(("name", "part"), [("gong", "effects"), ("theme", "music"), ("whisper", "voice")])
def test_each_volume_turns_its_own_sounds_and_no_other(mixer: Sounds, name: str, part: str) -> None:
    mixer.volumes = LEVELS
    for other in ("gong", "theme", "whisper"):
        mixer.play(other)

    mixer.volumes = {**LEVELS, part: 0.0}

    heard = {one: mixer._loaded[one].get_volume() for one in ("gong", "theme", "whisper")}
    assert heard.pop(name) == 0
    assert all(level > 0.15 for level in heard.values())


def test_the_master_turns_everything(mixer: Sounds) -> None:
    mixer.volumes = {**LEVELS, "master": 0.0}

    assert [mixer.loudness(name) for name in NAMES] == [0.0] * len(NAMES)


def test_music_that_is_playing_is_turned_down_at_once(mixer: Sounds) -> None:
    mixer.volumes = LEVELS
    mixer.play("theme")
    before = mixer._loaded["theme"].get_volume()

    mixer.volumes = {**LEVELS, "music": 0.1}

    assert mixer._loaded["theme"].get_volume() < before / 2


def test_forty_taps_leave_room_for_a_whisper(mixer: Sounds) -> None:
    for _ in range(40):
        mixer.play("tap")
    mixer.play("whisper")
    mixer.play("theme")

    assert mixer._loaded["whisper"].get_num_channels() == 1
    assert mixer._loaded["theme"].get_num_channels() == 1


def test_a_calm_class_is_not_startled_but_told(mixer: Sounds) -> None:
    mixer.calm = True
    for name in NAMES:
        mixer.play(name)

    assert not {"gong", "knocks", "thump", "applause_big", "cough", "buzz", "squeak", "laughter"} & set(mixer._loaded)
    assert {"soft_yes", "whisper", "theme"} <= set(mixer._loaded)
    mixer.play("gong")
    assert mixer.caption(1.0) == CAPTIONS["gong"]


def test_a_sound_that_was_switched_off_is_a_caption(mixer: Sounds) -> None:
    mixer.on = False

    mixer.play("gong")

    assert mixer._loaded == {}
    assert mixer.caption(1.0) == CAPTIONS["gong"]


def test_a_broken_file_is_a_silent_sound(mixer: Sounds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sound, "ROOT", tmp_path)

    mixer.play("gong")

    assert mixer.caption(1.0) == CAPTIONS["gong"]
