"""Search in a book: words without accents or capitals, in reading order, each hit with the place it leads to.

A book is searched as text with LIKE: 25 MB of it (2 000 long chapters) costs 40 ms of CPU at worst, and a word that
is there stops the search early. An index of words would be another one for each database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import islice

from sqlalchemy import and_, exists, insert, select
from sqlalchemy.orm import Session

from portal.library.models import Chapter, Title
from portal.library.reading.models import ChapterText

HITS_A_PAGE = 20
WORDS_MAX = 6
SNIPPET = 70
"""Characters of a hit's text on either side of the word."""
CHAPTERS_AT_ONCE = 20

_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\w\s]+")
_PIECES = r"p|div|h[1-6]|li|d[td]|blockquote|pre|figcaption|caption|t[dh]"
_PIECE = re.compile(rf"<(/?)(?:{_PIECES})\b([^>]*)>")
_LINE = re.compile(r"<(?:br|tr|section|figure)\b[^>]*>")
_WITHIN = re.compile(rf"<(?!/?(?:{_PIECES})\b)[^>]*>")
_NUMBER = re.compile(r'\bdata-n="(\d+)"')


_FAR = re.compile("[\U00010000-\U0010ffff]")


@cache
def _marks(first: int, after: int) -> re.Pattern[str]:
    """Accents and vowel signs of every script: a class of letters, because `re` knows none for them."""
    found = [letter for letter in map(chr, range(first, after)) if unicodedata.category(letter).startswith("M")]
    return re.compile(f"[{''.join(found)}]+")


def _without_marks(text: str) -> str:
    plain = _marks(0x300, 0x10000).sub("", text)
    # Those of the last scripts are apart: a class that holds them is looked through from its beginning, each time.
    return _marks(0x10000, 0xE01F0).sub("", plain) if _FAR.search(plain) else plain


def folded(text: str) -> str:
    """The words of each line in small letters without accents, one space before each: "Één café" is " een cafe"."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _without_marks(unicodedata.normalize("NFKD", plain))
    lines = (" ".join(line.split()) for line in _NO_WORD.sub(" ", plain).split("\n"))
    return "\n".join(" " + line if line else "" for line in lines)


def pieces_of(html: str) -> list[str]:
    """The text of each numbered piece of a safe chapter at its own number; at 0 what stands in none of them.

    By hand: a chapter that nh3 wrote has no bracket but those of its tags, and to build its tree takes four times
    as long, which shows in the intake of a large book.
    """
    found: dict[int, list[str]] = {0: []}
    inside = [0]
    parts = iter(_PIECE.split(_WITHIN.sub("", _LINE.sub(" ", html))))
    found[0].append(next(parts))
    for closing, attributes, text in zip(parts, parts, parts, strict=True):
        if closing:
            inside.pop()
        else:
            number = _NUMBER.search(attributes)
            inside.append(int(number.group(1)) if number else inside[-1])
        words = found.setdefault(inside[-1], [])
        words += (text,) if closing else (" ", text)
    return [" ".join(unescape("".join(found.get(number, ()))).split()) for number in range(max(found) + 1)]


def is_indexed(session: Session, title_id: int) -> bool:
    return bool(session.scalar(select(exists().where(ChapterText.title_id == title_id))))


def write_words(session: Session, title_id: int, chapters: Iterable[tuple[int, int, str]]) -> None:
    """Write down the words of chapters (id, position, HTML) of a title that is just being made: nobody else can
    search it yet."""
    session.execute(insert(ChapterText), [_text(title_id, *chapter) for chapter in chapters])


def texts_of(session: Session, title_id: int) -> list[dict[str, object]]:
    """The words of a title's chapters, to be written by `index_title`: half a second for 2 000 chapters, and
    nobody should wait with writing for it."""
    rows = session.execute(select(Chapter.id, Chapter.position, Chapter.html).where(Chapter.title_id == title_id))
    return [_text(title_id, *row) for row in rows]


def _text(title_id: int, chapter_id: int, position: int, html: str) -> dict[str, object]:
    plain = "\n".join(pieces_of(html))
    return {
        "chapter_id": chapter_id,
        "title_id": title_id,
        "position": position,
        "words": folded(plain),
        "plain": plain,
    }


def index_title(session: Session, title_id: int, texts: list[dict[str, object]]) -> None:
    """Write the words of a title down once; whoever searched at the same time may have been first."""
    session.execute(select(Title.id).where(Title.id == title_id).with_for_update())
    if texts and not is_indexed(session, title_id):
        session.execute(insert(ChapterText), texts)


@dataclass(frozen=True)
class Spot:
    """Where a page of hits begins: after this piece of this chapter."""

    chapter: int = 0
    piece: int = -1


@dataclass(frozen=True)
class Hit:
    chapter: int
    heading: str
    piece: int
    text: tuple[tuple[str, bool], ...]
    """The words around the hit, in runs; True for what was looked for."""


@dataclass(frozen=True)
class Hits:
    hits: tuple[Hit, ...]
    after: Spot | None
    """Where the next page of hits begins, when there are more."""


def find_in_book(session: Session, title_id: int, text: str, *, after: Spot = Spot()) -> Hits:
    """The pieces of text that have every word of `text` at the beginning of a word, `HITS_A_PAGE` at a time."""
    words = folded(text).split()[:WORDS_MAX]
    if not words:
        return Hits((), None)
    found = list(islice(_hits(session, title_id, words, after), HITS_A_PAGE + 1))
    more = len(found) > HITS_A_PAGE
    hits = tuple(found[:HITS_A_PAGE])
    return Hits(hits, Spot(hits[-1].chapter, hits[-1].piece) if more else None)


def _hits(session: Session, title_id: int, words: list[str], after: Spot) -> Iterator[Hit]:
    has_all = and_(*(ChapterText.words.contains(" " + word, autoescape=True) for word in words))
    chapter, piece = after.chapter, after.piece
    while True:
        rows = session.execute(
            select(ChapterText.position, Chapter.heading, ChapterText.words, ChapterText.plain)
            .join(Chapter, Chapter.id == ChapterText.chapter_id)
            .where(ChapterText.title_id == title_id, has_all, ChapterText.position >= chapter)
            .order_by(ChapterText.position)
            .limit(CHAPTERS_AT_ONCE)
        ).all()
        for position, heading, as_words, plain in rows:
            lines = plain.split("\n")
            for number, line in enumerate(as_words.split("\n")):
                passed = position == chapter and number <= piece
                if not passed and all(" " + word in line for word in words):
                    yield Hit(position, heading, number, _snippet(lines[number], words))
        if len(rows) < CHAPTERS_AT_ONCE:
            return
        chapter, piece = rows[-1].position + 1, -1


def _snippet(line: str, words: list[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first hit, with every word that was looked for apart."""
    hits = [word.span() for word in _WORD.finditer(line) if _begins(folded(word.group()).strip(), words)]
    if not hits:
        return ((line[: 2 * SNIPPET], False),)
    first, last = hits[0][0], hits[0][1]
    begin = 0 if first <= SNIPPET else line.rfind(" ", 0, first - SNIPPET) + 1
    end = len(line) if last + SNIPPET >= len(line) else line.find(" ", last + SNIPPET)
    end = len(line) if end < 0 else end
    runs: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for start, stop in hits:
        if stop > end:
            break
        runs += [(line[at:start], False), (line[start:stop], True)]
        at = stop
    runs.append((line[at:end] + (" …" if end < len(line) else ""), False))
    return tuple(run for run in runs if run[0])


def _begins(word: str, wanted: list[str]) -> bool:
    return any(word.startswith(one) for one in wanted)
