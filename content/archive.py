"""Reading and writing `.foyer` files: zips, read as if each came from somebody who means harm.

Reading has three steps, and each ends in a refusal before the next begins: the table of contents is judged
(names, kinds, sizes, places), the files are inflated one by one with a meter running, and only then is a file
looked at. Nothing is ever written to disk. The table is read by our own few lines instead of `zipfile`: that
module builds every entry before one can count them, and until 3.11.8 it let entries overlap.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from content import files
from content.files import FILES_MAX, KIB, MIB, PACK_JSON, TOTAL_MAX, Contents
from content.problem import PackError, Problem, Wording

ARCHIVE_MAX = 64 * MIB
RATIO_MAX = 100
RATIO_FREE = 64 * KIB
"""Below this size a file may shrink as much as it likes: it can't hurt."""
ENTRIES_MAX = 2 * FILES_MAX
"""Folders have an entry too."""

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_UNIX = 3

EMPTY = Wording(
    "archive.empty",
    nl=("Het bestand is leeg.", "Maak het opnieuw met 'foyer pack build', of download het nog eens."),
    en=("The file is empty.", "Make it again with 'foyer pack build', or download it again."),
)
NOT_A_ZIP = Wording(
    "archive.not-zip",
    nl=("Dit is geen .foyer-bestand.", "Kies een bestand dat met 'foyer pack build' gemaakt is."),
    en=("This is no .foyer file.", "Choose a file that was made with 'foyer pack build'."),
)
BROKEN = Wording(
    "archive.broken",
    nl=("Het .foyer-bestand is beschadigd of niet volledig.", "Download het opnieuw, of maak het opnieuw."),
    en=("The .foyer file is damaged or not complete.", "Download it again, or make it again."),
)
BROKEN_FILE = Wording(
    "archive.broken",
    nl=("'{name}' in het .foyer-bestand is beschadigd.", "Download het opnieuw, of maak het opnieuw."),
    en=("'{name}' in the .foyer file is damaged.", "Download it again, or make it again."),
)
UNSUPPORTED = Wording(
    "archive.unsupported",
    nl=("Dit is een bijzondere soort zip (zip64, of in stukken).", "Maak het met 'foyer pack build'."),
    en=("This is a special kind of zip (zip64, or in parts).", "Make it with 'foyer pack build'."),
)
TOO_LARGE = Wording(
    "archive.too-large",
    nl=("Het bestand is groter dan {limit} MB.", "Maak de beelden kleiner: 1920 pixels breed is genoeg."),
    en=("The file is larger than {limit} MB.", "Make the pictures smaller: 1920 pixels wide is enough."),
)
BAD_PATH = Wording(
    "archive.path",
    nl=("'{name}' wijst buiten het pakket.", "Vertrouw dit bestand niet; vraag de maker om een nieuw."),
    en=("'{name}' points outside the pack.", "Do not trust this file; ask its maker for a new one."),
)
BAD_LINK = Wording(
    "archive.link",
    nl=("'{name}' is een koppeling naar een ander bestand.", "Zet het bestand zelf in het pakket."),
    en=("'{name}' is a link to another file.", "Put the file itself in the pack."),
)
ENCRYPTED = Wording(
    "archive.encrypted",
    nl=("'{name}' zit achter een wachtwoord.", "Maak het pakket zonder wachtwoord."),
    en=("'{name}' is behind a password.", "Make the pack without a password."),
)
COMPRESSION = Wording(
    "archive.compression",
    nl=("'{name}' is ingepakt op een manier die Foyer niet kent.", "Maak het met 'foyer pack build'."),
    en=("'{name}' is compressed in a way that Foyer does not know.", "Make it with 'foyer pack build'."),
)
DUPLICATE = Wording(
    "archive.same-name",
    nl=("'{name}' zit er twee keer in.", "Hou er een van de twee."),
    en=("'{name}' is in it twice.", "Keep one of the two."),
)
OVERLAP = Wording(
    "archive.overlap",
    nl=("'{name}' deelt zijn bytes met een ander bestand.", "Vertrouw dit bestand niet; vraag een nieuw."),
    en=("'{name}' shares its bytes with another file.", "Do not trust this file; ask for a new one."),
)
BOMB = Wording(
    "archive.bomb",
    nl=("'{name}' zou enorm uitzetten bij het uitpakken.", "Vertrouw dit bestand niet; vraag een nieuw."),
    en=("'{name}' would grow enormously when unpacked.", "Do not trust this file; ask for a new one."),
)
LYING = Wording(
    "archive.lying",
    nl=("'{name}' is niet wat de inhoudstafel belooft.", "Vertrouw dit bestand niet; vraag een nieuw."),
    en=("'{name}' is not what the table of contents promises.", "Do not trust this file; ask for a new one."),
)


