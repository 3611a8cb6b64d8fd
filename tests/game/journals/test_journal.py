"""The journal on disk: whole lines, half lines, full disks, strangers."""

import errno
import json

import pytest

from game import journal
from game.journal import Done, FileSink, JournalRefused, Undone, read
from game.rules.activity import GoOn
from game.rules.codec import fingerprint, plain
from game.rules.run import EnterScene
from game.session import Session, resume
from tests.game.packs import PACK, a_setup

DIGEST = "d" * 64


class FullDisk:
    """A disk with room for so many lines."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.lines: list[bytes] = []

    def write(self, line: bytes) -> None:
        if len(self.lines) >= self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.lines.append(line)


def a_session(sink=None) -> Session:
    session = Session(PACK, a_setup(), app_version="0.1.0", sink=sink)
    session.perform(3, GoOn())
    session.perform(8, GoOn())
    session.undo(12)
    return session


def test_the_header_says_what_is_played_with_what():
    header = json.loads(a_session().journal.text.splitlines()[0])

    assert header["foyer"] == 1
    assert header["app"] == "0.1.0"
    assert header["pack"] == {"id": "proef", "version": "1.0.0", "digest": DIGEST}
    assert header["seed"] == 1
    assert header["setup"]["level"] == "L2"


def test_a_journal_comes_back_as_it_was_written():
    session = a_session()

    recording = read(session.journal.text)

    assert recording.header == session.journal.header
    assert recording.entries == (Done(3, GoOn()), Done(8, GoOn()), Undone(12))
    assert not recording.cut


def test_every_line_is_on_disk_as_soon_as_it_happened(tmp_path):
    path = tmp_path / "runs" / "klas.foyer-run"
    session = Session(PACK, a_setup(), sink=FileSink(path))
    session.perform(3, GoOn())

    assert path.read_bytes() == session.journal.text


def test_a_half_written_last_line_is_left_out_and_said_so():
    text = a_session().journal.text
    whole = text[: text.rindex(b"\n", 0, -1) + 1]

    for cut in range(len(whole) + 1, len(text)):
        recording = read(text[:cut])
        assert recording.cut
        assert len(recording.entries) == 2
        assert recording.length == len(whole)


def test_a_resumed_run_writes_on_where_the_whole_lines_end(tmp_path):
    path = tmp_path / "klas.foyer-run"
    path.write_bytes(a_session().journal.text + b'{"t":99,"do":{"ki')
    recording = read(path.read_bytes())

    session = resume(PACK, DIGEST, recording, sink=FileSink(path, keep=recording.length))
    session.perform(20, EnterScene("flies"))

    again = read(path.read_bytes())
    assert not again.cut
    assert again.entries[-1] == Done(20, EnterScene("flies"))
    assert resume(PACK, DIGEST, again).run == session.run


def test_a_full_disk_is_a_warning_and_the_lesson_goes_on():
    disk = FullDisk(room=2)

    session = a_session(disk)

    assert session.journal.fault == "No space left on device"
    assert session.run.scene_id == "seat"


def test_what_could_not_be_saved_is_saved_as_soon_as_there_is_room():
    disk = FullDisk(room=2)
    session = a_session(disk)
    disk.room = 100

    session.perform(20, GoOn())

    assert session.journal.fault is None
    assert b"".join(disk.lines) == session.journal.text


def test_a_disk_that_takes_half_a_line_keeps_whole_lines_only(tmp_path, monkeypatch):
    path = tmp_path / "klas.foyer-run"
    sink = FileSink(path)
    sink.write(b"whole\n")
    real = sink._file

    class Half:
        def write(self, line):
            return real.write(line[: len(line) // 2])

        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(sink, "_file", Half())
    with pytest.raises(OSError, match="part of a line"):
        sink.write(b"another line\n")

    assert path.read_bytes() == b"whole\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"{", "empty"),
        (b"<html>\n", "not_a_journal"),
        (b"[]\n", "not_a_journal"),
        (b'{"foyer":true}\n', "not_a_journal"),
        (b'{"foyer":2}\n', "newer"),
        (b'{"foyer":1}\n', "damaged"),
        (b"\xff\xfe\x00\n", "not_a_journal"),
        (b"[" * 100_000 + b"\n", "not_a_journal"),
    ],
)
def test_a_strange_file_is_refused_in_words(data, reason):
    with pytest.raises(JournalRefused) as refusal:
        read(data)

    assert refusal.value.reason == reason
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b'{"t":1}',
        b'{"t":"1","undo":true}',
        b'{"t":1,"undo":true,"more":1}',
        b'{"t":1,"do":{"kind":"no-such-thing"}}',
        b'{"t":1,"do":{"kind":"sit","floor":"cellar","row":1,"seat":1}}',
        b'{"t":1,"do":{"kind":"sit","floor":"stalls","row":true,"seat":1}}',
        b'{"t":1,"do":{"kind":"sit","floor":"stalls","row":1}}',
        b'{"t":1,"do":null}',
    ],
)
def test_a_line_that_was_tampered_with_is_named(line):
    data = a_session().journal.text + line + b"\n"

    with pytest.raises(JournalRefused, match="Regel 5") as refusal:
        read(data)
    assert refusal.value.reason == "damaged"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"class_size":20', b'"class_size":99'),
        (b'"L2"', b'"L9"'),
        (b'"calm":false', b'"calm":0'),
        (b'"calm":false', b'"loud":true'),
        (b'"level":"L2",', b""),
        (b'"scenes":[]', b'"scenes":[1]'),
    ],
)
def test_a_setup_that_cannot_be_is_refused(old, new):
    with pytest.raises(JournalRefused) as refusal:
        read(a_session().journal.text.replace(old, new))

    assert refusal.value.reason == "damaged"


def test_a_setup_of_before_a_choice_existed_gets_its_default():
    text = a_session().journal.text

    assert read(text.replace(b',"calm":false', b"")).header == read(text).header


def test_what_came_later_is_written_only_where_it_is_used():
    """A lesson of before has no such field, and still comes to the state that it noted."""
    after = a_setup(foretold=("titel=1",))

    assert "foretold" not in plain(a_setup())
    assert plain(after)["foretold"] == ["titel=1"]
    assert fingerprint(after) != fingerprint(a_setup())
    recording = read(Session(PACK, after, app_version="0.1.0").journal.text)
    assert recording.header.setup == after


def test_only_actions_are_counted_as_actions():
    recording = read(a_session().journal.text)

    assert list(journal.actions(recording.entries)) == [GoOn(), GoOn()]
