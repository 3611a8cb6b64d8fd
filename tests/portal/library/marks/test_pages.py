"""Bookmarks and notes without a script: plain forms, a list, paper; sharing with the teacher, and the board."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.library.lending.service import leave_set, return_set
from portal.library.marks.models import Mark
from portal.library.marks.pieces import pieces_of
from portal.library.models import Animal, Chapter, ClassSet
from portal.library.together.erasing import erase_readers
from tests.portal.library.library_house import PIN, Device, page, signed_in, words
from tests.portal.library.marks.conftest import as_animal

CHAPTER = (
    '<h1 data-n="1">De mist</h1><div data-n="2">Voor <p data-n="3">Het <em>licht</em> ging uit.</p>en na</div>'
    '<p data-n="4"> </p><p data-n="5">“Jits?” riep opa. 😀</p>'
)


@pytest.fixture
def book(house: Session, made: ClassSet) -> str:
    """Chapter 2 with numbered pieces; gives the address of the bookmarks."""
    with write_transaction(house):
        house.scalars(select(Chapter).where(Chapter.position == 2)).one().html = CHAPTER
    return f"/klas/{made.code}/bladwijzers"


def write(client: Device, book: str, text: str = "", *, kind: str = "notitie", piece: str = "3", **more: str) -> str:
    """Fill in the form as it comes, and give the address of the new mark."""
    form = next(form for form in page(client.get(f"{book}/nieuw?hoofdstuk=2")).forms if form.method == "POST")
    typed = dict(form.fields) | {"soort": kind, "stuk": piece, "tekst": text} | more
    answer = client.post(form.action, data={name: value for name, value in typed.items() if value is not None})
    assert answer.status_code == 303, words(page(answer, answer.status_code))
    return f"{book}/{answer.location.partition('#m-')[2]}"


def test_a_piece_has_its_own_text_and_counts_as_a_browser_does() -> None:
    pieces = {piece.number: piece for piece in pieces_of(CHAPTER)}

    assert {number: piece.text for number, piece in pieces.items()} == {
        1: "De mist",
        2: "Voor en na",
        3: "Het licht ging uit.",
        5: "“Jits?” riep opa. 😀",
    }
    whole = pieces[5].whole(2)
    assert (whole.start, whole.stop) == (0, len("“Jits?” riep opa. ") + 2)


def test_a_pupil_without_script_keeps_a_bookmark_and_a_note_and_finds_them_again(fox: Device, book: str) -> None:
    write(fox, book, kind="bladwijzer", piece="5")
    note = write(fox, book, "Waarom ging het uit?", kind="vraag")

    tree = page(fox.get(book))
    assert "De mist" not in words(tree)
    assert "Vraag Het licht ging uit." in words(tree)
    assert "Waarom ging het uit?" in words(tree)
    assert tree.xpath("//a[text()='Lees hier']/@href") == [
        f"{book.removesuffix('bladwijzers')}lees/2?stuk={number}#stuk-{number}" for number in (3, 5)
    ]
    assert "Hoofdstuk 2" in words(page(fox.get(book)))

    form = next(form for form in page(fox.get(note)).forms if form.method == "POST")
    fox.post(form.action, data={"tekst": "Ik weet het nu.", "wat": "bewaar"})
    assert "Ik weet het nu." in words(page(fox.get(book)))
    fox.post(form.action, data={"wat": "weg"})
    assert "Ik weet het nu." not in words(page(fox.get(book)))
    assert fox.get(note).status_code == 404


def test_a_form_sent_twice_is_one_note(fox: Device, house: Session, book: str) -> None:
    sent = {"sleutel": "abcdef123456", "hoofdstuk": "2", "stuk": "0", "soort": "notitie", "tekst": "Eén keer"}

    for _ in range(2):
        assert fox.post(f"{book}/nieuw", data=sent).status_code == 303

    assert house.scalar(select(func.count()).select_from(Mark)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"soort": "notitie", "tekst": " "}, "Schrijf eerst wat je wilt onthouden."),
        ({"soort": "mooi", "tekst": "x" * 1001}, "hoogstens 1000 tekens"),
    ],
)
def test_a_note_that_can_not_be_kept_says_why_and_keeps_what_was_typed(
    fox: Device, book: str, sent: dict[str, str], said: str
) -> None:
    answer = fox.post(f"{book}/nieuw", data={"sleutel": "abcdef123456", "hoofdstuk": "2", "stuk": "3"} | sent)

    tree = page(answer, 422)
    assert said in words(tree)
    assert tree.xpath("//textarea")[0].text_content().strip() == sent["tekst"].strip()
    assert tree.xpath("//input[@name='stuk'][@checked]/@value") == ["3"]


def test_words_of_a_pupil_are_text_wherever_they_are_shown(
    app: Flask, house: Session, fox: Device, book: str
) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    note = write(fox, book, evil, deel="1")
    teacher = signed_in(app, house)
    set_id = house.scalars(select(ClassSet.id)).one()

    for client, address in (
        (fox, book),
        (fox, note),
        (fox, f"{book}/afdruk"),
        (teacher, f"/klassets/{set_id}/notities"),
        (teacher, f"/klassets/{set_id}/notities/1"),
    ):
        tree = page(client.get(address))
        assert evil in tree.text_content()
        assert not tree.xpath("//main//script | //img[@src='x']")
    assert evil in fox.get(f"{book}.txt").text


def test_a_note_is_the_pupils_own_until_it_is_shared_and_again_when_it_is_taken_back(
    app: Flask, house: Session, made: ClassSet, fox: Device, book: str
) -> None:
    teacher, owl = signed_in(app, house), as_animal(app, made, "uil")
    shared = f"/klassets/{made.id}/notities"
    write(fox, book, "Alleen voor mij")
    note = write(fox, book, "Voor de klas", deel="1")

    seen = words(page(teacher.get(shared)))
    assert "Voor de klas" in seen
    assert "Vos" in seen
    assert "Alleen voor mij" not in seen
    board = teacher.get(page(teacher.get(shared)).xpath("//a[contains(., 'Toon op het bord')]/@href")[0])
    assert "Voor de klas" in words(page(board))
    assert "vos" not in board.text.lower()
    # Another animal sees nothing of it, not even with the address.
    assert "Voor de klas" not in words(page(owl.get(book)))
    assert owl.get(note).status_code == 404

    fox.post(note, data={"tekst": "Voor de klas", "wat": "bewaar"})
    assert "Voor de klas" not in words(page(teacher.get(shared)))
    assert "niet meer gedeeld" in words(page(teacher.get(board.request.path), 404))
    assert "Voor de klas" in words(page(fox.get(book)))


def test_the_teacher_gives_a_note_back_and_other_schools_never_see_it(
    app: Flask, house: Session, made: ClassSet, fox: Device, book: str
) -> None:
    write(fox, book, "Met een naam erin", deel="1")
    teacher, far = signed_in(app, house), signed_in(app, house, "ver@demo.example")
    shared = f"/klassets/{made.id}/notities"
    back = page(teacher.get(shared)).xpath("//form[contains(@action, '/terug')]/@action")[0]

    assert far.get(shared).status_code == 404
    assert far.post(back).status_code == 404
    assert teacher.post(back).status_code == 303
    assert "Met een naam erin" not in words(page(teacher.get(shared)))
    assert "Met een naam erin" in words(page(fox.get(book)))


def test_scenario_16_notes_leave_on_paper_until_the_end_date_also_when_the_seat_went_back(
    app: Flask, house: Session, made: ClassSet, fox: Device, book: str
) -> None:
    write(fox, book, "Van mij", kind="vraag")
    with write_transaction(house):
        return_set(house, made, now=utc_now() - timedelta(days=1))

    assert fox.get(f"/klas/{made.code}/lees/2").status_code == 410
    assert "Het boek zelf is dicht" in words(page(fox.get(book)))
    assert "Vraag Het licht ging uit. Van mij" in words(page(fox.get(f"{book}/afdruk")))
    text = fox.get(f"{book}.txt")
    assert text.headers["Content-Disposition"] == 'attachment; filename="notities-jits.txt"'
    assert "[Vraag] Het licht ging uit.\r\n  Van mij" in text.text
    # Nothing new is written in a closed book, and nobody else gets at it.
    assert fox.post(f"{book}/nieuw", data={"hoofdstuk": "2"}).status_code == 410
    assert "Van mij" not in as_stranger(app, book)

    with write_transaction(house):
        made.from_day, made.until_day = (school_day(utc_now()) - timedelta(days=days) for days in (20, 1))
    assert fox.get(book).status_code == 410
    assert fox.get(f"{book}.txt").status_code == 410


def test_scenario_16_who_left_the_class_still_takes_the_own_notes_along(
    app: Flask, house: Session, made: ClassSet, fox: Device, book: str
) -> None:
    write(fox, book, "Van mij", kind="vraag")
    with write_transaction(house):
        assert leave_set(house, made, Animal.VOS, now=utc_now())
    right, wrong = ({f"prent{n}": one for n, one in enumerate(pin, 1)} for pin in (PIN, ("hart", "hart", "hart")))
    door = f"/klas/{made.code}/notities"

    assert fox.get(f"/klas/{made.code}/lees/1").status_code == 303
    assert fox.get(book).location == door
    assert "vos" in page(fox.get(door)).xpath("//input[@name='dier']/@value")
    assert "niet de prentjes" in words(page(fox.post(door, data=wrong | {"dier": "vos"}), 422))
    assert fox.post(door, data=right | {"dier": "vos"}).location == book
    assert "Van mij" in words(page(fox.get(book)))
    assert "Van mij" in fox.get(f"{book}.txt").text
    # The seat is not theirs any more: nothing can be read or written.
    assert fox.get(f"/klas/{made.code}/lees/1").status_code == 303
    assert fox.post(f"{book}/nieuw", data={"hoofdstuk": "2"}).location == f"/klas/{made.code}"


def as_stranger(app: Flask, address: str) -> str:
    return Device(app, app.response_class).get(address, follow_redirects=True).text


def test_when_the_teacher_erases_the_class_the_notes_are_gone(
    house: Session, made: ClassSet, fox: Device, book: str
) -> None:
    write(fox, book, "Weg ermee")

    with write_transaction(house):
        erase_readers(house, made, now=utc_now())

    assert house.scalar(select(func.count()).select_from(Mark)) == 0
    assert fox.get(book).location.endswith("/notities")
