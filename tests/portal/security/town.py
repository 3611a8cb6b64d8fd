"""A town with two of every house, one with a foot in each page, and people to try all doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from portal.accounts.links import link_again
from portal.accounts.models import ApiToken, Centre, Company, Library, Membership, Role, School, User
from portal.accounts.people.houses import House, HouseKind
from portal.accounts.people.joining import Wish as JoinWish
from portal.accounts.people.joining import ask as ask_to_join
from portal.accounts.people.joining import ask_as
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.people.service import invite
from portal.accounts.queries import Person, school_year
from portal.accounts.service import create_token, hash_password
from portal.accounts.session import begin
from portal.bookings.basket.models import BasketLine
from portal.bookings.basket.service import put_in
from portal.bookings.budget.models import ClassCost
from portal.bookings.budget.service import CostRequest, add_cost
from portal.bookings.models import Booking
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import save_rules
from portal.bookings.rounds.announce import Plan, make_round
from portal.bookings.rounds.wishes import WishList, submit_wishes
from portal.bookings.service import book_seats
from portal.bookings.transport.models import BusShare, Travel
from portal.bookings.transport.service import Ride, ShareRequest, ask_share, plan_ride
from portal.clock import school_day, utc_now
from portal.db import Base, make_sessions, write_transaction
from portal.extensions import db
from portal.invoices.bank import take_in
from portal.invoices.models import BankEntry
from portal.invoices.service import issue_all
from portal.library.choosing.models import TitlePush
from portal.library.lending.models import SetWait
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.marks.merge import Anchor, Mark
from portal.library.marks.models import Mark as MarkRow
from portal.library.marks.models import MarkKind
from portal.library.marks.service import keep_marks
from portal.library.models import Animal, Chapter, ClassSet, Licence, Title, TitleFile
from portal.library.reading.service import join_set
from portal.library.together.service import Asked, add_title_question, ask
from portal.offers.intake.models import ImportRun, RunState
from portal.offers.models import Offer, OfferPhoto, Performance, Production, ProductionPhoto
from portal.proposals.service import Wish, propose
from portal.settings import Settings
from tests.portal.booking_world import (
    World,
    a_group,
    a_request,
    add_class,
    add_offer,
    add_performance,
    add_school,
    add_user,
    for_school,
    make_world,
)
from tests.portal.invoices.money_world import add_billing
from tests.portal.invoices.statements import Credit, one_file
from tests.portal.quick import quick_app
from tests.portal.tables import make_filled

PASSWORD = "een lang wachtwoord voor de test"
NEAR, FAR = "near", "far"
PEOPLE = {
    "teacher": Role.TEACHER,
    "staff": Role.BOOKER,
    "editor": Role.EDITOR,
    "boss": Role.CENTRE_ADMIN,
    "author": Role.AUTHOR,
    "librarian": Role.LIBRARY,
}
"""One of each at the near houses and one at the far ones ("far_teacher"); beside them "admin" and "nobody"."""


@dataclass(frozen=True)
class Town:
    """The app, and by name its people, their tokens, and what each side owns."""

    app: Flask
    people: dict[str, Person]
    tokens: dict[str, str]
    near: dict[str, Any]
    far: dict[str, Any]

    def client(self, name: str | None = None, *, base_url: str = "http://localhost") -> FlaskClient:
        """A browser of its own, signed in as this person; None and "nobody" are not signed in."""
        client = self.app.test_client()
        if name not in {None, "nobody"}:
            person = self.people[str(name)]
            with client.session_transaction(base_url=base_url) as cookie:
                cookie["_user_id"] = person.get_id()
                begin(cookie, utc_now())
        return client

    def bearer(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"} if name in self.tokens else {}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What stands on pages of the near houses only."""
        return tuple(str(self.near[name]) for name in ("reference", "visit_code", "class_name", "set_code"))


@contextmanager
def open_town(settings: Settings, *, csrf: bool = False, limits: bool = False) -> Iterator[Town]:
    """A portal with the town in it. No app context stays open, so that each request has its own, as when served."""
    app = quick_app(settings, testing=not limits)
    app.config["WTF_CSRF_ENABLED"] = csrf
    with app.app_context():
        people, tokens, near, far = make_filled(db.engine, "town", _build)
    yield Town(app, people, tokens, dict(near), dict(far))
    with app.app_context():
        db.engine.dispose()


