"""Lessons that were recorded with an earlier version still play to the same end."""

from pathlib import Path

import pytest

from game.journal import Checked, read
from game.rules.run import Stage
from game.session import resume
from tests.game.packs import EVERY, EVERY_KIND

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.foyerrun"))


def test_there_is_a_recording_of_every_level_and_every_way_to_touch():
    assert [path.stem for path in RECORDED] == ["L1-multi", "L2-latch", "L3-turns", "L4-keys"]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_lesson_comes_to_the_same_end(path):
    recording = read(path.read_bytes())
    assert isinstance(recording.entries[-1], Checked)

    session = resume(EVERY, recording.header.setup.digest, recording)

    assert session.run.stage is Stage.FINALE
    assert {result.kind for result in session.run.results if result.done} == set(EVERY_KIND)
