"""How a chapter is called when the class speaks of it."""

import re

_HAS_A_NUMBER = re.compile(r"(hoofdstuk|chapter|chapitre|deel|bladzijde|page)\b|\d|[ivxlc]+\b\W", re.IGNORECASE)


def chapter_name(position: int, heading: str) -> str:
    """ "hoofdstuk 4, Donker"; a heading with a number of its own says all itself: a colophon in front of the book
    makes the fourth page "Hoofdstuk 2"."""
    if not heading:
        return f"hoofdstuk {position}"
    return f"“{heading}”" if _HAS_A_NUMBER.match(heading) else f"hoofdstuk {position}, {heading}"
