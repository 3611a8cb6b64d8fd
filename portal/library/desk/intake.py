"""Put a book that went through the gate on the shelf, with its licence."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.library.epub.read import Book, BookChapter, BookEntry
from portal.library.models import (
    Basis,
    Chapter,
    ChapterKind,
    Direction,
    EntryKind,
    Flow,
    Layout,
    Licence,
    Title,
    TitleEntry,
    TitleEpub,
    TitleFile,
)
from portal.library.reading.search import write_words

CHAPTERS_AT_ONCE = 100
WORDS_NOW_MAX = 8_000_000
"""Characters of a book of which the words of search are written down at once. Those of a longer one (ten novels)
would take a fifth of its intake: who first searches in it writes them (`reading.book`)."""


@dataclass(frozen=True)
class About:
    """What a library says about a title beside what is in the file."""

    age_from: int = 6
    age_to: int = 18
    themes: tuple[str, ...] = ()
    basis: Basis = Basis.LICENSED
    may_download: bool = False
    """Only with a basis other than `LICENSED`."""


@dataclass(frozen=True)
class Terms:
    """A lot: copies at once (None: no limit), the days it is good for, how many loans in all."""

    copies: int | None = None
    first: date | None = None
    last: date | None = None
    loans: int | None = None


def add_title(
    session: Session,
    book: Book,
    *,
    library_id: int | None,
    about: About,
    terms: Terms,
    now: datetime,
    epub: bytes = b"",
) -> Title:
    """Add a book with a lot. The same file added again is one more lot of the title that is there.

    `epub` is the file itself, kept only when it may be taken along.
    """
    title = session.scalar(select(Title).where(Title.digest == book.digest, Title.library_id == library_id))
    if title is None:
        title = _new_title(session, book, library_id=library_id, about=about, now=now)
        keep_epub(session, title, epub)
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


def keep_epub(session: Session, title: Title, epub: bytes) -> None:
    """Keep the file of a title that may be taken along, and of no other."""
    if title.may_download and title.basis is not Basis.LICENSED and epub:
        session.merge(TitleEpub(title_id=title.id, content=epub))


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
        basis=about.basis,
        may_download=about.may_download and about.basis is not Basis.LICENSED,
    )
    _say_of_itself(title, book)
    session.add(title)
    session.flush()  # What follows needs the id.
    _write_chapters(session, title.id, book)
    _write_entries(session, title.id, EntryKind.CONTENTS, book.contents)
    _write_entries(session, title.id, EntryKind.PAGE, book.pages)
    session.add_all(
        TitleFile(title_id=title.id, name=picture.name, media_type=picture.media_type, content=picture.content)
        for picture in book.pictures
    )
    session.flush()
    return title


def _write_chapters(session: Session, title_id: int, book: Book) -> None:
    """Some at a time, as rows: 20 MB of text would be in memory three times over, and 2 000 objects take a second."""
    rows = enumerate(book.chapters, start=1)
    is_long = sum(len(chapter.html) for chapter in book.chapters) > WORDS_NOW_MAX
    while some := [_row(title_id, position, chapter) for position, chapter in islice(rows, CHAPTERS_AT_ONCE)]:
        session.execute(insert(Chapter), some)
        if is_long:
            continue
        between = Chapter.position.between(some[0]["position"], some[-1]["position"])
        written = session.execute(select(Chapter.position, Chapter.id).where(Chapter.title_id == title_id, between))
        ids = {row.position: row.id for row in written}
        write_words(session, title_id, ((ids[row["position"]], row["position"], row["html"]) for row in some))


def _say_of_itself(title: Title, book: Book) -> None:
    title.name_direction = book.name_direction
    title.creators = [[maker.name, maker.sort, maker.role] for maker in book.creators]
    title.publisher = book.publisher
    title.year = book.year
    title.rights = book.rights
    title.identifier = book.identifier
    title.direction = Direction(book.direction)
    title.layout = Layout(book.layout)
    title.flow = Flow(book.flow)
    title.access = book.access
    title.warnings = list(book.warnings)


def _row(title_id: int, position: int, chapter: BookChapter) -> dict[str, Any]:
    return {
        "title_id": title_id,
        "position": position,
        "heading": chapter.heading,
        "html": chapter.html,
        "word_count": chapter.word_count,
        "kind": ChapterKind(chapter.kind),
        "is_linear": chapter.is_linear,
        "width": chapter.width,
        "height": chapter.height,
        "language": chapter.language,
        "direction": chapter.direction,
        "outside": list(chapter.outside),
        "fixed_html": chapter.fixed_html,
    }


def _write_entries(session: Session, title_id: int, kind: EntryKind, entries: tuple[BookEntry, ...]) -> None:
    if not entries:
        return
    rows = [
        {
            "title_id": title_id,
            "kind": kind,
            "position": position,
            "depth": entry.depth,
            "label": entry.label,
            "chapter": entry.chapter,
            "anchor": entry.anchor,
        }
        for position, entry in enumerate(entries, start=1)
    ]
    session.execute(insert(TitleEntry), rows)


RESERVED = frozenset({"andere-apps"})
"""Pages of ours among the addresses of titles."""


def slug_of(name: str) -> str:
    """A name as it stands in an address: "De blauwe vogel" is `de-blauwe-vogel`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "titel"


def free_slug(session: Session, name: str) -> str:
    wanted = slug_of(name)
    taken = RESERVED | set(session.scalars(select(Title.slug).where(Title.slug.startswith(wanted))))
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return slug
