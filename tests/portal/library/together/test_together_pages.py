"""Reading together: a teacher plans and asks, pupils read and answer, the board tells on nobody."""

import csv
import io
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.extensions import db
from portal.library.models import Animal, Chapter, ClassSet, Layout, Title
from portal.library.together.models import ChapterQuestion, ReadingGoal, TitleQuestion
from portal.library.together.weeks import monday_of
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import (
    Device,
    a_set,
    device,
    furnish,
    join,
    page,
    selects,
    signed_in,
    today,
    words,
)


@pytest.fixture
def house(app: Flask) -> Session:
    session: Session = db.session
    return session


@pytest.fixture
def place(house: Session) -> Place:
    return furnish(house)


@pytest.fixture
def teacher(app: Flask, house: Session, place: Place) -> Device:
    return signed_in(app, house)


@pytest.fixture
def made(house: Session, place: Place) -> ClassSet:
    return a_set(house, place, copies=12, last=20)


@pytest.fixture
def here(made: ClassSet) -> str:
    return f"/klassets/{made.id}"


def a_pupil(app: Flask, made: ClassSet, animal: str, chapter: int = 1) -> Device:
    tablet = device(app)
    join(tablet, made.code, animal)
    tablet.get(f"/klas/{made.code}/lees/{chapter}")
    return tablet


def asks(teacher: Device, here: str, chapter: int, text: str, options: str = "") -> int:
    sent = {"chapter": str(chapter), "text": text, "options": options}
    assert teacher.post(f"{here}/samen/vragen", data=sent).status_code == 303
    return db.session.scalars(select(ChapterQuestion.id).where(ChapterQuestion.text == text)).one()


def answers(pupil: Device, made: ClassSet, question: int, text: str) -> int:
    return pupil.post(f"/klas/{made.code}/vragen/{question}", data={"antwoord": text}).status_code


def test_a_teacher_takes_the_proposed_plan_changes_a_week_and_the_pupil_sees_this_weeks_goal(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session
) -> None:
    empty = page(teacher.get(f"{here}/samen"))
    assert "Foyer maakt een voorstel" in words(empty)
    proposal = page(teacher.get(f"{here}/samen/doelen"))
    form = next(form for form in proposal.forms if form.xpath(".//select"))
    sent = dict(form.form_values())
    now = f"doel-{monday_of(today()).isoformat()}"
    assert now in sent

    assert teacher.post(f"{here}/samen/doelen", data=sent | {now: "2"} | _later(sent, now, "3")).status_code == 303

    pupil = a_pupil(app, made, "vos")
    goal = page(pupil.get(f"/klas/{made.code}/lees/1"))
    assert house.scalar(select(ReadingGoal.chapter).where(ReadingGoal.monday == monday_of(today()))) == 2
    assert "Hoofdstuk 2" in words(page(teacher.get(f"{here}/samen")))
    assert goal is not None


def _later(sent: dict[str, str], now: str, chapter: str) -> dict[str, str]:
    return {name: chapter for name in sent if name.startswith("doel-") and name > now}


@pytest.mark.parametrize("typed", ["0", "4", "-1", "x", "1e3", "²", "99999999999999999999"])
def test_a_goal_that_is_no_chapter_is_refused_next_to_its_week(
    teacher: Device, here: str, house: Session, typed: str
) -> None:
    now = f"doel-{monday_of(today()).isoformat()}"

    tree = page(teacher.post(f"{here}/samen/doelen", data={now: typed}), 422)

    assert tree.xpath(f"//*[@id='{now}' and @aria-invalid='true']")
    assert house.scalars(select(ReadingGoal)).all() == []


def test_in_a_book_of_pictures_the_class_reads_pages_and_nobody_is_told_of_chapters(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session
) -> None:
    with write_transaction(house) as session:
        session.get_one(Title, made.title_id).layout = Layout.FIXED
        for chapter in session.scalars(select(Chapter)):
            chapter.heading = f"Bladzijde {chapter.position}"
    plain = words(page(teacher.get(f"{here}/samen")))
    now = f"doel-{monday_of(today()).isoformat()}"
    teacher.post(f"{here}/samen/doelen", data={now: "2"})
    asked = asks(teacher, here, 2, "Wat zie je?")
    pupil = a_pupil(app, made, "vos", 2)

    told = [plain] + [
        words(page(teacher.get(f"{here}/{path}")))
        for path in (
            "samen",
            "samen/doelen",
            f"samen/vragen/{asked}",
            "bord/lezen?hoofdstuk=1",
            "bord/doek",
            "verslag",
        )
    ]
    told += [words(page(pupil.get(f"/klas/{made.code}/{path}"))) for path in ("lees/2", "vragen", f"vragen/{asked}")]

    assert not [text for text in told if "hoofdstuk" in text.lower()]
    assert "Tot en met bladzijde 2" in told[1]
    assert "Bij welke bladzijde?" in told[1]