@dataclass(frozen=True)
class _Entry:
    """One line of the table of contents."""

    name: str
    raw_name: bytes
    mode: int
    """Unix file mode, 0 where the zip doesn't tell."""
    flags: int
    method: int
    crc: int
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes once inflated, as promised."""
    at: int
    """Where its local header starts."""

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


def read_archive(data: bytes) -> dict[str, bytes]:
    """The files of a `.foyer` archive by name.

    Raises:
        PackError: anything wrong with the container or with a picture or sound in it.
    """
    contents = read_contents(data)
    if contents.problems:
        raise PackError(contents.problems)
    return contents.files


def read_contents(data: bytes) -> Contents:
    """Like `read_archive`, but what is only wrong with single files is told beside the files that are sound.

    Raises:
        PackError: the container itself can't be trusted.
    """
    table = _table(data)
    if refused := list(_table_problems(table, data)):
        raise PackError(refused)
    wanted = [entry for entry in table if not entry.is_folder and not files.is_litter(entry.name)]
    contents = Contents(names=[entry.name for entry in wanted])
    if (missing := files.pack_json_problem(contents.names)) is not None:
        # Some other zip, or a pack inside a folder: one line says more than one for each of its files.
        contents.problems.append(missing)
        return contents
    for entry in wanted:
        if (refusal := _file_problem(entry)) is not None:
            contents.problems.append(refusal)
        else:
            contents.files[entry.name] = _inflated(data, entry)
    contents.problems.extend(files.content_problems(contents.files))
    return contents


def _table(data: bytes) -> list[_Entry]:
    if not data:
        raise PackError([EMPTY.at("")])
    if len(data) > ARCHIVE_MAX:
        raise PackError([TOO_LARGE.at("", limit=ARCHIVE_MAX // MIB)])
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise PackError([NOT_A_ZIP.at("")])
    count, start, end = _table_place(data)
    if count > ENTRIES_MAX:
        raise PackError([files.TOO_MANY.at("", limit=FILES_MAX)])
    table, at = [], start
    for _ in range(count):
        entry, at = _entry(data, at, end)
        table.append(entry)
    if at != end:
        raise PackError([BROKEN.at("")])
    return table


def _table_place(data: bytes) -> tuple[int, int, int]:
    """Number of entries, start and end of the table, from the record that closes the archive."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise PackError([BROKEN.at("")])
    _, disk, table_disk, count_here, count, size, start, comment = _END.unpack_from(data, at)
    if disk or table_disk or count_here != count or 0xFFFF in (count, disk) or 0xFFFFFFFF in (size, start):
        raise PackError([UNSUPPORTED.at("")])
    if start + size != at or at + _END.size + comment != len(data):
        raise PackError([BROKEN.at("")])
    return count, start, at


def _entry(data: bytes, at: int, end: int) -> tuple[_Entry, int]:
    """The entry at `at`, and where the next one begins."""
    if at + _ENTRY.size > end:
        raise PackError([BROKEN.at("")])
    fields = _ENTRY.unpack_from(data, at)
    (mark, _, system, _, _, flags, method, _, _, crc, packed, size) = fields[:12]
    (name_length, extra_length, comment_length, disk, _, attributes, local) = fields[12:]
    name_at, next_at = at + _ENTRY.size, at + _ENTRY.size + name_length + extra_length + comment_length
    if mark != b"PK\x01\x02" or next_at > end:
        raise PackError([BROKEN.at("")])
    if disk or 0xFFFFFFFF in (packed, size, local):
        raise PackError([UNSUPPORTED.at("")])
    raw_name = data[name_at : name_at + name_length]
    mode = attributes >> 16 if system == _UNIX else 0
    return _Entry(_name(raw_name, flags), raw_name, mode, flags, method, crc, packed, size, local), next_at


def _name(raw: bytes, flags: int) -> str:
    """The name as text; bytes that are no text stay visible as escapes and are refused by the name rules."""
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        return raw.decode("ascii", "backslashreplace")


