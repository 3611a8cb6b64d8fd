"""A file that somebody sends becomes pictures of ours, or is refused with a sentence. Pure: bytes in, bytes out.

Every picture is decoded and encoded anew, so nothing of the file itself survives: no place where it was taken, no
name of the camera, nothing behind the picture. What a decoder is asked to do is bounded before it is asked: its kind
by the first bytes, its size by the header, its memory by one picture at a time.
"""

import hashlib
import io
import struct
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps

from portal.errors import Refusal

WIDTHS = (480, 960, 1600)
"""Pixels wide, as chosen by `srcset`: a card on a phone, a card on a good screen, the page of an offer."""
FILE_MAX = 25_000_000
SIDE_MAX = 16_000
PIXELS_MAX = 24_000_000
"""Of kinds that are decoded whole: 100 MB at four bytes a pixel."""
JPEG_PIXELS_MAX = 64_000_000
"""A JPEG is decoded at an eighth, a quarter or a half, so the photo of a good telephone fits too. The whole portal
grows by 250 MB at the most while it takes in the worst one."""
LEAST = (480, 300)
HEIGHT_MAX = 2_400
QUALITY = 80
PROFILE_MAX = 1_000_000
MARK = ".webp"

_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders raise on broken files, by trying thousands of them."""
_one_at_a_time = threading.Lock()


class BadPicture(Refusal):
    """This file can't become a picture; `text` says why, and what to do, in Dutch."""

    code = "bad_picture"

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


@dataclass(frozen=True)
class Picture:
    """A picture in all its sizes. `files`: name -> bytes; `file` is the name of the largest."""

    file: str
    width: int
    height: int
    files: Mapping[str, bytes]


KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
ASK_JPEG = "Bewaar je foto als JPEG of PNG en kies ze opnieuw."


def kind_of(data: bytes) -> str:
    """The kind of a file by its first bytes, whatever it is called.

    Raises:
        BadPicture: it is empty, or no kind that we read.
    """
    if not data:
        raise BadPicture("empty", "Dit bestand is leeg. Kies het opnieuw.")
    if len(data) > FILE_MAX:
        raise BadPicture("too_large", f"Dit bestand is groter dan {FILE_MAX // 1_000_000} MB. Maak de foto kleiner.")
    for start, kind in KINDS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif"}:
        raise BadPicture("heic", f"Dit is een HEIC- of AVIF-foto, zoals iPhones die maken. {ASK_JPEG}")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"svg" in data[:4000].lower():
        raise BadPicture("svg", "Een tekening in SVG kunnen we niet tonen. Bewaar ze als PNG en kies ze opnieuw.")
    if head.startswith(b"%pdf"):
        raise BadPicture("pdf", f"Dit is een PDF en geen foto. {ASK_JPEG}")
    raise BadPicture("no_picture", f"Dit is geen foto die we kennen. {ASK_JPEG}")


def prepared(data: bytes) -> Picture:
    """The picture in a file, upright, in sRGB, without metadata, in every size that it is large enough for.

    Raises:
        BadPicture: it is none, it is broken, it moves, or it is too small or too large.
    """
    kind = kind_of(data)
    # Several people may send pictures at once; their pixels would not all fit.
    with _one_at_a_time:
        try:
            return _encoded(_upright(_opened(data, kind)))
        except BadPicture:
            raise
        except (Image.DecompressionBombError, MemoryError) as problem:
            raise BadPicture("too_many_pixels", "Deze foto telt te veel beeldpunten. Maak ze kleiner.") from problem
        except _UNREADABLE as problem:
            text = f"Deze foto is beschadigd of niet volledig aangekomen. {ASK_JPEG}"
            raise BadPicture("broken", text) from problem


def _opened(data: bytes, kind: str) -> Image.Image:
    image: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    width, height = image.size
    most = JPEG_PIXELS_MAX if kind == "JPEG" else PIXELS_MAX
    if max(width, height) > SIDE_MAX or width * height > most:
        text = f"Deze foto telt {width} op {height} beeldpunten: dat is te veel. {WIDTHS[-1]} breed is ruim genoeg."
        raise BadPicture("too_many_pixels", text)
    if max(width, height) < LEAST[0] or min(width, height) < LEAST[1]:
        text = (
            f"Deze foto is te klein: {width} op {height} beeldpunten."
            f" Neem er een van minstens {LEAST[0]} op {LEAST[1]}."
        )
        raise BadPicture("too_small", text)
    # A JPEG of a telephone may hold a second, hidden picture (MPO); the first one is the photo.
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise BadPicture("moves", "Bewegende beelden kunnen we niet tonen. Kies een foto die stilstaat.")
    if isinstance(image, ImageFile.ImageFile) and kind == "JPEG":
        image.draft("RGB" if image.mode != "CMYK" else None, (WIDTHS[-1], HEIGHT_MAX))
    image.load()
    return image


def _upright(image: Image.Image) -> Image.Image:
    """In sRGB, without transparency, and turned as the camera was held."""
    profile = image.info.get("icc_profile") or b""
    turn = _turn_of(image)
    plain = _in_rgb(image, profile if len(profile) <= PROFILE_MAX else b"")
    return plain.transpose(turn) if turn is not None else plain


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(0x0112, 1))
    except _UNREADABLE:
        return None  # Broken notes of a camera are no reason to refuse its photo.


def _in_rgb(image: Image.Image, profile: bytes) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        # Sixteen bits a pixel: the upper eight are what a screen shows.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    image = _coarser(image)
    if image.mode in {"RGBA", "LA", "PA"}:
        image = image.convert("RGBA")
        sheet = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(sheet, image).convert("RGB")
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _coarser(image: Image.Image) -> Image.Image:
    """Near the size that it will have: what follows copies it, and 24 million pixels took half a gigabyte."""
    factor = image.width // WIDTHS[-1]
    return image.reduce(factor) if factor > 1 else image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the photographer saw them; a profile that says nothing sensible is passed over."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_UNREADABLE):
        return image
    return turned if turned is not None else image


def _encoded(image: Image.Image) -> Picture:
    whole = _scaled(image, min(image.width, WIDTHS[-1]))
    largest = _webp(whole)
    stem = hashlib.sha256(largest).hexdigest()[:32]
    files = {f"{stem}-{whole.width}{MARK}": largest}
    for width in WIDTHS:
        if width < whole.width:
            files[f"{stem}-{width}{MARK}"] = _webp(_scaled(whole, width))
    return Picture(f"{stem}-{whole.width}{MARK}", whole.width, whole.height, files)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    """So many pixels wide; what is very tall loses its lower edge first, as a page would show it anyway."""
    if image.width != width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return ImageOps.fit(image, (width, HEIGHT_MAX), centering=(0.5, 0.2)) if image.height > HEIGHT_MAX else image


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    # A fresh image without `info`: Pillow would write an ICC profile or EXIF that it finds there.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    clean.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