def test_a_goal_never_goes_back(teacher: Device, here: str, house: Session) -> None:
    this, following = (f"doel-{(monday_of(today()) + timedelta(days=days)).isoformat()}" for days in (0, 7))

    tree = page(teacher.post(f"{here}/samen/doelen", data={this: "3", following: "2"}), 422)

    assert "al aan hoofdstuk 3" in words(tree)
    assert house.scalars(select(ReadingGoal)).all() == []


def test_no_later_question_shows_anywhere_before_its_chapter_is_opened(
    app: Flask, teacher: Device, made: ClassSet, here: str
) -> None:
    early, late = asks(teacher, here, 1, "Wie woont daar?"), asks(teacher, here, 3, "Wie verraadt hem?")
    pupil = a_pupil(app, made, "vos", 2)

    seen = [pupil.get(f"/klas/{made.code}/lees/{n}") for n in (1, 2)]
    seen += [pupil.get(f"/klas/{made.code}/vragen"), pupil.get(f"/klas/{made.code}/vragen/{early}")]
    assert all("verraadt" not in answer.text for answer in seen)
    assert sum("Wie woont daar?" in answer.text for answer in seen) >= 2
    assert pupil.get(f"/klas/{made.code}/vragen/{late}").status_code == 404
    assert answers(pupil, made, late, "raden") == 404

    pupil.get(f"/klas/{made.code}/lees/3")

    assert "verraadt" in pupil.get(f"/klas/{made.code}/vragen/{late}").text
    assert answers(pupil, made, late, "de vos") == 303


def test_an_answer_is_seen_by_its_pupil_and_the_teacher_and_by_no_other_pupil(
    app: Flask, teacher: Device, made: ClassSet, here: str
) -> None:
    question = asks(teacher, here, 1, "Wat hoor je?")
    fox, owl = a_pupil(app, made, "vos"), a_pupil(app, made, "uil")

    answer = fox.post(f"/klas/{made.code}/vragen/{question}", data={"antwoord": "  de  zee\n"})

    assert answer.location == f"/klas/{made.code}/lees/1#vraag-{question}"
    assert "de zee" in fox.get(f"/klas/{made.code}/vragen/{question}").text
    assert "de zee" not in owl.get(f"/klas/{made.code}/vragen/{question}").text
    seen = page(teacher.get(f"{here}/samen/vragen/{question}"))
    assert "de zee" in words(seen)
    assert "vos" not in words(seen)
    assert "vos" in words(page(teacher.get(f"{here}/samen/vragen/{question}?dieren=1")))
    assert answers(fox, made, question, "") == 303
    assert "de zee" not in teacher.get(f"{here}/samen/vragen/{question}").text


@pytest.mark.parametrize("typed", ["x" * 501, "mail mij op jan@school.be", "www.geheim.be", "bel 0470 12 34 56"])
def test_an_answer_that_is_too_long_or_tells_an_address_is_kept_on_the_page_and_nowhere_else(
    app: Flask, teacher: Device, made: ClassSet, here: str, typed: str
) -> None:
    question = asks(teacher, here, 1, "Wat hoor je?")
    pupil = a_pupil(app, made, "vos")

    tree = page(pupil.post(f"/klas/{made.code}/vragen/{question}", data={"antwoord": typed}), 422)

    assert tree.get_element_by_id("answer").text.strip() == typed
    assert tree.find_class("field__error")
    assert "0 antwoorden" in words(page(teacher.get(f"{here}/samen/vragen/{question}")))


def test_a_choice_takes_only_its_options_and_is_counted(
    app: Flask, teacher: Device, made: ClassSet, here: str
) -> None:
    question = asks(teacher, here, 1, "Blijf je?", "ja\r\n\r\n  nee  \r\n")
    for animal, chosen in (("vos", "ja"), ("uil", "ja"), ("das", "nee")):
        assert answers(a_pupil(app, made, animal), made, question, chosen) == 303
    assert answers(a_pupil(app, made, "beer"), made, question, "misschien") == 422

    counted = page(teacher.get(f"{here}/samen/vragen/{question}")).xpath("//ol[@class='reach']/li")

    assert [words(line) for line in counted] == ["ja2", "nee1"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "  "}, "Schrijf een vraag"),
        ({"text": "x" * 301}, "hoogstens 300 tekens"),
        ({"options": "ja"}, "twee tot 6 antwoorden"),
        ({"options": "\n".join("abcdefg")}, "twee tot 6 antwoorden"),
        ({"options": "Ja\nja"}, "hetzelfde"),
        ({"options": f"ja\n{'x' * 101}"}, "onder 100 tekens"),
        ({"chapter": "9"}, ""),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_and_what_was_typed_stays(
    teacher: Device, here: str, house: Session, sent: dict[str, str], said: str
) -> None:
    tree = page(
        teacher.post(f"{here}/samen/vragen", data={"chapter": "1", "text": "Waarom?", "options": ""} | sent), 422
    )

    assert said in words(tree)
    assert tree.find_class("field--wrong")
    assert house.scalars(select(ChapterQuestion)).all() == []


