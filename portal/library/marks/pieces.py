"""The pieces of text of a chapter, for who makes a mark without a script."""

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html

from portal.library.marks.merge import Anchor
from portal.library.marks.models import QUOTE_MAX

OPENING = 90
"""Characters of a piece that are enough to recognise it."""


@dataclass(frozen=True)
class Piece:
    number: int
    """Its `data-n`."""
    text: str
    """Its own text, without that of the pieces inside it, as a browser gives it."""

    @property
    def opening(self) -> str:
        words = " ".join(self.text.split())
        return words if len(words) <= OPENING else words[:OPENING].rsplit(" ", 1)[0] + " …"

    def whole(self, chapter: int) -> Anchor:
        """All of it, as a mark; offsets count as a browser does, in UTF-16."""
        length = len(self.text.encode("utf-16-le")) // 2
        return Anchor(chapter, self.number, 0, self.number, length, self.text[:QUOTE_MAX])


def pieces_of(html: str) -> list[Piece]:
    """The pieces of a safe chapter that have words, in reading order."""
    if not html.strip():
        return []
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    own: dict[int, list[str]] = {}
    for number, text in _texts(body, 0):
        own.setdefault(number, []).append(text)
    found = (Piece(number, "".join(texts)) for number, texts in own.items() if number)
    return sorted((piece for piece in found if piece.text.strip()), key=lambda piece: piece.number)


def _texts(element: lxml.html.HtmlElement, inside: int) -> Iterator[tuple[int, str]]:
    """Each text with the number of the nearest numbered element around it."""
    number = int(element.get("data-n", "")) if element.get("data-n", "").isdecimal() else inside
    if element.text:
        yield number, element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, number)
        if child.tail:
            yield number, child.tail
