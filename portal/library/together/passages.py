"""A chapter in passages for the board: so many words as can be read from the back of the class.

A passage begins at a numbered piece of text (`data-n`), so that a mark or a note of anybody leads to it. Short pieces
(a conversation) stand together; a long one is told in parts, cut between sentences. A sentence is never cut, and
neither is a piece with something in it (emphasis, a list): it stands whole, and the board scrolls.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

import lxml.html

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[\"“‘«(]?[A-ZÀ-Ý0-9])")
"""Between two sentences; what closes a quotation stays with the first."""


@dataclass(frozen=True)
class Passage:
    """Pieces `first` to `last` (`data-n`) of a chapter, as safe HTML without links, pictures and ids."""

    first: int
    last: int
    part: int
    """Which part of piece `first`, from 0, where a long piece is told in several passages."""
    html: str
    beginning: str
    """Its first words, to be found by in a list."""


def passages(html: str, most_words: int) -> tuple[Passage, ...]:
    """The passages of a safe chapter in order; a heading goes with what follows it."""
    found: list[Passage] = []
    held: list[_Part] = []
    count = 0
    for part in _parts(html, most_words):
        words = len(part.element.text_content().split())
        opens = part.is_heading and not all(one.is_heading for one in held)
        if held and (opens or count + words > most_words) and not all(one.is_heading for one in held):
            found.append(_passage(held))
            held, count = [], 0
        held.append(part)
        count += words
    if held:
        found.append(_passage(held))
    return tuple(found)


def place_of(told: Sequence[Passage], number: int, part: int = 0) -> int:
    """The index of the passage with this part of piece `number` in it; the nearest before it when there is none."""
    return max((index for index, one in enumerate(told) if (one.first, one.part) <= (number, part)), default=0)


@dataclass(frozen=True)
class _Part:
    number: int
    part: int
    element: lxml.html.HtmlElement

    @property
    def is_heading(self) -> bool:
        return self.element.tag in _HEADINGS


def _parts(html: str, most_words: int) -> Iterator[_Part]:
    """The pieces of a chapter, the long ones cut between sentences."""
    for piece in _pieces(html):
        number = int(piece.get("data-n"))
        words = " ".join(piece.text_content().split())
        if len(words.split()) <= most_words or len(piece) or piece.tag in _HEADINGS:
            yield _Part(number, 0, piece)
            continue
        for index, sentences in enumerate(_gathered(words, most_words)):
            element = lxml.html.Element("p", {"data-n": str(number)})
            element.text = sentences
            yield _Part(number, index, element)


def _gathered(words: str, most_words: int) -> list[str]:
    """Whole sentences, as many together as fit, spread so that no part is a mere tail."""
    sentences = _sentences(words)
    total = len(words.split())
    wanted = total / -(-total // most_words)
    gathered: list[str] = []
    count = 0
    for sentence in sentences:
        length = len(sentence.split())
        if gathered and count + length / 2 <= wanted and count + length <= most_words:
            gathered[-1] += " " + sentence
            count += length
        else:
            gathered.append(sentence)
            count = length
    return gathered


def _sentences(words: str) -> list[str]:
    ends = [found.end() for found in _SENTENCE.finditer(words)]
    return [words[start:end].strip() for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]


def _pieces(html: str) -> Iterator[lxml.html.HtmlElement]:
    """The pieces with words of their own, outermost first: a list item with paragraphs in it is its paragraphs."""
    taken: set[lxml.html.HtmlElement] = set()
    for element in lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div").iter():
        if not isinstance(element.tag, str) or element.get("data-n") is None:
            continue
        if any(above in taken for above in element.iterancestors()):
            continue
        if element.text_content().strip() and _is_whole(element):
            taken.add(element)
            yield element


def _is_whole(element: lxml.html.HtmlElement) -> bool:
    """Has it words between its tags that belong to no numbered piece inside it, or no such pieces at all?"""
    inside = element.xpath(".//*[@data-n]")
    if not inside:
        return True
    own = element.xpath("./text() | ./*[not(@data-n) and not(.//*[@data-n])]//text()")
    return bool("".join(map(str, own)).strip())


def _passage(parts: Sequence[_Part]) -> Passage:
    words = " ".join(" ".join(part.element.text_content().split()) for part in parts)
    return Passage(
        parts[0].number,
        parts[-1].number,
        parts[0].part,
        "".join(_bare(part.element) for part in parts),
        words[:60] + ("…" if len(words) > 60 else ""),
    )


def _bare(piece: lxml.html.HtmlElement) -> str:
    """The piece by itself: nothing to click or to load on a board, and a loose list item as a paragraph."""
    own = deepcopy(piece)
    own.tail = None
    for element in list(own.iter("img")):
        element.drop_tree()
    for element in list(own.iter("a")):
        element.drop_tag()
    for element in own.iter():
        if isinstance(element.tag, str):
            for name in ("id", "href", "headers"):
                element.attrib.pop(name, None)
    if own.tag in _HEADINGS:
        own.tag = f"h{min(int(own.tag[1]) + 1, 6)}"  # The board has a heading of its own above it.
    elif own.tag not in {"p", "pre", "blockquote"}:
        own.tag = "p" if not own.xpath(".//p | .//div | .//ul | .//ol | .//table | .//blockquote") else "div"
    return str(lxml.html.tostring(own, encoding="unicode"))
