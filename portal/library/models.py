"""Titles, their chapters and licences, the sets lent to classes, and the readers: animals, never names."""

import enum
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import ClassGroup
from portal.db import Base, UtcDateTime, words

COPIES_MAX = 46
"""Copies in one set: as many as there are animals to be, and more than the largest class."""


class Direction(enum.StrEnum):
    """Which way a book is leafed through; in a right-to-left book "next" is on the left."""

    LTR = "ltr"
    RTL = "rtl"


class Layout(enum.StrEnum):
    REFLOW = "reflow"
    FIXED = "fixed"
    """Pages with a size of their own (comics, picture books): no letters or spacing to choose."""


class Flow(enum.StrEnum):
    """How the publisher wants the text: the reader's own choice comes first."""

    AUTO = "auto"
    PAGED = "paged"
    SCROLLED = "scrolled"


class Basis(enum.StrEnum):
    """Why a library may lend a title to a class; what it says itself when it adds or changes one."""

    LICENSED = "licensed"
    """The publisher allows it: copies and days of the agreement are the lot."""
    OWN = "own"
    OPEN = "open"
    """An open licence, such as Creative Commons."""
    PUBLIC = "public"
    """No copyright any more."""


class Title(Base):
    """An e-book. Its text is kept as chapters that were made safe at intake, never as raw pages of the file.

    What the file says about itself is text of a stranger: cut to length, and escaped by every page that shows it.
    """

    __tablename__ = "title"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"), index=True)
    """None: the shared collection."""
    digest: Mapped[str] = mapped_column(String(64))
    """sha256 of the EPUB; the same file added twice is one title of a library."""
    name: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(20), default="nl")
    summary: Mapped[str] = mapped_column(Text, default="")
    themes: Mapped[str] = mapped_column(String(200), default="")
    """Words with commas, lower case."""
    age_from: Mapped[int] = mapped_column(default=6)
    age_to: Mapped[int] = mapped_column(default=18)
    word_count: Mapped[int] = mapped_column(default=0)
    cover: Mapped[str] = mapped_column(String(200), default="")
    """Name of the title's file with the cover; empty: the page draws one."""
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name_direction: Mapped[str] = mapped_column(String(3), default="")
    """"ltr" or "rtl" when the book says so for its own name; "" leaves it to the letters (`dir="auto"`)."""
    creators: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """Makers in the order of the book, each [name, name to sort by or "", MARC role such as "aut" or ""]."""
    publisher: Mapped[str] = mapped_column(String(200), default="")
    year: Mapped[int | None]
    rights: Mapped[str] = mapped_column(String(500), default="")
    """The rights statement in the book."""
    identifier: Mapped[str] = mapped_column(String(200), default="")
    """The book's own identifier. No key: different books carry the same one."""
    direction: Mapped[Direction] = mapped_column(words(Direction, "title_direction"), default=Direction.LTR)
    layout: Mapped[Layout] = mapped_column(words(Layout, "title_layout"), default=Layout.REFLOW)
    flow: Mapped[Flow] = mapped_column(words(Flow, "title_flow"), default=Flow.AUTO)
    access: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    """Accessibility metadata as the publisher gave it: the keys of `epub.facts.ACCESS`, each a list of words."""
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What the intake warned of, in Dutch, for the library."""
    basis: Mapped[Basis] = mapped_column(words(Basis, "title_basis"), default=Basis.LICENSED)
    may_download: Mapped[bool] = mapped_column(default=False)
    """May whoever borrows it take the EPUB along? Only then, and never for `LICENSED`, is there a `TitleEpub`."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From this moment nobody borrows, opens or downloads it; what pupils wrote stays until their set ends."""
    withdrawn_because: Mapped[str] = mapped_column(String(300), default="")
    """What the library tells the teachers."""


class TitleEpub(Base):
    """The file of a title that may be taken along, byte for byte as it came in."""

    __tablename__ = "title_epub"

    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ChapterKind(enum.StrEnum):
    TEXT = "text"
    """`html`, in the reader's own letters."""
    FIXED = "fixed"
    """`fixed_html` in a frame of `width` x `height`; `html` holds its words, for search, marks and "as text"."""
    PICTURE = "picture"
    """`html` is one picture that fills the page; `width` x `height` is its shape."""


