"""The cover of a title as JPEG, which every e-reader shows: its own, made smaller, or one drawn from its name."""

import io
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

QUALITY = 82
SHAPE = 1.4
"""Height for a width of one, of a cover that is drawn."""
PAPER, CURTAIN, GOLD = "#fff3d6", "#a5142a", "#e0a93c"
MARGIN, FRAME = 0.13, 0.045
"""Of the width: beside the words, and around the gold line."""
LETTERS = ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf")
NAME_LINES, AUTHOR_LINES = 6, 2
UNKNOWN_LETTER = "\uffff"


def jpeg(picture: bytes | None, name: str, author: str, width: int) -> bytes:
    """The cover `width` pixels wide, or as wide as the picture is; what is no picture becomes a drawn one."""
    out = io.BytesIO()
    (_scaled(picture, width) or _drawn(name, author, width)).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _scaled(picture: bytes | None, width: int) -> Image.Image | None:
    """On paper where it is see-through."""
    if picture is None:
        return None
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _drawn(name: str, author: str, width: int) -> Image.Image:
    """Curtain red in a gold frame, as the pages draw it; without words where our letters can't write them."""
    image = Image.new("RGB", (width, round(width * SHAPE)), CURTAIN)
    pen = ImageDraw.Draw(image)
    edge = round(width * FRAME)
    pen.rectangle((edge, edge, width - edge, image.height - edge), outline=GOLD, width=max(1, width // 120))
    _write(pen, name, round(image.height * 0.42), width, size=width // 8, most=NAME_LINES)
    _write(pen, author, round(image.height * 0.84), width, size=width // 15, most=AUTHOR_LINES)
    return image


def _write(pen: ImageDraw.ImageDraw, text: str, middle: int, width: int, *, size: int, most: int) -> None:
    """Lines around the height of `middle`."""
    font = _font(size)
    if not _can_write(font, text):
        return
    lines, step = _lines(font, text, width - 2 * round(width * MARGIN), most), round(size * 1.22)
    top = middle - len(lines) * step // 2
    for number, line in enumerate(lines):
        pen.text((width / 2, top + number * step), line, font=font, fill=PAPER, anchor="ma")


def _font(size: int) -> ImageFont.FreeTypeFont:
    package, file = LETTERS
    with as_file(files(package).joinpath("files", file)) as path:
        return ImageFont.truetype(str(path), max(8, size))


def _can_write(font: ImageFont.FreeTypeFont, text: str) -> bool:
    missing = bytes(font.getmask(UNKNOWN_LETTER))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(text))


def _lines(font: ImageFont.FreeTypeFont, text: str, room: int, most: int) -> list[str]:
    """The words in lines that fit; a word too long for a line is cut, and so is the last line of too many."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = _cut(font, f"{lines[-1]} …", room)
            break
        else:
            lines.append(_cut(font, word, room))
    return lines


def _cut(font: ImageFont.FreeTypeFont, text: str, room: int) -> str:
    while font.getlength(text) > room and len(text) > 1:
        text = text.removesuffix("…")[:-1] + "…"
    return text
