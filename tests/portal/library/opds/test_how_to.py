"""The pages that tell how to read in another app, and where they are linked from."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.library.models import Title, TitleEpub
from portal.library.reading.service import PIN_PICTURES
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, join, page, signed_in, words
from tests.portal.library.opds.feed_readers import EPUB_BYTES


def test_everybody_can_read_what_to_type_in_an_app(client: FlaskClient) -> None:
    tree = page(client.get("/boeken/andere-apps"))

    assert {field.get("value") for field in tree.xpath("//input[@readonly]")} == {
        "http://127.0.0.1:8000/opds/1.2/",
        "http://127.0.0.1:8000/opds/2.0/",
    }
    assert all(picture in words(tree) for picture in PIN_PICTURES)
    assert "Set-Cookie" not in client.get("/boeken/andere-apps").headers


def test_a_pupil_reads_its_own_code_and_animal_and_no_pictures(app: Flask, house: Session, place: Place) -> None:
    made = a_set(house, place)
    tablet = device(app)
    assert tablet.get(f"/klas/{made.code}/andere-apps").location == f"/klas/{made.code}"
    join(tablet, made.code, "uil", ("kroon", "kroon", "hart"))

    answer = tablet.get(f"/klas/{made.code}/andere-apps")

    told = words(page(answer))
    assert "http://127.0.0.1:8000/opds/1.2/plank" in told
    assert f"{made.code[:3]} {made.code[3:]}" in told
    assert "uil ster maan zon" in told
    assert "kroon" not in told
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert page(tablet.get(f"/klas/{made.code}")).xpath("//a[@href=$to]", to=f"/klas/{made.code}/andere-apps")
    for path in ("/klas/BBBBBBB/andere-apps", "/boeken/jits/boek.epub"):
        assert "Deze deur bestaat niet" in words(page(tablet.get(path), 404))
    assert tablet.get("/opds/2.0/titels/nergens").json["status"] == 404


def test_a_book_to_keep_is_offered_where_people_look_for_it(app: Flask, house: Session, place: Place) -> None:
    made = a_set(house, place)
    tablet, teacher = device(app), signed_in(app, house)
    join(tablet, made.code, "uil")
    paths = ((tablet, f"/klas/{made.code}/andere-apps"), (teacher, f"/klassets/{made.id}"), (teacher, "/boeken/jits"))
    for somebody, path in paths:
        assert not page(somebody.get(path)).xpath("//a[@href='/boeken/jits/boek.epub']"), path

    with write_transaction(house):
        title = house.get_one(Title, place.title)
        title.basis, title.may_download = "own", True
        house.add(TitleEpub(title_id=title.id, content=EPUB_BYTES))

    for somebody, path in paths:
        assert page(somebody.get(path)).xpath("//a[@href='/boeken/jits/boek.epub']"), path


def test_the_teacher_reads_what_the_class_types_in_an_app(app: Flask, house: Session, place: Place) -> None:
    made = a_set(house, place)

    told = words(page(signed_in(app, house).get(f"/klassets/{made.id}")))

    assert f"de klascode {made.code}" in told
    assert "vos ster maan zon" in told
