"""The letters to teachers: what each says, to whom, and when it is not sent any more."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Library, User
from portal.db import write_transaction
from portal.library.lending.letters import handlers
from portal.library.lending.models import SetWait
from portal.library.lending.seats import Period
from portal.library.lending.service import change_period, return_set
from portal.library.lending.taking_back import restore_title, revoke_lot, withdraw_title
from portal.library.lending.waiting import accept_offer, tell_of_ends, turn_lines
from portal.library.models import ClassSet, Title
from portal.outbox.models import Message
from tests.portal.library.conftest import Place
from tests.portal.library.lending.lending_world import a_wish, assign, may, on_may, the_lot, wait

BASE = "https://foyer.example"


def sent(session: Session) -> list[EmailMessage]:
    """What would leave now, in order; letters that are not true any more leave nothing."""
    writers = handlers(BASE)
    messages = session.execute(select(Message.kind, Message.payload, Message.token).order_by(Message.id)).all()
    letters = [writers[kind](session, payload, token) for kind, payload, token in messages]
    session.rollback()
    return [letter for letter in letters if letter is not None]


def text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def a_class_that_waits(session: Session, place: Place) -> tuple[ClassSet, SetWait]:
    made = assign(session, place, a_wish(place, 30, 1, 28, group=2))
    waiting = wait(session, place, a_wish(place, 25, 1, 28))
    with write_transaction(session):
        return_set(session, made, now=on_may(4))
    return made, waiting


def test_who_is_next_hears_what_is_kept_until_when_and_nothing_of_others(session: Session, place: Place) -> None:
    _, waiting = a_class_that_waits(session, place)

    (letter,) = sent(session)

    said = text(letter)
    assert letter["To"] == "Leraar <leraar@demo.example>"
    assert letter["Subject"] == "Jullie zijn aan de beurt: Jits, 4A"
    assert "Tot en met ma 10 mei houden we er 25 voor jullie opzij" in said
    assert "van wo 5 mei tot en met vr 28 mei" in said
    assert f"{BASE}/klassets/wachtlijst/{waiting.id}" in said
    assert "linde" not in said
    html = letter.get_body(("html",))
    assert html is not None
    assert "25 exemplaren" in html.get_content()


def test_what_was_answered_meanwhile_is_not_told_any_more(session: Session, place: Place) -> None:
    _, waiting = a_class_that_waits(session, place)
    with write_transaction(session):
        turn_lines(session, on_may(9))
    assert [letter["Subject"].partition(":")[0] for letter in sent(session)] == [
        "Jullie zijn aan de beurt",
        "Nog even",
    ]

    with write_transaction(session):
        accept_offer(session, waiting, now=on_may(9))

    assert sent(session) == []


def test_who_did_not_answer_hears_that_it_went_on(session: Session, place: Place) -> None:
    a_class_that_waits(session, place)
    with write_transaction(session):
        turn_lines(session, on_may(11))

    (letter,) = sent(session)
    assert letter["Subject"] == "Vervallen: Jits, 4A"
    assert "/boeken/jits/kalender" in text(letter)


def test_a_revocation_gives_the_teacher_the_reason_in_the_name_of_the_library(session: Session, place: Place) -> None:
    with write_transaction(session):
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        session.add(library)
        session.flush()
        session.get_one(Title, place.title).library_id = library.id
    assign(session, place, a_wish(place, 20, 1, 28))
    wait(session, place, a_wish(place, 25, 1, 28, group=1))

    with write_transaction(session):
        withdraw_title(session, place.title, "Het was het verkeerde bestand.", now=on_may(2))

    closed, ended = sent(session)
    assert closed["From"].startswith("De Leesboom via Foyer")
    assert "De reden: Het was het verkeerde bestand." in text(closed)
    assert ended["Subject"] == "Boek teruggetrokken: Jits, 4B"
    with write_transaction(session):
        restore_title(session, place.title, now=on_may(3))
    assert [letter["Subject"].partition(":")[0] for letter in sent(session)] == [
        "Boek teruggetrokken",
        "Verder lezen",
    ]


def test_a_class_whose_copies_go_hears_that_it_stands_in_line_again(session: Session, place: Place) -> None:
    a_class_that_waits(session, place)
    with write_transaction(session):
        revoke_lot(session, place.title, the_lot(session).id, "Opgezegd", now=on_may(5))

    (letter,) = sent(session)
    assert letter["Subject"] == "Toch niet: Jits, 4A"
    assert "4A staat weer op de wachtlijst, als 1e: niemand staat voor jullie." in text(letter)


@pytest.mark.parametrize(
    ("until", "said"),
    [(None, "er zijn geen exemplaren meer vrij"), (may(31), "Nu kan je verlengen tot en met ma 31 mei")],
)
def test_a_set_that_ends_says_how_far_it_can_go_on(session: Session, place: Place, until: object, said: str) -> None:
    made = assign(session, place, a_wish(place, 20, 1, 28))
    with write_transaction(session):
        the_lot(session).until_day = until or may(28)
        tell_of_ends(session, on_may(26))

    (letter,) = sent(session)
    assert said in text(letter)
    assert "tot en met vr 28 mei" in text(letter)
    if until:
        with write_transaction(session):
            change_period(session, made, Period(may(1), may(31)), now=on_may(26))
        assert "tot en met ma 31 mei" in text(sent(session)[0])


def test_nobody_is_written_to_at_a_closed_account(session: Session, place: Place) -> None:
    a_class_that_waits(session, place)
    with write_transaction(session):
        session.get_one(User, place.teacher).is_active = False

    assert sent(session) == []
