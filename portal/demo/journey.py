"""The demo's own story: a class that has booked, a game code, and a book that lies ready.

Everything goes through the services that real people's clicks go through.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, Library
from portal.accounts.queries import Person, person_by_id, user_id_for_email
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.service import book_seats
from portal.clock import school_day
from portal.db import write_transaction
from portal.demo.people import load_people
from portal.demo.rules import load_rules
from portal.demo.today import load_today
from portal.demo.waiting import load_waiting_line
from portal.library.choosing.shows import Show, name_title, titles_of
from portal.library.desk.intake import About, Terms, add_title
from portal.library.epub.read import read_book
from portal.library.epub.write import epub
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Basis
from portal.library.shipped.titles import shipped_manuscripts
from portal.library.titles.queries import contents
from portal.library.together.queries import title_questions
from portal.library.together.service import give_questions, set_goals, take_over
from portal.library.together.weeks import proposed_goals, weeks_of
from portal.offers.models import Offer, Performance, Production
from portal.packs.queries import shipped_pack
from portal.packs.service import store_pack

TEACHER = "leraar@demo.example"
CENTRE = "de-lantaarn"
LIBRARY = "de-leesboom"
SHOW = "de-vuurtoren-die-niet-wou-slapen"
JOURNEY = "demo-journey"
"""Request key of the story's booking and class set."""

CLASSES = ("4A", "4B")
COPIES = 60
"""Copies of the book of the show: two classes at once, and a third one hears about the next free period."""
READING_WEEKS = 4

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Demo:
    """Who acts in the demo, and for which class."""

    teacher: Person
    school_id: int
    groups: tuple[ClassGroup, ...]


def load_journey(session: Session, *, now: datetime, progress: Progress) -> None:
    """Books on the shelf, the show's pack, a performance of today, a waiting line, a booking with its visit code,
    and a class set."""
    _load_titles(session, now=now, progress=progress)
    progress("Een bezoek en een klasset", 0, 2)
    _load_pack(session, now=now)
    with write_transaction(session):
        load_rules(session, now=now)
    load_today(session, now=now)
    load_waiting_line(session, now=now)
    load_people(session, now=now)
    demo = _demo(session)
    _book(session, demo, now=now)
    progress("Een bezoek en een klasset", 1, 2)
    _read(session, demo, now=now)
    progress("Een bezoek en een klasset", 2, 2)


def _load_titles(session: Session, *, now: datetime, progress: Progress) -> None:
    library_id = session.scalars(select(Library.id).where(Library.slug == LIBRARY)).one()
    shipped = shipped_manuscripts()
    for number, title in enumerate(shipped):
        progress("Boeken binden", number, len(shipped))
        data = epub(title.manuscript)
        book = read_book(data)
        # The book of the show is lent as one of a publisher; the other tales are everybody's, and to be kept.
        is_open = title.production_slug is None
        basis, terms = (Basis.OPEN, Terms()) if is_open else (Basis.LICENSED, Terms(copies=COPIES))
        about = About(title.age_from, title.age_to, title.manuscript.subjects, basis, may_download=is_open)
        with write_transaction(session):
            added = add_title(
                session, book, library_id=library_id, about=about, terms=terms, now=now, epub=data if is_open else b""
            )
            give_questions(session, added.id, title.questions)
            _name_show(session, added.id, title.production_slug)
    progress("Boeken binden", len(shipped), len(shipped))


def _name_show(session: Session, title_id: int, production_slug: str | None) -> None:
    production_id = session.scalar(select(Production.id).where(Production.slug == production_slug))
    if production_id is not None:
        name_title(session, title_id, Show(production_id))


def _load_pack(session: Session, *, now: datetime) -> None:
    """The show's own pack, as its company would have uploaded it."""
    shows = session.execute(select(Production.id, Production.pack_id).where(Production.pack_id.is_not(None))).all()
    for production_id, pack_id in shows:
        with write_transaction(session):
            store_pack(session, production_id, shipped_pack(pack_id or "").data, now=now)


def _demo(session: Session) -> Demo:
    user_id = user_id_for_email(session, TEACHER)
    teacher = person_by_id(session, user_id) if user_id is not None else None
    if teacher is None or teacher.home_school_id is None:
        raise LookupError("The demo region has no teacher with a school.")
    groups = session.scalars(
        select(ClassGroup)
        .where(ClassGroup.school_id == teacher.home_school_id, ClassGroup.name.in_(CLASSES))
        .order_by(ClassGroup.name)
    ).all()
    return Demo(teacher, teacher.home_school_id, tuple(groups))


def _book(session: Session, demo: Demo, *, now: datetime) -> None:
    """Two classes at the first show of the lighthouse that has places for them."""
    seats = sum(group.pupils for group in demo.groups) + len(demo.groups)
    performance_id = session.scalars(
        select(Performance.id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Production, Production.id == Offer.production_id)
        .where(
            Production.slug == SHOW,
            Centre.slug == CENTRE,
            Performance.closes_at > now,
            Performance.capacity - Performance.seats_taken >= seats,
        )
        .order_by(Performance.starts_at)
        .limit(1)
    ).one()
    groups = tuple(
        GroupRequest(group.name, group.level, group.pupils, companions=1, class_group_id=group.id)
        for group in demo.groups
    )
    request = SeatRequest(JOURNEY, performance_id, demo.school_id, demo.teacher, groups)
    with write_transaction(session):
        book_seats(session, request, now=now)


def _read(session: Session, demo: Demo, *, now: datetime) -> None:
    """The first class reads the book that goes with the show, from today on, with a plan and the book's questions."""
    production_id = session.scalars(select(Production.id).where(Production.slug == SHOW)).one()
    title_id = titles_of(session, Show(production_id))[0].id
    today, group = school_day(now), demo.groups[0]
    period = Period(today, today + timedelta(weeks=READING_WEEKS))
    request = SetRequest(title_id, group.id, demo.school_id, group.pupils + 1, period, JOURNEY)
    words = [entry.word_count for entry in contents(session, title_id)]
    questions = [question.id for question in title_questions(session, title_id)]
    with write_transaction(session):
        made = assign_set(session, request, assigned_by=demo.teacher.id, now=now)
        set_goals(session, made.id, proposed_goals(words, weeks_of(period)))
        take_over(session, made.id, title_id, questions, now=now)
