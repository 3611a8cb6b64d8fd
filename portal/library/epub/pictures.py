"""Pictures of a book: looked at, freed of everything that isn't picture, and never larger than a screen."""

import hashlib
import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

PICTURE_MAX = 12_000_000
"""Bytes of one picture as it comes in."""
PIXELS_MAX = 20_000_000
"""Of one picture: unpacked it takes four bytes each, and an intake has 200 MB for all."""
PICTURE_SIDE = 1_600
"""Longest side of a kept picture: more than a tablet shows."""
COVER_SIDE = 800
COVER_LEAST = 80
"""Pixels of each side of a cover. A smaller one was made for a list of names: drawn large, it is a dark smear."""
COVER_LONGEST = 3
"""How many times longer than the other a side of a cover may be: of a banner, the shape of a book shows a scrap."""
COVER_SHAPE = (5, 7)
"""Of the covers on a shelf."""
COVER_WIDER = 1.2
"""How much wider a cover may be than that shape: so much is cut from its sides."""
SMALL_COVER_SIDE = 320
"""Of the cover on a shelf, where there may be a hundred."""
SMALL = "-klein.jpg"

FORMATS = {"PNG", "JPEG", "GIF", "WEBP", "AVIF"}
BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
    MemoryError,
    struct.error,
    IndexError,
    EOFError,
)
"""What Pillow raises for what is no picture, or half of one."""


@dataclass(frozen=True)
class SafePicture:
    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int


@dataclass(frozen=True)
class BookPicture:
    name: str
    media_type: str
    content: bytes


def own_name(key: str, suffix: str) -> str:
    """A name of ours for a file of a book: nothing of its own name reaches an address."""
    return hashlib.sha256(key.encode()).hexdigest()[:16] + suffix


def safe_picture(data: bytes, side: int) -> SafePicture | None:
    """A picture of at most `side` pixels without anything but the picture; None for what can't be shown safely.

    It is unpacked once, so that half a picture is found now. A JPEG or PNG of the right size then keeps its own
    points and loses every other part of the file: to pack a comic anew would take longer than an intake may.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS_MAX or image.format not in FORMATS:
                return None
            turned = image.getexif().get(0x0112, 1) != 1
            # One that is a little larger too: to draw a page of a comic anew takes longer than it saves.
            fits = max(image.size) <= side * 5 // 4 and not turned
            if fits and image.format == "JPEG" and image.mode in {"RGB", "L"}:
                return _kept_jpeg(data, image)
            if fits and image.format == "PNG" and not getattr(image, "is_animated", False):
                return _kept_png(data, image)
            return _drawn_anew(image, side, turned=turned)
    except BROKEN:
        return None


def _kept_jpeg(data: bytes, image: Image.Image) -> SafePicture:
    size = image.size
    image.draft(image.mode, (size[0] // 8 or 1, size[1] // 8 or 1))
    image.load()
    return SafePicture(bare_jpeg(data), "image/jpeg", ".jpg", *size)


def _kept_png(data: bytes, image: Image.Image) -> SafePicture:
    image.load()
    return SafePicture(bare_png(data), "image/png", ".png", *image.size)


def _drawn_anew(image: Image.Image, side: int, *, turned: bool) -> SafePicture:
    lossless = image.format in {"PNG", "GIF"}
    if image.format == "JPEG":
        image.draft("RGB", (side, side))
    drawn: Image.Image = image
    if image.mode not in {"RGB", "RGBA", "L"}:
        drawn = image.convert("RGBA" if image.mode in {"LA", "P", "PA"} else "RGB")
    if turned:
        drawn = ImageOps.exif_transpose(drawn)
    drawn.thumbnail((side, side), Image.Resampling.HAMMING)
    out = io.BytesIO()
    if lossless or drawn.mode == "RGBA":
        drawn.save(out, "PNG")
        return SafePicture(out.getvalue(), "image/png", ".png", *drawn.size)
    drawn.save(out, "JPEG", quality=85)
    return SafePicture(out.getvalue(), "image/jpeg", ".jpg", *drawn.size)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without its notes (places, names, thumbnails) and without what hides behind its end."""
    out = bytearray(b"\xff\xd8")
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xDA:
            break
        # JFIF, the colour profile and Adobe's way of colours belong to the picture; other notes and words do not.
        if kind not in {*range(0xE1, 0xF0), 0xFE} or kind in {0xE2, 0xEE}:
            out += data[at : at + 2 + length]
        at += 2 + length
    end = data.rindex(b"\xff\xd9")
    return bytes(out + data[at : end + 2])


def bare_png(data: bytes) -> bytes:
    """A PNG of nothing but what draws it."""
    out = bytearray(data[:8])
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind in {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"pHYs"}:
            out += data[at : at + 12 + length]
        at += 12 + length
        if kind == b"IEND":
            break
    return bytes(out)


def mounted_cover(cover: SafePicture) -> SafePicture:
    """A cover that is wider than a book's, whole, in the shape of a book: on a ground of its own colours.

    Shelves cut covers to that shape; of a wide one they would show the middle of its title.
    """
    if cover.width * COVER_SHAPE[1] <= cover.height * COVER_SHAPE[0] * COVER_WIDER:
        return cover
    try:
        with Image.open(io.BytesIO(cover.content)) as image:
            drawn = _on_paper(image)
            height = round(drawn.width * COVER_SHAPE[1] / COVER_SHAPE[0])
            ground = ImageOps.fit(drawn, COVER_SHAPE).resize((drawn.width, height), Image.Resampling.BICUBIC)
            ground = ground.point(lambda light: light * 0.7)
            ground.paste(drawn, (0, (height - drawn.height) // 2))
            out = io.BytesIO()
            ground.save(out, "JPEG", quality=85)
    except BROKEN:
        return cover
    return SafePicture(out.getvalue(), "image/jpeg", ".jpg", *ground.size)


def _on_paper(image: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, "#fff3d6")
    drawn = image.convert("RGBA") if image.mode in {"RGBA", "LA", "P", "PA"} else image.convert("RGB")
    paper.paste(drawn, mask=drawn if drawn.mode == "RGBA" else None)
    return paper


def small_cover(cover: BookPicture) -> BookPicture | None:
    """The cover as it stands on a shelf; None when it can't be made smaller."""
    try:
        with Image.open(io.BytesIO(cover.content)) as image:
            image.draft("RGB", (2 * SMALL_COVER_SIDE, 2 * SMALL_COVER_SIDE))
            paper = _on_paper(image)
            paper.thumbnail((SMALL_COVER_SIDE, 2 * SMALL_COVER_SIDE))
            out = io.BytesIO()
            paper.save(out, "JPEG", quality=82)
    except BROKEN:
        return None
    return BookPicture(small_name(cover.name), "image/jpeg", out.getvalue())


def small_name(name: str) -> str:
    """The name of a cover's small version."""
    return name.rpartition(".")[0] + SMALL