def test_a_question_can_change_until_somebody_answers(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session
) -> None:
    question = asks(teacher, here, 1, "Waarom?")
    changed = {"chapter": "2", "text": "Waarom niet?", "options": ""}
    at = f"{here}/samen/vragen/{question}"
    assert teacher.post(at, data=changed).status_code == 303
    pupil = a_pupil(app, made, "vos", 2)
    assert answers(pupil, made, question, "daarom") == 303

    assert teacher.post(at, data=changed | {"text": "Iets anders?"}).status_code == 409
    assert "Waarom niet?" in words(page(teacher.get(at)))
    assert teacher.post(f"{at}/weg").status_code == 303
    assert pupil.get(f"/klas/{made.code}/vragen/{question}").status_code == 404


def test_questions_of_the_title_are_taken_over_once(teacher: Device, here: str, house: Session, place: Place) -> None:
    with write_transaction(house):
        house.add_all(
            TitleQuestion(title_id=place.title, chapter=n, text=f"Vraag {n}?", options="ja\nnee" if n == 2 else "")
            for n in (1, 2)
        )
    ids = house.scalars(select(TitleQuestion.id)).all()

    for _ in range(2):
        teacher.post(f"{here}/samen/vragen/van-het-boek", data={"vraag": [*map(str, ids), "x", "999999999999"]})

    asked = house.execute(select(ChapterQuestion.chapter, ChapterQuestion.text, ChapterQuestion.options)).all()
    assert [tuple(one) for one in asked] == [(1, "Vraag 1?", ""), (2, "Vraag 2?", "ja\nnee")]
    assert "horen" not in words(page(teacher.get(f"{here}/samen")).get_element_by_id("vragen").getparent())


def test_the_board_shows_a_passage_a_question_and_an_answer_and_nobody(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session
) -> None:
    with write_transaction(house):
        for one in house.scalars(select(Chapter)):
            one.html = "".join(f'<p data-n="{n}">{one.position}-{n} {"woord " * 60}</p>' for n in (1, 2, 3))
    question = asks(teacher, here, 2, "Wat hoor je?")
    answers(a_pupil(app, made, "vos", 2), made, question, "de zee")
    link = page(teacher.get(f"{here}/samen/vragen/{question}")).xpath("//a[contains(@href, 'antwoord=')]/@href")[0]

    board = page(teacher.get(link))

    assert "de zee" in words(board)
    assert "Wat hoor je?" in words(board)
    assert not any(animal.value in words(board).lower().split() for animal in Animal)
    assert "2-1" in words(board.get_element_by_id("passage"))
    path = [words(board.get_element_by_id("passage"))[:3]]
    while following := board.xpath("//a[@rel='next']/@href"):
        board = page(teacher.get(following[0]))
        path.append(words(board.get_element_by_id("passage"))[:3])
    assert path == ["2-1", "2-2", "2-3", "3-1", "3-2", "3-3"]
    while earlier := board.xpath("//a[@rel='prev']/@href"):
        board = page(teacher.get(earlier[0]))
    assert "1-1" in words(board.get_element_by_id("passage"))
    marked = page(teacher.get(f"{here}/bord/lezen?hoofdstuk=3&stuk=2&letters=4"))
    assert "3-2" in words(marked.get_element_by_id("passage"))


@pytest.mark.parametrize(
    "asked", ["?stuk=99999999999999999999", "?letters=9&vraag=99999999999999&antwoord=-1", "?stuk=x&letters=x", ""]
)
def test_the_board_makes_do_with_any_address(teacher: Device, here: str, asked: str) -> None:
    assert teacher.get(f"{here}/bord/lezen{asked}").status_code == 200


@pytest.mark.parametrize("number", ["0", "4", "-3", "99999999999999999999"])
def test_a_chapter_that_is_not_there_is_not_on_the_board(teacher: Device, here: str, number: str) -> None:
    assert teacher.get(f"{here}/bord/lezen?hoofdstuk={number}").status_code == 404


