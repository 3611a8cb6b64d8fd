"""Writes a process's chain. Whoever appends waits until the disk has it; one flush serves all who wait."""

import errno
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.errors import Refusal
from portal.journal.chain import FORMAT, START, next_line

FACT = "fact"
"""Kind of a line that says what something is (`name`, `values`); written again in a file only when it changed."""
BALLAST = 256 * 1024
"""Bytes of a file that is only there to be removed: when the disk fills up, the bookings that are under way still
find room, and what comes after them is refused before it begins. All processes share it."""

Entry = tuple[str, Mapping[str, Any]]
"""A kind and its data: what a line says, before it has a place in the chain."""


class JournalUnavailable(Refusal):
    """The journal can't be written (a full disk, a folder that is gone), so nothing is promised now."""

    code = "journal_unavailable"


@dataclass
class _Batch:
    entries: Sequence[Entry]
    failure: OSError | None = None
    done: bool = False


@dataclass
class _File:
    """The file of one day, and what its next line has to follow."""

    day: date
    handle: int
    number: int
    before: str
    size: int
    told: dict[str, str] = field(default_factory=dict)
    """Facts that stand in this file: by name, a digest of what they say."""


class Journal:
    """The chain of this process in a folder; safe to use from any number of threads.

    It opens its file at the first line. After a fork the child starts a chain of its own.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self._clock = clock
        self._turn = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: list[_Batch] = []
        self._owed: list[Entry] = []
        self._file: _File | None = None
        self._chain = ""
        self._pid = 0
        self._last = ""
        self._ballast = folder / "ballast"

    def place(self) -> str:
        """The file that the next line goes to; another one may know nothing yet of what this one was told."""
        return f"{self._clock().date()} {self._chain} {os.getpid()}"

    def append(self, entries: Sequence[Entry]) -> None:
        """Write these lines and return when they are on the disk.

        Raises:
            JournalUnavailable: the disk didn't take them. They are kept in memory and go first as soon as it does.
        """
        batch = _Batch(entries)
        with self._turn:
            self._waiting.append(batch)
        # Who waits here may find that the one before has written these lines along with its own.
        with self._writing:
            if not batch.done:
                with self._turn:
                    batches, self._waiting = self._waiting, []
                self._settle(batches)
        if batch.failure is not None:
            raise JournalUnavailable from batch.failure

    def refuse_if_unavailable(self) -> None:
        """Asked before anything is promised.

        Raises:
            JournalUnavailable: lines wait for a disk that refuses them, or the next ones would find no room.
        """
        if self._owed or not self._ballast.exists():
            self.append(())

    def close(self) -> None:
        """Leave the file; the next line opens another."""
        with self._writing:
            self._leave_file()

    # --- One at a time from here on ---

    def _settle(self, batches: list[_Batch]) -> None:
        entries = [*self._owed, *(entry for batch in batches for entry in batch.entries)]
        failure: OSError | None = None
        try:
            self._write(entries)
            self._owed = []
        except OSError as problem:
            # Kept while the process lives; after that the ledger in the database tells it again.
            self._owed, failure = entries, problem
            self._leave_file()
        for batch in batches:
            # The ballast is the concern of what comes next, not of what has just found its place.
            batch.failure, batch.done = failure, True
        if failure is None:
            self._lay_ballast([batch for batch in batches if not batch.entries])

    def _write(self, entries: Sequence[Entry]) -> None:
        file = self._today()
        told, number, before, text = dict(file.told), file.number, file.before, bytearray()
        for kind, data in entries:
            if kind == FACT and not _is_news(told, data):
                continue
            line = next_line(kind, data, number=number, before=before)
            text += line.encoded()
            number, before = number + 1, line.digest
        if not text:
            return
        self._put(file, bytes(text))
        file.told, file.number, file.before = told, number, before
        self._last = before

    def _put(self, file: _File, text: bytes) -> None:
        """All of it on the disk, or nothing of it in the file."""
        try:
            try:
                _write_all(file.handle, text)
            except OSError as problem:
                if problem.errno != errno.ENOSPC or not self._ballast.exists():
                    raise
                self._ballast.unlink(missing_ok=True)
                os.ftruncate(file.handle, file.size)
                _write_all(file.handle, text)
        except OSError:
            os.ftruncate(file.handle, file.size)
            raise
        file.size += len(text)

    def _today(self) -> _File:
        now = self._clock()
        if self._pid != os.getpid():
            # After a fork: the file and the chain are the parent's.
            self._pid, self._chain, self._file, self._last = os.getpid(), secrets.token_hex(6), None, ""
        # Without a name it is a file that somebody removed: what goes there is gone with the process.
        if self._file is not None and self._file.day == now.date() and os.fstat(self._file.handle).st_nlink:
            return self._file
        self._leave_file()
        return self._open(now)

    def _open(self, now: datetime) -> _File:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(now)
        if path.exists():
            # Left after a failure earlier today, perhaps in the middle of a line.
            self._chain = secrets.token_hex(6)
            path = self._path(now)
        data = {"format": FORMAT, "chain": self._chain, "at": now.isoformat()}
        start = next_line(START, data, number=0, before=self._last)
        text = start.encoded()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        try:
            _write_all(handle, text)
            _flush_folder(self.folder)
        except OSError:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise
        self._file = _File(now.date(), handle, 1, start.digest, len(text))
        self._last = start.digest
        return self._file

    def _path(self, now: datetime) -> Path:
        return self.folder / f"{now.date().isoformat()}-{self._chain}.jsonl"

    def _leave_file(self) -> None:
        if self._file is not None:
            handle, self._file = self._file.handle, None
            os.close(handle)

    def _lay_ballast(self, asking: list[_Batch]) -> None:
        if self._ballast.exists():
            return
        try:
            # Written aside and renamed: a half one would promise room that isn't there.
            aside = self.folder / f"{self._chain}.part"
            aside.write_bytes(b"\0" * BALLAST)
            aside.replace(self._ballast)
        except OSError as problem:
            aside.unlink(missing_ok=True)
            for batch in asking:
                batch.failure = problem


def _is_news(told: dict[str, str], data: Mapping[str, Any]) -> bool:
    says = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    if told.get(data["name"]) == says:
        return False
    told[data["name"]] = says
    return True


def _write_all(handle: int, text: bytes) -> None:
    rest = memoryview(text)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def _flush_folder(folder: Path) -> None:
    """The name of a new file is on the disk too; Windows has no such call, and keeps names by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
