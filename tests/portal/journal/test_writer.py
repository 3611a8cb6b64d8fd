"""The writer: on the disk before it returns, one chain whoever writes, and nothing promised on a full disk."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from portal.journal.chain import START, Fault, Line, files_of, read
from portal.journal.writer import BALLAST, FACT, Journal, JournalUnavailable


def note(number: int) -> tuple[str, dict[str, object]]:
    return "note", {"number": number}


def said(folder: Path) -> list[Line]:
    found = [one for path in files_of(folder) for one in read(path)]
    assert not [one for one in found if isinstance(one, Fault)]
    return [one for one in found if isinstance(one, Line)]


def numbers(folder: Path) -> list[int]:
    return [line.data["number"] for line in said(folder) if line.kind == "note"]


def test_what_was_appended_stands_in_the_file(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)

    journal.append([note(1), note(2)])
    journal.append([note(3)])

    assert numbers(tmp_path) == [1, 2, 3]
    assert [path.name[:10] for path in files_of(tmp_path)] == ["2027-01-14"]


def test_a_new_day_is_a_new_file_of_the_same_chain(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)
    journal.append([note(1)])

    clock.now += timedelta(days=1)
    journal.append([note(2)])

    first, second = files_of(tmp_path)
    *_, last = read(first)
    start = next(iter(read(second)))
    assert isinstance(last, Line)
    assert isinstance(start, Line)
    assert (start.kind, start.before) == (START, last.digest)
    assert numbers(tmp_path) == [1, 2]


def test_a_clock_that_goes_back_loses_nothing(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)
    journal.append([note(1)])
    clock.now += timedelta(days=1)
    journal.append([note(2)])
    clock.now -= timedelta(days=1)
    journal.append([note(3)])

    assert sorted(numbers(tmp_path)) == [1, 2, 3]


def test_a_fact_is_told_again_only_when_it_changed_or_the_file_is_new(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)
    school, renamed = ({"name": "school:1", "values": {"name": name}} for name in ("De Berk", "De Zilverberk"))

    journal.append([(FACT, school)])
    journal.append([(FACT, school), (FACT, renamed), (FACT, renamed)])
    clock.now += timedelta(days=1)
    journal.append([(FACT, renamed)])

    told = [line.data["values"]["name"] for line in said(tmp_path) if line.kind == FACT]
    assert told == ["De Berk", "De Zilverberk", "De Zilverberk"]


def test_many_threads_make_one_chain_without_a_gap(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)

    def write(first: int) -> None:
        for number in range(first, first + 20):
            journal.append([note(number)])

    threads = [threading.Thread(target=write, args=(100 * number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers(tmp_path)) == sorted(100 * n + m for n in range(8) for m in range(20))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_after_a_fork_the_child_writes_a_chain_of_its_own(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path, clock)
    journal.append([note(1)])

    child = os.fork()
    if child == 0:
        journal.append([note(2)])
        os._exit(0)
    os.waitpid(child, 0)
    journal.append([note(3)])

    assert len(files_of(tmp_path)) == 2
    assert sorted(numbers(tmp_path)) == [1, 2, 3]


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return filler


def test_on_a_full_disk_what_is_under_way_is_written_and_what_comes_next_is_refused(small_disk: Path, clock) -> None:
    journal = Journal(small_disk / "journal", clock)
    journal.refuse_if_unavailable()
    filler = fill(small_disk)

    for number in range(200):
        journal.append([("note", {"number": number, "padding": "x" * 200})])
    with pytest.raises(JournalUnavailable):
        journal.refuse_if_unavailable()
    filler.unlink()
    journal.refuse_if_unavailable()

    assert numbers(small_disk / "journal") == list(range(200))
    assert (small_disk / "journal" / "ballast").stat().st_size == BALLAST


def test_what_the_disk_refused_goes_first_when_there_is_room_again(small_disk: Path, clock) -> None:
    journal = Journal(small_disk / "journal", clock)
    journal.append([note(1)])
    (small_disk / "journal" / "ballast").unlink()
    filler = fill(small_disk)

    with pytest.raises(JournalUnavailable):
        journal.append([("note", {"number": 2, "padding": "x" * 10_000})])
    with pytest.raises(JournalUnavailable):
        journal.append([note(3)])
    filler.unlink()
    journal.append([note(4)])

    assert sorted(numbers(small_disk / "journal")) == [1, 2, 3, 4]
    assert [path.stat().st_size > 0 for path in files_of(small_disk / "journal")] == [True, True]


def test_a_folder_that_is_gone_is_made_again(tmp_path: Path, clock) -> None:
    journal = Journal(tmp_path / "journal", clock)
    journal.append([note(1)])
    for path in (tmp_path / "journal").iterdir():
        path.unlink()
    (tmp_path / "journal").rmdir()

    journal.append([note(2)])

    assert numbers(tmp_path / "journal") == [2]


def test_a_folder_that_cannot_be_made_is_a_refusal(tmp_path: Path, clock) -> None:
    (tmp_path / "file").touch()
    journal = Journal(tmp_path / "file" / "journal", clock)

    with pytest.raises(JournalUnavailable):
        journal.append([note(1)])
