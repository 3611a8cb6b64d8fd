"""The journal: what the class did, a line an action. A saved run is nothing but its journal.

JSON lines. The first is the header (format, app version, pack, seed and setup), then entries:
`{"t": 812, "do": {"kind": "sit", ...}}`, `{"t": 900, "undo": true}`, `{"t": 950, "check": "<fingerprint>"}`,
where t is the tick. Only what really happened is written; touches and refused actions are not, so that another
layout or board size keeps old runs valid. Each line is written at once and whole: a laptop that dies costs at
most the last line, and a full disk costs the saving, never the lesson.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, get_type_hints

from game.rules.activity import Action
from game.rules.codec import BadAction, decode, encode, plain
from game.rules.run import Setup

FORMAT = 1


class JournalRefused(Exception):
    """The file can't be played. `reason` is a stable code, the text is for the teacher (Dutch)."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Header:
    app: str
    pack_id: str
    pack_version: str
    setup: Setup
    """Holds the digest of the pack and the seed."""


@dataclass(frozen=True, slots=True)
class Done:
    tick: int
    action: Action


@dataclass(frozen=True, slots=True)
class Undone:
    tick: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The fingerprint of the run at `tick`, so that a replay can prove itself."""

    tick: int
    fingerprint: str


Entry = Done | Undone | Checked


@dataclass(frozen=True, slots=True)
class Recording:
    """A journal that was read. `cut`: the last line was half written and is left out."""

    header: Header
    entries: tuple[Entry, ...]
    cut: bool = False
    length: int = 0
    """Bytes that are whole; writing goes on from there."""


class Sink(Protocol):
    """Where lines go. Raises OSError when they can't, and has then written nothing."""

    def write(self, line: bytes) -> None: ...


class NoSink:
    """Keeps nothing: for tests, screenshots and the bot."""

    def write(self, line: bytes) -> None:
        pass


class FileSink:
    """Appends to a file; what a full disk cut off is taken back, so that the file stays readable."""

    def __init__(self, path: Path, keep: int = 0) -> None:
        """`keep`: bytes of an earlier part to go on from. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("r+b" if keep else "wb", buffering=0)
        self._file.truncate(keep)
        self._length = self._file.seek(keep)

    def write(self, line: bytes) -> None:
        try:
            written = self._file.write(line)
            if written != len(line):
                raise OSError("the disk took only part of a line")
        except OSError:
            self._file.truncate(self._length)
            self._file.seek(self._length)
            raise
        self._length += len(line)

    def close(self) -> None:
        # The lesson is over: now it may take as long as the disk needs.
        os.fsync(self._file.fileno())
        self._file.close()


class Journal:
    """Writes as the run goes. `fault` says why saving stopped; every later line tries again, all in order."""

    def __init__(self, header: Header, sink: Sink | None = None, *, begun: bool = False) -> None:
        """`begun`: the header and earlier entries are already in the sink."""
        self.header = header
        self.entries: list[Entry] = []
        self.fault: str | None = None
        self._sink: Sink = sink or NoSink()
        self._unsaved: list[bytes] = []
        if not begun:
            self._save(_header_line(header))

    def note(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._save(_entry_line(entry))

    def remember(self, entry: Entry) -> None:
        """An entry that the sink has already."""
        self.entries.append(entry)

    @property
    def text(self) -> bytes:
        """The whole journal as a file."""
        return _header_line(self.header) + b"".join(_entry_line(entry) for entry in self.entries)

    def _save(self, line: bytes) -> None:
        self._unsaved.append(line)
        try:
            while self._unsaved:
                self._sink.write(self._unsaved[0])
                del self._unsaved[0]
            self.fault = None
        except OSError as error:
            # The lesson goes on; the screen shows the fault as a warning.
            self.fault = error.strerror or str(error)


def read(data: bytes) -> Recording:
    """A journal file. Raises JournalRefused; a half-written last line is left out and said so."""
    lines = data.split(b"\n")
    tail = lines.pop()
    if not lines:
        raise JournalRefused("empty", "Dit bestand is leeg of geen opname van Foyer.")
    header = _header(lines[0])
    entries = [_entry(line, number) for number, line in enumerate(lines[1:], start=2)]
    return Recording(header, tuple(entries), cut=bool(tail), length=len(data) - len(tail))


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _header_line(header: Header) -> bytes:
    setup = plain(header.setup)
    pack = {"id": header.pack_id, "version": header.pack_version, "digest": setup.pop("digest")}
    seed = setup.pop("seed")
    return _line({"foyer": FORMAT, "app": header.app, "pack": pack, "seed": seed, "setup": setup})


def _entry_line(entry: Entry) -> bytes:
    match entry:
        case Done(tick, action):
            return _line({"t": tick, "do": encode(action)})
        case Undone(tick):
            return _line({"t": tick, "undo": True})
        case Checked(tick, fingerprint):
            return _line({"t": tick, "check": fingerprint})


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _header(line: bytes) -> Header:
    data = _json(line)
    if not isinstance(data, dict) or type(data.get("foyer")) is not int:
        raise JournalRefused("not_a_journal", "Dit bestand is geen opname van Foyer.")
    if data["foyer"] > FORMAT:
        raise JournalRefused("newer", "Deze opname komt van een nieuwere Foyer. Werk Foyer bij en probeer opnieuw.")
    try:
        pack = data["pack"]
        setup = _setup({**data["setup"], "digest": pack["digest"], "seed": data["seed"]})
        return Header(str(data["app"]), str(pack["id"]), str(pack["version"]), setup)
    except (KeyError, TypeError, ValueError) as error:
        raise JournalRefused("damaged", "De eerste regel van deze opname is beschadigd.") from error


def _setup(data: dict[str, Any]) -> Setup:
    """The setup with its own types. Raises KeyError, TypeError or ValueError for anything else."""
    hints = get_type_hints(Setup)
    known = {field.name for field in fields(Setup)}
    # A journal of an earlier Foyer may lack what has a default now; what nobody knows is a fault.
    if not data.keys() <= known:
        raise ValueError(f"unknown fields: {data.keys() - known}")
    return Setup(**{name: _typed(hints[name], value) for name, value in data.items()})


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if isinstance(kind, type):
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(f"{value!r} is no list of names")
    return tuple(value)


def _entry(line: bytes, number: int) -> Entry:
    data = _json(line)
    try:
        match data:
            case {"t": int(tick), "do": action, **rest} if not rest:
                return Done(tick, decode(action))
            case {"t": int(tick), "undo": True, **rest} if not rest:
                return Undone(tick)
            case {"t": int(tick), "check": str(fingerprint), **rest} if not rest:
                return Checked(tick, fingerprint)
    except BadAction as error:
        raise JournalRefused("damaged", f"Regel {number} van deze opname klopt niet ({error.what}).") from error
    raise JournalRefused("damaged", f"Regel {number} van deze opname is beschadigd.")


def actions(entries: tuple[Entry, ...]) -> Iterator[Action]:
    """The actions alone, for statistics and tests."""
    return (entry.action for entry in entries if isinstance(entry, Done))
