"""What a device sends and gets as JSON: checked here, so that services see only marks and places that can be."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from portal.library.marks.merge import TEXTS_MAX, Anchor, Mark, texts_of
from portal.library.marks.models import QUOTE_MAX, MarkKind
from portal.library.marks.service import TEXT_MAX
from portal.library.reading.service import PIECE_MAX, ReadingPlace

MARKS_AT_ONCE = 50
BYTES_MAX = 400_000
"""Of one message: so many marks, each as long as it may be, in the widest letters."""
COUNT_MAX = 1_000_000_000
OFFSET_MAX = 5_000_000
CHAPTER_MAX = 99_999


def plain(text: str) -> str:
    """Text and nothing else: no control characters but line ends, and one way to write them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in _DROPPED)


_DROPPED = {"Cc", "Cs"}


def _as_long_as_allowed(text: str) -> str:
    if any(len(one) > TEXT_MAX for one in texts_of(text)) or len(texts_of(text)) > TEXTS_MAX:
        raise ValueError("too long")
    return text


PlainText = Annotated[str, AfterValidator(plain), AfterValidator(_as_long_as_allowed)]
Quote = Annotated[str, Field(max_length=QUOTE_MAX), AfterValidator(plain)]
Chapter = Annotated[int, Field(ge=1, le=CHAPTER_MAX)]
Piece = Annotated[int, Field(ge=0, le=PIECE_MAX)]
Offset = Annotated[int, Field(ge=0, le=OFFSET_MAX)]
Count = Annotated[int, Field(ge=1, le=COUNT_MAX)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class SaidMark(_Said):
    sleutel: Annotated[str, Field(pattern=r"^[0-9a-z]{8,32}$")]
    soort: MarkKind
    hoofdstuk: Chapter
    stuk: Piece
    begin: Offset
    eindstuk: Piece
    einde: Offset
    citaat: Quote = ""
    tekst: PlainText = ""
    gedeeld: bool = False
    weg: bool = False
    versie: Count

    def mark(self) -> Mark:
        where = Anchor(self.hoofdstuk, self.stuk, self.begin, self.eindstuk, self.einde, self.citaat)
        texts = texts_of(self.tekst)
        return Mark(
            self.sleutel,
            self.soort,
            where,
            texts,
            is_shared=self.gedeeld and bool(texts),
            is_gone=self.weg,
            version=self.versie,
        )


class SaidPlace(_Said):
    hoofdstuk: Chapter
    stuk: Piece = 0
    deel: Share = 0.0
    ver: Share = 0.0
    beurt: Count

    def place(self) -> ReadingPlace:
        return ReadingPlace(self.hoofdstuk, self.stuk, self.deel, self.ver)


class Said(_Said):
    """One message of a device."""

    van: Annotated[str, Field(max_length=32)]
    """The owner of what is sent; a device that changed hands sends nothing of one pupil as another."""
    stand: Annotated[str, Field(max_length=32)] = ""
    """The marks as the device knows them; the answer has them only when they stand otherwise."""
    plaats: SaidPlace | None = None
    merken: Annotated[tuple[SaidMark, ...], Field(max_length=MARKS_AT_ONCE)] = ()


def written(mark: Mark) -> dict[str, Any]:
    """A mark as devices read it."""
    at = mark.anchor
    return {
        "sleutel": mark.key,
        "soort": mark.kind.value,
        "hoofdstuk": at.chapter,
        "stuk": at.piece,
        "begin": at.start,
        "eindstuk": at.end_piece,
        "einde": at.stop,
        "citaat": at.quote,
        "tekst": mark.text,
        "gedeeld": mark.is_shared,
        "weg": mark.is_gone,
        "versie": mark.version,
    }
