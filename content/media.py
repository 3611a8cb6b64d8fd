"""Pictures and sounds, judged from their first bytes: the right kind, not huge, still, and short.

Only headers are read, nothing is decoded: a decoder is what a hostile picture aims at.
"""

import struct
from collections.abc import Iterator

from content import svg
from content.problem import Problem, Wording

SIDE_MAX = 4096
SOUND_SECONDS_MAX = 15

WRONG_KIND = Wording(
    "media.wrong-kind",
    nl=("'{name}' is geen echt {kind}-bestand, of het is beschadigd.", "Bewaar het opnieuw als {kind}."),
    en=("'{name}' is no real {kind} file, or it is damaged.", "Save it again as {kind}."),
)
HUGE = Wording(
    "media.huge",
    nl=(
        "Het beeld '{name}' is {width} x {height} pixels; hoogstens {limit} x {limit} mag.",
        "Verklein het: 1920 pixels breed is genoeg voor het bord.",
    ),
    en=(
        "The picture '{name}' is {width} x {height} pixels; at most {limit} x {limit} is allowed.",
        "Make it smaller: 1920 pixels wide is enough for the board.",
    ),
)
MOVES = Wording(
    "media.moves",
    nl=(
        "Het beeld '{name}' beweegt. Flitsen kunnen een kind ziek maken.",
        "Bewaar een stilstaand beeld.",
    ),
    en=("The picture '{name}' moves. Flashes can make a child ill.", "Save a still picture."),
)
TOO_LONG = Wording(
    "media.too-long",
    nl=("De klank '{name}' duurt langer dan {limit} seconden.", "Knip een kort stuk uit de klank."),
    en=("The sound '{name}' is longer than {limit} seconds.", "Cut a short piece from the sound."),
)


class _Broken(Exception):
    """The bytes are not what the name says."""


def problems(name: str, data: bytes) -> Iterator[Problem]:
    """What is wrong with one picture or sound; its name tells the kind."""
    kind = name.rsplit(".", 1)[-1].lower()
    if kind == "svg":
        yield from svg.problems(name, data)
        return
    try:
        if kind in _SIZES:
            yield from _picture_problems(name, data, kind)
        elif kind in _SECONDS and _SECONDS[kind](data) > SOUND_SECONDS_MAX:
            yield TOO_LONG.at(name, name=name, limit=SOUND_SECONDS_MAX)
    except (_Broken, struct.error, IndexError):
        yield WRONG_KIND.at(name, name=name, kind=kind.upper())


def _picture_problems(name: str, data: bytes, kind: str) -> Iterator[Problem]:
    width, height, is_moving = _SIZES[kind](data)
    if not (0 < width <= SIDE_MAX and 0 < height <= SIDE_MAX):
        yield HUGE.at(name, name=name, width=width, height=height, limit=SIDE_MAX)
    if is_moving:
        yield MOVES.at(name, name=name)


def _png(data: bytes) -> tuple[int, int, bool]:
    """Width, height, and whether it is an animated PNG (a chunk `acTL` before the picture data)."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or data[-8:-4] != b"IEND":
        raise _Broken
    width, height = struct.unpack_from(">II", data, 16)
    at, is_moving = 8, False
    while at < len(data):
        length, chunk = struct.unpack_from(">I4s", data, at)
        is_moving = is_moving or chunk == b"acTL"
        at += 12 + length
    return width, height, is_moving


# The frame headers that hold a size: all of C0-CF, less the three that mean something else.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data: bytes) -> tuple[int, int, bool]:
    if not data.startswith(b"\xff\xd8\xff"):
        raise _Broken
    at = 2
    while True:
        if data[at] != 0xFF:
            raise _Broken
        marker = data[at + 1]
        if marker == 0xFF:  # Fill bytes may stand before a marker.
            at += 1
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height, False
        elif marker in (0xD9, 0xDA):  # End, or picture data: there was no frame header.
            raise _Broken
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]


def _webp(data: bytes) -> tuple[int, int, bool]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise _Broken
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = 1 + int.from_bytes(_exactly(data, 24, 3), "little")
        height = 1 + int.from_bytes(_exactly(data, 27, 3), "little")
        return width, height, bool(data[20] & 0b10)
    if chunk == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(_exactly(data, 21, 4), "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), False
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF, False
    raise _Broken


def _wav(data: bytes) -> float:
    """Seconds of sound, from the byte rate and the length of the data chunk."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise _Broken
    at, bytes_a_second = 12, 0
    while True:
        chunk, length = struct.unpack_from("<4sI", data, at)
        if chunk == b"fmt ":
            bytes_a_second = struct.unpack_from("<I", data, at + 16)[0]
        elif chunk == b"data":
            if bytes_a_second == 0:
                raise _Broken
            # A recorder that was cut off leaves a false length; what is there is what is heard.
            return float(min(length, len(data) - at - 8) / bytes_a_second)
        at += 8 + length + length % 2


def _ogg(data: bytes) -> float:
    """Seconds of sound: the last page says how many samples came before it."""
    last_page = data.rfind(b"OggS")
    if not data.startswith(b"OggS") or last_page < 0:
        raise _Broken
    samples = struct.unpack_from("<q", data, last_page + 6)[0]
    if (vorbis := data.find(b"\x01vorbis", 0, 4096)) >= 0:
        rate = struct.unpack_from("<I", data, vorbis + 12)[0]
    elif data.find(b"OpusHead", 0, 4096) >= 0:
        rate = 48_000
    else:
        raise _Broken
    if rate == 0 or samples < 0:
        raise _Broken
    return float(samples / rate)


def _exactly(data: bytes, at: int, count: int) -> bytes:
    part = data[at : at + count]
    if len(part) < count:
        raise _Broken
    return part


_SIZES = {"png": _png, "jpg": _jpeg, "jpeg": _jpeg, "webp": _webp}
_SECONDS = {"wav": _wav, "ogg": _ogg}
