"""No sound clips, startles or weighs too much, and each is in the format that the mixer opens fastest."""

import wave
from array import array
from pathlib import Path

import pytest

SOUNDS = sorted((Path(__file__).resolve().parents[2] / "assets" / "sounds").glob("*.wav"))
LOUDEST = 10 ** (-3 / 20) * 32_768


def test_there_are_sounds():
    assert SOUNDS


@pytest.mark.parametrize("path", SOUNDS, ids=lambda path: path.stem)
def test_a_sound_is_small_mono_and_below_minus_three_decibel(path):
    with wave.open(str(path)) as sound:
        shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
        samples = array("h", sound.readframes(sound.getnframes()))

    assert shape == (1, 2, 22_050)
    assert path.stat().st_size <= 400_000
    assert 1_000 < max(map(abs, samples)) <= LOUDEST


@pytest.mark.parametrize("path", SOUNDS, ids=lambda path: path.stem)
def test_a_sound_starts_and_ends_in_silence(path):
    with wave.open(str(path)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))

    assert abs(samples[0]) < 400
    assert abs(samples[-1]) < 400
