"""`foyer game` as a teacher or a script meets it: right answers, and one clear sentence for everything else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest
from click.testing import CliRunner, Result

from game.cli import game
from game.kinds import KINDS
from tests.thorough import share


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    return CliRunner()


def run(cli: CliRunner, *arguments: str) -> Result:
    return cli.invoke(game, arguments)


@pytest.mark.parametrize("scene", ["title", "house", "finale", "seat", "naar-je-stoel"])
def test_a_shot_is_a_picture_of_the_asked_size(cli: CliRunner, tmp_path: Path, scene: str) -> None:
    out = tmp_path / "shot.png"

    result = run(cli, "shot", "theatercode", scene, "--size", "683x384", "--out", str(out))

    assert result.exit_code == 0, result.output
    assert pygame.image.load(out).get_size() == (683, 384)


def test_two_shots_of_one_screen_are_equal(cli: CliRunner, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        run(cli, "shot", "theatercode", "flies", "--size", "960x540", "--out", str(tmp_path / name))

    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


PHASES = [
    *[("seat", phase, "") for phase in ("clues", "hook", "door", "seat", "stuck", "found")],
    *[("flies", phase, "") for phase in ("hands", "below", "count", "stuck", "landed")],
    *[("flies", "ready", more) for more in ("--calm", "--input=turns")],
    *[("choices", phase, "") for phase in ("vote", "convince", "consequence", "after")],
    *[("silence", phase, "") for phase in ("prepare", "watch", "blackout", "ask", "stuck", "seen")],
    *[("applause", phase, "") for phase in ("cards", "scene", "count", "enter", "stuck", "landed")],
]


@pytest.mark.parametrize(
    ("level", "scene", "phase", "more"),
    [(level, *asked) for number, asked in enumerate(PHASES) for level in share(("L3", "L4"), number, of=2)],
)
def test_every_phase_of_a_scene_can_be_photographed(
    cli: CliRunner, tmp_path: Path, level: str, scene: str, phase: str, more: str
) -> None:
    options = ["--phase", phase, "--level", level, "--size", "640x360", *([more] if more else [])]

    result = run(cli, "shot", "theatercode", scene, *options, "--out", str(tmp_path / "x.png"))

    assert result.exit_code == 0, result.output


def test_a_seed_asks_for_a_picture_of_one_class_only(cli: CliRunner, tmp_path: Path) -> None:
    asked = [
        "shot",
        "theatercode",
        "flies",
        "--size",
        "640x360",
        "--out",
        str(tmp_path / "x.png"),
        "--phase",
        "ready",
    ]

    result = run(cli, *asked, "--seed", "3")

    assert result.exit_code == 1
    assert "--calm" in result.output


def test_autoplay_plays_all_scenes_to_their_end(cli: CliRunner) -> None:
    result = run(cli, "autoplay", "theatercode", "--level", "L1", "--seed", "4")

    assert result.exit_code == 0, result.output
    assert result.output.count(", ") >= len(KINDS)
    assert "naar-je-stoel" in result.output


def test_autoplay_plays_one_kind_of_scene(cli: CliRunner) -> None:
    result = run(cli, "autoplay", "theatercode", "--scenes", "flies", "--input", "turns")

    assert result.exit_code == 0
    assert result.output.startswith("decorwissel:")


def test_a_recording_of_autoplay_replays_to_the_same_end(cli: CliRunner, tmp_path: Path) -> None:
    from content.load import complete, load_pack
    from content.model import Level
    from game.autoplay import play_to_end

    loaded = complete(load_pack("theatercode"))
    report = play_to_end(loaded.pack, 3, Level.L2, digest=loaded.digest)
    (tmp_path / "run.foyerrun").write_bytes(report.recording)

    result = run(cli, "replay", str(tmp_path / "run.foyerrun"), "--fast")

    assert result.exit_code == 0, result.output
    assert "tot het einde" in result.output


def test_a_changed_recording_is_refused(cli: CliRunner, tmp_path: Path) -> None:
    from content.load import complete, load_pack
    from content.model import Level
    from game.autoplay import play_to_end

    loaded = complete(load_pack("theatercode"))
    lines = play_to_end(loaded.pack, 3, Level.L2, digest=loaded.digest).recording.splitlines()
    header = json.loads(lines[0])
    header["pack"]["digest"] = "0" * 64
    (tmp_path / "run.foyerrun").write_bytes(b"\n".join([json.dumps(header).encode(), *lines[1:], b""]))

    result = run(cli, "replay", str(tmp_path / "run.foyerrun"), "--fast")

    assert result.exit_code == 1
    assert "andere versie" in result.stderr


BAD = [
    (2, "shot", "theatercode", "title", "--size", "groot", "--out", "x.png"),
    (2, "shot", "theatercode", "title"),
    (2, "shot", "geen-pakket", "title", "--out", "x.png"),
    (1, "shot", "theatercode", "geen-scene", "--out", "x.png"),
    (1, "shot", "theatercode", "seat", "--phase", "geen-fase", "--out", "x.png"),
    (2, "shot", "theatercode", "title", "--out", "nergens/x.png"),
    (2, "autoplay", "theatercode", "--scenes", "geen-scene"),
    (2, "autoplay", "theatercode", "--level", "L9"),
    (2, "replay", "geen-bestand"),
    (2, "geen-pakket"),
    (2, "theatercode", "--level", "L9"),
    (2, "theatercode", "--minutes", "7"),
    (2, "theatercode", "--record", "nergens/x.foyerrun"),
]


@pytest.mark.parametrize("case", BAD, ids=[" ".join(map(str, case[1:])) for case in BAD])
def test_bad_input_gets_a_sentence_and_no_traceback(
    cli: CliRunner, case: tuple[int, *tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, *arguments = case
    monkeypatch.chdir(tmp_path)

    result = run(cli, *arguments)

    assert result.exit_code == code, result.output
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_a_recording_that_is_none_is_refused(cli: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hallo\n", "utf-8")

    result = run(cli, "replay", str(tmp_path / "x"))

    assert result.exit_code == 1
    assert "geen opname" in result.stderr


def test_a_computer_without_a_screen_gets_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"SDL_VIDEODRIVER": "x11", "DISPLAY": ":987", "PATH": "/usr/bin:/bin", "FOYER_DATA_DIR": str(tmp_path)},
        cwd=Path(__file__).parents[3],
    )

    assert done.returncode == 1
    assert "geen scherm" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_and_autoplay_do_not_load_the_drawing(tmp_path: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from game.cli import game;"
        "r = CliRunner().invoke(game, ['autoplay', 'theatercode', '--scenes', 'seat']);"
        "assert r.exit_code == 0, r.output; assert 'pygame' not in sys.modules"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[3]
    )

    assert done.returncode == 0, done.stderr


def test_without_a_screen_the_game_says_so_and_stops(tmp_path: Path) -> None:
    """SDL would draw into memory and a class would wait for a window that never comes."""
    kept = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    nowhere = {name: value for name, value in os.environ.items() if name not in kept}

    answer = subprocess.run(
        [sys.executable, "-m", "game", "theatercode"],
        env={**nowhere, "FOYER_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 1
    assert "scherm" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full, a disk that is always full, is not there")
def test_a_picture_on_a_full_disk_is_one_sentence(cli: CliRunner) -> None:
    result = run(cli, "shot", "theatercode", "title", "--size", "640x360", "--out", "/dev/full")

    assert result.exit_code == 2
    assert "kan niet geschreven worden" in result.output
