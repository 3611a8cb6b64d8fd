"""One house of every kind with a manager, and letters as they would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company, Library, Role, School
from portal.accounts.people import letters
from portal.accounts.people.houses import PLATFORM, House, HouseKind
from portal.accounts.queries import Person, person_by_id
from portal.accounts.session import begin
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.outbox.models import Message
from tests.portal.booking_world import add_municipality, add_user

SECRET = "tests only, tests only, tests only"
BASE = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Town:
    school: House
    centre: House
    company: House
    library: House
    office: Person
    teacher: Person
    boss: Person
    author: Person
    librarian: Person
    admin: Person

    @property
    def managers(self) -> list[tuple[House, Person]]:
        return [
            (self.school, self.office),
            (self.centre, self.boss),
            (self.company, self.author),
            (self.library, self.librarian),
            (PLATFORM, self.admin),
        ]


def make_town(session: Session) -> Town:
    with write_transaction(session):
        add_municipality(session)
        school = School(slug="de-zilverberk", name="Basisschool De Zilverberk", nis="13040", postal_code="2300")
        centre = Centre(slug="de-lantaarn", name="Cultuurhuis De Lantaarn", nis="13040")
        company = Company(slug="kartonnen-maan", name="Kartonnen Maan")
        library = Library(slug="de-leesboom", name="Bibliotheek De Leesboom", nis="13040")
        session.add_all([school, centre, company, library])
        session.flush()
        return Town(
            House(HouseKind.SCHOOL, school.id, school.slug, school.name),
            House(HouseKind.CENTRE, centre.id, centre.slug, centre.name),
            House(HouseKind.COMPANY, company.id, company.slug, company.name),
            House(HouseKind.LIBRARY, library.id, library.slug, library.name),
            add_user(session, "Rita Mertens", Role.OFFICE, school_id=school.id),
            add_user(session, "An Peeters", Role.TEACHER, school_id=school.id),
            add_user(session, "Karim Haddad", Role.CENTRE_ADMIN, centre_id=centre.id),
            add_user(session, "Fien De Wit", Role.AUTHOR, company_id=company.id),
            add_user(session, "Joost Maes", Role.LIBRARY, library_id=library.id),
            add_user(session, "Noor Baert", Role.ADMIN),
        )


class Browser(FlaskClient):
    """Several people in one test: the app context of the fixture would remember the first of them."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        g.pop("_login_user", None)
        return super().open(*args, **kwargs)


def as_somebody(app: Flask, user_id: int) -> FlaskClient:
    client = app.test_client()
    somebody = person_by_id(db.session, user_id)
    assert somebody is not None
    with client.session_transaction() as cookie:
        cookie["_user_id"] = somebody.get_id()
        begin(cookie, utc_now())
    return client


def queued(session: Session, kind: str) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)))


def written(session: Session, message: Message) -> Any:
    """The letter that this message becomes; None where there is nothing to say any more."""
    write = letters.handlers(BASE, SECRET)[message.kind]
    payload: Mapping[str, Any] = message.payload
    return write(session, payload, message.token)


def text_of(letter: Any) -> str:
    return str(letter.get_body(("plain",)).get_content())


def link_in(letter: Any) -> str:
    """The path of the link in a letter."""
    url = next(word for word in text_of(letter).split() if word.startswith(BASE))
    return url.removeprefix(BASE)
