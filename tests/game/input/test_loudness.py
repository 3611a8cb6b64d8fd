"""Silence told from loudness alone; and SDL's disk driver as a microphone that hears a file."""

import json
import math
import os
import subprocess
import sys
from array import array
from pathlib import Path

from game.input.loudness import LEAST, Loudness

PIECE_S = 0.064


def room(level: float, seconds: float, loudness: Loudness | None = None) -> Loudness:
    loudness = loudness or Loudness()
    for _ in range(math.ceil(seconds / PIECE_S)):
        loudness.heard(level, PIECE_S)
    return loudness


def test_two_seconds_of_the_room_are_the_zero():
    assert not room(0.01, 1.5).is_ready
    assert room(0.01, 2.1).is_ready


def test_a_noisy_fan_is_silence_when_it_was_there_from_the_start():
    loudness = room(0.05, 4, room(0.05, 2.1))

    assert not loudness.is_voice
    assert loudness.quiet_s >= 4


def test_a_voice_is_clearly_louder_than_the_room_and_silence_begins_anew():
    loudness = room(0.2, 0.3, room(0.01, 5))
    assert loudness.is_voice
    assert loudness.quiet_s == 0

    assert not room(0.01, 1, loudness).is_voice
    assert loudness.quiet_s >= 1


def test_a_chair_that_creaks_for_a_moment_costs_nothing():
    loudness = room(0.3, PIECE_S, room(0.01, 5))

    assert not loudness.is_voice
    assert loudness.quiet_s > 2


def test_a_dead_quiet_room_still_asks_for_more_than_a_breath():
    assert not room(LEAST * 0.9, 1, room(0.0, 3)).is_voice
    assert room(LEAST * 1.5, 1, room(0.0, 3)).is_voice


def test_a_microphone_gives_numbers_only(tmp_path: Path):
    """Half a minute of a tone in a file, which SDL's disk driver plays into the microphone."""
    heard = tmp_path / "room.raw"
    tone = array("h", (round(16_000 * math.sin(n / 6)) for n in range(480_000)))
    heard.write_bytes(tone.tobytes())
    code = (
        "import json, time; from game.view.private import open_microphone\n"
        "microphone = open_microphone(); assert microphone is not None\n"
        "found = []; end = time.monotonic() + 20\n"
        "while len(found) < 5 and time.monotonic() < end:\n"
        "    time.sleep(0.05); found += microphone.levels()\n"
        "microphone.close(); print(json.dumps(found[2:5]))\n"
    )
    env = os.environ | {
        "SDL_AUDIODRIVER": "disk",
        "SDL_DISKAUDIOFILEIN": str(heard),
        "SDL_DISKAUDIOFILE": str(tmp_path / "out.raw"),
        "SDL_VIDEODRIVER": "dummy",
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    }

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    levels = [level for level, _ in json.loads(done.stdout)]
    assert len(levels) == 3
    assert all(0.3 < level < 0.4 for level in levels)


def test_a_computer_without_a_microphone_says_none():
    code = "from game.view.private import open_microphone; assert open_microphone() is None"
    env = os.environ | {"SDL_AUDIODRIVER": "nothing-like-it", "SDL_VIDEODRIVER": "dummy"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
