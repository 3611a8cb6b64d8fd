"""Put a book that went through the gate on the shelf, with its licence."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.library.epub.read import Book
from portal.library.models import Chapter, Licence, Title, TitleFile


@dataclass(frozen=True)
class About:
    """What a library says about a title beside what is in the file."""

    age_from: int = 6
    age_to: int = 18
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """A lot: copies at once (None: no limit), the days it is good for, how many loans in all."""

    copies: int | None = None
    first: date | None = None
    last: date | None = None
    loans: int | None = None


def add_title(
    session: Session, book: Book, *, library_id: int | None, about: About, terms: Terms, now: datetime
) -> Title:
    """Add a book with a lot. The same file added again is one more lot of the title that is there."""
    title = session.scalar(select(Title).where(Title.digest == book.digest, Title.library_id == library_id))
    if title is None:
        title = _new_title(session, book, library_id=library_id, about=about, now=now)
    session.add(
        Licence(
            title_id=title.id,
            copies=terms.copies,
            from_day=terms.first,
            until_day=terms.last,
            loans_total=terms.loans,
        )
    )
    session.flush()  # The caller shows the title with its copies.
    return title


def _new_title(session: Session, book: Book, *, library_id: int | None, about: About, now: datetime) -> Title:
    title = Title(
        slug=free_slug(session, book.name),
        library_id=library_id,
        digest=book.digest,
        name=book.name[:200],
        author=book.author,
        language=book.language,
        summary=book.summary,
        themes=", ".join(word.lower() for word in about.themes or book.subjects)[:200],
        age_from=about.age_from,
        age_to=about.age_to,
        word_count=book.word_count,
        cover=book.cover,
        added_at=now,
    )
    session.add(title)
    session.flush()  # The chapters need the id.
    session.add_all(
        Chapter(
            title_id=title.id,
            position=position,
            heading=chapter.heading,
            html=chapter.html,
            word_count=chapter.word_count,
        )
        for position, chapter in enumerate(book.chapters, start=1)
    )
    session.add_all(
        TitleFile(title_id=title.id, name=picture.name, media_type=picture.media_type, content=picture.content)
        for picture in book.pictures
    )
    return title


def slug_of(name: str) -> str:
    """A name as it stands in an address: "De blauwe vogel" is `de-blauwe-vogel`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "titel"


def free_slug(session: Session, name: str) -> str:
    wanted = slug_of(name)
    taken = set(session.scalars(select(Title.slug).where(Title.slug.startswith(wanted))))
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return slug
