"""A line that is changed, dropped, moved or cut is seen, wherever it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.journal.chain import Fault, Line, files_of, next_line, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def chain(*contents: dict[str, object]) -> list[Line]:
    lines: list[Line] = []
    for number, data in enumerate(contents):
        before = lines[-1].digest if lines else ""
        lines.append(next_line("note", data, number=number, before=before))
    return lines


def written(folder: Path, *raw: bytes) -> Path:
    path = folder / "2027-01-14-abc.jsonl"
    path.write_bytes(b"".join(raw))
    return path


FOUR = chain({"seats": 24}, {"seats": 25}, {"seats": -24}, {"seats": 3})


def faults(path: Path) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in read(path) if isinstance(one, Fault)]


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read(contents: list[dict[str, object]]) -> None:
    lines = chain(*contents)

    assert b"\n" not in b"".join(line.encoded()[:-1] for line in lines)
    assert [next_line("note", line.data, number=line.number, before=line.before) for line in lines] == lines


def test_a_sound_file_gives_its_lines(tmp_path: Path) -> None:
    path = written(tmp_path, *(line.encoded() for line in FOUR))

    assert list(read(path)) == FOUR


def test_a_number_that_somebody_changed_is_seen(tmp_path: Path) -> None:
    raw = [line.encoded() for line in FOUR]
    path = written(tmp_path, raw[0], raw[1].replace(b"25", b"52"), raw[2], raw[3])

    assert faults(path) == [(2, "changed")]


@pytest.mark.parametrize("gone", [1, 2])
def test_a_line_that_is_gone_is_seen_at_the_next(tmp_path: Path, gone: int) -> None:
    path = written(tmp_path, *(line.encoded() for number, line in enumerate(FOUR) if number != gone))

    assert faults(path) == [(gone + 1, "cut")]


def test_lines_that_changed_places_are_seen(tmp_path: Path) -> None:
    raw = [line.encoded() for line in FOUR]
    path = written(tmp_path, raw[0], raw[2], raw[1], raw[3])

    assert [what for _, what in faults(path)] == ["cut", "cut", "cut"]


def test_a_line_from_another_chain_is_seen(tmp_path: Path) -> None:
    stranger = next_line("note", {"seats": 99}, number=2, before="0" * 64)
    path = written(tmp_path, FOUR[0].encoded(), FOUR[1].encoded(), stranger.encoded())

    assert faults(path) == [(3, "cut")]


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_last_line_that_was_cut_short_is_torn_and_costs_only_itself(tmp_path: Path, kept: int) -> None:
    path = written(tmp_path, FOUR[0].encoded(), FOUR[1].encoded(), FOUR[2].encoded()[:kept])

    assert list(read(path))[:2] == FOUR[:2]
    assert faults(path) == [(3, "torn")]


@pytest.mark.parametrize("raw", [b"\n", b"[]\n", b"null\n", b"{}\n", b"\xff\xfe\n", b'{"number": "1"}\n'])
def test_what_is_no_line_is_named_and_what_follows_is_read(tmp_path: Path, raw: bytes) -> None:
    path = written(tmp_path, FOUR[0].encoded(), raw, FOUR[1].encoded(), FOUR[2].encoded())

    found = list(read(path))

    assert [one.what for one in found if isinstance(one, Fault)] == ["broken"]
    assert [one for one in found if isinstance(one, Line)] == FOUR[:3]


def test_files_come_oldest_day_first_and_others_are_left_alone(tmp_path: Path) -> None:
    for name in ("2027-01-15-b.jsonl", "2027-01-14-z.jsonl", "complete.json", "ballast"):
        (tmp_path / name).touch()

    assert [path.name for path in files_of(tmp_path)] == ["2027-01-14-z.jsonl", "2027-01-15-b.jsonl"]
