"""The contents of a book: on the page of a chapter when they are short, else the lines round the chapter; whole on
a page of their own, folded and in parts, because a book may have 2 000 entries."""

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from portal.library.reading.queries import (
    Line,
    contents_count,
    contents_lines,
    headings,
    last_position,
    line_of_chapter,
)

SHORT = 40
"""Lines that fit beside a chapter."""
ROUND = 12
"""Lines beside a chapter of a book with more."""
PART = 200
"""Lines on a page of the whole contents."""


@dataclass(frozen=True)
class Contents:
    lines: tuple[Line, ...]
    is_whole: bool


def contents_beside(session: Session, title_id: int, chapter: int, chapters: int) -> Contents:
    """What stands in the bar: all of it, or the lines round the chapter that is open."""
    lines = contents_lines(session, title_id, 1, SHORT + 1)
    if not lines:
        first = 1 if chapters <= SHORT else max(1, chapter - ROUND // 2)
        many = min(chapters - first + 1, SHORT if first == 1 else ROUND)
        return Contents(tuple(headings(session, title_id, first, many)), chapters <= SHORT)
    if len(lines) <= SHORT:
        return Contents(tuple(lines), True)
    first = max(1, line_of_chapter(session, title_id, chapter) - ROUND // 2)
    return Contents(tuple(contents_lines(session, title_id, first, ROUND)), False)


@dataclass(frozen=True)
class Branch:
    """A line with what is folded in it."""

    line: Line
    under: tuple["Branch", ...]


@dataclass(frozen=True)
class ContentsPart:
    branches: tuple[Branch, ...]
    first: int
    last: int
    many: int

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """First and last line of every part."""
        starts = [*range(1, self.many + 1, PART), self.many + 1]
        return tuple((first, following - 1) for first, following in pairwise(starts))


def contents_part(session: Session, title_id: int, first: int, *, chapter: int) -> ContentsPart:
    """The part of the whole contents that line `first` is in; 0: the part with this chapter."""
    many = contents_count(session, title_id)
    if many:
        start = _start(first or line_of_chapter(session, title_id, chapter))
        lines = contents_lines(session, title_id, start, PART)
    else:
        many = last_position(session, title_id)
        start = _start(first or chapter)
        lines = headings(session, title_id, start, min(PART, many - start + 1))
    return ContentsPart(_branches(lines), start, min(start + PART - 1, many), many)


def _start(line: int) -> int:
    return (line - 1) // PART * PART + 1


def _branches(lines: list[Line]) -> tuple[Branch, ...]:
    """The tree that depths spell: a line holds the deeper ones that follow it."""
    branches: list[Branch] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].depth > lines[at].depth:
            end += 1
        branches.append(Branch(lines[at], _branches(lines[at + 1 : end])))
        at = end
    return tuple(branches)
