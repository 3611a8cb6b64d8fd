"""A library writes questions at its title's chapters; classes take copies, and those stay theirs."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Library, Role
from portal.accounts.service import create_user, give_role
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.models import Title
from portal.library.together.errors import QuestionTwice, TooManyQuestions
from portal.library.together.models import Answer, ChapterQuestion, TitleQuestion
from portal.library.together.service import (
    QUESTIONS_MAX,
    Asked,
    add_title_question,
    change_title_question,
    remove_title_question,
)
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import Device, a_set, device, furnish, join, page, signed_in, words

DESK = "/bibliotheek/titels/jits/vragen"


@pytest.fixture
def place(app: Flask) -> Place:
    """The title of the small library, now of De Leesboom."""
    place = furnish(db.session)
    with write_transaction(db.session) as session:
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        session.add(library)
        session.flush()
        session.get_one(Title, place.title).library_id = library.id
        person = create_user(session, email="bib@demo.example", name="Bib", password_hash="x", now=utc_now())
        give_role(session, person, Role.LIBRARY, ("library", library.slug))
    return place


@pytest.fixture
def librarian(app: Flask, place: Place) -> Device:
    return signed_in(app, db.session, "bib@demo.example")


def sent(chapter: int, text: str, options: str = "") -> dict[str, str]:
    return {"chapter": str(chapter), "text": text, "options": options}


def own_questions() -> list[tuple[int, str, str]]:
    rows = db.session.execute(
        select(TitleQuestion.chapter, TitleQuestion.text, TitleQuestion.options).order_by(TitleQuestion.id)
    )
    return [tuple(row) for row in rows]


def test_what_a_class_took_over_stays_with_its_answers_whatever_the_library_does_after(
    app: Flask, librarian: Device, place: Place
) -> None:
    assert librarian.post(DESK, data=sent(2, "Waarom  dooft ze ze niet?", "moed\n\nangst ")).status_code == 303
    assert own_questions() == [(2, "Waarom dooft ze ze niet?", "moed\nangst")]
    made, teacher = a_set(db.session, place), signed_in(app, db.session)
    own = db.session.scalars(select(TitleQuestion.id)).one()
    teacher.post(f"/klassets/{made.id}/samen/vragen/van-het-boek", data={"vraag": str(own)})
    asked = db.session.scalars(select(ChapterQuestion.id)).one()
    pupil = device(app)
    join(pupil, made.code, "vos")
    pupil.get(f"/klas/{made.code}/lees/2")
    pupil.post(f"/klas/{made.code}/vragen/{asked}", data={"antwoord": "moed"})

    assert librarian.post(f"{DESK}/{own}", data=sent(3, "Wat hoor je?")).status_code == 303
    assert own_questions() == [(3, "Wat hoor je?", "")]
    assert librarian.post(f"{DESK}/{own}/weg").status_code == 303

    assert own_questions() == []
    kept = db.session.get_one(ChapterQuestion, asked)
    assert (kept.chapter, kept.text, kept.options) == (2, "Waarom dooft ze ze niet?", "moed\nangst")
    assert db.session.scalars(select(Answer.text)).all() == ["moed"]
    assert librarian.post(f"{DESK}/{own}/weg").status_code == 404


def test_a_question_of_the_title_is_for_teachers_to_ask_and_no_pupil_meets_it_before(
    app: Flask, librarian: Device, place: Place
) -> None:
    librarian.post(DESK, data=sent(1, "Wie draait de lamp?"))
    made, teacher, pupil = a_set(db.session, place), signed_in(app, db.session), device(app)
    join(pupil, made.code, "vos")

    assert "Wie draait de lamp?" in words(page(teacher.get(f"/klassets/{made.id}/samen")))
    for path in (f"/klas/{made.code}/lees/1", f"/klas/{made.code}/vragen", "/boeken/jits"):
        assert "Wie draait" not in pupil.get(path).text


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(librarian: Device) -> None:
    refused = page(librarian.post(DESK, data=sent(9, "Wie?", "enkel dit")), 422)
    assert "enkel dit" in words(refused)
    assert "Geef twee tot" in words(refused)
    librarian.post(DESK, data=sent(1, "Wie?"))
    librarian.post(DESK, data=sent(1, "Wat?"))
    second = db.session.scalars(select(TitleQuestion.id).where(TitleQuestion.text == "Wat?")).one()

    again = page(librarian.post(f"{DESK}/{second}", data=sent(1, "Wie?")), 409)

    assert "staat al bij dit hoofdstuk" in words(again)
    assert own_questions() == [(1, "Wie?", ""), (1, "Wat?", "")]
    assert page(librarian.get(f"{DESK}?hoofdstuk=2")).xpath("//option[@selected]/@value") == ["2"]


def test_a_title_has_each_question_once_and_not_too_many(both_session: Session) -> None:
    with write_transaction(both_session) as session:
        title, other = (Title(slug=slug, digest="0" * 64, name=slug, added_at=utc_now()) for slug in ("a", "b"))
        session.add_all((title, other))
        session.flush()
        first = add_title_question(session, title.id, Asked(1, "Vraag 1?"))
        assert add_title_question(session, title.id, Asked(1, "Vraag 1?", ("ja", "nee"))).id == first.id
        for number in range(2, QUESTIONS_MAX + 1):
            add_title_question(session, title.id, Asked(1, f"Vraag {number}?"))
        with pytest.raises(TooManyQuestions):
            add_title_question(session, title.id, Asked(2, "Nog een?"))

        with pytest.raises(QuestionTwice):
            change_title_question(session, title.id, first.id, Asked(1, "Vraag 2?"))
        assert not change_title_question(session, other.id, first.id, Asked(1, "Van een ander?"))
        assert not remove_title_question(session, other.id, first.id)
        assert remove_title_question(session, title.id, first.id)
        left = session.scalar(select(func.count()).where(TitleQuestion.title_id == title.id))
    assert left == QUESTIONS_MAX - 1
