"""What the tests of the feeds share: who asks, and a shelf to ask for."""

import io
import json
from base64 import b64encode
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from lxml import etree
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.models import Library, Membership, Role, User
from portal.accounts.service import hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.library.choosing.models import TitlePush
from portal.library.models import Basis, ClassSet, Licence, Title, TitleEpub, TitleFile
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import furnish, today

PASSWORD = "een lang wachtwoord"
EPUB_BYTES = b"PK\x03\x04 a book, byte for byte"
SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/terms/",
    "opds": "http://opds-spec.org/2010/catalog",
    "thr": "http://purl.org/syndication/thread/1.0",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
}


def basic(login: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{login}:{password}".encode()).decode()}


def pupil(made: ClassSet, words: str = "vos ster maan vis") -> dict[str, str]:
    return basic(made.code, words)


TEACHER, LIBRARIAN = basic("leraar@demo.example", PASSWORD), basic("bib@demo.example", PASSWORD)


def a_picture(side: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (side, side * 2), "#c81e3380").save(out, "PNG")
    return out.getvalue()


def furnish_for_readers(session: Session) -> Place:
    """The library of the other tests; its teacher and a librarian have a password."""
    place = furnish(session)
    with write_transaction(session):
        hashed = hash_password(PASSWORD)
        session.get_one(User, place.teacher).password_hash = hashed
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        far = Library(slug="ver", name="Ver", nis="13040")
        user = User(
            email="bib@demo.example", name="Bib", password_hash=hashed, created_at=utc_now(), session_stamp="s"
        )
        session.add_all([library, far, user])
        session.flush()
        session.add(Membership(user_id=user.id, role=Role.LIBRARY, library_id=library.id))
        title = session.get_one(Title, place.title)
        title.library_id = library.id
        session.query(TitleFile).filter_by(name="kaft.png").one().content = a_picture()
    return place


def put_in_front(session: Session, title: Title, first: int = 0, last: int = 0) -> None:
    """De Leesboom pushes a title from `first` to `last` days from today."""
    library = session.scalars(select(Library).where(Library.slug == "de-leesboom")).one()
    days = (today() + timedelta(days=number) for number in (first, last))
    with write_transaction(session):
        push = TitlePush(library_id=library.id, title_id=title.id, line="Lees!", created_at=utc_now())
        push.from_day, push.until_day = days
        session.add(push)


def add_title(session: Session, name: str, **more: Any) -> Title:
    """A title of the shared collection, without limit."""
    slug = more.pop("slug", name.lower().replace(" ", "-"))
    usual = {"digest": slug.ljust(64, "0")[:64], "author": "Foyer", "added_at": utc_now() - timedelta(days=3)}
    lot = more.pop("lot", {})
    with write_transaction(session):
        title = Title(slug=slug, name=name, **(usual | more))
        session.add(title)
        session.flush()
        if lot is not None:
            session.add(Licence(title_id=title.id, **lot))
    return title


def add_open_title(session: Session, name: str = "De zee", **more: Any) -> Title:
    """One whose EPUB anybody may take along."""
    title = add_title(session, name, may_download=True, basis=Basis.PUBLIC, **more)
    with write_transaction(session):
        session.add(TitleEpub(title_id=title.id, content=EPUB_BYTES))
    return title


def opds2(client: FlaskClient, path: str = "", who: dict[str, str] | None = None, status: int = 200) -> Any:
    answer = client.get(path if path.startswith("/") else f"/opds/2.0/{path}", headers=who)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/opds+json" or status != 200
    return json.loads(answer.data)


def atom(client: FlaskClient, path: str = "", who: dict[str, str] | None = None) -> etree._Element:
    answer = client.get(path if path.startswith("/") else f"/opds/1.2/{path}", headers=who)
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("application/atom+xml;")
    return etree.fromstring(answer.data)


def names(feed: Any) -> list[str]:
    return [book["metadata"]["title"] for book in feed.get("publications", [])]


def link(holder: Any, rel: str) -> Any:
    """The one link of a relation."""
    return next(one for one in holder["links"] if one.get("rel") == rel)


def rels(holder: Any) -> set[str]:
    return {one.get("rel") for one in holder["links"]}


def here(answer_or_href: str) -> str:
    """A whole address as a path for the test's client."""
    return answer_or_href.removeprefix("http://127.0.0.1:8000")


def found(feed: etree._Element, path: str) -> list[Any]:
    return list(feed.xpath(path, namespaces=SPACES))


def no_cookie(answer: TestResponse) -> bool:
    return "Set-Cookie" not in answer.headers
