"""What a feed says, whatever its format: `feeds.py` fills it, `opds2.py` and `atom.py` write it down. Pure."""

import enum
from dataclasses import dataclass, field
from datetime import datetime

EPUB = "application/epub+zip"
HTML = "text/html"
JPEG = "image/jpeg"

ACQUIRE = "http://opds-spec.org/acquisition"
BORROW = f"{ACQUIRE}/borrow"
OPEN_ACCESS = f"{ACQUIRE}/open-access"
SHELF = "http://opds-spec.org/shelf"
FEATURED = "http://opds-spec.org/featured"
NEWEST = "http://opds-spec.org/sort/new"
AGES = "http://schema.org/typicalAgeRange"
"""Scheme of the subject that tells the ages of a book, as Palace reads it."""


class Kind(enum.Enum):
    """What lies behind a link to another document of this catalogue; each format has its own types for them."""

    NAVIGATION = enum.auto()
    ACQUISITION = enum.auto()
    """A list of books."""
    BOOK = enum.auto()
    SEARCH = enum.auto()


class State(enum.StrEnum):
    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Availability:
    """How a book stands behind a link. A moment to come is an `until`: some clients refuse a `since` to come."""

    state: State
    since: datetime | None = None
    until: datetime | None = None
    copies: int | None = None
    """How many may be out at once; None: no limit, or nobody's business."""
    free: int | None = None
    waiting: int | None = None
    """Classes in line."""


@dataclass(frozen=True)
class Link:
    rel: str
    href: str
    type: str | Kind
    title: str = ""
    availability: Availability | None = None
    becomes: str = ""
    """Media type that the book has in the end, where the link leads to a step before it."""
    count: int | None = None
    """Books behind the link."""
    authenticate: str = ""
    """Address of the authentication document that the link will answer with."""
    is_template: bool = False
    is_active: bool = False
    """The facet that is chosen."""


@dataclass(frozen=True)
class Author:
    name: str
    sort: str = ""


@dataclass(frozen=True)
class Publication:
    id: str
    title: str
    updated: datetime
    authors: tuple[Author, ...] = ()
    language: str = ""
    publisher: str = ""
    year: int | None = None
    rights: str = ""
    summary: str = ""
    themes: tuple[str, ...] = ()
    ages: tuple[int, int] = (6, 18)
    links: tuple[Link, ...] = ()
    """At least one of them leads to the book."""
    images: tuple[tuple[str, int], ...] = ()
    """Address and width of each JPEG of the cover, largest first."""


@dataclass(frozen=True)
class Facet:
    """A way to narrow the list; at least two links, or it is left out."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Group:
    """Some books of a longer list, with the way to all of them."""

    title: str
    more: Link
    publications: tuple[Publication, ...]


@dataclass(frozen=True)
class Entry:
    """A way on, in a feed to walk through."""

    link: Link
    summary: str


@dataclass(frozen=True)
class Paging:
    number: int
    size: int
    total: int


@dataclass(frozen=True)
class Feed:
    id: str
    title: str
    kind: Kind
    updated: datetime
    links: tuple[Link, ...]
    entries: tuple[Entry, ...] = ()
    publications: tuple[Publication, ...] = ()
    facets: tuple[Facet, ...] = ()
    groups: tuple[Group, ...] = ()
    paging: Paging | None = None
    subtitle: str = field(default="")
