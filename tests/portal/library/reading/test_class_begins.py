"""A class of 24 begins to read, through the served portal; the code, the animal and the pictures."""

from collections import Counter
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import make_engine, make_sessions
from portal.library.models import Animal, ClassSet, Reader
from portal.settings import load_settings
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import Device, a_set, device, furnish, join, page, signed_in, words
from tests.portal.library.reading.class_room import all_at_once, children, served
from tests.portal.tables import make_tables

CLASS = 24
STEPS = 12
"""Requests of a child that finds its animal free: eight for code, animal, pictures and book with what leads from one
to the next, four for style sheets. A class asks 288; 5 a second would do for a minute (`tests/bench/reading`)."""


def test_a_class_of_24_begins_at_once_with_twelve_requests_each(tmp_path: Path) -> None:
    settings = load_settings({}, data_dir=tmp_path, base_url="http://127.0.0.1")
    engine = make_engine(settings.database_url)
    make_tables(engine)
    sessions = make_sessions(engine)
    with sessions() as session:
        code = a_set(session, furnish(session), copies=CLASS + 1).code
    favourites = [animal.value for animal in Animal][: CLASS + 1]
    # Two children want each animal first, and go on along the row when they are second.
    wishes = [favourites[child // 2 * 2 % CLASS :] + favourites[: child // 2 * 2 % CLASS] for child in range(CLASS)]

    with served(settings) as port:
        tablets = all_at_once(children(port, code, wishes))

    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Reader)) == CLASS
    engine.dispose()
    asked = Counter(tablet.requests for tablet in tablets)
    assert min(asked) <= STEPS
    assert max(asked) <= STEPS + 4  # An animal that was just taken: other pictures, another book.


def test_scenario_26_a_code_may_be_typed_as_children_type_and_an_old_one_says_that_it_is_over(
    app: Flask, house: Session, place: Place, made: ClassSet, tablet: Device
) -> None:
    slow = f" {made.code[:3].lower()} - {made.code[3:].lower()} "
    assert tablet.post("/klas", data={"code": slow}).location == f"/klas/{made.code}"

    over = a_set(house, place, first=-9, last=-1)
    assert "Het doek is dicht" in words(page(tablet.get(f"/klas/{over.code}"), 410))
    teller = words(page(tablet.get(f"/klas/{made.code}")))
    assert "zilverberk" not in teller.lower()
    assert made.code.isalnum()


def test_scenario_27_the_second_fox_chooses_again_and_a_lost_pin_keeps_the_place(
    app: Flask, house: Session, made: ClassSet, pupil: Device, tablet: Device
) -> None:
    pupil.get(f"/klas/{made.code}/lees/2")
    pupil.post(f"/klas/{made.code}/lees/2/plaats", data={"plaats": "0.5", "stuk": "3", "deel": "0.25"})

    second = page(join(tablet, made.code, "vos", ("maan", "maan", "maan"), nieuw="1"), 409)
    assert "Kies een ander dier" in words(second)
    free = second.xpath("//a[contains(@class, 'zoo__animal') and not(contains(@class, 'taken'))]")
    assert len(free) == len(Animal) - 1

    signed_in(app, house).post(f"/klassets/{made.id}/dieren/vos/nieuwe-prentjes")
    join(tablet, made.code, "vos", ("zon", "zon", "zon"))
    body = page(tablet.get(f"/klas/{made.code}/lees/", follow_redirects=True)).find("body")
    assert (body.get("data-chapter"), body.get("data-piece"), body.get("data-part")) == ("2", "3", "0.25")


def test_a_sheet_has_a_card_for_every_reader_and_no_name(app: Flask, house: Session, made: ClassSet) -> None:
    teacher = signed_in(app, house)

    sheet = page(teacher.get(f"/klassets/{made.id}/kaartjes"))

    assert len(sheet.find_class("card")) == made.copies
    assert {words(code) for code in sheet.find_class("card__code")} == {f"{made.code[:3]} {made.code[3:]}"}
    assert device(app).get(f"/klassets/{made.id}/kaartjes").status_code == 303
    stranger = signed_in(app, house, "ver@demo.example")
    assert stranger.get(f"/klassets/{made.id}/kaartjes").status_code == 404
