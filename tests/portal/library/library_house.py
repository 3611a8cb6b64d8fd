"""What the tests of the library's pages share: a shelf in the portal, a teacher signed in, pupils on devices."""

from datetime import date, timedelta
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.models import ClassGroup, Membership, Role, User
from portal.accounts.queries import school_year
from portal.accounts.session import begin
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Chapter, ClassSet, Title, TitleFile
from tests.portal.library.conftest import Place, fill

PIN = ("ster", "maan", "vis")
PICTURE = b"\x89PNG not really, and never looked at by these pages"


def furnish(session: Session) -> Place:
    """The small library of the other tests, with classes of this school year, a cover and a picture."""
    place = fill(session)
    with write_transaction(session):
        for group in session.scalars(select(ClassGroup)):
            group.school_year = school_year(today())
        title = session.get_one(Title, place.title)
        title.cover = "kaft.png"
        session.add_all(
            TitleFile(title_id=place.title, name=name, media_type="image/png", content=PICTURE)
            for name in ("kaft.png", "prent.png")
        )
        first = session.scalars(select(Chapter).where(Chapter.position == 1)).one()
        first.html = '<h1>Eén</h1><p>Het licht.</p><img src="beeld/prent.png" alt="Een prent">'
        session.add(
            User(email="ver@demo.example", name="Ver", password_hash="-", created_at=utc_now(), session_stamp="s")
        )
        session.flush()
        far = session.scalars(select(User).where(User.email == "ver@demo.example")).one()
        session.add(Membership(user_id=far.id, role=Role.TEACHER, school_id=place.other_school))
    return place


def today() -> date:
    return school_day(utc_now())


class Device(FlaskClient):
    """A browser of its own. The tests share one app context, in which Flask-Login remembers who asked last."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        g.pop("_login_user", None)
        return super().open(*args, **kwargs)


def device(app: Flask) -> Device:
    return Device(app, app.response_class)


def signed_in(app: Flask, session: Session, email: str = "leraar@demo.example") -> Device:
    user = session.scalars(select(User).where(User.email == email)).one()
    client = device(app)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{user.id}:{user.session_stamp}"
        begin(cookie, utc_now())
    return client


def a_set(
    session: Session, place: Place, copies: int = 5, first: int = 0, last: int = 10, *, group: int = 0
) -> ClassSet:
    """A set from `first` to `last` days from today; group 2 is of the other school."""
    school = place.other_school if group == 2 else place.school
    days = Period(today() + timedelta(days=first), today() + timedelta(days=last))
    wish = SetRequest(place.title, place.classes[group], school, copies, days, f"{group}-{first}-{last}-{copies}")
    # A set that is over was assigned when it was not.
    now = utc_now() + timedelta(days=min(first, 0))
    with write_transaction(session):
        return assign_set(session, wish, assigned_by=place.teacher, now=now)


def join(client: FlaskClient, code: str, animal: str, pin: tuple[str, ...] = PIN, **more: str) -> TestResponse:
    chosen = {f"prent{number}": picture for number, picture in enumerate(pin, start=1)}
    return client.post(f"/klas/{code}/{animal}", data=chosen | more)


def page(response: TestResponse, status: int = 200) -> html.HtmlElement:
    assert response.status_code == status, response.status
    return html.fromstring(response.text)


def words(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def selects(sent: list[str]) -> list[str]:
    """The statements that ask the database something."""
    return [statement for statement in sent if statement.startswith("SELECT")]