def _table_problems(table: Sequence[_Entry], data: bytes) -> Iterator[Problem]:
    """Everything in the table of contents for which the whole archive is refused."""
    for entry in table:
        yield from _entry_problems(entry)
    yield from _repeated(table)
    yield from _misplaced(table, data)
    if sum(1 for entry in table if not entry.is_folder) > FILES_MAX:
        yield files.TOO_MANY.at("", limit=FILES_MAX)
    if sum(entry.size for entry in table) > TOTAL_MAX:
        yield files.TOTAL.at("", limit=TOTAL_MAX // MIB)


def _entry_problems(entry: _Entry) -> Iterator[Problem]:
    name = entry.name
    if not files.is_safe_path(name.removesuffix("/")):
        yield BAD_PATH.at(name, name=name)
    kind = stat.S_IFMT(entry.mode)
    if kind and kind != (stat.S_IFDIR if entry.is_folder else stat.S_IFREG):
        yield BAD_LINK.at(name, name=name)
    if entry.flags & _ENCRYPTED:
        yield ENCRYPTED.at(name, name=name)
    if entry.method not in (_STORED, _DEFLATED):
        yield COMPRESSION.at(name, name=name)
    if _is_lying(entry):
        yield LYING.at(name, name=name)
    elif entry.size > RATIO_FREE and entry.size > RATIO_MAX * entry.packed:
        yield BOMB.at(name, name=name)


def _is_lying(entry: _Entry) -> bool:
    """A folder with content, or a stored file of which the two sizes differ."""
    return (entry.is_folder and entry.size > 0) or (entry.method == _STORED and entry.size != entry.packed)


def _repeated(table: Sequence[_Entry]) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in table:
        if entry.name in seen:
            yield DUPLICATE.at(entry.name, name=entry.name)
        seen.add(entry.name)
    yield from files.same_name_problems(dict.fromkeys(entry.name for entry in table))


def _misplaced(table: Sequence[_Entry], data: bytes) -> Iterator[Problem]:
    """Entries whose bytes overlap, hang outside the file, or carry another name on the spot."""
    free_from = 0
    table_at = _table_place(data)[1]
    for entry in sorted(table, key=lambda entry: entry.at):
        start = _content_start(data, entry)
        if start is None:
            yield LYING.at(entry.name, name=entry.name)
            continue
        if entry.at < free_from or start + entry.packed > table_at:
            yield OVERLAP.at(entry.name, name=entry.name)
        free_from = max(free_from, start + entry.packed)
    if table and min(entry.at for entry in table) > 0:
        # Bytes in front of the first file: another program could be hidden there.
        yield BROKEN.at("")


def _content_start(data: bytes, entry: _Entry) -> int | None:
    """Where the packed bytes begin; None when the local header tells another story than the table."""
    if entry.at + _LOCAL.size > len(data):
        return None
    mark, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(data, entry.at)
    name_at = entry.at + _LOCAL.size
    if mark != b"PK\x03\x04" or method != entry.method or flags & _ENCRYPTED:
        return None
    if data[name_at : name_at + name_length] != entry.raw_name:
        return None
    return int(name_at + name_length + extra_length)


def _file_problem(entry: _Entry) -> Problem | None:
    """Why this one file is not taken out; the rest of the archive may be sound."""
    if (refused := files.name_problem(entry.name)) is not None:
        return refused
    limit = files.size_limit(entry.name)
    if entry.size > limit:
        return files.TOO_LARGE.at(entry.name, name=entry.name, limit=limit // KIB)
    return None


def _inflated(data: bytes, entry: _Entry) -> bytes:
    """The bytes of one file. Stops at the promised size: a header that promises little must not cost much."""
    start = _content_start(data, entry)
    packed = data[start : (start or 0) + entry.packed]
    if entry.method == _STORED:
        content = packed
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, entry.size + 1)
        except zlib.error as error:
            raise PackError([BROKEN_FILE.at(entry.name, name=entry.name)]) from error
        if len(content) > entry.size:
            raise PackError([BOMB.at(entry.name, name=entry.name)])
        if not inflater.eof or inflater.unused_data:
            raise PackError([BROKEN_FILE.at(entry.name, name=entry.name)])
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise PackError([BROKEN_FILE.at(entry.name, name=entry.name)])
    return content


def write_archive(pack_files: Mapping[str, bytes]) -> bytes:
    """A zip of these files: the same bytes each time, whatever the clock, the system or the order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(pack_files, key=lambda name: (name != PACK_JSON, name)):
            content = _tidy(name, pack_files[name])
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = _method(content)
            archive.writestr(entry, content)
    return target.getvalue()


def _tidy(name: str, content: bytes) -> bytes:
    """Text as it is on every system: no byte order mark, plain line ends."""
    if name == PACK_JSON or name.endswith(".svg"):
        return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return content


def _method(content: bytes) -> int:
    """Deflate where it helps, unless the result would look like a bomb to our own reader."""
    packed = len(zlib.compress(content))
    is_bomb = len(content) > RATIO_FREE and len(content) > RATIO_MAX // 2 * packed
    return zipfile.ZIP_STORED if is_bomb or packed >= len(content) else zipfile.ZIP_DEFLATED


def build(folder: Path) -> bytes:
    """The `.foyer` file of a pack folder. Judges the files, not what they say: that is `load_pack`'s part.

    Raises:
        PackError: a file that may not be in a pack.
    """
    contents = files.read_folder(folder)
    if contents.problems:
        raise PackError(contents.problems)
    return write_archive(contents.files)
