"""A chapter in passages for the board: so many words as can be read from the back of the class.

A passage begins at a numbered piece of text (`data-n`), so that a mark or a note of anybody leads to it. Short pieces
(a conversation) stand together; a long one stands alone and whole, because where a sentence may be cut is the
writer's choice.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

import lxml.html

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class Passage:
    """Pieces `first` to `last` (`data-n`) of a chapter, as safe HTML without links, pictures and ids."""

    first: int
    last: int
    html: str
    beginning: str
    """Its first words, to be found by in a list."""


def passages(html: str, most_words: int) -> tuple[Passage, ...]:
    """The passages of a safe chapter in order; a heading goes with what follows it."""
    found: list[Passage] = []
    held: list[lxml.html.HtmlElement] = []
    count = 0
    for piece in _pieces(html):
        words = len(piece.text_content().split())
        opens = piece.tag in _HEADINGS and any(one.tag not in _HEADINGS for one in held)
        if held and (opens or count + words > most_words) and not _only_headings(held):
            found.append(_passage(held))
            held, count = [], 0
        held.append(piece)
        count += words
    if held:
        found.append(_passage(held))
    return tuple(found)


def place_of(told: Sequence[Passage], number: int) -> int:
    """The index of the passage with piece `number` in it; the nearest before it when there is none."""
    return max((index for index, one in enumerate(told) if one.first <= number), default=0)


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


def _only_headings(pieces: Sequence[lxml.html.HtmlElement]) -> bool:
    return all(piece.tag in _HEADINGS for piece in pieces)


def _passage(pieces: Sequence[lxml.html.HtmlElement]) -> Passage:
    words = " ".join(" ".join(piece.text_content().split()) for piece in pieces)
    return Passage(
        int(pieces[0].get("data-n")),
        int(pieces[-1].get("data-n")),
        "".join(map(_bare, pieces)),
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
    if own.tag not in _HEADINGS | {"p", "pre", "blockquote"}:
        own.tag = "p" if not own.xpath(".//p | .//div | .//ul | .//ol | .//table | .//blockquote") else "div"
    return str(lxml.html.tostring(own, encoding="unicode"))