def test_the_curtain_stays_neutral_for_a_small_group_and_opens_with_a_class(
    app: Flask, teacher: Device, made: ClassSet, here: str
) -> None:
    animals = [animal.value for animal in Animal][:8]
    for animal in animals[:7]:
        a_pupil(app, made, animal, 3)
    small = page(teacher.get(f"{here}/bord/doek"))
    assert small.find_class("playhouse--0")
    assert "iets over één kind" in words(page(teacher.get(f"{here}/samen")))

    a_pupil(app, made, animals[7], 1)

    curtain = page(teacher.get(f"{here}/bord/doek"))
    assert curtain.find_class("playhouse--8")
    assert not any(animal in words(curtain) for animal in animals)
    assert not any(letter.isdigit() for letter in words(curtain.find("body")))


def test_the_report_tells_sums_and_no_one_and_the_sheet_opens_as_columns(
    app: Flask, teacher: Device, made: ClassSet, here: str
) -> None:
    question = asks(teacher, here, 1, "=Blijf je?", "ja\nnee")
    open_one = asks(teacher, here, 1, "Wat hoor je?")
    animals = [animal.value for animal in Animal][:8]
    for number, animal in enumerate(animals):
        pupil = a_pupil(app, made, animal, 1 + number % 3)
        answers(pupil, made, question, "ja")
        answers(pupil, made, open_one, "geheim")

    told = words(page(teacher.get(f"{here}/verslag")).find_class("report")[0])
    sheet = teacher.get(f"{here}/verslag.csv")

    assert "ja: 8" in told
    assert "geheim" not in told + sheet.text
    assert not any(animal in told + sheet.text for animal in animals)
    rows = list(csv.reader(io.StringIO(sheet.text.removeprefix("\ufeff")), delimiter=";"))
    assert ["hoofdstuk", "2", "Hoofdstuk 2", "", "5", "8"] in rows
    assert ["vraag", "1", "'=Blijf je?", "", "8", "8"] in rows


def test_pages_of_another_school_and_questions_of_another_set_are_not_there(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session, place: Place
) -> None:
    theirs = a_set(house, place, group=2)
    question = asks(teacher, here, 1, "Waarom?")
    far = signed_in(app, house, "ver@demo.example")

    for path in (
        "samen",
        "samen/doelen",
        f"samen/vragen/{question}",
        "bord/lezen",
        "bord/doek",
        "verslag",
        "verslag.csv",
    ):
        assert far.get(f"{here}/{path}").status_code == 404
    assert far.get(f"/klassets/{theirs.id}/samen/vragen/{question}").status_code == 404
    assert "Waarom?" not in far.get(f"/klassets/{theirs.id}/bord/lezen?vraag={question}").text
    pupil = a_pupil(app, theirs, "vos")
    assert answers(pupil, theirs, question, "hallo") == 404
    assert pupil.get(f"/klas/{made.code}/vragen").location == f"/klas/{made.code}"


def test_a_set_that_is_over_takes_no_answers(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session
) -> None:
    question = asks(teacher, here, 1, "Waarom?")
    pupil = a_pupil(app, made, "vos")
    with write_transaction(house):
        made.from_day, made.until_day = today() - timedelta(days=9), today() - timedelta(days=1)

    assert answers(pupil, made, question, "daarom") == 410
    assert pupil.get(f"/klas/{made.code}/vragen").status_code == 410
    assert pupil.get("/klas/BCDFGHJ/vragen").status_code == 404


def test_the_question_and_the_goal_cost_a_chapter_one_statement(
    app: Flask, teacher: Device, made: ClassSet, here: str, queries: Callable[[], Any]
) -> None:
    for n in range(3):
        asks(teacher, here, 1, f"Vraag {n}?")
    pupil = a_pupil(app, made, "vos")

    with queries() as sent:
        answer = pupil.get(f"/klas/{made.code}/lees/1")

    assert "Vraag 2?" in answer.text
    assert len([one for one in selects(sent) if "chapter_question" in one or "reading_goal" in one]) == 1


def test_neither_the_log_nor_the_journal_learns_what_a_pupil_says(
    app: Flask, teacher: Device, made: ClassSet, here: str, house: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="portal")
    question = asks(teacher, here, 1, "Wat hoor je?")
    pupil = a_pupil(app, made, "vos")
    assert answers(pupil, made, question, "De zee") == 303
    house.execute(
        text("CREATE TRIGGER broken BEFORE UPDATE ON chapter_answer BEGIN SELECT RAISE(ABORT, 'stuk'); END")
    )
    house.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    assert answers(pupil, made, question, "Mijn geheim") == 500

    assert "stuk" in caplog.text
    folder: Path = app.extensions["foyer_settings"].journal_dir
    journal = "".join(one.read_text() for one in folder.glob("**/*") if one.is_file())
    for secret in ("Mijn geheim", "De zee", "argon2", "ster-maan-vis"):
        assert secret not in caplog.text + journal
