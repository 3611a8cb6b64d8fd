"""How a chapter is called when the class speaks of it: in a book of pictures it is a page."""

import re
from dataclasses import dataclass

_HAS_A_NUMBER = re.compile(r"(hoofdstuk|chapter|chapitre|deel|bladzijde|page)\b|\d|[ivxlc]+\b\W", re.IGNORECASE)


@dataclass(frozen=True)
class PieceWords:
    """What a book is made of, as Dutch says it in a sentence."""

    one: str
    many: str
    the: str
    that: str
    this: str
    each: str
    last: str
    whole: str


CHAPTERS = PieceWords(
    "hoofdstuk",
    "hoofdstukken",
    "het hoofdstuk",
    "dat hoofdstuk",
    "dit hoofdstuk",
    "elk hoofdstuk",
    "in het laatste hoofdstuk",
    "hele hoofdstukken",
)
PAGES = PieceWords(
    "bladzijde",
    "bladzijden",
    "de bladzijde",
    "die bladzijde",
    "deze bladzijde",
    "elke bladzijde",
    "op de laatste bladzijde",
    "hele bladzijden",
)


def piece_words(*, is_pictures: bool) -> PieceWords:
    return PAGES if is_pictures else CHAPTERS


def line_name(position: int, heading: str, words: PieceWords) -> str:
    """As a line of a list to choose from: "4. Donker", and not "4. Bladzijde 4"."""
    return heading if heading.lower() == f"{words.one} {position}" else f"{position}. {heading}"


def chapter_name(position: int, heading: str, words: PieceWords = CHAPTERS) -> str:
    """ "hoofdstuk 4, Donker"; a heading with a number of its own says all itself: a colophon in front of the book
    makes the fourth page "Hoofdstuk 2"."""
    plain = f"{words.one} {position}"
    if not heading or heading.lower() == plain:
        return plain
    return f"“{heading}”" if _HAS_A_NUMBER.match(heading) else f"{plain}, {heading}"