class Chapter(Base):
    """One reading page. `html` went through the sanitiser at intake; ids in it start with `b-`.

    What stands in `html`, beside plain structure: `data-n` on each piece of text (`epub.clean.NUMBERED`);
    `role="doc-noteref"` on a link to a note and `doc-footnote`, `doc-endnote` on the note itself; `doc-pagebreak`
    with the page's number in `title`; MathML; `<img src="beeld/...">`; links to chapters as `12#b-anchor`; links
    out of the book as `<a href="weg/12-0" rel="external">`: chapter 12, number 0 of its `outside`.
    """

    __tablename__ = "chapter"
    __table_args__ = (
        UniqueConstraint("title_id", "position"),
        # SQLite reads a whole chapter to get at what stands after its text: where a book ends is asked of this.
        Index("ix_chapter_title_linear", "title_id", "is_linear", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 1 in reading order; loose pages (`is_linear` false) come after the last one of the order."""
    heading: Mapped[str] = mapped_column(String(200))
    html: Mapped[str] = mapped_column(Text)
    word_count: Mapped[int]
    kind: Mapped[ChapterKind] = mapped_column(words(ChapterKind, "chapter_kind"), default=ChapterKind.TEXT)
    is_linear: Mapped[bool] = mapped_column(default=True)
    """False: no part of the reading order (answers, a note page), reached by a link only."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    """Pixels of a fixed or picture page; None for text."""
    language: Mapped[str] = mapped_column(String(20), default="")
    """`lang` of the page itself, "" when it does not say: the package's language says nothing about it."""
    direction: Mapped[str] = mapped_column(String(4), default="")
    """`dir` of the page itself: "ltr", "rtl", "auto" or ""."""
    outside: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Addresses out of the book, in order. Shown as text after a word about leaving, never as a link to follow."""
    fixed_html: Mapped[str] = mapped_column(Text, default="")
    """A fixed page whole, to stand alone in `<iframe sandbox="">` with the header of `epub.fixed.policy`; its
    pictures are at `../beeld/...`. Large: never read it but for the one page that is shown."""


class EntryKind(enum.StrEnum):
    CONTENTS = "contents"
    PAGE = "page"
    """Where a page of the printed book begins."""


class TitleEntry(Base):
    """A line of a book's contents, or of its list of printed pages."""

    __tablename__ = "title_entry"
    __table_args__ = (UniqueConstraint("title_id", "kind", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind] = mapped_column(words(EntryKind, "title_entry_kind"), default=EntryKind.CONTENTS)
    position: Mapped[int]
    """From 1, in the order of the book; a child follows its parent."""
    depth: Mapped[int]
    """1 for the highest level."""
    label: Mapped[str] = mapped_column(String(200))
    chapter: Mapped[int | None]
    """Position of the chapter; None: a heading that leads nowhere itself."""
    anchor: Mapped[str] = mapped_column(String(200), default="")
    """Id in the chapter's `html`, "" for its beginning."""


class TitleFile(Base):
    """A picture of a title, re-encoded or checked at intake."""

    __tablename__ = "title_file"
    __table_args__ = (UniqueConstraint("title_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Licence(Base):
    """A lot of a title: so many copies at once, from a day until and with a day."""

    __tablename__ = "licence"
    __table_args__ = (
        CheckConstraint("copies IS NULL OR copies > 0", name="copies"),
        CheckConstraint("from_day IS NULL OR until_day IS NULL OR from_day <= until_day", name="days"),
        CheckConstraint("loans_spent >= 0 AND (loans_total IS NULL OR loans_spent <= loans_total)", name="loans"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), index=True)
    copies: Mapped[int | None]
    """None: without limit, as for our own texts and the public domain."""
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    loans_total: Mapped[int | None]
    loans_spent: Mapped[int] = mapped_column(default=0)
    """The sum of `loans` of the lot's seat blocks, and what was spent before there were any."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From this moment it carries no seat; the sets that can't do without it are closed with the same moment."""
    revoked_because: Mapped[str] = mapped_column(String(300), default="")
    """What the library tells the teachers."""


class ClassSet(Base):
    """Copies of a title lent to a class for whole days, both included."""

    __tablename__ = "class_set"
    __table_args__ = (
        CheckConstraint(f"copies BETWEEN 1 AND {COPIES_MAX}", name="copies"),
        CheckConstraint("from_day <= until_day", name="days"),
        UniqueConstraint("school_id", "request_key"),
        Index("ix_class_set_title_days", "title_id", "from_day", "until_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"))
    class_group_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    assigned_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    copies: Mapped[int]
    """Seats in all. Those on metered lots stand in `lending.models.SeatBlock`; the others may move between lots."""
    from_day: Mapped[date]
    until_day: Mapped[date]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    request_key: Mapped[str] = mapped_column(String(40))
    returned_on: Mapped[date | None]
    """First day on which the seats are free again after an early return."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The library or the publisher took the book back: nothing opens any more, what pupils wrote stays."""
    revoked_because: Mapped[str] = mapped_column(String(300), default="")
    end_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the teacher was told that the last day comes near."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    title: Mapped[Title] = relationship(lazy="raise_on_sql")
    class_group: Mapped[ClassGroup] = relationship(lazy="raise_on_sql")


class Animal(enum.StrEnum):
    """Who a pupil is in the reader. More than the largest class, all easy to tell apart as a picture."""

    BEER = "beer"
    BEVER = "bever"
    BIJ = "bij"
    DAS = "das"
    DOLFIJN = "dolfijn"
    EEND = "eend"
    EEKHOORN = "eekhoorn"
    EGEL = "egel"
    EZEL = "ezel"
    FAZANT = "fazant"
    GANS = "gans"
    GEIT = "geit"
    HAAS = "haas"
    HAMSTER = "hamster"
    HERT = "hert"
    HOND = "hond"
    IJSBEER = "ijsbeer"
    KAMEEL = "kameel"
    KANGOEROE = "kangoeroe"
    KAT = "kat"
    KIKKER = "kikker"
    KIP = "kip"
    KOALA = "koala"
    KOE = "koe"
    KONIJN = "konijn"
    KRAB = "krab"
    LEEUW = "leeuw"
    MUIS = "muis"
    NIJLPAARD = "nijlpaard"
    OLIFANT = "olifant"
    OTTER = "otter"
    PAARD = "paard"
    PANDA = "panda"
    PINGUIN = "pinguin"
    SCHAAP = "schaap"
    SCHILDPAD = "schildpad"
    SLAK = "slak"
    TIJGER = "tijger"
    UIL = "uil"
    VARKEN = "varken"
    VLINDER = "vlinder"
    VOS = "vos"
    WALVIS = "walvis"
    WOLF = "wolf"
    ZEBRA = "zebra"
    ZEEHOND = "zeehond"


class Reader(Base):
    """A pupil as an animal of one class set; kept by the set only and erased with it."""

    __tablename__ = "reader"
    __table_args__ = (UniqueConstraint("class_set_id", "animal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_set_id: Mapped[int] = mapped_column(ForeignKey("class_set.id", ondelete="CASCADE"))
    animal: Mapped[Animal] = mapped_column(words(Animal, "animal"))
    pin_hash: Mapped[str] = mapped_column(String(200))
    """Hash of the picture PIN, three pictures in order."""
    stamp: Mapped[str] = mapped_column(String(32))
    """Part of the reader's cookie: a new PIN ends the old one."""
    chapter: Mapped[int] = mapped_column(default=1)
    place: Mapped[float] = mapped_column(default=0.0)
    """How far into the chapter, 0 to 1; what the class's overview adds up."""
    piece: Mapped[int] = mapped_column(default=0, server_default="0")
    """The piece of text (`data-n`) at the top of the page; 0: none is known, and `place` says where."""
    part: Mapped[float] = mapped_column(default=0.0, server_default="0")
    """How much of that piece is above the top of the page, 0 to 1: the same place at any size of the letters."""
    furthest: Mapped[int] = mapped_column(default=1)
    """The furthest chapter opened, for the class's progress."""
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Left the class: the seat is free and nothing opens; the notes stay to be taken along until the end."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
