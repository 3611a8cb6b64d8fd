"""A title as a book in a feed: what is told of it, and the ways to it that are real for whoever asks."""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from portal.accounts.queries import Person
from portal.clock import BRUSSELS
from portal.library.lending.seats import ONE_DAY
from portal.library.models import Animal, ClassSet
from portal.library.opds.addresses import Addresses
from portal.library.opds.catalogue import Book, SchoolSet, Stand, books, last_day, split_themes, stands
from portal.library.opds.shape import (
    ACQUIRE,
    BORROW,
    EPUB,
    HTML,
    OPEN_ACCESS,
    Author,
    Availability,
    Kind,
    Link,
    Publication,
    State,
)

AUTHORS_SHOWN = 5
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no place for, even escaped."""
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class ClassReader:
    """An animal of a class, with its set."""

    made: ClassSet
    animal: Animal
    is_open: bool
    """May the class read today?"""


Visitor = Person | ClassReader | None


@dataclass(frozen=True)
class Asked:
    """What a feed is made from, beside its own question."""

    session: Session
    to: Addresses
    visitor: Visitor
    today: date

    @property
    def scope(self) -> frozenset[int] | None:
        """The only titles this visitor may see; None: all."""
        if not isinstance(self.visitor, ClassReader):
            return None
        return frozenset({self.visitor.made.title_id} if self.visitor.is_open else ())


def plain(text: str) -> str:
    """Text of a book's file as a document may hold it."""
    return NO_XML.sub("", text)


def urn(kind: str, name: str) -> str:
    """A name for ever, whatever the address of the portal becomes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"foyer/{kind}/{name}").urn


def midnight(day: date) -> datetime:
    """The moment a school day begins."""
    return datetime.combine(day, time.min, BRUSSELS)


def publication(asked: Asked, book: Book, stand: Stand) -> Publication:
    language = book.language.replace("_", "-")
    return Publication(
        id=urn("title", f"{book.slug}/{book.digest}"),
        title=plain(book.name) or "Zonder titel",
        updated=book.added_at,
        authors=_authors(book),
        language=language if LANGUAGE.fullmatch(language) else "",
        publisher=plain(book.publisher),
        year=book.year,
        rights=plain(book.rights),
        summary=plain(book.summary),
        themes=tuple(dict.fromkeys(split_themes(plain(book.themes)))),
        ages=(book.age_from, book.age_to),
        links=(
            Link("self", asked.to.book(book), Kind.BOOK),
            *_ways_to(asked, book, stand),
            Link("alternate", asked.to.page(f"/boeken/{book.slug}"), HTML, "Over dit boek"),
        ),
        images=asked.to.covers(book),
    )


def _authors(book: Book) -> tuple[Author, ...]:
    made = [
        Author(plain(name), plain(sort)) for name, sort, role in book.creators if role in {"", "aut"} and plain(name)
    ]
    unique = tuple(dict.fromkeys(made))[:AUTHORS_SHOWN]
    return unique or ((Author(plain(book.author)),) if plain(book.author) else ())


def _ways_to(asked: Asked, book: Book, stand: Stand) -> tuple[Link, ...]:
    """Only what can really be done: take the file along where that is allowed, and read or borrow on the pages."""
    if isinstance(asked.visitor, ClassReader):
        return (*_to_keep(asked, book, stand), _read_with_class(asked, asked.visitor))
    return (*_to_keep(asked, book, stand), _borrow(asked, book, stand))


def _to_keep(asked: Asked, book: Book, stand: Stand) -> tuple[Link, ...]:
    if not (book.may_download and stand.is_licensed):
        return ()
    return (Link(OPEN_ACCESS, asked.to.epub(book), EPUB, "EPUB"),)


def _borrow(asked: Asked, book: Book, stand: Stand) -> Link:
    """A school puts a title ready on its page; then the class reads on pages too."""
    when = Availability(
        State.AVAILABLE if stand.free else State.UNAVAILABLE,
        until=midnight(stand.free_from) if stand.free_from else None,
        copies=stand.copies,
        free=min(stand.free, stand.copies or 0),
        waiting=stand.waiting if stand.copies is not None else None,
    )
    return Link(BORROW, asked.to.page(f"/boeken/{book.slug}"), HTML, "Klaarzetten voor een klas", when, becomes=HTML)


def _read_with_class(asked: Asked, reader: ClassReader) -> Link:
    made = reader.made
    when = _open(made.from_day, last_day(made.until_day, made.returned_on))
    return Link(ACQUIRE, asked.to.page(f"/klas/{made.code}"), HTML, "Lezen in de browser", when)


def _open(first: date, last: date) -> Availability:
    return Availability(State.AVAILABLE, since=midnight(first), until=midnight(last + ONE_DAY))


def publications(asked: Asked, ids: tuple[int, ...]) -> tuple[Publication, ...]:
    found = books(asked.session, ids)
    how = stands(asked.session, [book.id for book in found], asked.today)
    return tuple(publication(asked, book, how[book.id]) for book in found)


def set_publications(asked: Asked, sets: list[SchoolSet]) -> tuple[Publication, ...]:
    """A title once for each class that reads it: the way to its page, open or when it will be."""
    found = {book.id: book for book in books(asked.session, [made.title_id for made in sets])}
    how = stands(asked.session, list(found), asked.today)
    return tuple(_set_publication(asked, made, found[made.title_id], how[made.title_id]) for made in sets)


def _set_publication(asked: Asked, made: SchoolSet, book: Book, stand: Stand) -> Publication:
    told = publication(asked, book, stand)
    if made.from_day > asked.today:
        when = Availability(State.UNAVAILABLE, until=midnight(made.from_day))
    else:
        when = _open(made.from_day, made.until_day)
    page = Link(ACQUIRE, asked.to.page(f"/klassets/{made.id}"), HTML, f"Lezen met {plain(made.class_name)}", when)
    return replace(
        told,
        id=urn("set", str(made.id)),
        title=f"{told.title} ({plain(made.class_name)})",
        links=(told.links[0], *_to_keep(asked, book, stand), page, told.links[-1]),
    )
