"""What becomes of a book on the shelf: which titles are one, and a stranger's words on every page that names it."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Library, Role
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.desk import intake
from portal.library.desk.intake import About, Terms, add_title
from portal.library.epub.read import read_book
from portal.library.models import Basis, Licence, Title, TitleFile
from portal.library.reading.models import ChapterText
from portal.library.reading.search import texts_of
from tests.portal.booking_world import add_user, make_world
from tests.portal.desks import browser_of
from tests.portal.library.epub_asked import covered, lies, metadata

HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def put(session: Session, data: bytes, library_id: int | None = None) -> Title:
    with write_transaction(session):
        about = About(8, 10, basis=Basis.PUBLIC)
        return add_title(session, read_book(data), library_id=library_id, about=about, terms=Terms(), now=utc_now())


def test_two_books_of_one_identifier_stay_two_and_one_file_stays_one(session: Session) -> None:
    """w3c/pkg-unique-id_duplicate: what a title is known by is the file, and never what it says of itself."""
    same = "<dc:identifier>urn:een</dc:identifier><dc:title>{}</dc:title>"

    first, second, again = (put(session, metadata(same.format(name))) for name in ("Zon", "Maan", "Zon"))

    assert first.id != second.id
    assert (again.id, first.identifier, second.identifier) == (first.id, "urn:een", "urn:een")
    assert session.scalar(select(func.count()).select_from(Licence)) == 3


def test_the_words_of_a_long_book_wait_for_who_searches_first(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(session, metadata("<dc:title>Kort</dc:title>"))
    monkeypatch.setattr(intake, "WORDS_NOW_MAX", 10)
    long = put(session, metadata("<dc:title>Lang</dc:title>"))

    assert set(session.scalars(select(Title.name).join(ChapterText, ChapterText.title_id == Title.id))) == {"Kort"}
    assert texts_of(session, long.id)


def test_a_program_that_calls_itself_a_picture_is_kept_nowhere(session: Session) -> None:
    """hostile/c06 and c13."""
    for data in (lies(), covered(b"<html>slecht</html>", "image/jpeg")):
        put(session, data)

    kept = session.execute(select(TitleFile.media_type, TitleFile.content)).all()
    assert [(kind, content[:4]) for kind, content in kept] == [("image/png", b"\x89PNG")]


def test_a_hostile_title_is_text_wherever_it_is_named(app: Flask) -> None:
    """hostile/p18: of its name, its maker, what it says of itself and its themes."""
    said = "".join(
        f"<dc:{kind}>{ESCAPED} {kind}</dc:{kind}>"
        for kind in ("title", "creator", "publisher", "rights", "description", "subject")
    )
    said += f'<meta property="schema:accessibilitySummary">{ESCAPED}</meta>'
    make_world(db.session)
    with write_transaction(db.session) as session:
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        session.add(library)
        session.flush()
        librarian = add_user(session, "Yasmine El Amrani", Role.LIBRARY, library_id=library.id)
    title = put(db.session, metadata(said), library.id)
    browser = browser_of(app, librarian)
    shelf = ("/bibliotheek", f"/bibliotheek/titels/{title.slug}", f"/bibliotheek/titels/{title.slug}/gegevens")

    for path in ("/boeken", f"/boeken/{title.slug}", "/opds/2.0/titels", "/opds/1.2/titels", *shelf):
        answer = browser.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert "alert(1)" in answer.text
        assert HOSTILE not in answer.text or answer.mimetype == "application/opds+json"