def _build(engine: Engine) -> tuple[dict[str, Person], dict[str, str], dict[str, Any], dict[str, Any]]:
    """People, their tokens, and what is of the near and of the far side."""
    with make_sessions(engine)() as session:
        near, far = (_side(session, name) for name in (NEAR, FAR))
        people = {name: near["people"][name] for name in PEOPLE} | {
            f"far_{name}": far["people"][name] for name in PEOPLE
        }
        with write_transaction(session):
            people["admin"] = add_user(session, "Beheer", Role.ADMIN)
            tokens = {name: create_token(session, person.id, now=utc_now()) for name, person in people.items()}
            session.flush()
            of_teacher = select(ApiToken.id).where(ApiToken.user_id == people["teacher"].id)
            near["token_id"] = session.scalars(of_teacher).one()
    return people, tokens, near, far


def _side(session: Session, side: str) -> dict[str, Any]:
    """One school with a class, a booking and a class set; the house, company and library that go with it."""
    world = make_world(session)
    with write_transaction(session):
        company = Company(slug=f"gezelschap-{side}", name=f"Gezelschap {side}")
        library = Library(slug=f"bib-{side}", name=f"Bibliotheek {side}", nis="13040")
        session.add_all([company, library])
        session.flush()
        author = add_user(session, f"Auteur {side}", Role.AUTHOR, company_id=company.id)
        librarian = add_user(session, f"Bib {side}", Role.LIBRARY, library_id=library.id)
        editor = add_user(session, f"Programma {side}", Role.EDITOR, centre_id=world.centre_id)
        save_rules(session, world.centre_id, HouseRules(), after=0, actor=editor, now=utc_now())
        boss = add_user(session, f"Beheer {side}", Role.CENTRE_ADMIN, centre_id=world.centre_id)
        report = {"file_name": f"seizoen-{side}.csv", "state": RunState.DONE, "at": utc_now()}
        session.add(ImportRun(centre_id=world.centre_id, actor_id=editor.id, **report))
        offer = session.get_one(Offer, world.offer_id)
        session.execute(update(Production).where(Production.id == offer.production_id).values(company_id=company.id))
        group = add_class(session, world.school_id, f"Klas-{side}", 20)
        group.school_year = school_year(school_day(utc_now()))
        title = _title(session, side, library.id)
        push = TitlePush(title_id=title.id, library_id=library.id, line=side, created_at=utc_now())
        push.from_day = push.until_day = school_day(utc_now())
        session.add(push)
        production = session.get_one(Production, offer.production_id)
        # Open to all houses: putting it on a programme is for every editor, changing it for its company alone.
        production.is_shared = True
        words = {"position": 0, "file": "foto.webp", "width": 960, "height": 640, "alt": "Foto", "credit": "Ann"}
        photo = OfferPhoto(offer_id=offer.id, **words)
        session.add_all([photo, ProductionPhoto(production_id=production.id, **words)])
        session.flush()
        talked = add_offer(session, world.centre_id, by_agreement=True)
        slugs = {"talked": talked.slug, "offer": offer.slug, "production": production.slug, "title": title.slug}
        ids = group.id, title.id
    reference, code = _booking(session, world, side)
    with write_transaction(session):
        days = Period(school_day(utc_now()), school_day(utc_now()) + timedelta(days=20))
        wish = SetRequest(ids[1], ids[0], world.school_id, 21, days, f"klasset-{side}")
        made = assign_set(session, wish, assigned_by=world.teacher.id, now=utc_now())
        set_id, set_code = made.id, made.code
        lot_id, wait_id = _lot_and_wait(session, wish, world.teacher.id)
        mark_id = _shared_note(session, made, side)
        question = ask(session, made.id, Asked(1, f"Vraag van {side}?"), now=utc_now())
        own_question = add_title_question(session, ids[1], Asked(1, f"Vraag bij het boek van {side}?"))
        dates = (utc_now() + timedelta(days=20),)
        asked = Wish(side, talked.slug, world.school_id, world.teacher, (a_group(f"Klas-{side}"),), dates)
        talk = propose(session, asked, now=utc_now())
        desk = _desk_of_school(session, world, side, ids[0]) | {"share_id": _bus(session, world, reference)}
    return (
        slugs
        | desk
        | {
            **_round(session, world, side),
            **_people(session, world, boss, author),
            "company_slug": company.slug,
            "library_slug": library.slug,
            **_money(session, world),
            "people": {
                "teacher": world.teacher,
                "staff": world.staff,
                "editor": editor,
                "boss": boss,
                "author": author,
                "librarian": librarian,
            },
            "class_id": ids[0],
            "class_name": f"Klas-{side}",
            "talk": talk.reference,
            "reference": reference,
            "visit_code": code,
            "performance_id": world.performance_id,
            "offer_id": world.offer_id,
            "photo_id": photo.id,
            "push_id": push.id,
            "hall_id": session.get_one(Performance, world.performance_id).venue_id,
            "set_id": set_id,
            "lot_id": lot_id,
            "wait_id": wait_id,
            "set_code": set_code,
            "question_id": question.id,
            "own_question_id": own_question.id,
            "mark_id": mark_id,
            "centre": _slug_of(session, world.centre_id),
        }
    )


