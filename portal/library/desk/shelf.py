"""What a library has on its shelf, and what it puts there."""

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Library
from portal.library.desk.intake import About, Terms, add_title, keep_epub
from portal.library.epub.pictures import small_name
from portal.library.epub.read import Book
from portal.library.lending.promotion import serve_line
from portal.library.lending.queries import free_on
from portal.library.lending.seats import UNLIMITED
from portal.library.lending.service import lock_title
from portal.library.models import Basis, ClassSet, Layout, Licence, Title, TitleEpub
from portal.library.titles.words import language_name


@dataclass(frozen=True)
class LotLine:
    """A lot of a title as its library bought it; None: no limit."""

    id: int
    copies: int | None
    first: date | None
    last: date | None
    loans_total: int | None
    loans_spent: int
    revoked_at: datetime | None
    revoked_because: str

    @property
    def loans_left(self) -> int | None:
        return None if self.loans_total is None else max(0, self.loans_total - self.loans_spent)

    def is_over(self, today: date) -> bool:
        return self.last is not None and self.last < today

    def is_coming(self, today: date) -> bool:
        return self.first is not None and self.first > today


@dataclass(frozen=True)
class ShelfTitle:
    """A title with its lots, and what of it is out and free on a day."""

    id: int
    slug: str
    name: str
    author: str
    age_from: int
    age_to: int
    cover: str
    is_own: bool
    """False: of the shared collection, to lend but not to change."""
    is_pictures: bool
    withdrawn_at: datetime | None
    lots: tuple[LotLine, ...]
    sets_out: int
    copies_out: int
    free: int

    @property
    def small_cover(self) -> str:
        return small_name(self.cover) if self.cover else ""

    @property
    def is_unlimited(self) -> bool:
        """Some lot of today has no limit; what is out counts against the number that stands for that."""
        return self.free > UNLIMITED // 2


@dataclass(frozen=True)
class ShelfSums:
    own: int
    shared: int
    sets_out: int
    copies_out: int


def library_name(session: Session, library_id: int) -> str:
    return session.scalars(select(Library.name).where(Library.id == library_id)).one()


def _on_shelf(library_id: int) -> ColumnElement[bool]:
    return or_(Title.library_id == library_id, Title.library_id.is_(None))


def out_on(day: date) -> ColumnElement[bool]:
    return and_(
        ClassSet.from_day <= day,
        ClassSet.until_day >= day,
        or_(ClassSet.returned_on.is_(None), ClassSet.returned_on > day),
        ClassSet.revoked_at.is_(None),
    )


def shelf_sums(session: Session, library_id: int, today: date) -> ShelfSums:
    """The titles a library can lend, and what of them is out today; one statement."""
    shelf = select(func.count()).select_from(Title)
    out = select(ClassSet.copies).join(Title, Title.id == ClassSet.title_id)
    mine = out.where(_on_shelf(library_id), out_on(today)).subquery()
    row = session.execute(
        select(
            shelf.where(Title.library_id == library_id).scalar_subquery(),
            shelf.where(Title.library_id.is_(None)).scalar_subquery(),
            func.count(),
            func.coalesce(func.sum(mine.c.copies), 0),
        ).select_from(mine)
    ).one()
    return ShelfSums(*row)


def shelf_titles(
    session: Session, library_id: int, today: date, *, start: int = 0, limit: int = 50, slug: str | None = None
) -> list[ShelfTitle]:
    """Titles of a library, its own first, each part by name; or the one with this slug. Five statements."""
    wanted = (
        select(
            Title.id,
            Title.slug,
            Title.name,
            Title.author,
            Title.age_from,
            Title.age_to,
            Title.cover,
            Title.library_id,
            Title.layout,
            Title.withdrawn_at,
        )
        .where(_on_shelf(library_id))
        .order_by(Title.library_id.is_(None), Title.name, Title.id)
        .offset(start)
        .limit(limit)
    )
    if slug is not None:
        wanted = wanted.where(Title.slug == slug)
    rows = session.execute(wanted).all()
    ids = [row.id for row in rows]
    lots, out, free = _lots(session, ids), _out(session, ids, today), free_on(session, ids, today)
    return [
        ShelfTitle(
            *row[:7],
            is_own=row.library_id == library_id,
            is_pictures=row.layout is Layout.FIXED,
            withdrawn_at=row.withdrawn_at,
            lots=tuple(lots.get(row.id, ())),
            sets_out=out.get(row.id, (0, 0))[0],
            copies_out=out.get(row.id, (0, 0))[1],
            free=free.get(row.id, 0),
        )
        for row in rows
    ]


def _lots(session: Session, title_ids: Sequence[int]) -> dict[int, list[LotLine]]:
    rows = session.execute(
        select(
            Licence.id,
            Licence.copies,
            Licence.from_day,
            Licence.until_day,
            Licence.loans_total,
            Licence.loans_spent,
            Licence.revoked_at,
            Licence.revoked_because,
            Licence.title_id,
        )
        .where(Licence.title_id.in_(title_ids))
        .order_by(Licence.id)
    )
    found: dict[int, list[LotLine]] = {}
    for row in rows:
        found.setdefault(row.title_id, []).append(LotLine(*row[:8]))
    return found


