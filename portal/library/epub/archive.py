"""Open an EPUB's container as if its maker meant harm.

EPUBCheck is a conformance check and no gate: it calls overlapping entries, 60000 x 60000 pictures and two kinds
of DRM valid, and runs for minutes on others. Everything here is refused before a byte is inflated, except lies
about sizes, which the byte counter finds while inflating. Nothing is ever written to disk by its own name.
"""

import stat
import struct
import unicodedata
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from portal.library.errors import BookRefused

FILE_MAX = 80_000_000
ENTRIES_MAX = 5_000
ENTRY_MAX = 64_000_000
TOTAL_MAX = 400_000_000
RATIO_MAX = 200
RATIO_FROM = 1_000_000
"""An entry smaller than this may shrink as much as it likes."""
CHUNK = 1 << 16
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, OverflowError)
"""What `zipfile` raises for content that isn't what its header says."""


class BookFiles:
    """The files of an EPUB by name; names are compared in NFC, as the specification asks."""

    def __init__(self, data: bytes) -> None:
        if len(data) > FILE_MAX:
            raise BookRefused(f"Het bestand is groter dan {FILE_MAX // 1_000_000} MB.")
        if not data:
            raise BookRefused("Het bestand is leeg.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except DAMAGE as problem:
            raise BookRefused("Dit is geen EPUB-bestand, of het is niet volledig.") from problem
        _refuse_container(entries, len(data))
        self._entries = {normal(entry.filename): entry for entry in entries if not entry.is_dir()}
        self._lower = {name.lower(): name for name in reversed(self._entries)}
        self._sound: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return normal(name) in self._entries

    def names(self) -> list[str]:
        return list(self._entries)

    def actual(self, name: str) -> str | None:
        """The name under which a file is here: exactly this one, else one that differs in capitals only."""
        wanted = normal(name)
        return wanted if wanted in self._entries else self._lower.get(wanted.lower())

    def size(self, name: str) -> int:
        """Bytes of a file as it says itself; it is never read further than that."""
        return self._entries[normal(name)].file_size

    def is_odd(self, name: str) -> bool:
        """Is it not the first file, or packed? Of `mimetype` the specification asks both."""
        entry = self._entries[normal(name)]
        return entry.header_offset != 0 or entry.compress_type != zipfile.ZIP_STORED

    def read(self, name: str, limit: int = ENTRY_MAX) -> bytes:
        """The content of a file; `KeyError` when it is not there.

        Raises:
            BookRefused: it is larger than it said, larger than `limit`, or damaged.
        """
        entry = self._entries[normal(name)]
        taken = bytearray()
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(CHUNK):
                    taken += chunk
                    if len(taken) > min(limit, entry.file_size):
                        raise BookRefused("Een onderdeel van het boek is te groot.")
        except DAMAGE as problem:
            raise BookRefused("Een onderdeel van het boek is beschadigd.") from problem
        self._sound.add(normal(name))
        return bytes(taken)

    def verify(self) -> None:
        """Inflate every file that was not read whole once and throw it away: damage is found now, and not later."""
        for name, entry in self._entries.items():
            if name in self._sound:
                continue
            left = entry.file_size
            try:
                with self._zip.open(entry) as file:
                    while chunk := file.read(CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise BookRefused("Een onderdeel van het boek is te groot.")
            except DAMAGE as problem:
                raise BookRefused("Een onderdeel van het boek is beschadigd.") from problem


def normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _refuse_container(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > ENTRIES_MAX:
        raise BookRefused(f"Het boek bestaat uit meer dan {ENTRIES_MAX} bestanden.")
    if sum(entry.file_size for entry in entries) > TOTAL_MAX:
        raise BookRefused("Het boek wordt te groot als het uitgepakt wordt.")
    seen: set[str] = set()
    places: set[int] = set()
    reach = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        _refuse_entry(entry)
        name = normal(entry.filename)
        if name in seen:
            raise BookRefused("Het boek bevat twee bestanden met dezelfde naam.")
        if entry.header_offset in places or entry.header_offset < reach or entry.header_offset >= size:
            raise BookRefused("De bestanden van het boek overlappen elkaar.")
        seen.add(name)
        places.add(entry.header_offset)
        reach = entry.header_offset + entry.compress_size


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or (len(name) > 1 and name[1] == ":"):
        raise BookRefused("Een bestand van het boek heeft een naam die buiten het boek wijst.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BookRefused("Het boek bevat een koppeling naar een ander bestand.")
    if entry.flag_bits & 0x1:
        raise BookRefused("Het boek is met een wachtwoord beveiligd.")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BookRefused("Het boek is op een ongewone manier ingepakt.")
    if entry.file_size > ENTRY_MAX:
        raise BookRefused("Een onderdeel van het boek is te groot.")
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO_MAX * max(entry.compress_size, 1):
        raise BookRefused("Een onderdeel van het boek is verdacht sterk ingepakt.")


def resolved(base: str, href: str) -> str | None:
    """The name a reference in file `base` means; None for one that leaves the book or points elsewhere."""
    path = href.partition("#")[0].partition("?")[0]
    if ":" in path.partition("/")[0] or path.startswith("/"):
        return None
    stack = base.split("/")[:-1]
    for part in unquote(path).split("/"):
        if part == "..":
            if not stack:
                return None
            stack.pop()
        elif part not in {"", "."}:
            stack.append(part)
    return normal("/".join(stack))
