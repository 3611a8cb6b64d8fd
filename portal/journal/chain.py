"""The form of a journal: lines of JSON, each naming the digest of the one before, so that none can be changed,
dropped or moved without being seen.

A file is `<day>-<chain>.jsonl`; every process writes a chain of its own, one file a day. The first line of a file
is of kind "start" and names the last digest of the file before, if its process wrote one. Other kinds are the
business of whoever writes them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
START = "start"


@dataclass(frozen=True)
class Line:
    """One line of a file. `number` counts from 0 in its file, which is the "start"."""

    number: int
    kind: str
    data: Mapping[str, Any]
    before: str
    """Digest of the line before; of a "start" that of the last line of the file before, or empty."""
    digest: str

    def encoded(self) -> bytes:
        return _canonical(self.number, self.kind, self.data, self.before, digest=self.digest) + b"\n"


@dataclass(frozen=True)
class Fault:
    """Where a file is not what was written. `line` counts from 1, as an editor does."""

    file: str
    line: int
    what: str
    """torn (the last line is cut short: its process was killed while writing), broken (no line of a journal),
    changed (the digest is not that of the text), cut (a line between this one and the one before is missing, or
    they were moved)."""


def next_line(kind: str, data: Mapping[str, Any], *, number: int, before: str) -> Line:
    """The line with this content that follows `before`; `data` is JSON."""
    return Line(number, kind, data, before, _digest(number, kind, data, before))


def _digest(number: int, kind: str, data: Mapping[str, Any], before: str) -> str:
    return hashlib.sha256(_canonical(number, kind, data, before)).hexdigest()


def _canonical(number: int, kind: str, data: Mapping[str, Any], before: str, **more: str) -> bytes:
    fields = {"number": number, "kind": kind, "data": data, "before": before, **more}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def files_of(folder: Path) -> list[Path]:
    """The journal's files, oldest day first."""
    return sorted(folder.glob("????-??-??-*.jsonl"))


def read(path: Path) -> Iterator[Line | Fault]:
    """The lines of a file, and a fault where one is not as written; what follows a fault is still read."""
    before: str | None = None
    number: int | None = 0
    with path.open("rb") as file:
        for place, raw in enumerate(file, start=1):
            line = _parsed(raw)
            if line is None:
                yield Fault(path.name, place, "broken" if raw.endswith(b"\n") else "torn")
                # What comes next can't be held against this one.
                before = number = None
                continue
            if line.digest != _digest(line.number, line.kind, line.data, line.before):
                yield Fault(path.name, place, "changed")
            elif number not in (None, line.number) or before not in (None, line.before):
                yield Fault(path.name, place, "cut")
            else:
                yield line
            before, number = line.digest, line.number + 1


def _parsed(raw: bytes) -> Line | None:
    try:
        fields = json.loads(raw)
        line = Line(fields["number"], fields["kind"], fields["data"], fields["before"], fields["digest"])
    except (ValueError, KeyError, TypeError):
        return None
    texts = (line.kind, line.before, line.digest)
    sound = isinstance(line.number, int) and isinstance(line.data, dict) and all(isinstance(t, str) for t in texts)
    return line if sound and raw.endswith(b"\n") else None