def _out(session: Session, title_ids: Sequence[int], day: date) -> dict[int, tuple[int, int]]:
    """Per title: class sets and copies that are out on a day. Sums: which class reads what is the school's."""
    rows = session.execute(
        select(ClassSet.title_id, func.count(), func.sum(ClassSet.copies))
        .where(ClassSet.title_id.in_(title_ids), out_on(day))
        .group_by(ClassSet.title_id)
    )
    return {title_id: (sets, copies) for title_id, sets, copies in rows}


def has_lot(session: Session, title_id: int, terms: Terms) -> bool:
    """Is there a lot of exactly these terms? Then a second one may be a second click."""
    rows = session.execute(
        select(Licence.copies, Licence.from_day, Licence.until_day, Licence.loans_total).where(
            Licence.title_id == title_id, Licence.revoked_at.is_(None)
        )
    )
    return any(Terms(*row) == terms for row in rows)


def add_lot(session: Session, title_id: int, terms: Terms, *, again: bool = False) -> bool:
    """Put one more lot under a title. False, and nothing done: an equal one is there, and `again` was not said."""
    lock_title(session, title_id)
    if not again and has_lot(session, title_id, terms):
        return False
    session.add(
        Licence(
            title_id=title_id,
            copies=terms.copies,
            from_day=terms.first,
            until_day=terms.last,
            loans_total=terms.loans,
        )
    )
    session.flush()  # The page that follows shows it.
    return True


class Taken(enum.Enum):
    """What became of a book that was brought in."""

    NEW = "new"
    LOT = "lot"
    """The title was there; it has one more lot."""
    SAME = "same"
    """Title and lot were there; nothing changed."""


def one_book_at_a_time(session: Session) -> None:
    """For all libraries and the command: two books of one name would want the same address."""
    session.execute(select(Library.id).order_by(Library.id).limit(1).with_for_update())


def take_in(
    session: Session, book: Book, *, library_id: int, about: About, terms: Terms, now: datetime, epub: bytes = b""
) -> tuple[Taken, str]:
    """Put a book on the shelf of a library; gives what became of it, and its slug.

    The same file with the same terms changes nothing: a second click must not double what a library may lend.
    """
    one_book_at_a_time(session)
    known = session.execute(
        select(Title.id, Title.slug).where(Title.digest == book.digest, Title.library_id == library_id)
    ).one_or_none()
    if known is not None and not add_lot(session, known.id, terms):
        return Taken.SAME, known.slug
    if known is not None:
        serve_line(session, known.id, now=now)
        return Taken.LOT, known.slug
    added = add_title(session, book, library_id=library_id, about=about, terms=terms, now=now, epub=epub)
    return Taken.NEW, added.slug


@dataclass(frozen=True)
class TitleFacts:
    """What a library says about its title, and may change later."""

    age_from: int
    age_to: int
    themes: str
    language: str
    summary: str
    basis: Basis
    may_download: bool

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def stamp(self) -> str:
        """Says whether somebody changed them since a page was opened."""
        return hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()[:16]


def title_facts(session: Session, title_id: int) -> TitleFacts:
    row = session.execute(
        select(
            Title.age_from,
            Title.age_to,
            Title.themes,
            Title.language,
            Title.summary,
            Title.basis,
            Title.may_download,
        ).where(Title.id == title_id)
    ).one()
    return TitleFacts(*row)


def intake_warnings(session: Session, title_id: int) -> list[str]:
    return session.scalars(select(Title.warnings).where(Title.id == title_id)).one()


def has_epub(session: Session, title_id: int) -> bool:
    return session.scalar(select(TitleEpub.title_id).where(TitleEpub.title_id == title_id)) is not None


class FactsChange(enum.Enum):
    """What became of a change of a title's facts."""

    DONE = "done"
    OVERTAKEN = "overtaken"
    """Somebody else changed them since the page was opened."""
    NEEDS_FILE = "needs-file"
    """The file may be taken along, but is not kept: bring it again."""
    OTHER_FILE = "other-file"
    """The file that was brought is not the one of this title."""


def change_facts(session: Session, title_id: int, facts: TitleFacts, *, stamp: str, epub: bytes = b"") -> FactsChange:
    """Change what a library says about its title. `epub` only where the file is to be kept from now on."""
    lock_title(session, title_id)
    title = session.get_one(Title, title_id, populate_existing=True)
    if title_facts(session, title_id).stamp != stamp:
        return FactsChange.OVERTAKEN
    if epub and hashlib.sha256(epub).hexdigest() != title.digest:
        return FactsChange.OTHER_FILE
    if facts.may_download and not epub and not has_epub(session, title_id):
        return FactsChange.NEEDS_FILE
    for name, value in asdict(facts).items():
        setattr(title, name, value)
    if facts.may_download:
        keep_epub(session, title, epub)
    else:
        session.execute(delete(TitleEpub).where(TitleEpub.title_id == title_id))
    session.flush()
    return FactsChange.DONE
