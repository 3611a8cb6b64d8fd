"""The file of a backup: a zip whose manifest names every member with its size and digest, written last.

manifest.json            format, revision, when, and `members`: {name: {size, sha256, rows}}
tables/<table>.jsonl     a row a line, a list in the order of the first line, which names the columns
uploads/... imports/...  files of the data folder
journal/...              the journal, whole lines only
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

FORMAT = 1
MANIFEST = "manifest.json"
TABLES = "tables/"
MANIFEST_MAX_BYTES = 200_000_000
PIECE = 1 << 20


class Damaged(Exception):
    """The file is no whole backup of ours; the reason is a Dutch half sentence."""


class NewerFormat(Exception):
    """A later Foyer wrote this backup."""


class Member(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    rows: int = Field(default=0, ge=0)
    """Of a table; 0 for a file."""


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    revision: str = Field(pattern="^[0-9]{4}$")
    made_at: AwareDatetime
    members: dict[str, Member]

    @property
    def tables(self) -> dict[str, Member]:
        """By the name of the table."""
        return {
            name.removeprefix(TABLES).removesuffix(".jsonl"): member
            for name, member in self.members.items()
            if name.startswith(TABLES)
        }

    @property
    def files(self) -> list[str]:
        return [name for name in self.members if not name.startswith(TABLES)]

    @property
    def rows(self) -> int:
        return sum(member.rows for member in self.members.values())


def table_member(table: str) -> str:
    return f"{TABLES}{table}.jsonl"


class Writer:
    """Writes a backup beside `path` and gives it that name when it is whole: what was cut off never looks done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.aside = path.with_name(f"{path.name}.part")
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        # It holds addresses and password hashes: for its owner's eyes only.
        handle = os.open(self.aside, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        return self

    def add_lines(self, name: str, lines: Iterator[bytes], *, rows: bool = False) -> None:
        """Write a member as it comes; of a table the first line names its columns and the others are rows."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            for piece in lines:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
                count += 1
        self.members[name] = Member(size=size, sha256=digest.hexdigest(), rows=count - 1 if rows else 0)

    def finish(self, revision: str, made_at: datetime) -> Manifest:
        manifest = Manifest(format=FORMAT, revision=revision, made_at=made_at, members=self.members)
        self._zip.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.aside.replace(self.path)
        return manifest

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        with suppress(OSError, ValueError):
            # Of one that is cut off too, or it would try once more when it is collected.
            self._zip.close()
        with suppress(OSError):
            self._file.close()
        self.aside.unlink(missing_ok=True)


class Reader:
    """A backup that was looked at whole before anything is done with it."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = file
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[bytes]:
        with self._open(table_member(table)) as member:
            yield from member

    def extract(self, name: str, into: Path) -> None:
        """Write one file; `into` is the place of the file itself, and nothing is there yet."""
        into.parent.mkdir(parents=True, exist_ok=True)
        with self._open(name) as member, into.open("xb") as file:
            while piece := member.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def _open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


@contextmanager
def read_backup(path: Path) -> Iterator[Reader]:
    """Open a backup after every byte of it was held against its manifest.

    Raises:
        OSError: the file can't be opened.
        Damaged, NewerFormat: it is not what was written, or not for this version.
    """
    with path.open("rb") as raw:
        try:
            file = zipfile.ZipFile(raw)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Damaged("het is geen back-up, of het einde ontbreekt") from None
        with file:
            manifest = _manifest(file)
            _check(file, manifest)
            yield Reader(file, manifest)


def _manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        if file.getinfo(MANIFEST).file_size > MANIFEST_MAX_BYTES:
            raise Damaged("de inhoudslijst is te groot")
        fields = json.loads(file.read(MANIFEST))
        if isinstance(fields, dict) and isinstance(fields.get("format"), int) and fields["format"] > FORMAT:
            raise NewerFormat
        return Manifest.model_validate(fields)
    except (KeyError, *BROKEN, ValidationError, RecursionError):
        raise Damaged("de inhoudslijst ontbreekt of klopt niet") from None


BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What the zip library raises on bytes that were changed."""


def _check(file: zipfile.ZipFile, manifest: Manifest) -> None:
    there = [info.filename for info in file.infolist()]
    if sorted(there) != sorted([*manifest.members, MANIFEST]):
        raise Damaged("er zit iets te veel of te weinig in")
    for name, member in manifest.members.items():
        if not is_safe(name):
            raise Damaged(f"de naam {name!r} hoort er niet in")
        if not _is_whole(file, name, member):
            raise Damaged(f"{name} is niet meer zoals het bewaard werd")


def _is_whole(file: zipfile.ZipFile, name: str, member: Member) -> bool:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open(name) as content:
            while piece := content.read(PIECE):
                digest.update(piece)
                size += len(piece)
                if size > member.size:
                    return False
    except BROKEN:
        return False
    return size == member.size and digest.hexdigest() == member.sha256


FOLDERS = ("uploads", "imports", "journal")
_FORBIDDEN = frozenset('\\:*?"<>|\0')


def is_safe(name: str) -> bool:
    """Whether a member stays in the folder it names, on any system."""
    parts = name.split("/")
    if len(parts) < 2 or parts[0] not in (*FOLDERS, TABLES.rstrip("/")) or PurePosixPath(name).is_absolute():
        return False
    return all(part not in {"", ".", ".."} and not _FORBIDDEN & set(part) for part in parts)