def _people(session: Session, world: World, boss: Person, author: Person) -> dict[str, Any]:
    """An open invitation of the house, an author who would like to teach, and a stranger with an open link."""
    key = "tests only, tests only, tests only"
    school = session.get_one(School, world.school_id)
    with write_transaction(session):
        house = House(HouseKind.CENTRE, world.centre_id, "", "")
        address = f"nieuw{world.centre_id}@demo.example"
        invite(session, house, address, [Role.DOOR], actor_id=boss.id, secret_key=key, now=utc_now())
        ask_as(session, JoinWish(school.id, author.name, author.email, ""), author.id, secret_key=key, now=utc_now())
        ask_to_join(
            session, JoinWish(school.id, "Els", f"els{school.id}@demo.example", "!"), secret_key=key, now=utc_now()
        )
        invited = session.scalars(select(Invitation).where(Invitation.email == address)).one()
        joins = list(session.scalars(select(JoinRequest).where(JoinRequest.school_id == school.id)))
        theirs = next(one for one in joins if one.user_id == author.id)
        unconfirmed = next(one for one in joins if one.user_id is None)
    return {
        "school_slug": school.slug,
        "centre_slug": _slug_of(session, world.centre_id),
        "invitation_id": invited.id,
        "invitation": link_again(key, "invitation", invited.nonce).secret,
        "join": link_again(key, "join", unconfirmed.nonce).secret,
        "join_id": theirs.id,
        "membership_id": session.scalar(select(Membership.id).where(Membership.user_id == boss.id)),
    }


def _lot_and_wait(session: Session, wish: SetRequest, teacher_id: int) -> tuple[int, int]:
    """The lot of the title, and the same class in line for it later on."""
    later = Period(wish.period.last + timedelta(days=10), wish.period.last + timedelta(days=30))
    wait = SetWait(
        title_id=wish.title_id,
        class_group_id=wish.class_group_id,
        school_id=wish.school_id,
        asked_by=teacher_id,
        copies=wish.copies,
        from_day=later.first,
        until_day=later.last,
        request_key=wish.key,
        joined_at=utc_now(),
    )
    session.add(wait)
    session.flush()
    return session.scalars(select(Licence.id).where(Licence.title_id == wish.title_id)).one(), wait.id


def _shared_note(session: Session, made: ClassSet, side: str) -> int | None:
    """What a pupil shows to the teacher, and to nobody else."""
    reader = join_set(session, made, Animal.UIL, ("ster", "ster", "ster"), now=utc_now())
    note = Mark(
        f"notitie{side}", MarkKind.NOTITIE, Anchor(1, 0, 0, 0, 0), frozenset({f"Notitie van {side}"}), is_shared=True
    )
    keep_marks(session, reader.id, [note], now=utc_now())
    return session.scalar(select(MarkRow.id).where(MarkRow.reader_id == reader.id))


def _desk_of_school(session: Session, world: World, side: str, class_id: int) -> dict[str, Any]:
    """What lies in its basket and what its class costs."""
    put_in(session, a_request(world, a_group(f"Klas-{side}", 20)), now=utc_now())
    cost = CostRequest(side, class_id, f"Zwemmen {side}", 1800, is_per_pupil=True)
    add_cost(session, world.school_id, cost, user_id=world.teacher.id, now=utc_now())
    line_id = session.scalar(select(BasketLine.id).where(BasketLine.user_id == world.teacher.id))
    cost_id = session.scalar(select(ClassCost.id).where(ClassCost.class_group_id == class_id))
    return {"line_id": line_id, "cost_id": cost_id}


