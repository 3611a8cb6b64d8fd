"""What other parts of the library add to the page of a chapter: values for the templates that it includes.

The page includes `marks/_head.html`, `marks/_tools.html`, `marks/_panel.html` and `together/_chapter_end.html` where
they are there; README.md says where each stands.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from portal.library.reading.queries import Reading

Fill = Callable[[Session, Reading, int], Mapping[str, object]]
"""Gives template values for one pupil and one chapter. Each costs every chapter of every pupil its statements."""

_fills: list[Fill] = []


def on_chapter(fill: Fill) -> Fill:
    """Have `fill` asked for every chapter page; a decorator for the routes of a part."""
    _fills.append(fill)
    return fill


def filled(session: Session, me: Reading, chapter: int) -> dict[str, object]:
    values: dict[str, object] = {}
    for fill in _fills:
        values |= fill(session, me, chapter)
    return values
