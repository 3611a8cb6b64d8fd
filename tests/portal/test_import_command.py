"""`foyer portal import` as people type it: a line a record, exit codes, nothing twice."""

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.db import make_engine
from tests.portal.offers.intake.sources import an_event
from tests.portal.tables import make_migrated


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path))
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_migrated(engine)
    engine.dispose()
    return tmp_path


def foyer(*words: str) -> Result:
    return CliRunner().invoke(main, ["portal", *words])


def a_file(folder: Path, *events: object, name: str = "seizoen.json") -> str:
    (folder / name).write_text(json.dumps(events), encoding="utf-8")
    return str(folder / name)


def test_each_record_gets_a_line_and_the_second_time_nothing_changes(data: Path) -> None:
    file = a_file(data, an_event(1), an_event(2, terms=[{"id": ".0.55.0.0.0"}]), an_event(3, calendarType="foobar"))

    first, second = foyer("import", file), foyer("import", file)

    assert [line.split()[0] for line in first.stdout.splitlines()] == ["accepted", "corrected", "refused", "samen"]
    assert "calendarType" in first.stdout
    assert [line.split()[0] for line in second.stdout.splitlines()] == ["unchanged", "unchanged", "refused", "samen"]
    assert (first.exit_code, second.exit_code) == (0, 0)


def test_a_trial_changes_nothing(data: Path) -> None:
    file = a_file(data, an_event())

    trial = foyer("import", "--dry-run", file)

    assert trial.stdout.startswith("accepted")
    assert foyer("import", file).stdout.startswith("accepted")


def test_json_has_every_record_and_the_sums(data: Path) -> None:
    told = json.loads(foyer("import", "--format", "json", a_file(data, an_event(), 7)).stdout)

    assert [one["status"] for one in told["records"]] == ["accepted", "refused"]
    assert told["summary"]["refused"] == 1


def test_exit_codes_tell_nothing_accepted_from_nothing_known(data: Path) -> None:
    refused = foyer("import", a_file(data, an_event(calendarType="foobar")))
    strange = foyer("import", a_file(data, {"label": "x"}, name="woorden.json"))
    missing = foyer("import", str(data / "bestaat-niet.json"))
    nowhere = foyer("import", "--centre", "bestaat-niet", a_file(data, an_event()))

    assert [one.exit_code for one in (refused, strange, missing, nowhere)] == [1, 2, 2, 1]
    assert all("Traceback" not in one.output for one in (refused, strange, missing, nowhere))


def test_who_looks_at_a_terminal_sees_how_far_it_is_and_a_file_gets_only_the_report(data: Path) -> None:
    """In a terminal of its own: a bar on the screen, and nothing of it in what is kept."""
    file = a_file(data, *(an_event(number, name=f"Stuk {number}") for number in range(120)))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "portal", "import", "--dry-run", file]
    with (data / "verslag.txt").open("wb") as report:
        running = subprocess.Popen(command, stdout=report, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    screen = b""
    with contextlib.suppress(OSError):  # What Linux raises when the other side is closed.
        while piece := os.read(ours, 4096):
            screen += piece
    os.close(ours)

    assert running.wait() == 0
    assert b"seizoen.json" in screen
    assert b"%" in screen
    kept = (data / "verslag.txt").read_bytes()
    assert (kept.count(b"accepted "), b"\x1b" in kept, b"%" in kept) == (120, False, False)