def _bus(session: Session, world: World, reference: str) -> int | None:
    """A school that is neither the near nor the far one asks for seats in the bus of this one."""
    booking = session.scalars(select(Booking).where(Booking.reference == reference)).one()
    plan_ride(session, booking, Ride(Travel.SCHOOL_BUS, 20, free_seats=30), world.teacher, now=utc_now())
    school, teacher = add_school(session, "Basisschool De Derde")
    third = for_school(world, school.id, teacher)
    theirs = book_seats(session, a_request(third, a_group("Derde klas", 5)), now=utc_now()).booking
    ask_share(session, ShareRequest(booking.id, theirs.id, 5), teacher, now=utc_now())
    return session.scalar(select(BusShare.id).where(BusShare.giver_id == booking.id))


def _slug_of(session: Session, centre_id: int) -> str:
    return session.get_one(Centre, centre_id).slug


def _title(session: Session, side: str, library_id: int) -> Title:
    title = Title(
        slug=f"boek-{side}",
        digest=("1" if side == NEAR else "2") * 64,
        name=f"Boek {side}",
        author="Foyer",
        word_count=600,
        added_at=utc_now(),
        library_id=library_id,
        cover="kaft.png",
    )
    session.add(title)
    session.flush()
    session.add(Licence(title_id=title.id, copies=30))
    session.add(Chapter(title_id=title.id, position=1, heading="Eén", html="<p>Tekst</p>", word_count=200))
    session.add_all(
        TitleFile(title_id=title.id, name=name, media_type="image/png", content=b"\x89PNG")
        for name in ("kaft.png", "prent.png")
    )
    session.flush()
    return title


def _round(session: Session, world: World, side: str) -> dict[str, Any]:
    """An open preference round of the house, in which the class of the school wished."""
    now = utc_now()
    with write_transaction(session):
        later = now + timedelta(days=60)
        offer = session.get_one(Offer, world.offer_id)
        given = add_performance(session, offer, capacity=50, starts_at=later).id
        plan = Plan(f"Verdeling {side}", now, now + timedelta(days=2), now + timedelta(days=3), (given,))
        made = make_round(session, plan, centre_id=world.centre_id, actor=world.staff, now=now)
        groups = (a_group(f"Klas-{side}", 20),)
        submit_wishes(session, WishList(made.id, world.school_id, world.teacher, groups, (given,)), now=now)
    return {"round": made.slug, "round_id": made.id}


def _booking(session: Session, world: World, side: str) -> tuple[str, str]:
    with write_transaction(session):
        booking = book_seats(session, a_request(world, a_group(f"Klas-{side}", 20)), now=utc_now()).booking
        return booking.reference, booking.visit_code


def _money(session: Session, world: World) -> dict[str, Any]:
    """An invoice of a visit that was, and money that waits for a person."""
    now = utc_now()
    with write_transaction(session):
        add_billing(session, world)
        offer = session.get_one(Offer, world.offer_id)
        performance = add_performance(session, offer, capacity=50, starts_at=now - timedelta(days=40))
        visit = replace(a_request(world, a_group()), performance_id=performance.id)
        book_seats(session, visit, now=now - timedelta(days=80))
        (made,) = issue_all(session, world.centre_id, actor=world.staff, now=now - timedelta(days=39))
        take_in(session, world.centre_id, "bank.xml", one_file(Credit(100)), actor=world.staff, now=now)
        entry_id = session.scalars(select(BankEntry.id).where(BankEntry.centre_id == world.centre_id)).one()
    return {"invoice_id": made.invoice.id if made.invoice else 0, "entry_id": entry_id}


def give_password(town: Town, name: str) -> str:
    """A real password for somebody; gives the address to log in with."""
    with town.app.app_context(), write_transaction(db.session):
        db.session.get_one(User, town.people[name].id).password_hash = hash_password(PASSWORD)
    return town.people[name].email


def everything(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, to see that nothing changed."""
    with town.app.app_context():
        connection = db.session.connection()
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }
